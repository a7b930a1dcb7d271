"""The built-in planner as a model of ADK's: no network, no key, the default."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from typing import TYPE_CHECKING

from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_response import LlmResponse
from google.genai import types

from photoplay.agent.turn import CURRENT, STEP_S, TurnContext
from photoplay.timeline.wording import language_of

if TYPE_CHECKING:
    from google.adk.models.llm_request import LlmRequest

    from photoplay.agent.language.meaning import Understood
    from photoplay.agent.planner import Call

PLANNER = "photoplay-planner"


class PlannerModel(BaseLlm):
    """Reads the message of the running turn, calls all that it asks for at once, and ends.

    It takes message and project from the turn itself (``turn.CURRENT``), never from the text of the request:
    what a file name or an earlier answer says is nothing to it.
    """

    model: str = PLANNER

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        """The calls of the plan, once in a turn; then nothing more."""
        context = CURRENT.get()
        await prepare(context)
        calls, context.planned = context.planned, ()
        yield LlmResponse(
            content=types.Content(role="model", parts=[*_parts(calls)] or [types.Part(text="")])
        )


async def prepare(context: TurnContext) -> None:
    """Plans the message of a turn, once. On a thread: whatever it holds, the turns beside this one go on."""
    if not context.is_planned:
        context.planned = await asyncio.wait_for(asyncio.to_thread(plan, context), STEP_S)


def listen(context: TurnContext) -> Understood:
    """Understands the message of a turn, and with it the language of the answer."""
    from photoplay.agent.language.understand import understand

    scene = context.desk.scene
    understood = understand(context.message, scene)
    context.told_language = understood.language
    context.desk.language = language_of(understood.language or scene.memory.language or scene.language)
    return understood


def plan(context: TurnContext) -> tuple[Call, ...]:
    """Plans the message of a turn; the calls of tools that do what it asks for.

    What is to be said and remembered besides is written into the turn. A correction first goes back to the
    draft before the change that it corrects.
    """
    from photoplay.agent.planner import plan as make_plan

    desk = context.desk
    found = make_plan(listen(context), desk.scene)
    context.is_planned = True
    context.answers, context.memory = found.answers, found.memory
    desk.language = language_of(found.language)
    if found.restart is not None:
        desk.restart(found.restart)
    return found.calls


def _parts(calls: Iterable[Call]) -> Iterable[types.Part]:
    for number, call in enumerate(calls, 1):
        told = types.FunctionCall(id=f"call-{number}", name=call.tool, args=dict(call.args))
        yield types.Part(function_call=told)
