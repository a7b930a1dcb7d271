"""Exports with sound: presets that are met, limits that hold, and words about the loudness."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import av
import pytest

from photoplay.errors import Cancelled
from photoplay.export.presets import OFFERED
from photoplay.export.video import Exported
from photoplay.media.movie import look_at
from photoplay.render.sound.aac import track_of
from photoplay.render.video import Progress
from photoplay.timeline.model import AudioClip, Timeline, Track, TrackKind

Export = Callable[..., Exported]
Slideshow = Callable[..., Timeline]


def with_music(timeline: Timeline, gain: float = 0.35, source: str = "music:upbeat?seed=3") -> Timeline:
    clip = AudioClip(id="m", source=source, duration_ms=timeline.duration_ms, gain=gain)
    return replace(timeline, tracks=(*timeline.tracks, Track("m", TrackKind.AUDIO, (clip,))))


def declared_samples(path: Path) -> int:
    with av.open(str(path)) as container:
        return container.streams.audio[0].duration or 0


def test_a_video_has_its_music_at_its_loudness(export: Export, slideshow: Slideshow) -> None:
    made = export(with_music(slideshow(3)))
    assert made.sound is not None and made.notes == ()
    assert made.sound.loudness_lufs == pytest.approx(-14, abs=0.5) and made.sound.true_peak_dbtp <= -1
    track = track_of(made.video.path)
    assert track is not None and (track.codec, track.rate, track.channels) == ("aac LC", 48_000, 2)
    assert declared_samples(made.video.path) == made.video.frames * 1600


def test_what_is_muted_has_no_track(export: Export, slideshow: Slideshow) -> None:
    made = export(with_music(slideshow(2), gain=0.0), preset="tiktok")
    assert made.sound is None and not look_at(made.video.path).has_sound
    assert "loudness" not in {check.name for check in made.checks}


def test_pictures_are_the_same_with_and_without_sound(export: Export, slideshow: Slideshow) -> None:
    shown = slideshow(3)
    silent = export(shown, "silent.mp4")
    heard = export(with_music(shown))
    assert silent.video.chunks_rendered > 0 and heard.video.chunks_rendered == 0


@pytest.mark.parametrize("name", OFFERED)
def test_a_preset_meets_each_of_its_limits_with_sound_too(
    export: Export, slideshow: Slideshow, name: str
) -> None:
    made = export(with_music(slideshow(2, seconds=1.6)), preset=name)
    assert {"sound", "loudness", "true peak"} <= {check.name for check in made.checks}
    assert all(check.is_met and check.limit and check.measured for check in made.checks), made.checks
    row, movie = OFFERED[name], look_at(made.video.path)
    assert movie.has_sound and (row.edit_list or not movie.has_edit_list)
    assert ("sound rate" in {check.name for check in made.checks}) is (row.most_sound_bit_s is not None)


@pytest.mark.parametrize("limit", [150_000, 400_000, 2_000_000])
def test_a_size_limit_holds_for_pictures_and_sound_together(
    export: Export, slideshow: Slideshow, limit: int
) -> None:
    made = export(with_music(slideshow(6, size=(640, 360))), max_bytes=limit)
    assert made.video.size_bytes < limit and all(check.is_met for check in made.checks)
    assert made.sound is not None and made.sound.bit_s <= max(64_000, 0.15 * 8 * limit / 6)
    assert declared_samples(made.video.path) == made.video.frames * 48_000 // made.video.fps


def test_the_container_takes_no_more_than_is_reckoned(export: Export, slideshow: Slideshow) -> None:
    from photoplay.export.rates import overhead_bytes, sound_overhead_bytes

    made = export(with_music(slideshow(10, seconds=2)))
    with av.open(str(made.video.path)) as container:
        packets = [(packet.stream.type, packet.size) for packet in container.demux() if packet.size]
    sounds = sum(kind == "audio" for kind, _ in packets)
    beside = made.video.size_bytes - sum(size for _, size in packets)
    reckoned = overhead_bytes(made.video.frames) + sound_overhead_bytes(sounds, made.video.frames)
    assert reckoned // 3 < beside <= reckoned


def test_a_changed_volume_is_heard_and_told(export: Export, slideshow: Slideshow) -> None:
    quiet = export(with_music(slideshow(2), gain=0.175), "quiet.mp4")
    assert quiet.sound is not None and quiet.sound.loudness_lufs == pytest.approx(-20, abs=0.5)
    (note,) = quiet.notes
    assert "6 dB quieter than usual" in note
    loud = export(with_music(slideshow(2), gain=0.5), "loud.mp4")
    assert loud.sound is not None and loud.sound.loudness_lufs == pytest.approx(-10.9, abs=0.6)
    assert "louder than usual" in loud.notes[0]


def test_a_preset_is_never_louder_than_its_place_plays(export: Export, slideshow: Slideshow) -> None:
    made = export(with_music(slideshow(2), gain=1.0), preset="tiktok")
    assert made.sound is not None and made.sound.loudness_lufs == pytest.approx(-14, abs=0.5)
    assert all(check.is_met for check in made.checks)
    assert any("TikTok plays videos at -14 LUFS" in note for note in made.notes)


def test_a_quieter_video_still_meets_a_preset(export: Export, slideshow: Slideshow) -> None:
    made = export(with_music(slideshow(2), gain=0.1), preset="tiktok")
    (check,) = (one for one in made.checks if one.name == "loudness")
    assert check.is_met and check.limit == "at most -13.5 LUFS"


def test_another_loudness_may_be_wanted(export: Export, slideshow: Slideshow) -> None:
    made = export(with_music(slideshow(2)), loudness_lufs=-23.0)
    assert made.sound is not None and made.sound.loudness_lufs == pytest.approx(-23, abs=0.5)
    assert made.notes == ()


def test_progress_counts_frames_alone(export: Export, slideshow: Slideshow) -> None:
    seen: list[Progress] = []
    made = export(with_music(slideshow(3)), on_progress=seen.append)
    done = [one.frames_done for one in seen]
    assert done == sorted(done) and done[-1] == seen[-1].frames_total == made.video.frames


def test_stopping_ends_the_sound_too(export: Export, slideshow: Slideshow, tmp_path: Path) -> None:
    stop = threading.Event()

    def progressed(progress: Progress) -> None:
        stop.set()

    with pytest.raises(Cancelled):
        export(with_music(slideshow(60, seconds=5), source="music:epic"), stop=stop, on_progress=progressed)
    assert not [path for path in tmp_path.iterdir() if "mp4" in path.name]
    assert not [thread for thread in threading.enumerate() if thread.name == "sound"]
