"""Projects and their drafts. A draft is stored as JSON text; what it means is the codec's affair."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from photoplay.store.schema import projects, revisions
from photoplay.timeline.history import MAX_STEPS


@dataclass(frozen=True, slots=True)
class Project:
    """One project, which clients call a session. Times are epoch milliseconds.

    Attributes:
        session_id: 19 decimal digits.
        task_id: Another name of it, "task_…".
        source: The ``X-Skill-Source`` that made it, as sent.
        origin: The account that made it, whosever it is now.
        revision: Number of the present draft, 0 before the first edit.
        undo, redo: Revisions whose drafts come back by undo and redo, the next one last.
    """

    session_id: str
    task_id: str
    account_id: str
    name: str
    language: str
    profile: str
    source: str
    origin: str
    revision: int
    undo: tuple[int, ...]
    redo: tuple[int, ...]
    created_at_ms: int
    changed_at_ms: int


@dataclass(frozen=True, slots=True)
class Revision:
    """A draft that a project has or had.

    Attributes:
        kind: "default-cut", "draft", "edit", "turn", "undo" or "redo".
        draft: JSON text.
        note: What was done, in words.
    """

    number: int
    kind: str
    draft: str
    note: str
    created_at_ms: int


def _project(row: sa.Row[tuple[object, ...]]) -> Project:
    told = row._mapping
    return Project(
        told["session_id"],
        told["task_id"],
        told["account_id"],
        told["name"],
        told["language"],
        told["profile"],
        told["source"],
        told["origin"],
        told["revision"],
        tuple(json.loads(told["undo"])),
        tuple(json.loads(told["redo"])),
        told["created_at"],
        told["changed_at"],
    )


def insert(connection: sa.Connection, project: Project) -> None:
    """Adds a project.

    Raises:
        Taken: Its session id is taken.
    """
    connection.execute(
        projects.insert().values(
            session_id=project.session_id,
            task_id=project.task_id,
            account_id=project.account_id,
            name=project.name,
            language=project.language,
            profile=project.profile,
            source=project.source,
            origin=project.origin,
            revision=project.revision,
            undo=json.dumps(project.undo),
            redo=json.dumps(project.redo),
            created_at=project.created_at_ms,
            changed_at=project.changed_at_ms,
        )
    )


def by_session(connection: sa.Connection, session_id: str, *, lock: bool = False) -> Project | None:
    """A project that is not deleted; with ``lock`` nobody else changes it until the transaction ends."""
    query = sa.select(projects).where(projects.c.session_id == session_id, projects.c.deleted_at.is_(None))
    row = connection.execute(query.with_for_update() if lock else query).first()
    return _project(row) if row else None


def of_account(
    connection: sa.Connection, account_id: str, limit: int, offset: int = 0, origin: str | None = None
) -> list[Project]:
    """An account's projects, or those of them that came from one origin, the last changed first."""
    query = (
        sa.select(projects)
        .where(projects.c.account_id == account_id, projects.c.deleted_at.is_(None))
        .order_by(projects.c.changed_at.desc(), projects.c.session_id)
        .limit(limit)
        .offset(offset)
    )
    if origin is not None:
        query = query.where(projects.c.origin == origin)
    return [_project(row) for row in connection.execute(query)]


def change(connection: sa.Connection, session_id: str, **values: object) -> None:
    """Sets columns of one project."""
    connection.execute(projects.update().where(projects.c.session_id == session_id).values(**values))


def push(connection: sa.Connection, project: Project, revision: Revision) -> Project:
    """Makes a new draft the present one: one step of undo, nothing left to redo.

    The caller holds the project's lock. Drafts that no undo reaches any more are deleted.
    """
    undo = (*project.undo, project.revision)[-MAX_STEPS:]
    return _moved(connection, project, revision, undo, ())


def step(
    connection: sa.Connection, project: Project, revision: Revision, *, back: bool, count: int = 1
) -> Project:
    """Makes an earlier draft the present one again, as a new revision. The caller holds the lock.

    Args:
        connection: Of a transaction.
        project: As it stands.
        revision: The new one, with the draft that the steps lead to.
        back: Whether it is undo.
        count: How many steps at once; no more than there are.
    """
    left, right = (project.undo, project.redo) if back else (project.redo, project.undo)
    passed = left[-count:]
    left, right = left[:-count], (*right, project.revision, *reversed(passed[1:]))
    undo, redo = (left, right) if back else (right, left)
    return _moved(connection, project, revision, undo, redo)


def _moved(
    connection: sa.Connection,
    project: Project,
    revision: Revision,
    undo: tuple[int, ...],
    redo: tuple[int, ...],
) -> Project:
    insert_revision(connection, project.session_id, revision)
    change(
        connection,
        project.session_id,
        revision=revision.number,
        undo=json.dumps(undo),
        redo=json.dumps(redo),
        changed_at=revision.created_at_ms,
    )
    # Clients may ask what changed since a revision they saw, so some recent ones stay.
    kept = {*undo, *redo}
    oldest = revision.number - 2 * MAX_STEPS
    if revision.number % 20 == 0 and oldest > 0:
        old = sa.and_(revisions.c.session_id == project.session_id, revisions.c.number < oldest)
        connection.execute(revisions.delete().where(old, revisions.c.number.not_in(kept)))
    moved = by_session(connection, project.session_id)
    assert moved is not None
    return moved


def insert_revision(connection: sa.Connection, session_id: str, revision: Revision) -> None:
    connection.execute(
        revisions.insert().values(
            session_id=session_id,
            number=revision.number,
            kind=revision.kind,
            draft=revision.draft,
            note=revision.note,
            created_at=revision.created_at_ms,
        )
    )


def note(connection: sa.Connection, session_id: str, number: int, text: str) -> None:
    """Sets what is told of a revision."""
    which = sa.and_(revisions.c.session_id == session_id, revisions.c.number == number)
    connection.execute(revisions.update().where(which).values(note=text))


def drafts_of(connection: sa.Connection, session_id: str, numbers: Collection[int]) -> dict[int, str]:
    """Drafts of some revisions, as far as they are kept, by number."""
    query = sa.select(revisions.c.number, revisions.c.draft).where(
        revisions.c.session_id == session_id, revisions.c.number.in_(numbers)
    )
    return {row.number: row.draft for row in connection.execute(query)} if numbers else {}


def revision_of(connection: sa.Connection, session_id: str, number: int) -> Revision | None:
    """A kept revision. There is none of number 0: that is the empty draft."""
    row = connection.execute(
        sa.select(revisions).where(revisions.c.session_id == session_id, revisions.c.number == number)
    ).first()
    if row is None:
        return None
    told = row._mapping
    return Revision(told["number"], told["kind"], told["draft"], told["note"], told["created_at"])
