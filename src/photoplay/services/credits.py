"""Credits: given, set aside, spent or given back, each exactly once, whatever crashes or races.

Every change is a line of the append-only ledger; see ``store.ledger``. An account's row is locked
while a decision rests on its balance.
"""

from __future__ import annotations

from photoplay.errors import NoCredits, NotFound
from photoplay.services.backend import Backend
from photoplay.services.turn_words import words
from photoplay.store import accounts as store_accounts
from photoplay.store import ledger
from photoplay.store.accounts import Account
from photoplay.store.ledger import Balance, Entry
from photoplay.store.sql import Connection
from photoplay.times import DAY_MS

#: What accounts without a limit are told they have.
UNLIMITED = 1_000_000


def of(connection: Connection, account_id: str) -> Balance:
    """The balance as it stands in the ledger."""
    return ledger.balance(connection, account_id)


def balance(backend: Backend, account: Account) -> Balance:
    """The balance of an account, filled up if that is due.

    Accounts without a limit have ``UNLIMITED``.
    """
    plan = backend.settings.plan(account.plan)
    if not plan.has_credit_limit:
        with backend.database.reading() as connection:
            return Balance(UNLIMITED, of(connection, account.id).frozen)
    if _is_refill_due(backend, account):
        with backend.database.writing() as connection:
            _refill_if_due(backend, connection, account.id)
    with backend.database.reading() as connection:
        return of(connection, account.id)


def grant(backend: Backend, connection: Connection, account_id: str, amount: int, reference: str) -> None:
    """Gives credits, once for each reference."""
    _once(backend, connection, account_id, "grant", amount, 0, reference, "grant")


def adjust(backend: Backend, account_id: str, amount: int, note: str = "") -> Balance:
    """The operator gives (or, below zero, takes) credits; never below an empty balance.

    Raises:
        NotFound: No such account.
        NoCredits: More would be taken than there is.
    """
    with backend.database.writing() as connection:
        if store_accounts.by_id(connection, account_id, lock=True) is None:
            raise NotFound("There is no such account.")
        before = of(connection, account_id)
        if before.available + amount < 0:
            raise NoCredits(f"There are only {before.available} credits to take.")
        number = ledger.count(connection, account_id)
        _once(backend, connection, account_id, "adjust", amount, 0, f"adjust:{number}", "adjust", note)
        return of(connection, account_id)


def _is_refill_due(backend: Backend, account: Account) -> bool:
    plan = backend.settings.plan(account.plan)
    due_at = account.granted_at_ms + backend.settings.refill_days * DAY_MS
    return plan.refills and plan.has_credit_limit and backend.clock() >= due_at


def _refill_if_due(backend: Backend, connection: Connection, account_id: str) -> None:
    account = store_accounts.by_id(connection, account_id, lock=True)
    if account is not None and _is_refill_due(backend, account):
        refill(backend, connection, account, backend.settings.refill_credits)


def refill(backend: Backend, connection: Connection, account: Account, upto: int) -> None:
    """Fills a balance up; what is more stays. The caller holds the account's lock."""
    now = backend.clock()
    missing = upto - of(connection, account.id).total
    if missing > 0:
        _once(backend, connection, account.id, "refill", missing, 0, f"refill:{now}", "refill")
    store_accounts.change(connection, account.id, granted_at=now)


def transfer(backend: Backend, connection: Connection, taken_id: str, taker_id: str) -> int:
    """Moves what is available from one account to another, the first time one is taken over; how much.

    The caller holds the lock of both.
    """
    amount = of(connection, taken_id).available
    if amount <= 0 or ledger.find(connection, taker_id, "takeover", "transfer") is not None:
        return 0
    _once(backend, connection, taken_id, "transfer", -amount, 0, "takeover", "transfer", taker_id)
    _once(backend, connection, taker_id, "transfer", amount, 0, "takeover", "transfer", taken_id)
    return amount


def reserve(backend: Backend, account_id: str, reference: str, amount: int, note: str = "") -> None:
    """Sets credits aside before work begins. The same reference again changes nothing.

    Raises:
        NoCredits: There are fewer; ``data`` says where to go for more.
    """
    with backend.database.writing() as connection:
        reserve_in(backend, connection, account_id, reference, amount, note)


def reserve_in(
    backend: Backend, connection: Connection, account_id: str, reference: str, amount: int, note: str = "",
    *, language: str = "en",
) -> None:  # fmt: skip
    """As ``reserve``, inside a transaction of the caller's. It locks the account, so no project before it."""
    if amount <= 0:
        return
    account = store_accounts.by_id(connection, account_id, lock=True)
    if account is None:
        raise NotFound("There is no such account.")
    if ledger.find(connection, account_id, reference, "reserve") is not None:
        return
    _refill_if_due(backend, connection, account_id)
    available = of(connection, account_id).available
    if available < amount and backend.settings.plan(account.plan).has_credit_limit:
        raise no_credits(backend, account, amount, available, language)
    _once(backend, connection, account_id, "reserve", -amount, amount, reference, "reserve", note)


def capture(backend: Backend, account_id: str, reference: str) -> bool:
    """Spends what was set aside: the work was done. Whether this call did it."""
    return _settle(backend, account_id, reference, "capture")


def release(backend: Backend, account_id: str, reference: str) -> bool:
    """Gives back what was set aside: the work was not done. Whether this call did it."""
    return _settle(backend, account_id, reference, "release")


def _settle(backend: Backend, account_id: str, reference: str, kind: str) -> bool:
    with backend.database.writing() as connection:
        return settle_in(backend, connection, account_id, reference, kind)


def settle_in(backend: Backend, connection: Connection, account_id: str, reference: str, kind: str) -> bool:
    """As ``capture`` or ``release``, inside a transaction of the caller's. Whether this call did it."""
    store_accounts.by_id(connection, account_id, lock=True)
    reserved = ledger.find(connection, account_id, reference, "reserve")
    if reserved is None or ledger.find(connection, account_id, reference, "settle") is not None:
        return False
    back = reserved.frozen if kind == "release" else 0
    _once(backend, connection, account_id, kind, back, -reserved.frozen, reference, "settle")
    return True


def release_left(backend: Backend, prefix: str, older_ms: int) -> int:
    """Gives back reservations that a crash left open; how many.

    Args:
        backend: See ``Backend``.
        prefix: Of their references.
        older_ms: Only those at least this old.
    """
    with backend.database.reading() as connection:
        left = ledger.open_reservations(connection, prefix, backend.clock() - older_ms + 1)
    return sum(release(backend, entry.account_id, entry.reference) for entry in left)


def no_credits(
    backend: Backend, account: Account, needed: int, available: int, language: str = "en"
) -> NoCredits:
    """The refusal, with the way to more credits. ``register_path`` is below the address of the pages."""
    way, data = way_to_more(backend, account, language)
    key = "credits_one" if needed == 1 else "credits_many"
    told = words(key, language, needed=str(needed), available=str(available))
    return NoCredits(f"{told}{words('joint', language)}{way}", **data)


def way_to_more(backend: Backend, account: Account, language: str = "en") -> tuple[str, dict[str, str]]:
    """How an account comes to more credits: in words, and as the refusal's data."""
    settings = backend.settings
    if account.is_anonymous:
        return words("credits_register", language), {"register_path": f"/register?bind={account.id}"}
    if settings.top_up_url:
        return words("credits_top_up", language), {"top_up_url": settings.top_up_url}
    contact = settings.operator_contact
    return words("credits_operator", language, contact=f": {contact}" if contact else ""), {}


def _once(
    backend: Backend,
    connection: Connection,
    account_id: str,
    kind: str,
    available: int,
    frozen: int,
    reference: str,
    step: str,
    note: str = "",
) -> None:
    if ledger.find(connection, account_id, reference, step) is None:
        entry = Entry(account_id, kind, available, frozen, reference, step, note[:200], backend.clock())
        ledger.append(connection, entry)
