"""How words of a cut are set: their size, and their place beside what the pictures show.

Where nothing is said here, the renderer finds a place that is off the subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from photoplay.media.record import MediaRecord
from photoplay.music.chance import Chance
from photoplay.render.layout import role_style
from photoplay.templates.framing import Framing, seen_at
from photoplay.templates.grounds import accent_of_photos, hex_of, luma_of
from photoplay.templates.job import Job, corner_logo
from photoplay.timeline.model import Json, VideoClip

#: Words for single photos are so much larger than the role brings, to be read on a phone; a subject below this
#: part of the canvas has them above it.
_BOLDER, _LOW_SUBJECT = 1.2, 0.6
_BADGE_RADIUS = 0.32
#: On an upright canvas with a logo at its top: the middle of words, on the ground above the picture.
_BELOW_LOGO: Mapping[str, Json] = {"x": 0.5, "y": 0.25}
#: Words on plain ground: their plate's opacity, and their colours on light and dark ground.
_PLATE_OPACITY, _LIGHT_LUMA, _DARK, _WHITE = 0.9, 128, "#15171c", "#ffffff"
#: So much free ground above a picture, parts of the height, holds words; and below a logo.
_ROOM, _ROOM_BELOW_LOGO = 0.19, 0.28
#: So much of it takes most of a title: on the ground it covers nothing of what is shown.
_ROOM_FOR_TITLE = 0.12


def title_style(job: Job, first: VideoClip) -> Mapping[str, Mapping[str, Json]]:
    """Style and animation of the title over the first shot."""
    brief, style = job.brief, job.style
    chosen = Chance("title", brief.kind, brief.seed).choice(style.titles) if brief.seed else style.titles[0]
    place = _title_place(job, first)
    return chosen if place is None else {**chosen, "style": {**chosen.get("style", {}), "pos": place}}


def captions_style(job: Job, shown: Sequence[VideoClip]) -> list[dict[str, Json]]:
    """Role, size and place of words for each photo: off its subject, and beside it where there is ground."""
    canvas, role, found = job.canvas, job.style.caption_role, []
    size = role_style(role, (canvas.width, canvas.height)).size
    bar = {"size": round(size * _BOLDER, 4)} if role == "lower-third" else {}
    top: Json = "top-left" if role == "lower-third" else "top"
    if canvas.width < canvas.height and _has_logo_above(job):
        top = _BELOW_LOGO
    for record, clip in zip(job.cast.shots, shown, strict=True):
        is_beside = _ground_above(record, clip, job) >= (_ROOM_BELOW_LOGO if top == _BELOW_LOGO else _ROOM)
        is_above = is_beside or (role == "caption" and _is_low(record, clip, job))
        found.append({"role": role, **bar, **_on_plain(record), **({"pos": top} if is_above else {})})
    return found


def badge_style(job: Job) -> dict[str, Json]:
    """A price's badge: in the photos' own hue, and not where a logo stands."""
    accent = accent_of_photos(job.cast.shots)
    look = {"box": {"color": accent, "opacity": 1.0, "radius": _BADGE_RADIUS}} if accent else {}
    logo = corner_logo(job)
    return {**look, **({"pos": "top-left"} if logo is not None and logo[1] == "top-right" else {})}


def _title_place(job: Job, first: VideoClip) -> Json:
    """Where a title is off the product and off the logo; None: where the renderer puts it."""
    canvas, record = job.canvas, job.cast.shots[0]
    if canvas.width < canvas.height and first.fit != "cover":
        if _has_logo_above(job):
            return _BELOW_LOGO
        return "top" if _ground_above(record, first, job) >= _ROOM_FOR_TITLE else None
    # What stands on plain ground fills the middle of it, wherever its most striking point is.
    if record.background is None:
        return None
    return "top" if _is_low(record, first, job) else "bottom"


def _on_plain(record: MediaRecord) -> dict[str, Json]:
    """Words on plain ground have it as their plate: no shade falls on a white product because of them."""
    if record.background is None:
        return {}
    is_light = luma_of(record.background) > _LIGHT_LUMA
    plate = {"color": hex_of(record.background), "opacity": _PLATE_OPACITY, "radius": 0.2}
    return {"box": plate, "color": _DARK if is_light else _WHITE, "shadow": False}


def _ground_above(record: MediaRecord, clip: VideoClip, job: Job) -> float:
    """How much of an upright canvas' height is free above a picture that is shown whole; 0: it has none."""
    canvas = job.canvas
    if clip.fit == "cover" or canvas.width >= canvas.height or not record.width:
        return 0.0
    width = record.width * (clip.crop.w if clip.crop else 1.0)
    return max(0.0, (1 - canvas.width / width * record.height / canvas.height) / 2)


def _has_logo_above(job: Job) -> bool:
    logo = corner_logo(job)
    return logo is not None and logo[1].startswith("top")


def _is_low(record: MediaRecord, clip: VideoClip, job: Job) -> bool:
    subject = seen_at(record, Framing(clip.fit, clip.motion, clip.crop), job.canvas)
    return subject is not None and subject[1] > _LOW_SUBJECT
