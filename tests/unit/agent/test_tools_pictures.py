"""Tools for how pictures look, stand and move, and for the shape of the video."""

from __future__ import annotations

from itertools import pairwise

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
    record,
    refused,
    shot,
    texts,
)

from photoplay.agent.desk import Desk
from photoplay.agent.scene import Memory, Scene
from photoplay.agent.tools.colours import PROPERTIES, STYLES
from photoplay.agent.tools.cuts import TRANSITIONS
from photoplay.agent.tools.restyling import FEELS
from photoplay.agent.tools.table import call
from photoplay.render.capabilities import missing_capabilities
from photoplay.render.layout import safe_zone
from photoplay.timeline.find import main_clips, overlays
from photoplay.timeline.model import LOOKS, Timeline


def looks(desk: Desk, number: int = 1) -> dict[str, float]:
    return {look.type: look.amount for look in shot(desk, number).looks}


# -- looks ------------------------------------------------------------------------------------------


def test_a_look_takes_the_place_of_its_family_only() -> None:
    desk = desk_of()
    did(desk, "set_look", look="warm")
    did(desk, "set_look", look="cinematic")
    did(desk, "adjust", property="contrast", by=10)
    did(desk, "set_look", look="black and white")
    assert looks(desk) == {"bw": 100, "cinematic": 50, "contrast": 10}
    did(desk, "set_look", look="vintage", amount=70)
    assert looks(desk) == {"vintage": 70, "contrast": 10}


def test_a_look_of_no_strength_is_taken_away() -> None:
    desk = desk_of()
    did(desk, "set_look", look="warm", photos=[2])
    did(desk, "set_look", look="warm", photos=[2], amount=0)
    assert looks(desk, 2) == {}


@given(
    steps=st.lists(st.integers(-100, 100).filter(bool), min_size=1, max_size=6),
    name=st.sampled_from(PROPERTIES),
)
def test_adjusting_adds_up_within_its_range(steps: list[int], name: str) -> None:
    desk = desk_of()
    low, high = LOOKS[name]
    wanted = 0.0
    for by in steps:
        call(desk, "adjust", {"property": name, "by": by, "photos": [1]})
        wanted = min(max(wanted + by, low), high)
        assert looks(desk).get(name, 0) == wanted
    assert looks(desk, 2) == {}


def test_at_its_limit_nothing_changes_and_that_is_told() -> None:
    desk = desk_of()
    did(desk, "adjust", property="brightness", by=100)
    assert "100" in noted(desk, "adjust", property="brightness", by=20)


def test_looks_are_taken_away_one_or_all() -> None:
    desk = desk_of()
    did(desk, "set_look", look="warm")
    did(desk, "adjust", property="contrast", by=10)
    did(desk, "remove_looks", look="warm", photos=[1])
    assert looks(desk) == {"contrast": 10}
    did(desk, "remove_looks")
    assert not any(clip.looks for clip in main_clips(desk.timeline))
    assert refused(desk, "remove_looks") == "There is no look to take away."


def test_colours_are_repaired_first_and_matched() -> None:
    desk = desk_of()
    did(desk, "set_look", look="warm")
    did(desk, "fix_colours")
    assert list(looks(desk)) == ["auto", "warm"]
    did(desk, "match_colours")
    assert "match" in looks(desk)
    assert noted(desk, "fix_colours")


# -- motion, fit ------------------------------------------------------------------------------------


def test_motion_has_a_strength() -> None:
    desk = desk_of()
    did(desk, "set_motion", motion="zoom in", photos=[2], strength="gentle")
    gentle = shot(desk, 2).motion
    did(desk, "set_motion", motion="zoom-in", photos=[2], strength="strong")
    strong = shot(desk, 2).motion
    assert gentle and strong and gentle.amount and strong.amount
    assert gentle.type == strong.type == "zoom-in"
    assert gentle.amount < strong.amount
    did(desk, "set_motion", motion="still")
    assert {clip.motion.type for clip in main_clips(desk.timeline) if clip.motion} == {"hold"}


def test_motion_leaves_clips_alone() -> None:
    desk = desk_of(ALL, ("beach.jpg", "surf.mp4"))
    did(desk, "set_motion", motion="pan-left")
    assert shot(desk, 2).motion is None
    did(desk, "set_motion", motion="hold", photos=[1, 2])
    assert "Clips" in desk.journal[-1].note
    assert refused(desk, "set_motion", motion="hold", photos=[2])


def test_automatic_motion_differs_from_neighbours() -> None:
    desk = desk_of()
    did(desk, "set_motion", motion="hold")
    did(desk, "set_motion", motion="auto")
    moves = [clip.motion.type for clip in main_clips(desk.timeline) if clip.motion]
    assert all(left != right for left, right in pairwise(moves))


def test_a_background_is_seen() -> None:
    desk = desk_of()
    did(desk, "set_background", color="dark green", photos=[1])
    assert shot(desk, 1).fit == "contain"
    assert shot(desk, 1).background is not None
    assert shot(desk, 2).background is None


def test_a_frame_goes_as_it_came() -> None:
    desk = desk_of()
    before = main_clips(desk.timeline)
    did(desk, "set_frame", frame="polaroid")
    assert shot(desk, 1).box is not None
    did(desk, "set_frame", frame="none")
    assert [(c.box, c.border, c.fit) for c in main_clips(desk.timeline)] == [
        (c.box, c.border, c.fit) for c in before
    ]
    assert refused(desk, "set_frame", frame="none")


def test_a_turned_photo_is_fitted_anew() -> None:
    desk = desk_of()
    assert shot(desk, 1).fit == "cover"
    did(desk, "rotate", photos=[1], degrees=90)
    assert (shot(desk, 1).rotation, shot(desk, 1).fit) == (1, "blur")
    did(desk, "rotate", photos=[1], degrees=-90)
    assert (shot(desk, 1).rotation, shot(desk, 1).fit) == (0, "cover")


def test_focus_by_name_and_by_place() -> None:
    desk = desk_of()
    did(desk, "set_focus", photos=[1], position="top")
    assert shot(desk, 1).focus == (0.5, 0.12)
    did(desk, "set_focus", photos=[1], position={"x": 0.25, "y": 0.75})
    assert shot(desk, 1).focus == (0.25, 0.75)


# -- transitions ------------------------------------------------------------------------------------


def ways(desk: Desk) -> list[tuple[str, int] | None]:
    return [
        clip.transition_in and (clip.transition_in.type, clip.transition_in.duration_ms)
        for clip in main_clips(desk.timeline)
    ]


def test_transitions_keep_the_usual_length() -> None:
    desk = desk_of()
    did(desk, "set_transition", kind="wipe left", photos=[3])
    assert ways(desk) == [None, ("fade", 600), ("wipeleft", 600), ("fade", 600)]
    did(desk, "set_transition", kind="溶解", seconds=1)
    assert ways(desk) == [None, *[("dissolve", 1000)] * 3]
    did(desk, "set_transition", kind="none", photos=[2])
    assert ways(desk)[1] is None
    did(desk, "set_transition_seconds", factor=0.5)
    assert ways(desk) == [None, None, ("dissolve", 500), ("dissolve", 500)]
    did(desk, "remove_transitions")
    assert noted(desk, "remove_transitions")
    did(desk, "set_transition_seconds", seconds=1)
    assert ways(desk) == [None, *[("fade", 1000)] * 3]


def test_lengths_stay_whatever_the_transitions_are() -> None:
    desk = desk_of()
    did(desk, "set_transition", kind="fade", seconds=4)
    assert lengths(desk) == [3] * 4
    assert "half" in desk.journal[-1].note


def test_there_is_no_transition_into_the_first_photo() -> None:
    assert "first" in refused(desk_of(), "set_transition", kind="fade", photos=[1])
    assert refused(desk_of(shown=PHOTOS[:1]), "set_transition", kind="fade")


def test_every_transition_can_be_drawn() -> None:
    for name in TRANSITIONS:
        desk = desk_of()
        call(desk, "set_transition", {"kind": name})
        assert ways(desk)[1] == (name, 600)
        assert not list(missing_capabilities(desk.timeline))


def test_a_near_name_is_offered() -> None:
    assert "wipeleft" in refused(desk_of(), "set_transition", kind="wipelef")


def test_ends() -> None:
    desk = desk_of()
    did(desk, "set_ends", opening="fade", ending="fade", seconds=1.5)
    first, last = main_clips(desk.timeline)[0], main_clips(desk.timeline)[-1]
    assert first.transition_in and last.transition_out
    assert (first.transition_in.type, last.transition_out.duration_ms) == ("fadeblack", 1500)
    did(desk, "set_ends", ending="none")
    assert main_clips(desk.timeline)[-1].transition_out is None


# -- the canvas -------------------------------------------------------------------------------------


def test_a_new_shape_fits_pictures_logo_and_words_anew() -> None:
    desk = desk_of()
    did(desk, "set_fit", fit="contain", photos=[4])
    did(desk, "add_text", text="Hello", size=8.5)
    did(desk, "add_logo", corner="bottom-right")
    did(desk, "set_aspect", aspect="vertical")
    canvas = desk.timeline.canvas
    assert (canvas.width, canvas.height) == (1080, 1920)
    assert [clip.fit for clip in main_clips(desk.timeline)] == ["blur", "blur", "blur", "contain"]
    (logo,) = overlays(desk.timeline)
    assert logo.box is not None
    assert logo.box.w * 1080 / (logo.box.h * 1920) == pytest.approx(3, rel=0.02)
    zone = safe_zone((1080, 1920))
    assert (logo.box.x + logo.box.w) * 1080 <= zone.x1 + 1
    assert (logo.box.y + logo.box.h) * 1920 <= zone.y1 + 1
    assert texts(desk)[0].style["size"] == pytest.approx(0.054, abs=0.001)
    did(desk, "set_aspect", aspect="16:9")
    assert [clip.fit for clip in main_clips(desk.timeline)] == ["cover", "cover", "cover", "contain"]
    assert texts(desk)[0].style["size"] == pytest.approx(0.085, abs=0.001)


@pytest.mark.parametrize(
    ("args", "size"),
    [({"aspect": "1:1"}, (1080, 1080)), ({"aspect": "4:5"}, (1080, 1350)), ({"aspect": "3：4"}, (1080, 1440)),
     ({"platform": "tiktok"}, (1080, 1920)), ({"platform": "instagram"}, (1080, 1350)),
     ({"aspect": "tiktok"}, (1080, 1920)), ({"aspect": "21:9"}, (2520, 1080)), ({"aspect": "2x3"}, (1080, 1620))],
)  # fmt: skip
def test_shapes(args: dict[str, str], size: tuple[int, int]) -> None:
    desk = desk_of()
    did(desk, "set_aspect", **args)
    assert (desk.timeline.canvas.width, desk.timeline.canvas.height) == size


def test_a_large_project_stays_large_and_a_split_screen_split() -> None:
    desk = desk_of()
    did(desk, "set_size", name="4k")
    did(desk, "split_screen", photos=[1, 2], arrangement="side by side")
    did(desk, "set_aspect", aspect="9:16")
    assert (desk.timeline.canvas.width, desk.timeline.canvas.height) == (2160, 3840)
    first, second = main_clips(desk.timeline)[0].box, overlays(desk.timeline)[0].box
    assert first and second
    assert first.w > 0.9 and second.y > first.y


def test_sizes_and_rates() -> None:
    desk = desk_of()
    assert noted(desk, "set_size", name="1080p")
    did(desk, "set_size", width=1280, height=720)
    assert shot(desk, 1).fit == "cover"
    did(desk, "set_fps", fps=24)
    assert "24, 25, 30, 50, 60" in refused(desk, "set_fps", fps=29)


# -- several at once, feels -------------------------------------------------------------------------


def test_layouts_come_and_go() -> None:
    desk = desk_of()
    did(desk, "split_screen", photos=[2, 3])
    assert len(main_clips(desk.timeline)) == 3
    did(desk, "remove_layout")
    assert names(desk) == list(PHOTOS)
    assert not overlays(desk.timeline)
    did(desk, "before_after", photos=[4, 1])
    assert names(desk).index("beach.jpg") == names(desk).index("lake.jpg") + 1
    did(desk, "remove_layout")
    assert not overlays(desk.timeline)
    assert {way[0] for way in ways(desk) if way} == {"fade"}
    did(desk, "inset_photo", photos=2)
    assert len(overlays(desk.timeline)) == 1


@pytest.mark.parametrize("feel", FEELS)
def test_a_feel_is_moderate_and_leaves_words_and_songs_alone(feel: str) -> None:
    desk = desk_of()
    did(desk, "add_text", text="Hello")
    did(desk, "set_music", file="song.mp3")
    song, words = music(desk).source, texts(desk)[0].text
    told = did(desk, "restyle", feel=feel)
    assert told
    assert (music(desk).source, texts(desk)[0].text) == (song, words)
    assert len(texts(desk)) == 1
    assert names(desk) == list(PHOTOS)
    assert all(look.amount <= 60 for clip in main_clips(desk.timeline) for look in clip.looks)
    assert all(length >= 1.2 for length in lengths(desk))
    for _ in range(5):
        call(desk, "restyle", {"feel": feel})
    assert all(abs(look.amount) <= 60 for clip in main_clips(desk.timeline) for look in clip.looks)


def test_a_feel_changes_composed_music_and_adds_none() -> None:
    desk = desk_of()
    did(desk, "restyle", feel="movie trailer")
    assert music(desk).mood == "epic"
    silent = desk_of(music=False)
    did(silent, "restyle", feel="trailer")
    assert len(silent.timeline.tracks) == 1


def test_a_feel_keeps_a_length_that_was_asked_for() -> None:
    scene = desk_of().scene
    desk = Desk(Scene(scene.timeline, scene.bin, memory=Memory(brief={"seconds": 12})))
    did(desk, "restyle", feel="energetic")
    assert desk.timeline.duration_ms == 12_000


def test_a_feel_of_some_photos_leaves_the_rest() -> None:
    desk = desk_of()
    did(desk, "restyle", feel="cinematic", photos=[2])
    assert looks(desk, 2) and not looks(desk, 1)
    assert music(desk).mood == "lofi"


def test_styles_are_those_of_the_contract() -> None:
    assert set(STYLES) | set(PROPERTIES) | {"auto", "match", "lut"} == set(LOOKS)


def test_pictures_of_unknown_files_are_left_as_they_are() -> None:
    desk = desk_of()
    orphan = Desk(Scene(desk.timeline, (record("other.jpg"),)))
    did(orphan, "set_aspect", aspect="9:16")
    assert [clip.fit for clip in main_clips(orphan.timeline)] == ["cover"] * 4
    assert Timeline() != orphan.timeline
