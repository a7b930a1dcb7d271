"""The comparing itself: what it lets pass, what it does not, and the picture it leaves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from photoplay.timeline.model import Motion

#: What all golden sheets together may take, bytes; they stay in the repository's history for ever.
MOST_BYTES = 2_400_000


@pytest.fixture
def told(golden: Any, tmp_path: Path) -> Any:
    """The comparer with a folder of its own that holds one sheet, and the frame in it."""
    frame = np.random.default_rng(1).integers(10, 240, (90, 160, 3), np.uint8)
    own = replace(golden, folder=tmp_path / "expected", scratch=tmp_path / "scratch", update=False)
    replace(own, update=True).check("topic", {"row": [frame], "other row": [frame[:, :90], frame]})
    return own, frame


def rows(frame: Any, changed: Any) -> dict[str, Any]:
    return {"row": [frame], "other row": [frame[:, :90], changed]}


def test_equal_frames_and_single_codes_pass(told: Any) -> None:
    golden, frame = told
    golden.check("topic", rows(frame, frame))
    nearly = frame.copy()
    nearly[::10, ::10] += 2
    golden.check("topic", rows(frame, nearly))


def test_one_pixel_that_is_wrong_fails_and_is_shown(told: Any) -> None:
    golden, frame = told
    wrong = frame.copy()
    wrong[40, 70, 1] += 3
    with pytest.raises(pytest.fail.Exception) as failure:
        golden.check("topic", rows(frame, wrong))
    message = str(failure.value)
    assert "other row, frame 2: off by 3 at most (column 70, row 40)" in message
    assert message.count("frame ") == 1
    shown = Path(message.rpartition(": ")[2])
    with Image.open(shown) as image:
        sheet = np.asarray(image)
    assert (sheet[:90, -164:-4][40 + 4, 70] == (0, 24, 0)).all()


def test_a_slight_change_everywhere_fails(told: Any) -> None:
    golden, frame = told
    with pytest.raises(pytest.fail.Exception, match=r"on average"):
        golden.check("topic", rows(frame, frame + np.uint8(1)))


def test_frames_and_rows_too_many_or_too_few_fail(told: Any) -> None:
    golden, frame = told
    for changed in (
        {"row": [frame]},
        {**rows(frame, frame), "new": [frame]},
        {**rows(frame, frame), "row": []},
        rows(frame, frame[:-2]),
    ):
        with pytest.raises(pytest.fail.Exception):
            golden.check("topic", changed)


def test_a_sheet_that_is_missing_says_how_to_make_it(told: Any) -> None:
    golden, frame = told
    with pytest.raises(pytest.fail.Exception, match="--update-goldens"):
        golden.check("another", {"row": [frame]})


def test_the_goldens_are_few_and_small() -> None:
    sheets = list((Path(__file__).parent / "expected").iterdir())
    assert all(sheet.suffix == ".png" for sheet in sheets)
    assert sum(sheet.stat().st_size for sheet in sheets) < MOST_BYTES


def test_a_changed_picture_fails(film: Any, golden: Any, tmp_path: Path) -> None:
    """A real frame: the next one of a slow move is not taken for the right one."""
    slow = film({"source": "landscape", "motion": Motion("zoom-in", 0.05)})
    own = replace(golden, folder=tmp_path, scratch=tmp_path / "scratch")
    replace(own, update=True).check("slow", {"row": slow.frames(24)})
    own = replace(own, update=False)
    own.check("slow", {"row": slow.frames(24)})
    with pytest.raises(pytest.fail.Exception):
        own.check("slow", {"row": slow.frames(25)})
