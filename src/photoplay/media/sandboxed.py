"""The child's side of the sandbox: locks itself down, reads one file, tells what it found as JSON, and ends.

Everything that may be needed is imported and used once beforehand, in the nursery, since nothing can be
opened after the lock-down.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import signal
import socket
import tempfile
import traceback
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
from PIL import Image, ImageCms

from photoplay.errors import MediaError, OutputError
from photoplay.media import lockdown
from photoplay.media.audio import Hear
from photoplay.media.derive import Derived, FindFocus, derive
from photoplay.media.derive_film import DerivedFilm, derive_film
from photoplay.media.derive_lut import DerivedLut, derive_lut
from photoplay.media.derive_sound import DerivedSound, derive_sound
from photoplay.media.examined import to_json
from photoplay.media.film_writer import FilmWriter
from photoplay.media.flac import FlacWriter
from photoplay.media.nursery import named
from photoplay.media.planes import Planes
from photoplay.media.probe import Limits
from photoplay.media.record import Film

_DETAIL_CHARACTERS: Final = 2000
#: Films of more pictures a second take longer.
_USUAL_FPS: Final = 30
#: Of the sound that the nursery makes: its length, and from beat to beat, samples at 48 kHz.
_SAMPLE_FRAMES, _SAMPLE_BEAT = 8 * 48_000, 24_000
#: What libraries import only when they come to need it.
_LATE: Final = (
    *("numpy.ma", "numpy.linalg", "numpy.fft", "numpy.random", "numpy.polynomial", "numpy.strings"),
    *("encodings.ascii", "encodings.latin_1", "encodings.utf_16", "encodings.idna", "linecache", "zlib"),
    *("av.subtitles.codeccontext", "av.subtitles.stream", "av.subtitles.subtitle"),
    *("av.sidedata.encparams", "av.sidedata.motionvectors", "av.sidedata.sidedata", "av.bitstream"),
)


def answer(ours: socket.socket) -> None:
    """Reads a request up to its end, does what it says, and sends one answer; both are JSON."""
    request: dict[str, Any] = json.loads(b"".join(iter(lambda: ours.recv(65536), b"")))
    _silence()
    if "path" not in request:
        told: dict[str, object] = {"layers": lockdown.tried(request["held"])}
    else:
        told = _examine(request)
    left = memoryview(json.dumps(told).encode())
    while left:
        # Not ``send``: nothing of the network's calls is left to this process.
        left = left[os.write(ours.fileno(), left) :]


def _silence() -> None:
    """Decoders write remarks, with bytes of the file in them, where the operator's log goes."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)


def _examine(request: dict[str, Any]) -> dict[str, object]:
    path, folder, name = Path(request["path"]), Path(request["folder"]), str(request["name"])
    made: Derived | DerivedSound | DerivedFilm | DerivedLut
    held, look, limits = request["held"], named(request["look"]), Limits(**request["limits"])
    try:
        lockdown.lock(held, read=path, write=folder)
        if request["kind"] == "film":
            made = _film(path, name, folder, look, limits, held)
        elif request["kind"] == "lut":
            made = derive_lut(path, name, folder)
        else:
            make = derive_sound if request["kind"] == "sound" else derive
            made = make(path, name, folder, look, limits)
        return {"found": to_json(made)}
    except (MediaError, OutputError) as error:
        return {"refused": type(error).__name__, "message": error.message}
    except MemoryError:
        return {"refused": "MemoryError"}
    except Exception:
        # The edge of the process: what nobody foresaw is told to the other side.
        return {"failed": traceback.format_exc()[-_DETAIL_CHARACTERS:]}


def _film(
    path: Path, name: str, folder: Path, look: FindFocus, limits: Limits, held: dict[str, float]
) -> DerivedFilm:
    """A film, within a time that goes by its length: the kernel ends this process when it is over."""

    def begins(film: Film) -> None:
        seconds = max(film.duration_ms / 1000, film.frames / _USUAL_FPS)
        _end_within(min(held["wall_s"] + held["film_factor"] * seconds, held["film_wall_s"]))

    _end_within(held["wall_s"])
    return derive_film(path, name, folder, look, limits, most_bytes=int(held["file_bytes"]), begins=begins)


def _end_within(seconds: float) -> None:
    # Nobody handles this signal, so that it ends a decoder that hangs, too.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def preload(find_focus: str, hear: str) -> None:
    """What the nursery does once: every decoder, colour transform and encoder is used."""
    cv2.setNumThreads(1)
    for module in _LATE:
        importlib.import_module(module)
    Image.init()
    find = named(find_focus)
    with tempfile.TemporaryDirectory(prefix="photoplay-") as folder:
        for number, data in enumerate(_samples()):
            place = Path(folder, str(number))
            place.mkdir()
            (place / "sample").write_bytes(data)
            derive(place / "sample", "sample", place, find)
        _preload_sound(Path(folder), named(hear))
        _preload_film(Path(folder), find)
        _preload_lut(Path(folder))
    lockdown.prepare()


def _preload_sound(folder: Path, hear: Hear) -> None:
    """A few seconds of a beat in noise, through everything that a sound goes through."""
    noise = np.random.default_rng(1).normal(0, 0.1, (_SAMPLE_FRAMES, 2))
    beat = np.exp(np.arange(_SAMPLE_FRAMES) % _SAMPLE_BEAT / -1000.0)
    with FlacWriter(folder / "sound") as writer:
        writer.add((noise * beat[:, None]).astype(np.float32))
    place = folder / "of the sound"
    place.mkdir()
    derive_sound(folder / "sound", "sound", place, hear)


def _preload_film(folder: Path, find: FindFocus) -> None:
    """Half a second with sound, of our own kind, and one of drawn pictures."""
    noise = np.random.default_rng(1)
    with FilmWriter(folder / "film", (64, 48), has_sound=True, most_bit_s=1_000_000) as writer:
        for number in range(12):
            luma, *chroma = (
                noise.integers(60, 200, (size, size * 4 // 3), np.uint8) for size in (48, 24, 24)
            )
            writer.add_picture(number * 40_000, Planes(luma, *chroma))
            writer.add_sound(noise.normal(0, 0.1, (1920, 2)).astype(np.float32))
        writer.finish(480_000)
    first, second = (Image.fromarray(noise.integers(0, 255, (24, 32, 3), np.uint8)) for _ in range(2))
    for kind in ("GIF", "WEBP"):
        first.save(folder / kind, kind, save_all=True, append_images=[second], duration=40)
    for name in ("film", "GIF", "WEBP"):
        place = folder / f"of {name}"
        place.mkdir()
        derive_film(folder / name, name, place, find)


def _preload_lut(folder: Path) -> None:
    (folder / "table").write_text(
        "LUT_3D_SIZE 2\n" + "".join(f"{k & 1} {k >> 1 & 1} {k >> 2}\n" for k in range(8))
    )
    place = folder / "of the table"
    place.mkdir()
    derive_lut(folder / "table", "table", place)


def _samples() -> list[bytes]:
    """A small file for each way through the decoders."""
    soft = np.add.outer(np.arange(64), np.arange(96))[..., None] + np.array([0, 30, 60])
    rough = np.random.default_rng(1).integers(0, 40, soft.shape)
    photo = Image.fromarray((soft + rough).astype(np.uint8))
    clear = photo.copy()
    clear.putalpha(Image.fromarray(soft[..., 0].astype(np.uint8)))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = Image.Exif()
    exif[0x0112] = 6
    made = [_coded(photo, "JPEG", icc_profile=profile, exif=exif), _coded(photo.convert("CMYK"), "JPEG")]
    made += [_coded(photo.convert(mode), "PNG", icc_profile=profile) for mode in ("L", "P", "I;16")]
    made += [_coded(clear, format) for format in ("PNG", "WEBP", "TIFF")]
    made += [_coded(photo, format) for format in ("GIF", "BMP", "WEBP")]
    return made


def _coded(image: Image.Image, format: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, format, **options)
    return file.getvalue()
