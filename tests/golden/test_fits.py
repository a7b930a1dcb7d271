"""How photos of all shapes fill both canvases, and how their edges move."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from photoplay.media.record import Focus
from photoplay.timeline.model import Motion

SHAPES = ("landscape", "portrait", "panorama", "square")


@pytest.mark.parametrize("fit", ["cover", "contain", "blur"])
def test_every_fit(film: Any, golden: Any, wide: Any, tall: Any, fit: str) -> None:
    rows = {
        shape: [film({"source": shape, "fit": fit}, canvas=canvas).frame(0) for canvas in (wide, tall)]
        for shape in SHAPES
    }
    golden.check(f"fit-{fit}", rows)


def test_edges_that_move(film: Any, golden: Any, photos: Any, tall: Any) -> None:
    def ends(**fields: Any) -> list[Any]:
        drawn = film(fields)
        return drawn.frames(0, 24, -1)

    sunny = replace(photos["landscape"], focus=Focus(0.84, 0.2, 0.9))
    golden.check(
        "fit-moving",
        {
            "contain zoom-in": ends(source="portrait", fit="contain", motion=Motion("zoom-in", 0.5)),
            "contain pan-left": ends(source="square", fit="contain", motion=Motion("pan-left", 0.3)),
            "blur zoom-out": ends(source="square", fit="blur", motion=Motion("zoom-out", 0.5)),
            "blur pan-up": ends(source="panorama", fit="blur", motion=Motion("pan-up", 0.3)),
            "cover the subject": [
                film({"source": sunny}).frame(0),
                film({"source": sunny}, canvas=tall).frame(0),
            ],
        },
    )
