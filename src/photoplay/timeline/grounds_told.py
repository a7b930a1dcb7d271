"""The ground of a card in words."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.timeline.colours import name_of
from photoplay.timeline.generated import Card

#: Plain, with the logo, and what a shaded ground is called.
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("on {0}", "on {0}, with the logo", "a dark ground", "a light ground"),
    "zh": ("{0}背景", "{0}背景，带标志", "深色", "浅色"),
    "zh-TW": ("{0}背景", "{0}背景，帶標誌", "深色", "淺色"),
}
#: Mean code below which a shaded ground is dark.
_DARK = 128


def ground_told(card: Card, language: str) -> str:
    """“on black, with the logo”: what an end card is now.

    Args:
        card: Its recipe.
        language: "en", "zh" or "zh-TW".
    """
    plain, with_logo, dark, light = _WORDS[language]
    ground = name_of(card.ground, language)
    if card.ground_to is not None:
        codes = (int(card.ground[start : start + 2], 16) for start in (1, 3, 5))
        ground = dark if sum(codes) / 3 < _DARK else light
    return (with_logo if card.logo else plain).format(ground)
