"""What a part of a clause may hold, and what that means: see ``signatures``; the signs are ``signature_parts``'."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.rules import Clause, Context
from photoplay.agent.language.signature_makers import (
    added,
    all_seconds,
    dressed,
    gone,
    held,
    in_a_row,
    longer,
    moved,
    named_sound,
    number_shown,
    turned,
    written,
)
from photoplay.agent.language.signature_parts import Part

Maker = Callable[[Part, Clause, Context], list[Intent]]


@dataclass(frozen=True, slots=True)
class Signature:
    """What a part holds, and what that means.

    Attributes:
        name: For tests and for looking at what was understood.
        of: Its line of signs, whole.
        make: The intents; none: it is not meant so after all.
        typed: What has to be found in the words as typed besides; None: nothing.
        never: What must not be found there.
        alone: It counts only where the clause holds no other wish: "not the dog" behind one is none.
    """

    name: str
    of: re.Pattern[str]
    make: Maker
    typed: re.Pattern[str] | None = None
    never: re.Pattern[str] | None = None
    alone: bool = False


_PHOTO = r"(?:P|N|#)(?: (?:P|N|#|and|和|跟))*"
_PLACE = r"(?:START|END|#)"
_SETS = (
    r"(?:make|put|have|get|let|set|move|show|see|goes?|comes?|sits?|stands?|"
    r"放|摆|排|当|做|作为?|放到|放在|排到|排在|换到|挪到|安排)"
)
_THING = r"(?:TEXT|LOGO|CARD|MUSIC|TRANS)"
_SOUND = r"(?:MOOD|LEAD|MUSIC)"
_AGAIN = r"(?: (?:too|same|again|了|呢))*"
_NEEDLESS = (
    r"(?:needed|necessary|required|wanted|welcome|worth IT|essential|anymore|any more|available|in stock)"
)
_GONE = (
    r"(?:(?:NOT|no longer) (?:really )?" + _NEEDLESS + r"(?: any ?more)?|unnecessary|sold out|out of stock|"
    r"discontinued|superfluous|redundant|surplus|off menu|can go|has to go|must go|"
    r"(?:就 )?NOT(?: (?:了|放了|出现了?))?|"
    r"卖完了?|卖光了?|售罄了?|下架了?|没货了?|缺货|断货了?|停产了?|多余了?|免了|算了吧?|略过)"
)
_TAIL = r"(?: (?:there|in IT|anymore|any more|in there|IT|video|END|unfortunately|sadly|sorry|sold out|out|either|了))*"
_WHOSE = (
    r"(?:wife|husband|boss|mom|mum|dad|client|she|he|they|nobody|no one|seller|owner|"
    r"老婆|老公|老板|客户|妈|爸|他|她)"
)
_NICE = re.compile(
    r"\b(?:wouldn'?t (?:hurt|harm|be bad|go amiss)|would be (?:nice|good|great|lovely|cool|sweet|perfect|handy)|"
    r"(?:could|can) (?:really |definitely )?(?:use|do with)|(?:is|are|'s) missing|missing|we need|needs|i miss|"
    r"don'?t forget|why not|fancy|would love|would like|i'd like|i'd love|want)\b|"
    r"更好|会好|最好|缺|少了|少个|没有|来点|配点|加|想要|想听|就好了|忘了"
)
_WAS = re.compile(r"\b(?:is|are|was|were)\b")

MOVES: tuple[Signature, ...] = (
    Signature(
        "row",
        re.compile(
            rf"(?:START |then |and )*{_PHOTO}(?: (?:then|after that|next|and then) {_PHOTO})+",
        ),
        in_a_row,
    ),
    Signature(
        "place",
        re.compile(
            rf"(?:rather |better |{_SETS} |see )*{_PHOTO}"
            rf"(?: (?:right|very|rather|instead|better|up|then|BEFORE|{_SETS}))* {_PLACE}"
            r"(?: (?:then|instead|rather|better|one|place|slot|video|show|thing|open|了))*"
        ),
        moved,
    ),
    Signature("place-first", re.compile(rf"{_PLACE} (?:{_SETS} |should |video )*P(?: {_SETS})*"), moved),
    Signature(
        "opens",
        re.compile(
            rf"(?:let )?{_PHOTO} (?:opens?|starts?|begins?|kicks? off|leads?|ends?|closes?|finishes)"
            r"(?: (?:video|off|thing|IT|show|everything|things))*"
        ),
        moved,
    ),
    Signature(
        "beside",
        re.compile(
            rf"{_PHOTO}(?: (?:right|{_SETS}))* (?:BEFORE|AFTER) (?:P|#|IT)|"
            rf"{_PHOTO} (?:接在|放在|排在)?(?:P|#|IT) (?:BEFORE|AFTER)"
        ),
        moved,
        never=_WAS,
    ),
)

LENGTHS: tuple[Signature, ...] = (
    Signature(
        "length",
        re.compile(
            rf"(?:{_SETS} )*{_PHOTO}(?: (?:ONLY|about|around|rather|up|stays?|needs?|gets?))* DUR"
            r"(?: (?:long|each|enough|max|instead|rather|please|了))*"
        ),
        held,
        never=re.compile(r"\b(?:took|takes|ago|later|old|long ago|was|were)\b|前|以前"),
    ),
    Signature("length-first", re.compile(rf"DUR (?:each )?{_PHOTO}(?: each)?"), held),
    Signature(
        "total",
        re.compile(
            r"(?:(?:more like|more|rather|around|about|roughly|max|maximum|total|video|make IT|make|say|call it|ONLY|"
            r"under|boss|client|thinking|was thinking|let's say|call IT) )*DUR"
            r"(?: (?:enough|plenty|fine|perfect|better|max|maximum|tops|total|do|does|suffice|suffices|works?|"
            r"rather|instead|long|video|is|good|ok|more like|足够|够|差不多|左右|最好|以内|就行|了|好|合适))*"
        ),
        all_seconds,
    ),
    Signature(
        "too-quick",
        re.compile(
            rf"{_PHOTO} (?:gone|over|disappears?|vanish(?:es)?|flies by|passes|goes) "
            r"(?:BEFORE|too|so|way)(?: (?!NOT)[a-z']+| IT| too)*"
        ),
        longer,
        typed=re.compile(r"\b(?:before|too|so|way)\b"),
    ),
)

FAULTS: tuple[Signature, ...] = (
    Signature("upside-down", re.compile(rf"{_PHOTO} (?:OVER|倒着|颠倒着?|反着|头朝下){_AGAIN}"), turned),
    Signature("sideways", re.compile(rf"{_PHOTO} (?:ASKEW|横着|躺着|侧着|歪着){_AGAIN}"), turned),
)

THERE_OR_NOT: tuple[Signature, ...] = (
    Signature(
        "not-needed",
        re.compile(rf"(?:{_PHOTO}|{_THING}|MOTION) {_GONE}{_TAIL}"),
        gone,
        never=re.compile(r"\b(?:bright|dark|long|short|big|yet)\b"),
    ),
    Signature(
        "not-wanted",
        re.compile(
            rf"(?:{_WHOSE} )*(?:NOT|nobody|no one)"
            r"(?: (?:like|want|wants|need|needs|show|see|feature|have|include|放|看|出现))* "
            rf"(?:{_PHOTO}|{_THING})(?: (?:shown|included|show|see|visible))*{_TAIL}"
        ),
        gone,
        typed=re.compile(
            r"\b(?:(?:don'?t|doesn'?t|do not|does not|not|nobody|no one) (?:really )?(?:wants?|needs?|has to see)|"
            r"don'?t show|wants? (?:the |no))|不想|不要|不需要|不用|别放|别出现|不想看"
        ),
        alone=True,
    ),
    Signature(
        "not-these",
        re.compile(rf"NOT {_PHOTO}{_TAIL}"),
        gone,
        typed=re.compile(r"^(?:please )?(?:not|no) "),
        alone=True,
    ),
    Signature(
        "sound",
        re.compile(
            rf"(?:(?:one|thing|could|use|need|with|add|little|more|missing|still|还|再|缺) )*(?:{_SOUND} )*{_SOUND}"
            r"(?: (?:under|underneath|behind|background|at-most|IT|NOT|photos|video|hurt|harm|amiss|missing|use|nice|"
            r"更|好|会|配|来|缺))*"
        ),
        named_sound,
        typed=_NICE,
    ),
    Signature(
        "missing",
        re.compile(
            r"(?:(?:missing|use|need|forgot|forget|where|NOT|缺|少|没|没有) )*(?:LOGO|CARD)"
            r"(?: (?:missing|lost|NOT|there|POS|START|END|use|need|缺|少|没|呢))*|POS (?:缺|少|没|没有) LOGO"
        ),
        added,
        typed=_NICE,
        never=re.compile(r"\bnot (?:needed|wanted|necessary)\b|不(?:要|用|需)"),
    ),
)

WORDS: tuple[Signature, ...] = (
    Signature(
        "words-there",
        re.compile(
            rf"Q(?: (?:over|across|goes?|写|放|POS))* {_PHOTO}(?: POS)?|{_PHOTO}(?: (?:写|POS|上))* Q"
        ),
        written,
    ),
    Signature(
        "number-shown",
        re.compile(
            r"(?:add|put|write|show|slap|stick|print|stamp)(?: (?:big|huge|large|giant|massive|bold|enormous|small|tiny|number))* "  # noqa: E501
            r"NUM(?: (?:on|onto|over|across|TEXT))* (?:P|IT|#)"
        ),
        number_shown,
        typed=re.compile(r"\b(?:on|onto|over|across)\b"),
    ),
    Signature(
        "words-everywhere",
        re.compile(
            r"Q (?:POS )?(?:of |on )*(?:ALL|each)(?: photos?| pictures?| pics?)?(?: POS)?",
        ),
        written,
    ),
    Signature(
        "dressed",
        re.compile(
            r"(?:(?:make|have|put|get) )*(?:names?|letters|those|these|TEXT|IT)(?: (?:TEXT|rather|more|instead))*"
            r"(?: (?:COLOR|FONT|POS|bold|bigger|larger|smaller))+"
        ),
        dressed,
        never=_WAS,
    ),
)

SIGNATURES: tuple[Signature, ...] = (*MOVES, *LENGTHS, *FAULTS, *THERE_OR_NOT, *WORDS)
