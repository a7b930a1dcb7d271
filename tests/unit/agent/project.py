"""A project of a few photos, for tests of resolving and planning."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from photoplay.agent.scene import Memory, Scene
from photoplay.agent.stage import Stage, stage_of
from photoplay.media.record import Film, MediaRecord
from photoplay.timeline.clips import film, photo
from photoplay.timeline.edits import append
from photoplay.timeline.layers import add_title
from photoplay.timeline.model import Timeline

NAMES = ("beach.jpg", "city.jpg", "dog.jpg", "IMG_2044.jpg", "外婆家.png")


def record(name: str, *, role: str = "photo", size: tuple[int, int] = (4000, 3000)) -> MediaRecord:
    ending = name.rpartition(".")[2]
    common = {"id": f"as_{name}", "name": name, "path": Path(name), "size_bytes": 1, "sha256": "0"}
    if ending == "mp3":
        return MediaRecord(**common, kind="audio", format="mp3", width=0, height=0, role="music")
    if ending == "mp4":
        moving = Film(6000, 180, 30.0)
        return MediaRecord(
            **common, kind="video", format="mp4", width=1920, height=1080, role="clip", film=moving
        )
    return MediaRecord(**common, kind="image", format="jpeg", width=size[0], height=size[1], role=role)


def cut_of(files: tuple[MediaRecord, ...]) -> Timeline:
    """3 s each; ids c1, c2, …"""
    timeline = Timeline()
    for one in files:
        clip = film(one.id, one.name, 6000) if one.film else photo(one.id, one.name)
        timeline = append(timeline, clip)
    return timeline


def scene_of(names: tuple[str, ...] = NAMES, *, cut: bool = True, **others: object) -> Scene:
    """A project with a cut of all its photos, or with an empty draft."""
    files = tuple(record(name, role="logo" if "logo" in name else "photo") for name in names)
    shots = tuple(one for one in files if one.kind != "audio" and one.role != "logo")
    return replace(Scene(cut_of(shots) if cut else Timeline(), files), **others)


def stage(
    names: tuple[str, ...] = NAMES, *, photos: tuple[str, ...] = (), texts: tuple[str, ...] = ()
) -> Stage:
    """What is seen of it, when some photos and texts were spoken of."""
    scene = scene_of(names, memory=Memory(photos=photos, texts=texts))
    return stage_of(scene, scene.timeline)


def with_title(timeline: Timeline, text: str, photo_id: str, role: str = "title") -> Timeline:
    return add_title(timeline, text, reference=photo_id, role=role, style={"role": role})
