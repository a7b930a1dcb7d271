"""Rules about songs that people send: by name, "my song", "use that one"."""

from __future__ import annotations

import re

from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent
from photoplay.agent.language.music_talk import note_music
from photoplay.agent.language.rules import Clause, Context

OWN_SONG = re.compile(
    r"\b(?:my|our|own|the uploaded|uploaded|attached) (?:own )?(?:\w+ )?(?:song|track|"
    r"music|mp3|wav|tune|audio|recording|soundtrack)\b|\b(?:song|music|mp3|track|audio|"
    r"tune)\b.{0,16}\b(?:i|we) "
    r"(?:just )?(?:sent|uploaded|added|gave|attached|provided)|\bthe (?:mp3|wav|m4a|audio file|"
    r"sound file)\b|我(?:自己)?(?:刚)?(?:上)?(?:传|"
    r"发|给)(?:的|上来的|上去的)?.{0,6}(?:歌|音乐|曲|mp3|音频)|我(?:自己)?的(?:歌|音乐|曲子|"
    r"音频|mp3)|(?:音乐|配乐|歌|bgm|曲子)(?:就|请|都|还是)*(?:用|换成|改成"
    r"|放)我(?:自己)?(?:上)?(?:传|发|给|的)|上传的(?:那首|这首|那个)?(?:歌|音乐|曲|音频|mp3)"
    r"|自己的(?:歌|音乐)"
)

_SOUND_FILE = re.compile(r"[^\s]+\.(?:mp3|wav|m4a|aac|flac|ogg)\b")
_TAKES = re.compile(
    r"\b(?:use|put|play|take|want|add|have|with|go with)\b.*\b(?:that|it|this|mine|one)\b|(?:就"
    r"|换|改)?(?:用|放|配|换成|改成)(?:这|那|它)(?:首|个|段)?"
)


def _is_song_told(clause: Clause, ctx: Context, line: str) -> bool:
    """Whether "use that" is about a song that the clause before says was sent."""
    before = line_of(ctx.previous) if ctx.previous is not None else ""
    sent = re.search(r"\b(?:upload|sent|send|attach|gave|added|have|got|here)\w*\b|传|发|给", before)
    songs = {record.name for record in ctx.scene.songs}
    named = ctx.previous is not None and not songs.isdisjoint(ctx.previous.files)
    return bool(
        sent
        and (named or _SENT_SONG.search(before))
        and _TAKES.search(line)
        and ctx.scene.songs
        and not clause.means("photo", "text", "title", "logo", "clip")
    )


_SENT_SONG = re.compile(r"\b(?:mp3|wav|song|track|music|tune|audio)\b|歌|音乐|曲|音频")


def own_song(clause: Clause, ctx: Context, line: str) -> list[Intent] | None:
    """A song by the name of its file, or "my song"."""
    songs = [record.name for record in ctx.scene.songs]
    named = next((name for name in clause.files if name in songs), None)
    if named is None:
        unknown = _SOUND_FILE.search(clause.plain)
        if unknown and not songs and re.search(r"\b(?:use|put|play|add|with)\b|用|放|换|配", line):
            return [clause.intent("set_music", ask="ask_send_music")]
        if not OWN_SONG.search(line) and not _is_song_told(clause, ctx, line):
            return None
        if not songs:
            return (
                [clause.intent("set_music", ask="ask_send_music")]
                if re.search(r"\buse|\bput|\badd|用|配|放", line)
                else None
            )
        named = songs[-1]
    if re.search(
        r"\b(?:remove|delete|no|without|quieter|louder|fade|volume)\b|去掉|删|不要|小声|音量|淡", line
    ) and not re.search(r"\buse\b|用", line):
        return None
    note_music(clause)
    return [clause.intent("set_music", file=named)]
