"""How exactly the picture moves: its path, frame by frame, against the path that the tool was told.

On each frame, patches are registered against the supersampled reference at the intended place, by
least squares on the reference's own gradient (Lucas–Kanade), so what is found is the path's error.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import fidelity
import numpy as np
import photos
import recipes
import supersample
import video
from numpy.typing import NDArray
from report import Line
from scipy.ndimage import correlate1d  # type: ignore[import-untyped]

from photoplay.media.planes import Planes
from photoplay.render.frame import Composer, empty_planes
from photoplay.render.geometry import Placement
from photoplay.render.slices import Plan
from photoplay.render.sources import SourceStore
from photoplay.services.workers import open_pool

F64 = NDArray[np.float64]

_SHOT = recipes.PHOTO_MS * recipes.FPS // 1000
_PATCH, _MARGIN = 160, 4
#: Left and top of the patches.
PATCHES = tuple((x, y) for y in (90, 470, 830) for x in (120, 880, 1640))
#: Derivative of sixth order. Source: Fornberg 1988, table 1.
_DERIVATIVE = np.array([-1, 9, -45, 0, 45, -9, 1]) / 60
#: A step against the move counts as one back from here on, pixels.
BACK_PX = 0.01
#: Slower ways than this, pixels a frame, are left out of that in coded video.
SLOWEST_PX = 0.02


@dataclass(frozen=True, slots=True)
class Track:
    """What was found for one shot: arrays ``(frames, patches, 2)``, pixels right and down.

    Attributes:
        errors: Where each patch is, less where it should be.
        steps: Way that was intended from each frame to the next, ``(frames − 1, patches, 2)``.
    """

    errors: F64
    steps: F64

    @property
    def whole(self) -> F64:
        """Errors of the picture as a whole: on each axis a shift and a scale, fitted to all patches."""
        fitted = np.empty_like(self.errors)
        for axis in (0, 1):
            place = np.array([patch[axis] for patch in PATCHES], float)
            basis = np.stack([np.ones_like(place), place - place.mean()], axis=1)
            fitted[..., axis] = self.errors[..., axis] @ np.linalg.pinv(basis).T @ basis.T
        return fitted

    @property
    def shake(self) -> F64:
        """``whole`` without what stays the same over the shot, which nobody sees."""
        return np.asarray(self.whole - self.whole.mean(axis=0))

    def steps_back(self, slowest_px: float) -> int:
        """Steps of the whole picture at any patch against the intended direction by ``BACK_PX``.

        Args:
            slowest_px: Where less than this is intended, steps do not count: no way is smooth
                beyond measure around the point that a zoom keeps in place.
        """
        taken = self.steps + np.diff(self.whole, axis=0)
        moves = np.abs(self.steps) > slowest_px
        return int(((taken * np.sign(self.steps) < -BACK_PX) & moves).sum())


def measure(quality: str = "standard", plots: Path | None = None) -> list[Line]:
    """The lines of this section, on pictures with structure of all sizes; a plot into a folder, if given."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = [photos.save_jpeg(folder, f"t{i}", photos.texture((2560, 1600), i)) for i in range(4)]
        told = recipes.write_draft(folder / "r.json", recipes.draft(paths, fade_ms=0))
        plan, media = recipes.planned(told)
        with open_pool(None) as pool:
            fidelity.render(plan, media, folder / "ours.mp4", quality, pool)
        files = {record.sha256: record.path for record in media.values()}
        composed = _tracks(_composed(plan, SourceStore(files)), _our_places(plan, files))
        coded = _tracks(video.frames(folder / "ours.mp4"), _our_places(plan, files))
        theirs = _recipe(paths, folder)
    if plots:
        _plot({"composed": composed[0], f"{quality} MP4": coded[0], "ffmpeg recipe": theirs[0]}, plots)
    return [
        Line("estimator, error on synthetic truth, RMS", _estimator_error(), "px"),
        *_lines("composed", composed, 0.02),
        *_lines(f"{quality} MP4", coded, 0.05),
        *_lines("recipe's MP4", theirs, None),
    ]


def _lines(words: str, tracks: Sequence[Track], most: float | None) -> list[Line]:
    """Zooms are held against the goals; pans, of three times the speed, are shown."""
    zooms, pans = tracks[:2], tracks[2:]
    patches = _rms([track.errors for track in zooms])
    note = (
        f"single patches {patches:.3f} px; without its constant share {_rms([t.shake for t in zooms]):.3f} px"
    )
    slowest = 0.0 if words == "composed" else SLOWEST_PX
    back, anywhere = (sum(track.steps_back(slow) for track in zooms) for slow in (slowest, 0.0))
    where = (
        f"where {slowest:g} px/frame or more are intended; anywhere: {anywhere}" if slowest else "anywhere"
    )
    return [
        Line(f"path error, zoom 4 %/s, {words}", _rms([t.whole for t in zooms]), "px", most, note=note),
        Line(f"path error, pan 77 px/s, {words}", _rms([t.whole for t in pans]), "px"),
        Line(f"steps back > 0.01 px, {words}", back, most=None if most is None else 0, note=where),
    ]


def _rms(errors: Sequence[F64]) -> float:
    return float(np.sqrt(np.mean([np.square(error).mean() for error in errors])))


Places = Callable[[int], tuple[Path, Placement]]
Frames = Iterable[tuple[int, Planes]]


def _our_places(plan: Plan, files: dict[str, Path]) -> Places:
    def place(number: int) -> tuple[Path, Placement]:
        digest, found = recipes.our_path(plan, number)
        return files[digest], found

    return place


def _composed(plan: Plan, sources: SourceStore) -> Frames:
    composer = Composer(plan.whole, sources)
    out = empty_planes(plan.whole.canvas)
    for number in range(plan.frames):
        composer.draw(number, out)
        yield number, out


def _recipe(paths: Sequence[Path], folder: Path) -> list[Track]:
    """The recipe on the same pictures, outside its fades."""
    output = folder / "recipe.mp4"
    subprocess.run(recipes.ffmpeg_command(paths, output), check=True)

    def place(number: int) -> tuple[Path, Placement]:
        index = number // _SHOT
        return paths[index], recipes.recipe_path(index, number - index * _SHOT, whole=False)

    fade = recipes.FADE_MS * recipes.FPS // 1000
    alone = {n for n in range(len(paths) * _SHOT) if n % _SHOT >= fade or n < _SHOT}
    return _tracks(video.frames(output, alone), place, supersample.luma_601)


def _tracks(
    frames: Frames, place: Places, luma: Callable[[Path], supersample.F32] = supersample.luma_709
) -> list[Track]:
    """Registers all patches of all frames, shot by shot."""
    shots: dict[Path, list[tuple[F64, Placement]]] = {}
    for number, planes in frames:
        path, intended = place(number)
        errors = [offset(planes.luma, luma(path), intended, patch) for patch in PATCHES]
        shots.setdefault(path, []).append((np.array(errors), intended))
    return [Track(np.array([e for e, _ in shot]), _steps([p for _, p in shot])) for shot in shots.values()]


def _steps(places: Sequence[Placement]) -> F64:
    """Intended way of what is in the middle of each patch, frame to frame."""
    rows = []
    for a, b in pairwise(places):
        row = []
        for left, top in PATCHES:
            x, y = left + _PATCH / 2, top + _PATCH / 2
            right = (a.scale_x * x + a.offset_x - b.offset_x) / b.scale_x - x
            down = (a.scale_y * y + a.offset_y - b.offset_y) / b.scale_y - y
            row.append((right, down))
        rows.append(row)
    found = np.array(rows)
    return np.where(np.abs(found) < 1e-6, 0.0, found)


def offset(
    seen: NDArray[np.uint8], luma: supersample.F32, place: Placement, patch: tuple[int, int], rounds: int = 2
) -> tuple[float, float]:
    """How far right and down of its intended place a patch of a frame is, pixels."""
    left, top = patch
    right = down = 0.0
    inner = slice(_MARGIN, -_MARGIN)
    target = seen[top : top + _PATCH, left : left + _PATCH].astype(np.float64)[inner, inner].ravel()
    for _ in range(rounds):
        moved = Placement(
            place.scale_x,
            place.offset_x - place.scale_x * right,
            place.scale_y,
            place.offset_y - place.scale_y * down,
        )
        wanted = supersample.view(luma, moved, (left, top, _PATCH, _PATCH)).astype(np.float64)
        slopes = [correlate1d(wanted, _DERIVATIVE, axis=axis)[inner, inner].ravel() for axis in (1, 0)]
        middle = wanted[inner, inner].ravel()
        basis = np.stack([*slopes, middle - middle.mean(), np.ones_like(middle)])
        solved = np.linalg.solve(basis @ basis.T, basis @ (target - middle))
        right, down = right - solved[0], down - solved[1]
    return right, down


def _estimator_error() -> float:
    """Registers pictures that were moved by known amounts, sharpened and rounded; RMS of what is missed."""
    luma = photos.texture((1600, 1000), 9)[..., 1].astype(np.float32)
    missed = []
    for shift in (0.0, 0.004, 0.013, 0.05, 0.11, 0.28, 0.5):
        place = Placement(1.25, 3.3, 1.25, 7.7)
        moved = Placement(1.25, 3.3 - 1.25 * shift, 1.25, 7.7 + 1.25 * shift)
        clear = supersample.view(luma, moved, (0, 0, 400, 400))
        sharp = clear + np.float32(0.3) * (clear - np.asarray(correlate1d(clear, [0.25, 0.5, 0.25], axis=1)))
        found = offset(supersample.rounded(sharp), luma, place, (120, 90))
        missed += [found[0] - shift, found[1] + shift]
    return float(np.sqrt(np.mean(np.square(missed))))


def _plot(tracks: Mapping[str, Track], folder: Path) -> None:
    """Error of the whole picture at the left edge during the first zoom, without its constant share."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 3), layout="constrained")
    for (words, track), colour in zip(tracks.items(), ("C2", "C0", "C3"), strict=True):
        axes.plot(track.shake[:, 3, 0], label=words, lw=1, color=colour)
    axes.set_xlabel("frame")
    axes.set_ylabel("path error, pixels")
    axes.set_title("Zoom of 4 % a second: where the picture is, less where it should be")
    axes.legend(loc="upper right", fontsize=8)
    figure.savefig(folder / "smoothness.png", dpi=110)
