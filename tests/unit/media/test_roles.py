"""Photos, drawn pictures, logos, and the colour around them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from photoplay.media.probe import probe

Photo = Callable[..., npt.NDArray[np.uint8]]
Save = Callable[..., Path]
Make = Callable[..., npt.NDArray[np.uint8]]
Pixels = npt.NDArray[np.uint8]


def screenshot(width: int = 1200, height: int = 800, *, dark: bool = False) -> Pixels:
    """A window with a bar, a sidebar and lines of text."""
    paper, ink, grey = (
        ((30, 30, 30), (220, 220, 220), (60, 60, 60)) if dark else ((255,) * 3, (20,) * 3, (235,) * 3)
    )
    image = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, 60), fill=(40, 90, 200))
    draw.rectangle((0, 60, 260, height), fill=grey)
    for line in range(80, height - 20, 26):
        draw.text((290, line), "The quick brown fox jumps over the lazy dog. " * 3, fill=ink, font_size=16)
        draw.text((20, line), f"Entry {line}", fill=ink, font_size=16)
    return np.asarray(image)


def chart() -> Pixels:
    image = Image.new("RGB", (900, 600), "white")
    draw = ImageDraw.Draw(image)
    for index, share in enumerate((0.2, 0.5, 0.3, 0.8, 0.6)):
        draw.rectangle(
            (100 + 150 * index, 560 - 480 * share, 200 + 150 * index, 560), fill=(200, 60, 40 * index)
        )
        draw.text((120 + 150 * index, 570), f"Q{index}", fill="black", font_size=18)
    return np.asarray(image)


def product_on_white(photo: Photo, width: int = 1000, height: int = 750) -> Pixels:
    mask = np.zeros((height, width), np.float32)
    cv2.ellipse(mask, (width // 2, height // 2), (width // 5, height // 4), 0, 0, 360, 1.0, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), 2)[..., None]
    return (photo(width, height) * mask + 255 * (1 - mask) + 0.5).astype(np.uint8)


def night(_: Photo, width: int = 1000, height: int = 750) -> Pixels:
    """Black all over, but for a soft moon."""
    y, x = np.mgrid[:height, :width].astype(np.float32)
    moon = 240 * np.exp(-((x - 700) ** 2 + (y - 200) ** 2) / (2 * 30**2))
    return np.repeat(moon.astype(np.uint8)[..., None], 3, axis=2)


@pytest.mark.parametrize("make", [screenshot, chart, lambda: screenshot(dark=True)])
@pytest.mark.parametrize("format", ["PNG", "GIF", "BMP"])
def test_drawn_pictures_are_graphics(save: Save, make: Make, format: str) -> None:
    record = probe(save("a", make(), format))
    assert record.is_graphic
    assert record.role == "photo"


def test_jpeg_screenshots_are_graphics(save: Save) -> None:
    assert probe(save("Screenshot 2026-11-02.jpg", screenshot(), "JPEG", quality=90)).is_graphic


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("make", [lambda photo: photo(900, 600), product_on_white, night])
def test_photos_are_never_graphics(save: Save, photo: Photo, make: Make, format: str) -> None:
    record = probe(save("screenshot of a dream", make(photo), format))
    assert not record.is_graphic
    assert record.role == "photo"


def test_overexposed_and_letterboxed_photos_are_photos(save: Save, photo: Photo) -> None:
    bright = np.clip(photo(900, 600).astype(int) * 4, 0, 255).astype(np.uint8)
    barred = photo(900, 600)
    barred[:200] = barred[-200:] = 0
    assert not probe(save("a.png", bright)).is_graphic
    assert not probe(save("b.png", barred)).is_graphic


def test_palette_photos_are_photos(save: Save, photo: Photo) -> None:
    assert not probe(save("a.gif", Image.fromarray(photo(600, 400)).quantize(128), "GIF")).is_graphic


def logo(size: int = 400) -> Image.Image:
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((60, 60, size - 60, size - 60), fill=(220, 30, 40, 255))
    draw.text((110, 150), "ACME", fill=(255, 255, 255, 255), font_size=80)
    return image


@pytest.mark.parametrize("name", ["logo.png", "ACME_Logo@2x.png", "x.png", "公司标志.png"])
def test_a_cut_out_drawing_is_a_logo(save: Save, name: str) -> None:
    record = probe(save(name, logo()))
    assert (record.role, record.is_graphic, record.background) == ("logo", True, (255, 255, 255))


def test_a_white_logo_is_shown_on_dark_ground(save: Save) -> None:
    image = Image.new("RGBA", (300, 200), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((60, 40, 240, 160), fill=(255, 255, 255, 255))
    ground = probe(save("white-logo.png", image)).background
    assert ground is not None
    assert max(ground) < 60


@pytest.mark.parametrize(
    ("mark", "letters", "is_dark"),
    [
        ((200, 30, 40), (255, 255, 255), True),
        ((200, 30, 40), (20, 20, 20), False),
        ((255, 220, 60), (20, 20, 20), False),
        ((0, 120, 200), (0, 120, 200), False),
    ],
)
def test_a_logo_of_two_colours_is_shown_on_the_ground_where_neither_is_lost(
    save: Save, mark: tuple[int, int, int], letters: tuple[int, int, int], is_dark: bool
) -> None:
    image = Image.new("RGBA", (600, 240), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((20, 20, 220, 220), outline=(*mark, 255), width=40)
    pen.rectangle((260, 90, 560, 150), fill=(*letters, 255))
    ground = probe(save("brand.png", image)).background
    assert ground is not None
    assert (max(ground) < 60) == is_dark


def test_a_named_logo_on_white_is_a_logo(save: Save) -> None:
    flat = Image.new("RGB", (400, 400), "white")
    flat.paste(logo(), mask=logo())
    assert probe(save("our-logo.jpg", flat, "JPEG")).role == "logo"
    assert probe(save("ours.jpg", flat, "JPEG")).role == "photo"


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("logo.jpg", "logo"), ("acme_logo_v2.jpg", "logo"), ("公司logo.jpg", "logo"), ("prologos.jpg", "photo"),
        ("our logo at the summer party.jpg", "photo"),
    ],
)  # fmt: skip
def test_a_name_that_says_nothing_but_whose_logo_it_is_is_believed(
    save: Save, name: str, role: str, photo: Photo
) -> None:
    assert probe(save(name, photo(600, 400), "JPEG")).role == role


def test_white_letters_on_nothing_are_a_logo(save: Save) -> None:
    image = Image.new("RGBA", (600, 240), (255, 255, 255, 0))
    pen = ImageDraw.Draw(image)
    for left in range(40, 520, 120):
        pen.rectangle((left, 60, left + 70, 180), fill=(255, 255, 255, 255))
    assert probe(save("white.png", image)).role == "logo"


def test_a_cut_out_photo_is_a_photo(save: Save, photo: Photo) -> None:
    alpha = np.zeros((400, 600), np.uint8)
    cv2.circle(alpha, (300, 200), 150, 255, -1)
    record = probe(save("shoe.png", np.dstack([photo(600, 400), alpha])))
    assert (record.role, record.has_alpha, record.background) == ("photo", True, (255, 255, 255))


@pytest.mark.parametrize("format", ["PNG", "JPEG"])
def test_one_colour_around_is_the_background(save: Save, photo: Photo, format: str) -> None:
    assert probe(save("a", product_on_white(photo), format)).background == (255, 255, 255)


def test_a_photo_has_no_background(save: Save, photo: Photo) -> None:
    assert probe(save("a.jpg", photo(900, 600), "JPEG")).background is None
    barred = photo(900, 600)
    barred[:100] = barred[-100:] = 0
    assert probe(save("b.png", barred)).background is None
