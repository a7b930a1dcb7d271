"""The camera's own taste."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.media.record import Focus, MediaRecord
from photoplay.motion.choice import Choice, choose, choose_one, cropped
from photoplay.timeline.model import MOTIONS

WIDE, TALL, SQUARE = (1920, 1080), (1080, 1920), (1080, 1080)


def record(
    width: int, height: int, seed: int = 0, *, at: tuple[float, float, float] = (0.5, 0.5, 0), **more: Any
) -> MediaRecord:
    sha256 = hashlib.sha256(str(seed).encode()).hexdigest()
    return MediaRecord(
        id=f"img_{sha256[:16]}", name="a.jpg", path=Path("a.jpg"), kind="image", format="jpeg",
        width=width, height=height, size_bytes=1, sha256=sha256, focus=Focus(*at), **more,
    )  # fmt: skip


def motions(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.motion for choice in choices]


def test_ten_usual_photos_fill_the_frame_and_vary() -> None:
    got = choose([record(2560, 1600, seed) for seed in range(10)], WIDE)
    assert {choice.fit for choice in got} == {"cover"}
    names = motions(got)
    assert all(first != second for first, second in pairwise(names))
    assert {"zoom-in", "zoom-out"} < set(names)
    assert any(name.startswith("pan-") for name in names)
    assert "hold" not in names


def test_zooms_alternate() -> None:
    for before, after in (("zoom-in", "zoom-out"), ("zoom-out", "zoom-in")):
        names = {choose_one(record(2560, 1600, seed), WIDE, before=before).motion for seed in range(40)}
        assert after in names
        assert before not in names


def test_a_subject_is_approached_and_a_landscape_is_left() -> None:
    assert choose_one(record(2560, 1600, at=(0.4, 0.4, 0.9)), WIDE).motion == "zoom-in"
    assert choose_one(record(2560, 1600), WIDE).motion == "zoom-out"


def test_wide_pictures_are_panned_towards_the_subject() -> None:
    for x, motion in ((0.8, "pan-right"), (0.2, "pan-left")):
        assert choose_one(record(5000, 2000, at=(x, 0.5, 0.8)), WIDE) == Choice(motion, "cover")
    assert choose_one(record(5000, 2000), WIDE).motion in ("pan-left", "pan-right")


def test_tall_pictures_in_a_tall_frame_are_panned_down_to_the_subject() -> None:
    assert choose_one(record(1000, 2400, at=(0.5, 0.8, 0.8)), TALL) == Choice("pan-down", "cover")


def test_two_wide_pictures_go_opposite_ways() -> None:
    pair = [record(5000, 2000, at=(0.8, 0.5, 0.8))] * 2
    assert motions(choose(pair, WIDE)) == ["pan-right", "pan-left"]


def test_panoramas_are_shown_whole() -> None:
    assert choose_one(record(12000, 2000), WIDE).fit == "blur"


def test_portraits_in_a_wide_frame_lose_no_heads() -> None:
    for size in ((3000, 4000), (2000, 3000), (1080, 1920), (1000, 1000)):
        for certainty in (0.0, 1.0):
            assert choose_one(record(*size, at=(0.5, 0.2, certainty)), WIDE).fit == "blur"


def test_a_mild_portrait_is_tilted() -> None:
    got = choose_one(record(2000, 1600), WIDE)
    assert got.fit == "cover"
    assert got.motion in ("pan-up", "pan-down")


def test_landscape_in_a_tall_frame_is_cut_only_around_a_sure_subject() -> None:
    assert choose_one(record(3000, 2000), TALL).fit == "blur"
    assert choose_one(record(3000, 2000, at=(0.7, 0.5, 0.6)), TALL).fit == "blur"
    assert choose_one(record(3000, 2000, at=(0.7, 0.5, 0.95)), TALL) == Choice("pan-right", "cover")
    assert choose_one(record(5000, 2000, at=(0.7, 0.5, 0.95)), TALL).fit == "blur"


@pytest.mark.parametrize("more", [{"background": (255, 255, 255)}, {"has_alpha": True}])
def test_things_on_one_colour_are_extended_not_blurred(more: dict[str, Any]) -> None:
    assert choose_one(record(1000, 1000, at=(0.5, 0.5, 1.0), **more), WIDE).fit == "contain"
    assert choose_one(record(3000, 2000, at=(0.5, 0.5, 1.0), **more), TALL).fit == "contain"
    assert choose_one(record(1920, 1080, **more), WIDE).fit == "cover"


@pytest.mark.parametrize("role", ["photo", "logo"])
def test_graphics_hold_and_stay_whole(role: Any) -> None:
    drawn = record(1600, 1200, is_graphic=True, role=role)
    assert choose_one(drawn, WIDE) == Choice("hold", "blur")
    assert choose_one(replace(drawn, background=(1, 2, 3)), WIDE) == Choice("hold", "contain")
    assert choose_one(record(1920, 1080, is_graphic=True), WIDE) == Choice("hold", "cover")
    assert choose_one(record(1366, 768, is_graphic=True), WIDE).fit == "cover"
    assert motions(choose([drawn, drawn], WIDE)) == ["hold", "hold"]


@pytest.mark.parametrize("size", [(1, 1), (32, 32), (100, 60)])
def test_tiny_pictures_hold(size: tuple[int, int]) -> None:
    assert choose_one(record(*size), WIDE).motion == "hold"


def test_short_shots_are_not_panned_and_flashes_hold() -> None:
    wide = record(5000, 2000, at=(0.8, 0.5, 0.8))
    got = choose([wide] * 4, WIDE, [3000, 1200, 300, 1500])
    assert motions(got) == ["pan-right", "zoom-in", "hold", "pan-right"]


def test_pans_of_pictures_shown_whole_do_not_happen() -> None:
    for seed in range(30):
        for before in ("zoom-in", "zoom-out"):
            assert choose_one(record(2000, 3000, seed), WIDE, before=before).motion.startswith("zoom")


@pytest.mark.parametrize(
    ("size", "canvas", "expected"),
    [
        ((1920, 1080), WIDE, (0.0, False)),
        ((1600, 1200), WIDE, (0.25, False)),
        ((1200, 1600), TALL, (0.25, True)),
        ((3840, 1080), WIDE, (0.5, True)),
        ((3, 1), SQUARE, (2 / 3, True)),
    ],
)
def test_share_that_covering_cuts_off(
    size: tuple[int, int], canvas: tuple[int, int], expected: tuple[float, bool]
) -> None:
    share, is_across = cropped(size, canvas)
    assert (pytest.approx(share), is_across) == expected


records = st.builds(
    lambda w, h, seed, x, y, c, g, a, b: record(
        w, h, seed, at=(x, y, c), is_graphic=g, has_alpha=a, background=b
    ),
    st.integers(1, 9000), st.integers(1, 9000), st.integers(0, 99),
    st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.booleans(), st.booleans(),
    st.sampled_from([None, (255, 255, 255)]),
)  # fmt: skip
canvases = st.sampled_from([WIDE, TALL, SQUARE, (1080, 1350)])


@given(st.lists(records, max_size=8), canvases)
def test_choices_are_drawable_and_neighbours_differ(many: list[MediaRecord], canvas: tuple[int, int]) -> None:
    got = choose(many, canvas)
    assert len(got) == len(many)
    assert all(choice.motion in MOTIONS and choice.motion != "custom" for choice in got)
    for first, second in pairwise(got):
        assert first.motion != second.motion or second.motion == "hold"


@given(st.lists(records, min_size=3, max_size=8), canvases, st.data())
def test_a_change_reaches_no_further_than_it_must(
    many: list[MediaRecord], canvas: tuple[int, int], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(many) - 2))
    whole = choose(many, canvas)
    less = choose(many[:at] + many[at + 1 :], canvas)
    assert less[:at] == whole[:at]
    # From the first later picture that is treated as before, all are.
    for index in range(at, len(less)):
        if less[index] == whole[index + 1]:
            assert less[index:] == whole[index + 1 :]
            break
