"""Numbers put together with what they count: lengths of time, percents, order words, shapes, dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from photoplay.agent.language.lexicon import NONE
from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.number_words import MORE, UNITS, Stream

if TYPE_CHECKING:
    from photoplay.agent.language.tokens import Token

ORDINALS: Mapping[str, int] = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "forth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
    "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20,
    "initial": 1, "last": -1, "final": -1, "lastly": 0, "penultimate": -2,
}  # fmt: skip

_FACTORS = {
    "twice": 2.0, "double": 2.0, "doubled": 2.0, "triple": 3.0, "tripled": 3.0, "thrice": 3.0, "quadruple": 4.0,
    "half": 0.5, "halve": 0.5, "一半": 0.5, "翻倍": 2.0, "加倍": 2.0, "减半": 0.5, "对半": 0.5,
    "折半": 0.5, "翻番": 2.0, "quarter": 0.25,
}  # fmt: skip

_MONTHS = frozenset(
    words(
        "january, february, march, april, may, june, july, august, september, october, november, december, "
        "jan, feb, mar, apr, jun, jul, aug, sep, sept, oct, nov, dec",
    )
)  # fmt: skip

_CURRENCIES = frozenset(
    words(
        "dollar, dollars, usd, eur, euro, euros, bucks, pounds, gbp, yuan, rmb, cny",
        "元 块 块钱 美元 欧元 美金 人民币",
    )
)  # fmt: skip

#: Ratios of pictures that are said with two numbers.
_RATIOS = frozenset(
    ((16, 9), (9, 16), (1, 1), (4, 5), (5, 4), (4, 3), (3, 4), (21, 9), (3, 2), (2, 3), (2, 1), (1, 2))
)

_BY = frozenset(("by", "x", "比", "/", ":", "to", "*"))


def _whole(value: float) -> float:
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def _token(
    stream: Stream, text: str, first: int, end: int, kind: str, value: Any, concepts: frozenset[str] = NONE
) -> Token:
    head, last = stream.tokens[first], stream.tokens[end - 1]
    plain = " ".join(token.plain for token in stream.tokens[first:end])
    return head.but(
        text=text[head.start : last.end], plain=plain, end=last.end, kind=kind, value=value, concepts=concepts,
        files=(),
    )  # fmt: skip


def _is_noun(stream: Stream, at: int) -> bool:
    return at < len(stream.tokens) and stream.tokens[at].has(
        "photo", "one", "clip", "title", "text", "caption", "half"
    )


def _measured(stream: Stream, text: str, at: int, value: float, end: int) -> tuple[Token, int] | None:
    """A value with its unit, and further units after it ("1 minute 30", 一分半)."""
    extra = stream.plain(end) in MORE and bool(stream.unit(end + 1))
    end = end + 1 if extra else end
    if stream.plain(end) in ("来", "几") and value >= 10 and value % 10 == 0 and stream.unit(end + 1):
        end += 1  # 二十来秒
    unit = stream.unit(end)
    word = stream.plain(end)
    if not unit or (word in ("s", "m", "h", "x") and not (stream.touches(end) or word in ("s", "x"))):
        return None
    kind, one = UNITS[unit]
    if unit == "unit:times" and value == 1 and word == "倍":
        value = 2.0  # 快一倍: twice as fast
    if (
        unit == "unit:second"
        and word == "second"
        and _is_noun(stream, end + 1)
        and value == 1
        and stream.plain(at) in ("a", "the")
    ):
        return None
    total, end = value * one, end + 1
    if kind == "duration":
        total, end = _more_time(stream, total, one, end)
    concepts = frozenset({"signed"}) if value < 0 else NONE
    if extra and stream.plain(at + 1) not in ("full", "whole"):
        concepts = frozenset({"more"})
    return _token(
        stream, text, at, end, kind, _whole(total) if kind != "duration" else float(total), concepts
    ), end


def _more_time(stream: Stream, total: float, one: float, end: int) -> tuple[float, int]:
    """What follows a length of time and belongs to it: 半, "and a half", "30 seconds"."""
    if stream.plain(end) == "半":
        total, end = total + one / 2, end + 1
        if stream.plain(end) in ("钟",):
            end += 1
        return total, end
    if [stream.plain(end + step) for step in range(3)] == ["and", "a", "half"]:
        return total + one / 2, end + 3
    onward = end + 1 if stream.plain(end) in ("and", "又", "零") else end
    if one >= 60 and (more := stream.value(onward)) is not None:
        unit = stream.unit(more[1])
        if unit in UNITS and UNITS[unit][0] == "duration" and UNITS[unit][1] < one:
            return total + more[0] * UNITS[unit][1], more[1] + 1
        if not unit and one == 60 and onward == end and more[1] >= len(stream.tokens):
            return total + more[0], more[1]
    return total, end


def _half(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    """Such as "half a second", "half of a minute", 半秒, 半分钟."""
    if stream.plain(at) != "half":
        return None
    end = at + 1
    while stream.plain(end) in ("a", "an", "of", "the"):
        end += 1
    unit = stream.unit(end)
    if end > at + 1 and unit and UNITS[unit][0] == "duration":
        return _token(stream, text, at, end + 1, "duration", 0.5 * UNITS[unit][1]), end + 1
    return None


def _single(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    """Such as "a second", "another minute": one of a unit of time."""
    if stream.plain(at) not in ("a", "an", "another", "one more", "per"):
        return None
    extra = 2 if stream.plain(at + 1) in ("full", "whole", "single", "extra") else 1
    unit = stream.unit(at + extra)
    if not unit or UNITS[unit][0] != "duration" or _is_noun(stream, at + extra + 1):
        return None
    total, end = _more_time(stream, UNITS[unit][1], UNITS[unit][1], at + extra + 1)
    if stream.plain(at) == "per":
        return None
    concepts = frozenset({"more"}) if "extra" in (stream.plain(at + 1), stream.plain(at)) else NONE
    return _token(stream, text, at, end, "duration", total, concepts), end


def _ordinal(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    """Such as "third", "second to last", "last but one", 第三, 倒数第二."""
    word = stream.plain(at)
    if word in ("第", "倒数第", "倒数") or _is_misspelt(stream, at):
        return _ordinal_in_chinese(stream, text, at)
    token = stream.tokens[at]
    value = int(token.value) if token.kind == "ordinal" else ORDINALS.get(word, 0)
    if word == "next" and stream.plain(at + 1) == "to last":
        return _token(stream, text, at, at + 2, "ordinal", -2, frozenset({"ordinal"})), at + 2
    if not value or (word == "second" and not _is_order(stream, at)):
        return None
    if word == "last" and [stream.plain(at + 1), stream.plain(at + 2)] == ["but", "one"]:
        return _token(stream, text, at, at + 3, "ordinal", -2, frozenset({"ordinal"})), at + 3
    is_part = value > 2 and stream.plain(at - 1) == "a" and not _is_noun(stream, at + 1)
    if is_part and not stream.unit(at + 1):
        return _token(stream, text, at, at + 1, "factor", round(1 / value, 4)), at + 1
    end = _from_end(stream, at + 1) if value > 0 else at + 1
    if end > at + 1:
        return _token(stream, text, at, end, "ordinal", -value, frozenset({"ordinal"})), end
    concepts = frozenset({"ordinal"}) | (frozenset({"end"}) if value == -1 else NONE)
    return _token(stream, text, at, end, "ordinal", value, concepts), end


def _ordinal_in_chinese(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    word = stream.plain(at)
    from_end = word.startswith("倒数")
    number = stream.value(at + 2 if word == "倒数" and stream.plain(at + 1) == "第" else at + 1)
    if number is None or number[0] != int(number[0]):
        return None
    value, end = int(number[0]), number[1]
    if stream.unit(end) == "unit:second" and not from_end:
        return _token(stream, text, at, end + 1, "moment", float(value)), end + 1
    return _token(
        stream, text, at, end, "ordinal", -value if from_end else value, frozenset({"ordinal"})
    ), end


def _is_misspelt(stream: Stream, at: int) -> bool:
    """Whether 第 was mistyped: 低三张."""
    if stream.plain(at) not in ("低", "弟", "底", "地", "di") or at + 2 >= len(stream.tokens):
        return False
    return stream.tokens[at + 1].kind in ("numeral", "number") and stream.plain(at + 2)[:1] in (
        "张",
        "涨",
        "幅",
        "个",
    )


def _from_end(stream: Stream, at: int) -> int:
    """Where "to last", "from the end" ends; ``at``: it does not stand there. "First to the end" is no such thing."""
    if stream.plain(at) in ("to last", "from last", "from the end", "to the last", "from end"):
        return at + 1
    link = stream.plain(at)
    if link not in ("to", "from"):
        return at
    onward = at + 2 if stream.plain(at + 1) == "the" else at + 1
    wanted = ("last",) if link == "to" else ("last", "end", "the end", "back")
    return onward + 1 if stream.plain(onward) in wanted else at


def _is_order(stream: Stream, at: int) -> bool:
    """Whether "second" is the one after the first, not a sixtieth of a minute."""
    before = stream.plain(at - 1)
    if before.split(" ")[-1] in ("a", "per", "another", "half", "extra", "full", "one") and not _is_noun(
        stream, at + 1
    ):
        return False
    return not (at and stream.tokens[at - 1].kind in ("number", "numeral", "duration"))


def _pair(stream: Stream, text: str, at: int, value: float, end: int) -> tuple[Token, int] | None:
    """Two numbers that are the shape of a picture: "9 by 16", 9比16."""
    if stream.plain(end) not in _BY or (other := stream.value(end + 1)) is None:
        return None
    if (value, other[0]) not in _RATIOS or stream.unit(other[1]):
        return None
    if stream.plain(end) == ":" and at and stream.tokens[at - 1].has("photo"):
        return None  # "photo 1: 2 …" is a list
    if stream.plain(end) in ("to", "/") and (value, other[0]) not in ((16, 9), (9, 16), (4, 5), (1, 1)):
        return None
    return _token(
        stream, text, at, other[1], "ratio", f"{int(value)}:{int(other[0])}", frozenset({"aspect-ratio"})
    ), other[1]


def _date(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    """Such as "14 June 2025", "June 14th", "May 2025"."""

    def is_number(place: int) -> bool:
        return (
            place < len(stream.tokens)
            and stream.tokens[place].kind in ("number", "ordinal")
            and stream.plain(place)[:1].isdigit()
        )

    end = at
    if is_number(end) and stream.plain(end + 1) in ("of", *_MONTHS):
        end += 2 if stream.plain(end + 1) == "of" else 1
        if stream.plain(end) not in _MONTHS:
            return None
        end += 1
    elif stream.plain(end) in _MONTHS and is_number(end + 1):
        end += 2
    else:
        return None
    comma = 1 if stream.plain(end) == "," else 0
    if is_number(end + comma) and 1900 <= float(stream.tokens[end + comma].value) < 2200:
        end += comma + 1
    token = _token(stream, text, at, end, "date", None)
    return token.but(value=token.text), end


def _number(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    """A number with whatever belongs to it."""
    sign, first = 1.0, at
    if stream.plain(at) in ("-", "plus", "+") and stream.touches(at + 1) and not (at and stream.touches(at)):
        sign, first = (-1.0 if stream.plain(at) == "-" else 1.0), at + 1
        if stream.tokens[first].kind not in ("number",):
            return None
    if stream.plain(at) == "百分之" and (share := stream.value(at + 1)) is not None:
        return _token(stream, text, at, share[1], "percent", _whole(share[0])), share[1]
    if stream.plain(at) == "x" and at + 1 < len(stream.tokens) and stream.tokens[at + 1].kind == "number":
        return _token(stream, text, at, at + 2, "factor", float(stream.tokens[at + 1].value)), at + 2
    found = stream.value(first)
    if found is None:
        return None
    value, end = found[0] * sign, found[1]
    if (tenths := _tenths(stream, text, at, value, end)) is not None:
        return tenths
    for attempt in (_pair, _measured):
        if (made := attempt(stream, text, at, value, end)) is not None:
            return made
    if stream.plain(at) == "一半" and end == at + 1:
        return _token(stream, text, at, end, "factor", 0.5), end
    if stream.plain(end) in _CURRENCIES:
        token = _token(stream, text, at, end + 1, "price", None)
        return token.but(value=token.text), end + 1
    concepts = frozenset({"signed"}) if first > at else NONE
    return _token(stream, text, at, end, "number", _whole(value), concepts), end


def _tenths(stream: Stream, text: str, at: int, value: float, end: int) -> tuple[Token, int] | None:
    """Such as 调到两成: twenty percent."""
    if stream.plain(end) != "成" or not 0 < value <= 10 or stream.tokens[at].kind != "numeral":
        return None
    follows = stream.tokens[end + 1] if end + 1 < len(stream.tokens) else None
    if follows is None or follows.kind != "word" or follows.has("filler", "volume"):
        return _token(stream, text, at, end + 1, "percent", _whole(value * 10)), end + 1
    return None


def _factor(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    word = stream.plain(at).split(" ")[0]
    if word not in _FACTORS or stream.tokens[at].kind not in ("word", "numeral"):
        return None
    if word == "half" and (
        stream.plain(at - 1) in ("first", "second", "other", "top", "bottom", "left", "right", "latter")
    ):
        return None
    token = stream.tokens[at]
    unit = stream.unit(at + 1)
    if word == "减半" and unit and UNITS[unit][0] == "duration":
        return _token(stream, text, at, at + 2, "duration", 0.5 * UNITS[unit][1], frozenset({"less"})), at + 2
    return _token(stream, text, at, at + 1, "factor", _FACTORS[word], token.concepts), at + 1


_STEPPING = frozenset(
    words("", "多 再 加 减 少 快 慢 延长 缩短 多停 多放 多留 多待 少停 少放 加长 拉长 多展示 多播 增加 减少")
)


def _a_few(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    """Such as 多停几秒: a couple of seconds more, and no question how many."""
    if stream.plain(at) not in ("几秒", "几秒钟") and not (
        stream.plain(at) == "几" and stream.unit(at + 1) == "unit:second"
    ):
        return None
    end = at + 1 if stream.plain(at) != "几" else at + 2
    if not any(stream.plain(place) in _STEPPING for place in range(max(0, at - 3), at)):
        return None
    if any(stream.plain(place) in ("?", "？", "呢", "吗") for place in (end, end + 1)):
        return None
    return _token(stream, text, at, end, "duration", 2.0, frozenset({"more"})), end


def _abbreviated(stream: Stream, text: str, at: int) -> tuple[Token, int] | None:
    """Such as "no. 3", "nr. 4": a number, and nothing that is not to be."""
    if stream.plain(at) not in ("no", "nr", "nos", "num") or stream.plain(at + 1) != ".":
        return None
    number = stream.value(at + 2)
    if number is None or stream.unit(number[1]) or number[0] != int(number[0]):
        return None
    return _token(stream, text, at, at + 2, "word", None).but(plain="number"), at + 2


def put_together(tokens: Sequence[Token], text: str) -> list[Token]:
    """Tokens with every number, length of time, order word … as one.

    Args:
        tokens: Words as ``tokens._phrases`` leaves them.
        text: As typed.
    """
    stream = Stream(tokens)
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        if tokens[at].kind in ("number", "numeral", "word", "ordinal", "punct", "duration"):
            for attempt in (_abbreviated, _a_few, _date, _half, _single, _ordinal, _number, _factor):
                if (found := attempt(stream, text, at)) is not None:
                    token, at = found
                    made.append(token)
                    break
            else:
                made.append(_plainly(tokens[at]))
                at += 1
            continue
        made.append(tokens[at])
        at += 1
    return [_moment(made, number) for number in range(len(made))]


def _plainly(token: Token) -> Token:
    return token.but(kind="word") if token.kind == "numeral" else token


def _moment(tokens: Sequence[Token], at: int) -> Token:
    """A length of time after "at" is a moment."""
    token = tokens[at]
    if token.kind != "duration" or not at:
        return token
    before = tokens[at - 1].plain
    if before.split(" ")[-1] in ("at", "@") or (before == "在" and "clock" in token.concepts):
        return token.but(kind="moment")
    return token
