"""Looks resolved to numbers."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from photoplay.errors import InvalidTimeline, NotDrawable
from photoplay.media.record import MediaRecord, Tone
from photoplay.render.looks.grade import Grade, Step, grade_of
from photoplay.render.looks.matching import matched
from photoplay.render.looks.table import LOOK_TABLE
from photoplay.timeline.model import LOOKS, Look

DULL = Tone(0.12, 0.8, (38.0, 2.0, 9.0), (1.12, 1.0, 0.84), 0.8)
GOOD = Tone(0.01, 0.99, (52.0, 0.0, 2.0), (1.0, 1.0, 1.0), 1.0)


def record(name: str, tone: Tone | None = GOOD, kind: str = "image", **more: object) -> MediaRecord:
    return MediaRecord(
        name, name, Path(name), kind, "jpeg", 400, 300, 9, f"sha-{name}", tone=tone, **more  # type: ignore[arg-type]
    )  # fmt: skip


def grade(*looks: Look, tone: Tone | None = DULL) -> Grade | None:
    return grade_of(looks, tone, {"img_lut": record("lut", None, "lut")})


def test_the_table_has_every_look() -> None:
    assert set(LOOK_TABLE) == set(LOOKS)
    assert all(row.about and len(row.about) < 80 for row in LOOK_TABLE.values())


@pytest.mark.parametrize("name", LOOKS)
def test_an_amount_of_nothing_is_no_grade(name: str) -> None:
    source, target = ("img_lut" if name == "lut" else None), ((50.0, 0.0, 0.0) if name == "match" else None)
    assert grade(Look(name, 0, source=source, target=target)) is None
    assert grade(Look(name, 50, source=source, target=target)) is not None


def test_no_looks_are_no_grade() -> None:
    assert grade() is None


def test_a_grade_is_hashed_and_told_in_json() -> None:
    made = grade(Look("film", 60), Look("auto", 100), Look("lut", 30, source="img_lut"))
    assert made == grade(Look("film", 60), Look("auto", 100), Look("lut", 30, source="img_lut"))
    assert hash(made) == hash(made)
    assert made is not None and json.loads(json.dumps(asdict(made)))["grain"] == 0.6
    assert made.digests == ("sha-lut",)


def test_looks_keep_their_order() -> None:
    made = grade(Look("bw", 50), Look("warm", 50))
    assert made is not None and [step.look for step in made.steps] == ["bw", "warm"]


def test_effects_add_up_to_no_more_than_one() -> None:
    made = grade(Look("film", 100), Look("film", 100), Look("vignette", 80), Look("vignette", 90))
    assert made is not None and (made.grain, made.vignette) == (1.0, 1.0)
    assert grade(Look("vignette", 40), Look("vignette", -40)) is None


def test_knobs_go_both_ways() -> None:
    assert grade(Look("sharpen", -50)) == Grade(sharpen=-0.5)
    assert grade(Look("temperature", -50)) == Grade((Step("temperature", (-0.5,)),))


def test_a_picture_that_is_well_needs_no_levels() -> None:
    assert grade(Look("auto", 100), tone=GOOD) is None
    assert grade(Look("auto", 100), tone=None) is None


def test_levels_and_light_of_a_dull_picture() -> None:
    made = grade(Look("auto", 100))
    assert made is not None
    black, white, lighter, red, green, blue = made.steps[0].values
    assert 0.05 < black <= DULL.black and DULL.white <= white < 0.95 and lighter > 0
    assert red < green < blue


@pytest.mark.parametrize(
    "tone",
    [
        pytest.param(Tone(0.0, 0.5, (8.0, 1.0, -6.0)), id="night"),
        pytest.param(Tone(0.3, 1.0, (93.0, 0.0, 0.0), (1, 1, 1), 1.0), id="product on white"),
    ],
)
def test_what_is_dark_or_light_on_purpose_stays_so(tone: Tone) -> None:
    made = grade(Look("auto", 100), tone=tone)
    black, white, lighter, *_ = made.steps[0].values if made else (0.0, 1.0, 0.0)
    assert black <= 0.1 and white >= 0.97 and lighter == 0


def test_half_of_auto_is_about_half() -> None:
    whole, half = grade(Look("auto", 100)), grade(Look("auto", 50))
    assert whole is not None and half is not None
    assert half.steps[0].values[0] == pytest.approx(whole.steps[0].values[0] / 2, abs=1e-3)


def test_a_missing_or_wrong_table_is_told_with_its_field() -> None:
    with pytest.raises(InvalidTimeline, match="not here") as caught:
        grade_of([Look("warm"), Look("lut", source="img_none")], None, {}, "t[0].sg[1].fx")
    assert caught.value.field == "t[0].sg[1].fx[1].src"
    with pytest.raises(NotDrawable, match=r"\.cube"):
        grade_of([Look("lut", source="a")], None, {"a": record("a")})


def test_matching_goes_a_third_of_the_way_at_most() -> None:
    dark, light = record("a", Tone(0, 1, (40.0, 4.0, 8.0))), record("b", Tone(0, 1, (60.0, -2.0, 2.0)))
    looks = matched([dark, light, dark])
    assert looks[0] == looks[2] == Look("match", 33.0, target=(50.0, 1.0, 5.0))
    assert looks[1] is not None and looks[1].target == looks[0].target


def test_some_photos_stay_as_they_are() -> None:
    usual = [record(f"u{n}", Tone(0, 1, (48.0 + n, n, 6.0 - n))) for n in range(4)]
    odd = [
        record("night", Tone(0, 0.4, (7.0, 0, -4))),
        record("white", Tone(0.3, 1, (94.0, 0, 0))),
        record("sunset", Tone(0, 1, (45.0, 30.0, 45.0))),
        record("chart", Tone(0, 1, (60.0, 0, 0)), is_graphic=True),
        record("unknown", None),
    ]
    looks = matched([*usual, *odd])
    assert looks[4:] == (None,) * 5
    assert any(looks[:4])


def test_one_photo_has_nothing_to_match() -> None:
    assert matched([record("a", DULL), record("a", DULL)]) == (None, None)
    assert matched([]) == ()


def test_black_and_white_takes_no_tint_from_the_others() -> None:
    made = grade(Look("match", 33, target=(50.0, 8.0, 12.0)), tone=Tone(0, 1, (44.0, 0.0, 0.1)))
    assert made is not None
    assert made.steps[0].values[1:] == (1.0, 1.0, 1.0)
