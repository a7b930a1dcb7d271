"""The last chord: what every player strikes on it, and lets ring."""

from __future__ import annotations

from photoplay.music.chance import Chance
from photoplay.music.writing.drumming import FINAL_LENGTH
from photoplay.music.writing.events import Event
from photoplay.music.writing.harmony import Harmony
from photoplay.music.writing.melody import Voice
from photoplay.music.writing.style import Player, Style
from photoplay.music.writing.theory import nearest


def last_notes(player: Player, voicing: tuple[int, ...], harmony: Harmony, chance: Chance) -> list[Event]:
    """What an accompanying player does with the last chord."""
    span = harmony.spans[-1]
    length = 0.8 * (span.end - span.start)
    if player.plays == "drums":
        return [Event(span.start, FINAL_LENGTH, key, player.velocity) for key in player.finals]
    if player.plays == "doubled":
        return []
    if player.plays in ("bass", "walk"):
        low, high = player.register
        root = nearest((low + high) // 2 - 3, (span.chord.bass,))
        return [Event(span.start, length, root, player.velocity)]
    if player.plays == "counter":
        return [
            Event(
                span.start, length, nearest(sum(player.register) / 2, span.chord.tones[1:3]), player.velocity
            )
        ]
    spread_s = max(0.012, player.spread_ms / 1000.0) * (2.2 if player.plays == "arpeggio" else 1.3)
    if player.plays == "pad":
        spread_s = 0.0
    return [
        Event(span.start, length, pitch, player.velocity, order * spread_s * chance.uniform(0.9, 1.1))
        for order, pitch in enumerate(voicing)
    ]


def last_note(style: Style, voice: Voice, before: int, harmony: Harmony) -> Event:
    """The lead's last note: the tonic, or the third where that is much nearer."""
    span = harmony.spans[-1]
    home, third = nearest(before, (span.chord.root,)), nearest(before, span.chord.tones[1:2])
    pitch = third if abs(third - before) + 2 < abs(home - before) else home
    while pitch > voice.high:
        pitch -= 12
    while pitch < voice.low:
        pitch += 12
    return Event(span.start, 0.75 * (span.end - span.start), pitch, style.singing.velocity)
