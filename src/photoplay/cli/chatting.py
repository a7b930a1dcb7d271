"""`photoplay chat`: the conversation in a terminal, and the same for scripts."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from photoplay.cli import typed
from photoplay.cli.typed import Typed, UnknownCommand
from photoplay.errors import InvalidOption, MissingMedia, NotWritable

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
    from photoplay.client.api import api_of

    with contextlib.ExitStack() as stack:
        url = wish.server
        if url is None:
            if not wish.is_script:
                print("Starting…", file=sys.stderr)
            url = stack.enter_context(embedded_server(None))
        attribution = _attribution(wish.skill)
        # The server of this command knows nobody: what the environment says of tokens is about another one.
        api = stack.enter_context(
            api_of(attribution, url=url) if wish.server else api_of(attribution, url=url, environ={})
        )
        screen = _Screen(is_lasting=wish.server is not None)
        talk = _conversation(api, wish)
        if wish.is_script:
            _script(talk, wish, screen)
        else:
            _talk(talk, wish, screen)
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
    for path in wish.files:
        if not path.exists():
            raise MissingMedia(f"There is no file {path}. Check the name.", name=path.name)
    if wish.export is not None:
        if wish.export.suffix.lower() != ".mp4":
            raise InvalidOption("The video is an MP4: give --export a name that ends in .mp4.")
        if not wish.export.absolute().parent.is_dir():
            raise NotWritable(f"There is no folder {wish.export.parent}. Make it, or choose another.")
    if any(not message.strip() for message in wish.say):
        raise InvalidOption('Say something: --say "a 30 second video with calm music"')


def in_folders(paths: Iterable[Path]) -> list[Path]:
    """Files, and those in folders by name, without hidden ones."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
            found += inside
        else:
            found.append(path)
    return found


# -- scripts ------------------------------------------------------------------------------------------


def _script(talk: Conversation, wish: Wish, screen: _Screen) -> None:
    if wish.files:
        screen.show(talk.attach(in_folders(wish.files)))
    for message in wish.say:
        screen.show(talk.send(message))
    if wish.export is not None:
        screen.show(talk.export(path=wish.export))


# -- people -------------------------------------------------------------------------------------------


def _talk(talk: Conversation, wish: Wish, screen: _Screen) -> None:
    screen.show(talk.start())
    screen.say("Say what the video is to be, or drop photos here. /help tells more.")
    if wish.files:
        screen.show(talk.attach(in_folders(wish.files)))
    for line in screen.lines():
        try:
            told = typed.read(line)
        except UnknownCommand as error:
            screen.say(f"There is no /{error}. /help tells what there is.")
            continue
        if told.command == "quit":
            return
        if told.command == "help":
            screen.say(_HELP)
        elif told.command == "new":
            talk.session = None
            screen.show(talk.start())
        else:
            try:
                screen.show(_said(talk, told))
            except KeyboardInterrupt:
                screen.say("Not waiting any longer; what was begun goes on. /quit ends the chat.")


def _said(talk: Conversation, told: Typed) -> Iterator[Said]:
    """What becomes of a line."""
    if told.command == "status":
        return talk.summary()
    if told.command == "credits":
        return talk.credits()
    if told.command == "export":
        return talk.export(path=Path(told.text).expanduser() if told.text else None)
    files = in_folders(told.files)
    return talk.send(told.text, files) if told.text else talk.attach(files)


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

    def lines(self) -> Iterator[str]:
        """What is typed, until it ends."""
        is_person = sys.stdin.isatty()
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

    def show(self, said: Iterable[Said]) -> None:
        """Shows it as it comes."""
        from photoplay.client.shown import Delivered, Problem, Progress, Status

        with self._passing() as passing:
            for one in said:
                if isinstance(one, Status | Progress):
                    passing(one.text)
                elif isinstance(one, Problem):
                    self.has_failed = True
                    self._err.print(one.text, style="red", markup=False)
                else:
                    text = one.text
                    if isinstance(one, Delivered) and not self._is_lasting:
                        text = text.partition("\n")[
                            0
                        ]  # the link leads to a server that ends with this command
                    self._out.print(text, markup=False)

    @contextlib.contextmanager
    def _passing(self) -> Iterator[Callable[[str], None]]:
        """Shows what is going on: in one line that changes, or line by line where nobody looks."""
        if not self._err.is_terminal:

            def passing(text: str) -> None:
                self._err.print(text, markup=False, soft_wrap=True)

            yield passing
            return
        from rich.text import Text

        with self._err.status("") as status:
            yield lambda text: status.update(Text(text))
