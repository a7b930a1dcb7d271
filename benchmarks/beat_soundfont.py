"""Pieces played by fluidsynth with a soundfont of the system's: sounds that are not ours."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoplay.music.midi import midi_file
from photoplay.music.score import Score

_FONTS = ("sf2/FluidR3_GM.sf2", "sf3/MuseScore_General.sf3", "sf2/default-GM.sf2", "sf3/default-GM.sf3")


def found() -> Path | None:
    """The soundfont that is used; None if it or fluidsynth is missing."""
    places = [Path("/usr/share/sounds") / font for font in _FONTS]
    return next((place for place in places if place.is_file()), None) if shutil.which("fluidsynth") else None


def played(score: Score, font: Path) -> NDArray[np.float32]:
    """float32 (n, 2) at 48 kHz."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "score.mid").write_bytes(midi_file(score))
        out = folder / "sound.raw"
        options = ["-ni", "-q", "-R", "1", "-C", "0", "-r", "48000", "-O", "s16", "-T", "raw", "-F", str(out)]
        command = ["fluidsynth", *options, str(font), str(folder / "score.mid")]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
        samples = np.fromfile(out, "<i2").reshape(-1, 2)
    return (samples / 32_768).astype(np.float32)
