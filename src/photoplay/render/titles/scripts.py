"""Which writing a text is in: grapheme clusters, scripts, and the language of Chinese characters.

Chinese characters are shared by Chinese, Japanese and Korean, and drawn differently in each. What decides,
in this order: kana or hangul near them, characters that only one way of writing has, the caller's hint.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

import regex

#: First and last code point -> script. What stands nowhere is "common": it goes with its neighbours.
_SCRIPTS: Sequence[tuple[int, int, str]] = (
    (0x41, 0x5A, "latin"), (0x61, 0x7A, "latin"), (0xAA, 0xAA, "latin"), (0xBA, 0xBA, "latin"),
    (0xC0, 0xD6, "latin"), (0xD8, 0xF6, "latin"), (0xF8, 0x2AF, "latin"), (0x370, 0x3FF, "greek"),
    (0x400, 0x52F, "cyrillic"), (0x590, 0x5FF, "hebrew"), (0x600, 0x6FF, "arabic"),
    (0x750, 0x77F, "arabic"), (0x870, 0x8FF, "arabic"), (0x900, 0x97F, "devanagari"),
    (0xE00, 0xE7F, "thai"), (0xE80, 0xEFF, "lao"), (0x1000, 0x109F, "myanmar"), (0x1100, 0x11FF, "hangul"),
    (0x1780, 0x17FF, "khmer"), (0x1E00, 0x1EFF, "latin"), (0x1F00, 0x1FFF, "greek"),
    (0x2E80, 0x2FDF, "han"), (0x3005, 0x3007, "han"), (0x3040, 0x309F, "hiragana"),
    (0x30A0, 0x30FA, "katakana"), (0x30FB, 0x30FB, "common"), (0x30FC, 0x30FF, "katakana"),
    (0x3100, 0x312F, "bopomofo"), (0x3130, 0x318F, "hangul"), (0x31F0, 0x31FF, "katakana"),
    (0x3400, 0x4DBF, "han"), (0x4E00, 0x9FFF, "han"), (0xA960, 0xA97F, "hangul"),
    (0xAC00, 0xD7FF, "hangul"), (0xF900, 0xFAFF, "han"), (0xFB1D, 0xFB4F, "hebrew"),
    (0xFB50, 0xFDFF, "arabic"), (0xFE70, 0xFEFE, "arabic"), (0xFF21, 0xFF3A, "han"), (0xFF41, 0xFF5A, "han"),
    (0xFF66, 0xFF9F, "katakana"), (0x20000, 0x3FFFF, "han"),
)  # fmt: skip
KANA = frozenset(("hiragana", "katakana"))
CJK = frozenset(("han", "hiragana", "katakana", "bopomofo", "hangul"))
#: Without spaces between words.
UNSPACED = frozenset(("han", "hiragana", "katakana", "bopomofo", "thai", "lao", "myanmar", "khmer"))
#: Their marks are stacked over and under letters: lines stand further apart.
TALL = frozenset(("arabic", "hebrew", "devanagari", "thai", "lao", "myanmar", "khmer"))
_SCRIPT_LANGUAGE = {
    "latin": "en", "greek": "el", "cyrillic": "ru", "arabic": "ar", "hebrew": "he", "devanagari": "hi",
    "thai": "th", "hangul": "ko",
}  # fmt: skip
#: Invisible, but they change how neighbours are drawn: joiners, direction marks and isolates.
JOINERS = frozenset("\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\u061c")
SELECTORS = frozenset("\ufe0e\ufe0f")
#: More marks than these on one letter are noise, and no font stacks them.
_STACK = regex.compile(r"(\p{M}{12})\p{M}+")
_CLUSTER = regex.compile(r"\X")
_EMOJI = regex.compile(
    r"\p{Emoji_Presentation}|\p{Regional_Indicator}|.*[\uFE0F\u20E3\U000E007F]", regex.DOTALL
)
_LETTER = regex.compile(r"\p{L}")


def clean(text: str) -> str:
    """The text as it can be drawn: composed (NFC), lines by ``\\n``, without controls or empty ends.

    Tabs and other spaces become single spaces' worth; empty lines inside stay, those at the ends go.
    """
    text = regex.sub(r"\r\n?|[\u0085\u2028\u2029\v\f]", "\n", text)
    text = unicodedata.normalize("NFC", text.replace("\t", " "))
    text = "".join(one for one in text if one == "\n" or _is_kept(one))
    text = _STACK.sub(r"\1", text)
    lines = [regex.sub(r"[ \u00a0\u2000-\u200a\u3000]+$", "", line.strip(" ")) for line in text.split("\n")]
    while lines and not lines[0]:
        lines.pop(0)
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines)


def _is_kept(one: str) -> bool:
    if one in JOINERS or one in SELECTORS or 0xE0020 <= ord(one) <= 0xE007F:
        return True
    point = ord(one)
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:
        return False  # no characters at all
    return unicodedata.category(one) not in ("Cc", "Cs", "Cf", "Zl", "Zp")


def clusters(text: str) -> list[str]:
    """Grapheme clusters: what a reader takes for one character. Source: UAX #29."""
    return _CLUSTER.findall(text)


@lru_cache(maxsize=4096)
def script_of(cluster: str) -> str:
    """Script of the first character that has one, "emoji", or "common"."""
    if is_emoji(cluster):
        return "emoji"
    for one in cluster:
        point = ord(one)
        found = next((name for low, high, name in _SCRIPTS if low <= point <= high), "common")
        if found != "common":
            return found
        if _LETTER.match(one):
            return "other"
    return "common"


@lru_cache(maxsize=4096)
def is_emoji(cluster: str) -> bool:
    """Whether it is to be drawn as a coloured picture: by its nature, or because a selector says so."""
    return "\ufe0e" not in cluster and _EMOJI.match(cluster) is not None


@lru_cache(maxsize=8192)
def _sets_of(one: str) -> tuple[bool, bool, bool]:
    """Whether the old national sets of simplified, traditional Chinese and Japanese have the character."""

    def has(codec: str) -> bool:
        try:
            one.encode(codec)
        except UnicodeEncodeError:
            return False
        return True

    return has("gb2312"), has("big5"), has("shift_jis")


def han_language(line: str, text: str, hint: str = "") -> str:
    """How Chinese characters of this line are drawn: "zh-Hans", "zh-Hant", "ja" or "ko".

    Args:
        line: Where they stand.
        text: The whole, asked where the line does not tell.
        hint: A language of the caller's, such as "zh-TW", "ja" or "en"; may be empty.
    """
    wanted = _han_hint(hint)
    for told in (line, text):
        found = _telling(told, wanted)
        if found:
            return found
    return wanted or "zh-Hans"


def _telling(text: str, wanted: str) -> str:
    scripts = {script_of(one) for one in text}
    if scripts & KANA:
        return "ja"
    if "hangul" in scripts:
        return "ko"
    sets = [_sets_of(one) for one in text if script_of(one) == "han"]
    only_simplified = sum(simple and not (traditional or japanese) for simple, traditional, japanese in sets)
    only_traditional = sum(traditional and not simple for simple, traditional, _ in sets)
    if any(japanese and not simple and not traditional for simple, traditional, japanese in sets):
        return "ja"
    if only_simplified > only_traditional:
        return "zh-Hans"
    if only_traditional and wanted in ("ja", "ko"):
        return wanted
    if only_traditional:
        return "zh-Hant"
    return ""


def _han_hint(hint: str) -> str:
    parts = hint.replace("_", "-").casefold().split("-")
    if parts[0] in ("ja", "ko"):
        return parts[0]
    if parts[0] in ("zh", "yue", "cmn"):
        return "zh-Hant" if {"hant", "tw", "hk", "mo"} & set(parts) or parts[0] == "yue" else "zh-Hans"
    return ""


def language_of(text: str) -> str:
    """A language for a text of which nothing is known but its script: the most widespread one of it."""
    for cluster in clusters(text):
        script = script_of(cluster)
        if script in ("han", "hiragana", "katakana"):
            return han_language(text, text)
        if script in _SCRIPT_LANGUAGE:
            return _SCRIPT_LANGUAGE[script]
    return "en"
