"""Draw every transition between two photos, for looking at: one PNG for each family.

    python scripts/transition_sheet.py FOLDER [--photos a.jpg b.jpg] [--canvas 960x540] [--only page,cube]
    python scripts/transition_sheet.py FOLDER --ffmpeg ffmpeg      FFmpeg's xfade below each of its names

Each row is one transition at six moments of it.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from photoplay.media import colour
from photoplay.media.planes import Planes
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.mattes import matte_field
from photoplay.render.transitions.mixing import draw_way
from photoplay.render.transitions.table import TRANSITIONS

U8 = NDArray[np.uint8]
EXAMPLES = Path(__file__).parents[1] / "examples/photos"
PHOTOS = [EXAMPLES / "01-mountains.jpg", EXAMPLES / "05-sea.jpg"]
MOMENTS = (0.12, 0.3, 0.44, 0.56, 0.7, 0.88)
GAP, LABEL, PAPER = 6, 150, (250, 250, 248)


def photo(path: Path, size: tuple[int, int]) -> U8:
    """A photo that fills the canvas, RGB."""
    bgr = cv2.imread(str(path))
    if bgr is None:
        raise SystemExit(f"{path} is no picture.")
    height, width = bgr.shape[:2]
    scale = max(size[0] / width, size[1] / height)
    wanted = max(size[0], round(width * scale)), max(size[1], round(height * scale))
    rgb = colour.resize(np.ascontiguousarray(bgr[..., ::-1]), wanted)
    left, top = (wanted[0] - size[0]) // 2, (wanted[1] - size[1]) // 2
    return np.ascontiguousarray(rgb[top : top + size[1], left : left + size[0]])


def swirl(size: tuple[int, int], path: Path) -> Path:
    """A matte for ``luma``: a spiral."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    x, y = (x - size[0] / 2) / size[1], (y - size[1] / 2) / size[1]
    turned = np.mod(np.arctan2(y, x) / (2 * np.pi) * 2 + 3 * np.hypot(x, y), 1)
    cv2.imwrite(str(path), np.rint(255 * np.abs(2 * turned - 1)).astype(np.uint8))
    return path


def drawn(name: str, p: float, a: Planes, b: Planes, matte: Path) -> U8:
    """One moment of a transition, RGB."""
    out = Planes(*(np.empty_like(plane) for plane in a))
    fields = matte_field(matte, "", "png", a.size) if name == "luma" else None
    draw_way(TRANSITIONS[name], Drawing(p, a, b, out), fields)
    return colour.to_rgb(out)


def by_ffmpeg(program: str, name: str, a: Path, b: Path) -> list[U8] | None:
    """The same moments as FFmpeg draws them; None where it does not know the name."""
    count = 100
    told = f"[0][1]xfade=transition={name}:duration={count / 25}:offset=0,format=rgb24"
    inputs = [
        part for one in (a, b) for part in ("-loop", "1", "-framerate", "25", "-t", "5", "-i", str(one))
    ]
    done = subprocess.run(
        [program, "-v", "error", *inputs, "-filter_complex", told, "-frames:v", str(count), "-f", "rawvideo", "-"],
        capture_output=True, check=False,
    )  # fmt: skip
    with Image.open(a) as image:
        width, height = image.size
    frames = np.frombuffer(done.stdout, np.uint8)
    if frames.size != count * width * height * 3:
        return None
    frames = frames.reshape(count, height, width, 3)
    return [frames[round(p * count)] for p in MOMENTS]


def row(label: str, pictures: Sequence[U8], width: int) -> U8:
    """Pictures in a row with words before them."""
    height = round(pictures[0].shape[0] * width / pictures[0].shape[1])
    left = np.full((height, LABEL, 3), PAPER, np.uint8)
    cv2.putText(left, label, (4, height // 2), cv2.FONT_HERSHEY_SIMPLEX, 0.42, (40, 40, 40), 1, cv2.LINE_AA)
    parts = [left]
    for one in pictures:
        small = cv2.resize(one, (width, height), interpolation=cv2.INTER_AREA)
        parts += [np.asarray(small, np.uint8), np.full((height, GAP, 3), PAPER, np.uint8)]
    line = np.hstack(parts)
    return np.vstack([line, np.full((GAP, line.shape[1], 3), PAPER, np.uint8)])


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw every transition between two photos.")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--photos", type=Path, nargs=2, default=[EXAMPLES / "01-mountains.jpg", EXAMPLES / "05-sea.jpg"]
    )
    parser.add_argument("--canvas", default="960x540")
    parser.add_argument("--only", help="names, separated by commas")
    parser.add_argument("--width", type=int, default=192, help="pixels of each picture on the sheet")
    parser.add_argument("--ffmpeg", help="program to compare with")
    parser.add_argument("--jpeg", type=int, help="write JPEGs of this quality in place of PNGs")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    width, height = map(int, options.canvas.split("x"))
    pictures = [photo(path, (width, height)) for path in options.photos]
    a, b = (colour.to_planes(one) for one in pictures)
    chosen = options.only.split(",") if options.only else list(TRANSITIONS)
    families: dict[str, list[U8]] = {}
    with tempfile.TemporaryDirectory() as place:
        files = [Path(place) / name for name in ("a.png", "b.png")]
        for file, one in zip(files, pictures, strict=True):
            cv2.imwrite(str(file), one[..., ::-1])
        matte = swirl((width, height), Path(place) / "matte.png")
        for name in chosen:
            rows = families.setdefault(TRANSITIONS[name].family, [])
            rows.append(row(name, [drawn(name, p, a, b, matte) for p in MOMENTS], options.width))
            if options.ffmpeg and (theirs := by_ffmpeg(options.ffmpeg, name, *files)):
                rows.append(row("  xfade", theirs, options.width))
    for family, rows in families.items():
        save(options.folder / family.replace(" ", "-"), np.vstack(rows), options.jpeg)


def save(path: Path, sheet: U8, quality: int | None) -> None:
    path = path.with_suffix(".jpg" if quality else ".png")
    Image.fromarray(sheet).save(path, optimize=True, **({"quality": quality} if quality else {}))
    print(path, f"{path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
