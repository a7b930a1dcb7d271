"""Edits of what is shown when: every one a pure function ``Timeline -> Timeline``.

    | A | B |  ->  | A | C | B |

Clips are named by id and keep their ids. Edits of the main track ripple (see ``ripple.py``). All
raise ``InvalidEdit``, in words that say what exists, when they cannot be done. How things look is in
``styling.py``; titles, music and overlays are in ``layers.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from photoplay.errors import InvalidEdit
from photoplay.timeline.apportion import apportion
from photoplay.timeline.checks import SPEEDS
from photoplay.timeline.clips import is_end_card, is_still
from photoplay.timeline.cutting import at_speed, halves, plays, with_duration, without_start
from photoplay.timeline.find import (
    all_clips,
    clip_by_id,
    free_ids,
    id_list,
    label,
    main_clips,
    main_clips_by_id,
    next_id,
    photos,
)
from photoplay.timeline.model import AudioClip, Clip, Motion, TextClip, Timeline, VideoClip
from photoplay.timeline.ripple import before_end_card, main_end_ms, rework
from photoplay.timeline.values import MAX_LENGTH_MS

#: Shortest photo that a wish for a total length leads to.
MIN_PHOTO_MS = 100
MAX_SPEED_FACTOR = 100


# -- which clips, in which order --------------------------------------------------------------------


def insert(
    timeline: Timeline,
    clips: VideoClip | Sequence[VideoClip],
    *,
    before: str | None = None,
    after: str | None = None,
) -> Timeline:
    """Put photos or clips next to another one.

        | A | B |  ->  | A | C | B |

    Args:
        timeline: The timeline to change.
        clips: New clips; an empty id gets the next free one.
        before: Id of the clip they go before, or
        after: id of the clip they go after. With neither they are appended.
    """
    new = _with_ids(timeline, [clips] if isinstance(clips, VideoClip) else clips)
    sequence = list(main_clips(timeline))
    index = _index_of_place(timeline, sequence, before, after)
    return rework(timeline, main=[*sequence[:index], *new, *sequence[index:]])


def append(timeline: Timeline, clips: VideoClip | Sequence[VideoClip]) -> Timeline:
    """Put photos or clips at the end, but before the end card.

    | A | B | End card |  ->  | A | B | C | End card |
    """
    return insert(timeline, clips)


def remove(timeline: Timeline, clip_ids: str | Iterable[str]) -> Timeline:
    """Take clips of any kind away, and with them what belongs to them.

    | A | B | C |  ->  | A | C |
    """
    gone = {clip_by_id(timeline, clip_id).id: None for clip_id in id_list(clip_ids)}
    return rework(timeline, changed=gone)


def move(
    timeline: Timeline,
    clip_ids: str | Iterable[str],
    *,
    before: str | None = None,
    after: str | None = None,
) -> Timeline:
    """Take photos from their place and put them, in the order named, next to another one.

    | A | B | C |  ->  | C | A | B |
    """
    moving = main_clips_by_id(timeline, clip_ids)
    names = {clip.id for clip in moving}
    if before in names or after in names:
        raise InvalidEdit("A photo cannot be moved next to itself.")
    rest = [clip for clip in main_clips(timeline) if clip.id not in names]
    index = _index_of_place(timeline, rest, before, after)
    return rework(timeline, main=[*rest[:index], *moving, *rest[index:]])


def reorder(timeline: Timeline, clip_ids: Iterable[str]) -> Timeline:
    """Put all photos into the order named; end cards that are not named stay last.

    | A | B | C |  ->  | C | A | B |
    """
    named = main_clips_by_id(timeline, clip_ids)
    names = {clip.id for clip in named}
    rest = [clip for clip in main_clips(timeline) if clip.id not in names]
    if not all(is_end_card(clip) for clip in rest):
        counted = [clip.id for clip in photos(timeline)]
        given = sum(clip_id in names for clip_id in counted)
        raise InvalidEdit(f"The new order names {given} of {len(counted)} photos; name all of them.")
    return rework(timeline, main=[*named, *rest])


def swap(timeline: Timeline, one: str, other: str) -> Timeline:
    """Exchange the places of two photos.

    | A | B | C |  ->  | C | B | A |
    """
    if one == other:
        raise InvalidEdit("Two different photos are needed to swap them.")
    first, second = main_clips_by_id(timeline, (one, other))
    exchanged = {first.id: second, second.id: first}
    return rework(timeline, main=[exchanged.get(clip.id, clip) for clip in main_clips(timeline)])


def replace_source(
    timeline: Timeline, clip_id: str, source: str, *, name: str = "", film: bool | None = None
) -> Timeline:
    """Show or play something else in the same place, for the same time.

        | A | B |  ->  | A | X |

    What was chosen for the old picture alone (focus, crop, turns) goes; its motion, looks and
    transitions stay.

    Args:
        timeline: The timeline to change.
        clip_id: A photo, a clip, an overlay, or music.
        source: Asset id of the new medium.
        name: Its display name.
        film: Whether a new picture moves by itself; ``None``: as the old one did.
    """
    clip = clip_by_id(timeline, clip_id)
    new: Clip
    if isinstance(clip, VideoClip):
        moves = not is_still(clip) if film is None else film
        motion = None if moves else clip.motion or Motion("hold")
        fresh: dict[str, Any] = {"focus": None, "crop": None, "rotation": 0, "flip": "", "speed": 1.0}
        fresh |= {"reverse": False, "freeze": False}
        new = replace(clip, source=source, name=name, source_in_ms=0, motion=motion, **fresh)
    elif isinstance(clip, AudioClip):
        new = replace(clip, source=source, name=name, source_in_ms=0)
    else:
        raise InvalidEdit("A text has no source; change its words instead.")
    return rework(timeline, changed={clip_id: new})


def duplicate(timeline: Timeline, clip_id: str) -> Timeline:
    """Show a photo twice, with copies of what belongs to it.

    | A | B |  ->  | A | A' | B |
    """
    (clip,) = main_clips_by_id(timeline, clip_id)
    new_ids = free_ids(other.id for other in all_clips(timeline))
    copy = replace(clip, id=next(new_ids), transition_in=None, transition_out=None)
    on_main = {other.id for other in main_clips(timeline)}
    attached = [
        replace(child, id=next(new_ids), reference=copy.id, start_ms=child.start_ms + clip.duration_ms)
        for child in all_clips(timeline)
        if child.reference == clip_id and child.id not in on_main
    ]
    return rework(insert(timeline, copy, after=clip_id), added=attached)


# -- how long ---------------------------------------------------------------------------------------


def trim(timeline: Timeline, clip_id: str, *, start_ms: int = 0, end_ms: int = 0) -> Timeline:
    """Cut something off a clip's start, its end, or both.

        | AAAA | B |  ->  | AA | B |

    Args:
        timeline: The timeline to change.
        clip_id: Any clip. Off the main track, cutting the start makes it start later.
        start_ms: Length to cut from its start, milliseconds on the timeline.
        end_ms: Length to cut from its end.
    """
    clip = clip_by_id(timeline, clip_id)
    if start_ms < 0 or end_ms < 0 or start_ms + end_ms >= clip.duration_ms:
        long = f"{clip.duration_ms / 1000:g} s"
        raise InvalidEdit(f"{label(timeline, clip)} is {long} long; cut off less than that.")
    rest = without_start(clip, start_ms)
    return rework(timeline, changed={clip_id: with_duration(rest, rest.duration_ms - end_ms)})


def split(timeline: Timeline, clip_id: str, at_ms: int) -> Timeline:
    """Cut a clip in two; nothing looks different until one half is changed.

        | AAAA | B |  ->  | AA | AA' | B |

    A still's motion, and the way a box moves, start anew in the second half. What belongs to the clip
    and starts in the second half belongs to that half.

    Args:
        timeline: The timeline to change.
        clip_id: A photo, a clip, or music.
        at_ms: Where to cut, milliseconds from the clip's own start.
    """
    clip = clip_by_id(timeline, clip_id)
    if isinstance(clip, TextClip):
        raise InvalidEdit("A text cannot be split; change its length instead.")
    if not 0 < at_ms < clip.duration_ms:
        long = f"{clip.duration_ms / 1000:g} s"
        raise InvalidEdit(f"{label(timeline, clip)} is {long} long; split it somewhere in between.")
    left, right = halves(clip, at_ms, next_id(other.id for other in all_clips(timeline)))
    tracks = []
    for track in timeline.tracks:
        clips: list[Clip] = []
        for other in track.clips:
            if other.id == clip_id:
                clips += [left, right]
            elif other.reference == clip_id and other.start_ms >= right.start_ms:
                clips.append(replace(other, reference=right.id))
            else:
                clips.append(other)
        tracks.append(replace(track, clips=tuple(clips)))
    return rework(replace(timeline, tracks=tuple(tracks)))


def set_duration(timeline: Timeline, clip_ids: str | Iterable[str], duration_ms: int) -> Timeline:
    """Give one or several clips a length.

    | A | B |  ->  | A   | B |
    """
    return set_durations(timeline, dict.fromkeys(id_list(clip_ids), duration_ms))


def set_durations(timeline: Timeline, durations_ms: Mapping[str, int]) -> Timeline:
    """Give each clip its own length, milliseconds.

    | A | B |  ->  | A   | B |
    """
    main = main_clips(timeline)
    on_main, end_ms = {clip.id for clip in main}, main_end_ms(main)
    changed: dict[str, Clip | None] = {}
    known = {clip.id: clip for clip in all_clips(timeline)}
    for clip_id, duration_ms in durations_ms.items():
        clip = known.get(clip_id) or clip_by_id(timeline, clip_id)
        if not 1 <= duration_ms <= MAX_LENGTH_MS:
            raise InvalidEdit("A length must be more than 0 seconds and at most 4 hours.")
        if clip_id not in on_main and 0 < end_ms < clip.start_ms + duration_ms:
            raise InvalidEdit(f"It would go on after the video, which ends at {end_ms / 1000:g} s.")
        changed[clip_id] = with_duration(clip, duration_ms)
    return rework(timeline, changed=changed)


def set_total_duration(timeline: Timeline, total_ms: int) -> Timeline:
    """Stretch or shorten the photos in proportion, so that the video is exactly so long.

        | A | BB |  ->  | AA | BBBB |

    Film and the end card keep their lengths; nothing is repeated or dropped.
    """
    clips = main_clips(timeline)
    stills = [clip for clip in clips if is_still(clip) and not is_end_card(clip)]
    if not stills:
        raise InvalidEdit("There is no photo to make longer or shorter; trim or speed up the clips.")
    fixed_ms = main_end_ms(clips) - sum(clip.duration_ms for clip in stills)
    least_ms = fixed_ms + MIN_PHOTO_MS * len(stills)
    if not least_ms <= total_ms <= MAX_LENGTH_MS:
        raise InvalidEdit(f"This video can be from {least_ms / 1000:g} s to 4 hours long.")
    lengths = apportion([clip.duration_ms for clip in stills], total_ms - fixed_ms, MIN_PHOTO_MS)
    return set_durations(timeline, {clip.id: ms for clip, ms in zip(stills, lengths, strict=True)})


def change_speed(timeline: Timeline, clip_ids: str | Iterable[str], factor: float) -> Timeline:
    """Make photos and clips go by faster (2: in half the time) or slower (0.5).

        | AAAA | B |  ->  | AA | B |

    A photo, and film that stands still, is shown for a shorter time; film plays faster and shows the same part
    of its source. ``footage.set_speed`` sets a speed whatever it was before.
    """
    if not 1 / MAX_SPEED_FACTOR <= factor <= MAX_SPEED_FACTOR:
        raise InvalidEdit(f"A change of speed is from 1/{MAX_SPEED_FACTOR} to {MAX_SPEED_FACTOR} times.")
    changed: dict[str, Clip | None] = {}
    for clip in main_clips_by_id(timeline, clip_ids):
        if not plays(clip):
            changed[clip.id] = replace(clip, duration_ms=max(1, round(clip.duration_ms / factor)))
            continue
        if not SPEEDS[0] <= clip.speed * factor <= SPEEDS[1]:
            raise InvalidEdit(f"A clip can play from {SPEEDS[0]:g} to {SPEEDS[1]:g} times its speed.")
        changed[clip.id] = at_speed(clip, clip.speed * factor)
    return rework(timeline, changed=changed)


# -- parts of edits ---------------------------------------------------------------------------------


def _with_ids(timeline: Timeline, clips: Sequence[VideoClip]) -> list[VideoClip]:
    if not clips:
        raise InvalidEdit("Say which photo or clip to add.")
    taken = {clip.id for clip in all_clips(timeline)}
    new_ids = free_ids(taken | {clip.id for clip in clips})
    for clip in clips:
        if clip.id in taken:
            raise InvalidEdit(f"The id “{clip.id}” is already used in this video.")
    return [clip if clip.id else replace(clip, id=next(new_ids)) for clip in clips]


def _index_of_place(
    timeline: Timeline, sequence: Sequence[VideoClip], before: str | None, after: str | None
) -> int:
    if before is not None and after is not None:
        raise InvalidEdit("Say what it goes before or what it goes after, not both.")
    neighbour = before if before is not None else after
    if neighbour is None:
        return before_end_card(sequence)
    (clip,) = main_clips_by_id(timeline, neighbour)
    index = [other.id for other in sequence].index(clip.id)
    return index if before is not None else index + 1
