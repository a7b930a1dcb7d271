"""Title and subtitle over the beginning of a video: when they come, and how long they stay.

|  first photo  | B |
  [ title      ]
    [ subtitle ]
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from photoplay.errors import InvalidEdit
from photoplay.timeline.clips import is_end_card
from photoplay.timeline.find import main_clips
from photoplay.timeline.layers import add_title
from photoplay.timeline.model import Timeline, VideoClip

#: A title comes so long after its shot, and a subtitle so long after its title. Source: taste, "Words".
_AFTER_SHOT_MS, _AFTER_TITLE_MS = 400, 300
#: No longer than this, where it has been read.
_LONGEST_MS = 4500
#: Words that end with a shot may have this share of the time that is comfortable.
_BRISK = 0.75
#: Time to see words, and to read one word, or one character of Chinese, Japanese or Korean. Source: the same.
_SEEN_MS, _WORD_MS, _CHARACTER_MS = 1000, 300, 200
_CHARACTER = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af\U00020000-\U0003ffff]")


def reading_ms(text: str) -> int:
    """How long words must stay to be read."""
    words = _CHARACTER.sub(" ", text).split()
    return _SEEN_MS + _WORD_MS * len(words) + _CHARACTER_MS * len(_CHARACTER.findall(text))


def add_opening(timeline: Timeline, title: str = "", subtitle: str = "") -> Timeline:
    """Write a title, a subtitle, or both over the first shot.

    They go with that shot or, where it is too short for reading, with the first one that leaves enough time
    for it, but not over the end card.

    Raises:
        InvalidEdit: There are no photos.
    """
    shots = [clip for clip in main_clips(timeline) if not is_end_card(clip)]
    if not shots:
        raise InvalidEdit("The video has no photos yet; add one first.")
    limit_ms = shots[-1].end_ms
    start_ms = shots[0].start_ms + min(_AFTER_SHOT_MS, (limit_ms - shots[0].start_ms) // 6)
    end_ms = min(start_ms + _length_ms(shots, start_ms, reading_ms(f"{title} {subtitle}")), limit_ms)
    for text, role in ((title, "title"), (subtitle, "subtitle")):
        if text:
            later_ms = min(_AFTER_TITLE_MS, (end_ms - start_ms) // 6) if title and role == "subtitle" else 0
            timeline = add_title(
                timeline,
                text,
                start_ms=start_ms + later_ms,
                duration_ms=end_ms - start_ms - later_ms,
                role=role,
            )
    return timeline


def _length_ms(shots: Sequence[VideoClip], start_ms: int, comfortable_ms: int) -> int:
    """How long words are there: to the end of a shot if they can be read until then, and not far beyond it."""
    brisk_ms = round(_BRISK * comfortable_ms)
    lengths = (_until_ms(shots, index) - start_ms for index in range(len(shots)))
    to_a_cut_ms = next((length for length in lengths if length >= brisk_ms), comfortable_ms)
    return min(to_a_cut_ms, max(comfortable_ms, _LONGEST_MS))


def _until_ms(shots: Sequence[VideoClip], index: int) -> int:
    """Until when a shot is seen alone: the transition to the next one begins."""
    shot, after = shots[index], shots[index + 1 : index + 2]
    if not after or (way := after[0].transition_in) is None:
        return shot.end_ms
    return shot.end_ms - min(way.duration_ms, shot.duration_ms // 2, after[0].duration_ms // 2) // 2
