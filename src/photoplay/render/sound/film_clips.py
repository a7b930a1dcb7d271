"""Cues of films: what clips of video tracks sound like.

Sound begins with the first frame of its clip, at the moment of the film that the frame shows, and so is with
the picture at any speed and in either direction (``render.footage``). Under a transition both clips are heard,
as both are seen, and go on into what their films have beyond their parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from photoplay.media.record import MediaRecord, Sound
from photoplay.render.sound.cues import (
    PER_MS,
    RATE,
    Cue,
    gains_of,
    in_one_stretch,
    stretch_of,
    with_fades_that_fit,
)
from photoplay.render.sound.loudness import amplitude_of
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import Clip, Track, VideoClip
from photoplay.timeline.spans import drawn_duration_ms, transition_between, way_out
from photoplay.times import frame_at

#: Films are brought so much of the way to one loudness, LUFS, but no louder or quieter than by so much, dB:
#: somebody who speaks far from the phone is understood, a concert does not hurt, and what was loud stays louder.
CLIP_LUFS, _SHARE, _MOST_RAISE_DB, _MOST_LOWER_DB = -20.0, 2 / 3, 12.0, 12.0
#: A film is heard, so that music steps back, down to so much below its own loudness, dB; but never below this
#: level as it is played, dBFS: nobody turns the music down for the hum of a room.
_HEARD_BELOW_DB, _LEAST_HEARD_DB = 20.0, -36.0
#: A film's loudness where it is not known, LUFS.
_USUAL_LUFS = -24.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A clip with sound, and where. All but milliseconds are samples as they are heard.

    Attributes:
        clip, record, sound: What it is.
        where: Its path in the draft.
        start, end: When its pictures are seen.
        place: Where in the film's sound it begins; backwards, where it ends to begin from.
        before, after: How long its transitions into it and out of it reach beyond its pictures.
        way_in, way_out: How long it takes to come from nothing, and to go.
    """

    clip: VideoClip
    record: MediaRecord
    sound: Sound
    where: str
    start: int
    end: int
    place: int
    before: int = 0
    after: int = 0
    way_in: int = 0
    way_out: int = 0

    @property
    def length(self) -> int:
        """Of the whole film's sound."""
        return int(self.sound.duration_ms * PER_MS / self.clip.speed)

    @property
    def reached(self) -> int:
        """The place at its end."""
        return self.place + (self.start - self.end if self.clip.reverse else self.end - self.start)

    @property
    def rooms(self) -> tuple[int, int]:
        """How much sound the film has before the clip's part, and after it; negative where it lacks some."""
        if self.clip.reverse:
            return self.length - self.place, self.reached
        return self.place, self.length - self.reached


def film_cues(
    track: Track, media: Mapping[str, MediaRecord], where: str, total: int, fps: int, main: Track | None
) -> list[tuple[str, Cue]]:
    """The cues of a video track, each with its clip's path: of films that have sound, and are not muted.

    Args:
        track: Of kind ``VIDEO``.
        media: What each clip's ``source`` stands for.
        where: The track's path.
        total: Samples of the video.
        fps: Frames a second.
        main: The main track, whose transitions lead from clip to clip; those of other tracks lead over what
            lies below, but what belongs to a clip of the main track for all of its time goes with it.
    """
    ways = _main_ways(track, fps) if track is main else _own_ways(track, fps, main)
    parts: list[_Part] = []
    for index, (clip, way) in enumerate(zip(track.clips, ways, strict=True)):
        part = _part(clip, media, path_of(where, "clips", index), total, fps)
        if part is not None:
            parts.append(replace(part, before=way[0], after=way[1], way_in=way[2], way_out=way[3]))
    parts = _going_on(parts)
    found = [(part.where, cue) for part in parts if (cue := _cue(part, total)) is not None]
    whole = in_one_stretch([cue for _, cue in found], 0)
    return list(zip([place for place, _ in found], whole, strict=True))


def _part(clip: Clip, media: Mapping[str, MediaRecord], where: str, total: int, fps: int) -> _Part | None:
    """A clip with what is known of its sound; None when nothing of it is heard."""
    if not isinstance(clip, VideoClip) or clip.freeze:
        return None
    record = media.get(clip.source)
    if record is None or record.kind != "video" or record.sound is None:
        return None
    start, end = (frame * RATE // fps for frame in _range(clip, fps))
    if start >= min(end, total) or not any(level > 0 for _, level in gains_of(clip.sound_gain)):
        return None
    place_ms = clip.source_in_ms + (round(clip.duration_ms * clip.speed) if clip.reverse else 0)
    return _Part(clip, record, record.sound, where, start, end, round(place_ms * PER_MS / clip.speed))


def _going_on(parts: Sequence[_Part]) -> list[_Part]:
    """Parts where a clip was only split go on to the sample, and do not fade into one another.

    Pictures begin anew with a frame; by up to one frame the sound may then be before or behind them.
    """
    found: list[_Part] = []
    for part in parts:
        last = found[-1] if found else None
        if last is not None and _is_rest_of(part, last):
            found[-1] = replace(last, after=0)
            part = replace(part, place=last.reached, before=0)
        found.append(part)
    return found


def _is_rest_of(right: _Part, left: _Part) -> bool:
    """Whether one clip goes on where the other ends."""
    a, b = left.clip, right.clip
    if (left.record.sha256, a.speed, a.reverse) != (right.record.sha256, b.speed, b.reverse):
        return False
    first, then = (b, a) if a.reverse else (a, b)
    missed_ms = first.source_in_ms + first.duration_ms * first.speed - then.source_in_ms
    return a.end_ms == b.start_ms and abs(missed_ms) <= 1


def _cue(part: _Part, total: int) -> Cue | None:
    """A clip as it is heard; None when the film is silent there."""
    clip, (room_before, room_after) = part.clip, part.rooms
    start = part.start - min(part.before, room_before)
    end = min(part.end + min(part.after, room_after), total)
    if start >= end:
        return None
    place = part.place + (part.start - start if clip.reverse else start - part.start)
    reached = place + (start - end if clip.reverse else end - start)
    first, last = (reached, place) if clip.reverse else (place, reached)
    file = part.record.sha256, part.record.format
    source = stretch_of(file, first, last, part.sound.duration_ms * PER_MS, float(clip.speed))
    usual, heard_db = balance(part.sound)
    since = part.start - start
    return with_fades_that_fit(
        Cue(
            start, end, source, place - source.begins,
            gain=tuple((at + since, level) for at, level in gains_of(clip.sound_gain, usual)),
            default_gain=usual,
            fade_in=max(0, part.start + max(part.before, part.way_in) - start),
            fade_out=max(0, end - part.end + max(part.after, part.way_out)),
            heard_db=heard_db,
            reverse=clip.reverse,
        )
    )  # fmt: skip


def balance(sound: Sound) -> tuple[float, float]:
    """The gain that a film's sound is played with when its volume is 1, and from which level on it is heard.

    Returns:
        An amplitude, and dBFS of the film.
    """
    lufs = _USUAL_LUFS if sound.loudness_lufs is None else sound.loudness_lufs
    gain_db = round(min(_MOST_RAISE_DB, max(-_MOST_LOWER_DB, _SHARE * (CLIP_LUFS - lufs))), 1)
    return round(amplitude_of(gain_db), 4), round(max(lufs - _HEARD_BELOW_DB, _LEAST_HEARD_DB - gain_db), 1)


_Ways = tuple[int, int, int, int]


def _main_ways(track: Track, fps: int) -> Iterator[_Ways]:
    """How long each clip is heard before and after its own time, and fades in and out, samples.

    As ``render.plan`` draws them: in whole frames, no longer than to the middles of the clips.
    """
    halves = [_half(track, index, fps) for index in range(len(track.clips))]
    for index, clip in enumerate(track.clips):
        frames = _frames(clip, fps)
        opening = closing = 0
        transition = transition_between(track, index) if index == 0 else None
        if transition is not None and transition.type != "none" and frame_at(clip.start_ms, fps) == 0:
            opening = min(frame_at(drawn_duration_ms(transition, None, clip), fps), frames // 2)
        after = halves[index + 1] if index + 1 < len(halves) else 0
        transition = way_out(track) if clip is track.clips[-1] else None
        if transition is not None and transition.type != "none":
            closing = min(frame_at(drawn_duration_ms(transition, clip, None), fps), frames - frames // 2)
        yield tuple(count * RATE // fps for count in (halves[index], after, opening, closing))  # type: ignore[misc]


def _half(track: Track, index: int, fps: int) -> int:
    """Frames of the transition into a clip to either side of the cut; 0 is a hard one."""
    if index == 0:
        return 0
    left, right = track.clips[index - 1], track.clips[index]
    transition = transition_between(track, index)
    if transition is None or transition.type == "none":
        return 0
    half = frame_at(drawn_duration_ms(transition, left, right), Fraction(fps, 2))
    before = _frames(left, fps)
    return min(half, before - before // 2, _frames(right, fps) // 2)


def _own_ways(track: Track, fps: int, main: Track | None) -> Iterator[_Ways]:
    """The same of clips above the main track: each comes and goes within its own time, or with its clip."""
    homes: dict[str, tuple[Clip, _Ways]] = {}
    if main is not None:
        homes = {clip.id: (clip, way) for clip, way in zip(main.clips, _main_ways(main, fps), strict=True)}
    for clip in track.clips:
        found = []
        for attribute in ("transition_in", "transition_out"):
            transition = getattr(clip, attribute, None)
            asked_ms = 0 if transition is None or transition.type == "none" else transition.duration_ms
            found.append(min(frame_at(asked_ms, fps), _frames(clip, fps) // 2) * RATE // fps)
        home = homes.get(clip.reference or "")
        if home is not None and not any(found) and _range(home[0], fps) == _range(clip, fps):
            yield home[1]
        else:
            yield 0, 0, found[0], found[1]


def _range(clip: Clip, fps: int) -> tuple[int, int]:
    return frame_at(clip.start_ms, fps), frame_at(clip.end_ms, fps)


def _frames(clip: Clip, fps: int) -> int:
    start, end = _range(clip, fps)
    return end - start
