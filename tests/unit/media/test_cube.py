"""Files with tables of colours: what is read, and what is refused in which words."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import BrokenMedia, MediaError, MediaTooLarge, MissingMedia, UnsupportedMedia
from photoplay.media import cube
from photoplay.media.cube import Cube, is_cube, looked_up, parse_cube, probe_cube, read_cube, write_cube


def nothing(side: int) -> Cube:
    """A table that changes nothing."""
    at = np.linspace(0, 1, side, dtype=np.float32)
    b, g, r = np.meshgrid(at, at, at, indexing="ij")
    return Cube(np.ascontiguousarray(np.stack([r, g, b], axis=-1)))


def text_of(side: int = 2, *before: str, values: str = "") -> str:
    lines = [*before, f"LUT_3D_SIZE {side}"]
    return "\n".join(lines) + "\n" + (values or "0 0.5 1\n" * side**3)


def colours(count: int = 500) -> np.ndarray:
    return np.random.default_rng(4).uniform(0, 1, (count, 3)).astype(np.float32)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    made = Cube(np.random.default_rng(1).uniform(0, 1, (5, 5, 5, 3)).astype(np.float32), (0, 0, 0), (1, 2, 1))
    write_cube(tmp_path / "a.cube", made, "My look")
    again = read_cube(tmp_path / "a.cube")
    assert np.allclose(again.values, made.values, atol=1e-6)
    assert (again.low, again.high) == (made.low, made.high)


def test_red_runs_fastest(tmp_path: Path) -> None:
    rows = [f"{r} {g / 2} {b / 4}" for b in (0, 1) for g in (0, 1) for r in (0, 1)]
    table = parse_cube(text_of(2, values="\n".join(rows)).encode(), "a.cube")
    corners = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], np.float32)
    assert np.allclose(looked_up(table, corners), [[1, 0, 0], [0, 0.5, 0], [0, 0, 0.25]])


@pytest.mark.parametrize("side", [2, 3, 17, 33, 65])
def test_a_table_of_nothing_changes_nothing(side: int) -> None:
    rgb = np.concatenate([colours(), colours() * 3 - 1])
    assert np.abs(looked_up(nothing(side), rgb) - rgb).max() < 2e-6


def test_greys_stay_between_their_neighbours() -> None:
    """Along tetrahedra the grey axis takes part in no other corner of its cell."""
    values = nothing(2).values.copy()
    values[0, 0, 1] = values[0, 1, 0] = values[1, 0, 0] = 7.0
    grey = np.repeat(np.linspace(0, 1, 11, dtype=np.float32)[:, None], 3, axis=1)
    assert np.allclose(looked_up(Cube(values), grey), grey, atol=1e-6)


def test_curves_for_each_channel() -> None:
    content = b"LUT_1D_SIZE 3\n0 1 0\n0.5 0.5 0.25\n1 0 1\n"
    got = looked_up(parse_cube(content, "a.cube"), np.array([[0.25, 0.25, 0.75]], np.float32))
    assert np.allclose(got, [[0.25, 0.75, 0.625]])


def test_the_domain_is_kept_to() -> None:
    low_high = "DOMAIN_MIN 0 0 0", "DOMAIN_MAX 2 2 2"
    rows = "\n".join(f"{r} {g} {b}" for b in (0, 1) for g in (0, 1) for r in (0, 1))
    got = looked_up(parse_cube(text_of(2, *low_high, values=rows).encode(), "a"), colours())
    assert np.allclose(got, colours() / 2, atol=1e-6)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + text_of(2, 'TITLE "x"').encode(),
        text_of(2).replace("\n", "\r\n").encode(),
        text_of(2).replace("\n", "\r").encode(),
        text_of(2, "# made by hand", "", "  ").encode(),
        text_of(2).replace("1\n", "1   # white\n").encode(),
        text_of(2).replace(" ", "\t").encode(),
        text_of(2, "LUT_3D_INPUT_RANGE 0.0 1.0").encode(),
        text_of(2, "KEYWORD of another program").encode(),
        text_of(2, values="+0.0e0 5E-1 .1e1\n" * 8).encode(),
        text_of(2).encode() + b"\n\n# the end\n",
        b"lut_3d_size 2\n" + b"0 0.5 1\n" * 8,
    ],
)
def test_texts_as_they_come(content: bytes) -> None:
    assert np.array_equal(parse_cube(content, "a.cube").values[1, 1, 1], np.array([0, 0.5, 1], np.float32))


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"", UnsupportedMedia, "not a table"),
        (b"Dear diary,\n" * 30, UnsupportedMedia, "not a table"),
        (b"0 0 0\n" * 8, UnsupportedMedia, "how large"),
        (b"LUT_3D_SIZE 2\nLUT_1D_SIZE 2\n0 0 0\n", UnsupportedMedia, "two tables"),
        (b"LUT_3D_SIZE 1\n0 0 0\n", UnsupportedMedia, "size 1"),
        (b"LUT_3D_SIZE 66\n0 0 0\n", UnsupportedMedia, "size 66"),
        (b"LUT_3D_SIZE\n0 0 0\n", BrokenMedia, "size"),
        (b"LUT_3D_SIZE two\n0 0 0\n", BrokenMedia, "size"),
        (b"LUT_3D_SIZE 99999999999999\n0 0 0\n", BrokenMedia, "size"),
        (text_of(2, values="0 0 0\n" * 7).encode(), BrokenMedia, "7 of 8"),
        (text_of(2, values="0 0 0\n" * 9).encode(), BrokenMedia, "after its last"),
        (text_of(2, values="0 0 0\n" * 7 + "0 0 x\n").encode(), BrokenMedia, "x"),
        (text_of(2, values="0 0 0\n" * 7 + "0 0 nan\n").encode(), BrokenMedia, "nan"),
        (text_of(2, values="0 0 0\n" * 7 + "0 0 1e30\n").encode(), BrokenMedia, "1e30"),
        (text_of(2, values="0 0 0\n" * 7 + "0 0 " + "1" * 99).encode(), BrokenMedia, "1111"),
        (text_of(2, "DOMAIN_MIN 0 0").encode(), BrokenMedia, "range"),
        (text_of(2, "DOMAIN_MAX 0 0 0").encode(), BrokenMedia, "range"),
    ],
)
def test_what_is_no_table_is_refused_in_words(content: bytes, kind: type[MediaError], words: str) -> None:
    with pytest.raises(kind, match=words) as caught:
        parse_cube(content, "my.cube")
    assert "my.cube" in caught.value.message


@given(st.binary(max_size=400))
def test_nothing_else_is_raised(content: bytes) -> None:
    for begin in (b"", b"LUT_3D_SIZE 2\n", b"LUT_1D_SIZE 2\n0 0 "):
        with contextlib.suppress(MediaError):
            parse_cube(begin + content, "a.cube")


def test_a_file_with_more_bytes_than_any_table_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.cube"
    with path.open("wb") as file:
        file.truncate(cube.MOST_BYTES + 1)
    with pytest.raises(MediaTooLarge):
        probe_cube(path)


def test_a_record_of_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.cube"
    write_cube(path, nothing(2))
    record = probe_cube(path, "Teal.cube")
    assert (record.kind, record.format, record.role, record.name) == ("lut", "cube", "lut", "Teal.cube")
    assert record.size_bytes == path.stat().st_size
    with pytest.raises(MissingMedia):
        probe_cube(tmp_path / "none.cube")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b'\xef\xbb\xbf# hello\r\nTITLE "x"\r\n', True),
        (b"LUT_3D_SIZE 33\n0 0 0", True),
        (b"\nDOMAIN_MIN 0 0 0\n", True),
        (b"# only a comment\n", False),
        (b"\xff\xd8\xff\xe0", False),
        (b"\0\0\0\x18ftypmp42", False),
        (b"", False),
        (b"Dear diary", False),
    ],
)
def test_tables_are_told_by_their_first_lines(head: bytes, expected: bool) -> None:
    assert is_cube(head) is expected
