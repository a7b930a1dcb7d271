"""The kind of a file comes from its bytes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from photoplay.media import sniff

Photo = Callable[..., npt.NDArray[np.uint8]]
Save = Callable[..., Path]


def test_a_picture_is_known_by_its_content(save: Save, format: str, format_name: str, photo: Photo) -> None:
    path = save("named-wrongly.mp3", photo(64, 48), format)
    assert sniff.still_format(path.read_bytes()[: sniff.HEAD_BYTES]) == format_name


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"<?xml version='1.0'?>\n<!-- x -->\n<svg/>", "an SVG drawing"),
        (b"\xef\xbb\xbf <!DOCTYPE html><html>", "a web page"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n", "a playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd", "a playlist"),
        ("Grüße aus dem Urlaub".encode(), "a text"),
        (b"BM is how this letter begins", "a text"),
        (b"PK\x03\x04....", "a ZIP archive or office document"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", "a video"),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", "a video"),
        (b"\0\0\0\x18ftypM4A \0\0\2\0isomiso2", "a sound file"),
        (b"\x1aE\xdf\xa3\x01\0\0\0", "a video"),
        (b"RIFF\0\0\0\0AVI LIST", "a video"),
        (b"RIFF\0\0\0\0WAVEfmt ", "a sound file"),
        (b"ID3\x04\0\0", "a sound file"),
        (b"OggS\0\x02", "a sound file"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
        (b"\x07\x01\xff\x9c\0\0\xfe", "an unknown kind of file"),
    ],
)
def test_other_files_are_named_for_what_they_are(head: bytes, kind: str) -> None:
    assert sniff.still_format(head) is None
    assert sniff.other_kind(head) == kind


def test_a_film_with_heif_among_its_brands_is_no_picture() -> None:
    assert sniff.still_format(b"\0\0\0\x18ftypisom\0\0\0\0mif1heic") is None


def test_mif1_is_avif_only_if_a_brand_says_so() -> None:
    assert sniff.still_format(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif") == "avif"
    assert sniff.still_format(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic") == "heif"
    assert sniff.still_format(b"\0\0\0\x18ftypheic\0\0\0\0mif1avif") == "heif"


@pytest.mark.parametrize("options", [{"lossless": False}, {"lossless": True}])
@pytest.mark.parametrize("frames", [1, 2])
def test_webp_size_needs_no_decoder(save: Save, options: dict[str, bool], frames: int, photo: Photo) -> None:
    from PIL import Image

    more = [Image.fromarray(photo(123, 45, seed)) for seed in range(1, frames)]
    path = save("a.webp", photo(123, 45), "WEBP", save_all=frames > 1, append_images=more, **options)
    assert sniff.webp_size(path.read_bytes()[: sniff.HEAD_BYTES]) == (123, 45)


MP3 = b"\xff\xfb\x90\x64" + bytes(413)
ADTS = b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(9)
ID3 = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10)


@pytest.mark.parametrize(
    ("head", "format"),
    [
        (MP3 * 3, "mp3"),
        (MP3, "mp3"),
        (ID3 + MP3, "mp3"),
        (b"ID3\x04\0\0\0\x7f\x7f\x7f" + bytes(900), "mp3"),
        (ADTS * 3, "aac"),
        (ID3 + ADTS, "aac"),
        (b"RIFF\0\0\0\0WAVEfmt ", "wav"),
        (b"RF64\xff\xff\xff\xffWAVEds64", "wav"),
        (b"\0\0\0\x18ftypM4A \0\0\2\0isomiso2", "mp4"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2", "mp4"),
        (b"OggS\0\x02", "ogg"),
        (b"fLaC\0\0\0\x22", "flac"),
        (ID3 + b"fLaC\0\0\0\x22", "flac"),
    ],
)
def test_a_sound_is_known_by_its_content(head: bytes, format: str) -> None:
    assert sniff.sound_format(head) == format
    assert sniff.may_be_sound(head)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"\xff",
        b"\xff\xd8\xff\xe0" + bytes(50),
        b"\xff\xfe" + "eine Seite Text in UTF-16".encode("utf-16-le"),
        MP3 + b"no other frame",
        ADTS + b"no other frame",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        b"RIFF\0\0\0\0AVI LIST",
        b"\x1aE\xdf\xa3\x01\0\0\0",
        b"#EXTM3U\nhttp://127.0.0.1/x.mp3",
    ],
)
def test_other_heads_are_no_sound(head: bytes) -> None:
    assert sniff.sound_format(head) is None


def test_a_picture_before_a_sound_is_a_picture(save: Save, photo: Photo) -> None:
    """One type by policy, for files that are valid as two."""
    both = save("x.png", photo(20, 20)).read_bytes() + MP3 * 9
    assert sniff.still_format(both) == "png"
    assert not sniff.may_be_sound(both)


@pytest.mark.parametrize("head", [b"FORM\0\0\0\x2eAIFFCOMM", b"#!AMR\n", MP3 + b"no other frame"])
def test_what_is_sound_but_not_read_is_refused_as_sound(head: bytes) -> None:
    assert sniff.may_be_sound(head)


def test_sizes_of_tags() -> None:
    assert sniff.id3_bytes(ID3) == 20
    assert sniff.id3_bytes(b"ID3\x04\0\x10\0\0\x01\0") == 10 + 128 + 10
    for broken in (b"ID3\x04\0\0\0\0\0", b"ID3\x04\0\0\x80\0\0\0", b"TAG" + bytes(125)):
        assert sniff.id3_bytes(broken) == 0
        assert sniff.sound_format(broken) in ("mp3", None)
    assert sniff.sound_format(ID3 * 200) == "mp3"


class Counted(io.BytesIO):
    """A file that counts how often it is asked."""

    asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.asked += 1
        return super().read(size)


def gif(*pictures: bytes) -> bytes:
    """A GIF of 1 × 1 pixels whose pictures have these pieces of data."""
    frames = b"".join(b"," + bytes(4) + b"\1\0\1\0\0\2" + pieces + b"\0" for pieces in pictures)
    return b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + b"!\xf9\4\0\5\0\0\0" + frames + b";"


@pytest.mark.parametrize(
    ("pictures", "format"),
    [((), None), ((b"\2\x4c\1",), None), ((b"\2\x4c\1", b"\2\x4c\1"), "gif"), ((b"\1,\1,\1!",), None)],
)
def test_a_gif_is_a_film_from_its_second_picture_on(pictures: tuple[bytes, ...], format: str | None) -> None:
    content = gif(*pictures)
    assert sniff.film_format(content[: sniff.HEAD_BYTES], io.BytesIO(content)) == format
    for end in range(13, len(gif(*pictures[:1]))):
        assert sniff.film_format(content[:end], io.BytesIO(content[:end])) is None, "cut off in its first one"


@pytest.mark.parametrize(("count", "format"), [(1000, "gif"), (600_000, None)])
def test_a_gif_of_tiny_pieces_is_not_walked_over_for_ever(count: int, format: str | None) -> None:
    """Whoever sends it would hold the server, which asks for the kind of each file itself."""
    file = Counted(gif(b"\1x" * count, b"\1x"))
    assert sniff.film_format(file.getvalue()[: sniff.HEAD_BYTES], file) == format
    assert file.asked <= 500_010


def test_windows_media_is_a_video_only_with_pictures() -> None:
    header = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + bytes(80)
    pictures = bytes.fromhex("c0ef19bc4d5bcf11a8fd00805f5c442b")
    sound = bytes.fromhex("409e69f84d5bcf11a8fd00805f5c442b")
    assert sniff.other_kind(header + sound) == "a sound file"
    assert sniff.other_kind(header + sound + pictures) == sniff.other_kind(header) == "a video"
