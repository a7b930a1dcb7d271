"""Draw the layouts of docs/layouts.md, and more of them, for looking at.

    python scripts/layout_sheet.py FOLDER [--photos FOLDER] [--only TOPIC …] [--for-docs]

One PNG for each topic; nothing is compared. Photos are those of a folder, by name; without one, painted.
``--for-docs`` makes them small, and calls them as docs/layouts.md does.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from photoplay.media.colour import to_rgb
from photoplay.media.probe import probe
from photoplay.media.record import MediaRecord
from photoplay.render.frame import compose
from photoplay.render.layout import safe_zone
from photoplay.render.plan import make_plan
from photoplay.render.sources import SourceStore
from photoplay.timeline import clips, edits, layouts, placements, styling
from photoplay.timeline.arrangements import Corner
from photoplay.timeline.find import next_clip_id
from photoplay.timeline.lifting import Lifted, lift
from photoplay.timeline.model import Background, Border, Box, Canvas, Motion, Timeline, VideoClip

U8 = NDArray[np.uint8]
WIDE, TALL = (1920, 1080), (1080, 1920)
_DOCS_SIZE = (880, 700)


class Studio:
    """Draws frames of timelines made of some pictures."""

    def __init__(self, folder: Path, photos: Sequence[Path]) -> None:
        self.media: dict[str, MediaRecord] = {}
        self.names: list[str] = []
        for path in photos:
            self.names.append(self._kept(path))
        self.logo = self._kept(_logo(folder / "logo.png"))
        self.star = self._kept(_star(folder / "star.png"))

    def _kept(self, path: Path) -> str:
        record = probe(path)
        self.media[record.id] = record
        return record.id

    def timeline(self, count: int, canvas: tuple[int, int], first: int = 0) -> Timeline:
        """Photos one after the other; their ids are c1, c2, …"""
        shown = [clips.photo(self.names[(first + i) % len(self.names)]) for i in range(count)]
        return edits.append(Timeline(canvas=Canvas(*canvas)), shown)

    def frame(self, timeline: Timeline, second: float = 1.5) -> U8:
        plan = make_plan(timeline, self.media)
        paths = {record.sha256: record.path for record in self.media.values()}
        frame = min(round(second * timeline.canvas.fps), plan.frames - 1)
        return to_rgb(compose(plan.whole, frame, SourceStore(paths)))


def _logo(path: Path) -> Path:
    """A see-through logo: a ring, a leaf, letters; what is hidden is bright green, which must never be seen."""
    size = 800, 320
    alpha = Image.new("L", size, 0)
    ink = ImageDraw.Draw(alpha)
    ink.ellipse((20, 20, 300, 300), outline=255, width=26)
    ink.polygon([(160, 70), (240, 160), (160, 250), (80, 160)], fill=255)
    for index in range(4):
        ink.rounded_rectangle((350 + 110 * index, 110, 430 + 110 * index, 210), 24, outline=255, width=22)
    rgb = np.zeros((size[1], size[0], 3), np.uint8)
    rgb[:] = 0, 255, 0
    rgb[np.array(alpha) > 0] = 255, 255, 255
    rgb[:, :320][np.array(alpha)[:, :320] > 0] = 245, 158, 11
    Image.fromarray(np.dstack([rgb, np.array(alpha)])).save(path)
    return path


def _star(path: Path) -> Path:
    size = 600
    turn = np.arange(10) * np.pi / 5 - np.pi / 2
    reach = np.where(np.arange(10) % 2 == 0, 280, 130)
    points = [(300 + r * np.cos(a), 310 + r * np.sin(a)) for a, r in zip(turn, reach, strict=True)]
    big = Image.new("RGBA", (4 * size, 4 * size), (255, 0, 255, 0))
    ImageDraw.Draw(big).polygon(
        [(4 * x, 4 * y) for x, y in points], fill=(255, 205, 40, 255), outline=(255, 255, 255, 255), width=72
    )
    big.resize((size, size), Image.Resampling.BOX).save(path)
    return path


def _painted(path: Path, seed: int) -> Path:
    """A landscape of soft hills, a sun, and some texture."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:1000, 0:1600].astype(np.float32)
    top, low = rng.integers(90, 255, 3), rng.integers(60, 230, 3)
    picture = top + (low - top) * (y / 1000)[..., None]
    for level in range(4):
        line = 450 + 120 * level + 60 * np.sin(x / rng.uniform(90, 300) + rng.uniform(0, 6))
        shade = rng.integers(20, 200, 3) + rng.normal(0, 1.5, (1000, 1600, 1))
        picture = np.where((y > line)[..., None], shade, picture)
    Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8)).save(path, quality=92)
    return path


def sheet(pictures: Sequence[U8], columns: int, width: int) -> U8:
    """Pictures beside and below each other, each so wide."""
    small = []
    for one in pictures:
        height = round(one.shape[0] * width / one.shape[1])
        small.append(cv2.resize(one, (width, height), interpolation=cv2.INTER_AREA))
    gap = 8
    rows = []
    for start in range(0, len(small), columns):
        row = small[start : start + columns]
        row += [np.full_like(row[0], 255)] * (columns - len(row))
        rows.append(
            np.hstack([np.pad(one, ((gap, 0), (gap, 0), (0, 0)), constant_values=255) for one in row])
        )
    return np.pad(np.vstack(rows), ((0, gap), (0, gap), (0, 0)), constant_values=255)


# -- topics -----------------------------------------------------------------------------------------


def split(studio: Studio) -> U8:
    frames = []
    for count, ground in ((2, None), (3, None), (4, None), (6, Background("#ffffff")), (9, None), (5, None)):
        video = studio.timeline(count, WIDE)
        ids = [f"c{n + 1}" for n in range(count)]
        frames.append(studio.frame(layouts.split_screen(video, ids, background=ground)))
    return sheet(frames, 3, 480)


def split_tall(studio: Studio) -> U8:
    frames = []
    for count, radius in ((2, 0.0), (3, 0.0), (4, 0.06), (5, 0.0), (6, 0.0)):
        video = studio.timeline(count, TALL, 2)
        ids = [f"c{n + 1}" for n in range(count)]
        frames.append(studio.frame(layouts.split_screen(video, ids, radius=radius, margin=0.03, gap=0.02)))
    return sheet(frames, 5, 270)


def insets(studio: Studio) -> U8:
    wide, tall = studio.timeline(2, WIDE, 4), studio.timeline(2, TALL, 1)
    line = Border("line", 0.025)
    made = [
        layouts.picture_in_picture(wide, "c2", "c1"),
        layouts.picture_in_picture(wide, "c2", "c1", corner="top-left", border=line, radius=0.0),
        layouts.picture_in_picture(wide, "c2", "c1", corner="top-right", shape=1.0, radius=0.5, size=0.2),
    ]
    made_tall = layouts.picture_in_picture(tall, "c2", "c1", corner="top-left", shape=0.8)
    frames = [studio.frame(one) for one in made]
    narrow = studio.frame(made_tall)
    width = 1080 * 1080 // 1920
    whole = np.full((1080, 1920, 3), 255, np.uint8)
    whole[:, (1920 - width) // 2 :][:, :width] = cv2.resize(
        narrow, (width, 1080), interpolation=cv2.INTER_AREA
    )
    return sheet([*frames, whole], 2, 640)


def polaroids(studio: Studio, canvas: tuple[int, int] = WIDE) -> U8:
    places = ((0.2, 0.3, -9.0), (0.52, 0.27, 4.0), (0.82, 0.36, -3.0), (0.33, 0.7, 6.0), (0.68, 0.72, -6.0))
    video = edits.append(
        Timeline(canvas=Canvas(*canvas)), clips.end_card("card:#f3ece0?to=%23c9b79c", duration_ms=5000)
    )
    for index, (x, y, angle) in enumerate(places):
        clip = VideoClip(
            id="", source=studio.names[index % len(studio.names)], motion=Motion("hold"),
            box=Box(max(0, x - 0.16), max(0, y - 0.24), 0.32, 0.48), fit="contain", angle=angle,
            border=Border("polaroid"), shadow=0.7,
        )  # fmt: skip
        clip = replace(clip, id=next_clip_id(video), duration_ms=5000)
        video = lift(video, [Lifted(clip, "c1")])
    return studio.frame(video)


def framed(studio: Studio) -> U8:
    video = studio.timeline(1, WIDE, 5)
    paper = placements.set_frame(video, "c1", "polaroid")
    line = placements.set_frame(video, "c1", "line", color="#1d2b3a")
    blue = placements.set_background(placements.set_angle(paper, "c1", -4), "c1", "#17324d", "#6aa6c9")
    held = placements.set_background(styling.set_fit(video, "c1", "contain"), "c1", "#2b1840", "#e8795a")
    return sheet([studio.frame(one) for one in (paper, line, blue, held)], 2, 640)


def logos(studio: Studio) -> U8:
    frames = []
    corners: tuple[tuple[int, Corner], ...] = ((0, "top-right"), (4, "bottom-left"), (7, "bottom-right"))
    canvas = WIDE
    for first, corner in corners:
        video = studio.timeline(1, canvas, first)
        zone = safe_zone(canvas)
        safe = Box(zone.x0 / canvas[0], zone.y0 / canvas[1], zone.width / canvas[0], zone.height / canvas[1])
        made = placements.add_logo(video, studio.logo, corner, safe=safe)
        made = placements.add_sticker(made, studio.star, x=0.25, y=0.4, width=0.16, angle=-12)
        frames.append(studio.frame(made))
    return sheet([*frames, frames[0][:400, 1920 - 711 :]], 2, 640)


def reveal(studio: Studio) -> U8:
    video = studio.timeline(2, WIDE, 3)
    made = layouts.before_after(video, "c1", "c2")
    return sheet([studio.frame(made, second) for second in (2.4, 2.8, 3.2, 3.6)], 2, 640)


TOPICS: dict[str, Callable[[Studio], U8]] = {
    "split-wide": split, "split-tall": split_tall, "insets": insets, "polaroids": polaroids, "framed": framed,
    "logos": logos, "before-after": reveal,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--only", nargs="*", default=list(TOPICS))
    parser.add_argument("--for-docs", action="store_true")
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        room = Path(scratch)
        if told.photos:
            photos = sorted(path for path in told.photos.iterdir() if path.suffix in (".jpg", ".png"))
        else:
            photos = [_painted(room / f"{seed}.jpg", seed) for seed in range(10)]
        studio = Studio(room, photos)
        for name in told.only:
            drawn = Image.fromarray(TOPICS[name](studio))
            if told.for_docs:
                drawn.thumbnail(_DOCS_SIZE, Image.Resampling.BOX)
                drawn = drawn.quantize(96, dither=Image.Dither.NONE)
            prefix = "layout_" if told.for_docs else ""
            drawn.save(told.folder / f"{prefix}{name.replace('-', '_')}.png", optimize=True)


if __name__ == "__main__":
    main()
