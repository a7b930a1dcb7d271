"""A score becomes sound: exact length, no aliasing, no clicks, the same every time."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.music.listening import DRY, PITCHED, decimated, level_db, notes, scale_of, score_of

from photoplay.music import perform as performing
from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.perform import perform, performed
from photoplay.music.score import Note, Part, Room

RATE = 48_000
BAND = (
    Part("chords", "piano", notes(60, 64, 67, 72), pan=-0.2),
    Part("bass", "bass", notes(36, 36, 43, 36)),
    Part("pad", "pad", notes(48, 55, held_s=1.4, every_s=1.0), gain_db=-3),
    Part("drums", "drums-acoustic", notes(36, 42, 38, 42)),
)


@pytest.mark.parametrize("seconds", [0.01, 0.5, 2.5, 4.0, 9.0007])
def test_length_is_exact_and_ends_are_silent(seconds: float) -> None:
    sound = perform(score_of(*BAND, seconds=seconds, room=Room()))
    assert sound.shape == (round(seconds * RATE), 2)
    assert sound.dtype == np.float32
    assert not sound[0].any()
    assert not sound[-1].any()


def test_no_notes_are_silence() -> None:
    assert not perform(score_of(seconds=1.0)).any()
    assert not perform(score_of(Part("none", "piano", ()), seconds=1.0, room=Room())).any()


@pytest.mark.parametrize("name", PITCHED)
def test_pitched_sounds_do_not_alias(name: str) -> None:
    """The same at 192 kHz, decimated, differs by less than a thousandth, up to the highest notes."""
    score = score_of(Part(name, name, scale_of(name)), seconds=2.0)
    plain, fine = perform(score).astype(np.float64), decimated(perform(score, 4 * RATE), 4)
    gain = np.sum(plain * fine) / np.sum(fine**2)
    assert level_db(plain - gain * fine) < level_db(plain) - 60


def test_other_rates_sound_the_same() -> None:
    score = score_of(*BAND, seconds=2.0, room=Room())
    assert level_db(perform(score, 44_100)) == pytest.approx(level_db(perform(score)), abs=0.3)


def test_a_piece_is_the_same_every_time_and_another_by_seed() -> None:
    score = score_of(*BAND, seconds=2.0, room=Room())
    first = perform(score)
    assert np.array_equal(first, perform(score))
    assert not np.array_equal(first, perform(replace(score, seed=1)))


def test_equal_bars_do_not_sound_bit_equal() -> None:
    bar = [Note(beat * 0.25, 0.2, pitch, 0.7) for beat, pitch in enumerate((36, 42, 38, 42))]
    drums = tuple(replace(note, start_s=note.start_s + number) for number in range(4) for note in bar)
    sound = perform(score_of(Part("drums", "drums-lofi", drums), seconds=5.0))
    bars = {sound[number * RATE : number * RATE + RATE // 2].tobytes() for number in range(4)}
    assert len(bars) >= 2


def test_blocks_leave_no_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    held = Part("held", "strings", (Note(0.2, 3.5, 60, 0.7), Note(0.9, 2.0, 67, 0.6)))
    rung = Part("rung", "piano", (Note(0.7, 2.5, 48, 0.8), Note(1.99, 0.5, 60, 0.8)))
    score = score_of(held, rung, *BAND, seconds=4.0, room=Room(duck_db=4))
    whole = perform(score)
    monkeypatch.setattr(performing, "BLOCK_S", 1)
    until = round(3.5 * RATE)
    assert np.abs(perform(score) - whole)[:until].max() < 1e-4


def test_blocks_are_the_whole_piece() -> None:
    score = score_of(*BAND, seconds=9.5, room=Room())
    blocks = list(performed(score))
    assert len(blocks) == 2
    assert np.array_equal(np.concatenate(blocks), perform(score))


def test_level_and_place_of_a_part() -> None:
    lead, other = Part("lead", "flute", notes(72, 74)), Part("other", "flute", notes(60, 62, held_s=0.3))
    middle = perform(score_of(lead, seconds=1.5))
    assert np.allclose(middle[:, 0], middle[:, 1], atol=1e-6)
    left = perform(score_of(replace(lead, pan=-1.0), seconds=1.5))
    assert level_db(left[:, 1]) < level_db(left[:, 0]) - 60
    loud = perform(score_of(replace(lead, gain_db=6.0), other, seconds=1.5))
    plain = perform(score_of(lead, other, seconds=1.5))
    assert np.corrcoef(loud[:, 0], middle[:, 0])[0, 1] > np.corrcoef(plain[:, 0], middle[:, 0])[0, 1]


@pytest.mark.parametrize(
    "name", ["piano", "guitar", "strings", "choir", "pad", "brass", "synth-pluck", "organ"]
)
def test_folding_to_mono_loses_little(name: str) -> None:
    sound = perform(score_of(Part(name, name, notes(60, 64, 67)), seconds=2.0, room=Room()))
    assert level_db(sound.mean(axis=1)) > level_db(sound) - 3
    correlation = np.corrcoef(sound.T)[0, 1]
    assert correlation > 0.3


def test_the_kick_lowers_the_bass() -> None:
    kick = Part("drums", "drums-electronic", (Note(1.0, 0.1, 36, 1.0),), gain_db=-60)
    bass = Part("bass", "sub-bass", (Note(0.0, 2.0, 36, 0.8),))
    plain, ducked = (
        perform(score_of(kick, bass, seconds=2.5, room=replace(DRY, duck_db=duck_db)))
        for duck_db in (0.0, 6.0)
    )

    def dip_db(sound: np.ndarray) -> float:
        after, before = sound[round(1.01 * RATE) : round(1.05 * RATE)], sound[round(0.8 * RATE) : RATE]
        return level_db(after) - level_db(before)

    assert dip_db(ducked) < dip_db(plain) - 3


def test_a_tied_note_has_no_attack_of_its_own() -> None:
    apart = (Note(0.1, 0.5, 72, 0.3), Note(1.0, 0.5, 74, 0.3))
    tied = (Note(0.1, 0.88, 72, 0.3), Note(1.0, 0.5, 74, 0.3))
    marks = [
        [mark for _, _, mark in performing._tied(Part("a", "flute", played))] for played in (apart, tied)
    ]
    assert marks == [[False, False], [False, True]]
    assert not any(mark for _, _, mark in performing._tied(Part("a", "piano", tied)))


@given(st.data())
def test_any_score_stays_below_full_scale(data: st.DataObject) -> None:
    def part(number: int) -> Part:
        name = data.draw(st.sampled_from(sorted(INSTRUMENTS)))
        note = st.builds(
            Note,
            start_s=st.floats(0, 1.2), duration_s=st.floats(0.001, 1.5),
            pitch=st.integers(0, 127) | st.floats(20, 110), velocity=st.floats(0, 1),
        )  # fmt: skip
        played = sorted(data.draw(st.lists(note, max_size=4)), key=lambda note: note.start_s)
        pan, gain_db = data.draw(st.floats(-1, 1)), data.draw(st.floats(-30, 24))
        return Part(str(number), name, tuple(played), gain_db, pan, data.draw(st.floats(0, 1)))

    parts = [part(number) for number in range(data.draw(st.integers(1, 3)))]
    room = Room(rt60_s=data.draw(st.floats(0.2, 4)), warmth=data.draw(st.floats(0, 1)))
    sound = perform(score_of(*parts, seconds=1.5, room=room))
    assert np.isfinite(sound).all()
    assert np.abs(sound).max() < 1
    assert not sound[-1].any()
