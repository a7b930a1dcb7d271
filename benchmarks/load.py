"""How fast the server answers 200 sessions while it makes two videos.

    python benchmarks/load.py [--sessions 200] [--seconds 60] [--database postgresql://…] [--json FILE]

Each session has a token and a connection of its own and asks once every 2 s: 70 % for its state, 20 % for
its credits, 10 % it uploads a small photo, none sent before. A request counts from the moment at which it
was due, so that a server that stalls cannot hide it by slowing the sessions down. Requests are made ready
before, and answers are read without a library, as the sessions share the processors with the server.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import measure
import numpy as np
import report
from photos import large_photos, reference_photos, texture
from PIL import Image
from report import Line
from serving import END, MULTIPART, Client, Server, part, running

EVERY_S, MOST_MS = 2.0, 250.0
SHARES = {"state": 0.7, "credits": 0.2, "upload": 0.1}
#: Of an uploaded photo.
_MOST_BYTES = 200_000
_LONGER = 20
#: An answer that has not come after this counts as an error, seconds.
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that is due: ``due_s`` after the start, bytes ready to be sent."""

    kind: str
    due_s: float
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one. ``fault`` is empty when it was answered with 200."""

    kind: str
    wait_ms: float
    fault: str


@dataclass(frozen=True, slots=True)
class Session:
    """One client: where it asks, and as whom."""

    id: str
    headers: bytes

    def get(self, path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\n".encode() + self.headers + b"\r\n"

    def post(self, path: str, body: bytes) -> bytes:
        told = f"Content-Type: {MULTIPART}\r\nContent-Length: {len(body)}\r\n\r\n"
        return f"POST {path} HTTP/1.1\r\n".encode() + self.headers + told.encode() + body


def sessions_of(server: Server, count: int) -> list[Session]:
    """Sessions of as many accounts."""
    made = []
    for _ in range(count):
        client = server.client()
        told = {**client.headers, "Host": urlsplit(server.url).netloc}
        headers = "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode()
        made.append(Session(client.session(), headers))
        client.close()
    return made


def photos_of(count: int, seed: int = 0) -> list[bytes]:
    """Small JPEGs, all different, 20 to 200 kB."""
    rng = np.random.default_rng(seed)
    grounds = [texture((1600, 1200), number) for number in range(4)]
    made = []
    for number in range(count):
        width = int(rng.integers(400, 1000))
        x, y = int(rng.integers(0, 1600 - width)), int(rng.integers(0, 1200 - width * 3 // 4))
        picture = grounds[number % 4][y : y + width * 3 // 4, x : x + width]
        soft = cv2.GaussianBlur(picture, (0, 0), float(rng.uniform(0.6, 1.5)))
        file = io.BytesIO()
        Image.fromarray(soft).save(file, "JPEG", quality=85)
        made.append(file.getvalue())
    return [one for one in made if len(one) <= _MOST_BYTES]


def plan_of(sessions: Sequence[Session], seconds: float, photos: Sequence[bytes]) -> list[list[Ask]]:
    """What each session asks, and when: evenly spread, kinds shuffled, shares exact."""
    chance = random.Random(1)
    each = int(seconds / EVERY_S)
    total = each * len(sessions)
    kinds = [kind for kind, share in SHARES.items() for _ in range(round(share * total))]
    kinds += ["state"] * (total - len(kinds))
    chance.shuffle(kinds)
    sent = 0
    plans = []
    for number, session in enumerate(sessions):
        begins_s = EVERY_S * number / len(sessions)
        asks = []
        for turn in range(each):
            kind = kinds.pop()
            if kind == "state":
                content = session.get(f"/api/state/nemo_agent/me/{session.id}/latest")
            elif kind == "credits":
                content = session.get("/api/credits/balance/simple")
            else:
                body = part(f"photo {sent}.jpg", photos[sent]) + END
                content = session.post(f"/api/upload-video/nemo_agent/me/{session.id}", body)
                sent += 1
            asks.append(Ask(kind, begins_s + turn * EVERY_S, content))
        plans.append(asks)
    return plans


async def carry_out(server: Server, plans: Sequence[Sequence[Ask]]) -> list[Answer]:
    """All sessions at one time."""
    starts = time.perf_counter() + 0.5
    done = await asyncio.gather(*(_one_session(server, asks, starts) for asks in plans))
    return [answer for answers in done for answer in answers]


async def _one_session(server: Server, asks: Sequence[Ask], starts: float) -> list[Answer]:
    place = urlsplit(server.url)
    answers: list[Answer] = []
    streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
    for ask in asks:
        await asyncio.sleep(max(0.0, starts + ask.due_s - time.perf_counter()))
        fault = ""
        try:
            async with asyncio.timeout(_PATIENCE_S):
                streams = streams or await asyncio.open_connection(place.hostname, place.port)
                streams[1].write(ask.content)
                status, is_open = await _read(streams[0])
            fault = "" if status == 200 else f"status {status}"
        except (OSError, EOFError, TimeoutError) as error:
            fault, is_open = type(error).__name__, False
        answers.append(Answer(ask.kind, 1000 * (time.perf_counter() - starts - ask.due_s), fault))
        if not is_open and streams is not None:
            streams[1].close()
            streams = None
    if streams is not None:
        streams[1].close()
    return answers


async def _read(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """The status of an answer that tells its length, and whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    lines = head.split(b"\r\n")
    told = dict(line.split(b": ", 1) for line in lines[1:] if line)
    await reader.readexactly(int(told[b"content-length"]))
    return int(lines[0].split()[1]), told.get(b"connection") != b"close"


def long_render(client: Client, photos: Sequence[Path]) -> str:
    """Starts an export of several minutes of video and gives its id."""
    session_id = client.session()
    client.upload(session_id, client.multipart(photos))
    first = client.submit(session_id, {"quality": "draft", "resolution": "320x180"})
    draft = client.state(session_id)["state"]["draft"]
    client.ask("POST", f"/api/render/proxy/lambda/{first}/cancel")
    for track in draft["t"]:
        for segment in track["sg"]:
            segment["s"], segment["d"] = segment["s"] * _LONGER, segment["d"] * _LONGER
    return client.submit(session_id, {"quality": "high"}, draft={**draft, "d": draft["d"] * _LONGER})


def cpu_of(server: Server) -> dict[str, float]:
    """Processor seconds so far. Processes that read uploads end too soon to be seen: they are in "all"."""
    found = {"the server": 0.0, "its workers": 0.0}
    for pid in measure.processes(server.pid):
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        except OSError:
            continue
        found["its workers" if b"render.worker" in words else "the server"] += sum(map(int, fields)) / 100
    counted = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return {**found, "all on the machine": (sum(counted) - counted[3] - counted[4]) / 100}


def lines_of(answers: Sequence[Answer]) -> list[Line]:
    """The table."""
    lines = []
    for kind in (*SHARES, "all"):
        waits = sorted(one.wait_ms for one in answers if kind in (one.kind, "all"))
        p50, p95, p99 = (waits[min(len(waits) - 1, int(share * len(waits)))] for share in (0.5, 0.95, 0.99))
        note = f"{len(waits)} requests; p50 {p50:.0f}, p99 {p99:.0f}, longest {waits[-1]:.0f} ms"
        lines.append(Line(f"{kind}: p95", p95, "ms", most=MOST_MS if kind == "all" else None, note=note))
    faults = sorted({one.fault for one in answers if one.fault})
    lines.append(Line("errors", sum(1 for one in answers if one.fault), most=0, note=", ".join(faults)))
    return lines


def main() -> None:
    """Measures and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--database", default="")
    parser.add_argument("--idle", action="store_true", help="without the two videos")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    sources = large_photos(reference_photos().paths, 6, (4000, 3000))
    wanted = round(asked.sessions * asked.seconds / EVERY_S * SHARES["upload"]) + 1
    photos = photos_of(round(wanted * 1.3))
    with tempfile.TemporaryDirectory() as name:
        settings = {"database_url": asked.database} if asked.database else {}
        with running(Path(name, "data"), **settings) as server:
            lines = _measured(server, asked, sources, photos)
    print(report.table(lines))
    report.save(asked.json, lines, {"sessions": asked.sessions, "seconds": asked.seconds})


def _measured(
    server: Server, asked: argparse.Namespace, sources: Sequence[Path], photos: Sequence[bytes]
) -> list[Line]:
    plans = plan_of(sessions_of(server, asked.sessions), asked.seconds, photos)
    clients = [] if asked.idle else [server.client(), server.client()]
    renders = [(client, long_render(client, sources)) for client in clients]
    time.sleep(3)  # both have begun
    before, cpu = [_progress(*one) for one in renders], cpu_of(server)
    mine, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    answers = asyncio.run(carry_out(server, plans))
    wall = time.perf_counter() - began
    after, spent = [_progress(*one) for one in renders], cpu_of(server)
    used = resource.getrusage(resource.RUSAGE_SELF)
    lines = lines_of(answers)
    generator = used.ru_utime + used.ru_stime - mine.ru_utime - mine.ru_stime
    lines.append(Line("this generator", generator / wall, "processors"))
    lines += [Line(f"CPU of {kind}", (spent[kind] - cpu[kind]) / wall, "processors") for kind in cpu]
    for number, (one, other) in enumerate(zip(before, after, strict=True), 1):
        note = f"{one[1]:.0f} % → {other[1]:.0f} %, {other[0]}"
        lines.append(Line(f"video {number}: drawn meanwhile", other[1] - one[1], "%", least=0.1, note=note))
    return lines


def _progress(client: Client, render_id: str) -> tuple[str, float]:
    told = client.ask("GET", f"/api/render/proxy/lambda/{render_id}")
    return told["status"], told["progress"]


if __name__ == "__main__":
    main()
