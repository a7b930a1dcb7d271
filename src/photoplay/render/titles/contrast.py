"""Words that can be read: contrast measured against the pixels behind them, and what is added for it.

The measure is WCAG 2.2's contrast ratio of the letters against the worst tenth of what lies behind
them, at several moments: at least 4.5, for large letters 3. What is added is the least that helps: a
darker shadow, then a soft scrim along the picture's edge or, for captions, a plate; an outline where
even that is too little. Letters of no given colour are dark on bright, even ground.

It is decided once for a whole title, and once for all captions of a video, before chunks are made, so that
it is the same in all of them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoplay.media.colour import to_rgb
from photoplay.render.cards import luminance
from photoplay.render.frame import compose
from photoplay.render.layout import Box, RoleStyle, estimated_box, role_style
from photoplay.render.slices import Plan, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.titles.frames import lettered
from photoplay.render.titles.plan import Scrim, Title
from photoplay.render.views import rgb_of
from photoplay.timeline.lettering import Lettering, Outline, Plate, Shadow

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
Rgb = tuple[int, int, int]

#: Least contrast of words, and of large ones. Source: WCAG 2.2, success criterion 1.4.3.
LEAST, LEAST_LARGE = 4.5, 3.0
#: Letters from this share of the canvas' height on are large, and bold ones from a little less.
LARGE, LARGE_BOLD, BOLD = 0.06, 0.045, 600
#: The share of what lies behind that may have less contrast than the measure.
WORST = 0.10
#: The picture behind is looked at in so many rows or columns, whichever is less.
_LOOK_PX = 216
#: Moments that are looked at: one a second, between these.
_FEWEST_LOOKS, _MOST_LOOKS = 3, 8
#: And at most so many for all captions of a video, which share one look; evenly spread.
_MOST_CAPTION_LOOKS = 96
#: How much of a shadow's opacity there is beside a letter: it spreads. Measured on drawn words.
_SHADOW_OF_BOLD, _SHADOW_OF_REGULAR = 0.25, 0.15
_STRONG_SHADOW = (0.85, 0.18)
_LIGHTEST_SCRIM, _STRONGEST_SCRIM = 0.2, 0.58
_PLATES = (0.55, 0.65, 0.75, 0.85)
_THIN_OUTLINE = 0.05
#: Dark letters for bright ground, and the contrast that they must have with most of it.
DARK, DARK_MOSTLY = "#15171c", 7.0
#: Roles that are decided about together.
_RELATED = {"title", "end-card", "subtitle"}
#: Ground that varies less, and is darker or brighter, is empty (codes, 0–1).
_EVEN, _GREY = 0.035, (0.12, 0.88)
#: Where a scrim lies: reach beyond the words, and softness along an edge and in the middle (of the height).
_REACH, _SOFT_EDGE, _SOFT_MIDDLE = 0.02, 0.22, 0.3
#: The same to the sides, of the width, in the middle. Words over most of it have a scrim all across.
_REACH_SIDES, _SOFT_SIDES, _WIDE = 0.02, 0.28, 0.7
_TOP, _BOTTOM = 0.38, 0.62
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)

#: Small photos are kept between renders: an edit is looked at again at once.
_PHOTOS, _LOCK = SourceStore({}, limit_bytes=6_000_000), threading.Lock()

#: For each moment, what lies behind: sRGB codes 0–1, float32 ``(n, 3)``.
Behind = tuple[F32, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """How words are to be set so that they can be read; ``scrim`` is the opacity of one under them."""

    lettering: Lettering
    scrim: float = 0.0


def with_contrast(plan: Plan, paths: Mapping[str, Path]) -> Plan:
    """The plan with everything that its words need to be read.

    Args:
        plan: Of the whole video.
        paths: Where each photo's bytes are, by digest.

    Raises:
        MediaError: A photo cannot be read.
        RenderError: Words cannot be set.
    """
    if not any(_is_wanted(title) for title in plan.whole.titles):
        return plan
    backdrop = _Backdrop(plan.whole, paths)
    titles = list(plan.whole.titles)
    for family in _families(titles):
        members = [titles[index] for index in family]
        decide = _alike if members[0].spec.lettering.role == "caption" else _readable
        for index, title in zip(family, decide(members, backdrop), strict=True):
            titles[index] = title
    with _LOCK:
        _PHOTOS.close_films()
    return replace(plan, whole=replace(plan.whole, titles=tuple(titles)))


def _families(titles: Sequence[Title]) -> list[list[int]]:
    """Texts that are decided about: each alone, but a title with the subtitles that are there with it, and
    all captions of one style together.
    """
    families: list[list[int]] = []
    captions: dict[Lettering, list[int]] = {}
    for index, title in enumerate(titles):
        if not _is_wanted(title):
            continue
        if title.spec.lettering.role == "caption":
            style = replace(title.spec.lettering, position=None, align=None)
            captions.setdefault(style, []).append(index)
            continue
        head = next((one for one in families if _are_related(titles[one[0]], title)), None)
        if head is None:
            families.append([index])
        else:
            head.append(index)
    return [*families, *captions.values()]


def _are_related(one: Title, other: Title) -> bool:
    roles = {one.spec.lettering.role, other.spec.lettering.role}
    return roles <= _RELATED and one.start < other.end and other.start < one.end


class _Backdrop:
    """What is seen behind the words, small."""

    def __init__(self, whole: Slice, paths: Mapping[str, Path]) -> None:
        self.canvas, self.fps = whole.canvas, whole.fps
        scale = min(1.0, _LOOK_PX / min(whole.canvas))
        width, height = (max(16, round(side * scale / 2) * 2) for side in whole.canvas)
        self._small = replace(whole, canvas=(width, height), titles=())
        self._paths = dict(paths)
        self.frame = lru_cache(maxsize=16)(self._frame)

    def _frame(self, number: int) -> U8:
        with _LOCK:
            _PHOTOS.paths = self._paths
            return to_rgb(compose(self._small, number, _PHOTOS))

    def behind(self, number: int, boxes: list[Box]) -> F32:
        """The pixels in boxes of the canvas, float32 ``(n, 3)``, 0–1."""
        picture = self.frame(number)
        height, width = picture.shape[:2]
        mask = np.zeros((height, width), np.bool_)
        for box in boxes:
            left, right = (round(x * width / self.canvas[0]) for x in (box.x0, box.x1))
            top, bottom = (round(y * height / self.canvas[1]) for y in (box.y0, box.y1))
            left, top = min(max(left, 0), width - 1), min(max(top, 0), height - 1)
            mask[top : max(bottom, top + 1), left : max(right, left + 1)] = True
        return np.asarray(picture[mask] / 255, np.float32)


def _is_wanted(title: Title) -> bool:
    lettering = title.spec.lettering
    style = role_style(lettering.role, title.spec.canvas)
    has_plate = bool(lettering.plate) or (lettering.plate is None and style.plate is not None)
    return lettering.contrast == "auto" and not has_plate and not lettering.outline


def _readable(family: Sequence[Title], backdrop: _Backdrop) -> list[Title]:
    """Titles that stand together, with one decision about dark letters and one scrim."""
    canvas = backdrop.canvas
    boxes = [_boxes(title) for title in family]
    behind = [
        tuple(backdrop.behind(number, places) for number in _moments(title, backdrop.fps))
        for title, places in zip(family, boxes, strict=True)
    ]
    styles = [role_style(title.spec.lettering.role, canvas) for title in family]
    letterings = [title.spec.lettering for title in family]
    if wants_dark(letterings, styles, behind):
        letterings = [darkened(one, style) for one, style in zip(letterings, styles, strict=True)]
    remedies = [remedy_for(*each) for each in zip(letterings, styles, behind, strict=True)]
    opacity = max(remedy.scrim for remedy in remedies)
    places = [box for each in boxes for box in each]
    scrim = _scrim(places, _shade(letterings[0], styles[0]), opacity, canvas) if opacity else None
    return [
        replace(title, spec=replace(title.spec, lettering=remedy.lettering), scrim=scrim)
        for title, remedy in zip(family, remedies, strict=True)
    ]


def _alike(captions: Sequence[Title], backdrop: _Backdrop) -> list[Title]:
    """Captions with one look for the whole video: what the worst place of any of them needs."""
    looks = [(number, title) for title in captions for number in _moments(title, backdrop.fps)]
    step = max(1, -(-len(looks) // _MOST_CAPTION_LOOKS))
    behind = tuple(
        backdrop.behind(number, _boxes(title)) for number, title in sorted(looks, key=_first)[::step]
    )
    lettering = captions[0].spec.lettering
    style = role_style(lettering.role, backdrop.canvas)
    if wants_dark([lettering], [style], [behind]):
        lettering = darkened(lettering, style)
    found = remedy_for(lettering, style, behind).lettering
    return [
        replace(
            title,
            spec=replace(
                title.spec,
                lettering=replace(
                    found, position=title.spec.lettering.position, align=title.spec.lettering.align
                ),
            ),
        )
        for title in captions
    ]


def _first(look: tuple[int, Title]) -> int:
    return look[0]


def _boxes(title: Title) -> list[Box]:
    """Where the words stand; about where, for captions: there may be thousands."""
    spec = title.spec
    if spec.lettering.role == "caption":
        return [estimated_box(spec.text, spec.lettering, spec.canvas)]
    return [lettered(spec).typeset.box]


def _moments(title: Title, fps: int) -> list[int]:
    """Frames of the whole at which words are looked at, spread over the time that they stand still."""
    first = max(title.start + title.way_in.frames, 0)
    last = max(title.end - title.way_out.frames - 1, first)
    last = min(last, title.end - 1)
    count = min(max(round((last - first) / fps), _FEWEST_LOOKS), _MOST_LOOKS)
    return sorted({min(round(first + (last - first) * part / (count - 1)), last) for part in range(count)})


# -- choosing ---------------------------------------------------------------------------------------


def remedy_for(lettering: Lettering, style: RoleStyle, behind: Behind) -> Remedy:
    """The least that makes words readable.

    Args:
        lettering: How they are set.
        style: What their role brings.
        behind: What lies behind them.
    """
    needed = LEAST_LARGE if _is_large(lettering, style) else LEAST
    if not any(len(one) for one in behind):
        return Remedy(lettering)
    return next(
        (
            remedy
            for remedy, ground in _ladder(lettering, style, behind)
            if _contrast(remedy.lettering, style, ground) >= needed
        ),
        _last_resort(lettering, style),
    )


def _is_large(lettering: Lettering, style: RoleStyle) -> bool:
    """Whether the smallest of the letters are large."""
    scale, weight = style.later_lines or (1.0, style.weight)
    size, weight = (lettering.size or style.size) * scale, lettering.weight or weight
    return size >= LARGE or (size >= LARGE_BOLD and weight >= BOLD)


def wants_dark(
    letterings: Sequence[Lettering], styles: Sequence[RoleStyle], behind: Sequence[Behind]
) -> bool:
    """Whether words that stand together are dark: their own colour cannot be read on bright ground.

    Never where a colour was given to one of them.
    """
    if any(one.color is not None or one.gradient is not None for one in letterings):
        return False
    own = dark = True
    for lettering, style, ground in zip(letterings, styles, behind, strict=True):
        needed = LEAST_LARGE if _is_large(lettering, style) else LEAST
        shadow = lettering.shadow if lettering.shadow is not None else style.shadow
        beside = _shadowed(ground, shadow, lettering.weight or style.weight)
        own = own and _contrast(lettering, style, beside) >= needed
        black = replace(lettering, color=DARK)
        bright = _contrast(black, style, ground, share=0.5) >= DARK_MOSTLY
        dark = dark and bright and _contrast(black, style, ground) >= needed
    return dark and not own


def darkened(lettering: Lettering, style: RoleStyle) -> Lettering:
    """Dark letters, with a light glow where the role has a shadow."""
    dark = replace(lettering, color=DARK)
    if lettering.shadow is not None or style.shadow is None:
        return dark
    return replace(dark, shadow=Shadow("#ffffff", style.shadow.opacity, style.shadow.blur))


def _ladder(lettering: Lettering, style: RoleStyle, behind: Behind) -> Iterator[tuple[Remedy, Behind]]:
    """Remedies from the least to the strongest, each with what then lies behind the letters."""
    shade, weight = _shade(lettering, style), lettering.weight or style.weight
    color = _hex(shade)
    shadow = lettering.shadow if lettering.shadow is not None else style.shadow
    yield Remedy(lettering), _shadowed(behind, shadow, weight)
    if lettering.shadow is None:
        strong = Shadow(color, *_STRONG_SHADOW)
        yield Remedy(replace(lettering, shadow=strong)), _shadowed(behind, strong, weight)
    if lettering.role == "caption" and lettering.plate is None:
        for opacity in _PLATES:
            plate = Plate(color, opacity)
            yield Remedy(replace(lettering, plate=plate)), _mixed(behind, shade, opacity)
    elif not _is_empty(behind):
        if lettering.shadow is None:
            shadow = Shadow(color, *_STRONG_SHADOW)
            lettering = replace(lettering, shadow=shadow)
        for step in range(int(_LIGHTEST_SCRIM * 50), int(_STRONGEST_SCRIM * 50) + 1):
            yield Remedy(lettering, step / 50), _shadowed(_mixed(behind, shade, step / 50), shadow, weight)


def _last_resort(lettering: Lettering, style: RoleStyle) -> Remedy:
    """An outline in the colour that letters stand out from best, over the strongest of the rest."""
    shade = _hex(_shade(lettering, style))
    if lettering.outline is None:
        lettering = replace(lettering, outline=Outline(shade, _THIN_OUTLINE))
    if lettering.shadow is None:
        lettering = replace(lettering, shadow=Shadow(shade, *_STRONG_SHADOW))
    return Remedy(lettering)


def _colours(lettering: Lettering, style: RoleStyle) -> U8:
    told = lettering.gradient or (lettering.color or style.color,)
    return np.array([rgb_of(color) for color in told], np.uint8)


def _shade(lettering: Lettering, style: RoleStyle) -> Rgb:
    """Black or white: what letters stand out from best."""
    light = luminance(_colours(lettering, style))
    against = (float(light.min()) + 0.05) / 0.05, 1.05 / (float(light.max()) + 0.05)
    return _BLACK if against[0] >= against[1] else _WHITE


def _hex(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


def _contrast(lettering: Lettering, style: RoleStyle, behind: Behind, share: float = WORST) -> float:
    """Contrast of letters against all but the worst ``share`` of what lies behind, at the worst moment."""
    letters = luminance(_colours(lettering, style))
    worst = np.inf
    for ground in behind:
        light = luminance(np.rint(ground * 255).astype(np.uint8))
        for letter in letters:
            ratio = (np.maximum(light, letter) + 0.05) / (np.minimum(light, letter) + 0.05)
            worst = min(worst, float(np.quantile(ratio, share)))
    return worst


def _shadowed(behind: Behind, shadow: Shadow | bool | None, weight: int) -> Behind:
    """What lies right beside letters with a shadow."""
    if not shadow:
        return behind
    told = Shadow() if shadow is True else shadow
    share = _SHADOW_OF_BOLD if weight >= BOLD else _SHADOW_OF_REGULAR
    return _mixed(behind, rgb_of(told.color), told.opacity * share)


def _mixed(behind: Behind, color: Rgb, share: float) -> Behind:
    over = np.array(color, np.float32) / 255
    return tuple(np.asarray(one + np.float32(share) * (over - one), np.float32) for one in behind)


def _is_empty(behind: Behind) -> bool:
    """Whether there is nothing but white, or nothing but black: a scrim would be seen for itself."""
    levels = [one.mean(axis=1) for one in behind]
    return all(float(one.std()) < _EVEN and not _GREY[0] < float(one.mean()) < _GREY[1] for one in levels)


def _scrim(boxes: Sequence[Box], color: Rgb, opacity: float, canvas: tuple[int, int]) -> Scrim:
    """A scrim along the edge that the words are near to, or round words in the middle.

    Along an edge it looks like weather; a patch there would look like dirt.
    """
    width, height = canvas
    left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
    sides = {}
    if right - left < _WIDE * width:
        sides["left"], sides["right"] = left - _REACH_SIDES * width, right + _REACH_SIDES * width
        sides["soft_sides"] = _SOFT_SIDES * width
    top, bottom = min(box.y0 for box in boxes), max(box.y1 for box in boxes)
    middle = (top + bottom) / 2 / height
    reach, soft = _REACH * height, _SOFT_EDGE * height
    if middle < _TOP:
        return Scrim(color, opacity, -float(height), bottom + reach, soft)
    if middle > _BOTTOM:
        return Scrim(color, opacity, top - reach, 2.0 * height, soft)
    return Scrim(color, opacity, top - reach, bottom + reach, _SOFT_MIDDLE * height, **sides)
