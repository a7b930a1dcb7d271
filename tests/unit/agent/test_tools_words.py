"""Tools for words, end card, logo, music and exports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agent.desks import (
    ALL,
    PHOTOS,
    desk_of,
    did,
    lengths,
    music,
    names,
    noted,
    refused,
    shot,
    texts,
)

from photoplay.agent.desk import Desk, Export
from photoplay.agent.tools.closing import corner_of, logos_of
from photoplay.agent.tools.gains import at_times
from photoplay.agent.tools.table import call
from photoplay.render.layout import role_style
from photoplay.timeline.find import end_cards, main_clips, sounds
from photoplay.timeline.generated import Card, Music, generated_by
from photoplay.timeline.values import check_gain

# -- words ------------------------------------------------------------------------------------------


def test_a_title_comes_over_the_beginning_exactly_as_given() -> None:
    desk = desk_of()
    words = "  Zoë’s “60th”\nвечеринка 🎉 "
    did(desk, "add_text", text=words, color="gold", position="top center", size="large", bold=True)
    (title,) = texts(desk)
    assert title.text == words
    assert title.style["role"] == "title"
    assert (title.style["pos"], title.style["color"], title.style["weight"]) == ("top", "#ffd700", 800)
    assert title.style["size"] > role_style("title", (1920, 1080)).size
    assert 300 <= title.start_ms <= 500


def test_a_second_title_takes_the_place_of_the_first() -> None:
    desk = desk_of()
    did(desk, "add_text", text="One", role="title")
    did(desk, "add_text", text="Below", role="subtitle")
    did(desk, "add_text", text="Two", role="title", color="red")
    assert [(clip.text, clip.style["role"]) for clip in texts(desk)] == [
        ("Two", "title"),
        ("Below", "subtitle"),
    ]
    title, subtitle = texts(desk)
    assert title.start_ms < subtitle.start_ms < title.end_ms == subtitle.end_ms


def test_words_on_photos_are_one_each_and_go_with_them() -> None:
    desk = desk_of()
    did(desk, "add_text", text="Hi", photos=[2, 4], animation="typewriter")
    assert [clip.reference for clip in texts(desk)] == ["c2", "c4"]
    assert {clip.style["role"] for clip in texts(desk)} == {"caption"}
    assert {clip.animation["in"] for clip in texts(desk)} == {"typewriter"}
    did(desk, "move_photos", photos=[4], to=1)
    assert [clip.reference for clip in texts(desk)] == ["c4", "c2"]


def test_words_at_a_time() -> None:
    desk = desk_of()
    did(desk, "add_text", text="Look", start=5, seconds=2)
    assert (texts(desk)[0].start_ms, texts(desk)[0].duration_ms) == (5000, 2000)
    assert "12" in refused(desk, "add_text", text="Late", start=99)


def test_captions_take_the_place_of_captions() -> None:
    desk = desk_of()
    did(desk, "add_captions", captions=[[1, "Soup"], [2, "Bread"]])
    did(desk, "add_captions", captions=[{"photo": 2, "text": "Cheese"}, [9, "Nothing"]])
    assert [clip.text for clip in texts(desk)] == ["Soup", "Cheese"]
    assert "9" in desk.journal[-1].note


def test_words_are_changed_by_role_by_number_and_by_what_they_say() -> None:
    desk = desk_of()
    did(desk, "add_text", text="Lagos 2023")
    did(desk, "add_text", text="by the Okafor family", role="subtitle")
    did(desk, "edit_text", texts=["title"], color="#ff0000")
    did(desk, "edit_text", texts=[2], position="bottom")
    did(desk, "edit_text", texts=["okafor"], size="bigger")
    title, subtitle = texts(desk)
    assert (title.style["color"], "color" in subtitle.style) == ("#ff0000", False)
    assert subtitle.style["pos"] == "bottom"
    assert subtitle.style["size"] == pytest.approx(1.25 * role_style("subtitle", (1920, 1080)).size, abs=1e-4)
    did(desk, "edit_text", texts=["subtitle"], size="smaller")
    assert texts(desk)[1].style["size"] == pytest.approx(role_style("subtitle", (1920, 1080)).size, abs=1e-4)
    did(desk, "edit_text", replace=["2023", "2024"])
    did(desk, "edit_text", text="Accra 2024")
    assert [clip.text for clip in texts(desk)] == ["Accra 2024", "by the Okafor family"]


def test_words_are_moved_in_time_and_to_photos() -> None:
    desk = desk_of()
    did(desk, "add_text", text="Hello")
    did(desk, "edit_text", photos=[3])
    assert texts(desk)[0].reference == "c3"
    assert shot(desk, 3).start_ms <= texts(desk)[0].start_ms < texts(desk)[0].end_ms <= shot(desk, 3).end_ms
    did(desk, "edit_text", start=1, seconds=4)
    assert (texts(desk)[0].start_ms, texts(desk)[0].duration_ms) == (1000, 4000)


def test_words_that_are_not_there_are_told() -> None:
    desk = desk_of()
    assert refused(desk, "edit_text", color="red") == "There are no words on the picture."
    assert refused(desk, "remove_text") == "There are no words on the picture."
    did(desk, "add_text", text="Hello")
    assert refused(desk, "edit_text", texts=["badge"], color="red") == "There is no badge."
    assert "nonsense" in refused(desk, "edit_text", texts=["nonsense"], color="red")
    assert refused(desk, "edit_text", texts=["title"])
    did(desk, "add_text", text="Two", photos=[2])
    did(desk, "add_text", text="Three", photos=[3])
    call(desk, "remove_text", {"texts": ["title"]})
    assert refused(desk, "edit_text", text="Which?") == "There are several texts. Say which one."


def test_the_colour_of_a_text_stands_above_its_gradient() -> None:
    desk = desk_of()
    did(desk, "add_text", text="Hello")
    did(desk, "edit_text", color="red", outline=True, box=True, animation="pop")
    style = texts(desk)[0].style
    assert (style["outline"], style["box"], texts(desk)[0].animation["in"]) == (True, True, "pop")
    assert "gradient" not in style


@given(
    text=st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=60)
)
def test_words_are_kept_letter_for_letter(text: str) -> None:
    desk = desk_of()
    told = call(desk, "add_text", {"text": text})
    assert ("refused" in told) == (not text.strip())
    assert [clip.text for clip in texts(desk)] == ([text] if text.strip() else [])


# -- end card and logo ------------------------------------------------------------------------------


def card(desk: Desk) -> Card:
    (clip,) = end_cards(desk.timeline)
    found = generated_by(clip.source)
    assert isinstance(found, Card)
    return found


def test_an_end_card_has_the_logo_unless_that_stands_in_a_corner() -> None:
    desk = desk_of()
    did(desk, "set_end_card", text="Shop now")
    assert card(desk).logo == desk.scene.logos[-1].id
    did(desk, "remove_end_card")
    did(desk, "add_logo")
    did(desk, "set_end_card", text="Shop now")
    assert card(desk).logo is None


def test_an_end_card_is_changed_not_doubled() -> None:
    desk = desk_of()
    did(desk, "set_end_card", text="Shop now")
    did(desk, "set_end_card", text="www.example.com", color="navy", seconds=4)
    (clip,) = end_cards(desk.timeline)
    assert (card(desk).ground, clip.duration_ms) == ("#000080", 4000)
    assert [text.text for text in texts(desk)] == ["www.example.com"]
    did(desk, "set_end_card", logo=False)
    assert card(desk).logo is None
    assert noted(desk, "set_end_card")
    assert names(desk) == list(PHOTOS)


def test_an_end_card_says_nothing_that_nobody_said() -> None:
    desk = desk_of(("beach.jpg",), ("beach.jpg",))
    assert "logo" in refused(desk, "set_end_card")
    assert "logo" in refused(desk, "set_end_card", text="Hi", logo=True)
    did(desk, "set_end_card", color="black")
    assert texts(desk) == []


def test_a_logo_stands_in_a_corner_and_is_changed_there() -> None:
    desk = desk_of()
    did(desk, "set_end_card", text="Bye")
    did(desk, "add_logo", corner="top left")
    (logo,) = logos_of(desk, desk.timeline)
    assert logo.box is not None
    assert corner_of(logo.box) == "top-left"
    assert logo.box.w <= 0.121
    assert logo.end_ms == 12_000  # not over the end card
    did(desk, "add_logo", corner="bottom-right")
    did(desk, "edit_logo", size="smaller", opacity=50)
    (moved,) = logos_of(desk, desk.timeline)
    assert moved.box is not None
    assert corner_of(moved.box) == "bottom-right"
    assert moved.box.w == pytest.approx(logo.box.w / 1.25, rel=0.01)
    assert moved.opacity == 0.5
    did(desk, "edit_logo", size=20)
    assert logos_of(desk, desk.timeline)[0].box.w == pytest.approx(0.2, rel=0.01)  # type: ignore[union-attr]
    did(desk, "remove_logo")
    assert not logos_of(desk, desk.timeline)
    assert refused(desk, "edit_logo", size="bigger") == "No logo is shown in the video."


def test_without_a_logo_file_it_is_asked_for() -> None:
    assert "Send it" in refused(desk_of(PHOTOS), "add_logo")


# -- music ------------------------------------------------------------------------------------------


def recipe(desk: Desk) -> Music:
    found = generated_by(music(desk).source)
    assert isinstance(found, Music)
    return found


def test_new_music_keeps_its_place_and_volume() -> None:
    desk = desk_of()
    did(desk, "set_music_volume", percent=60)
    told = did(desk, "set_music", mood="jazz", lead="piano")
    assert (recipe(desk).mood, recipe(desk).lead, music(desk).gain) == ("jazz", "piano", 0.6)
    assert music(desk).id == "c5"
    assert any("Jazz" in sentence for sentence in told)


def test_other_music_is_another_piece_of_the_same_mood() -> None:
    desk = desk_of()
    before = recipe(desk)
    did(desk, "set_music", other=True)
    assert (recipe(desk).mood, recipe(desk).seed != before.seed) == ("lofi", True)


def test_music_in_words() -> None:
    desk = desk_of(music=False)
    did(desk, "set_music", words="something sad with piano")
    assert recipe(desk).lead == "piano"
    assert music(desk).gain == 0.35
    did(desk, "set_music", lead="guitar")
    assert recipe(desk).lead == "guitar"
    did(desk, "set_music", mood="rock")
    assert "comes nearest" in desk.journal[-1].note
    assert "klezmerwave" in refused(desk, "set_music", mood="klezmerwave")
    did(desk, "set_music", mood="none")
    assert not sounds(desk.timeline)


def test_a_song_fills_the_video_and_can_begin_later() -> None:
    desk = desk_of()
    did(desk, "set_music", file="song.mp3")
    assert (music(desk).name, music(desk).mood, music(desk).loop) == ("song.mp3", None, False)
    did(desk, "trim_music", start=35)
    assert (music(desk).source_in_ms, music(desk).loop) == (35_000, True)
    assert "40" in refused(desk, "trim_music", start=99)
    assert refused(desk, "set_music", file="beach.jpg")


@pytest.mark.parametrize(
    ("args", "gain"),
    [({"percent": 50}, 0.5), ({"factor": 2}, 0.7), ({"by_db": -6}, 0.1754), ({"percent": 0}, 0)],
)
def test_volume(args: dict[str, float], gain: float) -> None:
    desk = desk_of()
    did(desk, "set_music_volume", **args)
    assert music(desk).gain == pytest.approx(gain, abs=1e-3)


def test_quieter_at_the_end() -> None:
    desk = desk_of()
    did(desk, "set_music_volume", factor=0.4, from_="end")
    gain = music(desk).gain
    assert isinstance(gain, tuple)
    assert gain[0] == (0, 0.35)
    assert gain[-1] == (12_000, pytest.approx(0.14))
    assert [value for _, value in gain] == sorted((value for _, value in gain), reverse=True)
    did(desk, "set_music_volume", factor=0.5)
    assert music(desk).gain[0][1] == pytest.approx(0.175)  # type: ignore[index]


def test_louder_in_a_part_only() -> None:
    desk = desk_of()
    did(desk, "set_music_volume", percent=80, from_=3, to=6)
    gain = music(desk).gain
    assert isinstance(gain, tuple)
    assert (gain[0][1], max(value for _, value in gain), gain[-1][1]) == (0.35, 0.8, 0.35)
    desk.timeline = desk.scene.timeline
    did(desk, "set_music_volume", percent=80, start=3, end=6)
    assert music(desk).gain == gain
    assert refused(desk, "set_music_volume", percent=80, **{"from": 6, "to": 3})


@given(
    start=st.integers(0, 19_000), length=st.integers(1, 20_000), wanted=st.floats(0, 2),
    base=st.one_of(st.floats(0, 2), st.just(((0, 0.2), (4000, 1.0), (20_000, 0.0)))), slow=st.booleans(),
)  # fmt: skip
def test_volumes_in_parts_hold(
    start: int, length: int, wanted: float, base: float | tuple[tuple[int, float], ...], slow: bool
) -> None:
    gain = at_times(base, 20_000, start, min(20_000, start + length), wanted, slow=slow)
    check_gain(gain, "vol")


def test_the_loudest_is_told() -> None:
    desk = desk_of()
    did(desk, "set_music_volume", percent=900)
    assert music(desk).gain == 2
    assert "200" in desk.journal[-1].note


def test_fades_and_beats() -> None:
    desk = desk_of()
    did(desk, "fade_music", in_seconds=1, out_seconds=2)
    assert (music(desk).fade_in_ms, music(desk).fade_out_ms) == (1000, 2000)
    did(desk, "set_music", file="song.mp3")
    did(desk, "set_photo_seconds", photos=[1], seconds=2.9)
    did(desk, "sync_to_beats")
    borders = [clip.end_ms for clip in main_clips(desk.timeline)[:-1]]
    assert all(ms % 500 <= 17 or ms % 500 >= 483 for ms in borders)
    assert sum(lengths(desk)) == pytest.approx(11.9)
    assert refused(desk_of(music=False), "sync_to_beats") == "There is no music in the video."


# -- exports ----------------------------------------------------------------------------------------


def test_exports_are_put_down_and_checked() -> None:
    desk = desk_of()
    call(desk, "export_video", {"preset": "TikTok", "quality": "high", "max_bytes": 8_000_000})
    call(desk, "export_video", {"preset": "tiktok", "quality": "high", "max_bytes": 8_000_000})
    assert desk.exports == [Export("tiktok", "high", 8_000_000)]
    assert not desk.is_changed
    assert "GIF" in refused(desk, "export_video", preset="gif") or "gif" in refused(
        desk, "export_video", preset="gif"
    )
    did(desk, "set_total_seconds", seconds=200)
    assert "up to" in refused(desk, "export_video", preset="x")
    assert len(desk.exports) == 1
    assert refused(desk_of((), ()), "export_video")


def test_a_whole_video_from_a_brief() -> None:
    desk = desk_of(ALL, ())
    did(
        desk, "make_video", kind="product", seconds=20, features=["Warm light", "Solid oak"], call_to_action="Shop now",
        price="$49.99", aspect="1:1", photos=["dog.jpg", 1],
    )  # fmt: skip
    assert names(desk) == ["dog.jpg", "beach.jpg"]
    assert desk.timeline.duration_ms == 20_000
    assert desk.timeline.canvas.width == desk.timeline.canvas.height
    said = " ".join(clip.text for clip in texts(desk))
    for words in ("Warm light", "Solid oak", "Shop now", "$49.99"):
        assert words in said
    assert refused(desk_of((), ()), "make_video").startswith("There is nothing to make a video of")
