"""Playing parts by a soundfont, where one is found."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from photoplay.errors import InvalidOption
from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.score import Note, Part
from photoplay.music.synth.soundfont_file import Soundfont, SoundfontBroken, extract, open_soundfont
from photoplay.music.synth.tones import loudness

if TYPE_CHECKING:
    from photoplay.music.perform import Player

F32 = NDArray[np.float32]
#: Where systems keep soundfonts.
FOLDERS = (
    "~/.local/share/soundfonts", "~/.local/share/sounds/sf2", "~/.local/share/sounds/sf3",
    "~/Library/Audio/Sounds/Banks", "/usr/local/share/soundfonts", "/usr/share/soundfonts",
    "/usr/share/sounds/sf2", "/usr/share/sounds/sf3",
)  # fmt: skip
SUFFIXES = (".sf2", ".sf3")
#: Beginnings of names, the better first; others follow, and the last are smaller than they should be.
PREFERRED = ("fluidr3", "musescore_general", "generaluser", "")
LEAST = ("timgm",)
#: Bank of the kits.
DRUM_BANK = 128
#: How much of a soundfont's own width is left; players are placed by the score.
WIDTH = 0.55
#: How many of a part's notes are compared, to bring the soundfont to our loudness.
COMPARED = 4


def found_soundfont(told: str | None = None) -> Path | None:
    """The soundfont to play by.

    Args:
        told: A file, "none", or "" for one of the system's; None: what ``PHOTOPLAY_SOUNDFONT`` says.

    Returns:
        Its path; None where there is none, or none is wanted.

    Raises:
        InvalidOption: The file that is named is not there.
    """
    if told is None:
        told = os.environ.get("PHOTOPLAY_SOUNDFONT", "")
    if told.lower() == "none":
        return None
    if told:
        path = Path(told).expanduser()
        if not path.is_file():
            raise InvalidOption(
                f"There is no soundfont at {path}. Set PHOTOPLAY_SOUNDFONT to a file that is there (.sf2 or .sf3), "
                "to “none” for our own sounds, or to nothing for one of the system's.",
                field="soundfont",
            )
        return path
    found: list[Path] = []
    for folder in FOLDERS:
        place = Path(folder).expanduser()
        if place.is_dir():
            files = (one for one in sorted(place.iterdir()) if one.suffix.lower() in SUFFIXES)
            found += [one for one in files if one.is_file()]
    return min(found, key=_rank, default=None)


def _rank(path: Path) -> tuple[int, str]:
    name = path.name.lower()
    if name.startswith(LEAST):
        return len(PREFERRED), name
    return next(place for place, begin in enumerate(PREFERRED) if name.startswith(begin)), name


def problem_with(path: Path) -> str | None:
    """Why a soundfont cannot be used, in words; None when it can."""
    try:
        font = open_soundfont(path)
        preset = font.preset(0, 0)
        if preset is None:
            return f"The soundfont “{path.name}” has no General MIDI instruments; our own sounds are played."
        _load(extract(font, preset, [60]), 48_000)
    except SoundfontBroken as error:
        return str(error)
    return None


def told_problem() -> str | None:
    """Why the soundfont that music is to be played by here cannot be used, in words; None when it can."""
    try:
        path = found_soundfont()
    except InvalidOption as error:
        return error.message
    return problem_with(path) if path is not None else None


def require_soundfont() -> None:
    """Refuses a soundfont that was set and does not work; one of the system's may be as it is.

    Raises:
        InvalidOption: Says why.
    """
    told = os.environ.get("PHOTOPLAY_SOUNDFONT", "")
    problem = told_problem() if told else None
    if problem is not None:
        raise InvalidOption(problem, field="soundfont")


def players(parts: Sequence[Part], rate: int, soundfont: Path) -> dict[int, Player]:
    """Players for those parts that the soundfont plays better than we do, by their number.

    A file that cannot be read plays none.
    """
    try:
        font = open_soundfont(soundfont)
    except SoundfontBroken:
        return {}
    found: dict[int, Player] = {}
    for index, part in enumerate(parts):
        if part.notes and INSTRUMENTS[part.instrument].is_sampled_better:
            try:
                found[index] = _player(font, part, rate)
            except SoundfontBroken:
                continue
    return found


def _player(font: Soundfont, part: Part, rate: int) -> Sampled:
    instrument = INSTRUMENTS[part.instrument]
    preset = font.preset(DRUM_BANK if instrument.is_kit else 0, instrument.program)
    if preset is None:
        raise SoundfontBroken(f"The soundfont has no {part.instrument}.")
    data = extract(font, preset, [_key(note) for note in part.notes])
    return Sampled(part, _load(data, rate), rate, _match(part, data))


def _key(note: Note) -> int:
    return min(127, max(0, round(note.pitch)))


def _load(data: bytes, rate: int) -> Any:
    """A synthesiser with a soundfont's only preset on its first channel.

    Raises:
        SoundfontBroken: The synthesiser cannot read it.
    """
    try:
        from tinysoundfont import SoundFontException, Synth  # type: ignore[import-untyped]
    except ImportError as error:
        raise SoundfontBroken(
            "Soundfonts need the package tinysoundfont; install it to play them."
        ) from error
    try:
        synth = Synth(gain=0, samplerate=rate)
        synth.program_select(0, synth.sfload(data), 0, 0)
    except (RuntimeError, SoundFontException) as error:
        raise SoundfontBroken("The soundfont cannot be played; choose another.") from error
    return synth


def _match(part: Part, data: bytes) -> float:
    """The factor that makes a soundfont as loud as our own instrument, by some notes of the part."""
    from photoplay.music.perform import Synthesised

    rate = 48_000
    few = [part.notes[place] for place in np.linspace(0, len(part.notes) - 1, COMPARED).astype(int)]
    notes = tuple(
        replace(
            note, start_s=0.6 * number, duration_s=min(note.duration_s, 0.5), velocity=max(note.velocity, 0.3)
        )
        for number, note in enumerate(few)
    )
    short = replace(part, notes=notes)
    levels = []
    for player in (Synthesised(short, 0, 0, rate), Sampled(short, _load(data, rate), rate, 1.0)):
        bus = np.zeros((2, round(0.6 * COMPARED * rate)), np.float32)
        player.fill(bus, 0)
        levels.append(float(np.mean(np.square(bus, dtype=np.float64))))
    ours, theirs = levels
    return float(np.sqrt(ours / theirs)) if theirs > 1e-12 else 1.0


@dataclass(frozen=True, slots=True, order=True)
class _Event:
    """A key that goes down (velocity > 0) or up."""

    at: int
    velocity: float
    key: int


def _events(notes: Sequence[Note], rate: int) -> list[_Event]:
    told = []
    for note in notes:
        start = max(0, round(note.start_s * rate))
        told.append(_Event(start, max(1e-3, loudness(min(1.0, note.velocity))), _key(note)))
        told.append(_Event(max(start + 1, round((note.start_s + note.duration_s) * rate)), 0.0, _key(note)))
    return sorted(told)


class Sampled:
    """A part played by a soundfont."""

    def __init__(self, part: Part, synth: Any, rate: int, gain: float) -> None:
        from photoplay.music.perform import gains

        self._synth = synth
        self._events = _events(part.notes, rate)
        self._next = 0
        left, right = gains(part)
        self._gains = np.array([[left], [right]], np.float32) * np.float32(gain)

    def fill(self, bus: F32, first: int) -> None:
        """Adds the samples from ``first`` on to float32 (2, n); blocks come in order."""
        count = bus.shape[1]
        view = memoryview(bytearray(8 * count))
        sound = np.frombuffer(view, np.float32).reshape(count, 2)
        done = 0
        while done < count:
            while self._next < len(self._events) and self._events[self._next].at <= first + done:
                self._play(self._events[self._next])
                self._next += 1
            until = self._events[self._next].at - first if self._next < len(self._events) else count
            until = min(count, until)
            self._synth.generate_simple(until - done, view[done * 8 : until * 8])
            done = until
        side = np.float32(0.5 * (1 - WIDTH)) * (sound[:, 0] - sound[:, 1])
        bus[0] += self._gains[0] * (sound[:, 0] - side)
        bus[1] += self._gains[1] * (sound[:, 1] + side)

    def _play(self, event: _Event) -> None:
        if event.velocity > 0:
            self._synth.noteon(0, event.key, 127 * event.velocity)
        else:
            self._synth.noteoff(0, event.key)
