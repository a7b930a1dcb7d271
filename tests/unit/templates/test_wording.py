"""Words on cuts: they fit on the canvas, stay off subjects, and are told in the right language."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import scaled
from tests.unit.templates.bins import briefs, logo, photo, shots

from photoplay.media.record import Focus, MediaRecord
from photoplay.music.chance import Chance
from photoplay.render.plan import make_plan
from photoplay.render.titles.typeset import typeset
from photoplay.templates.brief import KINDS, Brief
from photoplay.templates.build import build
from photoplay.templates.joins import accent_places
from photoplay.templates.notes import _SENTENCES, note
from photoplay.templates.own_words import own_words, tongue_of
from photoplay.timeline.find import main_clips, overlays, titles
from photoplay.timeline.model import ASPECTS, Canvas


@settings(max_examples=scaled(60, least=8))
@given(shots(most=5), briefs(), st.sampled_from(list(ASPECTS)))
def test_no_word_is_off_the_canvas(records: list[MediaRecord], brief: Brief, aspect: str) -> None:
    timeline = build(brief, records, Canvas(*(side // 4 * 2 for side in ASPECTS[aspect]))).timeline
    media = {record.id: record for record in records}
    plan = make_plan(timeline, media)
    width, height = timeline.canvas.width, timeline.canvas.height
    for title in plan.whole.titles:
        box = typeset(title.spec).box
        assert box.x0 >= -1 and box.x1 <= width + 1 and box.y0 >= -1 and box.y1 <= height + 1, title.spec


@pytest.mark.parametrize("y", [0.2, 0.5, 0.85])
def test_captions_stay_off_a_subject(y: float) -> None:
    records = [photo(number, (1920, 1080), Focus(0.5, y, 0.9)) for number in (1, 2)]
    timeline = build(Brief(captions=((2, "By the lake"),)), records, Canvas()).timeline
    (words,) = titles(timeline)
    assert words.style.get("pos", "bottom") == ("top" if y > 0.6 else "bottom")


@pytest.mark.parametrize(("aspect", "place"), [("16:9", "bottom"), ("1:1", "bottom"), ("9:16", "top")])
def test_a_title_stays_off_a_product_on_plain_ground(aspect: str, place: str) -> None:
    product = replace(photo(1, (2000, 2000), Focus(0.5, 0.2, 1.0)), background=(255, 255, 255))
    timeline = build(Brief(kind="product", title="Lamp", aspect=aspect), [product], Canvas()).timeline
    (title,) = titles(timeline)
    assert title.style.get("pos") == place
    card = build(Brief(kind="product", closing="Bye"), [product], Canvas()).timeline
    assert main_clips(card)[-1].source == "card:#ffffff", "the ground goes on"


def test_words_stay_off_a_logo_at_the_top_of_an_upright_video() -> None:
    brief = Brief(kind="product", title="Lamp", features=("Light",), logo="top-right", aspect="9:16")
    timeline = build(brief, [photo(1, (1600, 900)), photo(2, (1600, 900)), logo()], Canvas()).timeline
    (mark,) = overlays(timeline)
    assert mark.box is not None
    for text in titles(timeline):
        assert text.style["pos"]["y"] > mark.box.y + mark.box.h + 0.02


@pytest.mark.parametrize(("size", "place"), [((1600, 900), "top-left"), ((1600, 2000), None)])
def test_words_stand_above_a_picture_where_there_is_ground(size: tuple[int, int], place: str | None) -> None:
    record = replace(photo(1, size), background=(255, 255, 255))
    timeline = build(
        Brief(kind="recipe", captions=((1, "Stir"),), aspect="9:16"), [record], Canvas()
    ).timeline
    (words,) = titles(timeline)
    assert words.style.get("pos") == place


@given(st.integers(0, 200), st.integers(0, 20))
def test_accents_are_rare_and_far_from_each_other(count: int, seed: int) -> None:
    places = accent_places(count, Chance(seed))
    assert len(places) <= count / 5 and all(0 <= place < count for place in places)
    assert all(b - a >= 5 for a, b in pairwise(places))


@pytest.mark.parametrize("kind", KINDS)
def test_own_words_of_every_kind_claim_nothing(kind: str) -> None:
    for language in ("en", "zh", "zh-TW"):
        words = own_words(kind, language)
        told = (words.opening, *words.details, words.closing)
        assert any(told)
        assert not re.search(r"[0-9$€¥%]|best|new\b|free|sale|最|免费|免費", " ".join(told), re.IGNORECASE)


@pytest.mark.parametrize(
    ("tag", "tongue"),
    [("en", "en"), ("en-GB", "en"), ("fr", "en"), ("", "en"), ("zh", "zh"), ("zh-CN", "zh"), ("zh-Hans", "zh"),
     ("zh-TW", "zh-TW"), ("zh_HK", "zh-TW"), ("zh-Hant", "zh-TW")],
)  # fmt: skip
def test_the_nearest_language(tag: str, tongue: str) -> None:
    assert tongue_of(tag) == tongue


def test_every_sentence_says_the_same_in_every_language() -> None:
    for key, told in _SENTENCES.items():
        numbers = [sorted(set(re.findall(r"\{(\d)\}", sentence))) for sentence in told]
        assert numbers[0] == numbers[1] == numbers[2], key
        assert len(set(told)) == 3
        values = ["x"] * len(numbers[0])
        assert "{" not in note("zh-TW", key, *values)
