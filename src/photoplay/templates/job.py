"""What is decided about a cut before its first clip is made: who is shown, where, with which words and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from photoplay.errors import InvalidOption
from photoplay.media.record import MediaRecord
from photoplay.templates.brief import Brief
from photoplay.templates.casting import Cast, cast_of
from photoplay.templates.grounds import card_in, card_on, hex_of, tint_of_photos
from photoplay.templates.shapes import shape_of_pictures
from photoplay.templates.style import Style
from photoplay.templates.styles import STYLES
from photoplay.templates.wording import Words, words_of
from photoplay.timeline.arrangements import Corner
from photoplay.timeline.generated import Card
from photoplay.timeline.model import ASPECTS, FRAME_RATES, Canvas


@dataclass(frozen=True, slots=True)
class Job:
    """A brief with what follows from it and from the files.

    Attributes:
        brief: What is wanted.
        style: Of its kind.
        cast: Who is shown.
        canvas: Of the video.
        words: On it.
        card: That closes it; None: none does.
    """

    brief: Brief
    style: Style
    cast: Cast
    canvas: Canvas
    words: Words
    card: Card | None


def job_of(brief: Brief, records: Sequence[MediaRecord], canvas: Canvas, *, is_settled: bool = False) -> Job:
    """What is decided before the first clip is made.

    Args:
        brief: What is wanted.
        records: The media bin.
        canvas: Of the present draft.
        is_settled: Whether that is a shape that the person has seen and left so.

    Raises:
        NoMedia: See ``cast_of``.
        InvalidOption: A name or a number that there is not.
    """
    style, cast = STYLES[brief.kind], cast_of(brief, records)
    words = words_of(brief, len(cast.shots))
    own = "" if is_settled else shape_of_pictures(cast.shots, is_showcase=brief.kind == "product")
    shape = _canvas(brief, style, canvas, own)
    return Job(brief, style, cast, shape, words, _card(brief, style, cast, words))


def _canvas(brief: Brief, style: Style, canvas: Canvas, own: str) -> Canvas:
    """The draft's own where nothing else is said; one of the usual shape becomes upright for reels, and takes
    the shape of its pictures where they have one of their own.
    """
    if brief.fps is not None and brief.fps not in FRAME_RATES:
        rates = ", ".join(map(str, FRAME_RATES))
        raise InvalidOption(f"{brief.fps} frames a second are not offered. Choose one of: {rates}.")
    fps = brief.fps or canvas.fps
    aspect = brief.aspect
    if not aspect and (canvas.width, canvas.height) == ASPECTS["16:9"]:
        aspect = "9:16" if style.is_tall else own
    if not aspect:
        return replace(canvas, fps=fps)
    if aspect not in ASPECTS:
        raise InvalidOption(f"The aspect “{aspect}” is unknown. Choose one of: {', '.join(ASPECTS)}.")
    width, height = ASPECTS[aspect]
    if width * canvas.height == height * canvas.width:
        return replace(canvas, fps=fps)
    return Canvas(width, height, fps)


def _card(brief: Brief, style: Style, cast: Cast, words: Words) -> Card | None:
    """The end card: where there are words for it, or a logo that belongs there."""
    place = brief.logo or style.logo or ("end" if brief.card_color else "")
    logo = cast.logo if place == "end" else None
    if not words.card and logo is None:
        return None
    if brief.card_color:
        return card_in(brief.card_color, logo.id if logo is not None else None, tint_of_photos(cast.shots))
    own = cast.shots[-1].background
    if logo is None and own is not None and not style.black_card:
        return Card(hex_of(own))  # goes on where products stand on white
    card = card_on(logo, tint_of_photos(cast.shots))
    return Card("#000000", logo=card.logo) if style.black_card and card.ground_to is not None else card


def corner_logo(job: Job) -> tuple[MediaRecord, Corner] | None:
    """The logo that goes into a corner, and which; None: none does."""
    corner = next((name for name in get_args(Corner) if name == job.brief.logo), None)
    return (job.cast.logo, corner) if job.cast.logo is not None and corner is not None else None
