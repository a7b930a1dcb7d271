"""Briefs put together from independent parts: whatever stands beside it, a part means what it means."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from tests.unit.agent.language.bins import scene_of

from photoplay.agent.language.meaning import ANSWERS, Intent
from photoplay.agent.language.understand import understand

Slots = dict[str, Any]
Part = tuple[str, Slots]

_WORDS = ("title", "subtitle", "price", "call_to_action", "address", "closing")


def _parts(wordings: Iterable[str], **slots: Any) -> list[Part]:
    return [(wording, slots) for wording in wordings]


#: What opens a brief: the kind, and whom or what it is about. "~" slots are words that must be read somewhere.
_OPENERS = (
    *_parts(
        ("a birthday video for Maya", "birthday clip for Maya", "Make a birthday film for my niece Maya"),
        kind="birthday",
        **{"~": ("Maya",)},
    ),
    *_parts(
        (
            "a wedding film for Priya and Tom",
            "Wedding video: Priya & Tom",
            "Create our wedding video, bride Priya groom Tom",
        ),
        kind="wedding",
        **{"~": ("Priya", "Tom")},
    ),
    *_parts(
        (
            "Make a product video for the HydroFox",
            "product ad, item: HydroFox",
            "I need a product video. It's called HydroFox",
        ),
        kind="product",
        **{"~": ("HydroFox",)},
    ),
    *_parts(
        ("Listing video for 12 Harbour Lane", "Make a real estate video of 12 Harbour Lane"),
        kind="real-estate",
        **{"~": ("12 Harbour Lane",)},
    ),
    *_parts(
        ("Make a travel film", "a travel montage from our trip", "Could you make a travel video"),
        kind="travel",
    ),
    *_parts(("Movie trailer for our club", "cut these like a movie trailer"), kind="trailer"),
    *_parts(("Create a slideshow", "Please make a slideshow of these", "slideshow pls"), kind="slideshow"),
)
_OPENERS_ZH = (
    *_parts(
        ("给我妈李桂芳做个生日视频", "我妈李桂芳过生日，做个生日短片"), kind="birthday", **{"~": ("李桂芳",)}
    ),
    *_parts(
        ("新郎周子轩新娘何雨桐，做个婚礼视频", "周子轩和何雨桐的婚礼视频"),
        kind="wedding",
        **{"~": ("周子轩", "何雨桐")},
    ),
    *_parts(("产品视频，产品叫星野灯", "做个产品视频，产品名：星野灯"), kind="product", **{"~": ("星野灯",)}),
    *_parts(("做一个旅行视频", "帮我剪个旅行短片"), kind="travel"),
    *_parts(("做个电影预告片", "剪成预告片"), kind="trailer"),
    *_parts(("帮我做个相册视频", "把这些照片做成相册"), kind="slideshow"),
)

_LENGTHS = (
    *_parts(("20 seconds", "20s", "about 20 sec in total", "twenty seconds long"), seconds=20.0),
    *_parts(("half a minute", "30 seconds altogether"), seconds=30.0),
    *_parts(("4 seconds each", "each photo 4 seconds", "4s per photo"), per_photo=4.0),
)
_SHAPES = (
    *_parts(("vertical", "portrait format", "for TikTok", "9:16"), aspect="9:16"),
    *_parts(("square", "1:1"), aspect="1:1"),
    *_parts(("widescreen", "16:9"), aspect="16:9"),
)
_SOUNDS = (
    *_parts(("jazz music", "music: jazz", "with some jazz"), music="jazz"),
    *_parts(("romantic piano", "soft romantic piano music"), music="romantic", lead="piano"),
    *_parts(("no music", "silent", "without sound"), music="none"),
    *_parts(("cheerful ukulele", "happy ukulele music"), music="happy", lead="ukulele"),
)
_TITLES = (
    *_parts(
        (
            'title "Our Best Day"',
            'with the title "Our Best Day"',
            "title: Our Best Day",
            'start with "Our Best Day"',
        ),
        title="Our Best Day",
    ),
)
_CLOSINGS = (
    *_parts(
        (
            'end with "See you soon"',
            '"See you soon" at the end',
            "finish with the words See you soon",
            "closing line: See you soon",
        ),
        closing="See you soon",
    ),
)
_PLAIN = (
    *_parts(("no transitions", "without transitions"), transition="none"),
    *_parts(("black and white", "in black and white"), looks=[["bw", None]]),
    *_parts(("our logo at the end", "finish on our logo"), logo="end"),
    *_parts(("quick cuts", "fast paced"), pace="fast"),
)
_FACTS = (
    *_parts(("price $24.99", "only $24.99"), price="$24.99"),
    *_parts(("call 020 7946 0123", "phone 020 7946 0123"), **{"~": ("020 7946 0123",)}),
    *_parts(("shop at nimbus.com", "www.nimbus.com"), **{"~": ("nimbus.com",)}),
)
_LENGTHS_ZH = (
    *_parts(("20秒", "总时长20秒", "二十秒左右"), seconds=20.0),
    *_parts(("每张4秒", "每张照片四秒"), per_photo=4.0),
)
_SHAPES_ZH = (
    *_parts(("竖屏", "抖音用", "9:16", "竖版"), aspect="9:16"),
    *_parts(("方形", "1:1"), aspect="1:1"),
    *_parts(("横屏", "16:9"), aspect="16:9"),
)
_SOUNDS_ZH = (
    *_parts(("爵士乐", "配爵士音乐", "音乐：爵士"), music="jazz"),
    *_parts(("浪漫的钢琴", "配浪漫的钢琴曲"), music="romantic", lead="piano"),
    *_parts(("不要音乐", "无声", "不配乐"), music="none"),
    *_parts(("喜庆的音乐", "音乐要喜庆"), music="festive"),
)
_TITLES_ZH = (
    *_parts(
        ("标题“最好的一天”", "标题：最好的一天", "开头写最好的一天", "片头写“最好的一天”"), title="最好的一天"
    ),
)
_CLOSINGS_ZH = (
    *_parts(
        ("结尾写“下次再见”", "最后打上“下次再见”", "结尾：下次再见", "片尾写下次再见"), closing="下次再见"
    ),
)
_PLAIN_ZH = (
    *_parts(("不要转场", "无转场"), transition="none"),
    *_parts(("黑白", "黑白色调"), looks=[["bw", None]]),
    *_parts(("结尾放logo", "最后放店铺logo"), logo="end"),
    *_parts(("快节奏", "节奏快"), pace="fast"),
)
_FACTS_ZH = (
    *_parts(("售价199元", "到手价199元"), price="199元"),
    *_parts(("电话13800138000", "联系电话13800138000"), **{"~": ("13800138000",)}),
)

_ENGLISH = (_LENGTHS, _SHAPES, _SOUNDS, _TITLES, _CLOSINGS, _PLAIN, _FACTS)
_CHINESE = (_LENGTHS_ZH, _SHAPES_ZH, _SOUNDS_ZH, _TITLES_ZH, _CLOSINGS_ZH, _PLAIN_ZH, _FACTS_ZH)
_JOINTS = (", ", ". ", ", ", "\n", "; ")
_JOINTS_ZH = ("，", "。", "，", "\n")


def _brief(
    seed: int, openers: tuple[Part, ...], groups: tuple[tuple[Part, ...], ...], joints: tuple[str, ...]
) -> tuple[str, Slots]:
    """A brief of an opener and some parts in any order, and what it must say."""
    chance = random.Random(seed)
    text, slots = chance.choice(openers)
    wanted = {**slots, "~": tuple(slots.get("~", ()))}
    chosen = [chance.choice(group) for group in chance.sample(groups, chance.randint(2, len(groups)))]
    joint = chance.choice(joints)
    for _, more in chosen:
        wanted |= {name: value for name, value in more.items() if name != "~"}
        wanted["~"] += tuple(more.get("~", ()))
    return joint.join([text, *(words for words, _ in chosen)]), wanted


def _told(intents: Iterable[Intent]) -> tuple[Slots, list[str]]:
    """Slots of the one new video, and all acts besides."""
    made = [one for one in intents if one.act == "make_video"]
    assert len(made) == 1, [one.act for one in intents]
    assert made[0].photos is None
    return dict(made[0].slots), [one.act for one in intents if one.act != "make_video"]


def _shown(slots: Slots) -> str:
    told = [str(slots.get(name, "")) for name in _WORDS]
    return "\n".join([*told, *slots.get("features", ()), *(text for _, text in slots.get("captions", ()))])


def _holds(text: str, wanted: Slots) -> None:
    slots, besides = _told(understand(text, scene_of()).intents)
    for name, value in wanted.items():
        if name != "~":
            assert slots.get(name) == value, (text, name, slots)
    for words in wanted["~"]:
        assert words in _shown(slots), (text, words, slots)
    assert not [act for act in besides if act not in ANSWERS], (text, besides)
    for name in ("seconds", "per_photo", "aspect", "transition", "price", "closing", "lead"):
        cuts = name == "transition" and wanted.get("pace") == "fast"  # quick cuts are cuts
        assert name in wanted or name not in slots or cuts, (text, name, slots)


def test_an_english_brief_means_the_sum_of_its_parts(scale: Callable[..., int]) -> None:
    for seed in range(scale(250, least=60)):
        _holds(*_brief(seed, _OPENERS, _ENGLISH, _JOINTS))


def test_a_chinese_brief_means_the_sum_of_its_parts(scale: Callable[..., int]) -> None:
    for seed in range(scale(250, least=60)):
        _holds(*_brief(seed, _OPENERS_ZH, _CHINESE, _JOINTS_ZH))


@pytest.mark.parametrize("names", [("a.jpg",), ("a.jpg", "b.jpg", "c.jpg")])
@pytest.mark.parametrize("opener", [text for text, _ in (*_OPENERS, *_OPENERS_ZH)])
def test_every_opener_asks_for_one_new_video(opener: str, names: tuple[str, ...]) -> None:
    slots, _ = _told(understand(opener, scene_of(*names)).intents)
    assert "seconds" not in slots and "per_photo" not in slots
