"""A slideshow, memories: unhurried, soft crossfades, out to black at the end."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(
    photo_s=3.0,
    joins=(Join("fade", 0.6), Join("fade", 0.8), Join("fade", 0.7)),
    way_out_s=0.8,
    moods=("lofi", "calm"),
)
