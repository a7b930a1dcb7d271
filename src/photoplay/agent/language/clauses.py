"""A message as its commands, each with what it carries over from the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from photoplay.agent.language.boundaries import Cut, Splitter
from photoplay.agent.language.bullets import without_bullets
from photoplay.agent.language.clause import Clause
from photoplay.agent.language.content import is_predicate, switched_off
from photoplay.agent.language.freetext import free_text
from photoplay.agent.language.left_out import left_out_by, meaning_those
from photoplay.agent.language.lexicon import NONE
from photoplay.agent.language.meaning import Selection, TextRef
from photoplay.agent.language.mention import Mention
from photoplay.agent.language.selections import mentions
from photoplay.agent.language.signs import CIRCLED
from photoplay.agent.language.stance import asks, negated, protects
from photoplay.agent.language.text import fold
from photoplay.agent.language.texts import text_ref
from photoplay.agent.language.tokens import Token

#: More clauses than these are no message to an editor; the rest stays unread.
MOST_CLAUSES = 60


def _excepting(tokens: Sequence[Token]) -> list[Token]:
    """With "but" made an exception where "all", "every" went before and no wish follows: "every text but the title"."""
    kept = list(tokens)
    for at, token in enumerate(tokens):
        if token.kind != "word" or token.plain not in ("but", "but not", "not"):
            continue
        if token.plain == "but" and at and tokens[at - 1].plain == "anything":
            kept[at] = token.but(concepts=frozenset(("except",)))
            continue
        reach = 8 if token.plain == "not" else 4
        near = [one.has("every", "all", "each") for one in tokens[max(0, at - reach) : at]]
        rest = []
        for one in tokens[at + 1 : at + 8]:
            if _is_sign(one):
                break
            rest.append(one)
        if token.plain == "not" and not _only_names(rest):
            continue
        if any(near) and rest and not any(is_predicate(one) or one.has("not", "it") for one in rest):
            kept[at] = token.but(concepts=frozenset(("except",)))
    return kept


def _only_names(tokens: Sequence[Token]) -> bool:
    """Whether tokens are nothing but photos: "(all of them but) not the first one"."""
    return any(token.kind == "ordinal" or bool(token.files) for token in tokens) and all(
        token.kind in ("ordinal", "number", "file")
        or bool(token.files)
        or token.has("photo", "one", "filler", "and", "or", "this")
        for token in tokens
    )


#: What a clause is about, by the concepts of its words, the most telling first.
_THINGS = (
    ("text", ("title", "subtitle", "caption", "lower-third", "badge", "text")),
    ("end-card", ("end-card",)),
    ("logo", ("logo",)),
    ("transition", ("transition",)),
    ("music", ("music", "volume")),
    ("photo", ("photo", "one", "clip")),
    ("video", ("video",)),
)


def _thing(clause: Clause) -> str:
    """What a clause names: "text", "logo", "music" …; empty: nothing."""
    for name, concepts in _THINGS[:-2]:
        if clause.means(*concepts):
            return name
    if any(not one.weak and one.selection.include[0].kind != "it" for one in clause.mentions):
        return "photo"
    if any(token.kind == "quote" for token in clause.tokens) or clause.free_text:
        return "text"
    return "video" if any(token.has("video") for token in clause.tokens) else ""


@dataclass(slots=True)
class _Carried:
    """What the clauses so far were about."""

    thing: str = ""
    thing_said: bool = False
    is_mending: bool = False
    photos: Selection | None = None
    texts: TextRef | None = None
    verb: Token | None = None
    spoken: int = 0
    left_out: Selection | None = None

    def number(self) -> int:
        """The one photo spoken of, in the message so far or before it; 0: none."""
        refs = self.photos.include if self.photos is not None else ()
        if len(refs) == 1 and refs[0].kind == "number" and refs[0].value > 0:
            return int(refs[0].value)
        if len(refs) == 1 and refs[0].kind == "range" and refs[0].value[1] > 0:
            return int(refs[0].value[1])
        return 0 if refs else self.spoken


def split(
    text: str, tokens: Sequence[Token], count: int, spoken_of: str = "", spoken: int = 0
) -> tuple[Clause, ...]:
    """The commands of a message, in order.

    Args:
        text: As typed.
        tokens: Of it.
        count: How many photos and clips there are.
        spoken_of: What the message before was about: "text", "logo", "music", "photo" …
        spoken: Number of the photo that it spoke of; 0: of none or several.
    """
    plain = fold(text)
    kept = _excepting(without_bullets(tokens))
    splitter = Splitter(kept, plain, count)
    clauses: list[Clause] = []
    carried = _Carried(spoken_of, spoken=spoken)
    start, joined = 0, ""
    ends = [*splitter.cuts(), Cut(len(kept), "end")]
    for cut in ends:
        clause = _clause(text, plain, splitter, start, cut.at, joined, count, carried)
        if clause is not None:
            clauses.append(clause)
            if len(clauses) >= MOST_CLAUSES:
                break
        start, joined = cut.at, ("" if cut.joined == "stop" else cut.joined)
    return tuple(clauses)


def _clause(
    text: str,
    plain: str,
    splitter: Splitter,
    start: int,
    end: int,
    joined: str,
    count: int,
    carried: _Carried,
) -> Clause | None:
    tokens, follows = _trimmed(splitter, start, end)
    repairs = Splitter(tokens, plain, count).repairs(0) if carried.thing_said else 0
    if 0 < repairs == len(tokens) and joined:
        carried.is_mending = True  # "…, 呃不，…": what follows mends
        return None
    if carried.thing_said:
        tokens = tokens[repairs:] if len(tokens) > repairs else tokens
        repairs, carried.is_mending = repairs or int(carried.is_mending), False
    tokens = _without_joints(tokens)
    if not tokens:
        return None
    first, last = tokens[0].start, tokens[-1].end
    said = free_text(text, tokens, splitter)
    if said:
        tokens = _with_words_closed(tokens, *said[1])
    if switched_off(tokens):
        tokens = [
            token.but(concepts=frozenset(("remove",))) if token.plain == "off" else token for token in tokens
        ]
    found = _mentioned(tuple(tokens), count, carried.number())
    tokens = _with_descriptions_closed(tokens, found)
    own_texts = text_ref(tokens, found)
    clause = Clause(
        tokens=tuple(tokens),
        text=text[first:last],
        plain=plain[first:last],
        start=first,
        end=last,
        mentions=found,
        own_texts=own_texts,
        texts=own_texts,
        free_text=said[0] if said else None,
        free_span=said[1] if said else None,
        repairs=bool(repairs),
        protects=protects(tokens),
        is_question=asks(tokens, follows),
        joined=joined,
        negated_tokens=negated(tokens),
    )
    return _with_carried(clause, carried)


@lru_cache(maxsize=300)
def _mentioned(tokens: tuple[Token, ...], count: int, spoken: int) -> tuple[Mention, ...]:
    """What ``mentions`` finds; a brief is taken apart several times, and most of its clauses stay as they are."""
    return mentions(tokens, count, spoken)


def _is_sign(token: Token) -> bool:
    """Whether a token is a sign that stands around clauses."""
    return token.kind == "newline" or (token.kind == "punct" and token.plain in ".!?;。！？；…,，、:：/|•·→")


def _trimmed(splitter: Splitter, start: int, end: int) -> tuple[list[Token], str]:
    """Tokens of a clause without the signs around it, and the sign that follows it."""
    tokens = list(splitter.tokens[start:end])
    follows = tokens[-1].text if tokens and tokens[-1].kind == "punct" else ""
    while tokens and (_is_sign(tokens[-1]) or tokens[-1].text in CIRCLED):
        follows = tokens.pop().text
    is_counted = len(tokens) > 2 and tokens[-1].plain in (")", "）") and tokens[-2].kind == "number"
    if is_counted and splitter.is_hard(end - 1):
        del tokens[-2:]  # the number of the list's next line
    while tokens and (_is_sign(tokens[0]) or (len(tokens) > 1 and _is_joint(tokens[0], "and", "then"))):
        tokens.pop(0)
    return tokens, follows


def _is_joint(token: Token, *concepts: str) -> bool:
    return token.kind == "word" and token.has(*concepts) and not token.has("with", "other")


def _without_joints(tokens: list[Token]) -> list[Token]:
    """Without signs in front, and without an "and" or a comma that leads to the next clause."""
    while tokens and _is_sign(tokens[0]):
        tokens.pop(0)
    while len(tokens) > 1 and (_is_sign(tokens[-1]) or _is_joint(tokens[-1], "and", "but")):
        tokens.pop()
    return tokens


def _with_words_closed(tokens: list[Token], begin: int, stop: int) -> list[Token]:
    """Words that somebody wants to be shown are no wish themselves."""
    return [
        token.but(kind="said", concepts=NONE, files=())
        if begin <= token.start < stop and token.kind != "punct"
        else token
        for token in tokens
    ]


def _with_descriptions_closed(tokens: list[Token], found: Sequence[Mention]) -> list[Token]:
    """Words that tell which photo is meant are no wish: "the blurry one" asks for no blur."""
    for one in found:
        refs = (*one.selection.include, *one.selection.exclude)
        if any(ref.kind == "words" for ref in refs):
            for at in range(one.first, one.last + 1):
                if tokens[at].kind == "word" and not tokens[at].has("photo", "one", "clip"):
                    tokens[at] = tokens[at].but(concepts=NONE)
        elif not one.weak and any(ref.kind == "file" for ref in refs):
            for at in range(one.first, one.last + 1):
                if (
                    tokens[at].kind == "word"
                    and tokens[at].files
                    and not tokens[at].has("photo", "one", "clip")
                ):
                    tokens[at] = tokens[at].but(concepts=NONE)
    return tokens


def _with_carried(clause: Clause, carried: _Carried) -> Clause:
    """Gives a clause what the one before was about, where it names nothing itself; remembers its own."""
    own_thing = _thing(clause)
    carried.thing_said = carried.thing_said or any(is_predicate(token) for token in clause.tokens)
    clause.it_thing = carried.thing
    carried.thing = own_thing or carried.thing
    if clause.joined and carried.left_out is not None:
        those = meaning_those(clause.tokens, clause.mentions, carried.left_out)
        clause.mentions = those if those is not None else clause.mentions
    carried.left_out = left_out_by(clause.mentions)
    own = tuple(one for one in clause.mentions if one.role == "" and not one.weak)
    says_it = any(token.has("it") for token in clause.tokens)
    is_own = bool(own) or clause.own_texts is not None
    if clause.joined or says_it:
        if not is_own or (says_it and not own) or (_adds_words(clause) and not own):
            clause.carried_photos = carried.photos
            if clause.own_texts is None:
                clause.texts = carried.texts
                if clause.texts is None and clause.it_thing == "text" and says_it:
                    clause.texts = TextRef("it")
        if carried.verb is not None and _is_bare(clause):
            clause = replace(
                clause, tokens=(carried.verb.but(carried=True), *clause.tokens), mentions=_shifted(clause)
            )
    verb = next(
        (token for token in clause.tokens if token.has("remove", "move", "add", "swap", "duplicate", "put")),
        None,
    )
    if verb is not None:
        carried.verb = verb
    if own and carried.photos is not None and (_says_only_it(own) or _says_each(clause, own, carried.photos)):
        clause = _with_it(clause, carried.photos)
    elif own:
        include = tuple(ref for mention in own for ref in mention.selection.include)
        if all(ref.kind != "it" for ref in include):
            carried.photos = Selection(
                include, tuple(ref for mention in own for ref in mention.selection.exclude)
            )
            if any(token.has("except") for token in clause.tokens[:3]) and not any(
                is_predicate(token) for token in clause.tokens
            ):
                carried.photos = Selection(carried.photos.exclude)  # "except the second, leave that one …"
            carried.texts = clause.own_texts
    elif (source := _taken_from(clause)) is not None:
        carried.photos = source
    elif clause.own_texts is not None:
        carried.texts, carried.photos = clause.own_texts, None
    elif any(token.has("all") and token.plain != "both" for token in clause.tokens) and not clause.mentions:
        carried.photos = None  # "make all of them …": "them" are no longer the one before
    return clause


def _taken_from(clause: Clause) -> Selection | None:
    """The photo that something is to be taken out of: "erase the car from the driveway photo"."""
    taken = any(token.has("remove") for token in clause.tokens)
    return next(
        (one.selection for one in clause.mentions if taken and one.role == "from" and not one.weak), None
    )


def _says_only_it(own: Sequence[Mention]) -> bool:
    return all(one.selection.include[0].kind == "it" for one in own)


def _says_each(clause: Clause, own: Sequence[Mention], photos: Selection) -> bool:
    """Whether 每张 is each of those that the clause before named: 倒数两张停久一点，每张五秒."""
    several = len(photos.include) > 1 or photos.include[0].kind in ("range", "half", "every")
    return (
        several
        and clause.joined in ("comma", "run-on")
        and all(one.selection.include[0].kind == "all" and not one.selection.exclude for one in own)
        and all(clause.tokens[one.first].plain in ("每张", "每一张", "每幅", "each") for one in own)
    )


def _with_it(clause: Clause, photos: Selection) -> Clause:
    """Makes "that one" what the message itself spoke of just before."""
    clause.mentions = tuple(
        replace(one, selection=photos)
        if one.selection.include[0].kind in ("it", "all") and not one.weak
        else one
        for one in clause.mentions
    )
    return clause


def _adds_words(clause: Clause) -> bool:
    """Whether words for a photo are added, that belong to the photo spoken of: "…, 然后加个 caption"."""
    texts = clause.own_texts
    role = texts is not None and (texts.kind == "all" or texts.value in ("caption", "lower-third", "badge"))
    return role and any(token.has("add", "write") for token in clause.tokens)


def _shifted(clause: Clause) -> tuple[Mention, ...]:
    return tuple(replace(one, first=one.first + 1, last=one.last + 1) for one in clause.mentions)


def _is_bare(clause: Clause) -> bool:
    """Whether a clause names things and says nothing of them: "(remove the music) and the text"."""
    if clause.joined not in ("and", "comma") or clause.negated:
        return False
    return not any(is_predicate(token) for token in clause.tokens)
