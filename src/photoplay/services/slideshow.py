"""The timeline of a slideshow: each photo and film once, in order, and an end card where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from photoplay.errors import InvalidOption, NoMedia
from photoplay.media.record import MediaRecord
from photoplay.motion.choice import Choice, choose_one
from photoplay.services.ways import led_by_a_picture, transition_in_words
from photoplay.templates.lengths import PHOTO_BESIDE_FILM_MS, places, shared_out, wanted_ms
from photoplay.templates.pacing import LONGEST_S, card_frames, require_time
from photoplay.timeline import checks
from photoplay.timeline.checks import SPEEDS
from photoplay.timeline.clips import END_CARD_NAME
from photoplay.timeline.endcard import card_ms, wanted_card_ms
from photoplay.timeline.generated import Card, source_of
from photoplay.timeline.model import (
    ASPECTS,
    FRAME_RATES,
    MAX_CANVAS,
    MOTIONS,
    Background,
    Canvas,
    Fit,
    Look,
    Motion,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)
from photoplay.times import frame_at, ms_at

#: What is missing of a film's end without anybody's noticing; and how many films are named one by one.
_UNSEEN_MS, _NAMED = 100, 3


@dataclass(frozen=True, slots=True)
class Cut:
    """How photos and films become a timeline.

    Attributes:
        seconds: Length of the whole video, the end card included; wins over ``per_photo``. Films alone are no
            longer than they are.
        per_photo: Length of each photo, seconds; films and an end card come on top.
        canvas: Size and frame rate.
        motion: A name of ``MOTIONS`` for all photos, or "auto".
        fit: For all photos, or "auto".
        transition: A transition's name, or "none".
        transition_seconds: Its length.
        matte: Asset id of the picture that the transition goes by, if it is one that does.
        title: The project's name.
        card: Closes the video.
        card_seconds: Its length; None: as long as suits the video.
        looks: Of every photo and film.
        background: Beside pictures that do not fill the canvas.
        speed: Of films.
        mute: Whether films are silent.
    """

    seconds: float | None = None
    per_photo: float = 3.0
    canvas: Canvas = Canvas()
    motion: str = "auto"
    fit: str = "auto"
    transition: str = "fade"
    transition_seconds: float = 0.6
    matte: str | None = None
    title: str = ""
    card: Card | None = None
    card_seconds: float | None = None
    looks: tuple[Look, ...] = ()
    background: Background | None = None
    speed: float = 1.0
    mute: bool = False

    def total_s(self, own_ms: Sequence[int | None]) -> float:
        """Length of the video of photos and films.

        Args:
            own_ms: Lengths of films at their speed; None: a photo.
        """
        wanted = wanted_ms(own_ms, round(1000 * min(self.per_photo, LONGEST_S)))
        shots_s = sum(self.per_photo if ms is None else ms / 1000 for ms in wanted)
        has_photos = None in wanted or not wanted
        if self.seconds is not None and has_photos:
            return self.seconds
        card_s = self.card_s(shots_s) if self.card else 0.0
        if has_photos:
            return shots_s + card_s
        # Films alone leave no time: the card is as long as suits the video that it makes longer.
        whole_s = shots_s + (self.card_s(shots_s + card_s) if self.card else 0.0)
        return whole_s if self.seconds is None else min(self.seconds, whole_s)

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
    """The timeline of a slideshow: each photo and film once, in order, films from their beginning.

    Args:
        records: Photos and films.
        cut: How to cut them.
        borders: Cut points as of ``borders_ms``, if they lie elsewhere, such as on beats.

    Raises:
        NoMedia: No photos and no films.
        InvalidOption: A length out of range.
        InvalidTimeline: Too many photos.
    """
    if not records:
        raise NoMedia("There is nothing to make a video of: name photos, or a folder with photos in it.")
    borders = borders or borders_ms(own_lengths_ms(records, cut), cut)
    durations = [b - a for a, b in pairwise(borders)]
    transition = None
    if cut.transition != "none" and cut.transition_seconds > 0:
        source = cut.matte if cut.transition in led_by_a_picture() else None
        transition = Transition(cut.transition, round(cut.transition_seconds * 1000), source)
    choices = _choices(records, cut, durations)
    clips = [
        VideoClip(
            id=f"c{index + 1}",
            name=record.name,
            start_ms=borders[index],
            duration_ms=durations[index],
            source=record.id,
            speed=1.0 if record.film is None else cut.speed,
            sound_gain=0.0 if record.film is not None and cut.mute else 1.0,
            fit=_fit_of(choice, cut),
            motion=None
            if record.film is not None
            else Motion(choice.motion if cut.motion == "auto" else cut.motion),
            looks=cut.looks,
            background=cut.background,
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


def own_lengths_ms(records: Sequence[MediaRecord], cut: Cut) -> list[int | None]:
    """The length of each film at its speed, at least a frame; None of photos."""
    frame_ms = -(-1000 // cut.canvas.fps)
    return [
        None if record.film is None else max(frame_ms, round(record.film.duration_ms / cut.speed))
        for record in records
    ]


def has_own_sound(records: Sequence[MediaRecord], cut: Cut) -> bool:
    """Whether films among them are heard, so that music has to step back."""
    return not cut.mute and any(record.film is not None and record.sound is not None for record in records)


def _choices(records: Sequence[MediaRecord], cut: Cut, durations_ms: Sequence[int]) -> list[Choice]:
    """Fit and motion of every picture. Film moves by itself, and has no part in the turns of zooms and pans."""
    size = (cut.canvas.width, cut.canvas.height)
    choices: list[Choice] = []
    before: str | None = None
    for record, duration_ms in zip(records, durations_ms, strict=False):
        choices.append(choose_one(record, size, before=before, duration_ms=duration_ms))
        before = before if record.film is not None else choices[-1].motion
    return choices


def _fit_of(choice: Choice, cut: Cut) -> Fit:
    """A background that is asked for is wanted to be seen, in the place of a blurred one."""
    if cut.fit != "auto":
        return _fit(cut.fit)
    return "contain" if cut.background is not None and choice.fit == "blur" else choice.fit


def _fit(told: str) -> Fit:
    fits: dict[str, Fit] = {"cover": "cover", "contain": "contain", "blur": "blur"}
    if told not in fits:
        raise InvalidOption(f"The fit “{told}” is unknown. Choose one of: auto, {', '.join(fits)}.")
    return fits[told]


def borders_ms(own_ms: Sequence[int | None], cut: Cut) -> list[int]:
    """Cut points of photos, films and the end card, on frame borders, the total exact.

    Args:
        own_ms: Lengths of films at their speed; None: a photo. Photos are equally long.
        cut: How they are cut.

    Raises:
        InvalidOption: A length out of range.
    """
    count, total = len(own_ms), cut.total_s(own_ms)
    require_time(total, own_ms, has_card=cut.card is not None)
    # Cuts on frame borders: when an edit shifts them later, they all still round the same way.
    fps, total_ms = cut.canvas.fps, round(total * 1000)
    frames = frame_at(total_ms, fps)
    card = 0
    if cut.card is not None:
        card = card_frames(frames, count, round(cut.card_s(total) * 1000), fps)
        frames -= card
    per_photo = min(cut.per_photo, LONGEST_S)
    wanted = [
        None if ms is None else Fraction(ms * fps, 1000) for ms in wanted_ms(own_ms, round(1000 * per_photo))
    ]
    least = Fraction(min(round(1000 * per_photo), PHOTO_BESIDE_FILM_MS) * fps, 1000)
    inner = places(shared_out(wanted, frames, least))[1:-1]
    return [0, *(ms_at(place, fps) for place in inner), *([ms_at(frames, fps)] if card else []), total_ms]


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


def length_notes(records: Sequence[MediaRecord], borders: Sequence[int], cut: Cut) -> tuple[str, ...]:
    """Sentences on films that are shown in part, and on a video that is shorter than was asked for.

    Args:
        records: Photos and films.
        borders: As of ``borders_ms``, or moved to beats.
        cut: What they were made of.
    """
    shown = list(zip(records, own_lengths_ms(records, cut), pairwise(borders), strict=False))
    notes = [
        f"Of {record.name}, {(b - a) / 1000:.1f} of {own / 1000:.1f} s are shown, from its beginning on."
        for record, own, (a, b) in shown
        if own is not None and own > b - a + _UNSEEN_MS
    ]
    if len(notes) > _NAMED:
        longest_s = max((b - a) / 1000 for _, own, (a, b) in shown if own is not None)
        notes = [f"{len(notes)} clips are shown in part, up to {longest_s:.1f} s of each."]
    if cut.seconds is not None and borders[-1] < round(cut.seconds * 1000) - _UNSEEN_MS:
        notes.append(f"The clips are {borders[-1] / 1000:.1f} s long together, and so is the video.")
    return tuple(notes)


def check_cut(cut: Cut) -> None:
    """Refuses unknown names before any work is done.

    Raises:
        InvalidOption: A motion, fit or transition that does not exist, or a length out of range.
    """
    motions = [name for name in MOTIONS if name != "custom"]
    if cut.motion != "auto" and cut.motion not in motions:
        raise InvalidOption(
            f"The motion “{cut.motion}” is unknown. Choose one of: auto, {', '.join(motions)}."
        )
    transition_in_words(cut.transition)
    if not 0 <= cut.transition_seconds <= 60:
        raise InvalidOption("The length of transitions is out of range: 0 to 60 seconds.")
    if cut.fit != "auto":
        _fit(cut.fit)
    if not SPEEDS[0] <= cut.speed <= SPEEDS[1]:
        raise InvalidOption(f"Clips can play from {SPEEDS[0]:g} to {SPEEDS[1]:g} times their speed.")
    borders_ms([None], cut)
