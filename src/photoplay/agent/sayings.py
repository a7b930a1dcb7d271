"""Words on the picture, found by what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from photoplay.agent.language.text import fold
from photoplay.agent.names import ENOUGH, fit
from photoplay.agent.stage import Line

#: Texts whose fits differ by less are equally meant.
_CLOSE = 0.04


def saying(lines: Sequence[Line], words: str) -> tuple[Line, ...]:
    said = fold(words).strip()
    if exact := tuple(line for line in lines if fold(line.text).strip() == said):
        return exact
    if part := tuple(line for line in lines if said and said in fold(line.text)):
        return part
    scored = [(fit(words, line.text), line) for line in lines]
    most = max((score for score, _ in scored), default=0.0)
    return tuple(line for score, line in scored if score >= max(ENOUGH, most - _CLOSE))


def naming(lines: Sequence[Line], said: Sequence[int | str]) -> tuple[Line, ...]:
    """Captions that hold a word by which a photo was called: "the kitchen one", where one reads "Chef's Kitchen".

    Args:
        lines: Words on the picture.
        said: What was not found among the names of files.
    """
    names = [fold(str(one)).strip() for one in said if isinstance(one, str) and len(one) > 2]
    return tuple(
        line
        for line in lines
        if line.photo
        and any(re.search(rf"(?<!\w){re.escape(name)}(?:'?s)?(?!\w)", fold(line.text)) for name in names)
    )
