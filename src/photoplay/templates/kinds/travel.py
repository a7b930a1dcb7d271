"""A journey: cut on the beat, a little faster towards the end, dips to black between chapters."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=2.8,
    hero_s=3.2,
    last_share=0.75,
    joins=(Join("none"),),
    accents=(Join("fadeblack", 0.6),),
    on_beats=True,
    speed=0.05,
    moods=("upbeat", "cinematic", "happy"),
    looks=(("vivid", 40.0),),
    way_out_s=0.8,
)
