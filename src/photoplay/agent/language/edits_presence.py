"""Rules of edits: which photos there are."""

from __future__ import annotations

from typing import Any

from photoplay.agent.language.content import leaves
from photoplay.agent.language.edits_said import (
    PROPERTIES,
    clips_on,
    holds,
    is_about_words,
    is_asking,
    is_foreign,
    numbers_of,
    outside,
    place_of,
    sees,
    strong_mentions,
)
from photoplay.agent.language.meaning import Intent, Ref, Selection
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


_NOUNS = (
    "text", "title", "subtitle", "caption", "badge", "logo", "end-card", "music", "transition", "filter",
    "camera", "border",
    "volume", "own-sound", "bars", "layout", "backdrop", "lower-third", "sound", "blurred", "polaroid", "rounded",
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
        number for number, token in enumerate(clause.tokens) if token.has(*_NOUNS) and not token.has("photo")
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
    verbs = verbs or [token for token in clause.tokens if token.plain in ("cut", "剪", "剪掉", "裁掉", "裁")]
    verbs = verbs or ([clause.tokens[-1]] if leaves(clause.tokens) else [])
    dropped = [token for token in clause.tokens if token.has("not") and token.plain in _WEAK_REMOVERS]
    if is_asking(clause) or not (verbs or dropped) or sees(clause, "split"):
        return []
    verb = (verbs or dropped)[-1 if not verbs else 0]
    at = place_of(clause, verb)
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
    if _takes_off_it(clause, at, mention):
        return _taken_off(clause, ctx, mention)
    if verb.plain in _WEAK_REMOVERS and not _ends_or_meets(clause, at, mention):
        return []
    if verb.plain in _WEAK_REMOVERS and _is_spared(clause, ctx, verb, photos):
        return []
    if is_about_words(clause) and mention.role:
        return []
    photos = _beyond(clause, ctx, photos)
    if all(ref.kind == "all" for ref in photos.include) and sees(clause, *_NOUNS) and not photos.exclude:
        return []
    if any(ref.kind == "all" for ref in photos.include) and not photos.exclude:
        return [clause.intent("remove_photos", photos=photos, ask="ask_remove_all", certainty=0.5)]
    if clause.negates(verb) and verb.plain not in _WEAK_REMOVERS and verb not in dropped:
        return []
    return [clause.intent("remove_photos", photos=photos)]


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
    if is_foreign(clause) or sees(clause, *_NOUNS) or clause.own_texts is not None:
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
    if is_asking(clause) or is_foreign(clause) or not clause.has("keep|only|use|want"):
        return []
    photos = all_of(clause)
    if photos is None or any(ref.kind in ("all", "new", "others") for ref in photos.include):
        return []
    if sees(clause, "own-sound", "sound", "volume", "music", "title", "text", "caption", "logo"):
        return []  # "I only want the clip's own sound"
    if any(token.plain in ("只改", "只给", "只把") for token in clause.tokens) or sees(clause, "change"):
        return []  # only these are to be changed: the others stay
    said = sees(clause, "only") or any(token.plain.startswith(("只", "仅", "留")) for token in clause.tokens)
    keeps_ = clause.find("keep|use|want")
    if keeps_ is None and any(token.plain in ("need", "i need", "want", "i want") for token in clause.tokens):
        keeps_ = next(token for token in clause.tokens if token.plain in ("need", "i need", "want", "i want"))
    if keeps_ is None and not any(token.plain in ("只要", "只留", "就要") for token in clause.tokens):
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
    return [clause.intent("keep_photos", photos=photos)]


def _says_more(clause: Clause) -> bool:
    """Whether something else about them is said: "keep 2 and 3 as they are"."""
    return sees(
        clause, "same", "change", "add", "position", "stay", "order", "first-place", "last-place", "color"
    )


def additions(clause: Clause, ctx: Context) -> list[Intent]:
    """New photos, and ones that come back."""
    if is_asking(clause) or is_foreign(clause) or holds(clause, "duration", "percent"):
        return []
    verb = clause.find("add|use|put|again|show|move|want")
    mentions = [one for one in strong_mentions(clause) if one.role == ""]
    fresh = [one for one in mentions if any(ref.kind == "new" for ref in one.selection.include)]
    if verb is not None and not mentions and not clause.negated and _comes_back(clause):
        return [clause.intent("add_photos", photos=Selection((Ref("it"),)), **where(clause, ctx))]
    if verb is None or not mentions or clause.negated:
        return []
    back = sees(clause, "again") and clause.has("add|put|move|want") and not sees(clause, "duplicate")
    files = [one for one in mentions if any(ref.kind in ("file", "words") for ref in one.selection.include)]
    missing = [one for one in files if not _is_shown(one.selection, ctx)]
    if not (fresh or back or (missing and clause.has("add|put|use|move"))):
        return []
    chosen = fresh or (mentions if back else missing)
    for mention in chosen:
        clause.read(mention)
    photos = Selection(tuple(dict.fromkeys(ref for one in chosen for ref in one.selection.include)))
    return [clause.intent("add_photos", photos=photos, **where(clause, ctx))]


def _comes_back(clause: Clause) -> bool:
    """Whether what was taken out shall return, named by a pronoun or not at all: "put her back", 还是加回来."""
    if sees(clause, *_NOUNS, "order", "way", "look", "plain", "hues", "motion", "side", "backwards", "time"):
        return False
    if not sees(clause, "again"):
        return False
    glued = any(
        token.has("again") and len(token.plain) > 2 and not token.plain.isascii() for token in clause.tokens
    )
    if not glued and not sees(clause, "add", "put", "move", "want", "give"):
        return False
    return any(
        token.plain
        in (
            "back",
            "back in",
            "回来",
            "加回来",
            "放回",
            "放回来",
            "加回",
            "放回去",
            "回去",
            "原位",
            "放回原位",
            "回原位",
            "拿回来",
            "找回来",
        )
        for token in clause.tokens
    )


def _is_shown(selection: Selection, ctx: Context) -> bool:
    """Whether files that are named are on the timeline."""
    shown = {clip.source for clip in clips_on(ctx)}
    names = {str(ref.value).casefold() for ref in selection.include}
    found = {record.id for record in ctx.scene.bin if any(name in record.name.casefold() for name in names)}
    return not found or bool(found & shown)


def where(clause: Clause, ctx: Context) -> dict[str, Any]:
    """Slots for the place: "position", or "before" and "after"."""
    for role in ("before", "after", "between"):
        selection = clause.mention(role)
        if selection is not None:
            numbers = numbers_of(selection, ctx)
            if role == "between":
                return {"after": min(numbers) if numbers else Selection(selection.include[:1])}
            return {role: numbers[0] if len(numbers) == 1 else selection}
    into = clause.mention("into", "to", "at")
    if into is not None and (numbers := numbers_of(into, ctx)):
        return {"position": numbers[0]}
    if outside(clause, "first-place", "start"):
        return {"position": "start"}
    return {"position": "end"} if outside(clause, "last-place", "end") else {}


def continues(ctx: Context) -> bool:
    """Whether the clause before gave photos a property."""
    return bool(ctx.intents) and ctx.intents[-1].act in PROPERTIES


RULES = (
    Rule("keeps", keeps, needs=("keep", "only", "use", "want")),
    Rule("additions", additions, needs=("add", "use", "put", "again", "show", "move", "want")),
    Rule("removals", removals, needs=()),
)
