"""Files on their way to the media bin: in their order, each judged by itself, none sent twice."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from photoplay.client.session import Session, Uploaded, whole
from photoplay.errors import MediaError, MissingMedia, ServerAway

_FILES_AT_ONCE = 10
#: How long after a lost answer the media bin is looked at, seconds.
_LOOK_AFTER_S = 2.0
#: ``told(share)``, 0–1.
OnShare = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that could not be used, and why.

    Attributes:
        name: As the user knows it.
        message: The server's words.
        code: Of the API's table.
        data: What the server says besides.
    """

    name: str
    message: str
    code: int = 4001
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Sent:
    """What became of files, as they are sent.

    Attributes:
        taken: Those that were taken.
        left_out: Those that cannot be used.
        repeated: Names of those that had been there before: the server keeps the same file once.
        errors: What was raised about single files.
    """

    taken: list[Path] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    errors: list[MediaError] = field(default_factory=list)


def send(session: Session, paths: Sequence[Path], told: OnShare | None = None) -> Sent:
    """Sends files in their order; tells what became of each.

    Args:
        session: Of the project.
        paths: Of the files.
        told: Hears how far it is.

    Raises:
        MediaError: None of them can be used; the first one's fault.
        ServerAway: The server does not answer any more.
    """
    sent = Sent()
    send_each(session, paths, sent, told)
    if not sent.taken and sent.errors:
        raise sent.errors[0]
    return sent


def send_each(session: Session, paths: Sequence[Path], sent: Sent, told: OnShare | None = None) -> None:
    """As ``send``, but that none of them can be used is no error.

    Args:
        session, paths, told: See ``send``.
        sent: Gets what became of them, as it comes.
    """
    for start in range(0, len(paths), _FILES_AT_ONCE):
        batch = paths[start : start + _FILES_AT_ONCE]
        for some, found in _sent(session, batch, _told_of(told, start, len(batch), len(paths))):
            if isinstance(found, MediaError):
                sent.left_out.append(LeftOut(found.name, found.message, found.code, dict(found.data or {})))
                sent.errors.append(found)
                continue
            refused = {whole(one.get("index"), -1) for one in found.refused}
            sent.taken += [path for index, path in enumerate(some) if index not in refused]
            sent.left_out += map(_left_out, found.refused)
            sent.repeated += repeated(session, found)


def repeated(session: Session, found: Uploaded) -> list[str]:
    """Names of files that had been in the media bin before, or came twice; notes all of them as seen."""
    names = list[str]()
    for one in found.files:
        if (known := str(one.get("id") or "")) in session.seen:
            names.append(str(one.get("filename") or ""))
        elif known:
            session.seen.add(known)
    return names


def _left_out(told: Mapping[str, Any]) -> LeftOut:
    return LeftOut(str(told.get("filename", "")), str(told.get("message", "")), whole(told.get("code"), 4001))


def _told_of(told: OnShare | None, start: int, count: int, total: int) -> Callable[[int, int], None] | None:
    """The share of all files from the bytes of some of them."""
    if told is None:
        return None
    return lambda done, size: told((start + count * (done / size if size else 1)) / total)


def _sent(
    session: Session, paths: Sequence[Path], told: Callable[[int, int], None] | None
) -> Iterator[tuple[Sequence[Path], Uploaded | MediaError]]:
    """What became of some files; where all are refused, of each by itself."""
    try:
        yield paths, _uploaded(session, paths, told)
    except MediaError as error:
        if len(paths) == 1:
            error.name = error.name or paths[0].name
            yield paths, error
            return
        for path in paths:
            yield from _sent(session, [path], None)


def _uploaded(session: Session, paths: Sequence[Path], told: Callable[[int, int], None] | None) -> Uploaded:
    """Sends files. Where the answer is lost, those that have not arrived are sent once more.

    A file that was there before counts as arrived.
    """
    try:
        return session.upload(paths, told) if told else session.upload(paths)
    except ServerAway as error:
        if not (error.data or {}).get("is_sent", True):
            raise
    session.api.clock.sleep(_LOOK_AFTER_S)
    arrived, lacking = _divided(paths, _files_there(session))
    if not lacking:
        return Uploaded(tuple(arrived), ())
    found = session.upload([paths[index] for index in lacking])
    places = dict(enumerate(lacking))
    refused = tuple({**one, "index": places.get(whole(one.get("index"), 0), -1)} for one in found.refused)
    return Uploaded((*arrived, *found.files), refused)


def _divided(
    paths: Sequence[Path], there: Sequence[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[int]]:
    """The records of files that have arrived, and the indices of those that have not."""
    known = defaultdict[str, list[dict[str, Any]]](list)
    for one in there:
        known[str(one.get("hash"))].append(one)
    arrived, lacking = list[dict[str, Any]](), list[int]()
    for index, path in enumerate(paths):
        if records := known[_hash(path)]:
            arrived.append(records.pop())
        else:
            lacking.append(index)
    return arrived, lacking


def _files_there(session: Session) -> list[dict[str, Any]]:
    return list((session.state().get("state") or {}).get("video_infos") or ())


def _hash(path: Path) -> str:
    """SHA-256 of a file, as the API tells it."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise MissingMedia(f"{path.name} cannot be read: {error.strerror}.", name=path.name) from error
