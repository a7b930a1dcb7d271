"""Tools for which photos there are, and in which order."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.automatic import moved_alone, new_clip
from photoplay.agent.tools.kinds import Kind, read_whole, shown
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import (
    File,
    Files,
    Photo,
    Photos,
    chosen,
    counted,
    ids_of,
    unused,
)
from photoplay.media.record import MediaRecord
from photoplay.timeline import edits
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import Timeline, Transition, VideoClip

#: The way from one photo to the next in a draft that has none yet. Source: taste, "Pace".
_FIRST_WAY = Transition("fade", 600)
_ORDERS = ("reverse", "shuffle", "name", "date", "upload")


def _read_place(desk: Desk, name: str, value: Any) -> int:
    if isinstance(value, str) and value.strip().lower() in _ENDS:
        return _ENDS[value.strip().lower()]
    return read_whole(desk, name, value)


_ENDS = {"start": 1, "beginning": 1, "first": 1, "front": 1, "end": -1, "last": -1}
Place = Annotated[
    int,
    Kind({"anyOf": [{"type": "integer"}, {"type": "string", "enum": ["start", "end"]}]}, _read_place),
]


def _read_order(desk: Desk, name: str, value: Any) -> Any:
    if isinstance(value, str) and value.strip().lower() in _ORDERS:
        return value.strip().lower()
    if isinstance(value, list | tuple):
        return Photos.__metadata__[0].read(desk, name, value)  # type: ignore[attr-defined]
    raise Refused("arg_choice", name=name, value=shown(value), known=", ".join(_ORDERS))


Order = Annotated[
    Any,
    Kind(
        {
            "anyOf": [
                {"type": "string", "enum": list(_ORDERS)},
                {"type": "array", "items": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
            ]
        },
        _read_order,
        gives_ids=True,
    ),
]


def add_photos(
    desk: Desk,
    *,
    files: Files | None = None,
    position: Place | None = None,
    before: Photo | None = None,
    after: Photo | None = None,
) -> Done:
    """Shows uploaded photos or clips that are not in the video yet, or shows some once more.

    They become as long as their neighbours, with a fitting motion, the common transition and look. Give at
    most one of position, before and after; without any they go to the end, before the end card.

    Args:
        files: File names or asset ids from the media bin; “new” (the default): all that are not shown yet.
        position: Place that the first of them gets: 1 or “start”, 3, -1 or “end”.
        before: Photo (number, id or file name) that they go before.
        after: Photo that they go after.

    Example:
        add_photos(files=["beach.jpg"], after=2)
    """
    records = tuple(
        one for one in (unused(desk) if files is None else files) if one.kind in ("image", "video")
    )
    if not records:
        raise Refused("no_new_photos" if files is None or not files else "no_pictures")
    if sum(one is not None for one in (position, before, after)) > 1:
        raise Refused("one_place")
    neighbour, where = _neighbour(desk, position, before, after)
    near = next((clip for clip in main_clips(desk.timeline) if clip.id == neighbour), None)
    had = {clip.id for clip in main_clips(desk.timeline)}
    clips = [new_clip(desk, record, near) for record in records]
    if not had:
        clips = [clips[0], *(replace(clip, transition_in=_FIRST_WAY) for clip in clips[1:])]
    timeline = edits.insert(desk.timeline, clips, **({where: neighbour} if neighbour else {}))
    fresh = tuple(clip.id for clip in main_clips(timeline) if clip.id not in had)
    timeline = moved_alone(desk, timeline, fresh)
    return Done(timeline, photos=fresh)


def _neighbour(
    desk: Desk, position: int | None, before: str | None, after: str | None
) -> tuple[str | None, str]:
    """The clip that new ones go beside, and on which side."""
    if before is not None or after is not None:
        return (before, "before") if before is not None else (after, "after")
    known = counted(desk)
    if not known:
        return None, "after"
    if position == 0:
        raise Refused("no_such_place", number=0)
    if position is None or position == -1 or position > len(known):
        return known[-1].id, "after"
    if position < 0:
        return known[max(position + 1, -len(known))].id, "before"
    return known[position - 1].id, "before"


def remove_photos(desk: Desk, *, photos: Photos) -> Done:
    """Takes photos or clips out of the video, with the words that belong to them. Files stay in the media bin.

    Args:
        photos: Which: numbers (1 first, -1 last), ids, file names, or “all”.

    Example:
        remove_photos(photos=[3])
    """
    return _without(desk, chosen(desk, photos))


def keep_photos(desk: Desk, *, photos: Photos) -> Done:
    """Keeps only these photos and clips in the video, and takes all others out.

    Args:
        photos: Those that stay: numbers, ids or file names.

    Example:
        keep_photos(photos=[1, 2, 3, 4, 5])
    """
    kept = set(photos)
    return replace(_without(desk, [clip for clip in counted(desk) if clip.id not in kept]), photos=photos)


def _without(desk: Desk, gone: Sequence[VideoClip]) -> Done:
    if not gone:
        return Done(desk.timeline, say(desk.language, "note_nothing_removed"))
    timeline = edits.remove(desk.timeline, ids_of(gone))
    left = [clip for clip in main_clips(timeline) if clip.id in {one.id for one in counted(desk, timeline)}]
    if left:
        return Done(timeline, photos=())
    # Words, logo, end card and music of a video without photos would belong to nothing.
    return Done(replace(timeline, tracks=()), say(desk.language, "note_empty"))


def move_photos(
    desk: Desk,
    *,
    photos: Photos,
    to: Place | None = None,
    before: Photo | None = None,
    after: Photo | None = None,
) -> Done:
    """Moves photos to another place, in the order named. Give exactly one of to, before and after.

    Args:
        photos: Which: numbers, ids or file names.
        to: Place that the first of them has afterwards; -1 or “end” is the last, 1 or “start” the first.
        before: Photo that they go before.
        after: Photo that they go after.

    Example:
        move_photos(photos=["dog.jpg"], to=1)
    """
    if sum(one is not None for one in (to, before, after)) != 1:
        raise Refused("one_place")
    if to is None:
        return _moved(desk, edits.move(desk.timeline, photos, before=before, after=after), photos)
    rest = [clip.id for clip in counted(desk) if clip.id not in photos]
    if to == 0:
        raise Refused("no_such_place", number=0)
    index = min(to - 1, len(rest)) if to > 0 else max(0, len(rest) + to + 1)
    if not rest:
        return Done(desk.timeline, say(desk.language, "note_same_order"), photos)
    if index < len(rest):
        return _moved(desk, edits.move(desk.timeline, photos, before=rest[index]), photos)
    return _moved(desk, edits.move(desk.timeline, photos, after=rest[-1]), photos)


def _moved(desk: Desk, timeline: Timeline, ids: tuple[str, ...]) -> Done:
    is_same = timeline == desk.timeline
    return Done(timeline, say(desk.language, "note_same_order") if is_same else "", ids)


def swap_photos(desk: Desk, *, photos: Photos) -> Done:
    """Exchanges the places of two photos.

    Args:
        photos: Exactly two.

    Example:
        swap_photos(photos=[1, 4])
    """
    if len(photos) != 2:
        raise Refused("need_two")
    return Done(edits.swap(desk.timeline, *photos), photos=photos)


def order_photos(desk: Desk, *, by: Order) -> Done:
    """Puts all photos into another order.

    Args:
        by: “reverse”, “shuffle”, “name” (of the files), “date” (when they were taken), “upload” (as they were
            sent), or the list of all photos in their new order.

    Example:
        order_photos(by="reverse")
    """
    known = counted(desk)
    if not known:
        raise Refused("no_photos_yet")
    note = ""
    if isinstance(by, str):
        order, note = _ordered(desk, known, by)
    else:
        order = [*by, *(clip.id for clip in known if clip.id not in by)]
    others = [clip.id for clip in main_clips(desk.timeline) if clip.id not in order]
    if others:  # a logo among the photos keeps its place behind them, the end card its own
        timeline = edits.move(desk.timeline, order, before=others[0])
    else:
        timeline = edits.reorder(desk.timeline, order)
    if timeline == desk.timeline and not note:
        note = say(desk.language, "note_same_order")
    return Done(timeline, note, tuple(order) if not isinstance(by, str) else ())


def _ordered(desk: Desk, known: Sequence[VideoClip], by: str) -> tuple[list[str], str]:
    order = list(known)
    records = desk.scene.records
    if by == "reverse":
        order.reverse()
    elif by == "shuffle":
        _shuffle(order, desk.scene.seed)
    elif by == "name":
        order.sort(key=lambda clip: _natural(clip.name))
    elif by == "upload":
        places = {record.id: place for place, record in enumerate(desk.scene.bin)}
        order.sort(key=lambda clip: places.get(clip.source, len(places)))
    else:
        taken = {clip.id: _taken_at(records.get(clip.source)) for clip in order}
        if not all(taken.values()):
            if not any(taken.values()):
                raise Refused("no_dates")
            order.sort(key=lambda clip: (not taken[clip.id], taken[clip.id]))
            return list(ids_of(order)), say(desk.language, "note_some_dates")
        order.sort(key=lambda clip: taken[clip.id])
    return list(ids_of(order)), ""


def _taken_at(record: MediaRecord | None) -> str:
    return record.taken_at if record is not None else ""


def _shuffle(order: list[VideoClip], seed: int) -> None:
    """Another order than the present one, the same for the same seed and order."""
    present = list(order)
    chance = random.Random(f"{seed} {' '.join(clip.id for clip in order)}")
    for _ in range(20):
        chance.shuffle(order)
        if order != present or len(order) < 2:
            return


def _natural(name: str) -> list[tuple[int, int, str]]:
    """A key that puts 2.jpg before 10.jpg."""
    parts = re.split(r"(\d{1,18})", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]


def replace_photo(desk: Desk, *, photos: Photo, file: File | None = None) -> Done:
    """Shows another file in the place of a photo, for the same time.

    Args:
        photos: The one photo or clip that goes.
        file: File name or asset id of what comes; default or “new”: the newest upload that is not shown yet.

    Example:
        replace_photo(photos=2, file="lake.jpg")
    """
    (old,) = chosen(desk, [photos])
    if file is None:
        fresh = unused(desk)
        if not fresh:
            raise Refused("no_new_photos")
        file = fresh[-1]
    if file.kind not in ("image", "video"):
        raise Refused("no_pictures")
    if file.id == old.source:
        return Done(desk.timeline, say(desk.language, "note_same_file"), (photos,))
    is_film = file.film is not None
    timeline = edits.replace_source(desk.timeline, photos, file.id, name=file.name, film=is_film)
    if file.film is not None and file.film.duration_ms < old.duration_ms and old in main_clips(desk.timeline):
        timeline = edits.set_duration(timeline, photos, file.film.duration_ms)
    return Done(moved_alone(desk, timeline, [photos]), photos=(photos,))


def duplicate_photo(desk: Desk, *, photos: Photos, to: Place | None = None) -> Done:
    """Shows photos once more.

    Args:
        photos: Which: numbers, ids or file names.
        to: Place of the copy: 1, 3, -1 or “end”; default: right behind the original.

    Example:
        duplicate_photo(photos=[1], to=-1)
    """
    timeline, copies = desk.timeline, []
    for clip_id in photos:
        had = {clip.id for clip in main_clips(timeline)}
        timeline = edits.duplicate(timeline, clip_id)
        copies += [clip.id for clip in main_clips(timeline) if clip.id not in had]
    if to is not None:
        rest = [clip.id for clip in counted(desk, timeline) if clip.id not in copies]
        if to == 0:
            raise Refused("no_such_place", number=0)
        index = min(to - 1, len(rest)) if to > 0 else max(0, len(rest) + to + 1)
        beside = {"before": rest[index]} if index < len(rest) else {"after": rest[-1]}
        timeline = edits.move(timeline, copies, **beside)
    return Done(timeline, photos=tuple(copies))
