"""Rules of edits: looks, light and colour."""

from __future__ import annotations

import re

from photoplay.agent.language.edits_faults import complains
from photoplay.agent.language.edits_follow import goes_on
from photoplay.agent.language.edits_said import (
    COMPLAINT,
    by_how_much,
    holds,
    is_asking,
    is_foreign,
    is_named,
    place_of,
    said_photos,
    sees,
    value_of,
    wanted,
)
from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.tokens import Token

_AMOUNTS = {"weak": 30.0, "strong": 85.0}
#: Words of the whole's feel that are a look where a filter or colours are spoken of.
_FELT = {
    "cinematic": "cinematic",
    "vintage": "vintage",
    "dreamy": "faded",
    "dark": "night",
    "bright": "vivid",
}


def _amount(clause: Clause) -> float | None:
    percents = clause.percents
    if percents:
        return float(percents[0].value)
    more = clause.find("more")
    if clause.has("amount:strong") or (
        more is not None and more.plain not in ("加", "增加", "add more", "加大")
    ):
        return _AMOUNTS["strong"]
    return _AMOUNTS["weak"] if clause.has("amount:weak|gently") else None


def _style(clause: Clause) -> Token | None:
    """The word for a look that is wished for: the last one that is not refused."""
    found = [token for token in wanted(clause, clause.all("look")) if not is_named(clause, token)]
    sides = ("being-more", "being-less", "up", "down")
    sure = [token for token in found if not token.has(*sides) or _is_style(clause, token)]
    return sure[-1] if sure else None


def _is_style(clause: Clause, token: Token) -> bool:
    """Whether "warm", "cool", "淡" is a look here and not a step along a side."""
    at = place_of(clause, token)
    follows = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    if follows is not None and follows.has("filter", "hues"):
        return True
    step = clause.has("amount|more|less|too|enough")
    return not step and (
        sees(clause, "filter", "hues", "change", "feelings", "give", "add", "into") or len(clause.tokens) <= 3
    )


def looks(clause: Clause, ctx: Context) -> list[Intent]:
    """A look that is chosen whole, or taken off."""
    if is_asking(clause) or (is_foreign(clause) and not _has_photos(clause)):
        return []
    if (
        clause.it_thing == "text"
        and clause.texts is not None
        and clause.own_photos is None
        and clause.has("color")
    ):
        return []
    photos = said_photos(clause, ctx, "into", "on", "over", "with", "to", "at", "from")
    noun = clause.find("filter")
    style = _style(clause)
    decade = next((token for token in clause.kind("duration") if re.fullmatch(r"[5-9]0s", token.text)), None)
    if decade is not None and sees(clause, "filter", "feelings", "look", "as"):
        clause.claim(decade)
        for token in clause.all("filter|feelings"):
            clause.claim(token)
        return [clause.intent("set_look", photos=photos, look="vintage")]
    if style is None and _speaks_of_filters(clause) and not sees(clause, "music"):
        felt = next(
            (token for token in wanted(clause, clause.all("feel")) if value_of(token, "feel") in _FELT), None
        )
        if felt is not None:
            for token in [felt, *clause.all("filter|fix")]:
                clause.claim(token)
            return [
                clause.intent(
                    "set_look", photos=photos, look=_FELT[value_of(felt, "feel")], amount=_amount(clause)
                )
            ]
    if style is not None and (both := _some_plain(clause, style)):
        return both
    taken_off = clause.has("remove|undo") or (noun is not None and clause.negates(noun))
    if clause.take("plain"):
        excepted = any(
            one.selection.exclude and clause.tokens[one.first].has("except") for one in clause.mentions
        )
        if photos is not None and excepted and any(ref.kind == "all" for ref in photos.include):
            photos = Selection(photos.exclude)  # "…, except the first in colour"
        return [clause.intent("remove_looks", photos=photos)]
    blamed = style is not None and (
        complains(clause, style) or (style.plain.startswith("washed") and noun is None)
    )
    if style is not None and blamed and value_of(style, "look") == "faded":
        clause.claim(style)
        return [
            clause.intent(
                "adjust", photos=photos, certainty=COMPLAINT, property="saturation", by=by_how_much(clause)
            )
        ]
    if style is not None and blamed and style.has("being-more", "being-less"):
        return []
    if style is not None and not (taken_off and not clause.has("replace|add|into|with")):
        clause.claim(style)
        if noun is not None:
            clause.claim(noun)
        return [
            clause.intent("set_look", photos=photos, look=value_of(style, "look"), amount=_amount(clause))
        ]
    return _refused(clause, photos, style, noun, taken_off=taken_off)


def _refused(
    clause: Clause, photos: Selection | None, style: Token | None, noun: Token | None, *, taken_off: bool
) -> list[Intent]:
    """A look that is taken off, or only wished for without saying which."""
    refused = [token for token in clause.all("look") if clause.negates(token)]
    if taken_off and style is not None and not is_foreign(clause):
        clause.claim(style)
        return [clause.intent("remove_looks", photos=photos, look=value_of(style, "look"))]
    refused = [token for token in refused if not _is_less(clause, token) and not _is_measured(clause, token)]
    if refused and style is None and not sees(clause, "too"):
        clause.claim(refused[0])
        return [clause.intent("remove_looks", photos=photos, look=value_of(refused[0], "look"))]
    if noun is not None and taken_off and not sees(clause, "transition", "camera", "side"):
        clause.claim(noun)
        return [clause.intent("remove_looks", photos=photos)]
    if (
        noun is not None
        and noun.plain.startswith(("filter", "滤镜"))
        and clause.has("add|other|replace|new|change|want")
    ):
        clause.claim(noun)
        return [clause.intent("set_look", photos=photos, ask="ask_which_look", certainty=0.4)]
    return []


def _some_plain(clause: Clause, style: Token) -> list[Intent]:
    """Reads "sepia for 1-3, normal for the rest" in one clause."""
    plain = clause.find("plain")
    if plain is None or len(clause.mentions) < 2:
        return []
    at = max(place_of(clause, plain), place_of(clause, style))
    first = [mention for mention in clause.mentions if mention.first < at]
    other = [mention for mention in clause.mentions if mention.first > at]
    if not first or not other:
        return []
    for token in (plain, style):
        clause.claim(token)
    for mention in clause.mentions:
        clause.read(mention)
    chosen, rest = (
        (first[-1], other[0]) if place_of(clause, style) < place_of(clause, plain) else (other[0], first[-1])
    )
    return [
        clause.intent("set_look", photos=chosen.selection, look=value_of(style, "look")),
        clause.intent("remove_looks", photos=rest.selection),
    ]


def _speaks_of_filters(clause: Clause) -> bool:
    """Whether colours or a filter are meant: "a cinematic look", not "look cinematic"."""
    for number, token in enumerate(clause.tokens):
        if token.has("hues") or (
            token.has("filter") and token.plain not in ("look", "looks", "style", "effect", "效果")
        ):
            return True
        if token.has("filter") and number and clause.tokens[number - 1].has("feel"):
            return True
    return False


def _has_photos(clause: Clause) -> bool:
    return clause.own_photos is not None


#: What is said of colours that are not right.
_WRONG = frozenset(
    {"off", "wrong", "weird", "strange", "bad", "ugly", "odd", "不对", "怪", "奇怪", "不正", "失真", "难看"}
)


def corrections(clause: Clause, ctx: Context) -> list[Intent]:
    """Colours put right, or made alike."""
    if is_asking(clause) or is_foreign(clause):
        return []
    photos = said_photos(clause, ctx)
    if match := clause.take("match"):
        blamed = clause.negated and (sees(clause, "hues", "look", "filter") or match.plain.startswith("don"))
        return [clause.intent("match_colours", photos=photos)] if blamed or not clause.negated else []
    blamed = clause.find("hues") is not None and any(token.plain in _WRONG for token in clause.tokens)
    again = (
        bool(ctx.intents)
        and ctx.intents[-1].act == "fix_colours"
        and any(one.plain == "fix" for one in clause.tokens)
    )
    if blamed or again:
        return [clause.intent("fix_colours", photos=photos, certainty=COMPLAINT)]
    if clause.take("fix"):
        return [clause.intent("fix_colours", photos=photos)] if not clause.negated else []
    return []


def _said_before(clause: Clause, token: Token) -> str:
    """The words just before a token, for what they make of it."""
    at = place_of(clause, token)
    return " ".join(one.plain for one in clause.tokens[max(0, at - 3) : at])


def _steps(clause: Clause) -> list[tuple[str, int, Token]]:
    """Sides of the picture with the direction that is wished for each."""
    found: list[tuple[str, int, Token]] = []
    for family, sign in (("up", 1), ("down", -1), ("fault-more", -1), ("fault-less", 1)):
        for token in clause.all(family):
            turned = clause.negates(token) and family in ("up", "down")
            found.append((value_of(token, family), -sign if turned else sign, token))
    for family, sign in (("being-more", 1), ("being-less", -1)):
        for token in clause.all(family):
            if is_named(clause, token) or any(token is one for _, _, one in found):
                continue
            short_of = clause.negates(token) or sees(clause, "enough") or _is_less(clause, token)
            turned = complains(clause, token) != (short_of and not sees(clause, "enough"))
            if sees(clause, "enough"):
                turned = False
            found.append((value_of(token, family), -sign if turned else sign, token))
    return found


def _is_measured(clause: Clause, token: Token) -> bool:
    """Whether only how much of it is refused: 别那么艳, "not so warm"."""
    at = place_of(clause, token)
    return any(
        one.plain in ("那么", "这么", "太", "so", "that", "too") for one in clause.tokens[max(0, at - 2) : at]
    )


def _is_less(clause: Clause, token: Token) -> bool:
    at = place_of(clause, token)
    return any(
        one.plain in ("less", "not so", "not as", "not that", "不那么", "没那么")
        for one in clause.tokens[max(0, at - 2) : at]
    )


def _side_steps(clause: Clause) -> list[tuple[str, int, Token]]:
    """Sides by name: "more contrast", "saturation down", 亮度加20."""
    found: list[tuple[str, int, Token]] = []
    for token in clause.all("side"):
        name = value_of(token, "side")
        if name == "vignette":
            continue
        sign = _sign_near(clause, token)
        if sign or clause.percents or clause.numbers:
            found.append((name, sign or 1, token))
    return found


def _sign_near(clause: Clause, token: Token) -> int:
    """More or less of a side, by the word that stands nearest to it; 0: neither is said."""
    at = place_of(clause, token)
    best: tuple[int, int, int] = (99, 0, 0)
    for number, one in enumerate(clause.tokens):
        less = one.has("less", "time:shorter", "remove", "dir:down") or one.plain in ("-", "minus", "down")
        more = one.has("more", "add", "time:longer", "give", "dir:up") or one.plain in ("plus", "up")
        if less or more:
            clause.read(one)
            turned = clause.negates(one) and not one.has("add")
            best = min(best, (abs(number - at), -1 if less != turned else 1, number))
    _, sign, there = best
    if sees(clause, "too"):
        # "Too high" is to be lowered; "too bright, turn the contrast down" says what is to be done.
        is_blamed = any(one.has("too") for one in clause.tokens[max(0, there - 2) : there + 1])
        return (-sign if is_blamed else sign) if sign else -1
    if not sign and clause.has("amount:strong"):
        return 1
    return sign


def adjustments(clause: Clause, ctx: Context) -> list[Intent]:
    """Light and colour by steps."""
    if is_asking(clause) or (is_foreign(clause) and not _has_photos(clause)):
        return []
    if sees(clause, "backdrop", "border", "own-sound") and not sees(clause, "up", "down", "side"):
        return []
    photos = said_photos(clause, ctx, "into", "on", "over", "with", "to", "at")
    photos = photos or goes_on(clause, ctx, "adjust", "set_look", "fix_colours")
    made: dict[str, Intent] = {}
    if (tones := clause.find("hues")) is not None and not sees(
        clause, "side", "up", "down", "look", "being-more", "being-less"
    ):
        less, more = clause.has("less"), clause.has("more|strongly|drags")
        if less != more and not sees(clause, "backdrop", "border", "match", "fix"):
            clause.claim(tones)
            by = by_how_much(clause) * (1 if more != sees(clause, "too") else -1)
            return [clause.intent("adjust", photos=photos, property="saturation", by=by)]
    if vignette := clause.take("side:vignette"):
        if clause.negates(vignette) or clause.has("remove"):
            return [clause.intent("remove_looks", photos=photos, look="vignette")]
        made["vignette"] = clause.intent(
            "adjust", photos=photos, property="vignette", by=max(by_how_much(clause), 25.0)
        )
    sides = _side_steps(clause)
    named_sides = {name for name, _, _ in sides}
    others = [
        step for step in _steps(clause) if step[0] not in named_sides and _means_it(clause, step[2], photos)
    ]
    steps = sides + [step for step in others if not sides or step[2].has("up", "down")]
    for name, sign, token in steps:
        clause.claim(token)
        sure = COMPLAINT if token.has("fault-more", "fault-less") or complains(clause, token) else 1.0
        by = sign * by_how_much(clause)
        if len(steps) > 1 and (own := _nearest(clause, token)) is not None:
            made[f"{name} {token.start}"] = clause.intent(
                "adjust", photos=own, certainty=sure, property=name, by=by
            )
            continue
        if name not in made or (made[name].certainty < sure):
            made[name] = clause.intent("adjust", photos=photos, certainty=sure, property=name, by=by)
    if made or not clause.all("side"):
        return list(made.values())
    named = clause.take("side")
    assert named is not None
    if named.files or clause.kind("duration"):
        return []
    if clause.has("change") or len(clause.tokens) < 4:
        return [
            clause.intent(
                "adjust", photos=photos, property=value_of(named, "side"), ask="ask_how_much", certainty=0.4
            )
        ]
    return []


def _nearest(clause: Clause, token: Token) -> Selection | None:
    """The photos a step is said of where a clause has several: "3 darker and 4 brighter"."""
    if len(clause.mentions) < 2:
        return None
    at = place_of(clause, token)
    sure = [one for one in clause.mentions if one.role == "" and not one.weak]
    before = [one for one in sure if one.last < at]
    first = next((one for one in clause.tokens if one.has("up", "down", "side")), None)
    if sure and first is not None and place_of(clause, first) < sure[0].first:
        before = [one for one in sure if one.first > at][:1]
    if not before:
        return None
    clause.read(before[-1])
    return before[-1].selection


def _means_it(clause: Clause, token: Token, photos: Selection | None) -> bool:
    """Whether an adjective speaks of the pictures: "yellow" and "light" say much else."""
    if token.has("up", "down", "fault-more", "fault-less"):
        return True
    if token.plain in ("screaming", "shouty") and not sees(clause, "hues", "photo"):
        return False
    if token.plain == "重" and holds(clause, "number"):
        return False
    if token.has("color") and not (complains(clause, token) or clause.has("amount:weak|more|less")):
        return False
    return (
        complains(clause, token)
        or clause.has("change|amount|more|less|too|enough")
        or photos is not None
        or sees(clause, "hues", "photo", "total")
    )


RULES = (
    Rule("looks", looks, needs=("look", "filter", "plain", "feel", "hues", "kind:duration")),
    Rule(
        "adjustments",
        adjustments,
        needs=("side", "hues", "up", "down", "being-more", "being-less", "fault-more", "fault-less"),
    ),
    Rule("corrections", corrections, needs=("fix", "match", "hues", "change")),
)
