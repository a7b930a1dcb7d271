"""Which picture is the logo, where somebody says so: "the last picture is my logo", 最后一张是logo.

What says it is struck out of the message, and what is left is read as any other: "…, make a product video".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from photoplay.agent.language.meaning import Intent, Understood
from photoplay.agent.language.text import fold
from photoplay.agent.language.tokens import tokenise
from photoplay.agent.language.tongue import tongue
from photoplay.agent.scene import Scene
from photoplay.media.record import MediaRecord
from photoplay.timeline.model import VideoClip

_NUMBERS = {
    name: number
    for number, names in enumerate(
        ("one first 1st 一", "two second 2nd 二 两", "three third 3rd 三", "four fourth 4th 四",
         "five fifth 5th 五", "six sixth 6th 六", "seven seventh 7th 七", "eight eighth 8th 八",
         "nine ninth 9th 九", "ten tenth 10th 十"), 1,
    )
    for name in names.split()
}  # fmt: skip
_ORDINAL = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|1st|2nd|3rd|[4-9]th|10th"
_THING = r"(?:picture|photo|image|pic|file|one|upload|png|jpg)"
_LOGO = (
    r"(?:(?:the|my|our|a|their|his|her|its)\s+)?"
    r"(?:(?:company|brand|shop|store|club|team|business)(?:'s)?\s+)?logo\b"
)
_LOGO_ZH = (
    r"(?:我的?|我们的?|我家的?|公司的?|店里的?|品牌的?|咱们?的?)?(?:品牌|公司|店铺)?"
    r"(?:logo|标志|商标|店标|徽标|標誌)"
)
_NAME = r"[\w\u4e00-\u9fff ()._-]{1,80}?\.(?:jpe?g|png|webp|heic|gif|avif|heif)"
_WHICH = (
    rf"(?P<last>last|final)(?:\s+{_THING})?|(?P<nth>{_ORDINAL})(?:\s+{_THING})?|"
    rf"{_THING}\s?(?:number\s?|no\.?\s?|#)?(?P<digit>\d{{1,2}})"
)
_WHICH_ZH = (
    r"(?P<last>最后(?:的)?(?:那|这)?(?:一)?(?:张|个|幅)?)|第(?P<nth>[一二三四五六七八九十]|\d{1,2})(?:张|个|幅)|"
    r"(?P<digit>\d{1,2})号图?"
)
_EN = (
    rf"(?:the\s+)?(?:{_WHICH})\s?,?\s?(?:is|=|being|'s|was)\s+(?:just\s+|actually\s+|only\s+)?{_LOGO}",
    rf"(?P<file>{_NAME})\s?(?:is|=|being|'s)\s+(?:just\s+|actually\s+)?{_LOGO}",
    rf"(?:use|take|treat|with|set|mark)\s+(?:the\s+)?(?:{_WHICH})\s+(?:as|for)\s+{_LOGO}",
    rf"(?:use|take|treat|with|set|mark)\s+(?P<file>{_NAME})\s+(?:as|for)\s+{_LOGO}",
    rf"{_LOGO}\s+(?:is|=)\s+(?:the\s+)?(?:{_WHICH})",
    rf"{_LOGO}\s?(?:is|=|:)\s?(?P<file>{_NAME})",
    rf"(?P<new>this|that)(?:\s+{_THING})?\s+is\s+{_LOGO}",
)
_ZH = (
    rf"(?:{_WHICH_ZH})(?:图片?|照片|相片)?(?:就|其实|才)?是{_LOGO_ZH}",
    rf"(?P<file>{_NAME})\s?(?:就|其实)?是{_LOGO_ZH}",
    rf"(?:把|用|拿|将)(?:{_WHICH_ZH})(?:图片?|照片)?(?:当|作|做|当作|作为|当成|用作)(?:成|为)?{_LOGO_ZH}",
    rf"(?:把|用|拿|将)(?P<file>{_NAME})\s?(?:当|作|做|当作|作为|当成|用作)(?:成|为)?{_LOGO_ZH}",
    rf"{_LOGO_ZH}(?:就)?[是在用](?:{_WHICH_ZH})(?:图片?|照片)?",
    rf"{_LOGO_ZH}(?:就)?[是用:：]\s?(?P<file>{_NAME})",
    rf"(?P<new>这|刚发的|刚传的)(?:张|个|幅)?(?:图片?|照片)?(?:就)?是{_LOGO_ZH}",
)
_TOLD = [re.compile(one) for one in (*_EN, *_ZH)]
#: "Three product photos and a logo", 三张产品图和一个logo: one picture more than there are photos.
_COUNTED = re.compile(
    r"\b(?P<count>two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:\w+ ){0,3}"
    r"(?:photos?|pictures?|pics|images?|shots)"
    r"(?:,)? (?:and|plus|with|&|\+) (?:a |my |our |the |one |1 )?(?:\w+ )?logo\b|"
    r"(?P<zh>[一二两三四五六七八九十]|\d{1,2})张[^，。,;]{0,8}(?:和|加|跟|还有|以及|[,，])(?:上|一|1|个|张|我们的?|的|\s){0,4}(?:logo|标志|商标)"
)
_QUESTION = re.compile(r"[?？]\s?$|^\W*(?:is|which|what|哪)\b")


def logos_told(text: str, scene: Scene) -> tuple[str, tuple[Intent, ...]]:
    """The message without what says which picture is the logo, and what that means.

    Args:
        text: As typed.
        scene: The project.
    """
    if len(text) > 4000 or not scene.bin or not re.search(r"(?i)logo|标志|商标|店标|徽标|標誌", text):
        return text, ()
    plain = _without_quotes(fold(text))
    if len(plain) != len(text) or _QUESTION.search(plain):
        return text, ()
    for pattern in _TOLD:
        told = pattern.search(plain)
        record = _meant(told, scene) if told is not None else None
        if told is not None and record is not None:
            if record.role == "logo" and not _says_more(plain, told):
                return text, ()
            left = f"{text[: told.start()]},{text[told.end() :]}"
            return left, () if record.role == "logo" else (_intent(record, told.group()),)
    counted = _COUNTED.search(plain)
    if counted is None or scene.logos or scene.timeline.tracks:
        return text, ()
    record = _odd_one(counted, scene)
    return text, (_MISSED,) if record is None else (_intent(record, counted.group()),)


#: A logo is spoken of, and no picture looks like one.
_MISSED = Intent("set_logo")


def with_logos(found: Understood, text: str, left: str, logos: Sequence[Intent]) -> Understood:
    """What a message means, with the logos that it tells of.

    Args:
        found: What the rest of it means.
        text: The message as typed.
        left: Without what tells of logos.
        logos: See ``logos_told``.
    """
    if not logos:
        return found
    if left != text and not any(sign.isalnum() for sign in left):
        return Understood(intents=tuple(logos), language=tongue(text, tokenise(text)))
    if _MISSED in logos:  # the cut is made, and asks for the logo
        wishes = [
            replace(one, slots={"logo": "end", **one.slots}) if one.act == "make_video" else one
            for one in found.intents
        ]
        return replace(found, intents=tuple(wishes))
    return replace(found, intents=(*logos, *found.intents))


def _intent(record: MediaRecord, words: str) -> Intent:
    return Intent("set_logo", {"file": record.id}, words=words[:120])


def _without_quotes(plain: str) -> str:
    """Quoted words are to be shown: in them, nothing is told."""
    return re.sub(r"[\"“「『《][^\"”」』》]*[\"”」』》]", lambda quote: "\u25a0" * len(quote.group()), plain)


def _says_more(plain: str, told: re.Match[str]) -> bool:
    return any(sign.isalnum() for sign in plain[: told.start()] + plain[told.end() :])


def _meant(told: re.Match[str], scene: Scene) -> MediaRecord | None:
    """The picture that is pointed at; None: there is none."""
    groups = told.groupdict()
    images = [record for record in scene.bin if record.kind == "image"]
    shown = _shown(scene)
    if name := groups.get("file"):
        return next((one for one in reversed(images) if name.strip().endswith(fold(one.name))), None)
    if groups.get("new"):
        is_new = bool(shown) and bool(images) and images[-1] not in shown
        return images[-1] if is_new or len(images) == 1 < len(scene.bin) else None
    if groups.get("last"):
        if not images:
            return None
        return images[-1] if images[-1] not in shown or not shown else shown[-1]
    number = _number(groups.get("nth") or groups.get("digit") or "")
    counted = shown or images
    return counted[number - 1] if 0 < number <= len(counted) else None


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _NUMBERS.get(words, 0)


def _shown(scene: Scene) -> list[MediaRecord]:
    main = scene.timeline.main_track
    clips = main.clips if main is not None else ()
    records = scene.records
    shown = [records.get(clip.source) for clip in clips if isinstance(clip, VideoClip)]
    return [record for record in shown if record is not None and record.kind == "image"]


def _odd_one(counted: re.Match[str], scene: Scene) -> MediaRecord | None:
    """The one picture that is no photo, where as many photos and a logo are spoken of."""
    images = [record for record in scene.bin if record.kind == "image"]
    number = _number(counted.group("count") or counted.group("zh"))
    if len(images) != number + 1:
        return None
    for is_odd in (
        lambda one: one.has_alpha,
        lambda one: one.is_graphic,
        lambda one: "logo" in fold(one.name),
        lambda one: one.background is not None,
    ):
        odd = [record for record in images if is_odd(record)]
        if len(odd) == 1:
            return odd[0]
    return None
