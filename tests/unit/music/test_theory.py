"""Chords, scales, and how voices move."""

from __future__ import annotations

from itertools import pairwise, zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.music.writing.repertoire import STYLES
from photoplay.music.writing.style import Style
from photoplay.music.writing.theory import SCALES, Key, chord_of, led, nearest, scale_over, step_from

KEYS = st.builds(Key, st.integers(0, 11), st.sampled_from(sorted(SCALES)))


def progressions(style: Style) -> list[tuple[str, list[str]]]:
    """Everything a style may play after one another: (scale, numerals)."""
    told = []
    for scale, chords in style.harmony.items():
        for one in (*chords.verses, *chords.choruses):
            told += [
                (scale, [*one.split() * 2, *end.split(), last])
                for end in chords.cadences
                for last in chords.finals
            ]
    return told


@pytest.mark.parametrize(
    ("numeral", "key", "tones", "bass"),
    [
        ("I", Key(0, "major"), (0, 4, 7), 0),
        ("ii7", Key(0, "major"), (2, 5, 9, 0), 2),
        ("V13", Key(7, "major"), (2, 6, 9, 0, 4, 11), 2),
        ("VI", Key(9, "minor"), (5, 9, 0), 5),
        ("V7", Key(9, "harmonic-minor"), (4, 8, 11, 2), 4),
        ("bII", Key(0, "minor"), (1, 5, 8), 1),
        ("iih7", Key(0, "minor"), (2, 5, 8, 0), 2),
        ("#ivo7", Key(0, "major"), (6, 9, 0, 3), 6),
        ("IV/5", Key(2, "major"), (7, 11, 2), 2),
    ],
)
def test_numerals_mean_chords(numeral: str, key: Key, tones: tuple[int, ...], bass: int) -> None:
    chord = chord_of(numeral, key)
    assert (chord.tones, chord.bass) == (tones, bass)


@pytest.mark.parametrize("numeral", ["", "H", "IIX", "I/2", "Imajor", "viiii"])
def test_what_is_no_chord_is_refused(numeral: str) -> None:
    with pytest.raises(ValueError, match="no chord"):
        chord_of(numeral, Key(0, "major"))


@given(KEYS, st.sampled_from(["I", "ii7", "V7", "iv6", "bVI", "III7", "vi9", "viio7", "IVmaj7"]))
def test_scales_over_chords_hold_the_chord_and_enough_to_move(key: Key, numeral: str) -> None:
    chord = chord_of(numeral, key)
    scale = scale_over(chord, key)
    assert set(chord.tones) <= set(scale)
    assert 5 <= len(scale) <= 9


@given(st.floats(30, 90), st.sets(st.integers(0, 11), min_size=1))
def test_the_nearest_tone_is_the_nearest(pitch: float, classes: set[int]) -> None:
    found = nearest(pitch, sorted(classes))
    assert found % 12 in classes
    assert all(
        abs(found - round(pitch)) <= abs(other - round(pitch))
        for other in range(20, 100)
        if other % 12 in classes
    )


@given(st.integers(40, 80), st.integers(-7, 7), KEYS)
def test_steps_along_a_scale_can_be_taken_back(pitch: int, steps: int, key: Key) -> None:
    start = nearest(pitch, key.classes)
    assert step_from(step_from(start, steps, key.classes), -steps, key.classes) == start


@pytest.mark.parametrize("mood", STYLES)
def test_no_voice_of_any_player_leaps_over_five_semitones(mood: str) -> None:
    """In every progression of every key, with the cadences."""
    style = STYLES[mood]
    players = {
        (one.voices, one.register) for one in style.players if one.plays in ("pad", "comp", "arpeggio")
    }
    for voices, (low, high) in players:
        for scale, numerals in progressions(style):
            for tonic in style.tonics:
                chords = [chord_of(numeral, Key(tonic, scale)) for numeral in numerals]
                lines: list[tuple[int, ...]] = []
                for chord, after in zip_longest(chords, chords[1:]):
                    lines.append(led(lines[-1] if lines else None, chord, after, voices, low, high))
                worst = max(abs(a - b) for one, two in pairwise(lines) for a, b in zip(one, two, strict=True))
                assert worst <= 5, (voices, low, high, scale, tonic, numerals)
                assert all(low <= line[0] and line[-1] <= high for line in lines)


def test_every_style_has_several_progressions() -> None:
    for mood, style in STYLES.items():
        assert len({one for chords in style.harmony.values() for one in chords.verses}) >= 4, mood
        assert len({one for chords in style.harmony.values() for one in chords.choruses}) >= 4, mood
        assert len(style.tonics) >= 5, mood
