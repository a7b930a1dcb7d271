"""What is kept of an uploaded sound: a FLAC made anew from the samples alone, and a picture of its outline.

As with pictures, nothing of the original's bytes goes in: no tags, no cover, no name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PIL import Image

from photoplay.media import waveform
from photoplay.media.audio import Hear, SoundSource, listened, sound_source
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME, THUMBNAIL_SIDE, unwritten
from photoplay.media.flac import LOUDEST, FlacWriter
from photoplay.media.probe import DEFAULT_LIMITS, Limits
from photoplay.media.record import Sound
from photoplay.media.samples import blocks

_THUMBNAIL_SIZE: Final = (THUMBNAIL_SIDE, THUMBNAIL_SIDE // 4)
_THUMBNAIL_QUALITY: Final = 85


@dataclass(frozen=True, slots=True)
class DerivedSound:
    """What ``derive_sound`` found and made.

    Attributes:
        format: Of the original.
        sound: Its loudness is that of the new file, all else the original's.
        samples: Of the new file, at 48 kHz.
    """

    format: str
    sound: Sound
    samples: int


def derive_sound(
    path: Path, name: str, folder: Path, hear: Hear, limits: Limits = DEFAULT_LIMITS
) -> DerivedSound:
    """Judges a sound and writes its normalised file and its thumbnail.

    It is decoded and written in one go. Only if it turns out to go beyond full scale, as decoded MP3s
    do, it is written once more, and so much softer that it does not.

    Args:
        path: The original.
        name: Its name as the user knows it.
        folder: Where the files called ``NORMALISED_NAME`` and ``THUMBNAIL_NAME`` are written.
        hear: Tells the rhythm.
        limits: What is refused.

    Raises:
        MediaError: It cannot be used.
        OutputError: The folder cannot be written.
    """
    source = sound_source(path, name, limits)
    try:
        with FlacWriter(folder / NORMALISED_NAME) as writer:
            heard = listened(source, hear, writer.add)
        gain = min(1.0, LOUDEST / max(heard.peak, LOUDEST))
        if gain < 1:
            _write_again(source, folder / NORMALISED_NAME, gain)
        picture = waveform.picture(heard.outline.peaks(_THUMBNAIL_SIZE[0]), _THUMBNAIL_SIZE)
        with (folder / THUMBNAIL_NAME).open("xb") as file:
            Image.fromarray(picture).save(file, "JPEG", quality=_THUMBNAIL_QUALITY, subsampling=0)
    except OSError as error:
        raise unwritten(error, source.name, "Make it shorter first.") from error
    return DerivedSound(source.format, _softer(heard.sound, gain), heard.samples)


def _write_again(source: SoundSource, place: Path, gain: float) -> None:
    with FlacWriter(place, gain) as writer:
        for block in blocks(source.path, source.format, name=source.name):
            writer.add(block)


def _softer(sound: Sound, gain: float) -> Sound:
    """The facts of a sound once it has been multiplied."""
    if sound.loudness_lufs is None:
        return sound
    return replace(sound, loudness_lufs=round(sound.loudness_lufs + 20 * math.log10(gain), 2))
