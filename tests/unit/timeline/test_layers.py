"""Words, music and logos: they land on tracks of their own and stay within the video."""

from __future__ import annotations

import pytest

from photoplay.errors import InvalidEdit
from photoplay.timeline.clips import photo
from photoplay.timeline.edits import append, remove
from photoplay.timeline.find import overlays, sounds, titles
from photoplay.timeline.layers import (
    add_audio,
    add_captions,
    add_overlay,
    add_title,
    edit_audio,
    edit_title,
    set_start,
)
from photoplay.timeline.model import Box, Timeline, TrackKind


def test_the_tracks_come_in_the_order_of_the_summary(full: Timeline) -> None:
    kinds = [track.kind for track in full.tracks]
    assert kinds == [TrackKind.VIDEO, TrackKind.VIDEO, TrackKind.AUDIO, TrackKind.TEXT]
    assert full.main_track == full.tracks[0]


def test_title_defaults(three: Timeline) -> None:
    (title,) = titles(add_title(three, "Urban Dreams"))
    assert (title.id, title.start_ms, title.duration_ms) == ("c4", 0, 3000)
    assert title.style == {"role": "title"}
    assert title.text == "Urban Dreams"


def test_title_with_a_photo(three: Timeline) -> None:
    (title,) = titles(add_title(three, "Hi", reference="c2", role="caption", style={"size": 0.05}))
    assert (title.start_ms, title.end_ms, title.reference) == (3000, 6000, "c2")
    assert title.style == {"role": "caption", "size": 0.05}


def test_titles_at_one_time_lie_on_two_tracks(three: Timeline) -> None:
    both = add_title(add_title(three, "Big"), "small", role="subtitle")
    assert [len(track.clips) for track in both.tracks] == [3, 1, 1]


def test_a_title_ends_with_the_video(three: Timeline) -> None:
    assert titles(add_title(three, "Bye", start_ms=8000))[0].end_ms == 9000


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"text": "  "}, "what the text should be"),
        ({"start_ms": 9000}, "from 0 to 9 s"),
        ({"start_ms": -1}, "from 0 to 9 s"),
        ({"duration_ms": 0}, "more than 0"),
        ({"reference": "c9"}, "no segment “c9”"),
        ({"role": "shout"}, "role of a text must be one of"),
        ({"style": {"color": "red"}}, "written like #ffcc00"),
        ({"style": {"pos": "middle"}}, "place of a text"),
        ({"style": {"size": float("nan")}}, "not finite"),
    ],
)
def test_titles_that_cannot_be(three: Timeline, wish: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidEdit, match=words):
        add_title(three, **{"text": "Hi", **wish})  # type: ignore[arg-type]


def test_layers_need_a_video() -> None:
    with pytest.raises(InvalidEdit, match="no photos yet"):
        add_title(Timeline(), "Hi")
    with pytest.raises(InvalidEdit, match="no photos yet"):
        add_audio(Timeline(), "song")


def test_edit_title(full: Timeline) -> None:
    edited = edit_title(full, "c7", text="New", style={"size": 0.1, "role": None}, animation={"in": "rise"})
    title = titles(edited)[0]
    assert (title.text, title.style, title.animation) == ("New", {"size": 0.1}, {"in": "rise"})
    assert title.id == "c7"
    bound = edit_title(full, "c7", reference="c1")
    assert "c7" not in {clip.id for clip in titles(remove(bound, "c1"))}
    with pytest.raises(InvalidEdit, match="or remove it"):
        edit_title(full, "c7", text="")
    with pytest.raises(InvalidEdit, match="Photo 1 is no text"):
        edit_title(full, "c1", text="x")


def test_music_runs_with_the_video_at_35_percent(three: Timeline) -> None:
    timeline = add_audio(three, "song", name="Lo-fi", mood="lofi", fade_out_ms=1500, loop=True)
    (music,) = sounds(timeline)
    assert (music.start_ms, music.end_ms, music.gain, music.loop) == (0, 9000, 0.35, True)
    assert sounds(append(timeline, photo("new")))[0].end_ms == 12000
    assert sounds(add_audio(three, "song", start_ms=2000))[0].duration_ms == 7000


def test_edit_audio(full: Timeline) -> None:
    (music,) = sounds(edit_audio(full, "c5", gain=0.0, duck=True, mood=None))
    assert (music.gain, music.duck, music.mood, music.name) == (0.0, True, None, "Lo-fi")
    with pytest.raises(InvalidEdit, match="volume must be from 0 to 2"):
        edit_audio(full, "c5", gain=3)
    with pytest.raises(InvalidEdit, match="no music or sound"):
        edit_audio(full, "c1", gain=1)


def test_an_overlay_lies_above_and_lasts_with_the_video(three: Timeline) -> None:
    box = Box(0.8, 0.8, 0.1, 0.1)
    (logo,) = overlays(add_overlay(three, "logo", box, opacity=0.8))
    assert (logo.box, logo.end_ms, logo.opacity, logo.fit) == (box, 9000, 0.8, "contain")
    assert logo.motion is not None and logo.motion.type == "hold"


def test_set_start(full: Timeline) -> None:
    moved = set_start(full, "c7", 6000)
    assert titles(moved)[-1].start_ms == 6000
    with pytest.raises(InvalidEdit, match="follow one another"):
        set_start(full, "c1", 500)
    with pytest.raises(InvalidEdit, match="video ends at 12 s"):
        set_start(full, "c7", 10000)
    with pytest.raises(InvalidEdit, match="before the video"):
        set_start(full, "c7", -1)


def test_captions_that_touch_change_without_a_fade(three: Timeline) -> None:
    told = [(0, 1000, "a"), (1000, 2000, "b"), (3000, 4000, "c"), (5000, 5100, "d")]
    found = [words.animation for words in titles(add_captions(three, told))]
    assert found == [{"out": "none"}, {"in": "none"}, {}, {"in": "none", "out": "none"}]
