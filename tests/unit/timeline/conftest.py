"""Timelines that the tests begin with."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from photoplay.timeline.clips import end_card, photo
from photoplay.timeline.edits import append
from photoplay.timeline.layers import add_audio, add_overlay, add_title
from photoplay.timeline.model import Box, Timeline


@pytest.fixture
def three() -> Timeline:
    """| c1 | c2 | c3 |: three photos of 3 s."""
    return append(Timeline(), [photo(f"asset{n}", f"{n}.jpg") for n in (1, 2, 3)])


@pytest.fixture
def full(three: Timeline) -> Timeline:
    """Three photos, an end card c4, music c5, a title c6 of photo 2, a free title c7, a logo c8."""
    timeline = append(three, end_card("card1"))
    timeline = add_audio(timeline, "song", name="Lo-fi", mood="lofi")
    timeline = add_title(timeline, "Two", reference="c2")
    timeline = add_title(timeline, "Urban Dreams")
    return add_overlay(timeline, "logo1", Box(0.85, 0.05, 0.1, 0.1), name="logo.png")


#: Every key of the contract, and keys of others on every level.
EVERYTHING: dict[str, Any] = {
    "t": [
        {
            "id": "t1", "n": "Video", "tt": 0, "theirs": 1,
            "sg": [
                {
                    "id": "c1", "n": "beach.jpg", "s": 0, "d": 3000, "src": "a1", "in": 5, "sp": 0.5,
                    "fit": "blur", "foc": [0.5, 0.25], "op": 0.9, "rot": 3, "flip": "hv",
                    "crop": {"x": 0.1, "y": 0.1, "w": 0.5, "h": 0.5, "theirs": None},
                    "pos": {"x": 0, "y": 0, "w": 1, "h": 1},
                    "mo": {
                        "type": "custom", "amount": 0.12, "theirs": [1, {"a": []}],
                        "keyframes": [
                            {"at": 0, "x": 0.5, "y": 0.5, "zoom": 1, "theirs": "k"},
                            {"at": 1, "x": 0.4, "y": 0.5, "zoom": 1.2, "easing": "easeInOutQuad"},
                        ],
                    },
                    "fx": [
                        {"type": "warm", "amount": 40, "theirs": {}}, {"type": "contrast", "amount": -5},
                        {"type": "lut", "amount": 80, "src": "l1"},
                        {"type": "match", "amount": 33, "to": [55.5, -3, 12.25]},
                    ],
                    "bg": {"color": "#102030", "to": "#A0b0C0", "theirs": 0},
                    "brd": {"type": "polaroid", "width": 0.05, "color": "#fffaf0", "theirs": 0},
                    "rad": 0.1, "sh": 0.5, "ang": -4.5,
                    "poses": [
                        {"at": 0, "x": -0.5, "y": 0.5, "ang": 360, "theirs": 0},
                        {"at": 1, "scale": 1.5, "op": 0.5, "easing": "easeOutCubic"},
                    ],
                    "tr": {"type": "luma", "d": 99999, "src": "m1", "theirs": True},
                    "tro": {"type": "fade", "d": 500},
                    "theirs": {"nested": ["ünï", 1.5, None, False]}, "fi": "theirs on video",
                },
                {
                    "id": "c4", "n": "surf.mp4", "s": 3000, "d": 2000, "src": "a2", "fit": "cover",
                    "rev": True, "frz": True, "vol": [[0, 0.5], [1000, 2]], "in": 1500, "sp": 8,
                },
            ],
        },
        {
            "id": "t2", "n": "BGM", "tt": 1,
            "sg": [
                {
                    "id": "c2", "n": "Lo-fi", "s": 0, "d": 3000, "src": "g1", "vol": [[0, 0.2], [2000, 1]],
                    "fi": 100, "fo": 1500, "duck": True, "mood": "lofi", "loop": True, "in": 7, "sp": 2.0,
                    "fit": "theirs on sound",
                },
            ],
        },
        {
            "id": "t3", "n": "Title", "tt": 7,
            "sg": [
                {
                    "id": "c3", "n": "", "s": 300, "d": 2500, "ref": "c1", "tx": "Line\nBREAK #1",
                    "st": {"role": "title", "pos": {"x": 0.5, "y": 0.1}, "size": 0.08, "color": "#FFcc00",
                           "font": "Inter", "theirs": 2},
                    "an": {"in": "rise", "out": {"type": "fade", "d": 200}}, "theirs": 3,
                },
            ],
        },
    ],
    "d": 5000,
    "m": {"title": "Beach", "width": 1080, "height": 1920, "fps": 60, "theirs": {"a": 1}},
    "theirs": ["root"],
}  # fmt: skip


@pytest.fixture
def everything() -> dict[str, Any]:
    """A draft with every key of the contract, and with keys of others on every level."""
    return copy.deepcopy(EVERYTHING)
