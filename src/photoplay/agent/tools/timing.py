"""Tools for how long photos are shown, and the whole video."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.kinds import Change, Factor, Seconds
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import Photos, all_photos, chosen, films, stills
from photoplay.timeline import edits
from photoplay.timeline.apportion import apportion
from photoplay.timeline.clips import is_end_card
from photoplay.timeline.cutting import plays
from photoplay.timeline.find import main_clips
from photoplay.timeline.model import Timeline, VideoClip
from photoplay.timeline.ripple import main_end_ms
from photoplay.timeline.values import MAX_LENGTH_MS
from photoplay.timeline.wording import seconds as in_seconds

#: Nothing is shown for a shorter time: a flash that nobody sees. Source: ours.
LEAST_MS = 100


def set_photo_seconds(
    desk: Desk,
    *,
    photos: Photos | None = None,
    seconds: Seconds | None = None,
    by: Change | None = None,
    factor: Factor | None = None,
) -> Done:
    """Shows photos for a longer or shorter time. Give exactly one of seconds, by and factor.

    Clips are cut to the length; they are never shown for longer than they are.

    Args:
        photos: Which: numbers, ids or file names; default: all photos.
        seconds: Length of each one from now on, 0.1–14400.
        by: So many seconds longer, or shorter below 0.
        factor: So many times as long: 1.5 is longer, 0.5 half as long.

    Example:
        set_photo_seconds(photos=[2], seconds=5)
    """
    if sum(one is not None for one in (seconds, by, factor)) != 1:
        raise Refused("one_length")
    clips = chosen(desk, photos)
    if photos is None:
        clips = stills(clips) or clips
    if seconds is not None and seconds * 1000 < LEAST_MS:
        raise Refused("too_short", least=in_seconds(LEAST_MS))
    if factor is not None:
        wanted = _multiplied(clips, factor)
    else:
        lengths_ms = [
            1000 * seconds if seconds is not None else one.duration_ms + 1000 * (by or 0) for one in clips
        ]
        wanted = {
            clip.id: round(min(max(ms, LEAST_MS), MAX_LENGTH_MS))
            for clip, ms in zip(clips, lengths_ms, strict=True)
        }
    lengths, cut = _within_films(desk, clips, wanted)
    timeline = edits.set_durations(desk.timeline, lengths)
    return Done(timeline, _note(desk, timeline, cut), photos or ())


def _multiplied(clips: Sequence[VideoClip], factor: float) -> dict[str, int]:
    """Lengths so many times as long; together exactly so."""
    lengths = [clip.duration_ms for clip in clips]
    total_ms = round(sum(lengths) * exactly(factor))
    if not LEAST_MS * len(clips) <= total_ms <= MAX_LENGTH_MS:
        return dict.fromkeys((clip.id for clip in clips), LEAST_MS if factor < 1 else MAX_LENGTH_MS)
    shares = apportion(lengths, total_ms, LEAST_MS)
    return {clip.id: ms for clip, ms in zip(clips, shares, strict=True)}


def exactly(factor: float) -> Fraction:
    """The plain fraction that a rounded number stands for: 0.6667 is two thirds."""
    plain = Fraction(factor).limit_denominator(12)
    return plain if abs(plain - Fraction(factor)) < Fraction(1, 2000) else Fraction(factor)


def _note(desk: Desk, timeline: Timeline, cut: Sequence[VideoClip]) -> str:
    if cut:
        names = ", ".join(f"“{clip.name or clip.id}”" for clip in cut[:3])
        return say(desk.language, "note_film_end", names=names)
    return say(desk.language, "note_same_length") if timeline == desk.timeline else ""


def _within_films(
    desk: Desk, clips: Sequence[VideoClip], wanted: Mapping[str, int]
) -> tuple[dict[str, int], list[VideoClip]]:
    """Lengths that films can have, and the films that end earlier than is wanted."""
    lengths, cut = dict(wanted), []
    for clip in clips:
        record = desk.scene.records.get(clip.source)
        if record is None or record.film is None or not plays(clip):
            continue
        rest_ms = record.film.duration_ms - (0 if clip.reverse else clip.source_in_ms)
        most = max(clip.duration_ms, int(rest_ms / clip.speed))
        if lengths[clip.id] > most:
            lengths[clip.id] = most
            cut.append(clip)
    return lengths, cut


def set_total_seconds(
    desk: Desk,
    *,
    seconds: Seconds | None = None,
    by: Change | None = None,
    factor: Factor | None = None,
) -> Done:
    """Makes the whole video exactly so long: photos are stretched or shortened in proportion, none is repeated
    or dropped; clips and the end card keep their lengths where that is possible. Give exactly one argument.

    Args:
        seconds: Length of the whole video, up to 14400.
        by: So many seconds longer, or shorter below 0.
        factor: So many times as long.

    Example:
        set_total_seconds(seconds=30)
    """
    if sum(one is not None for one in (seconds, by, factor)) != 1:
        raise Refused("one_length")
    all_photos(desk)
    present = main_end_ms(main_clips(desk.timeline))
    if seconds is not None:
        wanted = seconds * 1000
    else:
        wanted = float(present * exactly(factor)) if factor is not None else present + (by or 0) * 1000
    total_ms = round(min(wanted, 10 * MAX_LENGTH_MS))
    if total_ms == present:
        return Done(desk.timeline, say(desk.language, "note_same_total", total=in_seconds(present)))
    return Done(_with_total(desk, total_ms))


def _with_total(desk: Desk, total_ms: int) -> Timeline:
    clips = main_clips(desk.timeline)
    shown = [clip for clip in clips if not is_end_card(clip)]
    photos, moving = stills(shown), films(shown)
    card_ms = sum(clip.duration_ms for clip in clips if is_end_card(clip))
    least_ms = card_ms + sum(clip.duration_ms for clip in moving) + LEAST_MS * len(photos)
    if photos and total_ms >= least_ms:
        return edits.set_total_duration(desk.timeline, total_ms)
    # Too short for whole films, or films alone: all give way in proportion, but no film becomes longer.
    room_ms = total_ms - card_ms
    now_ms = sum(clip.duration_ms for clip in shown)
    if room_ms > now_ms:
        raise Refused("no_longer_films")
    if room_ms < LEAST_MS * len(shown):
        raise Refused("no_such_total", least=in_seconds(card_ms + LEAST_MS * len(shown)))
    lengths = apportion([clip.duration_ms for clip in shown], room_ms, LEAST_MS)
    return edits.set_durations(desk.timeline, {clip.id: ms for clip, ms in zip(shown, lengths, strict=True)})


def change_pace(desk: Desk, *, factor: Factor, photos: Photos | None = None) -> Done:
    """Makes the video go by faster or slower: photos are shown for a shorter or longer time, clips play faster
    or slower.

    Args:
        factor: 1.5 is faster, 2 twice as fast, 0.5 half as fast.
        photos: Which; default: all photos and clips.

    Example:
        change_pace(factor=1.5)
    """
    if factor <= 0:
        raise Refused("no_such_factor")
    clips = chosen(desk, photos)
    if min(clip.duration_ms for clip in clips) / factor < LEAST_MS:
        raise Refused("too_short", least=in_seconds(LEAST_MS))
    timeline = desk.timeline
    if shown := stills(clips):
        timeline = edits.set_durations(timeline, _multiplied(shown, float(1 / exactly(factor))))
    if moving := films(clips):
        timeline = edits.change_speed(timeline, [clip.id for clip in moving], float(exactly(factor)))
    return Done(timeline, photos=photos or ())
