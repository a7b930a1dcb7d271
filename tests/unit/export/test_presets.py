"""The table of presets: each row whole, its canvas, its limits of length."""

from __future__ import annotations

import pytest

from photoplay.errors import InvalidOption
from photoplay.export.canvas import framed
from photoplay.export.options import Output
from photoplay.export.presets import OFFERED, PRESETS, require_length, require_preset
from photoplay.timeline.model import ASPECTS, FRAME_RATES, Canvas, Timeline

#: The rows of the design's table.
NAMES = {
    "discord", "youtube", "shorts", "tiktok", "reels", "story", "feed", "x", "amazon-listing", "amazon-ads",
    "shopify", "douyin", "bilibili", "xiaohongshu", "wechat", "master", "gif", "webp",
}  # fmt: skip


def test_every_row_is_there_with_its_source() -> None:
    assert set(PRESETS) == NAMES
    assert all(row.name == name and row.source and row.title for name, row in PRESETS.items())
    assert set(PRESETS) - set(OFFERED) == {"amazon-ads", "master", "gif", "webp"}


@pytest.mark.parametrize("name", sorted(set(PRESETS) - set(OFFERED)))
def test_what_is_missing_is_said(name: str) -> None:
    with pytest.raises(InvalidOption, match="cannot be made yet") as caught:
        require_preset(name)
    assert caught.value.field == "output.preset"


@pytest.mark.parametrize("name", OFFERED)
@pytest.mark.parametrize("aspect", ASPECTS)
def test_the_canvas_keeps_to_the_preset(name: str, aspect: str) -> None:
    row, size = OFFERED[name], ASPECTS[aspect]
    canvas = framed(Timeline(canvas=Canvas(*size)), Output(preset=name), row).canvas
    if row.canvases:
        assert (canvas.width, canvas.height) in row.canvases
    else:
        assert canvas.width * size[1] == pytest.approx(canvas.height * size[0], rel=0.01)
    if row.most_canvas:
        assert max(canvas.width, canvas.height) <= row.most_canvas[0]
        assert min(canvas.width, canvas.height) <= row.most_canvas[1]
    sides = (canvas.width, canvas.height)
    assert min(sides) >= (row.least_side or 0) and max(sides) <= (row.most_side or 4096)
    assert all((row.least_fps or 0) <= fps <= (row.most_fps or 60) for fps in FRAME_RATES)


@pytest.mark.parametrize(
    ("name", "project", "canvas"),
    [
        ("x", (1080, 1080), (720, 720)),
        ("x", (1080, 1350), (720, 1280)),
        ("x", (3840, 2160), (1280, 720)),
        ("shorts", (1920, 1080), (1080, 1920)),
        ("shorts", (500, 500), (1080, 1080)),
        ("discord", (3840, 2160), (1920, 1080)),
        ("discord", (2160, 3840), (1080, 1920)),
        ("discord", (640, 480), (640, 480)),
    ],
)
def test_of_several_canvases_the_one_like_the_project(
    name: str, project: tuple[int, int], canvas: tuple[int, int]
) -> None:
    assert OFFERED[name].canvas_for(project) == canvas


@pytest.mark.parametrize(
    ("resolution", "project", "size"),
    [
        ("1080p", (1280, 720), (1920, 1080)),
        ("720p", (1080, 1920), (720, 1280)),
        ("480p", (1920, 1080), (854, 480)),
        ("4k", (1920, 1080), (3840, 2160)),
        ("4k", (1080, 1350), (2160, 2700)),
        ("1280x720", (1920, 1080), (1280, 720)),
        ("1280x720", (1080, 1920), (720, 1280)),
        ("1280x720", (1080, 1080), (720, 720)),
        (None, (96, 54), (96, 54)),
    ],
)
def test_a_resolution_keeps_the_shape(
    resolution: str | None, project: tuple[int, int], size: tuple[int, int]
) -> None:
    canvas = framed(Timeline(canvas=Canvas(*project)), Output(resolution=resolution), None).canvas
    assert (canvas.width, canvas.height) == size


def test_another_rate_keeps_the_size() -> None:
    project = Timeline(canvas=Canvas(640, 360, 30))
    assert framed(project, Output(fps=60), None).canvas == Canvas(640, 360, 60)
    assert framed(project, Output(), None) is project


@pytest.mark.parametrize(
    ("name", "seconds", "words"),
    [
        ("tiktok", 600.1, "up to 10 min; this one is 10 min 0.1 s"),
        ("x", 141, "up to 2 min 20 s; this one is 2 min 21 s long. Shorten"),
        ("story", 2, "from 3 s on; this one is 2 s long. Make it longer"),
    ],
)
def test_a_length_that_does_not_suit(name: str, seconds: float, words: str) -> None:
    with pytest.raises(InvalidOption, match=words):
        require_length(OFFERED[name], seconds)


def test_the_longest_itself_suits() -> None:
    require_length(OFFERED["tiktok"], 600)
    require_length(OFFERED["youtube"], 20_000)
