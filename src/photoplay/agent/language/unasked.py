"""What is said to messages that wish for nothing: questions, doubts, reports, praise, other languages, noise."""

from __future__ import annotations

import re
from dataclasses import replace

from photoplay.agent.language import wished_back
from photoplay.agent.language.asides import is_withdrawn
from photoplay.agent.language.lexicon_briefs import words
from photoplay.agent.language.lines import line_of
from photoplay.agent.language.meaning import Intent, TextRef
from photoplay.agent.language.phrases import Phrases
from photoplay.agent.language.posture import Posture, is_misspelt, posture_of
from photoplay.agent.language.rules import Clause, Context, Message, Rule
from photoplay.agent.language.stepping import stepped
from photoplay.agent.language.text import is_han
from photoplay.timeline.model import TextClip

#: What can be explained, the most telling first; keys of ``speech_hints``.
_TOPICS = Phrases(
    {
        "undo": words("undo, go back, take back, revert, redo", "撤销 撤回 恢复 重做 还原"),
        "export": words("export, download, save, get the file, share", "导出 下载 保存 发布 分享"),
        "rotate": words("rotate, rotated, turn, mirror, flip, crop", "旋转 转 翻转 镜像 裁剪 裁"),
        "remove": words("remove, delete, take out, drop, get rid of", "删 删除 去掉 移除 拿掉"),
        "order": words(
            "move, reorder, order, swap, sort, rearrange, sequence", "移动 顺序 换位置 排序 调换 交换 挪"
        ),
        "logo": words("logo, watermark", "logo 标志 水印 商标"),
        "text": words(
            "title, titles, text, texts, caption, captions, subtitle, words, letters, font, write",
            "标题 文字 字幕 字体 写字 配文 副标题 加字",
        ),
        "music": words(
            "music, song, songs, soundtrack, audio, volume, tune, bgm", "音乐 歌 配乐 音量 曲子 bgm 声音"
        ),
        "shape": words(
            "vertical, horizontal, square, portrait, landscape, aspect, aspect ratio, shape, format, size",
            "竖屏 横屏 方形 比例 尺寸 画幅 竖版 横版",
        ),
        "transition": words("transition, transitions, crossfade, fade", "转场 过渡 淡入 淡出"),
        "look": words(
            "filter, filters, look, looks, colour, color, colors, brighter, darker, black and "
            "white, effect, "
            "effects, style",
            "滤镜 颜色 色调 调色 效果 特效 亮 黑白 风格",
        ),
        "motion": words(
            "zoom, pan, move, motion, animate, animation, movement", "缩放 推近 拉远 动 平移 动画 运镜"
        ),
        "length": words(
            "longer, shorter, length, duration, seconds, speed, slower, faster, pace, long, time",
            "长 短 时长 秒 速度 快 慢 节奏 时间",
        ),
        "video": words(
            "video, slideshow, photo, photos, picture, pictures, pics, image, images, clip, start",
            "视频 影片 照片 图片 片子 幻灯片 开始",
        ),
    },
    endings=True,
)
#: Questions that ``questions.ability`` answers better.
_KNOWN = Phrases(
    {
        "known": words(
            "format, formats, heic, mp4, mov, gif, png, jpg, 4k, price, cost, free, pay, limit, "
            "limits, maximum, "
            "how many, fonts, voice, voiceover, narration, generate, tiktok, youtube, instagram, "
            "platforms, credits, "
            "credit, upload, send",
            "格式 价格 收费 免费 多少钱 上限 最多 配音 旁白 抖音 平台 积分 上传 支持",
        )
    }
)


def told_how(clause: Clause, ctx: Context) -> list[Intent]:
    """“How do I add a title?”, “can photos be rotated?”: what to say for it."""
    if posture_of(clause, ctx.message) != "how" or _KNOWN.concepts(line_of(clause)):
        return []
    found = _TOPICS.concepts(clause.plain)
    topic = next((name for name in _ORDER if name in found), "")
    return [_all_of(clause, "ask_how", about=topic)] if topic else []


_ORDER = (
    "undo", "export", "rotate", "logo", "text", "music", "transition", "shape", "remove", "order",
    "look", "length",
    "motion", "video",
)  # fmt: skip


def doubted(clause: Clause, ctx: Context) -> list[Intent]:
    """“What if the title were blue?”, “why is it red?”, and what has nothing to do with videos."""
    posture = posture_of(clause, ctx.message)
    acts: dict[Posture, str] = {"hypothesis": "hypothesis", "why": "ask_why", "off_topic": "off_topic"}
    return [_all_of(clause, acts[posture])] if posture in acts else []


def objected(clause: Clause, ctx: Context) -> list[Intent]:
    """“I never said to make it shorter”: whether the last change is to be taken back."""
    if posture_of(clause, ctx.message) != "object":
        return []
    if not ctx.scene.undo:
        return [_all_of(clause, "complain")]
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("undo", ask="ask_take_back")]


def misspelt(clause: Clause, ctx: Context) -> list[Intent]:
    """“The title has a typo”: the right words are asked for."""
    others = [one for one in ctx.message.clauses if one is not clause and len(one.tokens) > 1]
    if (
        others
        or clause.quotes
        or not is_misspelt(clause.plain)
        or re.search(r"[?？]|\bfix\b.*\bto\b", clause.plain)
    ):
        return []
    tracks = ctx.scene.timeline.tracks
    if not any(isinstance(clip, TextClip) for track in tracks for clip in track.clips):
        return [_all_of(clause, "ask_project", about="texts")]
    for token in clause.tokens:
        clause.claim(token)
    texts = clause.texts if clause.own_texts is not None else TextRef("number", 1)
    return [clause.intent("edit_text", texts=texts, ask="ask_what_text")]


def praised(clause: Clause, ctx: Context) -> list[Intent]:
    """“I like the second photo”."""
    if posture_of(clause, ctx.message) != "praise" or (
        clause.own_photos is None and clause.own_texts is None
    ):
        return []
    return [_all_of(clause, "liked")]


def noted(clause: Clause, ctx: Context) -> list[Intent]:
    """What is only told, when no other rule had an answer."""
    if any(one.words == clause.text for one in ctx.intents):
        return []
    acts: dict[Posture, str] = {"report": "noted", "praise": "liked", "how": "help", "later": "wait"}
    act = acts.get(posture_of(clause, ctx.message))
    if _LEAVES_ALL.fullmatch(clause.plain.strip()):
        act = "noted"
    return [_all_of(clause, act)] if act else []


_LEAVES_ALL = re.compile(
    r"(?:please )?(?:don'?t|do not) (?:change|touch|do|alter) (?:anything|a thing|it|this"
    r"|that)(?: please)?[.!]*|"
    r"(?:leave|keep) (?:it|everything|this) (?:as (?:it )?is|alone|like (?:this|that))[.!]*"
    r"|(?:什么都)?(?:不要|别|不用)(?:再)?(?:改|动)(?:了|它)?[。!！]*"
)


_FEW = re.compile(
    r"\W*(?:please )?(?:only use|use only|just use|use just|show only|only show|keep only|only keep"
    r"|use|keep|show) (?:\d+|one|two|three|four|five|six|"
    r"seven|eight|nine|ten) (?:photos|pictures|images|pics|of them|of the photos)(?: only)?\W*"
    r"|\W*(?:只|就)(?:用|要|留|保留|放)[\d一二两三四五六七八九十]+张(?:照片|图|图片)?(?:就好|就行"
    r"|吧)?\W*"
)


def few(clause: Clause, ctx: Context) -> list[Intent]:
    """“Use only 2 photos”: how many, but not which."""
    is_few = _FEW.fullmatch(clause.plain) is not None and ctx.has_timeline and not clause.own_photos
    if not is_few or len(ctx.message.clauses) > 1 or not re.search(r"only|just|只|就", clause.plain):
        return []
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent("keep_photos", ask="ask_which_photo")]


_UNNAMED = re.compile(
    r"\b(?P<verb>replace|remove|delete|swap out|swap|rotate|move|change|drop|take out|get rid of|crop|brighten) "
    r"(?:(?:one|any|some|a couple|a few) of (?:the|my|these|those|our) |(?:a|one|some) )(?:photos?|pictures?|"
    r"pics?|images?|shots?|ones?)\W*$"
    r"|(?P<zh>换掉?|删掉?|去掉|移动?|旋转|调整?|改)(?:其中)?(?:的)?(?:一|两|几)张(?:照片|图片?|相片)?(?:吧|吗|呗)?\W*$"
)
_UNNAMED_ACTS = {
    "replace": "replace_photo", "swap": "replace_photo", "换": "replace_photo", "rotate": "rotate", "旋": "rotate",
    "move": "move_photos", "移": "move_photos", "change": "", "crop": "", "brighten": "", "调": "", "改": "",
}  # fmt: skip


def unnamed(clause: Clause, ctx: Context) -> list[Intent]:
    """“Replace one of the photos”: it is asked which."""
    found = _UNNAMED.search(clause.plain.strip())
    if found is None or not ctx.has_timeline or clause.quotes or posture_of(clause, ctx.message) != "wish":
        return []
    verb = found["verb"] or found["zh"]
    act = next((act for word, act in _UNNAMED_ACTS.items() if verb.startswith(word)), "remove_photos")
    for token in clause.tokens:
        clause.claim(token)
    return [clause.intent(act or "adjust", ask="ask_which_photo")]


def steps_alone(intents: list[Intent]) -> list[Intent]:
    """What goes back or forth says nothing else in the same clause."""
    steps = {one.words for one in intents if one.act in ("undo", "redo")}
    return [one for one in intents if one.words not in steps or one.act in ("undo", "redo")]


def agreed(intents: list[Intent]) -> list[Intent]:
    """What the message supposes and then wishes for: "and if it was 18 seconds? Do that"."""
    if any(one.ask == "ask_shall_i" for one in intents):
        intents = [one for one in intents if one.act != "hypothesis"]
    at = next((number for number, one in enumerate(intents) if one.ask == "ask_shall_i"), len(intents))
    if not any(one.act == "yes" for one in intents[at:]):
        return intents
    return [replace(one, ask="") if one.ask == "ask_shall_i" else one for one in intents if one.act != "yes"]


_REPAIRS = re.compile(r"\b(?:no|instead|actually|rather|wait|sorry|then|mean|meant|not)\b|不|还是|算了|然后")


def undecided(intents: list[Intent], message: Message) -> list[Intent]:
    """Of two shapes in one breath neither is chosen: it is asked which."""
    shapes = [one for one in intents if one.act == "set_aspect"]
    told = {str(one.slots.get("aspect")) for one in shapes if one.slots.get("aspect")}
    if len(shapes) < 2 or len(told) < 2 or _REPAIRS.search(message.plain):
        return intents
    left = [one for one in intents if one.act != "set_aspect"]
    return [*left, Intent("set_aspect", {}, words=shapes[0].words, ask="ask_which_shape")]


def _all_of(clause: Clause, act: str, about: str | None = None) -> Intent:
    for token in clause.tokens:
        clause.claim(token)
    return clause.intent(act, about=about)


#: Before the rules that change, and after all that answer.
EARLY: tuple[Rule, ...] = (
    Rule("told-how", told_how),
    Rule("doubted", doubted),
    Rule("objected", objected),
    Rule("misspelt", misspelt),
    Rule("praised", praised),
    Rule("few", few),
    Rule("unnamed", unnamed),
)
LATE: tuple[Rule, ...] = (Rule("noted", noted),)


# -- whole messages ---------------------------------------------------------------------------------

_OTHER_SCRIPTS = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u10a0-\u10ff"
    r"\u1200-\u137f\u1780-\u17ff\u3040-\u30ff\uac00-\ud7af]"
)
# ruff: noqa: SIM905
_STOPWORDS = frozenset(
    (
        "el los las más mas por favor haz pon quita con para una unos del también muy está foto "
        "fotos música título que "
        "quiero puedes añade segunda primera vídeo hola gracias "
        "der die das und ist nicht ein eine einen bitte mach mache kürzer länger für ich mit auf "
        "dem den füge hinzu "
        "lösche kannst wie zweite erste musik titel hallo danke sehr "
        "le les une des est pas plus fais faites avec dans sur pour s'il vous plaît plait ajoute "
        "ajouter enlève supprime "
        "deuxième première musique titre vidéo bonjour merci je "
        "il lo gli più piu fai con una per favore aggiungi togli rimuovi seconda prima titolo ciao grazie "
        "mais faça faz coloque com uma não por adicione remova música segunda primeira olá obrigado "
        "het een de niet en maak voor met korter langer alsjeblieft verwijder voeg toe hallo "
        "bedankt foto's "
        "proszę zrób dodaj usuń film zdjęcie jest nie muzyka dziękuję lütfen ekle video kısa uzun "
        "sil müzik "
        "hãy thêm xóa làm cho ngắn hơn tolong buat tambahkan hapus lebih pendek dengan"
    ).split()
) - frozenset(("video", "film", "die", "per", "prima", "plus", "des"))
_ENGLISH = frozenset(
    (
        "the a an to and of is are it with for in on at my this that make add remove put please "
        "photo title music can you "
        "i say write says saying shorter longer first second last"
    ).split()
)
_LETTERS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def screen(message: Message, ctx: Context) -> tuple[Intent, ...]:
    """What needs no rules: only undo and redo, messages in other languages, mere figures and signs."""
    if (step := stepped(message, ctx)) is not None:
        is_missed = step.act == "redo" and not ctx.scene.redo and wished_back.read(message, ctx) is not None
        return () if is_missed else (step,)
    question = ctx.scene.memory.question
    if question is not None and question.slot in ("text", "name", "title", "captions"):
        return ()
    if is_withdrawn(message):
        return (Intent("noted", {}, words=message.text[:200]),)
    own = " ".join(
        token.text for token in message.tokens if token.kind not in ("quote", "file", "link", "said")
    )
    if _is_foreign(own):
        return (Intent("other_language", {}, words=message.text[:200]),)
    if _is_noise(message):
        return (Intent("unclear", {}, words=message.text[:80]),)
    return ()


def _is_foreign(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    foreign = sum(_OTHER_SCRIPTS.match(sign) is not None for sign in letters)
    # Japanese is written with Chinese signs as well.
    own = sum(not is_han(sign) for sign in letters)
    if foreign >= 2 and foreign > 0.5 * own and foreign * 4 >= len(letters):
        return True
    said = [word.casefold() for word in _LETTERS.findall(text)]
    hits = sum(word in _STOPWORDS for word in said)
    known = sum(word in _ENGLISH for word in said)
    return (
        hits >= 2 and known * 2 < hits and hits * 4 >= len(said) and not any(is_han(sign) for sign in letters)
    )


#: Figures as only computers write them: "1e9 seconds".
_POWER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?e[+-]?\d+ ?(?:s|sec\w*|min\w*|px|%|秒)?(?![\w.])")


def _is_noise(message: Message) -> bool:
    """Many figures, and no word beside them."""
    own = message.plain
    for token in message.tokens:
        if token.kind in ("quote", "file", "link", "said"):
            own = own[: token.start] + " " * (token.end - token.start) + own[token.end :]
    if _POWER.search(own):
        return True
    said = [one for one in message.tokens if one.kind not in ("punct", "emoji", "newline")]
    figures = [one for one in said if one.kind in ("number", "ordinal") or one.plain.isdigit()]
    return len(figures) == len(said) and len(said) > 3
