"""How rows of words are written down: "english, with commas | chinese with spaces"."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.language.lexicon_ground import words


def rows(table: Mapping[str, str], family: str = "") -> dict[str, tuple[str, ...]]:
    """Rows as concepts of a family ("family:name"), or under their own names.

    Args:
        table: Name -> English words, and after a bar the simplified Chinese ones.
        family: Put before each name.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, row in table.items():
        english, _, chinese = row.partition(" | ")
        found[f"{family}:{name}" if family else name] = words(english, chinese)
    return found
