"""Words that a clause gives to be shown: quoted, behind a colon, after "title", between "put" and "on the photo"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from photoplay.agent.language.descriptions import is_description
from photoplay.agent.language.given_signs import (
    GREETINGS,
    NAMELESS,
    NOT_WORDS,
    ROLE_CONCEPTS,
    is_ours,
    role_of,
)
from photoplay.agent.language.lexicon_words import FONT_WORDS, OTHER_FONT_WORDS
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Ref, Selection
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Clause, Mention
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

#: What follows the words themselves: where, how, for how long.
_TAIL = re.compile(
    r"[\s,，;；]{1,80}+(?:(?:at|in|on|over|across|onto|to|near|along|under|below|above|"
    r"inside) (?:the |my |our |its |every |each |all |photo|picture|pic|image|slide|it\b|"
    r"that\b|this\b|there\b|number|#|\d)|in (?:big|bold|small|large|huge|white|black|red|blue|"
    r"green|yellow|gold|golden|pink|purple|orange|"
    r"silver|grey|gray|a |an |letters|capital|caps|uppercase|comic|serif|sans|cursive|"
    r"handwriting)|for (?:\d|one|two|three|four|five|six|the first|the whole)|as (?:a |an |"
    r"the |its )?(?:title|subtitle|caption|headline|text|badge|label|lower)|with (?:a |an |"
    r"some |the )?(?:fade|typewriter|white|black|red|big|bold|slide|shadow|outline|box|nice|"
    r"animation|effect|font)|(?:top|bottom|center|centre|middle|upper|lower)(?:[ -](?:left|"
    r"right|corner))?\W*$|please|pls|plz|thanks|thx|thank you so much$|instead|(?:big|bold|"
    r"white|red|gold|yellow) letters)"
    r"|[，,]?(?:放在|显示在|放到|用(?:白|红|黄|金|黑|蓝|大|粗)|颜色|字体|字号|居中|"
    r"\s+\S{1,2}色的?|吧(?=不|别|，|。)|白色|红色|黄色|金色|大一点|大字|就行|就好|就可以|谢谢|"
    r"吧[。!！]?$|(?:放|写)(?:左|右|上|下|中))"
)
_BELOW = re.compile(
    r"[,，;；]?\s{0,80}+(?:and )?(?:underneath|beneath|below|under)(?: (?:it|that|this|"
    r"them))?[:,]?\s+(?!the |my )|[,，;；]?\s{0,80}+(?:and |with )?(?:the )?(?:subtitle|tagline|"
    r"second line)(?: (?:is|of|saying|reads))?[:]?\s+|[，,；;]?(?:下面|下边|副标题?)(?:再?写|"
    r"是|写上|小字)?[:：]?"
)
_CONNECTS = re.compile(
    r"^\s*(?:(?:is|as|of|to|be|should be|reads?|says?|saying|must be|has to be|needs to be|"
    r"shall be|will say|text|card|that|which|called|with|was|will be)(?![a-z])|"
    r"(?:=|->|→|:|：|-|–|是|为|写成?|叫做?|用|打|上|改成|换成|内容|"
    r"\s))*\s*(?:[:：=]\s*)?"
)
_PUTS = re.compile(r"\b(?:put|write|add|place|stick|slap|print|type|overlay|show|display|have)\b\s+")


_FONTS = Phrases({"font": (*OTHER_FONT_WORDS, *(one for told in FONT_WORDS.values() for one in told))})


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are given to be shown, with what is said beside them.

    Attributes:
        text: Exactly as typed.
        start, end: In the message.
        role: As said, or "".
        photos: Those named right beside them.
    """

    text: str
    start: int
    end: int
    role: str = ""
    photos: Selection | None = None


def given(clause: Clause) -> list[Piece]:
    """Words to be shown: quotations, each with the role and photos said nearest to it, else free words."""
    quotes = [token for token in clause.tokens if token.kind == "quote" and not token.carried]
    for token in quotes:
        clause.read(token)
    if not quotes or clause.free_text:
        line = line_of(clause)
        return [piece for piece in _free(clause) if not is_description(piece.text, line)]
    bounds = [(token.start, token.end) for token in quotes]
    trailing = _trails(clause, bounds)
    pieces = []
    for number, token in enumerate(quotes):
        low = bounds[number - 1][1] if number else 0
        high = bounds[number + 1][0] if number + 1 < len(quotes) else clause.end + 1
        region = (token.end, high) if trailing else (low, token.start)
        other = (low, token.start) if trailing else (token.end, high if len(quotes) == 1 else token.end)
        role = role_in(clause, *region, last=not trailing) or role_in(clause, *other, last=trailing)
        photos = _photos_in(clause, *region) or (_photos_in(clause, *other) if len(quotes) == 1 else None)
        lead = clause.plain[max(0, region[0] - clause.start) : region[1] - clause.start]
        if len(quotes) > 1 and not role and _NAMES_IT.search(lead):
            role = "title"
        if len(quotes) > 1 and not role and photos is None and _CLOSES.search(lead):
            photos = Selection((Ref("number", -1),))
        pieces.append(Piece(str(token.value), token.start, token.end, role, photos))
    return pieces


_NAMES_IT = re.compile(
    r"\b(?:names?|called|product|headline|brand|slogan)\b[^,.;]*$|(?:名字|名称|产品|品牌|叫|"
    r"名为|口号|主题)[^，。；]*$"
)
_CLOSES = re.compile(
    r"\b(?:finish|end|close|closing|ending|conclude|outro|last)\b[^,.;]*$|(?:结尾|片尾|最后|"
    r"末尾|收尾|结束)[^。；]*$"
)


def _trails(clause: Clause, bounds: list[tuple[int, int]]) -> bool:
    """Whether what is said about quotations follows them: "“A” as the title and “B” below"."""
    first, last = bounds[0], bounds[-1]
    before = role_in(clause, 0, first[0]) or _photos_in(clause, 0, first[0])
    after = role_in(clause, last[1], clause.end + 1) or _photos_in(clause, last[1], clause.end + 1)
    return bool(after) and not before and len(bounds) > 1


def role_in(clause: Clause, low: int, high: int, *, last: bool = True) -> str:
    """The role that is named within a span of the message."""
    named = [span_of(clause, one) for one in clause.mentions if not one.weak]
    found = [
        role_of(token)
        for token in clause.all(ROLE_CONCEPTS)
        if low <= token.start < high
        and not (token.has("end-card") and any(start <= token.start < end for start, end in named))
    ]
    return (found[-1] if last else found[0]) if found else ""


def span_of(clause: Clause, mention: Mention) -> tuple[int, int]:
    """Where a mention of photos stands in the message."""
    return clause.tokens[mention.first].start, clause.tokens[mention.last].end


def _photos_in(clause: Clause, low: int, high: int) -> Selection | None:
    for mention in clause.mentions:
        start, end = span_of(clause, mention)
        if (
            low <= start
            and end <= high
            and not mention.weak
            and mention.role in ("", "over", "at", "to", "into")
        ):
            clause.read(mention)
            return mention.selection
    return None


def _free(clause: Clause) -> list[Piece]:
    """Unquoted words, or a handle or address that stands for itself."""
    span = clause.free_span
    if clause.free_text and clause.free_text.strip() and span:
        if NAMELESS.fullmatch(clause.free_text.strip()):
            return []
        lead = _LEADING.match(clause.free_text)
        if lead and lead.end() < len(clause.free_text):
            words = clause.free_text[lead.end() :].strip()
            cut = _STRAY.search(words)
            words = words[: cut.start()].strip(" ,，") if cut and cut.start() > 0 else words
            return [
                Piece(
                    words,
                    span[0] + lead.end(),
                    span[0] + lead.end() + len(words),
                    role_in(clause, 0, span[0]),
                )
            ]
        stray = _STRAY.search(clause.free_text)
        if stray and stray.start() > 0:
            words = clause.free_text[: stray.start()].strip(" ,，")
            return [Piece(words, span[0], span[0] + stray.start(), role_in(clause, 0, span[0]))]
        role = next(
            (
                role_of(one)
                for one in reversed(clause.all(ROLE_CONCEPTS))
                if one.end <= span[0] or one.start >= span[1]
            ),
            "",
        )
        words = re.sub(r"(?i)\s+(?:pls|please|plz|thx|thanks|ty)\W*$", "", clause.free_text.strip())
        return _parted(clause, words, *span, role)
    links = [token for token in clause.tokens if token.kind == "link"]
    if links and _WRITES_LINK.search(line_of(clause)):
        clause.read(links[0])
        return [Piece(links[0].text, links[0].start, links[0].end, role_in(clause, 0, clause.end))]
    return _called(clause) or _after_role(clause) or _put_on(clause) or _after_colon(clause)


#: What shows that free words have run on into the next wish.
_LEADING = re.compile(
    r"(?:(?:英文|英语|中文)的?(?=\s)|一句话?|一行字?|地名|城市名|名字|文字|内容|city names?|the words?)\s*[:：]?\s*|"
    r"(?:上|着|个)[:：]\s*",
    re.IGNORECASE,
)
_STRAY = re.compile(
    r"吧(?=不|别|再|然后|，)|就行|就好|就可以|(?<=.)(?:别的|其他的?)字|"
    r"(?<=[\u4e00-\u9fff])不要.{2,}了$|(?<=\w) (?:and|then|"
    r"also) (?:make|put|set|remove|delete|change|move) (?:it|the|that|this)\b"
)
_WRITES_LINK = re.compile(
    r"\b(?:writ\w+|put|add|show|display|say\w*|stick|overlay|print|title|caption|text|"
    r"handle)\b|写|打|加|放|显示|标"
)


def _parted(clause: Clause, text: str, start: int, end: int, role: str) -> list[Piece]:
    """A title and what stands below it, said in one breath."""
    below = _BELOW.search(text)
    if below and below.start() > 0 and below.end() < len(text) and role in ("", "title"):
        return [
            Piece(text[: below.start()].strip(" ,，"), start, start + below.start(), role or "title"),
            Piece(text[below.end() :].strip(" ,，"), start + below.end(), end, "subtitle"),
        ]
    return [Piece(text, start, end, role)]


def _sub(clause: Clause, start: int, end: int) -> tuple[str, str]:
    """Part of the message as typed and folded, by places in it."""
    return clause.text[start - clause.start : end - clause.start], clause.plain[
        start - clause.start : end - clause.start
    ]


def _after_role(clause: Clause) -> list[Piece]:
    """“Big title JAPAN 2025 at the front”: what follows the name of a text and is no description of it."""
    for token in clause.all(ROLE_CONCEPTS + "|text"):
        if token.carried or token.start < clause.start:
            continue
        if not role_of(token) and not (
            clause.plain[token.end - clause.start : token.end - clause.start + 1] in " :："
            and is_han(token.plain[-1])
        ):
            continue
        typed, plain = _sub(clause, token.end, clause.end)
        connected = _CONNECTS.match(plain)
        at = connected.end() if connected else 0
        tail = _TAIL.search(plain, max(0, at - 1))
        stop = tail.start() if tail and tail.start() >= at else len(plain)
        stop = _wish_after_comma(clause, token.end, at, stop)
        words = typed[at:stop].strip(" ,.，。;；-")
        start = token.end + at
        is_said = connected is not None and _SAID_SO.search(connected.group()) is not None
        if words and (
            _is_name_like(clause, words, start, token.end + stop)
            or (is_said and _only_moods(clause, start, token.end + stop))
        ):
            return _parted(clause, words, start, start + len(words), role_of(token))
    return []


#: After these, words that name a mood as well are the words themselves: 标题改成夏天.
_SAID_SO = re.compile(r"says?|reads?|saying|改成|换成|写|叫|是")


def _only_moods(clause: Clause, start: int, end: int) -> bool:
    inside = [
        token
        for token in clause.tokens
        if start <= token.start < end and token.kind not in ("punct", "emoji")
    ]
    families = {concept.partition(":")[0] for token in inside for concept in token.concepts}
    return (
        bool(inside)
        and bool(families)
        and all(token.kind == "word" for token in inside)
        and families <= {"mood", "feel", "lead", "kind"}
    )


def _wish_after_comma(clause: Clause, base: int, at: int, stop: int) -> int:
    """Where words end at a comma behind which something else is said: "title THE END, 20 seconds"."""
    for place, token in enumerate(clause.tokens[:-1]):
        after = clause.tokens[place + 1]
        inside = base + at <= token.start < base + stop
        if (
            inside
            and token.plain in (",", "，", "、")
            and (after.kind not in ("word", "quote") or after.concepts)
        ):
            return token.start - base
    return stop


#: What no name begins with.
_NO_NAME = (
    "color", "position", "amount", "more", "less", "not", "font", "size", "it", "remove",
    "photo", "start", "end", "change", "into", "over", "on", "with", "from", "question",
    "and",
)  # fmt: skip


def _is_name_like(clause: Clause, words: str, start: int, end: int) -> bool:
    """Whether words are what is to be written: a name, a greeting, or what the lexicon does not know."""
    if GREETINGS.match(words.casefold()):
        return True
    if re.match(r"(?:the|his|her|their|my|our|its) ", words.casefold()):
        return False
    tokens = [
        token
        for token in clause.tokens
        if start <= token.start < end and token.kind not in ("punct", "emoji")
    ]
    if not tokens or tokens[0].kind in ("duration", "percent", "moment", "factor") or len(words) < 2:
        return False
    if tokens[0].has(*_NO_NAME):
        return False
    font = _FONTS.first(words.casefold())
    if font is not None and font.end - font.start >= len(words) - 5:
        return False
    letters = [sign for sign in words if sign.isalpha()]
    if letters and letters[0].isupper() and not is_han(letters[0]):
        return True
    return any(not token.concepts and token.kind == "word" for token in tokens[:3]) and not any(
        token.has("write", "add", "change", "move", "font", "color") for token in tokens
    )


_CALL_IT = re.compile(
    r"\bcall(?:ed)? (?:it|this|the (?:video|film|slideshow|reel))\s+(?P<en>\S.*)$|(?:要有|"
    r"要写|写上?|打上?|加上?|放上?|出现)(?:一?[句行])?(?P<zh>[^，。,]{2,24}?)(?:这(?:几|"
    r"\S)个字|几个字|这句话|这行字)"
)


def _called(clause: Clause) -> list[Piece]:
    """“Call it Lisboa '24”, 写上生日快乐这几个字."""
    found = _CALL_IT.search(clause.plain)
    if found is None:
        return []
    name = "en" if found.group("en") else "zh"
    tail = _TAIL.search(clause.plain, found.start(name))
    end = min(found.end(name), tail.start() if tail and tail.start() > found.start(name) else found.end(name))
    words = clause.text[found.start(name) : end].strip(" ,.，。")
    start = clause.start + found.start(name)
    return [Piece(words, start, start + len(words), "title")] if words else []


_SAYS_WORDS = re.compile(
    r"\b(?:caption|label|write|text|title|tag|name)\w*\b|字幕|配文|配上|标注|地名|名字|写|"
    r"文字|标上"
)


def _after_colon(clause: Clause) -> list[Piece]:
    """“Caption each with its city: Oslo, Bergen, Tromsø”."""
    found = re.search(r"[:：]\s*(?=\S)", clause.plain)
    if found is None or not _SAYS_WORDS.search(clause.plain[: found.start()]):
        return []
    words = clause.text[found.end() :].strip(" ,.，。;；")
    start = clause.start + found.end()
    return [Piece(words, start, start + len(words), role_in(clause, 0, start))] if words else []


def _put_on(clause: Clause) -> list[Piece]:
    """“Put happy birthday on the last photo”."""
    found = _PUTS.search(clause.plain)
    if not found:
        return []
    tail = _TAIL.search(clause.plain, found.end())
    if not tail or clause.has("music|transition|logo|look|motion"):
        return []
    words = clause.text[found.end() : tail.start()].strip(" ,，:：")
    start = clause.start + found.end()
    low = words.casefold()
    if not words or (NOT_WORDS.match(low) and not is_ours(words, _inside(clause, start, words))):
        return []
    if is_ours(words, _inside(clause, start, words)):
        return [Piece(words, start, start + len(words), role_in(clause, start + len(words), clause.end + 1))]
    if not GREETINGS.match(low) and not _is_name_like(clause, words, start, clause.start + tail.start()):
        return []
    if any(token.files for token in clause.tokens if start <= token.start < start + len(words)):
        return []
    return [Piece(words, start, start + len(words), role_in(clause, start + len(words), clause.end + 1))]


def _inside(clause: Clause, start: int, words: str) -> list[Token]:
    return [token for token in clause.tokens if start <= token.start < start + len(words)]


def outside(clause: Clause, pieces: list[Piece]) -> Selection | None:
    """Photos that the clause is about, those left out that stand within the words themselves."""
    include: list[Ref] = []
    exclude: list[Ref] = []
    for mention in clause.mentions:
        start, end = span_of(clause, mention)
        if mention.role or mention.weak or any(piece.start <= start and end <= piece.end for piece in pieces):
            continue
        clause.read(mention)
        include += mention.selection.include
        exclude += mention.selection.exclude
    return Selection(tuple(dict.fromkeys(include)), tuple(dict.fromkeys(exclude))) if include else None
