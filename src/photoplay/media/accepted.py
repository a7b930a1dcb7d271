"""What the sandbox's child says and made, on its way to being believed.

The child may have been taken over by the file it read. What it says is checked in ``examined``; here the
files that it wrote are: what they are, how large, and that they begin as what they should be. No decoder
is asked. Hashes and sizes are found out on this side.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from photoplay import errors
from photoplay.errors import BrokenMedia, MediaError, MediaTooLarge, PhotoplayError
from photoplay.media import images, sniff
from photoplay.media.audio import SoundSource, sound_record
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME, THUMBNAIL_SIDE, NormalisedFormat
from photoplay.media.examined import Examined, Facts, SoundFacts, from_json, sound_from_json
from photoplay.media.flac import flac_samples
from photoplay.media.probe import Limits, check_bytes
from photoplay.media.record import MediaRecord

_MESSAGE_CHARACTERS: Final = 600
#: Errors that a child may tell, by name.
_TOLD: Final = ("UnsupportedMedia", "BrokenMedia", "MediaTooLarge", "MissingMedia", "DiskFull", "NotWritable")
_SUFFIXES: Final[dict[NormalisedFormat, str]] = {"jpeg": ".jpg", "png": ".png", "flac": ".flac"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that has been sent, as it is known without a decoder.

    Attributes:
        path: Where its bytes are.
        name: Its name as the user knows it.
        sha256: Hex digest of its bytes.
        size_bytes: Their number.
        is_sound: Whether it begins like sound, or like what may be sound alone; else it is treated as
            a picture.
    """

    path: Path
    name: str
    sha256: str
    size_bytes: int
    is_sound: bool


def looked_at(path: Path, name: str, limits: Limits) -> Upload:
    """Hash, size and kind of a file.

    Raises:
        MediaError: It is not there, or larger than ``limits`` allow.
    """
    with images.opened(path, name) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        check_bytes(name, size_bytes, limits)
        head = file.read(sniff.HEAD_BYTES)
        file.seek(0)
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Upload(path, name, sha256, size_bytes, sniff.may_be_sound(head))


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
    format: NormalisedFormat = "flac"
    size = (0, 0)
    if isinstance(facts, SoundFacts):
        record = _sound_record(upload, facts)
        _check_sound(normalised, facts.samples, upload, most_bytes)
    else:
        format, size = facts.normalised_format, (facts.normalised_width, facts.normalised_height)
        record = _picture_record(upload, facts)
        _check_picture(normalised, format, upload, size, most_bytes)
    _check_picture(thumbnail, "jpeg", upload, None, most_bytes)
    with images.opened(normalised, upload.name) as file:
        sha256, size_bytes = hashlib.file_digest(file, "sha256").hexdigest(), os.fstat(file.fileno()).st_size
    return Examined(
        record=record,
        normalised=normalised.rename(out / (folder.name + _SUFFIXES[format])),
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
    better = "MP3 or WAV" if upload.is_sound else "JPEG or PNG"
    words = f"{images.shown(upload.name)} could not be read safely: {why}. Export it again as {better} and use that."
    return BrokenMedia(words, name=upload.name)


def _facts(told: Mapping[str, object], upload: Upload) -> Facts | SoundFacts:
    """What the child found out, or the error that it tells."""
    if (refused := told.get("refused")) is not None:
        raise _refusal(refused, told.get("message"), upload)
    found = told.get("found")
    try:
        if isinstance(found, dict):
            return sound_from_json(found) if upload.is_sound else from_json(found)
    except ValueError as error:
        raise unsafe(upload, "what was found makes no sense") from error
    refusal = unsafe(upload, "reading it fails")
    if isinstance(detail := told.get("failed"), str):
        refusal.add_note(detail[-2000:])
    raise refusal


def _refusal(kind: object, message: object, upload: Upload) -> PhotoplayError:
    if kind == "MemoryError":
        less = "Make it shorter first." if upload.is_sound else "Make the picture smaller first."
        words = f"{images.shown(upload.name)} needs more memory than there is. {less}"
        return MediaTooLarge(words, name=upload.name)
    if kind not in _TOLD or not isinstance(message, str):
        return unsafe(upload, "reading it fails")
    words = "".join(letter for letter in message[:_MESSAGE_CHARACTERS] if letter.isprintable())
    error: type[PhotoplayError] = getattr(errors, str(kind))
    return error(words, name=upload.name) if issubclass(error, MediaError) else error(words)


def _check_picture(
    path: Path, format: str, upload: Upload, size: tuple[int, int] | None, most_bytes: int
) -> None:
    """What the child wrote is a file, not too large, and begins as the picture that it should be."""
    try:
        right = _is_plain(path, most_bytes)
        if right:
            with path.open("rb") as file:
                found = images.open_still(file, format, upload.name).size
            right = found == size if size else max(found) <= THUMBNAIL_SIDE
    except Exception as error:
        # Pillow's readers of headers raise all kinds.
        raise unsafe(upload, "what was made of it is damaged") from error
    if not right:
        raise unsafe(upload, "what was made of it makes no sense")


def _check_sound(path: Path, samples: int, upload: Upload, most_bytes: int) -> None:
    """The same of a sound: FLAC of the one kind that is kept, and as long as it should be."""
    try:
        right = _is_plain(path, most_bytes) and flac_samples(path) == samples
    except OSError as error:
        raise unsafe(upload, "what was made of it is damaged") from error
    if not right:
        raise unsafe(upload, "what was made of it makes no sense")


def _is_plain(path: Path, most_bytes: int) -> bool:
    """Whether this is a file of its own, neither empty nor too large; links are not."""
    status = path.lstat()
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and 0 < status.st_size <= most_bytes


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
    )


def _sound_record(upload: Upload, facts: SoundFacts) -> MediaRecord:
    source = SoundSource(upload.path, upload.name, facts.format, upload.size_bytes)
    return sound_record(source, upload.sha256, facts.sound)
