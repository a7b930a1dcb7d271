"""Measuring files of our own making: against FFmpeg's own reading, and against what they were made to be."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from photoplay.errors import BrokenMedia
from photoplay.export.rates import overhead_bytes
from photoplay.media.movie import decoded_luma, look_at
from photoplay.render.encode import QUALITIES, ChunkEncoder, Quality, quality_at, quality_with
from photoplay.render.packets import Chunk
from photoplay.render.stitch import stitch

SIZE = (96, 64)


def chunk(frames: int, quality: Quality, seed: int = 0, smoothness: float = 0.0) -> Chunk:
    """Frames of a bar that wanders over noise; the number of a frame is its darkest corner."""
    rng = np.random.default_rng(seed)
    noise = rng.integers(40, 200, (SIZE[1], SIZE[0]), np.uint8)
    encoder = ChunkEncoder(SIZE, 30, quality, smoothness)
    packets = []
    for number in range(frames):
        luma, cb, cr = encoder.planes
        luma[:, : SIZE[0]] = np.roll(noise, number, axis=1)
        luma[:16, :16] = 16 + number % 200
        cb[:], cr[:] = 128, 128
        packets += encoder.encode(number)
    packets += encoder.finish()
    return Chunk(frames, tuple(packets))


def written(path: Path, *chunks: Chunk, edit_list: bool = True) -> Path:
    stitch(chunks, 30, path, edit_list=edit_list)
    return path


def test_the_facts_of_a_file(tmp_path: Path) -> None:
    quality = QUALITIES["high"].limited(15, 2)
    movie = look_at(written(tmp_path / "a.mp4", chunk(40, quality), chunk(50, quality, 1), edit_list=False))
    assert (movie.codec, movie.profile, movie.pixel_format) == ("h264", "High", "yuv420p")
    assert (movie.width, movie.height, movie.fps, movie.frames) == (*SIZE, Fraction(30), 90)
    assert movie.size_bytes == (tmp_path / "a.mp4").stat().st_size and movie.duration_s == 3
    assert (movie.keyframe_gap, movie.b_frames) == (15, 2)
    assert not movie.has_edit_list and movie.plays_while_loading and not movie.has_sound
    assert movie.mean_bit_s <= movie.peak_bit_s * 1.2 and movie.peak_bit_s <= 8 * movie.size_bytes


def test_without_limits_there_are_five_b_frames_and_an_edit_list(tmp_path: Path) -> None:
    movie = look_at(written(tmp_path / "a.mp4", chunk(90, QUALITIES["standard"])))
    assert (movie.keyframe_gap, movie.b_frames, movie.has_edit_list) == (60, 5, True)


@pytest.mark.parametrize("edit_list", [True, False])
def test_the_first_frame_is_shown_at_zero_with_and_without_an_edit_list(
    tmp_path: Path, edit_list: bool
) -> None:
    path = written(tmp_path / "a.mp4", chunk(30, QUALITIES["high"]), edit_list=edit_list)
    with av.open(str(path)) as container:
        frames = list(container.decode(video=0))
    assert [round(frame.time * 30) for frame in frames if frame.time is not None] == list(range(30))


def test_an_index_at_the_end_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "late.mp4"
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"  # type: ignore[attr-defined]
        picture = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
        for _ in range(3):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))  # type: ignore[attr-defined]
        container.mux(stream.encode(None))  # type: ignore[attr-defined]
    assert not look_at(path).plays_while_loading


@pytest.mark.parametrize("data", [b"", b"no video", b"\0\0\0\x08moov"])
def test_what_is_no_video_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.mp4").write_bytes(data)
    with pytest.raises(BrokenMedia, match=r"a\.mp4"):
        look_at(tmp_path / "a.mp4")


def test_single_frames_in_the_order_they_are_shown() -> None:
    packets = [packet.data for packet in chunk(24, QUALITIES["high"]).packets]
    planes = decoded_luma(packets, frozenset({3, 11, 23}))
    assert [plane.shape for plane in planes] == [(SIZE[1], SIZE[0])] * 3
    assert [round(float(plane[4:12, 4:12].mean())) - 16 for plane in planes] == pytest.approx(
        [3, 11, 23], abs=2
    )


def test_chunks_of_any_quantiser_have_equal_headers() -> None:
    def headers(qp: int, smoothness: float) -> bytes:
        first = chunk(3, quality_with(qp), smoothness=smoothness).packets[0].data
        units = [unit for unit in first.split(b"\0\0\1") if unit and unit[0] & 31 in (7, 8)]
        return b"".join(unit.rstrip(b"\0") for unit in units)

    assert len({headers(qp, kind) for qp in (1, 12, 22, 24, 33, 51) for kind in (0.0, 1.0)}) == 1


def test_a_file_of_differing_quantisers_decodes_whole(tmp_path: Path) -> None:
    chunks = [
        chunk(20, quality_with(qp), qp, kind) for qp, kind in ((12, 0.0), (51, 1.0), (30, 0.0), (1, 1.0))
    ]
    path = written(tmp_path / "a.mp4", *chunks)
    with av.open(str(path)) as container:
        assert len(list(container.decode(video=0))) == 80


@pytest.mark.parametrize("frames", [1, 2, 30, 400])
@pytest.mark.parametrize("edit_list", [True, False])
def test_the_container_takes_no_more_than_is_reckoned(tmp_path: Path, frames: int, edit_list: bool) -> None:
    whole = chunk(frames, quality_with(40).limited(5, None))
    path = written(tmp_path / "a.mp4", whole, edit_list=edit_list)
    packets = sum(len(packet.data) for packet in whole.packets)
    assert path.stat().st_size - packets <= overhead_bytes(frames)


def test_the_named_qualities_are_among_those_of_any_quantiser() -> None:
    assert quality_with(22) == QUALITIES["high"] and quality_with(25) == QUALITIES["standard"]
    assert quality_at(20) == QUALITIES["standard"] and quality_at(0) == QUALITIES["lossless"]
    assert quality_at(51).busy_qp == 51
    assert QUALITIES["high"].limited(None, None) == QUALITIES["high"]
    assert QUALITIES["high"].limited(500, None).keyframe_frames == 60
