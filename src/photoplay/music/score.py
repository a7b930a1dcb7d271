"""A piece of music as data: what the composer writes and instruments play.

Times are float seconds from the first sample. Pitches are MIDI note numbers, 60 is middle C, 69 is
440 Hz; fractions bend.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Note:
    """One note, or one stroke of a drum.

    Attributes:
        start_s: When it begins, with the player's small deviations.
        duration_s: How long it is held, > 0; it may ring on.
        pitch: MIDI number; of drums, the General MIDI key (36 kick, 38 snare, 42 closed hat, …).
        velocity: 0 (inaudible) to 1 (as loud as the instrument goes).
    """

    start_s: float
    duration_s: float
    pitch: float
    velocity: float


@dataclass(frozen=True, slots=True)
class Part:
    """What one player plays.

    Attributes:
        name: "melody", "chords", "bass", "drums", …
        instrument: A name of ``music.instruments.INSTRUMENTS``.
        notes: In order of time.
        gain_db: Level in the mix.
        pan: −1 (left) to 1 (right).
        reverb: Send to the room, 0–1.
    """

    name: str
    instrument: str
    notes: tuple[Note, ...]
    gain_db: float = 0.0
    pan: float = 0.0
    reverb: float = 0.2


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of form: "intro", "a", "b", "bridge", "ending", …; ``[start_s, end_s)``."""

    name: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Room:
    """The space a piece sounds in, and how its mix is finished.

    Attributes:
        rt60_s: Time in which reverberation falls by 60 dB.
        predelay_ms: Before it begins.
        level_db: Of the room in the mix.
        warmth: 0–1: saturation and a softer treble.
        duck_db: By how much the kick lowers bass and pads, 0–6.
    """

    rt60_s: float = 1.6
    predelay_ms: float = 20.0
    level_db: float = -12.0
    warmth: float = 0.2
    duck_db: float = 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """A whole piece.

    Attributes:
        title: Its name for people: "Warm Breeze (piano)".
        duration_s: Exact length; the last sample is silent.
        bpm: Beats a minute (of dotted quarters in 6/8).
        beats_s: Every beat, in order.
        downbeats_s: First beats of bars; a subset of ``beats_s``.
        sections: Tile ``[0, duration_s)``.
        parts: All players.
        room: Where it sounds.
        seed: Of everything that instruments vary by chance.
    """

    title: str
    duration_s: float
    bpm: float
    beats_s: tuple[float, ...]
    downbeats_s: tuple[float, ...]
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    room: Room = Room()
    seed: int = 0
