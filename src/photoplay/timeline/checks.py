"""Every invariant of a timeline, in one place.

Messages say in the user's words what must hold; ``field`` names the place as a path of the draft
(``t[0].sg[2].d``). Values may be of any type here: drafts and callers are not trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from photoplay.errors import InvalidTimeline
from photoplay.timeline.generated import Music, generated_by
from photoplay.timeline.keys import path_of
from photoplay.timeline.lettering import lettering_of
from photoplay.timeline.model import (
    FRAME_RATES,
    LOOKS,
    MAX_CANVAS,
    MOTIONS,
    AudioClip,
    Box,
    Canvas,
    Clip,
    Keyframe,
    Motion,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)
from photoplay.timeline.values import (
    check_choice,
    check_json,
    check_name,
    check_number,
    check_string,
    check_whole,
    is_whole,
)

MAX_CLIPS = 2_000
MAX_TRACKS = 100
#: Four hours. Source: the API contract.
MAX_LENGTH_MS = 4 * 60 * 60 * 1000
#: A source may be longer than a video: a day.
MAX_SOURCE_MS = 24 * 60 * 60 * 1000
MIN_CANVAS = 16
MAX_ID = 128
MAX_NAME = 1_000
MAX_SOURCE = 4_096
MAX_TEXT = 4_000
MAX_LOOKS = 20
MAX_KEYFRAMES = 1_000
SPEEDS = (0.1, 8.0)
ZOOMS = (1.0, 8.0)
MOTION_AMOUNTS = (0.0, 7.0)
GAINS = (0.0, 2.0)
FITS = ("cover", "contain", "blur")
FLIPS = ("", "h", "v", "hv")

#: What a transition may be called; whether it can be drawn is for the renderer to say.
TRANSITION_NAME = r"^[a-z][a-z0-9_-]{0,39}$"
EASING_NAME = r"^[A-Za-z][A-Za-z0-9_-]{0,39}$"

#: Rounding slack for boxes given in decimals, such as 0.7 + 0.3.
_SLACK = 1e-6

_CLIP_TYPES: Mapping[TrackKind, tuple[type[Clip], str]] = {
    TrackKind.VIDEO: (VideoClip, "photos and clips"),
    TrackKind.AUDIO: (AudioClip, "sound"),
    TrackKind.TEXT: (TextClip, "words"),
}


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
        place = path_of(where, "clips", index)
        _check_clip(clip, track.kind, place)
        if clip.start_ms < end_ms:
            message = "Segments of one track must follow one another and not overlap."
            raise InvalidTimeline(message, field=path_of(place, "start_ms"))
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
        _check_picture(clip, where)
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


def _check_picture(clip: VideoClip, where: str) -> None:
    _check_medium(clip, where)
    check_choice(clip.fit, FITS, "The fit", path_of(where, "fit"))
    check_choice(clip.flip, FLIPS, "The flip", path_of(where, "flip"))
    check_whole(clip.rotation, "The number of quarter turns", path_of(where, "rotation"), 0, 3)
    check_number(clip.opacity, "The opacity", path_of(where, "opacity"), 0, 1)
    if clip.focus is not None:
        _check_pair(clip.focus, path_of(where, "focus"))
    for attribute in ("crop", "box"):
        _check_box(getattr(clip, attribute), path_of(where, attribute))
    for attribute in ("transition_in", "transition_out"):
        _check_transition(getattr(clip, attribute), path_of(where, attribute))
    if clip.motion is not None:
        _check_motion(clip.motion, path_of(where, "motion"))
    _check_looks(clip, where)


def _check_pair(pair: Any, field: str) -> None:
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise InvalidTimeline("The focus must be two numbers, from the left and from the top.", field=field)
    for index, value in enumerate(pair):
        check_number(value, "The focus", f"{field}[{index}]", 0, 1)


def _check_box(box: Box | None, where: str) -> None:
    if box is None:
        return
    for attribute in ("x", "y", "w", "h"):
        check_number(getattr(box, attribute), "Each side of a box", path_of(where, attribute), 0, 1)
    for attribute, start, size in (("w", box.x, box.w), ("h", box.y, box.h)):
        if size <= 0 or start + size > 1 + _SLACK:
            message = "A box must have a size and lie within the picture."
            raise InvalidTimeline(message, field=path_of(where, attribute))
    check_json(dict(box.extra), where)


def _check_transition(transition: Transition | None, where: str) -> None:
    if transition is None:
        return
    field = path_of(where, "type")
    check_name(transition.type, TRANSITION_NAME, "A transition", field)
    field = path_of(where, "duration_ms")
    check_whole(transition.duration_ms, "The length of a transition", field, 1, MAX_LENGTH_MS)
    check_json(dict(transition.extra), where)


def _check_motion(motion: Motion, where: str) -> None:
    check_choice(motion.type, MOTIONS, "The motion", path_of(where, "type"))
    if motion.amount is not None:
        field = path_of(where, "amount")
        check_number(motion.amount, "The amount of motion", field, *MOTION_AMOUNTS)
    if (motion.type == "custom") != bool(motion.keyframes):
        message = "Keyframes and the motion “custom” belong together."
        raise InvalidTimeline(message, field=path_of(where, "keyframes"))
    if len(motion.keyframes) > MAX_KEYFRAMES:
        message = f"There are at most {MAX_KEYFRAMES:,} keyframes."
        raise InvalidTimeline(message, field=path_of(where, "keyframes"))
    last = -1.0
    for index, keyframe in enumerate(motion.keyframes):
        place = path_of(where, "keyframes", index)
        _check_keyframe(keyframe, place)
        if keyframe.at <= last:
            raise InvalidTimeline("Keyframes must follow one another in time.", field=path_of(place, "at"))
        last = keyframe.at
    check_json(dict(motion.extra), where)


def _check_keyframe(keyframe: Keyframe, where: str) -> None:
    for attribute in ("at", "x", "y"):
        check_number(getattr(keyframe, attribute), "Places in a keyframe", path_of(where, attribute), 0, 1)
    check_number(keyframe.zoom, "The zoom", path_of(where, "zoom"), *ZOOMS)
    check_name(keyframe.easing, EASING_NAME, "An easing", path_of(where, "easing"))
    check_json(dict(keyframe.extra), where)


def _check_looks(clip: VideoClip, where: str) -> None:
    if len(clip.looks) > MAX_LOOKS:
        message = f"There are at most {MAX_LOOKS} looks on a picture."
        raise InvalidTimeline(message, field=path_of(where, "looks"))
    for index, look in enumerate(clip.looks):
        place = path_of(where, "looks", index)
        check_choice(look.type, tuple(LOOKS), "The look", path_of(place, "type"))
        low, high = LOOKS[look.type]
        check_number(look.amount, f"The strength of “{look.type}”", path_of(place, "amount"), low, high)
        check_json(dict(look.extra), place)


def _check_sound(clip: AudioClip, where: str) -> None:
    _check_medium(clip, where)
    field = path_of(where, "gain")
    if isinstance(clip.gain, tuple):
        _check_gain_keyframes(clip.gain, field)
    else:
        check_number(clip.gain, "The volume", field, *GAINS)
    for attribute in ("fade_in_ms", "fade_out_ms"):
        field = path_of(where, attribute)
        check_whole(getattr(clip, attribute), "The length of a fade", field, 0, MAX_LENGTH_MS)
    for attribute in ("duck", "loop"):
        if not isinstance(getattr(clip, attribute), bool):
            message = f"“{attribute}” must be true or false."
            raise InvalidTimeline(message, field=path_of(where, attribute))
    if clip.mood is not None:
        check_string(clip.mood, "The mood", path_of(where, "mood"), shortest=1, longest=MAX_ID)


def _check_gain_keyframes(keyframes: tuple[Any, ...], field: str) -> None:
    if not 1 <= len(keyframes) <= MAX_KEYFRAMES:
        raise InvalidTimeline(f"Volume keyframes number from 1 to {MAX_KEYFRAMES:,}.", field=field)
    last = -1
    for index, keyframe in enumerate(keyframes):
        place = f"{field}[{index}]"
        if not isinstance(keyframe, tuple) or len(keyframe) != 2:
            raise InvalidTimeline("A volume keyframe is a pair of time and volume.", field=place)
        check_whole(keyframe[0], "The time of a volume keyframe", f"{place}[0]", 0, MAX_LENGTH_MS)
        check_number(keyframe[1], "The volume", f"{place}[1]", *GAINS)
        if keyframe[0] <= last:
            raise InvalidTimeline("Volume keyframes must follow one another in time.", field=f"{place}[0]")
        last = keyframe[0]


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
        _check_new(track.id, tracks, path_of(where, "id"))
        for position, clip in enumerate(track.clips):
            _check_new(clip.id, clips, path_of(path_of(where, "clips", position), "id"))


def _check_new(name: str, taken: set[str], field: str) -> None:
    if name in taken:
        raise InvalidTimeline(f"The id “{name}” is used twice.", field=field)
    taken.add(name)


def _check_references(timeline: Timeline) -> None:
    """Each reference leads to a clip, and none leads back to where it began."""
    parents = {clip.id: clip.reference for track in timeline.tracks for clip in track.clips}
    rooted: set[str] = set()
    for index, track in enumerate(timeline.tracks):
        for position, clip in enumerate(track.clips):
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
