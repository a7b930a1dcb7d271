"""How much a coded picture looks like the one it was made from: two of VMAF's features, on a few frames.

It says at which size a given number of bytes looks best. The features are those of VMAF: the detail loss
measure (ADM), which does most of the work, and visual information fidelity (VIF) at one scale; a fit to
VMAF itself turns them into its numbers (``benchmarks/fit.py --likeness``).

Source: S. Li, F. Zhang, L. Ma, K. N. Ngan, "Image Quality Assessment by Separately Evaluating Detail
Losses and Additive Impairments", IEEE Transactions on Multimedia 13 (2011); H. R. Sheikh, A. C. Bovik,
"Image Information and Visual Quality", IEEE Transactions on Image Processing 15 (2006).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
Bands = tuple[F32, F32, F32]

#: Daubechies' wavelet of four taps.
_LOW = np.array([0.482962913145, 0.836516303738, 0.224143868042, -0.129409522551], np.float32)
_HIGH = np.array([-0.129409522551, -0.224143868042, 0.836516303738, -0.482962913145], np.float32)
_SCALES = 4
#: Visual angle: 1080 lines seen from three times their height.
_PIXELS_PER_DEGREE = 3.0 * 1080 * math.pi / 180
#: Amplitudes of the wavelet's basis functions: (horizontal and vertical, diagonal) by level.
_AMPLITUDE = ((0.67234, 0.72709), (0.41317, 0.49428), (0.22727, 0.28688), (0.11792, 0.15214))
_COS_ONE_DEGREE_SQUARED = math.cos(math.radians(1)) ** 2
_BORDER = 0.1
_EYE_NOISE = 2.0
#: Of a constant, ADM, VIF, their squares and their product, to VMAF.
_TO_VMAF = (36.744, -118.194, -89.804, 87.965, -17.527, 203.763)


def likeness(reference: Sequence[U8], coded: Sequence[U8], looked_at: tuple[int, int]) -> float:
    """An estimate of VMAF, 0–100, that ranks sizes and rates as VMAF does.

    Args:
        reference: Luma planes as they were drawn, (H, W).
        coded: The same frames decoded, of any size.
        looked_at: (width, height) of the part in the middle that is compared.
    """
    found = [features(a, b, looked_at) for a, b in zip(reference, coded, strict=True)]
    return estimate(*(float(mean) for mean in np.mean(found, axis=0)))


def estimate(adm: float, vif: float) -> float:
    """VMAF by its two features."""
    terms = (1.0, adm, vif, adm * adm, vif * vif, adm * vif)
    return min(max(sum(a * b for a, b in zip(_TO_VMAF, terms, strict=True)), 0.0), 100.0)


def features(reference: U8, coded: U8, looked_at: tuple[int, int]) -> tuple[float, float]:
    """ADM and VIF of the middle of one frame; the coded one is enlarged first if it is smaller."""
    height, width = reference.shape
    if coded.shape != reference.shape:
        coded = np.asarray(cv2.resize(coded, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    y, x = max(0, height - looked_at[1]) // 2, max(0, width - looked_at[0]) // 2
    part = np.s_[y : y + looked_at[1], x : x + looked_at[0]]
    return adm(reference[part], coded[part]), vif(reference[part], coded[part])


def adm(reference: U8, coded: U8) -> float:
    """The share of detail that is left, about 0.5 to 1."""
    a, b = (picture.astype(np.float32) - 128 for picture in (reference, coded))
    kept = whole = 0.0
    for level in range(_SCALES):
        a, original = _split(a)
        b, other = _split(b)
        restored, added = _decoupled(original, other)
        weights = _weights(level)
        mask = _mask([one * weight for one, weight in zip(added, weights, strict=True)])
        for one, full, weight in zip(restored, original, weights, strict=True):
            kept += _pooled(np.maximum(np.abs(one) * np.float32(weight) - mask, 0))
            whole += _pooled(np.abs(full) * np.float32(weight))
    return kept / whole if whole > 0 else 1.0


def _split(picture: F32) -> tuple[F32, Bands]:
    """Half the picture in both directions, and the horizontal, vertical and diagonal detail."""

    def filtered(across: F32, down: F32) -> F32:
        whole = cv2.sepFilter2D(
            picture, cv2.CV_32F, across, down, anchor=(1, 1), borderType=cv2.BORDER_REFLECT
        )
        return np.asarray(whole[::2, ::2], np.float32)

    return filtered(_LOW, _LOW), (filtered(_LOW, _HIGH), filtered(_HIGH, _LOW), filtered(_HIGH, _HIGH))


def _decoupled(original: Bands, coded: Bands) -> tuple[list[F32], list[F32]]:
    """What is left of the original's detail, and what was added to it."""
    dot = original[0] * coded[0] + original[1] * coded[1]
    lengths = (original[0] ** 2 + original[1] ** 2) * (coded[0] ** 2 + coded[1] ** 2)
    is_contrast = (dot >= 0) & (dot * dot >= _COS_ONE_DEGREE_SQUARED * lengths)
    restored, added = [], []
    for o, t in zip(original, coded, strict=True):
        share = np.clip(t / np.where(np.abs(o) < 1e-6, np.float32(1e-6), o), 0, 1)
        left = np.asarray(np.where(is_contrast, t, share * o), np.float32)
        restored.append(left)
        added.append(np.asarray(t - left, np.float32))
    return restored, added


def _weights(level: int) -> tuple[float, float, float]:
    """Sensitivity of the eye to horizontal, vertical and diagonal detail of a level."""
    straight, diagonal = (_quantum(level, index) for index in (0, 1))
    return 1 / straight, 1 / straight, 1 / diagonal


def _quantum(level: int, index: int) -> float:
    """The smallest visible step. Source: A. B. Watson and others, "Visibility of wavelet quantization
    noise", IEEE Transactions on Image Processing 6 (1997), luma.
    """
    gain = (1.0, 0.534)[index]
    frequency = math.log10(2.0 ** (level + 1) * 0.401 * gain / _PIXELS_PER_DEGREE)
    return float(2 * 0.495 * 10 ** (0.466 * frequency * frequency) / _AMPLITUDE[level][index])


def _mask(added: Sequence[F32]) -> F32:
    """What additions hide of the detail beside them."""
    kernel = np.full((3, 3), 1 / 30, np.float32)
    kernel[1, 1] = 1 / 15
    total = sum(np.abs(one) for one in added)
    return np.asarray(cv2.filter2D(np.asarray(total, np.float32), cv2.CV_32F, kernel), np.float32)


def _pooled(band: F32) -> float:
    height, width = band.shape
    y, x = int(height * _BORDER), int(width * _BORDER)
    inner = band[y : height - y, x : width - x]
    return float(np.cbrt(np.sum(inner.astype(np.float64) ** 3)) + np.cbrt(inner.size / 32))


def vif(reference: U8, coded: U8) -> float:
    """Visual information fidelity at a quarter of the size, 0–1."""
    a, b = (_halved(_halved(picture.astype(np.float32), 9), 5) for picture in (reference, coded))
    mean_a, mean_b, aa, bb, ab = (_smooth(one) for one in (a, b, a * a, b * b, a * b))
    var_a, var_b = np.maximum(aa - mean_a**2, 0), np.maximum(bb - mean_b**2, 0)
    both = ab - mean_a * mean_b
    gain = np.maximum(both / (var_a + 1e-10), 0)
    noise = np.maximum(var_b - gain * both, 1e-10)
    told = np.log2(1 + gain**2 * var_a / (noise + _EYE_NOISE)).sum()
    whole = np.log2(1 + var_a / _EYE_NOISE).sum()
    return float(told / whole) if whole > 0 else 1.0


def _halved(picture: F32, taps: int) -> F32:
    return np.asarray(cv2.GaussianBlur(picture, (taps, taps), taps / 5)[::2, ::2], np.float32)


def _smooth(picture: F32) -> F32:
    return np.asarray(cv2.GaussianBlur(picture, (5, 5), 1.0), np.float32)
