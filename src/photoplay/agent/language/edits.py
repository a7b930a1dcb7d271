"""The table of rules that turn clauses into edits of photos, order, time, clips, motion, looks and shape."""

from __future__ import annotations

import re
from dataclasses import replace

from photoplay.agent.language import (
    edits_clips,
    edits_copies,
    edits_follow,
    edits_frame,
    edits_layouts,
    edits_looks,
    edits_motion,
    edits_order,
    edits_pace,
    edits_presence,
    edits_time,
    edits_ways,
)
from photoplay.agent.language.brief_greetings import only_greets
from photoplay.agent.language.edits_kept_total import keeping_total
from photoplay.agent.language.edits_said import (
    COMPLAINT,
    EVERYTHING,
    PROPERTIES,
    SUGGESTS,
    clips_on,
    is_asking,
    is_foreign,
    numbers_of,
    sees,
    target,
    value_of,
    wanted,
)
from photoplay.agent.language.meaning import ANSWERS, Intent, Ref, Selection
from photoplay.agent.language.rules import Clause, Context, Message, Rule
from photoplay.agent.language.tokens import Token

#: Words of feeling that praise too: they are a wish only where something is to be done.
_PRAISE = frozenset(
    {
        "cool", "sick", "fire", "lit", "dope", "lovely", "sweet", "stunning", "killer", "badass", "fun", "funny",
        "cute", "happy", "epic", "adorable", "pro", "proper", "pops", "wow",
        "酷", "精彩", "有意思", "惊艳", "可爱", "开心", "舒服", "感动", "感人", "动人",
    }
)  # fmt: skip


#: What is not to be done to photos that shall stay as they are.
_TOUCHING = frozenset({"touch", "change", "alter", "mess with", "edit", "动", "改", "碰", "改动", "变"})

#: Words that say "filter" only where something is put on photos.
_LOOKING = frozenset(
    {"look", "looks", "looking", "style", "effect", "tone", "effects", "效果", "调子", "质感"}
)


def feels(clause: Clause, ctx: Context) -> list[Intent]:
    """How the whole shall feel."""
    if (is_asking(clause) and not _is_suggested(clause)) or sees(clause, "transition", "camera", "pace"):
        return []
    if is_foreign(clause) and _REPORTED.search(clause.plain) is None:
        return []
    if any(token.has("filter") and token.plain not in _LOOKING for token in clause.tokens):
        return []
    shoddy = clause.find("shoddy")
    if shoddy is not None and not sees(clause, "music", "volume") and not clause.negated:
        clause.claim(shoddy)
        return [
            clause.intent(
                "restyle", photos=target(clause, ctx), certainty=COMPLAINT, feel=value_of(shoddy, "shoddy")
            )
        ]
    if only_greets(ctx.message.plain):
        return []
    if _IS_SO.search(clause.plain) and not clause.has("change|give|more|less|want|add"):
        return []
    found = clause.all("feel") if _LACKS.search(clause.plain) else wanted(clause, clause.all("feel"))
    if not found or sees(clause, "own-sound") or _is_of_music(clause, ctx, found[-1]):
        return []
    wish = (
        clause.has("change|give|more|less|want|add|feelings|amount|as|too|create|use|need")
        or len(clause.tokens) <= 2
    )
    told = [token for token in clause.tokens if token.kind == "word" and not token.has("filler")]
    wish = wish or _is_suggested(clause) or any(one.search(clause.plain) for one in (SUGGESTS, _GOES, _LACKS))
    wish = (
        wish
        or sees(clause, "total", "video", "all", "only")
        or all(token.has("feel", "mood") for token in told)
    )
    token = found[-1]
    if not wish or (
        token.plain in _PRAISE
        and not sees(clause, "change", "give", "more", "want", "feelings", "amount", "add")
    ):
        return []
    if ctx.intents and ctx.intents[-1].act == "adjust" and sees(clause, "less"):
        return [ctx.intents[-1]]
    if any(
        one.words == clause.text and one.act in _TIMING | {"set_motion"} for one in ctx.intents
    ) and token.has("gently", "strongly", "time", "drags", "manner"):
        return []
    if any(one.words == clause.text and one.act == "fade_music" for one in ctx.intents):
        return []  # "softer and softer till it's gone"
    if token.plain == "kick" and sees(clause, "side"):
        return []
    clause.claim(token)
    blamed = sees(clause, "too") or token.plain.startswith(
        ("太", "too ", "clutter", "花哨", "花里胡哨", "amateur")
    )
    sure = COMPLAINT if blamed else 1.0
    return [
        clause.intent("restyle", photos=target(clause, ctx), certainty=sure, feel=value_of(token, "feel"))
    ]


#: What somebody says of the video is no word to be shown: "my wife says it's too cheesy".
_REPORTED = re.compile(
    r"\b(?:wife|husband|mom|mum|dad|boss|client|he|she|they|everyone|people|friends?|team) (?:says?|said|"
    r"thinks?) (?:that )?(?:it|this|the)"
)
#: Praise, or what is so already: "this feels cinematic already", "it's so dreamy", 太酷了.
_IS_SO = re.compile(
    r"\balready\b|^\W*(?:(?:and|wow|omg|oh|haha|yes|aww?)\W+)*(?:it'?s|it is|this is|that'?s|looks|it looks|"
    r"feels|it feels|"
    r"this feels) (?:so|really|very|super|such|quite|pretty)\b|"
    r"^\W*(?:哇|真|也|这|好)*太(?:酷|炫|美|好看|高级|有感觉|惊艳|可爱|浪漫|燃|炸|温馨|梦幻|有氛围感?|有质感)了"
)
#: What there is too little of is what is wanted: "not fun enough", 不够燃.
_LACKS = re.compile(
    r"\b(?:not|isn'?t|ain'?t|doesn'?t (?:feel|look)) (?:\w+ ){1,2}enough\b|不够|不太|缺(?:点|少)|差点"
)
#: Ways to wish for a feel that name nothing to be done.
_GOES = re.compile(
    r"^\W*(?:go|let'?s go|going) (?:full|all|more|for|with)\b|^\W*like (?:those|these|a|an|in|the|some)\b|"
    r"拉满|拉起来|搞起来|整起来|安排|\bshould\b"
)
_ASKS = re.compile(
    r"\b(?:what|which|how|why|when|where|who|is|are|do|does|did|was|were|am|has|have|can|will)\b|"
    r"什么|哪|怎么|为什么|多少|几|吗|是不是|有没有"
)


def _is_suggested(clause: Clause) -> bool:
    """Whether a wish only ends like a question: "something classier?", "spice it up a bit?"."""
    return clause.is_question and len(clause.tokens) <= 7 and _ASKS.search(clause.plain) is None


def _is_of_music(clause: Clause, ctx: Context, token: Token) -> bool:
    """Whether a feel is said of the music that was spoken of just before."""
    softens = token.plain in ("softer", "soft", "gentler", "柔和", "轻柔")
    if not (token.has("mood") or softens) or sees(clause, "video", "total", "photo", "feelings"):
        return False
    if ctx.previous is not None and sees(ctx.previous, "music", "volume"):
        return True
    last = ctx.scene.memory.intents[-1].act if ctx.scene.memory.intents and not ctx.intents else ""
    return last == "set_music" or (softens and last in ("set_music_volume", "fade_music"))


def names(clause: Clause, ctx: Context) -> list[Intent]:
    """What the project is called."""
    if is_asking(clause) or (
        not clause.has("rename") and not (clause.has("project") and clause.has("write|change"))
    ):
        return []
    if clause.own_texts is not None and not sees(clause, "project"):
        return []
    name = clause.words_given
    if name is None:
        return (
            [clause.intent("rename_project", ask="ask_what_name", certainty=0.5)]
            if sees(clause, "rename")
            else []
        )
    return [clause.intent("rename_project", name=name)]


_TIMING = frozenset(
    {
        "set_photo_seconds",
        "set_total_seconds",
        "change_pace",
        "set_clip_speed",
        "trim_clip",
        "set_transition_seconds",
    }
)


def settle(intents: list[Intent], message: Message, ctx: Context) -> list[Intent]:
    """The message's intents without what is said twice.

    A complaint goes where a wish about the same follows ("too long, halve it"), a doubled wish, and "stretch
    it" where the length is said exactly.
    """
    supposed = any(sees(clause, "if") for clause in message.clauses)
    asked = any(clause.is_question for clause in message.clauses) or message.text.rstrip().endswith(
        ("?", "？")
    )
    if supposed and asked and not any(SUGGESTS.search(clause.plain) for clause in message.clauses):
        intents = [intent for intent in intents if intent.act in ANSWERS or intent.ask]
    intents = [_spared(intent, _spared_photos(message)) for intent in intents]
    intents = [_keeping(intent, message) for intent in intents]
    intents = edits_follow.settled(intents)
    bare = [one for one in intents if len(intents) > 1 and _is_bare_already(one, ctx)]
    plain = tuple(ref for one in bare if one.photos is not None for ref in one.photos.include)
    intents = [_spared(one, plain) for one in intents if one not in bare]
    intents = [_beside_these(intent, _left_alone(intents, message)) for intent in intents]
    intents = edits_follow.beside_all([_between_those(intent, ctx) for intent in intents])
    kept: list[Intent] = []
    for number, intent in enumerate(intents):
        rest = intents[number + 1 :]
        if intent.certainty == COMPLAINT and any(
            _answers(other, intent) for other in [*rest, *intents[:number]]
        ):
            continue
        if intent.act == "replace_photo" and any(
            other.act == "swap_photos" and other.words == intent.words for other in intents
        ):
            continue
        if intent.act in ("redo", "undo") and any(
            other.act == "add_photos" and other.words == intent.words for other in intents
        ):
            continue
        if any(_same(other, intent) for other in kept):
            continue
        if intent.act in ("add_photos", "duplicate_photo") and any(_places(other, intent) for other in rest):
            continue
        if intent.act == "undo" and any(
            other.act == "remove_looks" and _covers(other, intent) for other in intents
        ):
            continue
        if intent.act != "start_over" and any(
            other.act == "start_over" and other.words == intent.words for other in intents
        ):
            continue
        if intent.act == "start_over" and any(
            other.act == "remove_photos" and not other.ask for other in intents
        ):
            continue
        if intent.ask and any(other.act == intent.act and not other.ask for other in intents):
            continue
        if (
            intent.act == "set_total_seconds"
            and "factor" in intent.slots
            and any(_is_exact(one) for one in intents)
        ):
            continue
        kept.append(intent)
    return keeping_total(kept, message, ctx)


#: What a new feel may leave as it is, and the words for it.
_KEEPABLE = {
    "keep_music": ("music", "volume", "sound"),
    "keep_lengths": ("time", "duration", "pace", "total"),
    "keep_transitions": ("transition",),
    "keep_looks": ("hues", "look", "filter"),
}


def _keeping(intent: Intent, message: Message) -> Intent:
    """A new feel without what the message protects: "vintage vibes but keep the music", 音乐别换."""
    if intent.act != "restyle":
        return intent
    held = [clause for clause in message.clauses if clause.protects]
    kept = {name: True for name, said in _KEEPABLE.items() if any(sees(clause, *said) for clause in held)}
    return replace(intent, slots={**intent.slots, **kept}) if kept else intent


def _spared_photos(message: Message) -> tuple[Ref, ...]:
    """Photos that the message protects: "… but don't touch the last one"."""
    found: list[Ref] = []
    for clause in message.clauses:
        held = clause.protects or (
            clause.negated and any(token.plain in _TOUCHING for token in clause.tokens)
        )
        photos = clause.own_photos if held else None
        if photos is not None and not photos.exclude:
            found += [
                ref
                for ref in photos.include
                if ref.kind in ("number", "range", "file", "words", "half", "every")
            ]
    return tuple(found)


def _is_bare_already(intent: Intent, ctx: Context) -> bool:
    """Whether colour is only said to stay: "the first two stay in colour, the rest in black and white"."""
    if intent.act != "remove_looks" or intent.photos is None or intent.slots:
        return False
    clips = clips_on(ctx)
    numbers = [number for number in numbers_of(intent.photos, ctx) if 0 < number <= len(clips)]
    return bool(numbers) and not any(clips[number - 1].looks for number in numbers)


def _left_alone(intents: list[Intent], message: Message) -> tuple[Ref, ...]:
    """Photos that are named in clauses that wish nothing: "not the dog, but …", 第一张就算了，…."""
    wished = {intent.words for intent in intents}
    found: list[Ref] = []
    for clause in message.clauses:
        own = clause.own_photos
        if own is None or own.exclude or clause.text in wished:
            continue
        found += [ref for ref in own.include if ref.kind in ("number", "range", "file", "words")]
    return tuple(found)


def _beside_these(intent: Intent, refs: tuple[Ref, ...]) -> Intent:
    """A wish for the others, where the message itself named those that are none of them."""
    if not refs or intent.photos is None or all(ref.kind != "others" for ref in intent.photos.include):
        return intent
    return replace(intent, photos=Selection(EVERYTHING.include, refs))


_IN_BETWEEN = re.compile(r"\bin[- ]between\b|\bones between\b|中间的?那?些|夹在中间|隔着的")


def _between_those(intent: Intent, ctx: Context) -> Intent:
    """The photos between those of the turn before: "the ones in between", where that was about 1, 3 and 5."""
    before = ctx.scene.memory.intents[-1:]
    if not before or before[0].photos is None or not _IN_BETWEEN.search(intent.words):
        return intent
    if intent.photos is None or intent.photos.include[0].kind != "range" or ctx.scene.memory.since:
        return intent
    told = sorted(number for number in numbers_of(before[0].photos, ctx) if 0 < number <= ctx.count)
    between = [number for number in range(told[0], told[-1]) if number not in told] if told else []
    return (
        replace(intent, photos=Selection(tuple(Ref("number", one) for one in between))) if between else intent
    )


def _spared(intent: Intent, refs: tuple[Ref, ...]) -> Intent:
    """A wish for all photos without those that are protected."""
    if not refs or intent.act not in PROPERTIES - {"add_text", "set_transition"}:
        return intent
    if intent.photos is None or intent.photos.include == EVERYTHING.include:
        before = intent.photos.exclude if intent.photos is not None else ()
        refs = tuple(ref for ref in refs if ref.kind != "all")
        return replace(intent, photos=Selection(EVERYTHING.include, tuple(dict.fromkeys((*before, *refs)))))
    return intent


def _answers(wish: Intent, complaint: Intent) -> bool:
    """Whether a wish says what is to be done about a complaint."""
    if wish.certainty == COMPLAINT:
        return False
    if wish.act == "remove_photos" and complaint.photos in (None, wish.photos):
        return True  # why they shall go
    if complaint.act == "restyle":
        return wish.act not in ANSWERS
    if complaint.act == "adjust" and wish.act == "restyle" and wish.words == complaint.words:
        return True
    if complaint.act == "adjust":
        return wish.act == "adjust" and wish.slots.get("property") == complaint.slots.get("property")
    return complaint.act in _TIMING and (wish.act in _TIMING or wish.act == "restyle")


def _same(one: Intent, other: Intent) -> bool:
    return (one.act, dict(one.slots), one.photos, one.texts, one.ask) == (
        other.act, dict(other.slots), other.photos, other.texts, other.ask,
    )  # fmt: skip


def _places(later: Intent, intent: Intent) -> bool:
    """Whether a later intent is the same with a place."""
    return later.act == intent.act and later.photos == intent.photos and len(later.slots) > len(intent.slots)


def _covers(looks: Intent, undo: Intent) -> bool:
    """Whether "undo" only said that a look shall go: "undo the sepia on the first", 第五张不要滤镜，还原."""
    return looks.words == undo.words or (
        looks.photos is not None and undo.words.strip() in ("还原", "恢复", "還原", "恢復")
    )


def _is_exact(intent: Intent) -> bool:
    return intent.act == "set_total_seconds" and "seconds" in intent.slots


RULES: tuple[Rule, ...] = (
    Rule("names", names, needs=("rename", "project")),
    *edits_follow.RULES,
    *edits_clips.RULES,
    *edits_ways.RULES,
    *edits_layouts.RULES,
    *edits_frame.RULES,
    *edits_motion.RULES,
    *edits_looks.RULES,
    *edits_copies.RULES,
    *edits_presence.RULES,
    *edits_order.RULES,
    *edits_time.RULES,
    *edits_pace.RULES,
    Rule("feels", feels, needs=("feel", "shoddy")),
)
