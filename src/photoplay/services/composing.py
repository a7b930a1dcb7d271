"""Music of our own as a file: composed, played, and brought to the loudness that videos have."""

from __future__ import annotations

import contextlib
import os
import wave
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoplay.config import load_settings
from photoplay.errors import InvalidOption, NotWritable
from photoplay.music.catalogue import LEADS as LEADS
from photoplay.music.catalogue import MOODS as MOODS
from photoplay.music.catalogue import Mood, Recipe, lead_named, meant, music_named, title_of
from photoplay.timeline.generated import MAX_SEED, TEMPOS

F32 = NDArray[np.float32]

RATE = 48_000
#: True peaks of a file, dBTP.
_CEILING_DBTP = -1.5
SHORTEST_S, LONGEST_S = 0.5, 900.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece that was written.

    Attributes:
        title: Its own name: "Warm Breeze (piano)".
        mood: What it is.
        bpm: Beats a minute.
        seconds: Its length.
        loudness_lufs: None of a file without sound in it, such as MIDI.
    """

    path: Path
    title: str
    mood: Mood
    bpm: float
    seconds: float
    loudness_lufs: float | None = None


def recipe_in_words(mood: str, seed: int = 0, lead: str | None = None, bpm: int | None = None) -> Recipe:
    """A recipe from words.

    Raises:
        InvalidOption: An unknown mood or instrument, or a number out of range.
    """
    name, named_lead = music_named(mood)
    if name is None:
        like = f"Did you mean {told}? " if (told := meant(mood)) else ""
        raise InvalidOption(f"There is no mood “{mood}”. {like}Choose one of: {', '.join(MOODS)}.")
    if lead is None:
        lead = named_lead
    elif lead not in LEADS and (lead := lead_named(lead) or lead) not in LEADS:
        raise InvalidOption(f"There is no instrument “{lead}”. Choose one of: {', '.join(LEADS)}.")
    if not 0 <= seed <= MAX_SEED:
        raise InvalidOption(f"The seed {seed} is out of range: 0 to {MAX_SEED:,}.")
    if bpm is not None and not TEMPOS[0] <= bpm <= TEMPOS[1]:
        raise InvalidOption(f"A tempo of {bpm} is out of range: {TEMPOS[0]} to {TEMPOS[1]} beats a minute.")
    return Recipe(name, seed, lead, bpm)


def check_place(path: Path) -> None:
    """Refuses names of files that are not written.

    Raises:
        InvalidOption: Another ending than those of ``_WRITERS``, or a folder that is not there.
    """
    if path.suffix.lower() not in _WRITERS and path.suffix.lower() != ".mid":
        raise InvalidOption(
            f"Music is written as WAV, FLAC or MIDI: name it so, for example -o {path.with_suffix('.wav')}"
        )
    if not path.absolute().parent.is_dir():
        raise InvalidOption(f"The folder {path.parent} does not exist. Create it, or choose another with -o.")


def write_piece(recipe: Recipe, seconds: float, path: Path) -> Piece:
    """Composes a piece and writes it.

    Args:
        recipe: Which.
        seconds: Its exact length.
        path: Ends in ``.wav`` (24 bit), ``.flac`` (16 bit) or ``.mid``; replaced when the new one is whole.

    Raises:
        InvalidOption: Another kind of file, or a length out of range.
        NotWritable: The place cannot be written.
    """
    from photoplay.music.compose import compose

    check_place(path)
    if not SHORTEST_S <= seconds <= LONGEST_S:
        raise InvalidOption(
            f"A piece of {seconds:g} seconds is out of range: {SHORTEST_S:g} to {LONGEST_S:g} seconds."
        )
    score = compose(recipe, round(seconds * 1000))
    temporary = path.with_name(f".{path.name[:40]}.part")
    loudness = None
    try:
        if path.suffix.lower() == ".mid":
            from photoplay.music.midi import midi_file

            temporary.write_bytes(midi_file(score))
        else:
            from photoplay.music.perform import perform
            from photoplay.music.soundfont import found_soundfont

            samples, loudness = mastered(perform(score, RATE, found_soundfont()))
            _WRITERS[path.suffix.lower()](temporary, samples)
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise NotWritable(f"{path} cannot be written ({error.strerror or error}).") from error
    return Piece(path, title_of(recipe), MOODS[recipe.mood], score.bpm, score.duration_s, loudness)


def mastered(samples: F32) -> tuple[F32, float | None]:
    """Samples at the loudness that videos have, their peaks limited; and that loudness, LUFS.

    Args:
        samples: float32 (n, 2) at ``RATE``.
    """
    from photoplay.media.loudness import integrated
    from photoplay.render.sound.limiter import DELAY, Limiter
    from photoplay.render.sound.loudness import amplitude_of
    from photoplay.render.sound.meters import HOP, EnergyMeter

    wanted = load_settings().loudness_lufs
    found, out = _loudness(samples), samples
    gain_db = 0.0
    for attempt in range(3):
        # Limited once at least: a piece may have the wanted loudness already, and high peaks.
        if found is None or (attempt and abs(wanted - found) < 0.1):
            break
        gain_db += wanted - found
        limiter = Limiter(amplitude_of(_CEILING_DBTP))
        padding = np.zeros((DELAY + HOP - (len(samples) + DELAY) % HOP, 2), np.float32)
        loud = np.concatenate([samples * np.float32(amplitude_of(gain_db)), padding])
        out = limiter.add(loud)[DELAY : DELAY + len(samples)]
        meter = EnergyMeter()
        meter.add(out)
        found = integrated(meter.finish())
    return out, found


def _loudness(samples: F32) -> float | None:
    from photoplay.media.loudness import integrated
    from photoplay.render.sound.meters import EnergyMeter

    meter = EnergyMeter()
    meter.add(samples)
    return integrated(meter.finish())


def _write_wav(path: Path, samples: F32) -> None:
    """24 bits: what is rounded away lies at −144 dB."""
    codes = np.rint(np.clip(samples, -1, 1).astype(np.float64) * 8_388_607).astype("<i4")
    with wave.open(os.fspath(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(3)
        file.setframerate(RATE)
        file.writeframes(codes.reshape(-1, 1).view(np.uint8)[:, :3].tobytes())


def _write_flac(path: Path, samples: F32) -> None:
    from photoplay.media.flac import FlacWriter

    with FlacWriter(path) as writer:
        for start in range(0, len(samples), RATE):
            writer.add(samples[start : start + RATE])


_WRITERS: Mapping[str, Callable[[Path, F32], None]] = {".wav": _write_wav, ".flac": _write_flac}
