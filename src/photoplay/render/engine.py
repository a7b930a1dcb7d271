"""Which renderer this is: told in every chunk's key, so that no chunk of another one is used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

import cv2
import PIL

from photoplay.render.titles.fonts import library

_ROOT = Path(__file__).parents[1]

#: What decides how a plan is drawn. Encoding has its own settings in the key.
_MODULES = (
    "media/cicp.py", "media/colour.py", "media/hdr.py", "media/icc.py", "media/images.py",
    "render/blend.py", "render/cards.py", "render/frame.py", "render/geometry.py", "render/moves.py",
    "render/sources.py", "render/titles/blend.py", "render/transitions.py",
)  # fmt: skip


@cache
def fingerprint() -> str:
    """Digest of the modules that draw, and of the libraries that decode and scale for them."""
    return _digest(f"{cv2.__version__} {PIL.__version__}", _MODULES)


@cache
def lettering_fingerprint() -> str:
    """Digest of what words are drawn with, for chunks that have any: modules, styles, fonts, Typst."""
    places = (_ROOT / "render/titles").glob("*.py"), (_ROOT / "data/titles").iterdir()
    files = sorted(path.relative_to(_ROOT).as_posix() for place in places for path in place)
    return _digest(f"{version('typst')} {library().digest()}", ("render/layout.py", *files))


def _digest(told: str, names: Iterable[str]) -> str:
    digest = hashlib.sha256(told.encode())
    for name in names:
        digest.update((_ROOT / name).read_bytes())
    return digest.hexdigest()[:16]
