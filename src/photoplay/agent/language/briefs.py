"""Whole videos: from "make a birthday video for Anna, vertical, happy music" to one ``make_video``.

``read`` finds the clause that asks for a video. A brief is one thing: its words for the picture are read
first and struck out, then lengths, shape, sound, looks and which photos; what names a single photo is left
to the rules of edits, and ``settle`` puts what those say of the whole into the brief.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from photoplay.agent.language.brief_asking import asks_for_video, in_two_clauses
from photoplay.agent.language.brief_besides import (
    KEPT,
    SAID,
    is_length_again,
    is_said,
    is_single,
    is_story,
    placed,
)
from photoplay.agent.language.brief_captions import is_on_one
from photoplay.agent.language.brief_folding import fold_in
from photoplay.agent.language.brief_greetings import only_greets
from photoplay.agent.language.brief_lists import captions_of
from photoplay.agent.language.brief_measures import COUNTED, kind_said, looks_said
from photoplay.agent.language.brief_order import ordered
from photoplay.agent.language.brief_page import Page
from photoplay.agent.language.brief_photos import photos_said
from photoplay.agent.language.brief_style import styled
from photoplay.agent.language.brief_wishes import measured
from photoplay.agent.language.brief_words import OVERLAYS, Told, finish, read_words
from photoplay.agent.language.clauses import split
from photoplay.agent.language.end_cards import names_card
from photoplay.agent.language.label_edits import labelled_edits
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import ANSWERS, Intent, Ref, Selection
from photoplay.agent.language.numbered_words import places_of
from photoplay.agent.language.rules import Brought, Context, Message
from photoplay.agent.language.text import fold
from photoplay.agent.language.tokens import Token, tokenise


def read(message: Message, ctx: Context) -> Brought | None:
    """The brief of a message; None: it asks for no new video."""
    asking = [number for number, clause in enumerate(message.clauses) if asks_for_video(clause, ctx, number)]
    asking = asking or in_two_clauses(message)
    if not asking and ctx.has_timeline and (labelled := labelled_edits(message, ctx)) is not None:
        return Brought(tuple(labelled[1]), frozenset(), frozenset(), _remainder(labelled[0]))
    if not asking and not _is_form(message, ctx):
        captioned = _captioned(message, ctx)
        if ctx.has_timeline:
            return captioned
        if captioned is None:
            return _told_outright(message, ctx)
    brief_line = " ".join(line_of(message.clauses[number]) for number in asking)
    return _brought(message, ctx, brief_line)


def _told_outright(message: Message, ctx: Context) -> Brought | None:
    """The brief of an empty project's message that names no video, but says several things of one."""
    if (
        not ctx.count
        or only_greets(message.plain)
        or any(clause.is_question or clause.repairs for clause in message.clauses)
    ):
        return None
    brought = _brought(message, replace(ctx, intents=list(ctx.intents)), "")
    brief = brought.intents[0]
    said = [name for name in brief.slots if name not in ("text", "kind", "looks")]
    if _TOLD_OF.search(message.plain) and set(said) <= {"title", "subtitle", "closing", "music"}:
        return None
    if len(said) + (brief.photos is not None) + (brief.slots.get("kind") in _SURE_KINDS) < 2:
        return None
    ctx.intents = [*ctx.intents, brief]
    return brought


#: Kinds that nobody names who means something else.
_SURE_KINDS = frozenset(
    ("birthday", "wedding", "real-estate", "recipe", "trailer", "before-after", "product", "announcement")
)


def _brought(message: Message, ctx: Context, brief_line: str) -> Brought:
    page = Page(message, ctx)
    told = read_words(page)
    rest = _remainder(page)
    slots = measured(rest, ctx, page, told)
    line = " ".join(line_of(clause) for clause in rest.clauses)
    kind = {**kind_said(brief_line, line, message), **({"kind": slots["kind"]} if "kind" in slots else {})}
    if told.fields.get("_home") and kind.get("kind", "") in (
        "",
        "product",
        "slideshow",
        "reel",
        "announcement",
    ):
        kind["kind"] = "real-estate"
    if _is_sold(told, kind.get("kind", "")):
        kind["kind"] = "product"
    if kind.get("kind", "slideshow") in ("slideshow", "reel") and _BIRTH.search(message.plain):
        kind = {"kind": "birthday"}
    known = list(page.taken)
    words = finish(page, told, kind.get("kind", ""))
    if page.taken != known:
        rest = _remainder(page)
    photos, _ = photos_said(rest, ctx)
    slots = {**kind, **words, **measured(rest, ctx, page, told)}
    if "text" not in slots and OVERLAYS.search(message.plain):
        slots["text"] = True
    if slots.get("text") is False and (told.shown or words.get("captions") or words.get("features")):
        del slots["text"]  # "no other words"
    if "per_photo" in slots:
        slots.pop("beat_sync", None)  # an exact length and the beat's are hardly one
    photos = ordered(message, ctx, kind.get("kind", "")) if photos is None else photos
    brief = Intent("make_video", slots, photos, words=message.text[:200])
    ctx.intents = [*ctx.intents, brief]
    understood = frozenset(range(len(rest.clauses))) - frozenset(_wishes(rest))
    beside = _beside(message, ctx, kind.get("kind", ""))
    return Brought(
        (brief, *beside, *_loudness(told), *_ends(told), *styled(page, told, words)),
        frozenset(),
        understood,
        rest,
    )


def _ends(told: Told) -> list[Intent]:
    """The way in or out, said by key: "ending: fade to black"."""
    side = told.fields.get("_fades")
    return [Intent("set_ends", {side: "fade"}, words="fade to black")] if side else []


def _loudness(told: Told) -> list[Intent]:
    """How loud the music is to be, said by key: "bgm = lofi at 20%"."""
    percent = re.search(r"(\d{1,3})\s?(?:%|percent)", told.fields.get("music", ""))
    return (
        [Intent("set_music_volume", {"percent": float(percent.group(1))}, words=percent.group())]
        if percent
        else []
    )


_SIDE_BY_SIDE = re.compile(
    r"\b(?:side[- ]by[- ]side|next to each other|(?:at the )?same time|split[- ]?screen|"
    r"both visible|beside each other|in one (?:frame|shot|picture))\b|并排|左右|同时|分屏|同框|"
    r"上下对比|放在一起对比"
)


def _beside(message: Message, ctx: Context, kind: str) -> list[Intent]:
    """Both photos in one picture, where a comparison is to be seen at once."""
    if kind != "before-after" or ctx.count != 2 or not _SIDE_BY_SIDE.search(message.plain):
        return []
    photos = Selection((Ref("number", 1), Ref("number", 2)))
    return [Intent("before_after", {}, photos, words=message.text[:120])]


_BIRTH = re.compile(
    r"\bturn(?:s|ing|ig)? \d{1,3}\b(?! ?(?:s|sec|photos?))|\d(?:st|nd|rd|th) (?:birthday|bday|"
    r"b-day)|大寿|满[一二三四五六七八九十\d]+(?:周)?岁|岁啦|周岁|\b(?:mom|mum|dad|gran\w*|nan\w*|"
    r"sister|brother|wife|husband)'?s \d+(?:st|nd|rd|"
    r"th)\b(?! anniv)|岁生日"
)


def _is_sold(told: Told, kind: str) -> bool:
    """Whether what has a price, or points to be made, is sold."""
    priced = told.slots.get("price") or told.slots.get("features")
    return bool(priced) and kind in ("", "single")


def _wishes(rest: Message) -> list[int]:
    """Numbers of the clauses that wish for something which must not be passed over silently."""
    return [
        number
        for number, clause in enumerate(rest.clauses)
        if clause.quotes
        or (COUNTED.search(clause.plain) and clause.has("remove|move|swap|replace|duplicate|rotate"))
    ]


def _is_taken(token: Token, spans: Iterable[tuple[int, int]]) -> bool:
    for low, high in spans:
        if low >= token.end:
            return False
        if token.start < high:
            return True
    return False


def _remainder(page: Page) -> Message:
    """The message without what is understood, taken apart anew: facts are no wishes."""
    message, taken = page.message, sorted(page.taken)
    signs = list(message.text)
    for low, high in taken:
        signs[low:high] = "," + " " * (high - low - 1)
    text = "".join(signs)
    tokens: list[Token] = []
    first = 0
    for token in message.tokens:
        while first < len(taken) and taken[first][1] <= token.start:
            first += 1
        if not _is_taken(token, islice(taken, first, None)) and token.plain not in _WRITERS:
            tokens.append(token)
        elif not tokens or tokens[-1].kind != "punct":
            tokens.append(Token(",", ",", token.start, token.end, "punct"))
    clauses = split(text, tokens, page.ctx.count)
    return replace(message, text=text, plain=fold(text), tokens=tuple(tokens), clauses=clauses)


#: What would be followed by words to be shown; those are all read.
_WRITERS = frozenset(
    ("saying", "reading", "called", "titled", "entitled", "named", "written", "labelled", "labeled", "label")
)


_KEYED = re.compile(r"(?:^|[\s,，;；{\"])[\w\u4e00-\u9fff ]{1,24}[\"”]?\s?[=:：]\s?\S")


def _is_form(message: Message, ctx: Context) -> bool:
    """Whether a message that names no video is a brief all the same: a form of at least three keys."""
    if ctx.has_timeline and not re.search(r"\b(?:video|slideshow|reel|clip)\b|视频|短片|影片", message.plain):
        return False
    page = Page(message, ctx)
    told = read_words(page)
    keys = [name for name in told.fields if not name.startswith("_")] + [
        name for name in told.slots if name in ("title", "subtitle", "closing", "features", "price")
    ]
    return len(keys) >= 3 and len(_KEYED.findall(message.plain)) >= 3


def _captioned(message: Message, ctx: Context) -> Brought | None:
    """A list of captions without a brief."""
    page = Page(message, ctx)
    captions = captions_of(page)
    if not captions or not ctx.count or names_card(message.plain):
        return None
    if is_on_one(message.plain, captions) or all(_is_look(str(one[1])) for one in captions):
        return None  # "third = sepia, fifth = vintage": looks, and no words
    told = [list(one) for one in places_of([words for _, words in captions], ctx.count) or captions]
    start, end = min(low for low, _ in page.taken), max(high for _, high in page.taken)
    used = {
        number
        for number, clause in enumerate(message.clauses)
        if (clause.start < end and clause.end > start) or _ONLY_CAPTIONS.fullmatch(clause.plain)
    }
    written = Intent("add_captions", {"captions": told}, words=message.text[start:end])
    return Brought((written,), frozenset(used))


def _is_look(text: str) -> bool:
    """Whether words are no more than the name of a look, a motion or a length."""
    tokens = tokenise(text)
    return len(tokens) == 1 and (
        tokens[0].kind == "duration" or tokens[0].has("look", "motion", "up", "down", "time")
    )


_ONLY_CAPTIONS = re.compile(
    r"\W*(?:add |with |put |the )?(?:captions?|labels?|texts?|字幕|配文|文字)(?: please| pls)?\W*"
)


def settle(intents: list[Intent], message: Message, ctx: Context) -> list[Intent]:
    """Puts wishes for the whole into the brief that stands among them."""
    at = next((number for number, intent in enumerate(intents) if intent.act == "make_video"), None)
    if at is None:
        implied = _implied(intents, message, ctx)
        if implied is None:
            return intents
        intents, at = implied, 0
    brief = intents[at]
    slots = {name: value for name, value in brief.slots.items() if not name.startswith("_")}
    photos = brief.photos
    rest: list[Intent] = []
    if not ctx.scene.films:
        intents = [_without_clips(one) for one in intents]
    for intent in (placed(one, ctx) for number, one in enumerate(intents) if number != at):
        if intent.act in ("keep_photos", "remove_photos") and brief.photos is not None:
            continue
        if photos is not None and intent.photos == photos and len(photos.include) == 1:
            intent = replace(intent, photos=None)  # of the one photo that is shown
        if brief.slots.get("kind") == "before-after" and intent.act in ("cannot", "split_screen"):
            continue
        if intent.act == "set_photo_seconds" and float(intent.slots.get("seconds") or 0) > _LONGEST_SHOT:
            continue  # metres, hardly minutes
        if is_length_again(intent, slots) or _is_left_out(intent, photos):
            continue
        if is_single(intent) or intent.act in KEPT:
            rest.append(intent)
        elif intent.act == "keep_photos" and photos is None:
            photos = None if _is_of_these(intent) else intent.photos
        elif not is_story(intent, brief) and not fold_in(intent, slots) and is_said(intent):
            rest.append(intent)
    if not slots.get("looks") and not any(one.act in ("set_look", "adjust", "restyle") for one in rest):
        looks = looks_said(message)
        slots.update({"looks": looks} if looks else {})
    first = ("undo", "start_over")
    return [
        *(one for one in rest if one.act in first),
        replace(brief, slots=slots, photos=photos),
        *(one for one in rest if one.act not in first),
    ]


_LONGEST_SHOT = 1800  # seconds; nobody shows one photo for so long


def _without_clips(intent: Intent) -> Intent:
    """Where there are no films, a clip is the video."""
    if intent.photos is None or any(ref.kind != "clips" for ref in intent.photos.include):
        return intent
    return replace(intent, photos=None)


def _is_of_these(intent: Intent) -> bool:
    """Whether "just these photos" are all of them, and the names beside only tell what is on them."""
    named = intent.photos is not None and all(ref.kind == "words" for ref in intent.photos.include)
    return named and re.search(r"\bthese\b|这几张|这些|那几张", intent.words.casefold()) is not None


def _is_left_out(intent: Intent, photos: Selection | None) -> bool:
    """Whether an edit is about photos that are not shown at all: "not the first two, they're blurry"."""
    if photos is None or not photos.exclude or intent.photos is None:
        return False
    return bool(intent.photos.include) and set(intent.photos.include) <= set(photos.exclude)


#: Acts that show that a message wants something of a video which is not there yet.
_OF_WHOLE = frozenset(
    (
        "set_photo_seconds",
        "set_total_seconds",
        "set_aspect",
        "set_music",
        "remove_music",
        "set_transition",
        "remove_transitions",
        "change_pace",
        "remove_text",
        "keep_photos",
        "set_look",
        "sync_to_beats",
        "add_text",
        "set_end_card",
        "restyle",
        "add_captions",
    )
)


def _implied(intents: list[Intent], message: Message, ctx: Context) -> list[Intent] | None:
    """The brief of wishes for a video that is not there yet: "for mom's 60th …", "only photos 1 and 3, no text"."""
    wishes = [
        one for one in intents if one.act in _OF_WHOLE and not (one.photos is not None and is_single(one))
    ]
    if ctx.has_timeline or not ctx.count or not (wishes or _OCCASION.search(message.plain)):
        return None
    if only_greets(message.plain) or (not wishes and _TOLD_OF.search(message.plain)):
        return None
    if any(
        one.act in ("ask_ability", "help", "wait", "unsafe", "off_topic", "ask_project") for one in intents
    ):
        return None
    brought = _brought(message, replace(ctx, intents=list(ctx.intents)), "")
    brief = brought.intents[0]
    found = [name for name in brief.slots if not name.startswith("_") and name != "text"]
    strong = brief.slots.get("kind", "slideshow") not in ("slideshow", "single", "character")
    named = bool(wishes) and _NOUNS.search(message.plain) is not None
    if len(found) + (brief.photos is not None) < 2 and not strong and "title" not in found and not named:
        return None
    own = [
        one
        for one in intents
        if one.act in KEPT or is_single(one) or (one.act not in ANSWERS and one.act in SAID)
    ]
    extra = [
        one
        for one in own
        if one.act not in ("add_text", "add_captions", "set_end_card", "edit_text", "remove_text")
    ]
    return [*brought.intents, *[one for one in extra if one.act not in _OF_WHOLE or is_single(one)]]


_NOUNS = re.compile(
    r"\b(?:videos?|vids?|slideshow|montage|reel|trailer|film)\b|视频|短片|影片|片子|预告片|相册"
)
#: What was is told, and nothing wished for: "the wedding was on June 14th".
_TOLD_OF = re.compile(r"\b(?:was|were) (?!going|hoping|wondering|thinking)\w+|\bwent to\b")
_OCCASION = re.compile(
    r"\b(?:videos?|vids?|slideshow|montage|reel|trailer|film|clip|before|birthday|bday|wedding|"
    r"anniversary|funeral|memorial|save the date|we'?re (?:moving|hiring|opening)|grand opening|"
    r"for sale|open house)\b|"
    r"视频|短片|影片|片子|预告片|相册|前后|生日|大寿|婚礼|周年|悼念|追悼|纪念|开业|招聘|出售|转让|出租"
)
