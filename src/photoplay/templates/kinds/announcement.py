"""An announcement: the words first and large, and where to turn at the end."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=3.0,
    hero_s=4.0,
    one_photo_s=6.0,
    joins=(Join("fade", 0.5), Join("smoothup", 0.6)),
    moods=("upbeat", "corporate"),
    logo="end",
    titles=({"animation": {"in": "word-by-word"}}, {"animation": {"in": "rise"}}),
)
