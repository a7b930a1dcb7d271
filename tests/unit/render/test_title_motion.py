"""How words come and go: at rest in between, in order, and never in steps."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.render.titles.motion import GONE, REST, WAYS, Pose, Setting, TitleState, Way, lengths, state_at
from photoplay.timeline.lettering import ANIMATIONS_IN, ANIMATIONS_OUT

WORDS = Setting((0, 0, 1), (3, 5, 4))
moving = st.sampled_from([name for name in WAYS if name != "none"])


def states(name: str, frames: int, words: Setting = WORDS, *, out: bool = False) -> list[TitleState]:
    """Those of a way in, from the first frame on; those of a way out, from rest on."""
    if out:
        return [state_at(Way(), Way(name, frames), frames + 1, frame, words) for frame in range(frames + 1)]
    return [state_at(Way(name, frames), Way(), frames + 1, frame, words) for frame in range(frames + 1)]


def poses(state: TitleState) -> list[Pose]:
    return [state.whole, *state.words]


def shown(state: TitleState) -> int:
    """Grapheme clusters that are seen."""
    if not state.words:
        return sum(WORDS.clusters)
    return sum(
        clusters if pose.shown is None else pose.shown
        for pose, clusters in zip(state.words, WORDS.clusters, strict=True)
    )


def test_every_animation_of_a_draft_is_drawn() -> None:
    assert set(WAYS) == {*ANIMATIONS_IN, *ANIMATIONS_OUT}


@given(
    name_in=st.sampled_from(ANIMATIONS_IN), name_out=st.sampled_from(ANIMATIONS_OUT),
    frames=st.integers(1, 200), shares=st.tuples(st.floats(0, 0.5), st.floats(0, 0.5)),
    lines=st.lists(st.integers(0, 3), max_size=7),
)  # fmt: skip
def test_words_are_still_between_their_ways(
    name_in: str, name_out: str, frames: int, shares: tuple[float, float], lines: list[int]
) -> None:
    words = Setting(tuple(sorted(lines)), tuple(1 + line for line in lines))
    way_in, way_out = Way(name_in, int(frames * shares[0])), Way(name_out, int(frames * shares[1]))
    for frame in range(way_in.frames, frames - way_out.frames):
        assert state_at(way_in, way_out, frames, frame, words) == REST
    for frame in (-1, frames):
        assert state_at(way_in, way_out, frames, frame, words) == GONE


@given(name=moving, frames=st.integers(1, 60), out=st.booleans())
def test_values_stay_within_their_ranges(name: str, frames: int, out: bool) -> None:
    if out and name not in ANIMATIONS_OUT:
        return
    for state in states(name, frames, out=out):
        assert 0 <= state.behind <= 1
        assert state.counted is None or 0 <= state.counted <= 1
        for pose in poses(state):
            assert 0 <= pose.opacity <= 1 and pose.blur >= 0
            assert 0.5 < pose.scale < 1.1
            assert abs(pose.right) <= 2 and abs(pose.down) <= 1
        for pose, clusters in zip(state.words, WORDS.clusters, strict=False):
            assert pose.shown is None or 0 <= pose.shown < clusters


@pytest.mark.parametrize("name", ["slide", "rise", "pop", "blur", "word-by-word", "fade"])
@pytest.mark.parametrize("out", [False, True])
def test_motion_is_smooth_and_ends_at_rest(name: str, out: bool) -> None:
    """From frame to frame nothing jumps, and the last step into rest is a small one."""
    frames = 300
    found = states(name, frames, out=out)
    found = list(reversed(found)) if out else found
    assert found[-1] == REST
    for index in range(len(poses(found[0]))):
        line = [
            [getattr(poses(state)[index] if state != REST else Pose(), field) for state in found]
            for field in ("opacity", "right", "down", "scale", "blur")
        ]
        for values in line:
            steps = [abs(b - a) for a, b in pairwise(values)]
            assert max(steps) < 0.05
            assert steps[-1] < 0.003


def test_a_pop_goes_a_little_beyond_and_comes_back() -> None:
    scales = [state.whole.scale for state in states("pop", 60)]
    assert scales[0] < 0.7 and 1.02 < max(scales) < 1.06 and scales[-1] == 1
    assert all(state.whole.scale <= 1 for state in states("pop", 60, out=True))


def test_lines_rise_one_after_the_other() -> None:
    state = states("rise", 20)[6]
    first, _, last = state.words
    assert first.opacity > last.opacity and first.down < last.down
    assert len({(pose.opacity, pose.down) for pose in state.words[:2]}) == 1


def test_with_a_box_they_rise_together() -> None:
    state = states("rise", 20, Setting((0, 1), (2, 2), plate=True))[6]
    assert state.words == () and state.whole.down > 0 and state.behind == state.whole.opacity


def test_words_slide_in_from_their_side_and_leave_at_the_other() -> None:
    assert states("slide", 20)[0].whole.right < 0 < states("slide", 20, out=True)[-1].whole.right
    right = Setting((0,), (3,), from_right=True)
    assert (
        states("slide", 20, right)[0].whole.right > 0 > states("slide", 20, right, out=True)[-1].whole.right
    )


def test_typing_steps_by_grapheme_cluster() -> None:
    counts = [shown(state) for state in states("typewriter", 140)]
    assert counts[0] == 1 and counts[-1] == sum(WORDS.clusters) == 12
    assert all(0 <= b - a <= 1 for a, b in pairwise(counts))
    # A pause as long as a letter between words: 14 steps, ten frames each.
    assert [counts.count(count) for count in (1, 2, 3, 8)] == [10, 10, 20, 20]
    back = [shown(state) for state in states("typewriter", 140, out=True)]
    assert back[0] == 12 and back[-1] == 0 and all(0 <= a - b <= 1 for a, b in pairwise(back))


def test_words_come_and_go_in_reading_order() -> None:
    for out in (False, True):
        seen = [[pose.opacity for pose in state.words] for state in states("word-by-word", 40, out=out)[1:-1]]
        for opacities in seen:
            assert opacities == sorted(opacities, reverse=not out)
        assert any(len(set(opacities)) > 1 for opacities in seen)


def test_a_number_is_counted_to_its_end() -> None:
    shares = [state.counted for state in states("count", 36)[:-1]]
    numbers = [share for share in shares if share is not None]
    assert len(numbers) == 36 and numbers == sorted(numbers) and 0.999 < numbers[-1] < 1


# -- lengths ----------------------------------------------------------------------------------------


@given(
    names=st.tuples(st.sampled_from(ANIMATIONS_IN), st.sampled_from(ANIMATIONS_OUT)),
    asked=st.tuples(*[st.one_of(st.none(), st.integers(0, 60_000))] * 2),
    text=st.text(min_size=1, max_size=400), frames=st.integers(1, 400), fps=st.sampled_from([24, 30, 60]),
)  # fmt: skip
def test_ways_fit_into_the_time_of_the_words(
    names: tuple[str, str], asked: tuple[int | None, int | None], text: str, frames: int, fps: int
) -> None:
    way_in, way_out = lengths(names, asked, text, frames, fps)
    assert min(way_in.frames, way_out.frames) >= 0 and way_in.frames + way_out.frames <= frames
    for way, name, ms in zip((way_in, way_out), names, asked, strict=True):
        assert way.type == (name if way.frames else "none")
        if name == "none" or ms == 0:
            assert way.frames == 0
        elif ms is not None and sum(one or 6000 for one in asked) * fps <= 1000 * frames:
            assert way.frames == math.floor(ms * fps / 1000 + 0.5)


@pytest.mark.parametrize(
    "name", [name for name in ANIMATIONS_OUT if name not in ("none", "typewriter", "word-by-word")]
)
def test_words_come_within_four_tenths_and_leave_faster(name: str) -> None:
    way_in, way_out = lengths((name, name), (None, None), "Hello there", 90, 30)
    assert 0 < way_out.frames < way_in.frames <= 12


def test_longer_texts_take_longer_to_type_but_never_too_long() -> None:
    def typed(text: str, frames: int = 300) -> int:
        return lengths(("typewriter", "none"), (None, None), text, frames, 30)[0].frames

    assert typed("Hello") < typed("Hello there") < typed("x" * 400) <= 72
    assert typed("x" * 400, frames=60) == 30
