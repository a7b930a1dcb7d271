"""Anonymous tokens: renewed for whoever knows the client id, limited by network, stored as digests."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import uuid
from dataclasses import replace

import pytest
from tests.service_backend import (
    DAY_MS,
    LOOPBACK,
    Clock,
    NewBackend,
    a_caller,
    a_member,
    at_once,
    everything_stored,
)

from photoplay.errors import Forbidden, NoClientId, NotAuthorised, NotFound, TooMany
from photoplay.services import accounts, credits, projects, registration, tokens
from photoplay.services.accounts import Issued
from photoplay.services.backend import Backend
from photoplay.store import accounts as store

UUID = "6f1b4a52-3f0e-4d3c-9a68-0d6f2a6b6c11"
WEEK_S = 7 * 86400


def token(backend: Backend, client_id: str | None = UUID, address: str = LOOPBACK) -> Issued:
    return accounts.anonymous(backend, client_id, address)


# -- a first token --------------------------------------------------------------------------------------


def test_a_first_token_has_the_form_of_the_contract(either: Backend, clock: Clock) -> None:
    issued = token(either)
    assert issued.secret.startswith("nmv_usr_")
    assert issued.account.id.startswith("anon_")
    assert issued.token.expires_at_ms == clock() + 7 * DAY_MS
    assert credits.balance(either, issued.account) == credits.Balance(100, 0)
    caller = accounts.authenticate(either, issued.secret)
    assert caller.account.id == issued.account.id
    assert caller.token.scopes == {"read", "write", "upload", "render"}


def test_ids_and_secrets_hold_at_least_128_bits(backend: Backend) -> None:
    made = [token(backend, f"client {n}") for n in range(20)]
    assert all(len(issued.account.id.removeprefix("anon_")) == 32 for issued in made)
    assert all(len(issued.secret.removeprefix("nmv_usr_")) >= 22 for issued in made)
    assert len({issued.secret for issued in made} | {issued.account.id for issued in made}) == 40


@pytest.mark.parametrize(
    "client_id", [None, "", " ", "\t\n", "x" * 65, "a\0b", "a\nb", "\x7f", "\u202eabc", "\ud800", "a" * 10**6]
)
def test_an_unusable_client_id_is_refused(backend: Backend, client_id: str | None) -> None:
    with pytest.raises(NoClientId, match="X-Client-Id"):
        token(backend, client_id)


@pytest.mark.parametrize(
    "client_id", ["x", "x" * 64, "my laptop", "日本語", "openclaw-1234", "'; DROP TABLE"]
)
def test_any_stable_printable_client_id_will_do(backend: Backend, client_id: str) -> None:
    assert token(backend, client_id).account.is_anonymous


# -- renewal --------------------------------------------------------------------------------------------


def test_a_client_with_a_valid_token_is_told_when_to_come_again(either: Backend, clock: Clock) -> None:
    token(either)
    clock.advance(days=1, seconds=0.5)
    with pytest.raises(TooMany) as caught:
        token(either)
    assert caught.value.data == {"retry_after_s": WEEK_S - 86400}
    assert "6 days" in caught.value.message


def test_an_expired_token_is_renewed_for_the_same_account(either: Backend, clock: Clock) -> None:
    first = token(either)
    caller = accounts.authenticate(either, first.secret)
    session_id = projects.create(either, caller).session_id
    clock.advance(days=7)
    with pytest.raises(NotAuthorised, match="has expired"):
        accounts.authenticate(either, first.secret)
    second = token(either)
    assert second.account.id == first.account.id
    assert second.secret != first.secret
    again = accounts.authenticate(either, second.secret)
    assert projects.project_of(either, again, session_id).session_id == session_id


def test_a_token_ends_at_its_last_millisecond(backend: Backend, clock: Clock) -> None:
    issued = token(backend)
    clock.now_ms = issued.token.expires_at_ms - 1
    accounts.authenticate(backend, issued.secret)
    with pytest.raises(TooMany) as caught:
        token(backend)
    assert caught.value.data == {"retry_after_s": 1}
    clock.now_ms += 1
    with pytest.raises(NotAuthorised):
        accounts.authenticate(backend, issued.secret)
    token(backend)


def test_a_revoked_token_is_renewed_without_new_credits(either: Backend, clock: Clock) -> None:
    first = token(either)
    credits.reserve(either, first.account.id, "turn:1", 40)
    credits.capture(either, first.account.id, "turn:1")
    for days in (0, 3, 3.9):
        clock.advance(days=days)
        valid = tokens.list_tokens(either, first.account.id)
        tokens.revoke_token(either, first.account.id, valid[0].id)
        issued = token(either)
        assert issued.account.id == first.account.id
        assert credits.balance(either, issued.account).available == 60
    clock.advance(days=0.1)
    tokens.revoke_token(either, first.account.id, issued.token.id)
    assert credits.balance(either, token(either).account).available == 100


def test_a_balance_above_the_usual_one_is_not_cut_by_renewal(backend: Backend, clock: Clock) -> None:
    first = token(backend)
    credits.adjust(backend, first.account.id, 50)
    clock.advance(days=8)
    assert credits.balance(backend, token(backend).account).available == 150


@pytest.mark.parametrize("told", [UUID.upper(), f" {UUID} ", f"{{{UUID}}}", UUID.replace("-", "")])
def test_a_uuid_is_the_same_however_it_is_written(backend: Backend, told: str) -> None:
    token(backend)
    with pytest.raises(TooMany):
        token(backend, told)


@pytest.mark.parametrize("client_id", ["my laptop", str(uuid.UUID(int=0)), str(uuid.UUID(int=2**128 - 1))])
def test_an_id_that_others_may_know_renews_nothing(backend: Backend, clock: Clock, client_id: str) -> None:
    one, other = token(backend, client_id), token(backend, client_id)
    clock.advance(days=8)
    assert len({one.account.id, other.account.id, token(backend, client_id).account.id}) == 3


def test_a_closed_account_is_not_renewed(backend: Backend, clock: Clock) -> None:
    issued = token(backend)
    with backend.database.writing() as connection:
        store.change(connection, issued.account.id, is_disabled=True)
    with pytest.raises(NotAuthorised):
        accounts.authenticate(backend, issued.secret)
    clock.advance(days=8)
    with pytest.raises(Forbidden, match="closed"):
        token(backend)


def test_one_client_that_asks_many_times_at_once_gets_one_token(either: Backend, clock: Clock) -> None:
    for days in (0, 8):
        clock.advance(days=days)
        told = at_once(12, lambda _: token(either))
        issued = [one for one in told if isinstance(one, Issued)]
        assert len(issued) == 1
        assert all(isinstance(one, TooMany) for one in told if one is not issued[0])
        assert len(tokens.list_tokens(either, issued[0].account.id)) == 1
        assert credits.balance(either, issued[0].account).available == 100


def test_a_client_whose_account_was_taken_over_begins_anew(either: Backend, clock: Clock) -> None:
    first, member = token(either), a_member(either)
    registration.take_over(either, member.account.id, first.account.id)
    assert accounts.authenticate(either, first.secret).account.id == member.account.id
    clock.advance(days=8)
    assert token(either).account.id not in (first.account.id, member.account.id)


# -- networks -------------------------------------------------------------------------------------------


def test_ten_new_accounts_come_from_one_address_in_a_week(either: Backend, clock: Clock) -> None:
    for n in range(10):
        token(either, f"client {n}", "203.0.113.7")
        clock.advance(hours=1)
    with pytest.raises(TooMany) as caught:
        token(either, "one more", "203.0.113.7")
    assert caught.value.data == {"retry_after_s": WEEK_S - 10 * 3600}
    token(either, "another network", "203.0.113.8")
    clock.advance(seconds=WEEK_S - 10 * 3600 - 1)
    with pytest.raises(TooMany) as caught:
        token(either, "too early", "203.0.113.7")
    assert caught.value.data == {"retry_after_s": 1}
    clock.advance(seconds=1)
    token(either, "one more", "203.0.113.7")


def test_renewal_is_no_new_account(backend: Backend, clock: Clock) -> None:
    mine = str(uuid.uuid4())
    token(backend, mine, "203.0.113.7")
    clock.advance(days=7)
    for n in range(10):
        token(backend, f"client {n}", "203.0.113.7")
    token(backend, mine, "203.0.113.7")


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("fe80::1%eth0", "fe80::2%eth1", True),
        ("203.0.113.7", "203.0.113.6", False),
    ],
)
def test_an_ipv6_network_of_64_bits_is_one_address(
    new_backend: NewBackend, one: str, other: str, are_one: bool
) -> None:
    backend = new_backend(new_accounts_per_address=1)
    token(backend, "first", one)
    if are_one:
        with pytest.raises(TooMany):
            token(backend, "second", other)
    else:
        token(backend, "second", other)


@pytest.mark.parametrize("address", [LOOPBACK, "127.9.9.9", "::1", "::ffff:127.0.0.1"])
def test_loopback_has_no_limit(new_backend: NewBackend, address: str) -> None:
    backend = new_backend(new_accounts_per_address=1)
    assert len({token(backend, f"client {n}", address).account.id for n in range(3)}) == 3


def test_a_limit_of_zero_lets_nobody_in(new_backend: NewBackend) -> None:
    backend = new_backend(new_accounts_per_address=0)
    with pytest.raises(TooMany) as caught:
        token(backend, UUID, "203.0.113.7")
    assert caught.value.data == {"retry_after_s": WEEK_S}
    token(backend)


def test_many_at_once_from_one_address_do_not_pass_the_limit(either: Backend) -> None:
    # The first round opens the connections; later ones really run at one moment.
    for host in range(1, 5):
        address = f"203.0.113.{host}"
        told = at_once(25, lambda n: token(either, f"client {n}", address))  # noqa: B023
        assert sum(isinstance(one, Issued) for one in told) == 10
        assert sum(isinstance(one, TooMany) for one in told) == 15


# -- who calls ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "secret", [None, "", "nmv_usr_unknown", "x" * 10**6, "\0", "\ud800", "ü", "' OR 1=1 --"]
)
def test_an_unknown_token_is_refused(either: Backend, secret: str | None) -> None:
    token(either)
    with pytest.raises(NotAuthorised, match="anonymous-token"):
        accounts.authenticate(either, secret)


def test_a_digest_is_no_token(backend: Backend) -> None:
    issued = token(backend)
    with pytest.raises(NotAuthorised):
        accounts.authenticate(backend, hashlib.sha256(issued.secret.encode()).hexdigest())
    with pytest.raises(NotAuthorised):
        accounts.authenticate(backend, issued.token.id)


def test_each_kind_of_token_is_taken_only_where_it_belongs(backend: Backend) -> None:
    caller, member = a_caller(backend), a_member(backend)
    session_id = projects.create(backend, caller).session_id
    secrets = {
        "anonymous": token(backend).secret,
        "api": tokens.create_token(backend, member.account, "t", ["read"]).secret,
        "login": registration.log_in(backend, member.account).secret,
        "claim": tokens.claim_token(backend, caller, session_id).secret,
        "key": registration.owner_key(backend),
    }
    for kind, secret in secrets.items():
        for asked in secrets:
            if asked == kind:
                assert accounts.authenticate(backend, secret, kinds=(asked,)).token.kind == kind
            else:
                with pytest.raises(NotAuthorised):
                    accounts.authenticate(backend, secret, kinds=(asked,))
    for kind in ("login", "claim", "key"):
        with pytest.raises(NotAuthorised):
            accounts.authenticate(backend, secrets[kind])


def test_a_scope_opens_what_it_names_and_a_star_everything(backend: Backend) -> None:
    caller = a_caller(backend)
    for scope in ("read", "write", "upload", "render"):
        caller.require(scope)
    with pytest.raises(Forbidden) as caught:
        caller.require("*")
    assert caught.value.data == {"scope": "*"}
    everything = replace(caller, token=replace(caller.token, scopes=frozenset({"*"})))
    everything.require("write")
    nothing = replace(caller, token=replace(caller.token, scopes=frozenset()))
    with pytest.raises(Forbidden, match="“read”"):
        nothing.require("read")


def test_only_me_and_what_i_took_over_is_me(either: Backend) -> None:
    caller, stranger, member = a_caller(either), a_caller(either), a_member(either)
    others = [
        "",
        "ME",
        "anon_",
        stranger.account.id,
        member.account.id,
        caller.account.id + "0",
        "anon_\0",
        "\ud800",
    ]
    for told in ("me", caller.account.id):
        accounts.require_me(either, caller, told)
    for told in others:
        with pytest.raises(NotFound) as caught:
            accounts.require_me(either, caller, told)
        assert caught.value.message == "There is no such account for this token. Use “me”."
    for told in (caller.account.id, *others):
        if told != member.account.id:
            assert not accounts.is_me(either, member, told)
    registration.take_over(either, member.account.id, caller.account.id)
    assert accounts.is_me(either, member, caller.account.id)
    assert not accounts.is_me(either, a_member(either, "bob@example.org"), caller.account.id)
    assert not accounts.is_me(either, stranger, caller.account.id)


def test_the_last_use_is_written_down_now_and_then(backend: Backend, clock: Clock) -> None:
    issued = token(backend)

    def seen() -> int:
        with backend.database.reading() as connection:
            found = store.by_id(connection, issued.account.id)
        assert found is not None
        return found.seen_at_ms

    first = seen()
    clock.advance(hours=0.5)
    accounts.authenticate(backend, issued.secret)
    assert seen() == first
    clock.advance(hours=1)
    accounts.authenticate(backend, issued.secret)
    assert seen() == clock()


# -- a stolen database ------------------------------------------------------------------------------------


@pytest.mark.usefixtures("cheap_passwords")
def test_a_stolen_database_holds_no_secret_in_clear(either: Backend) -> None:
    """faults.md row 15: every token, client id, password and network address is looked for."""
    client, address, password = str(uuid.uuid4()), "203.0.113.77", "correct horse battery"
    issued = token(either, client, address)
    plain = token(either, "my own laptop", "2001:db8:77::1")
    caller = accounts.authenticate(either, issued.secret)
    session_id = projects.create(either, caller, "Holiday").session_id
    registration.register(either, "ann@example.org", password)
    login = registration.login(either, "ann@example.org", password)
    secrets = [
        issued.secret,
        plain.secret,
        login.secret,
        tokens.create_token(either, login.account, "t", ["*"]).secret,
        tokens.claim_token(either, caller, session_id).secret,
        registration.owner_key(either),
    ]
    told = everything_stored(either)
    assert session_id in told
    network = str(ipaddress.ip_network("2001:db8:77::/64"))
    parts = [re.sub("^(nmv_[a-z]+|clm|key|log)_", "", secret) for secret in secrets]
    for secret in (
        *secrets,
        *parts,
        client,
        client.replace("-", ""),
        "my own laptop",
        address,
        network,
        password,
    ):
        assert secret not in told
    for secret in secrets:
        assert hashlib.sha256(secret.encode()).hexdigest() in told
    assert hashlib.sha256(client.encode()).hexdigest() not in told
    assert told.count("$argon2id$") == 1
