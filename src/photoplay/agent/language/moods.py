"""Which mood and instrument a line wants, by the catalogue and by what people say besides."""

from __future__ import annotations

import re
from functools import lru_cache

from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.music_talk import FEELS, MUSIC_TALK
from photoplay.agent.language.phrases import Phrases
from photoplay.music import catalogue
from photoplay.music.catalogue import LEADS, MOODS
from photoplay.music.words import INSTRUMENTS, NEAREST, SPELLINGS

#: Whether the catalogue need be asked at all: it tries every word that it knows.
_SPELLED = Phrases(
    {
        "mood": (*SPELLINGS, *(one for told in (*SPELLINGS.values(), *NEAREST.values()) for one in told)),
        "lead": (
            *(lead.replace("-", " ") for lead in LEADS),
            *(one for told in INSTRUMENTS.values() for one in told),
        ),
    }
)


#: English endings of the words that name a mood: "Christmassy", "sadder", "jazz-like".
_ENDED = re.compile(r"\b([a-z]{3,}?)(?:-?ish|-?like|iest|ier|est|er|(?<!l)y)\b")
#: Said of loudness, pace or pictures when they are compared.
_OTHERWISE = words(
    "ad, bar, big, fun, bright, quiet, soft, slow, fast, still, huge, smooth, dark, hard rock, power, house, story"
)
_STEMS = frozenset(
    one
    for told in (*SPELLINGS.values(), *NEAREST.values(), MOODS)
    for one in told
    if one.isascii() and len(one) > 2 and one not in _OTHERWISE
)


def _stem(found: re.Match[str]) -> str:
    """The word that a mood is known by; what is no such word stays as it is."""
    if found.group() in _STEMS:
        return found.group()
    told = found.group(1)
    for stem in (told, told + "y", told + "e", told[:-1] if told[-1:] == told[-2:-1] else told):
        if stem in _STEMS:
            return stem
    return found.group()


@lru_cache(maxsize=500)
def mood_named(line: str) -> str | None:
    """The catalogue's mood of some words; None: they name none."""
    line = _ENDED.sub(_stem, line)
    return catalogue.mood_named(line) if _SPELLED.first(_spaced(line), "mood") else None


@lru_cache(maxsize=500)
def lead_named(line: str) -> str | None:
    """The catalogue's instrument of some words; None: they name none."""
    return catalogue.lead_named(line) if _SPELLED.first(_spaced(line), "lead") else None


def _spaced(line: str) -> str:
    return " ".join(re.sub(r"[^\w\s]|_", " ", line).split())


@lru_cache(maxsize=2_000)
def _alone(spelling: str) -> re.Pattern[str]:
    """A spelling that stands by itself. There are more of them than the standard library keeps."""
    return re.compile(rf"(?<![a-z]){re.escape(spelling)}(?![a-z])")


@lru_cache(maxsize=2_000)
def _compared(spelling: str) -> re.Pattern[str]:
    """The same, or its comparative: "calmer"."""
    return re.compile(rf"(?<![a-z]){re.escape(spelling)}(?:er)?(?![a-z])")


_BEFORE = re.compile(
    r"\b(?:videos?|slideshows?|clips?|with|and|of|film|movie|trailer|add|use|put|from|for|to|"
    r"in|on|reel|photos?|pictures?|vertical|square)\b|视频|短片|影片|相册|配上?|加上?|和|，"
)

_AFTER = re.compile(
    r"\b(?:and|with|over|while|but|then|transitions?|text|captions?|under it)\b|，|和(?!谐)|转场|文字"
)


def beside_music(line: str) -> str:
    """What stands right before and after the word for music, where a kind of it would be said."""
    nouns = [hit for hit in MUSIC_TALK.hits(line) if hit.concept == "music"]
    if not nouns or (
        len(line) < 36
        and line.isascii()
        and not re.search(r"\bvideo|\bslideshow|\bclip|\bfilm|\bmovie|\btrailer|\breel", line)
    ):
        return line
    start, end = nouns[0].start, nouns[-1].end
    before = line[max(0, start - 40) : start]
    cuts = [found.end() for found in _BEFORE.finditer(before)]
    after = line[end : end + 40]
    stop = _AFTER.search(after)
    kept = before[cuts[-1] :] if cuts else before
    return f"{kept}{line[start:end]}{after[: stop.start()] if stop else after}"


def moods_line(line: str) -> str:
    """The line without what names the thing itself: "background music" is no mood."""
    return re.sub(
        r"\b(?:music|song|track|video|background|sound|audio|score|movie|film)s?\b|背景音乐|(?<![轻纯])音乐|"
        r"配乐|bgm|视频",
        " ",
        line,
    )


_AVOIDED = re.compile(
    r"\b(?:not|no|isn't|without|less|instead of|rather than|don't want|do not want|nothing|"
    r"stop the|replace(?: the)?|swap(?: the)?|change(?: the)?|too)\s+(?:so |that |too |the |"
    r"any |a |this |some |very )*"
    r"([\w-]+(?: [\w-]+)?)|(?:不要|别太|不要太|别|不想要|太|把|替换掉?|而不是|代替)(?:那么|"
    r"这么|什么)?([\u4e00-\u9fff]{2,4})"
)


def wanted_part(line: str) -> str:
    """The line without the kinds of music that are not wanted: "not so epic, calm" leaves "calm"."""
    bare = moods_line(line)

    def drop(found: re.Match[str]) -> str:
        named = found.group(1) or found.group(2) or ""
        mood = mood_named(named)
        if mood is None and lead_named(named) is None:
            return found.group(0)
        first = named.split(" ")[0] if found.group(1) else named
        if found.group(1) and mood_named(first) is None and lead_named(first) is None:
            return found.group(0)
        return bare[found.end(1 if found.group(1) else 2) - (len(named) - len(first)) : found.end()]

    return _AVOIDED.sub(drop, bare)


#: Chill lofi以外的: all but that.
_BESIDES = re.compile(r"(?:除了)?[\w -]{1,16}?(?:以外|之外)的?|除了[\w ]{1,12}")


def mood_and_lead(line: str) -> tuple[str | None, str | None]:
    """Mood and instrument that a line names."""
    line = _BESIDES.sub(" ", _apart(line))
    lead = lead_named(line)
    feel = FEELS.longest(line)
    told = line
    for spelling in (lead.replace("-", " "), *INSTRUMENTS[lead]) if lead else ():
        told = _alone(spelling).sub(" ", told)
    mood = mood_named(told) or mood_named(line)
    if feel is not None and (mood is None or len(feel.phrase) > 3 or not feel.phrase.isascii()):
        mood = feel.concept if mood is None or len(feel.phrase) >= _length(line, mood) else mood
    if mood is None and lead is not None:
        mood = catalogue.music_named(line)[0]
    return mood, lead


def _apart(line: str) -> str:
    """The line with spaces between Chinese and other letters: the catalogue looks for whole words."""
    return re.sub(r"(?<=[a-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z])", " ", line)


def sure_mood(line: str) -> bool:
    """Whether a mood is named besides an instrument."""
    line = _apart(line)
    lead = lead_named(line)
    for spelling in (lead.replace("-", " "), *INSTRUMENTS[lead]) if lead else ():
        line = _alone(spelling).sub(" ", line)
    return mood_named(line) is not None or FEELS.longest(line) is not None


def _length(line: str, mood: str) -> int:
    """How long the spelling is by which the catalogue found a mood."""
    found = [len(one) for one in (mood, *MOODS[mood].spellings) if one in line and _alone(one).search(line)]
    return max(found, default=0)


def without_moods(line: str) -> str:
    spellings = sorted(
        (one for mood in MOODS.values() for one in (mood.name, *mood.spellings) if one in line),
        key=len,
        reverse=True,
    )
    for one in spellings:
        line = _compared(one).sub(" ", line)
    for hit in FEELS.hits(line):
        line = line[: hit.start] + " " * (hit.end - hit.start) + line[hit.end :]
    return line


def named_music(line: str) -> tuple[str | None, str | None]:
    """Mood and instrument that a line wants, what it rejects left out."""
    return mood_and_lead(wanted_part(line))
