"""The one line that tells what a timeline holds.

Timeline (3 tracks): 1. Video: 10 photos (0-30s) 2. BGM: Lo-fi (0-30s, 35%) 3. Title: "Hi" (0-3s)
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from photoplay.timeline.called import MOOD_NAMES, called
from photoplay.timeline.clips import is_end_card, is_still
from photoplay.timeline.model import AudioClip, Clip, TextClip, Timeline, Track, TrackKind, VideoClip
from photoplay.timeline.ripple import OVERLAY_NAME, TRACK_NAMES
from photoplay.timeline.wording import LANGUAGES, language_of, one_line, percent, seconds


@dataclass(frozen=True, slots=True)
class Telling:
    """In which words clips are told of, and what is known of them.

    Attributes:
        language: A key of ``wording.LANGUAGES``.
        films: Sources that are films; None: not known.
    """

    language: str
    films: Collection[str] | None = None

    def __getitem__(self, key: str) -> str:
        return LANGUAGES[self.language][key]

    def get(self, key: str) -> str | None:
        """The words of a key, if there are any."""
        return LANGUAGES[self.language].get(key)

    def is_film(self, clip: Clip) -> bool:
        """Whether a clip is told of as a clip, not as a photo."""
        if self.films is None or not isinstance(clip, VideoClip):
            return not is_still(clip)
        return clip.source in self.films


_COUNTED = ("photo", "film", "end_card", "overlay", "sound", "text")


def summary(timeline: Timeline, language: str = "en", films: Collection[str] | None = None) -> str:
    """The summary line.

    Args:
        timeline: What to describe.
        language: A BCP 47 tag; Chinese is written as the tag says, all else in English.
        films: Sources that are films; None: not known, and what has a motion is taken for a photo.
    """
    words = Telling(language_of(language), films)
    shown = [track for track in timeline.tracks if track.clips]
    head = words["timeline_1"] if len(shown) == 1 else words["timeline"].format(n=len(shown))
    items = (
        f"{number}. {_track_line(track, track is timeline.main_track, words)}"
        for number, track in enumerate(shown, 1)
    )
    line = words["between"].join(items)
    return f"{head}{words['colon']}{line}" if line else head


def _track_line(track: Track, is_main: bool, words: Telling) -> str:
    details = [span(track.clips[0].start_ms, track.clips[-1].end_ms, words)]
    gains = {volume(clip.gain) for clip in track.clips if isinstance(clip, AudioClip)}
    if len(gains) == 1:
        details += gains
    inside = words["brackets"].format(words["comma"].join(details))
    return f"{_track_label(track, is_main, words)}{words['colon']}{_contents(track, is_main, words)}{inside}"


def _track_label(track: Track, is_main: bool, words: Telling) -> str:
    """A name that somebody gave, else one by what is on the track, in the language asked for."""
    if track.name and track.name not in (*TRACK_NAMES.values(), OVERLAY_NAME):
        return one_line(track.name)
    if track.kind is TrackKind.VIDEO:
        return words["main" if is_main else "overlay"]
    if track.kind is TrackKind.AUDIO:
        return words["sound"]
    roles = {clip.style.get("role", "title") for clip in track.clips if isinstance(clip, TextClip)}
    role = roles.pop() if len(roles) == 1 else "title"
    return words.get(str(role)) or words["title"]


def _contents(track: Track, is_main: bool, words: Telling) -> str:
    if len(track.clips) == 1:
        return shown_name(track.clips[0], is_main, words)
    return counted(track.clips, is_main, words)


def shown_name(clip: Clip, is_main: bool, words: Telling) -> str:
    """The name of one clip, its words in quotes, or what it is if it has no name."""
    if isinstance(clip, TextClip):
        return words["quote"].format(one_line(clip.text))
    if is_main and is_end_card(clip):
        return words["end-card"]
    if isinstance(clip, AudioClip) and clip.mood and clip.mood in MOOD_NAMES and words.language != "en":
        return called(clip.mood, MOOD_NAMES, words.language)
    return one_line(clip.name) or counted([clip], is_main, words)


def counted(clips: Sequence[Clip], is_main: bool, words: Telling) -> str:
    """“8 photos, 2 clips and an end card”."""
    kinds = sorted(_COUNTED.index(_kind(clip, is_main, words)) for clip in clips)
    parts = []
    for kind, group in groupby(kinds):
        number = len(list(group))
        key = f"{_COUNTED[kind]}_{'1' if number == 1 else 'n'}"
        parts.append(words[key].format(n=number))
    return listed(parts, words)


def listed(parts: Sequence[str], words: Telling) -> str:
    """“a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    first, last = words["comma"].join(parts[:-1]), parts[-1]
    joint = words["and"]
    if not joint.isascii():  # Chinese stands apart from letters and digits of ours, not from Chinese
        joint = " " * _is_latin(first[-1:]) + joint + " " * _is_latin(last[:1])
    return first + joint + last


def _is_latin(letter: str) -> bool:
    return letter.isascii() and (letter.isalnum() or letter == "%")


def span(start_ms: int, end_ms: int, words: Telling) -> str:
    """“0-2.5s”."""
    return words["span"].format(start=seconds(start_ms), end=seconds(end_ms))


def volume(gain: float | tuple[tuple[int, float], ...]) -> str:
    """“35%”, or “20%-80%” where it changes."""
    if not isinstance(gain, tuple):
        return percent(gain)
    values = [value for _, value in gain]
    low, high = percent(min(values)), percent(max(values))
    return low if low == high else f"{low}-{high}"


def _kind(clip: Clip, is_main: bool, words: Telling) -> str:
    if isinstance(clip, TextClip):
        return "text"
    if not isinstance(clip, VideoClip):
        return "sound"
    if not is_main:
        return "overlay"
    if is_end_card(clip):
        return "end_card"
    return "film" if words.is_film(clip) else "photo"
