"""API tokens, and claim tokens that open one project in the browser."""

from __future__ import annotations

from collections.abc import Iterable

from photoplay.errors import InvalidOption, NotAuthorised, NotFound
from photoplay.services import accounts
from photoplay.services.accounts import SCOPES, Caller, Issued
from photoplay.services.backend import Backend
from photoplay.store import accounts as store
from photoplay.store import projects as store_projects
from photoplay.store.accounts import Account, Token
from photoplay.times import DAY_MS


def create_token(
    backend: Backend, account: Account, name: str, scopes: Iterable[str], expires_in_s: int | None = None
) -> Issued:
    """An API token.

    Args:
        backend: See ``Backend``.
        account: Whose.
        name: To tell it from others, ≤ 200 characters.
        scopes: Of ``SCOPES``.
        expires_in_s: Life, at most and by default as the settings say.

    Raises:
        InvalidOption: Unknown scopes, or a life out of range.
    """
    wanted = frozenset(scopes)
    if not wanted or not wanted <= set(SCOPES):
        raise InvalidOption(f"Scopes are some of: {', '.join(SCOPES)}.", field="scopes")
    longest_s = backend.settings.api_token_days * DAY_MS // 1000
    seconds = longest_s if expires_in_s is None else expires_in_s
    if not 1 <= seconds <= longest_s:
        raise InvalidOption(
            f"A token lives 1 second to {backend.settings.api_token_days} days.", field="expires_in"
        )
    with backend.database.writing() as connection:
        return accounts.issue(backend, connection, account, "api", wanted, seconds * 1000, name=name[:200])


def list_tokens(backend: Backend, account_id: str) -> list[Token]:
    """An account's API and anonymous tokens that are still valid, the newest first."""
    now = backend.clock()
    with backend.database.reading() as connection:
        found = store.tokens_of(connection, account_id, ["api", "anonymous"])
    return [token for token in found if token.is_valid(now)]


def revoke_token(backend: Backend, account_id: str, token_id: str) -> None:
    """Ends a token.

    Raises:
        NotFound: The account has none of that id.
    """
    with backend.database.writing() as connection:
        if not store.revoke(connection, account_id, token_id, backend.clock()):
            raise NotFound("There is no such token.")


def claim_token(backend: Backend, caller: Caller, session_id: str, task_id: str | None = None) -> Issued:
    """A token that opens one project in the browser, and nothing else.

    Raises:
        NotFound: No such project of the caller's, or the task is another one's.
    """
    with backend.database.writing() as connection:
        project = store_projects.by_session(connection, session_id)
        if project is None or not caller.reaches(project) or task_id not in (None, "", project.task_id):
            raise NotFound("There is no such session. Make a new one and send your files again.")
        lifetime_ms = backend.settings.claim_days * DAY_MS
        return accounts.issue(
            backend, connection, caller.account, "claim", frozenset(), lifetime_ms, session_id=session_id
        )


def claimed_session(backend: Backend, secret: str | None) -> tuple[Account, str]:
    """The account and session that a claim token opens.

    Raises:
        NotAuthorised: Unknown or expired.
    """
    try:
        caller = accounts.authenticate(backend, secret, kinds=("claim",))
    except NotAuthorised as error:
        raise NotAuthorised("This link is wrong or has expired. Ask in the chat for a new one.") from error
    with backend.database.reading() as connection:
        project = store_projects.by_session(connection, caller.token.session_id or "")
        owner = store.by_id(connection, project.account_id) if project else None
    if project is None or owner is None:
        raise NotAuthorised("The project of this link is not there any more.")
    return owner, project.session_id
