"""The table of kinds. A new kind is a module of ``kinds`` and a row here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from photoplay.templates.kinds import (
    announcement,
    before_after,
    birthday,
    character,
    product,
    real_estate,
    recipe,
    reel,
    single,
    slideshow,
    trailer,
    travel,
    wedding,
)
from photoplay.templates.style import Style

STYLES: Mapping[str, Style] = MappingProxyType(
    {
        "slideshow": slideshow.STYLE,
        "product": product.STYLE,
        "single": single.STYLE,
        "character": character.STYLE,
        "reel": reel.STYLE,
        "trailer": trailer.STYLE,
        "birthday": birthday.STYLE,
        "wedding": wedding.STYLE,
        "travel": travel.STYLE,
        "real-estate": real_estate.STYLE,
        "recipe": recipe.STYLE,
        "announcement": announcement.STYLE,
        "before-after": before_after.STYLE,
    }
)
