"""Exporting R again after one edit: what is drawn again, and what that takes against drawing all.

    python benchmarks/re_export.py [--photos DIR] [--runs 3] [--quality standard] [--json FILE]

The process is warm: the pool of workers is open, and R has been rendered. Each edit starts from R and
from a cache that holds R's chunks only.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import recipes
import report
from photos import reference_photos
from report import Line

from photoplay.config import Settings
from photoplay.media.record import MediaRecord
from photoplay.render.encode import QUALITIES, settings_of
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import slice_key
from photoplay.render.video import Video
from photoplay.services.drafts import load_draft
from photoplay.services.exporting import render_timeline
from photoplay.services.workers import open_pool
from photoplay.timeline import edits
from photoplay.timeline.model import Timeline, VideoClip

Edit = Callable[[Timeline], Timeline]
#: What drawing nothing may cost, share of drawing all.
OVERHEAD = 0.04


def _inserted(timeline: Timeline) -> Timeline:
    track = timeline.main_track
    assert track is not None
    clip = next(clip for clip in track.clips if clip.id == "c7")
    assert isinstance(clip, VideoClip)
    return edits.insert(timeline, replace(clip, id="new"), after="c3")


#: Each edit, and how many chunks it may cost.
EDITS: dict[str, tuple[Edit, int]] = {
    "lengthen one by a second": (lambda timeline: edits.set_duration(timeline, "c4", 4000), 2),
    "trim one by half a second": (lambda timeline: edits.trim(timeline, "c4", end_ms=500), 2),
    "insert one": (_inserted, 2),
    "remove one": (lambda timeline: edits.remove(timeline, "c4"), 1),
    "move one": (lambda timeline: edits.move(timeline, "c7", before="c3"), 4),
    "nothing": (lambda timeline: timeline, 0),
}


class Bench:
    """R, its media, and open workers."""

    def __init__(
        self, timeline: Timeline, media: Mapping[str, MediaRecord], quality: str, folder: Path
    ) -> None:
        self.timeline = timeline
        self._media = media
        self._quality = quality
        self._folder = folder

    def keys(self, timeline: Timeline) -> dict[str, int]:
        """Names of a timeline's chunks and how many frames each has."""
        chunks = make_plan(timeline, self._media).chunks()
        return {slice_key(part, settings_of(QUALITIES[self._quality])): part.frames for part in chunks}

    def render(self, timeline: Timeline, cache: Path, pool: ChunkPool) -> tuple[float, Video]:
        """Seconds that a render takes, and the video's facts."""
        began = time.perf_counter()
        video = render_timeline(
            timeline,
            self._media,
            self._folder / "out.mp4",
            quality=self._quality,
            pool=pool,
            settings=Settings(cache),
        )
        return time.perf_counter() - began, video

    def after(self, edit: Edit, runs: int, pool: ChunkPool) -> tuple[float, Video, int]:
        """The same for the edited timeline on R's cache, the fastest of several runs, and its new frames."""
        edited = edit(self.timeline)
        known = self.keys(self.timeline)
        frames = sum(count for key, count in self.keys(edited).items() if key not in known)
        found = []
        for _ in range(runs):
            with tempfile.TemporaryDirectory(dir=self._folder) as name:
                shutil.copytree(self._folder / "cache", name, dirs_exist_ok=True)
                found.append(self.render(edited, Path(name), pool))
        best = min(found, key=lambda one: one[0])
        return *best, frames


def measure(bench: Bench, folder: Path, runs: int) -> list[Line]:
    """Two lines for each edit: time, and chunks."""
    lines = []
    with open_pool(None) as pool:
        cold = min(bench.render(bench.timeline, folder / f"cold{index}", pool)[0] for index in range(runs))
        bench.render(bench.timeline, folder / "cache", pool)
        for words, (edit, most_chunks) in EDITS.items():
            wall, video, frames = bench.after(edit, runs, pool)
            most = frames / video.frames + OVERHEAD
            note = f"{wall:.2f} s of {cold:.2f} s; {frames} of {video.frames} frames drawn"
            lines.append(Line(f"{words}: wall ÷ R", wall / cold, most=most, note=note))
            note = f"of {video.chunks}"
            lines.append(Line(f"{words}: chunks drawn", video.chunks_rendered, most=most_chunks, note=note))
    return lines


def main() -> None:
    """Measures all edits and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--quality", default="standard")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    photos = reference_photos(asked.photos)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        timeline, media = load_draft(recipes.write_draft(folder / "r.json", recipes.draft(photos.paths)))
        lines = measure(Bench(timeline, media, asked.quality, folder), folder, asked.runs)
    print(f"photos: {photos.origin}\n\n{report.table(lines)}")
    report.save(asked.json, lines, {"photos": photos.origin, "quality": asked.quality})


if __name__ == "__main__":
    main()
