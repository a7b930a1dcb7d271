"""Words on the picture: the opening, words for single photos, the price, the end card. Nothing is invented."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from photoplay.render.layout import role_style
from photoplay.templates.brief import Brief
from photoplay.templates.own_words import own_words
from photoplay.timeline.edits import set_durations
from photoplay.timeline.endcard import write_on_card
from photoplay.timeline.find import clip_by_id, end_cards, main_clips, titles
from photoplay.timeline.layers import NewTitle, add_title, add_titles, edit_title
from photoplay.timeline.model import Clip, Json, Timeline, VideoClip
from photoplay.timeline.opening import add_opening, reading_ms
from photoplay.timeline.ripple import photos_end_ms
from photoplay.timeline.spans import drawn_duration_ms

#: Words come so long after their shot is seen, at most so late in it, and the price after its video's start.
AFTER_SHOT_MS, _LATEST_PART, _PRICE_AFTER_MS = 400, 6, 1500
#: Words for one photo are never there for less than this.
_LEAST_MS = 300

#: A subtitle of the renderer's own size and weight is lost at phone size, 270 pixels wide: "30", a date, "3 beds".
_LARGER, _MEDIUM = 1.3, 500


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a video.

    Attributes:
        title, subtitle: Over the beginning.
        captions: Number of a photo, from 0, and what is said of it; several of one photo follow one another.
        price: On a badge.
        card: Lines of the end card.
        has_call: Whether the first of them is something to do.
        said: Those of them that the template brought itself.
        missing: Captions of photos that there are not.
    """

    title: str = ""
    subtitle: str = ""
    captions: tuple[tuple[int, str], ...] = ()
    price: str = ""
    card: tuple[str, ...] = ()
    has_call: bool = False
    said: tuple[str, ...] = ()
    missing: tuple[tuple[int, str], ...] = ()


def words_of(brief: Brief, count: int) -> Words:
    """The words of a video of so many photos and films."""
    if brief.text is False:
        return Words()
    told = [(number - 1, text) for number, text in brief.captions if text.strip()]
    found = [(index, text) for index, text in told if 0 <= index < count]
    details = tuple(one for one in brief.features if one.strip())
    lines = tuple(one for one in (brief.call_to_action, brief.closing, brief.address) if one.strip())
    captions = [*found, *_spread(details, count, {index for index, _ in found})]
    words = Words(
        title=brief.title if brief.title.strip() else "",
        subtitle=brief.subtitle if brief.subtitle.strip() else "",
        captions=tuple(sorted(captions, key=lambda one: one[0])),
        price=brief.price if brief.price.strip() else "",
        card=lines,
        has_call=bool(brief.call_to_action.strip()),
        missing=tuple((index + 1, text) for index, text in told if not 0 <= index < count),
    )
    is_bare = not (words.title or words.subtitle or words.captions or words.price or words.card)
    return _with_own(words, brief, count) if brief.text and is_bare else words


def needs_ms(words: Words, count: int, *, opens: bool) -> list[int]:
    """How long each photo is to be seen for its words to be read; 0: they do not say.

    Args:
        words: Of the video.
        count: How many photos there are.
        opens: Whether title and subtitle are to be read on the first one; else they stay over several.
    """
    needs = [0] * count
    for index, text in words.captions:
        needs[index] += reading_ms(text) + (0 if needs[index] else AFTER_SHOT_MS + AFTER_SHOT_MS // 2)
    if opens:
        needs[0] += opening_needs_ms(words)
    return needs


def opening_needs_ms(words: Words) -> int:
    """How long title and subtitle take to come and to be read."""
    told = f"{words.title} {words.subtitle}".strip()
    return AFTER_SHOT_MS + reading_ms(told) if told else 0


def card_needs_ms(words: Words) -> int:
    """How long an end card is to be seen for its words to be read."""
    return AFTER_SHOT_MS + reading_ms(" ".join(words.card)) if words.card else 0


def written(
    timeline: Timeline,
    words: Words,
    photos: Sequence[str],
    captions: Sequence[Mapping[str, Json]],
    title: Mapping[str, Mapping[str, Json]],
) -> Timeline:
    """A cut with its words.

    Args:
        timeline: The cut.
        words: What is said.
        photos: Ids of the clips that captions are counted by.
        captions: For each of them, role and style of words for it.
        title: Style and animation of the title.
    """
    opening_ms = 0
    if words.title or words.subtitle:
        timeline = add_opening(timeline, words.title, words.subtitle)
        timeline = _styled(timeline, title)
        timeline, opening_ms = _given_way(timeline, words, photos)
    told: dict[int, list[str]] = {}
    for number, text in words.captions:
        told.setdefault(number, []).append(text)
    wanted = [
        one
        for number, clip_id in enumerate(photos)
        if number in told
        for one in _on_photo(timeline, clip_id, told[number], captions[number], opening_ms)
    ]
    timeline = add_titles(timeline, wanted)
    if words.card and end_cards(timeline):
        timeline = _on_card(timeline, words)
    return timeline


def _given_way(timeline: Timeline, words: Words, photos: Sequence[str]) -> tuple[Timeline, int]:
    """An opening that ends before the first photo with words of its own has them; when it ends."""
    opening = titles(timeline)
    end_ms = max(clip.end_ms for clip in opening)
    if not words.captions:
        return timeline, end_ms
    first = _main(timeline, photos[words.captions[0][0]])
    latest_ms = first.start_ms
    if first.start_ms == 0:  # both on the first photo share its time
        own = opening_needs_ms(words)
        told = " ".join(text for index, text in words.captions if index == 0)
        latest_ms = first.duration_ms * own // (own + AFTER_SHOT_MS + reading_ms(told))
    if end_ms <= latest_ms:
        return timeline, end_ms
    lengths = {clip.id: max(_LEAST_MS, latest_ms - clip.start_ms) for clip in opening}
    return set_durations(timeline, lengths), latest_ms


def _on_card(timeline: Timeline, words: Words) -> Timeline:
    """Words of the end card; what is nothing to press stands on no button."""
    before = {clip.id for clip in titles(timeline)}
    timeline = write_on_card(timeline, "\n".join(words.card))
    if words.has_call:
        return timeline
    (new,) = [clip.id for clip in titles(timeline) if clip.id not in before]
    return edit_title(timeline, new, style={"box": False})


def with_price(timeline: Timeline, price: str, style: Mapping[str, Json]) -> Timeline:
    """A cut with the price on a badge, from the second shot on, or from a moment into the only one."""
    shots = [clip for clip in main_clips(timeline) if clip.start_ms < photos_end_ms(main_clips(timeline))]
    end_ms = _end_alone_ms(timeline, shots[-1])
    if len(shots) > 1:
        start_ms = shots[1].start_ms + _later_ms(timeline, shots[1])
    else:
        start_ms = min(_PRICE_AFTER_MS, shots[0].duration_ms // 3)
    return add_title(
        timeline, price, start_ms=start_ms, duration_ms=max(1, end_ms - start_ms), role="badge", style=style
    )


def _with_own(words: Words, brief: Brief, count: int) -> Words:
    own = own_words(brief.kind, brief.language)
    if brief.kind == "before-after":
        pairs = [(index, own.details[index % 2]) for index in range(count - count % 2)]
        return replace(words, captions=tuple(pairs), said=own.details if pairs else ())
    details = tuple(zip(range(1, count), own.details, strict=False))
    told = (own.opening, *(text for _, text in details), own.closing)
    card = (own.closing,) if own.closing else ()
    said = tuple(one for one in told if one)
    has_call = bool(card) and own.is_call
    return replace(words, title=own.opening, captions=details, card=card, has_call=has_call, said=said)


def _spread(details: Sequence[str], count: int, taken: set[int]) -> Iterator[tuple[int, str]]:
    """Details on photos, one each from the second one on; where there are too few photos, several on one."""
    free = [index for index in range(count) if index not in taken] or list(range(count))
    places = free[1:] if len(free) > 1 else free
    if len(details) == len(free):
        places = free
    for number, text in enumerate(details):
        at = number if len(details) <= len(places) else number * len(places) // len(details)
        yield places[at], text


def _styled(timeline: Timeline, title: Mapping[str, Mapping[str, Json]]) -> Timeline:
    style, animation = title.get("style", {}), title.get("animation", {})
    for clip in titles(timeline):
        if clip.style.get("role") == "title":
            timeline = edit_title(timeline, clip.id, style=style, animation=animation)
        elif clip.style.get("role") == "subtitle":
            canvas = timeline.canvas
            size = round(role_style("subtitle", (canvas.width, canvas.height)).size * _LARGER, 4)
            below: dict[str, Json] = {"size": size, "weight": _MEDIUM}
            if "font" in style:
                below = {"size": size, "font": style["font"]}
            timeline = edit_title(timeline, clip.id, style=below)
    return timeline


def _on_photo(
    timeline: Timeline, clip_id: str, said: Sequence[str], caption: Mapping[str, Json], not_before_ms: int
) -> Iterator[NewTitle]:
    """Words for one photo, one after the other while it is seen."""
    clip = _main(timeline, clip_id)
    role, style = str(caption["role"]), {key: value for key, value in caption.items() if key != "role"}
    start_ms = max(clip.start_ms + _later_ms(timeline, clip), min(not_before_ms, clip.end_ms - _LEAST_MS))
    length_ms = max(_LEAST_MS, _end_alone_ms(timeline, clip) - start_ms)
    for number, text in enumerate(said):
        begin, end = (start_ms + length_ms * place // len(said) for place in (number, number + 1))
        yield NewTitle(text, begin, max(1, end - begin), clip_id, role, style)


def _later_ms(timeline: Timeline, clip: VideoClip) -> int:
    """How long after its shot's start words come: when it is seen alone."""
    return min(max(AFTER_SHOT_MS, _way_ms(timeline, clip) // 2), clip.duration_ms // _LATEST_PART)


def _end_alone_ms(timeline: Timeline, clip: VideoClip) -> int:
    """Until when a shot is seen alone."""
    clips = main_clips(timeline)
    after = _place(clips, clip) + 1
    return clip.end_ms - (_way_ms(timeline, clips[after]) // 2 if after < len(clips) else 0)


def _place(clips: Sequence[VideoClip], clip: VideoClip) -> int:
    return next(place for place, one in enumerate(clips) if one.id == clip.id)


def _way_ms(timeline: Timeline, clip: VideoClip) -> int:
    """Length of the transition into a clip, as it is drawn."""
    if clip.transition_in is None:
        return 0
    clips = main_clips(timeline)
    index = _place(clips, clip)
    return drawn_duration_ms(clip.transition_in, clips[index - 1] if index else None, clip)


def _main(timeline: Timeline, clip_id: str) -> VideoClip:
    clip: Clip = clip_by_id(timeline, clip_id)
    assert isinstance(clip, VideoClip)
    return clip
