"""The canvas of an export: the project's own, or another size or shape for this one file."""

from __future__ import annotations

from photoplay.export.options import RESOLUTIONS, Output, frame_of
from photoplay.export.presets import Preset, even
from photoplay.timeline import styling
from photoplay.timeline.model import MAX_CANVAS, Timeline


def framed(timeline: Timeline, output: Output, preset: Preset | None) -> Timeline:
    """The timeline on the canvas that its export has.

    Every photo is framed anew around its subject; nothing else changes.

    Args:
        timeline: The project.
        output: Its resolution and frame rate are used.
        preset: Its canvas is used.

    Raises:
        InvalidEdit: The canvas is out of range.
    """
    canvas = timeline.canvas
    size = _resized((canvas.width, canvas.height), output.resolution)
    if preset is not None:
        size = preset.canvas_for(size)
    return on_canvas(timeline, size, output.fps or canvas.fps)


def on_canvas(timeline: Timeline, size: tuple[int, int], fps: int) -> Timeline:
    """The timeline at another size and rate; itself if it has them."""
    canvas = timeline.canvas
    if size == (canvas.width, canvas.height) and fps == canvas.fps:
        return timeline
    return styling.set_canvas(timeline, size=size, fps=fps)


def _resized(size: tuple[int, int], resolution: str | None) -> tuple[int, int]:
    """A size of the same shape as a resolution asks for."""
    if resolution is None:
        return size
    longer, shorter = max(size), min(size)
    if resolution in RESOLUTIONS:
        factor = RESOLUTIONS[resolution] / shorter
    else:
        frame = frame_of(resolution)
        factor = min(max(frame) / longer, min(frame) / shorter)
    factor = min(factor, max(MAX_CANVAS) / longer, min(MAX_CANVAS) / shorter)
    return scaled(size, factor)


def scaled(size: tuple[int, int], factor: float) -> tuple[int, int]:
    """A size times a factor, on even pixels, each side at least 16."""
    width, height = (max(16, even(side * factor)) for side in size)
    return width, height
