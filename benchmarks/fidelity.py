"""How close the finished video is to the photos: VMAF, VMAF NEG, sharpness and size, beside the recipe's.

Each tool is held against the photo itself on the tool's own camera path (``supersample``). The recipe
is held against the path that zoompan really takes, in whole pixels, so that its shake is not counted
here; ``smoothness`` does that.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import recipes
import supersample
import video
import vmaf
from numpy.typing import NDArray
from photos import Photos, scratch
from PIL import Image, JpegImagePlugin
from report import Line

from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES
from photoplay.render.frame import compose
from photoplay.render.geometry import Placement
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import Plan
from photoplay.render.sources import SourceStore
from photoplay.render.video import render_video
from photoplay.services.workers import open_pool

U8 = NDArray[np.uint8]

#: Which frames of a shot are compared: (first, number), counted from its cut; the second run lies
#: across the border of two chunks. Whole runs, since VMAF looks at motion too.
RUNS = ((18, 10), (42, 10))
_SHOT = recipes.PHOTO_MS * recipes.FPS // 1000
_FADE = recipes.FADE_MS * recipes.FPS // 1000


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What was found about one video."""

    scores: vmaf.Scores
    size_bytes: int


def measure(photos: Photos, quality: str = "standard", amount: float = recipes.AMOUNT) -> list[Line]:
    """The lines of this section."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        told = recipes.write_draft(folder / "r.json", recipes.draft(photos.paths, amount=amount))
        plan, media = recipes.planned(told)
        ours = _ours(photos, plan, media, quality, folder)
        sharp = sharpness(plan, media)
    theirs = recipe(photos)
    return [
        Line("VMAF, recipe", theirs.scores.mean),
        Line("VMAF NEG, recipe", theirs.scores.mean_neg),
        Line("VMAF, lowest 1 %, recipe", theirs.scores.lowest),
        Line("size, recipe", theirs.size_bytes / 1e6, "MB"),
        Line("VMAF", ours.scores.mean, least=94),
        Line("VMAF NEG", ours.scores.mean_neg, least=theirs.scores.mean_neg - 0.3),
        Line("VMAF, lowest 1 %", ours.scores.lowest),
        Line(
            "VMAF, swing from frame to frame", _swing(ours.scores), note=f"recipe {_swing(theirs.scores):.2f}"
        ),
        Line("size", ours.size_bytes / 1e6, "MB"),
        Line("size ÷ recipe", ours.size_bytes / theirs.size_bytes, most=1.05),
        Line("Laplacian energy ÷ reference, composed", sharp, least=0.9),
    ]


def by_photo(photos: Photos, found: vmaf.Scores) -> str:
    """VMAF and NEG of each photo, for tuning."""
    size = sum(count for _, count in RUNS)
    rows = []
    for index, path in enumerate(photos.paths):
        part = slice(index * size, (index + 1) * size)
        name = path.parts[-4] if len(path.parts) > 4 else path.stem
        rows.append(f"{name} {np.mean(found.vmaf[part]):.1f}/{np.mean(found.neg[part]):.1f}")
    return "  ".join(rows)


def _swing(scores: vmaf.Scores) -> float:
    """Mean difference of neighbouring frames of a run."""
    lengths = [count for _, count in RUNS]
    steps, at = [], 0
    while at < len(scores.vmaf):
        for length in lengths:
            steps += list(np.abs(np.diff(scores.vmaf[at : at + length])))
            at += length
    return float(np.mean(steps))


def steps() -> list[int]:
    """The compared frames of each shot, counted from its cut."""
    return [first + step for first, count in RUNS for step in range(count)]


def _ours(photos: Photos, plan: Plan, media: dict[str, MediaRecord], quality: str, folder: Path) -> Fidelity:
    output = folder / "ours.mp4"
    with open_pool(None) as pool:
        render(plan, media, output, quality, pool)
    paths = {record.sha256: record.path for record in media.values()}
    numbers = [index * _SHOT + step for index in range(len(photos.paths)) for step in steps()]
    wanted = [recipes.our_path(plan, number) for number in numbers]
    kept = reference([(paths[digest], place) for digest, place in wanted], "709")
    scores = _compare(output, numbers, kept, folder)
    print(by_photo(photos, scores))
    return Fidelity(scores, output.stat().st_size)


def render(plan: Plan, media: dict[str, MediaRecord], output: Path, quality: str, pool: ChunkPool) -> None:
    """Renders a plan with an empty cache."""
    paths = {record.sha256: record.path for record in media.values()}
    with tempfile.TemporaryDirectory() as cache:
        render_video(
            plan, paths, output, quality=QUALITIES[quality], pool=pool, cache=ChunkCache(Path(cache))
        )


def recipe(photos: Photos) -> Fidelity:
    """The recipe's figures; they are kept, since nothing of ours changes them."""
    numbers, wanted = [], []
    for index, path in enumerate(photos.paths):
        for step in steps():
            # The recipe's fades begin at the cuts instead of lying about them.
            numbers.append(index * _SHOT + step + _FADE // 2)
            wanted.append((path, recipe_place(index, path, step + _FADE // 2)))
    command = " ".join(recipes.ffmpeg_command(photos.paths, Path("out.mp4")))
    name = hashlib.sha256(f"{command} {photos.digest} {wanted}".encode()).hexdigest()[:16]
    kept = scratch() / f"recipe-{name}.json"
    if not kept.exists():
        found = _recipe(photos, numbers, wanted)
        told = {"vmaf": found.scores.vmaf, "neg": found.scores.neg, "size_bytes": found.size_bytes}
        kept.write_text(json.dumps(told))
    told = json.loads(kept.read_text())
    return Fidelity(vmaf.Scores(tuple(told["vmaf"]), tuple(told["neg"])), told["size_bytes"])


def _recipe(photos: Photos, numbers: Sequence[int], wanted: Sequence[tuple[Path, Placement]]) -> Fidelity:
    with tempfile.TemporaryDirectory() as name:
        output = Path(name) / "recipe.mp4"
        subprocess.run(recipes.ffmpeg_command(photos.paths, output), check=True)
        scores = _compare(output, numbers, reference(wanted, "601"), Path(name))
        print(by_photo(photos, scores))
        return Fidelity(scores, output.stat().st_size)


def recipe_place(index: int, path: Path, step: int) -> Placement:
    """Where zoompan really is in one of a photo's frames."""
    with Image.open(path) as image:
        is_jpeg = isinstance(image, JpegImagePlugin.JpegImageFile)
        sampling = JpegImagePlugin.get_sampling(image) if is_jpeg else 0
    return recipes.recipe_path(index, step, whole=True, sited={1: (2, 1), 2: (2, 2)}.get(sampling, (1, 1)))


def reference(wanted: Sequence[tuple[Path, Placement]], matrix: str) -> Path:
    """Reference frames as a raw file, the first one twice; kept for the next run."""
    told = repr(
        (matrix, supersample.FINENESS, supersample.LOBES, [(str(path), place) for path, place in wanted])
    )
    path = scratch() / f"reference-{hashlib.sha256(told.encode()).hexdigest()[:16]}.yuv"
    if not path.exists():
        for old in sorted(scratch().glob("reference-*.yuv"), key=lambda one: one.stat().st_mtime)[:-3]:
            old.unlink()
        vmaf.write_luma(path, _twice_first(map(partial(_reference_frame, matrix), wanted)))
    return path


def _reference_frame(matrix: str, wanted: tuple[Path, Placement]) -> U8:
    luma = supersample.luma_601 if matrix == "601" else supersample.luma_709
    return supersample.rounded(supersample.view(luma(wanted[0]), wanted[1], (0, 0, *recipes.CANVAS)))


def _twice_first(planes: Iterator[U8]) -> Iterator[U8]:
    first = next(planes)
    yield first
    yield first
    yield from planes


def _compare(output: Path, numbers: Sequence[int], reference: Path, folder: Path) -> vmaf.Scores:
    found = (planes.luma for _, planes in video.frames(output, set(numbers)))
    raw = folder / f"{output.stem}.yuv"
    vmaf.write_luma(raw, _twice_first(found))
    scores = vmaf.score(raw, reference, recipes.CANVAS)
    raw.unlink()
    assert len(scores.vmaf) == len(numbers)
    return scores


def sharpness(plan: Plan, media: dict[str, MediaRecord]) -> float:
    """Laplacian energy of composed luma over the reference's: mean over shots, three frames each."""
    paths = {record.sha256: record.path for record in media.values()}
    sources = SourceStore(paths)
    ratios = []
    for index in range(len(plan.whole.shots)):
        ours = theirs = 0.0
        for step in (18, 45, 70):
            number = index * _SHOT + step
            digest, place = recipes.our_path(plan, number)
            reference = _reference_frame("709", (paths[digest], place))
            ours += _energy(compose(plan.whole, number, sources).luma)
            theirs += _energy(reference)
        ratios.append(ours / theirs)
    return float(np.mean(ratios))


def _energy(luma: U8) -> float:
    return float(np.square(cv2.Laplacian(luma, cv2.CV_32F)).mean())
