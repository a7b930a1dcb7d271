"""The music of a cut, and its cuts on the beat of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from photoplay.errors import InvalidOption
from photoplay.media.record import MediaRecord
from photoplay.music.catalogue import MOODS, mood_named
from photoplay.music.chance import Chance
from photoplay.templates.brief import Brief
from photoplay.templates.casting import Cast
from photoplay.templates.lengths import SHORTEST_MS
from photoplay.templates.soundtrack import Soundtrack, composed, of_file, seed_of
from photoplay.templates.style import Style
from photoplay.timeline.beatsync import LEAST_SHOT_MS, snapped
from photoplay.timeline.generated import LEADS, MAX_SEED, Music
from photoplay.times import frame_at, ms_at

SILENT = "none"
#: Where nobody asks for beats, they are worked out for videos up to this.
_LONGEST_ON_BEATS_MS = 900_000
#: Another seed of a brief is another piece; this far from the one before.
_SEED_STEP = 7_919


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Music and the cuts that follow it.

    Attributes:
        music: None: silent.
        borders_ms: Cut points, from 0 to the end.
        is_on_beats: Whether they fall on beats; None: nobody asked for that.
    """

    music: Soundtrack | None
    borders_ms: list[int]
    is_on_beats: bool | None = None


def rhythm_of(
    brief: Brief, style: Style, cast: Cast, records: Sequence[MediaRecord], borders_ms: list[int], fps: int
) -> Rhythm:
    """The music of a video, and its cut points, moved to beats where that is wanted and can be.

    Args:
        brief: What is wanted.
        style: Of the kind.
        cast: What is shown.
        records: The media bin, for a song that the brief names.
        borders_ms: Cut points as they would be.
        fps: Frames a second.

    Raises:
        InvalidOption: There is no music of the name asked for.
    """
    total_ms = borders_ms[-1]
    wants = style.on_beats if brief.beat_sync is None else brief.beat_sync
    # A length that was asked for of each photo is kept.
    may = brief.beat_sync or (brief.per_photo is None and total_ms <= _LONGEST_ON_BEATS_MS)
    music = _music(brief, style, cast, records, total_ms, beats=bool(wants and may))
    if music is None or not (wants and may):
        return Rhythm(music, borders_ms)
    moved = _on_beats(borders_ms, music, cast.shots, fps)
    return Rhythm(music, moved or borders_ms, moved is not None)


def speaks_for_itself(brief: Brief, cast: Cast) -> bool:
    """Whether nothing but clips with sound is seen: music that nobody asked for would be in the way."""
    has_words = all(record.film is not None and record.sound is not None for record in cast.shots)
    return has_words and not brief.music and cast.song is None


def _music(
    brief: Brief, style: Style, cast: Cast, records: Sequence[MediaRecord], total_ms: int, *, beats: bool
) -> Soundtrack | None:
    song = next((one for one in records if one.id == brief.music and one.sound and not one.film), None)
    if song is None and not brief.music:
        song = cast.song
    if song is not None:
        return of_file(song, total_ms)
    mood = _mood(brief, style, cast)
    if mood is None:
        return None
    if brief.lead and brief.lead not in LEADS:
        raise InvalidOption(f"There is no instrument “{brief.lead}”. Choose one of: {', '.join(LEADS)}.")
    seed = (seed_of(cast.shots) + _SEED_STEP * brief.seed) % (MAX_SEED + 1)
    return composed(Music(mood, seed, brief.lead or None), total_ms, beats=beats)


def _mood(brief: Brief, style: Style, cast: Cast) -> str | None:
    """A mood's name: as asked for, else one that suits the words on the video, else one of the kind's."""
    if brief.music == SILENT:
        return None
    if brief.music:
        mood = brief.music if brief.music in MOODS else mood_named(brief.music)
        if mood is None:
            raise InvalidOption(
                f"There is no music “{brief.music}”. Choose one of: {', '.join(MOODS)}, or send a song."
            )
        return mood
    if speaks_for_itself(brief, cast):
        return None
    if not style.moods:
        return "lofi" if brief.lead else None
    named = mood_named(f"{brief.title} {brief.subtitle}") if brief.kind == "slideshow" else None
    own = Chance("mood", brief.kind, brief.seed).choice(style.moods) if brief.seed else style.moods[0]
    return named or own


def _on_beats(
    borders_ms: list[int], music: Soundtrack, shots: Sequence[MediaRecord], fps: int
) -> list[int] | None:
    """Cut points on beats; None: too few, a film would have to go on after its end, or a photo would flicker by."""
    if len(borders_ms) < 3 or not music.beats_ms:
        return None
    beats, bars = (
        sorted({ms_at(frame_at(ms, fps), fps) for ms in times})
        for times in (music.beats_ms, music.downbeats_ms)
    )
    shortest = min(end - start for start, end in pairwise(borders_ms))
    moved = snapped(
        borders_ms, beats, bars, least_ms=SHORTEST_MS if shortest >= SHORTEST_MS else LEAST_SHOT_MS
    )
    if moved is None or any(
        end - start > max(shot.film.duration_ms, old_end - old_start)
        if shot.film is not None
        # A film that is short itself lets cuts come closer; photos are still to be seen.
        else end - start < min(SHORTEST_MS - 1000 // fps, old_end - old_start)
        for shot, (start, end), (old_start, old_end) in zip(
            shots, pairwise(moved), pairwise(borders_ms), strict=False
        )
    ):
        return None
    return moved
