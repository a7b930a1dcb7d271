"""Photos to measure with: those of the reference job R, stand-ins for them, and pictures for one purpose."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

U8 = NDArray[np.uint8]

#: Where Debian's plasma-workspace-wallpapers puts its pictures.
WALLPAPERS = Path("/usr/share/wallpapers")
LIST = Path(__file__).with_name("reference_photos.txt")
STAND_IN_SIZE = (2560, 1600)
SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".heic")


@dataclass(frozen=True, slots=True)
class Photos:
    """Photos in order, and in a few words where they are from."""

    paths: tuple[Path, ...]
    origin: str

    @property
    def digest(self) -> str:
        """Names the pictures by their bytes."""
        whole = hashlib.sha256()
        for path in self.paths:
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()[:16]


def scratch() -> Path:
    """A folder for what may be used again: references, stand-ins, the recipe's figures."""
    folder = Path(tempfile.gettempdir()) / "photoplay-benchmarks"
    folder.mkdir(exist_ok=True)
    return folder


def reference_photos(folder: Path | None = None) -> Photos:
    """R's ten photos: those of the list, or a folder's first ten, or stand-ins made here.

    Args:
        folder: Laid out like ``WALLPAPERS``, or any folder with photos.
    """
    root = folder or WALLPAPERS
    rows = [line.split() for line in LIST.read_text().splitlines() if line and not line.startswith("#")]
    listed = tuple(root / name for _, name in rows)
    if all(path.is_file() for path in listed):
        same = all(_sha256(path) == told for path, (told, _) in zip(listed, rows, strict=True))
        return Photos(listed, f"{LIST.name}, digests {'as listed' if same else 'DIFFER'}")
    if folder is not None:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)[: len(rows)]
        return Photos(tuple(found), f"the first {len(found)} photos of the folder given")
    return Photos(_stand_ins(len(rows)), "stand-ins made by benchmarks/photos.py")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _stand_ins(count: int) -> tuple[Path, ...]:
    folder = scratch() / "stand-ins"
    folder.mkdir(exist_ok=True)
    paths = tuple(folder / f"{index:02}.jpg" for index in range(count))
    for index, path in enumerate(paths):
        if not path.exists():
            picture = gradient(STAND_IN_SIZE, index) if index % 4 == 2 else texture(STAND_IN_SIZE, index)
            Image.fromarray(picture).save(path, quality=92)
    return paths


def texture(size: tuple[int, int], seed: int) -> U8:
    """A coloured picture with structure of all sizes: uint8 RGB ``(H, W, 3)``.

    Every octave of size has the same contrast, as on average in photos.

    Args:
        size: (width, height).
        seed: Chooses the picture.

    Source: Field 1987: amplitude spectra of natural pictures fall with 1/f.
    """
    width, height = size
    random = np.random.default_rng(seed)
    picture = np.zeros((height, width, 3), np.float32)
    cells = 4
    while cells <= width // 2:
        grid = random.standard_normal((max(2, cells * height // width), cells, 3), np.float32)
        grid[..., 1:] = 0.8 * grid[..., :1] + 0.2 * grid[..., 1:]
        picture += np.asarray(cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC), np.float32)
        cells *= 2
    return rounded(picture / picture.std() * 40 + 120)


def gradient(size: tuple[int, int], seed: int = 0, noise: float = 0.5) -> U8:
    """A clean sky: one slope of colour, dithered so that it has no bands of its own."""
    width, height = size
    random = np.random.default_rng(seed)
    down = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    across = np.linspace(0, 0.25, width, dtype=np.float32)[None, :, None]
    top, bottom = np.array([34, 78, 142], np.float32), np.array([224, 196, 170], np.float32)
    picture = top + (bottom - top) * np.clip(down * 0.8 + across, 0, 1)
    picture += random.uniform(-0.5, 0.5, (height, width, 1)).astype(np.float32)
    picture += random.normal(0, noise, (height, width, 1)).astype(np.float32)
    return rounded(picture)


def night(size: tuple[int, int], seed: int = 0) -> U8:
    """A dark sky with a glow, a few lights and a black roof line."""
    width, height = size
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    glow = np.exp(-(((x / width - 0.6) / 0.45) ** 2) - ((y / height - 0.8) / 0.5) ** 2)
    picture = np.array([6, 8, 16], np.float32) + glow[..., None] * np.array([58, 44, 40], np.float32)
    for _ in range(60):
        at = int(random.uniform(0, width)), int(random.uniform(0.72, 0.9) * height)
        colour = [float(c) for c in random.uniform(120, 255, 3)]
        cv2.circle(picture, at, int(random.uniform(3, 14)), colour, -1, cv2.LINE_AA)
    picture[int(height * 0.92) :] *= 0.15
    picture += random.normal(0, 0.6, (height, width, 1)).astype(np.float32)
    picture += random.uniform(-0.5, 0.5, (height, width, 1)).astype(np.float32)
    return rounded(picture)


def rounded(picture: NDArray[np.floating]) -> U8:
    """A picture in whole codes."""
    return np.asarray(np.clip(np.rint(picture), 0, 255), np.uint8)


def save(folder: Path, name: str, picture: U8) -> Path:
    """Writes a picture without loss and tells where."""
    path = folder / f"{name}.png"
    Image.fromarray(picture).save(path, compress_level=1)
    return path


def save_jpeg(folder: Path, name: str, picture: U8, profile: bytes | None = None) -> Path:
    """Writes a picture as a JPEG of high quality without subsampling, and tells where."""
    path = folder / f"{name}.jpg"
    Image.fromarray(picture).save(path, quality=96, subsampling=0, icc_profile=profile)
    return path


def large_photos(
    sources: Sequence[Path], count: int, size: tuple[int, int] = (6000, 4000)
) -> tuple[Path, ...]:
    """JPEGs of many megapixels: the sources enlarged, with noise so that they are as much work as photos."""
    folder = scratch() / f"large-{size[0]}x{size[1]}"
    folder.mkdir(exist_ok=True)
    paths = tuple(folder / f"{index:03}.jpg" for index in range(count))
    for index, path in enumerate(paths):
        if path.exists():
            continue
        with Image.open(sources[index % len(sources)]) as image:
            picture = np.asarray(image.convert("RGB").resize(size, Image.Resampling.BICUBIC))
        noise = np.random.default_rng(index).integers(-4, 5, (size[1], size[0], 1), np.int16)
        Image.fromarray(np.clip(picture + noise, 0, 255).astype(np.uint8)).save(path, quality=90)
    return paths
