"""Tools for how a video closes and whose it is: end card and logo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.kinds import Corner, Flag, Ground, Percent, Seconds, Size, Words
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import File, all_photos, in_time
from photoplay.media.record import MediaRecord
from photoplay.render.layout import safe_zone
from photoplay.templates.corners import logo_box
from photoplay.templates.grounds import card_in, card_on, tint_of_photos
from photoplay.timeline import edits, layers
from photoplay.timeline.arrangements import Corner as CornerName
from photoplay.timeline.arrangements import corner_box
from photoplay.timeline.clips import end_card
from photoplay.timeline.endcard import add_end_card, card_ms, wanted_card_ms, write_on_card
from photoplay.timeline.find import end_cards, main_clips, next_clip_id, overlays
from photoplay.timeline.generated import Card, generated_by, source_of
from photoplay.timeline.model import Box, Canvas, Clip, TextClip, Timeline, VideoClip
from photoplay.timeline.placements import LOGO_SHADOW, set_shadow
from photoplay.timeline.ripple import main_end_ms, photos_end_ms, rework

_STEP = 1.25
#: Widest and narrowest logo that somebody may ask for, parts of the canvas' width.
_WIDEST, _NARROWEST = 0.4, 0.03
#: An overlay wider than this is no logo.
_NO_LOGO = 0.5


# -- the end card -----------------------------------------------------------------------------------


def set_end_card(
    desk: Desk,
    *,
    text: Words | None = None,
    seconds: Seconds | None = None,
    logo: Flag | None = None,
    color: Ground | None = None,
) -> Done:
    """Closes the video with a card: a plain ground with the logo, words, or both. One that is there is changed.

    Args:
        text: Words on it, exactly as given, such as “Shop now”; line breaks are kept.
        seconds: How long it is seen; default: 2.5 or 3.
        logo: Whether the uploaded logo is on it; default: yes, if there is one and it stands in no corner.
        color: Of the ground: a colour, “dark” or “light”.

    Example:
        set_end_card(text="www.example.com", logo=True)
    """
    all_photos(desk)
    cards = end_cards(desk.timeline)
    if not cards:
        return _new_card(desk, text, seconds, logo, color)
    card, timeline = cards[-1], desk.timeline
    if all(one is None for one in (text, seconds, logo, color)):
        return Done(timeline, say(desk.language, "note_has_card"), (card.id,))
    recipe = generated_by(card.source)
    if isinstance(recipe, Card) and (logo is not None or color is not None):
        wanted = recipe.logo
        if logo is not None:
            wanted = _logo_file(desk).id if logo else None
        made = card_in(color, wanted, tint_of_photos(_shown(desk))) if color else replace(recipe, logo=wanted)
        new = replace(card, source=source_of(made))
        timeline = rework(timeline, changed={card.id: new})
    if seconds is not None:
        timeline = edits.set_duration(timeline, card.id, max(1, round(seconds * 1000)))
    if text is not None:
        timeline = _worded(timeline, card.id, text)
    texts = tuple(clip.id for clip in _words_on(timeline, card.id))
    return Done(timeline, photos=(card.id,), texts=texts)


def _words_on(timeline: Timeline, card_id: str) -> list[TextClip]:
    return [clip for clip in in_time(timeline) if clip.reference == card_id]


def _worded(timeline: Timeline, card_id: str, text: str) -> Timeline:
    if not text.strip():
        raise Refused("no_words")
    old = _words_on(timeline, card_id)
    if not old:
        return write_on_card(timeline, text)
    timeline = layers.edit_title(timeline, old[0].id, text=text)
    return edits.remove(timeline, [clip.id for clip in old[1:]]) if old[1:] else timeline


def _new_card(
    desk: Desk, text: str | None, seconds: float | None, logo: bool | None, color: str | None
) -> Done:
    timeline = desk.timeline
    if text is not None and not text.strip():
        raise Refused("no_words")
    shows_logo = bool(desk.scene.logos) and not logos_of(desk, timeline) if logo is None else logo
    file = _logo_file(desk) if shows_logo else None
    if file is None and text is None and color is None:
        raise Refused("end_card_empty")
    ground = card_on(file, tint_of_photos(_shown(desk)))
    if color is not None:
        ground = card_in(color, ground.logo, tint_of_photos(_shown(desk)))
    total_ms = main_end_ms(main_clips(timeline))
    length_ms = wanted_card_ms(total_ms) if seconds is None else max(100, round(seconds * 1000))
    if _is_total_asked_for(desk):
        length_ms = card_ms(total_ms) if seconds is None else length_ms
        timeline = add_end_card(timeline, ground, text or "", duration_ms=length_ms)
    else:
        timeline = edits.append(timeline, end_card(source_of(ground), length_ms))
        timeline = write_on_card(timeline, text) if text else timeline
    (card,) = end_cards(timeline)[-1:]
    return Done(timeline, photos=(card.id,), texts=tuple(c.id for c in _words_on(timeline, card.id)))


def _is_total_asked_for(desk: Desk) -> bool:
    """Whether the video has a length that somebody asked for, which a card must not change."""
    return bool(desk.scene.memory.brief.get("seconds"))


def _shown(desk: Desk) -> Sequence[MediaRecord]:
    records = desk.scene.records
    return [records[clip.source] for clip in main_clips(desk.timeline) if clip.source in records]


def _logo_file(desk: Desk) -> MediaRecord:
    """The newest logo.

    Raises:
        Refused: None was sent.
    """
    if not desk.scene.logos:
        raise Refused("no_logo_file")
    return desk.scene.logos[-1]


def remove_end_card(desk: Desk) -> Done:
    """Takes the end card away, with its words.

    Example:
        remove_end_card()
    """
    cards = [clip.id for clip in end_cards(desk.timeline)]
    if not cards:
        raise Refused("no_end_card")
    total_ms = main_end_ms(main_clips(desk.timeline))
    timeline = edits.remove(desk.timeline, cards)
    if _is_total_asked_for(desk) and main_clips(timeline):
        timeline = edits.set_total_duration(timeline, total_ms)
    return Done(timeline)


# -- the logo ---------------------------------------------------------------------------------------


def logos_of(desk: Desk, timeline: Timeline) -> list[VideoClip]:
    """Logos that lie over the video."""
    known = {record.id for record in desk.scene.logos}
    return [clip for clip in overlays(timeline) if clip.source in known or _looks_like_a_logo(clip)]


def _looks_like_a_logo(clip: VideoClip) -> bool:
    is_small = clip.box is not None and clip.box.w <= _NO_LOGO and clip.box.h <= _NO_LOGO
    return clip.reference is None and is_small and clip.fit == "contain" and not clip.poses


def add_logo(
    desk: Desk,
    *,
    corner: Corner = "top-right",
    size: Size | None = None,
    seconds: Seconds | None = None,
    file: File | None = None,
) -> Done:
    """Shows the uploaded logo in a corner, over the whole video but its end card.

    Args:
        corner: “top-left”, “top-right”, “bottom-left” or “bottom-right”.
        size: “small”, “medium”, “large”, or percent of the video's width, 3–40; default: 12.
        seconds: Only for so long from the start; default: the whole video.
        file: Another picture of the media bin; default: the newest file whose role is logo.

    Example:
        add_logo(corner="top-right")
    """
    all_photos(desk)
    logo = _logo_file(desk) if file is None else file
    if logo.kind != "image":
        raise Refused("no_logo_file")
    timeline = desk.timeline
    old = logos_of(desk, timeline)
    if old and old[0].source == logo.id:
        return edit_logo(desk, corner=corner, size=size)
    if old:
        timeline = edits.remove(timeline, [clip.id for clip in old])
    box = _box(corner, size, None, logo, timeline.canvas)
    logo_id = next_clip_id(timeline)
    lasting_ms = photos_end_ms(main_clips(timeline))
    if seconds is not None:
        lasting_ms = max(100, min(lasting_ms, round(seconds * 1000)))
    timeline = layers.add_overlay(timeline, logo.id, box, name=logo.name, duration_ms=lasting_ms or None)
    return Done(set_shadow(timeline, logo_id, LOGO_SHADOW))


def _box(
    corner: str, size: str | float | None, present: float | None, logo: MediaRecord, canvas: Canvas
) -> Box:
    """Where a logo stands, as wide to high as it is itself."""
    where: CornerName = corner  # type: ignore[assignment]
    usual = logo_box(where, (max(1, logo.width), max(1, logo.height)), canvas)
    width = _width(size, usual.w if present is None else present, usual.w)
    zone = safe_zone((canvas.width, canvas.height))
    within = Box(zone.x0 / canvas.width, zone.y0 / canvas.height, zone.width / canvas.width,
                 zone.height / canvas.height)  # fmt: skip
    scale = min(width / usual.w, within.w / usual.w, within.h / usual.h)
    box = corner_box(where, usual.w * scale, usual.h * scale, within)
    return Box(round(box.x, 6), round(box.y, 6), round(box.w, 6), round(box.h, 6))


def _width(size: str | float | None, present: float, usual: float) -> float:
    if size is None:
        return present
    if isinstance(size, str):
        factors = {"small": usual * 0.7, "medium": usual, "large": usual * 1.4, "huge": usual * 1.9}
        wanted = factors.get(size, present * _STEP if size == "bigger" else present / _STEP)
    else:
        wanted = size / 100
    return min(max(wanted, _NARROWEST), _WIDEST)


def edit_logo(
    desk: Desk, *, corner: Corner | None = None, size: Size | None = None, opacity: Percent | None = None
) -> Done:
    """Changes the logo that lies over the video.

    Args:
        corner: “top-left”, “top-right”, “bottom-left” or “bottom-right”.
        size: “bigger”, “smaller”, “small”, “medium”, “large”, or percent of the video's width.
        opacity: 100 is solid, 0 not to be seen.

    Example:
        edit_logo(corner="bottom-left", size="smaller")
    """
    shown = logos_of(desk, desk.timeline)
    if not shown:
        raise Refused("no_logo_shown")
    changed: dict[str, Clip | None] = {}
    for clip in shown:
        changed[clip.id] = _relogoed(desk, clip, corner, size, opacity)
    timeline = rework(desk.timeline, changed=changed)
    return Done(timeline, say(desk.language, "note_same_logo") if timeline == desk.timeline else "")


def _relogoed(
    desk: Desk, clip: VideoClip, corner: str | None, size: str | float | None, opacity: float | None
) -> VideoClip:
    record = desk.scene.records.get(clip.source)
    if opacity is not None:
        clip = replace(clip, opacity=min(max(opacity, 0.0), 100.0) / 100)
    if record is None or clip.box is None or (corner is None and size is None):
        return clip
    box = _box(corner or corner_of(clip.box), size, clip.box.w, record, desk.timeline.canvas)
    return replace(clip, box=box)


def corner_of(box: Box) -> str:
    """The corner of the canvas that a box is nearest to."""
    return (
        f"{'top' if box.y + box.h / 2 < 0.5 else 'bottom'}-{'left' if box.x + box.w / 2 < 0.5 else 'right'}"
    )


def replaced_logos(desk: Desk, timeline: Timeline, old: Canvas) -> Timeline:
    """Logos where they stand on a canvas of another shape, in their corners and as they are in shape."""
    changed: dict[str, Clip | None] = {}
    for clip in logos_of(desk, timeline):
        record = desk.scene.records.get(clip.source)
        if record is None or clip.box is None:
            continue
        corner = corner_of(clip.box)
        usual = _box(corner, None, None, record, old)
        new = _box(corner, None, None, record, timeline.canvas)
        scale = clip.box.w / usual.w
        told = min(max(new.w * scale, _NARROWEST), _WIDEST) * 100
        changed[clip.id] = replace(clip, box=_box(corner, told, new.w, record, timeline.canvas))
    return rework(timeline, changed=changed) if changed else timeline


def remove_logo(desk: Desk) -> Done:
    """Takes the logo away, from the corner and from the end card.

    Example:
        remove_logo()
    """
    timeline = desk.timeline
    over = [clip.id for clip in logos_of(desk, timeline)]
    known = {record.id for record in desk.scene.logos}
    cards: dict[str, Clip | None] = {}
    for card in end_cards(timeline):
        recipe = generated_by(card.source)
        if isinstance(recipe, Card) and recipe.logo is not None:
            cards[card.id] = replace(card, source=source_of(replace(recipe, logo=None)))
    among = [clip.id for clip in main_clips(timeline) if clip.source in known]
    if not over and not cards and not among:
        raise Refused("no_logo_shown")
    timeline = rework(timeline, changed=cards) if cards else timeline
    gone = [*over, *(among if len(among) < len(main_clips(timeline)) else [])]
    return Done(edits.remove(timeline, gone) if gone else timeline)
