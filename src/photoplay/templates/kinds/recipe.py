"""A recipe: step by step in the order given, with time to read."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=3.5,
    joins=(Join("fade", 0.5), Join("slideleft", 0.5)),
    speed=0.035,
    moods=("happy", "jazz", "lofi"),
    way_out_s=0.6,
    caption_role="lower-third",
)
