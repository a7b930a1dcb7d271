"""Which model reads messages, by the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from photoplay.settings import ServiceSettings

if TYPE_CHECKING:
    from photoplay.agent.llm.models import RealModel


def real_model(settings: ServiceSettings) -> RealModel | None:
    """The model that the settings name; None: the built-in planner.

    Raises:
        InvalidOption: It cannot be used.
    """
    from photoplay.agent.llm.models import ModelOptions, open_model

    return open_model(
        ModelOptions(
            settings.model,
            settings.model_url,
            settings.model_key.get_secret_value(),
            settings.model_seconds,
            settings.model_calls,
            settings.model_tokens,
        )
    )
