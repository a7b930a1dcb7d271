"""The published schema says what the codec does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from photoplay.errors import InvalidTimeline
from photoplay.timeline.codec import from_draft, to_draft
from photoplay.timeline.model import Timeline
from photoplay.timeline.schema import draft_schema

VALIDATOR = jsonschema.Draft202012Validator(draft_schema())


def segment(**changes: Any) -> dict[str, Any]:
    return {"t": [{"tt": 0, "sg": [{"id": "c1", "s": 0, "d": 3000, "src": "a", **changes}]}]}


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(draft_schema())


def test_encoded_timelines_validate(three: Timeline, full: Timeline, everything: dict[str, Any]) -> None:
    for timeline in (Timeline(), three, full, from_draft(everything)):
        VALIDATOR.validate(to_draft(timeline))


@pytest.mark.parametrize(
    "draft",
    [
        segment(rot=4),
        segment(flip="x"),
        segment(sp=9),
        segment(mo={"type": "custom"}),
        segment(mo={"type": "hold", "keyframes": [{"at": 0}]}),
        segment(mo={"keyframes": [{"at": 0}]}),
        segment(fx=[{"type": "warm", "amount": -1}]),
        segment(fx=[{"type": "contrast", "amount": 101}]),
        segment(tr={"type": "Fade", "d": 5}),
        segment(tr={"type": "fade", "d": 0}),
        segment(crop={"x": 0, "y": 0, "w": 0, "h": 1}),
        segment(vol=2.5),
        segment(rad=0.51),
        segment(sh=-0.1),
        segment(brd={"type": "line", "width": 0.26}),
        segment(bg={"color": "red"}),
        segment(poses=[{"at": 0, "ang": 4000}]),
        segment(fx=[{"type": "match", "to": [101, 0, 0]}]),
        {"m": {"width": 3840, "height": 3840}},
        {"m": {"width": 1921}},
        {"t": [{"tt": 7, "sg": [{"s": 0, "d": 5, "tx": "a", "st": {"pos": "middle"}}]}]},
        {"t": [{"tt": 7, "sg": [{"s": 0, "d": 5, "tx": "a", "st": {"role": "x"}}]}]},
    ],
)
def test_both_refuse_what_is_out_of_range(draft: Any) -> None:
    assert not VALIDATOR.is_valid(draft)
    with pytest.raises(InvalidTimeline):
        from_draft(draft)


@pytest.mark.parametrize(
    "draft",
    [
        {"m": {"width": 3840}},
        {"m": {"height": 3840, "fps": 24.0}},
        segment(d=3000.0),
        segment(mo={}),
        segment(fx=[{"type": "contrast", "amount": -100}]),
        segment(vol=[[0, 1], [5, 0.5]]),
        segment(rev=True, frz=False, rad=0.5, sh=1, ang=-3600),
        segment(bg={"color": "#000000"}, brd={}),
        segment(poses=[{"at": 0}, {"at": 1, "x": -2, "y": 3, "scale": 8}]),
        segment(fx=[{"type": "match", "to": [100, -128, 128]}, {"type": "lut", "src": "a"}]),
        segment(fi="theirs"),
        {"t": [{"tt": 1, "sg": [{"s": 0, "d": 5, "src": "a", "vol": [[0, 1], [5, 0.5]]}]}]},
    ],
)
def test_both_accept(draft: Any) -> None:
    VALIDATOR.validate(draft)
    from_draft(draft)


def named_keys(schema: Any) -> Iterator[tuple[str, Any]]:
    """All keys of the draft that a schema names, but for those in conditions."""
    if not isinstance(schema, dict):
        return
    for name, inner in schema.get("properties", {}).items():
        yield name, inner
        yield from named_keys(inner)
    for keyword in ("items", "then"):
        yield from named_keys(schema.get(keyword))
    for rule in schema.get("allOf", []):
        yield from named_keys(rule)


def test_every_key_has_a_description() -> None:
    conditions = {"sg", "keyframes", "amount"}  # repeated inside if/then without one
    keys = list(named_keys(draft_schema()))
    described = {name for name, inner in keys if inner.get("description")}
    assert {name for name, inner in keys if not inner.get("description")} <= conditions
    assert {name for name, _ in keys} == described
    contract = (
        "t d m id n tt sg rot flip crop s ref in sp src vol fi fo duck mood fit foc mo fx pos op tr tro "
        "rev frz bg brd rad sh ang poses"
    )
    assert {*contract.split(), "tx", "st", "an", "loop", "title", "width", "height", "fps"} <= described
