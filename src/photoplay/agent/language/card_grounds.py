"""The ground of an end card, as it is said: "dark end card", "end card in #1a2b3c", 深色片尾, 片尾用白底."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from photoplay.agent.language.brief_page import Page
from photoplay.agent.language.lexicon_words import END_CARD_WORDS
from photoplay.timeline.colours import colour_of

#: Grounds that are no one colour.
DARK, LIGHT = "dark", "light"
_SHADES = {
    "dark": DARK, "darker": DARK, "darkish": DARK, "light": LIGHT, "lighter": LIGHT, "bright": LIGHT, "brighter": LIGHT,
    "深": DARK, "暗": DARK, "深色系": DARK, "深色": DARK, "暗色": DARK, "暗色系": DARK, "黑暗": DARK, "深一点": DARK,
    "暗一点": DARK, "深一些": DARK, "暗一些": DARK, "浅色": LIGHT, "亮色": LIGHT, "浅": LIGHT, "浅色系": LIGHT,
    "淡色": LIGHT, "浅一点": LIGHT, "亮一点": LIGHT, "浅一些": LIGHT, "亮一些": LIGHT,
}  # fmt: skip

#: Signs before and behind a card's name in which its ground is looked for.
_NEAR = 80
#: A call is words on a card, and no card.
_NO_CARDS = ("cta", "call to action", "行动号召")
_NAMES = sorted((one for one in END_CARD_WORDS if one not in _NO_CARDS), key=len, reverse=True)
_CARD = re.compile(
    "|".join(rf"\b{re.escape(one)}\b" if one[0].isascii() else re.escape(one) for one in _NAMES)
)
_COLOUR = r"#?[0-9a-f]{6}|#[0-9a-f]{3}|[a-z]+(?:[ -][a-z]+){0,2}"
#: Between a card's name and its ground.
_LINK = (
    r"(?:\s?(?:'s|to|with|in|on|be|is|are|should|must|has|have|gets?|needs?|use|using|a|an|the|our|my|its?|of|as|"
    r"colou?r(?:ed)?|brand|background|ground|logo|against|over|make|made|turn(?:ed)?|set|instead|please|just|go|all|"
    r"solid|plain|pure|[:=—–-]))*\s?"
)
_AFTER = re.compile(rf"{_LINK}({_COLOUR})")
_BEFORE = re.compile(rf"({_COLOUR})(?:[ -]?colou?red| background(?:ed)?)?[ -]*$")
#: What may stand behind the ground: with other words it is the colour of letters, or a name.
_ENDS = re.compile(
    r"\s*(?:$|[^\w\s]|(?:background|ground|colou?r|and|with|please|pls|instead|but|then|one|card|screen|now|at|"
    r"plain|solid|no|music|thanks|for)\b)"
)
_LINK_ZH = re.compile(
    r"(?:的|之|背景色?|底色|底|颜色|色调|要|用|是|为|换成|改成|改为|变成|做成|弄成|设为|设成|调成|换|改|成|采用|我们的?|"
    r"品牌色?|在|放在?|加|来|一个|个|张|请|把|都|也|再|稍微|更|[\s:：=])*"
)
_COLOUR_ZH = re.compile(r"#[0-9a-f]{6}|#[0-9a-f]{3}|[\u4e00-\u9fff]{1,5}")
_ENDS_ZH = re.compile(r"\s*(?:$|[^\w\s]|的|背景|底|画面|吧|，|系|为底|打底|就|带|配|上面|加|和|然后)")


@dataclass(frozen=True, slots=True)
class Ground:
    """What is said of a card's ground.

    Attributes:
        color: "#rrggbb", ``DARK`` or ``LIGHT``.
        start, end: Where in the words; the card's name stands before or behind.
    """

    color: str
    start: int
    end: int


def ground_said(plain: str) -> Ground | None:
    """The ground that folded words give an end card; None: they give none."""
    for card in _CARD.finditer(plain):
        before, after = plain[max(0, card.start() - _NEAR) : card.start()], plain[card.end() :][:_NEAR]
        if (found := _found(before, after)) is not None:
            color, earlier, later = found
            if earlier:
                return Ground(color, card.start() - earlier, card.start())
            return Ground(color, card.end(), card.end() + later)
    return None


_Found = tuple[str, int, int]  # the ground, and how many signs before and after the card's name tell it


def _found(before: str, after: str) -> _Found | None:
    if (told := _BEFORE.search(before)) is not None:
        words = re.split(r"[ -]", told.group(1))
        for count in (3, 2, 1):
            named = " ".join(words[-count:])
            if len(words) >= count and (ground := _ground(named)):
                return ground, len(before) - told.end(1) + len(named), 0
    if (told := _AFTER.match(after)) is not None:
        words = told.group(1).split(" ")
        for count in range(len(words), 0, -1):
            named = " ".join(words[:count])
            end = told.start(1) + len(named)
            if (ground := _ground(named)) and (ends := _ENDS.match(after, end)):
                return ground, 0, ends.end() if "ground" in ends.group() else end
    return _chinese(before, after)


def _chinese(before: str, after: str) -> _Found | None:
    led = re.sub(r"(?:背景|底色|底|颜色|的|\s)+$", "", before)
    is_ground = led != before
    for words in _endings(led):
        if ground := _ground_zh(words, is_said=is_ground):
            return ground, len(before) - len(led) + len(words), 0
    start = _LINK_ZH.match(after)
    at = start.end() if start is not None else 0
    told = _COLOUR_ZH.match(after, at)
    if told is None:
        return None
    for count in range(len(told.group()), 0, -1):
        words = told.group()[:count]
        behind = after[at + count :]
        ground_behind = re.match(r"底色?|背景", behind)
        if (ground := _ground_zh(words, is_said=ground_behind is not None)) and _ENDS_ZH.match(behind):
            return ground, 0, at + count + (ground_behind.end() if ground_behind is not None else 0)
    return None


def _endings(led: str) -> Iterator[str]:
    if (hexadecimal := re.search(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})$", led)) is not None:
        yield hexadecimal.group()
    han = re.search(r"[\u4e00-\u9fff]{1,5}$", led)
    tail = han.group() if han is not None else ""
    yield from (tail[-count:] for count in range(len(tail), 0, -1))


def _ground(words: str) -> str | None:
    return _SHADES.get(words) or (colour_of(words) if words not in ("rose", "sky", "sand", "wine") else None)


def _ground_zh(words: str, *, is_said: bool) -> str | None:
    """One sign alone is a colour only where a ground is spoken of, or for black and white: 白片尾."""
    if words in _SHADES:
        return _SHADES[words] if len(words) > 1 or is_said else None
    is_sure = (
        words.startswith("#") or words.endswith("色") or is_said or words in ("黑", "白") or len(words) > 2
    )
    return colour_of(words) if is_sure else None


#: A logo is shown on a card, not written on it: 片尾，带logo.
_ONLY_LOGO = re.compile(
    r"(?i)(?:带上?|有|放上?|加上?|配上?|with|plus|and)? ?(?:我们?的?|我家的?|公司的?|品牌的?|店铺的?|the|our|my)? ?"
    r"(?:logo|标志|商标|徽标|標誌)"
)


def only_logo(text: str) -> bool:
    """Whether words for a card are no more than that the logo is on it."""
    return _ONLY_LOGO.fullmatch(text.strip()) is not None


def take_ground(page: Page, fields: dict[str, str]) -> None:
    """Strikes the ground of the end card out of a brief, before its words are read, and keeps it as a field."""
    ground = ground_said(page.bare)
    if ground is not None:
        page.take(ground.start, ground.end)
        fields["_ground"] = ground.color
