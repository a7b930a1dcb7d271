"""As long as the song that was sent: "so that it lasts exactly as long as the song", "till the song ends"."""

from __future__ import annotations

import re

from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.rules import Clause, Context, Rule

_SONG = r"(?:the |my |our |that |this )?(?:\w+ )?(?:song|track|tune|mp3|music|recording|audio)"
_AS_LONG = re.compile(
    rf"\bas long as {_SONG}\b|\b(?:match|fit|fill|cover|follow)(?:es|s|ing)? (?:the )?(?:exact |full |"
    rf"whole |entire )?"
    rf"(?:length of |duration of )?{_SONG}(?:'s (?:length|duration))?\b(?! (?:beat|mood|vibe|tempo|feel))"
    rf"|\b(?:same|exact) (?:length|duration) (?:as|of) {_SONG}\b|\b(?:until|till) {_SONG} (?:ends|is over|"
    rf"stops|finishes)\b"
    rf"|\b(?:for|over|through) the (?:whole|entire|full) (?:length of (?:the )?)?(?:song|track|tune|mp3)\b"
    r"|(?:和|跟|与)(?:这首|那首|我的)?(?:歌|音乐|曲子)(?:一样|等|同样)长|(?:歌|音乐|曲子)多长(?:视频|片子)?就?多长"
)
#: What says that it is about length at all.
_LENGTH = re.compile(
    r"\b(?:length|long|last|lasts|duration|fit|match|fill|cover|until|till|spread|"
    r"stretch|whole|entire|full)\w*\b|长"
)


def length_of_song(line: str, ctx: Context) -> float | None:
    """Seconds of the song that was sent, where a line says that the video is to be as long; else None.

    Args:
        line: Folded.
        ctx: For the songs.
    """
    sounds = [one.sound for one in ctx.scene.songs if one.sound is not None]
    if not sounds or _AS_LONG.search(line) is None or _LENGTH.search(line) is None:
        return None
    return sounds[-1].duration_ms / 1000


def song_long(clause: Clause, ctx: Context) -> list[Intent]:
    """The whole is to be as long as the song."""
    seconds = None if clause.is_question else length_of_song(clause.plain, ctx)
    if seconds is None:
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("set_total_seconds", seconds=seconds)]


EARLY: tuple[Rule, ...] = (Rule("song-long", song_long),)
