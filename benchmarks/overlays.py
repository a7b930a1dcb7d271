"""What pictures in boxes cost: CPU time of one 1080p frame, over the frame without them.

    python -m benchmarks.overlays [--rounds 30]

All cases take turns, round after round; the least of each counts. A line says what is allowed.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass

import cv2
import numpy as np

from photoplay.media.colour import flat_planes, to_planes
from photoplay.media.planes import Planes
from photoplay.render.overlays import Content, Placer
from photoplay.render.placing import Frame, Placing, Stance, stance_at

CANVAS = (1920, 1080)
_PAPER = Frame("polaroid", 0.05, (250, 248, 243))
_STILL = (Stance(0, 0.75, 0.75),)
_TURNING = Stance(0, 0.45, 0.5, 1, -10), Stance(1, 0.55, 0.5, 1, 10)
_HALF = 0.5**0.5


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of picture.

    Attributes:
        name: For the table.
        placing: How it stands and moves.
        most_ms: What is allowed; None: nothing is said.
        is_film: Whether it looks different in every frame.
        is_cutout: Whether it is see-through.
    """

    name: str
    placing: Placing
    most_ms: float | None = None
    is_film: bool = False
    is_cutout: bool = False


CASES = (
    Case("logo, 12 % wide, still", Placing(0.12, 0.12, _STILL), 0.3, is_cutout=True),
    Case("photo, a third wide, still, rounded, shadow", Placing(1 / 3, 1 / 3, _STILL, None, 0.08, 0.6)),
    Case("film, a third wide, still, rounded, shadow", Placing(1 / 3, 1 / 3, _STILL, None, 0.08, 0.6), 2.5, True),
    Case("photo, half the canvas, turning", Placing(_HALF, _HALF, _TURNING), 5.0),
    Case("the same, rounded, shadow", Placing(_HALF, _HALF, _TURNING, None, 0.05, 0.6), 5.0),
    Case("the same, polaroid, shadow", Placing(_HALF, _HALF, _TURNING, _PAPER, 0.0, 0.6)),
    Case("film, half the canvas, turning", Placing(_HALF, _HALF, _TURNING), None, True),
    Case("photo, shrinking from half the canvas", Placing(_HALF, _HALF, (_TURNING[0], Stance(1, 0.5, 0.5, 0.2)))),
    Case("sticker, a quarter wide, popping", Placing(0.25, 0.25, _TURNING, shadow=0.4), None, False, True),
)  # fmt: skip


class Run:
    """One case, frame after frame."""

    def __init__(self, case: Case) -> None:
        self.case, self._placer = case, Placer(CANVAS)
        self._out = flat_planes((200, 190, 180), *CANVAS)
        width, height = case.placing.inner_size(CANVAS)
        rgb = np.random.default_rng(1).integers(0, 256, (height, width, 3), np.uint8)
        self._planes = to_planes(np.asarray(cv2.GaussianBlur(rgb, (0, 0), 2), np.uint8))
        y, x = np.mgrid[:height, :width]
        inside = np.hypot(x / width - 0.5, y / height - 0.5) < 0.4
        self._alpha = (inside * 255).astype(np.uint8) if case.is_cutout else None
        self._content = Content(self._planes, self._alpha)
        self._frame = 0

    def draw(self) -> float:
        """Draws the next frame: CPU milliseconds."""
        self._frame += 1
        content = Content(Planes(*self._planes), self._alpha) if self.case.is_film else self._content
        placing = self.case.placing
        start_s = time.thread_time()
        stance = stance_at(placing, self._frame % 90 / 90)
        self._placer.paint("one", content, placing, stance, None, self._out)
        return (time.thread_time() - start_s) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds = parser.parse_args().rounds
    cv2.setNumThreads(1)
    runs = [Run(case) for case in CASES]
    for run in runs:
        for _ in range(4):
            run.draw()
    taken = [[run.draw() for run in runs] for _ in range(rounds)]
    print(f"{'':48}{'least':>8}{'median':>8}{'allowed':>9}  ms")
    for case, times in zip(CASES, zip(*taken, strict=True), strict=True):
        allowed = "" if case.most_ms is None else f"{case.most_ms:.1f}"
        print(f"{case.name:48}{min(times):8.2f}{float(np.median(times)):8.2f}{allowed:>9}")


if __name__ == "__main__":
    main()
