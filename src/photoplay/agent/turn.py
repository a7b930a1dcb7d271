"""One turn while it runs: what the model, the tools and the end of the turn share."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from photoplay.agent.answers import Answer
from photoplay.agent.desk import Desk
from photoplay.agent.outcome import Outcome
from photoplay.agent.scene import Memory

if TYPE_CHECKING:
    from photoplay.agent.llm.guard import GuardedModel
    from photoplay.agent.planner import Call

#: Bounds of one turn, whichever model drives it: calls of tools, calls of the model, seconds.
MOST_TOOL_CALLS, MOST_MODEL_CALLS, LONGEST_S = 60, 24, 14 * 60.0
#: One plan, or one call of a tool, takes no longer, seconds; usually it takes a few milliseconds.
STEP_S = 20.0
#: So many events of earlier turns are read for a model that wants them.
RECENT_EVENTS = 20


class Outside(Protocol):
    """What a turn may do beyond its desk; ``services.turn_work`` does it with the database."""

    def keep(self, desk: Desk) -> Outcome:
        """Keeps the desk's changes as one revision, takes its steps of undo, starts its exports.

        Called once, at the end of a turn, from a thread that may wait. When the draft has changed
        meanwhile it may do the desk's journal again on the new one, and change the desk.
        """

    def recent(self, count: int) -> Sequence[Mapping[str, Any]]:
        """The last events of earlier turns, oldest first, as ``agent.wire`` writes them."""


@dataclass(slots=True)
class TurnContext:
    """One turn while it runs.

    Attributes:
        message: As typed.
        desk: See ``Desk``.
        outside: See ``Outside``.
        told_language: Of the message, as it itself tells; empty: it does not.
        is_planned: Whether the built-in planner has read the message.
        planned: Its calls, until they are made.
        answers: What it wants said besides.
        memory: What it wants remembered; None: no planner has been at work.
        calls: Tools called so far.
        guard: The real model that drives this turn; None: the built-in planner does.
        outcome, text: Set when the turn is over.
        lock: Lets tools run one after the other, in the order in which they were called.
    """

    message: str
    desk: Desk
    outside: Outside
    told_language: str = ""
    is_planned: bool = False
    planned: tuple[Call, ...] = ()
    answers: tuple[Answer, ...] = ()
    memory: Memory | None = None
    calls: int = 0
    guard: GuardedModel | None = None
    outcome: Outcome | None = None
    text: str = ""
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


#: The turn that runs in this task, and in all tasks that it starts.
CURRENT: ContextVar[TurnContext] = ContextVar("photoplay_turn")


@dataclass(frozen=True, slots=True)
class TurnEnd:
    """What a turn leaves behind.

    Attributes:
        text: The answer.
        memory: For the next turn.
        language: Of the answer: "en", "zh" or "zh-TW".
        told_language: As the message itself told it; empty: it did not.
        outcome: See ``Outcome``.
    """

    text: str
    memory: Memory
    language: str
    told_language: str
    outcome: Outcome
