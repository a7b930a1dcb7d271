"""Desks over projects of a few made-up files, for tests of tools and answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from photoplay.agent.desk import Desk
from photoplay.agent.scene import Scene
from photoplay.agent.tools.table import call
from photoplay.media.record import Film, Focus, MediaRecord, Sound, Tone
from photoplay.templates.soundtrack import add_music, composed
from photoplay.timeline.clips import film, photo
from photoplay.timeline.edits import append
from photoplay.timeline.find import main_clips, photos, titles
from photoplay.timeline.generated import Music
from photoplay.timeline.model import AudioClip, Motion, TextClip, Timeline, Transition, VideoClip

PHOTOS = ("beach.jpg", "city.jpg", "dog.jpg", "lake.jpg")
#: A bin with one of everything.
ALL = (*PHOTOS, "surf.mp4", "brand.png", "song.mp3", "extra.jpg")
#: ("hold", "hold") and so on would be the same for neighbours.
_MOTIONS = ("zoom-in", "zoom-out", "pan-right", "zoom-in")


def record(name: str, index: int = 0, *, size: tuple[int, int] = (4000, 3000), **others: Any) -> MediaRecord:
    """What would be known of a file: .mp4 a clip of 6 s, .mp3 a song of 40 s, brand… a logo, else a photo."""
    digest = hashlib.sha256(f"{index} {name}".encode()).hexdigest()
    common: dict[str, Any] = {
        "id": f"as_{digest[:12]}", "name": name, "path": Path(name), "size_bytes": 1000, "sha256": digest,
    }  # fmt: skip
    if name.endswith(".mp3"):
        beats = tuple(range(0, 40_000, 500))
        sound = Sound(40_000, 44_100, 2, -14.0, 0, 120.0, beats, beats[::4])
        known = MediaRecord(
            **common, kind="audio", format="mp3", width=0, height=0, role="music", sound=sound
        )
    elif name.endswith(".mp4"):
        known = MediaRecord(
            **common, kind="video", format="mp4", width=1920, height=1080, role="clip",
            sound=Sound(6000, 48_000, 2, -20.0), film=Film(6000, 180, 30.0),
        )  # fmt: skip
    else:
        is_logo = name.startswith("brand")
        known = MediaRecord(
            **common, kind="image", format="jpeg", width=600 if is_logo else size[0],
            height=200 if is_logo else size[1], role="logo" if is_logo else "photo", is_graphic=is_logo,
            has_alpha=is_logo, focus=Focus(0.5, 0.4, 0.6), tone=Tone(0.05, 0.95, (48.0 + 3 * index, 2.0, 4.0)),
            taken_at=f"2024:05:{20 - index:02d} 10:00:00",
        )  # fmt: skip
    return replace(known, **others)


def records_of(names: Sequence[str]) -> tuple[MediaRecord, ...]:
    return tuple(record(name, index) for index, name in enumerate(names))


def cut_of(shots: Sequence[MediaRecord], *, music: bool = True) -> Timeline:
    """3 s a photo, clips whole, crossfades, lofi music; ids c1, c2, … and one for the music."""
    timeline = Timeline()
    for index, one in enumerate(shots):
        clip = (
            film(one.id, one.name, one.film.duration_ms)
            if one.film
            else photo(one.id, one.name, 3000, Motion(_MOTIONS[index % 4]))
        )
        timeline = append(timeline, replace(clip, transition_in=Transition("fade", 600) if index else None))
    if music:
        timeline = add_music(timeline, composed(Music("lofi", 7), timeline.duration_ms, beats=False), 0.35)
    return timeline


def desk_of(
    names: Sequence[str] = ALL,
    shown: Sequence[str] = PHOTOS,
    *,
    language: str = "en",
    music: bool = True,
    **scene: Any,
) -> Desk:
    """A desk whose draft shows some files of the bin."""
    records = records_of(names)
    shots = [one for name in shown for one in records if one.name == name]
    timeline = cut_of(shots, music=music) if shots else Timeline()
    return Desk(Scene(timeline, records, seed=7, **scene), language=language)


def did(desk: Desk, tool: str, **args: Any) -> list[str]:
    """The sentences of a call that changes something."""
    told = call(desk, tool, {name.rstrip("_"): value for name, value in args.items()})
    assert "refused" not in told, told
    assert told["changed"], told
    return list(told["changed"])


def noted(desk: Desk, tool: str, **args: Any) -> str:
    """The note of a call that changes nothing and is not refused."""
    before = desk.timeline
    told = call(desk, tool, args)
    assert "refused" not in told, told
    assert desk.timeline == before
    return str(told["note"])


def refused(desk: Desk, tool: str, **args: Any) -> str:
    """Why a call is not done; nothing is different afterwards."""
    before = desk.timeline
    told = call(desk, tool, args)
    assert "refused" in told, told
    assert desk.timeline == before
    return str(told["refused"])


def names(desk: Desk) -> list[str]:
    return [clip.name for clip in photos(desk.timeline)]


def lengths(desk: Desk) -> list[float]:
    return [clip.duration_ms / 1000 for clip in main_clips(desk.timeline)]


def shot(desk: Desk, number: int) -> VideoClip:
    return photos(desk.timeline)[number - 1 if number > 0 else number]


def texts(desk: Desk) -> list[TextClip]:
    return sorted(titles(desk.timeline), key=lambda clip: clip.start_ms)


def music(desk: Desk) -> AudioClip:
    (found,) = (clip for track in desk.timeline.tracks for clip in track.clips if isinstance(clip, AudioClip))
    return found
