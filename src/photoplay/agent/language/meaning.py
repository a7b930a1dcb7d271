"""What a message means: intents with slots, and which photos and words they are about.

    "make the second photo longer, and no music"
     ->  Intent("set_photo_seconds", {"factor": 1.5}, photos=Selection((Ref("number", 2),)))
         Intent("remove_music")

An intent names one of the tools (``agent.tools``) and says its arguments as far as the words tell them;
what "it", "the beach one" or "the title" are is found later, against the project (``agent.planner``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

RefKind = Literal[
    "all",  # every photo and clip
    "number",  # value: 1 is the first, -1 the last
    "range",  # value: (first, last), both counted, negative from the end
    "every",  # value: (step, first): every other one is (2, 1) or (2, 2)
    "half",  # value: "first" or "second"
    "file",  # value: name of a file as in the bin
    "words",  # value: describing words, "beach", "the one with the dog"
    "logo",  # pictures whose role is logo
    "photos",  # stills only
    "clips",  # films only
    "end-card",
    "at",  # value: a moment on the timeline, ms
    "it",  # what was spoken of last: "it", "that one", "它"
    "beside",  # value: (kind, value, how many or 0 for all, 1 after or 0 before) of the photo they stand beside
    "others",  # all but those spoken of last: "the others", "其他的"
    "new",  # what was uploaded and is not on the timeline
    "upright",  # portrait photos
    "lying",  # landscape photos
]


@dataclass(frozen=True, slots=True)
class Ref:
    """One way to say which photos. ``value`` is as the comments of ``RefKind`` say."""

    kind: RefKind
    value: Any = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which photos: all that are included and not excluded, in the order said."""

    include: tuple[Ref, ...]
    exclude: tuple[Ref, ...] = ()


TextKind = Literal["all", "role", "number", "words", "it"]


@dataclass(frozen=True, slots=True)
class TextRef:
    """Which words on the picture.

    Attributes:
        kind: "all"; "role" (value: a text role such as "title"); "number" (1 the first, -1 the last);
            "words" (value: part of what they say); "it" (spoken of last).
        photos: Those shown on these photos only.
    """

    kind: TextKind
    value: Any = None
    photos: Selection | None = None


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that a message asks for.

    Attributes:
        act: A name of ``agent.tools.TOOLS``, or of ``ANSWERS``.
        slots: Arguments of the tool, but for photos and texts.
        photos: Which photos; None: none are named (what that means is the tool's default).
        texts: Which words on the picture.
        words: The part of the message that says it, for messages about it.
        certainty: 0–1; below ``agent.planner``'s threshold it is asked about instead of done.
        ask: A question that must be answered first, as a key of ``agent.speech``; empty: none.
    """

    act: str
    slots: Mapping[str, Any] = field(default_factory=dict)
    photos: Selection | None = None
    texts: TextRef | None = None
    words: str = ""
    certainty: float = 1.0
    ask: str = ""


#: Intents that are answered and change nothing.
ANSWERS: Mapping[str, str] = MappingProxyType(
    {
        "greet": "hello",
        "thank": "thanks, praise",
        "bye": "good night",
        "help": "what can you do, how does this work",
        "identify": "who are you, are you an AI, which model",
        "off_topic": "anything that has nothing to do with videos",
        "unsafe": "wishes that are not fulfilled; slots: reason",
        "complain": "it is bad, I do not like it, without saying what",
        "ask_project": "a question about the video; slots: about (length, photos, music, texts, size, "
        "transitions, looks, files, changes, all)",
        "ask_ability": "can you …?, which … are there?; slots: about (transitions, looks, moods, fonts, "
        "formats, price, platforms, limits, generation, voice)",
        "ask_how": "how do I …?, can … be …?; slots: about (text, music, shape, length …: see ``speech_hints``)",
        "ask_why": "why is it so?",
        "hypothesis": "what if …?, I wonder whether …: nothing is to be done",
        "liked": "praise of something in the video",
        "noted": "something that is only told, or a wish to change nothing",
        "other_language": "neither English nor Chinese",
        "yes": "agreement with what was asked or offered; slots: number of the offer if one is named",
        "no": "refusal of what was asked or offered",
        "wait": "not yet, hold on, I will send more photos",
        "cannot": "a wish that is understood and cannot be done yet; slots: what (voice, generation, "
        "remove-background, retouch, translate, publish, download-url, live, 3d, …)",
        "unclear": "not understood; slots: near (a name of TOOLS that it may have been, or absent)",
    }
)


@dataclass(frozen=True, slots=True)
class Correction:
    """The message takes back what was done last and says what was meant.

    Attributes:
        photos: The other target ("no, the second one"); None: not photos.
        texts: The same for words.
        slots: Other values ("no, blue"), by the names of the last intent's slots.
    """

    photos: Selection | None = None
    texts: TextRef | None = None
    slots: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """A whole message.

    Attributes:
        intents: In the order in which they are to be done.
        correction: The message corrects the turn before; ``intents`` are what it asks for besides.
        again: The last intents once more, for these photos ("the same for the others").
        language: BCP 47 of the message: "en", "zh" or "zh-TW"; empty when that cannot be told.
        unread: Parts of the message that nothing was made of, as typed.
        rest: How that begins which was not looked at, as the message is too long; empty: all was.
    """

    intents: tuple[Intent, ...] = ()
    correction: Correction | None = None
    again: Selection | None = None
    language: str = ""
    unread: tuple[str, ...] = ()
    rest: str = ""
