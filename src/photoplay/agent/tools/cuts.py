"""Tools for the way from one photo to the next, and for how the video begins and ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.kinds import Factor, Kind, Seconds, choice, shown
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import Photos, all_photos
from photoplay.timeline import styling
from photoplay.timeline.called import TRANSITION_NAMES
from photoplay.timeline.find import label, main_clips, main_clips_by_id
from photoplay.timeline.model import Timeline, Transition
from photoplay.timeline.spoken import transition_named, transitions_like

#: Those that need no picture to go by.
TRANSITIONS: tuple[str, ...] = tuple(name for name in TRANSITION_NAMES if name not in ("none", "luma"))
_LENGTH_MS, _ENDS_MS = 600, 1000
_LEAST_MS, _MOST_MS = 40, 10_000
#: The way in from black and out to it. Source: the API contract.
_BLACK = "fadeblack"
_NONE = (
    "none",
    "no",
    "cut",
    "cuts",
    "hard cut",
    "hard cuts",
    "hard",
    "straight cut",
    "硬切",
    "无",
    "無",
    "无转场",
)


def _read_kind(desk: Desk, name: str, value: Any) -> str:
    if isinstance(value, str) and len(value) < 80:
        if value.strip().casefold() in _NONE:
            return "none"
        if found := transition_named(value, TRANSITIONS):
            return found
        if near := transitions_like(value, TRANSITIONS):
            raise Refused("no_such_transition_like", kind=shown(value), near=", ".join(near))
    raise Refused("no_such_transition", kind=shown(value))


TransitionName = Annotated[str, Kind({"type": "string", "enum": [*TRANSITIONS, "none"]}, _read_kind)]
End = Annotated[
    str, choice("fade", "none", also={"black": "fade", "fadeblack": "fade", "fade to black": "fade"})
]


def set_transition(
    desk: Desk, *, kind: TransitionName, seconds: Seconds | None = None, photos: Photos | None = None
) -> Done:
    """Sets the way from one photo to the next.

    Args:
        kind: Such as “fade” (crossfade), “dissolve”, “wipeleft”, “slideleft”, “circleopen”, “fadeblack”, “zoom”,
            “glitch”, “page”; “none” is a hard cut.
        seconds: How long it takes; default: as long as the present ones, else 0.6.
        photos: The photos that it leads into; default: all cuts.

    Example:
        set_transition(kind="wipeleft", seconds=0.5, photos=[3])
    """
    if kind == "none":
        return remove_transitions(desk, photos=photos)
    length_ms = _usual_ms(desk.timeline) if seconds is None else _length_ms(seconds)
    timeline = _set(desk, photos, Transition(kind, length_ms))
    return Done(timeline, _note(desk, timeline, photos, length_ms), photos or ())


def _length_ms(seconds: float) -> int:
    if not _LEAST_MS <= seconds * 1000 <= _MOST_MS:
        raise Refused("no_such_transition_length", low=_LEAST_MS / 1000, high=_MOST_MS // 1000)
    return round(seconds * 1000)


def _usual_ms(timeline: Timeline) -> int:
    """The length that most transitions have."""
    lengths = Counter(
        clip.transition_in.duration_ms for clip in main_clips(timeline)[1:] if clip.transition_in
    )
    return lengths.most_common(1)[0][0] if lengths else _LENGTH_MS


def _set(desk: Desk, photos: Sequence[str] | None, transition: Transition | None) -> Timeline:
    all_photos(desk)
    timeline = desk.timeline
    if photos is None or _are_all(desk, photos):
        return styling.set_all_transitions(timeline, transition)
    first = main_clips(timeline)[0]
    into = [clip for clip in main_clips_by_id(timeline, photos) if clip.id != first.id]
    if not into:
        raise Refused("no_transition_first", who=label(timeline, first))
    for clip in into:
        timeline = styling.set_transition(timeline, clip.id, transition)
    return timeline


def _are_all(desk: Desk, photos: Sequence[str]) -> bool:
    return {clip.id for clip in all_photos(desk)} <= set(photos)


def _note(desk: Desk, timeline: Timeline, photos: Sequence[str] | None, length_ms: int) -> str:
    """Whether some shots are too short for the whole transition, or nothing is different."""
    if timeline == desk.timeline:
        return say(desk.language, "note_same_transition")
    pairs = [
        pair for pair in pairwise(main_clips(timeline))
        if photos is None or pair[1].id in photos
    ]  # fmt: skip
    if any(length_ms > min(left.duration_ms, right.duration_ms) // 2 for left, right in pairs):
        return say(desk.language, "note_transition_short")
    return ""


def set_transition_seconds(
    desk: Desk, *, seconds: Seconds | None = None, factor: Factor | None = None, photos: Photos | None = None
) -> Done:
    """Makes transitions longer or shorter; the photos keep their lengths. Give seconds or factor.

    Args:
        seconds: Length from now on, 0.04–10.
        factor: So many times as long as now.
        photos: The photos that they lead into; default: all.

    Example:
        set_transition_seconds(seconds=1)
    """
    if (seconds is None) == (factor is None):
        raise Refused("one_length")
    all_photos(desk)
    timeline = desk.timeline
    clips = main_clips(timeline)
    with_way = [
        right for left, right in pairwise(clips)
        if right.transition_in and (photos is None or right.id in photos)
    ]  # fmt: skip
    if not with_way:
        if seconds is None:
            raise Refused("no_transitions")
        return set_transition(desk, kind="fade", seconds=seconds, photos=photos)
    length_ms = 0
    for clip in with_way:
        assert clip.transition_in is not None
        old = clip.transition_in
        length_s = seconds if seconds is not None else old.duration_ms * (factor or 1) / 1000
        length_ms = _length_ms(length_s)
        new = Transition(old.type, length_ms, old.source, old.extra)
        timeline = styling.set_transition(timeline, clip.id, new)
    return Done(timeline, _note(desk, timeline, photos, length_ms), photos or ())


def remove_transitions(desk: Desk, *, photos: Photos | None = None) -> Done:
    """Makes hard cuts: one photo is there at once when the other one goes.

    Args:
        photos: The photos that are cut to; default: all cuts.

    Example:
        remove_transitions()
    """
    clips = main_clips(desk.timeline)
    wanted = [clip for clip in clips[1:] if photos is None or _are_all(desk, photos) or clip.id in photos]
    if clips and not any(clip.transition_in for clip in wanted):
        return Done(desk.timeline, say(desk.language, "note_hard_cuts"), photos or ())
    return Done(_set(desk, photos, None), photos=photos or ())


def set_ends(
    desk: Desk, *, opening: End | None = None, ending: End | None = None, seconds: Seconds = _ENDS_MS / 1000
) -> Done:
    """Lets the video come out of black at its start, or go to black at its end.

    Args:
        opening: “fade” (from black) or “none”.
        ending: “fade” (to black) or “none”.
        seconds: How long it takes.

    Example:
        set_ends(ending="fade", seconds=1.5)
    """
    if opening is None and ending is None:
        raise Refused("no_end_told")
    length_ms = _length_ms(seconds)
    timeline = desk.timeline
    if opening is not None:
        way = Transition(_BLACK, length_ms) if opening == "fade" else None
        timeline = styling.set_way_in(timeline, way)
    if ending is not None:
        way = Transition(_BLACK, length_ms) if ending == "fade" else None
        timeline = styling.set_way_out(timeline, way)
    note = say(desk.language, "note_same_ends") if timeline == desk.timeline else ""
    return Done(timeline, note)
