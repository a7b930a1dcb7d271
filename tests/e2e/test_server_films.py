"""Films through a running server: sent with photos, exported, and looked at and listened to in the MP4."""

from __future__ import annotations

import io
import threading
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from tests.contract.running import Account, Service, ok, photo, start, stop
from tests.films import film, flash_in, number_in, ticks_in
from tests.odd_films import ODD
from tests.waiting import HANGS_S

from photoplay.media.film_writer import FilmWriter
from photoplay.media.planes import Planes

SIZE, FPS = (160, 96), 25


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("films"))
    yield running
    stop(running)


@pytest.fixture
def me(service: Service) -> Iterator[Account]:
    with httpx.Client(base_url=service.url, timeout=HANGS_S, trust_env=False) as client:
        told = ok(client.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
        yield Account(client, told["token"], told["user_id"])


def segment(number: int, start_ms: int, length_ms: int, source: str, **more: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "s": start_ms, "d": length_ms, "src": source, **more}


def made(me: Account, session: str, render_id: str, *segments: dict[str, Any], **more: Any) -> bytes:
    """The MP4 of some clips after each other."""
    tracks = [{"id": "t1", "tt": 0, "sg": list(segments)}, *more.pop("tracks", [])]
    head = {"width": SIZE[0], "height": SIZE[1], "fps": FPS}
    draft = {"t": tracks, "d": segments[-1]["s"] + segments[-1]["d"], "m": head}
    ok(me.export(session, render_id, draft=draft, output={"format": "mp4", "quality": "high"}))
    told = me.finished(render_id)
    assert told["status"] == "completed", told
    return me.http.get(told["output"]["url"]).content


def pictures_in(video: bytes) -> list[NDArray[Any]]:
    with av.open(io.BytesIO(video)) as container:
        return [frame.to_ndarray()[: frame.height] for frame in container.decode(video=0)]


def sound_in(video: bytes) -> NDArray[np.float32]:
    """float32 (n,), as players hear it from the first picture on."""
    with av.open(io.BytesIO(video)) as container:
        frames = list(container.decode(audio=0))
    assert frames[0].sample_rate == 48_000
    first = frames[0].pts
    assert first is not None
    samples = np.concatenate([frame.to_ndarray().mean(axis=0) for frame in frames]).astype(np.float32)
    return samples[max(0, -first) :] if first < 0 else np.concatenate([np.zeros(first, np.float32), samples])


def test_photos_and_a_film_become_one_video_with_the_films_sound(me: Account, tmp_path: Path) -> None:
    """One export: every picture of the film at its time, its sound within a millisecond of it."""
    clip = film(tmp_path / "clip.mov", frames=60, tick_frames=[5, 20, 45]).path.read_bytes()
    session = me.session()
    files = [("a.jpg", photo(1, SIZE)), ("clip.mov", clip), ("b.jpg", photo(2, SIZE))]
    first, moving, last = (one["id"] for one in ok(me.upload(session, *files))["files"])
    still = {"mo": {"type": "hold"}}
    video = made(
        me, session, "film", segment(0, 0, 800, first, **still), segment(1, 800, 2400, moving),
        segment(2, 3200, 800, last, **still),
    )  # fmt: skip
    shown = pictures_in(video)
    assert len(shown) == 100
    assert [number_in(picture) for picture in shown[20:80]] == list(range(60))
    flashes = [n for n, picture in enumerate(shown) if 20 <= n < 80 and flash_in(picture)]
    assert flashes == [25, 40, 65]
    heard = ticks_in(sound_in(video))
    assert heard == pytest.approx([n / FPS for n in flashes], abs=0.001)
    assert np.abs(sound_in(video)[: round(0.7 * 48_000)]).max() < 0.01, "photos are silent"


@pytest.mark.parametrize(
    "odd", ["variable rate", "late start in mp4", "turned 90", "sound starts later", "vp9"]
)
def test_odd_films_arrive_as_they_are_meant(me: Account, tmp_path: Path, odd: str) -> None:
    """Upright, at their own times, in sync, through upload, cleaning, drawing and mixing."""
    known = ODD[odd](tmp_path)
    session = me.session()
    (told,) = ok(me.upload(session, (known.path.name, known.path.read_bytes())))["files"]
    assert (told["width"], told["height"]) == known.size
    length_ms = known.duration_us // 40_000 * 40
    video = made(me, session, f"odd_{uuid.uuid4().hex}", segment(0, 0, length_ms, told["id"]))
    shown = pictures_in(video)
    times_us = [n * 1_000_000 // FPS for n in range(len(shown))]
    expected = [max(i for i, pts in enumerate(known.pts_us) if pts <= at + 2000) for at in times_us]
    assert [number_in(picture) for picture in shown] == [known.numbers[i] for i in expected]
    if known.has_sound:
        heard = ticks_in(sound_in(video))
        ticks = [at / 1e6 for at in known.ticks_us if at < length_ms * 1000 - 20_000]
        assert len(heard) >= 2, "in some, the sound begins after the first ticks"
        for at in heard:
            assert min(abs(at - tick) for tick in ticks) <= 0.001


def test_the_default_cut_of_photos_and_a_film_is_made(me: Account, tmp_path: Path) -> None:
    """Without a draft: photos, the clip for its own length, music that is to step back under it."""
    clip = film(tmp_path / "clip.mp4", frames=100).path.read_bytes()
    session = me.session()
    ok(me.upload(session, ("a.jpg", photo(1, SIZE)), ("clip.mp4", clip), ("b.jpg", photo(2, SIZE))))
    ok(me.export(session, "cut", output={"quality": "draft", "resolution": "320x180"}))
    told = me.finished("cut")
    assert told["status"] == "completed", told
    assert told["output"]["duration"] == pytest.approx(10.0, abs=0.05)
    music = me.state(session)["state"]["draft"]["t"][1]["sg"][0]
    assert (music["duck"], music["d"]) == (True, 10_000)


def test_a_clip_that_cannot_be_read_leaves_no_trace(me: Account, service: Service, tmp_path: Path) -> None:
    """Rows 5 and 7 of the faults: 4001, no file left behind, the next one is taken."""
    content = film(tmp_path / "clip.mp4", frames=10).path.read_bytes()
    session = me.session()
    before = sorted((service.data_dir / "files").rglob("*"))
    statuses = []
    for cut in (8, 40, len(content) // 3, len(content) * 2 // 3):
        statuses.append(me.upload(session, ("clip.mp4", content[:cut])).status_code)
    assert set(statuses) == {415}
    assert sorted((service.data_dir / "files").rglob("*")) == before
    assert ok(me.upload(session, ("clip.mp4", content)))["files"][0]["role"] == "clip"


@pytest.mark.slow
def test_photos_do_not_wait_for_other_peoples_films(tmp_path: Path) -> None:
    """Row 27 of the faults, for uploads: with one place for photos and one for films, a photo comes through."""
    path = tmp_path / "long.mp4"
    flat = np.full((24, 32), 128, np.uint8)
    with FilmWriter(path, (64, 48), has_sound=False, most_bit_s=10**6) as writer:
        for number in range(6000):
            writer.add_picture(number * 40_000, Planes(np.full((48, 64), number % 200, np.uint8), flat, flat))
        writer.finish(240_000_000)
    running = start(tmp_path / "slow", intake_processes="1")
    order: list[str] = []

    def upload(name: str, content: bytes) -> None:
        with httpx.Client(base_url=running.url, timeout=HANGS_S, trust_env=False) as client:
            told = ok(client.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
            account = Account(client, told["token"], told["user_id"])
            ok(account.upload(account.session(), *((f"{n}{name}", content) for n in range(3))))
        order.append(name)

    try:
        films = threading.Thread(target=upload, args=("long.mp4", path.read_bytes()))
        films.start()
        while not list((running.data_dir / "files" / "new").glob("*/intake-*")):
            assert films.is_alive(), "the film is being read"
            time.sleep(0.01)
        upload("photo.jpg", photo(1))
        films.join()
    finally:
        stop(running)
    assert order == ["photo.jpg", "long.mp4"]
