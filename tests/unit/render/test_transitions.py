"""What holds for every transition: whole ends, legal codes, equal results, no jumps."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media import colour
from photoplay.media.planes import Planes
from photoplay.render.frame import compose
from photoplay.render.slices import Blend, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.transitions.drawing import Drawing, Scratch
from photoplay.render.transitions.fields import field_planes
from photoplay.render.transitions.mixing import draw_way
from photoplay.render.transitions.table import TRANSITIONS

U8 = NDArray[np.uint8]
OneShot = Callable[..., tuple[Slice, SourceStore]]

NAMES = list(TRANSITIONS)
DRAWN = [name for name in NAMES if TRANSITIONS[name].draw is not None]
SIZES = [(192, 108), (54, 96), (50, 34), (16, 16)]
FRAMES = 18
#: Stands for a picture's luma, which has its own tests.
MATTE = "radius"


def blank(size: tuple[int, int], padding: int = 0) -> Planes:
    """Planes to draw on, full of what nobody drew, with longer rows."""
    half = size[1] // 2, size[0] // 2 + padding
    return Planes(
        np.full((size[1], size[0] + padding), 77, np.uint8),
        np.full(half, 77, np.uint8),
        np.full(half, 77, np.uint8),
    )


def drawn(name: str, p: float, a: Planes, b: Planes, scratch: Scratch | None = None) -> Planes:
    out = blank(a.size)
    fields = field_planes(MATTE, a.size) if name == "luma" else None
    draw_way(TRANSITIONS[name], Drawing(p, a, b, out, scratch or Scratch()), fields)
    return out


def clouds(size: tuple[int, int], seed: int) -> U8:
    """A picture of soft colours with some detail."""
    rng = np.random.default_rng(seed)
    coarse = cv2.resize(rng.random((9, 16, 3), np.float32), size, interpolation=cv2.INTER_CUBIC)
    fine = rng.random((size[1], size[0], 3), np.float32)
    return np.clip(np.rint(255 * (0.85 * coarse + 0.15 * fine)), 0, 255).astype(np.uint8)


def noise(size: tuple[int, int], seed: int) -> Planes:
    """Every sample at one end of its range."""
    rng = np.random.default_rng(seed)
    half = size[1] // 2, size[0] // 2
    luma = rng.choice(np.array([16, 235], np.uint8), (size[1], size[0]))
    cb, cr = (rng.choice(np.array([16, 240], np.uint8), half) for _ in range(2))
    return Planes(luma, cb, cr)


def furthest(one: Planes, other: Planes) -> int:
    pairs = zip(one, other, strict=True)
    return max(int(np.abs(a.astype(int) - b).max()) for a, b in pairs)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", SIZES)
def test_it_begins_with_the_first_and_ends_with_the_second_picture(name: str, size: tuple[int, int]) -> None:
    a, b = noise(size, 1), noise(size, 2)
    assert furthest(drawn(name, 1e-6, a, b), a) <= 1
    assert furthest(drawn(name, 1 - 1e-6, a, b), b) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_no_code_leaves_the_legal_range(name: str) -> None:
    a, b = noise((96, 54), 1), noise((96, 54), 2)
    for step in range(1, 24):
        luma, *chroma = drawn(name, step / 24, a, b)
        assert luma.min() >= 16 and luma.max() <= 235, step
        assert all(plane.min() >= 16 and plane.max() <= 240 for plane in chroma), step


@pytest.mark.parametrize("name", NAMES)
def test_equal_progress_draws_equal_frames_and_leaves_both_pictures_as_they_are(name: str) -> None:
    a, b, scratch = colour.to_planes(clouds((96, 54), 1)), colour.to_planes(clouds((96, 54), 2)), Scratch()
    kept = [plane.copy() for plane in (*a, *b)]
    for p in (0.07, 0.31, 0.5, 0.64, 0.93):
        first = drawn(name, p, a, b)
        drawn(name, 1 - p, b, a, scratch)
        assert furthest(first, drawn(name, p, a, b, scratch)) == 0
    assert all(np.array_equal(one, other) for one, other in zip((*a, *b), kept, strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_rows_may_be_longer_in_memory(name: str) -> None:
    a, b = colour.to_planes(clouds((96, 54), 1)), colour.to_planes(clouds((96, 54), 2))
    fields = field_planes(MATTE, a.size) if name == "luma" else None
    for p in (0.2, 0.5, 0.8):
        out = blank(a.size, padding=6)
        draw_way(TRANSITIONS[name], Drawing(p, a, b, out), fields)
        for plane, alone in zip(out, drawn(name, p, a, b), strict=True):
            assert np.array_equal(plane[:, : alone.shape[1]], alone)
            assert (plane[:, alone.shape[1] :] == 77).all()


@pytest.mark.parametrize("name", NAMES)
def test_there_is_no_jump_at_its_ends_nor_inside(name: str) -> None:
    """Two pictures that move: no step is much larger than the one before or after it."""
    size = (192, 108)
    pictures = [clouds((260, 150), seed) for seed in (1, 2)]

    def seen(picture: U8, frame: int) -> Planes:
        moved = np.array([[1, 0, 4 + 0.7 * frame], [0, 1, 6 + 0.3 * frame]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return colour.to_planes(np.asarray(cv2.warpAffine(picture, moved, size, flags=flags), np.uint8))

    frames = []
    for frame in range(-3, FRAMES + 3):
        a, b = (seen(picture, frame) for picture in pictures)
        inside = 0 <= frame < FRAMES
        shown = drawn(name, (frame + 0.5) / FRAMES, a, b) if inside else (a if frame < 0 else b)
        frames.append(shown.luma.astype(np.float64))
    steps = [np.abs(other - one).mean() for one, other in itertools.pairwise(frames)]
    # A fault in the signal jumps on purpose, but not where it begins and ends.
    looked_at = (2, len(steps) - 3) if name == "glitch" else range(2, len(steps) - 2)
    for number in looked_at:
        assert steps[number] <= 1.5 * max(steps[number - 1], steps[number + 1]), number
    assert max(steps[2], steps[-3]) < 2 * max(steps[0], steps[-1])


@pytest.mark.parametrize("name", NAMES)
def test_something_changes_in_every_frame(name: str) -> None:
    a, b = colour.to_planes(clouds((192, 108), 1)), colour.to_planes(clouds((192, 108), 2))
    shown = [drawn(name, (frame + 0.5) / FRAMES, a, b) for frame in range(FRAMES)]
    for one, other in itertools.pairwise(shown[2:-2]):
        # In the middle of a crop, all is black; a burn is white.
        assert furthest(one, other) > 0 or name in ("circlecrop", "rectcrop", "film-burn")


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_that_need_not_be_drawn_is_not_seen(name: str) -> None:
    way = TRANSITIONS[name]
    a, b, other = (noise((96, 54), seed) for seed in (1, 2, 3))
    for p in np.linspace(0.005, 0.995, 67):
        if p >= way.first_until:
            assert furthest(drawn(name, p, a, b), drawn(name, p, other, b)) == 0, p
        if p <= way.second_from:
            assert furthest(drawn(name, p, a, b), drawn(name, p, a, other)) == 0, p


def test_every_row_of_the_table_is_whole() -> None:
    for name, way in TRANSITIONS.items():
        assert (way.seam is None) != (way.draw is None), name
        assert way.family and way.title, name
        assert 0 <= way.second_from < 0.5 < way.first_until <= 1, name


# -- drawn in a video -------------------------------------------------------------------------------


def in_video(one_shot: OneShot, pictures: list[U8], name: str, frame: int, **more: Any) -> tuple[U8, U8, U8]:
    part, store = one_shot(*pictures, frames=20, blends=(Blend(name, 10, 30),), graphic=True, **more)
    return tuple(compose(part, frame, store))  # type: ignore[return-value]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "luma"])
@pytest.mark.parametrize("fit", ["cover", "contain", "blur"])
def test_outside_the_transition_each_picture_is_untouched(
    name: str, fit: str, one_shot: OneShot, picture: Callable[..., U8]
) -> None:
    a, b = picture(100, 90, 1), picture(100, 90, 2)
    for frame, alone in ((9, a), (30, b)):
        got = in_video(one_shot, [a, b], name, frame, fit=fit)
        part, store = one_shot(alone, graphic=True, fit=fit)
        wanted = compose(part, 0, store)
        assert all(np.array_equal(one, other) for one, other in zip(got, wanted, strict=True))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "luma"])
@pytest.mark.parametrize("fit", ["cover", "blur"])
def test_a_video_shows_what_whole_pictures_give(name: str, fit: str, one_shot: OneShot) -> None:
    """The fast path samples each photo once; this one samples a picture of the canvas' size again."""
    pictures = [cv2.GaussianBlur(clouds((240, 140), seed), (0, 0), 3) for seed in (1, 2)]
    part, store = one_shot(*pictures, frames=20, blends=(Blend(name, 10, 30),), graphic=True, fit=fit)
    alone = [compose(*whole_of(one_shot, one, fit)) for one in pictures]
    for frame in (12, 19, 26):
        got, wanted = compose(part, frame, store), drawn(name, (frame + 0.5 - 10) / 20, *alone)
        # At an edge the fast path sees what lies beyond the canvas.
        assert np.abs(got.luma.astype(int) - wanted.luma).mean() < 0.75, frame


def whole_of(one_shot: OneShot, picture: U8, fit: str) -> tuple[Slice, int, SourceStore]:
    part, store = one_shot(picture, graphic=True, fit=fit)
    return part, 0, store


def test_a_fade_is_the_weighted_mean_in_coded_values(one_shot: OneShot) -> None:
    dark, light = (np.full((60, 100, 3), value, np.uint8) for value in (40, 220))
    codes = [16 + 219 * value / 255 for value in (40, 220)]
    for frame in range(10, 30):
        p = (frame + 0.5 - 10) / 20
        luma, cb, cr = in_video(one_shot, [dark, light], "fade", frame)
        assert luma.mean() == pytest.approx(codes[0] * (1 - p) + codes[1] * p, abs=0.6)
        assert (cb == 128).all() and (cr == 128).all()
