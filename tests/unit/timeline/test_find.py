"""What people call things."""

from __future__ import annotations

import pytest

from photoplay.errors import InvalidEdit
from photoplay.timeline.clips import film, is_end_card, is_still, photo
from photoplay.timeline.edits import append
from photoplay.timeline.find import clip_by_id, end_cards, label, next_id, nth_photo, overlays, photos
from photoplay.timeline.model import Timeline


def test_positions_count_photos_and_clips_only(full: Timeline) -> None:
    timeline = append(full, film("clip"))
    assert [clip.id for clip in photos(timeline)] == ["c1", "c2", "c3", "c9"]
    assert nth_photo(timeline, 3).id == "c3"
    assert nth_photo(timeline, -1).id == "c9"
    assert nth_photo(timeline, 1, leave_out={"asset1"}).id == "c2"
    assert [clip.id for clip in end_cards(timeline)] == ["c4"]
    assert [clip.id for clip in overlays(timeline)] == ["c8"]


@pytest.mark.parametrize("number", [12, 0, -4])
def test_the_error_says_how_many_there_are(three: Timeline, number: int) -> None:
    with pytest.raises(InvalidEdit) as caught:
        nth_photo(three, number)
    assert str(caught.value) == f"There is no photo {number}: the video has 3."


def test_the_error_of_an_empty_video() -> None:
    with pytest.raises(InvalidEdit, match="There is no photo 1: the video has no photos yet."):
        nth_photo(Timeline(), 1)
    with pytest.raises(InvalidEdit, match="the video has only one."):
        nth_photo(append(Timeline(), photo("a")), 2)


def test_kinds_and_labels(full: Timeline) -> None:
    assert is_still(photo("a")) and not is_still(film("a"))
    assert is_end_card(clip_by_id(full, "c4"))
    names = [label(full, clip_by_id(full, clip_id)) for clip_id in ("c3", "c4", "c5", "c7")]
    assert names == ["Photo 3", "The end card", "“Lo-fi”", "“c7”"]


def test_next_id_skips_what_is_taken() -> None:
    assert next_id([]) == "c1"
    assert next_id(["c2", "x9", "c007"]) == "c8"
    assert next_id(["c999999999", "c1000000000"]) == "c1000000001"


def test_a_card_is_no_photo_whatever_it_is_called(three: Timeline) -> None:
    timeline = append(three, photo("card:#101418", "Opening"))
    assert [clip.id for clip in photos(timeline)] == ["c1", "c2", "c3"]
