"""What is somebody's name or title and no instruction, although it may read like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: A longer text is not looked for as a whole, characters; so many places of a state are looked at.
_MOST_CHARACTERS, _MOST_PLACES = 300, 50_000
#: Values such as "fade_in" and "circle open", and addresses: the formats' own words.
_OWN_WORD = re.compile(r"[a-z][a-z0-9_:.-]*|https?://\S+")
_QUOTED = re.compile(r"[“\"「『《«‘]([^“”\"「」『』《》«»‘’\n]{1,300})[”\"」』》»’]")


def names_in(state: object) -> Iterator[str]:
    """Texts of a project's state: names of files, titles, names of clips. Each line of one by itself."""
    waiting, places = [state], 0
    while waiting and places < _MOST_PLACES:
        one, places = waiting.pop(), places + 1
        if isinstance(one, dict):
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, str):
            yield from _lines(one)


def _lines(text: str) -> Iterator[str]:
    for line in {text, *text.splitlines()[:50]}:
        if 1 < len(line) <= _MOST_CHARACTERS and not _OWN_WORD.fullmatch(line):
            yield line


def quoted_in(text: str) -> list[str]:
    """What a message names in quotation marks."""
    return _QUOTED.findall(text)
