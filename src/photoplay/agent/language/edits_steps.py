"""How a duration is meant: by how much, how long, or a time of fashion."""

from __future__ import annotations

import re

from photoplay.agent.language.edits_pace import is_goal
from photoplay.agent.language.edits_said import place_of, sees
from photoplay.agent.language.rules import Clause
from photoplay.agent.language.tokens import Token


def is_step_length(clause: Clause, token: Token) -> bool:
    """Whether a duration is by how much and not how long: "2 seconds longer", 再加两秒, "add a second"."""
    if is_goal(clause, token):
        return False
    at = place_of(clause, token)
    if token.has("more", "less") or (at and clause.tokens[at - 1].plain == "by"):
        return True
    if is_off_by(clause, at):
        return True
    if at and clause.tokens[at - 1].plain == "for" and not sees(clause, "more"):
        return any(one.plain in ("longer", "extra") for one in clause.tokens[at + 1 : at + 3])
    if at and clause.tokens[at - 1].has("amount:weak") and clause.tokens[at - 1].end <= token.start:
        return False
    walled = False
    for number in (*range(at - 1, max(-1, at - 4), -1), at + 1, at + 2, at + 3):
        if not 0 <= number < len(clause.tokens):
            continue
        one = clause.tokens[number]
        if one.kind == "punct" and number < at:
            walled = True
        if walled and number < at:
            continue
        if one.plain == "long" and number > at:
            return False
        if one.plain in ("up", "down", "only", "just", "on screen"):
            continue
        if one.has("time:longer", "time:shorter", "more", "less", "add") and not one.has("total", "each"):
            return True
        if one.has("remove", "trim") and number < at:
            return True
    return False


def is_off_by(clause: Clause, at: int) -> bool:
    """Whether it says how much it is wrong by: "on screen 1 sec too long"."""
    behind = clause.tokens[at + 1 : at + 3]
    return len(behind) == 2 and behind[0].has("too") and behind[1].has("time")


def is_decade(clause: Clause, token: Token) -> bool:
    """Whether "70s" is a time of fashion."""
    return bool(re.fullmatch(r"[5-9]0s", token.text)) and sees(clause, "filter", "feelings", "look", "as")
