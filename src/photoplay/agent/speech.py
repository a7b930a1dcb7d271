"""What the agent says, in three languages. Sentences about changes are in ``timeline.wording``."""

from __future__ import annotations

from collections.abc import Mapping

from photoplay.agent.speech_en import SPEECH as _EN
from photoplay.agent.speech_zh import SPEECH as _ZH
from photoplay.agent.speech_zh_tw import SPEECH as _ZH_TW
from photoplay.timeline.wording import language_of

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": _EN, "zh": _ZH, "zh-TW": _ZH_TW}


def say(language: str, key: str, **slots: object) -> str:
    """The words of a key.

    Args:
        language: BCP 47; all but Chinese is said in English.
        key: Of the tables.
        slots: What the words need.
    """
    return LANGUAGES[language_of(language)][key].format(**slots)


def knows(key: str) -> bool:
    """Whether there are words for a key."""
    return key in _EN
