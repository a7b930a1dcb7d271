"""Messages that only go back or forth: "undo", "undo undo undo", "redo 3 times", 全部撤销, 恢复."""

from __future__ import annotations

import re

from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.rules import Context, Message

_FORTH = r"redo|重做|恢复"
_VERB = re.compile(r"\b(?:undo|redo)\b|撤销|撤消|撤回|重做|恢复")
_ALL = re.compile(
    r"\b(?:everything|all|all of (?:it|them|that)|the lot|every (?:change|step)s?)\b|全部|所有|全都"
    r"|到最初|到一开始"
)
_COUNT = re.compile(
    r"(?:[x×*]\s*)?(\d{1,4})\s*(?:[x×]|times?|steps?|changes?|edits?|more|步|次|个|遍|下)?|(twice"
    r"|两次|两步|两下|二次)|(thrice)|([三四五六七八九十])(?:次|步|下|遍)|"
    r"\b(two|three|four|five|six|seven|eight|nine|ten) (?:times|steps|changes|edits|more)"
)
#: "Undo the undo"; longer messages say something else.
_THE_UNDO = re.compile(
    r"\b(?:undo|revert|cancel|take back) (?:the|that|your|my|this)(?: last)? undo(?:ing)?(?: please| pls)?\W*$"
    r"|(?:取消|撤销|撤回)(?:刚才|上次)?的?(?:撤销|撤回)\W*$"
)
_MOST_SIGNS = 60
_LITTLE = re.compile(
    r"\b(?:please|pls|now|ok|okay|and|then|again|it|that|this|the|last|my|of|changes?|steps?|no"
    r"|nope|wait|oh|just|can you|so|i did|you did|more)\b|"
    r"请|帮我|一下|吧|了|再|的|操作|更改|改动|修改|都|把|不|不对|刚才"
)
_WORDS = {"twice": 2, "thrice": 3, "两": 2, "二": 2,
          "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10,
          "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
          "ten": 10}  # fmt: skip
#: More than are ever kept.
_FAR = 100


def stepped(message: Message, ctx: Context) -> Intent | None:
    """The undo or redo that a whole message is; None: it says more, or something else.

    Args:
        message: As typed.
        ctx: For the question of the turn before: after a message that was not understood, "no, undo that" may mean that
            message, which changed nothing.
    """
    plain = message.plain.strip()
    if len(plain) <= _MOST_SIGNS and _THE_UNDO.search(plain):
        return Intent("redo", {}, words=message.text[:80])
    verbs = [found.group() for found in _VERB.finditer(plain)]
    if not verbs or len(verbs) > 4_000:
        return None
    acts = {"redo" if re.fullmatch(_FORTH, verb) else "undo" for verb in verbs}
    if len(acts) > 1:
        return None
    rest = _VERB.sub(" ", plain)
    is_all = _ALL.search(rest) is not None
    counted = _COUNT.search(_ALL.sub(" ", rest))
    left = _LITTLE.sub(" ", _COUNT.sub(" ", _ALL.sub(" ", rest), count=1))
    if re.search(r"[\w?？]", left):
        return None
    steps = _FAR if is_all else (_number(counted) if counted else len(verbs))
    act = acts.pop()
    question = ctx.scene.memory.question
    lost = question is not None and question.key == "ask_what_change"
    doubts = act == "undo" and lost and re.match(r"(?:no|nope|wait|oh no|不|不对|不是)\b", plain) is not None
    slots = {"steps": min(max(steps, 1), _FAR)} if steps != 1 else {}
    return Intent(act, slots, words=message.text[:80], ask="ask_undo" if doubts else "")


def _number(found: re.Match[str]) -> int:
    said = next(one for one in found.groups() if one)
    return int(said) if said.isdigit() else _WORDS.get(said, _WORDS.get(said[0], 1))
