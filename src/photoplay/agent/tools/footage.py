"""Tools for clips of film: which part, how fast, which way, how loud."""

from __future__ import annotations

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.kinds import Factor, Flag, Percent, Seconds
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import Photo, Photos, all_photos, chosen, films, ids_of
from photoplay.timeline import edits, footage
from photoplay.timeline.cutting import plays
from photoplay.timeline.find import label, main_clips
from photoplay.timeline.model import VideoClip
from photoplay.timeline.wording import seconds as in_seconds

_FREEZE_S = 2.0
_MOST_GAIN = 2.0


def trim_clip(
    desk: Desk,
    *,
    photos: Photo,
    start: Seconds | None = None,
    end: Seconds | None = None,
    keep_from: Seconds | None = None,
    keep_to: Seconds | None = None,
    keep_first: Seconds | None = None,
    keep_last: Seconds | None = None,
) -> Done:
    """Uses only a part of a clip, or shows a photo for a shorter time.

    Args:
        photos: The one clip.
        start: Seconds to cut off its start.
        end: Seconds to cut off its end.
        keep_from: Moment of the file, in seconds, at which the part that stays begins.
        keep_to: Moment of the file at which it ends; default: the file's end.
        keep_first: Keep only so many of its first seconds.
        keep_last: Keep only so many of its last seconds.

    Example:
        trim_clip(photos=2, keep_from=3, keep_to=8)
    """
    (clip,) = chosen(desk, [photos])
    if keep_from is not None or keep_to is not None:
        return _kept(desk, clip, keep_from or 0.0, keep_to)
    length_s = clip.duration_ms / 1000
    if keep_first is not None or keep_last is not None:
        kept = min(one for one in (keep_first, keep_last) if one is not None)
        if kept >= length_s:
            return Done(desk.timeline, say(desk.language, "note_same_length"), (photos,))
        start, end = (None, length_s - kept) if keep_first is not None else (length_s - kept, None)
    if start is None and end is None:
        raise Refused("no_trim_told")
    start_ms, end_ms = round(1000 * (start or 0)), round(1000 * (end or 0))
    return Done(edits.trim(desk.timeline, photos, start_ms=start_ms, end_ms=end_ms), photos=(photos,))


def _kept(desk: Desk, clip: VideoClip, start_s: float, end_s: float | None) -> Done:
    """A part of the file, counted in the file's own time."""
    record = desk.scene.records.get(clip.source)
    if record is None or record.film is None:
        raise Refused("no_film", who=label(desk.timeline, clip))
    long_ms = record.film.duration_ms
    in_ms, out_ms = round(1000 * start_s), long_ms if end_s is None else round(1000 * end_s)
    note = ""
    if out_ms > long_ms:
        out_ms, note = long_ms, say(desk.language, "note_file_end", length=in_seconds(long_ms))
    if not 0 <= in_ms < out_ms:
        raise Refused("no_such_part", length=in_seconds(long_ms))
    return Done(footage.set_source_range(desk.timeline, clip.id, in_ms, out_ms), note, (clip.id,))


def split_clip(desk: Desk, *, photos: Photo | None = None, at: Seconds | None = None) -> Done:
    """Cuts a photo or clip in two pieces that can be changed each by itself; nothing looks different before that.

    Args:
        photos: Which one; default: the one that is seen at the moment “at” of the video.
        at: Where: seconds from the clip's own start, or from the start of the video if no photo is named;
            default: its middle.

    Example:
        split_clip(photos=2, at=1.5)
    """
    if photos is not None:
        (clip,) = chosen(desk, [photos])
        at_ms = clip.duration_ms // 2 if at is None else round(1000 * at)
        return Done(edits.split(desk.timeline, clip.id, at_ms), photos=(clip.id,))
    if at is None:
        raise Refused("no_moment")
    moment_ms = round(1000 * at)
    for one in main_clips(desk.timeline):
        if one.start_ms < moment_ms < one.end_ms:
            return Done(edits.split(desk.timeline, one.id, moment_ms - one.start_ms), photos=(one.id,))
    raise Refused("no_such_moment", at=in_seconds(moment_ms))


def _films(desk: Desk, photos: tuple[str, ...] | None) -> tuple[VideoClip, ...]:
    """The clips named; by default all that are film.

    Raises:
        Refused: There are none.
    """
    if photos is not None:
        named = chosen(desk, photos)
        return films(named) or named  # photos among them have nothing to play
    found = tuple(clip for clip in films(all_photos(desk)) if plays(clip))
    if not found:
        raise Refused("no_clips")
    return found


def set_clip_speed(desk: Desk, *, factor: Factor, photos: Photos | None = None) -> Done:
    """Sets how fast clips play; whatever it was before does not count.

    Args:
        factor: 1 is normal, 2 twice as fast, 0.5 slow motion; 0.1–8.
        photos: Which clips; default: all clips.

    Example:
        set_clip_speed(photos=[2], factor=0.5)
    """
    ids = ids_of(_films(desk, photos))
    timeline = footage.set_speed(desk.timeline, ids, factor)
    note = say(desk.language, "note_same_speed") if timeline == desk.timeline else ""
    return Done(timeline, note, photos or ())


def reverse_clip(desk: Desk, *, photos: Photos | None = None, backwards: Flag = True) -> Done:
    """Plays clips backwards.

    Args:
        photos: Which clips; default: all clips.
        backwards: False plays them forwards again.

    Example:
        reverse_clip(photos=[1])
    """
    ids = ids_of(_films(desk, photos))
    return Done(footage.reverse(desk.timeline, ids, backwards), photos=photos or ())


def freeze_clip(
    desk: Desk, *, photos: Photo | None = None, at: Seconds | None = None, seconds: Seconds = _FREEZE_S
) -> Done:
    """Lets a clip stand still for a while, and go on afterwards.

    Args:
        photos: Which clip; default: the only one there is.
        at: Where, in seconds from the clip's own start; default: its end.
        seconds: For how long.

    Example:
        freeze_clip(photos=2, at=1.5, seconds=2)
    """
    clips = _films(desk, None if photos is None else (photos,))
    if len(clips) > 1:
        raise Refused("which_clip")
    at_ms = clips[0].duration_ms if at is None else round(1000 * at)
    frozen = footage.freeze_frame(desk.timeline, clips[0].id, at_ms, round(1000 * seconds))
    return Done(frozen, photos=(clips[0].id,))


def set_clip_volume(
    desk: Desk, *, photos: Photos | None = None, percent: Percent | None = None, factor: Factor | None = None
) -> Done:
    """Sets how loud the clips' own sound is. The music has set_music_volume.

    Args:
        photos: Which clips; default: all clips.
        percent: 0 is mute, 100 as recorded, up to 200.
        factor: Or so many times as loud as now.

    Example:
        set_clip_volume(photos=[1], percent=0)
    """
    if (percent is None) == (factor is None):
        raise Refused("one_volume")
    timeline = desk.timeline
    records = desk.scene.records
    clips = _films(desk, photos)
    heard = [one for one in clips if one.source not in records or records[one.source].sound is not None]
    if not heard and all(one.motion is None for one in clips):
        raise Refused("no_clip_sound")
    for clip in heard or clips:
        gain = clip.sound_gain
        if percent is not None:
            gain = min(max(percent / 100, 0.0), _MOST_GAIN)
        elif isinstance(gain, tuple):
            gain = tuple((ms, min(one * (factor or 1), _MOST_GAIN)) for ms, one in gain)
        else:
            gain = min(gain * (factor or 1), _MOST_GAIN)
        timeline = footage.set_sound_gain(timeline, clip.id, gain)
    note = say(desk.language, "note_same_volume") if timeline == desk.timeline else ""
    return Done(timeline, note, photos or ())
