"""All words that the planner knows, put together for matching: phrases, Chinese words, and slips of them."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module

from photoplay.agent.language.homophones import with_gaps
from photoplay.agent.language.lemmas import bases, compared, one_spelling
from photoplay.agent.language.text import fold, is_han

#: Modules that bring words, each with ``CONCEPTS`` and, if it brings verbs, ``ACTIONS``.
_MODULES = (
    "lexicon_ground", "lexicon_things", "lexicon_edits", "lexicon_looks", "lexicon_briefs", "lexicon_words",
    "lexicon_music", "lexicon_control", "lexicon_manners",
)  # fmt: skip

_PIECES = re.compile(r"[\u3400-\u9fff〇]+|[^\W_\u3400-\u9fff〇]+(?:'[^\W\d_\u3400-\u9fff〇]+)*|[^\w\s~-]")
#: Longer Chinese words are not looked for with slips in them.
_LONGEST_HEARD = 5

#: Tables whose words no slip is taken for.
_NEVER_MEANT = frozenset(("UNSAFE_WORDS", "INJECTION_WORDS", "OFF_TOPIC_WORDS", "CANNOT_WORDS"))

NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Node:
    """One step of the tree of phrases."""

    next: dict[str, _Node] = field(default_factory=dict)
    concepts: frozenset[str] = NONE


@dataclass(frozen=True, slots=True)
class Gap:
    """A verb with a particle that may stand apart: "take … out"."""

    particle: tuple[str, ...]
    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases with their concepts.

    Attributes:
        root: Tree of phrases, by words in one spelling and Chinese words.
        han: Chinese words -> concepts.
        longest: First character -> length of the longest Chinese word that begins so.
        heard: Chinese words with some signs left open -> the words, for slips.
        vocabulary: Every Latin word that occurs in any phrase.
        gaps: First words of split phrases -> what may follow.
        actions: Concepts whose words begin a command.
    """

    root: _Node
    han: Mapping[str, frozenset[str]]
    longest: Mapping[str, int]
    heard: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    gaps: Mapping[str, tuple[tuple[tuple[str, ...], Gap], ...]]
    actions: frozenset[str]

    def forms(self, word: str) -> tuple[str, ...]:
        """Forms of a Latin word that occur in the lexicon, its own first; empty: unknown."""
        found = tuple(one for one in bases(word) if one in self.vocabulary)
        return found or tuple(one for one in compared(word) if len(one) > 3 and one in self.vocabulary)

    def phrase(self, forms: Sequence[Sequence[str]], at: int) -> tuple[int, frozenset[str]]:
        """The longest phrase from ``at`` on: how many pieces it has (0: none), and its concepts."""
        best, concepts = 0, NONE
        stack = [(self.root, at)]
        while stack:
            node, place = stack.pop()
            if node.concepts and place - at >= best:
                concepts = node.concepts | (concepts if place - at == best and best > 1 else NONE)
                best = place - at
            if place < len(forms):
                # Pushed last is tried first; of equal lengths the one tried last wins: the typed form.
                for form in forms[place]:
                    if (after := node.next.get(form)) is not None:
                        stack.append((after, place + 1))
                if len(stack) > 64:
                    break
        return best, concepts


def pieces(phrase: str) -> list[str]:
    """A phrase of the lexicon cut into Latin words and Chinese runs, folded."""
    return [one_spelling(piece) for piece in _PIECES.findall(fold(phrase))]


def _phrases(row: str | Iterable[str]) -> Iterator[str]:
    """Phrases of a row: a sequence of them, or "english, english~ | 中文 中文" (a glued ~ says nothing)."""
    if not isinstance(row, str):
        yield from row
        return
    english, _, chinese = row.partition("|")
    yield from (re.sub(r"(?<=\w)~", "", one).strip() for one in english.split(","))
    yield from chinese.split()


def _tables() -> Iterator[tuple[Mapping[str, str | Iterable[str]], frozenset[str]]]:
    for name in _MODULES:
        path = f"photoplay.agent.language.{name}"
        if importlib.util.find_spec(path) is None:
            continue
        module = import_module(path)
        yield getattr(module, "CONCEPTS", {}), frozenset(getattr(module, "ACTIONS", ()))


def _spoken() -> Iterator[str]:
    """Phrases of tables that rules look up by themselves: their words are known, so that slips of them are mended."""
    for name in _MODULES:
        path = f"photoplay.agent.language.{name}"
        if importlib.util.find_spec(path) is None:
            continue
        for table, value in vars(import_module(path)).items():
            if not table.endswith("_WORDS") or table in _NEVER_MEANT:
                continue
            rows = value.values() if isinstance(value, Mapping) else (value,)
            yield from (phrase for row in rows for phrase in row if isinstance(phrase, str))


def _grow(root: _Node, words: Sequence[str], concept: str) -> None:
    node = root
    for word in words:
        node = node.next.setdefault(word, _Node())
    node.concepts |= {concept}


def _heard(han: Mapping[str, frozenset[str]]) -> dict[str, tuple[str, ...]]:
    """Chinese words of two to four signs by what is left of them when some of their signs are others."""
    found: dict[str, list[str]] = {}
    for word in han:
        if 1 < len(word) < _LONGEST_HEARD:
            for rest in with_gaps(word):
                found.setdefault(rest, []).append(word)
    return {rest: tuple(words) for rest, words in found.items()}


@cache
def lexicon() -> Lexicon:
    """The lexicon, built once."""
    root = _Node()
    han: dict[str, frozenset[str]] = {}
    gaps: dict[str, list[tuple[tuple[str, ...], Gap]]] = {}
    vocabulary: set[str] = set()
    actions: set[str] = set()
    for concepts, verbs in _tables():
        actions |= verbs
        for concept, phrases in concepts.items():
            for phrase in _phrases(phrases):
                head, gap, tail = phrase.partition("~")
                parts = pieces(head)
                if not parts:
                    continue
                vocabulary.update(part for part in parts + pieces(tail) if not is_han(part[0]))
                if gap:
                    entry = (tuple(parts[1:]), Gap(tuple(pieces(tail)), frozenset({concept})))
                    gaps.setdefault(parts[0], []).append(entry)
                    continue
                for part in parts:
                    if is_han(part[0]):
                        own = frozenset({concept}) if len(parts) == 1 else NONE
                        han[part] = han.get(part, NONE) | own
                _grow(root, parts, concept)
    for phrase in _spoken():
        vocabulary.update(part for part in pieces(phrase) if not is_han(part[0]))
    longest: dict[str, int] = {}
    for word in han:
        longest[word[0]] = max(longest.get(word[0], 0), len(word))
    return Lexicon(
        root=root,
        han=han,
        longest=longest,
        heard=_heard(han),
        vocabulary=frozenset(vocabulary),
        gaps={head: tuple(found) for head, found in gaps.items()},
        actions=frozenset(actions),
    )
