"""The style and animation of words, from how people say them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.kinds import choice
from photoplay.render.layout import role_style
from photoplay.timeline.lettering import ANIMATIONS_IN, ANIMATIONS_OUT
from photoplay.timeline.model import TEXT_ROLES, Canvas, Json
from photoplay.timeline.restyled import style_changes
from photoplay.timeline.summary import Telling
from photoplay.timeline.wording import language_of

#: Sizes in words, in parts of what the role has.
_SIZES: Mapping[str, float] = {"small": 0.75, "medium": 1.0, "large": 1.35, "huge": 1.8}
#: One step larger, or smaller by its inverse.
STEP = 1.25
#: Letters smaller than this cannot be read, larger ones leave the picture; fractions of the canvas height.
_LEAST, _MOST = 0.012, 0.4
BOLD, REGULAR = 800, 400

Role = Annotated[
    str,
    choice(
        *TEXT_ROLES,
        also={
            "heading": "title", "headline": "title", "text": "title", "name": "lower-third", "label": "caption",
            "subtitles": "caption", "captions": "caption", "lowerthird": "lower-third", "sticker": "badge",
            "price": "badge", "end card": "end-card",
        },
    ),
]  # fmt: skip
AnimationName = Annotated[
    str,
    choice(
        *ANIMATIONS_IN,
        also={
            "fade in": "fade", "slide in": "slide", "slide up": "rise", "rise up": "rise", "fly in": "slide",
            "pop up": "pop", "pop in": "pop", "bounce": "pop", "zoom": "pop", "typing": "typewriter",
            "type": "typewriter", "type writer": "typewriter", "words": "word-by-word", "off": "none",
            "count up": "count", "blur in": "blur",
        },
    ),
]  # fmt: skip


def sized(size: str | float, role: str, present: float | None, canvas: Canvas) -> float:
    """Height of letters as a fraction of the canvas height.

    Args:
        size: A word, "bigger" or "smaller", or percent of the height.
        role: Of the text.
        present: What it has; None: what its role brings.
        canvas: Of the video.
    """
    usual = role_style(role, (canvas.width, canvas.height)).size
    now = usual if present is None else present
    if isinstance(size, float | int):
        if not 0.5 <= size <= 100:
            raise Refused("no_such_text_size")
        wanted = size / 100
    elif size in _SIZES:
        wanted = usual * _SIZES[size]
    else:
        wanted = now * STEP if size == "bigger" else now / STEP
    return round(min(max(wanted, _LEAST), _MOST), 5)


def placed(position: str | tuple[float, float]) -> Json:
    """A position as drafts keep it."""
    return position if isinstance(position, str) else {"x": position[0], "y": position[1]}


def moved(animation: str) -> dict[str, Json]:
    """Ways in and out for one name of an animation."""
    return {"in": animation, "out": animation if animation in ANIMATIONS_OUT else "fade"}


def styled(role: str, canvas: Canvas, present: float | None = None, **told: Any) -> dict[str, Json]:
    """Keys of a text's style for what was told; what is None is left as it is."""
    style: dict[str, Json] = {}
    if told.get("position") is not None:
        style["pos"] = placed(told["position"])
    if told.get("color") is not None:
        style["color"] = told["color"]
        style["gradient"] = None  # would stand above the colour
    if told.get("size") is not None:
        style["size"] = sized(told["size"], role, present, canvas)
    if told.get("font") is not None:
        font = told["font"].strip()
        if not font or len(font) > 100:
            raise Refused("no_such_font")
        style["font"] = font
    if told.get("bold") is not None:
        style["weight"] = BOLD if told["bold"] else REGULAR
    for name in ("outline", "box"):
        if told.get(name) is not None:
            style[name] = told[name]
    return style


def style_told(style: Mapping[str, Any], language: str) -> str:
    """How new words are set, as far as it was said: “The new text: colour now pink, font now Lora.”; or nothing.

    Args:
        style: What differs from the role's own.
        language: Of the answer.
    """
    words = Telling(language_of(language))
    told = [one for one in style_changes({}, dict(style), words) if one != words["style"]]
    return say(language, "note_text_style", words=words["comma"].join(told)) if told else ""
