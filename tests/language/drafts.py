"""Facts about the pictures and the sound of a draft: each a function that says what is not so, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from tests.language.world import Seen

from photoplay.timeline.find import end_cards, main_clips, overlays, photos, sounds, titles
from photoplay.timeline.generated import Card, Music, generated_by
from photoplay.timeline.layouts import DIVIDER_NAME
from photoplay.timeline.model import ASPECTS, AudioClip, Timeline, VideoClip

#: Looks that are a style, not an adjustment.
STYLES = (
    "warm",
    "cool",
    "vivid",
    "faded",
    "vintage",
    "bw",
    "sepia",
    "cinematic",
    "film",
    "matte",
    "night",
    "lut",
)


# -- reading a draft --------------------------------------------------------------------------------


def shots(timeline: Timeline) -> tuple[VideoClip, ...]:
    return photos(timeline)


def music_of(timeline: Timeline) -> AudioClip | None:
    return next(iter(sounds(timeline)), None)


def looks_of(clip: VideoClip) -> dict[str, float]:
    return {look.type: look.amount for look in clip.looks}


def gain_of(clip: AudioClip) -> float:
    if isinstance(clip.gain, tuple):
        return max(gain for _, gain in clip.gain)
    return clip.gain


def _numbers(timeline: Timeline, wanted: Any) -> list[int]:
    count = len(shots(timeline))
    numbers = range(1, count + 1) if wanted == "all" else [int(number) for number in wanted]
    return [number for number in numbers if 1 <= number <= count]


def _any_of(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def unless(holds: bool, message: str) -> str:
    return "" if holds else message


# -- the checks -------------------------------------------------------------------------------------


def changed(seen: Seen, wanted: bool) -> str:
    changed = seen.before != seen.after
    return unless(changed == wanted, f"{'changed' if changed else 'nothing changed'}")


def photos_shown(seen: Seen, wanted: Sequence[str]) -> str:
    names = [clip.name for clip in shots(seen.after)]
    return unless(names == list(wanted), f"{names}")


def count(seen: Seen, wanted: int) -> str:
    clips = shots(seen.after)
    return unless(len(clips) == wanted, f"{len(clips)}")


def _lengths(timeline: Timeline) -> list[float]:
    return [clip.duration_ms / 1000 for clip in shots(timeline)]


def seconds(seen: Seen, wanted: Mapping[int, float]) -> str:
    lengths = _lengths(seen.after)
    return unless(
        all(n <= len(lengths) and abs(lengths[n - 1] - s) <= 0.05 for n, s in wanted.items()), f"{lengths}"
    )


def all_seconds(seen: Seen, wanted: float) -> str:
    lengths = _lengths(seen.after)
    return unless(bool(lengths) and all(abs(one - wanted) <= 0.05 for one in lengths), f"{lengths}")


def total(seen: Seen, wanted: Any) -> str:
    total = seen.after.duration_ms / 1000
    low, high = wanted if isinstance(wanted, list) else (wanted - 0.15, wanted + 0.15)
    return unless(low <= total <= high, f"{total:g} s")


def _length_of(timeline: Timeline, which: Any) -> float:
    return timeline.duration_ms / 1000 if which == "total" else _lengths(timeline)[which - 1]


def compared(seen: Seen, wanted: Any, sign: int) -> str:
    for which in [wanted] if wanted == "total" else wanted:
        was, now = _length_of(seen.before, which), _length_of(seen.after, which)
        if sign * (now - was) <= 0.01:
            return f"{which} was {was:g} s, is {now:g} s"
    return ""


def kept(seen: Seen, wanted: Sequence[int]) -> str:
    """Lengths of single photos that did not change; photos are followed by their ids where they are the same."""
    before = {clip.id: clip.duration_ms for clip in shots(seen.before)}
    after = shots(seen.after)
    for number in wanted:
        if number > len(after):
            return f"there is no photo {number}"
        clip = after[number - 1]
        if before.get(clip.id, clip.duration_ms) != clip.duration_ms:
            return f"photo {number} is {clip.duration_ms} ms now, was {before[clip.id]}"
    return ""


def aspect(seen: Seen, wanted: str) -> str:
    canvas, (width, height) = seen.after.canvas, ASPECTS[wanted]
    return unless(
        abs(canvas.width / canvas.height - width / height) < 0.02, f"{canvas.width}x{canvas.height}"
    )


def fps(seen: Seen, wanted: int) -> str:
    return unless(seen.after.canvas.fps == wanted, f"{seen.after.canvas.fps}")


def music(seen: Seen, wanted: Any) -> str:
    clip = music_of(seen.after)
    is_heard = clip is not None and gain_of(clip) > 0
    if wanted is False:
        return unless(not is_heard, f"{clip.name if clip else ''} is heard")
    if clip is None or not is_heard:
        return "no music"
    if wanted is True:
        return ""
    names = [str(one) for one in _any_of(wanted)]
    return unless(clip.mood in names or clip.name in names, f"{clip.mood or clip.name}")


def lead(seen: Seen, wanted: str) -> str:
    clip = music_of(seen.after)
    made = generated_by(clip.source) if clip else None
    lead = made.lead if isinstance(made, Music) else None
    return unless(lead == wanted, f"{lead}")


def other_music(seen: Seen, wanted: bool) -> str:
    was, now = music_of(seen.before), music_of(seen.after)
    return unless(now is not None and (was is None or was.source != now.source), "the same piece")


def volume(seen: Seen, wanted: float) -> str:
    clip = music_of(seen.after)
    gain = None if clip is None else gain_of(clip)
    return unless(gain is not None and abs(gain - wanted / 100) < 0.006, f"{gain}")


def louder(seen: Seen, wanted: bool, sign: int = 1) -> str:
    was, now = music_of(seen.before), music_of(seen.after)
    if was is None or now is None:
        return "no music"
    return unless(sign * (gain_of(now) - gain_of(was)) > 0.005, f"was {gain_of(was):g}, is {gain_of(now):g}")


def quieter_at_end(seen: Seen, wanted: bool) -> str:
    clip = music_of(seen.after)
    if clip is None:
        return "no music"
    falls = isinstance(clip.gain, tuple) and clip.gain[-1][1] < clip.gain[0][1]
    was = music_of(seen.before)
    longer = was is not None and clip.fade_out_ms > was.fade_out_ms
    return unless(falls or longer, f"{clip.gain}")


def fades(seen: Seen, wanted: bool) -> str:
    clip = music_of(seen.after)
    return unless(clip is not None and (clip.fade_in_ms > 0 or clip.fade_out_ms > 0), "it does not")


def _way(clip: VideoClip) -> str:
    return clip.transition_in.type if clip.transition_in else "none"


def transition(seen: Seen, wanted: Any) -> str:
    ways = [_way(clip) for clip in shots(seen.after)[1:]]
    return unless(bool(ways) and all(way in _any_of(wanted) for way in ways), f"{ways}")


def transition_into(seen: Seen, wanted: Mapping[int, Any]) -> str:
    ways = [_way(clip) for clip in shots(seen.after)]
    return unless(all(n <= len(ways) and ways[n - 1] in _any_of(way) for n, way in wanted.items()), f"{ways}")


def transition_seconds(seen: Seen, wanted: float) -> str:
    lengths = [clip.transition_in.duration_ms / 1000 for clip in shots(seen.after)[1:] if clip.transition_in]
    return unless(bool(lengths) and all(abs(one - wanted) <= 0.05 for one in lengths), f"{lengths}")


def motion(seen: Seen, wanted: Mapping[Any, Any]) -> str:
    clips = shots(seen.after)
    for which, names in wanted.items():
        for number in _numbers(seen.after, "all" if which == "all" else [which]):
            move = clips[number - 1].motion
            if move is not None and move.type not in _any_of(names):
                return f"photo {number}: {move.type}"
            if move is None and which != "all":
                return f"photo {number} is a film"
    return ""


def look(seen: Seen, wanted: Mapping[Any, Any]) -> str:
    clips = shots(seen.after)
    for which, names in wanted.items():
        for number in _numbers(seen.after, "all" if which == "all" else [which]):
            own = looks_of(clips[number - 1])
            if not any(own.get(name, 0) > 0 for name in _any_of(names)):
                return f"photo {number}: {own}"
    return ""


def no_look(seen: Seen, wanted: Any) -> str:
    clips = shots(seen.after)
    for number in _numbers(seen.after, wanted):
        if styles := [name for name in looks_of(clips[number - 1]) if name in STYLES]:
            return f"photo {number}: {styles}"
    return ""


def adjusted(*weights: tuple[str, float]) -> Callable[[Seen, Any], str]:
    """More of something than before: each look counts so much for it."""

    def amount(clip: VideoClip | None) -> float:
        own = looks_of(clip) if clip else {}
        return sum(weight * own.get(name, 0.0) for name, weight in weights)

    def check(seen: Seen, wanted: Any) -> str:
        before = {clip.id: clip for clip in shots(seen.before)}
        clips = shots(seen.after)
        touched = _numbers(seen.after, wanted)
        for number, clip in enumerate(clips, 1):
            more = amount(clip) - amount(before.get(clip.id))
            if number in touched and more <= 0:
                return f"photo {number}: {looks_of(clip)}"
            if number not in touched and abs(more) > 0.01:
                return f"photo {number} was touched: {looks_of(clip)}"
        return ""

    return check


def end_card(seen: Seen, wanted: bool) -> str:
    return unless(bool(end_cards(seen.after)) == wanted, "there is one" if not wanted else "there is none")


def end_card_text(seen: Seen, wanted: str) -> str:
    cards = end_cards(seen.after)
    on = [
        clip.text
        for clip in titles(seen.after)
        if any(clip.reference == card.id or card.start_ms <= clip.start_ms < card.end_ms for card in cards)
    ]
    return unless(any(wanted.casefold() in text.casefold() for text in on), f"{on}")


def logo(seen: Seen, wanted: Any) -> str:
    known = {clip.id for clip in overlays(seen.after) if clip.reference is None and clip.box is not None}
    corner = [clip for clip in overlays(seen.after) if clip.id in known and clip.name != DIVIDER_NAME]
    on_card = [
        clip
        for clip in main_clips(seen.after)
        if isinstance(made := generated_by(clip.source), Card) and made.logo is not None
    ]
    if isinstance(wanted, bool):
        return unless(bool(corner or on_card) == wanted, f"{len(corner)} in corners, {len(on_card)} on cards")
    places = [_corner(clip) for clip in corner]
    return unless(wanted in places, f"{places}")


def _corner(clip: VideoClip) -> str:
    box = clip.box
    assert box is not None
    down = "top" if box.y + box.h / 2 < 0.5 else "bottom"
    return f"{down}-{'left' if box.x + box.w / 2 < 0.5 else 'right'}"


def of_photo(read: Callable[[VideoClip], Any]) -> Callable[[Seen, Any], str]:
    def check(seen: Seen, wanted: Mapping[int, Any]) -> str:
        found = [read(clip) for clip in shots(seen.after)]
        return unless(
            all(n <= len(found) and found[n - 1] == value for n, value in wanted.items()), f"{found}"
        )

    return check


def turned(clip: VideoClip) -> int:
    """Degrees clockwise as they are seen: a mirror, which comes after the turn, makes a right turn a left one."""
    quarters = -clip.rotation if clip.flip in ("h", "v") else clip.rotation
    return quarters % 4 * 90


def flagged(read: Callable[[VideoClip], bool]) -> Callable[[Seen, Any], str]:
    def check(seen: Seen, wanted: Iterable[int]) -> str:
        found = [number for number, clip in enumerate(shots(seen.after), 1) if read(clip)]
        return unless(found == sorted(wanted), f"{found}")

    return check


def is_silent(clip: VideoClip) -> bool:
    return clip.motion is None and clip.sound_gain == 0


def layout(seen: Seen, wanted: str | list[str]) -> str:
    main = {clip.id: clip for clip in main_clips(seen.after)}
    lines = [clip for clip in overlays(seen.after) if clip.name == DIVIDER_NAME]
    placed = [clip for clip in overlays(seen.after) if clip.reference in main and clip not in lines]
    split = [clip for clip in placed if main[clip.reference or ""].box is not None]
    found = {
        "before-after": bool(lines) or bool(split),
        "split": bool(split),
        "inset": len(placed) > len(split),
    }
    is_so = any(found[name] for name in _any_of(wanted))
    return unless(is_so, f"{[name for name, there in found.items() if there]}")
