"""Every refusal in the user's language, with what to do next."""

from __future__ import annotations

import re
from collections.abc import Mapping

from photoplay.client.shown import Problem
from photoplay.client.words import ACCEPTED, knows, size, span, words
from photoplay.errors import MissingMedia, OutputError, PhotoplayError, RenderError, ServerAway

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_USUAL_LIMIT = 200_000_000
#: Sentences of the server that come in English only: what they hold, and words that say the same.
_REASONS = (
    ("did not arrive whole", "file_cut"),
    ("still being written", "file_writing"),
    ("is empty", "file_empty"),
    ("is damaged", "file_damaged"),
    ("ends in the middle", "file_damaged"),
    ("holds at most", "file_many"),
    ("upload the file instead", "url_failed"),
    ("upload it instead", "url_failed"),
    ("nothing to make a video of", "nothing_yet"),
)


def problem(error: PhotoplayError, language: str, *, register_url: str = "") -> Problem:
    """What is shown of an error.

    Args:
        error: Of the server, or of the way to it.
        language: Of the words.
        register_url: Where an anonymous account is registered; empty: it is not anonymous, or nobody knows.
    """
    data = error.data or {}
    if isinstance(error, MissingMedia) and error.name:
        return Problem(words("not_read", language, name=error.name), error.code)
    if isinstance(error, OutputError | RenderError):
        return Problem(error.message, error.code)
    if isinstance(error, ServerAway):
        return Problem(words(_away(error), language), error.code)
    if error.code == 2001:
        return _no_credits(error, data, language, register_url)
    return Problem(_sentence(error, data, language), error.code)


def file_problem(name: str, code: int, message: str, data: Mapping[str, object], language: str) -> Problem:
    """What is shown of a file that was refused.

    Args:
        name: Of the file.
        code: Of the API's table.
        message: The server's words.
        data: What the server says besides.
        language: Of the words.
    """
    told = message
    if not _is_in(language, message) and (key := _reason(message)):
        told = words(key, language)
    elif not _is_in(language, message):
        error = PhotoplayError(message)
        error.code = code
        told = _sentence(error, data, language)
    elif code == 4001 and "jpg" not in message.lower():
        accepted = words("accepted", language, accepted=_accepted(data))
        told = f"{message} {accepted}"
    shown = told if name and name in told else words("refused_file", language, name=name, told=told)
    return Problem(shown, code)


def _reason(message: str) -> str:
    """Which words of ours say the same as a sentence of the server's; empty: none do."""
    return next((key for told, key in _REASONS if told in message), "")


def _accepted(data: Mapping[str, object]) -> str:
    told = data.get("accepted")
    return ", ".join(map(str, told)) if isinstance(told, list | tuple) and told else ACCEPTED


def _away(error: ServerAway) -> str:
    """Which words tell of a server that is away, or is no server of ours."""
    if "no Photoplay" in error.message or "moved" in error.message:
        return "no_server"
    return "away" if error.data is not None else "broken"


def _no_credits(
    error: PhotoplayError, data: Mapping[str, object], language: str, register_url: str
) -> Problem:
    """No credits: where to register, or to top up. The server's own words name the price."""
    url = str(data.get("register_url") or data.get("top_up_url") or "")
    key = "2001_top_up" if data.get("top_up_url") else "2001_register"
    if not url and not data and register_url:
        url = register_url
    if not url:
        if data.get("contact") or _is_in(language, error.message):
            return Problem(error.message, 2001)
        return Problem(words("2001", language, url=words("2001_operator", language)), 2001)
    way = words(key, language, url=url)
    told = error.message if _is_in(language, error.message) else words("2001", language, url="").strip()
    return Problem(f"{told} {way}", 2001, url)


def _sentence(error: PhotoplayError, data: Mapping[str, object], language: str) -> str:
    limit, wait_s = data.get("limit_bytes"), data.get("retry_after_s")
    missing = data.get("missing")
    slots = {
        "told": error.message,
        "accepted": _accepted(data),
        "limit": size(_number(limit) or _USUAL_LIMIT),
        "wait": span(wait, language) if (wait := _number(wait_s)) else words("a_while", language),
        "missing": ", ".join(map(str, missing)) if isinstance(missing, list | tuple) else "",
    }
    key = str(error.code)
    if key == "402" and slots["missing"]:
        key = "402_missing"
    if key == "1001" and "NEMO_TOKEN" in error.message:
        key = "1001_given"
    if not _is_in(language, error.message) and (reason := _reason(error.message)):
        return words(reason, language)
    if not knows(key):
        key = "503" if error.code in (502, 503, 504) else "500"
    return words(key, language, **slots)


def _number(value: object) -> float:
    """A number, or 0."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _is_in(language: str, text: str) -> bool:
    """Whether a text is in a language, as far as that matters here."""
    return bool(text) and language.startswith("zh") == bool(_CHINESE.search(text))
