"""The agent: one ``LlmAgent`` over the tools, run for one message. Its events, its bounds, its end."""

from __future__ import annotations

import asyncio
import logging
import os
import warnings
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from functools import lru_cache
from typing import Any

from google.adk.agents import LlmAgent
from google.adk.agents.callback_context import CallbackContext
from google.adk.agents.invocation_context import LlmCallsLimitExceededError
from google.adk.agents.run_config import RunConfig
from google.adk.events.event import Event
from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_response import LlmResponse
from google.adk.runners import Runner
from google.adk.sessions.base_session_service import GetSessionConfig
from google.adk.telemetry.context import ContentCapturingMode, TelemetryConfig
from google.adk.tools.base_tool import BaseTool
from google.adk.tools.base_toolset import BaseToolset
from google.genai import types

from photoplay.agent import wire
from photoplay.agent.closing import close, ended
from photoplay.agent.llm.models import RealModel
from photoplay.agent.model import PlannerModel, listen, prepare
from photoplay.agent.sessions import APP, USER, TurnSessions
from photoplay.agent.tooling import PlannedTools, all_tools, told_error
from photoplay.agent.turn import CURRENT, LONGEST_S, MOST_MODEL_CALLS, RECENT_EVENTS, TurnContext, TurnEnd

Tell = Callable[[dict[str, Any]], None]


def quieten() -> None:
    """Keeps ADK's remarks on its own development off our log and console, and messages out of its traces."""
    os.environ["ADK_CAPTURE_MESSAGE_CONTENT_IN_SPANS"] = "false"
    for name in ("google_adk", "google.adk", "google_genai", "opentelemetry"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module=r"(?:google\.(?:adk|genai)|opentelemetry)(?:\.|$)")
    warnings.filterwarnings("ignore", message=r"\[EXPERIMENTAL\]")


@lru_cache(1)
def _telemetry() -> TelemetryConfig:
    """No text of anybody's, and none of the costly attributes that nobody reads."""
    return TelemetryConfig(
        genai_semconv_stability_opt_in="stable",
        capture_message_content=ContentCapturingMode.NO_CONTENT,
        adk_experimental_telemetry_opt_in=False,
    )


@lru_cache(1)
def planner_agent() -> LlmAgent:
    """The agent with the built-in planner; it holds nothing of any turn."""
    return build_agent(PlannerModel(), [PlannedTools()])


def build_agent(model: BaseLlm, tools: Sequence[BaseTool | BaseToolset] = ()) -> LlmAgent:
    """An agent whose last word is always ours.

    Args:
        model: See ADK.
        tools: None: all.
    """
    return LlmAgent(
        name=APP,
        model=model,
        tools=list(tools or all_tools()),
        after_model_callback=_checked,
        on_tool_error_callback=told_error,
        disallow_transfer_to_parent=True,
        disallow_transfer_to_peers=True,
    )


async def _checked(callback_context: CallbackContext, llm_response: LlmResponse) -> LlmResponse | None:
    """Puts the answer that the draft bears out in the place of the model's own last words."""
    if llm_response.partial:
        return None
    parts = llm_response.content.parts or [] if llm_response.content else []
    if any(part.function_call for part in parts):
        return None
    said = "".join(part.text or "" for part in parts if not part.thought)
    text = await close(CURRENT.get(), said)
    return LlmResponse(content=types.Content(role="model", parts=[types.Part(text=text)]))


async def run_turn(
    context: TurnContext, session_id: str, real: RealModel | None = None
) -> AsyncGenerator[Event]:
    """Runs one message to its end.

    Args:
        context: The turn. What becomes of it stands in it when this ends.
        session_id: Of the project.
        real: The model that the settings name, which is given recent events too; None: the built-in planner.

    Yields:
        ADK's events; the last one holds the answer.
    """
    agent, recent = planner_agent(), 0
    if real is None:
        # Before the run: ADK then declares only what is called.
        await prepare(context)
    else:
        await asyncio.to_thread(listen, context)
        context.guard = real.for_turn(context.desk, PlannerModel())
        agent, recent = build_agent(context.guard), RECENT_EVENTS
    runner = Runner(app_name=APP, agent=agent, session_service=TurnSessions(context.outside))
    config = RunConfig(
        telemetry=_telemetry(),
        max_llm_calls=MOST_MODEL_CALLS + (real.options.calls if real else 0),
        get_session_config=GetSessionConfig(num_recent_events=recent),
    )
    message = types.Content(role="user", parts=[types.Part(text=context.message)])
    before = CURRENT.set(context)
    try:
        async for event in runner.run_async(
            user_id=USER, session_id=session_id, new_message=message, run_config=config
        ):
            yield event
    except LlmCallsLimitExceededError:
        pass  # a model that never ends: what it has done so far is the turn
    finally:
        CURRENT.reset(before)
    if context.outcome is None:
        yield wire.spoken(await close(context))


async def drive(context: TurnContext, session_id: str, tell: Tell, real: RealModel | None = None) -> TurnEnd:
    """Runs one message and tells its events as JSON.

    Args:
        context: See ``run_turn``.
        session_id: Of the project.
        tell: Called with each event that says something, in a thread that may wait.
        real: See ``run_turn``.

    Raises:
        TimeoutError: It took longer than ``LONGEST_S``; nothing was kept.
    """
    async with asyncio.timeout(LONGEST_S):
        async with aclosing(run_turn(context, session_id, real)) as events:
            async for event in events:
                content = wire.told(event)
                # What ADK tells of errors holds their inner words; they end the turn, which says so itself.
                if "content" in content and "errorCode" not in content:
                    await asyncio.to_thread(tell, content)  # it may wait for the database
    return ended(context)
