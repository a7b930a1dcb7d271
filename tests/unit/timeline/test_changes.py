"""What is told about a change: all of it, once, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from photoplay.timeline import edits, layers, styling
from photoplay.timeline.called import look_told, way_told
from photoplay.timeline.changes import changes
from photoplay.timeline.clips import end_card, film, photo
from photoplay.timeline.colours import name_of
from photoplay.timeline.find import pictures_by_id
from photoplay.timeline.model import (
    Background,
    Border,
    Box,
    Clip,
    Look,
    Motion,
    Pose,
    Timeline,
    Transition,
    VideoClip,
)
from photoplay.timeline.ripple import rework

FADE = Transition("fade", 600)


def dressed(clip_id: str, **changes: object) -> Callable[[Timeline], Timeline]:
    """An edit that gives a picture other attributes."""

    def edit(timeline: Timeline) -> Timeline:
        (clip,) = pictures_by_id(timeline, clip_id)
        return rework(timeline, changed={clip_id: replace(clip, **changes)})  # type: ignore[arg-type]

    return edit


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            lambda t: edits.append(t, photo("n", "n.jpg")),
            ["Added: Photo 4 (n.jpg).", "The video now lasts 15s (before: 12s)."],
        ),
        (
            lambda t: edits.append(t, [photo("n")] * 4),
            ["Added: 4 photos.", "The video now lasts 24s (before: 12s)."],
        ),
        (
            lambda t: edits.remove(t, "c2"),
            [
                "Removed: Photo 2 (2.jpg).",
                'Removed: Title "Two" (3-6s).',
                "The video now lasts 9s (before: 12s).",
            ],
        ),
        (lambda t: edits.remove(t, "c5"), ["Removed: BGM Lo-fi (0-12s)."]),
        (lambda t: edits.replace_source(t, "c1", "x", name="x.jpg"), ['Photo 1: now "x.jpg".']),
        (lambda t: edits.move(t, "c3", before="c1"), ['Moved "3.jpg" to place 1.']),
        (
            lambda t: edits.set_duration(t, "c1", 4000),
            ["The video now lasts 13s (before: 12s).", "Photo 1: length now 4s (was 3s)."],
        ),
        (
            lambda t: edits.set_duration(t, ["c1", "c2", "c3"], 2500),
            ["The video now lasts 10.5s (before: 12s).", "All 3 photos: length now 2.5s (was 3s)."],
        ),
        (
            lambda t: styling.set_all_transitions(t, FADE),
            ["Photos 2-3 and End card: transition now fade (0.6s)."],
        ),
        (lambda t: styling.set_way_in(t, FADE), ["Photo 1: way in now fade (0.6s)."]),
        (lambda t: styling.set_way_out(t, FADE), ["End card: way out now fade (0.6s)."]),
        (
            lambda t: styling.set_motion(t, ["c1", "c3"], Motion("zoom-in")),
            ["Photos 1 and 3: motion now zoom-in."],
        ),
        (
            lambda t: styling.set_looks(t, "c1", [Look("warm", 40), Look("film")]),
            ["Photo 1: look now warm 40 and film 50."],
        ),
        (lambda t: styling.rotate(t, "c1", 3), ["Photo 1: turned, now 270°."]),
        (lambda t: styling.flip(t, "c1"), ["Photo 1: mirrored."]),
        (lambda t: styling.set_crop(t, "c1", Box(0, 0, 0.5, 0.5)), ["Photo 1: cropped."]),
        (lambda t: styling.set_fit(t, "c1", "blur"), ["Photo 1: fit now blur."]),
        (lambda t: styling.set_focus(t, "c1", (0, 0)), ["Photo 1: focus moved."]),
        (lambda t: styling.set_opacity(t, "c8", 0.5), ["Overlay logo.png: opacity now 50%."]),
        (lambda t: styling.set_box(t, "c8", None), ["Overlay logo.png: fills the canvas again."]),
        (
            dressed("c8", shadow=0.5, radius=0.1),
            ["Overlay logo.png: corners rounded.", "Overlay logo.png: shadow now 50%."],
        ),
        (dressed("c8", angle=-4.5), ["Overlay logo.png: turned by -4.5°."]),
        (dressed("c8", poses=(Pose(0), Pose(1))), ["Overlay logo.png: moves over the picture."]),
        (dressed("c1", border=Border("polaroid")), ["Photo 1: frame now polaroid."]),
        (dressed("c1", background=Background("#000000")), ["Photo 1: background changed."]),
        (dressed("c1", freeze=True), ["Photo 1: stands still."]),
        (dressed("c1", sound_gain=((0, 0.2), (9, 1.0))), ["Photo 1: own sound now 20%-100% (was 100%)."]),
        (
            lambda t: styling.set_canvas(t, aspect="9:16", fps=60),
            ["The video is now 1080×1920.", "The frame rate is now 60."],
        ),
        (lambda t: styling.set_project_title(t, "Summer"), ['The project is now called "Summer".']),
        (lambda t: layers.edit_audio(t, "c5", gain=0.175), ["BGM Lo-fi: volume now 17.5% (was 35%)."]),
        (lambda t: layers.edit_audio(t, "c5", gain=0.0), ["BGM Lo-fi: muted (was 35%)."]),
        (
            lambda t: layers.edit_audio(t, "c5", fade_out_ms=1500, duck=True),
            ["BGM Lo-fi: fade out now 1.5s.", "BGM Lo-fi: becomes quieter under other sound."],
        ),
        (lambda t: layers.edit_title(t, "c7", text="New"), ['Title: text now "New".']),
        (
            lambda t: layers.edit_title(t, "c7", style={"size": 0.2}),
            ['Title "Urban Dreams": letters now 20% of the height.'],
        ),
        (lambda t: layers.set_start(t, "c7", 6000), ['Title "Urban Dreams": now at 6-9s.']),
        (lambda t: layers.add_title(t, "Hi", reference="c3"), ['Added: Title "Hi" (6-9s).']),
    ],
)
def test_what_is_told(full: Timeline, edit: Callable[[Timeline], Timeline], told: list[str]) -> None:
    assert list(changes(full, edit(full))) == told


def test_equal_timelines_have_no_changes(full: Timeline) -> None:
    assert changes(full, full) == ()
    assert changes(full, replace(full)) == ()


def test_the_seams_are_no_news_where_they_look_the_same(three: Timeline) -> None:
    faded = styling.set_all_transitions(three, FADE)
    assert changes(faded, edits.move(faded, "c3", before="c1")) == ('Moved "3.jpg" to place 1.',)
    assert changes(faded, edits.remove(faded, "c1")) == (
        "Removed: Photo 1 (1.jpg).",
        "The video now lasts 6s (before: 9s).",
    )


def test_many_moves_are_a_new_order() -> None:
    ten = edits.append(Timeline(), [photo(f"a{n}", f"{n}.jpg") for n in range(10)])
    turned = edits.reorder(ten, [f"c{n}" for n in range(10, 0, -1)])
    assert changes(ten, turned) == ("The photos are in a new order.",)


def test_many_lengths_are_one_sentence() -> None:
    four = edits.append(Timeline(), [photo(f"a{n}") for n in range(4)])
    after = edits.set_durations(four, {f"c{n}": n * 1000 for n in range(1, 5)})
    assert changes(four, after) == (
        "The video now lasts 10s (before: 12s).",
        "Photo 1: length now 1s (was 3s).",
        "Photo 2: length now 2s (was 3s).",
        "Photo 4: length now 4s (was 3s).",
    )
    five = edits.append(after, photo("a", duration_ms=5000))
    again = edits.set_durations(five, {f"c{n}": n * 1000 + 100 for n in range(1, 6)})
    assert changes(five, again)[1:] == ("All 5 photos: lengths now from 1.1s to 5.1s.",)


def test_an_old_length_is_told_where_it_was_one_for_all(three: Timeline) -> None:
    two_and_three = edits.set_duration(three, "c3", 5000)
    same = edits.set_duration(two_and_three, ["c1", "c2"], 2000)
    assert "Photos 1-2: length now 2s (was 3s)." in changes(two_and_three, same)
    even = edits.set_duration(two_and_three, ["c1", "c3"], 2000)
    assert "Photos 1 and 3: length now 2s." in changes(two_and_three, even)


def test_the_style_of_words_is_told_with_values(full: Timeline) -> None:
    style = {
        "color": "#ff0000",
        "pos": "top-left",
        "weight": 800,
        "font": "Lora",
        "outline": True,
        "theirs": 1,
    }
    restyled = layers.edit_title(full, "c7", style=style)
    told = " ".join(changes(full, restyled))
    for part in (
        "colour now red",
        "now at top-left",
        "now bold",
        "font now Lora",
        "outline",
        "style changed",
    ):
        assert part in told
    assert "颜色现为红色" in " ".join(changes(full, restyled, "zh"))
    assert "位置現為左上" in " ".join(changes(full, restyled, "zh-TW"))


def test_what_only_follows_is_told_if_nothing_else_is(three: Timeline) -> None:
    track = three.tracks[0]
    late = replace(track.clips[2], start_ms=6500, duration_ms=2500)
    shifted = replace(three, tracks=(replace(track, clips=(*track.clips[:2], late)),))
    assert changes(three, shifted) == ("Photo 3: length now 2.5s (was 3s).",)


def test_a_gap_alone_is_told() -> None:
    clips = (
        VideoClip(id="a", source="x", duration_ms=10),
        VideoClip(id="b", source="x", start_ms=20, duration_ms=10),
        VideoClip(id="c", source="x", start_ms=40, duration_ms=10),
    )
    base = edits.append(Timeline(), photo("a"))
    before = replace(base, tracks=(replace(base.tracks[0], clips=clips),))
    moved: tuple[Clip, ...] = (clips[0], replace(clips[1], start_ms=15), clips[2])
    after = replace(base, tracks=(replace(base.tracks[0], clips=moved),))
    assert changes(before, after) == ("Clip 2: now at 0.015-0.025s.",)


@pytest.mark.parametrize(
    "change",
    [
        {"extra": {"theirs": 1}},
        {"metadata": {"theirs": 1}},
    ],
)
def test_keys_of_others_are_told(full: Timeline, change: dict[str, object]) -> None:
    assert changes(full, replace(full, **change)) == ("Other details of the project changed.",)  # type: ignore[arg-type]
    renamed = replace(full, tracks=(replace(full.tracks[0], name="x"), *full.tracks[1:]))
    assert changes(full, renamed) == ("Other details of the project changed.",)
    assert changes(full, replace(full, tracks=full.tracks[::-1])) != ()


def test_the_languages(full: Timeline) -> None:
    after = edits.append(styling.set_opacity(full, "c1", 0.5), end_card("x"))
    assert "第 1 张照片：不透明度现为 50%。" in changes(full, after, "zh")
    assert "影片現長 15秒（之前：12秒）。" in changes(full, after, "zh-TW")


def test_films_are_called_clips_and_numbered_with_the_photos() -> None:
    before = edits.append(Timeline(), [photo("a", "a.mp4"), photo("b", "b.jpg"), film("c", "c.mp4")])
    films = {"a", "c"}
    after = styling.set_all_transitions(before, FADE)
    assert changes(before, after, films=films) == ("Photo 2 and Clip 3: transition now fade (0.6s).",)
    warm = styling.set_looks(before, ["c1", "c2", "c3"], [Look("warm", 40)])
    assert changes(before, warm, films=films) == ("All 3 photos and clips: look now warm 40.",)
    assert changes(before, warm, films={"a", "b", "c"}) == ("All 3 clips: look now warm 40.",)
    assert changes(before, warm, films=()) == ("All 3 photos: look now warm 40.",)
    assert changes(before, edits.remove(before, "c1"), films=films)[0] == "Removed: Clip 1 (a.mp4)."
    assert changes(before, warm, "zh", films) == ("全部 3 张照片和片段：滤镜现为暖色 40。",)
    quick = dressed("c1", reverse=True)(before)
    assert changes(before, quick, "zh", films) == ("片段 1：改为倒放。",)
    many = edits.append(Timeline(), [film(f"f{n}") for n in range(9)])
    turned = edits.reorder(many, [f"c{n}" for n in range(9, 0, -1)])
    assert changes(many, turned) == ("The clips are in a new order.",)


def test_chinese_has_chinese_names(full: Timeline) -> None:
    looks = [Look("auto", 100), Look("match", 33), Look("lut", 60, source="t")]
    after = styling.set_looks(full, "c1", looks)
    assert changes(full, after, "zh") == ("第 1 张照片：滤镜现为自动调色，色调统一和色彩表 60。",)
    after = styling.set_all_transitions(full, Transition("page", 500))
    assert changes(full, after, "zh-TW") == ("第 2-3 張照片和片尾卡：轉場現為翻頁（0.5秒）。",)
    after = dressed("c1", border=Border("polaroid"))(full)
    assert changes(full, after, "zh") == ("第 1 张照片：边框现为拍立得。",)
    after = styling.set_motion(full, ["c1", "c3"], Motion("zoom-in"))
    assert changes(full, after, "zh")[0].startswith("第 1 和 3 张照片：")


def test_two_thousand_clips_are_compared() -> None:
    many = edits.append(Timeline(), [photo("a", duration_ms=100)] * 2000)
    after = edits.reorder(many, [f"c{n}" for n in range(2000, 0, -1)])
    after = styling.set_all_transitions(after, FADE)
    assert changes(many, after)


@pytest.mark.parametrize(
    ("color", "told"),
    [
        ("#ff0000", ("red", "红色", "紅色")),
        ("#4169e1", ("royal blue", "宝蓝色", "寶藍色")),
        ("#004d00", ("dark green", "深绿色", "深綠色")),
        ("#123456", ("#123456", "#123456", "#123456")),
    ],
)
def test_colours_are_told_in_words(color: str, told: tuple[str, str, str]) -> None:
    assert tuple(name_of(color, language) for language in ("en", "zh", "zh-TW")) == told


@pytest.mark.parametrize(
    ("look", "told"),
    [
        (Look("bw", 100), ("black and white", "黑白", "黑白")),
        (Look("match", 33), ("colours matched", "色调统一", "色調統一")),
        (Look("warm", 40), ("warm 40", "暖色 40", "暖色 40")),
    ],
)
def test_looks_are_told_in_words(look: Look, told: tuple[str, str, str]) -> None:
    assert tuple(look_told(look, language) for language in ("en", "zh", "zh-TW")) == told


def test_a_fade_at_an_end_is_told_by_what_it_fades_to() -> None:
    way = Transition("fadeblack", 800)
    assert [way_told(way, "zh", place) for place in ("start", "", "end")] == ["从黑渐显", "闪黑", "渐黑"]
    both = edits.append(Timeline(), [photo("a", "a.jpg"), photo("b", "b.jpg")])
    ended = dressed(both.tracks[0].clips[-1].id, transition_out=way)(both)
    assert "way out now fade to black (0.8s)" in " ".join(changes(both, ended))
    assert "结尾现为渐黑（0.8秒）" in " ".join(changes(both, ended, "zh"))
