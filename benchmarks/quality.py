"""How good the picture is, line by line beside its goal.

python benchmarks/quality.py [--only NAME …] [--photos DIR] [--quality standard] [--json FILE]
        [--plots DIR]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import banding
import colour_chart
import fidelity
import report
import smoothness
import steadiness
from photos import Photos, reference_photos
from report import Line

Section = Callable[[Photos, argparse.Namespace], list[Line]]

SECTIONS: dict[str, Section] = {
    "vmaf": lambda photos, asked: fidelity.measure(photos, asked.quality, asked.amount),
    "smoothness": lambda photos, asked: smoothness.measure(asked.quality, asked.plots),
    "steadiness": lambda photos, asked: steadiness.measure(),
    "banding": lambda photos, asked: banding.measure(asked.quality),
    "colour": lambda photos, asked: colour_chart.measure(asked.quality),
}


def main() -> None:
    """Measures the sections asked for and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", nargs="+", choices=list(SECTIONS), default=list(SECTIONS))
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--quality", default="standard")
    parser.add_argument("--amount", type=float, default=0.12, help="travel of every move, share of the frame")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plots", type=Path, help="folder for plots")
    asked = parser.parse_args()
    photos = reference_photos(asked.photos)
    print(f"photos: {photos.origin}")
    lines: list[Line] = []
    for name in asked.only:
        began = time.monotonic()
        found = SECTIONS[name](photos, asked)
        lines += found
        print(
            f"\n{name} ({time.monotonic() - began:.0f} s, quality {asked.quality})\n{report.table(found)}",
            flush=True,
        )
    report.save(asked.json, lines, {"photos": photos.origin, "quality": asked.quality})


if __name__ == "__main__":
    main()
