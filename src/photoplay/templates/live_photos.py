"""Live Photos: a still and a film of the moments around it, as two files. The still is what was meant."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.media.record import MediaRecord

#: Short films beside a still of the same name are its moving half. Source: Apple's are about 3 s long.
_LONGEST_MS = 4000
_STILLS = frozenset(("heic", "heif", "jpg", "jpeg"))


def pairs(records: Sequence[MediaRecord], *, in_folders: bool = False) -> dict[str, str]:
    """Which films are the moving halves of which stills: id of the film -> id of the still.

    They have one identifier or, where one of them has none, one name: IMG_1.HEIC and a short IMG_1.MOV.

    Args:
        records: Photos and films.
        in_folders: Whether one name means nothing for files of different folders.
    """
    stills = [record for record in records if record.kind == "image"]
    by_identifier = {record.live_photo: record.id for record in stills if record.live_photo}
    by_name = {_called(record, in_folders): record for record in stills if _name(record.name)[1] in _STILLS}
    found: dict[str, str] = {}
    for record in records:
        if record.film is None:
            continue
        still = by_identifier.get(record.live_photo) if record.live_photo else None
        beside = by_name.get(_called(record, in_folders))
        if still is None and beside is not None and _may_belong(record, beside):
            still = beside.id
        if still is not None:
            found[record.id] = still
    return found


def without_films(records: Sequence[MediaRecord], *, in_folders: bool = False) -> list[MediaRecord]:
    """Photos and films without the moving halves of Live Photos.

    Args:
        records: Photos and films.
        in_folders: As of ``pairs``.
    """
    halves = pairs(records, in_folders=in_folders)
    return [record for record in records if record.id not in halves]


def told_of(count: int) -> tuple[str, ...]:
    """What is to be said of so many Live Photos whose moving halves are left out."""
    if count == 0:
        return ()
    if count == 1:
        return ("1 Live Photo: its still is shown. To see it move, name its .MOV file alone.",)
    return (f"{count} Live Photos: their stills are shown. To see them move, name their .MOV files alone.",)


def _may_belong(film: MediaRecord, still: MediaRecord) -> bool:
    """Whether a film of the same name may be the still's moving half."""
    is_short = film.film is not None and film.film.duration_ms <= _LONGEST_MS
    are_others = bool(film.live_photo and still.live_photo)
    return is_short and _name(film.name)[1] == "mov" and not are_others


def _called(record: MediaRecord, in_folders: bool) -> tuple[str, str]:
    return (str(record.path.parent) if in_folders else "", _name(record.name)[0])


def _name(name: str) -> tuple[str, str]:
    """A file's name in small letters without its ending, and the ending."""
    stem, _, ending = name.casefold().rpartition(".")
    return (stem, ending) if stem else (ending, "")
