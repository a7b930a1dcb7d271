"""Pieces as MIDI files, read back by hand."""

from __future__ import annotations

import pytest

from photoplay.music.catalogue import MOODS, Recipe
from photoplay.music.compose import compose
from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.midi import midi_file
from photoplay.music.score import Note, Part, Score, Section

TICKS_PER_S = 960


def read(data: bytes) -> list[list[tuple[int, bytes]]]:
    """The tracks of a file: (tick, message) each; every length is checked."""
    assert data[:8] == b"MThd\x00\x00\x00\x06" and data[8:10] == b"\x00\x01"
    assert int.from_bytes(data[12:14], "big") == TICKS_PER_S // 2
    tracks, at = [], 14
    while at < len(data):
        assert data[at : at + 4] == b"MTrk"
        size = int.from_bytes(data[at + 4 : at + 8], "big")
        tracks.append(_events(data[at + 8 : at + 8 + size]))
        at += 8 + size
    assert len(tracks) == int.from_bytes(data[10:12], "big")
    return tracks


def _events(body: bytes) -> list[tuple[int, bytes]]:
    told, at, now = [], 0, 0
    while at < len(body):
        wait, at = _number(body, at)
        now += wait
        if body[at] == 0xFF:
            size, start = _number(body, at + 2)
            message = body[at : at + 2] + body[start : start + size]
            at = start + size
        else:
            size = 2 if body[at] >> 4 in (0xC, 0xD) else 3
            message, at = body[at : at + size], at + size
        told.append((now, message))
    assert told[-1][1] == b"\xff\x2f"
    return told


def _number(body: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        value, at = value << 7 | body[at] & 127, at + 1
        if not body[at - 1] & 128:
            return value, at


@pytest.mark.parametrize("mood", MOODS)
def test_every_note_of_a_piece_is_in_the_file(mood: str) -> None:
    score = compose(Recipe(mood, 3), 20_000)
    tracks = read(midi_file(score))
    assert (0, b"\xff\x03" + score.title.encode()) in tracks[0]
    assert sum(message[:2] == b"\xff\x06" for _, message in tracks[0]) == len(score.downbeats_s)
    for part, track in zip(score.parts, tracks[1:], strict=True):
        begun = sorted((at, message[1]) for at, message in track if message[0] >> 4 == 9)
        assert begun == sorted((round(note.start_s * TICKS_PER_S), round(note.pitch)) for note in part.notes)
        assert len(begun) == sum(message[0] >> 4 == 8 for _, message in track)
        channels = {message[0] & 15 for _, message in track if message[0] < 0xF0}
        assert (channels == {9}) == INSTRUMENTS[part.instrument].is_kit
        assert track[-1][0] == round(score.duration_s * TICKS_PER_S)


def test_repeated_notes_end_before_they_begin_again_and_bends_return() -> None:
    notes = (Note(0.0, 0.5, 60.0, 0.5), Note(0.5, 0.5, 60.0, 0.5), Note(1.0, 0.5, 61.5, 1.0))
    score = Score("Two", 2.0, 120.0, (0.0,), (0.0,), (Section("a", 0.0, 2.0),), (Part("a", "piano", notes),))
    messages = [message for at, message in read(midi_file(score))[1] if at == TICKS_PER_S // 2]
    assert [message[0] >> 4 for message in messages] == [8, 9]
    bends = [message for _, message in read(midi_file(score))[1] if message[0] >> 4 == 14]
    assert len(bends) == 2 and bends[-1] == bytes([0xE0, 0, 64])
