"""Which language a message is in, as far as its own words tell it."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.agent.language.lexicon_ground import words
from photoplay.agent.language.text import is_han, traditional_share
from photoplay.agent.language.tokens import Token

#: So many Chinese characters weigh as much as one English word in a mixed message.
_HAN_A_WORD = 1.3

#: Words and signs that hold sentences together tell more than the nouns that people mix in.
_CHINESE_GRAMMAR = "的了把个给在和用成最然叫写加放改换就也都要不一"
_ENGLISH_GRAMMAR = frozenset(
    words(
        "the, a, an, to, and, of, is, are, can, could, you, your, my, our, please, make, it, with, for, "
        "in, on, at, i, we, that, this, so, put, add, but, don't, no, not, be, should",
    )
)  # fmt: skip


def tongue(text: str, tokens: Sequence[Token]) -> str:
    """BCP 47 of a message.

    Args:
        text: As typed.
        tokens: Of it. Quotations, names of files and addresses say nothing about the language.

    Returns:
        "en", "zh", "zh-TW", or "" when the words do not tell.
    """
    own = [token for token in tokens if token.kind not in ("quote", "file", "link", "emoji", "punct")]
    said = "".join(text[token.start : token.end] for token in own)
    if any("\u3040" <= sign <= "\u30ff" or "\uac00" <= sign <= "\ud7af" for sign in said):
        return ""
    han = sum(is_han(sign) for sign in said)
    words = sum(
        max(1, len(token.plain.split()))
        for token in own
        if token.plain[:1].isascii() and token.plain[:1].isalpha()
    )
    chinese = sum(said.count(sign) for sign in _CHINESE_GRAMMAR)
    english = sum(token.plain.split(" ")[0] in _ENGLISH_GRAMMAR for token in own)
    if han and (chinese > english or (chinese == english and han >= _HAN_A_WORD * words)):
        return "zh-TW" if traditional_share(said) >= 0.5 else "zh"
    known = any(
        token.concepts and token.plain.isascii() and any(sign.isalpha() for sign in token.plain)
        for token in own
    )
    return "en" if known else ""
