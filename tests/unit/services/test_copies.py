"""Files that are in one upload several times: one medium, and known to have been sent so often."""

from __future__ import annotations

from collections.abc import Callable

from tests.upload_desk import Desk

from photoplay.services import edits, uploads


def test_how_often_a_file_was_in_one_upload_is_kept_with_it(desk: Desk, photo: Callable[..., bytes]) -> None:
    first, second = photo(), photo(2)
    for _ in range(2):  # sent again after a broken connection: no more copies than before
        intake = desk.begin()
        sent = [(first, "a.jpg"), (second, "b.jpg"), (first, "a.jpg")]
        results = [desk.take(content, name, index, intake) for index, (content, name) in enumerate(sent)]
        uploads.finish(desk.backend, intake, results)
    assert [(asset.filename, asset.record.copies) for asset in desk.bin()] == [("a.jpg", 2), ("b.jpg", 1)]


def test_a_picture_that_is_told_to_be_the_logo_stays_one(desk: Desk, photo: Callable[..., bytes]) -> None:
    intake = desk.begin()
    files = [desk.take(photo(seed), f"{seed}.jpg", seed, intake) for seed in (1, 2, 3)]
    uploads.finish(desk.backend, intake, files)
    last = desk.bin()[-1]
    told = edits.edit(desk.backend, desk.caller, desk.id, [edits.Call("set_logo", {"file": last.id})])
    assert any("3.jpg" in note for note in told.notes)
    assert [asset.role for asset in desk.bin()] == ["photo", "photo", "logo"]
    edits.edit(desk.backend, desk.caller, desk.id, [edits.Call("make_video", {"kind": "product"})])
    edits.edit(desk.backend, desk.caller, desk.id, [edits.Call("set_logo", {"file": desk.bin()[1].id})])
    assert [asset.role for asset in desk.bin()] == ["photo", "logo", "logo"]
