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

from photoplay.errors import InvalidTimeline, NoMedia, NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.render.capabilities import require_drawable
from photoplay.render.framing import frame_photo
from photoplay.render.moves import Move
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import Box, Canvas, Clip, Timeline, Track, Transition, VideoClip
from photoplay.timeline.spans import drawn_duration_ms, transition_between, way_out
from photoplay.times import frame_at

#: Spans longer than this are cut into equal parts, so that one long photo is shared by the workers.
LONGEST_CHUNK_FRAMES = 120


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
class Shot:
    """One picture for a range of frames ``[start, end)``; no view is black."""

    start: int
    end: int
    view: View | None = None
    move: Move = Move()


@dataclass(frozen=True, slots=True)
class Blend:
    """A transition over the frames ``[start, end)``; ``way`` is "between", "in" or "out"."""

    type: str
    start: int
    end: int
    way: str = "between"


@dataclass(frozen=True, slots=True)
class Slice:
    """A range of frames with everything seen in it; shots and blends count from its first frame.

    A shot may begin before 0 and end after ``frames``: its move depends on the whole of it.
    """

    canvas: tuple[int, int]
    fps: int
    frames: int
    shots: tuple[Shot, ...]
    blends: tuple[Blend, ...] = ()


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
    total = frame_at(timeline.duration_ms, fps)
    where = path_of("", "tracks", timeline.tracks.index(track))
    records = [_record(clip, media, path_of(where, "clips", i)) for i, clip in enumerate(track.clips)]
    shots = tuple(_shots(track, records, canvas, total))
    if not shots:
        raise NoMedia("The video is shorter than one frame: make its photos longer.")
    whole = Slice((canvas.width, canvas.height), fps, total, shots, tuple(_blends(track, fps, shots)))
    return Plan(whole, _borders(shots))


def _record(clip: Clip, media: Mapping[str, MediaRecord], where: str) -> MediaRecord:
    """What a clip shows, if it is here and can be drawn."""
    assert isinstance(clip, VideoClip)
    field = path_of(where, "source")
    record = media.get(clip.source)
    if record is None:
        raise InvalidTimeline(
            f"“{clip.name or clip.id}” needs the file {clip.source}, which is not here.", field=field
        )
    if record.kind != "image":
        raise NotDrawable(
            f"“{record.name}” is a {record.kind}; only photos can be drawn yet. Remove it from the draft.",
            field=field,
        )
    return record


def _shots(track: Track, records: Sequence[MediaRecord], canvas: Canvas, total: int) -> Iterator[Shot]:
    """Shots that tile the whole video: clips in order, black in the gaps."""
    size, reached = (canvas.width, canvas.height), 0
    for clip, record in zip(track.clips, records, strict=True):
        assert isinstance(clip, VideoClip)
        start, end = frame_at(clip.start_ms, canvas.fps), frame_at(clip.end_ms, canvas.fps)
        if start > reached:
            yield Shot(reached, start)
        if end > start:
            view = _view(clip, record)
            move = frame_photo(clip, record, view.framed_size, size, (end - start) / canvas.fps)
            move = replace(move, rests_at_start=start == 0, rests_at_end=end == total)
            yield Shot(start, end, view, move)
        reached = end
    if reached < total:
        yield Shot(reached, total)


def _view(clip: VideoClip, record: MediaRecord) -> View:
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
    return replace(whole, frames=end - start, shots=shots, blends=blends)


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
    told = json.dumps([asdict(part), dict(settings)], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()
