"""What must not change while the camera moves: sharpness (pulsation), and fine structure (shimmer)."""

from __future__ import annotations

import tempfile
from pathlib import Path

import cv2
import numpy as np
import photos
import recipes
import supersample
from numpy.typing import NDArray
from report import Line

from photoplay.render.frame import compose
from photoplay.render.sources import SourceStore

F32 = NDArray[np.float32]

#: The part of the canvas in which sharpness is compared.
_WINDOW = (480, 270, 960, 540)
#: Pan of 0.04 pixels a frame over three seconds, share of the frame.
_CREEP = 0.04 * 90 / 1920
_SMALL = (960, 540)


def measure() -> list[Line]:
    """The lines of this section."""
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for width, height in ((2560, 1600), (6000, 3750)):
            path = photos.save(folder, f"texture{width}", photos.texture((width, height), 3))
            for words, move, amount in (
                ("pan 0.04 px/frame", "pan-right", _CREEP),
                ("zoom in", "zoom-in", 0.12),
                ("zoom out", "zoom-out", 0.12),
            ):
                found = pulsation(path, move, amount, folder)
                lines.append(
                    Line(f"sharpness pulsation, {words}, photo {width} px", found * 100, "%", most=10)
                )
        lines += [_shimmer(folder, suffix) for suffix in ("png", "jpg")]
    return lines


def pulsation(path: Path, move: str, amount: float, folder: Path) -> float:
    """(largest − smallest) ÷ mean sharpness over a move: Laplacian energy over the reference's."""
    told = recipes.draft([path], moves=[move], amount=amount)
    plan, media = recipes.planned(recipes.write_draft(folder / "p.json", told))
    sources = SourceStore({record.sha256: record.path for record in media.values()})
    luma = supersample.luma_709(path)
    left, top, width, height = _WINDOW
    ratios = []
    for number in range(0, plan.frames, 2):
        _, place = recipes.our_path(plan, number)
        wanted = supersample.view(luma, place, _WINDOW)
        seen = compose(plan.whole, number, sources).luma[top : top + height, left : left + width]
        ratios.append(_energy(seen.astype(np.float32)) / _energy(wanted))
    return (max(ratios) - min(ratios)) / float(np.mean(ratios))


def _energy(luma: F32) -> float:
    return float(np.square(cv2.Laplacian(luma, cv2.CV_32F)[2:-2, 2:-2]).mean())


def adversarial(size: tuple[int, int]) -> NDArray[np.uint8]:
    """What aliases worst when made small: zone plates, fine stripes, a checkerboard and noise, grey."""
    width, height = size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    plate = np.cos(np.pi * ((x - width / 2) ** 2 + (y - height / 2) ** 2) / width)
    stripes = np.sign(np.sin(2.2 * x + 0.9 * y))
    board = ((x.astype(int) + y.astype(int)) % 2) * 2.0 - 1
    noise = np.random.default_rng(4).uniform(-1, 1, (height, width))
    quarter = (x * 4 / width).astype(int)
    picture = np.choose(quarter, [plate, stripes, board, noise])
    return np.repeat(photos.rounded(128 + 60 * picture)[..., None], 3, axis=2)


def _shimmer(folder: Path, suffix: str) -> Line:
    """6000 px wide to 960, slowly zoomed, against six places a pixel.

    These are averaged in linear light and in coded values, as JPEG's own scaled decoding does; the
    nearer counts, since the two differ in brightness and not in how they flicker.
    """
    save = photos.save if suffix == "png" else photos.save_jpeg
    path = save(folder, "adversarial", adversarial((6000, 3375)))
    told = recipes.draft([path], moves=["zoom-in"], canvas=_SMALL)
    plan, media = recipes.planned(recipes.write_draft(folder / "s.json", told))
    sources = SourceStore({record.sha256: record.path for record in media.values()})
    coded = ((supersample.luma_709(path) - 16) / 219).astype(np.float32)
    light = _to_light(coded)
    found = []
    for number in range(4, plan.frames, 9):
        _, place = recipes.our_path(plan, number)
        in_light, in_codes = (supersample.view(plane, place, (0, 0, *_SMALL), 6) for plane in (light, coded))
        seen = compose(plan.whole, number, sources).luma
        found.append((_psnr(seen, 16 + 219 * _to_code(in_light)), _psnr(seen, 16 + 219 * in_codes)))
    linear, plain = np.mean(found, axis=0)
    note = f"averaged in linear light {linear:.1f}, in coded values {plain:.1f}"
    return Line(f"shimmer, 6000 px {suffix} to 960, PSNR", max(linear, plain), "dB", least=28, note=note)


def _psnr(seen: NDArray[np.uint8], wanted: F32) -> float:
    return float(10 * np.log10(255**2 / np.square(seen - wanted).mean()))


def _to_light(code: F32) -> F32:
    """Source: IEC 61966-2-1."""
    curve = ((np.maximum(code, 0) + 0.055) / 1.055) ** 2.4
    return np.asarray(np.where(code <= 0.04045, code / 12.92, curve), np.float32)


def _to_code(light: F32) -> F32:
    light = np.clip(light, 0, 1)
    return np.asarray(
        np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055), np.float32
    )
