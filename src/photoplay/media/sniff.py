"""What a file is, told from its first bytes alone; names and extensions count for nothing.

Only the decoder of the format found here ever sees the file, so a file that is valid in two formats
(a polyglot) is read in one way only.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

#: As many bytes as ``still_format``, ``sound_format`` and ``other_kind`` look at.
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
    (0, b"RF64", "a sound file"),
    (0, b"#!AMR", "a sound file"),
)
#: Advanced Systems Format (WMV, WMA): of a file, and of a stream of pictures. Source: Microsoft, "Advanced
#: Systems Format (ASF) Specification", sections 3.1 and 10.4.
_ASF: Final = b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"
_ASF_PICTURES: Final = b"\xc0\xef\x19\xbc\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b"
_ASF_SOUND: Final = b"\x40\x9e\x69\xf8\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b"
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
    if head.startswith(_ASF):
        return "a sound file" if _ASF_SOUND in head and _ASF_PICTURES not in head else "a video"
    if head[:4] == b"RIFF":
        return {b"AVI ": "a video", b"WAVE": "a sound file"}.get(head[8:12], "an unknown kind of file")
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "a sound file"
    if head[4:8] == b"ftyp":
        return "a sound file" if head[8:11] in (b"M4A", b"M4B") else "a video"
    return "a video" if _is_transport_stream(head) else _text_kind(head)


def _is_transport_stream(head: bytes) -> bool:
    """Television and camcorders (.ts, .mts): packets that begin alike. Source: ISO/IEC 13818-1, 2.4.3.2."""
    return any(
        len(head) > first + 4 * size and all(head[first + k * size] == 0x47 for k in range(5))
        for first, size in ((0, 188), (4, 192))
    )


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


#: Kilobits a second of MPEG-1 and MPEG-2 layer III by the index in a frame's header; samples a second by the
#: version's bits and the index. Source: ISO/IEC 11172-3, 2.4.2.3; ISO/IEC 13818-3.
_MP3_KILOBITS: Final = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_MP3_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_FILM_BOXES: Final = (b"ftyp", b"moov", b"mdat", b"wide")


def sound_format(head: bytes) -> str | None:
    """The format of a sound file that is read, or ``None``.

    Args:
        head: The file's first ``HEAD_BYTES`` bytes, or all of it. Of a file with an ID3 tag, better what
            follows the tag: see ``id3_bytes``.

    Returns:
        ``mp3 wav mp4 aac ogg flac``. What is ``mp4`` may be a film: that can be told only by opening it.
    """
    if still_format(head) is not None:
        return None
    if head.startswith(b"ID3"):
        while tag := id3_bytes(head):
            head = head[tag:]
        return (None if head.startswith(b"ID3") else sound_format(head)) or "mp3"
    if head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE":
        return "wav"
    if head.startswith((b"OggS", b"fLaC")):
        return "ogg" if head.startswith(b"O") else "flac"
    if head[4:8] in _FILM_BOXES:
        return "mp4"
    if _repeats(head, _mp3_bytes):
        return "mp3"
    return "aac" if _repeats(head, _adts_bytes) else None


def may_be_sound(head: bytes) -> bool:
    """Whether a file is to be read as sound: by its beginning, even if it is one that is not read after all."""
    return sound_format(head) is not None or (
        still_format(head) is None and other_kind(head) == "a sound file"
    )


def id3_bytes(head: bytes) -> int:
    """Size of the ID3 tag that a file begins with, its header counted; 0 where there is none.

    Source: ID3 2.4.0, section 3.1.
    """
    if len(head) < 10 or not head.startswith(b"ID3") or any(byte & 0x80 for byte in head[6:10]):
        return 0
    size = sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
    return 10 + size + (10 if head[5] & 0x10 else 0)


def _repeats(head: bytes, size_of: Callable[[bytes], int]) -> bool:
    """Whether a frame begins here, and another one where it ends, if that is within sight."""
    size = size_of(head)
    return size > 0 and (size + 4 > len(head) or size_of(head[size:]) > 0)


def _mp3_bytes(frame: bytes) -> int:
    """Size of the MPEG layer III frame that begins here; 0 if none does."""
    if len(frame) < 4 or frame[0] != 0xFF or frame[1] & 0xE6 != 0xE2:
        return 0
    version, index, rate = frame[1] >> 3 & 3, frame[2] >> 4, frame[2] >> 2 & 3
    if version == 1 or index in (0, 15) or rate == 3:
        return 0
    kilobits = _MP3_KILOBITS[0 if version == 3 else 1][index]
    samples = 144_000 if version == 3 else 72_000
    return samples * kilobits // _MP3_RATES[version][rate] + (frame[2] >> 1 & 1)


def _adts_bytes(frame: bytes) -> int:
    """Size of the AAC frame with an ADTS header that begins here; 0 if none does."""
    if len(frame) < 6 or frame[0] != 0xFF or frame[1] & 0xF6 != 0xF0 or frame[2] >> 2 & 15 > 12:
        return 0
    size = (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5
    return size if size >= 7 else 0


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


#: Main brands of QuickTime, and of sound. Source: mp4ra.org, "Brands".
_QUICKTIME: Final = b"qt  "
_SOUND_BRANDS: Final = (b"M4A ", b"M4B ", b"M4P ")
#: Boxes that films begin with; old QuickTime files have no ``ftyp``.
_FIRST_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
#: Boxes of the index between its top and the kind of a track.
_PARENTS: Final = frozenset({b"trak", b"mdia"})
#: An index is not looked through beyond so many boxes.
_MOST_BOXES: Final = 10_000
_MATROSKA: Final = b"\x1aE\xdf\xa3"
#: Blocks of a GIF, those within its pictures too, and chunks of a WebP that are walked over in search of a
#: second picture: 127 MB of a GIF as programs write it. What has none by then stands still.
_MOST_BLOCKS: Final = 500_000


def film_format(head: bytes, file: BinaryIO) -> str | None:
    """The format of a film that is read, or ``None``.

    Args:
        head: The file's first ``HEAD_BYTES`` bytes, or all of it.
        file: The file itself; left standing anywhere.

    Returns:
        ``mp4 mov avi webm mkv gif webp``. What an MP4's index cannot tell, as it is missing, counts as a film.
    """
    if head[:4] == b"RIFF" and head[8:12] == b"AVI ":
        return "avi"
    if head.startswith(_MATROSKA):
        return "webm" if b"webm" in head[:64] else "mkv" if b"matroska" in head[:64] else None
    still = still_format(head)
    if still == "gif":
        return "gif" if _pictures_of_gif(file) > 1 else None
    if still == "webp":
        return "webp" if _pictures_of_webp(file) > 1 else None
    if still is None and head[4:8] in _FIRST_BOXES and int.from_bytes(head[:4], "big") != 0:
        return _of_boxes(head, file)
    return None


def is_sound_alone(head: bytes, file: BinaryIO) -> bool:
    """Whether a file that calls itself an MP4 or MOV has sound and no pictures; arguments as ``film_format``."""
    if head[4:8] not in _FIRST_BOXES or still_format(head) is not None:
        return False
    kinds = list(_track_kinds(file))
    return b"soun" in kinds and b"vide" not in kinds


def _of_boxes(head: bytes, file: BinaryIO) -> str | None:
    main = head[8:12] if head[4:8] == b"ftyp" else _QUICKTIME
    if main in _SOUND_BRANDS:
        return None
    kinds = list(_track_kinds(file))
    if kinds and b"vide" not in kinds:
        return None
    return "mov" if main == _QUICKTIME else "mp4"


def _track_kinds(file: BinaryIO) -> Iterator[bytes]:
    """The handler of each track, such as ``vide`` and ``soun``. Source: ISO/IEC 14496-12, 8.4.3."""
    end = file.seek(0, os.SEEK_END)
    # (from, to) of what is still to be walked over; whether it lies within the index.
    waiting = [(0, end, False)]
    for _ in range(_MOST_BOXES):
        while waiting and waiting[-1][0] + 8 > waiting[-1][1]:
            waiting.pop()
        if not waiting:
            return
        at, to, inside = waiting.pop()
        file.seek(at)
        start = file.read(32)
        size, name, before = int.from_bytes(start[:4], "big"), start[4:8], 8
        if size == 1:
            size, before = int.from_bytes(start[8:16], "big"), 16
        size = size or to - at
        if size < before:
            return
        waiting.append((at + size, to, inside))
        if name == b"moov" or (inside and name in _PARENTS):
            waiting.append((at + before, min(at + size, to), True))
        elif inside and name == b"hdlr":
            yield start[before + 8 : before + 12]


def _pictures_of_gif(file: BinaryIO) -> int:
    """How many pictures a GIF holds, counted up to two. Source: GIF89a specification, appendix A."""
    file.seek(0)
    head = file.read(13)
    _skip_table(file, head[10:11])
    count, inside = 0, False
    for _ in range(_MOST_BLOCKS):
        kind = file.read(1)
        if inside:
            # A piece of the data, by its length; one without length is the last.
            inside = kind not in (b"", b"\x00")
            if inside:
                file.seek(kind[0], os.SEEK_CUR)
        elif kind == b"!":
            file.seek(1, os.SEEK_CUR)
            inside = True
        elif kind == b"," and not count:
            count, inside = 1, True
            _skip_table(file, file.read(9)[8:9])
            file.seek(1, os.SEEK_CUR)
        else:
            return count + (kind == b",")
    return count


def _skip_table(file: BinaryIO, flags: bytes) -> None:
    if flags and flags[0] & 0x80:
        file.seek(3 << ((flags[0] & 7) + 1), os.SEEK_CUR)


def _pictures_of_webp(file: BinaryIO) -> int:
    """How many pictures an animated WebP holds, counted up to two. Source: RFC 9649, section 2.7.1."""
    file.seek(12)
    count = 0
    for _ in range(_MOST_BLOCKS):
        start = file.read(8)
        if len(start) < 8 or count > 1:
            break
        count += start[:4] == b"ANMF"
        size = int.from_bytes(start[4:], "little")
        file.seek(size + (size & 1), os.SEEK_CUR)
    return count
