"""What goes on about the turn before: "a bit longer still", "slower", "only between 2 and 3", "too much"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from photoplay.agent.language.edits_said import EVERYTHING, PROPERTIES, is_asking, sees
from photoplay.agent.language.meaning import Correction, Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Corrected, Message, Rule
from photoplay.agent.language.tokens import Token

#: Acts whose photos may be narrowed afterwards.
NARROWED = PROPERTIES | {
    "fix_colours",
    "match_colours",
    "restyle",
    "set_transition_seconds",
    "remove_transitions",
}

#: Said of what goes too far; the rest of the message says nothing else.
_LITTLE_WORDS = ("filler", "too", "amount", "it", "then", "but", "and", "this", "less", "sorry")


def is_specific(selection: Selection | None) -> bool:
    """Whether some photos are meant and not all."""
    return selection is not None and not any(ref.kind in ("all", "photos") for ref in selection.include)


def last_intent(ctx: Context) -> Intent | None:
    """What was wished last, in this message or the turn before."""
    if ctx.intents:
        return ctx.intents[-1]
    return ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None


def of_film_before(clause: Clause, ctx: Context) -> Intent | None:
    """The speed of the film that was just slowed: 来个慢动作，一半的速度."""
    last = ctx.intents[-1] if ctx.intents else None
    if last is None or last.act != "set_clip_speed" or not clause.joined or not clause.factors:
        return None
    factor = float(clause.factors[0].value)
    if (factor < 1) != (float(last.slots.get("factor", 1)) < 1):
        return None
    return clause.intent("set_clip_speed", photos=last.photos, factor=factor)


def goes_on(clause: Clause, ctx: Context, *acts: str) -> Selection | None:
    """The photos of the turn before where a clause names nothing and wishes more of the same."""
    last = last_intent(ctx)
    if ctx.intents or ctx.index or last is None or last.act not in acts or not is_specific(last.photos):
        return None
    if sees(clause, "total", "each", "all", "video", "photo", "pace", "every", "other", "clip"):
        return None
    return Selection((Ref("it"),))


def _narrowed(clause: Clause) -> Selection | None:
    """Photos that a clause leaves out or restricts a wish to, if it does nothing else."""
    end = _staying(clause)
    mentions = [
        one
        for one in clause.mentions
        if one.first < end and (one.selection.include[0].kind != "it" or one.selection.exclude)
    ]
    if not mentions:
        return None
    named = {place for one in mentions for place in range(one.first, one.last + 1)}
    spoken = clause.tokens[_refusing(clause) : end]
    for number, token in enumerate(clause.tokens):
        is_little = token.kind in ("punct", "emoji") or token.has(
            "filler", "only", "not", "except", "but", "between", "into", "on", "and", "then"
        )
        if (
            number not in named
            and token in spoken
            and not is_little
            and token.plain not in ("just", "之间", "那里", "though", "的时候")
        ):
            return None
    left_out = sees(clause, "except", "not") and not any(token.plain in _REFUSALS for token in spoken)
    if left_out:
        refs = tuple(ref for one in mentions for ref in (one.selection.exclude or one.selection.include))
        return Selection(EVERYTHING.include, refs)
    if not sees(clause, "only") and not any(token.plain in ("just", "就") for token in clause.tokens):
        return None
    if mentions[0].role == "between":
        numbers = [ref.value for ref in mentions[0].selection.include if ref.kind == "number"]
        return Selection((Ref("number", max(numbers)),)) if numbers else None
    return Selection(tuple(ref for one in mentions for ref in one.selection.include))


def _refusing(clause: Clause) -> int:
    """How many words say no before the rest: "no, not the first one"."""
    count = 0
    while count < len(clause.tokens) and _says_no(clause.tokens[count]):
        count += 1
    onward = clause.tokens[count : count + 1]
    return count if onward and onward[0].plain in ("not", "but not", "except") else 0


def _says_no(token: Token) -> bool:
    return token.kind == "punct" or token.plain in (
        "no",
        "nope",
        "nah",
        "oh",
        "oops",
        "wait",
        "hmm",
        "sorry",
        "不",
        "不对",
    )


def _staying(clause: Clause) -> int:
    """Where it begins to be said that what is left out stays as it was: "… that stays at three"."""
    for number, token in enumerate(clause.tokens):
        if number > 1 and token.has("stay") and clause.tokens[number - 1].has("it", "this", "one", "filler"):
            return number - 1
    return len(clause.tokens)


#: Words that take photos away where they stand alone.
_REFUSALS = frozenset(
    {
        "不要",
        "不要了",
        "别要",
        "don't want",
        "i don't want",
        "no",
        "without",
        "w/o",
        "无",
        "不用",
        "don't need",
    }
)


def read(message: Message, ctx: Context) -> Corrected | None:
    """A message that only narrows the wish of the turn before; None: it says something else."""
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    clauses = [one for one in message.clauses if not all(_says_no(token) for token in one.tokens)]
    if last is None or last.act not in NARROWED or len(clauses) != 1 or is_specific(last.photos):
        return None
    clause = clauses[0]
    narrowed = None if clause.is_question else _narrowed(clause)
    if narrowed is None:
        return None
    return Corrected(Correction(photos=narrowed), used=frozenset(range(len(message.clauses))))


def narrowings(clause: Clause, ctx: Context) -> list[Intent]:
    """Reads "…, not on the last though" right behind a wish: given back with those photos left out."""
    if not ctx.intents or ctx.intents[-1].act not in NARROWED or is_asking(clause):
        return []
    narrowed = _narrowed(clause)
    last = ctx.intents[-1]
    if narrowed is None or is_specific(last.photos) or (last.photos is not None and last.photos.exclude):
        return []
    for mention in clause.mentions:
        clause.claim(mention)
    return [replace(last, photos=narrowed, words=clause.text)]


def settled(intents: list[Intent]) -> list[Intent]:
    """Without wishes for all photos that were narrowed right afterwards."""
    kept: list[Intent] = []
    for number, intent in enumerate(intents):
        follow = intents[number + 1] if number + 1 < len(intents) else None
        is_narrowed = (
            follow is not None
            and follow.act == intent.act
            and dict(follow.slots) == dict(intent.slots)
            and not is_specific(intent.photos)
            and follow.photos is not None
            and follow.words != intent.words
            and (intent.photos is None or not intent.photos.exclude)
        )
        is_twice = intent.act == "remove_photos" and any(  # 删掉删掉
            one.act == intent.act and one.photos == intent.photos for one in kept
        )
        if not is_narrowed and not is_twice:
            kept.append(intent)
    return kept


def beside_all(intents: Sequence[Intent]) -> list[Intent]:
    """Intents about the others, which are none of those of which the same was said before."""
    return [_beside_all(one, intents[:number]) for number, one in enumerate(intents)]


def _beside_all(intent: Intent, before: Sequence[Intent]) -> Intent:
    """The others are none of those of which the same was said: 第一张4秒，第二张2秒，剩下的3秒."""
    if intent.photos is None or intent.photos.include != (Ref("others"),) or intent.photos.exclude:
        return intent
    named = [
        ref
        for one in before
        if one.act == intent.act and one.photos is not None and not one.photos.exclude
        for ref in one.photos.include
    ]
    if len(named) < 2 or any(ref.kind not in ("number", "range", "file", "words", "half") for ref in named):
        return intent
    return replace(intent, photos=Selection((Ref("all"),), tuple(dict.fromkeys(named))))


def backs(clause: Clause, ctx: Context) -> list[Intent]:
    """Reads "too much", "a bit less", 过了: half of the last step is taken back."""
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    if last is None or ctx.intents or is_asking(clause) or len(ctx.message.clauses) > 1:
        return []
    words = [token for token in clause.tokens if token.kind not in ("punct", "emoji")]
    if _NOT_SO_MUCH.fullmatch(clause.plain.strip()):
        return _halved(last, clause, words)
    much = sees(clause, "too", "less") or any(token.plain in ("过了", "过头", "过") for token in words)
    if not much or not all(
        token.has(*_LITTLE_WORDS) or token.plain in ("过了", "过头", "了", "过") for token in words
    ):
        return []
    return _halved(last, clause, words)


_NOT_SO_MUCH = re.compile(
    r"(?:(?:hmm|ok|okay|whoa|wow|but|well|maybe|actually|no|hey)[ ,]+)*not (?:quite )?(?:that|so|as) "
    r"(?:much|strong|strongly|extreme|far|fast|slow|long|short|big|small|loud|bright|dark)(?: though| tho| please)?\W*"
    r"|(?:也)?(?:不用|不要|别|没有?)(?:那么|这么|太)(?:多|夸张|快|慢|强|厉害|猛)(?:吧|啦|了)?\W*"
)


def _halved(last: Intent, clause: Clause, words: list[Token]) -> list[Intent]:
    """Half of the last step back."""
    photos = Selection((Ref("it"),)) if is_specific(last.photos) else last.photos
    if last.act == "adjust" and "by" in last.slots:
        slots = {**last.slots, "by": -float(last.slots["by"]) / 2}
    elif "factor" in last.slots and float(last.slots["factor"]) > 0:
        slots = {**last.slots, "factor": round(float(last.slots["factor"]) ** -0.5, 4)}
    elif last.act == "set_look":
        slots = {**last.slots, "amount": float(last.slots.get("amount") or 60.0) / 2}
    else:
        return []
    for token in words:
        clause.claim(token)
    return [replace(last, slots=slots, photos=photos, words=clause.text)]


_EFFECTS = frozenset(("effect", "effects", "效果", "特效", "这效果", "这个效果"))


def effects(clause: Clause, ctx: Context) -> list[Intent]:
    """What was done last, called an effect, taken off again: "take that effect off", 这个效果拿掉."""
    said = any(token.plain in _EFFECTS for token in clause.tokens)
    verb = clause.find("remove")
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    if not said or verb is None or ctx.intents or last is None or clause.own_photos is not None:
        return []
    if (
        not sees(clause, "this", "it")
        or sees(clause, "text", "title", "subtitle", "caption", "logo", "end-card", "music", "transition")
        or last.act not in _EFFECTIVE
    ):
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("undo")]


#: Acts whose result people call an effect.
_EFFECTIVE = frozenset({"set_transition", "set_motion", "set_frame", "restyle", "set_look"})


RULES = (
    Rule("effects", effects, needs=("remove",)),
    Rule("backs", backs, needs=("too", "less", "amount", "not")),
    Rule("narrowings", narrowings, needs=("not", "except", "only", "filler")),
)
