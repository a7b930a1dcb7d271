"""The search behind the encoder's settings: CPU per frame against size at equal VMAF NEG, by content.

    python benchmarks/encoder_search.py [--photos DIR] [--full] [--classes busy,smooth] [--plots DIR]

Frames of one chunk of each kind are composed once into memory. Each set of parameters is encoded as in
``render/encode.py`` (one thread, PyAV) at several rates, and its size and CPU time are interpolated to
the VMAF NEG that plain veryfast crf 20 has on the same frames. Rows marked "file" change what all
chunks of a file must share; the others may differ from chunk to chunk.
"""

from __future__ import annotations

import argparse
import itertools
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import fidelity
import numpy as np
import recipes
import report
import video
import vmaf
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from photos import Photos, gradient, night, reference_photos, save

from photoplay.media.planes import Planes
from photoplay.render.encode import QUALITIES, SMOOTH_CHUNK
from photoplay.render.frame import Composer, empty_planes
from photoplay.render.slices import Slice
from photoplay.render.sources import SourceStore

#: What is varied one at a time around the shipped settings, and with ``--full`` in all combinations.
#: Source of what may differ between chunks: measured, with ``stitchable=1`` and equal headers.
PER_CHUNK: Mapping[str, Sequence[str]] = {
    "pbratio": ("1.3", "1.5", "1.7", "2.0"),
    "subme": ("1", "2"),
    "partitions": ("none", "i8x8", "i8x8,p8x8"),
    "aq-mode": ("0", "1", "3"),
}
PER_FILE: Mapping[str, Sequence[str]] = {
    "bframes": ("3", "4", "5", "7"),
    "weightp": ("0", "1"),
    "chroma-me": ("0", "1"),
    "cabac": ("0", "1"),
}
#: Steps of the rate, around the shipped one, at which each set is encoded.
RATES = (-3, 0, 3)
#: Every so many frames some are compared, in pairs since VMAF looks at motion.
_EVERY, _PAIR = 9, 2
#: Encodings of which the fastest counts.
_REPEATS = 2


@dataclass(frozen=True, slots=True)
class Content:
    """Frames of one chunk in memory, and those of them that are compared with a reference file."""

    name: str
    frames: Sequence[Planes]
    compared: Sequence[int]
    reference: Path


@dataclass(frozen=True, slots=True)
class Point:
    """One encoding: milliseconds of CPU and bytes a frame, and how good it is."""

    cpu_ms: float
    size_bytes: float
    neg: float
    lowest: float
    cambi: float


def encode(frames: Sequence[Planes], options: Mapping[str, str]) -> tuple[bytes, float]:
    """One chunk by single-threaded x264: its bytes, and CPU seconds."""
    context = av.CodecContext.create("libx264", "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height = recipes.CANVAS
    context.pix_fmt, context.framerate = "yuv420p", recipes.FPS  # type: ignore[assignment]
    context.thread_count = 1
    context.options = dict(options)
    frame = VideoFrame(*recipes.CANVAS, "yuv420p")
    packets: list[bytes] = []
    spent = 0.0
    for number, planes in enumerate(frames):
        for target, source in zip(frame.planes, planes, strict=True):
            view = np.frombuffer(memoryview(target), np.uint8).reshape(target.height, target.line_size)
            view[:, : source.shape[1]] = source
        frame.pts = number
        began = time.process_time()
        packets += [bytes(packet) for packet in context.encode(frame)]
        spent += time.process_time() - began
    began = time.process_time()
    packets += [bytes(packet) for packet in context.encode(None)]
    return b"".join(packets), spent + time.process_time() - began


def point(content: Content, options: Mapping[str, str], folder: Path) -> Point:
    """Encodes, decodes and compares."""
    data, spent = min((encode(content.frames, options) for _ in range(_REPEATS)), key=lambda one: one[1])
    coded, raw = folder / "point.h264", folder / "point.yuv"
    coded.write_bytes(data)
    seen = [planes.luma for _, planes in video.frames(coded, set(content.compared))]
    vmaf.write_luma(raw, seen[:1] + seen)
    scores = vmaf.score(raw, content.reference, recipes.CANVAS, cambi=True)
    count = len(content.frames)
    return Point(spent * 1000 / count, len(data) / count, scores.mean_neg, scores.lowest, scores.mean_cambi)


def at_equal_neg(points: Sequence[Point], neg: float) -> Point:
    """Size (by its logarithm) and CPU interpolated to a VMAF NEG; the ends are extended."""
    ordered = sorted(points, key=lambda one: one.neg)
    place = next((i for i in range(1, len(ordered) - 1) if ordered[i].neg >= neg), len(ordered) - 1)
    a, b = ordered[place - 1], ordered[place]
    share = (neg - a.neg) / max(b.neg - a.neg, 1e-6)

    def between(low: float, high: float) -> float:
        return low + share * (high - low)

    size = float(np.exp(between(np.log(a.size_bytes), np.log(b.size_bytes))))
    cpu, lowest = between(a.cpu_ms, b.cpu_ms), between(a.lowest, b.lowest)
    return Point(cpu, size, neg, lowest, between(a.cambi, b.cambi))


def shipped(is_smooth: bool) -> dict[str, str]:
    """The options that ``standard`` uses for one kind of chunk."""
    return QUALITIES["standard"].options(is_smooth)


def varied(options: Mapping[str, str], rate: float, changes: Mapping[str, str]) -> dict[str, str]:
    """Options with another rate and other x264 parameters; of equal names the last one counts."""
    name = "qp" if "qp" in options else "crf"
    more = "".join(f":{key}={value}" for key, value in changes.items())
    value = float(options[name]) + rate
    told = f"{value:.0f}" if name == "qp" else f"{value:g}"
    return {**options, name: told, "x264-params": options["x264-params"] + more}


def grid(options: Mapping[str, str], full: bool) -> Iterator[tuple[str, dict[str, str]]]:
    """Names and changes of all sets: the shipped one, then one change each, or all combinations."""
    yield "shipped", {}
    everything = {**PER_CHUNK, **PER_FILE}
    if full:
        for values in itertools.product(*everything.values()):
            changes = dict(zip(everything, values, strict=True))
            yield " ".join(f"{key}={value}" for key, value in changes.items()), changes
        return
    same = options["x264-params"].split(":")
    for key, choices in everything.items():
        for told in (f"{key}={value}" for value in choices):
            if told not in same and not (key == "aq-mode" and "qp" in options):
                yield f"{told}{' (file)' if key in PER_FILE else ''}", {key: told.removeprefix(f"{key}=")}


def contents(photos: Photos, folder: Path) -> Iterator[Content]:
    """The middle one of R's busy chunks, and one of pictures that are smooth all over."""
    r = recipes.write_draft(folder / "r.json", recipes.draft(photos.paths))
    drawn = [save(folder, "gradient", gradient((2560, 1600))), save(folder, "night", night((2560, 1600)))]
    smooth = recipes.write_draft(folder / "s.json", recipes.draft(drawn))
    for name, path in {"busy": r, "smooth": smooth}.items():
        plan, media = recipes.planned(path)
        paths = {record.sha256: record.path for record in media.values()}
        sources = SourceStore(paths)
        chunks = plan.chunks()
        rated = sorted((Composer(part, sources).smoothness(), n) for n, part in enumerate(chunks))
        fit = [n for smoothness, n in rated if (smoothness >= SMOOTH_CHUNK) == (name == "smooth")]
        number = fit[len(fit) // 2]
        first, compared = plan.borders[number], _compared(chunks[number])
        frames = _composed(chunks[number], sources)
        if name == "busy":
            wanted = [recipes.our_path(plan, first + frame) for frame in compared]
            reference = fidelity.reference([(paths[digest], place) for digest, place in wanted], "709")
        else:
            # Grain is to be kept, so the frames themselves are what is aimed at.
            reference = folder / "smooth.yuv"
            vmaf.write_luma(reference, [frames[frame].luma for frame in (compared[0], *compared)])
        yield Content(name, frames, compared, reference)


def _compared(part: Slice) -> list[int]:
    """Pairs of frames outside transitions."""
    blended = {frame for blend in part.blends for frame in range(blend.start - 1, blend.end + 1)}
    starts = range(2, part.frames - _PAIR, _EVERY)
    pairs = [[start + step for step in range(_PAIR)] for start in starts]
    return [frame for pair in pairs if not blended & set(pair) for frame in pair]


def _composed(part: Slice, sources: SourceStore) -> list[Planes]:
    frames = []
    for number in range(part.frames):
        planes = empty_planes(part.canvas)
        Composer(part, sources).draw(number, planes)
        frames.append(planes)
    return frames


def search(content: Content, full: bool, folder: Path) -> dict[str, Point]:
    """Every set at equal VMAF NEG; the first row is plain veryfast crf 20."""
    plain = point(content, {"preset": "veryfast", "crf": "20", "x264-params": "threads=1"}, folder)
    found = {"veryfast crf 20": plain}
    options = shipped(content.name == "smooth")
    for name, changes in grid(options, full):
        points = [point(content, varied(options, rate, changes), folder) for rate in RATES]
        found[name] = at_equal_neg(points, plain.neg)
    return found


def front(points: Mapping[str, Point]) -> list[str]:
    """Names of the sets that no other beats in both CPU and size."""
    return [
        name
        for name, one in points.items()
        if not any(o.cpu_ms < one.cpu_ms and o.size_bytes < one.size_bytes for o in points.values())
    ]


def told(content: Content, points: Mapping[str, Point]) -> str:
    """A table by size, the front marked."""
    plain = points["veryfast crf 20"]
    best = set(front(points))
    rows = [[content.name, "CPU ms", "÷ veryfast", "size ÷ veryfast", "lowest 1 %", "CAMBI", "front"]]
    for name, one in sorted(points.items(), key=lambda item: item[1].size_bytes):
        ratios = f"{one.cpu_ms / plain.cpu_ms:.2f}", f"{one.size_bytes / plain.size_bytes:.2f}"
        quality = f"{one.lowest:.1f}", f"{one.cambi:.2f}"
        rows.append([name, f"{one.cpu_ms:.1f}", *ratios, *quality, "*" if name in best else ""])
    return report.aligned(rows)


def plot(content: Content, points: Mapping[str, Point], folder: Path) -> None:
    """CPU against size, both over plain veryfast; the front is a line, its sets are named."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    plain = points["veryfast crf 20"]
    places = {n: (p.cpu_ms / plain.cpu_ms, p.size_bytes / plain.size_bytes) for n, p in points.items()}
    figure, axes = pyplot.subplots(figsize=(7, 4.5), layout="constrained")
    near = [place for name, place in places.items() if name != "veryfast crf 20"]
    axes.scatter([x for x, _ in near], [y for _, y in near], s=14, color="0.6")
    line = sorted(places[name] for name in front(points))
    axes.plot([x for x, _ in line], [y for _, y in line], color="C0", lw=1)
    for name in {*front(points), "shipped"} - {"veryfast crf 20"}:
        axes.annotate(name, places[name], fontsize=7, xytext=(3, 3), textcoords="offset points")
    axes.scatter(*places["shipped"], color="C3", zorder=3)
    axes.set_xlabel("CPU ÷ veryfast crf 20")
    axes.set_ylabel("size ÷ veryfast crf 20, equal VMAF NEG")
    axes.set_title(f"x264 settings, {content.name} chunk of R")
    figure.savefig(folder / f"encoder_{content.name}.png", dpi=110)


def main() -> None:
    """Searches both kinds of content; prints tables and writes plots."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--full", action="store_true", help="all combinations; takes hours")
    parser.add_argument("--classes", default="busy,smooth")
    parser.add_argument("--plots", type=Path)
    asked = parser.parse_args()
    photos = reference_photos(asked.photos)
    print(f"photos: {photos.origin}; processors: {len(os.sched_getaffinity(0))}")
    with tempfile.TemporaryDirectory() as name:
        for content in contents(photos, Path(name)):
            if content.name not in asked.classes:
                continue
            points = search(content, asked.full, Path(name))
            print(f"\n{told(content, points)}", flush=True)
            if asked.plots:
                plot(content, points, asked.plots)


if __name__ == "__main__":
    main()
