"""Size targets: what is chosen for a limit, beside the best of a sweep of rate × size.

python benchmarks/fit.py [--photos DIR] [--bits 0.4 1 2.5 6] [--drafts 3] [--json FILE]
python benchmarks/fit.py --likeness

For each draft and limit (a mean rate, Mbit/s) the table has VMAF, the part of the limit that is used and
the cost beside a plain export, then the best VMAF that one quantiser for all chunks reaches at any size
under the same limit. VMAF is against the lossless video at the project's size, every fifth frame,
smaller videos enlarged by bicubic scaling. ``--likeness`` fits ``export.likeness`` to VMAF anew.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import report
from photos import reference_photos
from recipes import ffmpeg
from report import Line

from photoplay.export.fit import ladder
from photoplay.export.likeness import estimate, features
from photoplay.export.options import Output
from photoplay.export.video import Exported, export_video
from photoplay.media.movie import decoded_luma
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import POOREST_QP, QUALITIES, Quality, quality_with
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.video import Batch, Video, render_video
from photoplay.services.importing import import_photo
from photoplay.services.slideshow import Cut, timeline_of
from photoplay.timeline.model import Timeline

_PHOTO_S = 2.5
#: Quantisers of the sweep; those between are interpolated for the bytes, then rendered.
_SWEPT = range(12, POOREST_QP + 1)


@dataclass(slots=True)
class Draft:
    """One slideshow, its lossless video, and everything rendered of it so far."""

    name: str
    timeline: Timeline
    media: Mapping[str, MediaRecord]
    pool: ChunkPool
    folder: Path
    sizes: dict[tuple[int, int], int] = field(default_factory=dict)
    scores: dict[tuple[int, int], float] = field(default_factory=dict)

    @property
    def reference(self) -> Path:
        path = self.folder / f"{self.name}-lossless.mp4"
        if not path.exists():
            self._video(self.timeline, QUALITIES["lossless"], path)
        return path

    def _video(self, timeline: Timeline, quality: Quality, path: Path) -> Video:
        plan = make_plan(timeline, self.media)
        paths = {record.sha256: record.path for record in self.media.values()}
        cache = ChunkCache(self.folder / "cache", 40_000_000_000)
        return render_video(plan, paths, path, quality=quality, pool=self.pool, cache=cache)

    def size_bytes(self, rung: int, qp: int) -> int:
        """Of the whole file at a rung of the ladder with one quantiser."""
        if (rung, qp) not in self.sizes:
            path = self.folder / f"{self.name}-{rung}-{qp}.mp4"
            self.sizes[rung, qp] = self._video(ladder(self.timeline)[rung], quality_with(qp), path).size_bytes
        return self.sizes[rung, qp]

    def score(self, rung: int, qp: int) -> float:
        """Its VMAF."""
        if (rung, qp) not in self.scores:
            self.size_bytes(rung, qp)
            self.scores[rung, qp] = vmaf(self.folder / f"{self.name}-{rung}-{qp}.mp4", self)
        return self.scores[rung, qp]

    def finest(self, rung: int, limit_bytes: int) -> int | None:
        """The lowest quantiser whose file is under a limit."""
        low, high = _SWEPT[0], _SWEPT[-1] + 1
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.size_bytes(rung, middle) < limit_bytes else (middle + 1, high)
        return low if low <= _SWEPT[-1] else None


def vmaf(path: Path, draft: Draft) -> float:
    """Mean VMAF of a file against the draft's lossless video."""
    canvas = draft.timeline.canvas
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.json"
        words = f"[0]scale={canvas.width}:{canvas.height}:flags=bicubic[a];[a][1]libvmaf=n_subsample=5"
        words += f":n_threads=2:log_fmt=json:log_path={log}"
        command = [ffmpeg(), "-v", "error", "-i", str(path), "-i", str(draft.reference), "-lavfi", words]
        subprocess.run([*command, "-f", "null", "-"], check=True)
        rows = json.loads(log.read_text())["frames"][1:]
    return float(np.mean([row["metrics"]["vmaf"] for row in rows]))


def chosen(draft: Draft, output: Output) -> tuple[Exported, float, float]:
    """An export with an empty cache, its VMAF, and the seconds it took."""
    path = draft.folder / f"{draft.name}-chosen.mp4"
    with tempfile.TemporaryDirectory() as cache:
        began = time.perf_counter()
        found = export_video(
            draft.timeline, draft.media, output, path, pool=draft.pool, cache=ChunkCache(Path(cache))
        )
        wall_s = time.perf_counter() - began
    return found, vmaf(path, draft), wall_s


def best_of_sweep(draft: Draft, limit_bytes: int) -> tuple[float, str]:
    """The best VMAF that one quantiser reaches at any size under a limit, and where."""
    best, where = 0.0, "none"
    for rung, timeline in enumerate(ladder(draft.timeline)):
        if timeline.canvas.fps != draft.timeline.canvas.fps:
            continue
        qp = draft.finest(rung, limit_bytes)
        if qp is None:
            continue
        score = draft.score(rung, qp)
        if score > best:
            best, where = score, f"{timeline.canvas.height} lines, qp {qp}"
        elif score < best - 3:
            break  # Sizes are tried from the largest down, and there is one peak.
    return best, where


def compare(draft: Draft, bits: list[float]) -> Iterator[Line]:
    """The lines of one draft."""
    assert draft.reference.exists()  # made first: the workers are warm from here on
    _, _, plain_s = chosen(draft, Output())
    for megabits in bits:
        limit_bytes = int(megabits * 1e6 / 8 * draft.timeline.duration_ms / 1000)
        found, score, wall_s = chosen(draft, Output(max_bytes=limit_bytes))
        best, where = best_of_sweep(draft, limit_bytes)
        video, name = found.video, f"{draft.name}, {megabits:g} Mbit/s"
        used = video.size_bytes / limit_bytes
        yield Line(f"{name}: VMAF below the best of the sweep", best - score, most=1.0, note=f"best: {where}")
        yield Line(f"{name}: VMAF", score, note=f"{video.width}x{video.height}")
        yield Line(f"{name}: of the limit used", used, most=1.0)
        yield Line(f"{name}: wall ÷ plain export", wall_s / plain_s, most=2.2)


def likeness_fit(draft: Draft) -> list[tuple[float, float, float]]:
    """(ADM, VIF, VMAF) of the sweep's corners: what ``likeness._TO_VMAF`` is fitted to."""
    found = []
    own = make_plan(draft.timeline, draft.media).chunks()
    paths = {record.sha256: record.path for record in draft.media.values()}
    cache = ChunkCache(draft.folder / "cache", 40_000_000_000)

    def planes(timeline: Timeline, quality: Quality) -> list[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]:
        parts = make_plan(timeline, draft.media).chunks()
        batch = Batch(
            parts, paths, qualities=[quality] * len(parts), pool=draft.pool, cache=cache
        )  # what the sweep made is taken
        shown = []
        for part, chunk in zip(own, batch.chunks(), strict=True):
            wanted = frozenset({part.frames // 4, 3 * part.frames // 4})
            shown += decoded_luma((packet.data for packet in chunk.packets), wanted)
        return shown

    drawn = planes(draft.timeline, QUALITIES["lossless"])
    for rung, timeline in enumerate(ladder(draft.timeline)):
        for qp in range(20, 45, 6):
            coded = planes(timeline, quality_with(qp))
            pairs = [features(a, b, (1920, 1080)) for a, b in zip(drawn, coded, strict=True)]
            adm, vif = (float(mean) for mean in np.mean(pairs, axis=0))
            found.append((adm, vif, draft.score(rung, qp)))
    return found


def fit_likeness(rows: list[tuple[float, float, float]]) -> None:
    """Prints the factors that turn ADM and VIF into VMAF, and how well they do."""
    adm, vif, score = np.array(rows).T
    terms = np.stack([np.ones_like(adm), adm, vif, adm**2, vif**2, adm * vif], axis=1)
    factors, *_ = np.linalg.lstsq(terms, score, rcond=None)
    print("factors:", ", ".join(f"{factor:.3f}" for factor in factors))
    print(f"error of the fit, RMS: {np.std(score - terms @ factors):.2f}")
    now = np.array([estimate(a, b) for a, b in zip(adm, vif, strict=True)])
    print(f"error of the factors in use, RMS: {np.std(score - now):.2f}")


def main() -> None:
    """Measures and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--drafts", type=int, default=3, help="slideshows, 1–3")
    parser.add_argument("--bits", type=float, nargs="+", default=[0.4, 1, 2.5, 6], help="limits, Mbit/s")
    parser.add_argument("--likeness", action="store_true", help="fit the estimate of likeness instead")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    photos = reference_photos(asked.photos)
    print(f"photos: {photos.origin}")
    lines: list[Line] = []
    rows: list[tuple[float, float, float]] = []
    with ChunkPool(os.cpu_count() or 1) as pool, tempfile.TemporaryDirectory() as folder:
        for number, name in enumerate("abc"[: asked.drafts]):
            records = [
                import_photo(path) for path in photos.paths[3 * number : 3 * number + 3 + (number == 2)]
            ]
            media = {record.id: record for record in records}
            draft = Draft(name, timeline_of(records, Cut(per_photo=_PHOTO_S)), media, pool, Path(folder))
            if asked.likeness:
                rows += likeness_fit(draft)
                continue
            found = list(compare(draft, asked.bits))
            print(report.table(found), flush=True)
            lines += found
    if asked.likeness:
        fit_likeness(rows)
    report.save(asked.json, lines, {"photos": photos.origin})


if __name__ == "__main__":
    main()
