"""What only announces wishes: "four quick things:", "apply the following edits"."""

from __future__ import annotations

import re

_ADDRESS = r"(?:(?:just|only|also|ok|okay|so|hi|hey|hello|now|please|pls|and|well|alright|right|thanks)\W+)*"
_HAVE = (
    r"(?:(?:here(?:'s| is| are)|there(?:'s| is| are)|these are|i(?:'ve| have)(?: got)?|i(?:'d like| want|"
    r" need)|"
    r"(?:can|could|would) you(?: please)? (?:make|do|apply)|apply|make|do|got|with|my|the|we need|perform|"
    r"execute)\W+)*"
)
_MANY = (
    r"(?:(?:the following|following|these|a few|few|a couple(?: of)?|couple(?: of)?|some|several|all|my|the|"
    r"one|two|"
    r"three|four|five|six|seven|\d)\W+)*"
)
_KIND = r"(?:(?:more|other|last|final|quick|small|little|tiny|minor|simple|further|additional|requested)\W+)*"
_NOUN = (
    r"(?:things?|changes?|edits?|tweaks?|notes?|requests?|fix(?:es)?|updates?|modifications?|adjustments?|"
    r"corrections?|asks?|to-?dos?|wishes|instructions|steps|operations)"
)
_AFTER = (
    r"(?:\W+(?:please|pls|from me|for you|here|first|to (?:do|change|make|fix)|if i may|if possible|if you can|"
    r"needed|left|below|now|then|more))*"
)
_HEADING = re.compile(rf"\W*{_ADDRESS}{_HAVE}{_MANY}{_KIND}{_NOUN}{_AFTER}\W*")
#: A bare noun announces nothing: "changes?".
_SAYS_MANY = re.compile(
    r"\b(?:following|these|few|couple|some|several|one|two|three|four|five|six|seven|\d|here|more|last|"
    r"quick|apply|my)\b"
)


def is_heading(line: str) -> bool:
    """Whether words only say that wishes follow.

    Args:
        line: Folded.
    """
    return len(line) < 70 and _HEADING.fullmatch(line) is not None and _SAYS_MANY.search(line) is not None
