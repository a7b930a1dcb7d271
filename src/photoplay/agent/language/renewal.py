"""Whether a message beside a cut asks for a new one: none is thrown away for a shape or a feel."""

from __future__ import annotations

import re

from photoplay.agent.language.rules import Message

_NOUN = (
    r"(?:video|vid|slide ?show|montage|film|movie|clip|trailer|teaser|album|presentation|tribute"
    r"|recap|vlog|ad|advert|commercial|promo|"
    r"tutorial|invitation|invite|announcement|greeting|card|edit|cut|version|one|reel|short|story"
    r"|gif|compilation|collage|showcase|tour|spot|before[- /](?:and[- ])?after)s?"
)
_MAKES = (
    r"(?:make|makes|made|making|create|build|do|produce|generate|put together|whip up|cook up"
    r"|prepare|want|need|give me|get me|cut|design|"
    r"have|edit|compose|would like|'d like|would love|start|turn|convert|transform|change|remake"
    r"|recut|redo)"
)
_ANEW = re.compile(
    r"\b(?:start|begin|do|make|try|cut|build|redo|remake|recreate|rebuild) (?:it |this |everything "
    r"|the (?:whole )?(?:video|thing) |all )?(?:over(?! the)|again|anew|afresh|from scratch|from zero|"
    r"all over|fresh)\b|\bfrom scratch\b|\b(?:remake|recut|recreate|rebuild|redo) (?:it"
    r"|the (?:whole )?(?:video|thing)|everything)\b"
    rf"|\b(?:a |one )?(?:new|another|different|other|second|fresh|separate) (?:\w+[ -]){{0,3}}?{_NOUN}\b"
    rf"|\b{_MAKES}\b(?:(?! like (?:a|an|in)\b)[^.!?\n]){{0,60}}?\b(?:a|an"
    rf"|one)\b (?:[\w%:'’-]+ ){{0,6}}?{_NOUN}\b(?! (?:feel|feeling|vibe|look|style|touch|mood"
    rf"|atmosphere|effect|card|transition|font))"
    rf"|^\W*(?:(?:a|an|ok|okay|now|so|please|and) )*(?:[\w'’-]+ ){{0,4}}?(?:birthday|wedding|travel"
    rf"|product|memorial|party|family|baby|holiday|anniversary|graduation) (?:video|slide ?show"
    rf"|montage|film|clip|reel)\b"
    rf"|\b{_NOUN} (?:of|from|with|for|using) (?:only|just) (?:the |my |photo|picture|number)"
    rf"|\b{_NOUN} (?:of|from|with|for|using) (?:the |my )?(?:\w+ ){{1,3}}(?:only|alone|by itself|on its own)\b"
    r"|\bmake (?:it|this|these) into\b|\bout of (?:these|my|the) (?:photos|pictures|pics|images)\b"
    r"|重新(?!排|调|写|命)|重做|重来|从头|再(?:做|剪|来|弄|出)一?(?:个|条|支|段|部|版)|(?:做|剪"
    r"|制作|生成|出|弄|整|来|搞|改)(?:成)?(?:一|两)?(?:个|条|支|段|部|份|版)(?![^，。]*(?:感觉|的感"
    r"|标题|字幕|片头|片尾|转场|效果)).{0,20}?"
    r"(?:视频|短片|片子|影片|幻灯片|相册|影集|预告片|vlog|广告|宣传片|合集|集锦|邀请函|贺卡|版本?"
    r"|reel|video|slideshow|trailer|mv)|(?:做|改|变|剪|转)成.{0,12}?(?:视频|短片|相册|影集|预告片"
    r"|幻灯片|广告片|宣传片|vlog|邀请函|贺卡|教程)"
    r"(?!的?(?:感觉|风格|那样|那种|样子|格式|尺寸|比例))|新(?:的|做)?(?:一个)?(?:视频|短片|影片"
    r"|片子)|另(?:外|一)(?:做|个|条)?.{0,6}(?:视频|短片|影片|片子)|换(?:成)?(?:一)?(?:个|条"
    r"|支)[^，。]{0,10}(?:视频|短片|影片|片子)"
)
_FEELS = re.compile(
    r"\b(?:like|feels? like|look like|as if (?:it|this) (?:were|was)) (?:a|an|in a|one of those"
    r"|some)\b|\b(?:feel|feeling|vibe|style|look|touch|mood|energy|atmosphere)\b\W*(?:please|pls"
    r"|to it)?\W*$"
    r"|(?:像|跟).{0,12}(?:一样|那样|似的|那种)|(?:感觉|风格|那种感|的感)(?:吧|一点)?[。!！]*$"
)


def renews(message: Message) -> bool:
    """Whether a message asks for a new video, of a kind or at all.

    Args:
        message: To a project whose timeline holds a cut.
    """
    plain = message.plain
    return _ANEW.search(plain) is not None and not (len(message.clauses) == 1 and _FEELS.search(plain))
