"""Films go through the same locked child as pictures, and come out as an MP4 of our own and one picture."""

from __future__ import annotations

import json
import socket
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image
from tests.films import MadeFilm, drawn, film, flash_in, number_in, ticks_in
from tests.odd_films import ODD

from photoplay.errors import BrokenMedia, Cancelled, MediaError, MediaTooLarge, UnsupportedMedia
from photoplay.media import sandbox
from photoplay.media.audio import decode
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME
from photoplay.media.derive_film import film_size
from photoplay.media.examined import Examined, normalised_record
from photoplay.media.film_writer import KEYFRAME_PICTURES, FilmWriter
from photoplay.media.planes import Planes
from photoplay.media.probe import Limits
from photoplay.media.sandbox import Sandbox, SandboxLimits
from photoplay.media.videos import pictures, probe_film

#: The nursery finds ``hostile`` where this process does.
sys.path.insert(0, str(Path(__file__).parent))
import hostile
from tests.waiting import HANGS_S

FORMATS: dict[str, dict[str, Any]] = {
    "mp4": {},
    "mov": {},
    "avi": {"codec": "mpeg4", "sound": "libmp3lame"},
    "webm": {"codec": "libvpx", "options": {"deadline": "realtime", "cpu-used": "8"}},
    "mkv": {},
}


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(2) as made:
        yield made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def kept(examined: Examined) -> list[tuple[int, Planes]]:
    return list(pictures(examined.normalised, "mp4"))


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_found_is_what_the_command_line_finds(
    box: Sandbox, tmp_path: Path, out: Path, format: str
) -> None:
    made = film(tmp_path / f"x.{format}", **FORMATS[format])
    examined = box.examine(made.path, f"Urlaub.{format}", out)
    record, known = examined.record, probe_film(made.path, f"Urlaub.{format}")
    assert known.sound is not None and record.sound is not None
    assert replace(record, focus=known.focus, sound=known.sound, film=known.film) == known
    assert record.film is not None and known.film is not None
    assert (record.film.duration_ms, record.film.frames) == (known.film.duration_ms, known.film.frames)
    assert record.focus.certainty > 0
    assert record.sound.loudness_lufs == pytest.approx(known.sound.loudness_lufs, abs=0.2)
    assert examined.layers == box.layers()
    assert sorted(out.iterdir()) == sorted([examined.normalised, examined.thumbnail])
    assert examined.normalised.suffix == ".mp4"


@pytest.mark.parametrize("format", FORMATS)
def test_pictures_keep_their_times_and_sound_its_place(
    box: Sandbox, tmp_path: Path, out: Path, format: str
) -> None:
    made = film(tmp_path / f"x.{format}", **FORMATS[format])
    examined = box.examine(made.path, "x", out)
    shown = kept(examined)
    original = list(pictures(made.path, format))
    assert [at_us for at_us, _ in shown] == [at_us for at_us, _ in original]
    assert [number_in(planes.luma) for _, planes in shown] == list(made.numbers)
    sound, was = decode(examined.normalised, "mp4"), decode(made.path, format)
    assert np.abs(sound - was[: len(sound)]).max() < 2 / 32_768
    assert len(was) - len(sound) < 48_000 * 0.1
    if format != "avi":  # which does not tell where the sound of an MP3 begins
        flashes = [at_us for at_us, planes in shown if flash_in(planes.luma)]
        assert ticks_in(sound) == pytest.approx([at_us / 1e6 for at_us in flashes], abs=0.001)


def test_the_record_for_drawing_is_what_reading_the_file_gives(
    box: Sandbox, tmp_path: Path, out: Path
) -> None:
    made = film(tmp_path / "x.mov", rotation=90, size=(96, 160))
    examined = box.examine(made.path, "x.mov", out)
    record = normalised_record(examined, examined.normalised)
    again = probe_film(examined.normalised, "x.mov")
    assert (record.kind, record.role, record.format) == ("video", "clip", "mp4")
    assert (record.width, record.height) == (again.width, again.height) == (96, 160)
    assert record.film == again.film
    assert record.sound is not None and again.sound is not None
    assert record.sound.duration_ms == again.sound.duration_ms
    assert record.sha256 == again.sha256 == examined.normalised_sha256 != examined.record.sha256
    assert record.size_bytes == examined.normalised.stat().st_size


#: Each of these costs a second and is read by the tests of ``media.videos`` in every way.
_SOME = ("variable rate", "late start", "odd size", "sound is longer", "silent", "fragments", "animated gif")


@pytest.mark.parametrize("odd", _SOME)
def test_odd_films_become_plain_ones(box: Sandbox, tmp_path: Path, out: Path, odd: str) -> None:
    made: MadeFilm = ODD[odd](tmp_path)
    examined = box.examine(made.path, made.path.name, out)
    shown = kept(examined)
    original = list(pictures(made.path, examined.record.format))
    assert [at_us for at_us, _ in shown] == [at_us for at_us, _ in original]
    assert [number_in(p.luma) for _, p in shown] == [number_in(p.luma) for _, p in original]
    width, height = made.size
    assert (examined.normalised_width, examined.normalised_height) == (width + width % 2, height + height % 2)
    with av.open(str(examined.normalised)) as container:
        stream = container.streams.video[0]
        keys = [packet.is_keyframe for packet in container.demux(stream) if packet.size]
        context = stream.codec_context
        assert (context.name, context.pix_fmt, context.has_b_frames) == ("h264", "yuv420p", False)
        assert (context.colorspace, context.color_range) == (1, 1)
    gaps = np.diff([*np.flatnonzero(keys), len(keys)])
    assert keys[0] and gaps.max() <= KEYFRAME_PICTURES
    film_facts = examined.record.film
    assert film_facts is not None and film_facts.frames == len(shown)
    if examined.record.sound is not None:
        assert examined.record.sound.duration_ms <= film_facts.duration_ms


@pytest.mark.parametrize(
    ("size", "kept_size"),
    [((3840, 2160), (1920, 1080)), ((2160, 3840), (1080, 1920)), ((161, 97), (162, 98)), ((1, 1), (2, 2)),
     ((1920, 1080), (1920, 1080)), ((10_000, 3), (1920, 2)), ((1921, 1921), (1920, 1920))],
)  # fmt: skip
def test_sizes_that_are_kept(size: tuple[int, int], kept_size: tuple[int, int]) -> None:
    assert film_size(size) == kept_size


def test_a_film_that_begins_black_is_shown_by_another_picture(
    box: Sandbox, tmp_path: Path, out: Path
) -> None:
    path = tmp_path / "x.mp4"
    with FilmWriter(path, (160, 96), has_sound=False, most_bit_s=10**7) as writer:
        for number in range(50):
            grey = drawn(number, (160, 96))[..., 0] if 20 <= number < 30 else np.zeros((96, 160), np.uint8)
            luma = (16 + grey.astype(int) * 219 // 255).astype(np.uint8)
            flat = np.full((48, 80), 128, np.uint8)
            writer.add_picture(number * 40_000, Planes(luma, flat, flat))
        writer.finish(2_000_000)
    examined = box.examine(path, "x.mp4", out)
    thumbnail = np.asarray(Image.open(examined.thumbnail))
    assert 20 <= number_in(thumbnail) < 30
    assert examined.record.sound is None


def test_what_is_louder_than_full_scale_is_not_clipped(box: Sandbox, tmp_path: Path, out: Path) -> None:
    path = tmp_path / "x.mkv"
    tone = 2 * np.sin(np.arange(96_000) / 20).astype(np.float32)
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=25, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = 64, 48, "yuv420p"
        sound = container.add_stream("pcm_f32le", rate=48_000, layout="stereo", format="flt")
        for number in range(50):
            frame = av.VideoFrame.from_ndarray(drawn(number, (64, 48)))
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        frame = av.AudioFrame.from_ndarray(np.repeat(tone, 2)[None], format="flt", layout="stereo")
        frame.sample_rate, frame.pts = 48_000, 0
        container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    samples = decode(box.examine(path, "x.mkv", out).normalised, "mp4")
    assert np.abs(samples).max() == pytest.approx(1.0, abs=1e-3)
    assert np.abs(samples[:, 0] - tone / 2).max() < 1e-3


# What must not come through


SECRET = b"+48.8577+002.295/"
PAYLOAD = b"<script>alert(1)</script>PK\x03\x04"


def test_nothing_of_the_original_goes_in(box: Sandbox, tmp_path: Path, out: Path) -> None:
    """Rows 9 and 11 of the faults: place, camera, a page and a ZIP behind the film are in no output."""
    told = {
        "com.apple.quicktime.location.ISO6709": SECRET.decode(),
        "com.apple.quicktime.make": "Apfel",
        "title": PAYLOAD.decode("latin-1"),
        "comment": "secret words",
    }
    leaks = 0
    for suffix in ("mov", "mp4", "mkv"):
        muxing = {"movflags": "use_metadata_tags"} if suffix != "mkv" else {}
        made = film(tmp_path / f"x.{suffix}", metadata=told, muxing=muxing)
        path = tmp_path / "sent"
        # A free box, so that the file stays whole.
        behind = struct.pack(">I", 8 + len(PAYLOAD)) + b"free" + PAYLOAD if suffix != "mkv" else b""
        path.write_bytes(made.path.read_bytes() + behind)
        assert SECRET in path.read_bytes(), "it is there to be found"
        examined = box.examine(path, f"x.{suffix}", out)
        for file in (examined.normalised, examined.thumbnail):
            data = file.read_bytes()
            leaks += sum(
                word in data for word in (SECRET, b"Apfel", b"script", b"PK\x03\x04", b"secret words")
            )
        assert "Apfel" not in repr(examined.record) and SECRET.decode() not in repr(examined.record)
    assert leaks == 0


@pytest.fixture
def canary() -> Iterator[tuple[int, list[int]]]:
    """A port on loopback, and who called there."""
    hits: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        ends = threading.Event()

        def listen() -> None:
            while not ends.is_set():
                try:
                    line, address = server.accept()
                except TimeoutError:
                    continue
                with line:
                    hits.append(address[1])

        thread = threading.Thread(target=listen)
        thread.start()
        yield server.getsockname()[1], hits
        ends.set()
        thread.join()


def texts(port: int, sibling: Path) -> dict[str, bytes]:
    url = f"http://127.0.0.1:{port}"
    return {
        "HLS": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}/a.ts\n#EXT-X-ENDLIST\n".encode(),
        "HLS of files": f"#EXTM3U\n#EXTINF:9,\nfile://{sibling}\n#EXT-X-ENDLIST\n".encode(),
        "ffconcat": f"ffconcat version 1.0\nfile '{sibling}'\n".encode(),
        "SDP": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
        "DASH": f'<?xml version="1.0"?><MPD><BaseURL>{url}/dash</BaseURL></MPD>'.encode(),
        "a reference": b"[InternetShortcut]\nURL=" + url.encode(),
    }


EXTENSIONS = ("mp4", "mov", "avi", "webm", "mkv", "gif", "webp", "cube")


def test_texts_are_refused_under_the_names_of_films(
    box: Sandbox, tmp_path: Path, out: Path, canary: tuple[int, list[int]]
) -> None:
    """Row 1 of the faults: nothing is fetched, nothing beside it is read."""
    port, hits = canary
    sibling = film(tmp_path / "sibling.mp4", frames=5).path
    told = 0
    for text in texts(port, sibling).values():
        (tmp_path / "sent").write_bytes(text)
        for extension in EXTENSIONS:
            with pytest.raises(UnsupportedMedia):
                box.examine(tmp_path / "sent", f"holiday.{extension}", out)
            told += 1
    assert (told, hits, list(out.iterdir())) == (6 * len(EXTENSIONS), [], [])


def chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)


def avi_with_subtitles(text: bytes) -> bytes:
    """Raw pictures and one subtitle, as FFmpeg's reader of AVI hands it to a reader that it guesses."""
    width, height, count = 16, 16, 5
    picture = bytes(range(256)) * 3
    head = struct.pack("<14I", 40_000, 0, 0, 0x10, count, 0, 2, len(picture), width, height, 0, 0, 0, 0)
    video = struct.pack("<4s4sIHHIIIIIIII4H", b"vids", b"DIB ", 0, 0, 0, 0, 1, 25, 0, count, 768, 0, 0,
                        0, 0, width, height)  # fmt: skip
    bitmap = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(picture), 0, 0, 0, 0)
    words = struct.pack("<4s4sIHHIIIIIIII4H", b"txts", bytes(4), 0, 0, 0, 0, 1, 1000, 0, 1, 0, 0, 0,
                        0, 0, 0, 0)  # fmt: skip
    subtitle = b"GAB2\0" + struct.pack("<HI", 2, 4) + "x\0".encode("utf-16-le")
    subtitle += struct.pack("<HI", 4, len(text)) + text
    streams = chunk(b"LIST", b"strl" + chunk(b"strh", video) + chunk(b"strf", bitmap))
    streams += chunk(b"LIST", b"strl" + chunk(b"strh", words) + chunk(b"strf", b""))
    header = chunk(b"LIST", b"hdrl" + chunk(b"avih", head) + streams)
    movie = chunk(b"LIST", b"movi" + chunk(b"01tx", subtitle) + chunk(b"00db", picture) * count)
    return chunk(b"RIFF", b"AVI " + header + movie)


def test_a_playlist_inside_of_an_avi_leads_nowhere(
    box: Sandbox, tmp_path: Path, out: Path, canary: tuple[int, list[int]]
) -> None:
    """Row 2 of the faults."""
    port, hits = canary
    sibling = film(tmp_path / "sibling.mp4", frames=5).path
    for text in texts(port, sibling).values():
        (tmp_path / "sent").write_bytes(avi_with_subtitles(text))
        with pytest.raises(UnsupportedMedia, match="subtitles"):
            box.examine(tmp_path / "sent", "holiday.avi", out)
    assert (hits, list(out.iterdir())) == ([], [])


@pytest.mark.parametrize("format", [*FORMATS, "gif", "webp"])
def test_a_film_that_was_cut_off_is_used_as_far_as_it_goes_or_refused(
    box: Sandbox, tmp_path: Path, out: Path, scale: Callable[..., int], format: str
) -> None:
    """Row 5 of the faults: cut anywhere, it is refused in words, or what is left of it is right."""
    if format in FORMATS:
        made = film(tmp_path / f"x.{format}", frames=20, **FORMATS[format])
    else:
        made = ODD[f"animated {format}"](tmp_path)
    data = made.path.read_bytes()
    count = scale(100, least=8)
    taken = refused = 0
    for cut in np.linspace(0, len(data) - 1, count).astype(int):
        (tmp_path / "cut").write_bytes(data[:cut])
        try:
            examined = box.examine(tmp_path / "cut", f"x.{format}", out)
        except MediaError as error:
            assert error.code in (4001, 4002) and error.message
            refused += 1
            continue
        taken += 1
        if examined.record.film is not None:
            numbers = [number_in(planes.luma) for _, planes in kept(examined)]
            assert len(numbers) == examined.record.film.frames <= len(made.numbers)
        examined.normalised.unlink()
        examined.thumbnail.unlink()
    assert refused >= 1 and list(out.iterdir()) == []
    print(f"row 5, {format}: {count} cuts, {taken} used in part, {refused} refused")


def test_a_film_that_is_too_long_is_to_be_trimmed(box: Sandbox, tmp_path: Path, out: Path) -> None:
    """Row 8 of the faults."""
    made = film(tmp_path / "x.mp4", frames=50)
    with pytest.raises(MediaTooLarge, match=r"(?i)trim"):
        box.examine(made.path, "x.mp4", out, Limits(max_film_s=1))
    assert box.examine(made.path, "x.mp4", out, Limits(max_film_s=2)).record.film is not None


def asking(folder: Path, deed: str) -> Path:
    """A square film whose pictures ask for a deed."""
    path = folder / f"{deed}.mkv"
    picture = np.empty((96, 96, 3), np.uint8)
    picture[:] = hostile.colour_of(deed)
    picture[::8, ::8] += 9
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264rgb", rate=25, options={"crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 96, 96, "rgb24"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("deed", ["crash", "abort", "hang", "spin", "eat", "raise"])
def test_what_reads_a_film_may_do_its_worst(box: Sandbox, tmp_path: Path, out: Path, deed: str) -> None:
    """Row 7 of the faults: that file fails, within the time of a film of its length, and the next one is read."""
    limits = SandboxLimits(memory_bytes=700_000_000, wall_s=1.5, film_factor=1.0)
    made = film(tmp_path / "x.mp4", frames=5)
    with Sandbox(1, limits, find_focus="hostile:find_focus") as evil:
        with pytest.raises(MediaError):
            evil.examine(asking(tmp_path, deed), "x.mkv", out)
        assert list(out.iterdir()) == []
    assert box.examine(made.path, "x.mp4", out).record.film is not None


def test_a_film_is_read_with_nothing_but_itself(tmp_path: Path, out: Path) -> None:
    """What is forbidden with pictures is forbidden with films."""
    with Sandbox(1, find_focus="hostile:find_focus") as evil:
        if evil.layers() != ("limits", "landlock", "seccomp"):
            pytest.skip("this machine lacks Landlock or seccomp")
        with pytest.raises(BrokenMedia) as caught:
            evil.examine(asking(tmp_path, "try_all"), "x.mkv", out)
    assert "did []; threads work" in caught.value.__notes__[0]


def test_a_long_film_needs_little_memory(tmp_path: Path, out: Path, scale: Callable[..., int]) -> None:
    path = tmp_path / "x.mp4"
    flat = np.full((48, 64), 128, np.uint8)
    minutes = scale(20, least=1)
    with FilmWriter(path, (128, 96), has_sound=True, most_bit_s=10**6) as writer:
        for second in range(60 * minutes):
            for tenth in range(10):
                luma = np.full((96, 128), 60 + (second + tenth) % 100, np.uint8)
                writer.add_picture((second * 10 + tenth) * 100_000, Planes(luma, flat, flat))
            writer.add_sound(np.random.default_rng(second).normal(0, 0.1, (48_000, 2)).astype(np.float32))
        writer.finish(60_000_000 * minutes)
    with Sandbox(1, SandboxLimits(memory_bytes=350_000_000)) as small:
        found = small.examine(path, "x.mp4", out).record
    assert found.film is not None and found.film.duration_ms == 60_000 * minutes
    assert found.film.frames == 600 * minutes


# What a child that has been taken over might say

Answer = Callable[[dict[str, Any]], bytes]


def honest(request: dict[str, Any], **changes: object) -> bytes:
    folder = Path(request["folder"])
    write(folder / NORMALISED_NAME)
    Image.new("RGB", (64, 48)).save(folder / THUMBNAIL_NAME, "JPEG")
    sound = {
        "duration_ms": 400, "sample_rate": 8000, "channels": 1, "loudness_lufs": None, "best_start_ms": 0,
        "bpm": None, "beats_ms": [], "downbeats_ms": [],
    }  # fmt: skip
    found = {
        "format": "mov", "width": 128, "height": 96, "normalised": [64, 48], "samples": 19_200,
        "film": {"duration_ms": 400, "frames": 10, "fps": 25.0}, "sound": sound, "focus": [0.5, 0.5, 0],
        "taken_at": "", "tone": None, "live_photo": "",
    }  # fmt: skip
    return json.dumps({"found": found | changes}).encode()


def write(place: Path, size: tuple[int, int] = (64, 48), has_sound: bool = True, count: int = 10) -> None:
    flat = np.full((size[1] // 2, size[0] // 2), 128, np.uint8)
    with FilmWriter(place, size, has_sound=has_sound, most_bit_s=10**6) as writer:
        for number in range(count):
            writer.add_picture(number * 40_000, Planes(np.full(size[::-1], 90, np.uint8), flat, flat))
        if has_sound:
            writer.add_sound(np.zeros((19_200, 2), np.float32))
        writer.finish(count * 40_000)


def with_file(make: Callable[[Path], object]) -> Answer:
    def answer(request: dict[str, Any]) -> bytes:
        told = honest(request)
        make(Path(request["folder"]) / NORMALISED_NAME)
        return told

    return answer


def patched(old: bytes, new: bytes) -> Callable[[Path], object]:
    """Changes the file's bytes in one place that is there."""

    def change(place: Path) -> object:
        data = place.read_bytes()
        assert old in data
        return place.write_bytes(data.replace(old, new, 1))

    return change


LIES: dict[str, Answer] = {
    "another kind": lambda request: honest(request, format="hls"),
    "no film": lambda request: honest(request, film=None),
    "a picture": lambda request: json.dumps({"found": {"format": "jpeg"}}).encode(),
    "more pictures": lambda request: honest(request, film={"duration_ms": 400, "frames": 11, "fps": 25.0}),
    "longer": lambda request: honest(request, film={"duration_ms": 401, "frames": 10, "fps": 25.0}),
    "another size": lambda request: honest(request, normalised=[66, 48]),
    "too large": lambda request: honest(request, normalised=[64_000, 48]),
    "more sound": lambda request: honest(request, samples=19_201),
    "endless": lambda request: honest(request, film={"duration_ms": 10**9, "frames": 10, "fps": 25.0}),
    "no number": lambda request: honest(request, film={"duration_ms": 400, "frames": 10, "fps": "fast"}),
    "an odd tone": lambda request: honest(request, tone={"black": 0, "white": 2, "mean": [0, 0, 0]}),
    "an identifier with words": lambda request: honest(request, live_photo="a b\n"),
    "sound that was not told": lambda request: honest(request, samples=0, sound=None),
    "another file": with_file(lambda place: place.write_bytes(b"<html>" * 50)),
    "an empty file": with_file(lambda place: place.write_bytes(b"")),
    "a playlist": with_file(lambda place: place.write_bytes(b"#EXTM3U\n/etc/passwd\n")),
    "of another size": with_file(lambda place: write(place, (66, 48))),
    "fewer pictures": with_file(lambda place: write(place, count=9)),
    "data of elsewhere": with_file(patched(b"url \0\0\0\x01", b"url \0\0\0\0")),
    "another coding": with_file(patched(b"avc1\0\0\0\0", b"hvc1\0\0\0\0")),
    "a box too much": with_file(lambda place: place.write_bytes(place.read_bytes() + b"\0\0\0\x08uuid")),
    "a tag": with_file(patched(b"ilst", b"ilsu")),
    "cut off": with_file(lambda place: place.write_bytes(place.read_bytes()[:-10])),
}  # fmt: skip


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_child_is_not_believed(
    box: Sandbox, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    box.layers()
    path = film(tmp_path / "x.mp4", frames=3).path

    def tell(answer: Answer) -> None:
        def exchange(ours: socket.socket, request: bytes, deadline: float) -> bytes:
            return answer(json.loads(request))

        monkeypatch.setattr(sandbox, "_exchange", exchange)

    tell(honest)
    assert box.examine(path, "x.mp4", out).normalised_width == 64, "what is told honestly is believed"
    before = sorted(out.iterdir())
    tell(LIES[lie])
    with pytest.raises(BrokenMedia, match="could not be read safely"):
        box.examine(path, "x.mp4", out)
    assert sorted(out.iterdir()) == before


def test_films_that_take_long_do_not_keep_photos_waiting(tmp_path: Path, out: Path) -> None:
    """Row 7 of the faults, for the others: films have places of their own."""
    photo = tmp_path / "photo.jpg"
    Image.effect_noise((64, 48), 60).convert("RGB").save(photo)
    hanging = asking(tmp_path, "hang")
    limits = SandboxLimits(wall_s=120.0)
    with Sandbox(1, limits, find_focus="hostile:find_focus") as box, ThreadPoolExecutor(3) as threads:
        box.layers()
        waiting = [threads.submit(box.examine, hanging, "x.mkv", out) for _ in range(2)]
        assert threads.submit(box.examine, photo, "x.jpg", out).result(HANGS_S).record.width == 64
        assert not any(one.done() for one in waiting)
        box.close()
        for one in waiting:
            with pytest.raises(Cancelled):
                one.result(HANGS_S)
