"""Decoding: upright, the right colours, no larger than needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageOps

from photoplay.errors import BrokenMedia, MissingMedia, UnsupportedMedia
from photoplay.media import images
from photoplay.media.probe import probe

Photo = Callable[..., npt.NDArray[np.uint8]]
Save = Callable[..., Path]

LOSSY = {"JPEG": {"quality": 95}, "WEBP": {"quality": 95}, "HEIF": {"quality": 95}, "AVIF": {"quality": 95}}


def flat(colour: int | tuple[int, ...], mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> Image.Image:
    return Image.new(mode, size, colour)


def middle(picture: images.Picture) -> list[int]:
    height, width = picture.rgb.shape[:2]
    return [int(value) for value in picture.rgb[height // 2, width // 2]]


def test_every_format_gives_its_pixels(save: Save, format: str, photo: Photo) -> None:
    original = photo(90, 60) if format != "GIF" else np.full((60, 90, 3), (10, 200, 30), np.uint8)
    picture = images.decode(save("a", original, format, **LOSSY.get(format, {})))
    assert picture.rgb.dtype == np.uint8
    assert picture.rgb.flags.c_contiguous
    assert picture.alpha is None
    error = np.abs(picture.rgb.astype(int) - original).mean()
    # Chroma is stored at half size in the lossy ones, and the noise of the picture is coloured.
    assert error <= (6 if format in LOSSY else 0)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_exif_orientations_come_upright(save: Save, format: str, turn: int) -> None:
    quarters = np.zeros((32, 64, 3), np.uint8)
    quarters[:16, :32], quarters[:16, 32:], quarters[16:, :32] = (255, 0, 0), (0, 255, 0), (0, 0, 255)
    exif = Image.Exif()
    exif[0x0112] = turn
    options = (
        LOSSY.get(format, {}) | {"exif": exif.tobytes()} | ({"subsampling": 0} if format == "JPEG" else {})
    )
    path = save("a", quarters, format, **options)
    tagged = Image.fromarray(quarters)
    tagged.getexif()[0x0112] = turn
    expected = np.asarray(ImageOps.exif_transpose(tagged), int)
    picture = images.decode(path)
    assert picture.rgb.shape == expected.shape
    assert np.abs(picture.rgb - expected).mean() < 5
    assert probe(path).width == expected.shape[1]


@pytest.mark.parametrize("turn", [1, 6])
def test_heif_is_not_turned_twice(save: Save, turn: int, photo: Photo) -> None:
    exif = Image.Exif()
    exif[0x0112] = turn
    path = save("a.heic", photo(64, 32), "HEIF", exif=exif.tobytes(), quality=90)
    expected = (64, 32) if turn == 1 else (32, 64)
    assert images.decode(path).size == expected
    assert (probe(path).width, probe(path).height) == expected


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize(
    "exif", [b"Exif\0\0garbage", b"Exif\0\0MM\0*\0\0\xff\xff", b"Exif\0\0II*\0\x08\0\0\0\xff\xff"]
)
def test_broken_exif_costs_nothing_but_the_turn(save: Save, exif: bytes, photo: Photo) -> None:
    assert images.decode(save("a.jpg", photo(64, 32), "JPEG", exif=exif)).size == (64, 32)


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_impossible_orientations_are_ignored(save: Save, value: int, photo: Photo) -> None:
    exif = Image.Exif()
    exif[0x0112] = value
    assert images.decode(save("a.jpg", photo(64, 32), "JPEG", exif=exif.tobytes())).size == (64, 32)


@pytest.mark.parametrize(
    ("at_least", "expected"),
    [
        ((800, 600), (800, 600)),
        ((401, 10), (800, 600)),
        ((400, 300), (400, 300)),
        ((399, 301), (800, 600)),
        ((200, 150), (200, 150)),
        ((10, 10), (100, 75)),
        ((0, 0), (100, 75)),
        ((5000, 5000), (800, 600)),
    ],
)
def test_jpeg_is_scaled_but_never_below(
    save: Save, at_least: tuple[int, int], expected: tuple[int, int], photo: Photo
) -> None:
    assert images.decode(save("a.jpg", photo(800, 600), "JPEG"), at_least=at_least).size == expected


def test_at_least_means_the_upright_size(save: Save, photo: Photo) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save("a.jpg", photo(800, 400), "JPEG", exif=exif.tobytes())
    assert images.decode(path, at_least=(200, 400)).size == (200, 400)
    assert images.decode(path, at_least=(200, 401)).size == (400, 800)


def test_scaled_decoding_saves_memory(save: Save) -> None:
    path = save("a.jpg", flat((90, 120, 60), size=(6000, 4000)), "JPEG")
    code = (
        "import resource, sys\n"
        "from photoplay.media import images\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "picture = images.decode(sys.argv[1], at_least=(2473, 1391))\n"
        "assert picture.size == (3000, 2000)\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)\n"
    )
    grown = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    # 3000 x 2000: 24 MB as Pillow keeps it and 18 MB as the array. At full size: 96 + 72.
    assert int(grown.stdout) < 60


@pytest.mark.parametrize("size", [(1, 1), (511, 513), (1000, 700), (300_000, 3)])
def test_copying_in_strips_changes_nothing(save: Save, size: tuple[int, int]) -> None:
    pixels = np.random.default_rng(4).integers(0, 256, (size[1], size[0], 3), np.uint8)
    picture = images.decode(save("a.png", pixels))
    assert np.array_equal(picture.rgb, pixels)
    assert picture.rgb.flags.c_contiguous


@pytest.mark.parametrize("inverted", [True, False])
def test_cmyk_jpeg_without_profile_is_the_complement(save: Save, inverted: bool) -> None:
    path = save("a.jpg", flat((0, 255, 255, 0), "CMYK"), "JPEG", quality=95)
    assert b"Adobe" in path.read_bytes()
    if not inverted:  # files without Adobe's marker are inverted all the same
        data = path.read_bytes()
        start = data.index(b"\xff\xee")
        path.write_bytes(
            data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4], "big") :]
        )
    red, green, blue = middle(images.decode(path))
    assert red > 240
    assert max(green, blue) < 15


def test_grey_and_alpha(save: Save) -> None:
    picture = images.decode(save("a.png", flat((100, 50), "LA")))
    assert middle(picture) == [100, 100, 100]
    assert picture.alpha is not None
    assert picture.alpha.shape == (30, 40)
    assert int(picture.alpha[0, 0]) == 50


def test_opaque_alpha_is_no_alpha(save: Save) -> None:
    path = save("a.png", flat((1, 2, 3, 255), "RGBA"))
    assert images.decode(path).alpha is None
    assert not probe(path).has_alpha


def test_colours_under_alpha_stay_straight(save: Save) -> None:
    picture = images.decode(save("a.png", flat((200, 100, 50, 7), "RGBA")))
    assert middle(picture) == [200, 100, 50]


@pytest.mark.parametrize("value", [0, 257, 32768, 65535])
def test_sixteen_bit_grey_is_scaled_not_clipped(save: Save, value: int) -> None:
    picture = images.decode(save("a.png", np.full((30, 40), value, np.uint16)))
    assert middle(picture) == [round(value / 257)] * 3


def test_sixteen_bit_colour_png(tmp_path: Path) -> None:
    pixels = np.full((30, 40, 3), (65535, 32896, 2570), np.uint16)
    path = tmp_path / "a.png"
    path.write_bytes(png_chunks(40, 30, depth=16, colour=2, rows=pixels.astype(">u2")))
    assert np.abs(np.array(middle(images.decode(path))) - (255, 128, 10)).max() <= 1


def png_chunks(width: int, height: int, *, depth: int, colour: int, rows: np.ndarray) -> bytes:
    import struct
    import zlib

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    raw = b"".join(b"\0" + row.tobytes() for row in rows)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(raw))
        + chunk(b"IEND", b"")
    )


def test_palette_with_transparency(save: Save) -> None:
    image = Image.new("P", (40, 30), 1)
    image.putpalette([0, 0, 0, 200, 100, 50])
    image.paste(0, (0, 0, 20, 30))
    picture = images.decode(save("a.png", image, transparency=0))
    assert picture.alpha is not None
    assert [int(picture.alpha[0, 0]), int(picture.alpha[0, 39])] == [0, 255]
    assert [int(value) for value in picture.rgb[0, 39]] == [200, 100, 50]


def test_transparent_colour_of_an_rgb_png(save: Save) -> None:
    picture = images.decode(save("a.png", flat((9, 8, 7)), transparency=(9, 8, 7)))
    assert picture.alpha is not None
    assert not picture.alpha.any()


def test_one_bit(save: Save) -> None:
    assert middle(images.decode(save("a.png", flat(1, "1")))) == [255, 255, 255]


def test_lab_tiff(save: Save) -> None:
    white = images.decode(save("w.tif", flat((255, 128, 128), "LAB"), "TIFF"))
    reddish = images.decode(save("r.tif", flat((138, 208, 195), "LAB"), "TIFF"))
    assert min(middle(white)) >= 253
    assert middle(reddish)[0] > middle(reddish)[1] + 100


@pytest.mark.parametrize(("value", "expected"), [(0.5, 128), (2.0, 255), (float("nan"), 0)])
def test_float_tiff(save: Save, value: float, expected: int) -> None:
    values = np.full((30, 40), value, np.float32)
    assert middle(images.decode(save("a.tif", values, "TIFF"))) == [expected] * 3


def test_gif_shows_its_first_frame(save: Save) -> None:
    path = save("a.gif", flat((255, 0, 0)), "GIF", save_all=True, append_images=[flat((0, 0, 255))])
    assert middle(images.decode(path)) == [255, 0, 0]


def test_animated_webp_shows_its_first_frame(save: Save) -> None:
    path = save(
        "a.webp", flat((255, 0, 0)), "WEBP", save_all=True, append_images=[flat((0, 0, 255))], lossless=True
    )
    assert middle(images.decode(path)) == [255, 0, 0]


def test_mpo_is_read_as_its_first_picture(save: Save, photo: Photo) -> None:
    path = save("a.mpo", photo(64, 48), "MPO", save_all=True, append_images=[flat((0, 0, 255))])
    record = probe(path)
    assert (record.format, record.width, record.height) == ("jpeg", 64, 48)
    assert np.abs(images.decode(path).rgb.astype(int) - photo(64, 48)).mean() < 12


def test_a_record_brings_its_own_format_and_name(save: Save, photo: Photo) -> None:
    record = probe(save("strange.bin", photo(64, 48)), name="beach.png")
    assert images.decode(record).size == (64, 48)
    record.path.unlink()
    with pytest.raises(MissingMedia, match=r"^beach\.png was not found"):
        images.decode(record)


def test_a_camera_raw_is_not_taken_for_its_thumbnail(save: Save, photo: Photo) -> None:
    from PIL.TiffImagePlugin import ImageFileDirectory_v2

    tags = ImageFileDirectory_v2()
    tags[50706] = b"\1\4\0\0"
    tags.tagtype[50706] = 1
    with pytest.raises(UnsupportedMedia, match="camera raw"):
        images.decode(save("a.jpg", photo(64, 48), "TIFF", tiffinfo=tags))


class Grumbling:
    """A decoder that fails in the way it is told to."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def __call__(self, file: object, name: str) -> Image.Image:
        raise self.error


@pytest.mark.parametrize(
    "error", [OSError("x"), ValueError(), SyntaxError(), RuntimeError(), EOFError(), KeyError(1)]
)
def test_what_a_decoder_raises_becomes_ours(
    save: Save, monkeypatch: pytest.MonkeyPatch, error: Exception, photo: Photo
) -> None:
    path = save("x.png", photo(16, 16))
    monkeypatch.setitem(images._OPENERS, "png", Grumbling(error))
    with pytest.raises(BrokenMedia, match=r"x\.png is damaged") as caught:
        images.decode(path)
    assert caught.value.__cause__ is error


def test_shrinking_lays_transparency_on_white() -> None:
    rgb = np.zeros((40, 40, 3), np.uint8)
    alpha = np.zeros((40, 40), np.uint8)
    alpha[:, 20:] = 255
    small = images.shrunk(images.Picture(rgb, alpha), (4, 4))
    assert small.rgb[0, 0].tolist() == [255, 255, 255]
    assert small.rgb[0, 3].tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("beach.jpg", "beach.jpg"),
        ("a\nb\x1b[31m.jpg", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}[31m.jpg"),
        ("gpj.\u202egnp", "gpj.\N{REPLACEMENT CHARACTER}gnp"),
        ("写真 été.jpg", "写真 été.jpg"),
    ],
)
def test_names_are_fit_for_messages(name: str, shown: str) -> None:
    assert images.shown(name) == shown


def test_long_names_keep_their_ends() -> None:
    text = images.shown("x" * 300 + ".jpg")
    assert len(text) == 80
    assert text.endswith(".jpg")
