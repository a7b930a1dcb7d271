"""What a Live Photo's still says of the film that belongs to it."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from photoplay.media.apple import content_identifier, identifier_in
from photoplay.media.probe import probe

IDENTIFIER = "4E6B0E5A-77C1-4A5B-9C3D-1234567890AB"


def maker_note(identifier: bytes, more: int = 3) -> bytes:
    """Tags before and after, as telephones write them."""
    entries, data = b"", b""
    start = 14 + 2 + 12 * (more + 1) + 4
    for tag in sorted([0x0011, *range(0x0020, 0x0020 + more)]):
        if tag == 0x0011:
            entries += struct.pack(">HHII", tag, 2, len(identifier) + 1, start + len(data))
            data += identifier + b"\0"
        else:
            entries += struct.pack(">HHIi", tag, 9, 1, 7)
    return b"Apple iOS\0\0\x01MM" + struct.pack(">H", more + 1) + entries + bytes(4) + data


def jpeg(note: bytes) -> bytes:
    picture = Image.effect_noise((64, 48), 60).convert("RGB")
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x927C] = note
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_the_identifier_is_found(tmp_path: Path) -> None:
    data = jpeg(maker_note(IDENTIFIER.encode()))
    assert content_identifier(opened(data)) == IDENTIFIER
    (tmp_path / "IMG_1.JPG").write_bytes(data)
    assert probe(tmp_path / "IMG_1.JPG").live_photo == IDENTIFIER


@pytest.mark.parametrize(
    "note",
    [b"", b"Canon", b"Apple iOS\0\0\x01MM", b"Apple iOS\0\0\x01MM\xff\xff", maker_note(b"<script>"),
     maker_note(b"a b c"), maker_note(b"x" * 65), maker_note("ä".encode()), maker_note(IDENTIFIER.encode())[:40]],
)  # fmt: skip
def test_other_photos_have_none(note: bytes) -> None:
    assert content_identifier(opened(jpeg(note))) == ""


@given(st.binary(max_size=300))
def test_no_note_is_too_odd(note: bytes) -> None:
    found = content_identifier(opened(jpeg(b"Apple iOS\0\0\x01MM" + note)))
    assert identifier_in(found) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [(IDENTIFIER, IDENTIFIER), (f" {IDENTIFIER}\0", IDENTIFIER), ("a/b", ""), ("", ""), ("a\nb", "")],
)
def test_only_what_is_harmless_is_an_identifier(text: str, found: str) -> None:
    assert identifier_in(text) == found
