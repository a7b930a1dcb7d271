"""Colours stated by code points: PQ, HLG and wide primaries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from photoplay.media import hdr, images
from photoplay.media.cicp import BT2020, HLG, P3_D65, PQ, Cicp, find_cicp, is_complete

Save = Callable[..., Path]

#: Signals of 0, 20.3, 203 (diffuse white), 1,000 and 10,000 cd/m². Source: ITU-R BT.2100-2, BT.2408-7.
PQ_SIGNALS = np.array([0.0, 0.3583, 0.5807, 0.7518, 1.0])


def grey(signals: np.ndarray) -> np.ndarray:
    return np.repeat(np.round(signals * 65535).astype(np.uint16)[None, :, None], 3, axis=2)


def test_pq_keeps_shadows_and_rolls_off_highlights() -> None:
    codes = hdr.to_srgb(grey(PQ_SIGNALS), Cicp(BT2020, PQ))[0, :, 0].tolist()
    assert codes[0] == 0
    assert abs(codes[1] - 89) <= 1  # a tenth of diffuse white: sRGB of light 0.1
    assert 215 <= codes[2] <= 235
    assert codes[3] >= 254
    assert codes[4] == 255


def test_tone_mapping_never_steps_back() -> None:
    ramp = hdr.to_srgb(grey(np.linspace(0, 1, 2000)), Cicp(BT2020, PQ))[0, :, 0].astype(int)
    assert (np.diff(ramp) >= 0).all()
    assert np.diff(ramp).max() <= 2


def test_hlg_diffuse_white_equals_pq_diffuse_white() -> None:
    hlg = hdr.to_srgb(grey(np.array([0.75])), Cicp(BT2020, HLG))[0, 0, 0]
    pq = hdr.to_srgb(grey(np.array([0.5807])), Cicp(BT2020, PQ))[0, 0, 0]
    assert abs(int(hlg) - int(pq)) <= 2


def test_tone_mapping_keeps_the_hue() -> None:
    bright = np.array([[[0.60, 0.50, 0.40]]])
    light = hdr.pq_nits(bright) / 203
    got = hdr.to_srgb((bright * 65535).astype(np.uint16), Cicp(1, PQ))[0, 0] / 255
    back = np.where(got <= 0.04045, got / 12.92, ((got + 0.055) / 1.055) ** 2.4)
    assert np.allclose(back / back.max(), light / light.max(), atol=0.01)


def test_p3_code_points_equal_the_p3_profile() -> None:
    pixels = np.full((2, 2, 3), (200, 100, 50), np.uint8)
    assert np.abs(hdr.to_srgb(pixels, Cicp(P3_D65, 13))[0, 0].astype(int) - (215, 93, 31)).max() <= 1


def test_plain_srgb_is_left_alone() -> None:
    assert Cicp(1, 13).is_srgb
    assert Cicp(2, 2).is_srgb
    assert not Cicp(1, PQ).is_srgb
    assert not Cicp(BT2020, 1).is_srgb


@pytest.mark.parametrize("transfer", [PQ, HLG])
def test_hdr_heic_is_tone_mapped(tmp_path: Path, transfer: int) -> None:
    signal = 0.5807 if transfer == PQ else 0.75
    pixels = np.full((64, 64, 3), round(signal * 65535), np.uint16)
    path = tmp_path / "a.heic"
    pillow_heif.from_bytes("RGB;16", (64, 64), pixels.tobytes()).save(
        path,
        quality=95,
        color_primaries=BT2020,
        transfer_characteristics=transfer,
        matrix_coefficients=9,
        full_range_flag=1,
        save_nclx_profile=True,
    )
    assert find_cicp(path.read_bytes()) == Cicp(BT2020, transfer)
    assert np.abs(images.decode(path).rgb[32, 32].astype(int) - 225).max() <= 3


def test_hdr_avif_is_tone_mapped(save: Save) -> None:
    path = save("a.avif", Image.new("RGB", (64, 64), (148, 148, 148)), "AVIF", quality=98)
    data = path.read_bytes()
    at = data.index(b"nclx") + 4
    path.write_bytes(data[:at] + bytes((0, BT2020, 0, PQ)) + data[at + 4 :])
    assert np.abs(images.decode(path).rgb[32, 32].astype(int) - 225).max() <= 4


def test_ten_bit_heic_without_hdr(tmp_path: Path) -> None:
    pixels = np.full((64, 64, 3), (50000, 20000, 9000), np.uint16)
    path = tmp_path / "a.heic"
    pillow_heif.from_bytes("RGB;16", (64, 64), pixels.tobytes()).save(path, quality=95)
    got = images.decode(path).rgb[32, 32].astype(int)
    assert np.abs(got - np.array((50000, 20000, 9000)) / 257).max() <= 3


@pytest.mark.parametrize("cut", range(0, 400, 7))
def test_boxes_cut_anywhere_do_not_raise(save: Save, cut: int) -> None:
    data = save("a.avif", Image.new("RGB", (64, 64)), "AVIF").read_bytes()
    assert find_cicp(data[:cut]) in (None, Cicp(1, 13))


def test_hdr_keeps_its_alpha(tmp_path: Path) -> None:
    pixels = np.full((64, 64, 4), 38056, np.uint16)
    path = tmp_path / "a.heic"
    pillow_heif.from_bytes("RGBA;16", (64, 64), pixels.tobytes()).save(
        path, quality=95, color_primaries=BT2020, transfer_characteristics=PQ, save_nclx_profile=True
    )
    picture = images.decode(path)
    assert picture.alpha is not None
    assert abs(int(picture.alpha[32, 32]) - 148) <= 3


def test_a_file_is_whole_when_its_last_box_is(save: Save) -> None:
    data = save("a.avif", Image.new("RGB", (64, 64)), "AVIF").read_bytes()
    assert is_complete(data)
    assert not is_complete(data[:-1])
    assert not is_complete(data[: data.index(b"mdat") - 4])
    assert not is_complete(b"")
