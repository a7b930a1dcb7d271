"""From photos and wishes to a timeline, and what is refused on the way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.config import Settings
from photoplay.errors import InvalidOption, InvalidTimeline, MediaError, NoMedia
from photoplay.media.record import MediaRecord
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import slice_key
from photoplay.services import make as services
from photoplay.services.exporting import render_timeline
from photoplay.services.make import make
from photoplay.services.slideshow import Cut, canvas_of, check_cut, timeline_of
from photoplay.services.workers import open_pool
from photoplay.timeline import checks, edits
from photoplay.timeline.model import ASPECTS, FRAME_RATES, MOTIONS, Canvas, Timeline, VideoClip
from photoplay.times import frame_at

Photos = Callable[[int], list[Path]]


def records(count: int, size: tuple[int, int] = (2560, 1600)) -> list[MediaRecord]:
    found = []
    for number in range(count):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        found.append(
            MediaRecord(
                f"img_{sha256[:16]}",
                f"{number}.jpg",
                Path(f"{number}.jpg"),
                "image",
                "jpeg",
                *size,
                1,
                sha256,
            )
        )
    return found


def clips_of(timeline: Timeline) -> list[VideoClip]:
    assert timeline.main_track is not None
    return [clip for clip in timeline.main_track.clips if isinstance(clip, VideoClip)]


@pytest.fixture(scope="module")
def pool() -> Iterator[ChunkPool]:
    with ChunkPool(1) as running:
        yield running


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_CACHE_DIR", str(tmp_path / "cache"))


SMALL: dict[str, Any] = {"size": "96x54", "per_photo": 0.2, "transition_seconds": 0.1, "quality": "draft"}

# -- the timeline -----------------------------------------------------------------------------------


def test_bare_make_is_three_seconds_a_photo_with_crossfades() -> None:
    timeline = timeline_of(records(10), Cut())
    checks.check(timeline)
    clips = clips_of(timeline)
    assert timeline.duration_ms == 30_000 and timeline.canvas == Canvas(1920, 1080, 30)
    assert {clip.duration_ms for clip in clips} == {3000}
    assert [clip.id for clip in clips] == [f"c{number}" for number in range(1, 11)]
    assert clips[0].transition_in is None
    assert {
        (clip.transition_in.type, clip.transition_in.duration_ms) for clip in clips[1:] if clip.transition_in
    } == {("fade", 600)}
    assert all(clip.motion and clip.motion.type in MOTIONS and clip.motion.type != "hold" for clip in clips)


@given(
    count=st.integers(1, 60), seconds=st.floats(0.1, 600), fps=st.sampled_from(FRAME_RATES),
)  # fmt: skip
def test_cuts_lie_on_frames_and_the_length_is_exact(count: int, seconds: float, fps: int) -> None:
    if seconds / count < 0.1:
        with pytest.raises(InvalidOption, match="too short"):
            timeline_of(records(count), Cut(seconds=seconds, canvas=Canvas(96, 54, fps)))
        return
    timeline = timeline_of(records(count), Cut(seconds=seconds, canvas=Canvas(96, 54, fps)))
    clips = clips_of(timeline)
    assert timeline.duration_ms == round(seconds * 1000)
    assert all(a.end_ms == b.start_ms for a, b in pairwise(clips))
    for clip in clips[1:]:
        assert abs(clip.start_ms * fps / 1000 - frame_at(clip.start_ms, fps)) <= 0.5 * fps / 1000 + 1e-9
    lengths = [frame_at(clip.end_ms, fps) - frame_at(clip.start_ms, fps) for clip in clips]
    assert max(lengths) - min(lengths) <= 1 and sum(lengths) == frame_at(timeline.duration_ms, fps)


@pytest.mark.parametrize(
    ("count", "seconds", "fps", "most"),
    [(7, 30.0, 30, 4), (7, 20.0, 25, 2), (9, 30.0, 24, 2), (10, 32.5, 30, 2)],
)
def test_lengths_that_are_no_whole_frames_do_not_spoil_later_chunks(
    count: int, seconds: float, fps: int, most: int
) -> None:
    found = records(count)
    media = {record.id: record for record in found}
    timeline = timeline_of(found, Cut(seconds=seconds, canvas=Canvas(1920, 1080, fps)))

    def keys(timeline: Timeline) -> set[str]:
        return {slice_key(part, {}) for part in make_plan(timeline, media).chunks()}

    for clip in clips_of(timeline):
        # The last photo may be a frame longer after an edit: only the whole length is exact.
        assert len(keys(edits.set_duration(timeline, clip.id, 4400)) - keys(timeline)) <= most + 1
        assert len(keys(edits.remove(timeline, clip.id)) - keys(timeline)) <= most


def test_wishes_are_taken() -> None:
    cut = Cut(
        seconds=4, canvas=Canvas(1080, 1920, 25), motion="pan-left", fit="contain", transition="wipeleft",
        transition_seconds=0.25, title="Sea",
    )  # fmt: skip
    timeline = timeline_of(records(4), cut)
    clips = clips_of(timeline)
    assert {clip.motion.type for clip in clips if clip.motion} == {"pan-left"}
    assert {clip.fit for clip in clips} == {"contain"}
    assert {clip.transition_in and clip.transition_in.type for clip in clips[1:]} == {"wipeleft"}
    assert timeline.title == "Sea" and timeline.canvas.fps == 25


@pytest.mark.parametrize("cut", [Cut(transition="none"), Cut(transition_seconds=0)])
def test_without_transitions_there_are_hard_cuts(cut: Cut) -> None:
    timeline = timeline_of(records(3), cut)
    assert [clip.transition_in for clip in clips_of(timeline)] == [None] * 3
    plan = make_plan(timeline, {record.id: record for record in records(3)})
    assert plan.whole.blends == ()


def test_too_many_photos_are_refused() -> None:
    with pytest.raises(InvalidTimeline, match="2,000"):
        timeline_of(records(1) * 2001, Cut(per_photo=0.5))


def test_no_photos_are_refused() -> None:
    with pytest.raises(NoMedia, match="name photos"):
        timeline_of([], Cut())


# -- options ----------------------------------------------------------------------------------------


def test_canvases_by_name_and_size() -> None:
    assert canvas_of(None, None, 30) == Canvas(1920, 1080, 30)
    for name, size in ASPECTS.items():
        assert canvas_of(name, None, 24) == Canvas(*size, 24)
    assert canvas_of("9:16", "640X360", 60) == Canvas(640, 360, 60)
    assert canvas_of(None, "3840×2160", 30) == Canvas(3840, 2160, 30)
    assert canvas_of(None, "2160x3840", 30) == Canvas(2160, 3840, 30)


@pytest.mark.parametrize(
    ("aspect", "size", "fps"),
    [("2:1", None, 30), (None, "0x0", 30), (None, "1280", 30), (None, "1280x720x3", 30), (None, "-4x-4", 30),
     (None, "²²x44", 30), (None, "1281x720", 30), (None, "3840x3840", 30), (None, "99999x99999", 30),
     (None, "14x100", 30), (None, "", 30), (None, None, 0), (None, None, 29), (None, None, 1000)],
)  # fmt: skip
def test_canvases_out_of_range(aspect: str | None, size: str | None, fps: int) -> None:
    with pytest.raises(InvalidOption):
        canvas_of(aspect, size, fps)


@pytest.mark.parametrize(
    "cut",
    [Cut(motion="custom"), Cut(motion="spin"), Cut(transition="xyz"), Cut(fit="fill"), Cut(seconds=0),
     Cut(seconds=float("nan")), Cut(seconds=float("inf")), Cut(seconds=-1), Cut(seconds=14_401),
     Cut(transition_seconds=-0.1), Cut(transition_seconds=61), Cut(transition_seconds=float("nan"))],
)  # fmt: skip
def test_cuts_out_of_range(cut: Cut) -> None:
    with pytest.raises(InvalidOption):
        check_cut(cut)


@pytest.mark.parametrize("workers", [0, -1, 257])
def test_workers_out_of_range(workers: int) -> None:
    with pytest.raises(InvalidOption, match="1 to 256"):
        open_pool(workers, Settings(Path("cache")))


def test_the_number_of_workers_comes_from_the_settings() -> None:
    with open_pool(None, Settings(Path("cache"), workers=3)) as pool:
        assert pool._count == 3
    with open_pool(2, Settings(Path("cache"), workers=3)) as pool:
        assert pool._count == 2


# -- making -----------------------------------------------------------------------------------------


def test_everything_about_what_was_made_is_told(photos: Photos, pool: ChunkPool, tmp_path: Path) -> None:
    paths = photos(3)
    paths[1].write_bytes(b"")
    told: list[MediaError] = []
    made = make(tmp_path / "photos", tmp_path / "o.mp4", pool=pool, refused=told.append, **SMALL)
    assert made.video.frames == 12 and made.video.path.exists()
    assert [error.name for error in made.refused] == ["2.jpg"] == [error.name for error in told]
    assert {clip.source for clip in clips_of(made.timeline)} == set(made.media)
    assert made.wall_s > 0


@pytest.mark.parametrize("kind", [str, Path, lambda path: [path], lambda path: iter([str(path)])])
def test_inputs_of_any_kind(
    kind: Callable[[Path], Any], photos: Photos, pool: ChunkPool, tmp_path: Path
) -> None:
    photos(1)
    assert make(kind(tmp_path / "photos"), str(tmp_path / "o.mp4"), pool=pool, **SMALL).video.frames == 6


def test_a_photo_is_never_overwritten(photos: Photos, pool: ChunkPool, tmp_path: Path) -> None:
    (one,) = photos(1)
    one = one.rename(one.with_suffix(".mp4"))  # what it is stands in it, not in its name
    before = one.read_bytes()
    link = tmp_path / "link.mp4"
    link.symlink_to(one)
    for place in (one, one.parent / ".." / "photos" / one.name, link):
        with pytest.raises(InvalidOption, match="overwritten"):
            make([one], place, pool=pool, **SMALL)
    assert one.read_bytes() == before


def test_wrong_options_are_refused_before_any_photo_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*args: object) -> None:
        raise AssertionError("photos were looked at")

    monkeypatch.setattr(services, "import_pictures", never)
    for wrong in ({"aspect": "3:1"}, {"motion": "spin"}, {"quality": "best"}, {"fps": 31}, {"seconds": 0}):
        with pytest.raises(InvalidOption):
            make("photos", tmp_path / "o.mp4", workers=1, **wrong)


def test_a_timeline_can_be_rendered_with_other_settings(
    photos: Photos, pool: ChunkPool, tmp_path: Path
) -> None:
    made = make(photos(2), tmp_path / "o.mp4", pool=pool, **SMALL)
    settings = Settings(tmp_path / "other")
    again = render_timeline(
        made.timeline, made.media, tmp_path / "o2.mp4", quality="draft", pool=pool, settings=settings
    )
    assert again.chunks_rendered == 3
    assert (tmp_path / "o2.mp4").read_bytes() == (tmp_path / "o.mp4").read_bytes()
    assert list((tmp_path / "other").rglob("*.chunk"))
