"""What photos get when nobody says: fit, motion, length, looks, after their neighbours and taste."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from photoplay.agent.desk import Desk
from photoplay.media.record import Focus, MediaRecord
from photoplay.motion.choice import Choice, choose_one
from photoplay.templates.framing import narrowed
from photoplay.timeline.clips import film, is_end_card, photo
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import Canvas, Clip, Look, Motion, Timeline, VideoClip
from photoplay.timeline.ripple import rework

#: Length of a photo that has no neighbours. Source: taste, "Pace".
PHOTO_MS = 3000
#: A film among photos is no longer than this. Source: the same as ``services.lengths``.
_FILM_AMONG_PHOTOS_MS = 8000


def choice_for(desk: Desk, clip: VideoClip, canvas: Canvas, before: str | None = None) -> Choice | None:
    """Fit and motion of a picture by itself; None: its file is not known."""
    record = desk.scene.records.get(clip.source)
    if record is None or not record.width or not record.height:
        return None
    size = (canvas.width, canvas.height)
    return choose_one(_as_seen(record, clip.rotation), size, before=before, duration_ms=clip.duration_ms)


def _as_seen(record: MediaRecord, rotation: int) -> MediaRecord:
    """A record as it is after quarter turns clockwise."""
    for _ in range(rotation % 4):
        focus = Focus(1 - record.focus.y, record.focus.x, record.focus.certainty)
        record = replace(record, width=record.height, height=record.width, focus=focus)
    return record


def new_clip(desk: Desk, record: MediaRecord, neighbour: VideoClip | None) -> VideoClip:
    """A clip for a file, as long as its neighbour, with the looks that all others have."""
    others = [clip for clip in main_clips(desk.timeline) if not is_end_card(clip)]
    if record.film is not None:
        long_ms = record.film.duration_ms
        clip = film(
            record.id, record.name, max(1, min(long_ms, _FILM_AMONG_PHOTOS_MS) if others else long_ms)
        )
    else:
        clip = photo(record.id, record.name, length_beside(others, neighbour))
    return replace(clip, looks=common_looks(others))


def length_beside(others: Sequence[VideoClip], neighbour: VideoClip | None) -> int:
    """How long a new photo is shown: as its neighbour, if that is a photo, else as most photos."""
    if neighbour is not None and neighbour.motion is not None and not is_end_card(neighbour):
        return neighbour.duration_ms
    lengths = [clip.duration_ms for clip in others if clip.motion is not None]
    return round(median(lengths)) if lengths else PHOTO_MS


def common_looks(clips: Sequence[VideoClip]) -> tuple[Look, ...]:
    """The looks that every picture has; matching is each one's own affair."""
    told = [tuple(look for look in clip.looks if look.type != "match") for clip in clips]
    return told[0] if told and all(one == told[0] for one in told) else ()


def moved_alone(desk: Desk, timeline: Timeline, ids: Iterable[str], *, fit: bool = True) -> Timeline:
    """Photos with the motion, and the fit, that suit them beside their neighbours.

    Args:
        desk: For the files.
        timeline: The draft.
        ids: Clips of the main track.
        fit: Whether the fit is chosen too.
    """
    wanted, changed = set(ids), {}
    before: str | None = None
    for clip in main_clips(timeline):
        chosen = choice_for(desk, clip, timeline.canvas, before) if clip.id in wanted else None
        if chosen is not None:
            clip = replace(
                clip,
                fit=chosen.fit if fit else clip.fit,
                motion=None if clip.motion is None else Motion(chosen.motion),
            )
            changed[clip.id] = clip
        before = clip.motion.type if clip.motion is not None else before
    return reworked(timeline, changed)


def reworked(timeline: Timeline, changed: Mapping[str, VideoClip]) -> Timeline:
    """Clips changed; the timeline itself where there are none."""
    changes: dict[str, Clip | None] = dict(changed)
    return rework(timeline, changed=changes) if changes else timeline


def refitted(desk: Desk, timeline: Timeline, old: Canvas) -> Timeline:
    """Pictures whose fit was chosen by itself, chosen anew for the present canvas; moves that lead nowhere
    there are chosen anew too.
    """
    changed: dict[str, VideoClip] = {}
    restless = []
    for clip in main_clips(timeline):
        was, now = choice_for(desk, clip, old), choice_for(desk, clip, timeline.canvas)
        if was is None or now is None or clip.box is not None:
            continue
        fitted = replace(clip, fit=now.fit) if clip.fit == was.fit else clip
        if is_narrowed(desk, clip, old) or (clip.crop is None and fitted.fit != clip.fit):
            record = _as_seen(desk.scene.records[clip.source], clip.rotation)
            crop = narrowed(record, timeline.canvas, fitted.fit) if not clip.rotation else None
            fitted = replace(fitted, crop=crop)
        if fitted != clip:
            changed[clip.id] = fitted
        is_pan = clip.motion is not None and clip.motion.type.startswith("pan")
        if is_pan and (clip.id in changed or _leads_nowhere(desk, clip, timeline.canvas)):
            restless.append(clip.id)
    return moved_alone(desk, reworked(timeline, changed), restless, fit=False)


def is_narrowed(desk: Desk, clip: VideoClip, canvas: Canvas) -> bool:
    """Whether a template narrowed a lying photo for an upright canvas, and nobody cropped it by hand."""
    record = desk.scene.records.get(clip.source)
    return clip.crop is not None and record is not None and clip.crop == narrowed(record, canvas, "blur")


def whole_again(desk: Desk, timeline: Timeline, ids: Iterable[str]) -> Timeline:
    """Pictures without the crop that a template chose."""
    wanted = set(ids)
    changed = {
        clip.id: replace(clip, crop=None)
        for clip in main_clips(timeline)
        if clip.id in wanted and is_narrowed(desk, clip, timeline.canvas)
    }
    return reworked(timeline, changed)


def _leads_nowhere(desk: Desk, clip: VideoClip, canvas: Canvas) -> bool:
    """Whether a pan runs along the side of which nothing is cut off."""
    record = desk.scene.records.get(clip.source)
    if record is None or clip.motion is None or clip.fit != "cover" or not record.width or not record.height:
        return False
    seen = _as_seen(record, clip.rotation)
    is_across = seen.width * canvas.height > seen.height * canvas.width
    return clip.motion.type in (("pan-up", "pan-down") if is_across else ("pan-left", "pan-right"))
