"""Where commands begin: after signs, after "and" between commands, and where a spoken sentence runs on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from photoplay.agent.language.content import (
    EMPTY,
    MODIFIERS,
    THINGS,
    WEAK,
    families,
    is_content,
    is_predicate,
    leaves,
    switched_off,
)
from photoplay.agent.language.freetext import FreeText
from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.run_on import RunOn
from photoplay.agent.language.stance import protects
from photoplay.agent.language.stretches import AND, COMMAS, LONGEST_CLAUSE
from photoplay.agent.language.text import is_han

_THEN = ("then", "but")

#: Chinese words that begin a command wherever they stand.
_HAN_STARTS = frozenset(
    words(
        "",
        "把 将 给 再把 请把 帮我 请 先把 再 也把",
    )
)  # fmt: skip

#: After a reason the wish begins: 爷爷看得慢，所以除了最后一张….
_THEREFORE = frozenset(words("", "所以 因此 于是"))

#: Families that are a command by themselves: "…, square", "… and hard cuts".
_SELF_SUFFICIENT = ("transition", "aspect", "look", "mood")


_MODALS = frozenset(
    words("should, would, could, can, must, needs to, need to, might, may, will, shall, is, are")
)

#: Behind an order word these say where photos begin: 第三张开始往后，统统….
_ONWARD = frozenset(("往后", "之后", "以后", "起"))
#: Most words of a wish that has neither verb nor noun.
_TERSE = 5
#: A longer time is the whole video's, not a transition's.
_LONG_S = 5.0
#: What the whole video has and no single thing.
_OF_ALL = frozenset(("duration", "aspect", "fps"))
_PLACES = frozenset(("first-place", "last-place"))


@dataclass(frozen=True, slots=True)
class Cut:
    """One boundary: the clause after it begins at this token."""

    at: int
    joined: str


class Splitter(RunOn):
    """Finds where commands begin."""

    def opens(self, left: int, at: int, *, comma: bool) -> bool:
        """Whether what begins at ``at`` is a command of its own, after the one that began at ``left``."""
        first, end = self.start_of(at), self.end_of(at)
        if first >= end or not self.has_content(left, at):
            return False
        token = self.tokens[first]
        head = self.tokens[at].plain
        if head in _THEREFORE and self.says_something(left, at):
            return True
        if comma and head == "so" and self.has_content(left, at) and self.has_predicate(first, end):
            return True
        if comma and (self._begins_there(left, at - 1) or self.counts_from(left, first, end)):
            return False
        if comma and self.has_predicate(first, end) and self.places_another(self.start_of(left), at - 1):
            return True
        if not comma and self.is_shown_too(left, first, end):
            return False
        if comma and (self.is_reason(at, end, left) or self.speaks_of_exception(left, first)):
            return True
        if (
            any(
                self.tokens[place].has("except", "before", "after")
                for place in range(first, min(first + 2, end))
            )
            and not is_han(token.plain[0])
            and not self.is_verb(first)
        ):
            return False
        if comma and token.has("except") and not self.has_verb(first, end):
            return False
        if token.has("write") and self._elaborates(left, at):
            return False
        if token.has("put", "move") and self._only_places(first, end) and self.has_verb(left, at):
            return False
        if not comma and (self._is_between(left, at) or self._only_names(left, at - 1)):
            return False
        if not comma and is_han(token.plain[:1] or " ") and self._names_one(first, end):
            return False
        if self._only_modifies(first, end):
            return False
        if protects(self.tokens[first:end]):
            return True
        if comma and self.has_predicate(first, end) and protects(self.tokens[self.start_of(left) : at - 1]):
            return True  # 别动标题，其他文字都改黄色
        if token.has("not") and self.has_content(first + 1, end):
            return True
        if self.is_verb(first) and not (token.has("ordinal")):
            return True
        if token.plain in _HAN_STARTS or self.repairs(at) or self._orders(first, end):
            return True
        if self.places_another(first, end) and (comma or self._has_place(left, at)):
            return True
        if leaves(self.tokens[first:end]) or switched_off(self.tokens[first:end]):
            return True
        if not self.has_predicate(first, end):
            return False
        if is_han(token.plain[:1] or " ") and comma:
            return self.says_something(first, end) and (
                self.has_predicate(left, at) or self.has_head(left, at)
            )
        if comma and (self._lists_numbers(left, first) or self._is_terse(left, at, first, end)):
            return True
        if self._contrasts(left, at, first, end):
            return True
        if not (self.has_head(left, at) or self.has_verb(left, at)):
            return False
        if any(self.tokens[place].has(*_SELF_SUFFICIENT) for place in range(first, end)):
            return self.says_something(left, at)
        return self.has_head(first, end) and self.says_something(left, at)

    def _lists_numbers(self, left: int, first: int) -> bool:
        """Whether photos are told by bare numbers, each with what it is to be: "1 in bw, 2 in sepia"."""
        head = self.start_of(left)
        return self.kind_at(first) == self.kind_at(head) == "number" and self.says_something(head, first)

    def _is_terse(self, left: int, at: int, first: int, end: int) -> bool:
        """Whether two short wishes stand side by side that are about different things: "slower, quieter too"."""
        if at - left > _TERSE or end - first > _TERSE:
            return False
        before, after = self._wishes(left, at), self._wishes(first, end)
        if not before <= _OF_ALL and self.has_head(first, end) and not self.has_head(left, at):
            return False  # "big, bright title"
        return bool(before and after) and before.isdisjoint(after)

    def _lists_wishes(self, left: int, at: int) -> bool:
        """Whether 、 or "/" parts two wishes about different things: 方形、轻快音乐、总长12秒."""
        first, end = self.start_of(at + 1), self.end_of(at + 1)
        while first < end and any(self.tokens[place].plain in ("、", "/") for place in range(first, end)):
            end -= 1
        before, after = self._wishes(left, at), self._wishes(first, end)
        right = self.tokens[first:end]
        if (
            right
            and right[0].has("title", "subtitle", "text")
            and any(token.kind == "quote" for token in right)
        ):
            after = after | {"text"}
        said = self.says_something(left, at) and self.says_something(first, end)
        if any(token.has("caption", "subtitle", "write") for token in self.tokens[:at]):
            return False  # "captions: Arrival / Old town"
        return said and bool(before and after) and before.isdisjoint(after)

    def _wishes(self, first: int, end: int) -> set[str]:
        """Families of the words of a stretch that say what is to be."""
        said = self.tokens[first:end]
        measured = {
            token.kind
            for token in said
            if token.kind in ("ratio", "fps", "size")
            or (token.kind == "duration" and float(token.value) > _LONG_S)
        }
        meant = {
            one for token in said if token.kind == "word" and is_predicate(token) for one in families(token)
        }
        measured = {"aspect" if one in ("ratio", "size") else one for one in measured}
        meant |= {"aspect"} if "platform" in meant else set()
        return measured | (meant - EMPTY - MODIFIERS - WEAK - THINGS - _PLACES)

    def _is_between(self, left: int, at: int) -> bool:
        """Whether the "and" before ``at`` belongs to "between … and …"."""
        begun = any(self.tokens[place].has("between") for place in range(left, at))
        behind = [token.plain for token in self.tokens[at : min(at + 4, self.end_of(at))]]
        if len(behind) > 1 and self.kind_at(at) == "ordinal" and {"中间", "之间", "当中"} & set(behind[1:]):
            return True
        return begun and not any(self.tokens[place].plain in AND for place in range(left, at - 1))

    def _orders(self, first: int, end: int) -> bool:
        """Whether a word that says what is to be stands right before its object: "hold 3 still", "mirror the last"."""
        token = self.tokens[first]
        if (
            first + 1 >= end
            or is_han(token.plain[:1] or " ")
            or not is_predicate(token)
            or token.kind != "word"
            or token.has("color", "position")
        ):
            return False
        follows = self.tokens[first + 1]
        return (
            follows.kind in ("number", "ordinal")
            or follows.has("it")
            or follows.plain in ("the", "photo", "my", "all", "both", "number")
        )

    def _only_places(self, first: int, end: int) -> bool:
        """Whether a verb of placing has a place and no object: "(add it back,) 放结尾"."""
        rest = [token for token in self.tokens[first + 1 : end] if is_content(token)]
        return bool(rest) and all(
            token.kind == "word"
            and token.has("first-place", "last-place", "position", "start", "end", "middle", "corner")
            for token in rest
        )

    def _contrasts(self, left: int, at: int, first: int, end: int) -> bool:
        """Whether both sides say the same kind of thing of photos: "zoom in on 1 and 3, and out on the others"."""
        if not self.has_head(first, end):
            return False
        kinds = ("motion", "look")
        before = {kind for token in self.tokens[left:at] for kind in kinds if token.has(kind)}
        after = {kind for token in self.tokens[first:end] for kind in kinds if token.has(kind)}
        numbered = any(self.kind_at(place) in ("number", "ordinal") for place in range(left, at))
        return numbered and bool(before & after)

    def _has_place(self, left: int, at: int) -> bool:
        """Whether a photo was given its place already."""
        if at >= 2 and self.kind_at(at - 2) == "ordinal" and self.tokens[at - 2].value in (1, -1):
            return at - 3 >= left and (
                bool(self.tokens[at - 3].files) or self.tokens[at - 3].has("photo", "one")
            )
        return any(self.tokens[place].has("first-place", "last-place") for place in range(left, at))

    def _elaborates(self, left: int, at: int) -> bool:
        """Whether "…, 写“hello”" goes on with the text or card that was just asked for."""
        said = self.tokens[left:at]
        named = any(
            token.has("title", "subtitle", "caption", "text", "end-card", "badge", "lower-third")
            for token in said
        )
        return named and not any(token.kind == "quote" or token.has("write") for token in said)

    def _only_modifies(self, first: int, end: int) -> bool:
        """Whether a stretch only says where, in which colour, how much: ", in red at the top"."""
        said = [token for token in self.tokens[first:end] if is_content(token)]
        return bool(said) and all(
            token.kind == "word" and token.concepts and families(token) <= MODIFIERS | EMPTY | {"text"}
            for token in said
        )

    def cuts(self) -> Iterator[Cut]:
        """All boundaries, in order."""
        left, at, tokens = 0, 0, self.tokens
        is_excluding = False
        free = FreeText(tokens, self)
        while at < len(tokens):
            token = tokens[at]
            if at == left and (count := self.repairs(at)) and left > 0:
                at += count
                continue
            if at == left:
                head = tokens[self.start_of(at)] if self.start_of(at) < len(tokens) else token
                is_excluding = head.has("except") and is_han(head.plain[0])
            joined, onward = "", at + 1
            if self.is_hard(at) or self.ends_heading(left, at):
                joined = "stop"
            elif (
                token.plain in ("、", "/")
                and at > left
                and not any(one.has("caption", "subtitle", "write") for one in tokens[:at])
                and (
                    self._is_terse(left, at, self.start_of(onward), self.end_of(onward))
                    or self._lists_wishes(left, at)
                )
            ):
                joined = "comma"
            elif token.plain in COMMAS or token.kind == "emoji":
                opens = not free.holds_comma(at) and self.opens(left, onward, comma=True)
                joined = "comma" if opens and not is_excluding else ""
                is_excluding = False
            elif at > left and (token.has(*_THEN) and self._connects(at)):
                joined, onward = ("but" if token.has("but") else "then"), at
                joined = (
                    joined
                    if self.has_content(left, at) and self.has_content(at + 1, self.end_of(at + 1))
                    else ""
                )
            elif token.plain in AND and at > left:
                parted = token.plain in ("+", "plus") or self.tokens[at - 1].plain in COMMAS
                joined = "and" if self.opens(left, onward, comma=parted) else ""
            elif at > left and self.repairs(at) and self.has_content(left, at) and self.takes_back(at):
                joined, onward = "repair", at
            elif at > left and not free.holds(at):
                if self.is_gap(at) and self.opens(left, at, comma=True):
                    joined, onward = "comma", at
                elif self.goes_over(left, at) or (
                    self.runs_on(left, at) and not self._begins_there(left, at)
                ):
                    joined, onward = "run-on", at
            if not joined and at - left >= LONGEST_CLAUSE:
                joined, onward = "stop", at + 1
            if joined:
                yield Cut(onward, joined)
                # A cut before this token: it is looked at no more, else it would be cut before again.
                at = onward if onward > at else at + max(1, self.repairs(at))
                left, is_excluding = onward, False
                continue
            at += 1

    def _only_names(self, left: int, at: int) -> bool:
        """Whether all that was said is one photo, so that "and" leads to another: 头一张和末一张复古."""
        said = [token for token in self.tokens[left:at] if token.kind != "punct"]
        return bool(said) and all(
            token.kind in ("ordinal", "number")
            or token.has("photo", "head", "all", "except", "cover", "finale")
            or token.plain in ("头", "末", "the")
            for token in said
        )

    def _names_one(self, first: int, end: int) -> bool:
        """Whether a stretch is one photo and nothing else: (头一张和)最后一张."""
        return self.tokens[end - 1].has("photo", "one") and all(
            token.kind in ("ordinal", "number")
            or token.has("photo", "one", "head", "last-place", "first-place")
            for token in self.tokens[first:end]
        )

    def _is_last(self, at: int) -> bool:
        return at >= 0 and self.tokens[at].kind == "ordinal" and self.tokens[at].value == -1

    def _begins_there(self, left: int, at: int) -> bool:
        """Whether all that was said is where the photos begin: "starting with the second, every other one …"."""
        said = self.tokens[left:at]
        if said and said[-1].plain in _ONWARD:
            rest = [
                token
                for token in said
                if not (token.kind == "ordinal" or token.has("photo", "start", "filler"))
            ]
            return said[0].kind == "ordinal" and rest == said[-1:]
        start = next((token for token in said if not token.has("filler") or token.has("from")), None)
        if (
            start is None
            or not start.has("from")
            or start.plain == "from"
            or any(token.has("not") for token in said)
        ):
            return False
        return all(
            token.kind in ("ordinal", "number", "file", "punct")
            or token.has("filler", "photo", "one", "from", "opens-with", "this")
            for token in said
        )

    def _connects(self, at: int) -> bool:
        """Whether 而, "while" … joins commands here."""
        if self.tokens[at].has("except"):
            return False
        if self.tokens[at].plain == "also" and at and self.tokens[at - 1].plain in _MODALS:
            return False  # "that one should also be first"
        if self.tokens[at].plain == "after that" and at and self.tokens[at - 1].has("one", "photo"):
            return False  # "the one after that"
        if (
            self.tokens[at].plain == "but"
            and self.kind_at(at + 1) in ("word", "number")
            and (
                self.tokens[at + 1].plain in ("one", "two")
                and any(self._is_last(place) for place in (at - 1, at - 2))
            )
        ):
            return False  # "the last photo but one"
        return self.tokens[at].plain not in ("而", "just", "only that", "next") or self.has_predicate(
            at + 1, self.end_of(at + 1)
        )
