"""Tools for the shape, size and frame rate of the video."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.automatic import refitted
from photoplay.agent.tools.closing import corner_of, replaced_logos
from photoplay.agent.tools.kinds import Kind, Whole, choice, shown
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import in_time, role_of
from photoplay.export.presets import OFFERED, PRESETS
from photoplay.render.layout import role_style, safe_zone
from photoplay.timeline import styling
from photoplay.timeline.arrangements import boxes_for, corner_box
from photoplay.timeline.find import main_clips, overlays
from photoplay.timeline.lettering import lettering_of
from photoplay.timeline.model import ASPECTS, FRAME_RATES, MAX_CANVAS, Box, Canvas, Clip, Timeline, VideoClip
from photoplay.timeline.ripple import rework

#: Shorter sides by name.
_SIDES: Mapping[str, int] = {
    "4k": 2160,
    "2160p": 2160,
    "1440p": 1440,
    "1080p": 1080,
    "720p": 720,
    "540p": 540,
    "480p": 480,
}
_RATIO = re.compile(r"\s*(\d{1,4}(?:\.\d{1,3})?)\s*[:x×/：比]\s*(\d{1,4}(?:\.\d{1,3})?)\s*")
_NAMES: Mapping[str, str] = {
    "vertical": "9:16", "portrait": "9:16", "upright": "9:16", "tall": "9:16", "horizontal": "16:9",
    "landscape": "16:9", "widescreen": "16:9", "wide": "16:9", "square": "1:1", "竖屏": "9:16", "横屏": "16:9",
    "方形": "1:1", "正方形": "1:1",
}  # fmt: skip
#: Narrowest and widest shape, and shorter side that shapes without a size of their own get.
_RATIOS, _SIDE = (0.25, 4.0), 1080


#: Platforms that ask for a shape, by the names that people have for them.
_platform = choice(
    *OFFERED,
    also={
        "instagram": "feed", "ig": "feed", "instagram feed": "feed", "instagram reels": "reels", "reel": "reels",
        "instagram story": "story", "stories": "story", "youtube shorts": "shorts", "youtube short": "shorts",
        "twitter": "x", "amazon": "amazon-listing", "抖音": "douyin",
        "小红书": "xiaohongshu", "小紅書": "xiaohongshu",
        "b站": "bilibili", "微信": "wechat", "视频号": "wechat", "tik tok": "tiktok",
    },
)  # fmt: skip


def _read_aspect(desk: Desk, name: str, value: Any) -> tuple[float, str]:
    told = _NAMES.get(value.strip().casefold(), value) if isinstance(value, str) and len(value) < 40 else ""
    if isinstance(value, str) and (place := _place_named(desk, name, told)) is not None:
        return place
    found = _RATIO.fullmatch(told)
    if not found or not float(found[1]) or not float(found[2]):
        raise Refused("no_such_shape", shape=shown(value))
    return float(found[1]) / float(found[2]), f"{float(found[1]):g}:{float(found[2]):g}"


def _place_named(desk: Desk, name: str, told: str) -> tuple[float, str] | None:
    """The shape that a platform takes, where that is named in the place of a shape."""
    try:
        platform = _platform.read(desk, name, told)
    except Refused:
        return None
    wide, high = PRESETS[platform].canvas_for((desk.timeline.canvas.width, desk.timeline.canvas.height))
    return wide / high, f"{wide}:{high}"


Aspect = Annotated[
    tuple[float, str],
    Kind({"type": "string", "description": "“16:9”, “9:16”, “1:1”, “4:5”, or another ratio"}, _read_aspect),
]
Platform = Annotated[str, _platform]
SizeName = Annotated[
    str, choice(*_SIDES, also={"uhd": "4k", "hd": "720p", "full hd": "1080p", "fullhd": "1080p"})
]


def set_aspect(desk: Desk, *, aspect: Aspect | None = None, platform: Platform | None = None) -> Done:
    """Changes the shape of the video. Pictures that nobody fitted by hand are fitted anew, words and logos stay
    where apps have no buttons. Give one of the two.

    Args:
        aspect: “16:9” (lying), “9:16” (upright), “1:1” (square), “4:5”, or another ratio such as “21:9”.
        platform: Or the place that it is for: “tiktok”, “reels”, “story”, “shorts”, “youtube”, “feed” …

    Example:
        set_aspect(aspect="9:16")
    """
    canvas = desk.timeline.canvas
    if (aspect is None) == (platform is None):
        raise Refused("which_shape")
    if platform is not None:
        wide, high = PRESETS[platform].canvas_for((canvas.width, canvas.height))
        size = _size_of(wide / high, platform, canvas)
    else:
        assert aspect is not None
        size = _size_of(*aspect, canvas)
    if size == (canvas.width, canvas.height):
        # A place that a new cut is for, and that takes its shape, is not worth a word.
        is_new = platform is not None and any(entry.tool == "make_video" for entry in desk.journal)
        return Done(desk.timeline, "" if is_new else say(desk.language, "note_same_shape"))
    return Done(reshaped(desk, size))


def _size_of(ratio: float, name: str, canvas: Canvas) -> tuple[int, int]:
    """The size of a shape, as large as the present one is."""
    if not _RATIOS[0] <= ratio <= _RATIOS[1]:
        raise Refused("no_such_shape", shape=name)
    known = next((size for size in ASPECTS.values() if abs(size[0] / size[1] - ratio) < 0.002), None)
    return _scaled_to(known or _sides(ratio, _SIDE), canvas)


def _scaled_to(size: tuple[int, int], canvas: Canvas) -> tuple[int, int]:
    """A size with the shorter side that the canvas has, if that is one of the usual ones."""
    side = min(canvas.width, canvas.height)
    scale = side / _SIDE if side in _SIDES.values() and side != _SIDE and min(size) == _SIDE else 1.0
    return _within(size[0] * scale, size[1] * scale)


def _sides(ratio: float, side: int) -> tuple[int, int]:
    return (round(side * ratio), side) if ratio >= 1 else (side, round(side / ratio))


def _within(width: float, height: float) -> tuple[int, int]:
    """Even sides within the largest canvas."""
    scale = min(1.0, max(MAX_CANVAS) / max(width, height), min(MAX_CANVAS) / min(width, height))
    wide, high = (max(16, 2 * int(side * scale / 2 + 0.5)) for side in (width, height))
    return wide, high


def reshaped(desk: Desk, size: tuple[int, int]) -> Timeline:
    """The draft on a canvas of another size, with all that hangs on its shape."""
    old = desk.timeline.canvas
    timeline = styling.set_canvas(desk.timeline, size=size)
    timeline = refitted(desk, timeline, old)
    timeline = replaced_logos(desk, timeline, old)
    return _resized_words(_rearranged(timeline, old), old)


def _resized_words(timeline: Timeline, old: Canvas) -> Timeline:
    """Words with a size of their own, as large for the new shape as they were for the old one."""
    before, after = (old.width, old.height), (timeline.canvas.width, timeline.canvas.height)
    changed: dict[str, Clip | None] = {}
    for clip in in_time(timeline):
        size = lettering_of(clip.style, clip.animation).size
        if size is None:
            continue
        scale = role_style(role_of(clip), after).size / role_style(role_of(clip), before).size
        if abs(scale - 1) > 0.001:
            style = {**clip.style, "size": round(size * scale, 5)}
            changed[clip.id] = replace(clip, style=style)
    return rework(timeline, changed=changed) if changed else timeline


def _rearranged(timeline: Timeline, old: Canvas) -> Timeline:
    """Split screens and insets, arranged for the new shape."""
    canvas = timeline.canvas
    changed: dict[str, Clip | None] = {}
    zone = safe_zone((canvas.width, canvas.height))
    within = Box(zone.x0 / canvas.width, zone.y0 / canvas.height, zone.width / canvas.width,
                 zone.height / canvas.height)  # fmt: skip
    over = [clip for clip in overlays(timeline) if clip.reference and clip.box and not clip.poses]
    for parent in main_clips(timeline) if over else ():
        above = [clip for clip in over if clip.reference == parent.id]
        if not above:
            continue
        if parent.box is not None:
            group = sorted([parent, *above], key=_reading_order)
            boxes = boxes_for(len(group), canvas.width / canvas.height)
            changed |= {clip.id: replace(clip, box=box) for clip, box in zip(group, boxes, strict=True)}
            continue
        for clip in above:
            assert clip.box is not None
            shape = clip.box.w * old.width / (clip.box.h * old.height)
            width = clip.box.w
            height = width * canvas.width / canvas.height / shape
            scale = min(1.0, within.w / width, within.h / height)
            box = corner_box(corner_of(clip.box), width * scale, height * scale, within)  # type: ignore[arg-type]
            changed[clip.id] = replace(clip, box=box)
    return rework(timeline, changed=changed) if changed else timeline


def _reading_order(clip: VideoClip) -> tuple[float, float]:
    assert clip.box is not None
    return round(clip.box.y, 2), round(clip.box.x, 2)


def set_size(
    desk: Desk, *, name: SizeName | None = None, width: Whole | None = None, height: Whole | None = None
) -> Done:
    """Changes the size of the video in pixels.

    Args:
        name: “4k”, “1440p”, “1080p”, “720p”, “540p” or “480p”: the shape stays.
        width: Or the width in pixels, up to 3840,
        height: and the height.

    Example:
        set_size(name="4k")
    """
    canvas = desk.timeline.canvas
    if name is not None:
        side = _SIDES[name]
        scale = side / min(canvas.width, canvas.height)
        size = _within(canvas.width * scale, canvas.height * scale)
    elif width is not None and height is not None:
        if not (16 <= min(width, height) <= min(MAX_CANVAS) and max(width, height) <= max(MAX_CANVAS)):
            raise Refused("no_such_size", most="3840 × 2160")
        size = (width - width % 2, height - height % 2)
    else:
        raise Refused("which_size")
    if size == (canvas.width, canvas.height):
        return Done(desk.timeline, say(desk.language, "note_same_size"))
    if abs(size[0] / size[1] - canvas.width / canvas.height) < 0.01:
        return Done(styling.set_canvas(desk.timeline, size=size))
    return Done(reshaped(desk, size))


def set_fps(desk: Desk, *, fps: Whole) -> Done:
    """Changes how many frames there are in a second.

    Args:
        fps: 24, 25, 30, 50 or 60.

    Example:
        set_fps(fps=60)
    """
    if fps not in FRAME_RATES:
        raise Refused("no_such_rate", rates=", ".join(map(str, FRAME_RATES)))
    if fps == desk.timeline.canvas.fps:
        return Done(desk.timeline, say(desk.language, "note_same_rate", fps=fps))
    return Done(styling.set_canvas(desk.timeline, fps=fps))
