"""The letters of a text file whose encoding nobody told: by its mark, as Unicode, else the likeliest of the others.

Files of captions are short, so statistics of bytes tell little; what the letters become tells more. Each
encoding is tried, and what comes out is weighed: common characters of the language speak for it, rare
ones and words of mixed letters against it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: Windows-1252's punctuation and signs that stand on their own in a text.
_WESTERN_SIGNS = frozenset("“”‘’„‚«»‹›–—…•€£¥©®™°¿¡§·×½¼¾²³\xa0ªº")
_CJK_SIGNS = frozenset("，。！？、：；“”‘’「」『』《》（）【】〜～…—・　！ー")
#: Characters that are frequent in written Chinese, simplified and traditional, and in Korean. Chosen by hand:
#: they need not be the most frequent ones, only rare in what other languages' bytes become.
_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所"
    "然家事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想日美海真很今吧再见吗呢"
    "谢请让爱最新世界早晚水山花风光明春夏秋冬店品"
)
_TRADITIONAL = frozenset(
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所"
    "然家事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想日美海真很今吧再見嗎呢"
    "謝請讓愛最新世界早晚水山花風光明春夏秋冬店品"
)
_KOREAN = frozenset(
    "이다는을가에의고하지도로한은나기사를그리서자어아있보인것들대해요안녕세오늘우주시라니만여게습합까네정전수일부생제"
    "스구장상면과있없었했거마무내저와소원간같말때더야러할수니까갑바랑감"
)
#: What a character of the script speaks for an encoding, the frequent ones and the others of the common half.
_FREQUENT, _COMMON, _RARE = 1.0, 0.55, 0.1
#: Less than this, and no encoding is likely: Western letters are taken.
_LIKELY = 0.45
#: So much of a text is weighed, characters.
_WEIGHED = 50_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and what it was read as: "Windows-1251"; empty where there is no doubt (Unicode, ASCII)."""

    text: str
    encoding: str = ""


def decoded(content: bytes) -> Decoded:
    """The text of a file's bytes; never refuses any."""
    if (marked := _MARKS.get(content[:2])) is not None:
        return Decoded(content.decode(marked, "replace"))
    if content.count(0) > len(content) // 8:  # UTF-16 without a mark: which bytes are zero tells the order
        return Decoded(content.decode("utf-16-be" if content[:1] == b"\x00" else "utf-16-le", "replace"))
    try:
        return Decoded(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    found = max((_weighed(content, one) for one in _OTHERS), key=lambda found: found[0])
    if found[0] >= _LIKELY:
        return Decoded(found[2], found[1])
    return Decoded(_western(content), "Windows-1252")


def _western(content: bytes) -> str:
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _weighed(content: bytes, encoding: str) -> tuple[float, str, str]:
    """(how likely, the encoding's name for people, the text); 0 where bytes are none of the encoding."""
    name, weight = _OTHERS[encoding]
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return 0.0, name, ""
    return weight(text[:_WEIGHED]), name, text


def _mean(weights: list[float]) -> float:
    return sum(weights) / len(weights) if weights else 0.0


def _foreign(text: str) -> list[str]:
    return [letter for letter in text if letter > "\x7f"]


def _is_within(letter: str, encoding: str, first: int, last: int) -> bool:
    """Whether a character's first byte lies in a range: standards put the common characters together."""
    try:
        encoded = letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(encoded) == 2 and first <= encoded[0] <= last


def _han(frequent: frozenset[str], encoding: str, first: int, last: int) -> Callable[[str], float]:
    """Weighs Chinese; the common characters have first bytes from ``first`` to ``last``."""

    def weight_of(letter: str) -> float:
        if letter in frequent or letter in _CJK_SIGNS:
            return _FREQUENT
        return _COMMON if _is_within(letter, encoding, first, last) else _RARE

    return lambda text: _mean([weight_of(letter) for letter in _foreign(text)])


def _japanese(text: str) -> float:
    def weight_of(letter: str) -> float:
        if "\u3041" <= letter <= "\u30ff" or letter in _CJK_SIGNS:
            return _FREQUENT
        return _COMMON if _is_within(letter, "cp932", 0x88, 0x97) else _RARE

    foreign = _foreign(text)
    kana = sum("\u3041" <= letter <= "\u30ff" for letter in foreign)
    # Hardly a line of Japanese is without kana; what other encodings become is.
    return _mean([weight_of(letter) for letter in foreign]) * (1 if kana else 0.85)


def _korean(text: str) -> float:
    def weight_of(letter: str) -> float:
        if letter in _KOREAN:
            return _FREQUENT
        if "\uac00" <= letter <= "\ud7a3":
            return _COMMON if _is_within(letter, "euc_kr", 0xB0, 0xC8) else _RARE
        return _COMMON if letter in _CJK_SIGNS else _RARE

    return _mean([weight_of(letter) for letter in _foreign(text)])


def _cyrillic(text: str) -> float:
    """Words of Cyrillic letters alone, capitals at their beginning or throughout."""
    weights: list[float] = []
    for word in "".join(one if one.isalpha() or one > "\x7f" else " " for one in text).split():
        foreign = _foreign(word)
        if not foreign:
            continue
        letters = [one for one in word if one.isalpha()]
        is_cyrillic = bool(letters) and all("\u0400" <= one <= "\u045f" or one in "Ґґ" for one in letters)
        bare = "".join(letters)
        is_cased = bare in (bare.lower(), bare.upper(), bare.capitalize())
        signs = all(one.isalpha() or one in _WESTERN_SIGNS or one == "№" for one in word)
        likely = 0.7 if len(word) == 1 else 0.9  # "à" and "€" alone become letters, too
        weights += [likely if is_cyrillic and is_cased and signs else 0.0] * len(foreign)
        if letters and not is_cyrillic:
            weights += [0.0] * len(letters)
    return _mean(weights)


def _latin(text: str) -> float:
    """Accented letters among plain ones, signs of punctuation; runs of accents are another script."""
    weights: list[float] = []
    for at, letter in enumerate(text):
        if letter <= "\x7f":
            continue
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        if not letter.isalpha() or letter in _WESTERN_SIGNS:
            weights.append(0.8 if letter in _WESTERN_SIGNS else 0.0)
        elif unicodedata.category(letter) == "Lu" and before.islower():
            weights.append(0.0)
        elif any(one.isascii() and one.isalpha() for one in (before, after)):
            weights.append(0.95)
        else:
            weights.append(0.85 if letter in "àÀéèêáíóúÉÁÓyæøåöäü" and not (before + after).strip() else 0.1)
    return _mean(weights)


#: Encoding -> its name for people, and how likely a text is that comes out of it.
_OTHERS: Mapping[str, tuple[str, Callable[[str], float]]] = {
    "gb18030": ("GB 18030 (simplified Chinese)", _han(_SIMPLIFIED, "gb2312", 0xB0, 0xD7)),
    "cp950": ("Big5 (traditional Chinese)", _han(_TRADITIONAL, "big5", 0xA4, 0xC6)),
    "cp932": ("Shift JIS (Japanese)", _japanese),
    "euc_jp": ("EUC-JP (Japanese)", _japanese),
    "cp949": ("EUC-KR (Korean)", _korean),
    "cp1251": ("Windows-1251 (Cyrillic)", _cyrillic),
    "koi8_r": ("KOI8-R (Cyrillic)", _cyrillic),
    "cp1252": ("Windows-1252 (Western)", _latin),
}
