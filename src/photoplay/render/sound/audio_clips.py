"""Cues of music and sound files: what clips of audio tracks sound like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.music.catalogue import Recipe
from photoplay.render.sound.cues import (
    HEARD_DB,
    PER_MS,
    RATE,
    Composed,
    Cue,
    Loop,
    gains_of,
    in_one_stretch,
    stretch_of,
    with_fades_that_fit,
)
from photoplay.timeline.generated import Music, generated_by
from photoplay.timeline.keys import path_of
from photoplay.timeline.layers import MUSIC_GAIN
from photoplay.timeline.model import AudioClip, Track

#: Composed music that is to be longer than this is several pieces, one after the other, samples.
_LONGEST_PIECE = 15 * 60 * RATE
#: Where a loop begins anew, its end and its beginning overlap for so long, samples.
LOOP_FADE = 40 * PER_MS
#: At another speed than 1, parts of one sound miss each other by as much as a whole millisecond of the source
#: is off, at the slowest speed; samples.
_MISSED = 10 * PER_MS
#: A sound counts as heard this far below its own loudness, dB.
_HEARD_BELOW_DB = 20.0


def audio_cues(
    track: Track, media: Mapping[str, MediaRecord], where: str, total: int, fps: int
) -> list[tuple[str, Cue]]:
    """The cues of an audio track, each with its clip's path.

    Args:
        track: Of kind ``AUDIO``.
        media: What each clip's ``source`` stands for.
        where: The track's path.
        total: Samples of the video.
        fps: Frames a second.

    Raises:
        InvalidTimeline, NotDrawable: See ``plan.make_sound``.
    """
    found = []
    for index, clip in enumerate(track.clips):
        place = path_of(where, "clips", index)
        cue = _cue(clip, media, place, total, fps) if isinstance(clip, AudioClip) else None
        if cue is not None:
            found.append((place, cue))
    whole = in_one_stretch(_composed_once([cue for _, cue in found]), _MISSED)
    return list(zip([place for place, _ in found], whole, strict=True))


def _cue(clip: AudioClip, media: Mapping[str, MediaRecord], where: str, total: int, fps: int) -> Cue | None:
    """A clip as it is heard, or None."""
    start, end = clip.start_ms * PER_MS, clip.end_ms * PER_MS
    # What ends with the pictures ends with the last frame, which may be a little later or earlier.
    end = total if end > total - RATE // fps else end
    if start >= end:
        return None
    speed = float(clip.speed)
    cue = Cue(
        start, end, Composed(Recipe(""), 0), round(clip.source_in_ms * PER_MS / speed), gains_of(clip.gain),
        MUSIC_GAIN, clip.fade_in_ms * PER_MS, clip.fade_out_ms * PER_MS, duck=clip.duck,
    )  # fmt: skip
    field = path_of(where, "source")
    recipe = generated_by(clip.source, field)
    if isinstance(recipe, Music):
        told = Recipe(recipe.mood, recipe.seed, recipe.lead, recipe.bpm)
        return with_fades_that_fit(replace(cue, source=Composed(told, cue.source_in + end - start, speed)))
    record = media.get(clip.source)
    if record is None:
        raise InvalidTimeline(
            f"“{clip.name or clip.id}” needs the file {clip.source}, which is not here.", field=field
        )
    found = _recorded(cue, clip, record, field)
    return None if found is None else with_fades_that_fit(found)


def _recorded(cue: Cue, clip: AudioClip, record: MediaRecord, field: str) -> Cue | None:
    """A cue of a file; None when nothing of the file is left at its place."""
    sound = record.sound
    if record.kind == "video" and sound is None:
        raise NotDrawable(
            f"“{record.name}” has no sound. Choose a clip that has, or a sound file.", field=field
        )
    if record.kind not in ("audio", "video") or sound is None:
        raise NotDrawable(
            f"“{record.name}” is no sound file, so it cannot be heard. Choose a sound file such as MP3 or WAV.",
            field=field,
        )
    speed = float(clip.speed)
    length, wanted = int(sound.duration_ms * PER_MS / speed), cue.end - cue.start
    if cue.source_in >= length:
        return None
    loop = None
    if clip.loop and length - cue.source_in < wanted:
        bars = [round(ms * PER_MS / speed) for ms in sound.downbeats_ms]
        loop = _loop(cue.source_in, length, bars)
    first = min(cue.source_in, loop.start) if loop else cue.source_in
    last = loop.end + loop.fade if loop else min(length, cue.source_in + wanted)
    file = record.sha256, record.format
    source = stretch_of(file, first, last, sound.duration_ms * PER_MS, speed)
    begin = source.begins
    heard_db = HEARD_DB if sound.loudness_lufs is None else sound.loudness_lufs - _HEARD_BELOW_DB
    return replace(
        cue,
        source=source,
        source_in=cue.source_in - begin,
        end=cue.end if loop else cue.start + last - first,
        heard_db=round(heard_db, 1),
        loop=replace(loop, start=loop.start - begin, end=loop.end - begin) if loop else None,
    )


def _loop(first: int, length: int, bars: Sequence[int]) -> Loop:
    """What to repeat of ``[first, length)``: whole bars where they are known, so that the beat goes on."""
    fade = min(LOOP_FADE, (length - first) // 4)
    whole = [bar for bar in bars if first <= bar <= length - fade]
    if len(whole) > 2 and 2 * (whole[-1] - whole[0]) >= length - first:
        return Loop(whole[0], whole[-1], fade)
    return Loop(first, max(first + 1, length - fade), fade)


def _composed_once(cues: Sequence[Cue]) -> list[Cue]:
    """Parts of one piece, as a split leaves them, play from one piece that reaches to the last of them.

    A piece that would have begun before the video begins with the first of its parts: music is composed
    to where it is heard, and what nobody can hear of it is not made.
    """
    parts: dict[tuple[Recipe, float, int], list[Cue]] = {}
    for cue in cues:
        if isinstance(cue.source, Composed):
            parts.setdefault(_piece_of(cue, cue.source, parts), []).append(cue)
    whole = {id(cue): (began, piece) for (_, _, began), piece in parts.items() for cue in piece}
    found = []
    for cue in cues:
        source = cue.source
        if isinstance(source, Composed):
            began, piece = whole[id(cue)]
            source_in = cue.start - began
            early = min(one.start - began for one in piece) if began < 0 else 0
            longest = max(one.end - began for one in piece)
            cue = replace(cue, source=replace(source, samples=longest - early), source_in=source_in - early)
        found.append(cue)
    return found


def _piece_of(
    cue: Cue, source: Composed, known: Mapping[tuple[Recipe, float, int], object]
) -> tuple[Recipe, float, int]:
    """Recipe, speed and the sample at which its piece begins; of a piece that is known where there is one."""
    began = cue.start - cue.source_in
    off = 0 if source.speed == 1 else _MISSED
    near = [one for one in known if one[:2] == (source.recipe, source.speed) and abs(one[2] - began) <= off]
    return near[0] if near else (source.recipe, source.speed, began)


def in_pieces(cue: Cue) -> Iterator[Cue]:
    """A cue of very long music as cues of several pieces, each with an end of its own."""
    source = cue.source
    if not isinstance(source, Composed) or source.effort <= _LONGEST_PIECE:
        yield cue
        return
    count = -(-source.effort // _LONGEST_PIECE)
    borders = [source.samples * number // count for number in range(count + 1)]
    for number, (first, last) in enumerate(pairwise(borders)):
        begin, end = max(first, cue.source_in), min(last, cue.source_in + cue.end - cue.start)
        if begin < end:
            since = begin - cue.source_in
            yield replace(
                cue,
                start=cue.start + since,
                end=cue.start + since + end - begin,
                source=replace(
                    source,
                    recipe=replace(source.recipe, seed=source.recipe.seed + number),
                    samples=last - first,
                ),
                source_in=begin - first,
                gain=tuple((place - since, level) for place, level in cue.gain),
                fade_in=0 if since else min(cue.fade_in, end - begin),
                fade_out=min(cue.fade_out, end - begin) if cue.start + since + end - begin == cue.end else 0,
            )
