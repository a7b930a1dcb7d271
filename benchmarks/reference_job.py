"""The reference job R against what else a user could pick, and what it takes beside time.

    python benchmarks/reference_job.py [--photos DIR] [--runs 3] [--contenders photoplay,ffmpeg,x264,moviepy]
        [--sections job,start,workers,high,plus,looks,sizes,minutes,large,long] [--json FILE] [--plots DIR]

R: ten photos, 3 s each, a slow move on every one, 0.6 s crossfades, 30 s at 1080p30. Cold: a new process
and an empty cache in a fresh folder each time. Contenders take turns; the fastest of the runs counts.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import contenders
import recipes
import report
from contenders import Contender
from measure import Run, fastest, interleaved, run, spread
from photos import Photos, large_photos, reference_photos
from PIL import Image, ImageDraw
from report import Line

_MB = 1e6
NAMES = ("photoplay", "ffmpeg", "x264", "moviepy")
#: Most of each contender's wall time that R may take.
GOALS = {"ffmpeg": 0.25, "x264": 0.42, "moviepy": 0.03}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    runs: int
    contenders: tuple[str, ...]
    plots: Path | None = None


def job(photos: Photos, asked: Asked) -> list[Line]:
    """R by all contenders."""
    with ExitStack() as stack:
        made = {name: _contender(name, photos, stack) for name in asked.contenders}
        runs = interleaved({name: one.run for name, one in made.items()}, asked.runs)
        memory = {name: one.run(memory=True).memory_bytes for name, one in made.items()}
    print(_contender_table(made, runs, memory, asked.runs))
    if asked.plots:
        _plot({name: fastest(found).wall_s for name, found in runs.items()}, asked.plots)
    if "photoplay" not in made:
        return []
    facts = made["photoplay"].facts
    rendered, chunks = int(str(facts["chunks_rendered"])), int(str(facts["chunks"]))
    print(f"photoplay's chunks: {rendered} rendered, {chunks - rendered} taken from the cache")
    ours = fastest(runs["photoplay"]).wall_s
    others = {name: fastest(runs[name]).wall_s for name in GOALS if name in runs}
    return [Line(f"R, wall ÷ {name}", ours / wall, most=GOALS[name]) for name, wall in others.items()]


def _contender(name: str, photos: Photos, stack: ExitStack) -> Contender:
    if name == "x264":
        return contenders.x264(stack.enter_context(contenders.ready_frames(photos)))
    made = {"photoplay": contenders.photoplay, "ffmpeg": contenders.ffmpeg, "moviepy": contenders.moviepy}
    return made[name](photos)


def _contender_table(
    made: Mapping[str, Contender], runs: Mapping[str, list[Run]], memory: Mapping[str, int], rounds: int
) -> str:
    heads = "wall s|CPU s|÷ ffmpeg|÷ x264|size MB|memory MB|others' CPU|spread|runs"
    rows = [["", *heads.split("|"), ""]]
    for name, contender in made.items():
        best = fastest(runs[name])
        row = [name, f"{best.wall_s:.2f}", f"{best.cpu_s:.2f}"]
        for other in ("ffmpeg", "x264"):
            row.append(f"{best.wall_s / fastest(runs[other]).wall_s:.3f}" if other in runs else "")
        row += [f"{contender.size_bytes / _MB:.1f}", f"{memory[name] / _MB:.0f}", f"{best.disturbance:.0%}"]
        rows.append([*row, f"{spread(runs[name], rounds):.0%}", str(len(runs[name])), contender.told])
    return report.aligned(rows)


def _plot(walls: Mapping[str, float], folder: Path) -> None:
    """Wall times over the recipe's, as bars."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    whole = walls.get("ffmpeg", max(walls.values()))
    figure, axes = pyplot.subplots(figsize=(7, 0.6 + 0.4 * len(walls)), layout="constrained")
    bars = axes.barh(list(walls), [wall / whole for wall in walls.values()], color="C0")
    axes.bar_label(bars, fmt="%.2f", padding=3, fontsize=8)
    axes.invert_yaxis()
    axes.set_xscale("log")
    axes.set_xlabel("wall time of R ÷ ffmpeg recipe, logarithmic")
    figure.savefig(folder / "reference_job.png", dpi=110)


def start(photos: Photos, asked: Asked) -> list[Line]:
    """What ``make`` takes beside rendering: R again with every chunk in the cache. And ``--help``."""
    told = min(run([sys.executable, "-m", "photoplay", "--help"]).wall_s for _ in range(asked.runs + 2))
    words = "R with all chunks in the cache"
    return [
        Line("make beyond the render", _beyond_render_s(photos, asked.runs), "s", most=0.8, note=words),
        Line("--help", told, "s", most=0.3),
    ]


def _beyond_render_s(photos: Photos, runs: int) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        draft = recipes.write_draft(folder / "r.json", recipes.draft(photos.paths))
        contenders.make(draft, folder)
        return min(contenders.make(draft, folder).wall_s for _ in range(runs + 2))


def workers(photos: Photos, asked: Asked) -> list[Line]:
    """R by one worker process and by two."""
    made = {count: contenders.photoplay(photos, "--workers", count) for count in ("1", "2")}
    runs = interleaved({name: one.run for name, one in made.items()}, asked.runs)
    one, two = (fastest(runs[count]).wall_s for count in ("1", "2"))
    beyond = _beyond_render_s(photos, asked.runs)
    return [
        Line("1 → 2 workers, rendering", (one - beyond) / (two - beyond), "×", least=1.85),
        Line("1 → 2 workers, whole command", one / two, "×", note=f"{one:.2f} s, {two:.2f} s"),
    ]


def high(photos: Photos, asked: Asked) -> list[Line]:
    """R at quality high against standard."""
    made = {quality: contenders.photoplay(photos, "--quality", quality) for quality in ("standard", "high")}
    runs = interleaved({name: one.run for name, one in made.items()}, asked.runs)
    ratio = fastest(runs["high"]).wall_s / fastest(runs["standard"]).wall_s
    note = " and ".join(f"{made[name].size_bytes / _MB:.1f} MB" for name in ("standard", "high"))
    return [Line("R at high ÷ standard, wall", ratio, most=1.35, note=note)]


def plus(photos: Photos, asked: Asked) -> list[Line]:
    """R+ (a title, a lower third, composed music, an end card) against R."""
    made = {"R": contenders.photoplay(photos)}
    made["R+"] = contenders.photoplay(photos, draft=recipes.draft_plus(photos.paths))
    runs = interleaved({name: one.run for name, one in made.items()}, asked.runs)
    best = {name: fastest(found) for name, found in runs.items()}
    note = ", ".join(f"{name} {one.wall_s:.2f} s, {one.cpu_s:.2f} CPU s" for name, one in best.items())
    return [Line("R+ ÷ R, wall", best["R+"].wall_s / best["R"].wall_s, most=1.4, note=note)]


def looks(photos: Photos, asked: Asked) -> list[Line]:
    """R with a look on every photo and a logo, against R."""
    with tempfile.TemporaryDirectory() as name:
        logo = _logo(Path(name) / "logo.png")
        made = {"R": contenders.photoplay(photos)}
        made["looked"] = contenders.photoplay(photos, draft=recipes.draft_looked(photos.paths, logo))
        runs = interleaved({key: one.run for key, one in made.items()}, asked.runs)
    best = {key: fastest(found) for key, found in runs.items()}
    note = ", ".join(f"{key} {one.wall_s:.2f} s, {one.cpu_s:.2f} CPU s" for key, one in best.items())
    ratio = best["looked"].wall_s / best["R"].wall_s
    return [Line("R with looks and a logo ÷ R, wall", ratio, most=1.3, note=note)]


def _logo(path: Path) -> Path:
    """A round sign with letters' worth of edges, on nothing."""
    picture = Image.new("RGBA", (600, 300), (0, 0, 0, 0))
    drawing = ImageDraw.Draw(picture)
    drawing.ellipse((10, 20, 270, 280), fill=(230, 60, 40, 255))
    drawing.rounded_rectangle((300, 90, 590, 210), 30, fill=(255, 255, 255, 235))
    picture.save(path)
    return path


def sizes(photos: Photos, asked: Asked) -> list[Line]:
    """R in 4K, and at 60 frames a second, against R: by pixels drawn it is this much work."""
    made = {"R": contenders.photoplay(photos)}
    made["4K"] = contenders.photoplay(photos, draft=recipes.draft(photos.paths, canvas=(3840, 2160)))
    made["60"] = contenders.photoplay(photos, draft=recipes.draft(photos.paths, fps=60))
    runs = interleaved({key: one.run for key, one in made.items()}, asked.runs)
    wall = {key: fastest(found).wall_s for key, found in runs.items()}
    return [
        Line("R in 4K ÷ R, wall", wall["4K"] / wall["R"], note=f"4 × the pixels; {wall['4K']:.1f} s"),
        Line("R at 60 fps ÷ R, wall", wall["60"] / wall["R"], note=f"2 × the frames; {wall['60']:.1f} s"),
    ]


def minutes(photos: Photos, asked: Asked) -> list[Line]:
    """What a second of ten minutes costs, against a second of R."""
    paths = [photos.paths[index % 10] for index in range(200)]
    made = {"R": contenders.photoplay(photos)}
    # No two move alike, so that no two chunks are equal.
    made["long"] = contenders.photoplay(photos, draft=recipes.draft(paths, amount_step=0.0002))
    runs = interleaved({"R": made["R"].run, "long": made["long"].run}, 2)
    wall = {key: fastest(found).wall_s for key, found in runs.items()}
    ratio = wall["long"] / 20 / wall["R"]
    note = f"{wall['long']:.1f} s and {wall['R']:.2f} s"
    return [Line("a second of 10 minutes ÷ a second of R", ratio, most=1.05, note=note)]


def large(photos: Photos, asked: Asked) -> list[Line]:
    """Memory and time of R with ten 24-megapixel photos."""
    told = recipes.draft(large_photos(photos.paths, 10))
    return _memory(photos, told, "R with ten 24-megapixel photos")


def long(photos: Photos, asked: Asked) -> list[Line]:
    """Memory and time of ten minutes from 200 photos, every other of them of 24 megapixels."""
    few = large_photos(photos.paths, 10)
    paths = [(few if index % 2 else photos.paths)[index // 2 % 10] for index in range(200)]
    # No two move alike, so that no two chunks are equal.
    return _memory(photos, recipes.draft(paths, amount_step=0.0002), "200 photos, 10 minutes")


def _memory(photos: Photos, told: dict[str, object], name: str) -> list[Line]:
    contender = contenders.photoplay(photos, draft=told)
    found = contender.run(memory=True)
    parts = " + ".join(f"{size / _MB:.0f}" for size in found.memory)
    note = f"peak PSS of the whole tree: {parts} MB; {found.wall_s:.1f} s while it was watched"
    print(f"{name}: {contender.facts['chunks_rendered']} chunks rendered")
    return [Line(f"memory, {name}", found.memory_bytes / _MB, "MB", most=600, note=note)]


SECTIONS: dict[str, Callable[[Photos, Asked], list[Line]]] = {
    "job": job,
    "start": start,
    "workers": workers,
    "high": high,
    "plus": plus,
    "looks": looks,
    "sizes": sizes,
    "minutes": minutes,
    "large": large,
    "long": long,
}


def main() -> None:
    """Runs the sections asked for and prints their tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--contenders", default=",".join(NAMES))
    parser.add_argument("--sections", default="job,start,workers,high,plus")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plots", type=Path, help="folder for plots")
    told = parser.parse_args()
    asked = Asked(told.runs, tuple(told.contenders.split(",")), told.plots)
    photos = reference_photos(told.photos)
    processors = len(os.sched_getaffinity(0))
    facts = {"photos": photos.origin, "processors": processors, "python": platform.python_version()}
    print(", ".join(f"{name}: {value}" for name, value in facts.items()))
    lines: list[Line] = []
    for name in told.sections.split(","):
        found = SECTIONS[name](photos, asked)
        lines += found
        print(f"\n{report.table(found)}\n", flush=True)
    report.save(told.json, lines, dict(facts))


if __name__ == "__main__":
    main()
