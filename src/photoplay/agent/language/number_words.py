"""Numbers in digits and words, English and Chinese, without what they count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from photoplay.agent.language.tokens import Token

ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19,
}  # fmt: skip

TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90,
}  # fmt: skip

SCALES = {"hundred": 100, "thousand": 1000}

#: Nouns that a number stands behind.
_COUNTED = frozenset(
    (
        "number",
        "numbers",
        "photo",
        "photos",
        "picture",
        "pictures",
        "pic",
        "pics",
        "slide",
        "slides",
        "image",
        "images",
    )
)

#: What stands before a list of numbers: "on one, two and five".
_LEADS = frozenset(
    ("", "on", "for", "in", "of", "only", "just", "swap", "keep", "delete", "remove", "drop", "lose", "make", "and",
     "except", "but", "to", "between", "then", "use", "switch", "mirror", "rotate", "brighten", "darken")
)  # fmt: skip

#: Words between a number and its unit: "one more second".
MORE = frozenset(("more", "extra", "additional", "full", "whole"))
_LOOSE = {"couple": 2, "dozen": 12}

_HAN_ONES = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}

_HAN_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}

#: Unit -> (kind of token, how much one of it is).
UNITS: Mapping[str, tuple[str, float]] = {
    "unit:second": ("duration", 1.0), "unit:minute": ("duration", 60.0), "unit:hour": ("duration", 3600.0),
    "unit:ms": ("duration", 0.001), "unit:frame": ("fps", 1), "unit:bpm": ("bpm", 1),
    "unit:kb": ("bytes", 1000), "unit:mb": ("bytes", 1_000_000), "unit:gb": ("bytes", 1_000_000_000),
    "unit:db": ("db", 1), "unit:degree": ("degrees", 1), "unit:pixel": ("pixels", 1),
    "unit:percent": ("percent", 1), "unit:times": ("factor", 1),
}  # fmt: skip


def chinese_value(signs: str) -> float | None:
    """Value of Chinese digits: "二十五" is 25, "两百" 200, "半" 0.5, "二零二五" 2025; None: no number."""
    if signs == "半":
        return 0.5
    if signs.endswith("半") and len(signs) > 1:
        whole = chinese_value(signs[:-1])
        return None if whole is None else whole + 0.5
    if any(sign not in _HAN_ONES and sign not in _HAN_SCALES for sign in signs) or not signs:
        return None
    if (
        len(signs) == 2
        and signs[1] in _HAN_ONES
        and 0 < _HAN_ONES.get(signs[0], 0) == _HAN_ONES[signs[1]] - 1
    ):
        return (_HAN_ONES[signs[0]] + _HAN_ONES[signs[1]]) / 2  # 三四秒: three or four
    if all(sign in _HAN_ONES for sign in signs):
        return float("".join(str(_HAN_ONES[sign]) for sign in signs))
    total, part, digit = 0.0, 0.0, 0.0
    for sign in signs:
        if sign in _HAN_ONES:
            digit = _HAN_ONES[sign]
        elif sign == "万":
            total, part, digit = (total + part + digit or 1.0) * 10_000, 0.0, 0.0
        else:
            part, digit = part + (digit or 1.0) * _HAN_SCALES[sign], 0.0
    return total + part + digit


@dataclass(slots=True)
class Stream:
    """Tokens with a place to read at."""

    tokens: Sequence[Token]

    def plain(self, at: int) -> str:
        return self.tokens[at].plain if 0 <= at < len(self.tokens) else ""

    def unit(self, at: int) -> str:
        if not 0 <= at < len(self.tokens) or self.tokens[at].kind != "word":
            return ""
        if self.plain(at) == "分" and self.plain(at + 1) == "之":
            return ""  # 三分之一
        return next((concept for concept in sorted(self.tokens[at].concepts) if concept in UNITS), "")

    def touches(self, at: int) -> bool:
        """Whether a token follows the one before it without a space."""
        return 0 < at < len(self.tokens) and self.tokens[at - 1].end == self.tokens[at].start

    # --- plain values --------------------------------------------------------------------------

    def english(self, at: int) -> tuple[float, int] | None:
        """A number in English words from ``at`` on, and where it ends."""
        total, part, end, spoken = 0.0, 0.0, at, False
        while end < len(self.tokens):
            word = self.plain(end)
            if word in ONES and not (spoken and part % 10 and part % 100 < 20):
                part, spoken = part + ONES[word], True
            elif word in TENS and not part % 100:
                part, spoken = part + TENS[word], True
            elif word in SCALES and (spoken or self.plain(end - 1) == "a"):
                part, spoken = (part or 1) * SCALES[word], True
                if word == "thousand":
                    total, part = part, 0.0
            elif word == "and" and part >= 100 and self.plain(end + 1) in {**ONES, **TENS}:
                pass
            else:
                break
            end += 1
        if not spoken:
            return None
        value = total + part
        if self.plain(end) == "point" and self.plain(end + 1) in ONES:
            return value + ONES[self.plain(end + 1)] / 10, end + 2
        return value, end

    def value(self, at: int) -> tuple[float, int] | None:
        """A number of any kind from ``at`` on, and where it ends."""
        if at >= len(self.tokens):
            return None
        token = self.tokens[at]
        found: tuple[float, int] | None = None
        if token.kind == "number":
            found = float(token.value), at + 1
            if self.plain(at + 1) in ("万", "千", "百", "hundred", "thousand"):
                word = self.plain(at + 1)
                found = found[0] * (_HAN_SCALES.get(word) or SCALES[word]), at + 2
        elif token.kind == "numeral":
            number = chinese_value(token.plain)
            found = None if number is None else (number, at + 1)
            if found and self.plain(at + 1) == "点" and at + 2 < len(self.tokens):
                behind = self.tokens[at + 2]
                part = chinese_value(behind.plain) if behind.kind == "numeral" else None
                if part is not None and part < 10:
                    found = found[0] + part / 10, at + 3
        elif token.kind == "word":
            found = self._in_words(at)
        if found and [self.plain(found[1] + step) for step in range(3)] == ["and", "a", "half"]:
            found = found[0] + 0.5, found[1] + 3
        return found

    def _in_words(self, at: int) -> tuple[float, int] | None:
        word = self.plain(at)
        if word in ("a", "an") and self.plain(at + 1) in {**_LOOSE, **SCALES}:
            at += 1
            word = self.plain(at)
        if word in ("few", "several") and (
            self.unit(at + 1) or (self.plain(at + 1) in MORE and self.unit(at + 2))
        ):
            return 2, at + 1
        if word in _LOOSE:
            of = self.plain(at + 1) == "of"
            return _LOOSE[word], at + (2 if of else 1)
        if word == "one" and not self._counts(at):
            return None
        return self.english(at)

    def _begins_a_list(self, at: int) -> bool:
        """Whether "one" is the first of several numbers: "one, three and five", "one through four"."""
        before = self.plain(at - 1) if at else ""
        onward = at + 2 + (self.plain(at + 1) == "," and self.plain(at + 2) == "and")
        if before not in _LEADS and (self.tokens[at - 1].kind != "punct"):
            return False
        counted = self.plain(onward) in ONES or (
            onward < len(self.tokens) and self.tokens[onward].kind == "number"
        )
        counted = counted and not self.unit(onward + 1) and self.plain(onward) != "one"
        return counted and self.plain(at + 1) in (",", "and", "&", "n", "through", "thru", "-", "or")

    def _counts(self, at: int) -> bool:
        """Whether "one" is a number and no pronoun."""
        if self.plain(at - 1) in _COUNTED:
            return True
        if self._begins_a_list(at):
            return True
        after = at + 1 < len(self.tokens) and self.tokens[at + 1]
        if not after:
            return self.plain(at - 1) == "no"
        if after.plain in ("by", "to", "and"):
            onward = self.plain(at + 2)
            return (onward in (*ONES, *TENS, "a") and after.plain != "and") or (
                onward == "a" and self.plain(at + 3) == "half"
            )
        return bool(self.unit(at + 1)) or after.plain in (*SCALES, "point", *MORE) or after.has("photo")
