"""Ids of a new cut: what shows the same is the same clip, so that what came and went can be told."""

from __future__ import annotations

from dataclasses import replace

from photoplay.timeline.changes import changes
from photoplay.timeline.clips import photo
from photoplay.timeline.continued import continued
from photoplay.timeline.edits import append
from photoplay.timeline.find import all_clips, main_clips, titles
from photoplay.timeline.layers import add_title
from photoplay.timeline.model import Timeline


def _cut(*sources: str, title: str = "") -> Timeline:
    timeline = Timeline()
    for source in sources:
        timeline = append(timeline, photo(source, f"{source}.jpg"))
    first = main_clips(timeline)[0].id
    return add_title(timeline, title, start_ms=0, duration_ms=2000, reference=first) if title else timeline


def test_the_same_picture_keeps_its_id_and_others_get_new_ones() -> None:
    old, new = _cut("a", "b"), _cut("c", "b", "a", "a")
    went_on = continued(old, new)
    by_source = {clip.source: clip.id for clip in main_clips(old)}
    ids = [clip.id for clip in main_clips(went_on)]
    assert ids[1] == by_source["b"] and by_source["a"] in ids[2:]
    assert len(set(ids)) == 4 and ids[0] not in by_source.values()
    assert [replace(clip, id="") for clip in main_clips(went_on)] == [
        replace(clip, id="") for clip in main_clips(new)
    ]


def test_what_came_and_went_is_told_as_it_is() -> None:
    old = _cut("a", "b", title="Hello")
    told = changes(old, continued(old, _cut("c", "a", "d", "b", "e")))
    assert [one for one in told if one.startswith("Added")] == [
        "Added: Photo 1 (c.jpg).", "Added: Photo 3 (d.jpg).", "Added: Photo 5 (e.jpg).",
    ]  # fmt: skip
    assert any(one.startswith("Removed: Title") for one in told)
    assert not any("details" in one for one in told)


def test_words_go_with_their_picture_and_a_title_stays_the_title() -> None:
    old = _cut("a", "b", title="Hello")
    went_on = continued(old, _cut("c", "a", title="Bye"))
    (title,) = titles(went_on)
    assert title.id == titles(old)[0].id and title.reference == main_clips(went_on)[0].id


def test_a_first_cut_and_the_same_cut_again_stay_as_they_are() -> None:
    cut = _cut("a", "b", title="Hello")
    assert continued(Timeline(), cut) == cut
    assert continued(cut, cut) == cut
    assert len({clip.id for clip in all_clips(cut)}) == 3
