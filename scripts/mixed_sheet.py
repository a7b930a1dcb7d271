"""Draw ten videos that mix everything the renderer can do, as contact sheets for looking at.

    python scripts/mixed_sheet.py FOLDER [--only 3,7] [--photos DIR] [--height 540]

For each: the draft as JSON, and a PNG with one frame for every half second; nothing is compared.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from PIL import Image, ImageDraw

from photoplay.media.colour import to_rgb
from photoplay.render.frame import Composer, empty_planes
from photoplay.render.plan import make_plan
from photoplay.render.sources import SourceStore
from photoplay.render.titles.contrast import with_contrast
from photoplay.services.drafts import load_draft

PHOTOS = Path(__file__).parents[1] / "examples" / "photos"
Segment = dict[str, Any]
WIDE, TALL, SQUARE = (1920, 1080), (1080, 1920), (1080, 1080)


class Props:
    """Files that the videos use: photos, a clip, a logo, a sticker, a matte and a table of colours."""

    def __init__(self, photos: Path, folder: Path) -> None:
        self.photos = sorted(photos.glob("*.jpg"))
        self.files = {f"p{number}": path for number, path in enumerate(self.photos, 1)}
        self.files["clip"] = _clip(folder / "clip.mp4", self.photos[4])
        self.files["upright"] = _clip(folder / "upright.mp4", self.photos[5], (540, 960))
        self.files["logo"] = _logo(folder / "logo.png")
        self.files["star"] = _star(folder / "star.png")
        self.files["matte"] = _matte(folder / "matte.png")
        self.files["lut"] = _lut(folder / "teal.cube")


def _clip(path: Path, photo: Path, size: tuple[int, int] = (1280, 720)) -> Path:
    """Four seconds of a camera that goes over a photo while a ball bounces."""
    picture = cv2.cvtColor(cv2.imread(str(photo)), cv2.COLOR_BGR2RGB)
    scale = 1.3 * max(size[0] / picture.shape[1], size[1] / picture.shape[0])
    picture = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    room = picture.shape[1] - size[0], picture.shape[0] - size[1]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height = size
        stream.pix_fmt, stream.options = "yuv420p", {"crf": "16"}
        stream.time_base = Fraction(1, 30)
        for number in range(120):
            x, y = (round(side * (0.5 - 0.5 * math.cos(math.pi * number / 119))) for side in room)
            shown = picture[y : y + size[1], x : x + size[0]].copy()
            place = (
                round(size[0] * (0.1 + 0.8 * number / 119)),
                round(size[1] * (0.85 - 0.5 * abs(math.sin(number / 9)))),
            )
            cv2.circle(shown, place, min(size) // 16, (250, 240, 60), -1, cv2.LINE_AA)
            frame = av.VideoFrame.from_ndarray(shown, format="rgb24")
            frame.pts = number
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def _drawn(path: Path, size: tuple[int, int], draw: Callable[[ImageDraw.ImageDraw], None]) -> Path:
    picture = Image.new("RGBA", (size[0] * 4, size[1] * 4), (0, 0, 0, 0))
    draw(ImageDraw.Draw(picture))
    picture.resize(size, Image.Resampling.LANCZOS).save(path)
    return path


def _logo(path: Path) -> Path:
    def draw(on: ImageDraw.ImageDraw) -> None:
        on.ellipse((40, 40, 1160, 1160), fill=(225, 70, 50, 255))
        on.polygon([(420, 320), (420, 880), (900, 600)], fill=(255, 255, 255, 255))
        on.rounded_rectangle((1280, 420, 2360, 780), 120, fill=(255, 255, 255, 255))

    return _drawn(path, (600, 300), draw)


def _star(path: Path) -> Path:
    def draw(on: ImageDraw.ImageDraw) -> None:
        points = [
            (800 + r * math.sin(math.pi * n / 5), 800 - r * math.cos(math.pi * n / 5))
            for n, r in enumerate([760, 330] * 5)
        ]
        on.polygon(points, fill=(255, 205, 40, 255))

    return _drawn(path, (400, 400), draw)


def _matte(path: Path) -> Path:
    y, x = np.mgrid[0:540, 0:960]
    angle = np.arctan2(y - 270, x - 480)
    light = 0.5 + 0.5 * np.sin(np.hypot(x - 480, y - 270) / 40 + 3 * angle)
    Image.fromarray((255 * light).astype(np.uint8)).save(path)
    return path


def _lut(path: Path) -> Path:
    size = 9
    rows = []
    for b in range(size):
        for g in range(size):
            for r in range(size):
                red, green, blue = (v / (size - 1) for v in (r, g, b))
                light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
                rows.append(
                    f"{min(1, red + 0.08 * light):.5f} {green:.5f} {min(1, blue + 0.1 * (1 - light)):.5f}"
                )
    path.write_text(f'TITLE "teal"\nLUT_3D_SIZE {size}\n' + "\n".join(rows) + "\n")
    return path


# -- parts of drafts ------------------------------------------------------------------------------


def _row(
    sources: Sequence[str], ms: int, ways: Sequence[str] = (), way_ms: int = 600, **more: Any
) -> list[Segment]:
    """Segments one after the other, with transitions in turn; films have no motion."""
    moves = ("zoom-in", "pan-right", "zoom-out", "pan-left")
    found = []
    for number, source in enumerate(sources):
        segment: Segment = {"id": f"s{number}", "s": number * ms, "d": ms, "src": source, **more}
        if source not in ("clip", "upright"):
            segment["mo"] = {"type": moves[number % 4]}
        if number and ways:
            segment["tr"] = {"type": ways[(number - 1) % len(ways)], "d": way_ms}
        found.append(segment)
    return found


def _over(name: str, start: int, ms: int, source: str, pos: Sequence[float], **more: Any) -> Segment:
    x, y, w, h = pos
    told: Segment = {"id": name, "s": start, "d": ms, "src": source, "pos": {"x": x, "y": y, "w": w, "h": h}}
    if source not in ("clip", "upright"):
        told["mo"] = {"type": "hold"}
    return told | more


def _words(start: int, ms: int, words: str, role: str = "title", **more: Any) -> Segment:
    return {"id": f"w{start}", "s": start, "d": ms, "tx": words, "st": {"role": role, **more}}


def _draft(
    canvas: tuple[int, int],
    main: list[Segment],
    overs: Sequence[list[Segment]] = (),
    words: Sequence[Segment] = (),
) -> dict[str, Any]:
    tracks = [{"id": "v1", "tt": 0, "sg": main}]
    tracks += [{"id": f"o{number}", "tt": 0, "sg": over} for number, over in enumerate(overs)]
    if words:
        tracks.append({"id": "t1", "tt": 7, "sg": list(words)})
    return {"t": tracks, "d": 0, "m": {"title": "", "width": canvas[0], "height": canvas[1], "fps": 30}}


def product() -> dict[str, Any]:
    main = _row(["p4", "p3", "p7"], 2400, ["smoothleft", "smoothup"], fx=[{"type": "vivid", "amount": 40}])
    end: Segment = {
        "id": "e",
        "n": "End card",
        "s": 7200,
        "d": 2400,
        "src": "card:#14181f?to=#2b3442&logo=logo",
    }
    main.append(end | {"mo": {"type": "hold"}, "tr": {"type": "fade", "d": 500}})
    logo = [_over("l", 0, 6900, "logo", (0.84, 0.06, 0.12, 0.12), fit="contain")]
    return _draft(
        WIDE,
        main,
        [logo],
        [_words(400, 1800, "Cold brew, made slowly"), _words(7500, 1900, "Shop now", "end-card")],
    )


def travel() -> dict[str, Any]:
    main = _row(
        ["p1", "clip", "p5", "p6"],
        2500,
        ["whip-left", "zoom", "whip-up"],
        500,
        fx=[{"type": "cinematic", "amount": 55}],
    )
    main[1] |= {"sp": 0.5, "in": 500}
    inset = [_over("i", 2800, 4000, "p7", (0.66, 0.58, 0.29, 0.34), fit="cover", rad=0.08, sh=0.7,
                   tr={"type": "fade", "d": 400}, tro={"type": "fade", "d": 400})]  # fmt: skip
    return _draft(WIDE, main, [inset], [_words(300, 2000, "Seven days by the sea")])


def halves() -> dict[str, Any]:
    left = _row(["clip"], 4000, pos={"x": 0, "y": 0, "w": 0.496, "h": 1}, bg={"color": "#ffffff"})
    right = [_over("r", 0, 4000, "p6", (0.504, 0, 0.496, 1), fit="cover", mo={"type": "zoom-in"}, ref="s0")]
    main = [
        *left,
        {
            "id": "z",
            "s": 4000,
            "d": 2500,
            "src": "p2",
            "mo": {"type": "zoom-out"},
            "tr": {"type": "coverleft", "d": 700},
        },
    ]
    return _draft(WIDE, main, [right], [_words(300, 2500, "She said sea, he said city", "lower-third")])


def four() -> dict[str, Any]:
    boxes = [
        (0.03, 0.02, 0.455, 0.47),
        (0.515, 0.02, 0.455, 0.47),
        (0.03, 0.51, 0.455, 0.47),
        (0.515, 0.51, 0.455, 0.47),
    ]
    main = [
        _over(
            "s0",
            0,
            5000,
            "upright",
            boxes[0],
            fit="cover",
            rad=0.05,
            bg={"color": "#f6d5c3", "to": "#8fb6d8"},
        )
    ]
    overs = [
        [
            _over(
                f"q{n}",
                0,
                5000,
                f"p{n + 2}",
                boxes[n],
                fit="cover",
                rad=0.05,
                mo={"type": "zoom-in"},
                tr={"type": "fade", "d": 300 + 300 * n},
            )
        ]
        for n in (1, 2, 3)
    ]
    return _draft(TALL, main, overs, [_words(500, 3500, "四个地方，一个夏天")])


def polaroids() -> dict[str, Any]:
    ground: Segment = {"id": "g", "s": 0, "d": 6500, "src": "card:#e9dfce?to=#b79f86", "mo": {"type": "hold"}}
    places = [(0.06, 0.12, -8.0), (0.36, 0.2, 4.0), (0.64, 0.1, 9.0), (0.5, 0.42, -5.0)]
    overs = []
    for n, (x, y, angle) in enumerate(places):
        poses = [
            {"at": 0, "x": x + 0.15, "y": -0.4, "angle": 20, "easing": "easeOutCubic"},
            {"at": 0.14, "x": x + 0.15, "y": y + 0.25},
        ]
        overs.append([_over(f"k{n}", n * 900, 6500 - n * 900, f"p{n + 1}", (x, y, 0.3, 0.5), fit="contain",
                            brd={"type": "polaroid"}, sh=0.8, ang=angle, poses=poses)])  # fmt: skip
    return _draft(WIDE, [ground], overs, [_words(4200, 2200, "Our summer", "lower-third")])


def before_after() -> dict[str, Any]:
    main = _row(["p7"], 5000, fx=[{"type": "faded", "amount": 60}, {"type": "saturation", "amount": -60}])
    main[0]["mo"] = {"type": "hold"}
    after = [
        _over(
            "a",
            1000,
            4000,
            "p7",
            (0, 0, 1, 1),
            fit="cover",
            fx=[{"type": "vivid", "amount": 60}],
            tr={"type": "wiperight", "d": 1999},
        )
    ]
    return _draft(
        WIDE, main, [after], [_words(200, 900, "Before", "badge"), _words(3200, 1700, "After", "badge")]
    )


def rough() -> dict[str, Any]:
    main = _row(
        ["clip", "clip", "p8", "clip"],
        1800,
        ["glitch", "pixelize", "dissolve"],
        500,
        fx=[{"type": "film", "amount": 70}],
    )
    main[1] |= {"rev": True, "in": 400}
    main[3] |= {"frz": True, "in": 2000}
    return _draft(WIDE, main, (), [_words(300, 1400, "NO SIGNAL")])


def square() -> dict[str, Any]:
    main = _row(
        ["upright", "p3", "clip", "p5"],
        2000,
        ["light-leak", "film-burn", "blur"],
        700,
        fit="blur",
        fx=[{"type": "vintage", "amount": 50}],
    )
    return _draft(SQUARE, main, (), [_words(300, 1500, "Grandma's summer", "subtitle")])


def party() -> dict[str, Any]:
    main = _row(
        ["p3", "p6", "p7", "p2"],
        1800,
        ["page", "cube", "zoomin"],
        800,
        fx=[{"type": "brightness", "amount": 15}],
    )
    stars = []
    for n, (x, y) in enumerate([(0.12, 0.2), (0.88, 0.25), (0.85, 0.8)]):
        poses = [
            {"at": 0, "scale": 0.05, "angle": -180, "easing": "easeOutCubic"}, {"at": 0.1, "scale": 1, "angle": 0},
            {"at": 1, "scale": 1.2, "angle": 40},
        ]  # fmt: skip
        stars.append(
            [
                _over(
                    f"x{n}",
                    300 * n,
                    7200 - 300 * n,
                    "star",
                    (x - 0.06, y - 0.1, 0.12, 0.2),
                    fit="contain",
                    poses=poses,
                )
            ]
        )
    return _draft(WIDE, main, stars, [_words(300, 2500, "Anna is 7!")])


def trailer() -> dict[str, Any]:
    main = _row(["p8", "p1", "p6", "clip"], 1800, ["fadeblack", "luma", "fadewhite"], 700)
    for segment, look in zip(main, ("night", "bw", "lut", "matte"), strict=True):
        segment["fx"] = [{"type": look, "amount": 70}, {"type": "vignette", "amount": 40}]
    main[2]["fx"][0]["src"] = "lut"
    main[2]["tr"]["src"] = "matte"
    main[0]["tr"], main[3]["tro"] = {"type": "fadeblack", "d": 600}, {"type": "fadeblack", "d": 600}
    bars = [
        [_over(f"bar{n}", 0, 7200, "card:#000000", (0, y, 1, 0.11), fit="cover")]
        for n, y in enumerate((0.0, 0.89))
    ]
    return _draft(
        WIDE, main, bars, [_words(2000, 1500, "One night"), _words(4000, 1500, "changes everything")]
    )


VIDEOS = (product, travel, halves, four, polaroids, before_after, rough, square, party, trailer)


def sheet(draft: dict[str, Any], props: Props, path: Path, height: int) -> None:
    """Writes a draft and one frame for every half second of it."""
    used = json.dumps(draft["t"])
    draft["m"]["files"] = {name: str(file) for name, file in props.files.items() if name in used}
    path.with_suffix(".json").write_text(json.dumps(draft, indent=1))
    scale = height / min(draft["m"]["width"], draft["m"]["height"])
    for side in ("width", "height"):
        draft["m"][side] = round(draft["m"][side] * scale / 2) * 2
    small = path.with_name("small.json")
    small.write_text(json.dumps(draft))
    timeline, media = load_draft(small)
    paths = {record.sha256: record.path for record in media.values()}
    plan = with_contrast(make_plan(timeline, media), paths)
    composer, sources = Composer(plan.whole, store := SourceStore(paths)), store
    assert sources is store
    out = empty_planes(plan.whole.canvas)
    frames = []
    for frame in range(0, plan.frames, 15):
        composer.draw(frame, out)
        frames.append(to_rgb(out).copy())
    across = 4 if plan.whole.canvas[0] > plan.whole.canvas[1] else 6
    rows = -(-len(frames) // across)
    high, wide = frames[0].shape[:2]
    whole = np.full((rows * (high + 8) + 8, across * (wide + 8) + 8, 3), 40, np.uint8)
    for number, picture in enumerate(frames):
        top, left = 8 + number // across * (high + 8), 8 + number % across * (wide + 8)
        whole[top : top + high, left : left + wide] = picture
    Image.fromarray(whole).save(path)


def main() -> None:
    """Draws the sheets asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--photos", type=Path, default=PHOTOS)
    parser.add_argument("--height", type=int, default=270)
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    props = Props(told.photos, told.folder)
    wanted = {int(number) for number in told.only.split(",") if number}
    for number, make in enumerate(VIDEOS, 1):
        if not wanted or number in wanted:
            sheet(make(), props, told.folder / f"{number:02}-{make.__name__}.png", told.height)
            print(f"{number:02}-{make.__name__}.png")


if __name__ == "__main__":
    main()
