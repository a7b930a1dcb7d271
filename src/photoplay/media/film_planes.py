"""Decoded pictures of any kind to planes: upright, whole, square pixels, BT.709 limited, 4:2:0, 8 bit.

One pass of FFmpeg's filters does all of it, in the order: weave undone, turned, transparency laid over
black, scaled and brought to our colours. Pictures that are as they should be already go through untouched.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

import av
import cv2
import numpy as np
from av.filter import Graph
from av.filter.context import FilterContext
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from photoplay.media.cicp import BT709, BT2020, HLG, P3_D65, PQ
from photoplay.media.colour import CHROMA_MAX, CHROMA_MIN, LUMA_MAX, LUMA_MIN
from photoplay.media.film_colours import TABLED, table_frame
from photoplay.media.film_facts import FilmFacts, Turn
from photoplay.media.planes import Planes

#: Code points. Source: ITU-T H.273, tables 2 to 4.
_RGB, _UNTOLD = 0, 2
_FULL: Final = 2
_BT601: Final = 6
#: Wider than BT.709: BT.2020, P3 with the cinema's white (taken for D65, as eyes adapt), Display P3.
_WIDE: Final = {9: BT2020, 11: P3_D65, 12: P3_D65}
#: Matrices that are converted, by FFmpeg's number; BT.2020 with constant luminance is read as the other one.
_MATRICES: Final = {
    1: "bt709",
    4: "fcc",
    5: "bt470bg",
    6: "smpte170m",
    7: "smpte240m",
    9: "bt2020nc",
    10: "bt2020nc",
}
#: Pictures up to this many stored lines are BT.601 if they do not say; larger ones BT.709.
_SD_LINES: Final = 576
#: What a turn is made of.
_TURNS: Final[dict[Turn, tuple[tuple[str, str], ...]]] = {
    Turn(): (),
    Turn(-1, 0, 0, 1): (("hflip", ""),),
    # Twice transposed: vflip hands on the same pixels with its rows counted backwards.
    Turn(1, 0, 0, -1): (("transpose", "clock"), ("transpose", "cclock_flip")),
    Turn(-1, 0, 0, -1): (("transpose", "clock"), ("transpose", "clock")),
    Turn(0, 1, -1, 0): (("transpose", "clock"),),
    Turn(0, -1, 1, 0): (("transpose", "cclock"),),
    Turn(0, 1, 1, 0): (("transpose", "cclock_flip"),),
    Turn(0, -1, -1, 0): (("transpose", "clock_flip"),),
}
#: Rounds instead of cutting off, and reads all chroma there is.
_SCALING: Final = "bicubic+accurate_rnd+full_chroma_inp+full_chroma_int"
#: 4:2:0, by the beginning of FFmpeg's names.
_HALVED: Final = ("yuv420p", "yuvj420p", "yuva420p", "nv12", "nv21", "p010")
Kind = tuple[object, ...]
U8 = NDArray[np.uint8]


class Picturing:
    """Makes planes of the frames of one film.

    Args:
        facts: Of the film.
        size: (width, height) wanted; the film's own upright size if None.
    """

    def __init__(self, facts: FilmFacts, size: tuple[int, int] | None) -> None:
        self._facts = facts
        self._size = size or facts.size
        self._kind: Kind = ()
        self._graph: Graph | None = None
        self._source: FilterContext | None = None
        self._off = (0.0, 0.0)

    def made(self, tick: int, frame: VideoFrame) -> Iterator[tuple[int, Planes]]:
        """(tick, planes) of what is ready once this frame is known; undoing a weave lags one behind."""
        kind = _kind(frame)
        if self._graph is None or kind != self._kind:
            yield from self.rest()
            self._graph, self._kind = self._made_graph(frame), kind
        frame.pts, frame.time_base = tick, self._facts.time_base
        frame.colorspace = _known_matrix(frame)
        assert self._source is not None
        self._source.push(frame)
        yield from self._ready()

    def rest(self) -> Iterator[tuple[int, Planes]]:
        """What has been waiting for a frame that does not come."""
        if self._graph is not None and self._source is not None:
            self._source.push(None)
            yield from self._ready()
            self._graph = None

    def _ready(self) -> Iterator[tuple[int, Planes]]:
        assert self._graph is not None
        while True:
            try:
                made = self._graph.vpull()
            except (av.error.BlockingIOError, EOFError):
                return
            assert made.pts is not None and made.time_base is not None
            yield round(made.pts * made.time_base / self._facts.time_base), _planes(made, self._off)

    def _made_graph(self, frame: VideoFrame) -> Graph:
        graph = Graph()
        graph.threads = 1
        self._source = last = graph.add(
            "buffer",
            video_size=f"{frame.width}x{frame.height}",
            pix_fmt=frame.format.name,
            time_base=str(self._facts.time_base),
            pixel_aspect="1/1",
            colorspace=str(_known_matrix(frame)),
            range=str(frame.color_range),
        )
        turned = _turned_siting(frame, self._facts.turn)
        stored = (frame.height, frame.width) if self._facts.turn.swaps else (frame.width, frame.height)
        # FFmpeg is told nothing of it: without scaling it would not heed it. In samples of the result's chroma:
        self._off = turned[0] * self._size[0] / stored[0] / 2, turned[1] * self._size[1] / stored[1] / 2
        table = _table(frame)
        colours = (
            None
            if table is None
            else graph.add_buffer(
                width=table.width, height=table.height, format=table.format, time_base=Fraction(1)
            )
        )
        for name, arguments in self._chain(frame):
            step = graph.add(name, arguments)
            last.link_to(step)
            if name == "haldclut" and colours is not None:
                colours.link_to(step, 0, 1)
            last = step
        sink = graph.add("buffersink")
        last.link_to(sink)
        graph.configure()
        if colours is not None and table is not None:
            colours.push(table)
            colours.push(None)
        return graph

    def _chain(self, frame: VideoFrame) -> Iterator[tuple[str, str]]:
        facts = self._facts
        yield "setparams", _told_colours(frame, facts.weave)
        if facts.weave and not frame.format.is_rgb:
            which = "interlaced" if facts.weave == "flagged" else "all"
            yield "bwdif", f"mode=send_frame:parity=auto:deint={which}"
        yield from _TURNS[facts.turn]
        width, height = self._size
        sized = f"w={width}:h={height}:flags={_SCALING}"
        if _table(frame) is not None:
            yield "scale", sized
            yield "format", TABLED
            yield "haldclut", "clut=first:interp=tetrahedral"
            sized = f"flags={_SCALING}"
        elif _has_alpha(frame):
            if frame.format.is_rgb or frame.format.has_palette or not frame.format.name.startswith("yuva"):
                yield "format", "gbrap" if frame.format.components[0].bits <= 8 else "gbrap16"
            yield "premultiply", "inplace=1"
        yield "scale", sized + ":out_color_matrix=bt709:out_range=tv"
        yield "format", "yuv420p"


def _kind(frame: VideoFrame) -> Kind:
    return (
        frame.width, frame.height, frame.format.name, frame.colorspace, frame.color_range, frame.color_trc,
        frame.color_primaries,
    )  # fmt: skip


def _table(frame: VideoFrame) -> VideoFrame | None:
    """The table of colours that a frame needs; None for one in BT.709's range of light and colours."""
    wide = _WIDE.get(frame.color_primaries)
    if frame.color_trc in (PQ, HLG):
        return table_frame(frame.color_trc, wide or BT2020)
    return None if wide is None else table_frame(BT709, wide)


def _known_matrix(frame: VideoFrame) -> int:
    """The frame's matrix by FFmpeg's number; "untold" for one that filters would not take."""
    return frame.colorspace if frame.colorspace in _MATRICES or frame.colorspace == _RGB else _UNTOLD


def _has_alpha(frame: VideoFrame) -> bool:
    return frame.format.has_palette or any(part.is_alpha for part in frame.format.components)


def _told_colours(frame: VideoFrame, weave: str) -> str:
    """What the codes mean, with everything filled in that the film leaves open."""
    is_hdr = frame.color_trc in (PQ, HLG)
    # Light and primaries are seen to by a table, if at all: to FFmpeg they are what they shall become.
    parts = ["color_primaries=bt709", "color_trc=bt709"]
    if not frame.format.is_rgb and not frame.format.has_palette:
        matrix = frame.colorspace
        if matrix not in _MATRICES:
            matrix = BT2020 if is_hdr else _BT601 if frame.height <= _SD_LINES else BT709
        is_full = frame.color_range == _FULL or frame.format.name.startswith("yuvj")
        parts += [f"colorspace={_MATRICES[matrix]}", f"range={'pc' if is_full else 'tv'}"]
    if weave in ("tff", "bff"):
        parts.append(f"field_mode={weave}")
    return ":".join(parts)


def _turned_siting(frame: VideoFrame, turn: Turn) -> tuple[float, float]:
    """How far chroma samples of 4:2:0 that were sited left lie off that after a turn, luma samples."""
    if turn == Turn() or not frame.format.name.startswith(_HALVED):
        return 0.0, 0.0
    across, down = 0.0, 0.5
    if turn.a < 0 or turn.b < 0:
        across = _mirrored(across, frame.width)
    if turn.d < 0 or turn.c < 0:
        down = _mirrored(down, frame.height)
    if turn.swaps:
        across, down = down, across
    return across, down - 0.5


def _mirrored(position: float, samples: int) -> float:
    return 1 - position if samples % 2 == 0 else -position


def _moved(plane: U8, across: float, down: float) -> U8:
    """A plane whose samples are found so many samples to the left and further up than they are."""
    if across == down == 0:
        return plane
    kernels = [_kernel(shift) for shift in (across, down)]
    return np.asarray(
        cv2.sepFilter2D(plane, -1, kernels[0], kernels[1], borderType=cv2.BORDER_REPLICATE), np.uint8
    )


def _kernel(shift: float) -> NDArray[np.float64]:
    """Weights of the samples around. Source: Keys, "Cubic Convolution Interpolation", 1981, a = −1/2."""
    reach = math.ceil(abs(shift)) + 2
    x = np.abs(np.arange(-reach, reach + 1) + shift)
    near = (1.5 * x - 2.5) * x * x + 1
    far = ((-0.5 * x + 2.5) * x - 4) * x + 2
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))


def _planes(frame: VideoFrame, off: tuple[float, float]) -> Planes:
    """The planes of a yuv420p frame, copied, within legal range; ``off``: how far its chroma lies off."""
    width, height = frame.width, frame.height
    half = ((width + 1) // 2, (height + 1) // 2)
    sizes = ((width, height), half, half)
    luma, cb, cr = (
        np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: size[1], : size[0]]
        for plane, size in zip(frame.planes, sizes, strict=True)
    )
    return Planes(
        _within(luma, LUMA_MIN, LUMA_MAX),
        _within(_moved(cb, *off), CHROMA_MIN, CHROMA_MAX),
        _within(_moved(cr, *off), CHROMA_MIN, CHROMA_MAX),
    )


def _within(codes: U8, low: int, high: int) -> U8:
    return np.clip(codes, np.uint8(low), np.uint8(high), out=np.empty(codes.shape, np.uint8))
