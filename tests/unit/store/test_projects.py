"""Revisions: what pruning keeps is what undo, redo and a client's last look need."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.service_backend import a_caller

from photoplay.services import projects as service
from photoplay.services.backend import Backend
from photoplay.store import projects as store
from photoplay.store.projects import Project, Revision
from photoplay.store.sql import Connection
from photoplay.timeline.history import MAX_STEPS


def _revision(project: Project, draft: str, kind: str = "draft") -> Revision:
    return Revision(project.revision + 1, kind, draft, "", project.changed_at_ms + 1)


def _kept(connection: Connection, project: Project) -> set[int]:
    """Numbers of the revisions that are still there."""
    numbers = range(project.revision + 1)
    return {n for n in numbers if store.revision_of(connection, project.session_id, n) is not None}


def test_pruning_keeps_whatever_undo_and_redo_bring_back(backend: Backend, scale: Callable[..., int]) -> None:
    """A walk of pushes, undos and redos against two plain lists of drafts."""
    project = service.create(backend, a_caller(backend))
    rng, past, future, present = random.Random(3), [], [], ""
    with backend.database.writing() as connection:
        for number in range(scale(4000, least=900)):
            step = rng.choices(["push", "undo", "redo"], [6, 3 if number % 400 < 300 else 30, 2])[0]
            if step == "push":
                past, future, present = [*past, present][-MAX_STEPS:], [], f'"{number}"'
                project = store.push(connection, project, _revision(project, present))
            elif step == "undo" and past:
                brought = project.undo[-1]
                past, future, present = past[:-1], [*future, present], past[-1]
                kept = store.revision_of(connection, project.session_id, brought)
                assert (kept.draft if kept else "") == present
                project = store.step(connection, project, _revision(project, present, "undo"), back=True)
            elif step == "redo" and future:
                brought = project.redo[-1]
                past, future, present = [*past, present], future[:-1], future[-1]
                kept = store.revision_of(connection, project.session_id, brought)
                assert kept is not None
                assert kept.draft == present
                project = store.step(connection, project, _revision(project, present, "redo"), back=False)
            assert (len(project.undo), len(project.redo)) == (len(past), len(future))
        newest = store.revision_of(connection, project.session_id, project.revision)
        kept_now = _kept(connection, project)
    assert newest is not None
    assert newest.draft == present
    assert len(kept_now) <= 3 * MAX_STEPS + 20
    assert len(kept_now) < project.revision


def test_recent_revisions_stay_for_clients_that_ask_what_changed(backend: Backend) -> None:
    project = service.create(backend, a_caller(backend))
    with backend.database.writing() as connection:
        for number in range(2 * MAX_STEPS + 40):
            project = store.push(connection, project, _revision(project, f'"{number}"'))
        numbers = _kept(connection, project)
    assert set(range(project.revision - 2 * MAX_STEPS, project.revision + 1)) <= numbers
    assert 1 not in numbers


def test_projects_come_the_last_changed_first(either: Backend) -> None:
    caller = a_caller(either)
    made = [service.create(either, caller, f"p{n}").session_id for n in range(5)]
    with either.database.writing() as connection:
        for n, session_id in enumerate(made):
            store.change(connection, session_id, changed_at=(n * 3) % 5)
        store.change(connection, made[0], deleted_at=1)
    with either.database.reading() as connection:
        listed = [p.name for p in store.of_account(connection, caller.account.id, 3)]
        rest = [p.name for p in store.of_account(connection, caller.account.id, 3, 3)]
        assert store.by_session(connection, made[0]) is None
    assert (listed, rest) == (["p3", "p1", "p4"], ["p2"])
