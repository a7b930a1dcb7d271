"""Chunks as bytes: whole, or known to be damaged."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from photoplay.render.packets import Chunk, Packet, pack, unpack

packets = st.builds(Packet, st.binary(max_size=60), st.integers(-2, 2000), st.booleans())
chunks = st.builds(Chunk, st.integers(0, 2000), st.lists(packets, max_size=8).map(tuple))


@given(chunk=chunks)
def test_a_chunk_comes_back(chunk: Chunk) -> None:
    assert unpack(pack(chunk)) == chunk


@given(chunk=chunks, at=st.integers(0, 10**6), bits=st.integers(1, 255))
def test_damage_of_any_byte_is_noticed(chunk: Chunk, at: int, bits: int) -> None:
    data = bytearray(pack(chunk))
    data[at % len(data)] ^= bits
    assert unpack(bytes(data)) is None


@given(chunk=chunks, length=st.integers(0, 10**6))
def test_a_chunk_that_was_cut_off_is_noticed(chunk: Chunk, length: int) -> None:
    data = pack(chunk)
    assert unpack(data[: length % len(data)]) is None
    assert unpack(data + b"\0") is None


@given(data=st.binary(max_size=200))
def test_anything_else_is_no_chunk(data: bytes) -> None:
    assert unpack(data) is None


def test_each_part_is_told() -> None:
    packet = Packet(b"abc", 3, True)
    chunk = Chunk(1, (packet,))
    others = [
        Chunk(2, (packet,)),
        Chunk(1, (packet, packet)),
        *(Chunk(1, (dataclasses.replace(packet, **change),))
          for change in ({"data": b"abd"}, {"pts": 4}, {"is_keyframe": False})),
    ]  # fmt: skip
    assert len({pack(one) for one in [chunk, *others]}) == len(others) + 1
