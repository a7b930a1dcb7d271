"""Embedded colour profiles to sRGB.

A profile that changes nothing (sRGB under any of its many names) is recognised by what it does to a
few colours, and then skipped: the transform costs four times as much as the decoding.
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

import numpy as np
from PIL import Image, ImageCms

#: Profiles hold kilobytes; larger ones are real only for print, and those stay under a few megabytes.
_MAX_PROFILE_BYTES: Final = 8_000_000
#: A profile within one 8-bit code of sRGB on all test colours changes nothing that can be seen.
_SAME_CODES: Final = 1
#: ICC signatures of colour spaces and the Pillow modes that they describe.
_MODES: Final = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A loaded picture in sRGB, relative colorimetric with black point compensation.

    Args:
        image: Mode L, RGB, CMYK, YCbCr or LAB; without alpha.
        profile: The embedded ICC profile. Missing, broken or made for another kind of picture: grey
            and RGB are taken as sRGB, CMYK as the complement (as browsers do).

    Returns:
        Mode RGB; the same object when there is nothing to change.
    """
    if image.mode == "LAB":
        return _lab_to_srgb(image)
    if image.mode == "YCbCr":
        image = image.convert("RGB")
    if profile and len(profile) <= _MAX_PROFILE_BYTES:
        mode = profile_mode(profile)
        if mode == "RGB" and image.mode == "L":
            image = image.convert("RGB")
        if mode == image.mode and (transform := _transform(profile, mode)) is not None:
            return ImageCms.applyTransform(image, transform) or image
    return image if image.mode == "RGB" else image.convert("RGB")


@lru_cache(maxsize=32)
def profile_mode(profile: bytes) -> str | None:
    """The Pillow mode that a profile describes (RGB, L, CMYK); ``None`` if it cannot be read."""
    try:
        opened = ImageCms.getOpenProfile(io.BytesIO(profile))
    except (ImageCms.PyCMSError, OSError):
        return None
    return _MODES.get(opened.profile.xcolor_space.strip())


@lru_cache(maxsize=32)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    """The way to sRGB, or ``None`` where there is none or it would change nothing."""
    try:
        transform = ImageCms.buildTransform(
            ImageCms.getOpenProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError):
        return None
    return None if _changes_nothing(transform, mode) else transform


def _changes_nothing(transform: ImageCms.ImageCmsTransform, mode: str) -> bool:
    if mode == "CMYK":
        return False
    before = _test_colours(mode)
    after = ImageCms.applyTransform(before, transform)
    assert after is not None
    difference = np.asarray(after, np.int16) - np.asarray(before.convert("RGB"), np.int16)
    return bool(np.abs(difference).max() <= _SAME_CODES)


def _test_colours(mode: str) -> Image.Image:
    """All greys, or a 9 × 9 × 9 grid of the RGB cube, as one row of pixels."""
    if mode == "L":
        return Image.frombytes("L", (256, 1), bytes(range(256)))
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    grid = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    return Image.fromarray(np.ascontiguousarray(grid))


@lru_cache(maxsize=1)
def _from_lab() -> ImageCms.ImageCmsTransform:
    return ImageCms.buildTransform(
        ImageCms.createProfile("LAB"),
        ImageCms.createProfile("sRGB"),
        "LAB",
        "RGB",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _lab_to_srgb(image: Image.Image) -> Image.Image:
    return ImageCms.applyTransform(image, _from_lab()) or image
