"""Files of this machine: what of folders is sent, and where a video may be put."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from photoplay.errors import InvalidOption, NotWritable
from photoplay.ordering import natural_key

#: What is taken from folders. Files that are named are sent, whatever they are called.
_PHOTOS_CLIPS_SOUNDS = (
    ".jpg .jpeg .png .webp .gif .heic .heif .avif .tif .tiff .bmp .mp4 .m4v .mov .avi .webm .mkv "
    ".mp3 .wav .m4a .aac .ogg .flac"
)
_SUFFIXES = frozenset(_PHOTOS_CLIPS_SOUNDS.split())


@dataclass(frozen=True, slots=True)
class Gathered:
    """What files and folders come to.

    Attributes:
        files: Those that are named, and what can be used of folders, by name.
        skipped: Names of visible files in folders that are no photo, clip or sound.
        problems: Sentences about folders that cannot be read or hold nothing that can be used, and about pipes.
    """

    files: tuple[Path, ...]
    skipped: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


def gathered(paths: Sequence[Path]) -> Gathered:
    """Files, and what can be used of folders; hidden files are passed over, sub-folders not entered."""
    files, skipped, problems = list[Path](), list[str](), list[str]()
    for path in paths:
        if not os.path.isdir(path):
            if os.path.exists(path) and not os.path.isfile(path):  # a pipe would never end
                problems.append(f"{path} is no file that can be sent.")
            else:
                files.append(path)
            continue
        try:
            inside = sorted(
                (one for one in path.iterdir() if one.is_file() and not one.name.startswith(".")),
                key=lambda one: natural_key(one.name),
            )
        except OSError as error:
            problems.append(
                f"The folder {path} cannot be read: {error.strerror or error}. Check its permissions."
            )
            continue
        usable = [one for one in inside if one.suffix.lower() in _SUFFIXES]
        files += usable
        skipped += [one.name for one in inside if one.suffix.lower() not in _SUFFIXES]
        if not usable:
            problems.append(f"There are no photos, clips or music in the folder {path}.")
    return Gathered(tuple(files), tuple(skipped), tuple(problems))


def skipped_in_words(names: Sequence[str]) -> str:
    """Tells what was left out of folders."""
    shown = ", ".join(names[:5]) + (f" … ({len(names)})" if len(names) > 5 else "")
    return f"Left out, being no photo, clip or sound: {shown}"


def expanded(told: Path | str) -> Path:
    """A path with the home folder in the place of “~”; as it is told where there is no such user."""
    try:
        return Path(told).expanduser()
    except RuntimeError:
        return Path(told)


def video_place(told: Path | str) -> Path:
    """Where a video is to be put; whether there is a file already is for the caller to judge.

    Raises:
        InvalidOption: Its name does not end in .mp4.
        NotWritable: There is no such folder, or a folder has that name.
    """
    path = expanded(told)
    if path.suffix.lower() != ".mp4":
        raise InvalidOption("The video is an MP4: give it a name that ends in .mp4.")
    if not os.path.isdir(path.absolute().parent):
        raise NotWritable(f"There is no folder {path.parent}. Make it, or choose another.")
    if os.path.isdir(path):
        raise NotWritable(f"{path} is a folder. Choose another name.")
    return path
