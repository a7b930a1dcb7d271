"""Finished parts on disk, by key, within a limit of bytes: chunks of pictures, and what sound is made of.

Files are written under a temporary name and renamed, so several processes may share one folder:
each sees whole parts or none. A part that cannot be read counts as absent.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from photoplay.errors import DiskFull, NotWritable
from photoplay.render.packets import Chunk, pack, unpack

#: Temporary files older than this were left behind by a killed process.
_STALE_S = 3600
#: Chunks used within this time may belong to renders that are not finished, here or in another process,
#: or that are to go on after a crash: they are kept over the limit, up to so many times of it.
_IN_USE_S, _IN_USE_LIMITS = 3600, 2
#: Samples take at most this part of the limit: one long sound is larger than all the chunks of many videos.
_SAMPLES_SHARE = 0.5
_NEW = "new-"

#: What a part is: packets of pictures, samples (a source, or a mix), packets of sound, or one frame.
Kind = Literal["chunk", "pcm", "aac", "jpg"]
_SUFFIXES = (".chunk", ".pcm", ".aac", ".jpg")


class ChunkCache:
    """A folder of chunks and other parts.

    Args:
        folder: Made when first written to.
        limit_bytes: What is kept at most; the least recently used go first. What was used within
            the hour is kept up to twice of it.
    """

    def __init__(self, folder: Path, limit_bytes: int = 2_000_000_000) -> None:
        self.folder = folder
        self._limit_bytes = limit_bytes

    def path(self, key: str, kind: Kind = "chunk") -> Path:
        return self.folder / "chunks" / key[:2] / f"{key[2:]}.{kind}"

    def has(self, key: str, kind: Kind = "chunk") -> bool:
        """Whether a part seems to be there. It may still be found to be damaged."""
        try:
            return self.path(key, kind).exists()
        except OSError:
            return False

    def get(self, key: str) -> Chunk | None:
        """The chunk, marked as used, or None. A damaged one is removed."""
        try:
            data = self.path(key).read_bytes()
        except OSError:
            return None
        chunk = unpack(data)
        if chunk is None:
            self.drop(key, "chunk")
        else:
            self.touch(key, "chunk")
        return chunk

    def put(self, key: str, chunk: Chunk) -> None:
        """Keeps a chunk: all of it or nothing; see ``writing``."""
        with self.writing(key, "chunk") as file:
            file.write(pack(chunk))

    def touch(self, key: str, kind: Kind) -> None:
        """Marks a part as used."""
        with contextlib.suppress(OSError):
            os.utime(self.path(key, kind))

    def drop(self, key: str, kind: Kind) -> None:
        """Removes a part that was found to be damaged."""
        with contextlib.suppress(OSError):
            self.path(key, kind).unlink()

    @contextlib.contextmanager
    def writing(self, key: str, kind: Kind) -> Iterator[BinaryIO]:
        """A new file that becomes the part when the block ends well, and is removed otherwise.

        Raises:
            DiskFull: No space left.
            NotWritable: The folder cannot be written.
        """
        path = self.path(key, kind)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _new_file(path) as file:
                yield file
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull(
                    f"The disk is full: no room for finished parts in {self.folder}. Free some space, or set "
                    "PHOTOPLAY_CACHE_DIR to a folder with room, and try again."
                ) from error
            raise NotWritable(
                f"The cache folder {self.folder} cannot be written ({error.strerror}). "
                "Set PHOTOPLAY_CACHE_DIR to one that can."
            ) from error

    def trim(self) -> None:
        """Removes the least recently used parts until the limit holds, and half of it for samples.

        Times are compared with the newest file, so that a clock that was set does not matter.
        """
        found = []
        with contextlib.suppress(OSError):
            for path in self.folder.glob("chunks/[0-9a-f][0-9a-f]/*"):
                if path.suffix in _SUFFIXES or path.name.startswith(_NEW):
                    with contextlib.suppress(OSError):
                        status = path.stat()
                        found.append((status.st_mtime, status.st_size, path))
        found.sort(reverse=True)
        total, samples, newest = 0, 0, found[0][0] if found else 0.0
        for used_at, size, path in found:
            age_s = newest - used_at
            if path.name.startswith(_NEW) and age_s <= _STALE_S:
                # Somebody is writing it.
                total += size
                continue
            is_samples = path.suffix == ".pcm"
            limit_bytes = self._limit_bytes * (_IN_USE_LIMITS if age_s <= _IN_USE_S else 1)
            if (
                path.name.startswith(_NEW)
                or total + size > limit_bytes
                or (is_samples and samples + size > _SAMPLES_SHARE * limit_bytes)
            ):
                with contextlib.suppress(OSError):
                    path.unlink()
                continue
            total += size
            samples += size if is_samples else 0


@contextlib.contextmanager
def _new_file(path: Path) -> Iterator[BinaryIO]:
    """A file that gets its name when the block ends well; without a name before, where the system can do that.

    So a process that is killed while it writes leaves nothing.
    """
    handle, name = _without_name(path.parent), ""
    if handle is None:
        handle, name = tempfile.mkstemp(prefix=_NEW, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            if not name:
                file.flush()
                name = _named(handle, path.parent)
        os.replace(name, path)
    except BaseException:
        if name:
            Path(name).unlink(missing_ok=True)
        raise


def _without_name(folder: Path) -> int | None:
    """A new file without a name, open for writing; None where there are none."""
    if not hasattr(os, "O_TMPFILE") or not os.path.exists("/proc/self/fd"):
        return None
    try:
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o600)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.ENOENT, errno.EINVAL):
            return None
        raise


def _named(handle: int, folder: Path) -> str:
    """Gives an open file without a name one. Source: open(2), O_TMPFILE."""
    name = str(folder / f"{_NEW}{secrets.token_hex(6)}")
    root = os.open("/", os.O_RDONLY)
    try:
        # With a folder for the source, Python follows the link, as it has to here.
        os.link(f"/proc/self/fd/{handle}", name, src_dir_fd=root)
    finally:
        os.close(root)
    return name
