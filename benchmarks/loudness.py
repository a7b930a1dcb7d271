"""Loudness and true peak of finished sound tracks, by readings other than our own.

    python benchmarks/loudness.py [--seconds 30] [--only moods|files]

Every mood, and ten kinds of sound files that users have, go through the same mix and encoder as an export.
The packets are decoded by FFmpeg and measured by its ``ebur128`` and by pyloudnorm. Wanted: −14 ± 0.5 LUFS,
and no true peak above −1 dBTP.
"""

from __future__ import annotations

import argparse
import re
import struct
import subprocess
import tempfile
import wave
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np
import pyloudnorm
from numpy.typing import NDArray

from photoplay.media.audio import probe_sound
from photoplay.music.catalogue import Recipe
from photoplay.music.compose import compose
from photoplay.music.perform import perform
from photoplay.render.cache import ChunkCache
from photoplay.render.pool import ChunkPool
from photoplay.render.sound import aac
from photoplay.render.sound.cues import RATE, Composed, Cue, Recorded, SoundPlan
from photoplay.render.sound.track import SoundMaker, Soundtrack
from photoplay.timeline.model import MOODS

F32 = NDArray[np.float32]
FFMPEG = imageio_ffmpeg.get_ffmpeg_exe()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--only", choices=["moods", "files"])
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, ChunkPool(2) as pool:
        folder = Path(place)
        cache = ChunkCache(folder / "cache")
        print(
            f"{'sound':24} {'ebur128':>8} {'pyloudnorm':>10} {'ours':>7} {'LRA':>5} {'peak':>6} {'ours':>6}  held by"
        )
        plans = [] if told.only == "files" else list(moods(told.seconds))
        if told.only != "moods":
            plans += files(folder, told.seconds)
        for name, plan, paths in plans:
            with SoundMaker(plan, paths, pool=pool, cache=cache) as maker:
                report(name, maker.result(), folder / "track.m4a")


def moods(seconds: int) -> Iterator[tuple[str, SoundPlan, dict[str, Path]]]:
    for mood in MOODS:
        samples = seconds * RATE
        yield mood, SoundPlan(samples, (Cue(0, samples, Composed(Recipe(mood, 11), samples)),)), {}


def files(folder: Path, seconds: int) -> Iterator[tuple[str, SoundPlan, dict[str, Path]]]:
    """Sound files as users have them, made from one piece and from noise."""
    piece = perform(compose(Recipe("jazz", 5), seconds * 1000))
    noise = np.random.default_rng(1).normal(0, 0.25, piece.shape).astype(np.float32)
    drums = np.tanh(piece * 12)
    base, loud = folder / "base.wav", folder / "noise.wav"
    save(base, piece)
    save(loud, noise)
    kinds = {
        "mono": (base, ["-ac", "1", "mono.wav"]),
        "8 kHz": (base, ["-ar", "8000", "low.wav"]),
        "96 kHz, 24 bits": (base, ["-ar", "96000", "-c:a", "pcm_s24le", "high.wav"]),
        "near-silent (-36 dB)": (base, ["-af", "volume=-36dB", "-c:a", "pcm_s24le", "quiet.wav"]),
        "5.1": (base, ["-af", "pan=5.1|FL=FL|FR=FR|FC=0.5*FL|LFE=0.1*FL|BL=0.4*FL|BR=0.4*FR", "surround.wav"]),
        "MP3, VBR": (base, ["-c:a", "libmp3lame", "-q:a", "5", "vbr.mp3"]),
        "one second": (base, ["-ss", "4", "-t", "1", "short.wav"]),
        "Opus": (base, ["-c:a", "libopus", "-b:a", "96k", "o.ogg"]),
        "white noise": (loud, ["-c:a", "flac", "n.flac"]),
        "AAC 64k": (base, ["-c:a", "aac", "-b:a", "64k", "a.m4a"]),
    }  # fmt: skip
    for name, (source, words) in kinds.items():
        path = folder / words[-1]
        subprocess.run([FFMPEG, "-v", "error", "-y", "-i", source, *words[:-1], path], check=True)
        if name == "MP3, VBR":
            falsify(path)
            name = "MP3, VBR, false length"
        yield name, *plan_of(path)
    save(folder / "clipped.wav", np.clip(piece * 8, -1, 1))
    yield "clipped", *plan_of(folder / "clipped.wav")
    save(
        folder / "clicks.wav",
        np.where(np.arange(len(piece))[:, None] % RATE < 30, 0.9, 0.0).astype(np.float32),
    )
    yield "clicks, one a second", *plan_of(folder / "clicks.wav")
    save(folder / "driven.wav", drums.astype(np.float32))
    yield "driven hard", *plan_of(folder / "driven.wav")


def plan_of(path: Path) -> tuple[SoundPlan, dict[str, Path]]:
    record = probe_sound(path)
    assert record.sound is not None
    samples = record.sound.duration_ms * RATE // 1000
    cue = Cue(0, samples, Recorded(record.sha256, record.format, 0, samples))
    return SoundPlan(samples, (cue,)), {record.sha256: path}


def save(path: Path, samples: F32) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def falsify(path: Path) -> None:
    """Writes a length of many hours into the Xing header of an MP3."""
    data = bytearray(path.read_bytes())
    at = max(data.find(b"Xing"), data.find(b"Info"))
    data[at + 8 : at + 12] = struct.pack(">I", 9_000_000)
    path.write_bytes(bytes(data))


def report(name: str, track: Soundtrack, path: Path) -> None:
    write(track, path)
    words = [FFMPEG, "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stderr.rpartition("Summary:")[2]
    lufs, lra, peak = (
        float(re.search(rf"{what}:\s+(-?[\d.]+|-inf)", told)[1])  # type: ignore[index]
        for what in ("I", "LRA", "Peak")
    )
    decoded = np.concatenate(list(aac.decode(track.packets)))[aac.PRIMING :][: track.samples]
    other = pyloudnorm.Meter(RATE).integrated_loudness(decoded.astype(np.float64))
    facts = track.facts
    ours = float("nan") if facts.loudness_lufs is None else facts.loudness_lufs
    is_right = abs(lufs + 14) <= 0.5 and peak <= -1 and abs(other + 14) <= 0.5
    print(
        f"{name:24} {lufs:8.1f} {other:10.2f} {ours:7.2f} {lra:5.1f} {peak:6.1f} {facts.true_peak_dbtp:6.2f}"
        f"  {facts.limit or '-':8} {'' if is_right else 'MISSED'}"
    )


def write(track: Soundtrack, path: Path) -> None:
    """The packets in a file of their own."""
    with av.open(str(path), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo", options=aac.OPTIONS)
        stream.time_base = Fraction(1, RATE)
        for number, data in enumerate(track.packets):
            packet = av.Packet(data)
            packet.stream, packet.time_base = stream, Fraction(1, RATE)
            packet.pts = packet.dts = number * aac.PACKET - aac.PRIMING
            packet.duration = min(aac.PACKET, track.samples - packet.pts)
            container.mux(packet)


if __name__ == "__main__":
    main()
