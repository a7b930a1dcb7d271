"""Uploads are read in children that can do no harm, and whose end nobody else notices."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image
from tests.waiting import HANGS_S

from photoplay.errors import (
    BrokenMedia,
    Cancelled,
    DiskFull,
    MediaTooLarge,
    MissingMedia,
    Overloaded,
    PhotoplayError,
    UnsupportedMedia,
)
from photoplay.media import images, lockdown, sandbox
from photoplay.media.derive import NORMALISED_NAME, THUMBNAIL_NAME
from photoplay.media.examined import normalised_record
from photoplay.media.nursery import Nursery
from photoplay.media.probe import Limits, probe_with_small
from photoplay.media.sandbox import Sandbox, SandboxLimits
from photoplay.motion.focus import find_focus

Photo = Callable[..., npt.NDArray[np.uint8]]
Save = Callable[..., Path]
LINUX = sys.platform == "linux"

sys.path.insert(0, str(Path(__file__).parent))
import hostile  # noqa: E402 - the nursery finds it by its name, where this process does


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(2) as made:
        yield made


@pytest.fixture(scope="module")
def evil() -> Iterator[Sandbox]:
    """A sandbox whose finder of subjects misbehaves on demand."""
    limits = SandboxLimits(memory_bytes=600_000_000, wall_s=5.0)
    with Sandbox(2, limits, find_focus="hostile:find_focus") as made:
        yield made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def asking(folder: Path, deed: str) -> Path:
    """A square picture that asks for a deed; a little noise, as flat ones are graphics without a subject."""
    pixels = np.random.default_rng(1).integers(0, 4, (96, 96, 3)) * 10 + 100
    pixels[32:64, 32:64] = hostile.colour_of(deed)
    path = folder / f"{deed}.png"
    Image.fromarray(pixels.astype(np.uint8)).save(path)
    return path


def children(pid: int) -> list[int]:
    """Running and dead child processes, the dead among them until somebody asks for them."""
    told = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(text) for text in told.read_text().split()]


def open_handles() -> int:
    return len(os.listdir("/proc/self/fd"))


def test_what_is_found_is_what_the_command_line_finds(
    box: Sandbox, save: Save, photo: Photo, format: str, out: Path
) -> None:
    path = save("x", photo(700, 500), format)
    examined = box.examine(path, "beach.jpg", out)
    record, small = probe_with_small(path, name="beach.jpg")
    assert examined.record == (record if record.is_graphic else replace(record, focus=find_focus(small.rgb)))
    assert examined.layers == box.layers()
    assert sorted(out.iterdir()) == sorted([examined.normalised, examined.thumbnail])
    drawn = normalised_record(examined, examined.normalised)
    assert images.decode(drawn).size == (drawn.width, drawn.height) == (700, 500)
    assert drawn.size_bytes == examined.normalised.stat().st_size
    assert drawn.id == record.id


@pytest.mark.parametrize("colour", [(200, 30, 30), (0, 0, 0), (255, 255, 255)])
def test_one_colour_is_a_picture_too(
    box: Sandbox, save: Save, out: Path, colour: tuple[int, int, int]
) -> None:
    examined = box.examine(save("x.jpg", Image.new("RGB", (64, 48), colour), "JPEG"), "x.jpg", out)
    assert (examined.normalised_width, examined.normalised_height) == (64, 48)


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (3000, 2), (17, 15)])
def test_odd_sizes(
    box: Sandbox, save: Save, photo: Photo, out: Path, size: tuple[int, int], format: str
) -> None:
    examined = box.examine(save("x", photo(*size), format), "x", out)
    assert (examined.record.width, examined.record.height) == size
    assert max(Image.open(examined.thumbnail).size) <= 480


@pytest.mark.skipif(not LINUX, reason="Landlock and seccomp are Linux's")
def test_layers_are_told_as_they_are(box: Sandbox) -> None:
    layers = box.layers()
    assert layers[0] == "limits"
    landlock, seccomp = lockdown._library("landlockpy"), lockdown._library("pyseccomp")
    assert ("landlock" in layers) == (landlock is not None and landlock.abi_version() > 0)
    assert ("seccomp" in layers) == (seccomp is not None)


def test_without_the_libraries_the_limits_remain(
    monkeypatch: pytest.MonkeyPatch, save: Save, out: Path
) -> None:
    """Their names lead nowhere in the nursery: an empty module stands in front of them."""
    folder = out.parent / "empty"
    folder.mkdir()
    for name in ("landlockpy", "pyseccomp"):
        (folder / f"{name}.py").write_text("raise ImportError")
    monkeypatch.syspath_prepend(str(folder))
    with Sandbox(1) as bare:
        assert bare.layers() == ("limits",)
        assert bare.examine(save("x.png", Image.new("RGB", (9, 9))), "x.png", out).layers == ("limits",)


@pytest.mark.skipif(not LINUX, reason="Landlock and seccomp are Linux's")
def test_a_taken_over_child_can_do_nothing(evil: Sandbox, tmp_path: Path, out: Path) -> None:
    layers = evil.layers()
    if not {"landlock", "seccomp"} <= set(layers):
        pytest.skip(f"only {layers} here")
    with pytest.raises(BrokenMedia) as caught:
        evil.examine(asking(tmp_path, "try_all"), "x.png", out)
    told = "".join(caught.value.__notes__)
    assert "did []" in told
    assert "threads work" in told
    assert not Path("/tmp/photoplay-escaped").exists()


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        *((deed, "reading it fails") for deed in ("crash", "abort", "exit", "raise", "interrupt")),
        ("hang", "it takes too long"),
    ],
)
def test_what_brings_its_child_down_is_refused(
    evil: Sandbox, tmp_path: Path, out: Path, deed: str, words: str
) -> None:
    """Row 7 of the faults."""
    with pytest.raises(BrokenMedia) as caught:
        evil.examine(asking(tmp_path, deed), "beach.png", out)
    assert caught.value.message == (
        f"beach.png could not be read safely: {words}. Export it again as JPEG or PNG and use that."
    )
    assert list(out.iterdir()) == []
    assert evil.examine(asking(tmp_path, "nothing"), "x.png", out).record.width == 96


def test_what_takes_too_much_of_the_processor_is_refused(tmp_path: Path, out: Path) -> None:
    with (
        Sandbox(1, SandboxLimits(cpu_s=1, wall_s=300.0), find_focus="hostile:find_focus") as box,
        pytest.raises(BrokenMedia, match="reading it fails"),
    ):
        box.examine(asking(tmp_path, "spin"), "x.png", out)


def test_what_eats_memory_is_refused(evil: Sandbox, tmp_path: Path, out: Path) -> None:
    with pytest.raises(MediaTooLarge, match="needs more memory"):
        evil.examine(asking(tmp_path, "eat"), "x.png", out)
    assert list(out.iterdir()) == []


def test_others_go_on_while_one_hangs(evil: Sandbox, tmp_path: Path, out: Path) -> None:
    hang, good = asking(tmp_path, "hang"), asking(tmp_path, "nothing")
    with ThreadPoolExecutor(2) as threads:
        waiting = threads.submit(evil.examine, hang, "x.png", out)
        for _ in range(5):
            evil.examine(good, "x.png", out)
        assert not waiting.done()
        with pytest.raises(BrokenMedia, match="too long"):
            waiting.result(HANGS_S)


def test_at_most_so_many_at_once(tmp_path: Path, out: Path) -> None:
    hang, good = asking(tmp_path, "hang"), asking(tmp_path, "nothing")
    limits = SandboxLimits(wall_s=60.0)
    with Sandbox(1, limits, find_focus="hostile:find_focus") as box, ThreadPoolExecutor(2) as threads:
        box.layers()
        first = threads.submit(box.examine, hang, "x.png", out)
        while not first.done() and len(children(box._nursery.pid)) < 1:
            time.sleep(0.01)
        second = threads.submit(box.examine, good, "x.png", out)
        assert len(children(box._nursery.pid)) == 1
        os.kill(children(box._nursery.pid)[0], signal.SIGKILL)
        assert second.result(HANGS_S).record.width == 96
        with pytest.raises(BrokenMedia):
            first.result(HANGS_S)


def test_closing_ends_what_runs(tmp_path: Path, out: Path) -> None:
    box = Sandbox(1, SandboxLimits(wall_s=600.0), find_focus="hostile:find_focus")
    box.layers()
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(box.examine, asking(tmp_path, "hang"), "x.png", out)
        while not children(box._nursery.pid):
            time.sleep(0.01)
        box.close()
        with pytest.raises(Cancelled):
            waiting.result(HANGS_S)
    with pytest.raises(Cancelled):
        box.examine(asking(tmp_path, "nothing"), "x.png", out)
    box.close()
    assert list(out.iterdir()) == []


def test_a_killed_nursery_is_replaced(tmp_path: Path, out: Path) -> None:
    good = asking(tmp_path, "nothing")
    with Sandbox(1) as box:
        box.examine(good, "x.png", out)
        box._nursery.kill()
        box._nursery._process.wait()
        assert box.examine(good, "x.png", out).record.width == 96


def test_no_room_for_a_process(
    box: Sandbox, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Nursery) -> None:
        raise BlockingIOError("no room for another process")

    box.layers()
    monkeypatch.setattr(Nursery, "fork_child", full)
    with pytest.raises(Overloaded):
        box.examine(asking(tmp_path, "nothing"), "x.png", out)
    assert list(out.iterdir()) == []


@pytest.mark.skipif(not LINUX, reason="reads /proc")
def test_a_thousand_files_leave_nothing_behind(
    box: Sandbox,
    evil: Sandbox,
    tmp_path: Path,
    save: Save,
    photo: Photo,
    out: Path,
    scale: Callable[..., int],
) -> None:
    """No dead child, no open file, no forgotten folder, whatever the children did."""
    good, broken = save("good.jpg", photo(64, 48), "JPEG"), save("broken.jpg", photo(64, 48), "JPEG")
    broken.write_bytes(broken.read_bytes()[:300])
    crash = asking(tmp_path, "crash")
    box.examine(good, "x.jpg", out)
    with pytest.raises(BrokenMedia):
        evil.examine(crash, "x.png", out)
    shutil.rmtree(out)
    out.mkdir()
    before = open_handles()

    def one(number: int) -> int:
        try:
            if number % 3 == 2:
                evil.examine(crash, "x.png", out)
            examined = box.examine(broken if number % 3 == 1 else good, "x.jpg", out)
        except BrokenMedia:
            return 0
        examined.normalised.unlink()
        examined.thumbnail.unlink()
        return 1

    count = scale(1000, least=60)
    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(one, range(count))) == len(range(0, count, 3))
    assert open_handles() == before
    assert children(box._nursery.pid) == children(evil._nursery.pid) == []
    assert list(out.iterdir()) == []
    assert len(os.listdir(f"/proc/{box._nursery.pid}/fd")) <= 5


def test_a_child_gets_no_secrets_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHOTOPLAY_DATABASE_URL", "postgresql://user:secret@host/db")
    with Sandbox(1) as box:
        box.layers()
        assert b"secret" not in Path(f"/proc/{box._nursery.pid}/environ").read_bytes()


@pytest.mark.parametrize(
    ("path", "kind"), [("gone.jpg", MissingMedia), (".", MissingMedia), ("pipe", MissingMedia)]
)
def test_what_is_no_file_is_missing(
    box: Sandbox, tmp_path: Path, out: Path, path: str, kind: type[PhotoplayError]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(kind):
        box.examine(tmp_path / path, "x.jpg", out)


def test_the_callers_limits_hold(box: Sandbox, save: Save, photo: Photo, out: Path) -> None:
    path = save("x.png", photo(100, 80))
    with pytest.raises(MediaTooLarge, match="megapixels"):
        box.examine(path, "x.png", out, Limits(max_other_pixels=7999))
    with pytest.raises(MediaTooLarge, match="MB"):
        box.examine(path, "x.png", out, Limits(max_bytes=100))
    assert box.examine(path, "x.png", out, Limits(max_other_pixels=8000)).record.width == 100


Answer = Callable[[dict[str, Any]], bytes]


@pytest.fixture
def lying(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], None]:
    """``lying(answer)``: from now on children answer what a function makes of the request."""

    def set_up(answer: Answer) -> None:
        box.layers()

        def exchange(ours: socket.socket, request: bytes, deadline: float) -> bytes:
            return answer(json.loads(request))

        monkeypatch.setattr(sandbox, "_exchange", exchange)

    return set_up


def honest(request: dict[str, Any], **changes: object) -> bytes:
    folder = Path(request["folder"])
    picture = Image.new("RGB", (40, 30), (9, 9, 9))
    picture.save(folder / NORMALISED_NAME, "JPEG")
    picture.save(folder / THUMBNAIL_NAME, "JPEG")
    found = {
        "format": "jpeg", "width": 40, "height": 30, "has_alpha": False, "role": "photo", "is_graphic": False,
        "background": None, "focus": [0.5, 0.5, 0], "taken_at": "", "normalised": ["jpeg", 40, 30],
        "tone": None, "live_photo": "",
    }  # fmt: skip
    return json.dumps({"found": found | changes}).encode()


def linked(request: dict[str, Any]) -> bytes:
    told = honest(request)
    (Path(request["folder"]) / NORMALISED_NAME).unlink()
    (Path(request["folder"]) / NORMALISED_NAME).symlink_to("/etc/passwd")
    return told


def hard_linked(request: dict[str, Any]) -> bytes:
    told = honest(request)
    os.link(request["path"], Path(request["folder"]) / "twin")
    os.replace(Path(request["folder"]) / "twin", Path(request["folder"]) / NORMALISED_NAME)
    return told


def with_file(name: str, data: bytes) -> Answer:
    def answer(request: dict[str, Any]) -> bytes:
        told = honest(request)
        (Path(request["folder"]) / name).write_bytes(data)
        return told

    return answer


def without(name: str) -> Answer:
    def answer(request: dict[str, Any]) -> bytes:
        told = honest(request)
        (Path(request["folder"]) / name).unlink()
        return told

    return answer


LIES: dict[str, Answer] = {
    "nothing": lambda request: b"",
    "no JSON": lambda request: b"{",
    "pickle": lambda request: b"\x80\x04\x95\x1d\x00",
    "a list": lambda request: b"[]",
    "deep": lambda request: b"[" * 60_000,
    "not UTF-8": lambda request: b"\xff\xfe",
    "empty": lambda request: b"{}",
    "unknown error": lambda request: b'{"refused": "SystemExit", "message": "x"}',
    "error without words": lambda request: b'{"refused": "BrokenMedia", "message": 7}',
    "unhashable": lambda request: b'{"refused": [], "message": "x"}',
    "nan": lambda request: honest(request, focus=[float("nan"), 0, 0]),
    "other size": lambda request: honest(request, normalised=["jpeg", 41, 30]),
    "other format": lambda request: honest(request, normalised=["png", 40, 30]),
    "a soft link": linked,
    "a hard link": hard_linked,
    "no normalised file": without(NORMALISED_NAME),
    "no thumbnail": without(THUMBNAIL_NAME),
    "an empty file": with_file(NORMALISED_NAME, b""),
    "a web page": with_file(NORMALISED_NAME, b"<html>" * 20),
    "an SVG as thumbnail": with_file(THUMBNAIL_NAME, b"<svg/>"),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lying_child_is_not_believed(
    box: Sandbox, save: Save, out: Path, lying: Callable[[Answer], None], lie: str
) -> None:
    path = save("x.jpg", Image.new("RGB", (40, 30)), "JPEG")
    lying(LIES[lie])
    with pytest.raises(BrokenMedia, match="could not be read safely"):
        box.examine(path, "x.jpg", out)
    assert list(out.iterdir()) == []


def test_hashes_are_our_own(box: Sandbox, save: Save, out: Path, lying: Callable[[Answer], None]) -> None:
    """A child cannot give a file the name of another."""
    path = save("x.jpg", Image.new("RGB", (40, 30)), "JPEG")
    lying(lambda request: honest(request, sha256="0" * 64, id="img_0", name="other", size_bytes=1))
    examined = box.examine(path, "x.jpg", out)
    true = probe_with_small(path)[0]
    assert (examined.record.sha256, examined.record.id) == (true.sha256, true.id)
    assert (examined.record.name, examined.record.size_bytes) == ("x.jpg", true.size_bytes)


def test_what_a_child_says_is_made_harmless(
    box: Sandbox, save: Save, out: Path, lying: Callable[[Answer], None]
) -> None:
    path = save("x.jpg", Image.new("RGB", (40, 30)), "JPEG")
    words = "\x1b[2J\n" + "x" * 5000
    lying(lambda request: json.dumps({"refused": "UnsupportedMedia", "message": words}).encode())
    with pytest.raises(UnsupportedMedia) as caught:
        box.examine(path, "x.jpg", out)
    assert caught.value.message == "[2J" + "x" * 595
    lying(lambda request: json.dumps({"refused": "DiskFull", "message": "No space is left."}).encode())
    with pytest.raises(DiskFull, match="No space is left"):
        box.examine(path, "x.jpg", out)


def test_an_endless_or_slow_answer_is_cut() -> None:
    for drip in (False, True):
        ours, theirs = socket.socketpair()
        stop = threading.Event()

        def talk(theirs: socket.socket = theirs, drip: bool = drip, stop: threading.Event = stop) -> None:
            with theirs:
                try:
                    while not stop.wait(0.02 if drip else 0):
                        theirs.sendall(b"x" if drip else b"x" * 4096)
                except OSError:
                    pass

        thread = threading.Thread(target=talk)
        thread.start()
        with ours, pytest.raises(TimeoutError if drip else ValueError):
            sandbox._exchange(ours, b"{}", time.monotonic() + (0.3 if drip else 60))
        stop.set()
        thread.join(HANGS_S)
