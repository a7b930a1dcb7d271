"""Uploads: each file judged by itself, kept once, in the order sent; what is refused leaves nothing behind."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.service_backend import Clock, at_once
from tests.upload_desk import Desk
from tests.waiting import HANGS_S

from photoplay.errors import BrokenMedia, InvalidOption, MediaTooLarge, Overloaded
from photoplay.media import accepted
from photoplay.media.sandbox import Sandbox
from photoplay.services import media_bin, projects, uploads
from photoplay.services.uploads import Refused, Stored
from photoplay.store import assets as store

GPS_MARK, MAKER_MARK, COMMENT_MARK = b"SECRETPLACE", b"CAMERA-4711", b"who took it"


class _Together:
    """A sandbox that hands out what it found in many files at one moment."""

    def __init__(self, sandbox: Sandbox, count: int) -> None:
        self._sandbox, self._barrier = sandbox, threading.Barrier(count)

    def examine(self, *told: Any) -> Any:
        found = self._sandbox.examine(*told)
        self._barrier.wait(HANGS_S)
        return found


def plan(**values: int) -> dict[str, dict[str, int]]:
    return {"anonymous": values}


# -- what is kept -----------------------------------------------------------------------------------------------


def test_an_upload_is_described_as_sent_and_kept_as_made_anew(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    desk, content = new_desk_on_either(), photo(1, (300, 200))
    asset = desk.keep(content, "beach.jpg")
    assert (asset.filename, asset.kind, asset.role, asset.width, asset.height) == (
        "beach.jpg",
        "image",
        "photo",
        300,
        200,
    )
    assert (asset.size_bytes, asset.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    cleaned = desk.backend.files.path(asset.file)
    assert cleaned.read_bytes() != content
    assert cleaned.stat().st_size == asset.file_bytes
    assert (
        hashlib.sha256(cleaned.read_bytes()).hexdigest() == asset.file.split("/", 1)[1].replace("/", "")[:64]
    )
    with Image.open(desk.backend.files.path(asset.thumbnail)) as thumbnail:
        assert max(thumbnail.size) <= 480
    media = projects.media_of(desk.backend, {asset.id: asset})[asset.id]
    assert (media.path, media.sha256) == (cleaned, hashlib.sha256(cleaned.read_bytes()).hexdigest())
    assert (media.id, media.name, media.role) == (asset.id, "beach.jpg", "photo")
    assert desk.bin() == [asset]
    assert projects.state(desk.backend, desk.caller, desk.id).assets == (asset,)
    assert desk.left_in_new() == []


def test_an_upload_leaves_the_draft_alone(desk: Desk, photo: Callable[..., bytes]) -> None:
    desk.keep(photo(), "a.jpg")
    state = projects.state(desk.backend, desk.caller, desk.id)
    assert (state.project.revision, state.draft["t"]) == (0, [])


def test_files_keep_the_order_sent_whatever_is_looked_at_first(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    desk = new_desk_on_either()
    desk.keep(photo(99), "first.jpg")
    intake = desk.begin()
    # The first ones are the largest, so that later ones are ready before them.
    contents = [photo(n, (900 - 100 * n, 500)) for n in range(8)]
    results = at_once(8, lambda n: desk.take(contents[n], f"{n}.jpg", n, intake))
    assert [result.index for result in results] == list(range(8))
    assert [asset.filename for asset in desk.bin()] == ["first.jpg", *(f"{n}.jpg" for n in range(8))]
    desk.keep(photo(98), "last.jpg")
    assert desk.bin()[-1].filename == "last.jpg"


def test_the_same_file_again_is_the_same_asset(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    desk, content = new_desk_on_either(), photo()
    first = desk.keep(content, "a.jpg")
    desk.keep(photo(2), "b.jpg")
    assert desk.keep(content, "a.jpg") == first
    assert [asset.filename for asset in desk.bin()] == ["a.jpg", "b.jpg"]


def test_one_file_many_times_in_one_request_is_one_asset_at_its_first_place(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    desk = new_desk_on_either()
    same, other = photo(1, (600, 400)), photo(2)
    intake = desk.begin()
    results = at_once(
        8, lambda n: desk.take(other if n == 3 else same, "other.jpg" if n == 3 else "same.jpg", n, intake)
    )
    assert all(isinstance(result, Stored) for result in results), results
    assert len({result.asset.id for result in results}) == 2
    assert [asset.filename for asset in desk.bin()] == ["same.jpg", "other.jpg"]
    assert [asset.position for asset in desk.bin()] == [0, 3]
    assert desk.left_in_new() == []


def test_the_same_bytes_by_two_names_are_two_assets_and_one_file(
    desk: Desk, photo: Callable[..., bytes]
) -> None:
    one, other = (desk.keep(photo(), name) for name in ("a.jpg", "b.jpg"))
    assert one.id != other.id
    assert (one.file, one.thumbnail) == (other.file, other.thumbnail)
    third = desk.keep(photo(2), "a.jpg")
    assert len({one.id, other.id, third.id}) == 3
    assert [asset.filename for asset in desk.bin()] == ["a.jpg", "b.jpg", "a.jpg"]


def test_the_same_file_in_two_sessions_has_two_ids(
    new_desk: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    one, other = new_desk(), new_desk()
    assert one.keep(photo(), "a.jpg").id != other.keep(photo(), "a.jpg").id


def test_no_place_or_camera_is_in_any_file_that_is_kept(desk: Desk, photo: Callable[..., bytes]) -> None:
    """faults.md row 11, for what this room keeps: originals are gone, derived files are clean."""
    exif = Image.Exif()
    exif[0x010F] = MAKER_MARK.decode()
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0), 29: GPS_MARK.decode()}
    )
    content = photo(1, exif=exif, comment=COMMENT_MARK)
    other = photo(2, format="PNG", exif=exif)
    webp = photo(3, format="WEBP", exif=exif, xmp=b"<x:xmpmeta>" + GPS_MARK + b"</x:xmpmeta>")
    assert GPS_MARK in content
    assert GPS_MARK in webp
    desk.keep(content, "a.jpg")
    desk.keep(other, "b.png")
    desk.keep(webp, "c.webp")
    files = [path for path in desk.backend.files.folder.rglob("*") if path.is_file()]
    assert len(files) == 6
    for path in files:
        kept = path.read_bytes()
        assert not [mark for mark in (GPS_MARK, MAKER_MARK, COMMENT_MARK) if mark in kept]
        with Image.open(path) as image:
            assert dict(image.getexif()) == {}


# -- names ------------------------------------------------------------------------------------------------------


NAMES = {
    "beach.jpg": "beach.jpg",
    "../../etc/passwd.jpg": "passwd.jpg",
    "C:\\Users\\ann\\b.jpg": "b.jpg",
    "/a/b/folder/": "folder",
    "%d.jpg": "%d.jpg",
    "concat:a|b.jpg": "concat:a|b.jpg",
    "a\0b\nc\r\x1b[31m.jpg": "abc[31m.jpg",
    "\u202egpj.exe": "\u202egpj.exe",
    "e\u0301te\u0301.jpg": "e\u0301te\u0301.jpg",
    "<img src=x onerror=alert(1)>.jpg": "<img src=x onerror=alert(1)>.jpg",
    "x" * 300 + ".jpg": "x" * 300 + ".jpg",
    "caf\udce9.jpg": "caf\ufffd.jpg",
    "\ud800.jpg": "\ufffd.jpg",
    "\ud83d\ude00.jpg": "😀.jpg",
    "-rf": "-rf",
    "'; DROP TABLE assets; --.jpg": "'; DROP TABLE assets; --.jpg",
    **dict.fromkeys(["", ".", "..", "/", "\\", " ", "\0", " . ", "\x85"], "file"),
}


@pytest.mark.parametrize("sent", NAMES)
def test_a_name_is_the_last_component_without_control_characters(sent: str) -> None:
    assert uploads.clean_name(sent) == NAMES[sent]


def test_odd_names_never_refuse_a_good_file_nor_lead_out_of_the_store(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes], tmp_path: Path
) -> None:
    """faults.md row 3: files outside the store."""
    desk, content = new_desk_on_either(), photo(1, (40, 30))
    before = {path for path in tmp_path.rglob("*") if "files" not in path.parts}
    kept = []
    for sent, name in list(NAMES.items())[:17]:
        asset = desk.keep(content, sent)
        assert asset.filename == name
        kept.append(asset)
    assert desk.bin() == kept
    # All have the same bytes, so there is one file and one thumbnail, by names of ours.
    inside = [path for path in desk.backend.files.folder.rglob("*") if path.is_file()]
    assert {str(path.relative_to(desk.backend.files.folder)) for path in inside} == {
        asset.file,
        asset.thumbnail,
    }
    after = {path for path in tmp_path.rglob("*") if "files" not in path.parts}
    assert {path.name for path in after - before} <= {"photoplay.db-wal", "photoplay.db-shm"}


@given(name=st.text(st.characters(exclude_categories=[]), max_size=2000))
def test_any_name_becomes_one_that_can_be_kept(name: str) -> None:
    kept = uploads.clean_name(name)
    assert kept.encode().decode() == kept
    assert 0 < len(kept) <= 1000
    assert "/" not in kept
    assert "\\" not in kept
    assert "\0" not in kept
    assert kept not in (".", "..")
    assert uploads.clean_name(kept) == kept


# -- what is refused --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "empty.jpg"),
        (b"hello", "text.jpg"),
        (b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1/a.ts\n", "list.jpg"),
        (b"\xff\xd8\xff\xe0" + bytes(100), "broken.jpg"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "broken.png"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "drawing.png"),
        (b"RIFF\x24\0\0\0WAVEfmt " + bytes(40), "sound.wav"),
    ],
)
def test_what_is_no_picture_is_refused_with_what_is_taken(desk: Desk, content: bytes, name: str) -> None:
    refused = desk.refuse(content, name)
    assert refused.error.code == 4001
    assert refused.error.data is not None
    assert set(refused.error.data["accepted"]) >= {"jpg", "png", "webp", "heic", "mp4", "mp3"}  # type: ignore[call-overload]
    assert refused.filename == name
    assert str(desk.backend.files.folder) not in refused.error.message
    assert desk.bin() == []
    assert desk.left_in_new() == []
    assert desk.backend.files.keys("assets") == []


def test_a_file_over_the_limit_is_told_the_limit_of_its_profile(
    new_desk: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    content = photo(1, (200, 100))
    told = {"upload_bytes": len(content) - 1, "upload_bytes_product": len(content)}
    refused = new_desk(**told).refuse(content)
    assert isinstance(refused.error, MediaTooLarge)
    assert (refused.error.code, refused.error.data) == (4002, {"limit_bytes": len(content) - 1})
    assert "Compress" in refused.error.message
    new_desk("ai-product-video", **told).keep(content, "a.jpg")


def test_pictures_of_too_many_pixels_are_refused(
    new_desk: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    desk = new_desk(jpeg_pixels=10_000, other_pixels=5_000)
    desk.keep(photo(1, (100, 100)), "a.jpg")
    assert desk.refuse(photo(1, (101, 100)), "b.jpg").error.code == 4002
    assert desk.refuse(photo(1, (100, 51), "PNG"), "c.png").error.code == 4002


def test_a_file_that_did_not_arrive_whole_is_refused(desk: Desk, photo: Callable[..., bytes]) -> None:
    place = desk.backend.files.new_place()
    place.write_bytes(photo())
    result = uploads.take(desk.backend, desk.begin(), 0, place, "a.jpg", len(photo()), "0" * 64)
    assert isinstance(result, Refused)
    assert isinstance(result.error, BrokenMedia)
    assert (desk.bin(), desk.left_in_new()) == ([], [])


def test_good_files_of_a_request_are_kept_beside_bad_ones(desk: Desk, photo: Callable[..., bytes]) -> None:
    intake = desk.begin()
    contents = [b"bad", photo(1), b"", photo(2)]
    results = [desk.take(content, f"{n}.jpg", n, intake) for n, content in enumerate(contents)]
    uploads.finish(desk.backend, intake, results)
    assert [type(result) for result in results] == [Refused, Stored, Refused, Stored]
    assert [asset.filename for asset in desk.bin()] == ["1.jpg", "3.jpg"]


def test_when_all_are_refused_the_first_ones_reason_is_told(desk: Desk) -> None:
    intake = desk.begin()
    results = [desk.take(b"bad", "second.jpg", 1, intake), desk.take(b"", "first.jpg", 0, intake)]
    with pytest.raises(BrokenMedia, match="first.jpg"):
        uploads.finish(desk.backend, intake, results)
    with pytest.raises(InvalidOption) as caught:
        uploads.finish(desk.backend, intake, [])
    assert caught.value.field == "files"


def test_an_upload_counts_as_use_of_the_session(
    desk: Desk, clock: Clock, photo: Callable[..., bytes]
) -> None:
    intake = desk.begin()
    clock.advance(days=3)
    uploads.finish(desk.backend, intake, [desk.take(photo(), "a.jpg", 0, intake)])
    assert projects.project_of(desk.backend, desk.caller, desk.id).changed_at_ms == clock()


# -- limits -----------------------------------------------------------------------------------------------------


def test_many_files_at_once_do_not_pass_the_limit_of_a_session(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    desk = new_desk_on_either(plans=plan(files_per_session=3))
    intake, backend = desk.begin(), desk.backend
    contents = [photo(n, (60, 40)) for n in range(10)]
    desk.backend = replace(backend, sandbox=_Together(backend.sandbox, 10))  # type: ignore[arg-type]
    results = at_once(10, lambda n: desk.take(contents[n], f"{n}.jpg", n, intake))
    desk.backend = backend
    assert sum(isinstance(result, Stored) for result in results) == 3
    refused = [result.error for result in results if isinstance(result, Refused)]
    assert all(isinstance(error, InvalidOption) and error.data == {"limit_files": 3} for error in refused)
    assert len(desk.bin()) == 3
    kept = desk.bin()[0]
    assert desk.keep(contents[int(kept.filename[0])], kept.filename).id == kept.id
    media_bin.remove(desk.backend, desk.caller, desk.id, kept.id)
    desk.keep(photo(20), "one more.jpg")


def test_many_files_at_once_do_not_pass_the_limit_of_storage(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    size_bytes = new_desk_on_either().keep(photo(0, (60, 40)), "measure.jpg").file_bytes
    limit_bytes = round(3.5 * size_bytes)
    desk = new_desk_on_either(plans=plan(storage_bytes=limit_bytes))
    intake, backend = desk.begin(), desk.backend
    contents = [photo(n, (60, 40)) for n in range(10)]
    desk.backend = replace(backend, sandbox=_Together(backend.sandbox, 10))  # type: ignore[arg-type]
    results = at_once(10, lambda n: desk.take(contents[n], f"{n}.jpg", n, intake))
    desk.backend = backend
    refused = [result for result in results if isinstance(result, Refused)]
    assert all(isinstance(result.error, MediaTooLarge) for result in refused)
    assert all(result.error.data == {"limit_bytes": limit_bytes} for result in refused)
    with desk.backend.database.reading() as connection:
        assert store.bytes_of(connection, desk.caller.account.id) <= limit_bytes
    assert 2 <= len(desk.bin()) <= 4
    assert desk.left_in_new() == []


def test_files_that_are_refused_for_storage_do_not_fill_the_disk(
    new_desk: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    desk = new_desk(plans=plan(storage_bytes=10))
    for n in range(3):
        assert desk.refuse(photo(n), f"{n}.jpg").error.code == 4002
    assert desk.backend.files.keys("assets") == []


def test_a_file_that_the_account_has_already_takes_no_more_room(
    new_desk: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    size_bytes = new_desk().keep(photo(), "a.jpg").file_bytes
    desk = new_desk(plans=plan(storage_bytes=size_bytes))
    asset, _ = desk.keep(photo(), "a.jpg"), desk.keep(photo(), "b.jpg")
    media_bin.remove(desk.backend, desk.caller, desk.id, asset.id)
    desk.keep(photo(), "a.jpg")
    desk.id = projects.create(desk.backend, desk.caller).session_id
    desk.keep(photo(), "a.jpg")
    assert isinstance(desk.refuse(photo(2)).error, MediaTooLarge)


def test_a_disk_that_is_nearly_full_takes_nothing(new_desk: Callable[..., Desk]) -> None:
    with pytest.raises(Overloaded, match="nearly full"):
        new_desk(free_disk_bytes=1 << 60).begin()


def test_a_disk_that_fails_half_way_keeps_nothing(
    desk: Desk, photo: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """faults.md row 24."""
    replaced = os.replace

    def fails_at_thumbnails(source: Path, target: Path) -> None:
        if "thumbnail" in str(source):
            raise OSError(28, "No space left on device")
        replaced(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails_at_thumbnails)
        refused = desk.refuse(photo())
    assert isinstance(refused.error, Overloaded)
    assert "full" in refused.error.message
    assert desk.bin() == []
    assert desk.left_in_new() == []
    desk.keep(photo(), "x.jpg")


def test_what_a_file_is_treated_as_is_found_out_once(
    desk: Desk, photo: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of some files it takes long, and nobody else is served meanwhile."""
    asked: list[str] = []

    def counted(head: bytes, file: BinaryIO) -> accepted.Kind:
        asked.append(kind := kind_of(head, file))
        return kind

    kind_of = accepted.kind_of
    for module in (accepted, uploads):
        monkeypatch.setattr(module, "kind_of", counted)
    desk.keep(photo(5), "a.jpg")
    desk.refuse(photo(6)[:400], "b.jpg")
    assert asked == ["picture"] * 2
