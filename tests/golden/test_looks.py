"""Every look on a photo with a sky, a sun and tiles of all colours, and on one at dusk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from photoplay.media.cube import Cube, probe_cube, write_cube
from photoplay.media.record import Tone
from photoplay.render.frame import compose
from photoplay.render.looks.table import LOOK_TABLE
from photoplay.timeline.model import LOOKS, Look, Motion, Transition

#: Smaller than elsewhere: every row is three frames of two photos.
SMALL = (96, 54)
#: Far from what a photo is like, so that every part of ``auto`` and ``match`` is seen.
DULL = Tone(0.12, 0.8, (38.0, 2.0, 9.0), (1.12, 1.0, 0.84), 0.8)
STYLES = [name for name, row in LOOK_TABLE.items() if row.family == "style" and name != "lut"]


def shown(film: Any, photos: Any, *looks: Look, frame: int = 24) -> list[Any]:
    frames = []
    for name in ("landscape", "dusk"):
        record = replace(photos[name], tone=DULL)
        drawn = film({"source": record, "looks": looks}, canvas=SMALL)
        frames.append(drawn.frame(frame))
    return frames


def test_styles(film: Any, photos: Any, golden: Any) -> None:
    rows = {"none": shown(film, photos)}
    for name in STYLES:
        rows[name] = shown(film, photos, Look(name, 50)) + shown(film, photos, Look(name, 100))[:1]
    golden.check("looks", rows)


def test_adjustments(film: Any, photos: Any, golden: Any) -> None:
    rows = {}
    for name, bounds in LOOKS.items():
        if LOOK_TABLE[name].family == "adjustment":
            rows[name] = [
                one
                for amount in (bounds[0] * 0.6, bounds[1] * 0.6)
                for one in shown(film, photos, Look(name, amount))
            ]
    rows["auto"] = shown(film, photos, Look("auto", 50)) + shown(film, photos, Look("auto", 100))
    rows["match"] = shown(film, photos, Look("match", 33, target=(60.0, 0.0, -6.0)))
    rows["three looks"] = shown(film, photos, Look("auto", 60), Look("cinematic", 50), Look("brightness", 20))
    golden.check("looks-more", rows)


def test_a_table_from_a_file(film: Any, photos: Any, golden: Any, tmp_path: Path) -> None:
    at = np.linspace(0, 1, 9, dtype=np.float32)
    b, g, r = np.meshgrid(at, at, at, indexing="ij")
    write_cube(tmp_path / "swapped.cube", Cube(np.stack([g**0.8, b, r], axis=-1)))
    lut = probe_cube(tmp_path / "swapped.cube")
    rows = {}
    for amount in (50, 100):
        drawn = film(
            {"source": "landscape", "looks": (Look("lut", amount, source=lut.id),)}, canvas=SMALL, files=[lut]
        )
        rows[f"lut {amount}"] = [drawn.frame(0)]
    golden.check("looks-lut", rows)


def test_grain_moves_and_a_still_photo_does_not(film: Any) -> None:
    clip = {"source": "landscape", "looks": (Look("film", 60),)}
    first, second = film(clip, canvas=SMALL).frames(10, 11)
    assert not np.array_equal(first, second)
    clip = {"source": "landscape", "looks": (Look("cinematic", 60),)}
    first, second = film(clip, canvas=SMALL).frames(10, 11)
    assert np.array_equal(first, second)


@pytest.mark.parametrize("name", ["film", "cinematic", "vintage"])
def test_chunks_show_what_the_whole_shows(film: Any, name: str) -> None:
    clips = [
        {"source": "landscape", "looks": (Look(name, 70),), "motion": Motion("zoom-in", 0.2)},
        {"source": "dusk", "looks": (Look(name, 70),), "transition_in": Transition("fade", 1000)},
    ]
    drawn = film(*clips, canvas=SMALL)
    whole = drawn.plan.whole
    for chunk, border in zip(drawn.plan.chunks(), drawn.plan.borders, strict=False):
        for frame in (0, chunk.frames // 2, chunk.frames - 1):
            for a, b in zip(
                compose(chunk, frame, drawn.sources),
                compose(whole, border + frame, drawn.sources),
                strict=True,
            ):
                assert np.array_equal(a, b)


@pytest.mark.parametrize("fit", ["cover", "contain", "blur"])
def test_nothing_is_outside_of_legal_range(film: Any, fit: str) -> None:
    looks = (Look("vivid", 100), Look("contrast", 100), Look("film", 100), Look("vignette", -100))
    clips = [{"source": "dusk", "fit": fit, "looks": looks}, {"source": "landscape", "looks": looks}]
    drawn = film(*clips, canvas=SMALL)
    for frame in (0, 47, 48):
        planes = compose(drawn.plan.whole, frame, drawn.sources)
        for plane, most in zip(planes, (235, 240, 240), strict=True):
            assert plane.min() >= 16 and plane.max() <= most
