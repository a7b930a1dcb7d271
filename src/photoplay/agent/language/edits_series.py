"""Photos with their lengths, one after the other: "first 2s, rest 4s", "1: 5, 2: 3", 除了最后一张8秒，其他5秒."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Brought, Context, Message
from photoplay.agent.language.selections import Finder
from photoplay.agent.language.tokens import Token

#: Longer than this is no photo's length where no unit is said.
_LONGEST_UNITLESS_S = 30.0

#: What may stand in a series besides photos and lengths: it says nothing that matters here.
_BESIDES = (
    "filler", "stay", "show", "change", "give", "duration", "each", "every", "and", "then", "but", "want", "except",
    "on", "with", "for", "keep", "only", "all", "photo", "one",
)  # fmt: skip

#: Words that a thing other than a length is done with.
_ELSE = (
    "move",
    "swap",
    "order",
    "add",
    "remove",
    "more",
    "less",
    "as",
    "not",
    "question",
    "text",
    "music",
    "volume",
)

_SEPARATORS = frozenset(":：=,，、;；.。-–—/|~()（）!！→\n")

#: The photos behind those that were named before: 前两张3秒，后面的4秒.
_BEHIND = frozenset(("后面", "后边", "之后", "往后", "后"))


_ALL = (Ref("all"),)


@dataclass(frozen=True, slots=True)
class _Part:
    """A photo or a length in a series."""

    refs: tuple[Ref, ...] = ()
    seconds: float | None = None
    has_unit: bool = False


def _parts(tokens: Sequence[Token], count: int) -> list[_Part] | None:
    """Photos and lengths in the order said; None: something else is said too."""
    finder = Finder(tokens, count)
    found: list[_Part] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "duration":
            if token.has("more", "less"):
                return None
            found.append(_Part(seconds=float(token.value), has_unit=True))
        elif token.kind == "ordinal" and token.value in (1, -1) and _is_duration(tokens, at + 1):
            found.append(_Part(refs=(Ref("number", token.value),)))
        elif _is_length(tokens, at, found):
            found.append(_Part(seconds=float(token.value)))
        elif (atom := finder.atom(at)) is not None and all(ref.kind != "it" for ref in atom.refs):
            if found and found[-1].refs == _ALL:
                found[-1] = _Part(refs=atom.refs)
            elif found and found[-1].refs:
                found[-1] = _Part(refs=(*found[-1].refs, *atom.refs))
            else:
                found.append(_Part(refs=atom.refs))
            at = max(atom.end, at + 1)
            continue
        elif token.plain in _BEHIND and found:
            found.append(_Part(refs=(Ref("others", "behind"),)))
        elif token.has("each", "every", "all") and not (found and found[-1].refs):
            if len(found) % 2 or _is_duration(tokens, at + 1) or not found:
                found.append(_Part(refs=_ALL))
        elif token.kind not in ("newline", "emoji") and not _is_besides(token):
            return None
        at += 1
    return found


def _is_duration(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == "duration"


def _is_length(tokens: Sequence[Token], at: int, found: Sequence[_Part]) -> bool:
    """Whether a bare number is a length: it follows a photo and no sign of a list of photos."""
    token = tokens[at]
    if token.kind != "number" or not found or not found[-1].refs:
        return False
    if not 0 < float(token.value) <= _LONGEST_UNITLESS_S or token.has("signed"):
        return False
    before = tokens[at - 1].plain
    if found[0].seconds is not None and at + 1 < len(tokens) and tokens[at + 1].plain in ("for", "on", "to"):
        return True
    return before not in (",", "，", "、", "and", "和", "-", "~", "到", "to")


def _is_besides(token: Token) -> bool:
    if token.kind == "punct":
        return token.plain in _SEPARATORS
    if token.kind != "word":
        return False
    if token.plain in ("=", "which", "that", "gets", "get", "is", "的", "那"):
        return True
    return token.has(*_BESIDES) and (token.has("filler") or not token.has(*_ELSE))


def _pairs(parts: Sequence[_Part]) -> list[tuple[tuple[Ref, ...], float]]:
    """Photos with their lengths; empty: they do not go in pairs."""
    if len(parts) < 4 or len(parts) % 2:
        return []
    found = []
    for first, second in zip(parts[::2], parts[1::2], strict=True):
        named, length = (first, second) if first.refs else (second, first)
        if not named.refs or length.seconds is None:
            return []
        found.append((named.refs, length.seconds))
    return found


def _selection(refs: tuple[Ref, ...], named: tuple[Ref, ...]) -> Selection:
    """Which photos: the others are those that the series does not name."""
    if any(ref.kind == "others" and ref.value == "behind" for ref in refs) and named:
        last = named[-1]
        end = last.value[1] if last.kind == "range" else last.value if last.kind == "number" else 0
        if end > 0:
            return Selection((Ref("range", (end + 1, -1)),))
    if any(ref.kind in ("others", "all", "photos") for ref in refs):
        return Selection((Ref("all"),), named)
    return Selection(refs)


def read(message: Message, ctx: Context) -> Brought | None:
    """Lengths of several photos, where the message is about nothing else; None: it is."""
    durations = sum(token.kind == "duration" for token in message.tokens)
    if not ctx.has_timeline or any(
        token.kind in ("quote", "price", "link", "ratio") for token in message.tokens
    ):
        return None
    parts = _parts([token for token in message.tokens if token.kind != "emoji"], ctx.count)
    pairs = _pairs(parts) if parts else []
    if len(pairs) < 2 or (not durations and len(pairs) < 3 and not _speaks_of_time(message)):
        return None
    every = ("others", "all", "photos")
    named = tuple(ref for refs, _ in pairs for ref in refs if ref.kind not in every)
    if not named:
        return None
    made = [
        Intent(
            "set_photo_seconds",
            {"seconds": seconds},
            _selection(refs, named),
            words=message.text.strip()[:200],
        )
        for refs, seconds in pairs
    ]
    return Brought(tuple(made), frozenset(range(len(message.clauses))))


def _speaks_of_time(message: Message) -> bool:
    return any(token.has("duration", "stay", "unit") for token in message.tokens)
