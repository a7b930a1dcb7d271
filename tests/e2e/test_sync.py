"""Flash and tick: every sound comes with its picture, at the start and after many chunks, in any kind of file."""

from __future__ import annotations

import hashlib
import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from photoplay.media.audio import probe_sound
from photoplay.media.movie import look_at
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.sound.plan import make_sound
from photoplay.render.sound.track import SoundMaker
from photoplay.render.video import render_video
from photoplay.timeline.model import AudioClip, Canvas, Motion, Timeline, Track, TrackKind, VideoClip

F64 = NDArray[np.float64]
RATE = 48_000
#: A tick: 10 ms of 2 kHz under a hill, loudest in its middle.
TICK = np.sin(2 * np.pi * 2000 * np.arange(-240, 241) / RATE) * np.hanning(481)
FLASH_MS = 200


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(2) as running:
        yield running


def flashes_ms(seconds: int) -> list[int]:
    """When it flashes: soon after the start, now and then, and just before the end."""
    return [500, *range(10_000, seconds * 1000 - 5000, 10_000), seconds * 1000 - 1000]


@pytest.fixture
def show(tmp_path: Path) -> Callable[[int, int], tuple[Timeline, dict[str, MediaRecord]]]:
    """``show(seconds, fps)``: black with white flashes, in clips of two seconds, and ticks as they begin."""

    def make(seconds: int, fps: int) -> tuple[Timeline, dict[str, MediaRecord]]:
        media = {name: _photo(tmp_path / f"{name}.png", level) for name, level in (("a", 0), ("b", 255))}
        samples = np.zeros(seconds * RATE)
        clips, at_ms = [], 0
        for flash_ms in [*flashes_ms(seconds), seconds * 1000]:
            while at_ms < flash_ms:
                end_ms = min(flash_ms, at_ms + 2000)
                clips.append(("a", at_ms, end_ms))
                at_ms = end_ms
            if flash_ms < seconds * 1000:
                clips.append(("b", at_ms, at_ms + FLASH_MS))
                at_ms += FLASH_MS
                samples[flash_ms * 48 - 240 : flash_ms * 48 + 241] += 0.8 * TICK
        media["s"] = _sound(tmp_path / "ticks.wav", samples)
        shown = tuple(
            VideoClip(id=f"c{n}", source=source, start_ms=a, duration_ms=b - a, motion=Motion("hold"))
            for n, (source, a, b) in enumerate(clips)
        )
        heard = AudioClip(id="m", source="s", duration_ms=seconds * 1000, gain=0.35)
        tracks = (Track("v", TrackKind.VIDEO, shown), Track("m", TrackKind.AUDIO, (heard,)))
        return Timeline(tracks, Canvas(64, 36, fps)), media

    return make


def _photo(path: Path, level: int) -> MediaRecord:
    Image.fromarray(np.full((36, 64, 3), level, np.uint8)).save(path)
    data = path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    return MediaRecord(path.stem, path.name, path, "image", "png", 64, 36, len(data), sha256)


def _sound(path: Path, samples: F64) -> MediaRecord:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((samples * 32767).astype("<i2").tobytes())
    return probe_sound(path)


@pytest.mark.parametrize(("fps", "edit_list"), [(30, True), (30, False), (24, False), (50, True)])
def test_flash_and_tick(
    fps: int,
    edit_list: bool,
    show: Callable[..., Any],
    pool: ChunkPool,
    tmp_path: Path,
    scale: Callable[..., int],
) -> None:
    seconds = scale(600, least=30)
    timeline, media = show(seconds, fps)
    plan = make_plan(timeline, media)
    heard = make_sound(timeline, media, plan.frames * RATE // fps)
    assert heard is not None
    paths = {record.sha256: record.path for record in media.values()}
    cache = ChunkCache(tmp_path / "cache")
    with SoundMaker(heard, paths, pool=pool, cache=cache, edit_list=edit_list) as sound:
        video = render_video(
            plan, paths, tmp_path / "o.mp4", quality=QUALITIES["draft"], pool=pool, cache=cache,
            edit_list=edit_list, sound=sound,
        )  # fmt: skip
        facts = sound.result().facts
    assert video.chunks >= seconds // 2
    assert look_at(video.path).has_edit_list is edit_list
    wanted = [ms / 1000 for ms in flashes_ms(seconds)]
    assert seen_s(video.path) == pytest.approx(wanted, abs=0.5 / fps)
    found, length = ticks_s(video.path)
    assert found == pytest.approx(wanted, abs=0.0005)
    assert found == pytest.approx(seen_s(video.path), abs=0.001)
    # The sound ends with the pictures, to the sample; the last packet is longer than it plays.
    assert length == plan.frames * RATE // fps
    assert facts.true_peak_dbtp <= -1


def seen_s(path: Path) -> list[float]:
    """When a decoded file turns white, seconds."""
    with av.open(str(path)) as container:
        frames = [
            (frame.time or 0.0, frame.to_ndarray()[:36].mean() > 128) for frame in container.decode(video=0)
        ]
    return [
        time for (_, before), (time, is_white) in pairwise([(0.0, False), *frames]) if is_white and not before
    ]


def ticks_s(path: Path) -> tuple[list[float], int]:
    """When ticks are loudest in a decoded file, seconds; and for how many samples it says to play."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        length = stream.duration or 0
        parts, first = [], None
        for frame in container.decode(stream):
            first = (frame.pts or 0) if first is None else first
            parts.append(frame.to_ndarray().mean(0))
    samples = np.concatenate([np.zeros(first or 0), *parts])
    likeness = np.abs(np.convolve(samples, TICK[::-1], "same"))
    found = []
    while likeness.max() > 20:
        at = int(likeness.argmax())
        found.append(at / RATE)
        likeness[max(0, at - RATE // 4) : at + RATE // 4] = 0
    return sorted(found), length
