"""Cards: a plain or shaded ground, with a logo whole in its upper middle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.media import colour
from photoplay.media.images import decode
from photoplay.media.planes import Planes
from photoplay.render.blend import dither
from photoplay.render.titles.blend import ink_of, lay, stamp_of

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
Size = tuple[int, int]
Rgb = tuple[int, int, int]

#: A logo is at most this share of the card's width and height: on wide, square and tall pictures.
LOGO_SHARES = ((0.34, 0.26), (0.46, 0.26), (0.56, 0.22))
_SQUARE, _TALL = 1.2, 0.66
#: Where its middle is, from the top: with words below it, and alone.
LOGO_Y_WITH_WORDS, LOGO_Y_ALONE = 0.36, 0.48
#: Small logos are enlarged at most so much: blurred ones look worse than small ones.
MOST_ENLARGED = 2.0
#: A logo of which so much has less contrast than this with the ground gets a plate behind it.
_LEAST_CONTRAST, _UNREADABLE_SHARE = 1.6, 0.4
_PLATE_PADDING, _PLATE_RADIUS = 0.18, 0.12
_LIGHT, _DARK = (255, 255, 255), (20, 20, 22)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture on a card.

    Attributes:
        sha256, format, size: Digest, codec and upright size of its file.
        part: What is shown of it: left, top, right and bottom, fractions of its size.
        accent: Its strongest sRGB colour; None: it is grey. For what stands beside it.
    """

    sha256: str
    format: str
    size: Size
    part: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    accent: Rgb | None = None

    @property
    def shown_size(self) -> Size:
        """Size of the part that is shown, pixels of the file."""
        left, top, right, bottom = self.part
        return max(1, round((right - left) * self.size[0])), max(1, round((bottom - top) * self.size[1]))


@dataclass(frozen=True, slots=True)
class CardView:
    """A card as it is drawn.

    Attributes:
        ground: sRGB colour that fills it.
        ground_to: Colour at the bottom of a gradient; None: plain.
        logo: None: none.
        logo_y: Where the logo's middle is, fraction of the height.
    """

    ground: Rgb
    ground_to: Rgb | None = None
    logo: Logo | None = None
    logo_y: float = LOGO_Y_ALONE


def card_planes(card: CardView, paths: Mapping[str, Path], canvas: Size) -> Planes:
    """A card of the canvas' size.

    Args:
        card: What to draw.
        paths: Where each digest's bytes are.
        canvas: (width, height), even.

    Raises:
        MediaError: The logo cannot be read.
    """
    planes = _ground(card, canvas)
    if card.logo is not None:
        rgba, left, top = placed_logo(card, paths[card.logo.sha256], canvas)
        stamp = stamp_of(ink_of(rgba, left, top), canvas)
        if stamp is not None:
            lay(stamp, planes)
    return planes


def logo_size(size: Size, canvas: Size) -> Size:
    """The size at which a logo of ``size`` is shown: whole, and within ``LOGO_SHARES``."""
    share = LOGO_SHARES[sum(canvas[0] / canvas[1] <= limit for limit in (_SQUARE, _TALL))]
    scale = min(share[0] * canvas[0] / size[0], share[1] * canvas[1] / size[1], MOST_ENLARGED)
    return max(1, int(size[0] * scale)), max(1, int(size[1] * scale))


def placed_logo(card: CardView, path: Path, canvas: Size) -> tuple[U8, int, int]:
    """The logo, with its plate where it needs one, as straight RGBA; its left and top on the canvas."""
    assert card.logo is not None
    size = logo_size(card.logo.shown_size, canvas)
    rgba = _logo(path, card.logo, size)
    middle = card.logo_y * canvas[1]
    ground = colour_at(card, card.logo_y)
    if needs_plate(rgba, ground):
        rgba = _on_plate(rgba)
    height, width = rgba.shape[:2]
    return rgba, round((canvas[0] - width) / 2), max(0, round(middle - height / 2))


def needs_plate(rgba: U8, ground: Rgb) -> bool:
    """Whether too much of a see-through logo would be lost on a ground."""
    seen = rgba[..., 3] >= 128
    if seen.all() or not seen.any():
        return False
    inks, behind = luminance(rgba[seen][:, :3]), luminance(np.array([ground], np.uint8))[0]
    contrast = (np.maximum(inks, behind) + 0.05) / (np.minimum(inks, behind) + 0.05)
    return bool((contrast < _LEAST_CONTRAST).mean() >= _UNREADABLE_SHARE)


def luminance(rgb: U8) -> F32:
    """Relative luminance of sRGB colours, uint8 ``(…, 3)`` to float32 ``(…)``. Source: WCAG 2.2."""
    code = rgb.astype(np.float32) / 255
    light = np.where(code <= 0.04045, code / 12.92, ((code + 0.055) / 1.055) ** 2.4)
    return np.asarray(light @ np.array([colour.KR, colour.KG, colour.KB], np.float32), np.float32)


def _ground(card: CardView, canvas: Size) -> Planes:
    if card.ground_to is None or card.ground_to == card.ground:
        return colour.flat_planes(card.ground, *canvas)
    top, low = (np.array(colour.code_of(one)) for one in (card.ground, card.ground_to))
    planes = []
    for index, (width, height) in enumerate((canvas, *[(canvas[0] // 2, canvas[1] // 2)] * 2)):
        share = (np.arange(height) + 0.5) / height
        codes = (top[index] + (low[index] - top[index]) * share).astype(np.float32)[:, None]
        noise = dither(width, index)[np.arange(height) & 63]
        planes.append(np.floor(codes + noise).astype(np.uint8))
    return Planes(*planes)


def colour_at(card: CardView, share: float) -> Rgb:
    """The ground at a height, a fraction from the top."""
    low = card.ground_to or card.ground
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(card.ground, low, strict=True))
    return red, green, blue


def _logo(path: Path, logo: Logo, size: Size) -> U8:
    """The logo at a size, straight RGBA uint8 ``(H, W, 4)``; its colours are not mixed with what is hidden."""
    left, top, right, bottom = logo.part
    whole = round(size[0] / (right - left)), round(size[1] / (bottom - top))
    picture = decode(path, logo.format, at_least=whole)
    height, width = picture.rgb.shape[:2]
    rows = slice(round(top * height), max(round(bottom * height), round(top * height) + 1))
    columns = slice(round(left * width), max(round(right * width), round(left * width) + 1))
    shown = np.ascontiguousarray(picture.rgb[rows, columns])
    if picture.alpha is None:
        rgb = colour.resize(shown, size)
        return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])
    alpha = picture.alpha[rows, columns].astype(np.float32)[..., None] / 255
    shrinks = size[0] < alpha.shape[1]
    way = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
    both = np.concatenate([shown * alpha, alpha], axis=2, dtype=np.float32)
    both = np.asarray(cv2.resize(both, size, interpolation=way), np.float32)
    thin = np.clip(both[..., 3:], 0, 1)
    rgb = np.clip(both[..., :3] / np.maximum(thin, 1 / 512), 0, 255)
    return np.asarray(np.rint(np.concatenate([rgb, thin * 255], axis=2)), np.uint8)


def _on_plate(rgba: U8) -> U8:
    """A see-through logo on a rounded plate, light or dark as suits it."""
    seen = rgba[..., 3] >= 128
    is_dark = float(np.median(luminance(rgba[seen][:, :3]))) < 0.4
    height, width = rgba.shape[:2]
    pad = round(_PLATE_PADDING * min(width, height)) + 2
    plate = rounded_mask((width + 2 * pad, height + 2 * pad), _PLATE_RADIUS * (height + 2 * pad))
    ground = np.array(_LIGHT if is_dark else _DARK, np.float32)
    weight = rgba[..., 3:].astype(np.float32) / 255
    out = np.empty((*plate.shape, 4), np.uint8)
    out[..., :3] = ground
    inner = out[pad : pad + height, pad : pad + width, :3]
    inner[:] = np.rint(rgba[..., :3] * weight + ground * (1 - weight))
    out[..., 3] = np.rint(plate * 255)
    return out


def rounded_mask(size: Size, radius: float) -> F32:
    """Coverage of a rectangle with rounded corners, antialiased, float32 ``(H, W)``, 0–1."""
    width, height = size
    x = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    y = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    beyond = np.hypot(np.maximum(x, 0)[None, :], np.maximum(y, 0)[:, None])
    return np.asarray(np.clip(radius - beyond + 0.5, 0, 1), np.float32)
