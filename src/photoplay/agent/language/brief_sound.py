"""What a brief says of its sound, also in passing: "soft guitar in the background", 无声就行, "hype"."""

from __future__ import annotations

import re
from typing import Any

from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.lines import HIDDEN
from photoplay.agent.language.moods import beside_music, lead_named, mood_and_lead, wanted_part
from photoplay.agent.language.music_talk import MUSIC_TALK
from photoplay.agent.language.phrases import Phrases

#: Moods that are said of a whole video as well, and no kind or place of one.
ADJECTIVES = Phrases(
    {
        "upbeat": words(
            "upbeat, energetic, lively, peppy, dynamic, hype, hyped, high energy, bouncy, "
            "groovy, punchy, sporty",
            "动感 活力 轻快 有活力 元气 律动",
        ),
        "happy": words(
            "happy, cheerful, joyful, fun, funny, playful, cheery, quirky, sunny, silly, feel good, "
            "feel-good",
            "欢快 快乐 开心 活泼 俏皮 欢乐 搞笑 可爱",
        ),
        "calm": words(
            "calm, relaxing, relaxed, peaceful, gentle, soothing, mellow, serene, tranquil, "
            "quiet, soft, respectful, dignified, gentle and slow",
            "平静 安静 舒缓 温柔 宁静 柔和 治愈 轻柔 肃穆 庄重 静谧 放松 轻松",
        ),
        "epic": words(
            "epic, heroic, powerful, badass, motivational, inspiring, triumphant, grand",
            "史诗 震撼 大气 燃 热血 霸气 励志 恢弘 磅礴 气势 气势磅礴 气势磅礡 激昂 宏大",
        ),
        "romantic": words(
            "romantic, tender, sweet, loving, dreamy, heartfelt", "浪漫 温馨 甜蜜 唯美 甜美 深情"
        ),
        "dramatic": words(
            "dramatic, tense, dark and moody, suspenseful, scary, horror, spooky, creepy, eerie",
            "紧张 悬疑 戏剧性 恐怖 惊悚",
        ),
        "festive": words("festive, celebratory", "喜庆 热闹 喜气"),
        "cinematic": words("emotional, nostalgic, touching, moving, sentimental", "感人 怀旧 煽情 抒情"),
        "corporate": words("professional, businesslike, corporate, business like", "商务 专业 正式 职场"),
        "lofi": words("chill, chilled, chillout, laid back, laid-back, lofi, lo-fi", "慵懒 松弛"),
    }
)
_SILENT = re.compile(
    r"\b(?:no|without(?: any)?|w/o|zero|skip the|leave out the|don't (?:want|need|add|"
    r"use)(?: any)?|do not (?:want|need|add|use)(?: any)?|drop the|lose the|"
    r"minus|(?:don'?t|do not) (?:(?:you|u|even|ever|dare|bother|think|of|about|to)\s+){1,4}(?:add|adding|use|using|"
    r"put|"
    r"putting|play|playing)(?: any)?)\s+"
    r"(?:background |bg )?(?:music|sound|sounds|audio|soundtrack|song|songs|bgm|tune)\b"
    r"(?! (?:yet|louder|on the last))|\bsilent(?:ly)?\b|\bin silence\b|\bmuted?\b(?! (?:colou?rs?|"
    r"tones?|palette|look|grade|the clip|the video|the original))|\bmusic (?:off|not needed)\b|"
    r"无声|静音|(?:不要|别加|不加|不用|不需要|不配|别配|别放|不放|无需|没有|无|去掉|免)(?:任何|"
    r"背景|什么)?(?:音乐|配乐|声音|bgm|歌|伴奏|声响|音效|背景音)|"
    r"(?:音乐|配乐|声音|bgm)(?:就)?(?:不要|不用|别加|免|无|不需要|别放)|零配乐"
)
_NOISE = re.compile(r"\bsilent (?:auction|night|film|movie)\b")
#: Instruments that are hardly spoken of but as music.
_AS_MUSIC = re.compile(
    r"\b(?:music|background|soft|gentle|solo|playing|acoustic|swelling|plucked|sad|light|nice|"
    r"little|some|a bit of|with|under\w*|slow|warm|quiet|over|tune|please|if you|cheerful|happy|"
    r"playful|"
    r"bright|melod\w*|cover|led|driven|only|just|and)\b|曲|音|乐|配|的|来|轻|柔|伴奏|弹|主奏|加|用"
)


def sound_said(parts: list[str]) -> dict[str, Any]:
    """Slots "music" and "lead" of a brief.

    Args:
        parts: Its parts, folded, without what is understood otherwise and what is said of single photos.
    """
    parts = [_SHAPES.sub(" ", part) for part in parts if part.strip()]
    if any(_SILENT.search(part) and not _NOISE.search(part) for part in parts):
        return {"music": "none"}
    found: dict[str, Any] = {}
    for part in parts:
        if MUSIC_TALK.first(part, "music"):
            _note(found, *_named(part))
    for part in parts:
        lead = lead_named(part)
        if lead and (_AS_MUSIC.search(part) or len(part.split()) <= 3) and not _AS_VERB.search(part):
            _note(found, *_named(part))
            found.setdefault("lead", lead)
        elif (MUSIC_TALK.first(part, "musical") or _GENRES.search(part)) and "music" not in found:
            _note(found, *_named(part))
    if "music" not in found or _only_lead(found):
        mood = _felt(parts)
        found.update({"music": mood} if mood else {})
    return {name: value for name, value in found.items() if not name.startswith("_")}


#: Of the picture, and no kind of music.
_SHAPES = re.compile(r"\b(?:landscape|portrait|widescreen)\b(?! (?:music|song|mood))")
_GENRES = re.compile(
    r"\b(?:jazz\w*|electronic|techno|edm|house beats?|lo-?fi|lo fi|classical|orchestral|symphonic|"
    r"hip[- ]?hop|folk|acoustic|phonk|synthwave|ambient|bossa nova|"
    r"blues|funk|drum and bass|chillhop)\b|^\W*(?:some |a bit of |soft |light )?(?:rock|country|"
    r"pop|indie|trap|soul|swing|house)(?: please)?\W*$|\bplaying\b|爵士|电子乐?|电音|民谣|古典|"
    r"摇滚|嘻哈|说唱|轻音乐|"
    r"纯音乐|交响|国风|古风|蓝调"
)
_AS_VERB = re.compile(
    r"\bstrings? (?:them|these|it|all|together|my|the|those|some)\b|\bstring together\b|\b(?:guitar|"
    r"piano|violin|flute|saxophone|sax) (?:class|lesson|recital|shop|school|teacher|concert|player|"
    r"photos|store)"
)


def _named(part: str) -> tuple[str | None, str | None, bool]:
    """Mood and instrument that a part names, and whether the mood is that of the instrument only."""
    part = re.sub(r"\s+", " ", part.replace(HIDDEN, " "))
    told = wanted_part(beside_music(part))
    mood, lead = mood_and_lead(told)
    if mood is None and lead is None:
        mood, lead = mood_and_lead(wanted_part(part))
    felt = ADJECTIVES.longest(told)
    sure = mood is not None and lead is not None
    if felt is not None and not _GENRES.search(told):
        mood, sure = felt.concept, False
    return mood, lead, sure


def _note(found: dict[str, Any], mood: str | None, lead: str | None, of_lead: bool) -> None:
    if mood and ("music" not in found or found.get("_of_lead")):
        found["music"], found["_of_lead"] = mood, of_lead
    if lead:
        found.setdefault("lead", lead)


def _only_lead(found: dict[str, Any]) -> bool:
    return bool(found.get("_of_lead"))


_FEELS = re.compile(
    r"\b(?:feel\w*|vibes?|mood|moody|energy|atmosphere|tone|style|something|kinda|very|really|super|"
    r"bit|make it|keep it|keep things)\b|感觉|氛围|气氛|感|风格|一点|一些|点的|调性|为主|要|的就行|些"
)


def _felt(parts: list[str]) -> str:
    """A mood that is said of the whole: "make it feel kinda epic", "…, upbeat, …"."""
    for part in parts:
        line = re.sub(r"\s+", " ", part.replace(HIDDEN, " ")).strip(" .!?。！？")
        hit = ADJECTIVES.longest(line)
        if hit is None or re.search(
            r"\bnot\b|n't|\bno\b|不要|别|太", line[max(0, hit.start - 12) : hit.start]
        ):
            continue
        bare = re.fullmatch(r"(?:[\w-]+ (?:and|but|yet) )?[\w-]+(?:,? please)?", line) is not None
        if (
            _FEELS.search(line)
            or bare
            or len(line) <= len(hit.phrase) + 8
            or _describes(line, hit.start, hit.end)
        ):
            return hit.concept
    return ""


def _describes(line: str, start: int, end: int) -> bool:
    """Whether a mood stands right before what it describes: "a short upbeat reel"."""
    after = line[end : end + 40]
    return (
        re.match(
            r"(?:的|,? ?(?:and )?[\w-]+)? ?(?:的)?(?:小)?(?:video|vid|clip|film|movie|reel|slideshow|montage|"
            r"trailer|promo|ad|edit|视频|短片|影片|片子|mv|相册|广告)",
            after,
        )
        is not None
    )
