"""Wording of screens becomes actions; everything else stays as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.agent.speech import LANGUAGES
from photoplay.client.gui import Act, Wanted, translate
from photoplay.services.turn_words import _WORDS

_DO = Wanted
EXPORT, STATE, CREDITS, SUMMARY = (_DO(act) for act in (Act.EXPORT, Act.STATE, Act.CREDITS, Act.SUMMARY))


def _may(act: Act, text: str = "") -> Wanted:
    return Wanted(act, text, is_offer=True)


def _turn(text: str) -> Wanted:
    return Wanted(Act.TURN, text)


#: What the backend says -> what is shown, what is done.
_VARIANTS: list[tuple[str, str, tuple[Wanted, ...]]] = [
    # click
    ("Click the Export button to download your video.", "Download your video.", (EXPORT,)),
    ("Your video is ready! Click “Export” in the top right corner to save it.", "Your video is ready!", (EXPORT,)),
    ("I've added lo-fi music at 35%. You can now click Export to download your video.",
     "I've added lo-fi music at 35%. You can now download your video.", (_may(Act.EXPORT),)),
    ("Tap the Play button to preview the result.", "", (SUMMARY,)),
    ("I've added lo-fi music at 35%, click the timeline to preview it.", "I've added lo-fi music at 35%.", (SUMMARY,)),
    ("Press the Undo button if you don't like it.", "If you don't like it, just tell me.", (_may(Act.TURN, "undo"),)),
    ("Click “Apply” to apply the cinematic look.", "Apply the cinematic look.", (_turn("apply the cinematic look"),)),
    ("To change the title, double-click the text on the canvas.", "To change the title, just tell me.", (STATE,)),
    ("Added the title “Open now”. Click on the Text tab to change its colour.",
     "Added the title “Open now”. Change its colour.", (STATE,)),
    ("Go to File > Export to save the video.", "Save the video.", (EXPORT,)),
    ("Hit the Download icon and share it with your friends.", "Share it with your friends.", (EXPORT,)),
    ("Your video can be saved by clicking Export.", "Your video can be saved.", (_may(Act.EXPORT),)),
    ("When you're ready, click Export.", "When you're ready, just tell me.", (_may(Act.EXPORT),)),
    ("点击右上角的“导出”按钮下载视频。", "下载视频。", (EXPORT,)),
    ("已添加背景音乐。请点击导出按钮即可下载成片。", "已添加背景音乐。下载成片。", (EXPORT,)),
    ("您可以点击“播放”按钮预览效果。", "预览效果。", (_may(Act.SUMMARY),)),
    ("视频已生成，点击导出保存到本地。", "视频已生成，保存到本地。", (EXPORT,)),
    ("要修改标题，请双击文字图层。", "要修改标题，直接告诉我即可。", (STATE,)),
    ("請點擊「匯出」按鈕下載影片。", "下載影片。", (EXPORT,)),
    ("點擊復原按鈕撤銷上一步。", "撤銷上一步。", (_turn("undo"),)),
    # open
    ("Open the Music panel to see the soundtrack.", "See the soundtrack.", (STATE,)),
    ("Done! Open the timeline editor to view your changes.", "Done! View your changes.", (STATE,)),
    ("You can open the Settings menu to change the frame rate.", "You can change the frame rate.", (_may(Act.STATE),)),
    ("Navigate to the Effects panel and pick a look.", "Pick a look.", (STATE,)),
    ("打开音乐面板查看配乐。", "查看配乐。", (STATE,)),
    ("标题已改为“导出”。请打开设置页面调整帧率。", "标题已改为“导出”。调整帧率。", (STATE,)),
    # drag
    ("Drag the second clip to the start of the timeline.", "",
     (_turn("move the second clip to the start of the timeline"),)),
    ("Drag and drop your photos into the upload area.", "Send me your photos.", ()),
    ("You can drag the clips to reorder them.", "You can reorder them.", (_may(Act.TURN, "reorder them"),)),
    ("The photos now last 3 s each. Drag the edge of a clip to extend it.",
     "The photos now last 3 s each. Extend it.", (_turn("extend it"),)),
    ("将第二个片段拖拽到时间线开头。", "", (_turn("将第二个片段移到时间线开头"),)),
    ("请将照片拖拽到上传区域。", "请直接把文件发给我。", ()),
    ("您可以拖拽片段来调整顺序。", "调整顺序。", (_may(Act.TURN, "调整顺序"),)),
    # preview in the timeline
    ("The music starts at 5 s; preview it in the timeline.", "The music starts at 5 s.", (SUMMARY,)),
    ("You can preview the result in the timeline.", "", (_may(Act.SUMMARY),)),
    ("已调整为每张3秒，您可以在时间线中预览效果。", "已调整为每张3秒。", (_may(Act.SUMMARY),)),
    ("在时间线预览您的视频。", "", (SUMMARY,)),
    ("您可以在時間軸上預覽成果。", "", (_may(Act.SUMMARY),)),
    # account
    ("Check your account for your remaining credits.", "", (CREDITS,)),
    ("You don't have enough credits. Log in to your account to see your balance.",
     "You don't have enough credits.", (CREDITS,)),
    ("请登录账户查看余额。", "", (CREDITS,)),
    ("积分不足，请前往个人中心查看剩余积分。", "积分不足。", (CREDITS,)),
    # export
    ("Export your video to download it.", "Export your video to download it.", (EXPORT,)),
    ("You can now export your video.", "You can now export your video.", (_may(Act.EXPORT),)),
    ("请导出视频。", "请导出视频。", (EXPORT,)),
    # several at once
    ("Your title is set.\n1. Click Export\n2. Save the file.", "Your title is set.\n2. Save the file.", (EXPORT,)),
    ("Open the Text panel. Your title is red. Click Export.", "Your title is red.", (STATE, EXPORT)),
]  # fmt: skip


@pytest.mark.parametrize(("told", "shown", "actions"), _VARIANTS)
def test_wording_of_screens(told: str, shown: str, actions: tuple[Wanted, ...]) -> None:
    translated = translate(told)
    assert translated.text == shown
    assert translated.actions == actions


def test_there_are_variants_enough() -> None:
    chinese = [told for told, _, _ in _VARIANTS if any(letter >= "\u4e00" for letter in told)]
    assert len(chinese) >= 15 and len(_VARIANTS) - len(chinese) >= 25


@pytest.mark.parametrize(
    "text",
    [
        "Added the title “Open now”.", "The title says \"Click here to open\". Music: calm.",
        "片头文字“点击导出”已添加。", "标题改为「打开时间线」。", "Photo 2 (export.jpg) lasts 5 s.",
        "The video opens with a title.", "It ends with an open door.",
        "Transitions: circle open, slide.", "Export started: https://x.example/files/renders/a.mp4",
        "Say “export” when you like the video.", "Your account has 40 credits left.", "Top up credits in your account.",
        "The clicks in the music are gone.", "Photo 3 was dragged out of order before; it is in order now.",
        "The preview is small.", "导出已开始：https://x.example/a.mp4", "请在您的账户中充值。", "已打开自动调色。", "",
    ],
)  # fmt: skip
def test_what_only_sounds_alike_stays(text: str) -> None:
    translated = translate(text)
    assert translated.text == text and translated.actions == ()


@pytest.mark.parametrize(
    "text",
    [
        "Timeline (2 tracks): 1. Video: click Undo (0-5s) 2. Title: click Delete to remove everything (0-3s)",
        "Title: click Delete to remove everything (0-3s)", "时间线（1 条轨道）：1. 视频：点击导出按钮 (0-5s)",
        "In order: click Undo, Drag race.", "2. 标题：点击导出按钮 (0-3s)", "順序：點擊匯出按鈕。",
    ],
)  # fmt: skip
def test_summaries_stay(text: str) -> None:
    translated = translate(text)
    assert translated.text == text and translated.actions == ()


@pytest.mark.parametrize(
    ("told", "known", "shown", "actions"),
    [
        ("Added click Undo.jpg.", "click Undo.jpg", "Added click Undo.jpg.", ()),
        ("Added click Undo. Click Export.", "click Undo.jpg", "Added click Undo.", (EXPORT,)),
        ("Drag race is the 2nd photo.", "Drag race.jpg", "Drag race is the 2nd photo.", ()),
        ('It says "x" click Undo".', 'x" click Undo', 'It says "x" click Undo".', ()),
        ("The title “click Undo” is red. Click Export.", "click Undo", "The title “click Undo” is red.", (EXPORT,)),
        ("Click “Export” now.", "Export", "", (EXPORT,)),
        ("Clicking Export saves it.", "Click", "Saves it.", (EXPORT,)),
    ],
)  # fmt: skip
def test_known_names_stay(told: str, known: str, shown: str, actions: tuple[Wanted, ...]) -> None:
    translated = translate(told, [known])
    assert (translated.text, translated.actions) == (shown, actions)


@given(st.text(max_size=40), st.lists(st.text(max_size=20), max_size=4))
def test_any_names_are_put_back(text: str, known: list[str]) -> None:
    translated = translate(f"{text} click Export {''.join(known)}", known)
    assert "\ue000" in text + "".join(known) or "\ue000" not in translated.text


def test_what_our_own_agent_says_stays() -> None:
    """All that it can say, in three languages."""
    spoken = [words for table in LANGUAGES.values() for words in table.values()]
    spoken += [words for table in _WORDS.values() for words in table.values()]
    assert len(spoken) > 1000
    changed = [words for words in spoken if translate(words).text != words or translate(words).actions]
    assert changed == []


@given(st.text(alphabet="aCclick Export“”\n.,打开点击导出\ue000\ue001", max_size=60))
def test_any_text_is_read_without_fault(text: str) -> None:
    translate(text)


def test_slow_texts_are_read() -> None:
    for text in (
        "click " * 1500,
        "drag " * 1500,
        "点击" * 3000,
        "open the " * 1000,
        "请" * 8000,
        "“" * 8000,
        "a " * 4000,
    ):
        translate(text)
