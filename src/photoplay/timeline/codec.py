"""Timelines as draft JSON and back; with ``keys.py`` and ``schema.py`` the only place that knows short keys.

Reading shapes what it finds into the model and leaves every rule to ``checks.check``, so values of a
wrong type are passed on as they are and refused there, with their path. Keys that are not ours are
kept wherever they stand. What is at its default is not written, except the keys in ``_ALWAYS``.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass, replace
from typing import Any

from photoplay.errors import InvalidTimeline
from photoplay.timeline.checks import MAX_CLIPS, MAX_TRACKS, check
from photoplay.timeline.find import all_clips, free_ids
from photoplay.timeline.keys import KEYS, path_of
from photoplay.timeline.model import (
    AudioClip,
    Background,
    Border,
    Box,
    Canvas,
    Clip,
    Json,
    Keyframe,
    Look,
    Motion,
    Pose,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)
from photoplay.timeline.values import check_json, copy_json, is_whole

MAX_CHARACTERS = 8_000_000
CLIP_TYPES: Mapping[TrackKind, type[Clip]] = {
    TrackKind.VIDEO: VideoClip,
    TrackKind.AUDIO: AudioClip,
    TrackKind.TEXT: TextClip,
}

#: Attributes that are written even at their default, as clients look there first.
_ALWAYS = {
    *("id", "name", "start_ms", "duration_ms", "fit", "gain", "type", "amount"),
    *("x", "y", "w", "h", "zoom"),
}
#: Attributes with a default in the model that a draft must nevertheless give.
REQUIRED = {"start_ms", "duration_ms"}
_WHOLE = {"start_ms", "duration_ms", "source_in_ms", "rotation", "fade_in_ms", "fade_out_ms"}
_RECORDS: Mapping[str, type[Any]] = {
    "crop": Box,
    "box": Box,
    "background": Background,
    "border": Border,
    "motion": Motion,
    "transition_in": Transition,
    "transition_out": Transition,
}
_RECORD_LISTS: Mapping[str, type[Any]] = {"keyframes": Keyframe, "looks": Look, "poses": Pose}
_TIMELINE_KEYS = (KEYS["tracks"], KEYS["total_ms"], KEYS["metadata"])
_METADATA_KEYS = ("title", "width", "height", "fps")
_TRACK_KEYS = tuple(KEYS[name] for name in ("id", "name", "kind", "clips"))
#: Stands for an id that the draft does not give, until one is chosen.
_NO_ID: Any = object()


def from_draft(draft: Json) -> Timeline:
    """Read a draft that nobody vouches for.

    Args:
        draft: A dict as JSON gives it, or JSON text.

    Raises:
        InvalidTimeline: It is no JSON or breaks a rule; ``field`` is the path.
    """
    root = _parsed(draft) if isinstance(draft, str) else draft
    _refuse_crowds(root)
    check_json(root)
    timeline = _with_missing_ids(_timeline(_object(root, "")))
    check(timeline)
    return timeline


def to_draft(timeline: Timeline) -> dict[str, Json]:
    """Write a timeline as a draft that shares nothing with it."""
    canvas = timeline.canvas
    metadata = {"title": timeline.title, "width": canvas.width, "height": canvas.height, "fps": canvas.fps}
    return {
        KEYS["tracks"]: [_track_json(track) for track in timeline.tracks],
        KEYS["total_ms"]: timeline.duration_ms,
        KEYS["metadata"]: {**metadata, **copy_json(dict(timeline.metadata))},
        **copy_json(dict(timeline.extra)),
    }


# -- reading ----------------------------------------------------------------------------------------


def _parsed(text: str) -> Json:
    if len(text) > MAX_CHARACTERS:
        raise InvalidTimeline(f"The draft is longer than {MAX_CHARACTERS:,} characters.")
    try:
        return json.loads(text)  # NaN and the like come as floats, so that they are refused with a path
    except RecursionError as error:
        raise InvalidTimeline("The draft is nested too deep.") from error
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InvalidTimeline(f"The draft is no JSON that can be read: {error.msg}, {place}.") from error
    except ValueError:  # a whole number of more than 4,300 digits: infinite as a float
        try:
            return json.loads(text, parse_int=float)
        except (ValueError, RecursionError) as error:
            raise InvalidTimeline("The draft is no JSON that can be read.") from error


def _refuse_crowds(root: Json) -> None:
    """Count before walking, so that a million segments cost nothing."""
    tracks = root.get(KEYS["tracks"]) if isinstance(root, dict) else None
    if not isinstance(tracks, list):
        return
    if len(tracks) > MAX_TRACKS:
        raise InvalidTimeline(f"A video has at most {MAX_TRACKS} tracks.", field=KEYS["tracks"])
    count = 0
    for index, track in enumerate(tracks):
        clips = track.get(KEYS["clips"]) if isinstance(track, dict) else None
        count += len(clips) if isinstance(clips, list) else 0
        if count > MAX_CLIPS:
            field = path_of(path_of("", "tracks", index), "clips")
            raise InvalidTimeline(f"A video has at most {MAX_CLIPS:,} segments.", field=field)


def _timeline(root: dict[str, Json]) -> Timeline:
    metadata = _object(root.get(KEYS["metadata"], {}), KEYS["metadata"])
    total = root.get(KEYS["total_ms"], 0)
    if not is_whole(_whole(total)) or total < 0:
        raise InvalidTimeline("The length must be a whole number of milliseconds.", field=KEYS["total_ms"])
    usual = Canvas()
    canvas = Canvas(*(_whole(metadata.get(key, getattr(usual, key))) for key in _METADATA_KEYS[1:]))
    tracks = _list(root.get(KEYS["tracks"], []), KEYS["tracks"])
    return Timeline(
        tracks=tuple(_track(item, path_of("", "tracks", index)) for index, item in enumerate(tracks)),
        canvas=canvas,
        title=metadata.get("title", ""),
        extra=_rest(root, _TIMELINE_KEYS),
        metadata=_rest(metadata, _METADATA_KEYS),
    )


def _track(item: Json, where: str) -> Track:
    track = _object(item, where)
    number = _whole(track.get(KEYS["kind"]))
    if not is_whole(number) or number not in set(TrackKind):
        message = "A track is video (0), audio (1) or text (7)."
        raise InvalidTimeline(message, field=path_of(where, "kind"))
    kind = TrackKind(number)
    clips = enumerate(_list(track.get(KEYS["clips"], []), path_of(where, "clips")))
    return Track(
        id=track.get(KEYS["id"], _NO_ID),
        kind=kind,
        clips=tuple(_record(CLIP_TYPES[kind], clip, path_of(where, "clips", i)) for i, clip in clips),
        name=track.get(KEYS["name"], ""),
        extra=_rest(track, _TRACK_KEYS),
    )


def _record(kind: type[Any], item: Json, where: str) -> Any:
    """Read one JSON object as the dataclass ``kind``, attribute by attribute."""
    found = _object(item, where)
    values: dict[str, Any] = {}
    own = own_attributes(kind)
    for name, default in own.items():
        value = found.get(KEYS[name], MISSING)
        if value is None:
            raise InvalidTimeline("Leave the key out instead of null.", field=path_of(where, name))
        if value is not MISSING:
            values[name] = _read(name, value, path_of(where, name))
        elif name == "id":
            values[name] = _NO_ID
        elif name in REQUIRED or default is MISSING:
            raise InvalidTimeline(f"The key “{KEYS[name]}” is missing.", field=path_of(where, name))
    return kind(**values, extra=_rest(found, {KEYS[name] for name in own}))


def _read(attribute: str, value: Json, where: str) -> Any:
    if attribute in _WHOLE:
        return _whole(value)
    if attribute in _RECORDS:
        return _record(_RECORDS[attribute], value, where)
    if attribute in _RECORD_LISTS:
        items = enumerate(_list(value, where))
        return tuple(_record(_RECORD_LISTS[attribute], item, f"{where}[{i}]") for i, item in items)
    if attribute in ("style", "animation"):
        return copy_json(_object(value, where))
    if attribute in ("focus", "gain", "sound_gain", "target") and isinstance(value, list):
        return tuple(_pair(item) for item in value)
    return value


def _pair(value: Json) -> Json:
    """A volume keyframe as a tuple; any other value as it is."""
    return (_whole(value[0]), *value[1:]) if isinstance(value, list) and value else value


def own_attributes(kind: type[Any]) -> Mapping[str, Any]:
    """The attributes of a dataclass that have keys, with their defaults or ``MISSING``."""
    return {
        field.name: field.default if field.default_factory is MISSING else field.default_factory()
        for field in fields(kind)
        if field.name != "extra"
    }


def _object(value: Json, where: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise InvalidTimeline("An object with keys is needed here.", field=where)
    return value


def _list(value: Json, where: str) -> list[Json]:
    if not isinstance(value, list):
        raise InvalidTimeline("A list is needed here.", field=where)
    return value


def _whole(value: Json) -> Json:
    """JSON knows one kind of number: 3000.0 is the integer 3000. Anything else as it is."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _rest(item: Mapping[str, Json], ours: Container[str]) -> dict[str, Json]:
    return {key: copy_json(value) for key, value in item.items() if key not in ours}


def _with_missing_ids(timeline: Timeline) -> Timeline:
    """Give ids to tracks and clips of drafts that were written without."""
    new_clip_ids = free_ids(_strings(clip.id for clip in all_clips(timeline)))
    new_track_ids = free_ids(_strings(track.id for track in timeline.tracks), "t")
    tracks = []
    for track in timeline.tracks:
        clips = (replace(clip, id=next(new_clip_ids)) if clip.id is _NO_ID else clip for clip in track.clips)
        track_id = next(new_track_ids) if track.id is _NO_ID else track.id
        tracks.append(replace(track, id=track_id, clips=tuple(clips)))
    return replace(timeline, tracks=tuple(tracks))


def _strings(values: Iterable[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str)]


# -- writing ----------------------------------------------------------------------------------------


def _track_json(track: Track) -> dict[str, Json]:
    return {
        KEYS["id"]: track.id,
        KEYS["name"]: track.name,
        KEYS["kind"]: int(track.kind),
        KEYS["clips"]: [_record_json(clip) for clip in track.clips],
        **copy_json(dict(track.extra)),
    }


def _record_json(record: Any) -> dict[str, Json]:
    """Write a dataclass as one JSON object, without what is at its default."""
    written: dict[str, Json] = {}
    for name, default in own_attributes(type(record)).items():
        value = getattr(record, name)
        if value is not None and (name in _ALWAYS or value != default):
            written[KEYS[name]] = _json(value)
    return {**written, **copy_json(dict(record.extra))}


def _json(value: Any) -> Json:
    if is_dataclass(value):
        return _record_json(value)
    if isinstance(value, tuple):
        return [_json(item) for item in value]
    return copy_json(dict(value)) if isinstance(value, Mapping) else value
