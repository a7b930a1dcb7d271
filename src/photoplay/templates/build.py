"""From a brief and the files of a project to a whole cut.

brief, files ─▶ cast ─▶ pace ─▶ rhythm ─▶ framing, colour, joins ─▶ words, logo ─▶ timeline
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from photoplay.media.record import MediaRecord
from photoplay.music.chance import Chance
from photoplay.templates.brief import Brief
from photoplay.templates.casting import Cast
from photoplay.templates.colouring import looks_of
from photoplay.templates.corners import add_corner_logo
from photoplay.templates.framing import Framing, explored, framings
from photoplay.templates.job import Job, corner_logo, job_of
from photoplay.templates.joins import NONE, joins, way_of_seconds
from photoplay.templates.lengths import SHORTEST_MS
from photoplay.templates.lettering import badge_style, captions_style, title_style
from photoplay.templates.pacing import Pace, Shot, borders_ms, natural_ms
from photoplay.templates.rhythm import rhythm_of
from photoplay.templates.soundtrack import add_music
from photoplay.templates.style import Style
from photoplay.templates.telling import notes_of
from photoplay.templates.wording import (
    Words,
    card_needs_ms,
    needs_ms,
    with_price,
    written,
)
from photoplay.timeline import checks
from photoplay.timeline.clips import END_CARD_NAME
from photoplay.timeline.endcard import LARGEST_PART, wanted_card_ms
from photoplay.timeline.find import photos
from photoplay.timeline.generated import Card, source_of
from photoplay.timeline.layers import MUSIC_GAIN
from photoplay.timeline.model import (
    Canvas,
    Look,
    Motion,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)

#: What somebody who asks for it slow or fast gets, in parts of the kind's own pace.
_SLOW, _FAST = 1.4, 0.65
#: Words never make a photo longer than this by themselves, and a card no longer than the second.
_LONGEST_READ_MS, _LONGEST_CARD_MS = 8000, 5000
#: Where cuts go to beats, shots with words are so much longer before.
_BEATS_TAKE = 1.2
#: From a hard cut's shot into the end card.
_CARD_WAY_MS = 500


@dataclass(frozen=True, slots=True)
class Built:
    """A whole cut.

    Attributes:
        timeline: What it shows; without a title of the project.
        notes: Sentences on what was decided and what to know, in the brief's language.
        said: Words in the video that nobody gave: the template's own, because words were asked for.
    """

    timeline: Timeline
    notes: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


def build(brief: Brief, records: Sequence[MediaRecord], canvas: Canvas, *, is_settled: bool = False) -> Built:
    """The cut that a brief asks for: every photo and film once, in the order of upload or of the brief.

    Args:
        brief: What is wanted.
        records: The media bin in the order of upload: photos, films, logos, songs.
        canvas: Of the present draft.
        is_settled: Whether that is the shape of a cut that the person has seen: it stays then, while a first
            cut of pictures that are all upright is upright.

    Raises:
        NoMedia: No photo and no film.
        InvalidOption: Too little time for so many photos, or a name that there is not.
        TimelineError: Too many photos.
    """
    job = job_of(brief, records, canvas, is_settled=is_settled)
    pace = _pace(job)
    rhythm = rhythm_of(brief, job.style, job.cast, records, borders_ms(pace, job.canvas.fps), job.canvas.fps)
    timeline = _pictures(job, rhythm.borders_ms)
    shown = [clip.id for clip in photos(timeline)]
    if job.style.finish is not None:
        timeline = job.style.finish(timeline, brief, shown)
    if rhythm.music is not None:
        timeline = add_music(timeline, rhythm.music, MUSIC_GAIN, duck=_is_heard(job.cast))
    if (logo := corner_logo(job)) is not None:
        timeline = add_corner_logo(timeline, *logo)
    timeline = _worded(timeline, job)
    return Built(timeline, tuple(notes_of(job, rhythm, timeline, canvas)), job.words.said)


# -- time -------------------------------------------------------------------------------------------


def _pace(job: Job) -> Pace:
    brief, shots = job.brief, tuple(_shots(job))
    total_ms = None if brief.seconds is None else round(brief.seconds * 1000)
    is_even = brief.per_photo is not None and brief.seconds is None
    pace = Pace(shots, total_ms, is_even=is_even)
    if job.card is None:
        return pace if is_even else replace(pace, shots=_lingering(pace.shots, job.style))
    photos_ms = natural_ms(replace(pace, total_ms=None))
    return replace(pace, card_ms=_card_ms(job.words, total_ms, photos_ms))


def _lingering(shots: tuple[Shot, ...], style: Style) -> tuple[Shot, ...]:
    """Where shots become ever shorter, the very last one does not."""
    last = shots[-1]
    if len(shots) < 2 or style.last_share == 1 or last.film_ms is not None:
        return shots
    return (*shots[:-1], replace(last, want_ms=max(last.want_ms, shots[0].want_ms * 2 // 3)))


def _card_ms(words: Words, total_ms: int | None, photos_ms: int) -> int:
    """How long the end card is wanted: as suits the video, and long enough to be read."""
    whole_ms = photos_ms + wanted_card_ms(photos_ms) if total_ms is None else total_ms
    wanted = max(wanted_card_ms(whole_ms), min(card_needs_ms(words), _LONGEST_CARD_MS))
    return wanted if total_ms is None else min(wanted, max(total_ms // LARGEST_PART, 1))


def _shots(job: Job) -> Iterator[Shot]:
    """What each shot wants, by the kind's pace and by its words."""
    records, brief, style = job.cast.shots, job.brief, job.style
    # Where cuts are quick, the title stays over several, unless they have words of their own.
    opens = not style.on_beats or bool(job.words.captions)
    needs = needs_ms(job.words, len(records), opens=opens)
    for index, record in enumerate(records):
        film_ms = None if record.film is None else max(1, record.film.duration_ms)
        if brief.per_photo is not None:
            yield Shot(max(1, round(1000 * brief.per_photo)), film_ms)
            continue
        want = max(SHORTEST_MS, round(1000 * _usual_s(style, index, len(records), brief.pace)))
        # Beats may take a part of a shot away.
        need = needs[index] * (_BEATS_TAKE if style.on_beats else 1)
        yield Shot(max(want, min(round(need), _LONGEST_READ_MS)), film_ms)


def _usual_s(style: Style, index: int, count: int, pace: str) -> float:
    """How long a photo is seen in a kind of video, seconds: the hero, and faster towards the end."""
    factor = {"slow": _SLOW, "fast": _FAST}.get(pace, 1.0)
    if count == 1:
        return factor * style.one_photo_s
    if index == 0 and style.hero_s is not None:
        return factor * style.hero_s
    return factor * style.photo_s * (1 + (style.last_share - 1) * index / (count - 1))


# -- pictures ---------------------------------------------------------------------------------------


def _pictures(job: Job, borders: Sequence[int]) -> Timeline:
    """The main track: photos, films and the end card."""
    records, style = job.cast.shots, job.style
    durations = [end - start for start, end in pairwise(borders)]
    framed = _framings(job, durations[: len(records)])
    looks = looks_of(job.brief, style, records)
    ways = joins(job.brief, style, len(records) - 1)
    if job.card is not None:
        ways.append(_way_to_card(job))
    clips = [
        _clip(index, record, framed[index], looks[index], borders[index], durations[index])
        for index, record in enumerate(records)
    ]
    if job.card is not None:
        clips.append(_card_clip(len(clips), job.card, borders[-2], durations[-1]))
    clips = [
        replace(clip, transition_in=ways[index - 1] if index else way_of_seconds("fadeblack", style.way_in_s))
        for index, clip in enumerate(clips)
    ]
    if job.card is None:
        clips[-1] = replace(clips[-1], transition_out=way_of_seconds("fadeblack", style.way_out_s))
    timeline = Timeline((Track("v1", TrackKind.VIDEO, tuple(clips), "Video"),), job.canvas)
    checks.check(timeline)
    return timeline


def _way_to_card(job: Job) -> Transition | None:
    """As from photo to photo; where cuts are hard, a card comes softly all the same."""
    (usual,) = joins(job.brief, replace(job.style, accents=()), 1)
    if usual is not None or job.brief.transition == NONE:
        return usual
    return Transition("fadeblack" if job.style.black_card else "fade", _CARD_WAY_MS)


def _framings(job: Job, durations_ms: Sequence[int]) -> list[Framing]:
    brief = job.brief
    first = (
        Chance("first", brief.kind, brief.seed).choice((None, "zoom-in", "zoom-out")) if brief.seed else None
    )
    found = framings(
        job.cast.shots, job.canvas, durations_ms, motion=brief.motion, speed=job.style.speed, first=first
    )
    if len(found) > 1 or brief.motion:
        return found
    return [explored(job.cast.shots[0], found[0], job.canvas, durations_ms[0])]


def _clip(
    index: int,
    record: MediaRecord,
    framing: Framing,
    looks: tuple[Look, ...],
    start_ms: int,
    duration_ms: int,
) -> VideoClip:
    return VideoClip(
        id=f"c{index + 1}",
        name=record.name,
        start_ms=start_ms,
        duration_ms=duration_ms,
        source=record.id,
        fit=framing.fit,
        motion=framing.motion,
        crop=framing.crop,
        looks=looks,
    )


def _card_clip(index: int, card: Card, start_ms: int, duration_ms: int) -> VideoClip:
    return VideoClip(
        id=f"c{index + 1}",
        name=END_CARD_NAME,
        start_ms=start_ms,
        duration_ms=duration_ms,
        source=source_of(card),
        motion=Motion("hold"),
    )


def _is_heard(cast: Cast) -> bool:
    """Whether films among them are heard, so that music has to step back."""
    return any(record.film is not None and record.sound is not None for record in cast.shots)


# -- words ------------------------------------------------------------------------------------------


def _worded(timeline: Timeline, job: Job) -> Timeline:
    shown = photos(timeline)
    timeline = written(
        timeline,
        job.words,
        [clip.id for clip in shown],
        captions_style(job, shown),
        title_style(job, shown[0]),
    )
    return with_price(timeline, job.words.price, badge_style(job)) if job.words.price else timeline
