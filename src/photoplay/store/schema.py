"""Tables of the database, the same on SQLite and PostgreSQL. Times are epoch milliseconds.

    accounts ──┬── tokens            what proves who is calling; only digests
               ├── ledger            credits, append-only
               ├── projects ──┬── revisions    drafts, append-only but for pruning
               │              ├── assets       the media bin
               │              └── turns ── events    messages, and what was done for them
               └── renders           exports, each with its own frozen draft

Everything that is looked up by a secret is looked up by its SHA-256.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect


class Words(TypeDecorator[str]):
    """Short text as strangers send it, in a form that every database takes.

    NUL and halves of surrogate pairs are kept, and looked up, as U+FFFD: PostgreSQL refuses the first,
    no driver can encode the others.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """What is handed to the driver."""
        if value is None or (value.isascii() and "\0" not in value):
            return value
        return (
            value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\0", "\ufffd")
        )


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: Whoever calls. ``anon_…`` (known by a client id), ``acc_…`` (known by an e-mail address).
accounts = Table(
    "accounts",
    metadata,
    Column("id", Words(48), primary_key=True),
    Column("kind", Words(16), nullable=False),  # anonymous, registered
    Column("plan", Words(32), nullable=False),
    Column("email", Words(320), unique=True),  # as compared: lower case
    Column("password", Words(256)),  # argon2
    Column("client_digest", Words(64), unique=True),  # of a client id that is a UUID
    Column("address_digest", Words(64)),  # of the network address that made it, keyed
    Column("taken_over_by", Words(48), ForeignKey("accounts.id")),
    Column("created_at", BigInteger, nullable=False),
    Column("granted_at", BigInteger, nullable=False),  # last grant or refill of credits
    Column("seen_at", BigInteger, nullable=False),
    Column("is_disabled", Boolean, nullable=False, default=False),
    Index(None, "address_digest", "created_at"),
    Index(None, "created_at"),
)

#: Bearer tokens, logins and claim links.
tokens = Table(
    "tokens",
    metadata,
    Column("digest", Words(64), primary_key=True),
    Column("id", Words(32), nullable=False, unique=True),
    Column("account_id", Words(48), ForeignKey("accounts.id"), nullable=False),
    Column("kind", Words(16), nullable=False),  # anonymous, api, login, claim
    Column("name", Words(200), nullable=False, default=""),
    Column("scopes", Words(200), nullable=False),  # separated by spaces
    Column("session_id", Words(20)),  # of a claim link
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger),
    Column("origin", Words(48)),  # of one taken over: it reaches that account's projects only
    Index(None, "account_id", "kind"),
    Index(None, "session_id"),
    Index(None, "expires_at"),
)

#: Credits. ``available`` and ``frozen`` are changes; an account's balance is their sum.
ledger = Table(
    "ledger",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("account_id", Words(48), ForeignKey("accounts.id"), nullable=False),
    Column("kind", Words(16), nullable=False),  # grant, refill, reserve, capture, release, adjust, transfer
    Column("available", BigInteger, nullable=False),
    Column("frozen", BigInteger, nullable=False),
    Column("reference", Words(120), nullable=False),  # of what this is for; makes it happen once
    Column("step", Words(16), nullable=False),  # grant, reserve, settle, …: once for each reference
    Column("note", Words(200), nullable=False, default=""),
    Column("created_at", BigInteger, nullable=False),
    UniqueConstraint("account_id", "reference", "step"),
)

#: Projects, which clients call sessions (and tasks). The draft of ``content`` is the present one.
projects = Table(
    "projects",
    metadata,
    Column("session_id", Words(20), primary_key=True),
    Column("task_id", Words(48), nullable=False, unique=True),
    Column("account_id", Words(48), ForeignKey("accounts.id"), nullable=False),
    Column("name", Words(200), nullable=False),
    Column("language", Words(35), nullable=False),
    Column("profile", Words(64), nullable=False),
    Column("source", Words(64), nullable=False, default=""),  # X-Skill-Source as sent
    Column("origin", Words(48), nullable=False),  # the account that made it, whosever it is now
    Column("revision", Integer, nullable=False, default=0),
    Column("undo", Text, nullable=False, default="[]"),  # JSON: revisions whose drafts undo brings back
    Column("redo", Text, nullable=False, default="[]"),
    Column("created_at", BigInteger, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Column("deleted_at", BigInteger),
    Index(None, "account_id", "changed_at"),
    Index(None, "deleted_at"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("session_id", Words(20), ForeignKey("projects.session_id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("kind", Words(16), nullable=False),  # default-cut, draft, turn, undo, redo
    Column("draft", Text, nullable=False),  # JSON
    Column("note", Text, nullable=False, default=""),
    Column("created_at", BigInteger, nullable=False),
)

#: Uploads. What was sent is gone; the cleaned file and its thumbnail are files of the store.
assets = Table(
    "assets",
    metadata,
    Column("session_id", Words(20), ForeignKey("projects.session_id"), primary_key=True),
    Column("id", Words(32), primary_key=True),
    Column("account_id", Words(48), ForeignKey("accounts.id"), nullable=False),
    Column("position", Integer, nullable=False),  # in the order of upload
    Column("filename", Text, nullable=False),  # as sent, the last component
    Column("kind", Words(8), nullable=False),
    Column("role", Words(8), nullable=False),
    Column("duration", Float, nullable=False, default=0.0),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("fps", Float, nullable=False, default=0.0),
    Column("size_bytes", BigInteger, nullable=False),  # of the bytes sent
    Column("sha256", Words(64), nullable=False),  # of the bytes sent
    Column("file", Words(80), nullable=False),  # keys in the file store
    Column("file_bytes", BigInteger, nullable=False),
    Column("thumbnail", Words(80), nullable=False, default=""),
    Column("record", Text, nullable=False),  # JSON: the media record of the cleaned file
    Column("created_at", BigInteger, nullable=False),
    Column("deleted_at", BigInteger),  # out of the bin; kept while an old draft may still show it
    Index(None, "account_id"),
    Index(None, "file"),
    Index(None, "thumbnail"),
    Index(None, "deleted_at"),
)

#: Exports. Unique by account and the client's own id; ``uid`` is ours: workflow, files and links.
renders = Table(
    "renders",
    metadata,
    Column("uid", Words(40), primary_key=True),
    Column("account_id", Words(48), ForeignKey("accounts.id"), nullable=False),
    Column("id", Words(128), nullable=False),
    Column("session_id", Words(20), ForeignKey("projects.session_id"), nullable=False),
    Column("fingerprint", Words(64), nullable=False),  # of session, draft and output as sent
    Column("revision", Integer, nullable=False),
    Column("draft", Text, nullable=False),  # JSON: what is drawn, whatever happens to the session
    Column("output", Text, nullable=False),  # JSON: options of the export
    Column("status", Words(12), nullable=False),
    Column("progress", Float, nullable=False, default=0.0),  # 0–100
    Column("eta_s", Float),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", BigInteger, nullable=False),
    Column("started_at", BigInteger),
    Column("completed_at", BigInteger),
    Column("error", Text, nullable=False, default=""),  # in the user's words
    Column("error_code", Integer, nullable=False, default=0),
    Column("file", Words(80), nullable=False, default=""),  # key in the file store
    Column(
        "result", Text, nullable=False, default="{}"
    ),  # JSON: size, duration, width, height, fps, checks, notes
    UniqueConstraint("account_id", "id"),
    Index(None, "session_id", "created_at"),
    Index(None, "account_id", "created_at"),
    Index(None, "status"),
    Index(None, "file"),
    CheckConstraint("status IN ('pending', 'processing', 'completed', 'failed', 'cancelled')", name="status"),
)

#: Messages and what became of them. The row is also the place in the queue of its session.
turns = Table(
    "turns",
    metadata,
    Column("id", Words(40), primary_key=True),
    Column("session_id", Words(20), ForeignKey("projects.session_id"), nullable=False),
    Column("number", Integer, nullable=False),  # in the order of arrival, from 1
    Column("account_id", Words(48), ForeignKey("accounts.id"), nullable=False),  # that pays
    Column("server", Words(64), nullable=False),  # the process whose turn it is
    Column("status", Words(8), nullable=False),
    Column("message", Text, nullable=False),
    Column("language", Words(35), nullable=False, default=""),
    Column("reserved", BigInteger, nullable=False, default=0),  # credits set aside when it was accepted
    Column("price", BigInteger, nullable=False, default=0),  # credits that it cost
    Column("before_revision", Integer),
    Column("after_revision", Integer),  # there once its changes are kept
    Column("reply", Text, nullable=False, default=""),
    Column("error_code", Integer, nullable=False, default=0),
    Column("memory", Text, nullable=False, default=""),  # JSON: what the next turn is to know
    Column("created_at", BigInteger, nullable=False),
    Column("started_at", BigInteger),
    Column("ended_at", BigInteger),
    UniqueConstraint("session_id", "number"),
    Index(None, "account_id", "status"),
    Index(None, "status"),
    CheckConstraint("status IN ('queued', 'running', 'done', 'failed', 'stopped')", name="status"),
)

#: What a turn told while it ran, as clients see it. Number 0 is the message itself.
events = Table(
    "events",
    metadata,
    Column("session_id", Words(20), ForeignKey("projects.session_id"), primary_key=True),
    Column("turn", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", Text, nullable=False),  # JSON
)

#: Servers that take jobs, so that those of a dead one can be given to another.
executors = Table(
    "executors",
    metadata,
    Column("id", Words(64), primary_key=True),
    Column("started_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
)

#: Small facts that must outlive a restart and be equal on all servers, such as the key of signed links.
facts = Table(
    "facts",
    metadata,
    Column("name", Words(64), primary_key=True),
    Column("value", Text, nullable=False),
)
