"""What the sandbox's child says and made, on its way to being believed.

The child may have been taken over by the file it read. What it says is checked in ``examined``; here the
files that it wrote are: what they are, how large, and that they begin as what they should be. No decoder
is asked. Hashes and sizes are found out on this side.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final, Literal

from photoplay import errors
from photoplay.errors import BrokenMedia, MediaError, MediaTooLarge, PhotoplayError
from photoplay.media import images, sniff
from photoplay.media.audio import SoundSource, sound_record
from photoplay.media.cube import is_cube
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME, THUMBNAIL_SIDE, NormalisedFormat
from photoplay.media.derive_lut import is_clean_cube
from photoplay.media.examined import (
    Examined,
    Facts,
    FilmFacts,
    LutFacts,
    SoundFacts,
    film_from_json,
    from_json,
    lut_from_json,
    sound_from_json,
)
from photoplay.media.film_boxes import FilmBoxes, film_boxes
from photoplay.media.flac import flac_samples
from photoplay.media.probe import Limits, check_bytes
from photoplay.media.record import MediaRecord

_MESSAGE_CHARACTERS: Final = 600
#: Errors that a child may tell, by name.
_TOLD: Final = ("UnsupportedMedia", "BrokenMedia", "MediaTooLarge", "MissingMedia", "DiskFull", "NotWritable")
SUFFIXES: Final[Mapping[NormalisedFormat, str]] = MappingProxyType(
    {"jpeg": ".jpg", "png": ".png", "flac": ".flac", "mp4": ".mp4", "cube": ".cube"}
)
Kind = Literal["picture", "sound", "film", "lut"]
AnyFacts = Facts | SoundFacts | FilmFacts | LutFacts
#: What such a file had better be exported as, and how it becomes smaller.
_BETTER: Final[Mapping[Kind, str]] = MappingProxyType(
    {"picture": "JPEG or PNG", "sound": "MP3 or WAV", "film": "MP4 (H.264)", "lut": "a .cube file"}
)
_SMALLER: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        "picture": "Make the picture smaller first.",
        "sound": "Make it shorter first.",
        "film": "Trim it, or make it smaller first.",
        "lut": "Export it with fewer points.",
    }
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has been sent, as it is known without a decoder.

    Attributes:
        path: Where its bytes are.
        name: Its name as the user knows it.
        sha256: Hex digest of its bytes.
        size_bytes: Their number.
        kind: What it is treated as: a film, a table of colours, sound if it begins like that, else a
            picture.
    """

    path: Path
    name: str
    sha256: str
    size_bytes: int
    kind: Kind


def looked_at(path: Path, name: str, limits: Limits, kind: Kind | None = None) -> Upload:
    """Hash, size and kind of a file.

    Args:
        path: Where its bytes are.
        name: Its name as the user knows it.
        limits: What is refused.
        kind: As ``kind_of`` has found it; found here if None.

    Raises:
        MediaError: It is not there, or larger than ``limits`` allow.
    """
    with images.opened(path, name) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        check_bytes(name, size_bytes, limits)
        head = file.read(sniff.HEAD_BYTES)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        kind = kind or kind_of(head, file)
    return Upload(path, name, sha256, size_bytes, kind)


def kind_of(head: bytes, file: BinaryIO) -> Kind:
    """What a file is treated as, by its content; no decoder is asked.

    Args:
        head: Its first ``sniff.HEAD_BYTES`` bytes.
        file: All of it.
    """
    if sniff.film_format(head, file) is not None:
        return "film"
    if is_cube(head):
        return "lut"
    return "sound" if sniff.may_be_sound(head) else "picture"


def accepted(
    told: Mapping[str, object],
    upload: Upload,
    folder: Path,
    out: Path,
    layers: tuple[str, ...],
    most_bytes: int,
) -> Examined:
    """What a child found and made, if all of it makes sense; the files get their places in ``out``.

    Args:
        told: Its answer.
        upload: What it was asked about.
        folder: Where it wrote.
        out: Where the files go.
        layers: What held it.
        most_bytes: Size of a file that it may have written.

    Raises:
        PhotoplayError: What the child told as its reason, or ``BrokenMedia``.
    """
    facts = _facts(told, upload)
    normalised, thumbnail = folder / NORMALISED_NAME, folder / THUMBNAIL_NAME
    format, size = _checked(facts, normalised, upload, most_bytes)
    _check_picture(thumbnail, "jpeg", upload, None, most_bytes)
    with images.opened(normalised, upload.name) as file:
        sha256, size_bytes = hashlib.file_digest(file, "sha256").hexdigest(), os.fstat(file.fileno()).st_size
    return Examined(
        record=_record(upload, facts),
        normalised=normalised.rename(out / (folder.name + SUFFIXES[format])),
        normalised_format=format,
        normalised_sha256=sha256,
        normalised_size_bytes=size_bytes,
        normalised_width=size[0],
        normalised_height=size[1],
        thumbnail=thumbnail.rename(out / f"{folder.name}-thumbnail.jpg"),
        layers=layers,
    )


def unsafe(upload: Upload, why: str) -> BrokenMedia:
    """The error for a file that its child did not survive."""
    words = (
        f"{images.shown(upload.name)} could not be read safely: {why}. Export it again as "
        f"{_BETTER[upload.kind]} and use that."
    )
    return BrokenMedia(words, name=upload.name)


_READERS: Final[Mapping[Kind, Callable[[Mapping[str, object]], AnyFacts]]] = MappingProxyType(
    {"picture": from_json, "sound": sound_from_json, "film": film_from_json, "lut": lut_from_json}
)


def _facts(told: Mapping[str, object], upload: Upload) -> AnyFacts:
    """What the child found out, or the error that it tells."""
    if (refused := told.get("refused")) is not None:
        raise _refusal(refused, told.get("message"), upload)
    found = told.get("found")
    try:
        if isinstance(found, dict):
            # Which of them it is, the other side does not decide.
            return _READERS[upload.kind](found)
    except ValueError as error:
        raise unsafe(upload, "what was found makes no sense") from error
    refusal = unsafe(upload, "reading it fails")
    if isinstance(detail := told.get("failed"), str):
        refusal.add_note(detail[-2000:])
    raise refusal


def _refusal(kind: object, message: object, upload: Upload) -> PhotoplayError:
    if kind == "MemoryError":
        words = f"{images.shown(upload.name)} needs more memory than there is. {_SMALLER[upload.kind]}"
        return MediaTooLarge(words, name=upload.name)
    if kind not in _TOLD or not isinstance(message, str):
        return unsafe(upload, "reading it fails")
    words = "".join(letter for letter in message[:_MESSAGE_CHARACTERS] if letter.isprintable())
    error: type[PhotoplayError] = getattr(errors, str(kind))
    return error(words, name=upload.name) if issubclass(error, MediaError) else error(words)


def _checked(
    facts: AnyFacts, normalised: Path, upload: Upload, most_bytes: int
) -> tuple[NormalisedFormat, tuple[int, int]]:
    """Looks at the normalised file; its format, and its size in pixels."""
    if isinstance(facts, Facts):
        size = facts.normalised_width, facts.normalised_height
        _check_picture(normalised, facts.normalised_format, upload, size, most_bytes)
        return facts.normalised_format, size
    if isinstance(facts, FilmFacts):
        size = facts.normalised_width, facts.normalised_height
        boxes = FilmBoxes(size, facts.film.frames, facts.film.duration_ms * 1000, facts.samples)
        _check(upload, lambda: _is_plain(normalised, most_bytes) and film_boxes(normalised) == boxes)
        return "mp4", size
    if isinstance(facts, LutFacts):
        _check(upload, lambda: _is_plain(normalised, most_bytes) and is_clean_cube(normalised))
        return "cube", (0, 0)
    samples = facts.samples
    _check(upload, lambda: _is_plain(normalised, most_bytes) and flac_samples(normalised) == samples)
    return "flac", (0, 0)


def _check_picture(
    path: Path, format: str, upload: Upload, size: tuple[int, int] | None, most_bytes: int
) -> None:
    """What the child wrote is a file, not too large, and begins as the picture that it should be."""

    def is_right() -> bool:
        if not _is_plain(path, most_bytes):
            return False
        with path.open("rb") as file:
            found = images.open_still(file, format, upload.name).size
        return found == size if size else max(found) <= THUMBNAIL_SIDE

    _check(upload, is_right)


def _check(upload: Upload, is_right: Callable[[], bool]) -> None:
    try:
        right = is_right()
    except Exception as error:
        # Pillow's readers of headers raise all kinds.
        raise unsafe(upload, "what was made of it is damaged") from error
    if not right:
        raise unsafe(upload, "what was made of it makes no sense")


def _is_plain(path: Path, most_bytes: int) -> bool:
    """Whether this is a file of its own, neither empty nor too large; links are not."""
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and 0 < status.st_size <= most_bytes


def _record(upload: Upload, facts: AnyFacts) -> MediaRecord:
    if isinstance(facts, SoundFacts):
        source = SoundSource(upload.path, upload.name, facts.format, upload.size_bytes)
        return sound_record(source, upload.sha256, facts.sound)
    if isinstance(facts, FilmFacts):
        return _film_record(upload, facts)
    return _lut_record(upload) if isinstance(facts, LutFacts) else _picture_record(upload, facts)


def _picture_record(upload: Upload, facts: Facts) -> MediaRecord:
    return MediaRecord(
        id=f"img_{upload.sha256[:16]}",
        name=upload.name,
        path=upload.path,
        kind="image",
        format=facts.format,
        width=facts.width,
        height=facts.height,
        size_bytes=upload.size_bytes,
        sha256=upload.sha256,
        has_alpha=facts.has_alpha,
        role=facts.role,
        is_graphic=facts.is_graphic,
        background=facts.background,
        focus=facts.focus,
        taken_at=facts.taken_at,
        tone=facts.tone,
        live_photo=facts.live_photo,
    )


def _film_record(upload: Upload, facts: FilmFacts) -> MediaRecord:
    return MediaRecord(
        id=f"vid_{upload.sha256[:16]}",
        name=upload.name,
        path=upload.path,
        kind="video",
        format=facts.format,
        width=facts.width,
        height=facts.height,
        size_bytes=upload.size_bytes,
        sha256=upload.sha256,
        role="clip",
        focus=facts.focus,
        taken_at=facts.taken_at,
        sound=facts.sound,
        film=facts.film,
        tone=facts.tone,
        live_photo=facts.live_photo,
    )


def _lut_record(upload: Upload) -> MediaRecord:
    return MediaRecord(
        id=f"lut_{upload.sha256[:16]}",
        name=upload.name,
        path=upload.path,
        kind="lut",
        format="cube",
        width=0,
        height=0,
        size_bytes=upload.size_bytes,
        sha256=upload.sha256,
        role="lut",
    )
