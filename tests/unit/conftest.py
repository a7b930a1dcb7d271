"""Small photos on disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image


@pytest.fixture
def photos(tmp_path: Path) -> Callable[[int], list[Path]]:
    """``photos(3)``: small JPEGs 1.jpg, 2.jpg, … in the folder ``photos``."""

    def make(count: int) -> list[Path]:
        (tmp_path / "photos").mkdir(exist_ok=True)
        paths = [tmp_path / "photos" / f"{number}.jpg" for number in range(1, count + 1)]
        for seed, path in enumerate(paths):
            coarse = np.random.default_rng(seed).uniform(20, 235, (4, 6, 3)).astype(np.float32)
            pixels = cv2.resize(coarse, (96, 60), interpolation=cv2.INTER_LINEAR)
            Image.fromarray(pixels.astype(np.uint8)).save(path)
        return paths

    return make
