"""Drafts as files: a timeline with the places of its photos and sounds, to be edited by hand and made again."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from photoplay.errors import InvalidTimeline, MissingMedia, NotWritable
from photoplay.media.record import MediaRecord
from photoplay.services.importing import (
    import_film,
    import_logo,
    import_photo,
    import_picture,
    import_sound,
    import_table,
    is_film,
)
from photoplay.services.uses import UseKind, uses
from photoplay.timeline.codec import from_draft, to_draft
from photoplay.timeline.model import Timeline

#: Key in a draft file's metadata: asset id → path, relative to the draft's own folder.
FILES_KEY = "files"
_LARGEST_DRAFT_BYTES = 50_000_000
_EXAMPLES: Mapping[UseKind, str] = {"sound": "path/to/song.mp3", "lut": "path/to/table.cube"}


def save_draft(timeline: Timeline, media: Mapping[str, MediaRecord], path: Path) -> None:
    """Writes a draft file.

    Raises:
        NotWritable: The place cannot be written.
    """
    folder = path.resolve().parent
    files = {asset: _relative(record.path.resolve(), folder) for asset, record in media.items()}
    draft = to_draft(replace(timeline, metadata={**timeline.metadata, FILES_KEY: files}))
    temporary = path.with_name(f".{path.name[:40]}.part")
    try:
        told = (json.dumps(draft, ensure_ascii=False, indent=1) + "\n").encode()
    except UnicodeEncodeError as error:
        raise NotWritable("The draft cannot be written: a photo's path is not UTF-8. Rename it.") from error
    try:
        temporary.write_bytes(told)
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise NotWritable(f"The draft {path} cannot be written ({error.strerror}).") from error


def _relative(path: Path, folder: Path) -> str:
    return os.path.relpath(path, folder) if path.is_relative_to(folder) else str(path)


def load_draft(path: Path) -> tuple[Timeline, dict[str, MediaRecord]]:
    """Reads a draft file and imports the files it names.

    Raises:
        MissingMedia: The draft file or one of the files it uses is not there.
        InvalidTimeline: It is no valid draft, or does not tell where a file is.
        MediaError: A file cannot be used.
    """
    try:
        if not path.is_file() and path.exists():
            raise MissingMedia(f"{path} is no file. Name a draft that was saved.", name=path.name)
        if path.stat().st_size > _LARGEST_DRAFT_BYTES:
            raise InvalidTimeline(f"{path.name} is too large for a draft.")
        told = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise MissingMedia(f"The draft {path} cannot be read ({error.strerror}).", name=path.name) from error
    except UnicodeDecodeError as error:
        raise InvalidTimeline(f"{path.name} is not a draft: it is not UTF-8 text.") from error
    timeline = from_draft(told)
    files = timeline.metadata.get(FILES_KEY, {})
    media: dict[str, MediaRecord] = {}
    for use in uses(timeline):
        place = files.get(use.asset) if isinstance(files, dict) else None
        if not isinstance(place, str):
            example = _EXAMPLES.get(use.kind, "path/to/photo.jpg")
            raise InvalidTimeline(
                f"The draft does not say where the file of “{use.name or use.asset}” is: "
                f'add "{use.asset}": "{example}" to m.{FILES_KEY}.',
                field=f"m.{FILES_KEY}.{use.asset}",
            )
        if use.asset not in media:
            media[use.asset] = _IMPORTS[use.kind](path.parent / place)
    return timeline, media


def _import_heard(path: Path) -> MediaRecord:
    """The record of a sound file, or of a film that is heard."""
    return import_film(path) if is_film(path) else import_sound(path)


_IMPORTS: Mapping[UseKind, Callable[[Path], MediaRecord]] = {
    "picture": import_picture,
    "logo": import_logo,
    "sound": _import_heard,
    "lut": import_table,
    "matte": import_photo,
}
