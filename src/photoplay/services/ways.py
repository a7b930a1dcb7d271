"""Transitions and looks in words: what there is, what somebody means, and what to say of a wrong name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from photoplay.errors import InvalidOption, MissingMedia
from photoplay.media.record import MediaRecord
from photoplay.templates.amounts import AUTO_AMOUNT, MATCH_AMOUNT, usual_amount
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import LOOKS, Look, Timeline
from photoplay.timeline.spoken import look_named, looks_like, transition_named, transitions_like
from photoplay.timeline.styling import set_looks

NO_TRANSITION = "none"
#: Looks that have an option of their own, as they need more than an amount.
_BY_OPTION: Mapping[str, str] = {"match": "--match", "lut": "--lut FILE.cube"}
_FAMILIES: Mapping[str, str] = {"style": "looks", "adjustment": "light and colour", "automatic": "automatic"}
_STRENGTH = re.compile(r"\s*[:：=]\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*%?\s*$")


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that can be asked for.

    Attributes:
        name: As it is asked for.
        family: Under which it is listed.
        about: One line in plain words.
        amounts: Least and most strength; None: it has none.
    """

    name: str
    family: str
    about: str
    amounts: tuple[int, int] | None = None


def transitions() -> tuple[Offer, ...]:
    """Every transition, family by family."""
    from photoplay.render.transitions.table import TRANSITIONS

    families = list(dict.fromkeys(way.family for way in TRANSITIONS.values()))
    offers = [Offer(name, way.family, way.title) for name, way in TRANSITIONS.items()]
    return tuple(sorted(offers, key=lambda offer: families.index(offer.family)))


def led_by_a_picture() -> tuple[str, ...]:
    """Names of the transitions that go by a picture which the user names."""
    from photoplay.render.transitions.table import TRANSITIONS

    return tuple(name for name, way in TRANSITIONS.items() if way.takes_file)


def looks() -> tuple[Offer, ...]:
    """Every look that can be asked for by name, family by family."""
    from photoplay.render.looks.table import LOOK_TABLE

    families = list(dict.fromkeys(row.family for row in LOOK_TABLE.values()))
    offered = sorted(LOOK_TABLE.items(), key=lambda item: families.index(item[1].family))
    return tuple(
        Offer(name, _FAMILIES[row.family], row.about, LOOKS[name])
        for name, row in offered
        if name not in _BY_OPTION
    )


def transition_in_words(words: str) -> str:
    """The name of the transition that is meant; "none" for hard cuts.

    Raises:
        InvalidOption: There is none of this name; says the nearest ones.
    """
    known = (NO_TRANSITION, *(offer.name for offer in transitions()))
    name = transition_named(words, known)
    if name is not None:
        return name
    raise InvalidOption(
        f"The transition “{words}” is unknown. {_nearest(transitions_like(words, known))}"
        "All are told by: photoplay transitions"
    )


def looks_in_words(
    words: str | Sequence[str], *, auto: bool = False, match: bool = False
) -> tuple[Look, ...]:
    """Looks as they are said on a command line: "cinematic", "warm:60", "黑白".

    Args:
        words: One or several.
        auto: Whether levels and white balance are set by themselves.
        match: Whether photos are brought near to each other; the look has no target yet.

    Raises:
        InvalidOption: A look that is unknown, or is named twice, or a strength out of its range.
    """
    named = [_look(one) for one in ([words] if isinstance(words, str) else words)]
    first = [Look("auto", AUTO_AMOUNT)] if auto and all(look.type != "auto" for look in named) else []
    second = [Look("match", MATCH_AMOUNT)] if match else []
    found = (*(look for look in named if look.type == "auto"), *first, *second)
    every = (*found, *(look for look in named if look.type != "auto"))
    for look in named:
        if [one.type for one in every].count(look.type) > 1:
            raise InvalidOption(f"The look “{look.type}” is named twice. Say it once, with one strength.")
    return every


def _look(words: str) -> Look:
    strength = _STRENGTH.search(words)
    told = words[: strength.start()] if strength else words
    name = None if strength is None and re.search("[:：=]", words) else look_named(told, LOOKS)
    if name is not None and name in _BY_OPTION:
        raise InvalidOption(f"The look “{name}” has an option of its own: {_BY_OPTION[name]}")
    if name is None:
        _refuse_strength(words)
        offered = [one for one in looks_like(told, LOOKS) if one not in _BY_OPTION]
        raise InvalidOption(
            f"The look “{told}” is unknown. {_nearest(offered)}All are told by: photoplay looks"
        )
    low, high = LOOKS[name]
    usual = usual_amount(name)
    amount = float(strength[1]) if strength else usual
    if not low <= amount <= high:
        raise InvalidOption(f"The strength of “{name}” is from {low} to {high}, such as {name}:{usual:g}.")
    return Look(name, amount)


def _refuse_strength(words: str) -> None:
    """Refuses what follows a look's name and is no strength."""
    told, mark, amount = re.sub("[：=]", ":", words).partition(":")
    name = look_named(told, LOOKS) if mark else None
    if name is not None:
        low, high = LOOKS[name]
        raise InvalidOption(
            f"The strength “{amount.strip()}” of “{name}” is not understood: write a number from {low} to {high}, "
            f"such as {name}:{usual_amount(name):g}."
        )


def _nearest(names: Iterable[str]) -> str:
    told = " or ".join(names)
    return f"Did you mean {told}? " if told else ""


def matched(timeline: Timeline, media: Mapping[str, MediaRecord]) -> Timeline:
    """A timeline whose pictures know what they are brought near to: the others' light and colour.

    Args:
        timeline: Its clips have the look "match", without a target.
        media: Records by asset id.
    """
    from photoplay.render.looks.matching import matched as matched_looks

    clips = [clip for clip in main_clips(timeline) if any(look.type == "match" for look in clip.looks)]
    found = matched_looks([media[clip.source] for clip in clips], MATCH_AMOUNT)
    for clip, look in zip(clips, found, strict=True):
        looks = [look if old.type == "match" else old for old in clip.looks]
        timeline = set_looks(timeline, clip.id, [one for one in looks if one is not None])
    return timeline


def require_table(lut: str | Path) -> Path:
    """The path of a table of colours that is there.

    Raises:
        MissingMedia: It is not.
    """
    path = Path(lut)
    if not path.is_file():
        raise MissingMedia(f"There is no table of colours at {path}. Name a .cube file.", name=path.name)
    return path
