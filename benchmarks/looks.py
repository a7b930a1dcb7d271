"""What looks cost: making a photo ready, a picture of a film, a frame's vignette and grain; and how exact they are.

    python benchmarks/looks.py [--photos DIR] [--runs 5]

CPU milliseconds, the least of the runs. R with a look on every photo: ``reference_job.py --sections looks``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import report
from numpy.typing import NDArray
from photos import reference_photos

from photoplay.media import colour
from photoplay.media.images import decode
from photoplay.media.planes import Planes
from photoplay.media.probe import probe, probe_with_small
from photoplay.media.tone import tone_of
from photoplay.render.looks.apply import grade_codes, grade_planes
from photoplay.render.looks.finish import finish, needs_finish
from photoplay.render.looks.grade import Grade, grade_of
from photoplay.render.looks.lattice import codes_of_rgb, rgb_of_codes, treated
from photoplay.render.looks.table import LOOK_TABLE
from photoplay.render.sources import prepare
from photoplay.render.views import picture_view
from photoplay.timeline.model import Look, VideoClip

F32 = NDArray[np.float32]

CANVAS = (1920, 1080)
ZOOM = 1.12
#: The last one has a table of its own for each photo, as ``auto`` and ``match`` have.
LOOKS = (("warm",), ("vivid",), ("cinematic",), ("film",), ("vintage",), ("auto", "match", "cinematic"))


def least_ms(work: Callable[[], object], runs: int) -> float:
    """CPU time of the fastest of some runs, after one that does not count."""
    work()
    times = []
    for _ in range(runs):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return min(times) * 1000


def grade_for(names: Sequence[str], path: Path) -> Grade | None:
    looks = [Look(name, 50, target=(50.0, 2.0, 4.0) if name == "match" else None) for name in names]
    return grade_of(looks, probe(path).tone, {})


def preparing(paths: Sequence[Path], runs: int) -> list[list[str]]:
    """Rows of what it takes to make a photo ready, the mean of all photos, with the table made anew."""
    from photoplay.render.looks import lattice

    plain, rows = 0.0, []
    for names in ((), *LOOKS):
        total = 0.0
        for path in paths:
            record = probe(path)
            view = picture_view(VideoClip(id="c", source=record.id), record, {}, "", keeps_alpha=False)
            view = replace(view, grade=grade_for(names, path))

            def work(path: Path = path, view: object = view) -> None:
                lattice._made.cache_clear()
                prepare({view.sha256: path}, view, ZOOM, CANVAS)  # type: ignore[attr-defined]

            total += least_ms(work, runs) / len(paths)
        plain = plain or total
        rows.append(
            [" + ".join(names) or "no look", f"{total:.1f}", f"{total - plain:+.1f}", f"{total / plain:.2f}"]
        )
    return rows


def filming(planes: Planes, path: Path, runs: int) -> list[list[str]]:
    """Rows of what a 1080p picture of a film takes: colours, light that spreads, vignette and grain."""
    rows = []
    canvas = Planes(*(plane.copy() for plane in planes))
    for names in LOOKS:
        grade = grade_for(names, path)
        assert grade is not None
        colours = least_ms(lambda grade=grade: grade_planes(planes, Grade(grade.steps), {}), runs)
        whole = least_ms(lambda grade=grade: grade_planes(planes, grade, {}), runs)
        last = least_ms(lambda grade=grade: finish(canvas, grade, 5), runs) if needs_finish(grade) else 0.0
        rows.append([" + ".join(names), f"{colours:.2f}", f"{whole - colours:.2f}", f"{last:.2f}"])
    return rows


def exactness(paths: Sequence[Path]) -> list[list[str]]:
    """Rows of how far tables lie from the functions they are made of, codes: mean, 99.9th percentile."""
    rgb = np.concatenate([colour.resize(decode(path).rgb, (256, 160)).reshape(-1, 3) for path in paths])
    codes = codes_of_rgb(rgb.astype(np.float32) / 255)
    whole = np.rint(codes)
    rows = []
    for name, row in LOOK_TABLE.items():
        if row.colour is None or row.takes_file:
            continue
        told = [name]
        for amount in (50.0, 100.0):
            look = Look(name, amount, target=(55.0, 6.0, 2.0) if name == "match" else None)
            grade = grade_of([look], tone_of(rgb.reshape(-1, 256, 3)), {})
            steps = Grade(grade.steps if grade else ())
            exact = codes_of_rgb(np.clip(treated(rgb_of_codes(codes), steps.steps, {}), 0, 1))
            told += _far(grade_codes(*_squares(codes), steps, {}), exact)
            exact = codes_of_rgb(np.clip(treated(rgb_of_codes(whole), steps.steps, {}), 0, 1))
            film = Planes(*(plane.astype(np.uint8) for plane in _squares(whole)))
            told += _far(tuple(grade_planes(film, steps, {})), exact)
        rows.append(told)
    return rows


def _squares(codes: F32) -> tuple[F32, F32, F32]:
    y, cb, cr = (np.ascontiguousarray(codes[:, k].reshape(-1, 256)) for k in range(3))
    return np.ascontiguousarray(y.repeat(2, 0).repeat(2, 1)), cb, cr


def _far(planes: Sequence[NDArray[np.generic]], exact: F32) -> list[str]:
    got = np.stack([planes[0][::2, ::2].ravel(), planes[1].ravel(), planes[2].ravel()], axis=1)
    off = np.abs(got.astype(np.float32) - exact)
    return [f"{off.mean():.2f}", f"{np.percentile(off, 99.9):.2f}"]


def main() -> None:
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    photos = reference_photos(options.photos)
    print(f"photos: {photos.origin}\n")
    tones = [probe_with_small(path)[1].rgb for path in photos.paths]
    told = sum(least_ms(lambda rgb=rgb: tone_of(rgb), options.runs) for rgb in tones) / len(tones)
    print(f"tone of a photo: {told:.2f} ms\n")
    print(
        report.aligned([["making ready, ms", "in all", "more", "÷"], *preparing(photos.paths, options.runs)])
    )
    rgb = colour.resize(decode(photos.paths[3]).rgb, CANVAS)
    rows = filming(colour.to_planes(rgb), photos.paths[3], options.runs)
    print(report.aligned([["1080p picture, ms", "colours", "spread", "canvas"], *rows]))
    heads = [
        "off, codes",
        "photo 50",
        "99.9 %",
        "film 50",
        "99.9 %",
        "photo 100",
        "99.9 %",
        "film 100",
        "99.9 %",
    ]
    print(report.aligned([heads, *exactness(photos.paths)]))


if __name__ == "__main__":
    main()
