"""Uploads that are huge, cut off or hostile, against a real server. Figures are printed: run with ``-s``."""

from __future__ import annotations

import hashlib
import http.client
import io
import random
import socket
import struct
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from PIL import Image
from tests.contract.running import ATTRIBUTION, Account, Service, ok, photo, start, stop
from tests.waiting import HANGS_S, until

MB = 1024 * 1024
#: The most by which a 500 MB upload may make the server's processes grow together.
MOST_GROWTH_BYTES = 30 * MB
#: Any answer that takes longer is a hang.
BOUNDARY = "a-boundary"
PIECE = bytes(MB)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    running = start(tmp_path_factory.mktemp("faults"))
    yield running
    stop(running)


@pytest.fixture
def client(service: Service) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=service.url, timeout=HANGS_S, trust_env=False) as opened:
        yield opened


@pytest.fixture
def me(client: httpx.Client) -> Account:
    told = ok(client.post("/api/auth/anonymous-token", headers={"X-Client-Id": str(uuid.uuid4())}))
    return Account(client, told["token"], told["user_id"], {"X-Skill-Source": "ai-product-video"})


def _head(name: str) -> bytes:
    told = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'
    return told.encode()


_TAIL = f"\r\n--{BOUNDARY}--\r\n".encode()


def _request(me: Account, session: str, length: int | None, content_type: str | None = None) -> bytes:
    """The head of an upload; without a length it is chunked."""
    told = {
        "Host": urlsplit(str(me.http.base_url)).netloc,
        "Authorization": f"Bearer {me.token}",
        **ATTRIBUTION,
        **me.headers,
        "Content-Type": content_type or f"multipart/form-data; boundary={BOUNDARY}",
        **({"Transfer-Encoding": "chunked"} if length is None else {"Content-Length": str(length)}),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"POST /api/upload-video/nemo_agent/me/{session} HTTP/1.1\r\n{lines}\r\n".encode()


def _connect(me: Account) -> socket.socket:
    url = urlsplit(str(me.http.base_url))
    return socket.create_connection((url.hostname, url.port), timeout=HANGS_S)


def _answer(line: socket.socket) -> tuple[int, bytes]:
    """Status and body of the answer on a connection."""
    told = http.client.HTTPResponse(line)
    told.begin()
    return told.status, told.read()


def _left(service: Service) -> list[Path]:
    """What lies unfinished in the server's store."""
    return list((service.data_dir / "files" / "new").iterdir())


def _until_nothing_is_left(service: Service) -> None:
    until(lambda: not _left(service), told=lambda: _left(service))


# -- 19: huge, and cut off -----------------------------------------------------------------------------


class Memory:
    """Watches the memory of a tree of processes while it is open."""

    def __init__(self, pids: Callable[[], Sequence[int]]) -> None:
        self._pids, self._ends, self.most_bytes = pids, threading.Event(), 0
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ends.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ends.wait(0.03):
            self.most_bytes = max(self.most_bytes, self.now_bytes())

    def now_bytes(self) -> int:
        """Proportional set sizes of all of them together."""
        return sum(map(_pss_bytes, self._pids()))


def _pss_bytes(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def test_a_huge_upload_takes_no_memory(
    service: Service, me: Account, children: Callable[[int], list[int]], scale: Callable[..., int]
) -> None:
    """faults.md 19: a file at the limit of 500 MB grows the server's processes by at most 30 MB."""
    picture = photo(1, (640, 480))
    size = scale(500, least=100) * MB
    session = me.session()
    digest = hashlib.sha256(picture)
    ok(me.upload(session, ("small.jpg", picture)))
    with Memory(lambda: [service.process.pid, *children(service.process.pid)]) as memory:
        # What a small one takes is not what the size costs; many, so that one is seen at its largest.
        for number in range(15):
            ok(me.upload(me.session(), (f"{number}.jpg", photo(number + 10, (640, 480)))))
        before = max(memory.most_bytes, memory.now_bytes())
        memory.most_bytes = 0
        with _connect(me) as line:
            line.sendall(_request(me, session, len(_head("huge.jpg")) + size + len(_TAIL)))
            line.sendall(_head("huge.jpg") + picture)
            sent = len(picture)
            while sent < size:
                piece = PIECE[: size - sent]
                digest.update(piece)
                line.sendall(piece)
                sent += len(piece)
            line.sendall(_TAIL)
            status, body = _answer(line)
        growth = memory.most_bytes - before
    print(f"\n{size / MB:.0f} MB sent: memory grew by {growth / MB:.1f} MB at most")
    assert status == 200, body
    told = me.state(session)["state"]["video_infos"][-1]
    assert (told["size"], told["hash"]) == (size, digest.hexdigest())
    assert growth <= MOST_GROWTH_BYTES
    _until_nothing_is_left(service)


def test_one_byte_over_the_limit_is_4002_and_nothing_is_kept(
    service: Service, me: Account, scale: Callable[..., int]
) -> None:
    """seeds: "Max file size is 500MB"; the limit is told, and what came before is thrown away."""
    me.headers = {"X-Skill-Source": "general"}
    limit, session = 200 * MB, me.session()
    with _connect(me) as line:
        line.sendall(_request(me, session, len(_head("x.jpg")) + limit + 1 + len(_TAIL)) + _head("x.jpg"))
        for _ in range(200):
            line.sendall(PIECE)
        line.sendall(b"x" + _TAIL)
        status, body = _answer(line)
    assert status == 413 and b'"code":4002' in body and str(limit).encode() in body
    _until_nothing_is_left(service)
    assert me.state(session)["state"]["video_infos"] == []


def test_a_connection_that_is_reset_anywhere_leaves_nothing_half_kept(
    service: Service, me: Account, scale: Callable[..., int]
) -> None:
    """faults.md 19: after resets at random places, every file there is whole; sending again completes it."""
    chance = random.Random(19)
    session = me.session()
    files = {f"{number}.jpg": photo(number, (1200, 900)) + bytes(400_000) for number in range(4)}
    body = b"\r\n".join(_head(name) + content for name, content in files.items()) + _TAIL
    resets = scale(200, least=15)
    for _ in range(resets):
        with _connect(me) as line:
            line.sendall(_request(me, session, len(body)))
            line.sendall(body[: chance.randrange(len(body))])
            time.sleep(chance.choice([0, 0, 0.02, 0.1]))
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        for told in me.state(session)["state"]["video_infos"]:
            assert told["hash"] == hashlib.sha256(files[told["filename"]]).hexdigest()
    _until_nothing_is_left(service)
    whole = len(me.state(session)["state"]["video_infos"])
    with _connect(me) as line:
        line.sendall(_request(me, session, len(body)) + body)
        status, answer = _answer(line)
    assert status == 200, answer
    kept = me.state(session)["state"]["video_infos"]
    assert sorted(told["filename"] for told in kept) == sorted(files)
    for told in kept:
        given = me.http.get(told["cdn_url"])
        assert given.status_code == 200
        Image.open(io.BytesIO(given.content)).load()
    print(f"\n{resets} resets: {whole} of 4 files were whole before the last upload, 0 half-kept")


# -- 18: bodies and senders that mean no good -------------------------------------------------------------


def _many_fields(count: int) -> Iterator[bytes]:
    field = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.encode()
    for _ in range(count // 1000):
        yield field * 1000
    yield _TAIL


def _many_files(count: int) -> Iterator[bytes]:
    for _ in range(count // 1000):
        yield (_head("a.jpg") + b"\r\n") * 1000
    yield _TAIL


def _endless_header(count: int) -> Iterator[bytes]:
    yield f"--{BOUNDARY}\r\nX-Long: ".encode()
    for _ in range(count // 1000):
        yield b"a" * 1000
    yield b"\r\n\r\nx" + _TAIL


def _endless_headers(count: int) -> Iterator[bytes]:
    yield f"--{BOUNDARY}\r\n".encode()
    for _ in range(count // 1000):
        yield b"X-Many: 1\r\n" * 1000
    yield b"\r\nx" + _TAIL


def _no_boundary(count: int) -> Iterator[bytes]:
    for _ in range(count // 1000):
        yield b"there is no boundary in this" * 40


HOSTILE = {one.__name__.strip("_"): one for one in (
    _many_fields, _many_files, _endless_header, _endless_headers, _no_boundary,
)}  # fmt: skip


def _send_all(me: Account, session: str, pieces: Iterator[bytes]) -> tuple[int, bytes]:
    """Sends a chunked body as long as somebody listens, and gives the answer."""
    with _connect(me) as line:
        line.sendall(_request(me, session, None))
        with suppress(ConnectionError):
            for piece in pieces:
                line.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            line.sendall(b"0\r\n\r\n")
        return _answer(line)


def _drip(me: Account, session: str, ends: threading.Event) -> None:
    """A sender that sends a byte now and then."""
    with _connect(me) as line, suppress(OSError):
        line.sendall(_request(me, session, 1_000_000) + _head("slow.jpg"))
        while not ends.wait(0.2):
            line.sendall(b"x")


def test_hostile_bodies_are_refused_and_others_served(
    service: Service, me: Account, scale: Callable[..., int]
) -> None:
    """faults.md 18: 10⁶ parts, endless headers, no boundary, slow senders; others are served meanwhile."""
    count, session, quiet = scale(1_000_000, least=100_000), me.session(), me.session()
    ends, answers = threading.Event(), dict[str, tuple[int, bytes]]()
    waits: list[float] = []
    slow = [
        threading.Thread(target=_drip, args=(me, session, ends), daemon=True)
        for _ in range(scale(100, least=20))
    ]

    def attack(name: str) -> None:
        answers[name] = _send_all(me, session, HOSTILE[name](count))

    attackers = [threading.Thread(target=attack, args=(name,), daemon=True) for name in HOSTILE]
    for thread in slow + attackers:
        thread.start()
    while any(thread.is_alive() for thread in attackers) or len(waits) < 100:
        began = time.monotonic()
        told = me.call("GET", f"/api/state/nemo_agent/me/{quiet}/latest")
        waits.append(1000 * (time.monotonic() - began))
        assert told.status_code == 200
        if len(waits) % 20 == 1:
            name = f"{len(waits)}.jpg"
            ok(me.upload(quiet, (name, photo(len(waits)))))
        if len(waits) > 1000:
            break
    for thread in attackers:
        thread.join(HANGS_S)
    ends.set()
    for thread in slow:
        thread.join(HANGS_S)
    assert set(answers) == set(HOSTILE)
    assert {name: status for name, (status, _) in answers.items() if not 400 <= status < 500} == {}
    _until_nothing_is_left(service)
    waits.sort()
    p99 = waits[int(0.99 * (len(waits) - 1))]
    print(
        f"\n{count} parts and {len(slow)} slow senders: {len(waits)} others' requests, "
        f"p50 {waits[len(waits) // 2]:.0f} ms, p99 {p99:.0f} ms"
    )
