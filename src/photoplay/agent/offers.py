"""Next steps that fit a draft: each as words that can be said, and as the intents that a “yes” means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from photoplay.agent.desk import Desk
from photoplay.agent.language.meaning import Intent, Ref, Selection, TextRef
from photoplay.agent.speech import say
from photoplay.agent.tools.music import sync_to_beats
from photoplay.agent.tools.selecting import in_time, role_of, unused
from photoplay.agent.warnings import Warning
from photoplay.errors import PhotoplayError
from photoplay.timeline.clips import is_end_card
from photoplay.timeline.endcard import card_has_logo
from photoplay.timeline.find import all_clips, end_cards, main_clips, overlays, sounds
from photoplay.timeline.model import VideoClip

MOST = 3
#: Of longer cuts it is not tried whether beats would move them: that takes longer than the rest of a turn.
_MOST_CUTS = 60

Offer = tuple[str, tuple[Intent, ...]]


def offers(desk: Desk, warned: Sequence[Warning]) -> list[Offer]:
    """Two or three next steps: what mends a warning first, then what the video lacks, the export last.

    Args:
        desk: At the end of the turn.
        warned: What was warned of.
    """
    language, done = desk.language, {entry.tool for entry in desk.journal}
    if not main_clips(desk.timeline):
        return _first(desk, language) if desk.scene.shots else []
    found: list[Offer] = []
    keys: set[str] = set()
    # One by one: some take a while to find, and are not looked for once there are enough.
    fresh = (step for step in chain(_lacking(desk, done), _more(desk, done)) if step[1].act not in done)
    for key, intent, slots in chain(_mending(warned), fresh):
        if key not in keys:
            keys.add(key)
            found.append((say(language, key, **slots), (intent,)))
        if len(found) == MOST - 1:
            break
    if "export_video" not in done:
        found.append((say(language, "offer_export"), (Intent("export_video"),)))
    return found


def _first(desk: Desk, language: str) -> list[Offer]:
    """What can be made of photos that are there."""
    tall = Intent("make_video", {"kind": "reel", "aspect": "9:16"})
    return [
        (say(language, "offer_slideshow"), (Intent("make_video", {"kind": "slideshow"}),)),
        (say(language, "offer_reel"), (tall,)),
    ]


Step = tuple[str, Intent, Mapping[str, Any]]


def _mending(warned: Sequence[Warning]) -> Iterator[Step]:
    for one in warned:
        if one.key == "warn_too_long" and "limit" in one.values:
            length_s = one.values["limit"] / 1000
            yield (
                "offer_shorten",
                Intent("set_total_seconds", {"seconds": length_s}),
                {"seconds": f"{length_s:g}"},
            )
        elif one.key == "warn_text_fast":
            length_s = float(one.slots["needed"])
            intent = Intent("edit_text", {"seconds": length_s}, texts=TextRef("words", one.slots["words"]))
            yield "offer_text_longer", intent, {"seconds": f"{length_s:g}"}
        elif one.key == "warn_text_outside":
            texts = TextRef("words", one.slots["words"])
            yield "offer_text_smaller", Intent("edit_text", {"size": "smaller"}, texts=texts), {}


def _lacking(desk: Desk, done: set[str]) -> Iterator[Step]:
    timeline = desk.timeline
    if _has_new(desk) and not done & {"remove_photos", "keep_photos", "replace_photo"}:
        yield "offer_add_new", Intent("add_photos", photos=Selection((Ref("new"),))), {}
    if not sounds(timeline) and "remove_music" not in done:
        yield "offer_music", Intent("set_music", {"mood": "calm"}), {}
    if desk.scene.logos and not _shows_logo(desk) and "remove_logo" not in done:
        yield "offer_logo", Intent("add_logo", {"corner": "top-right"}), {}
    if _is_mostly_upright(desk) and not done & {"set_aspect", "set_size"}:
        yield "offer_vertical", Intent("set_aspect", {"aspect": "9:16"}), {}
    roles = {role_of(clip) for clip in in_time(timeline)}
    if _kind(desk) == "product" and not roles & _NAMING and "remove_text" not in done:
        yield "offer_product_words", Intent("add_text", {"role": "title"}, ask="ask_what_text"), {}
    if _kind(desk) == "product" and "badge" not in roles and "remove_text" not in done:
        yield "offer_price", Intent("add_text", {"role": "badge"}, ask="ask_what_text"), {}
    if not roles and "remove_text" not in done:
        yield "offer_title", Intent("add_text", {"role": "title"}, ask="ask_what_text"), {}


#: Roles of words that say what is sold.
_NAMING = {"title", "subtitle", "lower-third", "caption"}


def _is_mostly_upright(desk: Desk) -> bool:
    """Whether most pictures of a wide video stand upright, with something blurred beside them."""
    canvas, records = desk.timeline.canvas, desk.scene.records
    shown = [records[clip.source] for clip in main_clips(desk.timeline) if clip.source in records]
    upright = sum(record.height > record.width for record in shown)
    return canvas.width > canvas.height and 2 * upright > len(shown)


def _has_new(desk: Desk) -> bool:
    """Whether there are uploads that no draft has shown; what was taken out is not offered again."""
    earlier = (desk.scene.timeline, *desk.scene.undo)
    shown = {clip.source for draft in earlier for clip in all_clips(draft) if isinstance(clip, VideoClip)}
    return any(record.id not in shown for record in unused(desk))


def _kind(desk: Desk) -> str:
    """Of the cut: that of this turn, else that of the brief before."""
    made = [entry.args.get("kind") for entry in desk.journal if entry.tool == "make_video" and entry.changes]
    return str(made[-1] if made else desk.scene.memory.brief.get("kind", ""))


def _shows_logo(desk: Desk) -> bool:
    known = {record.id for record in desk.scene.logos}
    if any(clip.source in known for clip in (*overlays(desk.timeline), *main_clips(desk.timeline))):
        return True
    return card_has_logo(desk.timeline)


def _more(desk: Desk, done: set[str]) -> Iterator[Step]:
    """Steps that nothing asks for, in an order that is another one after other turns."""
    timeline = desk.timeline
    clips = [clip for clip in main_clips(timeline) if not is_end_card(clip)]
    steps: list[Step] = []
    if sounds(timeline) and not done & {"remove_music", "sync_to_beats"}:
        steps.append(("offer_other_music", Intent("set_music", {"other": True}), {}))
        if len(clips) > 3:
            steps.append(("offer_beats", Intent("sync_to_beats"), {}))
    if timeline.canvas.width > timeline.canvas.height and not done & {"set_aspect", "set_size"}:
        steps.append(("offer_vertical", Intent("set_aspect", {"aspect": "9:16"}), {}))
    if not any(clip.looks for clip in clips) and not done & {"remove_looks", "restyle"}:
        steps.append(("offer_cinematic", Intent("restyle", {"feel": "cinematic"}), {}))
    if clips and clips[-1].transition_out is None and not end_cards(timeline) and "set_ends" not in done:
        steps.append(("offer_fade_end", Intent("set_ends", {"ending": "fade"}), {}))
    is_matched = any(look.type == "match" for clip in clips for look in clip.looks)
    if len(clips) > 2 and not is_matched and "set_look" not in done:
        steps.append(("offer_colours", Intent("match_colours"), {}))
    turn = (desk.scene.seed + len(desk.scene.undo)) % len(steps) if steps else 0
    # Beats take a while to find: they are looked for only when they would be offered.
    yield from (step for step in (*steps[turn:], *steps[:turn]) if step[0] != "offer_beats" or _is_off(desk))


def _is_off(desk: Desk) -> bool:
    """Whether cuts could be moved to beats."""
    if len(main_clips(desk.timeline)) > _MOST_CUTS:
        return False
    try:
        return sync_to_beats(desk).timeline != desk.timeline
    except PhotoplayError:
        return False
