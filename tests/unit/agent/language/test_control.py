"""Undo, redo, a new start, export, credits and status: said in many ways, and not when they are only spoken of."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.agent.language.saying import edits, said

_SAME = {
    "undo": [
        "undo",
        "undo that pls",
        "go back to how it was before",
        "revert",
        "撤销",
        "撤回",
        "改回去",
        "復原",
        "ctrl+z",
    ],
    "redo": ["redo", "redo that", "重做"],
    "start_over": ["start over", "start from scratch", "重新开始", "清空"],
    "export_video": [
        "export",
        "export it please",
        "send me the video",
        "好了，导出吧",
        "下載",
        "I'm done, download it",
    ],
    "get_credits": ["how many credits do I have left?", "balance?", "我的积分还剩多少啊", "餘額"],
    "get_status": ["is it done yet?", "status", "好了吗", "进度"],
}


@pytest.mark.parametrize(("act", "text"), [(act, text) for act, told in _SAME.items() for text in told])
def test_steering_is_understood(act: str, text: str) -> None:
    assert [one[0] for one in said(text)] == [act]


@pytest.mark.parametrize(
    ("text", "steps"), [("undo the last two changes", 2), ("undo 3 steps", 3), ("撤销两步", 2)]
)
def test_undo_counts_steps(text: str, steps: int) -> None:
    assert said(text) == [("undo", {"steps": steps}, None)]


@pytest.mark.parametrize(
    "text",
    [
        "don't export yet",
        "先别导出",
        "give it an export-quality look",
        "how do I export?",
        "Is exporting going to eat into my credits?",
        "don't undo anything",
    ],
)
def test_what_is_only_spoken_of_is_not_done(text: str) -> None:
    assert not {"export_video", "undo", "start_over"} & set(edits(text))


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("export for tiktok", {"preset": "tiktok"}),
        ("export 1080p mp4", {"resolution": "1080p"}),
        ("导出一个能直接传 Discord 的版本", {"preset": "discord"}),
        ("export in the best quality", {"quality": "high"}),
        ("export it under 10 MB", {"max_bytes": 10_000_000}),
    ],
)
def test_exports_say_what_for(text: str, slots: dict[str, Any]) -> None:
    assert said(text) == [("export_video", slots, None)]


def test_what_was_the_reason_for_an_undo_is_no_wish_of_its_own() -> None:
    assert [act for act, _, _ in said("太快了太快了 还是恢复原来那样吧")] == ["undo"]
