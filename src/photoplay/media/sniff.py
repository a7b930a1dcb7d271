"""What a file is, told from its first bytes alone; names and extensions count for nothing.

Only the decoder of the format found here ever sees the file, so a file that is valid in two formats
(a polyglot) is read in one way only.
"""

from __future__ import annotations

from typing import Final

#: As many bytes as ``still_format`` and ``other_kind`` look at.
HEAD_BYTES: Final = 4096

#: Source: the formats' specifications; Wikipedia, "List of file signatures".
_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
)
_AVIF_BRANDS: Final = frozenset({b"avif", b"avis"})
_HEIF_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"mif2", b"msf1"}
)
#: Sizes that the second header of a BMP may state; "BM" alone also begins many a text.
_BMP_HEADERS: Final = frozenset({12, 16, 40, 52, 56, 64, 108, 124})

_OTHER_MAGIC: Final[tuple[tuple[int, bytes, str], ...]] = (
    (0, b"%PDF", "a PDF document"),
    (0, b"8BPS", "a Photoshop document"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"\x00\x00\x00\x0cJXL ", "a JPEG XL picture"),
    (0, b"\x00\x00\x00\x0cjP  ", "a JPEG 2000 picture"),
    (0, b"\xff\x4f\xff\x51", "a JPEG 2000 picture"),
    (0, b"FUJIFILMCCD-RAW", "a camera raw file"),
    (0, b"PK\x03\x04", "a ZIP archive or office document"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"FLV\x01", "a video"),
    (0, b"\x00\x00\x01\xba", "a video"),
    (0, b"\x00\x00\x01\xb3", "a video"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "a video"),
    (4, b"moov", "a video"),
    (4, b"mdat", "a video"),
    (4, b"wide", "a video"),
    (0, b"ID3", "a sound file"),
    (0, b"OggS", "a sound file"),
    (0, b"fLaC", "a sound file"),
    (0, b"\xff\xfb", "a sound file"),
    (0, b"\xff\xf3", "a sound file"),
    (0, b"\xff\xf1", "a sound file"),
    (0, b"\xff\xf9", "a sound file"),
    (0, b"\xff\xfa", "a sound file"),
    (0, b"\xff\xf2", "a sound file"),
    (0, b"\xff\xe3", "a sound file"),
)
_TEXT_KINDS: Final = (
    (b"<svg", "an SVG drawing"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"#extm3u", "a playlist"),
    (b"ffconcat", "a playlist"),
)


def still_format(head: bytes) -> str | None:
    """The format of a still picture that is read, or ``None``.

    Args:
        head: The file's first ``HEAD_BYTES`` bytes, or all of it.

    Returns:
        ``jpeg png webp heif avif gif tiff bmp``.
    """
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return _still_brand(head)
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BMP_HEADERS:
        return "bmp"
    return None


def _still_brand(head: bytes) -> str | None:
    """AVIF or HEIF by the brands of an ISO base media file; a film has neither as its main brand."""
    box_bytes = min(int.from_bytes(head[:4], "big"), len(head))
    main = head[8:12]
    compatible = {head[at : at + 4] for at in range(16, box_bytes - 3, 4)}
    if main in _AVIF_BRANDS or (main in {b"mif1", b"msf1"} and compatible & _AVIF_BRANDS):
        return "avif"
    return "heif" if main in _HEIF_BRANDS else None


def other_kind(head: bytes) -> str:
    """What a file that is no picture of ours seems to be, in words with an article.

    Starts with "a video" or "a sound file" for those two.
    """
    for at, magic, words in _OTHER_MAGIC:
        if head.startswith(magic, at):
            return words
    if head[:4] == b"RIFF":
        return {b"AVI ": "a video", b"WAVE": "a sound file"}.get(head[8:12], "an unknown kind of file")
    if head[4:8] == b"ftyp":
        return "a sound file" if head[8:11] in (b"M4A", b"M4B") else "a video"
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1024].lower()
    for magic, words in _TEXT_KINDS:
        if start.startswith(magic) or (start.startswith(b"<?xml") and magic in start):
            return words
    return "an unknown kind of file" if b"\x00" in head or not _is_utf8(head) else "a text"


def _is_utf8(head: bytes) -> bool:
    try:
        head[:-4].decode("utf-8")  # the last character may be cut in two
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 8
    return True


def starts_a_picture(head: bytes) -> bool:
    """Whether these few bytes could be the beginning of a picture that was cut off within them."""
    return 0 < len(head) < 12 and any(magic.startswith(head) for magic, _ in _MAGIC)


def webp_size(head: bytes) -> tuple[int, int] | None:
    """Size of a WebP's canvas from its header.

    Needed because opening one in Pillow already allocates the canvas (two RGBA buffers).

    Source: RFC 9649, sections 2.5 to 2.7.
    """
    kind = head[12:16]
    if kind == b"VP8X" and len(head) >= 30:
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if kind == b"VP8L" and len(head) >= 25:
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and len(head) >= 30:
        width, height = int.from_bytes(head[26:28], "little"), int.from_bytes(head[28:30], "little")
        return width & 0x3FFF, height & 0x3FFF
    return None
