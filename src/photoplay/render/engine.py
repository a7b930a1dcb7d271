"""Which renderer this is: told in every chunk's key, so that no chunk of another one is used."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from photoplay.render.titles.fonts import library

_ROOT = Path(__file__).parents[1]

#: What decides how a plan is drawn. Encoding has its own settings in the key.
_MODULES = (
    "media/animations.py", "media/cicp.py", "media/cielab.py", "media/colour.py", "media/cube.py",
    "media/film_colours.py", "media/film_facts.py", "media/film_file.py", "media/film_frames.py",
    "media/film_planes.py", "media/hdr.py", "media/icc.py", "media/images.py", "media/planes.py", "media/videos.py",
    "render/blend.py", "render/cards.py", "render/cutouts.py", "render/film_copies.py",
    "render/films.py", "render/footage.py", "render/frame.py", "render/geometry.py", "render/moves.py",
    "render/overlays.py", "render/pieces.py", "render/placing.py", "render/prepared.py", "render/reels.py",
    "render/sampling.py", "render/shadows.py", "render/slices.py", "render/sources.py", "render/standing.py",
    "render/titles/blend.py", "render/views.py",
)  # fmt: skip
#: Libraries that decode, scale, draw, or give the numbers of noise.
_LIBRARIES = ("av", "numba", "numpy", "opencv-python-headless", "pillow")
#: Rooms of which every module does.
_ROOMS = ("render/looks", "render/transitions", "render/transitions/effects")


@cache
def fingerprint() -> str:
    """Digest of the modules that draw, and of the libraries that decode and scale for them."""
    told = " ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return _digest(told, (*_MODULES, *_files_in(*_ROOMS)))


@cache
def lettering_fingerprint() -> str:
    """Digest of what words are drawn with, for chunks that have any: modules, styles, fonts, Typst."""
    files = _files_in("render/titles", "data/titles")
    return _digest(f"{version('typst')} {library().digest()}", ("render/layout.py", *files))


def _files_in(*folders: str) -> list[str]:
    """The files in folders of the package, by name; what Python compiles is left out."""
    found = (path for folder in folders for path in (_ROOT / folder).iterdir() if path.is_file())
    return sorted(path.relative_to(_ROOT).as_posix() for path in found)


def _digest(told: str, names: Iterable[str]) -> str:
    digest = hashlib.sha256(told.encode())
    for name in names:
        digest.update((_ROOT / name).read_bytes())
    return digest.hexdigest()[:16]
