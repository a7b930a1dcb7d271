"""Any timeline gives exactly its frames, the same ones however the work is divided."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import given, note
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from tests.films import film

from photoplay.errors import NoMedia, PhotoplayError
from photoplay.media.record import MediaRecord
from photoplay.media.videos import probe_film
from photoplay.render.cache import ChunkCache
from photoplay.render.encode import QUALITIES
from photoplay.render.frame import Composer, compose, empty_planes
from photoplay.render.moves import EASINGS
from photoplay.render.plan import make_plan
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import Plan, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.render.video import render_video
from photoplay.services.importing import import_photo
from photoplay.timeline import edits, styling
from photoplay.timeline.model import (
    BORDERS,
    FRAME_RATES,
    LOOKS,
    MOTIONS,
    Background,
    Border,
    Box,
    Canvas,
    Keyframe,
    Look,
    Motion,
    Pose,
    Timeline,
    Track,
    TrackKind,
    Transition,
    VideoClip,
)
from photoplay.times import frame_at

#: Of all shapes: usual, upright, square, long, a thread, a dot.
SIZES = ((240, 160), (90, 160), (100, 100), (400, 60), (3, 200), (1, 1))
CANVASES = ((96, 54), (54, 96), (64, 64), (50, 34))
Media = dict[str, MediaRecord]


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory, picture: Callable[..., NDArray[np.uint8]]) -> Media:
    """Six photos, one of them see-through, one of flat colour; and a film."""
    folder = tmp_path_factory.mktemp("photos")
    found = {}
    for number, size in enumerate(SIZES):
        path = folder / f"{number}.png"
        image = Image.fromarray(picture(*size, number))
        if number == 2:
            image.putalpha(Image.linear_gradient("L").resize(size))
        image.save(path)
        found[f"a{number}"] = import_photo(path)
    made = film(folder / "f.mp4", frames=40, fps=25, size=(96, 54))
    found["f"] = probe_film(made.path)
    return found


@pytest.fixture(scope="module")
def pools() -> Iterator[dict[int, ChunkPool]]:
    with ChunkPool(1) as one, ChunkPool(2) as two, ChunkPool(3) as three:
        yield {1: one, 2: two, 3: three}


fractions = st.floats(0, 1).map(lambda x: round(x, 3))
keyframes = st.lists(
    st.builds(
        Keyframe,
        at=fractions,
        x=fractions,
        y=fractions,
        zoom=st.floats(1, 3),
        easing=st.sampled_from([*EASINGS]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda key: key.at,
).map(lambda found: tuple(sorted(found, key=lambda key: key.at)))
motions = st.one_of(
    st.builds(
        Motion,
        type=st.sampled_from([name for name in MOTIONS if name != "custom"]),
        amount=st.sampled_from([None, None, 0.0, 0.05, 0.3, 2.0]),
    ),
    keyframes.map(lambda keys: Motion("custom", keyframes=keys)),
)
crops = st.builds(
    lambda x, y, w, h: Box(x, y, min(w, 1 - x), min(h, 1 - y)),
    st.floats(0, 0.9), st.floats(0, 0.9), st.floats(0.05, 1), st.floats(0.05, 1),
)  # fmt: skip
transitions = st.one_of(
    st.none(),
    st.builds(
        lambda name, ms: Transition(name, ms, "a0" if TRANSITIONS[name].takes_file else None),
        st.sampled_from([*TRANSITIONS]), st.sampled_from([1, 40, 300, 700, 5000]),
    ),
)  # fmt: skip
looks = st.lists(
    st.sampled_from([name for name in LOOKS if name != "lut"]).map(
        lambda name: Look(name, LOOKS[name][1] * 0.6, target=(50.0, 4.0, -3.0) if name == "match" else None)
    ),
    max_size=2,
).map(tuple)
poses = st.lists(
    st.builds(
        Pose,
        at=fractions,
        x=st.none() | st.floats(-0.2, 1.2),
        y=st.none() | st.floats(-0.2, 1.2),
        scale=st.floats(0.2, 2),
        angle=st.sampled_from([0.0, 0.0, 7.5, 90.0, -200.0]),
        opacity=fractions,
        easing=st.sampled_from([*EASINGS]),
    ),
    max_size=3,
    unique_by=lambda pose: pose.at,
).map(lambda found: tuple(sorted(found, key=lambda pose: pose.at)))
borders = st.none() | st.builds(Border, type=st.sampled_from(BORDERS), color=st.just("#10a0ff"))
#: How a clip stands in a part of the canvas; most fill it.
placings = st.one_of(
    st.just({}),
    st.just({}),
    st.fixed_dictionaries(
        {
            "box": st.none() | crops,
            "poses": poses,
            "border": borders,
            "radius": st.sampled_from([0.0, 0.2, 0.5]),
            "shadow": st.sampled_from([0.0, 0.6]),
            "angle": st.sampled_from([0.0, 0.0, -11.0]),
            "opacity": st.sampled_from([1.0, 1.0, 0.4]),
            "background": st.none() | st.just(Background("#203040", "#e0c0a0")),
        }
    ),
)
lengths_ms = st.one_of(st.integers(1, 1500), st.sampled_from([1, 20, 33, 100, 500, 1000]))
photos = st.builds(
    VideoClip,
    id=st.just(""),
    source=st.sampled_from([f"a{number}" for number in range(len(SIZES))]),
    duration_ms=lengths_ms,
    fit=st.sampled_from(["cover", "contain", "blur"]),
    focus=st.none() | st.tuples(fractions, fractions),
    rotation=st.integers(0, 3),
    flip=st.sampled_from(["", "h", "v", "hv"]),
    crop=st.none() | crops,
    motion=motions,
    transition_in=transitions,
    looks=looks,
)
films = st.builds(
    VideoClip,
    id=st.just(""),
    source=st.just("f"),
    duration_ms=lengths_ms,
    source_in_ms=st.sampled_from([0, 0, 300, 1500, 9000]),
    speed=st.sampled_from([1.0, 1.0, 0.3, 2.5]),
    reverse=st.booleans(),
    freeze=st.sampled_from([False, False, True]),
    fit=st.sampled_from(["cover", "contain", "blur"]),
    rotation=st.integers(0, 3),
    transition_in=transitions,
    looks=looks,
)
pictures = st.builds(lambda clip, placing: replace(clip, **placing), photos | photos | films, placings)


@st.composite
def timelines(draw: st.DrawFn) -> Timeline:
    """Two to six photos and films put together and changed by edits, others above them, on a small canvas."""
    canvas = Canvas(*draw(st.sampled_from(CANVASES)), draw(st.sampled_from(FRAME_RATES)))
    made = edits.append(Timeline(canvas=canvas), draw(st.lists(pictures, min_size=2, max_size=6)))
    if draw(st.booleans()):
        made = styling.set_way_in(made, Transition("fade", draw(lengths_ms)))
    if draw(st.booleans()):
        made = styling.set_way_out(made, Transition("fade", draw(lengths_ms)))
    for _ in range(draw(st.integers(0, 3))):
        made = edited(made, draw)
    for number in range(draw(st.integers(0, 2))):
        made = overlaid(made, draw, number)
    return made


def overlaid(timeline: Timeline, draw: st.DrawFn, number: int) -> Timeline:
    """One more track with a picture, for some of the time."""
    start_ms = draw(st.integers(0, max(0, timeline.duration_ms - 1)))
    ms = min(draw(lengths_ms), max(1, timeline.duration_ms - start_ms))
    way = st.none() | st.builds(Transition, st.sampled_from(["fade", "wipeleft", "circleopen"]), lengths_ms)
    clip = replace(
        draw(pictures), id=f"over{number}", start_ms=start_ms, duration_ms=ms,
        transition_in=draw(way), transition_out=draw(way),
    )  # fmt: skip
    track = Track(f"o{number}", TrackKind.VIDEO, (clip,))
    return replace(timeline, tracks=(*timeline.tracks, track))


def edited(timeline: Timeline, draw: st.DrawFn) -> Timeline:
    """One more edit, if it is possible."""
    assert timeline.main_track is not None
    ids = [clip.id for clip in timeline.main_track.clips]
    one, other = draw(st.sampled_from(ids)), draw(st.sampled_from(ids))
    edit: Callable[[], Timeline] = draw(
        st.sampled_from(
            [
                lambda: edits.move(timeline, one, before=other),
                lambda: edits.duplicate(timeline, one),
                lambda: edits.split(timeline, one, 100),
                lambda: edits.trim(timeline, one, start_ms=150),
                lambda: edits.set_duration(timeline, one, 4321),
                lambda: edits.set_total_duration(timeline, 3000),
                lambda: styling.rotate(timeline, one),
                lambda: with_gap(timeline, one),
            ]
        )
    )
    try:
        return edit()
    except PhotoplayError:
        return timeline


def with_gap(timeline: Timeline, clip_id: str) -> Timeline:
    """Everything from a clip on a little later: black is seen before it."""
    track = timeline.main_track
    assert track is not None
    late = list(itertools.dropwhile(lambda clip: clip.id != clip_id, track.clips))
    early = track.clips[: len(track.clips) - len(late)]
    moved = [replace(clip, start_ms=clip.start_ms + 270) for clip in late]
    return replace(timeline, tracks=(replace(track, clips=(*early, *moved)), *timeline.tracks[1:]))


def planned(timeline: Timeline, media: Media) -> Plan | None:
    try:
        return make_plan(timeline, media)
    except NoMedia:
        assert frame_at(timeline.duration_ms, timeline.canvas.fps) == 0
        return None


@given(timeline=timelines())
def test_exactly_the_planned_frames_and_equal_bytes_for_any_number_of_workers(
    timeline: Timeline, media: Media, pools: dict[int, ChunkPool], tmp_path_factory: pytest.TempPathFactory
) -> None:
    plan = planned(timeline, media)
    if plan is None:
        return
    paths = {record.sha256: record.path for record in media.values()}
    files = []
    for count, pool in pools.items():
        folder = tmp_path_factory.mktemp("video")
        video = render_video(
            plan,
            paths,
            folder / "out.mp4",
            quality=QUALITIES["draft"],
            pool=pool,
            cache=ChunkCache(folder / "cache"),
        )
        assert video.frames == plan.frames == frame_at(timeline.duration_ms, timeline.canvas.fps)
        assert count and video.chunks == len(plan.chunks())
        files.append(video.path)
    assert len({path.read_bytes() for path in files}) == 1
    assert times_of(files[0]) == [round(1e6 * frame / plan.whole.fps) for frame in range(plan.frames)]


def times_of(path: Path) -> list[int]:
    """Moments of all decoded frames, microseconds."""
    with av.open(str(path)) as container:
        frames: list[Any] = list(container.decode(video=0))
        return [round(1e6 * frame.pts * frame.time_base) for frame in frames]


def cut(whole: Slice, borders: list[int]) -> list[Slice]:
    return list(Plan(whole, tuple(borders)).chunks())


@given(timeline=timelines(), data=st.data())
def test_equal_planes_for_any_chunk_borders(timeline: Timeline, media: Media, data: st.DataObject) -> None:
    plan = planned(timeline, media)
    if plan is None:
        return
    store = SourceStore({record.sha256: record.path for record in media.values()})
    inner = data.draw(st.sets(st.integers(0, plan.frames), max_size=6))
    borders = sorted({0, plan.frames} | inner)
    for start, part in zip(borders, cut(plan.whole, borders), strict=False):
        # One composer in order of time, as a worker draws: frames that stand still are not drawn again.
        composer, out = Composer(part, store), empty_planes(part.canvas)
        watched = {0, part.frames - 1, part.frames // 2}
        for frame in range(part.frames):
            if frame not in watched and frame % 7:
                continue
            composer.draw(frame, out)
            alone = compose(plan.whole, start + frame, store)
            note(f"borders {borders}, frame {start + frame}")
            assert all(np.array_equal(a, b) for a, b in zip(alone, out, strict=True))
