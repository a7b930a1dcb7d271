"""Files of the server in one folder, by key. A file has its key only when it is whole and on disk.

assets/ab/cdef….jpg   cleaned uploads, named by their content: equal ones are stored once
renders/….mp4         finished videos
new/…                 what is being written
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
import time
from pathlib import Path

from photoplay.errors import Overloaded

_KEY = re.compile(r"[a-z]+(/[A-Za-z0-9_][A-Za-z0-9_.-]{0,100}){1,3}")
#: Unfinished files older than this belong to nobody any more.
_STALE_S = 6 * 3600


class FileStore:
    """A folder of files.

    Args:
        folder: Made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()
        self._new = self.folder / "new"
        self._new.mkdir(parents=True, exist_ok=True)

    def path(self, key: str) -> Path:
        """Where the file of a key is, whether there or not.

        Raises:
            ValueError: No key of ours.
        """
        if not _KEY.fullmatch(key) or ".." in key:
            raise ValueError(f"no key: {key!r}")
        return self.folder / key

    def has(self, key: str) -> bool:
        return self.path(key).is_file()

    def new_place(self, suffix: str = "") -> Path:
        """A name for a file in the making. Nothing is made there yet."""
        return self._new / f"{secrets.token_hex(16)}{suffix}"

    def sync(self, place: Path) -> None:
        """Has a finished file written to the disk, so that ``keep`` is quick.

        Raises:
            Overloaded: The disk is full.
        """
        try:
            with place.open("rb") as file:
                os.fsync(file.fileno())
        except OSError as error:
            raise full_or_broken(error) from error

    def keep(self, place: Path, key: str) -> Path:
        """Gives a finished file its key; one of the same key is replaced.

        Raises:
            Overloaded: The disk is full.
        """
        path = self.path(key)
        self.sync(place)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(place, path)
            self._sync_folder(path.parent)
        except OSError as error:
            raise full_or_broken(error) from error
        return path

    def delete(self, key: str) -> None:
        """Removes a file; one that is not there is fine."""
        with contextlib.suppress(FileNotFoundError):
            self.path(key).unlink()

    def free_bytes(self) -> int:
        """Room on the disk."""
        return shutil.disk_usage(self.folder).free

    def require_free(self, least_bytes: int) -> None:
        """Stops taking more before the disk is full, which would stop everything.

        Raises:
            Overloaded: Less than this is free.
        """
        if self.free_bytes() < least_bytes:
            raise Overloaded("The server's disk is nearly full: it takes nothing new now. Try again later.")

    def is_writable(self) -> bool:
        """Whether a file can be written, found by writing one."""
        place = self.new_place()
        try:
            place.write_bytes(b"ok")
        except OSError:
            return False
        finally:
            with contextlib.suppress(OSError):
                place.unlink()
        return True

    def tidy(self, stale_s: float = _STALE_S) -> int:
        """Removes what was left unfinished so long ago, seconds; how many files."""
        removed, oldest = 0, time.time() - stale_s
        for path in self._new.iterdir():
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
                    removed += 1
        return removed

    def keys(self, room: str) -> list[str]:
        """All keys that begin with a room such as "assets"."""
        root = self.folder / room
        return sorted(str(path.relative_to(self.folder)) for path in root.rglob("*") if path.is_file())

    @staticmethod
    def _sync_folder(folder: Path) -> None:
        """Makes a rename last through a power cut."""
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def full_or_broken(error: OSError) -> Overloaded:
    """An error of the disk in the user's words."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Overloaded("The server's disk is full at the moment. Nothing was kept; try again later.")
    return Overloaded(
        "The server's storage does not answer at the moment. Nothing was kept; try again shortly."
    )


def asset_key(sha256: str, suffix: str) -> str:
    """Key of a cleaned upload."""
    return f"assets/{sha256[:2]}/{sha256[2:]}{suffix}"
