"""What a worker keeps between tasks, and what it lets go of."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from multiprocessing import Pipe
from pathlib import Path

import pytest
from tests.waiting import HANGS_S

from photoplay.render import worker
from photoplay.render.encode import QUALITIES
from photoplay.render.slices import Shot, Slice
from photoplay.render.sources import SourceStore
from photoplay.render.worker import Bench, ChunkTask, Finished


def test_a_worker_that_has_nothing_to_do_closes_its_films(monkeypatch: pytest.MonkeyPatch) -> None:
    closed = threading.Event()
    monkeypatch.setattr(worker, "_IDLE_S", 0.01)
    monkeypatch.setattr(SourceStore, "close_films", lambda _: closed.set())
    ours, theirs = Pipe()

    def run() -> None:
        with pytest.raises(EOFError):
            worker.work(theirs)

    thread = threading.Thread(target=run)
    thread.start()
    assert closed.wait(HANGS_S)
    # It still takes tasks.
    ours.send(Broken())
    assert ours.poll(20)
    assert isinstance(ours.recv(), Finished)
    ours.close()
    thread.join(HANGS_S)
    assert not thread.is_alive()


@dataclass(frozen=True)
class Broken:
    """A task that cannot be made."""

    key: str = "k"
    cache_dir: Path = Path()
    paths: dict[str, Path] = field(default_factory=dict)
    doing: str = "Trying"

    def run(self, bench: Bench) -> None:
        raise ValueError("never")


def test_a_worker_knows_the_files_of_its_task_alone(tmp_path: Path) -> None:
    bench = Bench(SourceStore({"ab": tmp_path / "old.jpg"}), lambda _: None)
    part = Slice((64, 36), 30, 2, (Shot(0, 2),))
    ChunkTask(part, QUALITIES["draft"], {}, "0" * 64, tmp_path).run(bench)
    assert bench.sources.paths == {}
