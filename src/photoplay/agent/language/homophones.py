"""Chinese characters that are typed for one another: they sound or look alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from photoplay.agent.language.pinyin_table import READINGS

#: Groups of look- and sound-alikes. A wrong one counts as a slip only where no known word stands.
_GROUPS = (
    "张章涨掌帐账仗丈", "图徒涂途土突", "掉调吊钓条", "白百摆拜", "乐月悦越阅", "竖数树束书", "式试是世事市适视士示室",
    "题提体替", "再在载", "做作坐座", "秒妙庙渺", "像象相向项", "频平屏凭评品", "影映应英景", "换还环缓欢",
    "删山闪扇珊",
    "字自子紫", "片偏骗篇遍", "幕目木母", "声生升", "效笑校小消", "标表彪镖", "转赚专砖", "场厂长常", "黑嘿", "色涩",
    "音因阴银引印", "照招找罩", "颜言严眼", "文问闻温", "慢漫满曼", "快块筷", "加家佳价", "后候厚", "前钱浅", "最嘴醉",
    "第弟地底低", "导到倒道", "出初", "撤彻册", "消销", "复付覆副负", "古谷", "暖软", "冷愣", "亮量两凉", "暗安按案",
    "大达打",
    "背贝备北", "景井静", "配佩陪", "速素宿", "度渡肚", "比笔", "例利力立", "方放房防", "形行型", "横衡恒", "动懂洞",
    "画话华划", "面免", "淡单蛋", "入如", "溶融容荣", "滑化花", "推退", "拉啦", "近进尽", "远院", "旋选", "翻反返",
    "尾为伟", "头投", "开看凯", "始使", "结接节姐", "束述", "中钟重种", "间剪简见", "左做", "右又有", "角脚叫交教",
    "下夏",
    "位未", "置治制至", "粗促", "细系", "红洪虹", "黄皇煌", "蓝兰篮",
    "绿率律", "金今", "粉分份", "灰挥", "橙成城程",
    "裁才材采彩", "切且", "修休", "静镜境", "全圈", "部布步", "封风峰丰", "保宝报", "留流刘六", "移疑以易", "序续绪",
    "顺瞬", "除出处", "短段断", "剧句具", "节杰", "奏凑", "高搞告", "级及极", "感敢赶", "电点店典",
    "淘桃",
    "抖斗豆", "宽款", "高糕", "钢刚岗", "琴勤情", "吉及", "他它她", "滤虑律",
    "镜竟径", "帧针贞祯", "清轻倾青", "晰析西希",
)  # fmt: skip


#: Beginnings and ends of syllables that many people do not tell apart.
_BLURRED = (("zh", "z"), ("ch", "c"), ("sh", "s"))


def _blurred(syllable: str) -> str:
    """A syllable as it sounds to many: "zhang" and "zan" are one."""
    for clear, blurred in _BLURRED:
        if syllable.startswith(clear):
            syllable = blurred + syllable[len(clear) :]
    return syllable[:-1] if syllable.endswith("ng") and syllable[-3] in "aei" else syllable


@cache
def _sounds() -> Mapping[str, frozenset[str]]:
    """Character -> how it may sound."""
    found: dict[str, set[str]] = {}
    for syllable, signs in READINGS.items():
        for sign in signs:
            found.setdefault(sign, set()).add(_blurred(syllable))
    return {sign: frozenset(heard) for sign, heard in found.items()}


_NEAR = frozenset((one, other) for group in _GROUPS for one in group for other in group)


def is_usual(one: str, other: str) -> bool:
    """Whether one character is often typed for the other."""
    return one == other or (one, other) in _NEAR


def alike(one: str, other: str) -> bool:
    """Whether two characters may be typed for one another."""
    if is_usual(one, other):
        return True
    sounds = _sounds()
    return not sounds.get(one, frozenset()).isdisjoint(sounds.get(other, frozenset()))


#: Stands for a character that may be a wrong one.
GAP = "\0"


def with_gaps(word: str) -> Iterator[str]:
    """A word with one character left open; of four and more, with two."""
    for at in range(len(word)):
        one = word[:at] + GAP + word[at + 1 :]
        yield one
        if len(word) > 3:
            for other in range(at + 1, len(word)):
                yield one[:other] + GAP + one[other + 1 :]
