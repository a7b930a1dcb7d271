"""What makes one kind of cut: pace, joins, camera, colour, words and music, in one record per kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from photoplay.templates.brief import Brief
from photoplay.timeline.model import Json, Timeline

#: Speed at which the renderer moves by itself, share of the frame a second.
USUAL_SPEED = 0.04


@dataclass(frozen=True, slots=True)
class Join:
    """A way from one shot to the next: name of a transition, "none" for a hard cut, and its length."""

    name: str
    seconds: float = 0.0


Finish = Callable[[Timeline, Brief, Sequence[str]], Timeline]


@dataclass(frozen=True, slots=True)
class Style:
    """One kind of cut. Where several are given, the seed chooses.

    Attributes:
        photo_s: How long a photo is seen.
        hero_s: The first one; None: as the others.
        last_share: How long the last photos are against the first ones; between them it goes evenly.
        one_photo_s: A photo that is alone.
        joins: From one shot to the next; the first is the most usual.
        accents: At most one join in five is one of these instead.
        on_beats: Whether cuts fall on beats of the music.
        speed: Of the camera, share of the frame a second.
        moods: Of the music; none: silent.
        looks: Given to every photo and clip: name and amount.
        way_in_s, way_out_s: From black at the beginning and to black at the end; 0: none.
        logo: Where a logo goes of itself: "end", or "" for nowhere.
        black_card: Whether the end card is black whatever the photos are.
        titles: How the title is set and moves: style and animation of a text.
        caption_role: Of words for single photos.
        is_tall: Whether it is upright where nobody says a shape.
        is_plain: Whether photos keep their own light and colour.
        finish: Does what only this kind does; gets the ids of the photos' clips.
    """

    photo_s: float = 3.0
    hero_s: float | None = None
    last_share: float = 1.0
    one_photo_s: float = 5.0
    joins: tuple[Join, ...] = (Join("fade", 0.6),)
    accents: tuple[Join, ...] = ()
    on_beats: bool = False
    speed: float = USUAL_SPEED
    moods: tuple[str, ...] = ()
    looks: tuple[tuple[str, float], ...] = ()
    way_in_s: float = 0.0
    way_out_s: float = 0.0
    logo: Literal["", "end"] = ""
    black_card: bool = False
    titles: tuple[Mapping[str, Json], ...] = ({},)
    caption_role: str = "caption"
    is_tall: bool = False
    is_plain: bool = False
    finish: Finish | None = field(default=None)
