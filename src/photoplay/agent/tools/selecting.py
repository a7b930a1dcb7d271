"""Which photos, texts and files a model means: by id, number, file name, or all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.tools.kinds import Kind, read_list, shown
from photoplay.media.record import MediaRecord
from photoplay.timeline.clips import is_end_card
from photoplay.timeline.find import all_clips, main_clips, photos, titles
from photoplay.timeline.model import TEXT_ROLES, TextClip, Timeline, VideoClip
from photoplay.timeline.wording import one_line

ALL_WORDS = ("all", "every", "everything", "全部", "所有")
_NEW_WORDS = ("new", "新")
_END_CARD_WORDS = ("end-card", "end card", "endcard", "片尾", "片尾卡")
_WHOLE = re.compile(r"#?(-?\d{1,6})(?:\.0)?")


def counted(desk: Desk, timeline: Timeline | None = None) -> tuple[VideoClip, ...]:
    """Photos and clips as people count them: without end card, and without logos unless there is nothing else."""
    timeline = desk.timeline if timeline is None else timeline
    logos = {record.id for record in desk.scene.logos}
    return photos(timeline, logos) or photos(timeline)


def all_photos(desk: Desk) -> tuple[VideoClip, ...]:
    """All of them.

    Raises:
        Refused: There are none.
    """
    found = counted(desk)
    if not found:
        raise Refused("no_photos_yet")
    return found


def chosen(desk: Desk, ids: Sequence[str] | None) -> tuple[VideoClip, ...]:
    """The pictures with these ids, in the order given; None: all photos."""
    if ids is None:
        return all_photos(desk)
    known = {clip.id: clip for clip in all_clips(desk.timeline) if isinstance(clip, VideoClip)}
    return tuple(known[one] for one in ids)


def stills(clips: Iterable[VideoClip]) -> tuple[VideoClip, ...]:
    """Those that do not move by themselves."""
    return tuple(clip for clip in clips if clip.motion is not None)


def films(clips: Iterable[VideoClip]) -> tuple[VideoClip, ...]:
    """Those that do."""
    return tuple(clip for clip in clips if clip.motion is None)


def ids_of(clips: Iterable[VideoClip | TextClip]) -> tuple[str, ...]:
    return tuple(clip.id for clip in clips)


def unused(desk: Desk) -> tuple[MediaRecord, ...]:
    """Photos and films of the bin that the draft does not show, in the order of upload."""
    used = {clip.source for clip in all_clips(desk.timeline) if isinstance(clip, VideoClip)}
    return tuple(record for record in desk.scene.shots if record.id not in used)


def with_ids(desk: Desk, kinds: Mapping[str, Kind], args: Mapping[str, Any]) -> dict[str, Any]:
    """Accepted arguments, with the ids of what they name by its number.

    Args:
        desk: As it was when they were accepted.
        kinds: Of the tool's arguments, by name.
        args: As called.
    """
    found = dict(args)
    for name, value in args.items():
        if name in kinds and kinds[name].gives_ids and _has_number(value):
            ids = kinds[name].read(desk, name, value)
            found[name] = list(ids) if isinstance(ids, tuple) else ids
    return found


def _has_number(value: Any) -> bool:
    items = value if isinstance(value, list | tuple) else [value]
    return any(not isinstance(item, str) or _WHOLE.fullmatch(item.strip()) for item in items)


# -- readers ----------------------------------------------------------------------------------------


def _read_photos(desk: Desk, name: str, value: Any) -> tuple[str, ...]:
    found: list[str] = []
    known = counted(desk)
    pictures = frozenset(clip.id for clip in all_clips(desk.timeline) if isinstance(clip, VideoClip))
    for item in read_list(name, value):
        found += _photo(desk, name, item, known, pictures)
    if not found:
        raise Refused("arg_empty", name=name)
    return tuple(dict.fromkeys(found))


def _read_photo(desk: Desk, name: str, value: Any) -> str:
    found = _read_photos(desk, name, value)
    if len(found) != 1:
        raise Refused("arg_one_photo", name=name)
    return found[0]


def _photo(
    desk: Desk, name: str, item: Any, known: Sequence[VideoClip], pictures: frozenset[str]
) -> list[str]:
    if isinstance(item, str):
        told = item.strip()
        if told in pictures:
            return [told]
        if told.casefold() in ALL_WORDS:
            return [clip.id for clip in all_photos(desk)]
        if told.casefold() in _END_CARD_WORDS:
            return _end_card(desk)
        if not _WHOLE.fullmatch(told):
            return _by_name(known, item)
        item = int(_WHOLE.fullmatch(told)[1])  # type: ignore[index]
    if isinstance(item, float) and item.is_integer() and abs(item) < 1e9:
        item = int(item)
    if isinstance(item, bool) or not isinstance(item, int):
        raise Refused("arg_wrong", name=name, value=shown(item), wanted="[1, 3]")
    return [_numbered(known, item).id]


def _numbered(known: Sequence[VideoClip], number: int) -> VideoClip:
    if not known:
        raise Refused("no_photos_yet")
    if not 1 <= abs(number) <= len(known):
        raise Refused("no_photo_number", number=number, count=len(known))
    return known[number - 1 if number > 0 else number]


def _end_card(desk: Desk) -> list[str]:
    cards = [clip.id for clip in main_clips(desk.timeline) if is_end_card(clip)]
    if not cards:
        raise Refused("no_end_card")
    return cards


def _by_name(known: Sequence[VideoClip], told: str) -> list[str]:
    plain = told.strip().casefold()
    exact = [clip.id for clip in known if told in (clip.name, clip.source)]
    whole = [clip.id for clip in known if clip.name.casefold() == plain]
    stem = [clip.id for clip in known if _stem(clip.name) == plain]
    if found := exact or whole or stem:
        return found
    raise Refused("no_such_photo", words=shown(told))


def _stem(name: str) -> str:
    """A file's name without its ending, for comparing."""
    return name.casefold().rpartition(".")[0]


def _read_texts(desk: Desk, name: str, value: Any) -> tuple[str, ...]:
    found: list[str] = []
    known = in_time(desk.timeline)
    ids = frozenset(clip.id for clip in known)
    for item in read_list(name, value):
        told = item.strip() if isinstance(item, str) else ""
        found += [told] if told in ids else _text(name, item, known)
    if not found:
        raise Refused("no_texts")
    return tuple(dict.fromkeys(found))


def _text(name: str, item: Any, known: Sequence[TextClip]) -> list[str]:
    if isinstance(item, str):
        told = item.strip()
        if told.casefold() in ALL_WORDS:
            return [clip.id for clip in known]
        if told.casefold().replace(" ", "-") in TEXT_ROLES:
            return _with_role(known, told.casefold().replace(" ", "-"))
        if not _WHOLE.fullmatch(told):
            return _saying(known, told)
        item = int(_WHOLE.fullmatch(told)[1])  # type: ignore[index]
    if isinstance(item, bool) or not isinstance(item, int):
        raise Refused("arg_wrong", name=name, value=shown(item), wanted='["title"]')
    if not known:
        raise Refused("no_texts")
    if not 1 <= abs(item) <= len(known):
        raise Refused("no_text_number", number=item, count=len(known))
    return [known[item - 1 if item > 0 else item].id]


def in_time(timeline: Timeline) -> list[TextClip]:
    """All words on the picture in the order in which they come."""
    return sorted(titles(timeline), key=lambda clip: (clip.start_ms, role_of(clip) != "title"))


def role_of(clip: TextClip) -> str:
    """One of ``TEXT_ROLES``."""
    return str(clip.style.get("role", "title"))


def _with_role(known: Sequence[TextClip], role: str) -> list[str]:
    found = [clip.id for clip in known if role_of(clip) == role]
    if not found:
        raise Refused(f"no_{role.replace('-', '_')}")
    return found


def _saying(known: Sequence[TextClip], told: str) -> list[str]:
    found = [clip.id for clip in known if told.casefold() in clip.text.casefold()]
    if not found:
        raise Refused("no_such_text", words=one_line(told[:200]))
    return found


def _read_files(desk: Desk, name: str, value: Any) -> tuple[MediaRecord, ...]:
    found: list[MediaRecord] = []
    named: dict[str, MediaRecord] = {}
    for record in desk.scene.bin:
        named[record.id] = named[record.name] = record
    for item in read_list(name, value):
        one = named.get(item.strip()) if isinstance(item, str) and not _is_group(item) else None
        found += [one] if one is not None else _files(desk, name, item)
    return tuple(found)


def _is_group(item: str) -> bool:
    return item.strip().casefold() in (*_NEW_WORDS, *ALL_WORDS)


def _files(desk: Desk, name: str, item: Any) -> Sequence[MediaRecord]:
    """By asset id or name, the newest of several files of one name; "new": those that are not shown yet."""
    if not isinstance(item, str):
        raise Refused("arg_wrong", name=name, value=shown(item), wanted='["beach.jpg"]')
    told, plain = item.strip(), item.strip().casefold()
    if plain in _NEW_WORDS:
        return unused(desk)
    if plain in ALL_WORDS:
        return desk.scene.shots
    known = desk.scene.bin
    exact = [record for record in known if told in (record.id, record.name)]
    whole = [record for record in known if record.name.casefold() == plain]
    stem = [record for record in known if _stem(record.name) == plain]
    if found := exact or whole or stem:
        return found[-1:]
    raise Refused("no_such_file", words=shown(item))


def _read_file(desk: Desk, name: str, value: Any) -> MediaRecord:
    found = _read_files(desk, name, value)
    if not found:
        raise Refused("no_new_photos")
    return found[-1]


_ITEM = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
_SEVERAL = {"anyOf": [{"type": "array", "items": _ITEM}, *_ITEM["anyOf"]]}
Photos = Annotated[tuple[str, ...], Kind(_SEVERAL, _read_photos, gives_ids=True)]
Photo = Annotated[str, Kind(_ITEM, _read_photo, gives_ids=True)]
Texts = Annotated[tuple[str, ...], Kind(_SEVERAL, _read_texts, gives_ids=True)]
Files = Annotated[
    tuple[MediaRecord, ...],
    Kind({"anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}]}, _read_files),
]
File = Annotated[MediaRecord, Kind({"type": "string"}, _read_file)]
