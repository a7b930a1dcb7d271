"""Films in the picture: the right picture in every frame, and how it looks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from tests.film_videos import SIZE, Shown, clip, frames, numbers, shown
from tests.films import corners_in, film, number_in
from tests.odd_films import ODD

from photoplay.media import colour
from photoplay.media.videos import pictures
from photoplay.render.films import Moment
from photoplay.render.footage import Footage
from photoplay.render.sources import SourceStore
from photoplay.render.views import View
from photoplay.timeline.model import Motion, Transition


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Shown]:
    """``made(fps)``: a film of 80 pictures with few key frames."""
    folder = tmp_path_factory.mktemp("films")
    kept: dict[int, Shown] = {}

    def make(fps: int) -> Shown:
        if fps not in kept:
            options = {"preset": "ultrafast", "crf": "14", "g": "250", "bf": "2"}
            kept[fps] = shown(film(folder / f"{fps}.mp4", size=SIZE, fps=fps, frames=80, options=options))
        return kept[fps]

    return make


# -- which picture ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("film_fps", "fps", "speed", "source_in_ms"),
    [
        (30, 30, 1, 0), (30, 30, 1, 700), (60, 30, 1, 0), (24, 30, 1, 0), (25, 30, 1, 40), (30, 25, 1, 0),
        (30, 24, 1, 133), (30, 30, 2, 0), (60, 30, 0.5, 100), (30, 30, 1.7, 0), (25, 60, 1, 0), (30, 30, 8, 0),
    ],
)  # fmt: skip
def test_every_frame_shows_the_picture_of_its_moment(
    film_fps: int, fps: int, speed: float, source_in_ms: int, made: Callable[[int], Shown]
) -> None:
    one = made(film_fps)
    plan = one.plan(clip(speed=speed, source_in_ms=source_in_ms), fps=fps)
    moments = [source_in_ms + Fraction(1000 * frame, fps) * Fraction(speed) for frame in range(fps)]
    assert numbers(plan, one.paths) == [one.expected(moment) for moment in moments]


@pytest.mark.parametrize(("film_fps", "speed"), [(30, 1.0), (60, 1.0), (30, 2.0), (24, 1.0)])
def test_backwards_the_same_pictures_are_seen_the_last_one_first(
    film_fps: int, speed: float, made: Callable[[int], Shown]
) -> None:
    one = made(film_fps)
    forwards = numbers(one.plan(clip(speed=speed, source_in_ms=200)), one.paths)
    backwards = numbers(one.plan(clip(speed=speed, source_in_ms=200, reverse=True)), one.paths)
    assert backwards == forwards[::-1]
    assert backwards[-1] == one.expected(200)


def test_a_frozen_film_stands(made: Callable[[int], Shown]) -> None:
    one = made(30)
    for more in ({}, {"speed": 2.0}, {"reverse": True}):
        plan = one.plan(clip(freeze=True, source_in_ms=500, **more))
        assert numbers(plan, one.paths) == [15] * 30


def test_after_its_end_a_film_shows_its_last_picture(made: Callable[[int], Shown]) -> None:
    one = made(30)
    assert numbers(one.plan(clip(source_in_ms=2500)), one.paths) == [75, 76, 77, 78] + [79] * 26


def test_under_transitions_films_go_on_as_far_as_they_go(made: Callable[[int], Shown]) -> None:
    """Before the cut and after it: into what lies beyond the part that is used, or with its edge picture."""
    one = made(30)
    footage = Footage(start_ms=100, end_ms=2667)
    assert [footage.moment_us(frame / 30, 30) for frame in (-3, -4, 80)] == [0, 0, 2_667_000]
    way = Transition("fade", 400)
    plan = one.plan(clip(), clip(1000, source_in_ms=100, transition_in=way))
    store = SourceStore(one.paths)
    whole = plan.whole
    first, second = whole.shots
    for shot, frame, number in ((first, 35, 35), (second, 27, 0), (second, 25, 0)):
        assert isinstance(shot.view, View)
        seconds = (frame - shot.start) / 30
        found = store.moment(shot.view, shot.move, SIZE, seconds, 30)
        assert found == Moment(one.made.pts_us[number])


@pytest.mark.parametrize("name", sorted(ODD))
def test_odd_films_show_the_right_pictures(name: str, tmp_path: Path) -> None:
    one = shown(ODD[name](tmp_path))
    plan = one.plan(clip(), canvas=one.made.size if not any(side % 2 for side in one.made.size) else SIZE)
    found = numbers(plan, one.paths)
    wanted = [one.made.numbers[one.expected(Fraction(1000 * frame, 30))] for frame in range(30)]
    assert found == wanted


def test_where_a_film_breaks_off_its_last_good_picture_stands(tmp_path: Path) -> None:
    made = film(
        tmp_path / "whole.mkv", size=SIZE, fps=30, frames=60, options={"preset": "ultrafast"}, sound=None
    )
    whole = shown(made)
    broken = tmp_path / "broken.mkv"
    broken.write_bytes(made.path.read_bytes()[: made.path.stat().st_size * 6 // 10])
    plan = whole.plan(clip(0, 2000))
    paths = {whole.record.sha256: broken}
    found = numbers(plan, paths)
    last = max(found)
    assert 20 < last < 50
    assert found == [*range(last), *[last] * (60 - last)]
    later = replace(plan, borders=(0, 40, 55, 60)).chunks()[2]
    assert [number_in(planes.luma) for planes in frames(later, SourceStore(paths))] == [last] * 5


# -- how it looks -----------------------------------------------------------------------------------


def test_a_film_of_the_canvas_size_is_copied(made: Callable[[int], Shown]) -> None:
    one = made(30)
    for part in one.plan(clip()).chunks():
        drawn = [tuple(plane.copy() for plane in planes) for planes in frames(part, SourceStore(one.paths))]
        break
    for planes, (_, wanted) in zip(drawn, pictures(one.made.path, "mp4"), strict=False):
        assert all((a == b).all() for a, b in zip(planes, wanted, strict=True))


def test_slow_motion_mixes_neighbours_by_time(made: Callable[[int], Shown]) -> None:
    one = made(30)
    raw = [planes for _, planes in pictures(one.made.path, "mp4")]
    plan = one.plan(clip(speed=0.25))
    store = SourceStore(one.paths)
    drawn = [planes.luma.copy() for part in plan.chunks() for planes in frames(part, store)]
    for frame, luma in enumerate(drawn):
        share = frame % 4 / 4
        a, b = (raw[frame // 4 + more].luma.astype(float) for more in (0, 1))
        assert np.abs(luma - (a * (1 - share) + b * share)).max() <= 1


def test_slow_motion_stands_where_the_film_stood(tmp_path: Path) -> None:
    """A film of a screen: two seconds nothing happens; that is no slow change from one picture to the next."""
    one = shown(film(tmp_path / "screen.mp4", size=SIZE, pts=[0, 2000, 2040, 2080], ticks_per_s=1000))
    found = numbers(one.plan(clip(0, 4000, speed=0.5)), one.paths)
    assert set(found) == {0}


@pytest.mark.parametrize("rotation", [0, 1, 2, 3])
@pytest.mark.parametrize("flip", ["", "h", "v", "hv"])
def test_films_are_turned_and_mirrored_as_photos_are(
    rotation: int, flip: str, made: Callable[[int], Shown]
) -> None:
    one = made(30)
    canvas = SIZE if rotation % 2 == 0 else SIZE[::-1]
    raw = colour.to_rgb(next(pictures(one.made.path, "mp4"))[1])
    wanted = np.rot90(raw, -rotation)
    wanted = wanted[:, ::-1] if "h" in flip else wanted
    wanted = wanted[::-1] if "v" in flip else wanted
    plan = one.plan(clip(rotation=rotation, flip=flip), canvas=canvas)
    found = colour.to_rgb(next(frames(plan.chunks()[0], SourceStore(one.paths))))
    assert np.abs(found.astype(int) - wanted).mean() < 1.0
    for corner, other in zip(corners_in(found), corners_in(np.ascontiguousarray(wanted)), strict=True):
        assert np.abs(np.subtract(corner, other)).max() <= 3


@pytest.mark.parametrize("fit", ["contain", "blur"])
def test_beside_a_film_is_its_ground(fit: str, made: Callable[[int], Shown]) -> None:
    one = made(30)
    plan = one.plan(clip(fit=fit), canvas=(108, 192))
    planes = next(frames(plan.chunks()[0], SourceStore(one.paths)))
    bars = planes.luma[:60].astype(float)
    middle = planes.luma[70:120].astype(float)
    if fit == "contain":
        assert (bars == 16).all()
    else:
        raw = next(pictures(one.made.path, "mp4"))[1].luma.astype(float)
        assert abs((bars.mean() - 16) / (raw.mean() - 16) - 0.62) < 0.12
        assert bars.std() < 0.5 * middle.std()


def test_the_camera_moves_over_a_film(made: Callable[[int], Shown]) -> None:
    one = made(30)
    plan = one.plan(clip(motion=Motion("zoom-in", 0.1)))
    assert numbers(plan, one.paths) == list(range(30))


def test_another_film_in_the_place_of_an_open_one_is_read_itself(tmp_path: Path) -> None:
    path, store, found = tmp_path / "f.mp4", SourceStore({}), []
    for fps in (30, 15):
        made = film(tmp_path / f"{fps}.mp4", size=SIZE, fps=fps, frames=60, sound=None)
        one = shown(made)
        made.path.replace(path)
        store.paths = {one.record.sha256: path}
        part = one.plan(clip(0, 34, source_in_ms=1010)).whole
        found += [number_in(planes.luma) for planes in frames(part, store)]
    assert found == [30, 15]
