"""The turns of this process: one after the other in a session, many at a time, apart from any stream.

accept ──▶ row (queued) ──▶ put ──▶ thread: begin, agent, finish ──▶ row (final)
                                      │ events
                                      └──▶ whoever listens, and the database
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import threading
import traceback
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from photoplay.agent.redaction import redacted
from photoplay.errors import PhotoplayError
from photoplay.services import turns
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.links import Links
from photoplay.services.turn_keeping import Superseded
from photoplay.services.turn_models import real_model
from photoplay.services.turn_words import words
from photoplay.services.turn_work import Work
from photoplay.store.turns import FAILED, STOPPED, Turn

if TYPE_CHECKING:
    from photoplay.agent.llm.models import RealModel
    from photoplay.agent.loop import AgentLoop
    from photoplay.agent.turn import TurnEnd

log = logging.getLogger(__name__)
#: Turns in work at one time. Most of their time they wait: for a model, a video, the database.
_THREADS = 48
#: So many of them one account may have: however much it asks for, others find a thread.
_OF_ACCOUNT = _THREADS // 4

#: Turns of the built-in planner that compute at one time: more would only take the processor from each other.
_COMPUTING = 4
#: When the database is asked again after it was away, seconds.
_AGAIN_S = 1.0

Listener = Callable[[], None]


@dataclass(slots=True)
class Live:
    """A turn of this process, as those who watch it see it.

    Attributes:
        turn: As it was accepted.
        events: With their numbers, from 1.
        is_over: Whether there will be no more.
    """

    turn: Turn
    work: Work = field(init=False)
    events: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)
    is_over: bool = False
    running: Future[TurnEnd] | None = None
    listeners: set[Listener] = field(default_factory=set)

    def after(self, number: int) -> list[tuple[int, Mapping[str, Any]]]:
        """Events behind one of them."""
        return self.events[max(0, number) :]

    @contextlib.contextmanager
    def watched(self, listener: Listener) -> Iterator[None]:
        """Has a function called, from another thread, whenever there is news."""
        self.listeners.add(listener)
        try:
            yield
        finally:
            self.listeners.discard(listener)

    def _news(self) -> None:
        for listener in tuple(self.listeners):
            with contextlib.suppress(RuntimeError):  # whoever listened is gone
                listener()

    def add(self, number: int, content: Mapping[str, Any]) -> None:
        self.events.append((number, content))
        self._news()

    def end(self) -> None:
        self.is_over = True
        self._news()


class TurnQueue:
    """Does the turns of one server, from ``open`` to ``close``.

    Args:
        backend: See ``Backend``; open for longer than this.

    Raises:
        InvalidOption: The model that the settings name cannot be used.
    """

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._changed = threading.Condition()
        self._waiting: dict[str, deque[Live]] = {}  # by session, in the order of arrival
        self._busy: set[str] = set()  # sessions
        self._inside: Counter[str] = Counter()  # turns in work, by account
        self._live: dict[str, Live] = {}
        self._idle = 0
        self._threads: list[threading.Thread] = []
        self._is_open = self._is_closing = False
        self._closed = threading.Event()
        self._places = threading.Semaphore(_COMPUTING)
        self._warm = threading.Event()
        self._loop: AgentLoop | None = None
        self._real: RealModel | None = real_model(backend.settings)
        self._trouble = ""

    # -- for the services ---------------------------------------------------------------------------

    def take(self, links: Links, caller: Caller, session_id: str, text: str) -> Live:
        """Accepts a message, and has it done as soon as those before it in its session are.

        Args:
            links: For the client that sent it.
            caller: Who sent it.
            session_id: Of the project.
            text: As typed.

        Raises:
            PhotoplayError: See ``turns.accept``.
        """
        turn = turns.accept(self._backend, caller, session_id, text)
        live = Live(turn)
        live.work = Work(links, caller, turn, live.add)
        with self._changed:
            self._live[turn.id] = live
            # Requests of one session may overtake each other between the database and here.
            place = self._waiting.get(session_id, deque())
            self._waiting[session_id] = deque(sorted((*place, live), key=lambda one: one.turn.number))
            # One that was woken a moment ago is idle still: it is promised to another session already.
            if self._idle < len(self._ready()) and len(self._threads) < _THREADS:
                self._start_thread()
            self._changed.notify()
        return live

    def _start_thread(self) -> None:
        thread = threading.Thread(target=self._serve, name=f"turn-{len(self._threads)}", daemon=True)
        self._threads.append(thread)
        thread.start()

    def find(self, turn_id: str) -> Live | None:
        """A turn that waits or runs in this process."""
        with self._changed:
            return self._live.get(turn_id)

    def stop(self, turn_id: str) -> None:
        """Stops a turn of this process, whatever it waits for. Its row says already that it is stopped."""
        with self._changed:
            live = self._live.get(turn_id)
            if live is None:
                return
            place = self._waiting.get(live.turn.session_id, deque())
            is_waiting = live in place
            if is_waiting:
                place.remove(live)
            if not place:
                self._waiting.pop(live.turn.session_id, None)
        live.work.stopped.set()
        if is_waiting:
            self._give_up(live, STOPPED, 499, "stopped")
            self._forget(live)
        elif live.running is not None:
            live.running.cancel()

    @property
    def is_ready(self) -> bool:
        """Whether turns are done, and the first one will be as quick as the others."""
        return self._warm.is_set() and self._loop is not None and not self._is_closing

    @property
    def count(self) -> int:
        """Turns that wait or run."""
        with self._changed:
            return len(self._live)

    # -- opening and closing ------------------------------------------------------------------------

    def open(self) -> None:
        """Starts to do turns; the first ones wait until the agent is loaded."""
        self._is_open = True
        threading.Thread(target=self._warm_up, name="turn-warm-up", daemon=True).start()

    def close(self) -> None:
        """Lets running turns end within the time that the settings give; the others are given up."""
        with self._changed:
            self._is_closing = True
            left = [live for place in self._waiting.values() for live in place]
            self._waiting.clear()
            self._changed.notify_all()
        for live in left:
            self._give_up(live, FAILED, 503, "closing")
            self._forget(live)
        with self._changed:
            self._changed.wait_for(lambda: not self._busy, self._backend.settings.stop_seconds)
            running = list(self._live)
        for turn_id in running:
            self.stop(turn_id)
        self._closed.set()
        with self._changed:
            self._changed.wait_for(lambda: not self._busy, 5)
        if self._is_open:
            self._warm.wait(5)
        if self._loop is not None:
            self._loop.close()

    def _warm_up(self) -> None:
        """Ends what a dead server left; imports the agent, and lets it do one small turn of no project."""
        try:
            turns.recover(self._backend)
        except PhotoplayError as error:  # the database is away: each turn looks again
            log.warning("left turns were not looked at: %s", error.message)
        try:
            from photoplay.agent.loop import AgentLoop
            from photoplay.services.turn_warming import load, warm_up

            load()
            loop = AgentLoop()
            loop.open()
            self._loop = loop
            warm_up(loop)
        except Exception:
            log.exception("the agent could not be started" if self._loop is None else "the agent is not warm")
            self._trouble = "The agent could not be started; the server's log says why. Tell the operator."
        self._warm.set()

    # -- working ------------------------------------------------------------------------------------

    def _serve(self) -> None:
        """What one thread does: takes turns until the queue is closed."""
        while True:
            with self._changed:
                self._idle += 1
                self._changed.wait_for(lambda: self._is_closing or self._next_session() is not None)
                self._idle -= 1
                session = self._next_session()
                if session is None:
                    return
                live = self._waiting[session].popleft()
                self._busy.add(session)
                self._inside[live.turn.account_id] += 1
            try:
                self._do(live)
            except Exception:  # this thread serves others too
                log.exception("turn %s could not be ended", live.turn.id)
            finally:
                self._leave(live)

    def _next_session(self) -> str | None:
        """The session whose turn it is: of those that can go on, one whose account has the fewest inside."""
        inside = {name: self._inside[self._waiting[name][0].turn.account_id] for name in self._ready()}
        return min(inside, key=inside.__getitem__, default=None)

    def _ready(self) -> list[str]:
        """Sessions whose next turn could begin."""
        inside = self._inside
        return [
            name
            for name, place in self._waiting.items()
            if place and name not in self._busy and inside[place[0].turn.account_id] < _OF_ACCOUNT
        ]

    def _leave(self, live: Live) -> None:
        with self._changed:
            self._busy.discard(live.turn.session_id)
            self._inside[live.turn.account_id] -= 1
            self._inside += Counter()  # drops whoever has none
            if not self._waiting.get(live.turn.session_id):
                self._waiting.pop(live.turn.session_id, None)
            self._changed.notify_all()
        self._forget(live)

    def _forget(self, live: Live) -> None:
        with self._changed:
            self._live.pop(live.turn.id, None)
        live.end()

    def _do(self, live: Live) -> None:
        """One turn, and whatever may become of it."""
        try:
            self._warm.wait()
            desk = live.work.begin()
            if desk is None or live.work.stopped.is_set():
                raise Superseded
            with self._computing(live):
                live.work.finish(self._run(live, desk))
        except (Superseded, CancelledError):
            self._give_up(live, STOPPED, 499, "closing" if self._is_closing else "stopped")
        except TimeoutError:
            self._give_up(live, FAILED, 504, "too_long")
        except PhotoplayError as error:
            self._give_up(live, FAILED, error.code, error.message)
        except Exception:
            name = f"inc_{secrets.token_hex(6)}"
            # Errors of libraries may quote what somebody wrote.
            log.error("incident %s in turn %s\n%s", name, live.turn.id, redacted(traceback.format_exc()))
            self._give_up(live, FAILED, 500, words("fault", live.work.language, incident=name))

    @contextlib.contextmanager
    def _computing(self, live: Live) -> Iterator[None]:
        """A place at the processor; it is left while the turn waits for a video. Real models compute elsewhere."""
        if self._real is not None:
            yield
            return
        live.work.places = self._places
        with self._places:
            yield

    def _run(self, live: Live, desk: Any) -> TurnEnd:
        from photoplay.agent.runner import drive
        from photoplay.agent.turn import TurnContext

        if self._loop is None:
            raise _Unavailable(self._trouble)
        context = TurnContext(live.turn.message, desk, live.work)
        running = self._loop.start(drive(context, live.turn.session_id, live.work.say, self._real))
        live.running = running
        if live.work.stopped.is_set():
            running.cancel()
        return running.result()

    def _give_up(self, live: Live, status: str, code: int, told: str) -> None:
        """Ends a turn without an answer; ``told`` is a key of ``turn_words``, or words.

        While the database is away it tries again: until the row is final, nothing else of the session runs.
        """
        message = words(told, live.work.language) if told.isidentifier() else told
        while True:
            try:
                live.work.fail(code, message, status)
            except PhotoplayError as error:
                log.warning("turn %s could not be ended: %s", live.turn.id, error.message)
                if not live.is_over:
                    from photoplay.agent.wire import failure

                    live.add(len(live.events) + 1, failure(503, error.message))
                    live.end()
                if self._closed.wait(_AGAIN_S):
                    return
            else:
                return


class _Unavailable(PhotoplayError):
    """The agent could not be started."""

    code, status = 503, 503
