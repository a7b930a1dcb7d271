"""What references are found among: the photos, words and files that a user sees when they speak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from photoplay.agent.scene import Scene
from photoplay.media.record import MediaRecord
from photoplay.timeline.clips import is_still
from photoplay.timeline.find import end_cards, main_clips, photos, titles
from photoplay.timeline.model import TextClip, Timeline, VideoClip


@dataclass(frozen=True, slots=True)
class Member:
    """A photo or film that people count.

    Attributes:
        handle: What a tool calls it: the clip's id, or the asset id where the cut is not made yet.
        source: Asset id.
        name: The file's.
        start_ms, end_ms: On the timeline; 0 where the cut is not made yet.
        is_film: Whether it moves by itself.
        shape: "upright", "lying", "square", or "" where it is not known.
    """

    handle: str
    source: str
    name: str
    start_ms: int = 0
    end_ms: int = 0
    is_film: bool = False
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on the picture.

    Attributes:
        id: Of the text.
        text: What it says.
        role: As in its style.
        photo: Handle of the photo it is shown on, or the first of them.
    """

    id: str
    text: str
    role: str
    photo: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """See above.

    Attributes:
        members: Photos and films as people count them.
        lines: Words, in the order in which they are seen.
        bin: All files.
        cards: Ids of end cards.
        spoken: Handles of the photos spoken of last.
        told: Ids of the texts spoken of last.
        past: Earlier drafts, the nearest first: where photos that are gone can be found.
        is_made: Whether there is a cut; otherwise ``members`` are those of the one to be made.
    """

    members: tuple[Member, ...] = ()
    lines: tuple[Line, ...] = ()
    bin: tuple[MediaRecord, ...] = ()
    cards: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    past: tuple[Timeline, ...] = ()
    is_made: bool = True

    @property
    def handles(self) -> tuple[str, ...]:
        return tuple(member.handle for member in self.members)

    @property
    def by_handle(self) -> Mapping[str, Member]:
        return {member.handle: member for member in self.members}

    @property
    def unused(self) -> tuple[MediaRecord, ...]:
        """Photos and films of the bin that are not shown."""
        shown = {member.source for member in self.members}
        return tuple(
            record
            for record in self.bin
            if record.kind in ("image", "video") and record.role != "logo" and record.id not in shown
        )

    def speaking_of(self, handles: Sequence[str]) -> Stage:
        return replace(self, spoken=tuple(handles)) if handles else self

    def without(self, handles: Iterable[str]) -> Stage:
        """After photos were taken away."""
        gone = set(handles)
        return replace(
            self,
            members=tuple(member for member in self.members if member.handle not in gone),
            lines=tuple(line for line in self.lines if not line.photo or line.photo not in gone),
        )


def stage_of(scene: Scene, timeline: Timeline, past: tuple[Timeline, ...] = ()) -> Stage:
    """The stage of a draft that has a cut.

    Args:
        scene: Of the turn.
        timeline: The draft that references are about.
        past: Drafts before it, the nearest first.
    """
    records = scene.records
    logos = {record.id for record in scene.logos}
    clips = photos(timeline, logos) or photos(timeline)
    members = tuple(_member(clip, records.get(clip.source)) for clip in clips)
    return Stage(
        members=members,
        lines=_lines(timeline, members),
        bin=scene.bin,
        cards=tuple(clip.id for clip in end_cards(timeline)),
        spoken=scene.memory.photos,
        told=scene.memory.texts,
        past=past,
    )


def stage_to_be(scene: Scene, files: Sequence[MediaRecord]) -> Stage:
    """The stage of a cut that is to be made of these files."""
    members = tuple(
        Member(
            handle=record.id,
            source=record.id,
            name=record.name,
            is_film=record.film is not None,
            shape=_shape(record),
        )
        for record in files
    )
    return Stage(members=members, bin=scene.bin, past=scene.undo, is_made=False)


def reworded(stage: Stage, ids: Sequence[str], slots: Mapping[str, Any]) -> tuple[Stage, tuple[str, ...]]:
    """The stage after some words were changed, and what those words are called then.

    Words that the turn itself added are called by what they say, and so by another name afterwards.

    Args:
        stage: Before.
        ids: Of the words.
        slots: Of ``edit_text``.
    """
    called: dict[str, str] = {}
    lines = []
    for line in stage.lines:
        if line.id in ids:
            swap = slots.get("replace")
            old, new = swap if isinstance(swap, list | tuple) and len(swap) == 2 else ("", "")
            text = str(slots.get("text") or (line.text.replace(str(old), str(new)) if old else line.text))
            called[line.id] = text if line.id == line.text else line.id
            line = replace(line, id=called[line.id], text=text)
        lines.append(line)
    return replace(stage, lines=tuple(lines)), tuple(called.get(one, one) for one in ids)


def is_empty(timeline: Timeline) -> bool:
    """Whether there is no cut yet."""
    return not main_clips(timeline)


def _member(clip: VideoClip, record: MediaRecord | None) -> Member:
    return Member(
        handle=clip.id,
        source=clip.source,
        name=clip.name or (record.name if record else ""),
        start_ms=clip.start_ms,
        end_ms=clip.end_ms,
        is_film=not is_still(clip),
        shape=_shape(record, clip.rotation) if record else "",
    )


def _shape(record: MediaRecord, turns: int = 0) -> str:
    if not record.width or not record.height:
        return ""
    wide = record.width / record.height
    wide = 1 / wide if turns % 2 else wide
    return "upright" if wide < 0.95 else "lying" if wide > 1.05 else "square"


def _lines(timeline: Timeline, members: Sequence[Member]) -> tuple[Line, ...]:
    known = {member.handle for member in members}
    ordered = sorted(titles(timeline), key=lambda clip: (clip.start_ms, clip.style.get("role") != "title"))
    return tuple(
        Line(clip.id, clip.text, str(clip.style.get("role", "")), _photo_of(clip, members, known))
        for clip in ordered
    )


def _photo_of(clip: TextClip, members: Sequence[Member], known: set[str]) -> str:
    """The photo that words are shown on, or that is there for most of their time."""
    if clip.reference is not None:
        return clip.reference if clip.reference in known else ""

    def together_ms(member: Member) -> int:
        return min(member.end_ms, clip.end_ms) - max(member.start_ms, clip.start_ms)

    best = max(members, key=together_ms, default=None)
    return best.handle if best is not None and together_ms(best) > 0 else ""
