"""Composing: from a recipe and a length to a whole piece, the same on every machine."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from photoplay.music.catalogue import MOODS, Recipe, lead_of, title_of
from photoplay.music.chance import Chance
from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.score import Part, Score, Section
from photoplay.music.writing.drumming import drummed
from photoplay.music.writing.endings import last_note, last_notes
from photoplay.music.writing.events import Event
from photoplay.music.writing.forms import Passage, passages
from photoplay.music.writing.grid import fitted
from photoplay.music.writing.harmony import harmonised
from photoplay.music.writing.human import played
from photoplay.music.writing.leads import LEAD_INSTRUMENTS
from photoplay.music.writing.melody import VOICES, sung, theme
from photoplay.music.writing.playing import PLAYING, Desk, voiced
from photoplay.music.writing.repertoire import STYLES
from photoplay.music.writing.style import STEPS, Player, Style
from photoplay.music.writing.theory import Key

#: Sections of one cycle; a long piece brings new ideas with every other one.
_CYCLE = 5
#: Instruments' amplitude goes with the power 1.7 of velocity.
_DB_OF_VELOCITY = 34.0
_SINGING = {"a", "b", "ending"}


def compose(recipe: Recipe, duration_ms: int) -> Score:
    """The piece that a recipe means, in a length.

    The seed alone decides key, chords, motifs and band, so that a piece stays itself when its length
    changes; tempo and form follow the length.

    Args:
        recipe: What to make.
        duration_ms: Exact length, > 0.

    Raises:
        ValueError: The length is not positive.
    """
    if duration_ms <= 0:
        raise ValueError("Music needs a length of more than nothing.")
    return _Piece(recipe, duration_ms / 1000.0).score()


class Beats(NamedTuple):
    """When a piece has its beats: beats a minute, every beat and the first ones of bars, seconds."""

    bpm: float
    beats_s: tuple[float, ...]
    downbeats_s: tuple[float, ...]


def beats_of(recipe: Recipe, duration_ms: int) -> Beats:
    """The beats of the piece that ``compose`` writes, found without writing it.

    Raises:
        ValueError: The length is not positive.
    """
    if duration_ms <= 0:
        raise ValueError("Music needs a length of more than nothing.")
    return _Piece(recipe, duration_ms / 1000.0).beats


class _Piece:
    """What is decided about a piece before its notes are written."""

    def __init__(self, recipe: Recipe, duration_s: float) -> None:
        mood, self.recipe = MOODS[recipe.mood], recipe
        self.style: Style = STYLES[recipe.mood]
        self.key = Key(
            self._chance("tonic").choice(self.style.tonics),
            self._chance("scale").choice(tuple(self.style.harmony)),
        )
        bpm = recipe.bpm or self._chance("tempo").uniform(*mood.bpm)
        swing = self._chance("swing").uniform(*self.style.swing)
        self.grid = fitted(self.style, duration_s, bpm, swing, asked=recipe.bpm is not None)
        self.form = passages(self.style, self.grid.bars)
        ring_beats = len(self.grid.times_s) - 1 + self.grid.skipped - self.grid.bars * self.grid.beats
        self.harmony = harmonised(
            self.style, self.key, self.form, self.grid.end_step, ring_beats * STEPS, self._chance("harmony")
        )
        lead = lead_of(recipe)
        self.lead = self.style.singing.instruments.get(lead, LEAD_INSTRUMENTS[lead])
        self.band = [
            (place, player)
            for place, player in enumerate(self.style.players)
            if self._chance("band", place).happens(player.odds)
        ]
        self.intro = self._set_of("intro", self.style.intros)
        self.bridge = self._set_of("bridge", self.style.bridges)

    def score(self) -> Score:
        tune = self._tune()
        parts = [self._lead_part(tune)]
        for place, player in self.band:
            parts.append(self._part(place, player, tune))
        starts = [self.grid.seconds(one.first_bar * self.style.bar_steps) for one in self.form]
        ends = [*starts[1:], self.grid.duration_s]
        return Score(
            title_of(self.recipe),
            self.grid.duration_s,
            *self.beats,
            tuple(
                Section(one.name, start, end)
                for one, start, end in zip(self.form, starts, ends, strict=True)
                if end > start
            ),
            tuple(part for part in parts if part.notes),
            self.style.room,
            Chance("sound", self.recipe.mood, self.recipe.seed).whole(1 << 31),
        )

    @property
    def beats(self) -> Beats:
        times = self.grid.times_s
        first = self.grid.skipped and self.grid.beats - self.grid.skipped
        return Beats(self.grid.bpm, times[:-1], times[first : -1 : self.grid.beats])

    def _chance(self, *about: int | str) -> Chance:
        return Chance(self.recipe.mood, self.recipe.seed, *about)

    def _set_of(self, name: str, sets: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
        """Who plays in an intro or a bridge: one of the sets whose players are all in the band."""
        present = {"melody", *(player.part for _, player in self.band)}
        whole = [one for one in sets if present.issuperset(one)]
        return self._chance(name).choice(whole) if whole else ()

    def _plays(self, player: Player, passage: Passage) -> bool:
        chosen = {"intro": self.intro, "bridge": self.bridge}.get(passage.name, ())
        if chosen:
            return player.part in chosen
        return player.energy[0] <= passage.energy <= player.energy[1]

    def _tune(self) -> list[Event]:
        """The lead's notes, without dynamics."""
        voice = VOICES[self.lead]
        voice = type(voice)(voice.low, voice.centre + self.style.singing.centre, voice.high)
        told: list[Event] = []
        for passage in self.form:
            chosen = {"intro": self.intro, "bridge": self.bridge}.get(passage.name, ())
            if passage.name not in _SINGING and "melody" not in chosen:
                continue
            cycle = passage.index // _CYCLE
            idea = cycle if cycle % 2 else 0
            themes = {
                kind: theme(self.style.singing, self.style.bar_steps, self._chance("theme", kind, idea))
                for kind in ("a", "b")
            }
            told += sung(
                self.style, voice, themes, passage, self.harmony, self._chance("tune", passage.index)
            )
        told = self._begun(told)
        told.append(last_note(self.style, voice, told[-1].pitch if told else voice.centre, self.harmony))
        return told

    def _lead_part(self, tune: Sequence[Event]) -> Part:
        singing = self.style.singing
        notes = played(self._swelled(tune), self.grid, 6.0, 0.0, self._chance("hand", "lead"))
        return Part("melody", self.lead, notes, singing.gain_db, singing.pan, singing.reverb)

    def _part(self, place: int, player: Player, tune: Sequence[Event]) -> Part:
        instrument = self._chance("instrument", place).choice(player.instruments)
        voicings = voiced(player, self.harmony) if player.plays in ("pad", "comp", "arpeggio") else ()
        events: list[Event] = []
        for passage in self.form:
            if not self._plays(player, passage):
                continue
            chance = self._chance("play", place, passage.index)
            kind = "a" if passage.name in ("intro", "ending") else passage.name
            pick = self._chance("pattern", place, kind, passage.index // _CYCLE)
            if player.plays == "drums":
                events += drummed(player, player.grooves, passage, self.style.bar_steps, chance)
            else:
                pattern = pick.choice(player.patterns) if player.patterns else ""
                desk = Desk(self.style, player, self.harmony, voicings, tune, pattern)
                events += PLAYING[player.plays](desk, passage, chance)
        if self._plays(player, self.form[-1]):
            events += last_notes(
                player, voicings[-1] if voicings else (), self.harmony, self._chance("last", place)
            )
        events = _in_range(self._begun(events), instrument)
        notes = played(
            self._swelled(events), self.grid, player.timing_ms, player.late_ms, self._chance("hand", place)
        )
        return Part(player.part, instrument, notes, player.gain_db, player.pan, player.reverb)

    def _begun(self, events: Sequence[Event]) -> list[Event]:
        """What sounds from the first beat on: a piece may begin within its first bar."""
        first = self.grid.skipped * STEPS
        late = [
            Event(first, one.at + one.length - first, one.pitch, one.velocity, one.late_s)
            for one in events
            if one.at < first < one.at + one.length - 1
        ]
        return [*late, *(one for one in events if one.at >= first)]

    def _swelled(self, events: Sequence[Event]) -> list[Event]:
        """With the dynamics of the sections."""
        levels = [10.0 ** (self.style.range_db * (one.energy - 1.0) / _DB_OF_VELOCITY) for one in self.form]
        ends = [one.end_bar * self.style.bar_steps for one in self.form[:-1]]
        told = []
        for one in events:
            level = levels[bisect_right(ends, one.at + 0.5)]
            told.append(Event(one.at, one.length, one.pitch, one.velocity * level, one.late_s))
        return told


def _in_range(events: Sequence[Event], instrument: str) -> list[Event]:
    """Moved by octaves into what the instrument has."""
    told = INSTRUMENTS[instrument]
    if told.is_kit:
        return list(events)
    moved = []
    for one in events:
        pitch = one.pitch
        while pitch < told.lowest:
            pitch += 12
        while pitch > told.highest:
            pitch -= 12
        moved.append(
            Event(one.at, one.length, pitch, one.velocity, one.late_s) if pitch != one.pitch else one
        )
    return moved
