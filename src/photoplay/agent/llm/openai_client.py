"""A client of OpenAI's protocol that does not let broken arguments pass as none.

ADK reads arguments of a call that are no JSON as "no arguments". For tools that means "all of them":
``remove_text({})`` takes every text away. So they are looked at before ADK sees them.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from functools import cached_property
from typing import Any

from google.adk.integrations.openai import OpenAILlm
from openai import AsyncOpenAI
from openai.resources.chat import AsyncChat
from openai.resources.chat.completions import AsyncCompletions

from photoplay.agent.llm.failures import Failure
from photoplay.agent.llm.wire import bounded_client

#: What Ollama, vLLM and others take where no key is needed.
_NO_KEY = "none"


def openai_model(name: str, url: str, key: str, tokens: int, seconds: float) -> OpenAILlm:
    """A model that speaks OpenAI's chat completions.

    Args:
        name: As its server calls it.
        url: Base of the API, without slash at the end.
        key: Empty: none.
        tokens: Most tokens of one answer.
        seconds: Longest silence of its server.
    """
    http = bounded_client("httpx2", seconds)
    client = _Client(api_key=key or _NO_KEY, base_url=url, http_client=http, max_retries=0)
    return OpenAILlm(model=name, client=client, max_tokens=tokens, base_url=url)


class _Client(AsyncOpenAI):
    @cached_property
    def chat(self) -> AsyncChat:
        return _Chat(self)


class _Chat(AsyncChat):
    @cached_property
    def completions(self) -> AsyncCompletions:
        return _Completions(self._client)


class _Completions(AsyncCompletions):
    async def create(self, **asked: Any) -> Any:
        answer = await super().create(**asked)
        if asked.get("stream"):
            return _checked_pieces(answer)
        if not hasattr(answer, "choices"):  # a page of HTML, or anything else that is no completion
            raise Failure("garbage", "no completion")
        for choice in answer.choices or ():
            for call in choice.message.tool_calls or ():
                _check(call.function.arguments)
        return answer


async def _checked_pieces(stream: Any) -> AsyncIterator[Any]:
    arguments: dict[int, str] = {}
    async for chunk in stream:
        for choice in chunk.choices or ():
            for call in (choice.delta.tool_calls if choice.delta else None) or ():
                told = call.function.arguments if call.function else None
                arguments[call.index] = arguments.get(call.index, "") + (told or "")
        yield chunk
    for told in arguments.values():
        _check(told)


def _check(arguments: object) -> None:
    """Lets JSON objects pass, and nothing at all.

    Raises:
        Failure: Anything else.
    """
    if not arguments:
        return
    try:
        told = json.loads(arguments) if isinstance(arguments, str) else None
    except (ValueError, RecursionError) as error:
        raise Failure("garbage", "arguments that are no JSON") from error
    if not isinstance(told, dict):
        raise Failure("garbage", "arguments that are no object")
