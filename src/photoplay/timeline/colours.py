"""Names of colours, English and Chinese, as people say them.

The English ones are those of CSS where CSS has them, so that "red" means what it means elsewhere, with some
that are said more often ("rose gold").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

#: Name in small letters without spaces -> "#rrggbb". Source of most: CSS Color Module Level 4, named colors.
_ENGLISH: Mapping[str, str] = {
    "white": "#ffffff", "black": "#000000", "red": "#ff0000", "green": "#008000", "blue": "#0000ff",
    "yellow": "#ffff00", "orange": "#ffa500", "purple": "#800080", "violet": "#ee82ee", "pink": "#ffc0cb",
    "brown": "#a52a2a", "grey": "#808080", "gray": "#808080", "cyan": "#00ffff", "magenta": "#ff00ff",
    "teal": "#008080", "turquoise": "#40e0d0", "gold": "#ffd700", "golden": "#ffd700", "silver": "#c0c0c0",
    "navy": "#000080", "navyblue": "#000080", "maroon": "#800000", "burgundy": "#800020", "wine": "#722f37",
    "olive": "#808000", "lime": "#00ff00", "indigo": "#4b0082", "beige": "#f5f5dc", "ivory": "#fffff0",
    "cream": "#fff8e7", "offwhite": "#faf9f6", "coral": "#ff7f50", "salmon": "#fa8072", "peach": "#ffcba4",
    "apricot": "#fbceb1", "rose": "#e8536f", "rosegold": "#b76e79", "crimson": "#dc143c", "scarlet": "#ff2400",
    "ruby": "#9b111e", "cherry": "#c41e3a", "tomato": "#ff6347", "rust": "#b7410e", "terracotta": "#c66b4e",
    "copper": "#b87333", "bronze": "#cd7f32", "amber": "#ffbf00", "mustard": "#e1ad01", "lemon": "#fff44f",
    "khaki": "#f0e68c", "tan": "#d2b48c", "sand": "#d9c8a5", "chocolate": "#d2691e", "coffee": "#6f4e37",
    "charcoal": "#36454f", "slate": "#64748b", "ash": "#b2beb5", "mint": "#98e8c1", "mintgreen": "#98e8c1",
    "emerald": "#1faa6b", "forestgreen": "#228b22", "sage": "#9caf88", "jade": "#00a86b", "aqua": "#00ffff",
    "skyblue": "#87ceeb", "sky": "#6ec1f5", "babyblue": "#a9d6f5", "royalblue": "#4169e1", "azure": "#f0ffff",
    "cobalt": "#0047ab", "midnightblue": "#191970", "lavender": "#e6e6fa", "lilac": "#c8a2c8",
    "plum": "#dda0dd", "orchid": "#da70d6", "fuchsia": "#ff00ff", "hotpink": "#ff69b4", "blush": "#f4c2c2",
    # Colours that brands are known by, as people name them: near enough to be recognised.
    "tiffanyblue": "#0abab5", "kleinblue": "#002fa7", "hermesorange": "#f37021", "ferrarired": "#ff2800",
    "cocacolared": "#f40009", "barbiepink": "#e0218a", "starbucksgreen": "#006241", "facebookblue": "#1877f2",
    "twitterblue": "#1da1f2", "spotifygreen": "#1db954", "netflixred": "#e50914", "youtubered": "#ff0000",
    "discordblurple": "#5865f2", "ikeablue": "#0058a3", "wechatgreen": "#07c160",
    "transparent": "",
}  # fmt: skip
_CHINESE: Mapping[str, str] = {
    "白": "white", "黑": "black", "红": "red", "紅": "red", "绿": "green", "綠": "green", "蓝": "blue",
    "藍": "blue", "黄": "yellow", "黃": "yellow", "橙": "orange", "橘": "orange", "橘红": "tomato",
    "紫": "purple", "粉": "pink", "粉红": "pink", "粉紅": "pink", "棕": "brown", "褐": "brown",
    "咖啡": "coffee", "灰": "grey", "青": "cyan", "品红": "magenta", "洋红": "magenta", "金": "gold",
    "金黄": "gold", "金黃": "gold", "银": "silver", "銀": "silver", "藏青": "navy", "海军蓝": "navy",
    "深海蓝": "navy", "酒红": "burgundy", "酒紅": "burgundy", "橄榄": "olive", "橄榄绿": "olive",
    "米": "beige", "米白": "offwhite", "乳白": "cream", "象牙": "ivory", "象牙白": "ivory", "珊瑚": "coral",
    "珊瑚红": "coral", "桃": "peach", "杏": "apricot", "玫瑰": "rose", "玫红": "fuchsia", "玫瑰红": "rose",
    "玫瑰金": "rosegold", "大红": "crimson", "大紅": "crimson", "朱红": "scarlet", "中国红": "crimson",
    "铜": "copper", "琥珀": "amber", "芥末黄": "mustard", "柠檬黄": "lemon", "卡其": "khaki", "驼": "tan",
    "巧克力": "chocolate", "炭灰": "charcoal", "薄荷": "mint", "薄荷绿": "mint", "翡翠": "emerald",
    "翡翠绿": "emerald", "墨绿": "forestgreen", "墨綠": "forestgreen", "军绿": "olive", "草绿": "lime",
    "青绿": "teal", "蓝绿": "teal", "湖蓝": "turquoise", "天蓝": "skyblue", "天藍": "skyblue",
    "宝蓝": "royalblue", "寶藍": "royalblue", "靛蓝": "indigo", "靛": "indigo", "薰衣草": "lavender",
    "丁香": "lilac", "梅": "plum", "蒂芙尼蓝": "tiffanyblue", "蒂凡尼蓝": "tiffanyblue", "克莱因蓝": "kleinblue",
    "爱马仕橙": "hermesorange", "法拉利红": "ferrarired", "可乐红": "cocacolared", "芭比粉": "barbiepink",
    "星巴克绿": "starbucksgreen", "微信绿": "wechatgreen", "透明": "transparent",
}  # fmt: skip
_SHADES: Mapping[str, float] = {
    "light": 0.45, "pale": 0.6, "pastel": 0.5, "soft": 0.35, "bright": 0.12, "浅": 0.45, "淺": 0.45,
    "淡": 0.5, "亮": 0.12, "dark": -0.4, "deep": -0.35, "深": -0.4, "暗": -0.45,
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")
_NUMBERS = re.compile(r"rgb\(?\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*\)?")


def colour_of(words: str) -> str | None:
    """The "#rrggbb" of a colour's name ("dark green", "天蓝色"), its hexadecimal form ("#fc0") or "rgb(…)".

    None: no colour is known by these words.
    """
    told = words.strip().casefold()
    found = _HEX.fullmatch(told)
    # Without the sign, "decade" is a word; "ffffff" and "a1b2c3" are colours.
    if found and (told.startswith("#") or any(one.isdigit() for one in told) or len(set(told)) == 1):
        digits = found.group(1)
        return "#" + (digits if len(digits) == 6 else "".join(one * 2 for one in digits))
    numbers = _NUMBERS.fullmatch(told)
    if numbers:
        values = [int(one) for one in numbers.groups()]
        return "#" + "".join(f"{value:02x}" for value in values) if max(values) < 256 else None
    return _named(
        re.sub(r"[\s_-]+", "", told).removesuffix("色").removesuffix("colour").removesuffix("color")
    )


def _named(name: str) -> str | None:
    plain = _ENGLISH.get(_CHINESE.get(name, name))
    if plain:
        return plain
    for shade, amount in _SHADES.items():
        if name.startswith(shade) and name != shade:
            base = _named(name.removeprefix(shade))
            return _shaded(base, amount) if base else None
    return None


def _shaded(color: str, amount: float) -> str:
    """A colour mixed with white (amount above 0) or black (below), by that share."""
    towards = 255 if amount > 0 else 0
    values = [int(color[start : start + 2], 16) for start in (1, 3, 5)]
    return "#" + "".join(f"{round(value + (towards - value) * abs(amount)):02x}" for value in values)


# -- back to words ----------------------------------------------------------------------------------

#: Names of two words, which are looked up as one.
_SPACED = re.compile(r"(?<=[a-z])(blue|green|gold|pink|white)$")
_TO_TRADITIONAL = str.maketrans("红绿蓝黄银铜军宝驼榄柠浅", "紅綠藍黃銀銅軍寶駝欖檸淺")
_ENGLISH_SHADES, _CHINESE_SHADES = ("light", "dark", "pale"), ("浅", "深", "淡")


def name_of(color: str, language: str) -> str:
    """What people call a colour: “red”, “dark green”, “红色”; where it has no name, “#rrggbb” as it is.

    Args:
        color: As in drafts.
        language: "en", "zh" or "zh-TW".
    """
    found = _names(language != "en").get(color.lower(), color)
    return found.translate(_TO_TRADITIONAL) if language == "zh-TW" else found


@cache
def _names(is_chinese: bool) -> Mapping[str, str]:
    """Names by "#rrggbb": of several the one that stands first."""
    found: dict[str, str] = {}
    for name, color in _told_names(is_chinese):
        found.setdefault(color, name)
    return found


def _told_names(is_chinese: bool) -> Iterator[tuple[str, str]]:
    table = _CHINESE if is_chinese else _ENGLISH
    plain = [(name, _ENGLISH[table[name]] if is_chinese else table[name]) for name in table]
    plain = [(name, color) for name, color in plain if color]
    for name, color in plain:
        yield f"{name}色" if is_chinese else _spaced(name), color
    for shade in _CHINESE_SHADES if is_chinese else _ENGLISH_SHADES:
        for name, color in plain[:24]:
            yield (
                f"{shade}{name}色" if is_chinese else f"{shade} {_spaced(name)}",
                _shaded(color, _SHADES[shade]),
            )


def _spaced(name: str) -> str:
    """“royal blue” of "royalblue"."""
    return _SPACED.sub(r" \1", name)
