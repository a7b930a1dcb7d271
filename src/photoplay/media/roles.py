"""What a picture is for: a photo or a logo, whether it is drawn, and what lies around it.

A drawn picture (screenshot, chart, logo) is large flat areas joined by hard edges; a photo, even of a
thing on pure white or of a night sky, has soft steps wherever it is not flat. Doubt goes to the photo:
a photo that stands still is a worse mistake than a chart that moves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from photoplay.media.images import Picture
from photoplay.media.record import Role

_SAMPLED_ROWS: Final = 256
#: A step of at least this many codes between neighbours is a hard edge.
_HARD_CODES: Final = 48
#: Steps up to this are flat: exact for lossless files, ringing for lossy ones.
_FLAT_CODES: Final = {False: 0, True: 2}
#: Least share of hard edges among all steps. Measured on 45 drawn pictures (0.2–0.95 lossless, 0.1–0.57
#: as JPEG) and 50 photos, half of them cut out on white or clipped to black (up to 0.17).
_HARD_SHARE: Final = {False: 0.20, True: 0.24}
_FLAT_SHARE: Final = 0.80
#: The same where the file calls itself a screenshot.
_NAMED_HARD_SHARE, _NAMED_FLAT_SHARE = 0.10, 0.60
#: Shares of equal neighbours and of hard edges in the small decode below which a JPEG is a photo without
#: a closer look.
_SMALL_FLAT_SHARE, _SMALL_HARD_SHARE = 0.45, 0.10
#: Photos clipped to one colour still have thousands of others; drawings have a second flat colour or few.
_FEW_COLOURS: Final = 2048
_SECOND_COLOUR_SHARE: Final = 0.01

#: The border is one colour when this share of it lies within so many codes of its median.
_BORDER_SHARE: Final = 0.97
_BORDER_CODES: Final = 6

_TRANSPARENT: Final = 16
#: From this alpha a pixel is solid; what is solid is pale from this mean code.
_OPAQUE, _PALE = 128, 205
_LOGO_TRANSPARENT_SHARE: Final = 0.30
_LOGO_NAME: Final = re.compile(r"(?<![a-z])logo(s|type)?(?![a-z])|标志|商标|徽标|標誌|ロゴ|로고")
#: What is said of a logo in its file's name besides whose it is.
_LOGO_TALK: Final = re.compile(
    r"(?:logos?|logotype|标志|商标|徽标|標誌|ロゴ|로고|final|finals?|v\d+|new|old|white|black|dark|light|color|colour|rgb|cmyk"
    r"|transparent|bg|background|small|large|big|print|web|square|round|icon|my|our|the|company|brand|official|main"
    r"|copy|export(?:ed)?|\d+x\d+|\d+|公司|品牌|我们的?|店铺|白底|黑底|透明|最终版?|新版?|原图|副本)+"
)
_SCREENSHOT_NAME: Final = re.compile(
    r"screen[ _-]?(shot|cap|recording)|bildschirmfoto|captura de|capture d.?[eé]cran"
    r"|截图|截屏|截圖|スクリーンショット|스크린샷"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Fields of ``MediaRecord`` of the same names."""

    role: Role
    is_graphic: bool
    background: tuple[int, int, int] | None


def judge(picture: Picture, small: Picture, name: str, *, is_lossy: bool) -> Verdict:
    """Says what a picture is for.

    Args:
        picture: In its own resolution (flatness and edges do not survive scaling).
        small: A copy of some hundred pixels, transparent parts on white.
        name: The file's name: it confirms, and is believed alone where it says nothing else.
        is_lossy: Whether the format rings around edges.
    """
    name = name.lower()
    background = border_colour(small)
    is_drawn = _is_drawn(picture, is_lossy, bool(_SCREENSHOT_NAME.search(name)))
    is_named = bool(_LOGO_NAME.search(name))
    is_logo = _is_logo(small, is_drawn, is_named, background is not None) or (
        is_named and _is_only_logo(name)
    )
    return Verdict("logo" if is_logo else "photo", is_drawn or is_logo, background)


def may_be_drawn(small: Picture) -> bool:
    """Whether a closer look at full size is worth it; sure photos answer no.

    Args:
        small: uint8 (H, W, 3), such as a JPEG at 1/8 of its size.
    """
    steps = _steps(small.rgb)
    if steps.size == 0:
        return False
    uneven = int((steps > 0).sum())
    hard_share = int((steps >= _HARD_CODES).sum()) / max(1, uneven)
    return uneven <= (1 - _SMALL_FLAT_SHARE) * steps.size and hard_share >= _SMALL_HARD_SHARE


def border_colour(small: Picture) -> tuple[int, int, int] | None:
    """The one flat opaque colour along all four edges, or ``None``."""
    if small.alpha is not None and _border(small.alpha[..., None]).min() < 250:
        return None
    border = _border(small.rgb)
    median = np.median(border, axis=0)
    near = np.abs(border - median).max(axis=1) <= _BORDER_CODES
    if near.mean() < _BORDER_SHARE:
        return None
    red, green, blue = (int(value + 0.5) for value in np.median(border[near], axis=0))
    return red, green, blue


def _border(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.int16]:
    """The outermost pixels, (n, channels)."""
    parts = (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])
    return np.concatenate(parts).astype(np.int16)


def _is_drawn(picture: Picture, is_lossy: bool, is_named: bool) -> bool:
    rows = _rows_on_ground(picture)
    steps = _steps(rows)
    if steps.size == 0:
        return False
    flat = steps <= _FLAT_CODES[is_lossy]
    hard_share = (steps >= _HARD_CODES).sum() / max(1, steps.size - int(flat.sum()))
    if is_named and flat.mean() >= _NAMED_FLAT_SHARE and hard_share >= _NAMED_HARD_SHARE:
        return True
    if flat.mean() < _FLAT_SHARE or hard_share < _HARD_SHARE[is_lossy]:
        return False
    return is_lossy or _has_drawn_colours(rows[:, 1:][flat], rows[:, 1:][~flat])


def _rows_on_ground(picture: Picture) -> npt.NDArray[np.uint8]:
    """Evenly spaced rows at full width, what is transparent on what shows it; uint8 (≤ 511, W, 3)."""
    step = max(1, picture.rgb.shape[0] // _SAMPLED_ROWS)
    rows = np.ascontiguousarray(picture.rgb[::step])
    if picture.alpha is None:
        return rows
    thin = np.ascontiguousarray(picture.alpha[::step])
    seen = thin >= _OPAQUE
    alpha = cv2.cvtColor(thin, cv2.COLOR_GRAY2RGB)
    over = cv2.multiply(rows, alpha, scale=1 / 255)
    if seen.any() and float(rows[seen].mean()) > _PALE:
        return np.asarray(over, np.uint8)  # white letters are lost on white
    return np.asarray(cv2.add(over, cv2.bitwise_not(alpha)), np.uint8)


def _steps(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Largest difference of any channel to the left neighbour, uint8 (H, W − 1)."""
    red, green, blue = (np.ascontiguousarray(pixels[..., channel]) for channel in range(3))
    if pixels.shape[1] < 2:
        return np.empty((0, 0), np.uint8)
    steps = (cv2.absdiff(plane[:, 1:], plane[:, :-1]) for plane in (red, green, blue))
    first, second, third = steps
    return np.asarray(cv2.max(cv2.max(first, second), third), np.uint8)


def _has_drawn_colours(flat: npt.NDArray[np.uint8], others: npt.NDArray[np.uint8]) -> bool:
    counts = np.unique(_codes(flat), return_counts=True)[1]
    second = np.sort(counts)[-2] if len(counts) > 1 else 0
    return bool(second >= _SECOND_COLOUR_SHARE * len(flat) or len(np.unique(_codes(others))) <= _FEW_COLOURS)


def _codes(colours: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """One number for each colour of (n, 3)."""
    parts = colours.astype(np.int32)
    return parts[:, 0] << 16 | parts[:, 1] << 8 | parts[:, 2]


def _is_logo(small: Picture, is_drawn: bool, is_named: bool, has_background: bool) -> bool:
    if is_named:
        return small.alpha is not None or is_drawn or has_background
    if small.alpha is None or not is_drawn:
        return False
    return bool((small.alpha < _TRANSPARENT).mean() >= _LOGO_TRANSPARENT_SHARE)


def _is_only_logo(name: str) -> bool:
    """Whether a name speaks of a logo and at most of whose it is: "acme_logo_v2.jpg", no "logo wall party.jpg"."""
    stem = name.rpartition(".")[0] or name
    words = [word for word in re.split(r"[^a-z0-9\u4e00-\u9fff\u3040-\u30ff\uac00-\ud7a3]+", stem) if word]
    return sum(_LOGO_TALK.fullmatch(word) is None for word in words) <= 1
