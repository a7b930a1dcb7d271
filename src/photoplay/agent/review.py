"""The answer to a message: what really changed, what did not and why, what to know, and what could come next.

    before, after  ─▶ sentences with values ─┐
    journal        ─▶ refusals and notes ────┤
    answers        ─▶ questions, chat ───────┼─▶ text, offers
    outcome        ─▶ exports, credits ──────┤
    draft          ─▶ warnings, next steps ──┘

Words of completion are made from the difference of the two drafts alone, never from what was planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photoplay.agent.answers import Answer
from photoplay.agent.desk import Desk, Entry
from photoplay.agent.language.meaning import Intent
from photoplay.agent.offers import offers
from photoplay.agent.outcome import Outcome
from photoplay.agent.replies import exports_told, replied, wants_told
from photoplay.agent.speech import say
from photoplay.agent.telling import changes_told
from photoplay.agent.tools.table import TOOLS
from photoplay.agent.warnings import Warning, new_warnings
from photoplay.agent.warnings import told as warnings_told
from photoplay.timeline.summary import summary

#: Answers that tell of something done, and are silent where nothing is.
_AFTER_CHANGES = frozenset({"corrected", "default_cut"})
#: Arguments that say what a call is about; with others it is another wish, not another try.
_TARGETS = frozenset({"photos", "texts", "over", "before", "after", "files", "file", "text", "captions"})
#: Queries: they are asked for nothing but an answer.
_QUERIES = frozenset({"get_credits", "get_status", "describe_video", "export_video"})


@dataclass(frozen=True, slots=True)
class Review:
    """An answer.

    Attributes:
        text: As it is said.
        offers: Next steps, each as the intents that a “yes” means.
        changed: Whether the draft is another one than before the turn.
    """

    text: str
    offers: tuple[tuple[Intent, ...], ...] = ()
    changed: bool = False


def review(desk: Desk, answers: Sequence[Answer], outcome: Outcome) -> Review:
    """The answer of a turn.

    Args:
        desk: As the turn left it.
        answers: What else is to be said; of the planner.
        outcome: What became of the turn outside of the draft.
    """
    language = desk.language
    is_changed = (desk.is_changed or bool(desk.step)) and not outcome.failure
    asks = any(answer.key == "ask" for answer in answers)
    lines = list(outcome.notes)
    if outcome.failure:
        lines.append(say(language, "not_kept", why=outcome.failure))
    before = [one for one in answers if one.key in _AFTER_CHANGES and is_changed]
    lines += [line for one in before for line in replied(desk, one)]
    lines += changes_told(desk) if is_changed else []
    lines += [] if outcome.failure else _notes(desk)
    lines += _refusals(desk)
    lines += [
        line for one in answers if one.key not in {"ask", *_AFTER_CHANGES} for line in replied(desk, one)
    ]
    lines += exports_told(desk, outcome)
    lines += wants_told(desk, outcome)
    warned = _warned(desk) if is_changed or desk.exports else []
    lines += warnings_told(warned, language)
    if not is_changed and not outcome.failure and not desk.roles and _was_asked_for(desk):
        lines.append(say(language, "nothing_changed"))
    lines += [line for one in answers if one.key == "ask" for line in replied(desk, one)]
    return _with_next_steps(
        desk, _without_repetition(lines), answers, warned, is_changed=is_changed, asks=asks
    )


def _with_next_steps(
    desk: Desk, lines: list[str], answers: Sequence[Answer], warned: Sequence[Warning], *, is_changed: bool, asks: bool
) -> Review:  # fmt: skip
    greets = any(answer.key in ("greet", "help") for answer in answers) and not asks
    next_steps = offers(desk, warned) if (is_changed and not asks) or greets else []
    if not lines:
        lines = [say(desk.language, "ask_what_change")]
    if next_steps:
        numbered = [
            say(desk.language, "offer", n=number, words=words)
            for number, (words, _) in enumerate(next_steps, 1)
        ]
        lines.append(" ".join([say(desk.language, "next"), *numbered]))
    if is_changed:
        lines.append(summary(desk.timeline, desk.language, desk.scene.films))
    return Review("\n".join(lines), tuple(intents for _, intents in next_steps), is_changed)


def _notes(desk: Desk) -> list[str]:
    """What to know of single steps. Where a step is not to be seen any more, neither is its note."""
    told = []
    for index, entry in enumerate(desk.journal):
        is_over = any(
            later.tool == entry.tool and later.changes and dict(later.args) == dict(entry.args)
            for later in desk.journal[index + 1 :]
        )
        if entry.note and not entry.refusal and not is_over and entry.tool != "describe_video":
            told.append(entry.note)
    return told


def _refusals(desk: Desk) -> list[str]:
    """What was not done, but for what was done at a later try."""
    told = []
    for index, entry in enumerate(desk.journal):
        later = desk.journal[index + 1 :]
        if entry.refusal and not any(_is_done_by(one, entry) for one in later):
            told.append(say(desk.language, "not_done", why=entry.refusal))
    return told


def _is_done_by(later: Entry, refused: Entry) -> bool:
    """Whether a call is another try of a refused one: of the same things, with as much said of them."""
    if later.refusal or later.tool != refused.tool or later.tool not in TOOLS:
        return False
    tool = TOOLS[later.tool]
    said = {name: value for name, value in refused.args.items() if name in tool.kinds and value is not None}
    return said.keys() <= later.args.keys() and all(
        _plain(later.args[name]) == _plain(value) for name, value in said.items() if name in _TARGETS
    )


def _plain(value: object) -> tuple[str, ...]:
    """Which things, however they were written: 2, [2] and ["2"] are the same."""
    items = value if isinstance(value, list | tuple) else [value]
    return tuple(str(item).strip() for item in items)


def _was_asked_for(desk: Desk) -> bool:
    """Whether an edit was tried."""
    return any(entry.tool not in _QUERIES for entry in desk.journal)


def _warned(desk: Desk) -> list[Warning]:
    platforms = [
        str(entry.args["platform"])
        for entry in desk.journal
        if entry.tool == "set_aspect" and entry.args.get("platform") and not entry.refusal
    ]
    return new_warnings(desk.scene, desk.timeline, tuple(dict.fromkeys(platforms)))


def _without_repetition(lines: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(line for line in lines if line))
