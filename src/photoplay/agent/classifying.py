"""What a message would do, told by the built-in planner without keeping anything of it."""

from __future__ import annotations

from dataclasses import dataclass

from photoplay.agent.acts import NO_CHANGE
from photoplay.agent.desk import Desk
from photoplay.agent.language.understand import understand
from photoplay.agent.planner import Plan, plan
from photoplay.agent.scene import Scene


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What is known of a message before it is accepted.

    Attributes:
        is_free: It leaves the timeline as it is, or only goes back and forth in its history.
        language: Of its answer: "en", "zh" or "zh-TW".
    """

    is_free: bool
    language: str


def foreseen(text: str, scene: Scene) -> Foreseen:
    """What a message would do.

    Args:
        text: As typed.
        scene: The project.
    """
    found = plan(understand(text, scene), scene)
    return Foreseen(_leaves_it(found, scene), found.language)


def _leaves_it(found: Plan, scene: Scene) -> bool:
    """Whether nothing would be changed; what cannot be done is refused for that, and not for its price."""
    from photoplay.agent.tools.table import call

    if found.restart is not None:
        return False
    desk = Desk(scene, language=found.language)
    for one in found.calls:
        if one.tool not in NO_CHANGE:
            call(desk, one.tool, one.args)
            if desk.is_changed:
                return False
    return True
