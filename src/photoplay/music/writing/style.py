"""The vocabulary in which a mood says how it is played; the moods themselves stand in ``moods/``.

Patterns are strings with a character per step of the bar (four steps a beat), over one bar or several.
In all of them "." is silence and "-" holds the note before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from photoplay.music.score import Room

#: Steps of a beat in every pattern.
STEPS = 4
#: Drum strokes of a bar: General MIDI key -> pattern of X (accent), x, o (soft), g (ghost), ? (now and then).
Groove = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Progressions:
    """The chords of one scale, in numerals.

    Attributes:
        verses: Sequences for the calmer sections; one is chosen by the seed.
        choruses: For the fuller sections.
        cadences: One or two chords before the last one.
        finals: Last chords.
    """

    verses: tuple[str, ...]
    choruses: tuple[str, ...]
    cadences: tuple[str, ...]
    finals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Player:
    """One player of the band, and what there is to play.

    Attributes:
        part: Name of the part.
        plays: A name of ``playing.PLAYING``: "pad", "comp", "arpeggio", "bass", "walk", "drums", …
        instruments: One is chosen by the seed.
        patterns: One is chosen for each kind of section; for drums unused.
        register: Lowest and highest pitch (MIDI).
        voices: Of chords.
        velocity: Of a plain stroke.
        gain_db: Level in the mix.
        pan: −1 (left) to 1 (right).
        reverb: Send to the room, 0–1.
        energy: Plays in sections whose energy lies within.
        odds: How likely this player is part of the band at all.
        hold: Share of the written length for which notes are held.
        spread_ms: Between neighbouring notes of a chord: strums, rolls.
        timing_ms: Standard deviation of the player's timing.
        late_ms: Behind (or ahead of, when negative) the beat.
        grooves: Of drums: calmer ones first.
        fills: Of drums: last bars of eight.
        finals: Of drums: keys struck with the last chord.
        crash: Of drums: key struck where a full section begins; None: none.
    """

    part: str
    plays: str
    instruments: tuple[str, ...]
    patterns: tuple[str, ...] = ()
    register: tuple[int, int] = (48, 72)
    voices: int = 4
    velocity: float = 0.65
    gain_db: float = 0.0
    pan: float = 0.0
    reverb: float = 0.2
    energy: tuple[float, float] = (0.0, 1.0)
    odds: float = 1.0
    hold: float = 0.95
    spread_ms: float = 0.0
    timing_ms: float = 5.5
    late_ms: float = 0.0
    grooves: tuple[Groove, ...] = ()
    fills: tuple[Groove, ...] = ()
    finals: tuple[int, ...] = ()
    crash: int | None = None


@dataclass(frozen=True, slots=True)
class Singing:
    """How a mood's melodies go.

    Attributes:
        cells: Rhythms of a bar, x for notes (X for accented ones).
        leaps: How wide melodies move, 0 (steps only) to 1.
        centre: Added to the lead instrument's own register, semitones.
        gain_db: Level in the mix.
        velocity: Of a plain note.
        reverb: Send to the room, 0–1.
        pan: −1 to 1.
        hold: Share of the written length for which notes are held.
        pentatonic: Whether melodies avoid the scale's two half-tone neighbours.
        grace: How likely a long note is approached from a neighbour.
        bars: Length of a motif in bars, 1 or 2.
        instruments: Lead (of ``catalogue.LEADS``) -> instrument, where it is not the usual one.
    """

    cells: tuple[str, ...]
    leaps: float = 0.3
    centre: int = 0
    gain_db: float = 0.0
    velocity: float = 0.72
    reverb: float = 0.25
    pan: float = 0.0
    hold: float = 0.92
    pentatonic: bool = False
    grace: float = 0.0
    bars: int = 1
    instruments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Style:
    """Everything that makes a mood.

    Attributes:
        tonics: Pitch classes that seeds choose from.
        harmony: Scale -> its chords; the seed chooses the scale too.
        players: The band without the lead.
        singing: The lead.
        room: Where it sounds.
        beats: Of a bar, 3 or 4.
        chord_beats: Length of a chord.
        swing: Least and most; 0.5 is straight, 0.66 is triplets.
        swing_steps: What swings: 2 for eighths, 1 for sixteenths.
        ritardando: By how much the last beats are longer, 0–0.3.
        arc: Kind of section -> energy when it comes first and when it comes again.
        range_db: Between energy 0 and energy 1, of every player.
        intros: Parts that may play in an intro; one set is chosen by the seed.
        bridges: The same for bridges.
        lift: Semitones by which the last part of a long piece is higher.
    """

    tonics: tuple[int, ...]
    harmony: Mapping[str, Progressions]
    players: tuple[Player, ...]
    singing: Singing
    room: Room
    beats: int = 4
    chord_beats: int = 4
    swing: tuple[float, float] = (0.5, 0.5)
    swing_steps: int = 2
    ritardando: float = 0.0
    arc: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    range_db: float = 8.0
    intros: tuple[tuple[str, ...], ...] = ()
    bridges: tuple[tuple[str, ...], ...] = ()
    lift: int = 0

    @property
    def bar_steps(self) -> int:
        return self.beats * STEPS
