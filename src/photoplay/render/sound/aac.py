"""AAC-LC: stereo samples to packets and back, and packets of pieces that were encoded apart, joined.

Packet ``p`` of a sound completes the samples ``[1024 (p − 1), 1024 p)``: the first one, whose samples
come before the sound, primes the decoder. Pieces are encoded with a few packets more on either side. They
are joined between two packets of which the earlier one has the same window in both: its second half
and the first half of the next then overlap as they would in one piece, and nothing is heard of the seam.

FFmpeg's coder "fast" keeps to the rate and takes a third of the time of "twoloop", and the noise it
leaves lies deeper under the music at every rate (``benchmarks/sound.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from photoplay.errors import RenderError
from photoplay.render.sound.plan import RATE

F32 = NDArray[np.float32]

#: Samples in a packet, and by how much the first one comes before the sound.
PACKET = PRIMING = 1024
#: Packets encoded before and after a piece: the encoder settles, and a seam is found.
MARGIN = 16
#: Borders of pieces are multiples of so many packets: 1.6 s, whole steps of 100 ms.
BORDER = 75
#: Options of FFmpeg's encoder.
OPTIONS = {"aac_coder": "fast"}
#: Versions of what decodes and encodes sound.
LIBRARIES = repr(sorted(av.library_versions.items()))


@dataclass(frozen=True, slots=True)
class Piece:
    """Packets in a row; the first of them is packet number ``first`` of the sound."""

    first: int
    packets: tuple[bytes, ...]

    def packet(self, number: int) -> bytes:
        """A packet by its number in the sound."""
        return self.packets[number - self.first]


def packet_count(samples: int) -> int:
    """How many packets hold so many samples, the priming one counted."""
    return -(-(samples + PRIMING) // PACKET)


def new_encoder(bit_s: int) -> AudioCodecContext:
    """An encoder, not opened yet."""
    context = av.CodecContext.create("aac", "w")
    assert isinstance(context, AudioCodecContext)
    context.sample_rate, context.layout, context.format = RATE, "stereo", "fltp"
    context.bit_rate = bit_s
    context.options = dict(OPTIONS)
    return context


def encode(samples: F32, bit_s: int, first: int = 0) -> Piece:
    """Encodes samples.

    Args:
        samples: float32 (n, 2) at 48 kHz.
        bit_s: Mean rate, bits a second.
        first: Number of the first packet.
    """
    context = new_encoder(bit_s)
    packets: list[bytes] = []
    for start in range(0, len(samples), PACKET):
        block = samples[start : start + PACKET]
        frame = AudioFrame.from_ndarray(np.ascontiguousarray(block.T), "fltp", "stereo")
        frame.sample_rate, frame.pts = RATE, start
        packets += (bytes(packet) for packet in context.encode(frame))
    packets += (bytes(packet) for packet in context.encode(None))
    return Piece(first, tuple(packets))


def decode(packets: Sequence[bytes]) -> Iterator[F32]:
    """The samples of packets in a row, float32 (1024, 2) each; the first lack what came before."""
    context = av.CodecContext.create("aac", "r")
    assert isinstance(context, AudioCodecContext)
    context.extradata = extradata()
    for data in packets:
        for frame in context.decode(av.Packet(data)):
            yield np.ascontiguousarray(frame.to_ndarray().T)


def extradata() -> bytes:
    """The AudioSpecificConfig of all packets made here."""
    context = new_encoder(128_000)
    context.open()
    told = context.extradata
    assert told is not None
    return bytes(told)


def join(pieces: Sequence[Piece], borders: Sequence[int]) -> tuple[bytes, ...]:
    """All packets of a sound.

    Args:
        pieces: In order; neighbours share ``MARGIN`` packets on either side of their border.
        borders: Numbers of the packets with which all pieces but the first should begin.

    Raises:
        RenderError: Two pieces agree nowhere.
    """
    starts = [pieces[0].first]
    for left, right, border in zip(pieces[:-1], pieces[1:], borders, strict=True):
        starts.append(_seam(left, right, border))
    ends = [*starts[1:], pieces[-1].first + len(pieces[-1].packets)]
    joined: list[bytes] = []
    for piece, start, end in zip(pieces, starts, ends, strict=True):
        joined += piece.packets[start - piece.first : end - piece.first]
    return tuple(joined)


def _seam(left: Piece, right: Piece, border: int) -> int:
    """The packet, nearest to a border, from which on the right piece can go on."""
    for away in range(MARGIN // 2):
        for number in dict.fromkeys((border + away, border - away)):
            window = window_of(left.packet(number - 1))
            if window is not None and window == window_of(right.packet(number - 1)):
                return number
    raise RenderError("Two parts of the sound do not fit together. Please try again.")


@dataclass(frozen=True, slots=True)
class Track:
    """The sound track of a file: codec ("aac LC"), samples a second, channels, and mean bits a second."""

    codec: str
    rate: int
    channels: int
    bit_s: float


def track_of(path: Path) -> Track | None:
    """What sound an MP4 of our own making has."""
    with av.open(str(path), "r", format="mp4") as container:
        if not container.streams.audio:
            return None
        stream = container.streams.audio[0]
        context = stream.codec_context
        sizes = [packet.size for packet in container.demux(stream)]
        seconds = float((stream.duration or 1) * (stream.time_base or 1))
        codec = f"{context.name} {context.profile or ''}".strip()
        return Track(codec, context.sample_rate, context.layout.nb_channels, 8 * sum(sizes) / seconds)


def window_of(packet: bytes) -> tuple[int, int] | None:
    """The window's sequence and shape of a stereo packet; None when its channels differ.

    Source: ISO/IEC 14496-3, 4.4.2.1, raw_data_block, and 4.4.2.7, channel_pair_element and ics_info.
    """
    bits = int.from_bytes(packet[:2], "big")
    is_pair, has_common_window = bits >> 13 == 1, bits >> 8 & 1
    if not is_pair or not has_common_window:
        return None
    return bits >> 5 & 3, bits >> 4 & 1
