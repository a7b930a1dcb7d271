"""Odd films, one function for each: what telephones, old cameras, screens and careless programs write.

``ODD[name](folder)`` writes one and gives what is true of it (``tests/films.py``). ``DAMAGED[name](folder)``
gives the path of one that is broken in part, or lies about itself.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
import numpy as np
from PIL import Image
from tests.films import BT709, MadeFilm, drawn, film

PQ: Final = {"colorspace": 9, "color_range": 1, "color_primaries": 9, "color_trc": 16}
HLG: Final = {"colorspace": 9, "color_range": 1, "color_primaries": 9, "color_trc": 18}
_X264: Final = {"preset": "ultrafast", "crf": "12"}
_VP9: Final = {"deadline": "realtime", "cpu-used": "8", "crf": "16", "b": "0"}
_QUIET_265: Final = {"preset": "ultrafast", "x265-params": "log-level=none:keyint=12:min-keyint=12"}


def _turned(degrees: int) -> Callable[[Path], MadeFilm]:
    def make(folder: Path) -> MadeFilm:
        return film(folder / f"turned{degrees}.mov", rotation=degrees, options=_X264)

    return make


def _mirrored(a: int, d: int) -> Callable[[Path], MadeFilm]:
    def make(folder: Path) -> MadeFilm:
        matrix = (a << 16, 0, 0, 0, d << 16, 0, 0, 0, 1 << 30)
        return film(folder / "mirrored.mp4", matrix_of_display=matrix, options=_X264)

    return make


def hdr(folder: Path, colours: dict[str, int]) -> MadeFilm:
    name = "pq" if colours is PQ else "hlg"
    params = "log-level=none:keyint=12:min-keyint=12:colorprim=bt2020:colormatrix=bt2020nc:transfer="
    params += "smpte2084" if colours is PQ else "arib-std-b67"
    return film(
        folder / f"{name}.mov",
        codec="libx265",
        pix_fmt="yuv420p10le",
        matrix=9,
        colours=colours,
        options={"preset": "ultrafast", "x265-params": params},
        muxing={"movflags": "+write_colr"},
    )


def interlaced(folder: Path, order: str = "tff") -> MadeFilm:
    return film(
        folder / f"{order}.mp4",
        size=(192, 288),
        fps=25,
        interlaced=order,
        options={**_X264, "x264-params": f"{order}=1"},
    )


def untold_weave(folder: Path) -> MadeFilm:
    """Interlaced, by a coder that cannot say so."""
    return film(
        folder / "untold.avi", codec="mjpeg", size=(192, 480), fps=25, pix_fmt="yuvj422p", interlaced="tff",
        sound="pcm_s16le", matrix=5, full_range=True, colours={"color_range": 2}, options={"q": "2"},
        frames=30,
    )  # fmt: skip


def edited(folder: Path) -> MadeFilm:
    """An edit list leaves out the first 17 pictures, which lie in the middle of a group."""
    made = film(folder / "edited.mp4", options={**_X264, "g": "25"}, sound=None)
    data = made.path.read_bytes()
    at = data.index(b"elst") + 4
    assert struct.unpack_from(">II", data, at) == (0, 1)
    length, begins = struct.unpack_from(">Ii", data, at + 8)
    skipped = 17
    ticks = 17 * 512  # 25 pictures a second, 12,800 ticks
    new = struct.pack(">Ii", length - 17 * 240_000 // 25, begins + ticks)
    made.path.write_bytes(data[: at + 8] + new + data[at + 16 :])
    first = made.pts_us[skipped]
    return replace(
        made,
        pts_us=tuple(time - first for time in made.pts_us[skipped:]),
        numbers=made.numbers[skipped:],
        duration_us=made.duration_us - first,
        ticks_us=tuple(time - first for time in made.ticks_us if time >= first),
    )


def packed(folder: Path) -> MadeFilm:
    """MPEG-4 ASP as DivX wrote it: a B picture travels in the packet of the picture before it."""

    def pack(packets: list[Any]) -> list[Any]:
        """I P B P B … (in decoding order) to I, P+B, empty, P+B, empty …"""
        result: list[Any] = []
        pictures = [packet for packet in packets if packet.stream.type == "video"]
        count = -1
        for packet in packets:
            if packet.stream.type != "video":
                result.append(packet)
                continue
            count += 1
            data = bytes(packet)
            kind = data[data.index(b"\0\0\1\xb6") + 4] >> 6
            if kind == 2:
                # Within the packet before; here stands a picture that is not coded.
                data = _not_coded(data)
            elif count + 1 < len(pictures) and _is_b(following := bytes(pictures[count + 1])):
                data += following
            if count == 0:
                at = data.index(b"\0\0\1\xb6")
                data = data[:at] + b"\0\0\1\xb2DivX503b1393p" + data[at:]
            result.append(_with(packet, data))
        return result

    return film(
        folder / "packed.avi", codec="mpeg4", sound="pcm_s16le", matrix=5, colours={}, change=pack,
        options={"bf": "1", "g": "12", "qscale": "2", "b_strategy": "0"},
    )  # fmt: skip


def _is_b(data: bytes) -> bool:
    return data[data.index(b"\0\0\1\xb6") + 4] >> 6 == 2


def _not_coded(data: bytes) -> bytes:
    """A P picture of which nothing is coded. Source: ISO/IEC 14496-2, 6.2.5; times of 25 ticks take 5 bits."""
    return b"\0\0\1\xb6" + bytes([0b01_0_1_0000, 0b0_1_0_11111])


def _with(packet: Any, data: bytes) -> Any:
    other = av.Packet(data)
    other.pts, other.dts, other.time_base, other.stream = (
        packet.dts,
        packet.dts,
        packet.time_base,
        packet.stream,
    )
    other.duration, other.is_keyframe = packet.duration, packet.is_keyframe
    return other


#: GIF and WebP: how long each picture is asked for, ms; 0 and 10 mean a tenth of a second.
_DELAYS_MS: Final = (40, 0, 200, 10, 70, 70, 30, 500)


def animated(folder: Path, suffix: str, *, see_through: bool = False) -> MadeFilm:
    size, pictures = (120, 80), []
    for number, _ in enumerate(_DELAYS_MS):
        pixels = drawn(number, size)
        if see_through:
            veil = np.full(pixels.shape[:2], 255, np.uint8)
            veil[(pixels == 96).all(axis=2)] = 0
            pictures.append(Image.fromarray(np.dstack([pixels, veil])))
        else:
            pictures.append(Image.fromarray(pixels))
    path = folder / f"animated{'-clear' * see_through}.{suffix}"
    more: dict[str, Any] = {"disposal": 2} if suffix == "gif" else {"lossless": True}
    pictures[0].save(
        path, save_all=True, append_images=pictures[1:], duration=list(_DELAYS_MS), loop=0, **more
    )
    lasts = [delay if delay > 10 else 100 for delay in _DELAYS_MS]
    begins = [1000 * sum(lasts[:number]) for number in range(len(lasts))]
    return MadeFilm(
        path, suffix, size, tuple(begins), 1000 * sum(lasts), tuple(range(len(lasts))), (), has_sound=False
    )


_VARIABLE: Final = [0, 40, 80, 95, 110, 200, 700, 740, 760, 1500, 1533, 1567, 1600, 2400, 2440]

ODD: Final[dict[str, Callable[[Path], MadeFilm]]] = {
    "plain": lambda at: film(at / "plain.mp4", options=_X264),
    "ntsc": lambda at: film(at / "ntsc.mp4", fps=Fraction(30_000, 1001), frames=61, options=_X264),
    "turned 90": _turned(90),
    "turned 180": _turned(180),
    "turned 270": _turned(-90),
    "mirrored": _mirrored(-1, 1),
    "upside down": _mirrored(1, -1),
    "hdr pq": lambda at: hdr(at, PQ),
    "hdr hlg": lambda at: hdr(at, HLG),
    "interlaced, top first": lambda at: interlaced(at, "tff"),
    "interlaced, bottom first": lambda at: interlaced(at, "bff"),
    "interlaced, unknown to its coder": untold_weave,
    "anamorphic": lambda at: film(at / "wide.mp4", sample_aspect=Fraction(4, 3), options=_X264),
    "prores 10 bit 4:2:2": lambda at: film(
        at / "prores.mov", codec="prores_ks", pix_fmt="yuv422p10le", sound="pcm_s16le", frames=25
    ),
    "4:4:4": lambda at: film(at / "444.mp4", pix_fmt="yuv444p", options=_X264),
    "10 bit": lambda at: film(at / "10bit.mkv", pix_fmt="yuv420p10le", options=_X264),
    "full range": lambda at: film(
        at / "full.mp4", colours={**BT709, "color_range": 2}, full_range=True, options=_X264
    ),
    "untagged, small": lambda at: film(at / "small.mp4", colours={}, matrix=5, options=_X264),
    "untagged, large": lambda at: film(
        at / "large.mp4", colours={}, matrix=1, size=(960, 720), frames=12, options=_X264
    ),
    "odd size": lambda at: film(at / "odd.webm", codec="libvpx-vp9", size=(161, 97), options=_VP9),
    "see-through webm": lambda at: film(
        at / "clear.webm", codec="libvpx-vp9", pix_fmt="yuva420p", alpha=True, options=_VP9, frames=30
    ),
    "see-through mov": lambda at: film(
        at / "clear.mov", codec="qtrle", pix_fmt="argb", alpha=True, frames=25, colours={}
    ),
    "late start": lambda at: film(at / "late.mkv", start_s=Fraction(36, 5), options=_X264),
    "late start in mp4": lambda at: film(at / "late.mp4", start_s=1, options=_X264),
    "variable rate": lambda at: film(at / "vfr.mp4", pts=_VARIABLE, ticks_per_s=1000, options=_X264),
    "open groups": lambda at: film(
        at / "open.mp4",
        frames=90,
        options={
            "preset": "veryfast",
            "x264-params": "open-gop=1:bframes=3:b-adapt=0:keyint=12:min-keyint=12:scenecut=0",
        },
    ),
    "open groups in mkv": lambda at: film(
        at / "open.mkv",
        frames=90,
        options={
            "preset": "veryfast",
            "x264-params": "open-gop=1:bframes=3:b-adapt=0:keyint=12:min-keyint=12:scenecut=0",
        },
    ),
    "hevc with open groups": lambda at: film(
        at / "hevc.mov",
        codec="libx265",
        frames=60,
        options={
            "preset": "ultrafast",
            "x265-params": "log-level=none:open-gop=1:bframes=3:b-adapt=0:keyint=12:min-keyint=12:scenecut=0",
        },
    ),
    "cover picture": lambda at: film(at / "cover.mp4", cover=True, options=_X264),
    "two sounds": lambda at: film(at / "two.mkv", more_sound=True, options=_X264),
    "silent": lambda at: film(at / "silent.mp4", sound=None, options=_X264),
    "sound starts later": lambda at: film(at / "later.mp4", sound_from_s=0.7, options=_X264),
    "sound starts sooner": lambda at: film(
        at / "sooner.mov", start_s=1, sound_from_s=-0.62, sound="pcm_s16le", options=_X264
    ),
    "sound is longer": lambda at: film(at / "longer.mp4", sound_s=3.5, options=_X264),
    "sound is shorter": lambda at: film(at / "shorter.mp4", sound_s=0.9, options=_X264),
    "44.1 kHz": lambda at: film(at / "cd.mp4", sound_rate=44_100, sound_from_s=0.3, options=_X264),
    "edit list": edited,
    "fragments": lambda at: film(
        at / "fragments.mp4", options={**_X264, "g": "12"}, muxing={"movflags": "frag_keyframe+delay_moov"}
    ),
    "mpeg-4 asp in avi": lambda at: film(
        at / "asp.avi", codec="mpeg4", sound="pcm_s16le", matrix=5, colours={},
        options={"bf": "2", "g": "12", "qscale": "2"},
    ),
    "packed b-pictures": packed,
    "h.263": lambda at: film(
        at / "h263.avi", codec="h263", size=(192, 144), sample_aspect=Fraction(12, 11),
        sound="pcm_s16le", matrix=5, colours={}, fps=Fraction(30_000, 1001), options={"qscale": "2"},
    ),
    "motion jpeg": lambda at: film(
        at / "mjpeg.avi", codec="mjpeg", pix_fmt="yuvj420p", full_range=True, matrix=5, sound="pcm_s16le",
        colours={"color_range": 2}, options={"q": "2"},
    ),
    "mpeg-2": lambda at: film(
        at / "mpeg2.mkv", codec="mpeg2video", matrix=5, colours={}, options={"bf": "2", "g": "12", "qscale": "2"}
    ),
    "vp8": lambda at: film(
        at / "vp8.webm", codec="libvpx", matrix=5, colours={},
        options={"deadline": "good", "cpu-used": "4", "auto-alt-ref": "1", "lag-in-frames": "16", "b": "2000000"},
    ),
    "vp9": lambda at: film(at / "vp9.webm", codec="libvpx-vp9", options=_VP9),
    "av1": lambda at: film(
        at / "av1.webm", codec="libsvtav1", options={"preset": "12", "crf": "20"}, frames=30
    ),
    "hevc": lambda at: film(at / "hevc.mp4", codec="libx265", options=_QUIET_265),
    "animated gif": lambda at: animated(at, "gif"),
    "see-through gif": lambda at: animated(at, "gif", see_through=True),
    "animated webp": lambda at: animated(at, "webp"),
    "see-through webp": lambda at: animated(at, "webp", see_through=True),
}  # fmt: skip
