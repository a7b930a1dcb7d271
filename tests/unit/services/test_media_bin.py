"""The media bin while other things happen to its session; roles, removal, and files from addresses."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from tests.service_backend import a_caller, a_member
from tests.upload_desk import Desk

from photoplay.errors import InvalidOption, MediaTooLarge, NotFound
from photoplay.media.fetch import Fetched
from photoplay.media.sandbox import Sandbox
from photoplay.services import media_bin, projects, registration, uploads
from photoplay.services.uploads import Refused, Stored
from photoplay.store import assets as store

# -- while something else happens -----------------------------------------------------------------------------------


class _Slow:
    """A sandbox that lets something happen while it looks at a file."""

    def __init__(self, sandbox: Sandbox, meanwhile: Callable[[], object]) -> None:
        self._sandbox, self._meanwhile = sandbox, meanwhile

    def examine(self, *told: Any) -> Any:
        self._meanwhile()
        return self._sandbox.examine(*told)


def test_a_session_that_is_deleted_meanwhile_takes_no_file(desk: Desk, photo: Callable[..., bytes]) -> None:
    def delete() -> None:
        projects.delete(desk.backend, desk.caller, desk.id)

    intake = desk.begin()
    desk.backend = replace(desk.backend, sandbox=_Slow(desk.backend.sandbox, delete))  # type: ignore[arg-type]
    result = desk.take(photo(), "a.jpg", 0, intake)
    assert isinstance(result, Refused)
    assert isinstance(result.error, NotFound)
    with desk.backend.database.reading() as connection:
        assert store.of_session(connection, desk.id, deleted=True) == []


def test_a_file_that_comes_during_a_take_over_belongs_to_the_new_account(
    new_desk_on_either: Callable[..., Desk], photo: Callable[..., bytes]
) -> None:
    desk = new_desk_on_either()
    member = a_member(desk.backend)

    def take_over() -> None:
        registration.take_over(desk.backend, member.account.id, desk.caller.account.id)

    intake, backend = desk.begin(), desk.backend
    desk.backend = replace(backend, sandbox=_Slow(backend.sandbox, take_over))  # type: ignore[arg-type]
    result = desk.take(photo(), "a.jpg", 0, intake)
    assert isinstance(result, Stored)
    assert result.asset.account_id == member.account.id
    assert media_bin.list_assets(backend, member, desk.id) == [result.asset]


# -- the media bin ------------------------------------------------------------------------------------------------


def test_a_logo_is_known_by_its_look_and_name_and_the_role_can_be_corrected(desk: Desk) -> None:
    file = io.BytesIO()
    logo = Image.new("RGBA", (200, 120), (0, 0, 0, 0))
    logo.paste((200, 30, 40, 255), (40, 30, 160, 90))
    logo.save(file, "PNG")
    asset = desk.keep(file.getvalue(), "logo.png")
    assert (asset.role, asset.record.role) == ("logo", "logo")
    with Image.open(desk.backend.files.path(asset.file)) as kept:
        assert kept.mode == "RGBA"
    corrected = media_bin.set_role(desk.backend, desk.caller, desk.id, asset.id, "photo")
    assert (corrected.role, corrected.record.role) == ("photo", "photo")
    assert desk.bin() == [corrected]
    for role in ("clip", "music", "", "LOGO", "\0"):
        with pytest.raises(InvalidOption):
            media_bin.set_role(desk.backend, desk.caller, desk.id, asset.id, role)


def test_what_is_taken_out_of_the_bin_can_be_sent_again_and_comes_last(
    desk: Desk, photo: Callable[..., bytes]
) -> None:
    first, second = desk.keep(photo(1), "1.jpg"), desk.keep(photo(2), "2.jpg")
    media_bin.remove(desk.backend, desk.caller, desk.id, first.id)
    assert desk.bin() == [second]
    for call in (
        lambda: media_bin.remove(desk.backend, desk.caller, desk.id, first.id),
        lambda: media_bin.set_role(desk.backend, desk.caller, desk.id, first.id, "logo"),
        lambda: media_bin.asset_of(desk.backend, desk.id, first.id),
    ):
        with pytest.raises(NotFound):
            call()
    assert desk.backend.files.has(first.file), "undo may still need it"
    assert desk.keep(photo(1), "1.jpg").id == first.id
    assert [asset.id for asset in desk.bin()] == [second.id, first.id]


def test_nobody_touches_anothers_files(desk: Desk, photo: Callable[..., bytes]) -> None:
    asset, stranger = desk.keep(photo(), "a.jpg"), a_caller(desk.backend)
    own = projects.create(desk.backend, stranger).session_id
    for session_id in (desk.id, own):
        with pytest.raises(NotFound):
            media_bin.remove(desk.backend, stranger, session_id, asset.id)
        with pytest.raises(NotFound):
            media_bin.set_role(desk.backend, stranger, session_id, asset.id, "logo")
    for asset_id in ("", "img_0", "\0", "\ud800"):
        with pytest.raises(NotFound):
            media_bin.remove(desk.backend, desk.caller, desk.id, asset_id)
    with pytest.raises(NotFound):
        media_bin.asset_of(desk.backend, own, asset.id)
    assert desk.bin() == [asset]


def test_a_signed_file_that_is_gone_is_not_found(desk: Desk, photo: Callable[..., bytes]) -> None:
    asset = desk.keep(photo(), "a.jpg")
    assert media_bin.asset_of(desk.backend, desk.id, asset.id) == asset
    desk.backend.files.delete(asset.file)
    with pytest.raises(NotFound, match="not there"):
        media_bin.asset_of(desk.backend, desk.id, asset.id)
    desk.keep(photo(2), "b.jpg")
    projects.delete(desk.backend, desk.caller, desk.id)
    with pytest.raises(NotFound):
        media_bin.asset_of(desk.backend, desk.id, asset.id)


# -- by address -----------------------------------------------------------------------------------------------------


def test_a_fetched_file_goes_the_way_of_a_sent_one(
    desk: Desk, photo: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    content, asked = photo(), {}

    def fetched(url: str, into: Path, **limits: object) -> Fetched:
        asked.update(limits, url=url)
        into.write_bytes(content)
        return Fetched(into, "beach.jpg", len(content), hashlib.sha256(content).hexdigest())

    monkeypatch.setattr(uploads, "fetch", fetched)
    result = desk.take_url(4, "https://example.org/beach.jpg?size=large")
    assert isinstance(result, Stored)
    assert (result.index, result.asset.filename) == (4, "beach.jpg")
    assert asked["limit_bytes"] == 200 * 1024 * 1024
    assert asked["deadline_s"] == 60
    assert asked["allowed_hosts"] == frozenset()
    assert desk.left_in_new() == []


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://127.0.0.1:9/a.jpg?x=1", "a.jpg"),
        ("http://[::1]/b.png", "b.png"),
        ("http://169.254.169.254/latest/meta-data/", "meta-data"),
        ("file:///etc/passwd", "passwd"),
        ("ftp://example.org/a.jpg", "a.jpg"),
        ("\ud800", "\ufffd"),
        ("", "file"),
        ("http://\ud800/\0", "file"),
        ("https://user:secret@127.0.0.1/a.jpg", "a.jpg"),
    ],
)
def test_a_refused_address_is_told_and_leaves_nothing(desk: Desk, url: str, name: str) -> None:
    result = desk.take_url(0, url)
    assert isinstance(result, Refused)
    assert (result.error.code, result.filename) == (422, name)
    assert "secret" not in result.error.message
    assert desk.left_in_new() == []


def test_every_refusal_for_size_names_its_limit(
    new_desk: Callable[..., Desk], photo: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """api.md: "4002 … `limit_bytes`"; of pictures with too many pixels, `limit_pixels`."""
    desk = new_desk(jpeg_pixels=5000, other_pixels=4000)
    for kind, most in (("JPEG", 5000), ("PNG", 4000)):
        error = desk.refuse(photo(1, (160, 100), kind)).error
        assert (error.code, error.data) == (4002, {"limit_pixels": most})

    def fetch(*_: object, **told: object) -> None:
        raise MediaTooLarge("more than 209.715 MB", name="far.jpg")

    monkeypatch.setattr(uploads, "fetch", fetch)
    result = desk.take_url(0, "https://example.org/far.jpg")
    assert isinstance(result, Refused) and "200 MB" in result.error.message
    assert result.error.data == {"limit_bytes": 200 << 20}
