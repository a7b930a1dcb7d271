"""The one line that tells what a timeline holds.

Timeline (3 tracks): 1. Video: 10 photos (0-30s) 2. BGM: Lo-fi (0-30s, 35%) 3. Title: "Hi" (0-3s)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from photoplay.timeline.clips import is_end_card, is_still
from photoplay.timeline.model import AudioClip, Clip, TextClip, Timeline, Track, TrackKind, VideoClip
from photoplay.timeline.ripple import OVERLAY_NAME, TRACK_NAMES
from photoplay.timeline.wording import one_line, percent, seconds, words_of

Words = Mapping[str, str]

_COUNTED = ("photo", "film", "end_card", "overlay", "sound", "text")


def summary(timeline: Timeline, language: str = "en") -> str:
    """The summary line.

    Args:
        timeline: What to describe.
        language: A BCP 47 tag; Chinese is written as the tag says, all else in English.
    """
    words = words_of(language)
    shown = [track for track in timeline.tracks if track.clips]
    head = words["timeline_1"] if len(shown) == 1 else words["timeline"].format(n=len(shown))
    items = (
        f"{number}. {_track_line(track, track is timeline.main_track, words)}"
        for number, track in enumerate(shown, 1)
    )
    line = words["between"].join(items)
    return f"{head}{words['colon']}{line}" if line else head


def _track_line(track: Track, is_main: bool, words: Words) -> str:
    details = [span(track.clips[0].start_ms, track.clips[-1].end_ms, words)]
    gains = {volume(clip) for clip in track.clips if isinstance(clip, AudioClip)}
    if len(gains) == 1:
        details += gains
    inside = words["brackets"].format(words["comma"].join(details))
    return f"{_track_label(track, is_main, words)}{words['colon']}{_contents(track, is_main, words)}{inside}"


def _track_label(track: Track, is_main: bool, words: Words) -> str:
    """A name that somebody gave, else one by what is on the track, in the language asked for."""
    if track.name and track.name not in (*TRACK_NAMES.values(), OVERLAY_NAME):
        return one_line(track.name)
    if track.kind is TrackKind.VIDEO:
        return words["main" if is_main else "overlay"]
    if track.kind is TrackKind.AUDIO:
        return words["sound"]
    roles = {clip.style.get("role", "title") for clip in track.clips if isinstance(clip, TextClip)}
    role = roles.pop() if len(roles) == 1 else "title"
    return words.get(str(role), words["title"])


def _contents(track: Track, is_main: bool, words: Words) -> str:
    if len(track.clips) == 1:
        return shown_name(track.clips[0], is_main, words)
    return counted(track.clips, is_main, words)


def shown_name(clip: Clip, is_main: bool, words: Words) -> str:
    """The name of one clip, its words in quotes, or what it is if it has no name."""
    if isinstance(clip, TextClip):
        return words["quote"].format(one_line(clip.text))
    if is_end_card(clip):
        return words["end-card"]
    return one_line(clip.name) or counted([clip], is_main, words)


def counted(clips: Sequence[Clip], is_main: bool, words: Words) -> str:
    """“8 photos, 2 clips and an end card”."""
    kinds = sorted(_COUNTED.index(_kind(clip, is_main)) for clip in clips)
    parts = []
    for kind, group in groupby(kinds):
        number = len(list(group))
        key = f"{_COUNTED[kind]}_{'1' if number == 1 else 'n'}"
        parts.append(words[key].format(n=number))
    return listed(parts, words)


def listed(parts: Sequence[str], words: Words) -> str:
    """“a, b and c”."""
    if len(parts) < 2:
        return "".join(parts)
    return words["comma"].join(parts[:-1]) + words["and"] + parts[-1]


def span(start_ms: int, end_ms: int, words: Words) -> str:
    """“0-2.5s”."""
    return words["span"].format(start=seconds(start_ms), end=seconds(end_ms))


def volume(clip: AudioClip) -> str:
    """“35%”, or “20%-80%” where it changes."""
    if not isinstance(clip.gain, tuple):
        return percent(clip.gain)
    values = [value for _, value in clip.gain]
    low, high = percent(min(values)), percent(max(values))
    return low if low == high else f"{low}-{high}"


def _kind(clip: Clip, is_main: bool) -> str:
    if isinstance(clip, TextClip):
        return "text"
    if not isinstance(clip, VideoClip):
        return "sound"
    if not is_main:
        return "overlay"
    if is_end_card(clip):
        return "end_card"
    return "photo" if is_still(clip) else "film"
