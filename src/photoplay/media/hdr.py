"""Colours stated by code points (CICP) instead of an ICC profile, to sRGB; HDR among them.

PQ and HLG are tone-mapped: light up to half of diffuse white (203 cd/m²) stays as it is, above that
a smooth shoulder leads up to 1,000 cd/m², which becomes display white. The largest of the three
channels goes through the curve and takes the others along, so hues stay.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from photoplay.media.cicp import BT709, BT2020, HLG, LINEAR, P3_D65, PQ, Cicp

Floats = npt.NDArray[np.float32]

#: Diffuse white of HDR in cd/m². Source: ITU-R BT.2408-7, section 2.
_DIFFUSE_WHITE: Final = 203.0
#: The brightest light that keeps its place below display white, as a multiple of diffuse white.
_PEAK: Final = 1000.0 / _DIFFUSE_WHITE
#: Where the shoulder begins, as a fraction of diffuse white.
_KNEE: Final = 0.5
#: Chromaticities of red, green, blue. Source: ITU-T H.273, table 2. White is D65 in all of them.
_PRIMARIES: Final = {
    BT709: ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060)),
    BT2020: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    P3_D65: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
_D65: Final = (0.3127, 0.3290)
_STRIP_ROWS: Final = 128
_STEPS: Final = 16384


def to_srgb(pixels: npt.NDArray[np.uint8] | npt.NDArray[np.uint16], cicp: Cicp) -> npt.NDArray[np.uint8]:
    """Coded RGB to sRGB, in strips so that little memory is needed.

    Args:
        pixels: uint8 or uint16 (H, W, 3), full range.
        cicp: What the codes mean.

    Returns:
        uint8 (H, W, 3).
    """
    codes = int(np.iinfo(pixels.dtype).max)
    to_light = _light_of_codes(codes, cicp.transfer)
    matrix = to_bt709(cicp.primaries)
    curve = _srgb_codes()
    result = np.empty(pixels.shape, np.uint8)
    for top in range(0, len(pixels), _STRIP_ROWS):
        light: Floats = to_light[pixels[top : top + _STRIP_ROWS]]
        if cicp.transfer == HLG:
            light = _hlg_display(light)
        light = np.maximum(light @ matrix.T, np.float32(0))
        if cicp.is_hdr:
            light = _tone_mapped(light)
        steps = (np.minimum(light, 1) * (_STEPS - 1) + 0.5).astype(np.int32)
        result[top : top + _STRIP_ROWS] = curve[steps]
    return result


def _tone_mapped(light: Floats) -> Floats:
    """Scales each pixel by ``f(m) / m`` with m its largest channel, in units of diffuse white.

    f(x) = x below the knee k; above it, with t = (x − k)/(1 − k) and T = (peak − k)/(1 − k),
    f(x) = k + (1 − k) · t(1 + t/T²)/(1 + t): slope 1 at the knee, f(peak) = 1.

    Source: the extended curve of Reinhard et al., "Photographic Tone Reproduction for Digital Images",
    2002, equation 4, applied above the knee only.
    """
    largest = np.maximum(light.max(axis=-1, keepdims=True), 1e-6)
    over = np.maximum(largest - _KNEE, 0) / (1 - _KNEE)
    top = (_PEAK - _KNEE) / (1 - _KNEE)
    mapped = np.minimum(largest, _KNEE) + (1 - _KNEE) * over * (1 + over / top**2) / (1 + over)
    scaled: Floats = (light * (mapped / largest)).astype(np.float32)
    return scaled


@lru_cache(maxsize=8)
def _light_of_codes(codes: int, transfer: int) -> Floats:
    """Light of every code 0…codes; diffuse white is 1 (for HLG: scene light, 0–1)."""
    signal = np.linspace(0, 1, codes + 1)
    if transfer == PQ:
        light = pq_nits(signal) / _DIFFUSE_WHITE
    elif transfer == HLG:
        light = hlg_scene(signal)
    elif transfer == LINEAR:
        light = signal
    else:
        light = np.where(signal <= 0.04045, signal / 12.92, ((signal + 0.055) / 1.055) ** 2.4)
    return light.astype(np.float32)


def pq_nits(signal: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Light of PQ codes 0–1, cd/m². Source: SMPTE ST 2084, equation 4.1."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    root = signal ** (1 / m2)
    nits: npt.NDArray[np.float64] = 10_000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1)
    return nits


def hlg_scene(signal: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Light of the scene, 0–1, of HLG codes 0–1. Source: ITU-R BT.2100-2, table 5, inverse OETF."""
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    return np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)


def _hlg_display(scene: Floats) -> Floats:
    """Scene light to a 1,000 cd/m² display, diffuse white = 1. Source: BT.2100-2, table 5, γ = 1.2."""
    luminance = scene @ np.array([0.2627, 0.6780, 0.0593], np.float32)
    gain = np.float32(_PEAK) * np.maximum(luminance, np.float32(1e-6)) ** np.float32(0.2)
    return np.asarray(scene * gain[..., None], np.float32)


@lru_cache(maxsize=1)
def _srgb_codes() -> npt.NDArray[np.uint8]:
    """sRGB code of light i/(n − 1). Source: IEC 61966-2-1."""
    light = np.linspace(0, 1, _STEPS)
    signal = np.where(light <= 0.0031308, light * 12.92, 1.055 * light ** (1 / 2.4) - 0.055)
    return np.round(signal * 255).astype(np.uint8)


@lru_cache(maxsize=8)
def to_bt709(primaries: int) -> Floats:
    """The matrix (3, 3) that brings linear RGB with some primaries to those of BT.709."""
    source = _rgb_to_xyz(_PRIMARIES.get(primaries, _PRIMARIES[BT709]))
    return (np.linalg.inv(_rgb_to_xyz(_PRIMARIES[BT709])) @ source).astype(np.float32)


def _rgb_to_xyz(chromaticities: tuple[tuple[float, float], ...]) -> npt.NDArray[np.float64]:
    """Source: SMPTE RP 177, section 3.3."""
    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in chromaticities]).T
    white = np.array((_D65[0] / _D65[1], 1.0, (1 - sum(_D65)) / _D65[1]))
    return columns * np.linalg.solve(columns, white)
