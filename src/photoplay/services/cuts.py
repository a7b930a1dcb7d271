"""The default cut of a profile: what an export shows when nobody has edited anything."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.media.record import MediaRecord
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.profiles import Profile, profile_of
from photoplay.services.projects import mine, timeline_at
from photoplay.services.revisions import commit
from photoplay.store import assets as store_assets
from photoplay.store.projects import Project
from photoplay.store.sql import Connection
from photoplay.templates.brief import Brief
from photoplay.templates.build import build
from photoplay.templates.casting import cast_of
from photoplay.templates.rhythm import SILENT
from photoplay.timeline.model import Canvas, Timeline

#: Shortest that a default cut shows a photo: more photos make it longer.
_SHORTEST_PHOTO_S = 0.8


def draft_for_export(backend: Backend, caller: Caller, session_id: str) -> tuple[Timeline, int]:
    """The session's draft for an export; if it is empty, the profile's default cut is made first.

    Returns:
        The timeline and its revision.

    Raises:
        NotFound: See ``project_of``.
        NoMedia: Nothing was sent that a video could show.
    """
    with backend.database.reading() as connection:
        project = mine(connection, caller, session_id)
        timeline = timeline_at(connection, project, project.revision)
    if any(track.clips for track in timeline.tracks):
        return timeline, project.revision
    project = commit(backend, caller, session_id, "default-cut", None, _cut_if_empty)
    with backend.database.reading() as connection:
        return timeline_at(connection, project, project.revision), project.revision


def _cut_if_empty(connection: Connection, project: Project, present: Timeline) -> Timeline:
    """Two exports at once make one cut: the second one finds it made."""
    if any(track.clips for track in present.tracks):
        return present
    assets = store_assets.of_session(connection, project.session_id)
    return default_cut([a.record for a in assets], profile_of(project.profile), present.canvas)


def default_cut(records: list[MediaRecord], profile: Profile, canvas: Canvas) -> Timeline:
    """A profile's cut of all photos and films, in the order of upload, with music.

    Logos are no photos: they stay out, unless the profile closes with one or there is nothing else. Of a
    Live Photo the still is shown. Music that was sent is taken in the place of composed music, in every
    profile; under films that are heard it steps back. No words are added.

    Raises:
        NoMedia: No photo and no film.
    """
    return build(_brief(records, profile), records, canvas).timeline


def _brief(records: list[MediaRecord], profile: Profile) -> Brief:
    """What a profile promises where nobody has said anything."""
    cast = cast_of(Brief(), records)
    has_song = cast.song is not None
    has_card = cast.logo is not None and profile.card_s > 0
    seconds = _total_s(cast.shots, profile, has_card)
    return Brief(
        kind=profile.kind,
        seconds=seconds,
        per_photo=profile.photo_s if seconds is None else None,
        text=False,
        music="" if has_song else profile.mood or SILENT,
        transition=profile.transition,
        transition_seconds=profile.transition_s,
        logo="end" if has_card else "none",
    )


def _total_s(shots: Sequence[MediaRecord], profile: Profile, has_card: bool) -> float | None:
    """Length of a profile's cut; None: by the number of photos and the lengths of films."""
    if profile.total_s is not None:
        card_s = profile.card_s if has_card else 0
        return max(profile.total_s, len(shots) * _SHORTEST_PHOTO_S + card_s)
    return profile.one_photo_s if len(shots) == 1 and shots[0].film is None else None
