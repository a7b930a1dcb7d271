"""A logo in a corner: small, whole, and clear of every app's buttons."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.errors import InvalidOption
from photoplay.media.record import MediaRecord
from photoplay.templates.corners import CORNERS, add_corner_logo, corner_in_words, logo_box
from photoplay.timeline.arrangements import Corner
from photoplay.timeline.clips import end_card, photo
from photoplay.timeline.edits import append, remove, set_duration
from photoplay.timeline.find import overlays
from photoplay.timeline.model import ASPECTS, Canvas, Motion, Timeline

canvases = st.sampled_from([Canvas(*size) for size in ASPECTS.values()])


@given(st.sampled_from(CORNERS), st.integers(1, 5000), st.integers(1, 5000), canvases)
def test_its_size_and_place(corner: Corner, width: int, height: int, canvas: Canvas) -> None:
    box = logo_box(corner, (width, height), canvas)
    assert 0 < box.w <= 0.12 + 1e-6 and box.h > 0
    assert box.h * canvas.height <= 0.12 * min(canvas.width, canvas.height) + 1
    shape = (box.w * canvas.width) / (box.h * canvas.height)
    assert shape == pytest.approx(width / height, rel=0.05) or min(box.w, box.h) < 1e-3
    assert box.x >= 0.03 and box.y >= 0.03 and box.x + box.w <= 0.97 and box.y + box.h <= 0.97
    right, bottom = corner.endswith("right"), corner.startswith("bottom")
    assert (box.x + box.w / 2 > 0.4) == right
    if canvas.height <= canvas.width * 1.4:
        assert (box.y + box.h / 2 > 0.5) == bottom
    else:
        assert (box.y >= 270 / 1920 - 1e-6 and box.y + box.h <= 1248 / 1920 + 1e-6) or canvas.height == 1350


@pytest.mark.parametrize("words", ["top-right", "Top Right", "right top", "TOP_RIGHT"])
def test_corners_in_words(words: str) -> None:
    assert corner_in_words(words) == "top-right"


@pytest.mark.parametrize("words", ["", "middle", "top", "top-top-right-left"])
def test_wrong_corners(words: str) -> None:
    with pytest.raises(InvalidOption, match="Choose one of: top-left, top-right"):
        corner_in_words(words)


def test_it_is_there_up_to_the_end_card_and_stays_so() -> None:
    timeline = append(Timeline(), [photo("a"), photo("b"), end_card("e")])
    logo = MediaRecord(
        "img_logo", "logo.png", Path("logo.png"), "image", "png", 400, 200, 1, "0" * 64, role="logo"
    )
    branded = add_corner_logo(timeline, logo, "bottom-left")
    (overlay,) = overlays(branded)
    assert (overlay.start_ms, overlay.end_ms, overlay.name) == (0, 6000, "logo.png")
    assert overlay.motion == Motion("hold") and overlay.fit == "contain"
    assert overlays(set_duration(branded, "c1", 5000))[0].end_ms == 8000
    assert overlays(append(branded, photo("n")))[0].end_ms == 9000
    assert overlays(set_duration(branded, "c3", 1000))[0].end_ms == 6000
    assert overlays(remove(branded, "c3"))[0].end_ms == 6000
    without = add_corner_logo(append(Timeline(), [photo("a"), photo("b")]), logo, "bottom-left")
    assert overlays(without)[0].end_ms == 6000
