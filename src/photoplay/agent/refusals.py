"""Why something is not done, told in the language of the answer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from photoplay.agent.speech import say
from photoplay.errors import InvalidEdit, PhotoplayError
from photoplay.timeline.wording import language_of, words_of


class Refused(InvalidEdit):
    """A wish that a tool does not fulfil, by a key of ``agent.speech`` and what its words need."""

    def __init__(self, key: str, **slots: object) -> None:
        super().__init__(say("en", key, **slots))
        self.key = key
        self.slots: Mapping[str, object] = slots


def in_words(error: PhotoplayError, language: str) -> str:
    """What an error says, in the language of the answer; what only English knows is quoted.

    Args:
        error: Of a tool or of an edit of the timeline.
        language: "en", "zh" or "zh-TW".
    """
    if isinstance(error, Refused):
        return say(language, error.key, **_told(error.slots, language))
    if language == "en":
        return error.message
    for pattern, key in _KNOWN:
        found = pattern.fullmatch(error.message)
        if found:
            return say(language, key, **_told(found.groupdict(), language))
    return say(language, "no_other", words=error.message)


def _told(slots: Mapping[str, object], language: str) -> dict[str, object]:
    """Slots whose English words are translated: “Photo 3”, “The end card”, “only one”."""
    words = words_of(language)
    told = dict(slots)
    who = told.get("who")
    if isinstance(who, str) and language_of(language) != "en":
        numbered = re.fullmatch(r"Photo (\d+)", who)
        told["who"] = words["photo"].format(numbered[1]) if numbered else who
        if who == "The end card":
            told["who"] = words["end-card"]
    if language_of(language) != "en" and told.get("count") in _COUNTS:
        told["count"] = _COUNTS[str(told["count"])]
    return told


_COUNTS = {"no photos yet": 0, "only one": 1}

#: Messages of ``timeline`` that people meet, and the key that says the same in other languages.
_KNOWN = tuple(
    (re.compile(pattern), key)
    for pattern, key in (
        (r"There is no photo (?P<number>-?\d+): the video has (?P<count>.+?)\.?", "no_photo_number"),
        (r"The video has no photos yet; add one first\.", "no_photos_yet"),
        (r"This video can be from (?P<least>[\d.]+) s to 4 hours long\.", "no_such_total"),
        (r"(?P<who>.+) is (?P<length>[\d.]+) s long; cut off less than that\.", "no_trim"),
        (r"(?P<who>.+) is (?P<length>[\d.]+) s long; split it somewhere in between\.", "no_split"),
        (r"(?P<who>.+) is a photo and does not move by itself; .+", "no_film"),
        (r"(?P<who>.+) is film and moves by itself; .+", "no_still"),
        (r"(?P<who>.+) is a photo and has no sound\.", "no_sound_of_photo"),
        (r"A clip can play from (?P<low>[\d.]+) to (?P<high>[\d.]+) times its speed\.", "no_such_speed"),
        (r"There is no cut yet: .+", "no_cut_yet"),
        (r"(?P<who>.+) is the first: a transition goes .+", "no_transition_first"),
        (r"There is no look “(?P<look>.+)” on this picture\.", "no_look_there"),
        (r"From 2 to (?P<most>\d+) pictures can be shown at once\.", "no_split_count"),
        (r"A photo cannot be moved next to itself\.", "no_move_self"),
        (r"Two different photos are needed to swap them\.", "no_swap_self"),
        (r"(?:A length must be|Its length must be) more than 0 seconds.*", "no_such_length"),
        (r"The video runs from 0 to (?P<end>[\d.]+) s; nothing can begin outside of it\.", "no_such_start"),
        (r"It is (?P<length>[\d.]+) s long, and the video ends at (?P<end>[\d.]+) s\.", "no_room_in_time"),
        (r"It would go on after the video, which ends at (?P<end>[\d.]+) s\.", "no_room_after"),
        (r"That is more than one message can ask for\..+", "no_more_calls"),
        (r"The frame rate must be one of (?P<rates>.+)\.", "no_such_rate"),
        (r"A video is at most (?P<most>.+)\.", "no_such_size"),
        (r"A video has at most (?P<count>[\d,]+) segments\.", "no_more_segments"),
    )
)  # fmt: skip
