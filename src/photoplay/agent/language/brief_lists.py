"""Lists of a brief: words for single photos, steps, points to be made."""

from __future__ import annotations

import re

from photoplay.agent.language.brief_captions import file_names, one_each, priced
from photoplay.agent.language.brief_fields import items_of, slot_named
from photoplay.agent.language.brief_page import Page, is_wish, without_glue
from photoplay.agent.language.brief_places import PLACE, photo_number
from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.lines import HIDDEN

_SIGNS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_CIRCLED = {chr(0x2460 + number): number + 1 for number in range(20)}
_COUNTED = re.compile(
    r"(?:^|(?<=[\s:：，,;；。.、]))(?:(?P<number>\d{1,2})\s*[.)、．:：](?!\d)\s*|(?P<circled>[①-⑳])\s*|"
    r"(?:第(?P<zh>[一二三四五六七八九十]|\d{1,2})步|步骤(?P<step>[一二三四五六七八九十]|"
    r"\d{1,2}))\s*[:：,，.、]?\s*|"
    r"step\s*(?P<en>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\s*[:.)-]?\s*)(?=[^\s\d])"
)
_WORDS = {
    name: number
    for number, name in enumerate(words("one, two, three, four, five, six, seven, eight, nine, ten"), 1)
}
_EACH = re.compile(
    r"(?:\b(?:on |for |per |with |one (?:word |line |step )?(?:per|for each|on each|"
    r"each) )?(?:each|every|per|all)(?: of (?:the|these|them))? "
    r"?(?:photo|picture|pic|image|slide|shot|one)?s?\b[^:：\n.\d]{0,60}|"
    r"\bone after (?:the other|another)\b[^:：\n.]{0,20}|\bin (?:this |that )?order\b|"
    r"\bin turn\b|\b(?:on|over|for) (?:the|these|my|our|those) (?:photos|pictures|pics|images|"
    r"slides)\b[^:：\n.\d]{0,20}|\brespectively\b|\bone by one\b|\bsteps\b[^:：\n.]{0,40}|"
    r"\b(?:dish|product|item|place|city|room|menu|country|town|street|player|team|model|"
    r"colou?r) names\b[^:：\n.]{0,20}|"
    r"\bcaptions?\b[^:：\n.]{0,40}|\blabel(?:s|led|ed)?\b[^:：\n.]{0,30}|"
    r"每(?:一)?张(?:图片?|照片)?[^:：\n。；;\d]{0,14}|分别[^:：\n。；;]{0,10}|"
    r"依次[^:：\n。；;]{0,10}|步骤[^:：\n。；;]{0,8}|四步|五步|三步|字幕[^:：\n。；;]{0,8}|"
    r"配文[^:：\n。；;]{0,8}|写上?(?!在)[^:：\n。；;,，\d]{1,8}|标[上注]?[^:：\n。；;,，\d]{1,8}|"
    r"配[上字]?[^:：\n。；;,，\d]{1,6})"
    r"\s*[:：]\s*(?=\S)"
)
_LABELS = re.compile(
    r"\b(?:label(?:l?ed)?|caption(?:ed)?|tag(?:ged)?|name|mark(?:ed)?)(?: (?:them|these|"
    r"the (?:photos|pictures|two)|both|each|it))?(?: as| with)? "
    r"(?P<list>[^\n.;!?:]+)|(?:分别|依次)(?:写上?|标上?|打上?|配上?|是|为|标注|"
    r"配文)?(?P<zh>[^\n。；;!！?？:：]{2,60})"
)
#: Words for two photos that are written like names.
_PAIRED = re.compile(r"\b[Ww]rite (?:the words )?(?P<a>[A-Z]\w*) (?:and|&) (?P<b>[A-Z]\w*)\b(?! [A-Z])")
_SIDES = re.compile(
    r"左(?:边|侧|图)?(?:写上?|标上?|打上?|是|为|配|"
    r"标注)[“「\"]?(?P<a>[^，。,;；”」\"右\n]{1,16})[”」\"]?[，,、和 ]*右(?:边|侧|"
    r"图)?(?:写上?|标上?|打上?|是|为|配|标注)[“「\"]?(?P<b>[^，。,;；”」\"\n]{1,16})[”」\"]?|"
    r"\bleft (?:one |side |photo )?(?:says?|reads?|labelled|is|"
    r":) ?[\"“']?(?P<c>[A-Za-z0-9][\w ]{1,24}?)[\"”']?,? (?:and )?(?:the )?right (?:one |side |"
    r"photo )?(?:says?|reads?|labelled|is|"
    r":) ?[\"“']?(?P<d>[A-Za-z0-9][\w ]{1,24}?)[\"”']?(?=[.,;\n]|$)"
)


def captions_of(page: Page) -> list[tuple[int, str]]:
    """Words for single photos that stand in a list, struck out: number of the photo and words."""
    for read in (file_names, priced, one_each, _sides, _halves, _by_photo, _counted, _listed, _labelled):
        if found := read(page):
            return found
    return []


def _with_capitals(page: Page) -> str:
    """What is free of the message, as typed."""
    pairs = zip(page.free, page.message.text, strict=False)
    return "".join([sign if sign == HIDDEN else typed for sign, typed in pairs])


def _sides(page: Page) -> list[tuple[int, str]]:
    """左边写…右边写…: of two photos."""
    found = _SIDES.search(_with_capitals(page))
    if found is None:
        return []
    names = ("a", "b") if found.group("a") else ("c", "d")
    page.take(*found.span())
    return [(number, page.typed(*found.span(name))) for number, name in enumerate(names, 1)]


_HALVES = re.compile(
    r"前面?(?:那?一?张)?(?:写|是|"
    r"标)[“「\"]?(?P<a>[^，。,;；”」\"后\n]{1,12}?)[”」\"]?[，,、]?\s?后面?(?:那?一?张)?(?:写|"
    r"是|标)[“「\"]?(?P<b>[^，。,;；”」\"\n]{1,12})[”」\"]?|"
    r"(?P<c>before|改造前|装修前|以前|之前|前)[”\"」]?\s*(?:/|和|、|and|&|\+|跟|"
    r"与)\s*[“\"「]?(?P<d>after|改造后|装修后|"
    r"现在|之后|后)[”\"」]?(?:\s?(?:都|也|要|字样|字|两个字|文字|的)*(?:标|写|打|加))"
)


def _halves(page: Page) -> list[tuple[int, str]]:
    """前面是白天，后面是晚上; Before / After 都要标出来: of two photos."""
    found = _HALVES.search(page.free) if page.ctx.count == 2 else None
    if found is None:
        return []
    names = ("a", "b") if found.group("a") else ("c", "d")
    page.take(*found.span())
    return [(number, page.typed(*found.span(name))) for number, name in enumerate(names, 1)]


def _by_photo(page: Page) -> list[tuple[int, str]]:
    """“Photo 1: Tomato soup. Photo 2: …”, “first photo: A, second: B”, 第一张写A，第二张写B."""
    marks = []
    for found in _PHOTO_MARK.finditer(page.free):
        place = PLACE.match(page.free, found.start("place"))
        if place is not None and place.group("photo"):
            marks.append((found, photo_number(place, page.ctx)))
        elif found.group("short"):
            marks.append((found, _short_number(found.group("short"), page)))
    if len(marks) < 2 or _only_names(page, marks[0][0]):
        return []
    told: list[tuple[int, str]] = []
    spans: list[tuple[int, int]] = []
    for place_of, (mark, number) in enumerate(marks):
        limit = marks[place_of + 1][0].start() if place_of + 1 < len(marks) else len(page.free)
        span = _value_span(page, mark.end(), limit, is_last=place_of + 1 == len(marks))
        words = without_glue(page.message.text[slice(*span)])
        if not words or len(words) > 80 or not 1 <= number <= max(1, page.ctx.count) or _is_command(words):
            return []
        told.append((number, words))
        spans.append((mark.start(), span[1]))
    for span in spans:
        page.take(*span)
    return told


#: Verbs whose photos follow, and no words for them.
_VERBS = re.compile(
    r"\b(?:delete|remove|swap|move|drop|cut|make|keep)\b|删|去掉|换|移|挪|调|把|转|放大|缩小|加长|停"
)


def _only_names(page: Page, first: re.Match[str]) -> bool:
    """Whether photos are only named behind a verb: "delete第一张 oh不是 第五张"."""
    is_bare = not first.group()[len(first.group("place")) :].strip()
    start = first.start()
    return is_bare and (
        _VERBS.search(page.free[max(0, start - 12) : start]) is not None
        or any(clause.repairs for clause in page.message.clauses)
    )


_SHORT = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "last": -1,
    "final": -1,
}
_PHOTO_MARK = re.compile(
    r"(?P<place>\b(?:(?:on )?(?:the )?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|"
    r"last|final|\d{1,2}(?:st|nd|rd|th)) (?:photo|picture|pic|image|slide|one)|"
    r"(?:photo|picture|pic|image|slide) (?:no\.? ?|#)?(?:\d{1,2}|one|two|three|four|five|"
    r"six))\b|第[一二三四五六七八九十\d]{1,2}[张幅页]|最后一张|"
    r"(?:图片?|照片)[一二三四五六七八九十\d]{1,2}|\b(?P<short>first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth|last|final)(?=\s*[:：=]))"
    r"\s*(?:(?:[:：=]|->|→|\s[-–—]\s|写上?|配[文字]|配上?|标上?|打上?|是|为|says|reads|(?:should|"
    r"must|to) (?:say|"
    r"read|be))[:：]?\s*|(?=[\"“「『])|(?<=张)\s+(?=[^\s第，。,]{2,12}(?:[\s，。,]|$)))"
)


def _short_number(name: str, page: Page) -> int:
    number = _SHORT[name]
    return max(1, page.ctx.count) if number < 0 else number


def _is_command(words: str) -> bool:
    """Whether words after a photo's number are a wish for it: "photo 2: black and white, 5 seconds"."""
    low = words.casefold()
    return (
        re.match(
            r"(?:make|hold|rotate|crop|zoom|remove|delete|\d+(?:\.\d+)? ?(?:s\b|sec)|black and white|"
            r"放大|旋转|删|停留|变|改|换|调|黑白|亮|暗|慢|快|去掉|不要|移|放|缩|转|淡|左|右)",
            low,
        )
        is not None
    )


def _value_span(page: Page, start: int, limit: int, *, is_last: bool) -> tuple[int, int]:
    """Where the words of one photo stand."""
    quote = next((one for one in page.quotes if one.start == start), None)
    if quote is not None:
        return quote.start, quote.end
    plain = page.bare[start:limit]
    pattern = r"[\n。；;]|(?<=\w)[.!?](?=\s|$)" + (r"|[,，](?=.*)" if is_last else "")
    for cut in re.finditer(pattern, plain):
        if cut.group() in ",，" and not is_wish(plain[cut.end() :]):
            continue
        return start, start + cut.start() + (cut.group() in "!?")
    return start, start + len(plain.rstrip(" ,，、和"))


def _number_of(found: re.Match[str]) -> int:
    for name in ("zh", "step", "en", "number"):
        told = found.group(name)
        if told:
            return _SIGNS.get(told, 0) or _WORDS.get(told, 0) or int(told)
    return _CIRCLED[found.group("circled")]


def _counted(page: Page) -> list[tuple[int, str]]:
    """“1. Mash the bananas 2. Add flour …”: steps, one for each photo."""
    marks = list(_COUNTED.finditer(page.free))
    while marks and _number_of(marks[0]) != 1:
        marks.pop(0)
    kept = marks[:1]
    for mark in marks[1:]:
        if _number_of(mark) == _number_of(kept[-1]) + 1:
            kept.append(mark)
    if len(kept) < 2 or len(kept) > max(2, page.ctx.count):
        return []
    told: list[tuple[int, str]] = []
    end = kept[-1].end()
    for number, (mark, after) in enumerate(zip(kept, [*kept[1:], None], strict=True), 1):
        limit = after.start() if after is not None else len(page.free)
        span = _value_span(page, mark.end(), limit, is_last=after is None)
        words = without_glue(page.message.text[slice(*span)])
        if not words or len(words) > 90:
            return []
        told.append((number, words))
        end = span[1]
    if sum(is_wish(words.casefold()) for _, words in told) * 2 > len(told):
        return []  # numbered wishes, no steps
    lead = re.search(r"[^\n.。;；,，]{0,40}[:：]?\s*$", page.bare[: kept[0].start()])
    start = lead.start() if lead and _IS_LEAD.search(lead.group()) else kept[0].start()
    page.take(start, end)
    return told


_IS_LEAD = re.compile(r"(?:\bsteps?|\bcaptions?|\bone (?:photo )?(?:each|per)|步骤|做法|每张|配文|字幕)\W*$")


def _listed(page: Page) -> list[tuple[int, str]]:
    """“write on each picture, one after the other: Mix, Knead, Rest”: one item a photo."""
    for found in _EACH.finditer(page.bare):
        end = _list_stop(page, found.end())
        quotes = [one for one in page.quotes if found.end() <= one.start < end]
        items = (
            [str(one.value) for one in quotes] if quotes else items_of(page.message.text[found.end() : end])
        )
        if len(items) < 2 or len(items) > max(2, page.ctx.count) or _is_other_key(found.group()):
            continue
        if any(len(item) > 60 or re.fullmatch(r"\d+(?:\.\d+)?\s?(?:s|sec\w*|秒)?", item) for item in items):
            continue
        start = _lead(page, found.start())
        page.take(start, end)
        return list(enumerate(items, 1))
    return []


def _is_other_key(lead: str) -> bool:
    """Whether the colon is that of another key: "4 s per photo, music: jazz"."""
    words = re.split(r"[,，;；]", lead.rstrip(" :："))[-1].strip()
    if words.endswith(" names"):
        return False
    named = {slot_named(" ".join(words.split(" ")[-count:])) for count in (1, 2, 3)}
    return bool(named - {"", "captions", "steps", "per_photo", "text", "photos"})


def _lead(page: Page, at: int) -> int:
    """Where the words that lead to a list begin: "and write on each picture"."""
    low = page.sentence(at)[0]
    lead = re.search(
        r"(?:\b(?:and|write|put|add|with|captions?|labels?|text|words?|one|the|on|use|these|as|"
        r"show)\b|请|再|并|配|写|打|在|给|[\s,，])+$",
        page.bare[low:at],
    )
    begin = low + lead.start() if lead else at
    while begin < at and page.bare[begin] in " ,，":
        begin += 1
    return begin


#: Where a list's items go, said behind it: "… Tiramisù, Saltimbocca over photos 1 to 3".
_OVER_PHOTOS = re.compile(
    r"\s(?:over|on|onto|across|for) (?:(?:the|my|our|these|all|each|every) )*(?:photos?|pictures?|pics?|"
    r"images?|slides?)\b"
)


def _list_stop(page: Page, start: int) -> int:
    """Where a list without a key ends: with its sentence, or before an item that is a wish."""
    bare = page.bare
    if "\n" in bare[start : start + 2]:
        return start
    stop = len(bare)
    ended = re.search(r"[。！？!?\n]|\.(?=\s|$)", bare[start:])
    stop = start + ended.start() if ended else stop
    over = _OVER_PHOTOS.search(bare, start, stop)
    stop = over.start() if over else stop
    at = start
    for comma in [*re.finditer(r"[,，、;；/]|\s+(?:and|&)\s+", bare[start:stop]), None]:
        end = start + comma.start() if comma is not None else stop
        if at > start and (is_wish(bare[at:end]) or re.search(r"[$€£¥]\s?\d|\d\s?元", bare[at:end])):
            return at - 1
        at = start + comma.end() if comma is not None else end
    return stop


def _labelled(page: Page) -> list[tuple[int, str]]:
    """“label them Before and After”, “write OLD and NEW”, 分别写春夏秋冬."""
    paired = _PAIRED.search(page.own)
    if paired is not None and page.ctx.count == 2:
        page.take(*paired.span())
        return [(1, page.typed(*paired.span("a"))), (2, page.typed(*paired.span("b")))]
    for found in _LABELS.finditer(page.bare):
        group = "list" if found.group("list") else "zh"
        start, end = found.span(group)
        end = min(end, _list_stop(page, start))
        items = items_of(page.message.text[start:end])
        if len(items) == 1 and group == "list":
            items = [part.strip() for part in re.split(r"\s+and\s+", items[0])]
        named = group == "zh" or all(item[:1].isupper() or item[:1].isdigit() for item in items)
        if 2 <= len(items) <= max(2, page.ctx.count) and named and all(len(item) <= 40 for item in items):
            page.take(found.start(), end)
            return list(enumerate(items, 1))
    return []


_POINTS = re.compile(
    r"\b(?:(?:key|main|top|product|its|the|selling) ){0,5}(?:features?|selling points?|"
    r"highlights?|benefits?|usps?|specs?|bullet points?|points)"
    r"(?: (?:are|is|include|includes|to (?:show|mention|include|hit|make)|should be|list|like|"
    r"such as))+\s*[:：]?\s*(?=\S)"
    r"|\b(?:mention(?:ing)?|point out|highlight(?:ing)?|say that it(?:'s| is)|"
    r"show(?:ing)? (?:that )?it(?:'s| is))\s*[:：]?\s+(?=\S)"
    r"|(?:产品)?(?:卖点|特点|特色|亮点|功能|优点|优势|特性)(?:有|是|为|包括|写|主打|打|标|放|"
    r"分别是)+(?:在?(?:图片?|照片|画面|视频)上)?\s*[:：]?\s*(?=\S)|(?:主打|突出)(?=\S)"
)


def points_of(page: Page) -> list[str]:
    """Points that a product's video makes, struck out: "features are …", 主打…, items between 、."""
    for found in _POINTS.finditer(page.free):
        end = _list_stop(page, found.end())
        items = [item for item in items_of(page.message.text[found.end() : end]) if 1 < len(item) <= 60]
        quotes = [one for one in page.quotes if found.end() <= one.start < page.sentence(found.end())[1]]
        if quotes and quotes[0].start == found.end():
            items, end = [str(one.value) for one in quotes], quotes[-1].end
        if len(items) > 1 or (items and re.match(r"产|卖|特|亮|功|优|主|突", found.group())):
            page.take(found.start(), end)
            return items[:8]
    return []


_ENUMERATION = re.compile(
    r"(?:^|"
    r"(?<=[,，。！!;；\n:：]))\s*(?P<list>[^,，。！!;；\n:：、□■]{2,16}(?:、[^,，。！!;；\n:：、□■]{1,16})+)(?=[,，。！!;；\n]|"
    r"$)"
)


#: Short parts right behind the name of what is sold: "It's the Aqua One, leak proof, 500 ml", 耳机，降噪，续航30小时.
_ITEM = r"[^,，□■.。!！?？;；:：\n]{2,44}"
_RUN_ON = re.compile(
    r"[□■][^,，□■.。!！?？;；\n]{0,12}[,，]\s*"
    rf"(?P<list>{_ITEM}(?:[,，]\s*(?:and )?{_ITEM})+)"
    r"(?=\s*[,，]?\s*(?:[□■.。!！?？;；\n]|$))"
)


_SLASHED = re.compile(
    r"(?:^|(?<=[,.;:\n]))\s*"
    r"(?P<list>[a-z][a-z0-9 -]{2,28}(?:\s?/\s?[a-z0-9][a-z0-9 -]{2,28}){2,7})(?=\s*(?:[,.;!\n]|$))"
)


def unnamed_points(page: Page) -> list[str]:
    """Items that nothing leads to, of something that is sold: between 、, or right behind its name."""
    for found in (
        *_ENUMERATION.finditer(page.bare),
        *_SLASHED.finditer(page.bare),
        *_RUN_ON.finditer(page.bare),
    ):
        items = items_of(page.message.text[slice(*found.span("list"))].replace("，", "、"))
        if (
            len(items) > 1
            and not is_wish(found.group("list"))
            and not re.search(r"[我你他她们]|照片|图", found.group("list"))
        ):
            page.take(*found.span("list"))
            return items[:8]
    return []
