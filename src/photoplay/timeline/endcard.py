"""The end card: a ground with the logo that closes a video, inside its length, and words on it.

    | A | B | C |  ->  | A | B | C | End card |
                                     [Shop now]

No words are ever added that nobody gave.
"""

from __future__ import annotations

from photoplay.errors import InvalidEdit
from photoplay.timeline import edits
from photoplay.timeline.clips import end_card
from photoplay.timeline.find import end_cards, main_clips
from photoplay.timeline.generated import Card, generated_by, source_of
from photoplay.timeline.layers import add_title
from photoplay.timeline.model import Timeline, VideoClip
from photoplay.timeline.ripple import main_end_ms

#: How long an end card is seen, and in videos of up to ``SHORT_MS``. Source: taste.
CARD_MS, SHORT_CARD_MS, SHORT_MS = 3000, 2500, 15_000
#: It is no longer than this part of the video, and no shorter than 0.1 s because of that.
LARGEST_PART, LEAST_MS = 3, 100
#: Words come so long after their card, or so long before the transition into it ends. Source: ours, by eye:
#: they are faint at first.
_LATER_MS, _BEFORE_MS = 200, 100


def wanted_card_ms(total_ms: int) -> int:
    """How long the end card of a video is best seen."""
    return CARD_MS if total_ms > SHORT_MS else SHORT_CARD_MS


def card_ms(total_ms: int) -> int:
    """How long the end card of a video is seen, if its photos leave it the room."""
    return min(wanted_card_ms(total_ms), max(total_ms // LARGEST_PART, LEAST_MS))


def add_end_card(
    timeline: Timeline, card: Card, text: str = "", *, duration_ms: int | None = None
) -> Timeline:
    """Close a video with a card, which takes its time from the photos; one that is there is replaced.

    Args:
        timeline: The timeline to change.
        card: Ground and logo.
        text: Words on it; empty: none.
        duration_ms: Of the card; None: what suits the video.

    Raises:
        InvalidEdit: There are no photos, or too little time for them.
    """
    total_ms = main_end_ms(main_clips(timeline))
    if total_ms == 0:
        raise InvalidEdit("The video has no photos yet; add one first.")
    length_ms = card_ms(total_ms) if duration_ms is None else duration_ms
    if old := [clip.id for clip in end_cards(timeline)]:
        timeline = edits.remove(timeline, old)
    timeline = edits.set_total_duration(timeline, total_ms - length_ms)
    timeline = edits.append(timeline, end_card(source_of(card), length_ms))
    return write_on_card(timeline, text) if text else timeline


def write_on_card(timeline: Timeline, text: str) -> Timeline:
    """Write words on the end card; they come a moment after it, and stay to its end.

    Raises:
        InvalidEdit: There is no end card, or no words.
    """
    cards = end_cards(timeline)
    if not cards:
        raise InvalidEdit("This video has no end card; add one first.")
    card = cards[-1]
    later_ms = min(max(_LATER_MS, _way_in_ms(timeline, card) - _BEFORE_MS), card.duration_ms // 3)
    return add_title(
        timeline,
        text,
        start_ms=card.start_ms + later_ms,
        duration_ms=card.duration_ms - later_ms,
        reference=card.id,
        role="end-card",
    )


def _way_in_ms(timeline: Timeline, card: VideoClip) -> int:
    """How much of the card is still under the transition into it."""
    if card.transition_in is None:
        return 0
    clips = main_clips(timeline)
    before = clips[max(0, clips.index(card) - 1)]
    return min(card.transition_in.duration_ms, before.duration_ms // 2, card.duration_ms // 2) // 2


def card_has_logo(timeline: Timeline) -> bool:
    """Whether a logo stands on an end card."""
    recipes = (generated_by(card.source) for card in end_cards(timeline))
    return any(isinstance(recipe, Card) and recipe.logo for recipe in recipes)
