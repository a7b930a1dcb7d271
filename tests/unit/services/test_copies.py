"""Files that are in one upload several times: one medium, and known to have been sent so often."""

from __future__ import annotations

from collections.abc import Callable

from tests.upload_desk import Desk

from photoplay.services import uploads


def test_how_often_a_file_was_in_one_upload_is_kept_with_it(desk: Desk, photo: Callable[..., bytes]) -> None:
    first, second = photo(), photo(2)
    for _ in range(2):  # sent again after a broken connection: no more copies than before
        intake = desk.begin()
        sent = [(first, "a.jpg"), (second, "b.jpg"), (first, "a.jpg")]
        results = [desk.take(content, name, index, intake) for index, (content, name) in enumerate(sent)]
        uploads.finish(desk.backend, intake, results)
    assert [(asset.filename, asset.record.copies) for asset in desk.bin()] == [("a.jpg", 2), ("b.jpg", 1)]
