"""The looks that are made of taste: each a function of colours and of an amount, 0–1.

Colours are float32 ``(n, 3)`` of sRGB codes 0–1. Amounts of about one half are what a careful person
would choose; 1 is as far as the look goes. At 0 every function gives back what it was given.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from photoplay.render.looks.operations import (
    contrasted,
    curved,
    lightened,
    lit,
    luma_of,
    mixed,
    oklab_of,
    ramp,
    rgb_of,
    saturated,
    skin_of,
    tinted,
    warmth,
    with_skin_and_sky_kept,
    with_skin_kept,
)

F32 = NDArray[np.float32]


def warm(rgb: F32, amount: float) -> F32:
    """Light of a late afternoon."""
    out = lit(rgb, warmth(0.7 * amount), keep_white=0.45)
    out = contrasted(out, 0.15 * amount)
    out = saturated(out, 1 + 0.04 * amount, weak=0.08 * amount)
    return with_skin_and_sky_kept(rgb, out, 0.6, 0.75)


def cool(rgb: F32, amount: float) -> F32:
    """Light of an overcast morning."""
    out = lit(rgb, warmth(-0.55 * amount), keep_white=0.45)
    out = contrasted(out, 0.15 * amount)
    return with_skin_kept(rgb, out, 0.85)


def vivid(rgb: F32, amount: float) -> F32:
    """Stronger colours, the weak ones most; skin least."""
    out = contrasted(rgb, 0.55 * amount, purity=0.2)
    return saturated(out, 1 + 0.16 * amount, weak=0.55 * amount)


def faded(rgb: F32, amount: float) -> F32:
    """A print that has seen some sun: lifted blacks, weak colours, a breath of green in the shadows."""
    full = curved(rgb, ((0, 0.115), (0.25, 0.3), (0.5, 0.525), (0.75, 0.745), (1, 0.955)), 0.7)
    full = saturated(full, 0.66)
    dark = ramp(luma_of(rgb), 0.6, 0.0)
    full = tinted(full, (-0.008, 0.006), dark)
    return mixed(rgb, with_skin_kept(rgb, full, 0.5), amount)


def vintage(rgb: F32, amount: float) -> F32:
    """Slide film of the seventies: yellowed lights, faded blue shadows, red leading."""
    luma = luma_of(rgb)
    full = curved(rgb, ((0, 0.085), (0.22, 0.235), (0.5, 0.535), (0.8, 0.815), (1, 0.955)), 0.8)
    full = saturated(full, 0.78)
    full = tinted(full, (0.012, 0.052), ramp(luma, 0.15, 0.75))
    full = tinted(full, (0.006, -0.022), ramp(luma, 0.42, 0.02))
    return mixed(rgb, with_skin_kept(rgb, full, 0.75), amount)


def matte(rgb: F32, amount: float) -> F32:
    """Soft blacks and quiet lights over a clear middle, colours a little held back."""
    full = curved(rgb, ((0, 0.1), (0.13, 0.165), (0.45, 0.47), (0.75, 0.78), (1, 0.975)), 0.45)
    return mixed(rgb, saturated(full, 0.86), amount)


def bw(rgb: F32, amount: float) -> F32:
    """Black and white from 50 on, before that on the way to it; more amount, more contrast.

    Greens and blues count a little less than in luma, reds more: skin is bright, skies are deep.
    """
    grey = rgb @ np.array([0.31, 0.62, 0.07], np.float32)
    out = mixed(rgb, np.repeat(grey[:, None], 3, axis=1), min(1.0, 2 * amount))
    return contrasted(out, 0.75 * amount)


def sepia(rgb: F32, amount: float) -> F32:
    """A toned print: black and white from 50 on, brown in the middle, paper and black nearly clean."""
    out = bw(rgb, min(amount, 0.5))
    luma = luma_of(out)
    body = ramp(luma, 0.0, 0.3) * (1 - np.float32(0.7) * ramp(luma, 0.55, 1.0))
    share = min(1.0, 2 * amount)
    out = tinted(out, (0.02 + 0.006 * amount, 0.03 + 0.026 * amount), body * np.float32(share))
    return mixed(out, curved(out, ((0, 0.045), (0.5, 0.51), (1, 0.97)), 0.0), amount)


def cinematic(rgb: F32, amount: float) -> F32:
    """Teal in the shadows, orange in the lights, both away from pure white and black; skin leads."""
    luma = luma_of(rgb)
    full = curved(rgb, ((0, 0.022), (0.2, 0.165), (0.5, 0.5), (0.8, 0.83), (1, 0.985)), 0.35)
    lab = oklab_of(full)
    # Greens and blues gather towards teal, reds and yellows towards orange.
    hue, chroma = np.arctan2(lab[:, 2:3], lab[:, 1:2]), np.hypot(lab[:, 1:2], lab[:, 2:3])
    for to, reach, pull in ((3.55, 1.15, 0.34), (0.98, 0.75, 0.25)):
        away = (np.float32(to) - hue + np.float32(np.pi)) % np.float32(2 * np.pi) - np.float32(np.pi)
        hue = hue + away * np.float32(pull) * np.exp(-((away / np.float32(reach)) ** 2))
    lab[:, 1:2], lab[:, 2:3] = chroma * np.cos(hue), chroma * np.sin(hue)
    full = rgb_of(lab)
    shadows = ramp(luma, 0.62, 0.1) * ramp(luma, 0.0, 0.12) * (1 - np.float32(0.7) * skin_of(oklab_of(rgb)))
    full = tinted(full, (-0.030, -0.034), shadows)
    full = tinted(full, (0.010, 0.030), ramp(luma, 0.35, 0.7) * ramp(luma, 1.0, 0.8))
    full = saturated(full, 0.93)
    return mixed(rgb, with_skin_kept(rgb, full, 0.7), amount)


def film(rgb: F32, amount: float) -> F32:
    """Colour negative, printed: a long soft shoulder, open shadows with a little green, warm lights."""
    luma = luma_of(rgb)
    full = curved(rgb, ((0, 0.04), (0.15, 0.14), (0.45, 0.475), (0.75, 0.79), (1, 0.972)), 0.75)
    full = saturated(full, 0.92)
    full = tinted(full, (-0.012, 0.004), ramp(luma, 0.4, 0.05))
    full = tinted(full, (0.006, 0.018), ramp(luma, 0.4, 0.75) * ramp(luma, 1.0, 0.85))
    return mixed(rgb, with_skin_kept(rgb, full, 0.6), amount)


def night(rgb: F32, amount: float) -> F32:
    """As if the light had gone: darker and blue, while lamps and windows stay lit and warm."""
    luma = luma_of(rgb)
    lab = oklab_of(rgb)
    warm_light = ramp(lab[:, 2:3], 0.03, 0.1) * ramp(luma, 0.55, 0.85)
    full = lightened(rgb, -0.36, purity=0.4)
    full = curved(full, ((0, 0), (0.5, 0.47), (0.8, 0.74), (1, 0.9)), 0.4)
    full = saturated(full, 0.72)
    full = tinted(full, (-0.012, -0.046), ramp(luma, 0.0, 0.12) * ramp(luma, 1.1, 0.3))
    return mixed(rgb, mixed(full, rgb, np.float32(0.75) * warm_light), amount)
