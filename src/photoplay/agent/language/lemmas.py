"""From the form of an English word to the forms under which a lexicon may know it."""

from __future__ import annotations

from functools import lru_cache

_IRREGULAR = {
    "made": "make", "making": "make", "took": "take", "taken": "take", "gave": "give", "given": "give",
    "went": "go", "gone": "go", "goes": "go", "did": "do", "done": "do", "does": "do", "had": "have",
    "has": "have", "shown": "show", "showed": "show", "ran": "run", "kept": "keep", "left": "leave",
    "began": "begin", "begun": "begin", "wrote": "write", "written": "write", "said": "say", "says": "say",
    "saw": "see", "seen": "see", "held": "hold", "stuck": "stick", "chose": "choose", "chosen": "choose",
    "meant": "mean", "got": "get", "gotten": "get", "sent": "send", "built": "build", "lost": "lose",
    "threw": "throw", "thrown": "throw", "thought": "think", "told": "tell", "spelt": "spell",
    "cutting": "cut", "putting": "put", "getting": "get", "setting": "set", "children": "child",
    "halves": "half", "pics": "pic", "people": "person", "undid": "undo", "undone": "undo", "brought": "bring",
    "found": "find", "felt": "feel", "slid": "slide", "split": "split", "lit": "light", "froze": "freeze",
    "frozen": "freeze", "spoke": "speak", "spun": "spin", "swapped": "swap", "dying": "die", "tying": "tie",
}  # fmt: skip

#: One spelling of words that are spelled two ways.
_ONE_SPELLING = {
    "colour": "color", "grey": "gray", "centre": "center", "favourite": "favorite", "theatre": "theater",
    "jewellery": "jewelry", "fibre": "fiber", "programme": "program", "organise": "organize",
    "stabilise": "stabilize", "harmonise": "harmonize", "normalise": "normalize", "neighbour": "neighbor",
    "metre": "meter", "catalogue": "catalog", "customise": "customize", "minimise": "minimize",
    "maximise": "maximize", "emphasise": "emphasize", "synchronise": "synchronize", "randomise": "randomize",
}  # fmt: skip


def one_spelling(word: str) -> str:
    """A word in the one spelling that the lexicon is compared in: "colours" is "colors"."""
    if word in _ONE_SPELLING:
        return _ONE_SPELLING[word]
    for british, american in (("colour", "color"), ("grey", "gray"), ("centre", "center")):
        if british in word:
            return word.replace(british, american)
    if word.endswith(("ised", "ises")) and word[:-1] in _ONE_SPELLING:
        return _ONE_SPELLING[word[:-1]] + word[-1]
    return word


def _without_double(stem: str) -> str:
    return stem[:-1] if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou" else ""


@lru_cache(maxsize=20_000)
def bases(word: str) -> tuple[str, ...]:
    """Words that a form may come from, the form itself first: "cutting" -> cutting, cut, cutt, cutte.

    Not all of them are words; a lexicon picks those that it holds.
    """
    word = one_spelling(word)
    found = [word]
    bare = word[:-2] if word.endswith("'s") else word[:-1] if word.endswith("s'") else ""
    if bare:
        found += bases(bare)
    if word in _IRREGULAR:
        found.append(_IRREGULAR[word])
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
        if word.endswith("es"):
            found.append(word[:-2])
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
    for ending in ("ing", "ed", "in'"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: -len(ending)]
            found += [stem, stem + "e", _without_double(stem)]
            if ending == "ed" and stem.endswith("i"):
                found.append(stem[:-1] + "y")
    return tuple(dict.fromkeys(one for one in found if one))


@lru_cache(maxsize=20_000)
def compared(word: str) -> tuple[str, ...]:
    """Words that a comparative may come from: "classier" -> classy, "bolder" -> bold, bolde."""
    for ending in ("er", "est"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            plain = stem[:-1] + "y" if stem.endswith("i") else stem
            return tuple(one for one in (plain, stem + "e", _without_double(stem)) if one)
    return ()
