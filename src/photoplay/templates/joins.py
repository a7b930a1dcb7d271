"""From one shot to the next: one family in a whole video, and an accent now and then.

| A | B | C | D | E * F | G | H | I | J |      at most one accent in five
"""

from __future__ import annotations

from photoplay.errors import InvalidOption
from photoplay.music.chance import Chance
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.templates.brief import Brief
from photoplay.templates.style import Join, Style
from photoplay.timeline.model import Transition

NONE = "none"
#: One join in so many may be an accent. Source: taste, "Pace".
ACCENT_EVERY = 5
#: Length of transitions that somebody names without one, seconds.
_USUAL_S = 0.6


def joins(brief: Brief, style: Style, count: int) -> list[Transition | None]:
    """The way into each shot but the first.

    Args:
        brief: A transition that is asked for is taken for all of them.
        style: Of the kind.
        count: How many there are.

    Raises:
        InvalidOption: There is no transition of the name asked for, or it goes by a picture.
    """
    usual = usual_join(brief, style)
    ways = [_transition(usual)] * count
    if brief.transition or not style.accents:
        return ways
    accent = Chance("accent", brief.kind, brief.seed).choice(style.accents)
    for place in accent_places(count, Chance("places", brief.kind, brief.seed)):
        ways[place] = _transition(accent)
    return ways


def usual_join(brief: Brief, style: Style) -> Join:
    """The family of a video: as asked for, else one of the kind's.

    Raises:
        InvalidOption: See ``joins``.
    """
    if not brief.transition:
        join = Chance("join", brief.kind, brief.seed).choice(style.joins) if brief.seed else style.joins[0]
        return join if brief.transition_seconds is None else Join(join.name, brief.transition_seconds)
    if brief.transition != NONE and brief.transition not in TRANSITIONS:
        raise InvalidOption(f"There is no transition “{brief.transition}”.")
    if brief.transition != NONE and TRANSITIONS[brief.transition].takes_file:
        raise InvalidOption(f"The transition “{brief.transition}” goes by a picture; choose another one.")
    seconds = brief.transition_seconds
    return Join(brief.transition, _own_s(brief.transition, style) if seconds is None else seconds)


def accent_places(count: int, chance: Chance) -> list[int]:
    """Which of so many joins are accents: at least five from one to the next, evenly over the video."""
    accents = count // ACCENT_EVERY
    spare = count - accents * ACCENT_EVERY
    shift = chance.whole(spare + 1)
    return [(number + 1) * ACCENT_EVERY - 1 - ACCENT_EVERY // 2 + shift for number in range(accents)]


def way_of_seconds(name: str, seconds: float) -> Transition | None:
    """A way in or out of the video; None: none."""
    return Transition(name, round(seconds * 1000)) if seconds > 0 else None


def _own_s(name: str, style: Style) -> float:
    return next((join.seconds for join in (*style.joins, *style.accents) if join.name == name), _USUAL_S)


def _transition(join: Join) -> Transition | None:
    return (
        None if join.name == NONE or join.seconds <= 0 else Transition(join.name, round(join.seconds * 1000))
    )
