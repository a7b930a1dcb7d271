"""The project in memory again, driven by a real model's code: ADK, function calls over HTTP, the guard, the claims.

The model is a scripted server. What it calls and says is worked out by a twin of the project that the built-in
planner drives; so what is tried is the way, not a model's wits.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.language.world import Conversation, Seen, World, world_of
from tests.llm_server import Call, LlmServer, Reply, Say, Script, last_message, llm_server

from photoplay.agent import memory as memories
from photoplay.agent import wire
from photoplay.agent.claims import boasts
from photoplay.agent.desk import Desk
from photoplay.agent.llm.models import ModelOptions, RealModel, open_model
from photoplay.agent.outcome import Outcome
from photoplay.agent.runner import quieten, run_turn
from photoplay.agent.turn import TurnContext
from photoplay.timeline.model import Timeline


@dataclass(slots=True)
class LlmWorld(World):
    """One project and the real model that drives it.

    Attributes:
        real: The model.
        events: What was told to the client, turn by turn, as JSON.
        fell_back: For each turn why the planner did it, or None.
    """

    real: RealModel | None = None
    events: list[list[dict[str, Any]]] = field(default_factory=list)
    fell_back: list[str | None] = field(default_factory=list)
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    def say(self, text: str) -> Seen:
        """One turn through ADK."""
        before, desk = self.timeline, Desk(self.scene)
        outside = _Outside(self)
        context = TurnContext(text, desk, outside)
        quieten()
        told = self.runner.run(self._told(context))
        self.events.append([wire_message(text), *told])
        self.fell_back.append(context.guard.fell_back if context.guard else None)
        assert context.outcome is not None and context.memory is not None
        self.memory = memories.from_json(memories.to_json(context.memory))
        return Seen(
            before=before,
            after=self.timeline,
            reply=context.text,
            language=desk.language,
            asks="?" in context.text or "？" in context.text,
            exports=tuple(
                one.preset or "default" for one in context.outcome.exports if one.state != "refused"
            ),
            plan=None,  # type: ignore[arg-type]
            journal=tuple(
                f"{entry.tool} {dict(entry.args)} -> {entry.refusal or '; '.join(entry.changes) or 'nothing'}"
                for entry in desk.journal
            ),
        )

    async def _told(self, context: TurnContext) -> list[dict[str, Any]]:
        async with asyncio.timeout(60):
            return [wire.told(event) async for event in run_turn(context, "1", self.real)]


def wire_message(text: str) -> dict[str, Any]:
    """A message as it is kept among events."""
    return {"id": "m", "author": "user", "content": {"role": "user", "parts": [{"text": text}]}}


class _Outside:
    def __init__(self, world: LlmWorld) -> None:
        self._world = world

    def keep(self, desk: Desk) -> Outcome:
        self._world._keep(desk)
        return self._world._outcome(desk)

    def recent(self, count: int) -> Sequence[Mapping[str, Any]]:
        return [event for turn in self._world.events for event in turn][-count:]


@contextlib.contextmanager
def llm_world(world: World, script: Script, **options: Any) -> Iterator[tuple[LlmWorld, LlmServer]]:
    """A project like another one, driven by a scripted model.

    Args:
        world: What it begins with.
        script: What the model answers.
        options: Of the model.
    """
    with llm_server(script) as server, asyncio.Runner() as runner:
        real = open_model(replace(ModelOptions("openai/scripted", url=server.url, seconds=30.0), **options))
        assert real is not None
        yield (
            LlmWorld(world.bin, world.profile, world.timeline, list(world.undo), real=real, runner=runner),
            server,
        )


class Twin:
    """Works out what a capable model would call and say, by the planner on a project of its own."""

    def __init__(self, conversation: Conversation) -> None:
        self.world = world_of(conversation)
        self.seen: Seen | None = None
        self.calls: list[tuple[str, Mapping[str, Any]]] = []

    def plan(self, text: str) -> Seen:
        """The turn on the twin; what is to be called stands in ``calls``."""
        scene = self.world.scene
        self.seen = self.world.say(text)
        plan = self.seen.plan
        self.calls = [(one.tool, one.args) for one in plan.calls]
        if plan.restart is not None:
            self.calls = [*_way_back(scene.timeline, scene.undo, plan.restart), *self.calls]
        return self.seen

    def script(self, asked: dict[str, Any]) -> Reply:
        """The calls at once, then the words."""
        assert self.seen is not None
        has_called = asked["messages"][-1]["role"] == "tool"
        assert has_called or last_message(asked)
        if self.calls and not has_called:
            return Call(self.calls)
        # A model says things otherwise than the review, which may quote what sounds like a claim.
        return Say("Well?" if boasts(self.seen.reply) else self.seen.reply)


def _way_back(now: Timeline, undo: Sequence[Timeline], to: Timeline) -> list[tuple[str, Mapping[str, Any]]]:
    if to == now:
        return []
    return [("undo", {"steps": undo.index(to) + 1})]
