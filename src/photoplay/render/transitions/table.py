"""The table of transitions, under FFmpeg's ``xfade`` names and names of our own, by families.

Each is a function of its progress ``p`` (0: only the clip before, 1: only the clip after), of one of
two kinds:

* a ``seam`` answers numbers: how the two pictures are put, mixed or revealed at that moment. Both are
  then sampled and mixed by one loop;
* a ``draw`` gets the two pictures whole and writes the frame.

Adding one is a function and a row of ``TRANSITIONS`` (and of ``FIELDS`` for a new shape).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from photoplay.render.transitions import reveals
from photoplay.render.transitions.drawing import Drawing
from photoplay.render.transitions.reveals import SeamFunction, crop, reveal, through
from photoplay.render.transitions.seam import BLACK, WHITE, Seam, smoothstep
from photoplay.render.transitions.slides import (
    DOWN,
    LEFT,
    RIGHT,
    UP,
    cover,
    parallax,
    slide,
    squeeze,
    uncover,
)

DrawFunction = Callable[[Drawing], None]


@dataclass(frozen=True, slots=True)
class Way:
    """One transition: exactly one of ``seam`` and ``draw`` is there.

    Attributes:
        family: Under which it is listed.
        title: What is seen, in a few words.
        seam: Progress and canvas size to a seam.
        draw: Draws a frame.
        first_until, second_from: Progress at which a ``draw`` sees the first picture last, and the second
            one first; a picture that is not seen need not be drawn.
        takes_file: Whether it goes by a picture that the user names.
    """

    family: str
    title: str
    seam: SeamFunction | None = None
    draw: DrawFunction | None = None
    first_until: float = 1.0
    second_from: float = 0.0
    takes_file: bool = False


def effect(module: str, name: str = "draw", **settings: object) -> DrawFunction:
    """A drawing function of ``render/transitions/effects``, loaded when it first draws.

    Its loops are compiled, and whoever only wants to know the names shall not wait for a compiler.
    """

    def draw(drawing: Drawing) -> None:
        found = import_module(f"photoplay.render.transitions.effects.{module}")
        getattr(found, name)(drawing, **settings)

    return draw


TRANSITIONS: Mapping[str, Way] = MappingProxyType(
    {
        # Mixes
        "fade": Way("fades", "one fades into the other", reveals.fade),
        "fadeblack": Way("fades", "through black", through(BLACK)),
        "fadewhite": Way("fades", "through white", through(WHITE)),
        "fadegrays": Way("fades", "through black and white", reveals.through_grays),
        # Reveals
        "dissolve": Way("fades", "grain by grain", reveal("grain", 0.5)),
        "wipeleft": Way("wipes", "an edge goes left", reveal("left")),
        "wiperight": Way("wipes", "an edge goes right", reveal("right")),
        "wipeup": Way("wipes", "an edge goes up", reveal("up")),
        "wipedown": Way("wipes", "an edge goes down", reveal("down")),
        "wipetl": Way("wipes", "into the top left corner", reveal("top-left")),
        "wipetr": Way("wipes", "into the top right corner", reveal("top-right")),
        "wipebl": Way("wipes", "into the bottom left corner", reveal("bottom-left")),
        "wipebr": Way("wipes", "into the bottom right corner", reveal("bottom-right")),
        "smoothleft": Way("soft wipes", "a wide soft edge goes left", reveal("left", 0.6)),
        "smoothright": Way("soft wipes", "a wide soft edge goes right", reveal("right", 0.6)),
        "smoothup": Way("soft wipes", "a wide soft edge goes up", reveal("up", 0.6)),
        "smoothdown": Way("soft wipes", "a wide soft edge goes down", reveal("down", 0.6)),
        "diagtl": Way("soft wipes", "softly into the top left corner", reveal("hyperbola-tl", 0.6)),
        "diagtr": Way("soft wipes", "softly into the top right corner", reveal("hyperbola-tr", 0.6)),
        "diagbl": Way("soft wipes", "softly into the bottom left corner", reveal("hyperbola-bl", 0.6)),
        "diagbr": Way("soft wipes", "softly into the bottom right corner", reveal("hyperbola-br", 0.6)),
        "luma": Way(
            "soft wipes", "in the order of a picture's light", reveal("matte", 0.12), takes_file=True
        ),
        "circleopen": Way("shapes", "a circle opens", reveal("radius", 0.15)),
        "circleclose": Way("shapes", "a circle closes", reveal("radius", 0.15, backwards=True)),
        "circlecrop": Way("shapes", "a circle closes to black and opens", crop("radius")),
        "rectcrop": Way("shapes", "a frame closes to black and opens", crop("box")),
        "vertopen": Way("shapes", "opens from the upright middle", reveal("across", 0.3)),
        "vertclose": Way("shapes", "closes to the upright middle", reveal("across", 0.3, backwards=True)),
        "horzopen": Way("shapes", "opens from the level middle", reveal("upright", 0.3)),
        "horzclose": Way("shapes", "closes to the level middle", reveal("upright", 0.3, backwards=True)),
        "radial": Way("shapes", "a clock's hand goes round", reveal("angle", 0.1)),
        "hlslice": Way("slices and wind", "slats, from the right", reveal("slats-left", 0.01)),
        "hrslice": Way("slices and wind", "slats, from the left", reveal("slats-right", 0.01)),
        "vuslice": Way("slices and wind", "slats, from below", reveal("slats-up", 0.01)),
        "vdslice": Way("slices and wind", "slats, from above", reveal("slats-down", 0.01)),
        "hlwind": Way("slices and wind", "blown to the left", reveal("wind-left", 0.12)),
        "hrwind": Way("slices and wind", "blown to the right", reveal("wind-right", 0.12)),
        "vuwind": Way("slices and wind", "blown upwards", reveal("wind-up", 0.12)),
        "vdwind": Way("slices and wind", "blown downwards", reveal("wind-down", 0.12)),
        # Slides
        "slideleft": Way("slides", "pushed to the left", slide(LEFT)),
        "slideright": Way("slides", "pushed to the right", slide(RIGHT)),
        "slideup": Way("slides", "pushed up", slide(UP)),
        "slidedown": Way("slides", "pushed down", slide(DOWN)),
        "coverleft": Way("covers", "comes over it, to the left", cover(LEFT)),
        "coverright": Way("covers", "comes over it, to the right", cover(RIGHT)),
        "coverup": Way("covers", "comes over it, upwards", cover(UP)),
        "coverdown": Way("covers", "comes over it, downwards", cover(DOWN)),
        "revealleft": Way("covers", "goes away to the left", uncover(LEFT)),
        "revealright": Way("covers", "goes away to the right", uncover(RIGHT)),
        "revealup": Way("covers", "goes away upwards", uncover(UP)),
        "revealdown": Way("covers", "goes away downwards", uncover(DOWN)),
        "parallax-left": Way("parallax", "two depths, to the left", parallax(LEFT)),
        "parallax-right": Way("parallax", "two depths, to the right", parallax(RIGHT)),
        "squeezeh": Way("zooms", "pressed into a level line", squeeze("upright")),
        "squeezev": Way("zooms", "pressed into an upright line", squeeze("across")),
        "zoomin": Way("zooms", "ever closer, then the next", reveals.zoom_in),
        # Effects
        "fadefast": Way("fades", "what differs most goes first", draw=effect("differences", "fast")),
        "fadeslow": Way("fades", "what differs least goes first", draw=effect("differences", "slow")),
        "distance": Way("fades", "by how far the colours lie apart", draw=effect("differences", "distance")),
        "pixelize": Way(
            "blurs", "through ever larger blocks", draw=effect("mosaic"), first_until=0.9, second_from=0.1
        ),
        "hblur": Way("blurs", "blurred sideways", draw=effect("smear", "horizontal")),
        "blur": Way(
            "blurs", "out of focus and in again", draw=effect("blur"), first_until=0.85, second_from=0.15
        ),
        "zoom": Way(
            "zooms", "flying in, with motion blur", draw=effect("zoom"), first_until=0.58, second_from=0.42
        ),
        "whip-left": Way(
            "whip pans",
            "a fast turn, to the left",
            draw=effect("smear", "whip", right=-1),
            first_until=0.63,
            second_from=0.37,
        ),
        "whip-right": Way(
            "whip pans",
            "a fast turn, to the right",
            draw=effect("smear", "whip", right=1),
            first_until=0.63,
            second_from=0.37,
        ),
        "whip-up": Way(
            "whip pans",
            "a fast turn, upwards",
            draw=effect("smear", "whip", down=-1),
            first_until=0.63,
            second_from=0.37,
        ),
        "whip-down": Way(
            "whip pans",
            "a fast turn, downwards",
            draw=effect("smear", "whip", down=1),
            first_until=0.63,
            second_from=0.37,
        ),
        "light-leak": Way(
            "light",
            "warm light sweeps across",
            draw=effect("light", "leak"),
            first_until=0.75,
            second_from=0.25,
        ),
        "film-burn": Way(
            "light", "the film burns white", draw=effect("light", "burn"), first_until=0.53, second_from=0.47
        ),
        "glitch": Way(
            "effects", "a fault in the signal", draw=effect("glitch"), first_until=0.8, second_from=0.2
        ),
        "page": Way("effects", "a page is turned", draw=effect("page")),
        "cube": Way("effects", "a cube turns", draw=effect("cube")),
    }
)


#: From black at the video's first frame, and to black at its last.
way_in = Way("ends", "from black", lambda p, size: Seam(weight_b=smoothstep(0, 1, p)))
way_out = Way("ends", "to black", lambda p, size: Seam(weight_a=1 - smoothstep(0, 1, p)))
