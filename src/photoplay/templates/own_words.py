"""Words that templates bring themselves, where words are wanted and none were given. No facts, no claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a kind says of itself.

    Attributes:
        opening: Over the beginning; "": nothing.
        details: For photos after the first, one each.
        closing: On an end card; "": there is none because of it.
        is_call: Whether that is something to do.
    """

    opening: str = ""
    details: tuple[str, ...] = ()
    closing: str = ""
    is_call: bool = False


_ENGLISH: Mapping[str, OwnWords] = {
    "slideshow": OwnWords("Moments to remember", closing="Thanks for watching"),
    "product": OwnWords("Take a closer look", ("From every angle", "Every detail"), "Learn more", True),
    "single": OwnWords("Just a moment"),
    "character": OwnWords("Hello there!"),
    "reel": OwnWords("Watch this"),
    "trailer": OwnWords(closing="Coming soon"),
    "birthday": OwnWords("Happy Birthday!"),
    "wedding": OwnWords("The wedding day"),
    "travel": OwnWords("On the road"),
    "real-estate": OwnWords("Come on in", closing="Get in touch", is_call=True),
    "recipe": OwnWords("Step by step", closing="Enjoy!"),
    "announcement": OwnWords("News for you", closing="Learn more", is_call=True),
    "before-after": OwnWords("", ("Before", "After")),
}
_SIMPLIFIED: Mapping[str, OwnWords] = {
    "slideshow": OwnWords("值得珍藏的瞬间", closing="感谢观看"),
    "product": OwnWords("近一点看", ("每个角度", "每处细节"), "了解更多", True),
    "single": OwnWords("此刻"),
    "character": OwnWords("你好呀！"),
    "reel": OwnWords("看这里"),
    "trailer": OwnWords(closing="敬请期待"),
    "birthday": OwnWords("生日快乐！"),
    "wedding": OwnWords("婚礼之日"),
    "travel": OwnWords("在路上"),
    "real-estate": OwnWords("进来看看", closing="欢迎联系", is_call=True),
    "recipe": OwnWords("一步一步来", closing="开动吧！"),
    "announcement": OwnWords("新消息", closing="了解更多", is_call=True),
    "before-after": OwnWords("", ("之前", "之后")),
}
_TRADITIONAL: Mapping[str, OwnWords] = {
    "slideshow": OwnWords("值得珍藏的瞬間", closing="感謝觀看"),
    "product": OwnWords("近一點看", ("每個角度", "每處細節"), "了解更多", True),
    "single": OwnWords("此刻"),
    "character": OwnWords("你好呀！"),
    "reel": OwnWords("看這裡"),
    "trailer": OwnWords(closing="敬請期待"),
    "birthday": OwnWords("生日快樂！"),
    "wedding": OwnWords("婚禮之日"),
    "travel": OwnWords("在路上"),
    "real-estate": OwnWords("進來看看", closing="歡迎聯絡", is_call=True),
    "recipe": OwnWords("一步一步來", closing="開動吧！"),
    "announcement": OwnWords("新消息", closing="了解更多", is_call=True),
    "before-after": OwnWords("", ("之前", "之後")),
}
_BY_LANGUAGE: Mapping[str, Mapping[str, OwnWords]] = {
    "en": _ENGLISH,
    "zh": _SIMPLIFIED,
    "zh-TW": _TRADITIONAL,
}


def own_words(kind: str, language: str) -> OwnWords:
    """The words of a kind in a language: Chinese in either script, English for all others."""
    return _BY_LANGUAGE[tongue_of(language)][kind]


def tongue_of(language: str) -> str:
    """The nearest of "en", "zh" and "zh-TW" to a BCP 47 tag."""
    tag = language.lower().replace("_", "-")
    if not tag.startswith("zh"):
        return "en"
    return "zh-TW" if any(part in ("tw", "hk", "mo", "hant") for part in tag.split("-")[1:]) else "zh"
