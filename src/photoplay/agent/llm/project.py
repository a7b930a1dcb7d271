"""The project as a model is told of it: small, quoted, counted as people count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from photoplay.agent.desk import Desk
from photoplay.agent.scene import Scene
from photoplay.media.record import MediaRecord
from photoplay.timeline.find import end_cards, overlays, photos, sounds, titles
from photoplay.timeline.model import AudioClip, TextClip, VideoClip

#: So many files, photos and texts are told of one by one; a name or a text so far.
_MOST_LISTED, _MOST_CHARACTERS = 200, 160


def project(desk: Desk) -> dict[str, Any]:
    """Facts of the draft as it was when the turn began. No picture, no id of anybody, no address."""
    scene = desk.scene
    timeline = scene.timeline
    logos = {record.id for record in scene.logos}
    shown = photos(timeline, logos)
    sources = {clip.source for clip in shown}
    return {
        "answer_language": desk.language,
        "project_name": _short(timeline.title),
        "canvas": {
            "width": timeline.canvas.width,
            "height": timeline.canvas.height,
            "fps": timeline.canvas.fps,
        },
        "seconds": _s(timeline.duration_ms),
        "photos": [_photo(number, clip, scene) for number, clip in _first(enumerate(shown, 1))],
        "texts": [_text(number, clip) for number, clip in _first(enumerate(titles(timeline), 1))],
        "music": [_music(clip) for clip in sounds(timeline)],
        "end_card": bool(end_cards(timeline)),
        "overlays": [_short(clip.name) for clip in _first(overlays(timeline))],
        "files_not_used_yet": [_file(record) for record in _first(scene.bin) if record.id not in sources],
        "undo_steps": len(scene.undo),
        "redo_steps": len(scene.redo),
    }


def _first(many: Iterable[Any]) -> list[Any]:
    return list(many)[:_MOST_LISTED]


def _short(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def _s(ms: int) -> float:
    return round(ms / 1000, 3)


def _photo(number: int, clip: VideoClip, scene: Scene) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": number,
        "file": _short(clip.name),
        "kind": "clip" if clip.source in scene.films else "photo",
        "start": _s(clip.start_ms),
        "seconds": _s(clip.duration_ms),
    }
    if clip.motion is not None:
        told["motion"] = clip.motion.type
    if clip.looks:
        told["looks"] = [[look.type, look.amount] for look in clip.looks]
    if clip.transition_in is not None:
        told["transition"] = clip.transition_in.type
        told["transition_seconds"] = _s(clip.transition_in.duration_ms)
    if clip.speed != 1.0:
        told["speed"] = clip.speed
    return told


def _text(number: int, clip: TextClip) -> dict[str, Any]:
    style = {key: clip.style[key] for key in ("role", "pos", "size", "color") if key in clip.style}
    return {
        "number": number,
        "text": _short(clip.text),
        "start": _s(clip.start_ms),
        "seconds": _s(clip.duration_ms),
        **style,
    }


def _music(clip: AudioClip) -> dict[str, Any]:
    told: dict[str, Any] = {"name": _short(clip.name), "mood": clip.mood or ""}
    if isinstance(clip.gain, int | float):
        told["percent"] = round(100 * clip.gain)
    return told


def _file(record: MediaRecord) -> dict[str, Any]:
    return {"file": _short(record.name), "kind": record.kind, "role": record.role}
