"""Close-up of a dahlia: petals are modelled, lit with soft shadows, and only a thin slice is sharp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from . import painting as c
from .painting import Array, Film, Picture, Rng

Numbers = npt.NDArray[np.int64]

SIZE = (1920, 1440)
WORK = (2080, 1560)
PETALS = 190
AIM = (-0.16, 0.12, 0.02)  # the point that the camera looks at
SHARP = (0.05, 0.36, -0.30)  # the point in focus
LIGHT = np.array((-0.62, 0.78, 0.16)) / np.linalg.norm((-0.62, 0.78, 0.16))
FILM = Film(exposure=1.0, bloom=0.05, vignette=0.3, grain=0.0025, saturation=1.06, contrast=0.25)


@dataclass(frozen=True)
class Surface:
    """Points of one petal: position, normal, place along the petal (0..1) and across it (-1..1)."""

    place: Array
    normal: Array
    along: Array
    across: Array


@dataclass
class Layers:
    """What the camera sees at each pixel of the working picture."""

    depth: Array
    place: Array
    normal: Array
    detail: Array  # along, across, petal age (0 heart .. 1 outside), petal number


def render(seed: int) -> Picture:
    """Paint the picture."""
    rng = np.random.default_rng(seed)
    seen = _look(seed)
    lit = _shadows(seed, seen)
    colour = _shade(seen, lit, rng)
    alpha = c.f32(np.isfinite(seen.depth))
    colour = c.resize(c.f32(colour * alpha[..., None]), *SIZE)
    depth = c.resize(np.where(alpha > 0, seen.depth, 0.0).astype(np.float32), *SIZE)
    alpha = c.resize(alpha, *SIZE)
    depth = np.where(alpha > 0.02, depth / np.maximum(alpha, 0.02), np.inf)
    picture = _focus(_background(rng), colour, alpha, c.f32(depth))
    return c.develop(picture, rng, FILM)


def _petals(seed: int, density: float) -> Iterator[tuple[int, Surface]]:
    """All petals from the outside in; ``density`` is points per unit of length."""
    rng = np.random.default_rng(seed + 1)
    whims = rng.normal(0.0, 1.0, (PETALS, 6))
    for number in range(PETALS - 1, -1, -1):
        yield number, _petal(number, whims[number], density)


def _petal(number: int, whim: Array, density: float) -> Surface:
    age = (number + 0.5) / PETALS
    length = 0.20 + 0.95 * age**0.75 + 0.03 * whim[0]
    width = (0.060 + 0.115 * age**0.7) * (1.0 + 0.06 * whim[1])
    rows, columns = int(length * density) + 8, int(width * 2.4 * density) + 6
    t = np.linspace(0.0, 1.0, rows)[:, None]
    s = np.linspace(-1.0, 1.0, columns)[None, :]
    lift = np.radians(88.0 - 86.0 * age**0.85 + 2.0 * whim[2])
    curl = np.radians(-34.0 + 62.0 * age + 3.5 * whim[3])
    tilt = lift + curl * t**1.5 - np.radians(20.0) * (1 - age) * t
    out = 0.03 + 0.14 * age + np.cumsum(np.cos(tilt) / rows, axis=0) * length
    up = -0.30 * age**1.5 + 0.12 + np.cumsum(np.sin(tilt) / rows, axis=0) * length
    shape = (
        np.minimum(1.0, t / 0.62) ** 0.75
        * np.clip(1.0 - np.clip((t - 0.60) / 0.40, 0, 1) ** 2.4, 0, 1) ** 0.75
    )
    half = width * np.maximum(shape, 0.05)
    cup = (0.62 - 0.12 * age) * half * s**2 * (1.0 - 0.7 * t)
    wave = (
        0.012 * age * np.sin(9.0 * t + 2.0 * whim[4] + 2.2 * s) * s**2
        + 0.010 * np.exp(-((s / 0.22) ** 2)) * -t
    )
    radial = out - np.sin(tilt) * (cup + wave)
    height = up + np.cos(tilt) * (cup + wave)
    turn = np.radians(137.508) * number + 0.05 * whim[5]
    side = half * s * (1.0 - 0.10 * s**2)
    place = np.stack([radial * np.cos(turn) - side * np.sin(turn), height + 0 * s,
                      radial * np.sin(turn) + side * np.cos(turn)], axis=-1)  # fmt: skip
    normal = np.cross(np.gradient(place, axis=1), np.gradient(place, axis=0))
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True) + 1e-12
    return Surface(c.f32(place), c.f32(normal), c.f32(t + 0 * s), c.f32(s + 0 * t))


def _camera() -> tuple[Array, Array]:
    """Rows right, up and ahead of the camera, and its position."""
    eye = np.array((-0.25, 2.85, -1.75))
    ahead = np.array(AIM) - eye
    ahead /= np.linalg.norm(ahead)
    right = np.cross((0.10, 1.0, 0.0), ahead)
    right /= np.linalg.norm(right)
    return c.f32(np.stack([right, np.cross(ahead, right), ahead])), c.f32(eye)


def _splat(depth: Array, corner: Numbers, near: Array, points: Numbers, row: int) -> tuple[Numbers, Numbers]:
    """Write points as 2 x 2 pixels where they are nearest; returns the pixels won and the points in them."""
    flat = depth.ravel()
    index = np.concatenate([corner, corner + 1, corner + row, corner + row + 1])
    near, points = np.tile(near, 4), np.tile(points, 4)
    better = np.flatnonzero(near < flat[index])
    order = better[np.argsort(-near[better], kind="stable")]
    flat[index[order]] = near[order]
    kept = order[near[order] <= flat[index[order]]]
    return index[kept], points[kept]


def _look(seed: int) -> Layers:
    width, height = WORK
    axes, eye = _camera()
    seen = Layers(
        np.full((height, width), np.inf, np.float32),
        *(np.zeros((height, width, n), np.float32) for n in (3, 3, 4)),
    )
    for number, petal in _petals(seed, 560.0):
        local = (petal.place.reshape(-1, 3) - eye) @ axes.T
        x = (width * 0.56 + local[:, 0] / local[:, 2] * width * 1.42).astype(np.int32)
        y = (height * 0.52 - local[:, 1] / local[:, 2] * width * 1.42).astype(np.int32)
        inside = np.flatnonzero((x >= 0) & (x < width - 1) & (y >= 0) & (y < height - 1))
        corner = y[inside] * width + x[inside]
        at, source = _splat(seen.depth, corner, local[inside, 2], inside, width)
        seen.place.reshape(-1, 3)[at] = petal.place.reshape(-1, 3)[source]
        seen.normal.reshape(-1, 3)[at] = petal.normal.reshape(-1, 3)[source]
        facts = seen.detail.reshape(-1, 4)
        facts[at, 0], facts[at, 1] = petal.along.ravel()[source], petal.across.ravel()[source]
        facts[at, 2], facts[at, 3] = (number + 0.5) / PETALS, number
    return seen


def _shadows(seed: int, seen: Layers) -> Array:
    """Soft shadow: how much of a broad light reaches each visible point."""
    size = 1100
    side = np.cross((0.0, 0.0, 1.0), LIGHT)
    side /= np.linalg.norm(side)
    axes = c.f32(np.stack([side, np.cross(LIGHT, side), -LIGHT]))
    depth = np.full((size, size), 9.0, np.float32)
    for _, petal in _petals(seed, 190.0):
        local = petal.place.reshape(-1, 3) @ axes.T
        index = np.clip((local[:, :2] / 3.4 + 0.5) * size, 0, size - 2).astype(np.int32)
        corner = index[:, 1] * size + index[:, 0]
        _splat(depth, corner, local[:, 2], corner, size)
    local = seen.place @ axes.T
    x, y = (c.f32((local[..., k] / 3.4 + 0.5) * size) for k in (0, 1))
    rng = np.random.default_rng(seed + 2)
    lit = np.zeros(seen.depth.shape, np.float32)
    for turn, reach in zip(
        rng.permutation(20) / 20 * 2 * np.pi, np.sqrt(np.linspace(0.02, 1.0, 20)), strict=True
    ):
        found = c.look_up(depth, x + np.cos(turn) * reach * 15.0, y + np.sin(turn) * reach * 15.0)
        lit += c.smoothstep(0.05 + 0.02 * float(reach), 0.015, c.f32(local[..., 2] - found))
    return c.blur(lit / 20.0, 1.5)


def _shade(seen: Layers, lit: Array, rng: Rng) -> Array:
    along, across, age = seen.detail[..., 0], seen.detail[..., 1], seen.detail[..., 2]
    veins = c.spectral_noise((256, 1024), rng, 0.9, 5.0, stretch=(9.0, 1.0))
    vein = c.sample(veins, c.f32(across * 0.21 + seen.detail[..., 3] * 0.173), c.f32(along * 0.35))
    tip = c.smoothstep(0.15, 1.0, along)
    colour = c.mix(c.rgb("ffd7a0"), c.rgb("f0607e"), tip * (0.35 + 0.65 * age))
    colour = c.mix(colour, c.rgb("c8285e"), c.smoothstep(0.7, 0.0, age) * 0.8)
    colour = c.mix(colour, c.rgb("ffe9dc"), 0.55 * c.smoothstep(0.55, 1.0, c.f32(np.abs(across))) * tip)
    colour = c.f32(colour * (1.0 + 0.085 * vein)[..., None])
    axes, eye = _camera()
    view = eye - seen.place
    view /= np.linalg.norm(view, axis=-1, keepdims=True)
    facing = np.sign((seen.normal * view).sum(-1, keepdims=True))
    normal = seen.normal * facing
    normal = normal + 0.05 * vein[..., None] * axes[0]
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True) + 1e-9
    toward = normal @ c.f32(LIGHT)
    direct = np.clip(0.82 * toward + 0.18, 0.0, 1.0) * lit
    through = np.clip(-toward, 0.0, 1.0) * lit * 0.7 + 0.10 * lit
    hidden = c.smoothstep(-0.15, 0.75, along) * (0.45 + 0.55 * lit)
    half = view + c.f32(LIGHT)
    half /= np.linalg.norm(half, axis=-1, keepdims=True)
    sheen = np.clip((normal * half).sum(-1), 0.0, 1.0) ** 26 * lit * 0.22
    sky = (0.55 + 0.45 * normal[..., 1]) * hidden
    light = c.rgb("fff1dc", 1.45) * direct[..., None] + c.rgb("cfdcf0", 0.27) * sky[..., None]
    glow = c.f32(colour**1.7) * c.rgb("ffb08c", 1.6) * through[..., None]
    bounce = colour * colour * 0.30 * (hidden * (1.0 - lit))[..., None]
    return c.f32(colour * light + glow + bounce + sheen[..., None] * c.rgb("fff4ea"))


def _background(rng: Rng) -> Array:
    """A garden far out of focus: soft greens and round spots of light."""
    width, height = SIZE
    x, y = c.pixel_grid(width, height)
    blobs = c.resize(
        c.f32(np.stack([c.spectral_noise((90, 120), rng, 2.6) for _ in range(2)], -1)), width, height
    )
    tone = c.f32(0.45 + 0.22 * blobs[..., 0] - 0.22 * y / height + 0.16 * (1 - x / width))
    greens = (c.rgb("0f1e14"), c.rgb("26402a"), c.rgb("5d7c45"), c.rgb("b9c07a"))
    base = c.ramp(tone, list(zip((0.0, 0.35, 0.7, 1.0), greens, strict=True)))
    base = c.mix(base, c.rgb("9c4a5c", 0.7), 0.45 * c.smoothstep(0.7, 2.0, blobs[..., 1]))
    spots = np.zeros((height // 2, width // 2, 3), dtype=np.float32)
    x, y = c.pixel_grid(width // 2, height // 2)
    for _ in range(70):
        radius = rng.uniform(17.0, 46.0)
        at = rng.uniform(0, width / 2), rng.uniform(0, height * 0.4)
        away = c.f32(np.hypot(x - at[0], y - at[1]))
        disc = c.smoothstep(radius + 2.5, radius - 3.0, away) * (
            0.7 + 0.3 * c.smoothstep(radius * 0.6, radius, away)
        )
        tint = c.mix(c.rgb("dfe79a"), c.rgb("fff0c8"), float(rng.random()))
        spots += disc[..., None] * tint * float(rng.uniform(0.01, 0.15))
    return c.f32(base * 0.8 + c.resize(spots, width, height))


def _focus(behind: Array, colour: Array, alpha: Array, depth: Array) -> Array:
    """Blur by distance from the plane of sharpness, painting slices from far to near."""
    axes, eye = _camera()
    sharp = float(axes[2] @ (c.f32(SHARP) - eye))
    finite = np.isfinite(depth)
    far, near = np.percentile(depth[finite], (99.9, 0.1))
    edges = sorted((*np.linspace(near, far + 0.01, 15)[1:], sharp), reverse=True)
    for bound in edges:
        middle = bound - (far - near) / 28.0
        radius = abs(middle - sharp) / middle * 95.0
        keep = alpha * c.smoothstep(
            bound + 0.03, bound - 0.03, np.where(finite, depth, 99.0).astype(np.float32)
        )
        slab = c.disc_blur(np.dstack([colour * (keep / np.maximum(alpha, 1e-3))[..., None], keep]), radius)
        behind = c.f32(behind * (1.0 - slab[..., 3:]) + slab[..., :3])
    return behind
