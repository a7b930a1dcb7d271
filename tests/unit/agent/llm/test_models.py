"""Which model reads messages, by settings."""

from __future__ import annotations

import builtins
from typing import Any

import pytest

from photoplay.agent.llm.models import ModelOptions, open_model
from photoplay.errors import InvalidOption
from photoplay.settings import load_service_settings


def test_the_planner_needs_nothing() -> None:
    assert open_model(ModelOptions()) is None


@pytest.mark.parametrize(
    ("model", "kind"),
    [("gemini/some-model", "Gemini"), ("anthropic/claude-x", "AnthropicLlm"), ("openai/a/b:7b", "OpenAILlm")],
)
def test_each_provider_is_adk_s_own_class(model: str, kind: str) -> None:
    found = open_model(ModelOptions(model, key="k-secret", url="http://127.0.0.1:9/v1"))
    assert found is not None
    assert type(found.llm).__name__ == kind
    assert found.llm.model == model.partition("/")[2]
    assert "k-secret" not in repr(found)


@pytest.mark.parametrize("model", ["gemini/x", "anthropic/x", "openai/x"])
def test_a_missing_key_is_said_at_start(model: str) -> None:
    with pytest.raises(InvalidOption, match="PHOTOPLAY_MODEL_KEY"):
        open_model(ModelOptions(model))


@pytest.mark.parametrize("model", ["", "gpt-4", "litellm/x", "openai/", "openai/ "])
def test_unknown_models_are_refused_in_words(model: str) -> None:
    with pytest.raises(InvalidOption, match="PHOTOPLAY_MODEL"):
        open_model(ModelOptions(model, key="k"))


@pytest.mark.parametrize(("provider", "library"), [("openai", "openai"), ("anthropic", "anthropic")])
def test_a_missing_library_names_the_command(
    provider: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **kwargs: Any) -> Any:
        if name.split(".")[0] == library or name.endswith(("openai_client", "anthropic_llm")):
            raise ModuleNotFoundError(f"No module named '{library}'", name=library)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InvalidOption, match=r"pip install 'photoplay\[llm\]'"):
        open_model(ModelOptions(f"{provider}/x", key="k"))


def test_the_settings_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_MODEL", "openai/llama3")
    monkeypatch.setenv("PHOTOPLAY_MODEL_URL", "http://127.0.0.1:11434/v1/")
    monkeypatch.setenv("PHOTOPLAY_MODEL_KEY", "sk-very-secret")
    settings = load_service_settings()
    assert (settings.model, settings.model_url) == ("openai/llama3", "http://127.0.0.1:11434/v1")
    assert "very-secret" not in repr(settings)
    monkeypatch.setenv("PHOTOPLAY_MODEL", "mistral")
    with pytest.raises(InvalidOption, match="model"):
        load_service_settings()
