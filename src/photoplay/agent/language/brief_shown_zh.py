"""Unquoted Chinese words that a brief gives to be shown: 标题环保, 结尾写上全家敬上."""

from __future__ import annotations

import re

from photoplay.agent.language.brief_page import Page, is_wish, without_glue
from photoplay.agent.language.brief_places import place_before
from photoplay.agent.language.brief_shown import Shown
from photoplay.agent.language.text import fold

_ZH_POSITION = (
    r"(?P<where>开头|片头|一开始|开场|首页|封面|第一张|首张|最前面|开始|最后一张|最后|结尾处?|"
    r"片尾|末尾|收尾|结束|落版|文末|"
    r"第[二三四五六七八九十\d]张)?(?:的时候|处|那里|这里|上面?|再|也|用大字|用|加|来|要|请|部分|画面)*"
)
_ZH_OPENED = re.compile(
    _ZH_POSITION + r"(?:(?P<title>(?:大|主)?(?:标题|片名|题目|主题|片头字)(?:就|要|请)?(?:写成?|叫做?|是|为|"
    r"打上?|用|就用|显示|定为|取名|设为|写上|打出)?(?:[红白黑金蓝绿黄粉紫橙灰]色?(?:的|字体?)?(?=[:：]))?)|"
    r"(?P<says>写上?|写着|打上|打出|打|要有|放上|标上|标注|印上|显示|出现|配文|配字|加上?(?:一?行|"
    r"一?句)?(?:文字|字幕|字|话)|注明|写个|写一?句|"
    r"来一?句|加一?句|附上|标明|叠加|上字))(?:一?行字?|一?句话?|几个字|文字|大字|字)?[:：]?\s*"
    r"(?P<words>[^\n，。,；;！？□■]{1,40}[!！]?)"
)
_ZH_CUT = re.compile(
    r"配(?=上|点|个|一|的|欢|轻|乐|音|首)|加(?=上|点|个|一)|音乐|背景音|每张|每一张|竖屏|横屏|"
    r"然后|再(?=来|加|配|放|写|用|做)|时长|做成|"
    r"就行|就好|就可以|即可|吧|放在|用(?=红|白|金|黑|大|粗)|字体|颜色|(?<!^)最后|(?<!^)结尾|片尾|"
    r"\d+秒|[一二三四五六七八九十]+秒|两个字|几个字|这几个字|这行字|这句|的?字样|(?<=\s)谢谢|要(?=大|"
    r"醒目|显眼)|大一点|和(?=价格|日期|地址|电话|租金)|以及|"
    r"\s+(?=大概|大约|差不多|每|第[一二三四五\d]|要|配|用|做|加|音乐|时长|竖|横|发)|(?<!^)不要|在(?=第|左|"
    r"右|下|上|中)|，"
)
#: How words shall look, no words: 标题字大一点.
_ZH_STYLED = re.compile(
    r"^(?:的?字?体?|颜色)(?:要|用|是|再)?(?:大|小|粗|细|醒目|显眼|[红白黑金蓝绿黄粉紫]色?的?)(?:一?[点些]|"
    r"号|的|字)?(?:就行|就好)?$"
)
_ZH_REFERENCE = re.compile(
    r"^(?:这|那|下面)?(?:行|句)?(?:日文|英文|中文|日语|英语|字)$|^(?:上|在|在第|成|好|出|一下|点|"
    r"些|清楚|她|他|我|它)?(?:们|俩|两个?人?|二人|新人|各自|两位|"
    r"双方|公司|产品|活动|寿星|店|宝宝|孩子)?(?:的)?"
    r"(?:名字|姓名|名称|日期|时间|信息|地址|电话|价格|店名|标题|文字|字幕|字|话|祝福语?|内容|菜名|价钱|卖点)"
    r"(?:和(?:日期|时间|地址|电话|价格|婚期))?(?:上|上去|写上|也|要|都)?(?:有|出现|写)?$"
)


def chinese_words(page: Page) -> list[Shown]:
    """Unquoted Chinese words, struck out: 开头写上金婚五十年."""
    found: list[Shown] = []
    at = 0
    while (opened := _ZH_OPENED.search(page.bare, at)) is not None:
        at = opened.end("says") if opened.group("says") else opened.end("title")
        one = _chinese_words(page, opened)
        if one is not None:
            page.take(one.start, one.end)
            found.append(one)
            at = one.end
    return found


def _chinese_words(page: Page, opened: re.Match[str]) -> Shown | None:
    start, end = opened.span("words")
    told = page.bare[start:end]
    cut = _ZH_CUT.search(told, 1)
    words = without_glue(page.message.text[start : start + (cut.start() if cut else len(told))]).rstrip(
        "吧啊呢 "
    )
    plain = fold(words)
    if (
        not words
        or _ZH_REFERENCE.match(plain)
        or re.match(r"[上在成的]?(?:第|每|所有|左|右|上面|下面|照片|图片|图上|画面)", plain)
    ):
        return None
    if _ZH_STYLED.match(plain):
        return None
    if not opened.group("title") and (is_wish(plain.replace("谢谢", "")) or len(words) < 2):
        return None
    if opened.group("says") in ("打", "显示", "出现", "要有", "放上") and not opened.group("where"):
        return None
    if re.search(
        r"不(?:要|用|需要|必)?$|别再?$|勿$|无需$",
        page.bare[: opened.start("title" if opened.group("title") else "says")],
    ):
        return None
    place, photo = place_before(opened.group("where") or "", page.ctx)
    if opened.group("title") and place != "end":
        place = "title"
    if not place:
        before = page.bare[page.part(opened.start())[0] : opened.start()]
        place, photo = place_before(before, page.ctx)
    length = cut.start() if cut else len(told)
    return Shown(words, place or "title", photo, opened.start(), start + length)
