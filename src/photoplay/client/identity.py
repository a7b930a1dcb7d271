"""Who a client is: an id that renews its anonymous account, and the token it has. For its owner's eyes alone.

Both belong to one server: neither is ever sent to another. One file keeps them, with a lock beside it, so that
two programs that start at once do not make two accounts or use up each other's token.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import secrets
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

from photoplay.errors import NotWritable


@dataclass(frozen=True, slots=True)
class Identity:
    """Who calls.

    Attributes:
        client_id: A UUID, or what the user chose; whoever has it gets new tokens for the account.
        token: Empty: none yet.
        is_given: The user gave the token: it is theirs, and is neither kept nor replaced.
    """

    client_id: str = field(repr=False)
    token: str = field(default="", repr=False)
    is_given: bool = False


def identity_path(url: str, client_id: str = "") -> Path:
    """Where the identity for a server is kept; another file for each client id that the user chose.

    The name tells the host for people, and the whole address by a hash: several servers may share a host.
    """
    address = normalised(url)
    host = re.sub(r"[^a-z0-9.-]+", "_", urlsplit(address).netloc) or "server"
    name = f"{host}-{hashlib.sha256(address.encode()).hexdigest()[:8]}"
    chosen = f"-{hashlib.sha256(client_id.encode()).hexdigest()[:12]}" if client_id else ""
    return platformdirs.user_state_path("photoplay") / "clients" / f"{name}{chosen}.json"


def normalised(url: str) -> str:
    """A server's address, one for all ways to write it: no name and password, no usual port, no last stroke."""
    try:
        told = urlsplit(url.strip())
        host, port = (told.hostname or "").lower(), told.port
    except ValueError:
        return url
    host = f"[{host}]" if ":" in host else host
    place = host if port in (None, {"http": 80, "https": 443}.get(told.scheme)) else f"{host}:{port}"
    return f"{told.scheme}://{place}{told.path.rstrip('/')}" if host else url


def load_identity(path: Path | None, url: str = "", *, token: str = "", client_id: str = "") -> Identity:
    """The identity kept for a server, or a new one. A file that is damaged is as good as none.

    Args:
        path: Of the file; None: there is none.
        url: Of the server.
        token: Given by the user; stands above all that is kept.
        client_id: Given by the user.
    """
    kept = _kept(path, url)
    if kept is None or (client_id and kept.client_id != client_id):
        kept = Identity(client_id or str(uuid.uuid4()))
    return Identity(kept.client_id, token, is_given=True) if token else kept


def _kept(path: Path | None, url: str) -> Identity | None:
    try:
        told = json.loads(path.read_text(encoding="utf-8")) if path is not None else None
        if not isinstance(told, dict) or normalised(str(told.get("url", url))) != normalised(url):
            return None
        client_id, token = told["client_id"], told.get("token", "")
    except (OSError, ValueError, KeyError):
        return None
    return Identity(client_id, token) if isinstance(client_id, str) and isinstance(token, str) else None


def save_identity(identity: Identity, path: Path, url: str = "") -> None:
    """Keeps an identity, readable for its owner alone.

    Raises:
        NotWritable: The file cannot be written.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    told = {"client_id": identity.client_id, "token": identity.token, "url": normalised(url)}
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(told, file)
        os.replace(draft, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise _not_writable(path, error) from error


def with_token(
    identity: Identity, path: Path | None, ask: Callable[[str], Identity], url: str = ""
) -> Identity:
    """The identity with a token that is not the one it has, kept.

    Where another program has renewed the same account meanwhile, its token is taken.

    Args:
        identity: As it is; its token is missing, or refused.
        path: Where it is kept; None: nowhere.
        ask: Gives an identity with a token for a client id.
        url: Of the server.

    Raises:
        NotWritable: The file cannot be written.
    """
    if path is None:
        return ask(identity.client_id)
    with _locked(path):
        kept = _kept(path, url)
        if kept is not None and kept.token and kept.token != identity.token:
            return kept
        renewed = replace(ask((kept or identity).client_id), is_given=False)
        if not _is_of_another(path, url):  # whose client id is the only way back to its projects
            save_identity(renewed, path, url)
        return renewed


def _is_of_another(path: Path, url: str) -> bool:
    """Whether a file keeps who the client is at another server."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and normalised(str(told.get("url", url))) != normalised(url)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One program at a time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = os.open(path.with_name(f"{path.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _not_writable(path, error) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _not_writable(path: Path, error: OSError) -> NotWritable:
    return NotWritable(f"The file {path} cannot be written: {error.strerror}. Check its folder.")
