"""What of a brief is to be read on the picture: its title and what stands below it, words for photos, the end.

Only what was said, as it was said; nothing is made up. Keys are read first, then lists, quotations and words
behind "say" or "title"; of the rest what has the form of a fact, and last who or what it is all about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from photoplay.agent.language.brief_facts import Facts, add_facts, contacts_of, venue_after
from photoplay.agent.language.brief_fields import Field, items_of, json_fields, keyed_fields
from photoplay.agent.language.brief_greetings import greetings, pointed_at
from photoplay.agent.language.brief_labels import labelled_fields
from photoplay.agent.language.brief_lists import captions_of, points_of, unnamed_points
from photoplay.agent.language.brief_names import (
    called,
    headed_by,
    nth_said,
    occasion_named,
    person_named,
    thing_cued,
    thing_named,
)
from photoplay.agent.language.brief_names_zh import chinese_occasion, chinese_person, chinese_thing
from photoplay.agent.language.brief_page import Page
from photoplay.agent.language.brief_places import FADES, posts
from photoplay.agent.language.brief_shown import Shown, free_words, quoted_words
from photoplay.agent.language.brief_shown_zh import chinese_words
from photoplay.agent.language.brief_standing import introduced, standing_names
from photoplay.agent.language.card_grounds import take_ground
from photoplay.agent.language.lexicon_briefs import CALL_WORDS
from photoplay.agent.language.phrases import Phrases

_CALLS = Phrases({"call": CALL_WORDS})
#: Kinds of video that honour somebody, and those that are about a thing.
_OF_PEOPLE = ("birthday", "wedding")
_OF_THINGS = (
    "product",
    "announcement",
    "real-estate",
    "trailer",
    "character",
    "single",
    "recipe",
    "reel",
    "slideshow",
    "",
)
_HONOURS = re.compile(
    r"\b(?:birthday|bday|b-day|b day|wedding|engage(?:d|ment)|marri(?:ed|age|es)|graduat\w+|"
    r"anniversary|baby shower|retir\w+|farewell|memorial|in memory|"
    r"memory of|funeral|tribute|congratulat\w+|quince\w*|turns?|turning|turnig|bridal|"
    r"christen\w*|bapti\w+|passed away|adopt\w*|find a home|proposal|"
    r"celebrat\w+|newborn|leaving do|send-off|names?)\b|生日|婚礼|结婚|周岁|大寿|满月|毕业|订婚|"
    r"追悼|悼念|纪念|百日|百天|退休|"
    r"欢送|怀念|缅怀|名字|姓名|婚|岁|升学|大婚|过寿|祝寿|表白|七夕|母亲节|父亲节"
)
_HONOURS_SURELY = re.compile(
    r"\b(?:birthday|bday|wedding|engagement|married|graduat\w+|anniversary|retir\w+|farewell|"
    r"memorial|funeral|adopt\w*|find a home|baby|pregnan\w+|newborn)\b|生日|婚|大寿|满月|毕业|退休|悼"
)
_COUPLES = re.compile(
    r"\b(?:wedding|engage\w*|marr\w+|anniversary|couple|bride|save the date|valentine\w*|said yes|"
    r"tie the knot|love story|proposal)\b|婚|纪念日|周年|情侣|恋爱|七夕|男朋友|女朋友|老公|老婆|情人节"
)
_NO_NAMES = re.compile(
    r"\bno names?\b|\bwithout (?:the |any |a )?names?\b|\bnames? (?:not|aren't|isn't|are not|"
    r"is not)\b|\bdon't (?:show|put|use) (?:the |any |her |his |their )?names?\b|"
    r"(?:不要|别|不用|不写|别写|不需要)(?:写|放|出现)?(?:名字|姓名)|(?:名字|姓名)(?:就)?(?:不要|不用|别)"
)
_NAME_WANTED = re.compile(
    r"\b(?:his|her|their|the|your|my|our|its) (?:\w+ )?names?\b|\bnames? (?:first|at|in|on|as|to|"
    r"of|should|big)\b|\bwith (?:the )?names?\b|名字|姓名|店名|名称"
)
_DATE_WANTED = re.compile(
    r"\bdate\b|\bwhen\b|\bparty (?:is|will be|on|at|starts)\b|\binvit|\brsvp\b|\bjoin us\b|"
    r"日期|婚期|派对|邀请|欢迎|时间|地点|寿宴|宴请"
)


@dataclass(slots=True)
class Told:
    """Slots of words as they fill.

    Attributes:
        slots: Of ``make_video``.
        fields: Values by key that are no words: "music", "aspect" …
        shown: Words that stand in the brief as such, for their style.
    """

    slots: dict[str, Any] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    shown: list[Shown] = field(default_factory=list)

    def put(self, slot: str, text: str) -> None:
        """Fills a slot, or the next that suits when it is taken."""
        if not text or text in self.slots.values() or posts(text):
            return
        for name in (slot, *_NEXT.get(slot, ())):
            if not self.slots.get(name):
                self.slots[name] = text
                return
        last = "address" if slot == "address" else "closing"
        if slot in ("subtitle", "address", "closing"):
            self.slots[last] = f"{self.slots[last]}\n{text}"

    def caption(self, number: int, text: str) -> None:
        """Words for one photo."""
        self.slots.setdefault("captions", []).append([number, text])


_NEXT = {"title": ("subtitle", "closing"), "subtitle": ("closing",), "call_to_action": ("closing",)}
_TEXT_FIELDS = ("title", "subtitle", "price", "closing", "call_to_action", "address")


def read_words(page: Page) -> Told:
    """All words of a brief, struck out on the page."""
    told = Told()
    take_ground(page, told.fields)
    fields = json_fields(page)
    fields += labelled_fields(page)
    for number, words in captions_of(page):
        told.caption(number, words)
    _put_fields(told, [*fields, *keyed_fields(page)], page)
    shown = quoted_words(page)
    pointed = pointed_at(page)
    facts = contacts_of(page)
    shown += [*free_words(page), *chinese_words(page), *pointed, *greetings(page)]
    told.shown = shown
    is_same = sum(one.place == "each" for one in shown) == 1
    for one in shown:
        _put_shown(told, one, page, is_same=is_same)
    return _with_facts(page, told, add_facts(page, facts))


def _with_facts(page: Page, told: Told, facts: Facts) -> Told:
    slots = told.slots
    if not slots.get("features") and (points := points_of(page)):
        slots["features"] = points
    if facts.price and not slots.get("price"):
        slots["price"] = facts.price
    _put_call(told, page)
    _put_places(told, facts)
    told.fields["_facts"] = "yes" if facts.price or facts.home or facts.places else ""
    page_facts = (*facts.links, *facts.phones)
    for one in page_facts:
        told.put("address", one)
    told.fields["_age"], told.fields["_home"] = facts.age, facts.home
    told.fields["_offer"] = facts.offer
    told.fields["_dates"] = "\n".join(facts.dates)
    return told


def _put_fields(told: Told, fields: list[Field], page: Page) -> None:
    couple: dict[str, str] = {}
    for one in fields:
        value = one.value
        if one.slot in ("features", "steps", "captions"):
            _put_list(told, one.slot, items_of(value), page)
        elif one.slot in ("bride", "groom"):
            couple[one.slot] = value
        elif one.slot in ("name", "date", "phone"):
            told.fields.setdefault(f"_{one.slot}", value)
        elif one.slot in _TEXT_FIELDS:
            if one.slot == "closing" and _LOGO.search(value):
                told.fields["logo"] = "end"
            elif one.slot in ("closing", "title") and FADES.search(value):
                told.fields["_fades"] = "ending" if one.slot == "closing" else "opening"
            else:
                told.put(one.slot, value)
        else:
            told.fields.setdefault(one.slot, value)
    if couple:
        told.fields["_name"] = " & ".join(couple.values())
    if told.fields.get("_phone"):
        told.put("address", told.fields["_phone"])


_LOGO = re.compile(
    r"(?i)^(?:the |our |my )?(?:company |brand )?logo\b|^(?:放|加|带|有)?(?:店铺|品牌|公司)?(?:logo|商标|标志)$"
)


def _put_list(told: Told, slot: str, items: list[str], page: Page) -> None:
    if slot == "captions" and len(items) > max(2, page.ctx.count):  # more than photos: none is dropped
        told.put("title", items[0])
        items, slot = items[1:], "features"
    if slot == "features":
        told.slots.setdefault("features", items[:8])
        return
    if len(items) == 1 and slot == "captions" and items[0].casefold() in ("yes", "no", "none", "off", "on"):
        told.fields["text"] = items[0].casefold()
        return
    for number, item in enumerate(items[: max(2, page.ctx.count)], 1):
        told.caption(number, item)


def _put_shown(told: Told, one: Shown, page: Page, *, is_same: bool) -> None:
    call = _CALLS.longest(one.text.casefold())
    is_call = call is not None and len(call.phrase) * 2 >= len(one.text)
    if one.place == "photo":
        told.caption(one.photo, one.text)
    elif one.place == "each":
        taken = len(told.slots.get("captions", ()))
        for number in range(1, max(1, page.ctx.count) + 1) if is_same else (taken + 1,):
            told.caption(number, one.text)
    elif one.place == "feature":
        told.slots.setdefault("features", []).append(one.text)
    elif one.place == "price":
        told.put("price", one.text)
    elif one.place == "call" or is_call:
        told.put("call_to_action", one.text)
    elif one.place == "end":
        told.put("closing", one.text)
    else:
        told.put("subtitle" if one.place == "below" else "title", one.text)


def _put_call(told: Told, page: Page) -> None:
    """A call to action that stands in the brief without quotation marks."""
    call = _CALLS.longest(page.bare)
    if call is None or told.slots.get("call_to_action"):
        return
    before = page.bare[max(0, call.start - 8) : call.start]
    if re.search(r"\b(?:to|can|will|people|they|and|who|us) $", before) and not before.endswith("say "):
        return
    words = page.typed(call.start, call.end)
    told.slots["call_to_action"] = words[:1].upper() + words[1:]
    page.take(call.start, call.end)


def _put_places(told: Told, facts: Facts) -> None:
    """A street is the title of a home's video, and stands at the end of others, unless nothing else is known."""
    for place in facts.places:
        told.fields.setdefault("_place", place)


def finish(page: Page, told: Told, kind: str) -> dict[str, Any]:
    """Title and subtitle, when the kind of video is known; all slots of words."""
    slots = told.slots
    had_subtitle = bool(slots.get("subtitle"))
    name = _name(page, told, kind)
    place = told.fields.get("_place", "")
    if _NO_NAMES.search(page.message.plain):
        name = ""
    if name and kind in _SOLD and name == introduced(page):
        _put_seller(told, name)
        _strike(page, name)
        name = ""
    if name and name.casefold() not in str(slots.get("title", "")).casefold():
        had_title = bool(slots.get("title"))
        wanted = (
            _NAME_WANTED.search(page.message.plain) is not None
            or "_name" in told.fields
            or name == called(page)
            or kind in (*_OF_PEOPLE, "product", "real-estate", "announcement")
        )
        if not had_title or wanted:
            told.put("title", name)
            told.fields["_below"] = name if had_title else ""
    if name and any(name in str(value) for value in slots.values()):
        _strike(page, name)
    if name and kind == "announcement" and not slots.get("title"):
        told.put("title", name)
    if place:
        told.put("title" if kind == "real-estate" or not slots.get("title") else "address", place)
    _put_below(page, told, kind)
    if kind in ("product", "real-estate") and not slots.get("features") and (points := unnamed_points(page)):
        slots["features"] = points
    if not slots.get("title") and not slots.get("captions") and not _NO_NAMES.search(page.message.plain):
        least = 1 if _HONOURS.search(page.message.plain) else 2
        for standing in standing_names(page, least):
            if not slots.get("title") or not slots.get("subtitle"):
                told.put("title", standing)
    if not slots.get("title") and slots.get("subtitle") and not had_subtitle:
        slots["title"] = slots.pop("subtitle")
    return {name: value for name, value in slots.items() if value}


#: Kinds of video that somebody makes for what others shall buy.
_SOLD = ("real-estate", "product")


def _put_seller(told: Told, name: str) -> None:
    """Whoever sells stands beside the telephone number."""
    address = str(told.slots.get("address", ""))
    told.slots["address"] = f"{name} {address}".strip()


def _strike(page: Page, name: str) -> None:
    """Strikes a name out where it stands, with what leads to it: nothing in it is a wish."""
    for part in {name, *re.split(r" & | and |和|与", name)}:
        if len(part) < 2:
            continue
        for found in re.finditer(
            rf"(?:(?:名字|小名|店名|名)?(?:叫做?|是)?)?{re.escape(part)}", page.message.text
        ):
            start = found.start() if not re.match(r"[A-Za-z]", part) else found.end() - len(part)
            if page.is_free(start, found.end()):
                page.take(start, found.end())


def _name(page: Page, told: Told, kind: str) -> str:
    """Who or what the video is about."""
    if told.fields.get("_name"):
        return told.fields["_name"]
    if (
        told.slots.get("title")
        and kind not in (*_OF_PEOPLE, "product", "real-estate", "announcement")
        and not _NAME_WANTED.search(page.message.plain)
    ):
        return called(page)
    plain = page.message.plain
    couple = _COUPLES.search(plain) is not None or kind == "wedding"
    honours = _HONOURS.search(plain) is not None or kind in _OF_PEOPLE
    occasion = occasion_named(page) or chinese_occasion(page, told.fields.get("_age", ""))
    if kind in ("product", "real-estate", "announcement", "trailer") and not _HONOURS_SURELY.search(plain):
        honours = False
    if honours:
        headed = headed_by(page)
        if headed:
            return headed
        person = chinese_person(page, is_couple=couple) or person_named(page, is_couple=couple)
        if person:
            nth = nth_said(page)
            told.fields["_age"] = told.fields.get("_age") or nth
            return person
        if occasion:
            told.fields["_age"] = ""
            return occasion
    if kind in (
        "product",
        "announcement",
        "real-estate",
        "trailer",
        "character",
        "single",
        "recipe",
    ) or _NAME_WANTED.search(plain):
        loosely = kind in ("product", "announcement", "real-estate") or _NAME_WANTED.search(plain) is not None
        return chinese_thing(page) or thing_named(page, loosely=loosely)
    return (chinese_thing(page) if re.search(r"名|叫|[届级]", plain) else "") or thing_cued(page)


def _put_below(page: Page, told: Told, kind: str) -> None:
    """Age, day, rooms: below the title."""
    age, home = told.fields.get("_age", ""), told.fields.get("_home", "")
    dates = [
        *([told.fields["_date"]] if "_date" in told.fields else []),
        *[one for one in told.fields.get("_dates", "").split("\n") if one],
    ]
    age = age if kind in ("birthday", "wedding", "slideshow", "reel", "") else ""
    below = str(told.slots.get("subtitle", ""))
    if age and below and below == told.fields.get("_below") and age not in str(told.slots.get("title", "")):
        told.slots["subtitle"], age = f"{below} · {age}", ""
    for text in (age, home):
        if text and text not in str(told.slots.get("title", "")):
            told.put("subtitle", text)
    if told.slots.get("price") and _ON_FIRST.search(page.message.plain):
        price = told.slots.pop("price")
        told.slots["subtitle"] = " · ".join(one for one in (told.slots.get("subtitle", ""), price) if one)
    wanted = _DATE_WANTED.search(page.message.plain) is not None or "_date" in told.fields
    if dates and (wanted or not (kind == "birthday" and age)):
        told.put("subtitle", _with_venue(page, ", ".join(dates[:2]), dates[0]))
    told.put("subtitle", told.fields.get("_offer", ""))


_ON_FIRST = re.compile(
    r"(?:信息|资料|价格|总价|卖点|内容)(?:都|全)?(?:放|写|标|打|显示)?(?:在|到)?(?:第一张|首图|"
    r"首张|封面|开头)|[$£€]\s?[\d,.]+[km]?\s(?:on|over) the (?:first|opening) \w+|\b(?:show|put|display|"
    r"write) (?:it|that|this|the price) (?:on|over|"
    r"in) the (?:first|opening) |\b(?:details|"
    r"info\w*|everything|price|facts|it all|these)\b[^.;,]{0,16}\b(?:on|over) the (?:first|"
    r"opening) (?:photo|picture|shot|image|one|slide)"
)


def _with_venue(page: Page, words: str, date: str) -> str:
    """A day with the place that stands right behind it."""
    at = page.message.text.find(date)
    span = venue_after(page, at + len(date)) if at >= 0 else None
    if span is None or words != date:
        return words
    page.take(*span)
    return page.message.text[at : span[1]]


OVERLAYS = re.compile(
    r"\b(?:with|and|add|include|using|plus|,)\s*(?:some |nice |bold |animated |"
    r"cool )?(?:text overlays?|overlay text|on-?screen text|texts?|captions?|titles)\b"
    r"(?! (?:saying|that|of|:|\"|“))|(?:带|加|有|配)(?:上|点|一些)?"
    r"(?:(?:背景)?(?:音乐|配乐|bgm)(?:和|与|、|以及|还有|跟))?(?:文字|字幕|文案)(?!写|：|:|"
    r"为|是|“|「)|\blabel(?:l?ed|s)\b"
)
