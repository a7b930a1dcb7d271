"""What the client itself says, in the three languages of answers; and which of them a message is in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]{2,}", re.IGNORECASE)
#: Everyday characters that the other way of writing does not have.
_SIMPLIFIED = frozenset(
    "们个这来说时对会没还后过给点开关为么样发与无见长车东马国学习电视频号里将请帮变动画图张应该错误资讯档专辑声乐风鸟鱼让认识导汇载传储余额积状态显轨视频换书边龙头体气实当"
)
_TRADITIONAL = frozenset(
    "們個這來說時對會沒還後過給點開關為麼樣發與無見長車東馬國學習電視頻號裡將請幫變動畫圖張應該錯誤資訊檔專輯聲樂風鳥魚讓認識導匯載傳儲餘額積狀態顯軌換書邊龍頭體氣實當"
)
#: Of what is uploaded, as the contract lists it.
ACCEPTED = "jpg, png, webp, gif, heic, heif, avif, mp4, mov, avi, webm, mkv, mp3, wav, m4a, aac, ogg, flac"


def words(key: str, language: str, **slots: object) -> str:
    """The client's words of a key.

    Args:
        key: Of the table.
        language: BCP 47; all but Chinese is said in English.
        slots: What the words need.
    """
    return _table()[key][known(language)].format(**slots)


def knows(key: str) -> bool:
    """Whether there are words for a key."""
    return key in _table()


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    """Key -> language -> words. A key that is a number is a code of the API."""
    told = (files("photoplay.data") / "client_words.json").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, str]] = json.loads(told)
    return table


def known(language: str) -> str:
    """The language of ours that a tag means, of BCP 47 or of a locale such as "zh_TW.UTF-8"."""
    tag = language.lower().replace("_", "-")
    if not tag.startswith("zh"):
        return "en"
    return "zh-TW" if any(part in tag for part in ("tw", "hk", "mo", "hant")) else "zh"


def language_of(text: str, before: str = "en") -> str:
    """The language that a message is to be answered in: "en", "zh" or "zh-TW".

    Args:
        text: What the user says.
        before: What holds where the text does not tell, such as "1080p".
    """
    if _CHINESE.search(text):
        simplified = sum(letter in _SIMPLIFIED for letter in text)
        traditional = sum(letter in _TRADITIONAL for letter in text)
        if simplified == traditional and known(before) != "en":
            return known(before)
        return "zh-TW" if traditional > simplified else "zh"
    return "en" if _LATIN.search(text) else known(before)


def span(seconds: float, language: str) -> str:
    """A wait in words, rounded up."""
    for name, length in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * length or (name == "minutes" and seconds > 90):
            return words(name, language, n=-int(-seconds // length))
    return words("seconds", language, n=max(1, -int(-seconds // 1)))


def size(size_bytes: float) -> str:
    """A number of bytes as people read it."""
    if size_bytes < 1_000_000:
        return f"{max(1, round(size_bytes / 1000))} kB"
    if size_bytes < 1_000_000_000:
        return f"{size_bytes / 1_000_000:.{0 if size_bytes >= 1e8 else 1}f} MB"
    return f"{size_bytes / 1_000_000_000:.1f} GB"
