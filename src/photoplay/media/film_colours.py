"""Tables that bring the colours of HDR and wide-gamut films to BT.709.

PQ and HLG become SDR by the luminance of their light: a curve, then all three channels in step, and what
BT.709 cannot hold moves towards grey. The curves are those of FFmpeg's ``scale`` with ``intent=perceptual``
(libswscale 9), which takes seconds to prepare the same, and twice as long for each picture.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

import numpy as np
from av.filter import Graph
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from photoplay.media.cicp import HLG, PQ
from photoplay.media.colour import KB, KG, KR
from photoplay.media.hdr import hlg_scene, pq_nits, to_bt709

Doubles = NDArray[np.float64]

#: The kind of picture that tables are applied to: planes of 16 bits, which FFmpeg does three times as fast as
#: any other.
TABLED: Final = "gbrp16le"
#: A Hald table of this level has level² entries along each axis; FFmpeg interpolates between them.
_LEVEL: Final = 8
#: Coded luma (0–1) of greys, at even steps of the PQ signal from 0 to 1, and from 0 to that of 1,000 cd/m²
#: for HLG. Measured: libswscale 9.5, ``out_transfer=bt709:intent=perceptual``.
_OF_PQ: Final = (
    0.0, 0.0171, 0.0327, 0.0488, 0.0671, 0.0863, 0.1086, 0.1325, 0.1593, 0.1894, 0.2229, 0.2597, 0.3006, 0.3476,
    0.3946, 0.4424, 0.4904, 0.5371, 0.5822, 0.6251, 0.6667, 0.7059, 0.7435, 0.7775, 0.8088, 0.8394, 0.8667,
    0.8919, 0.9157, 0.938, 0.9601, 0.981, 1.0,
)  # fmt: skip
_OF_HLG: Final = (
    0.0, 0.0148, 0.0279, 0.0402, 0.0541, 0.0701, 0.0861, 0.1041, 0.1247, 0.1447, 0.1689, 0.1952, 0.2237, 0.254,
    0.2858, 0.3199, 0.3537, 0.3883, 0.4241, 0.4605, 0.4966, 0.5341, 0.5714, 0.6113, 0.6496, 0.6889, 0.7295,
    0.7716, 0.8139, 0.8577, 0.9033, 0.9491, 1.0,
)  # fmt: skip
_HLG_PEAK_NITS: Final = 1000.0
#: Source: Rec. ITU-R BT.1886, annex 1.
_DISPLAY_GAMMA: Final = 2.4
_LUMA_2020: Final = np.array([0.2627, 0.6780, 0.0593])
_LUMA_709: Final = np.array([KR, KG, KB])


def table_frame(transfer: int, primaries: int) -> VideoFrame:
    """A Hald table as a frame that FFmpeg's ``haldclut`` takes.

    Args:
        transfer: ``PQ`` or ``HLG``; anything else for light that stays as it is.
        primaries: Of the source, as in ``media/cicp.py``.
    """
    return _frame_of(_table(transfer, primaries)[..., _order()])


def _frame_of(table: NDArray[np.uint16]) -> VideoFrame:
    frame = VideoFrame.from_ndarray(np.ascontiguousarray(table), format="rgb48le")
    frame.pts, frame.time_base = 0, Fraction(1)
    return frame


@lru_cache(maxsize=1)
def _order() -> list[int]:
    """The order in which a table's channels are to be handed over so that each arrives in its place.

    FFmpeg 8's ``haldclut`` mixes up planar output (red goes where blue should be), so it is asked: a
    table that is red 1, green 2, blue 3 everywhere comes out in some order.
    """
    side = 8
    graph = Graph()
    graph.threads = 1
    buffers = [
        graph.add("buffer", f"video_size={side}x{side}:pix_fmt={format}:time_base=1/1:pixel_aspect=1/1")
        for format in (TABLED, "rgb48le")
    ]
    looked_up, packed, sink = graph.add("haldclut"), graph.add("format", "rgb48le"), graph.add("buffersink")
    for number, buffer in enumerate(buffers):
        buffer.link_to(looked_up, 0, number)
    looked_up.link_to(packed)
    packed.link_to(sink)
    graph.configure()
    told = np.empty((side, side, 3), np.uint16)
    told[:] = (10_000, 20_000, 30_000)
    grey = VideoFrame(side, side, TABLED)
    grey.pts, grey.time_base = 0, Fraction(1)
    for plane in grey.planes:
        plane.update(bytes(plane.buffer_size))
    for buffer, frame in zip(buffers, (grey, _frame_of(told)), strict=True):
        buffer.push(frame)
        buffer.push(None)
    came = np.rint(graph.vpull().to_ndarray()[0, 0].astype(np.float64) / 10_000).astype(int) - 1
    # What comes out as channel i was handed over as came[i].
    return [int(place) for place in np.argsort(came)]


@lru_cache(maxsize=4)
def _table(transfer: int, primaries: int) -> NDArray[np.uint16]:
    """uint16 (level³, level³, 3): red runs fastest, then green, then blue."""
    steps = _LEVEL**2
    signal = np.linspace(0, 1, steps)
    blue, green, red = np.meshgrid(signal, signal, signal, indexing="ij")
    codes = sdr_codes(np.stack([red, green, blue], axis=-1).reshape(-1, 3), transfer, primaries)
    side = _LEVEL**3
    return np.rint(codes * 65535).astype(np.uint16).reshape(side, side, 3)


def sdr_codes(codes: Doubles, transfer: int, primaries: int) -> Doubles:
    """Coded RGB of a source to coded RGB of BT.709; both (n, 3), 0–1, full range."""
    if transfer not in (PQ, HLG):
        return _srgb_codes(_within(_srgb_light(codes) @ to_bt709(primaries).T))
    if transfer == PQ:
        nits, curve, top = pq_nits(codes), _OF_PQ, 1.0
    else:
        scene = hlg_scene(codes)
        # Source: Rec. ITU-R BT.2100-2, table 5, OOTF with γ = 1.2.
        nits = _HLG_PEAK_NITS * scene * (scene @ _LUMA_2020)[:, None] ** 0.2
        curve, top = _OF_HLG, float(_pq_signal(np.array(_HLG_PEAK_NITS)))
    luminance = np.maximum(nits @ _LUMA_2020, 1e-6)
    shown = np.interp(_pq_signal(luminance), np.linspace(0, top, len(curve)), curve) ** _DISPLAY_GAMMA
    light = (nits * (shown / luminance)[:, None]) @ to_bt709(primaries).T
    return np.asarray(_within(light) ** (1 / _DISPLAY_GAMMA), np.float64)


def _within(light: Doubles) -> Doubles:
    """Linear RGB moved towards the grey of its luminance until BT.709 can hold it."""
    grey = np.clip(light @ _LUMA_709, 0, 1)[:, None]
    low, high = light.min(axis=1, keepdims=True), light.max(axis=1, keepdims=True)
    room_below = np.where(low < 0, grey / np.maximum(grey - low, 1e-9), 1.0)
    room_above = np.where(high > 1, (1 - grey) / np.maximum(high - grey, 1e-9), 1.0)
    kept = np.minimum(room_below, room_above)
    return np.asarray(np.clip(grey + (light - grey) * kept, 0, 1), np.float64)


def _pq_signal(nits: Doubles) -> Doubles:
    """Source: SMPTE ST 2084, equation 5.2."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = (nits / 10_000) ** m1
    return np.asarray(((c1 + c2 * power) / (1 + c3 * power)) ** m2, np.float64)


def _srgb_light(codes: Doubles) -> Doubles:
    """Source: IEC 61966-2-1."""
    return np.asarray(np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4), np.float64)


def _srgb_codes(light: Doubles) -> Doubles:
    """Source: IEC 61966-2-1."""
    return np.asarray(
        np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055), np.float64
    )
