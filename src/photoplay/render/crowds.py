"""How much may be seen at one moment: each picture takes memory, and each film a decoder, as long as it is seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from photoplay.errors import NotDrawable
from photoplay.media.record import MediaRecord
from photoplay.render.placing import placing_of
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import TextClip, Timeline, TrackKind, VideoClip

#: At one moment: texts other than captions, pictures above the main track, films.
MOST_TEXTS, MOST_OVERLAYS, MOST_FILMS = 40, 24, 9
#: Pixels of all pictures above the main track at one moment, in parts of the canvas'; each may have up to
#: ``placing.MOST_LARGE`` times as many, where it is enlarged.
MOST_CANVASES = 12.0


@dataclass(frozen=True, slots=True)
class Presence:
    """Something that is seen for a while.

    Attributes:
        start_ms, end_ms: When.
        field: Its path in the draft.
        amount: How much it counts.
    """

    start_ms: int
    end_ms: int
    field: str
    amount: float = 1.0


def first_beyond(presences: Iterable[Presence], most: float) -> Presence | None:
    """The first one with which there is more than may be at one moment; None: there never is.

    What ends where another begins is not seen with it.
    """
    known = list(presences)
    changes = [(one.end_ms, 0, number) for number, one in enumerate(known)]
    changes += [(one.start_ms, 1, number) for number, one in enumerate(known)]
    total = 0.0
    for _, is_start, number in sorted(changes):
        total += known[number].amount if is_start else -known[number].amount
        if is_start and total > most + 1e-6:
            return known[number]
    return None


def require_few(timeline: Timeline) -> None:
    """Refuses more texts and pictures at one moment than can be drawn on an ordinary machine.

    Raises:
        NotDrawable: Names the moment, and the field of what is too much there.
    """
    _require(
        _texts(timeline), MOST_TEXTS,
        f"More than {MOST_TEXTS} texts are seen at {{}} s. Remove some, or show them one after the other.",
    )  # fmt: skip
    overlays = list(_overlays(timeline))
    _require(
        (Presence(one.start_ms, one.end_ms, one.field) for one in overlays), MOST_OVERLAYS,
        f"More than {MOST_OVERLAYS} pictures lie over one another at {{}} s. Remove some, or show them one "
        "after the other.",
    )  # fmt: skip
    _require(
        overlays, MOST_CANVASES,
        "The pictures that lie over one another at {} s are too large together. Make some of them smaller, "
        "enlarge them less on their way, or show them one after the other.",
    )  # fmt: skip


def require_few_films(timeline: Timeline, media: Mapping[str, MediaRecord]) -> None:
    """Refuses more films at one moment than can be read at once.

    Args:
        timeline: A checked timeline.
        media: What each clip's ``source`` stands for; sources that are not there are passed over.

    Raises:
        NotDrawable: Names the moment, and the field of the film that is too much there.
    """
    films = (
        Presence(clip.start_ms, clip.end_ms, where)
        for clip, where, _ in _pictures(timeline)
        if (record := media.get(clip.source or "")) is not None and record.kind == "video"
    )
    _require(
        films, MOST_FILMS,
        f"More than {MOST_FILMS} videos are seen at {{}} s. Remove some, or show them one after the other.",
    )  # fmt: skip


def _require(presences: Iterable[Presence], most: float, message: str) -> None:
    found = first_beyond(presences, most)
    if found is not None:
        raise NotDrawable(message.format(f"{found.start_ms / 1000:g}"), field=found.field)


def _texts(timeline: Timeline) -> Iterator[Presence]:
    for t, track in enumerate(timeline.tracks):
        for s, clip in enumerate(track.clips):
            if isinstance(clip, TextClip) and clip.style.get("role") != "caption":
                yield Presence(clip.start_ms, clip.end_ms, _path(t, s))


def _overlays(timeline: Timeline) -> Iterator[Presence]:
    """Pictures above the main track; each counts as the part of the canvas' pixels that it is drawn with."""
    canvas = timeline.canvas.width, timeline.canvas.height
    for clip, where, is_overlay in _pictures(timeline):
        # What is shown whole is no larger than its box.
        placing = placing_of(clip, canvas, None, is_overlay=True) if is_overlay else None
        if placing is not None:
            width, height = placing.inner_size(canvas)
            yield Presence(clip.start_ms, clip.end_ms, where, width * height / (canvas[0] * canvas[1]))


def _pictures(timeline: Timeline) -> Iterator[tuple[VideoClip, str, bool]]:
    """Every clip of the tracks of pictures, its path in the draft, and whether it lies above the main track."""
    main = timeline.main_track
    for t, track in enumerate(timeline.tracks):
        for s, clip in enumerate(track.clips if track.kind is TrackKind.VIDEO else ()):
            assert isinstance(clip, VideoClip)
            yield clip, _path(t, s), track is not main


def _path(track: int, clip: int) -> str:
    return path_of(path_of("", "tracks", track), "clips", clip)
