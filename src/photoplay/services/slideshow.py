"""The timeline of a slideshow: each photo once, in order, and an end card where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from photoplay.errors import InvalidOption, NoMedia
from photoplay.media.record import MediaRecord
from photoplay.motion.choice import choose
from photoplay.timeline import checks
from photoplay.timeline.clips import END_CARD_NAME
from photoplay.timeline.endcard import card_ms, wanted_card_ms
from photoplay.timeline.generated import Card, source_of
from photoplay.timeline.model import (
    ASPECTS,
    FRAME_RATES,
    MAX_CANVAS,
    MOTIONS,
    Canvas,
    Fit,
    Motion,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)
from photoplay.times import frame_at, ms_at

#: Longest video and shortest photo that ``make`` builds, seconds. The first is the contract's limit.
LONGEST_S, SHORTEST_PHOTO_S = 4 * 3600, 0.1
#: An end card gives way, down to a second, until each photo is seen for so long.
PHOTO_BESIDE_CARD_S, LEAST_CARD_S = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Cut:
    """How photos become a timeline.

    Attributes:
        seconds: Length of the whole video, the end card included; wins over ``per_photo``.
        per_photo: Length of each photo, seconds; an end card comes on top.
        canvas: Size and frame rate.
        motion: A name of ``MOTIONS`` for all photos, or "auto".
        fit: For all photos, or "auto".
        transition: A transition's name, or "none".
        transition_seconds: Its length.
        title: The project's name.
        card: Closes the video.
        card_seconds: Its length; None: as long as suits the video.
    """

    seconds: float | None = None
    per_photo: float = 3.0
    canvas: Canvas = Canvas()
    motion: str = "auto"
    fit: str = "auto"
    transition: str = "fade"
    transition_seconds: float = 0.6
    title: str = ""
    card: Card | None = None
    card_seconds: float | None = None

    def total_s(self, count: int) -> float:
        """Length of the video of ``count`` photos."""
        if self.seconds is not None:
            return self.seconds
        photos_s = self.per_photo * count
        return photos_s + (self.card_s(photos_s) if self.card else 0.0)

    def card_s(self, total_s: float) -> float:
        """Length of the end card of a video."""
        if self.card_seconds is not None:
            return self.card_seconds
        return card_ms(round(total_s * 1000) if 0 < total_s <= LONGEST_S else 0) / 1000


def canvas_of(aspect: str | None, size: str | None, fps: int) -> Canvas:
    """A canvas from words: "9:16" or "1280x720".

    Raises:
        InvalidOption: Unknown aspect, or a size or rate out of range.
    """
    width, height = ASPECTS["16:9"]
    if aspect is not None:
        if aspect not in ASPECTS:
            raise InvalidOption(f"The aspect “{aspect}” is unknown. Choose one of: {', '.join(ASPECTS)}.")
        width, height = ASPECTS[aspect]
    if size is not None:
        told = size.lower().replace("×", "x").split("x")
        if len(told) != 2 or not all(part.isascii() and part.isdigit() and len(part) < 6 for part in told):
            raise InvalidOption(f"The size “{size}” is not understood. Write it like 1280x720.")
        width, height = int(told[0]), int(told[1])
        if width % 2 or height % 2:
            raise InvalidOption(f"The size {width}x{height} has an odd side; video needs even ones.")
    if (
        max(width, height) > max(MAX_CANVAS)
        or min(width, height) > min(MAX_CANVAS)
        or min(width, height) < 16
    ):
        raise InvalidOption(
            f"The size {width}x{height} is out of range: 16x16 to {MAX_CANVAS[0]}x{MAX_CANVAS[1]}."
        )
    if fps not in FRAME_RATES:
        rates = ", ".join(map(str, FRAME_RATES))
        raise InvalidOption(f"{fps} frames a second are not offered. Choose one of: {rates}.")
    return Canvas(width, height, fps)


def timeline_of(records: Sequence[MediaRecord], cut: Cut, borders: Sequence[int] | None = None) -> Timeline:
    """The timeline of a slideshow: each photo once, in order.

    Args:
        records: Photos.
        cut: How to cut them.
        borders: Cut points as of ``borders_ms``, if they lie elsewhere, such as on beats.

    Raises:
        NoMedia: No photos.
        InvalidOption: A length out of range.
        InvalidTimeline: Too many photos.
    """
    if not records:
        raise NoMedia("There is nothing to make a video of: name photos, or a folder with photos in it.")
    borders = borders or borders_ms(len(records), cut)
    durations = [b - a for a, b in pairwise(borders)]
    size = (cut.canvas.width, cut.canvas.height)
    choices = choose(records, size, durations[: len(records)])
    transition = None
    if cut.transition != "none" and cut.transition_seconds > 0:
        transition = Transition(cut.transition, round(cut.transition_seconds * 1000))
    clips = [
        VideoClip(
            id=f"c{index + 1}",
            name=record.name,
            start_ms=borders[index],
            duration_ms=durations[index],
            source=record.id,
            fit=choice.fit if cut.fit == "auto" else _fit(cut.fit),
            motion=Motion(choice.motion if cut.motion == "auto" else cut.motion),
            transition_in=transition if index else None,
        )
        for index, (record, choice) in enumerate(zip(records, choices, strict=True))
    ]
    if cut.card is not None:
        clips.append(
            VideoClip(
                id=f"c{len(clips) + 1}",
                name=END_CARD_NAME,
                start_ms=borders[-2],
                duration_ms=durations[-1],
                source=source_of(cut.card),
                motion=Motion("hold"),
                transition_in=transition,
            )
        )
    timeline = Timeline((Track("v1", TrackKind.VIDEO, tuple(clips), "Video"),), cut.canvas, cut.title)
    checks.check(timeline)
    return timeline


def _fit(told: str) -> Fit:
    fits: dict[str, Fit] = {"cover": "cover", "contain": "contain", "blur": "blur"}
    if told not in fits:
        raise InvalidOption(f"The fit “{told}” is unknown. Choose one of: auto, {', '.join(fits)}.")
    return fits[told]


def borders_ms(count: int, cut: Cut) -> list[int]:
    """Cut points of ``count`` equally long photos and the end card, on frame borders, the total exact.

    Raises:
        InvalidOption: A length out of range.
    """
    total = cut.total_s(count)
    if not 0 < total <= LONGEST_S:
        raise InvalidOption(
            f"A video of {total:g} seconds is out of range: more than 0, at most {LONGEST_S}."
        )
    if total / (count + (cut.card is not None)) < SHORTEST_PHOTO_S:
        raise InvalidOption(
            f"{total:g} seconds are too short for {count} photo{'s' if count > 1 else ''}: each would be seen "
            f"for less than {SHORTEST_PHOTO_S:g} s. Make the video longer or name fewer photos."
        )
    # Cuts on frame borders: when an edit shifts them later, they all still round the same way.
    fps, total_ms = cut.canvas.fps, round(total * 1000)
    frames = frame_at(total_ms, fps)
    card = 0
    if cut.card is not None:
        card = _card_frames(frames, count, cut, total)
        frames -= card
    inner = [ms_at((2 * frames * index + count) // (2 * count), fps) for index in range(1, count)]
    return [0, *inner, *([ms_at(frames, fps)] if card else []), total_ms]


def _card_frames(frames: int, count: int, cut: Cut, total_s: float) -> int:
    """Frames of the end card: what it wants, as far as photos are not flashed by because of it."""
    fps = cut.canvas.fps
    shortest = max(1, frame_at(round(SHORTEST_PHOTO_S * 1000), fps))
    seen = frame_at(round(PHOTO_BESIDE_CARD_S * 1000), fps)
    wanted = frame_at(round(cut.card_s(total_s) * 1000), fps)
    least = min(wanted, frame_at(round(LEAST_CARD_S * 1000), fps), frames // (count + 1))
    card = max(min(wanted, frames - count * seen), least)
    return max(shortest, min(card, frames - count * shortest))


def card_note(borders: Sequence[int], cut: Cut) -> str | None:
    """A sentence for a card that is shorter than it should be; None: it is not, or there is none.

    Args:
        borders: As of ``borders_ms``.
        cut: What they were made of.
    """
    length_ms = borders[-1] - borders[-2]
    if cut.card is None or cut.card_seconds is not None or length_ms >= wanted_card_ms(borders[-1]) - 100:
        return None
    return (
        f"The end card is seen for {length_ms / 1000:.1f} s only, to leave time for the photos; "
        "a longer video has more for both."
    )


def check_cut(cut: Cut) -> None:
    """Refuses unknown names before any work is done.

    Raises:
        InvalidOption: A motion, fit or transition that does not exist, or a length out of range.
    """
    from photoplay.render.transitions import TRANSITIONS

    motions = [name for name in MOTIONS if name != "custom"]
    if cut.motion != "auto" and cut.motion not in motions:
        raise InvalidOption(
            f"The motion “{cut.motion}” is unknown. Choose one of: auto, {', '.join(motions)}."
        )
    if cut.transition != "none" and cut.transition not in TRANSITIONS:
        known = ", ".join(TRANSITIONS)
        raise InvalidOption(f"The transition “{cut.transition}” is unknown. Choose one of: none, {known}.")
    if not 0 <= cut.transition_seconds <= 60:
        raise InvalidOption("The length of transitions is out of range: 0 to 60 seconds.")
    if cut.fit != "auto":
        _fit(cut.fit)
    borders_ms(1, cut)
