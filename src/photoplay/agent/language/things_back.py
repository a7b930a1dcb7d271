"""Things of the video as they were before: which change is taken back by "bring the fades back"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from photoplay.agent.language.edits_said import numbers_of
from photoplay.agent.language.meaning import Intent, Selection, TextRef
from photoplay.agent.language.rules import Context
from photoplay.agent.language.signature_parts import Part
from photoplay.timeline.find import all_clips
from photoplay.timeline.model import AudioClip, Timeline

#: Longest message that is one, in characters.
_LONGEST = 80
_ORDER = frozenset(("move_photos", "swap_photos", "order_photos"))
_GONE = frozenset(("remove_photos", "keep_photos"))
#: What is spoken of -> the acts that change it.
_ACTS: Mapping[str, frozenset[str]] = {
    "order": _ORDER,
    "way": frozenset(("set_transition", "remove_transitions", "set_transition_seconds")),
    "music": frozenset(("set_music", "remove_music", "set_music_volume", "fade_music", "trim_music")),
    "shape": frozenset(("set_aspect", "set_size")),
    "logo": frozenset(("add_logo", "edit_logo", "remove_logo")),
    "text": frozenset(("add_text", "edit_text", "remove_text", "add_captions")),
    "card": frozenset(("set_end_card", "remove_end_card")),
    "look": frozenset(("set_look", "adjust", "remove_looks", "fix_colours", "match_colours", "restyle")),
    "color": frozenset(("edit_text", "set_background", "set_frame")),
    "motion": frozenset(("set_motion",)),
    "length": frozenset(("set_photo_seconds", "set_total_seconds", "change_pace")),
}
#: What is spoken of, by the words of it.
_THINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("order", re.compile(r"\b(?:order|sequence|places?|positions?)\b|顺序|次序|位置")),
    (
        "way",
        re.compile(
            r"\b(?:crossfades?|fades?|transitions?|dissolves?|cuts|wipes?|slides)\b|"
            r"转场|过渡|淡入淡出|叠化"
        ),
    ),
    ("music", re.compile(r"\b(?:music|song|tune|track|soundtrack|bgm|melody)\b|音乐|歌|曲|配乐|那首")),
    (
        "shape",
        re.compile(
            r"\b(?:landscape|portrait|vertical|horizontal|square|widescreen|format|shape|16:9|9:16|1:1|4:5)\b|"
            r"横屏|竖屏|方形|比例|画幅"
        ),
    ),
    ("logo", re.compile(r"\b(?:logo|watermark)\b|标志|水印")),
    ("card", re.compile(r"\b(?:end card|closing card)\b|片尾")),
    ("text", re.compile(r"\b(?:title|text|captions?|words|subtitle|font|wording)\b|标题|文字|字幕|字体")),
    (
        "color",
        re.compile(
            r"\b(?:white|black|red|blue|green|yellow|pink|gold|purple|orange)\b|"
            r"白色|黑色|红色|蓝色|绿色|黄色|金色|粉色"
        ),
    ),
    ("look", re.compile(r"\b(?:looks?|filter|colou?rs?|black and white|warm|sepia)\b|滤镜|颜色|色调|彩色")),
    ("motion", re.compile(r"\b(?:motion|movement|zooms?|pans?)\b|运镜|镜头|动效")),
    ("length", re.compile(r"\b(?:length|pace|speed|timing|duration)\b|长度|速度|节奏|时长")),
)
_BACK = re.compile(
    r"\b(?:put|move|bring|switch|swap|change|get|have|take|go|goes|going|come|comes|turn|want|set)\b[^,]*\bback\b|"
    r"^(?:\w+ ){0,4}back(?: please| again| in)?\W*$|换回|改回|变回|调回|恢复|还原|放回|移回|要回"
)
_BETTER = re.compile(
    r"\b(?:was|were|looked|sounded|worked) (?:\w+ )?(?:better|nicer|best|prettier)\b|\bpreferred\b|"
    r"\bliked? [^,]* (?:more|better)\b|不如(?:原来|之前|刚才)|(?:原来|之前|刚才|原先)[^，]*(?:好|顺眼|舒服|合适)|"
    r"还是(?:用|要)?(?:原来|之前|原先)|还是[^，]*(?:好看|好听|好)(?:一?[点些])?[，, ]*换回"
)
_MISSED = re.compile(
    r"\b(?:does|do|did) want\b|\bi miss\b|\bwants? [^,]* (?:after all|again|back)\b|\bafter all\b|"
    r"\bshould(?:n't)? have (?:kept|stayed)\b|\b(?:can|may|should) stay\b|\bkeep (?:it|him|her|them)\b|"
    r"还是要|还是留|还是需要|舍不得"
)
#: All as it was, whatever it was: "the old ones were better", 换回原来的.
_AS_IT_WAS = re.compile(
    r"\b(?:old|previous|earlier|original|last) (?:ones?|version|look|way|state)\b[^,]*\b"
    r"(?:was|were|is) (?:better|nicer|best)|"
    r"\b(?:how|the way|like|as) (?:it|they|everything) (?:was|were)(?: before)?(?: please)?\W*$|"
    r"(?:换回|改回|恢复|还原|回到)(?:成|到)?(?:原来|之前|刚才|原先|以前)(?:的|那样|那个|的样子)?(?:吧|了)?[。！]*$"
)
#: What was just brought is not wanted after all.
_NOT_AFTER_ALL = re.compile(r"^(?:算了[，, ]*)?(?:还是)?(?:不要了|别加了|不加了|不用加了)(?:吧)?[。！]*$")
_BROUGHT = frozenset(
    ("add_text", "add_logo", "set_end_card", "add_captions", "set_frame", "add_photos", "set_look")
)
#: Other talk in which something comes back: no wish for what was.
_NEVER = re.compile(
    r"\b(?:back ?ground|backwards?|come back later|be back|get back to|(?:at|in|to|on|into) the back|"
    r"back in (?:softer|louder|quieter|slower|later)|going back (?:home|to (?:work|school)))\b"
)


def is_back(plain: str) -> bool:
    """Whether a message wishes for something as it was."""
    if _NEVER.search(plain) or len(plain) > _LONGEST:
        return False
    return any(one.search(plain) for one in (_BACK, _BETTER, _MISSED, _AS_IT_WAS, _NOT_AFTER_ALL))


def undone(parts: Sequence[Part], plain: str, ctx: Context) -> tuple[Intent, ...]:
    """What brings it back; nothing: it cannot be told."""
    last = ctx.scene.memory.intents
    acts = {one.act for one in last}
    things = [thing for thing, pattern in _THINGS if pattern.search(plain)]
    undo = (Intent("undo", words=plain),)
    if _NOT_AFTER_ALL.search(plain):
        return undo if acts and acts <= _BROUGHT and not ctx.scene.memory.since else ()
    if _AS_IT_WAS.search(plain) and not things:
        return undo if not any("#" in part.values or _names_files(part) for part in parts) else ()
    named = [part.photos for part in parts if part.photos is not None]
    if named:
        return _photos_back(named, plain, ctx)
    if _MISSED.search(plain) and not (_BACK.search(plain) or _BETTER.search(plain)):
        return undo if acts and acts <= _GONE and _KEPT.search(plain) else ()
    if not things:
        speaks_of_them = any("IT" in part.values for part in parts)
        several = re.search(r"\b(?:both|all)\b|两|都", plain) is not None
        if acts and acts <= _GONE and not several and (speaks_of_them or _KEPT.search(plain)):
            return undo
        return undo if acts and acts <= _ORDER and (speaks_of_them or len(plain) < 24) else ()
    colours = [value for part in parts for value in part.values.get("COLOR", ())]
    if len(colours) == 1 and acts <= _ACTS["text"]:
        return (Intent("edit_text", {"color": colours[0]}, texts=TextRef("it"), words=plain),)
    if any(acts and acts <= _ACTS[thing] for thing in things):
        return undo
    return _music_back(plain, ctx) if things[0] == "music" else ()


#: Acts that take something away, and values that do.
_TAKEN = frozenset(
    ("remove_photos", "keep_photos", "remove_music", "remove_text", "remove_logo", "remove_end_card", "remove_looks",
     "remove_transitions", "remove_layout")
)  # fmt: skip
_WITHOUT = re.compile(
    r"\b(?:it|this|everything)?(?:'s| is| was| feels?| felt| looks?| looked| sounds?| seems?)?\W*(?:\w+ ){0,4}"
    r"(?:without|w/o) (?:it|them|that|music|any)\b|\b(?:nicer|better|prettier|more fun) with (?:it|them|that)\b|"
    r"\b(?:i )?miss (?:it|them|that)\b|\bneed (?:it|them|that)(?: after all| back)?\b|\bregret\w*\b"
)
_RETURNED = re.compile(
    r"\b(?:bring|put|add|get|have|want|give|take|throw|pop|let'?s have|restore|return)\b[^,;]{0,24}?\b(?:it|them|that|those|him|her|these)\b[^,;]{0,12}"  # noqa: E501
    r"\b(?:back|again|return)\b|\b(?:put|add|bring) back (?:it|them|that)\b|\b(?:it|they|that) (?:can |could |should )?(?:come|comes|go|goes) back\b|"  # noqa: E501
    r"\bbring (?:it|them) back\b|\brestore (?:it|them|that)\b"
)


#: More than that is wished, or it is liked as it is: "looks better without it".
_OTHERWISE = re.compile(
    r"\b(?:both|all|instead|meant|mean|drop|remove|delete|cut|but|only|louder|quieter|other|different)\b|"
    r"\b(?:better|nicer|cleaner|good|great|fine|ok|okay|perfect|prefer|love|like it)\b[^,;.]*\b(?:without|w/o)\b"
)


def _is_taken(one: Intent) -> bool:
    silent = one.act == "set_music_volume" and one.slots.get("percent") == 0 and "start" not in one.slots
    cut = one.act == "set_transition" and one.slots.get("kind") == "none"
    still = one.act == "set_motion" and one.slots.get("motion") in ("hold", "none", "still")
    return one.act in _TAKEN or silent or cut or still


def missed(message: str, parts: Sequence[Part], ctx: Context) -> tuple[Intent, ...]:
    """What the turn before took away, wished for again: "feels dead without it, bring it back"."""
    last = ctx.scene.memory.intents
    if ctx.scene.memory.since or ctx.scene.memory.steps != 1 or not all(map(_is_taken, last)):
        return ()
    said = _RETURNED.search(message) or _WITHOUT.search(message)
    if said is None or len(message) > _LONGEST or _OTHERWISE.search(message):
        return ()
    if (
        any({"P", "#", "N", "X"} & part.values.keys() for part in parts)
        or any(_names_files(part) or "Q" in part.values for part in parts)
        or "?" in message
    ):
        return ()
    things = [thing for thing, pattern in _THINGS if pattern.search(message)]
    acts = {one.act for one in last}
    if things and not any(acts & _ACTS[thing] for thing in things):
        return ()
    return (Intent("undo", words=message),)


_KEPT = re.compile(r"\b(?:keep|want|need|put|bring|have) (?:it|him|her|them|that)\b")


def _names_files(part: Part) -> bool:
    told: Sequence[Selection] = part.values.get("P", ())
    return any(ref.kind in ("file", "number") for one in told for ref in one.include)


def _photos_back(named: Sequence[Selection], plain: str, ctx: Context) -> tuple[Intent, ...]:
    """Photos that were taken out, wished for again: "he does want the cake after all"; or where they were."""
    acts = {one.act for one in ctx.scene.memory.intents}
    refs = tuple(dict.fromkeys(ref for one in named for ref in one.include))
    shown = bool(numbers_of(Selection(refs), ctx))
    if acts <= _ORDER and shown and _BACK.search(plain):
        moved = [one.photos for one in ctx.scene.memory.intents if one.photos is not None]
        numbers = {number for one in moved for number in numbers_of(one, ctx)}
        return (Intent("undo", words=plain),) if len(numbers) <= len(refs) else ()
    if shown or not any(ref.kind in ("file", "words") for ref in refs):
        return ()
    if re.search(
        r"\b(?:end|start|beginning|first|before|after(?! all)|between|to)\b|最后|开头|前面|后面|结尾", plain
    ):
        return ()
    return (Intent("add_photos", photos=Selection(refs), words=plain),)


def _music_back(plain: str, ctx: Context) -> tuple[Intent, ...]:
    """The music of an earlier draft, where something else was changed since."""
    now = _mood(ctx.scene.timeline)
    mood = next((found for draft in ctx.scene.undo if (found := _mood(draft)) and found != now), "")
    return (Intent("set_music", {"mood": mood}, words=plain),) if mood else ()


def _mood(draft: Timeline) -> str:
    return next((clip.mood for clip in all_clips(draft) if isinstance(clip, AudioClip) and clip.mood), "")
