"""What the server's services share: one value, opened once, handed to every function."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from photoplay.config import usable_processors
from photoplay.errors import DatabaseAway, InvalidOption
from photoplay.jobs.queue import RenderQueue
from photoplay.media.sandbox import Sandbox
from photoplay.render.cache import ChunkCache
from photoplay.render.pool import ChunkPool
from photoplay.settings import ServiceSettings
from photoplay.store.files import FileStore
from photoplay.store.sql import Database, fact, now_ms

#: How much the processes that draw give way to the one that answers.
_NICE = 10


@dataclass(frozen=True, slots=True)
class Backend:
    """The parts of a running server.

    Attributes:
        clock: Epoch milliseconds.
        key: 32 bytes for signed links and keyed digests, the same on all servers of a database.
    """

    settings: ServiceSettings
    database: Database
    files: FileStore
    sandbox: Sandbox
    pool: ChunkPool
    cache: ChunkCache
    queue: RenderQueue
    key: bytes
    clock: Callable[[], int] = now_ms


@contextlib.contextmanager
def open_backend(settings: ServiceSettings) -> Iterator[Backend]:
    """Opens everything, in the order in which it is needed; closes it in reverse.

    Raises:
        InvalidOption: The data folder cannot be written, or the soundfont that is set cannot be used.
        DatabaseAway: The database cannot be reached.
    """
    try:
        # For nobody else, if it is made here; the rights of a folder that is there are its owner's affair.
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        files = FileStore(settings.data_dir / "files")
    except OSError as error:
        raise InvalidOption(
            f"The data folder {settings.data_dir} cannot be written ({error.strerror}). "
            "Set PHOTOPLAY_DATA_DIR, or --data-dir, to a folder that can."
        ) from error
    processors = usable_processors()
    with contextlib.ExitStack() as stack:
        if settings.database.startswith("sqlite"):
            stack.enter_context(_alone_in(settings.data_dir))
            # Nobody else can be writing: what is unfinished was left by a killed server.
            files.tidy(0)
        stack.enter_context(_machine_told(settings))
        # Processes first: forks are cheap and safe while this one is small and has no threads.
        pool = stack.enter_context(ChunkPool(settings.workers or processors, nice=_NICE))
        sandbox = stack.enter_context(Sandbox(settings.intake_processes or processors))
        database = Database(settings.database)
        stack.callback(database.close)
        try:
            database.migrate()
        except DatabaseAway as error:
            raise DatabaseAway(
                f"The database at {database.shown} cannot be used: {_reason(error)} Check the setting "
                "database_url (PHOTOPLAY_DATABASE_URL) and that the database runs, and start again."
            ) from error
        told = settings.signing_key.get_secret_value() or fact(database, "signing_key", secrets.token_hex(32))
        key = hashlib.sha256(told.encode()).digest()
        cache = ChunkCache(settings.chunk_dir, settings.cache_bytes)
        queue = stack.enter_context(RenderQueue(settings, database, files, pool, cache))
        yield Backend(settings, database, files, sandbox, pool, cache, queue, key)


@contextlib.contextmanager
def _machine_told(settings: ServiceSettings) -> Iterator[None]:
    """Tells the processes that draw and play what is said of fonts and soundfonts, as a command line would.

    They read it from the environment, which they inherit, wherever they are on the way to a font.

    Raises:
        InvalidOption: The soundfont that is set cannot be used.
    """
    from photoplay.music.soundfont import require_soundfont

    told = {
        "PHOTOPLAY_SYSTEM_FONTS": "1" if settings.system_fonts else "0",
        "PHOTOPLAY_SOUNDFONT": settings.soundfont,
    }
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    try:
        require_soundfont()
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _reason(error: DatabaseAway) -> str:
    """The driver's own words, of one line: whoever starts the server can use them."""
    cause = getattr(error.__cause__, "orig", None) or error.__cause__
    return f"{str(cause).strip().splitlines()[0]}." if cause else "it does not answer."


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keeps other servers out of a folder whose database serves one process. The kernel undoes it.

    Raises:
        InvalidOption: Another server is in it.
    """
    with (folder / "lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InvalidOption(
                f"Another server uses the data folder {folder}. Stop it, choose another folder with "
                "--data-dir, or let both use PostgreSQL (PHOTOPLAY_DATABASE_URL)."
            ) from error
        yield
