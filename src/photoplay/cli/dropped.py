"""Files in a line of the chat: dropped before or after the words, or named in their midst."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: What says that a word is a place of a file: "music.mp3" may be a word of a wish.
_MARK = r"(?:https?://|file://|~/|\.{1,2}/|/)"
#: A path or address as it is typed, or as terminals and file managers drop it: in quotes, with escaped spaces.
_TOKEN = re.compile(
    rf"""(?<![A-Za-z0-9_.:~/\\-])(?:
        "(?P<double>{_MARK}[^"]+)" | '(?P<single>{_MARK}[^']+)' | “(?P<curly>{_MARK}[^”]+)”
        | (?P<url>https?://(?:(?!["'<>])[!-~])+) | (?P<bare>{_MARK}(?:\\.|[^\s\\"'“”])+)
    )""",
    re.VERBOSE,
)
#: A quoted name before the words; only of a file that is there.
_QUOTED_NAME = re.compile(r"""\s*(?:"(?P<double>[^"]+)"|'(?P<single>[^']+)')""")
_ESCAPED = re.compile(r"\\(.)")
_AFTER = ".,;:!?)]}。，、；：！？）】》…"
#: After files that stand first, these words say that the sentence goes on about them.
_GOES_ON = re.compile(r"(?:as|at|is|goes|should|before|after)\b|放|作为|当|是|排", re.IGNORECASE)
#: Before files that stand last, these words want them for their object.
_ASKS = re.compile(
    r"\b(?:with|of|use|using|add|insert|append|put|place|attach|upload|send|show|include|from|after|before|by|to|and|"
    r"than|replace|remove|photos?|pictures?|images?|clips?|videos?|logo|songs?|music|files?|is|on)\s*:?$"
    r"|[用加上入是为成把将在和与放换删除片频乐]\s*[:：]?$",
    re.IGNORECASE,
)
#: Before a path in the midst of a line: it is where a video goes, or a file that is not wanted.
_NO_SOURCE = re.compile(
    r"\b(?:export|save|write|download|store|render|deliver|don'?t|do not|never|not|without|except)\b[^.;!?]*$"
    r"|(?:导出|匯出|保存|存到|存在|存为|下载|下載|不要|别|別|除了)[^。；！？]*$",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Dropped:
    """What a line comes to.

    Attributes:
        text: The words; a file in their midst is there by its name in quotes.
        files: Files and folders that are there, and addresses of files on the web; in order.
        missing: Paths that lead to no file, as they were typed.
    """

    text: str
    files: tuple[Path | str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A file in a line, from ``start`` to before ``end``; None: there is none."""

    start: int
    end: int
    told: str
    file: Path | str | None
    is_folder: bool = False


def dropped(line: str, is_there: Callable[[Path], bool], is_folder: Callable[[Path], bool]) -> Dropped:
    """The files of a line, and the words without them.

    Args:
        line: As typed or dropped.
        is_there: Whether there is such a file or folder. Never raises.
        is_folder: Whether it is a folder. Never raises.
    """
    found = list(_Line(line, is_there, is_folder).all())
    files = tuple(one.file for one in found if one.file is not None)
    missing = tuple(one.told for one in found if one.file is None)
    return Dropped(_words(line, found), files, missing)


def path_of(told: str) -> Path:
    """The path that a dropped word means; the word itself where it means none."""
    try:
        return Path(unquote(urlsplit(told).path) if told.startswith("file://") else told).expanduser()
    except (RuntimeError, ValueError):  # no such user; no such address
        return Path(told)


def is_address(told: str) -> bool:
    """Whether it is an address on the web."""
    return told.lower().startswith(("http://", "https://"))


class _Line:
    """A line, and how its files are found."""

    def __init__(
        self, line: str, is_there: Callable[[Path], bool], is_folder: Callable[[Path], bool]
    ) -> None:
        from photoplay.client.places import SUFFIXES, is_medium

        self._line, self._is_there, self._is_folder, self._is_medium = line, is_there, is_folder, is_medium
        #: What looks like a path up to the end of a photo's name: words may follow without a space.
        endings = "|".join(re.escape(one) for one in sorted(SUFFIXES))
        self._up_to_name = re.compile(rf".*?(?:{endings})(?![A-Za-z0-9])", re.IGNORECASE | re.DOTALL)

    def all(self) -> Iterator[_Found]:
        """The files, in order; of a line of names alone these."""
        found = list(self._marked())
        if found:
            yield from found
            return
        places = list(re.finditer(r"(?:\\.|\S)+", self._line))
        told = [_ESCAPED.sub(r"\1", one[0]) for one in places]
        if all(self._is_medium(one) and self._is_there(path_of(one)) for one in told):
            for place, one in zip(places, told, strict=True):
                yield _Found(place.start(), place.end(), one, path_of(one))

    def _marked(self) -> Iterator[_Found]:
        line, at, is_first = self._line, 0, True
        while True:
            one = self._quoted_name(at) if is_first else None
            if one is None:
                token = _TOKEN.search(line, at)
                if token is None:
                    return
                is_first &= not line[at : token.start()].strip()
                one = self._read(token, is_first=is_first)
                at = token.end()
                is_first &= one is not None
            if one is not None:
                yield one
                at = one.end

    def _quoted_name(self, at: int) -> _Found | None:
        """A quoted text may be a title: by its name alone only a file counts, no folder such as “.”."""
        found = _QUOTED_NAME.match(self._line, at)
        if found is None:
            return None
        told = found["double"] or found["single"]
        path = path_of(told)
        if not ("." in told and told.strip("/") and self._is_there(path)) or self._is_folder(path):
            return None
        return _Found(found.start(), found.end(), told, path)

    def _read(self, token: re.Match[str], *, is_first: bool) -> _Found | None:
        if not is_first and _NO_SOURCE.search(self._line[: token.start()]):
            return None
        quoted = token["double"] or token["single"] or token["curly"]
        if token["url"] or (quoted and is_address(quoted)):
            return self._address(token, (quoted or token["url"].rstrip(_AFTER)))
        if quoted:
            return self._path(token, quoted, token.end(), is_first=is_first)
        raw = token["bare"]
        named = self._up_to_name.match(raw)
        ends = dict.fromkeys((raw, raw.rstrip(_AFTER), *([named[0]] if named else [])))
        for one in ends:
            found = self._path(token, _ESCAPED.sub(r"\1", one), token.start() + len(one), is_first=is_first)
            if found is not None and found.file is not None:
                return found
        told = named[0] if named else raw.rstrip(_AFTER) if is_first and _is_deep(raw) else ""
        return (
            _Found(token.start(), token.start() + len(told), _ESCAPED.sub(r"\1", told), None)
            if told
            else None
        )

    def _path(self, token: re.Match[str], told: str, end: int, *, is_first: bool) -> _Found | None:
        path, is_meant = path_of(told), bool(told.strip("/.~"))
        if is_meant and self._is_there(path):
            is_folder = self._is_folder(path)
            if not is_folder and not is_first and not self._is_medium(path.name):
                return None  # a key, a letter: it was only spoken of
            if not is_folder or is_first or _is_deep(told):
                return _Found(token.start(), end, told, path, is_folder)
        elif is_meant and self._is_medium(told):
            return _Found(token.start(), end, told, None)
        return None

    def _address(self, token: re.Match[str], told: str) -> _Found | None:
        """An address of a photo, clip or sound; one that stands alone is of one, whatever it is called."""
        is_alone = self._line.strip() == token[0].strip()
        try:
            if not urlsplit(told).hostname or not (is_alone or self._is_medium(urlsplit(told).path)):
                return None
        except ValueError:
            return None
        end = token.end() if token["url"] is None else token.start() + len(told)
        return _Found(token.start(), end, told, told)


def _is_deep(told: str) -> bool:
    """Whether it is more than a stroke with a word, which is a command mistyped."""
    return told.startswith(("~/", "./", "../")) or (told.startswith("/") and "/" in told[1:].rstrip("/"))


def _words(line: str, found: list[_Found]) -> str:
    """The words without the files before and behind them; files in their midst by their names."""
    first, at = 0, 0
    while first < len(found) and not line[at : found[first].start].strip(" \t,，、"):
        at, first = found[first].end, first + 1
    if first == 1 and _GOES_ON.match(line[at:].strip()):
        first, at = 0, 0
    last, end = len(found), len(line)
    while last > first and not line[found[last - 1].end : end].strip(_AFTER + " \t"):
        last, end = last - 1, found[last - 1].start
    if last > first or _ASKS.search(line[at:end].rstrip()):
        if last <= len(found) - 2 and last == first:
            return line[at:end] + _these(line)
        last, end = len(found), len(line)
    told = ""
    for one in found[first:last]:
        told += line[at : one.start] + _name(one, line)
        at = one.end
    told += line[at:end]
    return (told.rstrip(" \t,，、:：") if end < len(line) else told).strip()


def _these(line: str) -> str:
    return "这些照片" if _CHINESE.search(line) else "these photos"


def _name(one: _Found, line: str) -> str:
    if one.is_folder:
        return _these(line)
    name = (
        unquote(urlsplit(one.told).path).rpartition("/")[2]
        if isinstance(one.file, str)
        else path_of(one.told).name
    )
    return f"“{name}”"
