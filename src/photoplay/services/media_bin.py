"""The media bin of a session: what was uploaded to it, what each file is for, and taking one out."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.errors import Conflict, InvalidOption, NotFound
from photoplay.services import projects
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.uses import uses
from photoplay.store import assets as store
from photoplay.store import projects as store_projects
from photoplay.store.assets import Asset
from photoplay.templates.live_photos import pairs
from photoplay.timeline.codec import from_draft

#: What files of each kind may be for.
_ROLES = {"image": ("photo", "logo"), "audio": ("music",), "video": ("clip",), "lut": ("lut",)}
_CALLED = {"image": "A picture", "audio": "A sound", "video": "A clip", "lut": "A table of colours"}


def list_assets(backend: Backend, caller: Caller, session_id: str) -> list[Asset]:
    """The media bin, in the order of upload.

    Raises:
        NotFound: No such session of the caller's.
    """
    projects.project_of(backend, caller, session_id)
    with backend.database.reading() as connection:
        return store.of_session(connection, session_id)


def live_photos(backend: Backend, session_id: str) -> Mapping[str, str]:
    """Which films of a session were taken with which stills: ids of stills by those of films."""
    with backend.database.reading() as connection:
        return pairs([asset.record for asset in store.of_session(connection, session_id)])


def set_role(backend: Backend, caller: Caller, session_id: str, asset_id: str, role: str) -> Asset:
    """Corrects what a file is for.

    Raises:
        NotFound: No such asset in a session of the caller's.
        InvalidOption: No role that a file of its kind can have.
    """
    projects.project_of(backend, caller, session_id)
    with backend.database.writing() as connection:
        known = _required(store.in_bin(connection, session_id, asset_id))
        roles = _ROLES[known.kind]
        if role not in roles:
            raise InvalidOption(
                f"{_CALLED[known.kind]} cannot be “{role[:40]}”; its role is: {' or '.join(roles)}.",
                field="role",
            )
        store.change(connection, session_id, asset_id, role=role)
        found = store.by_id(connection, session_id, asset_id)
    assert found is not None
    return found


def remove(backend: Backend, caller: Caller, session_id: str, asset_id: str) -> None:
    """Takes a file out of the media bin. Undo may still bring back drafts that show it.

    Raises:
        NotFound: No such asset in a session of the caller's.
        Conflict: The present draft uses it.
    """
    projects.project_of(backend, caller, session_id)
    with backend.database.writing() as connection:
        project = store_projects.by_session(connection, session_id, lock=True)
        _required(store.in_bin(connection, session_id, asset_id) if project is not None else None)
        assert project is not None
        present = store_projects.revision_of(connection, session_id, project.revision)
        if present is not None and any(use.asset == asset_id for use in uses(from_draft(present.draft))):
            raise Conflict("This file is used in the video. Take it out of the video first.")
        store.change(connection, session_id, asset_id, deleted_at=backend.clock())


def asset_of(backend: Backend, session_id: str, asset_id: str) -> Asset:
    """An asset whose link was signed, whoever asks.

    Raises:
        NotFound: It is not there any more, or was taken out of the bin: links end with what they show.
    """
    with backend.database.reading() as connection:
        project = store_projects.by_session(connection, session_id)
        asset = store.in_bin(connection, session_id, asset_id) if project else None
    if asset is None or not backend.files.has(asset.file):
        raise NotFound("This file is not there any more.")
    return asset


def _required(asset: Asset | None) -> Asset:
    if asset is None:
        raise NotFound("There is no such file in this session.")
    return asset
