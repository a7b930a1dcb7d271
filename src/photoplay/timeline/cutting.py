"""Which part of its source a piece of a clip shows, when the clip is cut, stretched or played faster.

    forwards   [in ──────▶ in + d·speed]        what is cut off the start comes off the part's start
    backwards  [in + d·speed ◀────── in]        what is cut off the start comes off the part's end
    still      [in]                             nothing comes off

Volume keyframes count from a clip's start and stay with what is heard.
"""

from __future__ import annotations

from dataclasses import replace

from photoplay.timeline.clips import is_still
from photoplay.timeline.model import AudioClip, Clip, VideoClip

Gain = float | tuple[tuple[int, float], ...]


def plays(clip: Clip) -> bool:
    """Whether a clip runs through its source: film that does not stand still, and sound."""
    if isinstance(clip, VideoClip):
        return not is_still(clip) and not clip.freeze
    return isinstance(clip, AudioClip)


def source_at(clip: VideoClip, at_ms: int) -> int:
    """The moment of its source, ms, that a piece of film shows ``at_ms`` after its own start."""
    if not plays(clip):
        return clip.source_in_ms
    travelled_ms = clip.duration_ms - at_ms if clip.reverse else at_ms
    return clip.source_in_ms + round(travelled_ms * clip.speed)


def without_start(clip: Clip, by_ms: int) -> Clip:
    """A clip without the first ``by_ms`` of it; the rest stays where it is in time."""
    rest = replace(clip, start_ms=clip.start_ms + by_ms, duration_ms=clip.duration_ms - by_ms)
    if isinstance(rest, VideoClip):
        is_later = plays(rest) and not rest.reverse
        source_in_ms = rest.source_in_ms + (round(by_ms * rest.speed) if is_later else 0)
        return replace(rest, source_in_ms=source_in_ms, sound_gain=gain_from(rest.sound_gain, by_ms))
    if isinstance(rest, AudioClip):
        source_in_ms = rest.source_in_ms + round(by_ms * rest.speed)
        return replace(rest, source_in_ms=source_in_ms, gain=gain_from(rest.gain, by_ms))
    return rest


def with_duration(clip: Clip, duration_ms: int) -> Clip:
    """A clip that begins as before and lasts so long.

    Film that runs backwards goes further back then; where its source does not reach so far back, it begins later.
    """
    new = replace(clip, duration_ms=duration_ms)
    if not isinstance(new, VideoClip) or not new.reverse or not plays(new):
        return new
    earlier_ms = round((duration_ms - clip.duration_ms) * new.speed)
    return replace(new, source_in_ms=max(0, new.source_in_ms - earlier_ms))


def halves(clip: Clip, at_ms: int, new_id: str) -> tuple[Clip, Clip]:
    """A clip in two, the second one with the new id; together they show what the whole one did."""
    left = with_duration(clip, at_ms)
    right = replace(without_start(clip, at_ms), id=new_id)
    if isinstance(left, VideoClip) and isinstance(right, VideoClip):
        return replace(left, transition_out=None), replace(right, transition_in=None)
    if isinstance(left, AudioClip) and isinstance(right, AudioClip):
        return replace(left, fade_out_ms=0), replace(right, fade_in_ms=0)
    return left, right


def at_speed(clip: VideoClip, speed: float) -> VideoClip:
    """Film that shows the same part of its source at another speed."""
    factor = speed / clip.speed
    duration_ms = max(1, round(clip.duration_ms / factor))
    return replace(clip, speed=speed, duration_ms=duration_ms, sound_gain=_squeezed(clip.sound_gain, factor))


def gain_from(gain: Gain, by_ms: int) -> Gain:
    """Volume keyframes as seen from ``by_ms`` later on; between two the volume is a straight line."""
    if not isinstance(gain, tuple) or by_ms == 0:
        return gain
    earlier = [keyframe for keyframe in gain if keyframe[0] <= by_ms]
    later = [keyframe for keyframe in gain if keyframe[0] > by_ms]
    if not earlier:
        return tuple((ms - by_ms, value) for ms, value in later)
    left_ms, left = earlier[-1]
    here = left
    if later:
        right_ms, right = later[0]
        here = left + (right - left) * (by_ms - left_ms) / (right_ms - left_ms)
    return ((0, here), *((ms - by_ms, value) for ms, value in later))


def _squeezed(gain: Gain, factor: float) -> Gain:
    """Volume keyframes of what goes by ``factor`` times as fast; of several in one millisecond the last stays."""
    if not isinstance(gain, tuple):
        return gain
    return tuple({round(ms / factor): value for ms, value in gain}.items())
