"""Tools for words on the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace as changed_to
from typing import Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.kinds import (
    Colour,
    Flag,
    Position,
    Seconds,
    Size,
    Words,
    shown,
)
from photoplay.agent.tools.pairs import Captions, Pair
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import Photos, Texts, all_photos, chosen, in_time, role_of
from photoplay.agent.tools.typesetting import AnimationName, Role, moved, style_told, styled
from photoplay.timeline import edits, layers
from photoplay.timeline.endcard import write_on_card
from photoplay.timeline.find import all_clips, clip_by_id, end_cards, main_clips, title_by_id
from photoplay.timeline.lettering import lettering_of
from photoplay.timeline.model import Clip, TextClip, Timeline, VideoClip
from photoplay.timeline.opening import add_opening, reading_ms
from photoplay.timeline.ripple import main_end_ms, photos_end_ms, rework

#: Words come so long after their photo. Source: taste, "Words".
_LATER_MS = 300
#: Texts that begin before this belong to the opening.
_OPENING_MS = 1500
_LEAST_MS = 100


def add_text(
    desk: Desk,
    *,
    text: Words,
    role: Role | None = None,
    photos: Photos | None = None,
    start: Seconds | None = None,
    seconds: Seconds | None = None,
    position: Position | None = None,
    color: Colour | None = None,
    size: Size | None = None,
    font: Words | None = None,
    animation: AnimationName | None = None,
    bold: Flag | None = None,
) -> Done:
    """Writes words on the picture, exactly as given. Without photos and start, a title or subtitle comes over
    the beginning, in the place of the one that is there; other words come over the first photo.

    Args:
        text: The words; case and line breaks are kept.
        role: “title”, “subtitle”, “lower-third” (a name), “caption”, “badge” (a price) or “end-card”;
            default: “caption” on photos, else “title”.
        photos: Photos that they are shown on, one text each; default: none in particular.
        start: When they come, in seconds from the start of the video.
        seconds: For how long; default: as long as they are read, or as the photo lasts.
        position: “top-left”, “top”, “top-right”, “left”, “center”, “right”, “bottom-left”, “bottom”,
            “bottom-right”, or {"x", "y"} from 0 to 1; default: the role's own.
        color: Of the letters.
        size: “small”, “medium”, “large”, “huge”, or percent of the video's height.
        font: Name of a font, “serif” or “sans”.
        animation: “fade”, “rise”, “slide”, “pop”, “typewriter”, “word-by-word”, “blur”, “count” or “none”.
        bold: True or false.

    Example:
        add_text(text="Summer 2026", role="title", color="gold")
    """
    if not text.strip():
        raise Refused("no_words")
    all_photos(desk)
    is_any = role is None
    role = role or ("caption" if photos is not None else "title")
    had = {clip.id for clip in all_clips(desk.timeline)}
    replaced: list[str] = []
    if photos is not None:
        timeline = desk.timeline
        for clip in chosen(desk, photos):
            timeline = on_photo(timeline, clip, text, role, seconds)
    elif start is not None:
        timeline = _at(desk.timeline, text, role, start, seconds)
    else:
        timeline, replaced = _of_its_own(desk, text, role, seconds, is_any=is_any)
    ids = replaced or [clip.id for clip in in_time(timeline) if clip.id not in had]
    style = styled(
        role, timeline.canvas, position=position, color=color, size=_absolute(size), font=font, bold=bold
    )
    way = moved(animation) if animation is not None else None
    if style or way:
        for one in ids:
            timeline = layers.edit_title(timeline, one, style=style, animation=way)
    note = "" if replaced else style_told(style, desk.language)
    return Done(timeline, note, photos=photos or (), texts=tuple(ids))


def _absolute(size: str | float | None) -> str | float | None:
    """New words have no size that they could be larger than."""
    told = {"bigger": "large", "smaller": "small"}
    return told.get(size, size) if isinstance(size, str) else size


def on_photo(timeline: Timeline, clip: VideoClip, text: str, role: str, seconds: float | None) -> Timeline:
    """Words that come a moment after a photo and go with it."""
    return layers.add_titles(timeline, [_beside(clip, text, role, seconds)])


def _beside(clip: VideoClip, text: str, role: str, seconds: float | None) -> layers.NewTitle:
    later_ms = min(_LATER_MS, clip.duration_ms // 6)
    length_ms = clip.duration_ms - later_ms
    if seconds is not None:
        length_ms = max(_LEAST_MS, min(round(seconds * 1000), length_ms))
    return layers.NewTitle(text, clip.start_ms + later_ms, length_ms, clip.id, role)


def _at(timeline: Timeline, text: str, role: str, start_s: float, seconds: float | None) -> Timeline:
    length_ms = reading_ms(text) if seconds is None else max(_LEAST_MS, round(seconds * 1000))
    return layers.add_title(timeline, text, start_ms=round(start_s * 1000), duration_ms=length_ms, role=role)


def _of_its_own(
    desk: Desk, text: str, role: str, seconds: float | None, *, is_any: bool
) -> tuple[Timeline, list[str]]:
    """Words for which nobody said a place in time; and the id of the text whose place they took."""
    timeline = desk.timeline
    if role == "end-card":
        if not end_cards(timeline):
            raise Refused("no_end_card")
        return write_on_card(timeline, text), []
    if role == "badge":
        end_ms = photos_end_ms(main_clips(timeline))
        start_ms = min(_LATER_MS, end_ms // 6)
        length_ms = end_ms - start_ms if seconds is None else round(seconds * 1000)
        return layers.add_title(timeline, text, start_ms=start_ms, duration_ms=length_ms, role=role), []
    if role not in ("title", "subtitle"):
        return on_photo(timeline, all_photos(desk)[0], text, role, seconds), []
    for old in in_time(timeline):
        if role_of(old) == role and old.start_ms <= _OPENING_MS:
            if is_any and _is_of_now(desk, old):
                return _beside_it(desk, timeline, text, role, seconds), []
            timeline = layers.edit_title(timeline, old.id, text=text)
            return _lasting(timeline, old.id, seconds), [old.id]
    if role == "subtitle" and (title := _opening_title(timeline)) is not None:
        later_ms = min(_LATER_MS, title.duration_ms // 6)
        below = layers.add_title(
            timeline, text, start_ms=title.start_ms + later_ms, duration_ms=title.duration_ms - later_ms,
            reference=title.reference, role=role,
        )  # fmt: skip
        return below, []
    had = {clip.id for clip in all_clips(timeline)}
    timeline = add_opening(timeline, **{role: text})
    for clip in in_time(timeline):
        if clip.id not in had:
            timeline = _lasting(timeline, clip.id, seconds)
    return timeline, []


def _is_of_now(desk: Desk, text: TextClip) -> bool:
    """Whether words were written by the same message: others do not take their place."""
    return any(
        entry.tool == "add_text" and not entry.refusal and entry.args.get("text") == text.text
        for entry in desk.journal
    )


def _beside_it(desk: Desk, timeline: Timeline, text: str, role: str, seconds: float | None) -> Timeline:
    """More words of one message: on the first photo from the second on that has none yet."""
    shown = all_photos(desk)
    worded = {clip.reference for clip in in_time(timeline)}
    free = next((clip for clip in shown[1:] if clip.id not in worded), shown[-1])
    return on_photo(timeline, free, text, "lower-third", seconds)


def _opening_title(timeline: Timeline) -> TextClip | None:
    found = (clip for clip in in_time(timeline) if role_of(clip) == "title" and clip.start_ms <= _OPENING_MS)
    return next(found, None)


def _lasting(timeline: Timeline, text_id: str, seconds: float | None) -> Timeline:
    if seconds is None:
        return timeline
    clip = clip_by_id(timeline, text_id)
    room_ms = main_end_ms(main_clips(timeline)) - clip.start_ms
    return edits.set_duration(timeline, text_id, max(_LEAST_MS, min(round(seconds * 1000), room_ms)))


def add_captions(desk: Desk, *, captions: Captions) -> Done:
    """Writes a caption on each of several photos, in the place of the one that is there.

    Args:
        captions: Pairs of photo number and words.

    Example:
        add_captions(captions=[[1, "Tomato soup"], [2, "Sourdough"]])
    """
    known = all_photos(desk)
    timeline = desk.timeline
    had = {clip.id for clip in all_clips(timeline)}
    wanted: dict[str, tuple[VideoClip, str]] = {}
    missing = []
    for number, text in captions:
        if not 1 <= abs(number) <= len(known):
            missing.append(number)
            continue
        if not text.strip():
            raise Refused("no_words")
        clip = known[number - 1 if number > 0 else number]
        wanted[clip.id] = clip, text
    olds = _captions_by_photo(timeline)
    renewed: dict[str, Clip | None] = {
        olds[clip.id].id: changed_to(olds[clip.id], text=text)
        for clip, text in wanted.values()
        if clip.id in olds
    }
    kept = tuple(renewed)
    timeline = rework(timeline, changed=renewed) if renewed else timeline
    fresh_ones = [
        _beside(clip, text, "caption", None) for clip, text in wanted.values() if clip.id not in olds
    ]
    timeline = layers.add_titles(timeline, fresh_ones)
    if len(missing) == len(captions):
        raise Refused("no_photo_number", number=missing[0] if missing else 1, count=len(known))
    numbers = ", ".join(map(str, missing))
    note = say(desk.language, "note_captions_over", numbers=numbers, count=len(known)) if missing else ""
    fresh = [clip.id for clip in in_time(timeline) if clip.id not in had]
    return Done(timeline, note, texts=(*kept, *fresh))


def _captions_by_photo(timeline: Timeline) -> dict[str, TextClip]:
    """The first caption of each photo that has one."""
    found: dict[str, TextClip] = {}
    for clip in in_time(timeline):
        if clip.reference is not None and role_of(clip) == "caption":
            found.setdefault(clip.reference, clip)
    return found


def edit_text(
    desk: Desk,
    *,
    texts: Texts | None = None,
    text: Words | None = None,
    replace: Pair | None = None,
    position: Position | None = None,
    color: Colour | None = None,
    size: Size | None = None,
    font: Words | None = None,
    animation: AnimationName | None = None,
    seconds: Seconds | None = None,
    start: Seconds | None = None,
    photos: Photos | None = None,
    bold: Flag | None = None,
    outline: Flag | None = None,
    box: Flag | None = None,
) -> Done:
    """Changes words on the picture, or how they look; what is not given stays.

    Args:
        texts: Which: ids, numbers (1 the first in time), roles such as “title”, part of what they say, or
            “all”; default: the only one, else all of them.
        text: The new words, for one text.
        replace: A pair: these words become those, wherever they stand.
        position: As in add_text.
        color: Of the letters.
        size: “bigger”, “smaller”, “small”, “medium”, “large”, “huge”, or percent of the video's height.
        font: Name of a font, “serif” or “sans”.
        animation: As in add_text.
        seconds: How long it stays.
        start: When it comes, in seconds from the start of the video.
        photos: The one photo that it is shown on from now on.
        bold: True or false.
        outline: Whether letters have a line around them.
        box: Whether a box stands behind the words.

    Example:
        edit_text(texts=["title"], color="red", size="bigger")
    """
    known = in_time(desk.timeline)
    if not known:
        raise Refused("no_texts")
    ids = tuple(clip.id for clip in known) if texts is None else texts
    told = {"position": position, "color": color, "size": size, "font": font, "bold": bold, "outline": outline,
            "box": box}  # fmt: skip
    timed = (seconds, start, photos)
    if all(one is None for one in (*told.values(), text, replace, animation, *timed)):
        raise Refused("no_change_told")
    if (text is not None or any(one is not None for one in timed)) and len(ids) > 1:
        ids = _only(desk, ids, text)
    timeline = desk.timeline
    if replace is not None:
        ids = _saying(timeline, ids, replace[0])
    for one in ids:
        timeline = _restyled(timeline, one, told, animation)
        if text is not None:
            timeline = layers.edit_title(timeline, one, text=text)
        if replace is not None:
            timeline = _reworded(timeline, one, *replace)
        timeline = _retimed(desk, timeline, one, start, seconds, photos)
    note = say(desk.language, "note_same_text") if timeline == desk.timeline else ""
    return Done(timeline, note, photos=photos or (), texts=ids)


def _only(desk: Desk, ids: Sequence[str], text: str | None) -> tuple[str, ...]:
    """The one text that new words are for: the title, where several are meant."""
    titles = [one for one in ids if role_of(title_by_id(desk.timeline, one)) == "title"]
    if len(titles) != 1:
        raise Refused("which_text")
    return tuple(titles)


def _saying(timeline: Timeline, ids: Sequence[str], old: str) -> tuple[str, ...]:
    plain = old.strip().casefold()
    found = tuple(one for one in ids if plain and plain in title_by_id(timeline, one).text.casefold())
    if not found:
        raise Refused("no_such_text", words=shown(old))
    return found


def _reworded(timeline: Timeline, text_id: str, old: str, new: str) -> Timeline:
    """Words exchanged; their case counts where they stand as they were said."""
    present = title_by_id(timeline, text_id).text
    if old in present:
        return layers.edit_title(timeline, text_id, text=present.replace(old, new))
    at = present.casefold().find(old.strip().casefold())
    words = present[:at] + new + present[at + len(old.strip()) :]
    return layers.edit_title(timeline, text_id, text=words)


def _restyled(timeline: Timeline, text_id: str, told: dict[str, Any], animation: str | None) -> Timeline:
    clip = title_by_id(timeline, text_id)
    present = lettering_of(clip.style, clip.animation).size
    style = styled(role_of(clip), timeline.canvas, present, **told)
    way = moved(animation) if animation is not None else None
    if not style and not way:
        return timeline
    return layers.edit_title(timeline, text_id, style=style, animation=way)


def _retimed(
    desk: Desk, timeline: Timeline, text_id: str, start: float | None, seconds: float | None,
    photos: Sequence[str] | None,
) -> Timeline:  # fmt: skip
    if photos is not None:
        if len(photos) != 1:
            raise Refused("arg_one_photo", name="photos")
        (clip,) = chosen(desk, photos)
        text = title_by_id(timeline, text_id)
        later_ms = min(_LATER_MS, clip.duration_ms // 6)
        moved_there = changed_to(
            text,
            start_ms=clip.start_ms + later_ms,
            duration_ms=clip.duration_ms - later_ms,
            reference=clip.id,
        )
        timeline = rework(timeline, changed={text_id: moved_there})
    if start is not None:
        timeline = _begun(timeline, text_id, round(start * 1000))
    return _lasting(timeline, text_id, seconds)


def _begun(timeline: Timeline, text_id: str, start_ms: int) -> Timeline:
    """A text that begins at another time, free of its photo, and as long as there is room."""
    text = title_by_id(timeline, text_id)
    end_ms = main_end_ms(main_clips(timeline))
    if not 0 <= start_ms < end_ms:
        raise Refused("no_such_start", end=f"{end_ms / 1000:g}")
    length_ms = min(text.duration_ms, end_ms - start_ms)
    begun = changed_to(text, start_ms=start_ms, duration_ms=length_ms, reference=None)
    return rework(timeline, changed={text_id: begun})


def remove_text(desk: Desk, *, texts: Texts | None = None) -> Done:
    """Takes words off the picture.

    Args:
        texts: Which: as in edit_text; default: all words, also those on the end card.

    Example:
        remove_text(texts=["subtitle"])
    """
    ids = tuple(clip.id for clip in in_time(desk.timeline)) if texts is None else texts
    if not ids:
        raise Refused("no_texts")
    return Done(edits.remove(desk.timeline, ids))
