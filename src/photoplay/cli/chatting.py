"""`photoplay chat`: the conversation in a terminal, and the same for scripts."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from photoplay.cli import typed
from photoplay.cli.typed import Typed, UnknownCommand
from photoplay.errors import InvalidOption, MissingMedia, PhotoplayError

if TYPE_CHECKING:
    from photoplay.client.api import Api
    from photoplay.client.attribution import Attribution
    from photoplay.client.conversation import Conversation
    from photoplay.client.shown import Said

#: Ends a script in which something did not work.
FAILED = 3
_SOURCE = "photoplay-chat"
_HELP = """\
Say what the video is to be, in English or Chinese: “a 20 second slideshow with calm music and the title Summer”.
Then refine it: “slower”, “swap the second and third photo”, “make it vertical”, “undo”, “export”.

Drop files into this window, or:
  /attach FILE…     photos, clips, a logo, music; a folder is all that is in it
  /export [FILE]    makes the video
  /status           the timeline
  /credits          what is left
  /new              another project
  /quit             ends it (also Ctrl-D)"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a chat is to do, as the command line says it.

    Attributes:
        files: Attached at the start, in this order.
        say: Messages; any make it a script, which asks nothing.
        export: File of the video, made at the end of a script.
        server: Address; None: a server of its own, which ends with the chat.
        skill: Name of a skill, or a folder with a SKILL.md; None: none.
    """

    files: tuple[Path, ...] = ()
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
    _check(wish)
    from photoplay.cli.embedded import embedded_server
    from photoplay.client.api import Api, api_of

    with contextlib.ExitStack() as stack:
        url = wish.server
        if url is None:
            if not wish.is_script:
                print("Starting…", file=sys.stderr)
            url = stack.enter_context(embedded_server(None))
        attribution = _attribution(wish.skill)
        # A server of this command's own knows nobody: no token of the environment is for it, and who asked it is
        # forgotten with it.
        api = stack.enter_context(
            api_of(attribution, url=url) if wish.server else Api(url, identity=None, attribution=attribution)
        )
        screen = _Screen(is_lasting=wish.server is not None)
        talk = _conversation(api, wish)
        if wish.is_script:
            _script(talk, wish, screen)
        else:
            _Desk(talk, screen).run(wish.files)
    if screen.has_failed and wish.is_script:
        raise SystemExit(FAILED)


def _conversation(api: Api, wish: Wish) -> Conversation:
    from photoplay.client.conversation import Conversation
    from photoplay.client.words import language_of

    language = language_of(wish.say[0]) if wish.say else "en"
    return Conversation(api, folder=Path.cwd(), language=language, name="photoplay")


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
        if not os.path.exists(path):
            raise MissingMedia(f"There is no file {path}. Check the name.", name=path.name)
    if wish.export is not None:
        video_place(wish.export)
    if any(not message.strip() for message in wish.say):
        raise InvalidOption('Say something: --say "a 30 second video with calm music"')


def _attached(files: Sequence[Path], screen: _Screen) -> tuple[Path, ...]:
    """The files to send; tells what of folders is not sent."""
    from photoplay.client.places import gathered, skipped_in_words

    found = gathered(files)
    if found.skipped:
        screen.say(skipped_in_words(found.skipped))
    for told in found.problems:
        screen.wrong(told)
    return found.files


# -- scripts ------------------------------------------------------------------------------------------


def _script(talk: Conversation, wish: Wish, screen: _Screen) -> None:
    if files := _attached(wish.files, screen):
        screen.show(talk.attach(files))
    for message in wish.say:
        screen.show(talk.send(message))
    if wish.export is not None:
        screen.show(talk.export(path=wish.export))


# -- people -------------------------------------------------------------------------------------------


class _Desk:
    """Does what is typed, line by line. No line ends the chat but the one that is to.

    Args:
        talk: The conversation.
        screen: Shows what comes of it.
    """

    def __init__(self, talk: Conversation, screen: _Screen) -> None:
        self._talk, self._screen = talk, screen
        #: Videos of this chat, which the next one of that name replaces.
        self._made: set[Path] = set()
        #: Was there before; asked for once more, it is replaced.
        self._asked: Path | None = None

    def run(self, files: Sequence[Path]) -> None:
        """Until the end of the lines, or /quit."""
        screen = self._screen
        screen.show(self._talk.start())
        screen.say("Say what the video is to be, or drop photos here. /help tells more.")
        if attached := _attached(files, screen):
            screen.show(self._talk.attach(attached))
        for line in screen.lines():
            try:
                told = typed.read(line)
                if told.command == "quit":
                    return
                self._do(told)
            except UnknownCommand as error:
                screen.say(f"There is no /{error}. /help tells what there is.")
            except PhotoplayError as error:
                screen.wrong(error.message)
            except OSError as error:
                about = f" ({error.filename})" if error.filename else ""
                screen.wrong(f"That did not work: {error.strerror or error}{about}.")
            except KeyboardInterrupt:
                screen.say("Not waiting any longer; what was begun goes on. /quit ends the chat.")

    def _do(self, told: Typed) -> None:
        talk, screen = self._talk, self._screen
        if told.command == "help":
            screen.say(_HELP)
        elif told.command == "new":
            talk.renew()
            screen.show(talk.start())
        elif told.command == "status":
            screen.show(talk.summary())
        elif told.command == "credits":
            screen.show(talk.credits())
        elif told.command == "export":
            self._export(told.text)
        elif told.command == "attach" and not told.files:
            screen.say("Name what to attach: /attach FILE…")
        else:
            files = _attached(told.files, screen)
            if told.text:
                screen.show(talk.send(told.text, files))
            elif files:
                screen.show(talk.attach(files))

    def _export(self, name: str) -> None:
        """Makes the video; a file that is not of this chat is replaced only when it is said twice."""
        if not name:
            self._screen.show(self._talk.export())
            return
        from photoplay.client.places import video_place

        path = video_place(typed.path_of(name)).absolute()
        if path not in self._made and path != self._asked and os.path.lexists(path):
            self._asked = path
            self._screen.say(
                f"There is a file {path} already. Say the same once more to replace it, or choose another name."
            )
            return
        self._asked = None
        self._made.update(self._screen.show(self._talk.export(path=path)))


class _Screen:
    """Shows what is said: answers on standard output, what passes by and what is wrong on the other one.

    Attributes:
        has_failed: Whether there was a problem.
    """

    def __init__(self, *, is_lasting: bool) -> None:
        from rich.console import Console

        self._out, self._err = Console(soft_wrap=True, highlight=False), Console(stderr=True, highlight=False)
        self._is_lasting = is_lasting
        self.has_failed = False

    def say(self, text: str) -> None:
        """Something of the chat itself."""
        self._err.print(text, style="dim", markup=False)

    def wrong(self, text: str) -> None:
        """Something that did not work."""
        self.has_failed = True
        self._err.print(text, style="red", markup=False)

    def lines(self) -> Iterator[str]:
        """What is typed, until it ends."""
        is_person = sys.stdin.isatty()
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")  # what is no UTF-8 is a line like others
        if is_person:
            with contextlib.suppress(ImportError):  # arrow keys and history
                import readline  # noqa: F401
        while True:
            try:
                # Standard output may be a file: the sign that it is one's turn does not belong there.
                if is_person and sys.stdout.isatty():
                    line = input("› ")
                else:
                    line = sys.stdin.readline()
                    if not line:
                        return
            except EOFError:
                return
            except KeyboardInterrupt:
                self.say("Ctrl-D or /quit ends the chat.")
                continue
            if line.strip():
                yield line

    def show(self, said: Iterable[Said]) -> tuple[Path, ...]:
        """Shows it as it comes; gives the videos that were saved."""
        from photoplay.client.shown import Delivered, Problem, Progress, Status

        saved = list[Path]()
        with self._passing() as passing:
            for one in said:
                if isinstance(one, Status | Progress):
                    passing(one.text)
                elif isinstance(one, Problem):
                    self.wrong(one.text)
                else:
                    passing("")  # what went on is done: an answer has its lines for itself
                    text = one.text
                    if isinstance(one, Delivered):
                        saved.append(one.path)
                        if not self._is_lasting:  # the link leads to a server that ends with this command
                            text = text.partition("\n")[0]
                    self._out.print(text, markup=False)
        return tuple(saved)

    @contextlib.contextmanager
    def _passing(self) -> Iterator[Callable[[str], None]]:
        """Shows what is going on: in one line that changes, or line by line where nobody looks."""
        if not self._err.is_terminal:

            def passing(text: str) -> None:
                if text:
                    self._err.print(text, markup=False, soft_wrap=True)

            yield passing
            return
        from rich.text import Text

        status = self._err.status("")

        def shown(text: str) -> None:
            if not text:
                status.stop()
                return
            status.update(Text(text))
            status.start()

        try:
            yield shown
        finally:
            status.stop()
