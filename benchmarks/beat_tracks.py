"""Pieces whose beats are known, in many styles, for trying the beat tracker on.

They are written here and not by our composer, with patterns that it does not use: what tracks only our own
music would be of no use.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from photoplay.music.score import Note, Part, Score, Section

KICK, SNARE, CLAP, SIDE, CLOSED, OPEN, RIDE, CRASH, SHAKER, TAMBOURINE = (
    36,
    38,
    39,
    37,
    42,
    46,
    51,
    49,
    70,
    54,
)


@dataclass(frozen=True, slots=True)
class Case:
    """One piece to be made.

    Attributes:
        style: A name of ``STYLES``.
        bpm: Beats a minute, of dotted quarters in the 6/8 styles.
        seed: Of everything that varies.
        bars: How many.
        swing: Where the second of two eighths stands, 0.5 (even) to 0.67.
        offset_s: Silence before the music.
        pickup: Beats of an incomplete bar before the first one.
        drift: Tempo changes by as much, up and down, over the piece.
        noise_db: Level of white noise below the music; None for none.
        human_s: Standard deviation of the players' timing.
    """

    style: str
    bpm: float
    seed: int = 1
    bars: int = 16
    swing: float = 0.5
    offset_s: float = 0.4
    pickup: int = 0
    drift: float = 0.0
    noise_db: float | None = None
    human_s: float = 0.006

    @property
    def name(self) -> str:
        extras = [
            f"swing {self.swing:.2f}" if self.swing > 0.5 else "",
            f"starts at {self.offset_s} s" if self.offset_s > 0.5 else "",
            f"pickup {self.pickup}" if self.pickup else "",
            f"drift {self.drift:.0%}" if self.drift else "",
            f"noise {self.noise_db:.0f} dB" if self.noise_db is not None else "",
        ]
        return ", ".join([f"{self.style} {self.bpm:g}", *filter(None, extras)])


@dataclass(slots=True)
class Sheet:
    """Notes by part while a piece is written; times in beats."""

    case: Case
    meter: int
    rng: np.random.Generator
    parts: dict[str, tuple[str, float, list[tuple[float, float, float, float]]]] = field(default_factory=dict)

    def part(self, name: str, instrument: str, gain_db: float = 0.0) -> Callable[..., None]:
        notes: list[tuple[float, float, float, float]] = []
        self.parts[name] = (instrument, gain_db, notes)

        def add(beat: float, length: float, pitch: float, velocity: float) -> None:
            notes.append((beat, length, pitch, velocity))

        return add


PROGRESSIONS = (
    ((0, 4, 7), (9, 12, 16), (5, 9, 12), (7, 11, 14)),
    ((0, 4, 7), (7, 11, 14), (9, 12, 16), (5, 9, 12)),
    ((9, 12, 16), (5, 9, 12), (0, 4, 7), (7, 11, 14)),
    ((2, 5, 9, 12), (7, 11, 14, 17), (0, 4, 7, 11), (9, 12, 16, 19)),
)
SCALE = (0, 2, 4, 7, 9, 12, 14, 16)


def _chords(sheet: Sheet) -> list[tuple[int, ...]]:
    """A chord for each bar."""
    key = int(sheet.rng.integers(-4, 5))
    chosen = PROGRESSIONS[int(sheet.rng.integers(len(PROGRESSIONS)))]
    return [tuple(60 + key + pitch for pitch in chosen[bar % 4]) for bar in range(sheet.case.bars)]


def _melody(
    sheet: Sheet, add: Callable[..., None], chords: list[tuple[int, ...]], rhythm: tuple[float, ...]
) -> None:
    """A tune in the given lengths (beats), with rests, that begins and ends notes where singers would."""
    at, bar_beats = 0.0, sheet.meter
    pitch = chords[0][0] + 12
    while at < len(chords) * bar_beats - 1:
        length = float(sheet.rng.choice(rhythm))
        if sheet.rng.random() > 0.2:
            chord = chords[int(at // bar_beats)]
            if at % 1 == 0:
                pitch = int(sheet.rng.choice(chord)) + 12
            else:
                pitch = int(pitch + sheet.rng.choice((-2, 2, 0, -4, 3)))
            add(at, length * 0.9, pitch, 0.55 + 0.2 * (at % bar_beats == 0) + 0.1 * sheet.rng.random())
        at += length


def _eighths(sheet: Sheet, bar: int) -> list[float]:
    start = bar * sheet.meter
    return [start + half / 2 for half in range(2 * sheet.meter)]


def rock(sheet: Sheet) -> None:
    drums, bass = sheet.part("drums", "drums-acoustic"), sheet.part("bass", "bass", -3)
    guitar, lead = sheet.part("guitar", "steel-guitar", -4), sheet.part("lead", "flute", -6)
    chords = _chords(sheet)
    extra = sheet.rng.random() < 0.5
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in (0, 2, *((2.5,) if extra else ())):
            drums(at + beat, 0.2, KICK, 0.9)
        for beat in (1, 3):
            drums(at + beat, 0.2, SNARE, 0.85)
        for number, beat in enumerate(_eighths(sheet, bar)):
            drums(beat, 0.1, CLOSED, 0.5 if number % 2 == 0 else 0.35)
            bass(beat, 0.45, chord[0] - 24, 0.7 if number % 2 == 0 else 0.55)
        if bar % 8 == 0:
            drums(at, 1, CRASH, 0.7)
        for beat in (0, 1, 1.5, 2, 3, 3.5):
            for string, pitch in enumerate(chord):
                guitar(at + beat + 0.015 * string, 0.5, pitch, 0.6 if beat % 1 == 0 else 0.45)
    _melody(sheet, lead, chords, (0.5, 1, 1, 1.5, 2))


def club(sheet: Sheet) -> None:
    drums, bass = sheet.part("drums", "drums-electronic"), sheet.part("bass", "synth-bass", -3)
    pad, pluck = sheet.part("pad", "pad", -8), sheet.part("pluck", "synth-pluck", -6)
    chords = _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in range(4):
            drums(at + beat, 0.2, KICK, 0.95)
            drums(at + beat + 0.5, 0.1, OPEN, 0.5)
            bass(at + beat + 0.5, 0.4, chord[0] - 24, 0.75)
            if beat % 2:
                drums(at + beat, 0.2, CLAP, 0.75)
        for pitch in chord:
            pad(at, 3.9, pitch, 0.5)
        for step in range(16):
            if sheet.rng.random() < 0.7:
                pluck(at + step / 4, 0.2, chord[step % 3] + 12, 0.5 + 0.15 * (step % 4 == 0))


def hiphop(sheet: Sheet) -> None:
    drums, bass = sheet.part("drums", "drums-lofi"), sheet.part("bass", "bass", -2)
    keys, chords = sheet.part("keys", "electric-piano", -4), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in (0, 2.5, *((1.75,) if bar % 2 else ())):
            drums(at + beat, 0.2, KICK, 0.9)
        for beat in (1, 3):
            drums(at + beat, 0.2, SNARE, 0.8)
        for number, beat in enumerate(_eighths(sheet, bar)):
            drums(beat, 0.1, CLOSED, 0.45 if number % 2 == 0 else 0.3)
        for beat, length in ((0, 1.4), (2.5, 1.3)):
            bass(at + beat, length, chord[0] - 24, 0.7)
        for beat in (0, 2.5):
            for pitch in chord:
                keys(at + beat, 1.5, pitch, 0.55)


def waltz(sheet: Sheet) -> None:
    bass, chord_part = sheet.part("bass", "upright-bass", -1), sheet.part("chords", "piano", -3)
    lead, chords = sheet.part("lead", "strings", -5), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 3
        bass(at, 0.9, chord[0] - 24, 0.8)
        for beat in (1, 2):
            for pitch in chord:
                chord_part(at + beat, 0.6, pitch, 0.55)
    _melody(sheet, lead, chords, (0.5, 1, 1, 2, 3))


def waltz_with_drums(sheet: Sheet) -> None:
    waltz(sheet)
    drums = sheet.part("drums", "drums-brush", -2)
    for bar in range(sheet.case.bars):
        drums(bar * 3, 0.2, KICK, 0.7)
        for beat in (1, 2):
            drums(bar * 3 + beat, 0.2, SNARE, 0.5)


def six_eight(sheet: Sheet) -> None:
    """Beats are dotted quarters: three eighths in each, two in a bar."""
    arpeggio, bass = sheet.part("arpeggio", "guitar", -1), sheet.part("bass", "bass", -3)
    chords = _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 2
        notes = (chord[0] - 12, *chord, chord[1], chord[2])
        for eighth in range(6):
            arpeggio(at + eighth / 3, 0.5, notes[eighth % len(notes)], 0.7 if eighth % 3 == 0 else 0.45)
        bass(at, 0.9, chord[0] - 24, 0.8)
        bass(at + 1, 0.9, chord[0] - 17, 0.6)
    _melody(sheet, sheet.part("lead", "flute", -6), chords, (1 / 3, 2 / 3, 1, 1, 2))


def six_eight_with_drums(sheet: Sheet) -> None:
    six_eight(sheet)
    drums = sheet.part("drums", "drums-acoustic", -2)
    for bar in range(sheet.case.bars):
        drums(bar * 2, 0.2, KICK, 0.85)
        drums(bar * 2 + 1, 0.2, SNARE, 0.8)
        for eighth in range(6):
            drums(bar * 2 + eighth / 3, 0.1, CLOSED, 0.5 if eighth % 3 == 0 else 0.3)


def jazz(sheet: Sheet) -> None:
    drums, bass = sheet.part("drums", "drums-brush", -2), sheet.part("bass", "upright-bass")
    piano, chords = sheet.part("piano", "piano", -4), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in range(4):
            drums(at + beat, 0.3, RIDE, 0.6)
            if beat % 2:
                drums(at + beat + 0.5, 0.3, RIDE, 0.45)
                drums(at + beat, 0.1, 44, 0.6)
            walk = (chord[0], chord[1], chord[2], chord[0] + int(sheet.rng.choice((-1, 1, 2))))
            bass(at + beat, 0.9, walk[beat] - 24, 0.7)
        for beat in sheet.rng.choice((0, 1, 1.5, 2.5, 3, 3.5), 2, replace=False):
            for pitch in chord:
                piano(at + float(beat), 0.4, pitch, 0.55)
    _melody(sheet, sheet.part("sax", "saxophone", -4), chords, (0.5, 0.5, 1, 1.5))


def piano_ballad(sheet: Sheet) -> None:
    """No drums: left hand in quarters, right hand a tune."""
    left, right, chords = sheet.part("left", "piano", -2), sheet.part("right", "piano"), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in range(4):
            if beat == 0:
                left(at, 3.5, chord[0] - 24, 0.7)
            for pitch in chord[:2] if beat else chord:
                left(at + beat, 0.9, pitch - 12, 0.5 - 0.1 * (beat % 2))
    _melody(sheet, right, chords, (0.5, 0.5, 1, 1, 1.5, 2))


def alberti(sheet: Sheet) -> None:
    """No drums: broken chords in eighths under a tune."""
    left, right, chords = sheet.part("left", "piano", -2), sheet.part("right", "piano"), _chords(sheet)
    for bar, chord in enumerate(chords):
        for number, beat in enumerate(_eighths(sheet, bar)):
            low, high, middle = chord[0], chord[2], chord[1]
            left(beat, 0.45, (low, high, middle, high)[number % 4] - 12, 0.6 if number % 2 == 0 else 0.42)
    _melody(sheet, right, chords, (0.5, 1, 1, 2))


def picked_guitar(sheet: Sheet) -> None:
    """No drums: a picking pattern in eighths with the thumb on the beats."""
    guitar, chords = sheet.part("guitar", "steel-guitar"), _chords(sheet)
    for bar, chord in enumerate(chords):
        for number, beat in enumerate(_eighths(sheet, bar)):
            if number % 2 == 0:
                guitar(beat, 0.9, (chord[0] - 12, chord[2] - 12)[number // 2 % 2], 0.75)
            guitar(beat, 0.6, chord[(number * 2) % 3] + 12 * (number % 3 == 0), 0.45)


def pizzicato(sheet: Sheet) -> None:
    """No drums: plucked strings and a marimba."""
    strings, marimba, chords = sheet.part("p", "pizzicato"), sheet.part("m", "marimba", -3), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in range(4):
            strings(at + beat, 0.4, (chord[0], chord[2] - 12)[beat % 2] - 12, 0.75 - 0.15 * (beat % 2))
            strings(at + beat + 0.5, 0.3, chord[1], 0.45)
    _melody(sheet, marimba, chords, (0.5, 0.5, 1, 1, 2))


def strings(sheet: Sheet) -> None:
    """No drums and soft beginnings: chords in quarters and halves."""
    low, high, chords = sheet.part("low", "strings", -1), sheet.part("high", "strings", -1), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in range(4):
            for pitch in chord:
                high(at + beat, 0.8, pitch, 0.65 - 0.12 * (beat % 2))
        low(at, 1.9, chord[0] - 12, 0.75)
        low(at + 2, 1.9, chord[2] - 12, 0.65)


def bossa(sheet: Sheet) -> None:
    drums, bass = sheet.part("drums", "drums-acoustic", -4), sheet.part("bass", "upright-bass", -1)
    guitar, chords = sheet.part("guitar", "guitar", -1), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in (0, 1.5, 2, 3.5):
            drums(at + beat, 0.2, KICK, 0.7 if beat % 1 == 0 else 0.5)
            bass(at + beat, 0.6, chord[0 if beat < 2 else 2] - 24, 0.7 if beat % 1 == 0 else 0.5)
        for beat in (0, 1.5, 3) if bar % 2 == 0 else (1, 2.5):
            drums(at + beat, 0.1, SIDE, 0.6)
        for beat in _eighths(sheet, bar):
            drums(beat, 0.1, SHAKER, 0.45 if beat % 1 == 0 else 0.35)
        for beat in (0, 1, 1.5, 2.5, 3.5) if bar % 2 == 0 else (0.5, 1.5, 2, 3):
            for pitch in chord:
                guitar(at + beat, 0.4, pitch, 0.55)


def march(sheet: Sheet) -> None:
    drums, brass = sheet.part("drums", "drums-acoustic"), sheet.part("brass", "brass", -2)
    tuba, chords = sheet.part("tuba", "brass", -2), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in range(4):
            if beat % 2 == 0:
                drums(at + beat, 0.2, KICK, 0.85)
                tuba(at + beat, 0.7, chord[0 if beat == 0 else 2] - 24, 0.75)
            else:
                for pitch in chord:
                    brass(at + beat, 0.4, pitch, 0.55)
            drums(at + beat, 0.1, SNARE, 0.6)
            for part in (0.5, 0.75) if beat == 3 else (0.5,):
                drums(at + beat + part, 0.1, SNARE, 0.4)
    _melody(sheet, sheet.part("tune", "flute", -3), chords, (0.5, 0.5, 1, 1, 2))


def epic(sheet: Sheet) -> None:
    drums, ostinato = sheet.part("drums", "drums-cinematic"), sheet.part("ostinato", "strings", -2)
    brass, chords = sheet.part("brass", "brass", -3), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in (0, 1.5, 2, 3):
            drums(at + beat, 0.5, KICK, 0.95 if beat == 0 else 0.7)
        for number, beat in enumerate(_eighths(sheet, bar)):
            ostinato(beat, 0.4, chord[number % 3] - 12, 0.75 if number % 2 == 0 else 0.5)
        for pitch in chord:
            brass(at, 3.8, pitch - 12, 0.6)


def funk(sheet: Sheet) -> None:
    drums, bass = sheet.part("drums", "drums-acoustic"), sheet.part("bass", "bass", -1)
    guitar, chords = sheet.part("guitar", "steel-guitar", -5), _chords(sheet)
    for bar, chord in enumerate(chords):
        at = bar * 4
        for beat in (0, 0.75, 2.5):
            drums(at + beat, 0.2, KICK, 0.9 if beat == 0 else 0.7)
        for beat, velocity in ((1, 0.85), (3, 0.85), (1.75, 0.3), (2.25, 0.3)):
            drums(at + beat, 0.2, SNARE, velocity)
        for step in range(16):
            drums(at + step / 4, 0.1, CLOSED, (0.5, 0.25, 0.4, 0.25)[step % 4])
        for beat in (0, 0.75, 1.5, 2.5, 3.25):
            bass(at + beat, 0.3, chord[0] - 24 + 12 * (beat == 1.5), 0.75)
        for step in range(16):
            if sheet.rng.random() < 0.5:
                for pitch in chord:
                    guitar(at + step / 4, 0.15, pitch + 12, 0.4)


def pulse(sheet: Sheet) -> None:
    """Nothing but one stroke on each beat, as a metronome or a clapping hall; the first of four may be stronger."""
    drums = sheet.part("drums", str(sheet.rng.choice(["drums-acoustic", "drums-electronic", "percussion"])))
    key = int(sheet.rng.choice([KICK, SIDE, CLAP, CLOSED, SNARE]))
    accent = float(sheet.rng.choice([0.0, 0.1, 0.25]))
    for beat in range(4 * sheet.case.bars):
        drums(beat, 0.1, key, 0.65 + accent * (beat % 4 == 0))


#: What writes each style, and its beats in a bar.
STYLES: dict[str, tuple[Callable[[Sheet], None], int]] = {
    "rock": (rock, 4), "club": (club, 4), "hip-hop": (hiphop, 4), "waltz": (waltz, 3),
    "waltz with drums": (waltz_with_drums, 3), "6/8": (six_eight, 2), "6/8 with drums": (six_eight_with_drums, 2),
    "jazz": (jazz, 4), "piano": (piano_ballad, 4), "broken chords": (alberti, 4), "picked guitar": (picked_guitar, 4),
    "pizzicato": (pizzicato, 4), "strings": (strings, 4), "bossa nova": (bossa, 4), "march": (march, 4),
    "epic": (epic, 4), "funk": (funk, 4), "pulse": (pulse, 4),
}  # fmt: skip


def written(case: Case) -> Score:
    """The piece as a score, with the times of its beats."""
    write, meter = STYLES[case.style]
    sheet = Sheet(case, meter, np.random.default_rng(case.seed))
    write(sheet)
    if case.pickup:
        lead = sheet.part("pickup", "piano")
        for beat in range(case.pickup):
            lead(beat - case.pickup, 0.8, 67 + 2 * beat, 0.6)
    total = case.bars * meter
    clock = _Clock(case, total)
    rng = np.random.default_rng(case.seed + 1)
    parts = []
    for name, (instrument, gain_db, notes) in sheet.parts.items():
        played = [
            Note(max(0.0, start), max(0.05, clock(beat + length) - clock(beat)), pitch, velocity)
            for beat, length, pitch, velocity in sorted(notes)
            for start in [clock(_swung(beat, case.swing)) + float(rng.normal(0, case.human_s))]
        ]
        parts.append(Part(name, instrument, tuple(sorted(played, key=lambda note: note.start_s)), gain_db))
    beats = tuple(clock(beat) for beat in range(-case.pickup, total))
    end = clock(total) + 2.5
    return Score(
        case.name,
        end,
        case.bpm,
        beats,
        beats[case.pickup :: meter],
        (Section("a", 0, end),),
        tuple(parts),
        seed=case.seed,
    )


def _swung(beat: float, swing: float) -> float:
    """The second half of each beat later by as much as the swing asks."""
    whole, part = divmod(beat, 1)
    return whole + (part * 2 * swing if part <= 0.5 else swing + (part - 0.5) * 2 * (1 - swing))


class _Clock:
    """From beats to seconds; the tempo goes up and down by the drift, once over the piece."""

    def __init__(self, case: Case, total: int) -> None:
        self._first = -case.pickup
        steps = np.arange(self._first, total + 4, 1 / 16)
        tempo = case.bpm * (1 + case.drift * np.sin(2 * math.pi * steps / total))
        self._beats = steps
        self._seconds = case.offset_s + np.concatenate([[0], np.cumsum(60 / tempo[:-1] / 16)])

    def __call__(self, beat: float) -> float:
        return float(np.interp(beat, self._beats, self._seconds))


#: Tempi in which each style is at home.
TEMPI: dict[str, tuple[float, float]] = {
    "rock": (80, 185), "club": (100, 150), "hip-hop": (60, 105), "waltz": (80, 180), "waltz with drums": (80, 190),
    "6/8": (44, 85), "6/8 with drums": (44, 90), "jazz": (90, 190), "piano": (58, 120), "broken chords": (58, 140),
    "picked guitar": (60, 140), "pizzicato": (70, 160), "strings": (60, 130), "bossa nova": (90, 160),
    "march": (90, 140), "epic": (70, 160), "funk": (80, 125), "pulse": (60, 170),
}  # fmt: skip
_CAN_SWING = frozenset({"rock", "hip-hop", "jazz", "piano", "broken chords"})


def drawn(style: str, rng: np.random.Generator) -> Case:
    """A piece of a style, all else by chance; about half a minute."""
    low, high = TEMPI[style]
    bpm = round(float(np.exp(rng.uniform(np.log(low), np.log(high)))), 1)
    swing = float(rng.choice([0.5, 0.5, 0.58, 0.66])) if style in _CAN_SWING else 0.5
    meter = STYLES[style][1]
    return Case(
        style, bpm, seed=int(rng.integers(1_000_000)), bars=max(8, round(30 * bpm / 60 / meter)),
        swing=max(swing, 0.6) if style == "jazz" else swing, offset_s=round(float(rng.uniform(0.1, 3)), 2),
        pickup=int(rng.choice([0, 0, 0, 1, 2])) if meter > 2 else 0, drift=float(rng.choice([0, 0, 0.02, -0.02])),
        noise_db=float(rng.choice([10, 15, 20])) if rng.random() < 0.25 else None,
    )  # fmt: skip


def heard(case: Case, score: Score, samples: np.ndarray) -> np.ndarray:
    """A performance, float32 (n, 2) at 48 kHz, as the tracker gets it: mono, 24 kHz, noise added."""
    mono = np.convolve(samples.mean(axis=1), np.array([-1, 0, 9, 16, 9, 0, -1]) / 32, "same")[::2]
    count = round(score.duration_s * 24_000)
    mono = np.pad(mono[:count], (0, max(0, count - len(mono))))
    if case.noise_db is not None:
        power = math.sqrt(float(np.mean(np.square(mono)))) * 10 ** (-case.noise_db / 20)
        mono = mono + np.random.default_rng(case.seed).normal(0, power, count)
    return (0.7 * mono / np.abs(mono).max()).astype(np.float32)


def f_measure(found: Sequence[float], known: Sequence[float], tolerance_s: float = 0.07) -> float:
    """Of two ascending lists of times: 2 · hits / (all of both)."""
    hits, first, second = 0, 0, 0
    while first < len(found) and second < len(known):
        apart = found[first] - known[second]
        hits += abs(apart) <= tolerance_s
        first += apart <= tolerance_s
        second += apart >= -tolerance_s
    return 2 * hits / max(1, len(found) + len(known))
