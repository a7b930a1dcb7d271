"""What every edit shares: the main track closes up, and the rest of the timeline follows it.

    | A | B | C |                | A | C |
    |   [ title of C ]     ->    |   [ title of C ]
    [ music         ]            [ music ]

Clips with a ``reference`` move, last and go with that clip. Music and overlays that ran to the end
of the video still do, and overlays that ran to where the end card begins. Other clips stay where they
are, unless the video no longer reaches so far.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from photoplay.errors import InvalidEdit, InvalidTimeline
from photoplay.timeline.checks import check
from photoplay.timeline.clips import is_end_card
from photoplay.timeline.find import all_clips, main_clips, next_id
from photoplay.timeline.model import (
    AudioClip,
    Clip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)

#: Names of tracks made by edits; the summary knows them and translates them.
TRACK_NAMES: Mapping[TrackKind, str] = {
    TrackKind.VIDEO: "Video",
    TrackKind.AUDIO: "BGM",
    TrackKind.TEXT: "Title",
}
OVERLAY_NAME = "Overlay"
#: Words shorter than this cannot be read, so they are moved rather than cut.
_READABLE_MS = 1000


def checked(timeline: Timeline) -> Timeline:
    """The timeline itself, if it holds.

    Raises:
        InvalidEdit: The edit that made it asked for something that must not be.
    """
    try:
        check(timeline)
    except InvalidTimeline as error:
        raise InvalidEdit(error.message, field=error.field) from error
    return timeline


def rework(
    before: Timeline,
    *,
    main: Sequence[VideoClip] | None = None,
    changed: Mapping[str, Clip | None] | None = None,
    added: Iterable[Clip] = (),
) -> Timeline:
    """Change clips, and let everything else follow.

    Args:
        before: The timeline to change.
        main: The clips of the main track in their new order; their starts are worked out here.
            ``None`` keeps them.
        changed: What clips become by their ids; ``None`` removes one.
        added: New clips for tracks other than the main one, with ids.

    Raises:
        InvalidEdit: The result breaks an invariant.
    """
    changes = changed or {}
    old_main = main_clips(before)
    sequence = _changed(old_main if main is None else main, changes)
    if [clip.id for clip in sequence] != [clip.id for clip in old_main]:
        sequence = _with_seams(old_main, sequence)
    laid = _laid_end_to_end(old_main, sequence)
    on_main = {clip.id for clip in old_main}
    others = _changed([clip for clip in all_clips(before) if clip.id not in on_main], changes)
    followed = _followed(before, laid, others)
    return checked(_assembled(before, laid, followed, tuple(added)))


def main_end_ms(clips: Sequence[Clip]) -> int:
    """Where the last clip of a sequence ends; 0 if there is none."""
    return clips[-1].end_ms if clips else 0


def photos_end_ms(clips: Sequence[VideoClip]) -> int:
    """Where the end card begins that closes a sequence, or its end if none does."""
    return main_end_ms(clips[: before_end_card(clips)])


def common_transition(clips: Sequence[VideoClip]) -> Transition | None:
    """The transition that all cuts share, or ``None``."""
    ways = [clip.transition_in for clip in clips[1:]]
    return ways[0] if ways and all(way == ways[0] for way in ways) else None


def _changed(clips: Sequence[Clip], changes: Mapping[str, Clip | None]) -> list[Clip]:
    mapped = (changes.get(clip.id, clip) for clip in clips)
    return [clip for clip in mapped if clip is not None]


# -- the main track ---------------------------------------------------------------------------------


def _with_seams(old: Sequence[VideoClip], new: Sequence[Clip]) -> list[Clip]:
    """Give every cut its transition after clips came, went or changed places.

    The way in and the way out belong to the video. A cut keeps the transition of the clip after it;
    a new cut gets the one that all others share. The clip that was first gets that of the clip which
    took its place.
    """
    clips = [clip for clip in new if isinstance(clip, VideoClip)]
    if not clips:
        return []
    ways = {clip.id: clip.transition_in for clip in old[1:]}
    house = common_transition(old)
    displaced = ways.get(clips[0].id, house)
    seamed: list[Clip] = []
    for index, clip in enumerate(clips):
        way_in, way_out = clip.transition_in, clip.transition_out
        if index == 0 and old:
            way_in = old[0].transition_in
        elif old and clip.id == old[0].id:
            way_in = displaced
        elif index and clip.id not in ways:
            way_in = way_in or house
        if old and clips[-1].id != old[-1].id and (clip is clips[-1] or clip.id == old[-1].id):
            way_out = old[-1].transition_out if clip is clips[-1] else None
        is_same = (way_in, way_out) == (clip.transition_in, clip.transition_out)
        seamed.append(clip if is_same else replace(clip, transition_in=way_in, transition_out=way_out))
    return seamed


def _laid_end_to_end(old: Sequence[VideoClip], new: Sequence[Clip]) -> list[VideoClip]:
    """Work out all starts; a gap of before stays only between the same two neighbours."""
    befores: list[VideoClip | None] = [None, *old]
    gaps = {
        (left.id if left else "", right.id): right.start_ms - (left.end_ms if left else 0)
        for left, right in zip(befores, old, strict=False)
    }
    laid: list[VideoClip] = []
    for clip in new:
        assert isinstance(clip, VideoClip)
        left = laid[-1] if laid else None
        start_ms = (left.end_ms if left else 0) + gaps.get((left.id if left else "", clip.id), 0)
        # What stays as it is stays the same object: comparing it costs nothing.
        laid.append(clip if clip.start_ms == start_ms else replace(clip, start_ms=start_ms))
    return laid


# -- what follows the main track --------------------------------------------------------------------


def _followed(before: Timeline, main: Sequence[VideoClip], others: Sequence[Clip]) -> dict[str, Clip]:
    """All clips of the other tracks by id, where they belong after the change."""
    old_main = main_clips(before)
    old_ends = main_end_ms(old_main), main_end_ms(main)
    photo_ends = photos_end_ms(old_main), photos_end_ms(main)
    parents_before = {clip.id: clip for clip in all_clips(before)}
    placed: dict[str, Clip] = {clip.id: clip for clip in main}
    children: dict[str, list[Clip]] = {}
    waiting: deque[Clip] = deque(main)
    for clip in others:
        if clip.reference is not None:
            children.setdefault(clip.reference, []).append(clip)
            continue
        ends_with_photos = isinstance(clip, VideoClip) and clip.end_ms == photo_ends[0] < old_ends[0]
        if ends_with_photos and photo_ends[1] > clip.start_ms:
            kept: Clip | None = replace(clip, duration_ms=photo_ends[1] - clip.start_ms)
        else:
            kept = _fitted(clip, *old_ends)
        if kept is not None:
            placed[clip.id] = kept
            waiting.append(kept)
    while waiting:
        parent = waiting.popleft()
        for child in children.get(parent.id, ()):
            along = _along(child, parents_before.get(parent.id, parent), parent)
            # One that stays where it is may still reach over others that went, to beyond the new end.
            was_within = along is not child or child.end_ms <= old_ends[0]
            moved = _within(along, old_ends[1]) if was_within else child
            if moved is not None:
                placed[child.id] = moved
                waiting.append(moved)
    main_ids = {clip.id for clip in main}
    return {clip_id: clip for clip_id, clip in placed.items() if clip_id not in main_ids}


def _along(child: Clip, old: Clip, new: Clip) -> Clip:
    """Move and stretch a clip in proportion with the one it belongs to."""
    if (old.start_ms, old.duration_ms) == (new.start_ms, new.duration_ms):
        return child

    def carried(ms: int) -> int:
        offset = (ms - old.start_ms) * new.duration_ms
        return new.start_ms + (2 * offset + old.duration_ms) // (2 * old.duration_ms)

    start_ms = max(0, carried(child.start_ms))
    return replace(child, start_ms=start_ms, duration_ms=max(1, carried(child.end_ms) - start_ms))


def _fitted(clip: Clip, old_end_ms: int, new_end_ms: int) -> Clip | None:
    """Fit a free clip to the video's new end; ``None`` if nothing of it would be heard."""
    if new_end_ms in (0, old_end_ms):
        return clip
    if not isinstance(clip, TextClip) and clip.end_ms >= old_end_ms and clip.start_ms < new_end_ms:
        return replace(clip, duration_ms=new_end_ms - clip.start_ms)
    return _within(clip, new_end_ms)


def _within(clip: Clip, end_ms: int) -> Clip | None:
    """Cut or move a clip so that it does not outlast the video; sound that would begin after it goes."""
    if end_ms == 0 or clip.end_ms <= end_ms:
        return clip
    if isinstance(clip, AudioClip) and clip.start_ms >= end_ms:
        return None
    start_ms = clip.start_ms
    if end_ms - start_ms < min(_READABLE_MS, clip.duration_ms):
        start_ms = max(0, end_ms - clip.duration_ms)
    return replace(clip, start_ms=start_ms, duration_ms=end_ms - start_ms)


# -- putting tracks together ------------------------------------------------------------------------


def _assembled(
    before: Timeline, main: Sequence[Clip], others: Mapping[str, Clip], added: Sequence[Clip]
) -> Timeline:
    main_track = before.main_track
    tracks: list[Track] = []
    homeless: list[Clip] = []
    for track in before.tracks:
        if main_track is not None and track.id == main_track.id:
            tracks.append(replace(track, clips=_without_dangling(main, others)))
            continue
        clips, crowded = _without_overlaps([others[clip.id] for clip in track.clips if clip.id in others])
        homeless += crowded
        if clips or not track.clips:
            tracks.append(replace(track, clips=clips))
    if main_track is None and main:
        tracks.insert(0, _new_track(tracks, TrackKind.VIDEO, tuple(main)))
    for clip in [*homeless, *added]:
        _place(tracks, clip)
    if not any(track.clips for track in tracks):
        tracks = []
    return replace(before, tracks=tuple(tracks))


def _without_dangling(main: Sequence[Clip], others: Mapping[str, Clip]) -> tuple[Clip, ...]:
    """Main clips whose reference has gone stay, as their place is their own."""
    known = {clip.id for clip in main} | others.keys()
    return tuple(
        replace(clip, reference=None) if clip.reference and clip.reference not in known else clip
        for clip in main
    )


def _without_overlaps(clips: Iterable[Clip]) -> tuple[tuple[Clip, ...], list[Clip]]:
    """Clips in order of time, and those for which there is no room among them."""
    kept: list[Clip] = []
    crowded: list[Clip] = []
    for clip in sorted(clips, key=lambda clip: clip.start_ms):
        (crowded if kept and clip.start_ms < kept[-1].end_ms else kept).append(clip)
    return tuple(kept), crowded


def _place(tracks: list[Track], clip: Clip) -> None:
    """Put a clip on the first track of its kind with room above the main one, or on a new track."""
    kind = kind_of(clip)
    main = next((track for track in tracks if track.kind is TrackKind.VIDEO), None)
    for index, track in enumerate(tracks):
        if track.kind is kind and track is not main and _has_room(track, clip):
            clips = sorted([*track.clips, clip], key=lambda clip: clip.start_ms)
            tracks[index] = replace(track, clips=tuple(clips))
            return
    below = [index for index, track in enumerate(tracks) if track.kind <= kind]
    name = OVERLAY_NAME if kind is TrackKind.VIDEO else TRACK_NAMES[kind]
    tracks.insert(below[-1] + 1 if below else 0, _new_track(tracks, kind, (clip,), name))


def kind_of(clip: Clip) -> TrackKind:
    """The kind of track a clip goes on."""
    if isinstance(clip, TextClip):
        return TrackKind.TEXT
    return TrackKind.AUDIO if isinstance(clip, AudioClip) else TrackKind.VIDEO


def _has_room(track: Track, clip: Clip) -> bool:
    """Whether nothing on a track is in a clip's way; its clips follow one another."""
    before = bisect_left(track.clips, clip.end_ms, key=lambda other: other.start_ms) - 1
    return before < 0 or track.clips[before].end_ms <= clip.start_ms


def _new_track(
    tracks: Sequence[Track], kind: TrackKind, clips: tuple[Clip, ...], name: str | None = None
) -> Track:
    track_id = next_id((track.id for track in tracks), "t")
    return Track(id=track_id, kind=kind, clips=clips, name=TRACK_NAMES[kind] if name is None else name)


def before_end_card(clips: Sequence[VideoClip]) -> int:
    """The index at which a photo is appended: before the end cards that close the video."""
    index = len(clips)
    while index and is_end_card(clips[index - 1]):
        index -= 1
    return index
