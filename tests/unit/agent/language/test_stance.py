"""A message that wishes for nothing changes nothing, whatever it names; polite questions and complaints are wishes."""

from __future__ import annotations

import pytest
from tests.language.world import Conversation, world_of

from photoplay.agent.language.meaning import ANSWERS
from photoplay.agent.language.posture import posture_of
from photoplay.agent.language.understand import take_apart, understand

_QUERIES = ("get_credits", "get_status", "describe_video")


def changes(text: str, *before: str) -> list[str]:
    """Acts that a message about a cut with a title would do at once."""
    world = world_of(Conversation("stance", "unclear", "en", (), start="slideshow"))
    for said in ("title 'Hi'", *before):
        world.say(said)
    return [
        one.act
        for one in understand(text, world.scene).intents
        if one.act not in ANSWERS and one.act not in _QUERIES and not one.ask
    ]


_THINGS = (
    "the title",
    "the music",
    "the second photo",
    "photo 3",
    "the transitions",
    "the video",
    "the caption",
    "the colours",
    "the last picture",
    "the font",
)
_STATES = (
    "red",
    "vertical",
    "too loud",
    "bigger",
    "at the end",
    "black and white",
    "5 seconds long",
    "removed",
)
_ASKS = (
    "is {thing} {state}?",
    "why is {thing} {state}?",
    "what if {thing} were {state}?",
    "I wonder whether {thing} should be {state}",
    "does it matter if {thing} is {state}?",
    "do you know if {thing} is {state}?",
    "tell me whether {thing} is {state}",
    "should {thing} be {state}?",
    "was {thing} {state}?",
    "how do I make {thing} {state}?",
    "do you think {thing} should be {state}?",
    "what happens when {thing} is {state}?",
    "has {thing} been {state}?",
    "I'm not sure whether {thing} should be {state}",
)


@pytest.mark.parametrize("ask", _ASKS)
@pytest.mark.parametrize("thing", _THINGS)
def test_english_questions_change_nothing(ask: str, thing: str) -> None:
    for state in _STATES:
        text = ask.format(thing=thing, state=state)
        assert changes(text) == [], text


_ZH_THINGS = ("标题", "音乐", "第二张照片", "转场", "视频", "字幕", "颜色", "最后一张")
_ZH_STATES = ("红色", "竖屏", "太大声", "更大", "黑白", "5秒", "删了")
_ZH_ASKS = (
    "{thing}是不是{state}",
    "为什么{thing}是{state}？",
    "{thing}是{state}吗？",
    "你觉得{thing}要不要{state}？",
    "怎么把{thing}变{state}？",
    "如果{thing}是{state}会怎么样？",
    "不知道{thing}该不该{state}",
    "{thing}有没有{state}？",
    "为什么{thing}会{state}",
)


@pytest.mark.parametrize("ask", _ZH_ASKS)
@pytest.mark.parametrize("thing", _ZH_THINGS)
def test_chinese_questions_change_nothing(ask: str, thing: str) -> None:
    for state in _ZH_STATES:
        text = ask.format(thing=thing, state=state)
        assert changes(text) == [], text


_DEEDS = (
    "removed",
    "added",
    "moved",
    "changed",
    "swapped",
    "rotated",
    "deleted",
    "replaced",
    "cropped",
    "muted",
)


@pytest.mark.parametrize("deed", _DEEDS)
def test_reports_change_nothing(deed: str) -> None:
    for thing in _THINGS:
        for text in (
            f"I already {deed} {thing}",
            f"we have {deed} {thing}",
            f"my brother {deed} {thing}",
            f"I've {deed} {thing} myself",
        ):
            assert changes(text) == [], text


@pytest.mark.parametrize("thing", _THINGS)
def test_praise_changes_nothing(thing: str) -> None:
    for text in (
        f"I like {thing}",
        f"I really love {thing}",
        f"{thing} is my favourite",
        f"{thing} looks great",
        f"everybody loves {thing}",
    ):
        assert changes(text) == [], text


@pytest.mark.parametrize(
    "text",
    [
        "我喜欢第二张",
        "我很喜欢这个标题",
        "第二张很好看",
        "音乐真好听",
        "我已经删了第二张",
        "我刚才换了音乐",
        "标题有错别字",
        "标题打错字了",
        "the title has a typo",
        "there is a spelling mistake in the title",
        "don't change anything",
        "不要改",
        "什么都别动",
        "leave everything as it is",
        "keep it like this",
        "照片可以旋转吗",
        "标题可以改颜色吗",
        "音乐可以换吗",
        "转场能改吗",
        "字体可以换吗",
        "can photos be rotated?",
        "can captions be moved?",
        "can pictures be cropped?",
        "can I add a title?",
        "can I change the music?",
        "how do I add a title?",
        "how can I make it vertical?",
        "怎么加音乐？",
        "如何把视频改成竖屏",
        "does the video have music?",
    ],
)
def test_what_is_only_told_or_asked_changes_nothing(text: str) -> None:
    assert changes(text) == []


_PAGES = (
    "poem",
    "haiku",
    "email",
    "letter",
    "story",
    "joke",
    "recipe",
    "python script",
    "cover letter",
    "tweet",
    "speech",
    "song lyrics",
)


@pytest.mark.parametrize("page", _PAGES)
def test_pages_are_not_written(page: str) -> None:
    for text in (
        f"write a {page} about cats",
        f"write me a {page}",
        f"can you write a {page} for my boss",
        f"compose a {page}",
        f"please create a {page} about red cars",
    ):
        assert changes(text) == [], text


@pytest.mark.parametrize(
    "page",
    [
        "一首诗",
        "一首关于猫的诗",
        "一封邮件",
        "一篇作文",
        "一个笑话",
        "一段代码",
        "一封情书",
        "一篇关于春天的文章",
    ],
)
def test_pages_are_not_written_in_chinese(page: str) -> None:
    for text in (f"写{page}", f"帮我写{page}", f"请写{page}吧", f"能不能写{page}"):
        assert changes(text) == [], text


@pytest.mark.parametrize(
    "text",
    [
        "1 2 3 4 5 6 7 8 9 1 2 3",
        "0000 1111 2222 3333",
        "😀😀😀🎉",
        "...",
        "?!?!",
        "、。！",
        "make the video 1e9 seconds",
        "asdf qwer zxcv",
        "Привет, сделай видео короче",
        "Mach das Video kürzer bitte",
        "haz el video más corto por favor",
        "動画を短くしてください",
        "rends la vidéo plus courte s'il te plaît avec de la musique",
        "영상을 짧게 만들어 주세요",
        "اجعل الفيديو أقصر",
        "rendi il video più corto per favore",
    ],
)
def test_noise_and_other_languages_change_nothing(text: str) -> None:
    assert changes(text) == []


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("can you add calm music?", ["set_music"]),
        ("能不能加欢快的音乐", ["set_music"]),
        ("could the title be red?", ["edit_text"]),
        ("could you make photo 2 brighter?", ["adjust"]),
        ("too dark", ["adjust"]),
        ("太暗了", ["adjust"]),
        ("the title is too small", ["edit_text"]),
        ("my friend said the title is too small", ["edit_text"]),
        ("标题太小了", ["edit_text"]),
        ("the music is too loud", ["set_music_volume"]),
        ("would you remove photo 2?", ["remove_photos"]),
        ("第二张可以去掉吗", ["remove_photos"]),
        ("can we have it vertical?", ["set_aspect"]),
        ("标题可以改成红色吗", ["edit_text"]),
        ("please remove the second photo", ["remove_photos"]),
        ("is it possible to remove photo 2?", ["remove_photos"]),
        ("the second photo should be black and white", ["set_look"]),
        ("I'd like the title in red", ["edit_text"]),
    ],
)
def test_wishes_in_other_words_are_wishes(text: str, acts: list[str]) -> None:
    assert changes(text) == acts


@pytest.mark.parametrize(
    ("text", "posture"),
    [
        ("how do I add a title?", "how"),
        ("why is the title red?", "why"),
        ("what if it were blue?", "hypothesis"),
        ("I already removed photo 2", "report"),
        ("I love the second photo", "praise"),
        ("write a poem", "off_topic"),
        ("is there music?", "question"),
        ("make it red", "wish"),
        ("写一首诗", "off_topic"),
        ("照片可以旋转吗", "how"),
    ],
)
def test_postures(text: str, posture: str) -> None:
    world = world_of(Conversation("stance", "unclear", "en", (), start="slideshow"))
    message = take_apart(text, world.scene)
    assert [posture_of(clause, message) for clause in message.clauses] == [posture]
