"""How a text is taken apart before it is set: clusters, scripts, fonts, quotes, lines."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from photoplay.render.titles.breaks import NEVER, Item, balanced, fewest
from photoplay.render.titles.fitting import Paragraph, Room, fit
from photoplay.render.titles.fonts import Library
from photoplay.render.titles.quotes import with_quotes
from photoplay.render.titles.runs import Line, in_context, lines_of
from photoplay.render.titles.scripts import clean, clusters, han_language, script_of

FONTS = Library()


def _lines(text: str, language: str = "") -> tuple[Line, ...]:
    return lines_of(clean(text), FONTS, "Photoplay Sans", language)[0]


def _words(text: str, language: str = "") -> list[str]:
    return [unit.text for line in _lines(text, language) for unit in line.units]


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("a\x00b\x07c\x1b[0m", "abc[0m"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("  padded \t", "padded"),
        ("\n\n first\n\nsecond \n\n", "first\n\nsecond"),
        ("e\u0301", "é"),
        ("\ufeffsoft\u00adhyphen\u200b\ud800\ufffe", "softhyphen"),
        ("\u202eevil", "evil"),
        ("\x00\x01 \n\t", ""),
        ("👨\u200d👩 ❤\ufe0f", "👨\u200d👩 ❤\ufe0f"),
    ],
)
def test_what_cannot_be_drawn_is_cleaned_away(typed: str, drawn: str) -> None:
    assert clean(typed) == drawn


@given(st.text(max_size=60))
def test_cleaning_is_done_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in once.replace("\n", ""))


@pytest.mark.parametrize(
    ("cluster", "script"),
    [
        ("A", "latin"), ("é", "latin"), ("Ж", "cyrillic"), ("Ω", "greek"), ("漢", "han"), ("の", "hiragana"),
        ("ア", "katakana"), ("한", "hangul"), ("ש", "hebrew"), ("ع", "arabic"), ("स्ते", "devanagari"), ("กำ", "thai"),
        ("👨‍👩‍👧‍👦", "emoji"), ("🇫🇷", "emoji"), ("1️⃣", "emoji"), ("❤️", "emoji"), ("❤︎", "common"), ("5", "common"),
        ("#", "common"), ("𝄞", "common"), ("ა", "other"),
    ],
)  # fmt: skip
def test_scripts(cluster: str, script: str) -> None:
    assert clusters(cluster) == [cluster]
    assert script_of(cluster) == script


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("我们的旅行", "", "zh-Hans"), ("臺灣環島", "", "zh-Hant"), ("東京の夜", "", "ja"), ("発見", "", "ja"),
        ("한국 旅行", "", "ko"), ("你好", "", "zh-Hans"), ("你好", "zh-TW", "zh-Hant"), ("你好", "ja", "ja"),
        ("我们", "ja", "zh-Hans"), ("東京", "ja-JP", "ja"), ("山", "zh-HK", "zh-Hant"), ("山", "yue", "zh-Hant"),
    ],
)  # fmt: skip
def test_the_language_of_chinese_characters(text: str, hint: str, language: str) -> None:
    assert han_language(text, text, hint) == language


def test_the_whole_text_is_asked_where_a_line_does_not_tell() -> None:
    assert han_language("京都", "京都\nもみじ") == "ja"


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("Hello", {"Photoplay Sans"}),
        ("Ünïcödé Ж Ω", {"Photoplay Sans"}),
        ("我们“好”", {"Photoplay SC"}),
        ("“好”我们", {"Photoplay SC"}),
        ("臺灣", {"Photoplay TC"}),
        ("もみじ京都", {"Photoplay JP"}),
        ("안녕", {"Photoplay KR"}),
        ("שלום", {"Photoplay Hebrew"}),
        ("مرحبا", {"Photoplay Arabic"}),
        ("नमस्ते", {"Photoplay Devanagari"}),
        ("สวัสดี", {"Photoplay Thai"}),
        ("★", {"Photoplay Sans", "Photoplay Symbols"}),
    ],
)
def test_each_script_has_its_font(text: str, families: set[str]) -> None:
    found = {piece.family for line in _lines(text) for unit in line.units for piece in unit.pieces}
    assert found <= families and found


@given(st.text(max_size=40))
def test_no_piece_asks_for_what_its_font_lacks(text: str) -> None:
    lines, missing = lines_of(clean(text), FONTS, "Photoplay Sans")
    for line in lines:
        for unit in line.units:
            for piece in unit.pieces:
                bare = "".join(one for one in piece.text if unicodedata.category(one) != "Cf")
                if piece.script == "emoji":
                    assert all(FONTS.emoji_family(one.replace("\ufe0f", "")) for one in clusters(piece.text))
                else:
                    assert FONTS.covers(piece.family, bare)
    assert len(set(missing)) == len(missing)


def test_what_no_font_has_is_left_out_and_told() -> None:
    lines, missing = lines_of("Old 𒀀 signs 𓀀𒀀!", FONTS, "Photoplay Sans")
    assert missing == ("𒀀", "𓀀")
    assert ["".join(piece.text for piece in unit.pieces) for unit in lines[0].units] == ["Old", "signs", "!"]


def test_a_mark_that_no_font_has_leaves_its_letter() -> None:
    lines, missing = lines_of("a\U00011080", FONTS, "Photoplay Sans")
    assert "".join(piece.text for unit in lines[0].units for piece in unit.pieces) == "a"
    assert missing == ("\U00011080",)


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [("👍🏽", ["👍"]), ("👩🏽‍🚀", ["👩‍🚀"]), ("🇩🇪", ["🇩🇪"]), ("🧑‍🍳‍🎂", ["🧑", "🍳", "🎂"]), ("❤️", ["❤"])],
)
def test_emoji_fall_back_to_what_there_is(typed: str, drawn: list[str]) -> None:
    pieces = [piece for line in _lines(typed) for unit in line.units for piece in unit.pieces]
    assert "".join(piece.text for piece in pieces) == "".join(drawn)
    assert {piece.script for piece in pieces} == {"emoji"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a well-known thing", ["a", "well-", "known", "thing"]),
        ("我们的旅行，开始了", ["我们", "的", "旅行，", "开始", "了"]),
        ("（你好）世界", ["（你好）", "世界"]),
        ("京都の秋、もみじ", ["京都の", "秋、", "もみじ"]),
        ("제주도 여행", ["제주도", "여행"]),
        ("5天4夜", ["5天", "4夜"]),
        ("🎉🎂", ["🎉", "🎂"]),
        ("#1 $5 *x* \\", ["#1", "$5", "*x*", "\\"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert _words(text) == words


def test_nothing_is_lost_between_words() -> None:
    text = "Over 3,000 km — 我们的 trip, «да» 🎉 もみじ"
    assert "".join(unit.spaces + unit.text for unit in _lines(text)[0].units) == text


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ('She said "yes"', "en", "She said “yes”"),
        ("don't, it's Tom's", "en", "don’t, it’s Tom’s"),
        ('"Ja"', "de", "„Ja“"),
        ('"oui"', "fr-FR", "«\u202foui\u202f»"),
        ('"да"', "ru", "«да»"),
        ('他说"你好"了', "zh-Hans", "他说“你好”了"),
        ("5'10\" tall", "en", "5'10\" tall"),
        ('a 27" screen', "en", 'a 27" screen'),
        ('never "closed', "en", 'never "closed'),
        ("summer of '69", "en", "summer of ’69"),
        ("plain", "en", "plain"),
        ('"x"', "tlh", "“x”"),
    ],
)
def test_quotes_are_those_of_the_language(text: str, language: str, told: str) -> None:
    assert with_quotes(text, language) == told


def test_a_row_keeps_the_direction_of_what_stood_before_it() -> None:
    line = _lines("مرحبا iPhone 15 Pro")[0]
    first = in_context(line, 2, len(line.units))[0]
    assert first.pieces[0].text == "\u200e" and first.text == "15"
    assert in_context(line, 1, 4)[0] == line.units[1]
    assert in_context(line, 0, 4) == line.units


items = st.lists(
    st.builds(
        Item, st.floats(0.1, 5), st.floats(0, 0.4), st.sampled_from([0.3, 1.0, 2.2, 6.0]), st.booleans()
    ),
    min_size=1,
    max_size=30,
)


def _width(items: list[Item]) -> float:
    return sum(item.width for item in items) + sum(item.space for item in items[1:])


@given(items, st.floats(5, 40))
def test_balanced_lines_fit_and_hold_all_words(items: list[Item], width: float) -> None:
    lines = fewest(items, width)
    assert lines is not None
    found = balanced(items, width, lines)
    assert found is not None
    starts, _ = found
    assert starts[0] == 0 and len(starts) == lines and starts == sorted(set(starts))
    for start, end in zip(starts, [*starts[1:], len(items)], strict=True):
        assert _width(items[start:end]) <= width + 1e-5
    if lines > 1:
        assert balanced(items, width, lines - 1) is None


def test_no_line_begins_where_none_may() -> None:
    items = [Item(2, 0, NEVER), Item(2, 0.3, NEVER), Item(2, 0.3, 1.0), Item(2, 0.3, NEVER)]
    found = balanced(items, 5, 2)
    assert found is not None and found[0] == [0, 2]
    assert fewest(items, 4) is None


def test_no_single_short_word_stands_last() -> None:
    items = [Item(width, 0.3, 1.0, True) for width in (3.0, 3.0, 3.0, 1.0)]
    found = balanced(items, 9.7, 2)
    assert found is not None and found[0] == [0, 2]


ROOM = Room(width=800, height=400, rows=3, smallest=0.72, leading=1.2)


def test_what_fits_keeps_its_size() -> None:
    found = fit([Paragraph((Item(2, 0, NEVER), Item(2, 0.3, 1.0)))], ROOM, 80)
    assert found is not None and found.size == 80 and len(found.rows) == 1


@given(st.lists(st.floats(0.5, 6), min_size=1, max_size=80), st.integers(1, 12), st.floats(20, 120))
def test_whatever_is_set_fits_its_room(widths: list[float], typed: int, wanted: float) -> None:
    words = [Item(width, 0.3, 1.0) for width in widths]
    share = -(-len(words) // typed)
    paragraphs = [Paragraph(tuple(words[start : start + share])) for start in range(0, len(words), share)]
    found = fit(paragraphs, ROOM, wanted)
    assert found is not None and found.size <= wanted
    assert len(found.rows) * ROOM.leading * found.size <= ROOM.height + 1e-6
    for row in found.rows:
        assert (
            _width(list(paragraphs[row.paragraph].items[row.start : row.end])) * found.size
            <= ROOM.width + 1e-4
        )
    assert sum(row.end - row.start for row in found.rows) == len(words)


def test_a_word_longer_than_any_line_is_refused_rather_than_made_tiny() -> None:
    assert fit([Paragraph((Item(60, 0, NEVER),))], ROOM, 80) is None
