"""What looks do to colours, and that the tables do the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media import colour
from photoplay.media.cielab import lab_of, linear_of
from photoplay.media.cube import Cube, looked_up, write_cube
from photoplay.media.planes import Planes
from photoplay.media.record import Tone
from photoplay.render.looks.apply import grade_codes, grade_planes
from photoplay.render.looks.grade import Grade, Step, grade_of
from photoplay.render.looks.lattice import codes_of_rgb, lattice_of, rgb_of_codes, treated
from photoplay.render.looks.operations import oklab_of, rgb_of, within_gamut
from photoplay.render.looks.table import LOOK_TABLE
from photoplay.timeline.model import LOOKS, Look

F32 = NDArray[np.float32]

DULL = Tone(0.1, 0.85, (38.0, 2.0, 9.0), (1.1, 1.0, 0.85), 0.8)
#: Looks of single samples that need no file.
COLOURS = [name for name, row in LOOK_TABLE.items() if row.colour is not None and not row.takes_file]
STYLES = [name for name in COLOURS if LOOKS[name] == (0, 100) and name not in ("auto", "match")]
SKIN = np.array(
    [[242, 206, 182], [224, 172, 138], [198, 139, 104], [163, 108, 78], [115, 74, 53], [74, 47, 36]]
)
GREYS = np.repeat(np.linspace(0, 1, 33, dtype=np.float32)[:, None], 3, axis=1)


def steps_of(name: str, amount: float) -> tuple[Step, ...]:
    target = (55.0, 6.0, 2.0) if name == "match" else None
    made = grade_of([Look(name, amount, target=target)], DULL, {})
    return made.steps if made else ()


def natural(count: int = 4096) -> F32:
    """Colours as photos have them: mostly weak, some strong, all kinds of light."""
    rng = np.random.default_rng(8)
    grey = rng.beta(1.3, 1.5, (count, 1))
    part = rng.normal(0, 1, (count, 3)) * rng.choice([0.02, 0.06, 0.14], (count, 1), p=[0.4, 0.4, 0.2])
    return np.clip(grey + part, 0, 1).astype(np.float32)


def squares(codes: F32, width: int = 64) -> tuple[F32, F32, F32]:
    """Codes ``(n, 3)`` as planes with a 2 × 2 square of each."""
    y, cb, cr = (np.ascontiguousarray(codes[:, k].reshape(-1, width)) for k in range(3))
    return np.ascontiguousarray(y.repeat(2, 0).repeat(2, 1)), cb, cr


def hue(lab: F32) -> F32:
    return np.degrees(np.arctan2(lab[:, 2], lab[:, 1]))


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("amount", [40, 100])
def test_the_table_does_what_the_function_does(name: str, amount: float) -> None:
    steps = steps_of(name, amount)
    codes = codes_of_rgb(natural())
    expected = codes_of_rgb(np.clip(treated(rgb_of_codes(codes), steps, {}), 0, 1))
    planes = grade_codes(*squares(codes), Grade(steps), {})
    got = np.stack([planes[0][::2, ::2].ravel(), planes[1].ravel(), planes[2].ravel()], axis=1)
    off = np.abs(got - expected)
    assert off.mean() < 0.2 and np.percentile(off, 99.9) < (3 if amount < 50 else 5)
    assert np.percentile(off[:, 0], 99.9) < 2


@pytest.mark.parametrize("name", COLOURS)
def test_films_are_graded_as_photos_are(name: str) -> None:
    codes = np.rint(codes_of_rgb(natural()))
    grade = Grade(steps_of(name, 60))
    y, cb, cr = squares(codes)
    film = grade_planes(Planes(*(plane.astype(np.uint8) for plane in (y, cb, cr))), grade, {})
    for got, expected in zip(film, grade_codes(y, cb, cr, grade, {}), strict=True):
        off = got - expected
        assert abs(off.mean()) < 0.2 and np.percentile(np.abs(off), 99.9) < 4


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (3, 5), (64, 48), (127, 33)])
@pytest.mark.parametrize("name", ["vivid", "cinematic", "film"])
def test_every_sample_is_legal_whatever_comes_in(name: str, size: tuple[int, int]) -> None:
    width, height = size
    rng = np.random.default_rng(3)
    shapes = (height, width), ((height + 1) // 2, (width + 1) // 2), ((height + 1) // 2, (width + 1) // 2)
    planes = Planes(*(rng.integers(0, 256, shape, np.uint8) for shape in shapes))
    grade = grade_of([Look(name, 100), Look("contrast", 100), Look("sharpen", 100)], None, {})
    out = grade_planes(planes, grade, {})
    floats = grade_codes(*(plane.astype(np.float32) for plane in planes), grade, {})
    for plane, exact, most in zip(out, floats, (235, 240, 240), strict=True):
        assert plane.dtype == np.uint8 and exact.dtype == np.float32
        for one in (plane, exact):
            assert one.min() >= 16 and one.max() <= most


def test_no_grade_is_exactly_nothing() -> None:
    planes = Planes(*(np.full(shape, 99, np.uint8) for shape in ((4, 4), (2, 2), (2, 2))))
    assert grade_planes(planes, None, {}) is planes
    assert grade_planes(planes, Grade(vignette=0.5, grain=0.5), {}) is planes
    luma, cb, cr = squares(codes_of_rgb(natural(64)), 8)
    assert grade_codes(luma, cb, cr, None, {}) == (luma, cb, cr)


def test_a_table_of_no_steps_is_exact() -> None:
    lattice = lattice_of((), {})
    across = np.linspace(16, 240, lattice.chroma.shape[0])
    assert np.abs(lattice.chroma[..., 0] - across[:, None, None]).max() < 1e-3
    assert np.abs(lattice.luma - np.linspace(16, 235, lattice.luma.shape[2])).max() < 1e-3


@pytest.mark.parametrize("name", COLOURS)
def test_a_small_amount_changes_little(name: str) -> None:
    rgb = natural()
    steps = steps_of(name, 1)
    assert np.abs(treated(rgb, steps, {}) - rgb).max() < 0.04


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("amount", [50, 100])
def test_lighter_stays_lighter(name: str, amount: float) -> None:
    """Tone curves never turn back: no picture looks like a negative anywhere."""
    out = treated(GREYS, steps_of(name, amount), {})
    luma = out @ np.array([colour.KR, colour.KG, colour.KB], np.float32)
    assert np.diff(luma).min() > 0
    assert luma.min() > -1e-4 and luma.max() < 1 + 1e-4


@pytest.mark.parametrize("name", ["vivid", "bw", "matte", "brightness", "contrast", "saturation"])
def test_greys_stay_grey(name: str) -> None:
    out = treated(GREYS, steps_of(name, 100), {})
    assert np.abs(out - out.mean(axis=1, keepdims=True)).max() < 1e-3


@pytest.mark.parametrize("name", ["warm", "cool", "vivid", "cinematic", "film", "matte"])
def test_skin_stays_skin(name: str) -> None:
    """Of every tone: its hue hardly turns, and nobody turns grey or orange."""
    rgb = SKIN.astype(np.float32) / 255
    before, after = lab_of(linear_of(rgb)), lab_of(linear_of(treated(rgb, steps_of(name, 50), {})))
    assert np.abs(hue(after) - hue(before)).max() < 3
    strength = np.hypot(after[:, 1], after[:, 2]) / np.hypot(before[:, 1], before[:, 2])
    assert strength.min() > 0.7 and strength.max() < 1.55


@pytest.mark.parametrize("name", ["warm", "cool", "vivid", "cinematic", "auto"])
def test_white_products_stay_white(name: str) -> None:
    white = treated(np.ones((1, 3), np.float32), steps_of(name, 50), {})
    assert white.min() > 0.975


def test_black_and_white_has_no_colour_from_50_on() -> None:
    for amount in (50, 75, 100):
        out = treated(natural(), steps_of("bw", amount), {})
        assert np.ptp(out, axis=1).max() < 1e-5


def test_looks_do_what_their_names_say() -> None:
    grey = np.full((1, 3), 0.5, np.float32)
    warm, cool = (treated(grey, steps_of(name, 50), {})[0] for name in ("warm", "cool"))
    assert warm[0] > 0.5 > warm[2] and cool[0] < 0.5 < cool[2]
    shade, light = treated(np.array([[0.2] * 3, [0.75] * 3], np.float32), steps_of("cinematic", 60), {})
    assert shade[0] < shade[1] < shade[2] and light[0] > light[1] > light[2]
    assert treated(grey, steps_of("night", 50), {}).mean() < 0.45
    for knob, sign in (("brightness", 1), ("brightness", -1)):
        assert sign * (float(treated(grey, steps_of(knob, 50 * sign), {}).mean()) - 0.5) > 0.05
    assert np.ptp(treated(SKIN[:1].astype(np.float32) / 255, steps_of("saturation", -100), {})) < 1e-5


@pytest.mark.parametrize("knob", ["brightness", "contrast", "saturation", "temperature"])
def test_a_knob_turned_back_is_nearly_undone(knob: str) -> None:
    rgb = natural() * 0.6 + 0.2
    there = treated(rgb, steps_of(knob, 30), {})
    assert np.abs(treated(there, steps_of(knob, -30), {}) - rgb).mean() < 0.03


def test_matching_moves_the_mean_towards_the_target() -> None:
    rgb = np.clip(natural() * 0.5 + np.array([0.1, 0.14, 0.2], np.float32), 0, 1)
    mean = lab_of(linear_of(rgb)).mean(axis=0)
    tone = Tone(0, 1, (float(mean[0]), float(mean[1]), float(mean[2])))
    target = (float(mean[0] + 12), float(mean[1] + 6), float(mean[2] + 9))
    made = grade_of([Look("match", 33, target=target)], tone, {})
    assert made is not None
    moved = lab_of(linear_of(treated(rgb, made.steps, {}))).mean(axis=0) - mean
    assert np.all(moved > 0.15 * np.array([12, 6, 9])) and np.all(moved < 0.6 * np.array([12, 6, 9]))


def test_auto_takes_a_cast_away_and_stretches() -> None:
    rgb = 0.1 + 0.75 * GREYS
    out = treated(rgb, steps_of("auto", 100), {})
    assert out[0].max() < 0.08 and out[-1].max() > 0.9
    assert out[16, 2] > out[16, 0]


def test_a_files_table_is_mixed_in(tmp_path: Path) -> None:
    values = np.random.default_rng(5).uniform(0.2, 0.8, (3, 3, 3, 3)).astype(np.float32)
    write_cube(tmp_path / "a.cube", Cube(values))
    rgb = natural(64)
    got = treated(rgb, (Step("lut", (0.4,), "digest"),), {"digest": tmp_path / "a.cube"})
    expected = rgb + (looked_up(Cube(values), rgb) - rgb) * 0.4
    assert np.abs(got - within_gamut(rgb, expected.astype(np.float32))).max() < 1e-5


def test_colours_are_drawn_in_and_never_cut() -> None:
    rgb = natural()
    wild = (rgb - 0.5) * 1.8 + 0.5
    inside = within_gamut(rgb, wild)
    assert inside.min() > -0.003 and inside.max() < 1.003
    assert np.abs(within_gamut(rgb, rgb) - rgb).max() < 1e-6


def test_oklab_and_back() -> None:
    rgb = np.random.default_rng(1).uniform(-0.1, 1.1, (2000, 3)).astype(np.float32)
    assert np.abs(rgb_of(oklab_of(rgb)) - rgb).max() < 1e-4
    assert np.abs(oklab_of(np.ones((1, 3), np.float32)) - [1, 0, 0]).max() < 1e-3


def test_styles_of_one_half_leave_room() -> None:
    """At 50 a style keeps most of a picture's own contrast: it is a hint, not a mask."""
    rgb = natural()
    for name in STYLES:
        out = treated(rgb, steps_of(name, 50), {})
        lightness = [lab_of(linear_of(one))[:, 0] for one in (rgb, out)]
        assert np.corrcoef(*lightness)[0, 1] > 0.97, name
        assert 0.7 < lightness[1].std() / lightness[0].std() < 1.25, name
