"""How photos are named: what all ways of naming them look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photoplay.agent.language.meaning import Ref
from photoplay.agent.language.tokens import Token

#: Nouns that photos go by; the second group only after "the … ", "that …".
NOUNS = ("photo", "one", "clip")

#: Nouns of other things: an order word or "all" before one of these counts no photos.
OTHERS = (
    "text", "title", "subtitle", "caption", "lower-third", "badge", "music", "sound", "transition", "video", "logo",
    "end-card", "volume",
)  # fmt: skip

JOINTS = frozenset(
    (
        ",",
        "，",
        "、",
        "and",
        "和",
        "与",
        "跟",
        "及",
        "以及",
        "n",
        "or",
        "或",
        "或者",
        "还有",
        "as well as",
        "plus",
        "同",
    )
)

THROUGH = frozenset(("-", "~", "to", "through", "thru", "到", "至", "until", "up to", "到第", "till"))

SKIPPED = frozenset(
    (
        "the",
        "my",
        "our",
        "of",
        "a",
        "an",
        "those",
        "these",
        "your",
        "very",
        "just",
        "就",
        "那",
        "这",
        "的",
        "all",
    )
)

#: Verbs and little words that make a bare number a photo.
COUNTS_PHOTOS = (
    "remove", "keep", "swap", "move", "duplicate", "only", "before", "after", "between", "replace", "except",
    "mirror", "rotate", "put",
)  # fmt: skip

MOST_REFS = 60


@dataclass(frozen=True, slots=True)
class Atom:
    """One way of naming photos, before lists, ranges and exclusions are made of them."""

    refs: tuple[Ref, ...]
    end: int
    weak: bool = False


class Looks:
    """Small looks at tokens around a place."""

    def __init__(self, tokens: Sequence[Token], count: int, spoken: int = 0) -> None:
        """Takes tokens of one clause or sentence, how many photos there are, and the number spoken of last."""
        self.tokens = tokens
        self.count = count
        self.spoken = spoken
        self.counts = any(token.has(*COUNTS_PHOTOS) for token in tokens)
        self.places = any(token.has("move", "put", "add", "swap") for token in tokens)
        self.is_transition = any(token.has("transition") for token in tokens)

    def plain(self, at: int) -> str:
        return self.tokens[at].plain if 0 <= at < len(self.tokens) else ""

    def has(self, at: int, *concepts: str) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens[at].has(*concepts)

    def kind(self, at: int) -> str:
        return self.tokens[at].kind if 0 <= at < len(self.tokens) else ""

    def integer(self, at: int) -> int | None:
        """A bare whole number, not followed by what is counted."""
        if self.kind(at) != "number":
            return None
        value = self.tokens[at].value
        return int(value) if value == int(value) and 0 < value < 1000 else None

    def skip(self, at: int) -> int:
        while self.plain(at) in SKIPPED:
            at += 1
        return at

    def noun(self, at: int) -> int:
        """Where the noun after an order word ends; ``at`` when there is none. Skips describing words."""
        place = at
        while place < min(len(self.tokens), at + 3) and self.has(place, *NOUNS):
            place += 1
        if place > at:
            return place
        if self.plain(at) in (
            "个",
            "的",
            "幅",
            "张",
            "副",
            "帐",
            "章",
            "涨",
            "号",
            "位",
            "段",
            "条",
            "页",
        ) and not self.has(at + 1, *OTHERS):
            return self.noun(at + 1) if self.has(at + 1, *NOUNS) else at + 1
        if self.kind(at) == "word" and not self.tokens[at].concepts and self.has(at + 1, *NOUNS):
            return at + 2
        return at

    def is_other(self, at: int) -> bool:
        """Whether what follows is a thing that is no photo."""
        place = at
        while place < at + 2 and self.plain(place) in ("个", "行", "段", "条", "of", "the"):
            place += 1
        return self.has(place, *OTHERS) and not self.has(place, *NOUNS)

    def ends_number(self, at: int) -> bool:
        """Whether a number before ``at`` stands for itself: no unit and nothing counted follows."""
        return not (self.has(at, "unit") and not self.has(at, "photo")) and self.plain(at) not in (
            "%",
            "percent",
        )

    def _is_destination(self, at: int, first: Ref, last: Ref) -> bool:
        """Such as "move 3 to 1" and "move the third to the end" go somewhere; "2 to 4" is a range."""
        moved = any(self.has(place, "move", "put", "swap", "change") for place in range(max(0, at - 4), at))
        return moved or (first.value > 0 and 0 < last.value <= first.value)
