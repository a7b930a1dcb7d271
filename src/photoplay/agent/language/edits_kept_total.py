"""Photos of another length in a video that is to stay as long as it is: 第一张四秒，总时长别变."""

from __future__ import annotations

import re

from photoplay.agent.language.edits_said import EVERYTHING, clips_on, numbers_of
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Context, Message

#: That the whole stays as long as it is.
_KEPT = re.compile(
    r"(?:总时长|总长|总长度|片长|全长|视频长度|视频时长|整体时长|总的时长|总时间|整体长度|整个时长)[^，。]{0,4}"
    r"(?:不变|别变|不要变|别动|不动|不改|别改|保持|维持|一样|照旧|还是)"
    r"|(?:保持|维持)[^，。]{0,3}(?:总时长|总长|片长|全长|视频长度|视频时长|整体时长)"
    r"|\b(?:keep(?:ing)?|same|without changing|don'?t change) (?:the )?(?:total|overall|whole)"
    r"(?: video)?(?: length| duration| time| running time)?\b"
    r"|\btotal (?:length|duration|time) (?:the same|unchanged|stays?|should stay|must stay)"
)
#: The others are never shorter than this.
_LEAST_MS = 500.0


def keeping_total(intents: list[Intent], message: Message, ctx: Context) -> list[Intent]:
    """The intents, and the other photos as much shorter or longer as some get longer or shorter.

    Args:
        intents: Of the whole message.
        message: Which may say that the total stays.
        ctx: For the lengths that there are.
    """
    clips = clips_on(ctx)
    lengths = [one for one in intents if one.act == "set_photo_seconds" and not one.ask]
    if not lengths or not clips or _KEPT.search(message.plain) is None:
        return intents
    wanted: dict[int, float] = {}
    for one in lengths:
        for number in numbers_of(one.photos or EVERYTHING, ctx):
            if 0 < number <= len(clips):
                wanted[number] = _length_ms(one, clips[number - 1].duration_ms)
    rest = [number for number in range(1, len(clips) + 1) if number not in wanted]
    total = sum(clip.duration_ms for clip in clips)
    old = sum(clips[number - 1].duration_ms for number in rest)
    left = total - sum(wanted.values())
    if not rest or left < _LEAST_MS * len(rest) or abs(left - old) < 1:
        return intents
    photos = Selection(tuple(Ref("number", number) for number in rest))
    others = Intent("set_photo_seconds", {"factor": round(left / old, 4)}, photos, words=message.text)
    return [*intents, others]


def _length_ms(intent: Intent, now_ms: float) -> float:
    slots = intent.slots
    if "seconds" in slots:
        return 1000 * float(slots["seconds"])
    return (
        now_ms * float(slots["factor"]) if "factor" in slots else now_ms + 1000 * float(slots.get("by") or 0)
    )
