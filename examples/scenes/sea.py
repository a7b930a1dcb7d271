"""Sunset over the open sea: clouds lit from below and a glitter path on the waves."""

from __future__ import annotations

import numpy as np

from . import painting as c
from . import terrain as t
from .painting import Array, Film, Picture, Rng

SIZE = (1920, 1080)
WORK = (3360, 1890)
SUN = np.array((0.13, 0.052, 1.0)) / np.linalg.norm((0.13, 0.052, 1.0))
TILE = 140.0
FILM = Film(exposure=0.95, bloom=0.06, vignette=0.25, grain=0.0015, saturation=1.08, contrast=0.3)


def render(seed: int) -> Picture:
    """Paint the picture."""
    rng = np.random.default_rng(seed)
    view = t.View(WORK[0], WORK[1], WORK[0] / 1.05, WORK[1] * 0.53, 2.6)
    heaven = Heaven(rng)
    sea = _sea(view, heaven, rng)
    across = np.broadcast_to(view.across()[None, :], (view.height, view.width))
    rise = np.broadcast_to(view.rise()[:, None], (view.height, view.width))
    top = int(view.horizon) + 8
    picture = _soften(sea, view)
    x, y, z = c.normalise(c.f32(across[:top]), c.f32(rise[:top]), np.ones_like(across[:top]))
    above = heaven.look(x, y, z, disc=True)
    cover = (rise[:top] > 0.0)[..., None]
    picture[:top] = np.where(cover, above, picture[:top])
    return c.develop(c.resize(c.blur(picture, 0.9), *SIZE), rng, FILM)


class Heaven:
    """The sky as a function of direction: glow of the sun, high wisps and a broken cloud deck."""

    def __init__(self, rng: Rng) -> None:
        """Draw the cloud textures."""
        deck = c.spectral_noise((2048, 2048), rng, 1.7, 4.0)
        self.deck = c.f32(deck + 0.25 * c.spectral_noise((2048, 2048), rng, 1.2, 30.0))
        self.wisps = c.spectral_noise((1024, 1024), rng, 1.6, 2.0, stretch=(0.35, 1.6))

    def look(self, x: Array, y: Array, z: Array, disc: bool = False) -> Array:
        """Radiance seen in the unit directions (x right, y up, z ahead)."""
        y = c.f32(np.maximum(y, 0.002))
        towards = c.f32(x * SUN[0] + y * SUN[1] + z * SUN[2])
        angle = c.f32(np.arccos(np.clip(towards, -1.0, 1.0)))
        sky = self._clear(y, angle)
        sky = self._high_wisps(sky, x, y, z, angle)
        if disc:
            sky = sky + c.smoothstep(0.0125, 0.0105, angle)[..., None] * c.rgb("ffc66e", 22.0)
        return self._cloud_deck(sky, x, y, z, angle)

    def _clear(self, y: Array, angle: Array) -> Array:
        low = ((0.0, c.rgb("f08a4b", 0.62)), (0.05, c.rgb("f2a468", 0.66)), (0.13, c.rgb("d79a8a", 0.55)))
        high = ((0.26, c.rgb("8f8fae", 0.46)), (0.5, c.rgb("4f6a9c", 0.42)), (1.0, c.rgb("2c4478", 0.4)))
        sky = c.ramp(y, (*low, *high))
        near, wide = np.exp(-angle / 0.045)[..., None], np.exp(-angle / 0.26)[..., None]
        return c.f32(sky + c.rgb("ffb04a", 3.0) * near + c.rgb("ff8a3c", 0.75) * wide)

    def _high_wisps(self, sky: Array, x: Array, y: Array, z: Array, angle: Array) -> Array:
        u, v = x / (y + 0.06), z / (y + 0.06)
        veil = c.smoothstep(0.2, 2.4, c.sample(self.wisps, u * 0.045 + v * 0.012, v * 0.045))
        glow = c.rgb("ff9a78", 0.75) + c.rgb("ffc07a", 1.6) * np.exp(-angle / 0.3)[..., None]
        return c.mix(sky, glow, 0.75 * veil * c.smoothstep(0.03, 0.2, y))

    def _cloud_deck(self, sky: Array, x: Array, y: Array, z: Array, angle: Array) -> Array:
        u, v = c.f32(x / (y + 0.035) * 0.052), c.f32(z / (y + 0.035) * 0.052)
        dense = self._density(u, v)
        step_u, step_v = SUN[0] * 0.006, SUN[2] * 0.006
        shade = sum(self._density(c.f32(u + step_u * k), c.f32(v + step_v * k)) for k in (1.0, 2.2, 4.0))
        lit = np.exp(-0.85 * c.f32(shade))[..., None]
        warm = c.rgb("ff9256", 0.95) + c.rgb("ffb45a", 4.2) * np.exp(-angle / 0.2)[..., None]
        dark = c.rgb("54506e", 0.5) + c.rgb("b0604a", 0.5) * np.exp(-angle / 0.35)[..., None]
        cloud = c.f32(dark + (warm - dark) * lit)
        haze = c.smoothstep(0.0, 0.075, y)
        return c.mix(sky, cloud, (1.0 - np.exp(-2.6 * dense)) * haze)

    def _density(self, u: Array, v: Array) -> Array:
        return c.f32(np.clip(c.sample(self.deck, u, v) - 0.12, 0.0, 1.5))


def _wave_tile(rng: Rng) -> Array:
    """Height of a wind-driven sea over one tile: waves run towards the camera with spread."""
    size = 1024
    k_y = np.fft.fftfreq(size, TILE / size / (2 * np.pi))[:, None]
    k_x = np.fft.rfftfreq(size, TILE / size / (2 * np.pi))[None, :]
    k = np.hypot(k_x, k_y) + 1e-6
    spread = np.abs(k_y * 0.9 + k_x * 0.35) / k
    amplitude = np.exp(-0.5 / (k * 2.2) ** 2) / k**2 * spread**1.5 * np.exp(-((k * 0.065) ** 2))
    noise = np.fft.rfft2(rng.standard_normal((size, size)))
    height = np.fft.irfft2(noise * amplitude, s=(size, size))
    return c.f32(height / height.std() * 0.105)


def _sea(view: t.View, heaven: Heaven, rng: Rng) -> Array:
    waves = _wave_tile(rng)
    near = np.geomspace(3.5, 260.0, 2600)
    depths = c.f32(np.concatenate([near, np.geomspace(262.0, 9000.0, 500)]))
    z = depths[:, None] * np.ones(view.width, np.float32)
    x = depths[:, None] * view.across()[None, :]
    hits = t.look_across(
        view, depths, c.f32(t.tile_at(waves, TILE, x, z) + 0.4 * t.tile_at(waves, 47.0, z, x))
    )
    start = int(view.horizon) - 10
    rows = slice(start, view.height)
    picture = np.zeros((view.height, view.width, 3), dtype=np.float32)
    picture[rows] = _shade(view, waves, heaven, hits.x[rows], hits.z[rows], rng)
    return picture


def _soften(sea: Array, view: t.View) -> Array:
    """The lens: a touch of blur on the waves just in front of it and on those far away."""
    row = (np.arange(view.height) - view.horizon) / (view.height - view.horizon)
    near = c.smoothstep(0.55, 1.0, c.f32(row))[:, None, None]
    far = c.smoothstep(0.16, 0.02, c.f32(row))[:, None, None]
    sea = c.f32(sea + (c.disc_blur(sea, 5.0) - sea) * near)
    return c.f32(sea + (c.blur(sea, 1.1) - sea) * far)


def _shade(view: t.View, waves: Array, heaven: Heaven, x: Array, z: Array, rng: Rng) -> Array:
    gx, gz = t.slopes_of(waves, TILE / 1024)
    ripple = t.slopes_of(c.spectral_noise((512, 512), rng, 1.9, 4.0, stretch=(1.0, 0.7)), 9.0 / 512)
    z = c.f32(np.maximum(z, 3.0))
    turn = [t.tile_at(g, 47.0, z, x) * 0.9 for g in (gx, gz)]
    fine = [t.tile_at(g, 9.0, x, z) * 0.0030 for g in ripple]
    gust = 0.6 + 0.5 * c.smoothstep(-1.0, 1.5, t.tile_at(c.spectral_noise((256, 256), rng, 1.8), 300.0, x, z))
    slope_x = c.f32((t.tile_at(gx, TILE, x, z) + turn[1]) + fine[0] * gust)
    slope_z = c.f32((t.tile_at(gz, TILE, x, z) + turn[0]) + fine[1] * gust)
    nx, ny, nz = c.normalise(-slope_x, np.ones_like(x), -slope_z)
    vx, vy, vz = c.normalise(x, c.f32(np.full_like(x, -view.eye)), z)
    facing = np.clip(-(vx * nx + vy * ny + vz * nz), 0.02, 1.0)
    rx, ry, rz = (c.f32(v + 2.0 * facing * n) for v, n in ((vx, nx), (vy, ny), (vz, nz)))
    fresnel = 0.02 + 0.98 * (1.0 - facing) ** 5 / (1.0 + 1.2 * (1.0 - facing))
    sky = heaven.look(rx, c.f32(np.abs(ry)), rz)
    angle = np.arccos(np.clip(rx * SUN[0] + ry * SUN[1] + rz * SUN[2], -1.0, 1.0))
    glint = np.exp(-((angle / 0.028) ** 2)) * 26.0
    sky = sky + glint[..., None] * c.rgb("ffb45c")
    deep = c.rgb("0c2a3a", 0.9) + c.rgb("2b6a6a", 0.35) * np.clip(slope_z * 1.2, 0.0, 1.0)[..., None]
    water = c.f32(deep + (sky - deep) * fresnel[..., None])
    haze = 1.0 - np.exp(-z / 5200.0)
    return c.mix(water, heaven.look(vx, c.f32(np.abs(vy) * 0.0 + 0.004), vz), haze * 0.85)
