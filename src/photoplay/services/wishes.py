"""What a video may be asked to be: the options of ``photoplay make`` and ``photoplay.make``.

Light to import: the command line reads it before anything is started.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypedDict

from photoplay.errors import InvalidOption

Order = Literal["auto", "name", "date", "given"]


class Options(TypedDict, total=False):
    """The attributes of ``Wishes``, as keywords."""

    seconds: float | None
    per_photo: float
    aspect: str | None
    size: str | None
    fps: int
    motion: str
    fit: str
    transition: str
    transition_seconds: float
    matte: str | Path | None
    look: str | Sequence[str] | None
    auto: bool
    match: bool
    lut: str | Path | None
    background: str | None
    speed: float
    mute_clips: bool
    order: Order
    title: str | None
    subtitle: str | None
    captions: str | Path | None
    music: str | Path | None
    volume: float | str
    beat_sync: bool
    logo: str | Path | None
    logo_corner: str | None
    end_card: str | None
    quality: str
    preset: str | None
    max_size: str | int | None


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a video is to be; every default is what most people want.

    Attributes:
        seconds: Length of the video, the end card included; wins over ``per_photo``. Clips alone make no video
            that is longer than they are.
        per_photo: Length of each photo, seconds. Clips play their own length, up to 8 s among photos.
        aspect: "16:9", "9:16", "1:1" or "4:5".
        size: Such as "1280x720"; wins over ``aspect``.
        fps: 24, 25, 30, 50 or 60.
        motion: "auto", or one move for all photos ("zoom-in", "pan-left", "hold", …).
        fit: "auto", "cover", "contain" or "blur".
        transition: "fade", "fadeblack", "wipe left", "翻页", …, or "none"; see ``ways.transitions``.
        transition_seconds: Its length.
        matte: A picture for the transition "luma": its dark places change first.
        look: One or several: "cinematic", "warm:60", "黑白"; see ``ways.looks``.
        auto: Levels and white balance of each picture are set by themselves.
        match: Pictures are brought near to each other in light and colour.
        lut: A table of colours, a .cube file.
        background: A colour beside pictures that do not fill the frame: "navy", "#102030", "白色".
        speed: Of clips, 0.1–8; their sound keeps its pitch.
        mute_clips: Clips are silent.
        order: "auto", "name", "date" or "given"; see ``importing.import_pictures``.
        title, subtitle: Words over the beginning.
        captions: A file of captions: SubRip, WebVTT.
        music: "auto" composes what suits the photos; a mood ("calm", "lo-fi", "史诗"); a sound file; None or
            "none" is silent.
        volume: Of the music: percent (35 is usual, not 0.35) as a number or in words, or decibels against the
            usual volume ("-6dB").
        beat_sync: Cuts fall on beats of the music.
        logo: A picture for the end card or, with ``logo_corner``, for a corner, up to the end card if
            there is one.
        logo_corner: "top-left", "top-right", "bottom-left" or "bottom-right".
        end_card: Words on the end card, such as "Shop now". The video closes with a card where there are words
            for it, or a logo that is in no corner.
        quality: "draft", "standard", "high" or "lossless".
        preset: "discord", "youtube", …; its shape is taken where ``aspect`` and ``size`` are not given.
        max_size: The file is smaller than this: bytes, or words such as "8MB".
    """

    seconds: float | None = None
    per_photo: float = 3.0
    aspect: str | None = None
    size: str | None = None
    fps: int = 30
    motion: str = "auto"
    fit: str = "auto"
    transition: str = "fade"
    transition_seconds: float = 0.6
    matte: str | Path | None = None
    look: str | Sequence[str] | None = None
    auto: bool = False
    match: bool = False
    lut: str | Path | None = None
    background: str | None = None
    speed: float = 1.0
    mute_clips: bool = False
    order: Order = "auto"
    title: str | None = None
    subtitle: str | None = None
    captions: str | Path | None = None
    music: str | Path | None = "auto"
    volume: float | str = 35
    beat_sync: bool = False
    logo: str | Path | None = None
    logo_corner: str | None = None
    end_card: str | None = None
    quality: str = "standard"
    preset: str | None = None
    max_size: str | int | None = None

    @property
    def has_end_card(self) -> bool:
        """Whether the video closes with a card."""
        return self.end_card is not None or (self.logo is not None and self.logo_corner is None)


_TEXT, _PLACE, _NUMBER = (str,), (str, Path), (int, float)
#: Option -> the types it may have, None beside them where the default is None.
_TYPES: dict[str, tuple[type, ...]] = {
    "seconds": _NUMBER, "per_photo": _NUMBER, "aspect": _TEXT, "size": _TEXT, "fps": (int,), "motion": _TEXT,
    "fit": _TEXT, "transition": _TEXT, "transition_seconds": _NUMBER, "matte": _PLACE,
    "look": (str, tuple, list), "auto": (bool,), "match": (bool,), "lut": _PLACE, "background": _TEXT,
    "speed": _NUMBER, "mute_clips": (bool,), "order": _TEXT, "title": _TEXT,
    "subtitle": _TEXT, "captions": _PLACE, "music": _PLACE, "volume": (int, float, str), "beat_sync": (bool,),
    "logo": _PLACE, "logo_corner": _TEXT, "end_card": _TEXT, "quality": _TEXT, "preset": _TEXT,
    "max_size": (int, str),
}  # fmt: skip
_NOT_NEEDED = {"seconds", "aspect", "size", "matte", "look", "lut", "background", "title", "subtitle", "captions",
               "music", "logo", "logo_corner", "end_card", "preset", "max_size"}  # fmt: skip
_WORDS = {str: "a text", Path: "a path", int: "a number", float: "a number", bool: "True or False",
          tuple: "several texts", list: "several texts"}  # fmt: skip


def matte_refused(transition: str, led: str = "luma") -> str:
    """What is said of a matte beside a transition that needs none."""
    return f"A matte is for the transition “{led}”, not for “{transition}”. Leave one of them out."


def check_matte(wishes: Wishes, named: Collection[str]) -> None:
    """Refuses a matte beside the usual transition, if that was asked for: by itself it brings its own.

    Args:
        wishes: How the video is to be.
        named: Names of the options that were told.

    Raises:
        InvalidOption: Both were told.
    """
    if wishes.matte is not None and "transition" in named and wishes.transition == "fade":
        raise InvalidOption(matte_refused(wishes.transition))


def check_types(wishes: Wishes) -> None:
    """Refuses options of the wrong type, which Python lets pass.

    Raises:
        InvalidOption: One of them.
    """
    for name, types in _TYPES.items():
        value = getattr(wishes, name)
        if value is None and name in _NOT_NEEDED:
            continue
        is_wrong = not isinstance(value, types) or (isinstance(value, bool) and bool not in types)
        if is_wrong:
            words = " or ".join(dict.fromkeys(_WORDS[one] for one in types))
            raise InvalidOption(f"The option {name} must be {words}, not {value!r}.")
    if not isinstance(wishes.look, str) and not all(isinstance(one, str) for one in wishes.look or ()):
        raise InvalidOption(f"The option look must be a text or several texts, not {wishes.look!r}.")
