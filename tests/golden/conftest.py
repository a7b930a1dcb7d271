"""Golden frames: drawn, compared with the pictures in ``expected``, or written there anew.

    pytest tests/golden --update-goldens     then look at every sheet that changed

A sheet is one PNG per topic: rows of frames with the row's name beside them. Where each frame lies in
it stands in the file itself, so names and layout are not compared, and a frame is found by its row.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFont, PngImagePlugin

from photoplay.media.colour import to_rgb
from photoplay.media.probe import probe
from photoplay.media.record import Focus, MediaRecord
from photoplay.render.frame import compose
from photoplay.render.plan import make_plan
from photoplay.render.sources import SourceStore
from photoplay.timeline import checks
from photoplay.timeline.model import Canvas, Motion, Timeline, Track, TrackKind, VideoClip

U8 = NDArray[np.uint8]
Rows = Mapping[str, Sequence[U8]]
Size = tuple[int, int]

EXPECTED = Path(__file__).parent / "expected"
#: How far a frame may lie from its golden one, codes.
MOST_OFF, MOST_OFF_ON_AVERAGE = 2, 0.05
GAP, LABEL_WIDTH, PAPER = 4, 96, 72


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write tests/golden/expected anew")


# -- sheets -----------------------------------------------------------------------------------------


def letters(text: str, scale: int = 1) -> NDArray[np.bool_]:
    """Words in Pillow's own bitmap font, which never changes; bool (11 · scale, 6 · scale · length)."""
    mask = ImageFont.load_default_imagefont().getmask(text)
    drawn = np.array(mask, np.uint8).reshape(mask.size[1], mask.size[0]) > 0
    return np.kron(drawn, np.ones((scale, scale), np.bool_))


def write_sheet(path: Path, rows: Rows) -> None:
    """Lays out frames, and notes in the file where they are."""
    height = GAP + sum(max(one.shape[0] for one in row) + GAP for row in rows.values())
    width = LABEL_WIDTH + max(sum(one.shape[1] + GAP for one in row) for row in rows.values())
    sheet = np.full((height, width, 3), PAPER, np.uint8)
    boxes: dict[str, list[list[int]]] = {}
    top = GAP
    for name, row in rows.items():
        for line, word in enumerate(textwrap.wrap(name, 15)):
            ink = letters(word)
            part = sheet[top + 12 * line : top + 12 * line + ink.shape[0], GAP : GAP + ink.shape[1]]
            part[ink[: part.shape[0]]] = 230
        left = LABEL_WIDTH
        for one in row:
            sheet[top : top + one.shape[0], left : left + one.shape[1]] = one
            boxes.setdefault(name, []).append([left, top, one.shape[1], one.shape[0]])
            left += one.shape[1] + GAP
        top += max(one.shape[0] for one in row) + GAP
    notes = PngImagePlugin.PngInfo()
    notes.add_text("frames", json.dumps(boxes))
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(sheet).save(path, optimize=True, pnginfo=notes)


def read_sheet(path: Path) -> dict[str, list[U8]]:
    with Image.open(path) as image:
        boxes = json.loads(image.info["frames"])
        sheet = np.asarray(image.convert("RGB"))
    return {name: [sheet[y : y + h, x : x + w] for x, y, w, h in row] for name, row in boxes.items()}


# -- comparing --------------------------------------------------------------------------------------


def how_far(expected: U8, got: U8) -> str:
    """What is wrong with a frame, in words; nothing where it is as expected.

    The last code of a sample depends on the machine: OpenCV picks other loops on other processors, and
    a compiler may or may not join a multiplication and an addition. A value that lies halfway between
    two codes is then rounded the other way. Such samples are few, and one code of luma, or of a chroma
    sample by itself, is at most two of RGB; what a person could see is more samples or larger steps.
    """
    if expected.shape != got.shape:
        return f"its shape is {got.shape}, not {expected.shape}"
    off = np.abs(expected.astype(np.int16) - got.astype(np.int16))
    if off.max() <= MOST_OFF and off.mean() < MOST_OFF_ON_AVERAGE:
        return ""
    y, x = np.unravel_index(int(off.max(axis=2).argmax()), off.shape[:2])
    return f"off by {off.max()} at most (column {x}, row {y}), {off.mean():.3f} on average"


def in_a_row(expected: U8, got: U8) -> tuple[U8, U8, U8]:
    """Expected | got | difference × 8, all of the larger size."""
    height, width = (max(a, b) for a, b in zip(expected.shape[:2], got.shape[:2], strict=True))
    a, b = (
        np.pad(one, ((0, height - one.shape[0]), (0, width - one.shape[1]), (0, 0)))
        for one in (expected, got)
    )
    off = np.abs(a.astype(np.int16) - b.astype(np.int16))
    return a, b, np.minimum(8 * off, 255).astype(np.uint8)


@dataclass(frozen=True, slots=True)
class Goldens:
    """Compares sheets, or writes them.

    Attributes:
        folder: Where the golden sheets are.
        scratch: Where pictures of differences go.
        update: Whether sheets are written instead of compared.
    """

    folder: Path
    scratch: Path
    update: bool = False

    def check(self, topic: str, rows: Rows) -> None:
        """Fails where a frame is not as its golden one, or where there is one too many or too few."""
        path = self.folder / f"{topic}.png"
        if self.update:
            write_sheet(path, rows)
        if not path.exists():
            pytest.fail(f"There is no {path}. Run: pytest tests/golden --update-goldens", pytrace=False)
        expected = read_sheet(path)
        wrong, pictures = [], {}
        for name in [*expected, *(name for name in rows if name not in expected)]:
            old, new = expected.get(name, []), list(rows.get(name, []))
            if len(old) != len(new):
                wrong.append(f"{name}: {len(new)} frames, not {len(old)}")
            for number, (one, other) in enumerate(zip(old, new, strict=False), 1):
                if told := how_far(one, other):
                    wrong.append(f"{name}, frame {number}: {told}")
                    pictures[f"{name} {number}"] = in_a_row(one, other)
        if wrong:
            pytest.fail(
                "\n".join([f"{topic} differs from {path}:", *wrong, *self._shown(topic, pictures)]), False
            )

    def _shown(self, topic: str, pictures: Rows) -> list[str]:
        if not pictures:
            return []
        path = self.scratch / f"{topic}.png"
        write_sheet(path, pictures)
        return [f"Expected | got | difference × 8: {path}"]


@pytest.fixture
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Goldens:
    """``golden.check(topic, {row: [frame, …]})``."""
    return Goldens(EXPECTED, tmp_path, bool(request.config.getoption("--update-goldens", default=False)))


# -- photos -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scene:
    """What is in a photo: a letter before a sky, a sun, and a ground of numbered tiles."""

    letter: str
    sky: tuple[tuple[int, int, int], tuple[int, int, int]]
    ground: tuple[int, int, int]
    sun: tuple[float, float, tuple[int, int, int]]
    tiles: tuple[tuple[int, int, int], ...]


DAY = Scene(
    "R", ((44, 104, 200), (196, 224, 244)), (70, 110, 60), (0.84, 0.2, (255, 220, 60)),
    ((200, 40, 40), (220, 130, 30), (210, 200, 40), (60, 170, 60), (40, 160, 170), (50, 80, 200), (130, 60, 180),
     (210, 90, 160)),
)  # fmt: skip
DUSK = Scene(
    "G", ((70, 20, 90), (250, 150, 90)), (40, 30, 60), (0.2, 0.3, (255, 250, 230)),
    ((240, 240, 240), (40, 40, 40), (200, 200, 200), (80, 80, 80), (160, 160, 160), (110, 60, 40), (230, 190, 150),
     (20, 60, 70)),
)  # fmt: skip
#: Lines along the picture's very edge, so that it is seen whether the edge is in the frame.
LEFT, TOP, RIGHT, BOTTOM = (255, 0, 0), (255, 255, 255), (0, 0, 255), (255, 255, 0)


def draw(scene: Scene, width: int, height: int) -> U8:
    """A photo whose every part tells where it is, and which way is up and right; RGB (H, W, 3)."""
    horizon = round(height * 0.56)
    down = np.minimum(np.arange(height) / horizon, 1)[:, None, None]
    top, low = (np.array(colour, np.float64) for colour in scene.sky)
    picture = np.rint(top + (low - top) * down + np.zeros((1, width, 1))).astype(np.uint8)
    picture[horizon:] = scene.ground
    y, x = np.mgrid[:height, :width]
    across, down_to, colour = scene.sun
    picture[np.hypot(x - across * width, y - down_to * height) < 0.1 * min(width, height)] = colour
    stamp(picture, scene.letter, (0.5, 0.28), round(height * 0.44), (255, 255, 255))
    for number, tile in enumerate(scene.tiles):
        left, right = (round(width * (number + edge) / len(scene.tiles)) for edge in (0.08, 0.92))
        picture[round(height * 0.62) : round(height * 0.92), left:right] = tile
        place = ((number + 0.5) / len(scene.tiles), 0.77)
        stamp(picture, str(number + 1), place, min(right - left, round(height * 0.26)), (0, 0, 0))
    line = max(2, round(min(width, height) * 0.02))
    picture[:line], picture[-line:], picture[:, :line], picture[:, -line:] = TOP, BOTTOM, LEFT, RIGHT
    return picture


def stamp(picture: U8, text: str, at: tuple[float, float], height: int, colour: tuple[int, int, int]) -> None:
    """Writes onto a picture, centred at fractions of it."""
    ink = letters(text, max(1, height // 11))
    top, left = (
        round(at[1] * picture.shape[0] - ink.shape[0] / 2),
        round(at[0] * picture.shape[1] - ink.shape[1] / 2),
    )
    picture[top : top + ink.shape[0], left : left + ink.shape[1]][ink] = colour


@pytest.fixture(scope="session")
def painted() -> Callable[..., U8]:
    """``painted("day" or "dusk", width, height)``: the pixels of a photo."""
    scenes = {"day": DAY, "dusk": DUSK}
    return lambda scene, width, height: draw(scenes[scene], width, height)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., MediaRecord]:
    """``saved(pixels, exif=…, **record fields)`` writes a PNG and gives its record.

    Unless told otherwise it is a picture without a subject and without grain, which PNGs cannot pack.
    """
    folder = tmp_path_factory.mktemp("photos")

    def save(pixels: U8, *, exif: Image.Exif | None = None, **more: Any) -> MediaRecord:
        path = folder / f"{len(list(folder.iterdir())) + 1}.png"
        Image.fromarray(pixels).save(path, **({"exif": exif} if exif else {}))
        return replace(probe(path), **{"is_graphic": True, "background": None, "focus": Focus(), **more})

    return save


@pytest.fixture(scope="session")
def photos(painted: Callable[..., U8], saved: Callable[..., MediaRecord]) -> dict[str, MediaRecord]:
    """Photos of all shapes by name; lossless, so that no decoder has a say."""
    shapes = {"landscape": (480, 320), "portrait": (320, 480), "panorama": (960, 240), "square": (400, 400)}
    day = {name: saved(painted("day", *size)) for name, size in shapes.items()}
    return {**day, "dusk": saved(painted("dusk", 480, 320))}


# -- frames -----------------------------------------------------------------------------------------


class Film:
    """A timeline's frames, drawn from their chunks as the video's are.

    Args:
        media: Photos by asset id.
        clips: What the main track shows.
        canvas: Its size.
    """

    def __init__(self, media: Mapping[str, MediaRecord], clips: Sequence[VideoClip], canvas: Size) -> None:
        timeline = Timeline((Track("v1", TrackKind.VIDEO, tuple(clips)),), Canvas(*canvas, 24))
        checks.check(timeline)
        self.plan = make_plan(timeline, media)
        self.sources = SourceStore({record.sha256: record.path for record in media.values()})
        self._chunks = self.plan.chunks()

    def frame(self, number: int) -> U8:
        """One frame as RGB; a negative number counts from the end."""
        number %= self.plan.frames
        index = max(i for i, border in enumerate(self.plan.borders[:-1]) if border <= number)
        return to_rgb(compose(self._chunks[index], number - self.plan.borders[index], self.sources))

    def frames(self, *numbers: int) -> list[U8]:
        return [self.frame(number) for number in numbers]


#: Small, for the goldens' sake: noise and dithering cannot be packed.
WIDE, TALL = (128, 72), (72, 128)


@pytest.fixture(scope="session")
def film(photos: dict[str, MediaRecord]) -> Callable[..., Film]:
    """``film({"source": "landscape", …}, …, canvas=WIDE)``: clips of 2 s, 48 frames, one after the other.

    A clip is told by its fields; ``source`` is a name of ``photos`` or a record. ``files`` are records of
    what else is used, such as tables of colours.
    """

    def make(*told: Mapping[str, Any], canvas: Size = WIDE, files: Sequence[MediaRecord] = ()) -> Film:
        clips: list[VideoClip] = []
        media = {record.id: record for record in files}
        for number, fields in enumerate(told, 1):
            record = fields["source"]
            record = photos[record] if isinstance(record, str) else record
            media[record.id] = record
            start_ms = clips[-1].end_ms if clips else 0
            common = {"id": f"c{number}", "start_ms": start_ms, "duration_ms": 2000, "motion": Motion("hold")}
            clips.append(VideoClip(**{**common, **fields, "source": record.id}))
        return Film(media, clips, canvas)

    return make


@pytest.fixture(scope="session")
def wide() -> Size:
    return WIDE


@pytest.fixture(scope="session")
def tall() -> Size:
    return TALL
