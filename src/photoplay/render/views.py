"""What a shot shows: a photo or a film as it is used, or a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.render.cards import LOGO_Y_ALONE, LOGO_Y_WITH_WORDS, CardView, Logo
from photoplay.render.footage import Footage
from photoplay.render.logos import accent_of, content_of
from photoplay.render.looks.grade import Grade, grade_of
from photoplay.timeline.generated import Card, generated_by
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import Background, Box, VideoClip

#: What files that are no pictures are called.
_KINDS = {"audio": "a sound", "lut": "a table of colours"}


@dataclass(frozen=True, slots=True)
class View:
    """A photo or a film as it is used.

    Attributes:
        sha256: Digest of the file's bytes; where the bytes are is told apart from the plan.
        format: Codec by content.
        size: (width, height) of the upright picture.
        crop: Part of it that is used, fractions.
        rotation: Quarter turns clockwise, after the crop.
        flip: Mirroring, after the rotation's axes are settled (``h`` left–right as seen).
        fit: "cover", "contain" or "blur".
        background, background_to: sRGB colour beside and behind it, at the top and at the bottom.
        footage: Which part of a film is seen; None: a photo.
        grade: What its colours go through; None: nothing.
        keeps_alpha: Whether what is transparent shows what lies below, not the background.
        graphic: Drawn shapes and letters: kept free of added grain.
    """

    sha256: str
    format: str
    size: tuple[int, int]
    crop: Box = Box()
    rotation: int = 0
    flip: str = ""
    fit: str = "cover"
    background: tuple[int, int, int] = (0, 0, 0)
    background_to: tuple[int, int, int] = (0, 0, 0)
    footage: Footage | None = None
    grade: Grade | None = None
    keeps_alpha: bool = False
    graphic: bool = False

    @property
    def framed_size(self) -> tuple[int, int]:
        """Size of what is used, as seen: cropped and turned, pixels."""
        return _framed(self.size, self.crop, self.rotation)


def framed(clip: VideoClip, size: tuple[int, int]) -> tuple[int, int]:
    """Size of what a clip uses of a picture, as seen: cropped and turned, pixels."""
    return _framed(size, clip.crop or Box(), clip.rotation)


def _framed(size: tuple[int, int], crop: Box, rotation: int) -> tuple[int, int]:
    width, height = max(1, round(size[0] * crop.w)), max(1, round(size[1] * crop.h))
    return (width, height) if rotation % 2 == 0 else (height, width)


@dataclass(frozen=True, slots=True)
class Material:
    """What a clip's source stands for: the record of a photo or a film, or a card with that of its logo."""

    record: MediaRecord | None
    card: Card | None = None

    @property
    def picture_size(self) -> tuple[int, int] | None:
        """Size of the upright picture, pixels; None of a card, which has any."""
        if self.card is not None or self.record is None:
            return None
        return self.record.width, self.record.height


def material_of(clip: VideoClip, media: Mapping[str, MediaRecord], field: str) -> Material:
    """What a clip shows, if it is here and can be drawn.

    Args:
        clip: Whose source is looked up.
        media: Records by asset id.
        field: Path of the source in the draft, for errors.

    Raises:
        InvalidTimeline: A file it needs is not among ``media``.
        NotDrawable: It is neither a photo nor a film.
    """
    made = generated_by(clip.source, field)
    if not isinstance(made, Card):
        return Material(_picture(clip, clip.source, media, field))
    return Material(None if made.logo is None else _picture(clip, made.logo, media, field), made)


def _picture(clip: VideoClip, asset_id: str, media: Mapping[str, MediaRecord], field: str) -> MediaRecord:
    record = media.get(asset_id)
    if record is None:
        raise InvalidTimeline(
            f"“{clip.name or clip.id}” needs the file {asset_id}, which is not here.", field=field
        )
    if record.kind not in ("image", "video"):
        raise NotDrawable(
            f"“{record.name}” is {_KINDS[record.kind]}, no picture. Remove it from the pictures.",
            field=field,
        )
    return record


def picture_view(
    clip: VideoClip, record: MediaRecord, media: Mapping[str, MediaRecord], where: str, *, keeps_alpha: bool
) -> View:
    """A photo or a film as a clip uses it.

    Args:
        clip: How it is used.
        record: Of its file.
        media: Records by asset id, for tables of colours.
        where: Path of the clip in the draft, for errors.
        keeps_alpha: See ``View``.

    Raises:
        InvalidTimeline: A file it needs is not among ``media``.
        NotDrawable: A photo is to play at a speed, or a look names what is no table of colours.
    """
    crop = clip.crop or Box()
    ground = record.background or ((255, 255, 255) if record.has_alpha else (0, 0, 0))
    below = ground
    if clip.background is not None:
        ground, below = gradient(clip.background)
    return View(
        sha256=record.sha256,
        format=record.format,
        size=(record.width, record.height),
        crop=Box(crop.x, crop.y, crop.w, crop.h),  # without keys of others
        rotation=clip.rotation,
        flip=clip.flip,
        fit=clip.fit,
        background=ground,
        background_to=below,
        footage=_footage(clip, record, where),
        grade=grade_of(clip.looks, record.tone, media, path_of(where, "looks")),
        keeps_alpha=keeps_alpha and record.has_alpha,
        graphic=record.is_graphic,
    )


def _footage(clip: VideoClip, record: MediaRecord, where: str) -> Footage | None:
    if record.film is None:
        for attribute, is_told in (("speed", clip.speed != 1), ("reverse", clip.reverse)):
            if is_told:
                raise NotDrawable(
                    f"“{record.name}” is a photo, which has no speed. Change its length instead.",
                    field=path_of(where, attribute),
                )
        return None
    is_reversed = clip.reverse and not clip.freeze
    start_ms = clip.source_in_ms + (round(clip.duration_ms * clip.speed) if is_reversed else 0)
    return Footage(
        start_ms=start_ms,
        end_ms=record.film.duration_ms,
        speed=1.0 if clip.freeze else float(clip.speed),
        reverse=is_reversed,
        freeze=clip.freeze,
    )


def gradient(background: Background) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The colours at the top and at the bottom."""
    top = rgb_of(background.color)
    return top, rgb_of(background.color_to) if background.color_to else top


def card_view(card: Card, logo: MediaRecord | None, *, has_words: bool) -> CardView:
    """A card with its logo; ``has_words``: whether there is anything to be read on it."""
    ground = rgb_of(card.ground)
    shown = None
    if logo is not None:
        # Where there is a gradient no margin has the ground's colour.
        part = content_of(logo, ground)
        shown = Logo(logo.sha256, logo.format, (logo.width, logo.height), part, accent_of(logo))
    return CardView(
        ground,
        None if card.ground_to is None else rgb_of(card.ground_to),
        shown,
        LOGO_Y_WITH_WORDS if has_words else LOGO_Y_ALONE,
    )


def rgb_of(color: str) -> tuple[int, int, int]:
    """The sRGB codes of "#rrggbb"."""
    red, green, blue = bytes.fromhex(color[1:])
    return red, green, blue
