"""`photoplay chat`: the conversation in a terminal, and the same for scripts."""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from photoplay.cli import dropped, typed
from photoplay.cli.screen import Screen
from photoplay.cli.typed import Typed, UnknownCommand
from photoplay.errors import InvalidOption, MissingMedia, PhotoplayError

if TYPE_CHECKING:
    from photoplay.client.api import Api
    from photoplay.client.attribution import Attribution
    from photoplay.client.conversation import Conversation

#: Ends a script in which something did not work.
FAILED = 3
_SOURCE = "photoplay-chat"
#: Where a person says which language they read, the first that is set.
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a chat is to do, as the command line says it.

    Attributes:
        files: Attached at the start, in this order; those on the web by their addresses.
        say: Messages; any make it a script, which asks nothing.
        export: File of the video, made at the end of a script.
        server: Address; None: a server of its own, which ends with the chat.
        skill: Name of a skill, or a folder with a SKILL.md; None: none.
    """

    files: tuple[Path | str, ...] = ()
    say: tuple[str, ...] = ()
    export: Path | None = None
    server: str | None = None
    skill: str | None = None

    @property
    def is_script(self) -> bool:
        return bool(self.say or self.export)


def run(wish: Wish) -> None:
    """Talks until the user ends it, or the script is done.

    Raises:
        PhotoplayError: It cannot begin: no such skill or file, no server.
    """
    wish = replace(wish, files=tuple(map(_address, wish.files)))
    _check(wish)
    from photoplay.cli.embedded import embedded_server
    from photoplay.client.api import Api, api_of

    with contextlib.ExitStack() as stack:
        url = wish.server
        if url is None:
            if not wish.is_script:
                print(_words("chat_starting", _language(wish)), file=sys.stderr)
            url = stack.enter_context(embedded_server(None))
        attribution = _attribution(wish.skill)
        # A server of this command's own knows nobody: no token of the environment is for it, and who asked it is
        # forgotten with it.
        api = stack.enter_context(
            api_of(attribution, url=url) if wish.server else Api(url, identity=None, attribution=attribution)
        )
        screen = Screen(is_lasting=wish.server is not None)
        talk = _conversation(api, wish)
        screen.language = lambda: talk.language
        if wish.is_script:
            _script(talk, wish, screen)
        else:
            _Desk(talk, screen).run(wish.files)
    if screen.has_failed and wish.is_script:
        raise SystemExit(FAILED)


def _address(file: Path | str) -> Path | str:
    """An address on the web, of which the command line has made a path."""
    told = str(file)
    scheme, colon, rest = told.partition(":/")
    return f"{scheme}://{rest.lstrip('/')}" if colon and scheme in ("http", "https") else file


def _conversation(api: Api, wish: Wish) -> Conversation:
    from photoplay.client.conversation import Conversation

    return Conversation(api, folder=Path.cwd(), language=_language(wish), name="photoplay")


def _language(wish: Wish) -> str:
    """Of a script's first message; of a person's terminal, until they say something."""
    from photoplay.client.words import known, language_of

    if wish.say:
        return language_of(wish.say[0])
    return known(next((told for name in _LOCALES if (told := os.environ.get(name))), ""))


def _words(key: str, language: str, **slots: object) -> str:
    from photoplay.client.words import words

    return words(key, language, **slots)


def _attribution(skill: str | None) -> Attribution:
    """Who calls: a skill decides what its sessions do by themselves.

    Raises:
        InvalidOption: There is no such skill.
        MissingMedia: The folder holds none.
    """
    from photoplay.client.attribution import Attribution, of_program, of_skill, platform_of
    from photoplay.client.skill import require_skill, skill_version

    if skill is None:
        return of_program(_SOURCE, os.environ)
    if Path(skill).is_dir():
        return of_skill(Path(skill), os.environ)
    require_skill(skill)
    return Attribution(skill, skill_version(), platform_of(None, os.environ))


def _check(wish: Wish) -> None:
    """What can be refused before anything is started."""
    from photoplay.client.places import video_place

    for path in wish.files:
        if isinstance(path, Path) and not os.path.exists(path):
            raise MissingMedia(f"There is no file {path}. Check the name.", name=path.name)
    if wish.export is not None:
        video_place(wish.export)
    if any(not message.strip() for message in wish.say):
        raise InvalidOption('Say something: --say "a 30 second video with calm music"')


def _attached(files: Sequence[Path | str], screen: Screen, language: str) -> tuple[Path | str, ...]:
    """The files to send; tells what of folders is not sent."""
    from photoplay.client.places import gathered, skipped_in_words

    found = list[Path | str]()
    skipped = list[str]()
    for one in files:
        if isinstance(one, str):
            found.append(one)
            continue
        some = gathered([one], language)
        found += some.files
        skipped += some.skipped
        for told in some.problems:
            screen.wrong(told)
    if skipped:
        screen.say(skipped_in_words(skipped, language))
    return tuple(found)


# -- scripts ------------------------------------------------------------------------------------------


def _script(talk: Conversation, wish: Wish, screen: Screen) -> None:
    if files := _attached(wish.files, screen, talk.language):
        screen.show(talk.attach(files))
    for message in wish.say:
        screen.show(talk.send(message))
        screen.has_failed |= talk.is_unread
    if wish.export is not None:
        screen.show(talk.export(path=wish.export))


# -- people -------------------------------------------------------------------------------------------


class _Desk:
    """Does what is typed, line by line. No line ends the chat but the one that is to.

    Args:
        talk: The conversation.
        screen: Shows what comes of it.
    """

    def __init__(self, talk: Conversation, screen: Screen) -> None:
        self._talk, self._screen = talk, screen
        #: Videos of this chat, which the next one of that name replaces.
        self._made: set[Path] = set()
        #: Was there before; asked for once more, it is replaced.
        self._asked: Path | None = None

    def run(self, files: Sequence[Path | str]) -> None:
        """Until the end of the lines, or /quit."""
        screen = self._screen
        screen.show(self._talk.start())
        self._say("chat_hint")
        if attached := _attached(files, screen, self._talk.language):
            screen.show(self._talk.attach(attached))
        for line in screen.lines():
            try:
                if not self._did(line):
                    return
            except UnknownCommand as error:
                self._say("chat_near" if error.near else "chat_unknown", name=error, near=error.near)
            except PhotoplayError as error:
                screen.wrong(error.message)
            except OSError as error:
                about = f" ({error.filename})" if error.filename else ""
                screen.wrong(self._words("chat_failed", told=f"{error.strerror or error}{about}"))
            except KeyboardInterrupt:
                self._say("chat_waiting")

    def _words(self, key: str, **slots: object) -> str:
        return _words(key, self._talk.language, **slots)

    def _say(self, key: str, **slots: object) -> None:
        self._screen.say(self._words(key, **slots))

    def _did(self, line: str) -> bool:
        """Does what a line says; whether the chat goes on."""
        from photoplay.client.words import language_of

        told = typed.read(line)
        talk, screen = self._talk, self._screen
        if (
            told.command is None or not told.word.isascii()
        ):  # others are the program's words, whoever types them
            talk.language = language_of(told.word or told.text, talk.language)
        if told.missing:
            screen.wrong(self._words("chat_missing", names=", ".join(told.missing)))
        elif told.command is None or told.command == "attach":
            self._send(told)
        elif told.command == "new":
            talk.renew()
            screen.show(talk.start())
            return not told.text or self._did(told.text)
        elif told.command == "export":
            self._export(told.text)
        elif told.command == "quit":
            return False
        else:
            self._tell(told.command)
            if told.text:
                self._say("chat_no_more", name=told.word, text=told.text)
        return True

    def _tell(self, command: typed.CommandName) -> None:
        if command == "help":
            self._say("chat_help")
        else:
            self._screen.show(self._talk.summary() if command == "status" else self._talk.credits())

    def _send(self, told: Typed) -> None:
        if told.command == "attach" and not told.files:
            self._say("chat_attach")
            return
        files = _attached(told.files, self._screen, self._talk.language)
        if told.text and (files or not told.files):
            self._screen.show(self._talk.send(told.text, files))
        elif told.text:
            self._screen.wrong(self._words("not_done", text=told.text))
        elif files:
            self._screen.show(self._talk.attach(files))

    def _export(self, name: str) -> None:
        """Makes the video; a file that is not of this chat is replaced only when it is said twice."""
        if not name:
            self._screen.show(self._talk.export())
            return
        from photoplay.client.places import video_place
        from photoplay.client.routing import Action, route

        routed = route(f"export {name}")
        if "." not in name and routed is not None and routed.action is Action.EXPORT:  # such as “720p”
            self._screen.show(self._talk.export(routed.output))
            return
        path = video_place(dropped.path_of(_unquoted(name)), self._talk.language).absolute()
        if path not in self._made and path != self._asked and os.path.lexists(path):
            self._asked = path
            self._say("chat_exists", path=path)
            return
        self._asked = None
        self._made.update(self._screen.show(self._talk.export(path=path)))


def _unquoted(name: str) -> str:
    """A name without the quotation marks or escaped spaces that a terminal puts there."""
    try:
        told = shlex.split(name)
    except ValueError:
        return name
    return told[0] if len(told) == 1 else name
