"""How long a message takes to be answered: the built-in planner in a running server.

    python benchmarks/turns.py [--turns 200] [--sessions 50] [--long 500] [--json FILE]

A turn counts from the first byte of the request to the end of the stream. Measured are the first turn after
the server says it is ready, turns on a project of 20 photos, turns of many sessions that speak at one time,
and turn 500 of one session against turn 5.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import threading
import time
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import Any

import cv2
import report
from photos import texture
from report import Line
from serving import Client, running

PHOTOS = 20
MOST_TURN_MS, MOST_FIRST_MS, MOST_GROWTH = 150.0, 300.0, 1.2
#: What is said turn by turn; each changes something, so that nothing is answered from less.
SAYINGS = (
    "make it faster",
    "第三张慢一点，加个标题“夏天”",
    "black and white for the last two photos",
    "use a slide transition and 40 seconds in total",
    "把标题改成红色",
    "make it vertical for TikTok with happy music",
    "undo",
    "swap the second and the fifth photo and make the music a bit quieter",
    "make it slower",
    "remove the black and white look",
)


def say(client: Client, session_id: str, text: str) -> tuple[float, str]:
    """Milliseconds that a turn takes, and its answer."""
    body = {"session_id": session_id, "new_message": {"parts": [{"text": text}]}}
    began = time.perf_counter()
    told = client.raw("POST", "/run_sse", json.dumps(body).encode(), **{"Content-Type": "application/json"})
    took_ms = 1000 * (time.perf_counter() - began)
    return took_ms, " ".join(_texts(told.decode()))


def _texts(stream: str) -> list[str]:
    events: list[dict[str, Any]] = [
        json.loads(line[5:]) for line in stream.splitlines() if line.startswith("data:") and line[5:].strip()
    ]
    failed = [event["errorMessage"] for event in events if event.get("errorMessage")]
    if failed:
        raise RuntimeError(failed[0])
    parts = (part for event in events for part in (event.get("content") or {}).get("parts", []))
    return [part["text"] for part in parts if part.get("text")]


def session_with(client: Client, photos: bytes) -> str:
    """A session with photos and their first cut."""
    session_id = client.session()
    client.upload(session_id, photos)
    say(client, session_id, "make a slideshow with music")
    return session_id


def at_once(clients: Sequence[Client], photos: bytes, turns: int) -> tuple[list[float], int]:
    """Turns of many sessions at one time: how long each took, and how many changes are missing."""
    waits: list[float] = []
    lost = 0
    sessions = [session_with(client, photos) for client in clients]

    def talk(client: Client, session_id: str) -> None:
        nonlocal lost
        before = client.state(session_id)["revision"]
        for number in range(turns):
            waits.append(say(client, session_id, f"make the first photo {2 + number} seconds long")[0])
        lost += turns - (client.state(session_id)["revision"] - before)

    threads = [threading.Thread(target=talk, args=one) for one in zip(clients, sessions, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits, lost


def _p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def _measured(asked: argparse.Namespace, folder: Path) -> list[Line]:
    photos = Client.multipart(_photos(folder, PHOTOS))
    few = Client.multipart(_photos(folder, 3))
    unlimited = {"starting_credits": 100_000, "requests_per_minute": 1_000_000}
    with running(folder / "data", **unlimited) as server:
        client = server.client()
        session_id = client.session()
        client.upload(session_id, few)
        first_ms, _ = say(client, session_id, "make a slideshow with music")
        session_id = session_with(client, photos)
        waits = [say(client, session_id, text)[0] for text, _ in zip(cycle(SAYINGS), range(asked.turns))]
        clients = [server.client() for _ in range(asked.sessions)]
        crowd, lost = at_once(clients, few, 5)
        session_id = session_with(client, few)
        pace = [say(client, session_id, f"make it {20 + n % 7} seconds long")[0] for n in range(asked.long)]
    growth = statistics.median(pace[-20:]) / statistics.median(pace[4:24])
    spread = f"p50 {statistics.median(waits):.0f}, longest {max(waits):.0f} ms"
    return [
        Line("the first turn after the start", first_ms, "ms", most=MOST_FIRST_MS),
        Line(f"a turn on {PHOTOS} photos: p95", _p95(waits), "ms", most=MOST_TURN_MS, note=spread),
        Line(f"{asked.sessions} sessions at once: p95", _p95(crowd), "ms", note=f"{len(crowd)} turns"),
        Line("changes lost", lost, most=0),
        Line(f"turn {asked.long} against turn 5", growth, most=MOST_GROWTH, note="medians of 20"),
    ]


def _photos(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"IMG_{2000 + number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        if not path.exists():
            cv2.imwrite(str(path), texture((1600, 1200), number))
    return paths


def main() -> None:
    """Measures and prints one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--long", type=int, default=500)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        lines = _measured(asked, Path(name))
    print(report.table(lines))
    report.save(asked.json, lines, {"turns": asked.turns, "sessions": asked.sessions, "long": asked.long})


if __name__ == "__main__":
    main()
