"""What a chat shows on a terminal or writes to files, and the lines that are typed into it."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from photoplay.client.shown import Said


#: An address or a path; “/export” is none.
_PATH = re.compile(r"/\S*/")


def _print(console: Console, text: str, style: str = "") -> None:
    """Prints a text, on a terminal between words; lines with addresses and paths stay whole, to be taken from there."""
    for line in text.split("\n"):
        is_whole = not console.is_terminal or bool(_PATH.search(line))
        console.print(line, style=style, markup=False, soft_wrap=is_whole)


class Screen:
    """Shows what is said: answers on standard output, what passes by and what is wrong on the other one.

    Attributes:
        has_failed: Whether there was a problem.
    """

    def __init__(self, *, is_lasting: bool) -> None:
        from rich.console import Console

        self._out, self._err = Console(highlight=False), Console(stderr=True, highlight=False)
        self._is_lasting = is_lasting
        self.has_failed = False
        #: Language of what the screen itself says.
        self.language: Callable[[], str] = lambda: "en"

    def say(self, text: str) -> None:
        """Something of the chat itself."""
        _print(self._err, text, "dim")

    def wrong(self, text: str) -> None:
        """Something that did not work."""
        self.has_failed = True
        _print(self._err, text, "red")

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
                from photoplay.client.words import words

                self.say(words("chat_ctrl_c", self.language()))
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
                    _print(self._out, text)
        return tuple(saved)

    @contextlib.contextmanager
    def _passing(self) -> Iterator[Callable[[str], None]]:
        """Shows what is going on: in one line that changes, or line by line where nobody looks."""
        if not self._err.is_terminal:

            def passing(text: str) -> None:
                if text:
                    _print(self._err, text)

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
