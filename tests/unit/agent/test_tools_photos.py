"""Tools for which photos there are, in which order, and for how long."""

from __future__ import annotations

import pytest
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

from photoplay.agent.scene import Memory
from photoplay.agent.tools.table import call
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import Timeline

# -- naming photos ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told", [2, "2", "#2", 2.0, -3, "city.jpg", "CITY.JPG", "city", ["c2"], [2], "c2", [2, "city.jpg"]]
)
def test_photos_are_named_in_many_ways(told: object) -> None:
    desk = desk_of()
    did(desk, "set_look", look="bw", photos=told)
    assert [bool(clip.looks) for clip in main_clips(desk.timeline)] == [False, True, False, False]


def test_all_means_all_but_the_end_card() -> None:
    desk = desk_of()
    did(desk, "set_end_card", text="Bye")
    did(desk, "set_look", look="bw", photos="all")
    assert [bool(clip.looks) for clip in main_clips(desk.timeline)] == [True] * 4 + [False]


def test_asset_ids_name_photos_of_a_cut_of_the_same_turn() -> None:
    desk = desk_of(shown=())
    did(desk, "make_video", kind="slideshow")
    source = desk.scene.shots[1].id
    did(desk, "set_photo_seconds", photos=[source], seconds=5)
    assert shot(desk, 2).duration_ms == 5000


def test_a_photo_that_is_not_there_is_told_by_number_and_count() -> None:
    desk = desk_of()
    assert refused(desk, "remove_photos", photos=[9]) == "There is no photo 9: the video has 4."
    desk.language = "zh"
    assert refused(desk, "remove_photos", photos=[9]) == "没有第 9 张照片：视频共有 4 张。"


# -- adding and removing ----------------------------------------------------------------------------


def test_a_new_photo_fits_in_with_its_neighbours() -> None:
    desk = desk_of()
    did(desk, "set_photo_seconds", photos=[2], seconds=5)
    did(desk, "set_look", look="bw")
    did(desk, "add_photos", files=["extra.jpg"], after=2)
    new = shot(desk, 3)
    assert names(desk) == ["beach.jpg", "city.jpg", "extra.jpg", "dog.jpg", "lake.jpg"]
    assert new.duration_ms == 5000
    assert new.looks == shot(desk, 2).looks
    assert new.transition_in == shot(desk, 2).transition_in
    assert new.motion is not None
    assert new.motion.type != shot(desk, 2).motion.type  # type: ignore[union-attr]
    assert music(desk).end_ms == desk.timeline.duration_ms


@pytest.mark.parametrize(
    ("where", "place"),
    [({"position": 1}, 1), ({"position": "start"}, 1), ({"position": "end"}, 5), ({"position": -1}, 5), ({}, 5),
     ({"position": 3}, 3), ({"before": 2}, 2), ({"after": "dog.jpg"}, 4), ({"position": 99}, 5)],
)  # fmt: skip
def test_a_photo_is_added_at_its_place(where: dict[str, object], place: int) -> None:
    desk = desk_of()
    did(desk, "set_end_card", text="Bye")
    did(desk, "add_photos", files="extra.jpg", **where)
    assert names(desk).index("extra.jpg") + 1 == place
    assert main_clips(desk.timeline)[-1].name == "End card"


def test_new_photos_are_those_not_shown_yet() -> None:
    desk = desk_of()
    did(desk, "add_photos")
    assert names(desk) == [*PHOTOS, "surf.mp4", "extra.jpg"]
    assert lengths(desk)[4] == 6
    assert "already" in refused(desk, "add_photos", files="new")


def test_photos_can_be_added_to_an_empty_draft() -> None:
    desk = desk_of(shown=())
    did(desk, "add_photos", files=["beach.jpg", "dog.jpg"])
    assert lengths(desk) == [3, 3]
    assert shot(desk, 1).transition_in is None
    assert shot(desk, 2).transition_in is not None


def test_the_last_photo_takes_words_and_music_along() -> None:
    desk = desk_of()
    did(desk, "add_text", text="Hello")
    did(desk, "set_end_card", text="Bye")
    did(desk, "remove_photos", photos="all")
    assert desk.timeline.tracks == ()
    assert "last photo" in desk.journal[-1].note


def test_what_belongs_to_a_photo_goes_with_it() -> None:
    desk = desk_of()
    did(desk, "add_text", text="Two", photos=[2])
    did(desk, "remove_photos", photos=[2])
    assert texts(desk) == []


def test_keeping_is_removing_the_rest() -> None:
    desk = desk_of()
    did(desk, "keep_photos", photos=[1, -1])
    assert names(desk) == ["beach.jpg", "lake.jpg"]
    assert noted(desk, "keep_photos", photos="all")


# -- order ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "order"),
    [
        ({"photos": [3], "to": 1}, "dbcl"),
        ({"photos": [1], "to": -1}, "cdlb"),
        ({"photos": [1], "to": "end"}, "cdlb"),
        ({"photos": [4, 3], "to": 1}, "ldbc"),
        ({"photos": [1], "after": 2}, "cbdl"),
        ({"photos": [4], "before": "city.jpg"}, "blcd"),
        ({"photos": [1], "to": -2}, "cdbl"),
        ({"photos": [1], "to": 77}, "cdlb"),
    ],
)
def test_photos_are_moved(args: dict[str, object], order: str) -> None:
    desk = desk_of()
    did(desk, "move_photos", **args)
    assert "".join(name[0] for name in names(desk)) == order
    assert lengths(desk) == [3] * 4


def test_moving_to_the_same_place_is_told_and_changes_nothing() -> None:
    assert "already" in noted(desk_of(), "move_photos", photos=[1], to=1)


@pytest.mark.parametrize(
    ("by", "order"), [("reverse", "ldcb"), ("name", "bcdl"), ("date", "ldcb"), ([4, 1], "lbcd")]
)
def test_photos_are_ordered(by: object, order: str) -> None:
    desk = desk_of()
    call(desk, "move_photos", {"photos": [2], "to": 1})
    call(desk, "order_photos", {"by": by if by != "reverse" else "upload"})
    if by == "reverse":
        did(desk, "order_photos", by=by)
    if isinstance(by, list):
        assert sorted(names(desk)) == sorted(PHOTOS)
    else:
        assert "".join(name[0] for name in names(desk)) == order


def test_shuffling_is_another_order_and_the_same_for_the_same_seed() -> None:
    one, other = desk_of(), desk_of()
    for desk in (one, other):
        did(desk, "order_photos", by="shuffle")
    assert names(one) == names(other) != list(PHOTOS)


def test_names_are_ordered_as_people_count() -> None:
    files = ("10.jpg", "9.jpg", "1.jpg")
    desk = desk_of(files, files)
    did(desk, "order_photos", by="name")
    assert names(desk) == ["1.jpg", "9.jpg", "10.jpg"]


def test_the_end_card_stays_last() -> None:
    desk = desk_of()
    did(desk, "set_end_card", text="Bye")
    did(desk, "order_photos", by="reverse")
    did(desk, "move_photos", photos=[1], to=-1)
    assert main_clips(desk.timeline)[-1].name == "End card"


def test_swapping() -> None:
    desk = desk_of()
    did(desk, "swap_photos", photos=["beach.jpg", "lake.jpg"])
    assert names(desk) == ["lake.jpg", "city.jpg", "dog.jpg", "beach.jpg"]


def test_a_replaced_photo_keeps_its_place_time_and_looks() -> None:
    desk = desk_of()
    did(desk, "set_photo_seconds", photos=[2], seconds=4)
    did(desk, "set_look", look="sepia", photos=[2])
    did(desk, "replace_photo", photos=2, file="extra.jpg")
    assert names(desk)[1] == "extra.jpg"
    assert (shot(desk, 2).duration_ms, shot(desk, 2).looks[0].type) == (4000, "sepia")
    did(desk, "replace_photo", photos=1, file="surf.mp4")
    assert shot(desk, 1).motion is None
    assert noted(desk, "replace_photo", photos=1, file="surf.mp4")


def test_a_copy_goes_where_it_is_wanted() -> None:
    desk = desk_of()
    did(desk, "add_text", text="One", photos=[1])
    did(desk, "duplicate_photo", photos=[1], to=-1)
    assert names(desk) == [*PHOTOS, "beach.jpg"]
    assert len(texts(desk)) == 2
    did(desk, "duplicate_photo", photos=[2])
    assert names(desk)[1:3] == ["city.jpg", "city.jpg"]


# -- lengths ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "seconds"),
    [({"seconds": 5}, 5), ({"by": 1.5}, 4.5), ({"by": -1}, 2), ({"factor": 2}, 6), ({"factor": 0.5}, 1.5),
     ({"seconds": "4s"}, 4), ({"by": -99}, 0.1)],
)  # fmt: skip
def test_a_photo_is_shown_for_so_long(args: dict[str, object], seconds: float) -> None:
    desk = desk_of()
    did(desk, "set_photo_seconds", photos=[2], **args)
    assert lengths(desk) == [3, seconds, 3, 3]
    assert music(desk).end_ms == desk.timeline.duration_ms


def test_every_photo_is_meant_where_none_is_named_but_no_clip() -> None:
    desk = desk_of(ALL, ("beach.jpg", "surf.mp4"))
    did(desk, "set_photo_seconds", seconds=2)
    assert lengths(desk) == [2, 6]


def test_a_clip_is_not_shown_for_longer_than_it_is() -> None:
    desk = desk_of(ALL, ("beach.jpg", "surf.mp4"))
    did(desk, "set_photo_seconds", photos=[2], seconds=2)
    did(desk, "set_photo_seconds", photos=[2], seconds=60)
    assert lengths(desk)[1] == 6
    assert "surf.mp4" in desk.journal[-1].note


def test_the_whole_is_exactly_so_long() -> None:
    desk = desk_of(ALL, (*PHOTOS, "surf.mp4"))
    did(desk, "set_end_card", text="Bye")
    did(desk, "set_total_seconds", seconds=30)
    assert desk.timeline.duration_ms == 30_000
    assert lengths(desk)[4] == 6
    did(desk, "set_total_seconds", factor=0.5)
    assert desk.timeline.duration_ms == 15_000
    did(desk, "set_total_seconds", seconds=8)  # shorter than clip and card together: the clip gives way
    assert desk.timeline.duration_ms == 8_000
    assert noted(desk, "set_total_seconds", seconds=8)
    assert "shorter than" in refused(desk, "set_total_seconds", seconds=1)


def test_clips_alone_become_shorter_but_not_longer() -> None:
    desk = desk_of(ALL, ("surf.mp4",))
    did(desk, "set_total_seconds", seconds=4)
    assert lengths(desk) == [4]
    assert "longer" in refused(desk, "set_total_seconds", seconds=60)


def test_pace_shortens_photos_and_quickens_clips() -> None:
    desk = desk_of(ALL, ("beach.jpg", "surf.mp4"))
    did(desk, "change_pace", factor=2)
    assert lengths(desk) == [1.5, 3]
    assert shot(desk, 2).speed == 2


@pytest.mark.parametrize("tool", ["set_photo_seconds", "set_total_seconds"])
@pytest.mark.parametrize(
    ("factor", "total"), [(1.5, 18_000), (0.6667, 8_000), (1 / 3, 4_000), (1.25, 15_000)]
)
def test_a_factor_of_all_gives_the_exact_total(tool: str, factor: float, total: int) -> None:
    desk = desk_of()
    did(desk, tool, factor=factor)
    assert desk.timeline.duration_ms == total
    desk = desk_of(ALL, (*PHOTOS, "extra.jpg"))
    did(desk, "change_pace", factor=1 / factor)
    assert abs(desk.timeline.duration_ms - 15 * total / 12) <= 1


# -- clips ------------------------------------------------------------------------------------------


def test_parts_of_clips() -> None:
    desk = desk_of(ALL, ("beach.jpg", "surf.mp4"))
    did(desk, "trim_clip", photos=2, keep_from=1, keep_to=4)
    assert (shot(desk, 2).source_in_ms, shot(desk, 2).duration_ms) == (1000, 3000)
    did(desk, "trim_clip", photos="surf.mp4", end=1)
    did(desk, "trim_clip", photos=2, keep_last=1)
    assert (shot(desk, 2).source_in_ms, shot(desk, 2).duration_ms) == (2000, 1000)
    did(desk, "trim_clip", photos=2, keep_from=2, keep_to=60)
    assert shot(desk, 2).duration_ms == 4000
    assert "6" in desk.journal[-1].note
    did(desk, "split_clip", at=5)
    assert lengths(desk) == [3, 2, 2]
    assert refused(desk, "trim_clip", photos=1, keep_from=1)


def test_speed_is_set_whatever_it_was() -> None:
    desk = desk_of(ALL, ("beach.jpg", "surf.mp4"))
    did(desk, "set_clip_speed", factor=2)
    did(desk, "set_clip_speed", photos=[1, 2], factor=1)
    assert (shot(desk, 2).speed, shot(desk, 2).duration_ms) == (1, 6000)
    assert refused(desk_of(), "set_clip_speed", factor=2) == "The video has no clips, only photos."


def test_clips_stand_still_run_backwards_and_are_muted() -> None:
    desk = desk_of(ALL, ("beach.jpg", "surf.mp4"))
    did(desk, "reverse_clip")
    did(desk, "set_clip_volume", percent=0)
    assert (shot(desk, 2).reverse, shot(desk, 2).sound_gain) == (True, 0)
    did(desk, "reverse_clip", backwards=False)
    did(desk, "freeze_clip", at=2, seconds=1)
    assert lengths(desk) == [3, 2, 1, 4]
    assert refused(desk, "set_clip_volume", photos=[1], percent=0)


# -- the history ------------------------------------------------------------------------------------


def test_undo_and_redo_walk_the_history() -> None:
    base = desk_of()
    older, newer = Timeline(title="older"), Timeline(title="newer")
    desk = desk_of(undo=(older, Timeline(title="oldest")), redo=(newer,))
    did(desk, "undo")
    assert (desk.timeline, desk.step) == (older, -1)
    did(desk, "undo", steps=5)
    assert (desk.timeline.title, desk.step) == ("oldest", -2)
    assert "1" in desk.journal[-1].note
    did(desk, "redo", steps=2)
    assert (desk.timeline, desk.step) == (base.timeline, 0)
    did(desk, "redo")
    assert desk.timeline == newer
    assert refused(desk, "redo") == "There is nothing to bring back."


def test_undo_with_something_else_is_no_step_of_the_history() -> None:
    older = desk_of(shown=PHOTOS[:2]).timeline
    desk = desk_of(undo=(older,))
    did(desk, "undo")
    did(desk, "set_look", look="bw")
    assert desk.step == 0
    assert names(desk) == list(PHOTOS[:2])


def test_undo_first_takes_back_what_this_turn_did() -> None:
    desk = desk_of(undo=(Timeline(title="older"),))
    before = desk.timeline
    did(desk, "set_look", look="bw")
    did(desk, "undo")
    assert (desk.timeline, desk.step) == (before, 0)


def test_a_new_project_has_no_history() -> None:
    assert refused(desk_of(), "undo") == "There is nothing to take back."


def test_starting_over_keeps_files_and_name() -> None:
    desk = desk_of()
    did(desk, "rename_project", name="Summer")
    did(desk, "start_over")
    assert desk.timeline == Timeline(title="Summer")
    assert refused(desk, "start_over")


def test_a_total_that_was_asked_for_is_kept_by_end_cards() -> None:
    free = desk_of()
    did(free, "set_end_card", text="Bye")
    assert free.timeline.duration_ms == 14_500
    did(free, "remove_end_card")
    assert free.timeline.duration_ms == 12_000
    bound = desk_of(memory=Memory(brief={"seconds": 12}))
    did(bound, "set_end_card", text="Bye")
    assert bound.timeline.duration_ms == 12_000
    did(bound, "remove_end_card")
    assert lengths(bound) == [3] * 4
