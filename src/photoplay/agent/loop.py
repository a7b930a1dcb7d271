"""The loop in which all turns of this process run: a thread of its own, so that requests need not wait."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")
_THREADS = 64


class AgentLoop:
    """An event loop in a thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        # Most of them wait: for the database, or for a video to be done.
        self._loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="agent-work"))
        self._thread = threading.Thread(target=self._run, name="agent", daemon=True)

    def open(self) -> None:
        """Starts the thread."""
        self._thread.start()

    def close(self) -> None:
        """Ends it; what still runs is cancelled."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._loop.close()

    def start(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        """Begins work in the loop; its result can be waited for, and it can be cancelled, from any thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)
