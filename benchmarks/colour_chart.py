"""Whether colours survive: a chart of 24 patches from JPEG and HEIC of several colour spaces to the MP4.

Everything after decoding is computed here anew, in double precision, not by the code under test.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import fidelity
import numpy as np
import photos
import pillow_heif
import profiles
import recipes
import video
from numpy.typing import NDArray
from PIL import Image
from report import Line

from photoplay.media.planes import Planes
from photoplay.services.workers import open_pool

F64 = NDArray[np.float64]

_COLUMNS, _ROWS, _CELL = 6, 4, 320
#: sRGB codes of the patches, row by row. Source: BabelColor's averages of 30 ColorChecker charts, sRGB.
CHART = np.array(
    [
        *((115, 82, 68), (194, 150, 130), (98, 122, 157), (87, 108, 67), (133, 128, 177), (103, 189, 170)),
        *((214, 126, 44), (80, 91, 166), (193, 90, 99), (94, 60, 108), (157, 188, 64), (224, 163, 46)),
        *((56, 61, 150), (70, 148, 73), (175, 54, 60), (231, 199, 31), (187, 86, 149), (8, 133, 161)),
        *((243, 243, 242), (200, 200, 200), (160, 160, 160), (122, 122, 121), (85, 85, 85), (52, 52, 52)),
    ]
)


def measure(quality: str = "standard") -> list[Line]:
    """The lines of this section."""
    cases: dict[str, tuple[profiles.Space, Callable[..., Path]]] = {
        "JPEG sRGB": (profiles.SRGB, photos.save_jpeg),
        "JPEG Display P3": (profiles.DISPLAY_P3, photos.save_jpeg),
        "JPEG Adobe RGB": (profiles.ADOBE_RGB, photos.save_jpeg),
        "HEIC Display P3": (profiles.DISPLAY_P3, _save_heic),
    }
    lines = []
    with tempfile.TemporaryDirectory() as name, open_pool(None) as pool:
        folder = Path(name)
        for words, (space, save) in cases.items():
            profile = None if space is profiles.SRGB else profiles.profile(space)
            path = save(folder, words, _picture(space), profile)
            told = recipes.draft([path], moves=["hold"], photo_ms=500)
            plan, media = recipes.planned(recipes.write_draft(folder / "c.json", told))
            fidelity.render(plan, media, folder / "c.mp4", quality, pool)
            (found,) = (planes for number, planes in video.frames(folder / "c.mp4", {7}))
            errors = delta_e_2000(_lab(CHART / 255), _lab(_patches(found)))
            lines.append(
                Line(f"ΔE2000, {words}", float(errors.mean()), most=1.5, note=f"largest {errors.max():.2f}")
            )
    return lines


def _picture(space: profiles.Space) -> NDArray[np.uint8]:
    """The chart in a colour space, filling 16:9."""
    codes = profiles.converted(CHART / 255, profiles.SRGB, space)
    cells = codes.reshape(_ROWS, _COLUMNS, 3).repeat(_CELL * 9 // 12, axis=0).repeat(_CELL, axis=1)
    return photos.rounded(cells * 255)


def _save_heic(folder: Path, name: str, picture: NDArray[np.uint8], profile: bytes | None) -> Path:
    pillow_heif.register_heif_opener()
    path = folder / f"{name}.heic"
    Image.fromarray(picture).save(path, quality=95, chroma=444, icc_profile=profile)
    return path


def _patches(planes: Planes) -> F64:
    """Mean sRGB codes 0–1 of the middle of each patch. Source: Rec. ITU-R BT.709-6."""
    width, height = planes.size
    found = []
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            x, y = (column + 0.5) * width / _COLUMNS, (row + 0.5) * height / _ROWS
            luma = planes.luma[int(y) - 60 : int(y) + 60, int(x) - 60 : int(x) + 60].mean()
            cb, cr = (
                plane[int(y / 2) - 30 : int(y / 2) + 30, int(x / 2) - 30 : int(x / 2) + 30].mean()
                for plane in (planes.cb, planes.cr)
            )
            light, b, r = (luma - 16) / 219, (cb - 128) / 224, (cr - 128) / 224
            red, blue = light + 1.5748 * r, light + 1.8556 * b
            found.append((red, (light - 0.2126 * red - 0.0722 * blue) / 0.7152, blue))
    return np.clip(np.array(found), 0, 1)


def _lab(codes: F64) -> F64:
    """CIELAB under D65 of sRGB codes 0–1. Source: CIE 15:2018."""
    matrix = profiles.SRGB.to_xyz()
    xyz = profiles.SRGB.decode(codes) @ matrix.T / matrix.sum(axis=1)
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], axis=1)


def delta_e_2000(one: F64, other: F64) -> F64:
    """CIEDE2000 of rows of L*, a*, b*.

    Source: Sharma, Wu, Dalal 2005, equations 2–22.
    """
    chroma = (np.hypot(one[:, 1], one[:, 2]) + np.hypot(other[:, 1], other[:, 2])) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    (l1, c1, h1), (l2, c2, h2) = (_polar(lab, stretch) for lab in (one, other))
    dh = (h2 - h1 + 180) % 360 - 180
    dh = np.where(c1 * c2 == 0, 0, dh)
    hue = np.where(c1 * c2 == 0, h1 + h2, (h1 + dh / 2) % 360)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = 1 - 0.17 * _cos(hue - 30) + 0.24 * _cos(2 * hue) + 0.32 * _cos(3 * hue + 6) - 0.2 * _cos(4 * hue - 63)
    s_l = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    s_c, s_h = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    turn = 60 * np.exp(-(((hue - 275) / 25) ** 2))
    r_t = -2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7)) * np.sin(np.radians(turn))
    l_part, c_part = (l2 - l1) / s_l, (c2 - c1) / s_c
    h_part = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(dh / 2)) / s_h
    return np.asarray(np.sqrt(l_part**2 + c_part**2 + h_part**2 + r_t * c_part * h_part))


def _polar(lab: F64, stretch: F64) -> tuple[F64, F64, F64]:
    a = lab[:, 1] * stretch
    return lab[:, 0], np.hypot(a, lab[:, 2]), np.degrees(np.arctan2(lab[:, 2], a)) % 360


def _cos(degrees: F64) -> F64:
    return np.asarray(np.cos(np.radians(degrees)))
