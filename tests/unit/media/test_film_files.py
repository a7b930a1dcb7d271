"""Films of our own kind as they are written, and as they are looked at without a decoder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.media.film_boxes import FilmBoxes, film_boxes
from photoplay.media.film_writer import FilmWriter
from photoplay.media.planes import Planes
from photoplay.media.samples import blocks


def planes(size: tuple[int, int], grey: int) -> Planes:
    flat = np.full((size[1] // 2, size[0] // 2), 128, np.uint8)
    return Planes(np.full(size[::-1], grey, np.uint8), flat, flat)


def written(path: Path, times_us: list[int], size: tuple[int, int] = (64, 48), samples: int = 0) -> Path:
    """A film of grey pictures; the last one stays for 20 ms."""
    with FilmWriter(path, size, has_sound=bool(samples), most_bit_s=10**6) as writer:
        for number, at_us in enumerate(times_us):
            writer.add_picture(at_us, planes(size, 60 + number % 100))
        if samples:
            writer.add_sound(np.zeros((samples, 2), np.float32))
        writer.finish(times_us[-1] + 20_000)
    return path


@given(gaps=st.lists(st.integers(1, 5_000_000), max_size=40))
def test_times_are_kept_to_the_microsecond(tmp_path_factory: pytest.TempPathFactory, gaps: list[int]) -> None:
    times = [0, *np.cumsum(gaps, dtype=int).tolist()]
    path = written(tmp_path_factory.mktemp("film") / "x.mp4", times)
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        assert stream.time_base is not None and stream.time_base.denominator == 1_000_000
        packets = [packet for packet in container.demux(stream) if packet.size]
    assert [packet.pts for packet in packets] == times
    assert packets[-1].duration == 20_000
    assert film_boxes(path) == FilmBoxes((64, 48), len(times), times[-1] + 20_000, 0)


@pytest.mark.parametrize("size", [(2, 2), (2, 1080), (1920, 2), (162, 98), (1920, 1920)])
def test_any_even_size(tmp_path: Path, size: tuple[int, int]) -> None:
    path = written(tmp_path / "x.mp4", [0, 40_000], size, 960)
    assert film_boxes(path) == FilmBoxes(size, 2, 60_000, 960)
    with av.open(str(path)) as container:
        assert [(frame.width, frame.height) for frame in container.decode(video=0)] == [size] * 2


def test_sound_beside_pictures(tmp_path: Path) -> None:
    path = tmp_path / "x.mp4"
    rng = np.random.default_rng(1)
    whole = rng.integers(-20_000, 20_000, (96_000, 2)).astype(np.float32) / 32_768
    with FilmWriter(path, (64, 48), has_sound=True, most_bit_s=10**6) as writer:
        for number in range(50):
            writer.add_picture(number * 40_000, planes((64, 48), number))
            writer.add_sound(whole[1920 * number : 1920 * (number + 1)])
        writer.finish(2_000_000)
    found = np.concatenate(list(blocks(path, "mp4", name="x")))
    assert np.array_equal(found, whole), "what has 16 bits already comes back as it was"
    with av.open(str(path)) as container:
        sound = [
            float(packet.pts * packet.time_base)
            for packet in container.demux()
            if packet.size and packet.stream.type == "audio"
        ]
    assert sound == sorted(sound)


def test_the_rate_is_kept_to(tmp_path: Path) -> None:
    """Noise, which cannot be packed, at a million bits a second."""
    rng = np.random.default_rng(1)
    path = tmp_path / "x.mp4"
    with FilmWriter(path, (320, 180), has_sound=False, most_bit_s=1_000_000) as writer:
        for number in range(100):
            picture = [rng.integers(16, 235, (180 // k, 320 // k), np.uint8) for k in (1, 2, 2)]
            writer.add_picture(number * 40_000, Planes(*picture))
        writer.finish(4_000_000)
    assert path.stat().st_size * 8 / 4 < 1_600_000


# -- looked at without a decoder ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("film") / "x.mp4"
    return written(path, [0, 40_000, 90_000], samples=4800).read_bytes()


def test_whatever_is_changed_it_is_read_or_refused(
    tmp_path: Path, good: bytes, scale: Callable[..., int]
) -> None:
    """No byte makes the reader raise, or find what the file cannot hold."""
    rng = np.random.default_rng(1)
    place = tmp_path / "x.mp4"
    start = good.index(b"moov") - 4
    end = start + int.from_bytes(good[start : start + 4], "big")
    refused = 0
    for _ in range(scale(20_000, least=1500)):
        changed = bytearray(good)
        for at in rng.integers(start, end, rng.integers(1, 4)):
            changed[at] = rng.integers(0, 256)
        place.write_bytes(bytes(changed))
        found = film_boxes(place)
        refused += found is None
        assert found is None or 0 < found.pictures <= len(good)
    assert refused > 0


@pytest.mark.parametrize(
    "data",
    [b"", b"\0" * 9, b"\0\0\0\x08moov", b"\0\0\0\x01moov" + b"\xff" * 8, b"ftyp", b"<html>" * 9,
     b"\0\0\0\x08moov" * 2, b"\0\0\0\x10moov\0\0\0\x10trak"],
)  # fmt: skip
def test_what_is_no_film_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x").write_bytes(data)
    assert film_boxes(tmp_path / "x") is None


def test_other_programs_films_are_not_of_our_kind(tmp_path: Path) -> None:
    from tests.films import film

    assert film_boxes(film(tmp_path / "x.mp4", frames=5).path) is None
    assert film_boxes(film(tmp_path / "x.mov", frames=5, sound=None).path) is None
