"""The subject is found where it is; without one the centre is the answer."""

from __future__ import annotations

import time

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.media.record import Focus
from photoplay.motion.focus import find_focus

Pixels = npt.NDArray[np.uint8]


def blob_at(x: float, y: float, *, width: int = 320, height: int = 200, seed: int = 3) -> Pixels:
    """A sharp textured disc before a blurred background, as through a wide lens."""
    rng = np.random.default_rng(seed)
    ground = cv2.GaussianBlur(rng.uniform(0, 255, (height, width, 3)).astype(np.float32), (0, 0), 12)
    ground = 120 + 4 * (ground - ground.mean())
    subject = cv2.GaussianBlur(rng.uniform(0, 255, (height, width, 3)).astype(np.float32), (0, 0), 1)
    subject = 150 + 2 * (subject - subject.mean())
    mask = np.zeros((height, width), np.float32)
    cv2.circle(mask, (round(x * width), round(y * height)), round(0.09 * max(width, height)), 1.0, -1)
    mask = cv2.GaussianBlur(mask, (0, 0), 1)[..., None]
    noisy = ground * (1 - mask) + subject * mask + rng.normal(0, 1, ground.shape)
    return np.clip(noisy, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("x", [0.2, 0.35, 0.5, 0.7, 0.8])
@pytest.mark.parametrize("y", [0.25, 0.5, 0.75])
@pytest.mark.parametrize("size", [(320, 200), (200, 320), (320, 320)])
def test_a_sharp_subject_is_found(x: float, y: float, size: tuple[int, int]) -> None:
    focus = find_focus(blob_at(x, y, width=size[0], height=size[1]))
    assert abs(focus.x - x) <= 0.06
    assert abs(focus.y - y) <= 0.06
    assert focus.certainty >= 0.7


@pytest.mark.parametrize("seed", range(6))
def test_the_seed_of_the_background_does_not_matter(seed: int) -> None:
    focus = find_focus(blob_at(0.3, 0.6, seed=seed))
    assert abs(focus.x - 0.3) <= 0.06
    assert abs(focus.y - 0.6) <= 0.06


def test_the_odd_one_among_equally_sharp_things_is_found() -> None:
    rng = np.random.default_rng(2)
    texture = cv2.GaussianBlur(rng.uniform(0, 255, (200, 320)).astype(np.float32), (0, 0), 1)
    grey = np.repeat((110 + 1.5 * (texture - texture.mean()))[..., None], 3, axis=2)
    cv2.circle(grey, (224, 80), 20, (0, 0, 0), -1)
    patch = np.zeros((200, 320), np.float32)
    cv2.circle(patch, (224, 80), 20, 1.0, -1)
    red = np.stack([texture * 1.5 + 20, texture * 1.5 - 140, texture * 1.5 - 140], axis=-1)
    picture = np.where(patch[..., None] > 0, red, grey)
    focus = find_focus(np.clip(picture, 0, 255).astype(np.uint8))
    assert abs(focus.x - 0.7) <= 0.1
    assert abs(focus.y - 0.4) <= 0.1


@pytest.mark.parametrize("seed", range(6))
def test_noise_has_no_subject(seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (200, 320, 3), np.uint8)
    focus = find_focus(noise)
    assert focus.certainty <= 0.25
    assert max(abs(focus.x - 0.5), abs(focus.y - 0.5)) <= 0.08


def test_gradients_and_flat_pictures_have_no_subject() -> None:
    ramp = np.linspace(0, 255, 320).astype(np.uint8)[None, :, None]
    gradient = np.ascontiguousarray(np.broadcast_to(ramp, (200, 320, 3)))
    for picture in (gradient, np.full((200, 320, 3), 128, np.uint8)):
        assert find_focus(picture) == Focus(0.5, 0.5, 0.0)


def test_a_faint_gradient_with_noise_has_no_subject() -> None:
    rng = np.random.default_rng(5)
    sky = 120 + 40 * np.linspace(0, 1, 200)[:, None, None] + rng.normal(0, 1.0, (200, 320, 3))
    focus = find_focus(sky.astype(np.uint8))
    assert focus.certainty <= 0.25


@pytest.mark.parametrize("size", [(1, 1), (1, 320), (320, 1), (15, 200), (320, 21), (1280, 21)])
def test_threads_and_dots_do_not_fail(size: tuple[int, int]) -> None:
    focus = find_focus(np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), np.uint8))
    assert 0 <= focus.x <= 1
    assert 0 <= focus.y <= 1


@given(seed=st.integers(0, 2**32 - 1), width=st.integers(1, 120), height=st.integers(1, 120))
def test_any_picture_gives_finite_fractions(seed: int, width: int, height: int) -> None:
    rng = np.random.default_rng(seed)
    picture = (rng.uniform(0, 255, (height, width, 3)) * (rng.uniform() > 0.2)).astype(np.uint8)
    picture[: rng.integers(0, height + 1)] = rng.integers(0, 256)
    focus = find_focus(picture)
    assert 0 <= focus.x <= 1
    assert 0 <= focus.y <= 1
    assert 0 <= focus.certainty <= 1
    assert find_focus(picture) == focus


def test_read_only_pictures_are_fine() -> None:
    picture = blob_at(0.3, 0.5)
    picture.setflags(write=False)
    assert find_focus(picture).certainty > 0.7


def test_it_is_quick() -> None:
    picture = blob_at(0.4, 0.5)
    find_focus(picture)
    spent = []
    for _ in range(9):
        start = time.process_time()
        find_focus(picture)
        spent.append(time.process_time() - start)
    # 8 ms is the goal and 2.5 ms usual; the rest is for slow, shared machines.
    assert min(spent) < 0.016
