"""Names and addresses of clients and of this server."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from photoplay.server.addresses import (
    UNKNOWN_ADDRESS,
    client_address,
    host_name,
    hosts_of,
    is_own_origin,
    is_within,
)
from photoplay.settings import load_service_settings


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "expected"),
    [
        ("203.0.113.7", None, (), "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", (), "203.0.113.7"),  # nobody trusts it
        ("127.0.0.1", None, (), "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", (), UNKNOWN_ADDRESS),  # a proxy that nobody named
        ("127.0.0.1", "198.51.100.1", ("127.0.0.1",), "198.51.100.1"),
        ("10.0.0.2", "6.6.6.6, 198.51.100.1, 10.0.0.1", ("10.0.0.0/8",), "198.51.100.1"),  # right-most
        ("10.0.0.2", "127.0.0.1, 198.51.100.1", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.2", "not an address", ("10.0.0.0/8",), UNKNOWN_ADDRESS),
        ("10.0.0.2", "198.51.100.1:4711", ("10.0.0.0/8",), "198.51.100.1"),
        ("10.0.0.2", "[2001:db8::1]:4711", ("10.0.0.0/8",), "2001:db8::1"),
        ("10.0.0.2", "10.0.0.9", ("10.0.0.0/8",), "10.0.0.2"),
        ("::ffff:10.0.0.2", "198.51.100.1", ("10.0.0.0/8",), "198.51.100.1"),
    ],
)
def test_client_address(peer: str, forwarded: str | None, trusted: tuple[str, ...], expected: str) -> None:
    headers = Headers({} if forwarded is None else {"X-Forwarded-For": forwarded})
    assert client_address(peer, headers, trusted) == expected


def test_all_headers_of_one_name_count() -> None:
    pairs = [(b"x-forwarded-for", b"127.0.0.1"), (b"x-forwarded-for", b"198.51.100.1")]
    assert client_address("10.0.0.2", Headers(raw=pairs), ("10.0.0.2",)) == "198.51.100.1"


def test_words_among_trusted_networks_are_passed_over() -> None:
    assert not is_within("10.0.0.1", ("localhost", "")) and is_within("10.0.0.1", ("nonsense", "10.0.0.1"))


@pytest.mark.parametrize(
    ("netloc", "name"),
    [
        ("Video.Example.ORG:8765", "video.example.org"),
        ("[::1]:80", "::1"),
        ("video.example.org.", "video.example.org"),
        ("user@video.example.org", None),
        ("video.example.org:99999", None),
        ("video.example.org/path", None),
        ("", None),
        ("[::1", None),
    ],
)
def test_host_name(netloc: str, name: str | None) -> None:
    assert host_name(netloc) == name


def test_hosts_by_settings() -> None:
    closed = hosts_of(load_service_settings())
    assert closed.allows("localhost:8765") and closed.allows("127.0.0.1") and closed.allows("[::1]:1")
    assert not closed.allows("192.0.2.1") and not closed.allows("video.example.org")
    opened = hosts_of(
        load_service_settings(
            host="0.0.0.0", public_url="https://video.example.org", web_url="https://www.example.org",
            allowed_hosts=("Inner.Example.org",),
        )
    )  # fmt: skip
    for name in (
        "192.0.2.1:8765",
        "[2001:db8::1]",
        "video.example.org",
        "www.example.org",
        "inner.example.org",
    ):
        assert opened.allows(name), name
    assert not opened.allows("evil.example")
    assert hosts_of(load_service_settings(host="192.0.2.1")).allows("192.0.2.1:8765")


def test_own_origins() -> None:
    settings = load_service_settings(public_url="https://video.example.org")
    assert is_own_origin("http://localhost:8765", "http", "localhost:8765", settings)
    assert is_own_origin("https://video.example.org", "http", "localhost:8765", settings)
    for origin in (
        "http://localhost:1",
        "https://localhost:8765",
        "null",
        "https://video.example.org.evil.example",
    ):
        assert not is_own_origin(origin, "http", "localhost:8765", settings)
