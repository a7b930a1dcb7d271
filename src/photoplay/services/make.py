"""From photos to a finished video: the whole job behind ``photoplay make`` and ``photoplay.make``."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from photoplay.config import Settings, load_settings
from photoplay.errors import InvalidOption, MediaError, NoMedia
from photoplay.export.options import Output, bytes_of, output_of
from photoplay.export.presets import require_preset
from photoplay.export.video import Exported as Exported
from photoplay.export.video import export_video
from photoplay.media.record import MediaRecord
from photoplay.motion.choice import choose
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES
from photoplay.render.pool import ChunkPool
from photoplay.render.video import OnProgress as OnProgress
from photoplay.render.video import Progress as Progress
from photoplay.render.video import Video as Video
from photoplay.services.importing import Order, import_photos
from photoplay.services.places import require_free, require_mp4
from photoplay.services.workers import open_pool
from photoplay.timeline import checks
from photoplay.timeline.model import (
    ASPECTS,
    FRAME_RATES,
    MAX_CANVAS,
    MOTIONS,
    Canvas,
    Fit,
    Motion,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)
from photoplay.times import frame_at, ms_at

#: Longest video and shortest photo that ``make`` builds, seconds. The first is the contract's limit.
LONGEST_S, SHORTEST_PHOTO_S = 4 * 3600, 0.1


@dataclass(frozen=True, slots=True)
class Cut:
    """How photos become a timeline.

    Attributes:
        seconds: Length of the whole video; wins over ``per_photo``.
        per_photo: Length of each photo, seconds.
        canvas: Size and frame rate.
        motion: A name of ``MOTIONS`` for all photos, or "auto".
        fit: For all photos, or "auto".
        transition: A transition's name, or "none".
        transition_seconds: Its length.
        title: The project's name.
        closing_seconds: Length of the last photo, within the whole; None: as long as the others.
    """

    seconds: float | None = None
    per_photo: float = 3.0
    canvas: Canvas = Canvas()
    motion: str = "auto"
    fit: str = "auto"
    transition: str = "fade"
    transition_seconds: float = 0.6
    title: str = ""
    closing_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A finished video with what led to it.

    Attributes:
        video: The file and its facts.
        timeline: What it shows.
        media: The records of the timeline's photos, by asset id.
        refused: Files that could not be used, each with its reason.
        wall_s: Time it took, seconds.
        exported: The video with what was measured against its limits, and what was decided for it.
    """

    video: Video
    timeline: Timeline
    media: Mapping[str, MediaRecord]
    refused: tuple[MediaError, ...]
    wall_s: float
    exported: Exported


def canvas_of(aspect: str | None, size: str | None, fps: int) -> Canvas:
    """A canvas from words: "9:16" or "1280x720".

    Raises:
        InvalidOption: Unknown aspect, or a size or rate out of range.
    """
    width, height = ASPECTS["16:9"]
    if aspect is not None:
        if aspect not in ASPECTS:
            raise InvalidOption(f"The aspect “{aspect}” is unknown. Choose one of: {', '.join(ASPECTS)}.")
        width, height = ASPECTS[aspect]
    if size is not None:
        told = size.lower().replace("×", "x").split("x")
        if len(told) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 6 for part in told):
            raise InvalidOption(f"The size “{size}” is not understood. Write it like 1280x720.")
        width, height = int(told[0]), int(told[1])
        if width % 2 or height % 2:
            raise InvalidOption(f"The size {width}x{height} has an odd side; video needs even ones.")
    if (
        max(width, height) > max(MAX_CANVAS)
        or min(width, height) > min(MAX_CANVAS)
        or min(width, height) < 16
    ):
        raise InvalidOption(
            f"The size {width}x{height} is out of range: 16x16 to {MAX_CANVAS[0]}x{MAX_CANVAS[1]}."
        )
    if fps not in FRAME_RATES:
        rates = ", ".join(map(str, FRAME_RATES))
        raise InvalidOption(f"{fps} frames a second are not offered. Choose one of: {rates}.")
    return Canvas(width, height, fps)


def timeline_of(records: Sequence[MediaRecord], cut: Cut) -> Timeline:
    """The timeline of a slideshow: each photo once, in order.

    Args:
        records: Photos.
        cut: How to cut them.

    Raises:
        NoMedia: No photos.
        InvalidOption: A length out of range.
        InvalidTimeline: Too many photos.
    """
    if not records:
        raise NoMedia("There is nothing to make a video of: name photos, or a folder with photos in it.")
    borders = _borders_ms(len(records), cut)
    durations = [b - a for a, b in pairwise(borders)]
    size = (cut.canvas.width, cut.canvas.height)
    choices = choose(records, size, durations)
    transition = None
    if cut.transition != "none" and cut.transition_seconds > 0:
        transition = Transition(cut.transition, round(cut.transition_seconds * 1000))
    clips = tuple(
        VideoClip(
            id=f"c{index + 1}",
            name=record.name,
            start_ms=borders[index],
            duration_ms=durations[index],
            source=record.id,
            fit=choice.fit if cut.fit == "auto" else _fit(cut.fit),
            motion=Motion(choice.motion if cut.motion == "auto" else cut.motion),
            transition_in=transition if index else None,
        )
        for index, (record, choice) in enumerate(zip(records, choices, strict=True))
    )
    timeline = Timeline((Track("v1", TrackKind.VIDEO, clips, "Video"),), cut.canvas, cut.title)
    checks.check(timeline)
    return timeline


def _fit(told: str) -> Fit:
    fits: dict[str, Fit] = {"cover": "cover", "contain": "contain", "blur": "blur"}
    if told not in fits:
        raise InvalidOption(f"The fit “{told}” is unknown. Choose one of: auto, {', '.join(fits)}.")
    return fits[told]


def _borders_ms(count: int, cut: Cut) -> list[int]:
    """Cut points of ``count`` equally long photos, on frame borders, the total exact."""
    total = cut.seconds if cut.seconds is not None else cut.per_photo * count
    if not 0 < total <= LONGEST_S:
        raise InvalidOption(
            f"A video of {total:g} seconds is out of range: more than 0, at most {LONGEST_S}."
        )
    if total / count < SHORTEST_PHOTO_S:
        raise InvalidOption(
            f"{total:g} seconds are too short for {count} photo{'s' if count > 1 else ''}: each would be seen "
            f"for less than {SHORTEST_PHOTO_S:g} s. Make the video longer or name fewer photos."
        )
    # Cuts on frame borders: when an edit shifts them later, they all still round the same way.
    fps, total_ms = cut.canvas.fps, round(total * 1000)
    frames = frame_at(total_ms, fps)
    closing = 0
    if cut.closing_seconds is not None and count > 1:
        shortest = max(1, frame_at(round(SHORTEST_PHOTO_S * 1000), fps))
        wanted, count = frame_at(round(cut.closing_seconds * 1000), fps), count - 1
        closing = max(shortest, min(wanted, frames - count * shortest))
        frames -= closing
    inner = [ms_at((2 * frames * index + count) // (2 * count), fps) for index in range(1, count)]
    return [0, *inner, *([ms_at(frames, fps)] if closing else []), total_ms]


def check_cut(cut: Cut) -> None:
    """Refuses unknown names before any work is done.

    Raises:
        InvalidOption: A motion, fit or transition that does not exist, or a length out of range.
    """
    from photoplay.render.transitions import TRANSITIONS

    motions = [name for name in MOTIONS if name != "custom"]
    if cut.motion != "auto" and cut.motion not in motions:
        raise InvalidOption(
            f"The motion “{cut.motion}” is unknown. Choose one of: auto, {', '.join(motions)}."
        )
    if cut.transition != "none" and cut.transition not in TRANSITIONS:
        known = ", ".join(TRANSITIONS)
        raise InvalidOption(f"The transition “{cut.transition}” is unknown. Choose one of: none, {known}.")
    if not 0 <= cut.transition_seconds <= 60:
        raise InvalidOption("The length of transitions is out of range: 0 to 60 seconds.")
    if cut.fit != "auto":
        _fit(cut.fit)
    _borders_ms(1, cut)


def make(
    inputs: str | Path | Iterable[str | Path],
    output: str | Path,
    *,
    seconds: float | None = None,
    per_photo: float = 3.0,
    aspect: str | None = None,
    size: str | None = None,
    fps: int = 30,
    motion: str = "auto",
    fit: str = "auto",
    transition: str = "fade",
    transition_seconds: float = 0.6,
    order: Order = "auto",
    quality: str = "standard",
    preset: str | None = None,
    max_size: str | int | None = None,
    workers: int | None = None,
    pool: ChunkPool | None = None,
    progress: OnProgress = lambda progress: None,
    refused: Callable[[MediaError], None] = lambda error: None,
    looked: Callable[[int, int], None] = lambda done, total: None,
) -> Made:
    """Makes a video of photos.

    Args:
        inputs: Photos and folders of photos.
        output: The MP4 to write.
        seconds: Length of the video; wins over ``per_photo``.
        per_photo: Length of each photo, seconds.
        aspect: "16:9", "9:16", "1:1" or "4:5".
        size: Such as "1280x720"; wins over ``aspect``.
        fps: 24, 25, 30, 50 or 60.
        motion: "auto", or one move for all photos ("zoom-in", "pan-left", "hold", …).
        fit: "auto", "cover", "contain" or "blur".
        transition: "fade", "fadeblack", "wipeleft", …, or "none".
        transition_seconds: Its length.
        order: "auto", "name", "date" or "given"; see ``import_photos``.
        quality: "draft", "standard", "high" or "lossless".
        preset: "discord", "youtube", …; its shape is taken where ``aspect`` and ``size`` are not given.
        max_size: The file is smaller than this: bytes, or words such as "8MB".
        workers: Processes that draw; by default one for each processor.
        pool: Running workers to use instead.
        progress: Told how far it is, every few frames, from another thread.
        refused: Told about each file that cannot be used; the others go on.
        looked: Told how many files have been looked at, of how many.

    Raises:
        InvalidOption: An option out of range.
        NoMedia: No usable photo.
        OutputError: The file cannot be written.
        RenderError: Drawing failed.
    """
    began = time.monotonic()
    check_quality(quality)
    wished = output_in_words(quality, preset, max_size)
    canvas = _shaped(canvas_of(aspect, size, fps), None if aspect or size else wished.preset)
    cut = Cut(seconds, per_photo, canvas, motion, fit, transition, transition_seconds)
    check_cut(cut)
    paths = [Path(inputs)] if isinstance(inputs, str | Path) else [Path(one) for one in inputs]
    with nullcontext(pool) if pool else open_pool(workers) as pool:
        imported = import_photos(paths, order, looked)
        for error in imported.refused:
            refused(error)
        if not imported.records and imported.refused:
            raise NoMedia(f"None of the files can be used. {imported.refused[0].message}")
        timeline = timeline_of(imported.records, cut)
        media = {record.id: record for record in imported.records}
        exported = export_timeline(timeline, media, Path(output), output=wished, pool=pool, progress=progress)
    return Made(exported.video, timeline, media, imported.refused, time.monotonic() - began, exported)


def _shaped(canvas: Canvas, preset: str | None) -> Canvas:
    """A canvas in the shape that a preset asks for."""
    if preset is None:
        return canvas
    width, height = require_preset(preset).canvas_for((canvas.width, canvas.height))
    return replace(canvas, width=width, height=height)


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
        InvalidOption: ``path`` is one of the photos, or no MP4 by name.
        OutputError, RenderError: See ``render_video``.
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
        InvalidOption: ``path`` is one of the photos, or no MP4 by name; or see ``export_video``.
        OutputError, RenderError: See ``export_video``.
    """
    settings = settings or load_settings()
    require_free(path, (record.path for record in media.values()))
    require_mp4(path)
    with _open_cache(settings) as cache:
        return export_video(timeline, media, output, path, pool=pool, cache=cache, on_progress=progress)


@contextmanager
def _open_cache(settings: Settings) -> Iterator[ChunkCache]:
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
