"""Projects, and what a client may know of one. Their drafts change in ``revisions`` and ``cuts``."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from photoplay.errors import InvalidOption, NotFound
from photoplay.jobs import making
from photoplay.media.record import MediaRecord
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.profiles import profile_of
from photoplay.services.uses import GeneratedMedium, generated_media
from photoplay.store import accounts as store_accounts
from photoplay.store import assets as store_assets
from photoplay.store import projects as store
from photoplay.store.assets import Asset
from photoplay.store.projects import Project
from photoplay.store.sql import Connection, Taken, new_id
from photoplay.templates.live_photos import pairs
from photoplay.timeline import changes as timeline_changes
from photoplay.timeline.codec import from_draft, to_draft
from photoplay.timeline.model import Timeline
from photoplay.timeline.summary import summary
from photoplay.times import DAY_MS

MOST_NAME, MOST_SOURCE = 200, 64
#: Source: RFC 5646, without grandfathered tags.
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
#: Longer drafts are read anew each time: strangers decide how long they are, and memory is ours.
_REMEMBERED_CHARACTERS = 50_000
_NONE = "There is no such session. Make a new one and send your files again."


@dataclass(frozen=True, slots=True)
class State:
    """Everything a client may know of a project at one moment.

    Attributes:
        timeline: The present draft.
        assets: The media bin, in the order of upload.
        summary: The timeline in one line, in the project's language.
        changes: What is different since the revision asked about; None if none was.
        expires_at_ms: When its media are deleted, unless it is used again.
    """

    project: Project
    timeline: Timeline
    assets: tuple[Asset, ...]
    summary: str
    changes: tuple[str, ...] | None
    expires_at_ms: int

    @property
    def draft(self) -> dict[str, Any]:
        return to_draft(self.timeline)

    @property
    def generated(self) -> tuple[GeneratedMedium, ...]:
        """What the draft uses that is made from recipes."""
        return generated_media(self.timeline)

    @property
    def live_photos(self) -> Mapping[str, str]:
        """Stills by the films that were taken with them."""
        return pairs([asset.record for asset in self.assets])


# -- projects -----------------------------------------------------------------------------------------


def create(
    backend: Backend, caller: Caller, name: str | None = None, language: str | None = None, source: str = ""
) -> Project:
    """A new, empty project.

    Args:
        backend: See ``Backend``.
        caller: Whose.
        name: Free text; "project" if empty.
        language: BCP 47; "en" if absent. What is no language tag counts as absent: clients put their
            placeholder there.
        source: ``X-Skill-Source``; decides the profile.
    """
    project = _new(backend, caller, name, language, source)
    while True:
        try:
            with backend.database.writing() as connection:
                store.insert(connection, project)
        except Taken:
            project = replace(project, session_id=_session_id())
        else:
            return project


def _new(backend: Backend, caller: Caller, name: str | None, language: str | None, source: str) -> Project:
    now = backend.clock()
    tag = (language or "").strip()
    return Project(
        session_id=_session_id(),
        task_id=new_id("task"),
        account_id=caller.account.id,
        name=_name(name) or "project",
        language=tag if len(tag) <= 35 and _LANGUAGE.fullmatch(tag) else "en",
        profile=profile_of(source).name,
        source=source[:MOST_SOURCE],
        origin=caller.token.origin or caller.account.id,
        revision=0,
        undo=(),
        redo=(),
        created_at_ms=now,
        changed_at_ms=now,
    )


def _session_id() -> str:
    """A decimal string of 19 digits, at random: 63 bits."""
    return str(10**18 + secrets.randbelow(9 * 10**18))


def _name(told: str | None) -> str:
    return "".join(c for c in told or "" if c.isprintable()).strip()[:MOST_NAME]


def project_of(backend: Backend, caller: Caller, session_id: str) -> Project:
    """A project of the caller's.

    Raises:
        NotFound: None, deleted, or somebody else's.
    """
    with backend.database.reading() as connection:
        return mine(connection, caller, session_id)


def mine(connection: Connection, caller: Caller, session_id: str, *, lock: bool = False) -> Project:
    is_id = len(session_id) == 19 and session_id.isascii() and session_id.isdigit()
    project = store.by_session(connection, session_id, lock=lock) if is_id else None
    if project is None or not caller.reaches(project):
        raise NotFound(_NONE)
    return project


def list_projects(backend: Backend, caller: Caller, limit: int = 50, offset: int = 0) -> list[Project]:
    """The caller's projects, the last changed first."""
    with backend.database.reading() as connection:
        return store.of_account(connection, caller.account.id, limit, offset, caller.token.origin)


def rename(backend: Backend, caller: Caller, session_id: str, name: str) -> Project:
    """Gives a project another name.

    Raises:
        NotFound: See ``project_of``.
        InvalidOption: An empty name.
    """
    if not _name(name):
        raise InvalidOption("A project needs a name of at least one visible character.", field="name")
    with backend.database.writing() as connection:
        project = mine(connection, caller, session_id, lock=True)
        store.change(connection, session_id, name=_name(name), changed_at=backend.clock())
        return replace(project, name=_name(name))


def duplicate(backend: Backend, caller: Caller, session_id: str) -> Project:
    """A new project with the same media and the present draft, without its history.

    Raises:
        NotFound: See ``project_of``.
    """
    with backend.database.writing() as connection:
        # No lock: revisions never change, and who takes an account over locks accounts first.
        source = mine(connection, caller, session_id)
        copy = _new(backend, caller, source.name, source.language, source.source)
        store.insert(connection, copy)
        in_bin = {asset.id for asset in store_assets.of_session(connection, session_id)}
        for asset in store_assets.of_session(connection, session_id, deleted=True):
            store_assets.insert(connection, replace(asset, session_id=copy.session_id))
            if asset.id not in in_bin:
                now = backend.clock()
                store_assets.change(connection, copy.session_id, asset.id, deleted_at=now)
        present = store.revision_of(connection, session_id, source.revision)
        if present is None:
            return copy
        return store.push(connection, copy, replace(present, number=1, created_at_ms=backend.clock()))


def delete(backend: Backend, caller: Caller, session_id: str) -> None:
    """Deletes a project; its files go with the next sweep.

    Raises:
        NotFound: See ``project_of``.
    """
    with backend.database.writing() as connection:
        mine(connection, caller, session_id, lock=True)
        store.change(connection, session_id, deleted_at=backend.clock())


# -- state --------------------------------------------------------------------------------------------


def state(backend: Backend, caller: Caller, session_id: str, since: int | None = None) -> State:
    """What a project is at this moment.

    Args:
        backend: See ``Backend``.
        caller: Whose project.
        session_id: Which.
        since: A revision that the client knows; what changed after it is told.

    Raises:
        NotFound: See ``project_of``.
        InvalidOption: ``since`` is no revision of this project, or too old to be kept.
    """
    with backend.database.reading() as connection:
        project = mine(connection, caller, session_id)
        timeline = timeline_at(connection, project, project.revision)
        assets = tuple(store_assets.of_session(connection, session_id))
        films = store_assets.films_of(connection, session_id)
        told = None
        if since is not None:
            before = timeline if since == project.revision else timeline_at(connection, project, since)
            told = timeline_changes.changes(before, timeline, project.language, films)
        expires_at_ms = _expires_at(backend, connection, caller, project)
    line = summary(timeline, project.language, films)
    return State(project, timeline, assets, line, told, expires_at_ms)


def timeline_at(connection: Connection, project: Project, number: int) -> Timeline:
    """The draft of a revision; that of revision 0 is empty.

    Raises:
        InvalidOption: There is no such revision.
    """
    if number == 0:
        return Timeline()
    revision = store.revision_of(connection, project.session_id, number)
    if revision is None:
        raise InvalidOption(
            f"This project has no revision {number}, or it is too old. Leave “since” out.", field="since"
        )
    return _read(revision.draft)


def timelines_at(connection: Connection, project: Project, numbers: Sequence[int]) -> tuple[Timeline, ...]:
    """Drafts of some revisions, in the order of their numbers as given, up to the first that is not kept."""
    known = store.drafts_of(connection, project.session_id, [number for number in numbers if number])
    found = []
    for number in numbers:
        if number and number not in known:
            break
        found.append(_read(known[number]) if number else Timeline())
    return tuple(found)


def _read(text: str) -> Timeline:
    return _parsed(text) if len(text) <= _REMEMBERED_CHARACTERS else from_draft(json.loads(text))


@lru_cache(512)
def _parsed(text: str) -> Timeline:
    return from_draft(json.loads(text))


def _expires_at(backend: Backend, connection: Connection, caller: Caller, project: Project) -> int:
    if not caller.account.is_anonymous:
        return project.changed_at_ms + backend.settings.keep_registered_days * DAY_MS
    tokens = store_accounts.tokens_of(connection, caller.account.id, ["anonymous", "api"])
    last = max((token.expires_at_ms for token in tokens), default=project.changed_at_ms)
    return last + backend.settings.keep_anonymous_days * DAY_MS


def media_of(backend: Backend, assets: Mapping[str, Asset]) -> dict[str, MediaRecord]:
    """Records for drawing: their paths are where the cleaned files are."""
    return making.media_of(backend.files, assets)
