"""One run for each of the five skills by a client of bash and curl that was written from their texts alone."""

from __future__ import annotations

import io
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from tests.contract.running import Service, start, stop
from tests.waiting import HANGS_S

U8 = NDArray[np.uint8]
CLIENT = Path(__file__).with_name("client.sh")
#: The longest that one run may take.
GROUND, INK = (245, 205, 40), (20, 40, 90)

pytestmark = [pytest.mark.needs_ffprobe, pytest.mark.needs_curl]
Run = Callable[..., Path]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("plain"), workers="2")  # 1080p takes its time
    yield running
    stop(running)


@pytest.fixture
def photos(tmp_path: Path, picture: Callable[..., U8]) -> list[Path]:
    """Three photos as people have them."""
    paths = [tmp_path / f"my photo {number}.jpg" for number in (1, 2, 3)]
    for seed, path in enumerate(paths, 1):
        Image.fromarray(picture(2000, 1500, seed)).save(path, quality=90)
    return paths


@pytest.fixture
def run(server: Service, tmp_path: Path) -> Run:
    """``run(skill, *files)``: the whole way by the plain client; gives the MP4."""

    def all_the_way(skill: str, *files: Path, **told: str) -> Path:
        out = tmp_path / f"{skill}.mp4"
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C", "POLL_S": "0.5", "no_proxy": "*", **told}
        command = ["bash", str(CLIENT), server.url, skill, str(out), *map(str, files)]
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=HANGS_S, check=False)
        assert done.returncode == 0, (done.stdout, done.stderr, server.log()[-3000:])
        assert f"Files in the project: {len(files)}" in done.stdout
        assert "Credits: 100 available, 0 frozen, 100 in all" in done.stdout
        assert done.stderr == "" and "nmv_usr_" not in done.stdout
        return out

    return all_the_way


def probed(path: Path) -> Any:
    """What Debian's ffprobe finds; it finds no fault."""
    command = ["ffprobe", "-v", "warning", "-of", "json", "-show_streams", "-show_format", "-count_frames"]
    done = subprocess.run([*command, str(path)], capture_output=True, text=True, check=True, timeout=HANGS_S)
    assert done.stderr == ""
    return json.loads(done.stdout)


def is_promised(path: Path, seconds: float, *, has_music: bool = False) -> None:
    """1080p, H.264 in yuv420p, the index first, and the length: what every skill's text promises or implies."""
    told = probed(path)
    stream, *others = told["streams"]
    assert [other["codec_name"] for other in others] == (["aac"] if has_music else [])
    assert (stream["codec_name"], stream["pix_fmt"]) == ("h264", "yuv420p")
    assert (stream["width"], stream["height"], stream["r_frame_rate"]) == (1920, 1080, "30/1")
    assert int(stream["nb_read_frames"]) == round(seconds * 30)
    assert abs(float(told["format"]["duration"]) - seconds) < 0.002
    assert _boxes(path)[:2] == ["ftyp", "moov"]


def _boxes(path: Path) -> list[str]:
    """The names of an MP4's outermost boxes, in order."""
    names, file = [], io.BytesIO(path.read_bytes())
    while head := file.read(8):
        names.append(head[4:].decode())
        file.seek(int.from_bytes(head[:4]) - 8, os.SEEK_CUR)
    return names


def test_ai_image_to_video_bot(run: Run, photos: list[Path]) -> None:
    """ai-image-to-video-bot: "three product photos … MP4 … 1080p by default"; api.md: profile `general`'s cut."""
    is_promised(run("ai-image-to-video-bot", *photos), 9.0)


def test_ai_image_to_video_discord(run: Run, photos: list[Path]) -> None:
    """ai-image-to-video-discord: "keep clips under 8MB for smooth Discord uploads", "MP4 with H.264"."""
    path = run("ai-image-to-video-discord", *photos)
    is_promised(path, 9.0)
    assert path.stat().st_size < 8_000_000


@pytest.mark.parametrize(("count", "seconds"), [(1, 5.0), (3, 15.0)])
def test_meta_ai_image_to_video(run: Run, photos: list[Path], count: int, seconds: float) -> None:
    """meta-ai-image-to-video: "animate this image into a smooth 5-second video clip"."""
    is_promised(run("meta-ai-image-to-video", *photos[:count]), seconds)


def test_online_photo_video_maker(run: Run, photos: list[Path]) -> None:
    """online-photo-video-maker: a slideshow of the photos in the order of the upload."""
    path = run("online-photo-video-maker", *photos)
    is_promised(path, 10.5, has_music=True)
    assert_shown_in_order(path, photos, (1.7, 5.2, 8.7))


def test_ai_product_video(run: Run, photos: list[Path], tmp_path: Path) -> None:
    """ai-product-video: "upload three product photos and a logo … a 30-second product showcase video"."""
    logo = tmp_path / "logo.png"
    picture = Image.new("RGB", (800, 800), GROUND)
    ImageDraw.Draw(picture).ellipse((250, 250, 550, 550), fill=INK)
    picture.save(logo)
    path = run("ai-product-video", logo, *photos)  # the logo closes, wherever it was sent
    is_promised(path, 30.0, has_music=True)
    last = _frame(path, 29.5)
    for place, colour in (((60, 60), GROUND), ((1860, 1020), GROUND), ((960, 540), INK)):
        assert np.abs(last[place[1], place[0]].astype(int) - colour).max() <= 12
    assert_shown_in_order(path, photos, (4.5, 13.5, 22.5))


def test_a_token_of_the_environment_is_used(run: Run, photos: list[Path], server: Service) -> None:
    """All five: "If NEMO_TOKEN is in the environment, use it directly and create a session"."""
    import httpx

    told = httpx.post(
        f"{server.url}/api/auth/anonymous-token",
        headers={"X-Client-Id": "x"},
        trust_env=False,
        timeout=HANGS_S,
    )
    is_promised(run("meta-ai-image-to-video", photos[0], NEMO_TOKEN=told.json()["data"]["token"]), 5.0)


def assert_shown_in_order(path: Path, photos: list[Path], seconds: tuple[float, ...]) -> None:
    """At each of these times the video looks like that photo, more than like the others."""
    for number, second in enumerate(seconds):
        still = _frame(path, second)
        likeness = [_likeness(still, photo) for photo in photos]
        assert max(range(len(photos)), key=likeness.__getitem__) == number, (second, likeness)


def _frame(path: Path, second: float) -> U8:
    """RGB pixels of one frame, uint8 (H, W, 3)."""
    with av.open(str(path)) as container:
        container.seek(int(second * av.time_base))  # to the key frame before it
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= second:
                return np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
    raise AssertionError(f"nothing at {second} s")


def _likeness(still: U8, photo: Path) -> float:
    """Correlation of coarse colours, −1 to 1."""
    with Image.open(photo) as image:
        height = image.width * 9 // 16
        top = (image.height - height) // 2
        small = np.asarray(image.crop((0, top, image.width, top + height)).resize((16, 9)), np.float64)
    other = np.asarray(Image.fromarray(still).resize((16, 9)), np.float64)
    return float(np.corrcoef(small.ravel(), other.ravel())[0, 1])
