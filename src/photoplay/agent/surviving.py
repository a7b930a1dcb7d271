"""What a new cut takes over from the one before it: what the user had settled is not asked for twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from photoplay.agent.language.meaning import Intent
from photoplay.agent.scene import Scene
from photoplay.media.record import MediaRecord
from photoplay.timeline.find import sounds
from photoplay.timeline.model import TextClip, Timeline, VideoClip

#: Words on the picture that are taken over, by slot of ``make_video``.
_WORDS = ("title", "subtitle")


def surviving_files(
    files: Sequence[MediaRecord], scene: Scene, timeline: Timeline
) -> tuple[MediaRecord, ...]:
    """The files of a new cut in the order of the one before, without those that were taken out of it.

    Args:
        files: All that could be shown.
        scene: With the drafts before, to tell what was taken out from what is new.
        timeline: The cut as it stands; empty: nothing was settled yet.
    """
    now = _shown(timeline)
    if not now:
        return tuple(files)
    before = {source for draft in scene.undo for source in _shown(draft)}
    left = [record for record in files if record.id in now or record.id not in before]
    places = {source: place for place, source in reversed(list(enumerate(now)))}
    ordered = sorted(left, key=lambda record: places.get(record.id, len(now)))
    return tuple(ordered) or tuple(files)


def surviving_slots(intent: Intent, scene: Scene, timeline: Timeline) -> dict[str, Any]:
    """Words and music of a new cut that the wish for it does not settle itself."""
    if not _shown(timeline):
        return {}
    slots: dict[str, Any] = {}
    if intent.slots.get("text") is not False and not any(intent.slots.get(name) for name in _WORDS):
        slots.update(_words(timeline))
    if not intent.slots.get("music") and not intent.slots.get("lead"):
        slots.update(_music(scene, timeline))
    return slots


def _shown(timeline: Timeline) -> list[str]:
    main = timeline.main_track
    return [clip.source for clip in main.clips if isinstance(clip, VideoClip)] if main else []


def _words(timeline: Timeline) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for track in timeline.tracks:
        for clip in track.clips:
            role = str(clip.style.get("role", "")) if isinstance(clip, TextClip) else ""
            if role in _WORDS and isinstance(clip, TextClip):
                found.setdefault(role, clip.text)
    return found


def _music(scene: Scene, timeline: Timeline) -> dict[str, Any]:
    """No music where it was taken away, and a song of the user's own."""
    playing = sounds(timeline)
    if not playing:
        return {"music": "none"} if any(sounds(draft) for draft in scene.undo) else {}
    own = next((clip.source for clip in playing if clip.mood is None and clip.source in scene.records), None)
    return {"music": own} if own else {}
