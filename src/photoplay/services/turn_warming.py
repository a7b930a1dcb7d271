"""The first turn, done on nobody's project before anybody waits for it."""

from __future__ import annotations

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from photoplay.agent.desk import Desk
from photoplay.agent.loop import AgentLoop
from photoplay.agent.outcome import Outcome
from photoplay.agent.scene import Scene
from photoplay.media.record import MediaRecord
from photoplay.timeline.model import Timeline

#: They lead through most of the lexicon, the templates and the tools.
_MESSAGES = (
    "Make a 20 second video with music and the title “Summer”, then make the second photo longer",
    "把第二张照片放大一点，背景音乐小一点，标题改成蓝色",
    "hello",
)


class _Nothing:
    """Keeps nothing and knows nothing."""

    def keep(self, desk: Desk) -> Outcome:
        return Outcome()

    def recent(self, count: int) -> Sequence[Mapping[str, Any]]:
        return ()


def load() -> None:
    """Imports the agent."""
    from photoplay.agent.runner import quieten

    quieten()


def warm_up(loop: AgentLoop) -> None:
    """Lets the built-in planner do some turns; then what was loaded is left alone.

    Args:
        loop: Where turns run.
    """
    from photoplay.agent.runner import drive
    from photoplay.agent.turn import TurnContext

    for message in _MESSAGES:
        context = TurnContext(message, Desk(_scene()), _Nothing())
        loop.start(drive(context, "0" * 19, lambda content: None)).result()
    # What was imported stays for good: without it a full collection during a request is short.
    gc.collect()
    gc.freeze()


def _scene() -> Scene:
    records = tuple(
        MediaRecord(f"img_{n}", f"{n}.jpg", Path(), "image", "jpeg", 4000, 3000, 1_000_000, f"{n:064}")
        for n in range(3)
    )
    return Scene(Timeline(), records)
