"""Registered accounts: e-mail address and password, logins, the owner's key, taking over an anonymous account."""

from __future__ import annotations

import contextlib
import re
import secrets
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from photoplay.errors import Forbidden, InvalidOption, NotAuthorised, NotFound
from photoplay.services import accounts, credits
from photoplay.services.accounts import Caller, Issued
from photoplay.services.backend import Backend
from photoplay.store import accounts as store
from photoplay.store import projects as store_projects
from photoplay.store.accounts import Account
from photoplay.store.sql import Taken, new_id
from photoplay.times import DAY_MS

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: The account of whoever runs the server on their own machine.
OWNER = "acc_owner"


def normalised_email(told: str) -> str:
    """An e-mail address as it is compared.

    Raises:
        InvalidOption: It is none.
    """
    text = unicodedata.normalize("NFC", told).strip().lower()
    if (
        len(text) > 254
        or not text.isprintable()
        or not re.fullmatch(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\".]{2,}", text)
    ):
        raise InvalidOption("That is no e-mail address. Write it like name@example.org.")
    return text


def check_password(told: str) -> str:
    """The password in the form that is hashed.

    Raises:
        InvalidOption: Too short or too long.
    """
    text = unicodedata.normalize("NFKC", told)
    if not 8 <= len(text) <= 256:
        raise InvalidOption("A password has 8 to 256 characters. Choose another one.")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise InvalidOption("The password holds half of a character. Type it again, or choose another one.")
    return text


def register(backend: Backend, email: str, password: str, address: str = "") -> None:
    """Makes a registered account. Of an e-mail address that has one already nothing is told, nor changed.

    Args:
        backend: See ``Backend``.
        email, password: As typed.
        address: Network address of the client.

    Raises:
        TooMany: There are too many new accounts, of either kind, from its network.
        Forbidden: Registration is closed.
        InvalidOption: Not an e-mail address, or an unfit password.
    """
    if not backend.settings.registration_open:
        raise Forbidden("Registration is closed on this server. Ask its operator for an account.")
    make_registered(backend, normalised_email(email), hashed(password), address=address)


def make_registered(
    backend: Backend, email: str, password_hash: str | None, plan: str = "free", *, address: str = ""
) -> Account | None:
    """Adds a registered account; None if the e-mail address has one.

    Raises:
        TooMany: There are too many new accounts from the network of ``address``.
    """
    now = backend.clock()
    account = Account(new_id("acc"), "registered", plan, email, password_hash, now, now, now, False, None)
    try:
        with backend.database.writing() as connection:
            network = accounts.require_new(backend, connection, address)
            store.insert(connection, account, address_digest=network)
            credits.grant(backend, connection, account.id, backend.settings.starting_credits, "start")
    except Taken:
        return None
    return account


def login(backend: Backend, email: str, password: str) -> Issued:
    """A login for the browser.

    Raises:
        NotAuthorised: Address and password do not belong together; the same for unknown addresses.
    """
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        address, text = normalised_email(email), check_password(password)
    except InvalidOption:
        address, text = "", ""
    with backend.database.reading() as connection:
        account = store.by_email(connection, address)
    hashed = account.password if account and account.password else _decoy()
    try:
        _hasher().verify(hashed, text)
        is_right = True
    except (VerificationError, InvalidHashError):
        is_right = False
    if account is None or not account.password or not is_right or account.is_disabled:
        raise NotAuthorised("The e-mail address and the password do not belong together. Try again.")
    return log_in(backend, account)


def log_in(backend: Backend, account: Account) -> Issued:
    """A login for an account that has proven itself."""
    with backend.database.writing() as connection:
        return accounts.issue(
            backend, connection, account, "login", frozenset({"*"}), backend.settings.login_days * DAY_MS
        )


def logout(backend: Backend, caller: Caller) -> None:
    """Ends the login, or token, that is used."""
    with backend.database.writing() as connection:
        store.revoke(connection, caller.account.id, caller.token.id, backend.clock())


def set_password(backend: Backend, account_id: str, password: str) -> None:
    """Sets a password; every login of the account ends.

    Raises:
        NotFound: No such registered account.
        InvalidOption: An unfit password.
    """
    password_hash = hashed(password)
    with backend.database.writing() as connection:
        account = store.by_id(connection, account_id, lock=True)
        if account is None or account.is_anonymous:
            raise NotFound("There is no such registered account.")
        store.change(connection, account_id, password=password_hash)
        for token in store.tokens_of(connection, account_id, ["login"]):
            store.revoke(connection, account_id, token.id, backend.clock())


def owner_key(backend: Backend) -> str:
    """A key that logs in the owner of this server once; their account is made when it is not there.

    Keys that were made before, and nobody has used, end.
    """
    now = backend.clock()
    account = Account(OWNER, "registered", "owner", None, None, now, now, now, False, None)
    with contextlib.suppress(Taken), backend.database.writing() as connection:
        if store.by_id(connection, OWNER) is None:
            store.insert(connection, account)
    with backend.database.writing() as connection:
        store.by_id(connection, OWNER, lock=True)
        for token in store.tokens_of(connection, OWNER, ["key"]):
            store.use_up(connection, token.id, now)
        return accounts.issue(backend, connection, account, "key", frozenset({"*"}), DAY_MS).secret


def use_key(backend: Backend, secret: str) -> Issued:
    """A login for a key that was printed. It works once.

    Raises:
        NotAuthorised: Unknown, used or expired.
    """
    used = "This link was used already, or has expired. Get a new one with “photoplay admin owner-link”."
    try:
        caller = accounts.authenticate(backend, secret, kinds=("key",))
    except NotAuthorised as error:
        raise NotAuthorised(used) from error
    with backend.database.writing() as connection:
        if not store.use_up(connection, caller.token.id, backend.clock()):
            raise NotAuthorised(used)
    return log_in(backend, caller.account)


def hashed(password: str) -> str:
    """A password as it is stored.

    Raises:
        InvalidOption: Too short or too long.
    """
    return _hasher().hash(check_password(password))


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


_decoys: list[str] = []


def _decoy() -> str:
    """A hash of nothing anybody knows: unknown addresses take as long as known ones."""
    if not _decoys:
        _decoys.append(_hasher().hash(secrets.token_hex()))
    return _decoys[0]


@dataclass(frozen=True, slots=True)
class Takeover:
    """What a registered account would take over: shown before it happens."""

    account: Account
    projects: int
    credits: int


def takeover(backend: Backend, bind: str) -> Takeover:
    """What an anonymous account holds.

    Raises:
        NotFound: No anonymous account of that id, or taken over already.
    """
    with backend.database.reading() as connection:
        account = _free_to_take(store.by_id(connection, bind[:48]))
        count = len(store_projects.of_account(connection, account.id, 1000))
        return Takeover(account, count, credits.of(connection, account.id).available)


def _free_to_take(account: Account | None) -> Account:
    if account is None or not account.is_anonymous or account.taken_over_by or account.is_disabled:
        raise NotFound("This link was used already, or is wrong. Ask in the chat for a new one.")
    return account


def take_over(backend: Backend, taker_id: str, bind: str) -> Takeover:
    """Gives an anonymous account's projects, tokens and credits to a registered one.

    Its tokens go on working, now for the registered account, so the chat they are used in goes on.
    Credits come along only the first time that a registered account takes over another one.

    Raises:
        NotFound: See ``takeover``.
    """
    with backend.database.writing() as connection:
        taken = _free_to_take(store.by_id(connection, bind[:48], lock=True))
        taker = store.by_id(connection, taker_id, lock=True)
        if taker is None or taker.is_anonymous:
            raise NotFound("Log in first.")
        count = store.give_to(connection, taken.id, taker.id)
        store.change(connection, taken.id, client_digest=None)
        moved = credits.transfer(backend, connection, taken.id, taker.id)
    return Takeover(replace(taken, taken_over_by=taker_id), count, moved)
