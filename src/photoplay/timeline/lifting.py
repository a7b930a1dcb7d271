"""Taking clips of the main track up above it, with all that belongs to them.

    | A | B | C |          | A | C |
        [title]      ->    [ B ]
                           [title]

A lifted clip keeps its id and moves with the clip it lies above from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from photoplay.timeline.find import all_clips, clip_by_id, main_clips, next_id
from photoplay.timeline.model import Clip, Timeline, Track, TrackKind, VideoClip
from photoplay.timeline.ripple import OVERLAY_NAME, checked, main_end_ms, rework


@dataclass(frozen=True, slots=True)
class Lifted:
    """A clip as it lies above another one.

    Attributes:
        clip: With its new length and looks; where it starts is worked out.
        over: Id of the clip of the main track it belongs to.
        after_ms: How long after that clip it starts; may be negative.
        below: Whether it goes below what is above the main track at that time, such as logos.
    """

    clip: VideoClip
    over: str
    after_ms: int = 0
    below: bool = False


def lift(
    timeline: Timeline, lifted: Sequence[Lifted], changed: Mapping[str, Clip | None] | None = None
) -> Timeline:
    """Take clips from the main track, or new ones, and lay them above others.

    Args:
        timeline: The timeline to change.
        lifted: What is laid above; clips that are in the timeline leave their place.
        changed: What other clips become, by their ids.

    Raises:
        InvalidEdit: The result breaks an invariant.
    """
    known = {clip.id: clip for clip in all_clips(timeline)}
    families = {one.clip.id: tuple(_family(timeline, one.clip.id)) for one in lifted}
    gone = {clip.id: None for family in families.values() for clip in family}
    gone |= {one.clip.id: None for one in lifted if one.clip.id in known}
    after = rework(timeline, changed={**(changed or {}), **gone})
    end_ms = main_end_ms(main_clips(after))
    added: list[Clip] = []
    for one in lifted:
        parent = clip_by_id(after, one.over)
        start_ms = max(0, parent.start_ms + one.after_ms)
        stop_ms = min(end_ms, parent.start_ms + one.after_ms + one.clip.duration_ms)
        length_ms = max(1, stop_ms - start_ms)
        clip = replace(one.clip, start_ms=start_ms, duration_ms=length_ms, reference=one.over)
        if one.below:
            after = _laid_low(after, clip)
        else:
            added.append(clip)
        old = known.get(clip.id)
        if old is not None:
            added += [_carried(child, old, clip) for child in families[clip.id]]
    return rework(after, added=added)


def _family(timeline: Timeline, clip_id: str) -> Iterator[Clip]:
    """What belongs to a clip, and what belongs to that."""
    children: dict[str | None, list[Clip]] = {}
    for clip in all_clips(timeline):
        children.setdefault(clip.reference, []).append(clip)
    waiting = children.pop(clip_id, [])[::-1]
    while waiting:
        clip = waiting.pop()
        yield clip
        waiting += children.pop(clip.id, [])[::-1]


def _carried(child: Clip, old: Clip, new: Clip) -> Clip:
    """What belonged to a clip where that went to: as long after its start, and not after its end."""
    after_ms = min(max(child.start_ms - old.start_ms, 0), new.duration_ms - 1)
    length_ms = min(child.duration_ms, new.duration_ms - after_ms)
    return replace(child, start_ms=new.start_ms + after_ms, duration_ms=length_ms)


def _laid_low(timeline: Timeline, clip: VideoClip) -> Timeline:
    """A clip on the lowest track above the main one that it can have."""
    tracks, main = list(timeline.tracks), timeline.main_track
    place = next(index for index, track in enumerate(tracks) if track is main) + 1
    for index in range(place, len(tracks)):
        track = tracks[index]
        if track.kind is not TrackKind.VIDEO or _meets(track, clip):
            break
        if any(other.reference is None for other in track.clips):
            break
        clips = tuple(sorted([*track.clips, clip], key=lambda one: one.start_ms))
        tracks[index] = replace(track, clips=clips)
        return checked(replace(timeline, tracks=tuple(tracks)))
    track_id = next_id((track.id for track in tracks), "t")
    tracks.insert(place, Track(track_id, TrackKind.VIDEO, (clip,), OVERLAY_NAME))
    return checked(replace(timeline, tracks=tuple(tracks)))


def _meets(track: Track, clip: Clip) -> bool:
    return any(clip.start_ms < other.end_ms and other.start_ms < clip.end_ms for other in track.clips)
