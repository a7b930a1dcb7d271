"""Projects for tests of what messages mean: an empty draft and some files."""

from __future__ import annotations

from pathlib import Path

from photoplay.agent.scene import Scene
from photoplay.media.record import MediaRecord
from photoplay.timeline.model import Timeline

_KINDS = {"mp3": ("audio", "music"), "mp4": ("video", "clip")}


def scene_of(*names: str) -> Scene:
    """A scene with these files in its bin, or five photos from a camera."""
    chosen = names or tuple(f"IMG_204{number}.jpg" for number in range(1, 6))
    return Scene(Timeline(), tuple(_record(name) for name in chosen))


def _record(name: str) -> MediaRecord:
    ending = name.rsplit(".", 1)[-1]
    kind, role = _KINDS.get(ending, ("image", "logo" if "logo" in name else "photo"))
    return MediaRecord(
        id=f"as_{name}", name=name, path=Path(name), kind=kind, format=ending, width=1600, height=1200,
        size_bytes=1, sha256="", role=role,
    )  # type: ignore[arg-type]  # fmt: skip
