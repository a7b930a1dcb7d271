"""The tool that makes a whole cut from a brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.canvas import Aspect
from photoplay.agent.tools.colours import style_amount
from photoplay.agent.tools.cuts import TransitionName
from photoplay.agent.tools.framing import MotionName
from photoplay.agent.tools.kinds import (
    Flag,
    Ground,
    Kind,
    Seconds,
    Whole,
    Words,
    choice,
    read_list,
    read_number,
    read_words,
    shown,
)
from photoplay.agent.tools.music import Lead, mood_title
from photoplay.agent.tools.pairs import Captions
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import ALL_WORDS, Files
from photoplay.media.record import MediaRecord
from photoplay.music.catalogue import MOODS, music_named, stand_in
from photoplay.templates.brief import KINDS, Brief
from photoplay.templates.build import build
from photoplay.timeline.continued import continued
from photoplay.timeline.find import all_clips, main_clips
from photoplay.timeline.find import photos as counted_photos
from photoplay.timeline.model import ASPECTS, FRAME_RATES, LOOKS, VideoClip
from photoplay.timeline.spoken import look_named

_NONE = ("none", "no", "off", "no music", "无", "不要")


def _read_shots(desk: Desk, name: str, value: Any) -> tuple[str, ...]:
    """Asset ids, from file names, asset ids, numbers of uploads, or ids of clips of the draft."""
    clips = {clip.id: clip.source for clip in all_clips(desk.timeline) if isinstance(clip, VideoClip)}
    shots, found = desk.scene.shots or desk.scene.logos, []
    for item in read_list(name, value):
        if isinstance(item, str) and item.strip().casefold() in ALL_WORDS:
            found += [record.id for record in shots]
        elif isinstance(item, str) and item in clips:
            found.append(clips[item])
        elif isinstance(item, int) and not isinstance(item, bool):
            if not 1 <= abs(item) <= len(shots):
                raise Refused("no_photo_number", number=item, count=len(shots))
            found.append(shots[item - 1 if item > 0 else item].id)
        else:
            found += [record.id for record in _FILES.read(desk, name, item)]
    return tuple(dict.fromkeys(found))


_FILES: Kind = Files.__metadata__[0]  # type: ignore[attr-defined]


def _read_features(desk: Desk, name: str, value: Any) -> tuple[str, ...]:
    return tuple(read_words(desk, name, item) for item in read_list(name, value))


def _read_looks(desk: Desk, name: str, value: Any) -> tuple[tuple[str, float | None], ...]:
    items = read_list(name, value)
    if len(items) == 2 and isinstance(items[0], str) and isinstance(items[1], int | float):
        items = [items]
    found = []
    for item in items:
        look, amount = item if isinstance(item, list | tuple) and len(item) == 2 else (item, None)
        known = look_named(look, LOOKS) if isinstance(look, str) and len(look) < 80 else None
        if known is None or known in ("lut", "match"):
            raise Refused("no_such_look", look=shown(look), known=", ".join(LOOKS))
        low, high = LOOKS[known]
        strength = None if amount is None else min(max(read_number(desk, name, amount), low), high)
        found.append((known, strength if strength is not None else style_amount(known)))
    return tuple(found)


Shots = Annotated[
    tuple[str, ...],
    Kind(
        {"anyOf": [{"type": "array", "items": {"anyOf": [{"type": "integer"}, {"type": "string"}]}},
                   {"type": "string"}]},
        _read_shots,
    ),
]  # fmt: skip
Several = Annotated[tuple[str, ...], Kind({"type": "array", "items": {"type": "string"}}, _read_features)]
LookList = Annotated[
    tuple[tuple[str, float | None], ...],
    Kind({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "array"}]}}, _read_looks),
]
KindName = Annotated[
    str,
    choice(
        *KINDS,
        also={
            "showcase": "product", "product showcase": "product", "animation": "single", "story": "reel",
            "memories": "slideshow", "vlog": "travel", "realestate": "real-estate", "before/after": "before-after",
            "teaser": "trailer", "discord": "character",
        },
    ),
]  # fmt: skip
Pace = Annotated[str, choice("slow", "fast")]
LogoPlace = Annotated[
    str,
    choice("end", "top-left", "top-right", "bottom-left", "bottom-right", "none", also={"end card": "end"}),
]


def make_video(
    desk: Desk,
    *,
    kind: KindName = "slideshow",
    photos: Shots | None = None,
    seconds: Seconds | None = None,
    per_photo: Seconds | None = None,
    pace: Pace | None = None,
    aspect: Aspect | None = None,
    fps: Whole | None = None,
    title: Words = "",
    subtitle: Words = "",
    features: Several = (),
    captions: Captions = (),
    price: Words = "",
    call_to_action: Words = "",
    address: Words = "",
    closing: Words = "",
    text: Flag | None = None,
    music: Words = "",
    lead: Lead | None = None,
    looks: LookList = (),
    transition: TransitionName | None = None,
    transition_seconds: Seconds | None = None,
    motion: MotionName | None = None,
    beat_sync: Flag | None = None,
    logo: LogoPlace | None = None,
    card_color: Ground | None = None,
) -> Done:
    """Makes a whole new video of the uploaded photos and clips: lengths, motion, transitions, music, words and
    end are chosen after the kind, and what is given here wins. The present draft is replaced (undo brings it
    back); to change it, use the other tools. Only words that the person gave may be given here.

    Args:
        kind: “slideshow”, “product” (photos, features, logo and call to action at the end), “single” (one photo
            moves), “character” (a clip to share), “reel”, “trailer”, “birthday”, “wedding”, “travel”,
            “real-estate”, “recipe”, “announcement” or “before-after”.
        photos: File names or numbers of uploads, in order; default: all, in the order of upload.
        seconds: Length of the whole video.
        per_photo: Length of each photo instead.
        pace: “slow” or “fast”.
        aspect: “16:9”, “9:16”, “1:1” or “4:5”.
        fps: 24, 25, 30, 50 or 60.
        title: Words over the beginning, exactly as given.
        subtitle: Words below them.
        features: Short lines for details of a product, one photo each.
        captions: Pairs of photo number and words.
        price: As given, “$49.99”.
        call_to_action: For the end card: “Shop now”.
        address: Web address or place, for the end card.
        closing: Other words for the end.
        text: False: no words at all; true: words are wanted and none were given.
        music: A mood as in set_music, an uploaded song's file name, or “none”.
        lead: Instrument of the melody.
        looks: Names of looks, or pairs of a name and a strength.
        transition: Name of a transition, or “none”.
        transition_seconds: Its length.
        motion: Name of a motion for all photos.
        beat_sync: Whether cuts fall on beats of the music.
        logo: “end” (on the end card), a corner, or “none”.
        card_color: Ground of the end card: “dark”, “light”, or a colour.

    Example:
        make_video(kind="product", seconds=30, title="Aurora Lamp", features=["Warm light", "Solid oak"])
    """
    wishes = dict(locals())
    return _made(wishes.pop("desk"), wishes)


def _made(desk: Desk, wishes: dict[str, Any]) -> Done:
    """The cut of a brief: ``wishes`` are the arguments of ``make_video``."""
    shots = desk.scene.shots or desk.scene.logos
    if not shots:
        raise Refused("no_media")
    if wishes["fps"] is not None and wishes["fps"] not in FRAME_RATES:
        raise Refused("no_such_rate", rates=", ".join(map(str, FRAME_RATES)))
    track, note = _music(desk, wishes["music"])
    chosen = {name: value for name, value in wishes.items() if value is not None}
    chosen |= {
        "aspect": _aspect(wishes["aspect"]),
        "captions": _captions(wishes["captions"], wishes["photos"], shots),
        "music": track,
        "motion": "" if wishes["motion"] in (None, "auto") else wishes["motion"],
    }
    brief = Brief(**chosen, language=desk.language, seed=desk.scene.seed)
    old = desk.timeline
    built = build(brief, desk.scene.bin, old.canvas, is_settled=bool(main_clips(old)))
    timeline = continued(old, built.timeline)
    timeline = replace(timeline, title=old.title, extra=old.extra, metadata=old.metadata)
    notes = [one for one in (note, *built.notes) if one]
    if built.said:
        words = ", ".join(say(desk.language, "quoted", words=one) for one in built.said)
        notes.append(say(desk.language, "note_own_words", words=words))
    shown_ids = tuple(clip.id for clip in counted_photos(timeline)) if wishes["photos"] else ()
    return Done(timeline, " ".join(notes), photos=shown_ids)


def _aspect(aspect: tuple[float, str] | None) -> str:
    """The nearest of the named shapes; others are made by set_aspect afterwards."""
    if aspect is None:
        return ""
    ratio = aspect[0]
    return min(ASPECTS, key=lambda name: abs(ASPECTS[name][0] / ASPECTS[name][1] - ratio))


def _captions(
    captions: Sequence[tuple[int, str]], photos: Sequence[str] | None, shots: Sequence[MediaRecord]
) -> tuple[tuple[int, str], ...]:
    """Captions by photo number from 1; numbers from the end are counted."""
    count = len(photos or shots)
    told = tuple((number if number > 0 else count + 1 + number, words) for number, words in captions)
    for number, words in told:
        if not 1 <= number <= count:
            raise Refused("no_photo_number", number=number, count=count)
        if not words.strip():
            raise Refused("no_words")
    return told


def _music(desk: Desk, told: str) -> tuple[str, str]:
    """What a brief says of the music, and a note: a mood, the id of a song, "none", or nothing."""
    words = told.strip()
    if not words or words.casefold() == "auto":
        return "", ""
    if words.casefold() in _NONE:
        return "none", ""
    for song in desk.scene.songs:
        if words in (song.id, song.name) or words.casefold() == song.name.casefold():
            return song.id, ""
    mood, _ = music_named(words[:200])
    if mood is None:
        raise Refused("no_such_mood", mood=shown(words), known=", ".join(MOODS))
    word = stand_in(words[:200])
    note = (
        say(desk.language, "note_nearest_mood", word=word, mood=mood_title(desk.language, mood))
        if word
        else ""
    )
    return mood, note
