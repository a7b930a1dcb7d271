"""Caption files: SubRip and WebVTT, and the others that pysubs2 reads, as plain words with their times."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from photoplay.errors import BrokenMedia, MediaTooLarge, MissingMedia, UnsupportedMedia

_LARGEST_BYTES = 5_000_000
#: Longest video. Source: the API contract.
_LATEST_MS = 4 * 3600 * 1000
#: Encodings that files come in, in the order in which they are tried. Each refuses what it is not, but the
#: last, which takes anything.
_ENCODINGS = ("utf-8-sig", "gb18030", "cp1252", "latin-1")
_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_TIMES = re.compile(r"\d+:\d\d[.,]\d+\s*-->")
_INNER_TIME = re.compile(r"<\d[\d:.]{3,12}>")
#: Tags of SubRip and WebVTT: <i>, </b>, <font color=…>, <v Ann>, <c.loud>. "a < b" is none.
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_ENTITY = re.compile(r"&#?\w{1,10};")
_OVERRIDE = re.compile(r"\{\\[^{}\n]{0,200}\}")
#: What is left of a cue that the next one interrupts, if it is to be read on its own, milliseconds.
_READABLE_MS = 600


@dataclass(frozen=True, slots=True)
class Cue:
    """Words from ``start_ms`` to ``end_ms``; lines are parted by ``\\n``."""

    start_ms: int
    end_ms: int
    text: str


def read_captions(path: Path) -> tuple[Cue, ...]:
    """The captions of a file, in order of time, none overlapping, without markup.

    Raises:
        MissingMedia: It cannot be read.
        MediaTooLarge: It is too large for captions.
        UnsupportedMedia: It is no file of captions.
        BrokenMedia: It is one, but holds no caption.
    """
    try:
        if not path.is_file() and path.exists():
            raise MissingMedia(
                f"{path} is no file. Name a file of captions, such as talk.srt.", name=path.name
            )
        if path.stat().st_size > _LARGEST_BYTES:
            raise MediaTooLarge(
                f"“{path.name}” is too large for captions: at most {_LARGEST_BYTES // 1_000_000} MB are read.",
                name=path.name,
            )
        content = path.read_bytes()
    except OSError as error:
        raise MissingMedia(
            f"The captions {path} cannot be read ({error.strerror}).", name=path.name
        ) from error
    return captions_in(decoded(content), path.name)


def decoded(content: bytes) -> str:
    """Text in one of the encodings that caption files have: by its mark, else the first that fits."""
    if (marked := _MARKS.get(content[:2])) is not None:
        return content.decode(marked, "replace")
    if content.count(0) > len(content) // 8:  # UTF-16 without a mark: which bytes are zero tells the order
        return content.decode("utf-16-be" if content[:1] == b"\x00" else "utf-16-le", "replace")
    for encoding in _ENCODINGS:
        try:
            told = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _looks_chinese(told):
            return told
    raise AssertionError("latin-1 takes any byte")


def _looks_chinese(text: str) -> bool:
    """Whether what is not ASCII is mostly Chinese: other languages' letters rarely make common characters."""
    foreign = [letter for letter in text if letter > "\x7f"]
    common = sum(
        "\u4e00" <= letter <= "\u9fff" or letter in "，。！？“”《》、：；（）…—" for letter in foreign
    )
    return common > 0.9 * len(foreign)


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
    cues = tuple(without_overlaps(cue for cue in told if cue.text and cue.end_ms > cue.start_ms))
    if not cues:
        raise BrokenMedia(
            f"“{name}” holds no caption: no words with a time such as 00:00:01,000 --> 00:00:03,000.",
            name=name,
        )
    return cues


def plain(text: str) -> str:
    """Words without markup; empty lines, spaces around lines and control characters go."""
    bare = _ENTITY.sub(lambda found: html.unescape(found[0]), _TAG.sub("", _OVERRIDE.sub("", text)))
    lines = ("".join(c for c in line if c == "\t" or unicodedata.category(c) != "Cc").split() for line in
             bare.replace("\ufeff", "").splitlines())  # fmt: skip
    return "\n".join(" ".join(words) for words in lines if words)


def without_overlaps(cues: Iterable[Cue]) -> list[Cue]:
    """Cues one after another: one that the next interrupts ends there, or is joined with it if short.

        | Ann speaks   |             | Ann speaks | Bob speaks |
                   | Bob speaks | ->

    Two that begin together stand on two lines, as long as the longer one.
    """
    found: list[Cue] = []
    for cue in sorted(cues, key=lambda cue: (cue.start_ms, cue.end_ms)):
        last = found[-1] if found else None
        if last is None or last.end_ms <= cue.start_ms:
            found.append(cue)
        elif cue.start_ms - last.start_ms >= _READABLE_MS:
            found[-1] = replace(last, end_ms=cue.start_ms)
            found.append(cue)
        else:
            text = last.text if cue.text == last.text else f"{last.text}\n{cue.text}"
            found[-1] = Cue(last.start_ms, max(last.end_ms, cue.end_ms), text)
    return found
