"""The render plan: a timeline resolved to frames and numbers, and its division into chunks.

A plan is all a renderer needs: no names, no milliseconds, no choices left. It is cut into chunks
along its content, each from the middle of one shot to the middle of the next with their transition
inside, so that an edit changes only the chunks it touches. Frame numbers of a chunk count from its
own start, so a chunk that only moved in time is the same chunk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from itertools import pairwise

from photoplay.errors import NoMedia
from photoplay.media.record import MediaRecord
from photoplay.render.capabilities import require_drawable
from photoplay.render.cards import CardView, Logo, colour_at, logo_size
from photoplay.render.engine import lettering_fingerprint
from photoplay.render.framing import frame_photo, subject
from photoplay.render.geometry import rest_scale
from photoplay.render.logos import button_colours
from photoplay.render.moves import Move, stand_at
from photoplay.render.titles.buttons import Button
from photoplay.render.titles.places import Edges, Subject
from photoplay.render.titles.plan import LogoBelow, Title, part_of, texts_of, titles_of
from photoplay.render.views import Material, View, card_view, material_of, photo_view
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import Canvas, TextClip, Timeline, Track, TrackKind, Transition, VideoClip
from photoplay.timeline.spans import drawn_duration_ms, transition_between, way_out
from photoplay.times import frame_at

#: Spans longer than this are cut into equal parts, so that one long photo is shared by the workers.
LONGEST_CHUNK_FRAMES = 120
#: Where a moving picture ends is looked at for so many parts of its shot.
_PARTS = 6
#: Words keep away from subjects that are at least so certain.
SURE_SUBJECT = 0.4

_Shown = tuple[VideoClip, Material]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture for a range of frames ``[start, end)``; no view is black."""

    start: int
    end: int
    view: View | CardView | None = None
    move: Move = Move()

    @property
    def file(self) -> View | Logo | None:
        """The file that it shows: a photo, or the logo of a card."""
        return self.view.logo if isinstance(self.view, CardView) else self.view


@dataclass(frozen=True, slots=True)
class Blend:
    """A transition over the frames ``[start, end)``; ``way`` is "between", "in" or "out"."""

    type: str
    start: int
    end: int
    way: str = "between"


@dataclass(frozen=True, slots=True)
class Slice:
    """A range of frames with everything seen in it; all count from its first frame.

    A shot may begin before 0 and end after ``frames``: its move depends on the whole of it. Titles
    lie above all, from the lowest to the highest.
    """

    canvas: tuple[int, int]
    fps: int
    frames: int
    shots: tuple[Shot, ...]
    blends: tuple[Blend, ...] = ()
    titles: tuple[Title, ...] = ()

    @property
    def digests(self) -> frozenset[str]:
        """SHA-256 of every file that is needed to draw it."""
        return frozenset(shot.file.sha256 for shot in self.shots if shot.file is not None)


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole video in frames.

    Attributes:
        whole: All of it as one slice.
        borders: Frame numbers at which chunks meet, from 0 to the number of frames.
    """

    whole: Slice
    borders: tuple[int, ...]

    @property
    def frames(self) -> int:
        return self.whole.frames

    def chunks(self) -> tuple[Slice, ...]:
        """The slices of the plan, in order."""
        return tuple(_cut(self.whole, a, b) for a, b in pairwise(self.borders))


def make_plan(timeline: Timeline, media: Mapping[str, MediaRecord]) -> Plan:
    """Resolves a timeline.

    Args:
        timeline: A checked timeline.
        media: What each clip's ``source`` stands for.

    Raises:
        NoMedia: Nothing on the main track.
        NotDrawable: Something the renderer cannot draw yet.
        InvalidTimeline: A clip's source is not among ``media``.
    """
    require_drawable(timeline)
    track = timeline.main_track
    if track is None or not track.clips:
        raise NoMedia("There is nothing to show yet: add photos first.")
    canvas, fps = timeline.canvas, timeline.canvas.fps
    total = frame_at(picture_end_ms(timeline), fps)
    where = path_of("", "tracks", timeline.tracks.index(track))
    shown = tuple(_shown(track, media, where))
    texts = tuple(texts_of(timeline))
    shots = tuple(_shots(shown, texts, canvas, total))
    if not shots:
        raise NoMedia("The video is shorter than one frame: make its photos longer.")
    size = canvas.width, canvas.height
    blends = tuple(_blends(track, fps, shots))
    titles = titles_of(
        texts, canvas, tuple(_subjects(shown, shots, canvas)), tuple(_logos(shots, size)),
        edges=tuple(_edges(shots, size)),
        stays_at=None if any(blend.way == "out" for blend in blends) else total,
    )  # fmt: skip
    return Plan(Slice(size, fps, total, shots, blends, titles), _borders(shots))


def picture_end_ms(timeline: Timeline) -> int:
    """Where the video ends: with its last picture or words. Sound does not make it longer."""
    tracks = [track for track in timeline.tracks if track.kind is not TrackKind.AUDIO]
    return max((clip.end_ms for track in tracks for clip in track.clips), default=0)


def _shown(
    track: Track, media: Mapping[str, MediaRecord], where: str
) -> Iterator[tuple[VideoClip, Material]]:
    for index, clip in enumerate(track.clips):
        assert isinstance(clip, VideoClip)
        yield clip, material_of(clip, media, path_of(path_of(where, "clips", index), "source"))


def _shots(shown: Sequence[_Shown], texts: Sequence[TextClip], canvas: Canvas, total: int) -> Iterator[Shot]:
    """Shots that tile the whole video: clips in order, black in the gaps."""
    size, reached = (canvas.width, canvas.height), 0
    for clip, material in shown:
        start, end = frame_at(clip.start_ms, canvas.fps), frame_at(clip.end_ms, canvas.fps)
        if start > reached:
            yield Shot(reached, start)
        if end > start and material.card is not None:
            has_words = any(text.start_ms < clip.end_ms and text.end_ms > clip.start_ms for text in texts)
            yield Shot(start, end, card_view(material.card, material.record, has_words=has_words))
        elif end > start and material.record is not None:
            view = photo_view(clip, material.record)
            seconds = (end - start) / canvas.fps
            move = frame_photo(clip, material.record, view.framed_size, size, seconds)
            yield Shot(start, end, view, replace(move, rests_at_start=start == 0, rests_at_end=end == total))
        reached = end
    if reached < total:
        yield Shot(reached, total)


def _subjects(shown: Sequence[_Shown], shots: Sequence[Shot], canvas: Canvas) -> Iterator[Subject]:
    """Where the subjects of photos stand on the canvas in the middle of their shots."""
    size = canvas.width, canvas.height
    by_start = {shot.start: shot for shot in shots}
    for clip, material in shown:
        record, shot = material.record, by_start.get(frame_at(clip.start_ms, canvas.fps))
        if record is None or shot is None or not isinstance(shot.view, View):
            continue
        if clip.focus is None and record.focus.certainty < SURE_SUBJECT:
            continue
        stand, picture = stand_at(shot.move, 0.5), shot.view.framed_size
        zoom = rest_scale(picture, size, shot.view.fit) * stand.zoom
        place = subject(clip, record)
        x = 0.5 + (place[0] - stand.x) * picture[0] * zoom / size[0]
        y = 0.5 + (place[1] - stand.y) * picture[1] * zoom / size[1]
        yield Subject(shot.start, shot.end, x, y)


def _edges(shots: Sequence[Shot], size: tuple[int, int]) -> Iterator[Edges]:
    """Where pictures end that leave free ground above or below them: they move, so part after part."""
    for shot in shots:
        if not isinstance(shot.view, View) or shot.view.fit == "cover":
            continue
        picture = shot.view.framed_size
        rest = picture[1] * rest_scale(picture, size, shot.view.fit) / size[1]
        spans = []
        for part in range(_PARTS + 1):
            stand = stand_at(shot.move, part / _PARTS)
            top = 0.5 - stand.y * rest * stand.zoom
            spans.append(
                (shot.start + (shot.end - shot.start) * part // _PARTS, top, top + rest * stand.zoom)
            )
        for (start, top, bottom), (end, later_top, later_bottom) in pairwise(spans):
            outer = min(top, later_top), max(bottom, later_bottom)
            inner = max(top, later_top), min(bottom, later_bottom)
            if end > start and (inner[0] > 0 or inner[1] < 1):
                yield Edges(start, end, outer, inner)


def _logos(shots: Sequence[Shot], size: tuple[int, int]) -> Iterator[LogoBelow]:
    """Where logos of cards end, for the words below them."""
    for shot in shots:
        if isinstance(shot.view, CardView) and shot.view.logo is not None:
            height = logo_size(shot.view.logo.shown_size, size)[1]
            bottom = shot.view.logo_y + height / size[1] / 2
            colours = button_colours(shot.view.logo.accent, colour_at(shot.view, (bottom + 1) / 2))
            button = Button(*("#{:02x}{:02x}{:02x}".format(*one) for one in colours))
            yield LogoBelow(shot.start, shot.end, bottom, button)


def _blends(track: Track, fps: int, shots: Sequence[Shot]) -> Iterator[Blend]:
    cuts = {shot.start for shot in shots}
    for index, clip in enumerate(track.clips):
        transition = transition_between(track, index)
        cut = frame_at(clip.start_ms, fps)
        if transition is None or transition.type == "none" or cut not in cuts:
            continue
        left = track.clips[index - 1] if index else None
        duration_ms = drawn_duration_ms(transition, left, clip)
        if left is not None:
            yield from _between(transition, cut, frame_at(duration_ms, Fraction(fps, 2)), shots)
        elif cut == 0 and (frames := min(frame_at(duration_ms, fps), _middle(shots[0]))):
            yield Blend("fadeblack", 0, frames, "in")
    if (transition := way_out(track)) is not None and transition.type != "none":
        last = track.clips[-1]
        end = frame_at(last.end_ms, fps)
        frames = min(frame_at(drawn_duration_ms(transition, last, None), fps), end - _middle(shots[-1]))
        if frames and end == shots[-1].end:
            yield Blend("fadeblack", end - frames, end, "out")


def _between(transition: Transition, cut: int, half: int, shots: Sequence[Shot]) -> Iterator[Blend]:
    """The blend of ``half`` frames to either side of a cut, no longer than to the middles of its shots."""
    left = next((shot for shot in shots if shot.end == cut), None)
    right = next((shot for shot in shots if shot.start == cut), None)
    if left is None or right is None or left.view is None or right.view is None:
        return  # A clip shorter than a frame left no shot, or there is black on one side.
    half = min(half, cut - _middle(left), _middle(right) - cut)
    if half > 0:
        yield Blend(transition.type, cut - half, cut + half)


def _middle(shot: Shot) -> int:
    return shot.start + (shot.end - shot.start) // 2


def _borders(shots: Sequence[Shot]) -> tuple[int, ...]:
    """Chunk borders: the middles of all shots, both ends, and equal cuts in spans that are too long."""
    stops = [0, *(_middle(shot) for shot in shots), shots[-1].end]
    borders = [0]
    for a, b in pairwise(stops):
        parts = max(1, -(-(b - a) // LONGEST_CHUNK_FRAMES))
        borders += [a + (b - a) * part // parts for part in range(1, parts + 1)]
    return tuple(sorted(set(borders)))


def _cut(whole: Slice, start: int, end: int) -> Slice:
    """The part ``[start, end)`` of a slice, counted from its own start."""
    shots = tuple(
        _counted_from(shot, start, end) for shot in whole.shots if _seen(shot, whole.blends, start, end)
    )
    blends = tuple(
        replace(blend, start=blend.start - start, end=blend.end - start)
        for blend in whole.blends
        if blend.start < end and blend.end > start
    )
    titles = tuple(
        part_of(title, start, end) for title in whole.titles if title.start < end and title.end > start
    )
    return replace(whole, frames=end - start, shots=shots, blends=blends, titles=titles)


def _counted_from(shot: Shot, start: int, end: int) -> Shot:
    """A shot as the slice ``[start, end)`` sees it.

    How a move starts is nothing to a slice of its second half, nor how it ends to one of its first:
    forgetting it there keeps the slice the same when the video's ends change.
    """
    move = replace(
        shot.move,
        rests_at_start=shot.move.rests_at_start and start < _middle(shot),
        rests_at_end=shot.move.rests_at_end and end > _middle(shot),
    )
    return replace(shot, start=shot.start - start, end=shot.end - start, move=move)


def _seen(shot: Shot, blends: Sequence[Blend], start: int, end: int) -> bool:
    """Whether a shot, with the transitions into and out of it, is seen between two frames."""
    first, last = shot.start, shot.end
    for blend in blends:
        if blend.start < shot.start < blend.end:
            first = blend.start
        if blend.start < shot.end < blend.end:
            last = blend.end
    return first < end and last > start


def slice_key(part: Slice, settings: Mapping[str, object]) -> str:
    """Names a chunk by everything its bytes depend on: 64 hex digits.

    Args:
        part: What is drawn.
        settings: How it is drawn and encoded: everything that is no part of the plan.
    """
    lettering = lettering_fingerprint() if part.titles else ""
    told = json.dumps([asdict(part), dict(settings), lettering], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
