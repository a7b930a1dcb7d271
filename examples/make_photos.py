"""Draw the example photographs from nothing but numbers.

    python examples/make_photos.py [--out DIR] [--only NAME ...]

Every picture comes out the same on every run: each scene has its own fixed seed.
"""

from __future__ import annotations

import argparse
import importlib
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
from PIL import Image

LIMIT = 2_000_000  # bytes of all pictures together


@dataclass(frozen=True)
class Entry:
    """One picture: file name, module in ``scenes``, seed and JPEG quality."""

    name: str
    scene: str
    seed: int
    quality: int


ENTRIES = (
    Entry("01-mountains.jpg", "mountains", 11, 88),
    Entry("02-forest.jpg", "forest", 22, 84),
    Entry("03-flower.jpg", "flower", 33, 86),
    Entry("04-bottle.jpg", "bottle", 44, 88),
    Entry("05-sea.jpg", "sea", 55, 84),
    Entry("06-alley.jpg", "alley", 66, 84),
    Entry("07-city.jpg", "city", 77, 88),
    Entry("08-stars.jpg", "stars", 88, 86),
)


def draw(entry: Entry, folder: Path) -> int:
    """Draw one picture into the folder and return its size in bytes."""
    scene = importlib.import_module(f"scenes.{entry.scene}")
    path = folder / entry.name
    picture = Image.fromarray(scene.render(entry.seed))
    picture.save(path, quality=entry.quality, optimize=True, progressive=True, subsampling="4:2:0")
    return path.stat().st_size


def main() -> None:
    """Draw all pictures, or those named with ``--only``."""
    parser = argparse.ArgumentParser(description="Draw the example photographs.")
    parser.add_argument("--out", type=Path, default=Path(__file__).resolve().parent / "photos")
    parser.add_argument("--only", nargs="*", default=[], metavar="NAME", help="scene names, such as sea")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    total = 0
    for entry in ENTRIES:
        if options.only and entry.scene not in options.only:
            continue
        start = time.perf_counter()
        size = draw(entry, options.out)
        total += size
        print(f"{entry.name}: {size / 1024:.0f} KiB in {time.perf_counter() - start:.1f} s")
    print(f"total {total / 1e6:.2f} MB")
    if total > LIMIT:
        raise SystemExit(f"the pictures take more than {LIMIT / 1e6:.0f} MB together")


if __name__ == "__main__":
    main()
