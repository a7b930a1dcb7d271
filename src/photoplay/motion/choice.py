"""How the camera treats each photo when nobody says: fit and move.

The choice for a picture looks only at the picture and at the choice before it, so inserting or
removing one changes no more than its neighbours demand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from photoplay.media.record import MediaRecord

Fit = Literal["cover", "contain", "blur"]

#: Covering the canvas may cost up to this share of a picture; what is over is shown whole instead.
_MOST_CROPPED: Final = 0.35
#: So little is less than a pixel or two: 1366 × 768 counts as 16:9.
_UNSEEN_CROP: Final = 0.002
#: From this share on a long picture is panned along, so that its ends are seen.
_PAN_CROPPED: Final = 0.08
#: The same for a crop of the short side: photos of 3:2 and 4:3 in 16:9 stay free to be zoomed.
_TILT_CROPPED: Final = 0.28
#: A landscape photo in an upright canvas is covered only around a subject as sure as this …
_SURE_SUBJECT: Final = 0.8
#: … and as far as this share of it is cropped at most.
_MOST_CROPPED_AROUND_SUBJECT: Final = 0.70
#: A subject nearer to the middle than this gives a pan no direction.
_OFF_CENTRE: Final = 0.04
#: A subject this sure is approached; otherwise the camera leaves.
_SUBJECT: Final = 0.3
#: Shots below this are too short for a pan to be followed, below the second for any move.
_SHORTEST_PAN_MS, _SHORTEST_MOVE_MS = 1500, 400
#: Enlarged more than this, a picture is a mosaic: it holds.
_MOST_ENLARGED: Final = 12.0
#: One free picture in this many is panned instead of zoomed.
_PAN_EVERY: Final = 3

_OPPOSITE: Final = {
    "zoom-in": "zoom-out",
    "zoom-out": "zoom-in",
    "pan-left": "pan-right",
    "pan-right": "pan-left",
    "pan-up": "pan-down",
    "pan-down": "pan-up",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the camera does with one picture.

    Attributes:
        motion: A name of ``timeline.model.MOTIONS``.
        fit: How the picture meets the canvas.
    """

    motion: str
    fit: Fit


def choose(
    records: Sequence[MediaRecord],
    canvas: tuple[int, int],
    durations_ms: Sequence[int] | None = None,
) -> tuple[Choice, ...]:
    """Fit and motion of every picture, in order; deterministic.

    Args:
        records: Pictures with their focus.
        canvas: (width, height), pixels.
        durations_ms: Length of each one's shot; ``None``: long enough for any move.

    Source: shared taste: zooms in and out alternate, pans follow the long side and look towards the
    subject, graphics hold, neighbours differ.
    """
    choices: list[Choice] = []
    for index, record in enumerate(records):
        duration_ms = None if durations_ms is None else durations_ms[index]
        before = choices[-1].motion if choices else None
        choices.append(choose_one(record, canvas, before=before, duration_ms=duration_ms))
    return tuple(choices)


def choose_one(
    record: MediaRecord,
    canvas: tuple[int, int],
    *,
    before: str | None = None,
    duration_ms: int | None = None,
) -> Choice:
    """The choice for one picture after a shot with the motion ``before``."""
    fit = _fit(record, canvas)
    if _holds(record, canvas, duration_ms):
        return Choice("hold", fit)
    may_pan = fit == "cover" and (duration_ms is None or duration_ms >= _SHORTEST_PAN_MS)
    wish = _wish(record, canvas, before, may_pan)
    return Choice(_OPPOSITE[wish] if wish == before else wish, fit)


def cropped(size: tuple[int, int], canvas: tuple[int, int]) -> tuple[float, bool]:
    """Share of a picture that covering a canvas cuts off, 0–1, and whether at left and right."""
    across = size[0] * canvas[1]
    down = size[1] * canvas[0]
    return (1 - down / across, True) if across > down else (1 - across / down, False)


def _fit(record: MediaRecord, canvas: tuple[int, int]) -> Fit:
    share, _ = cropped((record.width, record.height), canvas)
    whole: Fit = "contain" if record.background is not None or record.has_alpha else "blur"
    if record.is_graphic:
        return "cover" if share <= _UNSEEN_CROP else whole
    if share > _MOST_CROPPED:
        return "cover" if _keeps_subject(record, canvas, share) else whole
    return "contain" if whole == "contain" and share > _PAN_CROPPED else "cover"


def _keeps_subject(record: MediaRecord, canvas: tuple[int, int], share: float) -> bool:
    """Whether a landscape photo may fill an upright canvas around its subject.

    Never the other way round: a portrait photo cut to a landscape canvas loses heads.
    """
    is_sideways = record.width > record.height and canvas[0] < canvas[1]
    is_plain = record.background is None and not record.has_alpha
    is_sure = record.focus.certainty >= _SURE_SUBJECT
    return is_sideways and is_plain and is_sure and share <= _MOST_CROPPED_AROUND_SUBJECT


def _holds(record: MediaRecord, canvas: tuple[int, int], duration_ms: int | None) -> bool:
    enlarged = min(canvas[0] / record.width, canvas[1] / record.height)
    too_short = duration_ms is not None and duration_ms < _SHORTEST_MOVE_MS
    return record.is_graphic or record.role == "logo" or enlarged > _MOST_ENLARGED or too_short


def _wish(record: MediaRecord, canvas: tuple[int, int], before: str | None, may_pan: bool) -> str:
    share, is_across = cropped((record.width, record.height), canvas)
    is_long_side = is_across == (record.width >= record.height)
    if may_pan and share >= (_PAN_CROPPED if is_long_side else _TILT_CROPPED):
        return _pan(record, is_across)
    if before == "zoom-in":
        zoom = "zoom-out"
    elif before == "zoom-out":
        zoom = "zoom-in"
    else:
        zoom = "zoom-in" if record.focus.certainty >= _SUBJECT else "zoom-out"
    is_panned = may_pan and before in ("zoom-in", "zoom-out") and _lot(record) % _PAN_EVERY == 0
    return _pan(record, record.width >= record.height) if is_panned else zoom


def _pan(record: MediaRecord, is_across: bool) -> str:
    """Towards the subject; without one, a direction that is the picture's own."""
    offset = (record.focus.x if is_across else record.focus.y) - 0.5
    names = ("pan-left", "pan-right") if is_across else ("pan-up", "pan-down")
    if record.focus.certainty >= _SUBJECT and abs(offset) > _OFF_CENTRE:
        return names[offset > 0]
    return names[_lot(record) >> 8 & 1] if is_across else "pan-up"


def _lot(record: MediaRecord) -> int:
    """A number that a picture keeps for ever, spread evenly over pictures."""
    return int(record.sha256[:8], 16)
