"""Embedded profiles become sRGB; profiles that are sRGB cost nothing."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageCms

from photoplay.media import icc, images
from photoplay.media.probe import probe_with_small

Photo = Callable[..., npt.NDArray[np.uint8]]
Save = Callable[..., Path]


def display_p3() -> bytes:
    """A minimal ICC v2 profile of Display P3.

    Source: ICC.1:2001-04 (layout); primaries adapted to D50 as in Apple's profile; TRC of sRGB, 1024 points.
    """
    return matrix_profile(
        (0.51512, 0.24120, -0.00105), (0.29198, 0.69225, 0.04189), (0.15710, 0.06657, 0.78407)
    )


def matrix_profile(*primaries: tuple[float, float, float]) -> bytes:
    """An RGB display profile with sRGB's curve and the given D50 colorants (XYZ of red, green, blue)."""
    light = np.linspace(0, 1, 1024)
    curve = np.where(light <= 0.04045, light / 12.92, ((light + 0.055) / 1.055) ** 2.4)
    trc = b"curv\0\0\0\0" + struct.pack(">I", 1024) + np.round(curve * 65535).astype(">u2").tobytes()
    text = b"test profile\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78),
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": xyz_tag(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz_tag(*primaries[0]),
        b"gXYZ": xyz_tag(*primaries[1]),
        b"bXYZ": xyz_tag(*primaries[2]),
        b"rTRC": trc,
        b"gTRC": trc,
        b"bTRC": trc,
    }
    return profile_of(tags, b"RGB ")


def xyz_tag(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def profile_of(tags: dict[bytes, bytes], space: bytes) -> bytes:
    table, body = struct.pack(">I", len(tags)), b""
    start = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    header = struct.pack(">I4sI4s4s4s", start + len(body), b"test", 0x02400000, b"mntr", space, b"XYZ ")
    header += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    header += struct.pack(">3i", 63190, 65536, 54061)  # D50
    return header.ljust(128, b"\0") + table + body


def grey_profile(gamma: float) -> bytes:
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(gamma * 256))
    text = b"grey\0"
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78),
        b"wtpt": xyz_tag(0.9642, 1.0, 0.8249),
        b"kTRC": curve,
    }
    return profile_of(tags, b"GRAY")


SRGB = ((0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.71410))
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))


def swatch(mode: str, colour: int | tuple[int, ...]) -> Image.Image:
    return Image.new(mode, (48, 32), colour)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF"])
def test_display_p3_in_every_format(save: Save, format: str) -> None:
    options = {"icc_profile": display_p3()} | ({} if format in ("PNG", "TIFF") else {"quality": 100})
    path = save("a", swatch("RGB", (200, 100, 50)), format, **options)
    got = images.decode(path).rgb[16, 24].astype(int)
    assert np.abs(got - (215, 93, 31)).max() <= (3 if "quality" in options else 0)


def test_the_small_copy_is_managed_too(save: Save) -> None:
    path = save("a.png", swatch("RGB", (200, 100, 50)), icc_profile=display_p3())
    record, small = probe_with_small(path)
    assert small.rgb[0, 0].tolist() == [215, 93, 31]
    assert record.background == (215, 93, 31)


def test_alpha_survives_colour_management(save: Save) -> None:
    picture = images.decode(save("a.png", swatch("RGBA", (200, 100, 50, 99)), icc_profile=display_p3()))
    assert picture.rgb[0, 0].tolist() == [215, 93, 31]
    assert picture.alpha is not None
    assert int(picture.alpha[0, 0]) == 99


def test_palettes_are_managed(save: Save) -> None:
    image = Image.new("P", (48, 32), 1)
    image.putpalette([0, 0, 0, 200, 100, 50])
    assert images.decode(save("a.png", image, icc_profile=display_p3())).rgb[0, 0].tolist() == [215, 93, 31]


@pytest.mark.parametrize(
    "profile",
    [matrix_profile(*SRGB), ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()],
)
def test_srgb_under_any_name_is_skipped(profile: bytes, photo: Photo) -> None:
    image = Image.fromarray(photo(32, 32))
    assert icc.to_srgb(image, profile) is image


def test_other_colorants_are_not_skipped() -> None:
    image = swatch("RGB", (100, 200, 100))
    assert icc.to_srgb(image, matrix_profile(*ADOBE)) is not image


@pytest.mark.parametrize(
    "profile", [b"", b"garbage", display_p3()[:150], grey_profile(1.8), bytes(9_000_000)]
)
def test_useless_profiles_are_ignored(profile: bytes) -> None:
    image = swatch("RGB", (200, 100, 50))
    assert np.asarray(icc.to_srgb(image, profile))[0, 0].tolist() == [200, 100, 50]


def test_grey_gamma_is_honoured(save: Save) -> None:
    # 128/255 at gamma 1.8 is light 0.289, which sRGB codes as 146.
    picture = images.decode(save("a.png", swatch("L", 128), icc_profile=grey_profile(1.8)))
    assert np.abs(picture.rgb[0, 0].astype(int) - 146).max() <= 1


def test_grey_pictures_with_rgb_profiles(save: Save) -> None:
    assert images.decode(save("a.jpg", swatch("L", 77), "JPEG", icc_profile=display_p3())).rgb[
        9, 9
    ].tolist() == [
        77,
        77,
        77,
    ]


def test_transforms_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    icc._transform.cache_clear()
    for _ in range(5):
        icc.to_srgb(swatch("RGB", (1, 2, 3)), display_p3())
    assert icc._transform.cache_info().misses == 1


def cmyk_profile() -> bytes:
    """A CMYK profile that prints greys only; its other rendering intent (A2B0) prints nothing but black.

    Source: ICC.1:2001-04, 6.5.6.
    """

    corners = np.stack(np.meshgrid(*[[0.0, 1.0]] * 4, indexing="ij"), axis=-1).reshape(-1, 4)
    lightness = np.prod(1 - corners * (0.3, 0.5, 0.1, 1.0), axis=1)
    lab = np.stack([lightness * 255, np.full(16, 128), np.full(16, 128)], axis=1).round().astype(np.uint8)
    identity = bytes(range(256))
    head = b"mft1\0\0\0\0" + bytes((4, 3, 2, 0)) + struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    colorimetric = head + identity * 4 + lab.tobytes() + identity * 3
    perceptual = head + identity * 4 + bytes((0, 128, 128)) * 16 + identity * 3
    text = b"cmyk\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + bytes(78)
    profile = profile_of(
        {b"desc": desc, b"wtpt": xyz_tag(0.9642, 1.0, 0.8249), b"A2B0": perceptual, b"A2B1": colorimetric},
        b"CMYK",
    )
    return profile[:12] + b"prtr" + profile[16:20] + b"Lab " + profile[24:]


def test_cmyk_with_a_profile_uses_it(save: Save) -> None:
    path = save("a.jpg", swatch("CMYK", (0, 255, 0, 0)), "JPEG", quality=98, icc_profile=cmyk_profile())
    red, green, blue = (int(value) for value in images.decode(path).rgb[9, 9])
    # The profile prints magenta as a neutral grey of L* 50; without it this would be (255, 0, 255).
    assert max(red, green, blue) - min(red, green, blue) <= 4
    assert 100 < green < 135
