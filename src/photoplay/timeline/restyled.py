"""What is different about how words are set and pictures move, in phrases with values.

colour now #ff0000, font now “Lora”
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from photoplay.timeline.called import POSITION_NAMES, called
from photoplay.timeline.colours import name_of
from photoplay.timeline.model import TEXT_POSITIONS, Json
from photoplay.timeline.summary import Telling
from photoplay.timeline.wording import one_line, percent

#: Letters at least this heavy are told as bold.
_BOLD = 600

#: By language: the words for each key of a style.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "color": "colour now {0}", "size": "letters now {0} of the height", "pos": "now at {0}",
        "font": "font now {0}", "bold": "now bold", "regular": "no longer bold", "outline": "now with an outline",
        "no_outline": "no longer with an outline", "box": "now in a box", "no_box": "no longer in a box",
    },
    "zh": {
        "color": "颜色现为 {0}", "size": "字高现为画面的 {0}", "pos": "位置现为 {0}", "font": "字体现为 {0}",
        "bold": "现为粗体", "regular": "不再是粗体", "outline": "已加描边", "no_outline": "描边已移除",
        "box": "已加底框", "no_box": "底框已移除",
    },
    "zh-TW": {
        "color": "顏色現為 {0}", "size": "字高現為畫面的 {0}", "pos": "位置現為 {0}", "font": "字型現為 {0}",
        "bold": "現為粗體", "regular": "不再是粗體", "outline": "已加描邊", "no_outline": "描邊已移除",
        "box": "已加底框", "no_box": "底框已移除",
    },
}  # fmt: skip


def style_changes(old: Mapping[str, Json], new: Mapping[str, Json], words: Telling) -> Sequence[str]:
    """A phrase for each property that changed; one for all others together.

    Args:
        old, new: Styles as in the draft's ``st``.
        words: In which language.
    """
    table = _WORDS[words.language]
    told, rest = [], False
    for key in dict.fromkeys((*old, *new)):
        if old.get(key) == new.get(key):
            continue
        phrase = _TELL[key](new.get(key), table, words.language) if key in _TELL else ""
        if phrase:
            told.append(phrase)
        else:
            rest = rest or key != "gradient"
    return told if told and not rest else [*told, words["style"]]


def other_speed(words: Telling) -> str:
    """A move that is the same, and quicker or slower."""
    return _OTHER_SPEED[words.language]


_OTHER_SPEED: Mapping[str, str] = {
    "en": "moves more quickly or slowly now", "zh": "运镜速度已更改", "zh-TW": "運鏡速度已更改",
}  # fmt: skip


def _color(value: Any, table: Mapping[str, str], language: str) -> str:
    if not isinstance(value, str):
        return ""
    name = name_of(one_line(value), language)
    phrase = table["color"] if name.startswith("#") or language == "en" else table["color"].replace(" ", "")
    return phrase.format(name)


def _size(value: Any, table: Mapping[str, str], language: str) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return table["size"].format(percent(round(float(value), 4))) if is_number else ""


def _place(value: Any, table: Mapping[str, str], language: str) -> str:
    if not isinstance(value, str) or value not in TEXT_POSITIONS:
        return ""
    told = table["pos"].format(called(value, POSITION_NAMES, language))
    return told if language == "en" else told.replace(" ", "")


def _font(value: Any, table: Mapping[str, str], language: str) -> str:
    return table["font"].format(one_line(value)) if isinstance(value, str) else ""


def _weight(value: Any, table: Mapping[str, str], language: str) -> str:
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    return table["bold" if value >= _BOLD else "regular"]


def _switch(name: str) -> Callable[[Any, Mapping[str, str], str], str]:
    def tell(value: Any, table: Mapping[str, str], language: str) -> str:
        return table[name if value else f"no_{name}"]

    return tell


_TELL: Mapping[str, Callable[[Any, Mapping[str, str], str], str]] = {
    "color": _color, "size": _size, "pos": _place, "font": _font, "weight": _weight,
    "outline": _switch("outline"), "box": _switch("box"),
}  # fmt: skip
