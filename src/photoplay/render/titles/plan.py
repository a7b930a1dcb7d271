"""From text clips to titles in frames: when they come and go, and where they stand so that none lies on
another, nor on the subject of a photo.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from photoplay.render.layout import (
    Box,
    alignment_of,
    estimated_box,
    place,
    position_of,
    reads_from_right,
    role_style,
    safe_zone,
    stacked,
)
from photoplay.render.titles.buttons import Button, parted
from photoplay.render.titles.motion import Way, lengths
from photoplay.render.titles.places import Edges, Position, Size, Subject, Surroundings, free_position, touch
from photoplay.render.titles.typeset import TitleSpec, typeset
from photoplay.timeline.lettering import Animation, lettering_of
from photoplay.timeline.model import Canvas, TextClip, Timeline, Track
from photoplay.times import frame_at

#: Who stands above whom where several texts share a place.
_FROM_THE_TOP = ("title", "end-card", "badge", "lower-third", "subtitle", "caption")
#: Those that are set as one block where they share a place.
_TOGETHER = ("title", "end-card", "subtitle")
#: Texts that are there together for less of their time do not share a place.
_MEETING_SHARE = 0.2
#: A subject counts when it is seen for this share of the time that the words are there.
_SUBJECT_SHARE = 0.25
#: And a picture's edge for this one.
_EDGES_SHARE = 0.05
#: Between texts that share a place, and between a logo and words, fractions of the height.
_GAP, _LOGO_GAP = 0.022, 0.055
#: Players stop on the last frame: what is there to the end is there in it.
_STAYS = Animation("none", 0)
#: Texts are looked for by stretches of so many frames: there may be thousands.
_STRETCH = 256


@dataclass(frozen=True, slots=True)
class Scrim:
    """A soft shade under words.

    Attributes:
        color: sRGB codes.
        opacity: Where it is full, 0–1.
        top, bottom: Rows between which it is full, pixels; may lie beyond the canvas.
        soft: Rows over which it ends above and below.
        left, right: Columns between which it is full, pixels; as far as there are any by default.
        soft_sides: Columns over which it ends to the left and right.
    """

    color: tuple[int, int, int]
    opacity: float
    top: float
    bottom: float
    soft: float
    left: float = -1e6
    right: float = 1e6
    soft_sides: float = 1.0


@dataclass(frozen=True, slots=True)
class Title:
    """Words for a range of frames ``[start, end)``.

    Attributes:
        spec: What they look like.
        way_in, way_out: How they come and go.
        scrim: The shade under them; None: none.
        level: How many tracks with overlays lie below them.
    """

    start: int
    end: int
    spec: TitleSpec
    way_in: Way = Way()
    way_out: Way = Way()
    scrim: Scrim | None = None
    level: int = 0


@dataclass(frozen=True, slots=True)
class LogoBelow:
    """A card's logo in the frames ``[start, end)``; words stand below ``bottom``, a fraction of the height.

    What they call for stands on a ``button``, if there is one.
    """

    start: int
    end: int
    bottom: float
    button: Button | None = None


Measure = Callable[[TitleSpec], Size]


def texts_of(timeline: Timeline) -> Iterator[TextClip]:
    """The texts of a timeline that say anything, from the lowest to the highest."""
    for track in timeline.tracks:
        yield from _texts(track)


def _texts(track: Track) -> Iterator[TextClip]:
    for clip in track.clips:
        if isinstance(clip, TextClip) and clip.text.strip():
            yield clip


@lru_cache(maxsize=64)
def measured(spec: TitleSpec) -> Size:
    """Width and height of words as they are set, pixels."""
    box = typeset(spec).box
    return box.width, box.height


def titles_of(
    texts: Sequence[TextClip],
    canvas: Canvas,
    subjects: Sequence[Subject] = (),
    logos: Sequence[LogoBelow] = (),
    measure: Measure = measured,
    *,
    edges: Sequence[Edges] = (),
    stays_at: int | None = None,
    levels: Mapping[str, int] = MappingProxyType({}),
) -> tuple[Title, ...]:
    """Resolves texts, from the lowest to the highest.

    Args:
        texts: Those of the timeline.
        canvas: What they are drawn on.
        subjects: What they keep away from where nobody has said where they should stand.
        logos: What they stand below.
        measure: How large words are when they are set; asked only where places are shared or narrow.
        edges: Of pictures that do not fill the canvas' height; words do not lie across them.
        stays_at: The frame with which the video ends on a picture: words that end there do not go.
        levels: How many tracks with overlays lie below each text, by its id.
    """
    size = canvas.width, canvas.height
    whole = [
        replace(title, level=levels.get(text.id, 0))
        for text in texts
        if (title := _title(text, canvas, stays_at)) is not None
    ]
    titles = [part for title in whole for part in _parts(title, logos)]
    groups = _groups(titles, size)
    captions = [title for title in titles if _is_fixed_caption(title)]
    for group in groups:
        members = [titles[index] for index in group]
        around = _surroundings(members, subjects, edges, captions)
        for index, spot in zip(group, _spots(members, around, logos, measure), strict=True):
            titles[index] = _placed(titles[index], spot)
    _part_others(titles, groups, size, measure)
    return tuple(titles)


def _title(text: TextClip, canvas: Canvas, stays_at: int | None) -> Title | None:
    start, end = frame_at(text.start_ms, canvas.fps), frame_at(text.end_ms, canvas.fps)
    if end <= start:
        return None
    lettering = lettering_of(text.style, text.animation)
    size = canvas.width, canvas.height
    role = role_style(lettering.role, size)
    came, went = lettering.way_in or role.way_in, lettering.way_out or role.way_out
    if stays_at is not None and end >= stays_at and lettering.way_out is None:
        went = _STAYS
    way_in, way_out = lengths(
        (came.type, went.type), (came.duration_ms, went.duration_ms), text.text, end - start, canvas.fps
    )
    # Digits that count are set at equal widths; no other way is seen in the letters themselves.
    lettering = replace(lettering, way_in=came if way_in.type == "count" else None, way_out=None)
    return Title(start, end, TitleSpec(text.text, lettering, size), way_in, way_out)


def _parts(title: Title, logos: Sequence[LogoBelow]) -> Iterator[Title]:
    """A title as it is, or what an end card calls for and the rest of its words."""
    if title.spec.lettering.role == "end-card":
        button = next((one.button for one in logos if _meet(one, title)), None)
        for spec in parted(title.spec, button):
            yield replace(title, spec=spec)
    else:
        yield title


# -- places -----------------------------------------------------------------------------------------


def _groups(titles: Sequence[Title], canvas: tuple[int, int]) -> list[list[int]]:
    """Texts that stand together: large ones and subtitles of the same time and place; others alone.

    Each is a list of indices from the top down.
    """
    groups: list[list[int]] = []
    order = sorted(range(len(titles)), key=lambda index: titles[index].start)
    taken: set[int] = set()
    for number, first in enumerate(order):
        if first in taken:
            continue
        here = titles[first]
        last = bisect_left(order, here.end, number + 1, key=lambda index: titles[index].start)
        later = (one for one in order[number + 1 : last] if one not in taken)
        group = [one for one in later if _belong(here, titles[one], canvas)]
        taken.update(group)
        groups.append(sorted([first, *group], key=lambda index: (_height_of(titles[index]), index)))
    return groups


def _belong(one: Title, other: Title, canvas: tuple[int, int]) -> bool:
    styles = one.spec.lettering, other.spec.lettering
    if any(style.role not in _TOGETHER for style in styles) or not _meet(one, other):
        return False
    first, second = (position_of(style, canvas) for style in styles)
    return first == second and isinstance(first, str)


def _height_of(title: Title) -> int:
    return _FROM_THE_TOP.index(title.spec.lettering.role)


def _is_fixed_caption(title: Title) -> bool:
    """Whether it is a caption that nobody gave a place: all of them stand in one, that of their role."""
    return title.spec.lettering.role == "caption" and title.spec.lettering.position is None


def _surroundings(
    group: Sequence[Title], subjects: Sequence[Subject], edges: Sequence[Edges], captions: Sequence[Title]
) -> Surroundings:
    """What a group keeps away from."""
    first = group[0].spec
    if first.lettering.role == "caption":  # there may be thousands, and none gives way
        return Surroundings()
    taken = [
        estimated_box(one.spec.text, one.spec.lettering, first.canvas)
        for one in captions
        if any(_meet(one, title) for title in group if title is not one)
    ]
    return Surroundings(
        [one for one in subjects if any(_shared(one, title) >= _SUBJECT_SHARE for title in group)],
        [one for one in edges if any(_shared(one, title) >= _EDGES_SHARE for title in group)],
        taken,
    )


def _spots(
    members: Sequence[Title], around: Surroundings, logos: Sequence[LogoBelow], measure: Measure
) -> list[Position | None]:
    """Where each of a group stands; None: where it stands already."""
    first = members[0].spec
    logo = next((one for one in logos if _meet(one, members[0])), None)
    if first.lettering.position is not None or first.lettering.role not in _TOGETHER:
        logo = None
    position = None if logo else _free_position(members, around, measure)
    if len(members) == 1 and logo is None:
        return [position]
    position = position or position_of(first.lettering, first.canvas)
    sizes = [measure(_placed(one, position).spec) for one in members]
    if logo is not None:
        height = sum(size[1] for size in sizes) / first.canvas[1] + _GAP * (len(sizes) - 1)
        position = 0.5, min(logo.bottom + _LOGO_GAP + height / 2, 1.0)
    corners = stacked(sizes, position, first.canvas, _GAP * first.canvas[1])
    return [_middle(corner, size, first.canvas) for corner, size in zip(corners, sizes, strict=True)]


def _free_position(group: Sequence[Title], around: Surroundings, measure: Measure) -> Position | None:
    """Where a group stands; None: where it stands already. Small texts do not care for edges."""
    first = group[0].spec
    if first.lettering.position is not None or first.lettering.role == "caption":
        return None
    if first.lettering.role not in _TOGETHER:
        around = replace(around, edges=(), taken=())
    sizes = [_size_of(one, around, measure) for one in group]
    gaps = _GAP * first.canvas[1] * (len(sizes) - 1)
    size = max(size[0] for size in sizes), sum(size[1] for size in sizes) + gaps
    return free_position(size, role_style(first.lettering.role, first.canvas), around, first.canvas)


def _size_of(title: Title, around: Surroundings, measure: Measure) -> Size:
    """How large words are, or about so where nothing narrow is near."""
    if around.edges:
        return measure(title.spec)
    box = estimated_box(title.spec.text, title.spec.lettering, title.spec.canvas)
    return box.width, box.height


def _middle(corner: Size, size: Size, canvas: tuple[int, int]) -> tuple[float, float]:
    x, y = ((start + length / 2) / whole for start, length, whole in zip(corner, size, canvas, strict=True))
    return round(min(max(x, 0.0), 1.0), 5), round(min(max(y, 0.0), 1.0), 5)


def _part_others(
    titles: list[Title], groups: Sequence[Sequence[int]], canvas: tuple[int, int], measure: Measure
) -> None:
    """Moves texts that would lie on others below them, or above where there is no room.

    Those that stand together stay, and so do those whose places were given as numbers. Captions give way to
    those whose places were given, and to no others.
    """
    together = {index for group in groups if len(group) > 1 for index in group}

    def rank(index: int) -> tuple[bool, bool, int, int]:
        title = titles[index]
        is_settled = index in together or title.spec.lettering.position is not None
        return not is_settled, title.spec.lettering.role != "caption", _height_of(title), index

    order = sorted(range(len(titles)), key=rank)
    settled: dict[int, list[tuple[Title, Box]]] = defaultdict(list)  # by stretches of time
    for index in order:
        title = titles[index]
        about = estimated_box(title.spec.text, title.spec.lettering, canvas)
        times = range(title.start // _STRETCH, (title.end - 1) // _STRETCH + 1)
        others = [pair for time in times for pair in settled[time]]
        near = [(one, box) for one, box in others if _meet(one, title) and touch(box, about)]
        if near and index not in together and not isinstance(title.spec.lettering.position, tuple):
            about = _beside(title, [one for one, _ in near], canvas, measure)
            titles[index] = _placed(title, _middle((about.x0, about.y0), (about.width, about.height), canvas))
        for time in times:
            settled[time].append((titles[index], about))


def _beside(title: Title, near: Sequence[Title], canvas: tuple[int, int], measure: Measure) -> Box:
    """A place under other texts, or above them."""
    position = position_of(title.spec.lettering, canvas)
    size = measure(title.spec)
    left, top = place(size, position, canvas)
    boxes = []
    for one in near:
        wide, high = measure(one.spec)
        x, y = place((wide, high), position_of(one.spec.lettering, canvas), canvas)
        boxes.append(Box(x, y, x + wide, y + high))
    gap = _GAP * canvas[1]
    below, above = max(box.y1 for box in boxes) + gap, min(box.y0 for box in boxes) - gap - size[1]
    if not any(touch(Box(left, top, left + size[0], top + size[1]), box) for box in boxes):
        below = top  # it has room where it is
    zone = safe_zone(canvas)
    top = below if below + size[1] <= zone.y1 or above < zone.y0 else above
    return Box(left, top, left + size[0], top + size[1])


def _placed(title: Title, position: Position | None) -> Title:
    if position is None:
        return title
    spec = title.spec
    align = spec.lettering.align
    if isinstance(position, tuple) and align is None:
        align = alignment_of(spec.lettering, spec.canvas, right_to_left=reads_from_right(spec.text))
    return replace(
        title, spec=replace(spec, lettering=replace(spec.lettering, position=position, align=align))
    )


def _meet(one: Title | LogoBelow, other: Title) -> bool:
    """Whether two are seen together; one that goes while the other comes is not."""
    both = min(one.end, other.end) - max(one.start, other.start)
    return both > _MEETING_SHARE * min(one.end - one.start, other.end - other.start)


def _shared(seen: Subject | Edges, title: Title) -> float:
    """For how much of the time of a title a subject or a picture is seen."""
    return (min(seen.end, title.end) - max(seen.start, title.start)) / (title.end - title.start)


# -- chunks -----------------------------------------------------------------------------------------


def part_of(title: Title, start: int, end: int) -> Title:
    """A title as the frames ``[start, end)`` see it, counted from ``start``.

    When it came is nothing to frames in which it stands still, nor when it will go: forgetting it
    there keeps a chunk the same when only the time of its words changes elsewhere.
    """
    came, goes = title.start + title.way_in.frames, title.end - title.way_out.frames
    first, way_in = (start, Way()) if came <= start else (title.start, title.way_in)
    last, way_out = (end, Way()) if goes >= end else (title.end, title.way_out)
    return replace(title, start=first - start, end=last - start, way_in=way_in, way_out=way_out)
