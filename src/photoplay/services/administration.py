"""What the operator does to accounts while the server runs."""

from __future__ import annotations

from dataclasses import dataclass

from photoplay.errors import InvalidOption, NotFound
from photoplay.services import credits, registration
from photoplay.services.backend import Backend
from photoplay.store import accounts as store
from photoplay.store import assets as store_assets
from photoplay.store import ledger
from photoplay.store import projects as store_projects
from photoplay.store.accounts import Account, Token
from photoplay.store.ledger import Balance, Entry


@dataclass(frozen=True, slots=True)
class Overview:
    """One account as its operator sees it."""

    account: Account
    balance: Balance
    projects: int
    storage_bytes: int
    tokens: tuple[Token, ...]
    entries: tuple[Entry, ...]


def find(backend: Backend, text: str = "", limit: int = 100) -> list[Account]:
    """Accounts whose id or e-mail address contains a text, the newest first."""
    with backend.database.reading() as connection:
        return store.find(connection, text.strip().lower(), limit)


def account_of(backend: Backend, told: str) -> Account:
    """The account of an id or an e-mail address.

    Raises:
        NotFound: There is none.
    """
    with backend.database.reading() as connection:
        account = store.by_id(connection, told) or store.by_email(connection, told.strip().lower())
    if account is None:
        raise NotFound(f"There is no account “{told}”.")
    return account


def overview(backend: Backend, told: str) -> Overview:
    """Everything about one account.

    Raises:
        NotFound: There is none of that id or e-mail address.
    """
    account = account_of(backend, told)
    with backend.database.reading() as connection:
        return Overview(
            account,
            ledger.balance(connection, account.id),
            len(store_projects.of_account(connection, account.id, 100_000)),
            store_assets.bytes_of(connection, account.id),
            tuple(store.tokens_of(connection, account.id, ["anonymous", "api", "login"])),
            tuple(ledger.entries(connection, account.id, 20)),
        )


def create(backend: Backend, email: str, password: str, plan: str = "free") -> Account:
    """A registered account, also where registration is closed.

    Raises:
        InvalidOption: An unfit address, password or plan, or the address is taken.
    """
    _require_plan(backend, plan)
    address = registration.normalised_email(email)
    account = registration.make_registered(backend, address, registration.hashed(password), plan)
    if account is None:
        raise InvalidOption(f"{address} has an account already.", field="email")
    return account


def grant(backend: Backend, told: str, amount: int, note: str = "") -> Balance:
    """Gives credits, or takes some.

    Raises:
        NotFound: There is no such account.
        NoCredits: More would be taken than there is.
    """
    return credits.adjust(backend, account_of(backend, told).id, amount, note)


def set_plan(backend: Backend, told: str, plan: str) -> Account:
    """Puts an account on another plan.

    Raises:
        NotFound: There is no such account.
        InvalidOption: No such plan.
    """
    _require_plan(backend, plan)
    return _change(backend, told, plan=plan)


def set_disabled(backend: Backend, told: str, is_disabled: bool) -> Account:
    """Closes an account, or opens it again; while it is closed no token of it works.

    Raises:
        NotFound: There is no such account.
    """
    return _change(backend, told, is_disabled=is_disabled)


def revoke_all(backend: Backend, told: str) -> int:
    """Ends every token of an account; how many.

    Raises:
        NotFound: There is no such account.
    """
    account = account_of(backend, told)
    with backend.database.writing() as connection:
        return store.revoke_all(connection, account.id, backend.clock())


def _change(backend: Backend, told: str, **values: object) -> Account:
    account = account_of(backend, told)
    with backend.database.writing() as connection:
        store.change(connection, account.id, **values)
    return account_of(backend, account.id)


def _require_plan(backend: Backend, plan: str) -> None:
    if plan not in backend.settings.plans:
        raise InvalidOption(f"The plans are: {', '.join(backend.settings.plans)}.", field="plan")
