"""The normalised file and the thumbnail: right pixels, right size, and nothing else in them."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from photoplay.errors import DiskFull, MediaTooLarge, NotWritable
from photoplay.media import derive as module
from photoplay.media import images
from photoplay.media.derive import MOST_PIXELS, MOST_SIDE, Derived, derive, fitted
from photoplay.media.probe import probe
from photoplay.media.record import Focus

Pixels = npt.NDArray[np.uint8]
Photo = Callable[..., Pixels]
Save = Callable[..., Path]

SECRETS = (b"Canon EOS Nowhere", b"51.4778N", b"Jane Photographer", b"W5M0MpCehiHzreSzNTczkc9d")


def centred(rgb: Pixels) -> Focus:
    return Focus(0.25, 0.75, 0.5)


@pytest.fixture
def made(tmp_path: Path) -> Callable[[Path], tuple[Derived, Image.Image, Image.Image]]:
    """``made(path)`` derives, and opens the normalised file and the thumbnail."""
    count = iter(range(100))

    def run(path: Path) -> tuple[Derived, Image.Image, Image.Image]:
        folder = tmp_path / f"out{next(count)}"
        folder.mkdir()
        derived = derive(path, "beach.jpg", folder, centred)
        assert sorted(file.name for file in folder.iterdir()) == ["normalised", "thumbnail"]
        return derived, Image.open(folder / "normalised"), Image.open(folder / "thumbnail")

    return run


Made = Callable[[Path], tuple[Derived, Image.Image, Image.Image]]


def natural(photo: Photo, width: int = 640, height: int = 480) -> Image.Image:
    """A photo as lenses make them: detail in lightness, colours soft."""
    soft = photo(width // 16, height // 16)
    colours = np.asarray(Image.fromarray(soft).resize((width, height), Image.Resampling.BICUBIC), np.float64)
    detail = photo(width, height, seed=2).astype(np.float64).mean(axis=2, keepdims=True)
    return Image.fromarray(np.clip(0.6 * colours + 0.4 * detail, 0, 255).astype(np.uint8))


def psnr(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    difference = np.asarray(first, np.float64) - np.asarray(second, np.float64)
    return float(10 * np.log10(255**2 / max(np.mean(difference**2), 1e-9)))


def drawing(width: int = 640, height: int = 400) -> Image.Image:
    image = Image.new("RGB", (width, height), (250, 250, 250))
    draw = ImageDraw.Draw(image)
    for number in range(24):
        x, y = number % 6 * 100 + 10, number // 6 * 95 + 8
        draw.rectangle((x, y, x + 70, y + 60), fill=(number * 10, 200 - number * 5, 90))
    return image


def test_a_photo_of_every_format_keeps_its_pixels(save: Save, photo: Photo, format: str, made: Made) -> None:
    path = save("x", natural(photo), format)
    derived, normalised, thumbnail = made(path)
    assert derived.record == replace(probe(path, name="beach.jpg"), focus=Focus(0.25, 0.75, 0.5))
    assert (derived.format, derived.width, derived.height) == ("jpeg", 640, 480)
    assert (normalised.format, normalised.mode, normalised.size) == ("JPEG", "RGB", (640, 480))
    least = 36 if format == "GIF" else 45  # its dithering is noise to a JPEG
    assert psnr(normalised, images.decode(path).rgb) >= least
    assert (thumbnail.format, thumbnail.mode, thumbnail.size) == ("JPEG", "RGB", (480, 360))
    assert psnr(thumbnail, normalised.resize((480, 360), Image.Resampling.BOX)) >= 30


def test_drawings_are_kept_exactly(save: Save, made: Made) -> None:
    path = save("x.png", drawing())
    derived, normalised, _ = made(path)
    assert derived.record.is_graphic
    assert normalised.format == "PNG"
    assert np.array_equal(np.asarray(normalised), images.decode(path).rgb)


def test_transparency_is_kept_and_the_thumbnail_has_a_ground(save: Save, made: Made) -> None:
    light = Image.new("RGBA", (900, 600), (255, 255, 255, 0))
    ImageDraw.Draw(light).ellipse((300, 150, 600, 450), fill=(250, 250, 240, 255))
    path = save("logo.png", light)
    derived, normalised, thumbnail = made(path)
    assert derived.record.has_alpha
    assert derived.record.background is not None
    assert (normalised.format, normalised.mode) == ("PNG", "RGBA")
    original = images.decode(path)
    assert np.array_equal(np.asarray(normalised)[..., 3], original.alpha)
    assert np.array_equal(np.asarray(normalised)[..., :3], original.rgb)
    corner, centre = np.asarray(thumbnail)[2, 2], np.asarray(thumbnail)[160, 240]
    assert np.abs(corner.astype(int) - derived.record.background).max() <= 3
    assert np.abs(centre.astype(int) - (250, 250, 240)).max() <= 3


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_every_orientation_becomes_upright(save: Save, turn: int, format: str, made: Made) -> None:
    """Red above left, green above right, blue below left, as seen upright; stored in all eight ways."""
    upright = np.full((120, 200, 3), 30, np.uint8)
    upright[:60, :100], upright[:60, 100:], upright[60:, :100] = (220, 30, 30), (30, 200, 30), (30, 30, 220)
    stored = {1: upright, 2: upright[:, ::-1], 3: upright[::-1, ::-1], 4: upright[::-1], 5: upright.swapaxes(0, 1),
              6: np.rot90(upright), 7: upright[::-1, ::-1].swapaxes(0, 1), 8: np.rot90(upright, -1)}[turn]  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = turn
    path = save("x", np.ascontiguousarray(stored), format, exif=exif)
    derived, normalised, thumbnail = made(path)
    assert (derived.record.width, derived.record.height, normalised.size) == (200, 120, (200, 120))
    for picture in (normalised, thumbnail):
        pixels = np.asarray(picture.convert("RGB"), int)
        assert pixels.shape == (120, 200, 3)
        assert np.abs(pixels[30, 50] - (220, 30, 30)).max() < 12
        assert np.abs(pixels[30, 150] - (30, 200, 30)).max() < 12
        assert np.abs(pixels[90, 50] - (30, 30, 220)).max() < 12
        assert not picture.getexif()


def revealing(format: str) -> dict[str, Any]:
    """What a camera and an editor write beside the pixels, as ``Image.save`` takes it."""
    exif = Image.Exif()
    exif[0x0110], exif[0x013B] = SECRETS[0].decode(), SECRETS[2].decode()
    exif.get_ifd(0x8825)[29] = SECRETS[1].decode()
    exif.get_ifd(0x8769)[0x9003] = "2024:05:06 07:08:09"
    xmp = b'<?xpacket id="' + SECRETS[3] + b'"?><x:xmpmeta>' + SECRETS[2] + b"</x:xmpmeta>"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options: dict[str, Any] = {"exif": exif.tobytes(), "icc_profile": profile}
    if format in ("JPEG", "WEBP", "HEIF", "AVIF"):
        options["xmp"] = xmp
    if format in ("JPEG", "GIF"):
        options["comment"] = SECRETS[2]
    if format == "PNG":
        options["pnginfo"] = PngInfo()
        options["pnginfo"].add_text("Author", SECRETS[2].decode())
        options["pnginfo"].add_text("Location", SECRETS[1].decode(), zip=True)
        options["pnginfo"].add_itxt("XML:com.adobe.xmp", xmp.decode())
    return options if format not in ("GIF", "BMP") else {"comment": SECRETS[2]}


@pytest.mark.parametrize("graphic", [False, True])
def test_nothing_about_place_person_or_camera_remains(
    save: Save, photo: Photo, format: str, made: Made, graphic: bool
) -> None:
    """Row 11 of the faults."""
    picture = drawing() if graphic else Image.fromarray(photo(640, 480))
    path = save("x", picture, format, **revealing(format))
    written = path.read_bytes()
    if format != "BMP":
        assert any(secret in written for secret in SECRETS)
    derived, normalised, thumbnail = made(path)
    for picture in (normalised, thumbnail):
        data = Path(str(picture.filename)).read_bytes()
        assert not [secret for secret in (*SECRETS, b"Exif", b"2024:05", b"http", b"ICC") if secret in data]
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    if format not in ("GIF", "BMP"):
        assert derived.record.taken_at == "2024:05:06 07:08:09"


PAYLOADS = (b"<script>alert(1)</script>", b"PK\x03\x04evil.zip", b"ID3\x03\x00\x00polyglot", b"%PDF-1.7 evil")


def test_what_hides_in_a_polyglot_does_not_come_out(
    save: Save, photo: Photo, format: str, made: Made
) -> None:
    """Row 9 of the faults: bytes behind the picture, and in its comments."""
    options: dict[str, Any] = {"comment": b"".join(PAYLOADS)} if format in ("JPEG", "GIF") else {}
    path = save("x", photo(320, 240), format, **options)
    path.write_bytes(path.read_bytes() + b"".join(PAYLOADS))
    _, normalised, thumbnail = made(path)
    for picture in (normalised, thumbnail):
        data = Path(str(picture.filename)).read_bytes()
        assert not [payload for payload in PAYLOADS if payload[:8] in data]


@pytest.mark.parametrize("mode", ["L", "LA", "P", "CMYK", "I;16", "1"])
def test_other_kinds_of_pixels_become_rgb(save: Save, photo: Photo, mode: str, made: Made) -> None:
    grey = natural(photo, 320, 240).convert("L")
    picture = {"I;16": lambda: Image.fromarray(np.asarray(grey).astype(np.uint16) * 257)}.get(
        mode, lambda: natural(photo, 320, 240).convert(mode)
    )()
    path = save("x", picture, "TIFF")
    derived, normalised, _ = made(path)
    assert normalised.mode == "RGB"
    assert psnr(normalised, images.decode(path).rgb) >= 34
    assert derived.width == 320


def test_a_profile_is_applied_and_dropped(save: Save, made: Made) -> None:
    """A profile that calls red blue makes red blue."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    path = save("x.jpg", Image.new("RGB", (200, 200), (200, 60, 40)), "JPEG", icc_profile=swapped)
    _, normalised, thumbnail = made(path)
    for picture in (normalised, thumbnail):
        assert np.abs(np.asarray(picture.convert("RGB"), int)[100, 100] - (40, 60, 200)).max() <= 4
        assert "icc_profile" not in picture.info


def test_the_first_picture_of_an_animation(save: Save, photo: Photo, made: Made) -> None:
    first, second = Image.fromarray(photo(200, 150, seed=1)), Image.fromarray(photo(200, 150, seed=2))
    path = save("x.gif", first, "GIF", save_all=True, append_images=[second])
    assert psnr(made(path)[1], images.decode(path).rgb) >= 34


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((6144, 4096), (6144, 4096)),
        ((6145, 4096), (6144, 4095)),
        ((12000, 100), (6144, 51)),
        ((100, 12000), (51, 6144)),
        ((100_000, 1), (6144, 1)),
        ((8000, 8000), (6144, 6144)),
        ((1, 1), (1, 1)),
    ],
)
def test_sizes(size: tuple[int, int], expected: tuple[int, int]) -> None:
    assert fitted(size) == expected
    assert max(fitted(size)) <= MOST_SIDE
    assert np.prod(fitted((7000, 6900))) <= MOST_PIXELS


def test_what_is_too_large_is_made_smaller(save: Save, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    """With small limits, as the pixels are what costs time here."""
    monkeypatch.setattr(module, "fitted", lambda size, side=300, pixels=50_000: fitted(size, side, pixels))
    clear = Image.new("RGBA", (900, 600), (200, 40, 40, 0))
    ImageDraw.Draw(clear).rectangle((0, 0, 450, 600), fill=(40, 200, 40, 255))
    derived, normalised, _ = made(save("x.png", clear))
    assert (derived.record.width, derived.record.height) == (900, 600)
    assert (derived.width, derived.height) == normalised.size == (273, 182)
    pixels = np.asarray(normalised, int)
    assert np.abs(pixels[90, 20] - (40, 200, 40, 255)).max() <= 1
    assert pixels[90, 250, 3] == 0
    edge = pixels[90, (pixels[90, :, 3] > 20) & (pixels[90, :, 3] < 235)]
    assert np.abs(edge[:, :3] - (40, 200, 40)).max(initial=0) <= 8, "the hidden colour shows at the edge"


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EFBIG, MediaTooLarge),
                         (errno.EACCES, NotWritable)],
)  # fmt: skip
def test_what_cannot_be_written_is_told(
    save: Save,
    photo: Photo,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[Exception],
) -> None:
    path = save("x.jpg", photo(64, 64), "JPEG")

    def fail(*arguments: object, **options: object) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(Image.Image, "save", fail)
    with pytest.raises(kind):
        derive(path, "x.jpg", tmp_path, centred)
