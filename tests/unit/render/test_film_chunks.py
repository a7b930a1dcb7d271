"""Films and chunks: the same however the video is cut and by whom, kept when films change, and closed again."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.film_videos import SIZE, Shown, clip, frames, shown
from tests.films import film
from tests.waiting import HANGS_S

from photoplay.errors import BrokenMedia, MissingMedia
from photoplay.media.planes import Planes
from photoplay.media.record import Film
from photoplay.render import films
from photoplay.render.cache import ChunkCache
from photoplay.render.chunk import is_mostly_film
from photoplay.render.encode import QUALITIES, ChunkEncoder, settings_of
from photoplay.render.films import FilmStore
from photoplay.render.footage import Footage
from photoplay.render.frame import empty_planes
from photoplay.render.moves import Move
from photoplay.render.pool import ChunkPool
from photoplay.render.slices import Plan, Slice, slice_key
from photoplay.render.sources import SourceStore, require_unchanged
from photoplay.render.views import View
from photoplay.render.worker import ChunkTask
from photoplay.timeline.model import Motion, Transition


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Shown]:
    """``made(fps)``: a film of 80 pictures with few key frames."""
    folder = tmp_path_factory.mktemp("films")
    kept: dict[int, Shown] = {}

    def make(fps: int) -> Shown:
        if fps not in kept:
            options = {"preset": "ultrafast", "crf": "14", "g": "250", "bf": "2"}
            kept[fps] = shown(film(folder / f"{fps}.mp4", size=SIZE, fps=fps, frames=80, options=options))
        return kept[fps]

    return make


# -- however it is cut ------------------------------------------------------------------------------

CUTS = {
    "plain": [clip(0, 2000)],
    "slow": [clip(0, 2000, speed=0.5)],
    "very slow": [clip(0, 2000, speed=0.13, source_in_ms=300)],
    "fast": [clip(0, 1500, speed=1.7)],
    "reversed": [clip(0, 2000, reverse=True)],
    "reversed and slow": [clip(0, 2000, reverse=True, speed=0.4, source_in_ms=500)],
    "frozen": [clip(0, 1000, freeze=True, source_in_ms=700)],
    "zoomed": [clip(0, 1500, motion=Motion("zoom-in", 0.1))],
    "blurred ground": [clip(0, 1000, fit="blur", rotation=1)],
    "into another part, with material to spare": [
        clip(0, 1000, source_in_ms=300), clip(1000, 1000, source_in_ms=900, transition_in=Transition("fade", 600)),
    ],
    "into itself, without any to spare": [
        clip(0, 1000, source_in_ms=1660), clip(1000, 1000, transition_in=Transition("wipeleft", 600)),
    ],
    "reversed into forwards": [
        clip(0, 1000, reverse=True), clip(1000, 1000, speed=0.5, transition_in=Transition("slideleft", 500)),
    ],
}  # fmt: skip


def digests(parts: Sequence[Slice], stores: Sequence[SourceStore]) -> list[str]:
    """Of every frame; each part is drawn with the next store."""
    found = []
    for number, part in enumerate(parts):
        for planes in frames(part, stores[number % len(stores)]):
            found.append(hashlib.sha256(b"".join(plane.tobytes() for plane in planes)).hexdigest())
    return found


@pytest.mark.parametrize("name", CUTS)
def test_frames_are_the_same_however_the_video_is_cut(name: str, made: Callable[[int], Shown]) -> None:
    one = made(30)
    plan = one.plan(*CUTS[name])
    whole = digests([plan.whole], [SourceStore(one.paths)])
    borders = sorted(
        {0, 1, 7, 20, 28, 29, plan.frames // 2, plan.frames // 2 + 1, plan.frames - 5, plan.frames}
    )
    for ends, workers in ((plan.borders, 1), (tuple(borders), 2), (tuple(borders), 3)):
        parts = replace(plan, borders=ends).chunks()
        assert digests(parts, [SourceStore(one.paths) for _ in range(workers)]) == whole


def test_chunks_are_the_same_by_one_worker_and_by_three(made: Callable[[int], Shown], tmp_path: Path) -> None:
    one = made(30)
    way = Transition("fade", 500)
    plan = one.plan(clip(0, 2500), clip(2500, 2000, reverse=True, transition_in=way))
    borders = (*range(0, plan.frames, 17), plan.frames)
    parts = replace(plan, borders=borders).chunks()
    found = []
    for workers in (1, 3):
        cache = tmp_path / str(workers)
        with ChunkPool(workers) as pool:
            tasks = [
                ChunkTask(part, QUALITIES["draft"], one.paths, str(n), cache) for n, part in enumerate(parts)
            ]
            for job in [pool.submit(task, group="a", index=n) for n, task in enumerate(tasks)]:
                job.done.result(HANGS_S)
        found.append([ChunkCache(cache).get(task.key) for task in tasks])
    assert found[0] == found[1]
    assert all(chunk is not None and len(chunk.packets) == chunk.frames for chunk in found[0])


def test_chunks_drawn_from_the_last_to_the_first_are_the_same(made: Callable[[int], Shown]) -> None:
    one = made(24)
    parts = one.plan(clip(0, 3000)).chunks()
    store = SourceStore(one.paths)
    found = {part: digests([part], [store]) for part in reversed(parts)}
    forwards = SourceStore(one.paths)
    assert all(found[part] == digests([part], [forwards]) for part in parts)


def keys(plan: Plan) -> set[str]:
    return {slice_key(part, settings_of(QUALITIES["standard"])) for part in plan.chunks()}


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("longer_ms", [100, 1000, 5300])
@pytest.mark.parametrize("way", [None, Transition("fade", 800)])
def test_a_longer_film_costs_few_chunks(
    reverse: bool, longer_ms: int, way: Transition | None, made: Callable[[int], Shown]
) -> None:
    one = made(30)
    record = replace(one.record, film=Film(60_000, 1800, 30.0))
    one = Shown(one.made, record)
    start_in_ms = 40_000

    def plan(duration_ms: int) -> Plan:
        # Backwards, what is seen first stays: the part's end.
        source_in_ms = start_in_ms - duration_ms if reverse else 0
        first = clip(0, duration_ms, source_in_ms=source_in_ms, reverse=reverse)
        return one.plan(first, clip(duration_ms, 9000, transition_in=way))

    before, after = plan(20_000), plan(20_000 + longer_ms)
    added = -(-longer_ms * 30 // 1000 // 120)
    assert len(keys(after) - keys(before)) <= 2 + added
    assert len(keys(before) - keys(after)) <= 2


@pytest.mark.parametrize("quality", QUALITIES)
def test_chunks_of_films_are_finer_and_can_be_joined_with_others(
    quality: str, made: Callable[[int], Shown]
) -> None:
    one = made(30)
    plays, stands = one.plan(clip()).whole, one.plan(clip(freeze=True)).whole
    assert is_mostly_film(plays) and not is_mostly_film(stands)
    headers, sizes = set(), []
    for smoothness in (0.0, 1.0):
        for is_film in (False, True):
            encoder = ChunkEncoder(SIZE, 30, QUALITIES[quality], smoothness, is_film=is_film)
            packets = []
            for number, planes in enumerate(frames(plays, SourceStore(one.paths))):
                for plane, target in zip(planes, encoder.planes, strict=True):
                    target[: plane.shape[0], : plane.shape[1]] = plane
                packets += encoder.encode(number)
            packets += encoder.finish()
            headers.add(parameter_sets(packets[0].data))
            sizes.append(sum(len(packet.data) for packet in packets))
    assert len(headers) == 1
    if quality != "lossless":
        assert sizes[1] > sizes[0] and sizes[3] > sizes[2]


def parameter_sets(packet: bytes) -> tuple[bytes, ...]:
    """The SPS and PPS in an Annex-B packet."""
    units = re.split(rb"\x00\x00\x00?\x01", packet)
    return tuple(unit for unit in units if unit and unit[0] & 31 in (7, 8))


# -- open films -------------------------------------------------------------------------------------


def test_films_out_of_use_are_closed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    held = 0

    def read(path: Path, format: str, **more: object) -> Iterator[tuple[int, Planes]]:
        nonlocal held
        held += 1
        try:
            for number in range(10_000):
                yield number * 40_000, empty_planes((16, 16))
        finally:
            held -= 1

    monkeypatch.setattr(films, "pictures", read)
    store = FilmStore()

    def ask(names: Sequence[int], count: int) -> None:
        for frame in range(count):
            for name in names:
                view = View(str(name), "mp4", (16, 16), footage=Footage(0, 400_000))
                store.moment(tmp_path / str(name), view, Move(), (16, 16), frame / 30, 30)

    ask(range(9), 60)
    assert held == 9  # all of them are in the picture, so none is closed
    for name in range(20, 40):
        ask([name], 400)
    assert held <= 6
    store.close()
    assert held == 0


def test_a_film_is_hashed_once_while_it_stays_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"a film")
    sha256 = hashlib.sha256(b"a film").hexdigest()
    hashed = []
    digest = hashlib.file_digest
    monkeypatch.setattr(
        hashlib, "file_digest", lambda file, name: hashed.append(file.name) or digest(file, name)
    )
    for _ in range(5):
        require_unchanged(path, sha256)
    assert len(hashed) == 1
    path.write_bytes(b"A film")
    os.utime(path, ns=(1, 1))
    with pytest.raises(BrokenMedia, match="has changed"):
        require_unchanged(path, sha256)
    path.unlink()
    with pytest.raises(MissingMedia):
        require_unchanged(path, sha256)


def test_a_film_that_cannot_be_read_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "broken.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42" + bytes(400))
    view = View("a", "mp4", SIZE, footage=Footage(0, 1000))
    with pytest.raises(BrokenMedia, match=r"broken\.mp4"):
        SourceStore({"a": path}).moment(view, Move(), SIZE, 0.0, 30)
