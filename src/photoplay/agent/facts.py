"""What is in a video and in the media bin, in sentences: for questions, and for models."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from photoplay.agent.scene import Scene
from photoplay.agent.speech import say
from photoplay.agent.tools.selecting import in_time, role_of
from photoplay.media.record import MediaRecord
from photoplay.timeline.called import (
    LOOK_NAMES,
    MOOD_NAMES,
    MOTION_NAMES,
    PLAIN_LOOKS,
    TRANSITION_NAMES,
    called,
)
from photoplay.timeline.changes import changes
from photoplay.timeline.find import all_clips, end_cards, main_clips, overlays, photos, sounds
from photoplay.timeline.model import ASPECTS, AudioClip, Canvas, Timeline, VideoClip
from photoplay.timeline.summary import Telling, counted, listed, span, summary, volume
from photoplay.timeline.wording import language_of, one_line, seconds

#: So many names and texts are told one by one.
_MOST_NAMED = 12
_MOST_CHARACTERS = 5_000
#: Looks that repair a picture rather than give it a mood.
_REPAIRS = ("auto", "match")


def shown_photos(timeline: Timeline, scene: Scene) -> tuple[VideoClip, ...]:
    """Photos and clips as people count them."""
    logos = {record.id for record in scene.logos}
    return photos(timeline, logos) or photos(timeline)


def length_of(ms: int, language: str) -> str:
    """“30s”, “30秒”."""
    return Telling(language_of(language))["seconds"].format(seconds(ms))


def shape_of(canvas: Canvas) -> str:
    """“16:9”, or width and height where the shape has no name."""
    ratio = canvas.width / canvas.height
    named = next((name for name, (w, h) in ASPECTS.items() if abs(w / h - ratio) < 0.005), None)
    return named or f"{canvas.width}×{canvas.height}"


def files_in_words(records: Sequence[MediaRecord], language: str) -> str:
    """“8 photos and 2 clips”, or nothing."""
    words = Telling(language_of(language))
    parts = []
    for kind, key in (("image", "photo"), ("video", "film"), ("audio", "sound")):
        number = sum(record.kind == kind for record in records)
        if number:
            parts.append(words[f"{key}_{'1' if number == 1 else 'n'}"].format(n=number))
    return listed(parts, words)


def names_of(records: Iterable[MediaRecord], language: str) -> str:
    """Names of files, with what they are for where that is not plain."""
    words = Telling(language_of(language))
    told = []
    for record in records:
        name = one_line(record.name)
        if record.role == "logo":
            name = say(language, "a_file_logo", name=name)
        elif record.kind == "audio":
            name = say(language, "a_file_music", name=name)
        told.append(name)
    return _bounded(told, words)


def _bounded(told: Sequence[str], words: Telling) -> str:
    if len(told) <= _MOST_NAMED:
        return listed(told, words)
    return words["comma"].join([*told[:_MOST_NAMED], "…"])


def transitions_in_words(timeline: Timeline, language: str) -> str:
    """“fade ×4, hard cuts ×1”; nothing where there is no cut."""
    clips = main_clips(timeline)[1:]
    names = [
        called(clip.transition_in.type, TRANSITION_NAMES, language_of(language))
        if clip.transition_in
        else say(language, "hard_cuts")
        for clip in clips
    ]
    return _times(names, language)


def looks_in_words(timeline: Timeline, scene: Scene, language: str) -> str:
    """“warm ×3”; nothing where no picture has one."""
    tag = language_of(language)
    names = [
        PLAIN_LOOKS.get(look.type, look.type) if tag == "en" else called(look.type, LOOK_NAMES, tag)
        for clip in shown_photos(timeline, scene)
        for look in clip.looks
        if look.type not in _REPAIRS
    ]
    return _times(names, language) if names else ""


def repairs_in_words(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    """What was done about light and colour that gives no mood."""
    found = {look.type for clip in shown_photos(timeline, scene) for look in clip.looks}
    return [say(language, f"about_{name}") for name in _REPAIRS if name in found]


def music_in_words(clip: AudioClip, language: str) -> str:
    """“Lo-fi (piano)”, “爵士”, or the name of a file."""
    tag = language_of(language)
    if clip.mood is None or tag == "en":
        return one_line(clip.name) or clip.mood or "–"
    return called(clip.mood, MOOD_NAMES, tag)


def _times(names: Sequence[str], language: str) -> str:
    counts = Counter(names)
    if len(counts) == 1:
        return names[0]
    told = [say(language, "times", name=name, n=n) for name, n in counts.most_common(6)]
    return Telling(language_of(language))["comma"].join(told)


def texts_in_words(timeline: Timeline, language: str) -> str:
    """“Title “Hello” (0-3s)”, in the order of time."""
    words = Telling(language_of(language))
    told = [
        say(
            language, "about_text", role=words.get(role_of(clip)) or words["title"],
            words=one_line(clip.text), span=span(clip.start_ms, clip.end_ms, words),
        )
        for clip in in_time(timeline)
    ]  # fmt: skip
    return _bounded(told, words)


def texts_in_short(timeline: Timeline, language: str) -> str:
    """“Hello” and “World”: what is written on photos, without the end card."""
    words = Telling(language_of(language))
    cards = {clip.id for clip in end_cards(timeline)}
    found = [one_line(clip.text) for clip in in_time(timeline) if clip.reference not in cards]
    return _bounded([say(language, "quoted", words=one) for one in found], words)


# -- answers to questions ---------------------------------------------------------------------------


def _length(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    told = [say(language, "about_length", length=length_of(timeline.duration_ms, language))]
    clips = shown_photos(timeline, scene)
    lengths = {clip.duration_ms for clip in clips}
    if len(lengths) == 1 and len(clips) > 1:
        length = length_of(clips[0].duration_ms, language)
        told.append(say(language, "about_all_lengths", n=len(clips), length=length))
    elif 1 < len(clips) <= _MOST_NAMED:
        told.append(say(language, "about_order", names=_order(clips, language)))
    return told


def _order(clips: Sequence[VideoClip], language: str) -> str:
    words = Telling(language_of(language))
    told = [
        say(
            language,
            "a_photo",
            n=number,
            name=one_line(clip.name),
            length=length_of(clip.duration_ms, language),
        )
        for number, clip in enumerate(clips, 1)
    ]
    return words["comma"].join(told[:_MOST_NAMED] + (["…"] if len(told) > _MOST_NAMED else []))


def _photos(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    words = Telling(language_of(language), scene.films)
    clips = shown_photos(timeline, scene)
    return [
        say(language, "about_photos", photos=counted(clips, True, words)),
        say(language, "about_order", names=_order(clips, language)),
    ]


def shown_at(at_s: float, timeline: Timeline, scene: Scene, language: str) -> list[str]:
    """The photo that is shown at a time; nothing: none is."""
    for number, clip in enumerate(shown_photos(timeline, scene), 1):
        if clip.start_ms <= at_s * 1000 < clip.end_ms:
            words = Telling(language_of(language))
            who = {"n": number, "name": one_line(clip.name), "span": span(clip.start_ms, clip.end_ms, words)}
            return [say(language, "about_moment", at=length_of(round(at_s * 1000), language), **who)]
    return []


def _music(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    found = sounds(timeline)
    if not found:
        return [say(language, "about_no_music")]
    told = []
    for clip in found[:3]:
        is_mute = not clip.gain
        key = "about_muted" if is_mute else "about_music"
        slots = {"volume": volume(clip.gain)} if not is_mute else {}
        told.append(say(language, key, music=music_in_words(clip, language), **slots))
    return told


def _texts(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    told = texts_in_words(timeline, language)
    return [say(language, "about_texts", texts=told) if told else say(language, "about_no_texts")]


def _size(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    canvas = timeline.canvas
    slots = {"width": canvas.width, "height": canvas.height, "fps": canvas.fps, "shape": shape_of(canvas)}
    return [say(language, "about_size", **slots)]


def _transitions(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    if not any(clip.transition_in for clip in main_clips(timeline)[1:]):
        return [say(language, "about_no_transitions")]
    return [say(language, "about_transitions", transitions=transitions_in_words(timeline, language))]


def _looks(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    told, repairs = looks_in_words(timeline, scene, language), repairs_in_words(timeline, scene, language)
    if told:
        return [say(language, "about_looks", looks=told), *repairs]
    return repairs or [say(language, "about_no_looks")]


def _motion(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    tag = language_of(language)
    moves = [
        called(clip.motion.type, MOTION_NAMES, tag)
        for clip in shown_photos(timeline, scene)
        if clip.motion is not None
    ]
    return [say(language, "about_motion", moves=_times(moves, language))] if moves else []


def _files(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    if not scene.bin:
        return [say(language, "about_no_files")]
    told = [say(language, "about_files", files=names_of(scene.bin, language))]
    used = {clip.source for clip in all_clips(timeline) if isinstance(clip, VideoClip)}
    unused = [record for record in scene.shots if record.id not in used]
    if unused and used:
        told.append(say(language, "about_unused", files=names_of(unused, language)))
    return told


def _last_changes(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    if not scene.undo:
        return [say(language, "about_no_changes")]
    told = [_as_past(one) for one in changes(scene.undo[0], timeline, language, scene.films)]
    joint = "" if language_of(language) != "en" else " "
    return [say(language, "about_changes", changes=joint.join(told[:6]))]


#: Words that say that something has just been done.
_JUST_NOW = re.compile(r"已(?=[\u4e00-\u9fff])|(?<=\bvideo) now(?= lasts\b)")


def _as_past(change: str) -> str:
    """A change as told of later: it was done then, not by this turn."""
    return _JUST_NOW.sub("", change)


def _end_card(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    cards = {clip.id for clip in end_cards(timeline)}
    if not cards:
        return [say(language, "about_no_end_card")]
    told = [one_line(clip.text) for clip in in_time(timeline) if clip.reference in cards]
    if not told:
        return [say(language, "about_end_card")]
    words = Telling(language_of(language))
    quoted = listed([say(language, "quoted", words=one) for one in told], words)
    return [say(language, "about_end_card_saying", words=quoted)]


def _name(timeline: Timeline, scene: Scene, language: str) -> list[str]:
    if not timeline.title:
        return [say(language, "about_no_name")]
    return [say(language, "about_project", name=one_line(timeline.title))]


_ABOUT: Mapping[str, Callable[[Timeline, Scene, str], list[str]]] = {
    "length": _length, "photos": _photos, "order": _photos, "music": _music, "texts": _texts, "size": _size,
    "aspect": _size, "fps": _size, "transitions": _transitions, "looks": _looks, "motion": _motion,
    "files": _files, "changes": _last_changes, "end-card": _end_card, "logo": _files, "name": _name,
}  # fmt: skip


def about(topic: str, timeline: Timeline, scene: Scene, language: str) -> list[str]:
    """Sentences about a part of the video; an unknown topic is told the whole.

    Args:
        topic: "length", "photos", "music", "texts", "size", "transitions", "looks", "files", "changes", "all" …
        timeline: What is asked about.
        scene: The project.
        language: "en", "zh" or "zh-TW".
    """
    if not main_clips(timeline) and topic not in ("files", "changes", "name"):
        if not scene.bin:
            return [say(language, "about_no_files")]
        return [say(language, "about_nothing", files=files_in_words(scene.bin, language))]
    tell = _ABOUT.get(topic)
    if tell is not None:
        return tell(timeline, scene, language)
    return [
        *_photos(timeline, scene, language)[:1],
        *_length(timeline, scene, language)[:1],
        summary(timeline, language, scene.films),
    ]


def described(timeline: Timeline, scene: Scene, language: str) -> str:
    """All that a model needs to know of the draft and the bin; ids first. Bounded."""
    lines = [summary(timeline, language, scene.films), *_size(timeline, scene, language)]
    for number, clip in enumerate(shown_photos(timeline, scene), 1):
        looks = ", ".join(f"{look.type} {look.amount:g}" for look in clip.looks)
        way = clip.transition_in.type if clip.transition_in else "cut"
        move = clip.motion.type if clip.motion else "clip"
        lines.append(
            f"{number}. id={clip.id} file={one_line(clip.name)!r} {seconds(clip.start_ms)}-{seconds(clip.end_ms)} s, "
            f"fit={clip.fit}, motion={move}, in={way}" + (f", looks={looks}" if looks else "")
        )
    for text in in_time(timeline):
        lines.append(
            f"text id={text.id} role={role_of(text)} {one_line(text.text)!r} on={text.reference or '-'}"
        )
    for clip in [*end_cards(timeline), *overlays(timeline)]:
        lines.append(f"other id={clip.id} {one_line(clip.name)!r}")
    lines += _music(timeline, scene, language)
    lines += _files(timeline, scene, language)
    return "\n".join(lines)[:_MOST_CHARACTERS]
