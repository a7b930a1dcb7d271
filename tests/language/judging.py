"""Whole conversations judged: what held, what did not, and how often, per kind and language."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.language.facts import failures, is_false_done
from tests.language.world import Conversation, Seen, world_of


@dataclass(frozen=True, slots=True)
class Wrong:
    """One turn that was not as expected."""

    number: int
    say: str
    problems: tuple[str, ...]
    seen: Seen | None


@dataclass(frozen=True, slots=True)
class Judged:
    """One conversation.

    Attributes:
        conversation: As written.
        wrong: Turns that failed; after a crash none follow.
        false_done: Numbers of turns whose answer speaks of something done, and nothing was.
        unasked: Numbers of turns that changed something though nothing was to change.
    """

    conversation: Conversation
    wrong: tuple[Wrong, ...] = ()
    false_done: tuple[int, ...] = ()
    unasked: tuple[int, ...] = ()

    @property
    def is_right(self) -> bool:
        return not self.wrong and not self.false_done


def judge(conversation: Conversation) -> Judged:
    """Runs a conversation and looks at every turn."""
    world = world_of(conversation)
    start = world.timeline
    earlier: list[Seen] = []
    wrong: list[Wrong] = []
    false_done: list[int] = []
    unasked: list[int] = []
    for number, turn in enumerate(conversation.turns, 1):
        try:
            seen = world.say(turn.say)
            problems = failures(seen, turn.expect, start, earlier)
        except Exception:
            last = traceback.format_exc(limit=-4)
            wrong.append(Wrong(number, turn.say, (f"crash: {last}",), None))
            break
        if problems:
            wrong.append(Wrong(number, turn.say, tuple(problems), seen))
        if is_false_done(seen):
            false_done.append(number)
        if turn.expect.get("changed") is False and seen.before != seen.after:
            unasked.append(number)
        earlier.append(seen)
    return Judged(conversation, tuple(wrong), tuple(false_done), tuple(unasked))


@dataclass(slots=True)
class Tally:
    """How many of how many."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, is_right: bool) -> None:
        self.total[name] += 1
        self.right[name] += is_right

    def lines(self) -> list[str]:
        return [
            f"  {name:<14} {self.right[name]:>4} of {count:>4}  {100 * self.right[name] / count:5.1f} %"
            for name, count in sorted(self.total.items())
        ]


def report(found: Iterable[Judged]) -> str:
    """Accuracy per kind, language and style, and what must never be."""
    judged = list(found)
    tallies = {"kind": Tally(), "language": Tally(), "style": Tally()}
    for one in judged:
        for name, tally in tallies.items():
            tally.add(getattr(one.conversation, name), one.is_right)
    right = sum(one.is_right for one in judged)
    lines = []
    for name, tally in tallies.items():
        lines += [f"By {name}", *tally.lines()]
    lines.append(f"All: {right} of {len(judged)}, {100 * right / max(1, len(judged)):.1f} %")
    lines.append(f"Said to be done, and not: {sum(len(one.false_done) for one in judged)} turns")
    lines.append(f"Changed without being asked: {sum(len(one.unasked) for one in judged)} turns")
    return "\n".join(lines)


def story(one: Judged) -> str:
    """What went wrong in one conversation, to be read by somebody who mends it."""
    lines = [f"{one.conversation.name} ({one.conversation.kind}, {one.conversation.language})"]
    for wrong in one.wrong:
        lines.append(f"  {wrong.number}. {wrong.say}")
        lines += [f"     not so: {problem}" for problem in wrong.problems]
        if wrong.seen is not None:
            lines += [f"     did: {line}" for line in wrong.seen.journal] or ["     did: nothing"]
            said = ", ".join(f"{answer.key} {dict(answer.slots)}" for answer in wrong.seen.plan.answers)
            lines.append(f"     answers: {said}")
            lines.append("     said: " + wrong.seen.reply.replace("\n", " / ")[:400])
    lines += [f"  {number}. says it is done, and nothing is" for number in one.false_done]
    return "\n".join(lines)
