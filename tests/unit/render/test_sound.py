"""The sound plan: what is heard when, from which source, and what is cut, joined or repeated."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.record import MediaRecord, Sound
from photoplay.music.catalogue import Recipe
from photoplay.render.sound.cues import RATE, Composed, Recorded, SoundPlan
from photoplay.render.sound.plan import make_sound, sound_key
from photoplay.timeline.layers import MUSIC_GAIN
from photoplay.timeline.model import AudioClip, Canvas, Timeline, Track, TrackKind, VideoClip

S = RATE


def a_sound(seconds: float = 60, **more: Any) -> MediaRecord:
    sha256 = hashlib.sha256(f"{seconds} {more}".encode()).hexdigest()
    told = Sound(duration_ms=round(1000 * seconds), sample_rate=44100, channels=2, **more)
    return MediaRecord("snd_1", "song.mp3", Path("song.mp3"), "audio", "mp3", 0, 0, 1, sha256, sound=told)


def heard(*clips: AudioClip, seconds: float = 30, fps: int = 30, **media: MediaRecord) -> SoundPlan | None:
    """The plan of clips on one track under one photo."""
    shown = VideoClip(id="v", source="a", duration_ms=round(1000 * seconds))
    tracks = (Track("v", TrackKind.VIDEO, (shown,)), Track("s", TrackKind.AUDIO, clips))
    return make_sound(Timeline(tracks, Canvas(192, 108, fps)), media)


def clip(source: str = "song", start: float = 0, seconds: float = 30, **more: Any) -> AudioClip:
    told = {"id": "m", "gain": MUSIC_GAIN, **more}
    return AudioClip(source=source, start_ms=round(1000 * start), duration_ms=round(1000 * seconds), **told)


def cues(*clips: AudioClip, **more: Any) -> Any:
    plan = heard(*clips, **more)
    assert plan is not None
    return plan.cues


def test_nothing_to_hear_is_no_sound() -> None:
    assert heard() is None
    assert heard(clip(gain=0.0), song=a_sound()) is None
    assert heard(clip(gain=((0, 0.0), (500, 0.0))), song=a_sound()) is None
    assert heard(clip(start=30, seconds=5), song=a_sound()) is None


@pytest.mark.parametrize("fps", [24, 25, 30, 50, 60])
def test_sound_is_as_long_as_the_pictures(fps: int) -> None:
    plan = heard(clip(seconds=7.013), seconds=7.013, fps=fps, song=a_sound())
    assert plan is not None
    assert plan.samples * fps % S == 0 and abs(plan.samples / S - 7.013) <= 0.5 / fps
    assert plan.cues[0].end == plan.samples


def test_what_lasts_longer_than_the_pictures_is_cut_with_its_fade_at_the_end() -> None:
    (cue,) = cues(clip(seconds=50, fade_out_ms=2000), song=a_sound())
    assert (cue.start, cue.end, cue.fade_out) == (0, 30 * S, 2 * S)


def test_a_file_that_ends_earlier_ends_its_cue() -> None:
    (cue,) = cues(clip(start=2, seconds=20, source_in_ms=5000), song=a_sound(12))
    assert (cue.start, cue.end) == (2 * S, 9 * S)
    assert heard(clip(source_in_ms=12_000), song=a_sound(12)) is None


def test_fades_that_are_longer_than_the_clip_share_it() -> None:
    (cue,) = cues(clip(seconds=2, fade_in_ms=3000, fade_out_ms=1000), song=a_sound())
    assert (cue.fade_in, cue.fade_out) == (int(1.5 * S), S // 2)


def test_gains_may_be_keyframes() -> None:
    (cue,) = cues(clip(gain=((0, 0.1), (1500, 0.7))), song=a_sound())
    assert cue.gain == ((0, 0.1), (72_000, 0.7))
    assert cue.default_gain == MUSIC_GAIN


def test_composed_music_is_as_long_as_it_is_heard() -> None:
    (cue,) = cues(clip("music:jazz?seed=4&lead=piano&bpm=90", start=3, seconds=90))
    assert cue.source == Composed(Recipe("jazz", 4, "piano", 90), 27 * S)
    (cue,) = cues(clip("music:lofi", start=6, seconds=20, source_in_ms=4000))
    assert (cue.source, cue.source_in) == (Composed(Recipe("lofi"), 24 * S), 4 * S)


def test_composed_music_begins_no_earlier_than_the_video() -> None:
    (cue,) = cues(clip("music:lofi", seconds=20, source_in_ms=4000))
    assert (cue.source, cue.source_in) == (Composed(Recipe("lofi"), 20 * S), 0)
    one, two = cues(
        clip("music:lofi", seconds=5, source_in_ms=899_000),
        clip("music:lofi", start=8, seconds=5, source_in_ms=907_000, id="n"),
    )
    assert one.source == two.source == Composed(Recipe("lofi"), 13 * S)
    assert (one.source_in, two.source_in) == (0, 8 * S)


def test_a_small_draft_asks_for_no_days_of_music() -> None:
    many = [
        clip(f"music:lofi?seed={n}", n / 100, 0.01, source_in_ms=899_990, id=f"m{n}") for n in range(1900)
    ]
    assert sum(cue.source.samples for cue in cues(*many)) <= 19 * S
    one = [clip(f"music:lofi?seed={n}", 0, 0.01, id=f"m{n}") for n in range(300)]
    late = [clip(f"music:lofi?seed={n}", 29, 0.01, source_in_ms=29_000, id=f"l{n}") for n in range(300)]
    with pytest.raises(NotDrawable, match="too much sound") as caught:
        heard(*[replace(c, start_ms=20 * n) for n, c in enumerate(one)],
              *[replace(c, start_ms=20_000 + 20 * n, source_in_ms=20_000) for n, c in enumerate(late)])  # fmt: skip
    assert caught.value.field.startswith("t[1].sg[")
    songs = {f"s{n}": a_sound(200 + n) for n in range(20)}
    plan = heard(*[clip(name, n, 1, id=name) for n, name in enumerate(songs)], **songs)
    assert plan is not None and len(plan.sources) == 20


def test_no_more_sounds_at_once_than_can_be_told_apart() -> None:
    song = a_sound()
    assert len(cues(*[clip(id=f"m{n}") for n in range(16)], song=song)) == 16
    assert len(cues(*[clip(start=n, seconds=1, id=f"m{n}") for n in range(30)], song=song)) == 30
    with pytest.raises(NotDrawable, match="at once") as caught:
        heard(*[clip(id=f"m{n}") for n in range(17)], song=song)
    assert caught.value.field == "t[1].sg[16]"


def test_a_muted_sound_is_kept_beside_others() -> None:
    muted, other = cues(clip(gain=0.0, id="a"), clip(start=5, seconds=5, id="b"), song=a_sound())
    assert muted.is_muted and not other.is_muted


def test_fades_by_keyframes_that_were_split_meet() -> None:
    left = clip(seconds=10, id="l", gain=((0, 0.0), (20_000, 0.8)))
    right = clip(start=10, seconds=10, source_in_ms=10_000, id="r", gain=((0, 0.4), (10_000, 0.8)))
    assert [c.joins_after for c in cues(left, right, song=a_sound())] == [True, False]
    step = replace(right, gain=((0, 0.8),))
    assert not any(c.joins_after for c in cues(left, step, song=a_sound()))


def test_parts_of_one_piece_come_from_one_piece() -> None:
    left, right = (
        clip("music:epic?seed=2", start=a, seconds=10, source_in_ms=a * 1000, id=f"m{a}") for a in (0, 10)
    )
    one, two = cues(left, right)
    assert one.source == two.source == Composed(Recipe("epic", 2), 20 * S)
    assert one.joins_after and two.joins_before and not one.joins_before and not two.joins_after


def test_very_long_music_is_several_pieces() -> None:
    found = cues(clip("music:calm", seconds=3600, fade_in_ms=1000, fade_out_ms=2000), seconds=3600)
    assert [cue.source.recipe.seed for cue in found] == [0, 1, 2, 3]
    assert [(cue.start, cue.end) for cue in found] == [(n * 900 * S, (n + 1) * 900 * S) for n in range(4)]
    assert [(cue.fade_in, cue.fade_out) for cue in found] == [(S, 0), (0, 0), (0, 0), (0, 2 * S)]
    assert all(cue.source_in == 0 and cue.source.samples == 900 * S for cue in found)


def test_a_split_file_is_joined_unless_its_volume_changes() -> None:
    left, right = clip(seconds=10, id="l"), clip(start=10, seconds=10, source_in_ms=10_000, id="r")
    song = a_sound()
    assert [c.joins_after for c in cues(left, right, song=song)] == [True, False]
    for other in (
        replace(right, gain=0.5), replace(right, fade_in_ms=100), replace(right, duck=True),
        replace(right, source_in_ms=10_001), replace(right, start_ms=10_001),
    ):  # fmt: skip
        assert not any(c.joins_after or c.joins_before for c in cues(left, other, song=song))


def test_a_file_may_be_played_faster_or_slower() -> None:
    song = a_sound(100)
    (cue,) = cues(clip(speed=2.0, source_in_ms=31_000), song=song)
    assert (cue.end, cue.source) == (30 * S, Recorded(song.sha256, "mp3", 30 * S, 70 * S, 2.0))
    assert cue.source_in == S // 2
    (cue,) = cues(clip(speed=0.5, seconds=10, source_in_ms=16_000), song=song)
    assert (cue.source, cue.source_in) == (Recorded(song.sha256, "mp3", 15 * S, 15 * S, 0.5), 2 * S)
    (cue,) = cues(clip(speed=4.0), song=a_sound(80))
    assert cue.end == 20 * S
    (cue,) = cues(clip(speed=4.0, loop=True), song=a_sound(80, downbeats_ms=(0, 20_000, 40_000, 60_000)))
    assert (cue.end, cue.loop.start, cue.loop.end) == (30 * S, 0, 15 * S)


def test_composed_music_may_be_played_faster_or_slower() -> None:
    (cue,) = cues(clip("music:lofi", seconds=20, speed=1.25))
    assert cue.source == Composed(Recipe("lofi"), 20 * S, 1.25) and cue.source.length_ms == 25_000
    fast = cues(clip("music:calm", seconds=600, speed=8.0), seconds=600)
    assert len(fast) == 6 and fast[-1].end == 600 * S
    with pytest.raises(NotDrawable, match="too much sound"):
        heard(clip("music:calm", seconds=7200, speed=8.0), seconds=7200)


@pytest.mark.parametrize("source", ["song", "music:lofi"])
@pytest.mark.parametrize("speed", [1.1, 0.37])
def test_parts_of_a_sound_at_another_speed_are_joined(source: str, speed: float) -> None:
    parts, at_ms = [], 0
    for n, ms in enumerate((3333, 4001, 2666)):
        told = {"source_in_ms": round(at_ms * speed), "speed": speed, "id": f"m{n}"}
        parts.append(clip(source, at_ms / 1000, ms / 1000, **told))
        at_ms += ms
    found = cues(*parts, song=a_sound(100))
    assert len({cue.source for cue in found}) == 1
    assert [cue.joins_before for cue in found] == [False, True, True]
    assert [cue.source_in for cue in found] == [0, 3333 * 48, 7334 * 48]


def test_the_sound_of_a_film_may_be_used_alone() -> None:
    film = replace(a_sound(20), kind="video", format="mp4", name="a.mp4")
    (cue,) = cues(clip(), song=film)
    assert cue.end == 20 * S
    with pytest.raises(NotDrawable, match=r"a\.mp4.*has no sound"):
        heard(clip(), song=replace(film, sound=None))


def test_a_little_more_of_a_file_is_found_in_the_same_source() -> None:
    song = a_sound(200)
    sources = [cues(clip(seconds=s, source_in_ms=31_000), song=song)[0].source for s in (20, 21, 28)]
    assert len(set(sources)) == 1
    assert sources[0] == Recorded(song.sha256, "mp3", 30 * S, 30 * S)


def test_a_file_that_is_too_short_may_be_repeated() -> None:
    (cue,) = cues(clip(loop=True), song=a_sound(8))
    assert cue.end == 30 * S
    assert (cue.loop.start, cue.loop.end + cue.loop.fade) == (0, 8 * S)
    (cue,) = cues(clip(loop=True), song=a_sound(40))
    assert cue.loop is None
    (cue,) = cues(clip(loop=True), song=a_sound(0.01))
    assert cue.loop.end > cue.loop.start >= 0


def test_a_loop_takes_whole_bars_where_they_are_known() -> None:
    (cue,) = cues(clip(loop=True), song=a_sound(9, downbeats_ms=(500, 2500, 4500, 6500, 8500)))
    assert (cue.loop.start, cue.loop.end) == (S // 2, int(8.5 * S))
    (cue,) = cues(clip(loop=True), song=a_sound(9, downbeats_ms=(500, 1000, 1500)))
    assert cue.loop.start == 0


def test_sources_that_are_not_there_or_no_sounds_are_told() -> None:
    with pytest.raises(InvalidTimeline, match="not here") as caught:
        heard(clip("gone"))
    assert caught.value.field == "t[1].sg[0].src"
    with pytest.raises(InvalidTimeline, match="no mood"):
        heard(clip("music:polka"))
    with pytest.raises(NotDrawable, match="no sound file"):
        heard(clip(), song=replace(a_sound(), kind="image", sound=None))


def test_a_key_names_all_that_is_heard() -> None:
    plan = heard(clip(), song=a_sound())
    assert plan is not None
    others = [
        heard(clip(gain=0.2), song=a_sound()), heard(clip(seconds=29), song=a_sound()),
        heard(clip(), song=a_sound(61)), heard(clip("music:lofi")), heard(clip("music:lofi?seed=1")),
    ]  # fmt: skip
    keys = [sound_key(one, {"engine": "1"}) for one in (plan, *others)]
    assert len(set(keys)) == 6
    assert sound_key(plan, {"engine": "2"}) != keys[0]
    assert sound_key(heard(clip(), song=a_sound()), {"engine": "1"}) == keys[0]
