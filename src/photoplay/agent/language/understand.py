"""A whole message understood: taken apart into clauses, each read by the rules."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from photoplay.agent.language import signatures
from photoplay.agent.language.as_meant import as_meant
from photoplay.agent.language.cantonese import slips_of
from photoplay.agent.language.clauses import MOST_CLAUSES, split
from photoplay.agent.language.idle import is_filler, only_tells, says_nothing
from photoplay.agent.language.lexicon import lexicon
from photoplay.agent.language.logo_roles import logos_told, with_logos
from photoplay.agent.language.meaning import ANSWERS, Intent, Ref, Selection, Understood
from photoplay.agent.language.mending import Mended, as_typed, without_slips
from photoplay.agent.language.names import Names
from photoplay.agent.language.names_parts import parts_of, with_parts
from photoplay.agent.language.passed_over import passed_over
from photoplay.agent.language.pointed import ON_PHOTOS, checked
from photoplay.agent.language.posture import posture_of
from photoplay.agent.language.renewal import renews
from photoplay.agent.language.rules import Brought, Clause, Context, Corrected, Message, Rule
from photoplay.agent.language.structured import spelled_out
from photoplay.agent.language.text import fold, without_long_blanks
from photoplay.agent.language.tokens import raw_tokens, tokenise
from photoplay.agent.language.told import goes_on
from photoplay.agent.language.tongue import tongue
from photoplay.agent.scene import Scene
from photoplay.timeline.model import TextClip, VideoClip

#: Longest message; the server refuses longer ones before.
LONGEST = 8_000
#: So much is told of what is left out.
_SHOWN = 80

#: Modules with a table ``RULES``, in the order in which their rules see a clause.
TABLES = (
    "edits",
    "canvas",
    "clips",
    "looks",
    "motions",
    "transitions",
    "layouts",
    "words",
    "music",
    "control",
    "manners",
)

_ROOM = "photoplay.agent.language."


@cache
def _module(name: str) -> Any:
    return import_module(_ROOM + name) if importlib.util.find_spec(_ROOM + name) else None


@cache
def _hook(module: str, name: str) -> Callable[..., Any] | None:
    found = _module(module)
    return getattr(found, name, None) if found else None


@lru_cache(maxsize=32)
def _names(bin_names: tuple[str, ...]) -> Names:
    """Names of a bin, ready to be found: kept from turn to turn."""
    return Names(bin_names)


@lru_cache(maxsize=32)
def _parts(bin_names: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """Words that are part of a bin's names."""
    return parts_of(bin_names, lexicon())


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in order."""
    tables = [getattr(_module("manners"), "EARLY", ())]
    tables += [getattr(_module(name), "RULES", ()) for name in TABLES if _module(name)]
    return tuple(rule for table in tables for rule in table)


def photo_count(scene: Scene) -> int:
    """Photos and clips on the main track, the end card not counted; of an empty draft, those in the bin."""
    main = scene.timeline.main_track
    if main is None or not main.clips:
        return len(scene.shots)
    return sum(isinstance(clip, VideoClip) and clip.source in scene.records for clip in main.clips) or len(
        main.clips
    )


def _spoken_of(scene: Scene) -> str:
    """What the last change was about: "text", "logo", "music", "photo" …; empty: not known."""
    if not scene.memory.intents:
        return ""
    last = scene.memory.intents[-1]
    for thing, part in (("end-card", "end_card"), ("text", "text"), ("text", "captions"), ("logo", "logo"),
                        ("music", "music"), ("transition", "transition"), ("video", "make_video")):  # fmt: skip
        if part in last.act:
            return thing
    return "photo" if last.photos is not None else ""


def _spoken_number(scene: Scene) -> int:
    """Number of the one photo that was spoken of last; 0: none or several were."""
    main = scene.timeline.main_track
    if main is None or len(scene.memory.photos) != 1:
        return 0
    shown = [clip.id for clip in main.clips if isinstance(clip, VideoClip) and clip.source in scene.records]
    handle = scene.memory.photos[0]
    return shown.index(handle) + 1 if handle in shown else 0


#: "④10秒" counts a line and is no 410.
_COUNTED = re.compile(r"([①-⑳])(?=\d)")


def take_apart(text: str, scene: Scene) -> Message:
    """The message in tokens and clauses.

    Args:
        text: As typed; what is beyond ``LONGEST`` is left out.
        scene: For the names of files, and how many photos there are.
    """
    text = _COUNTED.sub(r"\1 ", without_long_blanks(text))[:LONGEST]
    names = tuple(record.name for record in scene.bin)
    raw = raw_tokens(text, _names(names))
    tokens = tuple(with_parts(tokenise(text, _names(names), raw), _parts(names)))
    clauses = split(text, tokens, photo_count(scene), _spoken_of(scene), _spoken_number(scene))
    return Message(text, fold(text), tokens, clauses, tongue(text, tokens), tuple(raw))


def needs(rule: Rule, clause: Clause) -> bool:
    if not rule.needs:
        return True
    for need in rule.needs:
        if need.startswith("kind:"):
            if clause.kind(need[5:]):
                return True
        elif clause.has(need):
            return True
    return False


def read_clause(clause: Clause, context: Context) -> list[Intent]:
    """What all rules make of one clause; of one that wishes for nothing, only what is said to it."""
    told: list[Intent] = []
    posture = posture_of(clause, context.message)
    is_wish = posture == "wish"
    if posture == "hypothesis" and (hook := _hook("supposing", "read")) and (found := hook(clause, context)):
        return list(found)
    for rule in rules():
        is_asked = needs(rule, clause)
        clause.settle(False)
        if not is_asked:
            continue
        found = rule.read(clause, context)
        if not is_wish and rule.name not in _ASKING and any(one.act not in SAID for one in found):
            found = []
        clause.settle(bool(found))
        told += found
        context.intents = context.intents + found
    return told


#: Rules that ask back about what wishes for nothing.
_ASKING = ("misspelt", "few", "objected", "logo-told")
#: What a clause that wishes for nothing may still lead to.
SAID = frozenset((*ANSWERS, "get_credits", "get_status", "describe_video"))


def wishes(message: Message) -> bool:
    """Whether anything in a message is a wish."""
    return not message.clauses or any(
        posture_of(clause, message) == "wish" and not is_filler(clause) for clause in message.clauses
    )


def understand(text: str, scene: Scene) -> Understood:
    """What a message means.

    Args:
        text: As typed.
        scene: The project at the start of the turn.
    """
    typed, (text, logos) = text, logos_told(text, scene)
    if scene.timeline.tracks and (orders := spelled_out(text)):
        text = orders
    text = as_meant(text, [record.name for record in scene.bin])
    message = take_apart(text, scene)
    mended = _mended(message, scene)
    if mended is not None:
        meant = take_apart(mended.text, scene)
        message = meant if mended.was_spelt else replace(meant, language=message.language)
    found = _understood(message, scene)
    if mended is not None:
        found = as_typed(found, mended)
    return with_logos(replace(found, rest=_rest(message)), typed, text, logos)


def _mended(message: Message, scene: Scene) -> Mended | None:
    """The message without its slips, if it has any."""
    closed = [clause.free_span for clause in message.clauses if clause.free_span is not None]
    slips = slips_of(message.plain, message.text, message.raw, message.tokens, closed)
    if not slips:
        return None
    shown = [
        clip.text for track in scene.timeline.tracks for clip in track.clips if isinstance(clip, TextClip)
    ]
    return without_slips(message.text, slips, closed, shown)


def _rest(message: Message) -> str:
    """How that begins which is too much for one message; empty: nothing is."""
    parts = message.clauses if len(message.clauses) >= MOST_CLAUSES else message.tokens
    left = message.text[parts[-1].end :] if parts else ""
    return left.strip()[:_SHOWN] if any(sign.isalnum() for sign in left) else ""


def _understood(message: Message, scene: Scene) -> Understood:
    context = Context(
        scene, message, count=photo_count(scene), names=tuple(record.name for record in scene.bin)
    )
    if (screen := _hook("safety", "screen")) and (refused := screen(message, context)):
        return Understood(tuple(refused), language=message.language)
    if (odd := _hook("unasked", "screen")) and (said := odd(message, context)):
        return Understood(tuple(said), language=message.language)
    if not wishes(message):
        return _talked(message, context)
    corrected: Corrected | None = None
    for module in ("overdone", "wished_back", "rest_still", "follow_ups", "edits_follow", "corrections"):
        if corrected is None and (hook := _hook(module, "read")):
            corrected = hook(message, context)
    used: set[int] = set(corrected.used) if corrected else set()
    intents: list[Intent] = list(corrected.intents) if corrected else []
    context.intents = list(intents)
    known: frozenset[int] = frozenset()
    listed: Brought | None = None
    for room in ("edits_series", "edits_lineup") if corrected is None else ():
        series = _hook(room, "read")
        if listed is not None or series is None:
            continue
        listed = series(message, context)
        if listed is not None:
            used |= listed.used
            intents += listed.intents
    if listed is None and (reader := _hook("briefs", "read")):
        brought: Brought | None = reader(message, context)
        if brought is not None and _throws_away(brought, message, context):
            brought, context.intents = None, list(intents)
        if brought is not None:
            used |= brought.used
            known = brought.known
            if brought.rest is not None:
                message = context.message = brought.rest
            intents += brought.intents
            context.intents = list(intents)
    unread: list[str] = []
    told = [clause.text for clause in message.clauses if only_tells(clause)]
    for number, clause in enumerate(message.clauses):
        if number in used:
            continue
        context.index = number
        intents, missed = _one(clause, context, intents)
        if unread and goes_on(clause, intents, unread[-1], context):
            unread.pop()
        unread += [] if number in known else missed
    settled = _settled(intents, message, context, corrected)
    if not intents:
        unread = []
    intents = [_sparing(one, context.spared) for one in settled]
    if intents:
        unread = [part for part in unread if part not in told]
    return Understood(
        intents=tuple(_in_order(intents)),
        correction=corrected.correction if corrected else None,
        again=corrected.again if corrected else None,
        language=message.language,
        unread=tuple(unread),
    )


def _throws_away(brought: Brought, message: Message, context: Context) -> bool:
    """Whether a new video was read into a wish for a shape or a feel of the one that is there."""
    makes = any(one.act == "make_video" for one in brought.intents)
    return makes and context.has_timeline and not renews(message)


def _talked(message: Message, context: Context) -> Understood:
    """A message in which nothing is wished for: it is answered, whatever words it holds."""
    intents: list[Intent] = []
    for number, clause in enumerate(message.clauses):
        context.index = number
        context.intents = list(intents)
        intents += read_clause(clause, context)
    return Understood(tuple(_settled(intents, message, context, None)), language=message.language)


def _settled(
    intents: list[Intent], message: Message, context: Context, corrected: Corrected | None
) -> list[Intent]:
    """The intents of the whole message put together; of a message without any, what it may have been."""
    if not intents and corrected is not None:
        return intents
    context.intents = list(intents)
    for module in ("edits", "briefs", "manners"):
        if settle := _hook(module, "settle"):
            intents = settle(intents, message, context)
    return intents


def _one(clause: Clause, context: Context, intents: list[Intent]) -> tuple[list[Intent], list[str]]:
    """Reads one clause: the intents with its own, and what nothing was made of."""
    if clause.protects:
        spared = clause.own_photos
        if spared is not None and all(
            ref.kind not in ("it", "others", "all", "photos") for ref in spared.include
        ):
            context.spared = spared
        return intents, []
    context.intents = [one for one in intents if one.act not in ANSWERS]
    if clause.repairs and intents and (mend := _hook("corrections", "repaired")):
        mended: list[Intent] = mend(list(intents), clause, context)
        if mended != intents:
            return mended, []
    found = signatures.listing(clause, context)
    found = found or checked(read_clause(clause, context), clause, context.count * context.has_timeline)
    if all(one.ask for one in found):
        found = signatures.read(clause, context) or found
    if not found and not says_nothing(clause, context):
        repeats = any(one.words == clause.text for one in intents)
        return intents, [] if repeats else [clause.text]
    return intents + found, _left_over(clause, found) if found else []


def _sparing(intent: Intent, spared: Selection | None) -> Intent:
    """An intent about all photos leaves out those that the message protects: "…, but don't touch the last one"."""
    if spared is None:
        return intent
    photos = intent.photos or Selection((Ref("all"),))
    kind = photos.include[0].kind
    if kind != "others" and (kind not in ("all", "photos") or intent.act not in ON_PHOTOS):
        return intent
    return replace(
        intent, photos=Selection(photos.include, tuple(dict.fromkeys((*photos.exclude, *spared.include))))
    )


def _left_over(clause: Clause, found: Sequence[Intent]) -> list[str]:
    """Values and quotations of a clause that was understood which no rule looked at."""
    if all(intent.act in SAID for intent in found):
        return []
    named = {
        str(ref.value)
        for intent in found
        if intent.photos is not None
        for ref in (*intent.photos.include, *intent.photos.exclude)
        if ref.kind == "file"
    }
    kinds = ("quote", "duration", "percent", "ratio", "file")
    unread = [one for one in clause.unread_tokens if one.kind in kinds and not one.carried]
    return [one.text for one in unread if named.isdisjoint(one.files)] + passed_over(clause)


def _in_order(intents: Sequence[Intent]) -> list[Intent]:
    """Undo comes first, once where it is only said in other words again; the rest as it was said."""
    undone = [one for one in intents if one.act == "undo"]
    said = {fold(one.words).strip() for one in undone}
    if len(said) > 1:
        undone = [max(undone, key=lambda one: int(one.slots.get("steps", 1)))]
    return undone + [one for one in intents if one.act != "undo"]
