"""ADK's sessions over our own storage: one turn's view, with no more of the past than it needs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from google.adk.events.event import Event
from google.adk.sessions.base_session_service import (
    BaseSessionService,
    GetSessionConfig,
    ListSessionsResponse,
)
from google.adk.sessions.session import Session

from photoplay.agent import wire
from photoplay.agent.turn import RECENT_EVENTS, Outside

APP, USER = "photoplay", "me"


class TurnSessions(BaseSessionService):
    """The one session of one turn. Its new events are kept by whoever runs the turn, all together.

    Args:
        outside: Where earlier events are.
    """

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def create_session(
        self,
        *,
        app_name: str,
        user_id: str,
        state: dict[str, Any] | None = None,
        session_id: str | None = None,
    ) -> Session:
        """A session without a past."""
        return Session(id=session_id or "session", app_name=app_name, user_id=user_id, state=state or {})

    async def get_session(
        self, *, app_name: str, user_id: str, session_id: str, config: GetSessionConfig | None = None
    ) -> Session | None:
        """The session with its recent events: as many as asked for, and never more than ``RECENT_EVENTS``."""
        told = config.num_recent_events if config else None
        count = RECENT_EVENTS if told is None else min(told, RECENT_EVENTS)
        # In a thread: it waits for the database.
        events = whole_turns(await asyncio.to_thread(self._outside.recent, count)) if count else []
        return Session(id=session_id, app_name=app_name, user_id=user_id, state={}, events=events)

    async def list_sessions(self, *, app_name: str, user_id: str | None = None) -> ListSessionsResponse:
        """None: a turn sees its own session only."""
        return ListSessionsResponse(sessions=[])

    async def delete_session(self, *, app_name: str, user_id: str, session_id: str) -> None:
        """Does nothing: projects are deleted elsewhere."""


def whole_turns(recent: Any) -> list[Event]:
    """Events from the first message of a user on: an answer of a tool without its call confuses models."""
    events: list[Event] = []
    for content in recent:
        if not events and not _is_message(content):
            continue
        if "errorCode" not in content:
            events.append(wire.read(content))
    return events


def _is_message(content: Mapping[str, Any]) -> bool:
    return content.get("author") == "user"
