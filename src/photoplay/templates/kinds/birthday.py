"""A birthday: cheerful, a picture every few beats, soft joins."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=2.8,
    hero_s=3.4,
    joins=(Join("fade", 0.5), Join("smoothleft", 0.6), Join("slideleft", 0.5)),
    on_beats=True,
    speed=0.045,
    moods=("happy", "festive", "happy"),
    way_out_s=0.8,
    titles=({"animation": {"in": "pop"}}, {"animation": {"in": "rise"}}),
)
