"""What a conversation shows, and the edge that it passes: no token, no id, no signed link, no JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import parse_qsl, urlsplit

from photoplay.client.words import words


@dataclass(frozen=True, slots=True)
class Said:
    """Something to show.

    Attributes:
        text: In the user's language.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Status(Said):
    """What is going on, in passing."""


@dataclass(frozen=True, slots=True)
class Answer(Said):
    """What the agent, or the client in its place, says."""


@dataclass(frozen=True, slots=True)
class Summary(Said):
    """The timeline in one line."""


@dataclass(frozen=True, slots=True)
class Progress(Said):
    """How far something is.

    Attributes:
        what: Is being done.
        share: 0–1.
    """

    what: Literal["upload", "export", "download"]
    share: float


@dataclass(frozen=True, slots=True)
class Delivered(Said):
    """A finished video.

    Attributes:
        path: Of the file.
        size_bytes: Of it.
        claim_url: Opens the project in a browser; empty: there is none. Meant for this user alone.
    """

    path: Path
    size_bytes: int
    claim_url: str = ""


@dataclass(frozen=True, slots=True)
class Problem(Said):
    """Something that did not work, and what to do.

    Attributes:
        code: Of the API's table; 0: it is not from there.
        url: Where to go; empty: nowhere.
    """

    code: int = 0
    url: str = ""


S = TypeVar("S", bound=Said)

#: In the place of what is hidden.
_GONE = "…"
_TOKENS = re.compile(
    r"\b(?:nm[a-z]_|clm_|sk-)[\w-]{6,}|\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?|\bBearer\s+[\w.~+/=-]{6,}",
    re.IGNORECASE,
)
#: Session ids, as the API makes them.
_IDS = re.compile(r"(?<![\d.,])\d{19}(?!\d|\.\d)")
_LINK = re.compile(r"https?://[^\s<>\"'“”‘’「」『』()\[\]，。；！]+", re.IGNORECASE)
#: Names of what makes a link a key.
_SIGNATURES = {
    "s", "e", "sig", "sign", "signature", "token", "access_token", "auth", "authorization", "key", "apikey", "api_key",
    "se", "sp", "sv", "st", "sr", "expires", "policy", "awsaccesskeyid", "googleaccessid", "hash", "hmac",
    "bind", "ct",
}  # fmt: skip
#: For the user's own browser, on pages of the conversation's own server.
_OF_PAGES = {"bind", "ct"}
_PAGES = ("/register", "/workspace/claim")
_FENCE = re.compile(r"```[a-z]*\s*\n?(?P<inside>[\[{].*?[\]}])\s*```", re.DOTALL | re.IGNORECASE)
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
#: JSON is looked for at so many places of one text; the whole is cut there, characters.
_MOST_PLACES, _MOST_TEXT = 200, 20_000


class Edge:
    """Takes out of a text what nobody is to see.

    Args:
        secrets: Gives what is known to be secret at the moment: token, client id, session id.
        sites: Gives addresses of servers whose pages for registering and claiming may be shown.
    """

    def __init__(
        self, secrets: Callable[[], Iterable[str]], sites: Callable[[], Iterable[str]] = tuple
    ) -> None:
        self._secrets, self._sites = secrets, sites

    def passed(self, said: S, language: str) -> S | None:
        """The same with a clean text; None where nothing is left of it."""
        own = said.claim_url if isinstance(said, Delivered) else said.url if isinstance(said, Problem) else ""
        text = self.clean(said.text, language, own)
        return replace(said, text=text) if text else None

    def clean(self, text: str, language: str, own: str = "") -> str:
        """A text that can be shown.

        Args:
            text: As it came.
            language: Of what is put in the place of a link.
            own: A page that the server itself has named; empty: none.
        """
        sites = {site for one in (own, *self._sites()) if (site := _site(one))}
        told = _without_json(_FENCE.sub(_fenced, _CONTROL.sub("", text[:_MOST_TEXT])))
        told = _LINK.sub(lambda found: _link(found[0], sites, language), told)
        pages = list[str]()

        def kept(found: re.Match[str]) -> str:
            pages.append(found[0])
            return f"\x00{len(pages) - 1}\x00"

        told = _LINK.sub(lambda found: kept(found) if _is_page(found[0], sites) else found[0], told)
        told = _IDS.sub(_GONE, _TOKENS.sub(_GONE, told))
        told = re.sub("\x00(\\d+)\x00", lambda found: pages[int(found[1])], told)
        for secret in self._secrets():
            if len(secret) >= 6:
                told = told.replace(secret, _GONE)
        return told.strip()


def _site(url: str) -> str:
    """Scheme, host and port of an address; empty: it has none."""
    try:
        told = urlsplit(url)
        return f"{told.scheme}://{told.netloc}".lower() if told.netloc else ""
    except ValueError:
        return ""


def _is_page(url: str, sites: Container[str]) -> bool:
    """Whether it is a page for the user's own browser, such as that for registering, and nothing besides."""
    try:
        told = urlsplit(url)
        names = {name.lower() for name, _ in parse_qsl(told.query, keep_blank_values=True)}
    except ValueError:
        return False
    return told.path.endswith(_PAGES) and not told.fragment and names <= _OF_PAGES and _site(url) in sites


def _link(url: str, sites: Container[str], language: str) -> str:
    """A link, unless it is a key to a file or holds a name and password."""
    try:
        told = urlsplit(url)
        names = {name.lower() for name, _ in parse_qsl(told.query, keep_blank_values=True)}
        is_key = bool(told.username or told.password)
    except ValueError:
        return words("link", language)
    is_key = (
        is_key or bool(names & _SIGNATURES) or any(name.startswith(("x-amz-", "x-goog-")) for name in names)
    )
    return words("link", language) if is_key and not _is_page(url, sites) else url


def _fenced(found: re.Match[str]) -> str:
    return "" if _is_json(found["inside"]) else found[0]


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _without_json(text: str) -> str:
    """A text without objects and lists of JSON. What only looks like one, such as "[link]", stays."""
    decoder, at, kept, told = json.JSONDecoder(), 0, 0, list[str]()
    for _ in range(_MOST_PLACES):
        starts = [place for place in (text.find("{", at), text.find("[", at)) if place >= 0]
        if not starts:
            break
        start = min(starts)
        try:
            value, end = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            at = start + 1
            continue
        if isinstance(value, dict) or any(isinstance(one, dict | list) for one in value):
            told.append(text[kept:start])
            kept = end
        at = end
    return "".join([*told, text[kept:]])
