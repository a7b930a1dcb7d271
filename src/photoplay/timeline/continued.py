"""A cut made anew goes on with the ids of the one before it: what shows the same is the same clip.

Ids say what a clip is. A new cut numbers its clips from one; left so, its third clip would pass for the third
of the old cut, whatever that showed, and nobody could be told what really came and went.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace

from photoplay.timeline.clips import is_end_card
from photoplay.timeline.find import all_clips, free_ids
from photoplay.timeline.model import AudioClip, Clip, TextClip, Timeline, VideoClip


def continued(old: Timeline, new: Timeline) -> Timeline:
    """The new cut with ids of the old one for clips that show, sound or say the same, and fresh ids for others.

    Args:
        old: The cut before.
        new: One that was made from nothing; what it shows stays as it is.
    """
    if not old.tracks:
        return new
    waiting: dict[Hashable, list[str]] = defaultdict(list)
    for clip in all_clips(old):
        waiting[_sameness(clip)].append(clip.id)
    taken = [clip.id for clip in all_clips(old)]
    fresh = free_ids(taken)
    ids = {
        clip.id: waiting[_sameness(clip)].pop(0) if waiting[_sameness(clip)] else next(fresh)
        for clip in all_clips(new)
    }
    return replace(
        new,
        tracks=tuple(
            replace(track, clips=tuple(_renamed(clip, ids) for clip in track.clips)) for track in new.tracks
        ),
    )


def _sameness(clip: Clip) -> Hashable:
    """Equal for clips that a person takes for one and the same."""
    if isinstance(clip, TextClip):
        # Words of single photos are many, and told apart by what they say; a title is the title.
        role = str(clip.style.get("role", "title"))
        return ("text", role, "" if role in ("title", "subtitle", "badge") else clip.text)
    if isinstance(clip, AudioClip):
        return ("sound", clip.reference is None)
    assert isinstance(clip, VideoClip)
    return ("card",) if is_end_card(clip) else ("picture", clip.source)


def _renamed(clip: Clip, ids: dict[str, str]) -> Clip:
    reference = clip.reference if clip.reference is None else ids.get(clip.reference, clip.reference)
    return replace(clip, id=ids[clip.id], reference=reference)
