"""Photos that a clause speaks of, and what they are to its command."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from photoplay.agent.language.meaning import Selection

MentionRole = Literal[
    "", "before", "after", "between", "into", "with", "from", "to", "over", "until", "at", "aside"
]


@dataclass(frozen=True, slots=True)
class Mention:
    """Photos that a clause speaks of.

    Attributes:
        selection: Which.
        first, last: Numbers of the clause's tokens that say it, both counted.
        role: What they are to the command: "" its target, else the relation ("after the second"); "aside": only
            compared with, or said to be fine.
        weak: Only a bare number or a word that is a file's name too: perhaps no photo at all.
    """

    selection: Selection
    first: int
    last: int
    role: MentionRole = ""
    weak: bool = False
