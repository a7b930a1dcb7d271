"""The timeline: frozen data, the only truth about a video.

Times are integer milliseconds, ranges half-open. Fractions are of the upright, uncropped picture
(``focus``, ``crop``) or of the canvas (``box``, ``position``), from the top left. Mappings called
``extra`` hold keys of drafts that are not ours, so that a round trip loses nothing; they and all
other mappings are never changed in place. Mappings take part in equality but not in the hash.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, Literal

Json = Any
Extra = Mapping[str, Json]

Fit = Literal["cover", "contain", "blur"]
Flip = Literal["", "h", "v", "hv"]

#: Named canvases and their sizes. Source: the API contract.
ASPECTS: Mapping[str, tuple[int, int]] = {
    "16:9": (1920, 1080),
    "9:16": (1080, 1920),
    "1:1": (1080, 1080),
    "4:5": (1080, 1350),
}
FRAME_RATES: tuple[int, ...] = (24, 25, 30, 50, 60)
MAX_CANVAS: tuple[int, int] = (3840, 2160)

MOTIONS: tuple[str, ...] = (
    "hold", "zoom-in", "zoom-out", "pan-left", "pan-right", "pan-up", "pan-down",
    "pan-up-left", "pan-up-right", "pan-down-left", "pan-down-right", "custom",
)  # fmt: skip

#: Frames that a picture in a part of the canvas may have.
BORDERS: tuple[str, ...] = ("line", "polaroid")

#: Names of looks and the range of their amounts. Source: the API contract; ours are ``auto`` (levels and
#: white balance), ``match`` (towards the other photos) and ``lut`` (a table of colours from a file).
LOOKS: Mapping[str, tuple[int, int]] = {
    **dict.fromkeys(
        ("warm", "cool", "vivid", "faded", "vintage", "bw", "sepia", "cinematic", "film", "matte", "night"),
        (0, 100),
    ),
    **dict.fromkeys(("auto", "match", "lut"), (0, 100)),
    **dict.fromkeys(
        ("brightness", "contrast", "saturation", "temperature", "sharpen", "vignette"), (-100, 100)
    ),
}

MOODS: tuple[str, ...] = (
    "lofi", "upbeat", "cinematic", "calm", "corporate", "happy",
    "dramatic", "electronic", "jazz", "romantic", "festive", "epic",
)  # fmt: skip

TEXT_ROLES: tuple[str, ...] = ("title", "subtitle", "lower-third", "caption", "end-card", "badge")
TEXT_POSITIONS: tuple[str, ...] = (
    "top-left", "top", "top-right", "left", "center", "right", "bottom-left", "bottom", "bottom-right",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Canvas:
    """Size of the video in pixels (both even) and its frame rate."""

    width: int = 1920
    height: int = 1080
    fps: int = 30


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in fractions, 0–1: left, top, width, height."""

    x: float = 0.0
    y: float = 0.0
    w: float = 1.0
    h: float = 1.0
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Keyframe:
    """Where the camera stands at one moment of a clip.

    Attributes:
        at: Position within the clip, 0 (its start) to 1 (its end).
        x, y: The point of the picture in the middle of the canvas, fractions.
        zoom: 1 shows as much of the picture as the fit allows, 2 half as much, ≤ 8.
        easing: Name of the easing towards the next keyframe.
    """

    at: float
    x: float = 0.5
    y: float = 0.5
    zoom: float = 1.0
    easing: str = "linear"
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Motion:
    """How the camera moves over a still.

    Attributes:
        type: One of ``MOTIONS``.
        amount: Share of the frame that is travelled over the whole clip (0.12 zooms by 12 %);
            ``None`` lets the renderer take a comfortable speed.
        keyframes: For ``custom`` only, ascending in ``at``.
    """

    type: str = "hold"
    amount: float | None = None
    keyframes: tuple[Keyframe, ...] = ()
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Transition:
    """The way from the clip before; centred on the cut, so it adds no length.

    Attributes:
        type: A name of FFmpeg's ``xfade`` ("fade", "wipeleft", …), or one of ours.
        duration_ms: Whole length as asked for; drawn at most half the shorter neighbour long.
        source: Of "luma" only: asset id of the picture whose dark places change over first.
    """

    type: str
    duration_ms: int
    source: str | None = None
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Look:
    """One entry of a clip's colour treatment.

    Attributes:
        type: One of ``LOOKS``.
        amount: Strength, 0–100 or −100–100 by its type.
        source: Of "lut" only: asset id of the file with the table.
        target: Of "match" only: the mean colour to go towards, CIE L*, a*, b*. It is settled when the
            look is given, so that a photo that comes later changes no other.
    """

    type: str
    amount: float = 50.0
    source: str | None = None
    target: tuple[float, ...] | None = None
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Background:
    """What fills the canvas beside a picture: one colour, or a gradient from top to bottom.

    Attributes:
        color: "#rrggbb".
        color_to: Colour at the bottom; None: one colour.
    """

    color: str
    color_to: str | None = None
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Border:
    """A frame around a picture, outside of it within the clip's box.

    Attributes:
        type: One of ``BORDERS``; a polaroid is wider at the bottom.
        width: In parts of the shorter side of the box, 0–0.12; None: the type's own.
        color: "#rrggbb"; None: white.
    """

    type: str = "line"
    width: float | None = None
    color: str | None = None
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a clip's box stands at one moment.

    Attributes:
        at: Position within the clip, 0 (its start) to 1 (its end).
        x, y: Middle of the box, fractions of the canvas, −2–3; None: where the box is.
        scale: Size in parts of the box, 0.01–8.
        angle: Degrees clockwise, −3600–3600, added to the clip's own.
        opacity: 0–1, times the clip's own.
        easing: Name of the easing towards the next one.
    """

    at: float
    x: float | None = None
    y: float | None = None
    scale: float = 1.0
    angle: float = 0.0
    opacity: float = 1.0
    easing: str = "linear"
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Clip:
    """What every clip has. ``reference`` is the id of the clip that this one moves and goes with."""

    id: str
    name: str = ""
    start_ms: int = 0
    duration_ms: int = 3000
    reference: str | None = None
    extra: Extra = field(default_factory=dict, hash=False)

    @property
    def end_ms(self) -> int:
        return self.start_ms + self.duration_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoClip(Clip):
    """A photo or a piece of film on a video track.

    Attributes:
        source: Asset id, or the id of a generated medium.
        source_in_ms: Where in the source it starts.
        speed: 0.1–8.
        reverse: Whether film runs backwards, from the end of its part to its start.
        freeze: Whether film stands still, at ``source_in_ms``.
        sound_gain: Volume of the film's own sound, 0–2, or keyframes as in ``AudioClip``.
        fit: ``cover`` fills the canvas, ``contain`` shows all, ``blur`` shows all before a blurred copy.
        focus: Point that stays in view, or ``None`` for the one found at import.
        rotation: Quarter turns clockwise, 0–3.
        flip: ``h`` mirrors left and right, ``v`` top and bottom; after the rotation.
        crop: The part of the upright picture that is used (before ``rotation`` and ``flip``).
        motion: Camera move; ``None`` only for film.
        looks: Colour treatments, applied in order.
        box: Place on the canvas; ``None`` is all of it.
        background: Beside the picture, where there is anything; ``None``: the renderer's choice.
        border: A frame around the picture.
        radius: Of rounded corners, in parts of the shorter side of the box, 0–0.5.
        shadow: Strength of the shadow that the box throws, 0–1.
        angle: Degrees clockwise that the box is turned by.
        poses: How the box moves, ascending in ``at``; none: it stands still.
        opacity: 0–1.
        transition_in: From the clip before; on the first clip, the way in from black.
        transition_out: On the last clip, the way out.
    """

    source: str
    source_in_ms: int = 0
    speed: float = 1.0
    reverse: bool = False
    freeze: bool = False
    sound_gain: float | tuple[tuple[int, float], ...] = 1.0
    fit: Fit = "cover"
    focus: tuple[float, float] | None = None
    rotation: int = 0
    flip: Flip = ""
    crop: Box | None = None
    motion: Motion | None = None
    looks: tuple[Look, ...] = ()
    box: Box | None = None
    background: Background | None = None
    border: Border | None = None
    radius: float = 0.0
    shadow: float = 0.0
    angle: float = 0.0
    poses: tuple[Pose, ...] = ()
    opacity: float = 1.0
    transition_in: Transition | None = None
    transition_out: Transition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioClip(Clip):
    """Music or sound.

    Attributes:
        source: Asset id, or the id of a generated medium.
        gain: 0–2, or keyframes ``((ms, gain), …)`` from the clip's start.
        fade_in_ms, fade_out_ms: Lengths of the fades.
        duck: Whether it becomes quieter under other sound.
        mood: Name of the mood of composed music.
        loop: Whether the source is repeated to fill the clip.
    """

    source: str
    source_in_ms: int = 0
    speed: float = 1.0
    gain: float | tuple[tuple[int, float], ...] = 1.0
    fade_in_ms: int = 0
    fade_out_ms: int = 0
    duck: bool = False
    mood: str | None = None
    loop: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextClip(Clip):
    """Words on the picture. ``style`` and ``animation`` keep the keys of the draft."""

    text: str
    style: Extra = field(default_factory=dict, hash=False)
    animation: Extra = field(default_factory=dict, hash=False)


class TrackKind(IntEnum):
    """Values of the draft's ``tt``."""

    VIDEO = 0
    AUDIO = 1
    TEXT = 7


@dataclass(frozen=True, slots=True)
class Track:
    """Clips of one kind in order of time, none overlapping. Later tracks lie above earlier ones."""

    id: str
    kind: TrackKind
    clips: tuple[Clip, ...] = ()
    name: str = ""
    extra: Extra = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole video.

    Attributes:
        tracks: The first track of kind ``VIDEO`` is the main track.
        canvas: Size and frame rate.
        title: The project's name.
        duration_ms: End of the last clip.
        extra, metadata: Unknown keys of the draft's root and of its ``m``.
    """

    tracks: tuple[Track, ...] = ()
    canvas: Canvas = Canvas()
    title: str = ""
    extra: Extra = field(default_factory=dict, hash=False)
    metadata: Extra = field(default_factory=dict, hash=False)

    @property
    def duration_ms(self) -> int:
        return max((clip.end_ms for track in self.tracks for clip in track.clips), default=0)

    @property
    def main_track(self) -> Track | None:
        return next((track for track in self.tracks if track.kind is TrackKind.VIDEO), None)
