"""Who calls: tokens and what they prove, and anonymous accounts. See ``registration`` and ``tokens`` too."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import math
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from photoplay.errors import Forbidden, NoClientId, NotAuthorised, NotFound, TooMany
from photoplay.services import credits
from photoplay.services.backend import Backend
from photoplay.store import accounts as store
from photoplay.store.accounts import Account, Token
from photoplay.store.projects import Project
from photoplay.store.sql import Connection, Taken, new_id
from photoplay.times import DAY_MS

SCOPES = ("read", "write", "upload", "render", "*")
ANONYMOUS_SCOPES = frozenset({"read", "write", "upload", "render"})
_LONGEST_CLIENT_ID = 64
#: UUIDs that stand for none; they are nobody's secret. Source: RFC 9562, 5.9 and 5.10.
_PLACEHOLDERS = (0, 2**128 - 1)
#: Last use is written down at most this often, ms.
_SEEN_EVERY_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, by which token."""

    account: Account
    token: Token

    def reaches(self, project: Project) -> bool:
        """Whether a project is the caller's, and within what their token may see."""
        return project.account_id == self.account.id and self.token.origin in (None, project.origin)

    def require(self, scope: str) -> None:
        """Raises ``Forbidden`` unless the token has the scope."""
        if scope not in self.token.scopes and "*" not in self.token.scopes:
            raise Forbidden(
                f"This token may not do that: it lacks the scope “{scope}”. Use a token that has it.",
                scope=scope,
            )


@dataclass(frozen=True, slots=True)
class Issued:
    """A token in clear, the only time it is seen, and whose it is."""

    secret: str
    token: Token
    account: Account


def digest(secret: str) -> str:
    """What is stored of a random token. It needs no salt and no slowness: nobody can guess 128 bits."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def authenticate(
    backend: Backend, secret: str | None, *, kinds: Iterable[str] = ("anonymous", "api")
) -> Caller:
    """Who a token belongs to.

    Args:
        backend: See ``Backend``.
        secret: The token as sent; None if there was none.
        kinds: Of token that are taken here.

    Raises:
        NotAuthorised: Missing, unknown, expired, revoked, or of an account that was closed.
    """
    if not secret:
        raise NotAuthorised(
            "No token was sent. Get one from POST /api/auth/anonymous-token and send it as "
            "“Authorization: Bearer <token>”."
        )
    now = backend.clock()
    with backend.database.reading() as connection:
        found = store.by_token(connection, digest(secret))
    if found is None or found[0].kind not in kinds or not found[0].is_valid(now) or found[1].is_disabled:
        raise NotAuthorised(
            "The token is unknown, or has expired. Get a new one from POST /api/auth/anonymous-token "
            "with the same X-Client-Id: your projects are kept."
        )
    token, account = found
    if now - account.seen_at_ms > _SEEN_EVERY_MS:
        with backend.database.writing() as connection:
            store.change(connection, account.id, seen_at=now)
    return Caller(account, token)


def is_me(backend: Backend, caller: Caller, told: str) -> bool:
    """Whether an id in a path or body means the caller: "me", their id, or one they have taken over."""
    if told in ("me", caller.account.id):
        return True
    if not told.startswith("anon_") or caller.account.is_anonymous:
        return False
    with backend.database.reading() as connection:
        other = store.by_id(connection, told[:48])
    return other is not None and other.taken_over_by == caller.account.id


def require_me(backend: Backend, caller: Caller, told: str) -> None:
    """Raises ``NotFound`` unless an id means the caller; never tells whether it exists."""
    if not is_me(backend, caller, told):
        raise NotFound("There is no such account for this token. Use “me”.")


# -- anonymous ----------------------------------------------------------------------------------------


def anonymous(backend: Backend, client_id: str | None, address: str) -> Issued:
    """A token for a client without an account, or a new one for the account it had.

    A UUID renews; any other id makes a new account each time.

    Args:
        backend: See ``Backend``.
        client_id: The header ``X-Client-Id``.
        address: Network address of the client.

    Raises:
        NoClientId: Missing or unusable.
        TooMany: It still has a valid token, or there are too many new accounts from its network.
    """
    told = (client_id or "").strip()
    if not told or len(told) > _LONGEST_CLIENT_ID or not told.isprintable():
        raise NoClientId(
            "The header X-Client-Id is missing or unusable. Make a random UUID, keep it, and send it."
        )
    known = _uuid_digest(backend, told)
    try:
        with backend.database.writing() as connection:
            account = store.by_client(connection, known) if known else None
            if account is not None:
                return _renewed(backend, connection, account)
            return _new_anonymous(backend, connection, known, address)
    except Taken as error:  # the same client, at the same moment
        raise TooMany("A token was just made for this client. Use that one.", retry_after_s=30) from error


def _uuid_digest(backend: Backend, told: str) -> str | None:
    try:
        known = uuid.UUID(told)
    except ValueError:
        return None
    if known.int in _PLACEHOLDERS:
        return None
    return hmac.new(backend.key, f"client:{known}".encode(), hashlib.sha256).hexdigest()


def _renewed(backend: Backend, connection: Connection, account: Account) -> Issued:
    now = backend.clock()
    if account.is_disabled:
        raise Forbidden("This account was closed by the operator of this server.")
    valid = [token for token in store.tokens_of(connection, account.id, ["anonymous"]) if token.is_valid(now)]
    if valid:
        left_s = math.ceil((max(token.expires_at_ms for token in valid) - now) / 1000)
        raise TooMany(
            "This client already has a token that is still valid: use it. It can be renewed when it "
            f"expires, in {_in_words(left_s)}.",
            retry_after_s=left_s,
        )
    window_ms = backend.settings.account_window_days * DAY_MS
    if now - account.granted_at_ms >= window_ms:
        credits.refill(backend, connection, account, backend.settings.starting_credits)
    return issue(backend, connection, account, "anonymous", ANONYMOUS_SCOPES, _token_ms(backend))


def _new_anonymous(backend: Backend, connection: Connection, known: str | None, address: str) -> Issued:
    now, address_digest = backend.clock(), require_new(backend, connection, address)
    account = Account(new_id("anon"), "anonymous", "anonymous", None, None, now, now, now, False, None)
    store.insert(connection, account, client_digest=known, address_digest=address_digest)
    credits.grant(backend, connection, account.id, backend.settings.starting_credits, "start")
    return issue(backend, connection, account, "anonymous", ANONYMOUS_SCOPES, _token_ms(backend))


def require_new(backend: Backend, connection: Connection, address: str) -> str | None:
    """What is kept of the network that a new account comes from; None for this machine.

    Raises:
        TooMany: There are too many new accounts from there.
    """
    network = network_of(address)
    if network is None:
        return None
    now, limit = backend.clock(), backend.settings.new_accounts_per_address
    window_ms = backend.settings.account_window_days * DAY_MS
    address_digest = hmac.new(backend.key, b"net:" + network.encode(), hashlib.sha256).hexdigest()
    made = store.made_from(connection, address_digest, now - window_ms)
    if len(made) >= limit:
        left_s = math.ceil((made[len(made) - limit] + window_ms - now) / 1000) if limit else window_ms // 1000
        raise TooMany(
            f"Too many new accounts were made from this network. Try again in {_in_words(left_s)}, or use "
            "the account that you have.",
            retry_after_s=left_s,
        )
    return address_digest


def _token_ms(backend: Backend) -> int:
    return backend.settings.anonymous_token_days * DAY_MS


def network_of(address: str) -> str | None:
    """What counts as one address: an IPv4 address, or an IPv6 /64. None for loopback and for none at all."""
    try:
        told = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return None
    mapped = told.ipv4_mapped if isinstance(told, ipaddress.IPv6Address) else None
    told = mapped or told
    if told.is_loopback:
        return None
    return str(ipaddress.ip_network((told, 64), strict=False)) if told.version == 6 else str(told)


def _in_words(seconds: int) -> str:
    for unit, length in (("day", 86400), ("hour", 3600), ("minute", 60)):
        if seconds >= length:
            count = math.ceil(seconds / length)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{seconds} seconds" if seconds > 1 else "1 second"


# -- issuing ----------------------------------------------------------------------------------------


def issue(
    backend: Backend,
    connection: Connection,
    account: Account,
    kind: str,
    scopes: frozenset[str],
    lifetime_ms: int,
    *,
    name: str = "",
    session_id: str | None = None,
) -> Issued:
    now = backend.clock()
    prefix = {"anonymous": "nmv_usr_", "api": "nmv_api_", "claim": "clm_", "login": "log_", "key": "key_"}[
        kind
    ]
    secret = prefix + secrets.token_urlsafe(32)
    token = Token(new_id("tok", 64), account.id, kind, name, scopes, session_id, now, now + lifetime_ms, None)
    store.insert_token(connection, token, digest(secret))
    return Issued(secret, token, account)
