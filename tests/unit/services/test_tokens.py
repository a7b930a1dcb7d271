"""API tokens with scopes, and claim tokens that open one project and nothing else."""

from __future__ import annotations

import pytest
from tests.service_backend import DAY_MS, Clock, a_caller, a_member

from photoplay.errors import InvalidOption, NotAuthorised, NotFound
from photoplay.services import accounts, projects, tokens
from photoplay.services.backend import Backend
from photoplay.store import accounts as store


def test_a_token_has_the_scopes_and_the_life_that_were_asked_for(either: Backend, clock: Clock) -> None:
    member = a_member(either)
    issued = tokens.create_token(either, member.account, "script", ["read", "render"], 60)
    caller = accounts.authenticate(either, issued.secret)
    assert (caller.account.id, caller.token.scopes) == (member.account.id, {"read", "render"})
    assert issued.token.expires_at_ms == clock() + 60_000
    clock.advance(seconds=60)
    with pytest.raises(NotAuthorised):
        accounts.authenticate(either, issued.secret)
    usual = tokens.create_token(either, member.account, "", ["*"])
    assert usual.token.expires_at_ms == clock() + 365 * DAY_MS


@pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "READ"], [""], ["read write"], ["\ud800"]])
def test_unknown_scopes_are_refused(backend: Backend, scopes: list[str]) -> None:
    with pytest.raises(InvalidOption) as caught:
        tokens.create_token(backend, a_member(backend).account, "t", scopes)
    assert caught.value.field == "scopes"


@pytest.mark.parametrize("seconds", [0, -1, 365 * 86400 + 1, 10**30])
def test_a_life_out_of_range_is_refused(backend: Backend, seconds: int) -> None:
    with pytest.raises(InvalidOption) as caught:
        tokens.create_token(backend, a_member(backend).account, "t", ["read"], seconds)
    assert caught.value.field == "expires_in"


@pytest.mark.parametrize("name", ["", "x" * 1000, "a\0b", "\ud800", "日本語", "<script>"])
def test_any_name_will_do_for_a_token(either: Backend, name: str) -> None:
    member = a_member(either)
    tokens.create_token(either, member.account, name, ["read"])
    (found,) = tokens.list_tokens(either, member.account.id)
    assert len(found.name) == min(len(name), 200)


def test_a_list_shows_what_is_valid_and_a_revoked_token_is_gone(either: Backend, clock: Clock) -> None:
    member, stranger = a_member(either), a_caller(either)
    made = []
    for n in range(3):
        clock.advance(seconds=1)
        made.append(tokens.create_token(either, member.account, f"t{n}", ["read"], 100 * (n + 1)))
    assert [t.name for t in tokens.list_tokens(either, member.account.id)] == ["t2", "t1", "t0"]
    tokens.revoke_token(either, member.account.id, made[1].token.id)
    tokens.revoke_token(either, member.account.id, made[1].token.id)
    with pytest.raises(NotAuthorised):
        accounts.authenticate(either, made[1].secret)
    clock.advance(seconds=150)
    assert [t.name for t in tokens.list_tokens(either, member.account.id)] == ["t2"]
    for account_id, token_id in [
        (stranger.account.id, made[2].token.id),
        (member.account.id, stranger.token.id),
        (member.account.id, "tok_none"),
        (member.account.id, "\0"),
        (member.account.id, made[2].secret),
    ]:
        with pytest.raises(NotFound):
            tokens.revoke_token(either, account_id, token_id)
    assert accounts.authenticate(either, made[2].secret).account.id == member.account.id


def test_a_revoked_token_stays_revoked_at_its_first_moment(backend: Backend, clock: Clock) -> None:
    member = a_member(backend)
    issued = tokens.create_token(backend, member.account, "t", ["read"])
    tokens.revoke_token(backend, member.account.id, issued.token.id)
    first = clock()
    clock.advance(days=1)
    tokens.revoke_token(backend, member.account.id, issued.token.id)
    with backend.database.reading() as connection:
        (found,) = store.tokens_of(connection, member.account.id, ["api"])
    assert found.revoked_at_ms == first


# -- claim links --------------------------------------------------------------------------------------------


def test_a_claim_opens_its_project_for_a_week(either: Backend, clock: Clock) -> None:
    caller = a_caller(either)
    project = projects.create(either, caller)
    projects.create(either, caller)
    for task_id in (None, "", project.task_id):
        issued = tokens.claim_token(either, caller, project.session_id, task_id)
        assert issued.secret.startswith("clm_")
        account, session_id = tokens.claimed_session(either, issued.secret)
        assert (account.id, session_id) == (caller.account.id, project.session_id)
    assert issued.token.expires_at_ms - issued.token.created_at_ms == 604_800_000
    clock.advance(days=7)
    with pytest.raises(NotAuthorised, match="expired"):
        tokens.claimed_session(either, issued.secret)


def test_a_claim_gives_nothing_else(either: Backend) -> None:
    caller = a_caller(either)
    issued = tokens.claim_token(either, caller, projects.create(either, caller).session_id)
    for kinds in [("anonymous", "api"), ("login",), ("key",)]:
        with pytest.raises(NotAuthorised):
            accounts.authenticate(either, issued.secret, kinds=kinds)
    assert issued.token.scopes == frozenset()
    assert issued.token.id not in {t.id for t in tokens.list_tokens(either, caller.account.id)}


def test_nobody_claims_what_is_not_theirs(either: Backend) -> None:
    caller, stranger = a_caller(either), a_caller(either)
    mine, other = projects.create(either, caller), projects.create(either, caller)
    for who, session_id, task_id in [
        (stranger, mine.session_id, mine.task_id),
        (caller, mine.session_id, other.task_id),
        (caller, mine.session_id, "task_none"),
        (caller, "1" * 19, None),
        (caller, "", None),
        (caller, "\0", None),
        (caller, "\ud800", None),
        (caller, mine.task_id, mine.task_id),
    ]:
        with pytest.raises(NotFound, match="no such session"):
            tokens.claim_token(either, who, session_id, task_id)


def test_a_claim_of_a_deleted_project_opens_nothing(either: Backend) -> None:
    caller = a_caller(either)
    session_id = projects.create(either, caller).session_id
    issued = tokens.claim_token(either, caller, session_id)
    projects.delete(either, caller, session_id)
    with pytest.raises(NotAuthorised, match="not there"):
        tokens.claimed_session(either, issued.secret)
    with pytest.raises(NotFound):
        tokens.claim_token(either, caller, session_id)


@pytest.mark.parametrize("secret", [None, "", "clm_wrong", "\0", "\ud800"])
def test_a_wrong_claim_opens_nothing(either: Backend, secret: str | None) -> None:
    with pytest.raises(NotAuthorised):
        tokens.claimed_session(either, secret)


def test_a_claim_of_a_closed_account_opens_nothing(backend: Backend) -> None:
    caller = a_caller(backend)
    issued = tokens.claim_token(backend, caller, projects.create(backend, caller).session_id)
    with backend.database.writing() as connection:
        store.change(connection, caller.account.id, is_disabled=True)
    with pytest.raises(NotAuthorised):
        tokens.claimed_session(backend, issued.secret)
