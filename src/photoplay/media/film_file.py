"""Opening a film with FFmpeg so that it can do nothing but decode: no other file, address or codec.

As with sounds (``media/containers.py``): the format is decided from the content beforehand and forced, and
nothing that a file claims of its lengths is believed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Discard, Disposition
from av.video.codeccontext import VideoCodecContext
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from photoplay.errors import BrokenMedia, MediaTooLarge, UnsupportedMedia
from photoplay.media import images
from photoplay.media.containers import translated

#: What a film can be given as, in words.
FILM_KINDS: Final = "MP4, MOV, AVI, WebM, MKV, or an animated GIF or WebP"

#: FFmpeg's demuxer of each format that it reads.
DEMUXERS: Final = {"mp4": "mov", "mov": "mov", "avi": "avi", "webm": "matroska", "mkv": "matroska"}
#: FFmpeg's names of the demuxers themselves, as its whitelist wants them.
_DEMUXER_NAMES: Final = {
    "mov": "mov,mp4,m4a,3gp,3g2,mj2",
    "avi": "avi",
    "matroska": "matroska,webm",
}
#: The decoders of pictures that are let near a file. Old and rare ones, where holes are found, are not.
_PICTURE_DECODERS: Final = frozenset({
    "h264", "hevc", "vp8", "vp9", "libvpx", "libvpx-vp9", "av1", "libdav1d", "mpeg4", "msmpeg4", "msmpeg4v2",
    "h263", "mpeg1video", "mpeg2video", "mjpeg", "prores", "dnxhd", "dvvideo", "ffv1", "huffyuv", "ffvhuff",
    "utvideo", "rawvideo", "v210", "qtrle", "png",
})  # fmt: skip
_PCM: Final = frozenset({
    "pcm_u8", "pcm_s8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be",
    "pcm_f32le", "pcm_f32be", "pcm_f64le", "pcm_f64be", "pcm_alaw", "pcm_mulaw",
})  # fmt: skip
SOUND_DECODERS: Final = _PCM | {
    "aac", "alac", "mp3", "mp3float", "mp2", "mp2float", "flac", "opus", "libopus", "vorbis", "ac3", "eac3",
    "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt", "amrnb", "amrwb",
}  # fmt: skip
#: Decoders that know transparency where FFmpeg's own do not.
_WITH_ALPHA: Final = {"vp8": "libvpx", "vp9": "libvpx-vp9"}

#: Pixels of one picture; 8K is 33 millions.
MOST_PIXELS: Final = 36_000_000
#: Bytes and microseconds that FFmpeg may look through to find out what a file holds.
_PROBE: Final = "5000000"
_PATIENCE_S: Final = 5.0
_MOST_STREAMS: Final = "16"
#: Pictures after a damaged one that are left out at most in waiting for a key frame.
_MOST_SPOILT: Final = 60
#: Pictures beside the film itself.
_STILLS: Final = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image


def decoding_film(name: str) -> AbstractContextManager[None]:
    """Turns whatever FFmpeg raises into our words.

    Raises:
        BrokenMedia, MediaTooLarge: As the error tells.
    """
    return translated(name, "Make its pictures smaller first.", damaged)


def damaged(name: str) -> BrokenMedia:
    words = f"{images.shown(name)} is damaged: it cannot be read as a video. Export or download it again."
    return BrokenMedia(words, name=name)


def _with_text(name: str) -> UnsupportedMedia:
    """Text in an AVI is handed on to a reader that FFmpeg guesses: the way in of many an attack."""
    words = f"{images.shown(name)} is an AVI with subtitles inside, which is not read. Export it as MP4."
    return UnsupportedMedia(words, name=name)


def without_pictures(name: str) -> BrokenMedia:
    words = (
        f"{images.shown(name)} holds no moving picture that can be read. Export it again as MP4 and use that."
    )
    return BrokenMedia(words, name=name)


def too_large(name: str, size: tuple[int, int]) -> MediaTooLarge:
    words = (
        f"The pictures of {images.shown(name)} are {size[0]} × {size[1]} pixels; that is more than is read. "
        "Export it smaller and use that."
    )
    return MediaTooLarge(words, name=name)


class FilmFile:
    """An open film. Use as a context manager; everything is called within ``decoding_film``.

    Args:
        path: Where it is. It has been found to be an ordinary file.
        format: ``mp4 mov avi webm mkv``, found from its content.
        name: Its name as the user knows it.
        threads: How many the decoder may use.

    Attributes:
        pictures: The stream of pictures: the default one, else the first that is no cover.
        sound: The stream of sound, chosen the same way; None without sound that can be read.
        knows_order_only: Whether pictures have no times of their own.

    Raises:
        UnsupportedMedia: Pictures of a kind that is not read.
        BrokenMedia: No moving picture in it, or damaged.
        MediaTooLarge: Its pictures are too large.
    """

    def __init__(self, path: Path, format: str, name: str, threads: int = 1) -> None:
        self._name = name
        # AVI has no times of its own: they come from the order of decoding, which more threads disturb.
        self.knows_order_only = format == "avi"
        self._threads = 1 if self.knows_order_only else threads
        self._container = _opened(path, format)
        try:
            if format == "avi" and self._container.streams.subtitles:
                raise _with_text(name)
            self.pictures = _pictures_of(self._container, name)
            self.sound = _sound_of(self._container)
            self._check_pictures()
        except BaseException:
            self._container.close()
            raise

    def __enter__(self) -> FilmFile:
        return self

    def __exit__(self, *error: object) -> None:
        self._container.close()

    @property
    def time_base(self) -> Fraction:
        """Seconds of one tick of the pictures' times."""
        return self.pictures.time_base or Fraction(1, 90_000)

    @property
    def interval(self) -> Fraction:
        """What the file claims to lie between two pictures, seconds; a guess where that makes no sense."""
        rate = self.pictures.average_rate or self.pictures.guessed_rate
        return 1 / Fraction(rate) if rate and Fraction(1, 10) <= rate <= 1000 else Fraction(1, 25)

    @property
    def metadata(self) -> dict[str, str]:
        return self._container.metadata

    def only(self, stream: VideoStream | AudioStream) -> None:
        """Lets the demuxer pass over everything else."""
        for other in self._container.streams:
            other.discard = Discard.default if other is stream else Discard.all

    def seek(self, tick: int, stream: VideoStream | AudioStream) -> None:
        """Goes to a key frame at or before a tick of the stream."""
        self._container.seek(tick, stream=stream, backward=True)

    def packets(self, stream: VideoStream | AudioStream) -> Iterator[av.Packet[Any]]:
        """Packets up to the end, or to where the file cannot be followed any further; the last one is empty."""
        packets = self._container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except av.FFmpegError:
                return
            if packet is None:
                return
            yield packet

    def frames(self) -> Iterator[VideoFrame]:
        """Pictures in the order in which they are shown, from where the file stands.

        What is damaged is left out, as what a decoder puts in its place depends on where reading began, and
        what refers to it up to the next key frame if it is near, where that can be told; a damaged tail is
        the end.

        Raises:
            BrokenMedia: Nothing can be decoded.
        """
        decoder = self._decoder()
        # Where pictures come in another order than their packets, it is unknown which ones a lost packet spoils.
        is_in_order = not self.pictures.codec_context.has_b_frames
        is_good = is_bad = False
        spoilt = 0
        for packet in self.packets(self.pictures):
            try:
                frames = decoder.decode(packet if packet.size else None)
            except av.FFmpegError:
                is_bad, spoilt = True, _MOST_SPOILT
                continue
            for frame in frames:
                self._check(frame.width, frame.height)
                if frame.is_corrupt:
                    is_bad, spoilt = True, _MOST_SPOILT
                elif frame.key_frame or not (spoilt and is_in_order):
                    is_good, spoilt = True, 0
                    yield frame
                else:
                    spoilt -= 1
        if is_bad and not is_good:
            raise damaged(self._name)

    def _decoder(self) -> VideoCodecContext:
        context = self.pictures.codec_context
        if self.pictures.metadata.get("alpha_mode") == "1" and context.name in _WITH_ALPHA:
            other = av.CodecContext.create(_WITH_ALPHA[context.name], "r")
            assert isinstance(other, VideoCodecContext)
            other.thread_count = self._threads
            return other
        return context

    def _check_pictures(self) -> None:
        context = self.pictures.codec_context
        name = getattr(context, "name", None)
        if name not in _PICTURE_DECODERS:
            words = (
                f"{images.shown(self._name)} is a video of a kind that is not read. Export it as MP4 (H.264)."
            )
            raise UnsupportedMedia(words, name=self._name)
        self._check(max(context.width, 1), max(context.height, 1))
        context.thread_count = self._threads
        context.thread_type = "AUTO" if self._threads != 1 else "SLICE"
        context.options = {"max_pixels": str(MOST_PIXELS)}

    def _check(self, width: int, height: int) -> None:
        if width < 1 or height < 1:
            raise damaged(self._name)
        if width * height > MOST_PIXELS:
            raise too_large(self._name, (width, height))


def _opened(path: Path, format: str) -> InputContainer:
    demuxer = DEMUXERS[format]
    options = {
        "protocol_whitelist": "file",
        "format_whitelist": _DEMUXER_NAMES[demuxer],
        "codec_whitelist": ",".join(sorted(_PICTURE_DECODERS | SOUND_DECODERS)),
        "max_streams": _MOST_STREAMS,
        "probesize": _PROBE,
        "analyzeduration": _PROBE,
    }
    return av.open(
        os.fspath(path.absolute()),
        "r",
        format=demuxer,
        container_options=options,
        metadata_errors="replace",
        timeout=(_PATIENCE_S, _PATIENCE_S),
    )


def _pictures_of(container: InputContainer, name: str) -> VideoStream:
    films = [stream for stream in container.streams.video if not stream.disposition & _STILLS]
    if not films and container.streams.audio:
        words = f"{images.shown(name)} has no picture, only sound. Export it as MP3 or WAV and use it as the music."
        raise BrokenMedia(words, name=name)
    if not films:
        raise without_pictures(name)
    return next((film for film in films if film.disposition & Disposition.default), films[0])


def _sound_of(container: InputContainer) -> AudioStream | None:
    sounds = [
        stream
        for stream in container.streams.audio
        if getattr(stream.codec_context, "name", None) in SOUND_DECODERS
    ]
    if not sounds:
        return None
    sound = next((one for one in sounds if one.disposition & Disposition.default), sounds[0])
    sound.codec_context.thread_count = 1
    return sound
