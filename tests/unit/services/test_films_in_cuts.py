"""Films among photos: how long each is seen, what is told of it, and how it stands in the timeline."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidOption
from photoplay.media.record import Film, MediaRecord, Sound
from photoplay.services.slideshow import (
    Cut,
    borders_ms,
    check_cut,
    has_own_sound,
    length_notes,
    own_lengths_ms,
    timeline_of,
)
from photoplay.timeline.find import main_clips
from photoplay.timeline.generated import Card
from photoplay.timeline.model import Background, Canvas, Look, Transition, VideoClip
from photoplay.times import frame_at


def photo(number: int, size: tuple[int, int] = (2560, 1600)) -> MediaRecord:
    sha256 = hashlib.sha256(str(number).encode()).hexdigest()
    name = f"{number}.jpg"
    return MediaRecord(f"img_{sha256[:16]}", name, Path(name), "image", "jpeg", *size, 1, sha256)


def film(seconds: float, *, has_sound: bool = True, number: int = 0) -> MediaRecord:
    sha256 = hashlib.sha256(f"film{number}".encode()).hexdigest()
    sound = Sound(round(seconds * 1000), 48_000, 2) if has_sound else None
    facts = Film(round(seconds * 1000), round(seconds * 30), 30.0)
    name = f"clip{number}.mp4"
    return MediaRecord(
        f"vid_{sha256[:16]}", name, Path(name), "video", "mp4", 1920, 1080, 1, sha256,
        role="clip", sound=sound, film=facts,
    )  # fmt: skip


def lengths_s(records: list[MediaRecord], cut: Cut) -> list[float]:
    borders = borders_ms(own_lengths_ms(records, cut), cut)
    return [round((b - a) / 1000, 2) for a, b in pairwise(borders)]


TWO = [photo(1), photo(2)]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("fps", [24, 30, 60])
def test_no_film_is_shorter_than_a_frame(turned: bool, fps: int) -> None:
    records = [film(0.08), film(5, number=1)][:: -1 if turned else 1]
    cut = Cut(speed=8, canvas=Canvas(fps=fps))
    clips = main_clips(timeline_of(records, cut))
    assert len(clips) == 2
    assert all(frame_at(clip.end_ms, fps) > frame_at(clip.start_ms, fps) for clip in clips)
    assert max(clip.duration_ms for clip in clips) == pytest.approx(625, abs=1000 / fps)


@pytest.mark.parametrize(
    ("records", "cut", "wanted"),
    [
        ([*TWO, film(5)], Cut(), [3, 3, 5]),
        ([film(34), photo(1)], Cut(), [8, 3]),
        ([film(5), *TWO], Cut(seconds=20), [5, 7.5, 7.5]),
        ([film(6), *TWO], Cut(seconds=9), [6, 1.5, 1.5]),
        ([film(6), film(2), *TWO], Cut(seconds=8), [3.6, 2, 1.2, 1.2]),
        ([film(6), film(3), *TWO], Cut(seconds=6), [1.8, 1.8, 1.2, 1.2]),
        ([film(6), *TWO], Cut(seconds=3), [1, 1, 1]),
        ([film(6), *TWO], Cut(seconds=6, per_photo=0.5), [5, 0.5, 0.5]),
        ([film(34)], Cut(), [34]),
        ([film(34)], Cut(seconds=10), [10]),
        ([film(4)], Cut(seconds=10), [4]),
        ([film(4), film(12)], Cut(), [4, 12]),
        ([film(4), film(12)], Cut(seconds=10), [4, 6]),
        ([film(0.2), photo(1)], Cut(), [0.8, 3]),
        ([film(0.2)], Cut(), [0.2]),
        ([film(10), photo(1)], Cut(speed=2), [5, 3]),
        ([film(6)], Cut(card=Card("#000000")), [6, 2.5]),
        ([film(6)], Cut(seconds=30, card=Card("#000000")), [6, 2.5]),
        ([film(34)], Cut(seconds=30, card=Card("#000000")), [27, 3]),
    ],
)
def test_how_long_each_is_seen(records: list[MediaRecord], cut: Cut, wanted: list[float]) -> None:
    assert lengths_s(records, cut) == wanted


shots = st.lists(st.none() | st.floats(0.1, 40), min_size=1, max_size=12)


@given(shots, st.floats(2, 60), st.sampled_from([24, 25, 30, 60]), st.booleans())
def test_time_is_shared_out_exactly(
    told: list[float | None], seconds: float, fps: int, has_card: bool
) -> None:
    records = [photo(n) if one is None else film(one, number=n) for n, one in enumerate(told)]
    card = Card("#000000") if has_card else None
    cut = Cut(seconds=seconds, canvas=Canvas(96, 54, fps), card=card)
    own_ms = own_lengths_ms(records, cut)
    borders = borders_ms(own_ms, cut)
    assert borders == sorted(borders) and len(borders) == len(records) + 1 + has_card
    if None in told:
        assert borders[-1] == round(seconds * 1000)
    frame_ms = 1000 / fps
    for own, (a, b) in zip(own_ms, pairwise(borders), strict=False):
        assert b - a > 0
        if own is not None and len(records) > 1:
            assert b - a <= max(own, 800) + 2 * frame_ms, "no film is stretched"
    photos = [b - a for one, (a, b) in zip(told, pairwise(borders), strict=False) if one is None]
    if photos:
        assert max(photos) - min(photos) <= 2 * frame_ms + 2, "photos are equally long"
    for border in borders[1:-1]:
        assert abs(border * fps / 1000 - frame_at(border, fps)) <= 0.5 * fps / 1000 + 1e-9


@given(shots, st.floats(0.5, 6))
def test_without_a_length_photos_have_theirs(told: list[float | None], per_photo: float) -> None:
    records = [photo(n) if one is None else film(one, number=n) for n, one in enumerate(told)]
    found = lengths_s(records, Cut(per_photo=per_photo))
    for one, length_s in zip(told, found, strict=True):
        wanted = per_photo if one is None else one if None not in told else min(max(one, 0.8), 8)
        if one is None or None not in told or per_photo >= 0.8:
            assert length_s == pytest.approx(wanted, abs=0.08)


def test_films_move_by_themselves_and_leave_the_turns_to_photos() -> None:
    records = [photo(1), film(5), photo(2)]
    timeline = timeline_of(records, Cut(speed=0.5, transition="wipeleft"))
    first, moving, last = main_clips(timeline)
    assert moving.motion is None and moving.speed == 0.5 and moving.duration_ms == 8000
    assert first.motion is not None and last.motion is not None and first.speed == last.speed == 1.0
    assert [clip.motion for clip in main_clips(timeline_of([photo(1), photo(2)], Cut()))] == [
        first.motion, last.motion,
    ]  # fmt: skip
    assert moving.transition_in == last.transition_in == Transition("wipeleft", 600)


def test_looks_backgrounds_and_mattes_are_taken() -> None:
    looks = (Look("auto", 100), Look("cinematic"))
    cut = Cut(looks=looks, background=Background("#102030"), transition="luma", matte="m1", mute=True)
    clips = main_clips(timeline_of([photo(1), film(3), photo(3, (900, 1600))], cut))
    assert {clip.looks for clip in clips} == {looks}
    assert {clip.background for clip in clips} == {Background("#102030")}
    assert [clip.sound_gain for clip in clips] == [1.0, 0.0, 1.0]
    assert clips[1].transition_in == Transition("luma", 600, "m1")
    assert clips[2].fit == "contain", "what would be blurred stands on the colour"
    plain = main_clips(timeline_of([photo(3, (900, 1600))], Cut()))
    assert isinstance(plain[0], VideoClip) and plain[0].fit == "blur"


def test_whether_films_are_heard() -> None:
    assert has_own_sound([photo(1), film(3)], Cut())
    assert not has_own_sound([photo(1), film(3)], Cut(mute=True))
    assert not has_own_sound([photo(1), film(3, has_sound=False)], Cut())


def test_what_is_told_of_films() -> None:
    def told(records: list[MediaRecord], cut: Cut) -> tuple[str, ...]:
        return length_notes(records, borders_ms(own_lengths_ms(records, cut), cut), cut)

    assert told([film(5), photo(1)], Cut()) == ()
    assert told([film(34), photo(1)], Cut()) == (
        "Of clip0.mp4, 8.0 of 34.0 s are shown, from its beginning on.",
    )
    many = [film(20 + n, number=n) for n in range(5)]
    assert told([*many, photo(1)], Cut()) == ("5 clips are shown in part, up to 8.0 s of each.",)
    assert told([film(4)], Cut(seconds=10)) == ("The clips are 4.0 s long together, and so is the video.",)


def test_too_little_time_is_told_with_what_there_is() -> None:
    records = [film(4), film(4, number=1), *TWO, photo(3)]
    cut = Cut(seconds=0.3)
    with pytest.raises(InvalidOption, match="too short for 3 photos and 2 clips"):
        borders_ms(own_lengths_ms(records, cut), cut)
    for speed in (0.05, 9, float("nan")):
        with pytest.raises(InvalidOption, match=r"from 0\.1 to 8 times"):
            check_cut(replace(Cut(), speed=speed))
