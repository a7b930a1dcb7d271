"""What was just taken away and is missed, said in Chinese: 还是加回来吧, 没音乐太干了, 第三张还是留着.

The whole change is taken back, so that all comes back as it was; of several photos that went the one that is named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.music_turns import shown_music, slots_of
from photoplay.agent.language.rules import Context, Corrected, Message
from photoplay.timeline.find import photos

#: Longest message that is one, in characters.
_LONGEST = 40
_STOPS = re.compile(r"[，,。.!！~～；;、…\s]+")
#: What goes -> the words for it.
_NAMES: Mapping[str, str] = {
    "music": "背景音乐|音乐|配乐|歌|bgm|曲子|伴奏|声音",
    "text": "标题|文字|字幕|副标题|字|那行字|那句话",
    "logo": "logo|标志|水印",
    "card": "片尾|尾卡|结尾卡",
    "way": "转场|过渡|淡入淡出|效果",
    "look": "滤镜|效果|色调|特效",
    "photos": "照片|图片|图|那张|这张|那几张|这几张|片段",
}
_ACTS: Mapping[str, str] = {
    "remove_music": "music", "remove_text": "text", "remove_logo": "logo", "remove_end_card": "card",
    "remove_transitions": "way", "remove_looks": "look", "remove_photos": "photos", "keep_photos": "photos",
    "set_music_volume": "music", "set_transition": "way",
}  # fmt: skip
_ANY = "|".join(_NAMES.values())
_LEAD = (
    rf"(?:算了|嗯|唉|哎|呃|额|啊|哦|不行|不好|不对|等等|等下|感觉|觉得|我|那个?|这个?|它们?|把|还是|就|又|再|给|请|帮我|麻烦|都|先|"
    rf"后悔了|想想|想了想|(?P<thing>{_ANY}))*"
)
_TAIL = r"(?:吧|了|呢|啊|呀|好了|算了|行|的好|比较好|更好|更好一?点|好一?[点些]|一下|给我|好)*"
#: 还是加回来好了, 音乐放回去, 恢复吧, 还是要吧.
_BACK = re.compile(
    rf"{_LEAD}(?:(?:加|放|补|拿|弄|要|开|调|搬|添|装|贴|找|换|改|变|移|带|搞|打)(?:一下)?(?:回来|回去|回原来的?|回)(?:原来的?|之前的?)?"
    rf"|恢复(?:原样|回来|原来的?|之前的?)?|还原(?:回来|回去)?|(?:保留|留着|留下|留下来|留)|不删|别删|不要删|不去掉|别去掉|"
    rf"(?<=还是)(?:要有?点?|有|加上?|放上?)|重新(?:加上?|放上?|弄上))(?P<what>{_ANY})?{_TAIL}"
)
#: 没音乐太干了, 没有转场好生硬, 少了点什么, 太空了, 舍不得.
_MISSED = re.compile(
    rf"(?:感觉|觉得|还是|这样|好像|有点|现在)*(?:没有?(?:了)?(?P<thing>{_ANY})(?:的话|了)?.{{0,12}}"
    rf"|少了(?P<what>{_ANY}).{{0,12}}|少了?点?什么|缺点?什么"
    r"|(?:太|有点|好|怪|很|也太|真)*(?:干巴*|生硬|硬|单调|空荡*|素|冷清|安静|无聊|突兀|秃|光秃秃?|可惜|怪怪?|没意思|没感觉|没气氛|奇怪)"
    r"(?:了|的|啦|啊)*|舍不得.{0,6})"
)
_NTH = re.compile(r"第(?P<nth>[一二两三四五六七八九十]|\d{1,2})[张个]|(?P<last>最后[一那]?[张个])")
_KEEP = re.compile(r"还是(?:留|保留|要|加|放)|留着|留下|保留|别删|不删|不要删|加回|放回|补回|要回|恢复")
#: That it is to stand elsewhere, or that others are meant.
_OTHERWISE = re.compile(r"只|其他|其余|除|放(?!回|上)|结尾|开头|前面|后面|之间|移")
_DIGITS = "零一二三四五六七八九十"


def read(message: Message, ctx: Context) -> Corrected | None:
    """What brings back that which just went; None: the message says something else."""
    memory = ctx.scene.memory
    if not memory.intents or len(message.plain) > _LONGEST or not ctx.scene.undo or _asks(ctx):
        return None
    gone = {thing for last in memory.intents if (thing := _gone(last))}
    if not gone:
        return None
    used = frozenset(range(len(message.clauses)))
    if gone == {"photos"} and (named := _named(message, ctx)) is not None:
        return Corrected(intents=named, used=used) if named else None
    told = _told(message.plain)
    if told is None or (told and not all(_is_of(name, gone) for name in told)):
        return None
    if all(_gone(last) for last in memory.intents):
        return Corrected(intents=(Intent("undo", words=message.text),), used=used)
    music = _music(message, ctx) if gone == {"music"} else ()
    return Corrected(intents=music, used=used) if music else None


def _asks(ctx: Context) -> bool:
    return ctx.scene.memory.question is not None and ctx.scene.memory.since == 0


def _gone(last: Intent) -> str:
    """What an intent took away; empty: nothing."""
    if last.act == "set_music_volume":
        return "music" if last.slots.get("percent") == 0 else ""
    if last.act == "set_transition":
        return "way" if last.slots.get("kind") == "none" else ""
    return _ACTS.get(last.act, "")


def _told(plain: str) -> tuple[str, ...] | None:
    """What a message names that wishes something back; None: it says something else."""
    parts = [part for part in _STOPS.split(plain) if part]
    named: list[str] = []
    wishes = False
    for part in parts:
        found = _BACK.fullmatch(part)
        wishes = wishes or found is not None
        found = found or _MISSED.fullmatch(part)
        if found is None and not re.fullmatch(_LEAD + _TAIL, part):
            return None
        named += [one for one in (found.groupdict().values() if found else ()) if one]
    return tuple(named) if wishes else None


def _is_of(name: str, gone: set[str]) -> bool:
    return any(re.fullmatch(_NAMES[thing], name) for thing in gone)


def _named(message: Message, ctx: Context) -> tuple[Intent, ...] | None:
    """The photo that went, by its number then: 第三张还是留着吧. None: none named; empty: it is there."""
    found = _NTH.search(message.plain)
    if found is None or not _KEEP.search(message.plain) or _OTHERWISE.search(message.plain):
        return None
    before = photos(ctx.scene.undo[0])
    number = len(before) if found["last"] else _number(found["nth"])
    shown = {clip.source for clip in photos(ctx.scene.timeline)}
    if not 1 <= number <= len(before) or before[number - 1].source in shown:
        return ()
    record = ctx.scene.records.get(before[number - 1].source)
    if record is None:
        return ()
    return (Intent("add_photos", photos=Selection((Ref("file", record.name),)), words=message.text),)


def _number(said: str) -> int:
    return int(said) if said.isdigit() else 2 if said == "两" else _DIGITS.index(said)


def _music(message: Message, ctx: Context) -> tuple[Intent, ...]:
    """The music of the draft before, with its loudness, where more was changed beside it."""
    gone = shown_music(ctx.scene.undo[0])
    slots = slots_of(gone, ctx) if gone is not None else None
    if gone is None or not slots:
        return ()
    back = Intent("set_music", slots, words=message.text)
    if not isinstance(gone.gain, int | float):
        return (back,)
    return (back, Intent("set_music_volume", {"percent": round(gone.gain * 100, 1)}, words=message.text))
