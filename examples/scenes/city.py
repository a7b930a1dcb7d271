"""Rainy city night seen from close above the road: lights as soft discs, their colours in the wet asphalt."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from . import painting as c
from .painting import Array, Film, Picture, Rng

SIZE = (1920, 1280)
FOCAL = 1920 / 0.80
HORIZON = 1280 * 0.585
EYE = 0.42
FOCUS = 2.6  # metres to the plane of sharpness
FAR_BLUR = 47.0  # radius in pixels of a light at infinity
SHOPS = ("ff4f9a", "45d0ff", "ffcf70", "ff7a3c", "7a6bff", "ffe0a8", "52e0b0", "ff3f4f")
WINDOWS = ("ffc888", "ffb060", "e8e4ff")
SIGNALS = ((3.1, 24.0, "20e08a"), (-2.9, 25.0, "20e08a"), (2.9, 47.0, "ff3020"), (0.4, 48.0, "ff3020"))
FILM = Film(exposure=2.6, bloom=0.07, bloom_from=0.7, vignette=0.35, grain=0.0025, saturation=1.1,
            shadow_tint=(0.0, 0.004, 0.012), contrast=0.35)  # fmt: skip


@dataclass(frozen=True)
class Light:
    """A point of light in the street (metres; x right, y up, z ahead)."""

    x: float
    y: float
    z: float
    colour: Array


def render(seed: int) -> Picture:
    """Paint the picture."""
    rng = np.random.default_rng(seed)
    street = _haze(rng)
    for light in sorted(_lights(rng), key=lambda item: -item.z):
        _disc(street, light)
    shown, cover, figure = _walker(street)
    picture = c.mix(_road(shown, rng), figure, cover)
    return c.develop(picture, rng, FILM)


def _blur_radius(z: float) -> float:
    return FAR_BLUR * abs(1.0 - FOCUS / z)


def _haze(rng: Rng) -> Array:
    """Sky between the dark house fronts, with the glow of the street below."""
    x, y = c.pixel_grid(*SIZE)
    across, rise = (x - SIZE[0] * 0.53) / FOCAL, (HORIZON - y) / FOCAL
    sky = c.ramp(
        c.f32(rise),
        ((0.0, c.rgb("c2805a", 0.26)), (0.10, c.rgb("6a6a86", 0.26)), (0.32, c.rgb("344868", 0.24))),
    )
    houses = np.abs(across) - 0.035 - 0.02 * np.sin(np.abs(across) * 60.0)
    wall = c.smoothstep(-0.012, 0.03, c.f32(houses - rise * 0.16))
    tone = c.resize(c.blur(c.spectral_noise((64, 96), rng, 1.4), 1.0), *SIZE)
    front = c.rgb("222936", 0.4) * (1.0 + 0.22 * tone)[..., None]
    glow = np.exp(-np.maximum(rise, 0.0) / 0.085)[..., None]
    front = front + c.rgb("d07a3c", 0.11) * glow * (1.0 + 0.25 * tone)[..., None]
    return c.blur(c.mix(sky, c.f32(front), wall), 16.0)


def _lights(rng: Rng) -> list[Light]:
    found: list[Light] = []

    def add(x: float, y: float, z: float, code: str, power: float) -> None:
        found.append(Light(x, y, z, c.rgb(code, power)))

    for z in (9.5, 15.0, 22.0, 31.0, 42.0, 58.0, 80.0):
        for side in (-1.0, 1.0):
            add(side * 3.9 + 0.3, 4.6, z + side, "ffad4f", 420.0)
    for _ in range(190):  # shops and signs
        z, side = float(rng.uniform(7.0, 60.0)), float(rng.choice((-1.0, 1.0)))
        code = SHOPS[int(rng.integers(len(SHOPS)))]
        x, y = side * float(rng.uniform(4.2, 5.2)) + 0.3, float(rng.uniform(0.7, 3.6))
        add(x, y, z, code, float(15.0 + 190.0 * rng.random() ** 2))
    for _ in range(330):  # windows above
        z, side = float(rng.uniform(14.0, 90.0)), float(rng.choice((-1.0, 1.0)))
        code = WINDOWS[int(rng.integers(len(WINDOWS)))]
        x, y = side * float(rng.uniform(4.8, 7.5)) + 0.3, float(rng.uniform(4.0, 17.0))
        add(x, y, z, code, float(8.0 + 70.0 * rng.random() ** 2))
    for x, z in ((-1.5, 13.0), (-1.7, 21.0), (-1.4, 34.0), (-1.6, 52.0)):
        for dx in (-0.65, 0.65):
            add(x + dx, 0.68, z, "fff2dc", 520.0)
    for x, z in ((1.9, 10.5), (1.7, 17.0), (2.0, 27.0), (1.8, 40.0), (1.9, 60.0)):
        for dx in (-0.62, 0.62):
            add(x + dx, 0.85, z, "ff2418", 240.0)
    for x, z, code in SIGNALS:
        add(x, 3.4, z, code, 420.0)
    return found


def _disc(picture: Array, light: Light) -> None:
    """Add one light as the round image of the lens opening, a little brighter along its rim."""
    cx = SIZE[0] * 0.53 + light.x / light.z * FOCAL
    cy = HORIZON - (light.y - EYE) / light.z * FOCAL
    radius = _blur_radius(light.z)
    reach = int(radius + 3)
    x0, x1 = max(0, int(cx) - reach), min(SIZE[0], int(cx) + reach + 2)
    y0, y1 = max(0, int(cy) - reach), min(SIZE[1], int(cy) + reach + 2)
    if x0 >= x1 or y0 >= y1:
        return
    y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32) + 0.5
    away = np.hypot(x - cx, y - cy)
    # The barrel of the lens clips the discs near the edge of the picture.
    off = np.array((cx - SIZE[0] / 2, cy - SIZE[1] / 2)) * 0.028
    cut = np.hypot(x - cx + off[0], y - cy + off[1])
    shape = c.smoothstep(radius + 1.2, radius - 1.2, away) * c.smoothstep(
        radius * 1.06 + 2, radius * 1.06 - 2, cut
    )
    rim = 0.78 + 0.22 * c.smoothstep(radius * 0.70, radius * 0.97, away)
    faint = 1.0 / (light.z**0.9 * 12.0)
    picture[y0:y1, x0:x1] += (
        (shape * rim * faint)[..., None] * light.colour / max(radius / 30.0, 0.5) ** 2 * 0.22
    )


def _walker_outline() -> list[list[tuple[float, float]]]:
    """Coat, legs, arm, head and umbrella as outlines in metres, seen from behind."""
    coat = [(-0.25, 0.42), (-0.23, 0.95), (-0.22, 1.25), (-0.19, 1.38), (-0.06, 1.47)]
    coat += [(0.06, 1.47), (0.18, 1.39), (0.25, 1.22), (0.20, 1.05), (0.21, 0.9), (0.27, 0.42)]
    left_leg = [(-0.17, 0.50), (-0.24, 0.10), (-0.30, 0.06), (-0.12, 0.02), (-0.02, 0.48)]
    right_leg = [(-0.01, 0.50), (0.10, 0.05), (0.25, 0.0), (0.18, 0.50)]
    arm = [(0.24, 1.24), (0.20, 1.40), (0.10, 1.34), (0.20, 1.10)]
    stick = [(0.03, 2.08), (0.05, 2.08), (0.17, 1.25), (0.15, 1.25)]
    circle = [(float(np.cos(t)), float(np.sin(t))) for t in np.linspace(0.0, 2 * np.pi, 49)]
    head = [(0.10 * x, 1.56 + 0.135 * y) for x, y in circle]
    dome = [(0.56 * x + 0.06, 1.66 + 0.33 * y + 0.06 * x) for x, y in circle[:25]]
    return [coat, left_leg, right_leg, arm, stick, head, dome]


def _walker(street: Array) -> tuple[Array, Array, Array]:
    """Somebody under an umbrella before the lights: the street with the figure, its cover and its colour."""
    z, left = 9.0, -1.25
    scale = FOCAL / z
    mask = np.zeros((SIZE[1], SIZE[0]), dtype=np.uint8)
    for outline in _walker_outline():
        x, y = np.array(outline).T
        points = np.stack([SIZE[0] * 0.53 + (left + x) * scale, HORIZON - (y - EYE) * scale], axis=1)
        cv2.fillPoly(mask, [np.rint(points * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
    cover = c.disc_blur(c.f32(mask) / 255.0, _blur_radius(z) * 0.55)
    behind = c.blur(street, 60.0)
    edge = np.clip(cover * (1.0 - cover) * 4.0, 0.0, 1.0)[..., None]
    figure = c.f32(c.rgb("14121a", 0.35) + behind * (0.05 + 0.10 * edge))
    return c.mix(street, figure, cover), cover, figure


def _ripples(rng: Rng, x: Array, z: Array) -> tuple[Array, Array]:
    """Slopes of the rings that raindrops make on standing water."""
    sx, sz = np.zeros_like(x), np.zeros_like(x)
    for _ in range(70):
        cz = float(rng.uniform(1.2, 7.0))
        cx, reach = float(rng.uniform(-0.5, 0.5)) * cz, float(rng.uniform(0.03, 0.22))
        rows = np.flatnonzero((z[:, 0] > cz - reach - 0.1) & (z[:, 0] < cz + reach + 0.1))
        if not len(rows):
            continue
        part = slice(rows[0], rows[-1] + 1)
        dx, dz = x[part] - cx, z[part] - cz
        away = np.sqrt(dx * dx + dz * dz) + 1e-4
        wave = (
            np.cos((away - reach) * 190.0)
            * np.exp(-(((away - reach) / 0.028) ** 2))
            * 0.05
            * (0.06 / (reach + 0.06))
        )
        sx[part] += wave * dx / away
        sz[part] += wave * dz / away
    return c.f32(sx), c.f32(sz)


def _road(street: Array, rng: Rng) -> Array:
    """Asphalt with puddles: every grain mirrors a piece of the street."""
    top = int(HORIZON) + 1
    x, y = c.pixel_grid(*SIZE)
    x, y = x[top:], y[top:]
    z = c.f32(EYE * FOCAL / np.maximum(y - HORIZON, 0.4))
    gx = c.f32((x - SIZE[0] * 0.53) / FOCAL * z)
    grain = c.spectral_noise((1024, 1024), rng, 0.35, 60.0)
    fine = [c.sample(c.f32(np.gradient(grain, axis=k)), gx / 1.5, z / 1.5) for k in (0, 1)]
    level = c.spectral_noise((512, 512), rng, 1.8, 2.0)
    water = c.sample(level, gx / 5.0 + 0.13, z / 7.0) + 0.18 * c.sample(grain, gx / 1.5, z / 1.5)
    puddle = c.smoothstep(-0.5, -0.1, water)
    rings = _ripples(rng, gx, z)
    fade = c.smoothstep(16.0, 2.5, z)
    rough = (1.0 - puddle) * fade
    nx = fine[1] * 0.20 * rough + rings[0] * puddle
    nz = fine[0] * 0.20 * rough + rings[1] * puddle
    mirror = street[:top][::-1]
    streaks = c.f32(cv2.GaussianBlur(c.resize(mirror, 480, top // 4), (0, 0), sigmaX=5.0, sigmaY=42.0))
    streaks = c.resize(streaks, SIZE[0], top)
    column, row = c.f32(x + nx * 620.0), c.f32((y - HORIZON) + np.abs(nz) * 1500.0 + nz * 300.0)
    clear, soft = c.look_up(mirror, column, row), c.look_up(streaks, column, row)
    facing = EYE / np.sqrt(z * z + gx * gx + EYE * EYE)
    share = 0.16 + 0.78 * (1.0 - facing) ** 3.0
    grit = np.clip(0.55 + 0.55 * (fine[0] - 0.4 * fine[1]) * fade, 0.0, 3.0)
    wet = clear * (share * 0.95)[..., None] + c.rgb("0a0b10", 0.2)
    damp = soft * (share * grit * 0.95)[..., None] + c.rgb("26242a", 0.05) * grit[..., None]
    road = c.mix(c.f32(damp), c.f32(wet), puddle)
    picture = street.copy()
    picture[top:] = _focus_rows(road, z[:, 0])
    seam = c.smoothstep(14.0, 0.0, c.f32(np.abs(np.arange(SIZE[1]) - HORIZON)))[:, None]
    return c.mix(picture, c.blur(picture, 12.0), c.f32(seam * np.ones((1, SIZE[0]))))


def _focus_rows(road: Array, z: Array) -> Array:
    """Blur each row of the road by its distance from the plane of sharpness."""
    wanted = np.clip(np.log2(np.maximum(FAR_BLUR * np.abs(1.0 - FOCUS / z) * 0.62, 0.5)) + 1.0, 0.0, 5.0)
    result = np.zeros_like(road)
    for level in range(6):
        weight = np.clip(1.0 - np.abs(wanted - level), 0.0, 1.0)
        if weight.any():
            image = road if level == 0 else c.disc_blur(road, 2.0 ** (level - 1))
            result += image * c.f32(weight)[:, None, None]
    return result
