"""One message to the agent and what came of it: its words, its silence, its broken streams."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from photoplay.client.events import Event
from photoplay.client.feed import Feed
from photoplay.client.gui import Wanted, translate
from photoplay.client.known import names_in, quoted_in
from photoplay.client.refusals import error_of, is_surely_refused
from photoplay.client.session import Render, Session
from photoplay.client.shown import Answer, Problem, Said, Status, Summary
from photoplay.client.words import words
from photoplay.errors import InvalidOption, Overloaded, PhotoplayError, ServerAway

#: Silence is told of so often; a turn is waited for so long. Seconds.
SILENCE_S, _LONGEST_S = 120.0, 960.0
#: When a broken stream's turn is looked for, and an edit without words. Seconds, each after the one before.
_LOOKS_S = (30.0, 60.0, 60.0, 60.0, 60.0, 60.0)
_SILENT_LOOKS_S = (0.0, 2.0, 5.0)


#: How our own agent's answer begins where it has understood nothing.
_UNREAD = re.compile(r"I did not understand this part|这部分没有看懂|這部分沒有看懂")


class Turn:
    """A message; sent once.

    Args:
        session: Of the project.
        text: What the user says.
        language: Of the client's own words.
        known: Names of files and of the project.

    Attributes:
        is_taken: The server has it, or may have it.
        wanted: What the answers tell the user to do on a screen.
        has_exported: The agent gave the link of an export.
        is_unread: The agent understood nothing of it.
    """

    def __init__(self, session: Session, text: str, language: str, known: Iterable[str] = ()) -> None:
        self._session, self._text, self._language = session, text, language
        self._clock, self._known = session.api.clock, tuple(known)
        self._before: dict[str, Any] = {}
        self._is_told, self._is_over = False, False
        self.is_taken, self.has_exported, self.is_unread = False, False, False
        self.wanted: tuple[Wanted, ...] = ()

    def run(self) -> Iterator[Said]:
        """Sends it; what is to be shown, as it comes.

        Raises:
            PhotoplayError: It was refused; ``is_taken`` says whether it may have been taken all the same.
        """
        self._before = looked(self._session)
        try:
            yield from self._heard()
        except PhotoplayError as error:
            self.is_taken = self._session.was_opened or not is_surely_refused(error)
            if is_surely_refused(error):
                raise
            if isinstance(error, ServerAway | Overloaded):
                yield from self._recovered()
                return
            if not (found := list(self._changes())):  # the server failed, and nothing came of it
                raise
            yield from found
            return
        self.is_taken = True
        if not self._is_told:
            yield from self._silent()

    def _heard(self) -> Iterator[Said]:
        """The agent's words as they come, and a sign of life in between."""

        def listen(put: Callable[[Event], None]) -> None:
            for event in self._session.say(self._text):
                put(event)

        feed = Feed(listen, self._clock, SILENCE_S, lambda event: event.is_said)
        began, pieces = self._clock.now(), list[str]()
        for event in feed:
            if event is None:
                if self._clock.now() - began > _LONGEST_S:
                    raise ServerAway("This is not finished yet.", is_sent=True)
                yield Status(words("working", self._language))
                continue
            if event.is_said:
                pieces = []
                yield from self._told(event.text)
            elif event.is_partial:
                pieces.append(event.text)
        if pieces:  # a stream that brought no whole
            yield from self._told("".join(pieces))

    def _told(self, text: str) -> Iterator[Said]:
        self.is_unread = not self._is_told and bool(_UNREAD.match(text))
        self._is_told = True
        self.has_exported |= "/renders/" in text
        if self._session.api.is_plain:
            yield Answer(text)
            return
        known = (*self._known, *quoted_in(self._text), *names_in(self._before.get("state")))
        translated = translate(text, known)
        self.wanted = tuple(dict.fromkeys((*self.wanted, *translated.actions)))
        if translated.text:
            yield Answer(translated.text)

    # -- without words ----------------------------------------------------------------------------------

    def _silent(self) -> Iterator[Said]:
        """What a turn has done that said nothing."""
        for wait_s in _SILENT_LOOKS_S:
            if wait_s:
                self._clock.sleep(wait_s)
            try:
                found = list(self._changes())
            except (ServerAway, Overloaded):
                continue
            if found:
                yield from found
                return
        yield Answer(words("not_changed", self._language))

    def _changes(self) -> Iterator[Said]:
        """What is different since before the message; nothing where nothing is."""
        now = looked(self._session, self._before.get("revision"))
        if _mark(now) == _mark(self._before):
            return
        told = now.get("changes")
        lines = [str(line) for line in told] if isinstance(told, list) else [str(told)] if told else []
        yield Answer("\n".join(lines) or words("changed", self._language))
        if summary := str(now.get("summary") or ""):
            yield Summary(summary)

    # -- broken off -------------------------------------------------------------------------------------

    def _recovered(self) -> Iterator[Said]:
        """What became of a message whose stream broke off. It is never sent again."""
        yield Status(words("lost_touch", self._language))
        told_at, was_seen = self._clock.now(), False
        for wait_s in _LOOKS_S:
            self._clock.sleep(wait_s)
            try:
                found = list(self._reply()) or list(self._changes())
                was_seen = True
            except (ServerAway, Overloaded):
                found = []
            if found or self._is_over:
                yield from found
                if not (found or self._is_told):
                    yield Answer(words("not_changed", self._language))
                return
            if self._clock.now() - told_at >= SILENCE_S:
                yield Status(words("working", self._language))
                told_at = self._clock.now()
        yield Problem(words("no_news" if was_seen else "no_touch", self._language), 503)

    def _reply(self) -> Iterator[Said]:
        """The answer that the server has kept of this message, if it keeps answers and has one."""
        try:
            turns = self._session.turns()
        except (ServerAway, Overloaded):
            raise
        except PhotoplayError:  # a server that keeps none
            return
        turn = next((one for one in turns if self._is_mine(one)), None)
        if turn is None or turn.get("status") not in ("done", "failed", "stopped"):
            return
        self._is_over = True
        reply, code = str(turn.get("reply") or ""), turn.get("error_code")
        if turn["status"] == "failed" and isinstance(code, int):
            raise error_of(code, reply)
        if reply and not self._is_told:
            yield from self._told(reply)
        else:
            yield from self._changes()

    def _is_mine(self, turn: dict[str, Any]) -> bool:
        if self._session.turn_id:
            return turn.get("id") == self._session.turn_id
        is_after = turn.get("before_revision") in (None, self._before.get("revision"))
        return is_after and turn.get("message") == self._text


def looked(session: Session, since: object = None) -> dict[str, Any]:
    """The state of a project; with what changed since a revision, where the server can tell that."""
    if not isinstance(since, int):
        return session.state()
    try:
        return session.state(since)
    except InvalidOption:  # too long ago
        return session.state()


def _mark(state: dict[str, Any]) -> object:
    """What is another for each version of the timeline."""
    revision = state.get("revision")
    return revision if revision is not None else (state.get("state") or {}).get("draft")


def brought(session: Session) -> Render | None:
    """The newest export of a session; None where there is none, or the server does not list them."""
    try:
        found = session.renders()
    except PhotoplayError:
        return None
    return found[0] if found else None
