"""Chinese has no spaces: a run of characters is cut into the fewest known words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from photoplay.agent.language.homophones import sounds
from photoplay.agent.language.lexicon import lexicon

#: Digits of Chinese numbers.
NUMERALS = frozenset("零〇一二两三四五六七八九十百千万半几")

#: Of them, those that are often said alone.
_DIGITS = frozenset("一二两三四五六七八九十半几")

#: What a word costs: known ones one each, less the longer; slips and unknown characters more.
_KNOWN, _SLIP, _UNKNOWN, _LENGTH = 10, 17, 16, 1

_LONGEST_NUMERAL = 7

#: Characters that begin so many phrases that a slip behind them is hardly one.
_SELF_STANDING = frozenset("太很小大放不好就都又也是有没给要会能可我你他她它们这那哪个来去上下多少")


def _numeral(run: str, at: int) -> int:
    """Where the number that begins at ``at`` ends; ``at``: there is none."""
    end = at
    while end < len(run) and run[end] in NUMERALS and end - at < _LONGEST_NUMERAL:
        end += 1
    return end


def _choices(run: str, at: int, extra: Collection[str]) -> Iterator[tuple[int, int, str, str]]:
    """What may stand at a place: (end, cost, the word that is meant, kind)."""
    words = lexicon()
    yield at + 1, _UNKNOWN if run[at] not in words.han else _KNOWN, run[at], "han"
    longest = max(words.longest.get(run[at], 0), 3)
    for length in range(2, min(longest, len(run) - at) + 1):
        word = run[at : at + length]
        if word in words.han:
            yield at + length, _KNOWN - _LENGTH * length, word, "han"
        elif (
            length < 5
            and word[0] not in _SELF_STANDING
            and word[-1] not in "的了着过们"
            and (meant := words.heard.get(sounds(word))) is not None
        ):
            wrong = sum(one != other for one, other in zip(word, meant, strict=True))
            counted = any(one in _DIGITS for one, other in zip(word, meant, strict=True) if one != other)
            if counted:  # 停六秒 is no slip of 停留
                continue
            if wrong == 1 or (wrong == 2 and length > 3):
                yield at + length, _SLIP + wrong - length, meant, "han"
    for name in extra:
        if run.startswith(name, at):
            yield at + len(name), _KNOWN - 2 * _LENGTH * len(name), name, "han"
    if (end := _numeral(run, at)) > at:
        yield end, _KNOWN - (end - at), run[at:end], "numeral"


def segment(run: str, extra: Collection[str] = ()) -> Iterator[tuple[int, int, str, str]]:
    """Words of a run of Chinese characters.

    Args:
        run: Folded.
        extra: Words besides the lexicon's: names of files.

    Yields:
        Start, end, the word that is meant (a slip is mended), and "han" or "numeral".
    """
    best = [0] + [1 << 30] * len(run)
    came: list[tuple[int, str, str]] = [(0, "", "")] * (len(run) + 1)
    for at in range(len(run)):
        for end, cost, meant, kind in _choices(run, at, extra):
            if best[at] + cost < best[end]:
                best[end] = best[at] + cost
                came[end] = (at, meant, kind)
    words: list[tuple[int, int, str, str]] = []
    end = len(run)
    while end > 0:
        start, meant, kind = came[end]
        words.append((start, end, meant, kind))
        end = start
    yield from reversed(words)
