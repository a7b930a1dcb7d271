"""Rules of edits: how the camera moves over photos."""

from __future__ import annotations

import re

from photoplay.agent.language.edits_said import clips_on, is_asking, is_foreign, said_photos, sees, value_of
from photoplay.agent.language.edits_ways import direction
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Rule

_CORNERS = {
    "top-left": "pan-up-left", "top-right": "pan-up-right",
    "bottom-left": "pan-down-left", "bottom-right": "pan-down-right",
}  # fmt: skip
_STILL = "motion:zoom-in|motion:zoom-out|motion:auto|pan|camera"


def _strength(clause: Clause) -> str | None:
    if clause.has("gently|time:slower|amount:weak|less"):
        return "gentle"
    if clause.has("strongly|time:faster|amount:strong"):
        return "strong"
    more = clause.find("more")
    return (
        "strong"
        if more is not None and more.plain in ("more", "stronger", "increase", "更", "加强")
        else None
    )


def _panned(clause: Clause) -> str:
    position = clause.value("position")
    if position in _CORNERS:
        return _CORNERS[str(position)]
    return f"pan-{direction(clause) or 'right'}"


_HELD = re.compile(
    r"\W*(?:motion|movement|camera|ken burns)\W+(?:hold|held|still|off|none|static|fixed|no)\W*"
)


def _stilled(clause: Clause) -> bool:
    """Whether movement is what is not wanted."""
    if clause.has("motion:hold") or _HELD.fullmatch(clause.plain):
        return True
    goes = [one for one in clause.all("motion|pan") if not one.has("motion:hold", "motion:auto")]
    if sees(clause, "constant") and clause.has(_STILL) and not goes:
        return True
    moves = clause.all(_STILL)
    if (
        not moves
        and clause.own_photos is not None
        and not sees(clause, "touch", "order", "first-place", "last-place")
    ):
        moves = clause.all("move")
        return any(clause.negates(token) and token.plain.startswith(("mov", "移动", "动")) for token in moves)
    removes = any(not token.has("motion") for token in clause.all("remove"))
    return bool(moves) and (any(clause.negates(token) for token in moves) or removes)


def _wanted(clause: Clause) -> str | None:
    """The move that is named."""
    named = [value_of(token, "motion") for token in clause.all("motion") if not token.has("motion:hold")]
    plain = [name for name in named if name != "auto"]
    said = [token for token in clause.all("motion|pan") if not token.has("motion:hold", "motion:auto")]
    if plain and said[-1].has("pan") and clause.has("swap|replace|change|into"):
        return _panned(clause)
    if plain:
        return plain[-1]
    if clause.has("pan") or (clause.has("camera") and (sees(clause, "dir", "sweep"))):
        return _panned(clause)
    if named:
        return "auto"
    if clause.has("sweep"):
        return _panned(clause)
    if clause.has("camera") and clause.has("add|more|less|give|amount|want|gently|strongly|with|change"):
        return "auto"
    return None


#: Only how strongly the camera moves is said, and not how.
_STRENGTH = re.compile(
    r"\bzoom(?:s|ing)? (?:\w+ )?(?:gentler|softer|subtler|slower|weaker|stronger|faster|less|more)\b"
)


def _has_goal(clause: Clause) -> bool:
    """Whether a photo shall go somewhere, which is no camera's move."""
    return sees(
        clause,
        "first-place",
        "last-place",
        "start",
        "end",
        "before",
        "after",
        "slot",
        "into",
        "earlier",
        "later",
    )


def _is_sent(clause: Clause) -> bool:
    """Whether a photo is sent to a place among the others, and no camera moves: 将第5张移动至第2位."""
    sent = any(token.has("move") and not token.has("motion") for token in clause.tokens)
    placed = any(
        one.role == "to" and one.selection.include[0].kind == "number" and not one.weak
        for one in clause.mentions
    )
    return sent and placed and not sees(clause, "motion", "sweep")


def motions(clause: Clause, ctx: Context) -> list[Intent]:
    """Towards, away, along, or not at all."""
    own = clause.own_photos
    if is_asking(clause) or (is_foreign(clause) and own is None) or sees(clause, "transition", "own-sound"):
        return []
    if (is_foreign(clause) and not sees(clause, "motion", "pan")) or (own is not None and _is_sent(clause)):
        return []
    if sees(clause, "earlier", "later") and sees(clause, "move") and not sees(clause, "camera", "motion"):
        return []
    made = {one.act for one in ctx.intents if one.words == clause.text}
    if "inset_photo" in made or ("set_fit" in made and sees(clause, "bars")) or "set_transition" in made:
        return []
    if (
        own is None
        and clause.it_thing in ("text", "logo", "end-card")
        and clause.joined
        and not sees(clause, "camera")
    ):
        return []
    photos = said_photos(clause, ctx, "into", "over", "to", "on", "with", "at", "from")
    tokens = clause.all("motion|pan|camera|sweep")
    if (
        photos is not None
        and not tokens
        and sees(clause, "only")
        and sees(clause, "move")
        and not _has_goal(clause)
    ):
        clause.has("only|move")
        rest = Selection((Ref("all"),), photos.include)
        return [clause.intent("set_motion", photos=rest, motion="hold")]
    too_much = _stilled(clause) and clause.has("amount:strong|too") and not clause.has("motion:hold")
    if _stilled(clause) and not too_much:
        for token in tokens:
            clause.claim(token)
        if (
            photos is not None
            and all(ref.kind == "it" for ref in photos.include)
            and sees(clause, "constant")
        ):
            photos = None
        return [clause.intent("set_motion", photos=photos, motion="hold")]
    move = _wanted(clause)
    if move is None:
        return _turned_round(clause, ctx)
    both = re.search(r"\b(?:in and out|out and in)\b|一推一拉|一进一出|一大一小", clause.plain)
    if move in ("zoom-in", "zoom-out") and both:
        for token in tokens:
            clause.claim(token)
        return [
            clause.intent("set_motion", photos=Selection((Ref("every", step),)), motion=name)
            for step, name in (((2, 1), "zoom-in"), ((2, 2), "zoom-out"))
        ]
    if photos is None and _STRENGTH.search(clause.plain) and move in ("zoom-in", "zoom-out"):
        move = "auto"
    if {"motion:zoom-in", "motion:zoom-out"} <= {one for token in tokens for one in token.concepts} and any(
        token.plain.startswith(("alternat", "交替", "轮流", "一张放大", "in turn")) for token in clause.tokens
    ):
        for token in tokens:
            clause.claim(token)
        pairs = (((2, 1), "zoom-in"), ((2, 2), "zoom-out"))
        return [
            clause.intent("set_motion", photos=Selection((Ref("every", step),)), motion=name)
            for step, name in pairs
        ]
    for token in tokens:
        clause.claim(token)
    strength = "gentle" if too_much or sees(clause, "too") else _strength(clause)
    return [clause.intent("set_motion", photos=photos, motion=move, strength=strength)]


_ROUND = re.compile(r"(?:方向|运镜|镜头)[^，。]{0,3}(?:反|掉头|倒过来|换个方向|调个头)")
_OTHER_WAY = {
    "zoom-in": "zoom-out", "zoom-out": "zoom-in", "pan-left": "pan-right", "pan-right": "pan-left",
    "pan-up": "pan-down", "pan-down": "pan-up",
}  # fmt: skip


def _turned_round(clause: Clause, ctx: Context) -> list[Intent]:
    """The camera the other way, where all photos move alike: 方向反一下."""
    moves = {clip.motion.type for clip in clips_on(ctx) if clip.motion is not None}
    if len(moves) != 1 or not _ROUND.search(clause.plain) or (way := moves.pop()) not in _OTHER_WAY:
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("set_motion", motion=_OTHER_WAY[way])]


RULES = (Rule("motions", motions, needs=("motion", "pan", "camera", "sweep", "move", "backwards")),)
