"""The default cut of a profile: what an export shows when nobody has edited anything."""

from __future__ import annotations

from photoplay.errors import NoMedia
from photoplay.media.record import MediaRecord
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.grounds import card_for
from photoplay.services.live_photos import without_films
from photoplay.services.profiles import Profile, profile_of
from photoplay.services.projects import mine, timeline_at
from photoplay.services.revisions import commit
from photoplay.services.slideshow import Cut, has_own_sound, timeline_of
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
    """A profile's cut of all photos and films, in the order of upload, with music.

    Logos are no photos: they stay out, unless the profile closes with one or there is nothing else. Of a
    Live Photo the still is shown. Music that was sent is taken in the place of composed music, in every
    profile; under films that are heard it steps back.

    Raises:
        NoMedia: No photo and no film.
    """
    logos = [record for record in records if record.kind == "image" and record.role == "logo"]
    shown = [record for record in records if record.kind in ("image", "video") and record.role != "logo"]
    shots = without_films(shown) or logos
    if not shots:
        raise NoMedia("There is nothing to make a video of yet: send photos first.")
    closing = logos[-1] if logos and profile.card_s and shots is not logos else None
    cut = Cut(
        seconds=_total_s(shots, profile, closing),
        per_photo=profile.photo_s,
        canvas=canvas,
        transition=profile.transition,
        transition_seconds=profile.transition_s,
        card=card_for(closing) if closing else None,
        card_seconds=profile.card_s,
    )
    return _with_music(timeline_of(shots, cut), records, shots, profile, has_own_sound(shots, cut))


def _total_s(shots: list[MediaRecord], profile: Profile, closing: MediaRecord | None) -> float | None:
    """Length of a profile's cut; None: by the number of photos and the lengths of films."""
    if profile.total_s is not None:
        card_s = profile.card_s if closing else 0
        return max(profile.total_s, len(shots) * _SHORTEST_PHOTO_S + card_s)
    return profile.one_photo_s if len(shots) == 1 and shots[0].film is None else None


def _with_music(
    timeline: Timeline, records: list[MediaRecord], shots: list[MediaRecord], profile: Profile, duck: bool
) -> Timeline:
    sent = [record for record in records if record.kind == "audio"]
    if sent:
        return add_music(timeline, of_file(sent[0], timeline.duration_ms), MUSIC_GAIN, duck=duck)
    if profile.mood is None:
        return timeline
    music = composed(Music(profile.mood, seed_of(shots)), timeline.duration_ms, beats=False)
    return add_music(timeline, music, MUSIC_GAIN, duck=duck)
