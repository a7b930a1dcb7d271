"""Generated media: music and cards that are made from a recipe, and named by it.

The source of a clip tells all there is to know ("music:lofi?seed=7", "card:#101418?logo=img_12"), so
nothing is stored beside the timeline: undo, copies and drafts of clients work by themselves. A recipe
has no length; a clip that becomes longer keeps its source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from photoplay.errors import InvalidTimeline
from photoplay.timeline.model import MOODS

COLOUR = re.compile(r"#[0-9a-f]{6}")
MAX_SEED = 999_999_999
#: Instruments that may lead a piece.
LEADS: tuple[str, ...] = (
    "piano", "electric-piano", "guitar", "ukulele", "strings", "flute", "bells", "synth", "saxophone", "vibraphone",
)  # fmt: skip
TEMPOS = (50, 190)


@dataclass(frozen=True, slots=True)
class Music:
    """A piece of composed music.

    Attributes:
        mood: One of ``MOODS``.
        seed: 0–``MAX_SEED``; another seed is another piece of the same mood.
        lead: The instrument that plays the melody, one of ``LEADS``; None: the mood's own.
        bpm: Tempo asked for, beats a minute, ``TEMPOS``; None: the mood's own.
    """

    mood: str
    seed: int = 0
    lead: str | None = None
    bpm: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A plain ground, such as that of an end card.

    Attributes:
        ground: "#rrggbb", lower case; what fills it.
        ground_to: Colour at the bottom of a gradient that begins with ``ground``; None: plain.
        logo: Asset id of a picture shown whole in the upper middle; None: none.
    """

    ground: str
    ground_to: str | None = None
    logo: str | None = None


Generated = Music | Card


def source_of(generated: Generated) -> str:
    """The source that names a recipe; equal recipes have equal names."""
    if isinstance(generated, Music):
        head, options = (
            f"music:{generated.mood}",
            _options(
                seed=str(generated.seed),
                lead=generated.lead,
                bpm=None if generated.bpm is None else str(generated.bpm),
            ),
        )
    else:
        head, options = f"card:{generated.ground}", _options(to=generated.ground_to, logo=generated.logo)
    return f"{head}?{options}" if options else head


def is_card(source: str) -> bool:
    """Whether a source names a card."""
    return source.startswith("card:")


def generated_by(source: str, field: str = "") -> Generated | None:
    """The recipe that a source names; None for the id of an asset.

    Args:
        source: Of a clip.
        field: Path of the source in the draft, for errors.

    Raises:
        InvalidTimeline: It names a recipe that cannot be read.
    """
    kind, colon, rest = source.partition(":")
    if not colon or kind not in _READERS:
        return None
    head, _, told = rest.partition("?")
    try:
        options = dict(parse_qsl(told, keep_blank_values=True, max_num_fields=8))
        return _READERS[kind](head, options)
    except ValueError as error:
        raise InvalidTimeline(f"“{source[:80]}” cannot be made: {error}.", field=field) from error


def _options(**told: str | None) -> str:
    return "&".join(f"{key}={quote(value, safe='')}" for key, value in told.items() if value is not None)


def _music(mood: str, told: Mapping[str, str]) -> Music:
    if mood not in MOODS:
        raise ValueError(f"there is no mood “{mood}”; choose one of {', '.join(MOODS)}")
    _require_known(told, ("seed", "lead", "bpm"))
    lead = told.get("lead")
    if lead is not None and lead not in LEADS:
        raise ValueError(f"there is no instrument “{lead}”; choose one of {', '.join(LEADS)}")
    bpm = _whole(told["bpm"], *TEMPOS, "the tempo") if "bpm" in told else None
    return Music(mood, _whole(told.get("seed", "0"), 0, MAX_SEED, "the seed"), lead, bpm)


def _card(ground: str, told: Mapping[str, str]) -> Card:
    _require_known(told, ("to", "logo"))
    for colour in (ground, told.get("to")):
        if colour is not None and not COLOUR.fullmatch(colour):
            raise ValueError(f"“{colour}” is no colour such as #10a0ff")
    return Card(ground, told.get("to"), told.get("logo") or None)


def _require_known(told: Mapping[str, str], known: tuple[str, ...]) -> None:
    if unknown := sorted(set(told) - set(known)):
        raise ValueError(f"“{unknown[0]}” means nothing here; known are {', '.join(known)}")


def _whole(told: str, low: int, high: int, what: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", told) or not low <= int(told) <= high:
        raise ValueError(f"{what} must be a whole number from {low} to {high:,}")
    return int(told)


_READERS: Mapping[str, Callable[[str, Mapping[str, str]], Generated]] = {"music": _music, "card": _card}
