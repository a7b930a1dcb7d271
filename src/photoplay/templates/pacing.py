"""How long each shot is seen: exact totals, on frame borders.

    hero, then details       | A    | B  | C  | D   |
    faster towards the end   | A   | B  | C | D| E  |
    the last a little longer

Photos share the time in proportion to what they want; films play their own length as ``lengths`` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from photoplay.errors import InvalidOption
from photoplay.templates.lengths import PHOTO_BESIDE_FILM_MS, SHORTEST_MS, places, shared_out, wanted_ms
from photoplay.timeline.apportion import apportion
from photoplay.times import frame_at, ms_at

#: Longest video and shortest photo that is built, seconds. The first is the contract's limit.
LONGEST_S, SHORTEST_PHOTO_S = 4 * 3600, 0.1
#: An end card gives way, down to a second, until each photo is seen for so long.
PHOTO_BESIDE_CARD_S, LEAST_CARD_S = 0.5, 1.0
#: The last shot stays so much longer. Source: taste, "Pace".
LAST_LONGER_MS = 500
#: But no more than this part of what a photo has.
_LAST_PART = 4


@dataclass(frozen=True, slots=True)
class Shot:
    """What one shot wants.

    Attributes:
        want_ms: Of a photo.
        film_ms: Own length of a film; None: a photo.
    """

    want_ms: int
    film_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """Shots and the time they are given.

    Attributes:
        shots: In order.
        total_ms: Of the whole video, if that was asked for.
        card_ms: What an end card wants; 0: there is none.
        is_even: Whether photos are exactly as long as they want, as each was asked to be.
    """

    shots: tuple[Shot, ...]
    total_ms: int | None = None
    card_ms: int = 0
    is_even: bool = False


def borders_ms(pace: Pace, fps: int) -> list[int]:
    """Cut points of the shots and of the end card, on frame borders, the total exact.

    Args:
        pace: What they want.
        fps: Frames a second.

    Raises:
        InvalidOption: The length is out of range, or too short for so many.
    """
    shots, total_ms = pace.shots, natural_ms(pace) if pace.total_ms is None else _possible_ms(pace)
    if _has_photos(shots) or total_ms > LONGEST_S * 1000:  # a film may be as short as it is
        require_time(total_ms / 1000, [shot.film_ms for shot in shots], has_card=bool(pace.card_ms))
    frames = frame_at(total_ms, fps)
    card = card_frames(frames, len(shots), pace.card_ms, fps) if pace.card_ms else 0
    longer = 0 if card or pace.is_even else LAST_LONGER_MS
    inner = places([Fraction(one) for one in _frames(shots, frames - card, longer, fps)])[1:]
    ends = [ms_at(place, fps) for place in inner]
    return [0, *ends[:-1], *([ends[-1]] if card else []), total_ms]


def natural_ms(pace: Pace) -> int:
    """How long a video is where nobody says: whole seconds of what its shots want."""
    wants = _wants_ms(pace.shots)
    wanted = sum(wants)
    is_exact = pace.is_even or len(wants) == 1 or not _has_photos(pace.shots)
    return wanted + pace.card_ms if is_exact else max(1000, round((wanted + pace.card_ms) / 1000) * 1000)


def require_time(total_s: float, own_ms: Sequence[int | None], *, has_card: bool) -> None:
    """Refuses lengths out of range, and such that nothing could be seen in.

    Args:
        total_s: Of the video.
        own_ms: Lengths of its films; None: a photo.
        has_card: Whether there is an end card too.

    Raises:
        InvalidOption: Says what to do.
    """
    if not 0 < total_s <= LONGEST_S:
        raise InvalidOption(
            f"A video of {total_s:g} seconds is out of range: more than 0, at most {LONGEST_S}."
        )
    if total_s / (len(own_ms) + has_card) < SHORTEST_PHOTO_S:
        raise InvalidOption(
            f"{total_s:g} seconds are too short for {_counted(own_ms)}: each would be seen for less than "
            f"{SHORTEST_PHOTO_S:g} s. Make the video longer or name fewer photos."
        )


def card_frames(frames: int, count: int, wanted_ms: int, fps: int) -> int:
    """Frames of an end card: what it wants, as far as shots are not flashed by because of it.

    Args:
        frames: Of the whole video.
        count: How many shots there are besides.
        wanted_ms: What the card wants.
        fps: Frames a second.
    """
    shortest = max(1, frame_at(round(SHORTEST_PHOTO_S * 1000), fps))
    seen = frame_at(round(PHOTO_BESIDE_CARD_S * 1000), fps)
    wanted = frame_at(wanted_ms, fps)
    least = min(wanted, frame_at(round(LEAST_CARD_S * 1000), fps), frames // (count + 1))
    card = max(min(wanted, frames - count * seen), least)
    return max(shortest, min(card, frames - count * shortest))


def _possible_ms(pace: Pace) -> int:
    """The length asked for; films alone are no longer than they are."""
    assert pace.total_ms is not None
    return pace.total_ms if _has_photos(pace.shots) else min(pace.total_ms, natural_ms(pace))


def _has_photos(shots: Sequence[Shot]) -> bool:
    return any(shot.film_ms is None for shot in shots)


def _wants_ms(shots: Sequence[Shot]) -> list[int]:
    """What each shot wants: films as long as they are, among photos up to a limit."""
    photos = [shot.want_ms for shot in shots if shot.film_ms is None]
    least = min(photos, default=SHORTEST_MS)
    films = wanted_ms([shot.film_ms for shot in shots], least)
    return [shot.want_ms if film is None else film for shot, film in zip(shots, films, strict=True)]


def _frames(shots: Sequence[Shot], frames: int, longer_ms: int, fps: int) -> list[int]:
    """Whole frames of each shot, together exactly ``frames``."""
    wants = _wants_ms(shots)
    photos = [index for index, shot in enumerate(shots) if shot.film_ms is None]
    if not photos:
        ends = places(shared_out([Fraction(one * fps, 1000) for one in wants], frames, Fraction(0)))
        return [b - a for a, b in pairwise(ends)]
    lengths = _of_films(shots, wants, frames, fps)
    left = frames - sum(lengths.values())
    longer = frame_at(longer_ms, fps) if len(shots) > 1 and photos[-1] == len(shots) - 1 else 0
    for index, length in zip(photos, _of_photos([wants[i] for i in photos], left, longer, fps), strict=True):
        lengths[index] = length
    return [lengths[index] for index in range(len(shots))]


def _of_films(shots: Sequence[Shot], wants: Sequence[int], frames: int, fps: int) -> dict[int, int]:
    """Frames of each film by its place. They give way until photos have what they want, or a moment each."""
    if all(shot.film_ms is None for shot in shots):
        return {}
    photos = [want for shot, want in zip(shots, wants, strict=True) if shot.film_ms is None]
    least = min(Fraction(sum(photos), len(photos)), Fraction(PHOTO_BESIDE_FILM_MS)) * fps / 1000
    wanted = [
        None if shot.film_ms is None else Fraction(want * fps, 1000)
        for shot, want in zip(shots, wants, strict=True)
    ]
    shared = shared_out(wanted, frames, least)
    return {index: max(1, int(shared[index])) for index, shot in enumerate(shots) if shot.film_ms is not None}


def _of_photos(wants: Sequence[int], frames: int, longer: int, fps: int) -> list[int]:
    """Frames of each photo: less than wanted in proportion, more equally; the last one keeps ``longer``.

    Args:
        wants: Milliseconds.
        frames: To share out.
        longer: Of the last one, frames, as far as others are not made too short by it.
        fps: Frames a second.
    """
    count = len(wants)
    least = min(frame_at(SHORTEST_MS, fps), max(1, frame_at(min(wants), fps)), frames // count)
    extra = max(0, min(longer, frames // (_LAST_PART * count), frames - least * count))
    over_ms = max(0, (frames - extra) * 1000 // fps - sum(wants))
    shared = apportion([want + over_ms // count for want in wants], frames - extra, least)
    return [*shared[:-1], shared[-1] + extra]


def _counted(own_ms: Sequence[int | None]) -> str:
    photos = own_ms.count(None)
    films = len(own_ms) - photos
    told = [
        f"{number} {word}{'s' if number > 1 else ''}"
        for number, word in ((photos, "photo"), (films, "clip"))
        if number
    ]
    return " and ".join(told)
