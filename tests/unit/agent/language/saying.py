"""What a message to a small project means, for tests of rules of edits."""

from __future__ import annotations

from typing import Any

from tests.unit.agent.project import scene_of

from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.understand import understand

BIN = ("beach.jpg", "city.jpg", "dog.jpg", "IMG_2044.jpg", "trip.jpg")

Said = tuple[str, dict[str, Any], Selection | None]


def number(*values: int) -> Selection:
    """These photos by their numbers."""
    return Selection(tuple(Ref("number", value) for value in values))


def every() -> Selection:
    return Selection((Ref("all"),))


def said(text: str, names: tuple[str, ...] = BIN) -> list[Said]:
    """Acts, slots and photos of all intents of a message about a cut of these files."""
    return [(intent.act, dict(intent.slots), intent.photos) for intent in intents(text, names)]


def intents(text: str, names: tuple[str, ...] = BIN) -> tuple[Intent, ...]:
    return understand(text, scene_of(names)).intents


def edits(text: str, names: tuple[str, ...] = BIN) -> list[str]:
    """Acts that would change something: neither answers nor questions back."""
    from photoplay.agent.language.meaning import ANSWERS

    return [one.act for one in intents(text, names) if one.act not in ANSWERS and not one.ask]
