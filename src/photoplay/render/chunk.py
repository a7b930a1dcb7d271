"""One chunk: a pure function of its slice and photos to encoded packets."""

from __future__ import annotations

from collections.abc import Callable

from photoplay.render.encode import ChunkEncoder
from photoplay.render.frame import Composer
from photoplay.render.packets import Chunk, Packet
from photoplay.render.plan import Slice
from photoplay.render.sources import SourceStore


def render_chunk(
    part: Slice, quality: str, sources: SourceStore, on_frame: Callable[[int], None] = lambda frame: None
) -> Chunk:
    """Draws and encodes one slice.

    Args:
        part: What to draw.
        quality: A key of ``encode.QUALITIES``.
        sources: Where its photos are prepared.
        on_frame: Called with the number of each frame after it was encoded.

    Raises:
        MediaError: A photo cannot be read.
    """
    composer = Composer(part, sources)
    encoder = ChunkEncoder(part.canvas, part.fps, quality, composer.smoothness())
    packets: list[Packet] = []
    for frame in range(part.frames):
        composer.draw(frame, encoder.planes)
        packets += encoder.encode(frame)
        on_frame(frame)
    packets += encoder.finish()
    return Chunk(part.frames, tuple(packets))
