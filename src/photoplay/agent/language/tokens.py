"""From text to tokens: words with what they mean, numbers with their values, quotations and names kept whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from photoplay.agent.language.lexicon import NONE, Lexicon, lexicon
from photoplay.agent.language.names import Names
from photoplay.agent.language.quotes import quoted
from photoplay.agent.language.segments import segment
from photoplay.agent.language.text import fold
from photoplay.agent.language.typos import MOST_SLIPS, corrected
from photoplay.agent.language.usual_words import MISSPELT


@dataclass(frozen=True, slots=True)
class Token:
    """One unit of meaning; it may be several words.

    Attributes:
        text: As typed.
        plain: Folded; of a slip the word that was meant.
        start, end: In the message.
        kind: word, number, ordinal, duration, percent, ratio, factor, moment, size, fps, bpm, bytes, db,
            degrees, pixels, price, date, link, quote, file, punct, emoji or newline.
        value: Of numbers their value in the unit that ``Clause``'s properties name, of quotations the inner
            text, of files the name.
        concepts: What it may mean, names of the lexicon.
        files: Names of files in the bin that it is, or may be.
        carried: It stands in the clause before and counts here too.
        slip: It was mended.
    """

    text: str
    plain: str
    start: int
    end: int
    kind: str = "word"
    value: Any = None
    concepts: frozenset[str] = NONE
    files: tuple[str, ...] = ()
    carried: bool = False
    slip: bool = False

    def has(self, *concepts: str) -> bool:
        """Whether it means one of the concepts, or one of their families."""
        return bool(self.concepts) and not with_families(self.concepts).isdisjoint(concepts)

    def but(self, **fields: Any) -> Token:
        """The same with other fields; quicker than ``dataclasses.replace``."""
        of = fields.get
        return Token(
            of("text", self.text), of("plain", self.plain), of("start", self.start), of("end", self.end),
            of("kind", self.kind), of("value", self.value), of("concepts", self.concepts),
            of("files", self.files), of("carried", self.carried), of("slip", self.slip),
        )  # fmt: skip


@lru_cache(maxsize=20_000)
def with_families(concepts: frozenset[str]) -> frozenset[str]:
    """Concepts and their families: "look:bw" and "look"."""
    return concepts | {concept.partition(":")[0] for concept in concepts}


_HAN = r"\u3400-\u9fff〇々"
_LATIN = rf"[^\W\d_{_HAN}]"

#: Linear: no group is repeated that repeats inside.
_SCAN = re.compile(
    rf"""
      (?P<newline>\n)
    | (?P<link>https?://[^\s，。；、"'<>「」《》（）“”]+(?<![.,!?:)])
        | www\.[^\s，。；、"'<>「」《》（）“”]+(?<![.,!?:)])
        | [\w.+-]{{1,64}}@[a-z0-9-]{{1,63}}(?:\.[a-z0-9-]{{1,63}}){{1,4}}
        | [a-z0-9-]{{2,63}}(?:\.[a-z0-9-]{{2,63}}){{0,3}}
          \.(?:com|org|net|io|co|shop|store|app|de|uk|cn|tw|hk|me|info)(?![\w-])(?:/[^\s，。；]*)?
        | @[a-z0-9_]{{2,40}}(?:\.[a-z0-9_]{{1,40}}){{0,3}})
    | (?P<hex>\#(?:[0-9a-f]{{6}}|[0-9a-f]{{3}})(?![0-9a-z_]))
    | (?P<tag>\#[^\W\d]\w{{1,60}})
    | (?P<price>[$€£¥₹]\s?\d(?:[\d,]{{0,13}}\d)?(?:\.\d{{1,2}})?(?:[km万](?![a-z]))?)
    | (?P<date>(?:19|20)\d\d(?:[-./]\d{{1,2}}[-./]\d{{1,2}}|年\d{{1,2}}月(?:\d{{1,2}}[日号])?)(?!\d)
        | \d{{1,2}}[-./]\d{{1,2}}[-./](?:19|20)?\d\d(?!\d) | \d{{1,2}}月\d{{1,2}}[日号])
    | (?P<pixels>\d{{3,4}}\s?(?:[x*]|by)\s?\d{{3,4}}(?!\d))
    | (?P<lines>(?:2160|1440|1080|720|480|360)p(?![a-z]) | [248]k(?![a-z0-9]))
    | (?P<clock>\d{{1,2}}:\d\d:\d\d(?!\d) | \d{{1,3}}:\d\d(?:\.\d{{1,3}})?(?![\d:]) | \d{{1,2}}:\d{{1,2}}(?![\d:]))
    | (?P<nth>\d{{1,4}}(?:st|nd|rd|th)(?![a-z]))
    | (?P<number>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,6}})?(?![\d,]) | \d{{1,15}}\.\d{{1,6}}(?![.\d])
        | (?<![\d.])\.\d{{1,6}}
        | \d{{1,15}})
    | (?P<word>{_LATIN}+(?:'{_LATIN}+)*)
    | (?P<han>[{_HAN}]+)
    | (?P<space>[ ]+)
    | (?P<other>.)
    """,
    re.VERBOSE,
)  # fmt: skip

#: Signs that are read as words.
_SIGNS = {"&": "and", "%": "percent", "+": "plus", "°": "degree"}

#: Ratios that pictures have; other "3:20" are times.
_RATIOS = frozenset(
    ("16:9", "9:16", "1:1", "4:5", "5:4", "4:3", "3:4", "21:9", "3:2", "2:3", "2:1", "1:2", "18:9", "9:18")
)


def _clock(plain: str) -> tuple[str, Any]:
    if plain in _RATIOS:
        return "ratio", plain
    parts = [float(part) for part in plain.split(":")]
    if len(plain.split(":")[1].split(".")[0]) == 1 or parts[1] >= 60:
        return "ratio", plain
    seconds = 0.0
    for part in parts:
        seconds = seconds * 60 + part
    return "duration", seconds


def _value(kind: str, plain: str) -> tuple[str, Any, frozenset[str]]:
    """Kind, value and concepts of what the scan found."""
    if kind == "number":
        number = float(plain.replace(",", ""))
        return "number", int(number) if number == int(number) and "." not in plain else number, NONE
    if kind == "nth":
        return "ordinal", int(plain[:-2]), frozenset({"ordinal"})
    if kind == "clock":
        found, value = _clock(plain)
        return found, value, frozenset({"clock"}) if found == "duration" else frozenset({"aspect-ratio"})
    if kind == "hex":
        digits = plain[1:] if len(plain) == 7 else "".join(sign * 2 for sign in plain[1:])
        return "word", None, frozenset({f"color:#{digits}"})
    if kind == "pixels":
        width, height = re.split(r"\s?(?:[x*]|by)\s?", plain)
        return "size", (int(width), int(height)), NONE
    if kind == "lines":
        return "size", plain, NONE
    return ("link" if kind == "tag" else kind), plain, NONE


def _is_emoji(sign: str) -> bool:
    return (
        ord(sign) >= 0x2190 and not sign.isalnum() and not "\u3000" <= sign <= "\u303f" and sign < "\uff00"
    ) or ord(sign) >= 0x1F000


#: Chinese without any sign is cut into words in stretches of so many characters.
_LONGEST_RUN = 400

#: Words of a message that are looked at; what comes after them stays unread.
MOST_TOKENS = 900


class _Reader:
    """Turns one message into raw tokens: one for every word, before phrases and numbers are put together."""

    def __init__(self, text: str, plain: str, names: Names) -> None:
        self.text, self.plain, self.names = text, plain, names
        self.lexicon: Lexicon = lexicon()
        self.slips = 0

    def token(self, start: int, end: int, kind: str, **more: Any) -> Token:
        return Token(self.text[start:end], self.plain[start:end], start, end, kind, **more)

    def reserved(self) -> list[Token]:
        """Quotations and names of files, in order; names within quotations are files when they fill them."""
        found = []
        for quote in quoted(self.text):
            name = self.names.whole(quote.text)
            kind = "file" if name else "quote"
            value = name or quote.text
            found.append(self.token(quote.start, quote.end, kind, value=value, files=(name,) if name else ()))
        taken = [(token.start, token.end) for token in found]
        for start, end, name, is_full in self.names.spans(self.plain, taken):
            found.append(
                self.token(
                    start,
                    end,
                    "file",
                    value=name,
                    files=(name,) if name in self.names.known else (),
                    concepts=NONE if is_full else frozenset({"stem"}),
                )
            )
        return sorted(found, key=lambda token: token.start)

    def read(self) -> Iterator[Token]:
        at = 0
        for token in self.reserved():
            yield from self.scan(at, token.start)
            yield token
            at = token.end
        yield from self.scan(at, len(self.plain))

    def scan(self, start: int, end: int) -> Iterator[Token]:
        for match in _SCAN.finditer(self.plain, start, end):
            kind = str(match.lastgroup)
            if kind == "space":
                continue
            if kind == "han":
                yield from self.chinese(match.start(), match.end())
            elif kind == "word":
                yield self.word(match.start(), match.end())
            elif kind == "other":
                yield self.sign(match.start())
            elif kind == "newline":
                yield self.token(match.start(), match.end(), "newline")
            else:
                found, value, concepts = _value(kind, match.group())
                yield self.token(match.start(), match.end(), found, value=value, concepts=concepts)

    def sign(self, at: int) -> Token:
        sign = self.plain[at]
        if sign in _SIGNS:
            return self.token(at, at + 1, "word").but(plain=_SIGNS[sign])
        return self.token(at, at + 1, "emoji" if _is_emoji(sign) else "punct")

    def word(self, start: int, end: int) -> Token:
        token = self.token(start, end, "word")
        token = token.but(files=self.names.stems(token.plain))
        if token.plain in self.names.words:
            return token
        if token.plain in MISSPELT and not token.files:
            return token.but(plain=MISSPELT[token.plain], slip=True)
        if token.files or self.lexicon.forms(token.plain):
            return token
        if self.slips < MOST_SLIPS and token.plain.isascii() and not self.is_name(token):
            self.slips += 1
            if mended := corrected(token.plain):
                return token.but(plain=mended, slip=True)
        return token

    def is_name(self, token: Token) -> bool:
        """Whether a word is written like a name: a capital within a sentence that has small letters."""
        if not token.text[0].isupper() or (token.text.isupper() and len(token.text) > 1):
            return False
        before = self.text[: token.start].rstrip()
        return bool(before) and before[-1] not in ".!?。！？\n:：" and self.text[: token.start].strip() != ""

    def chinese(self, start: int, end: int) -> Iterator[Token]:
        while start < end:
            run = self.plain[start : min(end, start + _LONGEST_RUN)]
            for first, last, meant, kind in segment(run, self.names.han):
                token = self.token(start + first, start + last, kind)
                yield token.but(plain=meant, files=self.names.stems(meant), slip=meant != token.plain)
            start += len(run)


def _joined(tokens: Sequence[Token]) -> list[Token]:
    """Without hyphens inside of words ("cross-fade", "30-second")."""
    kept: list[Token] = []
    for number, token in enumerate(tokens):
        if token.kind == "punct" and token.plain == "-" and 0 < number < len(tokens) - 1:
            before, after = tokens[number - 1], tokens[number + 1]
            is_glued = before.end == token.start and token.end == after.start
            if is_glued and after.kind == "word" and before.kind in ("word", "number", "ordinal"):
                continue
        kept.append(token)
    return kept


def _phrases(tokens: Sequence[Token], text: str, words: Lexicon) -> list[Token]:
    """Words put together to the longest phrases of the lexicon, each with its concepts."""
    forms = [
        (words.forms(token.plain) or (token.plain,))
        if token.kind == "word"
        else ((token.plain,) if token.kind == "han" else ())
        for token in tokens
    ]
    made: list[Token] = []
    at = 0
    while at < len(tokens):
        count, concepts = words.phrase(forms, at) if forms[at] else (0, NONE)
        token = tokens[at]
        if count > 1:
            last = tokens[at + count - 1]
            plain = " ".join(one.plain for one in tokens[at : at + count])
            made.append(
                Token(
                    text[token.start : last.end],
                    plain,
                    token.start,
                    last.end,
                    "word",
                    None,
                    concepts,
                    tuple(dict.fromkeys(name for one in tokens[at : at + count] for name in one.files)),
                )
            )
            at += count
            continue
        kind = "word" if token.kind == "han" else token.kind
        made.append(token.but(kind=kind, concepts=token.concepts | concepts) if kind == "word" else token)
        at += 1
    return made


def _gaps(tokens: list[Token], words: Lexicon) -> None:
    """Verbs whose particle stands apart ("take it out") get the concepts of the whole."""
    for at, token in enumerate(tokens):
        if token.kind != "word" or not token.plain:
            continue
        for form in words.forms(token.plain.split(" ")[0]):
            for head, gap in words.gaps.get(form, ()):
                if head and " ".join(head) != " ".join(token.plain.split(" ")[1:]):
                    continue
                if _has_particle(tokens, at, gap.particle):
                    tokens[at] = tokens[at].but(concepts=tokens[at].concepts | gap.concepts)


def _has_particle(tokens: Sequence[Token], at: int, particle: tuple[str, ...]) -> bool:
    for place in range(at + 1, min(len(tokens), at + 8)):
        token = tokens[place]
        if token.kind in ("newline",) or (token.kind == "punct" and token.plain in ".!?;。！？；,，"):
            return False
        if token.plain.startswith(particle[0]):
            said = " ".join(one.plain for one in tokens[place : place + len(particle)])
            wanted = " ".join(particle)
            if said == wanted or said.startswith(wanted + " "):
                return True
    return False


def raw_tokens(text: str, names: Names | None = None) -> list[Token]:
    """Words of a message one by one, slips mended, before phrases and numbers are put together.

    Args:
        text: As typed.
        names: Files of the bin.
    """
    from photoplay.agent.language.slips_between import mended

    return mended(_joined(list(islice(_Reader(text, fold(text), names or Names(())).read(), MOST_TOKENS))))


def tokenise(text: str, names: Names | None = None, raw: Sequence[Token] | None = None) -> tuple[Token, ...]:
    """Tokens of a message.

    Args:
        text: As typed.
        names: Files of the bin.
        raw: Its words one by one, where they are at hand.
    """
    from photoplay.agent.language.numbers import put_together

    words = lexicon()
    raw = raw_tokens(text, names) if raw is None else raw
    tokens = put_together(_phrases(raw, text, words), text)
    _gaps(tokens, words)
    return tuple(tokens)
