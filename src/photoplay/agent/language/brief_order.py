"""The order of a brief's photos where it names their files: "before.jpg first then after.jpg"."""

from __future__ import annotations

import re

from photoplay.agent.language.meaning import Ref, Selection
from photoplay.agent.language.rules import Context, Message

_THEN = re.compile(r"\bthen\b|\bfollowed by\b|\bafter (?:that|which)\b|然后|接着|再|最后|→|->|>")
_FIRST = re.compile(
    r"\b(?:first|start(?:s|ing)? with|begin(?:s|ning)? with|in (?:this|that) order|order)\b|先|顺序|开头|第一"
)
_IN_ORDER = re.compile(
    r"\b(?:in )?(?:this|the following|that) order\b|\border\s?[:=]|按(?:这个|以下|如下)顺序|顺序(?:是|为|[:：])"
)
_BEFORE = re.compile(r"(?<![a-z])(?:before|old|vorher|avant)(?![a-z])|改造前|装修前|之前|前$|旧")
_AFTER = re.compile(r"(?<![a-z])(?:after|new|nachher|apres)(?![a-z])|改造后|装修后|之后|后$|新")


def ordered(message: Message, ctx: Context, kind: str) -> Selection | None:
    """The photos in the order in which their files are named, or that of before and after; None: as uploaded."""
    shots = [one.name for one in ctx.scene.bin if one.kind in ("image", "video") and one.role != "logo"]
    named = list(
        dict.fromkeys(name for token in message.tokens if token.kind == "file" for name in token.files)
    )
    named = [name for name in named if name in shots]
    named = named if len(named) > 1 else _told_in_turn(message, shots)
    in_order = _IN_ORDER.search(message.plain) is not None
    if len(named) > 1 and (in_order or (_THEN.search(message.plain) and _FIRST.search(message.plain))):
        rest = [name for name in shots if name not in named]
        by = [*named, *rest]
    elif kind == "before-after" and len(shots) == 2 and _is_turned(shots):
        by = shots[::-1]
    else:
        return None
    return Selection(tuple(Ref("file", name) for name in by)) if by != shots else None


def _told_in_turn(message: Message, shots: list[str]) -> list[str]:
    """Files told by a word of their names, from where it is said what comes first: "the clip first, then the rings"."""
    begun = False
    found: dict[str, None] = {}
    for clause in message.clauses:
        begun = begun or _FIRST.search(clause.plain) is not None
        for token in clause.tokens if begun else ():
            found |= dict.fromkeys(name for name in token.files if name in shots)
    return list(found)


def _is_turned(shots: list[str]) -> bool:
    """Whether the first file's name says "after", and the second's "before"."""
    first, second = (name.rpartition(".")[0].casefold() for name in shots)
    return bool(_AFTER.search(first) and _BEFORE.search(second) and not _BEFORE.search(first))
