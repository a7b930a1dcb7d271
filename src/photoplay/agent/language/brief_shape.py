"""Shape of a brief's picture: said, or that of the place that it is for."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.brief_page import apart
from photoplay.agent.language.exports import PLATFORMS
from photoplay.agent.language.lexicon_briefs import PLATFORM_SHAPES
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.phrases import Hit
from photoplay.agent.language.rules import Message

_UPRIGHT = re.compile(
    r"\b(?:verticals?|vertically|(?:in|as|a|make it|,) portrait(?! (?:photo|of|shot|picture|session|"
    r"image))|portrait (?:mode|format|video|orientation|reel|shape|please|pls|clip)|upright|9 ?[x:by/]+ ?16|"
    r"(?:for|on) (?:a |my |the )?phones?|phone (?:format|screen|size)|full[- ]?screen phone)\b|"
    r"^\W*portrait\W*$|竖屏|竖版|竖的|竖着|竖向|竖式|竖幅|直式|直屏|直向|直的|竖构图|手机屏|"
    r"手机竖|竖拍|竖视频|竖短"
)
_LYING = re.compile(
    r"\b(?:horizontal(?:ly)?|in landscape|landscape (?:mode|format|video|orientation|shape|please|"
    r"pls|clip)|as landscape|"
    r"wide-?screen|wide screen|wide format|16 ?[x:by/]+ ?9|(?:on|for) (?:the|a|my|"
    r"our) (?:big )?(?:tv|telly|projector|big screen|cinema)|tv screen)\b|"
    r"^\W*(?:landscape|wide)\W*$|横屏|横版|横的|横向|宽屏|横式|横幅的|横着|电视上|投影|大屏"
)
_SQUARE = re.compile(
    r"\b(?:squared?|1 ?[x:] ?1)\b(?! (?:feet|metre|meter|mile|foot))|方形|正方形|方的|方图|方屏|方版|正方"
)
_FEED = re.compile(r"\b4 ?[x:] ?5\b")
_STORIES = re.compile(
    r"(?<![a-z])(?:reels?|shorts|vertical|(?:insta(?:gram)?|ig|fb|facebook|whatsapp|"
    r"snapchat) (?:stor(?:y|ies)|status)|(?:for|on|to|our|my) (?:the |our |my )?stories)\b|限动|"
    r"限时动态|(?<=ins)故事|快拍"
)


def shape_said(message: Message) -> dict[str, Any]:
    """Aspect of the picture, if it is said."""
    ratio = next((token for token in message.tokens if token.kind == "ratio"), None)
    if ratio is not None and str(ratio.value) in ("16:9", "9:16", "1:1", "4:5"):
        return {"aspect": str(ratio.value)}
    lines = [apart(line_of(clause)) for clause in message.clauses if not clause.protects]
    parts = [part for line in lines for part in re.split(r"[,，、;]", line)]
    for aspect, pattern in (("9:16", _UPRIGHT), ("1:1", _SQUARE), ("16:9", _LYING)):
        if any(pattern.search(part) and not _denied(part) for part in parts):
            return {"aspect": aspect}
    found = _of_place(" ".join(lines))
    return {"aspect": found} if found else {}


def shape_of(plain: str) -> str:
    """Aspect that some folded words name, themselves or by a place; empty: none."""
    for aspect, pattern in (("9:16", _UPRIGHT), ("1:1", _SQUARE), ("16:9", _LYING), ("4:5", _FEED)):
        if pattern.search(plain):
            return aspect
    return _of_place(plain)


def _denied(part: str) -> bool:
    return re.search(r"\b(?:not|no|don't)\b|不要|别", part) is not None


_TALE = re.compile(
    r"\b(?:love|life|our|my|the|his|her|their|whole|a) (?:\w+ )?stor(?:y|ies)\b|(?:的|爱情|成长|我们)故事"
)
_POSTED = re.compile(r"\b(?:into|for|as|to|on) (?:an? |my |our |the )?(?:\w+ )?stor(?:y|ies)\b(?! of| about)")


def _of_place(line: str) -> str:
    hits = sorted(PLATFORMS.hits(line), key=lambda hit: (hit.start, -(hit.end - hit.start)))
    covered = [hit for hit in hits if not any(_covers(other, hit) for other in hits)]
    if _STORIES.search(line) and any(hit.concept in ("feed", "reels", "story", "shorts") for hit in covered):
        return "9:16"
    # "story" is a tale too, and "ig" alone may be any format of the place.
    sure = [hit for hit in covered if hit.phrase not in ("story", "stories", "reel", "reels", "故事", "tt")]
    for hit in sure or covered:
        shape = PLATFORM_SHAPES[hit.concept]
        is_tale = hit.phrase in ("story", "stories", "故事") and _TALE.search(line) is not None
        if shape and (not is_tale or _POSTED.search(line)):
            return shape
    return ""


def _covers(other: Hit, hit: Hit) -> bool:
    longer = other.end - other.start > hit.end - hit.start
    return other is not hit and other.start <= hit.start and other.end >= hit.end and longer
