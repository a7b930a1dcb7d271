"""Styles and animations of texts: every key is read, every bad value is refused at its place."""

from __future__ import annotations

from typing import Any

import pytest

from photoplay.errors import InvalidTimeline
from photoplay.timeline.codec import from_draft, to_draft
from photoplay.timeline.lettering import Animation, Lettering, Outline, Plate, Shadow, lettering_of


def test_nothing_said_is_left_open() -> None:
    assert lettering_of({}, {}) == Lettering()


def test_every_key_is_read() -> None:
    style = {
        "role": "badge", "pos": {"x": 0.25, "y": 1}, "size": 0.1, "color": "#FFCC00", "font": "Inter", "weight": 700,
        "align": "left", "outline": {"color": "#000000", "width": 0.1}, "shadow": "#112233",
        "box": {"opacity": 0.5}, "gradient": ["#ffffff", "#000000"], "contrast": "none", "theirs": 1,
    }  # fmt: skip
    animation = {"in": {"type": "typewriter", "d": 900}, "out": "fade", "loop": "spin"}
    assert lettering_of(style, animation) == Lettering(
        role="badge",
        position=(0.25, 1.0),
        size=0.1,
        color="#ffcc00",
        font="Inter",
        weight=700,
        align="left",
        outline=Outline("#000000", 0.1),
        shadow=Shadow("#112233"),
        plate=Plate(opacity=0.5),
        gradient=("#ffffff", "#000000"),
        contrast="none",
        way_in=Animation("typewriter", 900),
        way_out=Animation("fade"),
    )


def test_parts_may_be_switched_on_and_off() -> None:
    told = lettering_of({"outline": True, "shadow": False, "box": "#00ff00"}, {})
    assert (told.outline, told.shadow, told.plate) == (True, False, Plate("#00ff00"))


@pytest.mark.parametrize(
    ("style", "animation", "field"),
    [
        ({"role": "shout"}, {}, "st.role"),
        ({"pos": "middle"}, {}, "st.pos"),
        ({"pos": {"x": 0.5}}, {}, "st.pos.y"),
        ({"pos": {"x": 2, "y": 0}}, {}, "st.pos.x"),
        ({"size": 0}, {}, "st.size"),
        ({"size": True}, {}, "st.size"),
        ({"color": "red"}, {}, "st.color"),
        ({"font": ""}, {}, "st.font"),
        ({"weight": 1000}, {}, "st.weight"),
        ({"weight": 400.5}, {}, "st.weight"),
        ({"align": "justify"}, {}, "st.align"),
        ({"outline": {"width": 2}}, {}, "st.outline.width"),
        ({"outline": {"color": "#12"}}, {}, "st.outline.color"),
        ({"shadow": 3}, {}, "st.shadow.color"),
        ({"box": {"opacity": float("nan")}}, {}, "st.box.opacity"),
        ({"gradient": ["#ffffff"]}, {}, "st.gradient[0]"),
        ({"gradient": ["#ffffff", "blue"]}, {}, "st.gradient[1]"),
        ({"contrast": "high"}, {}, "st.contrast"),
        ({}, {"in": "spin"}, "an.in"),
        ({}, {"out": "count"}, "an.out"),
        ({}, {"in": {"d": 300}}, "an.in.type"),
        ({}, {"in": {"type": "fade", "d": -1}}, "an.in.d"),
        ({}, {"in": {"type": "fade", "d": "long"}}, "an.in.d"),
        ({}, {"in": 7}, "an.in"),
    ],
)
def test_a_bad_value_is_refused_at_its_place(
    style: dict[str, Any], animation: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidTimeline) as told:
        lettering_of(style, animation)
    assert told.value.field == field


def test_a_draft_keeps_the_style_as_it_came() -> None:
    style, animation = {"color": "#FFCC00", "theirs": [1]}, {"in": "pop", "loop": "spin"}
    words = {"id": "c1", "n": "", "s": 0, "d": 500, "tx": "Hi", "st": style, "an": animation}
    timeline = from_draft({"t": [{"id": "t1", "tt": 7, "sg": [words]}]})
    written = to_draft(timeline)["t"][0]["sg"][0]
    assert (written["st"], written["an"]) == (style, animation)
