"""What each transition costs: composing and encoding its 1080p frames, as ratios to a crossfade.

    python benchmarks/transitions.py [--runs 3] [--only page,cube] [--markdown]

Two moving photos, 18 frames of transition, quality "standard", one thread. Transitions are interleaved and
the fastest of the runs counts; a crossfade runs before each group, so that a machine that drifts does not
show.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import photos

from photoplay.media.probe import probe
from photoplay.render.chunk import warm_up
from photoplay.render.encode import QUALITIES, ChunkEncoder
from photoplay.render.frame import Composer
from photoplay.render.plan import make_plan
from photoplay.render.slices import Slice
from photoplay.render.sources import SourceStore
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.timeline.model import Canvas, Motion, Timeline, Track, TrackKind, Transition, VideoClip

MOST = 1.5
_FRAMES = 18
_GROUP = 8


def slices(paths: Sequence[Path], names: Sequence[str], matte: Path) -> tuple[dict[str, Slice], SourceStore]:
    """For each name the frames of a transition between two moving photos."""
    records = [probe(path) for path in (*paths, matte)]
    media = {record.id: record for record in records}
    found = {}
    for name in names:
        way = Transition(name, _FRAMES * 1000 // 30, source=records[2].id if name == "luma" else None)
        clips = (
            VideoClip(
                id="c1", source=records[0].id, start_ms=0, duration_ms=2000, motion=Motion("zoom-in", 0.12)
            ),
            VideoClip(
                id="c2",
                source=records[1].id,
                start_ms=2000,
                duration_ms=2000,
                motion=Motion("pan-right", 0.12),
                transition_in=way,
            ),
        )
        timeline = Timeline((Track("v1", TrackKind.VIDEO, clips),), Canvas(1920, 1080, 30))
        found[name] = make_plan(timeline, media).whole
    store = SourceStore({record.sha256: record.path for record in records})
    return found, store


def timed(part: Slice, store: SourceStore, quality: str) -> tuple[float, float]:
    """CPU milliseconds a frame of composing, and of composing and encoding, over a transition."""
    blend = part.blends[0]
    encoder = ChunkEncoder(part.canvas, part.fps, QUALITIES[quality], 0.0)
    composer = Composer(part, store)
    composer.draw(blend.start - 1, encoder.planes)
    list(encoder.encode(0))
    composing = 0.0
    start = time.thread_time()
    for number, frame in enumerate(range(blend.start, blend.end), 1):
        before = time.thread_time()
        composer.draw(frame, encoder.planes)
        composing += time.thread_time() - before
        list(encoder.encode(number))
    list(encoder.finish())
    count = (blend.end - blend.start) / 1000
    return composing / count, (time.thread_time() - start) / count


def measured(
    parts: dict[str, Slice], store: SourceStore, runs: int, quality: str
) -> dict[str, tuple[float, float, float]]:
    """For each name: composing and composing with encoding, as ratios to a fade; composing in ms."""
    found: dict[str, tuple[float, float, float]] = {}
    names = list(parts)
    for start in range(0, len(names), _GROUP):
        group = ["fade", *(name for name in names[start : start + _GROUP] if name != "fade")]
        for name in group:
            timed(parts[name], store, quality)
        told: dict[str, list[tuple[float, float]]] = {name: [] for name in group}
        for _ in range(runs):
            for name in group:
                told[name].append(timed(parts[name], store, quality))
        best = {name: tuple(min(one[k] for one in told[name]) for k in (0, 1)) for name in group}
        for name in group:
            composing, both = best[name]
            found[name] = composing / best["fade"][0], both / best["fade"][1], composing
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="What each transition costs, as ratios to a crossfade.")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", help="names, separated by commas")
    parser.add_argument("--quality", choices=list(QUALITIES), default="standard")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    chosen = options.only.split(",") if options.only else list(TRANSITIONS)
    warm_up()
    with tempfile.TemporaryDirectory() as place:
        matte = Path(place) / "matte.png"
        cv2.imwrite(str(matte), np.tile(np.linspace(0, 255, 1920).astype(np.uint8), (1080, 1)))
        parts, store = slices(photos.reference_photos().paths[:2], dict.fromkeys(["fade", *chosen]), matte)
        found = measured(parts, store, options.runs, options.quality)
    line = "| {} | {:.2f} | {:.2f} | {:.1f} |" if options.markdown else "{:<16}{:>8.2f}{:>8.2f}{:>8.1f}"
    print("name, composing and encoding / fade, composing / fade, composing ms a frame")
    for name, (composing, both, ms) in found.items():
        print(line.format(name, both, composing, ms), "" if both <= MOST else f"  above {MOST}")


if __name__ == "__main__":
    main()
