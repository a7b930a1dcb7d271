"""Wishes that are understood and cannot be done."""

from __future__ import annotations

import re

from photoplay.agent.language.lexicon_safety import CANNOT_WORDS
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Clause, Context

_CANNOT = Phrases(CANNOT_WORDS)

_IMPERATIVE = re.compile(
    r"^(?:[\W_]|please|pls|plz|can you|could you|would you|will you|and|then|also|now|ok|okay|"
    r"hey|hi|yo|so|just|when (?:it's )?done|i want you to|i need you to|i'd like you to|"
    r"go ahead and|after that|finally|"
    r"请|帮我|麻烦|然后|再|能不能|可以|直接|最后|顺便|给我|能|替我|再帮我)*"
)

_PUBLISHES = re.compile(
    r"(?:post (?:it|this|the|that|my)|publish|upload (?:it|this|the|that|my)|share (?:it|this|"
    r"the|that) (?:on|to|with)|schedule|email|e-mail|tweet|whatsapp it|airdrop|send (?:it|"
    r"this|the video) to (?!me\b|my (?:phone|computer))|"
    r"发布|上传到|发到|帮我发|定时发|发邮件|发给(?!我)(?![^,，。]{1,6}看)|传到|同步到|分享到)"
)

_ADDS_THING = re.compile(
    r"\b(?:add|put|draw|place|insert|include)\b (?:in )?(?:a|an|some|the|another|"
    r"falling)? ?(?:\w+ )?(?:person|people|man|woman|dragon|unicorn|snow(?:fall|flakes)?|rain|"
    r"fireworks|confetti|balloons|sunglasses|beard|mustache|wings|ghost|ufo|spaceship|"
    r"sparkles?|glitter|lightning|explosions?)\b"
    r"|\b(?:make|let|have)\b (?:the |my |our )?(?:her|him|them|it|dog|cat|baby|people|man|"
    r"woman|girl|boy|person|character|kid|kids|grandma|grandpa|mom|dad|he|"
    r"she) (?:to )?(?:dance|walk|talk|speak|sing|smile|blink|wave|run|jump|hug|kiss|fly|laugh|"
    r"cry|nod|turn (?:his|her|its) head)\b"
    r"|让.{0,8}(?:跳舞|走路|说话|唱歌|笑起来|眨眼|挥手|跑起来|拥抱|飞|点头|转头|开口)"
)

_ERASES = re.compile(
    r"\b(?:remove|erase|delete|get rid of|take out|edit out|"
    r"photoshop out)\b[^,.;]{0,24}\b(?:people|person|guy|man|woman|stranger|tourists?|"
    r"passers?-?by|crowd|car|wires?|trash|shadow|ex|date stamp|pimple|glare|"
    r"reflection)s?\b[^,.;]{0,12}\b(?:from|in|behind|off|out of)\b"
    r"|(?:去掉|消除|删掉|移除|抹掉|p掉|去除|擦掉)[^，。;；]{0,8}(?:路人|游客|杂物|电线|电线杆|"
    r"反光|痘痘|皱纹|黑眼圈|垃圾桶)|(?:路人|游客|杂物|电线|反光|痘痘|皱纹|"
    r"黑眼圈)[^，。]{0,4}(?:去掉|消除|删|p掉|抹掉|去除)"
)
_QUALIFIES = re.compile(r"\b(?:no|without|don't (?:want|need|add)|not)\b|不要|别|不用|不需要|不想要?|没有")


def cannot(clause: Clause, ctx: Context) -> list[Intent]:
    """A wish that is understood and cannot be done."""
    line = line_of(clause)
    start = _IMPERATIVE.match(line)
    rest = line[start.end() :] if start else line
    what = ""
    if _PUBLISHES.match(rest):
        what = "publish"
    elif _ERASES.search(line):
        what = "retouch"
    elif _ADDS_THING.search(line) and not clause.files:
        what = "generation"
    else:
        hits = [hit for hit in _CANNOT.hits(line) if hit.concept != "publish"]
        if hits:
            what = max(hits, key=lambda hit: hit.end - hit.start).concept
    if not what or clause.files:
        return []
    if what == "retouch" and "watermark" in line and _has_corner_logo(ctx):
        return []
    if what == "voice" and re.search(r"\b(?:remove|mute|no|without|lower|reduce)\b|去掉|静音|不要|关", line):
        return []
    if what == "remove-background" and clause.color is not None and not re.search(r"抠|\bcut", line):
        return []
    if what == "gif" and re.search(r"\bexport|\bdownload|\brender|导出|下载", line):
        return []
    if what == "3d" and re.search(r"cube|transition|转场|立方", line):
        return []
    if _QUALIFIES.search(line) and not re.search(r"\bwithout (?:the )?(?:background|people)", line):
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("cannot", what=what)]


def _has_corner_logo(ctx: Context) -> bool:
    return bool(ctx.scene.logos) and any("logo" in str(intent.act) for intent in ctx.scene.memory.intents)
