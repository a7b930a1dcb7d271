"""Drums and percussion: grooves that vary, fills where phrases end, a stroke where sections begin."""

from __future__ import annotations

from photoplay.music.chance import Chance
from photoplay.music.writing.events import Event
from photoplay.music.writing.forms import Passage
from photoplay.music.writing.patterns import WEIGHTS, strokes_of_bar
from photoplay.music.writing.style import Groove, Player

#: Bars from one fill to the next.
FILL_BARS = 8
#: Steps for which the last stroke is held.
FINAL_LENGTH = 8
_GHOST_ODDS = 0.8
_MAYBE_ODDS = 0.4
_FULL = 0.65


def drummed(
    player: Player, grooves: tuple[Groove, ...], passage: Passage, bar_steps: int, chance: Chance
) -> list[Event]:
    """A section's strokes.

    Args:
        player: The drummer.
        grooves: For calm and for full sections; one: for both.
        passage: The section.
        bar_steps: Steps of a bar.
        chance: Of this section.
    """
    groove = grooves[-1 if passage.energy >= _FULL else 0]
    events: list[Event] = []
    if player.crash is not None and passage.energy >= _FULL and passage.bars:
        events.append(Event(passage.first_bar * bar_steps, 8, player.crash, player.velocity * 1.05))
    for bar in range(passage.first_bar, passage.end_bar):
        events += _bar(player, groove, bar, bar - passage.first_bar, bar_steps, chance)
        if player.fills and _has_fill(passage, bar):
            events = _filled(events, player, bar * bar_steps, bar_steps, chance)
    return events


def _has_fill(passage: Passage, bar: int) -> bool:
    """The last bar of a section, and every eighth."""
    if passage.bars < 2:
        return False
    return bar == passage.end_bar - 1 or (bar + 1) % FILL_BARS == 0


def _bar(
    player: Player, groove: Groove, bar: int, within: int, bar_steps: int, chance: Chance
) -> list[Event]:
    start = bar * bar_steps
    events = []
    for key, pattern in groove.items():
        for stroke in strokes_of_bar(pattern, within, bar_steps):
            odds = {"g": _GHOST_ODDS, "?": _MAYBE_ODDS}.get(stroke.letter, 1.0)
            if odds < 1.0 and not chance.happens(odds):
                continue
            weight = WEIGHTS.get(stroke.letter, 1.0) * chance.uniform(0.93, 1.05)
            events.append(Event(start + stroke.step, stroke.length, key, player.velocity * weight))
    return events


def _filled(events: list[Event], player: Player, start: int, bar_steps: int, chance: Chance) -> list[Event]:
    """With a fill in place of what it covers: from its first stroke to the bar's end, but for the hats' pulse."""
    fill = chance.choice(player.fills)
    told = [
        (key, stroke) for key, pattern in fill.items() for stroke in strokes_of_bar(pattern, 0, bar_steps)
    ]
    first = start + min(stroke.step for _, stroke in told)
    kept = [one for one in events if one.at < first or one.at >= start + bar_steps]
    for key, stroke in told:
        rise = 0.85 + 0.25 * stroke.step / bar_steps
        weight = WEIGHTS.get(stroke.letter, 1.0) * rise
        kept.append(Event(start + stroke.step, stroke.length, key, player.velocity * weight))
    return kept
