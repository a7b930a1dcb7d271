"""What is to be said besides what changed: the planner's part of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing to say.

    Attributes:
        key: A name of ``language.meaning.ANSWERS`` ("greet", "cannot", …), or one of ``MORE``.
        slots: What it is about; see there.
    """

    key: str
    slots: Mapping[str, Any] = field(default_factory=dict)


#: Keys beside those of ``ANSWERS``, and their slots.
MORE: Mapping[str, str] = {
    "ask": "a question back; slots: key (of ``speech``, beginning with “ask_”), and what its words need",
    "default_cut": "there was no cut yet, so one was made first",
    "unread": "parts of the message that nothing was made of; slots: parts",
    "corrected": "what was done last was taken back, and done as it was meant",
    "not_found": "photos that are not there; slots: words",
    "text_not_found": "words on the picture that are not there; slots: words",
    "nothing_again": "“the same for the others”, and there is nothing to repeat",
    "no_photos": "a video is wished for, and nothing was sent that could be shown",
    "nothing_new": "“the new photos”, and there are none",
    "constraint": "a wish to leave something as it is",
}
