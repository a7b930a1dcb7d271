"""Whole conversations: what is said, and what the timeline and the answer must be like afterwards."""

from __future__ import annotations

from collections import Counter

from tests.language.facts import FACTS
from tests.language.judging import judge, story
from tests.language.world import KNOWN_WRONG, Conversation, load_all

KINDS = frozenset(
    (
        "brief", "order", "remove-add", "timing", "selection", "look", "motion", "transition", "text",
        "logo-endcard", "music", "canvas", "clip", "layout", "undo", "several", "negation", "correction",
        "reference", "quoted", "typo", "mixed", "question", "manners", "unclear", "unsafe", "export", "credits",
        "feel", "injection",
    )
)  # fmt: skip
#: Conversations of the list in which something changes that nobody asked for: to become none.
_MOST_UNASKED = 3
LANGUAGES = frozenset(("en", "zh", "zh-TW", "mixed"))


def test_conversation(conversation: Conversation) -> None:
    judged = judge(conversation)
    assert judged.is_right, story(judged)


def test_what_goes_wrong_is_never_a_false_done_and_few() -> None:
    known = KNOWN_WRONG.read_text(encoding="utf-8").split()
    found = {one.name: one for one in load_all()}
    assert set(known) <= found.keys()
    assert len(known) <= 0.1 * len(found)
    judged = [judge(found[name]) for name in known]
    assert [one.conversation.name for one in judged if one.false_done] == []
    assert len([one for one in judged if one.unasked]) <= _MOST_UNASKED


def test_the_conversations_are_well_formed() -> None:
    found = load_all()
    names = Counter(one.name for one in found)
    assert [name for name, count in names.items() if count > 1] == []
    for one in found:
        assert one.kind in KINDS, one.name
        assert one.language in LANGUAGES, one.name
        for turn in one.turns:
            assert turn.expect, (one.name, turn.say)
            assert turn.expect.keys() <= FACTS, (one.name, turn.expect.keys() - FACTS)


def test_every_kind_is_there_in_both_languages() -> None:
    kinds = {(one.kind, "en" if one.language == "en" else "zh") for one in load_all()}
    assert {(kind, language) for kind in KINDS for language in ("en", "zh")} - kinds == set()
