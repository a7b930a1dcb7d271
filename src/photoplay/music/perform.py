"""Plays a score: every part through its instrument, into a room, to a finished stereo mix.

Work goes by blocks of four seconds: ``performed`` needs no more memory for hours than for a minute.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.score import Note, Part, Score

if TYPE_CHECKING:
    from photoplay.music.synth.tones import Played

F32 = NDArray[np.float32]
RATE = 48_000
BLOCK_S = 4
#: No note is held longer, in seconds.
LONGEST_S = 60.0
#: A player whose note ends within these seconds of the next one's start plays it without a new attack.
TIE_BEFORE_S, TIE_AFTER_S = 0.03, 0.12
KICKS = (35, 36)
#: A room below this level is not heard, and not made.
DRY_DB = -60.0


class Player(Protocol):
    """One part being played, block by block."""

    def fill(self, bus: F32, first: int) -> None:
        """Adds the samples from ``first`` on to float32 (2, n)."""


def perform(score: Score, rate: int = RATE, soundfont: Path | None = None) -> F32:
    """The sound of a score.

    Args:
        score: What to play.
        rate: Samples per second.
        soundfont: An sf2 or sf3 file for the instruments that it has better; one that cannot be read
            is passed over. None: all sounds are ours.

    Returns:
        float32 (n, 2), n = round(duration · rate); about −18 LUFS, peaks below 0.95, the last sample
        silent.
    """
    mix = np.zeros((round(score.duration_s * rate), 2), np.float32)
    at = 0
    for block in performed(score, rate, soundfont):
        mix[at : at + block.shape[0]] = block
        at += block.shape[0]
    return mix


def performed(score: Score, rate: int = RATE, soundfont: Path | None = None) -> Iterator[F32]:
    """The sound of a score in blocks of about four seconds, for long pieces.

    Args:
        score: What to play.
        rate: Samples per second.
        soundfont: As in ``perform``.

    Yields:
        float32 (m, 2), together what ``perform`` returns.
    """
    from photoplay.music.synth.effects import finished
    from photoplay.music.synth.tables import forget

    yield from finished(_blocks(score, rate, soundfont), rate, score.room)
    forget()


def _blocks(score: Score, rate: int, soundfont: Path | None) -> Iterator[F32]:
    """The sum of all parts and the room, block by block; the last is not shorter than half the others."""
    from photoplay.music.synth.effects import Reverb, ducking, hop_of

    players = _players(score, rate, soundfont)
    room = Reverb(score.room, rate) if score.room.level_db > DRY_DB else None
    kicks = _kicks(score) if score.room.duck_db > 0 else []
    samples, size = round(score.duration_s * rate), 1000 * BLOCK_S * hop_of(rate)
    first = 0
    while first < samples:
        count = size if samples - first >= 1.5 * size else samples - first
        duck = None
        if kicks:
            points = ducking(kicks, score.room.duck_db, first / rate, count / rate)
            duck = np.interp(np.arange(count) / rate * 1000, np.arange(points.size), points).astype(
                np.float32
            )
        yield np.ascontiguousarray(_block(score, players, first, count, duck, room).T)
        first += count


def _block(
    score: Score, players: Sequence[Player], first: int, count: int, duck: F32 | None, room: object
) -> F32:
    from photoplay.music.synth.effects import Reverb

    dry, send = np.zeros((2, count), np.float32), np.zeros((2, count), np.float32)
    bus = np.empty((2, count), np.float32)
    for part, player in zip(score.parts, players, strict=True):
        bus[:] = 0
        player.fill(bus, first)
        if duck is not None and INSTRUMENTS[part.instrument].ducks:
            bus *= duck
        dry += bus
        if part.reverb > 0:
            bus *= np.float32(part.reverb)
            send += bus
    if isinstance(room, Reverb):
        room.add(send, dry)
    return dry


def _ahead(part: Part) -> Part:
    """The part as its players time it: what speaks slowly begins early."""
    early_s = INSTRUMENTS[part.instrument].early_ms / 1000
    if not early_s:
        return part
    starts = [max(0.0, note.start_s - early_s) for note in part.notes]
    notes = (
        replace(note, start_s=start, duration_s=note.duration_s + note.start_s - start)
        for note, start in zip(part.notes, starts, strict=True)
    )
    return replace(part, notes=tuple(notes))


def _players(score: Score, rate: int, soundfont: Path | None) -> list[Player]:
    parts = [_ahead(part) for part in score.parts]
    sampled: dict[int, Player] = {}
    if soundfont is not None:
        from photoplay.music.soundfont import players

        sampled = players(parts, rate, soundfont)
    return [
        sampled[index] if index in sampled else Synthesised(part, index, score.seed, rate)
        for index, part in enumerate(parts)
    ]


def _kicks(score: Score) -> list[tuple[float, float]]:
    return [
        (note.start_s, note.velocity)
        for part in score.parts
        if INSTRUMENTS[part.instrument].is_kit
        for note in part.notes
        if round(note.pitch) in KICKS
    ]


def gains(part: Part, pan: float = 0.0) -> tuple[float, float]:
    """Factors of left and right for a part: level, and place by equal power (1, 1 in the middle).

    Args:
        part: Whose level and place count.
        pan: Added to its place.
    """
    level = 10 ** ((part.gain_db + INSTRUMENTS[part.instrument].gain_db) / 20)
    angle = (min(1.0, max(-1.0, part.pan + pan)) + 1) * math.pi / 4
    return level * math.sqrt(2) * math.cos(angle), level * math.sqrt(2) * math.sin(angle)


@dataclass(slots=True)
class _Sounding:
    """A note that has begun and is not yet at its end."""

    played: Played
    start: int
    hold: int
    fall: float
    left: float
    right: float


class Synthesised:
    """A part played by our own instruments."""

    def __init__(self, part: Part, index: int, seed: int, rate: int) -> None:
        from photoplay.music.synth.voices import VOICES

        self._part, self._index, self._seed, self._rate = part, index, seed, rate
        self._voice = VOICES[part.instrument]
        self._coming = _tied(part)
        self._next: tuple[int, Note, bool] | None = next(self._coming, None)
        self._sounding: list[_Sounding] = []

    def fill(self, bus: F32, first: int) -> None:
        """Adds the samples from ``first`` on to float32 (2, n)."""
        from photoplay.music.synth.kernels import mix_in

        end = first + bus.shape[1]
        while self._next is not None and (start := self._start_of(self._next[1])) < end:
            self._sounding.append(self._begin(*self._next, start))
            self._next = next(self._coming, None)
        for one in self._sounding:
            wave = one.played.wave
            begin = max(0, first - one.start)
            if begin < wave.shape[1]:
                mix_in(bus, wave, max(0, one.start - first), begin, one.left, one.right, one.hold, one.fall)
        self._sounding = [one for one in self._sounding if one.start + one.played.wave.shape[1] > end]

    def _start_of(self, note: Note) -> int:
        # On the grid of 48 kHz at every rate.
        return max(0, round(note.start_s * RATE)) * self._rate // RATE

    def _begin(self, number: int, note: Note, is_tied: bool, start: int) -> _Sounding:
        from photoplay.music.synth.tables import chance
        from photoplay.music.synth.tones import Tone

        take = int(chance(self._seed, self._index, number) * 2**31)
        held_s = min(LONGEST_S, max(0.01, note.duration_s))
        played = self._voice(Tone(note.pitch, min(1.0, note.velocity), held_s, take, is_tied), self._rate)
        left, right = gains(self._part, played.pan)
        fall = 10 ** (-3 / (played.release_s * self._rate)) if played.release_s else 1.0
        hold = round(held_s * RATE) * self._rate // RATE if played.release_s else played.wave.shape[1]
        return _Sounding(played, start, hold, fall, left * played.gain, right * played.gain)


def _tied(part: Part) -> Iterator[tuple[int, Note, bool]]:
    """The notes in order, and whether each follows another at once on an instrument that can tie."""
    can_tie = INSTRUMENTS[part.instrument].is_legato
    ends: list[float] = []
    for number, note in enumerate(sorted(part.notes, key=lambda note: note.start_s)):
        near = [end for end in ends if end >= note.start_s - TIE_BEFORE_S]
        yield number, note, can_tie and any(end <= note.start_s + TIE_AFTER_S for end in near)
        ends = [*near, note.start_s + note.duration_s]
