"""The one way out: plain exports, presets that are met, limits that hold, and stopping."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from photoplay.errors import Cancelled, InvalidOption
from photoplay.export.presets import OFFERED
from photoplay.export.video import Exported
from photoplay.media.movie import look_at
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.video import Progress, render_video
from photoplay.timeline.model import Timeline

Export = Callable[..., Exported]
Slideshow = Callable[..., Timeline]


def test_a_plain_export_is_what_the_renderer_makes_and_costs_nothing_more(
    export: Export, slideshow: Slideshow, media: dict[str, MediaRecord], pool: ChunkPool, tmp_path: Path
) -> None:
    shown = slideshow(3)
    plain = export(shown, quality="standard")
    paths = {record.sha256: record.path for record in media.values()}
    video = render_video(
        make_plan(shown, media), paths, tmp_path / "r.mp4", quality=QUALITIES["standard"], pool=pool,
        cache=ChunkCache(tmp_path / "other"),
    )  # fmt: skip
    assert plain.video.path.read_bytes() == video.path.read_bytes()
    assert (plain.video.chunks, plain.video.chunks_rendered) == (video.chunks, video.chunks_rendered)
    assert (plain.checks, plain.notes) == ((), ())


def test_size_and_rate_of_one_export_leave_the_project_alone(export: Export, slideshow: Slideshow) -> None:
    project = slideshow(2)
    video = export(project, resolution="360p", fps=24).video
    assert (video.width, video.height, video.fps, video.frames) == (640, 360, 24, 48)
    assert project == slideshow(2)


def test_a_lower_rate_factor_is_a_larger_file(export: Export, slideshow: Slideshow) -> None:
    shown = slideshow(2)
    sizes = [export(shown, crf=float(crf)).video.size_bytes for crf in (10, 20, 30, 45)]
    assert sizes == sorted(sizes, reverse=True) and len(set(sizes)) == 4
    assert export(shown, crf=20.0).video.size_bytes == export(shown, quality="standard").video.size_bytes


@pytest.mark.parametrize("name", OFFERED)
def test_a_preset_meets_each_of_its_limits_and_says_what_was_measured(
    export: Export, slideshow: Slideshow, name: str
) -> None:
    made = export(slideshow(2, seconds=1.6), preset=name)
    assert {"codec", "index", "canvas"} <= {check.name for check in made.checks}
    assert all(check.is_met and check.limit and check.measured for check in made.checks), made.checks
    movie, row = look_at(made.video.path), OFFERED[name]
    assert movie.has_edit_list or not row.edit_list or movie.b_frames == 0
    if row.canvases:
        assert (movie.width, movie.height) in row.canvases
        assert name == "feed" or row.canvases[0][0] > row.canvases[0][1] or "Framed anew" in made.notes[0]


def test_a_size_limit_holds_is_used_and_is_told(export: Export, slideshow: Slideshow) -> None:
    shown = slideshow(6, size=(640, 360))
    plain = export(shown).video.size_bytes
    for part in (0.15, 0.5, 1.5):
        limit = int(plain * part)
        made = export(shown, max_bytes=limit)
        assert 0.85 * limit <= made.video.size_bytes < limit
        (check,) = made.checks
        assert (check.name, check.is_met) == ("size asked for", True)
        assert f"{made.video.size_bytes:,}" in check.measured


def test_what_nothing_can_reach_is_refused_with_the_least_that_can_be(
    export: Export, slideshow: Slideshow, tmp_path: Path
) -> None:
    shown = slideshow(8, size=(320, 180))
    with pytest.raises(InvalidOption, match="the smallest possible is") as caught:
        export(shown, max_bytes=10_000)
    assert caught.value.field == "output.max_bytes" and not (tmp_path / "o.mp4").exists()
    least = int(caught.value.message.partition("Allow ")[2].partition(" bytes")[0].replace(",", ""))
    assert export(shown, max_bytes=least).video.size_bytes < least


def test_few_bytes_mean_a_smaller_picture_and_that_is_said(export: Export, slideshow: Slideshow) -> None:
    shown = slideshow(4, size=(1280, 720))
    made = export(shown, max_bytes=60_000)
    assert made.video.height < 720 and made.video.size_bytes < 60_000
    assert any(
        f"Made {made.video.width} × {made.video.height} to stay under 60 kB." == one for one in made.notes
    )


def test_a_preset_and_a_size_hold_together(export: Export, slideshow: Slideshow) -> None:
    made = export(slideshow(2, size=(640, 360)), preset="discord", max_bytes=100_000)
    assert made.video.size_bytes < 100_000 and all(check.is_met for check in made.checks)


def test_too_long_for_a_preset_is_refused_before_anything_is_drawn(
    export: Export, slideshow: Slideshow, tmp_path: Path
) -> None:
    with pytest.raises(InvalidOption, match="up to 1 min; this one is 1 min 5 s long"):
        export(slideshow(65), preset="story")
    assert not (tmp_path / "cache").exists()


@pytest.mark.parametrize("told", [{}, {"max_bytes": 150_000}, {"preset": "youtube"}])
def test_progress_never_goes_back_and_ends_whole(
    export: Export, slideshow: Slideshow, told: dict[str, object]
) -> None:
    seen: list[Progress] = []
    made = export(slideshow(5, size=(640, 360)), on_progress=seen.append, **told)
    done = [one.frames_done for one in seen]
    assert done == sorted(done) and done[-1] == seen[-1].frames_total == made.video.frames
    assert len({one.frames_total for one in seen}) == 1


@pytest.mark.parametrize("told", [{}, {"max_bytes": 400_000}])
def test_stopping_leaves_nothing_and_the_pool_goes_on(
    export: Export, slideshow: Slideshow, tmp_path: Path, told: dict[str, object]
) -> None:
    long = slideshow(120, size=(1920, 1080))
    stop, stopped_at = threading.Event(), []

    def progressed(progress: Progress) -> None:
        if progress.frames_done > 0 and not stop.is_set():
            stopped_at.append(time.monotonic())
            stop.set()

    with pytest.raises(Cancelled):
        export(long, stop=stop, on_progress=progressed, **told)
    assert time.monotonic() - stopped_at[0] < 30
    assert not [path for path in tmp_path.iterdir() if "mp4" in path.name]
    assert export(slideshow(1)).video.frames == 30


def test_stopped_before_it_began(export: Export, slideshow: Slideshow) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        export(slideshow(2), stop=stop)


def test_all_chunks_of_a_limited_file_join_though_their_rates_differ(
    export: Export, slideshow: Slideshow, decoded_frames: Callable[[Path], int]
) -> None:
    made = export(slideshow(7, seconds=0.7, size=(640, 360)), max_bytes=300_000)
    assert decoded_frames(made.video.path) == made.video.frames == 147
