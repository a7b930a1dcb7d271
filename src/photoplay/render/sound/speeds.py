"""Sound at other speeds: files, with their pitch kept as far as that sounds well, and composed music.

Between a quarter and four times its speed a file keeps its pitch. Beyond, what is said or played is not followed
any more, and what a quarter or four times leave over plays like a tape: lower, or higher, which at least sounds
like what it is. Grains laid ten times in a row would hum, and of ten grains nine would be lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from photoplay.media.samples import blocks
from photoplay.music.score import Score
from photoplay.render.sound.cues import RATE, Recorded
from photoplay.render.sound.stretch import stretched

F32 = NDArray[np.float32]


def at_speed(source: Recorded, path: Path) -> Iterator[F32]:
    """The samples of a stretch of a file at its speed, piece by piece; fewer where the file ends.

    Args:
        source: Which.
        path: Where the file is.
    """
    # Read at another rate and played at the usual one, a sound is higher or lower, and nothing is folded back.
    rate = round(RATE / source.pitch)
    read = blocks(path, source.format, source.start / RATE, rate, name=path.name)
    wanted = _first(read, round(source.samples * rate / RATE))
    if source.speed == 1:
        yield from wanted
    else:
        yield from stretched(wanted, source.speed * rate / RATE, source.heard_samples)


def _first(parts: Iterator[F32], left: int) -> Iterator[F32]:
    """The first so many samples."""
    for part in parts:
        yield part[:left]
        left -= len(part)
        if left <= 0:
            return


def at_tempo(score: Score, speed: float) -> Score:
    """A piece played so many times as fast: the same notes, in another time."""
    if speed == 1:
        return score
    return replace(
        score,
        duration_s=score.duration_s / speed,
        bpm=score.bpm * speed,
        beats_s=tuple(beat / speed for beat in score.beats_s),
        downbeats_s=tuple(beat / speed for beat in score.downbeats_s),
        sections=tuple(
            replace(one, start_s=one.start_s / speed, end_s=one.end_s / speed) for one in score.sections
        ),
        parts=tuple(
            replace(part, notes=tuple(
                replace(note, start_s=note.start_s / speed, duration_s=note.duration_s / speed)
                for note in part.notes
            ))
            for part in score.parts
        ),
    )  # fmt: skip
