"""Projects: ids nobody guesses, strangers who find nothing, state as one look, copies and deletion."""

from __future__ import annotations

import re

import pytest
from tests.service_backend import DAY_MS, Clock, a_caller, a_member, an_asset, at_once

from photoplay.errors import InvalidOption, NotFound
from photoplay.services import media_bin, projects, registration, revisions, tokens, uploads
from photoplay.services.backend import Backend
from photoplay.services.projects import State
from photoplay.store import accounts as store_accounts
from photoplay.store import projects as store


def draft_of(*sources: str, duration_ms: int = 3000, **more: object) -> dict[str, object]:
    """A draft that shows some assets, one after another."""
    segments = [
        {
            "id": f"c{n}",
            "n": source,
            "s": n * duration_ms,
            "d": duration_ms,
            "src": source,
            "mo": {"type": "hold"},
        }
        for n, source in enumerate(sources)
    ]
    return {"t": [{"id": "v1", "n": "Video", "tt": 0, "sg": segments}], "m": {"title": "Holiday"}, **more}


# -- creation -----------------------------------------------------------------------------------------------


def test_a_session_id_has_19_digits_and_follows_nothing(either: Backend) -> None:
    caller = a_caller(either)
    made = [projects.create(either, caller) for _ in range(50)]
    ids = [project.session_id for project in made]
    assert all(re.fullmatch(r"[1-9][0-9]{18}", session_id) for session_id in ids)
    assert all(int(session_id) < 10**19 for session_id in ids)
    assert len(set(ids)) == 50
    numbers = [int(session_id) for session_id in ids]
    assert numbers != sorted(numbers)
    # Spread over the whole range: no counter and no clock in front.
    assert len({session_id[:2] for session_id in ids}) > 10
    assert len({project.task_id for project in made}) == 50


def test_a_new_project_is_empty(either: Backend) -> None:
    caller = a_caller(either)
    project = projects.create(either, caller)
    assert (project.name, project.language, project.profile, project.revision) == (
        "project",
        "en",
        "general",
        0,
    )
    state = projects.state(either, caller, project.session_id)
    assert state.draft["t"] == []
    assert state.draft["d"] == 0
    assert state.assets == ()
    assert state.changes is None
    assert (state.project.undo, state.project.redo) == ((), ())


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        (None, "project"),
        ("", "project"),
        (" \t\n", "project"),
        ("\0\x07", "project"),
        ("Summer 2026", "Summer 2026"),
        ("Urlaub – 北京 🏖️", "Urlaub – 北京 🏖️"),
        ("a\0b\nc\x1b[31m", "abc[31m"),
        ("\ud800x", "x"),
        ("\u202egpj", "gpj"),
        ("x" * 1000, "x" * 200),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_a_name_is_kept_without_what_cannot_be_seen(backend: Backend, told: str | None, kept: str) -> None:
    caller = a_caller(backend)
    project = projects.create(backend, caller, told)
    assert projects.project_of(backend, caller, project.session_id).name in (kept, kept.replace("\ufe0f", ""))
    if kept != "project":
        assert projects.rename(backend, caller, project.session_id, told or "").name == project.name
    else:
        with pytest.raises(InvalidOption):
            projects.rename(backend, caller, project.session_id, told or "")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        *((tag, tag) for tag in ("en", "zh", "zh-TW", "de-CH-1996", "sr-Latn-RS")),
        *(
            (tag, "en")
            for tag in (None, "", "<lang>", "english please", "en_US", "x" * 50, "日本", "\0", "e", "en-")
        ),
        (" fr ", "fr"),
    ],
)
def test_what_is_no_language_counts_as_absent(backend: Backend, told: str | None, kept: str) -> None:
    assert projects.create(backend, a_caller(backend), None, told).language == kept


@pytest.mark.parametrize(
    ("source", "profile"),
    [
        *(
            (name, name)
            for name in ("ai-product-video", "meta-ai-image-to-video", "online-photo-video-maker")
        ),
        *(
            (name, "general")
            for name in ("", "general", "somebody-elses-skill", "AI-PRODUCT-VIDEO", "x" * 500, "\0")
        ),
    ],
)
def test_the_skill_that_made_a_session_decides_its_profile(
    backend: Backend, source: str, profile: str
) -> None:
    caller = a_caller(backend)
    project = projects.create(backend, caller, source=source)
    found = projects.project_of(backend, caller, project.session_id)
    assert (found.profile, len(found.source)) == (profile, min(64, len(source)))


# -- strangers ----------------------------------------------------------------------------------------------


def test_strangers_and_deleted_projects_are_not_found_with_one_and_the_same_answer(either: Backend) -> None:
    caller, stranger, member = a_caller(either), a_caller(either), a_member(either)
    session_id, gone = (projects.create(either, caller).session_id for _ in range(2))
    asset = an_asset(either, caller, session_id, "a.jpg")
    projects.delete(either, caller, gone)
    calls = [
        lambda who, sid: projects.project_of(either, who, sid),
        lambda who, sid: projects.state(either, who, sid),
        lambda who, sid: projects.state(either, who, sid, 0),
        lambda who, sid: projects.rename(either, who, sid, "mine"),
        lambda who, sid: projects.duplicate(either, who, sid),
        lambda who, sid: projects.delete(either, who, sid),
        lambda who, sid: revisions.put_draft(either, who, sid, draft_of(asset.id), 0),
        lambda who, sid: revisions.undo(either, who, sid),
        lambda who, sid: revisions.redo(either, who, sid),
        lambda who, sid: tokens.claim_token(either, who, sid),
        lambda who, sid: uploads.begin(either, who, sid),
        lambda who, sid: media_bin.list_assets(either, who, sid),
        lambda who, sid: media_bin.set_role(either, who, sid, asset.id, "logo"),
        lambda who, sid: media_bin.remove(either, who, sid, asset.id),
    ]
    told = set()
    for call in calls:
        for who, sid in [
            (stranger, session_id),
            (member, session_id),
            (caller, gone),
            *(
                (caller, odd)
                for odd in ("1" * 19, "", "0", "me", "\0", "\ud800", "１" * 19, session_id + " ")
            ),
        ]:
            with pytest.raises(NotFound) as caught:
                call(who, sid)
            told.add((caught.value.message, caught.value.code, caught.value.data))
    assert len(told) == 1
    assert projects.project_of(either, caller, session_id).name == "project"
    assert len(projects.list_projects(either, caller)) == 1
    assert projects.list_projects(either, stranger) == []


# -- state ----------------------------------------------------------------------------------------------------


def test_state_tells_what_changed_since_a_revision(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    a, b = (an_asset(either, caller, session_id, name).id for name in ("a.jpg", "b.jpg"))
    revisions.put_draft(either, caller, session_id, draft_of(a), 0)
    revisions.put_draft(either, caller, session_id, draft_of(a, b), 1)
    now = projects.state(either, caller, session_id, 2)
    before = projects.state(either, caller, session_id, 1)
    first = projects.state(either, caller, session_id, 0)
    assert now.changes == ()
    assert before.changes
    assert first.changes
    assert before.changes != first.changes
    assert "2 photos" in now.summary
    for since in (3, -1, 10**9):
        with pytest.raises(InvalidOption) as caught:
            projects.state(either, caller, session_id, since)
        assert caught.value.field == "since"


def test_media_of_guests_last_as_long_as_their_token_and_of_members_since_the_last_use(
    either: Backend, clock: Clock
) -> None:
    guest, member = a_caller(either), a_member(either)
    one, other = (projects.create(either, who).session_id for who in (guest, member))
    made_ms = clock()
    clock.advance(days=3)
    assert projects.state(either, guest, one).expires_at_ms == made_ms + 14 * DAY_MS
    assert projects.state(either, member, other).expires_at_ms == made_ms + 90 * DAY_MS
    projects.rename(either, member, other, "used")
    assert projects.state(either, member, other).expires_at_ms == clock() + 90 * DAY_MS


def test_long_drafts_are_not_kept_in_memory(backend: Backend) -> None:
    caller = a_caller(backend)
    session_id = projects.create(backend, caller).session_id
    asset = an_asset(backend, caller, session_id, "a.jpg").id
    before = projects._parsed.cache_info().currsize
    state = revisions.put_draft(backend, caller, session_id, draft_of(asset, theirs="x" * 100_000), 0)
    assert state.draft["theirs"] == "x" * 100_000
    assert projects._parsed.cache_info().currsize == before


# -- copies -----------------------------------------------------------------------------------------------------


def test_a_copy_has_the_media_and_the_draft_and_goes_its_own_way(either: Backend) -> None:
    caller = a_caller(either)
    source = projects.create(either, caller, "Holiday", "de", "ai-product-video")
    a, b, c = (an_asset(either, caller, source.session_id, name).id for name in ("a.jpg", "b.jpg", "c.jpg"))
    revisions.put_draft(either, caller, source.session_id, draft_of(a, b), 0)
    revisions.put_draft(either, caller, source.session_id, draft_of(b), 1)
    media_bin.remove(either, caller, source.session_id, a)
    copy = projects.duplicate(either, caller, source.session_id)
    assert copy.session_id != source.session_id
    assert (copy.name, copy.language, copy.profile) == ("Holiday", "de", "ai-product-video")

    def look(session_id: str) -> State:
        return projects.state(either, caller, session_id)

    assert [asset.id for asset in look(copy.session_id).assets] == [b, c]
    assert look(copy.session_id).draft == look(source.session_id).draft
    revisions.put_draft(either, caller, copy.session_id, draft_of(c), copy.revision)
    media_bin.remove(either, caller, copy.session_id, b)
    assert look(source.session_id).draft["t"][0]["sg"][0]["src"] == b
    assert [asset.id for asset in look(source.session_id).assets] == [b, c]
    projects.delete(either, caller, source.session_id)
    assert look(copy.session_id).draft["t"][0]["sg"][0]["src"] == c


def test_a_copy_of_an_empty_project_is_empty(backend: Backend) -> None:
    caller = a_caller(backend)
    copy = projects.duplicate(backend, caller, projects.create(backend, caller).session_id)
    assert (copy.revision, projects.state(backend, caller, copy.session_id).draft["t"]) == (0, [])


def test_a_copy_that_fails_half_way_is_none(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = a_caller(backend)
    source = projects.create(backend, caller)
    asset = an_asset(backend, caller, source.session_id, "a.jpg").id
    revisions.put_draft(backend, caller, source.session_id, draft_of(asset), 0)

    def broken(*told: object) -> None:
        raise RuntimeError("half way")

    monkeypatch.setattr(store, "push", broken)
    with pytest.raises(RuntimeError):
        projects.duplicate(backend, caller, source.session_id)
    assert len(projects.list_projects(backend, caller)) == 1


def test_who_takes_over_copies_and_renames_at_once_loses_nothing(either: Backend) -> None:
    guest, member = a_caller(either), a_member(either)
    ids = [projects.create(either, guest).session_id for _ in range(6)]

    def work(number: int) -> object:
        if number == 3:
            return registration.take_over(either, member.account.id, guest.account.id)
        act = projects.duplicate if number % 2 else projects.rename
        told = () if number % 2 else (f"name {number}",)
        return act(either, guest, ids[number % 6], *told)

    told = at_once(12, work)
    assert not isinstance(told[3], Exception)
    assert all(isinstance(one, NotFound) for one in told if isinstance(one, Exception)), told
    assert {p.session_id for p in projects.list_projects(either, member)} >= set(ids)
    with either.database.reading() as connection:
        taken = store_accounts.by_id(connection, guest.account.id)
    assert taken is not None
    assert taken.taken_over_by == member.account.id
