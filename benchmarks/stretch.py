"""What becomes of sound at another speed: ours against FFmpeg's ``atempo``.

    python benchmarks/stretch.py [--json FILE]

ticks: short ticks over nothing, over two notes and over noise. How many are still there, and how far the worst
of those is from its moment. pitch: the fundamental of a voice-like sound, and what is heard beside its partials.
music: a composed piece against the same piece played at the other tempo, mean distance of mel spectra.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import report
from av.audio.frame import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray
from report import Line

from photoplay.music.catalogue import Recipe
from photoplay.music.compose import compose
from photoplay.music.perform import perform
from photoplay.render.sound.cues import RATE
from photoplay.render.sound.speeds import at_tempo
from photoplay.render.sound.stretch import stretched

F32 = NDArray[np.float32]
SPEEDS = (0.25, 0.5, 0.8, 1.25, 2.0, 4.0)
#: A tick: 10 ms of 2 kHz under a hill, loudest in its middle.
TICK = np.sin(2 * np.pi * 2000 * np.arange(-240, 241) / RATE) * np.hanning(481)
#: Ticks that are more than this off are counted as lost.
_LOST_MS = 60.0


def ours(samples: F32, speed: float) -> F32:
    parts = (samples[start : start + RATE] for start in range(0, len(samples), RATE))
    return np.concatenate(list(stretched(parts, speed)))


def atempo(samples: F32, speed: float) -> F32:
    """FFmpeg's filter, in a chain below a half; what is missing at its end is silence."""
    graph, chain = Graph(), []
    while speed / np.prod(chain) < 0.5:
        chain.append(0.5)
    nodes = [
        graph.add("abuffer", sample_rate=str(RATE), sample_fmt="flt", channel_layout="stereo", time_base=f"1/{RATE}"),
        *(graph.add("atempo", tempo=str(one)) for one in [*chain, speed / np.prod(chain)]),
        graph.add("abuffersink"),
    ]  # fmt: skip
    for left, right in pairwise(nodes):
        left.link_to(right)
    graph.configure()
    found = []
    for start in range(0, len(samples), RATE):
        block = np.ascontiguousarray(samples[start : start + RATE].reshape(1, -1))
        frame = AudioFrame.from_ndarray(block, "flt", "stereo")
        frame.sample_rate, frame.pts = RATE, start
        graph.push(frame)
        found += _pulled(graph)
    graph.push(None)
    found += _pulled(graph)
    out = np.concatenate(found)
    missing = max(0, round(len(samples) / speed) - len(out))
    return np.concatenate([out, np.zeros((missing, 2), np.float32)])


def _pulled(graph: Graph) -> Iterator[F32]:
    while True:
        try:
            yield graph.pull().to_ndarray().reshape(-1, 2)
        except (EOFError, av.FFmpegError):
            return


WAYS: dict[str, Callable[[F32, float], F32]] = {"ours": ours, "atempo": atempo}


def ticking(seconds: float, times_s: NDArray[np.float64], under: str) -> F32:
    at = np.arange(round(seconds * RATE)) / RATE
    out = np.zeros((len(at), 2))
    for time_s in times_s:
        middle = round(time_s * RATE)
        out[middle - 240 : middle + 241] += 0.8 * TICK[:, None]
    if under == "notes":
        out += (0.05 * np.sin(2 * np.pi * 220 * at) + 0.03 * np.sin(2 * np.pi * 437 * at))[:, None]
    elif under == "noise":
        out += np.random.default_rng(3).normal(0, 0.03, out.shape)
    return out.astype(np.float32)


def tick_errors_ms(samples: F32, wanted_s: NDArray[np.float64]) -> list[float]:
    likeness, found = np.abs(np.convolve(samples[:, 0], TICK[::-1], "same")), []
    while likeness.max() > 40:
        place = int(likeness.argmax())
        found.append(place / RATE)
        likeness[max(0, place - RATE // 50) : place + RATE // 50] = 0
    nearest = [min((abs(one - time_s) for one in found), default=1.0) for time_s in wanted_s]
    return [1000 * error_s for error_s in nearest]


def voice(seconds: float, hertz: float) -> F32:
    at, out = np.arange(round(seconds * RATE)) / RATE, np.zeros(round(seconds * RATE))
    for number in range(1, 40):
        level = sum(
            np.exp(-(((number * hertz - c) / w) ** 2)) for c, w in ((700, 150), (1200, 200), (2600, 300))
        )
        out += (level + 0.05 / number) * np.sin(2 * np.pi * number * hertz * at)
    return np.repeat((0.3 * out / np.abs(out).max())[:, None], 2, axis=1).astype(np.float32)


def pitch_and_purity(samples: F32, hertz: float) -> tuple[float, float]:
    """The fundamental, Hz, and the partials over all that is beside them up to 4 kHz, dB."""
    mono = samples[RATE // 2 : -RATE // 2, 0].astype(np.float64)
    power = np.abs(np.fft.rfft(mono * np.blackman(len(mono)), 1 << 21)) ** 2
    at = np.fft.rfftfreq(1 << 21, 1 / RATE)
    near = (at > hertz / 2) & (at < hertz * 1.8)
    found = float(at[near][power[near].argmax()])
    within = (at > hertz / 2) & (at < 4000)
    is_partial = np.abs(at / hertz - np.round(at / hertz)) * hertz < 12
    return found, float(10 * np.log10(power[within & is_partial].sum() / power[within & ~is_partial].sum()))


def mels(samples: F32) -> NDArray[np.float64]:
    edges = np.unique(np.round(np.geomspace(2, 512, 40)).astype(int))
    rows = [
        np.abs(np.fft.rfft(samples[start : start + 1024, 0] * np.hanning(1024)))[:512] ** 2
        for start in range(0, len(samples) - 1024, 480)
    ]
    return np.asarray(10 * np.log10(np.add.reduceat(np.array(rows), edges[:-1], axis=1) + 1e-5))


def off_db(found: F32, wanted: F32) -> float:
    """Mean distance of mel spectra, dB."""
    ours, theirs = mels(found), mels(wanted)
    count = min(len(ours), len(theirs))
    return float(np.sqrt(((ours[:count] - theirs[:count]) ** 2).mean(1)).mean())


def measured() -> list[Line]:
    rng = np.random.default_rng(1)
    times = 0.5 + np.cumsum(rng.uniform(0.3, 1.5, 30))
    ticks = [ticking(times[-1] + 1, times, under) for under in ("nothing", "notes", "noise")]
    pieces = [compose(Recipe(mood, 3), 12_000) for mood in ("happy", "calm", "electronic", "jazz")]
    played, spoken = [perform(piece) for piece in pieces], voice(6, 120)
    lines = []
    for speed in SPEEDS:
        wanted = [perform(at_tempo(piece, speed)) for piece in pieces]
        for name, way in WAYS.items():
            errors = [error for sound in ticks for error in tick_errors_ms(way(sound, speed), times / speed)]
            kept = [error for error in errors if error < _LOST_MS]
            hertz, purity_db = pitch_and_purity(way(spoken, speed), 120)
            began = time.process_time()
            found = [way(sound, speed) for sound in played]
            spent = (time.process_time() - began) / sum(len(one) / RATE for one in found)
            far_db = np.mean([off_db(*pair) for pair in zip(found, wanted, strict=True)])
            note = (
                f"the worst of the others {max(kept, default=0):.1f} ms off; pitch {100 * (hertz / 120 - 1):+.2f} %, "
                f"partials {purity_db:.0f} dB above the rest; music {far_db:.1f} dB off; "
                f"{1000 * spent:.1f} ms CPU a second"
            )
            lines.append(Line(f"{name}, {speed:g} times: ticks lost", 1 - len(kept) / len(errors), note=note))
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    ours(voice(3, 120), 2.0)
    lines = measured()
    print(report.table(lines))
    report.save(asked.json, lines, {})


if __name__ == "__main__":
    main()
