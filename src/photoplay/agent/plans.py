"""What a turn does: calls of tools, and things to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from photoplay.agent.answers import Answer
from photoplay.agent.scene import Memory
from photoplay.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool, with arguments that are JSON."""

    tool: str
    args: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a turn does.

    Attributes:
        calls: In order.
        memory: For the next turn, as far as it can be told before; ``memory.settled`` finishes it.
        answers: What is to be said besides what changed.
        restart: The draft to begin from; None: the present one.
        language: Of the answer: "en", "zh", "zh-TW", or another BCP 47 tag.
    """

    calls: tuple[Call, ...]
    memory: Memory
    answers: tuple[Answer, ...] = ()
    restart: Timeline | None = None
    language: str = "en"
