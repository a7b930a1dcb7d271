"""A photo of one colour: whatever is done with it, nothing else may be seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from photoplay.media.colour import flat_planes
from photoplay.render.frame import compose
from photoplay.render.transitions.table import TRANSITIONS
from photoplay.timeline.model import MOTIONS, Motion, Transition

COLOUR = (200, 100, 50)
SHAPES = ((480, 320), (320, 480), (960, 240), (401, 399), (97, 61), (3, 2), (4000, 3))
#: The others show a second colour on purpose: one that fills, a shadow, a light.
COLOURED = (
    "fadeblack",
    "fadewhite",
    "fadegrays",
    "circlecrop",
    "rectcrop",
    "cover",
    "reveal",
    "parallax",
    "light",
)
COLOURED += ("film", "glitch", "page", "cube", "luma")
SEAMLESS = sorted(name for name in TRANSITIONS if not name.startswith(COLOURED))


@pytest.fixture(scope="module")
def flats(saved: Any) -> list[Any]:
    """Photos of one colour, which is also the one beside them."""
    return [saved(np.full((h, w, 3), COLOUR, np.uint8), background=COLOUR) for w, h in SHAPES]


def assert_flat(film: Any, numbers: Any) -> None:
    canvas = film.plan.whole.canvas
    for number in numbers:
        for got, expected in zip(
            compose(film.plan.whole, number, film.sources), flat_planes(COLOUR, *canvas), strict=True
        ):
            assert np.array_equal(got, expected), f"frame {number}"


@pytest.mark.parametrize("fit", ["cover", "contain"])
@pytest.mark.parametrize("motion", [name for name in MOTIONS if name != "custom"])
def test_no_move_shows_what_is_beside_the_photo(
    film: Any, flats: Any, wide: Any, tall: Any, motion: str, fit: str
) -> None:
    for flat in flats:
        for canvas in (wide, tall):
            clip = {"source": flat, "fit": fit, "motion": Motion(motion, 0.3)}
            assert_flat(film(clip, canvas=canvas), (0, 24, 47))


@pytest.mark.parametrize("fit", ["cover", "contain"])
@pytest.mark.parametrize("name", SEAMLESS)
def test_no_transition_has_a_seam_or_another_colour(film: Any, flats: Any, name: str, fit: str) -> None:
    for flat in flats[:3]:
        clip = {"source": flat, "fit": fit}
        assert_flat(film(clip, {**clip, "transition_in": Transition(name, 1000)}), range(35, 61))
