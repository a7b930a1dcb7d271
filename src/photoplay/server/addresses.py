"""Who calls, and by what name: client addresses behind proxies, hosts, origins. Pure functions."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from photoplay.settings import ServiceSettings

#: The address of whoever comes through a proxy that is not trusted: all of them count as one.
UNKNOWN_ADDRESS = "0.0.0.0"
_FORWARDING = ("x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host")


def is_loopback(address: str) -> bool:
    """Whether an address is this machine's own."""
    parsed = _address(address)
    return parsed is not None and parsed.is_loopback


def _address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        parsed = ipaddress.ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    return getattr(parsed, "ipv4_mapped", None) or parsed


def is_within(address: str, networks: Sequence[str]) -> bool:
    """Whether an address is one of some addresses or networks; words that are neither are passed over."""
    parsed = _address(address)
    if parsed is None:
        return False
    for told in networks:
        try:
            network = ipaddress.ip_network(told, strict=False)
        except ValueError:
            continue
        if parsed.version == network.version and parsed in network:
            return True
    return False


def client_address(peer: str, headers: Headers, trusted: Sequence[str]) -> str:
    """The address of whoever asks.

    ``X-Forwarded-For`` is read from the right, and only as far as proxies are trusted. Whoever comes from
    this machine with such a header through a proxy that is not trusted is no neighbour of ours, but
    nobody knows who else: all of them share one address.
    """
    if not is_within(peer, trusted):
        is_relayed = is_loopback(peer) and any(name in headers for name in _FORWARDING)
        return UNKNOWN_ADDRESS if is_relayed else peer
    hops = [hop.strip() for value in headers.getlist("x-forwarded-for") for hop in value.split(",")]
    for hop in reversed(hops):
        # A port may follow: "[::1]:123", "10.0.0.1:123".
        bare = hop.partition("]")[0].strip("[") if hop.startswith("[") else hop
        bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
        if _address(bare) is None:
            return UNKNOWN_ADDRESS
        if not is_within(bare, trusted):
            return bare
    return peer


def host_name(netloc: str) -> str | None:
    """The name in a ``Host`` header, lower case, without its port; None when it is malformed."""
    try:
        parts = urlsplit(f"//{netloc}")
        name = parts.hostname
        _ = parts.port
    except ValueError:
        return None
    if not name or parts.username is not None or parts.path or parts.query or parts.fragment:
        return None
    return name.rstrip(".")


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names that this server answers to.

    Attributes:
        names: Lower case.
        takes_addresses: Whether it also answers to bare IP addresses, because it listens on all of them.
    """

    names: frozenset[str]
    takes_addresses: bool

    def allows(self, netloc: str) -> bool:
        """Whether a ``Host`` header names this server."""
        name = host_name(netloc)
        if name is None:
            return False
        if name in self.names or name == "localhost" or is_loopback(name):
            return True
        return self.takes_addresses and _address(name) is not None


def hosts_of(settings: ServiceSettings) -> Hosts:
    """The allow-list of the settings."""
    urls = [urlsplit(url).hostname for url in (settings.public_url, settings.web_url) if url]
    told = [host_name(name) for name in settings.allowed_hosts]
    bound = _address(settings.host)
    names = [*urls, *told, None if bound and bound.is_unspecified else host_name(_bracketed(settings.host))]
    return Hosts(frozenset(name.lower() for name in names if name), bool(bound and bound.is_unspecified))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def is_own_origin(origin: str, scheme: str, netloc: str, settings: ServiceSettings) -> bool:
    """Whether an ``Origin`` header names this server as the request came to it, or as the settings do."""
    known = {f"{scheme}://{netloc}".lower()}
    for url in (settings.public_url, settings.web_url):
        if url:
            parts = urlsplit(url)
            known.add(f"{parts.scheme}://{parts.netloc}".lower())
    return origin.lower() in known
