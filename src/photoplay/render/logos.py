"""What a card takes from its logo: where there is anything in it, and the colour of a button under it."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from photoplay.errors import MediaError
from photoplay.media.images import Picture, decode
from photoplay.media.record import MediaRecord
from photoplay.render.cards import luminance

U8 = NDArray[np.uint8]
Rgb = tuple[int, int, int]
#: Left, top, right and bottom of a part of a picture, fractions of its size.
Part = tuple[float, float, float, float]
ALL: Part = (0.0, 0.0, 1.0, 1.0)

#: A logo is looked at in so many columns and rows at least.
_LOOK = (400, 400)
#: Alpha up to which nothing is seen, and codes by which a margin may differ from one colour.
_UNSEEN, _EVEN = 8, 10
#: An accent's channels differ by so much, and it has this share of what is seen.
_COLOURFUL, _LEAST_SHARE = 60, 0.03
#: Contrast of a button with the ground, and of words with the button (WCAG 2.2).
_BUTTON_CONTRAST, _WORDS_CONTRAST = 1.9, 4.5
#: Contrast of white words from which on the button is made darker for them.
_NEARLY = 2.9
_WHITE, _DARK, _BLACK = (255, 255, 255), (21, 23, 28), (0, 0, 0)


def content_of(logo: MediaRecord, ground: Rgb) -> Part:
    """The part of a logo without its margins: what is see-through, or has the ground's colour all along.

    A logo that cannot be read has none: drawing it says so.
    """
    picture = _picture(logo)
    if picture is None:
        return ALL
    if picture.alpha is not None and (picture.alpha <= _UNSEEN).any():
        seen = picture.alpha > _UNSEEN
    else:
        seen = np.abs(picture.rgb.astype(np.int16) - np.array(ground, np.int16)).max(axis=2) > _EVEN
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    if not rows.size:
        return ALL
    height, width = seen.shape
    # A smaller copy does not show to the pixel where ink ends.
    more = 0 if (width, height) == (logo.width, logo.height) else 1
    left, top = max(int(columns[0]) - more, 0), max(int(rows[0]) - more, 0)
    right, bottom = min(int(columns[-1]) + 1 + more, width), min(int(rows[-1]) + 1 + more, height)
    return round(left / width, 5), round(top / height, 5), round(right / width, 5), round(bottom / height, 5)


def accent_of(logo: MediaRecord) -> Rgb | None:
    """The strongest colour of a logo; None: it is black, white or grey."""
    picture = _picture(logo)
    if picture is None:
        return None
    pixels = picture.rgb.reshape(-1, 3)
    if picture.alpha is not None:
        pixels = pixels[picture.alpha.ravel() >= 128]
    chroma = (
        pixels.max(axis=1).astype(np.int32) - pixels.min(axis=1) if pixels.size else np.zeros(0, np.int32)
    )
    strong, weight = pixels[chroma >= _COLOURFUL], chroma[chroma >= _COLOURFUL]
    if not strong.size or len(strong) < _LEAST_SHARE * len(pixels):
        return None
    kinds = (strong >> 5).astype(np.int32) @ np.array([64, 8, 1])
    kind = int(np.bincount(kinds, weight).argmax())
    red, green, blue = (int(value) for value in np.median(strong[kinds == kind], axis=0))
    return red, green, blue


def button_colours(accent: Rgb | None, ground: Rgb) -> tuple[Rgb, Rgb]:
    """Colours of a button and of the words on it: the accent if it stands out, else light or dark."""
    fill = accent
    if fill is None or _contrast(fill, ground) < _BUTTON_CONTRAST:
        fill = max((_WHITE, _DARK), key=lambda one: _contrast(one, ground))
    deep = _deepened(fill)
    if _contrast(_WHITE, deep) >= _WORDS_CONTRAST and _contrast(deep, ground) >= _BUTTON_CONTRAST:
        return deep, _WHITE
    return fill, _DARK if _contrast(_DARK, fill) >= _WORDS_CONTRAST else _BLACK


def _deepened(fill: Rgb) -> Rgb:
    """A colour on which white nearly reads, made so dark that it does; others as they are."""
    if not _NEARLY <= _contrast(_WHITE, fill) < _WORDS_CONTRAST:
        return fill
    shares = (1 - step / 50 for step in range(25))
    deeper = (tuple(round(code * share) for code in fill) for share in shares)
    return next((r, g, b) for r, g, b in deeper if _contrast(_WHITE, (r, g, b)) >= _WORDS_CONTRAST)


def _contrast(one: Rgb, other: Rgb) -> float:
    light = luminance(np.array([one, other], np.uint8))
    return float((light.max() + 0.05) / (light.min() + 0.05))


def _picture(logo: MediaRecord) -> Picture | None:
    return _decoded(logo.sha256, logo)


@lru_cache(maxsize=4)
def _decoded(sha256: str, logo: MediaRecord) -> Picture | None:
    try:
        return _small(decode(logo, at_least=_LOOK))
    except MediaError:
        return None


def _small(picture: Picture) -> Picture:
    """Every few pixels of a large picture: enough to find margins, and little to keep."""
    step = max(1, min(picture.rgb.shape[:2]) // _LOOK[0])
    alpha = None if picture.alpha is None else picture.alpha[::step, ::step].copy()
    return Picture(picture.rgb[::step, ::step].copy(), alpha)
