"""Camera moves: where the camera stands over a picture, as a continuous function of time.

A camera stand is (x, y, zoom): the point of the picture in the middle of the canvas, in fractions
of the picture, and the magnification over what the fit shows at rest. Time is a clip's own, 0 at its
start and 1 at its end; outside that range a move goes on at its end speed, which is what is seen
under transitions.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

#: Speed at a clip's ends as a share of its mean speed: never still, so no photo seems to stop dead.
END_SPEED = 0.4
#: Speed in the middle of a clip. Two cubic halves through (1/2, 1/2) with these slopes stay monotone.
MIDDLE_SPEED = 1.3
#: How far beyond a clip's ends a move may be seen: a transition takes at most a quarter of a clip.
OVERHANG = 0.25
#: The travel, in shares of the move, that happens under transitions at either end.
EXTRA = OVERHANG * END_SPEED


@dataclass(frozen=True, slots=True)
class Stand:
    """One camera stand; see the module."""

    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0


@dataclass(frozen=True, slots=True)
class Move:
    """A camera move in numbers.

    Attributes:
        stands: Where the camera passes, at least one; a straight move has two: where it would be
            ``EXTRA`` of the move before the clip's start and after its end.
        at: Clip time of each stand for keyframed moves; empty for straight ones.
        easings: Name of the easing from each stand to the next, for keyframed moves.
        rests_at_start, rests_at_end: Whether the move starts or ends at speed 0, as it does on the
            video's first and last frame.
    """

    stands: tuple[Stand, ...] = (Stand(),)
    at: tuple[float, ...] = ()
    easings: tuple[str, ...] = ()
    rests_at_start: bool = False
    rests_at_end: bool = False


def progress(t: float, *, rests_at_start: bool = False, rests_at_end: bool = False) -> float:
    """Share of a straight move done at clip time ``t``: 0 at 0, 1/2 at 1/2, 1 at 1.

    Each half is a cubic Hermite curve, so a different start leaves the second half untouched.
    Beyond the ends it goes on at the end speed.
    """
    start = 0.0 if rests_at_start else END_SPEED
    end = 0.0 if rests_at_end else END_SPEED
    if t < 0:
        return start * t
    if t > 1:
        return 1 + end * (t - 1)
    if t < 0.5:
        return 0.5 * _hermite(2 * t, start, MIDDLE_SPEED)
    return 1 - 0.5 * _hermite(2 - 2 * t, end, MIDDLE_SPEED)


def _hermite(t: float, slope_0: float, slope_1: float) -> float:
    """Cubic through (0, 0) and (1, 1) with the given slopes. Source: cubic Hermite spline basis."""
    return slope_0 * (t**3 - 2 * t**2 + t) + (3 * t**2 - 2 * t**3) + slope_1 * (t**3 - t**2)


def stand_at(move: Move, t: float) -> Stand:
    """Where the camera stands at clip time ``t``."""
    if len(move.stands) == 1:
        return move.stands[0]
    if move.at:
        return _keyframed(move, t)
    done = progress(t, rests_at_start=move.rests_at_start, rests_at_end=move.rests_at_end)
    return between(move.stands[0], move.stands[1], (done + EXTRA) / (1 + 2 * EXTRA))


def between(a: Stand, b: Stand, share: float) -> Stand:
    """A stand on the way from ``a`` to ``b``.

    The zoom changes by equal factors in equal shares, which is seen as constant speed. The centre
    is linear in 1/zoom, so the edges of what is shown run straight and never leave the space
    between the two views: a way between two views inside the picture stays inside.
    """
    zoom = a.zoom * (b.zoom / a.zoom) ** share
    if math.isclose(a.zoom, b.zoom, rel_tol=1e-9):
        part = share
    else:
        part = (1 / a.zoom - 1 / zoom) / (1 / a.zoom - 1 / b.zoom)
    return Stand(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, zoom)


def _keyframed(move: Move, t: float) -> Stand:
    if t <= move.at[0]:
        return move.stands[0]
    for i in range(len(move.at) - 1):
        if t < move.at[i + 1]:
            share = (t - move.at[i]) / (move.at[i + 1] - move.at[i])
            return between(move.stands[i], move.stands[i + 1], EASINGS[move.easings[i]](share))
    return move.stands[-1]


def largest_zoom(move: Move) -> float:
    """The strongest magnification that is ever seen. Easings that overshoot are limited to it."""
    return max(stand.zoom for stand in move.stands)


def _in_out(ease_in: Callable[[float], float]) -> Callable[[float], float]:
    def eased(t: float) -> float:
        return ease_in(2 * t) / 2 if t < 0.5 else 1 - ease_in(2 - 2 * t) / 2

    return eased


def _out(ease_in: Callable[[float], float]) -> Callable[[float], float]:
    return lambda t: 1 - ease_in(1 - t)


def _easings() -> dict[str, Callable[[float], float]]:
    table: dict[str, Callable[[float], float]] = {"linear": lambda t: t}
    families: Sequence[tuple[str, Callable[[float], float]]] = (
        ("Sine", lambda t: 1 - math.cos(t * math.pi / 2)),
        ("Quad", lambda t: t**2),
        ("Cubic", lambda t: t**3),
        ("Quart", lambda t: t**4),
        ("Quint", lambda t: t**5),
        ("Expo", lambda t: 0.0 if t <= 0 else 2 ** (10 * t - 10)),
        ("Circ", lambda t: 1 - math.sqrt(max(0.0, 1 - t * t))),
    )
    for name, ease_in in families:
        table[f"easeIn{name}"] = ease_in
        table[f"easeOut{name}"] = _out(ease_in)
        table[f"easeInOut{name}"] = _in_out(ease_in)
    return table


#: Easings between keyframes, 0–1 → 0–1. Source: easings.net, the families that do not overshoot
#: (an overshoot would leave the picture).
EASINGS = MappingProxyType(_easings())
