"""Intents become calls: which, in which order, about which photos; and what is asked instead."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agent.project import NAMES, scene_of, with_title

from photoplay.agent.acts import NEEDS, TALK
from photoplay.agent.language.meaning import Correction, Intent, Ref, RefKind, Selection, TextRef, Understood
from photoplay.agent.memory import from_json, to_json
from photoplay.agent.planner import Plan, plan
from photoplay.agent.scene import Memory, Question, Scene
from photoplay.timeline.edits import remove
from photoplay.timeline.model import Timeline


def of(kind: RefKind, value: Any = None) -> Selection:
    return Selection((Ref(kind, value),))


def said(*intents: Intent, scene: Scene | None = None, **others: Any) -> Plan:
    return plan(Understood(intents=intents, **others), scene or scene_of())


def calls(made: Plan) -> list[tuple[str, dict[str, Any]]]:
    return [(call.tool, call.args) for call in made.calls]


def keys(made: Plan) -> list[str]:
    return [str(answer.slots.get("key", answer.key)) for answer in made.answers]


REMOVE_2 = Intent("remove_photos", photos=of("number", 2))


def test_numbers_are_those_that_the_user_sees() -> None:
    made = said(REMOVE_2, Intent("set_photo_seconds", {"seconds": 5.0}, photos=of("number", 3)))
    assert calls(made) == [
        ("remove_photos", {"photos": ["c2"]}),
        ("set_photo_seconds", {"seconds": 5.0, "photos": ["c3"]}),
    ]


def test_the_rest_and_the_last_are_those_that_are_left() -> None:
    rest = Intent("set_photo_seconds", {"seconds": 4.0}, photos=of("others"))
    assert calls(said(Intent("remove_photos", photos=of("number", 5)), rest))[1][1]["photos"] == [
        "c1",
        "c2",
        "c3",
        "c4",
    ]
    last = Intent("set_look", {"look": "bw"}, photos=of("number", -1))
    assert calls(said(Intent("remove_photos", photos=of("number", -1)), last))[1][1]["photos"] == ["c4"]


def test_first_and_last_are_places_that_the_message_has_filled() -> None:
    forward = Intent("move_photos", {"to": 1}, photos=of("words", "dog"), words="the dog goes first")
    title = Intent("add_text", {"text": "Hi"}, photos=of("number", 1), words="write Hi on the opening shot")
    assert calls(said(forward, title))[1][1]["photos"] == ["c3"]
    numbered = Intent("add_text", {"text": "Hi"}, photos=of("number", 1), words="write Hi on photo 1")
    assert calls(said(forward, numbered))[1][1]["photos"] == ["c1"]
    longer = Intent("set_photo_seconds", {"seconds": 5.0}, photos=of("number", -1), words="the last one 5 s")
    assert calls(said(Intent("order_photos", {"by": "reverse"}), longer))[1][1]["photos"] == ["c1"]


def test_all_is_left_to_the_tool() -> None:
    assert calls(said(Intent("set_look", {"look": "bw"}, photos=of("all")))) == [("set_look", {"look": "bw"})]
    assert calls(said(Intent("set_look", {"look": "bw"}))) == [("set_look", {"look": "bw"})]


def test_undo_comes_first_and_the_rest_is_about_the_draft_then() -> None:
    scene = scene_of()
    after = replace(scene, timeline=remove(scene.timeline, "c1"), undo=(scene.timeline,))
    made = said(Intent("set_look", {"look": "bw"}, photos=of("number", 1)), Intent("undo"), scene=after)
    assert calls(made) == [("undo", {"steps": 1}), ("set_look", {"look": "bw", "photos": ["c1"]})]


def test_a_draft_without_a_cut_gets_one_first() -> None:
    made = said(Intent("set_look", {"look": "bw"}, photos=of("number", 2)), scene=scene_of(cut=False))
    assert calls(made) == [
        ("make_video", {"kind": "slideshow"}),
        ("set_look", {"look": "bw", "photos": ["as_city.jpg"]}),
    ]
    assert keys(made) == ["default_cut"]


@pytest.mark.parametrize(
    ("profile", "names", "kind"),
    [
        ("general", NAMES, "slideshow"),
        ("general", NAMES[:1], "single"),
        ("ai-product-video", NAMES, "product"),
        ("ai-image-to-video-discord", NAMES[:1], "character"),
    ],
)
def test_the_first_cut_is_of_the_profiles_kind(profile: str, names: tuple[str, ...], kind: str) -> None:
    made = said(Intent("make_video"), scene=scene_of(names, cut=False, profile=profile))
    assert calls(made) == [("make_video", {"kind": kind})]


def test_a_brief_and_its_exceptions() -> None:
    brief = Intent("make_video", {"kind": "travel"}, photos=Selection((Ref("all"),), (Ref("words", "dog"),)))
    slower = Intent("set_photo_seconds", {"seconds": 5.0}, photos=of("number", 3))
    made = said(brief, slower, scene=scene_of(cut=False))
    files = ["as_beach.jpg", "as_city.jpg", "as_IMG_2044.jpg", "as_外婆家.png"]
    assert calls(made) == [
        ("make_video", {"kind": "travel", "photos": files}),
        ("set_photo_seconds", {"seconds": 5.0, "photos": ["as_IMG_2044.jpg"]}),
    ]
    assert made.memory.brief == {"kind": "travel"}


@pytest.mark.parametrize(
    ("words", "photos", "files"),
    [
        ("a birthday clip for dog", of("file", "dog.jpg"), None),
        ("a film of 40 seconds from the photos, names first", of("number", 1), None),
        ("make a video of these", of("it"), None),
        ("use only dog.jpg", of("file", "dog.jpg"), ["as_dog.jpg"]),
        ("只用狗那张做视频", of("words", "狗"), ["as_dog.jpg"]),
        ("make a video from the dog and the city", Selection((Ref("words", "dog"), Ref("words", "city"))), 2),
        ("a reel using photos 1 and 3", Selection((Ref("number", 1), Ref("number", 3))), 2),
        ("用第1张和第3张做视频", Selection((Ref("number", 1), Ref("number", 3))), 2),
        ("a slideshow of the first two", of("range", (1, 2)), 2),
        ("all but the city", Selection((Ref("all"),), (Ref("words", "city"),)), 4),
    ],
)
def test_a_brief_is_about_all_photos_unless_it_says_otherwise(
    words: str, photos: Selection, files: list[str] | int | None
) -> None:
    made = said(Intent("make_video", photos=photos, words=words), scene=scene_of(cut=False))
    shown = made.calls[0].args.get("photos")
    assert (len(shown) if isinstance(files, int) else shown) == files
    assert made.answers == ()


def test_adding_to_an_empty_draft_makes_a_cut_of_just_those() -> None:
    made = said(Intent("add_photos", photos=of("range", (1, 2))), scene=scene_of(cut=False))
    assert calls(made) == [("make_video", {"kind": "slideshow", "photos": ["as_beach.jpg", "as_city.jpg"]})]


def test_nothing_was_sent() -> None:
    made = said(Intent("make_video"), scene=Scene(Timeline(), ()))
    assert (made.calls, keys(made)) == ((), ["no_photos"])
    assert made.memory.question == Question("ask_send_photos", (Intent("make_video"),))


def test_what_is_not_there_is_told_and_the_rest_is_done() -> None:
    made = said(
        Intent("set_look", {"look": "bw"}, photos=of("number", 1)),
        Intent("remove_photos", photos=of("number", 9)),
    )
    assert calls(made) == [("set_look", {"look": "bw", "photos": ["c1"]})]
    assert made.answers[0].key == "not_found"
    assert made.answers[0].slots == {"words": [9], "count": 5}


def test_nothing_but_what_is_not_there_is_asked_about() -> None:
    made = said(Intent("remove_photos", photos=of("number", 9)))
    assert (made.calls, keys(made)) == ((), ["not_found", "ask_which_photo"])
    fifth = said(Intent("unclear", photos=of("number", 5)), scene=scene_of(memory=made.memory))
    assert calls(fifth) == [("remove_photos", {"photos": ["c5"]})]


def test_several_candidates_are_asked_about() -> None:
    scene = scene_of(("beach_day.jpg", "mountain.jpg", "beach_sunset.jpg"))
    made = said(
        Intent("remove_photos", photos=of("words", "beach"), words="remove the beach one"), scene=scene
    )
    assert made.calls == ()
    assert made.answers[0].slots == {"key": "ask_which_one", "options": ["beach_day.jpg", "beach_sunset.jpg"]}
    then = replace(scene, memory=made.memory)
    for meant in (of("words", "sunset"), of("number", 2), of("number", 3)):
        assert calls(said(Intent("unclear", photos=meant), scene=then)) == [
            ("remove_photos", {"photos": ["c3"]})
        ]
    assert calls(said(Intent("unclear", photos=of("all")), scene=then))[0][1] == {"photos": ["c1", "c3"]}


@pytest.mark.parametrize(
    ("intent", "question"),
    [
        (Intent("remove_photos"), "ask_which_photo"),
        (Intent("swap_photos"), "ask_which_photo"),
        (Intent("swap_photos", photos=of("number", 1)), "ask_which_photo"),
        (Intent("move_photos", photos=of("number", 1)), "ask_where"),
        (Intent("set_photo_seconds", photos=of("number", 1)), "ask_how_long"),
        (Intent("set_music"), "ask_which_music"),
        (Intent("add_text", photos=of("number", 1)), "ask_what_text"),
        (Intent("set_transition"), "ask_which_transition"),
        (Intent("make_video", ask="ask_total_length"), "ask_total_length"),
        (Intent("set_music", {"mood": "jazz"}, certainty=0.2), "ask_did_you_mean"),
        (Intent("set_music", {"file": "song.mp3"}), "ask_send_music"),
        (Intent("unclear", words="change it"), "ask_what_change"),
        (Intent("remove_photos", photos=of("it")), "ask_which_photo"),
        (Intent("remove_photos", photos=of("all")), "ask_remove_all"),
        (Intent("edit_text", {"color": "red"}), "text_not_found"),
    ],
)
def test_what_does_not_say_enough_is_asked_about(intent: Intent, question: str) -> None:
    made = said(intent)
    assert made.calls == ()
    assert question in keys(made)
    assert keys(made)[-1].startswith("ask_")
    assert made.memory.question is not None


def test_which_one_is_answered_by_a_name_or_by_both() -> None:
    scene = scene_of(("beach_day.jpg", "mountain.jpg", "beach_sunset.jpg"))
    asked = said(
        Intent("remove_photos", photos=of("words", "beach"), words="remove the beach one"), scene=scene
    )
    then = replace(scene, memory=asked.memory)
    named = said(Intent("set_look", {"look": "warm"}, words="the sunset one"), scene=then)
    assert calls(named) == [("remove_photos", {"photos": ["c3"]})]
    both = said(Intent("yes", words="both"), scene=then)
    assert calls(both) == [("remove_photos", {"photos": ["c1", "c3"]})]
    other = said(
        Intent("set_look", {"look": "warm"}, words="make all of the sunset shots warmer"), scene=then
    )
    assert calls(other) == [("set_look", {"look": "warm"})]


def test_a_bare_number_picks_an_offer_but_a_photo_is_a_photo() -> None:
    offers = ((Intent("set_music", {"mood": "jazz"}),), (Intent("set_aspect", {"aspect": "9:16"}),))
    then = scene_of(memory=Memory(offers=offers))
    assert calls(said(Intent("unclear", photos=of("number", 2), words="2"), scene=then)) == [
        ("set_aspect", {"aspect": "9:16"})
    ]
    assert said(Intent("unclear", photos=of("number", 2), words="photo 2"), scene=then).calls == ()
    assert said(Intent("unclear", photos=of("number", 4), words="4"), scene=then).calls == ()
    assert said(Intent("unclear", photos=of("number", 1), words="再往前一位"), scene=then).calls == ()


def test_taking_everything_away_needs_a_yes() -> None:
    asked = said(Intent("remove_photos", photos=of("all")))
    then = scene_of(memory=asked.memory)
    assert calls(said(Intent("yes"), scene=then)) == [("start_over", {})]
    assert said(Intent("unclear", words="hm"), scene=then).calls == ()
    only = said(Intent("unclear", photos=of("number", 4), words="just the fourth"), scene=then)
    assert calls(only) == [("remove_photos", {"photos": ["c4"]})]


def test_a_greeting_may_be_the_words_that_were_asked_for() -> None:
    asked = said(Intent("add_text", photos=of("number", 1)))
    made = said(Intent("greet", words="你好世界"), scene=scene_of(memory=asked.memory))
    assert calls(made) == [("add_text", {"text": "你好世界", "photos": ["c1"]})]


@pytest.mark.parametrize(
    ("last", "tool"),
    [("add_logo", "remove_logo"), ("set_music", "remove_music"), ("set_end_card", "remove_end_card")],
)
def test_remove_it_takes_away_what_came_last(last: str, tool: str) -> None:
    then = scene_of(memory=Memory(intents=(Intent(last),), photos=("c2",)))
    assert calls(said(Intent("remove_photos", photos=of("it")), scene=then)) == [(tool, {})]


def half(last: Intent, words: str, **told: Any) -> list[tuple[str, dict[str, Any]]]:
    """What a half sentence does after a turn that did ``last``."""
    fragment = Intent("unclear", told.pop("slots", {}), words=words, **told)
    return calls(said(fragment, scene=scene_of(memory=Memory(intents=(last,), photos=("c2",)))))


def test_half_sentences_go_on_with_the_turn_before() -> None:
    music = Intent("set_music", {"mood": "jazz"})
    sax = {"lead": "saxophone"}
    assert half(music, "with a sax leading", slots=sax) == [("set_music", sax)]
    assert half(music, "能不能换成萨克斯，mood 不变", slots=sax) == [("set_music", sax)]
    length = Intent("set_total_seconds", {"seconds": 12.0})
    assert half(length, "ok maybe 14", photos=of("number", 14)) == [("set_total_seconds", {"seconds": 14.0})]
    one = Intent("set_photo_seconds", {"seconds": 4.0}, photos=of("number", 2))
    assert half(one, "ok maybe 3", photos=of("number", 3)) == [
        ("set_photo_seconds", {"seconds": 3.0, "photos": ["c2"]})
    ]


@pytest.mark.parametrize(
    ("words", "slots", "photos"),
    [
        ("i do not like the sax", {"lead": "saxophone"}, None),
        ("why a sax", {"lead": "saxophone"}, None),
        ("photo 3", {}, of("number", 3)),
        ("something else entirely", {}, None),
        ("the red one", {"color": "#ff0000"}, None),
        ("不要萨克斯", {"lead": "saxophone"}, None),
    ],
)
def test_what_does_not_fit_the_turn_before_is_asked_about(
    words: str, slots: dict[str, Any], photos: Selection | None
) -> None:
    assert half(Intent("set_music", {"mood": "jazz"}), words, slots=slots, photos=photos) == []


def test_the_second_one_blue_is_the_second_words() -> None:
    scene = scene_of()
    timeline = with_title(with_title(scene.timeline, "Day 1", "c1", "caption"), "Day 2", "c3", "caption")
    then = replace(scene, timeline=timeline, memory=Memory(intents=(Intent("add_text", {"text": "Day 2"}),)))
    fragment = Intent("unclear", {"color": "blue"}, photos=of("number", 2), words="make the second one blue")
    assert calls(said(fragment, scene=then)) == [("edit_text", {"color": "blue", "texts": ["c7"]})]


def test_them_are_all_words_that_came_together() -> None:
    scene = scene_of()
    timeline = with_title(with_title(scene.timeline, "Hello", "c1", "caption"), "Bye", "c5", "caption")
    then = replace(scene, timeline=timeline, undo=(scene.timeline,), memory=Memory(texts=("c7",)))
    red = Intent("edit_text", {"color": "red"}, texts=TextRef("it"))
    assert calls(said(replace(red, words="make it red"), scene=then))[0][1]["texts"] == ["c7"]
    assert calls(said(replace(red, words="make them both red"), scene=then))[0][1]["texts"] == ["c6", "c7"]


def test_an_answer_fills_what_was_asked() -> None:
    asked = said(Intent("add_text", {"color": "red"}, photos=of("number", 2)))
    then = scene_of(memory=asked.memory)
    made = said(Intent("unclear", {"text": "Tobias"}, words="Tobias"), scene=then)
    assert calls(made) == [("add_text", {"color": "red", "text": "Tobias", "photos": ["c2"]})]
    assert made.memory.question is None
    plain = said(Intent("unclear", words="“Anna & Luis”"), scene=then)
    assert plain.calls[0].args["text"] == "Anna & Luis"


def test_an_answer_may_name_another_photo_too() -> None:
    asked = said(Intent("add_text"))
    made = said(
        Intent("unclear", {"text": "Hi"}, photos=of("number", 3)), scene=scene_of(memory=asked.memory)
    )
    assert calls(made) == [("add_text", {"text": "Hi", "photos": ["c3"]})]


def test_an_answer_that_is_a_wish_of_its_own_takes_over_what_was_known() -> None:
    asked = said(Intent("set_photo_seconds", photos=of("number", 2)))
    made = said(Intent("set_photo_seconds", {"seconds": 4.0}), scene=scene_of(memory=asked.memory))
    assert calls(made) == [("set_photo_seconds", {"seconds": 4.0, "photos": ["c2"]})]


def test_yes_and_no_to_a_question() -> None:
    asked = said(Intent("set_music", {"mood": "jazz"}, certainty=0.2))
    then = scene_of(memory=asked.memory)
    assert calls(said(Intent("yes"), scene=then)) == [("set_music", {"mood": "jazz"})]
    refused = said(Intent("no"), scene=then)
    assert (refused.calls, refused.memory.question) == ((), None)


def test_yes_takes_the_first_offer_or_the_one_named() -> None:
    offers = ((Intent("set_music", {"mood": "jazz"}),), (Intent("set_aspect", {"aspect": "9:16"}),))
    then = scene_of(memory=Memory(offers=offers))
    assert calls(said(Intent("yes"), scene=then)) == [("set_music", {"mood": "jazz"})]
    assert calls(said(Intent("yes", {"number": 2}), scene=then)) == [("set_aspect", {"aspect": "9:16"})]


def after_turn(first: Plan, scene: Scene, after: Timeline) -> Scene:
    """The scene of the next turn."""
    return replace(scene, timeline=after, undo=(scene.timeline, *scene.undo), memory=first.memory)


def test_a_correction_takes_back_and_does_it_elsewhere() -> None:
    scene = scene_of()
    first = said(Intent("remove_photos", photos=of("number", 3)), scene=scene)
    second = after_turn(first, scene, remove(scene.timeline, "c3"))
    made = said(scene=second, correction=Correction(photos=of("number", 2)))
    assert made.restart == scene.timeline
    assert calls(made) == [("remove_photos", {"photos": ["c2"]})]
    # And a correction of the correction goes back as far.
    third = after_turn(made, second, remove(scene.timeline, "c2"))
    again = said(scene=third, correction=Correction(photos=of("number", 3)))
    assert again.restart == scene.timeline
    assert calls(again) == [("remove_photos", {"photos": ["c3"]})]
    # After a correction it is enough to name the photo.
    merely = said(Intent("unclear", photos=of("number", 3), words="the third after all"), scene=third)
    assert (merely.restart, calls(merely)) == (scene.timeline, calls(again))


def test_a_correction_moves_all_that_was_done_to_the_wrong_photo() -> None:
    scene = scene_of()
    wrong = of("number", 3)
    first = said(
        Intent("set_look", {"look": "bw"}, photos=wrong),
        Intent("set_photo_seconds", {"seconds": 5.0}, photos=of("it")),
        scene=scene,
    )
    made = said(scene=after_turn(first, scene, scene.timeline), correction=Correction(photos=of("number", 2)))
    assert [call.args["photos"] for call in made.calls] == [["c2"], ["c2"]]


def test_a_correction_of_a_value_keeps_the_photos() -> None:
    scene = scene_of()
    first = said(Intent("set_photo_seconds", {"seconds": 8.0}, photos=of("words", "dog")), scene=scene)
    made = said(scene=after_turn(first, scene, scene.timeline), correction=Correction(slots={"seconds": 6.0}))
    assert calls(made) == [("set_photo_seconds", {"seconds": 6.0, "photos": ["c3"]})]


def test_a_correction_in_whole_words_keeps_what_else_was_done() -> None:
    scene = scene_of()
    first = said(
        Intent("remove_photos", photos=of("number", 4)), Intent("set_music", {"mood": "jazz"}), scene=scene
    )
    second = after_turn(first, scene, remove(scene.timeline, "c4"))
    made = said(Intent("remove_photos", photos=of("number", 3)), scene=second, correction=Correction())
    assert made.restart == scene.timeline
    assert calls(made) == [("set_music", {"mood": "jazz"}), ("remove_photos", {"photos": ["c3"]})]


def test_a_correction_of_nothing_is_asked_about() -> None:
    made = said(correction=Correction(photos=of("number", 2)))
    assert (made.calls, made.restart, keys(made)) == ((), None, ["ask_what_change"])


def test_the_same_for_the_others() -> None:
    scene = scene_of()
    first = said(Intent("set_look", {"look": "sepia"}, photos=of("number", 1)), scene=scene)
    made = said(scene=after_turn(first, scene, scene.timeline), again=of("others"))
    assert calls(made) == [("set_look", {"look": "sepia", "photos": ["c2", "c3", "c4", "c5"]})]
    assert keys(said(again=of("others"))) == ["nothing_again"]


def test_the_same_for_the_other_words() -> None:
    scene = scene_of()
    timeline = with_title(with_title(scene.timeline, "上海", "c1"), "苏州", "c3")
    scene = replace(scene, timeline=timeline)
    first = said(Intent("edit_text", {"color": "red"}, texts=TextRef("words", "上海")), scene=scene)
    made = said(scene=after_turn(first, scene, timeline), again=of("others"))
    assert calls(made) == [("edit_text", {"color": "red", "texts": ["c7"]})]


def test_another_half_second_is_for_the_same_photo() -> None:
    scene = scene_of()
    first = said(Intent("set_photo_seconds", {"seconds": 4.5}, photos=of("number", 1)), scene=scene)
    made = said(Intent("set_photo_seconds", {"by": 0.5}), scene=after_turn(first, scene, scene.timeline))
    assert calls(made) == [("set_photo_seconds", {"by": 0.5, "photos": ["c1"]})]


def test_it_within_one_message() -> None:
    made = said(
        Intent("set_look", {"look": "bw"}, photos=of("number", 2)),
        Intent("set_photo_seconds", {"seconds": 5.0}, photos=of("it")),
    )
    assert [call.args["photos"] for call in made.calls] == [["c2"], ["c2"]]


def test_words_added_and_changed_in_one_message() -> None:
    made = said(
        Intent("add_text", {"text": "Hi"}, photos=of("number", 1)), Intent("edit_text", {"color": "red"})
    )
    assert calls(made)[1] == ("edit_text", {"color": "red", "texts": ["Hi"]})


def test_words_are_called_by_what_they_say_by_then() -> None:
    made = said(
        Intent("add_text", {"text": "Class of 2024"}),
        Intent("edit_text", {"replace": ["2024", "2025"]}),
        Intent("edit_text", {"position": "top"}),
    )
    assert [call.args.get("texts") for call in made.calls] == [None, ["Class of 2024"], ["Class of 2025"]]


def test_one_wish_is_done_once() -> None:
    jazz = Intent("set_music", {"mood": "jazz"})
    card = Intent("set_end_card", {"text": "Order now"})
    words = Intent("add_text", {"text": "Order now"}, photos=of("number", -1))
    made = said(jazz, card, words, replace(jazz, words="jazz again"), Intent("undo"), Intent("undo"))
    assert [call.tool for call in made.calls] == ["undo", "set_music", "set_end_card"]
    assert made.calls[0].args == {"steps": 2}


def test_neighbours_and_orders_are_found() -> None:
    moved = said(Intent("move_photos", {"after": of("words", "city")}, photos=of("words", "beach")))
    assert calls(moved) == [("move_photos", {"after": "c2", "photos": ["c1"]})]
    ordered = said(Intent("order_photos", {"by": [3, 1]}))
    assert calls(ordered) == [("order_photos", {"by": ["c3", "c1", "c2", "c4", "c5"]})]


def test_what_was_taken_away_comes_back_to_its_place() -> None:
    scene = scene_of()
    first = said(REMOVE_2, scene=scene)
    second = after_turn(first, scene, remove(scene.timeline, "c2"))
    assert calls(said(Intent("add_photos", photos=of("it")), scene=second)) == [
        ("add_photos", {"files": ["as_city.jpg"], "after": "c1"})
    ]
    at_the_end = said(Intent("add_photos", {"position": "end"}, photos=of("number", 2)), scene=second)
    assert calls(at_the_end) == [("add_photos", {"position": "end", "files": ["as_city.jpg"]})]


def test_moving_what_is_not_shown_brings_it_in() -> None:
    scene = scene_of()
    scene = replace(scene, timeline=remove(scene.timeline, "c3"))
    made = said(Intent("move_photos", {"to": -1}, photos=of("words", "dog")), scene=scene)
    assert calls(made) == [("add_photos", {"files": ["as_dog.jpg"], "position": "end"})]


def test_a_length_of_the_brief_is_no_length_of_its_photos() -> None:
    brief = Intent("make_video", {"seconds": 20.0})
    each = Intent("set_photo_seconds", {"seconds": 20.0}, photos=of("number", 1))
    assert [call.tool for call in said(brief, each, scene=scene_of(cut=False)).calls] == ["make_video"]


def test_a_photo_takes_the_place_of_another() -> None:
    scene = scene_of()
    scene = replace(scene, timeline=remove(scene.timeline, "c3"))
    made = said(Intent("replace_photo", {"file": "the dog"}, photos=of("number", 1)), scene=scene)
    assert calls(made) == [("replace_photo", {"file": "as_dog.jpg", "photos": ["c1"]})]


def test_the_only_song_is_meant() -> None:
    made = said(Intent("set_music", {"file": "my song"}), scene=scene_of((*NAMES, "demo.mp3")))
    assert calls(made) == [("set_music", {"file": "as_demo.mp3"})]


def test_chat_calls_nothing_and_unsafe_wishes_stop_all() -> None:
    assert (said(Intent("greet")).calls, keys(said(Intent("greet")))) == ((), ["greet"])
    made = said(Intent("unsafe", {"reason": "threat"}), REMOVE_2)
    assert (made.calls, keys(made)) == ((), ["unsafe"])


def test_half_possible_messages_do_the_possible_part() -> None:
    made = said(REMOVE_2, Intent("cannot", {"what": "voice"}), unread=("xyzzy",))
    assert [call.tool for call in made.calls] == ["remove_photos"]
    assert keys(made) == ["cannot", "unread"]


def test_the_answer_is_in_the_messages_language() -> None:
    assert said(Intent("greet"), language="zh-TW").language == "zh-TW"
    assert said(Intent("greet"), scene=scene_of(memory=Memory(language="zh"))).language == "zh"
    assert said(Intent("greet"), scene=scene_of(language="zh")).language == "zh"


def test_equal_messages_make_equal_plans() -> None:
    understood = Understood((REMOVE_2, Intent("set_music", {"mood": "jazz"})), language="en")
    assert plan(understood, scene_of()) == plan(understood, scene_of())


_refs = st.sampled_from(
    [
        Ref(kind)
        for kind in ("all", "logo", "photos", "clips", "end-card", "it", "others", "new", "upright", "lying")
    ]
    + [Ref("number", number) for number in (-9, -1, 0, 1, 3, 99)]
    + [
        Ref("range", (2, 4)),
        Ref("range", (9, 1)),
        Ref("every", (2, 1)),
        Ref("half", "first"),
        Ref("at", 4000),
    ]
    + [Ref("file", "beach.jpg"), Ref("words", "dog"), Ref("words", "")]
)
_selections = st.builds(
    Selection, st.lists(_refs, max_size=3).map(tuple), st.lists(_refs, max_size=2).map(tuple)
)
_slots = st.fixed_dictionaries(
    {},
    optional={
        "seconds": st.floats(0, 99), "by": st.sampled_from([1.5, "reverse", [3, 1, 9], ["beach", 2]]),
        "factor": st.just(1.5), "to": st.integers(-2, 9), "before": st.integers(-2, 9) | _selections,
        "after": _selections, "over": st.just(2), "file": st.sampled_from(["song", "dog", "new"]), "with": _selections,
        "text": st.text(max_size=8), "look": st.just("bw"), "steps": st.integers(0, 12), "near": st.just("set_music"),
        "files": st.just(["dog", "nothing.jpg"]), "captions": st.just([[1, "A"]]), "position": st.just("top"),
        "title": st.text(max_size=5), "replace": st.lists(st.text(max_size=3), max_size=3),
        "motion": st.just("hold"), "mood": st.just("jazz"), "number": st.integers(0, 3),
    },
)  # fmt: skip
_texts = st.builds(
    TextRef, st.sampled_from(["all", "role", "number", "words", "it"]), st.just(1), st.none() | _selections
)
_acts = sorted(
    (TALK - {"ask"})
    | NEEDS.keys()
    | {"make_video", "undo", "redo", "start_over", "remove_text", "set_clip_speed"}
)
_intents = st.builds(
    Intent, st.sampled_from(_acts), _slots, st.none() | _selections, st.none() | _texts, st.text(max_size=9),
    st.sampled_from([1.0, 0.2]), st.sampled_from(["", "", "ask_where"]),
)  # fmt: skip
_slot_names = st.sampled_from(["", "photos", "texts", "text", "seconds", "file"])
_memories = st.builds(
    Memory,
    intents=st.lists(_intents, max_size=2).map(tuple),
    photos=st.sampled_from([(), ("c1",), ("c9", "c2")]),
    texts=st.sampled_from([(), ("c6",)]),
    question=st.none()
    | st.builds(Question, st.just("ask_where"), st.lists(_intents, max_size=1).map(tuple), _slot_names),
    offers=st.lists(st.lists(_intents, max_size=2).map(tuple), max_size=2).map(tuple),
    steps=st.integers(1, 3),
)


@given(
    st.lists(_intents, max_size=4).map(tuple),
    st.none() | st.builds(Correction, st.none() | _selections, st.none() | _texts, _slots),
    st.none() | _selections,
    _memories,
    st.booleans(),
    st.integers(0, 2),
)
def test_whatever_is_understood_there_is_a_plan(
    intents: tuple[Intent, ...],
    correction: Correction | None,
    again: Selection | None,
    memory: Memory,
    cut: bool,
    drafts: int,
) -> None:
    scene = scene_of((*NAMES, "logo.png", "trip.mp4", "song.mp3"), cut=cut, memory=memory)
    past = scene_of().timeline
    scene = replace(scene, undo=(with_title(past, "Hi", "c1"), past)[:drafts])
    made = plan(Understood(intents, correction, again, "en", ("left over",)), scene)
    assert made.calls or made.answers
    assert sum(answer.key == "ask" for answer in made.answers) <= 1
    json.dumps([call.args for call in made.calls])
    json.dumps([dict(answer.slots) for answer in made.answers], default=_plain)
    assert from_json(to_json(made.memory)).steps == made.memory.steps
    if any(intent.act == "unsafe" for intent in intents):
        assert made.calls == ()


def _plain(value: object) -> object:
    assert isinstance(value, Selection | Ref), value
    return str(value)
