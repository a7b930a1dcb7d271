"""Facts about the words on the picture."""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.language.drafts import shots, unless
from tests.language.world import Seen

from photoplay.timeline.find import titles
from photoplay.timeline.model import TextClip, Timeline


def texts(seen: Seen, wanted: Sequence[Mapping[str, Any]]) -> str:
    for one in wanted:
        if not any(_fits(clip, one, seen) for clip in titles(seen.after)):
            shown = [(clip.text, _on(clip, seen.after), dict(clip.style)) for clip in titles(seen.after)]
            return f"no {dict(one)} among {shown}"
    return ""


def _fits(clip: TextClip, wanted: Mapping[str, Any], seen: Seen) -> bool:
    return all(_TEXT_FACTS[key](clip, value, seen) for key, value in wanted.items())


def _on(clip: TextClip, timeline: Timeline) -> int:
    """Number of the photo that words are shown on, by reference or by time; 0: none."""
    clips = shots(timeline)
    for number, shot in enumerate(clips, 1):
        if clip.reference == shot.id:
            return number
    if clip.reference is not None:
        return 0
    together = [min(s.end_ms, clip.end_ms) - max(s.start_ms, clip.start_ms) for s in clips]
    return together.index(max(together)) + 1 if together and max(together) > 0 else 0


def _at(clip: TextClip, wanted: int, seen: Seen) -> bool:
    """Shown on the photo. Words over several photos count for the one in which they begin."""
    clips = shots(seen.after)
    if _on(clip, seen.after) == wanted:
        return True
    if wanted > len(clips) or clip.reference is not None:
        return False
    shot = clips[wanted - 1]
    return shot.start_ms <= clip.start_ms < shot.end_ms


def _position(clip: TextClip, wanted: str, seen: Seen) -> bool:
    place = clip.style.get("pos")
    if isinstance(place, Mapping):
        x, y = float(place.get("x", 0.5)), float(place.get("y", 0.5))
        across = "left" if x < 0.34 else "right" if x > 0.66 else ""
        down = "top" if y < 0.34 else "bottom" if y > 0.66 else ""
        place = "-".join(part for part in (down, across) if part) or "center"
    return bool(place == wanted)


#: Hue in degrees from, to; least saturation; value from, to.
_FAMILIES: Mapping[str, tuple[float, float, float, float, float]] = {
    "red": (345, 375, 0.45, 0.35, 1.0), "orange": (12, 45, 0.5, 0.5, 1.0), "yellow": (42, 70, 0.35, 0.6, 1.0),
    "gold": (35, 62, 0.3, 0.5, 1.0), "green": (75, 170, 0.25, 0.2, 1.0), "blue": (185, 262, 0.25, 0.25, 1.0),
    "purple": (255, 325, 0.2, 0.25, 1.0), "pink": (290, 372, 0.12, 0.6, 1.0),
}  # fmt: skip


def _color(clip: TextClip, wanted: str, seen: Seen) -> bool:
    color = str(clip.style.get("color", "#ffffff")).lower()
    return color == wanted.lower() if wanted.startswith("#") else _is_of_family(color, wanted)


def _is_of_family(color: str, family: str) -> bool:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    if family == "white":
        return value > 0.9 and saturation < 0.12
    if family == "black":
        return value < 0.2
    low, high, least, dark, light = _FAMILIES[family]
    degrees = hue * 360
    is_hue = low <= degrees <= high or low <= degrees + 360 <= high
    return is_hue and saturation >= least and dark <= value <= light


def _size(clip: TextClip) -> float:
    return float(clip.style.get("size", 0.0))


def _was(clip: TextClip, seen: Seen) -> TextClip | None:
    same = [one for one in titles(seen.before) if one.id == clip.id]
    return next(iter(same or [one for one in titles(seen.before) if one.text == clip.text]), None)


def _bigger(clip: TextClip, wanted: bool, seen: Seen, sign: int = 1) -> bool:
    was = _was(clip, seen)
    if was is None or not _size(clip):
        return False
    # A text without a size of its own has its role's: any size of its own is compared by what tools write.
    return sign * (_size(clip) - _size(was)) > 0 if _size(was) else True


_TEXT_FACTS: Mapping[str, Callable[[TextClip, Any, Seen], bool]] = {
    "text": lambda clip, wanted, seen: clip.text == str(wanted),
    "has": lambda clip, wanted, seen: str(wanted).casefold() in clip.text.casefold(),
    "role": lambda clip, wanted, seen: clip.style.get("role", "title") == wanted,
    "at": _at,
    "position": _position,
    "color": _color,
    "from": lambda clip, wanted, seen: abs(clip.start_ms / 1000 - wanted) <= 0.11,
    "seconds": lambda clip, wanted, seen: abs(clip.duration_ms / 1000 - wanted) <= 0.11,
    "bigger": _bigger,
    "smaller": lambda clip, wanted, seen: _bigger(clip, wanted, seen, -1),
}


def texts_count(seen: Seen, wanted: int) -> str:
    found = [clip.text for clip in titles(seen.after)]
    return unless(len(found) == wanted, f"{found}")
