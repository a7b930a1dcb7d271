"""Joining chunks and a sound track into one MP4, packet by packet, without decoding anything.

The encoder of the sound begins 1024 samples early. Where the file may have edit lists, its first packet
stands before 0 and is not heard; where it may not, the packet takes the place of the first 1024 samples
(21 ms), which were left out before encoding. Either way every sample is heard with its picture.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from photoplay.errors import DiskFull, NotWritable, RenderError
from photoplay.render.packets import Chunk
from photoplay.render.sound import aac
from photoplay.render.sound.cues import RATE
from photoplay.render.sound.track import Soundtrack

#: Frames that decoding runs ahead of showing: two levels of B-frames.
REORDER_FRAMES = 2

#: Options of FFmpeg's MP4 writer: the index comes first, so that the file plays while it loads.
_EDIT_LIST = {"movflags": "+faststart"}
_NO_EDIT_LIST = {"movflags": "+faststart+negative_cts_offsets", "use_editlist": "0"}
#: Lengths in the file are told in these units, whole for frames and samples alike; else in milliseconds.
_WITH_SOUND = {"movie_timescale": str(RATE)}


def stitch(
    chunks: Iterable[Chunk],
    fps: int,
    path: Path,
    *,
    sound: Callable[[], Soundtrack] | None = None,
    edit_list: bool = True,
    most_bytes: int | None = None,
) -> None:
    """Writes an MP4 of the chunks in order and verifies it before it gets its name.

    The file plays while it loads (index first); nothing is left at ``path`` or beside it when
    something goes wrong.

    Args:
        chunks: In order of time. They may still be in the making.
        fps: Frames a second.
        path: Where the file goes; an existing file is replaced at the very end.
        sound: Gives the sound track, which may still be in the making; it must suit ``edit_list``.
        edit_list: Whether an edit list may say that the first frame is shown at 0. Without it frames
            carry negative offsets instead, which some sites ask for.
        most_bytes: The file may be no larger.

    Raises:
        DiskFull: No space left.
        NotWritable: The folder is missing or may not be written.
        RenderError: What was written does not read back.
    """
    with _temporary(path) as temporary:
        _verify(temporary, *_write(chunks, fps, temporary, sound, edit_list))
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


def _write(
    chunks: Iterable[Chunk],
    fps: int,
    path: Path,
    sound: Callable[[], Soundtrack] | None,
    edit_list: bool,
) -> tuple[int, int]:
    """Writes the file; how many frames, and how many packets of sound it has then."""
    options = {**(_EDIT_LIST if edit_list else _NO_EDIT_LIST), **(_WITH_SOUND if sound is not None else {})}
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream: VideoStream | None = None
        heard: _Sound | None = None
        position = decoded = 0
        for chunk in chunks:
            if stream is None:
                stream = _stream(container, chunk, fps)
                heard = _Sound(container, sound()) if sound is not None else None
            for packet in chunk.packets:
                if heard is not None:
                    heard.mux_until(decoded * RATE // fps)
                out = av.Packet(packet.data)
                out.stream, out.time_base = stream, Fraction(1, fps)
                out.pts, out.dts, out.duration = position + packet.pts, decoded - REORDER_FRAMES, 1
                out.is_keyframe = packet.is_keyframe
                container.mux(out)
                decoded += 1
            position += chunk.frames
        count = heard.finish() if heard is not None else 0
    _sync(path)
    return position, count


class _Sound:
    """The sound track on its way into a file, along with the pictures.

    Args:
        container: The file.
        track: What goes in.
    """

    def __init__(self, container: OutputContainer, track: Soundtrack) -> None:
        stream = container.add_stream("aac", rate=RATE, layout="stereo", options=aac.OPTIONS)
        assert isinstance(stream, AudioStream)
        stream.bit_rate = track.facts.bit_s
        stream.time_base = Fraction(1, RATE)
        self._container, self._stream, self._track = container, stream, track
        self._next = 0

    def mux_until(self, sample: int) -> None:
        """Writes the packets that begin before a sample."""
        packets, first = self._track.packets, -aac.PRIMING if self._track.is_primed else 0
        while self._next < len(packets) and (pts := first + self._next * aac.PACKET) <= sample:
            out = av.Packet(packets[self._next])
            out.stream, out.time_base = self._stream, Fraction(1, RATE)
            out.pts = out.dts = pts
            out.duration = min(aac.PACKET, self._track.samples - pts)
            out.is_keyframe = True
            self._container.mux(out)
            self._next += 1

    def finish(self) -> int:
        """Writes the rest; how many there are."""
        self.mux_until(self._track.samples)
        return self._next


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


def _verify(path: Path, frames: int, sounds: int) -> None:
    """Reads all packets back: as many as were written, each whole, the first a key frame."""
    found, is_whole = [0, 0], True
    with av.open(str(path), "r", format="mp4") as container:
        for packet in container.demux():
            if packet.size:
                is_sound = packet.stream.type == "audio"
                is_start = found[is_sound] == 0
                is_whole = is_whole and not packet.is_corrupt and (packet.is_keyframe or not is_start)
                found[is_sound] += 1
    if found != [frames, sounds] or not is_whole:
        raise RenderError("The finished file does not read back as written. Please try again.")
