"""Cards: even grounds, gradients without bands, logos whole and readable."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.colour import code_of, to_rgb
from photoplay.media.probe import probe
from photoplay.media.record import MediaRecord
from photoplay.render import cards
from photoplay.render.cards import CardView, Logo, card_planes, logo_size
from photoplay.render.frame import Composer, compose, empty_planes
from photoplay.render.plan import make_plan
from photoplay.render.sources import SourceStore
from photoplay.timeline.generated import Card, source_of
from photoplay.timeline.model import Canvas, TextClip, Timeline, Track, TrackKind, Transition, VideoClip

CANVAS = (320, 180)


@pytest.fixture
def logo(tmp_path: Path) -> Any:
    """``logo(colour, size, see_through=True)``: a disc and a bar of one colour; its record."""

    def make(
        colour: tuple[int, int, int], size: tuple[int, int] = (300, 120), *, see_through: bool = True
    ) -> MediaRecord:
        picture = Image.new("RGBA", size, (0, 0, 0, 0) if see_through else (250, 250, 250, 255))
        pen = ImageDraw.Draw(picture)
        pen.ellipse((0, 0, size[1] - 1, size[1] - 1), fill=(*colour, 255))
        pen.rectangle((size[1], size[1] // 3, size[0] - 1, 2 * size[1] // 3), fill=(*colour, 255))
        path = tmp_path / f"logo-{'-'.join(map(str, (*colour, *size, see_through)))}.png"
        (picture if see_through else picture.convert("RGB")).save(path)
        return probe(path)

    return make


def view(record: MediaRecord, ground: tuple[int, int, int], **more: Any) -> tuple[CardView, dict[str, Path]]:
    kept = Logo(record.sha256, record.format, (record.width, record.height))
    return CardView(ground, logo=kept, **more), {record.sha256: record.path}


@given(rgb=st.tuples(*[st.integers(0, 255)] * 3))
def test_a_plain_card_has_one_colour(rgb: tuple[int, int, int]) -> None:
    planes = card_planes(CardView(rgb), {}, CANVAS)
    assert planes.size == CANVAS
    for plane, code in zip(planes, code_of(rgb), strict=True):
        assert set(plane.ravel()) == {round(code)}


def test_a_gradient_runs_from_top_to_bottom_without_bands() -> None:
    planes = card_planes(CardView((20, 30, 60), (60, 20, 90)), {}, CANVAS)
    top, low = code_of((20, 30, 60)), code_of((60, 20, 90))
    for plane, a, b in zip(planes, top, low, strict=True):
        exact = a + (b - a) * (np.arange(plane.shape[0]) + 0.5) / plane.shape[0]
        assert np.abs(plane.mean(axis=1) - exact).max() < 0.2
        assert all(len(set(row)) <= 2 for row in plane)
        between = np.abs(exact - np.rint(exact)) > 0.2
        assert between.any() and all(len(set(row)) == 2 for row in plane[between])


@given(
    size=st.tuples(st.integers(1, 6000), st.integers(1, 6000)),
    canvas=st.sampled_from([(1920, 1080), (1080, 1920), (1080, 1080), (320, 180)]),
)
def test_a_logo_is_whole_and_small(size: tuple[int, int], canvas: tuple[int, int]) -> None:
    width, height = logo_size(size, canvas)
    share = 0.34 if canvas[0] > canvas[1] else 0.56
    assert 1 <= width <= max(1, share * canvas[0]) and 1 <= height <= max(1, 0.26 * canvas[1])
    assert width <= 2 * size[0] and height <= 2 * size[1]
    if min(width, height) > 8:
        assert width / height == pytest.approx(size[0] / size[1], rel=0.15)


@pytest.mark.parametrize("ground", [(255, 255, 255), (16, 20, 24)])
def test_a_see_through_logo_lies_on_the_ground_itself(ground: tuple[int, int, int], logo: Any) -> None:
    card, paths = view(logo((220, 40, 50)), ground)
    rgb = to_rgb(card_planes(card, paths, CANVAS)).astype(int)
    off = np.abs(rgb - np.array(ground)).max(axis=2) > 12
    rows, columns = np.flatnonzero(off.any(axis=1)), np.flatnonzero(off.any(axis=0))
    width, height = logo_size((300, 120), CANVAS)
    assert abs(columns.size - width) <= 3 and abs(rows.size - height) <= 3
    assert abs((columns[0] + columns[-1]) / 2 - 159.5) <= 1.5
    assert abs((rows[0] + rows[-1]) / 2 - card.logo_y * 180) <= 1.5
    # Its see-through corner shows the ground, its middle its own colour.
    assert np.abs(rgb[rows[0] + 1, columns[-1] - 3] - ground).max() <= 6
    centre = rgb[(rows[0] + rows[-1]) // 2, columns[0] + height // 2]
    assert np.abs(centre - np.array((220, 40, 50))).max() <= 6


@pytest.mark.parametrize(
    ("ink", "ground", "wanted"),
    [
        ((10, 10, 12), (16, 20, 24), True),
        ((250, 250, 250), (255, 255, 255), True),
        ((10, 10, 12), (255, 255, 255), False),
        ((250, 250, 250), (16, 20, 24), False),
        ((200, 40, 40), (16, 20, 24), False),
    ],
)
def test_a_logo_that_would_be_lost_gets_a_plate(
    ink: tuple[int, int, int], ground: tuple[int, int, int], wanted: bool, logo: Any
) -> None:
    record = logo(ink)
    card, paths = view(record, ground)
    rgb = to_rgb(card_planes(card, paths, CANVAS)).astype(int)
    row = rgb[round(card.logo_y * 180)]
    seen = np.abs(row - np.array(ink)).max(axis=1) < 12
    assert seen.sum() > 40
    # Beside the disc, over the bar, is what lies right behind the logo.
    light = cards.luminance(np.array([row[seen].mean(axis=0)], np.uint8))[0]
    edge = rgb[round(card.logo_y * 180) - logo_size((300, 120), CANVAS)[1] // 3, 190]
    behind = cards.luminance(edge.astype(np.uint8)[None])[0]
    assert (max(light, behind) + 0.05) / (min(light, behind) + 0.05) >= 1.6
    assert (np.abs(edge - np.array(ground)).max() > 40) == wanted


def test_an_opaque_logo_is_shown_as_it_is(logo: Any) -> None:
    card, paths = view(logo((10, 10, 10), see_through=False), (16, 20, 24))
    rgb = to_rgb(card_planes(card, paths, CANVAS)).astype(int)
    bright = rgb.min(axis=2) > 200
    width, height = logo_size((300, 120), CANVAS)
    rows, columns = np.flatnonzero(bright.any(axis=1)), np.flatnonzero(bright.any(axis=0))
    assert abs(rows[-1] + 1 - rows[0] - height) <= 2 and abs(columns[-1] + 1 - (160 + width / 2)) <= 2


# -- in a video -------------------------------------------------------------------------------------


def video(
    source: str, *texts: TextClip, canvas: tuple[int, int] = CANVAS, way: Transition | None = None
) -> Timeline:
    photo = VideoClip(id="c1", source="photo", start_ms=0, duration_ms=1000)
    card = VideoClip(
        id="c2", source=source, name="End card", start_ms=1000, duration_ms=2000, transition_in=way
    )
    tracks = [Track("v", TrackKind.VIDEO, (photo, card))]
    if texts:
        tracks.append(Track("t", TrackKind.TEXT, texts))
    return Timeline(tuple(tracks), Canvas(*canvas, 25))


@pytest.fixture
def photo(tmp_path: Path, picture: Any) -> MediaRecord:
    path = tmp_path / "photo.png"
    Image.fromarray(picture(400, 300)).save(path)
    return probe(path)


def test_a_card_stands_still_and_is_drawn_once(photo: MediaRecord, logo: Any) -> None:
    record = logo((200, 30, 60))
    plan = make_plan(video(source_of(Card("#101418", "#203040", "logo"))), {"photo": photo, "logo": record})
    assert plan.whole.digests == {photo.sha256, record.sha256}
    sources = SourceStore({one.sha256: one.path for one in (photo, record)})
    composer, out = Composer(plan.whole, sources), empty_planes(CANVAS)
    assert [composer.draw(frame, out) for frame in (30, 31, 50, 74)] == [True, False, False, False]
    alone = card_planes(plan.whole.shots[1].view, sources.paths, CANVAS)  # type: ignore[arg-type]
    assert all(np.array_equal(a, b) for a, b in zip(out, alone, strict=True))


@pytest.mark.parametrize("name", ["fade", "slideup", "wipeleft", "circleopen", "fadewhite"])
def test_transitions_lead_into_a_card_as_into_a_photo(name: str, photo: MediaRecord) -> None:
    plan = make_plan(video("card:#c81e1e", way=Transition(name, 480)), {"photo": photo})
    assert [(blend.type, blend.start, blend.end) for blend in plan.whole.blends] == [(name, 19, 31)]
    sources = SourceStore({photo.sha256: photo.path})
    ground = [round(code) for code in code_of((200, 30, 30))]
    shares = []
    for frame in (18, 21, 25, 28, 32):
        planes = compose(plan.whole, frame, sources)
        shares.append(float((np.abs(planes.cr.astype(int) - ground[2]) <= 4).mean()))
    assert shares[0] < 0.2 and shares[-1] == 1.0
    if name not in ("fade", "fadewhite"):
        assert shares == sorted(shares) and 0.1 < shares[2] < 0.9


def test_the_logo_makes_room_for_words(photo: MediaRecord, logo: Any) -> None:
    text = TextClip(id="c3", text="Shop now", start_ms=1200, duration_ms=1500, style={"role": "end-card"})
    media = {"photo": photo, "logo": logo((200, 30, 60))}
    source = source_of(Card("#101418", logo="logo"))
    alone, with_words = (make_plan(video(source, *texts), media).whole for texts in ((), (text,)))
    assert isinstance(alone.shots[1].view, CardView) and isinstance(with_words.shots[1].view, CardView)
    assert alone.shots[1].view.logo_y == 0.48 and with_words.shots[1].view.logo_y == 0.36


def test_a_logo_that_is_not_here_is_refused_by_its_field(photo: MediaRecord) -> None:
    with pytest.raises(InvalidTimeline, match="End card.*img_gone") as caught:
        make_plan(video(source_of(Card("#101418", logo="img_gone"))), {"photo": photo})
    assert caught.value.field == "t[0].sg[1].src"


def test_a_sound_is_no_logo(photo: MediaRecord) -> None:
    sound = MediaRecord(
        "snd", "song.mp3", Path("song.mp3"), "audio", "mp3", 0, 0, 1, hashlib.sha256(b"").hexdigest()
    )
    with pytest.raises(NotDrawable, match="song.mp3"):
        make_plan(video(source_of(Card("#101418", logo="snd"))), {"photo": photo, "snd": sound})
