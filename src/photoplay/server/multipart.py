"""A multipart body that is written to disk while it arrives. No network here, and no waiting."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from photoplay.errors import InvalidOption
from photoplay.store.files import full_or_broken

#: Fields that are no files are passed over, but not without end.
_MOST_OTHER_PARTS = 100
_MOST_HEADERS, _MOST_HEADER_BYTES = 8, 4096
_EXTENDED = re.compile(rb"""filename\*\s*=\s*"?(?:utf-8)?'[^']*'([^;"\s]+)""", re.IGNORECASE)


@dataclass(slots=True)
class Part:
    """One file of a body.

    Attributes:
        index: Its place among the files.
        filename: As sent; bytes that are no UTF-8 are kept as surrogates.
        path: Where it is written.
        is_over: Whether it is larger than the limit; then nothing of it is left on disk.
        is_whole: Whether its end has come.
    """

    index: int
    filename: str
    path: Path
    size_bytes: int = 0
    is_over: bool = False
    is_whole: bool = False
    _file: BinaryIO | None = None
    _hash: Any = field(default_factory=hashlib.sha256)

    @property
    def sha256(self) -> str:
        """Of the bytes received, 64 hex digits."""
        return str(self._hash.hexdigest())

    def write(self, data: bytes | memoryview, limit_bytes: int) -> None:
        self.size_bytes += len(data)
        if self.is_over or self.size_bytes > limit_bytes:
            self.is_over = True
            self.discard()
            return
        if self._file is None:
            self._file = self.path.open("xb", buffering=0)
        self._file.write(data)
        self._hash.update(data)

    def close(self) -> None:
        """Ends the writing; a file without bytes is there too."""
        if not self.is_over and self._file is None:
            self.path.touch()
        if self._file is not None:
            self._file.close()
            self._file = None

    def discard(self) -> None:
        """Leaves nothing on disk."""
        if self._file is not None:
            self._file.close()
            self._file = None
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


class Multipart:
    """Takes the pieces of one body and gives files as they become whole.

    Args:
        content_type: The header, with the boundary.
        new_place: Gives a path for each file.
        limit_bytes: Largest file.
        most_files: In one body.

    Raises:
        InvalidOption: There is no usable boundary.
    """

    def __init__(
        self, content_type: str, new_place: Callable[[], Path], *, limit_bytes: int, most_files: int
    ) -> None:
        self._new_place, self._limit_bytes, self._most_files = new_place, limit_bytes, most_files
        self._present: Part | None = None
        self._done: list[Part] = []
        self._files = self._others = 0
        self._name = bytearray()
        self._value = bytearray()
        self._disposition = b""
        _, options = parse_options_header(content_type)
        boundary = options.get(b"boundary", b"")
        if not boundary:
            raise InvalidOption(
                "The body is called multipart/form-data, but no boundary is named. Let your HTTP library set "
                "the Content-Type header."
            )
        try:
            self._parser = MultipartParser(
                boundary,
                {
                    "on_part_begin": self._part_begins,
                    "on_header_field": self._header_field,
                    "on_header_value": self._header_value,
                    "on_header_end": self._header_ends,
                    "on_headers_finished": self._headers_end,
                    "on_part_data": self._part_data,
                    "on_part_end": self._part_ends,
                },
                max_header_count=_MOST_HEADERS,
                max_header_size=_MOST_HEADER_BYTES,
            )
        except FormParserError as error:
            raise InvalidOption("The boundary of the multipart body is too long.") from error

    def write(self, data: bytes) -> list[Part]:
        """Takes the next bytes. Files that became whole by them.

        Raises:
            InvalidOption: No multipart body, or too many parts.
            Overloaded: The disk is full.
        """
        try:
            self._parser.write(data)
        except FormParserError as error:
            raise InvalidOption(
                "The body is not proper multipart/form-data. Let your HTTP library build it, and send it again."
            ) from error
        except OSError as error:
            raise full_or_broken(error) from error
        done, self._done = self._done, []
        return done

    def end(self) -> list[Part]:
        """The body has ended: the file that was still open, if any, which is not whole."""
        part, self._present = self._present, None
        if part is None:
            return []
        part.discard()
        return [part]

    def discard(self) -> None:
        """Nothing of what is unfinished stays on disk."""
        for part in (*self._done, *([self._present] if self._present else [])):
            part.discard()
        self._done, self._present = [], None

    # Called back by the parser.

    def _part_begins(self) -> None:
        self._disposition = b""

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_ends(self) -> None:
        if bytes(self._name).lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._name.clear()
        self._value.clear()

    def _headers_end(self) -> None:
        name = filename_of(self._disposition)
        if name is None:
            self._others += 1
            if self._others > _MOST_OTHER_PARTS:
                raise InvalidOption("The body has too many fields that are no files. Send the files alone.")
            return
        if self._files >= self._most_files:
            raise InvalidOption(
                f"At most {self._most_files} files are taken in one request. Send the others in another one.",
                field="files",
            )
        self._present = Part(self._files, name, self._new_place())
        self._files += 1

    def _part_data(self, data: bytes, start: int, end: int) -> None:
        if self._present is not None:
            self._present.write(memoryview(data)[start:end], self._limit_bytes)

    def _part_ends(self) -> None:
        if self._present is not None:
            self._present.close()
            self._present.is_whole = True
            self._done.append(self._present)
            self._present = None


def filename_of(disposition: bytes) -> str | None:
    """The file's name in a ``Content-Disposition``; None for a field that is no file."""
    _, options = parse_options_header(disposition.decode("latin-1"))
    told = options.get(b"filename")
    if told is None and (extended := _EXTENDED.search(disposition)):
        told = unquote_to_bytes(extended[1])
    if told is None:
        return None
    # Browsers write these three so. Source: HTML, "multipart/form-data encoding algorithm".
    for code, plain in ((b"%22", b'"'), (b"%0D", b"\r"), (b"%0A", b"\n")):
        told = told.replace(code, plain)
    return told.decode("utf-8", "surrogateescape")
