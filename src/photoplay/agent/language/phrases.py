"""Finds the words of concepts in a folded line; the time it takes does not grow with the lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from photoplay.agent.language.text import is_han


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence.

    Attributes:
        start, end: In the line.
        concept: Whose word it is.
        phrase: The word as the lexicon has it.
    """

    start: int
    end: int
    concept: str
    phrase: str


#: What may follow a phrase's last letter when endings are allowed.
_ENDINGS = ("", "s", "'s", "es", "s'")


#: Words that are written in one, and every other sign by itself.
_PIECES = re.compile(r"[^\W_\u3400-\u4dbf\u4e00-\u9fff〇々]+|[^\s]")
#: Lines whose occurrences are kept: the rules of one clause ask again and again.
_MOST_KNOWN = 200


class Phrases:
    """The words of some concepts, ready to be looked for.

    English words are found whole, Chinese ones anywhere. Of several phrases of one concept that begin at
    one place the longest is found.
    """

    def __init__(self, table: Mapping[str, Iterable[str]], *, endings: bool = False) -> None:
        """Takes the lexicon.

        Args:
            table: Concept -> phrases, folded.
            endings: Whether plural and possessive forms of the phrases count too.
        """
        self._endings = _ENDINGS if endings else ("",)
        self._known: dict[str, tuple[Hit, ...]] = {}
        found: dict[str, list[tuple[str, str]]] = {}
        for concept, phrases in table.items():
            for phrase in phrases:
                firsts = {_PIECES.findall(phrase + ending)[0] for ending in self._endings}
                for first in firsts:
                    found.setdefault(first, []).append((phrase, concept))
        self._by_key = {key: tuple(sorted(rows, key=lambda row: -len(row[0]))) for key, rows in found.items()}

    def hits(self, line: str) -> tuple[Hit, ...]:
        """All occurrences, by place, longer ones first; those within a longer one of their concept left out."""
        known = self._known.get(line)
        if known is None:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            known = self._known[line] = self._found(line)
        return known

    def _found(self, line: str) -> tuple[Hit, ...]:
        found: list[Hit] = []
        reached: dict[str, int] = {}
        for piece in _PIECES.finditer(line):
            rows = self._by_key.get(piece.group())
            if rows is None:
                continue
            at = piece.start()
            taken: set[str] = set()
            for phrase, concept in rows:
                if concept in taken or not line.startswith(phrase, at):
                    continue
                end = self._end(line, at, phrase)
                if end < 0:
                    continue
                taken.add(concept)
                if end > reached.get(concept, -1):
                    reached[concept] = end
                    found.append(Hit(at, end, concept, phrase))
        return tuple(found)

    def concepts(self, line: str) -> dict[str, Hit]:
        """The first occurrence of each concept."""
        found: dict[str, Hit] = {}
        for hit in self.hits(line):
            found.setdefault(hit.concept, hit)
        return found

    def first(self, line: str, concept: str = "") -> Hit | None:
        """The first occurrence of a concept, or of any."""
        return next((hit for hit in self.hits(line) if not concept or hit.concept == concept), None)

    def longest(self, line: str) -> Hit | None:
        """The longest occurrence, the first of several."""
        return max(self.hits(line), key=lambda hit: (hit.end - hit.start, -hit.start), default=None)

    def _end(self, line: str, at: int, phrase: str) -> int:
        """Where an occurrence ends, -1: it is part of another word."""
        end = at + len(phrase)
        if not _is_word(phrase[-1]):
            return end
        for ending in self._endings:
            stop = end + len(ending)
            if line.startswith(ending, end) and not (stop < len(line) and _is_word(line[stop])):
                return stop
        return -1


def _is_word(sign: str) -> bool:
    """Whether a character is part of a word that is written in one."""
    return sign.isalnum() and not is_han(sign)
