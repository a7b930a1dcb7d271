"""A project with three photos on each kind of database, and drawing that does what the test says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from tests.service_backend import NewBackend, open_service
from tests.unit.jobs.studio import Drawing, Studio, a_studio

from photoplay.jobs import making
from photoplay.jobs.queue import RenderQueue
from photoplay.services.backend import Backend


@pytest.fixture
def drawing(monkeypatch: pytest.MonkeyPatch) -> Drawing:
    """What drawing does, and what it was asked for. Waits between attempts are short."""
    fake = Drawing()
    monkeypatch.setattr(making, "export_video", fake)
    monkeypatch.setattr(making, "_WAITS_S", (0.001, 0.005, 0.01))
    return fake


@pytest.fixture
def studio(either: Backend) -> Studio:
    """On each kind of database in turn."""
    return a_studio(either)


@pytest.fixture
def small_studio(new_backend: NewBackend) -> Callable[..., Studio]:
    """``small_studio(**settings)``: on SQLite."""
    return lambda **told: a_studio(new_backend(**told))


@pytest.fixture(scope="session")
def jobs_template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """A file of jobs whose tables are there: making them takes longer than most tests."""
    folder = tmp_path_factory.mktemp("jobs")
    shutil.copy(sqlite_template, folder / "photoplay.db")
    backend = open_service("", folder, lambda: 0)
    absent = cast(Any, None)
    RenderQueue(backend.settings, backend.database, backend.files, absent, absent).__enter__().close()
    backend.database.close()
    return folder / "jobs.db"


@pytest.fixture
def lone(new_backend: NewBackend, jobs_template: Path, tmp_path: Path) -> Studio:
    """On SQLite, with a file of jobs that is ready."""
    shutil.copy(jobs_template, tmp_path / "jobs.db")
    return a_studio(new_backend())
