"""One render, from its row to its file, whatever happens on the way.

The chunks that are made stand in the cache under their content. So a render that is begun again, after
a crash or a full disk, goes on from the last finished chunk without any record of its own, and nothing
but the row says how it ended.
"""

from __future__ import annotations

import contextlib
import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import TypeVar

from photoplay.errors import (
    Cancelled,
    DatabaseAway,
    InvalidOption,
    MediaError,
    OutputError,
    Overloaded,
    RenderError,
    TimelineError,
    WorkerLost,
)
from photoplay.export.options import output_of
from photoplay.export.video import Exported, export_video
from photoplay.media.record import MediaRecord
from photoplay.render.cache import ChunkCache
from photoplay.render.pool import ChunkPool
from photoplay.render.sound.loudness import TARGET_LUFS
from photoplay.render.sound.tasks import PartLost
from photoplay.render.video import Progress
from photoplay.store import assets, renders
from photoplay.store.files import FileStore
from photoplay.store.renders import Order, Render
from photoplay.store.sql import Database, now_ms
from photoplay.timeline.codec import from_draft

T = TypeVar("T")

#: How often a render may be begun without getting further: the server died each time. Many renders
#: are begun at one time and only one of them is to blame, so this is more than ``MOST_FAILURES``.
MOST_ATTEMPTS = 20
#: How often it may fail for reasons unknown.
MOST_FAILURES = 3
#: How long it waits for room on the disk, seconds, and how long between two looks.
PATIENCE_S = 3600.0
_WAITS_S = (1.0, 2.0, 5.0, 10.0, 30.0)
#: The rest is for joining the chunks and keeping the file.
_MOST_PERCENT = 99.0

_NO_ROOM = (
    "The server has no room for more work at the moment: its disk or memory is full. The render waits and "
    "goes on by itself; what is made so far is kept."
)
_GAVE_UP = "The server had no room for the video for an hour. Your project is safe: export it again later."
_ALWAYS_DIES = (
    "The server stopped {count} times while it made this video, always at the same place. One of the files "
    "may be harmful, or the video too large for this server: try without some of them, or a smaller size."
)
_ALWAYS_FAILS = (
    "Making the video failed {count} times for a reason that is the server's own. Try it again later; "
    "if it fails again, tell the operator the id of this render."
)

log = logging.getLogger(__name__)


class LetGo(BaseException):
    """The server stops: the render stays unfinished, for whoever takes it up.

    Not an ``Exception``: those would be recorded as the outcome of the job.
    """


@dataclass(frozen=True, slots=True)
class Workshop:
    """What renders are made with, and how loud."""

    database: Database
    files: FileStore
    pool: ChunkPool
    cache: ChunkCache
    loudness_lufs: float = TARGET_LUFS


@dataclass(eq=False, slots=True)
class Running:
    """A render in the making.

    Attributes:
        stop: Set to end it.
        ended: Set when it has ended, either way.
        percent, eta_s: How far it is; written by the pool's thread.
        media: What it is made of, once that is known.
    """

    uid: str
    stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    percent: float = 0.0
    eta_s: float | None = None
    media: tuple[MediaRecord, ...] = ()
    _told: tuple[float, float | None] = (0.0, None)

    def watch(self, progress: Progress) -> None:
        done = 100.0 * progress.frames_done / max(1, progress.frames_total)
        self.percent = max(self.percent, min(done, _MOST_PERCENT))
        self.eta_s = progress.left_s

    def has_news(self) -> bool:
        """Whether there is more to tell than was told last."""
        return (self.percent, self.eta_s) != self._told

    def tell(self, database: Database) -> None:
        """Writes down how far it is."""
        news = self.percent, self.eta_s
        with database.writing() as connection:
            renders.set_progress(connection, self.uid, *news)
        self._told = news


def file_key(uid: str) -> str:
    """Where the file store has the video of a render."""
    return f"renders/{uid}.mp4"


def make_render(shop: Workshop, running: Running) -> None:
    """Makes a render until its row is final.

    Raises:
        LetGo: The server stops.
    """
    try:
        render = _insist(shop, running, lambda: _begin(shop, running.uid))
        if render is not None:
            running.percent = render.progress
            _try_again_and_again(shop, running, render)
    except Cancelled:
        # By its owner: then the row says so. Otherwise because the server stops.
        if _give_back(shop, running):
            raise LetGo from None


def _begin(shop: Workshop, uid: str) -> Render | None:
    with shop.database.writing() as connection:
        return renders.begin(connection, uid, now_ms())


def _give_back(shop: Workshop, running: Running) -> bool:
    """Whether a render that was stopped is unfinished; the attempt does not count then."""
    try:
        with shop.database.writing() as connection:
            return renders.let_go(connection, running.uid)
    except DatabaseAway:
        return True


@dataclass(slots=True)
class _Patience:
    """What went wrong since a render last got further.

    Attributes:
        percent: How far it was then.
        until: When waiting for room ends, by a clock that is never set; None when there was room.
    """

    percent: float
    failures: int = 0
    waits: int = 0
    until: float | None = None

    def note(self, percent: float) -> None:
        """Begins anew when the render has got further."""
        if percent > self.percent:
            self.percent, self.failures, self.waits, self.until = percent, 0, 0, None

    def has_ended(self) -> bool:
        """Whether there was no room for too long; the time starts with the first call."""
        now = time.monotonic()
        if self.until is None:
            self.until = now + PATIENCE_S
        return now > self.until


def _try_again_and_again(shop: Workshop, running: Running, render: Render) -> None:
    if render.attempts > MOST_ATTEMPTS:
        _fail(shop, running, 500, _ALWAYS_DIES.format(count=render.attempts - 1))
        return
    patience = _Patience(running.percent)
    while True:
        try:
            _make_noting(shop, running, render, patience)
            return
        except Cancelled:
            raise
        except (MediaError, TimelineError, InvalidOption) as error:
            _fail(shop, running, error.code, error.message)
            return
        except (OutputError, Overloaded, WorkerLost) as error:
            if isinstance(error, WorkerLost) and not isinstance(error.__cause__, OSError):
                # Not for want of processes: its workers died.
                _fail(shop, running, error.code, error.message)
                return
            log.warning("render %s waits: %s", running.uid, error)
            if patience.has_ended():
                _fail(shop, running, 503, _GAVE_UP)
                return
            _insist(shop, running, lambda: _tell_waiting(shop, running.uid))
        except DatabaseAway:
            pass
        except Exception as error:
            if isinstance(error, RenderError) and _says_itself(error):
                _fail(shop, running, error.code, error.message)
                return
            # The edge of the job: whatever it is, it must not be tried for ever.
            log.exception("render %s failed", running.uid)
            patience.failures += 1
            if patience.failures >= MOST_FAILURES:
                _fail(shop, running, 500, _ALWAYS_FAILS.format(count=patience.failures))
                return
        if running.stop.wait(_WAITS_S[min(patience.waits, len(_WAITS_S) - 1)]):
            raise Cancelled("Stopped.")
        patience.waits += 1


def _says_itself(error: RenderError) -> bool:
    """Whether an error tells the user what is wrong, and would be the same the next time.

    Not so what nobody foresaw in a worker, which comes with its traceback as a note, or an error of the
    system: their words are the operator's, and may name places of the server.
    """
    if isinstance(error, PartLost) or hasattr(error, "__notes__"):
        return False
    return not isinstance(error.__cause__, OSError)


def _make_noting(shop: Workshop, running: Running, render: Render, patience: _Patience) -> None:
    try:
        _make(shop, running, render)
    finally:
        patience.note(running.percent)


def _tell_waiting(shop: Workshop, uid: str) -> bool:
    with shop.database.writing() as connection:
        return renders.set_waiting(connection, uid, _NO_ROOM)


def _make(shop: Workshop, running: Running, render: Render) -> None:
    order, media = _order(shop, render)
    running.media = tuple(media.values())
    sweep(shop.files, render.uid)
    place = shop.files.new_place()
    place = place.with_name(f"{render.uid}-{place.name[:8]}.mp4")
    try:
        exported = export_video(
            from_draft(order.draft), media, output_of(json.loads(order.output)), place,
            pool=shop.pool, cache=shop.cache, group=render.account_id, loudness_lufs=shop.loudness_lufs,
            on_progress=running.watch, stop=running.stop,
        )  # fmt: skip
        if running.stop.is_set():
            raise Cancelled("Stopped.")
        shop.files.keep(place, file_key(render.uid))
    finally:
        with contextlib.suppress(OSError):
            place.unlink(missing_ok=True)
    _insist(shop, running, lambda: _complete(shop, render.uid, exported))


def _order(shop: Workshop, render: Render) -> tuple[Order, dict[str, MediaRecord]]:
    """What to draw, and of what."""
    with shop.database.reading() as connection:
        order = renders.order_of(connection, render.uid)
        found = assets.records_of(connection, render.session_id)
    if order is None:
        raise Cancelled("The render was deleted.")
    return order, media_of(shop.files, found)


def media_of(files: FileStore, found: Mapping[str, assets.Asset]) -> dict[str, MediaRecord]:
    """What a session's clips may show, by id, with the paths of the file store."""
    return {name: replace(asset.record, path=files.path(asset.file)) for name, asset in found.items()}


def _complete(shop: Workshop, uid: str, exported: Exported) -> None:
    """Marks a render whose file is kept; the file of one that was ended otherwise goes."""
    video = exported.video
    result = {
        "size_bytes": video.size_bytes,
        "duration_s": video.duration_s,
        "width": video.width,
        "height": video.height,
        "fps": video.fps,
        "checks": [asdict(check) for check in exported.checks],
        "notes": list(exported.notes),
        "chunks": video.chunks,
        "chunks_rendered": video.chunks_rendered,
    }
    with shop.database.writing() as connection:
        is_ours = renders.complete(connection, uid, file_key(uid), result, now_ms())
        now = renders.by_uid(connection, uid)
    if is_ours:
        log.info(
            "render %s completed: %d bytes, %d of %d chunks made", uid, video.size_bytes, video.chunks_rendered,
            video.chunks,
        )  # fmt: skip
        return
    if now is None or now.status != renders.COMPLETED:
        shop.files.delete(file_key(uid))


def _fail(shop: Workshop, running: Running, code: int, reason: str) -> None:
    words = in_users_words(reason, running.media)

    def told() -> bool:
        with shop.database.writing() as connection:
            return renders.fail(connection, running.uid, code, words, now_ms())

    if _insist(shop, running, told):
        log.info("render %s failed: code %d", running.uid, code)


def _insist(shop: Workshop, running: Running, work: Callable[[], T]) -> T:
    """Works on the database as soon as it answers.

    Raises:
        Cancelled: ``stop`` was set before it did.
    """
    waits = 0
    while True:
        try:
            return work()
        except DatabaseAway:
            if running.stop.wait(_WAITS_S[min(waits, 2)]):
                raise Cancelled("Stopped.") from None
            waits += 1


def sweep(files: FileStore, uid: str) -> None:
    """Removes what a killed process left of a render in the making."""
    for left in files.new_place().parent.glob(f"*{uid}*"):
        with contextlib.suppress(OSError):
            left.unlink()


def in_users_words(message: str, media: Iterable[MediaRecord]) -> str:
    """A message in which files are called as the user calls them, and no place of the server is named."""
    for record in media:
        message = message.replace(str(record.path), record.name).replace(record.path.name, record.name)
    return message
