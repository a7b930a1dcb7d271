"""Keeping what a turn did: one revision, paid in the same transaction, or nothing at all."""

from __future__ import annotations

from dataclasses import dataclass

from photoplay.agent.desk import Desk
from photoplay.errors import Conflict, NoCredits, NotFound
from photoplay.render.capabilities import require_drawable
from photoplay.render.crowds import require_few_films
from photoplay.services import credits
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.projects import mine
from photoplay.services.revisions import new_revision, step_in
from photoplay.services.turn_scene import scene_of
from photoplay.services.turn_words import words
from photoplay.services.turns import reference
from photoplay.services.uses import generated_media, uses
from photoplay.store import accounts as store_accounts
from photoplay.store import assets as store_assets
from photoplay.store import projects as store_projects
from photoplay.store import turns as store
from photoplay.store.projects import Project
from photoplay.store.sql import Connection
from photoplay.store.turns import Turn
from photoplay.timeline import changes as timeline_changes
from photoplay.timeline.model import Timeline

#: So often a turn is done again on a draft that others change meanwhile.
_TRIES = 3
#: Calls that mean other drafts than the present one: those may be somebody else's by now.
_OF_HISTORY = frozenset({"undo", "redo", "start_over"})


@dataclass(frozen=True, slots=True)
class Kept:
    """What was kept of a turn.

    Attributes:
        revision: Of the draft afterwards.
        price: Credits that it cost.
        is_redone: Somebody else changed the draft meanwhile, and it was done again on the new one.
    """

    revision: int
    price: int = 0
    is_redone: bool = False


class Superseded(Exception):
    """The turn is over already: it was stopped, or given up for dead."""


def keep(backend: Backend, caller: Caller, turn: Turn, desk: Desk, revision: int) -> Kept:
    """Makes the desk's draft the present one, as one revision, and pays for it; or goes its steps of undo.

    When the draft is not at the revision any more that the turn began with, the same calls are made once
    more on the new one, and the desk shows how that went.

    Args:
        backend: See ``Backend``.
        caller: Whose project.
        turn: Which; it must be running.
        desk: After the turn's last call.
        revision: Of the draft that the turn began with.

    Raises:
        Superseded: The turn is over already.
        NoCredits: It costs more than is left.
        Conflict: The draft has changed meanwhile, and the same cannot be done on the new one.
        PhotoplayError: The draft cannot be drawn, or the project is gone.
    """
    is_redone = False
    for _ in range(_TRIES):
        try:
            if desk.step:
                kept = _step(backend, caller, turn, desk, revision)
            elif desk.is_changed:
                kept = _commit(backend, caller, turn, desk, revision)
            else:
                kept = Kept(revision)
            keep_roles(backend, turn.session_id, desk)
        except _Moved as moved:
            revision, is_redone = moved.revision, True
            _redo(backend, caller, turn, desk)
        else:
            return Kept(kept.revision, kept.price, is_redone)
    raise _conflict(desk)


class _Moved(Exception):
    """The draft is at another revision than the turn began with."""

    def __init__(self, revision: int) -> None:
        super().__init__(revision)
        self.revision = revision


def _conflict(desk: Desk) -> Conflict:
    return Conflict(words("conflict", desk.language))


def _locked(connection: Connection, caller: Caller, turn: Turn) -> Project:
    """The project, locked, if the turn still runs. First its account is locked, as everywhere."""
    # The reservation's account, not the caller's: it may have been taken over meanwhile.
    if store_accounts.by_id(connection, turn.account_id, lock=True) is None:
        raise NotFound("There is no such account.")
    project = mine(connection, caller, turn.session_id, lock=True)
    found = store.by_id(connection, turn.id, lock=True)
    if found is None or found.status != store.RUNNING or found.after_revision is not None:
        raise Superseded
    return project


def _commit(backend: Backend, caller: Caller, turn: Turn, desk: Desk, revision: int) -> Kept:
    price = price_of(backend, desk.scene.timeline, desk.timeline)
    with backend.database.writing() as connection:
        project = _locked(connection, caller, turn)
        if project.revision != revision:
            raise _Moved(project.revision)
        require_sound(connection, turn.session_id, desk)
        note = "\n".join(
            timeline_changes.changes(desk.scene.timeline, desk.timeline, desk.language, desk.scene.films)
        )
        made = new_revision(backend, project, "turn", desk.timeline, note)
        after = store_projects.push(connection, project, made)
        _pay(backend, connection, turn, price, desk.language)
        _note(connection, turn, revision, after.revision, price, desk.language)
        return Kept(after.revision, price)


def require_sound(connection: Connection, session_id: str, desk: Desk) -> None:
    """Raises ``TimelineError`` unless the desk's draft can be drawn."""
    require_drawable(desk.timeline)
    known = dict(desk.scene.records)
    if not all(use.asset in known for use in uses(desk.timeline)):  # of files that were taken out of the bin
        assets = store_assets.records_of(connection, session_id)
        known = {asset_id: asset.record for asset_id, asset in assets.items()}
    require_few_films(desk.timeline, known)


def _pay(backend: Backend, connection: Connection, turn: Turn, price: int, language: str) -> None:
    """Spends what was set aside, and what it costs beyond that."""
    more = f"{reference(turn.id)}:more"
    # Whatever was set aside may have been given back meanwhile: then all of it is still to be paid.
    was_kept = credits.settle_in(backend, connection, turn.account_id, reference(turn.id), "capture")
    paid = turn.reserved if was_kept else 0
    try:
        credits.reserve_in(backend, connection, turn.account_id, more, price - paid)
    except NoCredits as error:
        account = store_accounts.by_id(connection, turn.account_id)
        assert account is not None  # locked by this transaction
        way, data = credits.way_to_more(backend, account, language)
        told = words(f"credits_change_{'one' if price == 1 else 'many'}", language, needed=str(price))
        raise NoCredits(f"{told}{words('joint', language)}{way}", **data) from error
    credits.settle_in(backend, connection, turn.account_id, more, "capture")


def price_of(backend: Backend, before: Timeline, after: Timeline) -> int:
    """What a change costs: a turn, and each piece of music that is composed for it."""
    settings = backend.settings
    known = {made.id for made in generated_media(before)}
    pieces = sum(made.kind == "music" and made.id not in known for made in generated_media(after))
    return settings.price_turn + settings.price_music * pieces


def keep_roles(backend: Backend, session_id: str, desk: Desk) -> None:
    """Writes down what files turned out to be for."""
    if desk.roles:
        with backend.database.writing() as connection:
            write_roles(connection, session_id, desk)


def write_roles(connection: Connection, session_id: str, desk: Desk) -> None:
    """The same within a transaction."""
    for asset_id, role in desk.roles.items():
        store_assets.change(connection, session_id, asset_id, role=role)


def _step(backend: Backend, caller: Caller, turn: Turn, desk: Desk, revision: int) -> Kept:
    """Undo and redo, which cost nothing. Of another draft than was meant they would take back another change."""
    with backend.database.writing() as connection:
        project = _locked(connection, caller, turn)
        if project.revision != revision:
            raise _conflict(desk)
        after = step_in(backend, connection, project, desk.step)
        _note(connection, turn, revision, after.revision, 0, "")
        return Kept(after.revision)


def _note(connection: Connection, turn: Turn, before: int, after: int, price: int, language: str) -> None:
    store.change(
        connection,
        turn.id,
        before_revision=before,
        after_revision=after,
        price=price,
        language=language or turn.language,
    )


def _redo(backend: Backend, caller: Caller, turn: Turn, desk: Desk) -> None:
    """Makes the same calls once more, on the draft as it is now.

    Raises:
        Conflict: They cannot be made on it, or began with taking back what is not the last change any more.
    """
    from photoplay.agent.tools.selecting import counted
    from photoplay.agent.tools.table import call

    steps = any(entry.tool in _OF_HISTORY and not entry.refusal for entry in desk.journal)
    if steps or desk.base != desk.scene.timeline:
        raise _conflict(desk)
    with backend.database.reading() as connection:
        scene = scene_of(backend, connection, mine(connection, caller, turn.session_id))
    again = Desk(scene, desk.language)
    is_same_order = [clip.id for clip in counted(desk, desk.base)] == [clip.id for clip in counted(again)]
    for entry in desk.journal:
        if entry.tool == "add_captions" and not is_same_order:  # they name photos by their numbers
            raise _conflict(desk)
        if not entry.refusal:
            call(again, entry.tool, dict(entry.found or entry.args))
    if not again.is_changed or any(entry.refusal for entry in again.journal):
        raise _conflict(desk)
    desk.scene, desk.base, desk.timeline, desk.journal = scene, again.base, again.timeline, again.journal
    desk.photos, desk.texts = again.photos, again.texts
