"""Each skill's "try saying" sentences and its typical use, over HTTP, to an MP4 that is checked against the promise."""

from __future__ import annotations

import io
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from tests.contract.running import Account, Service, ok, start, stop
from tests.contract.skill_videos import INK, SPOT, logo, probed, spoken, still
from tests.waiting import HANGS_S

from photoplay.client.skill import skills

U8 = NDArray[np.uint8]
pytestmark = [pytest.mark.needs_ffprobe]

#: Sentences of the skills whose seconds are promised, and how many photos are sent: by skill.
PHOTOS = {
    "ai-image-to-video-bot": 3,
    "meta-ai-image-to-video": 1,
    "ai-image-to-video-discord": 1,
    "online-photo-video-maker": 10,
    "ai-product-video": 3,
}
#: The promise: seconds at least and at most, and whether there is music.
SECONDS = {
    "ai-image-to-video-bot": (8.0, 12.0),
    "meta-ai-image-to-video": (5.0, 5.0),
    "ai-image-to-video-discord": (5.0, 5.0),
    "online-photo-video-maker": (28.0, 36.0),
    "ai-product-video": (9.0, 30.0),
}
EXPORT = "export 1080p MP4"
TYPICAL = [(name, str(one["typical"])) for name, one in skills().items()]
TRIED = [
    (name, said)
    for name, one in skills().items()
    for said in (*one["try"], one["try_zh"][0])
    if (name, said) not in TYPICAL
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("promises"), workers="2")
    yield running
    stop(running)


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory, picture: Callable[..., U8]) -> list[bytes]:
    """Ten photos as phones make them, though smaller."""
    told = []
    for seed in range(10):
        kept = io.BytesIO()
        Image.fromarray(picture(2000, 1500, seed)).save(kept, "JPEG", quality=88)
        told.append(kept.getvalue())
    return told


@pytest.fixture
def made(server: Service, photos: list[bytes], tmp_path: Path) -> Callable[[str, str], tuple[Path, Any]]:
    """``made(skill, sentence)``: the MP4 and the project's state, from a new client on."""

    def make(name: str, said: str) -> tuple[Path, Any]:
        with httpx.Client(base_url=server.url, timeout=HANGS_S, trust_env=False) as http:
            told = ok(http.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
            me = Account(http, told["token"], told["user_id"], {"X-Skill-Source": name})
            session = me.session()
            files = [
                (f"photo{number}.jpg", content) for number, content in enumerate(photos[: PHOTOS[name]], 1)
            ]
            if name == "ai-product-video":
                kept = io.BytesIO()
                logo().save(kept, "PNG")
                files.append(("logo.png", kept.getvalue()))
            began = time.monotonic()
            ok(me.upload(session, *files))
            output: dict[str, Any] = {"format": "mp4", "quality": "high"}
            if said == EXPORT:  # the table routes it to the export, with what it names
                output |= {"resolution": "1080p"}
            else:
                answer = spoken(me, session, said)
                assert "Timeline (" in answer or "时间线（" in answer, answer
            render = f"render_{uuid.uuid4().hex}"
            ok(me.export(session, render, output=output))
            done = me.finished(render, within_s=300)
            assert done["status"] == "completed", done
            path = tmp_path / "video.mp4"
            path.write_bytes(http.get(done["output"]["url"]).content)
            print(f"{name}: {said}: {time.monotonic() - began:.1f} s")
            return path, me.state(session)

    return make


Made = Callable[[str, str], tuple[Path, Any]]


@pytest.mark.slow("-turn my images into", "meta-ai", "online")
@pytest.mark.parametrize(("name", "said"), TYPICAL, ids=["-".join(one) for one in TYPICAL])
def test_typical_use(name: str, said: str, made: Made) -> None:
    is_kept(name, said, *made(name, said))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "said"), TRIED, ids=["-".join(one) for one in TRIED])
def test_try_saying(name: str, said: str, made: Made) -> None:
    is_kept(name, said, *made(name, said))


@pytest.mark.slow
def test_discord_takes_what_it_was_made_for_whatever_the_pictures(server: Service, tmp_path: Path) -> None:
    """Ten pictures of noise, which nothing compresses, for 30 s: under the limit all the same."""
    rng = np.random.default_rng(7)
    files = []
    for number in range(10):
        kept = io.BytesIO()
        noise = Image.fromarray(rng.integers(0, 255, (750, 1000, 3), dtype=np.uint8))
        noise.resize((2000, 1500), Image.Resampling.BICUBIC).save(kept, "JPEG", quality=90)
        files.append((f"noise{number}.jpg", kept.getvalue()))
    with httpx.Client(base_url=server.url, timeout=HANGS_S, trust_env=False) as http:
        told = ok(http.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
        me = Account(http, told["token"], told["user_id"], {"X-Skill-Source": "ai-image-to-video-discord"})
        session = me.session()
        ok(me.upload(session, *files))
        ok(me.export(session, f"noise_{uuid.uuid4().hex}"))
        done = me.finished(
            me.call("GET", "/api/renders", params={"session_id": session}).json()["data"][0]["id"], 500
        )
    assert done["status"] == "completed" and done["output"]["size"] < 20 * 2**20, done
    assert all(check["is_met"] for check in done["checks"]), done["checks"]
    print(done["checks"], done["notes"])


def is_kept(name: str, said: str, path: Path, state: Any) -> None:
    """1080p, H.264, the length, every file once; music, size and logo as the skill promises."""
    streams, told = {one["codec_type"]: one for one in probed(path)["streams"]}, probed(path)["format"]
    video = streams["video"]
    assert (video["codec_name"], video["width"], video["height"]) == ("h264", 1920, 1080)
    least, most = SECONDS[name]
    if "30-second" in said or "30秒" in said:
        least = most = 30.0
    assert least - 0.05 <= float(told["duration"]) <= most + 0.05
    tracks = state["state"]["draft"]["t"]
    shown = [segment for track in tracks if track["tt"] == 0 for segment in track["sg"]]
    sent = [one["filename"] for one in state["state"]["video_infos"] if one["role"] == "photo"]
    assert [segment["n"] for segment in shown if segment["n"] in sent] == sent
    assert len({segment["mo"]["type"] for segment in shown if segment["n"] in sent}) >= min(2, len(sent))
    if len(sent) > 1:
        assert all("tr" in segment for segment in shown[1:])
    if name in ("online-photo-video-maker", "ai-product-video"):
        assert streams["audio"]["codec_name"] == "aac" and [one for one in tracks if one["tt"] == 1]
    if name == "ai-image-to-video-discord":
        assert path.stat().st_size < 8_000_000
    if name == "ai-product-video":
        assert shown[-1]["n"] == "End card"
        assert has_logo(still(path, float(told["duration"]) - 0.5))
    if "text overlays" in said:
        assert [segment["tx"] for track in tracks if track["tt"] == 7 for segment in track["sg"]]


def has_logo(frame: U8) -> bool:
    """Whether both colours of the logo are seen in the middle of a frame, disc left of bar."""
    middle = frame[:, 480:1440].astype(int)
    places = []
    for colour in (INK, SPOT):
        near = np.abs(middle - colour).max(axis=2) <= 24
        places.append(np.argwhere(near)[:, 1].mean() if near.mean() > 0.004 else np.nan)
    return bool(places[0] < places[1])
