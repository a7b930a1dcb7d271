"""Tools for the music."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.gains import Gain, at_times, scaled
from photoplay.agent.tools.kinds import (
    Factor,
    Flag,
    Kind,
    Mood,
    Seconds,
    Whole,
    Words,
    choice,
    number,
    read_number,
)
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import File, all_photos
from photoplay.media.record import MediaRecord
from photoplay.music.catalogue import LEADS, MOODS, music_named, stand_in
from photoplay.templates.soundtrack import Soundtrack, add_music, composed, of_file, seed_of
from photoplay.timeline import edits, layers
from photoplay.timeline.beatsync import snapped
from photoplay.timeline.called import MOOD_NAMES, called
from photoplay.timeline.find import main_clips, sounds
from photoplay.timeline.generated import MAX_SEED, TEMPOS, Music, generated_by
from photoplay.timeline.layers import MUSIC_GAIN
from photoplay.timeline.model import AudioClip, Timeline
from photoplay.timeline.ripple import main_end_ms
from photoplay.timeline.wording import language_of
from photoplay.timeline.wording import seconds as in_seconds
from photoplay.times import frame_at, ms_at

_FADE_S = 2.0
_MOST_GAIN = 2.0
_SILENT = ("none", "no", "no music", "off", "silence", "silent", "无", "没有", "無", "沒有")
#: Between two moments of a volume that changes over the last part of a video.
_LAST_MS = 5000


def _read_moment(desk: Desk, name: str, value: Any) -> float | str:
    if isinstance(value, str) and value.strip().lower() in ("end", "start", "beginning"):
        return "end" if value.strip().lower() == "end" else "start"
    return read_number(desk, name, value)


Moment = Annotated[
    float | str,
    Kind(
        {"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "enum": ["start", "end"]}]},
        _read_moment,
    ),
]
Lead = Annotated[
    str,
    choice(
        *LEADS,
        also={
            "electric piano": "electric-piano",
            "sax": "saxophone",
            "violin": "strings",
            "bell": "bells",
            "钢琴": "piano",
            "吉他": "guitar",
        },
    ),
]
Loudness = Annotated[float, number(-100, 200, "percent")]
Decibels = Annotated[float, number(-60, 20, "decibels")]


def mood_title(language: str, mood: str) -> str:
    """What a mood is called: “Lo-fi”, “爵士”."""
    tag = language_of(language)
    return MOODS[mood].title if tag == "en" else called(mood, MOOD_NAMES, tag)


def music_of(timeline: Timeline) -> list[AudioClip]:
    """The music under the whole video, not sounds that belong to a photo."""
    return [clip for clip in sounds(timeline) if clip.reference is None]


def _music(desk: Desk) -> list[AudioClip]:
    found = music_of(desk.timeline)
    if not found:
        raise Refused("no_music")
    return found


def set_music(
    desk: Desk,
    *,
    mood: Mood | None = None,
    file: File | None = None,
    lead: Lead | None = None,
    bpm: Whole | None = None,
    other: Flag | None = None,
    words: Words | None = None,
) -> Done:
    """Puts music under the video, or other music; the volume stays as it was.

    Args:
        mood: “lofi”, “upbeat”, “cinematic”, “calm”, “corporate”, “happy”, “dramatic”, “electronic”, “jazz”,
            “romantic”, “festive” or “epic”: a piece is composed for the video. “none” removes the music.
        file: Or an uploaded song, by file name.
        lead: The instrument of the melody: “piano”, “electric-piano”, “guitar”, “ukulele”, “strings”,
            “flute”, “bells”, “synth”, “saxophone” or “vibraphone”.
        bpm: Tempo, 50–190 beats a minute.
        other: True: another piece of the same mood.
        words: Or the music in the person's own words, such as “sad piano”.

    Example:
        set_music(mood="happy", lead="ukulele")
    """
    if any(told is not None and told.strip().casefold() in _SILENT for told in (mood, words)):
        return remove_music(desk)
    all_photos(desk)
    total_ms = main_end_ms(main_clips(desk.timeline))
    if file is not None:
        if file.kind != "audio" or file.sound is None:
            raise Refused("no_song", name=file.name)
        return _with_music(desk, of_file(file, total_ms))
    if other:
        done = _with_music(desk, _another(desk, total_ms, lead))
        is_composed = _present(desk) is not None and not done.note
        return Done(done.timeline, say(desk.language, "note_other_piece") if is_composed else done.note)
    recipe, note = _recipe(desk, mood, words, lead, bpm)
    done = _with_music(desk, composed(recipe, total_ms, beats=False))
    return Done(done.timeline, " ".join(one for one in (note, done.note) if one))


def _recipe(
    desk: Desk, mood: str | None, words: str | None, lead: str | None, bpm: int | None
) -> tuple[Music, str]:
    """The piece that is wished for, and what to say about it."""
    told, note = " ".join(one for one in (mood, words) if one), ""
    named, played = music_named(told[:200]) if told else (None, None)
    if told and named is None:
        raise Refused("no_such_mood", mood=told[:60], known=", ".join(MOODS))
    if (word := stand_in(told[:200]) if told else None) is not None and named is not None:
        note = say(desk.language, "note_nearest_mood", word=word, mood=mood_title(desk.language, named))
    present = _present(desk)
    if named is None and present is not None:
        named = present.mood  # only the instrument or the tempo is to change
    if named is None:
        named = music_named(lead.replace("-", " "))[0] if lead else None
    if named is None:
        raise Refused("which_music")
    if bpm is not None and not TEMPOS[0] <= bpm <= TEMPOS[1]:
        raise Refused("no_such_tempo", low=TEMPOS[0], high=TEMPOS[1])
    is_same = present is not None and present.mood == named
    seed = present.seed if is_same and present is not None else _seed(desk)
    return Music(named, seed, lead or played, bpm), note


def _seed(desk: Desk) -> int:
    records = desk.scene.records
    return seed_of([records[clip.source] for clip in main_clips(desk.timeline) if clip.source in records])


def _present(desk: Desk) -> Music | None:
    """The recipe of the music there is, if it is composed."""
    for clip in music_of(desk.timeline):
        recipe = generated_by(clip.source)
        if isinstance(recipe, Music):
            return recipe
    return None


def _another(desk: Desk, total_ms: int, lead: str | None) -> Soundtrack:
    """Another piece of the same kind; of songs that were sent, the next one."""
    present = _present(desk)
    if present is not None:
        seed = (present.seed + 1) % (MAX_SEED + 1)
        return composed(Music(present.mood, seed, lead or present.lead, present.bpm), total_ms, beats=False)
    songs, shown = desk.scene.songs, music_of(desk.timeline)
    if shown and len(songs) > 1:
        places = [place for place, song in enumerate(songs) if song.id == shown[0].source]
        return of_file(songs[((places[0] if places else -1) + 1) % len(songs)], total_ms)
    return composed(Music("upbeat", _seed(desk), lead), total_ms, beats=False)


def _with_music(desk: Desk, music: Soundtrack) -> Done:
    """The music exchanged in its place, or laid under the video where there is none."""
    shown, timeline = music_of(desk.timeline), desk.timeline
    if not shown:
        return Done(add_music(timeline, music, MUSIC_GAIN, duck=_is_heard(desk)))
    if len(shown) > 1:
        timeline = edits.remove(timeline, [clip.id for clip in shown[1:]])
    first = shown[0]
    gain = first.gain or MUSIC_GAIN  # new music is wanted to be heard
    if isinstance(gain, tuple) and not any(value for _, value in gain):
        gain = MUSIC_GAIN
    timeline = edits.replace_source(timeline, first.id, music.source, name=music.name)
    timeline = layers.edit_audio(
        timeline, first.id, gain=gain, mood=music.mood, source_in_ms=music.source_in_ms, loop=music.loop,
        fade_out_ms=max(first.fade_out_ms, music.fade_out_ms),
    )  # fmt: skip
    note = say(desk.language, "note_same_music") if timeline == desk.timeline else ""
    return Done(timeline, note)


def _is_heard(desk: Desk) -> bool:
    """Whether clips have a sound of their own, before which music steps back."""
    records = desk.scene.records
    return any(
        clip.source in records and records[clip.source].film is not None
        and records[clip.source].sound is not None and clip.sound_gain
        for clip in main_clips(desk.timeline)
    )  # fmt: skip


def set_music_volume(
    desk: Desk,
    *,
    percent: Loudness | None = None,
    factor: Factor | None = None,
    by_db: Decibels | None = None,
    from_: Moment | None = None,
    to: Moment | None = None,
) -> Done:
    """Makes the music louder or quieter, as a whole or in a part of the video. Give one of percent, factor, by_db.

    Args:
        percent: 35 is usual, 0 mutes, up to 200; below 0 so much quieter than now.
        factor: So many times as loud as now: 0.5 is quieter, 1.5 louder.
        by_db: So many decibels louder, or quieter below 0.
        from: Where the part begins: seconds, “start” or “end” (the last seconds); default: the start.
        to: Where it ends: seconds or “end”; default: the end.

    Example:
        set_music_volume(factor=0.4, from="end")
    """
    if sum(one is not None for one in (percent, factor, by_db)) != 1:
        raise Refused("one_volume")
    if percent is not None and percent < 0:  # “−20 %” is a fifth quieter, not silence
        factor, percent = max(1 + percent / 100, 0.0), None
    timeline, is_over = desk.timeline, False
    for clip in _music(desk):
        by = 10 ** (min(max(by_db, -60.0), 60.0) / 20) if by_db is not None else factor
        if from_ is None and to is None:
            gain, over = scaled(clip.gain, percent, by)
        else:
            gain, over = _in_part(clip, percent, by, from_, to)
        is_over = is_over or over
        timeline = layers.edit_audio(timeline, clip.id, gain=gain)
    note = ""
    if is_over:
        note = say(desk.language, "note_volume_limit")
    elif timeline == desk.timeline:
        note = say(desk.language, "note_same_volume")
    return Done(timeline, note)


def _in_part(
    clip: AudioClip,
    percent: float | None,
    by: float | None,
    from_: float | str | None,
    to: float | str | None,
) -> tuple[Gain, bool]:
    """A volume that changes in a part of a clip; moments are those of the video."""
    length_ms = clip.duration_ms
    end_ms = length_ms if to in (None, "end") else _moment(to, clip)
    if from_ == "end":
        start_ms = max(0, length_ms - min(_LAST_MS, length_ms // 3))
    else:
        start_ms = 0 if from_ in (None, "start") else _moment(from_, clip)
    if not 0 <= start_ms < end_ms:
        raise Refused("no_such_part_of_music", length=in_seconds(length_ms))
    base = clip.gain if not isinstance(clip.gain, tuple) else max(value for _, value in clip.gain)
    wanted, over = scaled(base, percent, by)
    assert not isinstance(wanted, tuple)
    return at_times(clip.gain, length_ms, start_ms, min(end_ms, length_ms), wanted, slow=from_ == "end"), over


def _moment(told: float | str | None, clip: AudioClip) -> int:
    at_s = told if isinstance(told, float | int) else 0.0
    return round(at_s * 1000) - clip.start_ms


def fade_music(desk: Desk, *, in_seconds: Seconds | None = None, out_seconds: Seconds | None = None) -> Done:
    """Lets the music begin or end softly.

    Args:
        in_seconds: Length of the fade at its beginning; 0: none.
        out_seconds: Length of the fade at its end; default, if neither is given: 2.

    Example:
        fade_music(out_seconds=3)
    """
    timeline = desk.timeline
    if in_seconds is None and out_seconds is None:
        out_seconds = _FADE_S
    for clip in _music(desk):
        most_ms = clip.duration_ms
        fade_in = clip.fade_in_ms if in_seconds is None else min(round(1000 * max(0.0, in_seconds)), most_ms)
        room_ms = most_ms - (fade_in if in_seconds is not None else 0)
        fade_out = (
            clip.fade_out_ms if out_seconds is None else min(round(1000 * max(0.0, out_seconds)), room_ms)
        )
        timeline = layers.edit_audio(timeline, clip.id, fade_in_ms=fade_in, fade_out_ms=fade_out)
    return Done(timeline, say(desk.language, "note_same_fade") if timeline == desk.timeline else "")


def remove_music(desk: Desk) -> Done:
    """Takes the music away; clips keep their own sound.

    Example:
        remove_music()
    """
    found = sounds(desk.timeline)
    if not found:
        raise Refused("no_music")
    return Done(edits.remove(desk.timeline, [clip.id for clip in found]))


def trim_music(desk: Desk, *, start: Seconds) -> Done:
    """Lets an uploaded song begin at a later moment of it.

    Args:
        start: Seconds into the song.

    Example:
        trim_music(start=42)
    """
    records = desk.scene.records
    timeline = desk.timeline
    for clip in _music(desk):
        record = records.get(clip.source)
        if record is None or record.sound is None:
            raise Refused("music_has_no_start")
        start_ms = round(start * 1000)
        left_ms = record.sound.duration_ms - start_ms
        if start_ms < 0 or left_ms < 1000:
            raise Refused("no_such_start_of_song", length=in_seconds(record.sound.duration_ms))
        timeline = layers.edit_audio(
            timeline, clip.id, source_in_ms=start_ms, loop=left_ms < clip.duration_ms,
            fade_out_ms=clip.fade_out_ms or min(1800, clip.duration_ms // 3),
        )  # fmt: skip
    return Done(timeline)


def sync_to_beats(desk: Desk) -> Done:
    """Moves cuts to beats of the music; the length of the video stays.

    Example:
        sync_to_beats()
    """
    clip, timeline = _music(desk)[0], desk.timeline
    shots = main_clips(timeline)
    if len(shots) < 2:
        raise Refused("no_cut_yet")
    music = _heard(desk, clip, main_end_ms(shots))
    if music is None or not music.beats_ms:
        raise Refused("no_beats")
    fps = timeline.canvas.fps
    beats, bars = (
        [ms_at(frame_at(ms, fps), fps) for ms in times] for times in (music.beats_ms, music.downbeats_ms)
    )
    borders = [shots[0].start_ms, *(shot.end_ms for shot in shots)]
    moved = snapped(borders, beats, bars)
    if moved is None:
        raise Refused("too_few_beats")
    lengths = {shot.id: b - a for shot, (a, b) in zip(shots, pairwise(moved), strict=True)}
    timeline = edits.set_durations(timeline, lengths)
    note = say(desk.language, "note_on_beats") if timeline == desk.timeline else ""
    return Done(timeline, note)


def _heard(desk: Desk, clip: AudioClip, total_ms: int) -> Soundtrack | None:
    """The music with its beats on the video's time."""
    recipe = generated_by(clip.source)
    if isinstance(recipe, Music):
        return composed(recipe, total_ms, beats=True)
    record = desk.scene.records.get(clip.source)
    return _file_at(record, clip, total_ms) if record is not None and record.sound is not None else None


def _file_at(record: MediaRecord, clip: AudioClip, total_ms: int) -> Soundtrack:
    found = of_file(record, total_ms)
    if clip.loop or clip.source_in_ms == found.source_in_ms:
        return found
    shift = clip.source_in_ms - clip.start_ms
    sound = record.sound
    assert sound is not None
    beats, bars = (
        tuple(ms - shift for ms in times if 0 <= ms - shift <= total_ms)
        for times in (sound.beats_ms, sound.downbeats_ms)
    )
    return Soundtrack(found.source, found.name, found.about, record=record, beats_ms=beats, downbeats_ms=bars)
