"""What somebody wants of a whole video, as far as they said it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The kinds of cut there are; each is one module's affair.
KINDS = (
    "slideshow", "product", "single", "character", "reel", "trailer", "birthday", "wedding", "travel",
    "real-estate", "recipe", "announcement", "before-after",
)  # fmt: skip
Kind = Literal[
    "slideshow", "product", "single", "character", "reel", "trailer", "birthday", "wedding", "travel",
    "real-estate", "recipe", "announcement", "before-after",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Brief:
    """What was asked for. None, and empty, is "not said": the template chooses after taste.

    Attributes:
        kind: Which template.
        seconds: Length of the whole video.
        per_photo: Length of each photo, seconds; ``seconds`` wins.
        pace: "slow", "fast", or "" for the template's own.
        aspect: A name of ``timeline.model.ASPECTS``; "": as the draft is, 16:9 in an empty one.
        fps: Frames a second.
        title: Words at the beginning, exactly as given.
        subtitle: Below them.
        features: Words for details, one photo each, as given.
        captions: Words for single photos, by photo number from 1, as given.
        price: As given: "$49.99".
        call_to_action: For the end card, as given: "Shop now".
        address: A web address or a place, for the end card.
        closing: Other words for the end, as given.
        text: False: no words at all ("no text"); True: words are wanted ("with text overlays").
        music: A mood's name, the asset id of a song, "" = the template's own, or "none".
        lead: Instrument of the music.
        looks: (name, amount or None) of ``timeline.model.LOOKS``.
        transition: Name of a transition, "none", or "".
        transition_seconds: Length of transitions.
        motion: A name of ``MOTIONS``, or "".
        beat_sync: Whether cuts fall on beats; None: the template's choice.
        logo: "end", "top-right" and so on, "none", or "" for the template's own.
        card_color: Ground of the end card: "#rrggbb", "dark", "light", or "" for the template's own.
        language: Of words that a template brings itself: BCP 47.
        seed: Varies what is chosen by chance.
        photos: Asset ids to show, in order; empty: all of the bin in the order of upload.
    """

    kind: Kind = "slideshow"
    seconds: float | None = None
    per_photo: float | None = None
    pace: Literal["", "slow", "fast"] = ""
    aspect: str = ""
    fps: int | None = None
    title: str = ""
    subtitle: str = ""
    features: tuple[str, ...] = ()
    captions: tuple[tuple[int, str], ...] = ()
    price: str = ""
    call_to_action: str = ""
    address: str = ""
    closing: str = ""
    text: bool | None = None
    music: str = ""
    lead: str = ""
    looks: tuple[tuple[str, float | None], ...] = ()
    transition: str = ""
    transition_seconds: float | None = None
    motion: str = ""
    beat_sync: bool | None = None
    logo: str = ""
    card_color: str = ""
    language: str = "en"
    seed: int = 0
    photos: tuple[str, ...] = ()
