"""Signed links open one file for a while; changed, expired or moved to another path they open nothing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.service_backend import DAY_MS, START_MS, Clock, NewBackend, a_caller, an_asset

from photoplay.errors import Forbidden
from photoplay.services import links, projects
from photoplay.services.backend import Backend
from photoplay.services.links import Links

PATH = "/files/renders/ren_1.mp4"
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def parts(signed: str) -> tuple[str, str, str]:
    """Path, end and signature of a link."""
    told = urlsplit(signed)
    query = parse_qs(told.query, strict_parsing=True)
    assert set(query) == {"e", "s"}
    return told.path, query["e"][0], query["s"][0]


def test_a_link_opens_its_path_for_seven_days(backend: Backend, clock: Clock) -> None:
    path, ends, signature = parts(links.sign(backend, PATH))
    assert path == PATH
    links.check(backend, path, ends, signature)
    clock.advance(days=7)
    links.check(backend, path, ends, signature)
    clock.advance(hours=1, seconds=1)
    with pytest.raises(Forbidden, match="expired"):
        links.check(backend, path, ends, signature)


@pytest.mark.parametrize("days", [1, 30])
def test_the_life_of_links_is_a_setting(new_backend: NewBackend, clock: Clock, days: int) -> None:
    backend = new_backend(link_days=days)
    _, ends, _ = parts(links.sign(backend, PATH))
    assert 0 <= int(ends) * 1000 - clock() - days * DAY_MS <= 3_600_000


def test_a_link_stays_the_same_for_a_while_and_is_fresh_later(backend: Backend, clock: Clock) -> None:
    first = links.sign(backend, PATH)
    clock.advance(seconds=3599)
    assert links.sign(backend, PATH) == first
    clock.advance(seconds=1)
    assert links.sign(backend, PATH) != first


def test_every_server_of_a_database_takes_the_links_of_the_others(new_either: NewBackend) -> None:
    links.check(new_either(), *parts(links.sign(new_either(), PATH)))


def test_another_databases_links_open_nothing(backend: Backend) -> None:
    from dataclasses import replace

    with pytest.raises(Forbidden):
        links.check(backend, *parts(links.sign(replace(backend, key=bytes(32)), PATH)))


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/files/renders/ren_2.mp4",
            PATH + "/",
            PATH + "\0",
            "/" + PATH,
            PATH.upper(),
            "",
            PATH.replace("/", "//"),
        ),
        *(
            "/files/renders/../renders/ren_1.mp4",
            "/files/renders/ren_1.mp4?",
            "\ud800",
            "/files/renders/ren_1.mp",
        ),
    ],
)
def test_another_path_is_refused(backend: Backend, path: str) -> None:
    _, ends, signature = parts(links.sign(backend, PATH))
    with pytest.raises(Forbidden, match="not right"):
        links.check(backend, path, ends, signature)


@SHARED
@given(
    ends=st.text(max_size=15) | st.integers(-(10**13), 10**13).map(str),
    signature=st.text(st.characters(), max_size=50) | st.none(),
)
def test_a_changed_link_is_refused(backend: Backend, ends: str, signature: str | None) -> None:
    """faults.md row 16: whatever stands in the place of the end or the signature."""
    _, right_ends, right_signature = parts(links.sign(backend, PATH))
    told = right_signature if signature is None else signature
    assume((ends, told) != (right_ends, right_signature))
    assume(
        not (told == right_signature and ends.isascii() and ends.isdigit() and int(ends) == int(right_ends))
    )
    with pytest.raises(Forbidden):
        links.check(backend, PATH, ends, told)


def test_every_character_of_a_signature_counts(backend: Backend) -> None:
    path, ends, signature = parts(links.sign(backend, PATH))
    for index, character in enumerate(signature):
        other = "0" if character != "0" else "1"
        with pytest.raises(Forbidden):
            links.check(backend, path, ends, signature[:index] + other + signature[index + 1 :])
        with pytest.raises(Forbidden):
            links.check(backend, path, ends, signature[:index])
    with pytest.raises(Forbidden):
        links.check(backend, path, str(int(ends) + 1), signature)


def test_links_of_files_name_them_and_no_token(backend: Backend, clock: Clock) -> None:
    caller = a_caller(backend)
    session_id = projects.create(backend, caller).session_id
    thumbnail = "assets/ab/" + "c" * 62 + ".jpg"
    asset = an_asset(backend, caller, session_id, "ü?#&/../a b.jpg", thumbnail=thumbnail)
    made = Links(backend, "https://api.example.org", "https://example.org")
    assert clock() == START_MS
    for link, path in [
        (made.asset(asset), f"/files/assets/{session_id}/{asset.id}.jpg"),
        (made.thumbnail(asset), f"/files/thumbnails/{session_id}/{asset.id}.jpg"),
        (made.render("ren_1"), PATH),
    ]:
        assert link.startswith("https://api.example.org/files/")
        assert parts(link)[0] == path
        assert caller.account.id not in link
        assert "nmv_usr_" not in link
        links.check(backend, *parts(link))
    assert made.thumbnail(an_asset(backend, caller, session_id, "b.jpg")) == ""
    assert made.claim("clm_a-b&c") == "https://example.org/workspace/claim?ct=clm_a-b%26c"
