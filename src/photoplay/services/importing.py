"""From what a person names to records: folders opened, order decided, broken files told."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from photoplay.config import load_settings
from photoplay.errors import MediaError, MissingMedia, UnsupportedMedia
from photoplay.media.cut_off import cut_off_note
from photoplay.media.images import located, opened
from photoplay.media.probe import probe_with_small
from photoplay.media.record import MediaRecord as MediaRecord
from photoplay.media.sniff import HEAD_BYTES, film_format
from photoplay.motion.focus import find_focus
from photoplay.ordering import natural_key
from photoplay.services.wishes import Order
from photoplay.templates.live_photos import told_of, without_films

#: A file in a folder that calls itself a photo or a film and is none is told; other files are passed over.
_OWN_SUFFIXES = frozenset(
    (
        *(
            ".jpg",
            ".jpeg",
            ".jpe",
            ".jfif",
            ".png",
            ".webp",
            ".heic",
            ".heif",
            ".avif",
            ".gif",
            ".tif",
            ".tiff",
        ),
        *(".bmp", ".mp4", ".m4v", ".mov", ".avi", ".webm", ".mkv"),
    )
)


@dataclass(frozen=True, slots=True)
class Imported:
    """Photos and films in order, what could not be used, and what is to be told of the rest."""

    records: tuple[MediaRecord, ...]
    refused: tuple[MediaError, ...]
    notes: tuple[str, ...] = ()


def import_photo(path: Path, name: str | None = None) -> MediaRecord:
    """The record of one photo, its subject found.

    Raises:
        MediaError: It cannot be used.
    """
    record, small = probe_with_small(path, name=name)
    return record if record.is_graphic else replace(record, focus=find_focus(small.rgb))


def import_picture(path: Path, name: str | None = None) -> MediaRecord:
    """The record of a photo or a film, whichever it is.

    Raises:
        MediaError: It is neither, or cannot be used.
    """
    return import_film(path, name) if is_film(path, name) else import_photo(path, name)


def import_film(path: Path, name: str | None = None) -> MediaRecord:
    """The record of one film.

    Raises:
        MediaError: It cannot be used.
    """
    # Decoders of film are heavy to import, and most videos are made of photos alone.
    from photoplay.media.videos import probe_film

    return probe_film(path, name)


def is_film(path: Path, name: str | None = None) -> bool:
    """Whether a file is a film by its first bytes.

    Raises:
        MediaError: It cannot be read.
    """
    place, own_name = located(path)
    with opened(place, own_name if name is None else name) as file:
        head = file.read(HEAD_BYTES)
        return film_format(head, file) is not None


def import_table(path: Path, name: str | None = None) -> MediaRecord:
    """The record of a table of colours, a .cube file.

    Raises:
        MediaError: It cannot be used.
    """
    from photoplay.media.cube import probe_cube

    return probe_cube(path, name)


def import_logo(path: Path, name: str | None = None) -> MediaRecord:
    """The record of a picture that is shown whole on a card.

    Raises:
        MediaError: It cannot be used.
    """
    return replace(import_photo(path, name), role="logo", is_graphic=True)


def import_sound(path: Path, name: str | None = None) -> MediaRecord:
    """The record of one sound file, its beats found, or known from an earlier time.

    Raises:
        MediaError: It cannot be used.
    """
    # Decoding sound is heavy to import, and most videos have no sound file.
    from photoplay.services.listening import listened

    return listened(path, name, folder=load_settings().cache_dir / "heard")


def import_file(path: Path) -> MediaRecord:
    """The record of a photo, a film, a sound file or a table of colours, whichever it is.

    Raises:
        MediaError: It is none of these, or cannot be used.
    """
    try:
        return import_picture(path)
    except UnsupportedMedia as error:
        try:
            return import_table(path) if path.suffix.lower() == ".cube" else import_sound(path)
        except UnsupportedMedia:
            raise error from None


def import_pictures(
    inputs: Sequence[Path],
    order: Order = "auto",
    told: Callable[[int, int], None] = lambda done, total: None,
    *,
    leave_out: Path | None = None,
) -> Imported:
    """Imports files, and the photos and films inside folders.

    In folders, files that neither are photos or films nor call themselves so are passed over without a word;
    all else that cannot be used is told. Of Live Photos that come as two files the stills are taken.

    Args:
        inputs: Files and folders.
        order: By "name" (numbers by value), by the "date" a photo or film was taken, or as "given" (a
            folder's own order is by name). "auto" is as given, unless all are files sorted letter by
            letter: then a shell's pattern was meant ("photo10" before "photo2"), and it is by name.
        told: Told how many files have been looked at, of how many.
        leave_out: A film that is passed over in folders: the video of an earlier run.

    Raises:
        MissingMedia: A folder that may not be read.
    """
    found: list[tuple[Path, bool]] = []
    for path in inputs:
        if path.is_dir():
            found += [(inside, True) for inside in photos_in(path) if not _is_earlier(inside, leave_out)]
        else:
            found.append((path, False))
    if order == "name" or (order == "auto" and _is_pattern(inputs)):
        found.sort(key=lambda item: natural_key(item[0].name))
    with ThreadPoolExecutor(2) as threads:
        results = []
        for result in threads.map(lambda item: _tried(*item), found):
            results.append(result)
            told(len(results), len(found))
    records = [result for result in results if isinstance(result, MediaRecord)]
    if order == "date":
        records.sort(key=lambda record: (_date(record), natural_key(record.name)))
    kept = without_films(records, in_folders=True)
    refused = tuple(result for result in results if isinstance(result, MediaError))
    cut_off = tuple(note for record in kept if (note := cut_off_note(record)) is not None)
    return Imported(tuple(kept), refused, (*told_of(len(records) - len(kept)), *cut_off))


def _is_earlier(path: Path, output: Path | None) -> bool:
    """Whether a file is what an earlier run has written there: a film under the name of the output."""
    if output is None or path.resolve() != output.resolve():
        return False
    try:
        return is_film(path)
    except MediaError:
        return False


def _is_pattern(inputs: Sequence[Path]) -> bool:
    """Whether files look like what a shell makes of ``*.jpg``: several, sorted letter by letter."""
    return list(inputs) == sorted(inputs) and not any(path.is_dir() for path in inputs)


def _tried(path: Path, from_folder: bool) -> MediaRecord | MediaError | None:
    try:
        return import_picture(path)
    except UnsupportedMedia as error:
        return None if from_folder and path.suffix.lower() not in _OWN_SUFFIXES else error
    except MediaError as error:
        return error


def photos_in(folder: Path) -> tuple[Path, ...]:
    """The visible files of a folder, by name; sub-folders are not entered.

    Raises:
        MissingMedia: The folder may not be read.
    """
    try:
        inside = [path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")]
    except OSError as error:
        raise MissingMedia(
            f"The folder {folder} cannot be read ({error.strerror}). Check its permissions.", name=folder.name
        ) from error
    return tuple(sorted(inside, key=lambda path: natural_key(path.name)))


def _date(record: MediaRecord) -> str:
    """When a photo or film was taken, as a sortable text: by its own word, else by the file's date."""
    if record.taken_at:
        return record.taken_at
    try:
        seconds = record.path.stat().st_mtime
    except OSError:
        return ""
    return datetime.datetime.fromtimestamp(seconds).strftime("%Y:%m:%d %H:%M:%S")
