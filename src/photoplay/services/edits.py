"""Edits by name: the tools of the agent, called by programs. All of a call are made, as one revision, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from photoplay.errors import Conflict, InvalidOption
from photoplay.services import credits
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.projects import State, mine, state
from photoplay.services.revisions import new_revision
from photoplay.services.turn_keeping import keep_roles, price_of, require_sound, write_roles
from photoplay.services.turn_scene import scene_of
from photoplay.store import accounts as store_accounts
from photoplay.store import projects as store
from photoplay.store.sql import new_id
from photoplay.timeline import changes as timeline_changes
from photoplay.timeline.codec import to_draft

if TYPE_CHECKING:
    from photoplay.agent.desk import Desk

#: Tools that change no draft, or have an endpoint of their own.
_ELSEWHERE = frozenset(
    ("undo", "redo", "export_video", "get_credits", "get_status", "describe_video", "rename_project")
)
#: So often edits are made again on a draft that others change meanwhile.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Call:
    """One edit: a tool's name, and its arguments by theirs."""

    tool: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of edits.

    Attributes:
        state: Of the project afterwards.
        changes: What changed, in sentences; empty: nothing, and nothing was kept or paid.
        notes: What to know besides, of each edit that has something to say.
        price: Credits that it cost.
    """

    state: State
    changes: tuple[str, ...]
    notes: tuple[str, ...]
    price: int


def tools() -> list[dict[str, Any]]:
    """The tools that edit, with their descriptions and the JSON Schema of their arguments."""
    from photoplay.agent.tools.table import TOOLS

    return [
        {"name": tool.name, "description": tool.description, "parameters": dict(tool.parameters)}
        for tool in TOOLS.values()
        if tool.name not in _ELSEWHERE
    ]


def edit(
    backend: Backend, caller: Caller, session_id: str, calls: Sequence[Call], if_match: int | None = None
) -> Edited:
    """Makes edits one after the other; each finds what those before it left. One revision, or none.

    Args:
        backend: See ``Backend``.
        caller: Whose project.
        session_id: Which.
        calls: At least one, at most as many as one turn of the agent may make.
        if_match: The revision that they were meant for; None: whatever is there.

    Raises:
        NotFound: See ``project_of``.
        InvalidOption: One cannot be made; ``field`` says which. None of them is kept.
        Conflict: The project has moved on since revision ``if_match``; ``data`` has the present draft.
        NoCredits: It costs more than is left.
        TimelineError: The draft cannot be drawn.
        Overloaded: The disk is nearly full.
    """
    backend.files.require_free(backend.settings.free_disk_bytes)
    for _ in range(_TRIES):
        desk, revision = _desk(backend, caller, session_id, if_match)
        _call_all(desk, calls)
        notes = tuple(entry.note for entry in desk.journal if entry.note)
        if not desk.is_changed:
            keep_roles(backend, session_id, desk)
            return Edited(state(backend, caller, session_id), (), notes, 0)
        kept = _keep(backend, caller, session_id, desk, revision)
        if kept is not None:
            told, price = kept
            return Edited(state(backend, caller, session_id), told, notes, price)
    raise Conflict("The draft is being changed by others at this moment. Try again.")


def _desk(backend: Backend, caller: Caller, session_id: str, if_match: int | None) -> tuple[Desk, int]:
    """The present draft, ready to be worked on, and its revision."""
    from photoplay.agent.desk import Desk
    from photoplay.timeline.wording import language_of

    with backend.database.reading() as connection:
        project = mine(connection, caller, session_id)
        scene = scene_of(backend, connection, project)
    if if_match is not None and if_match != project.revision:
        raise Conflict(
            f"The draft has changed meanwhile: it is at revision {project.revision}, not {if_match}. "
            "Look at the draft in this answer and send your edits again.",
            revision=project.revision,
            draft=to_draft(scene.timeline),
        )
    return Desk(scene, language_of(project.language)), project.revision


def _call_all(desk: Desk, calls: Sequence[Call]) -> None:
    from photoplay.agent.tools.table import call

    for index, one in enumerate(calls):
        if one.tool in _ELSEWHERE:
            raise InvalidOption(
                f"“{one.tool}” is no edit: it has an endpoint of its own. See /docs.",
                field=f"edits[{index}].tool",
            )
        told = call(desk, one.tool, one.arguments)
        if "refused" in told:
            number = f"Edit {index + 1} cannot be made, so none was: " if len(calls) > 1 else ""
            raise InvalidOption(f"{number}{told['refused']}", field=f"edits[{index}]")


def _keep(
    backend: Backend, caller: Caller, session_id: str, desk: Desk, revision: int
) -> tuple[tuple[str, ...], int] | None:
    """Keeps and pays the desk's draft: what changed, and the price; None: it has moved on meanwhile."""
    price = price_of(backend, desk.scene.timeline, desk.timeline)
    told = tuple(
        timeline_changes.changes(desk.scene.timeline, desk.timeline, desk.language, desk.scene.films)
    )
    with backend.database.writing() as connection:
        # First the account, then the project: whoever locks both does so in this order.
        store_accounts.by_id(connection, caller.account.id, lock=True)
        project = mine(connection, caller, session_id, lock=True)
        if project.revision != revision:
            return None
        require_sound(connection, session_id, desk)
        store.push(
            connection, project, new_revision(backend, project, "edit", desk.timeline, "\n".join(told))
        )
        write_roles(connection, session_id, desk)
        reference = new_id("edit")
        credits.reserve_in(backend, connection, caller.account.id, reference, price, language=desk.language)
        credits.settle_in(backend, connection, caller.account.id, reference, "capture")
    return told, price
