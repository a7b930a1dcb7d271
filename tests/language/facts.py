"""Whether a turn did what was expected: the facts of README.md, read from drafts and answers alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.language import drafts, lettered
from tests.language.drafts import unless
from tests.language.world import Seen

from photoplay.agent.language.text import is_han, traditional_share
from photoplay.timeline.model import Timeline

#: Words that say something was done. In an answer after which nothing is different they are a lie.
COMPLETED = re.compile(
    r"\bdone\b|\ball set\b|\bi(?:'ve| have) (?:added|removed|made|changed|set|put|moved|deleted|cut|updated|turned)"
    r"|(?<!nothing )\b(?:has|have) been (?!asked)\w+ed\b|\bnow (?:shows|lasts)\b"
    r"|^(?:added|removed|changed|moved|updated|deleted)\b"
    r"|已(?:经)?(?:为|将|把|添加|加上|删除|移除|更改|修改|改为|改成|设为|设置|换成|完成|做好)"
    r"|(?:改|弄|做|加|删|换|调|搞)好了|搞定|完成了",
    re.IGNORECASE | re.MULTILINE,
)


#: What the answer quotes is somebody else's words.
_QUOTED = re.compile(r"[“\"「『《][^”\"」』》]*[”\"」』》]")


def failures(seen: Seen, expect: Mapping[str, Any], start: Timeline, earlier: Sequence[Seen]) -> list[str]:
    """What does not hold, in words; nothing: all is as expected.

    Args:
        seen: The turn.
        expect: The facts.
        start: The draft before the first turn.
        earlier: The turns before.
    """
    found: list[str] = []
    for key, wanted in expect.items():
        if key == "same_as":
            drafts = [start, *(turn.after for turn in earlier)]
            if seen.after != drafts[wanted]:
                found.append(f"same_as {wanted}: the draft differs")
            continue
        problem = _CHECKS[key](seen, wanted)
        if problem:
            found.append(f"{key}: {problem}")
    return found


def is_false_done(seen: Seen) -> bool:
    """Whether the answer speaks of something done, and nothing is."""
    return (
        seen.before == seen.after
        and not seen.exports
        and bool(COMPLETED.search(_QUOTED.sub(" ", seen.reply)))
    )


# -- the answer --------------------------------------------------------------------------------------


def _exported(seen: Seen, wanted: bool) -> str:
    return unless(bool(seen.exports) == wanted, f"{seen.exports}")


def _preset(seen: Seen, wanted: str) -> str:
    return unless(wanted in seen.exports, f"{seen.exports}")


def _asks(seen: Seen, wanted: bool) -> str:
    is_asked = seen.asks and ("?" in seen.reply or "？" in seen.reply)
    return unless(is_asked == wanted, seen.reply)


def _reply_language(seen: Seen, wanted: str) -> str:
    """By the answer itself: quotations and names in it do not count."""
    bare = re.sub(
        r"https?://\S+|[\w.-]+\.[A-Za-z0-9]{2,4}\b", " ", _QUOTED.sub(" ", seen.reply), flags=re.ASCII
    )
    han = [sign for sign in bare if is_han(sign)]
    letters = [sign for sign in bare if sign.isascii() and sign.isalpha()]
    if len(han) * 4 <= len(letters):
        found = "en"
    else:
        found = "zh-TW" if traditional_share("".join(han)) >= 0.5 else "zh"
    return unless(found == wanted, f"{found}: {seen.reply}")


def _reply_has(seen: Seen, wanted: Sequence[str]) -> str:
    reply = seen.reply.casefold()
    for one in wanted:
        if not any(part.casefold() in reply for part in str(one).split("|")):
            return f"no {one} in: {seen.reply}"
    return ""


def _reply_lacks(seen: Seen, wanted: Sequence[str]) -> str:
    reply = seen.reply.casefold()
    return next((f"{one} in: {seen.reply}" for one in wanted if str(one).casefold() in reply), "")


def _warns(seen: Seen, wanted: bool) -> str:
    """A warning, or a thing that was not done: a refusal, or an answer about what cannot be."""
    keys = {answer.key for answer in seen.plan.answers}
    tells = bool(keys & {"cannot", "not_found", "text_not_found", "unread", "nothing_new", "ask"})
    refused = any("-> " in line and _is_refusal(line, seen) for line in seen.journal)
    return unless((tells or refused) == wanted, seen.reply)


def _is_refusal(line: str, seen: Seen) -> bool:
    why = line.partition("-> ")[2]
    return why != "nothing" and why in seen.reply


_CHECKS: Mapping[str, Callable[[Seen, Any], str]] = {
    "changed": drafts.changed,
    "photos": drafts.photos_shown,
    "count": drafts.count,
    "seconds": drafts.seconds,
    "all_seconds": drafts.all_seconds,
    "total": drafts.total,
    "longer": lambda seen, wanted: drafts.compared(seen, wanted, 1),
    "shorter": lambda seen, wanted: drafts.compared(seen, wanted, -1),
    "kept": drafts.kept,
    "aspect": drafts.aspect,
    "fps": drafts.fps,
    "texts": lettered.texts,
    "texts_count": lettered.texts_count,
    "no_texts": lambda seen, wanted: lettered.texts_count(seen, 0) if wanted else "",
    "music": drafts.music,
    "lead": drafts.lead,
    "other_music": drafts.other_music,
    "volume": drafts.volume,
    "quieter": lambda seen, wanted: drafts.louder(seen, wanted, -1),
    "louder": drafts.louder,
    "quieter_at_end": drafts.quieter_at_end,
    "fades": drafts.fades,
    "transition": drafts.transition,
    "transition_into": drafts.transition_into,
    "transition_seconds": drafts.transition_seconds,
    "motion": drafts.motion,
    "look": drafts.look,
    "no_look": drafts.no_look,
    "brighter": drafts.adjusted(("brightness", 1.0)),
    "darker": drafts.adjusted(("brightness", -1.0)),
    "more_saturated": drafts.adjusted(("saturation", 1.0), ("vivid", 1.0)),
    "less_saturated": drafts.adjusted(
        ("saturation", -1.0), ("faded", 1.0), ("vivid", -1.0), ("bw", 1.0), ("matte", 0.5)
    ),
    "more_contrast": drafts.adjusted(("contrast", 1.0)),
    "warmer": drafts.adjusted(("temperature", 1.0), ("warm", 1.0), ("cool", -1.0)),
    "cooler": drafts.adjusted(("temperature", -1.0), ("cool", 1.0), ("warm", -1.0)),
    "end_card": drafts.end_card,
    "end_card_text": drafts.end_card_text,
    "logo": drafts.logo,
    "rotation": drafts.of_photo(drafts.turned),
    "mirrored": drafts.flagged(lambda clip: bool(clip.flip)),
    "speed": drafts.of_photo(lambda clip: clip.speed),
    "reversed": drafts.flagged(lambda clip: clip.reverse),
    "muted_clips": drafts.flagged(drafts.is_silent),
    "layout": drafts.layout,
    "exported": _exported,
    "preset": _preset,
    "asks": _asks,
    "reply_language": _reply_language,
    "reply_has": _reply_has,
    "reply_lacks": _reply_lacks,
    "warns": _warns,
}

#: Every fact that a conversation may name.
FACTS = frozenset(_CHECKS) | {"same_as"}
