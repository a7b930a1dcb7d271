"""The desk of one turn: the draft while tools work on it, and a journal of what they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from photoplay.agent.scene import Scene
from photoplay.media.record import Role
from photoplay.timeline.model import Timeline

#: Bounds of one turn, whoever drives the tools.
MOST_CALLS = 60


@dataclass(frozen=True, slots=True)
class Export:
    """A video to be made after the turn's changes are kept; the words of ``services.renders`` options."""

    preset: str = ""
    quality: str = ""
    max_bytes: int | None = None
    resolution: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One call of a tool.

    Attributes:
        tool: Its name.
        args: As it was called.
        found: The arguments with the ids that numbers stood for: on another draft the third photo is another.
        changes: What changed, in sentences of the answer's language; empty: nothing.
        refusal: Why it was not done, in words; empty: it was.
        note: What to know besides ("There is no “rock” music; Upbeat comes nearest.").
    """

    tool: str
    args: Mapping[str, Any]
    changes: tuple[str, ...] = ()
    refusal: str = ""
    note: str = ""
    found: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Desk:
    """What tools of one turn share. Nothing leaves it until the turn is over.

    Attributes:
        scene: The project as the turn found it.
        timeline: The draft as it is now.
        language: Of the answer: "en", "zh" or "zh-TW".
        journal: Every call, in order.
        step: -n or n when the turn is n steps of undo or redo and nothing else.
        exports: Videos to be made when the turn's changes are kept.
        wants: Facts the answer is to tell: "credits", "status".
        photos, texts: Ids that were spoken of, for the next turn's "it".
        roles: What files turned out to be for, by asset id: it was told in this turn.
        base: The draft that the calls of the journal began with; the scene's own but in corrections.
    """

    scene: Scene
    language: str = "en"
    timeline: Timeline = field(default_factory=Timeline)
    journal: list[Entry] = field(default_factory=list)
    step: int = 0
    exports: list[Export] = field(default_factory=list)
    wants: list[str] = field(default_factory=list)
    photos: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    base: Timeline = field(default_factory=Timeline)
    roles: dict[str, Role] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.timeline = self.base = self.scene.timeline

    def learn_logo(self, asset_id: str) -> None:
        """A picture is a logo from now on, for the rest of the turn and all that follow."""
        self.roles[asset_id] = "logo"
        self.scene = self.scene.with_logo(asset_id)

    def restart(self, timeline: Timeline) -> None:
        """Goes back to a draft, and forgets what was done since: for corrections, and for another model."""
        self.timeline = self.base = timeline
        self.journal.clear()
        self.exports.clear()
        self.wants.clear()
        self.step = 0

    @property
    def is_changed(self) -> bool:
        return self.timeline != self.scene.timeline
