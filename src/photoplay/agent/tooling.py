"""The tools as ADK calls them: one after the other, bounded, on the desk of the running turn."""

from __future__ import annotations

import asyncio
import logging
from functools import lru_cache
from typing import Any

from google.adk.agents.readonly_context import ReadonlyContext
from google.adk.tools.base_tool import BaseTool
from google.adk.tools.base_toolset import BaseToolset
from google.adk.tools.tool_context import ToolContext
from google.genai import types

from photoplay.agent.turn import CURRENT, MOST_TOOL_CALLS, STEP_S
from photoplay.errors import PhotoplayError

log = logging.getLogger(__name__)
_TOO_MANY = "That is more than one message can ask for. Stop here; the user can ask for the rest next."


class DeskTool(BaseTool):
    """One tool of ``agent.tools`` on the desk of the running turn."""

    def __init__(self, name: str, description: str, parameters: dict[str, Any]) -> None:
        super().__init__(name=name, description=description)
        self._declared = types.FunctionDeclaration(
            name=name, description=description, parameters_json_schema=parameters
        )

    def _get_declaration(self) -> types.FunctionDeclaration:
        return self._declared

    async def run_async(self, *, args: dict[str, Any], tool_context: ToolContext) -> dict[str, Any]:
        """Waits for its turn, so that calls happen in the order in which a model made them."""
        from photoplay.agent.tools.table import call

        context = CURRENT.get()
        async with context.lock:
            context.calls += 1
            if context.calls > MOST_TOOL_CALLS:
                return {"error": _TOO_MANY}
            work = asyncio.to_thread(call, context.desk, self.name, args)
            return await asyncio.wait_for(work, STEP_S)


async def told_error(
    tool: BaseTool, args: dict[str, Any], tool_context: ToolContext, error: Exception
) -> dict[str, Any]:
    """What a model is told of a call that failed, or of a tool that there is not. The turn goes on."""
    if isinstance(error, TimeoutError):
        raise error  # what it does to the desk is not over: the turn is
    if isinstance(error, PhotoplayError):
        return {"error": error.message}
    if tool.name not in {one.name for one in all_tools()}:
        return {"error": "There is no such tool. Use one of those that are declared."}
    log.error("tool %s failed", tool.name, exc_info=error)
    return {"error": "This did not work. Nothing was changed by it; go on without it."}


class PlannedTools(BaseToolset):
    """The tools that the planner's plan for the running turn calls: it needs no others to be declared."""

    async def get_tools(self, readonly_context: ReadonlyContext | None = None) -> list[BaseTool]:
        """Those of the plan, each once."""
        called = {call.tool for call in CURRENT.get().planned}
        return [tool for tool in all_tools() if tool.name in called]


@lru_cache(1)
def all_tools() -> tuple[BaseTool, ...]:
    """Every tool, in the order of the table."""
    from photoplay.agent.tools.table import TOOLS

    return tuple(DeskTool(name, tool.description, dict(tool.parameters)) for name, tool in TOOLS.items())
