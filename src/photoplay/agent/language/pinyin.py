"""Chinese typed in Latin letters: "zuihou yi zhang ting 4 miao", 四miao, "biaoti 大一点"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.pinyin_table import READINGS
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

#: Signs that stand alone in wishes, by how they are read: of several, the one that is meant there.
_ALONE = tuple(
    "把给一二三四五六七八九十两第张秒个的在和不要加去掉删停放换改写再也都用上下前后左右大小长短快慢亮暗"
    "红白黑蓝绿黄图字歌我你他这那是有没请就到成从只别点些每半全调移开头尾"
)

#: They follow 第.
_DIGITS = "一二三四五六七八九十"

#: A message without a Chinese sign is read so only if it has so many words, and nearly all of them are syllables.
_LEAST_WORDS, _LEAST_SHARE = 3, 0.75

_LONGEST = 4  # syllables of a word


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for syllable, signs in READINGS.items():
        for sign in signs:
            found.setdefault(sign, []).append(syllable)
    return {sign: tuple(one) for sign, one in found.items()}


@cache
def _written() -> Mapping[tuple[str, ...], str]:
    """Syllables -> the word of the lexicon that is read so."""
    readings = _readings()
    found: dict[tuple[str, ...], str] = {}
    usual = {reading: sign for sign in reversed(_ALONE) for reading in readings.get(sign, ())}
    for reading, sign in usual.items():
        found[(reading,)] = sign
    for digit in _DIGITS:
        found[("di", readings[digit][0])] = f"第{digit}"
    for word in sorted(lexicon().han, key=lambda one: -len(lexicon().han[one])):
        if 1 < len(word) <= _LONGEST and all(sign in readings for sign in word):
            for spoken in product(*(readings[sign] for sign in word)):
                found.setdefault(spoken, word)
    return found


#: A sentence written without blanks has fewer letters; syllables are looked for one inside the other.
_LONGEST_LATIN = 120


@lru_cache(maxsize=5_000)
def syllables(word: str) -> tuple[str, ...]:
    """A Latin word as syllables of Chinese, the longest first; empty: it is none."""
    if not word or len(word) > _LONGEST_LATIN:
        return ()
    for length in range(min(6, len(word)), 0, -1):
        if word[:length] in READINGS:
            rest = syllables(word[length:])
            if rest or length == len(word):
                return (word[:length], *rest)
    return ()


def _signs(spoken: Sequence[str]) -> tuple[str, int]:
    """Syllables written in the fewest words, and how many of them are no word; see ``segments``."""
    known = _written()
    best: list[tuple[int, int, str]] = [(0, 0, "")]
    for end in range(1, len(spoken) + 1):
        choices = []
        for length in range(1, min(_LONGEST, end) + 1):
            cost, missed, text = best[end - length]
            word = known.get(tuple(spoken[end - length : end]))
            if word is not None:
                choices.append((cost + (10 if length > 1 else 12), missed, text + word))
            elif length == 1:
                choices.append((cost + 40, missed + 1, text + READINGS[spoken[end - 1]][0]))
        best.append(min(choices))
    return best[-1][2], best[-1][1]


def _is_spelt(token: Token) -> bool:
    return (
        token.kind == "word" and token.text.isascii() and token.text.islower() and bool(syllables(token.text))
    )


def _is_chinese(tokens: Sequence[Token]) -> bool:
    """Whether Latin words of a message may be Chinese: beside Chinese signs, or nearly all of them are syllables."""
    if any(token.plain and is_han(token.plain[0]) and is_han(token.text[0]) for token in tokens):
        return True
    latin = [token for token in tokens if token.kind == "word"]
    spelt = [token for token in latin if _is_spelt(token)]
    sure = [token for token in spelt if not lexicon().forms(token.text)]
    if (
        len(sure) == len(latin)
        and tuple(one for token in sure for one in syllables(token.text)) in _written()
    ):
        return True
    return len(sure) >= _LEAST_WORDS and len(spelt) >= _LEAST_SHARE * len(latin)


def from_pinyin(tokens: Sequence[Token]) -> list[Token]:
    """Tokens with runs of syllables written in signs, as far as they are words of the lexicon.

    Args:
        tokens: Of a message, before phrases are put together.
    """
    if not any(_is_spelt(token) for token in tokens) or not _is_chinese(tokens):
        return list(tokens)
    is_all = not any(is_han(token.text[0]) for token in tokens if token.text)
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        end = at
        while end < len(tokens) and _may_be(tokens, end, is_all):
            end += 1
        if end == at:
            kept.append(tokens[at])
            at += 1
            continue
        kept += _run(tokens[at:end])
        at = end
    return kept


#: What is written behind these is a name.
_NAMED = frozenset("号叫名写是为字@_-.:：")


def _may_be(tokens: Sequence[Token], at: int, is_all: bool) -> bool:
    """Whether a word may be Chinese; beside Chinese signs, names and words that are English ones stay."""
    token = tokens[at]
    if token.files or not _is_spelt(token):
        return False
    if is_all:
        return True
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    is_name = before is not None and (before.text[-1] in _NAMED)
    is_glued = after is not None and after.start == token.end and not is_han(after.text[0])
    word = _written().get(syllables(token.text), "")
    means = len(word) > 1 and not lexicon().han[word].isdisjoint(lexicon().han[word] - {"filler"})
    is_unit = before is not None and before.kind in ("number", "numeral") and len(word) == 1
    return not (is_name or is_glued or lexicon().forms(token.text)) and (means or is_unit)


def _run(tokens: Sequence[Token]) -> list[Token]:
    spoken = [one for token in tokens for one in syllables(token.text)]
    text, missed = _signs(spoken)
    if missed * 3 > len(spoken) or (len(spoken) == 1 and (tokens[0].text,) not in _written()):
        return list(tokens)
    first, last = tokens[0], tokens[-1]
    return [first.but(plain=text, end=last.end, kind="han", slip=True)]
