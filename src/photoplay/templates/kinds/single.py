"""One picture that comes alive; with several, each for a while. Silent, for chats and loops."""

from __future__ import annotations

from photoplay.templates.style import Join, Style

STYLE = Style(photo_s=3.0, one_photo_s=5.0, joins=(Join("fade", 0.6),))
