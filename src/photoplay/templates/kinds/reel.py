"""A reel or story: upright, quick, cut on the beat, with an accent now and then."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=1.7,
    hero_s=2.2,
    one_photo_s=6.0,
    joins=(Join("none"),),
    accents=(Join("zoom", 0.4), Join("whip-left", 0.4), Join("whip-right", 0.4)),
    on_beats=True,
    speed=0.065,
    moods=("upbeat", "electronic", "happy"),
    is_tall=True,
)
