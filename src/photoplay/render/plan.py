"""The render plan: a timeline resolved to frames and numbers.

A plan is all a renderer needs: no names, no milliseconds, no choices left. It is cut into chunks
along its content, each from the middle of one shot to the middle of the next with their transition
inside, so that an edit changes only the chunks it touches; see ``slices``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from photoplay.errors import InvalidTimeline, NoMedia, NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.render.capabilities import require_drawable
from photoplay.render.cards import CardView, colour_at, logo_size
from photoplay.render.crowds import require_few_films
from photoplay.render.framing import frame_photo, subject
from photoplay.render.geometry import rest_scale
from photoplay.render.logos import button_colours
from photoplay.render.moves import stand_at
from photoplay.render.placing import placing_of
from photoplay.render.slices import Blend, Matte, Overlay, Plan, Shot, Slice, borders_of, middle
from photoplay.render.titles.buttons import Button
from photoplay.render.titles.places import Edges, Subject
from photoplay.render.titles.plan import LogoBelow, Title, texts_of, titles_of
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.render.views import Material, View, card_view, framed, gradient, material_of, picture_view
from photoplay.timeline.keys import KEYS, path_of
from photoplay.timeline.model import Canvas, TextClip, Timeline, Track, TrackKind, Transition, VideoClip
from photoplay.timeline.spans import drawn_duration_ms, transition_between, way_out
from photoplay.times import frame_at

#: Where a moving picture ends is looked at for so many parts of its shot.
_PARTS = 6
_BLACK = (0, 0, 0)
#: Words keep away from subjects that are at least so certain.
SURE_SUBJECT = 0.4


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
    require_few_films(timeline, media)
    track = timeline.main_track
    if track is None or not track.clips:
        raise NoMedia("There is nothing to show yet: add photos first.")
    canvas, fps = timeline.canvas, timeline.canvas.fps
    total = frame_at(picture_end_ms(timeline), fps)
    texts = tuple(texts_of(timeline))
    stage = Stage(timeline, media, texts, total)
    where = path_of("", "tracks", timeline.tracks.index(track))
    shown = tuple(_shown(track, media, where))
    shots = tuple(_shots(shown, stage))
    if not shots:
        raise NoMedia("The video is shorter than one frame: make its photos longer.")
    size = canvas.width, canvas.height
    blends = tuple(_blends(track, media, fps, shots, where))
    titles = titles_of(
        texts, canvas, tuple(_subjects(shown, shots, canvas)), tuple(_logos(shots, size)),
        edges=tuple(_edges(shots, size)),
        stays_at=None if any(blend.way == "out" for blend in blends) else total,
        levels=_levels(timeline, track),
    )  # fmt: skip
    shots, overlays = _grouped(shots, shown, tuple(_overlays(timeline, stage)), titles, fps)
    return Plan(Slice(size, fps, total, shots, blends, titles, overlays), borders_of(shots))


def picture_end_ms(timeline: Timeline) -> int:
    """Where the video ends: with its last picture or words. Sound does not make it longer."""
    tracks = [track for track in timeline.tracks if track.kind is not TrackKind.AUDIO]
    return max((clip.end_ms for track in tracks for clip in track.clips), default=0)


@dataclass(frozen=True, slots=True)
class Stage:
    """What every clip of a video is resolved with.

    Attributes:
        timeline: All of it.
        media: What each clip's ``source`` stands for.
        texts: Those that say anything.
        total: Frames of the video.
    """

    timeline: Timeline
    media: Mapping[str, MediaRecord]
    texts: Sequence[TextClip]
    total: int

    @property
    def size(self) -> tuple[int, int]:
        return self.timeline.canvas.width, self.timeline.canvas.height

    @property
    def fps(self) -> int:
        return self.timeline.canvas.fps


@dataclass(frozen=True, slots=True)
class _Shown:
    """A clip, what its source stands for, and its path in the draft."""

    clip: VideoClip
    material: Material
    where: str


def _shown(track: Track, media: Mapping[str, MediaRecord], where: str) -> Iterator[_Shown]:
    for index, clip in enumerate(track.clips):
        assert isinstance(clip, VideoClip)
        place = path_of(where, "clips", index)
        yield _Shown(clip, material_of(clip, media, path_of(place, "source")), place)


def _shots(shown: Sequence[_Shown], stage: Stage) -> Iterator[Shot]:
    """Shots that tile the whole video: clips in order, black in the gaps."""
    reached = 0
    for one in shown:
        shot = _shot(one, stage)
        if shot is not None and shot.start > reached:
            yield Shot(reached, shot.start)
        if shot is not None:
            yield shot
            reached = shot.end
    if reached < stage.total:
        yield Shot(reached, stage.total)


def _shot(one: _Shown, stage: Stage, *, is_overlay: bool = False) -> Shot | None:
    """A clip in frames; None when it is shorter than one."""
    clip, material = one.clip, one.material
    start, end = frame_at(clip.start_ms, stage.fps), frame_at(clip.end_ms, stage.fps)
    if end <= start:
        return None
    picture = framed(clip, material.picture_size) if material.picture_size else None
    placing = placing_of(clip, stage.size, picture, is_overlay=is_overlay)
    ground = gradient(clip.background) if clip.background and not is_overlay else (_BLACK, _BLACK)
    if material.card is not None:
        has_words = any(text.start_ms < clip.end_ms and text.end_ms > clip.start_ms for text in stage.texts)
        has_words = has_words and not is_overlay
        view = card_view(material.card, material.record, has_words=has_words)
        return Shot(start, end, view, placing=placing, ground=ground)
    assert material.record is not None
    record = material.record
    if placing is not None and clip.fit == "contain":
        clip = replace(clip, fit="cover")  # its box has its shape: no thin bar where that was rounded
    photo = picture_view(clip, record, stage.media, one.where, keeps_alpha=placing is not None)
    size = stage.size if placing is None else placing.inner_size(stage.size)
    move = frame_photo(clip, record, photo.framed_size, size, (end - start) / stage.fps)
    move = replace(move, rests_at_start=start == 0, rests_at_end=end == stage.total)
    return Shot(start, end, photo, move, placing, ground)


def _levels(timeline: Timeline, main: Track) -> Mapping[str, int]:
    """How many tracks with overlays lie below each text, by its id."""
    below, levels = 0, {}
    for track in timeline.tracks:
        below += track.kind is TrackKind.VIDEO and track is not main and bool(track.clips)
        levels.update({clip.id: below for clip in track.clips if isinstance(clip, TextClip)})
    return levels


def _grouped(
    shots: Sequence[Shot],
    shown: Sequence[_Shown],
    found: Sequence[tuple[VideoClip, Overlay]],
    titles: Sequence[Title],
    fps: int,
) -> tuple[tuple[Shot, ...], tuple[Overlay, ...]]:
    """What belongs to a clip of the main track for all of its time becomes a part of its shot.

    Only where nothing else lies between, no words either: the order from below to above stays as it is.
    """
    by_start = {shot.start: shot for shot in shots if shot.view is not None}
    homes = {one.clip.id: by_start.get(frame_at(one.clip.start_ms, fps)) for one in shown}
    parts: dict[int, list[Shot]] = {}
    left: list[Overlay] = []
    for clip, overlay in found:
        home, shot = homes.get(clip.reference or ""), overlay.shot
        between: list[Shot | Title] = [other.shot for other in left]
        between += [title for title in titles if title.level < overlay.level]
        is_free = not any(other.start < shot.end and other.end > shot.start for other in between)
        if home and (home.start, home.end) == (shot.start, shot.end) and not overlay.blends and is_free:
            parts.setdefault(home.start, []).append(shot)
        else:
            left.append(overlay)
    return tuple(replace(shot, parts=tuple(parts.get(shot.start, ()))) for shot in shots), tuple(left)


def _overlays(timeline: Timeline, stage: Stage) -> Iterator[tuple[VideoClip, Overlay]]:
    """Clips of the tracks above the main one, from the lowest to the highest."""
    level = 0
    for t, track in enumerate(timeline.tracks):
        if track.kind is not TrackKind.VIDEO or track is timeline.main_track or not track.clips:
            continue
        level += 1
        for one in _shown(track, stage.media, path_of("", "tracks", t)):
            shot = _shot(one, stage, is_overlay=True)
            if shot is not None:
                yield one.clip, Overlay(shot, level, *_ways(one.clip, shot, stage, one.where))


def _ways(clip: VideoClip, shot: Shot, stage: Stage, where: str) -> Iterator[Blend | None]:
    """How an overlay comes and goes: each within its own half of the clip."""
    for way, transition in (("in", clip.transition_in), ("out", clip.transition_out)):
        frames = 0
        if transition is not None and transition.type != "none":
            frames = min(frame_at(transition.duration_ms, stage.fps), (shot.end - shot.start) // 2)
        if transition is None or frames == 0:
            yield None
            continue
        start = shot.start if way == "in" else shot.end - frames
        matte = _matte(transition, stage.media, clip, path_of(where, f"transition_{way}"))
        yield Blend(transition.type, start, start + frames, way, matte)


def _matte(
    transition: Transition, media: Mapping[str, MediaRecord], clip: VideoClip, where: str
) -> Matte | None:
    """The picture of a transition that has one; ``where`` is the transition's path in the draft.

    Raises:
        InvalidTimeline: It names none, or one that is not here.
        NotDrawable: It is no photo.
    """
    if not TRANSITIONS[transition.type].takes_file:
        return None
    field = path_of(where, "source")
    record = media.get(transition.source or "")
    if record is None:
        raise InvalidTimeline(
            f"The transition “{transition.type}” into “{clip.name or clip.id}” needs a picture that is here: "
            f"name it as its “{KEYS['source']}”.",
            field=field,
        )
    if record.kind != "image":
        raise NotDrawable(f"“{record.name}” is no photo, so it cannot lead a transition.", field=field)
    return Matte(record.sha256, record.format)


def _subjects(shown: Sequence[_Shown], shots: Sequence[Shot], canvas: Canvas) -> Iterator[Subject]:
    """Where the subjects of photos stand on the canvas in the middle of their shots."""
    size = canvas.width, canvas.height
    by_start = {shot.start: shot for shot in shots}
    for one in shown:
        clip, record = one.clip, one.material.record
        shot = by_start.get(frame_at(clip.start_ms, canvas.fps))
        if record is None or shot is None or not isinstance(shot.view, View) or shot.placing is not None:
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
        if not isinstance(shot.view, View) or shot.view.fit == "cover" or shot.placing is not None:
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
        if isinstance(shot.view, CardView) and shot.view.logo is not None and shot.placing is None:
            height = logo_size(shot.view.logo.shown_size, size)[1]
            bottom = shot.view.logo_y + height / size[1] / 2
            colours = button_colours(shot.view.logo.accent, colour_at(shot.view, (bottom + 1) / 2))
            button = Button(*("#{:02x}{:02x}{:02x}".format(*one) for one in colours))
            yield LogoBelow(shot.start, shot.end, bottom, button)


def _blends(
    track: Track, media: Mapping[str, MediaRecord], fps: int, shots: Sequence[Shot], where: str
) -> Iterator[Blend]:
    cuts = {shot.start for shot in shots}
    for index, clip in enumerate(track.clips):
        transition = transition_between(track, index)
        cut = frame_at(clip.start_ms, fps)
        if transition is None or transition.type == "none" or cut not in cuts:
            continue
        left = track.clips[index - 1] if index else None
        duration_ms = drawn_duration_ms(transition, left, clip)
        if left is not None:
            blend = _between(transition, cut, frame_at(duration_ms, Fraction(fps, 2)), shots)
            assert isinstance(clip, VideoClip)
            if blend is not None:
                place = path_of(path_of(where, "clips", index), "transition_in")
                yield replace(blend, matte=_matte(transition, media, clip, place))
        elif cut == 0 and (frames := min(frame_at(duration_ms, fps), middle(shots[0]))):
            yield Blend("fadeblack", 0, frames, "in")
    if (transition := way_out(track)) is not None and transition.type != "none":
        last = track.clips[-1]
        end = frame_at(last.end_ms, fps)
        frames = min(frame_at(drawn_duration_ms(transition, last, None), fps), end - middle(shots[-1]))
        if frames and end == shots[-1].end:
            yield Blend("fadeblack", end - frames, end, "out")


def _between(transition: Transition, cut: int, half: int, shots: Sequence[Shot]) -> Blend | None:
    """The blend of ``half`` frames to either side of a cut, no longer than to the middles of its shots."""
    left = next((shot for shot in shots if shot.end == cut), None)
    right = next((shot for shot in shots if shot.start == cut), None)
    if left is None or right is None or left.view is None or right.view is None:
        return None  # A clip shorter than a frame left no shot, or there is black on one side.
    half = min(half, cut - middle(left), middle(right) - cut)
    return Blend(transition.type, cut - half, cut + half) if half > 0 else None
