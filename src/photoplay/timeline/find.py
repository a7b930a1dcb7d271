"""Finding clips by what people call them: the third photo, the title, the music."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import count
from typing import TypeVar

from photoplay.errors import InvalidEdit
from photoplay.timeline.clips import is_end_card
from photoplay.timeline.model import AudioClip, Clip, TextClip, Timeline, VideoClip

AnyClip = TypeVar("AnyClip", bound=Clip)


def all_clips(timeline: Timeline) -> tuple[Clip, ...]:
    """All clips, track by track."""
    return tuple(clip for track in timeline.tracks for clip in track.clips)


def main_clips(timeline: Timeline) -> tuple[VideoClip, ...]:
    """All clips of the main track, the end card included."""
    main = timeline.main_track
    return tuple(clip for clip in main.clips if isinstance(clip, VideoClip)) if main else ()


def photos(timeline: Timeline, leave_out: Collection[str] = ()) -> tuple[VideoClip, ...]:
    """The photos and clips that people count: on the main track, without the end card.

    Args:
        timeline: Where to look.
        leave_out: Sources that do not count, such as files whose role is ``logo``.
    """
    clips = main_clips(timeline)
    return tuple(clip for clip in clips if not is_end_card(clip) and clip.source not in leave_out)


def nth_photo(timeline: Timeline, number: int, leave_out: Collection[str] = ()) -> VideoClip:
    """The photo that people call the first (1), the third (3) or the last (−1).

    Raises:
        InvalidEdit: There is no such photo.
    """
    found = photos(timeline, leave_out)
    if not 1 <= abs(number) <= len(found):
        raise InvalidEdit(f"There is no photo {number}: {_how_many(len(found))}")
    return found[number - 1 if number > 0 else number]


def end_cards(timeline: Timeline) -> tuple[VideoClip, ...]:
    """The end card, if there is one."""
    return tuple(clip for clip in main_clips(timeline) if is_end_card(clip))


def overlays(timeline: Timeline) -> tuple[VideoClip, ...]:
    """Pictures that lie above the main track: logos, insets."""
    main = {clip.id for clip in main_clips(timeline)}
    return tuple(clip for clip in _of_type(timeline, VideoClip) if clip.id not in main)


def titles(timeline: Timeline) -> tuple[TextClip, ...]:
    """All words on the picture, whatever their role."""
    return _of_type(timeline, TextClip)


def sounds(timeline: Timeline) -> tuple[AudioClip, ...]:
    """All music and sound."""
    return _of_type(timeline, AudioClip)


def clip_by_id(timeline: Timeline, clip_id: str) -> Clip:
    """The clip with this id.

    Raises:
        InvalidEdit: There is none.
    """
    for clip in all_clips(timeline):
        if clip.id == clip_id:
            return clip
    raise InvalidEdit(f"There is no segment “{clip_id}” in this video.")


def pictures_by_id(timeline: Timeline, clip_ids: str | Iterable[str]) -> tuple[VideoClip, ...]:
    """The photos, clips and overlays with these ids, in the order given.

    Raises:
        InvalidEdit: One is missing or is no picture, or none is named.
    """
    return _typed(timeline, clip_ids, VideoClip, "no photo or clip")


def main_clips_by_id(timeline: Timeline, clip_ids: str | Iterable[str]) -> tuple[VideoClip, ...]:
    """The clips of the main track with these ids, in the order given.

    Raises:
        InvalidEdit: One is missing or is elsewhere, or none is named.
    """
    on_main = {clip.id for clip in main_clips(timeline)}
    found = pictures_by_id(timeline, clip_ids)
    for clip in found:
        if clip.id not in on_main:
            raise InvalidEdit(f"{label(timeline, clip)} lies above the video, not in its sequence of photos.")
    return found


def title_by_id(timeline: Timeline, clip_id: str) -> TextClip:
    """The text with this id.

    Raises:
        InvalidEdit: There is none, or it is no text.
    """
    return _typed(timeline, clip_id, TextClip, "no text")[0]


def sound_by_id(timeline: Timeline, clip_id: str) -> AudioClip:
    """The music or sound with this id.

    Raises:
        InvalidEdit: There is none, or it is no sound.
    """
    return _typed(timeline, clip_id, AudioClip, "no music or sound")[0]


def label(timeline: Timeline, clip: Clip) -> str:
    """What to call a clip in a message: “Photo 3”, “The end card”, its name."""
    counted = [photo.id for photo in photos(timeline)]
    if clip.id in counted:
        return f"Photo {counted.index(clip.id) + 1}"
    if is_end_card(clip):
        return "The end card"
    return f"“{clip.name or clip.id}”"


def id_list(clip_ids: str | Iterable[str]) -> tuple[str, ...]:
    """One id or several as a tuple without repetitions.

    Raises:
        InvalidEdit: None is given.
    """
    found = (clip_ids,) if isinstance(clip_ids, str) else tuple(dict.fromkeys(clip_ids))
    if not found:
        raise InvalidEdit("Say which photo or segment is meant.")
    return found


def free_ids(taken: Iterable[str], prefix: str = "c") -> Iterator[str]:
    """Ids above the highest one in use: ``c12``, ``c13``, … after ``c1 … c11``.

    The same ids always give the same answer, so edits can be replayed.
    """
    names = set(taken)
    numbered = (re.fullmatch(rf"{prefix}([0-9]{{1,9}})", name) for name in names)
    highest = max((int(match[1]) for match in numbered if match), default=0)
    return (name for number in count(highest + 1) if (name := f"{prefix}{number}") not in names)


def next_id(taken: Iterable[str], prefix: str = "c") -> str:
    """The first of the free ids."""
    return next(free_ids(taken, prefix))


def next_clip_id(timeline: Timeline) -> str:
    """The id that the next new clip will get."""
    return next_id(clip.id for clip in all_clips(timeline))


def _of_type(timeline: Timeline, kind: type[AnyClip]) -> tuple[AnyClip, ...]:
    return tuple(clip for clip in all_clips(timeline) if isinstance(clip, kind))


def _typed(
    timeline: Timeline, clip_ids: str | Iterable[str], kind: type[AnyClip], otherwise: str
) -> tuple[AnyClip, ...]:
    found: list[AnyClip] = []
    known = {clip.id: clip for clip in all_clips(timeline)}
    for clip_id in id_list(clip_ids):
        clip = known.get(clip_id) or clip_by_id(timeline, clip_id)
        if not isinstance(clip, kind):
            raise InvalidEdit(f"{label(timeline, clip)} is {otherwise}.")
        found.append(clip)
    return tuple(found)


def _how_many(number: int) -> str:
    return f"the video has {('no photos yet', 'only one')[number] if number < 2 else number}."
