"""Tables of colours are written anew, and shown by what they do."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photoplay.errors import MediaError
from photoplay.media.cube import Cube, read_cube, write_cube
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME
from photoplay.media.derive_lut import derive_lut, effect, is_clean_cube
from photoplay.media.sandbox import Sandbox

SECRET = b"<script>alert(1)</script>"


def table(side: int = 5, is_cube: bool = True) -> Cube:
    shape = (side, side, side, 3) if is_cube else (side, 3)
    return Cube(
        np.random.default_rng(1).random(shape, np.float32) * 2 - np.float32(0.5), (0, -0.5, 0), (1, 2, 1e-5)
    )


@pytest.mark.parametrize("cube", [table(2), table(33), table(65), table(2, False), table(1000, False)])
def test_it_is_the_same_table_and_nothing_else(tmp_path: Path, cube: Cube) -> None:
    write_cube(tmp_path / "sent", cube)
    sent = (tmp_path / "sent").read_bytes()
    told = b'# %s\r\nTITLE "%s"\r\n' % (SECRET, SECRET)
    (tmp_path / "sent").write_bytes(told + sent.replace(b"\n", b"\r\n") + b"# " + SECRET)
    derive_lut(tmp_path / "sent", "a.cube", tmp_path)
    made = tmp_path / NORMALISED_NAME
    assert is_clean_cube(made)
    assert b"script" not in made.read_bytes() and b"script" not in (tmp_path / THUMBNAIL_NAME).read_bytes()
    found = read_cube(made)
    assert np.abs(found.values - cube.values).max() < 2e-6
    assert found.low == pytest.approx(cube.low) and found.high == pytest.approx(cube.high)


_ENDS = st.tuples(*[st.floats(-100, 100, width=32)] * 3)
_LENGTHS = st.tuples(*[st.floats(1 / 65536, 200, width=32)] * 3)


@given(low=_ENDS, lengths=_LENGTHS, seed=st.integers(0, 99), is_cube=st.booleans())
def test_what_is_written_is_clean_and_is_read_again(
    tmp_path_factory: pytest.TempPathFactory,
    low: tuple[float, float, float],
    lengths: tuple[float, float, float],
    seed: int,
    is_cube: bool,
) -> None:
    place = tmp_path_factory.getbasetemp() / "any.cube"
    first = np.array(low, np.float32)
    last = first + np.maximum(np.array(lengths, np.float32), np.abs(first) * np.float32(1e-5))
    values = np.random.default_rng(seed).uniform(-999, 999, (2, 2, 2, 3) if is_cube else (4, 3))
    low_r, low_g, low_b = (float(value) for value in first)
    high_r, high_g, high_b = (float(value) for value in last)
    cube = Cube(values.astype(np.float32), (low_r, low_g, low_b), (high_r, high_g, high_b))
    write_cube(place, cube)
    assert is_clean_cube(place)
    found = read_cube(place)
    assert (found.low, found.high) == (cube.low, cube.high)
    assert np.allclose(found.values, cube.values, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("low", ["0.00018756", "0.0123457", "-0.000187561", "1.17549435e-08"])
def test_ranges_of_logarithmic_tables_are_clean(tmp_path: Path, low: str) -> None:
    header = f"LUT_1D_SIZE 2\nDOMAIN_MIN {low} {low} {low}\nDOMAIN_MAX 65.504 65.504 65.504\n"
    (tmp_path / "aces.cube").write_text(header + "0 0 0\n1 1 1\n")
    derive_lut(tmp_path / "aces.cube", "aces.cube", tmp_path)
    assert is_clean_cube(tmp_path / NORMALISED_NAME)
    assert read_cube(tmp_path / NORMALISED_NAME).low[0] == float(np.float32(low))


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"LUT_3D_SIZE 2\n",
        b"LUT_3D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n" + b"0 0 0\n" * 7,
        b"LUT_3D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n" + b"0 0 0\n" * 9,
        b"LUT_3D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n" + b"0 0 0\n" * 7 + b"<b>\n",
        b"LUT_3D_SIZE 99\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n" + b"0 0 0\n" * 99**3,
        b"# x\nLUT_1D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n" + b"0 0 0\n" * 2,
        b"LUT_1D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n" + b"0 0 0\n" * 2 + b"\n",
        b"LUT_1D_SIZE 2\nDOMAIN_MIN 0 0 0\nDOMAIN_MAX 1 1 1\n0 0 nan\n0 0 0\n",
    ],
)
def test_what_is_not_clean_is_noticed(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "x").write_bytes(text)
    assert not is_clean_cube(tmp_path / "x")


def test_the_picture_shows_what_becomes_of_colours() -> None:
    grid = np.linspace(0, 1, 2, dtype=np.float32)
    blue, green, red = np.meshgrid(grid, grid, grid, indexing="ij")
    same = effect(Cube(np.stack([red, green, blue], axis=3)))
    assert same.shape == (270, 480, 3)
    assert np.array_equal(same[:135], same[135:])
    turned = effect(Cube(np.stack([1 - red, green, blue], axis=3)))
    assert np.array_equal(turned[:135], same[:135])
    assert np.abs(turned[135:, :, 0].astype(int) - (255 - same[135:, :, 0])).max() <= 1


def test_in_the_sandbox(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    write_cube(tmp_path / "x", table(17))
    with Sandbox(1) as box:
        examined = box.examine(tmp_path / "x", "Kino.cube", out)
        assert (examined.record.kind, examined.record.role, examined.record.name) == (
            "lut",
            "lut",
            "Kino.cube",
        )
        assert examined.normalised.suffix == ".cube" and examined.normalised_format == "cube"
        assert Image.open(examined.thumbnail).size == (480, 270)
        for wrong in (
            b"LUT_3D_SIZE 2\n0 0 0\n",
            b"LUT_3D_SIZE 66\n" + b"0 0 0\n" * 66**3,
            b"TITLE\n\xff\xfe",
        ):
            (tmp_path / "y").write_bytes(wrong)
            with pytest.raises(MediaError, match="y.cube"):
                box.examine(tmp_path / "y", "y.cube", out)
    assert sorted(out.iterdir()) == sorted([examined.normalised, examined.thumbnail])
