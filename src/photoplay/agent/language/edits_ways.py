"""Rules of edits: ways from photo to photo, and into and out of the whole."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.edits_said import (
    EVERYTHING,
    clips_on,
    holds,
    is_about_sound,
    is_asking,
    is_foreign,
    numbers_of,
    place_of,
    sees,
    shifted,
    target,
    value_of,
    wanted,
)
from photoplay.agent.language.lexicon_edits_ways import TRANSITION_FEELS
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.music_talk import goes_on_with_sound
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.tokens import Token

#: Ways that only speak of transitions where the clause does: the words mean other things too.
_DOUBTFUL = frozenset(
    {
        "slide", "cover", "reveal", "smoothwipe", "circleopen", "circlecrop", "rectcrop", "radial", "slice", "wind",
        "squeezeh", "zoomin", "zoom", "pixelize", "hblur", "blur", "cube", "glitch", "light-leak", "film-burn",
        "page", "vertopen", "luma", "fadewhite", "dissolve", "horzopen", "parallax", "distance",
    }
)  # fmt: skip
#: Of those, the ones that need nothing but a wish: no photo is made like this by itself.
_TELLING = frozenset(
    {"page", "glitch", "cube", "light-leak", "film-burn", "dissolve", "fadewhite", "slice", "vertopen"}
)

#: Way -> its names by direction, the usual one first.
_DIRECTED = {
    "wipe": {"left": "wipeleft", "right": "wiperight", "up": "wipeup", "down": "wipedown"},
    "slide": {"left": "slideleft", "right": "slideright", "up": "slideup", "down": "slidedown"},
    "cover": {"left": "coverleft", "right": "coverright", "up": "coverup", "down": "coverdown"},
    "reveal": {"left": "revealleft", "right": "revealright", "up": "revealup", "down": "revealdown"},
    "smoothwipe": {"left": "smoothleft", "right": "smoothright", "up": "smoothup", "down": "smoothdown"},
    "slice": {"left": "hlslice", "right": "hrslice", "up": "vuslice", "down": "vdslice"},
    "wind": {"left": "hlwind", "right": "hrwind", "up": "vuwind", "down": "vdwind"},
    "whip": {"left": "whip-left", "right": "whip-right", "up": "whip-up", "down": "whip-down"},
    "parallax": {"left": "parallax-left", "right": "parallax-right"},
}  # fmt: skip
_CORNERS = {"top-left": "wipetl", "top-right": "wipetr", "bottom-left": "wipebl", "bottom-right": "wipebr"}
_SWEEPS = {"left-to-right": "right", "right-to-left": "left", "top-to-bottom": "down", "bottom-to-top": "up"}

#: Ways that alternate when different ones are wished for: one family each, none of them an effect.
_VARIED = ("fade", "slideleft", "circleopen", "wipeleft", "smoothright", "zoom")
_SLOW_SECONDS, _QUICK_SECONDS = 1.2, 0.3


#: Photos that come in are transitions, no moves of the camera.
_COMES_IN = re.compile(r"\bslid(?:e|es|ing) in\b|滑进|滑入|飞进|飞入|推进来|进来|进场")


#: "The next picture opens up in a circle".
_OPENS_AS = ("circleopen", "circlecrop", "rectcrop", "vertopen", "horzopen", "radial")
_OPENING = frozenset(
    ("open", "opens", "open up", "opens up", "opening", "close", "closes", "appear", "appears")
)


def _is_of_ways(clause: Clause, token: Token) -> bool:
    """Whether a word that may be a way is one here."""
    name = value_of(token, "way")
    if "transition" in token.plain or token.plain.endswith(("转场", "过渡", "切换")):
        return True
    if sees(clause, "transition") or name not in _DOUBTFUL or token.plain in _DIRECTED.get(name, {}).values():
        return True
    if any(one.plain in ("come", "comes", "enter", "come in", "进来", "进入") for one in clause.tokens):
        return True
    if any(mention.role == "between" for mention in clause.mentions):
        return True
    if name in _OPENS_AS and any(one.plain in _OPENING for one in clause.tokens):
        return True
    if any(mention.role == "into" for mention in clause.mentions) and name not in ("zoomin", "zoom"):
        return True
    if (name not in ("blur", "zoom", "reveal", "cover", "slide") and clause.has("use")) or (
        " " in token.plain and sees(clause, "use", "other")
    ):
        return True
    own = clause.own_photos
    if name not in ("zoom", "zoomin", "blur") and _COMES_IN.search(clause.plain):
        return True
    return name in _TELLING and (own is None or own == EVERYTHING)


def direction(clause: Clause) -> str:
    """The direction that is said: left, right, up, down, or ""."""
    sweep = clause.value("sweep")
    if sweep:
        return _SWEEPS[sweep]
    return clause.value("dir") or ""


def _is_replaced(clause: Clause) -> bool:
    """Whether something shall come for what goes."""
    return sees(clause, "replace", "add", "use", "into") or any(
        token.plain in ("with", "to", "into") for token in clause.tokens
    )


def _named(clause: Clause, name: str) -> str:
    if name == "wipe" and clause.position in _CORNERS:
        return _CORNERS[str(clause.position)]
    ways = _DIRECTED.get(name)
    if ways is not None and (
        own := next((one.plain for one in clause.all("way") if one.plain in ways.values()), "")
    ):
        return own
    if ways is None:
        return name
    return ways.get(direction(clause), next(iter(ways.values())))


def _into(clause: Clause, ctx: Context) -> Selection | None:
    """Photos that the transitions lead into; None: all cuts."""
    if clause.means("except"):
        refs = tuple(
            ref
            for one in clause.mentions
            for ref in (one.selection.exclude or one.selection.include)
            if ref.kind not in ("all", "photos", "it")
        )
        if not refs and clause.has("last-place|first-place"):
            refs = (Ref("number", -1 if sees(clause, "last-place") else 1),)  # 除了最后一个
        return Selection((Ref("all"),), refs) if refs else None
    between = clause.mention("between")
    if between is not None:
        return shifted(between, 0, ctx)
    after = clause.mention("after")
    if after is not None:
        return shifted(after, 1, ctx)
    start, end = clause.mention("from"), clause.mention("to", "until", "into")
    if start is not None and end is None and (one := _next_of_two(start, ctx)) is not None:
        return one
    if end is not None:
        return end if start is None else shifted(end, 0, ctx)
    if start is not None and clause.own_photos is None:
        return shifted(start, 1, ctx)
    named = clause.mention("before") or clause.own_photos
    if named is None and any(mention.weak for mention in clause.mentions):
        named = target(clause, ctx)
    if named is None or any(ref.kind in ("all", "photos") for ref in named.include):
        return None
    if named.include == (Ref("it"),) and any(token.plain.endswith("之间") for token in clause.tokens):
        return None  # 两张之间黑一下再出下一张
    passed = (
        sees(clause, "from", "until", "between", "into")
        or any(
            token.plain.endswith("between") or token.plain.startswith("between ") for token in clause.tokens
        )
        or any(
            token.plain in ("进", "to", "->", "→", "转", "切", "接", "换到", "变到", "跳到")
            for token in clause.tokens
        )
    )
    return (_next_of_two(named, ctx) if passed else None) or named


def _next_of_two(photos: Selection, ctx: Context) -> Selection | None:
    """The second of two photos that follow each other: "from 3 to 4" leads into 4; None: they are other ones."""
    numbers = numbers_of(photos, ctx)
    if len(numbers) == 2 and numbers[1] == numbers[0] + 1:
        return Selection((Ref("number", numbers[1]),))
    return None


def _seconds(clause: Clause, near: Token) -> float | None:
    """How long they shall be: a duration that stands nearer to them than to a word for photos."""
    others = [token for token in clause.tokens if token.has("photo", "each", "stay", "total")]
    others = [token for token in others if not token.has("transition")]
    at = place_of(clause, near)
    others = [token for token in others if not (token.has("each") and at - 2 <= place_of(clause, token) < at)]
    for duration in clause.kind("duration"):
        own = abs(place_of(clause, duration) - place_of(clause, near))
        if all(abs(place_of(clause, duration) - place_of(clause, other)) >= own for other in others):
            clause.claim(duration)
            return float(duration.value)
    return None


def _loose_seconds(clause: Clause) -> float | None:
    if clause.has("time:slower|time:longer"):
        return _SLOW_SECONDS
    return _QUICK_SECONDS if clause.has("time:faster|time:shorter") else None


def _factor(clause: Clause) -> float | None:
    amount = {"weak": 1.25, "plain": 1.5, "strong": 2.0}[clause.amount]
    longer = clause.has("time:longer|time:slower|rushed")
    if not longer and not clause.has("time:shorter|time:faster|drags"):
        return None
    if clause.factors:
        said = float(clause.factors[0].value)
        amount = said if said > 1 else 1 / said
    if sees(clause, "too"):
        longer = not longer if not sees(clause, "rushed", "drags") else longer
    return round(amount if longer else 1 / amount, 4)


def _varied(clause: Clause, ctx: Context) -> list[Intent]:
    """Different ways for the cuts, in turn."""
    made = []
    for turn, kind in enumerate(_VARIED):
        numbers = range(2 + turn, ctx.count + 1, len(_VARIED))
        if numbers:
            photos = Selection(tuple(Ref("number", number) for number in numbers))
            made.append(clause.intent("set_transition", photos=photos, kind=kind))
    return made or [clause.intent("set_transition", kind=_VARIED[0])]


def _another(ctx: Context) -> str:
    """A way that is not the present one."""
    now = {clip.transition_in.type for clip in clips_on(ctx) if clip.transition_in is not None}
    return next(kind for kind in ("slideleft", "fade", "circleopen", *_VARIED) if kind not in now)


def is_refused(clause: Clause, token: Token) -> bool:
    """Whether "no" stands before a word with only its adjectives between: "no fancy fades"."""
    if clause.negates(token):
        return True
    for one in reversed(clause.tokens[: place_of(clause, token)]):
        if one.has("not"):
            return True
        if not one.has("manner", "feel", "this", "gently", "strongly", "way", "all"):
            return False
    return False


def _by_noun(clause: Clause, ctx: Context, noun: Token) -> list[Intent]:
    """What is said by "transitions" with no way named: felt, longer, off, or merely wished for."""
    photos = _into(clause, ctx)
    ways = clause.all("way")
    unwanted = clause.negates(noun) or clause.has("remove") or any(is_refused(clause, way) for way in ways)
    manners = [token for token in clause.all("manner") if not clause.negates(token)]
    if unwanted and not manners:
        return [clause.intent("remove_transitions", photos=photos)]
    seconds = _seconds(clause, noun)
    if manners:
        for token in manners:
            clause.claim(token)
        feel = value_of(manners[-1], "manner")
        if sees(clause, "too") and feel != "soft":
            feel = "soft"
        if (
            feel == "random"
            and noun.plain in ("transition", "transition effect")
            and not sees(clause, "each", "every", "all")
        ):
            return [clause.intent("set_transition", photos=photos, kind=_another(ctx))]
        if feel == "random":
            return _varied(clause, ctx)
        kind, usual, _ = TRANSITION_FEELS[feel]
        return [clause.intent("set_transition", photos=photos, kind=kind, seconds=seconds or usual)]
    if seconds is not None:
        return [clause.intent("set_transition_seconds", photos=photos, seconds=seconds)]
    factor = _factor(clause)
    if factor is not None:
        return [clause.intent("set_transition_seconds", photos=photos, factor=factor)]
    if clause.has("other|replace|new"):
        return [clause.intent("set_transition", photos=photos, ask="ask_which_transition", certainty=0.4)]
    if clause.has("add|give|use|want|with"):
        return [clause.intent("set_transition", photos=photos, kind="fade")]
    if clause.has("change"):
        return [clause.intent("set_transition", photos=photos, ask="ask_which_transition", certainty=0.4)]
    return []


def transitions(clause: Clause, ctx: Context) -> list[Intent]:
    """How one photo becomes the next."""
    noun = clause.find("transition")
    if sees(clause, "backdrop") and noun is None:
        return []
    clear = [
        token
        for token in wanted(clause, clause.all("way"))
        if value_of(token, "way") not in {*_DOUBTFUL, "fade"}
    ]
    if is_asking(clause) or (noun is None and is_foreign(clause) and not clear):
        return []
    ways = [token for token in clause.all("way") if _is_of_ways(clause, token)]
    if len(ways) == 1 and sees(clause, "not") and len(clause.all("way")) > 1:
        ways = clause.all("way")  # "slide instead of fade"
    if noun is None and _goes_on_about_music(clause, ctx):
        ways = [token for token in ways if value_of(token, "way") != "fade"]
    good = [token for token in wanted(clause, ways) if not is_refused(clause, token)]
    if not good:
        if ways and noun is None:
            return [clause.intent("remove_transitions", photos=_into(clause, ctx))]
        if noun is None:
            return []
        clause.claim(noun)
        return _by_noun(clause, ctx, noun)
    chosen = good[-1]
    if _ANYTHING_BUT.search(clause.plain):
        clause.claim(chosen)
        return [clause.intent("set_transition", photos=_into(clause, ctx), kind=_another(ctx))]
    if chosen.has("transition") and value_of(chosen, "way") == "fade" and not chosen.plain.startswith("交"):
        others = [token for token in good if token is not chosen]
        chosen = others[-1] if others else chosen
    for token in [*ways, *clause.all("transition|manner"), *_compared_with(clause, chosen)]:
        clause.claim(token)
    photos = _into(clause, ctx)
    only_said = len(good) == 1 and chosen is noun
    seconds = _seconds(clause, chosen)
    if clause.has("remove") and not _is_replaced(clause):
        return [clause.intent("remove_transitions", photos=photos)]
    if only_said and seconds is None and (factor := _factor(clause)) is not None:
        return [clause.intent("set_transition_seconds", photos=photos, factor=factor)]
    name = _named(clause, value_of(chosen, "way"))
    if name == "none":
        return [clause.intent("remove_transitions", photos=photos)]
    loose = _loose_seconds(clause) if seconds is None else seconds
    return [clause.intent("set_transition", photos=photos, kind=name, seconds=loose)]


_ANYTHING_BUT = re.compile(
    r"\b(?:anything|something|any(?: \w+)?|some \w+) (?:but|except|other than|besides)\b"
)


def _compared_with(clause: Clause, chosen: Token) -> list[Token]:
    """What a way is only likened to: "open up in a circle like in old cartoons"."""
    at = place_of(clause, chosen)
    like = next((n for n, token in enumerate(clause.tokens) if n > at and token.plain == "like"), None)
    return [] if like is None else [token for token in clause.tokens[like:] if token.kind == "word"]


def _goes_on_about_music(clause: Clause, ctx: Context) -> bool:
    """Whether "it" is music: "use my song … fade it out"."""
    before = ctx.intents or ctx.scene.memory.intents
    return (clause.has_it and bool(before) and "music" in before[-1].act) or goes_on_with_sound(clause, ctx)


def ends(clause: Clause, ctx: Context) -> list[Intent]:
    """Fading the whole in and out."""
    words = holds(clause, "quote") or sees(clause, "text", "title", "subtitle", "caption", "logo")
    if is_asking(clause) or words or is_about_sound(clause) or sees(clause, "transition", "own-sound"):
        return []
    if _goes_on_about_music(clause, ctx):
        return []
    if sees(clause, "fade-out") and clause.mention("into", "between", "before") is not None:
        clause.take("fade-out")
        return [clause.intent("set_transition", photos=_into(clause, ctx), kind="fadeblack")]
    way_in, way_out = clause.take("fade-in"), clause.take("fade-out")
    slots: dict[str, Any] = {}
    if way_in is None and way_out is None:
        plain = next(
            (token for token in clause.all("way") if value_of(token, "way") in ("fade", "fadeblack")), None
        )
        if (
            plain is None
            or sees(clause, "each", "photo")
            or not clause.has("start|end|first-place|last-place|finale")
        ):
            return []
        clause.claim(plain)
        way_in = plain if clause.has("start|first-place") else None
        way_out = plain if clause.has("end|last-place|finale") else None
    if way_in is not None:
        slots["opening"] = "none" if clause.negates(way_in) or clause.has("remove") else "fade"
    if way_out is not None:
        slots["ending"] = "none" if clause.negates(way_out) or clause.has("remove") else "fade"
    duration = clause.take_kind("duration")
    if duration is not None:
        slots["seconds"] = float(duration.value)
    return [clause.intent("set_ends", **slots)]


RULES = (
    Rule("ends", ends, needs=("fade-in", "fade-out", "way:fade", "way:fadeblack")),
    Rule("transitions", transitions, needs=("transition", "way")),
)
