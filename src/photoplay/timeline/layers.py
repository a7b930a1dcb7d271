"""Edits of what goes with the pictures: words, music, logos. Pure functions ``Timeline -> Timeline``.

    | A | B |      | A | B |
              ->      [title]
                   [ music ]

Each lands on a track of its kind with room, else on a new one. ``remove`` of ``edits.py`` takes any
away. All raise ``InvalidEdit`` when they cannot be done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict, Unpack

from photoplay.errors import InvalidEdit
from photoplay.timeline.find import (
    all_clips,
    clip_by_id,
    free_ids,
    main_clips,
    next_clip_id,
    next_id,
    sound_by_id,
    title_by_id,
)
from photoplay.timeline.model import (
    AudioClip,
    Box,
    Clip,
    Fit,
    Json,
    Motion,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VideoClip,
)
from photoplay.timeline.ripple import checked, main_end_ms, rework

#: Volume of new music under pictures. Source: the API contract ("35%").
MUSIC_GAIN = 0.35
TITLE_MS = 3000
#: Shorter captions would not be there long enough to fade.
_FADING_MS = 400
CAPTIONS_NAME = "Captions"

Gain = float | tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class NewTitle:
    """Words to be written; see ``add_title``."""

    text: str
    start_ms: int | None = None
    duration_ms: int | None = None
    reference: str | None = None
    role: str = "title"
    style: Mapping[str, Json] = field(default_factory=dict)
    animation: Mapping[str, Json] = field(default_factory=dict)
    name: str = ""


def add_title(
    timeline: Timeline,
    text: str,
    *,
    start_ms: int | None = None,
    duration_ms: int | None = None,
    reference: str | None = None,
    role: str = "title",
    style: Mapping[str, Json] | None = None,
    animation: Mapping[str, Json] | None = None,
    name: str = "",
) -> Timeline:
    """Write words on the picture.

        | A | B |  ->  | A | B |
                       [title]

    Args:
        timeline: The timeline to change.
        text: The words, kept exactly as they are.
        start_ms: From the start of the video; default: with ``reference``, else 0.
        duration_ms: Default: as long as ``reference``, else 3 s. It ends with the video at the latest.
        reference: Id of the clip it moves, lasts and goes with.
        role: What the words are for; a name of ``TEXT_ROLES``.
        style: Position, size, colour, font, as in the draft's ``st``.
        animation: As in the draft's ``an``.
        name: Display name.
    """
    one = NewTitle(text, start_ms, duration_ms, reference, role, style or {}, animation or {}, name)
    return add_titles(timeline, [one])


def add_titles(timeline: Timeline, wanted: Iterable[NewTitle]) -> Timeline:
    """Write many words at once: as ``add_title`` one after the other, in the time of one.

    | A | B |  ->  | A | B |
                   [a] [b]
    """
    ids = free_ids(clip.id for clip in all_clips(timeline))
    added = [_new_title(timeline, clip_id, one) for clip_id, one in zip(ids, wanted, strict=False)]
    return rework(timeline, added=added) if added else timeline


def _new_title(timeline: Timeline, clip_id: str, wanted: NewTitle) -> TextClip:
    if not wanted.text.strip():
        raise InvalidEdit("Say what the text should be.")
    start_ms, duration_ms = _place_in_time(
        timeline, wanted.start_ms, wanted.duration_ms, wanted.reference, TITLE_MS
    )
    return TextClip(
        id=clip_id,
        name=wanted.name,
        start_ms=start_ms,
        duration_ms=duration_ms,
        reference=wanted.reference,
        text=wanted.text,
        style={**wanted.style, "role": wanted.role},
        animation=dict(wanted.animation),
    )


def edit_title(
    timeline: Timeline,
    clip_id: str,
    *,
    text: str | None = None,
    style: Mapping[str, Json] | None = None,
    animation: Mapping[str, Json] | None = None,
    reference: str | None = None,
) -> Timeline:
    """Change words or how they are set; what is not given stays.

        [title]  ->  [TITLE]

    Args:
        timeline: The timeline to change.
        clip_id: Id of the text.
        text: The new words.
        style: Keys to change; a value of ``None`` takes the key away.
        animation: The same for the animation.
        reference: The clip it belongs to from now on; ``""`` frees it.
    """
    title = title_by_id(timeline, clip_id)
    if text is not None and not text.strip():
        raise InvalidEdit("Say what the text should be, or remove it.")
    new = replace(
        title,
        text=title.text if text is None else text,
        style=_merged(title.style, style),
        animation=_merged(title.animation, animation),
        reference=_reference(timeline, title, reference),
    )
    return rework(timeline, changed={clip_id: new})


def add_captions(timeline: Timeline, cues: Iterable[tuple[int, int, str]]) -> Timeline:
    """Write words with times of their own, all on one new track.

        | A | B |  ->  | A | B |
                       [a] [b]

    Args:
        timeline: The timeline to change.
        cues: Start, end (milliseconds) and words of each, in order, none overlapping. What lies after
            the end of the video is cut off, or left out. Where one follows on another, or is very short, the
            words change without a fade.
    """
    cues = list(cues)
    starts, ends = {start for start, _, _ in cues}, {end for _, end, _ in cues}
    end_ms = main_end_ms(main_clips(timeline))
    new_ids = free_ids(clip.id for clip in all_clips(timeline))
    clips = tuple(
        TextClip(
            id=next(new_ids),
            start_ms=start,
            duration_ms=min(end, end_ms) - start,
            text=text,
            style={"role": "caption"},
            animation={
                **({"in": "none"} if start in ends or end - start < _FADING_MS else {}),
                **({"out": "none"} if end in starts or end - start < _FADING_MS else {}),
            },
        )
        for start, end, text in cues
        if start < end_ms
    )
    if not clips:
        raise InvalidEdit("There is no caption within the video's length.")
    track_id = next_id((track.id for track in timeline.tracks), "t")
    track = Track(track_id, TrackKind.TEXT, clips, CAPTIONS_NAME)
    return checked(replace(timeline, tracks=(*timeline.tracks, track)))


class Playing(TypedDict, total=False):
    """How music or sound is played; the attributes of ``AudioClip``."""

    name: str
    source_in_ms: int
    speed: float
    gain: Gain
    fade_in_ms: int
    fade_out_ms: int
    duck: bool
    mood: str | None
    loop: bool


def add_audio(
    timeline: Timeline,
    source: str,
    *,
    start_ms: int | None = None,
    duration_ms: int | None = None,
    reference: str | None = None,
    **playing: Unpack[Playing],
) -> Timeline:
    """Add music or sound, by default from the start of the video to its end, at 35 %.

        | A | B |  ->  | A | B |
                       [ music ]

    Args:
        timeline: The timeline to change.
        source: Asset id, or the id of a generated medium.
        start_ms: From the start of the video; default: with ``reference``, else 0.
        duration_ms: Default: as long as ``reference``, else to the end of the video.
        reference: Id of the clip it moves, lasts and goes with.
        playing: Volume, fades and so on.
    """
    rest_ms = max(1, main_end_ms(main_clips(timeline)) - (start_ms or 0))
    start_ms, duration_ms = _place_in_time(timeline, start_ms, duration_ms, reference, rest_ms)
    sound = AudioClip(
        id=next_clip_id(timeline),
        start_ms=start_ms,
        duration_ms=duration_ms,
        reference=reference,
        source=source,
        gain=MUSIC_GAIN,
    )
    return rework(timeline, added=[replace(sound, **playing)])


def edit_audio(timeline: Timeline, clip_id: str, **playing: Unpack[Playing]) -> Timeline:
    """Change how music or sound is played; what is not given stays. A gain of 0 mutes it.

    [ music ]  ->  [ MUSIC ]
    """
    return rework(timeline, changed={clip_id: replace(sound_by_id(timeline, clip_id), **playing)})


def add_overlay(
    timeline: Timeline,
    source: str,
    box: Box,
    *,
    name: str = "",
    start_ms: int | None = None,
    duration_ms: int | None = None,
    fit: Fit = "contain",
    opacity: float = 1.0,
    reference: str | None = None,
) -> Timeline:
    """Lay a still such as a logo over the video, by default from its start to its end.

    | A | B |  ->  | A | B |
                   [ logo  ]
    """
    rest_ms = max(1, main_end_ms(main_clips(timeline)) - (start_ms or 0))
    start_ms, duration_ms = _place_in_time(timeline, start_ms, duration_ms, reference, rest_ms)
    overlay = VideoClip(
        id=next_clip_id(timeline),
        name=name,
        start_ms=start_ms,
        duration_ms=duration_ms,
        reference=reference,
        source=source,
        fit=fit,
        motion=Motion("hold"),
        box=box,
        opacity=opacity,
    )
    return rework(timeline, added=[overlay])


def set_start(timeline: Timeline, clip_id: str, start_ms: int) -> Timeline:
    """Let a text, a sound or an overlay begin at another time; its length stays.

    [title]    ->    [title]
    | A | B |        | A | B |
    """
    clip = clip_by_id(timeline, clip_id)
    if clip.id in {main.id for main in main_clips(timeline)}:
        raise InvalidEdit("Photos follow one another; move the photo before or after another one.")
    if start_ms < 0:
        raise InvalidEdit("Nothing can begin before the video does.")
    end_ms = main_end_ms(main_clips(timeline))
    if 0 < end_ms < start_ms + clip.duration_ms:
        raise InvalidEdit(
            f"It is {clip.duration_ms / 1000:g} s long, and the video ends at {end_ms / 1000:g} s."
        )
    return rework(timeline, changed={clip_id: replace(clip, start_ms=start_ms)})


def _place_in_time(
    timeline: Timeline,
    start_ms: int | None,
    duration_ms: int | None,
    reference: str | None,
    default_ms: int,
) -> tuple[int, int]:
    """Start and length of a new clip: as asked for, else those of its reference, and in the video."""
    parent = clip_by_id(timeline, reference) if reference is not None else None
    if start_ms is None:
        start_ms = parent.start_ms if parent else 0
    if duration_ms is None:
        duration_ms = parent.end_ms - start_ms if parent else default_ms
    end_ms = main_end_ms(main_clips(timeline))
    if end_ms == 0:
        raise InvalidEdit("The video has no photos yet; add one first.")
    if not 0 <= start_ms < end_ms:
        raise InvalidEdit(f"The video runs from 0 to {end_ms / 1000:g} s; nothing can begin outside of it.")
    if duration_ms <= 0:
        raise InvalidEdit("Its length must be more than 0 seconds.")
    return start_ms, min(duration_ms, end_ms - start_ms)


def _merged(old: Mapping[str, Json], new: Mapping[str, Json] | None) -> dict[str, Json]:
    merged = {**old, **(new or {})}
    return {key: value for key, value in merged.items() if value is not None}


def _reference(timeline: Timeline, clip: Clip, reference: str | None) -> str | None:
    if reference is None:
        return clip.reference
    return clip_by_id(timeline, reference).id if reference else None
