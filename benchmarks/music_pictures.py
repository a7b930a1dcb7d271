"""Pictures of composed pieces: piano roll, spectrogram, onsets against beats, loudness and sections."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import matplotlib as mpl
import numpy as np
from PIL import Image

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from music_quality import F32, HOP, RATE, flux, k_weighted, log_mel, made

from photoplay.music.catalogue import Recipe
from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.score import Score

_COLOURS = (
    "#d62728",
    "#1f77b4",
    "#2ca02c",
    "#ff7f0e",
    "#9467bd",
    "#8c564b",
    "#e377c2",
    "#17becf",
    "#bcbd22",
    "#666666",
)


def draw(folder: Path, moods: Sequence[str], seed: int = 0) -> None:
    """A PNG for each mood."""
    folder.mkdir(parents=True, exist_ok=True)
    for mood in moods:
        score, sound, _, _ = made(Recipe(mood, seed))
        sheet(score, sound, folder / f"music_{mood}.png")


def sheet(score: Score, sound: F32, path: Path) -> None:
    """One piece, looked at in four ways."""
    figure, axes = plt.subplots(4, 1, figsize=(11, 9.5), sharex=True, height_ratios=(5, 3, 1.5, 1.5))
    mono = sound.mean(axis=1)
    _roll(axes[0], score)
    mel = log_mel(mono, bands=80, window=8192)
    axes[1].imshow(
        mel.T,
        origin="lower",
        aspect="auto",
        extent=(0, len(mel) * HOP / RATE, 0, 80),
        vmin=mel.max() - 75,
        cmap="magma",
    )
    axes[1].set_yticks(
        [0, 15, 30, 45, 60, 75], [f"{round(hz, -1):.0f}" for hz in np.geomspace(40, 16000, 82)[1::15]]
    )
    axes[1].set_ylabel("Hz (mel-like)")
    onsets = flux(mel)
    axes[2].vlines(score.beats_s, 0, onsets.max(), color="#cccccc", lw=0.7)
    axes[2].vlines(score.downbeats_s, 0, onsets.max(), color="#888888", lw=0.9)
    axes[2].plot((np.arange(len(onsets)) + 1) * HOP / RATE, onsets, lw=0.6, color="#d62728")
    axes[2].set_ylabel("onsets")
    _loudness(axes[3], sound)
    for one in score.sections:
        for axis in axes:
            axis.axvline(one.start_s, color="#00aa88", lw=1.0, ls="--")
    axes[3].set_xlim(0, score.duration_s)
    figure.suptitle(f"{score.title}: {score.bpm:.1f} beats a minute", fontsize=11, x=0.02, ha="left")
    figure.tight_layout()
    figure.savefig(path, dpi=72)
    plt.close(figure)
    Image.open(path).convert("RGB").quantize(96).save(path, optimize=True)


def _roll(axis: Axes, score: Score) -> None:
    """Pitched parts as bars, kits as dots under them."""
    pitched = [part for part in score.parts if not INSTRUMENTS[part.instrument].is_kit]
    for at, part in enumerate(reversed(pitched)):
        colour = "#d62728" if part.name == "melody" else _COLOURS[1 + at % 9]
        for note in part.notes:
            axis.plot(
                [note.start_s, note.start_s + note.duration_s], [note.pitch] * 2, color=colour, lw=2.6,
                alpha=0.25 + 0.75 * note.velocity, solid_capstyle="butt",
            )  # fmt: skip
        axis.plot([], [], color=colour, lw=2.6, label=f"{part.name} ({part.instrument})")
    kits = [part for part in score.parts if INSTRUMENTS[part.instrument].is_kit]
    keys = sorted({(part.name, note.pitch) for part in kits for note in part.notes})
    for part in kits:
        for note in part.notes:
            row = 24 - 1.6 * keys.index((part.name, note.pitch))
            axis.plot(note.start_s, row, "|", color="#222222", ms=2 + 5 * note.velocity)
    for row, (name, pitch) in enumerate(keys):
        axis.text(0.1, 24 - 1.6 * row, f"{name} {pitch:.0f}", fontsize=5, va="center", color="#0055aa")
    for one in score.sections:
        axis.text(one.start_s + 0.1, 101, one.name, fontsize=8, color="#00886a")
    axis.set_ylim(24 - 1.6 * max(1, len(keys)) - 1, 105)
    axis.set_ylabel("pitch (MIDI)")
    axis.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), fontsize=6, ncol=5, frameon=False)


def _loudness(axis: Axes, sound: F32) -> None:
    """Momentary (0.4 s) and short-term (3 s)."""
    power = np.cumsum(np.concatenate([[0], (k_weighted(sound) ** 2).sum(axis=1)]))
    for seconds, colour, name in ((0.4, "#aaaaaa", "0.4 s"), (3.0, "#1f77b4", "3 s")):
        length = round(seconds * RATE)
        starts = np.arange(0, len(sound) - length, RATE // 20)
        levels = -0.691 + 10 * np.log10((power[starts + length] - power[starts]) / length + 1e-12)
        axis.plot((starts + length / 2) / RATE, levels, lw=1.0, color=colour, label=name)
    axis.set_ylim(-45, -8)
    axis.set_ylabel("LUFS")
    axis.legend(fontsize=6)
