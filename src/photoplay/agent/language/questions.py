"""Questions about the video, and about what can be done at all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from photoplay.agent.language.exports import PLATFORMS
from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.posture import posture_of
from photoplay.agent.language.rules import Clause, Context
from photoplay.export.presets import PRESETS

_ABOUT = Phrases(
    {
        "length": words(
            "how long, length, duration, running time, runtime, run time, how many seconds, how many "
            "minutes, "
            "seconds long, seconds is, total time",
            "多长 多久 时长 几秒 多少秒 总长 几分钟 长度",
        ),
        "photos": words(
            "how many photos, how many pictures, how many images, how many pics, how many slides, "
            "how many are left, how many left, how many do i have, how many are there, how many remain, "
            "how many have i got, how many do we have, how many is it, how many are in, how many still, "
            "which photo, which picture, which image, what photo, what picture, first photo, last "
            "photo, which one, which one is, photo, photos, picture, "
            "pictures, pic, pics, image, images, slide, slides, order",
            "几张 多少张 哪张 哪一张 哪个文件 照片 图片 顺序 第几张 哪几张 张",
        ),
        "music": words(
            "music, song, soundtrack, track, tune, bgm, how loud, volume, playing, audio",
            "音乐 歌 配乐 音量 曲子 bgm 什么歌",
        ),
        "texts": words(
            "title, text, caption, captions, texts, words, subtitle, say, font, written",
            "标题 文字 字幕 写的 写了 写着 字体 副标题",
        ),
        "size": words(
            "aspect, aspect ratio, resolution, format, size, dimensions, vertical, horizontal, "
            "portrait, landscape, fps, frame rate, 1080p, orientation, ratio, square, shape",
            "尺寸 分辨率 比例 横屏 竖屏 帧率 画幅 多大 格式 几比几 横的 竖的 横式 直式 竖版 横版 横向 竖向 直的",
        ),
        "transitions": words("transition, transitions, between photos, crossfade", "转场 过渡"),
        "looks": words("filter, filters, look, looks, colour grade, effect, effects", "滤镜 色调 特效 调色"),
        "files": words(
            "file, files, uploaded, upload, uploads, in the bin, did you get, did you receive, media",
            "文件 上传 素材 收到",
        ),
        "changes": words(
            "what did you change, what changed, what have you changed, what did you do, what was "
            "changed, what's different, what is different, what's new, did you change, did it work, "
            "did that work, what have you done, did you do it, did you add",
            "改了什么 改了哪些 做了什么 变了什么 有什么变化 动了什么 改好了吗 加了吗 改了吗",
        ),
    },
    endings=False,
)
_ABILITY = Phrases(
    {
        "transitions": words("transition, transitions", "转场 过渡"),
        "looks": words("filter, filters, look, looks, effect, effects, styles, style", "滤镜 特效 风格 效果"),
        "moods": words(
            "music, mood, moods, song, songs, tracks, instruments, genres", "音乐 曲风 配乐 乐器 bgm"
        ),
        "shapes": words(
            "shape, shapes, aspect ratio, aspect ratios, ratios, orientation, orientations",
            "比例 画幅 横竖",
        ),
        "fonts": words("font, fonts, typeface, typefaces, lettering", "字体"),
        "formats": words(
            "format, formats, file type, file types, mp4, mov, gif, heic, webp, png, jpg, "
            "resolution, 4k, codec, raw, pdf, avi, mkv, image formats, picture formats, photo formats, video formats",
            "格式 分辨率 4k 支持什么 heic",
        ),
        "price": words(
            "price, cost, costs, free, pay, subscription, paid, charge, how much, credits cost, "
            "expensive, trial",
            "价格 收费 免费 多少钱 付费 要钱 会员 花钱",
        ),
        "platforms": words(
            "platform, platforms, tiktok, youtube, instagram, discord, presets, social",
            "平台 抖音 小红书 快手 油管",
        ),
        "limits": words(
            "limit, limits, maximum, max, how many photos can, how many pictures can, how many "
            "images can, how big, how large, longest, file size, at most, how long can, up to",
            "最多 上限 限制 最大 最长 多少张可以 能传多少",
        ),
        "generation": words(
            "generate images, generate pictures, generate photos, ai images, make up, create images, "
            "generate an image, generate a photo",
            "生成图片 画图 ai生成",
        ),
        "voice": words("voice, voiceover, narration, speak, talk, read", "配音 旁白 声音克隆 语音 朗读"),
    }
)

_IS_ABILITY = re.compile(
    r"\b(?:can|could) (?:you|u|i|we|it|this|one)\b|\bdo (?:you|u|i|we) (?:have|support|offer|"
    r"accept|need|do|know|take|understand|speak|store|keep|save|charge|allow|work)\b|"
    r"\b(?:which|what)\b.{0,40}\b(?:available|are there|do you have|can you|can i|could i|"
    r"do you (?:know|support|offer)|is there|supported|accepted|allowed|"
    r"options?|kinds?|types?|exist)\b|\bis (?:it|this|that) (?:possible|free|paid|safe|"
    r"private|open source|offline)\b|\bare (?:there|you able)\b.{0,30}\b(?:other|any|more|"
    r"limits?|templates?|fonts?|able)\b|\bhow (?:much does|much is|many \w+ can|big can|"
    r"large can|long can|expensive)\b|\bwhat(?:'s| is) the (?:max\w*|limit|price|cost|longest|"
    r"largest)\b"
    r"|\bwhat (?:formats?|fonts?|moods?|transitions?|styles?|effects?|filters?|platforms?|shapes?|"
    r"looks?|music|instruments?|genres?|presets?|resolutions?|languages?)\b|\bdoes (?:it|this|"
    r"that) (?:cost|support|work|have|do|run|need|handle)\b|\bable to\b|\blist (?:all |"
    r"the )?(?:transitions|fonts|looks|filters|moods|effects)\b|\bwill (?:it|this|"
    r"you) (?:cost|work|be free|keep|support)\b"
    r"|支持|能不能|可不可以|可以.{0,24}吗|能.{0,24}(?:吗|么)|会不会|有哪些|有什么|都有啥|"
    r"有没有|最多|上限|免费|收费|多少钱|要钱|能传|怎么收"
)
_REAL_QUESTION = re.compile(
    r"[?？]|吗|么$|呢$|\b(?:what|which|how|who|where|when|why|is|are|does|do|did|has|was|were|"
    r"tell me|wonder)\b|什么|哪|几|多少|多长|多久|怎么|为什么|谁|是不是|有没有|请问|多大|啥"
)


def ability(clause: Clause, ctx: Context) -> list[Intent]:
    """What can be done, which of a kind there are."""
    line = line_of(clause)
    if not _open(clause, ctx, line) or not _IS_ABILITY.search(line):
        return []
    hits = _ABILITY.hits(line)
    if not hits and not re.search(r"\b(?:you|u)\b|你|支持", line):
        return []
    order = ("limits", "price", "generation", "voice")
    about = next((one for one in order if any(hit.concept == one for hit in hits)), "")
    slots = {"about": about or hits[0].concept} if hits else {}
    return [_told(clause, "ask_ability", slots)]


_WILL_IT = re.compile(
    r"\b(?:will|does|would|is) (?:it|this|that|the video) (?:be )?(?:work|fit|okay|ok|fine|"
    r"play|good|allowed|accepted|compatible|suitable)\b|(?:能|可以)(?:直接)?(?:发|传|投|上传|用在)[^，。]{0,8}吗|"
    r"能用吗|能发吗|能播吗|可以发吗"
)


#: What is to be made so is no question: 导出一个能直接传 Discord 的版本.
_ORDERED = re.compile(
    r"^(?:请|帮我|给我)?(?:导出|匯出|輸出|输出|下载|做|弄)|^(?:please )?(?:export|make|render)\b"
)


def works(clause: Clause, ctx: Context) -> list[Intent]:
    """Whether the video will do for a place: a question, whatever place is named."""
    if re.search(r"\bhow (?:does|do|would|will)\b|怎么", line_of(clause)):
        return []
    place = PLATFORMS.longest(line_of(clause))
    is_asked = not _ORDERED.search(line_of(clause)) and _SMALL_ENOUGH.search(line_of(clause))
    if place is not None and PRESETS[place.concept].most_bytes and is_asked:
        return [_told(clause, "ask_ability", {"about": "fit", "platform": place.concept})]
    return [_told(clause, "ask_ability", {"about": "platforms"})] if _WILL_IT.search(line_of(clause)) else []


#: Whether the file will be taken: "is it small enough for Discord?", 发 Discord 会不会太大.
_SMALL_ENOUGH = re.compile(
    r"\b(?:small|light|tiny) enough\b|\btoo (?:big|large|heavy)\b|\b(?:file )?size (?:limit|ok|okay|fine)\b|"
    r"\b(?:will|does|would|can|is|are|should|do) [^.!?]{0,40}\b(?:fit|fits|under|within|upload|uploaded|post|send|"
    r"nitro|limit|accept|accepts|take|takes|work)\b|太大|够小|超(?:过|出|限)|放得下|大小(?:可以|行|合适|够)|"
    r"(?:能|可以)(?:直接)?(?:发|传|上传)|(?:发|传)得(?:了|上|出)|会不会大"
)


_WHAT_IF = re.compile(
    r"\b(?:if|suppose|supposing)\b[^.!\n]*\b(?:would|will|could|does|is)\b[^.!\n]*\?|(?:要是|"
    r"如果|假如|假设)[^。！\n]*(?:会|能|吗|多少|多长|多久|几)[^。！\n]*[?？]"
    r"|[^。！\n]*的话[^。！\n]{0,8}(?:多少|多长|多久|几秒|几张)"
)


@lru_cache(maxsize=8)
def _supposed(message: str) -> re.Match[str] | None:
    """Where a message supposes something; every clause of it asks."""
    return _WHAT_IF.search(message)


def what_if(clause: Clause, ctx: Context) -> list[Intent]:
    """What would be if: nothing is to be done, only said."""
    found = _supposed(ctx.message.plain)
    if found is None or not (
        found.start() <= clause.start < found.end() or clause.start <= found.start() < clause.end
    ):
        return []
    if re.search(r"\b(?:please|then do|go ahead)\b|就帮我|就给我", found.group()):
        return []
    hits = {hit.concept for hit in _ABOUT.hits(line_of(clause))}
    about = next((one for one in ("length", "size", "music", "photos") if one in hits), "all")
    if each := _would_each(ctx):
        return [_told(clause, "ask_project", {"about": "length", "would_each": each})]
    if "length" in hits and (would := _would_last(ctx)):
        return [_told(clause, "ask_project", {"about": "length", "would": would})]
    return [_told(clause, "ask_project", {"about": about})]


_EACH = re.compile(r"\b(?:each|every|all|per)\b|每|都|全部")


def _would_last(ctx: Context) -> float:
    """How long the video would be with all photos as long as the message supposes; 0: it does not say so."""
    said = [token for token in ctx.message.tokens if token.kind == "duration"]
    if len(said) != 1 or _EACH.search(ctx.message.plain) is None:
        return 0.0
    return float(said[0].value) * ctx.count


#: How long each would be: 改成20秒的话每张多久.
_ASKS_EACH = re.compile(
    r"\bhow long (?:would|will|is) (?:each|every)\b"
    r"|每(?:一)?张(?:照片|图)?(?:是|会|要|大概|停|有)*(?:多久|多长|几秒|多少秒)"
)


def _would_each(ctx: Context) -> float:
    """How long each photo would be if the video were as long as supposed; 0: that is not asked."""
    said = [token for token in ctx.message.tokens if token.kind == "duration"]
    if len(said) != 1 or not ctx.count or _ASKS_EACH.search(ctx.message.plain) is None:
        return 0.0
    return float(said[0].value) / ctx.count


def project(clause: Clause, ctx: Context) -> list[Intent]:
    """What the video is like as it stands."""
    line = line_of(clause)
    if not _open(clause, ctx, line):
        return []
    found = {hit.concept for hit in _ABOUT.hits(line)}
    if _CHANGED.search(line) and not found & _PARTS:
        found = {"changes"}
    at = _moment(clause, line)
    if at is not None and not found & {"texts", "music"}:
        return [_told(clause, "ask_project", {"about": "photos", "at": at})]
    if not found or (found == {"photos"} and _MOVES.search(line)):
        found |= {"motion"} if _MOVES.search(line) else set()
    if not found:
        return []
    if "length" in found and clause.own_photos is not None:
        return [_told(clause, "ask_project", {"about": "photos"})]
    if len(told := [one for one in _ORDER if one in found & _PARTS]) > 1 and _AND.search(line):
        return [_told(clause, "ask_project", {"about": one}) for one in told[:3]]
    if "changes" in found and told and not _CHANGED.search(line):
        found.discard("changes")  # "did you add a title?"
    return [_told(clause, "ask_project", {"about": next(one for one in _ORDER if one in found)})]


_ORDER = ("changes", "length", "music", "texts", "transitions", "looks", "motion", "size", "files", "photos")
#: How the camera moves: "is it zooming in or out?", 现在镜头怎么动.
_MOVES = re.compile(
    r"\b(?:camera|motions?|zooms?|zooming|pans?|panning|ken burns|movements?)\b|"
    r"\b(?:how|which way|which direction|where|what direction|what way) "
    r"(?:does|is|do|are|will) [^?]{0,24}\b(?:mov\w*|go|going)\b|"
    r"镜头|运镜|怎么(?:动|移动)|往哪(?:边|里|儿)?(?:动|移)|推近还是|拉远还是|推还是拉|是(?:推近|拉远|平移)"
)
#: Parts of a video that several may be asked about at once.
_PARTS = frozenset(("length", "music", "texts", "transitions", "looks", "size"))
_AND = re.compile(r"\band\b|[&+,，、]|和|还有|以及|跟")
_CHANGED = re.compile(
    r"\bwhat (?:\w+ )?(?:did|have|has) (?:you|u) (?:\w+ )?(?:change|changed|do|done|edit|edited|adjust|adjusted)\b|"
    r"\bwhat(?:'s| is| has| have)? (?:\w+ )?(?:changed|different|new)\b|"
    r"(?:改|动|变|做)(?:了|过)?(?:什么|哪些|哪里|哪儿|啥|哪)"
)
_AT = re.compile(
    r"\b(?:at|on screen|second|around|on)\b|第.{1,4}秒|秒(?:的时候|时|处|那里|是)|放到|到.{1,4}秒"
)


def _moment(clause: Clause, line: str) -> float | None:
    """The place in time that is asked about: "what's on screen at 0:04"; None: none is."""
    if _AT.search(line) is None or re.search(r"\bhow (?:long|many|much)\b|多长|多久|几秒|多少", line):
        return None
    for token in clause.kind("moment", "duration"):
        return float(token.value)
    told = re.search(r"\bsecond (\d{1,4})\b", line)
    return float(told.group(1)) if told else None


def _open(clause: Clause, ctx: Context, line: str) -> bool:
    """Whether the clause asks, and no rule made anything of it."""
    if any(intent.words == clause.text for intent in ctx.intents):
        return False
    if clause.is_question or re.search(r"[?？]", clause.text) or begins(line):
        return True
    return posture_of(clause, ctx.message) == "question"


_BEGINS = re.compile(
    r"^(?:so |and |but |ok |okay |hey |hi |um |well |please |just |wait |hold on |hang on |one sec |hmm |btw |"
    r"sorry |oh )*(?:what|which|how|who|"
    r"where|when|why|is|are|does|do|did|has|was|were|tell me|i wonder|can i|list)\b|^(?:请问|"
    r"那|现在|目前)?.{0,12}(?:什么|哪|(?<![这那余他剩后前头尾末间下面外])几[秒张个首]|多少|多长|多久|怎么|为什么|谁|是不是|"
    r"有没有|多大|啥)|[吗么]$"
    r"|^(?:请|麻烦|帮我|帮忙|你|先|再|那|然后|给我)*(?:汇报|报告|报一?下|告诉我|告知|说一?下|查一?下|查询|返回|列一?下|列出|统计)"
)


def begins(line: str) -> bool:
    return _BEGINS.search(line) is not None


def _told(clause: Clause, act: str, slots: dict[str, Any]) -> Intent:
    for token in clause.tokens:
        clause.claim(token)
    photos = clause.own_photos if act == "ask_project" else None
    return clause.intent(act, photos=photos, **slots)
