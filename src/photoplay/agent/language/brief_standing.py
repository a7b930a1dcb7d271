"""Names that a brief only sets down between commas, and people who say who they are."""

from __future__ import annotations

import re

from photoplay.agent.language.brief_names import RUN, tidy
from photoplay.agent.language.brief_page import Page, is_wish
from photoplay.agent.language.text import fold

_STANDING = re.compile(rf"(?:^|(?<=[,.;:!\n—–-]))\s*(?P<name>(?:The )?{RUN})\s*(?=[,.;!\n]|$)")
_ADDRESSED = re.compile(
    r"^(?:hi|hello|hey|dear|thanks|thank|cheers|best|regards|yours|sincerely|ok|okay|please)\b"
)
_INTRODUCED = re.compile(
    r"\b(?:[Mm]y name(?:'s| is)|[Tt]his is|[Ii](?:'m|"
    r" am))\s+(?P<name>[A-Z][\w'’-]{1,20}(?: [A-Z][\w'’-]{1,20}){0,2})"
)


def standing_names(page: Page, least: int = 2) -> list[str]:
    """Names that are parts of sentences by themselves: "…, Lady Hawks U12, final score 3-2".

    Args:
        page: Of the brief.
        least: So many words of capitals in a row are a name, also of no person or place that is known.
    """
    found: list[str] = []
    for part in _STANDING.finditer(page.own):
        name = tidy(part.group("name"), page.own, part.start("name"))
        if (
            len(name.split()) >= least
            and (len(name.split()) > 1 or page.own[: part.start("name")].rstrip().endswith(","))
            and name == part.group("name").strip()
            and not is_wish(fold(name))
            and not _ADDRESSED.match(fold(name))
        ):
            found.append(name)
    return found[:2]


def introduced(page: Page) -> str:
    """The name of whoever writes: "My name is Angela Ruiz"; empty: none is said."""
    found = _INTRODUCED.search(page.own)
    return tidy(found.group("name"), page.own, found.start("name")) if found else ""
