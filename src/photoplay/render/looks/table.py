"""The table of looks: one row each. Adding a look is a function of colours and a row here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from photoplay.media.record import Tone
from photoplay.render.looks import adjustments, presets
from photoplay.render.looks.adjustments import Values, share_of
from photoplay.timeline.model import Look

F32 = NDArray[np.float32]
Family = Literal["style", "adjustment", "automatic"]


@dataclass(frozen=True, slots=True)
class Row:
    """How a look is drawn.

    Attributes:
        about: What it does, in a few words.
        family: "style", "adjustment" (a knob), or "automatic" (it follows the picture).
        colour: Colours, float32 ``(n, 3)`` of sRGB codes 0–1, and the resolved values, to colours; None
            when it changes no colours by themselves.
        resolve: The values for one picture from the look and the picture's tone; None: nothing to do.
        takes_file: Whether ``colour`` is a file's table: it then is called with the table before the values.
        sharpen, glow, halation, grain, vignette: See ``Grade``; at an amount of 100.
    """

    about: str
    family: Family
    colour: Callable[..., F32] | None = None
    resolve: Callable[[Look, Tone | None], Values | None] = share_of
    takes_file: bool = False
    sharpen: float = 0.0
    glow: float = 0.0
    halation: float = 0.0
    grain: float = 0.0
    vignette: float = 0.0


#: By the names of ``timeline.model.LOOKS``, which also has the range of each amount.
LOOK_TABLE: Mapping[str, Row] = {
    "warm": Row("Light of a late afternoon", "style", presets.warm),
    "cool": Row("Light of an overcast morning", "style", presets.cool),
    "vivid": Row("Stronger colours, faces least", "style", presets.vivid, sharpen=0.2),
    "faded": Row("A print that has seen some sun", "style", presets.faded),
    "vintage": Row("Slide film of the seventies", "style", presets.vintage, grain=0.35, vignette=0.5),
    "bw": Row("Black and white from 50 on; more amount, more contrast", "style", presets.bw),
    "sepia": Row("A toned print in brown", "style", presets.sepia, vignette=0.3),
    "cinematic": Row(
        "Teal shadows, orange lights, soft highlights", "style", presets.cinematic, glow=0.6
    ),
    "film": Row(
        "Colour negative: grain, red light around lamps", "style", presets.film,
        grain=1.0, halation=0.7, glow=0.15,
    ),
    "matte": Row("Soft blacks, quiet colours", "style", presets.matte),
    "night": Row("As if the light had gone; lamps stay lit", "style", presets.night, glow=0.3, vignette=0.4),
    "brightness": Row("Lighter or darker; black and white stay", "adjustment", adjustments.brightness),
    "contrast": Row("More or less difference of light", "adjustment", adjustments.contrast),
    "saturation": Row("Stronger or weaker colours; -100 is grey", "adjustment", adjustments.saturation),
    "temperature": Row("Warmer or cooler light", "adjustment", adjustments.temperature),
    "sharpen": Row("Crisper or softer", "adjustment", sharpen=1.0),
    "vignette": Row("Darker or lighter corners", "adjustment", vignette=1.0),
    "auto": Row("Levels and white balance of each photo", "automatic", adjustments.auto, adjustments.resolve_auto),
    "match": Row("Towards the other photos of the video", "automatic", adjustments.match, adjustments.resolve_match),
    "lut": Row("A table of colours from a .cube file", "style", adjustments.lut, takes_file=True),
}  # fmt: skip
