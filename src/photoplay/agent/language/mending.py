"""A message without its slips, read in place of the one that was typed; what is to be shown stays as typed.

Rules look at words one by one and at whole lines: both see what was meant. Quotations, words to be shown, names of
files, and words that stand on the picture already are never mended.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from photoplay.agent.language.meaning import Intent, TextRef, Understood
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

#: Slots whose words are shown as they were typed.
_SHOWN = frozenset(
    (
        "text",
        "captions",
        "replace",
        "name",
        "title",
        "subtitle",
        "call_to_action",
        "address",
        "closing",
        "features",
    )
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A message with its slips put right.

    Attributes:
        text: The message as it was meant.
        typed: As it was typed.
        moved: Mended places: (start, end) in ``text``, and (start, end) in ``typed``.
    """

    text: str
    typed: str
    moved: tuple[tuple[int, int, int, int], ...]

    @property
    def was_spelt(self) -> bool:
        """Whether most of it was Chinese in Latin letters."""
        spelt = sum(
            old_end - old_start
            for start, _, old_start, old_end in self.moved
            if is_han(self.text[start]) and self.typed[old_start].isascii()
        )
        return 2 * spelt >= len(self.typed)

    def _back(self, at: int, *, is_end: bool) -> int:
        """The place in what was typed of a place in what was meant."""
        shift = 0
        for start, end, old_start, old_end in self.moved:
            if at < end or (is_end and at == end):
                inside = start < at < end
                if inside:
                    return old_end if is_end else old_start
                return old_end if is_end and at == end else at + shift
            shift = old_end - end
        return at + shift

    def as_typed(self, words: str) -> str:
        """A part of what was meant, as it was typed."""
        at = self.text.find(words) if words else -1
        if at < 0:
            return words
        return self.typed[self._back(at, is_end=False) : self._back(at + len(words), is_end=True)]


def _cased(meant: str, typed: str) -> str:
    if typed.isupper() and len(typed) > 1:
        return meant.upper()
    return meant.capitalize() if typed[:1].isupper() else meant


def without_slips(
    text: str, slips: Iterable[Token], closed: Sequence[tuple[int, int]], shown: Iterable[str]
) -> Mended | None:
    """The message without its slips; None: there are none.

    Args:
        text: As typed.
        slips: Its mended words, in order.
        closed: Spans in which nothing is mended.
        shown: Words that stand on the picture.
    """
    kept = {word for line in shown for word in re.findall(r"\w+", line.casefold())}
    parts: list[str] = []
    moved: list[tuple[int, int, int, int]] = []
    at = length = 0
    for token in slips:
        if token.text.casefold() in kept or any(start <= token.start < end for start, end in closed):
            continue
        before = text[at : token.start]
        if not before and moved and token.plain.isascii():
            before = " "  # two words that were typed as one
        meant = _cased(token.plain, token.text)
        parts += [before, meant]
        length += len(before)
        moved.append((length, length + len(meant), token.start, token.end))
        length += len(meant)
        at = token.end
    return Mended("".join((*parts, text[at:])), text, tuple(moved)) if moved else None


def _typed(value: Any, mended: Mended) -> Any:
    if isinstance(value, str):
        return mended.as_typed(value)
    return [_typed(one, mended) for one in value] if isinstance(value, list | tuple) else value


def _slots(slots: Mapping[str, Any], mended: Mended) -> dict[str, Any]:
    return {name: _typed(value, mended) if name in _SHOWN else value for name, value in slots.items()}


def _intent(intent: Intent, mended: Mended) -> Intent:
    texts = intent.texts
    if texts is not None and texts.kind == "words" and isinstance(texts.value, str):
        texts = TextRef("words", mended.as_typed(texts.value), texts.photos)
    return replace(
        intent, slots=_slots(intent.slots, mended), texts=texts, words=mended.as_typed(intent.words)
    )


def as_typed(understood: Understood, mended: Mended) -> Understood:
    """What was understood, with words to be shown and parts that were not read as they were typed."""
    return replace(
        understood,
        intents=tuple(_intent(one, mended) for one in understood.intents),
        unread=tuple(mended.as_typed(part) for part in understood.unread),
    )
