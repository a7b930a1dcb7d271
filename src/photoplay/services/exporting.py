"""Timelines to files with what this machine has: its pool of workers, and the chunks it has kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from photoplay.config import Settings, load_settings
from photoplay.errors import InvalidOption
from photoplay.export.options import Output, bytes_of, output_of
from photoplay.export.video import Exported as Exported
from photoplay.export.video import export_video
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES
from photoplay.render.pool import ChunkPool
from photoplay.render.video import OnProgress as OnProgress
from photoplay.render.video import Progress as Progress
from photoplay.render.video import Video as Video
from photoplay.services.places import require_free, require_mp4
from photoplay.timeline.model import Timeline


def output_in_words(quality: str, preset: str | None = None, max_size: str | int | None = None) -> Output:
    """How a video is to leave, as it is said on a command line.

    Raises:
        InvalidOption: A name that is unknown, or a size that is not understood.
    """
    max_bytes = bytes_of(max_size) if isinstance(max_size, str) else max_size
    return output_of({"quality": quality, "preset": preset, "max_bytes": max_bytes})


def check_quality(quality: str) -> None:
    """Raises ``InvalidOption`` for a name that is no quality."""
    if quality not in QUALITIES:
        raise InvalidOption(f"The quality “{quality}” is unknown. Choose one of: {', '.join(QUALITIES)}.")


def render_timeline(
    timeline: Timeline,
    media: Mapping[str, MediaRecord],
    path: Path,
    *,
    quality: str = "standard",
    pool: ChunkPool,
    progress: OnProgress = lambda progress: None,
    settings: Settings | None = None,
) -> Video:
    """Renders a timeline with a pool and the kept chunks of this machine.

    Raises:
        TimelineError: It cannot be drawn.
        InvalidOption: ``path`` is one of the files it uses, or no MP4 by name.
        OutputError, RenderError: See ``export_video``.
    """
    return export_timeline(
        timeline, media, path, output=Output(quality=quality), pool=pool, progress=progress, settings=settings
    ).video


def export_timeline(
    timeline: Timeline,
    media: Mapping[str, MediaRecord],
    path: Path,
    *,
    output: Output,
    pool: ChunkPool,
    progress: OnProgress = lambda progress: None,
    settings: Settings | None = None,
) -> Exported:
    """Exports a timeline with a pool and the kept chunks of this machine.

    Raises:
        TimelineError: It cannot be drawn.
        InvalidOption: ``path`` is one of the files it uses, or no MP4 by name; or see ``export_video``.
        OutputError, RenderError: See ``export_video``.
    """
    settings = settings or load_settings()
    require_free(path, (record.path for record in media.values()))
    require_mp4(path)
    with open_cache(settings) as cache:
        return export_video(
            timeline,
            media,
            output,
            path,
            pool=pool,
            cache=cache,
            loudness_lufs=settings.loudness_lufs,
            on_progress=progress,
        )


@contextmanager
def open_cache(settings: Settings) -> Iterator[ChunkCache]:
    """The machine's cache; where it cannot be written, one that lasts as long as the render."""
    try:
        settings.cache_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.cache_dir):
            pass
    except OSError:
        with tempfile.TemporaryDirectory(prefix="photoplay-") as folder:
            yield ChunkCache(Path(folder), settings.cache_bytes)
    else:
        yield ChunkCache(settings.cache_dir, settings.cache_bytes)
