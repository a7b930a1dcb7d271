"""Where lines end: what a break costs, and lines of even length.

A cost is a plain number: 0 is a good place, 1 an ordinary one, 6 one to take only when nothing else is
left, ``NEVER`` none at all. Source of the places themselves: UAX #14; of Chinese and Japanese ones:
"Requirements for Chinese Text Layout" and "Requirements for Japanese Text Layout" (W3C).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import regex

from photoplay.render.titles.scripts import CJK

NEVER = math.inf
#: What a place of cost 1 weighs against uneven lines.
PLACE = 0.08
WORDS = Path(__file__).parents[2] / "data" / "titles" / "words-zh.txt"
_NOT_FIRST = frozenset(
    "、。，．：；！？!?,.:;%)]}）］｝〕〉》」』】〗〙’”»…‥—–～ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ℃％°"
)
_NOT_LAST = frozenset("([{（［｛〔〈《「『【〖〘‘“«$€£¥￥№#＃@")
_PAUSES = frozenset("、。，；：！？…—")
_JAPANESE_PARTICLES = frozenset("はがをにでともへや")
_CHINESE_ENDS = frozenset("的了着过们吗呢吧啊呀地得過們嗎")
_CHINESE_LINKS = frozenset("和与在是把被从对给让跟向为與從對給讓為")
#: A line does not end with them: articles, prepositions and the like of some European languages.
_SHORT = (
    "a an the of to in on at by for and or with from as is my our your de la le les du des un une el los las y e "
    "der die das den dem ein eine und im am zu von mit il lo gli di da и в на с к у о по за не & + –"
)
_SHORT_WORDS = frozenset(_SHORT.split())
_UNIT = regex.compile(
    r"(%|‰|°[CF]?|[kcm]?m[²³]?|km/h|mph|[km]?g|kg|lb|oz|ml|cl|l|L|k?W|V|A|Hz|[kMG]B|px|cm|mm|min|h|s|€|\$|£|¥|kr|zł|₹|₽|"
    r"am|pm|AM|PM|a\.m\.|p\.m\.|Uhr|euros?|dollars?|people|days?|years?|г\.|руб\.?)[.,!?]?$"
)
_NUMBER = regex.compile(r"[\p{Sc}~≈±+-]?\p{Nd}[\p{Nd}.,:/]*$")
_ABBREVIATED = regex.compile(r"(Mr|Mrs|Ms|Dr|St|Prof|No|Nr|Vol|p|pp)\.$|^№$")


def over_space(before: str, after: str) -> float:
    """Cost of a line's end at the space between two words."""
    if _NUMBER.search(before) and _UNIT.match(after):
        return 6.0
    if _ABBREVIATED.search(before) or before in ("$", "€", "£", "¥"):
        return 6.0
    if after[0] in _NOT_FIRST and not after[0].isalnum():
        return 6.0
    if before[-1] in ".!?…:;,،؛؟।" or after[0] in "–—-&":
        return 0.3
    if before.casefold() in _SHORT_WORDS:
        return 2.2
    if before[0].isupper() and after[0].isupper() and not before.isupper():
        return 1.8
    if _NUMBER.search(before) and after[0].islower():
        return 1.8
    return 1.0


def inside(clusters: Sequence[str], scripts: Sequence[str], language: str) -> list[float]:
    """Cost of a line's beginning with each cluster of a token; the first gets ``NEVER``."""
    words = (
        _chinese_words("".join(clusters)) if language.startswith("zh") and "han" in scripts else frozenset()
    )
    costs = [NEVER] * len(clusters)
    position = 0
    for index in range(1, len(clusters)):
        position += len(clusters[index - 1])
        costs[index] = _between(clusters, scripts, index, language)
        if position in words:
            costs[index] = NEVER
    return costs


def _between(clusters: Sequence[str], scripts: Sequence[str], index: int, language: str) -> float:
    before, after = clusters[index - 1], clusters[index]
    left, right = scripts[index - 1], scripts[index]
    if after[0] in _NOT_FIRST or before[0] in _NOT_LAST:
        return NEVER
    if "emoji" in (left, right):
        return 1.0
    if left in CJK or right in CJK or before in _PAUSES:
        follows_word = index > 1 and scripts[index - 2] in ("han", "katakana", "latin")
        return _between_cjk(before, after, left, right, language, follows_word=follows_word)
    if before in "-‐/–—" and index > 1 and right != "common":
        return 2.0
    if before in "/?&_@." and right in ("latin", "common") and len(clusters) > 16:
        return 3.0
    return NEVER


def _between_cjk(
    before: str, after: str, left: str, right: str, language: str, *, follows_word: bool
) -> float:
    if before in _PAUSES:
        return 0.2
    if after in _NOT_LAST or before in _NOT_FIRST:
        return 0.8
    if "hangul" in (left, right):
        return NEVER if left == right or "common" in (left, right) else 2.0
    if before.isdigit() or after.isdigit() or "common" in (left, right):
        return NEVER if before.isdigit() or not after.isdigit() else 1.2
    if language == "ja" or {left, right} & {"hiragana", "katakana"}:
        return _between_japanese(before, left, right, is_particle=follows_word)
    if left != right:
        return 1.0
    if before in _CHINESE_ENDS or after in _CHINESE_LINKS:
        return 0.5
    return 3.0 if after in _CHINESE_ENDS or before in _CHINESE_LINKS else 1.0


def _between_japanese(before: str, left: str, right: str, *, is_particle: bool) -> float:
    if left == "hiragana" and right in ("han", "katakana", "latin"):
        return 0.4
    if left == right == "hiragana":
        return 2.5 if before in _JAPANESE_PARTICLES and is_particle else NEVER
    if left == right or right == "hiragana":
        return NEVER
    return 1.5


@cache
def _lexicon() -> tuple[frozenset[str], int]:
    words = frozenset(WORDS.read_text(encoding="utf-8").split()) if WORDS.exists() else frozenset()
    return words, max((len(word) for word in words), default=0)


def _chinese_words(text: str) -> frozenset[int]:
    """Indices inside of common Chinese words, where no line ends: the longest word from the left on."""
    words, longest = _lexicon()
    found: set[int] = set()
    start = 0
    while start < len(text):
        length = next((n for n in range(longest, 1, -1) if text[start : start + n] in words), 1)
        found.update(range(start + 1, min(start + length, len(text))))
        start += length
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Item:
    """A word as lines see it: its width, the space before it, the cost of beginning a line with it."""

    width: float
    space: float
    cost: float
    is_short: bool = False


def fewest(items: Sequence[Item], width: float) -> int | None:
    """How many lines of this width the words need; None: one is wider, or what cannot be parted is."""
    lines, used = 1, 0.0
    last = 0
    index = 0
    while index < len(items):
        item = items[index]
        step = item.width + (item.space if used else 0)
        if used + step <= width + 1e-6 or not used:
            used += step
            if used > width + 1e-6:
                return None
            index += 1
            continue
        back = index
        while back > last and items[back].cost == NEVER:
            back -= 1
        if back <= last:
            return None
        lines, used, last, index = lines + 1, 0.0, back, back
    return lines


def balanced(items: Sequence[Item], width: float, lines: int) -> tuple[list[int], float] | None:
    """The first word of each of exactly so many lines, as even as can be, and what they cost; None: they do
    not fit.

    The cost of lines is the squared difference of each from the mean, relative to it, the costs of the
    places, and something for a single word on the last line.
    """
    count = len(items)
    if lines > count:
        return None
    total = sum(item.width + item.space for item in items)
    mean = max(total / lines, 1e-6)
    best: list[list[tuple[float, int]]] = [[(NEVER, -1)] * (count + 1) for _ in range(lines + 1)]
    best[0][0] = (0.0, -1)
    for line in range(1, lines + 1):
        for end in range(line, count + 1):
            best[line][end] = _best_start(items, best[line - 1], end, width, mean, line == lines > 1)
    if best[lines][count][0] == NEVER:
        return None
    starts, end = [], count
    for line in range(lines, 0, -1):
        end = best[line][end][1]
        starts.append(end)
    return starts[::-1], best[lines][count][0]


def _best_start(
    items: Sequence[Item],
    before: Sequence[tuple[float, int]],
    end: int,
    width: float,
    mean: float,
    is_last: bool,
) -> tuple[float, int]:
    """The cheapest beginning of a line that ends before item ``end``: its cost so far, and where it begins."""
    found = (NEVER, -1)
    used = 0.0
    for start in range(end - 1, -1, -1):
        used += items[start].width + (items[start + 1].space if start + 1 < end else 0.0)
        if used > width + 1e-6:
            break
        if before[start][0] == NEVER or (start and items[start].cost == NEVER):
            continue
        cost = before[start][0] + (used / mean - 1) ** 2 + (PLACE * items[start].cost if start else 0.0)
        if is_last and end - start == 1 and items[start].is_short:
            cost += 0.5
        if cost < found[0]:
            found = (cost, start)
    return found
