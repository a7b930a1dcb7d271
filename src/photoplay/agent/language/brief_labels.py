"""Words behind what they are, without a colon: “text overlays: name "No. 8", features "handmade", price $49”.

A label is never shown. Without quotation marks it counts only behind a heading ("text overlays: …").
"""

from __future__ import annotations

import re

from photoplay.agent.language.brief_fields import Field
from photoplay.agent.language.brief_page import Page, is_wish, without_glue
from photoplay.agent.language.lexicon_fields import FIELD_WORDS, LISTS
from photoplay.agent.language.lexicon_ground import words as lexicon_words

#: Slots that are words on the picture.
SLOTS = ("name", "title", "subtitle", "features", "price", "call_to_action")
#: Keys of those slots that mean other things where no colon follows.
_LOOSE = frozenset(
    lexicon_words(
        "what, only, from, was, item, place, shop, store, company, couple, event, points, details, facts, mention, "
        "pros, specs, fee, ticket, tickets, rent, asking, entry, admission, offer price, now only, button, action, "
        "hook, opener, client, artist, dish, hotel, restaurant, project, service, band, business, property, cost, "
        "names, stuff to mention",
        "开头 片头 重点 设施 配套 功能 主题 活动 项目 公司 主角 新人 民宿 企业 单品 参数 引导",
    )
)
_SLOT_OF = {word: slot for slot in SLOTS for word in FIELD_WORDS[slot] if word not in _LOOSE}
_LABEL = "|".join(re.escape(word) for word in sorted(_SLOT_OF, key=len, reverse=True))
_QUOTE = "[\"“「『‘']"
#: A label where a part of a sentence begins.
_AT = (
    r"(?:(?<=[,，;；、.。:：\n(（])|(?<=^))\s{0,8}(?:(?:and|then|plus|also|with|please|add|put|write|show|include|use|the|a|an|our|its|my|"
    r"和|以及|还有|然后|再加|加上|加|写上|写)\s{0,8})*"
    rf"(?P<label>{_LABEL})(?![a-z])"
)
#: What may stand between a label and its words.
_LINK = (
    r"\s*(?:[:：=]|->|→|\b(?:is called|are called|called|named|is|are|reads?|says?|as|of)\b|"
    r"是|为|叫做?|写上?|写着)?\s*"
)
_QUOTED = re.compile(rf"{_AT}{_LINK}(?={_QUOTE})")
_PLAIN = re.compile(rf"{_AT}{_LINK}(?=[^\s,，;；、:：])")
#: What says that words for the picture follow.
_HEADING = re.compile(
    r"(?:\b(?:with |and |add |use |the |some |these |put )*(?:on[- ]?screen |text |title |caption )?"
    r"(?:overlays?|texts?|captions?|words|titles|labels)(?: overlays?)?"
    r"(?: (?:on (?:it|screen|the (?:photos|pictures))))?|"
    r"(?:带|加|加上|配|配上|叠加|画面)?(?:文字|文案|字幕|文本)(?:叠加|内容|包括|有|写)?)"
    r"\s*(?:[:：]|\b(?:with|showing|for|of|like|being|including|should be|are|is)\b|—|-|是|为|包括)\s*"
    rf"(?=(?:the |a |our )?(?:{_LABEL})(?![a-z]))"
)


def labelled_fields(page: Page, *, alone: bool = False) -> list[Field]:
    """Values behind labels, struck out on the page with what leads to them; ``alone``: features as well."""
    heading = _HEADING.search(page.free)
    if heading is not None:
        fields = _under(page, heading.end())
        if fields:
            page.take(heading.start(), heading.end())
            return fields
    found = [one for one in _QUOTED.finditer(page.free) if not _is_struck(page, one)]
    slots = {_SLOT_OF[one.group("label")] for one in found}
    if (len(slots) < 2 and not (alone and slots == {"features"})) or not slots & {
        "name",
        "features",
        "price",
    }:
        return []
    return _read(page, found, len(page.free))


def _is_struck(page: Page, one: re.Match[str]) -> bool:
    return not page.is_free(one.start("label"), one.end())


def _under(page: Page, start: int) -> list[Field]:
    """The list behind a heading: it ends with its sentence."""
    end = start
    for part in re.finditer(r"[^.。!！?？\n]*(?:\n|[.。!！?？](?=\s|$)|[.。!！?？]|$)", page.bare[start:]):
        end = start + part.end()
        if not re.search(r"\b(?:no|dr|mr|mrs|st)\.$|\d\.$", page.bare[start:end]) and part.group():
            break
    found = [one for one in _PLAIN.finditer(page.free, max(0, start - 1), end) if one.end() <= end]
    first = re.match(rf"(?:the |a |our )?(?P<label>{_LABEL})(?![a-z]){_LINK}", page.free[start:end])
    if first is not None and not any(one.start("label") < start + first.end() for one in found):
        again = re.compile(rf"(?:the |a |our )?(?P<label>{_LABEL})(?![a-z]){_LINK}").match(
            page.free, start, end
        )
        found = [*([again] if again else []), *found]
    return _read(page, found, end)


def _read(page: Page, found: list[re.Match[str]], end: int) -> list[Field]:
    fields: list[Field] = []
    for number, one in enumerate(found):
        limit = found[number + 1].start() if number + 1 < len(found) else end
        slot = _SLOT_OF[one.group("label")]
        stop = _stop(page, slot, one.end(), limit)
        value = page.message.text[one.end() : stop].strip(" ,，、;；.。\n")
        value = re.sub(r"\s+(?:and|和)$", "", value)
        if value and not is_wish(without_glue(value).casefold() if value[0] not in '"“「『' else ""):
            words = value if slot in LISTS else without_glue(value)
            fields.append(Field(slot, words, one.start("label"), stop))
    for field in fields:
        page.take(field.start, field.end)
    return fields


_NEXT = re.compile(r"\s*(?:[,，、;；/]|\band\b|&|和)?\s*(?:and\s+|和)?")


def _stop(page: Page, slot: str, start: int, limit: int) -> int:
    """Where the words of a label end: quotations in a row, or items up to one that is a wish."""
    quotes = {one.start: one.end for one in page.quotes}
    at = quotes.get(start, -1)
    if at >= 0:
        while (
            slot in LISTS
            and (gap := _NEXT.match(page.free, at))
            and gap.end() in quotes
            and gap.end() < limit
        ):
            at = quotes[gap.end()]
        return at
    at = start
    for part in re.finditer(r"[^,，、;；]+(?:[,，、;；]|$)", page.bare[start:limit]):
        if at > start and (slot not in LISTS or is_wish(part.group()) or ";" in page.bare[at - 1 : at]):
            break
        at = start + part.end()
    return at
