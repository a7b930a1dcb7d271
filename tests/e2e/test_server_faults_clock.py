"""faults.md 25: the clock jumps by a day, forth and back: nothing expires early, nothing hangs, nothing is doubled."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.service_backend import LOOPBACK, Clock, a_caller, an_asset

from photoplay.errors import Forbidden, NotAuthorised, TooMany
from photoplay.services import accounts, credits, links, projects, renders, retention, tokens

if TYPE_CHECKING:
    from photoplay.services.backend import Backend


@dataclass
class Noted:
    """A queue that only notes what is put into it."""

    uids: list[str] = field(default_factory=list)

    def enqueue(self, uid: str, _: str) -> None:
        self.uids.append(uid)

    def cancel(self, uid: str) -> None:
        self.uids.remove(uid)

    def progress(self, _: str) -> None:
        return None


@pytest.fixture
def noted() -> Noted:
    return Noted()


@pytest.fixture
def jumping(either: Backend, noted: Noted) -> Backend:
    """A backend on each kind of database, that draws nothing."""
    return replace(either, queue=cast(Any, noted))


#: Where the clock goes, in days from the start; it always comes back.
JUMPS = (1, 0, -1, 0, 1, -1, 0)


@pytest.mark.parametrize("order", [JUMPS, tuple(reversed(JUMPS))])
def test_tokens_links_and_credits_outlast_the_jumps(
    jumping: Backend, clock: Clock, order: tuple[int, ...]
) -> None:
    client_id, start_ms = str(uuid.uuid4()), clock.now_ms
    issued = accounts.anonymous(jumping, client_id, LOOPBACK)
    caller = accounts.authenticate(jumping, issued.secret)
    project = projects.create(jumping, caller, "p", "en", "general")
    claim = tokens.claim_token(jumping, caller, project.session_id)
    signed = urlsplit(links.sign(jumping, "/files/renders/rnd_1.mp4"))
    query = {name: values[0] for name, values in parse_qs(signed.query).items()}
    for days in order:
        clock.now_ms = start_ms + days * 86_400_000
        assert accounts.authenticate(jumping, issued.secret).account.id == caller.account.id
        with pytest.raises(TooMany):
            accounts.anonymous(jumping, client_id, LOOPBACK)
        assert tokens.claimed_session(jumping, claim.secret)[1] == project.session_id
        links.check(jumping, signed.path, query["e"], query["s"])
        retention.sweep(jumping)
        assert projects.state(jumping, caller, project.session_id).project.session_id == project.session_id
        assert credits.balance(jumping, caller.account).available == 100
    clock.now_ms = start_ms
    clock.advance(days=7, hours=2)  # ends of links are rounded up to whole hours
    with pytest.raises(NotAuthorised):
        accounts.authenticate(jumping, issued.secret)
    with pytest.raises(Forbidden):
        links.check(jumping, signed.path, query["e"], query["s"])
    renewed = accounts.anonymous(jumping, client_id, LOOPBACK)
    again = accounts.authenticate(jumping, renewed.secret)
    assert again.account.id == caller.account.id
    assert credits.balance(jumping, again.account).available == 100


def test_charges_settle_once_across_jumps(jumping: Backend, clock: Clock) -> None:
    caller = a_caller(jumping)
    account_id, start_ms = caller.account.id, clock.now_ms
    for number, days in enumerate(JUMPS):
        clock.now_ms = start_ms + days * 86_400_000
        credits.reserve(jumping, account_id, f"turn:{number}", 2)
        clock.now_ms = start_ms - days * 86_400_000
        settle = credits.capture if number % 2 else credits.release
        assert settle(jumping, account_id, f"turn:{number}") is True
        assert settle(jumping, account_id, f"turn:{number}") is False
    clock.now_ms = start_ms
    balance = credits.balance(jumping, caller.account)
    assert (balance.available, balance.frozen) == (100 - 2 * (len(JUMPS) // 2), 0)


def test_renders_from_the_future_block_nobody(jumping: Backend, clock: Clock, noted: Noted) -> None:
    """Exports that were asked for while the clock was a day ahead do not count against the present hour."""
    caller = a_caller(jumping)
    project = projects.create(jumping, caller, "p", "en", "general")
    an_asset(jumping, caller, project.session_id, "a.jpg")
    clock.advance(days=1)
    most = jumping.settings.plan("anonymous").renders_waiting
    for number in range(most):
        made = renders.submit(jumping, caller, project, f"ahead-{number}")
        renders.cancel(jumping, caller, made.id)
    clock.advance(days=-1)
    made = renders.submit(jumping, caller, project, "now")
    assert made.status == "pending" and noted.uids[-1] == made.uid
    assert renders.submit(jumping, caller, project, "now").uid == made.uid
    assert {one.id for one in renders.list_renders(jumping, caller)} >= {"now", "ahead-0"}
    assert renders.cancel(jumping, caller, "now").status == "cancelled"
