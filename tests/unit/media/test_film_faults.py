"""Films that are cut off, lie about themselves, or are none: found in bounded time, told in plain words."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.films import MadeFilm, film, number_in, ticks_in
from tests.odd_films import ODD, animated

from photoplay.errors import BrokenMedia, MediaError, MediaTooLarge, MissingMedia, UnsupportedMedia
from photoplay.media import film_file
from photoplay.media.audio import decode, probe_sound
from photoplay.media.cut_off import cut_off_note, is_cut_off
from photoplay.media.probe import DEFAULT_LIMITS, probe
from photoplay.media.sniff import HEAD_BYTES, film_format
from photoplay.media.videos import pictures, probe_film

QUICK = {"preset": "ultrafast", "g": "10"}


def kind_of(path: Path) -> str | None:
    with path.open("rb") as file:
        return film_format(file.read(HEAD_BYTES), file)


def numbers(path: Path, format: str) -> list[int]:
    return [number_in(planes.luma) for _, planes in pictures(path, format)]


def boxes(data: bytes | bytearray, name: bytes) -> list[int]:
    """Where the contents of all boxes of a name begin."""
    found, at = [], data.find(name)
    while at >= 0:
        found.append(at + 4)
        at = data.find(name, at + 4)
    return found


# What a file is


@pytest.mark.parametrize(
    "name", ["plain", "hevc", "44.1 kHz", "vp9", "late start", "h.263", "prores 10 bit 4:2:2"]
)
def test_the_kind_is_in_the_bytes(tmp_path: Path, name: str) -> None:
    made = ODD[name](tmp_path)
    other = made.path.rename(tmp_path / "photo.jpg")
    assert kind_of(other) == made.format
    assert probe_film(other).format == made.format


@pytest.mark.parametrize("suffix", ["gif", "webp"])
def test_what_does_not_move_is_no_film(tmp_path: Path, suffix: str) -> None:
    from PIL import Image

    made = animated(tmp_path, suffix)
    assert kind_of(made.path) == suffix
    Image.new("RGB", (40, 30), "red").save(tmp_path / f"still.{suffix}")
    assert kind_of(tmp_path / f"still.{suffix}") is None
    with pytest.raises(UnsupportedMedia, match="does not move"):
        probe_film(tmp_path / f"still.{suffix}")
    assert probe(tmp_path / f"still.{suffix}").kind == "image"


def test_an_mp4_of_sound_alone_is_no_film(
    save_sound: Callable[..., Path], tones: Callable[..., object], tmp_path: Path
) -> None:
    song = save_sound("song", tones(1.0), format="mp4")
    assert kind_of(song) is None
    plain = save_sound("other", tones(1.0), coder=("mp4", "aac", "fltp"))
    assert kind_of(plain) is None
    assert probe_sound(plain).format == "mp4"
    with pytest.raises(UnsupportedMedia, match="has no picture, only sound. Give it as the music"):
        probe(plain)
    made = film(tmp_path / "film.mp4", frames=10)
    with pytest.raises(UnsupportedMedia, match="is a video"):
        probe_sound(made.path)


def test_without_its_first_box_it_is_quicktime(tmp_path: Path) -> None:
    """Old QuickTime files begin with their index."""
    made = film(tmp_path / "x.mov", frames=20, options=QUICK, muxing={"movflags": "faststart"})
    data = made.path.read_bytes()
    (size,) = struct.unpack_from(">I", data)
    # What follows keeps its place.
    (tmp_path / "old").write_bytes(struct.pack(">I4s", size, b"wide") + data[8:])
    assert kind_of(tmp_path / "old") == "mov"
    assert numbers(tmp_path / "old", "mov") == list(made.numbers)


HLS = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"
NO_FILMS = {
    "playlist": HLS,
    "ffconcat": b"ffconcat version 1.0\nfile '/etc/hostname'\n",
    "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
    "web page": b"<!doctype html><title>x</title>",
    "nothing but zeros": bytes(5000),
    "mpeg transport stream": (b"\x47" + bytes(187)) * 30,
    "matroska of another kind": b"\x1aE\xdf\xa3\x84\x42\x82\x81x" + bytes(100),
    "box without an end": struct.pack(">I4s", 0, b"moov") + bytes(200),
    "playlist in a box": struct.pack(">I4s", 8 + len(HLS), b"mdat") + HLS,
    "ftyp and nothing": struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0),
    "avi and nothing": b"RIFF" + struct.pack("<I", 4) + b"AVI ",
    "gif and nothing": b"GIF89a" + bytes(7),
}


@pytest.mark.parametrize("name", NO_FILMS)
def test_what_is_no_film_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / "clip.mp4"
    path.write_bytes(NO_FILMS[name])
    with pytest.raises((BrokenMedia, UnsupportedMedia)) as caught:
        probe_film(path, "Ferien.mp4")
    assert "“Ferien.mp4”" in caught.value.message or "Ferien.mp4" in caught.value.message
    assert caught.value.name == "Ferien.mp4"


def test_nothing_is_there(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(BrokenMedia, match="is empty"):
        probe_film(tmp_path / "empty.mp4")
    with pytest.raises(MissingMedia):
        probe_film(tmp_path / "none.mp4")
    with pytest.raises(MissingMedia):
        list(pictures(tmp_path / "none.mp4", "mp4"))


def test_names_are_not_patterns(tmp_path: Path) -> None:
    for name in ("f%03d.mp4", "concat:a|b.mp4", "x:y?z=1.mp4", "-i.mp4", "'\".mp4"):
        made = film(tmp_path / name, frames=12, options=QUICK)
        assert numbers(made.path, "mp4") == list(made.numbers)


# Cut off, damaged


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "avi"])
def test_a_film_that_was_cut_off_ends_where_it_ends(tmp_path: Path, suffix: str) -> None:
    muxing = {"movflags": "faststart"} if suffix == "mp4" else {}
    made = film(tmp_path / f"x.{suffix}", codec="mpeg4" if suffix == "avi" else "libx264", frames=100,
                options={"g": "10"}, muxing=muxing, sound="pcm_s16le" if suffix == "avi" else "")  # fmt: skip
    data = made.path.read_bytes()
    made.path.write_bytes(data[: len(data) * 6 // 10])
    record = probe_film(made.path)
    found = numbers(made.path, suffix)
    assert record.film is not None
    assert 25 < len(found) < 100
    assert found[:-1] == list(made.numbers)[: len(found) - 1]
    assert record.film.frames == pytest.approx(len(found), abs=1)
    assert record.film.duration_ms == pytest.approx(40 * len(found), abs=40)
    assert record.sound is not None and record.sound.duration_ms <= record.film.duration_ms


@pytest.mark.parametrize("suffix", ["mp4", "mov", "mkv", "avi", "webm"])
def test_a_film_that_breaks_off_is_told(tmp_path: Path, suffix: str) -> None:
    codec = {"avi": "mpeg4", "webm": "libvpx"}.get(suffix, "libx264")
    options = {"deadline": "realtime", "cpu-used": "8"} if suffix == "webm" else {"g": "10"}
    muxing = {"movflags": "faststart"} if suffix in ("mp4", "mov") else {}
    made = film(tmp_path / f"x.{suffix}", codec=codec, frames=100, options=options, muxing=muxing, sound=None)
    assert cut_off_note(probe_film(made.path)) is None
    data = made.path.read_bytes()
    made.path.write_bytes(data[: len(data) * 6 // 10])
    record = probe_film(made.path)
    assert record.film is not None
    seconds = f"{record.film.duration_ms / 1000:.1f}"
    assert (cut_off_note(record) or "").startswith(
        f"x.{suffix} breaks off after {seconds} s: its end is missing."
    )


@pytest.mark.parametrize("name", ODD)
def test_odd_films_are_whole(tmp_path: Path, name: str) -> None:
    made = ODD[name](tmp_path)
    with made.path.open("rb") as file:
        assert not is_cut_off(made.format, file)


def test_a_matroska_of_sound_alone_says_so(
    tones: Callable[..., object], save_sound: Callable[..., Path]
) -> None:
    song = save_sound("song.mka", tones(1.0), coder=("matroska", "aac", "fltp"))
    with pytest.raises(BrokenMedia, match="has no picture, only sound"):
        probe_film(song)


def test_an_mp4_without_its_index_is_damaged(tmp_path: Path) -> None:
    made = film(tmp_path / "x.mp4", frames=50)
    data = made.path.read_bytes()
    made.path.write_bytes(data[: data.index(b"moov") - 4])
    assert kind_of(made.path) == "mp4"
    with pytest.raises(BrokenMedia, match="is damaged"):
        probe_film(made.path)


def test_an_avi_without_its_index_is_read(tmp_path: Path) -> None:
    made = film(tmp_path / "x.avi", codec="mpeg4", frames=50, sound="pcm_s16le", matrix=5, colours={})
    data = made.path.read_bytes()
    made.path.write_bytes(data[: data.rindex(b"idx1")])
    assert numbers(made.path, "avi") == list(made.numbers)
    assert len(ticks_in(decode(made.path))) == 5


def test_damage_in_the_middle_costs_a_few_pictures(tmp_path: Path) -> None:
    made = film(tmp_path / "x.mp4", frames=100, options=QUICK, sound=None)
    data = bytearray(made.path.read_bytes())
    start = len(data) // 2
    data[start : start + 300] = bytes(300)
    made.path.write_bytes(data)
    found = list(pictures(made.path, "mp4"))
    assert len(found) >= 80
    assert {at for at, _ in found} <= set(made.pts_us)
    assert probe_film(made.path).film is not None


def zeroed(data: bytearray) -> None:
    start = len(data) * 35 // 100
    data[start : len(data) * 60 // 100] = bytes(len(data) * 60 // 100 - start)


def sprinkled(data: bytearray) -> None:
    for at in range(len(data) * 35 // 100, len(data) * 60 // 100, 97):
        data[at] ^= 0x5A


@pytest.mark.parametrize("damage", [zeroed, sprinkled])
@pytest.mark.parametrize("options", [{"preset": "ultrafast", "g": "15"}, {"preset": "veryfast", "g": "25"}])
def test_a_damaged_film_is_the_same_wherever_reading_begins(
    tmp_path: Path, options: dict[str, str], damage: Callable[[bytearray], None]
) -> None:
    """What a decoder puts in the place of a lost picture depends on what it has read before."""
    made = film(tmp_path / "x.mp4", frames=100, options=options, sound=None)
    data = bytearray(made.path.read_bytes())
    damage(data)
    made.path.write_bytes(data)

    def seen(from_us: int) -> list[tuple[int, bytes]]:
        return [(at, planes.luma.tobytes()) for at, planes in pictures(made.path, "mp4", from_us=from_us)]

    through = seen(0)
    assert 40 < len(through) < 100, "some are lost"
    assert number_in(list(pictures(made.path, "mp4"))[-1][1].luma) == made.numbers[-1]
    for at_us in range(99 * 40_000, 0, -3 * 40_000):
        shown = max(at for at, _ in through if at <= at_us)
        assert seen(at_us) == [one for one in through if one[0] >= shown]


def test_many_lost_pictures_do_not_end_a_film(tmp_path: Path) -> None:
    made = film(tmp_path / "x.mkv", frames=300, codec="libvpx", fps=50, sound=None,
                options={"deadline": "realtime", "cpu-used": "8", "g": "10"})  # fmt: skip
    data = bytearray(made.path.read_bytes())
    middle = data[len(data) // 5 : len(data) * 4 // 5]
    data[len(data) // 5 : len(data) * 4 // 5] = bytes(len(middle))
    made.path.write_bytes(data)
    found = list(pictures(made.path, "mkv"))
    assert len(found) < 300 and number_in(found[-1][1].luma) == made.numbers[-1]


@pytest.mark.parametrize(
    "name", ["plain", "vp9", "mpeg-4 asp in avi", "hevc", "animated gif", "animated webp"]
)
def test_random_damage_is_told_or_overcome(tmp_path: Path, name: str, scale: Callable[..., int]) -> None:
    """Nothing but our own errors ever comes out."""
    import random

    made = ODD[name](tmp_path)
    data = made.path.read_bytes()
    chance = random.Random(name)
    for number in range(scale(200, least=20)):
        broken = bytearray(data)
        for _ in range(chance.choice((1, 5, 60))):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        path = tmp_path / f"{number}"
        path.write_bytes(broken[: chance.choice((len(broken), chance.randrange(len(broken))))])
        try:
            record = probe_film(path)
            for _, planes in pictures(path, record.format, size=(64, 48)):
                assert planes.size == (64, 48)
            decode(path, record.format)
        except MediaError as error:
            assert error.message.endswith(".")
        path.unlink()


# Lies


def test_a_film_that_claims_47_hours(tmp_path: Path) -> None:
    """Row 8 of the faults: neither the index' durations nor that of the last picture are believed."""
    made = ODD["variable rate"](tmp_path)
    data = bytearray(made.path.read_bytes())
    for name, at in (("mvhd", 16), ("mdhd", 16), ("tkhd", 20)):
        for box in boxes(data, name.encode()):
            struct.pack_into(">I", data, box + at, 0x7FFFFFFF)
    times = boxes(data, b"stts")[0]
    (entries,) = struct.unpack_from(">I", data, times + 4)
    struct.pack_into(">I", data, times + 8 + 8 * (entries - 1) + 4, 47 * 3600 * 1000)
    made.path.write_bytes(data)
    record = probe_film(made.path)
    assert record.film is not None
    assert record.film.duration_ms == pytest.approx(made.duration_us / 1000, abs=60)


def test_a_film_with_a_hole_of_47_hours_is_too_long(tmp_path: Path) -> None:
    made = film(tmp_path / "x.mkv", pts=[0, 40, 80, 47 * 3_600_000], ticks_per_s=1000, sound=None)
    with pytest.raises(MediaTooLarge, match="plays for more than 20 minutes"):
        probe_film(made.path)


def test_lengths_and_numbers_have_limits(tmp_path: Path) -> None:
    made = film(tmp_path / "x.mp4", frames=60, options=QUICK)
    with pytest.raises(MediaTooLarge, match="more than 50 pictures"):
        probe_film(made.path, limits=replace(DEFAULT_LIMITS, max_film_frames=50))
    with pytest.raises(MediaTooLarge, match="plays for more than"):
        probe_film(made.path, limits=replace(DEFAULT_LIMITS, max_film_s=2))
    with pytest.raises(MediaTooLarge, match="160 × 96 pixels"):
        probe_film(made.path, limits=replace(DEFAULT_LIMITS, max_film_pixels=10_000))
    with pytest.raises(MediaTooLarge, match="MB"):
        probe_film(made.path, limits=replace(DEFAULT_LIMITS, max_bytes=1000))


def test_large_pictures_are_refused_before_they_are_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = film(tmp_path / "x.mp4", frames=3, options=QUICK)
    monkeypatch.setattr(film_file, "MOST_PIXELS", 10_000)
    with pytest.raises(MediaTooLarge, match="more than is read"):
        list(pictures(made.path, "mp4"))


@pytest.mark.parametrize(("rate", "scale_"), [(1_000_000, 1), (0, 1), (25, 0), (1, 1_000_000)])
def test_an_avi_with_an_impossible_rate(tmp_path: Path, rate: int, scale_: int) -> None:
    """Its header is all that tells its times: told as damaged, or read at a rate that makes sense."""
    made = film(tmp_path / "x.avi", codec="mpeg4", frames=20, sound=None, matrix=5, colours={})
    data = bytearray(made.path.read_bytes())
    struct.pack_into("<II", data, boxes(data, b"strh")[0] + 4 + 20, scale_, rate)
    made.path.write_bytes(data)
    try:
        record = probe_film(made.path)
    except (BrokenMedia, MediaTooLarge):
        return
    assert record.film is not None
    assert record.film.fps <= 1000 and 0 < record.film.duration_ms <= 1_200_000
    assert numbers(made.path, "avi") == list(made.numbers)


@pytest.mark.parametrize("rate", [1, 1_000_000])
def test_the_rate_that_a_matroska_claims_does_not_count(tmp_path: Path, rate: int) -> None:
    made = film(tmp_path / "x.mkv", frames=30, options=QUICK)
    data = bytearray(made.path.read_bytes())
    # DefaultDuration, nanoseconds. Source: RFC 9559, 5.1.4.1.13.
    at = data.index(b"\x23\xe3\x83\x84")
    struct.pack_into(">I", data, at + 4, 1_000_000_000 // rate)
    made.path.write_bytes(data)
    record = probe_film(made.path)
    assert record.film is not None
    assert (record.film.frames, record.film.fps) == (30, pytest.approx(25, rel=0.05))


def test_a_cover_alone_is_no_film(tmp_path: Path) -> None:
    made = film(tmp_path / "x.mp4", frames=10, cover=True, sound="aac")
    assert probe_film(made.path).film is not None
    assert [planes.size for _, planes in pictures(made.path, "mp4")] == [(160, 96)] * 10


# Animations


def test_animations_with_too_much_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.gif"
    made = animated(tmp_path, "gif")
    data = bytearray(made.path.read_bytes())
    struct.pack_into("<HH", data, 6, 60_000, 60_000)
    path.write_bytes(data)
    with pytest.raises(MediaTooLarge, match="60000 × 60000"):
        probe_film(path)


def test_an_animation_of_too_many_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from photoplay.media import animations

    made: MadeFilm = animated(tmp_path, "gif")
    monkeypatch.setattr(animations, "MOST_PICTURES", 5)
    with pytest.raises(MediaTooLarge, match="more pictures than are read"):
        probe_film(made.path)


@pytest.mark.parametrize("disposal", [0, 1, 2, 3])
def test_pictures_of_a_gif_are_laid_over_each_other(tmp_path: Path, disposal: int) -> None:
    """What stays, what is cleared, what returns, as the file asks."""
    from PIL import Image

    base = Image.new("P", (40, 20), 0)
    base.putpalette([255, 255, 255, 255, 0, 0, 0, 0, 255] + [0] * 759)
    base.paste(1, (0, 0, 10, 20))
    patch = base.copy()
    patch.paste(2, (20, 0, 30, 20))
    third = base.copy()
    third.paste(1, (32, 0, 40, 20))
    path = tmp_path / "x.gif"
    base.save(
        path, save_all=True, append_images=[patch, third], duration=100, disposal=disposal, optimize=False
    )
    record = probe_film(path)
    assert record.film is not None and record.film.frames == 3
    found = [planes.luma for _, planes in pictures(path, "gif")]
    with Image.open(path) as reference:
        for number, luma in enumerate(found):
            reference.seek(number)
            grey = reference.convert("RGBA")
            ground = Image.new("RGBA", grey.size, "white")
            ground.alpha_composite(grey)
            for x in (5, 15, 25, 35):
                red, green, blue = ground.convert("RGB").getpixel((x, 10))  # type: ignore[misc]
                wanted = 16 + 219 * (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255
                assert abs(int(luma[10, x]) - wanted) <= 1
