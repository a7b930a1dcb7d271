"""What a brief says in figures and names: kind, shape, length, pace, looks, which photos."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from photoplay.agent.language.brief_asking import KINDS, OCCASION_TALK
from photoplay.agent.language.lexicon_briefs import KIND_RANK
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Selection
from photoplay.agent.language.phrases import Hit
from photoplay.agent.language.rules import Clause, Context, Message
from photoplay.agent.language.song_length import length_of_song
from photoplay.agent.language.text import fold
from photoplay.agent.language.tokens import Token


def kind_said(brief_line: str, line: str, message: Message) -> dict[str, Any]:
    """Kind of cut, and the music that an occasion has by itself."""
    if _BEFORE_AFTER.search(message.plain) and not re.search(r"\b(?:birthday|wedding)\b|生日|婚礼", line):
        return {"kind": "before-after"}
    for told in (brief_line, line, message.plain):
        hits = _longest(KINDS.hits(told)[:_MOST_HITS])
        found = _ranked([hit.concept for hit in hits if _is_head(told, hit)])
        found = found or _ranked([hit.concept for hit in hits])
        if found == "single" and re.search(r"\b(?:photos|images|pictures|pics)\b|几张|这些", told):
            found = _ranked([hit.concept for hit in hits if hit.concept != "single"])
        occasion = OCCASION_TALK.longest(told)
        if found in ("", "slideshow", "announcement", "travel") and occasion is not None:
            kind, music = occasion.concept.split("|")
            return {"kind": found or kind, "music": music}
        if found == "reel" and _is_for_chat(hits, message.plain):
            continue
        if found:
            return {"kind": found}
    return {}


def _is_for_chat(hits: Sequence[Hit], plain: str) -> bool:
    """Whether a short video is for Discord, where clips lie: 短视频 says how long it is, and no more."""
    reels = {hit.phrase for hit in hits if hit.concept == "reel"}
    return reels <= _SHORT_ONES and _DISCORD.search(plain) is not None


_SHORT_ONES = {"短视频", "小视频", "短片", "short video", "short videos", "short vid"}
_DISCORD = re.compile(r"(?<![a-z])(?:discord|nitro|dc(?:群|频道|服务器)?)(?![a-z])")


#: More words for kinds than these say nothing more.
_MOST_HITS = 60


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Without those that stand within a longer one: 活动预告 is no 预告."""
    return [
        hit
        for hit in hits
        if not any(
            one.start <= hit.start and hit.end <= one.end and one.end - one.start > hit.end - hit.start
            for one in hits
        )
    ]


def _ranked(kinds: Sequence[str]) -> str:
    return next((kind for kind in KIND_RANK if kind in kinds), "")


_NOUN = re.compile(
    r"^\W{0,2}(?:style |type |promo |themed |like )?(?:videos?|vids?|clips?|films?|movies?|slideshow|montage|"
    r"announcement|trailer|teaser|promo|ads?|advert|tour|"
    r"(?:宣传|推广|小|短|类|的|带货|风格的?)*(?:视频|短片|影片|片子|片|mv|广告|相册))\b"
)
_HEADS = re.compile(
    r"^(?:trailer|teaser|.* trailer|announcement|.*预告片|公告|通知|recipe|菜谱|食谱|product .*|wedding film)$"
)


def _is_head(told: str, hit: Hit) -> bool:
    """Whether a word says which kind of video it is to be, and no more than what it shows: "a recipe video"."""
    return _NOUN.match(told[hit.end : hit.end + 24]) is not None or _HEADS.match(hit.phrase) is not None


_BEFORE_AFTER = re.compile(
    r"\bbefore\s*(?:and|&|/|-|vs\.?|n|\+|,)?\s*(?:the )?after\b|前后|before.{0,3}after|"
    r"对比(?:视频|短片|图|效果|展示)"
)


EACH = re.compile(
    r"\b(?:each|per|apiece|every|a (?:photo|picture|image|slide|pic|room|step|shot))\b|每|各|"
    r"一张|单图|单张|图均|/ ?(?:photo|pic|picture|image|slide|frame)\b"
)

_ABOUT = re.compile(r"\bhalf an? (?:minute|min)\b|半分钟")


#: A length that stands before the video's name is the video's: "a 20s clip of the cup", 30秒的主图视频.
_OF_VIDEO = re.compile(
    r"^[- ]?(?:long |second |的|左右的?|以内的?)*(?:[a-z]+ ){0,2}(?:videos?|vids?|clips?|reels?|slideshow|"
    r"montage|film|trailer|"
    r"teaser|promo|ads?|spot|movie)\b|^(?:钟)?(?:左右|以内)?的?[\u4e00-\u9fff]{0,6}(?:视频|短片|影片|片子|"
    r"广告|预告片|宣传片|动画)"
)


def _of_one(clause: Clause, token: Token, ctx: Context) -> bool:
    """Whether a length is that of a single photo, named right before or after it."""
    if _OF_VIDEO.match(clause.plain[token.end - clause.start :]):
        return False
    for mention in (one for one in clause.mentions if not one.weak):
        start, end = clause.tokens[mention.first].start, clause.tokens[mention.last].end
        between = clause.plain[end - clause.start : token.start - clause.start]
        made = re.search(r"[,，。;；]|做|弄|剪|拼|成|\bmake|\binto\b|\bfor a\b", between)
        near = (0 <= token.start - end <= 12 and not made) or 0 <= start - token.end <= 8
        named = not is_all(mention.selection) and is_there(mention.selection, ctx)
        said = clause.plain[start - clause.start : end - clause.start]
        if (
            near
            and named
            and not ("第" not in said and re.search(r"(?:一张|一图|每张|(?:照片|图片?)一)$", said))
        ):
            return True
    return False


_NO_LENGTH = re.compile(
    r"\b(?:transitions?|fades?|crossfades?|titles?|text|captions?|end card|card|logo|battery|"
    r"warranty|delivery|"
    r"old|years?|intro|outro|walk|drive|away|ago|hours?|flight|bake|cook|boil|simmer|fade-in|"
    r"min(?:ute)?s? (?:walk |drive |on foot )?(?:to|from|by))\b|转场|标题|续航|片尾|淡|叠化|步行|"
    r"车程|路程|到地铁|小时|"
    r"之前|保修|以前|烤|煮|炖|片头|字幕|前$"
)
_ERA = re.compile(r"^\d0 ?s$")
_OF_ERA = re.compile(
    r"\b(?:the|music|synth|style|disco|rock|vibes?|pop|retro|party|hits?|feel|look|theme|tune)\b"
)
_AT_CLOCK = re.compile(r"\s*(?:a\.?m|p\.?m|o'clock)\b|点")


def _near(clause: Clause, token: Token) -> tuple[str, str]:
    """What stands before and after a time, in its part of the sentence."""
    at = token.start - clause.start
    before = re.split(r"[,.;，。、|]|(?<=\w)-(?=[\u4e00-\u9fff])", clause.plain[max(0, at - 60) : at])[-1]
    after = clause.plain[at + len(token.text) : at + len(token.text) + 22]
    return before, re.split(r"[,;，。、|]|\. | with |-(?=[\u4e00-\u9fff])", after)[0]


def lengths_said(message: Message, ctx: Context) -> dict[str, Any]:
    """Length of the whole, and of each photo."""
    slots: dict[str, Any] = {}
    for clause in message.clauses:
        if clause.protects:
            continue
        for token in (one for one in clause.tokens if one.kind == "duration" and not one.carried):
            if _AT_CLOCK.match(clause.plain[token.end - clause.start :]) or _of_one(clause, token, ctx):
                continue
            before, after = _near(clause, token)
            near = f"{before[-18:]}{token.plain}{after[:18]}"
            is_era = _ERA.match(token.plain) and _OF_ERA.search(near)
            is_ordinal = (
                token.plain == "a second"
                and re.match(r" (?!each|per|apiece|for each|a (?:photo|pic))[a-z]", after) is not None
            )
            if is_era or is_ordinal or _NO_LENGTH.search(near) or not 0 < float(token.value) <= 1800:
                continue
            if EACH.search(f"{before}{token.plain}{after}"):
                slots.setdefault("per_photo", float(token.value))
            elif not _OF_SINGLE.search(f"{before[-18:]}|{after[:18]}"):
                slots.setdefault("seconds", float(token.value))
        if "seconds" not in slots and "per_photo" not in slots and _ABOUT.search(line_of(clause)):
            slots["seconds"] = 30.0
        ish = _ISH.search(clause.plain)
        if ish is not None and "seconds" not in slots and "per_photo" not in slots:
            slots["seconds"] = float(ish.group(1))
    song = None if "per_photo" in slots else length_of_song(message.plain, ctx)
    return slots if song is None else {**slots, "seconds": song}


_ISH = re.compile(r"\b(\d{1,3})[- ]?ish (?:seconds?|secs?|s)\b")
_OF_SINGLE = re.compile(r"\b(?:first|last|second|third)\b(?! (?:video|clip|thing|of all))|\bafter\b|第")


def is_there(photos: Selection, ctx: Context) -> bool:
    """Whether photos of a selection can be there: numbers within the count, words that a file's name has."""
    most = max(ctx.count, len(ctx.scene.shots))
    for ref in photos.include:
        if ref.kind == "number" and abs(ref.value) > most:
            return False
        if ref.kind == "words" and not any(str(ref.value).casefold() in fold(name) for name in ctx.names):
            return False
    return True


def is_all(photos: Selection) -> bool:
    return all(ref.kind in ("all", "photos", "new", "it") for ref in photos.include) and not photos.exclude


#: A photo by its number: "the first photo", "photo 3", 第三张; not "names first".
COUNTED = re.compile(
    r"\b(?:first|second|third|fourth|fifth|last|\d+(?:st|nd|rd|th)) (?:\w+ )?(?:photo|picture|"
    r"pic|image|shot|slide|clip|one|file)|"
    r"\b(?:photo|picture|pic|image|shot|slide|clip|file)s? (?:number |no\.? ?|#)?(?:\d|one\b|"
    r"two\b|three\b)|第|张|图|幅"
)


#: Looks that a brief names in passing ("warm colours, black and white"); the others are kinds and moods as well.
_PLAIN_LOOKS = ("bw", "sepia", "vintage", "warm", "cool", "vivid", "faded", "matte")


def looks_said(message: Message) -> list[list[Any]]:
    """Looks of the whole that no command names."""
    found: list[list[Any]] = []
    for clause in message.clauses:
        if clause.protects or (clause.own_photos is not None and not is_all(clause.own_photos)):
            continue
        for place, token in enumerate(clause.tokens):
            near = " ".join(one.plain for one in clause.tokens[place + 1 : place + 3])
            name = next((look for look in _PLAIN_LOOKS if f"look:{look}" in token.concepts), None)
            is_music = re.search(r"music|song|tune|音乐|配乐|曲", near) is not None
            if (
                name
                and not is_music
                and not token.files
                and place not in clause.negated_tokens
                and [name, None] not in found
            ):
                found.append([name, None])
    return found[:2]


_PLAIN_WAYS = re.compile(
    r"^(?:crossfades?|cross fades?|dissolves?|cross dissolves?|hard cuts?|straight cuts?|fades|"
    r"wipes|淡入淡出|叠化|"
    r"溶解|硬切|交叉淡化|slides)$"
)
_NO_WAYS = re.compile(
    r"\b(?:no|without(?: any)?|zero) transitions?\b(?! (?:other|except|but|besides|apart))|"
    r"(?:不要|别加|无|不加|不用|没有)(?:任何)?转场|"
    r"转场(?:不要|别加|不用)"
)


def _is_denied(clause: Clause, place: int) -> bool:
    """Whether a word is said not to be, in its own part of the clause: "no text, simple fades" denies no fades."""
    start = next((at + 1 for at in range(place - 1, -1, -1) if clause.tokens[at].plain in ",，、;；"), 0)
    return place in clause.negated_tokens and any(one.has("not") for one in clause.tokens[start:])


def transition_said(message: Message) -> dict[str, Any]:
    """Transitions that no command names: "slow crossfades", "just plain fades"."""
    for clause in message.clauses:
        if clause.protects:
            continue
        if _NO_WAYS.search(line_of(clause)):
            return {"transition": "none"}
        for place, token in enumerate(clause.tokens):
            way = next(
                (one.partition(":")[2] for one in sorted(token.concepts) if one.startswith("way:")), ""
            )
            beside = clause.tokens[max(0, place - 3) : place + 3]
            named = _PLAIN_WAYS.match(
                re.sub(r"^(?:simple|soft|slow|plain|gentle|smooth|nice|subtle|basic) ", "", token.plain)
            ) or any(one.has("transition") for one in beside)
            if way and named and not _is_denied(clause, place) and not token.files:
                return {"transition": way}
    return {}
