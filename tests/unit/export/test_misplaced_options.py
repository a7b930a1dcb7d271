"""Options in the wrong place, and options that nobody knows: never without a word."""

from __future__ import annotations

import pytest

from photoplay.errors import InvalidOption
from photoplay.export.options import Output, output_of, require_placed


@pytest.mark.parametrize(
    "name", ["preset", "format", "max_bytes", "quality", "resolution", "fps", "codec", "crf"]
)
def test_options_beside_the_output_are_shown_their_place(name: str) -> None:
    with pytest.raises(InvalidOption, match="belongs into the output") as caught:
        require_placed(["anything", name])
    assert caught.value.field == f"output.{name}"


def test_what_is_no_option_may_stand_there() -> None:
    require_placed(["traceId", "inputProps", ""])


def test_known_options_are_not_noted() -> None:
    assert output_of({"format": "mp4", "fps": 30, "width": None}).notes == ()


def test_one_sentence_names_what_was_passed_over() -> None:
    output = output_of({"format": "mp4", "width": 5})
    assert output == Output("mp4")
    assert len(output.notes) == 1 and output.notes[0].startswith("Of the output, “width” was not known")


def test_many_unknown_options_make_a_short_sentence() -> None:
    note = output_of({"x\x1b" * 500 + str(n): n for n in range(1000)}).notes[0]
    assert "and 997 more were not known" in note and len(note) < 400 and "\x1b" not in note
