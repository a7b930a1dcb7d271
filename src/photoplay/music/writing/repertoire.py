"""All styles, by mood."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.music.writing.moods.calm import CALM
from photoplay.music.writing.moods.cinematic import CINEMATIC
from photoplay.music.writing.moods.corporate import CORPORATE
from photoplay.music.writing.moods.dramatic import DRAMATIC
from photoplay.music.writing.moods.electronic import ELECTRONIC
from photoplay.music.writing.moods.epic import EPIC
from photoplay.music.writing.moods.festive import FESTIVE
from photoplay.music.writing.moods.happy import HAPPY
from photoplay.music.writing.moods.jazz import JAZZ
from photoplay.music.writing.moods.lofi import LOFI
from photoplay.music.writing.moods.romantic import ROMANTIC
from photoplay.music.writing.moods.upbeat import UPBEAT
from photoplay.music.writing.style import Style

#: Mood -> how it is played.
STYLES: Mapping[str, Style] = {
    "lofi": LOFI,
    "upbeat": UPBEAT,
    "cinematic": CINEMATIC,
    "calm": CALM,
    "corporate": CORPORATE,
    "happy": HAPPY,
    "dramatic": DRAMATIC,
    "electronic": ELECTRONIC,
    "jazz": JAZZ,
    "romantic": ROMANTIC,
    "festive": FESTIVE,
    "epic": EPIC,
}
