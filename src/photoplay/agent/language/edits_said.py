"""What several rules of edits ask of a clause: its target, how much, what else it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable

from photoplay.agent.language.edits_shown import clips_on as clips_on
from photoplay.agent.language.edits_shown import has_films as has_films
from photoplay.agent.language.edits_shown import is_everything as is_everything
from photoplay.agent.language.edits_shown import is_one as is_one
from photoplay.agent.language.edits_shown import is_wrong_way as is_wrong_way
from photoplay.agent.language.edits_shown import numbers_of as numbers_of
from photoplay.agent.language.edits_shown import shifted as shifted
from photoplay.agent.language.meaning import Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Mention
from photoplay.agent.language.tokens import Token

#: Certainty of what is only complained about: done, unless the message says it as a wish besides.
COMPLAINT = 0.95

EVERYTHING = Selection((Ref("all"),))

#: What other rules are there for: words on the picture, logos, end cards.
WRITTEN = (
    "text",
    "title",
    "subtitle",
    "caption",
    "lower-third",
    "badge",
    "write",
    "end-card",
    "font",
    "logo",
)
HEARD = ("music", "volume", "lead")
#: Acts that give photos a property; a clause that follows may go on about the same photos.
PROPERTIES = frozenset(
    {
        "set_photo_seconds", "change_pace", "trim_clip", "set_clip_speed", "reverse_clip", "freeze_clip",
        "set_clip_volume", "rotate", "mirror", "set_fit", "set_focus", "set_background", "set_frame",
        "round_corners", "set_motion", "set_look", "adjust", "fix_colours", "remove_looks", "replace_photo",
        "add_text", "duplicate_photo", "set_transition",
    }
)  # fmt: skip

#: Verbs that are said of a photo, so that a number after them is one's.
_HANDLING = frozenset(
    {
        "hold",
        "zoom",
        "tint",
        "show",
        "brighten",
        "darken",
        "rotate",
        "flip",
        "mirror",
        "give",
        "keep",
        "freeze",
    }
)

#: Factor of "longer" by how much; "shorter" is the inverse. Source: the decided meanings of the tools.
_LONGER = {"weak": 1.25, "plain": 1.5, "strong": 2.0}
_BY = {"weak": 10.0, "plain": 20.0, "strong": 35.0}


def sees(clause: Clause, *concepts: str) -> bool:
    """Whether any word has one of the concepts, claimed or not; it does not count as read."""
    return clause.means(*concepts)


def holds(clause: Clause, *kinds: str) -> bool:
    """Whether any word is of a kind, claimed or not."""
    return any(token.kind in kinds for token in clause.tokens)


def is_named(clause: Clause, token: Token) -> bool:
    """Whether a word is part of what says which photos."""
    at = place_of(clause, token)
    mentions = [one for one in clause.mentions if not one.weak and not one.selection.exclude]
    return bool(token.files) or any(one.first <= at <= one.last for one in mentions)


def is_about_words(clause: Clause) -> bool:
    """Whether it speaks of words on the picture, of a logo or of an end card."""
    return clause.own_texts is not None or bool(clause.kind("quote")) or sees(clause, *WRITTEN)


def is_about_sound(clause: Clause) -> bool:
    return sees(clause, *HEARD)


def is_foreign(clause: Clause) -> bool:
    """Whether it is about what other rules answer."""
    return is_about_words(clause) or is_about_sound(clause)


#: What is wished for by "could the photos …".
_WISHED = (
    "time",
    "stay",
    "add",
    "remove",
    "change",
    "move",
    "up",
    "down",
    "motion",
    "look",
    "swap",
    "give",
    "use",
    "way",
    "feel",
)


def is_asking(clause: Clause) -> bool:
    """Whether it asks; what says that something is too much does not."""
    if not clause.is_question:
        return _praises(clause)
    if SUGGESTS.search(clause.plain):
        return False
    first = next((token.plain for token in clause.tokens if token.kind == "word"), "")
    if first.split(" ")[0] in ("is", "are", "do", "does", "did", "was", "were", "am", "has"):
        return True
    if first.split(" ")[0] in ("could", "can", "would", "will", "shall", "might") and sees(clause, *_WISHED):
        return False
    return not sees(clause, "too") or clause.text.rstrip().endswith(("?", "？"))


#: Questions that are wishes.
SUGGESTS = re.compile(
    r"\b(?:would it|wouldn't it|might it|won't it)\b.{0,24}\b(?:better|nicer|stronger|good|nice|cool|work)\b"
    r"|\b(?:what if|how about|what about|why don't|why not|shall we|should we|maybe we)\b"
    r"|\b(?:could|can|would) (?:it|we|the|this|that|they|all|you|u)\b(?!.{0,40}\b(?:what|which|how|why)\b)"
    r"|会不会(?:更|比较)好|会更好吗|要不要|要不|是不是可以|好不好|行不行|怎么样[?？]?$|如何[?？]?$|可以吗[?？]?$|行吗[?？]?$|好吗[?？]?$"
)


_PRAISE = re.compile(
    r"\b(?:i|we|they|she|he|my \w+) (?:really |just |absolutely |totally |so )?"
    r"(?:love|loved|like|liked|adore|enjoy)s?\b(?! to\b)"
    r"|\b(?:not|isn'?t|never|wasn'?t)(?: at all| that| so| really)? (?:boring|dull|tedious)\b"
    r"|^(?:love|loving) (?:how|the|that|this|it)\b|\b(?:wow|omg|yay)\b"
    r"|\b(?:is|are|looks?|was|were|turned out) (?:so |really |just |very |absolutely )?"
    r"(?:great|gorgeous|amazing|beautiful|lovely|perfect|awesome|nice|fantastic|good|stunning|wonderful|brilliant)\b"
    r"|(?<!不)喜欢|太?好看了|太棒|很棒|真棒|完美|不错|很美|太美|真美|绝了|好美|赞"
)


def _praises(clause: Clause) -> bool:
    """Whether it only says what is liked."""
    praise = _PRAISE.search(clause.plain)
    if praise is not None and re.search(r"[,，]", clause.plain[: praise.start()]):
        praise = None  # "hold it longer, she loves it"
    return praise is not None and not sees(
        clause,
        "change",
        "give",
        "add",
        "more",
        "less",
        "remove",
        "only",
        "keep",
        "replace",
        "swap",
        "move",
        "again",
        "as",
    )


def outside(clause: Clause, *concepts: str) -> Token | None:
    """The first word with a concept that is no part of naming photos: the place of "the last one to the start"."""
    named = {place for one in clause.mentions if one.role == "" for place in range(one.first, one.last + 1)}
    for place, token in enumerate(clause.tokens):
        if place not in named and token.has(*concepts):
            clause.read(token)
            return token
    return None


def degree(clause: Clause) -> str:
    """How much: weak, plain or strong; "too" and 太 only say that it is wrong."""
    if clause.has("amount:weak"):
        return "weak"
    return "strong" if any(not token.has("too") for token in clause.all("amount:strong")) else "plain"


def lengthening(clause: Clause, *, shorter: bool = False) -> float:
    """The factor of "longer" in this clause, or of "shorter"."""
    factor = _LONGER[degree(clause)]
    return 1 / factor if shorter else factor


def by_how_much(clause: Clause) -> float:
    """Points of 100 that a side of the picture is changed by."""
    named = {place for one in clause.mentions for place in range(one.first, one.last + 1)}
    free = [
        token for token in clause.kind("number") if place_of(clause, token) not in named and token.value > 2
    ]
    said = clause.percents or free
    if said and 0 < float(said[0].value) <= 100:
        return float(said[0].value)
    return _BY[degree(clause)]


def place_of(clause: Clause, token: Token) -> int:
    """Number of a token in its clause."""
    return next(number for number, one in enumerate(clause.tokens) if one is token)


def strong_mentions(clause: Clause) -> list[Mention]:
    """Photos that are surely spoken of, in order."""
    return [mention for mention in clause.mentions if not mention.weak]


def target(clause: Clause, ctx: Context) -> Selection | None:
    """Photos that the clause is about: its own, or those of the clause before where that goes on; None: not said."""
    own = clause.own_photos
    if own is not None:
        return own
    if clause.has("cover|finale"):
        return Selection((Ref("number", 1 if sees(clause, "cover") else -1),))
    if (weak := _weakly_said(clause, ctx)) is not None:
        return weak
    if (bare := _bare_number(clause, ctx)) is not None:
        return bare
    if clause.carried_photos is not None and _says_it(clause) and clause.it_thing in ("photo", "video", ""):
        return _before_it(ctx) or clause.carried_photos
    if _speaks_of_them(clause, ctx):
        return _before_it(ctx) or Selection((Ref("it"),))
    if sees(clause, "total", "each", "all"):
        return None
    carried = clause.carried_photos
    if carried is None or (ctx.intents and ctx.intents[-1].act not in PROPERTIES):
        return None
    return carried


def _weakly_said(clause: Clause, ctx: Context) -> Selection | None:
    """Ordinals and numbers that may be photos, where no quantity is spoken of: "make 2 and 4 black and white"."""
    weak = [one for one in clause.mentions if one.weak and one.role == ""]
    refs = tuple(ref for one in weak for ref in one.selection.include)
    timed = ("time", "duration") if len(refs) < 2 else ()  # "2 and 3 a bit longer" are no seconds
    if sees(clause, "side", "order", "music", "volume", "up", "down", "drags", "rushed", "aspect", *timed):
        return None
    plain = [ref for ref in refs if ref.kind == "number" and abs(ref.value) <= max(ctx.count, 1)]
    ranges = [ref for ref in refs if ref.kind == "range" and 0 < ref.value[0] < ref.value[1] <= ctx.count]
    if not refs or len(plain) + len(ranges) < len(refs):
        return None
    if any(token.carried for one in weak for token in clause.tokens[one.first : one.last + 1]):
        return None
    for one in weak:
        clause.read(one)
    return Selection(refs)


def _bare_number(clause: Clause, ctx: Context) -> Selection | None:
    """A number right after a verb, which can only be a photo's: "hold 3 still", "tint 2"."""
    for before, token in zip(clause.tokens, clause.tokens[1:], strict=False):
        is_count = token.kind == "number" and isinstance(token.value, int) and 0 < token.value <= ctx.count
        if is_count and before.plain in _HANDLING and not token.carried:
            clause.read(token)
            return Selection((Ref("number", token.value),))
    return None


def _speaks_of_them(clause: Clause, ctx: Context) -> bool:
    """Whether "it", "them" are photos: the ones that were given a property just before, or "that one"."""
    if (
        not any(ref.kind == "it" for mention in clause.mentions for ref in mention.selection.include)
        and not clause.has_it
    ):
        return False
    if sees(clause, "one") or any(
        token.plain.endswith((" one", " ones", "张", "幅")) for token in clause.tokens
    ):
        return True
    last = ctx.intents[-1] if ctx.intents else None
    if last is None and ctx.scene.memory.intents:
        last = ctx.scene.memory.intents[-1]
    if last is None or last.act not in PROPERTIES or last.photos is None:
        return False
    return not any(ref.kind in ("all", "photos") for ref in last.photos.include)


def _says_it(clause: Clause) -> bool:
    """Whether a pronoun stands for photos that the clause before named."""
    return clause.joined != "" and any(
        ref.kind == "it" for mention in clause.mentions for ref in mention.selection.include
    )


def _before_it(ctx: Context) -> Selection | None:
    """What "that one" is where the clause before names a photo and wishes nothing."""
    before = ctx.previous
    if before is None or not before.mentions or (ctx.intents and ctx.intents[-1].words == before.text):
        return None
    selection = before.mentions[-1].selection
    return Selection(selection.exclude) if selection.exclude else selection


def named_by_word(clause: Clause) -> Selection | None:
    """Files named by a word that means something else too: "red" of red.jpg, "detail" of detail.jpg."""
    found = [token for token in clause.tokens if token.files and not token.carried]
    for token in found:
        clause.read(token)
    names = tuple(dict.fromkeys(name for token in found for name in token.files[:1]))
    return Selection(tuple(Ref("file", name) for name in names)) if names else None


def said_photos(clause: Clause, ctx: Context, *roles: str) -> Selection | None:
    """Like ``target``, and photos in one of the roles where no others are ("zoom into the third")."""
    own = clause.own_photos
    if own is not None:
        return own
    for mention in clause.mentions:
        if mention.role in roles and not mention.weak:
            clause.read(mention)
            return mention.selection
    return target(clause, ctx)


def wanted(clause: Clause, tokens: Iterable[Token]) -> list[Token]:
    """Those that are not said not to be."""
    return [token for token in tokens if not clause.negates(token)]


def value_of(token: Token, family: str) -> str:
    """The value of a token's concept of a family; the first by name of several."""
    return min(one.partition(":")[2] for one in token.concepts if one.startswith(family + ":"))
