"""Whether a clause asks for a whole video: "make a birthday video …", "slideshow from these", 做个视频."""

from __future__ import annotations

import re

from photoplay.agent.language.lexicon_briefs import (
    KIND_RANK,
    KIND_WORDS,
    MAKE_WORDS,
    OCCASIONS,
    VIDEO_WORDS,
    words,
)
from photoplay.agent.language.lines import HIDDEN, line_of
from photoplay.agent.language.phrases import Hit, Phrases
from photoplay.agent.language.rules import Clause, Context, Message

OCCASION_TALK = Phrases({f"{kind}|{music}": told for (kind, music), told in OCCASIONS.items()})
KINDS = Phrases(KIND_WORDS, endings=True)

_MAKES = Phrases({"make": MAKE_WORDS})

_VIDEOS = Phrases({"video": VIDEO_WORDS}, endings=True)

_DEFINITE = frozenset(
    words("the, this, that, these, those, its, your, whole, entire, current, existing, his, her, their")
)

_INDEFINITE = frozenset(words("a, an, one, another, some, me, us, new"))

_MINE = frozenset(words("my, our"))

#: Nouns that are whole videos only when something is made into them, and something else elsewhere.
_LOOSE = frozenset(
    (
        "something",
        "spot",
        "short",
        "story",
        "stories",
        "edit",
        "intro",
        "clip",
        "clips",
        "album",
        "piece",
        "ad",
        "对比",
        "预告",
        "动画",
        "广告",
        "合集",
        "gif",
        "动图",
        "presentation",
        "tribute",
        "invite",
        "comparison",
        "recap",
    )
)

_CHANGE_OF_IT = re.compile(
    r"^(?:[\w\s,'’]{0,40}\b)?(?:make|turn|convert|change|transform|want|need|recut|re-cut|"
    r"redo|rework|cut)\b\s+(?:it|this|that|everything|them|all(?: of (?:it|this|them))?|"
    r"the (?:whole )?(?:video|slideshow|thing|photos|pictures)|these(?: photos| pictures)?|"
    r"my (?:photos|pictures|video))\b"
)

_COMPARED = re.compile(
    r"\b(?:longer|shorter|slower|faster|brighter|darker|louder|quieter|bigger|smaller|warmer|"
    r"cooler|smoother|better|pop|vertical|square|horizontal|portrait|landscape|"
    r"black and white)\W*$"
)

_ANIMATE = re.compile(
    r"\banimat\w+ (?:this|it|the|my|these|all|our|these|an?)\b(?! text| title)|"
    r"\bbring\w* (?:\w+ ){0,4}?to life\b|\b(?:turn|convert|transform|make|change)\w* (?:all |"
    r"all of )?(?:my|these|this|the|our|those|some|three|four|five|six|ten|\d+|still|"
    r"a)? ?(?:\w+ ){0,3}?"
    r"(?:images?|photos?|pictures?|pics?|stills?|files?|artwork|drawing|illustration|"
    r"character|oc|portrait|selfie|art|snaps?)\W*(?:in ?to(?: an?)?(?: \w+)?)?\W*$|\b(?:put|"
    r"string|stitch|combine|merge|join|cut|throw|edit|mix) (?:\w+ ){0,5}?(?:together|"
    r"into one)\b|\bcombine (?:all|these|my|the|them)\b"
    r"|(?:全部|都|所有|一起)[^，。]{0,4}(?:放|加|排|摆)(?:上去|进去|进来|上)|按[^，。]{0,6}顺序[^，。]{0,6}(?:放|排|连|接|摆)"
    r"|(?:视频|片段|录像|照片|图片?)[^，。]{0,3}(?:加|放)(?:进去|进来|上去)"
    r"|动起来|拼(?:到|在)?一起|拼起来|串(?:起来|在一起|成一个|联)|接起来|连在一起|连成|"
    r"合在一起|合并起来|连起来|剪到一起|剪在一起|活起来|接在一起"
)

#: "Make this photo move", without a place where it should go.
_MADE_TO_MOVE = re.compile(
    r"\b(?:make|have|let|get) (?:this|it|the|my|these|that|them|our)(?: (?!to\b)\w+){0,3}? "
    r"(?:move|moving|come alive|come to life|look alive)(?: (?:a bit|a little|slowly|gently|slightly))?\W*$"
)

_ZH_MAKE = re.compile(
    r"(?:做|制作|生成|剪辑?|弄|搞|整|来|出|拼|合成|转换?|变|串|连|编辑?|创建|要|想要|需要|产出|"
    r"设计|组成|配|整合|给我|帮我|弄出|录|拍|汇总)(?:成|为|个|出|一|"
    r"成了)?[^,，。；;！!？?\n]{0,28}?"
    r"(?P<noun>视频|短片|片子|影片|幻灯片|电子相册|相册|影集|动画|预告片|短视频|vlog|小视频|"
    r"微电影|广告片|广告|mv|合集|宣传片|电影|集锦|纪录片|小电影|邀请函|video|slideshow|clip|"
    r"reel|短剧|贺卡|回顾|限动|限时动态|reels|story|片|对比)"
)

#: A wish for a video that names no verb of making, or no video: "a reel for tonight", "something lovely out of these".
_PROMISED = re.compile(
    r"\b(?:make|do|create|put together|whip up|build|want|need|cook up) (?:me |"
    r"us )?(?:something|sth|smth|one (?:from|out of|with|of) (?:my|our|these|those|the|them))\b|\b(?:want|"
    r"need|needs|promised?|asked? (?:me )?for|"
    r"looking for|owe|due|would love|like) (?:\w+ ){0,2}?(?:a|an) (?:\w+[ -]){0,4}?(?:video|"
    r"slideshow|reel|montage|clip|film|trailer)\b"
    r"|(?:做|弄|剪|整|搞)(?:点|个|一个|些)(?:东西|好看的|啥)|做成?一段|做个记录|成长记录|"
    r"随便(?:剪|做|弄)|剪一个看看|你看着办|\bmake (?:it|them|these|this) look (?:good|nice|"
    r"pretty|awesome|cool|great|amazing)\b"
)

_NOT_A_BRIEF = re.compile(
    r"\b(?:don't|do not|dont|never|not)\s+(?:make|create|build|turn|do|want|need)\b|(?:不要|"
    r"别|先别|不用|不想)(?:做|生成|制作|弄|剪)"
)

_POST_ZH = re.compile(
    r"(?:视频|片子|影片|短片)(?:原声|声音|片段|长度|时长|里的?|中的?|的(?:长度|音乐|声音|结尾|"
    r"开头|标题|时长|比例|尺寸|节奏|速度)|比例|尺寸|标题|开头|结尾|太|再|改|调|要)"
)

_INTO = re.compile(r"\binto (?:a|an|one|my|some)\b")


#: What could be made of any photos is asked, not wished for: "can you make videos from photos?".
_ABILITY = re.compile(
    r"^\W*(?:so |hey |hi |hello |and |also )*(?:can|could|do|does|are) (?:you|it|this|photoplay) (?:also |"
    r"even |really |able to )*"
    r"(?:make|create|do|produce|generate|build)s? (?!.*\b(?:my|our|these|those|them|me|us|this|the|it)\b)"
    r"[^,.]{0,24}\b(?:videos|slideshows|reels|trailers|films|movies|clips)\b|"
    r"^\W*(?:你们?)?(?:能|会|可以)(?:用照片|拿照片|把照片)?(?:做|剪|生成)(?:哪些|什么|啥|几种)"
)
#: A new video in place of the one that is there.
_ANOTHER = re.compile(
    r"^\W*(?:please |can you |could you |now |ok |okay |then |just )*(?:make|create) (?:me |us )?"
    r"(?:another|a (?:new|fresh|different|second)|a (?:totally|completely|whole) (?:new|different)) (?:one|"
    r"version|cut)\b"
)
#: Said before a video that is to take the place of the one that is there.
_INSTEAD = re.compile(
    r"\bnew idea|\bforget (?:this|that|it|about)|\bscrap|\bscratch that|\bnever ?mind|\bstart (?:over|again|"
    r"fresh|from)|"
    r"\bchange of plan|\binstead\b|\bon second thought"
)


def in_two_clauses(message: Message) -> list[int]:
    """A wish whose verb and video stand in two clauses: "turn three photos and a logo into a clip"."""
    for number, (clause, after) in enumerate(zip(message.clauses, message.clauses[1:], strict=False)):
        line, rest = line_of(clause), line_of(after)
        if (
            _MAKES.hits(line)
            and _INTO.search(rest)
            and _VIDEOS.hits(rest)
            and not clause.has("remove")
            and not clause.protects
        ):
            return [number, number + 1]
    return []


def asks_for_video(clause: Clause, ctx: Context, number: int) -> bool:
    """Whether a clause asks for a whole video."""
    if re.search(r"(?:能|会|可以)(?:帮我|帮忙|给我)?(?:做|弄|剪|搞)(?:点|些)?(?:啥|什么|哪些)", clause.plain):
        return False
    if clause.is_question and not re.search(r"\b(?:can|could|would|will)\b|吗|能|可以", clause.plain):
        return False
    line = line_of(clause)
    if _NOT_A_BRIEF.search(line) or clause.protects or _ABILITY.search(line):
        return False
    if ctx.has_timeline and _ANOTHER.search(line):
        return True
    if (
        _ANIMATE.search(line)
        and (not clause.has("look|aspect|background") or _VIDEOS.hits(line))
        and not _COMPARED.search(line)
    ):
        return (
            not ctx.has_timeline
            or "animate" not in line
            or bool(_VIDEOS.hits(line))
            or not clause.has("motion")
        )
    if not ctx.has_timeline and (
        _MADE_TO_MOVE.search(line) or _PROMISED.search(line) or _explicit_kind(line) == "before-after"
    ):
        return True
    return _asks_english(clause, line, ctx, number) or _asks_chinese(clause, line, ctx)


def _asks_english(clause: Clause, line: str, ctx: Context, number: int) -> bool:
    makes = [hit for hit in _MAKES.hits(line) if hit.phrase.isascii()]
    videos = [hit for hit in _VIDEOS.hits(line) if hit.phrase.isascii()]
    if not videos:
        return False
    kind = _explicit_kind(line)
    if kind and _CHANGE_OF_IT.search(line) and videos:
        after = _CHANGE_OF_IT.search(line)
        if after and videos[-1].start >= after.end() and _is_into(line[after.end() : videos[-1].start]):
            return True
    for video in videos:
        article = _article(line, video.start)
        before = [hit for hit in makes if hit.end <= video.start]
        if article == "definite" or (article == "mine" and ctx.has_timeline):
            continue
        if video.phrase in _LOOSE and article != "indefinite" and not kind:
            continue
        if before and not _is_aside(line, before[-1], video):
            if article == "" and ctx.has_timeline and not kind:
                continue
            return not (ctx.has_timeline and not kind and _CHANGE_OF_IT.search(line) is not None)
        if ctx.has_timeline and video.phrase in _LOOSE and article != "indefinite":
            continue
        anew = number == 0 or (kind and _INSTEAD.search(ctx.message.plain[: clause.start]) is not None)
        if not before and anew and _is_heading(clause, line, video, kind, article):
            return True
    return False


def _is_into(between: str) -> bool:
    return re.search(r"\b(?:into|a|an|like a|as a)\b", between) is not None or not between.strip()


def _explicit_kind(line: str) -> str:
    """A kind other than "a video"."""
    found = [hit.concept for hit in KINDS.hits(line)]
    return next((kind for kind in KIND_RANK if kind in found), "")


def _article(line: str, at: int) -> str:
    """Which article a noun has: "definite", "indefinite", "mine" or ""."""
    words = re.findall(r"[a-z0-9'’&:%$.-]+|[,;]", line[:at])[-9:]
    for word in reversed(words):
        if word in _INDEFINITE or word == "into":
            return "indefinite"
        if word in _DEFINITE:
            return "definite"
        if word in _MINE or word.endswith("'s"):
            return "mine"
        if word in (",", ";", "of", "for", "to", "in", "on", "with", "from", "and", "at", "over", "under"):
            return ""
    return ""


def _is_aside(line: str, make: Hit, video: Hit) -> bool:
    """Whether the noun is only part of something else that is made: "a title for a video"."""
    between = line[make.end : video.start]
    if HIDDEN in between:
        return True
    if re.search(
        r"\b(?:title|caption|text|music|song|logo|transition|end card|subtitle|words|effect|"
        r"filter|background|border|frame|volume|sound|voice)s?\b[^,]{0,30}\b(?:for|to|in|of|on|"
        r"from)\b",
        between,
    ):
        return True
    weak = make.phrase in (
        "put",
        "have",
        "show",
        "like",
        "get",
        "give",
        "need",
        "want",
        "share",
        "start",
        "edit",
        "cut",
        "design",
        "love",
        "mix",
        "video",
        "render",
    )
    return weak and len(re.findall(r"\w+", between)) > 12


def _is_heading(clause: Clause, line: str, video: Hit, kind: str, article: str) -> bool:
    """Whether a message begins with what is wanted: "Product video for our listing", "slideshow from these"."""
    lead = line[: video.start]
    if re.search(
        r"\b(?:is|are|was|looks?|sounds?|add|remove|delete|move|swap|change|set|play|mute|trim|"
        r"speed|slow|rotate|reverse|export|download|upload|fade|keep|use|crop|the|this|that|of|"
        r"from|in|on|after|before)\b",
        lead,
    ):
        return False
    if clause.has("remove|move|swap|change|export|undo"):
        return False
    rest = line[video.end :]
    if re.search(
        r"^\s*(?:is|are|was|looks?|sounds?|should|needs?|length|volume|quality|size|title|file|"
        r"format|speed|off|on|out|\d+)\b",
        rest,
    ):
        return False
    plain_noun = video.phrase in ("video", "videos", "clip", "clips") and not kind and article != "indefinite"
    if plain_noun and OCCASION_TALK.first(line) is not None:
        return True
    if plain_noun and len(clause.tokens) <= 3 and not rest.strip(" .!?") and not lead.strip():
        return True
    if plain_noun:
        return bool(
            re.search(r"^\s*(?:from|of|with|for|out of|using|to|please|pls)\b", rest)
        ) and not lead.strip().endswith("and")
    return video.phrase not in _LOOSE or article == "indefinite" or bool(kind)


#: A new one in place of the one that is there, with or without its noun.
_ANEW = re.compile(
    r"(?:重新|从头|另外?|再)(?:给我|帮我)?(?:做|剪|弄|来|生成|制作|搞)(?:个|一个|一版|一条|一支|一份|一段|"
    r"出来|一遍|一次)"
    r"(?:新的?)?(?=$|\W|视频|短片|影片|片子|吧|别的|不一样的|竖|横|方)"
)


_ANEW_KIND = re.compile(
    r"(?:重新|从头|另外?|再)(?:给我|帮我)?(?:做|剪|弄|来|生成|制作)(?:个|一个|一版|一条|一支|一份|一段)"
    r"[\u4e00-\u9fff]{1,6}(?:的|版的?)(?=$|\W|吧)"
)


def _asks_chinese(clause: Clause, line: str, ctx: Context) -> bool:
    found = _ZH_MAKE.search(line)
    if re.search(r"重做|再做回", line) and ctx.has_timeline:
        return False
    if re.search(r"够|点数|积分|额度|余额", line):
        return False
    if ctx.has_timeline and (_ANEW.search(line) or (_ANEW_KIND.search(line) and _explicit_kind(line))):
        return True
    if found is None:
        return (
            bool(
                re.match(
                    r"^[^,，。]{0,16}(?:的)?(?:视频|短片|相册|预告片|幻灯片)(?:吧|,|，|。|：|:|!|！|$)", line
                )
            )
            and bool(_explicit_kind(line))
            and not ctx.has_timeline
            and not clause.has("remove|change")
        )
    noun = found.group("noun")
    at = found.start("noun")
    between = line[found.start() : at]
    tail = line[at : at + 8]
    if _POST_ZH.match(tail) or re.search(r"(?:这个|那个|整个|这条|这段|现在的|原)$", between):
        return False
    if noun in ("片", "对比", "动画", "广告", "电影", "回顾") and (
        (noun == "片" and re.match(r"片(?:头|尾|段|名|子)", tail))
        or (noun == "动画" and clause.has("text|title|motion"))
    ):
        return False
    if re.search(r"(?:标题|字幕|音乐|转场|滤镜|logo|片尾|片头|封面)[^,，]{0,6}$", between) and not re.search(
        r"做|生成|制作", between
    ):
        return False
    kind = _explicit_kind(line)
    if (
        ctx.has_timeline
        and re.search(
            r"(?:把|将)?(?:它(?!们)|这个|视频|整个|影片|片子|整体)[^,，]{0,8}(?:做|改|变|转|弄|剪|调)", line
        )
        and not (kind and kind != "reel")
    ):
        return False
    if ctx.has_timeline and not kind:
        return (
            re.search(r"(?:做|制作|生成|剪|来|出|弄|搞)(?:一|个)|重新|新的?|用这|这几张|这些", line)
            is not None
        )
    return True
