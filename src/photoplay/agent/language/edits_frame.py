"""Rules of edits: how photos stand in the frame, and the shape of the frame itself."""

from __future__ import annotations

import re

from photoplay.agent.language.edits_said import (
    EVERYTHING,
    HEARD,
    is_about_words,
    is_asking,
    is_foreign,
    is_named,
    is_wrong_way,
    said_photos,
    sees,
    target,
    value_of,
    wanted,
)
from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.tokens import Token

_TURNS = (
    "rotat",
    "旋转",
    "转正",
    "摆正",
    "放正",
    "掰正",
    "扶正",
    "转90",
    "转180",
    "转一下",
    "转个",
    "转过来",
    "转向",
)
_UPRIGHT = ("转正", "摆正", "放正", "掰正", "扶正")


def rotations(clause: Clause, ctx: Context) -> list[Intent]:
    """Quarter turns."""
    photos = said_photos(clause, ctx, "into", "over", "on")
    if is_wrong_way(clause):
        return []
    if photos is None and clause.carried_photos is not None and clause.joined:
        photos = clause.carried_photos
    if is_asking(clause) or is_foreign(clause) or sees(clause, "way", "transition", "pan", "motion", "order"):
        return []
    turn, askew, over = clause.find("rotate"), clause.find("askew"), clause.find("turn:over")
    degrees = clause.degrees
    if over is not None and (turn is not None or photos is not None):
        clause.claim(over)
        return [clause.intent("rotate", photos=photos, degrees=180)]
    if turn is None and askew is None and not (degrees and clause.has("turn")):
        return []
    last = ctx.intents[-1] if ctx.intents else None
    if last is not None and last.act == "rotate" and not degrees and clause.value("turn") is None:
        return [last]
    side = clause.value("turn")
    plain = turn is not None and turn.plain.startswith(_TURNS)
    if not (degrees or askew or plain or (side and photos is not None)):
        return []
    numbers = [token.value for token in clause.numbers if token.value in (90, 180, 270)]
    amount = float(degrees[0].value) if degrees else float(numbers[0]) if numbers else 90.0
    quarter = round(amount / 90) * 90
    if quarter == 0:
        return []
    sure = side is not None or bool(degrees or numbers) or plain
    for token in (turn, askew):
        if token is not None:
            clause.claim(token)
    degrees_cw = -quarter if side == "left" else quarter
    return [clause.intent("rotate", photos=photos, degrees=degrees_cw, certainty=1.0 if sure else 0.8)]


def mirrors(clause: Clause, ctx: Context) -> list[Intent]:
    """Left for right, top for bottom."""
    if is_asking(clause) or is_foreign(clause) or sees(clause, "order", "way", "transition", "turn:over"):
        return []
    photos = target(clause, ctx)
    token = clause.find("mirror")
    if token is None or clause.negates(token) or (photos is None and sees(clause, "total", "swap")):
        return []
    clause.claim(token)
    axis = "v" if sees(clause, "flip-v") else "h"
    if photos is None and ctx.count > 1 and not clause.has("photo|all"):
        return [clause.intent("mirror", axis=axis, ask="ask_which_photo", certainty=0.5)]
    return [clause.intent("mirror", photos=photos, axis=axis)]


_CROPPED = frozenset(
    {
        "cut off",
        "chopped off",
        "没拍全",
        "显示不全",
        "不完整",
        "截断",
        "截到",
        "切到",
        "裁到",
        "裁没",
        "切没",
        "clipped",
    }
)


def _fit_of(clause: Clause) -> str | None:
    """What the words say about the edges of the picture."""
    blurred, bars = clause.find("blurred"), clause.find("bars")
    if (
        blurred is not None
        and (sees(clause, "backdrop", "bars", "fill") or (len(blurred.plain) > 4 or "背景" in blurred.plain))
        and (sees(clause, "backdrop", "bars", "fill") or " " in blurred.plain or "背景" in blurred.plain)
    ):
        return "contain" if clause.negates(blurred) or clause.has("remove") else "blur"
    crop, whole, fill = clause.find("crop"), clause.find("whole-photo"), clause.find("fill")
    if whole is not None and not (
        clause.negates(whole) and "crop" not in whole.plain and "裁" not in whole.plain
    ):
        return "contain"
    if crop is not None and clause.negates(crop):
        return "contain"
    if bars is not None and bars.plain.startswith("white ") and "instead" in clause.plain:
        return None
    if bars is not None and bars.has("border") and sees(clause, "add", "put", "give"):
        return None
    if bars is not None:
        gone = clause.negates(bars) or clause.has("remove|fill|drags") or not clause.has("add|with|want")
        return "cover" if gone else "contain"
    if fill is not None:
        return "contain" if clause.negates(fill) else "cover"
    if crop is not None and (sees(clause, "too", "amount:strong") or crop.plain in _CROPPED):
        return "contain"
    return None


def fits(clause: Clause, ctx: Context) -> list[Intent]:
    """Filled, whole, or whole before a blurred copy; and what stays in view."""
    if is_asking(clause) or is_foreign(clause):
        return []
    photos = said_photos(clause, ctx, "into", "on", "with")
    part = next((token for token in clause.all("head|feet") if not is_named(clause, token)), None)
    shown = clause.find("focus|crop|fill|whole-photo|show|keep|move|leave")
    if part is not None and shown is not None and not sees(clause, "motion", "pan"):
        clause.claim(part)
        clause.claim(shown)
        position = "bottom" if value_of_part(part) == "feet" else "top"
        return [clause.intent("set_focus", photos=photos or EVERYTHING, position=position)]
    focus = clause.find("focus") or (
        clause.find("keep") if clause.own_photos is not None and not sees(clause, "layout") else None
    )
    place = clause.value("position")
    if focus is not None and place is not None and not sees(clause, "motion", "pan"):
        clause.claim(focus)
        return [clause.intent("set_focus", photos=photos, position=place)]
    fit = _fit_of(clause) if not _fills_phone(clause) else None
    blurred, before = clause.find("blurred"), ctx.previous
    if fit is None and blurred is not None and before is not None and sees(before, "backdrop", "bars"):
        fit = "contain" if clause.negates(blurred) or clause.has("remove") else "blur"
    if clause.kind("duration") and not sees(clause, "bars", "crop"):
        return []
    if fit is None or (sees(clause, "trim") and clause.kind("duration")):
        return []
    for token in clause.all("blurred|bars|crop|whole-photo|fill|backdrop"):
        clause.claim(token)
    return [clause.intent("set_fit", photos=photos, fit=fit)]


def _fills_phone(clause: Clause) -> bool:
    """Whether it is a phone's screen that is filled: the shape of the video, not of its photos."""
    return any("phone" in token.plain and token.has("aspect") for token in clause.tokens)


def value_of_part(token: Token) -> str:
    """Which part of a person, head or feet, a word names."""
    return "feet" if token.has("feet") and not token.has("head") else "head"


def backdrops(clause: Clause, ctx: Context) -> list[Intent]:
    """The colour beside pictures."""
    noun = clause.find("backdrop|bars")
    colors = clause.values("color")
    if is_asking(clause) or noun is None or not colors or sees(clause, *HEARD) or clause.has("remove"):
        return []
    if noun.has("bars") and noun.plain.startswith("white ") and "instead" in clause.plain:
        colors = ["#ffffff"]
    if noun.has("bars") and len(colors) < 2 and colors[0] == "#000000":
        return []
    if clause.own_texts is not None or clause.negates(noun):
        return []
    clause.claim(noun)
    to = colors[1] if len(colors) > 1 else None
    return [clause.intent("set_background", photos=target(clause, ctx), color=colors[0], to=to)]


def borders(clause: Clause, ctx: Context) -> list[Intent]:
    """Frames around pictures, and round corners."""
    if is_asking(clause) or is_foreign(clause):
        return []
    photos = said_photos(clause, ctx, "over", "on", "with")
    if squared := clause.take("squared"):
        return [
            clause.intent("round_corners", photos=photos, amount=0.0 if not clause.negates(squared) else None)
        ]
    if rounded := clause.take("rounded"):
        gone = clause.negates(rounded) or clause.has("remove")
        amount = 0.0 if gone else {"weak": 10.0, "plain": None, "strong": 50.0}[clause.amount]
        return [clause.intent("round_corners", photos=photos, amount=amount)]
    polaroid, noun = clause.find("polaroid"), clause.find("border")
    if polaroid is None and (noun is None or noun.plain in ("edge", "edges", "框")):
        return []
    chosen = polaroid or noun
    assert chosen is not None
    if noun is not None and noun.plain.startswith("frame") and polaroid is None and not _is_frame(clause):
        return []
    for token in clause.all("polaroid|border"):
        clause.claim(token)
    if clause.negates(chosen) or clause.has("remove"):
        return [clause.intent("set_frame", photos=photos, frame="none")]
    frame = "polaroid" if polaroid is not None else "line"
    return [
        clause.intent(
            "set_frame",
            photos=photos,
            frame=frame,
            color=clause.color or _COLOURS.get(chosen.plain.split(" ")[0]),
        )
    ]


#: Colours that are said in one with the border.
_COLOURS = {"black": "#000000", "white": "#ffffff", "金边": "#d4af37", "银边": "#c0c0c0", "白框": "#ffffff"}


def _is_frame(clause: Clause) -> bool:
    """Whether "frame" is what is hung round a picture."""
    return bool(clause.color) or clause.has("add|remove|give|with|want|use") or clause.negated


#: Words of shape that say other things as well.
_DOUBTFUL_SHAPES = frozenset(
    {"portrait", "landscape", "square", "tall", "wide", "horizontally", "vertically", "横向", "竖向"}
)

# --- the shape of the video ---------------------------------------------------------------------


def _aspect(clause: Clause) -> str | None:
    ratios = list(wanted(clause, clause.ratios))
    if ratios:
        return str(ratios[-1].value)
    named = [
        token
        for token in wanted(clause, clause.all("aspect"))
        if not _describes(clause, token) and not token.files
    ]
    if any(
        token.plain.startswith(("why", "为什么", "怎么")) and not token.plain.startswith("why not")
        for token in clause.tokens
    ):
        return None  # "why is it wide" names what is wrong
    if sees(clause, "motion", "pan", "look", "side", "up", "down"):
        named = [token for token in named if token.plain not in _DOUBTFUL_SHAPES]
    return value_of(named[-1], "aspect") if named else None


#: "Go back to the landscape one" is said of the video.
_GOES_BACK = re.compile(
    r"\b(?:back|return|revert|switch)\b.{0,10}\bto (?:the |a )?\w+ (?:one|version|format|shape|layout|look|mode)\W*$"
)


def _describes(clause: Clause, token: Token) -> bool:
    """Whether a word of shape says which photos ("the portrait photos")."""
    if _GOES_BACK.search(clause.plain):
        return False
    numbers = [range(mention.first, mention.last + 1) for mention in clause.mentions]
    at = next(number for number, one in enumerate(clause.tokens) if one is token)
    if any(at in numbers_ for numbers_ in numbers):
        return True
    follows = clause.tokens[at + 1] if at + 1 < len(clause.tokens) else None
    return follows is not None and follows.has("photo") and not follows.has("video")


def canvases(clause: Clause, ctx: Context) -> list[Intent]:
    """Shape, size and frame rate."""
    if is_asking(clause):
        return []
    if len({value_of(one, "aspect") for one in clause.all("aspect")}) > 1 and _EITHER.search(clause.plain):
        return []
    made: list[Intent] = []
    exports = sees(clause, "export")
    is_edge = sees(clause, "mirror", "split", "pan", "border") or is_about_words(clause)
    is_edge = is_edge or (sees(clause, "rotate") and not _TURNED_INTO.search(clause.plain))
    is_edge = is_edge or any(token.has("layout") and not token.has("layout:grid") for token in clause.tokens)
    own = clause.own_photos
    is_edge = is_edge or (sees(clause, "askew") and own is not None and _is_some(own))
    aspect = None if is_edge else _aspect(clause)
    if aspect is not None and sees(clause, "crop") and own is not None and _is_some(own):
        for token in clause.all("aspect"):
            clause.claim(token)
        return [clause.intent("set_aspect", aspect=aspect, certainty=0.3)]
    if aspect is not None:
        for token in clause.all("aspect|platform"):
            clause.claim(token)
        made.append(clause.intent("set_aspect", aspect=aspect))
    elif not exports and not is_about_words(clause) and not sees(clause, *HEARD):
        place = next(iter(wanted(clause, clause.all("platform"))), None)
        if place is not None and not _published(clause):
            clause.claim(place)
            made.append(clause.intent("set_aspect", platform=value_of(place, "platform")))
    if not exports or clause.kind("fps"):
        made += _sizes(clause)
    return made


#: Two shapes between which somebody hesitates.
_EITHER = re.compile(r"\bor\b|还是")
#: No quarter turn: "turn this into something for my phone".
_TURNED_INTO = re.compile(r"\b(?:turn|change|convert) (?:it|this|that|the video|everything|them) into\b")


def _is_some(photos: Selection) -> bool:
    """Whether photos are told apart from the rest."""
    return all(ref.kind not in ("all", "photos", "it", "others") for ref in photos.include)


def _sizes(clause: Clause) -> list[Intent]:
    made = []
    if size := clause.take_kind("size"):
        named = isinstance(size.value, str)
        slots = {"name": size.value} if named else {"width": size.value[0], "height": size.value[1]}
        made.append(clause.intent("set_size", **slots))
    if rate := clause.take_kind("fps"):
        made.append(clause.intent("set_fps", fps=int(rate.value)))
    elif (
        sees(clause, "unit:frame")
        and len(rates := [one for one in clause.numbers if 10 <= one.value <= 120]) == 1
    ):
        made.append(clause.intent("set_fps", fps=int(rates[0].value)))
    return made


def _published(clause: Clause) -> bool:
    """Whether the wish is to put it there, which is another rule's to answer."""
    return any(
        token.plain in ("upload", "publish", "uploaded", "login", "log", "channel", "上传", "发布", "账号")
        for token in clause.tokens
    )


RULES = (
    Rule("backdrops", backdrops, needs=("backdrop", "bars")),
    Rule(
        "fits",
        fits,
        needs=("blurred", "bars", "crop", "whole-photo", "fill", "focus", "head", "feet", "keep"),
    ),
    Rule("borders", borders, needs=("border", "polaroid", "rounded", "squared")),
    Rule("rotations", rotations, needs=("rotate", "askew", "turn:over", "kind:degrees")),
    Rule("mirrors", mirrors, needs=("mirror",)),
    Rule(
        "canvases",
        canvases,
        needs=("aspect", "platform", "kind:ratio", "kind:size", "kind:fps", "unit:frame"),
    ),
)
