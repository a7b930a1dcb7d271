"""AAC-LC: stereo samples to packets and back, and packets of pieces that were encoded apart, joined.

Packet ``p`` of a sound completes the samples ``[1024 (p − 1), 1024 p)``: the first one, whose samples
come before the sound, primes the decoder. Pieces are encoded with a few packets more on either side. They
are joined between two packets of which the earlier one has the same window in both: its second half
and the first half of the next then overlap as they would in one piece, and nothing is heard of the seam.
Where there is no such packet near a border, its neighbours are encoded as one piece.

FFmpeg's coder "fast" keeps to the rate and takes a third of the time of "twoloop", and the noise it
leaves lies deeper under the music at every rate (``benchmarks/sound.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from photoplay.render.sound.cues import RATE

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

    @property
    def windows(self) -> Windows:
        return Windows(self.first, tuple(map(window_code, self.packets)))


@dataclass(frozen=True, slots=True)
class Windows:
    """``window_code`` of packets in a row; the first of them is packet number ``first``."""

    first: int
    codes: tuple[int | None, ...]

    def window(self, number: int) -> int | None:
        """That of a packet by its number in the sound."""
        return self.codes[number - self.first]


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
    return Piece(first, tuple(packets_of([samples], bit_s)))


def packets_of(blocks: Iterable[F32], bit_s: int) -> Iterator[bytes]:
    """Encodes blocks of float32 (n, 2), each but the last of whole packets, at a mean rate, bits a second."""
    context, done = new_encoder(bit_s), 0
    for block in blocks:
        for start in range(0, len(block), PACKET):
            part = block[start : start + PACKET]
            frame = AudioFrame.from_ndarray(np.ascontiguousarray(part.T), "fltp", "stereo")
            frame.sample_rate, frame.pts = RATE, done
            done += len(part)
            yield from (bytes(packet) for packet in context.encode(frame))
    yield from (bytes(packet) for packet in context.encode(None))


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


def join(pieces: Sequence[Piece], starts: Sequence[int]) -> tuple[bytes, ...]:
    """All packets of a sound.

    Args:
        pieces: In order.
        starts: Numbers of the packets from which on each piece but the first goes on; see ``seam``.
    """
    ends = [*starts, pieces[-1].first + len(pieces[-1].packets)]
    joined: list[bytes] = []
    for piece, start, end in zip(pieces, [pieces[0].first, *starts], ends, strict=True):
        joined += piece.packets[start - piece.first : end - piece.first]
    return tuple(joined)


def seam(left: Windows, right: Windows, border: int) -> int | None:
    """The packet, nearest to a border, from which on the right piece can go on.

    Neighbours share ``MARGIN`` packets on either side of their border. None: they agree nowhere there, as
    where strokes that differ from channel to channel follow one another; they must be encoded as one.
    """
    for away in range(MARGIN // 2):
        for number in dict.fromkeys((border + away, border - away)):
            window = left.window(number - 1)
            if window is not None and window == right.window(number - 1):
                return number
    return None


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


def window_code(packet: bytes) -> int | None:
    """``window_of`` as one number."""
    window = window_of(packet)
    return None if window is None else 2 * window[0] + window[1]


def window_of(packet: bytes) -> tuple[int, int] | None:
    """The window's sequence and shape of a stereo packet; None when its channels differ.

    Source: ISO/IEC 14496-3, 4.4.2.1, raw_data_block, and 4.4.2.7, channel_pair_element and ics_info.
    """
    bits = int.from_bytes(packet[:2], "big")
    is_pair, has_common_window = bits >> 13 == 1, bits >> 8 & 1
    if not is_pair or not has_common_window:
        return None
    return bits >> 5 & 3, bits >> 4 & 1
