"""What rules are made of: what they know besides the clause, and the table they stand in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from photoplay.agent.language.clause import Clause as Clause
from photoplay.agent.language.meaning import Correction, Intent, Selection
from photoplay.agent.language.mention import Mention as Mention
from photoplay.agent.language.mention import MentionRole as MentionRole
from photoplay.agent.language.tokens import Token
from photoplay.agent.scene import Scene


@dataclass(frozen=True, slots=True)
class Message:
    """The whole message, taken apart.

    Attributes:
        text: As typed, or as it was meant where slips were mended.
        plain: Folded.
        tokens: Of it, phrases and numbers put together.
        clauses: Its commands.
        language: Of the message.
        raw: Its words one by one.
    """

    text: str
    plain: str
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]
    language: str
    raw: tuple[Token, ...] = ()


@dataclass(slots=True)
class Context:
    """What a rule knows besides the clause.

    Attributes:
        scene: The project.
        message: All of what was said.
        index: Number of the clause in it.
        intents: What has been understood so far.
        count: Photos and clips on the main track; of an empty draft, those in the bin.
        names: Names of the files in the bin.
        spared: Photos that the message says are to stay as they are.
    """

    scene: Scene
    message: Message
    index: int = 0
    intents: list[Intent] = field(default_factory=list)
    count: int = 0
    names: tuple[str, ...] = ()
    spared: Selection | None = None

    @property
    def has_timeline(self) -> bool:
        return bool(self.scene.timeline.tracks)

    @property
    def previous(self) -> Clause | None:
        return self.message.clauses[self.index - 1] if self.index else None

    @property
    def following(self) -> Clause | None:
        rest = self.message.clauses[self.index + 1 :]
        return rest[0] if rest else None


Reading = Callable[[Clause, Context], list[Intent]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a table.

    Attributes:
        name: For tests and for looking at what was understood.
        read: The rule.
        needs: Concepts or families of which a clause must have one; empty: it is always tried.
            "kind:duration" stands for a token of that kind.
    """

    name: str
    read: Reading
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrected:
    """A message that takes back something, or wants it for others too.

    Attributes:
        correction, again: As in ``Understood``.
        used: Numbers of the clauses that said so; the rest is read as usual.
        intents: What those clauses ask for besides.
    """

    correction: Correction | None = None
    again: Selection | None = None
    used: frozenset[int] = frozenset()
    intents: tuple[Intent, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """A brief of a whole video.

    Attributes:
        intents: What it asks for, in order.
        used: Numbers of the clauses that it dealt with.
        known: Numbers of those that it understood and that rules may look at too.
        rest: The message without what is understood; None: all of it is still to be read. The numbers are
            those of its clauses.
    """

    intents: tuple[Intent, ...] = ()
    used: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()
    rest: Message | None = None
