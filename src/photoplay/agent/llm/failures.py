"""Why a model could not do a turn, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from photoplay.timeline.wording import language_of

Reason = Literal["down", "busy", "slow", "resting", "garbage", "unknown-tools", "loop", "bounds"]

#: Failures of the service, not of what was said to it: only they count for the ``Breaker``.
OF_THE_SERVICE: frozenset[Reason] = frozenset({"down", "busy", "slow"})
#: The model was not there at all; of the others one cannot say so.
_AWAY: frozenset[Reason] = OF_THE_SERVICE | {"resting"}

_TOLD: Mapping[str, tuple[str, str]] = {
    "en": (
        "The language model could not be reached, so the built-in planner did this turn.",
        "The language model gave no usable answer, so the built-in planner did this turn.",
    ),
    "zh": (
        "无法连接语言模型，这一次由内置的规划器处理。",
        "语言模型没有给出可用的结果，这一次由内置的规划器处理。",
    ),
    "zh-TW": (
        "無法連接語言模型，這一次由內建的規劃器處理。",
        "語言模型沒有給出可用的結果，這一次由內建的規劃器處理。",
    ),
}


class Failure(Exception):
    """A model's turn has failed.

    Args:
        reason: See ``Reason``.
        about: For the log: what happened, without anything a user or a model has said.
    """

    def __init__(self, reason: Reason, about: str = "") -> None:
        super().__init__(f"{reason}: {about}" if about else reason)
        self.reason: Reason = reason


def told(reason: Reason, language: str) -> str:
    """The sentence that says that the planner did it, and why."""
    away, useless = _TOLD[language_of(language)]
    return away if reason in _AWAY else useless


def failure_of(error: Exception) -> Failure:
    """What an exception of a model's library means. The libraries have no common tree of errors."""
    if isinstance(error, Failure):
        return error
    name = type(error).__name__
    status = getattr(error, "status_code", None) or getattr(error, "code", None)
    if isinstance(error, TimeoutError) or "Timeout" in name or status in (408, 504):
        return Failure("slow", name)
    if status == 429:
        return Failure("busy", name)
    if isinstance(status, int):
        return Failure("down", f"{name} {status}")
    if isinstance(error, ValueError | TypeError | KeyError | AttributeError | RecursionError):
        return Failure("garbage", name)
    return Failure("garbage" if name == "TooLong" else "down", name)
