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
#: Where a loop begins anew, its end and its beginning overlap for so long, samples.
LOOP_FADE = 40 * _PER_MS
#: A sound counts as heard this far below its own loudness, dB; and the level taken for it where that
#: is not known, dBFS.
_HEARD_BELOW_DB, _HEARD_DB = 20.0, -45.0


@dataclass(frozen=True, slots=True)
class Composed:
    """A piece composed to a length, samples."""

    recipe: Recipe
    samples: int


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
        NotDrawable: A clip's source is no sound.
    """
    canvas = timeline.canvas
    main = timeline.main_track
    shown_ms = max((clip.end_ms for clip in main.clips), default=0) if main else 0
    total = frame_at(shown_ms, canvas.fps) * RATE // canvas.fps if samples is None else samples
    cues: list[Cue] = []
    for t, track in enumerate(timeline.tracks):
        if track.kind is TrackKind.AUDIO:
            where = path_of("", "tracks", t)
            clips = [(i, clip) for i, clip in enumerate(track.clips) if isinstance(clip, AudioClip)]
            found = [_cue(clip, media, path_of(where, "clips", i), total, canvas.fps) for i, clip in clips]
            whole = _composed_once([cue for cue in found if cue is not None])
            cues += _joined([piece for cue in whole for piece in _in_pieces(cue)])
    return SoundPlan(total, tuple(sorted(cues, key=lambda cue: cue.start))) if cues else None


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
    if start >= end or not any(level > 0 for _, level in gain):
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
    """Parts of one piece, as a split leaves them, play from one piece that reaches to the last of them."""
    longest: dict[tuple[Recipe, int], int] = {}
    for cue in cues:
        if isinstance(cue.source, Composed):
            name = cue.source.recipe, cue.start - cue.source_in
            longest[name] = max(longest.get(name, 0), cue.source.samples)
    return [
        replace(
            cue, source=replace(cue.source, samples=longest[cue.source.recipe, cue.start - cue.source_in])
        )
        if isinstance(cue.source, Composed)
        else cue
        for cue in cues
    ]


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
        and left.gain[-1][1] == right.gain[0][1]
    )
