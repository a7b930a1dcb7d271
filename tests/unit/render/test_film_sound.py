"""The films' own sound in the plan and in the mix: it is with the picture, at any speed, and nothing clicks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from photoplay.errors import NotDrawable
from photoplay.media.record import Film, MediaRecord, Sound
from photoplay.render.footage import Footage
from photoplay.render.plan import make_plan
from photoplay.render.sound.cues import RATE, Cue, Recorded, SoundPlan, Source
from photoplay.render.sound.levels import RAMP, played
from photoplay.render.sound.mix import Mixer
from photoplay.render.sound.plan import make_sound
from photoplay.timeline import edits
from photoplay.timeline.model import (
    AudioClip,
    Box,
    Canvas,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)

S = RATE
F32 = NDArray[np.float32]
#: What a film's sound is at a time of the film, seconds.
Wave = Callable[[NDArray[np.float64]], NDArray[np.float64]]
FADE = Transition("fade", 1000)


def a_film(seconds: float = 60, name: str = "f", lufs: float | None = -20.0) -> MediaRecord:
    """A film whose sound is as long as its picture, and is played as loud as it is."""
    sha256 = hashlib.sha256(f"{name} {seconds}".encode()).hexdigest()
    ms = round(1000 * seconds)
    return MediaRecord(
        name, f"{name}.mp4", Path(f"{name}.mp4"), "video", "mp4", 64, 36, 1, sha256, role="clip",
        sound=Sound(ms, 48_000, 2, lufs), film=Film(ms, max(1, ms // 40), 25.0),
    )  # fmt: skip


def clip(source: str = "f", start_ms: int = 0, ms: int = 4000, **more: Any) -> VideoClip:
    told = {"id": f"c{start_ms}", "motion": None, **more}
    return VideoClip(source=source, start_ms=start_ms, duration_ms=ms, **told)


def timeline_of(*clips: VideoClip, fps: int = 30, above: tuple[VideoClip, ...] = ()) -> Timeline:
    tracks = [Track("v", TrackKind.VIDEO, clips)]
    if above:
        tracks.append(Track("o", TrackKind.VIDEO, above))
    return Timeline(tuple(tracks), Canvas(64, 36, fps))


def plan_of(timeline: Timeline, **media: MediaRecord) -> SoundPlan:
    plan = make_sound(timeline, media or {"f": a_film()})
    assert plan is not None
    return plan


def cues(*clips: VideoClip, fps: int = 30, **media: MediaRecord) -> tuple[Cue, ...]:
    return plan_of(timeline_of(*clips, fps=fps), **media).cues


class Ideal:
    """The samples of a source as they would be if stretching were perfect."""

    def __init__(self, source: Recorded, wave: Wave) -> None:
        self._source, self._wave = source, wave

    def read(self, start: int, stop: int) -> F32:
        at = np.arange(start, stop)
        told = self._wave((self._source.start + at * self._source.speed) / RATE)
        inside = (at >= 0) & (at < self._source.heard_samples)
        return np.repeat(np.where(inside, told, 0.0)[:, None], 2, axis=1).astype(np.float32)


def mixed(plan: SoundPlan, wave: Wave) -> F32:
    """The mix, left."""
    sources: dict[Source, Ideal] = {
        source: Ideal(source, wave) for source in plan.sources if isinstance(source, Recorded)
    }
    return np.concatenate(list(Mixer(plan, sources).blocks()))[: plan.samples, 0]


def seconds_of_film(at: NDArray[np.float64]) -> NDArray[np.float64]:
    """A sound that tells the time of its film."""
    return at / 100


def hum(at: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(0.5 * np.sin(2 * np.pi * 90 * at))


# -- what is heard at all ----------------------------------------------------------------------------


def test_what_has_no_sound_or_is_muted_or_stands_still_is_silent() -> None:
    for one in (
        clip(sound_gain=0.0), clip(sound_gain=((0, 0.0), (900, 0.0))), clip(freeze=True),
        clip(source_in_ms=60_000), clip(source_in_ms=70_000, reverse=False),
    ):  # fmt: skip
        assert make_sound(timeline_of(one), {"f": a_film()}) is None
    silent = replace(a_film(), sound=None)
    assert make_sound(timeline_of(clip()), {"f": silent}) is None
    photo = replace(a_film(), kind="image", film=None)
    assert make_sound(timeline_of(clip()), {"f": photo}) is None


def test_muting_a_clip_leaves_the_music_as_loud_as_without_it() -> None:
    music = Track(
        "m", TrackKind.AUDIO, (AudioClip(id="m", source="music:calm", duration_ms=4000, gain=0.35),)
    )
    timeline = timeline_of(clip(sound_gain=0.0))
    plan = plan_of(replace(timeline, tracks=(*timeline.tracks, music)))
    assert len(plan.cues) == 1 and not isinstance(plan.cues[0].source, Recorded)


def test_overlays_are_heard_too() -> None:
    above = clip("g", 1000, 2000, id="o", box=Box(0.6, 0.6, 0.3, 0.3))
    plan = plan_of(timeline_of(clip(), above=(above,)), f=a_film(), g=a_film(name="g"))
    assert [(cue.start, cue.end) for cue in plan.cues] == [(0, 4 * S), (1 * S, 3 * S)]


def test_volumes_may_be_keyframes() -> None:
    (cue,) = cues(clip(start_ms=0, sound_gain=((500, 0.0), (1500, 1.0))))
    assert [cue.gain_at(round(at * S)) for at in (0, 1, 2)] == pytest.approx([0, 0.5, 1])


# -- with the picture --------------------------------------------------------------------------------


@given(
    fps=st.sampled_from([24, 25, 30, 50, 60]),
    start_ms=st.integers(0, 700),
    ms=st.integers(300, 2000),
    source_in_ms=st.integers(0, 20_000),
    speed=st.sampled_from([1.0, 0.1, 0.25, 0.5, 0.7, 1.3, 2.0, 4.0, 8.0]),
    reverse=st.booleans(),
)
def test_sound_is_at_the_moment_that_the_picture_shows(
    fps: int, start_ms: int, ms: int, source_in_ms: int, speed: float, reverse: bool
) -> None:
    before = (clip("photo", 0, start_ms, id="p"),) if start_ms else ()
    one = clip(start_ms=start_ms, ms=ms, source_in_ms=source_in_ms, speed=speed, reverse=reverse)
    timeline = timeline_of(*before, one, fps=fps)
    photo = replace(a_film(name="photo"), kind="image", film=None, sound=None)
    media = {"f": a_film(120), "photo": photo}
    shot = make_plan(timeline, media).whole.shots[-1]
    footage = getattr(shot.view, "footage", None)
    assert isinstance(footage, Footage)
    out = mixed(plan_of(timeline, **media), seconds_of_film)
    for frame in range(shot.start + 1, shot.end - 1):
        # Backwards, a frame's sound runs down to the moment at which its picture begins in the film.
        heard_s = out[(frame + reverse) * RATE // fps] * 100
        shown_s = footage.moment_us((frame - shot.start) / fps, fps) / 1e6
        # Half a sample of what is played so fast, and what the timeline rounds: a millisecond in all.
        assert heard_s == pytest.approx(shown_s, abs=0.001)


def test_sound_that_is_shorter_than_the_film_ends_there() -> None:
    short = replace(a_film(60), sound=Sound(3000, 48_000, 2, -20.0))
    (cue,) = cues(clip(source_in_ms=1000), f=short)
    assert (cue.start, cue.end) == (0, 2 * S)
    (cue,) = cues(clip(source_in_ms=1000, reverse=True), f=short)
    assert (cue.start, cue.end) == (2 * S, 4 * S)
    (cue,) = cues(clip(source_in_ms=1000, speed=0.5), f=replace(short, sound=Sound(2000, 48_000, 2)))
    assert (cue.start, cue.end) == (0, 2 * S)


def test_backwards_is_the_mirror_of_forwards() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (61 * S, 2)).astype(np.float32)

    class Noise:
        def read(self, start: int, stop: int) -> F32:
            return noise[start:stop]

    (ahead,), (back,) = cues(clip(source_in_ms=1000)), cues(clip(source_in_ms=1000, reverse=True))
    assert ahead.source == back.source
    heard = played(Noise(), ahead, 0, 4 * S)
    assert np.array_equal(played(Noise(), back, 0, 4 * S), heard[::-1])
    assert np.array_equal(played(Noise(), back, 1000, 2000), heard[::-1][1000:2000])


# -- from clip to clip -------------------------------------------------------------------------------


def test_a_hard_cut_does_not_click() -> None:
    out = mixed(plan_of(timeline_of(clip(ms=2017), clip(start_ms=2017, source_in_ms=30_003))), hum)
    # No step is steeper than the sound itself and the fade of 5 ms together.
    assert np.abs(np.diff(np.concatenate([[0], out, [0]]))).max() < 0.5 * (
        2 * np.pi * 90 / RATE + np.pi / 2 / RAMP
    )
    cut = round(2.017 * 30) * RATE // 30
    assert np.abs(out[cut - RAMP - 2400 : cut - RAMP]).max() > 0.45 and abs(out[cut]) < 0.01


def test_a_transition_crosses_both_sounds_with_equal_power_as_long_as_it_is_drawn() -> None:
    first, second = clip(source_in_ms=10_000), clip("g", 4000, source_in_ms=10_000, transition_in=FADE)
    left, right = cues(first, second, f=a_film(), g=a_film(name="g"))
    assert (left.end, right.start) == (round(4.5 * S), round(3.5 * S))
    assert left.fade_out == right.fade_in == S
    media = {"f": a_film(), "g": a_film(name="g")}
    alone = [
        mixed(SoundPlan(8 * S, (cue,)), lambda at: np.full(len(at), 0.5))[round(3.5 * S) : round(4.5 * S)]
        for cue in plan_of(timeline_of(first, second), **media).cues
    ]
    assert alone[0] ** 2 + alone[1] ** 2 == pytest.approx(0.25, abs=1e-4)
    assert np.all(np.diff(alone[0]) <= 0) and np.all(np.diff(alone[1]) >= 0)


def test_a_film_without_more_material_fades_within_what_it_has() -> None:
    ends = a_film(4.2)
    left, right = cues(
        clip(), clip("g", 4000, transition_in=FADE, source_in_ms=100), f=ends, g=a_film(name="g")
    )
    assert (left.end, left.fade_out) == (round(4.2 * S), round(0.7 * S))
    assert (right.start, right.fade_in) == (round(3.9 * S), round(0.6 * S))


def test_sound_goes_with_the_picture_into_a_photo_and_out_of_black() -> None:
    photo = replace(a_film(name="p"), kind="image", film=None, sound=None)
    (cue,) = cues(
        clip(transition_in=Transition("fade", 600)),
        clip("p", 4000, 3000, transition_in=FADE),
        f=a_film(),
        p=photo,
    )
    assert (cue.fade_in, cue.end, cue.fade_out) == (round(0.6 * S), round(4.5 * S), S)
    (cue,) = cues(clip(transition_out=Transition("fade", 800)))
    assert (cue.end, cue.fade_out) == (4 * S, round(0.8 * S))


@given(
    fps=st.sampled_from([24, 25, 30, 50, 60]),
    lengths=st.lists(st.integers(40, 2500), min_size=1, max_size=5),
    asked=st.lists(st.sampled_from([0, 1, 33, 250, 700, 3000]), min_size=6, max_size=6),
    names=st.lists(st.sampled_from(["fade", "none", "wipeleft"]), min_size=6, max_size=6),
    gap_ms=st.sampled_from([0, 0, 300]),
)
def test_sounds_cross_exactly_while_pictures_do(
    fps: int, lengths: list[int], asked: list[int], names: list[str], gap_ms: int
) -> None:
    clips, at_ms, media = [], gap_ms, {}
    for n, ms in enumerate(lengths):
        way = Transition(names[n], asked[n]) if asked[n] else None
        media[f"f{n}"] = a_film(60, f"f{n}")
        clips.append(clip(f"f{n}", at_ms, ms, id=f"c{n}", source_in_ms=20_000, transition_in=way))
        at_ms += ms
    clips[-1] = replace(clips[-1], transition_out=Transition(names[5], asked[5]) if asked[5] else None)
    timeline = timeline_of(*clips, fps=fps)
    blends = make_plan(timeline, media).whole.blends
    per_frame = RATE // fps
    found = {(blend.start * per_frame, blend.end * per_frame) for blend in blends}
    heard = plan_of(timeline, **media)
    crossed = {(cue.start, cue.start + cue.fade_in) for cue in heard.cues if cue.fade_in}
    gone = {(cue.end - cue.fade_out, cue.end) for cue in heard.cues if cue.fade_out}
    assert crossed | gone == found


def test_overlays_come_and_go_within_their_own_time() -> None:
    above = clip("g", 1000, 2000, id="o", transition_in=FADE, transition_out=Transition("fade", 5000))
    plan = plan_of(timeline_of(clip(), above=(above,)), f=a_film(), g=a_film(name="g"))
    cue = plan.cues[1]
    assert (cue.start, cue.end, cue.fade_in, cue.fade_out) == (S, 3 * S, S, S)


def test_what_belongs_to_a_clip_goes_with_it_through_its_transitions() -> None:
    first, second = clip("g"), clip("h", 4000, transition_in=FADE)
    beside = clip("f", id="b", reference=first.id, box=Box(0.5, 0, 0.5, 1))
    media = {"f": a_film(), "g": a_film(name="g"), "h": a_film(name="h")}
    cue = next(c for c in plan_of(timeline_of(first, second, above=(beside,)), **media).cues
               if isinstance(c.source, Recorded) and c.source.sha256 == media["f"].sha256)  # fmt: skip
    assert (cue.end, cue.fade_out) == (round(4.5 * S), S)
    alone = replace(beside, reference=None)
    assert (4 * S, 0) in {
        (c.end, c.fade_out) for c in plan_of(timeline_of(first, second, above=(alone,)), **media).cues
    }


@pytest.mark.parametrize("speed", [1.0, 1.5, 0.3])
@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("at_ms", [1000, 1337])
def test_a_clip_that_was_only_split_sounds_as_before(speed: float, reverse: bool, at_ms: int) -> None:
    whole = timeline_of(clip(source_in_ms=29_000, speed=speed, reverse=reverse))
    parts = edits.split(edits.split(whole, "c0", at_ms), "c0", 501)
    plan, split = plan_of(whole), plan_of(parts)
    assert len(split.cues) == 3
    assert [cue.joins_before for cue in split.cues] == [False, True, True]
    assert mixed(split, hum) == pytest.approx(mixed(plan, hum), abs=1e-5)
    if speed != 1:
        assert len(split.sources) == 1, "stretched as one"


def test_a_cut_in_between_is_no_split() -> None:
    for right in (
        clip(start_ms=4000, source_in_ms=4002), clip(start_ms=4000, source_in_ms=4000, speed=2.0),
        clip("g", 4000, source_in_ms=4000), clip(start_ms=4040, source_in_ms=4000),
        clip(start_ms=4000, source_in_ms=4000, sound_gain=0.5),
    ):  # fmt: skip
        assert not any(cue.joins_after for cue in cues(clip(), right, f=a_film(), g=a_film(name="g")))


def test_a_transition_between_parts_of_one_clip_is_not_heard() -> None:
    plan = plan_of(timeline_of(clip(), clip(start_ms=4000, source_in_ms=4000, transition_in=FADE)))
    whole = plan_of(timeline_of(clip(ms=8000)))
    assert mixed(plan, hum) == pytest.approx(mixed(whole, hum), abs=1e-5)


# -- how loud ----------------------------------------------------------------------------------------


def test_ducking_follows_what_is_heard_of_a_clip() -> None:
    film = a_film()
    music = AudioClip(id="m", source="song", duration_ms=6000, gain=0.35, duck=True)
    song = MediaRecord(
        "s", "s.wav", Path("s"), "audio", "wav", 0, 0, 1, "e" * 64, sound=Sound(60_000, 48_000, 2, -20.0)
    )
    shown = timeline_of(clip(ms=6000))
    timeline = replace(shown, tracks=(*shown.tracks, Track("m", TrackKind.AUDIO, (music,))))
    media = {"f": film, "song": song}

    def talks(at: NDArray[np.float64]) -> NDArray[np.float64]:
        """Noise of a room, and a voice from 2 to 3 s."""
        return np.where((at >= 2) & (at < 3), 0.2, 0.004) * np.sin(2 * np.pi * 300 * at)

    plan = plan_of(timeline, **media)
    sources: dict[Source, Ideal] = {
        source: Ideal(source, talks if source.sha256 == film.sha256 else np.ones_like)
        for source in plan.sources
        if isinstance(source, Recorded)
    }
    both = np.concatenate(list(Mixer(plan, sources).blocks()))[: plan.samples, 0]
    alone = mixed(SoundPlan(plan.samples, tuple(cue for cue in plan.cues if not cue.duck)), talks)
    level_db = 20 * np.log10(np.maximum(both - alone, 1e-6) / 0.35)
    assert level_db[S : 2 * S - S // 20] == pytest.approx(0, abs=0.01)
    assert level_db[2 * S + S // 8 : 3 * S] == pytest.approx(-10.5, abs=0.05)
    assert level_db[4 * S : 5 * S] == pytest.approx(0, abs=0.05)


# -- bounds ------------------------------------------------------------------------------------------


def test_a_small_draft_asks_for_no_days_of_films() -> None:
    films = {f"f{n}": a_film(1200, f"f{n}") for n in range(40)}
    fast = [clip(name, 1000 * n, 1000, id=name, speed=8.0) for n, name in enumerate(films)]
    assert len(plan_of(timeline_of(*fast), **films).sources) == 40
    slow = [
        clip("f0", 100 * n, 100, id=f"s{n}", speed=0.1 + n * 1e-6, source_in_ms=n * 10_000)
        for n in range(110)
    ]
    assert (
        sum(
            cue.source.effort
            for cue in plan_of(timeline_of(*slow), **films).cues
            if isinstance(cue.source, Recorded)
        )
        < 4000 * S
    )
    long = [clip(f"f{n % 40}", 10 * n, 10, id=f"l{n}", source_in_ms=30_000 * (n // 40)) for n in range(1000)]
    with pytest.raises(NotDrawable, match="too much sound") as caught:
        plan_of(timeline_of(*long), **films)
    assert caught.value.field.startswith("t[0].sg[")


def test_a_key_names_speed_and_direction() -> None:
    found = {
        plan_of(timeline_of(one)) for one in (
            clip(), clip(speed=2.0), clip(reverse=True), clip(speed=2.0, reverse=True), clip(sound_gain=0.5),
            clip(source_in_ms=500),
        )
    }  # fmt: skip
    assert len(found) == 6
