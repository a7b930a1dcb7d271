"""What a shot shows: a photo as it is used, or a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.render.cards import LOGO_Y_ALONE, LOGO_Y_WITH_WORDS, CardView, Logo
from photoplay.render.logos import accent_of, content_of
from photoplay.timeline.generated import Card, generated_by
from photoplay.timeline.model import Box, VideoClip

#: What files that are no pictures are called.
_KINDS = {"video": "a film", "audio": "a sound"}


@dataclass(frozen=True, slots=True)
class View:
    """A photo as it is used.

    Attributes:
        sha256: Digest of the file's bytes; where the bytes are is told apart from the plan.
        format: Codec by content.
        size: (width, height) of the upright picture.
        crop: Part of it that is used, fractions.
        rotation: Quarter turns clockwise, after the crop.
        flip: Mirroring, after the rotation's axes are settled (``h`` left–right as seen).
        fit: "cover", "contain" or "blur".
        background: sRGB colour beside and behind it.
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
    graphic: bool = False

    @property
    def framed_size(self) -> tuple[int, int]:
        """Size of what is used, as seen: cropped and turned, pixels."""
        width = max(1, round(self.size[0] * self.crop.w))
        height = max(1, round(self.size[1] * self.crop.h))
        return (width, height) if self.rotation % 2 == 0 else (height, width)


@dataclass(frozen=True, slots=True)
class Material:
    """What a clip's source stands for: the record of a photo, or a card with the record of its logo."""

    record: MediaRecord | None
    card: Card | None = None


def material_of(clip: VideoClip, media: Mapping[str, MediaRecord], field: str) -> Material:
    """What a clip shows, if it is here and can be drawn.

    Args:
        clip: Whose source is looked up.
        media: Records by asset id.
        field: Path of the source in the draft, for errors.

    Raises:
        InvalidTimeline: A file it needs is not among ``media``.
        NotDrawable: It is no picture.
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
    if record.kind != "image":
        raise NotDrawable(
            f"“{record.name}” is {_KINDS[record.kind]}; only photos can be drawn yet. Remove it from the draft.",
            field=field,
        )
    return record


def photo_view(clip: VideoClip, record: MediaRecord) -> View:
    """A photo as a clip uses it."""
    crop = clip.crop or Box()
    return View(
        sha256=record.sha256,
        format=record.format,
        size=(record.width, record.height),
        crop=Box(crop.x, crop.y, crop.w, crop.h),  # without keys of others
        rotation=clip.rotation,
        flip=clip.flip,
        fit=clip.fit,
        background=record.background or ((255, 255, 255) if record.has_alpha else (0, 0, 0)),
        graphic=record.is_graphic,
    )


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
