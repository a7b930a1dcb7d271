"""The built-in planner: what was understood, and the project, become calls of tools and things to say.

Order of one turn: undo and redo first; a correction goes back to the draft before what it corrects; where
there is no cut yet, one is made first; then the wishes in the order in which they were said. Photos are
found by the numbers that the user sees, before anything moves. What is not certain is asked, not guessed;
the rest of the message is done.
"""

from __future__ import annotations

from photoplay.agent.language.meaning import Understood
from photoplay.agent.plans import Call, Plan
from photoplay.agent.scene import Scene
from photoplay.agent.work import Work

__all__ = ["Call", "Plan", "plan"]


def plan(understood: Understood, scene: Scene) -> Plan:
    """What is to be done for a message.

    Args:
        understood: The message.
        scene: The project as the turn found it.
    """
    work = Work(scene)
    work.take(understood)
    return work.plan(understood)
