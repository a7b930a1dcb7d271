"""Edits of film: how fast and which way it runs, where it stands still, which part is used, how loud it is.

Pure functions ``Timeline -> Timeline``; clips are film on the main track or above it, named by one id or
several. All raise ``InvalidEdit`` when they cannot be done. How film is cut is in ``edits.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from photoplay.errors import InvalidEdit
from photoplay.timeline.checks import MAX_SOURCE_MS, SPEEDS
from photoplay.timeline.clips import is_still
from photoplay.timeline.cutting import Gain, at_speed, source_at
from photoplay.timeline.edits import split
from photoplay.timeline.find import (
    all_clips,
    label,
    main_clips,
    main_clips_by_id,
    next_id,
    pictures_by_id,
)
from photoplay.timeline.model import Clip, Timeline, VideoClip
from photoplay.timeline.ripple import main_end_ms, rework
from photoplay.timeline.values import MAX_LENGTH_MS

#: So long before a picture the one before it is surely shown: containers round times to whole milliseconds.
_BEFORE_MS = 5


def set_speed(timeline: Timeline, clip_ids: str | Iterable[str], speed: float) -> Timeline:
    """Make film play at a speed: 1 is as it was taken, 2 twice as fast, 0.5 slow motion.

        | AAAA | B |  ->  | AA | B |

    It shows the same part of its source, so its length changes. What it was set to before does not count.
    """
    if not SPEEDS[0] <= speed <= SPEEDS[1]:
        raise InvalidEdit(f"A clip can play from {SPEEDS[0]:g} to {SPEEDS[1]:g} times its speed.")
    return _each(timeline, clip_ids, lambda clip: at_speed(clip, speed))


def reverse(timeline: Timeline, clip_ids: str | Iterable[str], backwards: bool = True) -> Timeline:
    """Make film run backwards, or forwards again; it shows the same part of its source.

    | 1234 |  ->  | 4321 |
    """
    return _each(timeline, clip_ids, lambda clip: replace(clip, reverse=backwards))


def freeze_frame(timeline: Timeline, clip_id: str, at_ms: int, duration_ms: int) -> Timeline:
    """Let film stand still for a while, and then go on.

        | AAAA | B |  ->  | AA | F | AA' | B |

    Nothing of the film is lost; the video becomes longer by the time that it stands. At its very start or end
    it stands before or after the whole clip. Titles of the clip that are seen there stay for it.

    Args:
        timeline: The timeline to change.
        clip_id: Film on the main track.
        at_ms: Where, milliseconds from the clip's own start.
        duration_ms: For how long.
    """
    clip = _playing(timeline, main_clips_by_id(timeline, clip_id)[0])
    if not 0 <= at_ms <= clip.duration_ms:
        long = f"{clip.duration_ms / 1000:g} s"
        raise InvalidEdit(f"{label(timeline, clip)} is {long} long; let it stand still somewhere in it.")
    if not 1 <= duration_ms <= MAX_LENGTH_MS:
        raise InvalidEdit("A length must be more than 0 seconds and at most 4 hours.")
    is_within = 0 < at_ms < clip.duration_ms
    whole = split(timeline, clip_id, at_ms) if is_within else timeline
    shown_ms = source_at(clip, at_ms)
    if clip.reverse or at_ms == clip.duration_ms:
        # The picture that is shown before this moment of the film, not the one that begins there.
        shown_ms = max(clip.source_in_ms, shown_ms - _BEFORE_MS)
    standing = replace(
        clip,
        id=next_id(other.id for other in all_clips(whole)),
        duration_ms=duration_ms,
        source_in_ms=shown_ms,
        reference=None,
        freeze=True,
        reverse=False,
        speed=1.0,
        sound_gain=1.0,
    )
    sequence = list(main_clips(whole))
    index = [other.id for other in sequence].index(clip_id) + (at_ms > 0)
    longer = rework(whole, main=[*sequence[:index], standing, *sequence[index:]])
    return _with_cuts_around(longer, clip, standing.id, at_ms)


def _with_cuts_around(timeline: Timeline, clip: VideoClip, standing_id: str, at_ms: int) -> Timeline:
    """Hard cuts between film and its standing piece; what led into the film leads into the first of the two."""
    into_standing = clip.transition_in if at_ms == 0 else None
    into_clip = None if at_ms == 0 else clip.transition_in
    ways = {standing_id: into_standing, clip.id: into_clip}
    changed: dict[str, Clip | None] = {
        one.id: replace(one, transition_in=ways[one.id]) for one in pictures_by_id(timeline, ways)
    }
    return rework(timeline, changed=changed)


def set_source_range(timeline: Timeline, clip_id: str, in_ms: int, out_ms: int) -> Timeline:
    """Use another part of a film, from one of its moments to another; its speed stays.

        film  |0123456789|
        | 23 | B |  ->  | 5678 | B |

    Args:
        timeline: The timeline to change.
        clip_id: Film on the main track or above it.
        in_ms, out_ms: The part, milliseconds from the film's own beginning.
    """
    if not 0 <= in_ms < out_ms <= MAX_SOURCE_MS:
        raise InvalidEdit("A part of a film begins before it ends, and not before the film does.")

    def using(clip: VideoClip) -> VideoClip:
        duration_ms = max(1, round((out_ms - in_ms) / clip.speed))
        return replace(clip, source_in_ms=in_ms, duration_ms=duration_ms)

    return _each(timeline, clip_id, using)


def set_sound_gain(timeline: Timeline, clip_ids: str | Iterable[str], gain: Gain) -> Timeline:
    """Make the film's own sound louder or quieter: 1 is as recorded, 0 is mute.

        | A♪ |  ->  | A |

    Args:
        timeline: The timeline to change.
        clip_ids: Film.
        gain: 0–2, or keyframes ``((ms, gain), …)`` from the clip's start.
    """
    changed: dict[str, Clip | None] = {}
    for clip in pictures_by_id(timeline, clip_ids):
        if is_still(clip):
            raise InvalidEdit(f"{label(timeline, clip)} is a photo and has no sound.")
        changed[clip.id] = replace(clip, sound_gain=gain)
    return rework(timeline, changed=changed)


# -- parts of edits ---------------------------------------------------------------------------------


def _each(
    timeline: Timeline, clip_ids: str | Iterable[str], change: Callable[[VideoClip], VideoClip]
) -> Timeline:
    """Change film that plays; what lies above the video still ends with it at the latest."""
    main = main_clips(timeline)
    on_main, end_ms = {clip.id for clip in main}, main_end_ms(main)
    changed: dict[str, Clip | None] = {}
    for clip in pictures_by_id(timeline, clip_ids):
        new = change(_playing(timeline, clip))
        if clip.id not in on_main and 0 < end_ms < new.end_ms and new.duration_ms > clip.duration_ms:
            raise InvalidEdit(f"It would go on after the video, which ends at {end_ms / 1000:g} s.")
        changed[clip.id] = new
    return rework(timeline, changed=changed)


def _playing(timeline: Timeline, clip: VideoClip) -> VideoClip:
    """The clip, if it is film that runs.

    Raises:
        InvalidEdit: It is a photo, or stands still.
    """
    if is_still(clip):
        message = (
            f"{label(timeline, clip)} is a photo and does not move by itself; change its length instead."
        )
        raise InvalidEdit(message)
    if clip.freeze:
        raise InvalidEdit(f"{label(timeline, clip)} stands still; change its length, or remove it.")
    return clip
