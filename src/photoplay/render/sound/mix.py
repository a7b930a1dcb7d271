"""The mix: cues added up, and brought to their loudness.

All in float32, a few seconds at a time, so that a long video takes no more memory than a short one. The
samples are gone through a few times: to measure them, then with the gain that follows, limited, and
measured again until the loudness is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from photoplay.media.loudness import SILENT_LUFS, integrated
from photoplay.render.sound.cues import RATE, SoundPlan, Source
from photoplay.render.sound.levels import Ducking, Samples, levels, played
from photoplay.render.sound.limiter import DELAY, Limiter
from photoplay.render.sound.loudness import amplitude_of, decibels
from photoplay.render.sound.meters import HOP, EnergyMeter
from photoplay.render.sound.pcm import Writer
from photoplay.timeline.layers import MUSIC_GAIN

F32 = NDArray[np.float32]

#: Samples that are mixed at a time, a multiple of ``HOP``.
BLOCK = 4 * RATE
#: A quiet source is raised by no more than this: its noise would be raised too. dB.
_MOST_RAISE_DB = 45.0
#: Loud passages, those above this share of all levels, are limited by no more than this, dB.
_LOUD_SHARE, _MOST_LIMITING_DB = 0.9995, 8.0
_PASSES, _CLOSE_LU = 5, 0.1
#: Levels are counted in steps of so many dB, so many of them, full scale in the middle.
_LEVEL_DB, _LEVELS = 0.1, 8000


@dataclass(frozen=True, slots=True)
class Mastering:
    """How a mix was brought to its loudness.

    Attributes:
        loudness_lufs: Of the result, before it is encoded; None where all is silence.
        wanted_lufs: What it should have: the loudness asked for, and what the user's own volumes add.
        volume_db: How much the user's own volumes would add.
        limit: What kept it quieter than that: "" nothing, "noise" (it is so quiet that more would raise
            its noise), "peaks" (they leave no more room), or "silence".
        limited_db: The most that a peak was lowered by.
    """

    loudness_lufs: float | None
    wanted_lufs: float
    volume_db: float
    limit: str
    limited_db: float


class Mixer:
    """Mixes one plan, as often as it takes.

    Args:
        plan: What is heard.
        sources: The samples of each of its sources.
        on_block: Called after each block, so that others see that it goes on.
    """

    def __init__(
        self,
        plan: SoundPlan,
        sources: Mapping[Source, Samples],
        on_block: Callable[[], object] = lambda: None,
    ) -> None:
        self._plan, self._sources, self._on_block = plan, sources, on_block
        self._ducking = Ducking(plan, sources, on_block) if any(cue.duck for cue in plan.cues) else None

    def blocks(self, *, by_default: bool = False) -> Iterator[F32]:
        """The mix in blocks of ``BLOCK`` samples, float32 (BLOCK, 2); the last one ends in silence.

        Args:
            by_default: With each cue at its default gain.
        """
        for start in range(0, self._plan.samples, BLOCK):
            out = np.zeros((BLOCK, 2), np.float32)
            for cue in self._plan.cues:
                first, last = max(cue.start, start), min(cue.end, start + BLOCK)
                if first >= last or (cue.is_muted and not by_default):
                    continue
                gain = levels(cue, first - cue.start, last - cue.start, by_default=by_default)
                if cue.duck and self._ducking is not None:
                    gain *= self._ducking.gains(first, last)
                heard = played(self._sources[cue.source], cue, first - cue.start, last - cue.start)
                out[first - start : last - start] += heard * gain[:, None]
            self._on_block()
            yield out

    def limited(self, gain: float, limiter: Limiter) -> Iterator[F32]:
        """The mix times ``gain``, limited, in blocks; altogether as many samples as the plan has."""
        late, left = DELAY, self._plan.samples
        for block in self.blocks():
            out = limiter.add(block * np.float32(gain))[late:][:left]
            late, left = 0, left - len(out)
            yield out
        if left:
            yield limiter.add(np.zeros((DELAY, 2), np.float32))[late:][:left]

    def master(
        self,
        target_lufs: float,
        most_louder_db: float,
        ceiling_dbtp: float,
        fresh_writer: Callable[[], Writer],
    ) -> tuple[Writer, Mastering]:
        """Writes the mix at its loudness.

        Args:
            target_lufs: What the mix has with each cue at its default gain.
            most_louder_db: The user's own volumes may add no more than this.
            ceiling_dbtp: Of true peaks.
            fresh_writer: Gives a writer that begins anew; called for each attempt.

        Returns:
            The last writer, not finished, and how it came out.
        """
        usual_lufs, loud_db = self._measured(by_default=True)
        mixed_lufs = usual_lufs
        if any(level != cue.default_gain for cue in self._plan.cues for _, level in cue.gain):
            mixed_lufs, loud_db = self._measured()
        if usual_lufs is None or mixed_lufs is None:
            writer = fresh_writer()
            self._write(writer, 0.0, ceiling_dbtp)
            return writer, Mastering(None, target_lufs, 0.0, "silence", 0.0)
        volume_db = mixed_lufs - usual_lufs
        wanted_lufs = target_lufs + min(volume_db, most_louder_db)
        for_noise_db = _MOST_RAISE_DB - decibels(MUSIC_GAIN)
        for_peaks_db = ceiling_dbtp + _MOST_LIMITING_DB - loud_db
        most_db = min(for_noise_db, for_peaks_db)
        gain_db = min(wanted_lufs - mixed_lufs, most_db)
        for _ in range(_PASSES):
            writer = fresh_writer()
            found_lufs, limited_db = self._write(writer, gain_db, ceiling_dbtp)
            next_db = min(gain_db + wanted_lufs - found_lufs, most_db)
            if abs(next_db - gain_db) < _CLOSE_LU:
                break
            gain_db = next_db
        limit = ""
        if found_lufs < wanted_lufs - _CLOSE_LU:
            is_noise = for_noise_db < for_peaks_db and limited_db < _MOST_LIMITING_DB
            limit = "noise" if is_noise else "peaks"
        return writer, Mastering(found_lufs, wanted_lufs, volume_db, limit, limited_db)

    def _measured(self, *, by_default: bool = False) -> tuple[float | None, float]:
        """Loudness of the mix as it is, and the level of its loud passages, dB."""
        meter, counts = EnergyMeter(), np.zeros(_LEVELS, np.int64)
        # At its usual gain a source lies below its own level; what counts as silence is its own affair.
        scale = np.float32(1 / MUSIC_GAIN)
        for block in self.blocks(by_default=by_default):
            meter.add(block * scale)
            tops = np.abs(block).reshape(-1, 2 * HOP).max(1)
            steps = np.rint(20 / _LEVEL_DB * np.log10(tops[tops > 0])).astype(np.int64) + _LEVELS // 2
            counts += np.bincount(np.clip(steps, 0, _LEVELS - 1), minlength=_LEVELS)
        lufs = integrated(meter.finish())
        return None if lufs is None else lufs + decibels(MUSIC_GAIN), _loud_db(counts)

    def _write(self, writer: Writer, gain_db: float, ceiling_dbtp: float) -> tuple[float, float]:
        """Writes the mix, limited: its loudness then, and the most that a peak was lowered by, dB."""
        meter, limiter = EnergyMeter(), Limiter(amplitude_of(ceiling_dbtp))
        for block in self.limited(amplitude_of(gain_db), limiter):
            meter.add(block)
            writer.add(block)
        found = integrated(meter.finish())
        return SILENT_LUFS if found is None else found, -decibels(limiter.least_gain)


def _loud_db(counts: NDArray[np.int64]) -> float:
    """The level that ``_LOUD_SHARE`` of all counted ones do not pass, dB."""
    if not counts.any():
        return decibels(0.0)
    place = int(np.searchsorted(np.cumsum(counts), _LOUD_SHARE * counts.sum()))
    return _LEVEL_DB * (place - _LEVELS // 2)
