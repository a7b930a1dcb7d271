"""Photos of one video brought near each other, a third of the way."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from photoplay.media.record import MediaRecord, Tone
from photoplay.timeline.model import Look

#: Of the way from each photo to what they have in common, in hundredths. Never more than this by itself.
A_THIRD = 33.0
#: L* of photos that are dark or light on purpose: they neither give nor take.
_NIGHT, _WHITE_GROUND = 16.0, 86.0
#: So far from the others, L* and a* b*, a photo has a mood of its own and keeps it.
_OWN_LIGHT, _OWN_COLOUR = 32.0, 20.0
#: Below, a look would change nothing that is seen.
_NEAR = 1.0


def matched(records: Sequence[MediaRecord], amount: float = A_THIRD) -> tuple[Look | None, ...]:
    """For each photo the look that brings it towards all; None for those that stay as they are.

    Args:
        records: The photos and films of one video, in any order; repeated ones count once.
        amount: How far, 0–100.
    """
    tones = {record.sha256: record.tone for record in records if _takes_part(record)}
    target = _common([tone for tone in tones.values() if tone is not None])
    if target is None or amount <= 0:
        return (None,) * len(records)
    return tuple(
        Look("match", amount, target=target) if _is_moved(tones.get(record.sha256), target) else None
        for record in records
    )


def _takes_part(record: MediaRecord) -> bool:
    if record.tone is None or record.is_graphic or record.role == "logo":
        return False
    return _NIGHT < record.tone.mean[0] < _WHITE_GROUND


def _common(tones: Sequence[Tone]) -> tuple[float, float, float] | None:
    """The middle of mean colours, channel by channel; None where there are not two."""
    if len(tones) < 2:
        return None
    lightness, a, b = (round(median(tone.mean[k] for tone in tones), 2) for k in range(3))
    return lightness, a, b


def _is_moved(tone: Tone | None, target: tuple[float, float, float]) -> bool:
    if tone is None:
        return False
    light, a, b = (goal - own for goal, own in zip(target, tone.mean, strict=True))
    if abs(light) > _OWN_LIGHT or (a * a + b * b) ** 0.5 > _OWN_COLOUR:
        return False
    return max(abs(light), abs(a), abs(b)) > _NEAR
