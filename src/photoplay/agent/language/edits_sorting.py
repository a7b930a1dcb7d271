"""Rules of edits: all photos, or some, in another order: sorted, turned round, shuffled, as listed."""

from __future__ import annotations

import random
import re

from photoplay.agent.language.edits_said import (
    has_films,
    holds,
    is_asking,
    is_foreign,
    is_one,
    numbers_of,
    sees,
)
from photoplay.agent.language.meaning import Intent, Selection
from photoplay.agent.language.rules import Clause, Context

#: What is turned round then is how the camera goes.
_OF_CAMERA = re.compile(
    r"方向|运镜|镜头|^\W*(?:它|这张|那张)?(?:是|拍|放|传)(?:得|成)?(?:倒|反)(?:着|过来)?的?$"
)


def orders(clause: Clause, ctx: Context) -> list[Intent]:
    """All photos in another order."""
    if (
        is_asking(clause)
        or is_foreign(clause)
        or holds(clause, "duration")
        or _OF_CAMERA.search(clause.plain)
    ):
        return []
    if (some := _some_turned(clause, ctx)) is not None:
        return some
    by = clause.value("by")
    if clause.has("add|write") and not clause.has("order|move"):
        by = None  # 每张加上文件名: names to be shown, no order
    if by is not None and (clause.has("order|move|put|show|change|use") or len(clause.tokens) < 6):
        made = [clause.intent("order_photos", by="date" if by == "newest" else by)]
        turned = by == "newest" or clause.has("backwards")
        return [*made, clause.intent("order_photos", by="reverse")] if turned else made
    if (
        clause.has("shuffle")
        and _some_turned(clause, ctx) is None
        and not clause.negates(clause.find("shuffle"))
        and not sees(clause, "transition", "way", "music", "camera")
    ):
        return [clause.intent("order_photos", by="shuffle")]
    numbers = [int(token.value) for token in clause.numbers]
    numbers = numbers if len(numbers) >= 3 else _counted(clause, ctx)
    if (
        clause.has("order|into")
        and len(numbers) >= min(3, max(ctx.count, 2))
        and sorted(set(numbers)) == sorted(numbers)
        and sees(clause, "order")
    ):
        return [clause.intent("order_photos", by=numbers)]
    if sees(clause, "order") and clause.has("mirror"):
        return [clause.intent("order_photos", by="reverse")]
    if _LAST_FIRST.search(clause.plain) and clause.has("backwards|order|show|reverse"):
        for token in clause.tokens:
            clause.claim(token)
        return [clause.intent("order_photos", by="reverse")]
    if clause.has("backwards|rewind") and not has_films(ctx, clause.own_photos or Selection(())):
        speaks = clause.has("order|photo|all|total|video|show|again|it") or len(clause.tokens) < 6
        speaks = speaks or any(
            "order" in token.plain or "sequence" in token.plain for token in clause.all("backwards")
        )
        if speaks and not is_one(clause.own_photos) and not sees(clause, "mirror"):
            return [clause.intent("order_photos", by="reverse")]
    return []


def _fixed(clause: Clause, ctx: Context) -> list[int]:
    """Photos that keep their places while the others are put in another order."""
    near = [one for one in (ctx.previous, ctx.following) if one is not None]
    told = [
        one
        for one in near
        if one.protects or one.has("keep|stay|leave|not") or sees(one, "first-place", "move", "put")
    ]
    found: list[int] = []
    for one in told:
        own = one.own_photos
        if own is not None:
            found += numbers_of(own, ctx)
    return sorted({number for number in found if 0 < number <= ctx.count})


def _some_turned(clause: Clause, ctx: Context) -> list[Intent] | None:
    """Only some photos turned round or shuffled: "leave the first where it is and reverse the rest"; None: all are."""
    shuffled = clause.has("shuffle")
    if clause.negated or not (
        shuffled or clause.has("backwards|rewind") or (sees(clause, "order") and sees(clause, "mirror"))
    ):
        return None
    own = clause.own_photos
    numbers = sorted(numbers_of(own, ctx)) if own is not None else []
    if own is not None and own.exclude:
        kept = numbers_of(Selection(own.exclude), ctx)
        numbers = [number for number in range(1, ctx.count + 1) if number not in kept]
    elif own is None or any(ref.kind in ("others", "all", "photos") for ref in own.include):
        fixed = _fixed(clause, ctx)
        numbers = [number for number in range(1, ctx.count + 1) if number not in fixed] if fixed else []
    if not 1 < len(numbers) < ctx.count or has_films(ctx, own):
        return None
    turned = numbers[::-1]
    if shuffled:
        turned = list(numbers)
        random.Random(ctx.scene.seed).shuffle(turned)
        turned = turned if turned != numbers else numbers[::-1]
    places = dict(zip(numbers, turned, strict=True))
    for token in clause.tokens:
        clause.claim(token)
    now = _order_by_now(ctx)
    return [
        clause.intent(
            "order_photos", by=[now[places.get(place, place) - 1] for place in range(1, ctx.count + 1)]
        )
    ]


def _order_by_now(ctx: Context) -> list[int]:
    """Photo numbers in the order that the message has made of them so far: "the cover first, and the rest reversed"."""
    order = list(range(1, ctx.count + 1))
    for intent in ctx.intents:
        if intent.act != "move_photos" or intent.photos is None or intent.slots.get("to") not in (1, -1):
            continue
        moved = [number for number in numbers_of(intent.photos, ctx) if number in order]
        rest = [number for number in order if number not in moved]
        order = [*moved, *rest] if intent.slots["to"] == 1 else [*rest, *moved]
    return order


#: Said with an order turned round, and no wish of its own: "in the opposite order, last one first".
_LAST_FIRST = re.compile(r"\b(?:backwards?|opposite|reversed?|other way).*\b(?:last|final) (?:\w+ )?first\b")


def _counted(clause: Clause, ctx: Context) -> list[int]:
    """Numbers of the photos that are listed, in the order said."""
    found: list[int] = []
    for mention in clause.mentions:
        found += numbers_of(mention.selection, ctx)
    if len(found) >= 3:
        for mention in clause.mentions:
            clause.read(mention)
    return found
