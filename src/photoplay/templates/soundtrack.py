"""The music of a video: which piece, from where in it, how loud, and where its beats fall."""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from photoplay.errors import InvalidOption, MissingMedia
from photoplay.media.record import MediaRecord, Sound
from photoplay.music.catalogue import MOODS, Recipe, meant, mood_named, music_named, stand_in, title_of
from photoplay.render.sound.cues import RATE, Composed, Cue, Recorded
from photoplay.render.sound.plan import make_sound
from photoplay.timeline.generated import MAX_SEED, Music, source_of
from photoplay.timeline.layers import MUSIC_GAIN, add_audio
from photoplay.timeline.model import AudioClip, Timeline, Track, TrackKind

Choice = Music | Path | Literal["auto"] | None

_SILENT = ("none", "no", "off", "silent", "silence", "mute", "无", "無", "静音", "靜音", "不要")
_LOOKS_LIKE_A_FILE = re.compile(r"[/\\]|\.[a-z0-9]{2,4}$", re.IGNORECASE)
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?) *%?")
_DECIBEL = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?) *dB", re.IGNORECASE)
_MOST_GAIN = 2.0
#: Music that is cut off fades out so long. Source: taste, "Sound".
_FADE_OUT_MS = 1800
#: So much of a file's end may be missing without its being cut off, or be filled with silence.
_SLACK_MS = 300
#: Shots up to this long ask for lively music, from that one on for calm music.
_LIVELY_MS, _CALM_MS = 2200, 4500


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """Music for one video of a certain length.

    Attributes:
        source: What its clip names: a recipe, or the asset id of a file.
        name: For people: "Lo-fi", "song.mp3".
        about: What it is, as part of a sentence.
        mood: Of composed music.
        record: Of a file.
        source_in_ms: Where in the file it starts.
        loop: Whether the file is repeated.
        fade_out_ms: Where it is cut off; 0 where it ends by itself.
        bpm: Tempo; None without a beat.
        beats_ms, downbeats_ms: On the video's own time.
    """

    source: str
    name: str
    about: str
    mood: str | None = None
    record: MediaRecord | None = None
    source_in_ms: int = 0
    loop: bool = False
    fade_out_ms: int = 0
    bpm: float | None = None
    beats_ms: tuple[int, ...] = ()
    downbeats_ms: tuple[int, ...] = ()


def asked_for(music: str | Path | None) -> Choice:
    """What words about music mean: a piece of a mood, a file, "auto", or None for silence.

    Raises:
        MissingMedia: The file is not there.
        InvalidOption: Neither a mood nor a file.
    """
    if music is None or isinstance(music, Path):
        return _file(music) if music is not None else None
    told = music.strip()
    if told.casefold() in _SILENT:
        return None
    if told.casefold() == "auto":
        return "auto"
    if _LOOKS_LIKE_A_FILE.search(told):
        return _file(Path(told))
    mood, lead = music_named(told)
    if mood is not None:
        return Music(mood, lead=lead)
    if Path(told).is_file():
        return Path(told)
    like = meant(told)
    raise InvalidOption(
        f"There is no music “{music}”. {f'Did you mean {like}? ' if like else ''}Choose a mood "
        f"({', '.join(MOODS)}), name a sound file, or say none."
    )


def told_of(music: str | Path | None) -> tuple[str, ...]:
    """What is to be said of words about music: that another mood stands in for a kind that there is not."""
    word = stand_in(music) if isinstance(music, str) else None
    mood = mood_named(word) if word else None
    return () if mood is None else (f"There is no “{word}” music; {MOODS[mood].title} comes nearest.",)


def _file(path: Path) -> Path:
    if not path.is_file():
        raise MissingMedia(f"There is no sound file at {path}.", name=path.name)
    return path


def gain_of(volume: float | str) -> float:
    """A volume in words as a gain, 0–2: "35", "35%", 35, or decibels against the usual volume ("-6dB").

    Numbers are percent: 0.35 would be next to silence, and is refused.

    Raises:
        InvalidOption: Not understood, or out of range.
    """
    gain = math.nan
    if isinstance(volume, float) and 0 < volume < 1:
        raise InvalidOption(f"The volume is in percent: say {volume * 100:g}, not {volume:g}.")
    if isinstance(volume, int | float) and not isinstance(volume, bool):
        gain = volume / 100
    elif not isinstance(volume, str):
        pass
    elif (percent := _PERCENT.fullmatch(volume.strip())) is not None:
        gain = float(percent[1]) / 100
    elif (decibel := _DECIBEL.fullmatch(volume.strip())) is not None:
        gain = MUSIC_GAIN * 10 ** (min(60.0, float(decibel[1])) / 20)
    if not 0 <= gain <= _MOST_GAIN:
        raise InvalidOption(
            f"The volume “{volume}” is not right. Say percent from 0 to 200 (35 is usual), or decibels against "
            "the usual volume, such as -6dB."
        )
    return round(gain, 4)


def seed_of(records: Sequence[MediaRecord]) -> int:
    """The seed of the music that goes with photos: the same photos, the same piece."""
    digest = hashlib.sha256("\n".join(record.sha256 for record in records).encode())
    return int.from_bytes(digest.digest()[:8], "big") % (MAX_SEED + 1)


def mood_for(words: str, shot_ms: float) -> str:
    """The mood of music that nobody has chosen: by the words on the video, else by its pace."""
    named = mood_named(words) if words else None
    if named is not None:
        return named
    return "upbeat" if shot_ms <= _LIVELY_MS else "calm" if shot_ms >= _CALM_MS else "lofi"


def recipe_of(music: Music) -> Recipe:
    """The composer's own form of a recipe."""
    return Recipe(music.mood, music.seed, music.lead, music.bpm)


def composed(music: Music, total_ms: int, *, beats: bool) -> Soundtrack:
    """A piece of our own, as long as the video.

    Args:
        music: Which.
        total_ms: Length of the video.
        beats: Whether its beats are needed.
    """
    name = MOODS[music.mood].title + (f" ({music.lead.replace('-', ' ')})" if music.lead else "")
    about = f"{MOODS[music.mood].title}, “{title_of(recipe_of(music))}”, composed for this video"
    if not beats:
        return Soundtrack(source_of(music), name, about, music.mood)
    from photoplay.music.compose import beats_of

    clip = AudioClip(id="c1", duration_ms=total_ms, source=source_of(music))
    timeline = Timeline((Track("t1", TrackKind.AUDIO, (clip,)),))
    plan = make_sound(timeline, {}, total_ms * RATE // 1000)
    # Very long music is several pieces, each with a tempo of its own: the plan says which.
    cues = [(cue, cue.source) for cue in plan.cues if isinstance(cue.source, Composed)] if plan else []
    scores = [(cue, beats_of(source.recipe, source.length_ms)) for cue, source in cues]
    return Soundtrack(
        source_of(music),
        name,
        about,
        music.mood,
        bpm=scores[0][1].bpm if scores else None,
        beats_ms=_of_pieces((cue, score.beats_s) for cue, score in scores),
        downbeats_ms=_of_pieces((cue, score.downbeats_s) for cue, score in scores),
    )


def _of_pieces(pieces: Iterable[tuple[Cue, Sequence[float]]]) -> tuple[int, ...]:
    """Beats of pieces, seconds, on the video's time."""
    times = [
        round(1000 * (cue.start - cue.source_in) / RATE + 1000 * beat_s)
        for cue, beats_s in pieces
        for beat_s in beats_s
        if 0 <= beat_s * RATE - cue.source_in <= cue.end - cue.start
    ]
    return tuple(sorted(set(times)))


def of_file(record: MediaRecord, total_ms: int) -> Soundtrack:
    """A piece of the user's: from its best part on, repeated where it is shorter than the video.

    Args:
        record: Of a sound file.
        total_ms: Length of the video.
    """
    sound = record.sound
    assert sound is not None, "a sound file"
    is_longer = sound.duration_ms > total_ms + _SLACK_MS
    source_in_ms = _start_ms(sound, total_ms) if is_longer else 0
    loop = sound.duration_ms < total_ms - _SLACK_MS
    is_cut = loop or sound.duration_ms - source_in_ms > total_ms + _SLACK_MS
    music = Soundtrack(
        record.id,
        record.name,
        f"“{record.name}”" + (f" from {source_in_ms / 1000:.1f} s on" if source_in_ms else ""),
        record=record,
        source_in_ms=source_in_ms,
        loop=loop,
        fade_out_ms=min(_FADE_OUT_MS, total_ms // 3) if is_cut else 0,
        bpm=sound.bpm,
    )
    cue = _cue_of(music, total_ms)
    return replace(
        music,
        beats_ms=_on_video(sound.beats_ms, cue),
        downbeats_ms=_on_video(sound.downbeats_ms, cue),
    )


def _cue_of(music: Soundtrack, total_ms: int) -> Cue | None:
    """How the mix will play a file: the one place that knows where a loop begins anew."""
    assert music.record is not None
    clip = AudioClip(
        id="c1",
        duration_ms=total_ms,
        source=music.source,
        source_in_ms=music.source_in_ms,
        loop=music.loop,
    )
    timeline = Timeline((Track("t1", TrackKind.AUDIO, (clip,)),))
    plan = make_sound(timeline, {music.source: music.record}, total_ms * RATE // 1000)
    return plan.cues[0] if plan is not None else None


def _start_ms(sound: Sound, total_ms: int) -> int:
    """The best start that leaves enough music: on the first beat of a bar where it must be an earlier one."""
    latest = sound.duration_ms - total_ms
    if sound.best_start_ms <= latest:
        return sound.best_start_ms
    return max((beat for beat in sound.downbeats_ms if beat <= latest), default=0)


def _on_video(beats_ms: Sequence[int], cue: Cue | None) -> tuple[int, ...]:
    """Beats of a file on the video's time, as often as the file is repeated."""
    if cue is None or not isinstance(cue.source, Recorded):
        return ()
    beats = [ms * RATE // 1000 - cue.source.start for ms in beats_ms]
    length = cue.end - cue.start
    if cue.loop is None:
        found = [beat - cue.source_in for beat in beats]
    else:
        once = cue.loop.end - cue.source_in
        period = cue.loop.end - cue.loop.start
        found = [beat - cue.source_in for beat in beats if beat < cue.loop.end]
        inside = [beat - cue.loop.start for beat in beats if cue.loop.start <= beat < cue.loop.end]
        found += [start + beat for start in range(once, length, period) for beat in inside]
    return tuple(round(beat * 1000 / RATE) for beat in found if 0 <= beat <= length)


def add_music(timeline: Timeline, music: Soundtrack, gain: float, *, duck: bool = False) -> Timeline:
    """Lays music under a whole video; with ``duck`` it becomes quieter under the clips' own sound."""
    return add_audio(
        timeline,
        music.source,
        name=music.name,
        gain=gain,
        mood=music.mood,
        source_in_ms=music.source_in_ms,
        loop=music.loop,
        fade_out_ms=music.fade_out_ms,
        duck=duck,
    )
