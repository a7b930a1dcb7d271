"""Wishes that have been understood: what is wrong with them is refused before any photo is looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from photoplay.errors import InvalidOption, MissingMedia
from photoplay.export.options import Output
from photoplay.export.presets import require_preset
from photoplay.services import captions, ways
from photoplay.services.captions import Captions, Cue
from photoplay.services.exporting import check_quality, output_in_words
from photoplay.services.slideshow import Cut, canvas_of, check_cut
from photoplay.services.wishes import Wishes, check_types, matte_refused
from photoplay.templates import soundtrack
from photoplay.templates.corners import corner_in_words
from photoplay.timeline.colours import colour_of
from photoplay.timeline.generated import Card
from photoplay.timeline.model import Background, Canvas

#: Stands for the end card before it is known which one it will be.
_SOME_CARD = Card("#000000")


@dataclass(frozen=True, slots=True)
class Brief:
    """Wishes that have been understood: nothing in them can be refused any more but by a file's content."""

    wishes: Wishes
    output: Output
    cut: Cut
    music: soundtrack.Choice
    gain: float
    cues: tuple[Cue, ...]
    notes: tuple[str, ...] = ()


def understood(wishes: Wishes) -> Brief:
    """Reads wishes, and refuses what is wrong with them before any photo is looked at.

    Raises:
        InvalidOption: An option out of range.
        MediaError: The captions cannot be used; music, logo, matte or table of colours are not there.
    """
    check_types(wishes)
    check_quality(wishes.quality)
    output = output_in_words(wishes.quality, wishes.preset, wishes.max_size)
    shape = None if wishes.aspect or wishes.size else output.preset
    cut = Cut(
        wishes.seconds,
        wishes.per_photo,
        _shaped(canvas_of(wishes.aspect, wishes.size, wishes.fps), shape),
        wishes.motion,
        wishes.fit,
        ways.transition_in_words(
            ways.led_by_a_picture()[0] if wishes.matte and wishes.transition == "fade" else wishes.transition
        ),
        wishes.transition_seconds,
        card=_SOME_CARD if wishes.has_end_card else None,
        looks=ways.looks_in_words(wishes.look or (), auto=wishes.auto, match=wishes.match),
        background=_background(wishes.background),
        speed=wishes.speed,
        mute=wishes.mute_clips,
    )
    check_cut(cut)
    _check_files(wishes, cut)
    for name in ("title", "subtitle", "end_card"):
        text = getattr(wishes, name)
        if text is not None and not text.strip():
            raise InvalidOption(f"The {name.replace('_', ' ')} is empty. Say its words, or leave it out.")
    music, gain = soundtrack.asked_for(wishes.music), soundtrack.gain_of(wishes.volume)
    if wishes.beat_sync and music is None:
        raise InvalidOption("Cuts can fall on beats only with music: choose some, or leave beat sync out.")
    read = captions.read_captions(Path(wishes.captions)) if wishes.captions is not None else Captions(())
    notes = (*(soundtrack.told_of(wishes.music) if gain else ()), *read.notes)
    return Brief(wishes, output, cut, music, gain, read.cues, notes)


def _background(words: str | None) -> Background | None:
    if words is None:
        return None
    color = colour_of(words)
    if color is None:
        raise InvalidOption(
            f"The colour “{words}” is not known. Say a name such as navy or 白色, or write it like #102030."
        )
    return Background(color)


def _check_files(wishes: Wishes, cut: Cut) -> None:
    """What can be refused about logo, table of colours and matte before they are read."""
    if wishes.logo is not None and not Path(wishes.logo).is_file():
        raise MissingMedia(f"There is no logo at {wishes.logo}.", name=Path(wishes.logo).name)
    if wishes.logo_corner is not None:
        corner_in_words(wishes.logo_corner)
        if wishes.logo is None:
            raise InvalidOption("A logo's corner needs a logo: name its file too, such as --logo logo.png.")
    if wishes.lut is not None:
        ways.require_table(wishes.lut)
    led = ways.led_by_a_picture()
    if cut.transition in led and wishes.matte is None:
        raise InvalidOption(
            f"The transition “{cut.transition}” goes by a picture: name one, such as --matte clouds.png."
        )
    if wishes.matte is not None and cut.transition not in led:
        raise InvalidOption(matte_refused(cut.transition, led[0]))
    if wishes.matte is not None and not Path(wishes.matte).is_file():
        raise MissingMedia(f"There is no picture at {wishes.matte}.", name=Path(wishes.matte).name)


def _shaped(canvas: Canvas, preset: str | None) -> Canvas:
    """A canvas in the shape that a preset asks for."""
    if preset is None:
        return canvas
    width, height = require_preset(preset).canvas_for((canvas.width, canvas.height))
    return replace(canvas, width=width, height=height)
