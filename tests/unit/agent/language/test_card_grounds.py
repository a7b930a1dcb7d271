"""The ground of an end card in words."""

from __future__ import annotations

import pytest

from photoplay.agent.language.card_grounds import ground_said


@pytest.mark.parametrize(
    ("said", "ground"),
    [
        ("made a product video with my logo, dark end card", "dark"),
        ("black end card", "#000000"),
        ("make the end card black", "#000000"),
        ("the end card should be dark", "dark"),
        ("end card with a dark background", "dark"),
        ("end card: white background please", "#ffffff"),
        ("end card in #1a2b3c and upbeat music", "#1a2b3c"),
        ("with a navy blue end screen", "#000080"),
        ("end card in our brand colour #0abab5", "#0abab5"),
        ("make the end card tiffany blue", "#0abab5"),
        ("outro on a light background", "light"),
        ("a darker end card", "dark"),
        ("end card with our logo on a black background", "#000000"),
        ("深色片尾", "dark"),
        ("深色的片尾", "dark"),
        ("片尾用深色", "dark"),
        ("片尾要黑底", "#000000"),
        ("黑底片尾", "#000000"),
        ("片尾换成白色", "#ffffff"),
        ("片尾背景改成深蓝色", "#000099"),
        ("片尾卡用#ff6600", "#ff6600"),
        ("做一个产品视频，片尾浅色，带logo", "light"),
        ("片尾用蒂芙尼蓝", "#0abab5"),
        # words and letters, not grounds
        ("end card saying black friday", None),
        ("end card: black friday sale", None),
        ("an end card with gold lettering", None),
        ("end card with white text", None),
        ("black friday end card", None),
        ("片尾写白色恋人", None),
        ("片尾加黑色星期五", None),
        ("the dark photo first, end card with the logo", None),
        ("片尾用白字", None),
        ("end card", None),
    ],
)
def test_grounds(said: str, ground: str | None) -> None:
    found = ground_said(said)
    assert (found and found.color) == ground
