"""Signed links: an address that opens one file for a while, without a token."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from urllib.parse import quote

from photoplay.errors import Forbidden
from photoplay.services.backend import Backend
from photoplay.store.assets import Asset

#: Ends of links are rounded up to this, so that the same file has the same link for a while and
#: browsers need not load it again. Seconds.
_ROUNDED_S = 3600


@dataclass(frozen=True, slots=True)
class Links:
    """Makes links for one request.

    Attributes:
        base: Address of the API as the client knows it, without a slash at the end.
        web: Address of the pages.
    """

    backend: Backend
    base: str
    web: str

    def asset(self, asset: Asset) -> str:
        """The cleaned file of an upload."""
        suffix = asset.file.rpartition(".")[2]
        return self._signed(f"/files/assets/{asset.session_id}/{asset.id}.{suffix}")

    def thumbnail(self, asset: Asset) -> str:
        """Its small picture; empty if it has none."""
        if not asset.thumbnail:
            return ""
        return self._signed(f"/files/thumbnails/{asset.session_id}/{asset.id}.jpg")

    def render(self, uid: str) -> str:
        """A finished video."""
        return self._signed(f"/files/renders/{uid}.mp4")

    def claim(self, secret: str) -> str:
        """Where a claim token opens its project."""
        return f"{self.web}/workspace/claim?ct={quote(secret)}"

    def _signed(self, path: str) -> str:
        return self.base + sign(self.backend, path)


def sign(backend: Backend, path: str) -> str:
    """A path with its end and its signature."""
    now_s, days = backend.clock() // 1000, backend.settings.link_days
    ends_s = (now_s // _ROUNDED_S + 1) * _ROUNDED_S + days * 86400
    return f"{path}?e={ends_s}&s={_signature(backend, path, ends_s)}"


def check(backend: Backend, path: str, ends: str, signature: str) -> None:
    """Lets a signed path pass.

    Args:
        backend: See ``Backend``.
        path: As requested, decoded.
        ends, signature: The query's ``e`` and ``s``.

    Raises:
        Forbidden: Changed, expired, or never signed.
    """
    is_number = ends.isascii() and ends.isdigit() and len(ends) <= 12
    right = _signature(backend, path, int(ends)) if is_number else ""
    if not is_number or not hmac.compare_digest(right.encode(), signature.encode("utf-8", "replace")):
        raise Forbidden("This link is not right: it was changed or cut off. Ask for the file again.")
    if int(ends) * 1000 < backend.clock():
        raise Forbidden("This link has expired. Ask for the file again: you get a fresh one.")


def _signature(backend: Backend, path: str, ends_s: int) -> str:
    return hmac.new(
        backend.key, f"link:{ends_s}:{path}".encode("utf-8", "replace"), hashlib.sha256
    ).hexdigest()[:43]
