"""“The same for the others”: the last wishes once more, for other photos."""

from __future__ import annotations

import re
from dataclasses import replace

from photoplay.agent.language.edits_said import PROPERTIES
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.rules import Context, Corrected, Message

_SAME = re.compile(
    r"\b(?:the same|same|ditto|likewise|similarly|also|too|as well|that too|same thing|"
    r"same again|again|(?:do|apply|use|give|put) (?:that|this|it))\b|^\W*(?:and|now|then|now do|do)\b"
    r"|加上|算上|带上|一样|同样|也|照样|照着|如此|同上|照这样|也要|统一这样|同理|这样|这么"
)

_SAYS_SAME = re.compile(
    r"\b(?:same|ditto|likewise|similarly|too|also|well|again|that|this|it)\b|加上|算上|带上|一样|同|也|照|如此|这样|这么"
)
#: Says where it goes, and not of which photos the same holds.
_PLACED_FIRST = re.compile(r"\b(?:put|move|bring|send|be|go|goes|come|comes)\b.{0,12}\b(?:first|last)\W*$")
_IT = re.compile(r"\b(?:it|this|that)\b")
_EVERYONE = re.compile(
    r"\W*(?:(?:and|now|then|do|for|on|to|apply|that|it|this|the same|same)[ ,]+)*"
    r"(?:everyone|everybody|all of them|them all|every ?one of them)(?: too| as well| please| now| else too)*\W*"
    r"|\W*(?:那|就|也)*(?:全部|所有|全)(?:的|照片|图)*(?:都|也)*(?:这样|这么弄|这么做|一样|照做|照办)(?:吧|处理|弄|来|做)*\W*"
)


def _goes_on(plain: str, ctx: Context) -> bool:
    """Whether a bare "now 4", "and the fifth" can only be the last wish once more."""
    last = ctx.scene.memory.intents[-1] if ctx.scene.memory.intents else None
    if ctx.scene.memory.question is not None or last is None or last.photos is None or len(plain) > 40:
        return False
    return last.act in PROPERTIES and not any(ref.kind in ("all", "photos") for ref in last.photos.include)


_DO = re.compile(
    r"\b(?:do|does|did|apply|make|want|goes|go|give|with|for|to|on|please|pls|and|now|it|that|"
    r"this|all|the|same|thing|too|also|as|well|ditto|likewise|of|them|photo|photos|picture|"
    r"pictures|pics?|images?|one|ones|number|"
    r"nice|good|great|perfect|cool|ok|okay|thanks|yes|then|just|so|rest|others?|other|"
    r"remaining|should|be|look|like|can|you|could|have|get|effect|change|changes|repeat|do|in|"
    r"case|very|hm+|actually|oh|yeah|into|every|everything|else|again|way|similarly|let's|exactly|treatment|love|loved|like|liked|two|both|things?|apply|use|put|on|everyone|everybody)\b"
    r"|加上|算上|带上|也|一样|同样|照样|照着|照|这样|这么|那样|做|弄|处理|给|对|把|的|了|吧|都|要|来|成|和|"
    r"跟|其他|其它|其余|剩下|别的|张|第|照片|图片|图|请|帮我|同上|如此|统一|改|用|是|一下|就|"
    r"效果|操作|设置|加|搞|再"
)

#: Topic of "the same …" -> acts that it picks out of the last turn's.
_TOPICS: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = (
    (
        re.compile(r"\b(?:length|duration|time|timing|seconds)\b|时长|时间|秒|停留"),
        ("set_photo_seconds", "change_pace"),
    ),
    (
        re.compile(r"\b(?:motion|movement|zoom|pan|camera)\b|运镜|动效|缩放|推近|镜头|放大效果"),
        ("set_motion",),
    ),
    (re.compile(r"\b(?:look|filter|colou?r|grade|effect)\b|滤镜|色调|颜色|调色"), ("set_look", "adjust")),
    (re.compile(r"\b(?:transition)s?\b|转场"), ("set_transition",)),
    (
        re.compile(r"\b(?:text|caption|title|font|letters|handle|words|line|name)s?\b|文字|字体|字幕|标题"),
        ("add_text", "edit_text"),
    ),
    (re.compile(r"\b(?:frame|border)\b|边框|相框"), ("set_frame",)),
)


def again(message: Message, ctx: Context) -> Corrected | None:
    """“The same for the others”."""
    found = [(number, clause) for number, clause in enumerate(message.clauses) if clause.mentions]
    plain = " , ".join(line_of(clause) for clause in message.clauses)
    if len(plain) < 80 and _EVERYONE.fullmatch(plain) and ctx.scene.memory.question is None:
        return Corrected(again=Selection((Ref("all"),)), used=frozenset(range(len(message.clauses))))
    other = re.fullmatch(
        r"\W*(?:and |also |now |然后|还有)?(?:另(?:外)?一[个张]|另外那?[一两二三四几]?[个张]|"
        r"the other(?: one)?|"
        r"do the other(?: one)?)\W*(?:也?(?:一样|同样|这样|要|这么做|这样改)?|the same|too|"
        r"as well|same)\W*",
        message.plain,
    )
    if other and not found:
        return Corrected(again=Selection((Ref("others"),)), used=frozenset(range(len(message.clauses))))
    if (
        not found
        or len(plain) > 120
        or not (_SAME.search(plain) or _SAME.search(message.plain))
        or any(clause.is_question and "?" in message.text and len(plain) > 16 for _, clause in found)
        or any(one.role == "to" for _, clause in found for one in clause.mentions)
        or (not (_SAYS_SAME.search(plain) or _SAYS_SAME.search(message.plain)) and not _goes_on(plain, ctx))
    ):
        return None
    if any(
        token.kind in ("duration", "percent", "ratio", "factor", "quote", "fps", "color", "moment", "degrees")
        for token in message.tokens
    ):
        return None
    if any(clause.negated or clause.protects for clause in message.clauses):
        return None
    include: list[Ref] = []
    exclude: list[Ref] = []
    rest = ""
    for clause in message.clauses:
        mentions = [one for one in clause.mentions if one.role not in ("before", "after", "between")]
        inside = {place for one in mentions for place in range(one.first, one.last + 1)}
        for one in mentions:
            include += one.selection.include
            exclude += one.selection.exclude
        rest += " " + " ".join(
            token.plain
            for place, token in enumerate(clause.tokens)
            if place not in inside and token.kind == "word"
        )
    if not include:
        return None
    if any(ref.kind == "it" for ref in include) and _PLACED_FIRST.search(plain):
        return None
    if all(ref.kind == "it" for ref in include) and not _SAYS_SAME.search(_IT.sub(" ", plain)):
        return None
    include = [ref for ref in dict.fromkeys(include) if ref.kind != "it" or len(include) == 1]
    selection = Selection(tuple(include), tuple(dict.fromkeys(exclude)))
    left = re.sub(r"[\W_]+", "", _DO.sub(" ", rest))
    used = frozenset(range(len(message.clauses)))
    if len(left) <= 2:
        return Corrected(again=selection, used=used)
    for pattern, acts in _TOPICS:
        if pattern.search(left):
            meant = [replace(one, photos=selection) for one in ctx.scene.memory.intents if one.act in acts]
            short = len(re.sub(r"[\W_]+", "", pattern.sub("", left))) <= 4
            if meant and short:
                return Corrected(intents=tuple(meant), used=used)
    return None


#: Behind an undo, one step more.
_ONCE_MORE = re.compile(
    r"\W*(?:and |yes )*(?:once more|one more(?: time)?|again|and again|another one)\W*(?:please)?\W*"
)


def once_more(message: Message, ctx: Context) -> Corrected | None:
    """“Once more”, right after something was taken back."""
    undone = bool(ctx.scene.redo) and ctx.scene.memory.since == 0 and bool(ctx.scene.undo)
    if not undone or ctx.scene.memory.question is not None or not _ONCE_MORE.fullmatch(message.plain):
        return None
    step = Intent("undo", {}, words=message.text)
    return Corrected(intents=(step,), used=frozenset(range(len(message.clauses))))
