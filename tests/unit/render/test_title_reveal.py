"""Words are cut between their letters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.render.titles.reveal import cut_columns


def inked(
    widths: list[int], gap: int = 2, lead: int = 3
) -> tuple[np.ndarray[tuple[int], np.dtype[np.float32]], list[int]]:
    """Columns of ink of letters so wide, ``gap`` apart, and where each letter ends."""
    line, ends = [0.0] * lead, []
    for width in widths:
        line += [5.0] * width + [0.0] * gap
        ends.append(len(line) - gap)
    return np.array([*line, 0.0], np.float32), ends


@given(widths=st.lists(st.integers(6, 22), min_size=1, max_size=12), mirrored=st.booleans())
def test_cuts_lie_in_the_gaps(widths: list[int], mirrored: bool) -> None:
    line, ends = inked(widths)
    ink = line[::-1].copy() if mirrored else line
    cuts = cut_columns(ink, "n" * len(widths), len(widths), right_to_left=mirrored)
    assert len(cuts) == len(widths) + 1
    if mirrored:
        cuts = tuple(line.size - cut for cut in cuts)
    assert cuts[0] == 0 and cuts[-1] == line.size
    for cut, end in zip(cuts[1:-1], ends[:-1], strict=True):
        assert end <= cut <= end + 2


def test_narrow_and_wide_letters_are_told_apart() -> None:
    line, ends = inked([4, 4, 4, 20, 20, 20])
    cuts = cut_columns(line, "iilWWW", 6)
    assert all(end <= cut <= end + 2 for cut, end in zip(cuts[1:-1], ends[:-1], strict=True))


def test_joined_letters_are_cut_at_their_thinnest() -> None:
    line = np.full(60, 9.0, np.float32)
    line[[19, 20, 40, 41]] = 1.0
    assert cut_columns(line, "سسس", 3) == pytest.approx((0, 20, 41, 60), abs=1)


@given(
    width=st.integers(1, 1500), clusters=st.integers(1, 40), mirrored=st.booleans(), seed=st.integers(0, 99)
)
def test_any_word_is_shown_bit_by_bit(width: int, clusters: int, mirrored: bool, seed: int) -> None:
    rng = np.random.default_rng(seed)
    ink = (rng.random(width) * (rng.random(width) > 0.5)).astype(np.float32)
    cuts = cut_columns(ink, "x" * clusters, clusters, right_to_left=mirrored)
    assert len(cuts) == clusters + 1
    assert list(cuts) == sorted(cuts, reverse=mirrored)
    assert {cuts[0], cuts[-1]} <= {0, width} and (cuts[0] < cuts[-1]) != mirrored
