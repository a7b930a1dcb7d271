"""Videos with pictures above and beside each other: levels, chunks, grounds, words, ways in and out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from photoplay.media.colour import flat_planes, to_rgb
from photoplay.media.probe import probe
from photoplay.media.record import MediaRecord
from photoplay.render.frame import Composer, compose, empty_planes
from photoplay.render.plan import make_plan
from photoplay.render.slices import Plan, slice_key
from photoplay.render.sources import SourceStore
from photoplay.render.titles.contrast import with_contrast
from photoplay.timeline import layouts, placements, styling
from photoplay.timeline.clips import photo
from photoplay.timeline.edits import append, insert, remove, set_duration
from photoplay.timeline.find import overlays
from photoplay.timeline.layers import add_overlay, add_title
from photoplay.timeline.model import (
    Background,
    Border,
    Box,
    Canvas,
    Look,
    Motion,
    Pose,
    Timeline,
    Transition,
    VideoClip,
)

U8 = NDArray[np.uint8]
CANVAS = (192, 108)
RED, GREEN, BLUE, WHITE = (200, 20, 20), (20, 180, 20), (20, 20, 200), (255, 255, 255)


class Desk:
    """Pictures on disk, and the frames of timelines that show them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.media = folder, dict[str, MediaRecord]()

    def picture(self, name: str, pixels: U8) -> str:
        path = self.folder / f"{name}.png"
        Image.fromarray(pixels).save(path)
        self.media[name] = replace(probe(path), is_graphic=True, background=None)
        return name

    def flat(self, name: str, rgb: tuple[int, int, int], size: tuple[int, int] = (320, 180)) -> str:
        return self.picture(name, np.full((size[1], size[0], 3), rgb, np.uint8))

    def plan(self, timeline: Timeline) -> Plan:
        return make_plan(timeline, self.media)

    @property
    def store(self) -> SourceStore:
        return SourceStore(self.paths)

    @property
    def paths(self) -> dict[str, Path]:
        return {record.sha256: record.path for record in self.media.values()}

    def frame(self, timeline: Timeline, number: int) -> U8:
        return to_rgb(compose(self.plan(timeline).whole, number, self.store))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    for name, rgb in (("red", RED), ("green", GREEN), ("blue", BLUE), ("white", WHITE)):
        made.flat(name, rgb)
    rng = np.random.default_rng(1)
    made.picture("busy", np.kron(rng.integers(0, 256, (27, 48, 3)), np.ones((8, 8, 1))).astype(np.uint8))
    rgba = np.zeros((100, 200, 4), np.uint8)
    rgba[..., :3] = 0, 255, 0
    rgba[30:70, 40:160] = 250, 240, 230, 255
    made.picture("logo", rgba)
    return made


def video(*names: str, seconds: float = 1.0, **more: Any) -> Timeline:
    shown = [replace(photo(name, name, round(seconds * 1000)), **more) for name in names]
    return append(Timeline(canvas=Canvas(*CANVAS, 30)), shown)


def near(pixel: NDArray[Any], rgb: Sequence[int], off: int = 3) -> bool:
    return bool(np.abs(np.asarray(pixel).astype(int) - np.array(rgb)).max() <= off)


def every_kind(timeline: Timeline) -> Timeline:
    """With overlays that stand, move, turn, fade, zoom, are see-through, and a placed clip of the main track."""
    timeline = layouts.split_screen(
        timeline, ["c1", "c2"], radius=0.1, background=Background("#203040", "#c0a080")
    )
    timeline = placements.add_logo(timeline, "logo")
    timeline = placements.add_sticker(timeline, "logo", x=0.3, y=0.7, width=0.3, angle=20)
    moved = VideoClip(
        id="m1", source="busy", duration_ms=900, motion=Motion("zoom-in"), box=Box(0.1, 0.1, 0.4, 0.4), shadow=0.7,
        border=Border("polaroid"), poses=(Pose(0, angle=-10), Pose(1, x=0.8, y=0.6, scale=0.4, angle=30)),
        transition_in=Transition("wiperight", 300), transition_out=Transition("fade", 300), looks=(Look("film", 60),),
    )  # fmt: skip
    return layouts.lift(timeline, [layouts.Lifted(moved, "c3", 50)])


def test_a_frame_does_not_depend_on_the_frames_before_it_nor_on_chunks(desk: Desk) -> None:
    timeline = every_kind(video("busy", "red", "busy", motion=Motion("zoom-in")))
    timeline = styling.set_all_transitions(timeline, Transition("fade", 300))
    plan, store = desk.plan(timeline), desk.store
    out = empty_planes(CANVAS)
    whole = Composer(plan.whole, store)
    in_chunks = [
        (number, chunk, Composer(chunk, store))
        for number, chunk in zip(plan.borders, plan.chunks(), strict=False)
    ]
    other = empty_planes(CANVAS)
    for number in range(plan.frames):
        whole.draw(number, out)
        start, chunk, composer = next(one for one in reversed(in_chunks) if one[0] <= number)
        composer.draw(number - start, other)
        alone = compose(chunk, number - start, desk.store) if number % 7 == 0 else other
        for one, two, three in zip(out, other, alone, strict=True):
            assert np.array_equal(one, two)
            assert np.array_equal(one, three)


def test_a_logo_for_the_whole_video_leaves_chunks_as_they_are_when_the_video_grows(desk: Desk) -> None:
    short = placements.add_logo(video("red", "green", "blue"), "logo")
    long = append(short, [photo("white", duration_ms=2000), photo("red", duration_ms=1500)])
    (logo,) = overlays(long)
    assert logo.end_ms == 6500
    keys = [{slice_key(chunk, {}) for chunk in desk.plan(one).chunks()} for one in (short, long)]
    # Only what reaches beyond the old end is new: the old last half has a neighbour now.
    assert len(keys[0] - keys[1]) <= 1
    assert len(keys[0] & keys[1]) >= 3


def test_later_tracks_lie_above_earlier_ones_and_words_between_them(desk: Desk) -> None:
    below = add_overlay(video("red"), "green", Box(0, 0, 0.6, 1), fit="cover")
    words = add_title(below, "■■■■■■■■", style={"position": "center", "size": 0.3, "contrast": "none"})
    above = add_overlay(words, "blue", Box(0.4, 0, 0.6, 1), fit="cover")
    # The second overlay shares no track with the first; it comes above it, and below the words.
    frame = desk.frame(above, 20)
    assert near(frame[5, 40], GREEN)
    assert near(frame[5, 100], BLUE)
    tracks = above.tracks
    order = [type(track.clips[0]).__name__ for track in tracks]
    assert order == ["VideoClip", "VideoClip", "VideoClip", "TextClip"]
    assert (frame[54] > 230).all(axis=1).any()
    upside = replace(above, tracks=(tracks[0], tracks[1], tracks[3], tracks[2]))
    hidden = desk.frame(upside, 20)
    assert not (hidden[:, 80:] > 230).all(axis=2).any()
    assert (hidden[:, :76] > 230).all(axis=2).any()


def test_what_lies_above_comes_and_goes_with_the_videos_own_way(desk: Desk) -> None:
    timeline = add_overlay(video("red", seconds=3), "white", Box(0.2, 0.2, 0.5, 0.5), fit="cover")
    timeline = styling.set_way_in(timeline, Transition("fade", 1000))
    timeline = styling.set_way_out(timeline, Transition("fade", 1000))
    levels = [int(desk.frame(timeline, number)[54, 90].mean()) for number in (0, 15, 45, 75, 89)]
    assert levels[0] < 20
    assert levels[2] == 255
    assert levels[4] < 20
    assert 40 < levels[1] < 215
    assert 40 < levels[3] < 215


def test_hidden_colours_of_a_logo_are_never_seen(desk: Desk) -> None:
    timeline = add_overlay(video("blue"), "logo", Box(0.11, 0.13, 0.37, 0.4))
    turned = placements.set_angle(timeline, overlays(timeline)[0].id, 17)
    for one in (timeline, turned):
        frame = desk.frame(one, 3).astype(int)
        # Between blue and near white there is no place that is greener than it is red by more than blue is.
        assert (frame[..., 1] - np.maximum(frame[..., 0], 20)).max() <= 12
        assert (frame > 225).all(axis=2).any()


def test_a_see_through_logo_with_a_frame_stands_on_its_paper(desk: Desk) -> None:
    timeline = add_overlay(video("blue"), "logo", Box(0.2, 0.2, 0.5, 0.5))
    framed = placements.set_frame(timeline, overlays(timeline)[0].id, "line", width=0.1, color="#ff0000")
    frame = desk.frame(framed, 3)
    inside = desk.plan(framed).whole.overlays[0].shot.placing
    assert inside is not None
    middle = round(inside.stances[0].x * 192), round(inside.stances[0].y * 108)
    assert near(frame[middle[1] - 18, middle[0]], (255, 0, 0), 6)
    assert near(frame[middle[1], middle[0]], (250, 240, 230), 4)


def test_contrast_of_words_counts_what_lies_between_them_and_the_video(desk: Desk) -> None:
    style = {"position": "bottom", "color": "#ffffff"}
    dark = add_title(video("blue", seconds=3), "Hello there", style=style)
    covered = add_overlay(dark, "white", Box(0, 0.5, 1, 0.5), fit="cover")
    see_through = add_overlay(dark, "logo", Box(0, 0.5, 1, 0.5))
    plain, bright, logo = (
        with_contrast(desk.plan(one), desk.paths).whole.titles[0] for one in (dark, covered, see_through)
    )
    assert plain.scrim is None
    assert bright != plain
    assert bright.scrim is not None or bright.spec.lettering != plain.spec.lettering
    assert logo.spec.text == "Hello there"


@pytest.mark.parametrize("count", [2, 3, 4, 6, 9])
@pytest.mark.parametrize("canvas", [(192, 108), (108, 192), (108, 108)])
def test_a_split_screen_shows_every_picture_in_its_place(
    desk: Desk, count: int, canvas: tuple[int, int]
) -> None:
    colours = [(20 * n + 20, 250 - 25 * n, (90 * n) % 256) for n in range(count)]
    names = [desk.flat(f"flat{n}", colour) for n, colour in enumerate(colours)]
    timeline = append(Timeline(canvas=Canvas(*canvas, 30)), [photo(name, name, 1000) for name in names])
    ids = [clip.id for clip in timeline.tracks[0].clips]
    shown = layouts.split_screen(timeline, ids, gap=0.04, background=Background("#ffffff"))
    frame = desk.frame(shown, 10)
    assert near(frame[0, 0], WHITE)
    for colour, box in zip(colours, layouts.boxes_for(count, canvas[0] / canvas[1], 0.04), strict=True):
        left, right = round(box.x * canvas[0]) + 4, round((box.x + box.w) * canvas[0]) - 5
        top, bottom = round(box.y * canvas[1]) + 4, round((box.y + box.h) * canvas[1]) - 5
        for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
            assert near(frame[y, x], colour, 4)


def test_a_picture_that_is_shown_whole_in_its_box_has_no_line_at_its_edge(desk: Desk) -> None:
    name = desk.flat("odd", WHITE, (301, 173))
    for width in (0.31, 0.333, 0.4, 0.57):
        timeline = add_overlay(video("white"), name, Box(0.21, 0.17, width, 0.5))
        assert near(desk.frame(timeline, 3).min(axis=(0, 1)), WHITE)


def test_grounds_beside_pictures_are_smooth_gradients(desk: Desk) -> None:
    ground = Background("#102030", "#f0e0d0")
    beside = video("red", fit="contain", background=ground)
    tall = replace(beside, canvas=Canvas(108, 192, 30))
    boxed = video("red", box=Box(0.3, 0.3, 0.4, 0.4), background=ground)
    for timeline, column in ((tall, 50), (boxed, 10)):
        frame = desk.frame(timeline, 3)[:, column].astype(int)
        assert near(frame[0], (0x10, 0x20, 0x30), 4)
        assert near(frame[-1], (0xF0, 0xE0, 0xD0), 4)
    rows = desk.frame(boxed, 3)[:, :50].astype(float).mean(axis=(1, 2))
    steps = np.diff(rows)
    # Dithered: the mean of a row goes on evenly, in parts of a code.
    assert steps.min() > 0
    assert steps.max() < 2.2 * steps.mean()


def test_placed_shots_change_over_with_their_grounds(desk: Desk) -> None:
    one = replace(photo("red", "a", 1000), box=Box(0, 0, 0.5, 1), background=Background("#ffffff"))
    other = replace(photo("blue", "b", 1000), box=Box(0.5, 0, 0.5, 1), background=Background("#000000"))
    timeline = append(Timeline(canvas=Canvas(*CANVAS, 30)), [one, other])
    timeline = styling.set_all_transitions(timeline, Transition("fade", 400))
    frame = desk.frame(timeline, 30)
    assert near(frame[50, 20], np.array(RED) * 0.46, 12)
    assert near(frame[50, 150], np.array(BLUE) * 0.54 + np.array(WHITE) * 0.46, 12)
    for name in ("slideleft", "wiperight"):
        moved = styling.set_all_transitions(timeline, Transition(name, 400))
        start, end = desk.frame(moved, 5), desk.frame(moved, 55)
        assert near(start[50, 20], RED)
        assert near(end[50, 150], BLUE)
        assert not np.array_equal(desk.frame(moved, 30), start)


@pytest.mark.parametrize("way", ["wiperight", "wipeleft", "wipedown", "wipeup"])
@pytest.mark.parametrize("fps", [24, 30, 60])
def test_the_line_between_before_and_after_is_where_they_meet(desk: Desk, way: Any, fps: int) -> None:
    timeline = replace(video("red", "blue", seconds=2.037), canvas=Canvas(640, 360, fps))
    plain = layouts.before_after(timeline, "c1", "c2", way=way, divider=None)
    lined = layouts.before_after(timeline, "c1", "c2", way=way, divider="#ffffff")
    (blend,) = desk.plan(lined).whole.blends
    (line,) = desk.plan(lined).whole.overlays
    assert (line.shot.start, line.shot.end) == (blend.start, blend.end)
    across = way in ("wiperight", "wipeleft")
    for number in np.linspace(blend.start, blend.end - 1, 9).astype(int):
        rows = []
        for one in (plain, lined):
            frame = compose(desk.plan(one).whole, int(number), desk.store).luma.astype(np.float64)
            rows.append(frame[180] if across else frame[:, 320])
        red, blue = (float(flat_planes(rgb, 2, 2).luma[0, 0]) for rgb in (RED, BLUE))
        meet = (rows[0] - blue).sum() / (red - blue)  # so many samples are red
        middle = rows[1].size - meet if way in ("wiperight", "wipedown") else meet
        white = (rows[1] - rows[0]) / (235 - rows[0])
        if 4 < middle < rows[1].size - 4:
            place = (white * (np.arange(white.size) + 0.5)).sum() / white.sum()
            assert place == pytest.approx(middle, abs=0.15)


def test_overlays_follow_the_clips_they_belong_to(desk: Desk) -> None:
    timeline = layouts.split_screen(video("red", "green", "blue"), ["c1", "c2"])
    later = insert(timeline, photo("white", duration_ms=700), before="c1")
    (shown,) = overlays(later)
    assert (shown.id, shown.start_ms, shown.end_ms) == ("c2", 700, 1700)
    longer = set_duration(later, "c1", 2500)
    assert overlays(longer)[0].end_ms == 700 + 2500
    assert overlays(remove(longer, "c1")) == ()
    assert near(desk.frame(later, 35)[54, 150], GREEN)


@pytest.mark.parametrize("way", ["slideleft", "coverleft", "fade", "cube"])
def test_a_split_screen_goes_through_a_transition_as_one_picture(way: str, desk: Desk) -> None:
    ids = [clip.id for clip in video("red", "green", "blue").tracks[0].clips]
    joined = styling.set_all_transitions(video("red", "green", "blue"), Transition(way, 400))
    split = layouts.split_screen(joined, ids[:2], gap=0.0, margin=0.0)
    plan = desk.plan(split)
    (blend,) = plan.whole.blends
    assert not plan.whole.overlays and len(plan.whole.shots[0].parts) == 1
    before, during = desk.frame(split, blend.start - 1), desk.frame(split, (blend.start + blend.end) // 2)
    assert near(before[54, 40], RED) and near(before[54, 150], GREEN)
    if way == "slideleft":  # half-way, the right half has become the left one
        assert near(during[54, 60], GREEN) and near(during[54, 150], BLUE)
    elif way == "coverleft":
        assert near(during[54, 20], RED) and near(during[54, 150], BLUE)
    elif way == "fade":
        assert near(during[54, 150], [(a + b) / 2 for a, b in zip(GREEN, BLUE, strict=True)], 12)
    assert len({slice_key(part, {}) for part in plan.chunks()}) == len(plan.chunks())
    longer = desk.plan(append(split, photo("white", "white", 1000)))
    first = slice_key(plan.chunks()[0], {})
    assert slice_key(longer.chunks()[0], {}) == first


def test_what_lies_between_keeps_its_place(desk: Desk) -> None:
    """A picture that belongs to a clip stays an overlay where another one lies below it."""
    below = add_overlay(video("red"), "blue", Box(0, 0, 1, 1), fit="cover")
    above = add_overlay(below, "green", Box(0.25, 0.25, 0.5, 0.5), fit="cover", reference="c1")
    plan = desk.plan(above)
    assert len(plan.whole.overlays) == 2 and not plan.whole.shots[0].parts
    assert near(desk.frame(above, 10)[54, 96], GREEN)


def test_the_way_out_fades_the_finished_frame(desk: Desk) -> None:
    """A black bar that faded by itself would let the picture shine through."""
    barred = add_overlay(video("white", seconds=2), "card:#000000", Box(0, 0, 1, 0.2), fit="cover")
    out = styling.set_way_out(barred, Transition("fadeblack", 600))
    for number in range(40, 60):
        frame = desk.frame(out, number)
        assert frame[5].max() <= 2
    assert 20 < desk.frame(out, 52)[80, 96].mean() < 235


def test_what_stood_in_a_box_is_let_go_when_it_is_gone(desk: Desk) -> None:
    timeline = video(desk.flat("red", RED))
    desk.flat("green", GREEN)
    for at_ms in range(0, 1000, 100):
        timeline = add_overlay(timeline, "green", Box(0.1, 0.1, 0.5, 0.5), start_ms=at_ms, duration_ms=100)
    part = desk.plan(timeline).whole
    composer, out = Composer(part, desk.store), empty_planes(CANVAS)
    for frame in range(part.frames):
        composer.draw(frame, out)
        assert len(composer._contents) == len(composer._placer._kept) == 1
        assert near(to_rgb(out)[40, 60], GREEN)
