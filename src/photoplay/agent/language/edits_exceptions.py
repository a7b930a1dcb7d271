"""Rules of edits: what is said of all but one thing: "every text but the title", 除了最后一张都删掉转场."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.agent.language.edits_said import EVERYTHING, clips_on, is_asking, numbers_of, place_of
from photoplay.agent.language.lettering import style_of
from photoplay.agent.language.meaning import Intent, Selection, TextRef
from photoplay.agent.language.rules import Clause, Context, Rule
from photoplay.agent.language.tokens import Token
from photoplay.agent.language.word_talk import lines_of

#: Roles of words on the picture; "text" is any of them.
_ROLES = ("title", "subtitle", "caption", "lower-third", "badge")
_WORDS = ("text", *_ROLES)

#: Things that are no photos.
_THINGS = (*_WORDS, "music", "sound", "logo", "transition", "end-card", "volume")

#: What takes away where a thing follows: "no texts except the title".
_NONE = frozenset(("no", "without", "不要", "去", "无"))

_BEHIND = frozenset(("以外", "之外", "外", "除外"))


def _kept(clause: Clause) -> list[Token]:
    """The tokens that an exception is about: behind "except", between 除了 and 以外 or 都."""
    start = clause.find("except")
    if start is None:
        return []
    at = place_of(clause, start)
    found: list[Token] = []
    for token in clause.tokens[at + 1 :]:
        is_han = not start.plain.isascii()
        if is_han and (token.plain in _BEHIND or token.has("all", "other") or token.plain in (",", "，")):
            break
        if found and token.has("remove", "change") and not token.has("one"):
            break
        found.append(token)
    return found


def _claim_all(clause: Clause) -> None:
    for token in clause.tokens:
        clause.claim(token)


def _others_of(ctx: Context, kept: Sequence[Token], said: Sequence[Token]) -> list[TextRef]:
    """The words on the picture that are not excepted, by their roles."""
    spared = {role for token in kept for role in _ROLES if token.has(role)}
    meant = {role for token in said for role in _ROLES if token.has(role)} - spared
    if any(token.has("text") and not token.has(*_ROLES) for token in said) or not meant:
        meant = set(_ROLES)
    return [
        TextRef("words", clip.text)
        for clip in lines_of(ctx)
        if str(clip.style.get("role", "")) in meant - spared
    ]


def _elsewhere(ctx: Context, said: Sequence[Token], photos: Selection) -> list[TextRef]:
    """The words on the picture that stand on other photos than those excepted."""
    clips = clips_on(ctx)
    spared = {
        clips[number - 1].id for number in numbers_of(Selection(photos.exclude), ctx) if number <= len(clips)
    }
    roles = {role for token in said for role in _ROLES if token.has(role)} or set(_ROLES)
    return [
        TextRef("words", clip.text)
        for clip in lines_of(ctx)
        if clip.reference not in spared and str(clip.style.get("role", "")) in roles
    ]


def exceptions(clause: Clause, ctx: Context) -> list[Intent]:
    """All but what is excepted, of words, of transitions, or of everything there is."""
    kept = _kept(clause)
    if is_asking(clause) or not kept or clause.quotes:
        return []
    said = [token for token in clause.tokens if not any(token is one for one in kept)]
    removes = any(token.has("remove") or token.plain in _NONE for token in said)
    about_words = any(token.has(*_WORDS) for token in said)
    excludes = next((one.selection for one in clause.mentions if one.selection.exclude), None)
    if (
        about_words
        and excludes is not None
        and not any(token.has("title", "subtitle", "badge") for token in kept)
    ):
        return _on_words(clause, _elsewhere(ctx, said, excludes), removes=removes)
    if about_words and any(token.has(*_WORDS) for token in kept):
        return _on_words(clause, _others_of(ctx, kept, said), removes=removes)
    if (
        any(token.has("transition") for token in said)
        and removes
        and not any(token.has("way") for token in kept)
    ):
        refs = excludes.exclude if excludes is not None else ()
        refs = refs or tuple(ref for one in clause.mentions for ref in one.selection.include)
        if refs:
            _claim_all(clause)
            return [clause.intent("remove_transitions", photos=Selection(EVERYTHING.include, refs))]
    if (
        removes
        and not any(token.has(*_THINGS, "look", "filter", "motion") for token in said)
        and any(token.has(*_THINGS) for token in kept)
    ):
        _claim_all(clause)
        return [clause.intent("remove_photos", photos=EVERYTHING, ask="ask_remove_all", certainty=0.5)]
    return []


def _on_words(clause: Clause, texts: Sequence[TextRef], *, removes: bool) -> list[Intent]:
    """What is wished for words on the picture, for each role of them."""
    slots = {} if removes else style_of(clause, on_words=True)
    if not (removes or slots):
        return []
    _claim_all(clause)
    return [clause.intent("remove_text" if removes else "edit_text", texts=one, **slots) for one in texts]


def others(clause: Clause, ctx: Context) -> list[Intent]:
    """Such as 别动标题，其他文字都改黄色: all words but those of the clause before."""
    before = ctx.previous
    other = clause.find("other")
    if before is None or other is None or before.own_texts is None or is_asking(clause) or clause.quotes:
        return []
    behind = clause.next(other)
    if not (other.has(*_WORDS) or (behind is not None and behind.has(*_WORDS))) or not before.protects:
        return []
    said = [token for token in clause.tokens if token is not other]
    removes = any(token.has("remove") for token in said)
    return _on_words(clause, _others_of(ctx, before.tokens, said), removes=removes)


EARLY: tuple[Rule, ...] = (
    Rule("exceptions", exceptions, needs=("except",)),
    Rule("other-words", others, needs=("other",)),
)
