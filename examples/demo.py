"""What ``make demo`` runs: the server's whole main job, over HTTP, and a contact sheet to look at.

Server, token, session, upload of the example photos with a clip and a logo that are made on the spot, three messages
to the agent (a whole video in English, changes to it in Chinese, a refinement), export, download: the calls that any
client makes, with nothing but the standard library.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import math
import os
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import av
import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[1]
PHOTOS = ROOT / "examples" / "photos"
VIDEO, SHEET = ROOT / "photoplay-demo.mp4", ROOT / "photoplay-demo.png"
DATA = ROOT / "photoplay-demo-data"
PROGRAM = Path(sys.executable).with_name("photoplay")
PORT = 8765
PATIENCE_S = 120
#: What is said to the agent, a turn each.
SAYINGS = (
    "make a slideshow of these with calm music, the title “A day outside” and a cinematic look",
    "把标志放在右上角，最后一张照片多停留一秒",
    "make the title gold and a little bigger",
)
#: The clip that is made: its name, the photo that it is made of, where it comes among the others, its form.
CLIP, SEA, CLIP_AT = "waves.mp4", "05-sea.jpg", 4
CLIP_SIZE, CLIP_FPS, CLIP_S, SOUND_RATE = (1280, 720), 30, 4, 48_000
#: Where the water begins in the photo of the sea, from the top.
HORIZON = 0.47

SHEET_WIDTH, COLUMNS, GAP = 1600, 4, 8
STEP_S = 2
IMAGES = {".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff"}
#: Who is calling: every client says so, or exports are refused.
ATTRIBUTION = {"X-Skill-Source": "photoplay-demo", "X-Skill-Version": "1", "X-Skill-Platform": "terminal"}

Picture = npt.NDArray[np.uint8]


class DemoFailed(Exception):
    """Something did not work; the words say what."""


def main() -> int:
    """Makes both files and says what they are."""
    try:
        with running_server() as base:
            return demonstrate(base)
    except DemoFailed as failed:
        print(failed, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def demonstrate(base: str) -> int:
    """The main job, step by step, against the server at an address."""
    client = Client(base)
    began = time.monotonic()
    token = client.call("POST", "/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())})
    client.token = token["token"]
    session = client.call(
        "POST", "/api/tasks/me/with-session/nemo_agent", {"task_name": "project", "language": "en"}
    )
    sid = session["session_id"]
    with tempfile.TemporaryDirectory(prefix="photoplay-demo-") as folder:
        clip, logo = make_clip(Path(folder) / CLIP), make_logo(Path(folder) / "logo.png")
        photos = sorted(path for path in PHOTOS.iterdir() if path.name != SEA)
        files = [*photos[:CLIP_AT], clip, *photos[CLIP_AT:], logo]
        uploaded = client.upload(f"/api/upload-video/nemo_agent/me/{sid}", files)
    print(f"Sent {len(photos)} photos, a clip and a logo ({len(uploaded['files'])} files).")
    for text in SAYINGS:
        print(f"\nYou:    {text}")
        print("Agent:  " + client.say(sid, text).replace("\n", "\n        "))
    print("\nMaking the video …")
    job = client.export(sid, "render_1")
    client.download(job["output"]["url"], VIDEO)
    took = time.monotonic() - began
    state = client.call("GET", f"/api/state/nemo_agent/me/{sid}/latest")
    claim = client.call("POST", "/api/auth/claim-token", {"task_id": session["task_id"], "session_id": sid})
    thumbs = pick_frames(VIDEO, job["output"]["width"], job["output"]["height"])
    Image.fromarray(tile(thumbs)).save(SHEET)
    tell(job["output"], state["summary"], took)
    tell_what_next(base, client.token, sid, claim["claim_token"])
    return 0


def make_clip(path: Path) -> Path:
    """Films the sea: the example photo with its water in motion, and the sound of waves."""
    photo = np.asarray(Image.open(PHOTOS / SEA).convert("RGB").resize(CLIP_SIZE), np.uint8)
    width, height = CLIP_SIZE
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    # Below the horizon, the nearer the water, the further it moves.
    near = np.clip((rows / height - HORIZON) / (1 - HORIZON), 0, 1) ** 1.2
    with av.open(str(path), "w") as container:
        pictures = container.add_stream("libx264", rate=CLIP_FPS, options={"crf": "18", "preset": "veryfast"})
        pictures.width, pictures.height, pictures.pix_fmt = width, height, "yuv420p"
        sound = container.add_stream("aac", rate=SOUND_RATE, layout="mono")
        for number in range(CLIP_S * CLIP_FPS):
            swing = 2 * np.pi * (number / CLIP_FPS / 2.5 - rows / height * 9 + columns / width * 1.5)
            right, down = (near * 14 * wave for wave in (np.cos(swing), 0.5 * np.sin(swing)))
            moved = cv2.remap(
                photo, columns + right, rows + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT
            )
            container.mux(pictures.encode(av.VideoFrame.from_ndarray(np.asarray(moved, np.uint8), "rgb24")))
        heard = av.AudioFrame.from_ndarray(waves(CLIP_S)[None], format="fltp", layout="mono")
        heard.sample_rate = SOUND_RATE
        for packet in [*sound.encode(heard), *sound.encode(None), *pictures.encode(None)]:
            container.mux(packet)
    return path


def waves(seconds: int) -> npt.NDArray[np.float32]:
    """Surf that comes and goes: noise, dulled, swelling every 2.5 s; float32 (n,)."""
    count = seconds * SOUND_RATE
    noise = np.random.default_rng(5).normal(0, 1, count)
    dull = np.convolve(noise, np.hanning(24) / np.hanning(24).sum(), "same")
    swell = 0.35 + 0.65 * np.sin(np.pi * np.arange(count) / SOUND_RATE / 2.5) ** 2
    return (0.25 * dull * swell).astype(np.float32)


def make_logo(path: Path) -> Path:
    """A white ring with a triangle to play, on nothing."""
    logo = Image.new("RGBA", (480, 480), (255, 255, 255, 0))
    pen = ImageDraw.Draw(logo)
    pen.ellipse((20, 20, 460, 460), outline=(255, 255, 255, 235), width=34)
    pen.polygon([(190, 145), (190, 335), (345, 240)], fill=(255, 255, 255, 235))
    logo.resize((240, 240), Image.Resampling.LANCZOS).save(path)
    return path


def tell(output: Mapping[str, Any], summary: str, took: float) -> None:
    """What was made."""
    print(f"\nVideo:          {shown(VIDEO)}")
    print(
        f"                {output['duration']:.1f} s, {output['width']}x{output['height']}, {output['fps']:g} fps, "
        f"{output['size'] / 1e6:.1f} MB; {took:.1f} s from the token to the file"
    )
    print(f"                {summary}")
    print(f"Contact sheet:  {shown(SHEET)}")
    print("\nYour own photos, without a server:")
    print(f"  {shown(PROGRAM)} make {own_photos()} -o my-video.mp4")


def tell_what_next(base: str, token: str, sid: str, claim: str) -> None:
    """Where the server is, and what to try; stays there while somebody is looking."""
    print(f"\nServer:         {base}")
    print("See the project in a browser:")
    print(f"  {base}/workspace/claim?ct={claim}")
    print("Ask for its state:")
    print(f"  curl -s -H 'Authorization: Bearer {token}' {base}/api/state/nemo_agent/me/{sid}/latest")
    if sys.stdin.isatty() and sys.stdout.isatty():
        print("\nThe server runs until you press Ctrl-C.")
        signal.pause()
    port = urlsplit(base).port
    print("\nThe server has stopped. Start it again, with this project in it:")
    print(f"  {shown(PROGRAM)} serve --port {port} --data-dir {shown(DATA)}")


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """A server of our own; its address. It ends with this."""
    port = PORT if is_free(PORT) else 0
    process = subprocess.Popen(
        [PROGRAM, "serve", "--port", str(port), "--data-dir", DATA],
        stdout=subprocess.DEVNULL,
        env={"PHOTOPLAY_LOG_LEVEL": "warning", **os.environ},
        text=True,
    )
    try:
        yield address_of(process)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def is_free(port: int) -> bool:
    """Whether nobody listens on a port of this machine."""
    with socket.socket() as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def address_of(process: subprocess.Popen[str]) -> str:
    """Where a server that is starting can be reached: it writes that down in its data folder."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        if process.poll() is not None:
            raise DemoFailed(f"The server ended at once (exit status {process.returncode}).")
        with contextlib.suppress(OSError, ValueError):
            told = json.loads((DATA / "server.json").read_text())
            if told["pid"] == process.pid and Client(told["url"]).is_ready():
                return str(told["url"])
        time.sleep(0.1)
    raise DemoFailed(f"The server did not start within {PATIENCE_S} s.")


@dataclass
class Client:
    """The calls of a plain client of the API.

    Attributes:
        base: Address of the server.
        token: What proves who is calling.
    """

    base: str
    token: str = ""

    def is_ready(self) -> bool:
        """Whether the server takes work."""
        status, _ = self._send("GET", "/readyz", None, {})
        return status == 200

    def call(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        """Sends JSON; the data of the answer."""
        sent = None if body is None else json.dumps(body).encode()
        told = {"Content-Type": "application/json"} if sent is not None else {}
        return self._answer(*self._send(method, path, sent, {**told, **(headers or {})}))

    def upload(self, path: str, files: list[Path]) -> dict[str, Any]:
        """Sends files as a browser's form would."""
        border = uuid.uuid4().hex
        parts = []
        for file in files:
            head = f'Content-Disposition: form-data; name="files"; filename="{file.name}"'
            parts.append(f"--{border}\r\n{head}\r\n\r\n".encode() + file.read_bytes() + b"\r\n")
        body = b"".join(parts) + f"--{border}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={border}"}
        return self._answer(*self._send("POST", path, body, kind))

    def say(self, session: str, text: str) -> str:
        """Says something to the agent; its answer, out of a stream of events."""
        body = {"session_id": session, "new_message": {"role": "user", "parts": [{"text": text}]}}
        kind = {"Content-Type": "application/json", "Accept": "text/event-stream"}
        status, stream = self._send("POST", "/run_sse", json.dumps(body).encode(), kind)
        if status != 200:
            self._answer(status, stream)
        lines = (line[5:].strip() for line in stream.decode().splitlines() if line.startswith("data:"))
        events = [json.loads(line) for line in lines if line]
        if failed := next((event["errorMessage"] for event in events if event.get("errorMessage")), None):
            raise DemoFailed(f"The agent could not answer: {failed}")
        parts = [part for event in events for part in (event.get("content") or {}).get("parts", [])]
        return "\n".join(part["text"] for part in parts if part.get("text"))

    def export(self, session: str, render: str) -> dict[str, Any]:
        """Has the session's draft made, and waits for it."""
        wanted = {
            "id": render,
            "sessionId": session,
            "draft": {},
            "output": {"format": "mp4", "quality": "high"},
        }
        return self.wait_for(self.call("POST", "/api/render/proxy/lambda", wanted)["id"])

    def wait_for(self, render: str) -> dict[str, Any]:
        """Asks for a render until it has ended."""
        while True:
            job = self.call("GET", f"/api/render/proxy/lambda/{render}")
            print(f"\r  {job['progress']:3.0f} %", end="", flush=True)
            if job["status"] in ("completed", "failed", "cancelled"):
                print()
                if job["status"] != "completed":
                    raise DemoFailed(f"The export has {job['status']}: {job['error']}")
                return job
            time.sleep(0.5)

    def download(self, url: str, path: Path) -> None:
        """Saves what is behind a signed link."""
        told = urlsplit(url)
        status, body = self._send("GET", f"{told.path}?{told.query}", None, {})
        if status != 200:
            raise DemoFailed(f"The download was answered with status {status}.")
        path.write_bytes(body)

    def _send(
        self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[int, bytes]:
        told = urlsplit(self.base)
        connection = http.client.HTTPConnection(told.hostname or "", told.port, timeout=PATIENCE_S)
        proof = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        try:
            connection.request(method, path, body, {**ATTRIBUTION, **proof, **headers})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def _answer(self, status: int, body: bytes) -> dict[str, Any]:
        told = json.loads(body)
        if told["code"] != 0:
            raise DemoFailed(f"The server answered {status}: {told['message']}")
        data: dict[str, Any] = told["data"]
        return data


def pick_frames(video: Path, width: int, height: int) -> list[Picture]:
    """One small RGB picture every ``STEP_S`` seconds, uint8 (h, w, 3)."""
    small = ((SHEET_WIDTH - GAP * (COLUMNS + 1)) // COLUMNS, 0)
    size = (small[0], round(small[0] * height / width))
    thumbs: list[Picture] = []
    with av.open(str(video)) as container:
        container.streams.video[0].thread_type = "AUTO"
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= len(thumbs) * STEP_S:
                rgb = frame.to_ndarray(format="rgb24")
                thumbs.append(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA).astype(np.uint8))
    return thumbs


def tile(thumbs: list[Picture]) -> Picture:
    """The pictures in rows on a dark ground, uint8 (H, W, 3)."""
    height, width = thumbs[0].shape[:2]
    rows = math.ceil(len(thumbs) / COLUMNS)
    sheet = np.full((GAP + rows * (height + GAP), GAP + COLUMNS * (width + GAP), 3), 24, np.uint8)
    for index, thumb in enumerate(thumbs):
        row, column = divmod(index, COLUMNS)
        top, left = GAP + row * (height + GAP), GAP + column * (width + GAP)
        sheet[top : top + height, left : left + width] = thumb
    return sheet


def own_photos() -> str:
    """``~/Pictures``, if there are images in it, or a word in its place; fit for the shell."""
    pictures = Path.home() / "Pictures"
    try:
        if any(path.suffix.lower() in IMAGES for path in pictures.iterdir()):
            return "~/Pictures"
    except OSError:
        pass
    return "FOLDER"


def shown(path: Path) -> str:
    """A path as short as can be from where the user is; fit for the shell."""
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))


if __name__ == "__main__":
    sys.exit(main())
