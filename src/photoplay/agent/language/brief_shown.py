"""Words that a brief gives to be shown, quoted or not, each with its place in the video."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from photoplay.agent.language.brief_page import Page, is_wish, wish_in, without_glue
from photoplay.agent.language.brief_places import place_after, place_before
from photoplay.agent.language.text import fold, is_han
from photoplay.agent.language.tokens import Token


@dataclass(frozen=True, slots=True)
class Shown:
    """Words to be shown.

    Attributes:
        text: Exactly as given.
        place: "title", "below", "end", "call", "price", "feature", "each", "photo" or "": not said.
        photo: Number of the photo, of a "photo".
        start, end: What says it, in the message.
    """

    text: str
    place: str
    photo: int
    start: int
    end: int


_RIGHT = re.compile(r"^\s*(?:,\s*)?(?:(?:written|shown|displayed|appears?|big|small|comes?|right|should (?:be|"
    r"go))\s+){0,2}"
                    r"(?:at|on|in|as|for|to|over|across|underneath|below|under|by way of|(?:放|写|"
                        r"打|显示|出现)?在|作为?|当|做|为|"
                    r"is the|be the|being the|when it|near)\b")  # fmt: skip
_LIST_GAP = re.compile(r"^[\s,，、;/]*(?:and|&|和|以及|及|then|plus)?[\s,，、]*$")


def quoted_words(page: Page) -> list[Shown]:
    """All quotations that are not understood yet, struck out with the words that lead to them."""
    quotes = page.quotes
    groups: list[list[Token]] = []
    for token in quotes:
        gap = page.free[groups[-1][-1].end : token.start] if groups else "."
        if groups and _LIST_GAP.match(gap):
            groups[-1].append(token)
        else:
            groups.append([token])
    found: list[Shown] = []
    groups = [part for group in groups for part in _parted(page, group)]
    groups = [group for group in groups if not (len(group) == 1 and _is_placed_exactly(page, group[0]))]
    for number, group in enumerate(groups):
        low = groups[number - 1][-1].end if number else 0
        high = groups[number + 1][0].start if number + 1 < len(groups) else len(page.free)
        found += _placed(page, group, low, high)
    for one in found:
        page.take(one.start, one.end)
    found = [
        one for one in found if not _OF_SOUND.search(page.message.plain[max(0, one.start - 16) : one.start])
    ]
    return [one for one in found if not _DENIED.search(page.message.plain[max(0, one.start - 12) : one.end])]


_STYLED_PLACE = re.compile(
    r"\W{0,3}(?:(?:at|in|on|along|across|near|to) (?:the )?(?:very )?(?:top|bottom|left|right|upper|lower|"
    r"cent(?:er|re)|"
    r"middle|corner)"
    r"[\w -]{0,20}? (?:of|on|in|over) |in (?:big |bold |small )*(?:red|white|gold|golden|yellow|blue|"
    r"pink|black|green|orange|purple)(?: \w+)? on )(?:the |my |our )?(?:first|second|third|fourth|fifth|"
    r"sixth|last|"
    r"final|photo \d|picture \d|image \d|slide \d|\d)"
)


def _is_placed_exactly(page: Page, quote: Token) -> bool:
    """Whether it is said exactly where words go, on which photo: the rules for single photos read it."""
    if _STYLED_PLACE.match(page.message.plain, quote.end):
        return True
    behind = [token for token in page.message.tokens if token.start >= quote.end][:4]
    if not behind or behind[0].plain not in ("on", "over", "onto", "across"):
        return False
    named = next((token for token in behind[1:] if not token.has("filler")), None)
    shots = {one.name for one in page.ctx.scene.bin if one.kind in ("image", "video") and one.role != "logo"}
    return named is not None and len(named.files) == 1 and named.files[0] in shots


#: The name of a song is no word to be shown: 音乐要《婚礼进行曲》.
_OF_SOUND = re.compile(
    r"(?:音乐|配乐|歌曲?|曲子|bgm)(?:要|用|是|放|像|选|就|来|配)*\s?$|\b(?:song|track|tune|music)\s?(?:is|"
    r"like|:|called)\s?$"
)
#: What is said not to be written: 别写“生日快乐”.
_DENIED = re.compile(
    r"(?:别|不要|不用|不必|无需)(?:再|出现)?(?:写上?|打上?|放|加上?|出现|用)?[“「『《\"]|"
    r"\b(?:don't|do not|dont|never) (?:write|say|put|add|use|show) [\"“'‘]"
)


def _parted(page: Page, group: list[Token]) -> list[list[Token]]:
    """Quotations in a row, apart where the first has its place before it and the last behind it."""
    if len(group) < 2:
        return [group]
    before = place_before(page.free[page.part(group[0].start - 1)[0] : group[0].start], page.ctx)[0]
    right = page.free[group[-1].end : page.sentence(group[-1].end)[1]]
    near = re.split(r"[,，;；]|\band\b", right, maxsplit=1)[0]
    after = place_after(near, page.ctx)[0] if _RIGHT.match(near) else ""
    return [group[:-1], group[-1:]] if before and after and before != after else [group]


def _placed(page: Page, group: list[Token], low: int, high: int) -> list[Shown]:
    """One quotation, or several in a row, with the place that is said nearest."""
    first, last = group[0], group[-1]
    left_from = max(low, page.sentence(first.start)[0])
    left = page.free[left_from : first.start]
    right = page.free[last.end : min(high, page.sentence(last.end)[1])]
    place, photo, end = _place_of(page, left, right, last.end, is_one=len(group) == 1)
    start = _lead_start(page, left_from, first.start)
    if len(group) > 1 and place in ("", "title") and len(group) == max(2, page.ctx.count):
        place = "each"
    if place not in ("each", "feature", "photo") and len(group) > 2:
        place = "each" if place == "title" else "feature"
    numbers = range(len(group)) if place == "photo" else [0] * len(group)
    found = [
        Shown(str(one.value), place, photo + number, one.start, one.end)
        for one, number in zip(group, numbers, strict=True)
    ]
    found[0] = replace(found[0], start=start)
    found[-1] = replace(found[-1], end=end)
    return found


def _place_of(page: Page, left: str, right: str, at: int, *, is_one: bool) -> tuple[str, int, int]:
    """The place of a quotation, and where what says it ends: behind it, before it, anywhere in its sentence."""
    near = re.split(r"[,，;；]|\band\b|\bthen\b|并且?|然后", right, maxsplit=1)[0]
    if _RIGHT.match(near):
        place, photo = place_after(near, page.ctx)
        if place:
            return place, photo, at + len(near.rstrip())
    for context in (re.split(r"[,，;；]|\bthen\b|然后|\band\b", left)[-1], left):
        place, photo = place_before(context, page.ctx)
        if place:
            return place, photo, at
    place, photo = place_after(near, page.ctx) if is_one else ("", 0)
    return place, photo, at


_LEAD = re.compile(
    r"(?:\b(?:with|and|then|one|add|put|write|writ\w+|say\w*|says|show\w*|display|read\w*|use|"
    r"include|have|has|it|should|must|"
    r"will|can|be|is|are|the|a|an|words?|text|texts|title|titled|subtitle|headline|heading|called|"
    r"call|named?|names?|"
    r"caption\w*|label\w*|tagline|slogan|card|line|message|phrase|end|ends|ending|finish\w*|close|"
    r"closing|start\w*|begin\w*|"
    r"open\w*|at|on|to|of|as|for|in|big|bold|first|last|final|opening|outro|intro|please|"
    r"call[- ]to[- ]action|cta|button|"
    r"that|which|just|simple|my|our|his|her|slide|screen|black|underneath|below|beneath|under|"
    r"brand|product|name|"
    r"launch|event|company|shop|photos?|pictures?|pics?|images?|slides?|(?:second|third|fourth|"
    r"fifth|sixth)(?= (?:photo|picture|pic|image|slide|one|:))|"
    r"\d{1,2}(?:st|nd|rd|th)|every|each)\b|第[一二三四五六七八九十\d]+张|最后一张|每一?张|"
    r"请|再|并|且|最后|结尾|片尾|开头|片头|标题|副标题|片名|写上?|打上?|打|加上?|显示|出现|文字|"
    r"字幕|配文|一句|一行|几个字|"
    r"叫做?|名叫|名为|名字|是|为|用|放|上|处|要|有|个|的|：|:|“|=|-|配|加|在|就|出|着|名称|产品|"
    r"内容|主题|品牌|下面|"
    r"店名|[\s,，、])+$"
)


def _lead_start(page: Page, low: int, at: int) -> int:
    """Where the words that lead to a quotation begin: "and at the end it should say “…”"."""
    lead = _LEAD.search(page.free[low:at])
    if lead is None:
        return at
    begin = low + lead.start()
    comma = max(page.free.rfind(sign, begin, at) for sign in ",，、")
    begin = max(begin, comma + 1)
    while begin < at and page.free[begin] == " ":
        begin += 1
    return begin


# --- unquoted ------------------------------------------------------------------------------------------

_START_OPENERS = (
    r"(?:big |bold |main |nice )?(?:title|headline|heading)s?(?: (?:it|should be|must be|"
    r"has to be|is|to be|will be|to read|"
    r"to say|says?|saying|reads?|reading|of|as|card|text|with|would be|can be))*[: ]\s*"
)
_CALLS_IT = (
    r"(?:call|name|title|entitle) (?:it|this|the (?:video|film|movie|clip|slideshow|reel|thing|"
    r"whole thing))\s+"
)
_TITLED = r"(?:titled|entitled|under the title|with the (?:title|headline|heading))\s+"
_SAYS = (
    r"(?:(?:it |that |which |to |should |must |can |could |with |have (?:it )?|has to |needs to |"
    r"just )*(?:say|says|saying|read|reads|"
    r"reading|state|stating)|(?:with )?the words?|(?:with )?(?:the )?text|(?:write|put|add|show|"
    r"print|display)(?: the words?| the text|"
    r" text| in| on it| on there| there| at the (?:start|beginning|end|top))?)[: ]\s*"
)
_POSITION = (
    r"(?P<where>(?:at|on|in|for|to) the (?:very )?(?:start|beginning|front|opening|top|intro|"
    r"first photo|end|ending|finish|"
    r"last photo|last picture|last slide|close|outro|bottom)|(?:start|begin|open|end|finish|close|"
    r"conclude)s?(?:ing)?(?: it| off| up)?"
    r"(?: with| on| by)?)[,:]?\s+"
)
_OPENED = re.compile(
    rf"\b(?:{_POSITION})?(?:(?P<title>{_START_OPENERS}|{_CALLS_IT}|{_TITLED})|"
    rf"(?P<says>{_SAYS}))(?P<words>[^\n]+)"
)
_ENDED = re.compile(
    r"\b(?P<where>(?:start|begin|open|end|finish|close|conclude)s?(?:ing)?(?: it| off| up|"
    r" everything| the video)?(?: with| on| by saying))[: ]\s*"
    r"(?P<words>[^\n]+)"
)
_GREETS = re.compile(
    r"^(?:happy|merry|thank(?:s| you)|congrat\w*|welcome|goodbye|farewell|see you|hello|i love|"
    r"we love|love you|best wishes|"
    r"good luck|get well|bon voyage|rest in peace|in loving memory|the end|coming soon|"
    r"to be continued|with love|we miss|"
    r"forever|save the date|class of|new in|sold|just married)\b"
)
_NO_TEXT = re.compile(
    r"^(?:me\b|us\b|him\b|not\b|a |an |the |our |my |his |her |their |your |some |it\b|them\b|"
    r"this\b|these\b|those\b|that\b|in\b|on\b|at\b|to\b|of\b|together|"
    r"up\b|big|bold|overlay|no\b|all\b|each\b|every|both|everything|something|photos?\b|"
    r"pictures?\b|\d+ ?(?:s|sec\w*|photos?|pictures?)\b|"
    r"with\b|for\b|and\b|as\b|is\b|are\b|captions?|names?\b|logo|music|date|one\b|only\b|more\b|"
    r"less\b|text\b|first\b|last\b|"
    r"please|text|titles?\b|should|must|what|how|over|under|into|out\b|white|black|red\b|blue\b|gold|pink)"
)
_STOP = re.compile(
    r"[.!?](?=\s|$)|[;；。！？\n,，|]|\s(?:at|on|in|over|across|onto|to|near|along) (?:(?:the |"
    r"my )?(?:very |first |last |second |third |whole )*"
    r"(?:start|beginning|end|ending|front|top|bottom|first|last|second|third|middle|corner|"
    r"photos?|pictures?|pics?|images?|slides?|opening|intro|"
    r"cover|screen|videos?|final|closing|outro|finish|left|right|cent(?:er|re)|foreground|it|them|"
    r"there|that|this|each|every|all|both)\b|"
    r"big|bold|white|black|red|gold|pink|blue|green|yellow|large|small|letters|capitals|cursive|handwriting)|"
    r"\s(?:please|pls|plz|thanks|thx|instead|somewhere|throughout|afterwards)\b|\s(?:then|plus|"
    r"but|as|so|because)\s|\s[-–—]\s|"
    r"\s(?:and|with|plus|using)\s(?=(?:a |an |the |some |my |our |make|put|add|use|keep|have|soft|"
    r"music|each|every|all|at |in |on |for |no "
    r"|it |his |her |their |end|finish|set|then|maybe|also|nice|only |don|1 |2 |big|bold|white|black|gold|red))"
)


_IS_TITLE = re.compile(
    r"(?:^|(?<=[.,;:!?\n]))\s*(?:and |with |use )?(?P<words>[^.,;:!?\n□■]{2,40}?) (?:is|as|for|"
    r"should be) (?:the|its|our|my) (?:main )?(?:title|headline|name)\b"
)


def free_words(page: Page) -> list[Shown]:
    """Unquoted English words, struck out: "call it Lisboa '24", "end with Thank you Coach"."""
    found = _english(page)
    titled = _IS_TITLE.search(page.bare)
    if (
        titled is not None
        and not is_wish(titled.group("words"))
        and not _NO_TEXT.match(titled.group("words"))
    ):
        start, end = titled.span("words")
        found.append(Shown(page.typed(start, end), "title", 0, start, titled.end()))
        page.take(start, titled.end())
    return found


#: Places at which words may begin that are looked at, and how far a wish behind the words is looked for.
_MOST_OPENINGS, _MOST_WORDS = 60, 400
_COMING = re.compile(r"\bcoming (?:soon|(?:in|this|on|next) (?:the )?[a-z]+(?: \d{1,4}(?:st|nd|rd|th)?)?)\b")


def _english(page: Page) -> list[Shown]:
    found: list[Shown] = []
    coming = _COMING.search(page.bare)
    if coming is not None:
        words = page.typed(*coming.span())
        found.append(Shown(words[:1].upper() + words[1:], "end", 0, *coming.span()))
        page.take(*coming.span())
    at = 0
    for _ in range(_MOST_OPENINGS):
        if (opened := _next_opening(page, at)) is None:
            break
        at = opened.start("words")
        one = _english_words(page, opened)
        if one is not None:
            page.take(one.start, one.end)
            found.append(one)
            at = one.end
    return found


def _next_opening(page: Page, at: int) -> re.Match[str] | None:
    """The next place where words may begin; of two at one place the plainer one."""
    both = [one for pattern in (_OPENED, _ENDED) if (one := pattern.search(page.bare, at)) is not None]
    return min(both, key=lambda one: (one.start(), one.re is _ENDED), default=None)


def _english_words(page: Page, opened: re.Match[str]) -> Shown | None:
    start, limit = opened.span("words")
    plain = page.bare[start:limit]
    typed = page.message.text[start:limit]
    is_title = opened.re is _OPENED and opened.group("title") is not None
    stop = _english_end(plain, typed)
    words = without_glue(typed[:stop])
    low = words.casefold()
    if (
        len(words) < 2
        or "\u25a1" in plain[:stop]
        or (_NO_TEXT.match(low) and not words[0].isupper())
        or (is_han(words[0]) and not is_title)
    ):
        return None
    named = words[0].isupper() or words[0].isdigit() or _GREETS.match(low) is not None
    where = opened.group("where") or ""
    said = opened.re is _OPENED and re.match(
        r"(?:.*\b)?(?:say|says|saying|read|reads|reading|words?|text|write)\b", opened.group("says") or ""
    )
    if not named and not (is_title or said):
        return None
    if not named and (len(words.split()) > 8 or (wish_in(low) >= 0 and not is_title)):
        return None
    after = page.bare[start + stop : start + stop + 40]
    place, photo = place_before(where, page.ctx) if where else ("", 0)
    if is_title:
        place = place if place == "end" else "title"
    elif not place:
        place, photo = place_after(re.split(r"[,.;]|\band\b", after)[0], page.ctx)
    if not place:
        before = page.bare[page.part(opened.start())[0] : opened.start()]
        place, photo = place_before(before, page.ctx)
    return Shown(words, place or "title", photo, opened.start(), start + stop)


def _english_end(plain: str, typed: str) -> int:
    """Where unquoted English words end."""
    for found in _STOP.finditer(plain, 0, len(free := plain.partition("□")[0])):
        if found.group()[0] == "." and re.search(r"\b(?:dr|mr|mrs|ms|st|no)$", plain[: found.start()]):
            continue
        if found.group() in (",", "，"):
            rest = typed[found.end() :].lstrip()
            goes_on = rest[:1].isupper() and not is_wish(re.split(r"[,.;]", fold(rest))[0])
            if goes_on and typed[:1].isupper() and "," not in plain[: found.start()]:
                continue
        return found.start() + (1 if found.group()[0] in "!?" else 0)
    words = re.sub(r"\s+(?:and|with|at|on|for|in|the|a)+$", "", free.rstrip())
    wish = wish_in(plain[:_MOST_WORDS])
    if wish > 0 and not typed[:wish].strip()[-1:].isupper() and not typed[wish : wish + 1].isupper():
        before = re.search(
            r"\s+(?:with|and|in|on|for|to|\d+|a|some|the|soft|slow|each|every)*\s*$", plain[:wish]
        )
        return before.start() if before else wish
    return len(words)
