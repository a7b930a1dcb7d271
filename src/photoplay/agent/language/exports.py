"""Rules about the finished file: exported now, held back, or only asked about."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.lexicon_briefs import PLATFORM_WORDS
from photoplay.agent.language.lexicon_manners import CREDITS_WORDS, EXPORT_WORDS, STATUS_WORDS
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.phrases import Hit, Phrases
from photoplay.agent.language.rules import Clause, Context

_WORDS = Phrases({"export": EXPORT_WORDS, "credits": CREDITS_WORDS, "status": STATUS_WORDS})
PLATFORMS = Phrases(PLATFORM_WORDS)

_NOT_NOW = re.compile(
    r"\bno (?:export|render|download)(?:ing|s)?\b|\b(?:don'?t|do not|dont|not|never|no need to|before (?:i|"
    r"we|you)|without|isn't|aren't|"
    r"won't|hold (?:off|the|on)|wait|later|tomorrow|tonight|some other time|not now)\b|不要|先别|别|不用|先不|"
    r"暂时不|还没|不急着|之前|不想|不导|明天|回头|晚点|以后|待会儿?|等[^，。]{1,12}再"
)
#: 没别的问题就导出: it is to be exported.
_IF_FINE = re.compile(
    r"(?:如果|要是)?(?:没有?|没什么)(?:别的|其他|其它|什么|啥)?(?:问题|毛病|意见|要改的)?(?:的话)?就"
    r"|\bif (?:there'?s |there is )?(?:nothing else|no other changes?|no problems?|not)\b"
)
_NOT_A_WISH = re.compile(
    r"\b(?:how (?:do|can|to|does)|what formats?|which formats?|can i export|formats? (?:can|"
    r"do)|export(?:ed)?[- ](?:quality|look|ready|style|settings?|formats?|presets?)|"
    r"how long (?:does|will)|how much|why|"
    r"after (?:i|we) export|when (?:i|we) export|costs?|free|failed|last export|"
    r"previous export|will the (?:export|render|file|download)|what (?:size|resolution|does)|"
    r"(?:can|could) (?:it|this|that|they|videos?) (?:also )?be (?:exported|rendered|downloaded))\b|怎么导出|"
    r"如何导出|什么格式|哪些格式|导出要多久|导出多少|导出失败|"
    r"导出格式|导出(?:大概|一次|一个|的(?:文件|视频))?.{0,4}(?:要|会|需要|有)?(?:多长|多久|多大|多少|几分钟)|"
    r"请问.{0,6}(?:能|可以)[^，。]{0,6}(?:导出|下载)|(?:^|[，,])(?:那|还|也|你们?|这里)?(?:能|可以|能不能|"
    r"可不可以|支持)导出"
    r"(?!.{0,4}了)[^，。]{1,8}(?:吗|么|不|[?？]|的$)|能导出什么|导出收费|导出要钱|级画质"
)
_LOSSLESS = re.compile(r"\blossless\b|无损")
_HIGH = re.compile(
    r"\b(?:high(?:est)?|best|max(?:imum)?|top|good|great) (?:possible )?(?:quality|resolution|"
    r"res)\b|\bhq\b|高画质|最高画质|高清|高质量|最好的画质|超清|蓝光"
)
_LOW = re.compile(
    r"\b(?:low(?:er|est)? (?:quality|res(?:olution)?)|draft|quick preview|preview quality|"
    r"small(?:est)? file|rough)\b|低画质|草稿|低清|小一点的文件|流畅画质"
)
_RESOLUTION = re.compile(r"\b(2160p|1440p|1080p?|720p?|480p|360p|4k|2k|uhd|full ?hd|fhd)\b")


def export(clause: Clause, ctx: Context) -> list[Intent]:
    """The finished file."""
    line = line_of(clause)
    hit = _export_hit(clause, line)
    if hit is None or _WORDS.concepts(line).get("credits"):
        return []
    before = ctx.previous
    if clause.joined == "run-on" and before and _WORDS.concepts(line_of(before)).get("credits"):
        return []  # "enough credits for another render"
    if re.search(r"扣|花多少|\bcosts?\b|\beat into\b", line) or _NOT_A_WISH.search(line):
        return []
    if _NOT_NOW.search(_MOST.sub(" ", _IF_FINE.sub(" ", line))) and not re.search(
        r"\bwithout (?:nitro|watermark|losing|loss)|fits?\b", line
    ):
        return _held(clause, line)
    if clause.quotes and re.search(r"\bwrite|\btitle|\bcaption|\bsay|写|标题", line):
        return []
    if _is_of_photos(clause, line, hit) or _asks_about_export(clause, line):
        return []
    slots = export_slots(clause, line)
    claim_all(clause)
    return [clause.intent("export_video", **slots)]


def _export_hit(clause: Clause, line: str) -> Hit | None:
    hit = _WORDS.concepts(line).get("export")
    if hit is None and _FILE.search(line) and not clause.has("text|title|caption"):
        return Hit(0, 7, "export", "the file")
    if hit is None and _SEND_IT.search(line) and len(line.split()) <= 7 and clause.own_photos is None:
        return Hit(0, 7, "export", "send it")
    is_limit = clause.bytes and _AT_MOST.search(line) and not clause.is_question
    if hit is None and is_limit and clause.own_photos is None and not _OF_UPLOADS.search(line):
        return Hit(0, 7, "export", "so many bytes")
    return hit


def _held(clause: Clause, line: str) -> list[Intent]:
    """“Don't export yet”: it waits for a word."""
    if _HOLDS.search(line) is None or clause.is_question:
        return []
    claim_all(clause)
    return [clause.intent("wait", export=export_slots(clause, line))]


_HOLDS = re.compile(
    r"^\W*(?:(?:please|pls|but|and|so|just|ok|no|oh|hey)\W+)*(?:don'?t|do not|dont|not|no|hold|wait|never)\b|"
    r"\blater\b|先别|先不|暂时|别急|不急|不着急|^别|^不要|等.{1,14}再"
)


def _is_of_photos(clause: Clause, line: str, hit: Hit) -> bool:
    """Whether a word that may mean an export is said of photos."""
    return hit.phrase in _ALSO_OF_PHOTOS and clause.own_photos is not None and _FINISHED.search(line) is None


_ALSO_OF_PHOTOS = frozenset(
    ("render", "save it", "get the file", "get the video", "dl", "i'm done", "final version", "deliver")
)


def _asks_about_export(clause: Clause, line: str) -> bool:
    if not clause.is_question:
        return False
    if _WORDS.concepts(line).get("status"):
        return True
    asks = re.search(r"\b(?:where|when|how|why|what|is there|did you|have you)\b", line)
    return (
        asks is not None
        and re.search(r"\bcan\b|\bcould\b|\bplease\b|\bhow about\b|\bwhy (?:not|don'?t)\b", line) is None
    )


#: The file itself is wished for, without a word of exporting.
_FILE = re.compile(
    r"\b(?:have|get|want|need|give me|gimme|send me|make me|get me|provide|hand me|do|grab) (?:\w+ ){0,4}?"
    r"(?:(?:as )?an? (?:\w+ )?(?:file|mp4|copy)|the (?:\w+ )?(?:file|mp4|link|copy)|(?:\w+ )?(?:copy|"
    r"file) (?:of|"
    r"i can|to|for|that))\b"
    r"|\b(?:final|finished) (?:\w+ )?(?:render|export|mp4|file|copy)\b"
    r"|(?:生成|出|给|要|拿|存)(?:我)?(?:一?[个份])?(?:最终|最后的?)?(?:的)?(?:文件|视频文件|影片档|视频档|档案|"
    r"成品|成片)|存到(?:我)?(?:的)?(?:手机|电脑|相册|本地)"
)
#: "The final version" is no photo.
_FINISHED = re.compile(
    r"\b(?:final|finished|last) (?:\w+ )?(?:version|cut|video|file|mp4|render|export|copy|product|thing|\d+p)\b"
)
#: What is no "not yet": 文件不要超过8MB.
_MOST = re.compile(
    r"(?:不要|别|不能|不可以?)(?:超过|大于|高于)|\bnot? (?:over|more than|bigger than|larger than)\b"
)
#: Whose size is spoken of, where it is not the video's.
_OF_UPLOADS = re.compile(r"\b(?:photos?|pictures?|images?|uploads?|files are)\b|照片|图片|上传")
#: A limit of the file's size is met by an export alone: "make it under 8MB".
_AT_MOST = re.compile(
    r"\b(?:under|below|less than|smaller than|max(?:imum)?|at most|no more than|not over|within|down to|fit)\b|"
    r"<|≤|不超过|不要超过|别超过|以内|之内|以下|小于|低于|不到|压到|压缩"
)
_SEND_IT = re.compile(r"\bsend it\b(?! (?:to (?!me\b)|back|down|up|behind))")


def more_export(clause: Clause, ctx: Context) -> list[Intent]:
    """“Send it, for Discord”: the place comes in a clause of its own."""
    line = line_of(clause)
    if not ctx.intents or ctx.intents[-1].act != "export_video" or len(line.split()) > 6 or clause.negated:
        return []
    slots = export_slots(clause, line)
    rest = re.sub(r"\b(?:for|to|on|as|in|the|a|an|please|pls|my|it|use|用|给|发)\b", " ", line)
    if not slots or (PLATFORMS.longest(line) is None and len(rest.split()) > 3):
        return []
    claim_all(clause)
    return [clause.intent("export_video", **slots)]


def export_slots(clause: Clause, line: str) -> dict[str, Any]:
    """Preset, quality, size and limit of the file, as said."""
    slots: dict[str, Any] = {}
    place = PLATFORMS.longest(line)
    if place is not None:
        slots["preset"] = place.concept
    for name, pattern in (("lossless", _LOSSLESS), ("draft", _LOW), ("high", _HIGH)):
        if pattern.search(line):
            slots["quality"] = name
            break
    size = _RESOLUTION.search(line)
    if size:
        told = size.group(1).replace(" ", "")
        slots["resolution"] = {
            "fullhd": "1080p",
            "fhd": "1080p",
            "uhd": "4k",
            "1080": "1080p",
            "720": "720p",
        }.get(told, told)
    if clause.bytes:
        slots["max_bytes"] = int(clause.bytes[0].value)
    return slots


def claim_all(clause: Clause) -> None:
    """The whole clause is read."""
    for token in clause.tokens:
        clause.claim(token)
