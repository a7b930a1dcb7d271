"""Errors as answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from photoplay.errors import (
    BrokenMedia,
    Cancelled,
    DatabaseAway,
    Forbidden,
    InvalidOption,
    NotAuthorised,
    PhotoplayError,
    TooMany,
)
from photoplay.server.envelope import answer, as_json, incident, refused, server_paths


def _told(error: PhotoplayError) -> tuple[int, dict[str, object], dict[str, str]]:
    response = refused(error)
    return response.status_code, json.loads(bytes(response.body)), dict(response.headers)


def test_an_error_says_code_words_and_data() -> None:
    status, told, headers = _told(InvalidOption("No.", field="output.fps"))
    assert (status, told) == (422, {"code": 422, "message": "No.", "data": {"field": "output.fps"}})
    assert headers["x-error-code"] == "422" and "retry-after" not in headers
    assert _told(BrokenMedia("No.", name="a.jpg"))[1]["data"] == {"name": "a.jpg"}
    assert _told(Forbidden("No.", scope="read"))[1]["data"] == {"scope": "read"}
    assert _told(Forbidden("No."))[1]["data"] is None
    assert _told(NotAuthorised("No."))[2]["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("wait_s", "header"), [(1, "1"), (29.2, "30"), (120, "120"), (121, None), (604_800, None), (None, None)]
)
def test_clients_are_told_to_sleep_two_minutes_at_most(wait_s: float | None, header: str | None) -> None:
    error = TooMany("No.", retry_after_s=wait_s) if wait_s is not None else TooMany("No.")
    assert _told(error)[2].get("retry-after") == header


def test_an_outage_always_says_when_to_come_back() -> None:
    assert _told(DatabaseAway("No."))[2]["retry-after"] == "5"
    assert _told(DatabaseAway("No.", retry_after_s=600))[2]["retry-after"] == "30"


def test_a_status_that_is_none_becomes_503() -> None:
    assert _told(Cancelled("No."))[0] == 503


def test_paths_of_the_server_are_hidden() -> None:
    hidden = server_paths(Path("/srv/photo play"), Path("/var/cache/photoplay"))
    text = "“/srv/photo play/files/assets/ab/x.jpg” and /var/cache/photoplay/k are gone; see https://example.org/a/b."
    told = json.loads(bytes(refused(InvalidOption(text), hidden).body))["message"]
    assert told == "“x.jpg” and k are gone; see https://example.org/a/b."


def test_success_repeats_fields_only_when_asked() -> None:
    assert json.loads(bytes(answer({"a": 1}).body)) == {"code": 0, "message": "ok", "data": {"a": 1}}
    told = json.loads(bytes(answer({"a": 1, "code": "x"}, repeated=True).body))
    assert told == {"a": 1, "code": 0, "message": "ok", "data": {"a": 1, "code": "x"}}


def test_half_characters_do_not_break_an_answer() -> None:
    assert as_json({"name": "\ud800"}) == b'{"name":"?"}'


def test_an_incident_says_nothing_but_its_name() -> None:
    told = json.loads(bytes(incident("inc_1").body))
    assert told["code"] == 500 and told["data"] == {"incident": "inc_1"} and "inc_1" in told["message"]
