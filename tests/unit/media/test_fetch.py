"""Fetching from addresses that somebody else wrote: what is refused, and what goes over the wire."""

from __future__ import annotations

import gzip
import hashlib
import socket
import ssl
import subprocess
import threading
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import httpcore
import pytest
from tests.waiting import HANGS_S

from photoplay.errors import MediaTooLarge, NotWritable, RefusedUrl
from photoplay.media import fetch as module
from photoplay.media.fetch import fetch

HOST = "media.test"
ALLOWED = frozenset({HOST})


class Server:
    """Answers each connection on loopback with bytes that a function chooses, and keeps what was asked."""

    def __init__(self, answer: Callable[[bytes, socket.socket], None]) -> None:
        self.requests: list[bytes] = []
        self._answer = answer
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, path: str = "/beach.jpg") -> str:
        return f"http://{HOST}:{self.port}{path}"

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(HANGS_S)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=[connection], daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            request = b""
            try:
                while b"\r\n\r\n" not in request:
                    more = connection.recv(4096)
                    if not more:
                        break
                    request += more
                self.requests.append(request)
                self._answer(request, connection)
            except OSError:
                pass  # the client had enough


Serve = Callable[[bytes | Callable[[bytes, socket.socket], None]], Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """``serve(bytes)`` or ``serve(function)`` starts a server on loopback."""
    servers = []

    def start(answer: bytes | Callable[[bytes, socket.socket], None]) -> Server:
        if isinstance(answer, bytes):
            server = Server(lambda request, connection: connection.sendall(answer))
        else:
            server = Server(answer)
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def connected(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Every address that a connection is made to."""
    made: list[tuple[str, int]] = []
    true = httpcore.SyncBackend.connect_tcp

    def spy(self: httpcore.SyncBackend, host: str, port: int, *rest: object, **more: object) -> object:
        made.append((host, port))
        return true(self, host, port, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", spy)
    return made


def loopback(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


def take(url: str, into: Path, **options: object) -> module.Fetched:
    settings = {
        "limit_bytes": 1_000_000, "deadline_s": 20.0, "allowed_hosts": ALLOWED, "resolve": loopback
    } | options  # fmt: skip
    return fetch(url, into, **settings)  # type: ignore[arg-type]


def ok(body: bytes, *headers: str) -> bytes:
    lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def test_a_file_is_fetched(serve: Serve, tmp_path: Path) -> None:
    body = b"\xff\xd8" * 50_000
    server = serve(ok(body))
    fetched = take(server.url("/a/b/my%20beach.jpg?size=large"), tmp_path / "x")
    assert fetched == module.Fetched(
        tmp_path / "x", "my beach.jpg", len(body), hashlib.sha256(body).hexdigest()
    )
    assert (tmp_path / "x").read_bytes() == body


def test_the_request_tells_nothing_of_ours(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    server = serve(ok(b"x", "Set-Cookie: a=b"))
    take(server.url(), tmp_path / "x")
    take(server.url(), tmp_path / "x")
    for request in server.requests:
        lines = request.lower().split(b"\r\n")
        assert lines[0] == b"get /beach.jpg http/1.1"
        assert f"host: {HOST}:{server.port}".encode() in lines
        assert b"accept-encoding: identity" in lines
        assert not [one for one in lines if one.startswith((b"cookie", b"authorization", b"referer"))]


LITERALS = (
    "127.0.0.1", "127.1", "127.0.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
    "017700000001", "0", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.1", "172.16.0.1", "172.31.255.255", "192.168.0.1",
    "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255", "127.0.0.1.", "127.0.0.01", "①②⑦.⓪.⓪.①", "127。0。0。1", "127%2e0%2e0%2e1",
    "[::]", "[::1]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:169.254.169.254]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::a00:1]", "[2002:7f00:1::]",
    "[2002:a00:1::1]", "[2001:0:7f00:1::]", "[2001::1]", "[fc00::1]", "[fd00:ec2::254]", "[fe80::1]",
    "[fe80::1%25lo]", "[fe80::1%lo]", "[fec0::1]", "[ff02::1]", "[2001:db8::1]", "[3fff::1]", "[100::1]",
    "[2600::5efe:7f00:1]", "[::ffff:0:7f00:1]", "[4000::1]",
)  # fmt: skip
#: Names, with what a hostile name server says of them.
NAMES = {
    "localhost": ["127.0.0.1"],
    "localhost.": ["127.0.0.1", "::1"],
    "LOCALHOST": ["::1"],
    "sub.localhost": ["127.0.0.1"],
    "metadata.google.internal": ["169.254.169.254"],
    "private.example": ["10.0.0.5"],
    "mixed.example": ["93.184.216.34", "127.0.0.1"],
    "mixed6.example": ["2606:4700::1111", "fd00::1"],
    "mapped.example": ["::ffff:10.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "sixtofour.example": ["2002:c0a8:1::1"],
    "teredo.example": ["2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    "scoped.example": ["fe80::1%2"],
    "nothing.example": [],
    "nonsense.example": ["not an address"],
    "cgnat.example": ["100.64.3.4"],
    "multicast.example": ["224.0.0.251"],
    "evil.media.test": ["127.0.0.1"],
    "media.test.evil.example": ["127.0.0.1"],
    "xn--nxasmq6b.example": ["127.0.0.1"],
    "münchen.example": ["127.0.0.1"],
}
ODD = (
    "", " ", "beach.jpg", "/etc/passwd", "//", "http://", "http:///x", "http:x", "https:", "http://:80/",
    "file:///etc/passwd", "FILE:///etc/passwd", "ftp://93.184.216.34/x", "gopher://93.184.216.34/_x",
    "dict://93.184.216.34:11211/stat", "data:image/png;base64,AAAA", "javascript:alert(1)", "jar:http://a!/b",
    "ws://93.184.216.34/", "unix:///var/run/docker.sock", "http+unix://%2Fvar%2Frun%2Fx/", "concat:a|b",
    "http://user@93.184.216.34/", "http://user:pass@93.184.216.34/", "http://@93.184.216.34/",
    "http://93.184.216.34@127.0.0.1/", "http://127.0.0.1#@93.184.216.34/", "http://93.184.216.34\\@127.0.0.1/",
    "http://127.0.0.1\\.example/", "http:\\\\127.0.0.1\\x", "http://93.184.216.34:22/", "http://93.184.216.34:0/",
    "http://93.184.216.34:8080/", "https://93.184.216.34:6379/", "http://93.184.216.34:99999/",
    "http://93.184.216.34:-1/", "http://93.184.216.34:x/", "http://93.184.216.34/\r\nHost: x",
    "http://93.184.216.34/\nx", "http://93.184.216.34/\tx", "http://93.184.216.34/\0", "ht\ntp://127.0.0.1/",
    "http://[::1/", "http://::1/", "http://[127.0.0.1]/", "http://exa mple.org/", "http://" + "a" * 5000,
    "http://%31%32%37.0.0.1/", "http://127.0.0.1%00.example/", "http://a..b.example/", "http://-/", "http://../",
)  # fmt: skip


def hostile(host: str, port: int) -> Sequence[str]:
    """A name server that answers everything with loopback, unless it has something worse."""
    return NAMES.get(host, NAMES.get(host.encode().decode("idna", "ignore"), ["127.0.0.1"]))


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_bad_address_is_ever_connected_to(
    scheme: str, serve: Serve, tmp_path: Path, connected: list[tuple[str, int]]
) -> None:
    """Row 13 of the faults: with and without the port of a server that would notice."""
    canary = serve(ok(b"secret"))
    hosts = [*LITERALS, *NAMES]
    urls = [
        *ODD,
        *(f"{scheme}://{host}{port}/x" for host in hosts for port in ("", f":{canary.port}", ":443")),
    ]
    assert len(urls) >= 250
    for url in urls:
        with pytest.raises(RefusedUrl) as caught:
            take(url, tmp_path / "x", resolve=hostile)
        assert not (tmp_path / "x").exists()
        assert not any(told in caught.value.message for told in ("127.", "10.0", "169.254", "::"))
    assert connected == []
    assert canary.requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_judged_like_the_first_address(
    status: int, serve: Serve, tmp_path: Path, connected: list[tuple[str, int]]
) -> None:
    canary = serve(ok(b"secret"))
    targets = [f"http://127.0.0.1:{canary.port}/", f"//localhost:{canary.port}/", "http://169.254.169.254/",
               "file:///etc/passwd", "http://[::1]/", "http://2130706433/", "http://u:p@media.test/",
               f"http://10.0.0.1:{canary.port}", "gopher://media.test/", "http://media.test\\@localhost/"]  # fmt: skip
    server = serve(lambda request, connection: connection.sendall(
        f"HTTP/1.1 {status} Moved\r\nLocation: {targets[int(request.split()[1][1:])]}\r\n"
        "Content-Length: 0\r\n\r\n".encode()))  # fmt: skip
    for number in range(len(targets)):
        with pytest.raises(RefusedUrl):
            take(server.url(f"/{number}"), tmp_path / "x", resolve=loopback)
    assert connected == [("127.0.0.1", server.port)] * len(targets)
    assert canary.requests == []


def test_redirects_are_followed_within_reason(serve: Serve, tmp_path: Path) -> None:
    def answer(request: bytes, connection: socket.socket) -> None:
        left = int(request.split()[1].rsplit(b"/", 1)[1])
        moved = f"HTTP/1.1 302 Found\r\nLocation: /to/{left - 1}\r\nContent-Length: 0\r\n\r\n".encode()
        connection.sendall(moved if left else ok(b"here"))

    server = serve(answer)
    assert take(server.url("/5"), tmp_path / "x").size_bytes == 4
    with pytest.raises(RefusedUrl, match="without end"):
        take(server.url("/6"), tmp_path / "x")


def test_https_does_not_lead_to_http(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = httpcore.Response(302, headers=[("Location", "http://media.test/")])
    with pytest.raises(RefusedUrl, match=r"from https:// to http://"):
        module._redirect(answer, module._parsed("https://media.test/"))
    assert str(module._redirect(answer, module._parsed("http://media.test/"))) == "http://media.test/"


def test_a_name_is_resolved_once_and_what_was_judged_is_connected_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that changes its address between check and use (DNS rebinding) gains nothing."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    asked: list[tuple[str, int]] = []

    def refuse(self: object, host: str, port: int, *rest: object) -> None:
        asked.append((host, port))
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", refuse)
    with pytest.raises(RefusedUrl, match="does not answer"):
        take("http://rebind.example/x", tmp_path / "x", resolve=lambda host, port: next(answers))
    assert asked == [("93.184.216.34", 80)]
    assert next(answers) == ["127.0.0.1"], "resolved more than once"


def test_other_addresses_are_tried_when_one_is_silent(
    serve: Serve, tmp_path: Path, connected: list[tuple[str, int]]
) -> None:
    server = serve(ok(b"here"))
    take(server.url(), tmp_path / "x", resolve=lambda host, port: ["127.0.0.2", "127.0.0.1"])
    assert [address for address, _ in connected] == ["127.0.0.2", "127.0.0.1"]


def test_too_much_is_refused_by_the_header(serve: Serve, tmp_path: Path) -> None:
    sent = threading.Event()

    def answer(request: bytes, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000001\r\n\r\n")
        if connection.recv(1) == b"":
            sent.set()  # hung up on before a byte of the body

    with pytest.raises(MediaTooLarge, match=r"^beach\.jpg has more than 1 MB"):
        take(serve(answer).url(), tmp_path / "x")
    assert sent.wait(HANGS_S)


@pytest.mark.parametrize("framing", ["chunked", "none"])
def test_an_endless_body_is_cut_and_memory_stays_small(serve: Serve, tmp_path: Path, framing: str) -> None:
    def answer(request: bytes, connection: socket.socket) -> None:
        header = "Transfer-Encoding: chunked" if framing == "chunked" else "Connection: close"
        connection.sendall(f"HTTP/1.1 200 OK\r\n{header}\r\n\r\n".encode())
        part = b"x" * 65536
        while True:
            connection.sendall(b"10000\r\n" + part + b"\r\n" if framing == "chunked" else part)

    server = serve(answer)
    tracemalloc.start()
    try:
        with pytest.raises(MediaTooLarge):
            take(server.url(), tmp_path / "x", limit_bytes=30_000_000)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
    assert not (tmp_path / "x").exists()


def test_exactly_the_limit_is_taken(serve: Serve, tmp_path: Path) -> None:
    server = serve(ok(b"x" * 1000))
    assert take(server.url(), tmp_path / "x", limit_bytes=1000).size_bytes == 1000
    with pytest.raises(MediaTooLarge):
        take(server.url(), tmp_path / "x", limit_bytes=999)


@pytest.mark.parametrize("where", ["header", "body", "silence"])
def test_a_slow_drip_meets_the_deadline(serve: Serve, tmp_path: Path, where: str) -> None:
    """Each byte comes soon enough for a limit between bytes; only one for all of them helps."""
    stop = threading.Event()

    def answer(request: bytes, connection: socket.socket) -> None:
        if where == "silence":
            stop.wait(60)
            return
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if where == "body" else b"X-Slow: "))
        while not stop.wait(0.05):
            connection.sendall(b"x")

    server = serve(answer)
    with pytest.raises(RefusedUrl, match="too slowly"):
        take(server.url(), tmp_path / "x", deadline_s=0.6)
    stop.set()
    assert not (tmp_path / "x").exists()


def test_a_slow_name_server_meets_the_deadline(tmp_path: Path) -> None:
    stop = threading.Event()

    def slow(host: str, port: int) -> Sequence[str]:
        stop.wait(60)
        return ["127.0.0.1"]

    with pytest.raises(RefusedUrl, match="too slowly"):
        take("http://media.test/", tmp_path / "x", resolve=slow, deadline_s=0.2)
    stop.set()


@pytest.mark.parametrize(
    "answer",
    [
        ok(gzip.compress(bytes(10_000_000)), "Content-Encoding: gzip"),
        ok(b"x", "Content-Encoding: br"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\ncut off",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\nxxxxxxx",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone",
        b"HTTP/1.1 206 Partial Content\r\nContent-Length: 4\r\n\r\npart",
        b"HTTP/1.1 204 No Content\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 304 Not Modified\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000,
        b"",
        b"\0" * 1000,
    ],
)
def test_answers_that_are_no_file_are_refused(serve: Serve, tmp_path: Path, answer: bytes) -> None:
    with pytest.raises(RefusedUrl):
        take(serve(answer).url(), tmp_path / "x")
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("path", "disposition", "name"),
    [
        ("/a/b.png", "", "b.png"),
        ("/", "", "download"),
        ("/a%2F..%2F..%2Fetc%2Fpasswd", "", "passwd"),
        ("/%00%0a%1bx%E2%80%AE.jpg", "", "x.jpg"),
        ("/caf%C3%A9.jpg", "", "café.jpg"),
        ("/x", 'attachment; filename="holiday.heic"', "holiday.heic"),
        ("/x", "attachment; filename*=UTF-8''%E6%B5%B7.jpg", "海.jpg"),
        ("/x", 'attachment; filename="..\\..\\evil.jpg"', "evil.jpg"),
        ("/x.jpg", 'attachment; filename="../"', "x.jpg"),
        ("/x.jpg", "attachment; filename*=klingon''%00", "x.jpg"),
        ("/" + "a" * 500 + ".jpg", "", "a" * 180 + "a" * 16 + ".jpg"),
    ],
)
def test_names(serve: Serve, tmp_path: Path, path: str, disposition: str, name: str) -> None:
    headers = [f"Content-Disposition: {disposition}"] if disposition else []
    assert take(serve(ok(b"x", *headers)).url(path), tmp_path / "x").name == name


def test_a_place_that_cannot_be_written(serve: Serve, tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        take(serve(ok(b"x")).url(), tmp_path / "no" / "x")


@pytest.mark.needs_openssl
def test_name_and_certificate_are_the_urls(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection goes to an address, but what is asked for and checked is the name."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
         "-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", key, "-out", certificate],
        check=False, capture_output=True,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    asked: list[str | None] = []
    ours = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ours.load_cert_chain(certificate, key)
    ours.sni_callback = lambda connection, name, context: asked.append(name)

    def answer(request: bytes, connection: socket.socket) -> None:
        connection.sendall(ok(b"here"))

    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

        def serve_tls() -> None:
            for _ in range(3):
                connection, _ = listener.accept()
                try:
                    with ours.wrap_socket(connection, server_side=True) as safe:
                        answer(safe.recv(4096), safe)
                except OSError:
                    connection.close()

        threading.Thread(target=serve_tls, daemon=True).start()
        hosts = frozenset({HOST, "other.test"})
        with pytest.raises(RefusedUrl):  # nobody vouches for it
            take(f"https://{HOST}:{port}/x", tmp_path / "x")
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr(module, "_tls", lambda: trusting)
        assert take(f"https://{HOST}:{port}/x", tmp_path / "x").size_bytes == 4
        with pytest.raises(RefusedUrl):  # vouched for, but for another name
            take(f"https://other.test:{port}/x", tmp_path / "x", allowed_hosts=hosts)
    assert asked == [HOST, HOST, "other.test"]
