"""Rules of edits: which photos there are."""

from __future__ import annotations

import re

from photoplay.agent.language.content import leaves
from photoplay.agent.language.edits_additions import NO_PHOTOS, additions
from photoplay.agent.language.edits_said import (
    PROPERTIES,
    holds,
    is_about_words,
    is_asking,
    is_foreign,
    numbers_of,
    place_of,
    sees,
)
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.language.rules import Clause, Context, Mention, Rule
from photoplay.agent.language.tokens import Token

#: Chinese words that take away only where nothing else is said: "第二张不要了", not "第二张不要太亮".
_WEAK_REMOVERS = frozenset(
    {
        "don't want", "i don't want", "don't need", "do not want", "dont want", "dont need",
        "i don't need", "do not need", "no", "without", "w/o", "无", "不要", "不要了",
        "不用", "不用了", "不需要", "不想要", "别放", "不放", "别要", "剪", "裁", "剪掉", "裁掉",
    }
)  # fmt: skip


def _object(clause: Clause, verb_at: int) -> Mention | None:
    """The photos that a verb is about, unless something else stands nearer to it."""
    mentions = [
        one for one in clause.mentions if one.role in ("", "from", "to", "with", "at", "into", "until")
    ]
    named = [one for one in mentions if not one.weak] or mentions
    if not named:
        return None
    things = [
        number
        for number, token in enumerate(clause.tokens)
        if token.has(*NO_PHOTOS) and not token.has("photo")
    ]
    best = min(named, key=lambda one: min(abs(one.first - verb_at), abs(one.last - verb_at)))
    reach = min(abs(best.first - verb_at), abs(best.last - verb_at))
    if any(abs(thing - verb_at) < reach for thing in things) and not best.role:
        return None
    if any(abs(thing - verb_at) < reach for thing in things):
        return None
    return best


def all_of(clause: Clause) -> Selection | None:
    """Every photo the clause is about, doubtful ones where there are no sure ones."""
    mentions = [one for one in clause.mentions if one.role == "" and not one.weak]
    mentions = mentions or [one for one in clause.mentions if one.role in ("", "from", "at", "with")]
    if not mentions:
        return None
    for mention in mentions:
        clause.read(mention)
    include = tuple(dict.fromkeys(ref for one in mentions for ref in one.selection.include))
    exclude = tuple(dict.fromkeys(ref for one in mentions for ref in one.selection.exclude))
    if clause.joined and clause.carried_photos is not None and all(ref.kind == "it" for ref in include):
        return clause.carried_photos
    return Selection(include, exclude)


#: Acts that said already what is taken away.
_TAKING = frozenset(
    {
        "trim_clip", "remove_looks", "set_fit", "set_focus", "set_frame", "round_corners", "remove_transitions",
        "set_transition", "remove_text", "remove_logo", "remove_music", "remove_layout", "remove_end_card",
        "set_clip_volume", "set_ends",
    }
)  # fmt: skip


#: Words that take photos away, and parts of films too.
_CUTS = frozenset(("cut", "skip the", "剪", "剪掉", "裁掉", "裁"))


def removals(clause: Clause, ctx: Context) -> list[Intent]:
    """Photos that shall go."""
    verbs = [
        token
        for token in clause.all("remove")
        if token.plain not in ("去", "掉", "dropped", "lost", "turn off", "switch off")
        and not _went(clause, token)
    ]
    if clause.kind("price"):
        return []
    verbs = verbs or [
        token for token in clause.tokens if token.plain in ("cut", "skip the", "剪", "剪掉", "裁掉", "裁")
    ]
    verbs = verbs or ([clause.tokens[-1]] if leaves(clause.tokens) else []) or _chopped_off(clause)
    dropped = [token for token in clause.tokens if token.has("not") and token.plain in _WEAK_REMOVERS]
    if is_asking(clause) or not (verbs or dropped) or sees(clause, "split"):
        return []
    verb = (verbs or dropped)[-1 if not verbs else 0]
    at = place_of(clause, verb)
    if verb.text.lower() == "hates":
        return []  # "… because my dad hates loud stuff" is a reason
    if verb.plain.endswith(" go") and any(not token.has("filler") for token in clause.tokens[at + 1 :]):
        return []
    if any(intent.words == clause.text and intent.act in _TAKING for intent in ctx.intents):
        return []
    mention = _object(clause, at)
    photos = all_of(clause)
    if holds(clause, "duration", "moment", "percent") and not holds(clause, "file"):
        return []
    if mention is None or photos is None:
        if clause.carried_photos is not None and _says_nothing_else(clause) and not clause.negated:
            return [clause.intent("remove_photos", photos=clause.carried_photos)]
        return _removal_of_what(clause, ctx)
    own_texts = clause.own_texts
    if own_texts is not None and own_texts.photos == mention.selection and not clause.has("photo"):
        return []  # "the word on the sky one can go"
    if clause.it_thing == "text" and _ONE_ON.search(clause.plain) and not clause.has("photo"):
        clause.read(verb)
        return [clause.intent("remove_text", texts=TextRef("all", photos=mention.selection))]
    if _takes_off_it(clause, at, mention):
        return _taken_off(clause, ctx, mention)
    if verb.plain in _WEAK_REMOVERS and not _ends_or_meets(clause, at, mention):
        return []
    if verb.plain in _WEAK_REMOVERS and _is_spared(clause, ctx, verb, photos):
        return []
    on_photos = clause.own_texts is not None and clause.own_texts.photos is not None
    if on_photos or (is_about_words(clause) and mention.role):
        return []  # "the word on the sky one can go"
    photos = _beyond(clause, ctx, photos)
    if all(ref.kind == "all" for ref in photos.include) and sees(clause, *NO_PHOTOS) and not photos.exclude:
        return []
    if any(ref.kind == "all" for ref in photos.include) and not photos.exclude:
        return [clause.intent("remove_photos", photos=photos, ask="ask_remove_all", certainty=0.5)]
    if clause.negates(verb) and verb.plain not in _WEAK_REMOVERS and verb not in dropped:
        return []
    return [clause.intent("remove_photos", photos=photos)]


#: Words on a photo that were spoken of: "the one on the fourth can go".
_ONE_ON = re.compile(r"\bthe (?:one|other one|ones) (?:on|over) ")
#: Ways to take a photo away that are said of heads and of the ends of films as well.
_CHOPS = frozenset(
    ("chop off", "chop", "cut off", "cut away", "lop off", "snip", "snip off", "trim off", "shave off")
)


def _chopped_off(clause: Clause) -> list[Token]:
    """The verb of "chop off the last photo": it begins the wish, and photos follow."""
    first = next((token for token in clause.tokens if not token.has("filler") and token.kind == "word"), None)
    own = [one for one in clause.mentions if not one.weak and one.role == ""]
    ends = any(one.has("start", "end", "head") and one.kind != "ordinal" for one in clause.tokens)
    if first is None or first.plain not in _CHOPS or not own or ends:
        return []
    if any(ref.kind == "clips" for ref in own[0].selection.include):
        return []
    at = place_of(clause, first)
    behind = clause.tokens[at + 1 : own[0].first]
    return [first] if own[0].first > at and all(token.has("filler") for token in behind) else []


def _went(clause: Clause, token: Token) -> bool:
    """Whether 去了 tells where somebody went: a place stands behind it, 去了青海湖, not 把它去了."""
    at = place_of(clause, token)
    rest = [one for one in clause.tokens[at + 1 :] if not one.has("filler") and one.kind != "punct"]
    return token.plain == "去了" and bool(rest) and "把" not in clause.plain


def _says_nothing_else(clause: Clause) -> bool:
    """Whether it is a bare verb, which goes on about the photos of the clause before: "…，删了吧"."""
    words = [token for token in clause.tokens if token.kind not in ("punct", "emoji")]
    return all(token.has("remove", "filler", "it", "and", "then") for token in words)


def _beyond(clause: Clause, ctx: Context, photos: Selection) -> Selection:
    """What is said by "everything after photo 3" as a range."""
    if not any(ref.kind in ("all", "photos") for ref in photos.include):
        return photos
    after, before = clause.mention("after"), clause.mention("before")
    if after is not None and (numbers := numbers_of(after, ctx)):
        return Selection((Ref("range", (max(numbers) + 1, -1)),))
    if before is not None and (numbers := numbers_of(before, ctx)):
        return Selection((Ref("range", (1, min(numbers) - 1)),))
    return photos


def _takes_off_it(clause: Clause, at: int, mention: Mention) -> bool:
    """Whether something is taken off the photos and not the photos away: "take that off the last one"."""
    between = clause.tokens[at + 1 : mention.first]
    return any(token.has("it", "this") for token in between) and not any(
        ref.kind == "it" for ref in mention.selection.include
    )


def _taken_off(clause: Clause, ctx: Context, mention: Mention) -> list[Intent]:
    """What was done last, undone for some photos."""
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    photos = mention.selection
    act = last.act if last is not None else ""
    if act in ("set_look", "adjust"):
        assert last is not None
        return [
            clause.intent(
                "remove_looks", photos=photos, look=last.slots.get("look") or last.slots.get("property")
            )
        ]
    if act == "set_motion":
        return [clause.intent("set_motion", photos=photos, motion="hold")]
    if act in ("set_transition", "set_transition_seconds"):
        return [clause.intent("remove_transitions", photos=photos)]
    if act == "set_frame":
        return [clause.intent("set_frame", photos=photos, frame="none")]
    return []


def _is_spared(clause: Clause, ctx: Context, verb: Token, photos: Selection) -> bool:
    """Whether 不用 only says that photos need nothing, and 不要这种 speaks of no photo."""
    if verb.plain in ("不用", "不需要", "不想要") and continues(ctx):
        return True
    return all(ref.kind == "it" for ref in photos.include) and not sees(clause, "photo", "one", "it")


def _removal_of_what(clause: Clause, ctx: Context) -> list[Intent]:
    """What is said by "delete it", "remove a photo": asked about where nothing tells which."""
    if is_foreign(clause) or sees(clause, *NO_PHOTOS) or clause.own_texts is not None:
        return []
    if clause.has("photo|clip") and clause.has("remove") and not clause.mentions:
        return [clause.intent("remove_photos", ask="ask_which_photo", certainty=0.5)]
    return []


_NOT_ANY_MORE = frozenset({"anymore", "any", "more", "longer", "there", "it"})


def _ends_or_meets(clause: Clause, at: int, mention: Mention) -> bool:
    """Whether nothing but particles follows a weak remover, or the photos do."""
    if mention.first > at and all(token.has("filler") for token in clause.tokens[at + 1 : mention.first]):
        follow = clause.tokens[mention.last + 1 :]
        return all(
            token.kind == "punct" or token.has("filler", "video", "again") or token.plain in _NOT_ANY_MORE
            for token in follow
        )
    rest = [token for token in clause.tokens[at + 1 :] if token.kind != "punct"]
    return mention.last < at and all(token.has("filler") for token in rest)


#: What is said of photos that shall stay as they are.
_AS_IS = (
    "原样", "不变", "as is", "as they are", "as it is", "untouched", "unchanged", "alone", "the same",
    "in place", "in order",
)  # fmt: skip


def keeps(clause: Clause, ctx: Context) -> list[Intent]:
    """Only these, and no others."""
    down = _DOWN_TO.search(clause.plain) is not None
    if is_asking(clause) or is_foreign(clause) or not (down or clause.has("keep|only|use|want")):
        return []
    told = [one for one in clause.mentions if not one.weak]
    photos = (told[-1].selection if told else None) if down else all_of(clause)
    if photos is None or any(ref.kind in ("all", "new", "others") for ref in photos.include):
        return []
    if sees(clause, "own-sound", "sound", "volume", "music", "title", "text", "caption", "logo"):
        return []  # "I only want the clip's own sound"
    if any(token.plain in ("只改", "只给", "只把") for token in clause.tokens) or sees(clause, "change"):
        return []  # only these are to be changed: the others stay
    if all(ref.kind == "it" for ref in photos.include) and not sees(clause, "only"):
        return _kept_after_all(clause, ctx)
    follow = ctx.following
    if follow is not None and sees(follow, "other") and not sees(follow, "remove"):
        return []  # 第一张留着，其他随便打乱
    said = (
        sees(clause, "only")
        or _JUST.match(clause.plain) is not None
        or any(token.plain.startswith(("只", "仅", "留")) for token in clause.tokens)
    )
    said = said or down
    keeps_ = clause.find("keep|use|want") or (clause.find("stay") if said else None)
    if keeps_ is None and any(token.plain in ("need", "i need", "want", "i want") for token in clause.tokens):
        keeps_ = next(token for token in clause.tokens if token.plain in ("need", "i need", "want", "i want"))
    if (
        keeps_ is None
        and not down
        and not any(token.plain in ("只要", "只留", "就要", "就") for token in clause.tokens)
    ):
        named = {place for one in clause.mentions for place in range(one.first, one.last + 1)}
        rest = [
            token
            for number, token in enumerate(clause.tokens)
            if number not in named and token.kind != "punct"
        ]
        follow = ctx.following
        if follow is not None and follow.joined and follow.own_photos is None and not follow.has("remove"):
            return []  # "just the outer two, make them black and white"
        if clause.joined or not all(token.has("filler", "only", "and") for token in rest):
            return []
    if not said:
        several = len(photos.include) > 1 or photos.include[0].kind in (
            "range",
            "half",
            "every",
            "photos",
            "clips",
        )
        if keeps_ is None or not keeps_.has("keep") or clause.negated or not several or _says_more(clause):
            return []
    if (
        holds(clause, "duration", "moment")
        or sees(clause, "unit")
        or any(word in clause.plain for word in _AS_IS)
    ):
        return []
    if sees(clause, *_SAID_OF_THEM):
        return []
    return [clause.intent("keep_photos", photos=photos)]


#: What only these photos shall be like: nothing is said of the others going.
_SAID_OF_THEM = ("look", "up", "down", "motion", "plain", "hues", "feel", "filter", "rotate", "time", "speed")


def _kept_after_all(clause: Clause, ctx: Context) -> list[Intent]:
    """Such as "on second thought keep it", right after it was taken out."""
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    if (
        ctx.intents
        or last is None
        or last.act not in ("remove_photos", "keep_photos")
        or not sees(clause, "keep")
    ):
        return []
    return [clause.intent("undo")]


#: Fewer photos: "trim it down to the first three".
_DOWN_TO = re.compile(r"\b(?:trim|cut|narrow|reduce|whittle|slim|boil|pare|get|bring)\w*\b.{0,24}\bdown to\b")


_JUST = re.compile(r"就(?:要|留|用)(?!.{0,12}(?:了|吗|呢)$)")


def _says_more(clause: Clause) -> bool:
    """Whether something else about them is said: "keep 2 and 3 as they are"."""
    return sees(
        clause, "same", "change", "add", "position", "stay", "order", "first-place", "last-place", "color"
    )


def continues(ctx: Context) -> bool:
    """Whether the clause before gave photos a property."""
    return bool(ctx.intents) and ctx.intents[-1].act in PROPERTIES


RULES = (
    Rule("keeps", keeps),
    Rule("additions", additions, needs=("add", "use", "put", "again", "show", "move", "want", "undo")),
    Rule("removals", removals, needs=()),
)
