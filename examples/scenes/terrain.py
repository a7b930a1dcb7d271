"""Height fields: making mountain shapes and looking across them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .painting import Array, Rng, f32, sample, spectral_noise


def ridged_mountains(size: int, rng: Rng, cycles: float = 3.0, octaves: int = 7, keep: float = 0.52) -> Array:
    """Ridged noise: sharp crests, rough heights and smooth valley floors; tiles, spans 0..1."""
    warp = [spectral_noise((size, size), rng, 2.6, cycles) * 0.045 / cycles for _ in range(2)]
    v, u = (f32(axis) / size for axis in np.mgrid[0:size, 0:size])
    u, v = f32(u + warp[0]), f32(v + warp[1])
    height, weight = np.zeros((size, size), dtype=np.float32), np.ones((size, size), dtype=np.float32)
    for octave in range(octaves):
        band = sample(spectral_noise((size, size), rng, 3.6, cycles * 2**octave * 0.7), u, v)
        crest = np.maximum(1.0 - np.sqrt(band * band + 0.003) * 0.75, 0.0) ** 2
        height += keep**octave * crest * weight
        weight = np.clip(crest * weight * 2.0, 0.0, 1.0)
    return f32((height - height.min()) / (height.max() - height.min()))


def _slope(field: Array, axis: int) -> Array:
    return f32((np.roll(field, -1, axis) - np.roll(field, 1, axis)) * 0.5)


def forest_canopy(size: int, count: int, rng: Rng, reach: tuple[float, float]) -> Array:
    """A tiling height map of conifers seen as cones, tree height 0..1."""
    canopy = np.zeros((size, size), dtype=np.float32)
    radii = rng.uniform(*reach, count)
    for x, y, radius in zip(rng.integers(0, size, count), rng.integers(0, size, count), radii, strict=True):
        span = int(radius) + 1
        dy, dx = np.mgrid[-span : span + 1, -span : span + 1]
        cone = (radius / reach[1]) * np.clip(1.0 - np.hypot(dx, dy) / radius, 0.0, 1.0) ** 0.8
        rows, columns = np.mod(dy + y, size), np.mod(dx + x, size)
        canopy[rows, columns] = np.maximum(canopy[rows, columns], cone)
    return canopy


@dataclass(frozen=True)
class View:
    """A level camera: picture size, focal length in pixels, row of the horizon, eye height in metres."""

    width: int
    height: int
    focal: float
    horizon: float
    eye: float

    def across(self) -> Array:
        """Sideways slope of each picture column."""
        return f32((np.arange(self.width) + 0.5 - self.width / 2) / self.focal)

    def rise(self) -> Array:
        """Upward slope of each picture row."""
        return f32((self.horizon - np.arange(self.height) - 0.5) / self.focal)


@dataclass(frozen=True)
class Hits:
    """What each pixel of a view sees: distance ahead (infinite for sky) and ground position."""

    depth: Array
    ground: Array
    x: Array
    z: Array


def look_across(view: View, depths: Array, heights: Array) -> Hits:
    """Find the first ground seen by every pixel from heights sampled along each column (depth, column)."""
    slopes = (heights - view.eye) / depths[:, None]
    horizon_so_far = np.maximum.accumulate(slopes, axis=0)
    rise = view.rise()[::-1]
    depth = np.full((view.height, view.width), np.inf, dtype=np.float32)
    for column in range(view.width):
        profile = horizon_so_far[:, column]
        index = np.searchsorted(profile, rise)
        before = np.maximum(index - 1, 0)
        after = np.minimum(index, len(depths) - 1)
        gap = slopes[after, column] - profile[before]
        part = np.clip((rise - profile[before]) / np.maximum(gap, 1e-9), 0.0, 1.0)
        found = depths[before] + (depths[after] - depths[before]) * part
        depth[::-1, column] = np.where(index < len(depths), found, np.inf)
    near = np.where(np.isfinite(depth), depth, 0.0)
    return Hits(depth, np.isfinite(depth), f32(near * view.across()[None, :]), f32(near))


def slopes_of(height: Array, cell: float) -> tuple[Array, Array]:
    """Slope of a tiling height map along x and along y (rows)."""
    return f32(_slope(height, 1) / cell), f32(_slope(height, 0) / cell)


def tile_at(texture: Array, tile: float, x: Array, z: Array) -> Array:
    """Read a tiling ground texture of the given tile length at ground positions in metres."""
    return sample(texture, f32(x / tile), f32(z / tile))
