"""Which photos and which words a reference means, against what the user sees: selections become ids.

Photos are counted as people count them: end card, titles and logos are none of them. What fits several
things equally well is not guessed: their names come back, to be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from photoplay.agent.language.meaning import Ref, Selection, TextRef
from photoplay.agent.language.text import fold
from photoplay.agent.names import ENOUGH, fit
from photoplay.agent.sayings import naming, saying
from photoplay.agent.stage import Line, Member, Stage
from photoplay.timeline.find import all_clips, titles
from photoplay.timeline.model import VideoClip

#: Names whose fits differ by less are equally meant.
_CLOSE = 0.04

#: Words of a wish about several things, so that all that fit are meant.
_SEVERAL = re.compile(
    r"\b(?:both|all|every|each|any|two|three|four|five)\b(?! ?(?:s|sec|secs|seconds?|min|minutes?)\b)"
    r"|\b(?:photos|pictures|pics|images|ones|shots|clips|videos|files|slides)\b"
    r"|[两二三四五六七八九十几些0-9] ?[张段个幅条](?:照|图|都|各|片|$|[^0-9])|都|所有|全部|那些|这些|每"
)


_THEM = re.compile(r"\b(?:both|them|these|those|they)\b|它们|他们|她们|两|都|这些|那些")


@dataclass(frozen=True, slots=True)
class Found:
    """What a reference means.

    Attributes:
        handles: Of what is shown, in the order said, each once.
        files: Asset ids of what is meant and not shown.
        missing: What was not found: a number, or words.
        options: Names that are equally meant: one of them has to be asked for.
        is_all: Everything is meant, and nothing left out.
    """

    handles: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    missing: tuple[int | str, ...] = ()
    options: tuple[str, ...] = ()
    is_all: bool = False

    @property
    def is_nothing(self) -> bool:
        return not self.handles and not self.files


def photos_found(selection: Selection, stage: Stage, words: str = "") -> Found:
    """The photos that are meant.

    Args:
        selection: As understood.
        stage: What the user sees.
        words: The part of the message, to tell "the beach one" from "the beach ones".
    """
    if not selection.include and selection.exclude:
        selection = Selection((Ref("all"),), selection.exclude)
    wanted = _together([_one(ref, stage, words) for ref in selection.include])
    if not selection.exclude:
        is_all = any(ref.kind == "all" for ref in selection.include)
        return Found(wanted.handles, wanted.files, wanted.missing, wanted.options, is_all)
    without = _together([_one(ref, stage, f"all {words}") for ref in selection.exclude])
    left = tuple(handle for handle in wanted.handles if handle not in without.handles)
    files = tuple(file for file in wanted.files if file not in without.files)
    return Found(left, files, wanted.missing + without.missing, wanted.options)


def files_found(selection: Selection, stage: Stage, words: str = "") -> Found:
    """The files that are to be added: those not shown first, of what was taken away its source.

    Args:
        selection: As understood; a number means the photo that had it before it was taken away.
        stage: What the user sees.
        words: The part of the message.
    """
    found = _together([_one_file(ref, stage, words) for ref in selection.include])
    if not selection.exclude:
        return found
    without = _together([_one_file(ref, stage, f"all {words}") for ref in selection.exclude])
    files = tuple(file for file in found.files if file not in without.files)
    return Found((), files, found.missing, found.options)


def texts_found(ref: TextRef, stage: Stage, words: str = "") -> Found:
    """The words on the picture that are meant.

    Args:
        ref: As understood.
        stage: What the user sees.
        words: The part of the message.
    """
    lines = stage.lines
    if ref.photos is not None:
        shown_on = photos_found(ref.photos, stage, words)
        if shown_on.missing and (named := naming(lines, shown_on.missing)):
            return Found(tuple(line.id for line in named))
        if shown_on.missing or shown_on.options:
            return Found(missing=shown_on.missing, options=shown_on.options)
        lines = tuple(line for line in lines if line.photo in shown_on.handles)
    match ref.kind:
        case "all":
            found = lines
        case "role":
            found = _of_role(lines, str(ref.value), stage)
        case "number":
            found = _nth(lines, int(ref.value))
        case "words":
            found = saying(lines, str(ref.value))
        case "it":
            found = _told(lines, stage, words)
    missing = () if found else (_name_of_text(ref),)
    return Found(tuple(line.id for line in found), missing=missing)


# -- photos -----------------------------------------------------------------------------------------


def _together(parts: Iterable[Found]) -> Found:
    handles: dict[str, None] = {}
    files: dict[str, None] = {}
    missing: list[int | str] = []
    options: dict[str, None] = {}
    for part in parts:
        handles |= dict.fromkeys(part.handles)
        files |= dict.fromkeys(part.files)
        missing += part.missing
        options |= dict.fromkeys(part.options)
    return Found(tuple(handles), tuple(files), tuple(missing), tuple(options))


def _one(ref: Ref, stage: Stage, words: str) -> Found:
    if ref.kind in _BY_PLACE:
        return _BY_PLACE[ref.kind](stage, ref.value)
    if ref.kind in _BY_NATURE:
        is_meant = _BY_NATURE[ref.kind]
        return Found(tuple(member.handle for member in stage.members if is_meant(member)))
    match ref.kind:
        case "file" | "words":
            return _named(str(ref.value), stage, words)
        case "logo":
            return _logos(stage)
        case "end-card":
            return Found(stage.cards, missing=() if stage.cards else ("end card",))
        case "it":
            return _it(stage)
        case "beside":
            return _beside(ref, stage, words)
        case "others":
            return Found(tuple(handle for handle in stage.handles if handle not in stage.spoken))
        case _:  # new
            return Found(files=tuple(record.id for record in stage.unused))


def _beside(ref: Ref, stage: Stage, words: str) -> Found:
    """Those after or before another photo, so many or all of them."""
    kind, value, many, later = ref.value
    base = _one(Ref(kind, value), stage, words)
    places = [stage.handles.index(handle) for handle in base.handles if handle in stage.handles]
    if not places:
        return base
    found = stage.handles[max(places) + 1 :] if later else stage.handles[: min(places)]
    if many:
        found = found[:many] if later else found[-many:]
    return Found(tuple(found), missing=() if found else (str(value),))


def _all(stage: Stage, value: Any) -> Found:
    return Found(stage.handles)


def _number(stage: Stage, value: Any) -> Found:
    number, count = int(value), len(stage.members)
    if not 1 <= abs(number) <= count:
        return Found(missing=(number,))
    return Found((stage.handles[number - 1 if number > 0 else number],))


def _range(stage: Stage, value: Any) -> Found:
    count = len(stage.members)
    first, last = (int(end) if int(end) > 0 else count + 1 + int(end) for end in value)
    step = 1 if first <= last else -1
    numbers = range(first, last + step, step)
    handles = tuple(stage.handles[number - 1] for number in numbers if 1 <= number <= count)
    beyond = tuple(end for end in dict.fromkeys((first, last)) if not 1 <= end <= count)
    # "The first eight" of six are all six; what lies beyond is told only where nothing is left.
    return Found(handles, missing=() if handles else beyond)


def _every(stage: Stage, value: Any) -> Found:
    step, first = (int(part) for part in value)
    return Found(stage.handles[max(0, first - 1) :: max(1, step)])


def _half(stage: Stage, value: Any) -> Found:
    middle = (len(stage.members) + 1) // 2
    return Found(stage.handles[:middle] if value == "first" else stage.handles[middle:])


def _at(stage: Stage, value: Any) -> Found:
    at_ms = int(value)
    found = tuple(member.handle for member in stage.members if member.start_ms <= at_ms < member.end_ms)
    return Found(found, missing=() if found else (f"{at_ms / 1000:g} s",))


_BY_PLACE: dict[str, Callable[[Stage, Any], Found]] = {
    "all": _all,
    "number": _number,
    "range": _range,
    "every": _every,
    "half": _half,
    "at": _at,
}

_BY_NATURE: dict[str, Callable[[Member], bool]] = {
    "photos": lambda member: not member.is_film,
    "clips": lambda member: member.is_film,
    "upright": lambda member: member.shape == "upright",
    "lying": lambda member: member.shape == "lying",
}


def _named(said: str, stage: Stage, words: str) -> Found:
    """Photos whose files are called so; else files that are not shown."""
    scored = [(fit(said, member.name), member.handle, member.name) for member in stage.members]
    if best := _best(scored):
        names = tuple(dict.fromkeys(name for _, name in best))
        if len(names) > 1 and not _SEVERAL.search(fold(words)):
            return Found(options=names)
        return Found(tuple(handle for handle, _ in best))
    found = _named_file(said, stage, words)
    if found.is_nothing and not found.options and (named := naming(stage.lines, (said,))):
        return Found(tuple(dict.fromkeys(line.photo for line in named if line.photo)))
    if found.is_nothing and not found.options and len(stage.members) == 1:
        return Found(stage.handles)  # there is only the one that can be meant
    return found


def _best(scored: Sequence[tuple[float, str, str]]) -> list[tuple[str, str]]:
    most = max((score for score, _, _ in scored), default=0.0)
    return [(key, name) for score, key, name in scored if score >= max(ENOUGH, most - _CLOSE)]


def _logos(stage: Stage) -> Found:
    logos = {record.id for record in stage.bin if record.role == "logo"}
    shown = tuple(member.handle for member in stage.members if member.source in logos)
    return Found(shown) if shown else Found(files=tuple(logos), missing=() if logos else ("logo",))


def _it(stage: Stage) -> Found:
    shown = tuple(handle for handle in stage.spoken if handle in stage.by_handle)
    if shown:
        return Found(shown)
    if gone := _gone(stage, stage.spoken):
        return Found(files=gone)
    if len(stage.members) == 1:
        return Found(stage.handles)
    return Found(missing=("it",))


# -- files ------------------------------------------------------------------------------------------


def _one_file(ref: Ref, stage: Stage, words: str) -> Found:
    match ref.kind:
        case "file" | "words":
            found = _named_file(str(ref.value), stage, words)
            return found if not found.is_nothing or found.options else _shown_file(str(ref.value), stage)
        case "it" | "others":
            gone = _gone(stage, stage.spoken)
            if len(stage.unused) == 2 and re.search(r"\bboth\b|两", fold(words)):
                gone = tuple(record.id for record in stage.unused)
            return Found(files=gone or _left_out(stage), missing=() if gone or _left_out(stage) else ("it",))
        case "number":
            return _numbered_file(int(ref.value), stage)
        case "new" | "all":
            return Found(files=tuple(record.id for record in stage.unused))
        case "photos" | "clips":
            films = ref.kind == "clips"
            return Found(files=tuple(r.id for r in stage.unused if (r.film is not None) == films))
        case _:
            there = _one(ref, stage, words)
            known = stage.by_handle
            sources = tuple(known[handle].source for handle in there.handles if handle in known)
            return Found(files=(*sources, *there.files), missing=there.missing)


def _named_file(said: str, stage: Stage, words: str) -> Found:
    best = _best([(fit(said, record.name), record.id, record.name) for record in stage.unused])
    if len(best) > 1 and not _SEVERAL.search(fold(words)):
        return Found(options=tuple(dict.fromkeys(name for _, name in best)))
    return Found(files=tuple(file for file, _ in best), missing=() if best else (said,))


def _shown_file(said: str, stage: Stage) -> Found:
    """A photo that is shown already, to be shown once more."""
    best = _best([(fit(said, member.name), member.source, member.name) for member in stage.members])
    files = tuple(dict.fromkeys(source for source, _ in best))
    return Found(files=files[:1], missing=() if files else (said,))


def _numbered_file(number: int, stage: Stage) -> Found:
    """The photo that had the number when it was still there; else the upload with that number."""
    for draft in stage.past[:1]:
        sources = _sources(draft.main_track.clips if draft.main_track else (), stage)
        if 1 <= abs(number) <= len(sources):
            source = sources[number - 1 if number > 0 else number]
            if source in {record.id for record in stage.unused}:
                return Found(files=(source,))
    shots = [r.id for r in stage.bin if r.kind in ("image", "video") and r.role != "logo"]
    if 1 <= abs(number) <= len(shots):
        return Found(files=(shots[number - 1 if number > 0 else number],))
    return Found(missing=(number,))


def _sources(clips: Iterable[Any], stage: Stage) -> list[str]:
    known = {record.id for record in stage.bin}
    return [clip.source for clip in clips if isinstance(clip, VideoClip) and clip.source in known]


def _gone(stage: Stage, handles: Sequence[str]) -> tuple[str, ...]:
    """Sources of clips that are not shown any more, in the order of the handles."""
    shown = {member.source for member in stage.members}
    sources: dict[str, str] = {}
    for draft in reversed(stage.past):
        for clip in all_clips(draft):
            if isinstance(clip, VideoClip):
                sources[clip.id] = clip.source
    known = {record.id for record in stage.bin}
    found = (sources.get(handle, handle) for handle in handles)
    return tuple(dict.fromkeys(source for source in found if source in known and source not in shown))


def _left_out(stage: Stage) -> tuple[str, ...]:
    """The one file that is not shown, if it is one."""
    return tuple(record.id for record in stage.unused) if len(stage.unused) == 1 else ()


# -- words on the picture ---------------------------------------------------------------------------


def _of_role(lines: Sequence[Line], role: str, stage: Stage) -> tuple[Line, ...]:
    """Those with the role; where there is none, what people may call so."""
    if exact := tuple(line for line in lines if line.role == role):
        told = tuple(line for line in exact if line.id in stage.told)
        return told if told and role == "caption" else exact
    if role in ("caption", "lower-third", "badge"):
        other = tuple(line for line in lines if line.role in ("caption", "lower-third", "badge"))
        return other or (tuple(lines) if len(lines) == 1 else ())
    # The only words there are may be called the title by somebody who did not choose the role.
    return tuple(lines) if len(lines) == 1 and role in ("title", "subtitle") else ()


def _nth(lines: Sequence[Line], number: int) -> tuple[Line, ...]:
    if not 1 <= abs(number) <= len(lines):
        return ()
    return (lines[number - 1 if number > 0 else number],)


def _told(lines: Sequence[Line], stage: Stage, words: str) -> tuple[Line, ...]:
    """What was spoken of last; else the only words; else those on the photo spoken of; else the title.

    “Them” are also those that came with it.
    """
    if stage.told and stage.past and _THEM.search(fold(words)):
        earlier = {clip.id for clip in titles(stage.past[0])}
        return tuple(line for line in lines if line.id in stage.told or line.id not in earlier)
    if told := tuple(line for line in lines if line.id in stage.told):
        return told
    if len(lines) <= 1:
        return tuple(lines)
    if near := tuple(line for line in lines if line.photo and line.photo in stage.spoken):
        return near
    heads = tuple(line for line in lines if line.role == "title")
    return heads if len(heads) == 1 else ()


def _name_of_text(ref: TextRef) -> str:
    return str(ref.value) if ref.kind in ("role", "words") and ref.value else "text"
