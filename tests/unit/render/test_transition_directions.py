"""Each name means what FFmpeg's xfade means by it: from which side, in which shape, which picture moves."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media.planes import Planes
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.mixing import draw_way
from photoplay.render.transitions.table import TRANSITIONS

F64 = NDArray[np.float64]
SIZE = (96, 54)

#: The names of FFmpeg 8's xfade. The newest, which FFmpeg 5 lacks, come last.
XFADE = (
    *(
        "fade",
        "fadeblack",
        "fadewhite",
        "fadegrays",
        "fadefast",
        "fadeslow",
        "dissolve",
        "distance",
        "pixelize",
    ),
    *(
        "wipeleft",
        "wiperight",
        "wipeup",
        "wipedown",
        "wipetl",
        "wipetr",
        "wipebl",
        "wipebr",
        "radial",
        "hblur",
    ),
    *(
        "slideleft",
        "slideright",
        "slideup",
        "slidedown",
        "smoothleft",
        "smoothright",
        "smoothup",
        "smoothdown",
    ),
    *(
        "circlecrop",
        "rectcrop",
        "circleopen",
        "circleclose",
        "vertopen",
        "vertclose",
        "horzopen",
        "horzclose",
    ),
    *(
        "diagtl",
        "diagtr",
        "diagbl",
        "diagbr",
        "hlslice",
        "hrslice",
        "vuslice",
        "vdslice",
        "squeezeh",
        "squeezev",
    ),
    "zoomin",
    *("hlwind", "hrwind", "vuwind", "vdwind", "coverleft", "coverright", "coverup", "coverdown"),
    *("revealleft", "revealright", "revealup", "revealdown"),
)

#: Where the second picture is seen at 0.35 of the way (y, x as parts of the canvas), and where the first.
SEEN = {
    "wipeleft": ((0.5, 0.9), (0.5, 0.1)), "wiperight": ((0.5, 0.1), (0.5, 0.9)),
    "wipeup": ((0.9, 0.5), (0.1, 0.5)), "wipedown": ((0.1, 0.5), (0.9, 0.5)),
    "wipetl": ((0.9, 0.9), (0.1, 0.1)), "wipetr": ((0.9, 0.1), (0.1, 0.9)),
    "wipebl": ((0.1, 0.9), (0.9, 0.1)), "wipebr": ((0.1, 0.1), (0.9, 0.9)),
    "smoothleft": ((0.5, 0.99), (0.5, 0.1)), "smoothright": ((0.5, 0.01), (0.5, 0.9)),
    "smoothup": ((0.99, 0.5), (0.1, 0.5)), "smoothdown": ((0.01, 0.5), (0.9, 0.5)),
    "diagtl": ((0.99, 0.99), (0.1, 0.1)), "diagtr": ((0.99, 0.01), (0.1, 0.9)),
    "diagbl": ((0.01, 0.99), (0.9, 0.1)), "diagbr": ((0.01, 0.01), (0.9, 0.9)),
    "circleopen": ((0.5, 0.5), (0.02, 0.02)), "circleclose": ((0.02, 0.02), (0.5, 0.5)),
    "vertopen": ((0.1, 0.5), (0.5, 0.02)), "vertclose": ((0.5, 0.02), (0.1, 0.5)),
    "horzopen": ((0.5, 0.1), (0.02, 0.5)), "horzclose": ((0.02, 0.5), (0.5, 0.1)),
    "radial": ((0.1, 0.7), (0.1, 0.3)),
    "hlslice": ((0.5, 0.97), (0.5, 0.1)), "hrslice": ((0.5, 0.03), (0.5, 0.9)),
    "vuslice": ((0.97, 0.5), (0.1, 0.5)), "vdslice": ((0.03, 0.5), (0.9, 0.5)),
    "hlwind": ((0.5, 0.97), (0.5, 0.1)), "hrwind": ((0.5, 0.03), (0.5, 0.9)),
    "vuwind": ((0.97, 0.5), (0.1, 0.5)), "vdwind": ((0.03, 0.5), (0.9, 0.5)),
    "slideleft": ((0.5, 0.9), (0.5, 0.1)), "slideright": ((0.5, 0.1), (0.5, 0.9)),
    "slideup": ((0.9, 0.5), (0.1, 0.5)), "slidedown": ((0.1, 0.5), (0.9, 0.5)),
    "coverleft": ((0.5, 0.9), (0.5, 0.1)), "coverright": ((0.5, 0.1), (0.5, 0.9)),
    "coverup": ((0.9, 0.5), (0.1, 0.5)), "coverdown": ((0.1, 0.5), (0.9, 0.5)),
    "revealleft": ((0.5, 0.99), (0.5, 0.1)), "revealright": ((0.5, 0.01), (0.5, 0.9)),
    "revealup": ((0.99, 0.5), (0.1, 0.5)), "revealdown": ((0.01, 0.5), (0.9, 0.5)),
    "squeezeh": ((0.02, 0.5), (0.5, 0.5)), "squeezev": ((0.5, 0.02), (0.5, 0.5)),
}  # fmt: skip


def flat(code: int, size: tuple[int, int] = SIZE) -> Planes:
    half = np.full((size[1] // 2, size[0] // 2), 128, np.uint8)
    return Planes(np.full((size[1], size[0]), code, np.uint8), half, half)


def drawn(name: str, p: float, a: Planes, b: Planes) -> Planes:
    out = Planes(*(np.empty_like(plane) for plane in a))
    draw_way(TRANSITIONS[name], Drawing(p, a, b, out))
    return out


def test_all_names_of_xfade_are_there() -> None:
    assert len(XFADE) == 58 and set(XFADE) <= set(TRANSITIONS)


@pytest.mark.parametrize("name", SEEN)
def test_it_comes_from_its_side(name: str) -> None:
    luma = drawn(name, 0.35, flat(50), flat(200)).luma
    second, first = SEEN[name]
    assert luma[int(second[0] * SIZE[1]), int(second[1] * SIZE[0])] > 125
    assert luma[int(first[0] * SIZE[1]), int(first[1] * SIZE[0])] < 60


def ramp(axis: int) -> Planes:
    """A picture that tells its own columns (0) or rows (1): luma 20 to 220."""
    codes = np.rint(np.linspace(20, 220, SIZE[axis])).astype(np.uint8)
    luma = np.tile(codes, (SIZE[1], 1)) if axis == 0 else np.tile(codes[:, None], (1, SIZE[0]))
    return Planes(np.ascontiguousarray(luma), flat(0).cb, flat(0).cr)


@pytest.mark.parametrize("name", [name for name in SEEN if name.startswith(("slide", "cover", "reveal"))])
def test_pictures_move_the_way_they_are_named(name: str) -> None:
    """A ramp that goes left or up is brighter than it was at the same place."""
    axis = 0 if name.endswith(("left", "right")) else 1
    sign = 1 if name.endswith(("left", "up")) else -1
    moves_first = name.startswith(("slide", "reveal"))
    moves_second = name.startswith(("slide", "cover"))
    still = ramp(axis).luma.astype(float)
    (y2, x2), (y1, x1) = SEEN[name]
    # The second picture has come nearly all the way at 0.65, the first has gone a little at 0.35.
    for moves, p, (y, x), sides in (
        (moves_first, 0.35, (y1, x1), (ramp(axis), flat(235))),
        (moves_second, 0.65, (y2, x2), (flat(235), ramp(axis))),
    ):
        place = int(y * SIZE[1]), int(x * SIZE[0])
        change = drawn(name, p, *sides).luma[place] - still[place]
        toward = sign if sides[1].luma.max() == 235 else -sign
        assert (change * toward > 10) if moves else abs(change) < 3, (name, p, change)


def test_a_circle_is_round_and_a_box_has_the_canvas_shape() -> None:
    circle = drawn("circlecrop", 0.3, flat(200), flat(200)).luma > 100
    wide, high = np.ptp(np.flatnonzero(circle.any(axis=0))), np.ptp(np.flatnonzero(circle.any(axis=1)))
    assert wide == pytest.approx(high, abs=1)
    box = drawn("rectcrop", 0.3, flat(200), flat(200)).luma > 100
    wide, high = np.ptp(np.flatnonzero(box.any(axis=0))), np.ptp(np.flatnonzero(box.any(axis=1)))
    assert wide / high == pytest.approx(SIZE[0] / SIZE[1], abs=0.15)
    assert box[box.any(axis=1)][:, box.any(axis=0)].all()


# -- beside the program itself ----------------------------------------------------------------------


@cache
def known_to_ffmpeg() -> frozenset[str]:
    told = subprocess.run(
        ["ffmpeg", "-hide_banner", "-h", "filter=xfade"], capture_output=True, text=True, check=True
    ).stdout
    return frozenset(
        line.split()[0] for line in told.splitlines() if line.endswith("transition") and line.split()
    )


def by_ffmpeg(name: str, percent: int) -> F64:
    """How much of the second picture xfade shows, at so many hundredths of the way."""
    sources = (f"color=c={c}:s={SIZE[0]}x{SIZE[1]}:r=25:d=5,format=yuv444p" for c in ("0x202020", "0xE0E0E0"))
    command = [
        "ffmpeg", "-v", "error",
        *(part for source in sources for part in ("-f", "lavfi", "-i", source)),
        "-filter_complex", f"[0][1]xfade=transition={name}:duration=4:offset=0,format=gray",
        "-frames:v", "100", "-f", "rawvideo", "-",
    ]  # fmt: skip
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    frame = np.frombuffer(raw, np.uint8).reshape(100, SIZE[1], SIZE[0])[percent].astype(float)
    ends = [np.frombuffer(raw, np.uint8).reshape(100, -1)[0].mean(), 0.0]
    ends[1] = 255 - ends[0]
    return np.asarray((frame - ends[0]) / (ends[1] - ends[0]))


def likeness(one: F64, other: F64) -> float:
    """Correlation of two frames; nothing is like a frame of one colour."""
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return -1.0
    return float(np.corrcoef(one.ravel(), other.ravel())[0, 1])


@pytest.mark.needs_ffmpeg
@pytest.mark.parametrize("name", [name for name in SEEN if not name.startswith(("slide", "cover", "reveal"))])
def test_it_changes_over_where_xfade_does(name: str) -> None:
    assert shutil.which("ffmpeg")
    if name not in known_to_ffmpeg():
        assert name in XFADE[46:], "an older FFmpeg lacks only the newest names"
        return
    whole = [drawn(name, p / 100, flat(50), flat(200)).luma.astype(float) for p in range(0, 100, 5)]
    for percent in (30, 50, 70):
        theirs = by_ffmpeg(name, percent)
        # Ours may be a little earlier or later: where whole pictures move it is eased.
        likest = max(likeness(theirs, ours) for ours in whole[1:])
        assert likest > (0.75 if "wind" in name or "slice" in name else 0.85), (percent, likest)
