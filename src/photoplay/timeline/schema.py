"""The JSON Schema of drafts, made from the model and the limits of ``checks.py``.

What a schema cannot say stays with ``checks.check``: segments that overlap, ids used twice,
references that lead nowhere, keyframes out of order, boxes that stick out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING
from typing import Any

from photoplay.timeline import checks, lettering, pictures, values
from photoplay.timeline.codec import CLIP_TYPES, REQUIRED, own_attributes
from photoplay.timeline.keys import KEYS
from photoplay.timeline.model import (
    BORDERS,
    FRAME_RATES,
    LOOKS,
    MAX_CANVAS,
    MOTIONS,
    TEXT_POSITIONS,
    TEXT_ROLES,
    Background,
    Border,
    Box,
    Json,
    Keyframe,
    Look,
    Motion,
    Pose,
    TrackKind,
    Transition,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TRACK_WORDS: Mapping[TrackKind, str] = {
    TrackKind.VIDEO: "a photo or a piece of film",
    TrackKind.AUDIO: "music or sound",
    TrackKind.TEXT: "words on the picture",
}


def draft_schema() -> dict[str, Json]:
    """The schema as JSON (2020-12); every key has a description."""
    return {
        "$schema": DIALECT,
        "title": "Photoplay draft",
        "description": "A video as tracks of segments. Keys that are not named here are kept.",
        "type": "object",
        "properties": {
            KEYS["tracks"]: {
                "description": "Later tracks lie above earlier ones; the first video track is the main one.",
                "type": "array",
                "maxItems": checks.MAX_TRACKS,
                "items": _track(),
            },
            KEYS["total_ms"]: _described(
                {"type": "integer", "minimum": 0},
                "Length of the video, milliseconds. Worked out again on reading.",
            ),
            KEYS["metadata"]: _metadata(),
        },
    }


# -- kinds of values --------------------------------------------------------------------------------


def _described(schema: Mapping[str, Json], description: str) -> dict[str, Json]:
    return {"description": description, **schema}


def _whole(low: int, high: int) -> dict[str, Json]:
    return {"type": "integer", "minimum": low, "maximum": high}


def _number(low: float, high: float) -> dict[str, Json]:
    return {"type": "number", "minimum": low, "maximum": high}


def _string(longest: int, shortest: int = 0) -> dict[str, Json]:
    return {"type": "string", "minLength": shortest, "maxLength": longest}


def _choice(names: Iterable[str]) -> dict[str, Json]:
    return {"type": "string", "enum": list(names)}


def _pattern(pattern: str) -> dict[str, Json]:
    return {"type": "string", "pattern": pattern}


_LENGTH = _whole(0, values.MAX_LENGTH_MS)
_POSITIVE_LENGTH = _whole(1, values.MAX_LENGTH_MS)
_FRACTION = _number(0, 1)
_ID = _string(values.MAX_ID, 1)
_SIZE = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}
_FLAG = {"type": "boolean"}


# -- root and tracks --------------------------------------------------------------------------------


def _metadata() -> dict[str, Json]:
    side = {**_whole(checks.MIN_CANVAS, max(MAX_CANVAS)), "multipleOf": 2}
    short = {"maximum": min(MAX_CANVAS)}
    return {
        "description": "What is true of the whole video.",
        "type": "object",
        "properties": {
            "title": _described(_string(checks.MAX_NAME), "The project's name."),
            "width": _described({**side, "default": 1920}, "Width, pixels, even."),
            "height": _described({**side, "default": 1080}, "Height, pixels, even."),
            "fps": _described({"enum": list(FRAME_RATES), "default": 30}, "Frames a second."),
        },
        # One side may be long, not both; a side that is left out is the default, which is short.
        "anyOf": [{"properties": {"width": short}}, {"properties": {"height": short}}],
    }


def _track() -> dict[str, Json]:
    rules = [
        {
            "if": {"properties": {KEYS["kind"]: {"const": int(kind)}}, "required": [KEYS["kind"]]},
            "then": {"properties": {KEYS["clips"]: {"items": _record(clip_type)}}},
        }
        for kind, clip_type in CLIP_TYPES.items()
    ]
    kinds = "; ".join(f"{int(kind)}: {words}" for kind, words in _TRACK_WORDS.items())
    return {
        "type": "object",
        "properties": {
            KEYS["id"]: _described(_ID, "Stable id; given on reading when left out."),
            KEYS["name"]: _described(_string(checks.MAX_NAME), "Display name."),
            KEYS["kind"]: _described({"enum": [int(kind) for kind in TrackKind]}, f"Type: {kinds}."),
            KEYS["clips"]: {
                "description": "Segments in order of time; none overlap.",
                "type": "array",
                "maxItems": checks.MAX_CLIPS,
            },
        },
        "required": [KEYS["kind"]],
        "allOf": rules,
    }


def _record(kind: type[Any]) -> dict[str, Json]:
    """The schema of a dataclass: a property for each attribute, in the model's order."""
    properties: dict[str, Json] = {}
    required: list[str] = []
    for name, default in own_attributes(kind).items():
        properties[KEYS[name]] = _property(kind, name)
        if name != "id" and (name in REQUIRED or default is MISSING):
            required.append(KEYS[name])
        elif isinstance(default, bool | int | float | str) and name not in REQUIRED:
            properties[KEYS[name]] = {**properties[KEYS[name]], "default": default}
    schema: dict[str, Json] = {"type": "object", "properties": properties, "required": required}
    return {**schema, **_SPECIAL.get(kind, {})}


def _property(kind: type[Any], name: str) -> dict[str, Json]:
    if name in _NESTED:
        inner, description = _NESTED[name]
        return _described(_record(inner), description)
    if name in _LISTS:
        inner, longest, description = _LISTS[name]
        return _described({"type": "array", "maxItems": longest, "items": _record(inner)}, description)
    schema, description = _OF_ONE_KIND.get((kind, name)) or _PLAIN[name]
    return _described(schema, description)


def _custom_motion() -> dict[str, Json]:
    """``custom`` has keyframes, and nothing else has."""
    custom = {"properties": {KEYS["type"]: {"const": "custom"}}, "required": [KEYS["type"]]}
    keyframes = KEYS["keyframes"]
    some = {"properties": {keyframes: {"minItems": 1}}, "required": [keyframes]}
    return {"if": custom, "then": some, "else": {"properties": {keyframes: {"maxItems": 0}}}}


def _look_ranges() -> dict[str, Json]:
    rules = []
    for bounds in dict.fromkeys(LOOKS.values()):
        names = [name for name, own in LOOKS.items() if own == bounds]
        amount = {"properties": {KEYS["amount"]: _number(*bounds)}}
        rules.append({"if": {"properties": {KEYS["type"]: {"enum": names}}}, "then": amount})
    return {"allOf": rules}


# -- what every key means ---------------------------------------------------------------------------

_SPECIAL: Mapping[type[Any], dict[str, Json]] = {Motion: _custom_motion(), Look: _look_ranges()}

_COLOUR = _pattern(lettering.COLOUR)


def _part(**ranges: tuple[float, float]) -> dict[str, Json]:
    """True, false, a colour, or an object with a colour and numbers."""
    properties = {"color": _COLOUR, **{name: _number(*bounds) for name, bounds in ranges.items()}}
    return {"anyOf": [_FLAG, _COLOUR, {"type": "object", "properties": properties}]}


def _way(names: tuple[str, ...]) -> dict[str, Json]:
    """A name, or a name with a length in milliseconds."""
    length = _whole(0, lettering.MAX_ANIMATION_MS)
    properties = {"type": _choice(names), KEYS["duration_ms"]: length}
    return {"anyOf": [_choice(names), {"type": "object", "properties": properties, "required": ["type"]}]}


_STYLE: dict[str, Json] = {
    "type": "object",
    "properties": {
        "role": _described(_choice(TEXT_ROLES), "What the words are for."),
        "pos": {
            "description": "One of nine places, or the middle of the words in fractions of the canvas.",
            "anyOf": [
                _choice(TEXT_POSITIONS),
                {
                    "type": "object",
                    "properties": {
                        "x": _described(_FRACTION, "From the left."),
                        "y": _described(_FRACTION, "From the top."),
                    },
                    "required": ["x", "y"],
                },
            ],
        },
        "size": _described(_number(0.001, 1), "Height of the letters as a fraction of the canvas height."),
        "color": _described(_COLOUR, "Colour of the letters, #rrggbb."),
        "font": _described(_string(lettering.MAX_FONT, 1), "Name of the font family."),
        "weight": _described(_whole(100, 900), "400 is regular, 700 bold."),
        "align": _described(_choice(lettering.ALIGNMENTS), "Of lines within the text."),
        "outline": _described(
            _part(width=(0, 0.5)), "A line around the letters; its width in parts of their size."
        ),
        "shadow": _described(_part(opacity=(0, 1), blur=(0, 1)), "A soft shadow behind the letters."),
        "box": _described(_part(opacity=(0, 1), radius=(0, 1)), "A box behind the words."),
        "gradient": _described(
            {"type": "array", "items": _COLOUR, "minItems": 2, "maxItems": 2}, "Colours from top to bottom."
        ),
        "contrast": _described(_choice(lettering.CONTRASTS), "auto adds what is needed to read the words."),
    },
}
_ANIMATION: dict[str, Json] = {
    "type": "object",
    "properties": {
        "in": _described(_way(lettering.ANIMATIONS_IN), "How the words come."),
        "out": _described(_way(lettering.ANIMATIONS_OUT), "How the words go."),
    },
}
_GAIN: dict[str, Json] = {
    "anyOf": [
        _number(*values.GAINS),
        {
            "type": "array",
            "minItems": 1,
            "maxItems": values.MAX_KEYFRAMES,
            "items": {
                "type": "array",
                "prefixItems": [_LENGTH, _number(*values.GAINS)],
                "minItems": 2,
                "maxItems": 2,
            },
        },
    ]
}

_PLAIN: dict[str, tuple[dict[str, Json], str]] = {
    "id": (_ID, "Stable id; given on reading when left out."),
    "name": (_string(checks.MAX_NAME), "Display name; for media the file's name."),
    "start_ms": (_LENGTH, "Start on the timeline, milliseconds."),
    "duration_ms": (_POSITIVE_LENGTH, "Length, milliseconds."),
    "reference": (_ID, "Id of the segment that this one moves, lasts and goes with."),
    "source": (_string(checks.MAX_SOURCE, 1), "Asset id, or id of a generated medium."),
    "source_in_ms": (_whole(0, checks.MAX_SOURCE_MS), "Start within the source, milliseconds."),
    "speed": (_number(*checks.SPEEDS), "Speed; 2 plays twice as fast."),
    "reverse": (_FLAG, "Whether film runs backwards."),
    "freeze": (_FLAG, "Whether film stands still, at the start within its source."),
    "sound_gain": (_GAIN, "Volume of the film's own sound; as for sounds."),
    "fit": (_choice(pictures.FITS), "Fill the canvas, show all, or show all before a blurred copy."),
    "focus": (
        {"type": "array", "items": _FRACTION, "minItems": 2, "maxItems": 2},
        "Point that stays in view, fractions from the left and the top; none: found at import.",
    ),
    "rotation": (_whole(0, 3), "Quarter turns clockwise."),
    "flip": (_choice(pictures.FLIPS), "h mirrors left and right, v top and bottom."),
    "radius": (_number(*pictures.RADII), "Of rounded corners, in parts of the box's shorter side."),
    "shadow": (_FRACTION, "Strength of the shadow that the box throws."),
    "angle": (_number(*pictures.ANGLES), "Degrees clockwise."),
    "opacity": (_FRACTION, "0 is invisible, 1 solid."),
    "fade_in_ms": (_LENGTH, "Length of the fade in, milliseconds."),
    "fade_out_ms": (_LENGTH, "Length of the fade out, milliseconds."),
    "gain": (_GAIN, "Volume, 0.35 is 35 %, 0 is mute; or keyframes [[ms, volume], …]."),
    "duck": (_FLAG, "Whether it becomes quieter under other sound."),
    "mood": (_string(values.MAX_ID, 1), "Mood of composed music."),
    "loop": (_FLAG, "Whether the source is repeated to fill the segment."),
    "text": (_string(checks.MAX_TEXT, 1), "The words, exactly as given."),
    "style": (_STYLE, "How the words are set."),
    "animation": (_ANIMATION, "How the words come and go."),
    "at": (_FRACTION, "Moment within the segment, 0 its start, 1 its end."),
    "x": (_FRACTION, "From the left, a fraction."),
    "y": (_FRACTION, "From the top, a fraction."),
    "w": (_SIZE, "Width, a fraction."),
    "h": (_SIZE, "Height, a fraction."),
    "zoom": (_number(*pictures.ZOOMS), "1 shows as much as the fit allows, 2 half as much."),
    "easing": (_pattern(pictures.EASING_NAME), "Easing towards the next keyframe."),
    "scale": (_number(*pictures.SCALES), "Size in parts of the box."),
    "color": (_COLOUR, "Colour, #rrggbb."),
    "color_to": (_COLOUR, "Colour at the bottom of a gradient, #rrggbb."),
}

_NESTED: Mapping[str, tuple[type[Any], str]] = {
    "crop": (Box, "The part of the upright picture that is used, fractions."),
    "box": (Box, "Place on the canvas, fractions; none: all of it."),
    "background": (Background, "Beside the picture, where there is anything; none: the renderer's choice."),
    "border": (Border, "A frame around the picture."),
    "motion": (Motion, "Camera move; always there on stills, never on film."),
    "transition_in": (
        Transition,
        "From the segment before; on the first one, out of black. None: a hard cut.",
    ),
    "transition_out": (Transition, "On the last segment, the way out."),
}
_LISTS: Mapping[str, tuple[type[Any], int, str]] = {
    "looks": (Look, pictures.MAX_LOOKS, "Colour treatments, applied in order."),
    "poses": (Pose, values.MAX_KEYFRAMES, "How the box moves, ascending in time; none: it stands still."),
    "keyframes": (Keyframe, values.MAX_KEYFRAMES, "Of the motion “custom” only, ascending in time."),
}
_OF_ONE_KIND: Mapping[tuple[type[Any], str], tuple[dict[str, Json], str]] = {
    (Motion, "type"): (_choice(MOTIONS), "Name of the move; pans are named after the camera."),
    (Motion, "amount"): (
        _number(*pictures.MOTION_AMOUNTS),
        "Share of the frame that is travelled; none: a comfortable speed.",
    ),
    (Look, "type"): (_choice(LOOKS), "Name of the look."),
    (Look, "source"): (_ID, "Of “lut” only: asset id of the .cube file."),
    (Look, "target"): (
        {
            "type": "array",
            "prefixItems": [_number(*pictures.LIGHTNESSES), *[_number(*pictures.CASTS)] * 2],
            "minItems": 3,
            "maxItems": 3,
        },
        "Of “match” only: the mean colour to go towards, CIE L*, a*, b*.",
    ),
    (Transition, "source"): (_ID, "Of “luma” only: asset id of the picture whose dark places change first."),
    (Border, "type"): (_choice(BORDERS), "A plain line, or a polaroid."),
    (Border, "width"): (_number(*pictures.BORDER_WIDTHS), "In parts of the box's shorter side."),
    (Pose, "x"): (_number(*pictures.PLACES), "Middle of the box, a fraction from the left."),
    (Pose, "y"): (_number(*pictures.PLACES), "Middle of the box, a fraction from the top."),
    (Look, "amount"): ({"type": "number"}, "Strength, 0 to 100 or −100 to 100 by its type."),
    (Transition, "type"): (_pattern(pictures.TRANSITION_NAME), "A name of FFmpeg's xfade, such as fade."),
}
