"""What can be played: names, how each is panned and damped, and its General MIDI program.

The sounds themselves are made in the modules that ``perform`` calls; this table is light, so that the
composer and the MIDI writer can read it without loading them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Instrument:
    """One instrument.

    Attributes:
        family: The module's word for how its sound is made: "piano", "plucked", "drums", …
        program: General MIDI program, 0–127; of kits, the program of channel 10.
        lowest: Lowest sensible pitch (MIDI number); of kits 0.
        highest: Highest sensible pitch; of kits 127.
        gain_db: Brings a phrase at velocity 0.7 to the loudness that all instruments share.
        is_sampled_better: Whether a soundfont's sound is preferred to ours.
        ducks: Whether it steps back under the kick where the room asks for that.
        is_legato: Whether a note that follows another at once begins without a new attack.
        early_ms: How much before its time a note begins, as players do whose sound speaks slowly.
    """

    family: str
    program: int
    lowest: int = 0
    highest: int = 127
    gain_db: float = 0.0
    is_sampled_better: bool = True
    ducks: bool = False
    is_legato: bool = False
    early_ms: float = 0.0

    @property
    def is_kit(self) -> bool:
        return self.family == "drums"


INSTRUMENTS: Mapping[str, Instrument] = {
    "piano": Instrument("piano", 0, 21, 108, gain_db=-18.5),
    "electric-piano": Instrument("electric-piano", 4, 28, 103, gain_db=-12.2),
    "guitar": Instrument("plucked", 24, 40, 88, gain_db=-16.9),
    "steel-guitar": Instrument("plucked", 25, 40, 88, gain_db=-19.2),
    "ukulele": Instrument("plucked", 24, 55, 93, gain_db=-14.1, is_sampled_better=False),
    "harp": Instrument("plucked", 46, 24, 103, gain_db=-17.1),
    "pizzicato": Instrument("plucked", 45, 28, 100, gain_db=-10.8),
    "bass": Instrument("plucked", 33, 23, 67, gain_db=-18.1, ducks=True),
    "upright-bass": Instrument("plucked", 32, 23, 67, gain_db=-15.0, ducks=True),
    "strings": Instrument("ensemble", 48, 24, 103, gain_db=-19.8, ducks=True, is_legato=True, early_ms=30),
    "choir": Instrument("ensemble", 52, 36, 88, gain_db=-19.7, ducks=True, is_legato=True, early_ms=45),
    "pad": Instrument("saws", 89, 24, 96, gain_db=-15.2, is_sampled_better=False, ducks=True, early_ms=40),
    "flute": Instrument("winds", 73, 59, 98, gain_db=-21.9, is_legato=True, early_ms=12),
    "saxophone": Instrument("winds", 65, 44, 84, gain_db=-18.0, is_legato=True, early_ms=10),
    "brass": Instrument("winds", 61, 34, 84, gain_db=-15.9, is_legato=True, early_ms=18),
    "organ": Instrument("winds", 16, 36, 96, gain_db=-17.4, is_legato=True),
    "synth-lead": Instrument("synths", 81, 36, 100, gain_db=-18.3, is_sampled_better=False, is_legato=True),
    "synth-pluck": Instrument("synths", 84, 36, 100, gain_db=-16.1, is_sampled_better=False),
    "arpeggio": Instrument("synths", 80, 36, 100, gain_db=-11.6, is_sampled_better=False),
    "synth-bass": Instrument("synths", 38, 23, 67, gain_db=-19.1, is_sampled_better=False, ducks=True),
    "sub-bass": Instrument("synths", 39, 23, 60, gain_db=-17.3, is_sampled_better=False, ducks=True),
    "bells": Instrument("mallets", 14, 60, 89, gain_db=-17.8),
    "celesta": Instrument("mallets", 8, 60, 108, gain_db=-14.3),
    "music-box": Instrument("mallets", 10, 60, 108, gain_db=-13.7),
    "glockenspiel": Instrument("mallets", 9, 72, 108, gain_db=-15.3),
    "vibraphone": Instrument("mallets", 11, 53, 89, gain_db=-15.8),
    "marimba": Instrument("mallets", 12, 36, 96, gain_db=-10.5),
    "drums-acoustic": Instrument("drums", 0, gain_db=-11.2),
    "drums-brush": Instrument("drums", 40, gain_db=-9.3),
    "drums-lofi": Instrument("drums", 0, gain_db=-10.1, is_sampled_better=False),
    "drums-electronic": Instrument("drums", 25, gain_db=-11.4, is_sampled_better=False),
    "drums-cinematic": Instrument("drums", 48, gain_db=-12.5, is_sampled_better=False),
    "percussion": Instrument("drums", 0, gain_db=-4.1, is_sampled_better=False),
}
