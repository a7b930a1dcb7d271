"""The default cut of a profile: what an export shows when nobody has edited anything."""

from __future__ import annotations

from photoplay.errors import NoMedia
from photoplay.media.record import MediaRecord
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.grounds import card_for
from photoplay.services.profiles import Profile, profile_of
from photoplay.services.projects import mine, timeline_at
from photoplay.services.revisions import commit
from photoplay.services.slideshow import Cut, timeline_of
from photoplay.services.soundtrack import add_music, composed, of_file, seed_of
from photoplay.store import assets as store_assets
from photoplay.store.projects import Project
from photoplay.store.sql import Connection
from photoplay.timeline.generated import Music
from photoplay.timeline.layers import MUSIC_GAIN
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
    """A profile's cut of all pictures, in the order of upload, with music.

    Logos are no photos: they stay out, unless the profile closes with one or there is nothing else. Music
    that was sent is taken in the place of composed music, in every profile.

    Raises:
        NoMedia: No picture.
    """
    pictures = [record for record in records if record.kind == "image"]
    logos = [record for record in pictures if record.role == "logo"]
    photos = [record for record in pictures if record.role != "logo"] or logos
    if not photos:
        raise NoMedia("There is nothing to make a video of yet: send photos first.")
    closing = logos[-1] if logos and profile.card_s and photos is not logos else None
    count = len(photos)
    if profile.total_s is not None:
        total_s = max(profile.total_s, count * _SHORTEST_PHOTO_S + (profile.card_s if closing else 0))
    elif count == 1:
        total_s = profile.one_photo_s
    else:
        total_s = profile.photo_s * count
    cut = Cut(
        seconds=total_s,
        canvas=canvas,
        transition=profile.transition,
        transition_seconds=profile.transition_s,
        card=card_for(closing) if closing else None,
        card_seconds=profile.card_s,
    )
    timeline = timeline_of(photos, cut)
    sent = [record for record in records if record.kind == "audio"]
    if sent:
        return add_music(timeline, of_file(sent[0], timeline.duration_ms), MUSIC_GAIN)
    if profile.mood is None:
        return timeline
    music = Music(profile.mood, seed_of(photos))
    return add_music(timeline, composed(music, timeline.duration_ms, beats=False), MUSIC_GAIN)
