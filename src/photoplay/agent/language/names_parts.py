"""Words that are part of a file's name: "the cake" of mom_cake.jpg, where a photo is surely meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from photoplay.agent.language.lexicon import Lexicon
from photoplay.agent.language.names import THINGS
from photoplay.agent.language.text import fold
from photoplay.agent.language.tokens import Token

_ENDING = re.compile(r"\.[a-z0-9]{2,5}$")
_WORD = re.compile(r"[a-z]{3,}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SOUNDS = re.compile(r"\.(?:mp3|wav|m4a|aac|ogg|flac)$")

#: What cameras, phones and programs put into names.
_NOISE = frozenset(
    (
        "img", "dsc", "dscn", "dscf", "pxl", "mvimg", "photo", "photos", "picture", "pic", "image", "video", "clip",
        "screenshot", "whatsapp", "signal", "copy", "final", "edit", "edited", "new", "old", "version", "the", "and",
        "for", "with", "our", "her", "his", "export", "render", "untitled", "scan", "file", "shot",
    )
)  # fmt: skip
#: Families of words that may be part of a name and say no command.
_SOFT = frozenset(("look", "mood", "manner", "feel", "kind", "theme"))

#: Verbs whose object is a photo without an article too: "remove mom", "swap cake and pool".
_TAKING = ("remove", "swap", "move", "duplicate", "opens-with", "closes-with", "brighten", "darken", "keep")

#: Behind a name that is a word for a thing, these say that the photo is meant.
_THAT = frozenset(("那张", "这张", "那张图", "这张图", "那张照片", "那一张", "那幅"))

#: Things whose name may begin with such a word: "the family video".
_THINGS = (
    "video", "music", "title", "text", "caption", "subtitle", "logo", "transition", "end-card", "volume", "sound",
    "filter",
)  # fmt: skip


def parts_of(names: Iterable[str], words: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Part -> the files whose names hold it; what all of them hold tells nothing."""
    known = [name for name in dict.fromkeys(names) if not _SOUNDS.search(fold(name))]
    found: dict[str, tuple[str, ...]] = {}
    for name in known:
        parts = _WORD.findall(_ENDING.sub("", fold(_CAMEL.sub(" ", name))))
        for part in set(parts) if len(parts) > 1 else ():
            if part not in _NOISE and _is_soft(part, words):
                found[part] = (*found.get(part, ()), name)
    for name in known:
        if (stem := _ENDING.sub("", fold(name))) in THINGS and len(known) > 1:
            found[stem] = (*found.get(stem, ()), name)
    return {part: named for part, named in found.items() if len(named) < len(known)}


def _is_soft(part: str, words: Lexicon) -> bool:
    concepts = words.phrase([words.forms(part) or (part,)], 0)[1]
    return all(concept.partition(":")[0] in _SOFT for concept in concepts)


def with_parts(tokens: Sequence[Token], parts: Mapping[str, tuple[str, ...]]) -> list[Token]:
    """Tokens with the files that are meant by a part of their names.

    Args:
        tokens: Of a message, put together.
        parts: As ``parts_of`` finds them.
    """
    made = list(tokens)
    if not parts:
        return made
    places = _places(tokens)
    for at, token in enumerate(tokens):
        if token.kind != "word" or token.files:
            continue
        plain = token.plain.removesuffix("'s")
        named = parts.get(plain) or (parts.get(plain[:-1]) if plain.endswith("s") else None)
        if named and _is_meant(made, at, places=places):
            made[at] = token.but(files=named)
    return made


def _is_meant(tokens: Sequence[Token], at: int, *, places: bool) -> bool:
    """Whether a photo is meant by what stands around it: an article, a verb that takes photos, another file."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if tokens[at].plain in THINGS:  # cover.jpg is "cover那张", and no other cover
        return after is not None and after.plain in _THAT
    if after is not None and after.kind == "word" and after.has(*_THINGS) and not after.has("photo"):
        return False
    before = tokens[at - 1] if at else None
    if before is None or before.kind in ("newline",) or before.plain in (".", "!", ";", ":"):
        return (
            after is not None
            and (
                after.kind in ("ordinal", "duration")
                or after.has("first-place", "last-place", "and")
                or after.plain == ","
            )
            and places
        )
    if before.plain in ("the", "that", "this"):
        return at < 2 or tokens[at - 2].plain not in ("for", "about", "because", "love", "like")
    if before.has(*_TAKING) and not before.has("filler"):
        return True
    if before.has("put", "show", "before", "after", "between", "replace"):
        return places
    listed = before.plain in (",", "and", "then", "&", "with") and any(
        one.files for one in tokens[max(0, at - 4) : at]
    )
    return listed or (before.has("then", "and", "with") and places)


def _places(tokens: Sequence[Token]) -> bool:
    """Whether the message gives photos their places."""
    return any(
        token.has(
            "first-place",
            "last-place",
            "before",
            "after",
            "between",
            "order",
            "swap",
            "opens-with",
            "closes-with",
        )
        or (token.kind == "ordinal" and token.value in (1, -1))
        for token in tokens
    )
