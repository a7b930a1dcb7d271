"""A character or a scene for a chat: short shots, close camera, no music in the way."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(photo_s=2.4, one_photo_s=5.0, joins=(Join("fade", 0.4), Join("smoothleft", 0.5)), speed=0.055)
