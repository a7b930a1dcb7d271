"""Rules about a logo that was spoken of: another corner, bigger, see-through, none."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_shown import clips_on
from photoplay.agent.language.endings import CORNERS
from photoplay.agent.language.lettering import style_of
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import ANSWERS, Intent
from photoplay.agent.language.rules import Clause, Context, Rule

_SEE_THROUGH = re.compile(
    r"\b(?:transparent|translucent|see-? ?through|faint|fainter|subtle|opacity|ghosted|faded)\b|透明|淡一点|浅一点"
)
_HALF = re.compile(r"\bhalf\b|\bsemi\b|半")
_AWAY = re.compile(
    r"\b(?:hide|lose|remove|delete|drop|scrap) (?:it|that)\b|\btake (?:it|that) (?:off|out|away|down)\b|"
    r"\bget rid of (?:it|that)\b|去掉|不要了|拿掉|撤掉|删掉"
)
#: What else a clause may speak of; then it is not about the logo.
_ELSE = "photo|music|transition|title|subtitle|caption|text|aspect|export|undo|look|motion|clip|volume|end-card|video"


def _is_spoken(ctx: Context) -> bool:
    """Whether the logo was spoken of last."""
    made = [one for one in ctx.intents if one.act not in ANSWERS]
    last = (made or list(ctx.scene.memory.intents))[-1:]
    return bool(last) and last[0].act in ("add_logo", "edit_logo")


def again(clause: Clause, ctx: Context) -> list[Intent]:
    """“…, the lower left one”, “half see-through”, “it's in the way, hide it” after a logo."""
    if not _is_spoken(ctx) or clause.is_question or clause.quotes or clause.free_text or clause.has(_ELSE):
        return []
    own = clause.own_photos
    if own is not None and any(ref.kind not in ("it", "words") for ref in own.include):
        return []
    line = line_of(clause)
    if _AWAY.search(line) and not clause.has("logo"):
        return _claimed(clause, clause.intent("remove_logo"))
    style = style_of(clause, on_words=True)
    corner = style.get("position")
    slots: dict[str, Any] = {}
    if corner in CORNERS and (ctx.intents or (own is not None and own.include[0].kind == "words")):
        slots["corner"] = corner
    if _SEE_THROUGH.search(line):
        slots["opacity"] = (
            float(clause.percents[0].value) if clause.percents else 50.0 if _HALF.search(line) else 60.0
        )
    return _claimed(clause, clause.intent("edit_logo", **slots)) if slots else []


def _claimed(clause: Clause, intent: Intent) -> list[Intent]:
    for token in clause.tokens:
        clause.claim(token)
    for mention in clause.mentions:
        clause.claim(mention)
    return [intent]


_IS_LOGO = re.compile(
    r"\b(?:is|are|=|as) (?:the|my|our|a) (?:\w+ )?logo\b(?! (?:too|not))|"
    r"是(?:我们?的?|我家的?|店里的?)?(?:logo|标志|标识|店标|商标)"
)


def is_told(clause: Clause, ctx: Context) -> list[Intent]:
    """Which file is the logo: it is asked whether it shall be put on the video."""
    if clause.file is None or clause.is_question or clause.quotes or clause.negated:
        return []
    if not _IS_LOGO.search(clause.plain) or clause.has("add|put|use|move|remove|corner|position|create"):
        return []
    shown = any(clip.source == record.id for record in ctx.scene.bin for clip in clips_on(ctx))
    if not shown:
        return []
    return _claimed(clause, clause.intent("add_logo", file=clause.file, ask="ask_shall_i"))


EARLY: tuple[Rule, ...] = (
    Rule("logo-told", is_told),
    Rule("logo-again", again),
)
