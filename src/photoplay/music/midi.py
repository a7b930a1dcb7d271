"""A piece as a standard MIDI file, for players, soundfonts and notation programs."""

from __future__ import annotations

from collections.abc import Sequence

from photoplay.music.instruments import INSTRUMENTS
from photoplay.music.score import Part, Score

#: Ticks of a second: the file states times, and keeps a fixed tempo of 120 with this resolution a beat.
_TICKS_PER_S = 960
_DIVISION = _TICKS_PER_S // 2
_TEMPO_US = 500_000
_DRUM_CHANNEL = 9
_VOLUME, _PAN, _REVERB = 7, 10, 91
_FULL_VOLUME = 100
#: Fractions of a pitch bend by a wheel of ± 2 semitones.
_BEND_RANGE = 2.0


def midi_file(score: Score) -> bytes:
    """A format 1 file: a track with the name and the beats as markers of bars, then one for each part.

    Kits share channel 10, other parts take the fifteen others in turn.
    """
    tracks = [_conductor(score)]
    channel = 0
    for part in score.parts:
        if INSTRUMENTS[part.instrument].is_kit:
            tracks.append(_track(part, _DRUM_CHANNEL, score.duration_s))
            continue
        tracks.append(_track(part, channel, score.duration_s))
        channel = (channel + 1) % 16
        channel += channel == _DRUM_CHANNEL
    head = b"MThd" + (6).to_bytes(4, "big") + (1).to_bytes(2, "big")
    return head + len(tracks).to_bytes(2, "big") + _DIVISION.to_bytes(2, "big") + b"".join(tracks)


def _conductor(score: Score) -> bytes:
    events = [
        (0, 0, _meta(3, score.title.encode("utf-8"))),
        (0, 0, _meta(0x51, _TEMPO_US.to_bytes(3, "big"))),
    ]
    events += [
        (_ticks(at), 1, _meta(6, f"bar {bar}".encode())) for bar, at in enumerate(score.downbeats_s, 1)
    ]
    return _chunk(events, _ticks(score.duration_s))


def _track(part: Part, channel: int, duration_s: float) -> bytes:
    instrument = INSTRUMENTS[part.instrument]
    events: list[tuple[int, int, bytes]] = [
        (0, 0, _meta(3, part.name.encode("utf-8"))),
        (0, 1, bytes([0xC0 | channel, instrument.program])),
        (0, 2, _control(channel, _VOLUME, _FULL_VOLUME * 10.0 ** (part.gain_db / 40.0))),
        (0, 2, _control(channel, _PAN, 64 + 63 * part.pan)),
        (0, 2, _control(channel, _REVERB, 127 * part.reverb)),
    ]
    for note in part.notes:
        key = round(note.pitch)
        velocity = max(1, min(127, round(127 * note.velocity)))
        start, end = _ticks(note.start_s), _ticks(min(duration_s, note.start_s + note.duration_s))
        if note.pitch != key:
            events.append((start, 3, _bend(channel, note.pitch - key)))
            events.append((max(start + 1, end), 2, _bend(channel, 0.0)))
        events.append((start, 4, bytes([0x90 | channel, key, velocity])))
        # Ends come before beginnings of the same moment, so that repeated notes sound.
        events.append((max(start + 1, end), 1, bytes([0x80 | channel, key, 0])))
    return _chunk(events, _ticks(duration_s))


def _ticks(seconds: float) -> int:
    return round(seconds * _TICKS_PER_S)


def _control(channel: int, number: int, value: float) -> bytes:
    return bytes([0xB0 | channel, number, max(0, min(127, round(value)))])


def _bend(channel: int, semitones: float) -> bytes:
    value = max(0, min(16383, round(8192 + 8192 * semitones / _BEND_RANGE)))
    return bytes([0xE0 | channel, value & 127, value >> 7])


def _meta(kind: int, payload: bytes) -> bytes:
    return bytes([0xFF, kind]) + _length(len(payload)) + payload


def _length(value: int) -> bytes:
    """A variable-length quantity: seven bits a byte, all but the last marked."""
    told = [value & 127]
    while value := value >> 7:
        told.append(value & 127 | 128)
    return bytes(reversed(told))


def _chunk(events: Sequence[tuple[int, int, bytes]], end: int) -> bytes:
    body, now = bytearray(), 0
    for at, _, message in sorted(events, key=lambda event: event[:2]):
        body += _length(at - now) + message
        now = at
    body += _length(max(0, end - now)) + _meta(0x2F, b"")
    return b"MTrk" + len(body).to_bytes(4, "big") + bytes(body)
