"""Films in the video: what drawing one costs against ffmpeg's own way from file to file.

    python benchmarks/films.py [--runs 3] [--sections job,ways,memory] [--json FILE]

job     30 s of 1080p30 H.264 as the only clip, cold, against ``ffmpeg -i clip -vf scale -c:v libx264``.
ways    Composing 4 s of a film with key frames 250 pictures apart: slow, fast, reversed, turned, placed.
memory  The most that all processes hold together while a 1080p and a 4K film are rendered.

The film is made here: a photo seen by a walking camera, with noise, and something crossing it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import contenders
import cv2
import recipes
import report
from contenders import Contender
from handheld import handheld
from measure import Run, fastest, interleaved, run, spread
from report import Line

from photoplay.media.record import MediaRecord
from photoplay.media.videos import probe_film
from photoplay.render.chunk import warm_up
from photoplay.render.frame import Composer, empty_planes
from photoplay.render.plan import make_plan
from photoplay.render.sources import SourceStore
from photoplay.timeline.model import Box, Canvas, Motion, Timeline, Track, TrackKind, VideoClip

_MB = 1e6
#: Most of ffmpeg's wall time that a plain film may take.
GOAL = 0.6
#: Pictures that are compared for quality.
_COMPARED_S = 8

#: Ways of showing four seconds of a film: the canvas, and what the clip says.
WAYS: dict[str, tuple[tuple[int, int], dict[str, object]]] = {
    "forwards": ((1920, 1080), {}),
    "reversed": ((1920, 1080), {"reverse": True}),
    "at half speed": ((1920, 1080), {"speed": 0.5}),
    "at four times the speed": ((1920, 1080), {"speed": 4.0}),
    "zoomed": ((1920, 1080), {"motion": Motion("zoom-in")}),
    "mirrored": ((1920, 1080), {"flip": "h"}),
    "cropped, enlarged": ((1920, 1080), {"crop": Box(0.25, 0.25, 0.5, 0.5)}),
    "upright, with bars": ((1080, 1920), {"fit": "contain"}),
    "upright, on its blurred copy": ((1080, 1920), {"fit": "blur"}),
    "in a preview": ((960, 540), {}),
}


def job(runs: int) -> list[Line]:
    """A film of 30 s from file to file."""
    film = handheld()
    made = {"photoplay": _photoplay(film), "ffmpeg": _ffmpeg(film)}
    found = interleaved({name: one.run for name, one in made.items()}, runs)
    best = {name: fastest(one) for name, one in found.items()}
    rows = [["", "wall s", "CPU s", "size MB", "VMAF", "VMAF NEG", "others' CPU", "spread", "runs"]]
    for name, one in made.items():
        vmaf, neg = _quality(one, film)
        figures = [f"{best[name].wall_s:.2f}", f"{best[name].cpu_s:.2f}", f"{one.size_bytes / _MB:.1f}"]
        figures += [f"{vmaf:.1f}", f"{neg:.1f}", f"{best[name].disturbance:.0%}"]
        rows.append([name, *figures, f"{spread(found[name], runs):.0%}", str(len(found[name]))])
    print(report.aligned(rows))
    return [
        Line("film of 30 s, wall ÷ ffmpeg", best["photoplay"].wall_s / best["ffmpeg"].wall_s, most=GOAL),
        Line("film of 30 s, CPU ÷ ffmpeg", best["photoplay"].cpu_s / best["ffmpeg"].cpu_s),
        Line("film of 30 s, size ÷ ffmpeg", made["photoplay"].size_bytes / made["ffmpeg"].size_bytes),
    ]


def _draft(film: Path, seconds: int, size: tuple[int, int]) -> dict[str, object]:
    clip = {"id": "c0", "s": 0, "d": seconds * 1000, "src": "f", "fit": "cover", "mo": {"type": "hold"}}
    meta = {"title": "Film", "width": size[0], "height": size[1], "fps": 30, "files": {"f": str(film)}}
    return {"t": [{"id": "v1", "tt": 0, "sg": [clip]}], "d": seconds * 1000, "m": meta}


def _photoplay(film: Path, seconds: int = 30) -> Contender:
    def start(folder: Path, memory: bool) -> Run:
        path = recipes.write_draft(folder / "film.json", _draft(film, seconds, recipes.CANVAS))
        return contenders.make(path, folder, memory=memory)

    return Contender("photoplay make --draft film.json", start)


def _ffmpeg(film: Path) -> Contender:
    def start(folder: Path, memory: bool) -> Run:
        encoder = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p"]
        scale = ["-vf", f"scale={recipes.CANVAS[0]}:{recipes.CANVAS[1]}"]
        command = [recipes.ffmpeg(), "-y", "-v", "error", "-i", str(film), *scale, *encoder]
        return run([*command, "-movflags", "+faststart", str(folder / "out.mp4")], memory=memory)

    return Contender("ffmpeg -vf scale, x264 veryfast crf 20", start)


def _quality(made: Contender, film: Path) -> tuple[float, float]:
    """Mean VMAF and VMAF NEG of the first seconds against the film itself."""
    models = "version=vmaf_v0.6.1\\\\:name=vmaf|version=vmaf_v0.6.1neg\\\\:name=neg"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made.start(folder, False)
        log = folder / "log.json"
        # Untold colours would be taken for others than told ones, and converted.
        told = "setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=tv"
        words = f"[0:v]{told}[a];[1:v]{told}[b];[a][b]libvmaf=n_threads=2:log_fmt=json:log_path={log}"
        words += f":model={models}"
        inputs = [
            word for path in (folder / "out.mp4", film) for word in ("-t", str(_COMPARED_S), "-i", str(path))
        ]
        subprocess.run(
            [recipes.ffmpeg(), "-v", "error", *inputs, "-lavfi", words, "-f", "null", "-"], check=True
        )
        pooled = json.loads(log.read_text())["pooled_metrics"]
    return pooled["vmaf"]["mean"], pooled["neg"]["mean"]


def ways(runs: int) -> list[Line]:
    """Composing, without encoding: CPU time of each frame."""
    cv2.setNumThreads(1)
    warm_up()
    record = replace(probe_film(handheld(seconds=4)), id="f")
    took: dict[str, float] = {}
    for _ in range(runs):
        for name, (canvas, told) in WAYS.items():
            took[name] = min(took.get(name, 1e9), _composing_ms(record, canvas, told))
    most = {"reversed": 3.0}
    plain = took["forwards"]
    return [
        Line(f"composing a film {name}", ms, "ms a frame", note=f"{ms / plain:.2f} × forwards")
        if name not in most
        else Line(
            f"composing a film {name} ÷ forwards", ms / plain, most=most[name], note=f"{ms:.1f} ms a frame"
        )
        for name, ms in took.items()
    ]


def _composing_ms(record: MediaRecord, canvas: tuple[int, int], told: dict[str, object]) -> float:
    clip = VideoClip(id="c", source="f", name="film", start_ms=0, duration_ms=4000, **told)  # type: ignore[arg-type]
    if clip.speed > 1:
        clip = replace(clip, duration_ms=round(4000 / clip.speed))
    timeline = Timeline((Track("v1", TrackKind.VIDEO, (clip,)),), Canvas(*canvas, 30))
    plan = make_plan(timeline, {"f": record})
    sources, out = SourceStore({record.sha256: record.path}), empty_planes(canvas)
    began = time.process_time()
    for part in plan.chunks():
        composer = Composer(part, sources)
        composer.smoothness()
        for frame in range(part.frames):
            composer.draw(frame, out)
    return (time.process_time() - began) / plan.frames * 1000


def memory(runs: int) -> list[Line]:
    """The most memory of all processes together."""
    films = {"1080p": handheld(seconds=4), "4K": handheld((3840, 2160), 30, 4)}
    return [
        Line(
            f"memory, a film in {name}",
            _photoplay(film, 4).run(memory=True).memory_bytes / _MB,
            "MB",
            most=most,
        )
        for (name, film), most in zip(films.items(), (600, 900), strict=True)
    ]


SECTIONS: dict[str, Callable[[int], list[Line]]] = {"job": job, "ways": ways, "memory": memory}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sections", default=",".join(SECTIONS))
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    lines = [line for name in asked.sections.split(",") for line in SECTIONS[name](asked.runs)]
    print(report.table(lines))
    report.save(asked.json, lines, {"runs": asked.runs})


if __name__ == "__main__":
    main()
