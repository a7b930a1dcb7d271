"""A trailer: out of the black, faster and faster on the beat, dips to black between chapters."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=2.8,
    hero_s=3.2,
    last_share=0.4,
    one_photo_s=7.0,
    joins=(Join("none"),),
    accents=(Join("fadeblack", 0.8),),
    on_beats=True,
    speed=0.06,
    moods=("epic", "dramatic", "cinematic"),
    looks=(("cinematic", 50.0),),
    way_in_s=0.6,
    way_out_s=1.0,
    black_card=True,
    titles=({"animation": {"in": "blur"}}, {}),
)
