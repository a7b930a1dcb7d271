"""Where a spoken sentence runs on into the next command without any sign."""

from __future__ import annotations

from photoplay.agent.language.content import (
    THINGS,
    families,
    is_content,
    is_predicate,
)
from photoplay.agent.language.joins import Joins
from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.stance import protects
from photoplay.agent.language.text import is_han

#: Verbs that begin a command in the middle of a spoken sentence without a comma.
_RUN_ON = frozenset(
    words(
        "make, add, put, remove, delete, set, turn, change, give, keep, move, swap, write, insert, "
        "replace, take, get, export, undo, create, show, use, mute, rotate, crop, trim, speed, slow, "
        "switch, render, rename, duplicate, reverse, shuffle, start, increase, decrease, brighten, darken, "
        "drop, animate, apply, include, lower, raise, zoom, pan, flip, mirror, redo, download, cut, fade, "
        "shorten, stick, lengthen, extend, tint, blur, title, caption",
    )
)  # fmt: skip

#: Those that are no nouns: "an" before them is a slip for "and".
_VERBS_ONLY = frozenset(
    words(
        "make, add, put, remove, delete, set, change, give, keep, move, swap, write, take, get, use, mute, rotate"
    )
)

#: Before a verb these make it part of what stands before ("to make", "don't add", "I use", "the cut").
_BINDERS = frozenset(
    words(
        "to, not, don't, dont, i, we, you, he, she, they, that, which, who, never, a, an, the, my, your, "
        "our, this, no, without, each, every, want, can, could, would, should, will, let's, lets, please, "
        "and, or, by, for, of, with, in, on, at, from, into, some, any, more, less, very, them, how, when, "
        "where, what, if, as, than, too, so, very, is, are, was, were, be, it's, its, feels, feel, looks, "
        "look, bit, way, "
        "really, pretty, quite, seems, goes, much, up, sort of, kind of, kinda, stay, stays, move, moves, "
        "runs, plays",
    )
)  # fmt: skip

_CAUSATIVES = frozenset(
    words(
        "make, made, making, have, having, let, get, want, need, like, help, watch, see, would like, "
        "i want, i'd like",
    )
)  # fmt: skip


#: Polite beginnings of a wish.
_ASKINGS = frozenset(("can you", "could you", "would you", "can u", "could u", "can we", "could we"))


class RunOn(Joins):
    """Finds commands that begin in mid-sentence."""

    def runs_on(self, left: int, at: int) -> bool:
        """Whether a new command begins at ``at`` without any sign."""
        token = self.tokens[at]
        if at <= left or token.kind not in ("word", "ordinal", "file"):
            return False
        if token.kind in ("word", "ordinal") and is_han(token.plain[0]):
            return self._runs_on_han(left, at)
        if token.plain in _ASKINGS and self._asks_behind(left, at):
            return True
        if self._names_next(left, at):
            return True
        if not self.is_verb(at) or token.plain.split(" ")[0] not in _RUN_ON:
            return False
        before = self.tokens[at - 1]
        if is_han(before.plain[-1:] or " ") and not self.actions.isdisjoint(before.concepts):
            return False
        mistyped = before.plain == "an" and token.plain.split(" ")[0] in _VERBS_ONLY
        if (
            (before.plain.split(" ")[-1] in _BINDERS and not mistyped)
            or before.has("not")
            or before.kind in ("ordinal",)
        ):
            return False
        if before.plain == "just" and protects(self.tokens[left : at - 1]):
            return True
        if not self.has_verb(left, at) or not self._is_complete(left, at):
            return False
        return not any(self.tokens[place].has("question") for place in range(left, at))

    def _asks_behind(self, left: int, at: int) -> bool:
        """Whether a polite wish follows what was only told: "it comes out dark | can you lift it"."""
        before = self.tokens[at - 1]
        if before.has("question", "if", "and", "or", "but", "then") or before.kind == "punct":
            return False
        asked = any(self.tokens[place].has("question") for place in range(left, at))
        return (
            not asked
            and at - left > 2
            and self.has_content(left, at)
            and self.has_content(at + 1, self.end_of(at))
        )

    def _runs_on_han(self, left: int, at: int) -> bool:
        token = self.tokens[at]
        before = self.tokens[at - 1]
        if (
            token.plain in ("把", "再把", "先把", "将")
            and self.has_predicate(left, at)
            and not (before.has("not") and not self.has_head(left, at))
        ):
            return True
        if before.plain in (
            "的",
            "把",
            "将",
            "给",
            "和",
            "跟",
            "到",
            "从",
            "在",
            "用",
            "被",
            "让",
            "第",
        ) or before.kind in ("punct", "newline"):
            return False
        finished = (
            before.has("write") and at - 2 >= left and self.tokens[at - 2].plain in ("要", "也要", "也", "都")
        )
        if (
            before.has("into", "not", "question", "with", "write")
            and not before.has("amount")
            and not finished
        ):
            return False
        if self._is_next_photo(left, at) or self._refuses_too(left, at):
            return True
        is_topic = token.has(
            "title", "music", "transition", "volume", "subtitle", "all", "every", "other"
        ) and not token.has("end", "filler")
        if not is_topic or not self.has_verb(left, at):
            return False
        return (
            self._is_complete(left, at)
            and self.has_predicate(at, self.end_of(at))
            and self._has_object(left, at)
        )

    def _names_next(self, left: int, at: int) -> bool:
        """Whether another photo is told of without a sign: "photo 1 longer | photo 2 shorter"."""
        token, before = self.tokens[at], self.tokens[at - 1]
        if not (token.has("photo") and self.kind_at(at + 1) == "number") or before.kind == "punct":
            return False
        if before.plain.split(" ")[-1] in _BINDERS | _RUN_ON or before.has(
            "photo", "except", "before", "after", "from"
        ):
            return False
        head = self.start_of(left)
        named = self.tokens[head].has("photo") and self.kind_at(head + 1) == "number"
        return named and self.says_something(head + 2, at) and self.says_something(at + 2, self.end_of(at))

    def _is_next_photo(self, left: int, at: int) -> bool:
        """Whether another photo begins a command of its own: 前面两张快一点|后面三张慢一点."""
        token, before = self.tokens[at], self.tokens[at - 1]
        follows = self.tokens[at + 1] if at + 1 < len(self.tokens) else token
        sided = token.plain in ("前", "后", "前面", "后面", "最后", "头") and (
            follows.kind in ("number", "factor") or follows.plain in ("一半", "半")
        )
        if not (sided or (token.kind == "ordinal" and token.plain.startswith(("第", "倒数")))):
            return False
        if before.has(
            "and",
            "or",
            "as",
            "from",
            "until",
            "before",
            "after",
            "swap",
            "between",
            "except",
            "only",
            "replace",
        ):
            return False
        if any(self.tokens[place].has("swap", "replace", "except", "between") for place in range(left, at)):
            return False
        named = any(
            self.tokens[place].kind == "ordinal" or self.tokens[place].has("photo")
            for place in range(left, at)
        )
        return named and self.says_something(left, at) and self.says_something(at, self.end_of(at))

    def _refuses_too(self, left: int, at: int) -> bool:
        """Whether another thing is refused: 不用加字|也不要换转场."""
        if self.tokens[at].plain != "也" or at + 2 >= len(self.tokens) or not self.tokens[at + 1].has("not"):
            return False
        refused = any(self.tokens[place].has("not") for place in range(left, at - 1))
        return refused and self.says_something(left, at) and is_content(self.tokens[at + 2])

    def _has_object(self, left: int, at: int) -> bool:
        """Whether the command before has its object already: its verb is not the last thing said."""
        last = at - 1
        while last > left and self.tokens[last].has("filler") and not self.tokens[last].has("amount"):
            last -= 1
        return self.actions.isdisjoint(self.tokens[last].concepts) or self.tokens[last].plain.endswith(
            ("掉", "了")
        )

    def _is_complete(self, left: int, at: int) -> bool:
        """Whether what was said so far says what is to be, not only of what ("make the photos …")."""
        said = [token for token in self.tokens[left:at] if is_content(token)]
        if not said:
            return False
        first = next((token for token in said if not self.actions.isdisjoint(token.concepts)), said[0])
        if first.plain.split(" ")[0] in _CAUSATIVES:
            return any(is_predicate(token) for token in said[said.index(first) + 1 :])
        return (
            len(said) > 1
            and any(
                is_predicate(token)
                or bool(families(token) & THINGS)
                or token.kind != "word"
                or not token.concepts
                for token in said[said.index(first) + 1 :]
            )
        ) or (is_han(first.plain[0]) and len(said) > 1)
