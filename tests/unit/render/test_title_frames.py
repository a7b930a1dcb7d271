"""Titles in frames: the same from any chunk, at rest untouched, drawn only when something changes."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from photoplay.media.colour import flat_planes
from photoplay.media.planes import Planes
from photoplay.render.frame import Composer, compose, empty_planes
from photoplay.render.moves import Move, Stand
from photoplay.render.slices import Blend, Plan, Shot, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.titles.frames import _Kept, lettered, paint, scrim_rows, seen_at, stamp_at
from photoplay.render.titles.motion import REST, WAYS, Pose, TitleState, Way
from photoplay.render.titles.plan import Scrim, Title
from photoplay.render.titles.typeset import TitleSpec
from photoplay.render.views import View
from photoplay.timeline.lettering import Lettering, Plate

CANVAS = (320, 180)
SPEC = TitleSpec("Hello there\n¥1,299", Lettering(role="title"), CANVAS)
GREY = (110, 120, 130)


def title(
    name: str = "none", spec: TitleSpec = SPEC, *, out: str = "none", frames: int = 12, end: int = 60
) -> Title:
    return Title(
        5, end, spec, Way(name, frames if name != "none" else 0), Way(out, frames if out != "none" else 0)
    )


def drawn(one: Title, frame: int, ground: Planes | None = None) -> Planes:
    planes = ground or flat_planes(GREY, *one.spec.canvas)
    paint(seen_at((one,), frame), planes, one.spec.canvas)
    return planes


def same(one: Planes, other: Planes) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def middle_of(planes: Planes) -> tuple[float, float]:
    """Centre of gravity of what is not ground: column and row."""
    weight = np.abs(planes.luma.astype(np.float64) - flat_planes(GREY, 2, 2).luma[0, 0])
    y, x = np.mgrid[: weight.shape[0], : weight.shape[1]]
    return float((weight * x).sum() / weight.sum()), float((weight * y).sum() / weight.sum())


# -- moments ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WAYS)
def test_every_way_leads_from_nothing_to_rest(name: str) -> None:
    empty, rest = flat_planes(GREY, *CANVAS), drawn(title(), 30)
    assert not same(empty, rest)
    one = title(name, frames=20)
    assert same(drawn(one, 4), empty) and same(drawn(one, 60), empty)
    assert all(same(drawn(one, frame), rest) for frame in (25, 26, 59))
    if name not in ("none", "count"):
        far = [np.abs(drawn(one, frame).luma.astype(int) - rest.luma).sum() for frame in (5, 12, 24)]
        assert far[0] > far[1] > far[2]
        leaving = title(out=name, frames=20)
        assert same(drawn(leaving, 39), rest)
        gone = [np.abs(drawn(leaving, frame).luma.astype(int) - empty.luma).sum() for frame in (40, 50, 59)]
        assert gone[0] > gone[1] > gone[2]


@pytest.mark.parametrize(("name", "axis"), [("slide", 0), ("rise", 1)])
def test_words_move_by_parts_of_a_pixel(name: str, axis: int) -> None:
    """No stepping: the centre of gravity never stands still while the way slows down, nor turns back."""
    one = title(name, replace(SPEC, text="Hello", lettering=Lettering(shadow=False)), frames=100, end=200)
    places = [middle_of(drawn(one, frame))[axis] for frame in range(40, 84, 4)]
    steps = [b - a for a, b in pairwise(places)]
    assert all(step > 0 for step in steps) or all(step < 0 for step in steps)
    assert min(abs(step) for step in steps) < 0.5


def test_a_number_passes_through_others() -> None:
    one = title("count", frames=30, spec=replace(SPEC, text="1,299"))
    found = [drawn(one, frame).luma.tobytes() for frame in range(11, 36)]
    assert len(set(found)) > 8 and found[-1] == drawn(one, 40).luma.tobytes()


def test_letters_do_not_jump_when_a_number_is_reached() -> None:
    """The size that the whole text shrinks to is kept on the way."""
    long = TitleSpec("99,999,999,999 steps", Lettering(role="title", size=0.4), CANVAS)
    state = TitleState(counted=0.01)
    assert lettered(long).typeset.size_px < 0.4 * 180 * 0.9
    few = stamp_at(long, state)[0]
    all_of_it = stamp_at(long, REST)[0]
    assert few is not None and all_of_it is not None
    assert few.sheets[0].alpha.shape[0] <= all_of_it.sheets[0].alpha.shape[0] + 2


def test_typing_shows_whole_letters_from_their_side() -> None:
    for words, right in (("Hello", False), ("שלום", True)):
        spec = TitleSpec(words, Lettering(role="title", shadow=False), CANVAS)
        widths = []
        for shown in range(1, len(words)):
            stamp, _ = stamp_at(spec, TitleState(Pose(), (Pose(shown=shown),)))
            assert stamp is not None
            inked = np.flatnonzero((stamp.sheets[0].alpha > 0.5).any(axis=0)) + stamp.left
            widths.append((inked[0], inked[-1]))
        whole = stamp_at(spec, REST)[0]
        assert whole is not None
        inked = np.flatnonzero((whole.sheets[0].alpha > 0.5).any(axis=0)) + whole.left
        edge = 1 if right else 0
        assert all(pair[edge] == inked[-1 if right else 0] for pair in widths)
        lengths = [b - a for a, b in widths] + [inked[-1] - inked[0]]
        assert lengths == sorted(lengths) and len(set(lengths)) == len(lengths)


def test_what_lies_behind_comes_with_the_words() -> None:
    spec = replace(SPEC, lettering=Lettering(role="badge", plate=Plate("#d01010", 1.0)))
    empty, rest = flat_planes(GREY, *CANVAS), drawn(title(spec=spec), 30)
    for name in ("fade", "slide", "rise", "pop", "blur", "typewriter", "word-by-word"):
        off = [
            np.abs(drawn(title(name, spec, frames=20), frame).cr.astype(int) - empty.cr).sum()
            for frame in (7, 10, 14)
        ]
        assert 0 < off[0] < off[1] <= 1.2 * np.abs(rest.cr.astype(int) - empty.cr).sum()


def test_nothing_to_say_is_nothing_to_draw() -> None:
    for words in ("\u200b", "\ufe0f"):
        one = title("rise", replace(SPEC, text=words))
        assert same(drawn(one, 8), flat_planes(GREY, *CANVAS)) and same(
            drawn(one, 30), flat_planes(GREY, *CANVAS)
        )


# -- keeping ----------------------------------------------------------------------------------------


def test_titles_that_are_set_are_kept_within_bytes() -> None:
    specs = [replace(SPEC, text=f"number {number}") for number in range(12)]
    found = [lettered(spec) for spec in specs]
    assert all(lettered(spec) is one for spec, one in zip(specs, found, strict=True))
    kept = _Kept(2 * found[0].size_bytes)
    first, again = kept.get(specs[0]), kept.get(specs[0])
    assert first is again
    for spec in specs[1:]:
        kept.get(spec)
    assert kept.get(specs[0]) is not first


# -- scrims -----------------------------------------------------------------------------------------


def test_a_scrim_comes_with_its_words_and_is_strongest_at_them() -> None:
    shade = Scrim((0, 0, 0), 0.5, -100, 60, 40)
    one = replace(title("fade", frames=20), scrim=shade)
    rows = scrim_rows(shade, 180)
    assert (rows[:60] == 0.5).all() and (rows[101:] == 0).all() and (np.diff(rows) <= 0).all()
    corner = [drawn(one, frame).luma[:20, :20].mean() for frame in (4, 8, 15, 30)]
    assert corner == sorted(corner, reverse=True)
    bright = flat_planes(GREY, 2, 2).luma[0, 0]
    assert corner[0] == bright and corner[-1] == pytest.approx((bright + 16) / 2, abs=0.6)


def test_scrims_of_one_colour_do_not_add_up() -> None:
    shade = Scrim((0, 0, 0), 0.5, -100, 60, 40)
    one = replace(title(), scrim=shade)
    planes = flat_planes(GREY, *CANVAS)
    paint(seen_at((one, replace(one, spec=replace(SPEC, text="x"))), 30), planes, CANVAS)
    assert planes.luma[:20, :20].mean() == pytest.approx(drawn(one, 30).luma[:20, :20].mean(), abs=0.1)


# -- in slices --------------------------------------------------------------------------------------

moves = st.sampled_from([Move(), Move((Stand(0.45, 0.5, 1.0), Stand(0.55, 0.5, 1.1)))])


@settings(max_examples=15)
@given(
    move=moves, name=st.sampled_from(sorted(WAYS)), start=st.integers(-5, 30), length=st.integers(4, 50),
    borders=st.lists(st.integers(1, 59), max_size=4, unique=True), blended=st.booleans(),
)  # fmt: skip
def test_any_chunks_show_what_the_whole_shows(
    move: Move, name: str, start: int, length: int, borders: list[int], blended: bool, tmp_path_factory: Any
) -> None:
    view, paths = photo(tmp_path_factory)
    shots = Shot(0, 30, view, move), Shot(30, 60, view, Move())
    blends = (Blend("fade", 24, 36), Blend("fadeblack", 50, 60, "out")) if blended else ()
    one = Title(start, start + length, SPEC, Way(name, min(12, length // 2)), Way("fade", length // 4))
    one = replace(one, scrim=Scrim((0, 0, 0), 0.4, 50, 120, 30))
    whole = Slice(CANVAS, 30, 60, shots, blends, (one,))
    plan = Plan(whole, tuple(sorted({0, 60, *borders})))
    sources = SourceStore(paths)
    for (low, _), part in zip(pairwise(plan.borders), plan.chunks(), strict=True):
        composer, out = Composer(part, sources), empty_planes(CANVAS)
        for frame in range(part.frames):
            composer.draw(frame, out)
            if frame in (0, part.frames - 1) or frame % 7 == 0:
                assert same(out, compose(whole, low + frame, sources)), low + frame


def photo(factory: Any) -> tuple[View, dict[str, Path]]:
    """A small photo with structure in it."""
    path = factory.getbasetemp() / "words-photo.png"
    if not path.exists():
        coarse = np.random.default_rng(4).integers(20, 236, (12, 20, 3), np.uint8)
        Image.fromarray(cv2.resize(coarse, (400, 240), interpolation=cv2.INTER_CUBIC)).save(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return View(digest, "png", (400, 240)), {digest: path}


def test_a_title_at_rest_on_a_still_photo_is_not_drawn_again(tmp_path_factory: Any) -> None:
    view, paths = photo(tmp_path_factory)
    one = title("fade", out="fade", frames=5)
    composer = Composer(Slice(CANVAS, 30, 60, (Shot(0, 60, view),), (), (one,)), SourceStore(paths))
    out = empty_planes(CANVAS)
    written = [composer.draw(frame, out) for frame in range(60)]
    # Once before it comes, for each frame of its way in, once at rest, and on its way out.
    assert [frame for frame, new in enumerate(written) if new] == [0, 5, 6, 7, 8, 9, 10, 55, 56, 57, 58, 59]


def test_titles_go_with_the_videos_own_way_out(tmp_path_factory: Any) -> None:
    view, paths = photo(tmp_path_factory)
    blend = Blend("fadeblack", 40, 60, "out")
    part = Slice(CANVAS, 30, 60, (Shot(0, 60, view),), (blend,), (replace(title(), end=60),))
    brightest = [int(compose(part, frame, SourceStore(paths)).luma.max()) for frame in (30, 45, 55, 59)]
    assert brightest == sorted(brightest, reverse=True) and brightest[-1] < 24


def test_later_titles_lie_above_earlier_ones() -> None:
    plates = [
        Title(
            0,
            9,
            TitleSpec("MMMM", Lettering(role="badge", plate=Plate(color, 1.0), position=(0.5, 0.5)), CANVAS),
        )
        for color in ("#ff0000", "#0000ff")
    ]
    planes: Planes = flat_planes(GREY, *CANVAS)
    paint(seen_at(plates, 4), planes, CANVAS)
    blue: NDArray[np.uint8] = flat_planes((0, 0, 255), 2, 2).cb
    assert (planes.cb == blue[0, 0]).sum() > 40 and (planes.cr > 200).sum() == 0
