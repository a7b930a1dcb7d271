"""A project with three photos, renders of it, and a drawing room that does what the test says."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from tests.service_backend import a_caller, an_asset
from tests.waiting import HANGS_S

from photoplay.errors import Cancelled
from photoplay.export.video import Exported
from photoplay.jobs import making
from photoplay.render.video import Progress, Video
from photoplay.services import projects
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.store import renders
from photoplay.store.projects import Project
from photoplay.store.renders import Order, Render
from photoplay.store.sql import new_id

DRAFT: dict[str, Any] = {
    "t": [{"tt": 0, "sg": []}], "d": 6000, "m": {"width": 320, "height": 180, "fps": 30},
}  # fmt: skip


@dataclass(slots=True)
class Drawing:
    """Stands in for ``export_video``: each call takes the next of ``outcomes``, or makes a file.

    An outcome is an exception to raise, or a function to call with ``export_video``'s keywords.
    """

    outcomes: list[Any] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)

    def __call__(self, timeline: Any, media: Any, output: Any, path: Path, **told: Any) -> Exported:
        self.calls.append({"timeline": timeline, "media": media, "output": output, "path": path, **told})
        outcome = self.outcomes.pop(0) if self.outcomes else None
        if isinstance(outcome, BaseException):
            raise outcome
        if outcome is not None:
            outcome(path=path, **told)
        for frames in (30, 90, 180):
            told["on_progress"](Progress(frames, 180, 0, 1.0))
        path.write_bytes(b"a whole video")
        return Exported(Video(path, 180, 30, 320, 180, 13, 4, 3))


def until_stopped(*, stop: threading.Event, **told: Any) -> None:
    """An outcome: draws until it is stopped."""
    assert stop.wait(HANGS_S), "nobody stopped it"
    raise Cancelled("Stopped.")


@dataclass(frozen=True, slots=True)
class Studio:
    """A backend with a project of three photos."""

    backend: Backend
    caller: Caller
    project: Project
    photos: tuple[str, ...]

    @property
    def draft(self) -> dict[str, Any]:
        clips = [{"s": 2000 * i, "d": 2000, "src": photo} for i, photo in enumerate(self.photos)]
        return {**DRAFT, "t": [{"tt": 0, "sg": clips}]}

    def row(self, uid: str) -> Render:
        with self.backend.database.reading() as connection:
            found = renders.by_uid(connection, uid)
        assert found is not None
        return found

    def order(self, name: str = "one", *, account_id: str | None = None) -> str:
        """A row for a render, as ``services.renders`` writes it."""
        uid = new_id("rnd")
        render = Render(
            uid, account_id or self.caller.account.id, name, self.project.session_id, "f" * 64, 1,
            renders.PENDING, 0.0, None, 0, self.backend.clock(), None, None, "", 0, "", {},
        )  # fmt: skip
        with self.backend.database.writing() as connection:
            renders.insert(connection, render, Order(json.dumps(self.draft), "null"))
        return uid

    def shop(self) -> making.Workshop:
        return making.Workshop(self.backend.database, self.backend.files, cast(Any, None), cast(Any, None))


def a_studio(backend: Backend) -> Studio:
    caller = a_caller(backend)
    project = projects.create(backend, caller, "trip")
    photos = [an_asset(backend, caller, project.session_id, f"beach {i}.jpg").id for i in range(3)]
    return Studio(backend, caller, project, tuple(photos))
