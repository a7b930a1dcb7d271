"""Drafts of a project: revisions, undo and redo, and drafts from clients, which nobody vouches for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from photoplay.errors import Conflict, InvalidEdit, InvalidTimeline
from photoplay.render.capabilities import require_drawable
from photoplay.render.crowds import require_few_films
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.projects import State, mine, state, timeline_at
from photoplay.services.uses import Use, UseKind, uses
from photoplay.store import assets as store_assets
from photoplay.store import projects as store
from photoplay.store.assets import Asset
from photoplay.store.projects import Project, Revision
from photoplay.store.sql import Connection
from photoplay.timeline.codec import from_draft, to_draft
from photoplay.timeline.keys import KEYS
from photoplay.timeline.model import Timeline


def checked_draft(backend: Backend, connection: Connection, session_id: str, draft: object) -> Timeline:
    """A draft that nobody vouches for, as a timeline that can be drawn.

    Args:
        backend: See ``Backend``.
        connection: Where assets are looked up.
        session_id: Whose assets it may use.
        draft: What JSON gave: an object, or a text that holds one.

    Raises:
        InvalidTimeline: It breaks a rule or uses media of elsewhere; ``field`` is the path.
        NotDrawable: It holds what cannot be drawn yet.
    """
    timeline = from_draft(draft)
    known = store_assets.records_of(connection, session_id)
    for use in uses(timeline):
        _check_use(use, known.get(use.asset))
    require_drawable(timeline)
    require_few_films(timeline, {asset_id: asset.record for asset_id, asset in known.items()})
    return timeline


def _check_use(use: Use, asset: Asset | None) -> None:
    if asset is None:
        raise InvalidTimeline(
            "The draft uses media that this session does not have. Upload the file to it first.",
            field=use.field,
        )
    if wrong := _wrong(use, asset):
        raise InvalidTimeline(f"“{asset.filename}” {wrong}", field=use.field)


def _wrong(use: Use, asset: Asset) -> str:
    """Why a file cannot be used so, after its name; empty if it can."""
    if asset.kind not in _FITTING[use.kind]:
        if use.kind == "picture" and asset.kind == "audio":
            return "is a sound: it belongs on a track of sound, not among the pictures."
        return f"is {_CALLED[asset.kind]}, and {_WANTED[use.kind]}"
    if use.kind == "sound" and asset.record.sound is None:
        return "is a clip without sound, and a track of sound holds what can be heard."
    return ""


#: What files of which kind may be used as, and what is said where they may not.
_FITTING: Mapping[UseKind, tuple[str, ...]] = {
    "picture": ("image", "video"),
    "logo": ("image",),
    "sound": ("audio", "video"),
    "lut": ("lut",),
    "matte": ("image",),
}
_CALLED = {"image": "a picture", "video": "a clip", "audio": "a sound", "lut": "a table of colours"}
_WANTED: Mapping[UseKind, str] = {
    "picture": "a track of pictures holds photos and clips.",
    "logo": "a card shows a picture.",
    "sound": "no sound. A track of sound holds sounds that were uploaded, and music such as music:calm.",
    "lut": "the look “lut” needs a .cube file that was uploaded.",
    "matte": "the transition “luma” needs a picture that was uploaded.",
}


def put_draft(
    backend: Backend, caller: Caller, session_id: str, draft: object, if_match: int, kind: str = "draft"
) -> State:
    """Makes a client's draft the present one, as one revision. An equal draft changes nothing.

    Unlike in an export, a draft that says nothing of tracks is a mistake and not an empty video. One
    that is wrapped as in an export, ``{"draft": {…}}``, is unwrapped.

    Raises:
        NotFound: See ``project_of``.
        Conflict: The project has moved on since revision ``if_match``; ``data`` has the present draft.
        InvalidTimeline, NotDrawable: See ``checked_draft``.
        Overloaded: The disk is nearly full: drafts may be large, and many are kept.
    """
    backend.files.require_free(backend.settings.free_disk_bytes)
    draft = _unwrapped(draft)
    with backend.database.reading() as connection:
        mine(connection, caller, session_id)
        timeline = checked_draft(backend, connection, session_id, draft)
    commit(backend, caller, session_id, kind, if_match, lambda connection, project, present: timeline)
    return state(backend, caller, session_id)


def _unwrapped(draft: object) -> object:
    tracks = KEYS["tracks"]
    if isinstance(draft, dict) and tracks not in draft and isinstance(draft.get("draft"), dict | str):
        draft = draft["draft"]
    if isinstance(draft, dict) and tracks not in draft:
        raise InvalidTimeline(f"The draft has no tracks: the key “{tracks}” is missing.", field=tracks)
    return draft


Change = Callable[[Connection, Project, Timeline], Timeline]


def commit(
    backend: Backend, caller: Caller, session_id: str, kind: str, if_match: int | None, change: Change
) -> Project:
    """Changes the draft under the project's lock."""
    with backend.database.writing() as connection:
        project = mine(connection, caller, session_id, lock=True)
        present = timeline_at(connection, project, project.revision)
        if if_match is not None and if_match != project.revision:
            raise Conflict(
                f"The draft has changed meanwhile: it is at revision {project.revision}, not {if_match}. "
                "Apply your change to the draft in this answer and send it again.",
                revision=project.revision,
                draft=to_draft(present),
            )
        timeline = change(connection, project, present)
        if timeline == present:
            return project
        return store.push(connection, project, new_revision(backend, project, kind, timeline))


def new_revision(
    backend: Backend, project: Project, kind: str, timeline: Timeline, note: str = ""
) -> Revision:
    """The revision that follows a project's present one."""
    return Revision(project.revision + 1, kind, _text(timeline), note, backend.clock())


def _text(timeline: Timeline) -> str:
    return json.dumps(to_draft(timeline), separators=(",", ":"), allow_nan=False)


def undo(backend: Backend, caller: Caller, session_id: str) -> State:
    """Takes the last change back; ids come back with it.

    Raises:
        NotFound: See ``project_of``.
        InvalidEdit: There is nothing to take back.
    """
    return _step(backend, caller, session_id, back=True)


def redo(backend: Backend, caller: Caller, session_id: str) -> State:
    """Makes a change that was taken back again.

    Raises:
        NotFound: See ``project_of``.
        InvalidEdit: Nothing was taken back.
    """
    return _step(backend, caller, session_id, back=False)


def _step(backend: Backend, caller: Caller, session_id: str, *, back: bool) -> State:
    with backend.database.writing() as connection:
        project = mine(connection, caller, session_id, lock=True)
        step_in(backend, connection, project, -1 if back else 1)
    return state(backend, caller, session_id)


def step_in(
    backend: Backend, connection: Connection, project: Project, steps: int, note: str = ""
) -> Project:
    """Goes steps of undo (below 0) or redo as one revision; as many as there are. The caller holds the lock.

    Raises:
        InvalidEdit: There is none.
    """
    back = steps < 0
    stack = project.undo if back else project.redo
    count = min(abs(steps), len(stack))
    if not count:
        raise InvalidEdit(f"There is nothing to {'undo' if back else 'redo'}.")
    timeline = timeline_at(connection, project, stack[-count])
    revision = new_revision(backend, project, "undo" if back else "redo", timeline, note)
    return store.step(connection, project, revision, back=back, count=count)
