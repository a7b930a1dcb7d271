"""What is done besides a brief: edits of single photos, and of the whole where a brief has no slot for them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from photoplay.agent.language.brief_measures import COUNTED, is_all, is_there
from photoplay.agent.language.meaning import ANSWERS, Intent, Selection
from photoplay.agent.language.rules import Context


def is_length_again(intent: Intent, slots: dict[str, Any]) -> bool:
    """Whether the length of the video or of every photo was taken for that of some."""
    seconds = intent.slots.get("seconds")
    return (
        intent.act == "set_photo_seconds"
        and seconds is not None
        and seconds in (slots.get("seconds"), slots.get("per_photo"))
    )


#: What is done besides a brief, whatever it is about.
KEPT = frozenset(("export_video", "undo", "start_over", "rename_project", "unsafe", "cannot", "wait"))
#: Acts on photos that are edits when they name some of them.
_ON_PHOTOS = frozenset(
    (
        "set_photo_seconds",
        "set_look",
        "adjust",
        "rotate",
        "mirror",
        "set_fit",
        "set_focus",
        "set_frame",
        "set_motion",
        "move_photos",
        "swap_photos",
        "remove_photos",
        "duplicate_photo",
        "set_clip_speed",
        "set_clip_volume",
        "trim_clip",
        "reverse_clip",
        "freeze_clip",
        "split_clip",
        "restyle",
        "inset_photo",
        "remove_looks",
        "set_transition",
        "change_pace",
        "round_corners",
        "set_background",
        "replace_photo",
    )
)


def _is_placed_text(intent: Intent) -> bool:
    """Whether words have their photo by its name, or their place on it."""
    if intent.photos is None or is_all(intent.photos) or not intent.slots.get("text") or intent.ask:
        return False
    named = any(ref.kind == "file" for ref in intent.photos.include)
    return named or bool({"position", "color", "size"} & intent.slots.keys())


def is_single(intent: Intent) -> bool:
    """Whether an edit names photos of its own by number, file or look."""
    if intent.act == "add_text":
        return _is_placed_text(intent)
    return (
        intent.act in _ON_PHOTOS
        and not intent.ask
        and intent.photos is not None
        and (not is_all(intent.photos) or bool(intent.photos.exclude))
        and all(ref.kind not in ("it", "others", "at") for ref in intent.photos.include)
        and (
            any(
                ref.kind in ("file", "range", "half", "every", "clips", "upright", "lying")
                for ref in intent.photos.include
            )
            or COUNTED.search(intent.words.casefold()) is not None
            or _ORDINAL.search(intent.words.casefold()) is not None
        )
    )


_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|1st|2nd|3rd|\dth)\b(?! (?:name|line|word|birthday|"
    r"anniversary|year))|第|[二三四五六七八九十两\d]张|[前后][一二三四五六七八九十两\d]"
)
#: Acts for the whole without a slot in a brief, with the words that must have been said for them.
SAID = {
    "fade_music": r"\bfad|淡|渐",
    "set_music_volume": r"\bvolume|\bquiet|\bloud|\bpercent|%|\bsofter\b|\blow(?:er)? (?:volume|music)|"
    r"\bbackground level|音量|小声|大声|轻一点|响",
    "set_fit": r"\bfit\b|\bcrop|\bblur|\bletterbox|\bbars\b|\bfill|裁|填|黑边|模糊背景|完整",
    "set_background": r"\bbackground|背景",
    "set_frame": r"\bframes?\b|\bborders?|polaroid|边框|相框|拍立得|白边",
    "round_corners": r"\bround|圆角",
    "adjust": r"\bbright(?:er|en)|\bdark(?:er|en)|\bcontrast|\bsaturat|\bsharp|\bvignette|\bwarmer|\bcooler|"
    r"亮一|亮点|提亮|暗一|压暗|对比度|饱和|锐|暗角|鲜艳",
    "fix_colours": r"\bcolou?rs?\b|\bfix\b|\bauto|颜色|色彩|调色|校色",
    "match_colours": r"\bmatch|\bconsistent|统一",
    "set_ends": r"\bfad\w*|\bblack\b|淡|渐|黑场",
    "order_photos": r"\breverse|\bshuffle|\brandom|\bby name|\balphabet|\bby date|\bnewest|\boldest|\bchronolog|"
    r"倒|"
    r"乱|随机|按.{0,4}(?:名|时间|日期)|反过来",
    "set_size": r"(?<![a-z0-9])(?:4k|720p|1080p|2160p|1440p|\d{3,4} ?[x×*] ?\d{3,4})(?![a-z0-9])",
    "split_screen": r"\b(?:side by side|split|grid|collage|same time|next to|share the screen)\b|同时|分屏|并排|"
    r"拼图|宫格|"
    r"左右|上下",
    "before_after": r"\b(?:side by side|split|same time|next to|slider|wipe|both visible)\b|同时|分屏|并排|左右|"
    r"上下",
    "edit_text": r"",
    "remove_text": r"",
    "edit_logo": r"\blogo|商标|标志|水印",
    "add_logo": r"\blogo|商标|标志|水印",
    "add_text": r"",
    "add_captions": r"",
    "set_end_card": r"",
    "set_music": r"\bbpm\b|\.\w{3}\b",
    "restyle": r"\b(?:cinematic|movie|vintage|retro|luxur\w+|premium|minimal\w*|dark|moody|bright|dreamy|"
    r"elegant|festive|professional)\b|电影|复古|高级|极简|梦幻|质感|明亮|暗黑|优雅",
    "set_motion": r"\bzoom|\bpan\b|\bken burns|\bmotion|\bmov\w*|\bstatic|\bstill|\bdrift|运镜|推|拉|移|动|静止|"
    r"不动",
    "inset_photo": r"\bcorner|\binset|\bpicture in picture|画中画|角落",
    "export_video": r"\d ?[km]i?b\b",
    "trim_music": r"\bfrom\b|从",
    "set_clip_volume": r"\bclip|\bvideo|\boriginal|原声|原音",
    "set_clip_speed": r"\bspeed|\bslow|\bfast|倍|慢动作|快",
}


def is_said(intent: Intent) -> bool:
    """Whether an edit for the whole without a place in the brief was really asked for."""
    pattern = SAID.get(intent.act)
    if pattern is None or intent.ask or intent.act in ANSWERS:
        return False
    if intent.act in ("edit_text", "remove_text"):
        return intent.texts is not None and bool(intent.slots) and intent.texts.kind != "all"
    if intent.act in ("add_text", "add_captions", "set_end_card"):
        return bool(intent.slots.get("text") or intent.slots.get("captions"))
    if re.search(r"\bnot needed\b|\bno need\b|不用|不需要|不必", intent.words.casefold()):
        return False
    return re.search(pattern, intent.words.casefold()) is not None


_AGED = re.compile(
    r"\b(?:turn(?:s|ing|ed)?|is|age|aged) \d{1,3}\b|岁|\d+(?:st|nd|rd|th) (?:birthday|bday|anniversary)"
)


def placed(intent: Intent, ctx: Context) -> Intent:
    """An intent without photos that cannot be there: numbers and nouns that stood in the story."""
    if intent.photos is None:
        return intent
    numbers = all(ref.kind == "number" for ref in intent.photos.include)
    if (
        numbers
        and _AGED.search(intent.words)
        and not re.search(r"\b(?:photo|picture|pic|image|slide)|第|张", intent.words.casefold())
    ):
        return replace(intent, photos=None)
    kept = tuple(ref for ref in intent.photos.include if is_there(Selection((ref,)), ctx))
    if kept == intent.photos.include:
        return intent
    return replace(intent, photos=Selection(kept, intent.photos.exclude) if kept else None)


def is_story(intent: Intent, brief: Intent) -> bool:
    """Edits read out of what only describes the video: "bring it to life", "don't mix the order"."""
    if intent.act == "restyle":
        return re.search(r"\bto life\b|活起来", intent.words.casefold()) is not None
    if intent.act in ("before_after", "split_screen"):
        shown = re.search(SAID["before_after"] + r"|\bcollage|\bgrid|宫格|拼图", intent.words.casefold())
        return shown is None
    if intent.act == "order_photos" and intent.slots.get("by") == "shuffle":
        told = intent.words.casefold()
        return re.search(r"(?:别|不要).{0,2}(?:打)?乱|don'?t (?:shuffle|mix)", told) is not None
    return False
