"""Undo and redo."""

from __future__ import annotations

import pytest

from photoplay.errors import InvalidEdit
from photoplay.timeline.clips import photo
from photoplay.timeline.edits import append, remove
from photoplay.timeline.history import MAX_STEPS, History
from photoplay.timeline.model import Timeline
from photoplay.timeline.styling import set_project_title


def test_undo_brings_back_ids_and_the_empty_draft(three: Timeline) -> None:
    history = History().push(three).push(remove(three, "c2"))
    assert (history.undo_steps, history.redo_steps) == (2, 0)
    back = history.undo()
    assert back.present == three
    assert back.undo().present == Timeline()
    assert back.undo().redo_steps == 2
    assert back.undo().redo().redo() == history


def test_an_equal_timeline_is_no_step(three: Timeline) -> None:
    history = History().push(three).push(append(three, photo("new"))).undo()
    same = append(Timeline(), [photo(f"asset{n}", f"{n}.jpg") for n in (1, 2, 3)])
    assert history.push(same) is history
    assert history.redo_steps == 1


def test_a_new_step_forgets_what_was_taken_back(three: Timeline) -> None:
    history = History().push(three).undo().push(append(Timeline(), photo("new")))
    assert history.redo_steps == 0


def test_nothing_to_undo_or_redo() -> None:
    with pytest.raises(InvalidEdit, match="nothing to undo"):
        History().undo()
    with pytest.raises(InvalidEdit, match="nothing to redo"):
        History().redo()


def test_the_oldest_steps_fall_off() -> None:
    history = History()
    for number in range(MAX_STEPS + 5):
        history = history.push(set_project_title(Timeline(), f"{number}"))
    assert history.undo_steps == MAX_STEPS
    assert history.past[0].title == "4"
