"""What can be drawn today. The one table that command line, server, agent and tests read."""

from __future__ import annotations

from collections.abc import Iterator

from photoplay.errors import NotDrawable
from photoplay.render.transitions import TRANSITIONS
from photoplay.timeline.model import Clip, Timeline, TrackKind, VideoClip

#: What a timeline may hold that is not drawn yet, and what to tell the person who asked for it.
NOT_YET: dict[str, str] = {
    "audio": "Music and sound cannot be mixed yet. Remove the sound, or leave it for a later version.",
    "text": "Titles cannot be drawn yet. Remove the text, or leave it for a later version.",
    "overlay": "A second picture on top (a logo, a sticker) cannot be drawn yet. Remove it from the draft.",
    "look": "Looks and colour changes cannot be drawn yet. Remove them from the draft.",
    "opacity": "See-through photos cannot be drawn yet. Set the opacity back to 1.",
    "box": "A photo in a part of the frame cannot be drawn yet. Remove its position.",
    "speed": "Speed changes need clips; photos have none. Change the duration instead.",
}


def missing_capabilities(timeline: Timeline) -> Iterator[tuple[str, str]]:
    """Each thing in a timeline that cannot be drawn: its row of ``NOT_YET`` and the field's path.

    A transition without a row comes as ``transition:<name>``.
    """
    main = timeline.main_track
    for t, track in enumerate(timeline.tracks):
        if track.kind is not TrackKind.VIDEO or track is not main:
            names = {TrackKind.AUDIO: "audio", TrackKind.TEXT: "text", TrackKind.VIDEO: "overlay"}
            yield from ((names[track.kind], f"t[{t}]") for _ in track.clips[:1])
            continue
        for s, clip in enumerate(track.clips):
            yield from ((what, f"t[{t}].sg[{s}].{key}") for what, key in _missing_in(clip))


def _missing_in(clip: Clip) -> Iterator[tuple[str, str]]:
    assert isinstance(clip, VideoClip)
    if clip.looks:
        yield "look", "fx"
    if clip.opacity != 1:
        yield "opacity", "op"
    if clip.box is not None:
        yield "box", "pos"
    if clip.speed != 1:
        yield "speed", "sp"
    if clip.transition_in is not None and clip.transition_in.type not in TRANSITIONS:
        yield f"transition:{clip.transition_in.type}", "tr"


def require_drawable(timeline: Timeline) -> None:
    """Refuses, in words, what cannot be drawn.

    Raises:
        NotDrawable: Names the first such thing and its field.
    """
    for what, field in missing_capabilities(timeline):
        if what.startswith("transition:"):
            known = ", ".join(TRANSITIONS)
            raise NotDrawable(
                f"The transition “{what.partition(':')[2]}” cannot be drawn yet. Choose one of: {known}.",
                field=field,
            )
        raise NotDrawable(NOT_YET[what], field=field)
