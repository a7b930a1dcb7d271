"""A real model within bounds, and the built-in planner behind it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

from google.adk.models.base_llm import BaseLlm
from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types
from pydantic import ConfigDict, PrivateAttr

from photoplay.agent.claims import boasts
from photoplay.agent.desk import MOST_CALLS, Desk
from photoplay.agent.llm import conversation, grounds
from photoplay.agent.llm.breaker import Breaker
from photoplay.agent.llm.failures import OF_THE_SERVICE, Failure, Reason, failure_of
from photoplay.agent.llm.models import ModelOptions
from photoplay.agent.turn import CURRENT

_log = logging.getLogger(__name__)

#: The same call may come so often in one turn; unknown or groundless calls and empty answers, so often.
_SAME_CALLS, _WRONG_ANSWERS = 3, 3
#: A service that fails at once is asked once more after this pause.
_PAUSE_S = 0.5
_MOST_CHARACTERS = 20_000
#: How small models write calls that never became calls.
_CALLS_AS_TEXT = ("{", "[{", "<tool_call", "<function", "```json", "<|")


class GuardedModel(BaseLlm):
    """One turn of a real model. When it fails, the draft is as before, and the planner does the turn.

    It hands on whole answers only, and of an answer that calls tools only the calls: words are for the end,
    where they are checked (``agent.claims``).

    Attributes:
        llm: The real model.
        planner: The built-in one.
        options: The turn's bounds.
        breaker: Shared by all turns of the process.
        desk: The turn's.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    llm: BaseLlm
    planner: BaseLlm
    options: ModelOptions
    breaker: Breaker
    desk: Desk

    _fell_back: Reason | None = PrivateAttr(default=None)
    _skipped: int = PrivateAttr(default=0)
    _answers: int = PrivateAttr(default=0)
    _wrong: int = PrivateAttr(default=0)
    _tokens: int = PrivateAttr(default=0)
    _calls: Counter[str] = PrivateAttr(default_factory=Counter)

    @property
    def fell_back(self) -> Reason | None:
        """Why the planner did this turn; None: the real model does it."""
        return self._fell_back

    async def generate_content_async(
        self, llm_request: LlmRequest, stream: bool = False
    ) -> AsyncGenerator[LlmResponse, None]:
        """One answer of the real model, or of the planner when that has failed."""
        if self._fell_back is None:
            try:
                answer = await self._answer(llm_request, stream)
            except Failure as failure:
                self._fall_back(failure, llm_request)
            else:
                yield answer
                return
        request = conversation.without_this_turns(llm_request, self._skipped)
        async with aclosing(self.planner.generate_content_async(request, stream)) as answers:
            async for answer in answers:
                yield answer

    def _fall_back(self, failure: Failure, request: LlmRequest) -> None:
        _log.warning("the model %s failed (%s); the planner does this turn", self.model, failure)
        if failure.reason in OF_THE_SERVICE:
            self.breaker.failed()
        self._fell_back = failure.reason
        self._skipped = conversation.steps_of_this_turn(request)
        self.desk.restart(self.desk.scene.timeline)
        if (turn := CURRENT.get(None)) is not None:
            turn.calls = 0

    async def _answer(self, request: LlmRequest, stream: bool) -> LlmResponse:
        """An answer that can be used: calls of tools there are, or words.

        Raises:
            Failure: There is none.
        """
        if self.breaker.is_resting:
            raise Failure("resting")
        asked = conversation.for_model(request, self.llm.model, self.desk)
        said = conversation.words_of_user(asked.contents)
        while True:
            answer = await self._ask(asked, stream)
            self.breaker.succeeded()
            parts = list(answer.content.parts or []) if answer.content else []
            calls = [part for part in parts if part.function_call is not None]
            text = "".join(part.text or "" for part in parts if not part.thought).strip()
            if not calls and self._is_end(text):
                return _response([types.Part(text=text[:_MOST_CHARACTERS])])
            # Beside the loop of all turns: the planner reads the message again for it.
            refused = await asyncio.to_thread(self._refusals, calls, request, said)
            if calls and not any(refused):
                self._count(calls)
                return _response(calls)
            self._wrong += 1
            if self._wrong >= _WRONG_ANSWERS:
                raise Failure("unknown-tools" if calls else "garbage")
            asked.contents += conversation.sent_back(answer, refused)

    def _is_end(self, text: str) -> bool:
        """Whether words may end the turn. After calls none are needed; without, they must not boast of any."""
        if text.startswith(_CALLS_AS_TEXT):
            return False
        return bool(self._calls) or (bool(text) and not boasts(text))

    async def _ask(self, request: LlmRequest, stream: bool) -> LlmResponse:
        """One question to the model, once more where the service failed at once.

        Raises:
            Failure: It failed, or the turn is over its bounds.
        """
        for is_last in (False, True):
            self._answers += 1
            if self._answers > self.options.calls or self._tokens >= self.options.tokens:
                raise Failure("bounds")
            try:
                async with asyncio.timeout(self.options.seconds):
                    answer = await self._whole(request, stream)
            except Exception as error:  # each library has its own tree of errors
                failure = failure_of(error)
                if is_last or failure.reason not in ("down", "busy"):
                    raise failure from error
                await asyncio.sleep(_PAUSE_S)
            else:
                self._tokens += _tokens_of(answer, request)
                return answer
        raise AssertionError("the second try returns or raises")

    async def _whole(self, request: LlmRequest, stream: bool) -> LlmResponse:
        """The whole answer; pieces of it are passed over.

        Raises:
            Failure: An error in the place of an answer, or one that was cut off.
        """
        whole = None
        async with aclosing(self.llm.generate_content_async(request.model_copy(), stream)) as answers:
            async for answer in answers:
                if answer.error_code:
                    raise Failure("garbage", str(answer.error_code))
                whole = answer if not answer.partial else whole
        if whole is None:
            raise Failure("garbage", "no answer")
        if whole.finish_reason is types.FinishReason.MAX_TOKENS:
            raise Failure("garbage", "an answer that was cut off")
        return whole

    def _refusals(self, calls: Sequence[types.Part], request: LlmRequest, said: Sequence[str]) -> list[str]:
        """For each call why it is not done, or nothing."""
        told = []
        for part in calls:
            call = part.function_call
            assert call is not None
            if call.name not in request.tools_dict:
                told.append(conversation.NO_TOOL)
            else:
                told.append(grounds.refusal(call.name, call.args or {}, said, self.desk))
        return told

    def _count(self, calls: Sequence[types.Part]) -> None:
        """Counts calls.

        Raises:
            Failure: One came again and again, or there were too many.
        """
        for part in calls:
            call = part.function_call
            assert call is not None
            key = f"{call.name} {json.dumps(call.args, sort_keys=True, default=str)}"
            self._calls[key] += 1
            if self._calls[key] > _SAME_CALLS:
                raise Failure("loop", call.name or "")
        if self._calls.total() > MOST_CALLS:
            raise Failure("bounds", "calls")


def _response(parts: Sequence[types.Part]) -> LlmResponse:
    return LlmResponse(content=types.Content(role="model", parts=list(parts)))


def _tokens_of(answer: LlmResponse, request: LlmRequest) -> int:
    """As counted by the server; of one that does not count, a fair guess: three characters each."""
    if answer.usage_metadata is not None and answer.usage_metadata.total_token_count:
        return answer.usage_metadata.total_token_count

    def length(contents: Sequence[Any]) -> int:
        return sum(len(content.model_dump_json(exclude_none=True)) for content in contents if content)

    return (length(request.contents) + length([answer.content])) // 3
