"""Registered accounts: the same answers to right and wrong guesses, a key that works once, taking over."""

from __future__ import annotations

import unicodedata

import pytest
from tests.service_backend import DAY_MS, Clock, NewBackend, a_caller, a_member, an_asset, at_once

from photoplay.errors import Forbidden, InvalidOption, NotAuthorised, NotFound
from photoplay.services import accounts, credits, projects, registration, tokens, uploads
from photoplay.services.accounts import Caller, Issued
from photoplay.services.backend import Backend
from photoplay.store import accounts as store

EMAIL, PASSWORD = "ann@example.org", "correct horse"
pytestmark = pytest.mark.usefixtures("cheap_passwords")


def by_email(backend: Backend, email: str = EMAIL) -> store.Account | None:
    with backend.database.reading() as connection:
        return store.by_email(connection, email)


def as_login(backend: Backend, issued: Issued) -> Caller:
    return accounts.authenticate(backend, issued.secret, kinds=("login",))


# -- registration and login -------------------------------------------------------------------------------


def test_who_registered_can_log_in_and_begins_with_credits(either: Backend, clock: Clock) -> None:
    registration.register(either, EMAIL, PASSWORD)
    issued = registration.login(either, EMAIL, PASSWORD)
    caller = as_login(either, issued)
    assert caller.account.kind == "registered"
    assert caller.account.plan == "free"
    assert caller.account.id.startswith("acc_")
    assert issued.token.expires_at_ms == clock() + 30 * DAY_MS
    assert credits.balance(either, caller.account).available == 100
    caller.require("write")


def test_an_address_that_has_an_account_is_told_nothing_and_keeps_its_password(either: Backend) -> None:
    first = registration.register(either, EMAIL, PASSWORD)
    account = by_email(either)
    assert registration.register(either, " Ann@EXAMPLE.org ", "another password") is first
    assert by_email(either) == account
    registration.login(either, EMAIL, PASSWORD)
    with pytest.raises(NotAuthorised):
        registration.login(either, EMAIL, "another password")


def test_many_who_register_one_address_at_once_make_one_account(either: Backend) -> None:
    assert at_once(8, lambda n: registration.register(either, EMAIL, f"password {n}")) == [None] * 8
    account = by_email(either)
    assert account is not None
    assert credits.balance(either, account).total == 100


def test_registration_can_be_closed(new_backend: NewBackend) -> None:
    with pytest.raises(Forbidden, match="closed"):
        registration.register(new_backend(registration_open=False), EMAIL, PASSWORD)


@pytest.mark.parametrize(
    "email",
    [
        *(
            "",
            "ann",
            "@example.org",
            "ann@",
            "ann@example",
            "ann@example.",
            "a b@example.org",
            "ann@@example.org",
        ),
        *("ann@example.org, bob@example.org", "<ann@example.org>", '"ann"@example.org', "ann@exam\nple.org"),
        *("a\0nn@example.org", "\ud800@example.org", "ann\u200b@example.org", "a" * 250 + "@example.org"),
        "ann@example.org" + " " * 10**6 + "x",
    ],
)
def test_what_is_no_address_is_refused(backend: Backend, email: str) -> None:
    with pytest.raises(InvalidOption, match="no e-mail address"):
        registration.register(backend, email, PASSWORD)
    with pytest.raises(NotAuthorised):
        registration.login(backend, email, PASSWORD)


@pytest.mark.parametrize(
    "email", ["Ann@Example.ORG", " ann@example.org\n", "ann+tag@mail.example.org", "änn@exämple.org"]
)
def test_addresses_are_compared_without_case_and_form(backend: Backend, email: str) -> None:
    registration.register(backend, email, PASSWORD)
    other = unicodedata.normalize("NFD", email).upper()
    assert registration.login(backend, other, PASSWORD).account.email == unicodedata.normalize(
        "NFC", email.strip().lower()
    )


@pytest.mark.parametrize("password", ["", "short", "1234567", "x" * 257, "\ud800" * 9, "x" * 10**6])
def test_unfit_passwords_are_refused_before_anything_is_made(backend: Backend, password: str) -> None:
    with pytest.raises(InvalidOption, match="[Pp]assword"):
        registration.register(backend, EMAIL, password)
    assert by_email(backend) is None
    with pytest.raises(NotAuthorised):
        registration.login(backend, EMAIL, password)


@pytest.mark.parametrize("password", ["12345678", "x" * 256, "pass\0word", "Ångström 北京", "ﬁfteen ﬁsh"])
def test_a_password_is_the_same_however_the_keyboard_writes_it(backend: Backend, password: str) -> None:
    registration.register(backend, EMAIL, password)
    registration.login(backend, EMAIL, unicodedata.normalize("NFD", password))
    with pytest.raises(NotAuthorised):
        registration.login(backend, EMAIL, password[:-1] + "?")


def test_passwords_are_kept_as_salted_argon2id(backend: Backend) -> None:
    for n in range(2):
        registration.register(backend, f"ann{n}@example.org", PASSWORD)
    kept = [by_email(backend, f"ann{n}@example.org") for n in range(2)]
    hashes = {account.password for account in kept if account}
    assert len(hashes) == 2
    assert all(told and told.startswith("$argon2id$") for told in hashes)


def test_wrong_guesses_all_get_the_same_answer(backend: Backend) -> None:
    """An unknown address, a wrong password, a closed account and one without a password look alike."""
    registration.register(backend, EMAIL, PASSWORD)
    registration.register(backend, "closed@example.org", PASSWORD)
    closed = by_email(backend, "closed@example.org")
    assert closed is not None
    a_member(backend, "none@example.org")
    with backend.database.writing() as connection:
        store.change(connection, closed.id, is_disabled=True)
    told = set()
    for email, password in [
        (EMAIL, "wrong password"),
        ("nobody@example.org", PASSWORD),
        ("closed@example.org", PASSWORD),
        ("none@example.org", PASSWORD),
        ("no address", PASSWORD),
        (EMAIL, "short"),
    ]:
        with pytest.raises(NotAuthorised) as caught:
            registration.login(backend, email, password)
        told.add((caught.value.message, caught.value.code, caught.value.data))
    assert len(told) == 1


def test_every_guess_costs_one_hash(backend: Backend, monkeypatch: pytest.MonkeyPatch) -> None:
    registration.register(backend, EMAIL, PASSWORD)
    hasher, verified = registration._hasher(), []

    class Counting:
        hash = staticmethod(hasher.hash)

        def verify(self, told: str, password: str) -> bool:
            verified.append(told)
            return hasher.verify(told, password)

    monkeypatch.setattr(registration, "_hasher", Counting)
    for email, password in [(EMAIL, "wrong password"), ("nobody@example.org", PASSWORD), ("x", "y")]:
        with pytest.raises(NotAuthorised):
            registration.login(backend, email, password)
    assert len(verified) == 3
    assert all(told.startswith("$argon2id$") for told in verified)


def test_logging_out_ends_that_login_and_a_new_password_ends_all(backend: Backend) -> None:
    registration.register(backend, EMAIL, PASSWORD)
    one, other, third = (registration.login(backend, EMAIL, PASSWORD) for _ in range(3))
    registration.logout(backend, as_login(backend, one))
    with pytest.raises(NotAuthorised):
        as_login(backend, one)
    as_login(backend, other)
    api = tokens.create_token(backend, other.account, "script", ["read"])
    registration.set_password(backend, other.account.id, "a new password")
    for issued in (other, third):
        with pytest.raises(NotAuthorised):
            as_login(backend, issued)
    accounts.authenticate(backend, api.secret)
    with pytest.raises(NotAuthorised):
        registration.login(backend, EMAIL, PASSWORD)
    registration.login(backend, EMAIL, "a new password")


def test_a_password_is_set_for_registered_accounts_only(backend: Backend) -> None:
    for told in ("acc_none", a_caller(backend).account.id, "\0"):
        with pytest.raises(NotFound):
            registration.set_password(backend, told, PASSWORD)


# -- the owner's key ----------------------------------------------------------------------------------------


def test_the_owners_key_logs_in_once_and_has_no_credit_limit(either: Backend, clock: Clock) -> None:
    key = registration.owner_key(either)
    caller = as_login(either, registration.use_key(either, key))
    assert caller.account.id == registration.OWNER
    assert credits.balance(either, caller.account).available == credits.UNLIMITED
    credits.reserve(either, caller.account.id, "turn:1", 5_000)
    with pytest.raises(NotAuthorised, match="used already"):
        registration.use_key(either, key)
    late = registration.owner_key(either)
    clock.advance(days=1)
    with pytest.raises(NotAuthorised, match="expired"):
        registration.use_key(either, late)


def test_of_many_who_use_the_key_at_once_one_gets_in(either: Backend) -> None:
    # The first round opens the connections; later ones really run at one moment.
    for _ in range(4):
        key = registration.owner_key(either)
        told = at_once(12, lambda _: registration.use_key(either, key))  # noqa: B023
        assert sum(isinstance(one, Issued) for one in told) == 1
        assert sum(isinstance(one, NotAuthorised) for one in told) == 11


def test_servers_that_start_together_make_one_owner(either: Backend) -> None:
    keys = at_once(8, lambda _: registration.owner_key(either))
    assert len(set(keys)) == 8
    told = at_once(8, lambda n: registration.use_key(either, keys[n]))
    (issued,) = [one for one in told if isinstance(one, Issued)]  # each key ends those before it
    assert issued.account.id == registration.OWNER


@pytest.mark.parametrize("key", ["", "key_wrong", "\0", "\ud800"])
def test_a_wrong_key_opens_nothing(either: Backend, key: str) -> None:
    registration.owner_key(either)
    with pytest.raises(NotAuthorised):
        registration.use_key(either, key)


# -- taking over ----------------------------------------------------------------------------------------------


def test_taking_over_brings_projects_media_tokens_and_credits(either: Backend) -> None:
    guest, member = a_caller(either), a_member(either)
    session_id = projects.create(either, guest, "Holiday").session_id
    asset = an_asset(either, guest, session_id, "a.jpg")
    claim = tokens.claim_token(either, guest, session_id)
    credits.reserve(either, guest.account.id, "turn:1", 30)
    credits.capture(either, guest.account.id, "turn:1")

    before = registration.takeover(either, guest.account.id)
    assert (before.projects, before.credits) == (1, 70)
    done = registration.take_over(either, member.account.id, guest.account.id)
    assert (done.projects, done.credits, done.account.taken_over_by) == (1, 70, member.account.id)

    assert [p.session_id for p in projects.list_projects(either, member)] == [session_id]
    assert projects.state(either, member, session_id).assets[0].id == asset.id
    assert projects.state(either, member, session_id).assets[0].account_id == member.account.id
    assert credits.balance(either, member.account).available == 170
    assert credits.balance(either, guest.account).available == 0
    assert tokens.claimed_session(either, claim.secret)[0].id == member.account.id


def test_the_chat_goes_on_with_its_token_after_the_take_over(either: Backend) -> None:
    issued = accounts.anonymous(either, "0b8e7f8e-32f1-4d1c-bb4b-8b8f3f6d9f10", "127.0.0.1")
    guest = accounts.authenticate(either, issued.secret)
    session_id = projects.create(either, guest).session_id
    member = a_member(either)
    registration.take_over(either, member.account.id, guest.account.id)
    again = accounts.authenticate(either, issued.secret)
    assert again.account.id == member.account.id
    assert accounts.is_me(either, again, guest.account.id)
    assert projects.project_of(either, again, session_id).account_id == member.account.id
    with pytest.raises(Forbidden):
        again.require("*")


def test_a_token_that_was_taken_over_reaches_what_was_made_with_it_and_nothing_else(either: Backend) -> None:
    secret = accounts.anonymous(either, "5d0c9f6e-8a55-4d5c-9d55-1c2f1d7c0b11", "127.0.0.1").secret
    guest, member = accounts.authenticate(either, secret), a_member(either)
    old, own = projects.create(either, guest), projects.create(either, member)
    registration.take_over(either, member.account.id, guest.account.id)
    chat = accounts.authenticate(either, secret)
    new = projects.create(either, chat)
    assert {one.session_id for one in projects.list_projects(either, chat)} == {
        old.session_id,
        new.session_id,
    }
    for act in (projects.project_of, projects.state, projects.delete, projects.duplicate, uploads.begin):
        with pytest.raises(NotFound):
            act(either, chat, own.session_id)  # type: ignore[operator]
    with pytest.raises(NotFound):
        tokens.claim_token(either, chat, own.session_id)
    reached = {one.session_id for one in projects.list_projects(either, member)}
    assert reached == {old.session_id, own.session_id, new.session_id}


def test_a_second_take_over_brings_projects_but_no_credits(either: Backend) -> None:
    first, second, member = a_caller(either), a_caller(either), a_member(either)
    projects.create(either, second)
    assert registration.take_over(either, member.account.id, first.account.id).credits == 100
    done = registration.take_over(either, member.account.id, second.account.id)
    assert (done.projects, done.credits) == (1, 0)
    assert credits.balance(either, member.account).available == 200
    assert len(projects.list_projects(either, member)) == 1


def test_an_account_is_taken_over_once(either: Backend) -> None:
    guest, ann, bob = a_caller(either), a_member(either), a_member(either, "bob@example.org")
    registration.take_over(either, ann.account.id, guest.account.id)
    for taker in (ann, bob):
        with pytest.raises(NotFound, match="used already"):
            registration.take_over(either, taker.account.id, guest.account.id)
    with pytest.raises(NotFound):
        registration.takeover(either, guest.account.id)
    assert credits.balance(either, bob.account).available == 100


def test_of_many_who_take_over_one_account_at_once_one_gets_it(either: Backend) -> None:
    guest = a_caller(either)
    session_id = projects.create(either, guest).session_id
    members = [a_member(either, f"m{n}@example.org") for n in range(8)]
    told = at_once(16, lambda n: registration.take_over(either, members[n % 8].account.id, guest.account.id))
    won = [n for n, one in enumerate(told) if not isinstance(one, Exception)]
    assert len(won) == 1
    assert all(isinstance(one, NotFound) for n, one in enumerate(told) if n not in won)
    owner = members[won[0] % 8]
    assert projects.project_of(either, owner, session_id).account_id == owner.account.id
    assert sum(credits.balance(either, member.account).total for member in members) == 900


def test_only_anonymous_accounts_are_taken_over_and_only_by_registered_ones(either: Backend) -> None:
    guest, other, ann, bob = (
        a_caller(either),
        a_caller(either),
        a_member(either),
        a_member(either, "b@example.org"),
    )
    for bind in (bob.account.id, registration.OWNER, "anon_" + "0" * 32, "", "\0", "\ud800", "x" * 1000):
        with pytest.raises(NotFound):
            registration.takeover(either, bind)
        with pytest.raises(NotFound):
            registration.take_over(either, ann.account.id, bind)
    for taker in (other.account.id, "acc_none"):
        with pytest.raises(NotFound, match="Log in"):
            registration.take_over(either, taker, guest.account.id)
    with either.database.writing() as connection:
        store.change(connection, guest.account.id, is_disabled=True)
    with pytest.raises(NotFound):
        registration.take_over(either, ann.account.id, guest.account.id)
    with pytest.raises(NotFound):
        registration.take_over(either, other.account.id, other.account.id)
