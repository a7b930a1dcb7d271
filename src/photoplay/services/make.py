"""From photos and clips to a finished video: the whole job behind ``photoplay make`` and ``photoplay.make``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Unpack

from photoplay.errors import MediaError, NoMedia
from photoplay.media.record import MediaRecord
from photoplay.render.pool import ChunkPool
from photoplay.services import ways
from photoplay.services.briefs import Brief as Brief
from photoplay.services.briefs import understood as understood
from photoplay.services.exporting import (
    Exported,
    OnProgress,
    Video,
    export_timeline,
)
from photoplay.services.grounds import card_for
from photoplay.services.importing import (
    import_logo,
    import_photo,
    import_pictures,
    import_sound,
    import_table,
)
from photoplay.services.listening import Listening
from photoplay.services.slideshow import (
    Cut,
    borders_ms,
    card_note,
    has_own_sound,
    length_notes,
    own_lengths_ms,
    timeline_of,
)
from photoplay.services.wishes import Options, Wishes, check_matte
from photoplay.services.workers import open_pool
from photoplay.templates import soundtrack
from photoplay.templates.corners import add_corner_logo, corner_in_words
from photoplay.templates.soundtrack import Soundtrack
from photoplay.timeline.beatsync import snapped
from photoplay.timeline.endcard import write_on_card
from photoplay.timeline.generated import Music
from photoplay.timeline.layers import add_captions
from photoplay.timeline.model import Look, Timeline
from photoplay.timeline.opening import add_opening
from photoplay.times import frame_at, ms_at


@dataclass(frozen=True, slots=True)
class Made:
    """A finished video with what led to it.

    Attributes:
        video: The file and its facts.
        timeline: What it shows.
        media: The records of the files it uses, by asset id.
        refused: Files that could not be used, each with its reason.
        wall_s: Time it took, seconds.
        exported: The video with what was measured against its limits, and what was decided for it.
        notes: Sentences on what was chosen and what to know: music, cuts on beats, words left out, loudness.
    """

    video: Video
    timeline: Timeline
    media: Mapping[str, MediaRecord]
    refused: tuple[MediaError, ...]
    wall_s: float
    exported: Exported
    notes: tuple[str, ...] = ()


def make(
    inputs: str | Path | Iterable[str | Path],
    output: str | Path,
    *,
    workers: int | None = None,
    pool: ChunkPool | None = None,
    progress: OnProgress = lambda progress: None,
    refused: Callable[[MediaError], None] = lambda error: None,
    looked: Callable[[int, int], None] = lambda done, total: None,
    listening: Callable[[str], None] = lambda name: None,
    **options: Unpack[Options],
) -> Made:
    """Makes a video of photos and clips.

    Args:
        inputs: Photos, clips, and folders of them.
        output: The MP4 to write.
        workers: Processes that draw; by default one for each processor.
        pool: Running workers to use instead.
        progress: Told how far it is, every few frames, from another thread.
        refused: Told about each file that cannot be used; the others go on.
        looked: Told how many files have been looked at, of how many.
        listening: Told the name of a song that takes more than two seconds to listen to, from another thread.
        **options: Length, shape, words, music and so on; see ``wishes.Wishes``.

    Raises:
        InvalidOption: An option out of range.
        NoMedia: No usable photo or clip.
        MediaError: The logo, the music, the captions, the table of colours or the matte cannot be used.
        OutputError: The file cannot be written.
        RenderError: Drawing failed.
    """
    wishes = Wishes(**options)
    check_matte(wishes, options)
    return make_wished(
        [Path(inputs)] if isinstance(inputs, str | Path) else [Path(one) for one in inputs],
        Path(output),
        wishes,
        workers=workers,
        pool=pool,
        progress=progress,
        refused=refused,
        looked=looked,
        listening=listening,
    )


def make_wished(
    inputs: Sequence[Path],
    output: Path,
    wishes: Wishes,
    *,
    workers: int | None = None,
    pool: ChunkPool | None = None,
    progress: OnProgress = lambda progress: None,
    refused: Callable[[MediaError], None] = lambda error: None,
    looked: Callable[[int, int], None] = lambda done, total: None,
    listening: Callable[[str], None] = lambda name: None,
) -> Made:
    """As ``make``, with the wishes as one value."""
    began = time.monotonic()
    brief = understood(wishes)
    with nullcontext(pool) if pool else open_pool(workers) as pool, _song(brief, listening) as song:
        imported = import_pictures(inputs, wishes.order, looked, leave_out=output)
        for error in imported.refused:
            refused(error)
        if not imported.records and imported.refused:
            raise NoMedia(f"None of the files can be used. {imported.refused[0].message}")
        timeline, media, notes = compose(imported.records, brief, song.result() if song else None)
        exported = export_timeline(timeline, media, output, output=brief.output, pool=pool, progress=progress)
    wall_s = time.monotonic() - began
    notes = (*imported.notes, *notes, *exported.notes)
    return Made(exported.video, timeline, media, imported.refused, wall_s, exported, notes)


@contextmanager
def _song(brief: Brief, told: Callable[[str], None]) -> Iterator[Listening | None]:
    """Listens to the user's song, which takes as long as looking at many photos, beside that."""
    if not isinstance(brief.music, Path):
        yield None
        return
    path = brief.music
    song = Listening(lambda: import_sound(path), lambda: told(path.name))
    try:
        yield song
    finally:
        song.end()


def compose(
    records: Sequence[MediaRecord], brief: Brief, song: MediaRecord | None = None
) -> tuple[Timeline, dict[str, MediaRecord], tuple[str, ...]]:
    """The timeline of a video: pictures, music, words.

    Args:
        records: Photos and films.
        brief: What is wished.
        song: The sound file, if one was wished.

    Returns:
        The timeline, the records of everything it uses by asset id, and sentences on what was chosen.

    Raises:
        NoMedia: No photos and no films.
        InvalidOption: Too little time for so many photos.
        TimelineError: Too many photos or captions.
        MediaError: The logo, the matte or the table of colours cannot be used.
    """
    wishes, notes = brief.wishes, list(brief.notes)
    media = {record.id: record for record in records}
    cut, logo = _with_files(brief, records, media)
    borders = borders_ms(own_lengths_ms(records, cut) or [None], cut)
    music = _music(records, brief, song, borders)
    if music is not None:
        notes.append(_music_told(music, is_chosen=brief.music == "auto", is_mute=brief.gain == 0))
        if music.record is not None:
            media[music.record.id] = music.record
        if wishes.beat_sync:
            borders, told = _on_beats(borders, music, cut)
            notes.append(told)
    elif brief.music == "auto" and records:
        notes.append(_OWN_SOUND_TOLD)
    notes += length_notes(records, borders, cut)
    if (told_of_card := card_note(borders, cut)) is not None:
        notes.append(told_of_card)
    timeline = timeline_of(records, cut, borders)
    if music is not None:
        timeline = soundtrack.add_music(timeline, music, brief.gain, duck=has_own_sound(records, cut))
    if wishes.match:
        timeline = ways.matched(timeline, media)
    if logo is not None and wishes.logo_corner is not None:
        timeline = add_corner_logo(timeline, logo, corner_in_words(wishes.logo_corner))
    timeline = _written(timeline, brief, notes)
    return timeline, media, tuple(notes)


def _with_files(
    brief: Brief, records: Sequence[MediaRecord], media: dict[str, MediaRecord]
) -> tuple[Cut, MediaRecord | None]:
    """The cut with what needs the content of other files, which come to ``media``; and the logo."""
    wishes, cut = brief.wishes, brief.cut
    logo = import_logo(Path(wishes.logo)) if wishes.logo is not None and records else None
    if wishes.has_end_card and records:
        on_card = logo if wishes.logo_corner is None else None
        cut = replace(cut, card=card_for(on_card, records[-1]))
    matte = import_photo(Path(wishes.matte)) if wishes.matte is not None else None
    table = import_table(Path(wishes.lut)) if wishes.lut is not None else None
    if matte is not None:
        cut = replace(cut, matte=matte.id)
    if table is not None:
        cut = replace(cut, looks=_with_table(cut.looks, table))
    for record in (logo, matte, table):
        if record is not None:
            media.setdefault(record.id, record)
    return cut, logo


def _with_table(looks: tuple[Look, ...], table: MediaRecord) -> tuple[Look, ...]:
    """A table of colours comes after what repairs a picture, and before what gives it a mood."""
    first = tuple(look for look in looks if look.type in ("auto", "match"))
    return (*first, Look("lut", 100.0, source=table.id), *(look for look in looks if look not in first))


def _music(
    records: Sequence[MediaRecord], brief: Brief, song: MediaRecord | None, borders: Sequence[int]
) -> Soundtrack | None:
    wishes, total_ms = brief.wishes, borders[-1]
    if song is not None:
        return soundtrack.of_file(song, total_ms)
    if brief.music is None or isinstance(brief.music, Path):
        return None
    if brief.music == "auto" and _speak_for_themselves(records, brief.cut):
        return None
    words = " ".join(filter(None, (wishes.title, wishes.subtitle)))
    has_films = any(record.film is not None for record in records)
    shot_ms = total_ms / max(1, len(records)) if has_films else borders[1]
    music = Music(soundtrack.mood_for(words, shot_ms)) if brief.music == "auto" else brief.music
    music = replace(music, seed=soundtrack.seed_of(records))
    return soundtrack.composed(music, total_ms, beats=wishes.beat_sync)


def _speak_for_themselves(records: Sequence[MediaRecord], cut: Cut) -> bool:
    """Whether nothing but clips with sound is seen: music that nobody asked for would be in the way."""
    return bool(records) and not cut.mute and all(record.film and record.sound for record in records)


_OWN_SOUND_TOLD = "The clips' own sound, and no music. With music under it: --music calm"


def _music_told(music: Soundtrack, *, is_chosen: bool, is_mute: bool) -> str:
    if is_mute:
        return "Silent: the volume of the music is 0."
    if not is_chosen:
        return f"Music: {music.about}."
    return (
        f"Music: {music.about}. Another mood or a file: --music calm, --music song.mp3; none: --music none."
    )


def _on_beats(borders: list[int], music: Soundtrack, cut: Cut) -> tuple[list[int], str]:
    """Cut points on beats, rounded to frames, and what was done in words."""
    if not music.beats_ms:
        return borders, "No beat was found in the music, so the photos are equally long."
    fps = cut.canvas.fps
    beats, bars = (
        [ms_at(frame_at(ms, fps), fps) for ms in times] for times in (music.beats_ms, music.downbeats_ms)
    )
    moved = snapped(borders, beats, bars)
    if moved is None:
        return borders, "The music has too few beats for so many cuts, so the photos are equally long."
    count = len(borders) - 2
    tempo = f" ({music.bpm:.0f} beats a minute)" if music.bpm else ""
    return moved, f"{count} cut{'s' if count != 1 else ''} on beats of the music{tempo}."


def _written(timeline: Timeline, brief: Brief, notes: list[str]) -> Timeline:
    """With the words that were asked for, and no others."""
    wishes = brief.wishes
    if wishes.title or wishes.subtitle:
        timeline = add_opening(timeline, wishes.title or "", wishes.subtitle or "")
    if brief.cues:
        late = sum(cue.start_ms >= timeline.duration_ms for cue in brief.cues)
        timeline = add_captions(timeline, [(cue.start_ms, cue.end_ms, cue.text) for cue in brief.cues])
        if late:
            notes.append(f"{late} caption{'s' if late > 1 else ''} after the video's end left out.")
    if wishes.end_card:
        timeline = write_on_card(timeline, wishes.end_card)
    return timeline
