"""The file store: keys that stay inside, files that appear whole, and a disk that is full."""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import Overloaded
from photoplay.store.files import FileStore, asset_key


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def _written(store: FileStore, content: bytes) -> Path:
    place = store.new_place()
    place.write_bytes(content)
    return place


def test_a_kept_file_has_its_key_and_its_place_is_free_again(store: FileStore) -> None:
    place = _written(store, b"picture")
    path = store.keep(place, asset_key("ab" * 32, ".jpg"))
    assert path == store.folder / "assets" / "ab" / ("ab" * 31 + ".jpg")
    assert path.read_bytes() == b"picture"
    assert not place.exists()
    assert store.keys("assets") == [asset_key("ab" * 32, ".jpg")]


def test_a_key_that_is_kept_again_holds_the_new_file(store: FileStore) -> None:
    store.keep(_written(store, b"old"), "renders/r.mp4")
    store.keep(_written(store, b"new"), "renders/r.mp4")
    assert store.path("renders/r.mp4").read_bytes() == b"new"
    store.delete("renders/r.mp4")
    store.delete("renders/r.mp4")
    assert not store.has("renders/r.mp4")


@pytest.mark.parametrize(
    "key",
    [
        *("", "a", "/etc/passwd", "../a", "assets/../../a", "assets/..", "assets/./a", "assets//a"),
        *("assets/.hidden", "assets/a/b/c/d", "assets/a\0b", "assets/a\n", "Assets/a", "assets/ä"),
        *("assets/a..b", "assets/%2e%2e", "assets/" + "a" * 200, "assets/a b", "assets\\a"),
    ],
)
def test_what_is_no_key_is_refused(store: FileStore, key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        store.path(key)


@given(key=st.text(max_size=40) | st.from_regex(r"[a-z]+(/[A-Za-z0-9_.\-]{1,9}){1,4}", fullmatch=True))
def test_no_key_leads_out_of_the_folder(tmp_path_factory: pytest.TempPathFactory, key: str) -> None:
    store = FileStore(tmp_path_factory.getbasetemp() / "any")
    try:
        path = store.path(key)
    except ValueError:
        return
    assert path.resolve().is_relative_to(store.folder.resolve())
    assert path.resolve() != store.folder.resolve()


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "full"), (errno.EDQUOT, "full"), (errno.EIO, "does not answer")]
)
def test_a_disk_that_fails_is_told_and_leaves_no_file(
    store: FileStore, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(*told: object) -> None:
        raise OSError(number, os.strerror(number))

    place = _written(store, b"picture")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Overloaded, match=words):
        store.keep(place, "renders/r.mp4")
    assert store.keys("renders") == []


def test_tidying_takes_only_what_is_old(store: FileStore) -> None:
    old, young = _written(store, b"old"), _written(store, b"young")
    folder = store.new_place()
    folder.mkdir()
    (folder / "inside").write_bytes(b"x")
    long_ago = time.time() - 7 * 3600
    for path in (old, folder):
        os.utime(path, (long_ago, long_ago))
    store.keep(_written(store, b"kept"), "renders/r.mp4")
    os.utime(store.path("renders/r.mp4"), (long_ago, long_ago))
    assert store.tidy() == 2
    assert not old.exists()
    assert not folder.exists()
    assert young.exists()
    assert store.has("renders/r.mp4")


def test_places_are_never_the_same(store: FileStore) -> None:
    assert len({store.new_place(".jpg") for _ in range(1000)}) == 1000
    assert store.is_writable()
    assert store.free_bytes() > 0
