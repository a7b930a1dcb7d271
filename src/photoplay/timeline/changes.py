"""What changed between two timelines, in short sentences.

A change that only follows another one (a title that went along with its photo, music that still ends
with the video) is not told, unless nothing else is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from photoplay.timeline.called import (
    FIT_NAMES,
    FRAME_NAMES,
    MOOD_NAMES,
    MOTION_NAMES,
    called,
    look_told,
    way_told,
)
from photoplay.timeline.find import all_clips, main_clips, photos
from photoplay.timeline.generated import Card, generated_by
from photoplay.timeline.grounds_told import ground_told
from photoplay.timeline.model import AudioClip, Clip, TextClip, Timeline, VideoClip
from photoplay.timeline.reordered import longest_rise
from photoplay.timeline.restyled import other_speed, style_changes
from photoplay.timeline.ripple import main_end_ms
from photoplay.timeline.summary import Telling, counted, listed, shown_name, span, volume
from photoplay.timeline.wording import language_of, one_line, percent, seconds

#: Up to so many clips are named one by one.
_NAMED = 3


def changes(
    before: Timeline, after: Timeline, language: str = "en", films: Collection[str] | None = None
) -> tuple[str, ...]:
    """Sentences about all that changed; none if nothing did, at least one if anything did.

    Args:
        before: The earlier timeline.
        after: The later one.
        language: A BCP 47 tag, as for the summary.
        films: Sources that are films, as for the summary.
    """
    if before == after:
        return ()
    pair = _Pair(_side(before), _side(after), Telling(language_of(language), films))
    sentences = [
        *pair.project(),
        *pair.came_and_went(),
        *pair.order(),
        *pair.total(),
        *pair.differences(followed=False),
        *pair.details(),
    ]
    told = sentences or [*pair.differences(followed=True)] or [pair.words["details"]]
    return tuple(sentence + pair.words["full_stop"] for sentence in told)


_NAMES: Mapping[type[Clip], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (VideoClip, AudioClip, TextClip)
}


@dataclass(frozen=True)
class _Side:
    """One of the two timelines, with what is asked of it again and again."""

    timeline: Timeline
    clips: Mapping[str, Clip]
    tracks: Mapping[str, str]  # id of a clip -> id of its track
    main: Mapping[str, int]  # id of a clip of the main track -> its place, from 1
    numbers: Mapping[str, int]  # id of a photo -> its number, from 1
    end_ms: int


def _side(timeline: Timeline) -> _Side:
    main = main_clips(timeline)
    return _Side(
        timeline,
        clips={clip.id: clip for clip in all_clips(timeline)},
        tracks={clip.id: track.id for track in timeline.tracks for clip in track.clips},
        main={clip.id: place for place, clip in enumerate(main, 1)},
        numbers={clip.id: number for number, clip in enumerate(photos(timeline), 1)},
        end_ms=main_end_ms(main),
    )


@dataclass(frozen=True)
class _Pair:
    """Two timelines, and the words to tell them apart."""

    before: _Side
    after: _Side
    words: Telling

    def project(self) -> Iterator[str]:
        before, after, words = self.before.timeline, self.after.timeline, self.words
        if before.title != after.title:
            yield words["project"].format(words["quote"].format(one_line(after.title)))
        old, new = before.canvas, after.canvas
        if (old.width, old.height) != (new.width, new.height):
            yield words["size"].format(new.width, new.height)
        if old.fps != new.fps:
            yield words["fps"].format(new.fps)

    def came_and_went(self) -> Iterator[str]:
        """Clips that are only in one of the two, those of the main track first."""
        for key, here, there in (("removed", self.before, self.after), ("added", self.after, self.before)):
            alone = [clip for clip in here.clips.values() if clip.id not in there.clips]
            for is_main in (True, False):
                clips = [clip for clip in alone if (clip.id in here.main) is is_main]
                if len(clips) > _NAMED:
                    yield self.words[key].format(counted(clips, is_main, self.words))
                for clip in clips if len(clips) <= _NAMED else ():
                    yield self.words[key].format(self._described(here, clip))

    def order(self) -> Iterator[str]:
        """Clips of the main track that changed places."""
        old, new = self.before.main, self.after.main
        common = [clip_id for clip_id in new if clip_id in old]
        kept = longest_rise([old[clip_id] for clip_id in common])
        moved = [clip_id for index, clip_id in enumerate(common) if index not in kept]
        other = [
            one for one, was in zip(common, sorted(common, key=old.__getitem__), strict=True) if one != was
        ]
        if len(other) == 2:  # these changed places; what stands between them stays where it was
            moved = other if len(moved) > 1 else moved
        if len(moved) > _NAMED:
            yield self.words[f"reordered_{self._kinds(self.after.clips[one] for one in moved)}"]
            return
        for clip_id in moved:
            name = self.words["quote"].format(shown_name(self.after.clips[clip_id], True, self.words))
            yield self.words["moved"].format(name, new[clip_id])

    def total(self) -> Iterator[str]:
        old_ms, new_ms = self.before.timeline.duration_ms, self.after.timeline.duration_ms
        if old_ms != new_ms:
            yield self.words["total"].format(self.seconds(new_ms), self.seconds(old_ms))

    def differences(self, *, followed: bool) -> Iterator[str]:
        """What is different about clips that are in both, the same for several in one sentence."""
        groups: dict[tuple[str, str], dict[str, list[Clip]]] = {}
        for new in self.after.clips.values():
            old = self.before.clips.get(new.id, new)
            if old is new and self.before.tracks.get(new.id) == self.after.tracks[new.id]:
                continue
            for attribute in self._different(old, new):
                if followed or not self._follows(attribute, old, new):
                    group = groups.setdefault((attribute, self._family(new)), {})
                    for phrase in self._phrases(attribute, old, new):
                        group.setdefault(phrase, []).append(new)
        for (attribute, _), phrases in groups.items():
            yield from self._told(attribute, phrases)

    def details(self) -> Iterator[str]:
        """Keys that are not ours, and what tracks are called."""
        before, after = self.before.timeline, self.after.timeline
        old = {track.id: (track.name, track.kind, track.extra) for track in before.tracks}
        new = {track.id: (track.name, track.kind, track.extra) for track in after.tracks}
        old_common = [(key, value) for key, value in old.items() if key in new]
        new_common = [(key, value) for key, value in new.items() if key in old]
        extras_differ = (before.extra, before.metadata) != (after.extra, after.metadata)
        if extras_differ or old_common != new_common:
            yield self.words["details"]

    def seconds(self, ms: int) -> str:
        return self.words["seconds"].format(seconds(ms))

    def called(self, name: str, table: Mapping[str, tuple[str, str]]) -> str:
        """A name as it is shown."""
        return called(name, table, self.words.language)

    # -- what differs -------------------------------------------------------------------------------

    def _different(self, old: Clip, new: Clip) -> Iterator[str]:
        if type(old) is not type(new):
            yield "extra"
            return
        renewed = getattr(old, "source", "") != getattr(new, "source", "")
        for name in _NAMES[type(new)]:
            if getattr(old, name) != getattr(new, name) and not (name in ("name", "mood") and renewed):
                yield name
        if self.before.tracks.get(new.id, self.after.tracks[new.id]) != self.after.tracks[new.id]:
            yield "track"

    def _follows(self, attribute: str, old: Clip, new: Clip) -> bool:
        """Whether a difference is only the consequence of another change."""
        if attribute in ("transition_in", "transition_out"):
            return self._same_seam(attribute, new)
        if attribute == "track":
            return (new.id in self.before.main) == (new.id in self.after.main)
        if attribute not in ("start_ms", "duration_ms"):
            return False
        if new.id in self.after.main:
            return attribute == "start_ms"
        if new.reference is not None and new.reference == old.reference:
            parents = (side.clips[new.reference] for side in (self.before, self.after))
            return len({(parent.start_ms, parent.duration_ms) for parent in parents}) > 1
        old_ms, new_ms = self.before.end_ms, self.after.end_ms
        return old_ms != new_ms and old.end_ms >= old_ms and new.end_ms == new_ms

    def _same_seam(self, attribute: str, new: Clip) -> bool:
        """Whether the cut at this place is as it was, with other clips on its sides."""
        old_order, new_order = list(self.before.main), list(self.after.main)
        if not old_order or new.id not in self.after.main or old_order == new_order:
            return False
        place = len(old_order) if attribute == "transition_out" else self.after.main[new.id]
        if place > len(old_order) or (attribute == "transition_out" and new.id != new_order[-1]):
            return attribute == "transition_out"
        return bool(getattr(self.before.clips[old_order[place - 1]], attribute) == getattr(new, attribute))

    def _family(self, clip: Clip) -> str:
        """Clips of the main track are named together, all others one by one."""
        return "" if clip.id in self.after.main else clip.id

    # -- how it is told -----------------------------------------------------------------------------

    def _told(self, attribute: str, phrases: Mapping[str, list[Clip]]) -> Iterator[str]:
        if attribute == "duration_ms" and len(phrases) > _NAMED:
            changed = [clip for clips in phrases.values() for clip in clips]
            lengths = [clip.duration_ms for clip in changed]
            low, high = self.seconds(min(lengths)), self.seconds(max(lengths))
            phrases = {self.words["duration_ms_many"].format(low, high): changed}
        for phrase, clips in phrases.items():
            was = self._was(attribute, clips)
            who = self._who(clips) if attribute not in _RENAMING else self._briefly(clips)
            yield f"{who}{self.words['colon']}{phrase}{was}"

    def _briefly(self, clips: Sequence[Clip]) -> str:
        """What clips are, without the words or the name that the sentence is about."""
        kinds = {self._label(clip) for clip in clips if clip.id not in self.after.main}
        return kinds.pop() if len(kinds) == 1 and len(clips) == 1 else self._who(clips)

    def _was(self, attribute: str, clips: Sequence[Clip]) -> str:
        """What a length or a volume was before, where it was the same for all of them."""
        if attribute not in _WITH_OLD:
            return ""
        olds = {clip.id: self.before.clips[clip.id] for clip in clips if clip.id in self.before.clips}
        unit = "×" if attribute == "speed" else ""
        told = {_TOLD[attribute](getattr(old, attribute), self, old) + unit for old in olds.values()}
        return self.words["was"].format(told.pop()) if len(told) == 1 else ""

    def _phrases(self, attribute: str, old: Clip, new: Clip) -> Sequence[str]:
        """What is different, in words; about a text's style each property by itself."""
        if attribute == "style" and isinstance(old, TextClip) and isinstance(new, TextClip):
            return style_changes(old.style, new.style, self.words)
        if attribute == "motion" and isinstance(old, VideoClip) and isinstance(new, VideoClip):
            is_same = old.motion and new.motion and old.motion.type == new.motion.type
            return (other_speed(self.words) if is_same else self._phrase(attribute, new),)
        return (self._phrase(attribute, new),)

    def _phrase(self, attribute: str, new: Clip) -> str:
        value = getattr(new, attribute, None)
        key = attribute
        if attribute == "transition_in" and self.after.main.get(new.id) == 1:
            key = "way_in"
        off = self.words.get(f"{key}_off")
        if off is not None and not value:
            return off
        tell = _TOLD.get(attribute)
        told, phrase = tell(value, self, new) if tell else value, self.words[key]
        if isinstance(told, str) and not told[:1].isascii():
            phrase = phrase.replace(" {0}", "{0}")  # Chinese stands apart from what is not Chinese only
        return phrase.format(told)

    def _who(self, clips: Sequence[Clip]) -> str:
        known = self.after.numbers
        counted_ones = [clip for clip in clips if clip.id in known]
        parts = []
        if len(counted_ones) == len(known) > 1:
            key = f"all_{self._kinds(counted_ones)}"
            parts.append(self.words[key].format(n=len(counted_ones)))
        else:
            for key in ("photo", "clip"):
                numbers = sorted(known[clip.id] for clip in counted_ones if self._called(clip) == key)
                if numbers:
                    ranges = listed(_ranges(numbers), self.words)
                    parts.append(self.words[key if len(numbers) == 1 else f"{key}s"].format(ranges))
        parts += [self._named(self.after, clip) for clip in clips if clip.id not in known]
        return listed(parts, self.words)

    def place_of(self, clip: Clip) -> str:
        return "start" if self.after.main.get(clip.id) == 1 else ""

    def _called(self, clip: Clip) -> str:
        """A photo or a clip; they are numbered together."""
        return "clip" if self.words.is_film(clip) else "photo"

    def _kinds(self, clips: Iterable[Clip]) -> str:
        """What several are, together."""
        kinds = {self._called(clip) for clip in clips}
        return f"{kinds.pop()}s" if len(kinds) == 1 else "mixed"

    def _described(self, side: _Side, clip: Clip) -> str:
        """A clip that came or went, with its number or its time."""
        brackets = self.words["brackets"]
        if clip.id in side.numbers:
            number = self.words[self._called(clip)].format(side.numbers[clip.id])
            return number + (brackets.format(one_line(clip.name)) if clip.name else "")
        return self._named(side, clip) + brackets.format(span(clip.start_ms, clip.end_ms, self.words))

    def _named(self, side: _Side, clip: Clip) -> str:
        """“BGM Lo-fi”, “Title "Hello"”, “Overlay logo.png”."""
        name = shown_name(clip, clip.id in side.main, self.words)
        if clip.id in side.main:
            return name
        is_named = clip.name or isinstance(clip, TextClip)
        return f"{self._label(clip)} {name}" if is_named else self._label(clip)

    def _label(self, clip: Clip) -> str:
        """“BGM”, “Overlay”, or what the role of a text is called."""
        if isinstance(clip, TextClip):
            role = clip.style.get("role", "title")
            key = "a_caption" if role == "caption" else str(role)
            return self.words.get(key) or self.words["title"]
        return self.words["overlay" if isinstance(clip, VideoClip) else "sound"]


def _tell_source(value: Any, pair: _Pair, clip: Clip) -> str:
    name = clip.name
    if isinstance(made := generated_by(value), Card):
        return ground_told(made, pair.words.language)
    if isinstance(clip, AudioClip) and clip.mood and pair.words.language != "en":
        name = pair.called(clip.mood, MOOD_NAMES)
    return pair.words["quote"].format(one_line(name) or one_line(str(value)))


def _tell_way(value: Any, pair: _Pair, place: str) -> str:
    length = pair.words["brackets"].format(pair.seconds(value.duration_ms))
    return way_told(value, pair.words.language, place) + length


def _tell_quoted(value: Any, pair: _Pair, clip: Clip) -> str:
    return pair.words["quote"].format(one_line(value))


def _tell_time(value: Any, pair: _Pair, clip: Clip) -> str:
    return pair.seconds(value)


_TOLD: Mapping[str, Callable[[Any, _Pair, Clip], str]] = {
    "source": _tell_source,
    "name": _tell_quoted,
    "text": _tell_quoted,
    "start_ms": lambda value, pair, clip: span(value, clip.end_ms, pair.words),
    "duration_ms": _tell_time,
    "source_in_ms": _tell_time,
    "fade_in_ms": _tell_time,
    "fade_out_ms": _tell_time,
    "transition_in": lambda value, pair, clip: _tell_way(
        value, pair, "start" if pair.after.main.get(clip.id) == 1 else ""
    ),
    "transition_out": lambda value, pair, clip: _tell_way(value, pair, "end"),
    "speed": lambda value, pair, clip: f"{value:g}",
    "rotation": lambda value, pair, clip: str(value * 90),
    "opacity": lambda value, pair, clip: percent(value),
    "motion": lambda value, pair, clip: pair.called(value.type, MOTION_NAMES),
    "fit": lambda value, pair, clip: pair.called(value, FIT_NAMES),
    "looks": lambda value, pair, clip: listed(
        [look_told(one, pair.words.language) for one in value], pair.words
    ),
    "gain": lambda value, pair, clip: volume(value),
    "sound_gain": lambda value, pair, clip: volume(value),
    "border": lambda value, pair, clip: pair.called(value.type, FRAME_NAMES),
    "shadow": lambda value, pair, clip: percent(value),
    "angle": lambda value, pair, clip: f"{value:g}",
}


#: What gives a clip the name, or the words, that it is told by.
_RENAMING = ("source", "text")
#: What is told with the value that it had before.
_WITH_OLD = ("duration_ms", "gain", "sound_gain", "speed")


def _ranges(numbers: Sequence[int]) -> list[str]:
    """``1 2 3 5`` as ``1-3`` and ``5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
