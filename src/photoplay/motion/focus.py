"""Where a picture's subject is: what is both sharp and unlike the rest.

No model and no faces: sharpness (a lens draws its subject sharper than what lies behind it) times
saliency (what the spectrum of the whole does not explain). When they agree on one place that is the
subject; when nothing stands out the centre is the safe answer.
"""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from photoplay.media.record import Focus

Floats = npt.NDArray[np.float32]

#: Side of the square on which the spectral residual is taken. Source: Hou and Zhang, "Saliency
#: Detection: A Spectral Residual Approach", CVPR 2007, section 2.
_SPECTRUM_PX: Final = 64
#: Long side of the map in which the subject is looked for.
_MAP_PX: Final = 96
_SMALLEST_PX: Final = 16
#: Energy of high frequencies below this (codes²) is noise or compression.
_NOISE_ENERGY: Final = 2.0
#: Centre and spread of where subjects usually are: near the middle, a little above it.
_PRIOR_X, _PRIOR_Y, _PRIOR_SPREAD = 0.5, 0.45, 0.35
#: Above 1, what is merely busy yields to what is odd. Chosen by eye on 24 photos.
_SALIENCY_POWER: Final = 1.5
#: Nobody puts the subject this near to an edge (fraction of the side): such a find counts for less.
_EDGE: Final = 0.12
#: Radius of a subject as a fraction of the long side.
_RADIUS: Final = 0.18
#: Shares of the map within that radius, beyond its share of the area, that mean "no idea" and "sure".
_UNSURE, _SURE = 0.12, 0.50


def find_focus(small_rgb: npt.NDArray[np.uint8]) -> Focus:
    """The subject of a picture; deterministic.

    Args:
        small_rgb: uint8 (H, W, 3), sRGB, upright, some hundred pixels wide.

    Returns:
        The point, drawn towards the centre as far as it is uncertain: at certainty 0 it is the centre.
    """
    height, width = small_rgb.shape[:2]
    if min(height, width) < _SMALLEST_PX:
        return Focus()
    scale = _MAP_PX / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    sharp = _sharpness(small_rgb, size)
    if sharp is None:
        return Focus()
    weight = sharp * _saliency(small_rgb, size) ** _SALIENCY_POWER * _prior(size)
    x, y = _densest(weight)
    across, down = (x + 0.5) / size[0], (y + 0.5) / size[1]
    inward = min(across, 1 - across, down, 1 - down) / _EDGE
    certainty = _certainty(weight, x, y) * min(1.0, inward)
    trust = min(1.0, 2 * certainty)
    return Focus(
        x=round(0.5 + trust * (across - 0.5), 4),
        y=round(0.5 + trust * (down - 0.5), 4),
        certainty=round(certainty, 4),
    )


def _sharpness(rgb: npt.NDArray[np.uint8], size: tuple[int, int]) -> Floats | None:
    """Energy of the finest detail above the picture's typical one, (h, w), or ``None`` if there is none.

    The square root keeps one glittering edge from outweighing a whole face.
    """
    grey = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    detail = grey - cv2.GaussianBlur(grey, (0, 0), 1.5)
    energy = cv2.resize(detail * detail, size, interpolation=cv2.INTER_AREA)
    energy = np.sqrt(np.maximum(cv2.GaussianBlur(energy, (0, 0), 2.0) - _NOISE_ENERGY, 0))
    above = np.maximum(energy - np.median(energy), 0)
    return above.astype(np.float32) if above.max() > 0 else None


def _saliency(rgb: npt.NDArray[np.uint8], size: tuple[int, int]) -> Floats:
    """Spectral residual of lightness and both colour axes, (h, w), 0–1."""
    square = cv2.resize(rgb, (_SPECTRUM_PX, _SPECTRUM_PX), interpolation=cv2.INTER_AREA)
    lab = cv2.cvtColor(square, cv2.COLOR_RGB2LAB).astype(np.float32)
    spectrum = np.fft.fft2(lab, axes=(0, 1))
    magnitude = np.abs(spectrum)
    log = np.log(magnitude + 1).astype(np.float32)
    residual = log - cv2.blur(log, (3, 3), borderType=cv2.BORDER_REFLECT)
    phase = spectrum / np.maximum(magnitude, 1e-6)
    salient = np.abs(np.fft.ifft2(np.exp(residual) * phase, axes=(0, 1))) ** 2
    # A channel that hardly varies has nothing but noise to say.
    salient *= lab.std(axis=(0, 1)) / salient.mean(axis=(0, 1)).clip(1e-12)
    total = cv2.GaussianBlur(salient.sum(axis=2).astype(np.float32), (0, 0), 3.0)
    full = cv2.resize(total, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(full / max(float(full.max()), 1e-12), np.float32)


def _prior(size: tuple[int, int]) -> Floats:
    x = (np.arange(size[0], dtype=np.float32) + 0.5) / size[0] - _PRIOR_X
    y = (np.arange(size[1], dtype=np.float32) + 0.5) / size[1] - _PRIOR_Y
    return np.exp(-(x[None, :] ** 2 + y[:, None] ** 2) / (2 * _PRIOR_SPREAD**2)).astype(np.float32)


def _densest(weight: Floats) -> tuple[float, float]:
    """Column and row of the densest place: the highest smoothed value, then mean shift.

    Source: Comaniciu and Meer, "Mean Shift", PAMI 2002, equation 17, Gaussian kernel.
    """
    spread = _RADIUS * _MAP_PX / 2
    smooth = cv2.GaussianBlur(weight, (0, 0), spread / 2, borderType=cv2.BORDER_CONSTANT)
    row, column = divmod(int(smooth.argmax()), weight.shape[1])
    rows, columns = np.mgrid[: weight.shape[0], : weight.shape[1]].astype(np.float32)
    x, y = float(column), float(row)
    for _ in range(8):
        near = weight * np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * spread**2))
        mass = float(near.sum())
        if mass <= 0:
            break
        x, y = float((near * columns).sum()) / mass, float((near * rows).sum()) / mass
    return x, y


def _certainty(weight: Floats, x: float, y: float) -> float:
    """How much more of the map lies around the point than chance would put there, 0–1."""
    rows, columns = np.mgrid[: weight.shape[0], : weight.shape[1]].astype(np.float32)
    inside = (columns - x) ** 2 + (rows - y) ** 2 <= (_RADIUS * _MAP_PX) ** 2
    area = float(inside.mean())
    share = float(weight[inside].sum()) / max(float(weight.sum()), 1e-12)
    excess = (share - area) / max(1 - area, 1e-6)
    return float(np.clip((excess - _UNSURE) / (_SURE - _UNSURE), 0, 1))
