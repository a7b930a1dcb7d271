"""What selections come to among the photos that are shown: their numbers, whether they are one, all, films."""

from __future__ import annotations

import re

from photoplay.agent.language.meaning import Ref, Selection
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.resolve import photos_found
from photoplay.agent.stage import stage_of
from photoplay.timeline.model import VideoClip


def numbers_of(selection: Selection, ctx: Context) -> list[int]:
    """Photo numbers that a selection says by number or by name, as far as it does."""
    found: list[int] = []
    for ref in selection.include:
        if ref.kind == "number":
            found.append(ref.value if ref.value > 0 else ctx.count + 1 + ref.value)
        elif ref.kind == "range":
            first, last = (value if value > 0 else ctx.count + 1 + value for value in ref.value)
            found += range(first, last + 1)
        elif ref.kind in ("file", "words", "beside"):
            found += _shown_as(ref, ctx)
    return found


def _shown_as(ref: Ref, ctx: Context) -> list[int]:
    """Photo numbers of a file or of what describes it; none where it is not shown or not sure."""
    if not ctx.has_timeline:
        return []
    stage = stage_of(ctx.scene, ctx.scene.timeline)
    found = photos_found(Selection((ref,)), stage)
    if found.missing or found.options:
        return []
    return [stage.handles.index(handle) + 1 for handle in found.handles]


def shifted(selection: Selection, by: int, ctx: Context) -> Selection:
    """The photo so many places on from the last one of a selection said by number; else as it is."""
    numbers = numbers_of(selection, ctx)
    return Selection((Ref("number", max(numbers) + by),)) if numbers else selection


def is_one(selection: Selection | None) -> bool:
    """Whether a selection means one photo at most."""
    return selection is not None and len(selection.include) == 1 and selection.include[0].kind in (
        "number", "file", "words", "it", "at",
    )  # fmt: skip


_WRONG_WAY = re.compile(r"\bwrong (?:way (?:a)?round|order)\b|\bmixed up\b|反了|搞反|放反|弄反|颠倒了")


def is_wrong_way(clause: Clause) -> bool:
    """Whether two photos stand in each other's place: "2 and 3 are the wrong way round"."""
    refs = [ref for mention in clause.mentions for ref in mention.selection.include]
    return len(refs) == 2 and _WRONG_WAY.search(clause.plain) is not None


def is_everything(selection: Selection) -> bool:
    """Whether every photo is meant, or "them"."""
    return not selection.exclude and all(ref.kind in ("all", "photos", "it") for ref in selection.include)


def clips_on(ctx: Context) -> list[VideoClip]:
    """Photos and films on the main track."""
    main = ctx.scene.timeline.main_track
    sources = {record.id for record in ctx.scene.shots}
    clips = [clip for clip in main.clips if isinstance(clip, VideoClip)] if main else []
    return [clip for clip in clips if clip.source in sources]


def has_films(ctx: Context, selection: Selection | None = None) -> bool:
    """Whether a selection surely holds a film; None: whether there is one at all."""
    films = ctx.scene.films
    if not films:
        return False
    if selection is None:
        return True
    names = {record.name for record in ctx.scene.bin if record.id in films}
    clips = clips_on(ctx)
    for ref in selection.include:
        if ref.kind == "clips" or (ref.kind == "file" and ref.value in names):
            return True
        if ref.kind == "words" and any(str(ref.value).casefold() in name.casefold() for name in names):
            return True
    shown = numbers_of(selection, ctx)
    return any(clips[number - 1].source in films for number in shown if 0 < number <= len(clips))
