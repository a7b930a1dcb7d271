"""How words on the picture are to look, come and last, as far as a clause says it."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.lexicon_words import ANIMATION_WORDS, FONT_WORDS, OTHER_FONT_WORDS
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Clause
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

_FONTS = Phrases({**FONT_WORDS, "other": OTHER_FONT_WORDS})
_MOVES = Phrases(ANIMATION_WORDS)
_FONT_TALK = re.compile(r"\bfonts?\b|\btypeface\b|\blettering\b|\btype\b|\bfont-|字体|字型|字形")
_NAMED_FONT = re.compile(
    r"\bfont(?: should be| to| is|:| into)? ((?:[a-z][a-z0-9-]*)(?: [a-z][a-z0-9-]*)?)|\b(?:in|to|use|"
    r"using) (?:the )?([a-z][a-z0-9-]*(?: [a-z][a-z0-9-]*)?) (?:font|typeface)\b"
)
_FONT_FILLER = frozenset(
    words(
        "a, an, the, another, different, other, bigger, smaller, larger, nicer, better, new, "
        "color, colour, size, red, white, black, yellow, bold, please, it, that, this, "
        "something, more, less, of"
    )
)

_BIGGER = re.compile(
    r"\b(?:bigger|larger|biger|increase|enlarge|too small|too tiny|blow up|scale up|"
    r"size up)\b|\bmake \w+ (?:text )?grow|(?:\bbig ?|大)一?点|大些|大一些|更大|再大|放大|太小|加大|大点|"
    r"变大|调大|大号一点|大一号|弄大"
)
_SMALLER = re.compile(
    r"\b(?:smaller|tinier|reduce|shrink|too big|too large|too huge|less big|scale down|"
    r"size down|not so big|not too big|not that big)\b|小一?点|小些|小一些|更小|再小|缩小|"
    r"太大|小点|变小|调小|小一号|弄小|别太大|不要太大"
)
_HUGE = re.compile(
    r"\b(?:huge|giant|gigantic|enormous|massive|really big|very big|super big|"
    r"as big as possible)\b|超大|巨大|特大|非常大|很大|最大"
)
_LARGE = re.compile(r"\b(?:big|large)\b|大字|大号|大的|大大的")
_SMALL = re.compile(r"\b(?:small|smallish|tiny|little letters|tiny letters)\b|小字|小号|小小的|小的")
_BOLD = re.compile(r"\bbold(?:er|ed)?\b|\bthick(?:er)?\b|\bheavier\b|加粗|粗体|粗一点|粗的|变粗|粗点")
_THIN = re.compile(
    r"\b(?:not bold|unbold|thin|thinner|lighter weight|regular weight|no bold)\b|细一点|"
    r"不要加粗|别加粗|细体|取消加粗|细的|细点"
)
_OUTLINE = re.compile(r"\boutlin\w*|\bstroke\b|\bborder\w*|描边|轮廓|勾边")
_BOX = re.compile(
    r"\b(?:a |text |background |with a )?box(?:es)?\b|\bplate\b|\bbackground (?:behind|bar|"
    r"box)|\bbehind the (?:text|title|words)|底框|背景框|底板|文字背景|加个底|色块|字底"
)
_CORNER = re.compile(r"\b(?P<high>top|upper|bottom|lower)[ -](?:\w+ )?(?P<side>left|right)\b")
_EDGE = re.compile(
    r"\b(?:at|to|near|on|towards?) the (?:very )?(top|upper|bottom|lower)\b(?! of the (?:video|hour))"
)
_SIZE_TALK = re.compile(r"\bsize\b|字号|大小|字体大小")
_ON_SCREEN = re.compile(
    r"\b(?:for|last\w*|stay\w*|show\w*|display\w*|on screen|keep|visible|long|longer)\b|显示|"
    r"停留|持续|出现|保留|停"
)
_APPEARS = re.compile(
    r"\b(?:appear\w*|come\w* in|start\w*|begin\w*|pop\w* up|show\w* up|at|after|from)\b|出现|"
    r"开始|才|从|再出|第"
)


def style_of(clause: Clause, *, on_words: bool) -> dict[str, Any]:
    """Slots of ``add_text`` and ``edit_text`` about looks and time.

    Args:
        clause: Which.
        on_words: Whether the clause is surely about words, so that "big" means letters.
    """
    line = line_of(clause)
    return {
        **_place(clause),
        **_colour(clause, line),
        **_size(clause, line, on_words),
        **_font(line, on_words),
        **_weight(line),
        **_around(line),
        **_move(line, on_words),
        **_time(clause, line),
    }


def _place(clause: Clause) -> dict[str, Any]:
    line = _UNWANTED.sub(" ", line_of(clause))
    found = _CORNER.search(line)
    if found:
        high = "top" if found.group("high") in ("top", "upper") else "bottom"
        return {"position": f"{high}-{found.group('side')}"}
    wanted = [token for token in clause.all("position") if not _is_rejected(clause, token)]
    position = next(
        (one.partition(":")[2] for token in wanted for one in token.concepts if one.startswith("position:")),
        "",
    )
    if position:
        return {"position": position}
    moved = re.search(
        r"(?:往|靠|向|朝|移到?|挪到?|放在?到?最?)(上|下)(?!一)|\b(?:move|shift|push|slide) (?:it |that |"
        r"the \w+ )?(up|down)\b",
        line,
    )
    if moved:
        return {"position": "top" if (moved.group(1) or moved.group(2)) in ("上", "up") else "bottom"}
    edge = _EDGE.search(line)
    return {"position": "top" if edge and edge.group(1) in ("top", "upper") else "bottom"} if edge else {}


def _colour(clause: Clause, line: str) -> dict[str, Any]:
    if re.search(r"\bblack and white\b|\bb&w\b|黑白", line) or _BLAMED.search(line):
        return {}
    wanted = [
        token
        for token in clause.all("color")
        if not _is_rejected(clause, token) and not _OF_OUTLINE.match(clause.plain[token.end - clause.start :])
    ]
    color = next(
        (one.partition(":")[2] for token in wanted for one in token.concepts if one.startswith("color:")), ""
    )
    return {"color": color} if color else {}


#: A colour that is only complained of: "white is hard to see".
_BLAMED = re.compile(
    r"\b(?:is|looks|it's|its) (?:too )?(?:hard|difficult|impossible|boring|ugly|awful|horrible|invisible|wrong|not)\b|"
    r"\bdoesn'?t (?:show|stand|work|look|suit)|看不清|看不见|看不到|不好看|太丑|难看|不显眼|不明显"
)

#: What makes a colour before it the outline's or the box's, and not the letters'.
_OF_OUTLINE = re.compile(r"的?\s*(?:\w+ )?(?:outline|stroke|border|描边|轮廓|勾边|底框|底板|box|background)")

#: "Not at the top, in the middle": what is only said not to be.
_UNWANTED = re.compile(
    r"\b(?:not|n't|instead of|rather than|no longer)\s+(?:at |in |on |"
    r"to )?(?:the )?(?:very )?(?:top|bottom|upper|lower|middle|center|centre|left|right|"
    r"corner)(?: (?:left|right|corner))?"
)


def _is_rejected(clause: Clause, token: Token) -> bool:
    """Whether "not" stands right before a value, or it is a part of another Chinese word."""
    before = clause.prev(token)
    if before is not None and before.plain in ("别放", "不放", "不要放"):
        return True  # 标题别放中间
    at = token.start - clause.start
    if len(token.plain) == 1 and is_han(token.plain):
        around = clause.plain[max(0, at - 1) : at], clause.plain[at + 1 : at + 2]
        if around[0] not in ("用", "成", "换", "是", "要", "为", "") and around[1] not in (
            "色",
            "字",
            "的",
            "底",
        ):
            return True
    return (
        re.search(
            r"(?:\bnot|n't|instead of|rather than|不要|不是|别用|别)\s*(?:at |in |on )?(?:the )?$",
            clause.plain[max(0, at - 24) : at],
        )
        is not None
    )


def _size(clause: Clause, line: str, on_words: bool) -> dict[str, Any]:
    if clause.percents and (_SIZE_TALK.search(line) or on_words):
        percent = float(clause.percents[0].value)
        if percent <= 40:
            return {"size": percent}
        return {"size": "bigger" if percent > 100 or _BIGGER.search(line) else "smaller"}
    if _HUGE.search(line):
        return {"size": "huge"}
    if _SMALLER.search(line):
        return {"size": "smaller"}
    if _BIGGER.search(line):
        return {"size": "bigger"}
    if (
        clause.factors
        and on_words
        and not clause.durations
        and re.search(r"\bbig\b|\blarge\b|\bsize\b|大|小|\bsmall\b", line)
    ):
        return {"size": "bigger" if float(clause.factors[0].value) > 1 else "smaller"}
    if not on_words:
        return {}
    if _LARGE.search(line):
        return {"size": "large"}
    return {"size": "small"} if _SMALL.search(line) else {}


def _font(line: str, on_words: bool) -> dict[str, Any]:
    if not _FONT_TALK.search(line):
        hit = _FONTS.longest(line) if on_words else None
        sure = hit is not None and hit.phrase in (
            "serif",
            "serifs",
            "sans",
            "sans serif",
            "sans-serif",
            "宋体",
            "黑体",
            "楷体",
            "衬线",
            "无衬线",
            "手写体",
            "comic sans",
            "arial",
            "helvetica",
            "times new roman",
            "cursive",
            "calligraphy",
            "handwriting",
            "handwritten",
            "书法",
            "毛笔字",
            "行书",
            "艺术字",
        )
        return {"font": hit.phrase if hit.concept == "other" else hit.concept} if sure and hit else {}
    hit = _FONTS.longest(line)
    if hit is not None:
        return {"font": hit.phrase if hit.concept == "other" else hit.concept}
    named = _NAMED_FONT.search(line)
    font = (named.group(1) or named.group(2)) if named else ""
    first = font.split(" ")[0] if font else ""
    return {"font": font} if font and first not in _FONT_FILLER else {}


def _weight(line: str) -> dict[str, Any]:
    if _THIN.search(line):
        return {"bold": False}
    return {"bold": True} if _BOLD.search(line) else {}


def _around(line: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if _OUTLINE.search(line):
        found["outline"] = not re.search(
            r"\b(?:no|without|remove)\b.{0,12}(?:outline|stroke|border)|(?:不要|去掉).{0,3}(?:描边|轮廓)",
            line,
        )
    if _BOX.search(line):
        found["box"] = not re.search(
            r"\b(?:no|without|remove)\b.{0,16}(?:box|background|plate)|(?:不要|去掉).{0,4}(?:底|背景|色块)",
            line,
        )
    return found


def _move(line: str, on_words: bool) -> dict[str, Any]:
    hit = _MOVES.longest(line)
    if hit is None or (not on_words and hit.concept not in ("typewriter", "word-by-word")):
        return {}
    return {"animation": hit.concept}


def _time(clause: Clause, line: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if (span := _span(clause)) is not None:
        return {"start": span[0], "seconds": round(span[1] - span[0], 3)}
    if clause.moments and _APPEARS.search(line):
        found["start"] = float(clause.moments[0].value)
    if clause.durations:
        seconds = float(clause.durations[0].value)
        if (
            re.search(r"\bafter\b|秒后|秒之后", line)
            and "start" not in found
            and not re.search(r"\bfor\b", line)
        ):
            found["start"] = seconds
        elif _ON_SCREEN.search(line):
            found["seconds"] = seconds
    return found


#: Words between the two ends of a stretch of time.
_UNTIL = frozenset(("to", "until", "till", "through", "-", "–", "~", "到", "至", "and"))


def _span(clause: Clause) -> tuple[float, float] | None:
    """From when until when, in seconds: "from 3s to 5s", "from 1 to 3 seconds", 从第1秒到第3秒."""
    tokens = [
        token
        for token in clause.tokens
        if not (token.kind == "word" and token.plain in ("the", "the ", "at"))
    ]
    for first, between, last in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if between.plain not in _UNTIL or last.kind not in ("duration", "moment"):
            continue
        if first.kind not in ("duration", "moment", "number") or not 0 <= float(first.value) < float(
            last.value
        ):
            continue
        for token in (first, last):
            clause.read(token)
        return float(first.value), float(last.value)
    return None
