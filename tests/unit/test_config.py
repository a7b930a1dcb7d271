"""Settings of the machine: from the environment, or refused in words."""

from __future__ import annotations

import pytest

from photoplay.config import load_settings
from photoplay.errors import InvalidOption


def test_loudness_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().loudness_lufs == -14
    monkeypatch.setenv("PHOTOPLAY_LOUDNESS_LUFS", "-16.5")
    assert load_settings().loudness_lufs == -16.5
    monkeypatch.setenv("PHOTOPLAY_LOUDNESS_LUFS", "")
    assert load_settings().loudness_lufs == -14


@pytest.mark.parametrize("told", ["loud", "-31", "0", "nan", "-inf"])
def test_a_loudness_that_cannot_be(monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("PHOTOPLAY_LOUDNESS_LUFS", told)
    with pytest.raises(InvalidOption, match="PHOTOPLAY_LOUDNESS_LUFS"):
        load_settings()
