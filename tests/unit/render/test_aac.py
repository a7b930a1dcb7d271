"""AAC in pieces: joined, they decode as one, and every sample is in its place."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from photoplay.render.sound import aac
from photoplay.render.sound.aac import MARGIN, PACKET, Piece

F32 = NDArray[np.float32]
RATE = 48_000


def music(seconds: float, seed: int = 1) -> F32:
    """Plucked tones, a few each second, with strokes of noise between: windows of all kinds."""
    rng = np.random.default_rng(seed)
    out = np.zeros((round(seconds * RATE), 2))
    for start in range(0, len(out), RATE // 5):
        at = np.arange(min(RATE, len(out) - start))
        tone = np.sin(2 * np.pi * rng.uniform(80, 2000) * at / RATE) * np.exp(-at / 9000) * 0.2
        hit = rng.normal(0, 0.2, len(at)) * np.exp(-at / 300)
        out[start : start + len(at)] += np.stack([tone + hit, 0.6 * tone - hit], axis=1)
    return out.astype(np.float32)


def decoded(packets: tuple[bytes, ...]) -> F32:
    return np.concatenate(list(aac.decode(packets)))


def in_pieces(samples: F32, borders: list[int], bit_s: int = 192_000) -> list[Piece]:
    """As workers do: each piece with a margin on both sides."""
    count = aac.packet_count(len(samples))
    pieces = []
    for first, last in pairwise([0, *borders, count]):
        begin, end = max(0, first - MARGIN), min(count, last + MARGIN)
        piece = aac.encode(samples[begin * PACKET : (end + 2) * PACKET], bit_s, begin)
        pieces.append(Piece(begin, piece.packets[: end - begin]))
    return pieces


@pytest.mark.parametrize("samples", [1, 1023, 1024, 1025, 4800, 48_000])
def test_as_many_packets_as_are_said(samples: int) -> None:
    piece = aac.encode(music(1)[:samples], 128_000)
    assert len(piece.packets) == aac.packet_count(samples)
    assert len(decoded(piece.packets)) >= samples + aac.PRIMING


def test_samples_come_out_where_they_went_in() -> None:
    samples = music(2)
    out = decoded(aac.encode(samples, 192_000).packets)[aac.PRIMING :][: len(samples)]
    lags = range(-3, 4)
    likeness = [float((np.roll(out, lag, 0)[100:-100] * samples[100:-100]).sum()) for lag in lags]
    assert lags[int(np.argmax(likeness))] == 0


def test_lower_rates_take_fewer_bytes_and_no_rate_is_passed_by_far() -> None:
    samples = music(6)
    asked = (64_000, 96_000, 128_000, 192_000)
    rates = [8 * sum(map(len, aac.encode(samples, bit_s).packets)) * RATE / len(samples) for bit_s in asked]
    assert rates == sorted(rates)
    assert all(0.5 * bit_s < rate <= 1.3 * bit_s for bit_s, rate in zip(asked, rates, strict=True))


@pytest.mark.parametrize("borders", [[75], [75, 150], [100, 101, 130]])
@pytest.mark.parametrize("seed", range(3))
def test_joined_pieces_sound_as_one(borders: list[int], seed: int) -> None:
    samples = music(5, seed)
    whole = aac.encode(samples, 192_000)
    pieces = in_pieces(samples, borders)
    seams = [
        aac.seam(one.windows, two.windows, at)
        for (one, two), at in zip(pairwise(pieces), borders, strict=True)
    ]
    packets = aac.join(pieces, [seam for seam in seams if seam is not None])
    assert len(packets) == len(whole.packets)
    one, joined = decoded(whole.packets), decoded(packets)
    wanted = np.concatenate([np.zeros((aac.PRIMING, 2), np.float32), samples])
    for border in borders:
        near = slice((border - MARGIN) * PACKET, (border + MARGIN) * PACKET)
        errors = [np.sqrt(((out[near] - wanted[near]) ** 2).mean()) for out in (one, joined)]
        assert errors[1] <= 1.2 * errors[0] + 1e-4
        assert np.abs(joined[near] - one[near]).max() < 0.5 * np.abs(samples).max()


def test_a_single_piece_is_itself() -> None:
    piece = aac.encode(music(1), 128_000)
    assert aac.join([piece], []) == piece.packets


def test_pieces_that_agree_nowhere_have_no_seam() -> None:
    one, two = bytes([0x21, 0x00]), bytes([0x21, 0x40])
    left, right = Piece(0, (one,) * 40), Piece(0, (two,) * 40)
    assert aac.seam(left.windows, right.windows, 20) is None
    assert aac.seam(left.windows, Piece(0, (two,) * 16 + (one, *(two,) * 23)).windows, 20) == 17
    apart = Piece(0, (bytes([0x20, 0x20]),) * 40)
    assert aac.window_of(apart.packets[0]) is None
    assert aac.seam(apart.windows, apart.windows, 20) is None


def test_blocks_are_encoded_as_the_whole() -> None:
    samples = music(2)
    blocks = [samples[start : start + 7 * PACKET] for start in range(0, len(samples), 7 * PACKET)]
    assert tuple(aac.packets_of(blocks, 128_000)) == aac.encode(samples, 128_000).packets


def test_windows_are_read() -> None:
    # id 1 (a pair), tag 0, common window, reserved, sequence, shape. Source: ISO/IEC 14496-3, 4.4.2.1.
    assert aac.window_of(bytes([0b001_0000_1, 0b0_10_1_0000])) == (2, 1)
    assert aac.window_of(bytes([0b001_0000_0, 0b0_10_1_0000])) is None
    assert aac.window_of(bytes([0b000_0000_1, 0b0_10_1_0000])) is None
    kinds = {aac.window_of(packet) for packet in aac.encode(music(3), 192_000).packets}
    assert len(kinds) >= 4
