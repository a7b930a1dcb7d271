"""A path through a misty autumn beech wood, with the low sun breaking through the leaves."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from . import painting as c
from . import terrain as t
from .painting import Array, Film, Picture, Rng

SIZE = (1920, 1280)
WORK = (2880, 1920)
VIEW = t.View(WORK[0], WORK[1], WORK[0] / 0.92, WORK[1] * 0.60, 1.55)
SUN_AT = (0.57, 0.33)  # where the sun stands in the picture
MIST = 42.0  # metres after which two thirds of the view are lost
FILM = Film(
    exposure=1.3, bloom=0.10, bloom_from=0.9, vignette=0.35, grain=0.0015, saturation=1.1, contrast=0.4
)
LEAVES = ("e8a020", "d9781a", "f2c23a", "b8541a", "c9a62a", "90a034", "8a3c16")


@dataclass(frozen=True)
class Trunk:
    """One tree stem: where it stands, its radius, lean and bend, all in metres."""

    x: float
    z: float
    radius: float
    lean: float
    bend: float


def render(seed: int) -> Picture:
    """Paint the picture."""
    rng = np.random.default_rng(seed)
    layers = [(float(z), _trunks(float(z), rng)) for z in np.geomspace(95.0, 6.0, 12)]
    air = _sunlit_air()
    picture, distance = _ground(layers, rng)
    bark = c.spectral_noise((1024, 1024), rng, 1.1, 3.0, stretch=(4.0, 1.0))
    ahead = 1e4
    for depth, trunks in layers:
        picture = _add_mist(picture, air, np.clip(np.minimum(distance, ahead) - depth, 0.0, None))
        ahead = depth
        picture = _add_branches(picture, trunks, air, rng)
        for trunk in trunks:
            _paint_trunk(picture, distance, trunk, air, bark)
        picture = _add_leaves(picture, distance, depth, air, rng)
        picture = _add_grass(picture, depth, air, rng)
    picture = _add_mist(picture, air, np.minimum(distance, ahead))
    picture = c.f32(picture + _rays(picture, rng))
    return c.develop(c.resize(c.blur(picture, 0.75), *SIZE), rng, FILM)


def _path(z: Array | float) -> Array:
    """Sideways position of the middle of the path."""
    return c.f32(0.25 + 0.9 * np.sin(np.asarray(z) / 11.0 + 0.4) + 0.0009 * np.asarray(z) ** 2)


def _trunks(z: float, rng: Rng) -> list[Trunk]:
    half = z * 0.5 + 1.0
    count = int(np.clip(3 + half * 0.62, 3, 24))
    trunks = []
    for x in np.linspace(-half, half, count) + rng.normal(0.0, half / count * 0.6, count):
        if abs(x - float(_path(z))) > 1.9 + 0.012 * z:
            shape = rng.uniform(0.20, 0.52) ** 1.6, rng.normal(0.0, 0.025), rng.normal(0.0, 0.35)
            trunks.append(Trunk(float(x), z * rng.uniform(0.92, 1.08), *map(float, shape)))
    return sorted(trunks, key=lambda trunk: -trunk.z)


def _sunlit_air() -> Array:
    """Colour of the mist in every direction: gold around the sun, cool at the edges."""
    x, y = c.pixel_grid(*WORK)
    away = np.hypot(x / WORK[0] - SUN_AT[0], (y / WORK[1] - SUN_AT[1]) * 0.75)
    near, wide = np.exp(-((away / 0.075) ** 1.2))[..., None], np.exp(-away / 0.21)[..., None]
    return c.f32(c.rgb("8c9c94", 0.26) + c.rgb("ffc06c", 0.85) * wide + c.rgb("fff0c4", 2.2) * near)


def _add_mist(picture: Array, air: Array, length: Array) -> Array:
    """Veil everything by the mist along the given length of the line of sight (metres)."""
    clear = np.exp(-np.minimum(length, 400.0) / MIST)[..., None]
    return c.f32(picture * clear + air * (1.0 - clear))


def _litter(rng: Rng) -> Array:
    """A tile of fallen leaves, each lying over a small soft shadow."""
    size = 1024
    tile = np.zeros((size, size, 3), dtype=np.uint8)
    tile[:] = (26, 15, 8)
    for index in range(15000):
        centre = rng.integers(0, size, 2)
        axes = (int(rng.integers(5, 10)), int(rng.integers(3, 6)))
        colour = c.rgb(LEAVES[rng.integers(0, len(LEAVES))]) * rng.uniform(20.0, 130.0)
        turn = float(rng.uniform(0.0, 360.0))
        for dx in (-size, 0, size) if centre[0] < 16 or centre[0] > size - 16 else (0,):
            at = (int(centre[0]) + dx, int(centre[1]))
            if index % 2:
                cv2.ellipse(tile, (at[0] - 2, at[1] + 3), axes, turn, 0, 360, (8, 5, 3), -1, cv2.LINE_AA)
            cv2.ellipse(tile, at, axes, turn, 0, 360, [float(v) for v in colour], -1, cv2.LINE_AA)
    return c.f32(tile) / 255.0


def _shadow_map(layers: list[tuple[float, list[Trunk]]], rng: Rng) -> Array:
    """Sunlight on the ground seen from above (10 px a metre, 100 m square): stems and leaves block it."""
    lit = np.full((1000, 1000), 255, dtype=np.uint8)
    for _, trunks in layers:
        for trunk in trunks:
            start = (int((trunk.x + 50) * 160), int(trunk.z * 160))
            end = (int((trunk.x + 50 - trunk.z * 0.10 - 3.0) * 160), int((trunk.z - 36.0) * 160))
            cv2.line(lit, start, end, 0, max(2, int(trunk.radius * 22)), cv2.LINE_AA, 4)
    patches = c.spectral_noise((1000, 1000), rng, 1.5, 24.0, stretch=(0.35, 1.0))
    return c.f32(c.blur(c.f32(lit) / 255.0, 1.3) * c.smoothstep(-0.2, 1.1, patches))


def _ground(layers: list[tuple[float, list[Trunk]]], rng: Rng) -> tuple[Array, Array]:
    bumps = c.spectral_noise((512, 512), rng, 2.0, 3.0)
    fine = c.spectral_noise((512, 512), rng, 1.2, 6.0)
    depths = c.f32(np.geomspace(1.8, 140.0, 1800))
    z = depths[:, None] * np.ones(WORK[0], np.float32)
    x = depths[:, None] * VIEW.across()[None, :]
    side = np.abs(x - _path(z))
    verge = c.smoothstep(0.8, 3.6, c.f32(side))
    heights = verge * (0.22 + 0.20 * t.tile_at(bumps, 17.0, x, z)) + 0.022 * t.tile_at(fine, 2.6, x, z) * (
        0.3 + verge
    )
    hits = t.look_across(VIEW, depths, c.f32(heights + 0.06 * np.maximum(x - 3.0, 0.0)))
    tile = _litter(rng)
    levels = [c.blur(tile, 0.6 * 2**k) for k in range(5)]
    choice = np.log2(np.maximum(hits.z / 4.6, 1.0))
    litter = np.zeros((*hits.z.shape, 3), dtype=np.float32)
    for k, level in enumerate(levels):
        weight = np.clip(1.0 - np.abs(choice - k), 0.0, 1.0)[..., None]
        litter += c.sample(level, hits.x / 2.3, hits.z / 2.3) * weight
    far = (choice > 4.0)[..., None]
    litter = np.where(far, levels[4].mean((0, 1)), c.f32(litter))
    side = np.abs(hits.x - _path(hits.z)) + 0.25 * t.tile_at(bumps, 5.0, hits.x, hits.z)
    trodden = c.smoothstep(1.25, 0.55, c.f32(side)) * 0.72
    earth = c.rgb("6b5138", 0.55) * (1.0 + 0.35 * t.tile_at(fine, 2.6, hits.x, hits.z))[..., None]
    surface = c.mix(litter, c.f32(earth), trodden)
    lit = c.sample(_shadow_map(layers, rng), c.f32((hits.x + 50) / 100), c.f32(hits.z / 100))
    relief = t.tile_at(t.slopes_of(fine, 1.0)[1], 2.6, hits.x, hits.z)
    sun = lit * np.clip(0.8 - 1.3 * relief, 0.1, 2.2)
    light = c.rgb("93a4b4", 0.55) + c.rgb("ffb862", 3.6) * sun[..., None]
    ground = c.f32(surface * light + sun[..., None] * c.rgb("ffd9a0", 0.05))
    return ground * hits.ground[..., None], c.f32(np.where(hits.ground, hits.depth, 1e5))


def _paint_trunk(picture: Array, distance: Array, trunk: Trunk, air: Array, bark: Array) -> None:
    """Draw one stem with bark, a bright rim towards the sun and a flared foot."""
    scale = VIEW.focal / trunk.z
    foot = VIEW.horizon + (VIEW.eye - 0.22) * scale
    rows = np.arange(0, int(np.clip(foot + 0.12 * scale, 1, WORK[1])))
    up = c.f32((foot - rows) / scale)
    middle = WORK[0] / 2 + (trunk.x + trunk.lean * up + trunk.bend * np.sin(up / 5.0)) * scale
    width = trunk.radius * (1.0 - 0.03 * up + 0.45 * np.exp(-np.maximum(up, 0.0) / 0.30)) * scale
    left, right = int(max(0, (middle - width).min() - 3)), int(min(WORK[0], (middle + width).max() + 3))
    if right <= left:
        return
    columns = np.arange(left, right)
    s = c.f32((columns[None, :] + 0.5 - middle[:, None]) / width[:, None])
    alpha = np.clip((1.0 - np.abs(s)) * width[:, None] + 0.5, 0.0, 1.0)
    alpha *= np.clip(
        (foot + 0.10 * scale * np.sqrt(np.maximum(1 - s * s, 0.0)) - rows[:, None]) / 3.0, 0.0, 1.0
    )
    turn = np.arcsin(np.clip(s, -0.999, 0.999))
    rough = c.sample(
        bark, c.f32(turn * trunk.radius * 0.8 + trunk.x * 0.37), c.f32(up[:, None] * 0.22 + 0 * s)
    )
    towards = np.sign(SUN_AT[0] * WORK[0] - middle.mean())
    rim = np.clip(s * towards, 0.0, 1.0) ** 3.0 * 0.9 + np.clip(np.abs(s) - 0.72, 0.0, 1.0) * 1.2
    tone = c.mix(c.rgb("2a241c"), c.rgb("6d6150"), c.smoothstep(-1.8, 1.8, c.f32(rough)))
    moss = c.smoothstep(0.9, 0.1, c.f32(up + 0.3 * rough.mean(axis=1)))[:, None, None] * 0.5
    tone = c.f32(tone * (1 - moss) + c.rgb("4a5a1e") * moss)
    box = (slice(0, len(rows)), slice(left, right))
    light = c.rgb("8fa0b0", 0.32) + air[box] * (0.12 + 0.9 * (rim * (1.0 + 0.35 * rough))[..., None])
    picture[box] = c.mix(picture[box], tone * light, alpha)
    distance[box] = np.where(alpha > 0.5, trunk.z, distance[box])


def _add_branches(picture: Array, trunks: list[Trunk], air: Array, rng: Rng) -> Array:
    """Thin boughs that leave the stems upwards and fork once or twice."""
    mask = np.zeros((WORK[1], WORK[0]), dtype=np.uint8)
    for trunk in trunks:
        scale = VIEW.focal / trunk.z
        top = min(VIEW.horizon / scale + VIEW.eye, 16.0)
        for up in rng.uniform(3.6, 16.0, 11 if trunk.z > 12.0 else 3):
            if up > top + 1.5:
                continue
            x = trunk.x + trunk.lean * up + trunk.bend * np.sin(up / 5.0)
            side = rng.choice((-1.0, 1.0))
            _draw_bough(
                mask, (x, up), (side * rng.uniform(0.5, 1.0), rng.uniform(0.35, 1.0)), scale, 0.032, rng
            )
    alpha = c.f32(mask) / 255.0
    return c.mix(picture, c.f32(c.rgb("33291c") * (0.2 + air * 0.5)), alpha * 0.95)


def _draw_bough(
    mask: Picture,
    at: tuple[float, float],
    heading: tuple[float, float],
    scale: float,
    radius: float,
    rng: Rng,
) -> None:
    x, y, (dx, dy) = *at, heading
    for _ in range(8):
        start = (int((WORK[0] / 2 + x * scale) * 16), int((VIEW.horizon - (y - VIEW.eye) * scale) * 16))
        x, y = x + dx * 0.3, y + dy * 0.3
        end = (int((WORK[0] / 2 + x * scale) * 16), int((VIEW.horizon - (y - VIEW.eye) * scale) * 16))
        cv2.line(mask, start, end, 255, max(1, round(radius * 2 * scale)), cv2.LINE_AA, 4)
        radius *= 0.82
        dx, dy = dx + rng.normal(0.0, 0.16), dy + rng.normal(0.02, 0.14)
        if radius > 0.012 and rng.random() < 0.3:
            turned = (dx * 0.8 + rng.normal(0.0, 0.4), dy * 0.8 + rng.normal(0.1, 0.4))
            _draw_bough(mask, (x, y), turned, scale, radius * 0.7, rng)


def _add_leaves(picture: Array, distance: Array, depth: float, air: Array, rng: Rng) -> Array:
    """Sprays of leaves hanging in one layer; those in front of the sun glow through."""
    canvas = np.zeros((WORK[1], WORK[0], 4), dtype=np.uint8)
    scale = VIEW.focal / depth
    sprays = int(np.clip(depth * 6.5 - 28.0, 10, 330))
    for _ in range(sprays):
        x = rng.uniform(-0.52, 0.52) * depth
        arch = np.exp(-(((x - float(_path(depth))) / (1.2 + 0.06 * depth)) ** 2))
        lowest = 2.7 + 0.075 * depth + 0.055 * depth * arch
        top = VIEW.horizon / scale + VIEW.eye + 0.5
        if top > lowest:
            _paint_spray(canvas, (x, lowest + (top - lowest) * rng.beta(1.3, 1.0)), scale, rng)
    soft = 7.0 if depth < 6.5 else 3.0 if depth < 8.5 else 0.0
    leaves = c.blur(c.f32(canvas) / 255.0, soft)
    distance[:] = np.where(leaves[..., 3] > 0.5, np.minimum(distance, depth), distance)
    light = c.rgb("a8b4b0", 0.22) + air * 1.1
    return c.f32(picture * (1.0 - leaves[..., 3:]) + leaves[..., :3] * light)


def _paint_spray(canvas: Picture, at: tuple[float, float], scale: float, rng: Rng) -> None:
    count = int(rng.integers(60, 200))
    dx = rng.normal(0.0, 0.55, count)
    dy = dx * rng.normal(0.0, 0.25) - 0.12 * dx**2 + rng.normal(0.0, 0.16, count)
    centre = np.stack(
        [WORK[0] / 2 + (at[0] + dx) * scale, VIEW.horizon - (at[1] + dy - VIEW.eye) * scale], axis=1
    )
    length = np.maximum(rng.uniform(0.028, 0.055, count) * scale, 1.2)
    flat, turn = rng.uniform(0.15, 0.62, count), rng.normal(1.0, 0.9, count)
    along = np.stack([np.cos(turn), np.sin(turn)], axis=1) * length[:, None]
    across = np.stack([-np.sin(turn), np.cos(turn)], axis=1) * (length * flat)[:, None]
    outline = ((-1.0, 0.0), (-0.4, 0.8), (0.3, 0.75), (1.1, 0.0), (0.3, -0.75), (-0.4, -0.8))
    shapes = np.stack([centre + a * along + b * across for a, b in outline], axis=1)
    points = np.rint(shapes * 16.0).astype(np.int32)
    palette = np.stack([c.rgb(code) for code in LEAVES[:6]]) * 235.0
    main = palette[rng.integers(0, len(palette))]
    shade = rng.uniform(0.3, 1.0, count) ** 1.4
    colours = (0.55 * main + 0.45 * palette[rng.integers(0, len(palette), count)]) * shade[:, None]
    for shape, colour in zip(points, colours, strict=True):
        cv2.fillPoly(canvas, [shape], [*(float(v) for v in colour), 255.0], cv2.LINE_AA, 4)


def _add_grass(picture: Array, depth: float, air: Array, rng: Rng) -> Array:
    """Tufts of grass and small ferns on both sides of the path, hiding the feet of the trees."""
    canvas = np.zeros((WORK[1], WORK[0], 4), dtype=np.uint8)
    scale = VIEW.focal / depth
    for _ in range(int(60 + depth * 3)):
        x = rng.uniform(-0.55, 0.55) * depth
        away = abs(x - float(_path(depth)))
        if away < rng.uniform(1.3, 2.6):
            continue
        base = 0.16 + 0.05 * rng.standard_normal()
        tint = c.mix(c.rgb("5d6a1e"), c.rgb("b0812a"), float(rng.beta(1.2, 1.2))) * 200.0
        for _ in range(int(rng.integers(6, 16))):
            _draw_blade(canvas, (x + rng.normal(0.0, 0.10), base), scale, tint * rng.uniform(0.3, 1.0), rng)
    blades = c.blur(c.f32(canvas) / 255.0, 2.5 if depth < 7.0 else 0.0)
    light = c.rgb("93a4b4", 0.35) + air * 0.9
    return c.f32(picture * (1.0 - blades[..., 3:]) + blades[..., :3] * light)


def _draw_blade(canvas: Picture, at: tuple[float, float], scale: float, colour: Array, rng: Rng) -> None:
    tall, lean = rng.uniform(0.12, 0.42), rng.normal(0.0, 0.18)
    t_values = np.linspace(0.0, 1.0, 6)
    x = WORK[0] / 2 + (at[0] + lean * t_values**2) * scale
    y = VIEW.horizon + (VIEW.eye - at[1] - tall * t_values * (1.0 - 0.25 * t_values)) * scale
    points = np.rint(np.stack([x, y], axis=1) * 16.0).astype(np.int32)
    values = [*(float(v) for v in colour), 255.0]
    cv2.polylines(canvas, [points], False, values, max(1, round(0.006 * scale)), cv2.LINE_AA, 4)


def _rays(picture: Array, rng: Rng) -> Array:
    """Shafts of light: brightness through the leaves, smeared outwards from the sun."""
    width, height = WORK[0] // 3, WORK[1] // 3
    small = c.resize(picture, width, height)
    luma = small @ c.f32((0.3, 0.5, 0.2))
    centre = (SUN_AT[0] * width, SUN_AT[1] * height)
    x, y = c.pixel_grid(width, height)
    away = np.hypot(x - centre[0], y - centre[1]) / width
    angle = np.arctan2(y - centre[1], x - centre[0])
    holes = c.spectral_noise((1, 2048), rng, 0.9, 6.0)[0]
    gaps = np.interp(angle, np.linspace(-np.pi, np.pi, 2048), c.smoothstep(-0.4, 1.9, holes))
    shafts = c.f32(np.clip(luma - 0.5, 0.0, 2.5) * np.exp(-((away / 0.22) ** 2)))
    for step in range(7):
        factor = 1.0 + 0.016 * 1.75**step
        zoom = np.array([[factor, 0, centre[0] * (1 - factor)], [0, factor, centre[1] * (1 - factor)]])
        shafts = c.f32(0.5 * shafts + 0.54 * cv2.warpAffine(shafts, zoom, (width, height)))
    shafts = c.f32(shafts * (0.25 + 1.3 * gaps) * c.smoothstep(0.02, 0.14, c.f32(away)))
    return c.f32(c.resize(c.blur(shafts, 1.0), *WORK)[..., None] * c.rgb("ffcf88", 2.0))
