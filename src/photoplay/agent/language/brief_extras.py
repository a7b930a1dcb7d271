"""What a brief says of pace, beats and the logo."""

from __future__ import annotations

import re
from typing import Any

_FAST = re.compile(
    r"\b(?:punchy|fast[- ]paced?|fast[- ]?cuts?|fast editing|quick[- ]?cuts?|quick editing|snappy|"
    r"rapid(?:[- ]fire)?|quick[- ]paced?|high[- ]energy|fast pace|"
    r"fast and|and fast|keep it (?:fast|quick|moving)|make it (?:fast|quick|snappy)|a fast|"
    r"really fast|super fast|fast (?:\w+ )?(?:reel|edit|video|clip|montage|trailer|slideshow)|"
    r"energetic cuts|tempo up|hectic)\b|"
    r"节奏(?:要|得)?(?:很|再|稍微|更)?快|快节奏|节奏紧凑|快剪|快切|快一点|快一些|快些|快速切|剪快"
)
_SLOW = re.compile(
    r"\b(?:slow[- ]paced?|slow and|gentle pace|slowly|slow pace|leisurely|unhurried|"
    r"take(?:s)? (?:its|your) time|nothing too fast|not too fast|and slow|keep it slow|"
    r"a slow|slow (?:\w+ )?(?:reel|edit|video|clip|montage|slideshow|film|movie)|linger\w*|"
    r"no rush)\b|节奏(?:要|得)?(?:很|再|稍微|更)?(?:慢|缓)|慢节奏|节奏舒缓|慢慢(?:放|来|播)|"
    r"慢悠悠|慢慢的|悠闲|慢一点|慢一些|慢些|缓缓"
)
_BEATS = re.compile(
    r"\b(?:(?:on|to|with|match(?:ing)?|sync(?:ed)? (?:to|with)|cut(?:ting|s)? (?:on|to)) (?:the |"
    r"each |every )?(?:beats?|rhythm)|beat[- ]?sync\w*|beat[- ]?matched|sync\w* (?:it |them |"
    r"everything |the cuts )?to the music|cuts? to the music)\b|"
    r"卡点|踩点|踩着(?:音乐)?(?:节拍|拍子)|跟着(?:音乐)?(?:节拍|节奏|鼓点)|对上(?:节拍|鼓点)"
)
_STILL = re.compile(
    r"\bno (?:camera )?(?:motion|movement|zoom(?:s|ing)?|panning|ken burns|animation)\b|"
    r"\b(?:don't|do not|dont) (?:move|zoom|pan|animate)\b|\bstatic (?:shots?|photos?|images?|"
    r"pictures?|camera)\b|"
    r"(?:画面|照片|图片|镜头)(?:都)?(?:别|不要|不用|不)动|(?:不要|别加|无|不加)(?:任何)?(?:运镜|"
    r"动效|缩放|镜头移动)|静止(?:不动|画面)"
)
_SMOOTH = re.compile(
    r"\b(?:soft|smooth|gentle|subtle|simple|slow) transitions?\b|\btransitions? (?:should be |"
    r"to be )?(?:soft|smooth|gentle|subtle)\b|转场(?:要|得)?(?:柔和|自然|平滑|丝滑|温柔|简单|柔)|"
    r"(?:柔和|自然|平滑|丝滑|温柔)的?转场"
)
_LOGO = re.compile(r"\blogos?\b|\bwatermark\b|\bbrand mark\b|logo|商标|标志|水印|店标|队徽|校徽|台标")
_NO_LOGO = re.compile(
    r"\b(?:no|without(?: the| our| any)?|skip the|leave out the|don't (?:show|use|add|put)(?: the|"
    r" our| my)?) (?:logo|watermark)|(?:不要|别放|不放|不加|别加|无)\s?(?:logo|商标|水印|标志)"
)
_AT_END = re.compile(
    r"\b(?:end(?:s|ing)?|last|clos\w+|outro|finish\w*|final\w*|conclude|finale)\b|结尾|片尾|最后|"
    r"末尾|收尾|结束|落版|尾"
)
_CORNERS = (
    ("top-left", r"\b(?:top|upper)[- ]?(?:hand )?left\b|\bleft (?:top|upper)\b|左上"),
    ("bottom-left", r"\b(?:bottom|lower)[- ]?(?:hand )?left\b|\bleft (?:bottom|lower)\b|左下"),
    ("bottom-right", r"\b(?:bottom|lower)[- ]?(?:hand )?right\b|\bright (?:bottom|lower)\b|右下"),
    (
        "top-right",
        (
            r"\b(?:top|upper)[- ]?(?:hand )?right\b|\bright (?:top|upper)\b|\bup in the right\b|"
            r"\bright (?:hand )?corner\b|\bcorner\b|\bthroughout\b|\bthe whole (?:time|way)\b|"
            r"\bwatermark\b|\btop\b|右上|角落|角上|水印|全程|一直"
        ),
    ),
)


def extras_said(parts: list[str]) -> dict[str, Any]:
    """Slots "pace", "beat_sync" and "logo".

    Args:
        parts: Parts of the brief, folded, that are not said of single photos.
    """
    found: dict[str, Any] = {}
    for part in parts:
        denied = re.search(r"\b(?:no|not|don't|without)\b|不要|别", part) is not None
        if _SLOW.search(part) or re.fullmatch(r"\W*(?:and )?(?:slow|慢)\W*", part):
            found.setdefault("pace", "slow")
        elif _FAST.search(part) and not denied:
            found.setdefault("pace", "fast")
        if _BEATS.search(part):
            found.setdefault("beat_sync", not denied)
        if _STILL.search(part):
            found.setdefault("motion", "static")
        if _SMOOTH.search(part):
            found.setdefault("transition", "fade")
        place = _logo_place(part)
        if place:
            found.setdefault("logo", place)
    return found


def _logo_place(part: str) -> str:
    """Where the logo is to be, as a part says; empty: it says nothing of one."""
    if not _LOGO.search(part):
        return ""
    if _NO_LOGO.search(part):
        return "none"
    corner = next((name for name, pattern in _CORNERS if re.search(pattern, part)), "")
    if corner and (corner != "top-right" or not _AT_END.search(part)):
        return corner
    return "end" if _AT_END.search(part) else ""
