"""Tools for the project as a whole: its name, its history, exports and questions."""

from __future__ import annotations

from typing import Annotated

from photoplay.agent.desk import Desk, Export
from photoplay.agent.facts import described
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.kinds import Kind, Whole, Words, choice, read_number, shown
from photoplay.agent.tools.results import Done
from photoplay.errors import InvalidOption
from photoplay.export.presets import OFFERED, require_length, require_preset
from photoplay.timeline import styling
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import Timeline

_QUALITIES = ("draft", "standard", "high", "lossless")
_RESOLUTIONS = ("360p", "480p", "540p", "720p", "1080p", "1440p", "2160p", "4k")
_MOST_NAME = 200
_MOST_STEPS = 100
_LEAST_BYTES = 10_000

PresetName = Annotated[
    str,
    Kind(
        {"type": "string", "enum": list(OFFERED)},
        lambda desk, name, value: (
            _PRESET.read(desk, name, value) if isinstance(value, str) else _no_preset(value)
        ),
    ),
]
_PRESET = choice(
    *OFFERED,
    also={
        "instagram": "feed", "ig": "feed", "instagram reels": "reels", "reel": "reels", "instagram story": "story",
        "stories": "story", "youtube shorts": "shorts", "twitter": "x", "amazon": "amazon-listing", "抖音": "douyin",
        "小红书": "xiaohongshu", "小紅書": "xiaohongshu", "b站": "bilibili", "微信": "wechat", "视频号": "wechat",
        "gif": "gif", "webp": "webp", "master": "master", "amazon ads": "amazon-ads",
    },
)  # fmt: skip
Quality = Annotated[
    str,
    choice(
        *_QUALITIES,
        also={"best": "high", "preview": "draft", "low": "standard", "medium": "standard", "max": "high"},
    ),
]
Resolution = Annotated[str, choice(*_RESOLUTIONS, also={"uhd": "4k", "hd": "720p", "full hd": "1080p"})]
Bytes = Annotated[
    int,
    Kind(
        {"type": "integer", "minimum": _LEAST_BYTES},
        lambda desk, name, value: round(read_number(desk, name, value)),
    ),
]


def _no_preset(value: object) -> str:
    raise Refused("arg_choice", name="preset", value=shown(value), known=", ".join(OFFERED))


def rename_project(desk: Desk, *, name: Words) -> Done:
    """Gives the project another name; it is not seen in the video.

    Args:
        name: The new name.

    Example:
        rename_project(name="Summer 2026")
    """
    told = " ".join(name.split())[:_MOST_NAME]
    if not told:
        raise Refused("no_words")
    note = say(desk.language, "note_same_name") if told == desk.timeline.title else ""
    return Done(styling.set_project_title(desk.timeline, told), note)


def undo(desk: Desk, *, steps: Whole = 1) -> Done:
    """Takes the last change back, or several.

    Args:
        steps: How many; 1–100, as far as there are so many.

    Example:
        undo()
    """
    return _stepped(desk, -_steps(steps))


def redo(desk: Desk, *, steps: Whole = 1) -> Done:
    """Brings back what undo took back.

    Args:
        steps: How many; 1–100, as far as there are so many.

    Example:
        redo()
    """
    return _stepped(desk, _steps(steps))


def _steps(told: int) -> int:
    if not 1 <= told <= _MOST_STEPS:
        raise Refused("no_such_step")
    return told


def _stepped(desk: Desk, by: int) -> Done:
    at = desk.step
    if desk.timeline != _draft_at(desk, at):
        # Something was done in this turn: the first step back takes that away.
        if by > 0:
            raise Refused("nothing_to_redo")
        by += 1
    wanted = min(max(at + by, -len(desk.scene.undo)), len(desk.scene.redo))
    timeline = _draft_at(desk, wanted)
    if timeline == desk.timeline and wanted == at:
        raise Refused("nothing_to_undo" if by <= 0 else "nothing_to_redo")
    desk.step = wanted
    done = abs(wanted - at)
    note = say(desk.language, "note_steps", done=done, asked=abs(by)) if done < abs(by) else ""
    return Done(timeline, note)


def _draft_at(desk: Desk, step: int) -> Timeline:
    """The draft so many steps of undo (below 0) or redo away from where the turn began."""
    if step < 0:
        return desk.scene.undo[-step - 1]
    return desk.scene.redo[step - 1] if step else desk.scene.timeline


def start_over(desk: Desk) -> Done:
    """Empties the draft; uploaded files stay. Undo brings it back.

    Example:
        start_over()
    """
    if not desk.timeline.tracks:
        raise Refused("already_empty")
    return Done(Timeline(title=desk.timeline.title))


def export_video(
    desk: Desk,
    *,
    preset: PresetName | None = None,
    quality: Quality | None = None,
    resolution: Resolution | None = None,
    max_bytes: Bytes | None = None,
) -> Done:
    """Makes the finished video file, with all changes of this message in it; the answer will hold the link.

    Args:
        preset: The place that it is for: “discord”, “youtube”, “shorts”, “tiktok”, “reels”, “story”, “feed”,
            “x”, “shopify”, “douyin”, “bilibili” …; default: none in particular.
        quality: “draft”, “standard”, “high” or “lossless”.
        resolution: “720p”, “1080p”, “4k” …
        max_bytes: Largest size of the file: 8000000 is 8 MB.

    Example:
        export_video(preset="tiktok")
    """
    if not main_clips(desk.timeline) and not desk.scene.shots and not desk.scene.logos:
        raise Refused("no_media")
    if preset is not None:
        length_s = desk.timeline.duration_ms / 1000
        chosen = require_preset(preset)
        if length_s:
            require_length(chosen, length_s)
    if max_bytes is not None and max_bytes < _LEAST_BYTES:
        raise InvalidOption("No video is that small. Allow at least 10,000 bytes.")
    wanted = Export(preset or "", quality or "", max_bytes, resolution or "")
    if wanted not in desk.exports:
        desk.exports.append(wanted)
    return Done(desk.timeline)


def get_credits(desk: Desk) -> Done:
    """Has the answer tell how many credits are left.

    Example:
        get_credits()
    """
    return _wanted(desk, "credits")


def get_status(desk: Desk) -> Done:
    """Has the answer tell how the exports stand, with their links.

    Example:
        get_status()
    """
    return _wanted(desk, "status")


def _wanted(desk: Desk, what: str) -> Done:
    if what not in desk.wants:
        desk.wants.append(what)
    return Done(desk.timeline)


def describe_video(desk: Desk) -> Done:
    """Tells what is in the draft now: photos with their ids and lengths, words, music, shape, and the media bin.

    Example:
        describe_video()
    """
    return Done(desk.timeline, described(desk.timeline, desk.scene, desk.language))
