"""What a picture's light is like: casts are found, and what only looks like one is left alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media.cielab import coded_of, lab_of, linear_of, linear_of_lab
from photoplay.media.probe import probe
from photoplay.media.tone import tone_of

U8 = NDArray[np.uint8]


def room(seed: int = 3) -> U8:
    """A grey wall, a floor, and things of all colours."""
    rng = np.random.default_rng(seed)
    picture = np.full((213, 320, 3), 190, np.float32)
    picture[120:] = (150, 146, 142)
    for _ in range(60):
        x, y, w, h = rng.integers(0, 300), rng.integers(0, 200), *rng.integers(5, 40, 2)
        colour = rng.uniform(20, 235, 3)
        picture[y : y + h, x : x + w] = colour.mean() + (colour - colour.mean()) * rng.uniform(0, 0.8)
    picture = cv2.GaussianBlur(picture, (0, 0), 0.8) * np.linspace(0.6, 1.1, 320)[None, :, None]
    return np.clip(picture + rng.normal(0, 2, picture.shape), 0, 255).astype(np.uint8)


def under(rgb: U8, light: tuple[float, float, float]) -> U8:
    coded = coded_of(linear_of(rgb.astype(np.float32) / 255) * np.array(light, np.float32))
    return np.clip(coded * 255 + 0.5, 0, 255).astype(np.uint8)


def slope(top: tuple[int, int, int], bottom: tuple[int, int, int]) -> U8:
    t = np.linspace(0, 1, 200)[:, None, None]
    picture = (1 - t) * np.array(top) + t * np.array(bottom) + np.zeros((1, 300, 1))
    return np.clip(picture + np.random.default_rng(1).normal(0, 2, picture.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("light", [(1.15, 1.0, 0.8), (0.85, 1.0, 1.2), (1.0, 1.0, 1.0)])
@pytest.mark.parametrize("seed", [3, 4, 5])
def test_the_light_of_a_room_is_found(light: tuple[float, float, float], seed: int) -> None:
    tone = tone_of(under(room(seed), light))
    assert tone.certainty > 0.35
    away = np.array(tone.light) / (np.array(light) / np.mean(light))
    assert np.abs(np.log(away)).max() < 0.13


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(slope((130, 95, 75), (235, 190, 160)), id="skin"),
        pytest.param(slope((70, 130, 210), (190, 215, 240)), id="sky"),
        pytest.param(slope((110, 90, 120), (255, 140, 40)), id="sunset"),
        pytest.param(slope((40, 90, 30), (120, 170, 60)), id="meadow"),
        pytest.param(
            under(np.repeat(room().mean(2, keepdims=True), 3, 2).astype(np.uint8), (1.25, 1, 0.7)), id="sepia"
        ),
        pytest.param(np.full((64, 64, 3), (10, 12, 30), np.uint8), id="night"),
        pytest.param(np.full((64, 64, 3), 255, np.uint8), id="white"),
        pytest.param(np.zeros((64, 64, 3), np.uint8), id="black"),
    ],
)
def test_what_only_looks_like_a_cast_is_left_alone(picture: U8) -> None:
    assert tone_of(picture).certainty < 0.15


def test_black_and_white_is_neutral() -> None:
    tone = tone_of(np.repeat(room().mean(2, keepdims=True), 3, 2).astype(np.uint8))
    assert np.abs(np.array(tone.light) - 1).max() < 0.002
    assert max(abs(tone.mean[1]), abs(tone.mean[2])) < 0.3


def test_black_and_white_points() -> None:
    picture = np.full((100, 100, 3), 128, np.uint8)
    picture[:5], picture[-5:] = 40, 200
    picture[50, 50] = 255  # one sample is next to nothing
    tone = tone_of(picture)
    assert (tone.black, tone.white) == (pytest.approx(40 / 255, abs=1e-3), pytest.approx(200 / 255, abs=1e-3))


def test_what_is_clipped_is_no_part_of_the_mean() -> None:
    picture = np.full((100, 100, 3), 255, np.uint8)
    picture[:10] = (90, 120, 160)
    expected = lab_of(linear_of(np.array([90, 120, 160], np.float32) / 255))
    assert np.abs(np.array(tone_of(picture).mean) - expected).max() < 0.1


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (400, 1), (3, 2)])
def test_pictures_of_all_sizes(size: tuple[int, int]) -> None:
    tone = tone_of(np.full((*size, 3), 100, np.uint8))
    assert 0 <= tone.black <= tone.white <= 1


def test_photos_have_a_tone_and_drawings_have_none(tmp_path: Path, picture: Callable[..., U8]) -> None:
    cv2.imwrite(str(tmp_path / "photo.jpg"), picture(400, 300))
    drawing = np.full((300, 400, 3), 255, np.uint8)
    drawing[::20], drawing[40:90, 40:90] = 0, (0, 0, 255)
    cv2.imwrite(str(tmp_path / "screenshot.png"), drawing)
    assert probe(tmp_path / "photo.jpg").tone == tone_of(picture_of(tmp_path / "photo.jpg"))
    assert probe(tmp_path / "screenshot.png").tone is None


def picture_of(path: Path) -> U8:
    from photoplay.media.probe import probe_with_small

    return probe_with_small(path)[1].rgb


def test_lab_and_back() -> None:
    rgb = np.random.default_rng(2).uniform(-0.2, 1.2, (1000, 3)).astype(np.float32)
    linear = linear_of(rgb)
    assert np.abs(coded_of(linear) - rgb).max() < 1e-5
    assert np.abs(linear_of_lab(lab_of(linear)) - linear).max() < 2e-4


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((255, 255, 255), (100, 0, 0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
    ],
)
def test_lab_of_known_colours(rgb: tuple[int, int, int], lab: tuple[float, float, float]) -> None:
    got = lab_of(linear_of(np.array(rgb, np.float32) / 255))
    assert np.abs(got - np.array(lab)).max() < 0.05
