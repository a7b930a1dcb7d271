"""Where results may be written. Light to import: the command line asks before it starts anything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from photoplay.errors import InvalidOption


def require_mp4(path: Path) -> None:
    """Refuses a name that promises another kind of file.

    Raises:
        InvalidOption: The name does not end in ``.mp4`` or ``.m4v``.
    """
    if path.suffix.lower() not in (".mp4", ".m4v"):
        raise InvalidOption(f"The video is an MP4: name it so, for example {path.with_suffix('.mp4')}")


def require_free(path: Path, used: Iterable[Path]) -> None:
    """Refuses to overwrite one of the files that are used.

    Raises:
        InvalidOption: ``path`` is one of them.
    """
    for other in used:
        try:
            is_same = path.samefile(other)
        except OSError:
            continue
        if is_same:
            raise InvalidOption(
                f"{path} is one of the photos; it would be overwritten. Choose another place."
            )
