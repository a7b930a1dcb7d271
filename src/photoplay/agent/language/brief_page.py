"""The message of a brief as a page: what has been understood is struck out, the rest is still to be read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from photoplay.agent.language.lines import HIDDEN
from photoplay.agent.language.rules import Context, Message
from photoplay.agent.language.text import is_han
from photoplay.agent.language.tokens import Token

#: So much of a message is looked through for words to be shown; nobody's brief is longer.
MOST_READ = 3_000
#: Stands for an age that is understood: whose it is stands beside it.
AGED = "\u25a0"
#: Where a sentence ends. A full stop ends one only before a space, and not after "Dr", "St", "No" and the like.
SENTENCE_END = re.compile(
    r"[\n;；。！？!?]|(?<!\bdr)(?<!\bmr)(?<!\bst)(?<!\bms)(?<!\bmrs)(?<!\bno)(?<!\bvs)\.(?=\s|$)"
)
#: Where a part of one ends.
PART_END = re.compile(
    rf"{SENTENCE_END.pattern}|[,，、()（）|]|(?<!\d),|(?:(?<=\s)|(?<=\w\s))[-–—](?=\s)|—+|[:：](?!\d)"
)
#: What those begin with: only there they are looked for, as looking back at every letter takes long.
_BORDER_SIGN = re.compile(r"[\n;；。！？!?.,，、()（）|\-–—:：]")

#: Words of a wish about the video itself: they end what somebody gives to be shown.
_WISHES = re.compile(
    r"\b(?:videos?|vids?|vidoe|clips?|film|movie|reels?|slideshow|montage|music|song|soundtrack|"
    r"tunes?|beats?|"
    r"vertical|portrait|squared?|landscape|horizontal|widescreen|seconds?|secs?|minutes?|mins?|"
    r"tiktok|instagram|"
    r"insta|facebook|youtube|whatsapp|story|stories|photos?|pictures?|pics?|images?|slides?|logo|"
    r"transitions?|"
    r"fades?|crossfades?|dissolves?|cuts|captions?|titles?|subtitles?|make|makes|create|please|"
    r"pls|plz|format|"
    r"export|colou?rs?|guitar|piano|ukulele|strings|synth|calm|upbeat|cheerful|romantic|epic|black and white|"
    r"bw|sepia|vintage|cinematic|slow|fast|quick|pace|paced|order|shuffle|mute|silent|each|every(?! (?:day|"
    r"morning|night|evening|week|weekend|month|year|time|sunday|friday|saturday))|"
    r"thanks|thank you so much|effects?|filters?|zoom|motion|loop\w*|text|words|font|letters|voice ?over)\b|"
    r"\d\s?(?:s|sec|min)\b|\b\d{1,2}:\d{1,2}\b(?!\s?(?:am|pm))|"
    r"视频|短片|影片|片子|音乐|配乐|背景乐|伴奏|竖屏|竖版|竖的|横屏|横版|横的|方形|方的|正方|\d秒|"
    r"秒钟|分钟|秒左右|"
    r"[一二两三四五六七八九十半]秒|抖音|快手|小红书|朋友圈|视频号|b站|每张|照片|图片|转场|字幕|"
    r"文字|标题|副标题|结尾|最后|"
    r"片尾|开头|片头|卡点|节奏|风格|做成|做个|做一|剪成|剪个|弄个|弄成|生成|配上|配个|配点|配一|"
    r"logo|导出|时长|画幅|"
    r"比例|滤镜|色调|黑白|动感|欢快|浪漫|舒缓|温馨|喜庆|快一点|慢一点|顺序|不要|别加|谢谢|麻烦|"
    r"左右就|reels|story|"
    r"限动|限时动态|淡入|叠化|钢琴|吉他|唯美|大气|感觉"
)


def is_wish(plain: str) -> bool:
    """Whether folded words speak of the video itself, and are none to be shown in it."""
    return _WISHES.search(plain) is not None


def apart(line: str) -> str:
    """A line with spaces between Chinese and other letters, so that English words are found."""
    return re.sub(r"(?<=[a-z0-9])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z])", " ", line)


def wish_in(plain: str) -> int:
    """Where the first word of a wish stands in folded words, -1: nowhere."""
    found = _WISHES.search(plain)
    return found.start() if found else -1


@dataclass(slots=True)
class Page:
    """A message, read by one reader after the other.

    Attributes:
        message: Taken apart.
        ctx: What a rule knows besides.
        taken: Spans that are understood, in the order in which they were.
    """

    message: Message
    ctx: Context
    taken: list[tuple[int, int]] = field(default_factory=list)
    _free: str = ""
    _bare: str = ""
    _struck: bytearray = field(default_factory=bytearray)

    def __post_init__(self) -> None:
        self._struck = bytearray(len(self.message.plain) + 1)
        self._free = self.message.plain[:MOST_READ] + HIDDEN * (len(self.message.plain) - MOST_READ)
        signs = list(self._free)
        for token in self.message.tokens:
            if token.start >= MOST_READ:
                break
            if token.kind in ("quote", "link") or (token.kind == "file" and "." in token.plain):
                signs[token.start : token.end] = HIDDEN * (token.end - token.start)
        self._bare = "".join(signs)

    @property
    def free(self) -> str:
        """The folded message, as long as it was; what is understood is hidden."""
        return self._free

    @property
    def bare(self) -> str:
        """The same without quotations, addresses and names of files."""
        return self._bare

    def typed(self, start: int, end: int) -> str:
        """Words as typed, without signs around them."""
        return self.message.text[start:end].strip(" \t\n,，.。;；:：、-–—|")

    @property
    def own(self) -> str:
        """``bare`` with capitals, as typed."""
        return _as_typed(self._bare, self.message.text)

    def take(self, start: int, end: int, *, sign: str = HIDDEN) -> None:
        """Strikes a span out."""
        self.taken.append((start, end))
        self._struck[start:end] = b"\1" * (end - start)
        hidden = sign * (end - start)
        self._free = self._free[:start] + hidden + self._free[end:]
        self._bare = self._bare[:start] + hidden + self._bare[end:]

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing of a span is understood yet."""
        return self._struck.find(1, start, end) < 0

    @property
    def quotes(self) -> list[Token]:
        """Quotations that nobody has read yet."""
        return [
            token
            for token in self.message.tokens
            if token.kind == "quote" and token.end <= MOST_READ and self.is_free(token.start, token.end)
        ]

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
        return self._around(SENTENCE_END, at)

    def part(self, at: int) -> tuple[int, int]:
        """Where the part of a sentence around a place begins and ends."""
        return self._around(PART_END, at)

    def _around(self, pattern: re.Pattern[str], at: int) -> tuple[int, int]:
        starts, ends = _borders(pattern, self._bare)
        before = bisect_right(ends, at)
        after = bisect_left(starts, at, before)
        return (ends[before - 1] if before else 0), (
            starts[after] if after < len(starts) else len(self._bare)
        )

    def parts(self) -> Iterator[tuple[int, int]]:
        """Parts of sentences that hold something that is not understood yet."""
        start = 0
        for found in [*PART_END.finditer(self._bare), None]:
            end = found.start() if found is not None else len(self._bare)
            if self._bare[start:end].strip(f" {HIDDEN}{AGED}"):
                yield start, end
            start = found.end() if found is not None else end

    def tokens(self, start: int, end: int) -> list[Token]:
        """Tokens within a span."""
        return [token for token in self.message.tokens if start <= token.start and token.end <= end]


@lru_cache(maxsize=8)
def _borders(pattern: re.Pattern[str], text: str) -> tuple[list[int], list[int]]:
    """Where what parts a text begins, and where it ends; asked again and again for one text."""
    starts: list[int] = []
    ends: list[int] = [0]
    for sign in _BORDER_SIGN.finditer(text):
        found = pattern.match(text, sign.start()) if sign.start() >= ends[-1] else None
        if found is not None:
            starts.append(found.start())
            ends.append(found.end())
    return starts, ends[1:]


@lru_cache(maxsize=8)
def _as_typed(bare: str, text: str) -> str:
    """What is not hidden, as typed; asked for again and again."""
    hidden = (HIDDEN, AGED)
    return "".join([sign if sign in hidden else typed for sign, typed in zip(bare, text, strict=True)])


def without_glue(text: str) -> str:
    """Words without quotation marks and signs around them."""
    told = text.strip(" \t\n,，.。;；:：、-–—|")
    pairs = {"“": "”", '"': '"', "「": "」", "『": "』", "《": "》", "'": "'", "‘": "’"}
    if len(told) > 2 and pairs.get(told[0]) == told[-1]:
        told = told[1:-1].strip()
    return told


def han_share(text: str) -> bool:
    """Whether most of what is written is Chinese."""
    letters = [sign for sign in text if sign.isalpha()]
    return sum(map(is_han, letters)) * 2 > len(letters)
