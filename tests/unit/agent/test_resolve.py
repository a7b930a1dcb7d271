"""Which photos and words people mean."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.agent.project import NAMES, cut_of, record, scene_of, stage, with_title

from photoplay.agent.language.meaning import Ref, Selection, TextRef
from photoplay.agent.names import ENOUGH, distance, fit
from photoplay.agent.resolve import Found, files_found, photos_found, texts_found
from photoplay.agent.stage import stage_of
from photoplay.timeline.clips import end_card
from photoplay.timeline.edits import append, remove
from photoplay.timeline.model import Timeline


def found(*refs: Ref, words: str = "", **of: object) -> Found:
    return photos_found(Selection(refs), stage(**of), words)


def ids(*refs: Ref, **of: object) -> tuple[str, ...]:
    return found(*refs, **of).handles


def test_numbers_count_from_one_and_from_the_end() -> None:
    assert ids(Ref("number", 2)) == ("c2",)
    assert ids(Ref("number", -1)) == ("c5",)
    assert found(Ref("number", 9)).missing == (9,)
    assert found(Ref("number", 0)).missing == (0,)


def test_ranges_run_either_way_and_end_with_the_photos() -> None:
    assert ids(Ref("range", (2, 4))) == ("c2", "c3", "c4")
    assert ids(Ref("range", (4, 2))) == ("c4", "c3", "c2")
    assert ids(Ref("range", (-2, -1))) == ("c4", "c5")
    assert ids(Ref("range", (4, 8))) == ("c4", "c5")
    assert found(Ref("range", (7, 9))).missing == (7, 9)


def test_every_other_and_halves() -> None:
    assert ids(Ref("every", (2, 2))) == ("c2", "c4")
    assert ids(Ref("every", (2, 1))) == ("c1", "c3", "c5")
    assert ids(Ref("half", "first")) == ("c1", "c2", "c3")
    assert ids(Ref("half", "second")) == ("c4", "c5")


def test_photos_come_in_the_order_said_each_once() -> None:
    assert ids(Ref("number", 3), Ref("number", 1), Ref("range", (1, 2))) == ("c3", "c1", "c2")


def test_what_is_excluded_is_left_out() -> None:
    all_but_first = Selection((Ref("all"),), (Ref("number", 1),))
    assert photos_found(all_but_first, stage()).handles == ("c2", "c3", "c4", "c5")
    only_excluded = Selection((), (Ref("words", "the dog"),))
    assert photos_found(only_excluded, stage()).handles == ("c1", "c2", "c4", "c5")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("the beach one", "c1"),
        ("beach", "c1"),
        ("beach.jpg", "c1"),
        ("BEACH.JPG", "c1"),
        ("img2044", "c4"),
        ("IMG_2044", "c4"),
        ("2044", "c4"),
        ("the one with the dog", "c3"),
        ("外婆", "c5"),
        ("外婆家那张", "c5"),
        ("狗狗那张", "c3"),
        ("城市", "c2"),
        ("沙灘", "c1"),
        ("the puppy", "c3"),
        ("beech", ""),
        ("mountain", ""),
    ],
)
def test_names_are_found_by_what_people_say(words: str, meant: str) -> None:
    assert ids(Ref("words", words)) == ((meant,) if meant else ())


def test_several_that_fit_are_asked_about_unless_several_are_meant() -> None:
    names = ("beach_day.jpg", "mountain.jpg", "beach_sunset.jpg")
    assert found(Ref("words", "beach"), names=names, words="the beach one").options == (names[0], names[2])
    both = found(Ref("words", "beach"), names=names, words="both beach pictures")
    assert both.handles == ("c1", "c3")
    assert ids(Ref("words", "beach sunset"), names=names) == ("c3",)


def test_subjects_are_found_in_the_other_language() -> None:
    names = ("海边日落.jpg", "IMG_1.jpg", "狗.jpg", "beach_party.jpg")
    assert ids(Ref("words", "sunset"), names=names) == ("c1",)
    assert ids(Ref("words", "puppy"), names=names) == ("c3",)
    assert ids(Ref("words", "海滩派对"), names=names) == ("c4",)
    assert ids(Ref("words", "mountain"), names=names) == ()


def test_the_only_photo_is_meant_whatever_it_is_called() -> None:
    assert ids(Ref("words", "the landscape"), names=("cliffs.jpg",)) == ("c1",)


def test_it_and_the_others() -> None:
    assert ids(Ref("it"), photos=("c2",)) == ("c2",)
    assert ids(Ref("others"), photos=("c2", "c3")) == ("c1", "c4", "c5")
    assert found(Ref("it")).missing == ("it",)


def test_films_stills_and_shapes_are_told_apart() -> None:
    names = ("sea.mp4", "shell.jpg", "fire.mp4")
    assert ids(Ref("clips"), names=names) == ("c1", "c3")
    assert ids(Ref("photos"), names=names) == ("c2",)
    assert ids(Ref("lying"), names=names) == ("c1", "c2", "c3")
    assert ids(Ref("upright"), names=names) == ()


def test_logos_and_end_cards_are_not_counted() -> None:
    scene = scene_of(("a.jpg", "logo.png", "b.jpg"))
    timeline = append(scene.timeline, end_card("card:#101010"))
    seen = stage_of(scene, timeline)
    assert photos_found(Selection((Ref("number", -1),)), seen).handles == ("c2",)
    assert photos_found(Selection((Ref("end-card"),)), seen).handles == ("c3",)


def test_a_moment_means_the_photo_that_is_seen_then() -> None:
    assert ids(Ref("at", 4000)) == ("c2",)
    assert found(Ref("at", 99_000)).missing == ("99 s",)


def test_what_was_taken_away_can_be_put_back() -> None:
    scene = scene_of()
    after = remove(scene.timeline, "c2")
    seen = replace(stage_of(scene, after, (scene.timeline,)), spoken=("c2",))
    assert files_found(Selection((Ref("it"),)), seen).files == ("as_city.jpg",)
    assert files_found(Selection((Ref("number", 2),)), seen).files == ("as_city.jpg",)
    assert files_found(Selection((Ref("words", "city"),)), seen).files == ("as_city.jpg",)
    assert files_found(Selection((Ref("new"),)), seen).files == ("as_city.jpg",)


def test_a_name_that_is_not_shown_is_found_in_the_bin() -> None:
    scene = scene_of()
    seen = stage_of(scene, remove(scene.timeline, "c3"))
    assert photos_found(Selection((Ref("words", "dog"),)), seen) == Found(files=("as_dog.jpg",))


def test_words_on_the_picture_by_role_place_and_content() -> None:
    scene = scene_of()
    timeline = with_title(scene.timeline, "Lagos 2023", "c1")
    timeline = with_title(timeline, "by the Okafor family", "c1", "subtitle")
    timeline = with_title(timeline, "再见，大海", "c3", "caption")
    title, subtitle, caption = (f"c{number}" for number in (6, 7, 8))
    seen = stage_of(scene, timeline)

    def meant(ref: TextRef) -> tuple[str, ...]:
        return texts_found(ref, seen).handles

    assert meant(TextRef("role", "title")) == (title,)
    assert meant(TextRef("words", "okafor")) == (subtitle,)
    assert meant(TextRef("words", "大海")) == (caption,)
    assert meant(TextRef("number", -1)) == (caption,)
    assert set(meant(TextRef("all"))) == {title, subtitle, caption}
    assert meant(TextRef("all", photos=Selection((Ref("number", 3),)))) == (caption,)
    assert meant(TextRef("role", "lower-third")) == (caption,)
    assert texts_found(TextRef("words", "Paris"), seen).missing == ("Paris",)


def test_it_is_what_was_spoken_of_or_the_only_words() -> None:
    scene = scene_of()
    one = with_title(scene.timeline, "Hello", "c1", "caption")
    assert texts_found(TextRef("it"), stage_of(scene, one)).handles == ("c6",)
    assert texts_found(TextRef("role", "title"), stage_of(scene, one)).handles == ("c6",)
    two = with_title(one, "Bye", "c5", "caption")
    assert texts_found(TextRef("it"), stage_of(scene, two)).handles == ()
    spoken = replace(stage_of(scene, two), told=("c7",))
    assert texts_found(TextRef("it"), spoken).handles == ("c7",)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_words_fit_any_name_from_none_to_wholly(words: str, name: str) -> None:
    assert 0.0 <= fit(words, name) <= 1.0


@given(st.text(alphabet="abc", max_size=7), st.text(alphabet="abc", max_size=7))
def test_distances_are_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert distance(one, other, 1) <= 2


@pytest.mark.parametrize(("words", "name"), [("cat", "car.jpg"), ("dog", "cousins.jpg"), ("hay", "hat.jpg")])
def test_other_words_are_not_misspelt_names(words: str, name: str) -> None:
    assert fit(words, name) < ENOUGH


@given(
    st.lists(
        st.sampled_from(["all", "it", "others", "new", "logo", "clips", "photos", "end-card"]), max_size=3
    )
)
def test_any_selection_of_an_empty_draft_finds_no_photo(kinds: list[str]) -> None:
    scene = scene_of(NAMES, cut=False)
    empty = stage_of(scene, Timeline())
    assert photos_found(Selection(tuple(Ref(kind) for kind in kinds)), empty).handles == ()  # type: ignore[arg-type]


def test_two_files_of_one_name_are_one_name() -> None:
    files = (record("a.jpg"), replace(record("a.jpg"), id="as_other"))
    scene = replace(scene_of(), bin=files, timeline=cut_of(files))
    assert photos_found(Selection((Ref("file", "a.jpg"),)), stage_of(scene, scene.timeline)).handles == (
        "c1",
        "c2",
    )
