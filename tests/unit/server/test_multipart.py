"""Multipart bodies: whatever the pieces they arrive in, the files are the same; nothing is left behind."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidOption, Overloaded
from photoplay.server.multipart import Multipart, Part, filename_of

#: Nearly a boundary.
_NEARLY = [b"\r\n-", b"\r\n--", b"--b-", b"\r", b"\r\n"]
KIND = "multipart/form-data; boundary=b"


def _places(folder: Path) -> Callable[[], Path]:
    numbers = itertools.count()
    return lambda: folder / str(next(numbers))


def _body(*files: tuple[str, bytes]) -> bytes:
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode() + content
        for name, content in files
    ]
    return b"\r\n".join([*parts, b"--b--\r\n"])


def _taken(folder: Path, pieces: list[bytes], limit_bytes: int = 1000, most_files: int = 10) -> list[Part]:
    body = Multipart(KIND, _places(folder), limit_bytes=limit_bytes, most_files=most_files)
    parts = [part for piece in pieces for part in body.write(piece)]
    return parts + body.end()


@given(
    contents=st.lists(st.binary(max_size=60) | st.sampled_from(_NEARLY), max_size=4),
    cuts=st.lists(st.integers(0, 400), max_size=8),
)
def test_pieces_do_not_matter(contents: list[bytes], cuts: list[int]) -> None:
    raw = _body(*((f"{n}.jpg", content) for n, content in enumerate(contents)))
    edges = [0, *sorted(min(cut, len(raw)) for cut in cuts), len(raw)]
    with TemporaryDirectory() as folder:
        parts = _taken(Path(folder), [raw[a:b] for a, b in itertools.pairwise(edges)])
        assert [part.filename for part in parts] == [f"{n}.jpg" for n in range(len(contents))]
        for part, content in zip(parts, contents, strict=True):
            assert part.is_whole and part.path.read_bytes() == content
            assert (part.size_bytes, part.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_large_file_is_skipped_and_the_others_are_kept(tmp_path: Path) -> None:
    raw = _body(("a", b"x" * 10), ("large", b"y" * 11), ("c", b"z"))
    parts = _taken(tmp_path, [raw], limit_bytes=10)
    assert [(part.filename, part.is_over) for part in parts] == [("a", False), ("large", True), ("c", False)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "2"]


@pytest.mark.parametrize("cut", [60, 90, 110])
def test_a_body_that_breaks_off_leaves_nothing(tmp_path: Path, cut: int) -> None:
    raw = _body(("a.jpg", b"x" * 200))[:cut]
    parts = _taken(tmp_path, [raw])
    assert not any(part.is_whole for part in parts) and list(tmp_path.iterdir()) == []
    body = Multipart(KIND, _places(tmp_path), limit_bytes=1000, most_files=1)
    body.write(raw)
    body.discard()
    assert list(tmp_path.iterdir()) == []


def test_fields_that_are_no_files_are_passed_over(tmp_path: Path) -> None:
    field = b'--b\r\nContent-Disposition: form-data; name="note"\r\n\r\nhello\r\n'
    parts = _taken(tmp_path, [field + _body(("a", b"x"))])
    assert [part.filename for part in parts] == ["a"]
    with pytest.raises(InvalidOption):
        _taken(tmp_path, [field * 200])


def test_too_many_files_are_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(InvalidOption, match="At most 3 files"):
        _taken(tmp_path, [_body(*((str(n), b"") for n in range(1000)))], most_files=3)


@pytest.mark.parametrize(
    "raw",
    [b"nonsense", b"--b\r\n" + b"A: b\r\n" * 100 + b"\r\n", b"--b\r\nA: " + b"x" * 10_000, b"--c\r\n\r\n"],
)
def test_what_is_no_multipart_is_refused(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(InvalidOption):
        _taken(tmp_path, [raw])


@pytest.mark.parametrize(
    "kind", ["multipart/form-data", 'multipart/form-data; boundary=""', KIND + "b" * 300]
)
def test_boundaries_must_be_usable(tmp_path: Path, kind: str) -> None:
    with pytest.raises(InvalidOption):
        Multipart(kind, _places(tmp_path), limit_bytes=1, most_files=1)


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(Overloaded):
        _taken(tmp_path / "missing", [_body(("a", b"x"))])


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (b'form-data; name="files"; filename="a b.jpg"', "a b.jpg"),
        ('form-data; name="files"; filename="山.jpg"'.encode(), "山.jpg"),
        (b'form-data; name="files"; filename="quo\\"te.jpg"', 'quo"te.jpg'),
        (b'form-data; name="files"; filename="%22q%22.jpg"', '"q".jpg'),  # as browsers write it
        (b"form-data; name=files; filename=bare.jpg", "bare.jpg"),
        (b"form-data; name=\"files\"; filename*=utf-8''%E5%B1%B1.jpg", "山.jpg"),
        (b'form-data; name="files"; filename=""', ""),
        (b'form-data; name="files"', None),
        (b"", None),
        (b'form-data; filename="\xff.jpg"', "\udcff.jpg"),
    ],
)
def test_filenames(told: bytes, name: str | None) -> None:
    assert filename_of(told) == name
