"""What is to be said of a cut: what was decided, and what to know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from photoplay.templates.job import Job
from photoplay.templates.lengths import SHORTEST_MS
from photoplay.templates.notes import note
from photoplay.templates.rhythm import Rhythm, speaks_for_itself
from photoplay.timeline.endcard import wanted_card_ms
from photoplay.timeline.find import titles
from photoplay.timeline.model import ASPECTS, Canvas, Timeline
from photoplay.timeline.opening import reading_ms

#: From this a photo is dull, milliseconds.
_DULL_MS = 9000
#: Of films, so much may be missing without anybody's noticing; so many are named one by one.
_UNSEEN_MS, _NAMED = 100, 3
#: Words that are there for less than this part of the time that reading takes are hurried; so is a card.
_HURRIED = 0.6


def notes_of(job: Job, rhythm: Rhythm, timeline: Timeline, canvas: Canvas) -> Iterator[str]:
    """Sentences in the brief's language.

    Args:
        job: What was decided.
        rhythm: Music and cut points.
        timeline: The cut.
        canvas: As the draft was.
    """
    brief, tongue = job.brief, job.brief.language
    if not brief.aspect and (job.canvas.width, job.canvas.height) != (canvas.width, canvas.height):
        shape = next(
            (name for name, size in ASPECTS.items() if size == (job.canvas.width, job.canvas.height)), ""
        )
        yield note(tongue, "upright") if job.style.is_tall else note(tongue, "own_shape", shape)
    yield from _told_of_lengths(job, rhythm.borders_ms)
    if rhythm.is_on_beats and rhythm.music is not None and rhythm.music.bpm:
        yield note(tongue, "beats", round(rhythm.music.bpm))
    elif brief.beat_sync and rhythm.music is not None and not rhythm.is_on_beats and len(job.cast.shots) > 1:
        yield note(tongue, "no_beats")
    if speaks_for_itself(brief, job.cast):
        yield note(tongue, "own_sound")
    if job.cast.logo is not None and not brief.logo and job.style.logo != "end":
        yield note(tongue, "logo_waits", job.cast.logo.name)
    if brief.logo not in ("", "none") and job.cast.logo is None:
        yield note(tongue, "no_logo")
    elif brief.card_color and job.card is None:
        yield note(tongue, "empty_card")
    for number, text in job.words.missing:
        yield note(tongue, "no_photo", number, text)
    if brief.kind == "before-after" and len(job.cast.shots) % 2:
        yield note(tongue, "odd", len(job.cast.shots))
    yield from _told_of_words(timeline, tongue)


def _told_of_lengths(job: Job, borders: Sequence[int]) -> Iterator[str]:
    brief, tongue, count = job.brief, job.brief.language, len(job.cast.shots)
    shown = list(zip(job.cast.shots, pairwise(borders), strict=False))
    lengths = [end - start for record, (start, end) in shown if record.film is None]
    if lengths and brief.per_photo is None and brief.seconds is not None:
        mean_ms = sum(lengths) / len(lengths)
        if min(lengths) < SHORTEST_MS:
            yield note(tongue, "short", mean_ms / 1000)
        elif mean_ms > _DULL_MS and count > 1:
            yield note(tongue, "long", mean_ms / 1000)
    if brief.seconds is not None and borders[-1] < round(brief.seconds * 1000) - _UNSEEN_MS:
        yield note(tongue, "clips_end", borders[-1] / 1000)
    parts = [
        (record.name, (end - start) / 1000, record.film.duration_ms / 1000)
        for record, (start, end) in shown
        if record.film is not None and record.film.duration_ms > end - start + _UNSEEN_MS
    ]
    if len(parts) > _NAMED:
        yield note(tongue, "clip_parts", len(parts), max(part for _, part, _ in parts))
    else:
        for name, part, whole in parts:
            yield note(tongue, "clip_part", name, part, whole)
    if job.card is not None and borders[-1] - borders[-2] < _HURRIED * wanted_card_ms(borders[-1]):
        yield note(tongue, "card_short", (borders[-1] - borders[-2]) / 1000)


def _told_of_words(timeline: Timeline, tongue: str) -> Iterator[str]:
    for clip in titles(timeline):
        if clip.duration_ms < _HURRIED * reading_ms(clip.text):
            yield note(tongue, "hurried", clip.text, clip.duration_ms / 1000)
