"""The music that suits a kind of video."""

from __future__ import annotations

from photoplay.agent.language.rules import Context

#: What suits a kind of video when music is asked for and nobody says which.
_USUAL = {
    "product": "corporate",
    "birthday": "happy",
    "wedding": "romantic",
    "travel": "upbeat",
    "real-estate": "calm",
    "recipe": "happy",
    "announcement": "corporate",
    "trailer": "epic",
    "reel": "upbeat",
    "character": "electronic",
    "single": "calm",
    "before-after": "upbeat",
}


def usual(ctx: Context) -> str:
    """A mood that suits the present cut."""
    return _USUAL.get(
        str(ctx.scene.memory.brief.get("kind", "")), "corporate" if "product" in ctx.scene.profile else "lofi"
    )
