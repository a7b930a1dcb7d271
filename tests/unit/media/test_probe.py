"""What is let in, what is refused, and in which words."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image

from photoplay.errors import BrokenMedia, MediaError, MediaTooLarge, MissingMedia, UnsupportedMedia
from photoplay.media import images
from photoplay.media.images import Picture
from photoplay.media.probe import Limits, probe, probe_with_small, small_size

Photo = Callable[..., npt.NDArray[np.uint8]]
Save = Callable[..., Path]


def test_the_record_of_every_format(save: Save, format: str, format_name: str, photo: Photo) -> None:
    path = save("beach.xyz", photo(120, 80), format)
    record = probe(path)
    data = path.read_bytes()
    assert (record.kind, record.format, record.width, record.height) == ("image", format_name, 120, 80)
    assert (record.name, record.path, record.size_bytes) == ("beach.xyz", path, len(data))
    assert record.sha256 == hashlib.sha256(data).hexdigest()
    assert record.id == "img_" + record.sha256[:16]
    assert not record.has_alpha


def test_equal_files_share_their_id(save: Save, photo: Photo) -> None:
    first, second = probe(save("a.png", photo(50, 40))), probe(save("b.png", photo(50, 40)))
    assert first.id == second.id
    assert first.id != probe(save("c.png", photo(50, 40, seed=2))).id


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_truncated_files_of_every_format_are_refused(
    save: Save, format: str, share: float, photo: Photo
) -> None:
    path = save("x.jpg", photo(640, 480), format)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(BrokenMedia, match=r"^x\.jpg is damaged: .* Export or download it again\.$"):
        probe(path)


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("missing", [200, 2000, 0.5, 0.9])
def test_truncated_jpegs_are_named_as_such(
    save: Save, progressive: bool, missing: float, photo: Photo
) -> None:
    path = save("x.jpg", photo(1600, 1200), "JPEG", progressive=progressive)
    data = path.read_bytes()
    kept = len(data) - int(missing if missing > 1 else missing * len(data))
    path.write_bytes(data[:kept])
    with pytest.raises(BrokenMedia) as caught:
        probe(path)
    assert caught.value.message == "x.jpg is damaged: it ends in the middle. Export or download it again."
    assert caught.value.name == "x.jpg"
    assert caught.value.__cause__ is not None


def test_random_damage_never_escapes(save: Save, format: str, photo: Photo) -> None:
    data = bytearray(save("x", photo(96, 64), format).read_bytes())
    rng = np.random.default_rng(7)
    path = save("y", photo(4, 4))
    for _ in range(12):
        broken = bytearray(data)
        for at in rng.integers(0, len(data), 8):
            broken[at] = rng.integers(0, 256)
        path.write_bytes(broken)
        try:
            record = probe(path)
        except MediaError as error:
            assert error.message.startswith("y is ")
        else:
            assert record.width > 0


def phone_heic(save: Save, photo: Photo) -> Path:
    """As phones write it: with a thumbnail."""
    return save("x.heic", photo(640, 480), "HEIF", thumbnails=[320])


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Sizes of everything that is decoded from here on."""
    sizes: list[tuple[int, int]] = []
    plain = images.load

    def watched(*args: Any, **kwargs: Any) -> Picture:
        picture = plain(*args, **kwargs)
        sizes.append(picture.size)
        return picture

    monkeypatch.setattr(images, "load", watched)
    return sizes


def test_a_heic_is_probed_by_its_thumbnail(save: Save, photo: Photo, decoded: list[tuple[int, int]]) -> None:
    path = phone_heic(save, photo)
    record, small = probe_with_small(path)
    assert (record.width, record.height, small.size) == (640, 480, (320, 240))
    assert decoded == [(320, 240)]
    assert images.decode(path).size == (640, 480)
    expected = np.asarray(Image.fromarray(photo(640, 480)).resize((320, 240), Image.Resampling.BOX), int)
    assert np.abs(small.rgb - expected).mean() < 20


def test_a_heic_that_lacks_anything_is_decoded_in_full(
    save: Save, photo: Photo, decoded: list[tuple[int, int]]
) -> None:
    path = phone_heic(save, photo)
    path.write_bytes(path.read_bytes() + b"\0\0\1\0free")  # a box that ends after the file
    probe(path)
    assert decoded == [(640, 480)]


def test_a_jpeg_is_probed_at_an_eighth(save: Save, photo: Photo, decoded: list[tuple[int, int]]) -> None:
    probe(save("x.jpg", photo(2560, 1600), "JPEG"))
    assert decoded == [(320, 200)]


@pytest.mark.parametrize("missing", [0.6, 0.8])
def test_a_truncated_heic_is_found_despite_its_thumbnail(save: Save, missing: float, photo: Photo) -> None:
    path = phone_heic(save, photo)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * (1 - missing))])
    with pytest.raises(BrokenMedia, match="is damaged"):
        probe(path)


def test_a_wrong_extension_does_not_matter(save: Save, photo: Photo) -> None:
    assert probe(save("photo.jpg", photo(50, 40), "PNG")).format == "png"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"just some words\n", "a text, not a photo"),
        (b"<!doctype html><title>404</title>", "a web page, not a photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing, not a photo"),
        (b"%PDF-1.4 ...", "a PDF document, not a photo"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0isommp42", "a video, not a photo"),
        (b"ID3\x03\0\0\0\0\0\0", "a sound file, not a photo. Give it as the music"),
        (b"#EXTM3U\nhttp://127.0.0.1/x.ts", "a playlist, not a photo"),
        ((b"\x47" + bytes(187)) * 9, "a video of a kind that is not read. Export it as MP4"),
        ((bytes(4) + b"\x47" + bytes(187)) * 9, "a video of a kind that is not read. Export it as MP4"),
    ],
)
def test_other_files_are_unsupported(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(content)
    with pytest.raises(UnsupportedMedia) as caught:
        probe(path)
    assert caught.value.message.startswith(f"holiday.jpg is {words}")
    assert caught.value.code == 4001


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("holiday.MOV", "not a video that can be read. Export it as MP4 (H.264) and use that."),
        ("kodak.cube", "not a table of colours. Export it as a .cube file and use that."),
        ("song.wma", "not a sound file. Export it as MP3 or WAV and use that."),
        ("picture.xyz", "not a photo. Export it as JPEG or PNG and use that."),
    ],
)
def test_advice_is_for_what_the_file_was_meant_to_be(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(b"\x07\x01\xff\x9c\0\0\xfe")
    with pytest.raises(UnsupportedMedia) as caught:
        probe(tmp_path / name)
    assert caught.value.message == f"{name} is an unknown kind of file, {words}"


def test_empty_and_zeroed_files_are_broken(tmp_path: Path) -> None:
    for content in (b"", bytes(5000), b"\x89PNG"):
        (tmp_path / "x.jpg").write_bytes(content)
        with pytest.raises(BrokenMedia, match=r"^x\.jpg is .* again\.$"):
            probe(tmp_path / "x.jpg")


def test_folders_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "album.jpg").mkdir()
    with pytest.raises(MissingMedia, match=r"^album\.jpg is a folder"):
        probe(tmp_path / "album.jpg")
    for name in ("none.jpg", "x" * 300 + ".jpg", "none/none.jpg"):
        with pytest.raises(MissingMedia, match="was not found"):
            probe(tmp_path / name)
    with pytest.raises(MissingMedia, match="was not found"):
        probe(str(tmp_path / "nul\0.jpg"))


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.jpg")
    with pytest.raises(MissingMedia, match="not an ordinary file"):
        probe(tmp_path / "x.jpg")


class LockedPath(type(Path())):  # type: ignore[misc]
    """A path whose file is there but may not be read; root would read a really locked one."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(self))


def test_no_permission(save: Save, photo: Photo) -> None:
    with pytest.raises(MissingMedia, match=r"^x\.png may not be read"):
        probe(LockedPath(save("x.png", photo(20, 20))))


@pytest.mark.parametrize(
    "name", ["%d.png", "concat:a.png", "f%03d.png", "a\nb.png", "\u202egnp.png", "-i.png"]
)
def test_odd_names_are_only_names(save: Save, name: str, photo: Photo) -> None:
    record = probe(save(name, photo(40, 30)))
    assert (record.name, record.width) == (name, 40)


def test_names_that_are_not_text_become_text(save: Save, tmp_path: Path, photo: Photo) -> None:
    odd = os.fsdecode(bytes(tmp_path / "caf") + b"\xe9.png")
    os.rename(save("x.png", photo(40, 30)), odd)
    assert probe(odd).name == "caf\N{REPLACEMENT CHARACTER}.png"


def test_a_single_pixel(save: Save) -> None:
    record, small = probe_with_small(save("dot.png", np.full((1, 1, 3), 77, np.uint8)))
    assert (record.width, record.height, small.size) == (1, 1, (1, 1))
    assert not record.is_graphic


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_panorama(save: Save, format: str, photo: Photo) -> None:
    record, small = probe_with_small(save("wide", photo(12000, 200), format, quality=90))
    assert (record.width, record.height) == (12000, 200)
    assert small.size == (1280, 21)


def test_the_small_copy_is_the_same_picture(save: Save, photo: Photo) -> None:
    pixels = photo(2000, 1200)
    path = save("a.jpg", pixels, "JPEG", quality=95)
    small = probe_with_small(path)[1]
    assert small.size == (320, 192)
    expected = np.asarray(Image.fromarray(pixels).resize((320, 192), Image.Resampling.BOX), int)
    assert np.abs(small.rgb - expected).mean() < 4


@pytest.mark.parametrize(
    ("size", "small"),
    [
        ((2560, 1600), (320, 200)),
        ((100, 50), (100, 50)),
        ((6000, 2000), (320, 107)),
        ((2000, 200), (640, 64)),
    ],
)
def test_sizes_of_small_copies(size: tuple[int, int], small: tuple[int, int]) -> None:
    assert small_size(size) == small
    assert small_size(size[::-1]) == small[::-1]


def png(width: int, height: int, data: bytes, *extra: tuple[bytes, bytes], depth: int = 8) -> bytes:
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)), *extra]
    chunks += [(b"IDAT", data), (b"IEND", b"")]
    body = b""
    for kind, content in chunks:
        body += (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )
    return b"\x89PNG\r\n\x1a\n" + body


def zeros(count: int) -> bytes:
    """So many zero bytes, deflated, without holding them."""
    packer, block = zlib.compressobj(9), bytes(1 << 20)
    parts = [packer.compress(block) for _ in range(count >> 20)]
    return b"".join([*parts, packer.compress(bytes(count & 0xFFFFF)), packer.flush()])


def test_a_png_bomb_is_refused_without_decoding(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png(30_000, 30_000, zeros(30_001 * 3750), depth=1))
    code = (
        "import resource, sys\n"
        "from photoplay.errors import MediaTooLarge\n"
        "from photoplay.media.probe import probe\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "try:\n    probe(sys.argv[1])\n"
        "except MediaTooLarge as error:\n"
        "    assert '900 megapixels' in error.message, error\n"
        "    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before\n"
        "    print(grown // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 8  # MB


def test_huge_text_chunks_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "text.png"
    text = (b"zTXt", b"Comment\0\0" + zeros(100_000_000))
    path.write_bytes(png(8, 8, zlib.compress(bytes(72)), text))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(BrokenMedia):
        probe(path)


def test_a_webp_canvas_is_measured_before_it_is_allocated(tmp_path: Path) -> None:
    size = (16_383 - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes((2, 0, 0, 0)) + size + size
    path = tmp_path / "x.webp"
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    with pytest.raises(MediaTooLarge, match=r"268\.4 megapixels\); at most 100"):
        probe(path)


def test_a_gif_with_a_huge_screen_is_refused(save: Save, photo: Photo) -> None:
    path = save("x.gif", photo(16, 16), "GIF")
    data = bytearray(path.read_bytes())
    data[6:10] = b"\xff\xff\xff\xff"
    path.write_bytes(data)
    with pytest.raises(MediaTooLarge):
        probe(path)


def test_limits_are_settings(save: Save, format: str, photo: Photo) -> None:
    path = save("x", photo(200, 100), format)
    size = path.stat().st_size
    with pytest.raises(MediaTooLarge, match="200 × 100 pixels"):
        probe(path, limits=Limits(max_jpeg_pixels=19_999, max_other_pixels=19_999))
    with pytest.raises(MediaTooLarge, match=" MB are read"):
        probe(path, limits=Limits(max_bytes=size - 1))
    assert probe(path, limits=Limits(size, 20_000, 20_000)).width == 200


def test_jpeg_and_others_have_their_own_limits(save: Save, photo: Photo) -> None:
    limits = Limits(max_other_pixels=10)
    assert probe(save("a", photo(20, 10), "JPEG"), limits=limits).width == 20
    with pytest.raises(MediaTooLarge):
        probe(save("b", photo(20, 10), "PNG"), limits=limits)


def test_polyglots_are_read_as_what_they_begin_with(save: Save, photo: Photo) -> None:
    path = save("x.jpg", photo(64, 48), "JPEG")
    archive = io.BytesIO()
    archive.write(path.read_bytes() + b"PK\x03\x04<script>alert(1)</script>ID3")
    path.write_bytes(archive.getvalue())
    assert probe(path).format == "jpeg"


def test_no_place_or_camera_is_kept(save: Save, photo: Photo) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = "2026:11:02"
    path = save("x.jpg", photo(64, 48), "JPEG", exif=exif.tobytes())
    assert b"SecretCamera" in path.read_bytes()
    record, small = probe_with_small(path)
    assert "SecretCamera" not in repr(record)
    assert "2026:11:02" not in repr(record) + repr(small)


def test_errors_travel_between_processes(tmp_path: Path) -> None:
    import pickle

    with pytest.raises(MissingMedia) as caught:
        probe(tmp_path / "none.jpg")
    again = pickle.loads(pickle.dumps(caught.value))
    assert (type(again), again.message, again.name) == (MissingMedia, caught.value.message, "none.jpg")
