"""Chinese has no spaces: a run of characters is cut into the fewest known words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache

from photoplay.agent.language.homophones import alike, is_usual, with_gaps
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.realwords_zh import REAL_HAN

#: Digits of Chinese numbers.
NUMERALS = frozenset("零〇一二两三四五六七八九十百千万半几")

#: Of them, those that are often said alone.
_DIGITS = frozenset("一二两三四五六七八九十半几")

#: What a word costs: known ones one each, less the longer; slips and unknown characters more.
_KNOWN, _SLIP, _HEARD, _UNKNOWN, _LENGTH = 10, 17, 22, 16, 1

_LONGEST_NUMERAL = 7

#: Family names: what begins with one, or follows one, is rather a name than a slip.
_FAMILIES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊陆郝孔崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)

#: Little words that no slip ends in.
_LITTLE = "的了着过们"

#: Characters that begin so many phrases that a slip behind them is hardly one.
_SELF_STANDING = frozenset("太很小大放不好就都又也是有没给要会能可我你他她它们这那哪个来去上下多少")


def _numeral(run: str, at: int) -> int:
    """Where the number that begins at ``at`` ends; ``at``: there is none."""
    end = at
    while end < len(run) and run[end] in NUMERALS and end - at < _LONGEST_NUMERAL:
        end += 1
    return end


@lru_cache(maxsize=20_000)
def _slipped(word: str) -> tuple[int, str] | None:
    """What the word costs that a run of characters may be meant for, and that word; None: it is no slip."""
    if word[0] in _SELF_STANDING or word[-1] in _LITTLE or word in REAL_HAN:
        return None
    known = lexicon()
    found: dict[str, int] = {}
    for rest in with_gaps(word):
        for meant in known.heard.get(rest, ()):
            others = [(one, other) for one, other in zip(word, meant, strict=True) if one != other]
            # 停六秒 is no slip of 停留
            if any(one in _DIGITS for one, _ in others) or not all(
                alike(one, other) for one, other in others
            ):
                continue
            if meant[-1] in _LITTLE and word[-1] != meant[-1]:
                continue
            is_usual_slip = all(is_usual(one, other) for one, other in others)
            if not is_usual_slip and word[0] != meant[0] and word[0] in _FAMILIES:
                continue
            found[meant] = (_SLIP if is_usual_slip else _HEARD) + len(others) - len(word)
    if not found:
        return None
    least = min(found.values())
    best = [meant for meant, cost in found.items() if cost == least]
    if len(best) > 1 and len({known.han[meant] for meant in best}) > 1:
        return None
    return least, best[0]


def _in_name(run: str, at: int, cost: int) -> bool:
    """Whether what sounds like a word stands behind a family name: 王明洋."""
    return cost > _HEARD and at > 0 and run[at - 1] in _FAMILIES and run[at - 1] not in "张文常段万易"


def _is_across(run: str, at: int, meant: str) -> bool:
    """Whether the sign that would be a slip ends another word: 友上 of 朋友上次 is no 右上."""
    return at > 0 and run[at] != meant[0] and run[at - 1 : at + 1] in _ENDED


#: Words whose last sign sounds like the first of a word about videos.
_ENDED = REAL_HAN | frozenset(("朋友", "男友", "女友", "好友", "亲友", "网友", "队友", "室友", "校友"))


def _choices(run: str, at: int, extra: Collection[str]) -> Iterator[tuple[int, int, str, str]]:
    """What may stand at a place: (end, cost, the word that is meant, kind)."""
    words = lexicon()
    yield at + 1, _UNKNOWN if run[at] not in words.han else _KNOWN, run[at], "han"
    longest = max(words.longest.get(run[at], 0), 3)
    for length in range(2, min(longest, len(run) - at) + 1):
        word = run[at : at + length]
        if word in words.han:
            yield at + length, _KNOWN - _LENGTH * length, word, "han"
        elif length < 5 and (found := _slipped(word)) and not _in_name(run, at, found[0] + length):
            if _is_across(run, at, found[1]):
                continue
            yield at + length, found[0], found[1], "han"
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
