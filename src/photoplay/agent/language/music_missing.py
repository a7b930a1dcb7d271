"""Sounds that are asked for and that there are none of: effects, and songs by known artists."""

from __future__ import annotations

import re

from photoplay.agent.language.lexicon_music import EFFECT_WORDS, SONG_BY_WORDS
from photoplay.agent.language.lines import HIDDEN, line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.moods import named_music
from photoplay.agent.language.music_talk import MUSIC_TALK, WANTS
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.rules import Clause, Context, Rule

_MISSING = Phrases({"effect": EFFECT_WORDS, "known": SONG_BY_WORDS})

_NOISES = (
    r"(?:rain|wind|waves?|ocean|sea|surf|birds?|thunder|applause|clapping|cheering|laughter|laughing|crowd|"
    r"camera|shutter|clicks?|clicking|whoosh\w*|swoosh\w*|ding|pop|boom|explosion|typing"
    r"|footsteps?|traffic|"
    r"fire|crackling|forest|nature|heartbeat|ticking|clock|bark\w*|meow\w*|engine|drum ?roll|fireworks?)"
)
_NOISE = re.compile(
    rf"\b(?:sounds?|noises?) of (?:a |the |some |an )?(?:\w+ )?{_NOISES}\b|\b{_NOISES} (?:sounds?"
    rf"|noises?)\b"
    r"|\b(?:birds?|birdsong|crickets|seagulls) (?:chirping|singing|tweeting|in the background)\b"
    r"|\bbirdsong\b"
    r"|(?:下雨|雨|鸟|鸟叫|海浪|浪|风|雷|掌|笑|欢呼|快门|流水|水|虫|鞭炮|心跳|脚步|敲门|火车|汽车"
    r"|狗叫|猫叫)(?:的)?声"
)
#: "Shake It Off by Taylor Swift", "Adele - Hello": a title and who sings it.
_BY = re.compile(
    r"\b(?:put|play|use|add|want|have|get|with|to|is|song|track|throw|stick)\b(?: on| in"
    r"| up)? (?P<what>[^,.!?]{2,40}?) "
    r"(?:by|from) (?P<who>(?:the )?[A-Z\u4e00-\u9fff][\w.'&-]*(?: (?:[A-Z&][\w.'&-]*|of|and|the))*)"
)
_DASH = re.compile(r"[A-Z][\w.'&]+(?: [A-Z][\w.'&]+)* (?:-|–|—) [A-Z][\w.'&]+")
_ZH_BY = re.compile(
    r"(?:来一?首|放一?首|用一?首|配一?首|换成|来段|放|用"
    r"|配)(?P<who>[\u4e00-\u9fff]{2,4})的《?[\u4e00-\u9fff]{2,10}》?$"
)
_ZH_NOBODY = re.compile(r"[我你他她这那上自原前后新旧同]|刚才|别|更|不|点|一")
#: The music of a film or a game: "the Game of Thrones theme".
_THEME = re.compile(
    r"\b(?:[A-Z][\w']+ )(?:(?:of|the|and|[A-Z][\w']+) )*(?:theme|theme song|ost"
    r"|OST|anthem)\b"
)
_HIT = re.compile(
    r"(?:抖音|网上|最近|现在|快手|小红书).{0,5}(?:火|热门|流行|爆).{0,4}(?:歌|首|音乐|bgm|曲)"
    r"|(?:网红|爆款|大热|最火)的?(?:歌|音乐|曲|bgm|那首)"
    r"|\b(?:viral|trending|popular|famous|hit|chart)\b.{0,12}\b(?:songs?|sounds?|tracks?|tunes?"
    r"|audio|music)\b"
)
_CHOSEN = re.compile(r"\b(?:like|love|get)\b|换|用|来|放|要|配")
_NO_TITLE = re.compile(
    r"\b(?:photos?|pictures?|pics?|clips?|titles?|captions?|texts?|logo|it|them|that|video)\b"
)


def effects(clause: Clause, ctx: Context) -> list[Intent]:
    """Noises: rain, applause, a whoosh between the photos."""
    line = line_of(clause)
    if not (_MISSING.first(line, "effect") or _NOISE.search(line)) or clause.files or clause.negated:
        return []
    if clause.quotes or "music" in _without_sound(line):
        return []
    return _all_of(clause, clause.intent("cannot", what="effects"))


def _without_sound(line: str) -> dict[str, object]:
    """What a line says of music, "sound" being no music here."""
    return dict(
        MUSIC_TALK.concepts(re.sub(r"\b(?:sounds?|tracks?|audio|noises?)\b|声音|[音声]效|声", " ", line))
    )


def known_song(clause: Clause, ctx: Context) -> list[Intent]:
    """“Put on Blinding Lights by The Weeknd”, 来首周杰伦的七里香: a file or another piece is asked for."""
    line = line_of(clause)
    if clause.files or (HIDDEN in line and "music" not in MUSIC_TALK.concepts(line)):
        return []
    if clause.own_texts is not None or clause.has("photo|title|caption|logo|end-card"):
        return []
    if not _is_named(clause, ctx, line):
        return []
    return _all_of(clause, clause.intent("set_music", ask="ask_known_song"))


def _is_named(clause: Clause, ctx: Context, line: str) -> bool:
    if _MISSING.first(line, "known"):
        return (WANTS.search(line) is not None or len(line) <= 24) and named_music(line) == (None, None)
    about = "music" in MUSIC_TALK.concepts(line)
    typed = clause.text
    theme = _THEME.search(typed)
    is_titled = theme is not None and (
        len(re.findall(r"\b[A-Z]", theme.group())) > 1 or named_music(line) == (None, None)
    )
    if _HIT.search(line) or is_titled:
        return WANTS.search(line) is not None or _CHOSEN.search(line) is not None
    if found := _BY.search(typed):
        what = found.group("what")
        is_title = about or (what[:1].isupper() and not _NO_TITLE.search(what.lower()))
        return is_title and not re.match(r"(?:by|from) (?:[A-Z]+_?\d|I\b)", found.group("who"))
    if _DASH.search(typed) and (about or re.search(r"\b(?:use|play|put on|add)\b", line)):
        return not clause.quotes
    found = _ZH_BY.search(clause.plain)
    return (
        found is not None
        and not _ZH_NOBODY.search(found.group("who"))
        and (about or "首" in line)
        and named_music(line) == (None, None)
    )


def _all_of(clause: Clause, intent: Intent) -> list[Intent]:
    for token in clause.tokens:
        clause.claim(token)
    return [intent]


EARLY: tuple[Rule, ...] = (Rule("music-effects", effects), Rule("music-known-song", known_song))
