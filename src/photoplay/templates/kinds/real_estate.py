"""A home: room by room in the order given, a calm camera, the agent at the end."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=3.5,
    hero_s=4.0,
    joins=(Join("fade", 0.6), Join("slideleft", 0.6)),
    speed=0.035,
    moods=("corporate", "calm", "lofi"),
    logo="end",
    caption_role="lower-third",
)
