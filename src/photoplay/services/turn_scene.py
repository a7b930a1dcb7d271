"""What the agent is told of a project when a turn begins."""

from __future__ import annotations

import zlib
from dataclasses import replace

from photoplay.agent.scene import Memory, Scene
from photoplay.services.backend import Backend
from photoplay.services.projects import timeline_at, timelines_at
from photoplay.store import assets as store_assets
from photoplay.store import turns as store_turns
from photoplay.store.projects import Project
from photoplay.store.sql import Connection

#: So many steps of undo and redo are looked at.
_STEPS = 10


def scene_of(backend: Backend, connection: Connection, project: Project) -> Scene:
    """A project as it stands, for the agent.

    Args:
        backend: See ``Backend``.
        connection: Where it is read.
        project: Which.
    """
    assets = store_assets.of_session(connection, project.session_id)
    records = (replace(asset.record, path=backend.files.path(asset.file)) for asset in assets)
    return Scene(
        timeline=timeline_at(connection, project, project.revision),
        bin=tuple(records),
        profile=project.profile,
        language=project.language,
        undo=timelines_at(connection, project, project.undo[: -_STEPS - 1 : -1]),
        redo=timelines_at(connection, project, project.redo[: -_STEPS - 1 : -1]),
        seed=zlib.crc32(project.session_id.encode()),
        memory=memory_of(connection, project),
    )


def memory_of(connection: Connection, project: Project) -> Memory:
    """What the turn before left to be remembered.

    Where somebody has changed the draft since, by other means, "no, the second one" is about nothing any more:
    what a correction would take back is theirs.
    """
    from photoplay.agent.memory import from_json

    memory = from_json(store_turns.last_memory(connection, project.session_id))
    if memory.intents and project.revision != store_turns.last_revision(connection, project.session_id):
        return replace(memory, intents=(), steps=1)
    return memory
