"""How a brief works: names, facts, places of words, lists, forms, which photos, and what stays an edit."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.agent.language.bins import scene_of

from photoplay.agent.language.meaning import Intent, Ref, Selection
from photoplay.agent.language.understand import understand


def _intents(text: str, count: int = 5) -> tuple[Intent, ...]:
    return understand(text, scene_of(*(f"p{number}.jpg" for number in range(1, count + 1)))).intents


def _brief(text: str, count: int = 5) -> dict[str, Any]:
    (made,) = [one for one in _intents(text, count) if one.act == "make_video"]
    return dict(made.slots)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("a birthday video for my aunt Carmen, she turns 90", "Carmen"),
        ("tribute video for Coach Delgado retiring after 31 years", "Coach Delgado"),
        ("wedding film, my niece Priya married Tom on the 14th of June", "Priya & Tom"),
        ("wedding video please. Bride: Aoife. Groom: Callum.", "Aoife & Callum"),
        ("memorial slideshow. My father, George Whitlock, loved the sea", "George Whitlock"),
        ("birthday clip 4 my bestie yuki", "Yuki"),
        ("promo for our bakery Crumb & Co, vertical", "Crumb & Co"),
        ("Video ad: Sunday Roast at The Fox, 12 sec", "Sunday Roast at The Fox"),
        ("product teaser for the Volt Runner 2, electronic", "Volt Runner 2"),
        ("我爸王建国下个月六十大寿，弄个祝寿视频", "王建国"),
        ("我闺蜜李思雨和她老公张航上周六结婚，剪一个婚礼短片，标题写两个人的名字", "李思雨 & 张航"),
        ("豆豆三岁生日，做个竖版的生日短片，名字要出现", "豆豆"),
        ("房源视频：万科城市花园，3室2厅 118㎡，总价 420 万", "万科城市花园"),
        ("推广民宿的视频，民宿叫云上小院，三十秒", "云上小院"),
        ("幫阿公做八十大壽影片，阿公叫陳添丁", "陳添丁"),
    ],
)
def test_who_or_what_it_is_about_is_the_title(text: str, title: str) -> None:
    assert _brief(text)["title"] == title


@pytest.mark.parametrize(
    "text",
    [
        "a wedding video, their names at the start",
        "做个婚礼视频，标题写两个人的名字",
        "birthday video with her name on it",
        "product video. Points to hit: light, strong, cheap",
    ],
)
def test_glue_is_no_title(text: str) -> None:
    assert not _brief(text).get("title")


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("listing video, $2,800/month, vertical", "price", "$2,800/month"),
        ("看房视频，租金 $2,800/月，二十秒", "price", "$2,800/月"),
        ("看房视频，总价 420 万，横屏", "price", "420 万"),
        ("property video, call 0131 496 0000 to view", "address", "0131 496 0000"),
        ("房产视频，联系电话 138-0000-1234", "address", "138-0000-1234"),
        ("announcement video for our concert, Friday 3 October, 2:30 pm, main hall", "title", None),
        ("wedding video for Ann & Bo, 14 June 2025, Lake Como", "subtitle", "14 June 2025, Lake Como"),
        ("promo video for our shop, visit saltgallery.scot", "address", "saltgallery.scot"),
    ],
)
def test_facts_are_read_as_typed(text: str, slot: str, value: str | None) -> None:
    slots = _brief(text)
    if value is None:
        assert "Friday 3 October, 2:30 pm, main hall" in (slots.get("title"), slots.get("subtitle"))
    else:
        assert slots[slot] == value


@pytest.mark.parametrize(
    "fact",
    [
        "5 min to the station", "keeps cold 24 hours", "bake 50 minutes", "2-year warranty",
        "doors 8pm", "80s synth music", "续航48小时", "到地铁步行5分钟", "fits 3 people",
    ],
)  # fmt: skip
def test_numbers_in_facts_are_no_lengths(fact: str) -> None:
    slots = _brief(f"make a product video, {fact}, square")
    assert "seconds" not in slots and "per_photo" not in slots


@pytest.mark.parametrize(
    ("wish", "slots"),
    [
        ("these four photos, 20 seconds", {"seconds": 20.0}),
        ("both photos, ten seconds", {"seconds": 10.0}),
        ("四张照片，二十秒", {"seconds": 20.0}),
        ("每张二十秒", {"per_photo": 20.0}),
        ("all of them 3 s each", {"per_photo": 3.0}),
        ("单图时长=2.5秒", {"per_photo": 2.5}),
        ("20ish seconds", {"seconds": 20.0}),
    ],
)
def test_a_length_is_that_of_the_whole_unless_it_is_said_of_each(wish: str, slots: dict[str, float]) -> None:
    told = _brief(f"make a slideshow, {wish}")
    assert {name: told.get(name) for name in ("seconds", "per_photo")} == {
        "seconds": None,
        "per_photo": None,
        **slots,
    }


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ('make a video that starts with "Good times"', "title"),
        ('做个视频，开头写"Good times"', "title"),
        ("slideshow with the title Good times", "title"),
        ('make a video, at the end it should say "Good times"', "closing"),
        ('slideshow, finish on "Good times"', "closing"),
        ('做个视频，最后打上"Good times"', "closing"),
        ("slideshow, subtitle: Good times", "subtitle"),
        ('make a video with the tagline "Good times"', "subtitle"),
    ],
)
def test_words_go_where_it_is_said(text: str, slot: str) -> None:
    assert _brief(text).get(slot) == "Good times"


@pytest.mark.parametrize(
    "text",
    [
        "recipe video and write on each picture, one after the other: Mix, Knead, Rest",
        "Recipe video: 1. Mix 2. Knead 3. Rest",
        "recipe video. Step 1: Mix. Step 2: Knead. Step 3: Rest.",
        "recipe video. Photo 1: Mix. Photo 2: Knead. Photo 3: Rest",
        'make a recipe video, first photo: "Mix", second: "Knead", third: "Rest"',
        "recipe video\nsteps: Mix; Knead; Rest\nratio: 1:1",
        "菜谱视频，每张配一句话：Mix、Knead、Rest",
        "菜谱视频，第一张写“Mix”，第二张写“Knead”，第三张写“Rest”",
        "教程短片：第一步Mix、第二步Knead、第三步Rest",
    ],
)
def test_a_list_is_one_caption_a_photo(text: str) -> None:
    assert _brief(text, 3)["captions"] == [[1, "Mix"], [2, "Knead"], [3, "Rest"]]


@pytest.mark.parametrize(
    "text",
    [
        "product video. Points to hit: light, strong, made in Wales. Price $9",
        "product video, features: light; strong; made in Wales",
        'product video. Features: "light", "strong", "made in Wales". 20 s',
        "product ad, selling points — light; strong; made in Wales — square",
        "产品视频，卖点：light、strong、made in Wales。售价9元",
        "product clip, bullet points = [light, strong, made in Wales], price = $9",
    ],
)
def test_points_are_features(text: str) -> None:
    assert [one.strip("[]") for one in _brief(text)["features"]] == ["light", "strong", "made in Wales"]


@pytest.mark.parametrize(
    "text",
    [
        '{"video": "slideshow", "duration_per_photo": 2, "aspect_ratio": "1:1", "music": "jazz", "title": "Open"}',
        "type: slideshow\nper photo: 2 s\nratio: 1:1\nmusic: jazz\ntitle: Open",
        "kind=slideshow, per image=2s, aspect=1:1, music=jazz, title=Open",
        "类型：相册\n单图时长：2秒\n画幅：1:1\n配乐：爵士\n标题：Open",
        "任务=做相册；每张=2秒；比例=1:1；音乐=爵士；标题=“Open”",
    ],
)
def test_forms_are_read_by_their_keys(text: str) -> None:
    told = _brief(text)
    wanted = {"kind": "slideshow", "per_photo": 2.0, "aspect": "1:1", "music": "jazz", "title": "Open"}
    assert {name: told.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "photos"),
    [
        ("slideshow of all these photos, 10 seconds", None),
        ("make a video of these six, jazz", None),
        ("四张照片做个视频", None),
        ("a birthday clip for Theo, names first", None),
        ("only photos 2 to 4, slideshow, 10 seconds", Selection((Ref("range", (2, 4)),))),
        ("slideshow of everything except the second one", Selection((Ref("all"),), (Ref("number", 2),))),
        ("只用前三张，做个9秒的短片", Selection((Ref("range", (1, 3)),))),
        ("除了最后一张都用上，做个旅行视频", Selection((Ref("all"),), (Ref("number", -1),))),
    ],
)
def test_photos_are_all_unless_words_restrict_them(text: str, photos: Selection | None) -> None:
    (made,) = [one for one in _intents(text, 6) if one.act == "make_video"]
    assert made.photos == photos


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("make a slideshow. Hold the second photo for 5 s", "set_photo_seconds"),
        ("make a slideshow, mirror the third photo", "mirror"),
        ("做个相册，第二张旋转90度", "rotate"),
    ],
)
def test_what_names_one_photo_stays_an_edit(text: str, act: str) -> None:
    assert [one.act for one in _intents(text)] == ["make_video", act]


@pytest.mark.parametrize(
    ("wish", "slots"),
    [
        ("soft guitar in the background", {"lead": "guitar"}),
        ("make it feel kinda epic", {"music": "epic"}),
        ("with swelling strings", {"lead": "strings"}),
        ("no cheesy music, just something calm", {"music": "calm"}),
        ("无声就行", {"music": "none"}),
        ("配点安静的钢琴曲", {"music": "calm", "lead": "piano"}),
        ("画面上什么字都别加", {"text": False}),
        ("leave words off", {"text": False}),
        ("our logo in the top left corner throughout", {"logo": "top-left"}),
        ("cut on the beat", {"beat_sync": True}),
        ("画面别动", {"motion": "static"}),
    ],
)
def test_wishes_in_passing_are_slots(wish: str, slots: dict[str, Any]) -> None:
    made, *besides = _intents(f"make a video of these, {wish}")
    assert made.act == "make_video" and not besides
    assert {name: made.slots.get(name) for name in slots} == slots


def test_a_title_keeps_its_colour() -> None:
    made, style = _intents('make a video, title "Bloom" in gold')
    assert made.slots["title"] == "Bloom"
    assert style.act == "edit_text" and style.slots["color"].startswith("#")
