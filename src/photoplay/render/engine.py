"""Which renderer this is: told in every chunk's key, so that no chunk of another one is used."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import cv2
import PIL

#: What decides how a plan is drawn. Encoding has its own settings in the key.
_MODULES = (
    "media/cicp.py", "media/colour.py", "media/hdr.py", "media/icc.py", "media/images.py",
    "render/blend.py", "render/frame.py", "render/geometry.py", "render/moves.py",
    "render/sources.py", "render/transitions.py",
)  # fmt: skip


@cache
def fingerprint() -> str:
    """Digest of the modules that draw, and of the libraries that decode and scale for them."""
    digest = hashlib.sha256(f"{cv2.__version__} {PIL.__version__}".encode())
    root = Path(__file__).parents[1]
    for name in _MODULES:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()[:16]
