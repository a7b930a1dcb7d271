"""Pictures and sounds made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt
import pillow_heif
import pytest
from av.audio.stream import AudioStream
from PIL import Image

pillow_heif.register_heif_opener()

Pixels = npt.NDArray[np.uint8]
Photo = Callable[..., Pixels]
Save = Callable[..., Path]

#: What ``Image.save`` is asked for, and what we call it.
_FORMATS = {
    "JPEG": "jpeg",
    "PNG": "png",
    "WEBP": "webp",
    "HEIF": "heif",
    "AVIF": "avif",
    "GIF": "gif",
    "TIFF": "tiff",
    "BMP": "bmp",
}


def _photo(width: int, height: int, seed: int = 1) -> Pixels:
    """Soft shapes, some detail and a sensor's noise: what a camera makes. uint8 (H, W, 3)."""
    rng = np.random.default_rng(seed)
    coarse = rng.uniform(20, 235, (5, 7, 3)).astype(np.float32)
    detail = rng.normal(0, 30, (height // 6 + 2, width // 6 + 2, 3)).astype(np.float32)
    picture = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)
    picture += cv2.resize(detail, (width, height), interpolation=cv2.INTER_CUBIC)
    picture += rng.normal(0, 2, picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8)


@pytest.fixture
def photo() -> Photo:
    """``photo(width, height, seed=1)`` makes what a camera might."""
    return _photo


@pytest.fixture(params=_FORMATS)
def format(request: pytest.FixtureRequest) -> str:
    """Every accepted format in turn, by Pillow's name for it."""
    return str(request.param)


@pytest.fixture
def format_name(format: str) -> str:
    """The same format by our name for it."""
    return _FORMATS[format]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """``save(name, pixels or image, format, **options)`` writes a picture and gives its path."""

    def write(name: str, picture: Any, format: str = "PNG", **options: Any) -> Path:
        image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
        image.save(tmp_path / name, format, **options)
        return tmp_path / name

    return write


#: Our name for a format -> FFmpeg's muxer, encoder, and kind of samples.
SOUND_CODERS = {
    "mp3": ("mp3", "libmp3lame", "fltp"),
    "wav": ("wav", "pcm_s16le", "s16"),
    "mp4": ("ipod", "aac", "fltp"),
    "aac": ("adts", "aac", "fltp"),
    "ogg": ("ogg", "libopus", "flt"),
    "flac": ("flac", "flac", "s16"),
}
SaveSound = Callable[..., Path]


@pytest.fixture(params=SOUND_CODERS)
def sound_format(request: pytest.FixtureRequest) -> str:
    """Every sound format that is read, in turn."""
    return str(request.param)


@pytest.fixture
def save_sound(tmp_path: Path) -> SaveSound:
    """``save_sound(name, samples, rate, format)`` writes float (n, channels) and gives the path.

    ``coder=(muxer, encoder, samples)`` names another way; ``pieces`` are written after each other.
    """

    def write(
        name: str,
        samples: npt.NDArray[Any],
        rate: int = 48_000,
        format: str = "wav",
        *,
        coder: tuple[str, str, str] | None = None,
        layout: str = "",
        **options: str,
    ) -> Path:
        muxer, encoder, kind = coder or SOUND_CODERS[format]
        layout = layout or {1: "mono", 2: "stereo"}[samples.shape[1]]
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(samples.T, np.float32), format="fltp", layout=layout
        )
        frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), 0
        with av.open(str(tmp_path / name), "w", format=muxer) as container:
            stream = container.add_stream(encoder, rate=rate, layout=layout, format=kind, options=options)
            assert isinstance(stream, AudioStream)
            turned = av.AudioResampler(format=kind, layout=layout, rate=rate)
            for part in [*turned.resample(frame), *turned.resample(None)]:
                container.mux(stream.encode(part))
            container.mux(stream.encode(None))
        return tmp_path / name

    return write


@pytest.fixture
def tones() -> Callable[..., npt.NDArray[np.float32]]:
    """``tones(seconds, rate=48000, left=440, right=660)``: two sines at half of full scale, (n, 2)."""

    def make(seconds: float, rate: int = 48_000, left: float = 440, right: float = 660) -> Any:
        time = np.arange(round(seconds * rate)) / rate
        return (0.5 * np.sin(2 * np.pi * np.outer(time, (left, right)))).astype(np.float32)

    return make
