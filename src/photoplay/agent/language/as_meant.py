"""A message's letters as they were meant: file names said aloud, arrows of lists, plurals of moves."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENDINGS = "png|jpe?g|webp|heic|gif|mp4|mov|mp3|wav|m4a|svg"
#: "Agency dot png", "brand logo dot p n g".
_SPOKEN = re.compile(
    rf"(?P<name>[\w-]{{1,40}}(?: [\w-]{{1,40}}){{0,3}}) (?:dot|point) (?P<end>{_ENDINGS})\b", re.IGNORECASE
)
#: Lines such as "3 -> "Study"", where words for photos are listed.
_ARROW = re.compile(r"^(?P<lead>\s*(?:[-*•]\s*)?)(?P<number>\d{1,2})\s*(?:->|=>|→|⇒|=)\s*", re.MULTILINE)
_LISTS_WORDS = re.compile(r"\b(?:captions?|labels?|texts?|titles?|subtitles?)\b", re.IGNORECASE)
#: Moves as nouns: "slow push-ins on every shot".
_PLURAL = re.compile(r"\b(?P<move>push|zoom|pull|creep|dolly)(?P<sign>[- ])(?P<way>in|out)s\b", re.IGNORECASE)
_ZOOMS = re.compile(
    r"\b(?P<how>slow|gentle|soft|subtle|smooth|slight|light|nice|little|quick|fast|dramatic|with|use|add|some)"
    r" zoom(?:s| effects?| movements?| motions?)\b",
    re.IGNORECASE,
)
_WAY = r"(?:in|out|left|right|up|down)(?:wards?)?"
#: A move and the one that it is instead of: "zoom out instead of in", "pan left, not right".
_INSTEAD = re.compile(
    rf"\b(?P<move>(?:zoom|push|pull|pan|mov|slid|drift)\w* {_WAY}),? (?:instead of|rather than|(?:and )?not) "
    rf"(?:(?:zoom|push|pull|pan|mov|slid|drift)\w* )?{_WAY}\b",
    re.IGNORECASE,
)


def as_meant(text: str, names: Sequence[str]) -> str:
    """The message with spoken names of files written, and so on.

    Args:
        text: As typed.
        names: Of the files that are there.
    """
    if " dot " in text.lower() or " point " in text.lower():
        text = _SPOKEN.sub(lambda found: _written(found, names), text)
    if len(_ARROW.findall(text)) > 1 and _LISTS_WORDS.search(text):
        text = _ARROW.sub(r"\g<lead>Photo \g<number>: ", text)
    if not re.search(r"[\"“”「」『』]", text):
        text = _ZOOMS.sub(r"\g<how> zoom", _INSTEAD.sub(r"\g<move>", text))
    return _PLURAL.sub(r"\g<move>\g<sign>\g<way>", text)


def _written(found: re.Match[str], names: Sequence[str]) -> str:
    """The file that a spoken name is; of a file that is not there, the name with its point."""
    said, ending = found.group("name").split(" "), found.group("end").lower()
    known = {re.sub(r"[\W_]", "", name.casefold()): name for name in names}
    for start in range(len(said)):
        key = re.sub(r"[\W_]", "", "".join(said[start:]).casefold()) + ending
        if key in known:
            return " ".join([*said[:start], known[key]])
    return f"{found.group('name')}.{found.group('end')}"
