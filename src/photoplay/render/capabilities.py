"""What can be drawn today. The one table that command line, server, agent and tests read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.render.crowds import require_few
from photoplay.render.looks.table import LOOK_TABLE
from photoplay.render.moves import EASINGS
from photoplay.render.transitions.shares import shares
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.timeline.keys import KEYS, path_of
from photoplay.timeline.model import TextClip, Timeline, VideoClip
from photoplay.timeline.spoken import transitions_like

#: Words that are set in type before the first frame, characters of a whole video: a caption takes about as
#: long as its place, other words 0.1 ms a character.
MOST_LETTERS, MOST_CAPTION_LETTERS = 50_000, 1_000_000

#: Names that can be drawn, by what they name.
_NAMES: Mapping[str, Iterable[str]] = {
    "transition": (*TRANSITIONS, "none"),
    "overlay transition": (*(name for name in TRANSITIONS if shares(name)), "none"),
    "easing": EASINGS,
}


def missing_capabilities(timeline: Timeline) -> Iterator[tuple[str, str]]:
    """Each name in a timeline that cannot be drawn, as ``transition:<name>`` or ``easing:<name>``, and the field's
    path.
    """
    main = timeline.main_track
    for t, track in enumerate(timeline.tracks):
        for s, clip in enumerate(track.clips):
            if isinstance(clip, VideoClip):
                yield from _missing_in(clip, t, s, is_overlay=track is not main)


def _place(t: int, s: int) -> str:
    return path_of(path_of("", "tracks", t), "clips", s)


def _missing_in(clip: VideoClip, t: int, s: int, *, is_overlay: bool) -> Iterator[tuple[str, str]]:
    for attribute in ("transition_in", "transition_out"):
        transition = getattr(clip, attribute)
        kind = "overlay transition" if is_overlay else "transition"
        if transition is not None and transition.type not in _NAMES[kind]:
            yield f"{kind}:{transition.type}", path_of(_place(t, s), attribute)
    for index, keyframe in enumerate(clip.motion.keyframes if clip.motion else ()):
        if keyframe.easing not in EASINGS:
            motion = path_of(_place(t, s), "motion")
            yield f"easing:{keyframe.easing}", path_of(path_of(motion, "keyframes", index), "easing")
    for index, pose in enumerate(clip.poses):
        if pose.easing not in EASINGS:
            yield f"easing:{pose.easing}", path_of(path_of(_place(t, s), "poses", index), "easing")


def require_drawable(timeline: Timeline) -> None:
    """Refuses, in words, what cannot be drawn.

    Raises:
        NotDrawable: Names the first such thing and its field.
        InvalidTimeline: A look or a transition goes by a file and names none.
    """
    for what, field in missing_capabilities(timeline):
        kind, _, name = what.partition(":")
        raise NotDrawable(f"The {kind} “{name}” cannot be drawn yet. {_offered(kind, name)}", field=field)
    _require_files(timeline)
    _require_readable(timeline)
    require_few(timeline)


def _offered(kind: str, name: str) -> str:
    """The nearest of the names that can be drawn, or some of them, and where to find the others."""
    known = tuple(_NAMES[kind])
    if kind == "easing":
        return f"Choose one of: {', '.join(known)}."
    near = transitions_like(name, known)
    told = (
        f"Did you mean {' or '.join(near)}?" if near else f"Choose another, such as {', '.join(known[:3])}."
    )
    return f"{told} All are told by: photoplay transitions"


def _require_files(timeline: Timeline) -> None:
    """Refuses looks and transitions that go by a file and name none."""
    for t, track in enumerate(timeline.tracks):
        for s, clip in enumerate(track.clips):
            if isinstance(clip, VideoClip):
                _require_named(clip, t, s)


def _require_named(clip: VideoClip, t: int, s: int) -> None:
    key = KEYS["source"]
    for index, look in enumerate(clip.looks):
        if LOOK_TABLE[look.type].takes_file and look.source is None:
            raise InvalidTimeline(
                f"The look “{look.type}” needs a table of colours: name an uploaded .cube file as its “{key}”.",
                field=path_of(path_of(_place(t, s), "looks", index), "source"),
            )
    for attribute in ("transition_in", "transition_out"):
        transition = getattr(clip, attribute)
        way = TRANSITIONS.get(transition.type) if transition is not None else None
        if way is not None and way.takes_file and transition.source is None:
            raise InvalidTimeline(
                f"The transition “{transition.type}” goes by a picture: name one as its “{key}”.",
                field=path_of(path_of(_place(t, s), attribute), "source"),
            )


def _require_readable(timeline: Timeline) -> None:
    """Refuses more words than anybody could read, which would keep the machine busy for long."""
    letters = {True: 0, False: 0}
    for t, track in enumerate(timeline.tracks):
        for s, clip in enumerate(track.clips):
            if not isinstance(clip, TextClip):
                continue
            is_caption = clip.style.get("role") == "caption"
            letters[is_caption] += len(clip.text)
            if letters[is_caption] > (MOST_CAPTION_LETTERS if is_caption else MOST_LETTERS):
                raise NotDrawable(
                    "The video has more words than can be set. Shorten or remove some texts.",
                    field=path_of(path_of(path_of("", "tracks", t), "clips", s), "text"),
                )
