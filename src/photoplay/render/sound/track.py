"""From a sound plan to packets: made by the same pool, and kept in the same cache, as the chunks.

    sources ──▶ mix at −14 LUFS ──▶ pieces of AAC, decoded again and measured ──▶ joined
                     ▲                        │
                     └── a lower ceiling ◀── peaks are too high

What can be made at the same time is; everything else waits in a thread of its own while chunks are drawn.
"""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from functools import cache as once
from itertools import pairwise
from pathlib import Path
from typing import Any

from photoplay.errors import Cancelled
from photoplay.media.loudness import integrated
from photoplay.render.cache import ChunkCache
from photoplay.render.pool import ChunkPool, Job
from photoplay.render.sound import aac
from photoplay.render.sound.cues import RATE, Composed, SoundPlan
from photoplay.render.sound.loudness import MOST_PEAK_DBTP, TARGET_LUFS, decibels
from photoplay.render.sound.plan import sound_key
from photoplay.render.sound.tasks import MixTask, PartLost, PieceTask, SourceTask, read_piece

#: Mean rate of the sound, bits a second, where nothing else is said.
BIT_S = 192_000
#: Above its wanted loudness a mix is made no louder than this by the user's own volumes, dB.
MOST_LOUDER_DB = 5.0
#: Where true peaks are held at first, dBTP: encoding raises them. By how much lower than they were too
#: high they are held then, dB; how far off the loudness may be, LU; and how often either is mended.
_CEILING_DBTP, _MORE_DB, _MOST_OFF_LU, _MENDED = -1.5, 0.1, 0.3, 3
#: Pieces are about so long, packets: 16 s, so that a short video is shared by two workers.
_PIECE = 10 * aac.BORDER
#: How often parts that were lost from the cache are made again; a sound that was mended has several.
_ATTEMPTS = 10
#: How often pieces that cannot be joined are encoded anew, fewer of them each time, the last time as one.
_ROUNDS = 3
_LOOK_S = 0.1

_ROOT = Path(__file__).parents[2]
#: Modules of ``media`` that decode sound.
_DECODING = ("audio", "containers", "film_facts", "film_file", "film_sound", "loudness", "samples", "sniff")


@dataclass(frozen=True, slots=True)
class SoundFacts:
    """A sound track as it is heard: measured on what its packets decode to.

    Attributes:
        codec: Such as "AAC-LC".
        bit_s: Mean rate asked for, bits a second.
        rate: Samples a second.
        channels: How many.
        loudness_lufs: Integrated; None when there is nothing to hear.
        true_peak_dbtp: The highest.
        wanted_lufs, volume_db, limit: See ``mix.Mastering``.
    """

    codec: str
    bit_s: int
    rate: int
    channels: int
    loudness_lufs: float | None
    true_peak_dbtp: float
    wanted_lufs: float
    volume_db: float
    limit: str


@dataclass(frozen=True, slots=True)
class Soundtrack:
    """Packets to go with the pictures.

    Attributes:
        packets: All of them; the first one primes the decoder.
        samples: Length of the pictures.
        is_primed: Whether the file says itself that the first packet is not to be heard. Else it is, and
            the first ``aac.PRIMING`` samples were left out for it.
        facts: What it sounds like.
    """

    packets: tuple[bytes, ...]
    samples: int
    is_primed: bool
    facts: SoundFacts

    @property
    def size_bytes(self) -> int:
        return sum(map(len, self.packets))


@dataclass(frozen=True, slots=True)
class _Take:
    """A sound that is encoded and measured: in which pieces, from which packets on all but the first go on."""

    mix_key: str
    pieces: tuple[PieceTask, ...]
    starts: tuple[int, ...]
    size_bytes: int
    facts: SoundFacts


class SoundMaker:
    """Makes a sound track in the background; ask for it with ``result``.

    Args:
        plan: What is heard.
        paths: Where each file's bytes are, by digest.
        pool, cache, owner, stop: See ``video.render_video``.
        bit_s: Mean rate, bits a second. The encoder passes it by a quarter where strokes follow one another.
        most_bit_s: What its mean rate then really is at most; None is no limit.
        edit_list: Whether the file may say where its sound begins.
        target_lufs: Loudness with each cue at its default gain.
        most_louder_db: The user's own volumes make it louder by no more than this.
    """

    def __init__(
        self,
        plan: SoundPlan,
        paths: Mapping[str, Path],
        *,
        pool: ChunkPool,
        cache: ChunkCache,
        owner: str = "",
        stop: threading.Event | None = None,
        bit_s: int = BIT_S,
        most_bit_s: int | None = None,
        edit_list: bool = True,
        target_lufs: float = TARGET_LUFS,
        most_louder_db: float = MOST_LOUDER_DB,
    ) -> None:
        self._plan, self._paths, self._pool, self._cache = plan, paths, pool, cache
        self._owner, self._stop, self._ended = owner, stop or threading.Event(), threading.Event()
        self._bit_s, self._most_bit_s, self._edit_list = bit_s, most_bit_s, edit_list
        self._target_lufs, self._most_louder_db = round(target_lufs, 2), most_louder_db
        self._group = uuid.uuid4().hex
        self._made: Future[Soundtrack] = Future()
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
        self._thread.start()

    def __enter__(self) -> SoundMaker:
        return self

    def __exit__(self, *error: object) -> None:
        self.cancel()

    def result(self) -> Soundtrack:
        """The sound track, as soon as it is there.

        Raises:
            PhotoplayError: It cannot be made; ``Cancelled`` when ``stop`` was set.
        """
        while True:
            try:
                return self._made.result(_LOOK_S)
            except NotYet:
                if self._made.done():
                    raise
                if self._stop.is_set():
                    raise Cancelled("Stopped.") from None

    def cancel(self) -> None:
        """Ends it, if it has not ended."""
        self._ended.set()
        self._thread.join()
        # However it ended: sound takes much room, and nobody else may come to look for a long time.
        self._cache.trim()

    def _run(self) -> None:
        try:
            self._made.set_result(self._soundtrack())
        except BaseException as error:
            # It is raised where the sound is asked for.
            self._made.set_exception(error)

    def _soundtrack(self) -> Soundtrack:
        for attempt in range(_ATTEMPTS):
            try:
                return self._until_it_fits()
            except PartLost:
                if attempt + 1 == _ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    def _until_it_fits(self) -> Soundtrack:
        """Made, measured, and made anew while encoding raised its peaks too far, or took of its loudness."""
        ceiling_dbtp, makeup_db = _CEILING_DBTP, 0.0
        found = self._at(ceiling_dbtp, makeup_db)
        tried = {found.mix_key}
        for _ in range(_MENDED):
            facts = found.facts
            over_db = max(0.0, facts.true_peak_dbtp - MOST_PEAK_DBTP)
            off_db = 0.0
            if facts.loudness_lufs is not None and not facts.limit:
                off_db = facts.wanted_lufs - facts.loudness_lufs
            is_slower = self._slower(found)
            if not over_db and not is_slower and abs(off_db) <= _MOST_OFF_LU:
                break
            ceiling_dbtp = round(ceiling_dbtp - over_db - (_MORE_DB if over_db else 0), 2)
            makeup_db = round(makeup_db + off_db, 2)
            found = self._at(ceiling_dbtp, makeup_db)
            tried.add(found.mix_key)
        track = self._joined(found)
        # Their pieces are small, and tell all that is asked of them when the same sound is wanted again.
        for key in tried - {found.mix_key}:
            self._cache.drop(key, "pcm")
        return track

    def _slower(self, take: _Take) -> bool:
        """Lowers the rate asked for if a take has too high a one; whether it did."""
        bit_s = 8 * take.size_bytes * RATE / max(1, self._plan.samples)
        if self._most_bit_s is None or bit_s <= self._most_bit_s:
            return False
        self._bit_s = int(self._bit_s * self._most_bit_s / bit_s * 0.99)
        return True

    def _at(self, ceiling_dbtp: float, makeup_db: float) -> _Take:
        """The sound with true peaks held at a level before it is encoded, and so much louder."""
        mix, sources = self._mix(ceiling_dbtp, makeup_db)
        pieces, told, starts = self._encoded(mix, sources)
        sizes = [
            sum(one["sizes"][start - one["first"] : end - one["first"]])
            for one, start, end in zip(told, [0, *starts], [*starts, pieces[-1].last], strict=True)
        ]
        mastering = told[0]["mix"]
        facts = SoundFacts(
            "AAC-LC", self._bit_s, RATE, 2,
            integrated([energy for one in told for energy in one["energies"]]),
            decibels(max(one["peak"] for one in told)), mastering["wanted_lufs"] - makeup_db,
            mastering["volume_db"], mastering["limit"],
        )  # fmt: skip
        return _Take(mix.key, tuple(pieces), tuple(starts), sum(sizes), facts)

    def _joined(self, take: _Take) -> Soundtrack:
        """A take's packets, which are not read before it is known to be the last."""
        found = []
        for piece in take.pieces:
            told, packets = read_piece(self._cache, piece.key)
            found.append(aac.Piece(told["first"], packets))
        return Soundtrack(aac.join(found, take.starts), self._plan.samples, self._edit_list, take.facts)

    def _encoded(
        self, mix: MixTask, sources: Sequence[SourceTask]
    ) -> tuple[list[PieceTask], list[dict[str, Any]], list[int]]:
        """Pieces that can be joined, what is told of each, and the packets from which on all but the first go on.

        Neighbours that fit together nowhere are encoded as one piece, and in the end the whole is one.
        """
        skip = 0 if self._edit_list else aac.PRIMING
        count = aac.packet_count(max(0, self._plan.samples - skip))
        borders = list(range(_PIECE, count - _PIECE // 2, _PIECE))
        for attempt in range(_ROUNDS + 1):
            pieces = self._pieces(mix.key, skip, [0, *borders, count])
            if not all(self._cache.has(piece.key, piece.kind) for piece in pieces):
                self._mixed(mix, sources)
                self._make(pieces)
            told = [read_piece(self._cache, piece.key)[0] for piece in pieces]
            windows = [aac.Windows(one["first"], tuple(one["windows"])) for one in told]
            found = [aac.seam(*pair, border) for pair, border in zip(pairwise(windows), borders, strict=True)]
            starts = [seam for seam in found if seam is not None]
            if len(starts) == len(borders):
                return pieces, told, starts
            agreed = [border for border, seam in zip(borders, found, strict=True) if seam is not None]
            borders = agreed if attempt + 1 < _ROUNDS else []
        raise AssertionError("a single piece needs no seam")

    def _mix(self, ceiling_dbtp: float, makeup_db: float) -> tuple[MixTask, list[SourceTask]]:
        """The mix, and its sources."""
        soundfont = _soundfont(self._plan)
        folder, settings = self._cache.folder, {"engine": _engine(), "soundfont": _named(soundfont)}
        levels = self._target_lufs + makeup_db, self._most_louder_db, ceiling_dbtp
        told = {**settings, "levels": levels}
        key = sound_key(self._plan, told)
        sources = [
            SourceTask(
                source,
                soundfont if isinstance(source, Composed) else None,
                {} if isinstance(source, Composed) else {source.sha256: self._paths[source.sha256]},
                sound_key(source, settings if isinstance(source, Composed) else {"engine": _engine()}),
                folder,
            )
            for source in self._plan.sources
        ]
        return MixTask(self._plan, tuple(one.key for one in sources), *levels, key, folder), sources

    def _mixed(self, mix: MixTask, sources: Sequence[SourceTask]) -> None:
        """Until the mix is in the cache."""
        if not self._cache.has(mix.key, mix.kind):
            self._make(sources)
            self._make([mix])

    def _pieces(self, mix_key: str, skip: int, borders: Sequence[int]) -> list[PieceTask]:
        settings = {"bit_s": self._bit_s, "skip": skip, "options": aac.OPTIONS}
        tasks = []
        for first, last in pairwise(borders):
            told = f"{mix_key} {first} {last} {sorted(settings.items())}"
            key = hashlib.sha256(told.encode()).hexdigest()
            tasks.append(PieceTask(mix_key, skip, first, last, self._bit_s, key, self._cache.folder))
        return tasks

    def _make(self, tasks: Sequence[SourceTask | MixTask | PieceTask]) -> None:
        """Until all of them are in the cache."""
        jobs = [
            self._pool.submit(task, owner=self._owner, group=self._group, index=index, leads=True)
            for index, task in enumerate(tasks)
            if not self._cache.has(task.key, task.kind)
        ]
        try:
            for job in jobs:
                self._wait(job)
        finally:
            for job in jobs:
                self._pool.cancel(job)

    def _wait(self, job: Job) -> None:
        while not wait([job.done], _LOOK_S).done:
            if self._stop.is_set() or self._ended.is_set():
                raise Cancelled("Stopped.")
        job.done.result()


def _soundfont(plan: SoundPlan) -> Path | None:
    """Sampled instruments for what is composed, where the machine has them."""
    if not any(isinstance(source, Composed) for source in plan.sources):
        return None
    from photoplay.music.soundfont import found_soundfont

    return found_soundfont()


def _named(file: Path | None) -> list[object] | None:
    """A file's name, size and date, which change when it does."""
    if file is None:
        return None
    status = file.stat()
    return [str(file), status.st_size, status.st_mtime_ns]


@once
def _engine() -> str:
    """Digest of the modules that make sound, and of the libraries that decode and encode it."""
    digest = hashlib.sha256(aac.LIBRARIES.encode())
    modules = [*(_ROOT / "render/sound").glob("*.py"), *(_ROOT / "music").rglob("*.py")]
    modules += [_ROOT / "media" / f"{name}.py" for name in _DECODING]
    for path in sorted(modules):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
