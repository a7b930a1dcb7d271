"""The words of an end card with a logo: what to do stands on a button, and the rest under it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from photoplay.render.layout import role_style
from photoplay.render.titles.typeset import TitleSpec
from photoplay.timeline.lettering import Lettering, Plate

#: A button's words are no longer than this.
_LONGEST = 26
#: Their size, and that of the rest, against the role's; by whether the canvas is wider than high.
_SIZE, _REST = {True: 0.70, False: 1.0}, {True: 0.5, False: 0.62}
_RADIUS = 0.55
#: Addresses, numbers and thanks are nothing to press.
_NO_CALL = re.compile(
    r"[./@:]\S|\d{4}|^\W*(thank|thanks|merci|danke|gracias|grazie|obrigad|спасибо|bye|the end\b|ende\b|fin\b"
    r"|谢|感谢|謝|感謝|ありがとう|감사)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Button:
    """Colours of a button: "#rrggbb" of itself and of its words."""

    color: str
    words: str


def is_call(line: str) -> bool:
    """Whether a line tells people to do something, so that it can stand on a button."""
    return 0 < len(line) <= _LONGEST and _NO_CALL.search(line) is None


def parted(spec: TitleSpec, button: Button | None) -> tuple[TitleSpec, ...]:
    """Words for an end card as button and rest; as they are where their look was chosen or nothing is called for.

    Args:
        spec: The words as typed.
        button: Colours; None: there is no button on this card.
    """
    call, _, rest = (part.strip() for part in spec.text.strip().partition("\n"))
    if button is None or not _is_plain(spec.lettering) or not is_call(call):
        return (spec,)
    wide = spec.canvas[0] > spec.canvas[1]
    size = spec.lettering.size or role_style("end-card", spec.canvas).size
    pressed = replace(
        spec.lettering, plate=Plate(button.color, 1.0, _RADIUS), color=button.words, shadow=False,
        size=size * _SIZE[wide],
    )  # fmt: skip
    found = [replace(spec, text=call, lettering=pressed)]
    if rest:
        under = replace(spec.lettering, role="subtitle", size=size * _REST[wide], shadow=False)
        found.append(replace(spec, text=rest, lettering=under))
    return tuple(found)


def _is_plain(lettering: Lettering) -> bool:
    told = (
        lettering.position,
        lettering.plate,
        lettering.outline or None,
        lettering.color,
        lettering.gradient,
    )
    return lettering.role == "end-card" and all(one is None for one in told)
