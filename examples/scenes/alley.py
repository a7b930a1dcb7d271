"""An old-town alley after rain at blue hour: warm windows, a lantern, wet cobbles."""

from __future__ import annotations

import cv2
import numpy as np

from . import houses as h
from . import painting as c
from .painting import Array, Film, Picture, Rng

SIZE = (1280, 1920)
WORK = (1728, 2592)
FOCAL = WORK[0] / 0.86
HORIZON = WORK[1] * 0.615
EYE = 1.65
FILM = Film(exposure=1.15, bloom=0.10, bloom_from=0.8, vignette=0.3, grain=0.0015, saturation=1.05,
            shadow_tint=(0.0, 0.004, 0.014), contrast=0.3)  # fmt: skip


def render(seed: int) -> Picture:
    """Paint the picture."""
    rng = np.random.default_rng(seed)
    town = h.build_town(rng)
    mirror = _look(town, (WORK[0] // 2, WORK[1] // 2), -1.0).colour
    mirror = _festoons(c.resize(mirror, *WORK), -1.0, np.random.default_rng(seed + 1))
    seen = _look(town, WORK, 1.0)
    picture = _wet_ground(town, seen, mirror, rng)
    _plants(picture, seen, town, rng)
    picture = _festoons(picture, 1.0, np.random.default_rng(seed + 1))
    air = 1.0 - np.exp(-np.minimum(seen.depth, 60.0) / 130.0)
    picture = c.mix(picture, c.f32(c.rgb("6f7fae", 0.25)), air)
    near = c.smoothstep(4.2, 2.2, seen.depth)[..., None]
    picture = c.mix(picture, c.disc_blur(picture, 4.0), near)
    return c.develop(c.resize(c.blur(picture, 0.65), *SIZE), rng, FILM)


def _look(town: h.Town, size: tuple[int, int], side: float) -> h.Seen:
    """Render all buildings from above (side 1) or from the mirrored eye below the ground (side -1)."""
    scale = size[0] / WORK[0]
    x, y = c.pixel_grid(*size)
    across, rise = c.f32((x / scale - WORK[0] / 2) / FOCAL), c.f32((HORIZON - y / scale) / FOCAL)
    return h.look(town, across, c.f32(rise * side), EYE * side)


def _cobbles(rng: Rng) -> tuple[Array, Array]:
    """A tile of paving stones: height (0 in the joints .. 1) and tone of each stone."""
    size, rows = 1024, 16
    jitter = rng.uniform(-0.24, 0.24, (rows, rows, 2))
    tones = rng.normal(0.0, 1.0, (rows, rows))
    y, x = (c.f32(axis) / size * rows for axis in np.mgrid[0:size, 0:size])
    x = c.f32(x + 0.5 * (np.floor(y) % 2))
    first, second = np.full((size, size), 9.0, np.float32), np.full((size, size), 9.0, np.float32)
    tone = np.zeros((size, size), np.float32)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            row, column = np.floor(y).astype(int) + dy, np.floor(x).astype(int) + dx
            shift = jitter[row % rows, column % rows]
            away = (
                np.maximum(np.abs(x - column - 0.5 - shift[..., 0]), np.abs(y - row - 0.5 - shift[..., 1]))
                * 0.7
            )
            away = c.f32(
                away + 0.5 * np.hypot(x - column - 0.5 - shift[..., 0], y - row - 0.5 - shift[..., 1])
            )
            closer = away < first
            second = np.where(closer, first, np.minimum(second, away))
            tone = np.where(closer, tones[row % rows, column % rows], tone).astype(np.float32)
            first = np.minimum(first, away)
    return c.smoothstep(0.02, 0.30, second - first), tone


def _wet_ground(town: h.Town, seen: h.Seen, mirror: Array, rng: Rng) -> Array:
    """Fill in the paving: lit stones with the mirrored street in the wet."""
    height, tone = _cobbles(rng)
    puddle = c.spectral_noise((512, 512), rng, 2.0, 2.0)
    fine = c.spectral_noise((512, 512), rng, 1.2, 8.0)
    top = int(HORIZON) + 3
    x, y = c.pixel_grid(*WORK)
    x, y = x[top:], y[top:]
    z = c.f32(EYE * FOCAL / (y - HORIZON))
    gx = c.f32((x - WORK[0] / 2) / FOCAL * z)
    tile = 2.1
    fade = c.smoothstep(17.0, 4.0, z)
    bump = c.mix(c.f32(np.full_like(z, height.mean())), c.sample(height, gx / tile, z / tile), fade)
    wet = c.smoothstep(0.1, 1.3, c.f32(c.sample(puddle, gx / 9.0, z / 9.0) + 0.5 * (1.0 - bump)))
    slope = [c.sample(c.f32(np.gradient(c.blur(height, 2.0), axis=k)), gx / tile, z / tile) for k in (0, 1)]
    rough = c.sample(fine, gx / 1.1, z / 1.1)
    calm = (1.0 - 0.93 * wet) * (0.05 + 0.95 * fade)
    nx, nz = -(slope[1] * 9.0 + 0.010 * rough) * calm, -(slope[0] * 9.0 + 0.010 * rough) * calm
    shade = c.smoothstep(-2.0, 2.0, fade * c.sample(tone, gx / tile, z / tile))
    stone = c.mix(c.rgb("4a4a4e"), c.rgb("8a837c"), shade)
    stone = c.f32(stone * (0.25 + 0.75 * bump)[..., None] * (1.0 + 0.07 * rough)[..., None] * 0.55)
    normal = np.stack(c.normalise(c.f32(nx), np.ones_like(nx), c.f32(nz)), -1)
    place = np.stack([gx, 0.0 * gx, z], -1)
    diffuse = stone * h.light_at(town, place.reshape(-1, 3), normal.reshape(-1, 3)).reshape(stone.shape)
    reach = FOCAL * 0.26
    column, row = x + nx * reach * 1.1, y + nz * reach * 2.6
    mirrored = np.zeros_like(stone)
    for shift, weight in ((-1.6, 0.2), (-0.6, 0.3), (0.6, 0.3), (1.6, 0.2)):
        mirrored += weight * c.look_up(mirror, column, row + shift * 26.0 * (0.9 + calm - 0.6 * fade))
    facing = EYE / np.sqrt(gx * gx + z * z + EYE * EYE)
    share = (0.10 + 0.85 * (1.0 - facing) ** 3) * (0.45 + 0.55 * wet)
    ground = c.f32(diffuse * (1.0 - 0.4 * wet)[..., None] + mirrored * share[..., None])
    return _lay(seen, ground, z, top)


def _lay(seen: h.Seen, ground: Array, z: Array, top: int) -> Array:
    """Put the ground behind everything that stands before it."""
    picture = seen.colour.copy()
    free = (seen.depth[top:] > z)[..., None]
    picture[top:] = np.where(free, ground, picture[top:])
    seen.depth[top:] = np.minimum(seen.depth[top:], z)
    return picture


def _project(place: Array) -> tuple[Array, Array]:
    return (c.f32(WORK[0] / 2 + place[:, 0] / place[:, 2] * FOCAL),
            c.f32(HORIZON - (place[:, 1] - EYE) / place[:, 2] * FOCAL))  # fmt: skip


def _face_at(town: h.Town, side: float, z: float) -> float:
    """Where the wall on one side of the alley stands at a distance along it."""
    for box in town.boxes:
        if box.openings and box.low[2] <= z < box.high[2] and (box.low[0] + box.high[0]) * side > 0:
            return box.low[0] if side > 0 else box.high[0]
    return float(h.bend(z)) + side * 2.5


def _leaf_cloud(town: h.Town, rng: Rng) -> tuple[Array, Array, Array]:
    """Places, colours and sizes of all leaves: window boxes, ivy and pots by the wall."""
    clouds = []
    for x, y, z in town.sills:
        spot = rng.normal(0.0, 1.0, (150, 3)) * np.array((0.06, 0.09, 0.22)) + np.array((x, y + 0.05, z))
        bloom = rng.random(150) < 0.22
        colour = np.where(bloom[:, None], c.rgb("d8344a"), c.rgb("4f7a34"))
        clouds.append((spot, colour * rng.uniform(0.4, 1.2, (150, 1)), rng.uniform(0.018, 0.034, 150)))
    for along_street, side in ((3.6, 1.0), (9.2, 1.0), (7.6, -1.0)):
        start = _face_at(town, side, along_street), along_street
        count = 2600
        along, up = rng.normal(0.0, 0.62, count), rng.beta(1.4, 1.9, count) * 5.2
        along = along * (0.35 + 0.16 * up) + 0.28 * np.sin(up * 1.7)
        spot = np.stack(
            [start[0] + 0 * along - side * rng.uniform(0.0, 0.13, count), up, start[1] + along], 1
        )
        colour = c.mix(c.rgb("2f4f22"), c.rgb("7d8a3a"), rng.random((count, 1)) ** 1.5)
        clouds.append((spot, colour * rng.uniform(0.35, 1.1, (count, 1)), rng.uniform(0.03, 0.062, count)))
    places, colours, sizes = (np.concatenate(part) for part in zip(*clouds, strict=True))
    return c.f32(places), c.f32(colours), c.f32(sizes)


def _plants(picture: Array, seen: h.Seen, town: h.Town, rng: Rng) -> None:
    """Leaves of ivy, window boxes and pots, drawn one by one with the light where they hang."""
    places, greens, sizes = _leaf_cloud(town, rng)
    normal = c.f32(rng.normal(0.0, 0.55, places.shape) + np.array((0.0, 0.45, -0.6)))
    normal[:, 0] -= np.sign(places[:, 0] - h.bend(places[:, 2])) * 0.7
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    colours = greens * h.light_at(town, places, normal)
    x, y = _project(places)
    for i in np.argsort(-places[:, 2]):
        px, py = int(x[i]), int(y[i])
        if not (0 <= px < WORK[0] and 0 <= py < WORK[1]) or seen.depth[py, px] < places[i, 2] - 0.35:
            continue
        length = max(1.3, float(sizes[i] / places[i, 2] * FOCAL))
        turn = rng.uniform(0.0, 6.28)
        along = np.array((np.cos(turn), np.sin(turn))) * length
        across = np.array((-np.sin(turn), np.cos(turn))) * length * rng.uniform(0.35, 0.75)
        outline = [(-1, 0), (-0.4, 0.8), (0.35, 0.7), (1.1, 0), (0.35, -0.7), (-0.4, -0.8)]
        points = np.array([(x[i], y[i]) + a * along + b * across for a, b in outline])
        cv2.fillPoly(
            picture, [np.rint(points * 16).astype(np.int32)], [float(v) for v in colours[i]], cv2.LINE_8, 4
        )


def _festoons(picture: Array, side: float, rng: Rng) -> Array:
    """Strings of small bulbs hung across the alley."""
    glow = np.zeros((WORK[1] // 2, WORK[0] // 2), dtype=np.float32)
    for z, height, drop in ((6.2, 5.0, 0.8), (9.6, 5.6, 0.9), (14.5, 5.4, 0.8), (21.0, 5.8, 0.7)):
        t = np.linspace(-1.0, 1.0, 41)
        place = np.stack(
            [h.bend(z + 0 * t) + t * 2.3, height - drop * (1 - t**2) + 0.25 * t, z + 0.9 * t], axis=1
        )
        x, y = _project(c.f32(place * np.array((1.0, side, 1.0))))
        wire = np.rint(np.stack([x, y], axis=1) * 16).astype(np.int32)
        cv2.polylines(picture, [wire], False, [0.004, 0.004, 0.006], max(1, int(14 / z)), cv2.LINE_8, 4)
        for px, py in zip(x[2:-2:3], y[2:-2:3], strict=True):
            radius = 0.034 / z * FOCAL
            centre = (int(px / 2 * 16), int((py + radius * 1.2) / 2 * 16))
            cv2.circle(
                glow, centre, max(12, int(radius / 2 * 16)), float(rng.uniform(7, 11)), -1, cv2.LINE_8, 4
            )
    bulbs = c.resize(c.blur(glow, 0.7), *WORK)[..., None] * c.rgb("ffb65a")
    return c.f32(
        np.maximum(picture, bulbs) + c.resize(c.blur(glow, 14.0), *WORK)[..., None] * c.rgb("ff9a40", 0.6)
    )
