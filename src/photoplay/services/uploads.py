"""Uploads: from bytes nobody vouches for to assets of a session's media bin.

Each file of a request is judged by itself. Only the sandbox ever reads what was sent; what is kept is
the cleaned picture, sound, film or table of colours that it made, named by its content, and a thumbnail.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from photoplay.errors import (
    BrokenMedia,
    InvalidOption,
    MediaError,
    MediaTooLarge,
    NotFound,
    PhotoplayError,
)
from photoplay.media.accepted import SUFFIXES, kind_of
from photoplay.media.accepted import Kind as Kind
from photoplay.media.examined import Examined, normalised_record
from photoplay.media.fetch import Fetched as Fetched
from photoplay.media.fetch import fetch
from photoplay.media.probe import Limits
from photoplay.media.record import MediaRecord
from photoplay.media.sandbox import films_at_once as films_at_once
from photoplay.media.sniff import HEAD_BYTES
from photoplay.services import projects
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.profiles import profile_of
from photoplay.store import accounts as store_accounts
from photoplay.store import assets as store
from photoplay.store import projects as store_projects
from photoplay.store.assets import Asset
from photoplay.store.files import asset_key, full_or_broken
from photoplay.store.projects import Project
from photoplay.store.retention import hold_files
from photoplay.store.sql import Connection

#: What uploads may be, as the contract lists it, and tables of colours.
ACCEPTED = (
    *("jpg", "jpeg", "png", "webp", "gif", "heic", "heif", "avif"),
    *("mp4", "mov", "avi", "webm", "mkv"),
    *("mp3", "wav", "m4a", "aac", "ogg", "flac"),
    "cube",
)
_LONGEST_NAME = 1000
#: How ids begin, for whoever reads them.
_PREFIXES: Mapping[Kind, str] = {"picture": "img_", "sound": "snd_", "film": "vid_", "lut": "lut_"}


@dataclass(frozen=True, slots=True)
class Intake:
    """One upload request.

    Attributes:
        first_position: Of its first file in the media bin.
        limit_bytes: Largest file.
        limits: What is refused before decoding.
    """

    caller: Caller
    project: Project
    first_position: int
    limit_bytes: int
    limits: Limits


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is in the media bin."""

    index: int
    asset: Asset


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not, and why."""

    index: int
    filename: str
    error: PhotoplayError


def begin(backend: Backend, caller: Caller, session_id: str) -> Intake:
    """Opens an upload, before any byte is read.

    Raises:
        NotFound: No such session of the caller's.
        Overloaded: The disk is nearly full.
    """
    settings = backend.settings
    with backend.database.reading() as connection:
        project = projects.mine(connection, caller, session_id)
        position = store.next_position(connection, session_id)
    backend.files.require_free(settings.free_disk_bytes)
    limit_bytes = profile_of(project.profile).upload_bytes(settings)
    limits = Limits(
        limit_bytes, settings.jpeg_pixels, settings.other_pixels, max_film_s=settings.film_seconds
    )
    return Intake(caller, project, position, limit_bytes, limits)


def clean_name(told: str) -> str:
    """A file's name as it is kept: the last path component without control characters."""
    last = told.replace("\\", "/").rstrip("/").rpartition("/")[2]
    whole = last.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    kept = "".join(c for c in whole if unicodedata.category(c) != "Cc")[:_LONGEST_NAME]
    return kept if kept.strip(" .") else "file"


def too_large(name: str, limit_bytes: int) -> MediaTooLarge:
    """The refusal of a file over the limit."""
    error = MediaTooLarge(
        f"“{name}” is larger than {_megabytes(limit_bytes)}, which is the most that is taken. "
        "Compress it, trim it, or make it smaller, and send it again.",
        name=name,
    )
    error.data = {"limit_bytes": limit_bytes}
    return error


def _megabytes(size_bytes: int) -> str:
    return f"{size_bytes / (1 << 20):.0f} MB" if size_bytes >= 1 << 20 else f"{size_bytes:,} bytes"


def take(
    backend: Backend,
    intake: Intake,
    index: int,
    path: Path,
    filename: str,
    size_bytes: int,
    sha256: str,
    kind: Kind | None = None,
) -> Stored | Refused:
    """Looks at one received file and keeps it, or says why not. The received file is gone afterwards.

    The same bytes under the same name again are the same asset, so a client may send twice.

    Args:
        backend: See ``Backend``.
        intake: The request it came in.
        index: Its place in the request.
        path: Where it was received, in the file store's own temporary folder.
        filename: As sent.
        size_bytes, sha256: Of the bytes received.
        kind: What ``kind_of_file`` says of it; asked here if None.
    """
    name = clean_name(filename)
    kind = kind or kind_of_file(path)
    try:
        return Stored(index, _kept(backend, intake, index, path, name, size_bytes, sha256, kind))
    except MediaError as error:
        if error.code == 4001:
            error.data = {"accepted": list(ACCEPTED)}
        elif error.code == 4002 and not error.data:
            error.data = _most(path, kind, intake.limits)
        return Refused(index, name, error)
    except PhotoplayError as error:
        return Refused(index, name, error)
    except OSError as error:
        return Refused(index, name, full_or_broken(error))
    finally:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)


def _most(path: Path, kind: Kind, limits: Limits) -> dict[str, object]:
    """Limits of a file's kind; JPEGs are read at a fraction of their size."""
    if kind == "film":
        return {"limit_seconds": limits.max_film_s, "limit_pixels": limits.max_film_pixels}
    with contextlib.suppress(OSError), path.open("rb") as file:
        if file.read(2) == b"\xff\xd8":
            return {"limit_pixels": limits.max_jpeg_pixels}
    return {"limit_pixels": limits.max_other_pixels}


def fetch_url(backend: Backend, intake: Intake, index: int, url: str) -> Fetched | Refused:
    """Fetches one file, with every precaution; what came is to be taken, as a received one is."""
    place = backend.files.new_place()
    try:
        return fetch(
            url,
            place,
            limit_bytes=intake.limit_bytes,
            deadline_s=backend.settings.fetch_seconds,
            allowed_hosts=frozenset(backend.settings.private_url_hosts),
        )
    except PhotoplayError as error:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)
        name = clean_name(url.partition("?")[0])[:200]
        if isinstance(error, MediaTooLarge):
            error = too_large(error.name or name, intake.limit_bytes)
        return Refused(index, name, error)


def kind_of_file(path: Path) -> Kind:
    """What a received file is treated as; no decoder is asked. Looking at films takes long."""
    with contextlib.suppress(OSError), path.open("rb") as file:
        return kind_of(file.read(HEAD_BYTES), file)
    return "picture"


def finish(backend: Backend, intake: Intake, results: Sequence[Stored | Refused]) -> None:
    """Ends an upload.

    Raises:
        InvalidOption: It had no file at all.
        PhotoplayError: Every file was refused: the first one's reason.
    """
    if not results:
        raise InvalidOption(
            "No file was sent. Send files in the field “files”, or a JSON list “urls”.", field="files"
        )
    if all(isinstance(result, Refused) for result in results):
        first = min(results, key=lambda result: result.index)
        assert isinstance(first, Refused)
        raise first.error
    session_id = intake.project.session_id
    with backend.database.writing() as connection:
        for asset_id, copies in Counter(one.asset.id for one in results if isinstance(one, Stored)).items():
            store.count_copies(connection, session_id, asset_id, copies)
        store_projects.change(connection, session_id, changed_at=backend.clock())


def _kept(
    backend: Backend,
    intake: Intake,
    index: int,
    path: Path,
    name: str,
    size_bytes: int,
    sha256: str,
    kind: Kind,
) -> Asset:
    if size_bytes > intake.limit_bytes:
        raise too_large(name, intake.limit_bytes)
    if size_bytes == 0:
        raise BrokenMedia(f"“{name}” is empty. Export or download it again.", name=name)
    session_id = intake.project.session_id
    asset_id = _PREFIXES[kind] + hashlib.sha256(f"{session_id}\n{sha256}\n{name}".encode()).hexdigest()[:16]
    with backend.database.reading() as connection:
        known = store.in_bin(connection, session_id, asset_id)
        if known is None:
            _require_room(backend, intake, store.count_of(connection, session_id))
    if known is not None:
        return _again(backend, intake, known, intake.first_position + index)
    out = backend.files.new_place()
    out.mkdir()
    try:
        examined = backend.sandbox.examine(path, name, out, intake.limits, kind)
        if examined.record.sha256 != sha256:
            raise BrokenMedia(f"“{name}” did not arrive whole. Send it again.", name=name)
        asset = _asset(backend, intake, index, asset_id, examined)
        with backend.database.reading() as connection:
            _require_quota(backend, intake, connection, asset)
        return _add(backend, intake, asset, examined)
    finally:
        shutil.rmtree(out, ignore_errors=True)


def _asset(backend: Backend, intake: Intake, index: int, asset_id: str, examined: Examined) -> Asset:
    """Describes what was examined, with the keys that its files will have."""
    key = asset_key(examined.normalised_sha256, SUFFIXES[examined.normalised_format])
    thumbnail = hashlib.sha256(examined.thumbnail.read_bytes()).hexdigest()
    record = examined.record
    return Asset(
        id=asset_id,
        session_id=intake.project.session_id,
        account_id=intake.caller.account.id,
        position=intake.first_position + index,
        filename=record.name,
        kind=record.kind,
        role=record.role,
        duration_s=_duration_ms(record) / 1000,
        width=record.width,
        height=record.height,
        fps=record.film.fps if record.film is not None else 0.0,
        size_bytes=record.size_bytes,
        sha256=record.sha256,
        file=key,
        file_bytes=examined.normalised_size_bytes,
        thumbnail=asset_key(thumbnail, ".jpg"),
        record=replace(normalised_record(examined, Path(key)), id=asset_id),
        created_at_ms=backend.clock(),
    )


def _duration_ms(record: MediaRecord) -> int:
    """Of a film, its pictures; of a sound; 0 of what stands still."""
    lasting = record.film or record.sound
    return 0 if lasting is None else lasting.duration_ms


def _add(backend: Backend, intake: Intake, asset: Asset, examined: Examined) -> Asset:
    """Puts a file into the media bin, within the plan's limits: files that come at one time wait here."""
    for place in (examined.normalised, examined.thumbnail):
        backend.files.sync(place)
    with backend.database.writing() as connection:
        # The sweep may be about to delete an old file of the same content.
        hold_files(connection, alone=False)
        store_accounts.by_id(connection, intake.caller.account.id, lock=True)
        # Locked, so that the sweep does not forget it before this ends.
        project = store_projects.by_session(connection, asset.session_id, lock=True)
        if project is None:
            raise NotFound("This session was deleted meanwhile. Make a new one and send your files again.")
        known = store.in_bin(connection, asset.session_id, asset.id)
        if known is None:
            _require_room(backend, intake, store.count_of(connection, asset.session_id))
            _require_quota(backend, intake, connection, asset)
            # The account may have been taken over since the upload began.
            asset = replace(asset, account_id=project.account_id)
            store.insert(connection, asset)
            backend.files.keep(examined.normalised, asset.file)
            backend.files.keep(examined.thumbnail, asset.thumbnail)
            return asset
    return _again(backend, intake, known, asset.position)


def _again(backend: Backend, intake: Intake, known: Asset, position: int) -> Asset:
    """A file that is in the bin already. Sent twice in one request, it has the place of the first one."""
    if not intake.first_position <= position < known.position:
        return known
    with backend.database.writing() as connection:
        store.move_up(connection, known.session_id, known.id, position)
    return replace(known, position=position)


def _require_room(backend: Backend, intake: Intake, count: int) -> None:
    most = backend.settings.plan(intake.caller.account.plan).files_per_session
    if count >= most:
        # Not "too many": clients send that again by themselves, which never helps here.
        error = InvalidOption(
            f"A session holds at most {most} files. Remove some, or make a new session.", field="files"
        )
        error.data = {"limit_files": most}
        raise error


def _require_quota(backend: Backend, intake: Intake, connection: Connection, asset: Asset) -> None:
    limit_bytes = backend.settings.plan(intake.caller.account.plan).storage_bytes
    is_more = not store.has_file(connection, asset.account_id, asset.file)
    if is_more and store.bytes_of(connection, asset.account_id) + asset.file_bytes > limit_bytes:
        error = MediaTooLarge(
            f"Your files would take more than the {_megabytes(limit_bytes)} that your plan keeps. "
            "Delete projects that you do not need any more, and send the file again."
        )
        error.data = {"limit_bytes": limit_bytes}
        raise error
