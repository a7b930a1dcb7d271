"""How pictures look: each edit changes what it names and no lengths."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from photoplay.errors import InvalidEdit
from photoplay.timeline import styling
from photoplay.timeline.clips import film
from photoplay.timeline.edits import append
from photoplay.timeline.find import main_clips, overlays
from photoplay.timeline.model import Box, Canvas, Look, Motion, Timeline, Transition, VideoClip

FADE = Transition("fade", 600)


def first(timeline: Timeline) -> VideoClip:
    return main_clips(timeline)[0]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda t: styling.rotate(t, "c1"), {"rotation": 1}),
        (lambda t: styling.rotate(t, "c1", -1), {"rotation": 3}),
        (lambda t: styling.flip(t, "c1"), {"flip": "h"}),
        (lambda t: styling.flip(styling.flip(t, "c1", "v"), "c1"), {"flip": "hv"}),
        (lambda t: styling.set_crop(t, "c1", Box(0.1, 0.1, 0.5, 0.5)), {"crop": Box(0.1, 0.1, 0.5, 0.5)}),
        (lambda t: styling.set_fit(t, "c1", "blur"), {"fit": "blur"}),
        (lambda t: styling.set_focus(t, "c1", (0.2, 0.8)), {"focus": (0.2, 0.8)}),
        (lambda t: styling.set_opacity(t, "c1", 0.5), {"opacity": 0.5}),
        (lambda t: styling.set_box(t, "c1", Box(0, 0, 0.5, 0.5)), {"box": Box(0, 0, 0.5, 0.5)}),
        (lambda t: styling.set_motion(t, "c1", Motion("zoom-in", 0.1)), {"motion": Motion("zoom-in", 0.1)}),
        (lambda t: styling.set_looks(t, "c1", [Look("warm")]), {"looks": (Look("warm"),)}),
        (lambda t: styling.set_way_in(t, FADE), {"transition_in": FADE}),
    ],
)
def test_each_edit_changes_its_attribute_only(
    three: Timeline, edit: Callable[[Timeline], Timeline], expected: dict[str, object]
) -> None:
    after = edit(three)
    assert first(after) == replace(first(three), **expected)  # type: ignore[arg-type]
    assert main_clips(after)[1:] == main_clips(three)[1:]


def test_several_at_once_and_overlays(full: Timeline) -> None:
    faint = styling.set_opacity(full, ["c1", "c3", "c8"], 0.5)
    assert [clip.opacity for clip in main_clips(faint)] == [0.5, 1.0, 0.5, 1.0]
    assert overlays(faint)[0].opacity == 0.5


def test_turning_is_what_is_seen() -> None:
    """Every mix of turns and mirrors shows what doing them one after another on pixels shows."""
    picture = np.arange(6).reshape(2, 3)

    def shown(clip: VideoClip) -> np.ndarray:
        seen = np.rot90(picture, -clip.rotation)
        seen = seen[:, ::-1] if "h" in clip.flip else seen
        return seen[::-1] if "v" in clip.flip else seen

    steps: dict[str, tuple[Callable[[Timeline], Timeline], Callable[[np.ndarray], np.ndarray]]] = {
        "turn": (lambda t: styling.rotate(t, "c1"), lambda p: np.rot90(p, -1)),
        "h": (lambda t: styling.flip(t, "c1", "h"), lambda p: p[:, ::-1]),
        "v": (lambda t: styling.flip(t, "c1", "v"), lambda p: p[::-1]),
    }
    for names in product(steps, repeat=4):
        timeline, seen = append(Timeline(), film("a")), picture
        for name in names:
            timeline, seen = steps[name][0](timeline), steps[name][1](seen)
        assert np.array_equal(shown(first(timeline)), seen), names


def test_looks_are_added_replaced_and_removed(three: Timeline) -> None:
    looked = styling.add_look(styling.add_look(three, "c1", Look("warm", 40)), "c1", Look("film", 20))
    louder = styling.add_look(looked, "c1", Look("warm", 80))
    assert first(louder).looks == (Look("warm", 80), Look("film", 20))
    assert first(styling.remove_look(louder, "c1", "warm")).looks == (Look("film", 20),)
    with pytest.raises(InvalidEdit, match="no look “sepia”"):
        styling.remove_look(louder, "c1", "sepia")
    with pytest.raises(InvalidEdit, match="from 0 to 100"):
        styling.add_look(three, "c1", Look("warm", -5))
    with pytest.raises(InvalidEdit, match="must be one of"):
        styling.add_look(three, "c1", Look("sparkly"))


def test_transitions_of_one_cut_all_cuts_and_none(three: Timeline) -> None:
    one = styling.set_transition(three, "c2", FADE)
    assert [clip.transition_in for clip in main_clips(one)] == [None, FADE, None]
    every = styling.set_all_transitions(three, FADE)
    assert [clip.transition_in for clip in main_clips(every)] == [None, FADE, FADE]
    assert styling.set_all_transitions(every, None) == three
    assert styling.set_transition(one, "c2", None) == three
    assert every.duration_ms == three.duration_ms


def test_the_way_out_is_on_the_last_clip(full: Timeline) -> None:
    assert main_clips(styling.set_way_out(full, FADE))[-1].transition_out == FADE


def test_transitions_need_a_cut(three: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="Photo 1 is the first"):
        styling.set_transition(three, "c1", FADE)
    with pytest.raises(InvalidEdit, match="no cut yet"):
        styling.set_all_transitions(append(Timeline(), film("a")), FADE)
    with pytest.raises(InvalidEdit, match="no photos yet"):
        styling.set_way_in(Timeline(), FADE)
    track = three.tracks[0]
    gapped = replace(track, clips=(track.clips[0], replace(track.clips[1], start_ms=4000)))
    with pytest.raises(InvalidEdit, match="gap before Photo 2"):
        styling.set_transition(replace(three, tracks=(gapped,)), "c2", FADE)


def test_film_has_no_motion(three: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="Photo 4 is film"):
        styling.set_motion(append(three, film("clip")), "c4", Motion("zoom-in"))


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"aspect": "9:16"}, Canvas(1080, 1920, 30)),
        ({"aspect": "4:5", "fps": 60}, Canvas(1080, 1350, 60)),
        ({"size": (2160, 3840)}, Canvas(2160, 3840, 30)),
        ({"size": (3840, 2160)}, Canvas(3840, 2160, 30)),
        ({"fps": 24}, Canvas(1920, 1080, 24)),
    ],
)
def test_canvas(three: Timeline, wish: dict[str, object], expected: Canvas) -> None:
    after = styling.set_canvas(three, **wish)  # type: ignore[arg-type]
    assert after == replace(three, canvas=expected)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"aspect": "7:3"}, "no shape “7:3”"),
        ({"aspect": "1:1", "size": (100, 100)}, "not both"),
        ({"size": (1081, 1080)}, "must be even"),
        ({"size": (3840, 3840)}, "at most 3840 × 2160"),
        ({"size": (4096, 1080)}, "from 16 to 3,840"),
        ({"size": (0, 0)}, "from 16 to 3,840"),
        ({"fps": 29}, "one of 24, 25, 30, 50, 60"),
    ],
)
def test_canvas_that_cannot_be(three: Timeline, wish: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidEdit, match=words):
        styling.set_canvas(three, **wish)  # type: ignore[arg-type]


def test_project_title(three: Timeline) -> None:
    assert styling.set_project_title(three, "Summer").title == "Summer"


def test_bad_values_are_refused_in_words(three: Timeline) -> None:
    with pytest.raises(InvalidEdit, match="opacity must be from 0 to 1"):
        styling.set_opacity(three, "c1", 2)
    with pytest.raises(InvalidEdit, match="lie within the picture"):
        styling.set_crop(three, "c1", Box(0.5, 0, 0.6, 1))
    with pytest.raises(InvalidEdit, match="mirrored left and right"):
        styling.flip(three, "c1", "x")
    with pytest.raises(InvalidEdit, match="motion must be one of"):
        styling.set_motion(three, "c1", Motion("spin"))
    with pytest.raises(InvalidEdit, match="must have a plain name"):
        styling.set_all_transitions(three, Transition("Fade!", 300))
