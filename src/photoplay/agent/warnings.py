"""What may spoil a video and is easily overlooked: found in the draft, told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from photoplay.agent.facts import length_of, shown_photos
from photoplay.agent.scene import Scene
from photoplay.agent.speech import say
from photoplay.agent.tools.selecting import in_time, role_of
from photoplay.errors import InvalidTimeline
from photoplay.export.presets import PRESETS
from photoplay.render.layout import estimated_box, safe_zone
from photoplay.timeline.find import main_clips, sounds
from photoplay.timeline.lettering import lettering_of
from photoplay.timeline.model import TextClip, Timeline, VideoClip
from photoplay.timeline.opening import reading_ms
from photoplay.timeline.ripple import main_end_ms
from photoplay.timeline.wording import language_of, one_line, seconds, words_of

#: Enlarged more than this, a photo looks soft. Source: the issue this was made for.
_SOFT = 2.0
#: Words that are there for less than this share of the time that reading takes are missed.
_BRISK = 0.75
#: Music may end so long before the video without anybody's noticing, milliseconds.
_SILENCE_MS = 700
#: Above this the music is pressed by the limiter.
_LOUD = 1.0
#: Up to so many small photos are named.
_NAMED = 2


@dataclass(frozen=True, slots=True)
class Warning:
    """One thing to know.

    Attributes:
        key: Of ``agent.speech``.
        subject: Of what: the id of a clip, or a name; the same thing is warned of once.
        slots: What its words need, but for the language's own.
        values: Milliseconds by slot, which are told as lengths.
    """

    key: str
    subject: str
    slots: dict[str, Any] = field(default_factory=dict, compare=False)
    values: dict[str, int] = field(default_factory=dict, compare=False)


def new_warnings(scene: Scene, after: Timeline, platforms: tuple[str, ...] = ()) -> list[Warning]:
    """Those that this turn has caused, or met first.

    Args:
        scene: With the draft before.
        after: The draft now.
        platforms: Names of presets that were spoken of.
    """
    known = {(one.key, one.subject) for one in warnings(scene, scene.timeline, ())}
    return [one for one in warnings(scene, after, platforms) if (one.key, one.subject) not in known]


def warnings(scene: Scene, timeline: Timeline, platforms: tuple[str, ...]) -> Iterator[Warning]:
    """All there is to warn of in a draft."""
    if not main_clips(timeline):
        return
    yield from _of_words(timeline)
    yield from _of_photos(scene, timeline)
    yield from _of_music(scene, timeline)
    yield from _of_platforms(timeline, platforms)


def _of_words(timeline: Timeline) -> Iterator[Warning]:
    canvas = timeline.canvas.width, timeline.canvas.height
    zone = safe_zone(canvas)
    for clip in in_time(timeline):
        slots = {"words": one_line(clip.text)}
        try:
            box = estimated_box(clip.text, lettering_of(clip.style, clip.animation), canvas)
        except InvalidTimeline:
            continue
        if box.height > zone.height * 1.02 or box.width > zone.width * 1.02 or _has_long_word(clip, canvas):
            yield Warning("warn_text_outside", clip.id, slots)
        needed_ms = reading_ms(clip.text)
        if role_of(clip) != "badge" and clip.duration_ms < _BRISK * needed_ms:
            shown = {"seconds": seconds(round(clip.duration_ms, -2)), "needed": seconds(round(needed_ms, -2))}
            yield Warning("warn_text_fast", clip.id, slots | shown)


def _has_long_word(clip: TextClip, canvas: tuple[int, int]) -> bool:
    """Whether one word alone is wider than the safe zone at the size that was asked for."""
    size = lettering_of(clip.style, clip.animation).size
    if size is None:
        return False
    zone = safe_zone(canvas)
    longest = max((len(word) for word in clip.text.split() if word.isascii()), default=0)
    return longest * 0.5 * size * canvas[1] > zone.width


def _of_photos(scene: Scene, timeline: Timeline) -> Iterator[Warning]:
    for number, clip in enumerate(shown_photos(timeline, scene), 1):
        record = scene.records.get(clip.source)
        if record is None or not record.width or not record.height or record.is_graphic:
            continue
        wide, high = (
            (record.width, record.height) if clip.rotation % 2 == 0 else (record.height, record.width)
        )
        if _enlarged(clip, (wide, high), timeline) > _SOFT:
            slots = {"number": number, "width": record.width, "height": record.height}
            yield Warning("warn_small", f"{record.id} {timeline.canvas.width}", slots)


def _enlarged(clip: VideoClip, size: tuple[int, int], timeline: Timeline) -> float:
    """How many times as large a picture is shown as it is, at 1080 lines or what the video has."""
    canvas, box = timeline.canvas, clip.box
    width = canvas.width * (box.w if box else 1.0)
    height = canvas.height * (box.h if box else 1.0)
    scales = width / size[0], height / size[1]
    return max(scales) if clip.fit == "cover" else min(scales)


def _of_music(scene: Scene, timeline: Timeline) -> Iterator[Warning]:
    end_ms = main_end_ms(main_clips(timeline))
    for clip in sounds(timeline):
        if clip.reference is not None:
            continue
        gains = [value for _, value in clip.gain] if isinstance(clip.gain, tuple) else [clip.gain]
        if max(gains) > _LOUD:
            yield Warning("warn_loud", clip.id)
        record = scene.records.get(clip.source)
        heard_ms = clip.duration_ms
        if record is not None and record.sound is not None and not clip.loop:
            heard_ms = min(heard_ms, round((record.sound.duration_ms - clip.source_in_ms) / clip.speed))
        stops_ms = clip.start_ms + heard_ms
        if any(gains) and stops_ms < end_ms - _SILENCE_MS and len(sounds(timeline)) == 1:
            slots = {"music": seconds(round(stops_ms, -2)), "video": seconds(round(end_ms, -2))}
            yield Warning("warn_music_short", f"{clip.id} {clip.source}", slots)


def _of_platforms(timeline: Timeline, platforms: tuple[str, ...]) -> Iterator[Warning]:
    for name in platforms:
        preset = PRESETS.get(name)
        if preset is None:
            continue
        length_ms = timeline.duration_ms
        for key, limit_s in (("warn_too_long", preset.longest_s), ("warn_too_short", preset.shortest_s)):
            is_over = limit_s is not None and (
                length_ms > limit_s * 1000 if key == "warn_too_long" else length_ms < limit_s * 1000
            )
            if limit_s is not None and is_over:
                values = {"limit": round(limit_s * 1000), "length": length_ms}
                yield Warning(key, name, {"platform": preset.title}, values)


def told(found: list[Warning], language: str) -> list[str]:
    """Warnings in sentences; several small photos in one."""
    small = [one for one in found if one.key == "warn_small"]
    sentences = []
    for one in found:
        if one.key == "warn_small" and len(small) > _NAMED:
            continue
        slots = dict(one.slots)
        slots |= {name: length_of(ms, language) for name, ms in one.values.items()}
        if one.key == "warn_small":
            slots["who"] = words_of(language_of(language))["photo"].format(slots.pop("number"))
        sentences.append(say(language, one.key, **slots))
    if len(small) > _NAMED:
        sentences.append(say(language, "warn_small_many", n=len(small)))
    return sentences
