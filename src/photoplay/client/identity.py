"""Who a client is: an id that renews its anonymous account, and the token it has. For its owner's eyes alone."""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from photoplay.errors import NotWritable


@dataclass(frozen=True, slots=True)
class Identity:
    """An anonymous identity.

    Attributes:
        client_id: A UUID; whoever has it gets new tokens for the account.
        token: Empty: none yet.
    """

    client_id: str
    token: str = ""


def load_identity(path: Path | None) -> Identity:
    """The identity kept in a file, or a new one. A file that is damaged is as good as none."""
    try:
        told = json.loads(path.read_text(encoding="utf-8")) if path is not None else {}
        return Identity(str(uuid.UUID(told["client_id"])), str(told.get("token", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Identity(str(uuid.uuid4()))


def save_identity(identity: Identity, path: Path) -> None:
    """Keeps an identity, readable for its owner alone.

    Raises:
        NotWritable: The file cannot be written.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(identity), file)
        os.replace(draft, path)
    except OSError as error:
        raise NotWritable(
            f"The file {path} cannot be written: {error.strerror}. Check its folder."
        ) from error


def with_token(identity: Identity, path: Path | None, ask: Callable[[str], str]) -> Identity:
    """The identity with a new token, kept.

    Args:
        identity: As it is.
        path: Where it is kept; None: nowhere.
        ask: Gives a token for a client id.
    """
    renewed = replace(identity, token=ask(identity.client_id))
    if path is not None:
        save_identity(renewed, path)
    return renewed
