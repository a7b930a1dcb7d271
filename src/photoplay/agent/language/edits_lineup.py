"""Photos told one after the other: "first the dog, then the city, then the beach", 先外婆，再蛋糕，然后狗狗."""

from __future__ import annotations

from photoplay.agent.language.edits_shown import numbers_of
from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.rules import Brought, Context, Message
from photoplay.agent.language.selections import Finder
from photoplay.agent.language.tokens import Token

#: Words that tell an order by themselves.
_NEXT = frozenset(
    words(
        "then, next, afterwards, followed by, after that, and then, finally, lastly, last of all",
        "先 再 然后 接着 随后 最后 接下来 之后 其次 先放 再放 然后放 接着放 最后放 再来 再是 然后是 接着是 最后是",
    )
)
_FIRST = frozenset(
    words("first, firstly, first of all, first comes, start with, begin with, to begin with", "先 首先 先放")
)

#: What may stand in such a list besides photos.
_BESIDES = frozenset(
    words(
        "goes, go, comes, come, is, the, a, one, show, in, that, order, put, have, want, i, we, it, and, with, of, all",
        "的 那张 这张 放 是 来 照片 图 张 排 按 顺序 这个 那",
    )
)


def read(message: Message, ctx: Context) -> Brought | None:
    """The order of all photos, where the message tells it one by one and says nothing else; None: it does not."""
    if not ctx.has_timeline or len(message.tokens) > 60:
        return None
    tokens = [token for token in message.tokens if token.kind not in ("emoji", "newline")]
    if (
        not any(token.plain in _FIRST for token in tokens)
        and sum(token.plain in _NEXT for token in tokens) < 2
    ):
        return None
    order = _told(tokens, ctx)
    if order is None or len(order) < 2 or len(set(order)) != len(order):
        return None
    made = Intent("order_photos", {"by": order}, words=message.text.strip()[:200])
    return Brought((made,), frozenset(range(len(message.clauses))))


def _told(tokens: list[Token], ctx: Context) -> list[int] | None:
    """Photo numbers in the order said; None: something else is said too."""
    finder = Finder(tokens, ctx.count)
    order: list[int] = []
    at, steps = 0, 0
    while at < len(tokens):
        token = tokens[at]
        if token.plain in _FIRST or token.plain in _NEXT or token.has("first-place", "opens-with"):
            steps += 1
            at += 1
            continue
        atom = finder.atom(at)
        if atom is not None and all(ref.kind == "others" for ref in atom.refs):
            at = atom.end
            if at < len(tokens) and not all(one.kind == "punct" or one.has("filler") for one in tokens[at:]):
                return None
            continue
        if atom is not None and all(ref.kind in ("number", "file", "words") for ref in atom.refs):
            numbers = numbers_of(Selection(atom.refs), ctx)
            if len(numbers) != len(atom.refs) or not all(0 < one <= ctx.count for one in numbers):
                return None
            order += numbers
            at = max(atom.end, at + 1)
            continue
        if not (
            token.kind == "punct" or token.plain in _BESIDES or token.has("filler", "and", "order", "photo")
        ):
            return None
        at += 1
    return order if steps and order else None
