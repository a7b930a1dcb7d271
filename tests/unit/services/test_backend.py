"""What a server tells the processes that draw and play."""

from __future__ import annotations

import os

import pytest

from photoplay.services.backend import _machine_told
from photoplay.settings import load_service_settings


def test_fonts_and_soundfont_of_the_settings_reach_processes_and_go_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PHOTOPLAY_SYSTEM_FONTS", raising=False)
    monkeypatch.setenv("PHOTOPLAY_SOUNDFONT", "before")
    settings = load_service_settings(system_fonts=False, soundfont="none")
    with _machine_told(settings):
        assert os.environ["PHOTOPLAY_SYSTEM_FONTS"] == "0" and os.environ["PHOTOPLAY_SOUNDFONT"] == "none"
    assert "PHOTOPLAY_SYSTEM_FONTS" not in os.environ and os.environ["PHOTOPLAY_SOUNDFONT"] == "before"
