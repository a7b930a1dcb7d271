"""Written Cantonese said in Mandarin, which the lexicons know: 唔要紅色 is 不要红色, 條片而家幾長呀 is 视频现在多长."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from photoplay.agent.language.pinyin import from_pinyin
from photoplay.agent.language.tokens import Token

#: Signs that only Cantonese is written with; without one of them nothing is read so.
_SIGNS = re.compile(
    r"[唔嘅咗嗰喺啲冇佢嚟咁乜嘢攞睇畀俾㗎喇啩嘥啱搵]|我哋|而家|依家|点解|几耐|几多|最尾|呢[张首条段幅]|[张条幅段首]相|夹首"
)
_COUNTERS = "张首条段幅个只版"
#: Before these 唔 is 不; before anything else it may be a sigh.
_VERBS = "得多太够觉喜钟爱会应可再加改删放换动见同合清配记靓"
#: Cantonese, as a pattern -> Mandarin; of those that begin at one place the first holds.
_WORDS: tuple[tuple[str, str], ...] = (
    ("可唔可以", "可不可以"), ("得唔得", "行不行"), ("好唔好(?=[呀啊?？]|$)", "好不好"), ("系咪", "是不是"),
    ("有冇", "有没有"), ("唔该晒?", "麻烦"), ("唔使", "不用"), ("唔要", "不要"), ("唔想要?", "不要"), ("唔系", "不是"),
    ("唔知", "不知道"), ("唔好(?=[听睇看])", "不好"), ("唔好", "不要"), ("唔啱", "不对"), (f"唔(?=[{_VERBS}])", "不"),
    ("好睇", "好看"), ("佢哋", "它们"), ("我哋", "我们"), ("你哋", "你们"), ("佢", "它"),
    (f"嗰(?=[{_COUNTERS}])", "那"), ("嗰啲", "那些"), ("呢啲", "这些"), (f"呢(?=[{_COUNTERS}])", "这"),
    (f"边(?=[{_COUNTERS}])", "哪"), ("有啲", "有点"), ("少少", "一点"), ("咁多", "这么多"), ("咁", "这么"),
    ("啲(?=相|图|字|歌|音乐|转场)", "那些"), ("啲嘅", "点的"), ("啲", "点"), ("嘅", "的"), ("咗", "了"),
    ("摆喺|摆去|摆到|放喺", "放到"), ("搬去", "移到"), ("喺", "在"), ("畀|俾", "给"), ("攞走|攞开", "拿掉"),
    ("(?<=[加放换改摆])返", "回"), ("睇", "看"), ("点解", "为什么"), ("点样", "怎么"), ("乜嘢|咩嘢|咩", "什么"),
    ("嘢", "东西"), ("几耐", "多久"), ("几多", "多少"), ("几长", "多长"), ("而家|依家", "现在"), ("最尾", "最后"),
    ("同埋", "和"), ("定系", "还是"), ("仲", "还"), ("冇", "没有"), ("[转换]过?第二(?=[首个])", "换一"),
    ("夹(?=首|段|返|点)", "配"), ("(?<![拍这那整])条片", "视频"), ("(?<=[张幅])相(?!框|册|机|片)", "照片"),
    ("(?<=全部)相(?!框|册|机|片)|(?<=点)相(?!框|册|机|片)", "照片"), ("整(?=[条段返])", "做"), ("细声", "小声"),
    ("(?<=[大快慢亮暗])啲", "点"), ("细(?=啲|点|少少)", "小"), ("靓", "好看"), ("喇|㗎|啩", "了"), ("嚟", "来"),
)  # fmt: skip
_ANY = re.compile("|".join(f"(?P<w{number}>{pattern})" for number, (pattern, _) in enumerate(_WORDS)))


def in_mandarin(
    plain: str, text: str, tokens: Sequence[Token], closed: Sequence[tuple[int, int]]
) -> list[Token]:
    """Words that are Cantonese, each as a token whose plain form is the Mandarin one.

    Args:
        plain: The message, folded.
        text: As typed.
        tokens: Of it; quotations and names of files stay as they are.
        closed: Other spans that stay.
    """
    if len(plain) != len(text) or _SIGNS.search(plain) is None:
        return []
    kept = [(one.start, one.end) for one in tokens if one.kind in ("quote", "file", "link")]
    return list(_found(plain, text, [*kept, *closed]))


def slips_of(
    plain: str, text: str, raw: Sequence[Token], tokens: Sequence[Token], closed: Sequence[tuple[int, int]]
) -> list[Token]:
    """Slips and Cantonese words in order, to be mended; where both stand, it is Cantonese.

    Args:
        plain, text, tokens, closed: See ``in_mandarin``.
        raw: The message's words one by one.
    """
    said = in_mandarin(plain, text, tokens, closed)
    slips = [one for one in from_pinyin(raw) if one.slip]
    free = [one for one in slips if not any(one.start < two.end and two.start < one.end for two in said)]
    return sorted([*free, *said], key=lambda one: one.start)


def _found(plain: str, text: str, kept: Sequence[tuple[int, int]]) -> Iterator[Token]:
    for hit in _ANY.finditer(plain):
        start, end = hit.span()
        if not any(low < end and start < high for low, high in kept):
            meant = _WORDS[int(str(hit.lastgroup)[1:])][1]
            yield Token(text[start:end], meant, start, end, "word", slip=True)
