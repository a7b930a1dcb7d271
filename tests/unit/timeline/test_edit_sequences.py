"""Whatever people do, in whatever order: invariants hold, drafts round-trip, undo brings back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import jsonschema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from photoplay.errors import InvalidEdit
from photoplay.timeline import edits, footage, layers, styling
from photoplay.timeline.apportion import apportion
from photoplay.timeline.changes import changes
from photoplay.timeline.checks import check
from photoplay.timeline.clips import end_card, film, photo
from photoplay.timeline.codec import from_draft, to_draft
from photoplay.timeline.find import all_clips, main_clips, pictures_by_id
from photoplay.timeline.history import History
from photoplay.timeline.model import Background, Border, Box, Look, Motion, Pose, Timeline, Transition
from photoplay.timeline.ripple import rework
from photoplay.timeline.schema import draft_schema
from photoplay.timeline.summary import summary

VALIDATOR = jsonschema.Draft202012Validator(draft_schema())

Edit = Callable[[Timeline], Timeline]
lengths = st.integers(-100, 5000) | st.integers(500, 1500)


@dataclass(frozen=True)
class Pick:
    """A clip chosen when the edit is made: any, or one of the main track."""

    number: int
    on_main: bool

    def id_in(self, timeline: Timeline) -> str:
        clips = main_clips(timeline) if self.on_main else all_clips(timeline)
        return clips[self.number % len(clips)].id if clips else "nobody"


ids = st.builds(Pick, st.integers(0, 30), st.booleans()) | st.just("nobody")
photo_ids = st.builds(Pick, st.integers(0, 30), st.just(True))
some_ids = st.lists(st.builds(Pick, st.integers(0, 30), st.just(True)), min_size=1, max_size=3)
clips = st.builds(photo, st.just("a"), st.text(max_size=5), lengths) | st.builds(
    film, st.just("f"), st.just("f"), lengths
)
ways = st.none() | st.builds(Transition, st.sampled_from(["fade", "wipeleft"]), st.integers(1, 5000))
boxes = st.sampled_from([None, Box(0.1, 0.1, 0.5, 0.5), Box(0.5, 0.5, 0.6, 0.6)])
texts = st.text(min_size=1, max_size=8)


angles, colours = st.floats(-3700, 3700), st.from_regex("#[0-9a-fA-F]{6}", fullmatch=True)
names = st.none() | st.just("file1")
looks = st.one_of(
    st.builds(Look, st.just("lut"), st.floats(0, 100), names),
    st.builds(Look, st.just("match"), target=st.tuples(st.floats(0, 100), *[st.floats(-128, 128)] * 2)),
    st.builds(Look, st.sampled_from(["auto", "film"])),
)
poses = st.builds(
    Pose,
    st.just(0.0),
    *[st.none() | st.floats(-2, 3)] * 2,
    scale=st.floats(0.01, 8),
    angle=angles,
    opacity=st.floats(0, 1),
    easing=st.sampled_from(["linear", "easeInOutQuad"]),
)
#: How a picture looks and is placed; some of it out of range.
dresses = st.fixed_dictionaries(
    {},
    optional={
        "background": st.none() | st.builds(Background, colours, st.none() | colours),
        "border": st.none()
        | st.builds(
            Border, st.sampled_from(["line", "polaroid"]), st.none() | st.floats(0, 0.3), st.none() | colours
        ),
        "radius": st.floats(0, 0.6),
        "shadow": st.floats(0, 1.1),
        "angle": angles,
        "poses": st.lists(poses, max_size=2).map(
            lambda found: tuple(replace(pose, at=index / 2) for index, pose in enumerate(found))
        ),
        "looks": st.lists(looks, max_size=3).map(tuple),
        "transition_in": st.builds(Transition, st.just("luma"), st.integers(1, 900), names),
    },
)


def dressed(timeline: Timeline, clip_id: str, dress: dict[str, Any]) -> Timeline:
    """A picture with other looks and another place."""
    (clip,) = pictures_by_id(timeline, clip_id)
    return rework(timeline, changed={clip_id: replace(clip, **dress)})


def resolved(argument: Any, timeline: Timeline) -> Any:
    """An argument with the ids of the clips that were picked."""
    if isinstance(argument, Pick):
        return argument.id_in(timeline)
    return [resolved(item, timeline) for item in argument] if isinstance(argument, list) else argument


def edit(
    function: Callable[..., Timeline], *args: st.SearchStrategy[Any], **kwargs: st.SearchStrategy[Any]
) -> st.SearchStrategy[Edit]:
    """A strategy of the edit with arguments drawn from others."""

    def made(given_args: tuple[Any, ...], given_kwargs: dict[str, Any]) -> Edit:
        return lambda timeline: function(
            timeline,
            *(resolved(argument, timeline) for argument in given_args),
            **{name: resolved(argument, timeline) for name, argument in given_kwargs.items()},
        )

    return st.builds(made, st.tuples(*args), st.fixed_dictionaries(kwargs))


EDITS: st.SearchStrategy[Edit] = st.one_of(
    edit(edits.append, st.lists(clips, min_size=1, max_size=3)),
    edit(edits.append, st.builds(end_card, st.just("e"))),
    edit(edits.insert, clips, before=photo_ids),
    edit(edits.insert, clips, after=photo_ids),
    edit(edits.remove, ids),
    edit(edits.move, some_ids, before=photo_ids),
    edit(edits.swap, photo_ids, photo_ids),
    edit(edits.replace_source, ids, st.just("new"), film=st.sampled_from([None, True, False])),
    edit(edits.duplicate, photo_ids),
    edit(edits.trim, ids, start_ms=lengths, end_ms=lengths),
    edit(edits.split, ids, lengths),
    edit(edits.set_duration, ids, lengths),
    edit(edits.set_total_duration, st.integers(0, 60_000)),
    edit(edits.change_speed, some_ids, st.floats(0.3, 3)),
    edit(styling.rotate, some_ids, st.integers(-5, 5)),
    edit(styling.flip, some_ids, st.sampled_from("hvx")),
    edit(styling.set_crop, some_ids, boxes),
    edit(styling.set_box, some_ids, boxes),
    edit(styling.set_motion, some_ids, st.builds(Motion, st.sampled_from(["zoom-in", "pan-up", "spin"]))),
    edit(styling.add_look, some_ids, st.builds(Look, st.just("warm"), st.floats(-10, 110))),
    edit(styling.set_transition, photo_ids, ways),
    edit(styling.set_all_transitions, ways),
    edit(styling.set_way_in, ways),
    edit(styling.set_way_out, ways),
    edit(styling.set_canvas, size=st.sampled_from([(1080, 1920), (640, 360), (3840, 3840)])),
    edit(layers.add_title, texts, start_ms=st.none() | lengths, reference=st.none() | ids),
    edit(layers.edit_title, ids, text=texts, reference=st.just("") | ids),
    edit(layers.add_audio, st.just("m"), start_ms=st.none() | lengths, gain=st.floats(0, 3)),
    edit(layers.edit_audio, ids, gain=st.just(((0, 0.0), (900, 1.0)))),
    edit(layers.add_overlay, st.just("l"), boxes, reference=st.none() | ids),
    edit(layers.set_start, ids, lengths),
    edit(footage.set_speed, some_ids, st.floats(0.05, 9)),
    edit(footage.reverse, some_ids, st.booleans()),
    edit(footage.freeze_frame, photo_ids, lengths, lengths),
    edit(footage.set_source_range, ids, lengths, lengths),
    edit(footage.set_sound_gain, ids, st.floats(-0.1, 2.1) | st.just(((0, 0.0), (1, 0.5), (900, 1.0)))),
    edit(dressed, ids, dresses),
)


START = edits.append(Timeline(), [photo("a"), photo("b"), film("f"), end_card("e")])
START = layers.add_title(layers.add_audio(START, "m"), "Hi", reference="c2")
START = styling.set_all_transitions(START, Transition("fade", 600))


@given(st.lists(EDITS, min_size=8, max_size=30))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
def test_any_sequence_of_edits(steps: list[Edit]) -> None:
    history = History(START)
    seen = [history.present]
    for step in steps:
        before = history.present
        try:
            after = step(before)
        except InvalidEdit as error:
            assert error.message.strip()
            continue
        check(after)
        assert after == step(before), "an edit is a pure function"
        told = changes(before, after)
        assert bool(told) == (before != after)
        history = history.push(after)
        if after != before:
            seen.append(after)
        if main_clips(after):
            assert after.duration_ms == main_clips(after)[-1].end_ms, "nothing outlasts the pictures"
    for timeline in reversed(seen[:-1]):
        history = history.undo()
        assert history.present == timeline
    for timeline in seen[1:]:
        history = history.redo()
        assert history.present == timeline
    draft = to_draft(history.present)
    assert from_draft(json.dumps(draft)) == history.present
    VALIDATOR.validate(draft)
    assert "\n" not in summary(history.present)


@given(st.lists(EDITS, min_size=3, max_size=12), st.integers(0, 60_000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_total_is_exact_or_refused(steps: list[Edit], total_ms: int) -> None:
    timeline = START
    for step in steps:
        try:
            timeline = step(timeline)
        except InvalidEdit:
            continue
    try:
        after = edits.set_total_duration(timeline, total_ms)
    except InvalidEdit:
        return
    assert after.duration_ms == total_ms
    assert [clip.id for clip in main_clips(after)] == [clip.id for clip in main_clips(timeline)]
    assert {clip.id for clip in all_clips(after)} <= {clip.id for clip in all_clips(timeline)}


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=30), st.integers(0, 10**6), st.integers(0, 200))
def test_apportion_adds_up(weights: list[int], more: int, least: int) -> None:
    total = least * len(weights) + more
    parts = apportion(weights, total, least)
    assert sum(parts) == total
    assert min(parts) >= least
