"""The FLACs that are kept: exact where they can be, dithered where they must be, and known by their heads."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from photoplay.media.audio import decode
from photoplay.media.flac import LOUDEST, FlacWriter, flac_samples


def written(path: Path, samples: np.ndarray, gain: float = 1.0, piece: int = 10_000) -> Path:
    with FlacWriter(path, gain) as writer:
        for first in range(0, len(samples), piece):
            writer.add(samples[first : first + piece].astype(np.float32))
    return path


def test_sixteen_bit_samples_stay_as_they_are(tmp_path: Path) -> None:
    given = np.random.default_rng(1).integers(-32_768, 32_768, (30_001, 2)) / np.float32(32_768)
    path = written(tmp_path / "x", given)
    assert flac_samples(path) == 30_001
    assert np.array_equal(decode(path), given)


def test_rounding_is_a_hiss_and_no_distortion(tmp_path: Path) -> None:
    """A tone of less than a step is still heard, its harmonics are not, and the noise is that of the theory."""
    time = np.arange(480_000) / 48_000
    step = 1 / 32_768
    given = np.repeat(0.4 * step * np.sin(2 * np.pi * 1000 * time)[:, None], 2, axis=1)
    found = decode(written(tmp_path / "x", given))
    spectrum = np.abs(np.fft.rfft(found[:, 0])) / len(found) * 2 / step
    assert spectrum[10_000] == pytest.approx(0.4, abs=0.02)
    assert max(spectrum[30_000], spectrum[50_000]) < 0.01
    # A step's twelfth, and two more of the dither.
    assert np.sqrt(np.mean(np.square(found - given))) / step == pytest.approx(0.5, abs=0.01)
    assert abs(np.corrcoef((found - given).T)[0, 1]) < 0.01


def test_the_same_again(tmp_path: Path) -> None:
    given = np.random.default_rng(2).normal(0, 0.1, (50_000, 2))
    first, again = written(tmp_path / "a", given), written(tmp_path / "b", given)
    assert first.read_bytes() == again.read_bytes()
    assert b"Lavf" not in first.read_bytes()


def test_gain_and_full_scale(tmp_path: Path) -> None:
    given = np.array([[2.0, -2.0], [1.0, -1.0], [0.5, -0.5]])
    assert np.abs(decode(written(tmp_path / "x", given))).max() == 1.0
    assert decode(written(tmp_path / "x", given, gain=LOUDEST / 2)) == pytest.approx(given / 2, abs=1e-4)
    assert flac_samples(tmp_path / "x") == 3


def test_other_heads_are_told_apart(tmp_path: Path) -> None:
    head = bytearray(written(tmp_path / "x", np.zeros((100, 2))).read_bytes())
    for at, value in ((0, 0x66 ^ 1), (4, 0x04), (7, 0x23), (18, 0x0A), (20, 0xF0)):
        other = head.copy()
        other[at] = value
        (tmp_path / "y").write_bytes(other)
        assert flac_samples(tmp_path / "y") is None
    (tmp_path / "y").write_bytes(head[:41])
    assert flac_samples(tmp_path / "y") is None


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        written(tmp_path / "gone" / "x", np.zeros((9, 2)))
