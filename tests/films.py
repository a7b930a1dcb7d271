"""Films made on the spot, ordinary and odd, in which every picture and every tick can be told.

Each picture bears its number as twelve squares, black or white, that survive any conversion, and four
coloured corners that tell how it is turned. Some pictures have a white band (the flash); with each begins
a short chirp in the sound (the tick). ``number_in`` reads a picture's number, ``flash_in`` whether it
flashes, ``corners_in`` its corners, ``ticks_in`` where chirps begin.

    made = film(tmp_path / "clip.mp4", frames=50, fps=25)            # an ordinary one
    made = ODD["portrait-phone"](tmp_path)                           # one of the odd ones
    for name in ODD: ...
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
from av.audio.stream import AudioStream
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream
from numpy.typing import NDArray

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]

RATE: Final = 48_000
_COLUMNS, _ROWS = 6, 2
#: As many numbers as the squares can tell.
NUMBERS: Final = 1 << (_COLUMNS * _ROWS)
#: Where things lie: left, top, right, bottom as fractions of the upright picture.
_SQUARES: Final = (0.10, 0.26, 0.90, 0.66)
_BAND: Final = (0.14, 0.72, 0.86, 0.96)
_BLACK_PATCH: Final = (0.22, 0.04, 0.48, 0.22)
_WHITE_PATCH: Final = (0.52, 0.04, 0.78, 0.22)
_GROUND, _DARK_BAND = 96, 40
#: Top left, top right, bottom left, bottom right.
CORNERS: Final = ((220, 40, 40), (40, 200, 40), (40, 40, 220), (220, 200, 40))
_CORNER: Final = 0.12

_TICK_S: Final = 0.010

#: Tags of colour, FFmpeg's numbers.
BT709: Final = {"colorspace": 1, "color_range": 1, "color_primaries": 1, "color_trc": 1}


@dataclass(frozen=True, slots=True)
class MadeFilm:
    """A film that has been written, and what is true of it.

    Attributes:
        path: Where it is.
        format: ``mp4 mov avi webm mkv gif webp``.
        size: (width, height) upright, in square pixels.
        pts_us: When each picture is shown, from the first one's presentation.
        duration_us: To the end of the last picture.
        numbers: What each picture bears.
        ticks_us: When the flashes begin, and the ticks, from the first picture's presentation.
        has_sound: Whether there is sound.
    """

    path: Path
    format: str
    size: tuple[int, int]
    pts_us: tuple[int, ...]
    duration_us: int
    numbers: tuple[int, ...]
    ticks_us: tuple[int, ...]
    has_sound: bool


# What is drawn, and how it is read back


def drawn(number: int, size: tuple[int, int], *, flash: bool = False) -> U8:
    """One picture, uint8 (H, W, 3), sRGB."""
    width, height = size
    picture = np.full((height, width, 3), _GROUND, np.uint8)
    _fill(picture, _BLACK_PATCH, 0)
    _fill(picture, _WHITE_PATCH, 255)
    for bit in range(_COLUMNS * _ROWS):
        _fill(picture, _square(bit), 255 if number >> bit & 1 else 0)
    _fill(picture, _BAND, 255 if flash else _DARK_BAND)
    for corner, colour in enumerate(CORNERS):
        _fill(picture, _corner(corner), colour)
    return picture


def number_in(picture: U8) -> int:
    """The number that a picture bears. Takes luma (H, W), or RGB (H, W, 3), of any size."""
    grey = picture.astype(np.float32).mean(axis=2) if picture.ndim == 3 else picture.astype(np.float32)
    middle = (_mean(grey, _BLACK_PATCH) + _mean(grey, _WHITE_PATCH)) / 2
    return sum((_mean(grey, _square(bit)) > middle) << bit for bit in range(_COLUMNS * _ROWS))


def flash_in(picture: U8) -> bool:
    """Whether a picture flashes."""
    grey = picture.astype(np.float32).mean(axis=2) if picture.ndim == 3 else picture.astype(np.float32)
    middle = (_mean(grey, _BLACK_PATCH) + _mean(grey, _WHITE_PATCH)) / 2
    return bool(_mean(grey, _BAND) > middle)


def corners_in(rgb: U8) -> tuple[tuple[int, int, int], ...]:
    """Mean colours of the four corners: top left, top right, bottom left, bottom right."""
    found = []
    for corner in range(4):
        red, green, blue = (
            round(_mean(rgb[..., channel].astype(np.float32), _corner(corner))) for channel in range(3)
        )
        found.append((red, green, blue))
    return tuple(found)


def _square(bit: int) -> tuple[float, float, float, float]:
    left, top, right, bottom = _SQUARES
    wide, high = (right - left) / _COLUMNS, (bottom - top) / _ROWS
    column, row = bit % _COLUMNS, bit // _COLUMNS
    return left + column * wide, top + row * high, left + (column + 1) * wide, top + (row + 1) * high


def _corner(corner: int) -> tuple[float, float, float, float]:
    x, y = (corner % 2) * (1 - _CORNER), (corner // 2) * (1 - _CORNER)
    return x, y, x + _CORNER, y + _CORNER


def _fill(picture: U8, place: tuple[float, float, float, float], value: object) -> None:
    height, width = picture.shape[:2]
    left, top, right, bottom = place
    picture[round(top * height) : round(bottom * height), round(left * width) : round(right * width)] = value


def _mean(grey: F32, place: tuple[float, float, float, float]) -> float:
    """Mean of the inner part of a place."""
    height, width = grey.shape
    left, top, right, bottom = place
    x, y = (right - left) / 4, (bottom - top) / 4
    part = grey[
        round((top + y) * height) : max(round((top + y) * height) + 1, round((bottom - y) * height)),
        round((left + x) * width) : max(round((left + x) * width) + 1, round((right - x) * width)),
    ]
    return float(part.mean())


def _tick(rate: int) -> NDArray[np.float64]:
    """A chirp from 0.4 to 6 kHz that begins at once."""
    t = np.arange(round(_TICK_S * rate)) / rate
    sweep = np.sin(2 * np.pi * (400 * t + (6000 - 400) / (2 * _TICK_S) * t**2) + np.pi / 2)
    return np.asarray(0.8 * sweep * np.cos(np.pi / 2 * t / _TICK_S), np.float64)


def ticking(ticks_s: Iterable[float], duration_s: float, rate: int = RATE, from_s: float = 0.0) -> F32:
    """Sound with ticks: float32 (n, 2) of ``duration_s``, beginning at ``from_s`` of the ticks' clock."""
    sound = np.zeros(round(duration_s * rate), np.float64)
    tick = _tick(rate)
    for at_s in ticks_s:
        first = round((at_s - from_s) * rate)
        skipped = max(0, -first)
        part = tick[skipped : skipped + max(0, len(sound) - max(0, first))]
        sound[max(0, first) : max(0, first) + len(part)] += part
    return np.repeat(sound[:, None], 2, axis=1).astype(np.float32)


def ticks_in(samples: NDArray[Any], rate: int = RATE) -> list[float]:
    """Where ticks begin, seconds, to a fraction of a sample; takes (n,) or (n, channels)."""
    mono = samples.astype(np.float64).mean(axis=1) if samples.ndim == 2 else samples.astype(np.float64)
    tick = _tick(rate)
    if len(mono) < len(tick):
        return []
    size = 1 << (len(mono) + len(tick)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(mono, size) * np.conj(np.fft.rfft(tick, size)), size)[: len(mono)]
    likeness /= (tick**2).sum()
    found = []
    apart = round(0.1 * rate)
    while (best := int(likeness.argmax())) >= 0 and likeness[best] > 0.3:
        around = likeness[max(0, best - 1) : best + 2]
        bend = around[0] - 2 * around[1] + around[2] if len(around) == 3 else 0.0
        found.append((best + (0.5 * (around[0] - around[2]) / bend if bend else 0.0)) / rate)
        likeness[max(0, best - apart) : best + apart] = 0
    return sorted(found)


# How a film is written


def film(
    path: Path,
    *,
    codec: str = "libx264",
    muxer: str = "",
    size: tuple[int, int] = (160, 96),
    fps: Fraction | int = 25,
    frames: int = 50,
    pts: Sequence[int] | None = None,
    ticks_per_s: int = 0,
    pix_fmt: str = "yuv420p",
    options: dict[str, str] | None = None,
    muxing: dict[str, str] | None = None,
    sound: str | None = "",
    sound_rate: int = RATE,
    sound_from_s: float = 0.0,
    sound_s: float | None = None,
    start_s: Fraction | float = 0,
    tick_frames: Sequence[int] | None = None,
    colours: dict[str, int] | None = None,
    matrix: int = 1,
    full_range: bool = False,
    sample_aspect: Fraction | None = None,
    rotation: float = 0,
    matrix_of_display: tuple[int, ...] | None = None,
    interlaced: str = "",
    alpha: bool = False,
    cover: bool = False,
    more_sound: bool = False,
    metadata: dict[str, str] | None = None,
    change: Callable[[list[Any]], list[Any]] | None = None,
) -> MadeFilm:
    """Writes a film and tells what is true of it.

    Args:
        path: Where to; its suffix tells the format.
        codec: FFmpeg's name of the encoder of pictures.
        muxer: FFmpeg's name of the container, if not the suffix's own.
        size: Upright size in square pixels; what is stored follows from ``sample_aspect`` and ``rotation``.
        fps: Pictures a second.
        frames: How many pictures.
        pts: Times of the pictures in ticks (variable frame rate); frame i is shown at i/fps without.
        ticks_per_s: Ticks a second of ``pts``.
        pix_fmt: Of the stored pictures.
        options, muxing: For the encoder, and for the container.
        sound: FFmpeg's encoder of sound; "" for the format's usual one; None for a film without sound.
        sound_rate: Of the sound, Hz.
        sound_from_s: When the sound begins, from the first picture's presentation; may be negative.
        sound_s: How long the sound is; as long as the pictures if not given.
        start_s: When the first picture is shown by the file's own clock; a multiple of 1/fps.
        tick_frames: Numbers of the pictures that flash; every 10th if not given.
        colours: ``colorspace color_range color_primaries color_trc`` to be written, FFmpeg's numbers; those of
            BT.709 if not given.
        matrix: FFmpeg's number of the matrix that the pixels really are in (1: BT.709, 5: BT.601, 9: BT.2020).
        full_range: Whether the stored codes really are in full range.
        sample_aspect: Shape of a stored pixel.
        rotation: Degrees counter-clockwise, as FFmpeg's display matrix has them, that players turn it by.
        matrix_of_display: The nine numbers of a display matrix, for mirrored films; not with ``rotation``.
        interlaced: "tff" or "bff": every picture is woven of two moments.
        alpha: The right half of the picture's ground is transparent (needs a format with alpha).
        cover: A cover picture is attached as a further stream of pictures, and comes first.
        more_sound: A second, silent stream of sound is added that is not the default one.
        metadata: Of the container.
        change: Given all packets in the order in which they are written; gives what is written.
    """
    suffix = path.suffix.lstrip(".").lower()
    fps = Fraction(fps)
    tick = Fraction(1, ticks_per_s) if ticks_per_s else 1 / fps
    times = list(pts) if pts is not None else list(range(frames))
    frames = len(times)
    first = times[0]
    duration = (times[-1] - first) * tick + 1 / fps
    shown = tuple(round((time - first) * tick * 1_000_000) for time in times)
    flashes = list(range(0, frames, 10)) if tick_frames is None else list(tick_frames)
    flashes = [number for number in flashes if number < frames]
    coder = {"webm": "libopus", "gif": None}.get(suffix, "aac") if sound == "" else sound
    if suffix in ("mp4", "mov"):
        # Edit lists count in this clock: in milliseconds, as FFmpeg has it, sound would be half of one off.
        muxing = {"movie_timescale": "240000", **(muxing or {})}
    if colours is None:
        colours = dict(BT709)
    with av.open(str(path), "w", format=muxer or None, container_options=muxing or {}) as container:
        container.metadata.update(metadata or {})
        packets: list[Any] = []
        if cover:
            packets += _cover(container)
        stream = _picture_stream(
            container, codec, size, fps, tick, pix_fmt, options or {}, colours,
            sample_aspect, rotation, interlaced,
        )  # fmt: skip
        if matrix_of_display is not None:
            stream.set_display_matrix(matrix_of_display)
        elif rotation:
            stream.set_display_rotation(rotation)
        tracks = []
        length_s = float(duration) - sound_from_s if sound_s is None else sound_s
        if coder:
            ticks = ticking([shown[n] / 1e6 for n in flashes], length_s, sound_rate, sound_from_s)
            tracks.append((_sound_stream(container, coder, sound_rate), ticks))
            if more_sound:
                tracks.append((_sound_stream(container, coder, sound_rate), np.zeros_like(ticks)))
        container.start_encoding()
        base = stream.codec_context.time_base or tick
        for number, time in enumerate(times):
            stored = _stored(number, size, stream, number in flashes, interlaced, matrix, full_range, alpha,
                             rotation, matrix_of_display)  # fmt: skip
            stored.pts = round(((time - first) * tick + Fraction(start_s)) / base)
            stored.time_base = base
            _tag(stored, colours)
            packets += stream.encode(stored)
        packets += stream.encode(None)
        for track, samples in tracks:
            packets += _sounded(track, samples, sound_rate, Fraction(start_s) + Fraction(sound_from_s))
        packets = [packet for packet in packets if packet.dts is not None]
        packets.sort(key=lambda packet: packet.dts * packet.time_base)
        for packet in change(packets) if change else packets:
            container.mux(packet)
    return MadeFilm(
        path=path,
        format=suffix,
        size=size,
        pts_us=shown,
        duration_us=round(duration * 1_000_000),
        numbers=tuple(number % NUMBERS for number in range(frames)),
        ticks_us=tuple(shown[number] for number in flashes),
        has_sound=bool(coder),
    )


def _picture_stream(
    container: Any, codec: str, size: tuple[int, int], fps: Fraction, time_base: Fraction, pix_fmt: str,
    options: dict[str, str], colours: dict[str, int], sample_aspect: Fraction | None, rotation: float,
    interlaced: str,
) -> VideoStream:  # fmt: skip
    stream = container.add_stream(codec, rate=fps, options=options)
    assert isinstance(stream, VideoStream)
    width, height = (size[1], size[0]) if round(rotation) % 180 else size
    aspect = sample_aspect or Fraction(1)
    context = stream.codec_context
    context.width, context.height = round(width / aspect), height
    context.pix_fmt = pix_fmt
    context.time_base = time_base
    context.thread_count = 1
    if sample_aspect is not None:
        context.sample_aspect_ratio = aspect
    if interlaced and codec != "mjpeg":
        context.flags |= 1 << 18 | 1 << 29  # interlaced DCT and motion estimation
    for name, value in colours.items():
        setattr(context, name, value)
    return stream


def _stored(
    number: int, size: tuple[int, int], stream: VideoStream, flash: bool, interlaced: str, matrix: int,
    full_range: bool, alpha: bool, rotation: float, matrix_of_display: tuple[int, ...] | None,
) -> av.VideoFrame:  # fmt: skip
    """A picture as the encoder takes it: turned back, squeezed, in its own colours."""
    context = stream.codec_context
    picture = drawn(number % NUMBERS, size, flash=flash)
    if interlaced:
        picture = _woven(picture, number, interlaced)
    picture = turned_back(picture, rotation, matrix_of_display)
    picture = np.asarray(cv2.resize(picture, (context.width, context.height), interpolation=cv2.INTER_AREA))
    kind = "rgb24"
    if alpha:
        veil = np.full(picture.shape[:2], 255, np.uint8)
        veil[(picture == _GROUND).all(axis=2)] = 0
        picture, kind = np.dstack([picture, veil]), "rgba"
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format=kind)
    if context.pix_fmt == kind:
        return frame
    return frame.reformat(
        format=context.pix_fmt,
        dst_colorspace=matrix,
        src_color_range=2,
        dst_color_range=2 if full_range else 1,
        interpolation=Interpolation.BICUBIC | Interpolation.ACCURATE_RND,
    )


def turned_back(picture: U8, rotation: float, matrix_of_display: tuple[int, ...] | None = None) -> U8:
    """What must be stored so that a player that heeds the display matrix shows ``picture``."""
    if matrix_of_display is not None:
        a, b, c, d = (round(matrix_of_display[i] / 65536) for i in (0, 1, 3, 4))
        # Shown (x, y) = stored (x, y) · [[a, b], [c, d]]; only mirrorings here, which undo themselves.
        assert (b, c) == (0, 0)
        return np.ascontiguousarray(picture[:: d or 1, :: a or 1])
    # Turned clockwise by as much as the player turns counter-clockwise.
    return np.ascontiguousarray(np.rot90(picture, -round(rotation / 90)))


def _woven(picture: U8, number: int, order: str) -> U8:
    """Two moments: stripes on the ground and a bar above the band move from one field to the next."""
    height, width = picture.shape[:2]
    is_ground = (picture == _GROUND).all(axis=2)
    moments = []
    for moment in (2 * number, 2 * number + 1):
        stripes = _GROUND + 30 * np.sin(2 * np.pi * (np.arange(width) - 3 * moment) / 24)
        moved = np.where(is_ground[..., None], np.rint(stripes)[None, :, None], picture).astype(np.uint8)
        left = round(width * (0.14 + 0.6 * (moment * 7 % 100) / 100))
        moved[round(0.68 * height) : round(0.71 * height), left : left + width // 10] = 255
        moments.append(moved)
    woven = moments[0]
    first_late = 1 if order == "tff" else 0
    woven[first_late::2] = moments[1][first_late::2]
    return woven


def _tag(frame: av.VideoFrame, colours: dict[str, int]) -> None:
    for name in ("colorspace", "color_range", "color_primaries", "color_trc"):
        setattr(frame, name, colours.get(name, 0 if name == "color_range" else 2))


def _sound_stream(container: Any, coder: str, rate: int) -> AudioStream:
    kind = {"libopus": "flt", "aac": "fltp", "flac": "s16", "libmp3lame": "fltp", "pcm_s16le": "s16"}[coder]
    stream = container.add_stream(coder, rate=rate, layout="stereo", format=kind)
    assert isinstance(stream, AudioStream)
    return stream


def _sounded(stream: AudioStream, samples: F32, rate: int, from_s: Fraction) -> list[Any]:
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T), format="fltp", layout="stereo")
    frame.sample_rate, frame.time_base, frame.pts = rate, Fraction(1, rate), round(from_s * rate)
    context = stream.codec_context
    turned = av.AudioResampler(
        format=context.format.name, layout="stereo", rate=rate, frame_size=context.frame_size or 1024
    )
    packets: list[Any] = []
    for part in [*turned.resample(frame), *turned.resample(None)]:
        packets += stream.encode(part)
    return packets + stream.encode(None)


def _cover(container: Any) -> list[Any]:
    """A cover picture of another size than the film's."""
    stream = container.add_stream("mjpeg", rate=1)
    context = stream.codec_context
    context.width, context.height, context.pix_fmt = 64, 64, "yuvj420p"
    stream.disposition = av.stream.Disposition.attached_pic
    frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), 200, np.uint8)).reformat(format="yuvj420p")
    frame.pts = 0
    return [*stream.encode(frame), *stream.encode(None)]
