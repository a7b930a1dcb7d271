"""Flash and tick of films: the sound of a clip comes with its picture, from the file to the decoded MP4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.films import MadeFilm, film, flash_in, ticks_in

from photoplay.media.videos import probe_film
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.sound.plan import make_sound
from photoplay.render.sound.track import SoundMaker
from photoplay.render.video import render_video
from photoplay.timeline.model import Canvas, Timeline, Track, TrackKind, Transition, VideoClip

F32 = NDArray[np.float32]
RATE, FPS = 48_000, 25
#: Pictures that flash, of 500: two to three seconds apart, so that each clip below shows some.
FLASHES = (5, 60, 110, 175, 230, 290, 340, 395, 450, 490)


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(2) as running:
        yield running


@pytest.fixture(scope="module", params=["mp4", "mkv"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MadeFilm:
    path = tmp_path_factory.mktemp("film") / f"film.{request.param}"
    return film(path, size=(160, 90), fps=FPS, frames=500, tick_frames=FLASHES)


@dataclass(frozen=True, slots=True)
class Shown:
    """When pictures begin to flash in a decoded file, seconds; and its sound, mono."""

    flashes_s: list[float]
    samples: F32


def show(
    timeline: Timeline, made: MadeFilm, pool: ChunkPool, folder: Path, *, edit_list: bool = True
) -> Shown:
    record = probe_film(made.path)
    media, paths = {"f": record}, {record.sha256: record.path}
    plan = make_plan(timeline, media)
    heard = make_sound(timeline, media, plan.frames * RATE // FPS)
    assert heard is not None
    cache = ChunkCache(folder / "cache")
    with SoundMaker(heard, paths, pool=pool, cache=cache, edit_list=edit_list) as sound:
        video = render_video(
            plan, paths, folder / "o.mp4", quality=QUALITIES["draft"], pool=pool, cache=cache,
            edit_list=edit_list, sound=sound,
        )  # fmt: skip
    return Shown(_flashes_s(video.path), _samples(video.path))


def _flashes_s(path: Path) -> list[float]:
    found, was = [], False
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            is_flash = flash_in(np.asarray(frame.to_ndarray()[: frame.height], np.uint8))
            if is_flash and not was:
                found.append(frame.time or 0.0)
            was = is_flash
    return found


def _samples(path: Path) -> F32:
    with av.open(str(path)) as container:
        frames = list(container.decode(audio=0))
    samples = np.concatenate([frame.to_ndarray().mean(0) for frame in frames])
    return np.concatenate([np.zeros(frames[0].pts or 0, np.float32), samples])


def timeline_of(*clips: VideoClip) -> Timeline:
    return Timeline((Track("v", TrackKind.VIDEO, clips),), Canvas(160, 90, FPS))


def clip(start_ms: int, ms: int, source_in_ms: int, **more: object) -> VideoClip:
    told: dict[str, object] = {"id": f"c{start_ms}", "motion": None, **more}
    return VideoClip(source="f", start_ms=start_ms, duration_ms=ms, source_in_ms=source_in_ms, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("edit_list", [True, False])
def test_ticks_come_with_flashes_from_the_start_to_the_end(
    made: MadeFilm, edit_list: bool, pool: ChunkPool, tmp_path: Path
) -> None:
    timeline = timeline_of(
        clip(0, 5000, 120), clip(5000, 6000, 8040), clip(11_000, 3000, 1040), clip(14_000, 5000, 15_000)
    )
    shown = show(timeline, made, pool, tmp_path, edit_list=edit_list)
    wanted = [
        (start_ms + flash_us / 1000 - in_ms) / 1000
        for start_ms, in_ms, ms in (
            (0, 120, 5000),
            (5000, 8040, 6000),
            (11_000, 1040, 3000),
            (14_000, 15_000, 5000),
        )
        for flash_us in made.ticks_us
        if in_ms <= flash_us / 1000 < in_ms + ms
    ]
    assert wanted[0] < 0.1 and wanted[-1] > 18.5
    assert shown.flashes_s == pytest.approx(wanted, abs=0.0005)
    assert ticks_in(shown.samples) == pytest.approx(shown.flashes_s, abs=0.001)


@pytest.mark.parametrize("speed", [2.0, 0.5, 1.25, 4.0])
def test_ticks_come_with_flashes_at_any_speed(
    made: MadeFilm, speed: float, pool: ChunkPool, tmp_path: Path
) -> None:
    shown = show(timeline_of(clip(0, round(9000 / speed), 2000, speed=speed)), made, pool, tmp_path)
    wanted = [(us / 1e6 - 2) / speed for us in made.ticks_us if 2 <= us / 1e6 < 11]
    assert ticks_in(shown.samples) == pytest.approx(wanted, abs=0.001)
    # Faster, not all pictures are seen; those that are begin with a frame.
    assert shown.flashes_s and (speed > 1 or len(shown.flashes_s) == len(wanted))
    for flash_s in shown.flashes_s:
        assert min(abs(flash_s - tick_s) for tick_s in wanted) <= 1 / FPS + 0.001


def test_backwards_a_flash_ends_with_its_tick(made: MadeFilm, pool: ChunkPool, tmp_path: Path) -> None:
    shown = show(timeline_of(clip(0, 8000, 2000, reverse=True)), made, pool, tmp_path)
    ends = [(10 - us / 1e6) for us in reversed(made.ticks_us) if 2 <= us / 1e6 < 10]
    assert [flash_s + 1 / FPS for flash_s in shown.flashes_s] == pytest.approx(ends, abs=0.0005)
    length_s = len(shown.samples) / RATE
    ticks_s = [length_s - tick_s for tick_s in reversed(ticks_in(shown.samples[::-1]))]
    assert ticks_s == pytest.approx(ends, abs=0.001)


def test_under_a_transition_both_films_go_on(made: MadeFilm, pool: ChunkPool, tmp_path: Path) -> None:
    """The crossfade is two seconds long; a tick of each clip lies beyond its part, and is still heard."""
    fade = Transition("fade", 2000)
    # Of the first clip, 4.6 s of the film come at 4.4 s; of the second, 13.6 s come at 3.6 s.
    timeline = timeline_of(clip(0, 4000, 200), clip(4000, 4000, 14_000, transition_in=fade))
    found = ticks_in(show(timeline, made, pool, tmp_path).samples)
    for film_s, place_s in ((4.4, 4.2), (13.6, 3.6)):
        assert film_s in [us / 1e6 for us in made.ticks_us]
        assert min(abs(tick_s - place_s) for tick_s in found) < 0.001
