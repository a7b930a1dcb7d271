"""A conversation with Photoplay: what an assistant, a terminal or a tool shows, and everything done for it.

    talk = Conversation(api_of(of_program("photoplay-chat")))
    for said in talk.attach([Path("beach.jpg")]):
        print(said.text)
    for said in talk.send("a ten second video with calm music"):
        print(said.text)

It does what the published skills ask of a client: connects at first use, sends what needs no turn to its
endpoint, waits with patience, looks at the state where an edit was silent or a stream broke, never sends a
message twice that may have arrived, renews token and session, and delivers the file.
"""

from __future__ import annotations

import os.path
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeGuard

from photoplay.client.api import Api
from photoplay.client.attached import about
from photoplay.client.delivering import delivered, free_path, submitted
from photoplay.client.feed import Feed
from photoplay.client.gui import Act, Wanted
from photoplay.client.places import expanded
from photoplay.client.problems import file_problem, problem
from photoplay.client.routing import Action, route
from photoplay.client.sending import Sent, repeated, send_each
from photoplay.client.session import Render, Session, whole
from photoplay.client.shown import Answer, Edge, Problem, Progress, Said, Status, Summary
from photoplay.client.turns import SILENCE_S, Turn, brought, looked
from photoplay.client.words import ACCEPTED, language_of, words
from photoplay.errors import InvalidOption, MediaError, NotFound, PhotoplayError

_MOST_CHARACTERS = 8000
_PROGRESS_STEP = 0.1


class Conversation:
    """One user, one project at a time. Not for several threads at once.

    Args:
        api: Of the server; nothing is sent before it is needed.
        folder: Where videos are put.
        language: Until the user has said something: "en", "zh", "zh-TW".
        name: Of the project, and of its files.
        session: A project to go on with; None: a new one when it is needed.

    Attributes:
        language: Of the last message.
        session: The project; None: there is none yet.
        is_unread: Whether the editor has understood nothing of the last message.
    """

    def __init__(
        self,
        api: Api,
        *,
        folder: Path = Path(),
        language: str = "en",
        name: str = "project",
        session: Session | None = None,
    ) -> None:
        self._api, self._folder, self._name = api, folder, name
        self.language, self.session, self.is_unread = language, session, False
        #: What to bring along when the session is lost.
        self._files: list[Path | str] = []
        self._delivered: set[str] = set()
        #: Names of the files that were attached last, and of those of them that cannot be used.
        self._taken, self._refused = list[str](), list[str]()
        #: Whether the work in hand has done something that must not be done again.
        self._is_taken = False
        self._edge = Edge(self._secrets, lambda: (api.url, api.web_url))

    def renew(self) -> None:
        """Leaves the project; the next one begins empty."""
        self.session = None
        self._files.clear()
        self._delivered.clear()

    def start(self) -> Iterator[Said]:
        """Connects, if that has not happened yet."""
        return self._guarded(self._connected())

    def attach(self, files: Sequence[Path | str]) -> Iterator[Said]:
        """Sends files, and lets the server fetch those that are given by their addresses."""
        return self._guarded(self._attached_once(files))

    def send(self, text: str, files: Sequence[Path | str] = ()) -> Iterator[Said]:
        """What becomes of a message, as it comes; files are attached before.

        A message is sent to the agent at most once, unless the server has surely not taken it.
        """
        return self._guarded(self._sent(text, files))

    def export(self, output: Mapping[str, Any] | None = None, path: Path | None = None) -> Iterator[Said]:
        """Makes the video of the present draft, and saves it.

        Args:
            output: ``quality``, ``preset``, ``resolution``, ``fps``, ``max_bytes``, …
            path: Of the file, which is replaced; None: a new name in the folder.
        """
        return self._guarded(self._in_session(lambda: self._exported(output or {}, path), again=False))

    def summary(self) -> Iterator[Said]:
        """The timeline in one line."""
        return self._guarded(self._in_session(self._state, again=False))

    def credits(self) -> Iterator[Said]:
        """What is left."""
        return self._guarded(self._in_session(self._credits))

    # -- the edge ---------------------------------------------------------------------------------------

    def _guarded(self, said: Iterator[Said]) -> Iterator[Said]:
        """What may be shown of it; errors in the user's words."""
        try:
            for one in said:
                if (clean := self._edge.passed(one, self.language)) is not None:
                    yield clean
        except PhotoplayError as error:
            told = problem(error, self.language, register_url=self._register_url())
            yield self._edge.passed(told, self.language) or Problem(
                words("broken", self.language), error.code
            )

    def _secrets(self) -> tuple[str, ...]:
        mine = (self.session.id, self.session.task_id) if self.session is not None else ()
        return (*self._api.secrets, *mine)

    def _register_url(self) -> str:
        user_id = self.session.user_id if self.session is not None else ""
        web_url = self._api.web_url or self._api.url
        return f"{web_url}/register?bind={user_id}" if user_id.startswith("anon_") else ""

    # -- the session ------------------------------------------------------------------------------------

    def _connected(self) -> Iterator[Said]:
        if self.session is not None:
            return
        yield Status(words("connecting", self.language))
        self._api.authenticate()
        self.session = self._api.create_session(self._name, self.language)
        yield Status(words("ready", self.language))

    def _in_session(self, work: Callable[[], Iterator[Said]], *, again: bool = True) -> Iterator[Said]:
        """Does something in the session; where that is gone, in a new one, if nothing was taken before.

        Args:
            work: Is done once, or once more from its beginning.
            again: Whether it makes sense in a new session.
        """
        yield from self._connected()
        self._is_taken = False
        try:
            yield from work()
            return
        except NotFound as error:
            if error.code != 1002 or self._is_taken:
                raise
        yield from self._begun_again()
        if again:
            yield from work()
        else:
            yield Answer(words("say_again", self.language))

    def _begun_again(self) -> Iterator[Said]:
        """A new session with the files of the old one."""
        files, self._files = self._files, []
        self.session = self._api.create_session(self._name, self.language)
        yield Status(words("begun_again" if files else "begun_empty", self.language))
        if files:
            yield from self._attached(files)

    @property
    def _here(self) -> Session:
        assert self.session is not None
        return self.session

    # -- files ------------------------------------------------------------------------------------------

    def _attached_once(self, files: Sequence[Path | str]) -> Iterator[Said]:
        """Attaches; where the session is lost on the way, each file is in the new one once."""
        before = Counter(map(str, self._files))
        self._taken, self._refused = [], []

        def rest() -> Iterator[Said]:
            there = Counter(map(str, self._files)) - before
            lacking = list[Path | str]()
            for one in files:
                name = one if _is_url(one) else str(expanded(one))
                if there[name] > 0:
                    there[name] -= 1
                else:
                    lacking.append(one)
            return self._attached(lacking)

        return self._in_session(rest)

    def _attached(self, files: Sequence[Path | str]) -> Iterator[Said]:
        urls = [one for one in files if _is_url(one)]
        paths = list[Path]()
        for path in (expanded(one) for one in files if one not in urls):
            if os.path.isfile(path):
                paths.append(path)
            else:
                self._refused.append(path.name)
                yield Problem(words("not_read", self.language, name=path.name), 404)
        if paths:
            yield from self._sent_files(paths)
        if urls:
            yield from self._sent_urls(urls)

    def _sent_files(self, paths: list[Path]) -> Iterator[Said]:
        yield Status(
            words("uploading", self.language, names=_listed([path.name for path in paths], self.language))
        )
        session, sent = self._here, Sent()
        feed = Feed[float, None](lambda put: send_each(session, paths, sent, put), self._api.clock, SILENCE_S)
        told = 0.0
        try:
            for share in feed:
                if share is None:
                    yield Status(words("working", self.language))
                elif share - told >= _PROGRESS_STEP:
                    told = share
                    text = words("upload_progress", self.language, percent=round(share * 100))
                    yield Progress(text, "upload", share)
        finally:
            self._files += sent.taken
        yield from self._received([path.name for path in sent.taken], sent.repeated)
        for one in sent.left_out:
            self._refused.append(one.name)
            yield file_problem(one.name, one.code, one.message, one.data, self.language)

    def _sent_urls(self, urls: list[str]) -> Iterator[Said]:
        try:
            found = self._here.upload_urls(urls)
        except (MediaError, InvalidOption) as error:  # none of them is to be had
            self._refused += urls
            yield problem(error, self.language)
            return
        refused = {whole(one.get("index"), -1) for one in found.refused}
        self._files += [url for index, url in enumerate(urls) if index not in refused]
        names = [str(one.get("filename") or "") for one in found.files]
        yield from self._received(names, repeated(self._here, found))
        for one in found.refused:
            name, told = str(one.get("filename") or ""), str(one.get("message") or "")
            self._refused.append(name)
            yield file_problem(name, whole(one.get("code"), 422), told, {}, self.language)

    def _received(self, names: list[str], again: list[str]) -> Iterator[Said]:
        self._taken += names
        new = list((Counter(names) - Counter(again)).elements()) if again else names
        if new:
            yield Answer(words("uploaded", self.language, names=_listed(new, self.language)))
        if again:
            yield Answer(words("sent_twice", self.language, names=_listed(again, self.language)))

    # -- messages ---------------------------------------------------------------------------------------

    def _sent(self, text: str, files: Sequence[Path | str]) -> Iterator[Said]:
        self.language, self.is_unread = language_of(text, self.language), False
        if files:
            yield from self._attached_once(files)
            if text.strip() and not self._can_follow(text):
                yield Problem(words("not_done", self.language, text=text.strip()[:200]))
                return
        text, self._taken = self._about_files(text), []
        if len(text) > _MOST_CHARACTERS:
            yield Problem(words("too_long", self.language), 422)
            return
        if not text.strip():
            if not files:
                yield Answer(words("empty", self.language))
            return
        routed = route(text)
        if routed is None:
            yield from self._in_session(lambda: self._said(text))
        elif routed.action is Action.EXPORT:
            yield from self._in_session(lambda: self._exported(routed.output, None), again=False)
        elif routed.action is Action.CREDITS:
            yield from self._in_session(self._credits)
        elif routed.action is Action.STATE:
            yield from self._in_session(self._state, again=False)
        elif not files:
            limit = words("usual_limit", self.language)
            yield Answer(words("send_files", self.language, accepted=ACCEPTED, limit=limit))

    def _can_follow(self, text: str) -> bool:
        """Whether a message makes sense with what was taken of its files: “it” would else be another photo."""
        if not self._refused or ((routed := route(text)) and routed.action in (Action.CREDITS, Action.STATE)):
            return True
        return bool(self._taken) and not any(name and name in text for name in self._refused)

    def _about_files(self, text: str) -> str:
        """The message with the files that came with it, or just before, named; unless there is no video yet."""
        told = about(text, self._taken)
        if told == text or self.session is None:
            return text
        try:
            draft = (looked(self.session).get("state") or {}).get("draft")
        except PhotoplayError:
            return text
        return told if isinstance(draft, dict) and draft.get("t") else text

    def _said(self, text: str, *, is_followed: bool = True) -> Iterator[Said]:
        """A turn, and what its answer asks a client to do."""
        names = [one.rpartition("/")[2] if _is_url(one) else Path(one).name for one in self._files]
        turn = Turn(self._here, text, self.language, (self._name, *names))
        try:
            yield from turn.run()
        finally:
            self._is_taken |= turn.is_taken
            self.is_unread = turn.is_unread
        wanted = turn.wanted
        if turn.has_exported:
            yield from self._exports_of_the_agent()
            wanted = tuple(one for one in wanted if one.act is not Act.EXPORT)
        yield from self._done(wanted, is_followed=is_followed)

    def _done(self, wanted: Sequence[Wanted], *, is_followed: bool) -> Iterator[Said]:
        """Does what an answer told the user to do on a screen.

        At most one turn follows from an answer, and none from the answer to that, so nothing goes in circles.
        What the user only may do is left to them, unless it is a look.
        """
        acts = {one.act for one in wanted}
        if acts & {Act.STATE, Act.SUMMARY}:
            yield from self._state()
        if Act.CREDITS in acts:
            yield from self._credits()
        follow = next((one.text for one in wanted if one.act is Act.TURN and not one.is_offer), "")
        if follow and is_followed:
            yield from self._said(follow, is_followed=False)
        exports = [one for one in wanted if one.act is Act.EXPORT]
        if any(not one.is_offer for one in exports):
            yield from self._exported({}, None)
        elif exports:
            yield Answer(words("say_export", self.language))

    # -- endpoints --------------------------------------------------------------------------------------

    def _state(self) -> Iterator[Said]:
        told = looked(self._here)
        if summary := str(told.get("summary") or ""):
            yield Summary(summary)
            return
        files = (told.get("state") or {}).get("video_infos") or ()
        yield Summary(words("no_timeline", self.language, count=len(files)))

    def _credits(self) -> Iterator[Said]:
        left = self._api.credits()
        slots = {"available": left.available, "frozen": left.frozen, "total": left.total}
        yield Answer(words("credits", self.language, **slots))

    def _exported(self, output: Mapping[str, Any], path: Path | None) -> Iterator[Said]:
        yield Status(words("exporting", self.language))
        render = submitted(self._here, output)
        self._is_taken = True
        yield from self._handed_over(render, path)

    def _exports_of_the_agent(self) -> Iterator[Said]:
        """Delivers what the agent has begun to export in the last turn."""
        newest = brought(self._here)
        if newest is not None and newest.id not in self._delivered:
            yield from self._handed_over(newest, None)

    def _handed_over(self, render: Render, path: Path | None) -> Iterator[Said]:
        self._delivered.add(render.id)
        place = path or free_path(self._folder, self._name)
        web_url = self._api.web_url or self._api.url
        yield from delivered(self._here, render, place, self.language, web_url)


def _is_url(told: Path | str) -> TypeGuard[str]:
    return isinstance(told, str) and told.startswith(("http://", "https://"))


def _listed(names: Sequence[str], language: str) -> str:
    """Names, the first ones of many."""
    joint = "、" if language.startswith("zh") else ", "
    return joint.join(names) if len(names) <= 6 else f"{joint.join(names[:5])} … ({len(names)})"
