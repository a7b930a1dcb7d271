"""All styles, by mood."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.music.moods.calm import CALM
from photoplay.music.moods.cinematic import CINEMATIC
from photoplay.music.moods.corporate import CORPORATE
from photoplay.music.moods.dramatic import DRAMATIC
from photoplay.music.moods.electronic import ELECTRONIC
from photoplay.music.moods.epic import EPIC
from photoplay.music.moods.festive import FESTIVE
from photoplay.music.moods.happy import HAPPY
from photoplay.music.moods.jazz import JAZZ
from photoplay.music.moods.lofi import LOFI
from photoplay.music.moods.romantic import ROMANTIC
from photoplay.music.moods.upbeat import UPBEAT
from photoplay.music.style import Style

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
