"""What people call looks and transitions, in English and Chinese, beside the names they have here.

A name that is not listed is found by itself: "wipe left", "Wipe-Left" and "wipeleft" are one.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

from photoplay.timeline.called import LOOK_NAMES, TRANSITION_NAMES


def _spellings(english: str, chinese: str) -> tuple[str, ...]:
    return (*(_plain(one) for one in english.split(",")), *chinese.split())


def _plain(words: str) -> str:
    """Small letters and digits without anything between them."""
    told = unicodedata.normalize("NFKC", words).casefold().replace("&", "and")
    return re.sub(r"[\W_]+", "", told)


#: Name of a look -> other words for it: English with commas between, Chinese with spaces.
LOOK_WORDS: Mapping[str, tuple[str, ...]] = {
    "warm": _spellings(
        "warmer, warmth, sunny, golden hour, cosy, cozy", "暖 暖色 暖色调 暖色調 温暖 溫暖 日落"
    ),
    "cool": _spellings("cooler, cold, colder, icy, winter", "冷 冷色 冷色调 冷色調 清冷"),
    "vivid": _spellings("vibrant, colorful, colourful, pop, punchy", "鲜艳 鮮豔 鲜明 鮮明 浓郁 濃郁"),
    "faded": _spellings("fade, washed out, pastel, soft", "褪色 淡雅 小清新"),
    "vintage": _spellings("retro, old, seventies, 70s, nostalgic, polaroid", "复古 復古 怀旧 懷舊"),
    "bw": _spellings(
        "b&w, black and white, black white, monochrome, mono, grayscale, greyscale, noir",
        "黑白 单色 單色",
    ),
    "sepia": _spellings("brown, antique", "棕褐 棕褐色 泛黄 泛黃 老照片"),
    "cinematic": _spellings(
        "cinema, movie, teal and orange, teal orange, orange teal, hollywood, blockbuster",
        "电影 電影 电影感 電影感 青橙 大片",
    ),
    "film": _spellings("grain, film grain, analog, analogue, kodak, 35mm", "胶片 膠片 胶卷 底片 颗粒 顆粒"),
    "matte": _spellings("mat, flat", "哑光 啞光 磨砂 雾面 霧面"),
    "night": _spellings("nighttime, moonlight, day for night", "夜晚 夜景 夜色 月光"),
    "brightness": _spellings("bright, brighter, exposure, light, lighter", "亮度 曝光 提亮"),
    "contrast": _spellings("contrasty", "对比 對比 对比度 對比度"),
    "saturation": _spellings("saturate, saturated, color, colour", "饱和 飽和 饱和度 飽和度"),
    "temperature": _spellings(
        "temp, white balance, colour temperature, color temperature", "色温 色溫 白平衡"
    ),
    "sharpen": _spellings("sharp, sharper, sharpness, sharpening, clarity", "锐化 銳化 清晰 锐度 銳度"),
    "vignette": _spellings("vignetting, dark corners", "暗角 晕影 暈影"),
    "auto": _spellings(
        "automatic, auto levels, auto enhance, enhance, improve", "自动 自動 自动调色 优化 優化 增强"
    ),
}

#: Name of a transition -> other words for it.
TRANSITION_WORDS: Mapping[str, tuple[str, ...]] = {
    "none": _spellings("cut, hard cut, cuts, no, off", "无 無 硬切 直切 不要"),
    "fade": _spellings("cross fade, cross dissolve, mix, soft", "淡入淡出 叠化 疊化 交叉淡化 渐变 漸變"),
    "fadeblack": _spellings("fade to black, dip to black, fade through black, black", "黑场 黑場 闪黑 閃黑"),
    "fadewhite": _spellings("fade to white, dip to white, flash, white", "白场 白場 闪白 閃白"),
    "fadegrays": _spellings("fade greys, fade through gray", "灰度"),
    "dissolve": _spellings("grain dissolve, noise", "溶解 颗粒"),
    "wipeleft": _spellings("wipe", "擦除 划像 向左擦除"),
    "wiperight": _spellings("", "向右擦除"),
    "slideleft": _spellings("slide, push, push left", "滑动 滑動 推 推移 向左滑动 向左滑動"),
    "slideright": _spellings("push right", "向右滑动 向右滑動"),
    "slideup": _spellings("push up", "向上滑动 向上滑動"),
    "slidedown": _spellings("push down", "向下滑动 向下滑動"),
    "smoothleft": _spellings("smooth, soft wipe", "平滑 柔和"),
    "circleopen": _spellings("circle, iris, iris in", "圆形 圓形 光圈"),
    "circleclose": _spellings("iris out, close circle", ""),
    "radial": _spellings("clock, clock wipe", "时钟 時鐘 时钟擦除"),
    "pixelize": _spellings("pixelate, pixels, mosaic", "像素 马赛克 馬賽克"),
    "hblur": _spellings("horizontal blur", "水平模糊"),
    "blur": _spellings("defocus, focus", "模糊 虚化 虛化"),
    "zoomin": _spellings("zoom in", "放大"),
    "zoom": _spellings("zoom through, zoom blur, zooms", "缩放 縮放 推近"),
    "whip-left": _spellings("whip, whip pan, swish, swish pan", "甩镜 甩鏡 甩动 快速摇镜"),
    "light-leak": _spellings("light leaks, leak, flare", "漏光 光晕 光暈"),
    "film-burn": _spellings("burn, burning", "胶片燃烧 膠片燃燒 燃烧 燃燒"),
    "glitch": _spellings("rgb split, digital, distortion", "故障 毛刺"),
    "page": _spellings("page turn, page curl, page flip, book, flip", "翻页 翻頁 翻书 翻書"),
    "cube": _spellings("cube spin, 3d cube, rotate cube", "立方体 立方體"),
    "parallax-left": _spellings("parallax, parallax slide", "视差 視差"),
    "luma": _spellings("luma matte, matte, luma wipe", "亮度遮罩 遮罩"),
}  # fmt: skip
#: A word this like a known one is offered as what may have been meant. Found by trying.
_LIKE = 0.6
#: In Chinese, where words are two characters long: one of them is right.
_LIKE_CHINESE = 0.5


def look_named(words: str, known: Iterable[str]) -> str | None:
    """The look that somebody's words mean; None: none of the known ones."""
    return _named(words, known, LOOK_WORDS)


def transition_named(words: str, known: Iterable[str]) -> str | None:
    """The transition that somebody's words mean; None: none of the known ones."""
    return _named(words, known, TRANSITION_WORDS)


def looks_like(words: str, known: Iterable[str]) -> tuple[str, ...]:
    """Names of looks that may have been meant, the likeliest first, at most three."""
    return _like(words, known, LOOK_WORDS)


def transitions_like(words: str, known: Iterable[str]) -> tuple[str, ...]:
    """Names of transitions that may have been meant, the likeliest first, at most three."""
    return _like(words, known, TRANSITION_WORDS)


def _every(table: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """All words of each name, with what it is called in Chinese."""
    names = LOOK_NAMES if table is LOOK_WORDS else TRANSITION_NAMES
    return {name: (*table.get(name, ()), *names.get(name, ())) for name in {**table, **names}}


def _named(words: str, known: Iterable[str], table: Mapping[str, tuple[str, ...]]) -> str | None:
    told = _plain(words)
    names = {_plain(name): name for name in known}
    if told in names or not told:
        return names.get(told)
    found = (name for name, spellings in _every(table).items() if told in spellings)
    return next((name for name in found if name in names.values()), None)


def _like(words: str, known: Iterable[str], table: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    names = {_plain(name): name for name in known}
    spelled = {one: name for name, told in _every(table).items() if name in names.values() for one in told}
    every = spelled | names
    told = _plain(words)
    if not told:
        return ()
    near = difflib.get_close_matches(told, every, 6, _LIKE if told.isascii() else _LIKE_CHINESE)
    inside = [one for one in names if told in one or (len(one) > 3 and one in told)]
    return tuple(dict.fromkeys(every[one] for one in [*near, *inside]))[:3]
