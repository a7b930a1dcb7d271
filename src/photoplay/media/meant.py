"""What is told of a file that is no picture: by what it is, and by what it was meant to be."""

from __future__ import annotations

from typing import BinaryIO, Final

from photoplay.media import sniff

#: Ends of names, what such a file was meant to be, and what it had better be exported as.
_MEANT: Final[tuple[tuple[frozenset[str], str, str], ...]] = (
    (
        frozenset({
            "mp4", "m4v", "mov", "avi", "webm", "mkv", "ts", "mts", "m2ts", "mpg", "mpeg", "wmv", "flv", "3gp",
            "ogv",
        }),
        "a video that can be read",
        "MP4 (H.264)",
    ),
    (
        frozenset({
            "mp3", "wav", "m4a", "aac", "ogg", "oga", "opus", "flac", "wma", "aif", "aiff", "mid", "midi",
        }),
        "a sound file",
        "MP3 or WAV",
    ),
    (frozenset({"cube", "3dl", "look", "lut"}), "a table of colours", "a .cube file"),
)  # fmt: skip


def not_a_picture(name: str, shown: str, head: bytes, file: BinaryIO) -> str:
    """The refusal of a file that is given as a picture and is none.

    Args:
        name: Its name as the user knows it.
        shown: The same, fit for a message.
        head: Its first ``sniff.HEAD_BYTES`` bytes.
        file: All of it; left standing anywhere.
    """
    kind = sniff.other_kind(head)
    if kind == "a video" and sniff.is_sound_alone(head, file):
        return f"{shown} has no picture, only sound. Give it as the music instead (--music)."
    if kind == "a video" and sniff.film_format(head, file) is not None:
        return f"{shown} is a video, not a photo. Only a picture can be used here, such as a JPEG or PNG."
    if kind == "a video":
        return f"{shown} is a video of a kind that is not read. Export it as MP4 (H.264) and use that."
    if kind == "a sound file":
        return f"{shown} is a sound file, not a photo. Give it as the music instead."
    suffix = name.rpartition(".")[2].lower()
    meant, better = next(
        ((what, as_what) for ends, what, as_what in _MEANT if suffix in ends), ("a photo", "JPEG or PNG")
    )
    return f"{shown} is {kind}, not {meant}. Export it as {better} and use that."
