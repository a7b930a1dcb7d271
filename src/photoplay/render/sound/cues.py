"""What is heard, in samples: the data of a sound plan; the sound's counterpart to ``slices``.

A source is named by its content, so what was made for another length of the video, or another volume,
is found again in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from photoplay.music.catalogue import Recipe
from photoplay.timeline.layers import MUSIC_GAIN

#: Of everything that is mixed, samples a second.
RATE = 48_000
PER_MS = RATE // 1000
#: Files are decoded in such steps, samples as they are heard: a cue that becomes a little longer finds its
#: source kept.
_STEP = 30 * RATE
#: Volumes that differ by less where two parts of a sound meet are the same.
_SAME_GAIN = 0.002
#: The slowest and the fastest speed at which a file keeps its pitch; see ``speeds``.
KEPT_PITCH = (0.25, 4.0)
#: A sound whose loudness is not known counts as heard above this level, dBFS.
HEARD_DB = -45.0


@dataclass(frozen=True, slots=True)
class Composed:
    """A piece composed to a length, samples as it is heard; ``speed`` is its tempo over the usual one."""

    recipe: Recipe
    samples: int
    speed: float = 1.0

    @property
    def length_ms(self) -> int:
        """For the composer, at the usual tempo."""
        return max(1, round(self.samples * self.speed / PER_MS))

    @property
    def effort(self) -> int:
        """What it takes to make it, as samples."""
        return max(self.samples, round(self.samples * self.speed))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A stretch of a file: from sample ``start`` on, ``samples`` of them, at ``RATE``, played at a speed.

    What is at sample ``start + k`` of the file is at sample ``k / speed`` of the source.
    """

    sha256: str
    format: str
    start: int
    samples: int
    speed: float = 1.0

    @property
    def begins(self) -> int:
        """Where in the file's sound it begins, samples as they are heard."""
        return round(self.start / self.speed)

    @property
    def heard_samples(self) -> int:
        """How many samples there are to hear."""
        return round(self.samples / self.speed)

    @property
    def pitch(self) -> float:
        """By what its pitch is multiplied; 1 where it can be kept."""
        low, high = KEPT_PITCH
        return self.speed / min(high, max(low, self.speed))

    @property
    def effort(self) -> int:
        """What it takes to make it, as samples."""
        return max(self.samples, self.heard_samples)


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
        reverse: Whether it runs backwards: its first sample is the one before ``source_in``.
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
    heard_db: float = HEARD_DB
    loop: Loop | None = None
    reverse: bool = False

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


def stretch_of(file: tuple[str, str], first: int, last: int, length: int, speed: float = 1.0) -> Recorded:
    """The source for a part of a file.

    Args:
        file: Digest and format.
        first, last: The part, samples as they are heard, counted from the file's start.
        length: Samples of the whole file.
        speed: At which it is played.
    """
    step = max(1, round(_STEP * min(1.0, speed)))
    begin = int(first * speed) // step * step
    end = min(length, -(-int(np.ceil(last * speed)) // step) * step)
    return Recorded(*file, begin, max(1, end - begin), speed)


def gains_of(told: float | Sequence[tuple[int, float]], by: float = 1.0) -> tuple[tuple[int, float], ...]:
    """A clip's volume, one or keyframes in milliseconds, as a cue's gain; times ``by``."""
    if isinstance(told, int | float):
        return ((0, float(told) * by),)
    return tuple((ms * PER_MS, float(level) * by) for ms, level in told) or ((0, MUSIC_GAIN * by),)


def with_fades_that_fit(cue: Cue) -> Cue:
    """Fades that are longer than the cue share it in proportion."""
    asked, there = cue.fade_in + cue.fade_out, cue.end - cue.start
    if asked <= there:
        return cue
    fade_in = cue.fade_in * there // asked
    return replace(cue, fade_in=fade_in, fade_out=min(there - fade_in, cue.fade_out))


def in_one_stretch(cues: Sequence[Cue], off: int) -> list[Cue]:
    """Parts of a file that go on, at a speed of their own, play from one source: it is stretched as one.

    Args:
        cues: Of one track, in order of time.
        off: By how many samples one may miss the place where the other ended.
    """
    runs: list[list[Cue]] = []
    for cue in cues:
        last = runs[-1][-1] if runs else None
        moved = None if last is None else _moved(cue, last, off)
        if moved is None:
            runs.append([cue])
        else:
            runs[-1].append(moved)
    return [whole for run in runs for whole in _in_one(run)]


def _moved(cue: Cue, last: Cue, off: int) -> Cue | None:
    """A cue where the last one ended, if it goes on with it."""
    ours, theirs = cue.source, last.source
    if not isinstance(ours, Recorded) or not isinstance(theirs, Recorded) or cue.loop or last.loop:
        return None
    if ours.speed == 1 or (ours.sha256, ours.speed) != (theirs.sha256, theirs.speed):
        return None
    if cue.reverse != last.reverse or cue.start != last.end:
        return None
    length = last.end - last.start
    reached = theirs.begins + last.source_in + (-length if last.reverse else length)
    missed = reached - ours.begins - cue.source_in
    return replace(cue, source_in=cue.source_in + missed) if abs(missed) <= off else None


def _in_one(run: Sequence[Cue]) -> Iterator[Cue]:
    """The parts of a run with the same source, that has all of them."""
    sources = [cue.source for cue in run if isinstance(cue.source, Recorded)]
    if len(run) == 1:
        yield run[0]
        return
    start = min(source.start for source in sources)
    whole = replace(sources[0], start=start, samples=max(one.start + one.samples for one in sources) - start)
    for cue, source in zip(run, sources, strict=True):
        yield replace(cue, source=whole, source_in=cue.source_in + source.begins - whole.begins)


def joined(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Cues of one track; a clip that was only split sounds as if it had not been."""
    for index, cue in enumerate(cues):
        before = index > 0 and _goes_on(cues[index - 1], cue)
        after = index + 1 < len(cues) and _goes_on(cue, cues[index + 1])
        yield replace(cue, joins_before=before, joins_after=after)


def _goes_on(left: Cue, right: Cue) -> bool:
    """Whether one cue goes on where the other ends, in time, source and volume."""
    if left.loop or right.loop or left.fade_out or right.fade_in:
        return False
    if (left.duck, left.reverse) != (right.duck, right.reverse):
        return False
    length = left.end - left.start
    reached = left.source_in + (-length if left.reverse else length)
    return (
        left.end == right.start
        and _place(left, reached) == _place(right, right.source_in)
        and abs(left.gain_at(length) - right.gain_at(0)) < _SAME_GAIN
    )


def _place(cue: Cue, place: int) -> tuple[object, int]:
    """What plays at a place of a cue's source: files are read alike from anywhere, at their own speed."""
    source = cue.source
    if isinstance(source, Recorded) and source.speed == 1:
        return source.sha256, source.start + place
    return source, place
