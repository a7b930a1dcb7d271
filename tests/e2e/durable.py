"""Servers without HTTP that tests kill: processes of their own, spoken to by lines of JSON."""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image
from tests.service_backend import open_service
from tests.waiting import HANGS_S

from photoplay.media.probe import probe
from photoplay.services import accounts, projects
from photoplay.settings import load_service_settings
from photoplay.store import accounts as store_accounts
from photoplay.store import assets as store_assets
from photoplay.store.assets import Asset
from photoplay.store.files import FileStore, asset_key
from photoplay.store.sql import Database, now_ms

U8 = NDArray[np.uint8]
FPS = 30

#: A server without HTTP: each line is a command and is answered by a line. ``fault`` is run first.
PROGRAM = """
import json, os, signal, sys, time
from photoplay.errors import DatabaseAway
from photoplay.services import accounts, projects, renders
from photoplay.services.backend import open_backend
from photoplay.settings import load_service_settings
from photoplay.store import renders as store

def told(render):
    return {name: getattr(render, name) for name in (
        "uid", "id", "status", "progress", "error", "error_code", "file", "result", "attempts", "waiting")}

told_settings, secret, session_id, fault = json.loads(sys.argv[1])
settings = load_service_settings(**told_settings)
exec(fault)
with open_backend(settings) as backend:
    caller = accounts.authenticate(backend, secret)
    project = projects.project_of(backend, caller, session_id)
    print(json.dumps("ready"), flush=True)
    for line in sys.stdin:
        name, *words = json.loads(line)
        if name == "submit":
            answer = told(renders.submit(backend, caller, project, *words))
        elif name == "cancel":
            answer = told(renders.cancel(backend, caller, *words))
        elif name == "list":
            while True:
                try:
                    answer = [told(render) for render in renders.list_renders(backend, caller, None, 10_000)]
                    break
                except DatabaseAway:
                    time.sleep(0.1)
        elif name == "running":
            answer = list(backend.queue.running)
        elif name == "workers":
            answer = list(backend.pool.worker_pids)
        print(json.dumps(answer), flush=True)
"""


@dataclass(slots=True)
class Server:
    """A server process, spoken to by lines of JSON."""

    process: subprocess.Popen[str]

    def ask(self, *command: object) -> Any:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(command) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def wait_ready(self) -> None:
        assert self.process.stdout is not None
        assert json.loads(self.process.stdout.readline()) == "ready"

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(HANGS_S)

    def stop(self) -> int:
        """Asks it to end, as a signal would."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        return self.process.wait(HANGS_S)


@dataclass(slots=True)
class Place:
    """A data folder with an account, a project and photos; servers are started on it."""

    folder: Path
    url: str
    secret: str
    session_id: str
    photos: list[str]
    settings: dict[str, Any]
    started: list[Server] = field(default_factory=list)

    @property
    def files(self) -> FileStore:
        return FileStore(self.folder / "files")

    def start(self, *, fault: str = "", ready: bool = True, **more: Any) -> Server:
        told = [{**self.settings, **more}, self.secret, self.session_id, fault]
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, json.dumps(told)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        server = Server(process)
        self.started.append(server)
        if ready:
            server.wait_ready()
        return server

    def draft(
        self, seconds: float = 4, *, seed: int = 0, size: tuple[int, int] = (320, 180)
    ) -> dict[str, Any]:
        """A cut of all photos; each seed is another video."""
        each, clips = round(1000 * seconds / len(self.photos)), []
        for number, photo in enumerate(self.photos):
            motion = {"type": "zoom-in", "amount": 1 + seed / 1000}
            clips.append({"s": number * each, "d": each, "src": photo, "mo": motion})
        metadata = {"width": size[0], "height": size[1], "fps": FPS}
        return {"t": [{"tt": 0, "sg": clips}], "d": each * len(clips), "m": metadata}


@contextmanager
def places(tmp_path: Path, database_url: str, picture: Callable[..., U8]) -> Iterator[Callable[..., Place]]:
    """``new_place(photos, **settings)``; its servers are killed at the end."""
    made: list[Place] = []

    def make(photos: int = 4, **told: Any) -> Place:
        folder, url = tmp_path / "data", "" if database_url.startswith("sqlite") else database_url
        settings = {
            "data_dir": str(folder), "cache_dir": str(folder / "cache"), "database_url": url, "workers": 2,
            "free_disk_bytes": 0, **told,
        }  # fmt: skip
        database = Database(load_service_settings(**settings).database)
        database.migrate()
        database.close()
        backend = open_service(url, folder, now_ms)
        issued = accounts.anonymous(backend, str(uuid.uuid4()), "127.0.0.1")
        with backend.database.writing() as connection:
            store_accounts.change(connection, issued.account.id, plan="owner")
        caller = accounts.authenticate(backend, issued.secret)
        project = projects.create(backend, caller, "trip")
        names = [_photo(backend, caller, project.session_id, picture, number) for number in range(photos)]
        backend.database.close()
        made.append(Place(folder, database_url, issued.secret, project.session_id, names, settings))
        return made[-1]

    try:
        yield make
    finally:
        for server in [server for place in made for server in place.started]:
            server.kill()


def _photo(backend: Any, caller: Any, session_id: str, picture: Callable[..., U8], number: int) -> str:
    path = backend.files.new_place(".jpg")
    Image.fromarray(picture(480, 300, number + 1)).save(path, quality=90)
    record = probe(path)
    key = asset_key(record.sha256, ".jpg")
    backend.files.keep(path, key)
    asset = Asset(
        f"img_{number}", session_id, caller.account.id, number, f"beach {number}.jpg", "image", "photo", 0.0,
        record.width, record.height, 0.0, record.size_bytes, record.sha256, key, record.size_bytes, "", record,
        backend.clock(),
    )  # fmt: skip
    with backend.database.writing() as connection:
        store_assets.insert(connection, asset)
    return asset.id


def frames_of(path: Path) -> int:
    """Frames of a video, all of them decoded."""
    with av.open(str(path)) as container:
        return sum(1 for _ in container.decode(video=0))


def check_whole(place: Place, rows: list[dict[str, Any]]) -> Counter[str]:
    """Counts what is lost, doubled or broken among renders that should all be complete."""
    found: Counter[str] = Counter()
    found["lost"] = sum(row["status"] != "completed" for row in rows)
    files = [row["file"] for row in rows]
    found["doubled"] = len(place.files.keys("renders")) - len(set(files))
    found["leftovers"] = len(list(place.files.new_place().parent.iterdir()))
    for row in rows:
        path = place.files.path(row["file"])
        seconds = row["result"]["duration_s"]
        is_whole = path.stat().st_size == row["result"]["size_bytes"] and frames_of(path) == seconds * FPS
        found["broken"] += not is_whole
    return found


NOTHING: Counter[str] = Counter({"lost": 0, "doubled": 0, "leftovers": 0, "broken": 0})
