"""How the time of a video is shared out: films play their own length, photos get the time that is left.

    photos only    |  A  |  B  |  C  |      all equally long
    mixed          |  A  |  film …  | C |   a film for its own length, up to 8 s
    films only     | film ………… | film … |   all of each

Where time is short, long films are cut to one length, the longest that leaves photos what they need.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

#: A film among photos is no longer than this, and no shot shorter than the second. Source: taste, "Pace"; the
#: first is ours, by eye: beyond it the photos are forgotten.
LONGEST_AMONG_PHOTOS_MS, SHORTEST_MS = 8000, 800
#: Films give way until each photo is seen for so long, or for what an equal share would be. Source: the same.
PHOTO_BESIDE_FILM_MS = 1200


def wanted_ms(own_ms: Sequence[int | None], per_photo_ms: int) -> list[int | None]:
    """How long each film is shown where there is time for all of it.

    Args:
        own_ms: Length of each film at its speed; None: a photo.
        per_photo_ms: Of a photo where nothing else is asked for: no film need be longer than that.
    """
    if len(own_ms) == 1 or None not in own_ms:
        return list(own_ms)
    least_ms = min(SHORTEST_MS, per_photo_ms)
    return [None if ms is None else min(max(ms, least_ms), LONGEST_AMONG_PHOTOS_MS) for ms in own_ms]


def shared_out(wanted: Sequence[Fraction | None], frames: int, least: Fraction) -> list[Fraction]:
    """The length of each shot in frames; together exactly ``frames``.

    Args:
        wanted: What each film wants, frames; None: a photo.
        frames: What there is.
        least: What a photo is left at least, frames, unless an equal share for all is less.
    """
    films = [one for one in wanted if one is not None]
    photos = len(wanted) - len(films)
    fair = min(least, Fraction(frames, len(wanted)))
    limit = _limit(films, frames - photos * fair)
    cut = [None if one is None else min(one, limit) for one in wanted]
    rest = frames - sum((one for one in cut if one is not None), Fraction(0))
    if photos:
        return [rest / photos if one is None else one for one in cut]
    # Films alone fill the time but for a part of a frame.
    return [one + rest / len(films) for one in cut if one is not None]


def places(lengths: Sequence[Fraction]) -> list[int]:
    """Where shots meet, in whole frames: 0, …, the end; rounded once each, so nothing drifts."""
    return [0, *(int(place + Fraction(1, 2)) for place in accumulate(lengths))]


def _limit(films: Sequence[Fraction], room: Fraction) -> Fraction:
    """The longest length to which all films can be cut so that they fit; more than any where all fit whole."""
    left, longest = room, max(films, default=Fraction(0))
    for index, film in enumerate(sorted(films)):
        share = left / (len(films) - index)
        if film > share:
            return share
        left -= film
    return longest
