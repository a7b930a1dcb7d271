"""``HEAD`` wherever there is ``GET``: the same answer without its body. Link checkers and monitors ask so."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send


def is_head(scope: Scope) -> bool:
    """Whether a request that routes see as ``GET`` came as ``HEAD``."""
    return bool(scope["state"].get("is_head"))


class Heads:
    """Lets routes answer ``HEAD`` as if it were ``GET``, and keeps the body back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        scope.setdefault("state", {})["is_head"] = True
        # The web server, which frames the answer, goes on seeing HEAD in its own scope.
        inner = {**scope, "method": "GET"}

        async def without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                if message.get("more_body", False):
                    return
                message = {"type": "http.response.body", "body": b""}
            await send(message)

        try:
            await self.app(inner, receive, without_body)
        finally:
            if "route" in inner:
                scope["route"] = inner["route"]
