"""Pictures of every kind against a slow, obvious conversion; their chroma sits where it should."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.media.colour import to_codes
from photoplay.media.film_colours import sdr_codes
from photoplay.media.film_facts import FilmFacts, Turn
from photoplay.media.film_planes import Picturing
from photoplay.media.planes import Planes

F = NDArray[np.float64]
_LUMA = {1: (0.2126, 0.0722), 5: (0.299, 0.114), 6: (0.299, 0.114), 7: (0.212, 0.087), 9: (0.2627, 0.0593)}
PQ, HLG = 16, 18


UPRIGHT = Turn()


def facts(
    size: tuple[int, int], turn: Turn = UPRIGHT, aspect: Fraction = Fraction(1), weave: str = ""
) -> FilmFacts:
    return FilmFacts(0, 0, Fraction(1, 1000), Fraction(1, 25), size, aspect, turn, weave, reorders=False)


def framed(format: str, planes: list[NDArray[Any]], **colours: int) -> av.VideoFrame:
    """A frame with these planes; ``colours`` as FFmpeg numbers them."""
    height, width = planes[0].shape[:2]
    frame = av.VideoFrame(width, height, format)
    for plane, codes in zip(frame.planes, planes, strict=True):
        rows = np.zeros((plane.height, plane.line_size), np.uint8)
        raw = np.ascontiguousarray(codes).view(np.uint8).reshape(plane.height, -1)
        rows[:, : raw.shape[1]] = raw
        plane.update(rows.tobytes())
    for name, value in {
        "colorspace": 2,
        "color_range": 0,
        "color_primaries": 2,
        "color_trc": 2,
        **colours,
    }.items():
        setattr(frame, name, value)
    return frame


def made(frame: av.VideoFrame, about: FilmFacts | None = None, size: tuple[int, int] | None = None) -> Planes:
    picturing = Picturing(about or facts((frame.width, frame.height)), size)
    (found,) = [planes for _, planes in [*picturing.made(0, frame), *picturing.rest()]]
    return found


def soft(width: int, height: int, seed: int = 3) -> F:
    """RGB 0–1 (H, W, 3) that changes slowly, within what any matrix can code."""
    coarse = np.random.default_rng(seed).uniform(0.1, 0.9, (4, 5, 3)).astype(np.float32)
    return np.clip(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), 0, 1).astype(
        np.float64
    )


def scaled(rgb: F, size: tuple[int, int], kind: int) -> F:
    return np.asarray(cv2.resize(rgb, size, interpolation=kind), np.float64)


@dataclass(frozen=True)
class Coding:
    """How a film stores its pictures."""

    format: str
    matrix: int
    bits: int = 8
    across: int = 2
    down: int = 2
    full: bool = False

    def planes(self, rgb: F) -> list[NDArray[Any]]:
        """Coded by the book; chroma sited left (in the middle of rows that share it)."""
        kr, kb = _LUMA[self.matrix]
        luma = kr * rgb[..., 0] + (1 - kr - kb) * rgb[..., 1] + kb * rgb[..., 2]
        cb = (rgb[..., 2] - luma) / (2 * (1 - kb))
        cr = (rgb[..., 0] - luma) / (2 * (1 - kr))
        scale = 2 ** (self.bits - 8)
        top = 2**self.bits - 1
        coded = [luma * top if self.full else (16 + 219 * luma) * scale]
        for plane in (cb, cr):
            if self.across == 2:
                wide = np.pad(plane, ((0, 0), (1, 1)), mode="edge")
                plane = ((wide[:, :-2] + 2 * wide[:, 1:-1] + wide[:, 2:]) / 4)[:, ::2]
            if self.down == 2:
                plane = (
                    plane[::2] + np.vstack([plane[1::2], plane[-1:]] if len(plane) % 2 else [plane[1::2]])
                ) / 2
            coded.append(plane * top + (top + 1) / 2 if self.full else (128 + 224 * plane) * scale)
        kind = np.uint8 if self.bits == 8 else np.uint16
        return [np.clip(np.rint(plane), 0, top).astype(kind) for plane in coded]


CODINGS = {
    "bt.709": (Coding("yuv420p", 1), {"colorspace": 1, "color_range": 1}),
    "bt.601": (Coding("yuv420p", 6), {"colorspace": 6, "color_range": 1}),
    "pal": (Coding("yuv420p", 5), {"colorspace": 5, "color_range": 1}),
    "smpte 240": (Coding("yuv420p", 7), {"colorspace": 7, "color_range": 1}),
    "bt.2020's matrix": (Coding("yuv420p10le", 9, 10), {"colorspace": 9, "color_range": 1, "color_primaries": 1}),
    "full range": (Coding("yuv420p", 1, full=True), {"colorspace": 1, "color_range": 2}),
    "jpeg": (Coding("yuvj420p", 5, full=True), {"colorspace": 5}),
    "4:2:2": (Coding("yuv422p", 1, down=1), {"colorspace": 1}),
    "4:2:2 in 10 bit": (Coding("yuv422p10le", 1, 10, down=1), {"colorspace": 1}),
    "4:4:4": (Coding("yuv444p", 1, across=1, down=1), {"colorspace": 1}),
    "4:4:4 in 12 bit": (Coding("yuv444p12le", 1, 12, across=1, down=1), {"colorspace": 1}),
    "10 bit": (Coding("yuv420p10le", 1, 10), {"colorspace": 1}),
    "small and untagged": (Coding("yuv420p", 6), {}),
    "an odd matrix": (Coding("yuv420p", 6), {"colorspace": 3}),
}  # fmt: skip


@pytest.mark.parametrize("name", CODINGS)
@pytest.mark.parametrize("size", [(192, 120), (161, 97)])
def test_colours_are_those_of_the_obvious_conversion(name: str, size: tuple[int, int]) -> None:
    coding, tags = CODINGS[name]
    rgb = soft(*size)
    found = made(framed(coding.format, coding.planes(rgb), **tags))
    assert found.size == size
    for plane, wanted in zip(found, Coding("yuv420p", 1).planes(rgb), strict=True):
        error = plane.astype(float) - wanted
        # FFmpeg spreads 81 chroma samples over 161 luma samples: the last ones lie a little off.
        odd = size[0] % 2
        assert np.abs(error).mean() <= (0.9 if odd else 0.6)
        assert np.abs(error).max() <= (5 if odd else 3)
        assert abs(error.mean()) <= 0.5


def test_large_and_untagged_is_bt709() -> None:
    rgb = soft(1024, 640)
    found = made(framed("yuv420p", Coding("yuv420p", 1).planes(rgb)))
    assert all(
        np.array_equal(one, other) for one, other in zip(found, Coding("yuv420p", 1).planes(rgb), strict=True)
    )


def test_what_is_right_already_goes_through_untouched() -> None:
    rng = np.random.default_rng(1)
    planes = [
        rng.integers(16, 236, (48, 64)),
        rng.integers(16, 241, (24, 32)),
        rng.integers(16, 241, (24, 32)),
    ]
    given = [plane.astype(np.uint8) for plane in planes]
    found = made(framed("yuv420p", given, colorspace=1, color_range=1))
    assert all(np.array_equal(one, other) for one, other in zip(found, given, strict=True))


def test_codes_beyond_the_legal_range_are_cut_off() -> None:
    ramp = np.tile(np.arange(256, dtype=np.uint8), (16, 1))
    found = made(framed("yuv420p", [ramp, ramp[:8, ::2], ramp[:8, ::2]], colorspace=1, color_range=1))
    assert (found.luma.min(), found.luma.max()) == (16, 235)
    assert (found.cb.min(), found.cr.max()) == (16, 240)


@pytest.mark.parametrize(
    ("turn", "shown"),
    [
        (Turn(0, 1, -1, 0), lambda rgb: np.rot90(rgb, -1)),
        (Turn(0, -1, 1, 0), lambda rgb: np.rot90(rgb)),
        (Turn(-1, 0, 0, -1), lambda rgb: np.rot90(rgb, 2)),
        (Turn(-1, 0, 0, 1), lambda rgb: rgb[:, ::-1]),
        (Turn(1, 0, 0, -1), lambda rgb: rgb[::-1]),
        (Turn(0, 1, 1, 0), lambda rgb: rgb.transpose(1, 0, 2)),
        (Turn(0, -1, -1, 0), lambda rgb: np.rot90(rgb, 2).transpose(1, 0, 2)),
    ],
)
@pytest.mark.parametrize("size", [(192, 120), (193, 121)])
def test_chroma_stays_in_place_when_a_picture_is_turned(
    turn: Turn, shown: Any, size: tuple[int, int]
) -> None:
    """Its siting is known after the turn: half a sample off would be 3 codes and more on this picture."""
    coding = Coding("yuv420p", 1)
    across = np.linspace(0, 9 * np.pi, size[0])[None, :, None]
    down = np.linspace(0, 7 * np.pi, size[1])[:, None, None]
    rgb = np.clip(0.5 + np.array([0.3, -0.1, -0.3]) * np.sin(across) * np.cos(down), 0, 1)
    found = made(framed("yuv420p", coding.planes(rgb), colorspace=1, color_range=1), facts(size, turn))
    wanted = coding.planes(shown(rgb))
    assert np.abs(found.luma.astype(int) - wanted[0]).max() <= 1
    for plane, right in zip((found.cb, found.cr), wanted[1:], strict=True):
        error = plane.astype(float) - right
        assert np.abs(error).mean() <= 0.8
        assert abs(_shift(plane, right)) < 0.05


def _shift(plane: NDArray[Any], right: NDArray[Any]) -> float:
    """How far a plane lies off, samples, across and down together: the strongest first-order part."""
    inner = plane.astype(float)[2:-2, 2:-2] - right.astype(float)[2:-2, 2:-2]
    worst = 0.0
    for axis in (0, 1):
        slope = np.gradient(right.astype(float), axis=axis)[2:-2, 2:-2]
        worst = max(worst, abs(float((inner * slope).sum() / (slope**2).sum())))
    return worst


@pytest.mark.parametrize("size", [(96, 60), (480, 300), (130, 70)])
def test_scaled_in_the_same_pass(size: tuple[int, int]) -> None:
    rgb = soft(240, 150)
    found = made(framed("yuv420p", Coding("yuv420p", 6).planes(rgb), colorspace=6, color_range=1), size=size)
    assert found.size == size
    kind = cv2.INTER_AREA if size[0] < 240 else cv2.INTER_CUBIC
    for plane, wanted in zip(found, Coding("yuv420p", 1).planes(scaled(rgb, size, kind)), strict=True):
        assert np.abs(plane.astype(float) - wanted).mean() <= 1


def test_narrow_pixels_are_made_square() -> None:
    rgb = soft(160, 96)
    narrow = scaled(rgb, (120, 96), cv2.INTER_AREA)
    about = facts((120, 96), aspect=Fraction(4, 3))
    found = made(framed("yuv420p", Coding("yuv420p", 1).planes(narrow), colorspace=1, color_range=1), about)
    assert found.size == (160, 96)
    assert np.abs(found.luma.astype(float) - Coding("yuv420p", 1).planes(rgb)[0]).mean() <= 1


@pytest.mark.parametrize("format", ["rgba", "yuva420p", "yuva444p", "gbrap", "bgra"])
def test_what_is_transparent_is_black(format: str) -> None:
    rgb = (soft(64, 48) * 255).round().astype(np.uint8)
    alpha = np.tile(np.linspace(0, 255, 64).round().astype(np.uint8), (48, 1))
    frame = av.VideoFrame.from_ndarray(np.dstack([rgb, alpha]), format="rgba")
    if format != "rgba":
        frame = frame.reformat(format=format, dst_colorspace=1)
    frame.colorspace, frame.color_range = (
        (0, 2) if "rgb" in format or "bgr" in format or format == "gbrap" else (1, 1)
    )
    found = made(frame)
    over = np.rint(rgb * (alpha[..., None] / 255)).astype(np.uint8)
    wanted = to_codes(over)
    assert found.luma[:, 0].max() == 16
    for plane, right in zip(found, wanted, strict=True):
        assert np.abs(plane - right).mean() <= 1.2


@pytest.mark.parametrize(
    ("nits", "luma"), [(0, 16), (100, 126), (203, 149), (1000, 193), (4000, 221), (10_000, 235)]
)
def test_pq_becomes_sdr(nits: float, luma: int) -> None:
    """The lumas are those of FFmpeg's own conversion, ``intent=perceptual``."""
    m1, m2 = 2610 / 16384, 2523 / 4096 * 128
    c1, c2, c3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
    power = (nits / 10_000) ** m1
    code = ((c1 + c2 * power) / (1 + c3 * power)) ** m2
    found = made(_grey(code, PQ))
    assert abs(int(found.luma[20, 20]) - luma) <= 1
    assert abs(int(found.cb[10, 10]) - 128) <= 1 and abs(int(found.cr[10, 10]) - 128) <= 1


def test_hlg_becomes_sdr() -> None:
    """Brighter stays brighter, black and white are black and white, and diffuse white (75 %) is light."""
    lumas = [int(made(_grey(code, HLG)).luma[20, 20]) for code in np.linspace(0, 1, 17)]
    assert lumas == sorted(set(lumas))
    assert lumas[0] == 16 and lumas[-1] >= 234
    assert 155 <= lumas[12] <= 170


def _grey(code: float, transfer: int) -> av.VideoFrame:
    planes = [np.full((48, 64), round(64 + 876 * code), np.uint16), *[np.full((24, 32), 512, np.uint16)] * 2]
    return framed("yuv420p10le", planes, colorspace=9, color_range=1, color_primaries=9, color_trc=transfer)


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_hdr_colours_keep_their_hue(transfer: int) -> None:
    """Through FFmpeg and the table as by the formula itself; red stays red, green green, blue blue."""
    for rgb in ((0.6, 0.4, 0.4), (0.4, 0.6, 0.4), (0.4, 0.4, 0.6), (0.55, 0.45, 0.3)):
        flat = np.tile(np.array(rgb), (48, 64, 1))
        planes = Coding("yuv420p10le", 9, 10).planes(flat)
        tags = {"colorspace": 9, "color_range": 1, "color_primaries": 9, "color_trc": transfer}
        found = made(framed("yuv420p10le", planes, **tags))
        sdr = sdr_codes(np.array([rgb]), transfer, 9)
        assert sdr[0].argmax() == np.array(rgb).argmax()
        wanted = Coding("yuv420p", 1).planes(np.tile(sdr, (48, 64, 1)).reshape(48, 64, 3))
        for plane, right in zip(found, wanted, strict=True):
            assert np.abs(plane.astype(float) - right).max() <= 1.5


def test_wide_colours_are_brought_to_bt709() -> None:
    """Display P3 (200, 100, 50) is sRGB (215, 93, 31), as in photos."""
    flat = np.tile(np.array([200, 100, 50]) / 255, (48, 64, 1))
    tags = {"colorspace": 1, "color_range": 1, "color_primaries": 12, "color_trc": 1}
    found = made(framed("yuv420p", Coding("yuv420p", 1).planes(flat), **tags))
    wanted = Coding("yuv420p", 1).planes(np.tile(np.array([215, 93, 31]) / 255, (48, 64, 1)))
    for plane, right in zip(found, wanted, strict=True):
        assert np.abs(plane.astype(float) - right).max() <= 2


def test_the_kind_of_picture_may_change_on_the_way() -> None:
    picturing = Picturing(facts((64, 48)), None)
    first = framed("yuv420p", Coding("yuv420p", 1).planes(soft(64, 48)), colorspace=1, color_range=1)
    second = framed("yuv444p", Coding("yuv444p", 6, across=1, down=1).planes(soft(96, 72)), colorspace=6)
    found = [*picturing.made(0, first), *picturing.made(40, second), *picturing.rest()]
    assert [tick for tick, _ in found] == [0, 40]
    assert [planes.size for _, planes in found] == [(64, 48), (64, 48)]
    assert np.abs(found[0][1].luma.astype(float) - found[1][1].luma).mean() <= 1.5
