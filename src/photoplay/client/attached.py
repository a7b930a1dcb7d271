"""Words that come together with files: “add it to the end” is about the file, not about the video."""

from __future__ import annotations

import re
from collections.abc import Sequence

from photoplay.client.places import is_medium

_THING = r"(?:photo|picture|image|pic|clip|video|logo|song|track|music|file|one)"
#: What is done with a file, and never with the whole video by that word.
_GOES_ON = (
    r"(?=\s*(?:$|[.,;:!?])|\s+(?:to|at|as|in|into|on|before|after|between|behind|first|last|next|instead|for|with|and|"
    r"then|now|here|please|again|too|also|right)\b)"
)
_EN = re.compile(
    rf"\b(?P<verb>(?:add|insert|append|attach|place|put|include|use|start with|begin with|open with|end with|"
    rf"finish with|close with)\s+)"
    rf"(?P<what>(?:this|that)\s+(?:new\s+)?{_THING}\b|the\s+(?:new\s+)?(?:photo|picture|image|pic|clip|file)\b|"
    rf"(?:these|those)\s+(?:\w+\s+)?{_THING}s\b|(?:it|this|that|these|those|them){_GOES_ON})",
    re.IGNORECASE,
)
_EN_MAKE = re.compile(
    r"\b(?P<verb>make\s+)(?P<what>it|this|that)(?=\s+(?:be\s+)?(?:the\s+)?(?:first|last|opening|closing|final|cover)\b)",
    re.IGNORECASE,
)
_ZH_THING = r"(?:照片|图片|图|相片|片段|视频|影片|圖片|圖|標誌|标志|logo|歌|音乐|音樂|文件)"
_ZH_WHAT = rf"(?:它们|它們|这些|這些|它|这张|這張|这个|這個|这段|這段|这首|這首){_ZH_THING}?"
_ZH = (
    re.compile(
        rf"(?P<verb>[把将將])(?P<what>{_ZH_WHAT})(?=[也都再]?(?:[加放插添用作当當排摆]|做成?(?:片[头尾頭]|封面|[标標]|logo|水印|浮水印|背景|第一|最后|最後|开头|結尾|结尾|開頭)))"
    ),
    re.compile(rf"(?P<verb>(?:加上|加入|添加|插入|放入|使用|用|加))(?P<what>{_ZH_WHAT})"),
)
_SOUNDS = (".mp3", ".wav", ".m4a", ".aac", ".ogg", ".flac")


def about(text: str, names: Sequence[str]) -> str:
    """A message with the files in the place of the words that mean them; as it is where none does.

    Several files are “the new photos”: that is what an editor calls photos that are not on the timeline yet.

    Args:
        text: What the user says.
        names: Of the files that came with it.
    """
    if not names:
        return text
    is_many = len(names) > 1
    if is_many and not all(is_medium(name) and not name.lower().endswith(_SOUNDS) for name in names):
        return text

    def told(found: re.Match[str]) -> str:
        is_chinese = found["verb"][:1] > "\u3400"
        if is_many:
            return found["verb"] + ("新照片" if is_chinese else "the new photos")
        return f"{found['verb']}“{names[0]}”"

    for pattern in (_EN, _EN_MAKE, *_ZH):
        text, count = pattern.subn(told, text, count=1)
        if count:
            return text
    return text
