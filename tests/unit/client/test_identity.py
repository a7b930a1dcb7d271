"""Who a client is: kept for its owner alone, for one server, and by one program at a time."""

from __future__ import annotations

import json
import multiprocessing
import stat
import uuid
from pathlib import Path
from typing import Any

import pytest
from tests.waiting import HANGS_S

from photoplay.client.identity import Identity, identity_path, load_identity, save_identity, with_token
from photoplay.errors import NotWritable

_URL = "https://photos.example"


def _asked(log: Path, token: str) -> None:
    with log.open("a") as file:
        file.write(f"{token}\n")


def test_what_is_kept_is_found_again_and_only_by_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "new" / "client.json"
    save_identity(Identity("a" * 8, "nmv_usr_1"), path, _URL)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_identity(path, _URL) == Identity("a" * 8, "nmv_usr_1")
    assert [one.name for one in path.parent.iterdir()] == ["client.json"]


def test_neither_token_nor_client_id_goes_to_another_server(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    save_identity(Identity("mine", "nmv_usr_1"), path, _URL)
    other = load_identity(path, "https://elsewhere.example")
    assert other.token == "" and other.client_id != "mine"
    places = {
        identity_path(url)
        for url in (_URL, "https://photos.example:444", "http://[::1]:80", "https://a@b.example")
    }
    assert len(places) == 4 and all("@" not in place.name and "a_b" not in place.name for place in places)
    assert identity_path(_URL, "chosen") not in places


def test_each_server_of_a_host_has_its_own_file() -> None:
    urls = (
        "https://h.example/a",
        "https://h.example/b",
        "https://h.example",
        "http://h.example",
        "http://h.example:81",
    )
    assert len({identity_path(url) for url in urls}) == len(urls)
    same = (
        "https://h.example/a",
        "HTTPS://H.example/a/",
        "https://h.example:443/a",
        "https://me:word@h.example/a",
    )
    assert len({identity_path(url) for url in same}) == 1
    assert (
        identity_path("http://[::1]:80") == identity_path("http://[::1]/") != identity_path("http://[::1]:81")
    )


def test_a_file_of_another_server_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    save_identity(Identity("mine", "nmv_usr_1"), path, _URL)
    found = with_token(
        Identity("new"), path, lambda name: Identity(name, "nmv_usr_2"), "https://else.example"
    )
    assert found == Identity("new", "nmv_usr_2")
    assert load_identity(path, "HTTPS://photos.example:443/") == Identity("mine", "nmv_usr_1")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"client_id": 7}', '{"token": "x"}', '{"client_id": "a", "token": 1}']
)
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "client.json"
    path.write_text(text)
    identity = load_identity(path, _URL)
    assert identity.token == "" and uuid.UUID(identity.client_id)


def test_what_the_user_gives_stands_above_what_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    save_identity(Identity("mine", "nmv_usr_1"), path, _URL)
    assert load_identity(path, _URL, token="nmv_usr_given") == Identity(
        "mine", "nmv_usr_given", is_given=True
    )
    assert load_identity(path, _URL, client_id="other") == Identity("other")
    assert load_identity(path, _URL, client_id="mine").token == "nmv_usr_1"


def test_a_token_that_another_program_renewed_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "client.json"
    save_identity(Identity("mine", "nmv_usr_2"), path, _URL)
    refused = Identity("mine", "nmv_usr_1")

    def ask(client_id: str) -> Identity:
        raise AssertionError("the server would refuse: the new token is valid")

    assert with_token(refused, path, ask, _URL).token == "nmv_usr_2"
    assert with_token(Identity("fresh"), path, ask, _URL) == Identity("mine", "nmv_usr_2")
    renewed = with_token(Identity("mine", "nmv_usr_2"), path, lambda name: Identity(name, "nmv_usr_3"), _URL)
    assert renewed == Identity("mine", "nmv_usr_3") == load_identity(path, _URL)


def _start(path: Path, log: Path, number: int, together: Any) -> None:
    def ask(client_id: str) -> Identity:
        _asked(log, client_id)
        return Identity(client_id, f"nmv_usr_{number}")

    identity = load_identity(path, _URL)
    together.wait(HANGS_S)
    assert with_token(identity, path, ask, _URL).token


def test_programs_that_start_at_once_make_one_account(tmp_path: Path) -> None:
    path, log = tmp_path / "client.json", tmp_path / "asked.txt"
    context = multiprocessing.get_context("fork")
    together = context.Barrier(8)
    programs = [context.Process(target=_start, args=(path, log, number, together)) for number in range(8)]
    for program in programs:
        program.start()
    for program in programs:
        program.join(HANGS_S)
        assert program.exitcode == 0
    assert len(log.read_text().splitlines()) == 1
    assert json.loads(path.read_text())["client_id"] == log.read_text().strip()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable):
        with_token(Identity("a"), tmp_path / "file" / "c.json", lambda name: Identity(name, "t"), _URL)
