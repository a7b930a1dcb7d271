"""Profiles: one for each published skill, whose default cut can be drawn."""

from __future__ import annotations

import pytest

from photoplay.export.presets import require_preset
from photoplay.services.profiles import PROFILES, profile_of
from photoplay.settings import MB, load_service_settings

SKILLS = [
    "ai-image-to-video-bot",
    "meta-ai-image-to-video",
    "ai-image-to-video-discord",
    "online-photo-video-maker",
    "ai-product-video",
]


def test_there_is_a_profile_for_each_skill_and_a_general_one() -> None:
    assert set(PROFILES) == {"general", *SKILLS}
    assert all(profile.name == name for name, profile in PROFILES.items())


@pytest.mark.parametrize(
    "source", [None, "", "general", "unknown", "AI-Product-Video", "ai-product-video ", "x" * 500]
)
def test_everyone_else_has_the_general_one(source: str | None) -> None:
    assert profile_of(source).name == "general"


def test_limits_of_uploads_are_settings() -> None:
    usual = load_service_settings()
    other = load_service_settings(upload_bytes=7, upload_bytes_product=8)
    for name, profile in PROFILES.items():
        is_product = name == "ai-product-video"
        assert profile.upload_bytes(usual) == (500 if is_product else 200) * MB
        assert profile.upload_bytes(other) == (8 if is_product else 7)


def test_presets_of_profiles_exist() -> None:
    for profile in PROFILES.values():
        if profile.preset is not None:
            assert require_preset(profile.preset).name == profile.preset
    assert PROFILES["ai-image-to-video-discord"].preset == "discord"
