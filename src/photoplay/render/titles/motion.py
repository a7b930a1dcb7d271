"""How words come and go: each animation as a pure function of time.

A state says how every word of a title is drawn in one frame. Distances are in ems (the letters'
size), so a look is the same on every canvas. Moves begin fast and end exactly at rest; ways out are
faster than ways in, and speed up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Way:
    """A way in or out: a name of ``timeline.lettering.ANIMATIONS_IN`` or ``_OUT``, and its frames."""

    type: str = "none"
    frames: int = 0


@dataclass(frozen=True, slots=True)
class Pose:
    """How a word is drawn.

    Attributes:
        opacity: 0–1.
        right, down: Its place against the place of rest, ems.
        scale: About the middle of all words.
        blur: Standard deviation, ems.
        shown: How many of its grapheme clusters are seen; None: all.
    """

    opacity: float = 1.0
    right: float = 0.0
    down: float = 0.0
    scale: float = 1.0
    blur: float = 0.0
    shown: int | None = None


@dataclass(frozen=True, slots=True)
class TitleState:
    """One moment of a title.

    Attributes:
        whole: How all of it is drawn, the box behind it included.
        words: How each word is drawn besides, in reading order; empty: as the whole.
        behind: Opacity of what lies behind the words (box, scrim), 0–1.
        counted: Share of the first number that is reached; None: as written.
    """

    whole: Pose = Pose()
    words: tuple[Pose, ...] = ()
    behind: float = 1.0
    counted: float | None = None

    @property
    def is_seen(self) -> bool:
        return self.behind > 0 or self.whole.opacity > 0


REST, GONE = TitleState(), TitleState(Pose(0.0), (), 0.0)


class Placed(Protocol):
    """What an animation needs to know of a word."""

    @property
    def line(self) -> int: ...

    @property
    def clusters(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Setting:
    """The words that move.

    Attributes:
        lines: For each word in reading order the number of its line.
        clusters: And how many grapheme clusters it has.
        plate: Whether there is a box behind them.
        from_right: Whether they slide in from the right.
    """

    lines: tuple[int, ...]
    clusters: tuple[int, ...]
    plate: bool = False
    from_right: bool = False


def setting_of(words: Sequence[Placed], *, plate: bool, from_right: bool) -> Setting:
    """What an animation needs to know of words that are set."""
    return Setting(
        tuple(word.line for word in words), tuple(word.clusters for word in words), plate, from_right
    )


def state_at(way_in: Way, way_out: Way, frames: int, frame: int, words: Setting) -> TitleState:
    """The state of a title in one of its frames.

    Args:
        way_in, way_out: How it comes and goes.
        frames: How long it is seen.
        frame: 0 ≤ ``frame`` < ``frames``.
        words: What moves.
    """
    if not 0 <= frame < frames:
        return GONE
    if frame < way_in.frames:
        return WAYS[way_in.type]((frame + 0.5) / way_in.frames, words, False)
    if (rest := frames - frame) <= way_out.frames:
        return WAYS[way_out.type]((rest - 0.5) / way_out.frames, words, True)
    return REST


def out_cubic(t: float) -> float:
    """Fast, then slower to rest. Source: easings.net, easeOutCubic."""
    return 1 - (1 - t) ** 3


def out_back(t: float) -> float:
    """Fast, a little beyond, and back to rest. Source: easings.net, easeOutBack."""
    return 1 + 2.70158 * (t - 1) ** 3 + 1.70158 * (t - 1) ** 2


# Ways: state at presence ``p``, 0 (gone) to 1 (at rest), of words that come or go.
WayFunction = Callable[[float, Setting, bool], TitleState]

#: How far words slide and rise, ems.
SLIDE_EM, RISE_EM, WORD_RISE_EM, BLUR_EM = 1.6, 0.55, 0.3, 0.22
#: How much of a way in one line follows behind the one above, and one word behind the one before.
LINE_LAG, WORD_SHARE = 0.22, 0.35


def _none(p: float, words: Setting, leaving: bool) -> TitleState:
    return REST


def _fade(p: float, words: Setting, leaving: bool) -> TitleState:
    opacity = _seen(p)
    return TitleState(Pose(opacity), (), opacity)


def _slide(p: float, words: Setting, leaving: bool) -> TitleState:
    """In from one side, and on to the other."""
    away = SLIDE_EM * _distance(p, leaving) * (1 if words.from_right else -1)
    opacity = _seen(p)
    return TitleState(Pose(opacity, right=-away if leaving else away), (), opacity)


def _rise(p: float, words: Setting, leaving: bool) -> TitleState:
    """Up to its place, line after line; away upwards."""
    if leaving:
        opacity = _seen(p)
        return TitleState(Pose(opacity, down=-0.6 * RISE_EM * _distance(p, leaving)), (), opacity)
    if words.plate:
        return TitleState(Pose(_seen(p), down=RISE_EM * _distance(p, leaving)), (), _seen(p))
    last = max(words.lines, default=0)
    poses = []
    for line in words.lines:
        q = _part(p, line, last + 1, 1 / (1 + LINE_LAG * last))
        poses.append(Pose(_seen(q), down=RISE_EM * _distance(q, leaving)))
    return TitleState(Pose(), tuple(poses), _seen(p))


def _pop(p: float, words: Setting, leaving: bool) -> TitleState:
    scale = 0.85 + 0.15 * p if leaving else 0.6 + 0.4 * out_back(p)
    opacity = _seen(min(1.0, p if leaving else 2.5 * p))
    return TitleState(Pose(opacity, scale=scale), (), opacity)


def _typewriter(p: float, words: Setting, leaving: bool) -> TitleState:
    """One grapheme cluster after the other, a pause as long as one between words; taken back at the end."""
    steps = sum(words.clusters) + max(0, len(words.clusters) - 1)
    left = min(steps, int(p * steps) + (0 if leaving else 1))
    poses = []
    for clusters in words.clusters:
        shown = min(max(left, 0), clusters)
        poses.append(Pose() if shown == clusters else Pose(shown=shown))
        left -= clusters + 1
    return TitleState(Pose(), tuple(poses), _early(p))


def _word_by_word(p: float, words: Setting, leaving: bool) -> TitleState:
    count = len(words.clusters)
    share = max(WORD_SHARE, 1 / count) if count else 1.0
    poses = []
    for index in range(count):
        # The word that came first goes first.
        q = 1 - _part(1 - p, index, count, share) if leaving else _part(p, index, count, share)
        away = WORD_RISE_EM * _distance(q, leaving)
        poses.append(Pose(_seen(q), down=-away if leaving else away))
    return TitleState(Pose(), tuple(poses), _early(p))


def _blur(p: float, words: Setting, leaving: bool) -> TitleState:
    opacity = _seen(p)
    return TitleState(Pose(opacity, blur=BLUR_EM * _distance(p, leaving)), (), opacity)


def _count(p: float, words: Setting, leaving: bool) -> TitleState:
    seen = _seen(min(1.0, 5 * p))
    return TitleState(Pose(seen), (), seen, counted=out_cubic(p))


WAYS: Mapping[str, WayFunction] = MappingProxyType(
    {
        "none": _none,
        "fade": _fade,
        "slide": _slide,
        "rise": _rise,
        "pop": _pop,
        "typewriter": _typewriter,
        "word-by-word": _word_by_word,
        "blur": _blur,
        "count": _count,
    }
)


def _seen(p: float) -> float:
    """Opacity at a presence: soft at both ends."""
    p = min(max(p, 0.0), 1.0)
    return p * p * (3 - 2 * p)


def _early(p: float) -> float:
    """Opacity of what is behind words that come one by one: there before most of them are."""
    return _seen(min(1.0, 4 * p))


def _distance(p: float, leaving: bool) -> float:
    """Share of its way that a word is from rest: fast away from it, slow into it."""
    return (1 - p) ** 2 if leaving else 1 - out_cubic(p)


def _part(p: float, index: int, count: int, share: float) -> float:
    """Presence of one of several that follow one another, each for ``share`` of the whole way."""
    start = 0.0 if count < 2 else (1 - share) * index / (count - 1)
    return min(max((p - start) / share, 0.0), 1.0)


# -- lengths ----------------------------------------------------------------------------------------

#: Comfortable lengths, seconds: way in and way out.
LENGTHS_S: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "none": (0.0, 0.0),
        "fade": (0.4, 0.25),
        "slide": (0.4, 0.25),
        "rise": (0.4, 0.25),
        "pop": (0.4, 0.2),
        "typewriter": (0.045, 0.3),  # way in: for each step
        "word-by-word": (0.16, 0.3),  # way in: for each word
        "blur": (0.4, 0.25),
        "count": (1.2, 0.0),
    }
)
#: Ways in that take longer for longer texts last at most so long.
_LONGEST_S = 2.4
#: And no way lasts longer than this share of the time that the words are there, unless it is asked for.
_LARGEST_SHARE = 0.5


def lengths(
    names: tuple[str, str], asked_ms: tuple[int | None, int | None], text: str, frames: int, fps: int
) -> tuple[Way, Way]:
    """The way in and the way out of a text, whole frames.

    Args:
        names: What they are called.
        asked_ms: How long they are to take; None: a comfortable length.
        text: The words.
        frames: How long they are seen: both ways together take no longer.
        fps: Frames a second.
    """
    wanted = [
        _comfortable(name, text, index == 1, frames / fps) if ms is None else ms / 1000
        for index, (name, ms) in enumerate(zip(names, asked_ms, strict=True))
    ]
    wanted = [0.0 if name == "none" else length for name, length in zip(names, wanted, strict=True)]
    excess = max(1.0, sum(wanted) * fps / frames) if frames else 1.0
    ways = [Way(name, int(s * fps / excess + 0.5)) for name, s in zip(names, wanted, strict=True)]
    if ways[0].frames + ways[1].frames > frames:
        ways[0] = replace(ways[0], frames=frames - ways[1].frames)
    first, second = (way if way.frames else Way() for way in ways)
    return first, second


def _comfortable(name: str, text: str, leaving: bool, whole_s: float) -> float:
    length = LENGTHS_S[name][int(leaving)]
    if not leaving and name == "typewriter":
        length = min(_LONGEST_S, length * len(text))
    elif not leaving and name == "word-by-word":
        length = min(_LONGEST_S, 0.25 + length * _words(text))
    return min(length, _LARGEST_SHARE * whole_s)


def _words(text: str) -> int:
    """About how many words: letters of scripts without spaces count as half a word each."""
    wide = sum("\u2e80" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7ff" for letter in text)
    return len(text.split()) + wide // 2
