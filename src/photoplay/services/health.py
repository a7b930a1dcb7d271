"""What is here and what is missing: the facts behind `photoplay doctor`."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version

from PIL import features

from photoplay.config import load_settings, usable_processors
from photoplay.errors import InvalidOption, PhotoplayError
from photoplay.media.sandbox import Sandbox
from photoplay.render.encode import QUALITIES, ChunkEncoder
from photoplay.services.fonts import families

#: All that is required everywhere, and the licence each is installed under. NOTICE tells what wheels bundle.
PARTS = {
    # The main job.
    "av": "BSD-3-Clause; its wheel bundles FFmpeg with x264 and x265, under the GPL",
    "opencv-python-headless": "Apache-2.0",
    "numpy": "BSD-3-Clause",
    "numba": "BSD-2-Clause",
    "pillow": "MIT-CMU",
    "pillow-heif": "BSD-3-Clause; its wheel bundles libheif and libde265 (LGPL) and x265 (GPL)",
    "typst": "Apache-2.0",
    "fonttools": "MIT",
    "regex": "Apache-2.0 and CNRI-Python",
    "pysubs2": "MIT",
    "pyyaml": "MIT",
    "typer": "MIT",
    "rich": "MIT",
    "platformdirs": "MIT",
    # The agent.
    "google-adk": "Apache-2.0",
    "opencc": "Apache-2.0",
    "rapidfuzz": "MIT",
    # The server.
    "alembic": "MIT",
    "anyio": "MIT",
    "argon2-cffi": "MIT",
    "dbos": "MIT",
    "fastapi": "MIT",
    "h11": "MIT",
    "httpcore": "BSD-3-Clause",
    "httpx": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "limits": "MIT",
    "prometheus-client": "Apache-2.0 and BSD-2-Clause",
    "pydantic": "MIT",
    "pydantic-settings": "MIT",
    "python-multipart": "Apache-2.0",
    "sqlalchemy": "MIT",
    "starlette": "BSD-3-Clause",
    "structlog": "MIT or Apache-2.0",
    "uvicorn": "BSD-3-Clause",
}


def examine() -> dict[str, object]:
    """Everything the report says, as plain data."""
    settings = load_settings()
    parts, problems = {}, []
    for name, licence in PARTS.items():
        try:
            parts[name] = {"version": version(name), "licence": licence}
        except PackageNotFoundError:
            problems.append(f"{name} is not installed: pip install {name}")
    model, told_of_model = _model()
    problems += _try_encoder() + _try_cache(settings.cache_dir) + _try_soundfont() + told_of_model
    return {
        "photoplay": version("photoplay"),
        "python": sys.version.split()[0],
        "system": f"{platform.system()} {platform.machine()}",
        "processors": usable_processors(),
        "cache": {"folder": str(settings.cache_dir), "limit_bytes": settings.cache_bytes},
        "parts": parts,
        "formats": _formats(),
        "fonts": _fonts(),
        "soundfont": _soundfont(),
        "model": model,
        "optional": {"ffprobe": shutil.which("ffprobe") or "not found (only the tests use it)"},
        "sandbox": sandbox_layers(),
        "problems": problems,
    }


def _formats() -> list[str]:
    names = ["jpeg", "png", "webp", "heic", "gif", "tiff", "bmp"]
    return names + (["avif"] if features.check("avif") else [])


def _fonts() -> dict[str, int]:
    """How many font families there are."""
    found = families()
    shipped = sum(family.is_shipped for family in found)
    return {"shipped": shipped, "system": len(found) - shipped}


def _soundfont() -> str:
    """What composed music is played by."""
    from photoplay.music.soundfont import found_soundfont

    try:
        place = found_soundfont()
    except InvalidOption:
        return ""
    return str(place) if place is not None else ""


def _model() -> tuple[str, list[str]]:
    """Who reads messages, and what is wrong with it. A model is not asked anything."""
    from photoplay.services.turn_models import real_model
    from photoplay.settings import load_service_settings

    try:
        settings = load_service_settings()
        real_model(settings)
    except InvalidOption as error:
        return "", [error.message]
    where = f" at {settings.model_url}" if settings.model_url else ""
    return f"{settings.model}{where}", []


def _try_soundfont() -> list[str]:
    from photoplay.music.soundfont import told_problem

    problem = told_problem()
    return [problem] if problem is not None else []


def sandbox_layers() -> list[str]:
    """What holds the processes that read uploads here; see ``Sandbox.layers``."""
    try:
        with Sandbox(1) as sandbox:
            return list(sandbox.layers())
    except (PhotoplayError, OSError):
        return []


def _try_encoder() -> list[str]:
    """Encodes one small frame."""
    try:
        encoder = ChunkEncoder((64, 64), 30, QUALITIES["draft"], 1.0)
        for plane in encoder.planes:
            plane[:] = 128
        packets = [*encoder.encode(0), *encoder.finish()]
    except Exception as error:
        return [f"The encoder does not work: {type(error).__name__}: {error}. Reinstall av."]
    return [] if packets else ["The encoder gives nothing. Reinstall av."]


def _try_cache(folder: os.PathLike[str]) -> list[str]:
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return []
    except OSError as error:
        return [f"The cache folder {folder} cannot be written ({error.strerror}): set PHOTOPLAY_CACHE_DIR."]
