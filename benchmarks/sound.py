"""What sound costs, and which of FFmpeg's AAC coders to take.

    python benchmarks/sound.py [--photos DIR] [--runs 3] [--sections coder,cost,clips] [--json FILE]

coder: music of every mood at several rates. The noise that a coder leaves is held against what the music
hides, in 24 critical bands; beside it the rate that it really has, and its time.
cost: R with composed music against R without, and exporting it again after one edit of the music; the
process is warm, and other work on the machine must rest.
clips: the sound alone of 30 s of ten clips with music that steps back under them; and again after one edit.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import av
import numpy as np
import recipes
import report
from numpy.typing import NDArray
from photos import reference_photos
from report import Line

from photoplay.config import Settings
from photoplay.export.options import Output
from photoplay.media.videos import probe_film
from photoplay.music.catalogue import Recipe
from photoplay.music.compose import compose
from photoplay.music.perform import perform
from photoplay.render.cache import ChunkCache
from photoplay.render.sound import aac
from photoplay.render.sound.plan import make_sound
from photoplay.render.sound.track import SoundMaker
from photoplay.services.drafts import load_draft
from photoplay.services.exporting import export_timeline
from photoplay.services.workers import open_pool
from photoplay.timeline import edits, layers
from photoplay.timeline.model import (
    MOODS,
    AudioClip,
    Canvas,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)

F32 = NDArray[np.float32]
#: Edges of the critical bands, Hz. Source: Zwicker, 1961.
_BANDS = (
    0, 100, 200, 300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700, 4400,
    5300, 6400, 7700, 9500, 12000, 15500,
)  # fmt: skip
#: Noise this far below what is heard around it is hidden; a band hides the next ones above and below, dB.
_HIDDEN_DB, _UP_DB, _DOWN_DB = 12.0, 10.0, 25.0
#: Parts of R's time that an edit of the music may take.
GOALS = {"volume": 0.12, "length": 0.35}


def coders() -> None:
    pieces = [perform(compose(Recipe(mood, 5), 8000)) for mood in MOODS]
    print(f"{'rate':>7} {'coder':8} {'real rate':>9} {'CPU s':>6} {'mean':>6} {'p95':>6} {'heard':>6}")
    for bit_s in (384_000, 192_000, 128_000, 96_000, 64_000):
        for coder in ("fast", "twoloop"):
            found, size_bytes, began = [], 0, time.process_time()
            with patch.dict(aac.OPTIONS, {"aac_coder": coder}):
                packets = [aac.encode(piece, bit_s).packets for piece in pieces]
            spent = time.process_time() - began
            for piece, one in zip(pieces, packets, strict=True):
                size_bytes += sum(map(len, one))
                out = np.concatenate(list(aac.decode(one)))[aac.PRIMING :][: len(piece)]
                found.append(_above_hidden(piece, out))
            over = np.concatenate(found)
            rate = 8 * size_bytes / sum(len(piece) / 48_000 for piece in pieces)
            print(
                f"{bit_s:7} {coder:8} {rate:9.0f} {spent:6.2f} {over.mean():6.1f} {np.percentile(over, 95):6.1f} "
                f"{(over > 0).mean():6.1%}"
            )


def _above_hidden(music: F32, coded: F32) -> NDArray[np.float64]:
    """By how much the noise in each band and moment is above what the music hides, dB."""
    bins = np.asarray(_BANDS) * 2048 // 48_000
    window = np.hanning(2048)[:, None]
    found = []
    for start in range(2048, len(music) - 4096, 1024):
        there = slice(start, start + 2048)
        sound, noise = (
            np.add.reduceat(np.abs(np.fft.rfft(part[there] * window, axis=0)) ** 2, bins[:-1], axis=0)
            for part in (music, coded - music)
        )
        hides = sound + 1e-6
        for band in range(1, len(hides)):
            hides[band] = np.maximum(hides[band], hides[band - 1] * 10 ** (-_UP_DB / 10))
        for band in range(len(hides) - 2, -1, -1):
            hides[band] = np.maximum(hides[band], hides[band + 1] * 10 ** (-_DOWN_DB / 10))
        found.append(10 * np.log10((noise + 1e-12) / hides) + _HIDDEN_DB)
    return np.concatenate(found).ravel()


def costs(photos: list[Path], runs: int) -> list[Line]:
    with tempfile.TemporaryDirectory() as name, open_pool(None) as pool:
        folder = Path(name)
        plain, media = load_draft(recipes.write_draft(folder / "r.json", recipes.draft(photos)))

        def export(timeline: Timeline, cache: Path) -> float:
            began = time.perf_counter()
            export_timeline(
                timeline, media, folder / "o.mp4", output=Output(quality="standard"), pool=pool,
                settings=Settings(cache),
            )  # fmt: skip
            return time.perf_counter() - began

        heard = layers.add_audio(plain, "music:upbeat?seed=7")
        export(heard, folder / "warm")
        silent_s = min(export(plain, folder / f"a{run}") for run in range(runs))
        heard_s = min(export(heard, folder / f"b{run}") for run in range(runs))
        export(heard, folder / "kept")
        lines = [Line("R with music ÷ R", heard_s / silent_s, note=f"{heard_s:.2f} s, {silent_s:.2f} s")]
        for words, edited in {"volume": _quieter(heard), "length": _longer(heard)}.items():
            found = []
            for _ in range(runs):
                with tempfile.TemporaryDirectory(dir=folder) as copy:
                    shutil.copytree(folder / "kept", copy, dirs_exist_ok=True)
                    found.append(export(edited, Path(copy)))
            lines.append(Line(f"music's {words} changed ÷ R", min(found) / silent_s, most=GOALS[words]))
        return lines


def clips(runs: int) -> list[Line]:
    with tempfile.TemporaryDirectory() as name, open_pool(None) as pool:
        folder = Path(name)
        records = [probe_film(_film(folder / f"f{seed}.mp4", seed)) for seed in range(10)]
        media = {record.id: record for record in records}
        paths = {record.sha256: record.path for record in records}

        def made(timeline: Timeline, cache: Path) -> float:
            began = time.perf_counter()
            plan = make_sound(timeline, media)
            assert plan is not None
            with SoundMaker(plan, paths, pool=pool, cache=ChunkCache(cache)) as maker:
                maker.result()
            return time.perf_counter() - began

        usual = _of_clips([record.id for record in records])
        made(usual, folder / "warm")
        whole_s = min(made(usual, folder / f"a{run}") for run in range(runs))
        made(usual, folder / "kept")
        lines = [Line("sound of ten clips and music, 30 s", whole_s, "s")]
        changes: dict[str, dict[str, object]] = {
            "volume changed": {"sound_gain": 0.5},
            "played twice as fast": {"speed": 2.0},
            "backwards": {"reverse": True},
        }
        for words, change in changes.items():
            found = []
            for _ in range(runs):
                with tempfile.TemporaryDirectory(dir=folder) as copy:
                    shutil.copytree(folder / "kept", copy, dirs_exist_ok=True)
                    found.append(made(_of_clips([record.id for record in records], **change), Path(copy)))
            lines.append(
                Line(f"one clip's sound {words}", min(found), "s", note=f"{min(found) / whole_s:.2f} of it")
            )
        return lines


def _of_clips(sources: list[str], **change: object) -> Timeline:
    """Ten clips of three seconds with crossfades; the fifth one changed."""
    fade = Transition("fade", 700)
    shown = [
        VideoClip(
            id=f"c{n}", source=source, start_ms=3000 * n, duration_ms=3000, source_in_ms=1000, transition_in=fade,
            **(change if n == 4 else {}),  # type: ignore[arg-type]
        )
        for n, source in enumerate(sources)
    ]  # fmt: skip
    music = AudioClip(id="m", source="music:upbeat?seed=7", duration_ms=30_000, gain=0.35, duck=True)
    tracks = (Track("v", TrackKind.VIDEO, tuple(shown)), Track("m", TrackKind.AUDIO, (music,)))
    return Timeline(tracks, Canvas(1920, 1080, 30))


def _film(path: Path, seed: int) -> Path:
    """Six seconds of a small grey picture, and of a voice that says something like syllables."""
    rng, at = np.random.default_rng(seed), np.arange(288_000) / 48_000
    syllables = np.interp(at, np.arange(61) / 10, np.where(np.arange(61) % 2, rng.uniform(0.2, 1, 61), 0.02))
    hertz = rng.uniform(100, 220)
    partials = sum(np.sin(2 * np.pi * n * hertz * at + n * n) / n for n in range(1, 20))
    samples = (0.08 * syllables * partials).astype(np.float32)
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=25)
        picture.width, picture.height, picture.pix_fmt = 160, 90, "yuv420p"
        sound = container.add_stream("aac", rate=48_000, layout="stereo")
        for number in range(150):
            frame = av.VideoFrame.from_ndarray(np.full((90, 160, 3), 100 + number % 50, np.uint8), "rgb24")
            container.mux(picture.encode(frame))
        container.mux(picture.encode(None))
        for start in range(0, len(samples), 1024):
            block = np.repeat(samples[None, start : start + 1024], 2, axis=0)
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "stereo")
            frame.sample_rate, frame.pts = 48_000, start
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    return path


def _quieter(timeline: Timeline) -> Timeline:
    return layers.edit_audio(timeline, _music(timeline).id, gain=0.25)


def _longer(timeline: Timeline) -> Timeline:
    """The music ends a second earlier; the pictures stay."""
    clip = _music(timeline)
    return edits.set_duration(timeline, clip.id, clip.duration_ms - 1000)


def _music(timeline: Timeline) -> AudioClip:
    clips = (clip for track in timeline.tracks for clip in track.clips)
    return next(replace(clip) for clip in clips if isinstance(clip, AudioClip))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--photos", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--sections", default="coder,cost,clips")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    if "coder" in asked.sections:
        coders()
    lines, facts = [], {}
    if "cost" in asked.sections:
        photos = reference_photos(asked.photos)
        facts["photos"] = photos.origin
        lines += costs(list(photos.paths), asked.runs)
    if "clips" in asked.sections:
        lines += clips(asked.runs)
    print("".join(f"{name}: {told}\n\n" for name, told in facts.items()) + report.table(lines))
    report.save(asked.json, lines, facts)


if __name__ == "__main__":
    main()
