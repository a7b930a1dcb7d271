"""Who plays which part: what is shown, the logo, the song. Nothing is dropped or repeated silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from photoplay.errors import InvalidOption, NoMedia
from photoplay.media.record import MediaRecord
from photoplay.templates.brief import Brief
from photoplay.templates.live_photos import without_films


@dataclass(frozen=True, slots=True)
class Cast:
    """The files of a project by what they are for.

    Attributes:
        shots: Photos and films, in the order in which they are shown.
        logo: The one that was sent last; None: there is none, or it is among the shots.
        song: The first one.
    """

    shots: tuple[MediaRecord, ...]
    logo: MediaRecord | None = None
    song: MediaRecord | None = None


def cast_of(brief: Brief, records: Sequence[MediaRecord]) -> Cast:
    """The parts of a bin's files.

    Logos are no photos, unless there is nothing else, or the brief names them. Of a Live Photo the still is shown.

    Raises:
        NoMedia: There is nothing to show.
        InvalidOption: The brief names a file that there is not.
    """
    logos = [record for record in records if record.kind == "image" and record.role == "logo"]
    shown = [record for record in records if record.kind in ("image", "video") and record.role != "logo"]
    shots = _named(brief.photos, records) if brief.photos else without_films(shown) or logos
    if not shots:
        raise NoMedia("There is nothing to make a video of yet: send photos first.")
    taken = {record.id for record in shots}
    left = [record for record in logos if record.id not in taken]
    song = next((record for record in records if record.kind == "audio"), None)
    return Cast(tuple(shots), left[-1] if left else None, song)


def _named(names: Sequence[str], records: Sequence[MediaRecord]) -> list[MediaRecord]:
    by_id = {record.id: record for record in records if record.kind in ("image", "video")}
    missing = [name for name in names if name not in by_id]
    if missing:
        raise InvalidOption(f"There is no photo or clip “{missing[0]}” in this project.")
    return [by_id[name] for name in names]
