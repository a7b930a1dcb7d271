"""What workers do for sound: make a source's samples, mix, and encode a piece.

Each is a pure function of what it is told, and its result lies in the cache under a key of that. So sound
survives what pictures survive: a worker that dies, a server that is killed, a changed volume.
"""

from __future__ import annotations

import contextlib
import json
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from photoplay.errors import RenderError
from photoplay.render.cache import ChunkCache, Kind
from photoplay.render.packets import sealed, unsealed
from photoplay.render.sound.cues import RATE, Composed, Recorded, SoundPlan, Source
from photoplay.render.worker import Bench

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from photoplay.render.sound.pcm import Reader

    F32 = NDArray[np.float32]

#: How long composing and playing may take at most for each second of music, and at least, seconds.
_SECONDS_PER_SECOND, _LEAST_SECONDS = 2.0, 240.0
#: Packets that are encoded, and that are decoded and measured, at a time; the latter whole borders.
_READ_PACKETS, _HEARD_AT_ONCE = 750, 750
#: So many sources of a mix are open at a time.
_MOST_OPEN = 32


class PartLost(RenderError):
    """A part that was made before is gone or damaged: it must be made again."""


@dataclass(frozen=True, slots=True)
class SourceTask:
    """The samples of one source.

    Attributes:
        source: What they are of.
        soundfont: A file of sampled instruments for composed music; None: our own instruments.
        paths: Where the file's bytes are, by digest; empty for composed music.
        key, cache_dir: Where in which cache the result goes.
    """

    source: Source
    soundfont: Path | None
    paths: Mapping[str, Path]
    key: str
    cache_dir: Path

    kind: Kind = "pcm"

    @property
    def doing(self) -> str:
        return "Making the music" if isinstance(self.source, Composed) else "Reading the sound"

    def run(self, bench: Bench) -> None:
        """Composes it, or decodes it; see ``worker.Task``."""
        from photoplay.render.sound.pcm import Writer

        with ChunkCache(self.cache_dir).writing(self.key, "pcm") as file:
            writer = Writer(file)
            for block in self._blocks(bench):
                writer.add(block)
                bench.alive()
            writer.finish()

    def _blocks(self, bench: Bench) -> Iterator[F32]:
        if isinstance(self.source, Composed):
            return _composed(self.source, self.soundfont, bench)
        return _recorded(self.source, self.paths[self.source.sha256])


def _composed(source: Composed, soundfont: Path | None, bench: Bench) -> Iterator[F32]:
    from photoplay.music.compose import compose
    from photoplay.music.perform import performed
    from photoplay.render.sound.speeds import at_tempo

    with bench.breathing(max(_LEAST_SECONDS, _SECONDS_PER_SECOND * source.effort / RATE)):
        score = at_tempo(compose(source.recipe, source.length_ms), source.speed)
        yield from performed(score, RATE, soundfont)


def _recorded(source: Recorded, path: Path) -> Iterator[F32]:
    from photoplay.render.sound.speeds import at_speed
    from photoplay.render.sources import require_unchanged

    require_unchanged(path, source.sha256)
    yield from at_speed(source, path)


@dataclass(frozen=True, slots=True)
class MixTask:
    """The whole mix at its loudness.

    Attributes:
        plan: What is heard.
        source_keys: Where the samples of its sources are, in their order.
        target_lufs, most_louder_db, ceiling_dbtp: See ``mix.Mixer.master``.
        key, cache_dir: Where in which cache the result goes, and the sources are.
    """

    plan: SoundPlan
    source_keys: tuple[str, ...]
    target_lufs: float
    most_louder_db: float
    ceiling_dbtp: float
    key: str
    cache_dir: Path

    kind: Kind = "pcm"

    @property
    def paths(self) -> Mapping[str, Path]:
        return {}

    @property
    def doing(self) -> str:
        return "Mixing the sound"

    def run(self, bench: Bench) -> None:
        """Mixes it; see ``worker.Task``."""
        from photoplay.render.sound.mix import Mixer
        from photoplay.render.sound.pcm import Writer

        cache = ChunkCache(self.cache_dir)
        with contextlib.ExitStack() as stack:
            shelf = stack.enter_context(Shelf(cache))
            readers = {
                source: shelf.part(key)
                for source, key in zip(self.plan.sources, self.source_keys, strict=True)
            }
            file = stack.enter_context(cache.writing(self.key, "pcm"))
            mixer = Mixer(self.plan, readers, bench.alive)
            writer, mastering = mixer.master(
                self.target_lufs, self.most_louder_db, self.ceiling_dbtp, lambda: Writer(_emptied(file))
            )
            writer.finish(asdict(mastering))


def _emptied(file: BinaryIO) -> BinaryIO:
    file.seek(0)
    file.truncate()
    return file


@dataclass(frozen=True, slots=True)
class PieceTask:
    """Some packets of a mix, and what they sound like when decoded.

    Attributes:
        mix_key: Where the mix is.
        skip: How many of its first samples are left out.
        first, last: Packets ``[first, last)`` are this piece's own; a few more on either side are kept.
        bit_s: Mean rate, bits a second.
        key, cache_dir: Where in which cache the result goes, and the mix is.
    """

    mix_key: str
    skip: int
    first: int
    last: int
    bit_s: int
    key: str
    cache_dir: Path

    kind: Kind = "aac"

    @property
    def paths(self) -> Mapping[str, Path]:
        return {}

    @property
    def doing(self) -> str:
        return "Encoding the sound"

    def run(self, bench: Bench) -> None:
        """Encodes it, and measures what it decodes to; see ``worker.Task``."""
        from photoplay.render.sound import aac

        cache = ChunkCache(self.cache_dir)
        with opened(cache, self.mix_key) as mix:
            # Of a sound shorter than what is left out, one packet of silence is left.
            count = aac.packet_count(max(0, mix.frames - self.skip))
            first, last = max(0, self.first - aac.MARGIN), min(count, self.last + aac.MARGIN)
            stop = min(mix.frames, self.skip + (last + 2) * aac.PACKET)
            start = self.skip + first * aac.PACKET
            blocks = _read(mix, start, max(stop, start + 1), bench)
            packets = tuple(islice(aac.packets_of(blocks, self.bit_s), last - first))
        energies, peak = self._heard(packets, first, mix.frames - self.skip, bench)
        windows = [aac.window_code(one) for one in packets]
        told = {
            "mix": mix.facts, "first": first, "sizes": [len(one) for one in packets], "windows": windows,
            "energies": energies, "peak": peak,
        }  # fmt: skip
        head = json.dumps(told, separators=(",", ":")).encode()
        with cache.writing(self.key, "aac") as file:
            file.write(sealed(b"".join([struct.pack("<I", len(head)), head, *packets])))

    def _heard(
        self, packets: Sequence[bytes], begin: int, samples: int, bench: Bench
    ) -> tuple[list[float], float]:
        """See ``_heard``; of this piece, a part after the other, however long it is."""
        from photoplay.render.sound.aac import MARGIN

        energies: list[float] = []
        peak = 0.0
        inner = range(self.first + _HEARD_AT_ONCE, self.last - _HEARD_AT_ONCE // 2, _HEARD_AT_ONCE)
        for first, last in pairwise([self.first, *inner, self.last]):
            start = max(begin, first - MARGIN)
            found, highest = _heard(
                packets[start - begin : last + MARGIN - begin], start, first, last, samples
            )
            energies, peak = energies + found, max(peak, highest)
            bench.alive()
        return energies, peak


def _read(mix: Reader, start: int, stop: int, bench: Bench) -> Iterator[F32]:
    """Samples ``[start, stop)`` in blocks of whole packets."""
    from photoplay.render.sound.aac import PACKET

    step = _READ_PACKETS * PACKET
    for first in range(start, stop, step):
        yield mix.read(first, min(stop, first + step))
        bench.alive()


def _heard(
    packets: Sequence[bytes], begin: int, first: int, last: int, samples: int
) -> tuple[list[float], float]:
    """What a listener gets of the packets ``[first, last)``.

    Args:
        packets: In a row; the first of them is packet number ``begin``.
        first, last: Multiples of ``aac.BORDER``, or the end: whole steps of energy.
        samples: Of the whole sound.

    Returns:
        The energy of each step of 100 ms, and the true peak, amplitude.
    """
    import numpy as np

    from photoplay.media.loudness import STEP
    from photoplay.render.sound import aac
    from photoplay.render.sound.meters import EnergyMeter, true_peaks

    decoded = np.concatenate(list(aac.decode(packets)))
    # The samples that the first packet completes are not whole: what came before them is missing.
    start, decoded = begin * aac.PACKET, decoded[aac.PACKET :]
    own, end = first * aac.PACKET, min(samples, last * aac.PACKET)
    peak = float(true_peaks(decoded[own - start : end - start], 0.25).max(initial=0.0))
    meter = EnergyMeter()
    # Its filters settle before the own samples begin.
    settling = min(own - start, 2 * STEP) // STEP * STEP
    meter.add(decoded[own - settling - start : end - start])
    return meter.finish()[settling // STEP :], peak


class Shelf:
    """Samples in a cache that are read in turn, of which a few are open. Use as a context manager.

    A video of hundreds of clips has hundreds of sources, and a process may not open that many files.
    """

    def __init__(self, cache: ChunkCache) -> None:
        self._cache = cache
        self._open: dict[str, Reader] = {}

    def __enter__(self) -> Shelf:
        return self

    def __exit__(self, *error: object) -> None:
        for reader in self._open.values():
            reader.__exit__()

    def part(self, key: str) -> Part:
        """One of them."""
        return Part(self, key)

    def reader(self, key: str) -> Reader:
        """Opens one, if it is not open; the one that was used the longest ago is closed for it.

        Raises:
            PartLost: It is gone or damaged.
        """
        reader = self._open.pop(key, None) or opened(self._cache, key)
        self._open[key] = reader
        if len(self._open) > _MOST_OPEN:
            self._open.pop(next(iter(self._open))).__exit__()
        return reader


@dataclass(frozen=True, slots=True)
class Part:
    """One of the samples of a shelf; see ``levels.Samples``."""

    shelf: Shelf
    key: str

    def read(self, start: int, stop: int) -> F32:
        """``[start, stop)``, float32 (stop − start, 2)."""
        return self.shelf.reader(self.key).read(start, stop)


def opened(cache: ChunkCache, key: str) -> Reader:
    """Samples in a cache, marked as used.

    Raises:
        PartLost: They are gone or damaged; reading them raises it too.
    """
    from photoplay.render.sound.pcm import Reader

    class Kept(Reader):
        def read(self, start: int, stop: int) -> F32:
            try:
                return super().read(start, stop)
            except (OSError, ValueError) as error:
                raise _lost(cache, key, "pcm") from error

    try:
        reader = Kept(cache.path(key, "pcm"))
    except (OSError, ValueError) as error:
        raise _lost(cache, key, "pcm") from error
    cache.touch(key, "pcm")
    return reader


def _lost(cache: ChunkCache, key: str, kind: Kind) -> PartLost:
    """The error about a part that cannot be read; what is left of it goes."""
    cache.drop(key, kind)
    return PartLost("A finished part of the sound was lost. Please try again.")


def read_piece(cache: ChunkCache, key: str) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    """What is told of a piece, and its packets.

    Raises:
        PartLost: It is gone or damaged.
    """
    try:
        body = unsealed(cache.path(key, "aac").read_bytes())
    except OSError:
        body = None
    if body is None:
        raise _lost(cache, key, "aac")
    cache.touch(key, "aac")
    (length,) = struct.unpack("<I", body[:4])
    told: dict[str, Any] = json.loads(body[4 : 4 + length])
    packets, at = [], 4 + length
    for size in told["sizes"]:
        packets.append(body[at : at + size])
        at += size
    return told, tuple(packets)
