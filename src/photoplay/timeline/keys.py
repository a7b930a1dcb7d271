"""The draft's short keys: one table from the model's attributes, read by codec, schema and checks.

An attribute means the same wherever it appears (``duration_ms`` is ``d`` on a clip and on a
transition), so the table is flat.
"""

from __future__ import annotations

from collections.abc import Mapping

KEYS: Mapping[str, str] = {
    # root
    "tracks": "t",
    "total_ms": "d",
    "metadata": "m",
    "title": "title",
    "width": "width",
    "height": "height",
    "fps": "fps",
    # track
    "kind": "tt",
    "clips": "sg",
    # every clip
    "id": "id",
    "name": "n",
    "start_ms": "s",
    "duration_ms": "d",
    "reference": "ref",
    # picture and sound
    "source": "src",
    "source_in_ms": "in",
    "speed": "sp",
    "reverse": "rev",
    "freeze": "frz",
    "sound_gain": "vol",
    # picture
    "fit": "fit",
    "focus": "foc",
    "rotation": "rot",
    "flip": "flip",
    "crop": "crop",
    "motion": "mo",
    "looks": "fx",
    "box": "pos",
    "background": "bg",
    "border": "brd",
    "radius": "rad",
    "shadow": "sh",
    "angle": "ang",
    "poses": "poses",
    "opacity": "op",
    "transition_in": "tr",
    "transition_out": "tro",
    # sound
    "gain": "vol",
    "fade_in_ms": "fi",
    "fade_out_ms": "fo",
    "duck": "duck",
    "mood": "mood",
    "loop": "loop",
    # words
    "text": "tx",
    "style": "st",
    "animation": "an",
    # inside motion, keyframes, poses, looks, transitions, boxes, borders and backgrounds
    "type": "type",
    "amount": "amount",
    "keyframes": "keyframes",
    "at": "at",
    "x": "x",
    "y": "y",
    "w": "w",
    "h": "h",
    "zoom": "zoom",
    "easing": "easing",
    "scale": "scale",
    "target": "to",
    "color": "color",
    "color_to": "to",
}


def path_of(where: str, attribute: str, index: int | None = None) -> str:
    """The path of a field in the draft: ``path_of("t[0].sg[2]", "duration_ms")`` is ``t[0].sg[2].d``."""
    key = KEYS[attribute] if index is None else f"{KEYS[attribute]}[{index}]"
    return f"{where}.{key}" if where else key
