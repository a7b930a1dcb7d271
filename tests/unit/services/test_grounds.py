"""End cards stand on a ground that suits the logo and the photos."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from photoplay.media.record import MediaRecord
from photoplay.services.grounds import card_for, tint_of
from photoplay.services.importing import import_film

LOGO = MediaRecord("img_l", "l.png", Path("l.png"), "image", "png", 300, 100, 1, "0" * 64, role="logo")


def rgb_of(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def test_a_flat_border_is_continued() -> None:
    card = card_for(replace(LOGO, background=(16, 160, 255)))
    assert (card.ground, card.ground_to, card.logo) == ("#10a0ff", None, "img_l")


def test_a_dark_logo_with_transparency_stands_on_white() -> None:
    assert card_for(replace(LOGO, has_alpha=True, background=(255, 255, 255))).ground == "#ffffff"


@pytest.mark.parametrize("logo", [None, LOGO, replace(LOGO, has_alpha=True, background=(24, 24, 28))])
def test_else_the_ground_is_dark_and_grey_without_photos(logo: MediaRecord | None) -> None:
    card = card_for(logo)
    assert card.ground_to is not None and card.logo == (logo.id if logo else None)
    for colour in (card.ground, card.ground_to):
        assert max(rgb_of(colour)) - min(rgb_of(colour)) <= 1 and max(rgb_of(colour)) < 60
    assert rgb_of(card.ground) > rgb_of(card.ground_to)


@pytest.mark.parametrize(("rgb", "channel"), [((210, 120, 60), 0), ((60, 160, 70), 1), ((50, 90, 200), 2)])
def test_the_photo_tints_it(tmp_path: Path, rgb: tuple[int, int, int], channel: int) -> None:
    pixels = np.full((90, 160, 3), 128, np.uint8)
    pixels[30:60] = rgb
    Image.fromarray(pixels).save(tmp_path / "p.png")
    ground = rgb_of(card_for(None, replace(LOGO, path=tmp_path / "p.png")).ground)
    assert ground[channel] == max(ground) > min(ground) + 8
    assert max(ground) < 90, "white words can be read on it"


def test_a_grey_picture_gives_no_tint() -> None:
    assert np.abs(tint_of(np.full((20, 20, 3), 90, np.uint8))).max() < 1e-3


def test_a_film_tints_it_with_its_middle_picture(tmp_path: Path) -> None:
    path = tmp_path / "blue.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 90, "yuv420p"
        for number in range(20):
            colour = (30, 60, 210) if 8 <= number < 14 else (210, 60, 30)
            picture = np.full((90, 160, 3), colour, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        container.mux(stream.encode(None))
    ground = rgb_of(card_for(None, import_film(path)).ground)
    assert ground[2] == max(ground) > min(ground) + 8
