"""Words can be read on whatever lies behind them, with no more added than that needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from photoplay.media.colour import to_rgb
from photoplay.media.probe import probe
from photoplay.render.cards import luminance
from photoplay.render.frame import compose
from photoplay.render.layout import role_style
from photoplay.render.plan import make_plan
from photoplay.render.slices import Plan
from photoplay.render.sources import SourceStore
from photoplay.render.titles.contrast import DARK, LEAST, LEAST_LARGE, remedy_for, wants_dark, with_contrast
from photoplay.render.titles.frames import lettered, scrim_rows
from photoplay.render.titles.typeset import TitleSpec, typeset
from photoplay.timeline.lettering import Lettering, Outline, Plate, Shadow
from photoplay.timeline.model import (
    TEXT_ROLES,
    Canvas,
    Motion,
    TextClip,
    Timeline,
    Track,
    TrackKind,
    VideoClip,
)

U8 = NDArray[np.uint8]
F32 = NDArray[np.float32]
WIDE = (1920, 1080)

grounds = st.one_of(
    st.floats(0, 1).map(lambda level: np.full((400, 3), level, np.float32)),
    st.tuples(st.integers(0, 999), st.floats(0, 1), st.floats(0, 0.5)).map(
        lambda told: np.clip(np.random.default_rng(told[0]).normal(told[1], told[2], (400, 3)), 0, 1).astype(
            np.float32
        )
    ),
)
colours = st.one_of(
    st.none(), st.sampled_from(["#ffffff", "#000000", "#ff0000", "#808080", "#ffd34d", "#1a5fb4"])
)


def ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def light(rgb: str | U8) -> Any:
    if isinstance(rgb, str):
        rgb = np.array(list(bytes.fromhex(rgb[1:])), np.uint8)
    return luminance(rgb)


# -- choosing ---------------------------------------------------------------------------------------


@given(ground=grounds, role=st.sampled_from(TEXT_ROLES), color=colours, others=st.lists(grounds, max_size=2))
def test_the_remedy_is_enough(ground: F32, role: str, color: str | None, others: list[F32]) -> None:
    """Against the worst tenth at every moment, with what a scrim, a plate or an outline puts there."""
    style, lettering = role_style(role, WIDE), Lettering(role=role, color=color)
    behind = (ground, *others)
    remedy = remedy_for(lettering, style, behind)
    letters = light(remedy.lettering.color or style.color)
    assert remedy.lettering.color == color
    assert 0 <= remedy.scrim <= 0.7
    outline, plate = remedy.lettering.outline, remedy.lettering.plate
    if isinstance(outline, Outline):
        assert ratio(letters, light(outline.color)) >= 4.5
        return
    for one in behind:
        if remedy.scrim or isinstance(plate, Plate):
            over = plate.color if isinstance(plate, Plate) else ("#000000" if letters > 0.18 else "#ffffff")
            share = plate.opacity if isinstance(plate, Plate) else remedy.scrim
            one = one + share * (np.array(list(bytes.fromhex(over[1:]))) / 255 - one)
        shadow = remedy.lettering.shadow or style.shadow
        if isinstance(shadow, Shadow) and not isinstance(
            plate, Plate
        ):  # at most a quarter of it lies beside a letter
            over = np.array(list(bytes.fromhex(shadow.color[1:]))) / 255
            one = one + 0.25 * shadow.opacity * (over - one)
        codes = np.rint(one * 255).astype(np.uint8)
        worst = np.quantile([ratio(letters, float(value)) for value in light(codes)], 0.1)
        assert worst >= LEAST_LARGE - 0.05


@pytest.mark.parametrize(
    ("role", "needed"), [("title", LEAST_LARGE), ("subtitle", LEAST), ("caption", LEAST)]
)
def test_where_they_can_be_read_nothing_is_added(role: str, needed: float) -> None:
    style, lettering = role_style(role, WIDE), Lettering(role=role, shadow=False)
    level = 1.05 / needed - 0.05
    code = 1.055 * level ** (1 / 2.4) - 0.055
    dim, bright = (np.full((50, 3), code + step, np.float32) for step in (-0.02, 0.02))
    assert remedy_for(lettering, style, (dim,)).lettering == lettering
    assert remedy_for(lettering, style, (dim, bright)) != remedy_for(lettering, style, (dim,))


def test_the_least_remedy_is_taken() -> None:
    """A little too bright: a shadow. Brighter, and uneven: a scrim, the stronger the brighter. Captions: a plate."""
    rng = np.random.default_rng(1)
    style = role_style("title", WIDE)

    def remedy(level: float, role: str = "title") -> Any:
        ground = np.clip(rng.normal(level, 0.05, (500, 3)), 0, 1).astype(np.float32)
        return remedy_for(Lettering(role=role), role_style(role, WIDE), (ground,))

    assert remedy(0.3) == remedy_for(Lettering(), style, (np.zeros((9, 3), np.float32),))
    mild = remedy(0.655)
    assert isinstance(mild.lettering.shadow, Shadow) and mild.scrim == 0
    scrims = [remedy(level, "subtitle").scrim for level in (0.7, 0.77, 0.84)]
    assert 0.2 <= scrims[0] < scrims[1] < scrims[2] < 0.6
    caption = remedy(0.9, "caption")
    assert isinstance(caption.lettering.plate, Plate) and caption.scrim == 0


def test_on_empty_ground_there_is_no_scrim() -> None:
    white = np.ones((50, 3), np.float32)
    remedy = remedy_for(Lettering(color="#ffffff"), role_style("title", WIDE), (white,))
    assert remedy.scrim == 0 and isinstance(remedy.lettering.outline, Outline)


def test_letters_are_dark_on_bright_ground_unless_a_colour_was_given() -> None:
    styles = [role_style("title", WIDE)]
    bright, dim = (np.full((50, 3), level, np.float32) for level in (0.96, 0.3))
    assert wants_dark([Lettering()], styles, [(bright,)])
    assert not wants_dark([Lettering()], styles, [(dim,)])
    assert not wants_dark([Lettering()], styles, [(bright, dim)])
    assert not wants_dark([Lettering(color="#ffffff")], styles, [(bright,)])
    assert not wants_dark([Lettering(gradient=("#ffffff", "#ffff00"))], styles, [(bright,)])


# -- in a video -------------------------------------------------------------------------------------


@pytest.fixture
def video(tmp_path: Path) -> Callable[..., tuple[Plan, dict[str, Path]]]:
    """``video(pixels, (text, style), …, canvas=(640, 360))``: the plan of a photo with words, and its path."""

    def make(pixels: U8, *texts: tuple[str, dict[str, Any]], canvas: tuple[int, int] = (640, 360)) -> Any:
        path = tmp_path / f"{abs(hash(pixels.tobytes()))}.png"
        Image.fromarray(pixels).save(path)
        record = probe(path)
        clip = VideoClip(id="c1", source=record.id, duration_ms=3000, motion=Motion("zoom-in"), fit="cover")
        tracks = [Track("v", TrackKind.VIDEO, (clip,))]
        for number, (text, style) in enumerate(texts, 2):
            words = TextClip(id=f"c{number}", text=text, start_ms=200, duration_ms=2600, style=style)
            tracks.append(Track(f"t{number}", TrackKind.TEXT, (words,)))
        timeline = Timeline(tuple(tracks), Canvas(*canvas, 25))
        return make_plan(timeline, {record.id: record}), {record.sha256: path}

    return make


def busy(level: float, spread: float, seed: int = 1) -> U8:
    """Soft patches about a brightness, 0–1."""
    coarse = np.random.default_rng(seed).normal(level, spread, (9, 16, 3)).astype(np.float32)
    return np.clip(cv2.resize(coarse, (960, 540), interpolation=cv2.INTER_CUBIC) * 255, 0, 255).astype(
        np.uint8
    )


@pytest.mark.parametrize("role", TEXT_ROLES)
@pytest.mark.parametrize(
    ("level", "spread"), [(0.15, 0.05), (0.5, 0.2), (0.75, 0.15), (0.93, 0.05), (1.0, 0.0)]
)
def test_words_stand_out_in_the_frame_itself(
    role: str, level: float, spread: float, video: Callable[..., tuple[Plan, dict[str, Path]]]
) -> None:
    """Measured in composed frames: letters against the picture as it is behind them, without them."""
    plan, paths = video(busy(level, spread), ("Summer in the Alps", {"role": role}))
    readable = with_contrast(plan, paths)
    (title,) = readable.whole.titles
    spec = title.spec
    color = spec.lettering.color or role_style(role, spec.canvas).color
    words = lettered(spec)
    if spec.lettering.outline or (words.plate is not None and role == "badge"):
        return  # what stands against the letters then is no picture
    left, top, right, bottom = (round(edge) for edge in typeset(spec).box)
    frame = to_rgb(compose(readable.whole, 37, SourceStore(paths)))
    bare = Lettering(role=role, contrast="none")
    letters = typeset(TitleSpec(spec.text, bare, spec.canvas))
    assert frame.shape == (360, 640, 3)
    inside = frame[max(top, 0) : bottom, max(left, 0) : right].reshape(-1, 3)
    far = np.array([ratio(light(color), float(value)) for value in light(inside)])
    is_letter = np.abs(inside.astype(int) - list(bytes.fromhex(color[1:]))).max(axis=1) < 90
    assert is_letter.any() and letters.words
    needed = LEAST_LARGE if role in ("title",) else LEAST
    # Letters' soft edges count as neither; shadows only help.
    assert np.quantile(far[~is_letter], 0.1) >= 0.75 * needed


def test_what_needs_nothing_is_left_alone(video: Callable[..., tuple[Plan, dict[str, Path]]]) -> None:
    bright = busy(0.9, 0.1)
    for style in (
        {"role": "title", "contrast": "none"},
        {"role": "title", "box": {"color": "#202020"}},
        {"role": "title", "outline": True},
        {"role": "badge"},
    ):
        plan, paths = video(bright, ("Summer", style))
        assert with_contrast(plan, paths) == plan
    plan, paths = video(bright)
    assert with_contrast(plan, {}) is plan


def test_no_photo_is_read_where_nothing_is_measured(
    video: Callable[..., tuple[Plan, dict[str, Path]]],
) -> None:
    plan, _ = video(busy(0.5, 0.1), ("Summer", {"role": "title", "contrast": "none"}))
    assert with_contrast(plan, {}) is plan


def test_a_title_and_its_subtitle_are_of_one_kind(video: Callable[..., tuple[Plan, dict[str, Path]]]) -> None:
    """White ground above, dark below: both words light, with one scrim."""
    picture = np.full((540, 960, 3), 250, np.uint8)
    picture[280:] = 30
    texts = ("Summer", {"role": "title"}), ("in the Alps", {"role": "subtitle"})
    plan, paths = video(picture, *texts)
    title, subtitle = with_contrast(plan, paths).whole.titles
    assert title.spec.lettering.color == subtitle.spec.lettering.color
    assert title.scrim == subtitle.scrim
    plan, paths = video(np.full((540, 960, 3), 250, np.uint8), *texts)
    title, subtitle = with_contrast(plan, paths).whole.titles
    assert title.spec.lettering.color == subtitle.spec.lettering.color == DARK


@pytest.mark.parametrize(("position", "edge"), [("top", 0), ("bottom", 359)])
def test_a_scrim_lies_along_the_edge_of_the_words(
    position: str, edge: int, video: Callable[..., tuple[Plan, dict[str, Path]]]
) -> None:
    plan, paths = video(busy(0.84, 0.05), ("Summer", {"role": "title", "pos": position, "color": "#ffffff"}))
    (title,) = with_contrast(plan, paths).whole.titles
    assert title.scrim is not None
    rows = scrim_rows(title.scrim, 360)
    box = typeset(title.spec).box
    assert rows[edge] == rows.max() == pytest.approx(title.scrim.opacity)
    assert (rows[round(box[1]) : round(box[3])] == rows.max()).all() and rows[359 - edge] == 0
    assert np.abs(np.diff(rows)).max() < 0.02


def test_it_does_not_depend_on_where_chunks_begin(video: Callable[..., tuple[Plan, dict[str, Path]]]) -> None:
    plan, paths = video(busy(0.7, 0.2), ("Summer", {"role": "title"}))
    again = with_contrast(Plan(plan.whole, (0, 10, 20, plan.frames)), paths)
    assert again.whole == with_contrast(plan, paths).whole


def test_all_captions_of_a_video_look_alike(tmp_path: Path) -> None:
    """One stands on a dark photo, one on a bright one: both have a plate, and both their own place."""
    clips, media, paths = [], {}, {}
    for number, picture in enumerate((busy(0.1, 0.03), busy(0.9, 0.05))):
        path = tmp_path / f"{number}.png"
        Image.fromarray(picture).save(path)
        record = probe(path)
        media[record.id], paths[record.sha256] = record, path
        clips.append(
            VideoClip(id=f"c{number}", source=record.id, start_ms=2000 * number, duration_ms=2000,
                      motion=Motion("hold"), fit="cover")
        )  # fmt: skip
    words = tuple(
        TextClip(id=f"x{number}", text="Words", start_ms=2000 * number + 300, duration_ms=1400,
                 style={"role": "caption"} | more)
        for number, more in enumerate(({"pos": "top"}, {}))
    )  # fmt: skip
    tracks = (Track("v", TrackKind.VIDEO, tuple(clips)), Track("t", TrackKind.TEXT, words))
    plan = make_plan(Timeline(tracks, Canvas(640, 360, 25)), media)
    dark, bright = (title.spec.lettering for title in with_contrast(plan, paths).whole.titles)
    assert isinstance(bright.plate, Plate) and dark.plate == bright.plate
    assert (dark.position, bright.position) == ("top", None)
    dark_only = Timeline(
        (Track("v", TrackKind.VIDEO, tuple(clips[:1])), Track("t", TrackKind.TEXT, words[:1])),
        Canvas(640, 360, 25),
    )
    (alone,) = with_contrast(make_plan(dark_only, media), paths).whole.titles
    assert alone.spec.lettering.plate is None
