"""A project in memory: what is said to it goes the way of the server, without a network, a database or a file.

understand -> plan -> tools -> review -> memory, and a history of drafts for undo and redo.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from photoplay.agent import memory as memories
from photoplay.agent.desk import Desk
from photoplay.agent.language.understand import understand
from photoplay.agent.outcome import Credits, Exported, Outcome
from photoplay.agent.planner import Plan, plan
from photoplay.agent.review import review
from photoplay.agent.scene import Memory, Scene
from photoplay.agent.tools.table import call
from photoplay.media.record import Film, Focus, MediaRecord, Sound, Tone
from photoplay.templates.soundtrack import add_music, composed
from photoplay.timeline.clips import film, photo
from photoplay.timeline.edits import append
from photoplay.timeline.generated import Music
from photoplay.timeline.layers import MUSIC_GAIN
from photoplay.timeline.model import Motion, Timeline, Transition

FOLDER = Path(__file__).parent / "conversations"
#: Names of conversations that go wrong today, one a line; ``report --write`` writes it.
KNOWN_WRONG = Path(__file__).parent / "known_wrong.txt"
#: Ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BIN = tuple(f"IMG_{number}.jpg" for number in range(2041, 2046))
_SONGS = ("mp3", "wav", "m4a", "flac", "ogg", "aac")
_FILMS = ("mp4", "mov", "webm", "avi", "mkv")
#: Width and height by what a name of the bin may end in.
_SHAPES = {
    "": (4032, 3024),
    "portrait": (3024, 4032),
    "small": (640, 480),
    "logo": (800, 400),
    "clip": (1920, 1080),
}
_FILM_MS, _SONG_MS, _BEAT_MS = 6_000, 95_000, 500
_MOTIONS = ("zoom-in", "zoom-out", "pan-right", "pan-left")
#: Undo reaches back so far in a scene. Source: ``agent.scene``.
_STEPS = 10


@dataclass(frozen=True, slots=True)
class Turn:
    """One message, and what has to hold after it."""

    say: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One project and what is said to it; see README.md."""

    name: str
    kind: str
    language: str
    turns: tuple[Turn, ...]
    style: str = "plain"
    bin: tuple[str, ...] = _BIN
    profile: str = "general"
    start: str = "empty"


@dataclass(frozen=True, slots=True)
class Seen:
    """What a turn did.

    Attributes:
        before, after: The drafts.
        reply: The whole answer.
        language: That it was to be given in.
        asks: Whether a question was asked back.
        exports: Presets of the exports started; empty: none.
        plan: The calls and the answers, to look at when something is wrong.
        journal: What became of the calls.
    """

    before: Timeline
    after: Timeline
    reply: str
    language: str
    asks: bool
    exports: tuple[str, ...]
    plan: Plan
    journal: tuple[str, ...] = ()


@functools.cache
def load(path: Path) -> tuple[Conversation, ...]:
    """The conversations of one file. Read once: nobody may change them."""
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or []
    return tuple(_conversation(told) for told in found)


def load_all(paths: Sequence[Path] = (FOLDER,)) -> list[Conversation]:
    """The conversations of files and folders, in order of their names."""
    files = [file for path in paths for file in (sorted(path.glob("*.yaml")) if path.is_dir() else [path])]
    return [conversation for file in files for conversation in load(file)]


def _conversation(told: Mapping[str, Any]) -> Conversation:
    turns = tuple(Turn(turn["say"], turn.get("expect") or {}) for turn in told["turns"])
    others = {name: told[name] for name in ("style", "profile", "start") if name in told}
    names = tuple(str(name) for name in told["bin"]) if told.get("bin") else _BIN
    return Conversation(told["name"], told["kind"], told["language"], turns, bin=names, **others)


# -- files ------------------------------------------------------------------------------------------


def records_of(names: Sequence[str]) -> tuple[MediaRecord, ...]:
    """What would be known of uploads with these names: see README.md."""
    return tuple(_record(index, *_mark(name)) for index, name in enumerate(names))


def _mark(name: str) -> tuple[str, str]:
    base, colon, mark = name.rpartition(":")
    return (base, mark) if colon and mark in _SHAPES else (name, "")


def _record(index: int, name: str, mark: str) -> MediaRecord:
    ending = name.rpartition(".")[2].lower()
    digest = hashlib.sha256(f"{index} {name}".encode()).hexdigest()
    common = {
        "id": f"as_{digest[:12]}",
        "name": name,
        "path": Path(name),
        "sha256": digest,
        "size_bytes": 2_000_000,
    }
    beats = tuple(range(0, _SONG_MS, _BEAT_MS))
    if ending in _SONGS:
        song = Sound(_SONG_MS, 44_100, 2, -14.0, 0, 120.0, beats, beats[::4])
        return MediaRecord(**common, kind="audio", format=ending, width=0, height=0, role="music", sound=song)
    tone = Tone(0.05, 0.95, (50.0 + index % 5, 2.0, 4.0))
    if ending in _FILMS or mark == "clip":
        heard = Sound(_FILM_MS, 48_000, 2, -20.0)
        moving = Film(_FILM_MS, _FILM_MS * 30 // 1000, 30.0)
        return MediaRecord(
            **common, kind="video", format="mp4", width=1920, height=1080, role="clip", sound=heard, film=moving,
            tone=tone,
        )  # fmt: skip
    width, height = _SHAPES[mark]
    kind = "png" if ending == "png" else "jpeg"
    is_logo = mark == "logo"
    return MediaRecord(
        **common, kind="image", format=kind, width=width, height=height, role="logo" if is_logo else "photo",
        is_graphic=is_logo, has_alpha=is_logo, focus=Focus(0.5, 0.45, 0.6), tone=tone,
        taken_at=f"2024:05:{1 + index % 28:02d} 10:{index % 60:02d}:00",
    )  # fmt: skip


def slideshow_of(records: Sequence[MediaRecord]) -> Timeline:
    """A plain slideshow: 3.0 s a photo, films as long as they are, crossfades, lofi music at 35 %."""
    shots = [record for record in records if record.kind in ("image", "video") and record.role != "logo"]
    timeline = Timeline()
    for index, record in enumerate(shots):
        if record.film is not None:
            clip = film(record.id, record.name, record.film.duration_ms)
        else:
            clip = photo(record.id, record.name, 3_000, Motion(_MOTIONS[index % len(_MOTIONS)]))
        way = Transition("fade", 600) if index else None
        timeline = append(timeline, replace(clip, transition_in=way))
    return add_music(timeline, composed(Music("lofi", 7), timeline.duration_ms, beats=False), MUSIC_GAIN)


# -- turns ------------------------------------------------------------------------------------------


@dataclass(slots=True)
class World:
    """One project. ``say`` is one turn."""

    bin: tuple[MediaRecord, ...]
    profile: str = "general"
    timeline: Timeline = field(default_factory=Timeline)
    undo: list[Timeline] = field(default_factory=list)
    redo: list[Timeline] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    renders: list[Exported] = field(default_factory=list)

    @property
    def scene(self) -> Scene:
        return Scene(
            timeline=self.timeline,
            bin=self.bin,
            profile=self.profile,
            undo=tuple(reversed(self.undo[-_STEPS:])),
            redo=tuple(reversed(self.redo[-_STEPS:])),
            seed=7,
            memory=self.memory,
        )

    def say(self, text: str) -> Seen:
        """One turn: as the server does it, in memory. What is remembered goes through JSON, as there."""
        scene = self.scene
        planned = plan(understand(text, scene), scene)
        desk = Desk(scene, language=planned.language)
        if planned.restart is not None:
            desk.restart(planned.restart)
        for one in planned.calls:
            call(desk, one.tool, one.args)
        before = self.timeline
        self.bin = desk.scene.bin
        self._keep(desk)
        outcome = self._outcome(desk)
        told = review(desk, planned.answers, outcome)
        self.memory = memories.from_json(
            memories.to_json(memories.settled(planned.memory, desk, told.offers))
        )
        return Seen(
            before=before,
            after=self.timeline,
            reply=told.text,
            language=planned.language,
            asks=any(answer.key == "ask" for answer in planned.answers),
            exports=tuple(one.preset or "default" for one in outcome.exports if one.state != "refused"),
            plan=planned,
            journal=tuple(
                f"{entry.tool} {dict(entry.args)} -> {entry.refusal or '; '.join(entry.changes) or 'nothing'}"
                for entry in desk.journal
            ),
        )

    def _keep(self, desk: Desk) -> None:
        """One revision, the steps of undo or redo, or nothing."""
        for _ in range(max(0, -desk.step)):
            if self.undo:
                self.redo.append(self.timeline)
                self.timeline = self.undo.pop()
        for _ in range(max(0, desk.step)):
            if self.redo:
                self.undo.append(self.timeline)
                self.timeline = self.redo.pop()
        if not desk.step and desk.is_changed:
            self.undo.append(self.timeline)
            self.redo.clear()
            self.timeline = desk.timeline

    def _outcome(self, desk: Desk) -> Outcome:
        started = []
        for wanted in desk.exports:
            if not any(track.clips for track in self.timeline.tracks):
                started.append(Exported("refused", message="There is nothing to export yet."))
                continue
            number = len(self.renders) + 1
            one = Exported("pending", f"https://photoplay.test/r/{number}", f"r{number}", wanted.preset)
            started.append(one)
            self.renders.insert(0, one)
        earlier = tuple(self.renders[len([one for one in started if one.state != "refused"]) :])
        return Outcome(
            revision=len(self.undo),
            exports=tuple(started),
            renders=earlier,
            credits=Credits(100) if "credits" in desk.wants else None,
        )


def world_of(conversation: Conversation) -> World:
    """The project that a conversation begins with."""
    records = records_of(conversation.bin)
    world = World(records, conversation.profile)
    if conversation.start == "slideshow":
        world.timeline = slideshow_of(records)
        world.undo = [Timeline()]
    return world


def run(conversation: Conversation) -> tuple[Timeline, list[Seen]]:
    """The draft before the first turn, and every turn."""
    world = world_of(conversation)
    start = world.timeline
    return start, [world.say(turn.say) for turn in conversation.turns]
