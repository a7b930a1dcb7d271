"""Opening a sound file with FFmpeg so that it can do nothing but decode: no other file, address or codec.

The format is decided from the content beforehand and forced; FFmpeg's own guess is never asked, as it
would follow playlists and open devices. Lengths that a file claims are not believed: what counts is what
comes out of the decoder.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Disposition

from photoplay.errors import BrokenMedia, MediaTooLarge, PhotoplayError, UnsupportedMedia
from photoplay.media import images, sniff

#: What a sound can be given as, in words.
SOUND_KINDS: Final = "MP3, WAV, M4A, AAC, OGG or FLAC"

#: FFmpeg's demuxer and the decoders that are let near a file of each format.
_DEMUXERS: Final = {"mp3": "mp3", "wav": "wav", "mp4": "mov", "aac": "aac", "ogg": "ogg", "flac": "flac"}
_PCM: Final = (
    *("pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le", "pcm_alaw", "pcm_mulaw"),
    *("pcm_s8", "pcm_s16be", "pcm_s24be", "pcm_s32be", "pcm_f32be", "pcm_f64be"),
)
_DECODERS: Final = {
    "mp3": ("mp3float", "mp3"),
    "wav": (*_PCM, "adpcm_ms", "adpcm_ima_wav", "mp3float", "mp3"),
    "mp4": ("aac", "alac", "mp3float", "mp3", "flac", "opus", "libopus", *_PCM),
    "aac": ("aac",),
    "ogg": ("vorbis", "opus", "libopus", "flac"),
    "flac": ("flac",),
}
#: Bytes and microseconds that FFmpeg may look through to find out what a file holds.
_PROBE: Final = "5000000"
_PATIENCE_S: Final = 5.0
_LEAST_RATE, _MOST_RATE, _MOST_CHANNELS = 1000, 768_000, 8
#: So many ID3 tags may stand before the sound itself.
_MOST_TAGS: Final = 8
#: A file whose packets go wrong more often than right is not music with a scratch, but no music.
_BAD_PACKETS: Final = 50
#: Pictures beside the sound that make no film of it.
_STILLS: Final = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image


def sound_format_of(file: BinaryIO, name: str) -> str:
    """The format by content, tags passed over.

    Raises:
        BrokenMedia: Empty, or nothing but zeros.
        UnsupportedMedia: Not a sound file that is read.
    """
    at, head = 0, b""
    for _ in range(_MOST_TAGS):
        file.seek(at)
        rest = file.read(sniff.HEAD_BYTES)
        head = head or rest
        tag = sniff.id3_bytes(rest)
        if not tag:
            break
        at += tag
    found = sniff.sound_format(rest) if at else None
    if found := found or sniff.sound_format(head):
        return found
    if not head:
        words = f"{images.shown(name)} is empty (0 bytes). Export or download it again."
        raise BrokenMedia(words, name=name)
    if not any(head):
        raise without_sound(name)
    raise UnsupportedMedia(_no_sound_file(name, head), name=name)


def _no_sound_file(name: str, head: bytes) -> str:
    kind = "a picture" if sniff.still_format(head) else sniff.other_kind(head)
    if kind == "a video":
        return a_video(name)
    if kind == "a sound file":
        return f"{images.shown(name)} is a sound file that cannot be read. Export it as {SOUND_KINDS}."
    return f"{images.shown(name)} is {kind}, not a sound file. Use {SOUND_KINDS}."


def a_video(name: str) -> str:
    """The words for a film that is given as anything."""
    return f"{images.shown(name)} is a video, not a sound file. Use {SOUND_KINDS} for music."


def decoding_sound(name: str) -> AbstractContextManager[None]:
    """Turns whatever FFmpeg raises into our words.

    Raises:
        BrokenMedia, MediaTooLarge: As the error tells.
    """
    return translated(name, "Make it shorter first.", damaged)


@contextmanager
def translated(name: str, smaller: str, damaged: Callable[[str], BrokenMedia]) -> Iterator[None]:
    """Errors of FFmpeg and of what reads its frames, in our words.

    Args:
        name: The file's name as the user knows it.
        smaller: What helps where memory does not suffice.
        damaged: The error for a file that cannot be read.

    Raises:
        BrokenMedia, MediaTooLarge: As the error tells.
    """
    try:
        yield
    except PhotoplayError:
        raise
    except MemoryError as error:
        words = f"{images.shown(name)} needs more memory than there is. {smaller}"
        raise MediaTooLarge(words, name=name) from error
    except (av.FFmpegError, ValueError, LookupError, ArithmeticError) as error:
        raise damaged(name) from error


def damaged(name: str) -> BrokenMedia:
    words = f"{images.shown(name)} is damaged: it cannot be read as sound. Export or download it again."
    return BrokenMedia(words, name=name)


def without_sound(name: str) -> BrokenMedia:
    words = f"{images.shown(name)} is damaged: there is no sound in it. Export or download it again."
    return BrokenMedia(words, name=name)


class SoundFile:
    """An open sound file. Use as a context manager; everything is called within ``decoding_sound``.

    Args:
        path: Where it is. It has been found to be an ordinary file.
        format: ``mp3 wav mp4 aac ogg flac``, found from its content.
        name: Its name as the user knows it.

    Raises:
        UnsupportedMedia: A film, or sound of a kind that is not read.
        BrokenMedia: No sound in it, or damaged.
    """

    def __init__(self, path: Path, format: str, name: str) -> None:
        self._name = name
        try:
            self._container = _opened(path, format)
        except av.FFmpegError as error:
            if format == "mp4" and _begins_as_a_film(path, name):
                raise UnsupportedMedia(a_video(name), name=name) from error
            raise
        try:
            self._stream = _sound_of(self._container, format, name)
        except BaseException:
            self._container.close()
            raise

    def __enter__(self) -> SoundFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._container.close()

    def seek(self, seconds: float) -> None:
        """Goes to a place at or before so many seconds; the frames' times then tell where that is."""
        base = self._stream.time_base
        assert base is not None
        self._container.seek(int(seconds / base), stream=self._stream, backward=True)

    def frames(self) -> Iterator[AudioFrame]:
        """What can be decoded, in order. Damaged packets are passed over; a damaged tail is the end.

        Raises:
            BrokenMedia: Hardly anything can be decoded, or its header says the impossible.
        """
        good = bad = 0
        for packet in _packets(self._container, self._stream):
            try:
                frames = packet.decode()
            except av.FFmpegError:
                bad += 1
                if bad > _BAD_PACKETS and bad > good:
                    raise damaged(self._name) from None
                continue
            for frame in frames:
                assert isinstance(frame, AudioFrame)
                _check_frame(frame, self._name)
                good += 1
                yield frame
        if bad > good:
            raise damaged(self._name)


def _begins_as_a_film(path: Path, name: str) -> bool:
    with images.opened(path, name) as file:
        return sniff.other_kind(file.read(sniff.HEAD_BYTES)) == "a video"


def _opened(path: Path, format: str) -> InputContainer:
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": _DEMUXERS[format] + ",mov,mp4,m4a,3gp,3g2,mj2" * (format == "mp4"),
        "codec_whitelist": ",".join(_DECODERS[format]),
        "max_streams": "8",
        "probesize": _PROBE,
        "analyzeduration": _PROBE,
    }
    return av.open(
        os.fspath(path.absolute()),
        "r",
        format=_DEMUXERS[format],
        container_options=options,
        metadata_errors="replace",
        timeout=(_PATIENCE_S, _PATIENCE_S),
    )


def _sound_of(container: InputContainer, format: str, name: str) -> AudioStream:
    if any(not stream.disposition & _STILLS for stream in container.streams.video):
        raise UnsupportedMedia(a_video(name), name=name)
    if not container.streams.audio:
        raise without_sound(name)
    stream = container.streams.audio[0]
    codec = getattr(stream.codec_context, "name", None)
    if codec not in _DECODERS[format]:
        words = f"{images.shown(name)} holds sound of a kind that is not read. Export it as {SOUND_KINDS}."
        raise UnsupportedMedia(words, name=name)
    stream.codec_context.thread_count = 1
    for other in container.streams:
        if other is not stream:
            other.discard = Discard.all
    return stream


def _packets(container: InputContainer, stream: AudioStream) -> Iterator[av.Packet[AudioStream]]:
    """Packets up to the end, or to where the file cannot be followed any further."""
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            return
        if packet is None:
            return
        yield packet


def _check_frame(frame: AudioFrame, name: str) -> None:
    channels = frame.layout.nb_channels
    if channels > _MOST_CHANNELS:
        words = f"{images.shown(name)} has {channels} channels; at most {_MOST_CHANNELS} are read. "
        raise UnsupportedMedia(words + "Export it in stereo and use that.", name=name)
    if channels < 1 or not _LEAST_RATE <= frame.sample_rate <= _MOST_RATE:
        raise damaged(name)
