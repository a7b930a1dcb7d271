"""Seams and fields: which places change over when, and where whole pictures are put."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.render.geometry import Placement
from photoplay.render.transitions.fields import FIELDS, field_planes
from photoplay.render.transitions.seam import Frame, Seam, framed, smoothstep
from photoplay.render.transitions.shares import share_planes, shares
from photoplay.render.transitions.table import TRANSITIONS, way_in, way_out

F64 = NDArray[np.float64]
CANVASES = [(1920, 1080), (1080, 1920), (96, 54), (50, 34)]
STEPS = [step / 60 for step in range(61)]
SEAMS = [name for name, way in TRANSITIONS.items() if way.seam is not None and name != "luma"]


def seam_of(name: str, p: float, canvas: tuple[int, int] = (192, 108)) -> Seam:
    way = TRANSITIONS[name]
    assert way.seam is not None
    return way.seam(p, canvas)


def share_of_next(seam: Seam, canvas: tuple[int, int], plane: int = 0) -> F64:
    """How much of the second picture is seen at each place."""
    if not seam.field:
        return np.full(canvas[::-1], seam.weight_b)
    field = field_planes(seam.field, canvas)[plane] / 65535
    share = np.clip(seam.gain * field + seam.bias, 0, 1)
    return seam.weight_b * (share * share * (3 - 2 * share) if seam.soft else share)


@pytest.mark.parametrize("name", SEAMS)
@pytest.mark.parametrize("canvas", CANVASES)
def test_ends_are_whole(name: str, canvas: tuple[int, int]) -> None:
    start, end = seam_of(name, 0, canvas), seam_of(name, 1, canvas)
    for plane in (0, 1):
        # Fields have 16 bits: at the edge of a slide they are a hundredth of a row off.
        assert share_of_next(start, canvas, plane).max() <= 0.02
        assert share_of_next(end, canvas, plane).min() >= 0.98
    assert start.field or (start.weight_a, start.weight_b) == (1, 0)
    assert end.field or (end.weight_a, end.weight_b) == (0, 1)
    assert start.frame_a.rests and end.frame_b.rests
    assert start.shade_a == end.shade_b == 0


@pytest.mark.parametrize("name", SEAMS)
@pytest.mark.parametrize("canvas", CANVASES[2:])
def test_no_place_goes_back(name: str, canvas: tuple[int, int]) -> None:
    seams = [seam_of(name, p, canvas) for p in STEPS]
    for before, after in itertools.pairwise(share_of_next(seam, canvas) for seam in seams):
        assert (after - before).min() >= -1e-6
    for one, other in itertools.pairwise(seams):
        assert one != other
        assert other.weight_a <= one.weight_a
        assert one.field or 0 <= other.weight_a + other.weight_b <= 1 + 1e-9


@pytest.mark.parametrize("name", [name for name in SEAMS if shares(name) and seam_of(name, 0.5).field])
def test_halfway_half_is_seen(name: str) -> None:
    share = share_of_next(seam_of(name, 0.5), (192, 108)).mean()
    # A circle that reaches the corners at the end, and corners that shrink, are as xfade has them: not even.
    uneven = name.startswith("circle") or name in ("wipetl", "wipetr", "wipebl", "wipebr")
    assert share == pytest.approx(0.5, abs=0.3 if uneven else 0.08)


#: Fields with steps or detail finer than a few samples of chroma.
RAGGED = {"grain", "angle", *(name for name in FIELDS if name.startswith(("slats", "wind")))}


@pytest.mark.parametrize("name", list(FIELDS))
@pytest.mark.parametrize("canvas", CANVASES)
def test_fields_use_their_whole_range(name: str, canvas: tuple[int, int]) -> None:
    luma, chroma = field_planes(name, canvas)
    assert luma.dtype == chroma.dtype == np.uint16
    assert luma.shape == canvas[::-1] and chroma.shape == (canvas[1] // 2, canvas[0] // 2)
    # A small canvas has no sample at the very beginning of a slat or a streak.
    least = 0.04 if name not in RAGGED or min(canvas) > 500 else 0.2
    assert luma.min() <= least * 65535 and luma.max() >= (1 - least) * 65535


@pytest.mark.parametrize("name", list(FIELDS))
@pytest.mark.parametrize("canvas", CANVASES[:2])
def test_luma_and_chroma_change_over_together(name: str, canvas: tuple[int, int]) -> None:
    luma, chroma = (plane.astype(np.float64) for plane in field_planes(name, canvas))
    off = np.abs((luma[0::2, 0::2] + luma[1::2, 0::2]) / 2 - chroma)
    assert np.quantile(off, 0.5 if name in RAGGED else 1) < 0.02 * 65535


def test_the_grain_is_spread_evenly() -> None:
    luma, _ = field_planes("grain", (1920, 1080))
    counts, _ = np.histogram(luma, 10, (0, 65536))
    assert counts.min() > 0.04 * luma.size and counts.max() < 0.2 * luma.size


@pytest.mark.parametrize(
    ("name", "axis", "sign"),
    [("slideleft", 0, -1), ("slideright", 0, 1), ("slideup", 1, -1), ("slidedown", 1, 1)],
)
def test_a_slide_moves_both_pictures_as_one(name: str, axis: int, sign: int) -> None:
    length = (192, 108)[axis]
    reached = 0.0
    for p in STEPS:
        seam = seam_of(name, p)
        places = [(frame.right, frame.down) for frame in (seam.frame_a, seam.frame_b)]
        assert places[0][axis] - places[1][axis] == pytest.approx(sign * length)
        assert places[0][1 - axis] == places[1][1 - axis] == 0
        assert sign * places[0][axis] >= reached - 1e-9
        reached = sign * places[0][axis]
    assert reached == pytest.approx(length)


@pytest.mark.parametrize("name", ["coverleft", "coverdown", "revealright", "revealup"])
def test_covers_move_one_picture_only_and_throw_a_shadow_on_the_other(name: str) -> None:
    for p in (0.2, 0.5, 0.8):
        seam = seam_of(name, p)
        moves_a = name.startswith("reveal")
        assert (seam.frame_a.rests, seam.frame_b.rests) == (not moves_a, moves_a)
        assert (seam.shade_a > 0, seam.shade_b > 0) == (not moves_a, moves_a)


def test_in_a_parallax_the_old_picture_moves_less_than_the_new_one() -> None:
    for name, sign in (("parallax-left", -1), ("parallax-right", 1)):
        before, after = seam_of(name, 0.4), seam_of(name, 0.6)
        old = sign * (after.frame_a.right - before.frame_a.right)
        new = sign * (after.frame_b.right - before.frame_b.right)
        assert 0 < old < new


def test_fades_through_a_colour_pass_it() -> None:
    for name, luma in (("fadeblack", 16), ("fadewhite", 235)):
        middle = seam_of(name, 0.5)
        assert middle.fill == (luma, 128, 128)
        assert middle.weight_a + middle.weight_b < 0.1
    assert seam_of("fadegrays", 0.5).weights(1) == (0, 0)
    assert sum(seam_of("fadegrays", 0.5).weights(0)) == pytest.approx(1)


def test_ways_in_and_out_are_black_at_the_ends_and_clear_inside() -> None:
    assert way_in.seam is not None and way_out.seam is not None
    into, out = [way_in.seam(p, (2, 2)) for p in (0, 1)], [way_out.seam(p, (2, 2)) for p in (0, 1)]
    assert (into[0].weight_b, into[1].weight_b) == (0, 1)
    assert (out[0].weight_a, out[1].weight_a) == (1, 0)
    assert into[0].fill[0] == out[1].fill[0] == 16


def test_smoothstep() -> None:
    assert [smoothstep(1, 3, x) for x in (0, 1, 2, 3, 4)] == [0, 0, 0.5, 1, 1]


@given(
    scale=st.tuples(st.floats(0.01, 8), st.floats(0.01, 8)),
    moved=st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000)),
    place=st.builds(Placement, st.floats(0.3, 3), st.floats(-99, 99), st.floats(0.3, 3), st.floats(-99, 99)),
    at=st.tuples(st.integers(0, 1919), st.integers(0, 1079)),
)
def test_a_frame_scales_about_the_middle_and_then_moves(
    scale: tuple[float, float], moved: tuple[float, float], place: Placement, at: tuple[int, int]
) -> None:
    found = framed(place, Frame(*scale, *moved), (1920, 1080))
    x = (at[0] - 959.5 - moved[0]) / scale[0] + 959.5
    y = (at[1] - 539.5 - moved[1]) / scale[1] + 539.5
    assert found.scale_x * at[0] + found.offset_x == pytest.approx(place.scale_x * x + place.offset_x)
    assert found.scale_y * at[1] + found.offset_y == pytest.approx(place.scale_y * y + place.offset_y)
    assert framed(place, Frame(), (1920, 1080)) == place


# -- shares -----------------------------------------------------------------------------------------


def test_shares_are_mixes_and_reveals_of_pictures_that_stand_still() -> None:
    for name in ("fade", "dissolve", "wipeleft", "circleopen", "smoothup", "hlslice", "vdwind", "radial"):
        assert shares(name), name
    for name in (
        "slideleft",
        "coverup",
        "fadeblack",
        "fadegrays",
        "circlecrop",
        "zoomin",
        "page",
        "luma",
        "no",
    ):
        assert not shares(name), name
    with pytest.raises(ValueError, match="page"):
        share_planes("page", 0.5, (96, 54))


@pytest.mark.parametrize("name", [name for name in SEAMS if shares(name)])
def test_a_share_is_what_the_transition_mixes_by(name: str) -> None:
    for p in (0.0, 0.3, 1.0):
        luma, chroma = share_planes(name, p, (96, 54))
        assert luma.shape == (54, 96) and chroma.shape == (27, 48)
        assert luma.dtype == chroma.dtype == np.float32
        seam = seam_of(name, p, (96, 54))
        assert luma == pytest.approx(share_of_next(seam, (96, 54)), abs=1e-4)
        if p in (0, 1):
            assert luma == pytest.approx(np.full((54, 96), p), abs=1e-6)
