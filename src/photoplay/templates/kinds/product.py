"""A product: the hero on the first second, details that each say one thing, the logo at the end."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=2.6,
    hero_s=3.5,
    joins=(Join("fade", 0.5), Join("smoothleft", 0.6), Join("slideleft", 0.5)),
    moods=("corporate", "corporate", "upbeat"),
    logo="end",
    caption_role="lower-third",
)
