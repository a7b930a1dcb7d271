"""A wedding: slow, warm, long crossfades, letters with serifs."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=3.8,
    hero_s=4.2,
    one_photo_s=6.0,
    joins=(Join("fade", 0.8),),
    accents=(Join("fadewhite", 0.9),),
    speed=0.03,
    moods=("romantic",),
    looks=(("warm", 40.0),),
    way_in_s=0.8,
    way_out_s=1.2,
    titles=({"style": {"font": "Photoplay Serif", "weight": 400}},),
)
