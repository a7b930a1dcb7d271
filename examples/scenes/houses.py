"""The buildings of the alley as boxes: walls with recessed windows, shutters, lanterns and their light."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from . import painting as c
from .painting import Array, Rng

Point = tuple[float, float, float]


@dataclass(frozen=True)
class Opening:
    """A window or door in a wall: from/to along the street and in height; glow 0 is dark."""

    z0: float
    z1: float
    y0: float
    y1: float
    glow: float
    door: bool = False


@dataclass(frozen=True)
class Box:
    """An upright block with a surface colour; walls also carry openings."""

    low: Point
    high: Point
    colour: Array
    kind: str = "trim"  # wall, trim, lamp
    openings: tuple[Opening, ...] = ()


@dataclass(frozen=True)
class Lamp:
    """A small light; with ``facing`` it shines only to that side (-1 left, 1 right, 0 all around)."""

    place: Point
    power: float
    colour: Array
    facing: float = 0.0


@dataclass
class Town:
    """Everything that stands in the alley."""

    boxes: list[Box] = field(default_factory=list)
    lamps: list[Lamp] = field(default_factory=list)
    plaster: Array = field(default_factory=lambda: np.zeros((2, 2), np.float32))
    sills: list[Point] = field(default_factory=list)


@dataclass
class Seen:
    """Colour and depth of each pixel (infinite depth for the sky)."""

    colour: Array
    depth: Array


def bend(z: Array | float) -> Array:
    """Sideways position of the middle of the alley."""
    return c.f32(0.0026 * np.asarray(z) ** 2)


PLASTER = ("dcc49a", "cfa482", "e4d8c0", "c4aa90", "dcc8b0", "c89878", "e0c898", "b8a896")
SHUTTER = ("2f5a50", "33506e", "5a3a2a", "3a5a3a", "6a2e2a")
WARM = ("ffb04e", "ffc46e", "ff9a3c")


def build_town(rng: Rng) -> Town:
    """Set up houses, lanterns and lights."""
    town = Town(plaster=c.spectral_noise((1024, 1024), rng, 1.6, 2.0))
    for side in (-1, 1):
        z = -1.0
        index = 0 if side < 0 else 4
        while z < 44.0:
            length = float(rng.uniform(4.2, 6.8))
            _add_house(town, side, z, z + length, index, rng)
            z, index = z + length, index + 1
    town.boxes.append(Box((-4.0, 0.0, 46.0), (22.0, 9.0, 50.0), c.rgb("c8b08c", 0.6), "wall"))
    for x in (2.4, 3.9, 5.4, 6.9):
        for y in (1.2, 3.9, 6.4):
            lit = c.rgb("ffb055", float(rng.uniform(0.5, 1.2)))
            glow = lit if rng.random() < 0.7 else c.rgb("30406a", 0.15)
            town.boxes.append(Box((x, y, 45.9), (x + 0.75, y + 1.4, 46.0), glow, "lamp"))
    _add_tower(town, float(bend(46.0)) - 0.6)
    for place in (
        (-1.92, 3.35, 4.9),
        (float(bend(12.5)) + 1.95, 3.5, 12.5),
        (float(bend(22.0)) - 1.9, 3.5, 22.0),
    ):
        _add_lantern(town, place)
    return town


def _add_tower(town: Town, x: float) -> None:
    """A bell tower that closes the view, with light in its belfry and a stepped spire."""
    stone = c.rgb("d0bc9c", 0.6)
    for half, low, high in ((2.1, 0.0, 15.0), (2.35, 15.0, 15.5), (1.95, 15.5, 19.5), (2.3, 19.5, 20.0)):
        town.boxes.append(Box((x - half, low, 58.0 - half), (x + half, high, 58.0 + half), stone, "wall"))
    for dx in (-0.9, 0.9):
        town.boxes.append(
            Box((x + dx - 0.45, 16.1, 56.0), (x + dx + 0.45, 18.8, 56.1), c.rgb("ffb860", 1.1), "lamp")
        )
    for k in range(64):
        half, low = 2.1 * (1.0 - k / 64), 20.0 + k * 0.094
        town.boxes.append(
            Box((x - half, low, 58.0 - half), (x + half, low + 0.094, 58.0 + half), c.rgb("5a4038", 0.7))
        )
    town.lamps.append(Lamp((x, 9.5, 52.0), 14.0, c.rgb("ffb060")))
    town.lamps.append(Lamp((x - 1.0, 4.5, 43.0), 7.0, c.rgb("ffa850")))
    for z in (6.5, 10.0, 15.0, 21.5, 29.0, 36.0):
        town.lamps.append(Lamp((float(bend(z)), 4.6, z), 2.2, c.rgb("ffb060")))


def _add_house(town: Town, side: int, z0: float, z1: float, index: int, rng: Rng) -> None:
    middle = float(bend(max(0.0, (z0 + z1) / 2)))
    face = middle + side * float(rng.uniform(2.45, 2.95))
    tall = float(rng.uniform(8.4, 11.2))
    outer = face + side * 6.0
    openings = _openings(z0, z1, tall, rng)
    low, high = min(face, outer), max(face, outer)
    paint = c.f32(c.rgb(PLASTER[index % len(PLASTER)], 0.62))
    town.boxes.append(Box((low, 0.0, z0), (high, tall, z1), paint, "wall", openings))
    _block(town, face, side, 0.34, (tall, tall + 0.16), (z0, z1), c.rgb("3a2c24"))
    _block(town, face, side, 0.07, (0.0, 0.55), (z0, z1), c.rgb("7a7066", 0.6))
    shutter = c.rgb(SHUTTER[int(rng.integers(len(SHUTTER)))])
    for gap in openings:
        if gap.door:
            _block(town, face, side, 0.28, (0.0, 0.14), (gap.z0 - 0.1, gap.z1 + 0.1), c.rgb("8a8078", 0.6))
            continue
        _block(
            town,
            face,
            side,
            0.13,
            (gap.y0 - 0.09, gap.y0),
            (gap.z0 - 0.1, gap.z1 + 0.1),
            c.rgb("a89c8c", 0.7),
        )
        if rng.random() < 0.45 and gap.y0 < 5.5:
            _block(town, face, side, 0.26, (gap.y0 - 0.02, gap.y0 + 0.17), (gap.z0, gap.z1), c.rgb("6e3a26"))
            town.sills.append((face - side * 0.18, gap.y0 + 0.2, (gap.z0 + gap.z1) / 2))
        if gap.y0 > 2.5:
            wide = (gap.z1 - gap.z0) * 0.5
            _block(town, face, side, 0.05, (gap.y0, gap.y1), (gap.z0 - wide - 0.03, gap.z0 - 0.03), shutter)
            _block(town, face, side, 0.05, (gap.y0, gap.y1), (gap.z1 + 0.03, gap.z1 + wide + 0.03), shutter)
        if gap.glow > 0:
            centre = (face - side * 0.1, (gap.y0 + gap.y1) / 2, (gap.z0 + gap.z1) / 2)
            town.lamps.append(Lamp(centre, 0.55 * gap.glow, c.rgb("ffa850"), -float(side)))


def _openings(z0: float, z1: float, tall: float, rng: Rng) -> tuple[Opening, ...]:
    found = []
    count = max(2, int((z1 - z0) / 2.1))
    door = int(rng.integers(count))
    for k in range(count):
        middle = z0 + (z1 - z0) * (k + 0.5) / count
        for low, high in ((1.05, 2.35), (3.95, 5.35), (6.55, 7.85)):
            if high + 0.5 > tall:
                continue
            if low < 2.0 and k == door:
                found.append(Opening(middle - 0.52, middle + 0.52, 0.14, 2.3, 0.0, True))
                continue
            lit = rng.random() < (0.62 if low < 5.0 else 0.35)
            glow = float(rng.uniform(0.6, 1.3)) if lit else 0.0
            found.append(Opening(middle - 0.42, middle + 0.42, low, high, glow))
    return tuple(found)


def _block(town: Town, face: float, side: int, out: float, y: tuple[float, float], z: tuple[float, float],
           colour: Array) -> None:  # fmt: skip
    """A thin block that sticks out of a wall face."""
    inner = face - side * out
    town.boxes.append(Box((min(face, inner), y[0], z[0]), (max(face, inner), y[1], z[1]), colour))


def _add_lantern(town: Town, place: Point) -> None:
    x, y, z = place
    iron = c.rgb("16161a")
    side = 1.0 if x > float(bend(z)) else -1.0
    ends = sorted((x, x + side * 1.1))
    parts = (((ends[0], y + 0.48, z - 0.02), (ends[1], y + 0.52, z + 0.02)),
             ((x - 0.015, y + 0.34, z - 0.015), (x + 0.015, y + 0.50, z + 0.015)),
             ((x - 0.17, y + 0.28, z - 0.17), (x + 0.17, y + 0.33, z + 0.17)),
             ((x - 0.10, y + 0.33, z - 0.10), (x + 0.10, y + 0.38, z + 0.10)),
             ((x - 0.11, y - 0.20, z - 0.11), (x + 0.11, y - 0.16, z + 0.11)))  # fmt: skip
    town.boxes += [Box(low, high, iron) for low, high in parts]
    for dx in (-0.135, 0.135):
        for dz in (-0.135, 0.135):
            town.boxes.append(
                Box(
                    (x + dx - 0.012, y - 0.17, z + dz - 0.012),
                    (x + dx + 0.012, y + 0.29, z + dz + 0.012),
                    iron,
                )
            )
    town.boxes.append(
        Box((x - 0.12, y - 0.16, z - 0.12), (x + 0.12, y + 0.28, z + 0.12), c.rgb("ffbe68", 5.0), "lamp")
    )
    town.lamps.append(Lamp((x, y, z - 0.02), 4.4, c.rgb("ffa54a")))


def look(town: Town, across: Array, rise: Array, eye: float) -> Seen:
    """Find and shade what each ray (across, rise, 1) meets; the ground is left out."""
    depth = np.full(across.shape, np.inf, dtype=np.float32)
    which = np.full(across.shape, -1, dtype=np.int16)
    axis = np.zeros(across.shape, dtype=np.int8)
    for number, box in enumerate(town.boxes):
        area = _screen_area(box, across, rise, eye)
        if area is not None:
            _meet(box, number, across[area], rise[area], eye, depth[area], which[area], axis[area])
    colour = _sky(across, rise)
    for number in np.unique(which[which >= 0]):
        rows, columns = np.nonzero(which == number)
        z = depth[rows, columns]
        ray = np.stack([across[rows, columns], rise[rows, columns], np.ones_like(z)], axis=1)
        place = ray * z[:, None] + c.f32((0.0, eye, 0.0))
        colour[rows, columns] = _paint(town, town.boxes[number], place, ray, axis[rows, columns])
    return Seen(colour, depth)


def _screen_area(box: Box, across: Array, rise: Array, eye: float) -> tuple[slice, slice] | None:
    """The part of the picture that may show the box."""
    z = np.array([max(box.low[2], 0.3), max(box.high[2], 0.3)])
    u = np.array([x / d for x in (box.low[0], box.high[0]) for d in z])
    v = np.array([(y - eye) / d for y in (box.low[1], box.high[1]) for d in z])
    columns = np.flatnonzero((across[0] >= u.min()) & (across[0] <= u.max()))
    rows = np.flatnonzero((rise[:, 0] >= v.min()) & (rise[:, 0] <= v.max()))
    if not len(columns) or not len(rows):
        return None
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _meet(box: Box, number: int, across: Array, rise: Array, eye: float, depth: Array, which: Array,
          axis: Array) -> None:  # fmt: skip
    """Update depth, box number and hit side where the box is nearest."""
    with np.errstate(divide="ignore", invalid="ignore"):
        x0, x1 = box.low[0] / across, box.high[0] / across
        y0, y1 = (box.low[1] - eye) / rise, (box.high[1] - eye) / rise
    near_x, near_y = np.minimum(x0, x1), np.minimum(y0, y1)
    near = np.maximum(np.maximum(near_x, near_y), box.low[2])
    far = np.minimum(np.minimum(np.maximum(x0, x1), np.maximum(y0, y1)), box.high[2])
    hit = (near < far) & (near > 0.2) & (near < depth)
    depth[hit] = near[hit]
    which[hit] = number
    side = np.where(near_x >= near, 0, np.where(near_y >= near, 1, 2))
    axis[hit] = side[hit]


def _sky(across: Array, rise: Array) -> Array:
    lift = c.f32(np.abs(rise))
    low, middle = (c.rgb("e0a088", 0.6), c.rgb("9a92be", 0.55))
    stops = ((0.0, low), (0.15, middle), (0.4, c.rgb("587ab8", 0.5)), (0.9, c.rgb("2c4f92", 0.45)))
    sky = c.ramp(lift, stops)
    return c.f32(sky * (1.0 + 0.1 * across)[..., None])


def _paint(town: Town, box: Box, place: Array, ray: Array, axis: Array) -> Array:
    if box.kind == "lamp":
        return c.f32(np.broadcast_to(box.colour, place.shape) * _lamp_shade(box, place)[:, None])
    normal = np.zeros_like(place)
    normal[np.arange(len(place)), axis] = -np.sign(ray[np.arange(len(place)), axis])
    albedo = np.repeat(box.colour[None], len(place), axis=0)
    glow = np.zeros_like(place)
    along = np.where(axis == 0, place[:, 2], place[:, 0])
    noise = c.look_up_list(town.plaster, along / 4.3, place[:, 1] / 4.3, True)
    fine = c.look_up_list(town.plaster, along / 0.9, place[:, 1] / 0.9, True)
    if box.kind == "wall":
        albedo *= (1.0 + 0.06 * noise + 0.035 * fine)[:, None]
        damp = c.smoothstep(1.5, 0.2, c.f32(place[:, 1] + 0.35 * noise))
        albedo = c.mix(albedo, c.f32(albedo * c.rgb("b4a698", 1.0)), damp[:, None])
        flaked = c.smoothstep(1.75, 1.9, c.f32(noise + 0.25 * fine - 0.03 * place[:, 1]))
        albedo = c.mix(albedo, c.f32(_bricks(along, place[:, 1])), flaked[:, None] * 0.8)
    else:
        slats = 1.0 - 0.35 * (np.mod(place[:, 1], 0.075) < 0.018) * (box.high[1] - box.low[1] > 0.9)
        albedo *= ((1.0 + 0.10 * fine) * slats)[:, None]
    lit = light_at(town, c.f32(place), c.f32(normal + 0.03 * fine[:, None]))
    colour = albedo * lit
    if box.openings:
        _cut_openings(colour, box, place, ray, axis, lit)
    return c.f32(colour + glow)


def _lamp_shade(box: Box, place: Array) -> Array:
    """Bright in the middle of a lamp where the flame is, calmer towards its rim."""
    middle = (np.array(box.low) + np.array(box.high)) / 2
    half = (box.high[1] - box.low[1]) / 2
    away = ((place[:, 1] - middle[1] + 0.2 * half) / half) ** 2 + ((place[:, 0] - middle[0]) / half) ** 2
    return c.f32(0.22 + 1.5 * np.exp(-away / 0.16))


def _bricks(along: Array, height: Array) -> Array:
    row = np.floor(height / 0.085)
    joint = (np.mod(height, 0.085) < 0.014) | (np.mod(along + 0.11 * (row % 2), 0.22) < 0.016)
    shade = 0.8 + 0.4 * np.mod(
        np.sin(row * 12.9 + np.floor((along + 0.11 * (row % 2)) / 0.22) * 78.2) * 43.7, 1.0
    )
    return np.where(joint[:, None], c.rgb("9a8c7c", 0.7), c.rgb("8a4a34")[None] * shade[:, None])


def _cut_openings(colour: Array, box: Box, place: Array, ray: Array, axis: Array, lit: Array) -> None:
    """Set windows and doors back into the wall, so that their reveals show."""
    for number, gap in enumerate(box.openings):
        inside = (axis == 0) & (place[:, 2] > gap.z0) & (place[:, 2] < gap.z1)
        inside &= (place[:, 1] > gap.y0) & (place[:, 1] < gap.y1)
        at = np.flatnonzero(inside)
        if not len(at):
            continue
        extra = 0.17 / np.abs(ray[at, 0])
        z, y = place[at, 2] + extra, place[at, 1] + ray[at, 1] * extra
        u, v = (z - gap.z0) / (gap.z1 - gap.z0), (y - gap.y0) / (gap.y1 - gap.y0)
        reveal = (u > 1.0) | (v < 0.0) | (v > 1.0)
        stone = c.rgb("a89a88", 0.6) * lit[at] * 0.8 + gap.glow * c.rgb("ff9a40", 0.22)
        pane = _door(u, v, lit[at]) if gap.door else _pane(u, v, gap.glow, lit[at], number)
        colour[at] = np.where(reveal[:, None], stone, pane)


def _door(u: Array, v: Array, lit: Array) -> Array:
    plank = (
        1.0
        - 0.5 * (np.mod(u * 6.0, 1.0) < 0.08)
        - 0.3 * ((np.abs(v - 0.5) < 0.015) | (np.abs(v - 0.9) < 0.012))
    )
    return c.f32(c.rgb("5a3a24") * plank[:, None] * lit * 0.9)


def _pane(u: Array, v: Array, glow: float, lit: Array, number: int) -> Array:
    frame = (
        (np.abs(u - 0.5) < 0.035)
        | (np.abs(v - 0.62) < 0.02)
        | (u < 0.07)
        | (v < 0.05)
        | (v > 0.95)
        | (u > 0.93)
    )
    frame |= np.abs(v - 0.31) < 0.012
    if glow > 0:
        curtain = c.smoothstep(0.20, 0.26, c.f32(np.abs(u - 0.5) - 0.08 * v + 0.02 * np.sin(v * 9.0)))
        folds = 0.75 + 0.25 * np.sin(u * 70.0 + number)
        room = (
            c.rgb("ff9a3a", 0.8)
            + c.rgb("ffc878", 2.2) * np.exp(-((u - 0.5) ** 2 + (v - 0.72) ** 2) / 0.10)[:, None]
        )
        glass = c.mix(room, c.f32(c.rgb("ffae58", 1.1) * folds[:, None]), curtain[:, None]) * glow
    else:
        glass = (
            c.rgb("30406a", 0.10)
            + c.rgb("5a78b0", 0.16) * np.clip(v + 0.2 * np.sin(u * 3 + number), 0, 1)[:, None]
        )
    return np.where(frame[:, None], c.rgb("4a3a2c", 0.6) * (lit + 0.05), glass)


def light_at(town: Town, place: Array, normal: Array) -> Array:
    """Blue light from the strip of sky plus all lamps and windows."""
    open_sky = 0.22 + 0.78 * c.smoothstep(0.0, 9.5, place[:, 1])
    up = 0.55 + 0.45 * normal[:, 1]
    light = c.rgb("6f8fd0", 0.62) * (open_sky * up)[:, None] + c.rgb("ffb070", 0.02)
    for lamp in town.lamps:
        reach = 8.0 if lamp.power > 1.5 else 4.0
        close = np.flatnonzero(np.abs(place[:, 2] - lamp.place[2]) < reach)
        if not len(close):
            continue
        to = c.f32(lamp.place) - place[close]
        squared = np.einsum("ij,ij->i", to, to) + 0.06
        length = np.sqrt(squared)
        cosine = np.clip(np.einsum("ij,ij->i", to, normal[close]) / length, 0.0, 1.0)
        if lamp.facing:
            cosine = cosine * np.clip(-to[:, 0] * lamp.facing / length, 0.0, 1.0)
        edge = c.smoothstep(reach, reach * 0.6, np.abs(to[:, 2]))
        light[close] += (lamp.power * edge * cosine / squared)[:, None] * lamp.colour
    return c.f32(light)
