"""Where words of a brief go, by what is said beside them: the title, the end, one photo, each photo …"""

from __future__ import annotations

import re

from photoplay.agent.language.rules import Context

#: A way in or out, no words: "ending: fade to black".
FADES = re.compile(
    r"(?i)^(?:a |slow(?:ly)? )?fad\w+(?: (?:in|out|to|from|black|white))*$|^(?:淡出|淡入|渐黑|黑场|渐隐)$"
)

_ORDINALS = {
    name: number
    for number, names in enumerate(
        ("first 1st opening", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th",
         "eighth 8th", "ninth 9th", "tenth 10th"), 1,
    )
    for name in names.split()
}  # fmt: skip
_ORDINALS |= {"last": -1, "final": -1, "closing": -1}
_CARDINALS = {
    name: number
    for number, name in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 1
    )
}
_ZH_NUMBERS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2,
    "首": 1,
    "末": -1,
}

_ORD = "|".join((*_ORDINALS, r"\d{1,2}(?:st|nd|rd|th)"))
_NOUN = r"(?:photo|picture|pic|image|slide|shot|frame|one|photograph)"
#: What the words beside a quotation say about its place, in groups by name.
PLACE = re.compile(
    rf"(?P<photo>\b(?P<ord>{_ORD}) {_NOUN}\b|\b{_NOUN}s? (?:number |no\.? ?|#)?(?P<num>\d{{1,2}}|"
    rf"{'|'.join(_CARDINALS)})\b|"
    rf"\bon (?:the )?(?P<on>{_ORD})\b(?! (?:line|card|second|screen|thing|page))|"
    rf"\b(?P<alone>{_ORD})(?= *[:=-]+ *$)|"
    r"第(?P<zh>[一二两三四五六七八九十]|\d{1,2})(?:张|幅|页|图)|(?P<zhlast>最后(?:一|那)张|末张|"
    r"尾图)|(?P<zhfirst>首张|头一张|首图))"
    r"|(?P<each>\b(?:each|every(?! (?:day|morning|night|evening|week|month|year|time))|all (?:the |"
    r"of the )?(?:photos|pictures|pics|images|slides))\b|每张|"
    r"每一张|分别|依次|每图|逐张)"
    r"|(?P<call>\bcall[- ]to[- ]action\b|\bcta\b|\bbutton\b|按钮|行动号召|引导)"
    r"|(?P<price>\bprice\b|\bbadge\b|价格|角标|标价)"
    r"|(?P<below>\bsub-?\s?title\b|\btag-?\s?line\b|\bslogan\b|\bunderneath\b|\bbelow\b|"
    r"\bbeneath\b|\bunder (?:it|that|the title)\b|"
    r"\bsecond line\b|\bsmaller\b|副标题|副题|下面|下方|小字|下边|底下|口号|标语|校训|宗旨|祝福语|广告语)"
    r"|(?P<end>\b(?:end|ends|ending|finish|finishes|finishing|finished|close|closes|closing|outro|"
    r"conclude|concludes|"
    r"finally|last|final|afterwards|sign off|wrap|wraps)\b|结尾|最后|片尾|末尾|收尾|结束|落版|尾页|文末|末了)"
    r"|(?P<title>\b(?:start|starts|starting|beginning|begin|begins|open|opens|opening|opener|"
    r"intro|front|top|first|"
    r"titles?|titled|headline|heading|called|call (?:it|this|the)|names?|named|brand|product|"
    r"cover)\b|开头|片头|一开始|开场|首页|"
    r"封面|标题|片名|题目|主题|名字|名为|名叫|名称|叫做?|品牌|产品|开始|先打)"
    r"|(?P<feature>\b(?:features?|points?|highlights?|benefits?|bullets?)\b|卖点|特点|亮点|优势)"
)


#: So many characters from a quotation its place is said.
_NEAR = 160


def photo_number(found: re.Match[str], ctx: Context) -> int:
    """The number of the photo that a place names, from 1."""
    count = max(1, ctx.count)
    if found.group("zhlast"):
        return count
    if found.group("zhfirst"):
        return 1
    told = found.group("ord") or found.group("on") or found.group("alone") or ""
    if told:
        number = _ORDINALS.get(told) or int(re.sub(r"\D", "", told) or 0)
    elif found.group("num"):
        number = _CARDINALS.get(found.group("num"), 0) or int(found.group("num"))
    else:
        number = _ZH_NUMBERS.get(found.group("zh"), 0) or int(found.group("zh"))
    return count if number == -1 else number


def place_before(context: str, ctx: Context) -> tuple[str, int]:
    """The place that the words before a quotation name last; ("", 0): none."""
    found = list(PLACE.finditer(context[-_NEAR:]))
    return _named(found[-1], ctx) if found else ("", 0)


def place_after(context: str, ctx: Context) -> tuple[str, int]:
    """The place that the words behind a quotation name first."""
    found = PLACE.search(context[:_NEAR])
    return _named(found, ctx) if found else ("", 0)


def _named(found: re.Match[str], ctx: Context) -> tuple[str, int]:
    name = next(
        name
        for name in ("photo", "each", "call", "price", "below", "end", "title", "feature")
        if found.group(name) is not None
    )
    return name, photo_number(found, ctx) if name == "photo" else 0


#: Where a video goes, which nobody writes on it: 发discord, discord群.
_POSTS = re.compile(
    r"(?i)(?:(?:想|要|准备|打算|方便)?(?:发送?|传|放|贴|分享|上传)(?:到|在|给|去|进|往)?)? ?(?:discord|dc) ?"
    r"(?:用的?|社群|群组?里?|群|频道|服务器|上|里)?"
)


def posts(text: str) -> bool:
    """Whether words say only where a video is sent to."""
    return _POSTS.fullmatch(text.strip()) is not None
