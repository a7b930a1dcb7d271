"""VMAF, VMAF NEG and CAMBI of luma planes, by libvmaf in the ``imageio-ffmpeg`` binary."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from recipes import ffmpeg

U8 = NDArray[np.uint8]

_MODELS = "version=vmaf_v0.6.1\\\\:name=vmaf|version=vmaf_v0.6.1neg\\\\:name=neg"


@dataclass(frozen=True, slots=True)
class Scores:
    """One figure for each frame."""

    vmaf: tuple[float, ...]
    neg: tuple[float, ...]
    cambi: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        return float(np.mean(self.vmaf))

    @property
    def mean_neg(self) -> float:
        return float(np.mean(self.neg))

    @property
    def lowest(self) -> float:
        """The lowest 1 % of frames, VMAF."""
        return float(np.percentile(self.vmaf, 1))

    @property
    def mean_cambi(self) -> float:
        return float(np.mean(self.cambi))


def write_luma(path: Path, planes: Iterable[U8]) -> tuple[int, int, int]:
    """Writes luma planes as raw 4:2:0 video without colour. Returns width, height and how many."""
    count = width = height = 0
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        for plane in planes:
            height, width = plane.shape
            file.write(np.ascontiguousarray(plane).data)
            file.write(np.full(plane.size // 2, 128, np.uint8).data)
            count += 1
    part.rename(path)
    return width, height, count


def score(distorted: Path, reference: Path, size: tuple[int, int], *, cambi: bool = False) -> Scores:
    """Compares two raw files of equal length.

    The first frame is counted only for the motion it gives the second: write it twice.

    Args:
        distorted, reference: As ``write_luma`` writes them.
        size: (width, height).
        cambi: Whether to measure banding of the distorted pictures too.
    """
    raw = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", f"{size[0]}x{size[1]}", "-r", "30"]
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log.json"
        words = f"[0][1]libvmaf=n_threads=2:log_fmt=json:log_path={log}:model={_MODELS}"
        words += ":feature=name=cambi" if cambi else ""
        inputs = [*raw, "-i", str(distorted), *raw, "-i", str(reference)]
        subprocess.run([ffmpeg(), "-v", "error", *inputs, "-lavfi", words, "-f", "null", "-"], check=True)
        rows = [row["metrics"] for row in json.loads(log.read_text())["frames"]][1:]
    vmaf, neg = ([row[name] for row in rows] for name in ("vmaf", "neg"))
    return Scores(tuple(vmaf), tuple(neg), tuple(row["cambi"] for row in rows) if cambi else ())
