"""Joining: every chunk, whatever its length, kind and place, decodes in the whole as it does alone."""

from __future__ import annotations

import errno
import io
import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.errors import DiskFull, NotWritable, RenderError
from photoplay.media.movie import look_at
from photoplay.render.encode import QUALITIES, SMOOTH_CHUNK, ChunkEncoder, settings_of
from photoplay.render.packets import Chunk, Packet
from photoplay.render.sound import aac
from photoplay.render.sound.cues import RATE
from photoplay.render.sound.track import SoundFacts, Soundtrack
from photoplay.render.stitch import REORDER_FRAMES, stitch

U8 = NDArray[np.uint8]
CANVAS = (96, 54)
LENGTHS = (1, 2, 3, 29, 60)
KINDS = {"smooth": 1.0, "busy": 0.0}


@cache
def chunk_of(frames: int, quality: str = "draft", kind: str = "busy", seed: int = 0, fps: int = 30) -> Chunk:
    """A chunk whose picture moves, and whose mean tells frame and seed."""
    encoder = ChunkEncoder(CANVAS, fps, QUALITIES[quality], KINDS[kind])
    rng = np.random.default_rng(seed)
    detail = rng.integers(-25, 25, (54, 200)) if kind == "busy" else np.zeros((54, 200), int)
    packets: list[Packet] = []
    for frame in range(frames):
        level = 60 + 37 * seed % 120 + frame
        encoder.planes.luma[:, :96] = np.clip(level + detail[:, frame : frame + 96], 16, 235)
        encoder.planes.cb[:, :48], encoder.planes.cr[:, :48] = 100 + seed, 140
        packets += encoder.encode(frame)
    packets += encoder.finish()
    return Chunk(frames, tuple(packets))


def annex_b(chunk: Chunk) -> bytes:
    return b"".join(packet.data for packet in chunk.packets)


def decoded_alone(chunk: Chunk) -> list[U8]:
    with av.open(io.BytesIO(annex_b(chunk)), "r", format="h264") as container:
        return [np.asarray(frame.to_ndarray(), np.uint8) for frame in container.decode(video=0)]


def decoded(path: Path) -> list[Any]:
    with av.open(str(path)) as container:
        return list(container.decode(video=0))


def headers(chunk: Chunk) -> dict[int, bytes]:
    """The parameter sets (types 7 and 8). Source: Rec. ITU-R H.264, table 7-1 and annex B."""
    found: dict[int, bytes] = {}
    for unit in annex_b(chunk).replace(b"\0\0\0\1", b"\0\0\1").split(b"\0\0\1"):
        if unit and unit[0] & 31 in (7, 8):
            assert found.setdefault(unit[0] & 31, unit) == unit
    return found


@pytest.mark.parametrize("quality", list(QUALITIES))
def test_all_chunks_of_a_quality_have_equal_headers(quality: str) -> None:
    told = [
        headers(chunk_of(frames, quality, kind, seed))
        for frames, kind, seed in [
            *itertools.product((1, 3, 29), KINDS, (0,)),
            (60, "busy", 1),
            (2, "smooth", 2),
        ]
    ]
    assert set(told[0]) == {7, 8}
    assert all(one == told[0] for one in told)


@pytest.mark.parametrize("quality", list(QUALITIES))
@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("frames", LENGTHS)
def test_a_chunk_is_one_closed_run_of_frames(quality: str, kind: str, frames: int) -> None:
    chunk = chunk_of(frames, quality, kind)
    assert chunk.frames == len(chunk.packets) == frames
    assert sorted(packet.pts for packet in chunk.packets) == list(range(frames))
    assert chunk.packets[0].is_keyframe and chunk.packets[0].pts == 0
    # Frames are decoded early enough to be shown in time.
    assert all(place - REORDER_FRAMES <= packet.pts for place, packet in enumerate(chunk.packets))
    assert len(decoded_alone(chunk)) == frames


def test_the_kind_of_a_chunk_changes_how_it_is_encoded() -> None:
    smooth, busy = (QUALITIES["standard"].options(is_smooth=flag) for flag in (True, False))
    assert "aq-mode=3" in smooth["x264-params"] and "aq-mode=0" in busy["x264-params"]
    assert 0 < SMOOTH_CHUNK < 1


def test_settings_name_everything_that_changes_bytes() -> None:
    told = {quality: str(settings_of(row)) for quality, row in QUALITIES.items()}
    assert len(set(told.values())) == len(QUALITIES)
    for quality, row in QUALITIES.items():
        for is_smooth in (True, False):
            assert str(row.options(is_smooth)) in told[quality]
        assert "libavcodec" in told[quality]


@pytest.mark.parametrize("order", [LENGTHS, LENGTHS[::-1], (1, 1, 1), (60, 1, 60, 2), (3, 3, 29), (2,)])
@pytest.mark.parametrize("quality", ["draft", "high"])
def test_joined_chunks_decode_as_they_do_alone(order: tuple[int, ...], quality: str, tmp_path: Path) -> None:
    kinds = itertools.cycle(KINDS)
    chunks = [chunk_of(frames, quality, next(kinds), seed) for seed, frames in enumerate(order)]
    stitch(chunks, 30, tmp_path / "o.mp4")
    frames = decoded(tmp_path / "o.mp4")
    wanted = [frame for chunk in chunks for frame in decoded_alone(chunk)]
    assert len(frames) == len(wanted)
    assert all(np.array_equal(one.to_ndarray(), other) for one, other in zip(frames, wanted, strict=True))
    assert [round(frame.time * 30, 6) for frame in frames] == list(range(len(frames)))


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
def test_every_rate(fps: int, tmp_path: Path) -> None:
    chunks = [chunk_of(29, seed=seed, fps=fps) for seed in range(3)]
    stitch(chunks, fps, tmp_path / "o.mp4")
    with av.open(str(tmp_path / "o.mp4")) as container:
        stream = container.streams.video[0]
        assert stream.average_rate == fps and stream.frames == 87
        assert container.duration == pytest.approx(87 / fps * 1e6, abs=2)
        pts = [frame.pts or 0 for frame in container.decode(stream)]
        assert pts == [pts[1] * number for number in range(87)]


def test_equal_chunks_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a.mp4", "b.mp4"):
        stitch([chunk_of(29), chunk_of(3, seed=1)], 30, tmp_path / name)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_the_file_appears_at_the_very_end(tmp_path: Path) -> None:
    path = tmp_path / "o.mp4"
    path.write_text("old")

    def chunks() -> Iterator[Chunk]:
        for seed in range(3):
            assert path.read_text() == "old"
            assert [one.name for one in tmp_path.iterdir() if not one.name.startswith(".")] == ["o.mp4"]
            yield chunk_of(3, seed=seed)

    stitch(chunks(), 30, path)
    assert list(tmp_path.iterdir()) == [path]
    assert len(decoded(path)) == 9


def test_odd_names(tmp_path: Path) -> None:
    for name in ("ünï 视频 %d.mp4", "a" * 200 + ".mp4", "-o.mp4", "concat:x.mp4", "file:y.mp4"):
        stitch([chunk_of(2)], 30, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 0
    assert len(list(tmp_path.iterdir())) == 5


# -- sound ------------------------------------------------------------------------------------------


def a_track(frames: int, fps: int = 30, *, is_primed: bool = True) -> Soundtrack:
    samples = frames * RATE // fps
    count = aac.packet_count(samples if is_primed else samples - aac.PRIMING)
    hum = 0.1 * np.sin(np.arange(count * aac.PACKET) / 20)
    packets = aac.encode(np.stack([hum, hum], axis=1).astype(np.float32), 64_000).packets[:count]
    return Soundtrack(
        packets, samples, is_primed, SoundFacts("AAC-LC", 64_000, RATE, 2, -20.0, -19.0, -20.0, 0, "")
    )


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
@pytest.mark.parametrize("edit_list", [True, False])
def test_sound_begins_and_ends_with_the_pictures(fps: int, edit_list: bool, tmp_path: Path) -> None:
    track = a_track(89, fps, is_primed=edit_list)
    chunks = [chunk_of(frames, seed=seed, fps=fps) for seed, frames in enumerate((60, 29))]
    stitch(chunks, fps, tmp_path / "o.mp4", sound=lambda: track, edit_list=edit_list)
    with av.open(str(tmp_path / "o.mp4")) as container:
        stream = container.streams.audio[0]
        assert (stream.start_time, stream.duration, stream.time_base) == (0, track.samples, Fraction(1, RATE))
        assert (stream.codec_context.name, stream.codec_context.sample_rate) == ("aac", RATE)
        packets = [(packet.stream.type, bytes(packet)) for packet in container.demux() if packet.size]
    assert tuple(data for kind, data in packets if kind == "audio") == track.packets
    assert len(packets) - len(track.packets) == 89 and len(decoded(tmp_path / "o.mp4")) == 89
    assert look_at(tmp_path / "o.mp4").has_edit_list is edit_list


def test_sound_lies_beside_its_pictures_in_the_file(tmp_path: Path) -> None:
    track = a_track(89)
    stitch([chunk_of(60), chunk_of(29, seed=1)], 30, tmp_path / "o.mp4", sound=lambda: track)
    with av.open(str(tmp_path / "o.mp4")) as container:
        places = sorted(
            (packet.pos or 0, float((packet.dts or 0) * packet.time_base))
            for packet in container.demux()
            if packet.size
        )
    times = [time for _, time in places]
    assert max(max(times[: n + 1]) - time for n, time in enumerate(times)) < 0.2


def test_sound_that_cannot_be_made_leaves_no_file(tmp_path: Path) -> None:
    def sound() -> Soundtrack:
        raise RenderError("no sound")

    with pytest.raises(RenderError, match="no sound"):
        stitch([chunk_of(3)], 30, tmp_path / "o.mp4", sound=sound)
    assert list(tmp_path.iterdir()) == []


# -- what goes wrong --------------------------------------------------------------------------------


def broken(error: BaseException) -> Iterable[Chunk]:
    yield chunk_of(3)
    raise error


@pytest.mark.parametrize("error", [RenderError("no"), KeyboardInterrupt(), ValueError("bug")])
def test_a_failure_between_chunks_leaves_nothing(error: BaseException, tmp_path: Path) -> None:
    with pytest.raises(type(error)):
        stitch(broken(error), 30, tmp_path / "o.mp4")
    assert list(tmp_path.iterdir()) == []


def failing(number: int) -> Callable[..., Any]:
    def fail(*args: object, **more: object) -> Any:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("call", ["os.fsync", "os.replace", "os.open"])
@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EACCES, NotWritable)]
)
def test_a_full_disk_and_a_forbidden_folder(
    call: str, number: int, kind: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "o.mp4").write_text("old")
    with monkeypatch.context() as patch:
        patch.setattr(call, failing(number))
        with pytest.raises(kind, match="o.mp4"):
            stitch([chunk_of(3)], 30, tmp_path / "o.mp4")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


class FullContainer:
    """An output that takes nothing; the rest is that of the real one."""

    def __init__(self, real: Any, number: int) -> None:
        self._real, self._number = real, number

    def __enter__(self) -> FullContainer:
        return self

    def __exit__(self, *error: object) -> None:
        self._real.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def mux(self, packet: object) -> None:
        raise av.error.OSError(self._number, os.strerror(self._number))


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EIO, NotWritable)])
def test_a_disk_that_becomes_full_while_joining(
    number: int, kind: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = av.open

    def opened(file: Any, mode: Any = "r", **more: Any) -> Any:
        container = real(file, mode, **more)
        return FullContainer(container, number) if mode == "w" else container

    with monkeypatch.context() as patch:
        patch.setattr(av, "open", opened)
        with pytest.raises(kind, match="o.mp4"):
            stitch([chunk_of(3)], 30, tmp_path / "o.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="No such file"):
        stitch([chunk_of(3)], 30, tmp_path / "gone" / "o.mp4")


def test_a_file_that_does_not_read_back_is_not_kept(tmp_path: Path) -> None:
    missing = Chunk(5, chunk_of(3).packets)
    with pytest.raises(RenderError, match="does not read back"):
        stitch([missing], 30, tmp_path / "o.mp4")
    assert list(tmp_path.iterdir()) == []
