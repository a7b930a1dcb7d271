"""What is known of one imported file, found once and kept with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MediaKind = Literal["image", "video", "audio", "lut"]
Role = Literal["photo", "logo", "clip", "music", "lut"]


@dataclass(frozen=True, slots=True)
class Focus:
    """Where a picture's subject is.

    Attributes:
        x: From the left, as a fraction of the upright picture's width, 0–1.
        y: From the top, as a fraction of its height, 0–1.
        certainty: 0 (a guess: the centre is safe) to 1 (one clear subject).
    """

    x: float = 0.5
    y: float = 0.5
    certainty: float = 0.0


@dataclass(frozen=True, slots=True)
class Sound:
    """What is known of a file's sound, found once at import.

    Attributes:
        duration_ms: Decoded length, not what the file claims.
        sample_rate: Of the file, Hz.
        channels: Of the file.
        loudness_lufs: Integrated; None when there is too little to measure.
        best_start_ms: Where a short excerpt had best begin: on a downbeat, where something happens.
        bpm: Tempo, beats a minute; None without a beat.
        beats_ms: Every beat, ascending.
        downbeats_ms: First beats of bars, as far as they can be told; a subset of ``beats_ms``.
    """

    duration_ms: int
    sample_rate: int
    channels: int
    loudness_lufs: float | None = None
    best_start_ms: int = 0
    bpm: float | None = None
    beats_ms: tuple[int, ...] = ()
    downbeats_ms: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Film:
    """What is known of a file's moving picture, found once at import.

    Attributes:
        duration_ms: From the first picture to the end of the last one, as decoded; not what the file
            claims.
        frames: How many pictures there are.
        fps: Mean pictures a second.
    """

    duration_ms: int
    frames: int
    fps: float


@dataclass(frozen=True, slots=True)
class Tone:
    """What a picture's light is like, for automatic levels and white balance, and for matching.

    Attributes:
        black, white: sRGB-coded luma below which, and above which, next to nothing lies, 0–1.
        mean: Mean colour, CIE L*, a*, b* (D65), without what is clipped.
        light: Guess of the light's colour, linear red, green, blue relative to their mean; (1, 1, 1)
            is neutral.
        certainty: Of ``light``, 0–1; skies, grass and single strong colours make it small.
    """

    black: float
    white: float
    mean: tuple[float, float, float]
    light: tuple[float, float, float] = (1.0, 1.0, 1.0)
    certainty: float = 0.0


@dataclass(frozen=True, slots=True)
class MediaRecord:
    """One file of the media bin.

    Attributes:
        id: Asset id; what a clip's ``source`` names.
        name: The file's name as the user knows it ("beach.jpg"), unescaped.
        path: Where the bytes are read from.
        kind: Image, video (animated pictures too), audio, or a table of colours, by content.
        format: Container or codec by content, lower case: ``jpeg png webp heif avif gif tiff bmp``,
            ``mp4 mov avi webm mkv gif webp`` of films, ``mp3 wav mp4 aac ogg flac`` of sounds, ``cube``.
        width, height: Size of the upright picture in square pixels; 0 of sound.
        size_bytes: Size of the file.
        sha256: Hex digest of the file's bytes.
        has_alpha: Whether any pixel may be transparent.
        role: What the file is for.
        is_graphic: A screenshot, chart, drawing or logo: held or shown whole, never cropped.
        background: The one flat sRGB colour along the picture's border, when there is one; for a
            picture with transparency, the ground it is shown on.
        focus: The subject, found at import.
        taken_at: When the photo was taken, by its own clock, "YYYY:MM:DD HH:MM:SS"; empty if it does
            not say.
        sound: Of sound files, and of films that have sound.
        film: Of films only.
        tone: Of photos and films.
        live_photo: Content identifier that a Live Photo's still and its short film share; empty without.
        copies: How often the file was in one and the same upload: it is one medium all the same.
    """

    id: str
    name: str
    path: Path
    kind: MediaKind
    format: str
    width: int
    height: int
    size_bytes: int
    sha256: str
    has_alpha: bool = False
    role: Role = "photo"
    is_graphic: bool = False
    background: tuple[int, int, int] | None = None
    focus: Focus = Focus()
    taken_at: str = ""
    sound: Sound | None = None
    film: Film | None = None
    tone: Tone | None = None
    live_photo: str = ""
    copies: int = 1
