"""Smooth pictures: whether they stay free of bands, and close to the picture without grain."""

from __future__ import annotations

import tempfile
from pathlib import Path

import fidelity
import numpy as np
import photos
import recipes
import supersample
import video
import vmaf
from report import Line

from photoplay.services.workers import open_pool

_FRAMES = tuple(range(30, 50))
PICTURES = {"gradient": photos.gradient, "night": photos.night}


def measure(quality: str = "standard") -> list[Line]:
    """The lines of this section: each picture alone, slowly zoomed."""
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for words, draw in PICTURES.items():
            path = photos.save(folder, words, draw((2560, 1600)))
            lines += _picture(words, path, quality, folder)
    return lines


def _picture(words: str, path: Path, quality: str, folder: Path) -> list[Line]:
    told = recipes.draft([path], moves=["zoom-in"])
    plan, media = recipes.planned(recipes.write_draft(folder / "b.json", told))
    output = folder / f"{words}.mp4"
    with open_pool(None) as pool:
        fidelity.render(plan, media, output, quality, pool)
    luma = supersample.luma_709(path)
    clear = [
        supersample.view(luma, recipes.our_path(plan, number)[1], (0, 0, *recipes.CANVAS))
        for number in _FRAMES
    ]
    seen = [planes.luma for _, planes in video.frames(output, set(_FRAMES))]
    reference, lossless, coded = (
        folder / f"{words}-{kind}.yuv" for kind in ("reference", "lossless", "coded")
    )
    vmaf.write_luma(reference, [supersample.rounded(frame) for frame in clear[:1] + clear])
    vmaf.write_luma(lossless, [_dithered(frame, number) for number, frame in enumerate(clear[:1] + clear)])
    vmaf.write_luma(coded, seen[:1] + seen)
    found = vmaf.score(coded, reference, recipes.CANVAS, cambi=True)
    best = vmaf.score(lossless, reference, recipes.CANVAS, cambi=True).mean_cambi
    note = f"coded {found.mean_cambi:.2f}, lossless {best:.2f}"
    rate = output.stat().st_size * 8 / (plan.frames / recipes.FPS) / 1e6
    return [
        Line(f"CAMBI above the lossless picture, {words}", found.mean_cambi - best, most=2.5, note=note),
        Line(f"VMAF against the ungrained picture, {words}", found.mean, least=93, note=f"{rate:.2f} Mbit/s"),
    ]


def _dithered(frame: supersample.F32, seed: int) -> photos.U8:
    """The picture without loss: dithered before rounding, so that the 8 bits have no bands of their own."""
    noise = np.random.default_rng(seed).random(frame.shape, np.float32) - np.float32(0.5)
    return supersample.rounded(frame + noise)
