"""Real models by settings, through ADK's own classes; which one, where, and with which key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from photoplay.agent.llm.breaker import Breaker
from photoplay.agent.llm.wire import bounded_client
from photoplay.errors import InvalidOption

if TYPE_CHECKING:
    from google.adk.models.base_llm import BaseLlm

    from photoplay.agent.desk import Desk
    from photoplay.agent.llm.guard import GuardedModel

#: The built-in one, which needs none of this.
PLANNER = "planner"
_OPENAI_URL, _ANTHROPIC_URL = "https://api.openai.com/v1", "https://api.anthropic.com"
#: Most tokens of one answer.
_ANSWER_TOKENS = 4096


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Which model reads messages; the settings ``model…``.

    Attributes:
        model: "planner", or "gemini/NAME", "anthropic/NAME", "openai/NAME".
        url: Where it is; empty: at its provider.
        key: What the provider asks for; empty: none.
        seconds: Time for one answer.
        calls: Most answers in one turn.
        tokens: Most tokens, read and written, in one turn.
    """

    model: str = PLANNER
    url: str = ""
    key: str = field(default="", repr=False)
    seconds: float = 60.0
    calls: int = 12
    tokens: int = 400_000


@dataclass(frozen=True, slots=True)
class RealModel:
    """A model that is reached over the network. One for a process; each turn takes its own guard.

    Attributes:
        llm: As ADK calls it.
        options: See ``ModelOptions``.
        breaker: Shared by all turns.
    """

    llm: BaseLlm
    options: ModelOptions
    breaker: Breaker = field(default_factory=Breaker)

    def for_turn(self, desk: Desk, planner: BaseLlm) -> GuardedModel:
        """The model of one turn, with the planner behind it."""
        from photoplay.agent.llm.guard import GuardedModel

        return GuardedModel(
            model=self.llm.model,
            llm=self.llm,
            planner=planner,
            options=self.options,
            breaker=self.breaker,
            desk=desk,
        )


def open_model(options: ModelOptions) -> RealModel | None:
    """The model that the settings name; None: the built-in planner alone. Nothing is asked of it yet.

    Raises:
        InvalidOption: No such provider, its library is missing, or its key is.
    """
    if options.model == PLANNER:
        return None
    provider, _, name = options.model.partition("/")
    if provider not in _PROVIDERS or not name.strip():
        raise InvalidOption(
            f"There is no model “{options.model}”. Set PHOTOPLAY_MODEL to planner, gemini/NAME, "
            "anthropic/NAME or openai/NAME.",
            field="model",
        )
    if not options.key and (not options.url or provider == "gemini"):
        raise InvalidOption(
            f"The model {options.model} needs a key: set PHOTOPLAY_MODEL_KEY, or PHOTOPLAY_MODEL_URL to a "
            "server of your own that needs none, or PHOTOPLAY_MODEL=planner.",
            field="model_key",
        )
    try:
        return RealModel(_PROVIDERS[provider](name, options), options)
    except ImportError as error:
        raise InvalidOption(
            f"The model {options.model} needs a library that is not installed. Install it: "
            "pip install 'photoplay[llm]', or set PHOTOPLAY_MODEL=planner.",
            field="model",
        ) from error


def _gemini(name: str, options: ModelOptions) -> BaseLlm:
    from google.adk.models.google_llm import Gemini
    from google.genai import Client
    from google.genai.types import HttpOptions

    wire = HttpOptions(
        base_url=options.url or None,
        httpx_async_client=bounded_client("httpx", options.seconds),
        timeout=round(options.seconds * 1000),
    )
    return Gemini(model=name, client=Client(api_key=options.key, vertexai=False, http_options=wire))


def _anthropic(name: str, options: ModelOptions) -> BaseLlm:
    from anthropic import AsyncAnthropic
    from google.adk.models.anthropic_llm import AnthropicLlm

    client = AsyncAnthropic(
        api_key=options.key or "none",
        base_url=options.url or _ANTHROPIC_URL,
        http_client=bounded_client("httpx2", options.seconds),
        max_retries=0,
    )
    return AnthropicLlm(model=name, client=client, max_tokens=_ANSWER_TOKENS)


def _openai(name: str, options: ModelOptions) -> BaseLlm:
    from photoplay.agent.llm.openai_client import openai_model

    return openai_model(name, options.url or _OPENAI_URL, options.key, _ANSWER_TOKENS, options.seconds)


_PROVIDERS = {"gemini": _gemini, "anthropic": _anthropic, "openai": _openai}
