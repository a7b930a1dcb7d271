"""What can be drawn today. The one table that command line, server, agent and tests read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from photoplay.errors import NotDrawable
from photoplay.render.moves import EASINGS
from photoplay.render.transitions import TRANSITIONS
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import AudioClip, TextClip, Timeline, TrackKind, VideoClip

#: What a timeline may hold that is not drawn yet, and what to tell the person who asked for it.
NOT_YET: dict[str, str] = {
    "overlay": "A second picture on top (a logo, a sticker) cannot be drawn yet. Remove it from the draft.",
    "look": "Looks and colour changes cannot be drawn yet. Remove them from the draft.",
    "opacity": "See-through photos cannot be drawn yet. Set the opacity back to 1.",
    "box": "A photo in a part of the frame cannot be drawn yet. Remove its position.",
    "sound speed": "Music and sound cannot be made faster or slower yet. Set their speed back to 1.",
    "speed": "Speed changes need clips; photos have none. Change the duration instead.",
}

#: Words that are set in type before the first frame, characters of a whole video: a caption takes about as
#: long as its place, other words 0.1 ms a character.
MOST_LETTERS, MOST_CAPTION_LETTERS = 50_000, 1_000_000
#: Texts other than captions that are seen at one moment.
MOST_AT_ONCE = 40

#: Names that can be drawn, by what they name.
_NAMES: Mapping[str, Iterable[str]] = {"transition": (*TRANSITIONS, "none"), "easing": EASINGS}


def missing_capabilities(timeline: Timeline) -> Iterator[tuple[str, str]]:
    """Each thing in a timeline that cannot be drawn: its row of ``NOT_YET`` and the field's path.

    Names that are not known come as ``transition:<name>`` and ``easing:<name>``.
    """
    main = timeline.main_track
    for t, track in enumerate(timeline.tracks):
        where = path_of("", "tracks", t)
        if track.kind is TrackKind.VIDEO and track is not main:
            yield from (("overlay", where) for _ in track.clips[:1])
            continue
        for s, clip in enumerate(track.clips):
            place = path_of(where, "clips", s)
            if isinstance(clip, VideoClip):
                yield from _missing_in(clip, place)
            elif isinstance(clip, AudioClip) and clip.speed != 1:
                yield "sound speed", path_of(place, "speed")


def _missing_in(clip: VideoClip, where: str) -> Iterator[tuple[str, str]]:
    if clip.looks:
        yield "look", path_of(where, "looks")
    if clip.opacity != 1:
        yield "opacity", path_of(where, "opacity")
    if clip.box is not None:
        yield "box", path_of(where, "box")
    if clip.speed != 1:
        yield "speed", path_of(where, "speed")
    for attribute in ("transition_in", "transition_out"):
        transition = getattr(clip, attribute)
        if transition is not None and transition.type not in _NAMES["transition"]:
            yield f"transition:{transition.type}", path_of(where, attribute)
    for index, keyframe in enumerate(clip.motion.keyframes if clip.motion else ()):
        if keyframe.easing not in EASINGS:
            motion = path_of(where, "motion")
            yield f"easing:{keyframe.easing}", path_of(path_of(motion, "keyframes", index), "easing")


def require_drawable(timeline: Timeline) -> None:
    """Refuses, in words, what cannot be drawn.

    Raises:
        NotDrawable: Names the first such thing and its field.
    """
    for what, field in missing_capabilities(timeline):
        kind, _, name = what.partition(":")
        if name:
            known = ", ".join(_NAMES[kind])
            raise NotDrawable(
                f"The {kind} “{name}” cannot be drawn yet. Choose one of: {known}.", field=field
            )
        raise NotDrawable(NOT_YET[what], field=field)
    _require_readable(timeline)


def _require_readable(timeline: Timeline) -> None:
    """Refuses more words than anybody could read, which would keep the machine busy for long."""
    letters = {True: 0, False: 0}
    borders: list[tuple[int, int]] = []
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
            borders += [] if is_caption else [(clip.start_ms, 1), (clip.end_ms, -1)]
    at_once = 0
    for at_ms, change in sorted(borders):
        at_once += change
        if at_once > MOST_AT_ONCE:
            raise NotDrawable(
                f"More than {MOST_AT_ONCE} texts are seen at {at_ms / 1000:g} s. Remove some, or show them one "
                "after the other."
            )
