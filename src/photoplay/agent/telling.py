"""Changes of a turn in sentences: a new cut in a few lines, everything else one by one."""

from __future__ import annotations

from photoplay.agent.desk import Desk
from photoplay.agent.facts import (
    about,
    length_of,
    looks_in_words,
    music_in_words,
    repairs_in_words,
    shape_of,
    shown_photos,
    texts_in_short,
    transitions_in_words,
)
from photoplay.agent.speech import knows, say
from photoplay.agent.tools.closing import corner_of, logos_of
from photoplay.agent.tools.selecting import in_time
from photoplay.timeline.called import POSITION_NAMES, called
from photoplay.timeline.changes import changes
from photoplay.timeline.endcard import card_has_logo
from photoplay.timeline.find import end_cards, main_clips, sounds
from photoplay.timeline.model import Timeline
from photoplay.timeline.summary import Telling, counted, listed
from photoplay.timeline.wording import language_of, one_line

#: So many changes are told one by one.
_MOST = 8


def changes_told(desk: Desk) -> list[str]:
    """What is different after the turn; nothing where nothing is."""
    before, after, language = desk.scene.timeline, desk.timeline, desk.language
    if desk.step:
        return _steps(desk)
    if before == after:
        return []
    if before.tracks and not after.tracks and any(entry.tool == "start_over" for entry in desk.journal):
        return [say(language, "emptied")]
    if (kind := _fresh_kind(desk)) is not None:
        return cut_told(desk, kind)
    sentences = _without_consequences(desk, list(changes(before, after, language, desk.scene.films)))
    more = len(sentences) - _MOST
    if more > 1:
        sentences = [*sentences[:_MOST], say(language, "and_more", n=more)]
    return sentences


def _without_consequences(desk: Desk, sentences: list[str]) -> list[str]:
    """What follows from a new shape in one sentence, in the place of many."""
    reshaped = [e for e in desk.journal if e.tool in ("set_aspect", "set_size") and len(e.changes) > 2]
    if not reshaped:
        return sentences
    own = {one for entry in desk.journal if entry not in reshaped for one in entry.changes}
    follows = {one for entry in reshaped for one in entry.changes[1:]} - own
    kept = [one for one in sentences if one not in follows]
    if len(kept) == len(sentences):
        return sentences
    return [*kept[:1], say(desk.language, "refitted"), *kept[1:]]


def _steps(desk: Desk) -> list[str]:
    """What undo or redo brought back, with the first of the differences."""
    count = abs(desk.step)
    key = ("took_back" if desk.step < 0 else "brought_back") + ("" if count == 1 else "_n")
    if not desk.timeline.tracks:
        return [say(desk.language, key, n=count), say(desk.language, "is_empty")]
    told = changes(desk.scene.timeline, desk.timeline, desk.language, desk.scene.films)
    return [say(desk.language, key, n=count), *told[:4]]


def _fresh_kind(desk: Desk) -> str | None:
    """The kind of the cut that this turn made; None: it made none."""
    for entry in reversed(desk.journal):
        if entry.tool == "start_over" and entry.changes:
            return None
        if entry.tool == "make_video" and entry.changes:
            kind = str(entry.args.get("kind") or "slideshow")
            return kind if knows(f"kind_{kind}") else "slideshow"
    return None


def cut_told(desk: Desk, kind: str) -> list[str]:
    """A whole cut: kind, photos, length, shape; music; words; what joins the photos; how it closes."""
    timeline, language = desk.timeline, desk.language
    words = Telling(language_of(language), desk.scene.films)
    name = say(language, f"kind_{kind}")
    told = [
        say(
            language, "cut" if name[0] not in "aeiou" else "cut_an",
            kind=name,
            photos=counted(shown_photos(timeline, desk.scene), True, words),
            length=length_of(timeline.duration_ms, language),
            shape=shape_of(timeline.canvas),
        )
    ]  # fmt: skip
    told += _sent_again(desk)
    names = [music_in_words(clip, language) for clip in sounds(timeline)]
    music = (
        say(language, "cut_music", music=listed(names[:3], words)) if names else say(language, "cut_no_music")
    )
    told.append(_on_one_line(language, music, _joins(timeline, desk)))
    written = texts_in_short(timeline, language)
    told.append(say(language, "cut_words", words=written) if written else say(language, "cut_no_words"))
    if len(shown_photos(timeline, desk.scene)) == 1:
        told += about("motion", timeline, desk.scene, language)
    if closing := _closing(desk):
        told.append(closing)
    return told


def _sent_again(desk: Desk) -> list[str]:
    """Files that were in one upload several times, when the first cut shows them once: nothing is dropped silently."""
    if main_clips(desk.scene.timeline):
        return []
    shown = {clip.source for clip in main_clips(desk.timeline)}
    again = [record for record in desk.scene.bin if record.id in shown and record.copies > 1]
    if not again:
        return []
    if len(again) == 1:
        return [say(desk.language, "sent_again_one", name=one_line(again[0].name), n=again[0].copies)]
    key = "sent_twice" if all(record.copies == 2 for record in again) else "sent_again"
    return [say(desk.language, key, n=len(again))]


def _joins(timeline: Timeline, desk: Desk) -> str:
    """Transitions and looks."""
    language = desk.language
    told = []
    if len(main_clips(timeline)) > 1:
        told.append(say(language, "cut_transitions", transitions=transitions_in_words(timeline, language)))
    if looks := looks_in_words(timeline, desk.scene, language):
        told.append(say(language, "cut_looks", looks=looks))
    told += repairs_in_words(timeline, desk.scene, language)
    return _on_one_line(language, *told)


def _on_one_line(language: str, *sentences: str) -> str:
    joint = " " if language_of(language) == "en" else ""
    return joint.join(one for one in sentences if one)


def _closing(desk: Desk) -> str:
    timeline, language = desk.timeline, desk.language
    told = []
    if cards := {clip.id for clip in end_cards(timeline)}:
        words = Telling(language_of(language))
        lines = [
            say(language, "quoted", words=one_line(c.text)) for c in in_time(timeline) if c.reference in cards
        ]
        said = say(language, "cut_end_words", words=listed(lines, words)) if lines else ""
        key = "cut_end_card_logo" if card_has_logo(timeline) else "cut_end_card"
        told.append(say(language, key, words=said))
    for logo in logos_of(desk, timeline)[:1]:
        if logo.box is not None:
            corner = called(corner_of(logo.box), POSITION_NAMES, language_of(language))
            told.append(say(language, "cut_logo", corner=corner))
    return _on_one_line(language, *told)
