"""Rules about steering: undo, redo, a new start, export, credits, status."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.exports import claim_all, export, more_export
from photoplay.agent.language.lexicon_manners import (
    CREDITS_WORDS,
    DESCRIBE_WORDS,
    REDO_WORDS,
    START_OVER_WORDS,
    STATUS_WORDS,
    UNDO_WORDS,
)
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Clause, Context, Rule

_WORDS = Phrases(
    {
        "undo": UNDO_WORDS,
        "redo": REDO_WORDS,
        "over": START_OVER_WORDS,
        "credits": CREDITS_WORDS,
        "status": STATUS_WORDS,
        "describe": DESCRIBE_WORDS,
    }
)

_STEPS = re.compile(r"\b(?:steps?|changes?|times?|edits?|things?|actions?|moves?)\b|步|次")
_PUT_BACK = re.compile(r"\b(?:put|bring|move|add)\b.*\bback\b|加回|放回|恢复.{0,4}(?:张|图|照片)")
_END_CREDITS = re.compile(
    r"\b(?:add|roll|rolling|end|ending|closing|show|with|movie|film) credits?\b|"
    r"\bcredits? (?:roll|at the end|to the end|screen|text)\b|\bcredit card\b|"
    r"\bgive (?:\w+ )?credit\b|photo credit|图片来源|演职"
)


_CTRL_Z = re.compile(r"\b(?:ctrl|cmd|control|command)\W{0,3}z\b")


#: What was done last, called a change: "scrap that last change", 刚才两个都取消.
_LAST_CHANGE = re.compile(
    r"\b(?:scrap|forget|drop|discard|cancel|ditch|lose|remove|delete|kill|nix|scratch|erase|axe|take (?:back|out|away)|"
    r"get rid of|throw (?:out|away)|chuck|reverse)(?: about)?(?: that| the| my| your| this| those| these| all)*"
    r"(?: very)? (?:last|latest|most recent|previous|recent)(?: (?P<count>two|three|four|five|couple(?: of)?|\d))?"
    r" (?:change|edit|step|modification|tweak|adjustment|action|thing (?:you|i|we) did|bit you did)s?\b"
    r"|\b(?:scrap|forget|discard|cancel)(?: about)? (?:that|this|the) (?:change|edit|step|tweak|modification)\b"
    r"|\bundo (?:that|the|this|my) (?:last|latest)(?: one| thing| bit| part)?\W*$"
    r"|(?:刚才|刚刚|方才|前面|上面)(?:那|这|的)?(?P<han>[一两二三四五])(?:个|步|次|处|项|条)?(?:改动|操作|修改|更改|步骤)?"
    r"(?:都|全|全部|统统)?(?:取消|撤|不要|不算|退|作废)"
    r"|(?:刚才|刚刚|方才|上一?)(?:那|这|的|做)*(?:个|步|次|处|项)?(?:改动|操作|修改|更改|步骤|动作)"
    r"(?:都|给我|帮我|先|也)?(?:取消|撤|不要|不算|退|作废)"
)
_COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "couple": 2, "couple of": 2,
    "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5,
}  # fmt: skip

#: Right after an undo these want back what it took.
_WANTS_BACK = re.compile(
    r"\b(?:bring|put|get|want|need|have|give me) (?:it|that|this|them) back\b|\bi (?:did|do) want (?:it|that|this)\b"
    r"|\b(?:was|were|looked|looks|is) better with\b|\b(?:change|switch|turn|set) (?:it|that) back\b"
    r"|\brestore (?:it|that)\b"
    r"|\bundo (?:the|that|your|my|this)(?: last)? undo\b|\b(?:keep|leave) (?:it|that) (?:after all|in after all)\b"
    r"|恢复(?:吧|回来|一下)?$|还是(?:恢复|要(?!.{0,12}(?:张|改|换|加))|用刚才|加回来|弄回来|刚才的好)|又想要了|弄回来|加回来吧"
)
_UNDOES_UNDO = re.compile(r"\bundo (?:the|that|your|my|this)(?: last)? undo\b")


#: That it was a mistake, and nothing of what was meant.
_REGRETS = re.compile(
    r"(?:删|去|加|改|放|移|换|弄|做|选)错了[吧啊呀]?$|^(?:我)?(?:又)?后悔了?$|^取消[吧了]?$"
    r"|^cancel(?: it| that)?(?: please)?$"
    r"|\b(?:deleted|removed|picked|moved|took out) the wrong (?:one|photo|picture)\W*$"
)
_KEPT_BACK = re.compile(
    r"还是(?:留着|留下|别删|不删)|(?:先|又)?(?:不删|别删)了|\bkeep it (?:after all|in)\b"
    r"|\bdon'?t (?:delete|remove) it\b"
    r"|\b(?:want|need|like) it (?:after all|back)\b|\bwas(?:n't| not) (?:that|so) bad\b"
)


def last_change(clause: Clause, ctx: Context) -> list[Intent]:
    """What was done last is called a change and shall go; right after an undo, what it took shall come back."""
    line = line_of(clause)
    if _UNDOES_UNDO.search(line) or (
        ctx.scene.redo
        and clause.own_photos is None
        and not clause.quotes
        and not ctx.intents
        and (_WANTS_BACK.search(line) or _UNDOES_UNDO.search(ctx.message.plain))
    ):
        claim_all(clause)
        return [clause.intent("redo")]
    last = ctx.scene.memory.intents[-1].act if ctx.scene.memory.intents else ""
    regrets = _REGRETS.search(line) or (last in ("remove_photos", "keep_photos") and _KEPT_BACK.search(line))
    if regrets and last and not ctx.intents and clause.own_photos is None and len(line) < 40:
        claim_all(clause)
        return [clause.intent("undo")]
    found = _LAST_CHANGE.search(line)
    if found is None or clause.is_question or re.search(r"\bdon'?t\b|\bnot\b", line):
        return []
    said = found.group("count") or found.group("han") or ""
    steps = int(said) if said.isdigit() else _COUNTS.get(said, 1)
    claim_all(clause)
    return [clause.intent("undo", steps=steps if steps > 1 else None)]


def undo(clause: Clause, ctx: Context) -> list[Intent]:
    """The state of before, one step or several."""
    line = line_of(clause)
    said = _WORDS.concepts(line)
    if clause.is_question and not re.search(r"\bcan (?:you|we|i)\b|吗", clause.plain):
        return []
    if "redo" in said and ("undo" not in said or len(said["redo"].phrase) >= len(said["undo"].phrase)):
        if clause.own_photos is not None or re.search(r"\bdon'?t\b|不要", line):
            return []
        claim_all(clause)
        last = ctx.scene.memory.intents[-1].act if ctx.scene.memory.intents else ""
        if (
            not ctx.scene.redo
            and last in ("remove_photos", "keep_photos")
            and said["redo"].phrase.endswith("back")
        ):
            return [clause.intent("undo")]
        return [clause.intent("redo", **_steps(clause, line))]
    if _CTRL_Z.search(clause.plain):
        return [clause.intent("undo")]
    if "undo" not in said or re.search(r"\b(?:don'?t|do not|never)\b|别撤|不要撤|不用撤|[往向]后退", line):
        return []
    if (
        (clause.own_photos is not None or clause.durations)
        and not _STEPS.search(line)
        and (said["undo"].phrase not in ("undo", "撤销", "撤回") or _PUT_BACK.search(line))
    ):
        return []
    if clause.own_photos is not None and _PUT_BACK.search(line):
        return []
    if clause.quotes or (
        clause.own_texts is not None
        and "undo" not in said["undo"].phrase
        and not re.search(r"before|之前|原来|撤|revert", line)
    ):
        return []
    claim_all(clause)
    return [clause.intent("undo", **_steps(clause, line))]


def _steps(clause: Clause, line: str) -> dict[str, Any]:
    if re.search(r"\btwice\b|\bboth\b|两次|两步", line):
        return {"steps": 2}
    if clause.numbers and _STEPS.search(line):
        return {"steps": max(1, int(clause.numbers[0].value))}
    found = re.search(r"(?:last|previous) (two|three|four|five)\b|([二两三四五])(?:步|次)", line)
    if found:
        names = {"two": 2, "three": 3, "four": 4, "five": 5, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
        return {"steps": names[found.group(1) or found.group(2)]}
    return {}


def over(clause: Clause, ctx: Context) -> list[Intent]:
    """A new start with nothing on the timeline."""
    line = line_of(clause)
    hit = _WORDS.concepts(line).get("over")
    if hit is None or clause.is_question or re.search(r"\b(?:don'?t|do not)\b|不要|别", line):
        return []
    if (
        re.search(r"\b(?:except|but|apart)\b|除了|只留|保留", line)
        or clause.own_texts is not None
        or clause.has("music|look|transition")
    ):
        return []
    own = clause.own_photos
    if own is not None and any(ref.kind not in ("all", "it", "photos") for ref in own.include):
        return []
    if own is not None and hit.phrase in (
        "from scratch",
        "start again",
        "重来",
        "清空",
        "reset",
    ):
        return []
    claim_all(clause)
    return [clause.intent("start_over")]


EARLY: tuple[Rule, ...] = (Rule("more-export", more_export), Rule("last-change", last_change))


def credits(clause: Clause, ctx: Context) -> list[Intent]:
    """What is left to spend."""
    line = line_of(clause)
    hit = _WORDS.concepts(line).get("credits")
    if hit is None or _END_CREDITS.search(line) or clause.has("color|look|brightness"):
        return []
    if hit.phrase in ("balance", "account balance") and re.search(r"white balance|colou?r|音", line):
        return []
    if re.search(r"\b(?:add|give|write|put|insert)\b.{0,20}\bcredits?\b|加.{0,4}积分|送.{0,4}积分", line):
        return []
    claim_all(clause)
    return [clause.intent("get_credits")]


def status(clause: Clause, ctx: Context) -> list[Intent]:
    """How far a render is."""
    line = line_of(clause)
    hit = _WORDS.concepts(line).get("status")
    if (
        hit is None
        or (hit.phrase in ("progress", "status", "进度", "状态") and len(line.split()) > 6)
        or re.search(r"\bprogress (?:reel|video|pics?|photos?|clip)|\b(?:my|gym|fitness) progress\b", line)
        or clause.has("add|write")
        or re.search(r"progress bar|进度条|whatsapp status|status (?:video|update for)", line)
    ):
        return []
    claim_all(clause)
    return [clause.intent("get_status")]


def describe(clause: Clause, ctx: Context) -> list[Intent]:
    """What is on the timeline."""
    line = line_of(clause)
    hit = _WORDS.concepts(line).get("describe")
    if (
        hit is None
        or clause.negated
        or (
            clause.has("add|write|remove|change|put|move|create")
            and hit.phrase in ("timeline", "preview", "summary", "overview", "时间线", "预览", "概况")
        )
    ):
        return []
    if hit.phrase in ("timeline", "preview", "summary", "overview", "时间线", "预览") and len(line) > 40:
        return []
    claim_all(clause)
    return [clause.intent("describe_video")]


RULES: tuple[Rule, ...] = (
    Rule("undo", undo),
    Rule("start-over", over),
    Rule("status", status),
    Rule("export", export),
    Rule("credits", credits),
    Rule("describe", describe),
)
