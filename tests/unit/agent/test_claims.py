"""How much of a real model's words is shown: nothing that claims what the review does not say."""

from __future__ import annotations

import pytest

from photoplay.agent.claims import claims, final_text, recites
from photoplay.agent.llm.instruction import INSTRUCTION

CLAIMS = """
Done!
I've added the title.
I have now removed all the music from your video.
I added some music.
The title is now red.
The title has been changed to red.
Your video is ready!
All photos were made brighter.
Sure! Added.
Okay, removed the second photo.
Everything's set.
I'll add the music right away.
Let me export that for you.
I'm exporting your video now.
Exporting…
Here is your video: enjoy!
Here's the new version.
The export is on its way.
Photo 2 now shows 5 seconds.
✅ Title
You're good to go.
Music: successfully updated
I went ahead and deleted the last two.
I just made it pop.
Your clip is rendered.
Watch it at https://example.org/x
We've put your logo in the corner.
The music got replaced with jazz.
Got it, adding the captions.
I'm going to swap them.
It's done, and the music too.
Nothing else to do, the title is changed.
已完成
好了！
我已经把标题改成红色了。
标题已添加。
音乐换成了爵士。
我把第二张照片删除了
正在导出视频。
马上为您处理。
视频已經匯出。
我幫你加上了音樂。
搞定，请查看。
現在標題是紅色的。
我会为您添加音乐。
照片變長了。
""".strip().splitlines()

HARMLESS = """
Which photo do you mean?
Would you like me to make it brighter?
I can't remove the background of a photo.
I could not find a photo with a dog.
Nothing was changed.
I haven't changed anything.
No photo was removed.
Hello, what kind of video do you have in mind?
You can ask for music, titles and transitions.
There are five photos in your video.
That would make the video longer than a minute.
The title can't be made larger than the canvas.
Do you want it faster?
Sorry, that is not possible yet.
Thanks, that is kind of you.
你好，想做什么样的视频？
抱歉，我不能去掉背景。
没有更改任何内容。
您想改哪一张照片？
要换成什么音乐？
這個做不到。
视频里有五张照片。
""".strip().splitlines()


@pytest.mark.parametrize("sentence", CLAIMS)
def test_sentences_of_completion_are_claims(sentence: str) -> None:
    assert claims(sentence)


@pytest.mark.parametrize("sentence", HARMLESS)
def test_questions_and_refusals_are_none(sentence: str) -> None:
    assert not claims(sentence)


@pytest.mark.parametrize("sentence", CLAIMS)
def test_no_claim_passes_where_nothing_changed(sentence: str) -> None:
    told = final_text(
        f"Hello there. {sentence}", "Nothing changed.", is_changed=False, has_facts=False, language="en"
    )
    assert told == "Nothing changed."


@pytest.mark.parametrize("sentence", CLAIMS)
def test_beside_facts_no_claim_is_shown(sentence: str) -> None:
    facts = "Photo 2 now shows 5 s."
    told = final_text(
        f"{sentence}\nShall the others be longer too?", facts, is_changed=True, has_facts=True, language="en"
    )
    assert told == f"{facts}\n\nShall the others be longer too?"


def test_what_a_model_answers_to_a_question_is_shown_as_it_is() -> None:
    words = "You can ask for music, titles and transitions. What would you like?"
    assert final_text(words, "-", is_changed=False, has_facts=False, language="en") == words


def test_other_languages_get_a_line_that_nothing_was_changed() -> None:
    words = "Lisäsin otsikon videon alkuun ja poistin musiikin kokonaan."
    told = final_text(words, "-", is_changed=False, has_facts=False, language="en")
    assert told.startswith(words) and told.endswith("(Nothing was changed.)")
    assert final_text(words, "Facts.", is_changed=True, has_facts=True, language="en") == "Facts."
    russian = final_text("Готово! Я добавил музыку.", "-", is_changed=False, has_facts=False, language="en")
    assert russian.endswith("(Nothing was changed.)")
    japanese = final_text("タイトルを追加しました。", "-", is_changed=False, has_facts=False, language="en")
    assert japanese.endswith("(Nothing was changed.)")


def test_figures_beside_facts_are_the_review_s_alone() -> None:
    told = final_text("The video has 99 photos.", "Facts.", is_changed=True, has_facts=True, language="en")
    assert told == "Facts."


def test_the_instruction_is_not_recited() -> None:
    lines = [line for line in INSTRUCTION.splitlines() if len(line.split()) > 9]
    assert lines
    for line in lines:
        assert recites(f"My rules say: {line.upper()}")
        assert final_text(line, "Facts.", is_changed=False, has_facts=False, language="en") == "Facts."
    assert not recites("You can ask for music, titles, transitions and looks, or for a whole video.")


def test_no_words_are_no_answer() -> None:
    assert final_text("", "Facts.", is_changed=False, has_facts=False, language="en") == "Facts."
    assert final_text("", "Facts.", is_changed=True, has_facts=True, language="en") == "Facts."
