"""What the camera sees of a photo: always the photo, always its subject, at a comfortable speed."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.media.record import MediaRecord
from photoplay.render.framing import PANS, frame_photo, subject
from photoplay.render.geometry import rest_scale
from photoplay.render.moves import OVERHANG, Move, Stand, stand_at
from photoplay.timeline.model import MOTIONS, Box, Keyframe, Motion, VideoClip

Records = Callable[..., MediaRecord]
Size = tuple[int, int]

NAMED = [name for name in MOTIONS if name != "custom"]
CANVASES: list[Size] = [(1920, 1080), (1080, 1920), (1080, 1080), (96, 54)]
TIMES = [-OVERHANG + 1.5 * step / 60 for step in range(61)]

sizes = st.one_of(
    st.tuples(st.integers(1, 6000), st.integers(1, 6000)),
    st.sampled_from([(1, 1), (12_000, 200), (200, 12_000), (1920, 1080), (1080, 1920), (4000, 3000)]),
)
fractions = st.floats(0, 1)
focuses = st.tuples(fractions, fractions)


def a_clip(motion: Motion, focus: tuple[float, float] | None = None, fit: str = "cover") -> VideoClip:
    told = VideoClip(id="c1", source="a1", motion=motion, focus=focus)
    return replace(told, fit=fit)  # type: ignore[arg-type]


def shown(stand: Stand, picture: Size, canvas: Size, fit: str) -> tuple[float, float, float, float]:
    """What is seen, fractions of the picture: left, top, right, bottom. Below 0 and over 1 is beside it."""
    scale = rest_scale(picture, canvas, fit) * stand.zoom
    width, height = canvas[0] / (picture[0] * scale), canvas[1] / (picture[1] * scale)
    return stand.x - width / 2, stand.y - height / 2, stand.x + width / 2, stand.y + height / 2


def move_of(
    motion: Motion,
    record: MediaRecord,
    canvas: Size,
    fit: str,
    seconds: float,
    focus: tuple[float, float] | None,
) -> Move:
    return frame_photo(a_clip(motion, focus, fit), record, (record.width, record.height), canvas, seconds)


@given(
    motion=st.builds(Motion, st.sampled_from(NAMED), st.sampled_from([None, 0.0, 0.02, 0.3, 1.0, 7.0])),
    size=sizes, canvas=st.sampled_from(CANVASES), focus=focuses, seconds=st.floats(0.04, 60),
    rests=st.tuples(st.booleans(), st.booleans()),
)  # fmt: skip
def test_covering_never_shows_anything_beside_the_picture(
    motion: Motion, size: Size, canvas: Size, focus: tuple[float, float], seconds: float,
    rests: tuple[bool, bool], record: Records,
) -> None:  # fmt: skip
    move = move_of(motion, record(*size), canvas, "cover", seconds, focus)
    move = replace(move, rests_at_start=rests[0], rests_at_end=rests[1])
    for t in TIMES:
        left, top, right, bottom = shown(stand_at(move, t), size, canvas, "cover")
        assert min(left, top) >= -1e-6 and max(right, bottom) <= 1 + 1e-6


@given(
    motion=st.builds(Motion, st.sampled_from(NAMED), st.sampled_from([None, 0.0, 0.02, 0.3, 1.0, 7.0])),
    size=sizes, canvas=st.sampled_from(CANVASES), focus=focuses, seconds=st.floats(0.04, 60),
    fit=st.sampled_from(["contain", "blur"]),
)  # fmt: skip
def test_a_picture_that_is_shown_whole_is_cut_only_along_the_way_of_a_pan(
    motion: Motion, size: Size, canvas: Size, focus: tuple[float, float], seconds: float, fit: str,
    record: Records,
) -> None:  # fmt: skip
    move = move_of(motion, record(*size), canvas, fit, seconds, focus)
    for t in TIMES:
        left, top, right, bottom = shown(stand_at(move, t), size, canvas, fit)
        for low, high in ((left, right), (top, bottom)):
            whole = low <= 1e-6 and high >= 1 - 1e-6
            inside = low >= -1e-6 and high <= 1 + 1e-6
            assert whole or (inside and motion.type in PANS)


@pytest.mark.parametrize("fit", ["contain", "blur"])
@pytest.mark.parametrize(("name", "size"), [("pan-left", (1000, 2400)), ("pan-down", (3000, 1000))])
def test_beside_wide_bars_the_whole_picture_drifts(fit: str, name: str, size: Size, record: Records) -> None:
    move = move_of(Motion(name), record(*size), (1920, 1080), fit, 3, (0.9, 0.1))
    views = [shown(stand_at(move, t), size, (1920, 1080), fit) for t in TIMES]
    assert all(max(v[:2]) <= 1e-6 and min(v[2:]) >= 1 - 1e-6 for v in views)
    assert len(set(views)) == len(views)


@given(
    name=st.sampled_from(["hold", "zoom-in", "zoom-out"]), size=sizes, canvas=st.sampled_from(CANVASES),
    focus=focuses, fit=st.sampled_from(["cover", "contain", "blur"]),
)  # fmt: skip
def test_the_subject_stays_in_view_while_zooming_and_holding(
    name: str, size: Size, canvas: Size, focus: tuple[float, float], fit: str, record: Records
) -> None:
    move = move_of(Motion(name), record(*size), canvas, fit, 3, focus)
    for t in TIMES:
        left, top, right, bottom = shown(stand_at(move, t), size, canvas, fit)
        assert left - 1e-6 <= focus[0] <= right + 1e-6 and top - 1e-6 <= focus[1] <= bottom + 1e-6


@pytest.mark.parametrize("name", PANS)
@pytest.mark.parametrize("canvas", CANVASES)
@pytest.mark.parametrize("size", [(3000, 2000), (2000, 3000), (6000, 1500)])
def test_pans_pass_the_subject(name: str, canvas: Size, size: Size, record: Records) -> None:
    places = (0.05, 0.3, 0.5, 0.7, 0.95)
    for focus in itertools.product(places, places):
        move = move_of(Motion(name), record(*size), canvas, "cover", 3, focus)
        views = [shown(stand_at(move, t), size, canvas, "cover") for t in TIMES if 0 <= t <= 1]
        across, down = ([v for v in views if v[i] <= focus[i] <= v[i + 2]] for i in (0, 1))
        assert across and down
        inner = all(0.35 <= place <= 0.65 for place in focus)
        assert len(across) == len(down) == len(views) or not inner


@pytest.mark.parametrize("name", PANS)
def test_pans_go_where_they_say(name: str, record: Records) -> None:
    right, down = PANS[name]
    for size, canvas, fit in itertools.product([(3000, 2000), (900, 2000)], CANVASES, ["cover", "contain"]):
        move = move_of(Motion(name), record(*size), canvas, fit, 3, None)
        a, b = stand_at(move, 0), stand_at(move, 1)
        assert (math.copysign(1, b.x - a.x) if abs(b.x - a.x) > 1e-9 else 0) == right
        assert (math.copysign(1, b.y - a.y) if abs(b.y - a.y) > 1e-9 else 0) == down
        assert a.zoom == pytest.approx(b.zoom)


@pytest.mark.parametrize("seconds", [0.7, 1, 1.5, 3, 5, 8, 10])
@pytest.mark.parametrize("fit", ["cover", "contain"])
def test_the_camera_goes_three_to_eight_percent_a_second(seconds: float, fit: str, record: Records) -> None:
    photo = record(3000, 2000)
    for canvas, name in itertools.product(CANVASES, NAMED[1:] if fit == "cover" else ["zoom-in", "zoom-out"]):
        move = move_of(Motion(name), photo, canvas, fit, seconds, (0.4, 0.6))
        a, b = stand_at(move, 0), stand_at(move, 1)
        if name.startswith("zoom"):
            travelled = [abs(b.zoom / a.zoom - 1) if b.zoom > a.zoom else a.zoom / b.zoom - 1]
        else:
            left, top, right, bottom = shown(a, (3000, 2000), canvas, fit)
            steps = abs(b.x - a.x) / (right - left), abs(b.y - a.y) / (bottom - top)
            travelled = [step for step, way in zip(steps, PANS[name], strict=True) if way]
        for share in travelled:
            assert 0.03 - 1e-6 <= share / seconds <= 0.08 + 1e-6, (name, canvas)


def test_zoom_in_ends_close_and_zoom_out_ends_wide(record: Records) -> None:
    for focus in ((0.5, 0.5), (0.1, 0.9)):
        near = move_of(Motion("zoom-in", 0.2), record(), (1920, 1080), "cover", 3, focus)
        wide = move_of(Motion("zoom-out", 0.2), record(), (1920, 1080), "cover", 3, focus)
        assert stand_at(near, 1).zoom / stand_at(near, 0).zoom == pytest.approx(1.2)
        for t in TIMES:
            one, other = stand_at(near, t), stand_at(wide, 1 - t)
            assert (one.x, one.y, one.zoom) == pytest.approx((other.x, other.y, other.zoom))


def test_keyframes_are_brought_back_into_the_picture(record: Records) -> None:
    keys = tuple(Keyframe(at, x, y, zoom) for at, x, y, zoom in ((0, 0, 0, 1), (0.5, 1, 1, 4), (1, 0, 1, 2)))
    for fit, canvas in itertools.product(["cover", "contain", "blur"], CANVASES):
        move = move_of(Motion("custom", keyframes=keys), record(3000, 2000), canvas, fit, 3, None)
        rest = shown(Stand(), (3000, 2000), canvas, fit)
        for t in TIMES:
            left, top, right, bottom = shown(stand_at(move, t), (3000, 2000), canvas, fit)
            assert left >= min(0, rest[0]) - 1e-6 and right <= max(1, rest[2]) + 1e-6
            assert top >= min(0, rest[1]) - 1e-6 and bottom <= max(1, rest[3]) + 1e-6


# -- the subject ------------------------------------------------------------------------------------


def test_the_clips_own_focus_wins(record: Records) -> None:
    assert subject(a_clip(Motion(), (0.2, 0.3)), record(at=(0.9, 0.9, 1))) == (0.2, 0.3)


def test_an_unsure_focus_is_not_followed(record: Records) -> None:
    assert subject(a_clip(Motion()), record(at=(0.9, 0.8, 0.1))) == (0.5, 0.5)
    assert subject(a_clip(Motion()), record(at=(0.9, 0.8, 0.9))) == (0.9, 0.8)


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({}, (0.2, 0.3)), ({"rotation": 1}, (0.7, 0.2)), ({"rotation": 2}, (0.8, 0.7)),
        ({"rotation": 3}, (0.3, 0.8)), ({"flip": "h"}, (0.8, 0.3)), ({"flip": "v"}, (0.2, 0.7)),
        ({"flip": "hv"}, (0.8, 0.7)), ({"rotation": 1, "flip": "h"}, (0.3, 0.2)),
        ({"crop": Box(0.1, 0.1, 0.5, 0.5)}, (0.2, 0.4)), ({"crop": Box(0.5, 0.5, 0.5, 0.5)}, (0.0, 0.0)),
        ({"crop": Box(0.1, 0.1, 0.5, 0.5), "rotation": 1, "flip": "v"}, (0.6, 0.8)),
    ],
)  # fmt: skip
def test_the_focus_goes_with_the_picture(
    more: dict[str, object], place: tuple[float, float], record: Records
) -> None:
    clip = replace(a_clip(Motion(), (0.2, 0.3)), **more)  # type: ignore[arg-type]
    assert subject(clip, record()) == pytest.approx(place)
