"""Films of every oddity: the right pictures at the right times, and their sound in step."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
import pytest
from tests.films import CORNERS, MadeFilm, corners_in, film, flash_in, number_in, ticks_in
from tests.odd_films import ODD

from photoplay.media.audio import decode
from photoplay.media.colour import to_rgb
from photoplay.media.film_sound import sound_of_film
from photoplay.media.planes import Planes
from photoplay.media.videos import pictures, probe_film

Scale = Callable[..., int]


@pytest.fixture(scope="session")
def odd_films(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], MadeFilm]:
    """Each odd film, written once."""
    folder = tmp_path_factory.mktemp("odd")
    written: dict[str, MadeFilm] = {}

    def make(name: str) -> MadeFilm:
        if name not in written:
            written[name] = ODD[name](folder)
        return written[name]

    return make


def shown(made: MadeFilm, **wanted: object) -> list[tuple[int, Planes]]:
    return list(pictures(made.path, made.format, **wanted))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ODD)
def test_every_picture_comes_in_its_time(odd_films: Callable[[str], MadeFilm], name: str) -> None:
    made = odd_films(name)
    found = shown(made)
    assert [number_in(planes.luma) for _, planes in found] == list(made.numbers)
    # Matroska's clock counts milliseconds.
    loose_us = 1000 if made.format in ("mkv", "webm") else 1
    assert found[0][0] == 0
    assert max(abs(at - true) for (at, _), true in zip(found, made.pts_us, strict=True)) <= loose_us
    for _, planes in found:
        assert planes.size == made.size
        for plane, most in zip(planes, (235, 240, 240), strict=True):
            assert plane.dtype == np.uint8 and plane.flags.c_contiguous
            assert plane.min() >= 16 and plane.max() <= most


@pytest.mark.parametrize("name", ODD)
def test_what_is_known_of_it(odd_films: Callable[[str], MadeFilm], name: str) -> None:
    made = odd_films(name)
    record = probe_film(made.path, "Film.txt")
    assert (record.kind, record.role, record.format, record.name) == (
        "video",
        "clip",
        made.format,
        "Film.txt",
    )
    assert record.id == f"vid_{record.sha256[:16]}"
    assert (record.width, record.height) == made.size
    assert record.film is not None
    assert record.film.frames == len(made.numbers)
    one_picture_us = made.duration_us / len(made.numbers)
    assert abs(record.film.duration_ms * 1000 - made.duration_us) <= min(one_picture_us, 40_000)
    assert record.film.fps == pytest.approx(1e6 / one_picture_us, rel=0.03)
    assert (record.sound is not None) == made.has_sound
    assert record.tone is not None
    if record.sound is not None:
        assert record.sound.duration_ms <= record.film.duration_ms
        assert record.sound.loudness_lufs is not None


@pytest.mark.parametrize("name", [name for name in ODD if "hdr" not in name])
def test_colours_are_right_and_corners_where_they_belong(
    odd_films: Callable[[str], MadeFilm], name: str
) -> None:
    """Turned, mirrored, see-through or in any matrix: four colours in four corners, within coding's losses."""
    (_, planes), *_ = shown(odd_films(name))
    assert np.abs(np.array(corners_in(to_rgb(planes))) - np.array(CORNERS)).max() <= 8


@pytest.mark.parametrize("name", [name for name in ODD if name.startswith("see-through")])
def test_grounds(odd_films: Callable[[str], MadeFilm], name: str) -> None:
    """Films with transparency are laid over black, animations over white."""
    made = odd_films(name)
    (_, planes), *_ = shown(made)
    wanted = 235 if made.format in ("gif", "webp") else 16
    assert abs(int(planes.luma[int(0.5 * made.size[1]), 2]) - wanted) <= 6


@pytest.mark.parametrize("name", ODD)
def test_sound_is_in_step_with_the_pictures(odd_films: Callable[[str], MadeFilm], name: str) -> None:
    """Each tick that is heard begins as a picture flashes, within a millisecond; none is missing."""
    made = odd_films(name)
    record = probe_film(made.path)
    if record.sound is None:
        assert not made.has_sound
        return
    found = ticks_in(decode(made.path, made.format))
    flashes = [at / 1e6 for at, planes in shown(made) if flash_in(planes.luma)]
    assert [round(at * 1e6) for at in flashes] == pytest.approx(made.ticks_us, abs=1000)
    for tick in found:
        assert min(abs(tick - flash) for flash in flashes) <= 0.001
    missing = {"sound starts later": 2, "sound is shorter": 2, "44.1 kHz": 1}.get(name, 0)
    assert len(found) == len(flashes) - missing


@pytest.mark.parametrize("name", ODD)
def test_reading_may_begin_anywhere(odd_films: Callable[[str], MadeFilm], name: str, scale: Scale) -> None:
    """The same pictures, to the last sample, as reading from the beginning gives."""
    made = odd_films(name)
    whole = shown(made)
    chance = random.Random(name)
    goals = [chance.randrange(-1000, made.duration_us + 90_000) for _ in range(scale(40, least=4))]
    exact = [chance.choice(whole)[0] for _ in range(scale(20, least=3))]
    for goal in [*goals, *exact, *(at - 1 for at in exact)]:
        first = max((number for number, (at, _) in enumerate(whole) if at <= goal), default=0)
        found = list(islice(pictures(made.path, made.format, from_us=goal), 3))
        assert [at for at, _ in found] == [at for at, _ in whole[first : first + 3]], goal
        for (_, one), (_, other) in zip(found, whole[first:], strict=False):
            assert all(np.array_equal(*both) for both in zip(one, other, strict=True)), goal


@pytest.mark.parametrize("name", ["plain", "turned 90", "anamorphic", "odd size", "hdr hlg", "animated gif"])
def test_pictures_come_in_the_size_that_is_asked_for(odd_films: Callable[[str], MadeFilm], name: str) -> None:
    made = odd_films(name)
    for size in ((320, 180), (82, 50)):
        found = shown(made, size=size)
        assert {planes.size for _, planes in found} == {size}
        assert [number_in(planes.luma) for _, planes in found] == list(made.numbers)


@pytest.mark.parametrize("name", [name for name in ODD if name.startswith("interlaced")])
def test_what_was_woven_is_whole(odd_films: Callable[[str], MadeFilm], name: str) -> None:
    """Where two moments differ, rows alternate in the film and no longer in its pictures."""
    made = odd_films(name)
    height = made.size[1]
    for _, planes in shown(made)[2:8]:
        rows = planes.luma[round(0.685 * height) : round(0.705 * height)].astype(int)
        assert np.abs(np.diff(rows, n=2, axis=0)).max() <= 60


def test_more_threads_decode_the_same(odd_films: Callable[[str], MadeFilm]) -> None:
    for name in ("plain", "open groups", "mpeg-4 asp in avi", "packed b-pictures", "vp9"):
        made = odd_films(name)
        for (at, one), (too, other) in zip(shown(made), shown(made, threads=4), strict=True):
            assert at == too
            assert all(np.array_equal(*both) for both in zip(one, other, strict=True))


# Sound


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv", "webm", "avi"])
@pytest.mark.parametrize("rate", [44_100, 48_000])
def test_a_part_of_the_sound_is_the_part_of_the_whole(tmp_path: Path, suffix: str, rate: int) -> None:
    if suffix == "webm" and rate != 48_000:
        pytest.skip("Opus knows 48 kHz only")
    codec = {"webm": "libvpx-vp9", "avi": "mpeg4"}.get(suffix, "libx264")
    options = {"deadline": "realtime", "cpu-used": "8"} if suffix == "webm" else {}
    made = film(
        tmp_path / f"long.{suffix}", codec=codec, fps=5, frames=120, options=options, sound_rate=rate,
        sound="pcm_s16le" if suffix == "avi" else "", size=(64, 48), matrix=5, colours={},
    )  # fmt: skip
    whole = decode(made.path)
    for start_s, duration_s in ((0.0, 0.5), (3.21, 1.0), (14.377, 2.0), (23.5, 2.0), (40.0, 1.0)):
        part = sound_of_film(made.path, suffix, start_s, duration_s)
        first = round(start_s * 48_000)
        wanted = whole[first : first + len(part)]
        assert len(part) == round(duration_s * 48_000)
        assert np.abs(part[: len(wanted)] - wanted).max(initial=0.0) < 2e-4
        assert not part[len(wanted) :].any()


def test_a_silent_film_gives_silence(odd_films: Callable[[str], MadeFilm]) -> None:
    made = odd_films("silent")
    assert len(decode(made.path)) == 0
    assert sound_of_film(made.path, "mp4", 0.5, 1.0).shape == (48_000, 2)
    assert not sound_of_film(made.path, "mp4", 0.5, 1.0).any()


def test_a_gap_in_the_sound_is_silent(tmp_path: Path) -> None:
    """Packets that are missing do not move what follows."""

    def lossy(packets: list[object]) -> list[object]:
        sounds = [packet for packet in packets if packet.stream.type == "audio"]  # type: ignore[attr-defined]
        lost = {id(packet) for packet in sounds[20:40]}
        return [packet for packet in packets if id(packet) not in lost]

    made = film(tmp_path / "gap.mkv", frames=60, tick_frames=[2, 45], change=lossy)
    found = ticks_in(decode(made.path))
    assert found == pytest.approx([0.08, 1.8], abs=0.001)


def test_the_longest_gap_between_pictures_is_shown_as_long(odd_films: Callable[[str], MadeFilm]) -> None:
    made = odd_films("variable rate")
    assert max(later - sooner for (sooner, _), (later, _) in pairwise(shown(made))) == 800_000


# What Apple's camera writes


def test_the_film_of_a_live_photo_is_known(tmp_path: Path) -> None:
    identifier = "6C4F3E3A-9B1D-4B0C-8F7A-2D9E5C1B0A77"
    made = film(
        tmp_path / "IMG_0001.mov", frames=10, muxing={"movflags": "use_metadata_tags"},
        metadata={"com.apple.quicktime.content.identifier": identifier},
    )  # fmt: skip
    assert probe_film(made.path).live_photo == identifier
    other = film(
        tmp_path / "x.mov", frames=5, muxing={"movflags": "use_metadata_tags"},
        metadata={"com.apple.quicktime.content.identifier": "<script>" * 30},
    )  # fmt: skip
    assert probe_film(other.path).live_photo == ""
