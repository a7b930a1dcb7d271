"""Words about music and loudness; moods and instruments stand in ``music.words``."""

from __future__ import annotations

from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.text import fold
from photoplay.music.words import INSTRUMENTS, SPELLINGS


def _is_sure(spelling: str) -> bool:
    """Whether a spelling is one word that may stand in the lexicon of all messages: simplified, not too short."""
    return (
        fold(spelling) == spelling
        and " " not in spelling
        and len(spelling) > (4 if spelling.isascii() else 1)
    )


#: The music itself. "sound" and "audio" speak of it unless films are named.
MUSIC_WORDS: tuple[str, ...] = words(
    "music, musics, song, songs, soundtrack, sound track, track, tune, tunes, bgm, "
    "background music, audio, sound, score, "
    "melody, beat, backing track, musik, muzic, jam, audio track, background track, "
    "background song, playlist, background sound",
    "音乐 配乐 bgm 背景音乐 歌 歌曲 曲子 背景乐 乐曲 伴奏 旋律 背景音 声音 音轨 配曲 "
    "音月 纯音乐 背景歌 配音乐 这首 那首 首歌 一首",
)

VOLUME_WORDS: tuple[str, ...] = words("volume, loudness, level, vol, loud", "音量 声音大小 响度 声量")

QUIETER_WORDS: tuple[str, ...] = words(
    "quieter, softer, lower, turn down, turn it down, turn the music down, down, less loud, "
    "not so loud, not as loud, "
    "too loud, reduce, decrease, dial down, tone down, duck, too noisy, drown, drowns, "
    "drowning, overpowering, less noisy, drop the volume, drop the level, a notch, knock it down, knock down, take it down, "
    "pull down, pull it down, ease it down, back it off, too much, over the top, overwhelming, "
    "bring down, deafening, quiet down, soften, so loud, blasting, blaring, hushed, hush",
    "小声 调小 小一点 小点 轻一点 轻点 降低 调低 低一点 抢戏 盖过 太响 太大声 太吵 吵 减小 放低 压低 "
    "小些 低些 弱一点 弄小 关小 变小 太大 有点大 小一些 "
    "小点声 声音小 轻些 轻一些 调轻 减弱 变弱 收一点",
)

LOUDER_WORDS: tuple[str, ...] = words(
    "louder, turn up, turn it up, crank, crank up, crank it up, up, more volume, increase, "
    "raise, boost, higher, too quiet, "
    "too soft, too low, too faint, can't hear, cannot hear, can hardly hear, can barely hear, barely hear, "
    "hardly hear, not loud enough, amp up, pump up, bump up, bump",
    "大声 调大 大一点 大点 响一点 调高 提高 高一点 太小声 太轻 听不见 听不到 几乎听不到 "
    "听不清 增大 加大 放大 "
    "大些 响亮 响点 高些 放大声 大点声 太小 大一些 调响 声音大 有点小",
)

OFF_WORDS: tuple[str, ...] = words(
    "no music, without music, remove, delete, take out, take off, get rid of, lose, kill, "
    "cut, drop, strip, turn off, off, "
    "silence, silent, no sound, no song, no audio, stop, ditch, scrap, disable, without, no, "
    "none, don't want, do not want",
    "不要 去掉 删掉 删除 移除 取消 关掉 关闭 关了 去除 拿掉 无 没有 别加 不加 撤掉 不需要 "
    "停掉 去了 删了 不想要 不用 不配 别配 别放音乐 别放歌 不要配",
)

MUTE_WORDS: tuple[str, ...] = words("mute, muted, muting, on mute", "静音 消音 无声")

OTHER_WORDS: tuple[str, ...] = words(
    "another, a different, different, other, something else, new one, other one, next one, else, replace, "
    "swap, change, a new, new, switch it up, not this one, don't like, do not like, hate, "
    "not feeling, not into, sick of, tired of, "
    "song is mid, music is mid, track is mid, is meh, so mid, is trash, is lame, remix, surprise me, bored of, bored with, fed up, had enough of, enough of, heard it, boring, fresh, try again, not a fan, doesn't fit, does not fit, don't love",
    "换一首 换一个 换首 换个 别的 另一首 其他的 不一样的 另外一首 换掉 换一下 换 不好听 "
    "不喜欢 难听 再来一首 重新配 换支 不合适 不搭 另找 新的 另写 另来 另配 再写一首 重写一首 "
    "再换 再来首 换别的 随便来 随便换 转首 转过 转第二首 换过 听腻 腻了 闷 太闷 审美疲劳",
)

FADE_WORDS: tuple[str, ...] = words(
    "fade, fades, fading, fade in, fade out, taper, ramp, ease in, ease out, trail off, die "
    "away, swell, fade away, dies away, dying away, die down, wind down, ebb away, tail off, fade to silence, "
    "fade to nothing, ease off, fade up, creep in, build up slowly",
    "淡入 淡出 渐弱 渐强 渐入 渐出 淡进 淡掉 慢慢淡 渐渐淡 慢慢变小 慢慢变弱 慢慢变大 "
    "逐渐变小 逐渐减弱 慢慢停 慢慢起来 慢慢进来 慢慢进 慢慢响起 慢慢收 慢慢结束 渐渐响起 渐渐停 渐渐消失 慢慢消失 "
    "收尾 慢慢没有 渐渐变小 渐渐收",
)

#: What ends or begins without a fade.
ABRUPT_WORDS: tuple[str, ...] = words(
    "abrupt, abruptly, suddenly, sudden, stops dead, stopping dead, stop dead, cuts out, cut out, cuts off, cut off, "
    "just stops, just ends, jarring, out of nowhere, too hard",
    "戛然而止 突兀 突然 生硬 太急 一下子就停 一下就停",
)

BEAT_WORDS: tuple[str, ...] = words(
    "on the beats, to the beats, on beats, with the beats, match the beats, sync to the beats, cut on the beats, on the beat, to the beat, on beat, with the beat, beat sync, beat-sync, sync to the "
    "music, sync with the music, "
    "in sync with the music, in time with the music, to the rhythm, with the rhythm, match "
    "the beat, match the music, follow the beat, "
    "synced to the beat, sync the cuts, on each beat, on every beat, match the rhythm, to "
    "the music, beatsync, beat synced, sync it to, "
    "on the downbeat, cut to the beat, hit the beat, along with the beat, synced to the "
    "music, sync to the song, sync the photos, sync the pictures, sync up",
    "卡点 踩点 跟着节奏 跟节奏 踩着节拍 对上节拍 卡节奏 合拍 踩节拍 配合节奏 节奏同步 按节奏 "
    "踩节奏 跟着音乐 随着节奏 对准鼓点 鼓点 按照节奏 卡着节奏 卡上节奏 随节拍 配合音乐节奏",
)

#: Singing and speech, which composed music does not have.
VOICE_WORDS: tuple[str, ...] = words(
    "voiceover, voice over, voice-over, narration, narrator, narrate, read aloud, read it "
    "out, text to speech, tts, "
    "speak, spoken, ai voice, my voice, voice, dub, dubbing, lyrics, vocals, singing, sing",
    "配音 旁白 朗读 念出来 解说 人声 语音 文字转语音 唱 歌词 读出来 ai配音 口播 画外音",
)

#: Noises and effects, of which there are none.
EFFECT_WORDS: tuple[str, ...] = words(
    "sound effect, sound effects, sound fx, sfx, audio effect, audio effects, whoosh, whooshes, swoosh, "
    "swooshes, foley, ambient sounds, nature sounds, ambience sounds, laugh track, canned laughter",
    "音效 声效 特效音 环境音 自然声 白噪音 雨声 鸟叫声 鸟鸣 海浪声 风声 雷声 掌声 笑声 欢呼声 快门声 鞭炮声 "
    "转场音 提示音 打字声 水流声 流水声 虫鸣",
)

#: Famous music that is not there and must not be claimed to be.
SONG_BY_WORDS: tuple[str, ...] = words(
    "song by, track by, music by, from spotify, from youtube, from apple music, trending "
    "song, trending sound, "
    "viral sound, trending audio, popular song, chart song, hit song, trending music, the "
    "song called, from soundcloud, spotify, soundcloud, taylor swift, ed sheeran, adele, coldplay, beyonce, "
    "beyoncé, rihanna, the weeknd, billie eilish, bruno mars, justin bieber, dua lipa, blackpink, the beatles, "
    "abba, michael jackson, elton john, despacito, blinding lights, shape of you, bohemian rhapsody, tiktok "
    "sound, tiktok song, that song from, viral song, trending tiktok",
    "周杰伦 抖音热门 热门歌曲 网易云 qq音乐 流行歌曲 热歌 神曲 林俊杰 邓紫棋 五月天 陈奕迅 周杰倫 蔡依林 邓丽君 "
    "孙燕姿 王菲 张学友 刘德华 薛之谦 毛不易 李荣浩 爆款音乐 抖音热歌 热门bgm 热门音乐 抖音上那首 抖音神曲 那首网红歌",
)

#: A mood said by what it is like, on top of the catalogue's own words; the catalogue decides where it can.
FEEL_MOODS: dict[str, tuple[str, ...]] = {
    "calm": words(
        "not too loud and calm, slow music, piano piece, low key, low-key, unobtrusive, "
        "chillaxed, gentler, calmer, lullaby, soothing tune",
        "轻柔 轻轻 轻音乐 舒缓 缓慢 安静一点 平缓 悠扬 慢一点的歌 轻松一点 慢歌 纯净 "
        "催眠曲 轻松 舒服 抒情音乐 慢悠悠 慢悠悠的 悠闲 慢慢悠悠",
    ),
    "happy": words(
        "happier, more cheerful, jolly, cheery, light hearted, lighthearted, merry",
        "欢乐 欢快 明快 喜悦 欢喜 轻松愉快 快活",
    ),
    "romantic": words(
        "more romantic, sentimental, love song, love songs, loving", "抒情 情歌 深情 柔情 温情"
    ),
    "festive": words("more festive, party mood, partying", "喜气 喜庆热闹 喜气洋洋 红火"),
    "upbeat": words(
        "more upbeat, more energetic, peppy, bouncy, catchy, uptempo, up tempo, hype, hyped, "
        "faster music, livelier, more lively, more energy",
        "带感 炸 有节奏感 劲爆 节奏感强 动感一点 嗨 有劲 节奏感 快歌",
    ),
    "epic": words(
        "more epic, badass, hardcore, epicness, mighty", "史诗级 大气磅礴 气势 燃一点 恢宏 气势磅礴 炸裂"
    ),
    "cinematic": words(
        "more cinematic, hans zimmer, soundtrack like, film music, movie music, movie score",
        "电影配乐 大片感 有电影感",
    ),
    "electronic": words(
        "bass heavy, beats, techno music, chiptune, 8 bit, 8-bit, vaporwave, dubstep",
        "电音 蹦迪 电子乐 芯片音乐",
    ),
    "lofi": words(
        "lo-fi, lo-fi beats, lofi beats, chill beats, study beats, chill music", "lofi 低保真 慵懒"
    ),
    "dramatic": words("more dramatic, tense music, spooky, halloween, creepy", "紧张感 压迫感 诡异 阴森"),
    "jazz": words("jazzier, jazzy music, swing music", "爵士 爵士乐"),
    "corporate": words("more professional, businesslike, business like", "商务风 正式一点 专业一点"),
}

#: Words that by themselves speak of music, so that "jazz please" needs no "music" beside it.
MUSICAL_WORDS: tuple[str, ...] = words(
    "lofi, lo-fi, lo fi, jazz, jazzy, hip hop, hiphop, techno, house music, edm, electro, "
    "synthwave, ukulele, piano, guitar, violin, violins, cello, "
    "saxophone, sax, flute, strings, orchestra, orchestral, rock, pop song, rap, blues, "
    "swing, bossa nova, metal, reggae, disco, funk, waltz, ambient, "
    "classical, upbeat, chillhop, trap, r&b, country music, music box, drums, electronic, "
    "instrumental, acoustic, synth, violin music, soul, techno beat, chill beats, 🎵, 🎶, 🎼, 🎧",
    "爵士 爵士乐 钢琴 钢琴曲 吉他 尤克里里 小提琴 大提琴 萨克斯 电子乐 电音 摇滚 说唱 嘻哈 "
    "古典 古典乐 轻音乐 纯音乐 民谣 蓝调 交响 管弦 弦乐 古风 国风 国乐 中国风 民乐 二胡 古筝 笛子 八音盒 舞曲 "
    "圆舞曲 电子音乐",
)

CONCEPTS = {
    **{f"lead:{lead}": (lead.replace("-", " "), *told) for lead, told in INSTRUMENTS.items()},
    **{
        f"mood:{mood}": (
            mood,
            *(one for one in (*SPELLINGS[mood], *FEEL_MOODS.get(mood, ())) if _is_sure(one)),
        )
        for mood in SPELLINGS
    },
    "beats": BEAT_WORDS,
    "abrupt": ABRUPT_WORDS,
    "effect": tuple(one for one in EFFECT_WORDS if not one.isascii()),
    "voice": words("voiceover", "配音 旁白"),
}
