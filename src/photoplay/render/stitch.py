"""Joining chunks into one MP4, packet by packet, without decoding anything."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path

import av
from av.container import OutputContainer
from av.video.stream import VideoStream

from photoplay.errors import DiskFull, NotWritable, RenderError
from photoplay.render.packets import Chunk

#: Frames that decoding runs ahead of showing: two levels of B-frames.
REORDER_FRAMES = 2

#: Options of FFmpeg's MP4 writer: the index comes first, so that the file plays while it loads.
_EDIT_LIST = {"movflags": "+faststart"}
_NO_EDIT_LIST = {"movflags": "+faststart+negative_cts_offsets", "use_editlist": "0"}


def stitch(
    chunks: Iterable[Chunk], fps: int, path: Path, *, edit_list: bool = True, most_bytes: int | None = None
) -> None:
    """Writes an MP4 of the chunks in order and verifies it before it gets its name.

    The file plays while it loads (index first); nothing is left at ``path`` or beside it when
    something goes wrong.

    Args:
        chunks: In order of time. They may still be in the making.
        fps: Frames a second.
        path: Where the file goes; an existing file is replaced at the very end.
        edit_list: Whether an edit list may say that the first frame is shown at 0. Without it frames
            carry negative offsets instead, which some sites ask for.

        most_bytes: The file may be no larger.

    Raises:
        DiskFull: No space left.
        NotWritable: The folder is missing or may not be written.
        RenderError: What was written does not read back.
    """
    with _temporary(path) as temporary:
        frames = _write(chunks, fps, temporary, _EDIT_LIST if edit_list else _NO_EDIT_LIST)
        _verify(temporary, frames)
        if most_bytes is not None and (size_bytes := temporary.stat().st_size) > most_bytes:
            raise RenderError(f"The file came out at {size_bytes:,} bytes instead of {most_bytes:,}.")
        os.replace(temporary, path)


@contextlib.contextmanager
def _temporary(path: Path) -> Iterator[Path]:
    """A new file beside ``path``, removed if still there at the end; system errors in the user's words."""
    temporary = path.parent / f".{path.stem[:40]}-{secrets.token_hex(4)}.mp4.part"
    try:
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        yield temporary
    except OSError as error:
        raise _translated(error, path) from error
    except av.FFmpegError as error:
        raise RenderError(f"Joining the parts failed ({error}). Please try again.") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _translated(error: OSError, path: Path) -> DiskFull | NotWritable:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(
            f"The disk is full: no room for {path.name} in {path.parent}. Free some space and try again."
        )
    reason = os.strerror(error.errno) if error.errno else str(error)
    return NotWritable(f"{path} cannot be written ({reason}). Choose another place for the video.")


def _write(chunks: Iterable[Chunk], fps: int, path: Path, options: Mapping[str, str]) -> int:
    with av.open(str(path), "w", format="mp4", options=dict(options)) as container:
        stream: VideoStream | None = None
        position = decoded = 0
        for chunk in chunks:
            stream = stream or _stream(container, chunk, fps)
            for packet in chunk.packets:
                out = av.Packet(packet.data)
                out.stream, out.time_base = stream, Fraction(1, fps)
                out.pts, out.dts, out.duration = position + packet.pts, decoded - REORDER_FRAMES, 1
                out.is_keyframe = packet.is_keyframe
                container.mux(out)
                decoded += 1
            position += chunk.frames
    _sync(path)
    return position


def _stream(container: OutputContainer, chunk: Chunk, fps: int) -> VideoStream:
    """An output stream with the headers of a chunk, read from the chunk's own bytes."""
    told = io.BytesIO(b"".join(packet.data for packet in chunk.packets))
    with av.open(told, "r", format="h264", options={"framerate": str(fps)}) as source:
        stream = container.add_stream_from_template(source.streams.video[0])
    stream.time_base = Fraction(1, fps)
    return stream


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _verify(path: Path, frames: int) -> None:
    """Reads all packets back: as many as were written, each whole, the first a key frame."""
    found, is_whole = 0, True
    with av.open(str(path), "r", format="mp4") as container:
        for packet in container.demux(container.streams.video[0]):
            if packet.size:
                is_whole = is_whole and not packet.is_corrupt and (found > 0 or packet.is_keyframe)
                found += 1
    if found != frames or not is_whole:
        raise RenderError("The finished file does not read back as written. Please try again.")
