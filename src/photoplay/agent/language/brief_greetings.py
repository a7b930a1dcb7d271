"""Greetings that a brief only utters: "Merry Christmas 2025!", "happy mothers day at the end", 结尾爸爸妈妈爱你.

Nothing says "write" before them; they are words for somebody else than the maker of the video.
"""

from __future__ import annotations

import re

from photoplay.agent.language.brief_page import Page, is_wish
from photoplay.agent.language.brief_places import place_after, place_before
from photoplay.agent.language.brief_shown import Shown
from photoplay.agent.language.text import fold

_DAYS = (
    r"(?:birthday|bday|anniversary|retirement|mother'?s'? day|father'?s'? day|mothers'? day|fathers'? day|"
    r"valentine'?s(?: day)?|new year'?s?|easter|halloween|thanksgiving|holidays|hanukkah|diwali|eid|christmas|"
    r"graduation|women'?s day|teacher'?s'? day|lunar new year|chinese new year|wedding day|engagement|"
    r"gotcha day|independence day|canada day|heavenly birthday|\d{1,3}(?:st|nd|rd|th)(?: birthday|"
    r" anniversary)?)"
)
_GREETING = re.compile(
    rf"(?<![\w'’])(?P<words>(?:happy (?:belated )?{_DAYS}|merry (?:christmas|xmas)|season'?s greetings|"
    r"congrat(?:s|ulations)(?: to)? [^\s,.!?]|welcome (?:home|baby|back|to the (?:team|family|world))|"
    r"get well soon|bon voyage|rest in peace|in loving memory of|just married|save the date|"
    r"we(?:'re| are) (?:now )?(?:hiring|moving|open(?:ing)?|expecting|engaged|having a (?:baby|boy|girl|"
    r"party|sale))|"
    r"class of (?:19|20|['’])\d\d|thank you,? (?:mom|mum|dad|coach|team|teachers?|mr|mrs|ms|miss|everyone|"
    r"all|doctors?|"
    r"nurses?|grandma|grandpa)|(?:we|i) (?:love|miss) you|feliz |joyeux |joyeuse |frohe |buon |"
    r"bonne )[^\n,.;!?□■]*)"
)
_FAREWELLS = (
    r"(?:thank you|thanks|see you|love you|with love|lots of love|from (?:all|everyone|everybody|your|the|us)|"
    r"good luck|goodbye|until next|best wishes|i love you|we love you|miss you|forever|"
    r"the end)\b[^\n,.;!?□■]{0,40}"
)
#: Words that are only politeness where no place in the video is said for them: "thank you for everything at the end".
_PLACED = re.compile(
    rf"(?<![\w'’])(?P<words>{_FAREWELLS}?)"
    r"(?=\s(?:at|on|in) the (?:very )?(?:end|beginning|start|last|first|finish|back|front)\b)"
)
_LED = re.compile(rf"\b(?:end|ends|ending|start|finish|close) (?P<words>{_FAREWELLS}!?)")
#: Before these words a greeting is only spoken of: "for her happy birthday video", "wish him a merry christmas".
_SPOKEN_OF = re.compile(
    r"\b(?:a|an|the|her|his|their|our|my|your|of|for|about|that|if|because|since|as|and so|so|to|i think|"
    r"wish|say|where|when|while|after|before)\s*$"
)
_CUT = re.compile(
    r"\s(?:at|on|in|for|over|across|onto|near) (?:the |my |his |her |it\b|them\b|there\b|top\b|big\b)|"
    r"\s(?:please|pls|plz|thanks|then|because|but|so|as|with|and (?!the family\b|[A-Z]))(?=\s|$)|\s[-–—]\s|"
    r"\s(?:and|with)\s(?=(?:a|an|"
    r"the|some|my|our|we|i|want|need|make|put|add|use|maybe|then|also|it|happy|soft|nice|music)\b)"
)


def greetings(page: Page) -> list[Shown]:
    """Greetings that nobody has read yet, struck out."""
    return [*_english(page), *_chinese(page)]


def _english(page: Page) -> list[Shown]:
    found = []
    for greeting in [found for one in (_GREETING, _PLACED, _LED) for found in one.finditer(page.bare)]:
        start, end = greeting.span("words")
        if _SPOKEN_OF.search(page.bare[max(0, start - 16) : start]) or not page.is_free(start, end):
            continue
        cut = _CUT.search(page.own, start, end) if greeting.re is _GREETING else None
        end = cut.start() if cut else end
        if page.bare[end : end + 1] == "!":
            end += 1
        words = page.message.text[start:end].strip()
        if len(words.split()) > 9 or is_wish(fold(words)):
            continue
        place, photo = _place(page, start, end)
        opens = words.casefold().split(" ")[0]
        usual = {"class": "below", "thank": "end", "thanks": "end"}.get(opens, "title")
        found.append(Shown(words[:1].upper() + words[1:], place or usual, photo, start, end))
        page.take(start, end)
    return found


def _place(page: Page, start: int, end: int) -> tuple[str, int]:
    """The place that is said behind words, or before them in their part of the sentence."""
    behind = re.split(r"[,.;]|\band\b", page.bare[end : end + 40])[0]
    place, photo = (
        place_after(behind, page.ctx) if re.match(r"\s*(?:at|on|in|for|over|as)\b", behind) else ("", 0)
    )
    if place:
        return place, photo
    before = page.bare[page.part(start)[0] : start]
    near = re.split(r"\band\b|\bthen\b", before)[-1]
    return place_before(near, page.ctx)


_WHERE = (
    r"(?P<where>开头|片头|开场|首页|封面|第[一二三四五六七八九十\d]{1,2}张|首张|最后一张|最后|结尾|片尾|"
    r"末尾|收尾|结束)"
    r"(?:处|那里|的时候|时|来个|来句|来一句|就|要|是|再)?[:：]?\s?"
)
_ZH_GREETING = (
    r"快乐|爱你|谢谢|感谢|祝(?!贺视频|福视频)|平安|幸福|加油|恭喜|欢迎|再见|敬上|万事|永远|福如东海|寿比南山|"
    r"大吉|如意|健康|早日|一路|不散|安好|发财|敬请|新婚|百年好合|白头偕老|前程似锦|金榜题名|长命|囍|宜"
)
_ZH_PLACED = re.compile(rf"{_WHERE}(?P<words>[^\s，。,；;！!？?：:\n□■]{{2,16}}[!！]?)")
_ZH_WISHED = re.compile(
    r"(?:^|(?<=[\s，。,；;！!]))(?P<words>(?:祝(?!贺|福)(?:大家|您|你|你们|各位|全家|爸|妈|老师|奶奶|爷爷|"
    r"宝宝)?[^\s，。,；;！!？?\n□■]{2,14}|"
    r"(?:新年|新春|元旦|中秋|国庆|圣诞|生日|节日|母亲节|父亲节|儿童节|教师节|"
    r"端午)快乐)(?:[，,][\u4e00-\u9fff]{4}(?=[，。,；;！!\s]|$))*[!！]?)"
)
_SIGNED = re.compile(r"(?:署名|落款)(?:是|为|写|[:：])?\s?(?P<words>[^\s，。,；;！!？?\n□■]{2,16})")
_ZH_DOES = re.compile(
    r"^(?:要|用|放|加|配|做|给|把|别|不|再|换|显示|出现|慢|快|淡|渐|停|留|的)|音乐|字幕|视频|照片|几张"
)


def _chinese(page: Page) -> list[Shown]:
    found = []
    for placed in list(_ZH_PLACED.finditer(page.bare)):
        words = page.typed(*placed.span("words"))
        plain = placed.group("words")
        if re.search(_ZH_GREETING, plain) and not is_wish(plain) and not _ZH_DOES.search(plain):
            place, photo = place_before(placed.group("where"), page.ctx)
            found.append(Shown(words, place or "title", photo, *placed.span()))
            page.take(*placed.span())
    for wished in list(_ZH_WISHED.finditer(page.bare)):
        words = page.typed(*wished.span("words"))
        if not is_wish(wished.group("words")) and not re.search(
            r"视频|短片|影片", page.bare[wished.end() :][:4]
        ):
            found.append(Shown(words, "title", 0, *wished.span("words")))
            page.take(*wished.span("words"))
    signed = _SIGNED.search(page.bare)
    if signed is not None:
        found.append(Shown(page.typed(*signed.span("words")), "end", 0, *signed.span()))
        page.take(*signed.span())
    return found


_THAT_THERE = re.compile(
    r"\b(?:put|show|write|have|add|include) (?:that|this)(?: bit| part| line)? (?:at|on|"
    r"in) (?:the )?(?P<where>(?:very )?"
    r"(?:end|start|beginning|last|first|front|top)\b(?: (?:photo|picture|slide|one))?)"
)


def pointed_at(page: Page) -> list[Shown]:
    """The sentence before "put that at the end"."""
    found = _THAT_THERE.search(page.free)
    if found is None:
        return []
    border = re.search(r"[.!?,;\n\s]+$", page.message.plain[: found.start()])
    end = border.start() if border else found.start()
    start = max(page.message.plain.rfind(sign, 0, end) for sign in ".!?\n,;") + 1
    # A sum has commas of its own.
    while (
        start > 1 and page.message.plain[start - 1] == "," and page.message.plain[start : start + 1].isdigit()
    ):
        start = max(page.message.plain.rfind(sign, 0, start - 1) for sign in ".!?\n,;") + 1
    words = page.message.text[start:end].strip()
    if not 1 <= len(words.split()) <= 9 or is_wish(fold(words)) or not page.is_free(start, end):
        return []
    place, photo = place_before(found.group("where"), page.ctx)
    page.take(start, found.end())
    return [Shown(words[:1].upper() + words[1:], place or "end", photo, start, found.end())]


_NO_MORE = re.compile(
    r"\b(?:hi|hello|hey|hiya|there|everyone|everybody|all|guys|team|dear|photoplay|bot|to|you|and|too|again|"
    r"from|me|us|have|a|"
    r"great|good|nice|day)\b|你好|您好|大家|各位|小助手|啊|呀|哦|哈|呢|祝"
)


def only_greets(plain: str) -> bool:
    """Whether a message says no more than a greeting to whoever reads it: "hi there, happy new year!", 新年快乐！"""
    greeting = _GREETING.search(plain) or _ZH_WISHED.search(plain)
    if greeting is None or len(plain) > 60:
        return False
    rest = f"{plain[: greeting.start()]} {plain[greeting.end() :]}"
    return not re.search(r"\w", _NO_MORE.sub(" ", rest))
