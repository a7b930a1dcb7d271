"""One turn of the agent, from its place in the queue to its answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Event, Lock, Semaphore
from typing import TYPE_CHECKING, Any

from photoplay.agent.desk import Desk
from photoplay.agent.outcome import Credits, Exported, Outcome
from photoplay.errors import DatabaseAway, Overloaded, PhotoplayError
from photoplay.services import credits
from photoplay.services.accounts import Caller
from photoplay.services.backend import Backend
from photoplay.services.links import Links
from photoplay.services.projects import mine
from photoplay.services.turn_exports import credits_of, earlier, export_all
from photoplay.services.turn_keeping import keep
from photoplay.services.turn_scene import scene_of
from photoplay.services.turn_words import words
from photoplay.services.turns import abandon, end_dead, is_dead, reference
from photoplay.store import projects as store_projects
from photoplay.store import turns as store
from photoplay.store.sql import Connection
from photoplay.store.turns import Turn
from photoplay.timeline.wording import language_of

if TYPE_CHECKING:
    from photoplay.agent.turn import TurnEnd

#: How often a turn looks whether those before it, on another server, are done. Seconds.
_POLL_S = 0.05
#: Events are written down at least this often while a turn runs, seconds.
_FLUSH_S = 0.5
#: A turn that had to wait for longer is given up, ms: what was set aside for it does not stay so for ever.
_LONGEST_WAIT_MS = 40 * 60_000
#: Code of a fault of ours.
_FAULT = 500
Tell = Callable[[int, Mapping[str, Any]], None]


@dataclass(slots=True)
class Work:
    """One turn, and what it does outside of its desk: the ``agent.turn.Outside`` of a server.

    Attributes:
        links: Makes links for whoever asked.
        caller: Whoever asked.
        turn: As it was accepted.
        tell: Called with each event and its number.
        stopped: Set when nobody wants it any more.
        revision: Of the draft that it began with.
        language: Of the project.
        places: Of those that compute, where they are counted; the turn has one while its agent runs.
    """

    links: Links
    caller: Caller
    turn: Turn
    tell: Tell
    stopped: Event = field(default_factory=Event)
    revision: int = 0
    language: str = "en"
    places: Semaphore | None = None
    _told: int = 0
    _unkept: list[Mapping[str, Any]] = field(default_factory=list)
    _flushed_s: float = 0.0
    #: Events come from the agent's threads, the last one from the queue's.
    _telling: Lock = field(default_factory=Lock)
    _is_over: bool = False

    @property
    def backend(self) -> Backend:
        return self.links.backend

    # -- what the agent asks for --------------------------------------------------------------------

    def keep(self, desk: Desk) -> Outcome:
        """See ``agent.turn.Outside``."""
        notes, spent, failure, code, revision = [], 0, "", 0, self.revision
        try:
            kept = keep(self.backend, self.caller, self.turn, desk, self.revision)
        except DatabaseAway:
            raise  # whether it was kept, only the database knows; see ``fail``
        except PhotoplayError as error:
            failure, code = error.message, error.code
        else:
            revision, spent = kept.revision, kept.price
            if kept.is_redone:
                notes.append(words("redone", desk.language))
        exports = () if failure else self._exported(desk)
        told = self._credits(spent) if "credits" in desk.wants else None
        renders = () if "status" not in desk.wants else earlier(self.links, self.caller, self.turn.session_id)
        return Outcome(revision, failure, code, exports, renders, told, spent, tuple(notes))

    def _exported(self, desk: Desk) -> tuple[Exported, ...]:
        if not desk.exports:
            return ()
        if self.places is not None:  # others may compute while this one waits
            self.places.release()
        try:
            session_id, turn_id = self.turn.session_id, self.turn.id
            return export_all(self.links, self.caller, session_id, turn_id, desk.exports, self.stopped.is_set)
        finally:
            if self.places is not None:
                self.places.acquire()

    def _credits(self, spent: int) -> Credits:
        """The balance, without what this turn had set aside in case that it would change something."""
        if not spent:
            credits.release(self.backend, self.turn.account_id, reference(self.turn.id))
        return credits_of(self.backend, self.caller)

    def recent(self, count: int) -> Sequence[Mapping[str, Any]]:
        """See ``agent.turn.Outside``."""
        with self.backend.database.reading() as connection:
            return store.recent_events(connection, self.turn.session_id, self.turn.number, count)

    # -- its course ---------------------------------------------------------------------------------

    def begin(self) -> Desk | None:
        """Waits until the turns before it are done, and lays the desk; None: it is over already.

        Raises:
            NotFound: The project is gone.
            DatabaseAway: It cannot be reached.
        """
        self._require_young()
        while not self._enter():
            if self.stopped.wait(_POLL_S):
                return None
            self._require_young()
        with self.backend.database.reading() as connection:
            found = store.by_id(connection, self.turn.id)
            if found is None or found.status != store.RUNNING:
                return None
            project = mine(connection, self.caller, self.turn.session_id)
            self.revision, self.language = project.revision, project.language
            scene = scene_of(self.backend, connection, project)
        return Desk(scene, language_of(scene.memory.language or scene.language))

    def _require_young(self) -> None:
        """Raises ``Overloaded`` where the turn waited for too long, in this process or for another one."""
        if self.backend.clock() - self.turn.created_at_ms > _LONGEST_WAIT_MS:
            raise Overloaded(words("waited", self.language))

    def _enter(self) -> bool:
        """Makes the turn the running one of its session; False: others are before it."""
        with self.backend.database.reading() as connection:
            before = store.earlier_open(connection, self.turn)
            dead = [turn for turn in before if is_dead(self.backend, connection, turn.server)]
        for turn in dead:
            end_dead(self.backend, turn)
        if len(before) > len(dead):
            return False
        with self.backend.database.writing() as connection:
            now = self.backend.clock()
            where = (store.QUEUED,)
            store.change(connection, self.turn.id, where=where, status=store.RUNNING, started_at=now)
        return True

    def say(self, content: Mapping[str, Any]) -> None:
        """Tells an event, and writes it down soon; from a thread that may wait. After the end: nothing."""
        with self._telling:
            if self._is_over:
                return
            self._told += 1
            self._unkept.append(content)
            self.tell(self._told, content)
            if time.monotonic() - self._flushed_s > _FLUSH_S and self._flushed_s:
                with self.backend.database.writing() as connection:
                    self._flush(connection)
            self._flushed_s = self._flushed_s or time.monotonic()

    def _flush(self, connection: Connection) -> None:
        store.add_events(connection, self.turn, self._unkept, self._told - len(self._unkept) + 1)
        self._unkept = []
        self._flushed_s = time.monotonic()

    def finish(self, end: TurnEnd) -> None:
        """Writes down the answer and what is to be remembered; gives back what was not spent."""
        from photoplay.agent.memory import to_json

        with self.backend.database.writing() as connection:
            turn = self.turn
            credits.settle_in(self.backend, connection, turn.account_id, reference(turn.id), "release")
            is_ours = store.change(
                connection,
                turn.id,
                status=store.DONE,
                reply=end.text,
                language=end.language,
                error_code=end.outcome.code,
                memory=to_json(end.memory),
                ended_at=self.backend.clock(),
            )
            if is_ours:
                self._flush(connection)
                self._note(connection, end)
                store.forget_events(connection, turn)

    def _note(self, connection: Connection, end: TurnEnd) -> None:
        """The answer as the revision's note, and the language of the last message as the project's."""
        found = store.by_id(connection, self.turn.id)
        if found is not None and found.after_revision is not None:
            store_projects.note(connection, self.turn.session_id, found.after_revision, end.text)
        project = store_projects.by_session(connection, self.turn.session_id)
        told = end.told_language
        if project is not None and told and told != project.language:
            store_projects.change(connection, self.turn.session_id, language=told)

    def _forget(self) -> None:
        """Begins anew with what is remembered: it may be what the turn broke down over, and the next one would."""
        from photoplay.agent.memory import to_json
        from photoplay.agent.scene import Memory

        with self.backend.database.writing() as connection:
            store.change(connection, self.turn.id, where=(store.FAILED,), memory=to_json(Memory()))

    def fail(self, code: int, message: str, status: str = store.FAILED) -> None:
        """Ends the turn without an answer of the agent; what it has kept stays kept, and is told.

        Raises:
            DatabaseAway: It cannot be reached: once more, later.
        """
        from photoplay.agent.wire import failure, spoken, told

        if not abandon(self.backend, self.turn, status, message, code):
            end_dead(self.backend, self.turn)
        elif code == _FAULT:
            self._forget()
        with self.backend.database.reading() as connection:
            found = store.by_id(connection, self.turn.id)
        is_done = found is not None and found.status == store.DONE
        content = told(spoken(found.reply)) if found and is_done else failure(code, message)
        with self._telling:
            if not self._is_over:  # it may come here again, while the database is away
                self._is_over = True
                self._unkept.append(content)
                self._told += 1
            if found is not None:
                with self.backend.database.writing() as connection:
                    self._flush(connection)
            self.tell(self._told, content)
