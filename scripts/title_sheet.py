"""Draw every script in every role of a text, for looking at, with the system's fonts hidden.

    python scripts/title_sheet.py FOLDER [--canvas 1920x1080] [--ground photo.jpg]

One PNG for each role, and one of odd cases; nothing is compared.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from photoplay.render.layout import safe_zone
from photoplay.render.titles.fonts import Library
from photoplay.render.titles.typeset import TitleSpec, typeset
from photoplay.timeline.lettering import Lettering, Outline, Plate, Shadow

SCRIPTS = {
    "Latin": "Our week in the Dolomites",
    "Accents": "Ägypten, Ångström & Škoda: été à Phố Huế",
    "Greek": "Καλοκαίρι στη Σαντορίνη",
    "Cyrillic": "Лето на Байкале, 2024 год",
    "Simplified": "我们的春节旅行：从北京到云南",
    "Traditional": "臺灣環島之旅，騎單車看海",
    "Japanese": "京都の秋、もみじを見に行く旅",
    "Korean": "제주도에서 보낸 여름 휴가",
    "Arabic": "رحلتنا إلى مراكش في الربيع",
    "Hebrew": "החופשה שלנו בתל אביב",
    "Hindi": "हमारी राजस्थान की यात्रा",
    "Thai": "ทริปเที่ยวเชียงใหม่ที่สุดของปี",
    "Emoji": "Party time 🎉👨‍👩‍👧‍👦🏳️‍🌈🇯🇵🇩🇪👩🏽‍🚀❤️‍🔥1️⃣",
    "Mixed": "Hello 你好 مرحبا नमस्ते สวัสดี 안녕 🎂",
    "As typed": r"#1 deal: $5 *off* \ now_or_never <b>",
}
ROLES = ("title", "subtitle", "lower-third", "caption", "end-card", "badge")
SECOND = "\nPhotographs by A. Müller"
ODD = {
    "400 letters": ("A long sentence that goes on and on about the trip we made. " * 7)[:400],
    "poem": "\n".join(f"Line {n} of a poem of ten, let it rhyme" for n in range(1, 11)),
    "only emoji": "🎉🥳🎂",
    "one word": "Donaudampfschifffahrtsgesellschaftskapitän",
    "address": "https://www.example.com/a/very/long/path?with=many&words=in_it",
    "stacked marks": "Z̷̛̺͙a̴̬͌l̵̞̈́g̸̣̾o̶͔͛ ปู่ย่าตายาย กี่ขั้น क्ष्म्य ŘŮŻŹ Ếậ",
    "number and unit": "We drove 1,200 km in 5 days for only $ 300 each",
    "right to left, mixed": "مرحبا بكم في iPhone 15 Pro الجديد، بسعر 999 دولار فقط",
    "no such sign": "Old 𒀀𓀀 signs and \ue000 gone",
}


def compose(spec: TitleSpec, fonts: Library, ground: np.ndarray) -> np.ndarray:
    """The text on a ground of the canvas's size, with the safe zone as a thin line."""
    picture = ground.astype(np.float32)
    zone = [round(edge) for edge in safe_zone(spec.canvas)]
    cv2.rectangle(picture, (zone[0], zone[1]), (zone[2] - 1, zone[3] - 1), (255, 255, 255), 1)
    picture = picture * 0.15 + ground * 0.85
    found = typeset(spec, fonts)
    for raster in (found.plate, found.ink):
        if raster is None or not raster.size:
            continue
        x, y = found.origin
        height, width = raster.shape[:2]
        alpha = raster[..., 3:].astype(np.float32) / 255
        part = picture[y : y + height, x : x + width]
        part[:] = part * (1 - alpha) + raster[..., :3] * alpha
    if found.missing:
        print("missing:", spec.text[:40], found.missing)
    return np.clip(picture, 0, 255).astype(np.uint8)


def sheet(pictures: Sequence[np.ndarray], columns: int, width: int) -> np.ndarray:
    height = round(pictures[0].shape[0] * width / pictures[0].shape[1])
    small = [cv2.resize(one, (width, height), interpolation=cv2.INTER_AREA) for one in pictures]
    small += [np.zeros_like(small[0])] * (-len(small) % columns)
    rows = [np.hstack(small[start : start + columns]) for start in range(0, len(small), columns)]
    return np.vstack(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw every script in every role of a text.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--canvas", default="1920x1080")
    parser.add_argument("--ground", type=Path)
    parser.add_argument("--width", type=int, default=640, help="pixels of each picture on the sheet")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    width, height = map(int, options.canvas.split("x"))
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    ground = np.stack([60 + 50 * rows / height, 80 + 60 * columns / width, 110 - 40 * rows / height], axis=2)
    if options.ground:
        ground = cv2.resize(cv2.imread(str(options.ground))[..., ::-1], (width, height)).astype(np.float32)
    fonts, canvas = Library(), (width, height)
    across = 3 if width >= height else 5
    for role in ROLES:
        more = SECOND if role in ("lower-third", "end-card") else ""
        specs = [TitleSpec(text + more, Lettering(role=role), canvas) for text in SCRIPTS.values()]
        save(options.folder / f"{role}.png", specs, fonts, ground, across, options.width)
    save(
        options.folder / "odd.png",
        [TitleSpec(text, Lettering(), canvas) for text in ODD.values()],
        fonts,
        ground,
        across,
        options.width,
    )
    styles = [
        Lettering(outline=Outline("#000000", 0.08), color="#ffd400"),
        Lettering(gradient=("#ffe259", "#ff7a18"), shadow=Shadow("#000000", 0.7, 0.1)),
        Lettering(plate=Plate("#111827", 0.7, 0.25)),
        Lettering(font="serif", weight=400, position="bottom-left"),
        Lettering(position="top-right", color="#111111", shadow=False),
        Lettering(outline=Outline("#ff2d55", 0.2), shadow=False, position=(0.3, 0.3)),
    ]
    specs = [TitleSpec("Golden hour gy 🎂 好", style, canvas) for style in styles]
    save(options.folder / "styles.png", specs, fonts, ground, across, options.width)


def save(
    path: Path, specs: Sequence[TitleSpec], fonts: Library, ground: np.ndarray, columns: int, width: int
) -> None:
    made = sheet([compose(spec, fonts, ground) for spec in specs], columns, width)
    cv2.imwrite(str(path), made[..., ::-1])


if __name__ == "__main__":
    main()
