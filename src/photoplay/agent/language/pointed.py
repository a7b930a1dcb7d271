"""Photos that a clause points at with words nothing was made of: then nothing is done to all of them instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photoplay.agent.language.clause import Clause
from photoplay.agent.language.meaning import Intent

#: Acts whose photos are all of them when none are named.
ON_PHOTOS = (
    "set_photo_seconds", "change_pace", "set_fit", "set_background", "set_frame", "set_motion", "set_look", "adjust",
    "fix_colours", "match_colours", "remove_looks", "restyle",
)  # fmt: skip

#: What is asked about is a photo's length, not the video's.
_OF_PHOTOS = {"set_total_seconds": "set_photo_seconds"}

#: Before "one" these point at a photo.
_POINTING = frozenset(("the", "those", "these", "just the", "only the", "all the"))

#: Roles in which a photo says where another one stands.
_BESIDE = ("before", "after", "between", "until")

_SINGLES = frozenset(("photo", "picture", "pic", "image", "shot", "slide"))

_COUNTED = frozenset(("张", "幅", "张照片", "张图", "张图片"))


def checked(found: Sequence[Intent], clause: Clause, count: int) -> list[Intent]:
    """The intents of a clause; those for all photos are asked about where it points at some that nobody found.

    Args:
        found: What the rules made of it.
        clause: As split.
        count: Photos and clips on the main track.
    """
    loose = [
        one
        for one in found
        if one.photos is None and not one.ask and (one.act in ON_PHOTOS or _is_relative(one))
    ]
    if not loose or not _points(clause, count):
        return list(found)
    return [
        replace(one, act=_OF_PHOTOS.get(one.act, one.act), ask="ask_which_photo", certainty=0.5)
        if any(one is other for other in loose)
        else one
        for one in found
    ]


def _is_relative(intent: Intent) -> bool:
    """Whether the whole shall last longer or shorter, as "longer" alone is read."""
    return intent.act == "set_total_seconds" and "seconds" not in intent.slots


def _points(clause: Clause, count: int) -> bool:
    """Whether it holds "the one …", "… before the last", 两张 outside of all that is known to name photos."""
    if any(one.role in _BESIDE and not one.weak for one in clause.mentions):
        return True
    named = {place for one in clause.mentions if not one.weak for place in range(one.first, one.last + 1)}
    if named or clause.carried_photos is not None:
        return False
    tokens = clause.tokens
    for place, token in enumerate(tokens):
        if place == 0:
            continue
        ahead = [one.plain for one in tokens[max(0, place - 3) : place]]
        if token.plain in ("one", "ones") and not _POINTING.isdisjoint(ahead):
            return True
        before = tokens[place - 1]
        if (
            token.text.lower() in _SINGLES
            and "the" in ahead[:-1]
            and not before.has("all", "every", "aspect", "this")
        ):
            return True
        if (
            token.plain in _COUNTED
            and before.kind == "number"
            and before.value != count
            and "每" not in ahead
        ):
            return True
    return False
