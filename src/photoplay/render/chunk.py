"""One chunk: a pure function of its slice and photos to encoded packets."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from photoplay.media import colour
from photoplay.render.encode import ChunkEncoder, Quality
from photoplay.render.frame import Composer, empty_planes
from photoplay.render.packets import Chunk, Packet
from photoplay.render.prepared import sharpened
from photoplay.render.slices import Blend, Shot, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.titles import blend as title_blend
from photoplay.render.titles import typeset as titles
from photoplay.render.views import View


def render_chunk(
    part: Slice, quality: Quality, sources: SourceStore, on_frame: Callable[[int], None] = lambda frame: None
) -> Chunk:
    """Draws and encodes one slice.

    Args:
        part: What to draw.
        quality: How to encode it.
        sources: Where its photos are prepared.
        on_frame: Called with the number of each frame after it was encoded.

    Raises:
        MediaError: A photo cannot be read.
    """
    composer = Composer(part, sources)
    encoder = ChunkEncoder(
        part.canvas, part.fps, quality, composer.smoothness(), is_film=is_mostly_film(part)
    )
    packets: list[Packet] = []
    for frame in range(part.frames):
        composer.draw(frame, encoder.planes)
        packets += encoder.encode(frame)
        on_frame(frame)
    packets += encoder.finish()
    return Chunk(part.frames, tuple(packets))


def is_mostly_film(part: Slice) -> bool:
    """Whether films play on the main track in at least half of the frames."""
    playing = sum(
        max(0, min(shot.end, part.frames) - max(shot.start, 0))
        for shot in part.shots
        if isinstance(shot.view, View) and shot.view.footage is not None and not shot.view.footage.freeze
    )
    return 2 * playing >= part.frames


def warm_up() -> None:
    """Loads the loops that most videos need, and the fonts, so that processes forked afterwards have them.

    Draws two tiny frames that use them all. Loops of effects, looks and pictures in boxes are loaded where
    they are first used: compiling them once for a machine takes seconds, which whoever makes a plain
    slideshow shall not wait for. Nothing is typeset: that would start threads, which a fork does not survive.
    """
    titles.prepare()
    title_blend.warm_up()
    colour.to_planes(np.zeros((16, 16, 3), np.uint8))
    sharpened(np.zeros((16, 16), np.float32), 16, 235, np.zeros((2, 2), np.float32), 1.0)
    canvas = (16, 16)
    shots = (Shot(0, 2), Shot(2, 4))
    out = empty_planes(canvas)
    for name in ("fade", "wipeleft"):
        part = Slice(canvas, 30, 4, shots, (Blend(name, 1, 3),))
        for frame in range(2):
            Composer(part, SourceStore({})).draw(frame, out)
