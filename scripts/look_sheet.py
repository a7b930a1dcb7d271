"""Draw every look on some photos, for looking at, and print what looks do to skin.

    python scripts/look_sheet.py FOLDER [PHOTO …] [--amounts 50,100] [--only warm,cool]

One picture for each amount: a row for each look, a column for each picture: the photos (those of the examples
without any), then patches of skin, a colour chart, a sky, a night and a white product, all made here.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from photoplay.media import colour
from photoplay.media.cielab import lab_of, linear_of
from photoplay.media.images import decode
from photoplay.media.tone import tone_of
from photoplay.render.looks.apply import grade_codes
from photoplay.render.looks.finish import finish
from photoplay.render.looks.grade import Grade, grade_of
from photoplay.render.looks.lattice import treated
from photoplay.timeline.model import LOOKS, Look

U8 = NDArray[np.uint8]

EXAMPLES = Path(__file__).parents[1] / "examples" / "photos"
#: Six kinds of skin from light to dark, sRGB, with light and shade on each.
SKIN = ((242, 206, 182), (224, 172, 138), (198, 139, 104), (163, 108, 78), (115, 74, 53), (74, 47, 36))
#: The 24 patches of the usual chart, sRGB. Source: X-Rite, ColorChecker Classic (2005 values, D65).
CHART = (
    "735244c29682627a9d576c438580b167bdaad67e2c505ba6c15a635e3c6c9dbc40e0a32e"
    "383d96469449af363ce7c71fbb56950885a1f3f3f2c8c8c8a0a0a07a7a79555555343434"
)
LABEL, GAP = 84, 4
#: Not shown: these need a file or other photos.
LEFT_OUT = ("lut", "match")


def skin(width: int, height: int) -> U8:
    """Patches of skin, each shaded from the left to the right, float noise of a camera."""
    rows = []
    shade = np.linspace(0.62, 1.08, width, dtype=np.float32)[:, None]
    for tone in SKIN:
        rows += [shade * np.array(tone, np.float32)] * (height // len(SKIN))
    picture = np.stack(rows + rows[-1:] * (height - len(rows)))
    picture += np.random.default_rng(1).normal(0, 1.5, picture.shape).astype(np.float32)
    return np.clip(picture, 0, 255).astype(np.uint8)


def chart(width: int, height: int) -> U8:
    picture = np.full((height, width, 3), 24, np.uint8)
    w, h = width // 6, height // 4
    for index, patch in enumerate(np.frombuffer(bytes.fromhex(CHART), np.uint8).reshape(24, 3)):
        y, x = index // 6 * h, index % 6 * w
        picture[y + 3 : y + h - 3, x + 3 : x + w - 3] = patch
    return picture


def sky(width: int, height: int) -> U8:
    """A clear sky down to a hazy horizon."""
    t = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    picture = (1 - t) * np.array((52, 110, 196), np.float32) + t * np.array((198, 219, 236), np.float32)
    picture = picture + np.random.default_rng(2).normal(0, 1, (height, width, 3)).astype(np.float32)
    return np.clip(picture, 0, 255).astype(np.uint8)


def night(width: int, height: int) -> U8:
    """Lamps and windows before a dark blue sky."""
    rng = np.random.default_rng(3)
    picture = np.zeros((height, width, 3), np.float32) + np.array((9, 12, 24), np.float32)
    picture[height // 2 :] = (6, 6, 9)
    for x in range(0, width, max(6, width // 18)):
        top = int(height * rng.uniform(0.35, 0.7))
        picture[top:, x : x + width // 20] = (14, 14, 18)
        for y in range(top + 4, height - 4, max(5, height // 20)):
            if rng.random() < 0.45:
                picture[y : y + 3, x + 3 : x + width // 20 - 2] = (250, 205, 130)
    for x in (0.2, 0.55, 0.8):
        cv2.circle(picture, (int(x * width), int(0.62 * height)), max(2, width // 70), (255, 240, 215), -1)
    return np.clip(cv2.GaussianBlur(picture, (0, 0), 0.8), 0, 255).astype(np.uint8)


def product(width: int, height: int) -> U8:
    """A blue cup with its shadow on pure white."""
    picture = np.full((height, width, 3), 255, np.float32)
    middle = (width // 2, int(height * 0.56))
    shadow = np.zeros((height, width), np.float32)
    cv2.ellipse(shadow, (middle[0], int(height * 0.8)), (width // 4, height // 16), 0, 0, 360, 1, -1)
    picture -= cv2.GaussianBlur(shadow, (0, 0), height / 30)[..., None] * 70
    size = width // 6, height // 4
    for x in range(-size[0], size[0]):
        light = 0.55 + 0.45 * np.cos((x / size[0] - 0.3) * 1.4)
        top, bottom = middle[1] - size[1], middle[1] + size[1]
        picture[top:bottom, middle[0] + x] = np.array((58, 104, 168), np.float32) * light + 18 * light
    cv2.ellipse(
        picture, (middle[0], middle[1] - size[1]), (size[0], height // 30), 0, 0, 360, (236, 238, 240), -1
    )
    return np.clip(picture, 0, 255).astype(np.uint8)


MADE = {"skin": skin, "chart": chart, "sky": sky, "night": night, "product": product}


def graded(rgb: U8, grade: Grade | None, frame: int = 0) -> U8:
    """A picture as a frame of it would be drawn."""
    codes = grade_codes(*colour.to_codes(rgb), grade, {})
    ranges = ((16, 235), (16, 240), (16, 240))
    planes = colour.Planes(*(colour.round_codes(c, *r) for c, r in zip(codes, ranges, strict=True)))
    finish(planes, grade, frame)
    return colour.to_rgb(planes)


def pictures(photos: Sequence[Path], made: Sequence[str], height: int) -> Iterator[U8]:
    """Each picture at twice the height of the sheet's rows."""
    for path in photos:
        rgb = decode(path).rgb
        rgb = colour.resize(rgb, (round(rgb.shape[1] * 2 * height / rgb.shape[0]), 2 * height))
        yield rgb
    for name in made:
        rgb = MADE[name](round(2.6 * height), 2 * height)
        yield rgb


def sheet(columns: Sequence[U8], looks: Sequence[str], amount: float, height: int) -> Image.Image:
    widths = [round(picture.shape[1] * height / picture.shape[0]) for picture in columns]
    rows = ["as it is", *looks]
    page = Image.new(
        "RGB", (LABEL + sum(widths) + GAP * len(widths), (height + GAP) * len(rows)), (48, 48, 48)
    )
    words = ImageDraw.Draw(page)
    for line, name in enumerate(rows):
        y = line * (height + GAP)
        words.text((6, y + height // 2 - 6), name, fill=(235, 235, 235))
        x = LABEL
        for picture, width in zip(columns, widths, strict=True):
            look = [] if line == 0 else [Look(name, amount)]
            drawn = graded(picture, grade_of(look, tone_of(picture), {}))
            page.paste(Image.fromarray(colour.resize(drawn, (width, height))), (x, y))
            x += width + GAP
    return page


def skin_report(looks: Sequence[str], amount: float) -> None:
    """Prints by how much the hue of skin is turned, CIE degrees, the most of all kinds of skin."""
    patches = np.array(SKIN, np.float32) / 255
    before = lab_of(linear_of(patches))
    for name in looks:
        grade = grade_of([Look(name, amount)], None, {})
        after = lab_of(linear_of(treated(patches, grade.steps if grade else (), {})))
        hues = [np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) for lab in (before, after)]
        shifts = ((hues[1] - hues[0] + 180) % 360 - 180).tolist()
        strengths = np.hypot(after[:, 1], after[:, 2]) / np.hypot(before[:, 1], before[:, 2])
        worst = max(shifts, key=abs)
        print(
            f"{name:12} {amount:5g}  hue {worst:+6.1f}°  chroma × {strengths.min():.2f}–{strengths.max():.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw every look on some photos.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("photos", type=Path, nargs="*")
    parser.add_argument("--amounts", default="50,100")
    parser.add_argument("--only", default=",".join(name for name in LOOKS if name not in LEFT_OUT))
    parser.add_argument("--height", type=int, default=110, help="of each picture on the sheet, pixels")
    parser.add_argument("--made", default="skin,chart,sky,night,product", help="which pictures made here")
    parser.add_argument("--jpeg", action="store_true", help="smaller files, in place of PNG")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    looks = options.only.split(",")
    photos = options.photos or sorted(EXAMPLES.glob("*.jpg"))[:6]
    columns = list(pictures(photos, options.made.split(","), options.height))
    for told in options.amounts.split(","):
        page = sheet(columns, looks, float(told), options.height)
        told_as = {"quality": 80, "subsampling": 0} if options.jpeg else {}
        path = options.folder / f"looks_{told}.{'jpg' if options.jpeg else 'png'}"
        page.save(path, optimize=True, **told_as)
        skin_report(looks, float(told))


if __name__ == "__main__":
    main()
