"""Texts as pixels, drawn with the shipped fonts alone."""

from __future__ import annotations

import itertools
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.waiting import HANGS_S

from photoplay.render.layout import safe_zone, width_for
from photoplay.render.titles import typeset as titles
from photoplay.render.titles.fonts import FOLDER, Library
from photoplay.render.titles.ink import extent, graded, laid_over, shadow_of, tiles
from photoplay.render.titles.press import Mark
from photoplay.render.titles.typeset import TitleSpec, Typeset, missing_characters, typeset
from photoplay.timeline.lettering import Animation, Lettering, Outline, Plate, Shadow
from photoplay.timeline.model import TEXT_POSITIONS, TEXT_ROLES

U8 = NDArray[np.uint8]
Size = tuple[int, int]
FONTS = Library()
PLAIN = Lettering(shadow=False)
TEXTS = {
    "latin": "Our week in the Dolomites, gypsy jazz",
    "accents": "Ägypten, Ångström & Škoda: été à Phố Huế Ậ",
    "greek": "Καλοκαίρι στη Σαντορίνη",
    "cyrillic": "Лето на Байкале, 2024 год",
    "simplified": "我们的春节旅行：从北京到云南",
    "traditional": "臺灣環島之旅，騎單車看海",
    "japanese": "京都の秋、もみじを見に行く旅",
    "korean": "제주도에서 보낸 여름 휴가",
    "arabic": "رحلتنا إلى مراكش في الربيع",
    "hebrew": "החופשה שלנו בתל אביב",
    "hindi": "हमारी राजस्थान की यात्रा क्षत्रिय",
    "thai": "ทริปเที่ยวเชียงใหม่ที่สุด ปู่ น้ำ",
    "emoji": "🎉👨‍👩‍👧‍👦🏳️‍🌈🇯🇵🇩🇪👩🏽‍🚀❤️‍🔥1️⃣",
    "mixed": "Hello 你好 مرحبا नमस्ते สวัสดี 안녕 🎂",
    "typed": r"#1 deal: $5 *off* \ now_or_never <b> @x [y](z) `q` =1 // -- ~ ",
}
CANVASES = [(1920, 1080), (1080, 1920), (1080, 1080), (640, 360)]
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def draw(text: str, lettering: Lettering = PLAIN, canvas: Size = (960, 540), language: str = "") -> Typeset:
    return typeset(TitleSpec(text, lettering, canvas, language), FONTS)


def lines(found: Typeset) -> list[str]:
    """Words of each row, as they are read."""
    rows = itertools.groupby(found.words, key=lambda word: word.line)
    return [" ".join(word.text for word in row) for _, row in rows]


def solid(found: Typeset) -> tuple[float, float, float, float]:
    """Where ink stands on the canvas."""
    box = extent(found.ink[..., 3])
    assert box is not None
    x, y = found.origin
    return x + box[0], y + box[1], x + box[2], y + box[3]


def check_tiled(found: Typeset) -> None:
    height, width = found.ink.shape[:2]
    count = np.zeros((height, width), np.int32)
    for word in found.words:
        left, top, right, bottom = word.box
        assert 0 <= left <= right <= width and 0 <= top <= bottom <= height
        count[top:bottom, left:right] += 1
    assert (count == 1).all()


@pytest.mark.parametrize(("name", "role"), list(itertools.product(TEXTS, TEXT_ROLES)))
def test_every_script_in_every_role(name: str, role: str) -> None:
    """Whole, inside the safe zone, on every shape of picture, with nothing missing."""
    for canvas in CANVASES:
        found = draw(TEXTS[name], Lettering(role=role, shadow=False), canvas)
        assert found.missing == () and found.notes == ()
        zone, box = safe_zone(canvas), solid(found)
        assert zone.x0 - 1 <= box[0] and box[2] <= zone.x1 + 1
        assert zone.y0 - 1 <= box[1] and box[3] <= zone.y1 + 1
        check_tiled(found)
        assert found.lines == 1 + max(word.line for word in found.words)
        if found.plate is not None:
            assert found.plate.shape == found.ink.shape


@pytest.mark.parametrize(
    "text", ["#", "$", "*", "\\", "_", "@", "<", "`", "=", "[", "~", "//", "--", '"a', "$x$"]
)
def test_what_typst_would_read_is_drawn_as_typed(text: str) -> None:
    found = draw(f"a{text}b")
    assert "".join(word.text for word in found.words) == f"a{text}b"
    plain = draw("ab")
    assert found.ink.shape[1] > plain.ink.shape[1] + 4
    assert draw('#lower("A")').ink.shape != draw("a").ink.shape


@pytest.mark.parametrize(
    ("text", "canvas", "rows"),
    [
        ("Our week in the Dolomites", (1080, 1920), ["Our week in", "the Dolomites"]),
        ("We drove 1,200 km in 5 days for only $ 300 each", (1920, 1080),
         ["We drove 1,200 km in 5 days", "for only $ 300 each"]),
        ("我们的春节旅行：从北京到云南", (1080, 1920), ["我们 的", "春节 旅行：", "从 北京 到 云南"]),
        ("京都の秋、もみじを見に行く旅", (1080, 1920), ["京都の 秋、", "もみじを", "見に 行く 旅"]),
        ("one\ntwo\n\nthree", (1920, 1080), ["one", "two", "three"]),
        ("ทริปเที่ยวเชียงใหม่ที่สุดของปี", (1080, 1920), ["ทริป เที่ยว เชียง", "ใหม่ ที่สุด ของ ปี"]),
    ],
)  # fmt: skip
def test_lines_end_where_a_typesetter_would_end_them(text: str, canvas: Size, rows: list[str]) -> None:
    assert lines(draw(text, PLAIN, canvas)) == rows


def test_an_empty_line_inside_stays() -> None:
    close, apart = draw("one\ntwo"), draw("one\n\ntwo")
    assert apart.ink.shape[0] > close.ink.shape[0] + 0.8 * apart.size_px


@pytest.mark.parametrize("text", ["", " ", "\n\t \u3000", "\x00\x07", "𒀀", "\u200b\ufeff", "\u202e"])
def test_nothing_to_draw_is_no_ink(text: str) -> None:
    found = draw(text)
    assert found.ink.shape == (0, 0, 4) and found.plate is None and found.words == () and found.lines == 0
    assert found.missing == (("𒀀",) if text == "𒀀" else ())


LONG = ("A long sentence that goes on and on about the trip we made. " * 7)[:400]
POEM = "\n".join(f"Line {number} of a poem of ten, let it rhyme" for number in range(1, 11))
WORD = "Donaudampfschifffahrtsgesellschaftskapitän"


@pytest.mark.parametrize("role", TEXT_ROLES)
@pytest.mark.parametrize(
    "text", [LONG, POEM, WORD * 3, "字" * 300, "🎂" * 60, "ยาว" * 100, "https://e.com/" + "a/" * 90]
)
@pytest.mark.parametrize("canvas", [(1280, 720), (720, 1280)])
def test_too_much_text_shrinks_and_wraps(text: str, role: str, canvas: Size) -> None:
    found = draw(text, Lettering(role=role, shadow=False), canvas)
    zone, box = safe_zone(canvas), solid(found)
    assert zone.x0 - 1 <= box[0] and box[2] <= zone.x1 + 1 and zone.y0 - 1 <= box[1] and box[3] <= zone.y1 + 1
    drawn = "".join(word.text for word in found.words)
    assert drawn.replace("-", "") == text.replace(" ", "").replace("\n", "")
    check_tiled(found)


def test_a_poem_keeps_its_lines() -> None:
    assert lines(draw(POEM, PLAIN, (1080, 1920))) == POEM.split("\n")


def test_a_long_word_is_parted_before_it_gets_tiny_and_a_hyphen_says_so() -> None:
    found = draw(WORD, PLAIN, (1080, 1920))
    assert found.size_px > 40 and found.lines == 3
    assert [line.endswith("-") for line in lines(found)] == [True, True, False]


@pytest.mark.parametrize("text", ["gjpqy", "ÅẾẬŮ", "Z̷̛̺͙a̴̬͌l̵̞̈́g̸̣̾o̶͔͛", "ปู่กี่น้ำ", "क्ष्म्य र्कि", "يُّ", "שָׁלוֹם", "🎂🎉"])
@pytest.mark.parametrize("outline", [False, Outline("#000000", 0.3)])
def test_nothing_that_reaches_out_is_clipped(text: str, outline: Outline | bool) -> None:
    """Drawn on a page with far more room around, the ink is the same."""
    usual = draw(text, Lettering(shadow=False, outline=outline))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(titles, "MARGIN_EM", 3.0)
        roomy = draw(text, Lettering(shadow=False, outline=outline))
    assert usual.ink.shape == roomy.ink.shape and usual.origin == roomy.origin
    assert np.abs(usual.ink[..., 3].astype(int) - roomy.ink[..., 3]).max() <= 3


def test_equal_words_give_equal_pixels() -> None:
    spec = TitleSpec(TEXTS["mixed"], Lettering(outline=True, gradient=("#ff0000", "#0000ff")), (960, 540))
    one, other = typeset(spec, FONTS), typeset(spec, Library())
    assert np.array_equal(one.ink, other.ink) and one.words == other.words and one.origin == other.origin


def test_a_family_and_a_flag_are_as_wide_as_one_emoji() -> None:
    one = draw("👨").ink.shape[1]
    for emoji in ("👨‍👩‍👧‍👦", "🇩🇪", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍❤️‍💋‍👨🏻", "1️⃣", "🏳️‍🌈"):
        assert draw(emoji).ink.shape[1] < 1.3 * one
        assert len(draw(emoji).words) == 1
    assert draw("👨👩").ink.shape[1] > 1.8 * one


def test_emoji_keep_their_colours_whatever_the_letters_have() -> None:
    plain = draw("🎂")
    assert np.array_equal(draw("🎂", Lettering(shadow=False, color="#00ff00")).ink, plain.ink)
    graded = draw("🎂", Lettering(shadow=False, gradient=("#00ff00", "#0000ff")))
    assert np.abs(graded.ink.astype(int) - plain.ink).max() <= 2


def test_every_region_has_its_own_forms() -> None:
    forms = [draw("骨", language=language).ink.tobytes() for language in ("zh-CN", "zh-TW", "ja")]
    assert len(set(forms)) == 3
    assert draw("骨").ink.tobytes() == forms[0]


def test_right_to_left_words_are_read_from_the_right() -> None:
    words = draw("שלום לכולם כאן", PLAIN, (1920, 1080)).words
    assert [word.text for word in words] == ["שלום", "לכולם", "כאן"]
    assert words[0].box[0] >= words[1].box[2] and words[1].box[0] >= words[2].box[2]
    assert all(word.right_to_left for word in words)


def test_latin_words_inside_of_hebrew_keep_their_order() -> None:
    words = {word.text: word for word in draw("קנו iPhone 15 Pro עכשיו", PLAIN, (1920, 1080)).words}
    places = [words[text].box[0] for text in ("עכשיו", "iPhone", "15", "Pro", "קנו")]
    assert places == sorted(places)
    assert not words["iPhone"].right_to_left and words["קנו"].right_to_left


@pytest.mark.parametrize("position", TEXT_POSITIONS)
def test_positions(position: str) -> None:
    canvas = (1920, 1080)
    found = draw("Words", Lettering(position=position, shadow=False), canvas)
    zone, box = safe_zone(canvas), found.box
    if "left" in position:
        assert box.x0 == pytest.approx(zone.x0, abs=1)
    elif "right" in position:
        assert box.x1 == pytest.approx(zone.x1, abs=1)
    else:
        assert (box.x0 + box.x1) / 2 == pytest.approx(960, abs=1)
    if position.startswith("top"):
        assert box.y0 == pytest.approx(zone.y0, abs=1)
    elif position.startswith("bottom"):
        assert box.y1 == pytest.approx(zone.y1, abs=1)
    else:
        assert (box.y0 + box.y1) / 2 == pytest.approx(540, abs=1)


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(TEXT_ROLES))
def test_free_positions_stay_in_the_zone(x: float, y: float, role: str) -> None:
    canvas = (320, 180)
    found = draw("Any place", Lettering(role=role, position=(x, y), shadow=False), canvas)
    zone = safe_zone(canvas)
    assert zone.x0 - 1 <= found.box.x0 and found.box.x1 <= zone.x1 + 1
    assert zone.y0 - 1 <= found.box.y0 and found.box.y1 <= zone.y1 + 1


def test_the_middle_of_a_box_is_a_place_to_come_back_to() -> None:
    canvas = (1920, 1080)
    for role in TEXT_ROLES:
        first = draw("Twice the same", Lettering(role=role, shadow=False), canvas)
        middle = (first.box.x0 + first.box.x1) / 2 / canvas[0], (first.box.y0 + first.box.y1) / 2 / canvas[1]
        if first.box.width > width_for(middle, canvas):
            continue
        align = "left" if role == "lower-third" else None
        again = draw(
            "Twice the same", Lettering(role=role, position=middle, align=align, shadow=False), canvas
        )
        assert np.abs(np.subtract(first.box, again.box)).max() <= 1.01


def test_size_is_a_fraction_of_the_canvas() -> None:
    assert draw("A", Lettering(size=0.1, shadow=False), (1920, 1080)).size_px == 108
    one, two = (draw("A", Lettering(size=size, shadow=False), (1920, 1080)).ink.shape for size in (0.1, 0.2))
    assert two[0] == pytest.approx(2 * one[0], abs=3)


def test_colour_weight_and_family_show() -> None:
    red = draw("A", Lettering(color="#ff0000", shadow=False)).ink
    assert (red[red[..., 3] == 255][:, :3] == (255, 0, 0)).all()
    ink = {name: int(draw("Words", lettering).ink[..., 3].sum(dtype=np.int64)) for name, lettering in {
        "bold": Lettering(shadow=False, weight=700), "regular": Lettering(shadow=False, weight=400),
    }.items()}  # fmt: skip
    assert ink["bold"] > 1.2 * ink["regular"]
    assert draw("Words", Lettering(shadow=False, font="serif")).ink.shape != draw("Words").ink.shape


def test_a_gradient_runs_from_top_to_bottom_of_each_line() -> None:
    ink = draw("HH\nHH", Lettering(shadow=False, gradient=("#ff0000", "#0000ff"))).ink
    full = ink[..., 3] == 255
    rows = [ink[y][full[y]][:, :3].mean(axis=0) for y in range(len(ink)) if full[y].any()]
    top, middle = rows[1], rows[len(rows) // 2 - 2]
    assert top[0] > 225 and top[2] < 30 and middle[2] > 200 and rows[len(rows) // 2 + 2][0] > 200


def test_an_outline_lies_outside_of_the_letters() -> None:
    plain, outlined = draw("O"), draw("O", Lettering(shadow=False, outline=Outline("#000000", 0.1)))
    grown = (outlined.ink.shape[1] - plain.ink.shape[1]) / 2
    assert grown == pytest.approx(0.1 * plain.size_px, abs=1.5)
    white = (outlined.ink[..., :3] == 255).all(axis=2) & (outlined.ink[..., 3] == 255)
    assert white.sum() >= 0.95 * (plain.ink[..., 3] == 255).sum()


def test_a_shadow_is_soft_and_has_room() -> None:
    found = draw("O", Lettering(shadow=Shadow("#000000", 0.8, 0.3)))
    alpha = found.ink[..., 3]
    edges = np.concatenate([alpha[0], alpha[-1], alpha[:, 0], alpha[:, -1]])
    assert edges.max() <= 6 and alpha.max() == 255
    assert draw("O", Lettering(shadow=False)).box == found.box


def test_plates() -> None:
    assert draw("A").plate is None
    found = draw("A", Lettering(plate=Plate("#102030", 0.5, 0.2)))
    assert found.plate is not None
    middle = found.plate[found.plate.shape[0] // 2, 3]
    assert tuple(middle[:3]) == (0x10, 0x20, 0x30) and middle[3] == pytest.approx(128, abs=1)
    badge = draw("$ 9.99", Lettering(role="badge"))
    assert badge.plate is not None
    ink, plate = extent(badge.ink[..., 3]), extent(badge.plate[..., 3])
    assert ink is not None and plate is not None
    assert plate[0] < ink[0] and plate[1] < ink[1] and plate[2] > ink[2] and plate[3] > ink[3]
    assert draw("$ 9.99", Lettering(role="badge", plate=False)).plate is None


def test_a_bar_stands_where_a_lower_third_begins() -> None:
    for text, begins_left in (("Jane Doe\nFounder", True), ("שלום\nעולם", False)):
        found = draw(text, Lettering(role="lower-third", shadow=False))
        assert found.plate is not None
        bar, ink = extent(found.plate[..., 3]), extent(found.ink[..., 3])
        assert bar is not None and ink is not None and bar[2] - bar[0] < 10
        assert (bar[2] < ink[0]) if begins_left else (bar[0] > ink[2])


def test_what_follows_the_first_line_of_a_lower_third_is_smaller() -> None:
    found = draw("HHHH\nHHHH", Lettering(role="lower-third", shadow=False))
    first, second = (extent(found.ink[word.box[1] : word.box[3], :, 3]) for word in found.words)
    assert first is not None and second is not None
    assert second[3] - second[1] < 0.85 * (first[3] - first[1])


def test_digits_that_count_are_equally_wide() -> None:
    counting = Lettering(shadow=False, way_in=Animation("count"))
    boxes = [draw(text, counting).box.width for text in ("0800", "0888")]
    assert draw("0111", counting).words[0].clusters == 4
    assert boxes[0] == pytest.approx(boxes[1], abs=1.5)
    usual = [draw(text).box.width for text in ("0110", "0880")]
    assert usual[1] - usual[0] > 4


def test_an_unknown_font_is_told_and_another_used() -> None:
    found = draw("Words", Lettering(font="No Such Font", shadow=False))
    assert len(found.notes) == 1 and "No Such Font" in found.notes[0] and "photoplay fonts" in found.notes[0]
    assert np.array_equal(found.ink, draw("Words").ink)


def test_characters_that_no_font_has_are_told() -> None:
    assert missing_characters("Old 𒀀𓀀 and 𒀀", FONTS) == ("𒀀", "𓀀")
    assert missing_characters(" ".join(TEXTS.values()), FONTS) == ()
    found = draw("Old 𒀀 one")
    assert found.missing == ("𒀀",) and np.array_equal(found.ink, draw("Old one").ink)


def test_without_a_readable_font_nothing_is_drawn_as_a_box(tmp_path: Path) -> None:
    for path in FOLDER.iterdir():
        shutil.copy(path, tmp_path)
    for path in [
        *tmp_path.glob("PhotoplaySC*"),
        *tmp_path.glob("PhotoplayTC*"),
        *tmp_path.glob("PhotoplayJP*"),
    ]:
        path.write_bytes(b"damaged")
    for path in tmp_path.glob("PhotoplayKR*"):
        path.unlink()
    broken = Library(tmp_path)
    found = typeset(TitleSpec("Hi 们", PLAIN, (960, 540)), broken)
    assert found.missing == ("们",) and np.array_equal(found.ink, draw("Hi").ink)
    for path in tmp_path.glob("PhotoplayDisplay*"):
        path.unlink()
    other = typeset(TitleSpec("Hi", PLAIN, (960, 540)), Library(tmp_path))
    assert other.missing == () and other.ink.size


@pytest.mark.skipif(sys.platform != "linux", reason="Processes are not forked elsewhere.")
def test_a_fork_of_a_prepared_process_can_set_words() -> None:
    code = (
        "import os, sys; from photoplay.render.titles.typeset import *;"
        "from photoplay.timeline.lettering import Lettering;"
        "prepare(); pid = os.fork();"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])) if pid else None;"
        "found = typeset(TitleSpec('Hello', Lettering(), (640, 360))); os._exit(7 if found.lines == 1 else 1)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=HANGS_S).returncode == 7


def test_tiles_part_words_where_least_ink_is() -> None:
    alpha = np.zeros((20, 40), np.uint8)
    alpha[2:8, 2:15] = alpha[2:8, 17:30] = alpha[12:18, 5:35] = 255
    alpha[8:10, 4] = 255  # a descender
    marks = [[Mark(0, 1, 2, 15, 0), Mark(1, 1, 16, 30, 0)], [Mark(2, 1, 5, 35, 0)]]
    found = tiles(alpha, marks, [8.0, 18.0], [8.0, 8.0])
    assert found[0][2] == found[1][0] and 15 <= found[0][2] <= 17
    assert found[0][3] == found[2][1] and 10 <= found[2][1] <= 12
    assert found[1][2] == 40 and found[2] == (0, found[2][1], 40, 20)


@given(st.integers(0, 255), st.integers(0, 255))
def test_one_raster_over_another(above: int, below: int) -> None:
    upper, lower = np.zeros((1, 1, 4), np.uint8), np.zeros((1, 1, 4), np.uint8)
    upper[...], lower[...] = (200, 0, 0, above), (0, 100, 0, below)
    out = laid_over(upper, lower)[0, 0].astype(float)
    a, b = above / 255, below / 255 * (1 - above / 255)
    assert out[3] == pytest.approx(255 * (a + b), abs=1)
    if a + b > 0.05:
        assert out[0] == pytest.approx(200 * a / (a + b), abs=1) and out[1] == pytest.approx(
            100 * b / (a + b), abs=1
        )


@pytest.mark.parametrize("sigma", [0.1, 2.0, 14.0])
def test_a_shadow_keeps_what_is_covered(sigma: float) -> None:
    alpha = np.zeros((200, 220), np.uint8)
    alpha[80:120, 90:130] = 255
    found = shadow_of(alpha, (1, 2, 3), 0.5, sigma, 4)
    assert found[..., 3].sum(dtype=float) == pytest.approx(0.5 * alpha.sum(dtype=float), rel=0.04)
    rows = found[..., 3].sum(axis=1, dtype=float)
    assert (rows * np.arange(200)).sum() / rows.sum() == pytest.approx(99.5 + 4, abs=0.4)
    assert (found[..., :3] == (1, 2, 3)).all()


def test_graded_letters_keep_their_shape() -> None:
    letters = np.full((30, 4, 4), 255, np.uint8)
    letters[..., 3] = np.arange(30)[:, None]
    found = graded(letters, [(0, 10), (15, 25)], (0, 0, 0), (200, 200, 200))
    assert np.array_equal(found[..., 3], letters[..., 3])
    column = found[:, 0, 0].astype(int)
    assert column[0] < 20 and column[9] > 180 and column[15] < 20 and column[24] > 180


anything = st.text(
    st.one_of(st.characters(), st.sampled_from("aB .,\n#$\"'-שع漢の한กे👨\u200d❤\ufe0f🇩🇪\u0301\u200f1")),
    max_size=40,
)


@given(
    anything,
    st.sampled_from(TEXT_ROLES),
    st.sampled_from([(480, 270), (270, 480), (64, 64)]),
    st.builds(
        Lettering,
        outline=st.booleans(),
        plate=st.sampled_from([None, True, False]),
        weight=st.sampled_from([None, 100, 900]),
        size=st.sampled_from([None, 0.02, 0.3, 1.0]),
        gradient=st.sampled_from([None, ("#ffffff", "#ff0000")]),
        align=st.sampled_from([None, "left", "right"]),
    ),
)
def test_any_text_is_set_or_left_out(text: str, role: str, canvas: Size, lettering: Lettering) -> None:
    found = draw(text, replace(lettering, role=role, shadow=False), canvas)
    if not found.ink.size:
        assert found.words == ()
        return
    check_tiled(found)
    box = extent(found.ink[..., 3])
    zone = safe_zone(canvas)
    if box is not None:
        x, y = found.origin
        assert zone.x0 - 2 <= x + box[0] and x + box[2] <= zone.x1 + 2
        assert zone.y0 - 2 <= y + box[1] and y + box[3] <= zone.y1 + 2
    drawn = "".join(word.text for word in found.words)
    assert not set(found.missing) & set(drawn) - {"-"}


def test_signs_do_not_become_arrows() -> None:
    """Inter's contextual alternates would make one sign of the two."""
    typed, arrow = (draw(text).ink for text in ("a -> b", "a → b"))
    assert typed.shape != arrow.shape or not np.array_equal(typed, arrow)
