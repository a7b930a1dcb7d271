"""The reference job R as each tool is told to do it, and the camera path that each was told to take."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg  # type: ignore[import-untyped]

from photoplay.media.record import MediaRecord
from photoplay.render import geometry
from photoplay.render.geometry import Placement
from photoplay.render.moves import stand_at
from photoplay.render.plan import make_plan
from photoplay.render.slices import Plan
from photoplay.services.drafts import load_draft

CANVAS, FPS, FRAMES = (1920, 1080), 30, 900
MOVES = ("zoom-in", "zoom-out", "pan-left", "pan-right")
PHOTO_MS, FADE_MS = 3000, 600
#: How far every move goes, share of the frame.
AMOUNT = 0.12
#: Looks of R with looks, in turn.
LOOKS = ("warm", "cinematic", "vivid", "cool", "vintage", "faded")
#: Frames of one photo in the recipe: its three seconds and the fade into the next.
_SHOWN = 108


def ffmpeg() -> str:
    """The development extra's binary."""
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def draft(
    photos: Sequence[Path],
    *,
    moves: Sequence[str] = MOVES,
    amount: float = AMOUNT,
    amount_step: float = 0.0,
    photo_ms: int = PHOTO_MS,
    fade_ms: int = FADE_MS,
    canvas: tuple[int, int] = CANVAS,
    fps: int = FPS,
) -> dict[str, object]:
    """R as a draft file for ``photoplay make --draft``: the recipe's moves, about the middle like its own.

    Args:
        photos: In order.
        moves: Motions, in turn.
        amount: Travel of the first one, share of the frame.
        amount_step: How much further each one goes than the one before.
        photo_ms, fade_ms: Lengths.
        canvas: (width, height).
        fps: Frames a second.
    """
    clips: list[dict[str, object]] = []
    for index, _ in enumerate(photos):
        motion = {"type": moves[index % len(moves)], "amount": round(amount + index * amount_step, 6)}
        clip: dict[str, object] = {
            "id": f"c{index}",
            "s": index * photo_ms,
            "d": photo_ms,
            "src": f"p{index}",
            "fit": "cover",
            "foc": [0.5, 0.5],
            "mo": motion,
        }
        if index and fade_ms:
            clip["tr"] = {"type": "fade", "d": fade_ms}
        clips.append(clip)
    return {
        "t": [{"id": "v1", "tt": 0, "sg": clips}],
        "d": photo_ms * len(photos),
        "m": {
            "title": "R",
            "width": canvas[0],
            "height": canvas[1],
            "fps": fps,
            "files": {f"p{index}": str(path.resolve()) for index, path in enumerate(photos)},
        },
    }


def draft_plus(photos: Sequence[Path]) -> dict[str, object]:
    """R+: R with a title, a lower third, composed music, and an end card in place of the last photo."""
    told = draft(photos)
    (pictures,) = told["t"]  # type: ignore[misc]
    last = pictures["sg"][-1]
    card = {key: last[key] for key in ("id", "s", "d", "tr")}
    card |= {"n": "End card", "src": "card:#14181f?to=#2b3442", "mo": {"type": "hold"}}
    pictures["sg"][-1] = card
    texts = [
        _text("title", 400, 2600, "Summer in the mountains"),
        _text("lower-third", 12_400, 2200, "Lake Braies, 1,496 m"),
        _text("end-card", int(str(last["s"])) + 300, 2700, "See you next year", ref=last["id"]),
    ]
    music = {"id": "m1", "n": "Upbeat", "s": 0, "d": told["d"], "src": "music:upbeat?seed=1", "vol": 0.35}
    told["t"] = [pictures, {"id": "a1", "tt": 1, "sg": [music]}, {"id": "x1", "tt": 7, "sg": texts}]
    return told


def draft_looked(photos: Sequence[Path], logo: Path) -> dict[str, object]:
    """R with a look on every photo, each of them in turn, and a logo in a corner."""
    told = draft(photos)
    (pictures,) = told["t"]  # type: ignore[misc]
    for index, clip in enumerate(pictures["sg"]):
        clip["fx"] = [{"type": LOOKS[index % len(LOOKS)], "amount": 50}]
    over = {
        "id": "l1", "s": 0, "d": told["d"], "src": "logo", "fit": "contain", "mo": {"type": "hold"},
        "pos": {"x": 0.84, "y": 0.06, "w": 0.12, "h": 0.12},
    }  # fmt: skip
    told["t"] = [pictures, {"id": "v2", "tt": 0, "sg": [over]}]
    told["m"]["files"]["logo"] = str(logo.resolve())  # type: ignore[index]
    return told


def _text(role: str, start_ms: int, duration_ms: int, words: str, **more: object) -> dict[str, object]:
    return {"id": role, "s": start_ms, "d": duration_ms, "tx": words, "st": {"role": role}, **more}


def write_draft(path: Path, told: Mapping[str, object]) -> Path:
    """Writes a draft file and tells where."""
    path.write_text(json.dumps(told))
    return path


def planned(path: Path) -> tuple[Plan, dict[str, MediaRecord]]:
    """The render plan of a draft file, with its photos' records."""
    timeline, media = load_draft(path)
    return make_plan(timeline, media), media


def our_path(plan: Plan, frame: int) -> tuple[str, Placement]:
    """Which photo is under a frame outside transitions (its digest), and where: the plan's own words."""
    shot = next(shot for shot in plan.whole.shots if shot.start <= frame < shot.end)
    assert shot.view is not None
    stand = stand_at(shot.move, (frame + 0.5 - shot.start) / (shot.end - shot.start))
    size = shot.view.framed_size
    return shot.view.sha256, geometry.placement(stand, size, size, plan.whole.canvas, shot.view.fit)


def _expressions(move: str) -> tuple[str, str, str]:
    """zoompan's z, x and y of one move over all frames of a photo."""
    along, middle = f"on/{_SHOWN - 1}", "ih/2-(ih/zoom/2)"
    return {
        "zoom-in": (f"1+{AMOUNT}*{along}", "iw/2-(iw/zoom/2)", middle),
        "zoom-out": (f"1+{AMOUNT}*(1-{along})", "iw/2-(iw/zoom/2)", middle),
        "pan-left": (f"1+{AMOUNT}", f"(iw-iw/zoom)*(1-{along})", middle),
        "pan-right": (f"1+{AMOUNT}", f"(iw-iw/zoom)*{along}", middle),
    }[move]


def ffmpeg_filters(count: int) -> str:
    """The recipe's filter graph for so many photos of 2560×1600; its output is ``[out]``."""
    steps = []
    for index in range(count):
        z, x, y = _expressions(MOVES[index % len(MOVES)])
        steps.append(
            f"[{index}:v]scale=3840:2400,crop=3840:2160,"
            f"zoompan=z='{z}':x='{x}':y='{y}':d={_SHOWN}:s={CANVAS[0]}x{CANVAS[1]}:fps={FPS},"
            f"scale=out_range=tv,format=yuv420p[v{index}]"
        )
    before, fade = "v0", f"xfade=transition=fade:duration={FADE_MS / 1000}"
    for index in range(1, count):
        after = "out" if index == count - 1 else f"x{index}"
        steps.append(f"[{before}][v{index}]{fade}:offset={index * PHOTO_MS / 1000:g}[{after}]")
        before = after
    return ";".join(steps)


def ffmpeg_command(photos: Sequence[Path], output: Path) -> list[str]:
    """What a user of ffmpeg would type for R."""
    inputs = [word for path in photos for word in ("-i", str(path))]
    filters = ["-filter_complex", ffmpeg_filters(len(photos)), "-map", "[out]"]
    length = ["-t", str(len(photos) * PHOTO_MS // 1000)]
    encoder = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-pix_fmt", "yuv420p"]
    end = ["-movflags", "+faststart", str(output)]
    return [ffmpeg(), "-y", "-v", "error", *inputs, *filters, *length, *encoder, *end]


@dataclass(frozen=True, slots=True)
class Window:
    """What zoompan cuts from its 3840×2160 input for one frame."""

    x: float
    y: float
    width: float
    height: float


def recipe_window(move: str, step: int, *, whole: bool) -> Window:
    """zoompan's window for one of a photo's frames.

    Args:
        move: One of ``MOVES``.
        step: The frame, 0–107.
        whole: As zoompan really cuts it, in whole pixels (its shake), not as it was told.

    Source: FFmpeg, libavfilter/vf_zoompan.c, ``output_single_frame``.
    """
    along = step / (_SHOWN - 1)
    zoom = 1 + AMOUNT * {"zoom-in": along, "zoom-out": 1 - along}.get(move, 1.0)
    width, height = 3840 / zoom, 2160 / zoom
    spare = 3840 - width
    x = {"pan-left": spare * (1 - along), "pan-right": spare * along}.get(move, spare / 2)
    y = (2160 - height) / 2
    if not whole:
        return Window(x, y, width, height)
    return Window(int(x), int(y), int(width), int(height))


def recipe_path(index: int, step: int, *, whole: bool, sited: tuple[int, int] = (1, 1)) -> Placement:
    """The map from canvas to photo (2560×1600) of one frame of the recipe's photo ``index``.

    Args:
        index: Number of the photo.
        step: Its frame, 0–107.
        whole: See ``recipe_window``.
        sited: zoompan's windows start at multiples of this: (2, 2) for photos in 4:2:0.
    """
    window = recipe_window(MOVES[index % len(MOVES)], step, whole=whole)
    x, y = window.x, window.y
    if whole:
        x, y = x // sited[0] * sited[0], y // sited[1] * sited[1]
    across, down = window.width / CANVAS[0] / 1.5, window.height / CANVAS[1] / 1.5
    return Placement(
        across,
        (x + 0.5 * window.width / CANVAS[0]) / 1.5 - 0.5,
        down,
        (y + 120 + 0.5 * window.height / CANVAS[1]) / 1.5 - 0.5,
    )
