"""What a client takes for "nothing was understood" are the agent's own words, in each of its languages."""

from __future__ import annotations

import pytest

from photoplay.agent.speech import say
from photoplay.client.turns import _UNREAD


@pytest.mark.parametrize("language", ["en", "zh", "zh-TW"])
def test_the_agents_own_words_are_known(language: str) -> None:
    assert _UNREAD.match(say(language, "unread", parts="“flibber”"))
