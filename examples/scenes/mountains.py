"""Forested ridges one behind the other, with mist in the valleys and the sun just up."""

from __future__ import annotations

import numpy as np

from . import painting as c
from . import terrain as t
from .painting import Array, Film, Picture, Rng

SIZE = (1920, 1280)
WORK = (3360, 2240)
TILE = 21000.0
SUN = (0.20, 0.115)  # sideways and upward slope of the sun's direction
FILM = Film(
    exposure=1.05,
    bloom=0.05,
    vignette=0.22,
    grain=0.0025,
    saturation=1.18,
    contrast=0.6,
    highlight_gain=(1.02, 1.0, 0.95),
)


def render(seed: int) -> Picture:
    """Paint the picture."""
    rng = np.random.default_rng(seed)
    view = t.View(WORK[0], WORK[1], WORK[0] / 0.74, WORK[1] * 0.36, 1500.0)
    relief, hits = _survey(view, rng)
    ground = _light_ground(view, relief, hits, rng)
    sky = _sky(view, rng)
    picture = np.where(hits.ground[..., None], _through_haze(view, ground, hits, rng), sky)
    return c.develop(c.resize(c.f32(picture), *SIZE), rng, FILM)


def _survey(view: t.View, rng: Rng) -> tuple[Array, t.Hits]:
    relief = t.ridged_mountains(2048, rng, cycles=2.6, octaves=7)
    canopy = t.forest_canopy(1024, 5200, rng, (5.0, 11.0))
    depths = c.f32(np.geomspace(500.0, 52000.0, 3000))
    z = depths[:, None] * np.ones(view.width, np.float32)
    x = depths[:, None] * view.across()[None, :]
    heights = c.f32(_terrain_height(relief, x, z))
    trees = t.tile_at(canopy, 520.0, x, z) * 24.0 * (heights < 1500.0)
    drop = (depths[:, None] / 1000.0) ** 2 * 0.07  # the earth's curve
    return relief, t.look_across(view, depths, c.f32(heights + trees - drop))


def _terrain_height(relief: Array, x: Array, z: Array) -> Array:
    base = t.tile_at(relief, TILE, c.f32(x + 3000.0), c.f32(z + 1000.0))
    far = c.smoothstep(9000.0, 34000.0, z)
    near = c.smoothstep(4200.0, 800.0, z)
    base = np.maximum(base, 0.0) ** 0.74
    return c.f32(base * (1750.0 + 650.0 * far) - 520.0 * (1.0 - far) + 60.0 * near)


def _light_ground(view: t.View, relief: Array, hits: t.Hits, rng: Rng) -> Array:
    slope_x, slope_z = t.slopes_of(relief * 1700.0, TILE / 2048)
    gx = t.tile_at(slope_x, TILE, hits.x + 3000.0, hits.z + 1000.0)
    gz = t.tile_at(slope_z, TILE, hits.x + 3000.0, hits.z + 1000.0)
    rough = t.tile_at(c.spectral_noise((1024, 1024), rng, 1.1), 900.0, hits.x, hits.z)
    nx, ny, nz = c.normalise(-gx + 0.25 * rough, np.ones_like(gx), -gz)
    sun = np.array((SUN[0], SUN[1] + 0.08, 1.0))
    sun /= np.linalg.norm(sun)
    sunlit = np.clip(nx * sun[0] + ny * sun[1] + nz * sun[2] + 0.05, 0.0, 1.0)
    forest = c.mix(c.rgb("1d2a1c"), c.rgb("3b4326"), c.smoothstep(-1.5, 1.5, rough))
    light = sunlit[..., None] * c.rgb("ffc07a", 2.4) + (0.35 + 0.65 * ny)[..., None] * c.rgb("7d94b8", 0.42)
    return c.f32(forest * light)


def _haze_colour(view: t.View) -> Array:
    """Colour of sunlit air along each pixel's direction: golden near the sun, blue-grey away from it."""
    across = np.broadcast_to(view.across()[None, :], (view.height, view.width))
    rise = np.broadcast_to(view.rise()[:, None], (view.height, view.width))
    away = c.f32(np.hypot(across - SUN[0], (rise - SUN[1]) * 1.25))
    warm = np.exp(-away / 0.13)[..., None]
    wide = np.exp(-away / 0.36)[..., None]
    return c.f32(c.rgb("7aa0cc", 0.46) + c.rgb("ffab6a", 0.6) * wide + c.rgb("ffc07a", 1.5) * warm)


def _through_haze(view: t.View, ground: Array, hits: t.Hits, rng: Rng) -> Array:
    """Aerial perspective plus valley mist that thins out exponentially with height."""
    depth = np.where(hits.ground, hits.depth, 1.0)
    height = view.eye + depth * view.rise()[:, None]
    cloud = c.spectral_noise((512, 512), rng, 1.9, 3.0)
    layer = c.f32(height * 3.2 + hits.z * 0.12)
    billow = t.tile_at(cloud, 7000.0, hits.x, layer) + 0.5 * t.tile_at(cloud, 2600.0, hits.x, layer)
    scale = 135.0
    top = np.exp(-(height - 120.0 * billow - 400.0) / scale)
    span = np.maximum((view.eye - height) / scale, 1e-3)
    mist = 2.4e-4 * np.clip(top, 0.0, 60.0) * np.minimum(depth, 9000.0) / np.maximum(span, 1.0)
    air = depth / 16000.0
    tau = c.f32(air + mist)
    tint = np.stack([tau * 0.80, tau * 0.97, tau * 1.22], axis=-1)
    clear = np.exp(-tint)
    return c.f32(ground * clear + _haze_colour(view) * (1.0 - clear))


def _sky(view: t.View, rng: Rng) -> Array:
    rise = np.broadcast_to(view.rise()[:, None], (view.height, view.width))
    across = np.broadcast_to(view.across()[None, :], (view.height, view.width))
    base = c.ramp(c.f32(rise), ((0.0, c.rgb("ffd9ae", 0.95)), (0.06, c.rgb("f3cfb0", 0.9)),
                                (0.14, c.rgb("a9bcd2", 0.8)), (0.26, c.rgb("6f96c4", 0.7))))  # fmt: skip
    sky = c.f32(0.45 * base + 0.55 * _haze_colour(view))
    wisps = c.spectral_noise((1024, 1024), rng, 1.7, 2.0, stretch=(1.0, 0.28))
    height = np.maximum(rise, 0.004) + 0.02
    veil = c.sample(wisps, across / height * 0.05, 1.0 / height * 0.035)
    veil = c.smoothstep(0.1, 2.2, veil) * c.smoothstep(0.01, 0.12, c.f32(rise))
    sky = c.mix(sky, c.f32(sky * 0.6 + c.rgb("ffe2c4", 0.75)), 0.6 * veil)
    away = np.hypot(across - SUN[0], rise - SUN[1])
    disc = c.smoothstep(0.0085, 0.0065, c.f32(away))
    return c.f32(sky + disc[..., None] * c.rgb("fff0d0", 14.0))
