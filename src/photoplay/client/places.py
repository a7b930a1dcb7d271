"""Files of this machine: which are sent, and where a video may be put."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from photoplay.client.words import words
from photoplay.errors import InvalidOption, NotWritable
from photoplay.ordering import natural_key

#: What is taken from folders. Of what is named, only texts stay here.
_PHOTOS_CLIPS_SOUNDS = (
    ".jpg .jpeg .png .webp .gif .heic .heif .avif .tif .tiff .bmp .mp4 .m4v .mov .avi .webm .mkv "
    ".mp3 .wav .m4a .aac .ogg .flac"
)
SUFFIXES = frozenset(_PHOTOS_CLIPS_SOUNDS.split())


#: So much of a file shows whether it is a text.
_HEAD_BYTES = 1024


@dataclass(frozen=True, slots=True)
class Gathered:
    """What files and folders come to.

    Attributes:
        files: Those that are named, and what can be used of folders, by name.
        skipped: Names of visible files in folders that are no photo, clip or sound.
        problems: Sentences about folders that cannot be read or hold nothing that can be used, about pipes, and
            about texts, which are not sent.
    """

    files: tuple[Path, ...]
    skipped: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def gathered(paths: Sequence[Path], language: str = "en") -> Gathered:
    """Files, and what can be used of folders; hidden files are passed over, sub-folders not entered."""
    files, skipped, problems = list[Path](), list[str](), list[str]()
    for path in paths:
        if not os.path.isdir(path):
            if os.path.exists(path) and not os.path.isfile(path):  # a pipe would never end
                problems.append(words("no_file", language, path=path))
            elif not is_medium(path.name) and _is_text(path):  # whatever it holds, it is none of the server's
                problems.append(words("is_text", language, name=path.name))
            else:
                files.append(path)
            continue
        try:
            inside = sorted(
                (one for one in path.iterdir() if one.is_file() and not one.name.startswith(".")),
                key=lambda one: natural_key(one.name),
            )
        except OSError as error:
            told = error.strerror or str(error)
            problems.append(words("folder_not_read", language, path=path, told=told))
            continue
        usable = [one for one in inside if is_medium(one.name)]
        files += usable
        skipped += [one.name for one in inside if not is_medium(one.name)]
        if not usable:
            problems.append(words("folder_empty", language, path=path))
    return Gathered(tuple(files), tuple(skipped), tuple(problems))


def is_medium(name: str) -> bool:
    """Whether a file's name says that it is a photo, a clip or a sound."""
    return os.path.splitext(name)[1].lower() in SUFFIXES


def _is_text(path: Path) -> bool:
    """Whether a file is a text and no table of colours; what cannot be read is judged elsewhere."""
    if path.suffix.lower() == ".cube":
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    return bool(head) and not any(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)


def skipped_in_words(names: Sequence[str], language: str = "en") -> str:
    """Tells what was left out of folders."""
    shown = ", ".join(names[:5]) + (f" … ({len(names)})" if len(names) > 5 else "")
    return words("left_out", language, names=shown)


def expanded(told: Path | str) -> Path:
    """A path with the home folder in the place of “~”; as it is told where there is no such user."""
    try:
        return Path(told).expanduser()
    except RuntimeError:
        return Path(told)


def video_place(told: Path | str, language: str = "en") -> Path:
    """Where a video is to be put; whether there is a file already is for the caller to judge.

    Raises:
        InvalidOption: Its name does not end in .mp4.
        NotWritable: There is no such folder, or a folder has that name.
    """
    path = expanded(told)
    if path.suffix.lower() != ".mp4":
        raise InvalidOption(words("not_mp4", language))
    if not os.path.isdir(path.absolute().parent):
        raise NotWritable(words("no_folder", language, path=path.parent))
    if os.path.isdir(path):
        raise NotWritable(words("is_folder", language, path=path))
    return path
