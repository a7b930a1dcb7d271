"""Whether unquoted words are to be shown, or say something about what is shown: "the title is too small"."""

from __future__ import annotations

import re

_DESCRIBES = re.compile(
    r"(?:off|out|away|back|down|again|now|please|pls|too|as well|off again|out again|back again"
    r"|for now|instead|anymore|any more)(?: please| pls)?|"
    r"(?:is |are |was |looks? |seems? |feels? |still |just |really |kind of |kinda |also )*"
    r"(?:too|so|very|not|isn't|aren't|a (?:bit|little|tad)|a (?:typo|mistake|spelling)|really|way"
    r"|hard|difficult|"
    r"impossible|missing|gone|wrong(?:ly)?|ugly|cut off|cropped|covered|covers?|covering|hidden"
    r"|unreadable|illegible|invisible|"
    r"fine|ok|okay|there|still|blurry|in the way|overlaps?|overlapping|has|have|had|disappears?"
    r"|appears?|shows?|stays?|goes|"
    r"comes|needs?|looks?|seems?|feels?|could|can|can't|cannot|would|should|doesn't|does|do|don't"
    r"|isn't|won't|will|"
    r"bigger|smaller|larger|misspel\w*|misspelt|spelled|spelt|barely|hardly|almost|already|never"
    r"|always|much|more|"
    r"distracting|annoying|boring|off[- ]cent\w+|crooked|tiny|huge|small|large|big)\b(?!.*[\"“”'’]$).*"
    r"|(?:怎么|为什么|是不是|有点|有些|看不|挡|太(?!阳|空|平)|还是|有(?:错|个错|问题|误|误字"
    r"|几个错)|错了|错别字|打错|写错|被|显得|"
    r"不够|不清|不见|不好|不对|没有?(?!你|有)|能不能|可不可以|可以|也?要(?:大|小|红|白)|应该|歪|偏"
    r"|粗体|斜体|加粗|居中|手写体|宋体|黑体|楷体|衬线|在哪|跟|和(?:照片|背景)).*",
    re.IGNORECASE,
)
#: What somebody wants to have written for them rather than words: "write me an email", "write something nice".
_VAGUE = re.compile(
    r"(?:me|us|him|her|them|a|an|some|something|anything|about|down|it|this|that|your|whatever"
    r"|sth)\b.*|一(?:首|篇|封|段|句)(?!□).*|(?:点|些)什么.*|什么.*",
    re.IGNORECASE,
)
#: Words that were said elsewhere, and that nobody here knows: "the thing my wife told you".
_ELSEWHERE = re.compile(
    r"(?:the |that )?(?:things?|stuff|words|line|sentence|quote|message|one|text|poem)(?: that)? (?:i|we|"
    r"you|he|she|they|"
    r"(?:my|our|his|her|the) \w+) (?:just |once |always )?(?:told|said|mentioned|sent|gave|wrote|discussed|"
    r"agreed|talked|"
    r"wanted|asked|says?|liked)\b.*"
    r"|what (?:i|we|you|he|she|they|(?:my|our) \w+) (?:just |once |always )?(?:told|said|mentioned|sent|"
    r"wrote|discussed|"
    r"agreed|talked)\b.*|(?:the )?usual(?: thing| words| text| line)?"
    r"|(?:the )?same (?:thing |text |words )?as (?:last time|before|always|usual)",
    re.IGNORECASE,
)
_PLACED = re.compile(
    r"\b(?:on|onto|over|at|in|under|below|across) (?:it|the|my|our|photo|picture|pic|each|every|all"
    r"|top|bottom|that|this|slide|#)|"
    r"\b(?:title|caption|subtitle|text|words?|says?|saying|label|headline|called)\b|标题|字幕|文字"
    r"|配文|上面|第.{1,3}张|开头|结尾|这几个字"
)
_GIVES = re.compile(
    r"\b(?:saying|says?|said|reads?|reading|called|titled|named|words?|should be|must be|has to be"
    r"|is to be|be|write|put|is)\b|[:：=]|"
    r"写|叫|是|为|内容|打上|名"
)


def is_description(words: str, line: str) -> bool:
    """Whether words are no words to be shown.

    Args:
        words: Unquoted, as typed.
        line: The clause, folded.
    """
    said = words.strip()
    if said_elsewhere(said):
        return True
    return _DESCRIBES.fullmatch(said) is not None or (
        _VAGUE.fullmatch(said) is not None and _PLACED.search(line) is None
    )


def said_elsewhere(words: str) -> bool:
    """Whether they only remind of words that were said to somebody else."""
    return _ELSEWHERE.fullmatch(words.strip()) is not None


def gives_words(line: str) -> bool:
    """Whether a clause says which words, and does not just name a text before them."""
    return _GIVES.search(line) is not None


_OTHER_WISH = re.compile(
    r"\b(?:should (?:have|be|look|start|end|get)|(?:there|it|that|this) (?:is|are|was|should|looks?"
    r"|needs?|must)|instead|make (?:it|the|them)|"
    r"remove|delete|rotate|undo|export|(?:add|change|use|want|need|with|without|no|other|more"
    r"|less) (?:\w+ )?(?:music|photos?|pictures?|transitions?|songs?|"
    r"captions?|effects?|filters?|video)|(?:the |my )?(?:music|song|transitions?|photos?|pictures?"
    r"|video) (?:is|are|should|needs?|too))\b|[?？]$"
    r"|换成|改成|去掉|删掉|删除|加个|换个|不如|要不|竖屏|横屏|转场|太(?:大|小|快|慢|长|短|暗|亮|吵)"
    r"|(?:音乐|照片|视频|字幕)(?:要|应该|太|不|有|没|再|大|小)|吗$"
)


def is_answer(said: str) -> bool:
    """Whether a message may be the words that were asked for, and is not another wish.

    Args:
        said: As typed.
    """
    line = said.strip()
    if line[:1] in "\"'“”‘「『《":
        return True
    lowered = line.casefold()
    return _OTHER_WISH.search(lowered) is None or (
        line[:1].isupper() and line[1:2].islower() and line.istitle()
    )
