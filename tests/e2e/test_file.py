"""What is in the finished file, as FFmpeg and a plain reader of boxes see it."""

from __future__ import annotations

import json
import struct
import subprocess
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from photoplay.render.stitch import REORDER_FRAMES
from photoplay.services.make import make

U8 = NDArray[np.uint8]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def video(picture: Callable[..., U8], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten photos of 3 s with moves, crossfades and music, as the reference job, but small."""
    folder = tmp_path_factory.mktemp("secret-place")
    for seed in range(10):
        Image.fromarray(picture(320, 200, seed)).save(folder / f"holiday{seed}.jpg")
    made = make(folder, folder / "out.mp4", size="192x108", quality="draft")
    return made.video.path


def probed(path: Path, *options: str) -> Any:
    words = ["ffprobe", "-v", "error", "-of", "json", *options, str(path)]
    return json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)


@pytest.mark.needs_ffprobe
def test_ffprobe_finds_all_frames_at_a_constant_rate_with_the_right_tags(video: Path) -> None:
    told = probed(video, "-count_frames", "-show_streams", "-show_format")
    stream, sound = told["streams"]
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("aac", "48000", 2)
    assert float(sound["duration"]) == 30 and float(sound["start_time"]) == 0
    assert stream["nb_read_frames"] == stream["nb_frames"] == "900"
    assert stream["avg_frame_rate"] == stream["r_frame_rate"] == "30/1"
    assert float(stream["duration"]) == float(told["format"]["duration"]) == 30
    assert float(stream["start_time"]) == 0
    assert (stream["codec_name"], stream["profile"], stream["pix_fmt"]) == ("h264", "High", "yuv420p")
    assert (stream["width"], stream["height"]) == (192, 108)
    tags = ("color_range", "color_space", "color_transfer", "color_primaries", "chroma_location")
    assert [stream[tag] for tag in tags] == ["tv", "bt709", "bt709", "bt709", "left"]
    assert stream.get("sample_aspect_ratio", "1:1") == "1:1"
    assert stream["has_b_frames"] == REORDER_FRAMES
    assert told["format"]["format_name"].startswith("mov,mp4")


@pytest.mark.needs_ffprobe
def test_ffprobe_finds_equal_steps_and_closed_groups(video: Path) -> None:
    frames = probed(video, "-select_streams", "v", "-show_frames", "-show_entries", "frame=pts,key_frame")[
        "frames"
    ]
    steps = {b["pts"] - a["pts"] for a, b in pairwise(frames)}
    assert len(frames) == 900 and len(steps) == 1
    keys = [index for index, frame in enumerate(frames) if frame["key_frame"]]
    assert keys[0] == 0
    assert {45 + 90 * chunk for chunk in range(10)} <= set(keys)
    assert max(b - a for a, b in pairwise([*keys, 900])) <= 60
    packets = probed(
        video, "-select_streams", "v", "-show_packets", "-show_entries", "packet=pts,dts,duration,flags"
    )["packets"]
    assert {packet["duration"] for packet in packets} == steps
    assert all(packet["pts"] >= packet["dts"] for packet in packets)
    assert len({b["dts"] - a["dts"] for a, b in pairwise(packets)}) == 1
    # Closed: nothing that is decoded after a key frame is shown before it.
    start = -1
    for packet in packets:
        start = packet["pts"] if "K" in packet["flags"] else start
        assert packet["pts"] >= start


def boxes(data: bytes) -> list[tuple[str, int, int]]:
    """The top boxes of an MP4: type, offset, size. Source: ISO/IEC 14496-12, section 4.2."""
    found, at = [], 0
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        if size == 1:
            (size,) = struct.unpack(">Q", data[at + 8 : at + 16])
        found.append((kind.decode("latin-1"), at, size))
        at += size
    return found


def test_the_index_comes_first(video: Path) -> None:
    data = video.read_bytes()
    names = [name for name, _, _ in boxes(data)]
    assert names[0] == "ftyp"
    assert names.index("moov") < names.index("mdat")
    assert sum(size for _, _, size in boxes(data)) == len(data)


def test_the_file_tells_nothing_about_its_maker(video: Path) -> None:
    data = video.read_bytes()
    for secret in ("secret-place", "holiday", ".jpg", "python"):
        assert secret.encode() not in data


def test_any_moment_can_be_sought(video: Path) -> None:
    with av.open(str(video)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None
        for number in (0, 1, 44, 45, 46, 500, 899):
            wanted = Fraction(number, 30)
            container.seek(int(wanted / stream.time_base), stream=stream)
            found = (
                frame.pts * stream.time_base for frame in container.decode(stream) if frame.pts is not None
            )
            assert next(at for at in found if at >= wanted) == wanted


RED, GREEN = ((255, 0, 0), (63, 102, 240)), ((0, 255, 0), (173, 42, 26))
WHITE, BLACK = ((255, 255, 255), (235, 128, 128)), ((0, 0, 0), (16, 128, 128))


@pytest.mark.parametrize(
    ("quality", "colour"),
    [
        ("draft", RED),
        ("high", RED),
        ("lossless", RED),
        *(("standard", one) for one in (RED, GREEN, WHITE, BLACK)),
    ],
)
def test_flat_colours_have_their_codes(
    photoplay: Run, tmp_path: Path, quality: str, colour: tuple[tuple[int, int, int], tuple[int, int, int]]
) -> None:
    rgb, codes = colour
    Image.new("RGB", (160, 100), rgb).save(tmp_path / "flat.png")
    done = photoplay(
        "make", "flat.png", "-o", "flat.mp4", "--size", "96x54", "--seconds", "0.5", "--quality", quality,
        "--motion", "zoom-in", "--workers", "1",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with av.open(str(tmp_path / "flat.mp4")) as container:
        for frame in container.decode(video=0):
            luma, cb, cr = (
                np.frombuffer(memoryview(plane), np.uint8).reshape(plane.height, plane.line_size)[
                    :, : plane.width
                ]
                for plane in frame.planes
            )
            for plane, code in zip((luma, cb, cr), codes, strict=True):
                assert abs(plane.mean() - code) <= 1
                # Grain against banding is wanted where it is smooth; it is small.
                assert abs(plane.astype(int) - code).max() <= 12
