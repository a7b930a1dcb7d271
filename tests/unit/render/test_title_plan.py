"""When titles come and go, and where they stand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.media.record import Focus, MediaRecord
from photoplay.render.layout import Box, estimated_box, place, position_of, safe_zone
from photoplay.render.plan import make_plan
from photoplay.render.slices import Plan, Slice, slice_key
from photoplay.render.titles.motion import Setting, Way, state_at
from photoplay.render.titles.notes import title_notes
from photoplay.render.titles.places import Edges, Subject
from photoplay.render.titles.plan import LogoBelow, Title, part_of, titles_of
from photoplay.render.titles.typeset import TitleSpec
from photoplay.timeline.lettering import Lettering
from photoplay.timeline.model import (
    AudioClip,
    Canvas,
    Keyframe,
    Motion,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VideoClip,
)

CANVAS = Canvas(1920, 1080, 30)


def size_of(spec: TitleSpec) -> tuple[float, float]:
    """As large as it is thought to be, so that no font has a say here."""
    box = estimated_box(spec.text, spec.lettering, spec.canvas)
    return box.width, box.height


def text(
    words: str = "Hello", start_ms: int = 0, duration_ms: int = 3000, *, an: Any = None, **style: Any
) -> TextClip:
    return TextClip(
        id=f"{words}{start_ms}", text=words, start_ms=start_ms, duration_ms=duration_ms, style=style,
        animation=an or {},
    )  # fmt: skip


def placed(*texts: TextClip, **more: Any) -> tuple[Title, ...]:
    return titles_of(texts, CANVAS, measure=size_of, **more)


def boxes(titles: Sequence[Title]) -> list[Box]:
    found = []
    for title in titles:
        size = size_of(title.spec)
        left, top = place(size, position_of(title.spec.lettering, title.spec.canvas), title.spec.canvas)
        found.append(Box(left, top, left + size[0], top + size[1]))
    return found


def apart(one: Box, other: Box) -> bool:
    return one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0


# -- time -------------------------------------------------------------------------------------------


def test_a_title_has_the_frames_of_its_clip_and_its_roles_ways() -> None:
    (title,) = placed(text(start_ms=400, duration_ms=2600, role="title"))
    assert (title.start, title.end) == (12, 90)
    assert (title.way_in, title.way_out) == (Way("rise", 12), Way("fade", 8))
    assert title.spec == TitleSpec("Hello", Lettering(role="title"), (1920, 1080))


def test_what_was_asked_for_is_kept() -> None:
    (title,) = placed(text(role="title", an={"in": {"type": "slide", "d": 1000}, "out": "none"}))
    assert (title.way_in, title.way_out) == (Way("slide", 30), Way())
    (title,) = placed(text("85 %", an={"in": "count"}))
    assert title.way_in == Way("count", 36) and title.spec.lettering.way_in is not None


@pytest.mark.parametrize("words", [" ", "\n \t", "\u3000"])
def test_blank_words_are_not_drawn(words: str) -> None:
    video = video_of([text(words)])
    assert make_plan(*video).whole.titles == ()


def test_words_shorter_than_a_frame_are_not_drawn() -> None:
    assert placed(text(duration_ms=10, start_ms=20)) == ()


# -- places -----------------------------------------------------------------------------------------


def test_alone_it_stands_where_its_role_stands() -> None:
    for role in ("title", "subtitle", "lower-third", "caption", "end-card", "badge"):
        (title,) = placed(text(role=role))
        assert title.spec.lettering.position is None


@pytest.mark.parametrize("order", [("title", "subtitle"), ("subtitle", "title")])
@pytest.mark.parametrize("pos", [None, "top", "bottom-left", "center"])
def test_a_subtitle_stands_under_its_title(order: tuple[str, str], pos: str | None) -> None:
    style = {} if pos is None else {"pos": pos}
    titles = placed(*(text(role, role=role, **style) for role in order))
    by_role = dict(zip(order, boxes(titles), strict=True))
    assert by_role["title"].y1 < by_role["subtitle"].y0 < by_role["title"].y1 + 50
    zone = safe_zone((1920, 1080))
    top, bottom = by_role["title"].y0, by_role["subtitle"].y1
    if pos in (None, "center"):
        assert (top + bottom) / 2 == pytest.approx((zone.y0 + zone.y1) / 2, abs=1)
    elif pos == "top":
        assert top == pytest.approx(zone.y0, abs=1)
    else:
        assert bottom == pytest.approx(zone.y1, abs=1)
        assert by_role["title"].x0 == by_role["subtitle"].x0 == pytest.approx(zone.x0, abs=1)


def test_texts_that_follow_one_another_do_not_share_a_place() -> None:
    titles = placed(text("One", 0, 3000), text("Two", 2800, 3000))
    assert [title.spec.lettering.position for title in titles] == [None, None]


@given(
    told=st.lists(
        st.tuples(
            st.sampled_from(["title", "subtitle", "lower-third", "caption", "badge"]),
            st.sampled_from([0, 1000, 2500]),
        ),
        min_size=1, max_size=4, unique=True,
    )
)  # fmt: skip
def test_words_do_not_lie_on_words(told: list[tuple[str, int]]) -> None:
    titles = placed(*(text(f"{role}{start}", start, 2500, role=role) for role, start in told))
    zone = safe_zone((1920, 1080))
    found = boxes(titles)
    for index, (one, box) in enumerate(zip(titles, found, strict=True)):
        assert box.y0 >= zone.y0 - 1 and box.y1 <= zone.y1 + 1
        for other, there in zip(titles[:index], found[:index], strict=True):
            both = min(one.end, other.end) - max(one.start, other.start)
            if both > 20:
                assert apart(box, there), (one, other)


def test_places_in_numbers_are_never_changed() -> None:
    titles = placed(text("One", pos={"x": 0.5, "y": 0.5}), text("Two", pos={"x": 0.5, "y": 0.5}))
    assert [title.spec.lettering.position for title in titles] == [(0.5, 0.5), (0.5, 0.5)]


def test_a_caption_gives_way_to_words_at_the_bottom() -> None:
    lower, caption = placed(text("Name", role="title", pos="bottom"), text("Talk", role="caption"))
    assert lower.spec.lettering.position == "bottom"
    (first, second) = boxes((lower, caption))
    assert second.y1 <= first.y0


def test_captions_stay_in_one_place_whatever_is_behind_them() -> None:
    subjects = (Subject(0, 90, 0.5, 0.9), Subject(90, 180, 0.5, 0.2))
    long = "A normal caption line that is rather long, and longer"
    titles = placed(text("ok", role="caption"), text(long, 3000, role="caption"), subjects=subjects)
    assert [title.spec.lettering.position for title in titles] == [None, None]
    assert placed(text("up", role="caption", pos="top"))[0].spec.lettering.position == "top"


def test_other_words_give_way_to_captions() -> None:
    subjects = (Subject(0, 90, 0.5, 0.5),)
    title, caption = placed(text(role="title"), text("Talk", role="caption"), subjects=subjects)
    assert title.spec.lettering.position == "top" and caption.spec.lettering.position is None
    third, caption = placed(
        text("A long name of a person", role="lower-third"), text("T" * 60, role="caption")
    )
    assert caption.spec.lettering.position is None and third.spec.lettering.position is not None


def test_words_that_end_with_the_video_do_not_go() -> None:
    ending, earlier = placed(text("Shop", role="end-card"), text("Sale", 0, 2000), stays_at=90)
    assert ending.way_out == Way() and earlier.way_out.type == "fade"
    (asked,) = placed(text(an={"out": "fade"}), stays_at=90)
    assert asked.way_out.type == "fade"


# -- subjects and logos -----------------------------------------------------------------------------


def test_a_title_keeps_away_from_a_face() -> None:
    middle, low = Subject(0, 90, 0.5, 0.52), Subject(0, 90, 0.5, 0.8)
    (title,) = placed(text(role="title"), subjects=(middle,))
    assert title.spec.lettering.position in ("top", "bottom")
    (title,) = placed(text(role="title"), subjects=(low,))
    assert title.spec.lettering.position is None
    (title,) = placed(text(role="title"), subjects=(middle, low))
    assert title.spec.lettering.position == "top"


def test_a_title_with_a_place_stays_on_it() -> None:
    (title,) = placed(text(role="title", pos="center"), subjects=(Subject(0, 90, 0.5, 0.5),))
    assert title.spec.lettering.position == "center"


def test_a_face_that_is_hardly_seen_does_not_count() -> None:
    (title,) = placed(text(role="title"), subjects=(Subject(75, 200, 0.5, 0.5),))
    assert title.spec.lettering.position is None


def test_title_and_subtitle_move_together() -> None:
    titles = placed(
        text("A", role="title"), text("B", role="subtitle"), subjects=(Subject(0, 90, 0.5, 0.62),)
    )
    first, second = boxes(titles)
    assert second.y0 > first.y1 and second.y1 < 0.4 * 1080


TALL = Canvas(1080, 1920, 30)


@pytest.mark.parametrize("words", [["Sale"], ["Summer Sale", "Up to 40 %"]])
def test_words_stand_on_the_ground_beside_a_picture_whole(words: list[str]) -> None:
    texts = [text(one, role=role) for one, role in zip(words, ("title", "subtitle"), strict=False)]
    titles = titles_of(texts, TALL, measure=size_of, edges=(Edges(0, 90, (0.33, 0.67), (0.35, 0.65)),))
    found = boxes(titles)
    assert found[0].y0 >= safe_zone((1080, 1920)).y0 and found[-1].y1 <= 0.33 * 1920


@pytest.mark.parametrize("edge", [0.1, 0.2, 0.24])
def test_words_with_no_room_beside_a_picture_stand_whole_inside_of_it(edge: float) -> None:
    edges = (Edges(0, 90, (edge, 1 - edge), (edge + 0.02, 0.98 - edge)),)
    for y in (0.2, 0.35, 0.5, 0.8):
        titles = titles_of(
            [text("Summer Sale", role="title"), text("Up to 40 %", role="subtitle")],
            TALL, subjects=(Subject(0, 90, 0.5, y),), measure=size_of, edges=edges,
        )  # fmt: skip
        found = boxes(titles)
        assert found[0].y0 >= (edge + 0.02) * 1920 and found[-1].y1 <= (0.98 - edge) * 1920


def test_where_every_place_covers_a_subject_it_is_the_one_that_covers_least() -> None:
    """Three faces one under the other: the lowest is seen beside the words for the most part."""
    faces = [Subject(0, 90, 0.5, 0.5), Subject(0, 90, 0.5, 0.12), Subject(0, 90, 0.5, 0.75)]
    (title,) = placed(text(role="title"), subjects=faces)
    assert title.spec.lettering.position == "bottom"


def test_the_edges_of_a_photo_that_is_shown_whole_are_found() -> None:
    video, media = video_of([text("Summer Sale", role="title")])
    tall = replace(video, canvas=TALL)
    track = tall.tracks[0]
    for fit in ("blur", "contain"):
        whole = replace(track, clips=tuple(replace(clip, fit=fit) for clip in track.clips))
        (title,) = make_plan(replace(tall, tracks=(whole, *tall.tracks[1:])), media).whole.titles
        position = title.spec.lettering.position
        assert isinstance(position, tuple) and 0.15 < position[1] < 0.31
    assert make_plan(tall, media).whole.titles[0].spec.lettering.position is None


def test_words_on_a_card_stand_below_its_logo() -> None:
    titles = placed(
        text("Shop now", role="end-card"),
        text("shop.example", role="end-card"),
        logos=(LogoBelow(0, 90, 0.46),),
    )
    first, second = boxes(titles)
    assert 0.48 * 1080 < first.y0 < first.y1 < second.y0 < 0.95 * 1080
    (title,) = placed(text(role="end-card"), logos=(LogoBelow(100, 190, 0.46),))
    assert title.spec.lettering.position is None


# -- in a plan --------------------------------------------------------------------------------------


def a_photo(number: int, x: float, y: float, certainty: float) -> MediaRecord:
    return MediaRecord(
        f"img_{number}", f"{number}.jpg", Path(f"{number}.jpg"), "image", "jpeg", 2560, 1600, 1, f"{number:064d}",
        focus=Focus(x, y, certainty),
    )  # fmt: skip


def video_of(
    texts: Sequence[TextClip],
    *,
    lengths: Sequence[int] = (3000, 3000),
    sounds: Sequence[AudioClip] = (),
    **more: Any,
) -> tuple[Timeline, dict[str, MediaRecord]]:
    clips, at_ms, media = [], 0, {}
    for number, length in enumerate(lengths, 1):
        record = a_photo(number, *more.get("at", (0.5, 0.5, 0.0)))
        media[f"a{number}"] = record
        clips.append(
            VideoClip(
                id=f"c{number}",
                source=f"a{number}",
                start_ms=at_ms,
                duration_ms=length,
                motion=Motion("hold"),
            )
        )
        at_ms += length
    tracks = [Track("v", TrackKind.VIDEO, tuple(clips)), Track("s", TrackKind.AUDIO, tuple(sounds))]
    tracks += [Track(f"t{number}", TrackKind.TEXT, (one,)) for number, one in enumerate(texts)]
    return Timeline(tuple(tracks), CANVAS), media


def test_the_subject_of_a_photo_is_found_on_the_canvas() -> None:
    video, media = video_of([text(role="title")], at=(0.5, 0.5, 0.9))
    assert make_plan(video, media).whole.titles[0].spec.lettering.position in ("top", "bottom")
    video, media = video_of([text(role="title")], at=(0.5, 0.5, 0.1))
    assert make_plan(video, media).whole.titles[0].spec.lettering.position is None
    # A face at the top of the photo comes into the middle when the camera looks there.
    video, media = video_of([text(role="title")], at=(0.5, 0.15, 0.9))
    assert make_plan(video, media).whole.titles[0].spec.lettering.position is None
    close = Motion("custom", keyframes=(Keyframe(0, 0.5, 0.15, 4.0), Keyframe(1, 0.5, 0.15, 4.0)))
    track = video.tracks[0]
    closer = replace(track, clips=tuple(replace(clip, motion=close) for clip in track.clips))
    video = replace(video, tracks=(closer, *video.tracks[1:]))
    assert make_plan(video, media).whole.titles[0].spec.lettering.position is not None


def test_sound_does_not_make_the_picture_longer_but_words_do() -> None:
    song = AudioClip(id="s", source="music:calm", start_ms=0, duration_ms=60_000)
    assert make_plan(*video_of([], sounds=[song])).frames == 180
    plan = make_plan(*video_of([text(start_ms=5000, duration_ms=3000)], sounds=[song]))
    assert plan.frames == 240 and plan.whole.shots[-1].view is None


def keys(texts: Sequence[TextClip], lengths: Sequence[int] = (3000, 3000, 3000)) -> list[str]:
    return [slice_key(part, {}) for part in make_plan(*video_of(texts, lengths=lengths)).chunks()]


def test_an_edit_of_words_draws_the_chunks_anew_in_which_they_are_seen() -> None:
    """Chunks of three photos of 3 s: 0–45, 45–135, 135–225, 225–270."""
    plain, one = keys([]), keys([text(start_ms=2000, duration_ms=1000)])
    assert [a == b for a, b in zip(plain, one, strict=True)] == [True, False, True, True]
    other = keys([text("Bye", start_ms=2000, duration_ms=1000)])
    assert [a == b for a, b in zip(one, other, strict=True)] == [True, False, True, True]
    # It stays longer: where it only stands still, nothing changes.
    short, long = keys([text(duration_ms=7000)]), keys([text(duration_ms=8900)])
    assert [a == b for a, b in zip(short, long, strict=True)] == [True, True, False, False]
    earlier, later = keys([text(start_ms=0, duration_ms=8900)]), keys([text(start_ms=500, duration_ms=8400)])
    assert [a == b for a, b in zip(earlier, later, strict=True)] == [False, True, True, True]


@pytest.mark.parametrize(
    "style", [{"role": "subtitle"}, {"size": 0.1}, {"color": "#ff0000"}, {"font": "Serif"}, {"weight": 300},
              {"align": "left"}, {"outline": True}, {"shadow": False}, {"box": True}, {"pos": "top"},
              {"gradient": ["#ff0000", "#00ff00"]}],
)  # fmt: skip
def test_everything_about_words_is_in_the_key(style: dict[str, Any]) -> None:
    assert (
        keys([text(start_ms=1600, duration_ms=2000)])[1]
        != keys([text(start_ms=1600, duration_ms=2000, **style)])[1]
    )


def test_a_key_tells_with_what_words_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    from photoplay.render import slices

    before, plain = keys([text()]), keys([])
    monkeypatch.setattr(slices, "lettering_fingerprint", lambda: "another")
    after = keys([text()])
    assert [a == b for a, b in zip(before, after, strict=True)] == [False, False, True, True]
    assert keys([]) == plain


@given(
    start=st.integers(-50, 250), frames=st.integers(1, 200), ways=st.tuples(st.integers(0, 60), st.integers(0, 60)),
    borders=st.lists(st.integers(1, 299), max_size=6, unique=True),
)  # fmt: skip
def test_parts_of_a_title_show_what_the_whole_shows(
    start: int, frames: int, ways: tuple[int, int], borders: list[int]
) -> None:
    way_in = Way("rise", min(ways[0], frames))
    way_out = Way("fade", min(ways[1], frames - way_in.frames))
    whole = Title(start, start + frames, TitleSpec("x", Lettering(), (64, 36)), way_in, way_out)
    words = Setting((0, 1), (3, 4))

    def state(title: Title, frame: int) -> Any:
        return state_at(title.way_in, title.way_out, title.end - title.start, frame - title.start, words)

    for low, high in pairwise([0, *sorted(borders), 300]):
        part = part_of(whole, low, high) if whole.start < high and whole.end > low else None
        for frame in range(low, high):
            if part is None:
                assert not state(whole, frame).is_seen
            else:
                assert state(part, frame - low) == state(whole, frame)


def test_chunks_hold_the_titles_that_they_show(clips: Callable[..., Any]) -> None:
    plan: Plan = make_plan(*video_of([text(start_ms=2000, duration_ms=3000)], lengths=(3000, 3000, 3000)))
    counts = [len(part.titles) for part in plan.chunks()]
    assert counts == [0, 1, 1, 0] and all(isinstance(part, Slice) for part in plan.chunks())


# -- what is told -----------------------------------------------------------------------------------


def test_what_cannot_be_drawn_is_told_once() -> None:
    assert title_notes(placed(text("Plain words, 春天, مرحبا"))) == ()
    rare = "\U00013000"  # an Egyptian hieroglyph
    notes = title_notes(
        placed(text(f"Old {rare}"), text(f"Old {rare}", 4000), text("New", 8000, font="No Such Font"))
    )
    assert len(notes) == 2
    assert rare in notes[0] and "Old" in notes[0] and "No Such Font" in notes[1]
    assert all(note.endswith(".") for note in notes)
