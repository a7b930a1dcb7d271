"""What music there is: twelve moods, the words people use for them, and the names of pieces.

Imports nothing heavy: whoever only chooses music does not pay for making it.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from photoplay.music.chance import Chance
from photoplay.music.words import ADJECTIVES, INSTRUMENTS, NEAREST, NOUNS, SPELLINGS


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a piece is made from; it has no length.

    Attributes:
        mood: A name of ``MOODS``.
        seed: Not negative; another seed is another piece of the same mood.
        lead: The instrument of the melody, one of ``LEADS``; None: one that suits the mood.
        bpm: Tempo asked for, 50–190 beats a minute; None: one that suits the mood.
    """

    mood: str
    seed: int = 0
    lead: str | None = None
    bpm: int | None = None


@dataclass(frozen=True, slots=True)
class Mood:
    """A kind of music.

    Attributes:
        name: As drafts say it.
        title: As people read it.
        about: What it sounds like, in a few words.
        spellings: What people type for it, lower case, English and Chinese.
        bpm: Slowest and fastest tempo that seeds take; a piece is within 6 % of one of these, so that
            whole bars fill its length.
        leads: Instruments that seeds let play the melody, of ``LEADS``.
        tilt_db_per_octave: How its spectrum falls from 63 Hz to 8 kHz, measured in octave bands.
    """

    name: str
    title: str
    about: str
    spellings: tuple[str, ...]
    bpm: tuple[int, int]
    leads: tuple[str, ...]
    tilt_db_per_octave: float


#: Instruments that may lead a piece.
LEADS: tuple[str, ...] = (
    "piano", "electric-piano", "guitar", "ukulele", "strings", "flute", "bells", "synth", "saxophone", "vibraphone",
)  # fmt: skip

_TABLE: tuple[tuple[str, str, str, tuple[int, int], tuple[str, ...], float], ...] = (
    ("lofi", "Lo-fi", "dusty drums, mellow keys, a lazy swing", (72, 86),
     ("vibraphone", "guitar", "piano", "electric-piano"), -3.5),
    ("upbeat", "Upbeat", "bright pop with claps, driving and friendly", (112, 124),
     ("synth", "piano", "guitar"), -1.5),
    ("cinematic", "Cinematic", "strings and piano that widen slowly", (76, 88),
     ("piano", "strings", "flute"), -2.2),
    ("calm", "Calm", "soft pads, few notes, much air", (58, 68),
     ("piano", "bells", "flute"), -3.9),
    ("corporate", "Corporate", "muted guitars and piano, confident and tidy", (100, 110),
     ("piano", "bells", "guitar"), -2.7),
    ("happy", "Happy", "ukulele, claps and bells, skipping along", (104, 118),
     ("ukulele", "flute", "bells"), -1.3),
    ("dramatic", "Dramatic", "dark strings and drums under tension", (92, 104),
     ("strings", "piano"), -2.4),
    ("electronic", "Electronic", "club drums, pulsing bass and arpeggios", (122, 128),
     ("synth",), -1.9),
    ("jazz", "Jazz", "walking bass, brushes and a relaxed solo", (116, 144),
     ("saxophone", "piano", "vibraphone"), -1.9),
    ("romantic", "Romantic", "flowing piano and warm strings in three", (84, 100),
     ("strings", "flute", "piano"), -2.6),
    ("festive", "Festive", "sleigh bells, brass and bright bells", (108, 124),
     ("bells", "flute", "strings"), -0.9),
    ("epic", "Epic", "taikos, brass and choir at full sail", (132, 146),
     ("strings", "synth"), -2.3),
)  # fmt: skip

#: By name, in the order in which they are listed to people.
MOODS: Mapping[str, Mood] = {
    name: Mood(name, title, about, SPELLINGS[name], bpm, leads, tilt)
    for name, title, about, bpm, leads, tilt in _TABLE
}

_FILE = re.compile(r"[/\\]|\.[a-z0-9]{2,4}$")
_CJK = re.compile(r"[\u3400-\u9fff]")
_BY_SPELLING: Mapping[str, str] = {
    spelling: mood.name for mood in MOODS.values() for spelling in (mood.name, *mood.spellings)
}
_LEAD_SPELLINGS = tuple(
    (spelling, lead) for lead in LEADS for spelling in (lead.replace("-", " "), *INSTRUMENTS[lead])
)
_BY_NEAREST: Mapping[str, str] = {spelling: mood for mood, told in NEAREST.items() for spelling in told}
#: What an instrument plays when no mood is named beside it.
_MOOD_OF_LEAD: Mapping[str, str] = {
    "piano": "calm", "electric-piano": "lofi", "guitar": "lofi", "ukulele": "happy", "strings": "cinematic",
    "flute": "calm", "bells": "festive", "synth": "electronic", "saxophone": "jazz", "vibraphone": "jazz",
}  # fmt: skip
#: A word this like a known one is taken for a slip. Found by trying: "calmm", "romantik", "electronica".
_LIKE = 0.75


def mood_named(words: str) -> str | None:
    """The mood that somebody's words mean, in English or Chinese; None: they name none.

    The longest spelling that occurs in the words decides, the first of two equally long ones. What looks
    like the name of a file means no mood.
    """
    return _named(words)[0]


def stand_in(words: str) -> str | None:
    """The word for a kind of music that there is none of, and another mood is taken for; None: there is none."""
    mood, spelling = _named(words)
    return spelling if mood is not None and spelling in _BY_NEAREST else None


def lead_named(words: str) -> str | None:
    """The instrument that somebody's words name, the longest of several."""
    plain = f" {_plain(words)} "
    found = [(len(spelling), lead) for spelling, lead in _LEAD_SPELLINGS if _place(spelling, plain) >= 0]
    return max(found)[1] if found else None


def music_named(words: str) -> tuple[str | None, str | None]:
    """Mood and leading instrument that words name; an instrument alone has a mood that suits it."""
    lead = None if _FILE.search(words.casefold().strip()) else lead_named(words)
    mood = mood_named(words) or (None if lead is None else _MOOD_OF_LEAD[lead])
    return mood, lead


def meant(words: str) -> str | None:
    """A known word for a mood that somebody may have mistyped."""
    known = [one for one in (*_BY_SPELLING, *_BY_NEAREST) if len(one) >= 4]
    return next(iter(difflib.get_close_matches(_plain(words), known, 1, _LIKE)), None)


def _named(words: str) -> tuple[str | None, str]:
    """The mood that words mean, and the spelling that decided."""
    told = unicodedata.normalize("NFKC", words).casefold().strip()
    if _FILE.search(told):
        return None, ""
    plain = f" {_plain(words)} "
    found = [
        (len(spelling), -at, mood, spelling)
        for table in (_BY_SPELLING, _BY_NEAREST)
        for spelling, mood in table.items()
        if (at := _place(spelling, plain)) >= 0
    ]
    return max(found)[2:] if found else (None, "")


def _plain(words: str) -> str:
    """Small letters, with single spaces for all that is no letter or digit."""
    told = unicodedata.normalize("NFKC", words).casefold()
    return " ".join(re.sub(r"[^\w\s]|_", " ", told).split())


def lead_of(recipe: Recipe) -> str:
    """The instrument that plays a recipe's melody."""
    return recipe.lead or Chance("lead", recipe.mood, recipe.seed).choice(MOODS[recipe.mood].leads)


def title_of(recipe: Recipe) -> str:
    """The name of a recipe's piece: "Warm Breeze (piano)"."""
    chance = Chance("title", recipe.mood, recipe.seed)
    name = f"{chance.choice(ADJECTIVES[recipe.mood])} {chance.choice(NOUNS[recipe.mood])}"
    return f"{name} ({lead_of(recipe).replace('-', ' ')})"


def _place(spelling: str, plain: str) -> int:
    """Where a spelling stands among the words, which have a space before and behind them; −1: nowhere."""
    return plain.find(_sought(spelling))


@cache
def _sought(spelling: str) -> str:
    """What to look for: Chinese writes no spaces between words."""
    return spelling if _CJK.search(spelling) else f" {spelling} "
