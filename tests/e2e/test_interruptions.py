"""Stopped, killed, out of room, two at once: a whole file or none, and nobody left behind."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.waiting import HANGS_S, until

Run = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., subprocess.Popen[str]]
Photos = Callable[..., list[Path]]
Pids = Callable[[int], list[int]]
Alive = Callable[[Sequence[int]], list[int]]

#: A video that takes long enough to be interrupted: 11 chunks of one second.
LONG = ("--size", "640x360", "--per-photo", "1", "--workers", "2", "--quality", "high")
SILENT = ("--music", "none")


def finished_chunks(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "cache").rglob("*.chunk"))


@pytest.fixture
def rendering(photos: Photos, start: Start, tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    """``rendering("out.mp4")``: the program in the middle of its work."""
    photos(10, (960, 600))

    def begin(*words: str, **more: Any) -> subprocess.Popen[str]:
        process = start("make", "photos", "-o", "out.mp4", *LONG, *words, **more)
        until(lambda: finished_chunks(tmp_path) or process.poll() is not None)
        assert process.poll() is None, "the render was over before it could be interrupted"
        return process

    return begin


def left_over(tmp_path: Path) -> set[str]:
    """All files beside the photos and the cache; and half chunks inside the cache."""
    beside = {path.name for path in tmp_path.iterdir()} - {"cache", "photos"}
    return beside | {path.name for path in (tmp_path / "cache").rglob("new-*")}


# -- asked to stop ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("is_group", [False, True])
def test_a_stopped_render_leaves_nothing(
    rendering: Start, children: Pids, alive: Alive, tmp_path: Path, kind: signal.Signals, is_group: bool
) -> None:
    process = rendering(start_new_session=True)
    below = children(process.pid)
    assert len(below) >= 2
    (os.killpg if is_group else os.kill)(process.pid, kind)  # Ctrl-C goes to the whole group
    _, err = process.communicate(timeout=HANGS_S)
    assert process.returncode == 130
    assert err.splitlines()[-1] == "photoplay: stopped; nothing was written."
    assert "Traceback" not in err
    until(lambda: not alive(below))
    assert {path for path in left_over(tmp_path) if "new-" not in path} == set()


def test_a_stopped_render_leaves_the_old_file(rendering: Start, tmp_path: Path) -> None:
    (tmp_path / "out.mp4").write_text("the old one")
    process = rendering()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=HANGS_S)
    assert (tmp_path / "out.mp4").read_text() == "the old one"
    assert left_over(tmp_path) - {"out.mp4"} <= {name for name in left_over(tmp_path) if "new-" in name}


@pytest.mark.parametrize("after_s", [0.15, 0.3, 0.45, 0.6])
def test_stopping_while_starting_leaves_nothing(
    photos: Photos, start: Start, children: Pids, alive: Alive, tmp_path: Path, after_s: float
) -> None:
    photos(10, (960, 600))
    process = start("make", "photos", "-o", "out.mp4", *LONG)
    time.sleep(after_s)
    below = children(process.pid)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=HANGS_S)
    assert process.returncode != 0
    until(lambda: not alive(below))
    assert {name for name in left_over(tmp_path) if "new-" not in name} == set()


def test_what_was_finished_before_stopping_is_not_made_again(
    rendering: Start, photoplay: Run, tmp_path: Path
) -> None:
    process = rendering()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=HANGS_S)
    kept = len(finished_chunks(tmp_path))
    done = photoplay("make", "photos", "-o", "out.mp4", *LONG, "--json")
    assert json.loads(done.stdout)["chunks_rendered"] == 11 - kept


# -- killed -----------------------------------------------------------------------------------------


@pytest.fixture
def undisturbed(photoplay: Run, tmp_path: Path) -> Callable[[], bytes]:
    """The bytes of the same video, made in peace."""

    def make() -> bytes:
        fresh = {"PHOTOPLAY_CACHE_DIR": str(tmp_path / "cache" / "peace")}
        done = photoplay("make", "photos", "-o", "peace.mp4", *LONG, env=fresh)
        assert done.returncode == 0, done.stderr
        return (tmp_path / "peace.mp4").read_bytes()

    return make


def workers(children: Pids, pid: int) -> list[int]:
    """The processes that draw: forks of the program's one child."""
    return [worker for nursery in children(pid) for worker in children(nursery)]


def test_a_killed_worker_is_replaced(
    rendering: Start, children: Pids, undisturbed: Callable[[], bytes], tmp_path: Path
) -> None:
    process = rendering("--json")
    victim = until(lambda: workers(children, process.pid))[0]
    os.kill(victim, signal.SIGKILL)
    out, err = process.communicate(timeout=HANGS_S)
    assert process.returncode == 0, err
    assert json.loads(out)["frames"] == 300
    assert left_over(tmp_path) - {"out.mp4"} <= {name for name in left_over(tmp_path) if "new-" in name}
    assert (tmp_path / "out.mp4").read_bytes() == undisturbed()


@pytest.mark.slow
def test_a_killed_nursery_is_replaced(
    rendering: Start, children: Pids, undisturbed: Callable[[], bytes], tmp_path: Path
) -> None:
    process = rendering("--json")
    victim = next(pid for pid in children(process.pid) if children(pid))
    os.kill(victim, signal.SIGKILL)  # its workers go with it
    _, err = process.communicate(timeout=HANGS_S)
    assert process.returncode == 0, err
    assert (tmp_path / "out.mp4").read_bytes() == undisturbed()


@pytest.mark.slow
def test_a_chunk_that_always_kills_its_worker_ends_the_render_with_words(
    rendering: Start, children: Pids, alive: Alive, tmp_path: Path
) -> None:
    process = rendering()
    everybody = set(children(process.pid))

    def kill_all() -> bool:
        for pid in workers(children, process.pid):
            everybody.add(pid)
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return process.poll() is not None

    until(kill_all)
    _, err = process.communicate(timeout=HANGS_S)
    assert process.returncode == 5
    assert "Drawing stopped 3 times" in err.splitlines()[-1] and ".jpg" in err.splitlines()[-1]
    until(lambda: not alive(sorted(everybody)))
    assert {name for name in left_over(tmp_path) if "new-" not in name} == set()


def test_the_program_killed_leaves_no_process_and_no_visible_file(
    rendering: Start, children: Pids, alive: Alive, photoplay: Run, tmp_path: Path,
    undisturbed: Callable[[], bytes],
) -> None:  # fmt: skip
    process = rendering()
    below = children(process.pid)
    assert len(below) == 3
    process.kill()
    until(lambda: not alive(below))
    assert [name for name in left_over(tmp_path) if not name.startswith((".", "new-"))] == []
    done = photoplay("make", "photos", "-o", "out.mp4", *LONG, "--json")
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert facts["frames"] == 300 and facts["chunks_rendered"] < 11
    assert (tmp_path / "out.mp4").read_bytes() == undisturbed()


# -- together ---------------------------------------------------------------------------------------


def test_two_runs_share_one_cache(photos: Photos, start: Start, tmp_path: Path) -> None:
    photos(6)
    words = ("--size", "320x180", "--per-photo", "0.5", "--workers", "1", "--json")
    both = [start("make", "photos", "-o", name, *words) for name in ("one.mp4", "two.mp4")]
    for process in both:
        _, err = process.communicate(timeout=HANGS_S)
        assert process.returncode == 0, err
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "two.mp4").read_bytes()
    assert left_over(tmp_path) == {"one.mp4", "two.mp4"}


def test_two_runs_write_one_file(photos: Photos, start: Start, tmp_path: Path) -> None:
    photos(4)
    words = ("--size", "320x180", "--per-photo", "0.5", "--workers", "1", "-o", "one.mp4", "--json")
    both = [start("make", "photos", *words) for _ in range(2)]
    sizes = set()
    for process in both:
        out, err = process.communicate(timeout=HANGS_S)
        assert process.returncode == 0, err
        sizes.add(json.loads(out)["size_bytes"])
    assert sizes == {(tmp_path / "one.mp4").stat().st_size}
    assert left_over(tmp_path) == {"one.mp4"}


@pytest.mark.slow
def test_a_cache_that_is_emptied_meanwhile_is_filled_again(
    rendering: Start, tmp_path: Path, undisturbed: Callable[[], bytes]
) -> None:
    process = rendering()
    for chunk in finished_chunks(tmp_path):
        chunk.unlink()
    _, err = process.communicate(timeout=HANGS_S)
    assert process.returncode == 0, err
    assert (tmp_path / "out.mp4").read_bytes() == undisturbed()


# -- no room ----------------------------------------------------------------------------------------


def limited(size_bytes: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, size_bytes))


def test_no_room_for_the_cache(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    photos(4)
    done = photoplay("make", "photos", "-o", "o.mp4", *LONG, preexec_fn=limited(3_000))
    assert done.returncode == 4
    assert "cache" in done.stderr and "PHOTOPLAY_CACHE_DIR" in done.stderr.splitlines()[-1]
    assert left_over(tmp_path) == set()


def test_no_room_for_the_video(photos: Photos, photoplay: Run, tmp_path: Path) -> None:
    photos(6, (960, 600))
    assert photoplay("make", "photos", "-o", "fits.mp4", *LONG, *SILENT).returncode == 0
    largest = max(path.stat().st_size for path in finished_chunks(tmp_path))
    size = (tmp_path / "fits.mp4").stat().st_size
    assert largest < size - 2000
    for room in (largest + 1000, size - 1, size // 2):
        done = photoplay("make", "photos", "-o", "o.mp4", *LONG, *SILENT, preexec_fn=limited(room))
        assert done.returncode == 4, room
        assert "o.mp4" in done.stderr.splitlines()[-1]
        assert left_over(tmp_path) == {"fits.mp4"}
