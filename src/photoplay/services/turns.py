"""Messages to the agent: accepted, looked at again, stopped; and what a crash left of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from photoplay.errors import InvalidOption, NotFound, TooMany
from photoplay.jobs.identity import executor_id, is_known_dead
from photoplay.services import credits
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.projects import mine, project_of
from photoplay.services.turn_scene import scene_of
from photoplay.services.turn_words import words
from photoplay.store import executors
from photoplay.store import projects as store_projects
from photoplay.store import turns as store
from photoplay.store.sql import Connection, new_id
from photoplay.store.turns import Turn
from photoplay.timeline import changes as timeline_changes
from photoplay.timeline.codec import from_draft
from photoplay.timeline.model import Timeline

if TYPE_CHECKING:
    from photoplay.agent.classifying import Foreseen

#: Messages of one session, and of one account, that may wait or be in work at one time.
MOST_WAITING, MOST_OF_ACCOUNT = 20, 200
#: When to ask again while they do, seconds.
_SOON_S = 5
#: A server that has given no sign of life for so long does nothing any more, ms.
_SILENT_MS = 60_000
_NONE = "There is no such message in this project."


def reference(turn_id: str) -> str:
    """What the ledger knows the credits of a turn by."""
    return f"turn:{turn_id}"


def accept(backend: Backend, caller: Caller, session_id: str, text: str) -> Turn:
    """Takes a message, sets aside what it will cost, and gives it its place in the session's queue.

    Args:
        backend: See ``Backend``.
        caller: Whose message.
        session_id: Of the project.
        text: As typed.

    Raises:
        NotFound: No such project, or somebody else's.
        InvalidOption: It is empty or too long.
        NoCredits: It would change the video, and too few credits are left for that.
        TooMany: Too many messages are waiting.
        Overloaded: The disk is nearly full.
    """
    project_of(backend, caller, session_id)
    _check_text(backend, text)
    backend.files.require_free(backend.settings.free_disk_bytes)
    price, language = backend.settings.price_turn, "en"
    if _is_short(backend, caller, price):
        found = foreseen(backend, caller, session_id, text)
        price, language = 0 if found.is_free else price, found.language
    with backend.database.writing() as connection:
        turn_id = new_id("turn")
        # First the account, then the project: whoever locks both does so in this order.
        whose = caller.account.id
        credits.reserve_in(backend, connection, whose, reference(turn_id), price, language=language)
        mine(connection, caller, session_id, lock=True)
        _require_room(connection, caller, session_id)
        number = store.last_number(connection, session_id) + 1
        turn = _new(backend, caller, session_id, turn_id, number, text, price)
        store.insert(connection, turn)
        store.add_events(connection, turn, [_message_event(turn)], 0)
        return turn


def _check_text(backend: Backend, text: str) -> None:
    field, most = "new_message.parts", backend.settings.message_characters
    if len(text) > most:
        raise InvalidOption(
            f"The message is too long: {len(text):,} characters; at most {most:,} are taken. Say it in fewer "
            "words, or in several messages.",
            field=field,
        )
    if not text.strip():
        raise InvalidOption("The message is empty. Say what the video should be like.", field=field)


def _is_short(backend: Backend, caller: Caller, price: int) -> bool:
    """Whether an account cannot pay for a turn that changes something."""
    if not backend.settings.plan(caller.account.plan).has_credit_limit:
        return False
    return credits.balance(backend, caller.account).available < price


def foreseen(backend: Backend, caller: Caller, session_id: str, text: str) -> Foreseen:
    """Whether a message changes the timeline, and the language of its answer."""
    from photoplay.agent import classifying

    with backend.database.reading() as connection:
        scene = scene_of(backend, connection, mine(connection, caller, session_id))
    return classifying.foreseen(text, scene)


def _require_room(connection: Connection, caller: Caller, session_id: str) -> None:
    if store.count_open(connection, session_id=session_id) >= MOST_WAITING:
        raise TooMany(
            f"{MOST_WAITING} messages of this project are waiting already. Wait for their answers, then go on.",
            retry_after_s=_SOON_S,
        )
    if store.count_open(connection, account_id=caller.account.id) >= MOST_OF_ACCOUNT:
        raise TooMany(
            f"{MOST_OF_ACCOUNT} of your messages are waiting already. Wait for their answers, then go on.",
            retry_after_s=_SOON_S,
        )


def _new(
    backend: Backend, caller: Caller, session_id: str, turn_id: str, number: int, text: str, reserved: int
) -> Turn:
    return Turn(
        id=turn_id,
        session_id=session_id,
        number=number,
        account_id=caller.account.id,
        server=executor_id(),
        status=store.QUEUED,
        message=text,
        language="",
        reserved=reserved,
        price=0,
        before_revision=None,
        after_revision=None,
        reply="",
        error_code=0,
        created_at_ms=backend.clock(),
        started_at_ms=None,
        ended_at_ms=None,
    )


def _message_event(turn: Turn) -> Mapping[str, Any]:
    """The message itself, as an event like the others."""
    return {
        "id": f"{turn.id}-0",
        "author": "user",
        "timestamp": turn.created_at_ms / 1000,
        "content": {"role": "user", "parts": [{"text": turn.message}]},
    }


# -- looking ------------------------------------------------------------------------------------------


def turn_of(backend: Backend, caller: Caller, session_id: str, turn_id: str) -> Turn:
    """A message of a project of the caller's.

    Raises:
        NotFound: None, or somebody else's.
    """
    with backend.database.reading() as connection:
        mine(connection, caller, session_id)
        turn = store.by_id(connection, turn_id)
    if turn is None or turn.session_id != session_id:
        raise NotFound(_NONE)
    return turn


def messages(
    backend: Backend, caller: Caller, session_id: str, limit: int, before: int | None = None
) -> list[Turn]:
    """Messages of a project with their answers, the newest first.

    Raises:
        NotFound: See ``project_of``.
    """
    with backend.database.reading() as connection:
        mine(connection, caller, session_id)
        return store.of_session(connection, session_id, limit, before)


def kept_events(backend: Backend, turn_id: str, after: int) -> tuple[Turn, list[tuple[int, dict[str, Any]]]]:
    """A turn as it stands, and its events behind one of them, with their numbers.

    Raises:
        NotFound: The turn is gone with its project.
    """
    with backend.database.reading() as connection:
        turn = store.by_id(connection, turn_id)
        if turn is None:
            raise NotFound(_NONE)
        return turn, store.events_of(connection, turn, max(0, after))


# -- ending -------------------------------------------------------------------------------------------


def stop(backend: Backend, caller: Caller, session_id: str, turn_id: str) -> Turn:
    """Ends a turn before it has changed anything. One whose changes are kept, or that is over, stays so.

    Raises:
        NotFound: See ``turn_of``.
    """
    turn = turn_of(backend, caller, session_id, turn_id)
    abandon(backend, turn, store.STOPPED, words("stopped", _language(backend, turn)), 499)
    return turn_of(backend, caller, session_id, turn_id)


def abandon(backend: Backend, turn: Turn, status: str, reply: str, code: int = 0) -> bool:
    """Ends a turn that has kept nothing, and gives back what was set aside; whether this call did it."""
    with backend.database.writing() as connection:
        return _abandon_in(backend, connection, turn, status, reply, code)


def _abandon_in(
    backend: Backend, connection: Connection, turn: Turn, status: str, reply: str, code: int
) -> bool:
    credits.settle_in(backend, connection, turn.account_id, reference(turn.id), "release")
    # A turn that has kept its changes has captured, so the line above did nothing for it.
    found = store.by_id(connection, turn.id, lock=True)
    if found is None or found.is_final or found.after_revision is not None:
        return False
    return store.change(
        connection, turn.id, status=status, reply=reply, error_code=code, ended_at=backend.clock()
    )


def recover(backend: Backend) -> int:
    """Ends the turns that dead servers left, each as far as it came; how many.

    What was kept stays kept, and is told from the drafts; of all else nothing was done, and nothing is paid.

    Raises:
        DatabaseAway: It cannot be reached.
    """
    with backend.database.reading() as connection:
        left = [turn for turn in store.all_open(connection) if is_dead(backend, connection, turn.server)]
    for turn in left:
        end_dead(backend, turn)
    return len(left)


def is_dead(backend: Backend, connection: Connection, server: str) -> bool:
    """Whether the server of that name does nothing any more."""
    if server == executor_id():
        return False
    if backend.database.is_sqlite or is_known_dead(server):
        return True  # a file has one server at a time
    seen_ms = executors.seen(connection).get(server)
    return seen_ms is None or seen_ms < backend.clock() - _SILENT_MS


def end_dead(backend: Backend, turn: Turn) -> None:
    """Ends one turn of a dead server."""
    if abandon(backend, turn, store.FAILED, words("cut_off", _language(backend, turn)), 503):
        return
    with backend.database.writing() as connection:
        found = store.by_id(connection, turn.id, lock=True)
        if found is None or found.is_final or found.after_revision is None:
            return
        reply = _what_changed(connection, found)
        store.change(connection, turn.id, status=store.DONE, reply=reply, ended_at=backend.clock())


def _language(backend: Backend, turn: Turn) -> str:
    with backend.database.reading() as connection:
        project = store_projects.by_session(connection, turn.session_id)
    return turn.language or (project.language if project else "en")


def _what_changed(connection: Connection, turn: Turn) -> str:
    """What a turn whose answer was lost has changed, told from its drafts."""
    project = store_projects.by_session(connection, turn.session_id)
    language = turn.language or (project.language if project else "en")
    drafts = [_draft(connection, turn.session_id, one) for one in (turn.before_revision, turn.after_revision)]
    return "\n".join(timeline_changes.changes(drafts[0], drafts[1], language))


def _draft(connection: Connection, session_id: str, number: int | None) -> Timeline:
    revision = store_projects.revision_of(connection, session_id, number) if number else None
    return from_draft(json.loads(revision.draft)) if revision else Timeline()
