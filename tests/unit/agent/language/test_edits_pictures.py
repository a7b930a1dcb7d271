"""Looks, light, motion, transitions, shape, frames and feels, said in many ways."""

from __future__ import annotations

import pytest
from tests.unit.agent.language.saying import edits, intents, number, said

_FILM = ("trip.mp4", "beach.jpg")


@pytest.mark.parametrize(
    ("text", "look"),
    [
        ("make photo 2 black and white", "bw"), ("photo 2 in b&w", "bw"), ("第二张变黑白", "bw"),
        ("sepia on photo 2", "sepia"), ("第二张加个复古滤镜", "vintage"), ("give photo 2 a vintage look", "vintage"),
        ("第二张调成日系", "faded"), ("第二张胶片感", "film"), ("cinematic colour grade on photo 2", "cinematic"),
        ("warm colours on photo 2", "warm"), ("第二张冷色调", "cool"),
    ],
)  # fmt: skip
def test_looks(text: str, look: str) -> None:
    (wish,) = said(text)
    assert (wish[0], wish[1]["look"], wish[2]) == ("set_look", look, number(2))


@pytest.mark.parametrize(
    ("text", "side", "sign"),
    [
        ("brighten photo 2", "brightness", 1), ("photo 2 is too dark", "brightness", 1),
        ("第二张太暗了", "brightness", 1), ("第二张有点暗", "brightness", 1), ("第二张暗一点", "brightness", -1),
        ("make photo 2 darker", "brightness", -1), ("photo 2 is overexposed", "brightness", -1),
        ("more contrast on photo 2", "contrast", 1), ("第二张对比度高一点", "contrast", 1),
        ("make photo 2 less saturated", "saturation", -1), ("第二张饱和度降低", "saturation", -1),
        ("第二张颜色太艳了", "saturation", -1), ("make photo 2 a bit warmer", "temperature", 1),
        ("第二张太黄了", "temperature", -1), ("sharpen photo 2", "sharpen", 1),
    ],
)  # fmt: skip
def test_light_and_colour(text: str, side: str, sign: int) -> None:
    (wish,) = said(text)
    assert (wish[0], wish[1]["property"], wish[2]) == ("adjust", side, number(2))
    assert wish[1]["by"] * sign > 0


def test_amounts_of_light_are_weak_plain_and_strong() -> None:
    by = [intents(f"make photo 2 {how} brighter")[0].slots["by"] for how in ("a bit", "", "much")]
    assert by == sorted(set(by))
    assert intents("brightness +15 on photo 2")[0].slots["by"] == 15


@pytest.mark.parametrize(
    "text", ["remove the filter", "no filter please", "去掉滤镜", "恢复原色", "back to the original colours"]
)
def test_looks_taken_off(text: str) -> None:
    assert said(text) == [("remove_looks", {}, None)]


@pytest.mark.parametrize(
    ("text", "motion"),
    [
        ("zoom in on photo 2", "zoom-in"), ("push in on the second photo", "zoom-in"), ("第二张推近", "zoom-in"),
        ("zoom out on photo 2", "zoom-out"), ("第二张镜头拉远", "zoom-out"),
        ("pan left across photo 2", "pan-left"), ("第二张从左往右摇镜头", "pan-right"),
        ("pan photo 2 from right to left", "pan-left"), ("tilt up on photo 2", "pan-up"),
        ("no zoom on photo 2", "hold"), ("第二张不要动画", "hold"), ("keep photo 2 static", "hold"),
    ],
)  # fmt: skip
def test_motions(text: str, motion: str) -> None:
    (wish,) = said(text)
    assert (wish[0], wish[1]["motion"], wish[2]) == ("set_motion", motion, number(2))


def test_a_slow_move_is_gentle() -> None:
    for text in ("slowly zoom in on photo 2", "第二张慢慢推近"):
        assert intents(text)[0].slots["strength"] == "gentle"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("use wipe transitions", "wipeleft"), ("transitions: slide from the right", "slideleft"),
        ("转场改成擦除", "wipeleft"), ("转场往右滑", "slideright"), ("crossfade between the photos", "fade"),
        ("淡入淡出转场", "fade"), ("transitions like turning a page", "page"), ("像翻书一样的转场", "page"),
        ("smooth transitions", "fade"), ("转场柔和一点", "fade"), ("glitch transitions", "glitch"),
        ("dip to black between the photos", "fadeblack"), ("转场用闪白", "fadewhite"),
        ("圆形展开的转场", "circleopen"),
    ],
)  # fmt: skip
def test_transitions(text: str, kind: str) -> None:
    (wish,) = said(text)
    assert (wish[0], wish[1]["kind"], wish[2]) == ("set_transition", kind, None)


@pytest.mark.parametrize(
    "text",
    [
        "wipe left into the third photo",
        "use a wipe between photo 2 and photo 3",
        "从第二张到第三张用擦除转场",
    ],
)
def test_one_transition(text: str) -> None:
    (wish,) = said(text)
    assert (wish[0], wish[1]["kind"], wish[2]) == ("set_transition", "wipeleft", number(3))


@pytest.mark.parametrize(
    "text",
    ["no transitions", "without transitions", "hard cuts", "不要转场", "转场全去掉", "get rid of the fades"],
)
def test_no_transitions(text: str) -> None:
    assert said(text) == [("remove_transitions", {}, None)]


@pytest.mark.parametrize("text", ["fade to black at the end", "结尾淡出", "结尾渐黑"])
def test_the_end_fades(text: str) -> None:
    assert said(text) == [("set_ends", {"ending": "fade"}, None)]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("make it vertical", {"aspect": "9:16"}), ("竖屏", {"aspect": "9:16"}), ("square please", {"aspect": "1:1"}),
        ("改成方形", {"aspect": "1:1"}), ("16:9", {"aspect": "16:9"}), ("横屏", {"aspect": "16:9"}),
        ("四比五", {"aspect": "4:5"}), ("发小红书用的尺寸", {"platform": "xiaohongshu"}),
        ("改成抖音的尺寸", {"platform": "douyin"}),
    ],
)  # fmt: skip
def test_shapes(text: str, slots: dict[str, str]) -> None:
    assert said(text) == [("set_aspect", slots, None)]


@pytest.mark.parametrize(
    ("text", "act", "slots"),
    [
        ("rotate photo 2 by 90 degrees", "rotate", {"degrees": 90}),
        ("第二张逆时针转90度", "rotate", {"degrees": -90}),
        ("photo 2 is upside down", "rotate", {"degrees": 180}),
        ("mirror photo 2", "mirror", {"axis": "h"}),
        ("第二张左右翻转", "mirror", {"axis": "h"}),
        ("don't crop the head in photo 2", "set_focus", {"position": "top"}),
        ("show the whole of photo 2, no cropping", "set_fit", {"fit": "contain"}),
        ("第二张完整显示", "set_fit", {"fit": "contain"}),
        ("polaroid frame on photo 2", "set_frame", {"frame": "polaroid"}),
        ("第二张加白色边框", "set_frame", {"frame": "line", "color": "#ffffff"}),
    ],
)  # fmt: skip
def test_frames(text: str, act: str, slots: dict[str, object]) -> None:
    assert (act, slots, number(2)) in said(text)


@pytest.mark.parametrize(
    "text", ["photo 1 and photo 2 side by side", "split screen with 1 and 2", "第一张和第二张左右分屏"]
)
def test_side_by_side(text: str) -> None:
    (wish,) = said(text)
    assert (wish[0], wish[2]) == ("split_screen", number(1, 2))


@pytest.mark.parametrize(
    ("text", "feel"),
    [
        ("make it pop", "pop"), ("more cinematic", "cinematic"), ("more dreamy please", "dreamy"),
        ("高级一点", "luxury"), ("更活泼一点", "fun"), ("make it look professional", "professional"),
        ("calmer please", "calm"),
    ],
)  # fmt: skip
def test_feels(text: str, feel: str) -> None:
    assert ("restyle", {"feel": feel}, None) in said(text)


@pytest.mark.parametrize(
    "text",
    ["I love the black and white", "the transitions are great", "太好看了", "which transitions are there?",
     "你们有哪些滤镜？", "why is the third photo so dark?", "looks good", "wow that's fast",
     "don't touch the photos", "顺序不用变", "does the second photo zoom in?"],
)  # fmt: skip
def test_praise_questions_and_protections_change_nothing(text: str) -> None:
    assert edits(text) == []


@pytest.mark.parametrize(
    ("text", "act", "slots"),
    [
        ("play the clip at double speed", "set_clip_speed", {"factor": 2.0}),
        ("slow motion for the clip", "set_clip_speed", {"factor": 0.5}),
        ("play the clip backwards", "reverse_clip", {}),
        ("mute the clip", "set_clip_volume", {"percent": 0.0}),
        ("视频原声关掉", "set_clip_volume", {"percent": 0.0}),
        ("cut the first 2 seconds off the clip", "trim_clip", {"start": 2.0}),
        ("只要视频前3秒", "trim_clip", {"keep_first": 3.0}),
    ],
)
def test_films(text: str, act: str, slots: dict[str, object]) -> None:
    found = said(text, _FILM)
    assert [(one[0], one[1]) for one in found] == [(act, slots)]
