"""What went too far, said in Chinese: 过了过了，往回调一点. A part of the change before is taken back.

Only a message that says nothing else is one. A word of what is too much (太亮, 太长) has to be one of the change
before, and of its way: 太暗了 behind a wish for more light is another wish.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from photoplay.agent.language.edits_follow import is_specific
from photoplay.agent.language.edits_said import numbers_of
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.music_turns import shown_music
from photoplay.agent.language.rules import Context, Corrected, Message
from photoplay.timeline.find import all_clips, photos
from photoplay.timeline.model import TextClip, Timeline

#: Longest message that is one, in characters.
_LONGEST = 40
_STOPS = re.compile(r"[，,。.!！~～；;、…\s]+")
_BEFORE = (
    r"(?:嗯|呃|额|哎呀?|啊|哦|哈哈|不行|不对|好像|感觉|觉得|看着|现在|这样|这个?|那个?|它"
    r"|又|还是|也|稍微|稍稍|略微?|有一?点儿?|有些|是|的确|我|整体|画面|颜色|色调|声音|音乐|时间|字|调得?|弄得?|搞得?)*"
)
_AFTER = r"(?:了|啦|吧|点|些|一点|一些|啊|呀|哈|呢|的)*"
#: What there may be too much of, as it is said behind 太.
_ADJECTIVES = (
    "亮|刺眼|白|曝|暗|黑|暖|黄|冷|蓝|鲜艳|艳|饱和|浓|淡|灰|素|大声|大|响|吵人?|闹|"
    "小声|小|轻|久|长|慢|拖|短|快|急|赶|重|强|高|低|硬|弱"
)
#: 过了过了, 有点太亮了, 大过头了, 暖得有点过了.
_OVER = re.compile(
    rf"{_BEFORE}(?:"
    rf"(?:太|过于|偏|过)(?P<one>{_ADJECTIVES})(?:太?(?:过|多|狠|猛|厉害|很)(?:头|火|分)?)?"
    rf"|(?P<two>{_ADJECTIVES})(?:得|的)?(?:有一?点儿?|有些|太|也)*(?:过(?:头|火|分)?|多|狠|猛|厉害)"
    rf"|(?:有一?点儿?|有些)(?P<three>{_ADJECTIVES})"
    r"|(?:太|稍微|有一?点儿?|有些|调|用力)*(?:过(?:头|火|分|猛)?|多|狠|猛|夸张|厉害)(?:了?过(?:头)?)?"
    rf"){_AFTER}"
)
#: 没那么暗吧, 不用那么大, 别太亮.
_NOT_SO = re.compile(
    rf"{_BEFORE}(?:没有?|不用|不要|不必|别|不需要)(?:搞|弄|调|放|要)?(?:得)?(?:那么|这么|太|那样|这样)"
    rf"(?P<one>{_ADJECTIVES}|多|夸张|过|狠|猛|厉害){_AFTER}"
)
#: 往回调一点, 收一点, 减半, 调回来一点.
_BACK = re.compile(
    rf"{_BEFORE}(?:请|帮我|给我|麻烦|再|那就?|就|把它|可以|能不能)*"
    r"(?:往回|朝回|回|收|退|降|减|缩|压|弱|拉)(?:调|收|拉|退|缩|降|压|来)*(?:回去|回来|回|去|来|下来|下|低|小|弱)*"
    rf"(?:一?点儿?点?|一?些|一收|收|半|一半|一下){_AFTER}"
    rf"|{_BEFORE}(?:调|拉|收|降|减|缩)(?:回来?|回去|下来|低|弱)(?:一?点儿?|一?些|一半){_AFTER}"
    rf"|{_BEFORE}(?P<way>淡|轻|弱|柔和?|小声?|低|暗|亮|短|长|快|慢|冷|暖|大声?|久)(?:回去)?(?:一?点儿?点?|一?些){_AFTER}"
)

#: Property of pictures -> what it is too much of, above and below.
_OF_LOOKS: Mapping[str, tuple[str, str]] = {
    "brightness": ("亮|刺眼|白|曝", "暗|黑"),
    "contrast": ("强|重|硬|大|高", "灰|弱|淡|低"),
    "saturation": ("鲜艳|艳|饱和|浓|重|高", "淡|灰|素|低"),
    "temperature": ("暖|黄", "冷|蓝"),
    "sharpen": ("强|硬|重", "弱"),
    "vignette": ("暗|黑|重|强", "淡|弱"),
}
_LOUD, _LONG, _LETTERS = (
    ("大声|大|响|吵人?|闹|高|强", "小声|小|轻|低|弱"),
    ("久|长|慢|拖", "短|快|急|赶"),
    ("大", "小"),
)
_OF_STYLE = ("重|强|浓|暖|黄|冷|蓝|暗|黑|艳|鲜艳|白|灰|硬|大|高", "")
#: Words of less on the way back -> what it says there was too much of.
_TURNED: Mapping[str, str] = {
    "暗": "亮", "亮": "暗", "短": "长", "长": "短", "快": "慢", "慢": "快", "冷": "暖", "暖": "冷", "久": "短",
    "小": "大", "小声": "大声", "大": "小", "大声": "小声",
}  # fmt: skip
#: One step of size is so many times as high; half of it back.
_HALF_STEP = 1.12


def read(message: Message, ctx: Context) -> Corrected | None:
    """The part of the change before that a message takes back; None: it says something else."""
    memory = ctx.scene.memory
    if not memory.intents or memory.since or memory.question is not None or len(message.plain) > _LONGEST:
        return None
    too = _too_much(message.plain)
    if too is None:
        return None
    goes_on = _too_much(memory.intents[-1].words.casefold()) is not None
    found = [
        back
        for last in memory.intents
        if (back := _taken(last, too, ctx, goes_on=goes_on, words=message.text)) is not None
    ]
    used = frozenset(range(len(message.clauses)))
    return Corrected(intents=tuple(found), used=used) if found else None


def _too_much(plain: str) -> tuple[str, ...] | None:
    """What a message says there is too much of, each as an adjective; None: it says something else, or more."""
    parts = [part for part in _STOPS.split(plain) if part and not re.fullmatch(_BEFORE, part)]
    told: list[str] = []
    for part in parts:
        found = _OVER.fullmatch(part) or _NOT_SO.fullmatch(part) or _BACK.fullmatch(part)
        if found is None:
            return None
        named = found.groupdict()
        told += [
            one
            for name in ("one", "two", "three")
            if (one := named.get(name)) and re.fullmatch(_ADJECTIVES, one)
        ]
        if way := named.get("way"):
            told.append(_TURNED.get(way, ""))
    only_ways = all(_BACK.fullmatch(part) and _BACK.fullmatch(part)["way"] for part in parts)  # type: ignore[index]
    return None if not parts or only_ways else tuple(one for one in told if one)


def _taken(last: Intent, too: Sequence[str], ctx: Context, *, goes_on: bool, words: str) -> Intent | None:
    """Half of one change back; of one that took back itself, half as much again."""
    reading = _READINGS.get(last.act)
    found = reading(last, ctx, goes_on) if reading is not None else None
    if found is None:
        return None
    slots, pair, more = found
    fits = pair[0] if more else pair[1]
    if too and not all(re.fullmatch(fits, one) for one in too):
        return None
    chosen = Selection((Ref("it"),)) if is_specific(last.photos) else last.photos
    return Intent(last.act, slots, chosen, last.texts, words=words)


#: What brings it back, what it is too much of above and below, and whether it went up.
Taken = tuple[dict[str, Any], tuple[str, str], bool]


def _amount(last: Intent, ctx: Context, goes_on: bool) -> Taken | None:
    by = last.slots.get("by")
    if not isinstance(by, int | float) or not by:
        return None
    went_up = (by > 0) != goes_on
    return (
        {**last.slots, "by": by / 2 if goes_on else -by / 2},
        _OF_LOOKS.get(str(last.slots.get("property")), ("", "")),
        went_up,
    )


def _factor(last: Intent, goes_on: bool) -> tuple[float, bool] | None:
    """Half of a factor back, and whether it was one of more."""
    factor = last.slots.get("factor")
    if not isinstance(factor, int | float) or factor <= 0 or factor == 1:
        return None
    return round(factor ** (0.5 if goes_on else -0.5), 4), (factor > 1) != goes_on


def _loudness(last: Intent, ctx: Context, goes_on: bool) -> Taken | None:
    if "from" in last.slots or "to" in last.slots:
        return None
    if (found := _factor(last, goes_on)) is not None:
        return {"factor": found[0]}, _LOUD, found[1]
    if isinstance(by := last.slots.get("by_db"), int | float) and by:
        return {"by_db": by / 2 if goes_on else -by / 2}, _LOUD, (by > 0) != goes_on
    return _between(_volume(ctx.scene.timeline), _before(ctx, _volume), "percent", _LOUD)


def _volume(draft: Timeline) -> float | None:
    music = shown_music(draft)
    return music.gain * 100 if music is not None and isinstance(music.gain, int | float) else None


def _between(now: float | None, before: float | None, slot: str, pair: tuple[str, str]) -> Taken | None:
    """Halfway back to what it was."""
    if not now or not before or now == before:
        return None
    return {slot: round((now + before) / 2, 2)}, pair, now > before


def _before(ctx: Context, measure: Callable[[Timeline], float | None]) -> float | None:
    return measure(ctx.scene.undo[0]) if ctx.scene.undo else None


def _length(last: Intent, ctx: Context, goes_on: bool) -> Taken | None:
    if (found := _factor(last, goes_on)) is not None:
        return {"factor": found[0]}, _LONG, found[1]
    if isinstance(by := last.slots.get("by"), int | float) and by:
        return {"by": by / 2 if goes_on else -by / 2}, _LONG, (by > 0) != goes_on
    numbers = numbers_of(last.photos, ctx) if last.photos is not None else [1]
    if not numbers:
        return None

    def first(draft: Timeline) -> float | None:
        shown = photos(draft)
        return shown[numbers[0] - 1].duration_ms / 1000 if numbers[0] <= len(shown) else None

    return _between(first(ctx.scene.timeline), _before(ctx, first), "seconds", _LONG)


def _total(last: Intent, ctx: Context, goes_on: bool) -> Taken | None:
    if (found := _factor(last, goes_on)) is not None:
        return {"factor": found[0]}, _LONG, found[1]

    def total(draft: Timeline) -> float | None:
        return max((clip.end_ms for clip in photos(draft)), default=0) / 1000

    return _between(total(ctx.scene.timeline), _before(ctx, total), "seconds", _LONG)


def _pace(last: Intent, ctx: Context, goes_on: bool) -> Taken | None:
    found = _factor(last, goes_on)
    return ({"factor": found[0]}, (_LONG[1], _LONG[0]), found[1]) if found is not None else None


def _letters(last: Intent, ctx: Context, goes_on: bool) -> Taken | None:
    size = last.slots.get("size")
    texts = {clip.id: clip for clip in all_clips(ctx.scene.timeline) if isinstance(clip, TextClip)}
    told = [texts[one] for one in ctx.scene.memory.texts if one in texts]
    if len(told) != 1 or size not in ("bigger", "smaller", "huge", "large", "small"):
        return None
    now, went_up = told[0].style.get("size"), size in ("bigger", "huge", "large")
    if not isinstance(now, int | float):
        return None
    percent = round(now * 100 / (_HALF_STEP if went_up else 1 / _HALF_STEP), 2)
    return {"size": percent}, _LETTERS, went_up


def _style(last: Intent, ctx: Context, goes_on: bool) -> Taken | None:
    amount = last.slots.get("amount")
    now = float(amount) if isinstance(amount, int | float) else 50.0
    return {**last.slots, "amount": now / 2}, _OF_STYLE, True


_READINGS: Mapping[str, Callable[[Intent, Context, bool], Taken | None]] = {
    "adjust": _amount, "set_music_volume": _loudness, "set_photo_seconds": _length, "set_total_seconds": _total,
    "change_pace": _pace, "edit_text": _letters, "set_look": _style,
}  # fmt: skip
