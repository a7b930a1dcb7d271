"""From photos to a finished video: the whole job behind ``photoplay make`` and ``photoplay.make``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Unpack

from photoplay.errors import InvalidOption, MediaError, MissingMedia, NoMedia
from photoplay.export.options import Output
from photoplay.export.presets import require_preset
from photoplay.media.record import MediaRecord
from photoplay.render.pool import ChunkPool
from photoplay.services import captions, soundtrack
from photoplay.services.captions import Captions, Cue
from photoplay.services.exporting import (
    Exported,
    OnProgress,
    Video,
    check_quality,
    export_timeline,
    output_in_words,
)
from photoplay.services.grounds import card_for
from photoplay.services.importing import import_logo, import_photos, import_sound
from photoplay.services.listening import Listening
from photoplay.services.slideshow import Cut, borders_ms, canvas_of, card_note, check_cut, timeline_of
from photoplay.services.soundtrack import Soundtrack
from photoplay.services.wishes import Options, Wishes, check_types
from photoplay.services.workers import open_pool
from photoplay.timeline.beatsync import snapped
from photoplay.timeline.endcard import write_on_card
from photoplay.timeline.generated import Card, Music
from photoplay.timeline.layers import add_captions
from photoplay.timeline.model import Canvas, Timeline
from photoplay.timeline.opening import add_opening
from photoplay.times import frame_at, ms_at

#: Stands for the end card before it is known which one it will be.
_SOME_CARD = Card("#000000")


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


@dataclass(frozen=True, slots=True)
class Brief:
    """Wishes that have been understood: nothing in them can be refused any more but by a file's content."""

    wishes: Wishes
    output: Output
    cut: Cut
    music: soundtrack.Choice
    gain: float
    cues: tuple[Cue, ...]
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
    """Makes a video of photos.

    Args:
        inputs: Photos and folders of photos.
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
        NoMedia: No usable photo.
        MediaError: The logo, the music or the captions cannot be used.
        OutputError: The file cannot be written.
        RenderError: Drawing failed.
    """
    return make_wished(
        [Path(inputs)] if isinstance(inputs, str | Path) else [Path(one) for one in inputs],
        Path(output),
        Wishes(**options),
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
        imported = import_photos(inputs, wishes.order, looked)
        for error in imported.refused:
            refused(error)
        if not imported.records and imported.refused:
            raise NoMedia(f"None of the files can be used. {imported.refused[0].message}")
        timeline, media, notes = compose(imported.records, brief, song.result() if song else None)
        exported = export_timeline(timeline, media, output, output=brief.output, pool=pool, progress=progress)
    wall_s = time.monotonic() - began
    notes += exported.notes
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


def understood(wishes: Wishes) -> Brief:
    """Reads wishes, and refuses what is wrong with them before any photo is looked at.

    Raises:
        InvalidOption: An option out of range.
        MediaError: The captions cannot be used; music or logo are not there.
    """
    check_types(wishes)
    check_quality(wishes.quality)
    output = output_in_words(wishes.quality, wishes.preset, wishes.max_size)
    shape = None if wishes.aspect or wishes.size else output.preset
    cut = Cut(
        wishes.seconds,
        wishes.per_photo,
        _shaped(canvas_of(wishes.aspect, wishes.size, wishes.fps), shape),
        wishes.motion,
        wishes.fit,
        wishes.transition,
        wishes.transition_seconds,
        card=_SOME_CARD if wishes.has_end_card else None,
    )
    check_cut(cut)
    for name in ("title", "subtitle", "end_card"):
        text = getattr(wishes, name)
        if text is not None and not text.strip():
            raise InvalidOption(f"The {name.replace('_', ' ')} is empty. Say its words, or leave it out.")
    music, gain = soundtrack.asked_for(wishes.music), soundtrack.gain_of(wishes.volume)
    if wishes.beat_sync and music is None:
        raise InvalidOption("Cuts can fall on beats only with music: choose some, or leave beat sync out.")
    if wishes.logo is not None and not Path(wishes.logo).is_file():
        raise MissingMedia(f"There is no logo at {wishes.logo}.", name=Path(wishes.logo).name)
    read = captions.read_captions(Path(wishes.captions)) if wishes.captions is not None else Captions(())
    notes = (*(soundtrack.told_of(wishes.music) if gain else ()), *read.notes)
    return Brief(wishes, output, cut, music, gain, read.cues, notes)


def _shaped(canvas: Canvas, preset: str | None) -> Canvas:
    """A canvas in the shape that a preset asks for."""
    if preset is None:
        return canvas
    width, height = require_preset(preset).canvas_for((canvas.width, canvas.height))
    return replace(canvas, width=width, height=height)


def compose(
    records: Sequence[MediaRecord], brief: Brief, song: MediaRecord | None = None
) -> tuple[Timeline, dict[str, MediaRecord], tuple[str, ...]]:
    """The timeline of a video: pictures, music, words.

    Args:
        records: Photos.
        brief: What is wished.
        song: The sound file, if one was wished.

    Returns:
        The timeline, the records of everything it uses by asset id, and sentences on what was chosen.

    Raises:
        NoMedia: No photos.
        InvalidOption: Too little time for so many photos.
        TimelineError: Too many photos or captions.
        MediaError: The logo cannot be used.
    """
    wishes, cut, notes = brief.wishes, brief.cut, list(brief.notes)
    media = {record.id: record for record in records}
    if wishes.has_end_card and records:
        logo = import_logo(Path(wishes.logo)) if wishes.logo is not None else None
        if logo is not None:
            media.setdefault(logo.id, logo)
        cut = replace(cut, card=card_for(logo, records[-1]))
    borders = borders_ms(max(1, len(records)), cut)
    music = _music(records, brief, song, borders)
    if music is not None:
        notes.append(_music_told(music, is_chosen=brief.music == "auto", is_mute=brief.gain == 0))
        if music.record is not None:
            media[music.record.id] = music.record
        if wishes.beat_sync:
            borders, told = _on_beats(borders, music, cut)
            notes.append(told)
    if (told_of_card := card_note(borders, cut)) is not None:
        notes.append(told_of_card)
    timeline = timeline_of(records, cut, borders)
    if music is not None:
        timeline = soundtrack.add_music(timeline, music, brief.gain)
    timeline = _written(timeline, brief, notes)
    return timeline, media, tuple(notes)


def _music(
    records: Sequence[MediaRecord], brief: Brief, song: MediaRecord | None, borders: Sequence[int]
) -> Soundtrack | None:
    wishes, total_ms = brief.wishes, borders[-1]
    if song is not None:
        return soundtrack.of_file(song, total_ms)
    if brief.music is None or isinstance(brief.music, Path):
        return None
    words = " ".join(filter(None, (wishes.title, wishes.subtitle)))
    music = Music(soundtrack.mood_for(words, borders[1])) if brief.music == "auto" else brief.music
    music = replace(music, seed=soundtrack.seed_of(records))
    return soundtrack.composed(music, total_ms, beats=wishes.beat_sync)


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
