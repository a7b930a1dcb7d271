"""Stills to sRGB pixels: upright, colour-managed, 8 bit, no larger than needed.

Only the one decoder that the content asks for is called, on an open file, past ``Image.open``: that
would try other formats, and its limit on pixels is a global that belongs to the host program.
Metadata is read for orientation and colour and goes no further.
"""

from __future__ import annotations

import stat
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

import cv2
import numpy as np
import numpy.typing as npt
import pillow_heif
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    ExifTags,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from photoplay.errors import BrokenMedia, MediaTooLarge, MissingMedia, PhotoplayError, UnsupportedMedia
from photoplay.media import hdr, icc, sniff
from photoplay.media.cicp import Cicp, find_cicp
from photoplay.media.meant import not_a_picture
from photoplay.media.record import MediaRecord

Bytes = npt.NDArray[np.uint8]

# Pillow remarks on odd EXIF and the like; the picture is read all the same, so nobody needs to see it.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")

_SHOWN_CHARACTERS: Final = 80
_STRIP_PIXELS: Final = 1 << 18
#: TIFF tags that tell a camera's raw file, whose first picture is only a thumbnail.
_DNG_VERSION: Final = 50706
_SUBFILE_TYPE: Final = 254
_SUB_IFDS: Final = 330

#: JPEG's own class reads an MPO (two views, or a gain map) as the plain JPEG that it begins with.
_OPENERS: Final[dict[str, Callable[..., Image.Image]]] = {
    "jpeg": JpegImagePlugin.JpegImageFile,
    "png": PngImagePlugin.PngImageFile,
    "webp": WebPImagePlugin.WebPImageFile,
    "heif": pillow_heif.HeifImageFile,
    "avif": AvifImagePlugin.AvifImageFile,
    "gif": GifImagePlugin.GifImageFile,
    "tiff": TiffImagePlugin.TiffImageFile,
    "bmp": BmpImagePlugin.BmpImageFile,
}
#: What brings the stored rows and columns upright. Source: Exif 2.32, tag 0x0112.
_TURNS: Final[dict[int, Callable[[Bytes], cv2.typing.MatLike]]] = {
    2: lambda pixels: cv2.flip(pixels, 1),
    3: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_180),
    4: lambda pixels: cv2.flip(pixels, 0),
    5: lambda pixels: cv2.transpose(pixels),
    6: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_CLOCKWISE),
    7: lambda pixels: cv2.rotate(cv2.transpose(pixels), cv2.ROTATE_180),
    8: lambda pixels: cv2.rotate(pixels, cv2.ROTATE_90_COUNTERCLOCKWISE),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a still.

    Attributes:
        rgb: uint8 (H, W, 3), C-contiguous, sRGB, upright. May be read-only.
        alpha: uint8 (H, W), straight, not premultiplied; ``None`` when all of it is opaque.
    """

    rgb: Bytes
    alpha: Bytes | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, pixels."""
        return self.rgb.shape[1], self.rgb.shape[0]


def decode(
    source: MediaRecord | Path | str,
    format: str | None = None,
    *,
    at_least: tuple[int, int] | None = None,
) -> Picture:
    """Pixels of a still that ``probe`` has let in.

    Args:
        source: A record of the media bin, or a path.
        format: As in ``MediaRecord.format``; taken from the record, or found from the content.
        at_least: Upright (width, height) that suffices. A JPEG is then decoded at the smallest of
            1, 1/2, 1/4, 1/8 of its size that is not below it in either direction; others in full.

    Raises:
        MissingMedia: The file is gone or may not be read.
        UnsupportedMedia: It is not a picture.
        BrokenMedia: It is damaged.
        MediaTooLarge: There is not enough memory for it.
    """
    path, name = located(source)
    if format is None and isinstance(source, MediaRecord):
        format = source.format
    with opened(path, name) as file:
        format = format or format_of(file, name)
        with decoding(name):
            return load(open_still(file, format, name), file, format, at_least=at_least)


def located(source: MediaRecord | Path | str) -> tuple[Path, str]:
    """Path of a source, and the name that its user knows."""
    if isinstance(source, MediaRecord):
        return source.path, source.name
    path = source if isinstance(source, Path) else Path(source)
    return path, path.name or str(path)


def shown(name: str) -> str:
    """A file's name fit for a message: one line, no invisible characters, not endless."""
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in name)
    half = _SHOWN_CHARACTERS // 2
    return text if len(text) <= _SHOWN_CHARACTERS else f"{text[:half]}…{text[-half + 1 :]}"


@contextmanager
def opened(path: Path, name: str) -> Iterator[BufferedReader]:
    """The file for reading; pipes, devices and folders are refused without being opened.

    Raises:
        MissingMedia: It is not there, not a file, or may not be read.
    """
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise MissingMedia(_not_a_file(name, stat.S_ISDIR(mode)), name=name)
        file = path.open("rb")
    except PermissionError as error:
        words = f"{shown(name)} may not be read. Allow reading it, or copy it to another folder."
        raise MissingMedia(words, name=name) from error
    except (OSError, ValueError) as error:
        words = f"{shown(name)} was not found. Check its name and folder."
        raise MissingMedia(words, name=name) from error
    with file:
        yield file


def _not_a_file(name: str, is_folder: bool) -> str:
    if is_folder:
        return f"{shown(name)} is a folder. Name the photos in it instead."
    return f"{shown(name)} is not an ordinary file. Copy the photo to a file first."


@contextmanager
def decoding(name: str) -> Iterator[None]:
    """Turns whatever a decoder raises into our words.

    ``Exception`` is caught as a whole because decoders of untrusted bytes raise all kinds: OSError,
    ValueError, SyntaxError, RuntimeError, EOFError, struct.error and more were seen.

    Raises:
        BrokenMedia, MediaTooLarge: As the decoder's error tells.
    """
    try:
        yield
    except PhotoplayError:
        raise
    except (MemoryError, Image.DecompressionBombError) as error:
        words = f"{shown(name)} needs more memory than there is. Make the picture smaller first."
        raise MediaTooLarge(words, name=name) from error
    except Exception as error:
        cut = any(word in str(error).lower() for word in ("truncated", "end of file", "end-of-file", "eof"))
        what = "it ends in the middle" if cut or isinstance(error, EOFError) else "it cannot be read"
        words = f"{shown(name)} is damaged: {what}. Export or download it again."
        raise BrokenMedia(words, name=name) from error


def format_of(file: BinaryIO, name: str) -> str:
    """The format by content; leaves the file at its start.

    Raises:
        BrokenMedia: Empty, or nothing but zeros.
        UnsupportedMedia: Not a picture that is read.
    """
    file.seek(0)
    head = file.read(sniff.HEAD_BYTES)
    file.seek(0)
    if found := sniff.still_format(head):
        return found
    if not head:
        words = f"{shown(name)} is empty (0 bytes). Export or download it again."
        raise BrokenMedia(words, name=name)
    if not any(head) or sniff.starts_a_picture(head):
        words = f"{shown(name)} is damaged: there is no picture in it. Export or download it again."
        raise BrokenMedia(words, name=name)
    raise UnsupportedMedia(not_a_picture(name, shown(name), head, file), name=name)


def open_still(file: BinaryIO, format: str, name: str) -> Image.Image:
    """Reads the header only (the first picture of several); call within ``decoding``.

    Raises:
        UnsupportedMedia: A camera's raw file.
    """
    file.seek(0)
    image = _OPENERS[format](file, "")
    if isinstance(image, TiffImagePlugin.TiffImageFile) and _is_raw(image):
        words = f"{shown(name)} is a camera raw file, not a photo. Export it as JPEG or PNG and use that."
        raise UnsupportedMedia(words, name=name)
    return image


def _is_raw(image: TiffImagePlugin.TiffImageFile) -> bool:
    tags = image.tag_v2
    thumbnail = bool(int(tags.get(_SUBFILE_TYPE, 0)) & 1)
    return _DNG_VERSION in tags or (thumbnail and _SUB_IFDS in tags)


def load(
    image: Image.Image, file: BinaryIO, format: str, *, at_least: tuple[int, int] | None = None
) -> Picture:
    """Decodes an opened still; call within ``decoding``. ``at_least`` as in ``decode``."""
    # A PNG's orientation may stand behind its pixels: asking before would decode everything.
    turn = orientation(image) if format == "jpeg" else 1
    if at_least is not None and format == "jpeg":
        width, height = at_least if turn < 5 else at_least[::-1]
        image.draft(None, (max(width, 1), max(height, 1)))
    cicp = _code_points(file, format)
    if format == "heif" and cicp is not None and cicp.is_hdr:
        return _heif_in_16_bit(file, cicp)
    image.load()
    # Pillow itself turns a TIFF upright, libheif a HEIF.
    turn = orientation(image) if format not in ("jpeg", "tiff", "heif") else turn
    rgb, alpha = _pixels(image, cicp)
    return Picture(_upright(rgb, turn), None if alpha is None else _upright(alpha, turn))


def orientation(image: Image.Image) -> int:
    """The EXIF orientation 1–8; 1 where there is none or the EXIF is broken."""
    try:
        value = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:  # EXIF is written by anything; a broken one costs the turn, not the picture
        return 1
    return value if isinstance(value, int) and value in _TURNS else 1


def _upright(pixels: Bytes, turn: int) -> Bytes:
    return np.asarray(_TURNS[turn](pixels), np.uint8) if turn in _TURNS else pixels


def _code_points(file: BinaryIO, format: str) -> Cicp | None:
    """The code points of a HEIF or AVIF if they say anything else than sRGB."""
    if format not in ("heif", "avif"):
        return None
    file.seek(0)
    cicp = find_cicp(file.read())
    return None if cicp is None or cicp.is_srgb else cicp


def _heif_in_16_bit(file: BinaryIO, cicp: Cicp) -> Picture:
    """A PQ or HLG HEIF from its full depth: in 8 bit its curve would band."""
    file.seek(0)
    pixels = np.asarray(pillow_heif.open_heif(file, convert_hdr_to_8bit=False, hdr_to_16bit=True))
    if pixels.ndim == 2:
        pixels = np.repeat(pixels[..., None], 3, axis=2)
    rgb = hdr.to_srgb(pixels[..., :3], cicp)
    if pixels.shape[2] < 4:
        return Picture(rgb)
    shift = 8 * (pixels.dtype.itemsize - 1)
    return Picture(rgb, _unless_opaque((pixels[..., 3] >> shift).astype(np.uint8)))


def _pixels(image: Image.Image, cicp: Cicp | None) -> tuple[Bytes, Bytes | None]:
    """sRGB and alpha of a loaded picture, as stored (not yet upright)."""
    profile = image.info.get("icc_profile")
    image, alpha = _without_alpha(image)
    if image.mode in ("1", "P", "RGBX", "HSV"):
        image = image.convert("RGB")
    if cicp is not None and (cicp.is_hdr or not profile):
        return hdr.to_srgb(np.asarray(image.convert("RGB")), cicp), alpha
    return _array(icc.to_srgb(image, profile)), alpha


def _array(image: Image.Image) -> Bytes:
    """An RGB image as uint8 (H, W, 3), copied in strips.

    ``np.asarray`` on the whole gathers thousands of pieces and joins them: twice the memory, and (measured,
    2560 × 1600) 2 to 20 ms more, as the allocator has it.
    """
    if image.width * image.height <= _STRIP_PIXELS:
        return np.asarray(image)
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    rows = max(1, _STRIP_PIXELS // image.width)
    for top in range(0, image.height, rows):
        bottom = min(top + rows, image.height)
        pixels[top:bottom] = np.asarray(image.crop((0, top, image.width, bottom)))
    return pixels


def _without_alpha(image: Image.Image) -> tuple[Image.Image, Bytes | None]:
    """The colours alone in 8 bit, and the alpha; grey stays grey for the sake of its profile."""
    if image.mode.startswith("I") or image.mode == "F":
        return _in_8_bit(image)
    if not image.has_transparency_data:
        return image, None
    grey = image.mode in ("LA", "La", "L")
    if image.mode not in ("LA", "RGBA"):
        image = image.convert("LA" if grey else "RGBA")
    alpha = _unless_opaque(np.asarray(image.getchannel("A")))
    return image.convert("L" if grey else "RGB"), alpha


def _unless_opaque(alpha: Bytes) -> Bytes | None:
    return None if alpha.min() == 255 else alpha


def _in_8_bit(image: Image.Image) -> tuple[Image.Image, Bytes | None]:
    """Deep grey in 8 bit, scaled: Pillow's own conversion clips everything above 255 to white.

    Whole numbers are scaled from 16 bit, or from 31 bit if larger ones occur; floats from 0–1, or
    from 0 to their largest value.
    """
    values = np.asarray(image)
    key = image.info.get("transparency")
    alpha = None if key is None else _unless_opaque(np.where(values == key, 0, 255).astype(np.uint8))
    if image.mode == "F":
        values = np.nan_to_num(values, nan=0.0, posinf=1.0, neginf=0.0)
        largest = max(1.0, float(values.max()))
    else:
        largest = 65535.0 if values.max() <= 65535 else 2.0**31 - 1
    scaled = np.clip(values * np.float32(255 / largest) + np.float32(0.5), 0, 255).astype(np.uint8)
    return Image.fromarray(scaled), alpha


def shrunk(
    picture: Picture, size: tuple[int, int], ground: tuple[int, int, int] = (255, 255, 255)
) -> Picture:
    """An area-averaged copy; what is transparent is laid on one colour, as a page would show it.

    Args:
        picture: Any.
        size: (width, height), in both directions at most the picture's.
        ground: The colour, sRGB.
    """
    rgb = picture.rgb
    if picture.alpha is None:
        return Picture(_area(rgb, size))
    cover = cv2.cvtColor(picture.alpha, cv2.COLOR_GRAY2RGB)
    small = _area(np.asarray(cv2.multiply(rgb, cover, scale=1 / 255), np.uint8), size)
    alpha = _area(picture.alpha, size)
    rest = cv2.cvtColor(255 - alpha, cv2.COLOR_GRAY2RGB)
    if ground != (255, 255, 255):
        rest = np.rint(rest * (np.array(ground, np.float32) / np.float32(255))).astype(np.uint8)
    return Picture(np.asarray(cv2.add(small, rest), np.uint8), alpha)


def _area(pixels: Bytes, size: tuple[int, int]) -> Bytes:
    if (pixels.shape[1], pixels.shape[0]) == size:
        return pixels
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)
