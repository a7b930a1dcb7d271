"""What a timeline uses: files, as what and where it says so; and what is made for it from recipes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from photoplay.music.catalogue import Recipe, title_of
from photoplay.timeline.generated import Card, generated_by
from photoplay.timeline.keys import path_of
from photoplay.timeline.model import AudioClip, Timeline, VideoClip

UseKind = Literal["picture", "logo", "sound", "lut", "matte"]


@dataclass(frozen=True, slots=True)
class Use:
    """One place at which a file is used.

    Attributes:
        asset: Its id.
        kind: What it has to be: a picture (photo or film), a logo, a sound (or a film that has sound), a
            table of colours, or the matte of a transition.
        name: Of the clip.
        field: The place's path in the draft.
    """

    asset: str
    kind: UseKind
    name: str
    field: str


def uses(timeline: Timeline) -> Iterator[Use]:
    """Every file that a timeline uses, track by track; what is made from a recipe is none."""
    for t, track in enumerate(timeline.tracks):
        for s, clip in enumerate(track.clips):
            if not isinstance(clip, VideoClip | AudioClip):
                continue
            where = path_of(path_of("", "tracks", t), "clips", s)
            field = path_of(where, "source")
            made = generated_by(clip.source, field)
            if made is None:
                kind: UseKind = "sound" if isinstance(clip, AudioClip) else "picture"
                yield Use(clip.source, kind, clip.name, field)
            elif isinstance(made, Card) and made.logo is not None:
                yield Use(made.logo, "logo", clip.name, field)
            if isinstance(clip, VideoClip):
                yield from _beside(clip, where)


def _beside(clip: VideoClip, where: str) -> Iterator[Use]:
    """Files that a clip needs beside what it shows."""
    for index, look in enumerate(clip.looks):
        if look.source is not None:
            yield Use(look.source, "lut", clip.name, path_of(path_of(where, "looks", index), "source"))
    for name in ("transition_in", "transition_out"):
        transition = getattr(clip, name)
        if transition is not None and transition.source is not None:
            yield Use(transition.source, "matte", clip.name, path_of(path_of(where, name), "source"))


@dataclass(frozen=True, slots=True)
class GeneratedMedium:
    """Something that is made from a recipe.

    Attributes:
        id: What clips name as their source.
        kind: "music" or "card".
        name: For people: "Warm Breeze (piano)".
        recipe: All that it is made from.
        duration_ms: Of the longest clip that shows or plays it; a recipe has no length of its own.
    """

    id: str
    kind: Literal["music", "card"]
    name: str
    recipe: Mapping[str, object]
    duration_ms: int


def generated_media(timeline: Timeline) -> tuple[GeneratedMedium, ...]:
    """Everything in a timeline that is made from a recipe, each once, in order of first use."""
    found: dict[str, GeneratedMedium] = {}
    for track in timeline.tracks:
        for clip in track.clips:
            made = generated_by(clip.source) if isinstance(clip, VideoClip | AudioClip) else None
            if made is None or not isinstance(clip, VideoClip | AudioClip):
                continue
            known = found.get(clip.source)
            duration_ms = max(clip.duration_ms, known.duration_ms if known else 0)
            recipe = {name: value for name, value in asdict(made).items() if value is not None}
            if isinstance(made, Card):
                name = clip.name or "Card"
                found[clip.source] = GeneratedMedium(clip.source, "card", name, recipe, duration_ms)
            else:
                name = title_of(Recipe(made.mood, made.seed, made.lead, made.bpm))
                found[clip.source] = GeneratedMedium(clip.source, "music", name, recipe, duration_ms)
    return tuple(found.values())
