"""A length said after a question about the length: "how long is it?" – "ok then make it 20"."""

from __future__ import annotations

import re

from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.rules import Context, Corrected, Message

_LENGTH = re.compile(
    r"\W*(?:(?:ok|okay|oh|and|then|so|well|hmm|right|alright|let's|please|can you|could you|make|set|it|that|cut|"
    r"bring|do|go|for|to|with|"
    r"down|up|a|full|about|just|only|if (?:i|we) (?:wanted|needed|made)|if it (?:was|were)|what if|at|exactly|"
    r"around|instead|那|就|改成|改到|弄成|做成|变成|要|来|好|好的|视频|总共|一共)\W*)*"
    r"(?P<number>\d{1,4})(?: ?(?:s|sec|secs|seconds|秒))?(?: ?(?:then|please|pls|instead|吧|好了|就好|就行))*"
    r"(?:\W+(?:do (?:that|it)|go ahead|please do|yes))?\W*"
)


def length_said(message: Message, ctx: Context) -> Corrected | None:
    """After “how long is it?”: "ok then make it 20"."""
    question = ctx.scene.memory.question
    if question is None or question.key != "ask_total_length" or len(message.plain) > 48:
        return None
    found = _LENGTH.fullmatch(message.plain.strip())
    if found is None or not 2 <= int(found["number"]) <= 3600:
        return None
    meant = Intent("set_total_seconds", {"seconds": float(found["number"])}, words=message.text)
    return Corrected(intents=(meant,), used=frozenset(range(len(message.clauses))))
