"""What Apple's cameras write into a photo for themselves, as far as it is needed: which film belongs to it.

Source: ExifTool, "Apple Tags" (no document of Apple's own describes them).
"""

from __future__ import annotations

import re
import struct
from typing import Final

from PIL import ExifTags, Image

_MAKER_NOTE: Final = 0x927C
_SIGNATURE: Final = b"Apple iOS\x00\x00\x01MM"
_CONTENT_IDENTIFIER: Final = 0x0011
_TEXT: Final = 2
_MOST_TAGS: Final = 200
#: UUIDs, and whatever other programs may have put there that is as harmless.
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9-]{1,64}", re.ASCII)


def content_identifier(image: Image.Image) -> str:
    """What a Live Photo's still and its film share; empty of any other photo, and where it is broken."""
    try:
        note = image.getexif().get_ifd(ExifTags.IFD.Exif).get(_MAKER_NOTE, b"")
        return _identifier(bytes(note)) if isinstance(note, bytes) else ""
    except Exception:
        # Cameras and editors write broken EXIF data in many ways; the picture itself is fine.
        return ""


def identifier_in(text: str) -> str:
    """An identifier that a file tells, if it is one; else nothing."""
    text = text.strip("\0 ")
    return text if _IDENTIFIER.fullmatch(text) else ""


def _identifier(note: bytes) -> str:
    """Looks through the tags of a maker note; its offsets count from its own beginning."""
    if not note.startswith(_SIGNATURE):
        return ""
    at = len(_SIGNATURE)
    (count,) = struct.unpack_from(">H", note, at)
    for index in range(min(count, _MOST_TAGS)):
        tag, kind, size, place = struct.unpack_from(">HHII", note, at + 2 + 12 * index)
        if (tag, kind) == (_CONTENT_IDENTIFIER, _TEXT):
            # Four bytes and less stand in the entry itself.
            start = at + 2 + 12 * index + 8 if size <= 4 else place
            return identifier_in(note[start : start + size].decode("ascii"))
    return ""
