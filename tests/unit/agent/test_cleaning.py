"""Secrets are not shown, names of files are; and nothing that a database cannot hold comes from a model."""

from __future__ import annotations

import pytest
from tests.unit.agent.desks import desk_of

from photoplay.agent.cleaning import cleaned
from photoplay.agent.outcome import Outcome
from photoplay.agent.redaction import redacted
from photoplay.agent.review import review
from photoplay.agent.tools.table import call

_TOKEN = "aB3-dE6_" * 5 + "xY9"


@pytest.mark.parametrize(
    "name", ["key_visual_summer_2024.jpg", "sk-beach-holiday-2024.jpg", "log_book-of-our-journey-to-rome.png"]
)
def test_names_of_files_are_no_secrets(name: str) -> None:
    assert redacted(f"Photo 1 ({name}) moved.") == f"Photo 1 ({name}) moved."


@pytest.mark.parametrize("prefix", ["nmv_usr_", "nmv_api_", "clm_", "log_", "key_", "adm_", "sk-", "Bearer "])
def test_tokens_are_secrets(prefix: str) -> None:
    assert redacted(f"It is {prefix}{_TOKEN}.") in ("It is ….", "It is …")


def test_half_a_pair_and_nul_go_nowhere() -> None:
    assert cleaned({"a\0": ["\ud800b", 3, None]}) == {"a": ["b", 3, None]}
    desk = desk_of()
    told = call(desk, "set_music", {"mood": "ro\ud800ck\0"})
    call(desk, "no\udfffthing", {"mood": "\ud800"})
    call(desk, "add_text", {"text": "H\ud800i", "x\ud800": 1})
    answer = review(desk, (), Outcome()).text
    assert answer.encode() and str(told).encode() and str(desk.journal).encode()


def test_what_is_nested_without_end_is_refused() -> None:
    value: object = "x"
    for _ in range(500):
        value = [value]
    assert "refused" in call(desk_of(), "rotate", {"photos": value, "degrees": 90})
