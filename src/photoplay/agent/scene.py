"""What the agent knows when a turn begins: the draft, the media bin, and what was spoken of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from photoplay.agent.language.meaning import Intent
from photoplay.media.record import MediaRecord
from photoplay.timeline.model import Timeline


@dataclass(frozen=True, slots=True)
class Question:
    """What the agent asked, to understand the answer to it.

    Attributes:
        key: Which question, a key of ``agent.speech``.
        intents: What was meant to be done.
        slot: The slot of the first of them that the answer fills: "photos", "texts", or a slot's name.
    """

    key: str
    intents: tuple[Intent, ...] = ()
    slot: str = ""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is remembered from turn to turn; small, and JSON by ``agent.memory``.

    Attributes:
        intents: Of the last turn that changed something, as understood.
        photos: Ids of the photos that were spoken of last, in order.
        texts: Ids of the texts that were spoken of last.
        question: Asked last and not answered yet.
        offers: Next steps offered last, each as the intents that it means.
        language: Of the last message that told one.
        brief: Slots of the ``make_video`` that the present cut came from.
        since: How many messages came after the one of ``intents`` that changed nothing.
        steps: How many steps of undo lead back to what ``intents`` were applied to: 1, and one more for
            each correction since; 0 where they changed nothing, for all was so already.
    """

    intents: tuple[Intent, ...] = ()
    photos: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    question: Question | None = None
    offers: tuple[tuple[Intent, ...], ...] = ()
    language: str = ""
    brief: Mapping[str, Any] = field(default_factory=dict)
    steps: int = 1
    since: int = 0


@dataclass(frozen=True, slots=True)
class Scene:
    """One project at the start of a turn. Pure data: tools and planner read it, nobody writes it.

    Attributes:
        timeline: The present draft.
        bin: Uploads in their order, logos and music too; of a Live Photo both parts.
        profile: Name of the profile ("general", "ai-product-video", …).
        language: The session's, BCP 47; answers follow the message's own where that can be told.
        undo: Earlier drafts that undo would bring back, the nearest first; at most 10.
        redo: Drafts that redo would bring back, the nearest first; at most 10.
        seed: Of what is chosen by chance, so that equal turns make equal cuts.
        memory: See ``Memory``.
    """

    timeline: Timeline
    bin: tuple[MediaRecord, ...]
    profile: str = "general"
    language: str = "en"
    undo: tuple[Timeline, ...] = ()
    redo: tuple[Timeline, ...] = ()
    seed: int = 0
    memory: Memory = field(default_factory=Memory)
    _records: Mapping[str, MediaRecord] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Asked for photo by photo: made once.
        object.__setattr__(self, "_records", {record.id: record for record in self.bin})

    @property
    def records(self) -> Mapping[str, MediaRecord]:
        """Files of the bin by their asset ids."""
        return self._records

    @property
    def logos(self) -> tuple[MediaRecord, ...]:
        return tuple(record for record in self.bin if record.kind == "image" and record.role == "logo")

    def with_logo(self, asset_id: str) -> Scene:
        """The same project, with one more picture known for a logo."""
        told = [replace(one, role="logo", is_graphic=True) if one.id == asset_id else one for one in self.bin]
        return replace(self, bin=tuple(told))

    @property
    def songs(self) -> tuple[MediaRecord, ...]:
        return tuple(record for record in self.bin if record.kind == "audio")

    @property
    def shots(self) -> tuple[MediaRecord, ...]:
        """Photos and films: what a video shows."""
        return tuple(
            record for record in self.bin if record.kind in ("image", "video") and record.role != "logo"
        )

    @property
    def films(self) -> frozenset[str]:
        """Sources that are films."""
        return frozenset(record.id for record in self.bin if record.film is not None)
