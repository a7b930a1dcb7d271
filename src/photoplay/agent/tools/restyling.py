"""The tool for feels: bundles of looks, pace, transitions, motion and music, as a person would expect them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from photoplay.agent.desk import Desk
from photoplay.agent.tools.automatic import reworked
from photoplay.agent.tools.colours import changed_by, with_style
from photoplay.agent.tools.kinds import Flag, choice
from photoplay.agent.tools.music import music_of, set_music
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import Photos, chosen, ids_of, stills
from photoplay.timeline import edits, styling
from photoplay.timeline.find import main_clips
from photoplay.timeline.generated import Music, generated_by
from photoplay.timeline.model import Look, Motion, Timeline, Transition

#: A feel that quickens shows no photo for a shorter time, one that slows down none for a longer. Source: taste, "Pace".
_QUICKEST_MS, _SLOWEST_MS = 1200, 5000
_END_MS = 1000
#: Share of the frame that a strong move travels in a second; a gentle one leaves less.
_SPEEDS: Mapping[str, float] = {"gentle": 0.03, "strong": 0.07}


@dataclass(frozen=True, slots=True)
class Feel:
    """What a word for a feel means; what is not told stays as it is.

    Attributes:
        styles: Looks and their strengths.
        changes: Properties and by how much.
        transition: Its name and length in seconds, or "none".
        pace: So many times as fast.
        motion: "gentle" or "strong".
        mood: Of the music, where there is composed music.
        ends: Whether it comes from black and goes to black.
    """

    styles: tuple[tuple[str, float], ...] = ()
    changes: tuple[tuple[str, float], ...] = ()
    transition: tuple[str, float] | None = None
    pace: float = 1.0
    motion: str = ""
    mood: str = ""
    ends: bool = False


#: Source: taste, "Pace" and "Colour", and by eye.
FEELS: Mapping[str, Feel] = {
    "pop": Feel((("vivid", 55),), (("contrast", 10), ("sharpen", 10))),
    "cinematic": Feel((("cinematic", 55),), (("vignette", 15),), ("fade", 0.8), motion="gentle", mood="cinematic",
                      ends=True),
    "trailer": Feel((("cinematic", 60),), (("contrast", 10), ("vignette", 15)), ("fadeblack", 0.6), 1.25, "strong",
                    "epic", ends=True),
    "elegant": Feel((("matte", 35),), (), ("fade", 0.8), motion="gentle", mood="calm"),
    "fun": Feel((("vivid", 45),), (), ("slideleft", 0.4), 1.2, mood="happy"),
    "calm": Feel((), (("saturation", -8),), ("fade", 1.0), 0.8, "gentle", "calm"),
    "energetic": Feel((("vivid", 40),), (("contrast", 8),), ("none", 0.0), 1.4, "strong", "upbeat"),
    "vintage": Feel((("vintage", 60),), (("vignette", 15),), ("fade", 0.6), mood="jazz"),
    "romantic": Feel((("warm", 45),), (), ("fade", 0.8), motion="gentle", mood="romantic"),
    "luxury": Feel((("cinematic", 35),), (("contrast", 10), ("vignette", 15)), ("fade", 0.8), motion="gentle",
                   mood="cinematic"),
    "professional": Feel((), (("contrast", 6), ("sharpen", 8)), ("fade", 0.5), motion="gentle", mood="corporate"),
    "minimal": Feel((), (("saturation", -12),), ("fade", 0.4), motion="gentle", mood="calm"),
    "dreamy": Feel((("faded", 40),), (("brightness", 8), ("contrast", -10)), ("fade", 1.0), motion="gentle",
                   mood="calm"),
    "dark": Feel((), (("brightness", -18), ("contrast", 10), ("vignette", 25)), mood="dramatic"),
    "bright": Feel((), (("brightness", 18), ("saturation", 10))),
    "festive": Feel((("warm", 40),), (("saturation", 10),), ("fade", 0.5), mood="festive"),
}  # fmt: skip

FeelName = Annotated[
    str,
    choice(
        *FEELS,
        also={
            "movie": "cinematic", "movie trailer": "trailer", "film": "cinematic", "dynamic": "energetic",
            "relaxing": "calm", "retro": "vintage", "premium": "luxury", "clean": "minimal", "moody": "dark",
            "cheerful": "fun", "corporate": "professional", "epic": "trailer",
        },
    ),
]  # fmt: skip


def restyle(
    desk: Desk,
    *,
    feel: FeelName,
    photos: Photos | None = None,
    keep_music: Flag = False,
    keep_lengths: Flag = False,
    keep_transitions: Flag = False,
    keep_looks: Flag = False,
) -> Done:
    """Gives the video another feel: looks, transitions, pace, motion and music together, moderately. Words, order
    and uploaded songs stay.

    Args:
        feel: “pop”, “cinematic”, “trailer”, “elegant”, “fun”, “calm”, “energetic”, “vintage”, “romantic”,
            “luxury”, “professional”, “minimal”, “dreamy”, “dark”, “bright” or “festive”.
        photos: Only these, and only their looks and motion; default: the whole video.
        keep_music: Whether the music stays as it is.
        keep_lengths: Whether photos stay as long as they are.
        keep_transitions: Whether transitions stay as they are.
        keep_looks: Whether colours and looks stay as they are.

    Example:
        restyle(feel="cinematic", keep_music=True)
    """
    told = FEELS[feel]
    timeline = desk.timeline if keep_looks else _coloured(desk, photos, told)
    timeline = _moving(desk, timeline, photos, told)
    if photos is None:
        timeline = timeline if keep_lengths else _paced(desk, timeline, told)
        timeline = timeline if keep_transitions else _joined(desk, timeline, told)
        timeline = timeline if keep_music else _scored(desk, timeline, told)
    return Done(timeline, photos=photos or ())


def _coloured(desk: Desk, photos: tuple[str, ...] | None, told: Feel) -> Timeline:
    changed = {}
    for clip in chosen(desk, photos):
        looks = clip.looks
        for name, amount in told.styles:
            looks = with_style(looks, Look(name, amount))
        for name, by in told.changes:
            present = next((look.amount for look in looks if look.type == name), 0.0)
            # Said twice, it becomes no more than it should.
            step = by if abs(present + by) <= 2 * abs(by) else 0.0
            looks = changed_by(looks, name, step) if step else looks
        changed[clip.id] = replace(clip, looks=looks)
    return reworked(desk.timeline, changed)


def _moving(desk: Desk, timeline: Timeline, photos: tuple[str, ...] | None, told: Feel) -> Timeline:
    if not told.motion:
        return timeline
    wanted = set(ids_of(stills(chosen(desk, photos))))
    changed = {}
    for clip in main_clips(timeline):
        if clip.id in wanted and clip.motion is not None and clip.motion.type not in ("hold", "custom"):
            amount = round(_SPEEDS[told.motion] * clip.duration_ms / 1000, 3)
            changed[clip.id] = replace(clip, motion=Motion(clip.motion.type, amount))
    return reworked(timeline, changed)


def _paced(desk: Desk, timeline: Timeline, told: Feel) -> Timeline:
    """Photos quicker or slower, where nobody asked for a length of the whole."""
    if told.pace == 1.0 or desk.scene.memory.brief.get("seconds"):
        return timeline
    lengths = {}
    for clip in stills(chosen(desk, None)):
        length_ms = round(clip.duration_ms / told.pace)
        if told.pace > 1:
            length_ms = max(length_ms, min(clip.duration_ms, _QUICKEST_MS))
        else:
            length_ms = min(length_ms, max(clip.duration_ms, _SLOWEST_MS))
        lengths[clip.id] = length_ms
    return edits.set_durations(timeline, lengths) if lengths else timeline


def _joined(desk: Desk, timeline: Timeline, told: Feel) -> Timeline:
    if told.transition is not None and len(main_clips(timeline)) > 1:
        name, length_s = told.transition
        way = None if name == "none" else Transition(name, round(1000 * length_s))
        timeline = styling.set_all_transitions(timeline, way)
    if told.ends:
        timeline = styling.set_way_in(timeline, Transition("fadeblack", _END_MS))
        timeline = styling.set_way_out(timeline, Transition("fadeblack", _END_MS))
    return timeline


def _scored(desk: Desk, timeline: Timeline, told: Feel) -> Timeline:
    """Other composed music; a song that was sent stays, and so does silence."""
    shown = music_of(timeline)
    if not told.mood or not shown or not isinstance(generated_by(shown[0].source), Music):
        return timeline
    before = desk.timeline
    try:
        desk.timeline = timeline
        return set_music(desk, mood=told.mood).timeline
    finally:
        desk.timeline = before
