"""One command, as far as commands could be told apart, and how rules look into it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal

from photoplay.agent.language.meaning import Intent, Selection, TextRef
from photoplay.agent.language.mention import Mention, MentionRole
from photoplay.agent.language.tokens import Token


@lru_cache(maxsize=2_000)
def _alternatives(concepts: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in concepts.split("|"))


@dataclass(slots=True)
class Clause:
    """One command, as far as commands could be told apart. Filled by ``clauses.split``; see its properties.

    Attributes:
        tokens: In order; carried ones, from the clause before, first.
        text: As typed.
        start, end: In the message.
        mentions: Photos spoken of.
        texts: Words on the picture that the clause is about, its own or carried over.
        own_texts: Its own only.
        carried_photos: Target of the clause before, when this one names none.
        free_text: Unquoted words after "write", "title:" and the like, as typed.
        quoted: Inner texts of its quotations.
        repairs: It begins with "no wait", "I mean", 说错了 and mends what was said just before.
        protects: It only says what is to stay ("don't touch the music").
        is_question: It asks.
        it_thing: What "it" is when the clause names nothing itself: "text", "logo", "end-card", "transition", "music",
            "photo", "video", as spoken of before in the message or in the turn before; empty: not known.
        line: Its words in one line, once ``lines.line_of`` was asked for them.
        joined: How it hangs on the one before: "" (a new sentence), "and", "comma", "then", "but", "run-on".
    """

    tokens: tuple[Token, ...]
    text: str
    plain: str
    start: int
    end: int
    mentions: tuple[Mention, ...] = ()
    texts: TextRef | None = None
    own_texts: TextRef | None = None
    carried_photos: Selection | None = None
    free_text: str | None = None
    free_span: tuple[int, int] | None = None
    repairs: bool = False
    protects: bool = False
    is_question: bool = False
    it_thing: str = ""
    joined: str = ""
    negated_tokens: frozenset[int] = frozenset()
    line: str | None = None
    _index: dict[str, list[int]] = field(init=False, default_factory=dict)
    _numbers: dict[int, int] = field(init=False, default_factory=dict)
    _claimed: set[int] = field(default_factory=set)
    _claiming: set[int] = field(default_factory=set)
    _reading: set[int] = field(default_factory=set)
    _read: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for number, token in enumerate(self.tokens):
            self._numbers.setdefault(id(token), number)
            for concept in token.concepts:
                self._index.setdefault(concept, []).append(number)
                family, colon, _ = concept.partition(":")
                if colon:
                    places = self._index.setdefault(family, [])
                    if not places or places[-1] != number:
                        places.append(number)

    # --- looking -------------------------------------------------------------------------------

    def _places(self, concepts: str) -> list[int]:
        if "|" not in concepts:
            found: Sequence[int] = self._index.get(concepts, ())
        else:
            index = self._index
            found = sorted({place for one in _alternatives(concepts) for place in index.get(one, ())})
        if not found or not self._claimed:
            return list(found)
        return [place for place in found if place not in self._claimed]

    def means(self, *concepts: str) -> bool:
        """Whether any token has one of the concepts, claimed or not; it does not count as read."""
        return not self._index.keys().isdisjoint(concepts)

    def find(self, concepts: str) -> Token | None:
        """The first token with one of the concepts ("music", "look", "look:bw", "a|b")."""
        places = self._places(concepts)
        if not places:
            return None
        self._reading.add(places[0])
        return self.tokens[places[0]]

    def has(self, concepts: str) -> bool:
        """Whether any token has one of the concepts."""
        places = self._places(concepts)
        if places:
            self._reading.update(places)
        return bool(places)

    def all(self, concepts: str) -> list[Token]:
        """Every token with one of the concepts."""
        places = self._places(concepts)
        self._reading.update(places)
        return [self.tokens[place] for place in places]

    def take(self, concepts: str) -> Token | None:
        """The first not taken yet, claimed: rules after this one do not see it, if this one answers."""
        places = [place for place in self._places(concepts) if place not in self._claiming]
        if not places:
            return None
        self._reading.add(places[0])
        self._claiming.add(places[0])
        return self.tokens[places[0]]

    def value(self, family: str) -> str | None:
        """The part after the colon of the first concept of a family: "bw" of "look:bw"."""
        found = self.values(family)
        return found[0] if found else None

    def values(self, family: str) -> list[str]:
        """Those of all tokens, in order, each once."""
        told: list[str] = []
        for place in self._places(family):
            self._reading.add(place)
            for concept in sorted(self.tokens[place].concepts):
                name, colon, value = concept.partition(":")
                if colon and name == family and value not in told:
                    told.append(value)
        return told

    def _number_of(self, token: Token) -> int:
        return self._numbers.get(id(token), -1)

    def _near(self, token: Token, concepts: str, *, onward: bool) -> Token | None:
        at = self._number_of(token)
        places = self._places(concepts)
        later = (
            [place for place in places if place > at] if onward else [place for place in places if place < at]
        )
        if not later:
            return None
        place = later[0] if onward else later[-1]
        self._reading.add(place)
        return self.tokens[place]

    def before(self, token: Token, concepts: str) -> Token | None:
        """The nearest token with a concept before another token."""
        return self._near(token, concepts, onward=False)

    def after(self, token: Token, concepts: str) -> Token | None:
        """The nearest token with a concept after another token."""
        return self._near(token, concepts, onward=True)

    def next(self, token: Token) -> Token | None:
        """The token that follows."""
        at = self._number_of(token) + 1
        return self.tokens[at] if 0 < at < len(self.tokens) else None

    def prev(self, token: Token) -> Token | None:
        """The token before."""
        at = self._number_of(token) - 1
        return self.tokens[at] if at >= 0 else None

    # --- values --------------------------------------------------------------------------------

    def kind(self, *kinds: str) -> list[Token]:
        """Unclaimed tokens of some kinds, in order."""
        return [
            token
            for number, token in enumerate(self.tokens)
            if token.kind in kinds and number not in self._claimed
        ]

    def _seen(self, *kinds: str) -> list[Token]:
        found = self.kind(*kinds)
        for token in found:
            self.read(token)
        return found

    def take_kind(self, *kinds: str) -> Token | None:
        """The first unclaimed token of a kind, claimed."""
        for token in self.kind(*kinds):
            if self._number_of(token) not in self._claiming:
                self.claim(token)
                return token
        return None

    @property
    def durations(self) -> list[Token]:
        """Lengths of time; values in seconds."""
        return self._seen("duration")

    @property
    def percents(self) -> list[Token]:
        return self._seen("percent")

    @property
    def numbers(self) -> list[Token]:
        """Plain numbers, without a unit."""
        return self._seen("number")

    @property
    def factors(self) -> list[Token]:
        return self._seen("factor")

    @property
    def moments(self) -> list[Token]:
        """Places in time; values in seconds from the start."""
        return self._seen("moment")

    @property
    def ratios(self) -> list[Token]:
        return self._seen("ratio")

    @property
    def sizes(self) -> list[Token]:
        return self._seen("size")

    @property
    def fps(self) -> list[Token]:
        return self._seen("fps")

    @property
    def bpms(self) -> list[Token]:
        return self._seen("bpm")

    @property
    def bytes(self) -> list[Token]:
        return self._seen("bytes")

    @property
    def dbs(self) -> list[Token]:
        return self._seen("db")

    @property
    def degrees(self) -> list[Token]:
        return self._seen("degrees")

    @property
    def prices(self) -> list[Token]:
        return self._seen("price")

    @property
    def dates(self) -> list[Token]:
        return self._seen("date")

    @property
    def links(self) -> list[Token]:
        return self._seen("link")

    @property
    def quotes(self) -> list[Token]:
        """Quotations; values are the inner words exactly as typed."""
        return self._seen("quote")

    @property
    def words_given(self) -> str | None:
        """Words that somebody gave to be shown: the first quotation, else ``free_text``."""
        quotes = self.quotes
        return str(quotes[0].value) if quotes else self.free_text

    @property
    def color(self) -> str | None:
        return self.value("color")

    @property
    def position(self) -> str | None:
        return self.value("position")

    @property
    def amount(self) -> Literal["weak", "plain", "strong"]:
        """How much: "a bit" is weak, "much" is strong."""
        if self.has("amount:weak"):
            return "weak"
        return "strong" if self.has("amount:strong") else "plain"

    # --- targets -------------------------------------------------------------------------------

    def _selection(self, mentions: Sequence[Mention]) -> Selection | None:
        if not mentions:
            return None
        for mention in mentions:
            self.read(mention)
        include = tuple(dict.fromkeys(ref for mention in mentions for ref in mention.selection.include))
        exclude = tuple(dict.fromkeys(ref for mention in mentions for ref in mention.selection.exclude))
        return Selection(include, exclude)

    @property
    def own_photos(self) -> Selection | None:
        """Photos that this clause itself is about."""
        return self._selection([one for one in self.mentions if one.role == "" and not one.weak])

    @property
    def photos(self) -> Selection | None:
        """Photos that it is about, its own or those of the clause before."""
        own = self.own_photos
        return own if own is not None else self.carried_photos

    @property
    def weak_photos(self) -> Selection | None:
        """Photos as well as bare numbers and words that may be photos."""
        strong = [one for one in self.mentions if one.role == ""]
        found = self._selection(strong)
        return found if found is not None else self.carried_photos

    def mention(self, *roles: MentionRole) -> Selection | None:
        """Photos in a role: "after", "into", "with" …"""
        return self._selection([one for one in self.mentions if one.role in roles][:1])

    @property
    def file(self) -> str | None:
        """Name of the first file that is named, as in the bin."""
        return self.files[0] if self.files else None

    @property
    def files(self) -> list[str]:
        told: list[str] = []
        for token in self.tokens:
            for name in token.files:
                if name not in told:
                    told.append(name)
                    self.read(token)
        return told

    @property
    def has_it(self) -> bool:
        """Whether it speaks of "it", "that one", 它, 这个."""
        return self.has("it|this")

    # --- negation ------------------------------------------------------------------------------

    @property
    def negated(self) -> bool:
        """Whether anything in it is said not to be."""
        return self.has("not")

    def negates(self, token: Token | None) -> bool:
        """Whether this word is what is not wanted."""
        return token is not None and self._number_of(token) in self.negated_tokens

    # --- reading and claiming ------------------------------------------------------------------

    def read(self, what: Token | Mention) -> None:
        """Marks as understood, if the rule answers."""
        if isinstance(what, Mention):
            self._reading.update(range(what.first, what.last + 1))
        else:
            self._reading.add(self._number_of(what))

    def claim(self, what: Token | Mention) -> None:
        """Marks as understood and hides it from the rules that follow, if the rule answers."""
        self.read(what)
        if isinstance(what, Mention):
            self._claiming.update(range(what.first, what.last + 1))
        else:
            self._claiming.add(self._number_of(what))

    def settle(self, answered: bool) -> None:
        """Keeps or forgets what the rule that ran last read and claimed. Called by ``understand``."""
        if answered:
            self._read |= self._reading
            self._claimed |= self._claiming
        self._reading.clear()
        self._claiming.clear()

    @property
    def is_taken(self) -> bool:
        """Whether a rule has claimed every word of it: nothing is left for those that follow."""
        return len(self._claimed) == len(self.tokens)

    @property
    def unread_tokens(self) -> list[Token]:
        """What no rule that answered has read."""
        return [token for number, token in enumerate(self.tokens) if number not in self._read]

    def intent(
        self,
        act: str,
        *,
        photos: Selection | None = None,
        texts: TextRef | None = None,
        certainty: float = 1.0,
        ask: str = "",
        **slots: Any,
    ) -> Intent:
        """An intent in this clause's words; slots that are None are left out."""
        given = {name: value for name, value in slots.items() if value is not None}
        return Intent(act, given, photos, texts, self.text, certainty, ask)
