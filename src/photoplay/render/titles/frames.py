"""Words in the picture: any frame of a title, a pure function of what it says and of the moment.

A title is typeset once and kept as ink; what moves is that ink, word by word where words move on
their own, at sub-pixel places. At rest it is laid without being resampled.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from photoplay.media.colour import code_of
from photoplay.media.planes import Planes
from photoplay.render.blend import dither
from photoplay.render.layout import role_style
from photoplay.render.titles.blend import Ink, Stamp, ink_of, lay, stamp_of, tint
from photoplay.render.titles.counting import counted
from photoplay.render.titles.motion import GONE, Pose, Setting, TitleState, setting_of, state_at
from photoplay.render.titles.plan import Scrim, Title
from photoplay.render.titles.reveal import cut_columns
from photoplay.render.titles.typeset import TitleSpec, Typeset, Word, typeset
from photoplay.timeline.lettering import Shadow

F32 = NDArray[np.float32]
Size = tuple[int, int]
Box = tuple[int, int, int, int]

#: Titles that are set are kept up to so many bytes: some thirty that fill a 1080p frame's width.
_KEPT_BYTES = 160_000_000
#: Blurs wider than this, pixels, are made from a smaller copy.
_FINE_BLUR = 3.0
#: Alpha from which ink is a letter, not its shadow.
_SOLID = 0.9
#: Over how much of its end a word that is being typed loses its shadow.
_RUN_OUT_EM, _ROUNDING = 0.14, 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Lettered:
    """A title that is set and ready to be laid.

    Attributes:
        typeset: Its words, with their places in the raster.
        canvas: Size of the canvas.
        ink: The letters with outline and shadow.
        plate: The box behind them; None: none.
        rest: Both as they are laid at rest; None: nothing is on the canvas.
        setting: What animations need to know.
        shadow: Largest alpha of the shadow, 0–1.
    """

    typeset: Typeset
    canvas: Size
    ink: Ink
    plate: Ink | None
    rest: Stamp | None
    setting: Setting
    shadow: float = 0.0

    @property
    def size_bytes(self) -> int:
        """About what it takes in memory: the raster, ink of four floats a pixel, and what is laid at rest."""
        pixels = int(self.typeset.ink.shape[0] * self.typeset.ink.shape[1])
        return pixels * (4 + 16 + 8) * (1 if self.plate is None else 2)

    @property
    def words(self) -> Sequence[Word]:
        return self.typeset.words


@dataclass(frozen=True, slots=True)
class Seen:
    """A title in one frame.

    Attributes:
        title: Which.
        state: How its words are drawn.
        share: Opacity of all of it, scrim included, 0–1.
    """

    title: Title
    state: TitleState
    share: float = 1.0


def seen_at(titles: Sequence[Title], frame: int, share: float = 1.0) -> tuple[Seen, ...]:
    """What is seen of titles in one frame, from the lowest to the highest."""
    seen = []
    for title in titles:
        if title.start <= frame < title.end and share > 0:
            setting = lettered(title.spec).setting
            length = title.end - title.start
            state = state_at(title.way_in, title.way_out, length, frame - title.start, setting)
            if state != GONE:
                seen.append(Seen(title, state, share))
    return tuple(seen)


def paint(seen: Sequence[Seen], out: Planes, canvas: Size) -> None:
    """Draws titles over a frame.

    Args:
        seen: From the lowest to the highest.
        out: Planes of the canvas' size, written; rows may be longer.
        canvas: (width, height).
    """
    _shade(seen, out, canvas)
    for one in seen:
        stamp, opacity = stamp_at(one.title.spec, one.state)
        if stamp is not None and opacity > 0:
            lay(stamp, out, opacity * one.share)


def _shade(seen: Sequence[Seen], out: Planes, canvas: Size) -> None:
    """Scrims of one colour and breadth that meet do not add up: the stronger one is seen."""
    shades: dict[Scrim, F32] = {}
    for one in seen:
        scrim = one.title.scrim
        if scrim is not None:
            rows = scrim_rows(scrim, canvas[1]) * np.float32(one.state.behind * one.share)
            kind = replace(scrim, opacity=0.0, top=0.0, bottom=0.0, soft=0.0)
            shades[kind] = np.maximum(shades.get(kind, rows), rows)
    for kind, rows in shades.items():
        noise = dither(canvas[0], 0), dither(canvas[0] // 2, 1), dither(canvas[0] // 2, 2)
        tint(out, code_of(kind.color), rows, scrim_columns(kind, canvas[0]), noise)


@lru_cache(maxsize=8)
def scrim_rows(scrim: Scrim, height: int) -> F32:
    """How much of a scrim's colour lies over each row, float32 ``(height,)``, 0–1."""
    return np.asarray(scrim.opacity * _fading(height, scrim.top, scrim.bottom, scrim.soft), np.float32)


@lru_cache(maxsize=8)
def scrim_columns(scrim: Scrim, width: int) -> F32:
    """What part of that lies over each column, float32 ``(width,)``, 0–1."""
    return np.asarray(_fading(width, scrim.left, scrim.right, scrim.soft_sides), np.float32)


def _fading(count: int, start: float, end: float, soft: float) -> NDArray[np.float64]:
    """1 between two places, and smoothly less over ``soft`` beyond them."""
    at = np.arange(count) + 0.5
    beyond = np.maximum(np.maximum(start - at, at - end), 0) / max(soft, 1)
    away = np.clip(1 - beyond, 0, 1)
    return np.asarray(away * away * (3 - 2 * away), np.float64)


class _Kept:
    """Titles that were set last, within a limit of bytes; several threads may ask."""

    def __init__(self, limit_bytes: int) -> None:
        self._limit_bytes = limit_bytes
        self._kept: OrderedDict[TitleSpec, tuple[Lettered, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, spec: TitleSpec) -> Lettered:
        """A title as it is set; the one asked for last is always kept."""
        with self._lock:
            if spec in self._kept:
                self._kept.move_to_end(spec)
                return self._kept[spec][0]
        found = _lettered(spec)
        with self._lock:
            self._kept[spec] = found, found.size_bytes
            self._kept.move_to_end(spec)
            while len(self._kept) > 1 and sum(size for _, size in self._kept.values()) > self._limit_bytes:
                self._kept.popitem(last=False)
        return found


_KEPT = _Kept(_KEPT_BYTES)


def lettered(spec: TitleSpec) -> Lettered:
    """Sets a title; the last ones are kept.

    Raises:
        NotDrawable: It is too long for the picture.
        RenderError: It cannot be set.
    """
    return _KEPT.get(spec)


def _lettered(spec: TitleSpec) -> Lettered:
    found = typeset(spec)
    left, top = found.origin
    ink = ink_of(found.ink, left, top)
    plate = None if found.plate is None else ink_of(found.plate, left, top)
    whole = ink if plate is None else Ink(left, top, _over(plate.codes.copy(), ink.codes))
    setting = setting_of(found.words, plate=plate is not None, from_right=_from_right(spec, found))
    shadow = spec.lettering.shadow
    if shadow is None:
        shadow = role_style(spec.lettering.role, spec.canvas).shadow
    darkest = (Shadow() if shadow is True else shadow).opacity if shadow else 0.0
    return Lettered(found, spec.canvas, ink, plate, stamp_of(whole, spec.canvas), setting, darkest)


def _from_right(spec: TitleSpec, found: Typeset) -> bool:
    """Whether words come in from the right: those that stand there, and those that are read from there."""
    middle = found.origin[0] + found.ink.shape[1] / 2
    place = middle / spec.canvas[0]
    if 0.4 <= place <= 0.6:
        return bool(found.words and found.words[0].right_to_left)
    return bool(place > 0.6)


@lru_cache(maxsize=16)
def stamp_at(spec: TitleSpec, state: TitleState) -> tuple[Stamp | None, float]:
    """What is laid for a state of a title, and its opacity."""
    if state.counted is not None:
        spec = _counting(spec, state.counted)
    found = lettered(spec)
    whole = state.whole
    if not found.words or (not state.words and replace(whole, opacity=1.0) == Pose()):
        return found.rest, whole.opacity
    if not state.words:
        ink = found.ink if found.plate is None else _merged([found.plate, found.ink])
        return stamp_of(_posed(ink, whole, found), found.canvas), whole.opacity
    parts = [] if found.plate is None else [_faded(found.plate, state.behind)]
    for index, pose in enumerate(state.words):
        if pose.opacity > 0 and pose.shown != 0:
            word = _word(found, index, pose.shown, _lonely(found, state, index))
            parts.append(_faded(_posed(word, pose, found), pose.opacity))
    return (stamp_of(_merged(parts), found.canvas) if parts else None), whole.opacity


def _counting(spec: TitleSpec, share: float) -> TitleSpec:
    """The words with their number on its way; letters as large as they will be in the end."""
    text = counted(spec.text, share)
    if text == spec.text:
        return spec
    size = lettered(spec).typeset.size_px / spec.canvas[1]
    return replace(spec, text=text, lettering=replace(spec.lettering, size=size))


def _lonely(found: Lettered, state: TitleState, index: int) -> float:
    """How little of the next word of the line is seen, 0–1."""
    if index + 1 == len(state.words) or found.words[index + 1].line != found.words[index].line:
        return 0.0
    after = state.words[index + 1]
    return 1.0 if after.shown == 0 else 1 - after.opacity


def _word(found: Lettered, index: int, shown: int | None, lonely: float) -> Ink:
    """One word, or its first grapheme clusters; ``lonely``: how much its shadow ends with it, 0–1."""
    left, top, right, bottom = found.words[index].box
    codes = found.ink.codes[top:bottom, left:right]
    if shown is not None or lonely > 0:
        codes = codes.copy()
        forward = codes[:, ::-1] if found.words[index].right_to_left else codes
        end = right - left
        if shown is not None:
            cut = _cuts(found, index)[shown]
            end = end - cut if found.words[index].right_to_left else cut
        forward[:, end:] = 0
        _end_softly(forward[:, :end], found, 1.0 if shown is not None else lonely)
    return Ink(found.ink.left + left, found.ink.top + top, codes)


def _end_softly(codes: F32, found: Lettered, strength: float) -> None:
    """Lets the shadow at the end of a word run out instead of breaking off, in place."""
    columns = min(codes.shape[1], max(2, round(_RUN_OUT_EM * found.typeset.size_px)))
    part = codes[:, codes.shape[1] - columns :]
    share = np.linspace(1, 1 - strength, columns, dtype=np.float32)[None, :, None]
    part *= np.where(part[..., 3:] <= found.shadow + _ROUNDING, share, np.float32(1))


@lru_cache(maxsize=256)
def _cuts(found: Lettered, index: int) -> tuple[int, ...]:
    word = found.words[index]
    left, top, right, bottom = word.box
    alpha = found.ink.codes[top:bottom, left:right, 3]
    letters = alpha >= _SOLID  # without the shadow, which fills the gaps
    ink = np.where(letters, alpha, 0) if letters.any() else alpha
    return cut_columns(ink.sum(axis=0), word.text, word.clusters, right_to_left=word.right_to_left)


def _posed(ink: Ink, pose: Pose, found: Lettered) -> Ink:
    """Ink moved, scaled about the middle of all words, and blurred; its opacity is left alone."""
    em = found.typeset.size_px
    if pose.blur > 0:
        ink = _blurred(ink, pose.blur * em)
    right, down = pose.right * em, pose.down * em
    if right == down == 0 and pose.scale == 1:
        return ink
    middle = _middle(found)
    # canvas = scale · (place − middle) + middle + move; both in columns and rows of the canvas.
    left = pose.scale * (ink.left - middle[0]) + middle[0] + right
    top = pose.scale * (ink.top - middle[1]) + middle[1] + down
    height, width = ink.codes.shape[:2]
    first = int(np.floor(left)) - 1, int(np.floor(top)) - 1
    size = int(np.ceil(width * pose.scale)) + 3, int(np.ceil(height * pose.scale)) + 3
    matrix = np.array([[pose.scale, 0, left - first[0]], [0, pose.scale, top - first[1]]])
    codes = cv2.warpAffine(
        ink.codes,
        matrix,
        size,
        flags=cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(0, 0, 0, 0),
    )
    return Ink(*first, np.asarray(codes, np.float32))


def _middle(found: Lettered) -> tuple[float, float]:
    boxes = [word.box for word in found.words] or [(0, 0, found.ink.codes.shape[1], found.ink.codes.shape[0])]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    return found.ink.left + (left + right - 1) / 2, found.ink.top + (top + bottom - 1) / 2


def _blurred(ink: Ink, sigma: float) -> Ink:
    """Softened ink, larger by three times ``sigma`` on every side."""
    factor = 1 << max(0, int(np.log2(sigma / _FINE_BLUR)) + 1) if sigma > _FINE_BLUR else 1
    pad = -(-int(np.ceil(3 * sigma) + 1) // factor) * factor
    height, width = ink.codes.shape[:2]
    more = -(height + 2 * pad) % factor, -(width + 2 * pad) % factor
    codes = np.pad(ink.codes, ((pad, pad + more[0]), (pad, pad + more[1]), (0, 0)))
    size = codes.shape[1], codes.shape[0]
    if factor > 1:
        small = size[0] // factor, size[1] // factor
        codes = np.asarray(cv2.resize(codes, small, interpolation=cv2.INTER_AREA), np.float32)
    soft = cv2.GaussianBlur(codes, (0, 0), sigma / factor, borderType=cv2.BORDER_CONSTANT)
    if factor > 1:
        soft = cv2.resize(soft, size, interpolation=cv2.INTER_LINEAR)
    return Ink(ink.left - pad, ink.top - pad, np.asarray(soft, np.float32))


def _faded(ink: Ink, opacity: float) -> Ink:
    return ink if opacity >= 1 else replace(ink, codes=ink.codes * np.float32(opacity))


def _merged(parts: Sequence[Ink]) -> Ink:
    """Pieces of ink as one, later ones above."""
    boxes = [part.box for part in parts]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[2] for box in boxes), max(box[3] for box in boxes)
    codes = np.zeros((bottom - top, right - left, 4), np.float32)
    for part, box in zip(parts, boxes, strict=True):
        _over(codes[box[1] - top : box[3] - top, box[0] - left : box[2] - left], part.codes)
    return Ink(left, top, codes)


def _over(under: F32, above: F32) -> F32:
    """Premultiplied ink laid over other ink, in place. Source: Porter and Duff, 1984."""
    under *= 1 - above[..., 3:]
    under += above
    return under
