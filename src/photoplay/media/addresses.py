"""Which network addresses a URL from outside may lead to: the public internet's, and no others.

Judged are addresses, not names: a name means whatever its owner's name server says at that moment.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

#: Source: IANA IPv4 Special-Purpose Address Registry; RFC 5771 (multicast), RFC 1112 (reserved).
_NOT_PUBLIC_4: Final = tuple(
    IPv4Network(text)
    for text in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",  # a public address by which a cloud's machines reach their host
    )
)
#: All that is given out. Source: IANA Internet Protocol Version 6 Address Space.
_GIVEN_OUT_6: Final = IPv6Network("2000::/3")
#: Source: IANA IPv6 Special-Purpose Address Registry. 2001::/23 holds Teredo, benchmarks and ORCHIDs,
#: 2002::/16 is 6to4: both lead to IPv4 addresses by ways that nobody needs any more.
_NOT_PUBLIC_6: Final = tuple(
    IPv6Network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
#: Where a network translates to IPv4 (RFC 6052), every IPv4 site has such an address.
_NAT64: Final = IPv6Network("64:ff9b::/96")
#: Interface identifiers that hold an IPv4 address. Source: RFC 5214, section 6.1.
_ISATAP: Final = (0x00005EFE, 0x02005EFE)

_LAST_IS_NUMBER: Final = re.compile(r"(?:.*\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?", re.DOTALL)
_DOTTED: Final = re.compile(r"(?:0|[1-9][0-9]{0,2})(?:\.(?:0|[1-9][0-9]{0,2})){3}")


def is_public(text: str) -> bool:
    """Whether an address, as a resolver gives it, is one of the public internet's.

    An IPv4 address inside an IPv6 address is judged too.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    return _is_public_4(address) if isinstance(address, IPv4Address) else _is_public_6(address)


def literal(host: str) -> str | None:
    """The address that a host's text is, or ``None`` for a name.

    Raises:
        ValueError: A number in a form that libraries read in different ways ("127.1", "0x7f000001",
            "2130706433", "0177.0.0.1"), or an IPv6 address with a zone.
    """
    if ":" in host:
        if "%" in host:
            raise ValueError("an address with a zone")
        return str(IPv6Address(host))
    if not _LAST_IS_NUMBER.fullmatch(host):
        return None
    if not _DOTTED.fullmatch(host):
        raise ValueError("an IPv4 address in an unusual form")
    return str(IPv4Address(host))


def _is_public_4(address: IPv4Address) -> bool:
    return address.is_global and not any(address in network for network in _NOT_PUBLIC_4)


def _is_public_6(address: IPv6Address) -> bool:
    if address.scope_id is not None:
        return False
    if address.ipv4_mapped is not None:
        return _is_public_4(address.ipv4_mapped)
    low = IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _NAT64:
        return _is_public_4(low)
    if int(address) >> 32 & 0xFFFFFFFF in _ISATAP and not _is_public_4(low):
        return False
    return (
        address in _GIVEN_OUT_6
        and address.is_global
        and not any(address in network for network in _NOT_PUBLIC_6)
    )
