"""What a clause holds, in short: "can the fishing one be first, he loves that" is ``P #`` and ``he loves IT``.

Photos, places, values and things become signs; little words go; all other words stay as they are. ``signatures``
reads these lines where no rule found a verb that it knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from photoplay.agent.language.meaning import Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Mention
from photoplay.agent.language.tokens import Token
from photoplay.agent.names import stem_of, words_of

#: Kinds of tokens and the signs for them.
_KINDS: Mapping[str, str] = {
    "quote": "Q", "said": "Q", "duration": "DUR", "percent": "PCT", "ratio": "SHAPE", "ordinal": "#", "number": "NUM",
    "factor": "TIMES",
}  # fmt: skip
#: Concepts and the signs for them; of several the first counts.
_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("TEXT", ("title", "subtitle", "caption", "lower-third", "badge", "text")),
    ("LOGO", ("logo",)),
    ("CARD", ("end-card",)),
    ("LEAD", ("lead",)),
    ("MUSIC", ("music",)),
    ("TRANS", ("transition",)),
    ("FADEOUT", ("fade-out",)),
    ("COLOR", ("color",)),
    ("LOOK", ("look",)),
    ("MOTION", ("motion", "pan")),
    ("MOOD", ("mood",)),
    ("FONT", ("font",)),
    ("POS", ("position",)),
    ("WAY", ("way",)),
    ("OVER", ("turn:over",)),
    ("ASKEW", ("askew",)),
    ("START", ("first-place", "opens-with", "start", "cover")),
    ("END", ("last-place", "closes-with", "end", "finale")),
    ("BEFORE", ("before",)),
    ("AFTER", ("after",)),
    ("OTHER", ("other",)),
    ("ALL", ("all", "every")),
    ("NOT", ("not",)),
    ("ONLY", ("only",)),
)
#: Words that begin a reason or what somebody thinks of it: nothing to be done.
_REASONS = frozenset(
    ("because", "since", "cause", "cuz", "coz", "cos", "as", "so that", "因为", "毕竟", "反正", "这样")
)
_SPEAKERS = frozenset(
    ("it's", "its", "he's", "she's", "they're", "he", "she", "they", "that's", "thats", "everyone")
)
_STOPS = frozenset(",，;；、.。!！~～()（）")


@dataclass(slots=True)
class Part:
    """A part of a clause between commas.

    Attributes:
        line: Its signs and words, with single spaces.
        plain: As typed, folded, without signs: what forms of verbs are looked for in.
        values: Sign -> what stands for it, in order.
        tokens: Its own.
        is_reason: It only tells why.
    """

    line: str = ""
    plain: str = ""
    values: dict[str, list[Any]] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    is_reason: bool = False

    @property
    def photos(self) -> Selection | None:
        """All photos named in it, as one selection."""
        told = [*self.values.get("P", ()), *self.values.get("N", ()), *self._counted()]
        refs = tuple(dict.fromkeys(ref for one in told for ref in one.include))
        return Selection(refs) if refs else None

    def _counted(self) -> list[Selection]:
        return [Selection((Ref("number", number),)) for number in self.values.get("#", ())]

    def first(self, sign: str) -> Any:
        found = self.values.get(sign, ())
        return found[0] if found else None


def parts_of(clause: Clause, ctx: Context) -> list[Part]:
    """The parts of a clause between commas, and before what begins a reason."""
    found: list[Part] = []
    part = Part()
    words: list[str] = []
    reason = False
    for sign, value, tokens in _signed(clause, ctx):
        head = tokens[0]
        breaks = head.kind in ("newline", "emoji") or (head.kind == "punct" and head.plain in _STOPS)
        tells = _begins_reason(head, words)
        if (breaks or tells) and part.tokens:
            found.append(_closed(part, words, reason))
            part, words = Part(), []
        reason = tells or (reason and not breaks)
        if breaks or head.kind == "punct":
            continue
        part.tokens += tokens
        if sign and not (words and words[-1] == sign == "P" and part.values["P"][-1] == value):
            part.values.setdefault(sign, []).append(value)
            words.append(sign)
        elif not sign and not head.has("filler"):
            words.append(head.plain)
    if part.tokens:
        found.append(_closed(part, words, reason))
    return found


def _begins_reason(token: Token, words: Sequence[str]) -> bool:
    """Whether it is told from here on why: "… because my mom hates it", "no mochi in there its sold out"."""
    if token.plain in _REASONS:
        return True
    return token.plain in _SPEAKERS and any(word.isupper() or word == "#" for word in words)


def _closed(part: Part, words: Sequence[str], reason: bool) -> Part:
    part.line = " ".join(words)
    part.plain = " ".join(token.plain for token in part.tokens)
    part.is_reason = reason
    return part


def _signed(clause: Clause, ctx: Context) -> Iterator[tuple[str, Any, list[Token]]]:
    """The clause's tokens in order, each with its sign and value; mentions of photos as one."""
    mentions = {one.first: one for one in sorted(clause.mentions, key=lambda one: one.last)}
    names = _names_of(tuple(record.name for record in ctx.scene.shots))
    at, tokens = 0, clause.tokens
    while at < len(tokens):
        mention = mentions.get(at)
        if tokens[at].carried:
            at += 1
        elif mention is not None and (sign := _sign_of(mention, tokens)):
            yield sign, _value_of(mention, sign), list(tokens[at : mention.last + 1])
            at = mention.last + 1
        elif (run := _run_of_names(tokens, at, names)) is not None:
            yield "P", Selection((Ref("file", run[0]),)), list(tokens[at : run[1]])
            at = run[1]
        else:
            yield *_sign(tokens[at]), [tokens[at]]
            at += 1


def _sign_of(mention: Mention, tokens: Sequence[Token]) -> str:
    """Sign of photos that are spoken of; a lone "first" may be a place as well."""
    if mention.selection.exclude:
        return "X"
    kinds = {ref.kind for ref in mention.selection.include}
    if kinds == {"it"}:
        return "IT"
    if mention.first == mention.last and tokens[mention.first].kind == "ordinal":
        return "#"
    if (
        mention.first == mention.last
        and mention.selection.include[0] == Ref("number", 1)
        and tokens[mention.first].has("start", "cover")
    ):
        return "START"
    if mention.weak and kinds == {"number"}:
        return "N"
    return (
        "P"
        if kinds <= {"number", "range", "file", "words", "half", "every", "beside", "photos", "clips"}
        else "ALL"
    )


def _value_of(mention: Mention, sign: str) -> Any:
    if sign == "#":
        return mention.selection.include[0].value
    return mention.selection


def _sign(token: Token) -> tuple[str, Any]:
    if token.kind in _KINDS:
        return _KINDS[token.kind], token.value
    if token.kind != "word":
        return "", None
    for sign, concepts in _SIGNS:
        if token.has(*concepts):
            return sign, _worth(token, concepts)
    return "", None


def _worth(token: Token, concepts: Sequence[str]) -> str:
    """The value of "look:bw"; of a thing its name."""
    for concept in sorted(token.concepts):
        family, colon, value = concept.partition(":")
        if family in concepts:
            return value if colon else family
    return token.plain


@lru_cache(maxsize=32)
def _names_of(names: tuple[str, ...]) -> Mapping[str, frozenset[str]]:
    """Word of a file's name -> the files whose names hold it; not those that all of them hold."""
    found: dict[str, set[str]] = {}
    for name in names:
        for word in words_of(stem_of(name)):
            if len(word) > (2 if word.isascii() else 0) and not word.isdigit():
                found.setdefault(word, set()).add(name)
    return {word: frozenset(held) for word, held in found.items() if len(held) < max(2, len(names))}


def _run_of_names(
    tokens: Sequence[Token], at: int, names: Mapping[str, frozenset[str]]
) -> tuple[str, int] | None:
    """The one file that words in a row name a part of, and where they end: "blue mug", "the green"."""
    left: frozenset[str] | None = None
    end = at
    while end < len(tokens) and tokens[end].kind in ("word", "file") and tokens[end].plain in names:
        held = names[tokens[end].plain]
        both = held if left is None else left & held
        if not both:
            break
        left, end = both, end + 1
    if left is None or len(left) != 1:
        return None
    while end < len(tokens) and tokens[end].has("photo", "one") and not tokens[end].has("filler"):
        end += 1
    return next(iter(left)), end
