"""What ``make demo`` runs: a video of the example photos, and a contact sheet of it to look at."""

from __future__ import annotations

import json
import math
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
PHOTOS = ROOT / "examples" / "photos"
VIDEO, SHEET = ROOT / "photoplay-demo.mp4", ROOT / "photoplay-demo.png"
PROGRAM = Path(sys.executable).with_name("photoplay")

SHEET_WIDTH, COLUMNS, GAP = 1600, 4, 8
STEP_S = 2
IMAGES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff"}

Picture = npt.NDArray[np.uint8]


def main() -> int:
    """Makes both files and says what they are."""
    done = subprocess.run(
        [PROGRAM, "make", PHOTOS, "-o", VIDEO, "--json"], stdout=subprocess.PIPE, check=False
    )
    if done.returncode != 0:
        return done.returncode
    facts: dict[str, Any] = json.loads(done.stdout)
    thumbs = pick_frames(VIDEO, facts["width"], facts["height"])
    Image.fromarray(tile(thumbs)).save(SHEET)
    seconds = facts["duration_ms"] / 1000
    print(f"\nVideo:          {shown(VIDEO)}")
    print(
        f"                {seconds:.1f} s of video in {facts['wall_s']:.1f} s, {facts['frames']} frames, "
        f"{facts['width']}x{facts['height']}, {facts['size_bytes'] / 1e6:.1f} MB"
    )
    if facts["chunks_rendered"] < facts["chunks"]:
        print(
            f"                {facts['chunks'] - facts['chunks_rendered']} of {facts['chunks']} chunks kept from before"
        )
    print(f"Contact sheet:  {shown(SHEET)}")
    print("\nYour own photos:")
    print(f"  {shown(PROGRAM)} make {own_photos()} -o my-video.mp4")
    return 0


def pick_frames(video: Path, width: int, height: int) -> list[Picture]:
    """One small RGB picture every ``STEP_S`` seconds, uint8 (h, w, 3)."""
    small = ((SHEET_WIDTH - GAP * (COLUMNS + 1)) // COLUMNS, 0)
    size = (small[0], round(small[0] * height / width))
    thumbs: list[Picture] = []
    with av.open(str(video)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= len(thumbs) * STEP_S:
                rgb = frame.to_ndarray(format="rgb24")
                thumbs.append(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.uint8))
    return thumbs


def tile(thumbs: list[Picture]) -> Picture:
    """The pictures in rows on a dark ground, uint8 (H, W, 3)."""
    height, width = thumbs[0].shape[:2]
    rows = math.ceil(len(thumbs) / COLUMNS)
    sheet = np.full((GAP + rows * (height + GAP), GAP + COLUMNS * (width + GAP), 3), 24, np.uint8)
    for index, thumb in enumerate(thumbs):
        row, column = divmod(index, COLUMNS)
        top, left = GAP + row * (height + GAP), GAP + column * (width + GAP)
        sheet[top : top + height, left : left + width] = thumb
    return sheet


def own_photos() -> str:
    """``~/Pictures``, if there are images in it, or a word in its place; fit for the shell."""
    pictures = Path.home() / "Pictures"
    try:
        if any(path.suffix.lower() in IMAGES for path in pictures.iterdir()):
            return "~/Pictures"
    except OSError:
        pass
    return "FOLDER"


def shown(path: Path) -> str:
    """A path as short as can be from where the user is; fit for the shell."""
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))


if __name__ == "__main__":
    sys.exit(main())
