"""The tool that learns which picture is the logo."""

from __future__ import annotations

from photoplay.agent.desk import Desk
from photoplay.agent.refusals import Refused
from photoplay.agent.speech import say
from photoplay.agent.tools.closing import logos_of, set_end_card
from photoplay.agent.tools.results import Done
from photoplay.agent.tools.selecting import File
from photoplay.templates.styles import STYLES
from photoplay.timeline import edits
from photoplay.timeline.endcard import card_has_logo
from photoplay.timeline.find import end_cards, main_clips
from photoplay.timeline.ripple import main_end_ms
from photoplay.timeline.wording import one_line


def set_logo(desk: Desk, *, file: File) -> Done:
    """Says which uploaded picture is the logo, where it was taken for a photo: it is no photo of the video any more,
    and closes a video that ends with a logo. To show a known logo, use add_logo or set_end_card.

    Args:
        file: A picture of the media bin.

    Example:
        set_logo(file="mark.jpg")
    """
    if file.kind != "image":
        raise Refused("no_logo_file")
    timeline = desk.timeline
    desk.learn_logo(file.id)
    told = say(desk.language, "note_is_logo", name=one_line(file.name))
    mine = [clip.id for clip in main_clips(timeline) if clip.source == file.id]
    if not main_clips(timeline) or len(mine) == len(main_clips(timeline)):
        return Done(timeline, told)
    if mine:
        total_ms = main_end_ms(main_clips(timeline))
        timeline = edits.remove(timeline, mine)
        if desk.scene.memory.brief.get("seconds"):
            timeline = edits.set_total_duration(timeline, total_ms)
    if card_has_logo(timeline) or logos_of(desk, timeline) or not _ends_with_logo(desk):
        return Done(timeline, told)
    before, desk.timeline = desk.timeline, timeline
    timeline = set_end_card(desk, logo=True).timeline
    desk.timeline = before
    return Done(timeline, told)


def _ends_with_logo(desk: Desk) -> bool:
    """Whether the cut is of a kind that its logo closes, or has an end card."""
    kind = str(desk.scene.memory.brief.get("kind") or "")
    if not kind and desk.scene.profile == "ai-product-video":
        kind = "product"
    return bool(end_cards(desk.timeline)) or (kind in STYLES and STYLES[kind].logo == "end")
