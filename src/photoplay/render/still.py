"""One frame of a video as a picture, made by the pool like chunks and kept beside them."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import wait
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from photoplay.errors import Overloaded, RenderError
from photoplay.render.cache import ChunkCache
from photoplay.render.engine import fingerprint
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import Plan, Slice, slice_key
from photoplay.render.worker import Bench

#: Of JPEG. Letters stay clean; a 640 pixels wide frame takes about 60 kB.
_QUALITY = 88
#: Somebody waits for it: it goes before the chunks of exports.
_PRIORITY = 10


@dataclass(frozen=True, slots=True)
class StillTask:
    """One frame to draw.

    Attributes:
        part: The slice that it lies in.
        frame: Its number in the slice.
        size: Width and height of the picture, pixels; at most the canvas.
        paths: Where the bytes of its photos are, by digest.
        key, cache_dir: Where in which cache the result goes.
    """

    part: Slice
    frame: int
    size: tuple[int, int]
    paths: Mapping[str, Path]
    key: str
    cache_dir: Path

    @property
    def doing(self) -> str:
        return "Drawing"

    def run(self, bench: Bench) -> None:
        """Draws and writes it; see ``worker.Task``."""
        import cv2

        from photoplay.media.colour import to_rgb
        from photoplay.render.frame import compose
        from photoplay.render.sources import require_unchanged

        for digest, path in self.paths.items():
            require_unchanged(path, digest)
        bench.sources.paths = dict(self.paths)
        rgb = to_rgb(compose(self.part, self.frame, bench.sources))
        small = cv2.resize(rgb, self.size, interpolation=cv2.INTER_AREA)
        is_written, data = cv2.imencode(".jpg", small[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
        if not is_written:
            raise RenderError("This frame cannot be written as a picture.")
        with ChunkCache(self.cache_dir).writing(self.key, "jpg") as file:
            file.write(data.tobytes())


def render_still(
    plan: Plan,
    frame: int,
    width: int,
    paths: Mapping[str, Path],
    *,
    pool: ChunkPool,
    cache: ChunkCache,
    owner: str = "",
    within_s: float = 30.0,
) -> bytes:
    """One frame as JPEG.

    Args:
        plan: Of the video.
        frame: Its number, from 0.
        width: Of the picture, pixels; more than the canvas has is taken as that.
        paths: Where the bytes of the photos are, by digest.
        pool: Draws it.
        cache: Keeps it.
        owner: For whom, for a fair share of the pool.
        within_s: How long it is waited for; then it is given up.

    Raises:
        MediaError: A photo cannot be read.
        OutputError: The cache cannot be written.
        RenderError: Drawing failed.
        Overloaded: The pool did not come to it in time.
    """
    part, number = _place(plan, frame)
    size = _size(plan.whole.canvas, width)
    key = slice_key(part, {"still": number, "size": size, "jpeg": _QUALITY, "engine": fingerprint()})
    path = cache.path(key, "jpg")
    if not cache.has(key, "jpg"):
        needed = {digest: paths[digest] for digest in part.digests}
        task = StillTask(part, number, size, needed, key, cache.folder)
        job = pool.submit(task, group=key, owner=owner, priority=_PRIORITY)
        if not wait([job.done], within_s).done:
            pool.cancel(job)
            raise Overloaded("The server is too busy to draw this frame now. Try again in a moment.")
        job.done.result()
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RenderError(
            "Finished parts vanish from the cache folder. Is another program cleaning it?"
        ) from error
    cache.touch(key, "jpg")
    return data


def _place(plan: Plan, frame: int) -> tuple[Slice, int]:
    """The slice that a frame lies in, and its number there."""
    parts = plan.chunks()
    ends = list(accumulate(part.frames for part in parts))
    index = next(index for index, end in enumerate(ends) if frame < end)
    return parts[index], frame - (ends[index] - parts[index].frames)


def _size(canvas: tuple[int, int], width: int) -> tuple[int, int]:
    width = min(width, canvas[0])
    return width, max(1, round(canvas[1] * width / canvas[0]))
