"""A price that is known already, on another photo as well: "show the price on the first photo too"."""

from __future__ import annotations

import re

from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.word_talk import lines_of
from photoplay.timeline.model import TextClip, VideoClip

_PRICE = re.compile(
    r"\b(?:prices?(?: tag| badge)?|what it costs|how much it (?:costs|is))\b|价格|价钱|售价|标价|价签"
)
_SHOWN = re.compile(
    r"\b(?:show|put|add|display|place|stick|want|need|have|include|repeat|print|write|appear\w*|start\w*|visible|seen|"
    r"be|also|too|as well|already)\b|写|加|放|打|显示|出现|标|要|有|也|带上"
)
_OTHERWISE = re.compile(
    r"\b(?:remove|delete|hide|off|bigger|smaller|larger|move|change|replace|lower|raise|without|colou?r|font|only|"
    r"instead|higher)\b|去掉|删|不要|别|大一?点|小一?点|移|改|换|只|颜色|字体"
)
_FIRST = re.compile(
    r"\b(?:from|at|in|right from|right at) the (?:very )?(?:start|beginning|first second|opening)\b|"
    r"从?一?开始(?:就|的时候)?|从?开头(?:就|也)?|片头"
)
_MONEY = re.compile(r"[$€£¥₹￥]\s?\d|\d\s?(?:元|块|[€£$]|rmb|usd|eur|gbp|dollars|euros|pounds)")


def price_of(ctx: Context) -> TextClip | None:
    """The text that tells the price."""
    texts = [clip for clip in lines_of(ctx) if _MONEY.search(clip.text.casefold())]
    return next((clip for clip in texts if clip.style.get("role") == "badge"), texts[0] if texts else None)


def shown(clause: Clause, ctx: Context) -> list[Intent]:
    """The price that is known, on the photos that are named."""
    line = line_of(clause)
    if (
        clause.is_question
        or clause.negated
        or clause.prices
        or clause.quotes
        or not _PRICE.search(line)
        or not _SHOWN.search(line)
        or _OTHERWISE.search(line)
    ):
        return []
    price = price_of(ctx)
    photos = (
        clause.own_photos
        or clause.mention("to", "at", "over", "into")
        or (Selection((Ref("number", 1),)) if _FIRST.search(line) else None)
    )
    if price is None or photos is None:
        return []
    for token in clause.tokens:
        clause.claim(token)
    if _has_it(ctx, price, photos):
        return [clause.intent("edit_text", texts=TextRef("words", price.text), text=price.text)]
    return [clause.intent("add_text", photos=photos, text=price.text, role="badge")]


def _has_it(ctx: Context, price: TextClip, photos: Selection) -> bool:
    """Whether the price is seen on the one photo that is named."""
    main = ctx.scene.timeline.main_track
    ref = photos.include[0]
    if main is None or len(photos.include) > 1 or ref.kind != "number":
        return False
    known = [clip for clip in main.clips if isinstance(clip, VideoClip) and clip.source in ctx.scene.records]
    number = int(ref.value)
    if not 1 <= abs(number) <= len(known):
        return False
    clip = known[number - 1 if number > 0 else number]
    same = [one for one in lines_of(ctx) if one.text == price.text]
    return any(one.start_ms < clip.end_ms - 1_000 and clip.start_ms + 1_000 < one.end_ms for one in same)


#: Another price for the one that is shown: 总价改成162万, 降到59元.
_NOW = re.compile(
    r"(?:总价|价格|价钱|售价|标价|报价|现价|卖价|单价|均价|租金|月租|房价|定价|票价|到手价|活动价|优惠价|特价|价)"
    r"(?:要|得|也|都|已经|现在|再|给我|帮我|应该|那里|那个)*"
    r"(?:改成|改为|改到|换成|换为|变成|变为|降到|降至|降成|降为|涨到|涨至|涨成|调到|调成|调为|调整为|更新为|更新成|写成|是|成|为|:|：)+\s*"
    r"(?P<new>[$€£¥₹￥]?\s?\d[\d,.]*\s?(?:万|亿|千|k|元|块钱?|[€£$]|rmb)?(?:/(?:月|平|晚|人|位|件))?)(?:了|吧|哈)?$"
)
_AMOUNT = re.compile(r"[$€£¥₹￥]?\s?\d[\d,.]*\s?(?:万|亿|千|元|块钱?|[€£$]|rmb)?", re.IGNORECASE)
_UNIT = re.compile(r"万|亿|千|元|块钱?|[$€£¥₹￥]|rmb", re.IGNORECASE)


def changed(clause: Clause, ctx: Context) -> list[Intent]:
    """The price on the picture is another one now; no length is meant, and no price is brought where none is."""
    found = (
        None if clause.is_question or clause.negated or clause.quotes else _NOW.search(_bare(clause.plain))
    )
    if found is None:
        return []
    for token in clause.tokens:
        clause.claim(token)
    old = next((told for clip in _priced(ctx) if (told := _AMOUNT.search(clip.text))), None)
    clip = next(iter(_priced(ctx)), None)
    if old is None or clip is None:
        return [clause.intent("add_text", ask="ask_which_text")] if ctx.has_timeline else []
    new, before = found["new"].strip(), old.group().strip()
    if not _UNIT.search(new):
        sign = re.match(r"[$€£¥₹￥]", before)
        new = (sign.group() if sign else "") + new + (re.search(r"\D*$", before) or [""])[0]
    return [clause.intent("edit_text", texts=TextRef("words", clip.text), replace=[before, new])]


def _bare(plain: str) -> str:
    return plain.strip(" ,，。.!！~")


def _priced(ctx: Context) -> list[TextClip]:
    """Texts with a price in them, the one that is shown as such first."""
    texts = [
        clip for clip in lines_of(ctx) if clip.style.get("role") == "badge" and _AMOUNT.search(clip.text)
    ]
    texts += [
        clip
        for clip in lines_of(ctx)
        if clip not in texts and _UNIT.search(clip.text) and _AMOUNT.search(clip.text)
    ]
    return texts


EARLY: tuple[Rule, ...] = (Rule("price-changed", changed), Rule("price-shown", shown))
