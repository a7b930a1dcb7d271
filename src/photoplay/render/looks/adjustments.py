"""The looks that are knobs, −1 to 1, and those that follow the picture itself or a file's table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoplay.media.cielab import linear_of_lab
from photoplay.media.cube import Cube, looked_up
from photoplay.media.record import Tone
from photoplay.render.looks.operations import (
    contrasted,
    curve,
    lightened,
    lit,
    luma_of,
    mixed,
    saturated,
    warmth,
)
from photoplay.timeline.model import Look

F32 = NDArray[np.float32]
Values = tuple[float, ...]

#: ``auto`` goes this part of the way to neutral light at 100; all of it would make every evening noon.
_WHITE_BALANCE = 0.8
#: Levels are stretched no further than this: what black may be at most, and white at least.
_MOST_BLACK, _LEAST_WHITE, _FULL_WHITE = 0.09, 0.75, 0.985
#: L* of pictures that are dark or light on purpose, from where on nothing is done to where all is.
_NIGHT, _DIM = 16.0, 32.0
_BRIGHT, _WHITE_GROUND = 70.0, 86.0
#: The most that ``match`` moves the mean colour, L* and a* or b*.
_MOST_LIGHTER, _MOST_TINTED = 14.0, 9.0
#: Mean a* and b* of pictures without colours; those of photos in colour are hardly ever so near to 0.
_BLACK_AND_WHITE = 0.3


def brightness(rgb: F32, amount: float) -> F32:
    return lightened(rgb, 0.42 * amount)


def contrast(rgb: F32, amount: float) -> F32:
    return contrasted(rgb, (1.15 if amount > 0 else 1.3) * amount)


def saturation(rgb: F32, amount: float) -> F32:
    return saturated(rgb, 1 + 0.5 * amount, weak=0.45 * amount) if amount > 0 else saturated(rgb, 1 + amount)


def temperature(rgb: F32, amount: float) -> F32:
    return lit(rgb, warmth(0.85 * amount), keep_white=0.25)


def share_of(look: Look, tone: Tone | None) -> Values | None:
    """The plain amount of a look; None at 0."""
    return (look.amount / 100,) if look.amount else None


def resolve_auto(look: Look, tone: Tone | None) -> Values | None:
    """Black and white points, lightening, and gains of light for ``auto``; None when all is well."""
    share = look.amount / 100
    if tone is None or not share:
        return None
    lightness = tone.mean[0]
    usual = _between(lightness, _NIGHT, _DIM)
    black = share * min(max(tone.black - 0.015, 0.0), _MOST_BLACK) * usual
    short = max(0.0, _FULL_WHITE - max(tone.white, _LEAST_WHITE))
    white = 1 - share * short * usual
    # What the stretch itself does to the middle is taken into account.
    after = (lightness - 100 * black) / (white - black)
    wanted = min(max(after, 42.0), 64.0) if lightness < _BRIGHT else after
    off = _between(lightness, _WHITE_GROUND, _BRIGHT) * usual * (wanted - after)
    lighter = share * min(max(off * 0.006, -0.07), 0.1)
    part = share * _WHITE_BALANCE * tone.certainty
    gains = tuple(min(max(light, 0.5), 2.0) ** -part for light in tone.light)
    values = (black, white, lighter, *gains)
    return None if max(abs(a - b) for a, b in zip(values, _AUTO_NOTHING, strict=True)) < 0.004 else values


_AUTO_NOTHING = (0.0, 1.0, 0.0, 1.0, 1.0, 1.0)


def auto(rgb: F32, black: float, white: float, lighter: float, r: float, g: float, b: float) -> F32:
    """Levels with soft ends, then light. Arguments as from ``resolve_auto``."""
    out = lit(rgb, (r, g, b))
    if black or white != 1:
        # Through the middle of the new range in a straight line, rounded off where it would clip.
        width = white - black
        points = ((0.0, 0.0), *(((black + width * x), x) for x in (0.12, 0.5, 0.88)), (1.0, 1.0))
        out = mixed(out + (curve(luma_of(out), points) - luma_of(out)), curve(out, points), 0.7)
    return lightened(out, lighter)


def resolve_match(look: Look, tone: Tone | None) -> Values | None:
    """Lightening and gains of light that bring the mean colour towards the target; None without one."""
    share = look.amount / 100
    if tone is None or look.target is None or len(look.target) != 3 or not share:
        return None
    lightness, a, b = tone.mean
    usual = _between(lightness, _NIGHT, _DIM) * _between(lightness, 97.0, _WHITE_GROUND)
    up = min(max(share * usual * (look.target[0] - lightness), -_MOST_LIGHTER), _MOST_LIGHTER)
    moved = a, b
    if max(abs(a), abs(b)) > _BLACK_AND_WHITE:
        moved = _towards(a, look.target[1], share), _towards(b, look.target[2], share)
    before, after = linear_of_lab(np.array([[lightness, a, b], [lightness, *moved]], np.float32))
    gains = np.clip(np.maximum(after, 0.01) / np.maximum(before, 0.01), 0.8, 1.25)
    return (_bias_for(lightness, lightness + up), *(float(gain) for gain in gains))


def match(rgb: F32, lighter: float, r: float, g: float, b: float) -> F32:
    """Arguments as from ``resolve_match``; black and white stay."""
    return lightened(lit(rgb, (r, g, b), keep_white=0.6), lighter)


def _towards(value: float, target: float, share: float) -> float:
    return value + min(max(share * (target - value), -_MOST_TINTED), _MOST_TINTED)


def _bias_for(before: float, after: float) -> float:
    """The strength for ``lightened`` that takes one L* to another."""
    x, y = (min(max(value / 100, 0.05), 0.95) for value in (before, after))
    odds = x * (1 - y) / (y * (1 - x))
    return min(max(2 / (odds + 1) - 1, -0.3), 0.3)


def _between(value: float, start: float, end: float) -> float:
    """0 at ``start``, 1 at ``end``, straight between."""
    return min(max((value - start) / (end - start), 0.0), 1.0)


def lut(rgb: F32, table: Cube, amount: float) -> F32:
    """Through a file's table; ``amount`` mixes."""
    return mixed(rgb, looked_up(table, rgb), amount)
