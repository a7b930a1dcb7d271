"""What is said about the change before: parts of it taken back, exceptions to it, things as they were.

"Nope only the very last, number four back to what it was", "except the cake, that can stay in colour", "wait no put
them back", "the old music was better", "bit slow, make them half a second". What was changed, on which photos and from
which draft is remembered; the change is made again without what is excepted, or taken back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from photoplay.agent.language.better_before import better
from photoplay.agent.language.dialled import taken_back
from photoplay.agent.language.edits_follow import NARROWED, is_specific
from photoplay.agent.language.edits_said import EVERYTHING, numbers_of
from photoplay.agent.language.meaning import Correction, Intent, Selection
from photoplay.agent.language.rules import Context, Corrected, Message
from photoplay.agent.language.signature_parts import Part, parts_of
from photoplay.agent.language.things_back import is_back, missed, undone
from photoplay.agent.language.words_amended import amended
from photoplay.agent.language.words_onward import onward

#: Longest message that may be one, in characters.
_LONGEST = 140
#: Longest time that a bare number is, in seconds.
_LONGEST_S = 60
_SAYS_NO = re.compile(r"^(?:(?:wait|nope|nah|oops|ay|oh|sry|不对|算|NOT(?! (?:P|#|N|X)(?: |$)))(?: |$))+")
_EXCEPTS = re.compile(
    r"(?:but )?(?:X|(?:except|NOT|but NOT|apart|(?:就 )?别) (?:P|#)|(?:P|#) (?:除外|不算|例外|NOT)(?: IT)?)"
    r"(?: (?:tho|though|please|了|in))*"
)
_ONLY = re.compile(
    r"(?:ONLY|just|就) (?:very )?(?:P|#)(?: (?:please|then|了|就行|就好|样))*|(?:very )?(?:P|#) ONLY"
)
#: What is said of the rest, and wishes nothing: "that was fine", "number four back to what it was".
_AS_BEFORE = re.compile(
    r"\bback to (?:what|how|normal|the way|before|its?|\d)|"
    r"\b(?:like|as|how|what|the way) (?:it|they|that|this) (?:was|were|is|are)\b|\b(?:like|as) before\b|"
    r"\b(?:was|is|are|looks?) (?:fine|ok|okay|good|better|right|perfect)\b|"
    r"\b(?:stay|stays|remain|remains|keep|keeps|leave|normal)\b|"
    r"恢复|还原|还是|原来|原样|之前|保留|保持|别动|不变|不动|挺好"
)
_PRONOUN = re.compile(
    r"^(?:and |but |so )*(?:that one|this one|that|this|it|they|those|these|那张|这张|它|那个)\b ?",
    re.IGNORECASE,
)


def read(message: Message, ctx: Context) -> Corrected | None:
    """What a message says about the change before; None: it says something else."""
    memory = ctx.scene.memory
    if words := amended(message, ctx):
        return Corrected(intents=words, used=_all_of(message))
    if (
        not memory.intents
        or memory.question is not None
        or len(message.plain) > _LONGEST
        or not message.clauses
    ):
        return None
    if any(clause.is_question and message.text.rstrip().endswith(("?", "？")) for clause in message.clauses):
        return None
    for whole in (taken_back, better, onward):
        if (told := whole(message, ctx)) is not None:
            return told
    parts = [part for clause in message.clauses for part in parts_of(clause, ctx)]
    for part in parts:
        if not part.plain.startswith(("not ", "不是")):
            part.line = _SAYS_NO.sub("", part.line).strip() if part.line != "NOT" else ""
    parts = [part for part in parts if part.line]
    for reading in _READINGS:
        if parts and (found := reading(parts, message, ctx)) is not None:
            return found
    return None


def _all_of(message: Message) -> frozenset[int]:
    return frozenset(range(len(message.clauses)))


def _narrowed(parts: Sequence[Part], message: Message, ctx: Context) -> Corrected | None:
    """The change before for fewer photos: "except the cake, that can stay in colour", "only the very last, …"."""
    last = ctx.scene.memory.intents[-1]
    head = parts[0]
    if last.act not in NARROWED or _has_value(head):
        return None
    excepted = _EXCEPTS.fullmatch(head.line) is not None
    only = not excepted and _ONLY.fullmatch(head.line) is not None
    back = not excepted and not only and len(parts) == 1 and _is_as_before(head)
    meant = _excluded(head) if excepted else _target(head)
    if not (excepted or only or back) or meant is None:
        if not (only_with_rest := _only_and_rest(head)):
            return None
        meant, only = only_with_rest, True
    if (excepted or back) and not _holds(last, meant, ctx):
        return None
    if only and len(parts) == 1 and last.photos is not None and not _holds(last, meant, ctx):
        return None
    photos = meant if only else _without(last, meant)
    extra = _besides(parts[1:], meant, message, ctx)
    if extra is None:
        return None
    return Corrected(Correction(photos=photos), used=_all_of(message), intents=tuple(extra))


def _target(part: Part) -> Selection | None:
    """The photos of a part; a number behind them is a value."""
    told: Sequence[Selection] = part.values.get("P", ())
    return told[0] if len(told) == 1 and "#" not in part.values else part.photos


def _has_value(part: Part) -> bool:
    return bool({"DUR", "PCT", "Q", "LOOK", "MOTION", "WAY", "COLOR", "TEXT", "MUSIC"} & part.values.keys())


def _excluded(part: Part) -> Selection | None:
    told: Sequence[Selection] = part.values.get("X", ())
    refs = tuple(ref for one in told for ref in one.exclude)
    return Selection(refs) if refs else part.photos


def _only_and_rest(part: Part) -> Selection | None:
    """The photos of "only the very last, number four back …", said in one breath."""
    found = re.match(r"(?:ONLY|just) (?:very )?(?:P|#)(?: |$)", part.line)
    if found is None or not _AS_BEFORE.search(part.plain) or part.photos is None:
        return None
    refs = part.photos.include
    return Selection(refs[:1]) if len(refs) > 1 else None


_RETURNS = re.compile(
    r"(?:make |put |set |and )*(?:P|#|N)"
    r"(?: (?:back|what|IT|BEFORE|like|as|how|to|go|fine|恢复|还原|原|来|原来|之前|样|normal|"
    r"改回|变回|换回|了))+(?: (?:NUM|N))?"
    r"|(?:take|get|leave|remove) IT (?:off|from|away) (?:from )?(?:P|#|N)(?: again)?"
    r"|(?:undo|revert|cancel)(?: that| this| IT)* (?:P|#|N)"
)
_SAYS_BACK = re.compile(
    r"\bback\b|\bbefore\b|\bwas\b|\b(?:undo|revert|cancel)\b|\b(?:off|from)\b|恢复|还原|原|之前|回"
)


def _is_as_before(part: Part) -> bool:
    """Whether a part only says that photos shall be as they were: "number four back to what it was"."""
    is_said = _RETURNS.fullmatch(part.line) is not None and _SAYS_BACK.search(part.plain) is not None
    return is_said and part.photos is not None


def _holds(last: Intent, meant: Selection, ctx: Context) -> bool:
    """Whether photos are among those that the change before was made to."""
    if last.photos is None or not is_specific(last.photos):
        return True
    changed, named = set(numbers_of(last.photos, ctx)), set(numbers_of(meant, ctx))
    return bool(named) and named <= changed and named != changed


def _without(last: Intent, meant: Selection) -> Selection:
    base = last.photos if last.photos is not None else EVERYTHING
    return Selection(base.include, tuple(dict.fromkeys((*base.exclude, *meant.include))))


def _besides(rest: Sequence[Part], meant: Selection, message: Message, ctx: Context) -> list[Intent] | None:
    """What is wished for the photos that are excepted; nothing: they stay. None: it could not be read."""
    from photoplay.agent.language.understand import read_clause, take_apart

    found: list[Intent] = []
    for part in rest:
        typed = message.text[part.tokens[0].start : part.tokens[-1].end]
        if part.is_reason or (not _has_value(part) and _AS_BEFORE.search(part.plain)):
            continue
        if (
            re.search(r"\b(?:stay|stays|remain|keep)\b|还是|保留|保持", part.plain)
            and "DUR" not in part.values
        ):
            continue
        about = _PRONOUN.sub("", typed)
        clauses = take_apart(f"{_named(meant)} {about}", ctx.scene).clauses if about != typed else ()
        told = [intent for clause in clauses for intent in read_clause(clause, ctx) if not intent.ask]
        if not told:
            return None
        found += told
    return found


def _named(meant: Selection) -> str:
    """Words for photos, to be read again."""
    ref = meant.include[0]
    if ref.kind == "number":
        return "the last photo" if ref.value == -1 else f"photo {ref.value}"
    return str(ref.value)


def _back(parts: Sequence[Part], message: Message, ctx: Context) -> Corrected | None:
    """Things as they were: "wait no put them back", "the old music was better"."""
    if any(_is_more(part) for part in parts) or any(clause.protects for clause in message.clauses):
        return None
    found = missed(message.plain, parts, ctx)
    if not found and not is_back(message.plain):
        return None
    found = found or undone(parts, message.plain, ctx)
    return Corrected(intents=found, used=_all_of(message)) if found else None


def _is_more(part: Part) -> bool:
    return bool({"DUR", "PCT", "Q", "NUM"} & part.values.keys())


_MEANT = re.compile(
    r"\b(?:meant|supposed|intended) (?:for|to be (?:on|for))\b|\b(?:it|that|this|those) (?:was|were) for\b|"
    r"\bbelongs? (?:on|to)\b|\bshould (?:be|go|have (?:been|gone)) on\b|"
    r"(?:写|放|弄|加|搞|改|删|标|贴)错(?:了)?(?:张|图|位置|地方)?(?:了)?[，, ]*(?:应该|其实)?(?:是|在|要)"
)


def _elsewhere(parts: Sequence[Part], message: Message, ctx: Context) -> Corrected | None:
    """The change before, meant for another photo: "it was for the last photo not this one"."""
    last = ctx.scene.memory.intents[-1]
    if _MEANT.search(message.plain) is None or last.photos is None:
        return None
    told = [part.photos for part in parts if part.photos is not None]
    if not told:
        told = _named_after(message, ctx)
    if len(told) != 1 or any(_has_value(part) and "Q" not in part.values for part in parts):
        return None
    return Corrected(Correction(photos=told[0]), used=_all_of(message))


def _named_after(message: Message, ctx: Context) -> list[Selection]:
    """Photos in words that were taken for words to be shown: 写错张了，是cake那张."""
    from photoplay.agent.language.understand import take_apart

    found = _MEANT.search(message.plain)
    rest = (
        message.text[found.end() :] if found is not None and len(message.text) == len(message.plain) else ""
    )
    clauses = take_apart(rest, ctx.scene).clauses if rest.strip() else ()
    return [
        photos for clause in clauses for part in parts_of(clause, ctx) if (photos := part.photos) is not None
    ]


_CONTRAST = re.compile(
    r"(?P<new>\d+(?:\.\d+)?) ?(?:s|sec|secs|seconds?|%|percent)?,? (?:and )?(?:not|instead of) (?P<old>\d+(?:\.\d+)?)\b"
    r"|\bnot (?P<old2>\d+(?:\.\d+)?) ?(?:s|sec|secs|seconds?|%)?[,;]? (?:but )?(?P<new2>\d+(?:\.\d+)?)"
    r"|(?P<old4>\d+(?:\.\d+)?) ?(?:s|sec|secs|seconds?|%)? (?:was|is) (?:too|a bit|way|much)[^,\d]*, *(?:\w+ ){0,2}"
    r"(?P<new4>\d+(?:\.\d+)?)"
    r"|不是 ?(?P<old3>\d+(?:\.\d+)?) ?秒?[，, ]*(?:而?是|应该是)? ?(?P<new3>\d+(?:\.\d+)?)"
)


def _other_number(parts: Sequence[Part], message: Message, ctx: Context) -> Corrected | None:
    """Another number for the one that was said: "sry 30 not 20"."""
    found = _CONTRAST.search(message.plain)
    if found is None or len(message.plain) > 40:
        return None
    old, new = (
        next(found[name] for name in names if found[name])
        for names in (("old", "old2", "old3", "old4"), ("new", "new2", "new3", "new4"))
    )
    for intent in reversed(ctx.scene.memory.intents):
        for name, value in intent.slots.items():
            if isinstance(value, int | float) and not isinstance(value, bool) and float(value) == float(old):
                return Corrected(Correction(slots={name: float(new)}), used=_all_of(message))
    return None


_TOO = re.compile(r"\b(?:slow|fast|long|short|quick|sluggish|abrupt)\b|慢|快|长|短|拖")


def _way_seconds(parts: Sequence[Part], message: Message, ctx: Context) -> Corrected | None:
    """The length of transitions that were just spoken of: "bit slow, make them half a second"."""
    last = ctx.scene.memory.intents[-1]
    lengths = [value for part in parts for value in part.values.get("DUR", ())]
    if not last.act.startswith("set_transition") or len(lengths) != 1 or not 0 < float(lengths[0]) <= 3:
        return None
    named = {"P", "N", "#", "X", "TEXT", "MUSIC", "LOGO", "CARD", "Q", "ALL", "LOOK", "MOTION"}
    if any(named & part.values.keys() for part in parts) or re.search(
        r"\b(?:video|photos?|pictures?|pics?|total|each)\b|视频|照片|每张|总|图", message.plain
    ):
        return None
    told = [part for part in parts if "DUR" not in part.values]
    if any(not _TOO.search(part.plain) for part in told):
        return None
    meant = Intent("set_transition_seconds", {"seconds": float(lengths[0])}, last.photos, words=message.text)
    return Corrected(intents=(meant,), used=_all_of(message))


def _other_place(parts: Sequence[Part], message: Message, ctx: Context) -> Corrected | None:
    """Another place for what was just moved, or another length: "no, second", "and cake 4"."""
    last, line = ctx.scene.memory.intents[-1], parts[0].line
    if len(parts) != 1:
        return None
    if last.act == "move_photos" and re.fullmatch(r"#(?: (?:place|spot|then|rather|吧|位))*", line):
        to = int(parts[0].first("#"))
        return Corrected(Correction(slots={"to": -1 if to == ctx.count else to}), used=_all_of(message))
    if last.act == "set_photo_seconds" and re.fullmatch(r"(?:and )?P (?:N|NUM)", line):
        number = parts[0].tokens[-1].value
        if not isinstance(number, int | float) or not 0 < number <= _LONGEST_S:
            return None
        photos: Selection = parts[0].first("P")
        meant = Intent("set_photo_seconds", {"seconds": float(number)}, photos, words=message.text)
        return Corrected(intents=(meant,), used=_all_of(message))
    return None


Reading = Callable[[Sequence[Part], Message, Context], Corrected | None]
_READINGS: tuple[Reading, ...] = (_narrowed, _elsewhere, _other_number, _other_place, _way_seconds, _back)
