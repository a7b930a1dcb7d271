"""Files from outside, through the sandbox: what is no picture, what is broken, what would burst."""

from __future__ import annotations

import io
import math
import os
import re
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import Image

from photoplay.errors import BrokenMedia, MediaError, MediaTooLarge, UnsupportedMedia
from photoplay.media.examined import Examined
from photoplay.media.sandbox import Sandbox, SandboxLimits

pillow_heif.register_heif_opener()

EXTENSIONS = (
    "jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "gif", "tiff", "bmp",
    "mp4", "mov", "avi", "webm", "mkv", "mp3", "wav", "m4a", "aac", "ogg", "flac",
)  # fmt: skip
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "TIFF", "BMP")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(2, SandboxLimits(wall_s=120.0)) as made:
        yield made


@pytest.fixture
def examine(sandbox: Sandbox, tmp_path: Path) -> Iterator[Callable[[bytes, str], Examined]]:
    """``examine(data, name)``: as an upload of that name. Nothing else may appear beside the results."""
    out, store = tmp_path / "out", tmp_path / "store"
    out.mkdir()
    store.mkdir()
    kept: list[Path] = []

    def run(data: bytes, name: str) -> Examined:
        (store / "original").write_bytes(data)
        examined = sandbox.examine(store / "original", name, out)
        kept.extend((examined.normalised, examined.thumbnail))
        return examined

    yield run
    assert sorted(out.iterdir()) == sorted(kept)
    assert [file.name for file in store.iterdir()] in ([], ["original"])
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_dir()) == ["out", "store"]


@pytest.fixture
def canary() -> Iterator[tuple[int, list[str]]]:
    """A port on loopback, and what was asked for there."""
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(404)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, hits
        server.shutdown()


def coded(picture: NDArray[np.uint8], format: str, **options: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, format, **options)
    return file.getvalue()


def texts(port: int, sibling: Path) -> dict[str, bytes]:
    """Texts that make a media library open something else."""
    url = f"http://127.0.0.1:{port}"
    return {
        "HLS": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{url}/hls.ts\n#EXT-X-ENDLIST\n".encode(),
        "HLS of files": f"#EXTM3U\n#EXTINF:9,\nfile://{sibling}\n#EXT-X-ENDLIST\n".encode(),
        "ffconcat": f"ffconcat version 1.0\nfile '{sibling}'\n".encode(),
        "SDP": b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
        "SVG": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{url}/svg"/></svg>'.encode(),
        "SVG with a doctype": f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "{url}/x">]>'
        f"<svg>&x;</svg>".encode(),
        "ASS": b"[Script Info]\nScriptType: v4.00+\n[Events]\nDialogue: 0,0:0,0:9,x,,0,0,0,,hello\n",
        "DASH": f'<?xml version="1.0"?><MPD><BaseURL>{url}/dash</BaseURL></MPD>'.encode(),
        "EPS": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file\n",
        "MVG": f"push graphic-context\nimage over 0,0 0,0 '{url}/mvg'\npop graphic-context\n".encode(),
        "XPM": b'/* XPM */\nstatic char *x[] = {"1 1 1 1", "a c #000", "a"};\n',
        "PDF": b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n",
        "HTML": f'<!doctype html><img src="{url}/html">'.encode(),
    }


def test_texts_are_refused_under_every_name(
    examine: Callable[[bytes, str], Examined], canary: tuple[int, list[str]], tmp_path: Path
) -> None:
    """Row 1 of the faults: nothing is fetched, nothing beside it is read."""
    port, hits = canary
    sibling = tmp_path / "sibling.mp4"
    sibling.write_bytes(b"\0\0\0\x18ftypmp42")
    os.utime(sibling, ns=(1, 1))
    told = 0
    for kind, data in texts(port, sibling).items():
        for extension in EXTENSIONS:
            with pytest.raises(UnsupportedMedia) as caught:
                examine(data, f"holiday.{extension}")
            assert caught.value.code == 4001, kind
            told += 1
    assert told == 13 * len(EXTENSIONS)
    assert hits == []
    assert sibling.stat().st_atime_ns == 1


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", 8 + len(body)) + kind + body


CLIPS = {
    "mp4": box(b"ftyp", b"isom\0\0\2\0isomiso2avc1mp41") + box(b"moov", bytes(90)),
    "mov": box(b"ftyp", b"qt  \0\0\2\0qt  ") + box(b"moov", bytes(90)),
    "old mov": box(b"moov", bytes(90)) + box(b"mdat", bytes(90)),
    "m4a": box(b"ftyp", b"M4A \0\0\2\0M4A mp42isom"),
    "avi with a playlist inside": b"RIFF" + struct.pack("<I", 400) + b"AVI LIST" + b"#EXTM3U\nhttp://127.0.0.1/\n" * 9,
    "webm": b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + bytes(99),
    "mkv": b"\x1aE\xdf\xa3\xa3B\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x88matroska" + bytes(99),
    "mp3 with tags": b"ID3\x04\0\0\0\0\0\0" + bytes(99),
    "mp3": b"\xff\xfb\x90\x64" + bytes(413),
    "aac": b"\xff\xf1\x50\x80\x02\x1f\xfc" + bytes(99),
    "mpeg-2 aac": b"\xff\xf9\x50\x80\x02\x1f\xfc" + bytes(99),
    "wav": b"RIFF" + struct.pack("<I", 40) + b"WAVEfmt " + bytes(40),
    "ogg": b"OggS\0\x02" + bytes(99),
    "flac": b"fLaC\0\0\0\x22" + bytes(99),
}  # fmt: skip


@pytest.mark.parametrize("kind", CLIPS)
def test_clips_and_broken_sounds_are_refused_in_words(
    examine: Callable[[bytes, str], Examined], kind: str
) -> None:
    # An MP4 that does not say what it holds counts as a film.
    is_film = kind in ("mp4", "mov", "old mov", "avi with a playlist inside", "webm", "mkv")
    words = r"cannot be read as a video\.|holds no moving picture" if is_film else r"sound"
    for extension in ("mp4", "jpg"):
        with pytest.raises(MediaError, match=words) as caught:
            examine(CLIPS[kind], f"holiday.{extension}")
        assert caught.value.code == 4001


NAMES = (
    "%d.jpg", "f%05d.png", "concat:a|b.jpg", "../../../etc/passwd", "..\\..\\x.jpg", "/etc/cron.d/x", "nul\0.jpg",
    "line\nbreak.jpg", "a" * 300 + ".jpg", "‮gpj.exe", "-rf", "~root", "$(reboot).jpg", "`x`.jpg", ".", "..", "",
    "CON", "x.jpg:stream", "<script>alert(1)</script>.png", "\udcff\udcfe.jpg", "\ud800.jpg", "海辺 🏖.heic",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_are_only_names(
    examine: Callable[[bytes, str], Examined], name: str, picture: Callable[..., NDArray[np.uint8]]
) -> None:
    """Row 3 of the faults: the fixture sees to it that no file appears but under our own names."""
    examined = examine(coded(picture(60, 40), "JPEG"), name)
    assert examined.record.name == re.sub("[\ud800-\udfff]", "\N{REPLACEMENT CHARACTER}", name)
    with pytest.raises(BrokenMedia) as caught:
        examine(b"", name)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 200


def png(width: int, height: int, *chunks: tuple[bytes, bytes], data: bytes = b"") -> bytes:
    header = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    parts = [b"\x89PNG\r\n\x1a\n"]
    for kind, body in (header, *chunks, (b"IDAT", data), (b"IEND", b"")):
        parts.append(struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)))
    return b"".join(parts)


def nothing_but_zeros(size_bytes: int) -> bytes:
    """zlib data that decodes to so many zeros: a thousandth of that."""
    packer, part = zlib.compressobj(9), bytes(1_000_000)
    return b"".join([*(packer.compress(part) for _ in range(math.ceil(size_bytes / 1e6))), packer.flush()])


def gif(width: int, height: int, frames: int) -> bytes:
    frame = (
        b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0" + struct.pack("<HH", width, height) + b"\0\x02\x02\x44\x01\0"
    )
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + bytes(6) + frame * frames + b";"


BOMBS = {
    "PNG of 900 megapixels": lambda: png(30_000, 30_000, data=nothing_but_zeros(20_000_000)),
    "PNG of 4 × 10¹⁸ pixels": lambda: png(2**31 - 1, 2**31 - 1, data=nothing_but_zeros(1000)),
    "APNG of 900 megapixels": lambda: png(30_000, 30_000, (b"acTL", struct.pack(">II", 20_000, 0)), data=b"x"),
    "GIF of 4,000 megapixels": lambda: gif(65_535, 65_535, 1),
    "animated GIF of 4,000 megapixels": lambda: gif(65_535, 65_535, 20_000),
    "WebP of 268 megapixels": lambda: b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\x3f\0" * 2 + bytes(8),
    "BMP of 10¹² pixels": lambda: b"BM" + bytes(12) + struct.pack("<IiiHHIIiiII", 40, 10**6, 10**6, 1, 24, *[0] * 6),
}  # fmt: skip


@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs_are_refused_before_they_burst(examine: Callable[[bytes, str], Examined], bomb: str) -> None:
    """Row 4 of the faults. The child may not even take the memory that the pixels would need."""
    with pytest.raises(MediaTooLarge, match="megapixels"):
        examine(BOMBS[bomb](), "x.png")


def test_huge_texts_and_many_frames_cost_nothing(
    tmp_path: Path, picture: Callable[..., NDArray[np.uint8]]
) -> None:
    text = b"Comment\0\0" + nothing_but_zeros(500_000_000)
    pixels = zlib.compress(b"".join(b"\0" + row.tobytes() for row in picture(60, 40)))
    files = {
        "huge text": png(60, 40, (b"zTXt", text), data=pixels),
        "huge profile": png(60, 40, (b"iCCP", b"x\0\0" + nothing_but_zeros(500_000_000)), data=pixels),
        "20,000 frames": gif(64, 64, 20_000),
    }
    with Sandbox(1, SandboxLimits(memory_bytes=200_000_000, cpu_s=10)) as small:
        for name, data in files.items():
            (tmp_path / "x").write_bytes(data)
            try:
                examined = small.examine(tmp_path / "x", name, tmp_path)
            except (BrokenMedia, MediaTooLarge):
                continue
            assert examined.record.width in (60, 64)


@pytest.mark.parametrize("format", FORMATS)
def test_cut_files_are_refused_or_read(
    examine: Callable[[bytes, str], Examined],
    picture: Callable[..., NDArray[np.uint8]],
    format: str,
    scale: Callable[..., int],
) -> None:
    """Row 5 of the faults: cut anywhere, and with bytes changed anywhere."""
    data = coded(picture(160, 120), format)
    rng = np.random.default_rng(11)
    refused = 0
    for cut in np.linspace(0, len(data) - 1, scale(60, least=10)).astype(int):
        try:
            examine(data[:cut], "x.jpg")
        except (BrokenMedia, UnsupportedMedia, MediaTooLarge):
            refused += 1
    assert refused >= scale(60, least=10) * 0.8
    for _ in range(scale(60, least=6)):
        broken = bytearray(data)
        for at in rng.integers(0, len(data), 6):
            broken[at] = int(rng.integers(0, 256))
        try:
            examined = examine(bytes(broken), "x.jpg")
        except MediaError as error:
            assert error.code in (4001, 4002)
        else:
            with Image.open(examined.normalised) as normalised:
                normalised.load()
    assert examine(data, "x.jpg").record.width == 160


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_the_extension_counts_for_nothing(
    examine: Callable[[bytes, str], Examined], picture: Callable[..., NDArray[np.uint8]], extension: str
) -> None:
    assert examine(coded(picture(60, 40), "PNG"), f"x.{extension}").record.format == "png"
