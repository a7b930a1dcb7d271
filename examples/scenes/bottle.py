"""A small amber bottle on a stone plinth in window light, traced ray by ray."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from . import painting as c
from .painting import Array, Film, Picture, Rng

SIZE = 1600
WORK = 2400
FLOOR, WALL = -0.26, 2.6  # height of the floor, distance of the backdrop
EYE = c.f32((0.0, 1.25, -8.2))
KEY = c.f32(np.array((-0.66, 0.62, -0.52)) / np.linalg.norm((-0.66, 0.62, -0.52)))  # towards the window
FILM = Film(
    exposure=1.0, bloom=0.05, bloom_from=1.2, vignette=0.25, grain=0.0025, saturation=1.05, contrast=0.3
)
Shape = Callable[[Array], Array]


@dataclass(frozen=True)
class Studio:
    """The drawn textures of the scene."""

    leaves: Array
    label: Array
    stone: Array


def render(seed: int) -> Picture:
    """Paint the picture."""
    rng = np.random.default_rng(seed)
    stone = c.spectral_noise((512, 1024), rng, 1.5, 3.0, stretch=(1.0, 3.0))
    studio = Studio(_leaf_shadows(rng), _label(), stone)
    x, y = c.pixel_grid(WORK, WORK)
    across, rise = (x / WORK - 0.5) * 0.43, (0.5 - y / WORK) * 0.43 - 0.050
    way = np.stack(c.normalise(c.f32(across), c.f32(rise), np.ones_like(across)), axis=-1).reshape(-1, 3)
    rows = [_trace(np.broadcast_to(EYE, part.shape), part, studio, 1) for part in np.array_split(way, 12)]
    picture = np.concatenate(rows).reshape(WORK, WORK, 3)
    return c.develop(c.resize(np.minimum(picture, 2.2), SIZE, SIZE), rng, FILM)


def _leaf_shadows(rng: Rng) -> Array:
    """Light that falls through a palm in front of the window: 1 is lit, 0 is shade."""
    size = 900
    mask = np.full((size, size), 255, dtype=np.uint8)
    for root, heading in (((0, 880), -0.72), ((-60, 400), -0.25), ((330, 930), -1.12), ((930, 60), 2.55)):
        points = [np.array(root, dtype=np.float64)]
        turn = heading
        for step in range(34):
            points.append(points[-1] + 19.0 * np.array((np.cos(turn), np.sin(turn))))
            turn += 0.014
            length = 190.0 * np.sin(np.pi * min(1.0, (step + 3) / 36)) ** 0.7
            for side in (-1.0, 1.0):
                tip_turn = turn + side * (0.95 - 0.012 * step) + rng.normal(0.0, 0.04)
                tip = points[-1] + length * np.array((np.cos(tip_turn), np.sin(tip_turn)))
                middle = (points[-1] + tip) / 2 + 7.5 * np.array((-np.sin(tip_turn), np.cos(tip_turn))) * side
                other = (points[-1] + tip) / 2 - 7.5 * np.array((-np.sin(tip_turn), np.cos(tip_turn))) * side
                outline = np.rint(np.stack([points[-1], middle, tip, other]) * 16).astype(np.int32)
                cv2.fillPoly(mask, [outline], 0, cv2.LINE_AA, 4)
    return c.blur(c.f32(mask) / 255.0, 5.0)


def _label() -> Array:
    """The printed paper label as linear colours."""
    paper = Image.new("RGB", (900, 640), "#efe6d6")
    draw = ImageDraw.Draw(paper)
    ink = "#3a2a20"
    draw.rectangle((26, 26, 873, 613), outline=ink, width=4)
    for text, size, row in (("PHOTOPLAY", 92, 215), ("No. 8", 128, 350), ("eau de soleil", 54, 470)):
        font = ImageFont.load_default(size=size)
        draw.text((450, row), text, fill=ink, font=font, anchor="mm")
    draw.ellipse((415, 82, 485, 152), outline=ink, width=5)
    draw.ellipse((438, 105, 462, 129), fill=ink)
    draw.line((330, 545, 570, 545), fill=ink, width=4)
    return c.f32((np.asarray(paper, dtype=np.float32) / 255.0) ** 2.2)


def _drum(p: Array, radius: float, low: float, high: float, soft: float) -> Array:
    """Distance to an upright cylinder with rounded edges."""
    dr = np.hypot(p[:, 0], p[:, 2]) - (radius - soft)
    dy = np.abs(p[:, 1] - (low + high) / 2) - ((high - low) / 2 - soft)
    outside = np.hypot(np.maximum(dr, 0.0), np.maximum(dy, 0.0))
    return c.f32(outside + np.minimum(np.maximum(dr, dy), 0.0) - soft)


def _glass(p: Array) -> Array:
    body, neck = _drum(p, 0.46, 0.005, 1.20, 0.15), _drum(p, 0.165, 0.9, 1.46, 0.03)
    blend = np.clip(0.5 + 0.5 * (neck - body) / 0.10, 0.0, 1.0)
    return c.f32(neck + (body - neck) * blend - 0.10 * blend * (1.0 - blend))


def _cap(p: Array) -> Array:
    ribs = 0.003 * np.cos(np.arctan2(p[:, 2], p[:, 0]) * 48.0) * (np.abs(p[:, 1] - 1.52) < 0.125)
    collar = _drum(p, 0.222, 1.375, 1.66, 0.018) - ribs
    return c.f32(np.minimum(collar, _drum(p, 0.150, 1.60, 1.98, 0.10)))


def _plinth(p: Array) -> Array:
    return _drum(p, 1.02, FLOOR, 0.0, 0.035)


def _solid(p: Array) -> Array:
    return np.minimum(_cap(p), _plinth(p))


def _everything(p: Array) -> Array:
    return np.minimum(_glass(p), _solid(p))


def _march(
    start: Array, way: Array, shape: Shape, steps: int, sign: float = 1.0, reach: float = 14.0
) -> Array:
    """Distance along each ray to the shape, infinite where it is missed."""
    travelled = np.zeros(len(start), dtype=np.float32)
    active = np.arange(len(start))
    found = np.full(len(start), np.inf, dtype=np.float32)
    for _ in range(steps):
        gap = shape(start[active] + way[active] * travelled[active, None]) * sign
        travelled[active] += gap * 0.95
        done = gap < 0.0008
        found[active[done]] = travelled[active[done]]
        active = active[~done & (travelled[active] < reach)]
        if not len(active):
            break
    return found


def _normal(p: Array, shape: Shape) -> Array:
    step = 0.0015
    parts = [shape(p + c.f32(np.eye(3)[k] * step)) - shape(p - c.f32(np.eye(3)[k] * step)) for k in range(3)]
    return np.stack(c.normalise(*parts), axis=-1)


def _near_objects(start: Array, way: Array, radius: float = 1.06) -> npt.NDArray[np.bool_]:
    """Which rays come close enough to the upright axis to be worth marching."""
    flat = np.hypot(way[:, 0], way[:, 2]) + 1e-6
    offset = np.abs(start[:, 0] * way[:, 2] - start[:, 2] * way[:, 0]) / flat
    close: npt.NDArray[np.bool_] = offset < radius
    return close


def _window(p: Array, studio: Studio) -> Array:
    """Light that arrives from the window: leaf shadows, soft shadows, amber light behind the glass."""
    side = np.cross(KEY, (0.0, 1.0, 0.0))
    side /= np.linalg.norm(side)
    up = np.cross(side, KEY)
    u, v = p @ c.f32(side), p @ c.f32(up)
    leaves = c.look_up_list(studio.leaves, (0.5 - u / 6.2) * 900.0, (0.56 - v / 6.2) * 900.0)
    frame = c.smoothstep(2.9, 2.7, c.f32(np.abs(u + 0.1))) * 0.9 + 0.1
    light = np.repeat((frame * (0.22 + 0.78 * leaves))[:, None], 3, axis=1)
    towards = np.broadcast_to(KEY, p.shape)
    close = np.flatnonzero(_near_objects(p, towards, 1.2) & (p[:, 1] < 2.2))
    light[close] *= _penumbra(p[close], _solid)[:, None]
    close = np.flatnonzero(_near_objects(p, towards, 0.62) & (p[:, 1] < 1.6))
    light[close] *= c.mix(c.rgb("c0601a", 0.55), c.f32((1.0, 1.0, 1.0)), _penumbra(p[close], _glass)[:, None])
    return c.f32(light)


def _penumbra(p: Array, shape: Shape) -> Array:
    """Share of a broad light that gets past the shape."""
    lit, travelled = np.ones(len(p), dtype=np.float32), np.full(len(p), 0.03, dtype=np.float32)
    for _ in range(20):
        gap = shape(p + KEY * travelled[:, None])
        lit = np.minimum(lit, 0.5 + 0.5 * gap / (0.05 * travelled + 0.004))
        travelled = travelled + np.clip(gap, 0.025, 0.45)
    return c.smoothstep(0.0, 1.0, lit)


def _surroundings(start: Array, way: Array, studio: Studio, detail: bool) -> Array:
    """Backdrop and floor without the objects; the corner between them is rounded off."""
    to_floor = np.where(way[:, 1] < -1e-4, (FLOOR - start[:, 1]) / np.minimum(way[:, 1], -1e-4), 1e4)
    to_wall = np.where(way[:, 2] > 1e-4, (WALL - start[:, 2]) / np.maximum(way[:, 2], 1e-4), 1e4)
    travelled = np.minimum(np.minimum(to_floor, to_wall), 30.0)
    p = c.f32(start + way * travelled[:, None])
    bend = c.smoothstep(-0.6, 0.6, c.f32(to_floor - to_wall))  # 1 on the wall, 0 on the floor
    paint = c.mix(c.rgb("d3a88f"), c.rgb("cfa188"), bend[:, None])
    facing = KEY[1] * (1.0 - bend) - KEY[2] * bend
    light = _window(p, studio) if detail else np.full((len(p), 3), 0.6, np.float32)
    around = np.hypot(p[:, 0], p[:, 2])
    shade = 1.0 - 0.75 * np.exp(-np.maximum(around - 1.0, 0.0) / 0.22) * (1.0 - bend)
    fill = c.rgb("f3ddd0", 0.30) * shade[:, None] * (0.8 + 0.2 * bend)[:, None]
    return c.f32(paint * (light * facing[:, None] * c.rgb("ffe2bd", 1.75) + fill))


def _softboxes(way: Array) -> Array:
    """Bright shapes that glossy surfaces mirror: tall window left, narrow strip right, bounce above."""
    turn, lift = np.arctan2(way[:, 0], -way[:, 2]), np.arcsin(np.clip(way[:, 1], -1.0, 1.0))

    def pane(at: float, half: float, low: float, high: float) -> Array:
        edge = c.smoothstep(half + 0.04, half - 0.04, c.f32(np.abs(turn - at)))
        return (
            edge
            * c.smoothstep(low - 0.05, low + 0.05, c.f32(lift))
            * c.smoothstep(high + 0.05, high - 0.05, c.f32(lift))
        )

    window = pane(-1.02, 0.24, -0.35, 0.9) * (
        1.0 - 0.85 * c.smoothstep(0.02, 0.012, c.f32(np.abs(turn + 1.02)))
    )
    strip = pane(1.75, 0.12, -0.5, 1.0)
    light = window[:, None] * c.rgb("fff4e4", 5.0) + strip[:, None] * c.rgb("ffe9d2", 2.6)
    return c.f32(light + c.smoothstep(0.3, 1.5, c.f32(lift))[:, None] * c.rgb("fff0e0", 0.35))


def _mirror(way: Array, normal: Array) -> Array:
    return c.f32(way - 2.0 * (way * normal).sum(1, keepdims=True) * normal)


def _fresnel(way: Array, normal: Array, base: float) -> Array:
    facing = np.clip(-(way * normal).sum(1), 0.0, 1.0)
    return c.f32(base + (1.0 - base) * (1.0 - facing) ** 5)[:, None]


def _trace(start: Array, way: Array, studio: Studio, bounces: int) -> Array:
    """Light that comes back along each ray."""
    colour = _surroundings(start, way, studio, True)
    close = np.flatnonzero(_near_objects(start, way))
    hit = _march(start[close], way[close], _everything, 90)
    if bounces:
        floor = np.where(way[:, 1] < -1e-4, (FLOOR - start[:, 1]) / np.minimum(way[:, 1], -1e-4), np.inf)
        colour = _floor_mirror(colour, start, way, floor, studio)
    found = np.isfinite(hit)
    where = close[found]
    p = c.f32(start[where] + way[where] * hit[found, None])
    distances = np.stack([_glass(p), _cap(p), _plinth(p)])
    painters = (_shade_glass, _shade_cap, _shade_plinth)
    for kind, painter in enumerate(painters):
        chosen = np.flatnonzero(distances.argmin(axis=0) == kind)
        if len(chosen):
            colour[where[chosen]] = painter(p[chosen], way[where[chosen]], studio)
    return colour


def _floor_mirror(colour: Array, start: Array, way: Array, floor: Array, studio: Studio) -> Array:
    p = start + way * np.where(np.isfinite(floor), floor, 0.0)[:, None]
    seen = np.flatnonzero(np.isfinite(floor) & (p[:, 2] < 1.6))
    if len(seen):
        flipped = c.f32(way[seen] * c.f32((1.0, -1.0, 1.0)))
        mirrored = _trace(c.f32(p[seen]), flipped, studio, 0)
        share = (
            _fresnel(way[seen], c.f32([[0.0, 1.0, 0.0]]), 0.05) * c.smoothstep(1.6, -0.8, p[seen, 2])[:, None]
        )
        colour[seen] = c.f32(colour[seen] * (1.0 - share) + mirrored * share)
    return colour


def _shade_plinth(p: Array, way: Array, studio: Studio) -> Array:
    normal = _normal(p, _plinth)
    turn = c.f32(np.arctan2(p[:, 0], -p[:, 2]) / 6.2832)
    u = np.where(normal[:, 1] > 0.7, p[:, 0] * 0.16 + 0.37, turn)
    v = np.where(normal[:, 1] > 0.7, p[:, 2] * 0.30, p[:, 1] * 0.9)
    grain = c.look_up_list(studio.stone, u, v, True)
    pores = c.smoothstep(1.5, 2.1, c.look_up_list(studio.stone, u * 5.0, v * 4.0, True))
    stone = c.mix(c.rgb("cdb79d"), c.rgb("eee1cd"), c.smoothstep(-1.6, 1.4, grain)[:, None])
    stone = stone * (1.0 - 0.45 * pores[:, None])
    light = np.clip(normal @ KEY, 0.0, 1.0)[:, None] * _window(c.f32(p + normal * 0.01), studio)
    near = np.hypot(p[:, 0], p[:, 2])
    contact = 1.0 - 0.75 * np.exp(-np.maximum(near - 0.36, 0.0) / 0.11) * (normal[:, 1] > 0.7)
    fill = (0.24 + 0.20 * normal[:, 1])[:, None] * c.rgb("f5e2d4", 1.0) * contact[:, None]
    return c.f32(stone * (light * c.rgb("ffe2bd", 1.75) + fill))


def _shade_cap(p: Array, way: Array, studio: Studio) -> Array:
    normal = _normal(p, _cap)
    rubber = p[:, 1] > 1.662
    mirrored = _mirror(way, normal)
    bright = _softboxes(mirrored)
    gold = c.rgb("d9a760") * (bright * 0.75 + _surroundings(p, mirrored, studio, False) * 0.9 + 0.02)
    diffuse = np.clip(normal @ KEY, 0.0, 1.0)[:, None] * _window(c.f32(p + normal * 0.02), studio)
    black = c.rgb("2a2422") * (diffuse * 1.4 + 0.3) + bright * 0.05 * (0.3 + _fresnel(way, normal, 0.04))
    return np.where(rubber[:, None], c.f32(black), c.f32(gold))


def _shade_glass(p: Array, way: Array, studio: Studio) -> Array:
    normal = _normal(p, _glass)
    mirrored = _mirror(way, normal)
    sheen = (_softboxes(mirrored) + 0.6 * _surroundings(p, mirrored, studio, False)) * _fresnel(
        way, normal, 0.05
    )
    through = _through_glass(p, way, normal, studio)
    turn = np.arctan2(p[:, 0], -p[:, 2]) + 0.12
    on_label = (np.abs(turn) < 0.98) & (p[:, 1] > 0.27) & (p[:, 1] < 0.91)
    u, v = (turn / 1.96 + 0.5) * 899.0, (0.91 - p[:, 1]) / 0.64 * 639.0
    paper = c.look_up_list(studio.label, u, v)
    light = (
        np.clip(normal @ KEY, 0.0, 1.0)[:, None]
        * c.rgb("ffe2bd", 1.6)
        * _window(c.f32(p + normal * 0.02), studio)
    )
    around = 0.22 + 0.12 * np.clip(normal[:, :1] + 0.3, 0.0, 1.0)
    label = paper * (light + around * c.rgb("f5e2d4")) + 0.02 * sheen
    return np.where(on_label[:, None], c.f32(label), c.f32(through + sheen))


def _through_glass(p: Array, way: Array, normal: Array, studio: Studio) -> Array:
    """Bend the ray into the bottle and out again; the amber glass takes blue and green on the way."""
    inside = _bend(way, normal, 1 / 1.42)
    start = c.f32(p - normal * 0.006)
    length = _march(start, inside, _glass, 40, -1.0, 3.0)
    length = np.where(np.isfinite(length), length, 0.6)
    end = c.f32(start + inside * length[:, None])
    out = _bend(inside, -_normal(end, _glass), 1.42)
    back = _surroundings(end, out, studio, True) * 1.35 + 0.5 * _softboxes(out)
    deep = np.exp(-length[:, None] * c.f32((0.30, 1.15, 3.4)))
    wall = np.exp(-0.35 * c.f32((0.2, 0.9, 2.2)))
    return c.f32(back * deep * wall + 0.012 * c.rgb("ff9a3c"))


def _bend(way: Array, normal: Array, ratio: float) -> Array:
    """Refraction; rays that cannot leave are mirrored."""
    cos_in = -(way * normal).sum(1, keepdims=True)
    rest = 1.0 - ratio * ratio * (1.0 - cos_in * cos_in)
    bent = ratio * way + (ratio * cos_in - np.sqrt(np.maximum(rest, 0.0))) * normal
    return np.where(rest > 0.0, c.f32(bent), _mirror(way, normal))
