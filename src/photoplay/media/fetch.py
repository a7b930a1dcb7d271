"""Fetching a file from an address that somebody else wrote, without becoming their tool.

A name is resolved once, by us; every address that it has must be public; the connection goes to one of
these, while name and certificate are the URL's. Each redirect goes the same way. One deadline holds for
all of it, whatever a server does, and no more bytes are taken than allowed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from email.message import Message
from functools import lru_cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import httpcore
import httpx

from photoplay.errors import DiskFull, MediaTooLarge, NotWritable, RefusedUrl
from photoplay.media import addresses, images

#: Addresses of a host and port, as text.
Resolve = Callable[[str, int], Sequence[str]]

_REDIRECTS: Final = 5
_URL_CHARACTERS: Final = 4096
_NAME_CHARACTERS: Final = 200
#: One address of several that does not answer leaves time for the next.
_CONNECT_S: Final = 10.0
_PORTS: Final = {"http": 80, "https": 443}
_HEADERS: Final = (("User-Agent", "photoplay"), ("Accept", "*/*"), ("Accept-Encoding", "identity"))
#: Characters that programs read in different ways, inside an address.
_ODD: Final = re.compile(r"[\x00-\x20\x7f\\]")
_AUTHORITY: Final = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//([^/?#]*)")

_NOT_FETCHED: Final = "Nothing is fetched from this address"
_DO: Final = "Download the file and upload it instead."


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched.

    Attributes:
        path: Where its bytes are now.
        name: What it is called at its place: one line of printable characters, no separators.
        size_bytes: Its size.
        sha256: Hex digest of its bytes.
    """

    path: Path
    name: str
    size_bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Hop:
    """One place to ask: its URL, and the addresses that were judged."""

    url: httpx.URL
    port: int
    addresses: tuple[str, ...]


def resolved(host: str, port: int) -> Sequence[str]:
    """The system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def fetch(
    url: str,
    into: Path,
    *,
    limit_bytes: int,
    deadline_s: float,
    allowed_hosts: frozenset[str] = frozenset(),
    resolve: Resolve = resolved,
) -> Fetched:
    """Fetches one file.

    Args:
        url: From outside.
        into: The file to write; what is there is replaced. Nothing is left of it on failure.
        limit_bytes: The most that is taken.
        deadline_s: Time for all of it, from resolving the name to the last byte.
        allowed_hosts: Names (lower case) that may have private addresses and any port.
        resolve: Finds the addresses of a host.

    Raises:
        RefusedUrl: The address is not one to fetch from, or gives nothing.
        MediaTooLarge: The file has more bytes than allowed.
        OutputError: It cannot be written.
    """
    deadline = _Deadline(time.monotonic() + deadline_s)
    try:
        with into.open("wb") as file:
            return _followed(_parsed(url), file.write, into, limit_bytes, deadline, allowed_hosts, resolve)
    except OSError as error:
        into.unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull("No space is left for the uploaded files. Try again later.") from error
        raise NotWritable(f"Uploaded files cannot be written ({error.strerror}).") from error
    except BaseException:
        into.unlink(missing_ok=True)
        raise


class _Deadline:
    """A moment on the monotonic clock."""

    def __init__(self, at_s: float) -> None:
        self._at_s = at_s

    def left_s(self) -> float:
        """Seconds left, > 0.

        Raises:
            RefusedUrl: None are.
        """
        left = self._at_s - time.monotonic()
        if left <= 0:
            raise RefusedUrl(f"The address answers too slowly. {_DO}")
        return left


def _followed(
    url: httpx.URL,
    write: Callable[[bytes], object],
    into: Path,
    limit_bytes: int,
    deadline: _Deadline,
    allowed_hosts: frozenset[str],
    resolve: Resolve,
) -> Fetched:
    for _ in range(_REDIRECTS + 1):
        hop = _judged(url, allowed_hosts, resolve, deadline)
        with _asked(hop, deadline) as response:
            if not 300 <= response.status < 400:
                return _received(response, hop, write, into, limit_bytes)
            url = _redirect(response, url)
    raise RefusedUrl(f"The address leads from one to the next without end. {_DO}")


def _parsed(text: str, base: httpx.URL | None = None) -> httpx.URL:
    """A URL from outside, or a redirect relative to ``base``.

    Raises:
        RefusedUrl: It is not one of the web, or says more than where a file is.
    """
    authority = _AUTHORITY.match(text)
    if len(text) > _URL_CHARACTERS or _ODD.search(text) or (authority and "@" in authority[1]):
        raise RefusedUrl(f"{_NOT_FETCHED}: it has characters that do not belong there. {_DO}")
    try:
        url = base.join(text) if base else httpx.URL(text)
        host = url.raw_host.decode("ascii")
    except (httpx.InvalidURL, ValueError) as error:
        raise RefusedUrl("This is no address of a file. Check it, or upload the file instead.") from error
    if url.scheme not in _PORTS or not host:
        raise RefusedUrl(f"{_NOT_FETCHED}: only those with http:// or https:// are read. {_DO}")
    return url


def _judged(url: httpx.URL, allowed_hosts: frozenset[str], resolve: Resolve, deadline: _Deadline) -> _Hop:
    """Resolves the host, once, and refuses it unless every address is public."""
    host = url.raw_host.decode("ascii").lower()
    is_allowed = host.rstrip(".") in allowed_hosts
    port = _PORTS[url.scheme] if url.port is None else url.port
    if not is_allowed and port not in _PORTS.values():
        raise RefusedUrl(f"{_NOT_FETCHED}: it has an unusual port. {_DO}")
    try:
        own = addresses.literal(host)
    except ValueError as error:
        raise RefusedUrl(f"{_NOT_FETCHED}: its host is written in an unusual form. {_DO}") from error
    found = (own,) if own is not None else _resolved_in_time(host, port, resolve, deadline)
    if not is_allowed and not all(map(addresses.is_public, found)):
        raise RefusedUrl(f"{_NOT_FETCHED}: it is not on the public internet. {_DO}")
    return _Hop(url, port, found)


def _resolved_in_time(host: str, port: int, resolve: Resolve, deadline: _Deadline) -> tuple[str, ...]:
    """The addresses of a name; the system's resolver knows no deadline, so another thread asks it."""
    found: list[str] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            found.extend(resolve(host, port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=ask, name="resolve", daemon=True)
    thread.start()
    thread.join(deadline.left_s())
    deadline.left_s()
    if not found:
        words = "The address is not found. Check it, or upload the file instead."
        raise RefusedUrl(words) from (failed[0] if failed else None)
    return tuple(found)


@contextlib.contextmanager
def _asked(hop: _Hop, deadline: _Deadline) -> Any:
    """The answer of one place, its body not yet read; what the network raises is put into words."""
    headers = [("Host", hop.url.netloc.decode("ascii")), *_HEADERS]
    target = httpcore.URL(
        scheme=hop.url.raw_scheme, host=hop.url.raw_host, port=hop.port, target=hop.url.raw_path
    )
    try:
        with (
            httpcore.ConnectionPool(
                ssl_context=_tls() if hop.url.scheme == "https" else None,
                network_backend=_Pinned(hop.addresses, deadline),
            ) as pool,
            pool.stream("GET", target, headers=headers) as response,
        ):
            yield response
    except httpcore.TimeoutException as error:
        raise RefusedUrl(f"The address answers too slowly. {_DO}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError) as error:
        raise RefusedUrl(f"The address does not answer as it should. Check it; or else: {_DO}") from error


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


class _Pinned(httpcore.NetworkBackend):
    """Connects to addresses that were judged, whatever name it is asked for."""

    def __init__(self, addresses: Sequence[str], deadline: _Deadline) -> None:
        self._addresses = addresses
        self._deadline = deadline
        self._system = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        last: Exception | None = None
        for address in self._addresses:
            try:
                stream = self._system.connect_tcp(address, port, min(_CONNECT_S, self._deadline.left_s()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
                continue
            return _Timed(stream, self._deadline)
        raise last or httpcore.ConnectError("no address")


class _Timed(httpcore.NetworkStream):
    """A connection on which every step gets the time that is left for the whole."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: _Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left_s())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left_s())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left_s())
        return _Timed(inner, self._deadline)

    def close(self) -> None:
        self._stream.close()

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _header(response: httpcore.Response, name: bytes) -> str:
    """The first header of a name, or an empty text."""
    values = (value for key, value in response.headers if key.lower() == name)
    return str(next(values, b"").decode("utf-8", "replace"))


def _redirect(response: httpcore.Response, url: httpx.URL) -> httpx.URL:
    location = _header(response, b"location")
    if response.status not in (301, 302, 303, 307, 308) or not location:
        raise RefusedUrl(f"The address gives no file (it answers {response.status}). {_DO}")
    target = _parsed(location, url)
    if url.scheme == "https" and target.scheme == "http":
        raise RefusedUrl(f"{_NOT_FETCHED}: it leads from https:// to http://. {_DO}")
    return target


def _received(
    response: httpcore.Response, hop: _Hop, write: Callable[[bytes], object], into: Path, limit_bytes: int
) -> Fetched:
    name = _name(_header(response, b"content-disposition"), hop.url)
    if response.status != 200:
        raise RefusedUrl(f"The address gives no file (it answers {response.status}). {_DO}", name=name)
    if _header(response, b"content-encoding").lower() not in ("", "identity"):
        raise RefusedUrl(f"The address gives the file in a packed form. {_DO}", name=name)
    length = _header(response, b"content-length")
    if length.isdecimal() and int(length[:20]) > limit_bytes:
        raise _too_large(name, limit_bytes)
    hashed, size_bytes = hashlib.sha256(), 0
    for part in response.iter_stream():
        size_bytes += len(part)
        if size_bytes > limit_bytes:
            raise _too_large(name, limit_bytes)
        hashed.update(part)
        write(part)
    return Fetched(into, name, size_bytes, hashed.hexdigest())


def _too_large(name: str, limit_bytes: int) -> MediaTooLarge:
    words = (
        f"{images.shown(name)} has more than {limit_bytes / 1e6:g} MB, the most that is read. "
        "Compress it or make it smaller first."
    )
    return MediaTooLarge(words, name=name)


def _name(disposition: str, url: httpx.URL) -> str:
    """What a file is called: by its server, else by the end of its address. Source: RFC 6266."""
    message = Message()
    message["Content-Disposition"] = re.sub(r"[\r\n]", "", disposition)
    try:
        told = message.get_filename()
    except (ValueError, LookupError):
        told = None  # a character set that nobody knows
    name = _tidy(told or "") or _tidy(unquote(url.raw_path.decode("ascii").partition("?")[0]))
    return name or "download"


def _tidy(name: str) -> str:
    last = re.split(r"[/\\]", name)[-1]
    text = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(text) <= _NAME_CHARACTERS:
        return text
    return text[: _NAME_CHARACTERS - 20] + text[-20:]
