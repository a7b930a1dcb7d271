"""Counting up: the first number of a text at a share of its value, written as the number itself is.

"$1,299.00" passes "$649.50", "85 %" passes "42 %"; a number with zeros in front keeps its width.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

#: Digits, with single marks between them: what may part thousands, and decimals.
_NUMBER = re.compile(r"\d+(?:[.,'’٬٫\u00a0\u202f\u2009 ]\d+)*")
_DECIMAL_MARKS = ".,٫"
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text.

    Attributes:
        start, end: Where in the text.
        value: Its value, without a sign.
        decimals: Digits after the decimal mark.
        mark: The decimal mark; empty when there is none.
        parting: What parts the thousands; empty when nothing does.
        groups: Sizes of the groups of digits, from the last to the first but one.
        width: Digits before the decimal mark, when it begins with a zero that is kept.
        zero: The digit nought of its script.
    """

    start: int
    end: int
    value: Decimal
    decimals: int = 0
    mark: str = ""
    parting: str = ""
    groups: tuple[int, ...] = ()
    width: int = 0
    zero: str = "0"


def first_number(text: str) -> Number | None:
    """The first number of a text that can be counted; None when there is none."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    start = found.start()
    told = _told(found.group())
    digits = [digit for digit in told if digit.isdigit()]
    if len(digits) > _MOST_DIGITS or len({_zero_of(digit) for digit in digits}) > 1:
        return None
    marks = [letter for letter in told if not letter.isdigit()]
    mark = _decimal_mark(told, marks)
    whole, _, decimals = told.rpartition(mark) if mark else (told, "", "")
    groups = re.split(r"\D", whole)
    parting = next((letter for letter in whole if not letter.isdigit()), "")
    sizes = tuple(len(group) for group in reversed(groups[1:]))
    if not _are_thousands(sizes):
        return None  # a date, a version, an address
    plain = "".join(str(unicodedata.digit(digit)) for digit in whole + decimals if digit.isdigit())
    return Number(
        start,
        start + len(told),
        Decimal(plain) / 10 ** len(decimals),
        len(decimals),
        mark,
        parting,
        sizes,
        len(whole) if len(whole) > 1 and unicodedata.digit(whole[0]) == 0 else 0,
        _zero_of(digits[0]),
    )


def _are_thousands(sizes: tuple[int, ...]) -> bool:
    """Whether groups, from the last, are as numbers are parted: by thousands, as in India, or by myriads."""
    return not sizes or (sizes[0] == 3 and set(sizes[1:]) <= {2, 3}) or set(sizes) == {4}


def counted(text: str, share: float) -> str:
    """A text with its first number at a share of its value, 0–1; without a number as it is."""
    number = first_number(text)
    if number is None or share >= 1:
        return text
    return text[: number.start] + _written(number, share) + text[number.end :]


def _told(found: str) -> str:
    """The part of what looks like a number that is one: "2 000 000" is, "2 for 1" and "3 10" are not.

    Blanks part thousands only, so groups behind them have three digits.
    """
    groups = re.split(r"([\s\u00a0\u202f\u2009])", found)
    kept = groups[0]
    for blank, group in zip(groups[1::2], groups[2::2], strict=True):
        if len(re.match(r"\d*", group).group()) != 3 or len(re.split(r"\D", kept)[0]) > 3:  # type: ignore[union-attr]
            break
        kept += blank + group
    return kept


def _decimal_mark(told: str, marks: list[str]) -> str:
    """Which mark begins the decimals: the last, where it is not one that parts thousands."""
    if not marks or marks[-1] not in _DECIMAL_MARKS:
        return ""
    last = marks[-1]
    if marks.count(last) > 1:
        return ""
    after = len(told) - told.rindex(last) - 1
    if len(marks) > 1 or last == "٫":
        return last
    # "1,299" is a thousand and more, "1.299" may be, "12,99" and "0.500" are not.
    first = told.index(last)
    is_thousands = after == 3 and first <= 3 and unicodedata.digit(told[0]) != 0 and last == ","
    return "" if is_thousands else last


def _written(number: Number, share: float) -> str:
    step = Decimal(1).scaleb(-number.decimals)
    value = (number.value * Decimal(repr(max(share, 0.0)))).quantize(step, ROUND_HALF_EVEN)
    whole, _, decimals = f"{value:f}".partition(".")
    whole = whole.rjust(number.width, "0")
    parts: list[str] = []
    sizes = list(number.groups)
    while number.parting and len(whole) > (size := sizes.pop(0) if sizes else 3):
        whole, part = whole[:-size], whole[-size:]
        parts.insert(0, part)
    told = number.parting.join([whole, *parts]) + (number.mark + decimals if number.decimals else "")
    return "".join(
        chr(ord(number.zero) + int(letter)) if letter in "0123456789" else letter for letter in told
    )


def _zero_of(digit: str) -> str:
    return chr(ord(digit) - unicodedata.digit(digit))
