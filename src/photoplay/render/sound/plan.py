"""The sound plan: what is heard when, in samples; the sound's counterpart to ``render.plan``.

Nothing is decoded or composed here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from photoplay.errors import NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.render.sound.audio_clips import audio_cues, in_pieces
from photoplay.render.sound.cues import RATE, Cue, SoundPlan, joined
from photoplay.render.sound.film_clips import film_cues
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import Timeline, TrackKind
from photoplay.times import frame_at

#: What is composed and decoded for a video is no more than so many times its length and an hour, samples;
#: and so many sounds are heard at once at most.
_MOST_TIMES, _MOST_MORE, _MOST_AT_ONCE = 4, 3600 * RATE, 16


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
        where = path_of("", "tracks", t)
        if track.kind is TrackKind.AUDIO:
            found = audio_cues(track, media, where, total, canvas.fps)
        elif track.kind is TrackKind.VIDEO:
            found = film_cues(track, media, where, total, canvas.fps, main)
        else:
            continue
        fields += found
        cues += joined([piece for _, cue in found for piece in in_pieces(cue)])
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
    most, sum_ = _MOST_TIMES * total + _MOST_MORE, 0
    seen: set[object] = set()
    for field, cue in _in_order(cues):
        new = {piece.source for piece in in_pieces(cue)} - seen
        seen |= new
        sum_ += sum(source.effort for source in new)
        if sum_ > most:
            raise NotDrawable(
                f"There is too much sound for a video of this length: {sum_ / RATE / 60:.0f} minutes would be "
                f"composed and read, and {most / RATE / 60:.0f} is the most. Use fewer pieces of music and fewer "
                "stretches of sound files and clips.",
                field=field,
            )


def _in_order(cues: Sequence[tuple[str, Cue]]) -> Iterator[tuple[str, Cue]]:
    """The cues as they begin; refuses too many at once."""
    ends: list[int] = []
    for field, cue in sorted(cues, key=lambda one: one[1].start):
        ends = [*(end for end in ends if end > cue.start), cue.end]
        if len(ends) > _MOST_AT_ONCE:
            raise NotDrawable(
                f"More than {_MOST_AT_ONCE} sounds would be heard at once. Remove some of them, or let them "
                "follow one another.",
                field=field,
            )
        yield field, cue


def sound_key(what: object, settings: Mapping[str, object]) -> str:
    """Names a plan, a source or a part of a mix by all that its samples depend on: 64 hex digits.

    Args:
        what: A frozen dataclass.
        settings: How it is made: everything that is no part of ``what``.
    """
    told = {"kind": type(what).__name__, "settings": dict(settings)}
    data = json.dumps([asdict(what), told], sort_keys=True, separators=(",", ":"))  # type: ignore[call-overload]
    return hashlib.sha256(data.encode()).hexdigest()
