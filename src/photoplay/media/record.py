"""What is known of one imported file, found once and kept with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

MediaKind = Literal["image", "video", "audio"]
Role = Literal["photo", "logo", "clip", "music"]


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
class MediaRecord:
    """One file of the media bin.

    Attributes:
        id: Asset id; what a clip's ``source`` names.
        name: The file's name as the user knows it ("beach.jpg"), unescaped.
        path: Where the bytes are read from.
        kind: Image, video or audio, by content.
        format: Container or codec by content, lower case: ``jpeg png webp heif avif gif tiff bmp``,
            ``mp3 wav mp4 aac ogg flac``.
        width, height: Size of the upright picture, pixels; 0 of sound.
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
        sound: Of sound files only.
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
