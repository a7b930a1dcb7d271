"""Shared tools of the example scenes: noise, texture look-up, light and film.

All scenes paint in linear light with ``float32`` RGB arrays and only become display values in ``develop``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]  # planes and pictures of float32, sometimes float64 half-way
Picture = npt.NDArray[np.uint8]
Rng = np.random.Generator
Colour = tuple[float, float, float]


def f32(values: Any) -> Array:
    """Return the values as a float32 array."""
    return np.asarray(values, dtype=np.float32)


def rgb(hex_code: str, gain: float = 1.0) -> Array:
    """Turn ``"rrggbb"`` (display values) into a linear colour, optionally brightened."""
    values = np.array([int(hex_code[i : i + 2], 16) for i in (0, 2, 4)], dtype=np.float64) / 255.0
    linear = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return f32(linear * gain)


def smoothstep(low: float, high: float, values: Array) -> Array:
    """Ease from 0 to 1 while the values go from ``low`` to ``high``."""
    t = np.clip((values - low) / (high - low), 0.0, 1.0)
    return f32(t * t * (3.0 - 2.0 * t))


def mix(first: Any, second: Any, weight: Any) -> Array:
    """Blend linearly; the weight may be a plane for RGB pictures, or a column for lists of colours."""
    weight = f32(weight)
    if weight.ndim == 2 and weight.shape[1] != 1 and np.ndim(first) != 2:
        weight = weight[..., None]
    return f32(first + (f32(second) - first) * weight)


def ramp(values: Array, stops: Sequence[tuple[float, Array]]) -> Array:
    """Look the values up in a colour ramp given as (position, linear colour) stops."""
    positions = [position for position, _ in stops]
    colours = np.stack([colour for _, colour in stops])
    return f32(np.stack([np.interp(values, positions, colours[:, c]) for c in range(3)], axis=-1))


def spectral_noise(
    size: tuple[int, int],
    rng: Rng,
    slope: float = 2.0,
    low: float = 1.0,
    stretch: tuple[float, float] = (1, 1),
) -> Array:
    """Tileable fractal noise with mean 0 and deviation 1: white noise shaped in the frequency plane.

    ``slope`` is the fall of amplitude (2 is cloud-like, 1 rougher), ``low`` the lowest cycles per tile,
    ``stretch`` lengthens the features along (y, x).
    """
    height, width = size
    fy = np.fft.fftfreq(height, 1.0 / height)[:, None] * stretch[0]
    fx = np.fft.rfftfreq(width, 1.0 / width)[None, :] * stretch[1] * (height / width)
    radius = np.sqrt(fy * fy + fx * fx)
    gain = np.where(radius >= low, np.maximum(radius, low) ** -slope, 0.0)
    spectrum = np.fft.rfft2(rng.standard_normal(size).astype(np.float32)) * gain
    field = np.fft.irfft2(spectrum, s=size)
    return f32((field - field.mean()) / (field.std() + 1e-9))


def sample(texture: Array, u: Array, v: Array) -> Array:
    """Read a tiling texture at tile coordinates (u across, v down; 1 is one tile)."""
    height, width = texture.shape[:2]
    x = np.ascontiguousarray(f32(np.mod(u, 1.0) * width))
    y = np.ascontiguousarray(f32(np.mod(v, 1.0) * height))
    padded = cv2.copyMakeBorder(texture, 0, 2, 0, 2, cv2.BORDER_WRAP)
    return f32(cv2.remap(padded, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def look_up(image: Array, x: Array, y: Array) -> Array:
    """Read an image at pixel positions, repeating its edge outside."""
    x, y = np.ascontiguousarray(f32(x)), np.ascontiguousarray(f32(y))
    return f32(cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))


def look_up_list(image: Array, x: Array, y: Array, tiling: bool = False) -> Array:
    """Like ``look_up`` (or ``sample`` when tiling) for positions given as a flat list of any length."""
    count, row = len(x), 1024
    spare = -count % row
    x, y = (f32(np.pad(part, (0, spare))).reshape(-1, row) for part in (x, y))
    parts = range(0, len(x), 30000)
    read = sample if tiling else look_up
    values = np.concatenate([read(image, x[i : i + 30000], y[i : i + 30000]) for i in parts])
    return f32(values.reshape(-1, *image.shape[2:])[:count])


def blur(image: Array, sigma: float) -> Array:
    """Gaussian blur that works on a reduced copy when the radius is large."""
    if sigma <= 0.3:
        return image
    step = int(max(1, min(16, sigma // 3)))
    if step == 1:
        return f32(cv2.GaussianBlur(image, (0, 0), sigma, borderType=cv2.BORDER_REPLICATE))
    height, width = image.shape[:2]
    small = cv2.resize(image, (max(2, width // step), max(2, height // step)), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / step, borderType=cv2.BORDER_REPLICATE)
    return f32(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))


def disc_blur(image: Array, radius: float) -> Array:
    """Lens-like blur with a round, hard-edged disc."""
    if radius < 0.6:
        return image
    reach = int(np.ceil(radius)) + 1
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0.0, 1.0)
    return f32(cv2.filter2D(image, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE))


def resize(image: Array, width: int, height: int) -> Array:
    """Resize to a size in pixels: area mean when shrinking, cubic when growing."""
    method = cv2.INTER_AREA if width <= image.shape[1] else cv2.INTER_CUBIC
    return f32(cv2.resize(image, (width, height), interpolation=method))


def normalise(*parts: Array) -> tuple[Array, ...]:
    """Scale vectors given as separate component planes to length 1."""
    length = np.sqrt(sum(part * part for part in parts)) + 1e-9
    return tuple(f32(part / length) for part in parts)


def pixel_grid(width: int, height: int) -> tuple[Array, Array]:
    """Pixel centres as (x, y) planes measured from the top left corner."""
    y, x = np.mgrid[0:height, 0:width]
    return f32(x + 0.5), f32(y + 0.5)


@dataclass(frozen=True)
class Film:
    """How a linear picture is developed into display values."""

    exposure: float = 1.0
    bloom: float = 0.08
    bloom_from: float = 1.0
    vignette: float = 0.25
    grain: float = 0.006
    saturation: float = 1.05
    shadow_tint: Colour = (0.0, 0.0, 0.0)
    highlight_gain: Colour = (1.0, 1.0, 1.0)
    contrast: float = 0.0


def add_bloom(image: Array, strength: float, threshold: float) -> Array:
    """Let very bright places shine softly over their surroundings."""
    bright = np.minimum(np.maximum(image - threshold, 0.0), 40.0)
    size = max(image.shape[:2])
    glow = sum(
        blur(f32(bright), size * part) * share for part, share in ((0.004, 0.5), (0.015, 0.3), (0.05, 0.2))
    )
    return f32(image + f32(glow) * strength * 4.0)


def tone_curve(linear: Array) -> Array:
    """Filmic curve with a toe and a soft shoulder, then the display transfer curve."""
    curve = linear * (2.51 * linear + 0.03) / (linear * (2.43 * linear + 0.59) + 0.14)
    curve = np.clip(curve, 0.0, 1.0)
    return f32(np.where(curve <= 0.0031308, curve * 12.92, 1.055 * curve ** (1 / 2.4) - 0.055))


def develop(image: Array, rng: Rng, film: Film) -> Picture:
    """Turn linear light into a finished 8-bit picture."""
    height, width = image.shape[:2]
    image = add_bloom(f32(image * film.exposure), film.bloom, film.bloom_from)
    x, y = pixel_grid(width, height)
    corner = np.hypot((x / width - 0.5) * 1.1, y / height - 0.5) / 0.72
    image = image * (1.0 - film.vignette * smoothstep(0.25, 1.15, f32(corner)))[..., None]
    shown = tone_curve(f32(np.maximum(image * f32(film.highlight_gain), 0.0)))
    luma = (shown @ f32((0.2126, 0.7152, 0.0722)))[..., None]
    shown = luma + (shown - luma) * film.saturation
    shown = shown + f32(film.shadow_tint) * (1.0 - luma) ** 3
    shown = mix(shown, shown * shown * (3.0 - 2.0 * shown), film.contrast)
    grain = blur(f32(rng.standard_normal((height, width))), 0.7) * 1.8
    shown = shown + (grain * film.grain)[..., None] * (0.35 + 2.6 * luma * (1.0 - luma))
    dither = rng.random((height, width, 1), dtype=np.float32) - 0.5
    return np.clip(np.rint(shown * 255.0 + dither), 0, 255).astype(np.uint8)
