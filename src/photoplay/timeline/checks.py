"""Every invariant of a timeline, in one place.

Messages say in the user's words what must hold; ``field`` names the place as a path of the draft
(``t[0].sg[2].d``). Values may be of any type here: drafts and callers are not trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from weakref import WeakValueDictionary

from photoplay.errors import InvalidTimeline
from photoplay.timeline.generated import Music, generated_by
from photoplay.timeline.keys import path_of
from photoplay.timeline.lettering import lettering_of
from photoplay.timeline.model import (
    FRAME_RATES,
    MAX_CANVAS,
    AudioClip,
    Canvas,
    Clip,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VideoClip,
)
from photoplay.timeline.pictures import check_picture
from photoplay.timeline.values import (
    MAX_ID,
    MAX_LENGTH_MS,
    check_gain,
    check_json,
    check_number,
    check_string,
    check_whole,
    is_whole,
)

MAX_CLIPS = 2_000
MAX_TRACKS = 100
#: A source may be longer than a video: a day.
MAX_SOURCE_MS = 24 * 60 * 60 * 1000
MIN_CANVAS = 16
MAX_NAME = 1_000
MAX_SOURCE = 4_096
MAX_TEXT = 4_000
SPEEDS = (0.1, 8.0)

_CLIP_TYPES: Mapping[TrackKind, tuple[type[Clip], str]] = {
    TrackKind.VIDEO: (VideoClip, "photos and clips"),
    TrackKind.AUDIO: (AudioClip, "sound"),
    TrackKind.TEXT: (TextClip, "words"),
}


#: Clips that hold, by ``id()``. They never change, so each is looked at once, however many edits leave it as it is.
_HOLDING: WeakValueDictionary[int, Clip] = WeakValueDictionary()


def check(timeline: Timeline) -> None:
    """Check everything that must hold for every timeline.

    Raises:
        InvalidTimeline: The first rule that is broken; ``field`` is the path in the draft.
    """
    _check_counts(timeline)
    _check_canvas(timeline.canvas)
    check_string(timeline.title, "The title", "m.title", longest=MAX_NAME)
    check_json(dict(timeline.extra))
    check_json(dict(timeline.metadata), "m")
    for index, track in enumerate(timeline.tracks):
        _check_track(track, path_of("", "tracks", index))
    _check_ids(timeline)
    _check_references(timeline)


def _check_counts(timeline: Timeline) -> None:
    if len(timeline.tracks) > MAX_TRACKS:
        raise InvalidTimeline(f"A video has at most {MAX_TRACKS} tracks.", field="t")
    count = 0
    for index, track in enumerate(timeline.tracks):
        count += len(track.clips)
        if count > MAX_CLIPS:
            field = path_of(path_of("", "tracks", index), "clips")
            raise InvalidTimeline(f"A video has at most {MAX_CLIPS:,} segments.", field=field)


def _check_canvas(canvas: Canvas) -> None:
    for attribute in ("width", "height"):
        side = getattr(canvas, attribute)
        check_whole(side, f"The {attribute} of the video", f"m.{attribute}", MIN_CANVAS, max(MAX_CANVAS))
        if side % 2:
            message = f"The {attribute} of the video must be even, not {side}."
            raise InvalidTimeline(message, field=f"m.{attribute}")
    if min(canvas.width, canvas.height) > min(MAX_CANVAS):
        wide, high = MAX_CANVAS
        field = "m.height" if canvas.height <= canvas.width else "m.width"
        raise InvalidTimeline(f"A video is at most {wide} × {high} or {high} × {wide}.", field=field)
    if not is_whole(canvas.fps) or canvas.fps not in FRAME_RATES:
        rates = ", ".join(map(str, FRAME_RATES))
        raise InvalidTimeline(f"The frame rate must be one of {rates}.", field="m.fps")


def _check_track(track: Track, where: str) -> None:
    _check_id(track.id, path_of(where, "id"))
    check_string(track.name, "The name of a track", path_of(where, "name"), longest=MAX_NAME)
    if not isinstance(track.kind, TrackKind):
        field = path_of(where, "kind")
        raise InvalidTimeline("A track is video (0), audio (1) or text (7).", field=field)
    check_json(dict(track.extra), where)
    end_ms = 0
    for index, clip in enumerate(track.clips):
        if _HOLDING.get(id(clip)) is not clip or not isinstance(clip, _CLIP_TYPES[track.kind][0]):
            _check_clip(clip, track.kind, path_of(where, "clips", index))
            _HOLDING[id(clip)] = clip
        if clip.start_ms < end_ms:
            message = "Segments of one track must follow one another and not overlap."
            raise InvalidTimeline(message, field=path_of(path_of(where, "clips", index), "start_ms"))
        end_ms = clip.end_ms


def _check_clip(clip: Clip, kind: TrackKind, where: str) -> None:
    wanted, words = _CLIP_TYPES[kind]
    if not isinstance(clip, wanted):
        raise InvalidTimeline(f"This track holds {words} only.", field=where)
    _check_id(clip.id, path_of(where, "id"))
    check_string(clip.name, "The name", path_of(where, "name"), longest=MAX_NAME)
    check_whole(clip.start_ms, "The start", path_of(where, "start_ms"), 0, MAX_LENGTH_MS)
    check_whole(clip.duration_ms, "The length", path_of(where, "duration_ms"), 1, MAX_LENGTH_MS)
    if clip.end_ms > MAX_LENGTH_MS:
        raise InvalidTimeline("A video is at most 4 hours long.", field=path_of(where, "duration_ms"))
    if clip.reference is not None:
        _check_id(clip.reference, path_of(where, "reference"))
    check_json(dict(clip.extra), where)
    if isinstance(clip, VideoClip):
        _check_medium(clip, where)
        check_picture(clip, where)
    elif isinstance(clip, AudioClip):
        _check_sound(clip, where)
    elif isinstance(clip, TextClip):
        _check_words(clip, where)


def _check_medium(clip: VideoClip | AudioClip, where: str) -> None:
    field = path_of(where, "source")
    check_string(clip.source, "The source", field, shortest=1, longest=MAX_SOURCE)
    generated = generated_by(clip.source, field)
    if generated is not None and isinstance(generated, Music) != isinstance(clip, AudioClip):
        raise InvalidTimeline("Music belongs on a track of sound, a card on one of pictures.", field=field)
    field = path_of(where, "source_in_ms")
    check_whole(clip.source_in_ms, "The start within the source", field, 0, MAX_SOURCE_MS)
    check_number(clip.speed, "The speed", path_of(where, "speed"), *SPEEDS)


def _check_sound(clip: AudioClip, where: str) -> None:
    _check_medium(clip, where)
    check_gain(clip.gain, path_of(where, "gain"))
    for attribute in ("fade_in_ms", "fade_out_ms"):
        field = path_of(where, attribute)
        check_whole(getattr(clip, attribute), "The length of a fade", field, 0, MAX_LENGTH_MS)
    for attribute in ("duck", "loop"):
        if not isinstance(getattr(clip, attribute), bool):
            message = f"“{attribute}” must be true or false."
            raise InvalidTimeline(message, field=path_of(where, attribute))
    if clip.mood is not None:
        check_string(clip.mood, "The mood", path_of(where, "mood"), shortest=1, longest=MAX_ID)


def _check_words(clip: TextClip, where: str) -> None:
    check_string(clip.text, "The text", path_of(where, "text"), shortest=1, longest=MAX_TEXT)
    style, animation = path_of(where, "style"), path_of(where, "animation")
    check_json(dict(clip.style), style)
    check_json(dict(clip.animation), animation)
    lettering_of(clip.style, clip.animation, style, animation)


def _check_ids(timeline: Timeline) -> None:
    tracks: set[str] = set()
    clips: set[str] = set()
    for index, track in enumerate(timeline.tracks):
        where = path_of("", "tracks", index)
        if track.id in tracks:
            raise _used_twice(track.id, where)
        tracks.add(track.id)
        for position, clip in enumerate(track.clips):
            if clip.id in clips:
                raise _used_twice(clip.id, path_of(where, "clips", position))
            clips.add(clip.id)


def _used_twice(name: str, where: str) -> InvalidTimeline:
    return InvalidTimeline(f"The id “{name}” is used twice.", field=path_of(where, "id"))


def _check_references(timeline: Timeline) -> None:
    """Each reference leads to a clip, and none leads back to where it began."""
    parents = {clip.id: clip.reference for track in timeline.tracks for clip in track.clips}
    rooted: set[str] = set()
    for index, track in enumerate(timeline.tracks):
        for position, clip in enumerate(track.clips):
            if clip.reference is None:
                rooted.add(clip.id)
                continue
            where = path_of(path_of(path_of("", "tracks", index), "clips", position), "reference")
            _check_way_to_root(clip.id, parents, rooted, where)


def _check_way_to_root(start: str, parents: Mapping[str, str | None], rooted: set[str], field: str) -> None:
    way: set[str] = set()
    here: str | None = start
    while here is not None and here not in rooted:
        if here not in parents:
            raise InvalidTimeline(f"It belongs to “{here}”, which does not exist.", field=field)
        if here in way:
            raise InvalidTimeline("It belongs to itself in a circle.", field=field)
        way.add(here)
        here = parents[here]
    rooted |= way


def _check_id(value: Any, field: str) -> None:
    check_string(value, "An id", field, shortest=1, longest=MAX_ID)
