"""Media bins for tests of templates: records of files that need not be there."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import strategies as st

from photoplay.media.record import Film, Focus, MediaRecord, Sound, Tone
from photoplay.templates.brief import KINDS, Brief
from photoplay.timeline.generated import LEADS
from photoplay.timeline.model import ASPECTS, LOOKS, MOODS, MOTIONS

CENTRE = Focus()
TONE = Tone(0.02, 0.98, (50.0, 8.0, 12.0))


def photo(
    number: int = 1,
    size: tuple[int, int] = (4000, 3000),
    focus: Focus = CENTRE,
    *,
    tone: Tone | None = TONE,
    is_graphic: bool = False,
) -> MediaRecord:
    sha256 = hashlib.sha256(f"{number}{size}".encode()).hexdigest()
    return MediaRecord(
        f"img_{number}", f"{number}.jpg", Path("x"), "image", "jpeg", *size, 1, sha256, focus=focus, tone=tone,
        is_graphic=is_graphic,
    )  # fmt: skip


def photos(count: int, size: tuple[int, int] = (4000, 3000)) -> list[MediaRecord]:
    return [photo(number, size) for number in range(1, count + 1)]


def film(number: int = 1, duration_ms: int = 5000, *, silent: bool = False) -> MediaRecord:
    sha256 = hashlib.sha256(f"film{number}".encode()).hexdigest()
    sound = None if silent else Sound(duration_ms, 48_000, 2, -20.0)
    return MediaRecord(
        f"vid_{number}", f"{number}.mp4", Path("x"), "video", "mp4", 1920, 1080, 1, sha256, role="clip",
        sound=sound, film=Film(duration_ms, max(1, duration_ms // 40), 25.0),
    )  # fmt: skip


def logo(number: int = 1, size: tuple[int, int] = (600, 240)) -> MediaRecord:
    return MediaRecord(
        f"logo_{number}", f"logo{number}.png", Path("x"), "image", "png", *size, 1, "1" * 64, has_alpha=True,
        role="logo", is_graphic=True, background=(255, 255, 255),
    )  # fmt: skip


def song(bpm: float = 120.0, duration_ms: int = 90_000) -> MediaRecord:
    step = round(60_000 / bpm)
    beats = tuple(range(0, duration_ms, step))
    sound = Sound(duration_ms, 44_100, 2, -12.0, 0, bpm, beats, beats[::4])
    return MediaRecord(
        "snd_1", "song.mp3", Path("x"), "audio", "mp3", 0, 0, 1, "2" * 64, role="music", sound=sound
    )


_SIDES = st.sampled_from([16, 240, 640, 1080, 1200, 1600, 2560, 3000, 4000, 6000])
_PLACES = st.floats(0, 1)


@st.composite
def shots(draw: st.DrawFn, most: int = 60) -> list[MediaRecord]:
    """From one to many photos of any shape, with films among them."""
    found: list[MediaRecord] = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        if draw(st.integers(0, 9)) == 0:
            found.append(film(number, draw(st.integers(40, 30_000)), silent=draw(st.booleans())))
            continue
        focus = Focus(draw(_PLACES), draw(_PLACES), draw(_PLACES))
        size = draw(_SIDES), draw(_SIDES)
        tone = draw(st.sampled_from([None, TONE, Tone(0.1, 0.9, (30.0, -10.0, 4.0))]))
        found.append(photo(number, size, focus, tone=tone, is_graphic=draw(st.integers(0, 7)) == 0))
    return found


_WORDS = st.sampled_from(
    ["", "Anna", "妈妈 60 岁生日快乐", "A line of words that is rather long for a title", "$49.99"]
)
_LINES = st.lists(st.sampled_from(["Cold for 24 hours", "轻便", "Fits every bag"]), max_size=4).map(tuple)


def briefs(kind: str | None = None) -> st.SearchStrategy[Brief]:
    """Any brief without a length."""
    return st.builds(
        Brief,
        kind=st.sampled_from(KINDS) if kind is None else st.just(kind),  # type: ignore[arg-type]
        pace=st.sampled_from(["", "slow", "fast"]),
        aspect=st.sampled_from(["", *ASPECTS]),
        fps=st.sampled_from([None, 24, 25, 30, 50, 60]),
        title=_WORDS,
        subtitle=_WORDS,
        features=_LINES,
        captions=st.lists(st.tuples(st.integers(-1, 70), _WORDS), max_size=5).map(tuple),
        price=_WORDS,
        call_to_action=_WORDS,
        address=_WORDS,
        closing=_WORDS,
        text=st.sampled_from([None, True, False]),
        music=st.sampled_from(["", "", "none", *MOODS]),
        lead=st.sampled_from(["", *LEADS]),
        looks=st.lists(
            st.tuples(st.sampled_from([one for one in LOOKS if one != "lut"]), st.none()), max_size=2
        ).map(lambda found: tuple(dict(found).items())),
        transition=st.sampled_from(["", "", "none", "fade", "wipeleft", "cube"]),
        motion=st.sampled_from(["", "", *MOTIONS]),
        beat_sync=st.sampled_from([None, True, False]),
        logo=st.sampled_from(["", "end", "top-right", "bottom-left", "none"]),
        language=st.sampled_from(["en", "zh", "zh-TW", "zh-Hant", "fr"]),
        seed=st.integers(0, 5),
    )
