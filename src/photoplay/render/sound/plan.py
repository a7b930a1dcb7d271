"""The sound plan: what is heard when, in samples; the sound's counterpart to ``plan``.

Nothing is decoded or composed here. Each cue names its source by content, so a source that was made
for another length of the video, or another volume, is found again in the cache.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import pairwise

import numpy as np

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.music.catalogue import Recipe
from photoplay.timeline.generated import Music, generated_by
from photoplay.timeline.keys import path_of
from photoplay.timeline.layers import MUSIC_GAIN
from photoplay.timeline.model import AudioClip, Timeline, TrackKind
from photoplay.times import frame_at

#: Of everything that is mixed, samples a second.
RATE = 48_000
_PER_MS = RATE // 1000
#: Files are decoded in such steps, samples: a cue that becomes a little longer finds its source kept.
_STEP = 30 * RATE
#: Composed music that is to be longer than this is several pieces, one after the other, samples.
_LONGEST_PIECE = 15 * 60 * RATE
#: Volumes that differ by less where two parts of a sound meet are the same.
_SAME_GAIN = 0.002
#: Where a loop begins anew, its end and its beginning overlap for so long, samples.
LOOP_FADE = 40 * _PER_MS
#: A sound counts as heard this far below its own loudness, dB; and the level taken for it where that
#: is not known, dBFS.
_HEARD_BELOW_DB, _HEARD_DB = 20.0, -45.0
#: What is composed and decoded for a video is no more than so many times its length and an hour, samples;
#: and so many sounds are heard at once at most.
_MOST_TIMES, _MOST_MORE, _MOST_AT_ONCE = 4, 3600 * RATE, 16


@dataclass(frozen=True, slots=True)
class Composed:
    """A piece composed to a length, samples."""

    recipe: Recipe
    samples: int

    @property
    def length_ms(self) -> int:
        """For the composer."""
        return max(1, round(self.samples / _PER_MS))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A stretch of a file: from sample ``start`` on, ``samples`` of them, at ``RATE``."""

    sha256: str
    format: str
    start: int
    samples: int


Source = Composed | Recorded


@dataclass(frozen=True, slots=True)
class Loop:
    """A stretch ``[start, end)`` of a source that is repeated; ``fade`` more samples follow it there."""

    start: int
    end: int
    fade: int


@dataclass(frozen=True, slots=True)
class Cue:
    """One sound in the mix. All times are samples.

    Attributes:
        start, end: When it is heard, ``[start, end)``.
        source: What is played.
        source_in: Where in the source it begins.
        gain: ``((sample from the cue's start, gain), …)``, at least one, ascending; linear between
            them, constant outside.
        default_gain: The gain at which the whole mix has its wanted loudness.
        fade_in, fade_out: Lengths of the fades, together no longer than the cue.
        joins_before, joins_after: Whether its neighbour goes on with the same source, so that there is
            nothing to fade between them.
        duck: Whether it goes down under other sounds.
        heard_db: RMS above which it counts as heard, dBFS of its source.
        loop: What is repeated when the source is too short.
    """

    start: int
    end: int
    source: Source
    source_in: int = 0
    gain: tuple[tuple[int, float], ...] = ((0, MUSIC_GAIN),)
    default_gain: float = MUSIC_GAIN
    fade_in: int = 0
    fade_out: int = 0
    joins_before: bool = False
    joins_after: bool = False
    duck: bool = False
    heard_db: float = _HEARD_DB
    loop: Loop | None = None

    @property
    def is_muted(self) -> bool:
        """Whether it is never heard. It still counts for how loud the others are."""
        return not any(level > 0 for _, level in self.gain)

    def gain_at(self, place: int) -> float:
        """The gain at a sample, counted from its start."""
        places, values = zip(*self.gain, strict=True)
        return float(np.interp(place, places, values))


@dataclass(frozen=True, slots=True)
class SoundPlan:
    """The sound of a whole video: its length in samples, and everything heard, in order of time."""

    samples: int
    cues: tuple[Cue, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Each source once."""
        return tuple(dict.fromkeys(cue.source for cue in self.cues))


def make_sound(
    timeline: Timeline, media: Mapping[str, MediaRecord], samples: int | None = None
) -> SoundPlan | None:
    """Resolves the sound of a timeline.

    Args:
        timeline: A checked timeline.
        media: What each clip's ``source`` stands for.
        samples: Length of the video; None is to the end of its main track. What would be heard later
            is cut.

    Returns:
        None when nothing is to be heard: the file has no sound then.

    Raises:
        InvalidTimeline: A clip's source is not among ``media``, or names a recipe that cannot be read.
        NotDrawable: A clip's source is no sound; or there is more to compose and decode, or to hear at
            once, than a video may have.
    """
    canvas = timeline.canvas
    main = timeline.main_track
    shown_ms = max((clip.end_ms for clip in main.clips), default=0) if main else 0
    total = frame_at(shown_ms, canvas.fps) * RATE // canvas.fps if samples is None else samples
    cues: list[Cue] = []
    fields: list[tuple[str, Cue]] = []
    for t, track in enumerate(timeline.tracks):
        if track.kind is TrackKind.AUDIO:
            where = path_of("", "tracks", t)
            clips = [(i, clip) for i, clip in enumerate(track.clips) if isinstance(clip, AudioClip)]
            places = [path_of(where, "clips", i) for i, _ in clips]
            found = [
                _cue(clip, media, at, total, canvas.fps) for (_, clip), at in zip(clips, places, strict=True)
            ]
            whole = _composed_once([cue for cue in found if cue is not None])
            fields += zip([at for at, cue in zip(places, found, strict=True) if cue], whole, strict=True)
            cues += _joined([piece for cue in whole for piece in _in_pieces(cue)])
    _require_bounds(fields, total)
    if all(cue.is_muted for cue in cues):
        return None
    return SoundPlan(total, tuple(sorted(cues, key=lambda cue: cue.start)))


def _require_bounds(cues: Sequence[tuple[str, Cue]], total: int) -> None:
    """Refuses more than any video needs: it would take the machine from everybody else for hours.

    Args:
        cues: Each with its clip's path.
        total: Samples of the video.
    """
    most, sum_, seen = _MOST_TIMES * total + _MOST_MORE, 0, set[Source]()
    ends: list[int] = []
    for field, cue in sorted(cues, key=lambda one: one[1].start):
        ends = [*(end for end in ends if end > cue.start), cue.end]
        if len(ends) > _MOST_AT_ONCE:
            raise NotDrawable(
                f"More than {_MOST_AT_ONCE} sounds would be heard at once. Remove some of them, or let them "
                "follow one another.",
                field=field,
            )
        new = {piece.source for piece in _in_pieces(cue)} - seen
        seen |= new
        sum_ += sum(source.samples for source in new)
        if sum_ > most:
            raise NotDrawable(
                f"There is too much sound for a video of this length: {sum_ / RATE / 60:.0f} minutes would be "
                f"composed and read, and {most / RATE / 60:.0f} is the most. Use fewer pieces of music and fewer "
                "stretches of sound files.",
                field=field,
            )


def sound_key(what: object, settings: Mapping[str, object]) -> str:
    """Names a plan, a source or a part of a mix by all that its samples depend on: 64 hex digits.

    Args:
        what: A frozen dataclass.
        settings: How it is made: everything that is no part of ``what``.
    """
    told = {"kind": type(what).__name__, "settings": dict(settings)}
    data = json.dumps([asdict(what), told], sort_keys=True, separators=(",", ":"))  # type: ignore[call-overload]
    return hashlib.sha256(data.encode()).hexdigest()


def _cue(clip: AudioClip, media: Mapping[str, MediaRecord], where: str, total: int, fps: int) -> Cue | None:
    """A clip as it is heard, or None."""
    start, end = clip.start_ms * _PER_MS, clip.end_ms * _PER_MS
    # What ends with the pictures ends with the last frame, which may be a little later or earlier.
    end = total if end > total - RATE // fps else end
    gain = _gain(clip.gain)
    if start >= end:
        return None
    cue = Cue(
        start, end, Composed(Recipe(""), 0), clip.source_in_ms * _PER_MS, gain, MUSIC_GAIN,
        clip.fade_in_ms * _PER_MS, clip.fade_out_ms * _PER_MS, duck=clip.duck,
    )  # fmt: skip
    field = path_of(where, "source")
    recipe = generated_by(clip.source, field)
    if isinstance(recipe, Music):
        told = Recipe(recipe.mood, recipe.seed, recipe.lead, recipe.bpm)
        cue = replace(cue, source=Composed(told, cue.source_in + end - start))
    else:
        record = media.get(clip.source)
        if record is None:
            raise InvalidTimeline(
                f"“{clip.name or clip.id}” needs the file {clip.source}, which is not here.", field=field
            )
        found = _recorded(cue, clip, record, field)
        if found is None:
            return None
        cue = found
    return _with_fades_that_fit(cue)


def _gain(told: float | Sequence[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    if isinstance(told, int | float):
        return ((0, float(told)),)
    return tuple((ms * _PER_MS, float(level)) for ms, level in told) or ((0, MUSIC_GAIN),)


def _recorded(cue: Cue, clip: AudioClip, record: MediaRecord, field: str) -> Cue | None:
    """A cue of a file; None when nothing of the file is left at its place."""
    sound = record.sound
    if record.kind != "audio" or sound is None:
        raise NotDrawable(
            f"“{record.name}” is no sound file, so it cannot be heard. Choose a sound file such as MP3 or WAV.",
            field=field,
        )
    length, wanted = sound.duration_ms * _PER_MS, cue.end - cue.start
    if cue.source_in >= length:
        return None
    loop = None
    if clip.loop and length - cue.source_in < wanted:
        bars = [ms * _PER_MS for ms in sound.downbeats_ms]
        loop = _loop(cue.source_in, length, bars)
    first = min(cue.source_in, loop.start) if loop else cue.source_in
    last = loop.end + loop.fade if loop else min(length, cue.source_in + wanted)
    begin = first // _STEP * _STEP
    source = Recorded(
        record.sha256, record.format, begin, min(-(-(last - begin) // _STEP) * _STEP, length - begin)
    )
    heard_db = _HEARD_DB if sound.loudness_lufs is None else sound.loudness_lufs - _HEARD_BELOW_DB
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


def _with_fades_that_fit(cue: Cue) -> Cue:
    """Fades that are longer than the cue share it in proportion."""
    asked, there = cue.fade_in + cue.fade_out, cue.end - cue.start
    if asked <= there:
        return cue
    fade_in = cue.fade_in * there // asked
    return replace(cue, fade_in=fade_in, fade_out=min(there - fade_in, cue.fade_out))


def _composed_once(cues: Sequence[Cue]) -> list[Cue]:
    """Parts of one piece, as a split leaves them, play from one piece that reaches to the last of them.

    A piece that would have begun before the video begins with the first of its parts: music is composed
    to where it is heard, and what nobody can hear of it is not made.
    """
    parts: dict[tuple[Recipe, int], list[Cue]] = {}
    for cue in cues:
        if isinstance(cue.source, Composed):
            parts.setdefault((cue.source.recipe, cue.start - cue.source_in), []).append(cue)
    found = []
    for cue in cues:
        source = cue.source
        if isinstance(source, Composed):
            piece = parts[source.recipe, cue.start - cue.source_in]
            early = min(one.source_in for one in piece) if cue.source_in > cue.start else 0
            longest = max(one.source.samples for one in piece)
            cue = replace(
                cue, source=replace(source, samples=longest - early), source_in=cue.source_in - early
            )
        found.append(cue)
    return found


def _in_pieces(cue: Cue) -> Iterator[Cue]:
    """A cue of very long music as cues of several pieces, each with an end of its own."""
    source = cue.source
    if not isinstance(source, Composed) or source.samples <= _LONGEST_PIECE:
        yield cue
        return
    count = -(-source.samples // _LONGEST_PIECE)
    borders = [source.samples * number // count for number in range(count + 1)]
    for number, (first, last) in enumerate(pairwise(borders)):
        begin, end = max(first, cue.source_in), min(last, cue.source_in + cue.end - cue.start)
        if begin < end:
            since = begin - cue.source_in
            yield replace(
                cue,
                start=cue.start + since,
                end=cue.start + since + end - begin,
                source=Composed(replace(source.recipe, seed=source.recipe.seed + number), last - first),
                source_in=begin - first,
                gain=tuple((place - since, level) for place, level in cue.gain),
                fade_in=0 if since else min(cue.fade_in, end - begin),
                fade_out=min(cue.fade_out, end - begin) if cue.start + since + end - begin == cue.end else 0,
            )


def _joined(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Cues of one track; a clip that was only split sounds as if it had not been."""
    for index, cue in enumerate(cues):
        before = index > 0 and _goes_on(cues[index - 1], cue)
        after = index + 1 < len(cues) and _goes_on(cue, cues[index + 1])
        yield replace(cue, joins_before=before, joins_after=after)


def _goes_on(left: Cue, right: Cue) -> bool:
    """Whether one cue goes on where the other ends, in time, source and volume."""
    if left.loop or right.loop or left.fade_out or right.fade_in or left.duck != right.duck:
        return False
    reached = left.source_in + left.end - left.start
    if isinstance(left.source, Recorded) and isinstance(right.source, Recorded):
        reached += left.source.start - right.source.start
        is_same = left.source.sha256 == right.source.sha256
    else:
        is_same = left.source == right.source
    return (
        is_same
        and left.end == right.start
        and reached == right.source_in
        and abs(left.gain_at(left.end - left.start) - right.gain_at(0)) < _SAME_GAIN
    )
