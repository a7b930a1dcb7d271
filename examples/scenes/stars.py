"""The Milky Way over a mountain lake, with a lit tent on the shore."""

from __future__ import annotations

import cv2
import numpy as np

from . import painting as c
from . import terrain as t
from .painting import Array, Film, Picture, Rng

SIZE = (2240, 960)
HORIZON = 0.70
TENT = (0.735, 0.845)  # middle of its foot in the picture
LEFT_FIRS = ((0.012, 760), (0.045, 520), (0.082, 640), (0.118, 380), (0.148, 255))
FIRS = (*LEFT_FIRS, (0.905, 470), (0.938, 690), (0.965, 560), (0.992, 800), (0.872, 290))
FILM = Film(exposure=2.3, bloom=0.10, bloom_from=0.6, vignette=0.3, grain=0.0015, saturation=1.12,
            shadow_tint=(0.0, 0.004, 0.016), contrast=0.25)  # fmt: skip


def render(seed: int) -> Picture:
    """Paint the picture."""
    rng = np.random.default_rng(seed)
    sky = _sky(rng) + _stars(rng)
    picture = _mountains(sky, rng)
    picture = _lake(picture, rng)
    picture = _shore(picture, rng)
    return c.develop(picture, rng, FILM)


def _band(x: Array, y: Array) -> tuple[Array, Array]:
    """Distance from the middle of the Milky Way and place along it, in picture heights."""
    u, v = (x - SIZE[0] * 0.40) / SIZE[1], (y - SIZE[1] * 0.42) / SIZE[1]
    turn = np.radians(-33.0)
    along = u * np.cos(turn) + v * np.sin(turn)
    beside = -u * np.sin(turn) + v * np.cos(turn) + 0.10 * along**2
    return c.f32(beside), c.f32(along)


def _sky(rng: Rng) -> Array:
    x, y = c.pixel_grid(*SIZE)
    rise = c.f32(np.clip((SIZE[1] * HORIZON - y) / SIZE[1], 0.0, 1.0))
    low = ((0.0, c.rgb("5f8290", 0.5)), (0.12, c.rgb("34587c", 0.40)))
    sky = c.ramp(rise, (*low, (0.34, c.rgb("1c3664", 0.32)), (0.70, c.rgb("12244c", 0.27))))
    dawn = np.exp(-(((x / SIZE[0] - 0.63) / 0.22) ** 2)) * np.exp(-rise / 0.085)
    sky = sky + c.rgb("ff9a5a", 0.17) * dawn[..., None]
    airglow = c.resize(c.spectral_noise((120, 280), rng, 2.2, 2.0, stretch=(0.5, 2.0)), *SIZE)
    sky = (
        sky
        + c.rgb("4fae7a", 0.035) * (np.exp(-(((rise - 0.16) / 0.11) ** 2)) * (1.0 + 0.5 * airglow))[..., None]
    )
    beside, along = _band(x, y)
    cloud = c.spectral_noise((1024, 1024), rng, 1.65, 2.0)
    u, v = along / 1.7 + 0.3, beside / 1.7 + 0.5
    puff = c.sample(cloud, u, v)
    warp = c.f32(0.035 * puff)
    lane = c.sample(
        c.spectral_noise((1024, 1024), rng, 1.55, 3.0, stretch=(0.8, 1.5)), c.f32(u * 1.3), c.f32(v * 1.3)
    )
    bulge = np.exp(-(((along + 0.05) / 0.42) ** 2))
    width = 0.085 + 0.075 * bulge
    glow = np.exp(-(((beside + warp) / width) ** 2)) * np.clip(0.75 + 0.30 * puff, 0.05, 3.0)
    dust = np.exp(-(((beside + 0.012 + 1.4 * warp) / (0.030 + 0.025 * bulge)) ** 2)) * 1.25
    dust = dust + 1.1 * c.smoothstep(0.2, 1.9, lane) * np.exp(-((beside / (width * 1.1)) ** 2))
    clear = np.exp(-1.75 * np.clip(dust * (0.75 + 0.35 * lane), 0.0, 3.0))
    tint = c.mix(c.rgb("8fa8e8", 0.30), c.rgb("ffd2a0", 0.62), c.f32(bulge * np.exp(-((beside / 0.11) ** 2))))
    clouds = tint * (glow * clear * (0.40 + 0.75 * bulge))[..., None]
    nebula = c.smoothstep(0.9, 3.6, c.sample(cloud, u * 2.3 + 0.4, v * 2.3)) * np.exp(-((beside / 0.12) ** 2))
    fade = c.smoothstep(0.0, 0.22, rise)[..., None]
    return c.f32(sky + (clouds + c.rgb("e0508a", 0.22) * nebula[..., None]) * fade)


def _stars(rng: Rng) -> Array:
    """Stars with a natural spread of brightness and colour, crowded along the Milky Way."""
    count = 17000
    x, y = rng.uniform(0, SIZE[0], count), rng.uniform(0, SIZE[1] * HORIZON, count)
    beside, _ = _band(c.f32(x), c.f32(y))
    crowd = 0.22 + np.exp(-((beside / 0.13) ** 2))
    keep = rng.random(count) < crowd
    x, y = x[keep], y[keep]
    power = np.minimum(0.035 * (1.0 - rng.random(len(x))) ** -0.72, 7.0)
    power *= c.smoothstep(0.0, 0.25, c.f32(HORIZON - y / SIZE[1])) * 0.85 + 0.15
    warm = rng.random((len(x), 1)) ** 1.5
    colour = c.mix(c.rgb("b8ceff"), c.rgb("ffd0a0"), warm) * power[:, None]
    field = np.zeros((SIZE[1], SIZE[0], 3), dtype=np.float32)
    col, row = x.astype(int), y.astype(int)
    np.add.at(field, (row, col), colour * 4.0)
    sharp = c.f32(cv2.GaussianBlur(field, (0, 0), 0.72))
    halo = c.f32(cv2.GaussianBlur(np.maximum(field - 5.0, 0.0), (0, 0), 2.6)) * 0.9
    return c.f32(sharp * 0.8 + halo)


def _mountains(sky: Array, rng: Rng) -> Array:
    """Two ranges behind the lake, snow on the higher one, dimly lit by the sky."""
    width, height = SIZE[0] * 2, int(SIZE[1] * HORIZON) * 2
    view = t.View(width, height, width / 1.15, float(height), 2.0)
    relief = t.ridged_mountains(1024, rng, cycles=2.3, octaves=7)
    canopy = t.forest_canopy(1024, 5200, rng, (5.0, 11.0))
    depths = c.f32(np.geomspace(900.0, 16000.0, 1500))
    z = depths[:, None] * np.ones(width, np.float32)
    x = depths[:, None] * view.across()[None, :]
    base = t.tile_at(relief, 11000.0, x + 2600.0, z + 500.0) ** 0.66
    heights = base * 1000.0 * c.smoothstep(1500.0, 9000.0, z) + 10.0
    trees = t.tile_at(canopy, 420.0, x, z) * 22.0 * (heights < 260.0)
    hits = t.look_across(view, depths, c.f32(heights + trees))
    slope_x, slope_z = t.slopes_of(relief * 1500.0, 11000.0 / 1024)
    gx = t.tile_at(slope_x, 11000.0, hits.x + 2600.0, hits.z + 500.0)
    gz = t.tile_at(slope_z, 11000.0, hits.x + 2600.0, hits.z + 500.0)
    nx, ny, nz = c.normalise(-gx, np.ones_like(gx), -gz)
    level = np.where(hits.ground, hits.depth, 1.0) * view.rise()[:, None]
    rough = t.tile_at(c.spectral_noise((512, 512), rng, 1.4), 1300.0, hits.x, hits.z + level)
    snow = c.smoothstep(0.0, 0.25, c.f32(ny - 0.52 + (level - 430.0) / 700.0 + 0.10 * rough)) * c.smoothstep(
        150.0, 430.0, level
    )
    surface = c.mix(c.rgb("4a4c50"), c.rgb("c8d4e6"), snow)
    light = c.rgb("8fb0e8", 0.34) * (0.35 + 0.65 * np.clip(0.55 * ny - 0.6 * nx - 0.3 * nz, 0, 1))[..., None]
    clear = np.exp(-np.where(hits.ground, hits.depth, 1.0) / 16000.0)[..., None]
    shown = c.f32(surface * light * 0.85 * clear + c.rgb("33506a", 0.22) * (1.0 - clear))
    low = np.exp(-np.maximum(level, 0.0) / 70.0)[..., None] * 0.55
    shown = c.f32(
        shown + (c.rgb("4a6a80", 0.22) - shown) * low * c.smoothstep(900.0, 4200.0, hits.z)[..., None]
    )
    layer = np.dstack([shown * hits.ground[..., None], hits.ground.astype(np.float32)])
    layer = c.resize(c.f32(layer), SIZE[0], height // 2)
    picture = sky.copy()
    picture[: height // 2] = picture[: height // 2] * (1.0 - layer[..., 3:]) + layer[..., :3]
    return picture


def _lake(picture: Array, rng: Rng) -> Array:
    """Still water: the mirrored scene, drawn out by faint ripples."""
    top = int(SIZE[1] * HORIZON)
    x, y = c.pixel_grid(*SIZE)
    x, y = x[top:], y[top:] - top
    ripple = c.spectral_noise((512, 512), rng, 1.5, 3.0, stretch=(0.5, 2.0))
    z = 900.0 / (y + 1.0)
    wave = c.sample(ripple, (x - SIZE[0] / 2) * z / 160000.0, z / 55.0)
    calm = c.sample(c.spectral_noise((256, 256), rng, 2.2, 1.0, stretch=(0.4, 3.0)), x / 4000.0, y / 500.0)
    strength = (1.5 + y * 0.045) * (0.5 + c.smoothstep(-0.5, 1.5, calm))
    above = picture[:top][::-1]
    mirrored = sum(c.look_up(above, x + wave * 0.5, c.f32(y * 1.06 + wave * strength + k * (0.8 + y * 0.012)))
                   for k in (-2.0, -1.0, 0.0, 1.0, 2.0)) * 0.2  # fmt: skip
    result = picture.copy()
    share = 0.95 - 0.32 * c.smoothstep(0.0, 290.0, y)
    result[top:] = mirrored * share[..., None] * c.f32((0.86, 0.97, 1.06)) + c.rgb("16344c", 0.16)
    mist = np.exp(-np.abs(np.arange(SIZE[1]) - top) / 6.0)[:, None, None]
    return c.f32(result + (c.rgb("5a8296", 0.22) - result) * mist * 0.28)


def _shore(picture: Array, rng: Rng) -> Array:
    """Dark bank in front with firs, grass and the tent."""
    double = (SIZE[0] * 2, SIZE[1] * 2)
    mask = np.zeros((double[1], double[0]), dtype=np.uint8)
    x = np.arange(0, double[0] + 8, 8)
    rough = np.interp(x, np.linspace(0, double[0], 512), c.spectral_noise((1, 512), rng, 1.3, 2.0)[0])
    u = x / double[0]
    edge = (
        0.985 - 0.150 * np.exp(-(((u - 0.80) / 0.17) ** 2)) - 0.15 * np.exp(-(((u + 0.02) / 0.16) ** 2))
    ) * double[1] + rough * 6
    outline = np.concatenate([np.stack([x, edge], 1), [[double[0], double[1]], [0, double[1]]]])
    cv2.fillPoly(mask, [np.rint(outline).astype(np.int32)], 255)
    for _ in range(5200):
        px = rng.uniform(0, double[0])
        foot = float(np.interp(px, x, edge)) + abs(rng.normal(0.0, 25.0))
        tip = (int(px + rng.normal(0, 5)), int(foot - rng.uniform(4, 20)))
        cv2.line(mask, (int(px), int(foot)), tip, 255, 1, cv2.LINE_AA)
    for place, tall in FIRS:
        _fir(mask, place * double[0], float(np.interp(place * double[0], x, edge)) + 14, tall, rng)
    cover = c.resize(c.f32(mask) / 255.0, *SIZE)
    across, down = c.pixel_grid(*SIZE)
    away = np.hypot((across - TENT[0] * SIZE[0]) / 1.5, (down - TENT[1] * SIZE[1]) * 1.9)
    grass = 0.75 + 0.4 * c.sample(c.spectral_noise((256, 256), rng, 0.8, 8.0), across / 190.0, down / 120.0)
    warm = c.rgb("ffa03c", 0.55) * (np.exp(-away / 42.0) * np.clip(grass, 0.2, 2.0))[..., None]
    ground = c.rgb("0c1218", 0.22) + warm * c.rgb("7a6a3a") * (down > SIZE[1] * 0.72)[..., None]
    return _tent(c.mix(picture, c.f32(ground), cover))


def _fir(mask: Picture, x: float, foot: float, tall: float, rng: Rng) -> None:
    """A fir in outline: a stem with drooping boughs."""
    cv2.line(mask, (int(x), int(foot)), (int(x), int(foot - tall)), 255, max(2, int(tall / 90)), cv2.LINE_AA)
    for up in np.arange(0.07, 0.99, 0.011):
        reach = tall * 0.23 * (1.0 - up) ** 0.85 * rng.uniform(0.55, 1.1) + 2
        for side in (-1, 1):
            y = foot - tall * up + rng.normal(0, 2)
            tip = (x + side * reach, y + reach * rng.uniform(0.18, 0.5))
            points = np.array(
                [
                    (x, y - tall * 0.012),
                    tip,
                    (x + side * reach * 0.45, y + tall * 0.022),
                    (x, y + tall * 0.012),
                ]
            )
            cv2.fillPoly(mask, [np.rint(points * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)


def _tent(picture: Array) -> Array:
    """A ridge tent that glows from inside."""
    scale = 4
    wide, tall = 190, 96
    canvas = np.zeros((tall * scale, wide * scale, 4), dtype=np.uint8)

    def fill(points: list[tuple[float, float]], value: float) -> None:
        shape = np.rint(np.array(points) * scale).astype(np.int32)
        cv2.fillPoly(canvas, [shape], (value, value * 0.52, value * 0.17, 255.0), cv2.LINE_AA)

    fill([(22, 90), (58, 20), (62, 20), (104, 92)], 150.0)
    fill([(60, 20), (140, 28), (176, 86), (104, 92)], 84.0)
    fill([(52, 91), (60, 26), (74, 91)], 235.0)
    for seam in (
        (60, 20, 104, 92),
        (140, 28, 176, 86),
        (60, 20, 140, 28),
        (98, 24, 138, 89),
        (60, 20, 60, 91),
    ):
        start, end = (seam[0] * scale, seam[1] * scale), (seam[2] * scale, seam[3] * scale)
        cv2.line(canvas, start, end, (40, 18, 6, 255), scale, cv2.LINE_AA)
    tent = c.resize(c.f32(canvas) / 255.0, wide // 2 * 2, tall)
    x, y = c.pixel_grid(wide, tall)
    inside = 0.16 + 1.2 * np.exp(-(((x - 84) / 46) ** 2 + ((y - 78) / 30) ** 2))
    left, top = int(TENT[0] * SIZE[0]) - wide // 2, int(TENT[1] * SIZE[1]) - tall + 8
    box = (slice(top, top + tall), slice(left, left + wide))
    result = picture.copy()
    result[box] = result[box] * (1.0 - tent[..., 3:]) + tent[..., :3] * (inside * 0.95)[..., None]
    return result
