"""Caption files: SubRip and WebVTT, and the others that pysubs2 reads, as plain words with their times."""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from photoplay.errors import BrokenMedia, MediaTooLarge, MissingMedia, UnsupportedMedia
from photoplay.services.encodings import decoded

_LARGEST_BYTES = 5_000_000
#: Longest video. Source: the API contract.
_LATEST_MS = 4 * 3600 * 1000
_TIMES = re.compile(r"\d+:\d\d[.,]\d+\s*-->")
#: The line of a cue's times, up to its end, and one whose end is missing.
_START = re.compile(r"^[ \t]*(?:(\d{1,6}):)?(\d{1,6}):(\d\d)[.,](\d{1,3})[ \t]*-->", re.MULTILINE)
_OPEN = re.compile(_START.pattern + r"[ \t]*$", re.MULTILINE)
#: A cue without an end lasts until the next one, but no longer than this, milliseconds.
_OPEN_MS = 4000
_INNER_TIME = re.compile(r"<\d[\d:.]{3,12}>")
#: Tags of SubRip and WebVTT: <i>, </b>, <font color=…>, <v Ann>, <c.loud>. "a < b" is none.
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_ENTITY = re.compile(r"&#?\w{1,10};")
_OVERRIDE = re.compile(r"\{\\[^{}\n]{0,200}\}")
#: Shorter stretches of overlapping cues are given to their neighbours, milliseconds.
_SHORTEST_MS = 200
#: So many cues stand on the picture at once, the last ones to begin; there is no room for more.
_MOST_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Cue:
    """Words from ``start_ms`` to ``end_ms``; lines are parted by ``\\n``."""

    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Captions:
    """The cues of a file, in order of time, none overlapping, and a sentence for people where one is due."""

    cues: tuple[Cue, ...]
    notes: tuple[str, ...] = ()


def read_captions(path: Path) -> Captions:
    """The captions of a file, without markup; where cues overlap, they stand above one another.

    Raises:
        MissingMedia: It cannot be read.
        MediaTooLarge: It is too large for captions.
        UnsupportedMedia: It is no file of captions.
        BrokenMedia: It is one, but holds no caption.
    """
    found = decoded(_content(path))
    notes = (
        (f"{_called(path)} read as {found.encoding}. If letters are wrong, save the file as UTF-8.",)
        if found.encoding
        else ()
    )
    return Captions(captions_in(found.text, path.name), notes)


def _called(path: Path) -> str:
    """A file by its name; a pipe has none that people would know."""
    return f"“{path.name}” was" if path.is_file() else "The captions were"


def _content(path: Path) -> bytes:
    """The bytes of a file, or of a pipe such as a shell's ``<(…)``."""
    try:
        if path.exists() and not (path.is_file() or path.is_fifo()):
            raise MissingMedia(
                f"{path} is no file. Name a file of captions, such as talk.srt.", name=path.name
            )
        with path.open("rb") as file:
            content = file.read(_LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise MissingMedia(f"There is no file of captions at {path}.", name=path.name) from error
    except OSError as error:
        raise MissingMedia(
            f"The captions {path} cannot be read ({error.strerror}). Check the file's permissions.",
            name=path.name,
        ) from error
    if len(content) > _LARGEST_BYTES:
        raise MediaTooLarge(
            f"“{path.name}” is too large for captions: at most {_LARGEST_BYTES // 1_000_000} MB are read.",
            name=path.name,
        )
    return content


def captions_in(text: str, name: str) -> tuple[Cue, ...]:
    """The captions of a text; see ``read_captions``.

    Args:
        text: Of the file.
        name: Of the file, for errors.

    Raises:
        UnsupportedMedia, BrokenMedia: See ``read_captions``.
    """
    from pysubs2 import SSAFile
    from pysubs2.exceptions import Pysubs2Error

    text = _with_ends(text.replace("\r\n", "\n").replace("\r", "\n"))
    try:
        if text.lstrip().startswith("WEBVTT"):
            # Times within words would be taken for those of a cue.
            events = [*SSAFile.from_string(_INNER_TIME.sub("", text), "vtt", keep_html_tags=True)]
            # An empty line ends a cue; comments and names of cues follow.
            words = [event.text.split("\\N\\N")[0].replace("\\N", "\n") for event in events]
        elif _TIMES.search(text) is not None:
            events = [*SSAFile.from_string(text, "srt", keep_html_tags=True)]
            words = [event.text.replace("\\N", "\n") for event in events]
        else:
            events = [e for e in SSAFile.from_string(text) if not e.is_comment and not e.is_drawing]
            words = [event.plaintext for event in events]
    except (Pysubs2Error, ValueError, LookupError, ArithmeticError) as error:
        raise UnsupportedMedia(
            f"“{name}” is no file of captions that can be read. Save it as SubRip (.srt) or WebVTT (.vtt).",
            name=name,
        ) from error
    told = (
        Cue(max(0, event.start), min(event.end, _LATEST_MS), plain(said))
        for event, said in zip(events, words, strict=True)
    )
    cues = tuple(stacked(cue for cue in told if cue.text and cue.end_ms > cue.start_ms))
    if not cues:
        raise BrokenMedia(
            f"“{name}” holds no caption: no words with a time such as 00:00:01,000 --> 00:00:03,000.",
            name=name,
        )
    return cues


def _with_ends(text: str) -> str:
    """A text whose cues all say when they end."""
    starts = sorted(_moment(found) for found in _START.finditer(text)) if _OPEN.search(text) else []

    def ended(found: re.Match[str]) -> str:
        start = _moment(found)
        later = bisect_right(starts, start)
        end = min([start + _OPEN_MS, *starts[later : later + 1]])
        point = "," if "," in found[0] else "."
        hours, minutes, seconds = end // 3_600_000, end // 60_000 % 60, end // 1000 % 60
        return f"{found[0]} {hours:02}:{minutes:02}:{seconds:02}{point}{end % 1000:03}"

    return _OPEN.sub(ended, text) if starts else text


def _moment(found: re.Match[str]) -> int:
    """The time that a line begins with, milliseconds."""
    hours, minutes, seconds, fraction = found.groups()
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def plain(text: str) -> str:
    """Words without markup; empty lines, spaces around lines and control characters go."""
    bare = _TAG.sub("", _OVERRIDE.sub("", text.replace("\\h", " ")))
    bare = _ENTITY.sub(lambda found: html.unescape(found[0]), bare)
    lines = ("".join(c for c in line if c == "\t" or unicodedata.category(c) != "Cc").split() for line in
             bare.replace("\ufeff", "").splitlines())  # fmt: skip
    return "\n".join(" ".join(words) for words in lines if words)


@dataclass(slots=True)
class _Stretch:
    """A time in which the same cues, by their numbers, are on the picture."""

    start_ms: int
    end_ms: int
    shown: tuple[int, ...]


def stacked(cues: Iterable[Cue]) -> list[Cue]:
    """Cues one after another: where some overlap, all of them are shown, the earliest above.

        | Ann speaks     |        | Ann speaks | Ann speaks | Bob speaks |
                   | Bob speaks | ->           | Bob speaks |

    Equal words are shown once, and stretches too short to be seen go to the longer neighbour where nothing
    is lost by it.
    """
    texts, stretches = _cut(sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms)))
    found: list[Cue] = []
    for one in _without_flashes(_joined(stretches)):
        text = "\n".join(texts[number] for number in one.shown)
        is_same = bool(found) and (found[-1].end_ms, found[-1].text) == (one.start_ms, text)
        start_ms = found.pop().start_ms if is_same else one.start_ms
        found.append(Cue(start_ms, one.end_ms, text))
    return found


def _cut(cues: list[Cue]) -> tuple[list[str], list[_Stretch]]:
    """Every text, equal ones that overlap as one, and the stretches between all starts and ends."""
    moments = sorted(
        [(cue.start_ms, 1, cue.text) for cue in cues] + [(cue.end_ms, 0, cue.text) for cue in cues],
        key=lambda moment: moment[:2],
    )
    texts: list[str] = []
    active: dict[str, int] = {}  # in order of start
    held: Counter[str] = Counter()
    found: list[_Stretch] = []
    for index, (at, is_start, text) in enumerate(moments):
        held[text] += 1 if is_start else -1
        if is_start and text not in active:
            active[text] = len(texts)
            texts.append(text)
        elif not held[text]:
            active.pop(text, None)
        until = moments[index + 1][0] if index + 1 < len(moments) else at
        if active and until > at:
            shown = tuple(islice(reversed(active.values()), _MOST_AT_ONCE))[::-1]
            found.append(_Stretch(at, until, shown))
    return texts, found


def _joined(stretches: list[_Stretch]) -> list[_Stretch]:
    """Neighbours that show the same are one."""
    found: list[_Stretch] = []
    for one in stretches:
        if found and found[-1].end_ms == one.start_ms and found[-1].shown == one.shown:
            found[-1].end_ms = one.end_ms
        else:
            found.append(one)
    return found


def _without_flashes(stretches: list[_Stretch]) -> list[_Stretch]:
    """Short stretches given to the longer of the neighbours that they touch."""
    times = Counter(number for one in stretches for number in one.shown)
    found: list[_Stretch] = []
    for index, one in enumerate(stretches):
        before = found[-1] if found and found[-1].end_ms == one.start_ms else None
        after = stretches[index + 1] if index + 1 < len(stretches) else None
        if after is not None and after.start_ms != one.end_ms:
            after = None
        is_short = one.end_ms - one.start_ms < _SHORTEST_MS and all(times[number] > 1 for number in one.shown)
        if not is_short or (before is None and after is None):
            found.append(one)
            continue
        times.subtract(one.shown)
        if after is None or (before is not None and _length(before) >= _length(after)):
            assert before is not None
            before.end_ms = one.end_ms
        else:
            after.start_ms = one.start_ms
    return found


def _length(one: _Stretch) -> int:
    return one.end_ms - one.start_ms
