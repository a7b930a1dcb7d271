"""What the planner knows of each act: whether it needs a cut, which photos it takes, what it cannot do without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from photoplay.agent.answers import MORE
from photoplay.agent.language.meaning import ANSWERS, Intent

#: Acts that are answered and call no tool.
TALK = frozenset(ANSWERS) | frozenset(MORE)

#: Acts that make no change to what is seen, or need no cut to work on.
WITHOUT_CUT = frozenset(
    (
        "undo",
        "redo",
        "start_over",
        "export_video",
        "get_credits",
        "get_status",
        "describe_video",
        "rename_project",
        "set_logo",
    )
)

#: Acts after which "no, the other one" has nothing to take back.
NO_CHANGE = frozenset(("undo", "redo", "export_video", "get_credits", "get_status", "describe_video"))

#: Acts about words that are there already.
ON_TEXTS = frozenset(("edit_text", "remove_text"))

#: Questions, and the slot that the answer fills.
QUESTIONS: Mapping[str, str] = {
    "ask_which_photo": "photos",
    "ask_which_one": "photos",
    "ask_remove_all": "photos",
    "ask_which_text": "texts",
    "ask_what_text": "text",
    "ask_how_long": "seconds",
    "ask_total_length": "seconds",
    "ask_which_music": "mood",
    "ask_known_song": "mood",
    "ask_send_music": "mood",
    "ask_which_song": "file",
    "ask_which_file": "file",
    "ask_which_transition": "kind",
    "ask_which_look": "look",
    "ask_which_colour": "color",
    "ask_which_motion": "motion",
    "ask_which_shape": "aspect",
    "ask_where": "position",
    "ask_what_name": "name",
    "ask_how_much": "by",
    "ask_what_instead": "",
    "ask_undo": "",
    "ask_take_back": "",
    "ask_shall_i": "",
    "ask_each_or_all": "",
}


@dataclass(frozen=True, slots=True)
class Need:
    """What an act cannot do without.

    Attributes:
        photos: How many photos at least; 0: none, or all where none is named.
        most: How many at most; 0: any number.
        one_of: Slots of which one must be there, and the question when none is.
        ask: That question.
    """

    photos: int = 0
    most: int = 0
    one_of: tuple[str, ...] = ()
    ask: str = ""


_WHICH = Need(photos=1)
NEEDS: Mapping[str, Need] = {
    "remove_photos": _WHICH,
    "keep_photos": _WHICH,
    "move_photos": Need(photos=1, one_of=("to", "before", "after"), ask="ask_where"),
    "swap_photos": Need(photos=2, most=2),
    "order_photos": Need(one_of=("by",), ask="ask_what_change"),
    "replace_photo": Need(photos=1, most=1),
    "duplicate_photo": _WHICH,
    "trim_clip": _WHICH,
    "split_clip": Need(),
    "rotate": Need(photos=1, one_of=("degrees",), ask="ask_how_much"),
    "mirror": _WHICH,
    "set_focus": Need(photos=1, one_of=("position",), ask="ask_where"),
    "split_screen": Need(photos=2, most=9),
    "inset_photo": Need(photos=1, most=1),
    "before_after": Need(photos=2, most=2),
    "set_photo_seconds": Need(one_of=("seconds", "by", "factor"), ask="ask_how_long"),
    "set_total_seconds": Need(one_of=("seconds", "by", "factor"), ask="ask_total_length"),
    "set_look": Need(one_of=("look",), ask="ask_which_look"),
    "set_motion": Need(one_of=("motion",), ask="ask_which_motion"),
    "set_transition": Need(one_of=("kind",), ask="ask_which_transition"),
    "set_background": Need(one_of=("color",), ask="ask_which_colour"),
    "add_text": Need(one_of=("text",), ask="ask_what_text"),
    "add_captions": Need(one_of=("captions",), ask="ask_what_text"),
    "edit_text": Need(
        one_of=(
            "text", "replace", "position", "color", "size", "font", "animation", "seconds", "start", "photos",
            "bold", "outline", "box",
        ),
        ask="ask_what_change",
    ),
    "set_music": Need(one_of=("mood", "file", "lead", "bpm", "other", "words"), ask="ask_which_music"),
    "set_music_volume": Need(one_of=("percent", "factor", "by_db"), ask="ask_how_much"),
    "set_aspect": Need(one_of=("aspect", "platform"), ask="ask_which_shape"),
    "rename_project": Need(one_of=("name",), ask="ask_what_name"),
}  # fmt: skip
NOTHING_NEEDED = Need()

#: Acts on films: where no photo is named and there is one film, it is meant.
ON_FILMS = frozenset(
    ("trim_clip", "split_clip", "set_clip_speed", "reverse_clip", "freeze_clip", "set_clip_volume")
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an intent cannot be done as it stands.

    Attributes:
        key: A question ("ask_…"), or a key of ``answers.MORE``.
        slots: What its words need.
        intent: What was meant.
        slot: What an answer fills; empty: nothing.
    """

    key: str
    intent: Intent
    slots: Mapping[str, object] = field(default_factory=dict)
    slot: str = ""


def slot_for(question: str, act: str) -> str:
    """The slot of an act that the answer to a question fills; empty: none."""
    slot = QUESTIONS.get(question, "")
    if slot == "name" and act != "rename_project":
        return "title" if act == "make_video" else "text"
    if slot == "seconds" and act in ("set_music_volume", "adjust"):
        return "by"
    if slot == "by" and act == "set_music_volume":
        return "percent"
    if slot == "by" and act == "rotate":
        return "degrees"
    return "music" if slot == "mood" and act == "make_video" else slot


def lacks(intent: Intent) -> str:
    """The question to ask because the intent does not say enough; empty: it does.

    Photos are not judged here.
    """
    need = NEEDS.get(intent.act, NOTHING_NEEDED)
    if not need.one_of or any(intent.slots.get(name) is not None for name in need.one_of):
        return ""
    if intent.act == "edit_text" and intent.photos is not None:
        return ""
    return need.ask
