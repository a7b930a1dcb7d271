"""Credits against a model in plain numbers; races for the last one; refills that come once."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.service_backend import DAY_MS, Clock, NewBackend, a_caller, a_member, at_once

from photoplay.errors import NoCredits, NotFound
from photoplay.services import credits
from photoplay.services.backend import Backend
from photoplay.store import ledger
from photoplay.store.ledger import Balance

REFERENCES = [f"turn:{n}" for n in range(6)]
steps = st.one_of(
    st.tuples(st.just("reserve"), st.sampled_from(REFERENCES), st.integers(-1, 120)),
    st.tuples(st.just("capture"), st.sampled_from(REFERENCES), st.just(0)),
    st.tuples(st.just("release"), st.sampled_from(REFERENCES), st.just(0)),
    st.tuples(st.just("adjust"), st.just(""), st.integers(-120, 60)),
    st.tuples(st.just("wait"), st.just(""), st.integers(1, 8)),
    st.tuples(st.just("balance"), st.just(""), st.just(0)),
)


@dataclass
class Model:
    """What a balance must be: two numbers and what is set aside."""

    granted_at_ms: int
    available: int = 100
    frozen: int = 0
    reserved: dict[str, int] = field(default_factory=dict)
    settled: set[str] = field(default_factory=set)

    def refill(self, now_ms: int) -> None:
        if now_ms >= self.granted_at_ms + 7 * DAY_MS:
            self.available += max(0, 100 - self.available - self.frozen)
            self.granted_at_ms = now_ms

    def reserve(self, reference: str, amount: int, now_ms: int) -> bool:
        """Whether there was enough."""
        if amount <= 0 or reference in self.reserved:
            return True
        refilled = Model(self.granted_at_ms, self.available, self.frozen)
        refilled.refill(now_ms)
        if refilled.available < amount:
            return False
        self.refill(now_ms)
        self.reserved[reference] = amount
        self.available -= amount
        self.frozen += amount
        return True

    def settle(self, reference: str, gives_back: bool) -> bool:
        """Whether it was open."""
        if reference not in self.reserved or reference in self.settled:
            return False
        self.settled.add(reference)
        self.frozen -= self.reserved[reference]
        self.available += self.reserved[reference] if gives_back else 0
        return True


def _of(backend: Backend, account_id: str) -> Balance:
    with backend.database.reading() as connection:
        return credits.of(connection, account_id)


def _error(backend: Backend, account_id: str) -> int:
    """Σ of the ledger against the balance, and of what is frozen against open reservations: 0."""
    with backend.database.reading() as connection:
        entries = ledger.entries(connection, account_id, 10_000)
        balance = ledger.balance(connection, account_id)
        left = ledger.open_reservations(connection, "", 2**62)
    still = sum(entry.frozen for entry in left if entry.account_id == account_id)
    return (
        abs(sum(e.available for e in entries) - balance.available)
        + abs(sum(e.frozen for e in entries) - balance.frozen)
        + abs(balance.frozen - still)
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(script=st.lists(steps, max_size=30))
def test_any_sequence_of_steps_keeps_the_balance_of_the_model(
    backend: Backend, clock: Clock, script: list[tuple[str, str, int]]
) -> None:
    account = a_member(backend, f"m{clock()}-{len(script)}@example.org").account
    clock.advance(seconds=1)
    model = Model(account.granted_at_ms)
    for kind, reference, number in script:
        if kind == "reserve":
            if model.reserve(reference, number, clock()):
                credits.reserve(backend, account.id, reference, number)
            else:
                with pytest.raises(NoCredits):
                    credits.reserve(backend, account.id, reference, number)
        elif kind == "capture":
            assert credits.capture(backend, account.id, reference) == model.settle(reference, False)
        elif kind == "release":
            assert credits.release(backend, account.id, reference) == model.settle(reference, True)
        elif kind == "wait":
            clock.advance(days=number)
        elif kind == "balance":
            model.refill(clock())
            assert credits.balance(backend, account) == Balance(model.available, model.frozen)
        elif model.available + number < 0:
            with pytest.raises(NoCredits):
                credits.adjust(backend, account.id, number)
        else:
            model.available += number
            assert credits.adjust(backend, account.id, number).available == model.available
        assert _of(backend, account.id) == Balance(model.available, model.frozen)
        assert model.available >= 0
    assert _error(backend, account.id) == 0


# -- races ------------------------------------------------------------------------------------------------


def test_fifty_spend_the_last_credit_and_one_wins(either: Backend) -> None:
    """faults.md row 23."""
    account = a_caller(either).account
    credits.adjust(either, account.id, -99)
    # The first round opens the connections; later ones really run at one moment.
    for turn in range(4):
        told = at_once(50, lambda n: credits.reserve(either, account.id, f"turn:{turn}:{n}", 1))  # noqa: B023
        assert told.count(None) == 1
        assert sum(isinstance(one, NoCredits) for one in told) == 49
        assert _of(either, account.id) == Balance(0, turn + 1)
        assert _error(either, account.id) == 0
        credits.adjust(either, account.id, 1)


def test_one_reservation_tried_many_times_at_once_counts_once(either: Backend) -> None:
    account = a_caller(either).account
    assert at_once(20, lambda _: credits.reserve(either, account.id, "turn:1", 30)) == [None] * 20
    assert _of(either, account.id) == Balance(70, 30)


def test_of_capture_and_release_at_once_one_happens(either: Backend) -> None:
    account = a_caller(either).account
    for n in range(5):
        reference = f"turn:{n}"
        credits.reserve(either, account.id, reference, 10)
        before = _of(either, account.id).available
        ends = [credits.capture, credits.release]
        told = at_once(10, lambda number: ends[number % 2](either, account.id, reference))  # noqa: B023
        assert told.count(True) == 1
        assert told.count(False) == 9
        given_back = 10 if told.index(True) % 2 else 0
        assert _of(either, account.id) == Balance(before + given_back, 0)


def test_a_refill_that_is_due_comes_once_however_many_ask(either: Backend, clock: Clock) -> None:
    account = a_member(either).account
    credits.adjust(either, account.id, -100)
    clock.advance(days=7)

    def ask(number: int) -> object:
        if number % 2:
            return credits.balance(either, account).total
        return credits.reserve(either, account.id, f"turn:{number}", 1)

    told = at_once(20, ask)
    assert not [one for one in told if isinstance(one, Exception)]
    assert all(one == 100 for one in told[1::2])
    with either.database.reading() as connection:
        kinds = [entry.kind for entry in ledger.entries(connection, account.id)]
    assert kinds.count("refill") == 1
    assert _of(either, account.id) == Balance(90, 10)


def test_many_adjustments_at_once_all_count(either: Backend) -> None:
    account = a_caller(either).account
    told = at_once(20, lambda n: credits.adjust(either, account.id, 1 + n % 2))
    assert not [one for one in told if isinstance(one, Exception)]
    assert _of(either, account.id).available == 130


def test_taking_and_spending_at_once_never_go_below_nothing(either: Backend) -> None:
    account = a_caller(either).account

    def take(number: int) -> object:
        if number % 2:
            return credits.adjust(either, account.id, -30)
        return credits.reserve(either, account.id, f"turn:{number}", 30)

    told = at_once(12, take)
    assert sum(not isinstance(one, Exception) for one in told) == 3
    assert all(isinstance(one, NoCredits) for one in told if isinstance(one, Exception))
    assert _of(either, account.id).available == 10
    assert _error(either, account.id) == 0


# -- refills ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("plan", "refills"), [("free", True), ("pro", True), ("anonymous", False)])
def test_plans_refill_or_do_not(either: Backend, clock: Clock, plan: str, refills: bool) -> None:
    account = a_member(either, plan=plan).account
    credits.adjust(either, account.id, -60)
    clock.advance(seconds=7 * 86400 - 1)
    assert credits.balance(either, account).available == 40
    clock.advance(seconds=1)
    assert credits.balance(either, account).available == (100 if refills else 40)


def test_a_refill_never_takes_and_counts_what_is_set_aside(backend: Backend, clock: Clock) -> None:
    account = a_member(backend).account
    credits.adjust(backend, account.id, 50)
    clock.advance(days=30)
    assert credits.balance(backend, account) == Balance(150, 0)
    credits.reserve(backend, account.id, "turn:1", 80)
    clock.advance(days=7)
    assert credits.balance(backend, account) == Balance(70, 80)
    credits.capture(backend, account.id, "turn:1")
    clock.advance(days=7)
    assert credits.balance(backend, account) == Balance(100, 0)


def test_a_clock_that_jumps_back_takes_nothing(backend: Backend, clock: Clock) -> None:
    account = a_member(backend).account
    credits.adjust(backend, account.id, -50)
    clock.advance(days=8)
    assert credits.balance(backend, account).available == 100
    clock.advance(days=-1)
    credits.reserve(backend, account.id, "turn:1", 20)
    assert credits.balance(backend, account) == Balance(80, 20)
    assert credits.release(backend, account.id, "turn:1")
    assert credits.balance(backend, account) == Balance(100, 0)


# -- words and edges ------------------------------------------------------------------------------------------


def test_without_credits_a_guest_is_sent_to_register(backend: Backend) -> None:
    account = a_caller(backend).account
    with pytest.raises(NoCredits, match="100 are left") as caught:
        credits.reserve(backend, account.id, "turn:1", 101)
    assert caught.value.data == {"register_path": f"/register?bind={account.id}"}
    assert _of(backend, account.id) == Balance(100, 0)


@pytest.mark.parametrize(
    ("told", "data", "words"),
    [
        ({"top_up_url": "https://pay.example.org/x"}, {"top_up_url": "https://pay.example.org/x"}, "Top up"),
        ({"operator_contact": "ops@example.org"}, None, "ops@example.org"),
        ({}, None, "operator"),
    ],
)
def test_without_credits_a_member_is_told_where_to_get_some(
    new_backend: NewBackend, told: dict[str, str], data: dict[str, str] | None, words: str
) -> None:
    backend = new_backend(**told)
    with pytest.raises(NoCredits, match=words) as caught:
        credits.reserve(backend, a_member(backend).account.id, "turn:1", 1000)
    assert caught.value.data == data


def test_accounts_that_are_not_there_have_nothing(either: Backend) -> None:
    for account_id in ("acc_none", "", "\0"):
        with pytest.raises(NotFound):
            credits.reserve(either, account_id, "turn:1", 1)
        with pytest.raises(NotFound):
            credits.adjust(either, account_id, 1)
        assert not credits.capture(either, account_id, "turn:1")
        assert not credits.release(either, account_id, "turn:1")


def test_what_costs_nothing_reserves_nothing(backend: Backend) -> None:
    account = a_caller(backend).account
    credits.reserve(backend, account.id, "turn:1", 0)
    assert not credits.capture(backend, account.id, "turn:1")
    assert _of(backend, account.id) == Balance(100, 0)


def test_an_account_without_a_limit_is_never_refused(either: Backend) -> None:
    account = a_member(either, plan="owner").account
    credits.reserve(either, account.id, "turn:1", 10**6)
    assert credits.balance(either, account) == Balance(credits.UNLIMITED, 10**6)
    assert credits.capture(either, account.id, "turn:1")
    assert credits.balance(either, account) == Balance(credits.UNLIMITED, 0)


def test_only_old_reservations_of_a_prefix_are_given_back(either: Backend, clock: Clock) -> None:
    account, other = a_caller(either).account, a_caller(either).account
    credits.reserve(either, account.id, "turn:old", 10)
    credits.reserve(either, account.id, "turn:done", 5)
    credits.capture(either, account.id, "turn:done")
    credits.reserve(either, other.id, "turn:old", 7)
    credits.reserve(either, account.id, "turn%", 1)
    clock.advance(seconds=10)
    credits.reserve(either, account.id, "turn:young", 20)
    assert credits.release_left(either, "turn%:", 0) == 0
    assert credits.release_left(either, "turn:", 10_001) == 0
    assert credits.release_left(either, "turn:", 10_000) == 2
    assert credits.release_left(either, "turn:", 10_000) == 0
    assert _of(either, account.id) == Balance(74, 21)
    assert _of(either, other.id) == Balance(100, 0)
    assert credits.release_left(either, "", 0) == 2
    assert _of(either, account.id) == Balance(95, 0)


def test_giving_back_from_several_servers_at_once_gives_back_once(
    new_either: NewBackend,
) -> None:
    backends = [new_either() for _ in range(2)]
    account = a_caller(backends[0]).account
    for n in range(10):
        credits.reserve(backends[0], account.id, f"turn:{n}", 10)
    told = at_once(8, lambda n: credits.release_left(backends[n % 2], "turn:", 0))
    assert sum(told) == 10
    assert _of(backends[0], account.id) == Balance(100, 0)
