"""The end of a turn: what was done is kept, and the answer is made from what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from photoplay.agent.cleaning import clean
from photoplay.agent.language.meaning import Intent
from photoplay.agent.memory import settled
from photoplay.agent.outcome import Outcome
from photoplay.agent.scene import Memory
from photoplay.agent.turn import TurnContext, TurnEnd


async def close(context: TurnContext, model_text: str = "") -> str:
    """Keeps the desk's changes and makes the answer; once in a turn. Gives the text.

    Args:
        context: The turn.
        model_text: What the model said at last; only kept where ``final_text`` lets it pass.
    """
    if context.outcome is None:
        context.text, context.outcome = await asyncio.to_thread(_kept, context, model_text)
    return context.text


def _kept(context: TurnContext, model_text: str) -> tuple[str, Outcome]:
    """Keeps and answers; both take longer than the loop of all turns should wait."""
    return final_text(context, context.outside.keep(context.desk), model_text)


def final_text(context: TurnContext, outcome: Outcome, model_text: str) -> tuple[str, Outcome]:
    """The answer. It names what changed in the draft, whoever made the plan, and whatever a model claims."""
    from photoplay.agent import claims
    from photoplay.agent.llm.failures import told
    from photoplay.agent.review import review

    desk, guard = context.desk, context.guard
    if guard is not None and guard.fell_back is not None:
        outcome = replace(outcome, notes=(told(guard.fell_back, desk.language), *outcome.notes))
    found = review(desk, context.answers, outcome)
    context.memory = _remembered(context, found.offers, is_kept=not outcome.failure)
    if guard is None or guard.fell_back is not None:
        return found.text, outcome
    text = claims.final_text(
        clean(model_text),
        found.text,
        is_changed=desk.is_changed or bool(outcome.exports) or bool(desk.step),
        has_facts=bool(desk.journal) or bool(outcome.failure),
        language=desk.language,
    )
    return text, outcome


def _remembered(context: TurnContext, offers: Sequence[Sequence[Intent]], *, is_kept: bool) -> Memory:
    """What the next turn is to know: where the changes could not be kept, what this one knew."""
    desk = context.desk
    before = desk.scene.memory
    language = context.told_language or before.language
    if not is_kept:
        return replace(before, language=language)
    # A real model tells no intents; those of the planner stay as they were.
    spoken = replace(before, photos=desk.photos or before.photos, texts=desk.texts or before.texts)
    return replace(settled(context.memory or spoken, desk, offers), language=language)


def ended(context: TurnContext) -> TurnEnd:
    """What a closed turn leaves behind."""
    memory = context.memory or context.desk.scene.memory
    outcome = context.outcome or Outcome()
    return TurnEnd(context.text, memory, context.desk.language, context.told_language, outcome)
